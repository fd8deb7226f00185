"""A graph as text."""

import torch

from nnexplore.graph import (
    Apply,
    Builder,
    Call,
    Constant,
    Graph,
    Inputs,
    Opaque,
    Place,
    Read,
    Ref,
    Save,
    Site,
    Write,
    describe,
)


def test_an_empty_graph():
    assert repr(Graph(())) == "Graph (empty)"


def test_a_graph_with_the_users_lines_beside_it(gpt2, prompt):
    with gpt2.trace(prompt) as run:
        hidden = gpt2.transformer.h[1].output
        hidden[:, -1] = torch.zeros(32)
        gpt2.transformer.h[2].mlp.output = hidden * 2
        gpt2.lm_head(hidden).save("early")
    lines = str(run.graph).splitlines()
    code, places = zip(*[line.split("  # line ") for line in lines[1:]], strict=True)
    assert lines[0] == "Graph (7 nodes, 1 run)"
    assert [line.strip() for line in code] == [
        "%0 = transformer.h.1.output",
        "%1 = constant float32[32]",
        "%0[:, -1] = %1",
        "%3 = %0 * 2",
        "transformer.h.2.mlp.output = %3",
        "%5 = lm_head(%0)",
        "save 'early' %5",
    ]
    assert places[0].endswith(": `hidden = gpt2.transformer.h[1].output`")


def test_one_node_one_run():
    assert str(Graph((Read(0, Site("lm_head")),))) == "Graph (1 node, 1 run)\n  %0 = lm_head.output"


def test_several_runs_are_told_apart():
    build = Builder()
    build.write(Site("h", "input"), build.read(Site("h")), run=1)
    assert str(build.graph(Inputs(("a",)), Inputs(("b",)))).splitlines() == [
        "Graph (2 nodes, 2 runs)",
        "  %0 = h.output",
        "  h.input (run 1) = %0",
    ]


def test_every_kind_of_node():
    place = Place("nowhere.py", 3)
    assert describe(Read(0, Site("", "inputs"), 1, place=place)) == "inputs (run 1)"
    assert describe(Write(0, Site("a.b"), 0)) == "a.b.output = 0"
    assert describe(Call(0, "Tensor.__rsub__", (Ref(1), 2))) == "2 - %1"
    assert describe(Call(0, "Tensor.mul_", (Ref(1), -2))) == "%1 *= (-2)"
    assert describe(Call(0, "Tensor.softmax", (Ref(1),), {"dim": -1})) == "%1.softmax(dim=-1)"
    assert describe(Call(0, "Tensor.T", (Ref(1),))) == "%1.T"
    assert describe(Call(0, "functional.gelu", (Ref(1),))) == "torch.nn.functional.gelu(%1)"
    assert describe(Call(0, "getattr", (Ref(1), "hidden"))) == "%1.hidden"
    assert describe(Apply(0, "h.0.mlp", (Ref(1),))) == "h[0].mlp(%1)"
    assert describe(Constant(0, torch.zeros(2, 3, dtype=torch.bfloat16))) == "constant bfloat16[2, 3]"
    assert describe(Constant(0, 2.5)) == "constant 2.5"
    assert describe(Save(0, "a", (Ref(1), None))) == "save 'a' (%1, None,)"


def test_what_is_no_data_is_shown_as_such():
    assert "function f is no plain data" in describe(Call(0, "torch.abs", (Opaque("function f"),)))


def test_an_unknown_operation_is_shown_by_its_name():
    assert describe(Call(0, "torch.fft.fftn", (Ref(1),))) == "torch.fft.fftn(%1)"


def test_long_lines_do_not_push_the_places_away():
    graph = Graph(
        (
            Read(0, Site("a"), place=Place("nowhere.py", 1)),
            Call(1, "torch.cat", ([Ref(0)] * 60,), place=Place("nowhere.py", 2)),
        )
    )
    first = str(graph).splitlines()[1]
    assert first.endswith("# line 1")
    assert len(first) < 100
