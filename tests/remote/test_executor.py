"""Requests carried out in this process: equal to plain hooks, apart from each other, and the model as it was."""

from __future__ import annotations

import re
import time

import pytest
import torch

from nnexplore.errors import GraphError
from nnexplore.graph import Apply, Builder, Call, Graph, Inputs, Node, Place, Read, Ref, Save, Site, Weight, Write
from nnexplore.graph import Backward as Back
from nnexplore.remote import Limits, Refusal, Request
from nnexplore.remote.outcome import Outcome
from nnexplore.remote.wire import unpack
from nnexplore.remote.worker.executor import TOKENS, Executor
from nnexplore.remote.worker.mixable import mixable
from nnexplore.remote.worker.reasons import clean, refused
from nnexplore.remote.worker.watch import PACE, Halt, Watch
from tests.reference import generated, hooked
from tests.remote.asking import BLOCK, LN, WTE, generating, plain, reading, request
from tests.tiny import tiny

# -- the numbers ---------------------------------------------------------------------------------------------------


def test_one_request_gives_what_plain_hooks_give_bit_for_bit(executor, demo, prompt):
    (outcome,) = executor.run([request(reading(prompt))])
    assert outcome.errors == (None,)
    assert outcome.results[0]["logits"].equal(plain(demo, prompt))
    assert outcome.facts["batch"] == 1


@pytest.mark.parametrize("kind", ["llama", "gemma2", "gpt_neox", "mamba"])
def test_other_architectures_do_too(kind, prompt):
    model = tiny(kind)
    path = model.layers[1].path
    with torch.no_grad():
        output, values = hooked(model.module, dict(model.tokenizer(prompt, return_tensors="pt")), [(path, "output")])
    build = Builder()
    build.save("hidden", build.read(Site(path)))
    build.save("logits", build.call("getitem", build.read(Site("")), "logits"))
    (outcome,) = Executor(model).run([request(build.graph(Inputs((prompt,))))])
    assert outcome.results[0]["hidden"].equal(values[path, "output"])
    assert outcome.results[0]["logits"].equal(output.logits)


def test_requests_of_several_people_go_together_and_change_their_own_rows_only(executor, demo, prompt):
    scales = [0.5, 2.0, float("nan"), 3.0]
    outcomes = executor.run([request(reading(prompt, scale)) for scale in scales])
    assert [outcome.facts["batch"] for outcome in outcomes] == [4, 4, 4, 4]
    for scale, outcome in zip(scales, outcomes, strict=True):
        logits = outcome.results[0]["logits"]
        if scale == scale:
            torch.testing.assert_close(logits, plain(demo, prompt, scale), rtol=1e-4, atol=1e-4)
        else:
            assert logits[:, -1].isnan().all()


def test_prompts_of_different_lengths_go_together_too(executor, demo, prompt):
    words = prompt.split()
    prompts = [" ".join(words[:count]) for count in (8, 3, 6, 4)]
    outcomes = executor.run(
        [request(reading(text, scale)) for text, scale in zip(prompts, (1.0, float("nan"), 2.0, 3.0), strict=False)]
    )
    assert [outcome.facts["batch"] for outcome in outcomes] == [4, 4, 4, 4]
    assert outcomes[1].results[0]["logits"].isnan().any()
    for at, scale in ((0, 1.0), (2, 2.0), (3, 3.0)):
        wanted = plain(demo, prompts[at], scale)
        torch.testing.assert_close(outcomes[at].results[0]["logits"], wanted, rtol=1e-4, atol=1e-4)


def test_of_eight_requests_one_bad_one_hurts_nobody(executor, demo, prompt):
    build = Builder()
    hidden = build.read(Site(BLOCK))
    build.save("first", hidden)
    build.save("bad", build.call("Tensor.__getitem__", hidden, (slice(None), 999)))
    graph = build.graph(Inputs((prompt,)))
    nodes = tuple(vars_with_place(node, 40 + at) for at, node in enumerate(graph.nodes))
    bad = Graph(nodes, graph.inputs)
    requests = [request(reading(prompt, scale)) for scale in range(1, 8)]
    requests.insert(3, request(bad))
    given = {}
    outcomes = executor.run(requests, done=given.__setitem__)
    assert sorted(given) == list(range(8))
    error = outcomes[3].errors[0]
    assert error.code == "not_possible"
    assert re.search("index 999 is out of bounds", error.message)
    assert (error.detail["node"], error.detail["line"]) == (2, 42)
    _, values = hooked(demo.module, dict(demo.tokenizer(prompt, return_tensors="pt")), [(BLOCK, "output")])
    assert outcomes[3].results[0]["first"].equal(values[BLOCK, "output"])
    assert outcomes[3].failed is None
    good = [outcome for at, outcome in enumerate(outcomes) if at != 3]
    for scale, outcome in zip(range(1, 8), good, strict=True):
        assert outcome.errors == (None,)
        torch.testing.assert_close(
            outcome.results[0]["logits"], plain(demo, prompt, float(scale)), rtol=1e-4, atol=1e-4
        )


def vars_with_place(node: Node, line: int) -> Node:
    fields = {name: value for name, value in vars(node).items() if name != "place"}
    return type(node)(**fields, place=Place("", line))


def test_graphs_of_one_request_have_errors_of_their_own(executor, prompt):
    build = Builder()
    build.save("bad", build.call("Tensor.__getitem__", build.read(Site(BLOCK)), 7))
    (outcome,) = executor.run([request(reading(prompt), build.graph(Inputs((prompt,))), reading(prompt))])
    assert [error is None for error in outcome.errors] == [True, False, True]
    assert outcome.errors[1].detail["graph"] == 1
    assert [list(one) for one in outcome.results] == [["logits"], [], ["logits"]]


def test_what_goes_over_the_wire_and_back_is_the_same(executor, demo, prompt):
    body = request(reading(prompt)).to_bytes()
    (outcome,) = executor.run([Request.of(*unpack(body))])
    again = Outcome.of(*unpack(outcome.to_bytes()))
    assert again.results[0]["logits"].equal(plain(demo, prompt))


# -- generation ----------------------------------------------------------------------------------------------------


def test_a_generation_gives_what_plain_hooks_see_in_each_step(executor, demo, prompt):
    ids, values = generated(
        demo.module,
        dict(demo.tokenizer(prompt, return_tensors="pt")),
        [(BLOCK, "output")],
        max_new_tokens=4,
        do_sample=False,
        pad_token_id=0,
    )
    (outcome,) = executor.run([request(generating(prompt, [0, 2], 4))])
    found = outcome.results[0]
    assert list(found) == ["h0", "h2", "ids"]
    assert found["h2"].equal(values[BLOCK, "output", 2])
    assert found["ids"].equal(ids)


def test_a_generation_that_ends_early_keeps_what_there_was(executor, demo, prompt):
    ids = demo.module.generate(
        **demo.tokenizer(prompt, return_tensors="pt"), max_new_tokens=2, do_sample=False, pad_token_id=0
    )
    (outcome,) = executor.run([request(generating(prompt, [0, 1, 5], 2))])
    assert outcome.errors[0].code == "not_possible"
    assert re.search("the generation ended after 2 steps, so there is no step 5", outcome.errors[0].message)
    assert list(outcome.results[0]) == ["h0", "h1", TOKENS]
    assert outcome.results[0][TOKENS].equal(ids)
    assert outcome.failed is None
    (outcome,) = executor.run([request(generating(prompt, [0, 1, 5], 2), partial=True)])
    assert outcome.errors == (None,)
    assert list(outcome.results[0]) == ["h0", "h1", "ids"]
    assert outcome.results[0]["ids"].equal(ids)


def test_options_of_a_generation_that_may_load_code_are_forbidden(executor, prompt):
    graph = Graph(
        (Read(0, Site(BLOCK)), Save(1, "h", Ref(0))), (Inputs((prompt,), {"custom_generate": "a/b"}, "generate"),)
    )
    (outcome,) = executor.run([request(graph)])
    assert outcome.failed.code == "forbidden_operation"


# -- time ----------------------------------------------------------------------------------------------------------


def slow(prompt, products, size=400):
    build = Builder()
    value = build.read(Site(BLOCK))
    square = build.constant(torch.eye(size))
    for _ in range(products):
        square = build.call("Tensor.matmul", square, square)
    build.save("hidden", value)
    build.save("square", square)
    return build.graph(Inputs((prompt,)))


def test_a_run_that_takes_too_long_ends_and_the_next_one_goes(demo, prompt):
    executor = Executor(demo, Limits(seconds=0.3))
    start = time.monotonic()
    one, other = executor.run([request(slow(prompt, 5000)), request(reading(prompt))])
    assert time.monotonic() - start < 10
    assert one.failed.code == "timeout"
    assert one.failed.detail["limit"] == 0.3
    assert other.errors == (None,)


def test_a_cancelled_run_ends_between_two_blocks_and_the_others_go_on(demo, prompt):
    seen, began = [], []

    def cancelled(number):
        seen.append(number)
        return number == 0 and seen.count(0) > 6

    passes = []
    hook = demo.module.get_submodule("transformer.h.3").register_forward_hook(lambda *_: passes.append(1))
    try:
        outcomes = Executor(demo).run(
            [request(generating(prompt, [30], 40)), request(reading(prompt))], cancelled=cancelled, began=began.append
        )
    finally:
        hook.remove()
    assert outcomes[0].failed.code == "cancelled"
    assert outcomes[1].errors == (None,)
    assert began == [(0,), (1,)]
    assert len(passes) < 6  # of thirty


def test_one_that_was_cancelled_before_is_not_begun(executor, prompt):
    began = []
    one, other = executor.run(
        [request(reading(prompt)), request(generating(prompt, [0], 2))],
        cancelled=lambda number: number == 0,
        began=began.append,
    )
    assert one.failed.code == "cancelled"
    assert began == [(1,)]
    assert other.errors == (None,)


def test_progress_is_told_in_steps_and_not_too_often(demo, prompt, monkeypatch):
    monkeypatch.setattr("nnexplore.remote.worker.watch.PACE", 0.0)
    heard = []
    Executor(demo).run([request(generating(prompt, [2], 3))], told=lambda *what: heard.append(what))
    assert heard == [(1, 3, "step 1 of 3"), (2, 3, "step 2 of 3"), (3, 3, "step 3 of 3")]
    heard.clear()
    Executor(demo).run([request(reading(prompt))], told=lambda *what: heard.append(what))
    assert heard == [(at, 4, f"layer {at} of 4") for at in (1, 2, 3, 4)]


def test_progress_has_a_pace():
    heard = []
    watch = Watch(0, lambda: False, lambda *what: heard.append(what))
    for at in range(1000):
        watch.tell(at, 1000, "")
    assert heard == []
    time.sleep(PACE)
    for at in range(1000):
        watch.tell(at, 1000, "")
    assert len(heard) == 1


# -- results ---------------------------------------------------------------------------------------------------------


def test_results_are_on_memory_of_their_own(executor, demo, prompt):
    nodes = (
        Weight(0, WTE),
        Read(1, Site(BLOCK)),
        Call(2, "Tensor.__getitem__", (Ref(1), (slice(None), -1))),
        Save(3, "weight", Ref(0)),
        Save(4, "hidden", Ref(1)),
        Save(5, "again", Ref(1)),
        Save(6, "part", Ref(2)),
    )
    (outcome,) = executor.run([request(Graph(nodes, (Inputs((prompt,)),)))])
    found = outcome.results[0]
    memory = [one.untyped_storage().data_ptr() for one in (*found.values(), demo.module.get_parameter(WTE))]
    assert len(set(memory)) == 5
    assert found["weight"].equal(demo.module.get_parameter(WTE))
    assert found["part"].untyped_storage().nbytes() == 128 * 4
    assert all(type(one) is torch.Tensor and not one.requires_grad for one in found.values())


def test_results_are_counted_before_they_are_made(demo, prompt):
    build = Builder()
    wide = build.call("Tensor.expand", build.constant(torch.zeros(1)), (1 << 40,))
    build.save("small", build.read(Site(BLOCK)))
    build.save("wide", wide)
    (outcome,) = Executor(demo, Limits(saved_bytes=1 << 20)).run([request(build.graph(Inputs((prompt,))))])
    assert outcome.failed.code == "too_costly"
    assert outcome.failed.detail["given"] == (1 << 42) + 8 * 128 * 4


def test_what_is_no_data_cannot_be_a_result(executor, prompt):
    build = Builder()
    output = build.read(Site(""))
    build.save("output", output)
    (outcome,) = executor.run([request(build.graph(Inputs((prompt,))))])
    assert list(outcome.results[0]["output"]) == ["logits"]  # without its cache
    build.save("cache", build.call("getitem", output, "past_key_values"))
    (outcome,) = executor.run([request(build.graph(Inputs((prompt,))))])
    assert re.search("the result 'cache' is a DynamicCache, which is no data to send", outcome.failed.message)


# -- what it says ----------------------------------------------------------------------------------------------------


def test_memory_that_is_not_there_is_said_to_be(executor, prompt):
    build = Builder()
    hidden = build.read(Site(BLOCK))
    build.save("bomb", build.call("Tensor.new_empty", hidden, (1 << 44,)))
    (outcome,) = executor.run([request(build.graph(Inputs((prompt,))))])
    assert outcome.failed.code == "out_of_memory"


def test_inputs_that_no_model_takes_are_the_graphs_own_mistake(executor):
    for inputs in (Inputs((3.5,)), Inputs(("",)), Inputs(([10**9],))):
        graph = Graph((Read(0, Site(BLOCK)), Save(1, "h", Ref(0))), (inputs,))
        (outcome,) = executor.run([request(graph)])
        assert outcome.failed.code == "not_possible", outcome.failed.message
    (outcome,) = executor.run([request(Graph((Read(0, Site(BLOCK)), Save(1, "h", Ref(0)))))])
    assert re.search("1 runs and carries inputs for 0", outcome.failed.message)


def test_messages_say_nothing_of_the_server():
    said = clean("cannot read /home/someone/models/x.bin (at C:\\Users\\me\\x)\nException raised from alloc at a.cpp")
    assert said == "cannot read … (at …)"
    assert clean("shape [2/3] and 1/2 of transformer.h.1") == "shape [2/3] and 1/2 of transformer.h.1"
    assert len(clean("x" * 9999)) < 1600


def test_what_nobody_foresaw_is_internal_and_logged_without_its_message(capsys):
    try:
        raise KeyError(" ".join(("the", "secret", "prompt")))
    except KeyError as error:
        refusal = refused(error)
    assert (refusal.code, refusal.message) == ("internal", "the server failed with KeyError; its log has more")
    assert "the secret" not in capsys.readouterr().err
    assert refused(Halt(Refusal("timeout", "t", limit=3))).detail == {"limit": 3}
    assert refused(GraphError("g")).code == "not_possible"


# -- who goes with others ----------------------------------------------------------------------------------------------


def graph_of(*nodes, method="trace"):
    return Graph((Read(0, Site(BLOCK)), *nodes), (Inputs(("a",), {}, method),))


@pytest.mark.parametrize(
    ("graph", "together"),
    [
        (reading("a"), True),
        (graph_of(Call(1, "Tensor.mul", (Ref(0), 2)), Call(2, "Tensor.add_", (Ref(1), 1))), True),
        (graph_of(Call(1, "torch.broadcast_tensors", (Ref(0), Ref(0))), Call(2, "Tensor.add_", (Ref(1), 1))), False),
        (graph_of(Apply(1, "transformer.drop", (Ref(0),)), Call(2, "Tensor.add_", (Ref(1), 1))), False),
        (graph_of(Call(1, "functional.relu", (Ref(0), True))), False),
        (graph_of(Call(1, "functional.relu", (Ref(0),))), True),
        (graph_of(Weight(1, WTE)), False),
        (graph_of(Call(1, "Tensor.sum", (Ref(0),)), Back(2, Ref(1))), False),
        (graph_of(Write(1, Site(BLOCK), 0.0)), True),
        (graph_of(Write(1, Site(BLOCK), Ref(0), grow=True)), False),
        (graph_of(Write(1, Site(BLOCK), Ref(0), skip=True)), False),
        (graph_of(Write(1, Site(LN, "parameter.weight"), 0.0)), False),
        (graph_of(method="generate"), False),
        (Graph((Read(0, Site(LN, "parameter.weight")),), (Inputs(("a",)),)), False),
        (Graph((Read(0, Site(BLOCK)),)), False),
    ],
)
def test_only_graphs_whose_changes_are_plain_go_with_others(demo, graph, together):
    assert mixable(graph, demo.module) is together


def test_nobody_goes_with_a_module_that_changes_what_it_is_given():
    net = torch.nn.Sequential(torch.nn.Linear(3, 3), torch.nn.ReLU(inplace=True))
    apply = Graph((Read(0, Site("0")), Apply(1, "1", (Ref(0),))), (Inputs((1,)),))
    assert not mixable(apply, net)
    assert mixable(apply, torch.nn.Sequential(torch.nn.Linear(3, 3), torch.nn.ReLU()))
