"""The HTTP interface: a real server with a real worker, asked over a socket."""

import asyncio
import base64
import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time

import httpx
import pytest
import torch
import uvicorn
from safetensors.torch import save

from nnexplore.remote import Request
from nnexplore.remote.service.app import make_app
from nnexplore.remote.service.job import Job
from nnexplore.remote.service.replies import EventStream
from nnexplore.remote.service.serve import protocol
from nnexplore.remote.service.tokens import Tokens
from nnexplore.remote.wire import CONTENT_TYPE, unpack
from tests.remote.attacks import ATTACKS
from tests.remote.serving import hidden, outcome, paced, slow, traced

CONFIG = """
[server]
port = 0
spool = "spool"
tokens = "tokens.json"
origins = ["https://lab.example.org"]
body_seconds = 3

[limits]
result_seconds = 1800

[[models]]
name = "demo"
"""
TYPE = {"Content-Type": CONTENT_TYPE}


class Server:
    """``nnexplore serve`` in a folder, and clients of two tokens."""

    def __init__(self, folder):
        self.folder, self.tokens = folder, Tokens(folder / "tokens.json")
        (folder / "server.toml").write_text(CONFIG)
        self.texts = {name: self.tokens.new(name) for name in ("ada", "bob", "eve")}
        self.texts["root"] = self.tokens.new("root", ["trace", "admin"])
        self.texts["few"] = self.tokens.new("few", quotas={"queued_per_token": 1, "requests_per_minute": 6})

    def start(self):
        command = [sys.executable, "-m", "nnexplore", "serve", "--config", "server.toml"]
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": os.getcwd()}
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, stdout=subprocess.PIPE, stderr=log, text=True, env=environment
            )
        lines = [self.process.stdout.readline() for _ in range(3)]
        assert lines[0] == "nnexplore serves demo\n", self.log()
        self.url = lines[1].split()[0]
        self.clients = {
            name: httpx.Client(base_url=self.url, headers={"Authorization": f"Bearer {text}"}, timeout=60)
            for name, text in self.texts.items()
        }
        self.plain = httpx.Client(base_url=self.url, timeout=60)
        try:
            until(lambda: self.plain.get("/readyz").status_code == 200, 120)
        except BaseException:
            self.end(signal.SIGKILL)
            raise
        return self

    def __getattr__(self, name):
        return self.clients[name]

    def log(self):
        return (self.folder / "log").read_text()

    def end(self, how=signal.SIGINT):
        for client in (*self.clients.values(), self.plain):
            client.close()
        self.process.send_signal(how)
        status = self.process.wait(30)
        self.process.stdout.close()
        return status


def until(true, seconds=20.0):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    running = Server(tmp_path_factory.mktemp("server")).start()
    yield running
    assert running.end() in (0, -signal.SIGINT, 130), running.log()


@pytest.fixture(scope="module")
def body(demo):
    return traced(demo)


@pytest.fixture(scope="module")
def long(demo):
    """A second or two of work: 1.5 GFLOP a piece."""
    return slow(demo, 60)


def posted(client, content, wait=30, **headers):
    return client.post(f"/v1/traces?wait={wait}", content=content, headers={**TYPE, **headers})


def events(client, id, last=None, most=None):
    headers = {} if last is None else {"Last-Event-ID": str(last)}
    found = []
    with client.stream("GET", f"/v1/traces/{id}/events", headers=headers) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        entry = {}
        for line in answer.iter_lines():
            if line:
                name, _, value = line.partition(": ")
                entry[name] = value
            elif entry:
                found.append((int(entry["id"]), entry["event"], json.loads(entry["data"])))
                entry = {}
                if len(found) == most:
                    break
    return found


def error(answer):
    assert answer.headers["content-type"] == "application/json"
    assert set(answer.json()) == {"error"}
    return answer.json()["error"]


def test_one_round_trip(server, body, demo):
    answer = posted(server.ada, body)
    assert (answer.status_code, answer.headers["content-type"]) == (200, CONTENT_TYPE)
    assert len(answer.headers["x-nnexplore-job"]) == 24
    assert torch.equal(outcome(answer.content).results[0]["hidden"], hidden(demo))


def test_a_request_of_plain_json(server, demo):
    with torch.no_grad(), demo.trace("Paris is in") as run:
        hidden_ = demo.layers[1].output
        hidden_ += torch.linspace(0, 1, 128)
        demo.layers[2].output.save("after")
    document, tensors = unpack(Request("demo", (run.graph,)).to_bytes())
    document["tensors"] = base64.b64encode(save(tensors)).decode()
    answer = server.ada.post("/v1/traces?wait=30", json=document)
    assert answer.status_code == 200, answer.text
    block = demo.module.transformer.h
    handle = block[1].register_forward_hook(lambda _, __, out: out + torch.linspace(0, 1, 128))
    try:
        torch.testing.assert_close(outcome(answer.content).results[0]["after"], hidden(demo, "Paris is in", 2))
    finally:
        handle.remove()


def test_later_with_events_and_a_part_of_the_result(server, body, demo):
    answer = posted(server.ada, body, wait=0)
    status = answer.json()
    id = status["id"]
    assert (answer.status_code, answer.headers["location"]) == (202, f"/v1/traces/{id}")
    assert set(status) == {
        "id", "state", "model", "position", "created", "started", "finished", "progress", "error", "bytes", "names",
    }  # fmt: skip
    heard = events(server.ada, id)
    assert [number for number, _, _ in heard] == list(range(1, len(heard) + 1))
    assert heard[0][1] == "queued"
    assert heard[-1][1] == "completed"
    assert all(data["id"] == id for _, _, data in heard)
    assert server.ada.get(f"/v1/traces/{id}").json()["state"] == "completed"
    assert id in [job["id"] for job in server.ada.get("/v1/traces").json()["jobs"]]
    whole = server.ada.get(f"/v1/traces/{id}/result")
    assert torch.equal(outcome(whole.content).results[0]["hidden"], hidden(demo))
    part = server.ada.get(f"/v1/traces/{id}/result", params={"dtype": "float16", "slice": "hidden:0,-1,:10"})
    assert torch.equal(outcome(part.content).results[0]["hidden"], hidden(demo)[0, -1, :10].half())
    for params, code in (
        ({"slice": "hidden:__import__"}, "bad_argument"),
        ({"slice": "hidden:9"}, "bad_argument"),
        ({"slice": "hidden:0,0,0,0"}, "bad_argument"),
        ({"slice": "hidden:::0"}, "bad_argument"),
        ({"dtype": "int8"}, "bad_argument"),
        ({"names": "other"}, "not_found"),
    ):
        assert error(server.ada.get(f"/v1/traces/{id}/result", params=params))["code"] == code


def test_a_stream_that_was_cut_goes_on_without_a_gap(server, long):
    id = posted(server.ada, long, wait=0).json()["id"]
    first = events(server.ada, id, most=2)
    rest = events(server.ada, id, last=first[-1][0])
    numbers = [number for number, _, _ in first + rest]
    assert numbers == list(range(1, len(numbers) + 1))
    assert rest[-1][1] == "completed"
    assert events(server.ada, id, last=numbers[-1]) == []
    assert error(server.ada.get(f"/v1/traces/{id}/events", headers={"Last-Event-ID": "x"}))["code"] == "malformed"


def test_the_jobs_of_others_are_not_there(server, body):
    id = posted(server.ada, body, wait=0).json()["id"]
    events(server.ada, id)
    for method, path in (("GET", ""), ("GET", "/events"), ("GET", "/result"), ("DELETE", "")):
        answer = server.bob.request(method, f"/v1/traces/{id}{path}")
        missing = server.bob.request(method, f"/v1/traces/{'0' * 24}{path}")
        assert answer.status_code == 404
        assert error(answer)["message"].replace(id, "") == error(missing)["message"].replace("0" * 24, "")
    assert id not in server.bob.get("/v1/traces").text
    assert error(server.bob.get("/v1/traces?all=true"))["code"] == "forbidden"
    assert id in server.root.get("/v1/traces?all=true").text
    assert server.root.get(f"/v1/traces/{id}/result").status_code == 404  # an admin reads no results


@pytest.mark.parametrize("path", ["/v1/traces", "/v1/models", "/v1/models/demo", "/v1/operations", "/v1/nothing"])
def test_nothing_without_a_token(server, path):
    for given in (None, "", "Bearer", "Bearer nnx_00000000_x", "Basic YTpi", f"Token {server.texts['ada']}"):
        answer = server.plain.get(path, headers={} if given is None else {"Authorization": given})
        assert (answer.status_code, error(answer)["code"]) == (401, "unauthorized")
        assert answer.headers["www-authenticate"] == "Bearer"


def test_a_token_does_not_belong_into_the_url(server):
    text = server.texts["ada"]
    for url in (f"/v1/traces?token={text}", f"/v1/traces?x={text}", "/v1/traces?access_token=1", f"/v1/{text}"):
        answer = server.ada.get(url)
        assert answer.status_code == 401
        assert "send it as the header" in error(answer)["message"]
    assert not any(one.split("_", 2)[2] in server.log() for one in server.texts.values())


def test_revoked_while_it_runs(server, long):
    id = posted(server.eve, long, wait=0).json()["id"]
    until(lambda: server.eve.get(f"/v1/traces/{id}").json()["state"] == "running")
    server.tokens.revoke("eve")
    assert server.eve.get(f"/v1/traces/{id}").status_code == 401
    states = lambda: {job["id"]: job["state"] for job in server.root.get("/v1/traces?all=true").json()["jobs"]}  # noqa: E731
    until(lambda: states()[id] == "cancelled")


def test_a_quota_is_answered_with_a_time(server, body, long):
    running = posted(server.ada, long, wait=0).json()["id"]
    until(lambda: server.ada.get(f"/v1/traces/{running}").json()["state"] == "running")
    ids = [posted(server.few, long, wait=0).json()["id"]]  # waits: what is there when a batch begins would go along
    answer = posted(server.few, body, wait=0)
    assert (answer.status_code, error(answer)["code"], error(answer)["name"]) == (429, "quota", "queued_per_token")
    assert int(answer.headers["retry-after"]) >= 1
    for _ in range(4):
        posted(server.few, body, wait=0)
    answer = posted(server.few, body, wait=0)
    assert (answer.status_code, error(answer)["name"]) == (429, "requests_per_minute")
    assert 1 <= int(answer.headers["retry-after"]) <= 11
    assert server.few.delete(f"/v1/traces/{ids[0]}").json()["state"] == "cancelled"
    assert server.ada.delete(f"/v1/traces/{running}").json()["state"] == "cancelled"
    assert error(server.ada.get(f"/v1/traces/{running}/result"))["code"] == "cancelled"


def test_who_goes_wants_nothing_any_more(server, long, body):
    host, _, port = server.url.rpartition("/")[2].partition(":")
    head = (
        f"POST /v1/traces?wait=50 HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {server.texts['bob']}\r\n"
        f"Content-Type: {CONTENT_TYPE}\r\nContent-Length: {len(long)}\r\n\r\n"
    )
    with socket.create_connection((host, int(port))) as link:
        link.sendall(head.encode() + long)
        until(lambda: [job["state"] for job in server.bob.get("/v1/traces").json()["jobs"]][:1] == ["running"])
    until(lambda: server.bob.get("/v1/traces").json()["jobs"][0]["state"] == "cancelled")
    assert posted(server.bob, body).status_code == 200


def test_the_loop_answers_while_everything_works(server, long, demo):
    """A body of one megabyte of JSON is read, and a job runs, meanwhile."""
    id = posted(server.ada, long, wait=0).json()["id"]
    heavy = json.dumps({"nnexplore": "request", "graphs": [{"nodes": [[number] * 50 for number in range(6000)]}]})
    stop = threading.Event()

    def load():
        with httpx.Client(base_url=server.url, headers=dict(server.bob.headers), timeout=60) as client:
            while not stop.is_set():
                assert client.post("/v1/validate", content=heavy, headers={"Content-Type": "application/json"}).is_error

    thread = threading.Thread(target=load)
    thread.start()
    times = []
    try:
        for _ in range(60):
            start = time.perf_counter()
            assert server.plain.get("/healthz").json() == {"ok": True}
            times.append(time.perf_counter() - start)
    finally:
        stop.set()
        thread.join()
    server.ada.delete(f"/v1/traces/{id}")
    print(f"/healthz: median {sorted(times)[30] * 1e3:.1f} ms, largest {max(times) * 1e3:.1f} ms")
    assert sorted(times)[30] < 0.25  # some milliseconds on a machine that does nothing else


def raw(server, headers, *chunks, pause=0.0):
    """The status and the error of an answer to bytes as they are, and how long it took."""
    host, _, port = server.url.rpartition("/")[2].partition(":")
    head = f"POST /v1/traces HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {server.texts['ada']}\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in {**TYPE, **headers}.items()) + "\r\n"
    start = time.monotonic()
    with socket.create_connection((host, int(port)), timeout=30) as link:
        link.sendall(head.encode())
        with contextlib.suppress(ConnectionError):  # the server may have hung up already
            for chunk in chunks:
                link.sendall(chunk)
                time.sleep(pause)
        answer = http.client.HTTPResponse(link)
        answer.begin()
        return answer.status, json.loads(answer.read())["error"], time.monotonic() - start


def test_large_and_slow_bodies(server, body):
    status, why, _ = raw(server, {"Content-Length": str(10**9)}, b"x")
    assert (status, why["code"], why["name"]) == (413, "too_large", "upload_bytes")
    piece = b"f4240\r\n" + b"x" * 1_000_000 + b"\r\n"
    status, why, _ = raw(server, {"Transfer-Encoding": "chunked"}, *[piece] * 100)
    assert (status, why["code"]) == (413, "too_large")
    drops = [body[at : at + 1] for at in range(50)]
    status, why, seconds = raw(server, {"Content-Length": str(len(body))}, *drops, pause=0.1)
    assert (status, why["code"], why["name"]) == (408, "timeout", "body_seconds")
    assert seconds < 10
    assert posted(server.ada, body).status_code == 200


def test_whatever_is_wrong_has_the_same_body(server, body):
    ask = server.ada
    for answer, status, code in (
        (ask.get("/nothing"), 404, "not_found"),
        (ask.get("/v1/models/none"), 404, "not_found"),
        (ask.get("/v1/models/none/tokenizer"), 404, "not_found"),
        (ask.put("/v1/traces"), 405, "wrong_method"),
        (ask.get("/docs"), 404, "not_found"),
        (ask.post("/v1/traces?wait=long", content=body, headers=TYPE), 400, "malformed"),
        (ask.post("/v1/traces?wait=-1", content=body, headers=TYPE), 400, "malformed"),
        (ask.post("/v1/traces?wait=nan", content=body, headers=TYPE), 400, "malformed"),
        (posted(ask, body, **{"Idempotency-Key": "k" * 201}), 400, "malformed"),
        (ask.post("/v1/traces", content=body), 415, "wrong_content"),
        (ask.post("/v1/traces", content=body[:-1], headers=TYPE), 400, "malformed"),
        (ask.post("/v1/traces", content=b"", headers=TYPE), 400, "malformed"),
        (ask.post("/v1/validate", content=b"[]", headers={"Content-Type": "application/json"}), 400, "malformed"),
    ):
        assert (answer.status_code, error(answer)["code"]) == (status, code), answer.text
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "/" + "tmp" not in answer.text
    assert posted(ask, body).status_code == 200


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_an_attack_is_refused_and_the_next_request_is_not(server, body, attack):
    answer = server.bob.post("/v1/traces?wait=30", content=attack.make(), headers={"Content-Type": attack.content_type})
    assert (error(answer)["code"], 400 <= answer.status_code < 500) == (attack.code, True), answer.text[:500]
    assert posted(server.ada, body).status_code == 200


def test_the_same_key_over_http(server, body, demo):
    first = posted(server.ada, body, **{"Idempotency-Key": "once"})
    again = posted(server.ada, body, **{"Idempotency-Key": "once"})
    assert again.headers["x-nnexplore-job"] == first.headers["x-nnexplore-job"]
    assert again.content == first.content
    other = posted(server.ada, traced(demo, layer=2), **{"Idempotency-Key": "once"})
    assert (other.status_code, error(other)["code"]) == (409, "conflict")


def test_what_is_told_of_models(server, demo, body):
    [brief] = server.ada.get("/v1/models").json()["models"]
    assert (brief["name"], brief["state"], brief["layers"]) == ("demo", "ready", 4)
    assert brief["parameters"] == sum(one.numel() for one in demo.module.parameters())
    assert brief["limits"]["result_seconds"] == 1800
    model = server.ada.get("/v1/models/demo").json()
    assert model["config"]["n_layer"] == 4
    assert model["tokenizer"] is True
    assert "transformer.h.3.mlp" in model["published"]["modules"]
    files = server.ada.get("/v1/models/demo/tokenizer").json()["files"]
    assert "tokenizer.json" in files
    known = server.ada.get("/v1/operations").json()
    assert "matmul" in "".join(known["names"])
    assert not [name for name in known["names"] if "save" in name or "load" in name]
    cost = server.ada.post("/v1/validate", content=body, headers=TYPE).json()
    assert cost["ok"] is True
    assert cost["cost"]["tokens"] == len(demo.tokenizer("The Eiffel Tower is in the city of")["input_ids"])
    assert cost["cost"]["saved_bytes"] == hidden(demo).numel() * 4


def test_what_is_open_to_all(server, body):
    posted(server.ada, body)
    assert server.plain.get("/healthz").json() == {"ok": True}
    assert server.plain.get("/readyz").json() == {"ready": True, "models": {"demo": "ready"}}
    text = server.plain.get("/metrics").text
    for name in ("requests_total{code=", "queue_depth{", "queue_wait_seconds_bucket{", "execute_seconds_bucket{",
                 "result_bytes_bucket{", "rejected_total{reason=", "worker_restarts{", "batch_size_bucket{",
                 'model_state{model="demo",state="ready"} 1.0'):  # fmt: skip
        assert f"nnexplore_{name}" in text
    assert "ada" not in text
    assert "nnx_" not in text
    described = server.plain.get("/openapi.json").json()
    paths = described["paths"]
    assert set(paths["/v1/traces"]) == {"get", "post"}
    assert CONTENT_TYPE in paths["/v1/traces"]["post"]["requestBody"]["content"]
    assert {one["name"] for one in paths["/v1/traces"]["post"]["parameters"]} == {"wait", "Idempotency-Key"}
    assert paths["/v1/traces/{id}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"][
        "$ref"
    ].endswith("/Status")
    assert described["components"]["securitySchemes"] == {"token": {"type": "http", "scheme": "bearer"}}


def test_pages_of_elsewhere(server, body):
    asked = {"Origin": "https://lab.example.org", "Access-Control-Request-Method": "POST",
             "Access-Control-Request-Headers": "authorization,content-type"}  # fmt: skip
    allowed = server.plain.options("/v1/traces", headers=asked)
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == "https://lab.example.org"
    answer = posted(server.ada, body, Origin="https://lab.example.org")
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "https://lab.example.org"
    evil = posted(server.ada, body, Origin="https://evil.example.org")
    assert (evil.status_code, error(evil)["code"]) == (403, "forbidden")
    assert "access-control-allow-origin" not in evil.headers


def test_the_log_has_a_line_for_each_job_and_no_prompt(server, body):
    id = posted(server.ada, body).headers["x-nnexplore-job"]
    until(lambda: id in server.log())
    [line] = [json.loads(line) for line in server.log().splitlines() if id in line]
    assert set(line) == {"time", "level", "job", "token", "model", "code", "waited", "seconds", "bytes"}
    assert (line["token"], line["model"], line["code"]) == (server.texts["ada"].split("_")[1], "demo", "ok")
    assert "Eiffel" not in server.log()


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("localhost:8000", "", 200),
        ("127.0.0.1:8000", "", 200),
        ("[::1]:8000", "", 200),
        ("lab.internal", "", 200),
        ("evil.example.org", "", 403),
        ("localhost.evil.example.org:8000", "", 403),
        ("localhost:8000", "http://localhost:8000", 200),
        ("localhost:8000", "http://evil.example.org", 403),
        ("localhost:8000", "null", 403),
    ],
)
def test_without_tokens_only_this_machine_and_its_pages(demo, tmp_path, host, origin, status):
    """A page of another site can have its own name point here; its requests then say that name."""

    async def ask():
        service, _ = paced(demo, tmp_path, hosts=("lab.internal",))
        headers = {"Host": host, **({"Origin": origin} if origin else {})}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(make_app(service)), base_url="http://x") as client:
            return (await client.get("/v1/models", headers=headers)).status_code

    assert asyncio.run(ask()) == status


def test_fifty_megabytes(server, demo):
    with torch.no_grad(), demo.trace("Paris", defer=True) as run:
        (demo.layers[0].output[0, 0, :1].expand(3600, 3600) * torch.arange(3600.0)).save("large")
    answer = posted(server.ada, Request("demo", (run.graph,)).to_bytes(), wait=0)
    id = answer.json()["id"]
    assert events(server.ada, id)[-1][2]["bytes"] > 50_000_000
    assert (server.folder / "spool" / f"{id}.result").stat().st_size > 50_000_000
    expected = hidden(demo, "Paris", 0)[0, 0, 0] * torch.arange(3600.0)
    made = outcome(server.ada.get(f"/v1/traces/{id}/result").content).results[0]["large"]
    torch.testing.assert_close(made, expected.expand(3600, 3600))
    part = server.ada.get(f"/v1/traces/{id}/result", params={"names": "large", "slice": "large:-1,1:7:2"})
    torch.testing.assert_close(outcome(part.content).results[0]["large"], expected[1:7:2])


def test_a_reader_that_never_reads_is_given_up(monkeypatch):
    monkeypatch.setattr("nnexplore.remote.service.replies.STALLED", 0.2)
    job, closed = Job("ada", "demo", b"", ""), []
    for _ in range(3000):
        job.events.add("progress", job.status())

    async def stream():
        async def send(message):
            await asyncio.sleep(0 if message["type"] == "http.response.start" else 60)

        async def receive():
            await asyncio.sleep(60)

        await EventStream(job, 0, lambda: closed.append(True))({"type": "http"}, receive, send)

    asyncio.run(asyncio.wait_for(stream(), 10))
    assert closed == [True]
    assert len(job.events.since(0)) == 1024


def test_the_head_of_a_request_has_to_come(monkeypatch):
    monkeypatch.setattr("nnexplore.remote.service.serve.HEAD_SECONDS", 0.5)

    async def app(scope, receive, send):
        await asyncio.sleep(0.7)  # an answer may take longer than a head
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    runner = uvicorn.Server(uvicorn.Config(app, port=0, http=protocol(), lifespan="off", log_config=None))
    thread = threading.Thread(target=runner.run)
    thread.start()
    try:
        until(lambda: runner.started)
        where = runner.servers[0].sockets[0].getsockname()
        with socket.create_connection(where, timeout=20) as link:
            for _ in range(2):
                link.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                assert link.recv(1000).startswith(b"HTTP/1.1 204")
            link.sendall(b"GET / HT")
            with contextlib.suppress(ConnectionError):
                assert link.recv(1000) == b""  # it was hung up
    finally:
        runner.should_exit = True
        thread.join(20)


@pytest.mark.slow
def test_killed_and_started_again(server, body, long, demo):
    """Comes last: the jobs that were accepted are there again."""
    done = posted(server.ada, body, wait=0).json()["id"]
    events(server.ada, done)
    ids = [posted(server.ada, one, wait=0).json()["id"] for one in (long, traced(demo, layer=2), traced(demo, layer=3))]
    until(lambda: server.ada.get(f"/v1/traces/{ids[0]}").json()["state"] == "running")
    heard = events(server.ada, ids[1], most=1)[-1][0]
    server.end(signal.SIGKILL)
    server.start()
    assert outcome(server.ada.get(f"/v1/traces/{done}/result").content).results[0]["hidden"].shape == hidden(demo).shape
    went_on = events(server.ada, ids[1], last=heard)
    assert [number for number, _, _ in went_on] == list(range(heard + 1, heard + 1 + len(went_on)))
    assert went_on[-1][1] == "completed"
    for id, layer in zip(ids[1:], (2, 3), strict=True):
        events(server.ada, id)
        value = outcome(server.ada.get(f"/v1/traces/{id}/result").content).results[0]["hidden"]
        torch.testing.assert_close(value, hidden(demo, layer=layer), atol=1e-5, rtol=1e-4)
    assert server.ada.get(f"/v1/traces/{ids[0]}").json()["state"] == "completed"
