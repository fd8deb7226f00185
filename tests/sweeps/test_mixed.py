"""Graphs on different prompts in one forward give what each gives alone, and no row sees another."""

from __future__ import annotations

import random

import pytest
import torch

import nnexplore
from nnexplore.graph import Graph, Read, Ref, Save, Site
from tests.reference import hooked
from tests.sweeps.mixed import KINDS, Forwards, agree, check, last, ports, prompts, replaced, stream, token, ways
from tests.tiny import ALL_KINDS, tiny


@pytest.mark.parametrize("kind", ["demo", *KINDS])
def test_the_numbers_are_those_of_bare_hooks(kind, demo):
    model = demo if kind == "demo" else tiny(kind)
    given = prompts(5)
    graphs = [last(model, ids, layer=at % 3) for at, ids in enumerate(given)]
    with Forwards(model) as shapes:
        results = nnexplore.run_many(model, graphs, progress=False)
        nnexplore.plan_many(model, graphs)  # what is tried is known by now
    assert shapes.count((5, max(map(len, given)))) == 1
    assert not [shape for shape in shapes if shape[-1] > 8 and shape[0] != 5]
    paths = model.anatomy.blocks
    for at, (ids, found) in enumerate(zip(given, results, strict=True)):

        def edit(value):
            value = value.clone()
            value[:, -1] *= -0.5
            return value

        with torch.no_grad():
            output, seen = hooked(
                model.module,
                {"input_ids": torch.tensor([ids])},
                [(paths[-1], "output")],
                {(paths[at % 3], "input"): edit},
            )
        agree(found["last"], output.logits[:, -1])
        agree(found["end"], stream(seen[paths[-1], "output"]))


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_every_architecture(kind):
    model = tiny(kind)
    sorts = [last, replaced] if kind == "mamba" else [last, ports, replaced]
    graphs = [sorts[at % len(sorts)](model, ids, layer=at % 3) for at, ids in enumerate(prompts(6, kind))]
    results = check(model, graphs)
    assert ways(results) == ["mix"]
    assert results.plan.planned == 1


@pytest.mark.parametrize("kind", ["gpt2", "llama", "opt", "qwen3_moe", "bloom", "falcon"])
def test_every_module_that_a_run_passes(kind):
    """Also where the tokens of all rows stand in one dimension, or a value is the same for all rows."""
    model = tiny(kind)
    with torch.no_grad():
        passed, _ = _passed(model.module, [5, 17, 99])
    given = [*prompts(len(passed) - 1, kind, range(3, 9)), [5, 17, 99]]
    graphs = [Graph((Read(0, Site(path)), Save(1, "value", Ref(0)))) for path in passed]
    results = nnexplore.run_many(model, graphs, given, progress=False)
    assert "mix" in ways(results)
    for path, ids, found in zip(passed, given, results, strict=True):
        with torch.no_grad():
            _, seen = hooked(model.module, {"input_ids": torch.tensor([ids])}, [(path, "output")])
        for mine, other in zip(_tensors(found["value"]), _tensors(seen[path, "output"]), strict=True):
            agree(mine, other)


def _passed(module, ids):
    names = [path for path, part in module.named_modules() if path and not isinstance(part, torch.nn.ModuleList)]
    seen = []
    handles = [
        module.get_submodule(path).register_forward_hook(
            lambda *given, path=path: seen.append(path) if path not in seen and list(_tensors(given[-1])) else None
        )
        for path in names
    ]
    try:
        return seen, module(input_ids=torch.tensor([ids]))
    finally:
        for handle in handles:
            handle.remove()


def _tensors(value):
    if isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _tensors(part)


def test_prompts_of_the_same_length_need_no_padding(demo):
    given = prompts(4, lengths=[6])
    with Forwards(demo) as shapes:
        check(demo, [last(demo, ids) for ids in given])
    assert (4, 6) in shapes


def test_texts_and_their_tokens(demo):
    texts = ["The Eiffel Tower is in the city of", "red cup moon", "When Mary and John went to the shops"]

    def graph(text, word):
        with torch.no_grad(), demo.trace(text) as run:
            demo.layers[1].output[run.at(word)].save("word")
            demo.layers[2].input[run.at(-1)] *= 0.5
            demo.output.logits[run.at(-1)].save("last")
        return run.graph

    results = check(demo, [graph(*one) for one in zip(texts, [" Tower", " cup", " John"], strict=True)])
    assert ways(results) == ["mix"]
    other = ["red Tower", "a Tower is red and in the city", "moon Tower cup"]
    check(demo, [graph(texts[0], " Tower")] * 3, other)


def test_batches_beside_single_prompts(demo):
    """A prompt of two rows without padding is two rows here."""
    pair = torch.tensor(prompts(2, lengths=[5]))
    results = check(demo, [last(demo, pair), last(demo, [5, 6, 7]), token(demo, pair.flip(1))])
    assert ways(results) == ["mix"]
    assert results[0]["last"].shape[0] == 2


def test_padded_prompts_go_by_themselves(demo):
    graphs = [last(demo, [[5, 6, 7], [8, 9]]), last(demo, [5, 6, 7]), last(demo, [7, 6])]
    results = check(demo, graphs)
    assert sorted(ways(results))[:1] == ["mix"]
    assert len(ways(results)) == 2
    masked = {"input_ids": torch.tensor([[5, 6, 7]]), "attention_mask": torch.tensor([[0, 1, 1]])}
    check(demo, graphs[1:] * 2, [masked, [5, 6, 7], [7, 6], [9, 8]])


def test_skipped_modules(demo):
    def graph(ids):
        with torch.no_grad(), demo.trace(ids) as run:
            hidden = demo.layers[1].mlp.input
            demo.layers[1].mlp.skip(hidden * 2)
            demo.output.logits[:, -1].save("last")
        return run.graph

    assert ways(check(demo, [graph(ids) for ids in prompts(4)])) == ["mix"]


# -- the property ---


def _program(model, ids, draw):
    """Random reads and changes, in the order of the model."""
    wild = draw.choice([None, None, None, torch.nan, torch.inf, -torch.inf])
    with torch.no_grad(), model.trace(ids) as run:
        for layer in sorted(draw.sample(range(3), draw.choice([1, 2, 3]))):
            _steps(model.layers[layer], draw, wild if layer else None)
        logits = model.output.logits
        at = draw.randrange(-3, 3)
        draw.choice([lambda: logits, lambda: logits[:, at], lambda: logits[:, [at, -1], 3]])().save("logits")
    return run.graph


def _steps(block, draw, wild):
    at, name = draw.randrange(-3, 3), f"_{block.path}"
    kind = draw.choice(["in place", "whole", "token", "look", "head"])
    if kind == "in place":
        block.input[:, at] = draw.random() if wild is None else wild
    elif kind == "whole":
        block.input = block.input.clone() * 0.5
    elif kind == "token":
        block.input[:, at] += block.input[:, -1] * 0.5
    if kind == "head":
        block.attn.pattern.save(f"pattern{name}")
        block.attn.heads[:, draw.randrange(4), at] *= -1 if wild is None else wild
    end = stream(block.output)[:, at:]
    (end if draw.random() < 0.3 else end * 2).save(f"end{name}")


@pytest.mark.filterwarnings("ignore::nnexplore.errors.UnchangedWarning")
@pytest.mark.parametrize("seed", range(20))
def test_random_programs_on_random_prompts(seed):
    draw = random.Random(seed)
    model = tiny(draw.choice([*KINDS, "mixtral", "gemma3_text"]))
    graphs = [_program(model, ids, draw) for ids in prompts(7, seed)]
    check(model, graphs)


@pytest.mark.parametrize("kind", ["gpt2", "mixtral", "bloom"])
@pytest.mark.parametrize("value", [torch.nan, torch.inf])
def test_what_is_no_number_stays_in_its_row(kind, value):
    model, given = tiny(kind), prompts(5)

    def graph(ids, scale):
        with torch.no_grad(), model.trace(ids) as run:
            model.layers[1].input[:, -1] *= scale
            model.output.logits.save("logits")
        return run.graph

    graphs = [graph(ids, value if at == 2 else 0.5) for at, ids in enumerate(given)]
    results = check(model, graphs)
    assert ways(results) == ["mix"]
    assert [bool(one["logits"].isfinite().all()) for one in results] == [at != 2 for at in range(5)]


def test_what_is_no_number_beside_padding_is_seen_in_a_run_alone(demo):
    """How far it spreads depends on a kernel's blocks, and so on the padding, on some machines."""

    def graph(ids):
        with torch.no_grad(), demo.trace(ids) as run:
            demo.layers[1].input[:, -1] = torch.nan
            demo.output.logits[..., 7].save("logits")
        return run.graph

    graphs = [last(demo, [5, 6, 7, 8]), graph([5, 6, 7]), graph([5, 6, 7, 9]), last(demo, [5, 6])]
    nnexplore.plan_many(demo, graphs)
    with Forwards(demo) as shapes:
        nnexplore.run_many(demo, graphs, progress=False)
    assert shapes == [(4, 4), (1, 3)]
    check(demo, graphs)
