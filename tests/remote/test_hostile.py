"""A malicious server against the client: a clear error within seconds, bounded memory, and no code of it is run."""

import gzip
import json
import logging
import threading
import time
import tracemalloc
from dataclasses import replace

import pytest
import torch

from nnexplore.errors import RemoteError
from nnexplore.graph import Graph, Inputs, Read, Ref, Save, Site
from nnexplore.remote import Request, Server
from nnexplore.remote.client.places import Address
from nnexplore.remote.client.retry import Retry
from tests.remote.hostile import (
    CONTENT,
    Hostile,
    accepted,
    always,
    blob,
    drip,
    loopback,
    malformed,
    paths,
    pour,
    reply,
    result,
    status,
    strange_results,
)

GRAPH = Graph((Read(0, Site("transformer.h.1")), Save(1, "x", Ref(0))), (Inputs(("hello",)),))
REQUEST = Request("demo", (GRAPH,))
EXPECTED = [{"x": torch.zeros(4, device="meta")}]
GOOD = result([{"x": {"$tensor": "t0"}}], {"t0": torch.ones(4)})
EVENTS = "text/event-stream"
FLOOD = b"HTTP/1.1 200 OK\r\ncontent-type: %s\r\n\r\n"
MOST = 8 << 20


@pytest.fixture(autouse=True)
def _soon_and_small(monkeypatch):
    """Every one of these ends soon."""
    monkeypatch.setattr("nnexplore.remote.client.server.WAIT", 0.1)
    began = time.monotonic()
    yield
    assert time.monotonic() - began < 8


def server(hostile, **more):
    quick = Retry(tries=3, seconds=4, first=0.02)
    return Server(Address(hostile.url, token="secret", timeout=0.4, largest=MOST, **more), quick)


def refused(hostile, match, code="bad_answer", **more):
    with pytest.raises(RemoteError, match=match) as caught:
        server(hostile).run(REQUEST, progress=False, expected=EXPECTED, **more)
    assert caught.value.code == code
    assert len(str(caught.value)) < 5000
    return caught.value


def test_the_answer_that_the_others_differ_from():
    with Hostile(always(200, GOOD, CONTENT)) as hostile:
        outcome = server(hostile).run(REQUEST, progress=False, expected=EXPECTED)
    assert outcome.results[0]["x"].tolist() == [1, 1, 1, 1]


@pytest.mark.parametrize(("body", "match"), [(body, match) for _, body, match in strange_results()],
                         ids=[name for name, *_ in strange_results()])  # fmt: skip
def test_results_that_were_not_asked_for(body, match):
    with Hostile(always(200, body, CONTENT)) as hostile:
        refused(hostile, match, "version" if "schema" in match else "bad_answer")


@pytest.mark.parametrize("body", [body for _, body in malformed()], ids=[name for name, _ in malformed()])
def test_files_that_are_no_safetensors(body):
    with Hostile(always(200, body, CONTENT)) as hostile:
        refused(hostile, "malformed result|values")


def test_floats_come_as_they_were_asked_for():
    with Hostile(always(200, GOOD, CONTENT)) as hostile, pytest.raises(RemoteError, match="float16 was asked for"):
        server(hostile).run(Request("demo", (GRAPH,), dtype="float16"), progress=False)


def test_a_length_of_ten_gibibytes_is_not_even_begun():
    head = reply(200, b"", CONTENT).replace(b"content-length: 0", b"content-length: %d" % (10 << 30))
    with Hostile(lambda _, peer: peer.sendall(head)) as hostile:
        refused(hostile, r"10737418240 bytes; at most 8,388,608 are read")


def test_a_body_without_end_is_read_to_the_limit():
    tracemalloc.start()
    try:
        with Hostile(pour(FLOOD % CONTENT.encode(), b"x" * 65536)) as hostile:
            refused(hostile, "more bytes; at most 8,388,608")
        assert tracemalloc.get_traced_memory()[1] < 4 * MOST
    finally:
        tracemalloc.stop()


def test_an_error_without_end_is_too():
    with Hostile(pour(b"HTTP/1.1 400 No\r\ncontent-type: text/html\r\n\r\n", b"x" * 65536)) as hostile:
        refused(hostile, "at most 1,048,576")


def test_headers_without_end_are_too():
    with Hostile(pour(b"HTTP/1.1 200 OK\r\n", b"x-more: " + b"y" * 5000 + b"\r\n")) as hostile:
        refused(hostile, "cannot be reached.*tries", "unreachable")


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, gzip"])
def test_a_bomb_is_not_unpacked(encoding):
    bomb = gzip.compress(b"\0" * (32 << 20))
    with Hostile(always(200, bomb, CONTENT, content_encoding=encoding)) as hostile:
        refused(hostile, "compressed")


def test_a_redirect_is_not_followed_and_the_token_stays():
    with (
        Hostile(always(200, GOOD, CONTENT)) as thief,
        Hostile(always(302, b"", CONTENT, location=f"{thief.url}/v1/traces")) as hostile,
    ):
        refused(hostile, "redirects to 'http://127.0.0.1.*follows no redirect")
        assert len(hostile.requests) == 1
        assert b"Bearer secret" in hostile.requests[0]
        assert thief.requests == []


@pytest.mark.parametrize("kind", ["text/html", "application/octet-stream", "application/x-pickle", "", "image/png"])
def test_another_content_type(kind):
    with Hostile(always(200, GOOD, kind)) as hostile:
        refused(hostile, f"answers {kind or 'no content type'} in the place of application/vnd.nnexplore")


def test_success_with_an_error_inside():
    body = {"error": {"code": "too_costly", "message": "no", "limit": 3, "self": 1, "again": True}}
    with Hostile(always(200, body)) as hostile:
        error = refused(hostile, "^no$", "too_costly")
    assert error.detail["limit"] == 3


@pytest.mark.parametrize(
    ("body", "match"),
    [
        (b"[" * 100_000, "nested more than"),
        (b'{"id": "job1", "state": NaN}', "NaN"),
        (b'{"id": "job1", "position": 1e999}', "beyond all doubles"),
        (b'{"id": "job1", "id": "job2"}', "twice"),
        (b'{"id": "job1", "state": "\\ud800"}', "surrogate"),
        (b'{"id": "job1", "state"', "no JSON"),
        (b"[1, 2]", "a list; expected an object"),
        (b"[" + b"0," * 2_000_001 + b"0]", "2,000,00. values"),
        (json.dumps(status("queued", id="../../v1/models")).encode(), "without an id"),
        (json.dumps(status("queued", id="a" * 1000)).encode(), "without an id"),
        (json.dumps(status("queued", position=-1)).encode(), "position -1; expected a number"),
        (json.dumps(status("queued", position=True)).encode(), "position True; expected a number"),
        (json.dumps(status("queued", names=[1])).encode(), "names that are none"),
        (json.dumps(status("queued", error="no")).encode(), "error that is none"),
        (json.dumps(status(7)).encode(), "without a state"),
        (b"\x80\x04cos\nsystem\n.", "no JSON"),
    ],
)
def test_json_that_cannot_be(body, match):
    with Hostile(always(202, body)) as hostile:
        refused(hostile, match)


@pytest.mark.parametrize("code", [403, 404, 418, 422])
def test_a_page_of_html_is_no_reason_and_is_not_asked_for_again(code):
    page = b"<html><script>alert(1)</script><h1>\x1b[31mNot here</h1></html>" + b"x" * 100_000
    with Hostile(always(code, page, "text/html")) as hostile:
        error = refused(hostile, f"HTTP status {code}, and no reason.*Not here.*Is there an nnexplore server", {
            403: "forbidden", 404: "not_found"}.get(code, "internal"))  # fmt: skip
        assert len(hostile.requests) == 1
    assert "\x1b" not in str(error)
    assert error.status == code


def test_errors_of_a_stranger_are_cleaned():
    told = {"code": ["quota"], "message": "\x1b[2J\x07" + "a\n" * 10_000, "limit": {"deep": [1]}, "name\x00": "b\r\n"}
    with Hostile(always(400, {"error": told})) as hostile:
        error = refused(hostile, "a a a", "internal")
    assert str(error).isprintable()
    assert error.detail == {"name ": "b  "}


def test_five_hundred_for_ever(caplog):
    caplog.set_level(logging.INFO, "nnexplore")
    with Hostile(always(500, b"Internal Server Error", "text/plain")) as hostile:
        refused(hostile, r"HTTP status 500.*\(3 tries in", "internal")
        assert len(hostile.requests) == 3
        keys = {line for one in hostile.requests for line in one.lower().split(b"\r\n") if b"idempotency" in line}
        assert len(keys) == 1
    assert caplog.text.count("trying again") == 2
    assert "secret" not in caplog.text


def too_late(hostile):
    with pytest.raises(RemoteError, match=r"cannot be reached: no whole answer in time \(3 tries") as caught:
        server(hostile).submit(REQUEST)
    assert caught.value.code == "unreachable"


def test_a_slow_drip():
    with Hostile(drip(reply(200, GOOD, CONTENT))) as hostile:
        too_late(hostile)


def test_a_slow_drip_of_the_body():
    head, _, body = reply(200, GOOD * 100, CONTENT).partition(b"\r\n\r\n")

    def handler(request, peer):
        peer.sendall(head + b"\r\n\r\n")
        drip(body)(request, peer)

    with Hostile(handler) as hostile:
        too_late(hostile)


def test_nothing_at_all():
    with Hostile(lambda _, __: time.sleep(3)) as hostile:
        too_late(hostile)


def test_no_http():
    with Hostile(lambda _, peer: peer.sendall(b"SSH-2.0-OpenSSH_9.6\r\n")) as hostile:
        refused(hostile, "cannot be reached", "unreachable")


def test_tls_is_absent():
    with Hostile(lambda _, peer: peer.sendall(reply(400, b"plain HTTP"))) as hostile:
        address = Address(hostile.url.replace("http:", "https:"), token="secret", timeout=1.0)
        with pytest.raises(RemoteError, match=r"does not speak TLS .* Is the server's URL http://127"):
            Server(address, Retry(tries=1)).models()
        assert not any(b"secret" in request for request in hostile.requests)


def test_accepted_and_an_error_inside():
    with Hostile(always(202, {"error": {"code": "quota", "message": "no"}})) as hostile:
        refused(hostile, "^no$", "quota")


def test_tls_with_a_certificate_that_is_trusted_and_with_others():
    path, context = loopback()
    with Hostile(always(200, {"operations": 1, "schema": 1}), context) as hostile:
        address = Address(hostile.url, token="secret", ca=str(path))
        assert Server(address).operations()["schema"] == 1
        assert b"Bearer secret" in hostile.requests[0]
        elsewhere = hostile.url.replace("127.0.0.1", "localhost")
        for wrong in (replace(address, ca=""), replace(address, url=elsewhere)):
            with pytest.raises(RemoteError, match=r"certificate of .* is not to be trusted .*ca = ") as caught:
                Server(wrong).operations()
            assert caught.value.code == "unreachable"
        assert len(hostile.requests) == 1


def test_another_job_than_was_asked_for():
    with (
        Hostile(always(200, status("running", id="other"))) as hostile,
        pytest.raises(RemoteError, match="another job"),
    ):
        server(hostile).job("job1")


# -- events ------------------------------------------------------------------------------------


def follow(events, **more):
    """A server that accepts, tells these events, and has the result."""
    done = reply(200, json.dumps(status("completed")).encode())
    answers = {"post": accepted(), "events": events, "status": done, "result": reply(200, GOOD, CONTENT)}
    return Hostile(paths(**answers | {"delete": done} | more))


def told(*events):
    text = "".join(f"id: {id}\nevent: {state}\ndata: {json.dumps(status(state))}\n\n" for id, state in events)
    return reply(200, text.encode(), EVENTS)


def states(hostile):
    seen = []
    outcome = server(hostile).run(REQUEST, progress=lambda one: seen.append(one.state), expected=EXPECTED)
    assert outcome.results[0]["x"].tolist() == [1, 1, 1, 1]
    return seen


def asked(hostile, what):
    return sum(what in request.partition(b"\r\n")[0] for request in hostile.requests)


def test_events_as_they_should_be():
    with follow(told((1, "queued"), (2, "running"), (3, "completed"))) as hostile:
        assert states(hostile) == ["queued", "running", "completed"]
        assert asked(hostile, b"/v1/traces/job1 ") == 0


def test_a_stream_that_breaks_is_taken_up_where_it_was():
    streams = [told((1, "queued"), (2, "running")), told(), told((3, "running")), told((4, "completed"))]

    def events(request, peer):
        peer.sendall(streams.pop(0))

    with follow(events) as hostile:
        assert states(hostile) == ["queued", "running", "running", "completed"]
        heads = [request.lower() for request in hostile.requests if b"/events" in request]
    after = [head.partition(b"last-event-id: ")[2].split(b"\r\n")[0] for head in heads]
    assert after == [b"", b"2", b"2", b"3"]


def test_unknown_states_are_waited_for():
    with follow(told((1, "queued"), (2, "thinking"), (3, "completed"))) as hostile:
        assert states(hostile) == ["queued", "thinking", "completed"]


def test_events_that_go_backwards_are_no_longer_listened_to():
    with follow(told((5, "running"), (4, "queued"), (3, "completed"))) as hostile:
        assert states(hostile) == ["running", "completed"]
        assert asked(hostile, b"/v1/traces/job1 ") == 1


@pytest.mark.parametrize(
    "events",
    [
        reply(404, b"{}"),
        reply(200, b"{}"),
        reply(200, b"id: x\n\n", EVENTS),
        reply(200, b"id: 1\ndata: {nothing\n\n", EVENTS),
        reply(200, b'id: 1\ndata: {"state": 7}\n\n', EVENTS),
        reply(200, b'data: {"id": "../..", "state": "completed"}\n\n', EVENTS),
        reply(200, b"data: " + b"[" * 100_000 + b"\n\n", EVENTS),
        reply(200, b"id: 1\nnothing: here\n\n", EVENTS),
        b"",
    ],
)
def test_without_good_events_it_is_asked(events):
    with follow(events) as hostile:
        assert states(hostile) == ["completed"]


@pytest.mark.parametrize("chunk", [b"x" * 65536, b": alive\n" * 8192, b"data: x\n" * 8192, b"id: 1\n\n" * 8192])
def test_events_without_end_are_no_longer_listened_to(chunk):
    with follow(pour(FLOOD % EVENTS.encode(), chunk)) as hostile:
        assert states(hostile) == ["completed"]


def test_a_job_without_end_ends_with_our_patience():
    with follow(
        pour(FLOOD % EVENTS.encode(), b": alive\n" * 8192), status=reply(200, json.dumps(status("running")).encode())
    ) as hostile:
        refused(hostile, "not finished yet", "not_finished", timeout=1.0)
        assert asked(hostile, b"DELETE") == 1


# -- what there is -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "match"),
    [
        ({}, "no list"),
        ({"models": [1]}, "without a name"),
        ({"models": [{"name": 1}]}, "without a name"),
        ({"models": [{"name": "a", "layers": -1}]}, "layers -1"),
        ({"models": [{"name": "a", "state": [1]}]}, "no text"),
        ({"models": [{"name": "a", "limits": {"rows": "many"}}]}, "rows 'many'"),
    ],
)
def test_models_that_cannot_be(body, match):
    with Hostile(always(200, body)) as hostile, pytest.raises(RemoteError, match=match):
        server(hostile).models()


@pytest.mark.parametrize("name", ["../../.bashrc", "/etc/passwd", "tokenizer.py", "a\x00.json", ".json", "C:evil.json"])
def test_files_that_are_no_part_of_a_tokenizer(name):
    body = {"files": {"tokenizer.json": "{}", name: "import os"}}
    with Hostile(always(200, body)) as hostile, pytest.raises(RemoteError, match="as a part of a tokenizer"):
        server(hostile).tokenizer("demo")


def test_a_table_of_a_stranger_is_shown_harmlessly():
    model = {"name": "<script>alert(1)</script>\x1b[2J", "state": "ready", "source": "a" * 10_000}
    with Hostile(always(200, {"models": [model]})) as hostile:
        models = server(hostile).models()
    assert "<script>" not in models._repr_html_()
    assert "\x1b" not in repr(models)
    assert max(map(len, repr(models).splitlines())) < 200


def test_a_result_whose_description_is_too_long():
    with Hostile(always(200, blob(b"x" * (7 << 20)), CONTENT)) as hostile:
        refused(hostile, "malformed result")


def test_a_proxy_of_the_environment(monkeypatch):
    body = {"operations": 1, "schema": 1, "names": []}
    with Hostile(always(200, body)) as proxy, Hostile(always(200, body)) as near:
        monkeypatch.setenv("http_proxy", proxy.url.replace("//", "//me:secret@"))
        monkeypatch.delenv("no_proxy", raising=False)
        assert Server(Address("http://lab.invalid/base")).operations() == body
        assert proxy.requests[0].startswith(b"GET http://lab.invalid/base/v1/operations HTTP/1.1\r\n")
        assert server(near).operations() == body  # on this machine no proxy is asked
        assert len(proxy.requests) == 1
    monkeypatch.setenv("http_proxy", "socks5://me:secret@127.0.0.1:1")
    with pytest.raises(RemoteError, match=r"names a proxy socks5://127.0.0.1 for http://lab.invalid; expected"):
        Server(Address("http://lab.invalid"))


def test_many_threads_share_one_server():
    with Hostile(always(200, GOOD, CONTENT)) as hostile:
        shared, found = server(hostile), []
        threads = [
            threading.Thread(target=lambda: found.append(shared.run(REQUEST, progress=False).results[0]["x"].sum()))
            for _ in range(12)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
    assert found == [4] * 12
