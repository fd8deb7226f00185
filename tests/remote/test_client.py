"""The client against the real server over a real socket; numbers against plain hooks on the plain module."""

import asyncio
import logging
import os
import signal
import socket
import threading
import time
from pathlib import Path

import pytest
import torch

from nnexplore import remote
from nnexplore.errors import RemoteError
from nnexplore.graph import Graph, Inputs
from nnexplore.remote import Request, Server
from nnexplore.remote.client.places import Address
from nnexplore.remote.client.retry import Retry
from nnexplore.remote.service.tokens import Tokens
from tests.remote.near import serving

QUICK = Retry(tries=4, seconds=10, first=0.02)


@pytest.fixture(scope="module")
def near(demo, tmp_path_factory):
    """A server without tokens, as it is by default."""
    with serving(demo, tmp_path_factory.mktemp("near")) as near:
        yield near


@pytest.fixture(autouse=True)
def _as_found(near, monkeypatch):
    monkeypatch.setattr("nnexplore.remote.client.server.WAIT", 0.2)
    yield
    near.faults.next.clear()
    near.hold.set()


@pytest.fixture
def server(near):
    near.faults.seen.clear()
    return Server(Address(near.url), QUICK)


@pytest.fixture(scope="module")
def request_(demo):
    """One graph, which saves the block outputs of layer 1 twice over."""
    with torch.no_grad(), demo.trace("The Eiffel Tower is in the city of") as run:
        demo.layers[1].output.mul(2).save("double")
        demo.output.logits.save("logits")
    return Request("demo", (run.graph,))


@pytest.fixture(scope="module")
def reference(demo):
    """The same by a bare hook."""
    found = []
    block = demo.module.transformer.h[1]
    handle = block.register_forward_hook(lambda module, args, output: found.append(output))
    with torch.no_grad():
        ids = demo.tokenizer("The Eiffel Tower is in the city of", return_tensors="pt")
        logits = demo.module(**ids).logits
    handle.remove()
    return {"double": found[0] * 2, "logits": logits}


def same(results, reference):
    assert set(results) == set(reference)
    assert all(torch.equal(results[name], reference[name]) for name in reference)


def paths(near, method=None):
    return [path for one, path, _ in near.faults.seen if method in (None, one)]


def until(condition):
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


# -- running ---------------------------------------------------------------------------------------


def test_values_are_those_of_a_bare_hook_in_one_round_trip(near, server, request_, reference):
    outcome = server.run(request_)
    same(outcome.results[0], reference)
    assert outcome.errors == (None,)
    assert [(method, path) for method, path, _ in near.faults.seen] == [("POST", "/v1/traces")]


def test_a_server_that_names_its_model(near, request_, reference):
    nameless = Request("", request_.graphs)
    for url in (near.url, f"{near.url}/#demo"):
        same(remote.connect(url).run(nameless).results[0], reference)
    with pytest.raises(RemoteError, match="there is no model 'other' here; there are demo") as caught:
        remote.connect(f"{near.url}/#other").run(nameless)
    assert (caught.value.code, caught.value.status) == ("not_found", 404)


def test_floats_as_float16(server, request_, reference):
    outcome = server.run(Request("demo", request_.graphs, dtype="float16"))
    assert torch.equal(outcome.results[0]["double"], reference["double"].half())


def test_expected_shapes_and_dtypes(server, request_, reference):
    like = {name: value.to("meta") for name, value in reference.items()}
    same(server.run(request_, expected=[like]).results[0], reference)
    with pytest.raises(RemoteError, match=r"'double' as torch.float32 \[1, 8, 128\]; torch.float32 \[3\] was expected"):
        server.run(request_, expected=[like | {"double": torch.zeros(3, device="meta")}])


def test_a_long_job_is_followed_by_its_events(near, server, request_, reference):
    near.hold.clear()
    told = []

    def tell(standing):
        told.append(standing)
        if standing.id:
            near.hold.set()

    same(server.run(request_, progress=tell).results[0], reference)
    told = [one for one in told if one.id]
    assert [one.state for one in told] == sorted(
        (one.state for one in told), key=["queued", "loading", "running", "completed"].index
    )
    assert told[-1].final
    id = told[0].id
    assert paths(near) == ["/v1/traces", f"/v1/traces/{id}/events", f"/v1/traces/{id}/result"]


def test_who_is_told_can_end_it(near, server, request_, monkeypatch):
    monkeypatch.setattr("nnexplore.remote.client.server.WAIT", 0.7)
    near.hold.clear()
    told = []

    def tell(standing):
        told.append(standing)
        if len(told) > 5:
            raise LookupError("enough")

    with pytest.raises(LookupError, match="enough"):
        server.run(request_, progress=tell)
    assert (told[0].state, told[0].id) == ("asking", "")  # twice a second
    assert told[-1] == told[-2]
    assert [job for job in near.service.jobs.values() if not job.final] == []


def test_a_bar_after_a_moment(near, server, request_, capsys):
    near.hold.clear()
    threading.Timer(1.2, near.hold.set).start()
    server.run(request_)
    assert "running, layer 0 of 4" in capsys.readouterr().err
    server.run(request_)
    server.run(request_, progress=False)
    assert capsys.readouterr().err == ""


def test_it_works_while_an_event_loop_runs(server, request_, reference):
    async def cell():
        return server.run(request_)

    same(asyncio.run(cell()).results[0], reference)


def test_many_threads(server, request_, reference):
    found = []
    threads = [threading.Thread(target=lambda: found.append(server.run(request_))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(found) == 8
    for outcome in found:
        same(outcome.results[0], reference)


# -- jobs ------------------------------------------------------------------------------------------


def test_a_job_is_polled_and_picked_up_elsewhere(near, server, request_, reference):
    near.hold.clear()
    first, second = server.submit(request_), server.submit(request_)
    until(lambda: first.poll().state == "running")
    assert (second.poll().state, second.position) == ("queued", 1)
    assert repr(second) == f"<RemoteJob {second.id} on {near.url}: next in the queue>"
    assert "next in the queue" in second._repr_html_()
    assert first.progress == (0, 4, "layer 0 of 4")
    with pytest.raises(RemoteError, match=f"{second.id} is not finished yet, and goes on") as caught:
        second.result(0.2)
    assert caught.value.code == "not_finished"
    near.hold.set()
    elsewhere = Server(Address(near.url)).job(second.id)
    same(elsewhere.result(10).results[0], reference)
    same(second.result(10).results[0], reference)
    assert second.result() is second.result()
    assert first.result().facts["batch"] == 1
    assert {first.id, second.id} <= {job.id for job in server.jobs()}


def test_a_job_is_cancelled(near, server, request_):
    near.hold.clear()
    job = server.submit(request_)
    assert job.cancel().state == "cancelled"
    with pytest.raises(RemoteError, match="cancelled") as caught:
        job.result()
    assert caught.value.code == "cancelled"
    assert caught.value.detail["job"] == job.id


def test_patience_calls_the_job_off(near, server, request_):
    near.hold.clear()
    with pytest.raises(RemoteError, match="not finished"):
        server.run(request_, timeout=0.5)
    assert [job.state for job in near.service.jobs.values() if not job.final] == []


def test_patience_ends_before_the_first_answer_too(near, server, request_, monkeypatch):
    monkeypatch.setattr("nnexplore.remote.client.server.WAIT", 5.0)
    near.hold.clear()
    with pytest.raises(RemoteError, match=r"not finished|has not accepted") as caught:
        server.run(request_, timeout=0.3)
    assert caught.value.code == "not_finished"
    until(lambda: not [job for job in near.service.jobs.values() if not job.final])


def test_a_job_is_awaited(near, server, request_, reference):
    near.hold.clear()

    async def cell():
        jobs = [server.submit(request_) for _ in range(3)]
        waiting = asyncio.gather(*jobs)
        ticks = 0
        while not waiting.done():
            await asyncio.sleep(0.01)
            ticks += 1
            if ticks == 10:
                near.hold.set()
        assert ticks > 10
        return await waiting

    for outcome in asyncio.run(cell()):
        same(outcome.results[0], reference)


def test_waiting_for_a_job_can_be_given_up(near, server, request_):
    near.hold.clear()
    job = server.submit(request_)

    async def cell():
        await asyncio.wait_for(job, 0.3)

    with pytest.raises(asyncio.TimeoutError):
        asyncio.run(cell())
    assert not job.poll().done


def test_parts_of_a_result(server, request_, reference):
    job = server.submit(request_, wait=5)
    part = job.result(names=["double"], dtype="bfloat16", slices={"double": "0,-1,:10"}).results[0]
    assert list(part) == ["double"]
    assert torch.equal(part["double"], reference["double"][0, -1, :10].bfloat16())
    with pytest.raises(RemoteError, match="'nothing'"):
        job.result(names=["nothing"])


def test_ctrl_c_while_it_runs(near, server, request_):
    near.hold.clear()
    threading.Timer(0.8, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        server.run(request_)
    assert "DELETE" in {method for method, *_ in near.faults.seen}
    assert [job for job in near.service.jobs.values() if not job.final] == []


def test_ctrl_c_before_the_first_answer(near, server, request_, monkeypatch):
    monkeypatch.setattr("nnexplore.remote.client.server.WAIT", 5.0)
    near.hold.clear()
    threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        server.run(request_)
    until(lambda: not [job for job in near.service.jobs.values() if not job.final])


# -- once more -------------------------------------------------------------------------------------


def test_a_lost_answer_is_asked_for_again_and_computed_once(near, server, request_, reference):
    before = len(near.service.jobs)
    near.faults.next = ["lost"]
    same(server.run(request_).results[0], reference)
    assert len(near.service.jobs) == before + 1
    keys = {headers[b"idempotency-key"] for method, _, headers in near.faults.seen if method == "POST"}
    assert len(paths(near, "POST")) == 2
    assert len(keys) == 1


def test_a_full_queue_is_waited_for_as_long_as_the_server_says(near, server, request_, reference, caplog):
    near.faults.next = [(429, {"retry-after": "1"}), (503, {}), (502, {"content-type": "text/html"})]
    began = time.monotonic()
    with caplog.at_level(logging.INFO, "nnexplore"):
        same(server.run(request_).results[0], reference)
    assert time.monotonic() - began > 1
    assert [record.message.split(";")[0] for record in caplog.records if record.name == "nnexplore"] == [
        f"{near.url}: {code}" for code in ("quota", "unavailable", "unavailable")
    ]
    assert "(try 2 of 4)" in caplog.text


def test_a_server_that_asks_for_more_patience_than_there_is(near, server, request_):
    near.faults.next = [(503, {"retry-after": "3600"})]
    began = time.monotonic()
    with pytest.raises(RemoteError) as caught:
        server.run(request_)
    assert time.monotonic() - began < 3
    assert (caught.value.code, caught.value.status) == ("unavailable", 503)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 413, 422])
def test_a_refusal_is_not_asked_for_again(near, server, request_, status):
    near.faults.next = [(status, {})] * 2
    with pytest.raises(RemoteError, match=f"HTTP status {status}") as caught:
        server.run(request_)
    assert caught.value.status == status
    assert len(near.faults.seen) == 1


def test_nobody_is_there(request_):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
    with pytest.raises(
        RemoteError, match=r"cannot be reached: .*refused \(4 tries in .*Is the server running"
    ) as caught:
        Server(Address(url), QUICK).run(request_)
    assert (caught.value.code, caught.value.status) == ("unreachable", 0)


def test_a_job_that_the_server_has_forgotten_is_handed_in_again(near, server, request_, reference):
    near.hold.clear()

    def tell(standing):
        if len(paths(near, "POST")) == 1 and standing.state == "running":
            near.service.jobs.pop(standing.id, None)  # as after the end of a server that keeps nothing
        if standing.id:
            near.hold.set()

    same(server.run(request_, progress=tell).results[0], reference)
    posts = [headers[b"idempotency-key"] for method, _, headers in near.faults.seen if method == "POST"]
    assert len(posts) == len(set(posts)) == 2


def test_a_server_that_starts_again_goes_on_with_the_job(demo, tmp_path, request_, reference):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    found = []
    with serving(demo, tmp_path, port=port) as first:
        first.hold.clear()
        client = Server(Address(first.url), Retry(seconds=20, first=0.1, longest=0.5))
        job = client.submit(request_)
        waiting = threading.Thread(target=lambda: found.append(job.result()))
        waiting.start()
        until(lambda: job.poll().state == "running")
    with serving(demo, tmp_path, port=port) as second:
        waiting.join(20)
        assert [one for method, one, _ in second.faults.seen if method == "POST"] == []
    same(found[0].results[0], reference)


def test_nobody_comes_back(demo, tmp_path, request_):
    with serving(demo, tmp_path) as near:
        near.hold.clear()
        job = Server(Address(near.url), Retry(seconds=0.5, first=0.1)).submit(request_)
    with pytest.raises(RemoteError, match=f"cannot be reached.*may go on there: server.job.'{job.id}'.") as caught:
        job.result()
    assert caught.value.code == "unreachable"


# -- errors ----------------------------------------------------------------------------------------


@pytest.fixture
def mistaken(demo):
    """A graph that fits one prompt, on another."""
    with torch.no_grad(), demo.trace("The Eiffel Tower is in the city of") as run:
        hidden = demo.layers[0].output
        (hidden.reshape(8, 128) + 1).save("flat")
    return Graph(run.graph.nodes, (Inputs(("Paris is in",)),), run.graph.model)


def test_the_graphs_own_mistake_comes_with_the_line(server, mistaken):
    with pytest.raises(RemoteError, match=r"hidden\.reshape\(8, 128\) \+ 1\)\.save") as caught:
        server.run(Request("demo", (mistaken,)))
    error = caught.value
    assert error.status == 422
    assert error.detail["file"] == __file__
    assert Path(__file__).read_text().splitlines()[error.detail["line"] - 1].strip().startswith("(hidden.reshape")
    with pytest.raises(RemoteError, match=r"hidden\.reshape"):
        server.validate(Request("demo", (mistaken,)))


# -- what there is ---------------------------------------------------------------------------------


def test_models_are_a_table(near, server, demo):
    models = server.models()
    (model,) = models
    assert model["parameters"] == sum(one.numel() for one in demo.module.parameters())
    assert repr(models).splitlines()[0].split() == [
        "name",
        "state",
        "waiting",
        "parameters",
        "layers",
        "dtype",
        "source",
    ]
    assert repr(models).splitlines()[1].split() == ["demo", "ready", "0", "1.006M", "4", "float32", "demo"]
    assert models._repr_html_().count("<td>") == 7
    assert server.model() == server.model("demo")
    assert server.model()["config"]["n_layer"] == 4
    assert server.operations()["schema"] == 1


def test_the_tokenizer_travels(server, demo, tmp_path):
    from transformers import AutoTokenizer

    for name, text in server.tokenizer().items():
        (tmp_path / name).write_text(text)
    text = "The Eiffel Tower is in the city of"
    assert AutoTokenizer.from_pretrained(tmp_path)(text)["input_ids"] == demo.tokenizer(text)["input_ids"]


def test_what_it_would_cost(near, server, request_):
    before = len(near.service.jobs)
    cost = server.validate(request_)
    assert cost["saved_bytes"] == 4 * (8 * 128 + 8 * 1534)
    assert cost["flops"] > 0
    assert len(near.service.jobs) == before


def test_the_state_of_a_server(near, server, request_):
    server.run(request_)
    overview = remote.status(near.url)
    assert overview.server == near.url
    assert "completed" in repr(overview)
    assert f"<td>{overview.jobs[0].id}</td>" in overview._repr_html_()
    assert {job.id for job in remote.jobs(near.url)} == {one.id for one in overview.jobs}


# -- tokens ----------------------------------------------------------------------------------------


def test_a_server_with_tokens(demo, tmp_path, request_, reference, caplog):
    caplog.set_level(logging.DEBUG)
    text, other = (Tokens(tmp_path / "tokens.json").new(name) for name in ("ada", "bob"))
    with serving(demo, tmp_path, tokens=str(tmp_path / "tokens.json")) as near:
        server = remote.connect(near.url, token=text)
        job = server.submit(request_, wait=5)
        same(job.result().results[0], reference)
        with pytest.raises(RemoteError, match=r"wants a token.*Give a token: connect\(url, token=…\)") as caught:
            remote.connect(near.url).run(request_)
        assert (caught.value.code, caught.value.status) == ("unauthorized", 401)
        with pytest.raises(RemoteError, match="no job") as caught:
            remote.connect(near.url, token=other).job(job.id)
        assert caught.value.status == 404
        with pytest.raises(RemoteError, match="does not know this token"):
            remote.connect(near.url, token=text + "x").models()
    secret = text.rpartition("_")[2]
    assert secret not in caplog.text + repr(server) + repr(server.address) + repr(job)
