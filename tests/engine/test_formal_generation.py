"""Deferred generations: as many steps as may be made, with the shapes of the real ones."""

from __future__ import annotations

import pytest
import torch

from nnexplore.errors import DeferredError, NotReachedError
from tests.tiny import tiny

PROMPTS = ["The Eiffel Tower is in the city of", "Paris"]
KINDS = [
    *("gpt2", "llama", "gemma2", "mistral", "gpt_neox", "opt"),
    *("bloom", "falcon", "mpt", "mamba", "mixtral", "gpt_oss"),
]
END = 5


@pytest.fixture(autouse=True)
def no_grad():
    with torch.no_grad():
        yield


def shapes(model, defer, **options):
    """The shape at the embedding, each block and the unembedding, at each step."""
    found = {}
    paths = [model.anatomy.embed, *model.anatomy.blocks, model.anatomy.unembed]
    with model.generate(PROMPTS, max_new_tokens=3, min_new_tokens=3, defer=defer, **options) as run:
        for step in run.steps():
            for path in paths:
                handle = model
                for name in path.split("."):
                    handle = handle[name]
                value = handle.output
                found[step, path] = tuple((value[0] if isinstance(value, tuple) else value).shape)
    return found, run.text


@pytest.mark.parametrize("kind", KINDS)
def test_the_forms_of_all_steps_are_those_of_the_real_ones(kind):
    assert shapes(tiny(kind), True) == shapes(tiny(kind), False)


@pytest.mark.parametrize("options", [{"num_beams": 2}, {"num_return_sequences": 2, "do_sample": True, "seed": 3}])
def test_several_rows_for_a_prompt(options):
    assert shapes(tiny("llama"), True, **options) == shapes(tiny("llama"), False, **options)


def test_what_was_saved_at_each_step_is_real_afterwards(gpt2):
    with gpt2.generate(PROMPTS[0], max_new_tokens=3, min_new_tokens=3) as run:
        expected = [gpt2.transformer.h[1].output for _ in run.steps()]
    with gpt2.generate(PROMPTS[0], max_new_tokens=3, min_new_tokens=3, defer=True) as deferred:
        kept = [gpt2.transformer.h[1].output.save() for _ in deferred.steps()]
        assert all(value.is_meta for value in kept)
    assert all(map(torch.equal, kept, expected))
    assert deferred.text == run.text


def test_changes_in_the_loop_are_made_at_every_step(gpt2):
    def steered(defer):
        with gpt2.generate(PROMPTS[0], max_new_tokens=4, min_new_tokens=4, defer=defer) as run:
            for _ in run.steps():
                gpt2.transformer.h[1].output += torch.linspace(-3, 3, 32)
        return run.ids

    plain = gpt2.module.generate(**gpt2.tokenizer(PROMPTS[0], return_tensors="pt"), max_new_tokens=4, pad_token_id=0)
    assert steered(True) == steered(False) != plain.tolist()


def ending(gpt2, layer_by_step=lambda run: None):
    """Options with which the generation ends before its last step: the second token it writes ends the text."""
    with gpt2.generate(PROMPTS[0], max_new_tokens=END, min_new_tokens=END) as run:
        run.finish()
    written = run.ids[0][8:]
    return {"max_new_tokens": END, "eos_token_id": written[1]}, written.index(written[1]) + 1


def test_steps_of_a_loop_that_are_not_reached_are_left_out(gpt2):
    options, count = ending(gpt2)
    with gpt2.generate(PROMPTS[0], **options) as run:
        expected = [gpt2.transformer.h[1].output for _ in run.steps()]
    assert len(expected) == count < END
    with gpt2.generate(PROMPTS[0], defer=True, **options) as deferred:
        kept = [gpt2.transformer.h[1].output.save() for _ in deferred.steps()]
        together = torch.stack([value[:, -1] for value in kept[1:count]]).save()
    assert all(map(torch.equal, kept[:count], expected))
    assert [value.is_meta for value in kept] == [False] * count + [True] * (END - count)
    assert together.equal(torch.stack([value[:, -1] for value in expected[1:]]))
    assert deferred.text == run.text


def test_a_step_that_was_named_and_is_not_reached_is_an_error(gpt2):
    options, count = ending(gpt2)
    with (
        pytest.raises(NotReachedError, match=f"ended after {count} steps"),
        gpt2.generate(PROMPTS[0], defer=True, **options),
    ):
        gpt2.transformer.h[1].at(step=END - 1).output.save()


def test_as_many_steps_as_the_length_allows(gpt2):
    with gpt2.generate(PROMPTS[0], max_length=11, defer=True) as run:
        steps = list(run.steps())
    assert steps == [0, 1, 2]


def test_no_generation_without_ids(gpt2):
    embeds = gpt2.transformer.wte.module(torch.tensor([[1, 2, 3]]))
    with (
        pytest.raises(DeferredError, match="cannot be deferred"),
        gpt2.generate(inputs_embeds=embeds, max_new_tokens=2, defer=True),
    ):
        gpt2.transformer.h[0].output.save()
