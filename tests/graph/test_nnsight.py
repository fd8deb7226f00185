"""``graph.to_nnsight()``: the source, and what is refused. What the source computes is in tests/remote/test_ndif.py."""

import ast
import base64

import pytest
import torch

import nnexplore
from nnexplore.errors import GraphError
from nnexplore.graph import Backward, Builder, Call, Grad, Graph, Inputs, Read, Ref, Save, Site, Weight
from nnexplore.graph.nnsight import compose
from nnexplore.graph.nnsight_data import source

H = "transformer.h"


def body(graph, *given, **options):
    """The source without imports and the line of the model."""
    text = graph.to_nnsight(*given, **options)
    ast.parse(text)
    return text.partition("\nmodel = ")[2].partition("\n")[2]


def test_a_graph_is_a_script(demo, prompt):
    with demo.trace(prompt) as run:
        demo.layers[1].output[:, -1] *= 0.5
        demo.layers[2].mlp.output.save("mlp")
        demo.output.logits.save("logits")
    assert (
        run.graph.to_nnsight(name="me/model")
        == """\
import nnsight
import torch

model = nnsight.TransformersModel('me/model', task="text-generation", dispatch=True)
with model.trace('The Eiffel Tower is in the city of'):
    v0 = model.transformer.h[1].output
    v1 = v0[:, -1]
    v1 *= 0.5
    v0[:, -1] = v1
    mlp = model.transformer.h[2].mlp.output
    nnsight.save(mlp)
    v6 = model.output
    logits = v6['logits']
    nnsight.save(logits)
"""
    )


def test_the_model_is_the_one_of_the_graph():
    build = Builder()
    build.save("x", build.read(Site("lm_head")))
    graph = build.graph(Inputs(("a",)), model="nnexplore.LanguageModel('openai-community/gpt2', device_map='auto')")
    assert "TransformersModel('openai-community/gpt2'," in graph.to_nnsight()
    assert "TransformersModel('other'," in graph.to_nnsight(name="other")
    for unknown in ("", "nnexplore.load('demo')", "not python"):
        graph = Graph(graph.nodes, graph.inputs, unknown)
        assert "model = ...  # your model" in graph.to_nnsight()


def test_remote_is_said_once_and_constants_go_to_the_models_device(demo, prompt):
    with demo.trace(prompt) as run:
        (demo.layers[0].output + torch.ones(2, 1, 128)).save("x")
    text = run.graph.to_nnsight(name="m", remote=True)
    assert "dispatch" not in text
    assert "from transformers import AutoTokenizer\n" in text
    assert """('m', task="text-generation", tokenizer=AutoTokenizer.from_pretrained('m'))""" in text
    assert text.count("remote=True") == 1
    assert ".reshape((2, 1, 128)).to(model.device)" in text
    assert "model.device" not in run.graph.to_nnsight()


def test_it_stops_where_nothing_further_is_wanted(demo, prompt):
    with demo.trace(prompt) as run:
        demo.layers[0].output.save("x")
    assert body(run.graph).splitlines()[-1] == "    tracer.stop()"
    assert "as tracer:" in body(run.graph)


def test_a_late_read_moves_up(demo, prompt):
    with demo.trace(prompt) as run:
        late = demo.layers[2].output
        demo.layers[0].mlp.output.save("first")
        late.save("last")
    lines = body(run.graph).splitlines()
    assert lines[1:3] == ["    first = model.transformer.h[0].mlp.output", "    last = model.transformer.h[2].output"]


def test_a_late_read_is_apart_from_later_changes(demo, prompt):
    with demo.trace(prompt) as run:
        demo.layers[2].mlp.output.sum()
        demo.layers[0].output.save("first")
        demo.layers[3].output[:] = 0
        demo.output.logits.save("logits")
    assert "lambda tensor: tensor.detach().clone(), model.transformer.h[0].output)" in body(run.graph)


def test_an_order_that_only_the_model_knows(prompt):
    fresh = nnexplore.load("demo")
    with fresh.trace(prompt) as run:
        fresh.layers[0].mlp.c_proj.input.save("later")
        fresh.layers[0].mlp.act.input.save("earlier")  # registered after c_proj, and run before it
    with pytest.raises(
        GraphError, match=r"node %2 \(read\) \(line \d+: .*act.input.*only the model tells.*nnsight\(mod"
    ):
        run.graph.to_nnsight()
    names = [line.split()[0] for line in body(run.graph, fresh).splitlines() if " = " in line]
    assert names == ["earlier", "later"]


def test_tokens_need_the_model_unless_counted_from_the_end(demo, prompt):
    with demo.trace(prompt) as run:
        demo.layers[0].output[run.at(-1)].save("x")
    assert "(torch.tensor([0], dtype=torch.int64), torch.tensor([-1], dtype=torch.int64),)" in body(run.graph)
    with demo.trace(prompt) as run:
        demo.layers[0].output[run.at("Tower")].save("x")
    with pytest.raises(GraphError, match=r"node %1 \(tokens\) \(line .*tokenizer"):
        run.graph.to_nnsight()
    at = demo.tokens(prompt).index(" Tower")
    assert f"(torch.tensor([0], dtype=torch.int64), torch.tensor([{at}], dtype=torch.int64),)" in body(run.graph, demo)


def test_batches_need_the_model(demo, prompt):
    with demo.trace([prompt, "The"]) as run:
        demo.layers[0].output.save("x")
    with pytest.raises(GraphError, match=r"a run on list needs the model.*graph.to_nnsight\(model\)"):
        run.graph.to_nnsight()
    text = body(run.graph, demo)
    assert "'attention_mask': torch.tensor([[1, 1, 1, 1, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0, 0, 1]]" in text
    assert "'position_ids'" in text


def test_holes_have_their_first_values(demo, prompt):
    with demo.trace(prompt) as run:
        layer = run.hole("layer", [2, 3])
        demo.layers[layer].output.save("x")
    assert "model.transformer.h[2].output" in body(run.graph)
    assert "model.transformer.h[3].output" in body(run.graph.fill(layer=3))


def test_modules_that_nnsight_has_moved():
    build = Builder()
    build.save("x", build.read(Site("bert.output.dense", "input")))
    assert "model.bert.E_output.dense.input" in body(build.graph(Inputs(("a",))))


def test_what_no_result_needs_is_left_out(demo, prompt):
    with demo.trace(prompt) as run:
        demo.layers[0].attn.pattern.sum()  # not for nnsight, and of no use here
        demo.layers[1].output.save("x")
        demo.layers[2].output = 0
    assert body(run.graph).count("model.transformer") == 1


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.int64, torch.bool, torch.complex64])
@pytest.mark.parametrize("shape", [(), (0,), (3, 0), (3,), (5, 7)])
def test_constants_come_back_bit_for_bit(dtype, shape):
    torch.manual_seed(0)
    data = (torch.randn(shape) * 3).to(dtype)
    if dtype.is_floating_point and data.numel():
        data.view(-1)[0] = float("inf")
    again = eval(source(data), {"torch": torch, "base64": base64})
    assert again.dtype == dtype
    assert again.shape == data.shape
    assert torch.equal(again, data)


def test_large_constants_can_go_beside_the_source(demo, prompt):
    big = torch.randn(128)
    with demo.trace(prompt) as run:
        (demo.layers[0].output + big).save("x")
    block = compose(run.graph, beside=True)
    ((name, kept),) = block.constants.items()
    assert torch.equal(kept, big)
    assert f"{name} = constants[{name!r}]" in block.source
    assert len(block.nodes) == len(block.body)


# -- what is refused, on the user's line -----------------------------------------------------------


def recorded(demo, prompt, block):
    with demo.trace(prompt) as run:
        block(demo, run)
    return run.graph


def skip(model, run):
    model.layers[1].skip(model.layers[1].input)
    model.output.logits.save("x")


def rewrite(model, run):
    model.lm_head.weight = model.lm_head.weight * 2
    model.output.logits.save("x")


def turn_back(model, run):
    model.layers[2].output.save("x")
    model.layers[0].output[:] = 0
    model.output.logits.save("y")


def assign_behind(model, run):
    model.layers[2].output.save("x")
    first = model.layers[0].output
    model.layers[0].output = first * 2
    model.output.logits.save("y")


def twice(model, run):
    value = model.layers[0].output
    loss = model.output.logits.square().mean()
    loss.backward(retain_graph=True)
    loss.backward()
    value.grad.save("x")


def flow(model, run):
    value = model.layers[0].output
    value.grad = torch.zeros_like(value)
    first = model.transformer.wte.output
    model.output.logits.sum().backward()
    value.grad.save("x")
    first.save("y")


def late_gradient(model, run):
    model.layers[2].output.save("x")
    value = model.layers[0].output
    value.sum().backward()
    value.grad.save("y")


REFUSED = {
    "query": (lambda model, run: model.layers[0].attn.query.save("x"), r"query has no module of its own; .*c_attn"),
    "pattern": (lambda model, run: model.layers[0].attn.pattern.save("x"), r"pattern has no module of its own"),
    "operation": (lambda model, run: model.layers[0].mlp.ops["addmm"].output.save("x"), r"operations inside a module"),
    "skip": (skip, r"a skipped module"),
    "parameter": (rewrite, r"a parameter cannot be replaced for one run"),
    "turn back": (turn_back, r"changes in place what the model has passed"),
    "assign behind": (assign_behind, r"had read transformer.h.2.output before"),
    "twice": (twice, r"several backward passes add up"),
    "flow": (flow, r"a gradient that is assigned"),
    "late gradient": (late_gradient, r"no gradient comes to it"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(demo, prompt, name):
    block, message = REFUSED[name]
    graph = recorded(demo, prompt, block)
    demo.module.zero_grad()
    with pytest.raises(
        GraphError, match=rf"node %\d+ \(\w+\) \(line \d+: `.*`\) cannot be written for nnsight: .*{message}"
    ):
        graph.to_nnsight(demo)


def test_a_later_call_of_a_module_is_refused():
    build = Builder()
    build.save("x", build.read(Site("lm_head", call=1)))
    with pytest.raises(
        GraphError, match=r"node %0 \(read\) cannot be written for nnsight: lm_head.output#1 is a later"
    ):
        build.graph(Inputs(("a",))).to_nnsight()


@pytest.mark.parametrize("start", [Read(0, Site("lm_head")), Weight(0, "lm_head.weight")], ids=["value", "parameter"])
def test_a_parameters_gradient_is_refused(start):
    graph = Graph((start, Call(1, "Tensor.sum", (Ref(0),)), Backward(2, Ref(1)), Grad(3, Ref(0)), Save(4, "x", Ref(3))))
    graph = Graph(graph.nodes, (Inputs(("a",)),))
    if isinstance(start, Read):
        assert "with v1.backward():\n        x = v0.grad" in graph.to_nnsight()
    else:
        with pytest.raises(GraphError, match="gradients of parameters come in no order"):
            graph.to_nnsight()


def test_an_operation_outside_the_table_is_refused(demo, prompt):
    with demo.trace(prompt) as run:
        torch.special.bessel_j0(demo.layers[0].output).save("x")
    with pytest.raises(GraphError, match=r"node %1 .*bessel_j0' is not in nnexplore's table"):
        run.graph.to_nnsight()


def test_a_run_that_was_not_given_a_prompt_is_refused():
    net = nnexplore.Model(torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.ReLU()))
    with net.trace(torch.ones(1, 3)) as run:
        net[0].output.save("x")
    with pytest.raises(GraphError, match=r"nnsight is given a prompt; the run of this graph was given Tensor"):
        run.graph.to_nnsight(net)
