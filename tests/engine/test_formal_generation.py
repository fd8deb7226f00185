"""Deferred generations: as many steps as may be made, with the shapes of the real ones."""

from __future__ import annotations

from functools import cache, reduce

import pytest
import torch
from transformers import AutoConfig, AutoModelForSeq2SeqLM

import nnexplore
from nnexplore.errors import DeferredError, NotReachedError
from tests.reference import hooked
from tests.tiny import tiny

PROMPTS = ["The Eiffel Tower is in the city of", "Paris"]
KINDS = [
    *("gpt2", "llama", "gemma2", "mistral", "gpt_neox", "opt"),
    *("bloom", "falcon", "mpt", "mamba", "mixtral", "gpt_oss", "biogpt"),
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


# -- an encoder and a decoder --------------------------------------------------------------------------------------


@cache
def translating(kind):
    """A tiny random model of an encoder and a decoder."""
    small = {
        "vocab_size": 2048, "d_model": 32, "d_kv": 8, "d_ff": 48, "num_layers": 2, "num_heads": 4, "encoder_layers": 2,
        "decoder_layers": 2, "encoder_attention_heads": 4, "decoder_attention_heads": 4, "encoder_ffn_dim": 48,
        "decoder_ffn_dim": 48, "max_position_embeddings": 64,
    }  # fmt: skip
    known = AutoConfig.for_model(kind).to_dict()
    config = AutoConfig.for_model(kind, **{key: value for key, value in small.items() if key in known})
    config.decoder_start_token_id = config.pad_token_id = 0
    config.eos_token_id = config.bos_token_id = 1
    torch.manual_seed(0)
    module = AutoModelForSeq2SeqLM.from_config(config).eval()
    module.generation_config.decoder_start_token_id = 0
    return nnexplore.LanguageModel(module, tokenizer=nnexplore.load("demo").tokenizer)


BOTH = {
    "t5": ("encoder.block.0", "decoder.block.1", "decoder.block.1.layer.1"),
    "bart": ("model.encoder.layers.0", "model.decoder.layers.1", "model.decoder.layers.1.encoder_attn"),
    "marian": ("model.encoder.layers.0", "model.decoder.layers.1", "model.decoder.layers.1.encoder_attn"),
}


def part(model, path):
    return reduce(lambda handle, name: handle[name], path.split("."), model)


def steps(model, paths, defer, prompts=PROMPTS, **options):
    """Values of the encoder, and in each step of the decoder."""
    encoder, *others = paths
    options = {"max_new_tokens": 3, "min_new_tokens": 3, **options}
    with model.generate(prompts, defer=defer, **options) as run:
        values = [first_of(part(model, encoder).output)]
        for _ in run.steps():
            values += [first_of(part(model, path).output) for path in others]
            values.append(model.output.logits)
        shapes = [tuple(value.shape) for value in values]
        for value in values:
            value.save()
    return shapes, [value.value for value in values], run.ids


def first_of(value):
    return value[0] if isinstance(value, tuple) else value


@pytest.mark.parametrize("kind", BOTH)
def test_an_encoder_runs_once_and_a_decoder_in_steps(kind):
    model, paths = translating(kind), BOTH[kind]
    there, here = steps(model, paths, True), steps(model, paths, False)
    assert there[0] == here[0]
    assert there[2] == here[2]
    for one, other in zip(there[1], here[1], strict=True):
        torch.testing.assert_close(one, other)


def test_an_encoder_and_beams():
    options = {"num_beams": 2, "prompts": PROMPTS}
    model, paths = translating("bart"), BOTH["bart"]
    assert steps(model, paths, True, **options)[0] == steps(model, paths, False, **options)[0]


def test_a_decoder_that_begins_with_more_than_one_token():
    options = {"decoder_input_ids": torch.tensor([[0, 7, 9]]), "prompts": PROMPTS[:1]}
    model, paths = translating("t5"), BOTH["t5"]
    there, here = steps(model, paths, True, **options), steps(model, paths, False, **options)
    assert there[0] == here[0]
    assert there[2] == here[2]


@pytest.mark.parametrize("kind", BOTH)
def test_a_trace_of_an_encoder_and_a_decoder(kind):
    model = translating(kind)
    with model.trace(PROMPTS, decoder_input_ids=torch.tensor([[0, 7], [0, 9]]), defer=True):
        logits, inner = model.output.logits.save(), first_of(part(model, BOTH[kind][2]).output).save()
    ids = dict(model.tokenizer(PROMPTS, return_tensors="pt", padding=True, padding_side="left"))
    plain, values = hooked(
        model.module, {**ids, "decoder_input_ids": torch.tensor([[0, 7], [0, 9]])}, [(BOTH[kind][2], "output")]
    )
    torch.testing.assert_close(logits.value, plain.logits)
    torch.testing.assert_close(inner.value, first_of(values[BOTH[kind][2], "output"]))
