"""Holes in a block: what they are, what is refused, and how they go together with the rest."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
import torch

import nnexplore
from nnexplore.engine import HoleValue
from nnexplore.errors import GraphError, NoSuchModuleError, NotTracingError, ValueMismatchError
from nnexplore.graph import HolePath, Site
from tests.holes import (
    PROMPT,
    TOKENS,
    at_a_position,
    between,
    counted,
    of_a_constant,
    patched,
    recorded,
    results,
    rolled,
    scaled,
    through_a_view,
    top,
)
from tests.tiny import tiny


@pytest.fixture(autouse=True)
def _no_grad():
    with torch.no_grad():
        yield


@pytest.fixture(scope="module")
def model():
    return nnexplore.load("demo")


# -- the value -------------------------------------------------------------------------------------


def test_the_value_of_a_hole(model):
    with model.trace(PROMPT) as run:
        position = run.hole("position", range(2, 5))
        scale = run.hole("scale", [0.25, 1])
        assert isinstance(position, HoleValue)
        assert (position.shape, position.dtype, position.device.type) == ((), torch.int64, "cpu")
        assert scale.dtype == torch.float32
        assert repr(position) == "tensor(2)"
        assert f"{scale}" == "0.25"
        assert position.value.equal(torch.tensor(2))
        shifted = (position + 1).save("shifted")
        assert isinstance(shifted, HoleValue)
        assert not isinstance(torch.arange(9)[position] * model.layers[0].output.sum(), HoleValue)
    assert run.graph.fill(position=4).run(model)["shifted"] == 5


def test_after_the_block_it_is_an_ordinary_tensor(model):
    with model.trace(PROMPT) as run:
        position = run.hole("position", range(3, 5))
        model.layers[0].output[:, position] = 0
    assert int(position) == 3
    assert [0, 1, 2, 4][position] == 4
    assert torch.ones(9).roll(position).shape == (9,)
    assert type(position + 1) is torch.Tensor
    with model.trace(PROMPT):
        model.layers[0].output[:, position] = 0
    with pytest.raises(NotTracingError, match="closed"):
        run.hole("other", [1])


def test_names_and_values_are_checked(model):
    with model.trace(PROMPT) as run:
        run.hole("layer", range(3))
        with pytest.raises(GraphError, match="this trace has a hole 'layer' already"):
            run.hole("layer", range(3))
        with pytest.raises(GraphError, match="a hole has a name such as"):
            run.hole("two words", range(3))
        with pytest.raises(GraphError, match="takes numbers"):
            run.hole("flag", [True, False])
    assert list(run.graph.holes) == ["layer"]


# -- what is refused -------------------------------------------------------------------------------

ASKED = {
    "a list": lambda it: [1, 2, 3][it],
    "range": lambda it: range(it),
    "numpy": lambda it: np.arange(5)[it],
    "int": int,
    "float": float,
    "complex": complex,
    "bool": bool,
    "item": lambda it: it.item(),
    "tolist": lambda it: it.tolist(),
    "an array": np.asarray,
    "if": lambda it: 1 if it == 1 else 2,
    "in": lambda it: it in [1, 2],
    "min": lambda it: min(it, 3),
    "not": lambda it: not it,
    "computed": lambda it: [1, 2, 3][it + 1],
    "a table": lambda it: int(torch.arange(3)[it]),
    "a slice of our own": lambda it: torch.ones(4)[it:],
    "roll of our own": lambda it: torch.ones(4).roll(it),
    "select of our own": lambda it: torch.ones(4).select(0, it),
    "arange": lambda it: torch.arange(it),
    "full": lambda it: torch.full((2,), it),
    "topk of our own": lambda it: torch.ones(4).topk(it),
    "alpha of our own": lambda it: torch.add(torch.ones(2), torch.ones(2), alpha=it),
    "equal": lambda it: torch.equal(torch.tensor(1), it),
    "close": lambda it: it.allclose(torch.tensor(1)),
    "not zero": lambda it: it.is_nonzero(),
    "a new tensor": lambda it: torch.tensor([1, it]),
}


@pytest.mark.filterwarnings("ignore:To copy construct")
@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
@pytest.mark.parametrize("defer", [False, True], ids=["live", "deferred"])
def test_the_number_itself_is_not_to_be_had(model, ask, defer):
    with model.trace(PROMPT, defer=defer) as run:
        hole = run.hole("position", range(1, 3))
        with pytest.raises(GraphError, match=r"(the hole 'position'|computed from holes) was .* this one number only"):
            ask(hole)


def test_a_hole_is_not_changed_in_place(model):
    with model.trace(PROMPT) as run:
        hole = run.hole("position", range(1, 3))
        with pytest.raises(ValueMismatchError, match=r"filling it, not in place: .* `shifted = position \+ 1`"):
            hole += 1
        with pytest.raises(ValueMismatchError, match="not in place"):
            hole.view(1)[0] = 3


def test_a_hole_of_another_trace(model):
    with model.trace(PROMPT) as run:
        hole = run.hole("position", range(1, 3))
        with pytest.raises(GraphError, match="this one number only"), model.trace(PROMPT):
            model.layers[0].output[:, hole] = 0


@pytest.mark.parametrize(
    ("ask", "error", "message"),
    [
        (lambda m, r: m.layers[r.hole("at", range(5))], IndexError, r"h\[at\]: the hole 'at' takes 4, but .* 0 to 3"),
        (lambda m, r: m.layers[r.hole("at", [0, -1])], IndexError, "the hole 'at' takes -1"),
        (lambda m, r: m.layers[r.hole("at", [0.0])], GraphError, "a whole number, but the hole 'at' takes 0.0"),
        (lambda m, r: m.layers[r.hole("at", [0]) + 1], GraphError, "a hole itself, not by a number computed"),
        (lambda m, r: m.transformer[r.hole("at", [0])], TypeError, "among modules that are numbered"),
        (lambda m, r: m.layers[r.hole("at", [0, 1])].attn.layer_idx, GraphError, "h.1.attn has another one"),
        (lambda m, r: m.layers[r.hole("at", [0, 1]) :], GraphError, "was asked for its number by"),
        (lambda m, r: m.layers[0].mlp.ops[r.hole("at", [0, 1])], GraphError, "was asked for its number by"),
        (lambda m, r: m.layers[0].mlp.ops["addmm", r.hole("at", [0, 1])], GraphError, "was asked for its number by"),
        (lambda m, r: m.layers[r.hole("at", [0, 1])].mpl, NoSuchModuleError, "no module or port 'mpl'"),
    ],
)
def test_handles_that_cannot_be(model, ask, error, message):
    with model.trace(PROMPT) as run, pytest.raises(error, match=message):
        ask(model, run)


def test_attributes_that_all_blocks_share(model):
    with model.trace(PROMPT) as run:
        block = model.layers[run.hole("layer", range(4))]
        assert block.ln_1.eps == model.layers[0].ln_1.eps
        assert block.attn.path.template == "transformer.h.{layer}.attn"


def test_blocks_that_differ():
    model = tiny("deepseek_v3")  # its first block has a dense MLP, the others have experts
    with model.trace(PROMPT) as run:
        layer = run.hole("layer", [1, 2, 0])
        with pytest.raises(NoSuchModuleError, match=r"mlp.experts: this model has no module .*layers.0"):
            model.layers[layer].mlp.experts  # noqa: B018
        alike = model.layers[run.hole("expert", [1, 2])].mlp.experts
        assert alike.path.template.endswith("{expert}.mlp.experts")


def test_places_that_differ(monkeypatch):
    model = tiny("gpt2")
    place = type(model).place

    def elsewhere(self, handle, name):
        found = place(self, handle, name)
        return replace(found, scale=2.0) if handle.path == "transformer.h.2" else found

    monkeypatch.setattr(type(model), "place", elsewhere)
    with model.trace(PROMPT) as run:
        block = model.layers[run.hole("layer", range(3))]
        with pytest.raises(GraphError, match=r"h\[layer\].mlp_out: it is .* in transformer.h.0, but .* × 2 in .*h.2"):
            block.mlp_out  # noqa: B018


def test_a_missing_parameter():
    net = nnexplore.Model(torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Linear(2, 2), torch.nn.Tanh()))
    with net.trace(torch.ones(1, 2)) as run, pytest.raises(NoSuchModuleError, match="2 has no parameter 'weight'"):
        net[run.hole("at", range(3))].weight  # noqa: B018


def test_a_graph_with_holes_is_no_edit(model):
    graph = recorded(model, scaled, scale=[0.0, 1.0])
    with pytest.raises(GraphError, match=r"holes, so it is no edit yet; fill them first: graph.fill\(scale=…\)"):
        model.edit(graph)
    edited = model.edit(graph.fill(scale=0.0))
    with edited.trace(PROMPT):
        assert edited.output.logits.equal(results(model, scaled, scale=0.0))


# -- together with the rest ------------------------------------------------------------------------


def test_the_code_makes_the_graph_again():
    model = tiny("gpt2")
    graph = recorded(model, patched, layer=range(3), position=range(TOKENS))
    source = re.sub(r"^model = .*$", "", graph.code(), flags=re.MULTILINE)
    names = {"model": model}
    exec(source, names)
    again = names["run"].graph
    assert again.holes == graph.holes
    assert not again.diff(graph)
    assert (
        again.fill(layer=2, position=3).run(model)["logits"].equal(graph.fill(layer=2, position=3).run(model)["logits"])
    )


@pytest.mark.parametrize("block", [at_a_position, between, counted, of_a_constant, through_a_view, rolled, top])
def test_a_deferred_run(block):
    model = tiny("gpt2")
    with model.trace(PROMPT, defer=True) as run:
        block(model, run.hole("position", range(TOKENS - 1)))
        logits = model.output.logits.save("logits")
    assert logits.equal(results(model, block, position=0))
    want = results(model, block, position=3)
    assert run.graph.fill(position=3).run(model)["logits"].equal(want)


def test_a_deferred_run_of_a_layer():
    model = tiny("gpt2")
    with model.trace(PROMPT, defer=True) as run:
        patched(model, run.hole("layer", range(3)), run.hole("position", range(TOKENS)))
        model.output.logits.save("logits")
    want = results(model, patched, layer=2, position=5)
    assert run.graph.fill(layer=2, position=5).run(model)["logits"].equal(want)


def test_several_runs_share_a_hole(model):
    with model.trace() as block:
        with block.invoke(PROMPT) as run:
            layer = run.hole("layer", range(4))
            clean = model.layers[layer].output
        with block.invoke("The Colosseum is in the city of"):
            model.layers[layer].output[:, -1] = clean[:, -1]
            model.output.logits.save("logits")
    graph = block.graph
    with model.trace() as block:
        with block.invoke(PROMPT):
            clean = model.layers[3].output
        with block.invoke("The Colosseum is in the city of"):
            model.layers[3].output[:, -1] = clean[:, -1]
            want = model.output.logits.value
    assert graph.fill(layer=3).run(model)["logits"].equal(want)


def test_gradients_through_a_hole(model):
    with torch.enable_grad():
        with model.trace(PROMPT) as run:
            layer, position = run.hole("layer", range(4)), run.hole("position", range(TOKENS))
            h = model.layers[layer].output
            (model.output.logits[0, -1, 7] * run.hole("scale", [1.0, 2.0])).backward()
            h.grad[:, position].save("gradient")
        found = run.graph.fill(layer=2, position=4, scale=2.0).run(model)["gradient"]
        with model.trace(PROMPT):
            h = model.layers[2].output
            (model.output.logits[0, -1, 7] * 2.0).backward()
        assert found.equal(h.grad[:, 4])


def test_a_generation(model):
    def block(layer):
        model.layers[layer].mlp.output *= 0

    with model.generate(PROMPT, max_new_tokens=3) as run:
        layer = run.hole("layer", range(4))
        for _ in run.steps():
            block(layer)
        model.generator.output.save("ids")
    with model.generate(PROMPT, max_new_tokens=3) as again:
        for _ in again.steps():
            block(3)
        want = model.generator.output.value
    assert run.graph.fill(layer=3).run(model)["ids"].equal(want)


def test_sites_and_receipts_have_the_hole(model):
    with model.trace(PROMPT) as run:
        layer = run.hole("layer", range(4))
        model.layers[layer].mlp.output = 0
    assert str(run.receipts[0].site) == "transformer.h.{layer}.mlp.output"
    assert run.graph.writes == (Site("transformer.h.0.mlp"),)
    assert isinstance(run.graph.writes[0].path, HolePath)
