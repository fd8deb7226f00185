"""``run_many``: many graphs as one plan give what each gives alone, in every way of carrying them out."""

from __future__ import annotations

import random
from itertools import product

import pytest
import torch

import nnexplore
from nnexplore.errors import GraphError, NnexploreError
from nnexplore.sweeps import many
from tests.reference import hooks_on
from tests.tiny import ALL_KINDS, KINDS, tiny

IDS = [5, 17, 99, 4, 250, 31, 8, 77]
OTHER = [6, 45, 98, 1000, 12, 30, 9, 78]
WAYS = {
    "all": {},
    "no reuse": {"reuse": False},
    "no growing": {"reuse": False, "grow": False},
    "one batch": {"reuse": False, "grow": False, "resume": False},
    "all logits": {"narrow": False},
    "alone": {"share": False},
}
PATTERNED = [kind for kind in ALL_KINDS if kind != "mamba"]


def residual(model, layer, position):
    with model.trace(IDS) as run:
        model.layers[layer].input[:, position] *= -0.5
        (model.output.logits[:, -1, 7] - model.output.logits[:, -1, 9]).save("diff")
    return run.graph


def patch(model, layer, position):
    """From one prompt into another: a graph with two runs."""
    with model.trace() as run:
        with run.invoke(OTHER):
            clean = model.layers[layer].mlp.output[..., position, :]
        with run.invoke(IDS):
            model.layers[layer].mlp.output[..., position, :] = clean
            model.output.logits[:, -1].save("last")
    return run.graph


def head(model, layer, number):
    with model.trace(IDS) as run:
        model.layers[layer].attn.pattern[:, number, 3].save("pattern")
        model.layers[layer].attn.heads[:, number] = 0
        model.output.logits[:, [2, -1], :5].save("logits")
    return run.graph


def looking(model, layer, _):
    with model.trace(IDS) as run:
        model.layers[layer].input.norm(dim=-1).save("norm")
        model.unembed(model.layers[layer].input[:, 2:4]).save("lens")
    return run.graph


def whole(model, layer, position):
    with model.trace(IDS) as run:
        hidden = model.layers[layer].input
        model.layers[layer].input = hidden + torch.arange(hidden.shape[-1]) * 0.1 * (position + 1)
        _stream(model.layers[-1].output)[..., :3].save("end") if layer < 2 else None
        model.output.logits.save("logits")
    return run.graph


def _stream(output):
    return output[0] if isinstance(output, tuple) else output


def middle(model, layer, position):
    """Changed in place, the stream between attention and MLP changes on both of its ways."""
    with model.trace(IDS) as run:
        model.layers[layer].resid_mid[:, position] *= -0.5
        model.output.logits[:, -1].save("last")
    return run.graph


def twice(model, layer, position):
    """In place first, then replaced."""
    with model.trace(IDS) as run:
        hidden = model.layers[layer].resid_mid
        hidden[:, position] = 0
        model.layers[layer].resid_mid = hidden.clone() * 0.5
        model.output.logits[:, -1].save("last")
    return run.graph


def token(model, layer, position):
    with model.trace(IDS) as run:
        model.layers[layer].input[run.at(position)] = 0.25
        model.output.logits[run.at(-1)].save("last")
    return run.graph


SORTS = {f.__name__: f for f in (residual, patch, head, looking, whole, token)}
IN_ORDER = [kind for kind in KINDS if kind not in ("gpt_neox", "phi")]
"""Whose MLP comes after attention."""


def check(model, graphs, prompts=None, tolerance=2e-4, **options):
    results = nnexplore.run_many(model, graphs, prompts, progress=False, **options)
    assert len(results) == len(graphs)
    assert results.complete
    for graph, found in zip(graphs, results, strict=True):
        with torch.no_grad():
            alone = graph.run(model, *(prompts or ()))
        assert list(found) == list(alone)
        for name, value in alone.items():
            assert found[name].shape == value.shape
            assert found[name].dtype == value.dtype
            scale = 1 + value.abs().max()
            assert (found[name] - value).abs().max() <= tolerance * scale, (name, options, graph)
    return results


def late(model, layer):
    """A graph that goes back, so that it cannot share a forward."""
    with model.trace(IDS) as run:
        model.output.logits[:, -1].save("last")
        model.layers[layer].input[:, 2].save("late")
    return run.graph


def together(results):
    return all(group.way != "alone" for group in results.plan.groups)


@pytest.mark.parametrize("kind", PATTERNED)
def test_every_architecture(kind):
    model = tiny(kind)
    graphs = [
        *(residual(model, layer, at) for layer, at in product(range(3), (0, 3, 7))),
        *(head(model, layer, number) for layer, number in product(range(3), range(2))),
        *(looking(model, layer, 0) for layer in range(3)),
        *(whole(model, layer, at) for layer, at in product(range(3), (1, 2))),
    ]
    random.Random(kind).shuffle(graphs)
    assert together(check(model, graphs))


@pytest.mark.parametrize("kind", [*IN_ORDER, "bloom", "granite"])
def test_memory_that_the_model_uses_twice(kind):
    model = tiny(kind)
    graphs = [sort(model, layer, at) for sort in (middle, twice) for layer, at in product(range(3), (0, 3, 7))]
    assert together(check(model, graphs))


@pytest.mark.parametrize("kind", ["gpt2", "gemma2", "bloom", "gptj"])
@pytest.mark.parametrize("way", WAYS)
def test_every_way(kind, way):
    model = tiny(kind)
    graphs = [SORTS[sort](model, layer, at) for sort in SORTS for layer, at in product(range(3), (0, 2, 3))]
    results = check(model, graphs, **WAYS[way])
    assert together(results) == (way != "alone")


def test_a_model_without_attention():
    model = tiny("mamba")
    graphs = [residual(model, layer, at) for layer, at in product(range(3), range(8))]
    assert together(check(model, graphs))


@pytest.mark.parametrize("seed", range(12))
def test_random_sweeps(seed):
    draw = random.Random(seed)
    model = tiny(draw.choice(PATTERNED))
    sorts = draw.sample(sorted(SORTS), 3)
    graphs = [SORTS[draw.choice(sorts)](model, draw.randrange(3), draw.randrange(4)) for _ in range(25)]
    check(model, graphs, memory=draw.choice([None, "200KB", "2MB"]), **draw.choice(list(WAYS.values())))


def test_batches_of_several_prompts(demo):
    prompts = ["The Eiffel Tower is in the city of", "red cup moon"]

    def graph(layer, position):
        with demo.trace(prompts) as run:
            demo.layers[layer].input[:, position] = 0
            demo.output.logits[:, -1].save("last")
        return run.graph

    assert together(check(demo, [graph(layer, at) for layer, at in product(range(4), (-1, -2))]))


@pytest.mark.parametrize("kind", ["gpt2", "llama", "gemma2", "opt", "bloom", "mpt"])
@pytest.mark.parametrize("count", [2, 4])
def test_padded_batches_of_several_architectures(kind, count):
    """Four prompts are as many as these models have heads: what is one per head is not one per row."""
    model = tiny(kind)
    prompts = ["The Eiffel Tower is in the city of", "red cup moon", "Mary went to the", "one two"][:count]

    def graph(layer, position):
        with torch.no_grad(), model.trace(prompts) as run:
            model.layers[layer].input[:, position] *= -0.5
            model.output.logits[:, -1].save("last")
        return run.graph

    check(model, [graph(layer, at) for layer, at in product(range(3), (-1, -2))])


def test_another_implementation_of_attention_is_tried_anew():
    model = tiny("gpt2")
    graphs = [residual(model, layer, at) for layer, at in product(range(3), (0, 3))]
    check(model, graphs)
    model.module.set_attn_implementation("eager")
    try:
        assert together(check(model, graphs))
    finally:
        model.module.set_attn_implementation("sdpa")


def test_another_prompt_for_all_and_one_for_each(demo):
    graphs = [residual(demo, layer, at) for layer, at in product(range(4), range(3))]
    other = torch.tensor([OTHER])
    check(demo, graphs, (other,))
    each = [torch.tensor([IDS]) if at % 2 else other for at in range(len(graphs))]
    results = nnexplore.run_many(demo, graphs, each, progress=False)
    for graph, prompt, found in zip(graphs, each, results, strict=True):
        assert torch.allclose(found["diff"], graph.run(demo, prompt)["diff"], atol=1e-4)


def test_what_cannot_share_a_forward_has_its_own(demo):
    with demo.trace(IDS) as run:
        hidden = demo.layers[1].input
        demo.output.logits[0, -1, 3].backward()
        hidden.grad.save("grad")
    gradient = run.graph
    with demo.generate(IDS, max_new_tokens=3) as run:
        for _ in run.steps():
            demo.layers[1].mlp.output *= 0.5
        run.tokens  # noqa: B018
        demo.generator.output.save("ids")
    generation = run.graph
    graphs = [residual(demo, 1, 2), gradient, generation, late(demo, 1), residual(demo, 2, 3)]
    results = nnexplore.run_many(demo, graphs, progress=False)
    assert torch.allclose(results[1]["grad"], gradient.run(demo)["grad"], atol=1e-5)
    assert results[2]["ids"].equal(generation.run(demo)["ids"])
    assert [group.way for group in results.plan.groups].count("alone") == 3
    text = str(results.plan)
    assert "gradients" in text
    assert "generation" in text
    assert "passed" in text


def test_edited_models_go_one_by_one(demo):
    with demo.edit() as edited:
        edited.layers[0].mlp.output[:, -1] = 0
    results = check(edited, [residual(edited, layer, 2) for layer in range(4)])
    assert not together(results)


def test_the_model_is_left_as_it_was(demo):
    before = {name: parameter.clone() for name, parameter in demo.module.named_parameters()}
    hooks = hooks_on(demo.module)
    graphs = [residual(demo, layer, 2) for layer in range(4)]
    nnexplore.run_many(demo, graphs, progress=False)
    assert all(before[name].equal(parameter) for name, parameter in demo.module.named_parameters())
    assert hooks_on(demo.module) == hooks
    assert all("forward" not in module.__dict__ for module in demo.module.modules())


def test_the_plan_says_what_it_saves(demo):
    graphs = [residual(demo, layer, at) for layer, at in product(range(4), range(8))]
    plan = nnexplore.plan_many(demo, graphs)
    text = str(plan)
    assert "32 graphs: 32 forwards, carried out in" in text
    assert "block 3: 8" in text
    assert "logits of 2 tokens at 1 position" in text
    assert plan.planned < 6
    assert plan.flops < plan.plain_flops / 2
    without = nnexplore.plan_many(demo, graphs, share=False)
    assert without.planned == 32
    assert "share=False" in str(without)


def test_the_estimate_of_operations_is_that_of_pytorch(demo):
    from torch.utils.flop_counter import FlopCounterMode

    graphs = [residual(demo, layer, at) for layer, at in product(range(4), range(8))]
    for options in ({}, {"reuse": False}, {"reuse": False, "narrow": False}):
        plan = nnexplore.plan_many(demo, graphs, **options)
        with FlopCounterMode(display=False) as counter:
            nnexplore.run_many(demo, graphs, progress=False, **options)
        assert plan.flops == pytest.approx(counter.get_total_flops(), rel=0.05)


def test_an_interrupted_run_keeps_what_is_finished(demo, monkeypatch):
    graphs = [residual(demo, layer, at) for layer, at in product(range(4), range(8))]
    fly, count = many.fly, []

    def interrupted(*args, **kwargs):
        count.append(1)
        if len(count) == 3:
            raise KeyboardInterrupt
        fly(*args, **kwargs)

    monkeypatch.setattr(many, "fly", interrupted)
    plan = nnexplore.plan_many(demo, graphs, memory="100KB")
    size = plan.groups[0].size
    assert size < 16
    with pytest.warns(UserWarning, match=f"{2 * size} of 32 graphs are finished"):
        results = nnexplore.run_many(demo, graphs, memory="100KB", progress=False)
    assert not results.complete
    assert sum(results.finished) == 2 * size
    missing = results.finished.index(False)
    with pytest.raises(GraphError, match="interrupted"):
        results[missing]


def test_each_is_told_as_soon_as_some_are_finished(demo):
    graphs = [residual(demo, layer, at) for layer, at in product(range(4), range(8))]
    told = []
    results = nnexplore.run_many(demo, graphs, progress=False, each=lambda *some: told.append(some))
    assert len(told) > 1
    assert len(told[0][0]) == many.FIRST
    found = {number: one for numbers, some in told for number, one in zip(numbers, some, strict=True)}
    assert sorted(found) == list(range(32))
    assert all(results[number] is one for number, one in found.items())


def test_batches_are_paced():
    assert [many._paced(8, took, 50) for took in (0.01, 0.9, 2.0)] == [16, 16, 8]
    assert many._paced(40, 0.01, 50) == 50


def test_what_each_raises_ends_the_run_and_leaves_the_model_as_found(demo):
    graphs = [residual(demo, layer, at) for layer, at in product(range(4), range(8))]
    before = {name: value.clone() for name, value in demo.module.state_dict().items()}

    def enough(numbers, found):
        raise TimeoutError("enough")

    with pytest.raises(TimeoutError, match="enough"):
        nnexplore.run_many(demo, graphs, progress=False, each=enough)
    assert hooks_on(demo.module) == []
    assert all(torch.equal(value, before[name]) for name, value in demo.module.state_dict().items())


def test_out_of_memory_halves_the_batch(demo, monkeypatch):
    graphs = [residual(demo, layer, at) for layer, at in product(range(4), range(8))]
    fly, sizes = many.fly, []

    def small(cells, *args, **kwargs):
        sizes.append(len(cells))
        if len(cells) > 5:
            raise RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory")
        fly(cells, *args, **kwargs)

    monkeypatch.setattr(many, "fly", small)
    check(demo, graphs)
    assert sizes[:4] == [32, 16, 8, 4]
    assert set(sizes[4:]) == {4}


def test_an_error_in_a_graph_names_the_line(demo):
    good = residual(demo, 1, 2)
    bad = residual(demo, 1, 7)
    with pytest.raises(GraphError, match=r"input\[:, position\]"):
        nnexplore.run_many(demo, [good, bad], torch.tensor([[1, 2, 3]]), progress=False)


def test_bad_input(demo):
    graph = residual(demo, 1, 2)
    with pytest.raises(GraphError, match="2 prompts for 1 graphs"):
        nnexplore.run_many(demo, [graph], ["a", "b"])
    with pytest.raises(GraphError, match="2 runs; got 1 prompt"):
        nnexplore.run_many(demo, [patch(demo, 0, 0)], "The Eiffel Tower")
    with pytest.raises(GraphError, match="takes graphs; number 1 is int"):
        nnexplore.run_many(demo, [graph, 3])
    with pytest.raises(NnexploreError, match="memory is a number of bytes"):
        nnexplore.run_many(demo, [graph], memory="a lot")
    assert len(nnexplore.run_many(demo, [])) == 0
