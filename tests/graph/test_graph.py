"""The graph: checked when made, run on any prompt, kept as data."""

import pytest
import torch

from nnexplore.errors import GraphError
from nnexplore.graph import Apply, Builder, Call, Constant, Graph, Inputs, Node, Read, Ref, Save, Site, Write, refs

HIDDEN = Site("transformer.h.1")


def test_an_empty_graph_is_fine():
    graph = Graph(())
    assert len(graph) == 0
    assert graph.runs == 1


def test_two_nodes_with_one_number():
    with pytest.raises(GraphError, match="two nodes are numbered %0"):
        Graph((Read(0, HIDDEN), Read(0, HIDDEN)))


def test_a_reference_to_nothing():
    with pytest.raises(GraphError, match=r"node %1 \(call\) refers to %7, which the graph does not have"):
        Graph((Read(0, HIDDEN), Call(1, "torch.add", (Ref(0), Ref(7)))))


@pytest.mark.parametrize(
    "data", [Ref(1), (Ref(1),), [Ref(1)], {"a": [Ref(1)]}, slice(None, Ref(1)), (slice(Ref(1)), 0)], ids=str
)
def test_a_reference_to_a_later_node(data):
    with pytest.raises(GraphError, match=r"node %0 \(call\) refers to %1, which comes later"):
        Graph((Call(0, "torch.abs", (data,)), Read(1, HIDDEN)))


def test_a_reference_to_itself():
    with pytest.raises(GraphError, match=r"node %0 \(module\) refers to %0, which comes later: a cycle"):
        Graph((Apply(0, "lm_head", (Ref(0),)),))


def test_too_few_arguments():
    with pytest.raises(GraphError, match=r"node %1 calls Tensor\.matmul with 1 argument.*at least 2"):
        Graph((Read(0, HIDDEN), Call(1, "Tensor.matmul", (Ref(0),))))


def test_two_results_of_one_name():
    with pytest.raises(GraphError, match=r"node %2 saves 'a' a second time"):
        Graph((Read(0, HIDDEN), Save(1, "a", Ref(0)), Save(2, "a", Ref(0))))


def test_a_node_of_no_known_kind():
    with pytest.raises(GraphError, match="node %0 is of no known kind: Node"):
        Graph((Node(0),))


def test_nodes_cannot_be_changed():
    node = Read(0, HIDDEN)
    with pytest.raises(AttributeError):
        node.run = 1  # type: ignore[misc]


def test_refs_finds_every_reference():
    node = Call(5, "f", (Ref(0), [Ref(1), (Ref(2),)], slice(Ref(3), None)), {"k": {"l": Ref(4)}})
    assert [ref.id for ref in refs(node)] == [0, 1, 2, 3, 4]


def test_nodes_by_number():
    graph = Graph((Read(3, HIDDEN), Save(9, "a", Ref(3))))
    assert graph[9] == Save(9, "a", Ref(3))
    assert [node.id for node in graph] == [3, 9]
    with pytest.raises(KeyError, match=r"no node %4; it has %3, %9"):
        graph[4]


def test_what_is_read_written_and_saved():
    build = Builder()
    hidden = build.read(HIDDEN)
    build.call("Tensor.zero_", build.call("Tensor.__getitem__", hidden, 0))
    build.call("functional.relu", build.read(Site("lm_head")), inplace=True)
    clone = build.call("Tensor.clone", build.read(Site("transformer.ln_f")))
    build.call("Tensor.zero_", clone)
    build.write(Site("transformer.h.0.mlp"), 0)
    build.save("b", hidden)
    build.save("a", clone)
    graph = build.graph()
    assert list(map(str, graph.reads)) == ["transformer.h.1.output", "lm_head.output", "transformer.ln_f.output"]
    assert list(map(str, graph.writes)) == ["transformer.h.1.output", "lm_head.output", "transformer.h.0.mlp.output"]
    assert graph.saves == ("b", "a")


def test_results_come_in_the_order_of_the_saves(gpt2, prompt):
    with gpt2.trace(prompt) as run:
        late = gpt2.lm_head.output.save("late")
        gpt2.transformer.h[0].output.save("early")
        late.sum().save()
        (late * 2).save()
        (late * 3).save()
    assert list(run.graph.run(gpt2)) == ["late", "early", "sum", "mul", "mul_2"]


def test_a_graph_runs_on_another_prompt(gpt2, prompt):
    other = "The Colosseum is in"
    with gpt2.trace(prompt) as run:
        gpt2.transformer.h[0].output[:, -1] *= 3
        gpt2.lm_head.output.save("logits")
    with gpt2.trace(other):
        gpt2.transformer.h[0].output[:, -1] *= 3
        expected = gpt2.lm_head.output
    assert run.graph.run(gpt2, other)["logits"].equal(expected)
    ids = torch.tensor([gpt2.tokenizer(other)["input_ids"]])
    assert run.graph.run(gpt2, input_ids=ids)["logits"].equal(expected)


def test_a_graph_runs_many_times(gpt2, prompt):
    with gpt2.trace(prompt) as run:
        gpt2.transformer.h[0].output += torch.ones(32)
        expected = gpt2.lm_head.output.save("logits")
    assert all(run.graph.run(gpt2)["logits"].equal(expected) for _ in range(3))


def test_two_runs_patch_one_prompt_from_another(gpt2):
    clean, other = "The Eiffel Tower is in the city of", "The Colosseum is in the city of"
    build = Builder()
    copied = build.call("Tensor.__getitem__", build.read(HIDDEN, run=0), (slice(None), -1))
    build.call("Tensor.__setitem__", build.read(HIDDEN, run=1), (slice(None), -1), copied)
    build.save("logits", build.read(Site("lm_head"), run=1))
    graph = build.graph(Inputs((other,)), Inputs((clean,)))
    with gpt2.trace(other):
        source = gpt2.transformer.h[1].output[:, -1].value
    with gpt2.trace(clean):
        gpt2.transformer.h[1].output[:, -1] = source
        expected = gpt2.lm_head.output
    assert graph.runs == 2
    assert graph.run(gpt2)["logits"].equal(expected)
    assert graph.run(gpt2, other, clean)["logits"].equal(expected)
    assert not graph.run(gpt2, clean, clean)["logits"].equal(expected)


def test_a_random_tensor_is_kept_as_it_was(gpt2, prompt):
    with gpt2.trace(prompt) as run:
        hidden = gpt2.transformer.h[0].output
        gpt2.transformer.h[0].output = hidden + torch.randn_like(hidden)
        torch.nn.functional.dropout(hidden, 0.5).save("dropped")
        torch.randn_like(hidden).save("drawn")
        expected = gpt2.lm_head.output.save("logits")
    results = run.graph.run(gpt2)
    assert results["logits"].equal(expected)
    assert results["dropped"].equal(run.graph.run(gpt2)["dropped"])
    assert results["drawn"].equal(run.graph.run(gpt2)["drawn"])


def test_a_tensor_changed_between_its_uses_counts_as_it_was_each_time(gpt2, prompt):
    mine = torch.ones(32)
    with gpt2.trace(prompt) as run:
        first = (gpt2.transformer.h[0].output + mine).save("first")
        mine += 1
        second = (gpt2.transformer.h[0].output + mine).save("second")
    mine.zero_()
    results = run.graph.run(gpt2)
    assert results["first"].equal(first)
    assert results["second"].equal(second)


def test_the_users_own_buffer_is_part_of_the_graph(gpt2, prompt):
    buffer = torch.zeros(3, 32)
    with gpt2.trace(prompt) as run:
        for at, layer in enumerate(gpt2.transformer.h):
            buffer[at] = layer.output[0, -1]
        total = (buffer * 2).save("total")
    assert run.graph.run(gpt2)["total"].equal(total)
    with gpt2.trace("The Colosseum is in"):
        rows = [layer.output[0, -1].value for layer in gpt2.transformer.h]
    assert run.graph.run(gpt2, "The Colosseum is in")["total"].equal(torch.stack(rows) * 2)


def test_a_replay_stops_after_the_last_result(gpt2, prompt):
    with gpt2.trace(prompt) as run:
        gpt2.transformer.h[0].output.save("early")
        gpt2.lm_head.output.sum()
    called = []
    handle = gpt2.module.transformer.h[1].register_forward_hook(lambda *_: called.append(1))
    run.graph.run(gpt2)
    handle.remove()
    assert called == []


def test_a_part_of_a_structure_is_one_node_however_often_used(gpt2, prompt):
    with gpt2.trace(prompt) as run:
        attended = gpt2.transformer.h[0].attn.output[0]
        (attended * attended + attended).save("a")
    assert sum(isinstance(node, Call) and node.op == "getitem" for node in run.graph) == 1


def test_the_graph_can_be_looked_at_while_it_grows(gpt2, prompt):
    with gpt2.trace(prompt) as run:
        assert len(run.graph) == 0
        gpt2.transformer.h[0].output.sum()
        half = run.graph
        gpt2.lm_head.output.sum()
    assert len(half) == 2
    assert len(run.graph) == 4
    assert half.inputs == (Inputs((prompt,)),)


def test_constants_compare_by_identity_of_their_node():
    assert Constant(0, torch.ones(2)) == Constant(0, torch.zeros(3))
    assert Write(0, HIDDEN, 1) != Write(0, HIDDEN, 2)
