"""Holes in graphs: what they may be, filling, and every way in which a graph is written down."""

from __future__ import annotations

import copy
import json
import math
import pickle
import time

import pytest
import torch

import nnexplore
from nnexplore.errors import GraphError
from nnexplore.graph import Apply, Call, Constant, Graph, Hole, HolePath, Read, Ref, Save, Site, Weight, Write
from nnexplore.graph.hole import spell, under, values_of

LAYERS = (0, 1, 2)
HOLES = {"layer": LAYERS, "head": (1, 2)}
BLOCK = HolePath("h.{layer}", HOLES)


def example() -> Graph:
    """A graph with a hole of each kind and of each use."""
    return Graph(
        (
            Hole(0, "layer", LAYERS),
            Hole(1, "scale", (0.0, 0.5, math.inf)),
            Read(2, Site(BLOCK)),
            Call(3, "Tensor.mul", (Ref(2), Ref(1))),
            Weight(4, HolePath("h.{layer}.weight", HOLES)),
            Apply(5, HolePath("h.{layer}.mlp", HOLES), (Ref(3),)),
            Call(6, "Tensor.__getitem__", (Ref(5), (slice(None), Ref(0)))),
            Write(7, Site(under(BLOCK, "mlp"), "input"), Ref(3)),
            Save(8, "out", Ref(6)),
        )
    )


# -- paths -----------------------------------------------------------------------------------------


def test_a_path_is_that_of_the_first_values():
    path = HolePath("h.{layer}.heads.{head}", HOLES)
    assert path == "h.0.heads.1"
    assert hash(path) == hash("h.0.heads.1")
    assert str(Site(path)) == "h.{layer}.heads.{head}.output"
    assert repr(path) == "'h.{layer}.heads.{head}'"
    assert path.holes == HOLES
    assert list(path.others()) == [f"h.{layer}.heads.{head}" for layer in LAYERS for head in (1, 2)]


def test_filling_a_path():
    path = HolePath("h.{layer}.heads.{head}", HOLES)
    some = path.fill({"head": 2})
    assert isinstance(some, HolePath)
    assert (some.template, some) == ("h.{layer}.heads.2", "h.0.heads.2")
    whole = some.fill({"layer": 1, "head": 1})
    assert (type(whole), whole) == (str, "h.1.heads.2")


def test_a_child_keeps_the_holes():
    child = under(BLOCK, "mlp")
    assert isinstance(child, HolePath)
    assert child.template == "h.{layer}.mlp"
    assert (under("h.0", "mlp"), under("", "mlp")) == ("h.0.mlp", "mlp")


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda path: pickle.loads(pickle.dumps(path))])
def test_a_path_can_be_copied(again):
    path = again(BLOCK)
    assert (path, path.template, path.holes) == (BLOCK, BLOCK.template, BLOCK.holes)


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("h.0", "has no hole"),
        ("h.{place}", "has the hole 'place', which is not among the holes above it"),
        ("h.{scale}", "counts modules from 0, but its hole 'scale' takes"),
        ("h.{back}", "counts modules from 0, but its hole 'back' takes"),
    ],
)
def test_a_path_that_cannot_be(template, message):
    with pytest.raises(GraphError, match=message):
        HolePath(template, {"layer": LAYERS, "scale": (0.5,), "back": (-1,)})


# -- values ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "values"),
    [
        (range(3), (0, 1, 2)),
        ([0, 0.5], (0.0, 0.5)),
        (torch.arange(2), (0, 1)),
        ((torch.tensor(3),), (3,)),
        ({4}, (4,)),
    ],
)
def test_values(given, values):
    made = values_of("a", given)
    assert made == values
    assert [type(value) for value in made] == [type(value) for value in values]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (3, r"takes several numbers, as in range\(12\)"),
        ("abc", "takes several numbers"),
        ([], "takes numbers, int or float, at least one"),
        ([True, False], "takes numbers, int or float"),
        ([0, True], "takes numbers, int or float"),
        ([None], "takes numbers, int or float"),
        ([1, 2, 1], "has the value 1 twice"),
        ([0, 0.0], "has the value 0.0 twice"),
        ([math.nan], "no NaN"),
        ([1 << 63], "numbers of 64 bits"),
    ],
)
def test_values_that_cannot_be(given, message):
    with pytest.raises(GraphError, match=message):
        values_of("a", given)


def test_values_in_words():
    assert spell((0, 1)) == "0, 1"
    assert spell(tuple(range(12))) == "0 … 11"
    assert spell((0.0, 0.25, 0.5, 0.75, 1.0)) == "0.0, 0.25, … 1.0 (5 values)"


@pytest.mark.parametrize(
    ("nodes", "message"),
    [
        ((Hole(0, "a b", (1,)),), "node %0 .hole.: a hole has a name such as 'layer'"),
        ((Hole(0, "_a", (1,)),), "a hole has a name"),
        ((Hole(0, "for", (1,)),), "a hole has a name"),
        ((Hole(0, "a", (1, True)),), "takes numbers"),
        ((Hole(0, "a", [1]),), "its values is .* expected tuple"),
        ((Hole(0, "a", (1,)), Hole(1, "a", (2,))), "node %1 is a second hole 'a'"),
        ((Read(0, Site(BLOCK)),), "node %0 .read.: the path .* has the hole 'layer', which is not among"),
        ((Read(0, Site(BLOCK)), Hole(1, "layer", LAYERS)), "not among the holes above it"),
    ],
)
def test_graphs_that_cannot_be(nodes, message):
    with pytest.raises(GraphError, match=message):
        Graph(nodes)


# -- filling ---------------------------------------------------------------------------------------


def test_the_holes_of_a_graph():
    assert example().holes == {"layer": LAYERS, "scale": (0.0, 0.5, math.inf)}
    assert Graph(()).holes == {}


def test_filling():
    graph = example()
    full = graph.fill(layer=2, scale=0.5)
    assert full.holes == {}
    layer, scale, read, _, weight, apply, _, write, _ = full.nodes
    assert isinstance(layer, Constant)
    assert isinstance(scale, Constant)
    assert (layer.value, layer.value.dtype, layer.id) == (torch.tensor(2), torch.int64, 0)
    assert (scale.value, scale.value.dtype, scale.id) == (torch.tensor(0.5), torch.float32, 1)
    assert (read.site.path, type(read.site.path)) == ("h.2", str)
    assert (weight.path, apply.path, write.site) == ("h.2.weight", "h.2.mlp", Site("h.2.mlp", "input"))
    assert [node is old for node, old in zip(full, graph, strict=True)] == [id in (3, 6, 8) for id in range(9)]


def test_filling_one_after_the_other():
    graph = example()
    some = graph.fill(scale=0.5)
    assert some.holes == {"layer": LAYERS}
    assert some[2] is graph[2]
    assert not some.fill(layer=1).diff(graph.fill(layer=1, scale=0.5))
    assert graph.fill().nodes == graph.nodes


def test_numbers_of_other_kinds():
    graph = example()
    assert graph.fill(layer=torch.tensor(1))[2].site.path == "h.1"
    assert graph.fill(layer=1.0)[2].site.path == "h.1"
    assert graph.fill(scale=0)[1].value.equal(torch.tensor(0.0))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"place": 1}, "the graph has no hole 'place'; its holes are 'layer', 'scale'"),
        ({"layer": 3}, "the hole 'layer' cannot be filled with 3; it takes 0, 1, 2"),
        ({"layer": True}, "cannot be filled with True"),
        ({"layer": "1"}, "cannot be filled with '1'"),
        ({"layer": [1]}, r"cannot be filled with \[1\]"),
        ({"layer": None}, "cannot be filled with None"),
    ],
)
def test_what_a_hole_cannot_be_filled_with(values, message):
    with pytest.raises(GraphError, match=message):
        example().fill(**values)


def test_a_graph_without_holes_says_so():
    with pytest.raises(GraphError, match=r"no hole 'a'; it has none; make one in the block, run.hole\(name, values\)"):
        Graph(()).fill(a=1)


def test_filling_takes_as_long_the_thousandth_time():
    graph = Graph((*example().nodes, Hole(9, "position", tuple(range(1000)))))
    graph.fill(layer=0)
    begun = time.perf_counter()
    for position in range(5000):
        graph.fill(layer=position % 3, position=position % 1000, scale=0.5)
    assert time.perf_counter() - begun < 2


# -- written down ----------------------------------------------------------------------------------


def test_as_json():
    graph = example()
    again = Graph.from_json(graph.to_json())
    assert again.nodes == graph.nodes
    assert again.holes == graph.holes
    assert again[2].site.path.template == "h.{layer}"
    assert not again.diff(graph)
    assert not again.fill(layer=2, scale=0.5).diff(graph.fill(layer=2, scale=0.5))
    assert again.to_json() == graph.to_json()


def test_as_files(tmp_path):
    example().save(tmp_path / "graph.json")
    assert not Graph.load(tmp_path / "graph.json").diff(example())


def doctored(change) -> str:
    document = json.loads(example().to_json())
    change(document)
    return json.dumps(document)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda it: it["nodes"].pop(0), "node %2 .read.*hole 'layer', which is not among the holes above it"),
        (lambda it: it["nodes"].append(it["nodes"].pop(0)), "node %2 .read.*which is not among the holes above it"),
        (lambda it: it["nodes"][2]["site"]["$site"].__setitem__(0, {"$path": "h.0"}), "node %2 .read.*has no hole"),
        (lambda it: it["nodes"][2]["site"]["$site"].__setitem__(0, {"$path": 3}), "expected"),
        (lambda it: it["nodes"][2]["site"]["$site"].__setitem__(0, {"$ref": 3}), "node %2"),
        (lambda it: it["nodes"][0].__setitem__("values", {"$tuple": [True]}), "node %0 .hole.*takes numbers"),
        (lambda it: it["nodes"][0].__setitem__("values", {"$tuple": [-1]}), "counts modules from 0"),
        (lambda it: it["nodes"][0].__setitem__("values", 3), "node %"),
        (lambda it: it["nodes"][0].__setitem__("values", {"$tuple": []}), "node %"),
        (lambda it: it["nodes"][0].__setitem__("name", "two words"), "node %"),
    ],
)
def test_malformed_json(change, message):
    with pytest.raises(GraphError, match=message):
        Graph.from_json(doctored(change))


def test_as_text():
    assert repr(example()) == (
        "Graph (9 nodes, 1 run)\n"
        "  %0 = hole layer: 0, 1, 2\n"
        "  %1 = hole scale: 0.0, 0.5, inf\n"
        "  %2 = h.{layer}.output\n"
        "  %3 = %2 * %1\n"
        "  %4 = h[layer].weight\n"
        "  %5 = h[layer].mlp(%3)\n"
        "  %6 = %5[:, %0]\n"
        "  h.{layer}.mlp.input = %3\n"
        "  save 'out' %6"
    )


def test_the_difference():
    one = example()
    filled = one.fill(layer=0)
    assert "- %2 = h.{layer}.output" in repr(one.diff(filled))
    assert "+ %2 = h.0.output" in repr(one.diff(filled))
    other = Graph((Hole(0, "layer", (0, 1)), *one.nodes[1:2]))
    assert "- %0 = hole layer: 0, 1, 2" in repr(one.diff(other))


def test_code_has_the_holes_as_variables():
    source = example().code()
    assert "layer = run.hole('layer', [0, 1, 2])" in source
    assert "scale = run.hole('scale', [0.0, 0.5, float('inf')])" in source
    assert "v2 = model.h[layer].output" in source
    assert "model.h[layer].mlp.input = v3" in source


def test_names_that_code_uses_itself():
    holes = {"run": (0, 1)}
    source = Graph((Hole(0, "run", (0, 1)), Read(1, Site(HolePath("h.{run}", holes))), Save(2, "v", Ref(1)))).code()
    assert "_run = run.hole('run', [0, 1])" in source
    assert "model.h[_run].output" in source


def test_as_a_picture():
    model = nnexplore.load("demo")
    with torch.no_grad(), model.trace("The Eiffel Tower is in") as run:
        layer = run.hole("layer", range(4))
        model.layers[layer].mlp.output *= run.hole("scale", [0.0, 2.0])
        model.output.logits.save("logits")
    for graph in (run.graph, run.graph.fill(layer=3)):
        assert "<svg" in graph.draw(model).svg
        assert "<svg" in graph.draw().svg
    assert "h.{layer}" in run.graph.draw(model).svg
