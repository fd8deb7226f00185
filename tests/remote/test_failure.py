"""Errors as a user sees them, with the line of the block; pauses between tries; the states of a job in words."""

import copy
import logging
import pickle
import time

import pytest
import torch

from nnexplore.remote import Outcome, Refusal, Request
from nnexplore.remote.client.failure import errors_of, failure_of
from nnexplore.remote.client.overview import Models, Overview
from nnexplore.remote.client.retry import Retry
from nnexplore.remote.client.standing import Standing


@pytest.fixture(scope="module")
def request_(demo):
    with torch.no_grad(), demo.trace("The Eiffel Tower is in the city of") as run:
        demo.layers[1].output.mul(2).save("double")
    return Request("demo", (run.graph,))


def test_no_name_of_a_file_leaves_this_machine(request_):
    assert b"test_failure" not in request_.to_bytes()
    assert request_.graphs[0].nodes[0].place.file == __file__  # and ours is as it was


def test_the_error_of_one_graph(request_):
    node = request_.graphs[0].nodes[1]
    error = failure_of(
        Refusal("not_possible", f"node %{node.id} (call, line {node.place.line}) fails", graph=0, node=node.id),
        request_,
    )
    assert str(error) == f"node %{node.id} (call, {node.place}) fails"
    assert ".mul(2)" in str(error)
    outcome = Outcome(({}, {"x": 1}), (Refusal("not_possible", "no", node=node.id), None))
    first, second = errors_of(outcome, Request("demo", request_.graphs * 2))
    assert second is None
    assert first.detail["graph"] == 0
    assert str(first) == f"{node.place}: no"


@pytest.mark.parametrize(
    "detail", [{}, {"node": 99}, {"node": "1"}, {"node": 1, "graph": 7}, {"node": 1, "graph": True}]
)
def test_a_node_that_nobody_knows(request_, detail):
    assert str(failure_of(Refusal("not_possible", "no", **detail), request_)) == "no"


def test_an_error_survives_copies():
    error = failure_of(Refusal("quota", "no", limit=3))
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert (str(twin), twin.code, twin.status, twin.detail) == ("no", "quota", 429, {"limit": 3})


def test_states_in_words():
    assert Standing("a", "queued", position=3).text == "number 3 in the queue"
    assert Standing("a", "running", done=2, total=4, what="layer").text == "running, layer 2 of 4"
    assert Standing("a", "running", done=2, total=4, what="step 2 of 4").text == "running, step 2 of 4"
    assert Standing("a", "loading").text == "loading"


def test_pauses_double_at_random_and_end(caplog):
    caplog.set_level(logging.INFO, "nnexplore")
    tries, began = Retry(tries=6, seconds=60, first=0.01, longest=0.03).begin(), time.monotonic()
    assert [tries.pause("broken") for _ in range(6)] == [True] * 5 + [False]
    assert time.monotonic() - began < 0.5
    assert tries.spent.startswith(" (6 tries in 0.")
    pauses = [float(record.message.split(" in ")[1].split(" ")[0]) for record in caplog.records]
    assert all(pause <= 0.03 for pause in pauses)
    assert not Retry(seconds=0).begin().pause("broken")
    assert not Retry(seconds=5).begin().pause("busy", 6.0)


def test_a_table_of_jobs_shows_the_newest():
    jobs = tuple(Standing(f"job{at}", "queued", "demo", position=at + 1, created=time.time()) for at in range(12))
    overview = Overview("lab", {"operations": 1, "schema": 1}, Models([]), jobs)
    lines = repr(overview).splitlines()
    assert lines[0] == "lab: operations 1, schema 1; of our 12 jobs 0 run and 12 wait"
    assert lines[-2].split() == ["job9", "demo", "number", "10", "in", "the", "queue", "0", "s"]
    assert lines[-1] == "and 2 more; `.jobs` has them"
    assert overview._repr_html_().count("<tr>") == 1 + 1 + 10
