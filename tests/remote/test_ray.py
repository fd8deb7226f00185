"""Ray: ``nnexplore serve --ray`` on a small cluster of this machine, asked over a socket; one of two replicas dies."""

import importlib.util
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import psutil
import pytest
import torch

from nnexplore.errors import RemoteError
from nnexplore.remote import Request, connect
from nnexplore.remote.client.retry import Retry
from nnexplore.remote.client.server import Server as Client
from nnexplore.remote.service.tokens import Tokens
from tests.remote.serving import PROMPT, hidden, outcome, slow, traced
from tests.remote.test_app import events, posted, until
from tests.remote.test_worker import multiplying

CONFIG = """
[server]
port = {port}
tokens = "tokens.json"
spool = "spool"

[limits]
queued = 600

[ray]
num_cpus = 2
temp = "{temp}"

[[models]]
name = "demo"
workers = 2
ray = {{ ray_actor_options = {{ num_cpus = 0.25 }} }}
"""
START = 180
REPLICA = "ray::ServeReplica:nnexplore:model-0-demo"

absent = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is not installed")


def needs_ray(test):
    """Marked so that ``pytest -m ray`` has it."""
    return pytest.mark.ray(absent(test))


class Cluster:
    """``nnexplore serve --ray`` in a folder, and clients of some tokens."""

    def __init__(self, folder, temp):
        self.folder, tokens = folder, Tokens(folder / "tokens.json")
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        (folder / "server.toml").write_text(CONFIG.format(port=port, temp=temp))
        self.url = f"http://127.0.0.1:{port}"
        self.texts = {"ada": tokens.new("ada"), "bob": tokens.new("bob")}
        self.texts["few"] = tokens.new("few", quotas={"queued_per_token": 1})
        self.clients = {
            name: httpx.Client(base_url=self.url, headers={"Authorization": f"Bearer {text}"}, timeout=90)
            for name, text in self.texts.items()
        }
        self.plain = httpx.Client(base_url=self.url, timeout=10)

    def start(self, tries=3):
        """Ray gives up where its agent takes longer than 15 seconds, as it may on a busy machine: then once more."""
        command = [sys.executable, "-m", "nnexplore", "serve", "--config", "server.toml", "--ray"]
        token = self.folder / "token"
        token.write_text(secrets.token_hex(32))  # Ray's own, which else lies in the home folder
        own = {"OMP_NUM_THREADS": "1", "PYTHONPATH": os.getcwd(), "RAY_AUTH_TOKEN_PATH": str(token)}
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, stdout=log, stderr=log, env={**os.environ, **own}, start_new_session=True
            )
        try:
            until(self.is_up_or_gone, START)
            assert self.process.poll() is None
        except BaseException:
            busy = self.process.poll() is not None and "timed out during startup" in self.log()
            self.stop()
            if busy and tries > 1:
                return self.start(tries - 1)
            print(self.log())
            raise
        return self

    def is_up_or_gone(self):
        if self.process.poll() is not None:
            return True
        try:
            return self.plain.get("/readyz").status_code == 200
        except httpx.TransportError:
            return False

    def __getattr__(self, name):
        return self.clients[name]

    def log(self):
        return (self.folder / "log").read_text()

    def replicas(self):
        every = psutil.Process(self.process.pid).children(recursive=True)
        return {one.pid for one in every if (one.cmdline() or [""])[0].startswith(REPLICA)}

    def end(self):
        for client in (*self.clients.values(), self.plain):
            client.close()
        return self.stop()

    def stop(self):
        if self.process.poll() is not None:
            return self.process.returncode
        left = psutil.Process(self.process.pid).children(recursive=True)
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        finally:
            for one in psutil.wait_procs(left, timeout=15)[1]:
                one.kill()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    with tempfile.TemporaryDirectory(prefix="nr", dir="/tmp", ignore_cleanup_errors=True) as temp:  # sockets: short
        running = Cluster(tmp_path_factory.mktemp("ray"), temp).start()
        yield running
        assert running.end() == 0, running.log()


@pytest.fixture(scope="module")
def client(cluster):
    """Nnexplore's own, with its retries."""
    server = connect(cluster.url, token=cluster.texts["ada"])
    yield server
    server.close()


on_cluster = [absent, pytest.mark.ray, pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.mark.usefixtures("cluster")
class TestOnACluster:
    """In this order: the last one leaves a replica that comes up again."""

    pytestmark = on_cluster

    def test_values_equal_those_of_plain_hooks(self, demo, client):
        for prompt, layer in ((PROMPT, 1), ("one two one", 3)):
            with torch.no_grad(), demo.trace(prompt, remote=client):
                found = demo.layers[layer].output.save()
                doubled = (demo.layers[0].output * 2).save()
            assert torch.equal(found, hidden(demo, prompt, layer))
            assert torch.equal(doubled, hidden(demo, prompt, 0) * 2)

    def test_a_result_of_many_megabytes_comes_in_parts(self, demo, cluster):
        prompts = [f"{PROMPT} {number % 10}" + " the and" * 58 for number in range(16)]
        with torch.no_grad(), demo.trace(prompts, defer=True) as run:
            demo.lm_head.output.save("logits")
        answer = posted(cluster.ada, Request("demo", (run.graph,)).to_bytes())
        assert answer.status_code == 200, answer.text
        assert len(answer.content) > 8 << 20
        with torch.no_grad():
            ids = demo.tokenizer(prompts, return_tensors="pt", padding=True)
            expected = demo.module(**ids).logits
        torch.testing.assert_close(outcome(answer.content).results[0]["logits"], expected, rtol=0, atol=1e-4)
        assert not list((cluster.folder / "spool" / "work").iterdir())

    def test_the_token_is_checked_inside_the_application(self, demo, cluster):
        body = traced(demo)
        assert posted(cluster.plain, body).status_code == 401
        assert posted(cluster.plain, body, Authorization="Bearer nnx_00000000_wrong").status_code == 401
        done = posted(cluster.ada, body)
        assert done.status_code == 200
        id = done.headers["X-Nnexplore-Job"]
        assert cluster.ada.get(f"/v1/traces/{id}").json()["state"] == "completed"
        assert cluster.bob.get(f"/v1/traces/{id}").status_code == 404

    def test_events_are_numbered_without_gaps_and_can_be_taken_up(self, demo, cluster):
        id = posted(cluster.ada, slow(demo, 40), 0).json()["id"]
        found = events(cluster.ada, id)
        assert [number for number, _, _ in found] == list(range(1, len(found) + 1))
        assert found[-1][1] == found[-1][2]["state"] == "completed"
        assert "running" in [name for _, name, _ in found]
        assert events(cluster.ada, id, last=2) == found[2:]

    def test_a_full_queue_is_429_with_retry_after_and_what_is_cancelled_frees_its_replica(self, demo, cluster):
        long = multiplying(PROMPT, 1900, 900).to_bytes()  # half a minute at least
        got = [posted(cluster.few, long, 0) for _ in range(5)]
        taken = [answer.json()["id"] for answer in got if answer.status_code == 202]
        refused = [answer for answer in got if answer.status_code != 202]
        assert refused
        assert {answer.status_code for answer in refused} == {429}
        assert {answer.json()["error"]["code"] for answer in refused} == {"quota"}
        assert all(int(answer.headers["Retry-After"]) >= 1 for answer in refused)

        def states():
            return [cluster.few.get(f"/v1/traces/{id}").json()["state"] for id in taken]

        until(lambda: states().count("running") == min(2, len(taken)), 30)
        for id in taken:
            assert cluster.few.delete(f"/v1/traces/{id}").json()["state"] == "cancelled"
        next_ones = [posted(cluster.ada, traced(demo, f"one {number}"), 0).json()["id"] for number in range(4)]
        until(lambda: {state_of(cluster, id) for id in next_ones} == {"completed"}, 60)  # neither works on at the old

    def test_of_two_replicas_one_is_killed_under_load_and_no_request_of_500_is_lost(self, demo, cluster):
        before = cluster.replicas()
        assert len(before) == 2
        prompts = [f"one two three {number} one two" for number in range(20)]
        bodies = [request_of(demo, prompt) for prompt in prompts]
        expected = [hidden(demo, prompt) for prompt in prompts]
        count, half, lost = [0], threading.Event(), []
        client = Client(connect(cluster.url, token=cluster.texts["bob"]).address, Retry(tries=20, seconds=120))

        def one(number):
            try:
                made = client.run(bodies[number % 20], progress=False, timeout=150)
                ok = torch.allclose(made.results[0]["hidden"], expected[number % 20], rtol=0, atol=1e-4)
            except RemoteError as error:
                ok = error
            if ok is not True:
                lost.append((number, ok))
            count[0] += 1
            if count[0] >= 120:
                half.set()

        long = multiplying(PROMPT, 300, 900).to_bytes()
        longs = [posted(cluster.ada, long, 0).json()["id"] for _ in range(2)]
        with ThreadPoolExecutor(8) as pool:
            done = [pool.submit(one, number) for number in range(500)]
            until(lambda: all(state_of(cluster, id) == "running" for id in longs), 60)
            victim = min(before)
            os.kill(victim, signal.SIGKILL)  # with a job on it
            for each in done:
                each.result(240)
        assert not lost
        assert count[0] == 500
        assert half.is_set()
        until(lambda: all(state_of(cluster, id) == "completed" for id in longs), 60)
        assert 'nnexplore_worker_restarts{model="demo"} 0' not in cluster.plain.get("/metrics").text
        until(lambda: len(cluster.replicas() - {victim}) == 2, 120)
        client.close()


def state_of(cluster, id):
    return cluster.ada.get(f"/v1/traces/{id}").json()["state"]


def request_of(demo, prompt):
    with torch.no_grad(), demo.trace(prompt) as run:
        demo.layers[1].output.save("hidden")
    return Request("demo", (run.graph,))
