"""What differs between two graphs: all of that, and nothing else."""

from dataclasses import replace

import pytest
import torch

from nnexplore.errors import GraphError
from nnexplore.graph import (
    Apply,
    Backward,
    Builder,
    Call,
    Constant,
    Flow,
    Grad,
    Graph,
    Inputs,
    Opaque,
    Place,
    Read,
    Ref,
    Save,
    Site,
    Tokens,
    Weight,
    Write,
)
from nnexplore.graph.diff import content

PROMPT = "The Eiffel Tower is in the city of"


def edited(scale=2, vector=None, site="h.1", name="logits", before=False, prompt=PROMPT, model="load()"):
    """A graph with an edit or two, to be compared with one that is a little different."""
    build = Builder()
    if before:
        build.save("early", build.call("Tensor.norm", build.read(Site("h.0"))))
    hidden = build.read(Site(site))
    build.call("Tensor.mul_", hidden, scale)
    constant = build._add(Constant(len(build._nodes), torch.arange(4.0) if vector is None else vector))
    build.write(Site("h.2.mlp"), build.call("Tensor.add", hidden, constant))
    build.save(name, build.read(Site("lm_head")))
    return build.graph(Inputs((prompt,)), model=model)


def renumbered(graph, step=7):
    """The same graph with other numbers."""
    number = {node.id: 100 + step * at for at, node in enumerate(graph)}

    def mapped(data):
        match data:
            case Ref(id):
                return Ref(number[id])
            case tuple() if not isinstance(data, Site):
                return tuple(map(mapped, data))
        return data

    fields = [{key: mapped(value) for key, value in vars(node).items() if key != "id"} for node in graph]
    nodes = tuple(type(node)(id=number[node.id], **more) for node, more in zip(graph, fields, strict=True))
    return replace(graph, nodes=nodes)


def changes(one, two):
    """The lines that are not on both sides."""
    return [line for line in one.diff(two).lines if line[0] != " "]


def kinds(nodes):
    return [node.kind for node in nodes]


# -- no difference ----------------------------------------------------------------------------------


def test_a_graph_does_not_differ_from_itself():
    diff = edited().diff(edited())
    assert not diff
    assert (diff.removed, diff.added) == ((), ())
    assert repr(diff) == "Graph diff (no difference)"


def test_numbers_are_no_difference():
    assert not edited().diff(renumbered(edited()))
    assert not renumbered(edited()).diff(edited())


def test_the_users_lines_are_no_difference():
    graph = edited()
    moved = replace(graph, nodes=tuple(replace(node, place=Place("other.py", 9)) for node in graph))
    assert not graph.diff(moved)


def test_a_round_trip_is_no_difference(gpt2):
    with gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].output[:, -1] += torch.tensor([float("nan"), -0.0] * 16)
        gpt2.lm_head.output.topk(3).values.save("top")
    assert not run.graph.diff(Graph.from_json(run.graph.to_json()))


def test_the_order_of_keywords_is_no_difference():
    one, two = (
        Graph((Read(0, Site("a")), Call(1, "Tensor.sum", (Ref(0),), kwargs)))
        for kwargs in ({"dim": 0, "keepdim": True}, {"keepdim": True, "dim": 0})
    )
    assert not one.diff(two)


def test_empty_graphs():
    assert not Graph(()).diff(Graph(()))
    assert Graph(()).diff(edited()).added == edited().nodes


# -- one difference ---------------------------------------------------------------------------------


def test_an_argument():
    diff = edited(scale=2).diff(edited(scale=3))
    assert diff
    assert repr(diff).splitlines() == [
        "Graph diff (1 removed, 1 added)",
        "  …",
        f"  run 0: trace({PROMPT!r})",
        "  %0 = h.1.output",
        "- %0 *= 2",
        "+ %0 *= 3",
        "  %2 = constant float32[4] #" + content(torch.arange(4.0)).split()[1][:8],
        "  %3 = %0 + %2",
        "  …",
    ]
    assert diff.removed == (edited()[1],)
    assert diff.added == (edited(scale=3)[1],)


def test_a_site_is_one_difference_and_not_one_for_all_that_comes_of_it():
    assert changes(edited(), edited(site="h.3")) == ["- %0 = h.1.output", "+ %0 = h.3.output"]


def test_nodes_in_front_do_not_change_those_behind():
    diff = edited().diff(edited(before=True))
    assert kinds(diff.added) == ["read", "call", "save"]
    assert diff.removed == ()
    assert changes(edited(), edited(before=True)) == ["+ %7 = h.0.output", "+ %8 = %7.norm()", "+ save 'early' %8"]
    assert changes(edited(before=True), edited()) == ["- %0 = h.0.output", "- %1 = %0.norm()", "- save 'early' %1"]


def test_other_numbers_and_another_node():
    diff = edited().diff(renumbered(edited(before=True)))
    assert (len(diff.removed), len(diff.added)) == (0, 3)
    assert [node.id for node in diff.added] == [100, 107, 114]


def test_the_name_of_a_result():
    assert changes(edited(), edited(name="other")) == ["- save 'logits' %5", "+ save 'other' %5"]


def test_inputs_and_model():
    one, two = edited(), edited(prompt="Paris", model='load("demo")')
    diff = one.diff(two)
    assert diff
    assert (diff.removed, diff.added) == ((), ())
    assert changes(one, two) == [
        "- model = load()",
        '+ model = load("demo")',
        f"- run 0: trace({PROMPT!r})",
        "+ run 0: trace('Paris')",
    ]
    assert repr(diff).startswith("Graph diff (0 removed, 0 added, other inputs or model)\n")


def test_inputs_that_are_tensors():
    one, two, three = (
        replace(edited(), inputs=(Inputs((), {"input_ids": torch.tensor(ids)}),)) for ids in ([1, 2], [1, 2], [1, 3])
    )
    assert not one.diff(two)
    assert [line.partition(" #")[0] for line in changes(one, three)] == [
        "- run 0: trace(input_ids=int64[2]",
        "+ run 0: trace(input_ids=int64[2]",
    ]


def test_one_run_more_and_another_method():
    one = edited()
    assert changes(one, replace(one, inputs=(*one.inputs, Inputs(("more",))))) == ["+ run 1: trace('more')"]
    assert changes(one, replace(one, inputs=(Inputs((PROMPT,), {}, "generate"),)))[1].startswith("+ run 0: generate(")


def test_the_order_of_nodes_counts():
    one, two = (
        Graph(tuple(nodes))
        for nodes in ([Read(0, Site("a")), Read(1, Site("b"))], [Read(1, Site("b")), Read(0, Site("a"))])
    )
    diff = one.diff(two)
    assert (len(diff.removed), len(diff.added)) == (1, 1)


def test_which_of_two_equal_reads_is_used_counts():
    """The first is what the model gave, the second what a write has made of it."""
    nodes = (Read(0, Site("a")), Write(1, Site("a"), 0), Read(2, Site("a")))
    one, two = (Graph((*nodes, Save(3, "x", Ref(at)))) for at in (0, 2))
    assert changes(one, two) == ["- save 'x' %0", "+ save 'x' %2"]


def test_a_read_of_the_very_same_tensor():
    nodes = (Read(0, Site("a")), Read(1, Site("b")))
    one, two, three = (Graph((*nodes, Read(2, Site("c"), 0, again))) for again in (None, Ref(0), Ref(1)))
    assert not two.diff(renumbered(two))
    assert kinds(one.diff(two).added) == kinds(two.diff(three).removed) == ["read"]


def test_unlike_graphs(gpt2):
    one = edited()
    build = Builder()
    build.save("x", build.read(Site("lm_head")))
    diff = one.diff(build.graph())
    assert len(diff.removed) - len(diff.added) == len(one) - 2
    assert [line[2:] for line in diff.lines if line[0] != "+"][-len(one) :] == [
        line[2:] for line in one.diff(one).lines[-len(one) :]
    ]


# -- all kinds of nodes and values --------------------------------------------------------------------

PAIRS = [
    (Read(0, Site("a")), Read(0, Site("a", "input"))),
    (Read(0, Site("a")), Read(0, Site("a", step=1))),
    (Read(0, Site("a")), Read(0, Site("a", call=1))),
    (Read(0, Site("a")), Read(0, Site("a"), 1)),
    (Write(0, Site("a"), 0), Write(0, Site("a"), 0, grow=True)),
    (Write(0, Site("a"), 0), Write(0, Site("a"), 0, skip=True)),
    (Write(0, Site("a"), 0), Write(0, Site("a"), 0.0)),
    (Write(0, Site("a"), 1), Write(0, Site("a"), True)),
    (Write(0, Site("a"), 0.0), Write(0, Site("a"), -0.0)),
    (Write(0, Site("a"), torch.zeros(2)), Write(0, Site("a"), torch.ones(2))),
    (Call(0, "torch.zeros_like", (1,)), Call(0, "torch.zeros_like", (2,))),
    (Call(0, "torch.zeros_like", (1,)), Call(0, "torch.abs", (1,))),
    (Call(0, "torch.abs", ((1, 2),)), Call(0, "torch.abs", ([1, 2],))),
    (Call(0, "torch.abs", (slice(1, 2),)), Call(0, "torch.abs", (slice(1, 3),))),
    (Call(0, "torch.abs", (Opaque("f"),)), Call(0, "torch.abs", (Opaque("g"),))),
    (Call(0, "torch.abs", (1,)), Call(0, "torch.abs", (1,), {"out": None})),
    (Apply(0, "a", (1,)), Apply(0, "b", (1,))),
    (Constant(0, 1), Constant(0, 2)),
    (Weight(0, "a"), Weight(0, "b")),
    (Tokens(0, "a"), Tokens(0, "a", 1)),
    (Tokens(0, 1), Tokens(0, "1")),
    (Backward(0, 1), Backward(0, 1, (), {"retain_graph": True})),
    (Grad(0, 1), Grad(0, 2)),
    (Flow(0, 1, 2), Flow(0, 1, 3)),
    (Save(0, "a", 1), Save(0, "a", 2)),
]


@pytest.mark.parametrize(("one", "two"), PAIRS, ids=lambda node: repr(node)[:40])
def test_every_field_counts(one, two):
    assert not Graph((one,)).diff(Graph((one,)))
    diff = Graph((one,)).diff(Graph((two,)))
    assert (diff.removed, diff.added) == ((one,), (two,))
    assert len([line for line in diff.lines if line[0] in "+-"]) == 2


NAN = torch.tensor([0x7FC00000, 0x7FC00001], dtype=torch.int32).view(torch.float32)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (torch.tensor(0.0), torch.tensor(-0.0)),
        (NAN[:1], NAN[1:]),
        (torch.ones(2), torch.ones(2, dtype=torch.float64)),
        (torch.ones(2), torch.ones(1, 2)),
        (torch.ones(0, 2), torch.ones(2, 0)),
        (torch.tensor([1, 2]), torch.tensor([2, 1])),
        (torch.tensor(True), torch.tensor(False)),
        (torch.ones(2, dtype=torch.bfloat16), torch.full((2,), 1.0078125, dtype=torch.bfloat16)),
        (torch.tensor([1 + 1j]), torch.tensor([1 - 1j])),
    ],
    ids=str,
)
def test_constants_count_bit_for_bit(one, two):
    graph, other = (Graph((Constant(0, value),)) for value in (one, two))
    assert not graph.diff(Graph((Constant(0, one.clone(), version=3),)))
    assert graph.diff(other).removed == graph.nodes
    assert len(set(changes(graph, other))) == 2


def test_how_a_constant_lies_in_memory_is_no_difference():
    numbers = torch.arange(6.0).reshape(2, 3)
    one, two, three = (
        Graph((Constant(0, value),)) for value in (numbers, numbers.T.contiguous().T, numbers.clone().requires_grad_())
    )
    assert not one.diff(two)
    assert not one.diff(three)


def test_conjugates_and_sparse_tensors():
    number = torch.tensor([1 + 2j])
    assert content(number.conj()) == content(torch.tensor([1 - 2j]))
    assert content(torch.eye(2).to_sparse()) == content(torch.eye(2))


def test_data_as_text():
    assert content([1, True, -0.0, None, "a"]) == "[int 1, bool True, float -0.0, NoneType None, str 'a']"
    assert (
        content({"b": (Ref(1),), "a": slice(0, 2)}) == "{str 'a': slice((int 0, int 2, NoneType None)), str 'b': (%1)}"
    )


# -- the object -------------------------------------------------------------------------------------


def test_only_what_is_near_a_difference_is_shown():
    def chain(at):
        build = Builder()
        value = build.read(Site("a"))
        for number in range(20):
            value = build.call("Tensor.add", value, 0 if number in at else number)
        return build.graph()

    shown = repr(chain([]).diff(chain([4, 15]))).splitlines()
    assert shown == [
        "Graph diff (2 removed, 2 added)",
        "  …",
        "  %3 = %2 + 2",
        "  %4 = %3 + 3",
        "- %5 = %4 + 4",
        "+ %5 = %4 + 0",
        "  %6 = %5 + 5",
        "  %7 = %6 + 6",
        "  …",
        "  %14 = %13 + 13",
        "  %15 = %14 + 14",
        "- %16 = %15 + 15",
        "+ %16 = %15 + 0",
        "  %17 = %16 + 16",
        "  %18 = %17 + 17",
        "  …",
    ]


def test_one_line_per_node_whatever_it_holds():
    graph = Graph((Write(0, Site("a"), torch.eye(3)), Save(1, "a\nb" * 500, 0)))
    lines = Graph(()).diff(graph).lines
    assert all("\n" not in line and len(line) < 500 for line in lines)


def test_only_graphs_are_compared(gpt2):
    with pytest.raises(GraphError, match=r"a graph is compared with another one; got str: give `run\.graph`"):
        edited().diff("graph")


def test_a_change_in_the_users_code(gpt2):
    def run(factor):
        with gpt2.trace(PROMPT) as run:
            gpt2.transformer.h[1].output[:, -1] *= factor
            gpt2.lm_head.output.softmax(-1).save("p")
        return run.graph

    assert not run(2).diff(run(2))
    assert changes(run(2), run(3)) == ["- %1 *= 2", "+ %1 *= 3"]
