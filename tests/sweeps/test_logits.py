"""Which logits graphs read, and that no others are computed."""

from __future__ import annotations

import pytest
import torch

import nnexplore
from nnexplore.errors import GraphError
from nnexplore.graph import Graph
from nnexplore.sweeps.blocks import Blocks
from nnexplore.sweeps.logits import Logits, together
from nnexplore.sweeps.script import Script
from tests.tiny import ALL_KINDS, tiny

IDS = [5, 17, 99, 4, 250, 31, 8, 77]
EVERY = Logits(frozenset({-1}), None)


def recorded(model, ask) -> Graph:
    """A graph that changes something and asks for some logits."""
    with model.trace(IDS) as run:
        model.layers[1].input[:, 3] *= -1
        ask(model.output.logits).save("found")
    return run.graph


def read(model, graph) -> Logits | None:
    return Script(graph).logits(0, Blocks(model).logits)


KNOWN = {
    "one token": (lambda logits: logits[:, -1, 7], {-1}, {7}),
    "two": (lambda logits: logits[:, -1, 7] - logits[:, -1, 9], {-1}, {7, 9}),
    "in steps": (lambda logits: logits[:, -1][:, 7], {-1}, {7}),
    "two positions": (lambda logits: logits[:, 2, 7] + logits[:, -1][:, -3].float(), {2, -1}, {7, -3}),
    "a tensor of ids": (lambda logits: logits[:, 4][:, torch.tensor([3, 8])], {4}, {3, 8}),
    "gathered": (lambda logits: logits[:, -1].float().gather(-1, torch.tensor([[3, 8, 3]])), {-1}, {3, 8}),
    "of several positions": (
        lambda logits: logits[:, [2, -1]].gather(-1, torch.tensor([[[3], [8]]])),
        {2, -1},
        {3, 8},
    ),
    "positions in a tensor": (lambda logits: logits[:, torch.tensor([2, 5]), 7], {2, 5}, {7}),
    "all tokens": (lambda logits: logits[:, -1], {-1}, None),
    "a slice of them": (lambda logits: logits[:, -1, :5], {-1}, None),
    "a distribution": (lambda logits: logits[:, -1].softmax(-1)[:, 7], {-1}, None),
    "a token and a distribution": (lambda logits: logits[:, -1, 7] - logits[:, -1].logsumexp(-1), {-1}, None),
    "another dimension": (lambda logits: logits[:, [2, -1]][:, 0], {2, -1}, None),
}


@pytest.mark.parametrize("name", KNOWN)
def test_what_is_read_is_known_and_gives_the_same_numbers(demo, name):
    ask, positions, tokens = KNOWN[name]
    graph = recorded(demo, ask)
    assert read(demo, graph) == Logits(frozenset(positions), None if tokens is None else frozenset(tokens))
    alone = graph.run(demo)["found"]
    (found,) = nnexplore.run_many(demo, [graph], progress=False)
    assert torch.allclose(found["found"], alone, atol=1e-5)


@pytest.mark.parametrize("ask", [lambda logits: logits, lambda logits: logits[0], lambda logits: logits[..., 7]])
def test_all_may_be_read(demo, ask):
    graph = recorded(demo, ask)
    assert read(demo, graph) is None
    (found,) = nnexplore.run_many(demo, [graph], progress=False)
    assert torch.allclose(found["found"], graph.run(demo)["found"], atol=1e-5)


def test_logits_that_are_changed_are_all_computed(demo):
    with demo.trace(IDS) as run:
        logits = demo.output.logits
        logits[:, -1] *= 2
        logits[:, -1, 7].save("found")
    assert read(demo, run.graph) is None
    (found,) = nnexplore.run_many(demo, [run.graph], progress=False)
    assert torch.equal(found["found"], run.graph.run(demo)["found"])


def test_a_copy_of_some_that_is_changed_keeps_the_rest(demo):
    def ask(logits):
        last = logits[:, -1].clone()
        last[:, 7] = -100.0
        return last.argmax(-1)

    graph = recorded(demo, ask)
    (found,) = nnexplore.run_many(demo, [graph], progress=False)
    assert torch.equal(found["found"], graph.run(demo)["found"])


def test_graphs_together_have_what_each_reads():
    one, other = Logits(frozenset({-1}), frozenset({7})), Logits(frozenset({2}), frozenset({9}))
    assert together([one, other]) == Logits(frozenset({-1, 2}), frozenset({7, 9}))
    assert together([one, EVERY]) == EVERY
    assert together([one, None]) is None


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_logits_of_some_tokens_are_exact_on_every_architecture(kind):
    model = tiny(kind)
    graphs = [recorded(model, KNOWN[name][0]) for name in ("two", "gathered", "two positions")]
    results = nnexplore.run_many(model, graphs, progress=False)
    assert results.plan.groups[0].keep[0].tokens == {3, 7, 8, 9, -3}
    for graph, found in zip(graphs, results, strict=True):
        alone = graph.run(model)["found"]
        assert torch.allclose(found["found"], alone, atol=2e-4 * (1 + float(alone.detach().abs().max())))


@pytest.mark.parametrize("at", [20, -9])
def test_a_position_that_a_shorter_prompt_lacks_is_an_error(demo, at):
    with demo.trace(IDS * 3) as run:
        demo.output.logits[:, at, 7].save("found")
    with pytest.raises(GraphError, match="out of bounds"):
        nnexplore.run_many(demo, [run.graph], [IDS], progress=False)


def test_a_token_that_a_smaller_vocabulary_lacks_is_an_error(demo):
    graph = recorded(tiny("gpt2"), lambda logits: logits[:, -1, 2000])
    with pytest.raises(GraphError, match="out of bounds"):
        nnexplore.run_many(demo, [graph], [IDS], progress=False)


def test_a_hook_of_the_users_sees_all_tokens():
    model, seen = tiny("gpt2"), []
    graph = recorded(model, KNOWN["two"][0])
    handle = model.module.lm_head.register_forward_hook(lambda *given: seen.append(given[-1].shape[-1]))
    try:
        nnexplore.run_many(model, [graph], progress=False)
    finally:
        handle.remove()
    assert set(seen) == {model.module.config.vocab_size}


def test_a_row_costs_less_memory_and_operations_where_one_token_is_read(demo):
    some, all_ = (recorded(demo, KNOWN[name][0]) for name in ("one token", "all tokens"))
    some, all_ = (nnexplore.plan_many(demo, [graph]) for graph in (some, all_))
    assert some.flops < all_.flops
    assert some.groups[0].bytes < all_.groups[0].bytes
