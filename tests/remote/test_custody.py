"""The model is afterwards what it was, whatever graphs of strangers do to it."""

from __future__ import annotations

import re

import pytest
import torch

from nnexplore.graph import (
    RESULT,
    Apply,
    Builder,
    Call,
    Flow,
    Grad,
    Graph,
    Inputs,
    Read,
    Ref,
    Save,
    Site,
    Weight,
    Write,
)
from nnexplore.graph import Backward as Back
from nnexplore.remote.worker.executor import Executor, Spoiled
from tests.remote.asking import BLOCK, LN, LOGITS, WTE, copies, reading, request, same_weights


def over_weight(*calls, path=WTE):
    """A graph that takes a weight as %0, calls operations on it, and saves the last."""
    nodes = [Weight(0, path), *(Call(at + 1, op, args, kwargs) for at, (op, args, kwargs) in enumerate(calls))]
    return Graph((*nodes, Save(99, "w", Ref(nodes[-1].id))), (Inputs(("the city",)),))


@pytest.mark.parametrize(
    "graph",
    [
        over_weight(("Tensor.mul_", (Ref(0), 2), {})),
        over_weight(("Tensor.__setitem__", (Ref(0), 0, 1.0), {})),
        over_weight(("Tensor.detach", (Ref(0),), {}), ("Tensor.zero_", (Ref(1),), {})),
        over_weight(("Tensor.__getitem__", (Ref(0), slice(0, 2)), {}), ("Tensor.fill_", (Ref(1), 1), {})),
        over_weight(("Tensor.abs", (Ref(0),), {}), ("torch.sigmoid", (Ref(1),), {"out": Ref(0)})),
        over_weight(("Tensor.unsqueeze_", (Ref(0), 0), {})),
    ],
    ids=["mul_", "setitem", "detach", "view", "out", "unsqueeze_"],
)
def test_a_change_of_a_weight_is_refused(executor, graph):
    with torch.no_grad():
        (outcome,) = executor.run([request(graph)])
    assert outcome.failed.code == "not_possible"
    assert re.search("would change a parameter or buffer of the model in place", outcome.failed.message)


IDS, ROWS = torch.tensor([0, 1, 2]), torch.arange(640.0).view(5, 128)


@pytest.mark.parametrize(
    ("path", "calls"),
    [
        (WTE, [("Tensor.data", (Ref(0),), {}), ("Tensor.mul_", (Ref(1), 2), {})]),
        (WTE, [("functional.relu", (Ref(0), True), {})]),
        (WTE, [("functional.dropout", (Ref(0), 0.5, True, True), {})]),
        (WTE, [("functional.embedding", (IDS, Ref(0)), {"max_norm": 1e-6})]),
        (WTE, [("functional.normalize", (Ref(0), 2.0, 1, 1e-12, Ref(0)), {})]),
        (f"{LN}.bias", [("torch.batch_norm", (ROWS, None, None, Ref(0), Ref(0), True, 1.0, 1e-5, False), {})]),
        (WTE, [("Tensor.requires_grad_", (Ref(0), False), {})]),
    ],
    ids=["data", "relu", "dropout", "max_norm", "normalize", "batch_norm", "requires_grad_"],
)
def test_what_changes_its_argument_in_secret_gets_a_copy(executor, path, calls):
    (outcome,) = executor.run([request(over_weight(*calls, path=path))])
    assert outcome.errors == (None,)
    assert executor.run([request(reading("the city"))])[0].errors == (None,)


def test_a_module_that_changes_its_input_gets_a_copy_of_a_weight(opened):
    net = torch.nn.Sequential(torch.nn.Linear(3, 3), torch.nn.ReLU(inplace=True))
    model = opened(net.eval())
    before = copies(net)
    nodes = (Weight(0, "0.weight"), Apply(1, "1", (Ref(0),)), Save(2, "w", Ref(1)))
    (outcome,) = Executor(model).run([request(Graph(nodes, (Inputs((torch.ones(1, 3),)),)))])
    assert outcome.results[0]["w"].equal(before["0.weight"].relu())
    assert same_weights(net, before)


@pytest.mark.parametrize("skip", [False, True])
def test_a_weight_as_a_value_in_the_model_is_not_changed_by_the_model(opened, skip):
    net = torch.nn.Sequential(torch.nn.Linear(3, 3), torch.nn.Identity(), torch.nn.ReLU(inplace=True))
    model = opened(net.eval())
    before = copies(net)
    nodes = (Weight(0, "0.weight"), Write(1, Site("1"), Ref(0), skip=skip), Read(2, Site("2")), Save(3, "out", Ref(2)))
    graph = Graph(nodes, (Inputs((torch.ones(3, 3),)),))
    (outcome,) = Executor(model).run([request(graph)])
    assert outcome.errors == (None,)
    assert outcome.results[0]["out"].equal(before["0.weight"].relu())
    assert same_weights(net, before)


def test_a_model_that_was_changed_after_all_is_not_used_again(opened):
    net = torch.nn.Sequential(torch.nn.Linear(3, 3))
    model = opened(net.eval())
    executor = Executor(model)

    def careless(*_):
        net[0].bias.detach().add_(1)

    graph = Graph((Read(0, Site("", RESULT)), Save(1, "all", Ref(0))), (Inputs((torch.ones(1, 3),)),))
    given = {}
    executor.run([request(graph)], done=given.__setitem__)
    assert list(given) == [0]
    handle = net.register_forward_hook(careless)
    given.clear()
    with pytest.raises(Spoiled, match="has to be loaded anew") as caught:
        executor.run([request(graph)], done=given.__setitem__)
    assert caught.value.numbers == (0,)
    assert given == {}
    handle.remove()


def test_a_model_whose_gpu_is_lost_is_not_used_again(demo, prompt, monkeypatch):
    """As a GPU is lost for a process: each call of CUDA fails from then on."""

    def lost():
        raise RuntimeError("CUDA error: device-side assert triggered")

    executor = Executor(demo)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "is_initialized", lambda: True)
    monkeypatch.setattr(torch.cuda, "get_rng_state_all", list)
    monkeypatch.setattr(torch.cuda, "synchronize", lost)
    with pytest.raises(Spoiled, match="its GPU is lost"):
        executor.run([request(reading(prompt))])


def test_gradients_are_those_of_plain_autograd_and_stay_nowhere(executor, demo, prompt):
    ids = dict(demo.tokenizer(prompt, return_tensors="pt"))
    loss = demo.module(**ids).logits[0, -1].logsumexp(0)
    (wanted,) = torch.autograd.grad(loss, demo.module.get_parameter(f"{LN}.weight"))
    nodes = (
        Weight(0, f"{LN}.weight"),
        Read(1, Site(LOGITS)),
        Call(2, "Tensor.__getitem__", (Ref(1), (0, -1))),
        Call(3, "Tensor.logsumexp", (Ref(2), 0)),
        Back(4, Ref(3)),
        Grad(5, Ref(0)),
        Save(6, "gradient", Ref(5)),
    )
    graph = Graph(nodes, (Inputs((prompt,)),))
    (outcome,) = executor.run([request(graph, gradients=True)])
    assert outcome.errors == (None,)
    torch.testing.assert_close(outcome.results[0]["gradient"], wanted)
    assert not outcome.results[0]["gradient"].requires_grad
    (outcome,) = executor.run([request(graph)])
    assert re.search("gradients are off", outcome.failed.message)


def test_a_gradient_that_is_replaced_at_a_weight_leaves_no_hook(executor, prompt):
    nodes = (
        Weight(0, f"{LN}.weight"),
        Flow(1, Ref(0), 0.0),
        Read(2, Site(LOGITS)),
        Call(3, "Tensor.sum", (Ref(2),)),
        Back(4, Ref(3)),
        Grad(5, Ref(0)),
        Save(6, "gradient", Ref(5)),
    )
    (outcome,) = executor.run([request(Graph(nodes, (Inputs((prompt,)),)), gradients=True)])
    assert outcome.results[0]["gradient"].abs().sum() == 0


def test_random_numbers_are_new_each_time_and_take_none_of_ours(executor, prompt):
    build = Builder()
    build.save("noise", build.call("torch.randn_like", build.read(Site(BLOCK))))
    graph = build.graph(Inputs((prompt,)))
    one, other = (executor.run([request(graph)])[0].results[0]["noise"] for _ in range(2))
    assert not one.equal(other)
