"""Requests with edits of the model: as by plain hooks, in their own runs alone, and the model as it was."""

from __future__ import annotations

import pytest
import torch

from nnexplore.graph import Backward, Builder, Constant, Grad, Graph, Inputs, Place, Read, Ref, Save, Site, Write
from nnexplore.graph.node import Call
from nnexplore.remote import Limits, Request
from nnexplore.remote.wire import unpack
from nnexplore.remote.worker.executor import Executor
from tests.reference import generated, hooked
from tests.remote.asking import BLOCK, LN, reading, request
from tests.tiny import tiny

EARLY = "transformer.h.0"


def first(scale, block=EARLY):
    """An edit that multiplies the first position after a block."""
    build = Builder()
    hidden = build.read(Site(block))
    start = build.call("Tensor.__getitem__", hidden, (slice(None), 0))
    build.call("Tensor.mul_", start, scale)
    return build.graph()


def reference(model, prompt, edits, gradient=False):
    """Logits by plain hooks that multiply the first position after some blocks."""

    def edit(scale):
        return lambda value: torch.cat([value[:, :1] * scale, value[:, 1:]], 1)

    hooks = {(path, "output"): edit(scale) for path, scale in edits.items()}
    hooks[LN, "output"] = lambda value: value.index_fill(1, torch.tensor([7]), 2.0)
    with torch.set_grad_enabled(gradient):
        return hooked(model.module, dict(model.tokenizer(prompt, return_tensors="pt")), (), hooks)[0].logits


def test_edits_change_the_runs_of_their_own_request_and_no_others(executor, demo, prompt):
    graph, edits = reading(prompt, 2.0, LN), (first(3.0),)
    outcomes = executor.run(
        [request(graph), request(graph, edits=edits), request(graph, graph, edits=edits), request(graph)]
    )
    plain, edited = reference(demo, prompt, {}), reference(demo, prompt, {EARLY: 3.0})
    assert not torch.allclose(plain, edited, atol=0.1)
    assert [outcome.facts["batch"] for outcome in outcomes] == [2, 1, 1, 2]
    for outcome, wanted in zip(outcomes, (plain, edited, edited, plain), strict=True):
        for result in outcome.results:
            torch.testing.assert_close(result["logits"], wanted, rtol=1e-4, atol=1e-4)


def test_edits_of_several_places_are_made_in_their_order(executor, demo, prompt):
    edits = (first(3.0), first(0.5, BLOCK), first(0.5, BLOCK))
    (outcome,) = executor.run([request(reading(prompt, 2.0, LN), edits=edits)])
    wanted = reference(demo, prompt, {EARLY: 3.0, BLOCK: 0.25})
    torch.testing.assert_close(outcome.results[0]["logits"], wanted, rtol=1e-5, atol=1e-5)


def test_in_a_generation_edits_are_made_in_every_step(executor, demo, prompt):
    build = Builder()
    build.write(Site("transformer.h.1.mlp"), 0.0)
    asked = Inputs((prompt,), {"max_new_tokens": 4, "min_new_tokens": 4, "do_sample": False}, "generate")
    nodes = [node for step in range(4) for node in (Read(2 * step, Site(BLOCK, step=step)),)]
    saves = [Save(2 * step + 1, f"h{step}", Ref(2 * step)) for step in range(4)]
    graph = Graph((*nodes, *saves), (asked,))
    (outcome,) = executor.run([request(graph, edits=(build.graph(),), partial=True)])
    ids = dict(demo.tokenizer(prompt, return_tensors="pt"))
    options = {"max_new_tokens": 4, "min_new_tokens": 4, "do_sample": False, "pad_token_id": 0}
    edits = {("transformer.h.1.mlp", "output", None): lambda value: value * 0}
    with torch.no_grad():
        _, values = generated(demo.module, ids, [(BLOCK, "output")], edits, **options)
    for step in range(4):
        torch.testing.assert_close(outcome.results[0][f"h{step}"], values[BLOCK, "output", step])


def test_gradients_go_through_an_edit(executor, demo, prompt):
    nodes = (
        Read(0, Site("transformer.wte")), Read(1, Site("lm_head")), Call(2, "Tensor.sum", (Ref(1),)),
        Backward(3, Ref(2)), Grad(4, Ref(0)), Save(5, "gradient", Ref(4)),
    )  # fmt: skip
    asked = request(Graph(nodes, (Inputs((prompt,)),)), gradients=True, edits=(first(3.0),))
    (outcome,) = executor.run([asked])
    held = []

    def keep(value):
        value.retain_grad()
        held.append(value)

    hooks = {
        ("transformer.wte", "output"): keep,
        (EARLY, "output"): lambda value: torch.cat([value[:, :1] * 3.0, value[:, 1:]], 1),
    }
    with torch.enable_grad():
        output, _ = hooked(demo.module, dict(demo.tokenizer(prompt, return_tensors="pt")), (), hooks)
        output.logits.sum().backward()
    demo.module.zero_grad()
    torch.testing.assert_close(outcome.results[0]["gradient"], held[0].grad, rtol=1e-4, atol=1e-4)


def test_an_error_in_an_edit_has_its_number_and_line(executor, prompt):
    nodes = (
        Read(0, Site(BLOCK), place=Place("", 3)),
        Call(1, "Tensor.__getitem__", (Ref(0), (0, 999)), place=Place("", 4)),
        Write(2, Site(BLOCK), Ref(1), place=Place("", 5)),
    )
    (outcome,) = executor.run([request(reading(prompt), edits=(first(1.0), Graph(nodes)))])
    error = outcome.failed
    assert (error.code, error.detail) == ("not_possible", {"node": 1, "line": 4, "edit": 1})
    assert "index 999 is out of bounds" in error.message


def test_an_error_after_an_edit_is_not_the_edits(executor, prompt):
    nodes = (Write(5, Site(LN), Ref(4)), Save(6, "logits", Ref(4)))
    bad = Graph((Constant(4, torch.zeros(3)), *nodes), (Inputs((prompt,)),))
    (outcome,) = executor.run([request(bad, edits=(first(1.0),))])
    assert outcome.failed.detail["node"] == 5
    assert "edit" not in outcome.failed.detail


def test_an_edit_cannot_change_weights_even_if_nobody_has_looked_at_it(executor, prompt):
    """The fixture sees that they are what they were."""
    for port in ("ops.addmm[0].inputs", "ops.linear[0].inputs"):
        build = Builder()
        given = build.read(Site("transformer.h.1.mlp.c_fc", port))
        weight = build.call("getitem", build.call("getitem", given, 0), 2)
        build.call("Tensor.mul_", weight, 0)
        build.write(Site("lm_head"), 0.0)
        (outcome,) = executor.run([request(reading(prompt), edits=(build.graph(),))])
        assert outcome.failed.code == "not_possible"
        if port.startswith("ops.addmm"):
            assert "would change a parameter or buffer of the model in place" in outcome.failed.message


@pytest.mark.parametrize("kind", ["llama", "gemma2", "gpt_neox", "mamba", "mixtral"])
def test_other_architectures_do_too(kind, prompt):
    model = tiny(kind)
    path, last = model.layers[0].path, model.layers[-1].path
    build = Builder()
    build.save("hidden", build.read(Site(last)))
    (outcome,) = Executor(model).run([request(build.graph(Inputs((prompt,))), edits=(first(3.0, path),))])
    ids = dict(model.tokenizer(prompt, return_tensors="pt"))
    edit = {(path, "output"): lambda value: torch.cat([value[:, :1] * 3.0, value[:, 1:]], 1)}
    with torch.no_grad():
        _, values = hooked(model.module, ids, [(last, "output")], edit)
    torch.testing.assert_close(outcome.results[0]["hidden"], values[last, "output"])


def test_edits_travel_as_they_are(prompt):
    edit = Graph((Read(0, Site(BLOCK)), Call(1, "Tensor.mul", (Ref(0), 2.0)), Write(2, Site(BLOCK), Ref(1))))
    sent = Request("demo", (reading(prompt),), edits=(edit,))
    document, tensors = unpack(sent.to_bytes())
    assert Request.of(document, tensors).edits[0].nodes == edit.nodes
    plain, _ = unpack(request(reading(prompt)).to_bytes())
    assert document["schema"] == plain["schema"] + 1  # a server of before refuses it
    assert "edits" not in plain


def test_an_edit_takes_its_part_of_the_time(demo, prompt):
    build = Builder()
    hidden = build.read(Site(EARLY))
    matrix = build.call("Tensor.expand", build.call("Tensor.__getitem__", hidden, (0, 0, 0)), 700, 700)
    for _ in range(400):
        matrix = build.call("Tensor.matmul", matrix, matrix)
    build.write(Site(EARLY), build.call("Tensor.mul", hidden, build.call("Tensor.sum", matrix)))
    (outcome,) = Executor(demo, Limits(seconds=0.3)).run([request(reading(prompt), edits=(build.graph(),))])
    assert outcome.failed.code == "timeout"
