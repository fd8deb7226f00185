"""Ray: ``nnexplore serve --ray`` on a small cluster of this machine, asked over a socket; one of two replicas dies."""

import asyncio
import importlib.util
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor

import httpx
import psutil
import pytest
import torch

from nnexplore.errors import RemoteError
from nnexplore.remote import Request, connect
from nnexplore.remote.client.retry import Retry
from nnexplore.remote.client.server import Server as Client
from nnexplore.remote.ray.config import Placement
from nnexplore.remote.ray.parts import Parts
from nnexplore.remote.service.config import Config
from nnexplore.remote.service.tokens import Tokens
from nnexplore.remote.worker.item import Item
from nnexplore.remote.worker.spec import ModelSpec
from tests.remote.serving import PROMPT, hidden, outcome, slow, traced
from tests.remote.test_app import events, posted, until

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
WITHOUT = [f"nnexplore.remote.service.{name}" for name in ("app", "commands", "config", "serve", "service")]
WITHOUT += [f"nnexplore.remote.ray.{name}" for name in ("backend", "config", "replica", "serve")]
REPLICA = "ray::ServeReplica:nnexplore:model-0-demo"

absent = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is not installed")


@pytest.fixture(scope="module")
def ray():
    """Ray in this process; its own import warns of its own use of pydantic."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import ray.serve

    return ray


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

    def start(self):
        command = [sys.executable, "-m", "nnexplore", "serve", "--config", "server.toml", "--ray"]
        (self.folder / "token").write_text(secrets.token_hex(32))  # Ray's own, which else lies in the home folder
        own = {"OMP_NUM_THREADS": "1", "PYTHONPATH": os.getcwd(), "RAY_AUTH_TOKEN_PATH": str(self.folder / "token")}
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, stdout=log, stderr=log, env={**os.environ, **own}, start_new_session=True
            )
        try:
            until(self.is_ready, START)
        except BaseException:
            self.end()
            print(self.log())
            raise
        return self

    def is_ready(self):
        assert self.process.poll() is None, self.log()
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


# -- without a cluster -----------------------------------------------------------------------------------------------


def test_the_plain_server_does_not_import_ray():
    code = f"import sys, {', '.join(WITHOUT)}; print([one for one in sys.modules if one.partition('.')[0] == 'ray'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_placement_is_replicas_or_autoscaling_and_says_how_many_batches_go_at_a_time():
    assert Placement().lanes(3) == 3
    assert Placement().options(3)["num_replicas"] == 3
    two = Placement.of({"replicas": 2, "max_ongoing_requests": 2, "ray_actor_options": {"num_gpus": 1}}, "model 1")
    assert two.lanes(1) == 4
    assert two.options(1)["ray_actor_options"] == {"num_gpus": 1}
    scaled = Placement.of({"autoscaling": {"min_replicas": 1, "max_replicas": 5}}, "model 1")
    assert scaled.lanes(1) == 5
    given = scaled.options(1)
    assert "num_replicas" not in given
    assert given["autoscaling_config"] == {"min_replicas": 1, "max_replicas": 5, "target_ongoing_requests": 1}


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({"ray": {"ingres": "here"}}, r"\[ray\] has the unknown key 'ingres'; there are ingress, address"),
        ({"ray": {"ingress": "there"}}, "ingress is 'there'; expected one of serve, here"),
        ({"ray": {"num_cpus": "2"}}, "num_cpus is '2'; expected a whole number from 0"),
        ({"ray": 3}, r"\[ray\] is 3; expected a table"),
        ({"models": {"ray": {"replicas": -1}}}, r"model 1 \(demo\): replicas is -1; expected a whole number from 0"),
        ({"models": {"ray": {"replicas": True}}}, "replicas is True; expected a whole number"),
        ({"models": {"ray": {"max_ongoing_requests": 0}}}, "max_ongoing_requests is 0; expected 1 or more"),
        ({"models": {"ray": {"ray_actor_options": {"gpus": 1}}}}, "there is no 'gpus'; there are num_cpus, num_gpus"),
        ({"models": {"ray": {"autoscaling": {"most": 3}}}}, "autoscaling of model 1 .* unknown key 'most'"),
        ({"models": {"ray": {"autoscaling": {"min_replicas": 3, "max_replicas": 2}}}}, "min_replicas is 3 and"),
        ({"models": {"ray": {"autoscaling": {"min_replicas": 1}}}}, "expected max_replicas from 1 to 64"),
        ({"models": {"ray": {"replicas": 2, "autoscaling": {"max_replicas": 3}}}}, "both given; choose one"),
    ],
)
def test_a_table_that_cannot_be_is_refused(table, says):
    given = {"models": [{"name": "demo", **table.get("models", {})}]}
    given |= {"ray": table["ray"]} if "ray" in table else {}
    with pytest.raises(ValueError, match=says):
        Config.of(given)


def test_parts_become_one_file_and_what_nobody_takes_is_removed(tmp_path):
    parts = Parts(tmp_path)
    for id, part in (("a", b"one "), ("b", b"other"), ("a", b"two")):
        parts.add(id, part)
    assert parts.take("a").read_bytes() == b"one two"
    assert parts.take("c") is None
    parts.drop()
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"one two"]


class Deployment:
    """Stands for a deployment handle: each call of ``run`` does what comes next in a list."""

    def __init__(self, *does):
        self.does, self.asked, self.told = list(does), [], []

    def options(self, stream):
        return self

    @property
    def run(self):
        return self

    def remote(self, items):
        self.asked.append([id for id, _ in items])
        return self.Stream(self.does.pop(0), items)

    class Stream:
        def __init__(self, does, items):
            self.each, self.cancelled = does(items), False

        def __aiter__(self):
            return self.each

        def cancel(self):
            self.cancelled = True


async def answers(items):
    yield []
    for id, _ in items:
        yield [("told", id, {"done": 0, "total": 0, "what": ""}), ("done", id, None, b"fine", 4, (), {})]


def dies(after):
    """Delivers so many, and then its replica is gone, as Ray tells it."""

    async def stream(items):
        from ray.exceptions import ActorDiedError

        yield []
        for id, _ in items[:after]:
            yield [("done", id, None, b"fine", 4, (), {})]
        raise ActorDiedError()

    return stream


async def fails(items):
    from ray.exceptions import RayTaskError

    yield []
    raise RayTaskError("run", "a traceback", ValueError("no"))


async def waits(items):
    await asyncio.sleep(60)
    yield []


def carried_out(tmp_path, *does, ids="abc", patience=900.0):
    """What became of each, and what was asked of the deployment."""
    from nnexplore.remote.ray.backend import RayBackend

    async def all_of_it():
        backend = RayBackend(ModelSpec("demo"), deployment, spool=tmp_path, patience=patience)
        return [one async for one in backend.run([Item(id, b"body") for id in ids])]

    deployment = Deployment(*does)
    found = asyncio.run(all_of_it())
    said = {one.id: one.refusal.code if one.refusal else one.body for one in found}
    assert len(said) == len(found)
    return said, deployment.asked


@absent
def test_what_a_dead_replica_left_is_tried_once_more_one_by_one(tmp_path, ray):
    said, asked = carried_out(tmp_path, dies(1), answers, answers)
    assert said == dict.fromkeys("abc", b"fine")
    assert asked == [["a", "b", "c"], ["b"], ["c"]]


@absent
def test_an_item_that_loses_two_replicas_is_refused_and_hurts_no_other(tmp_path, ray):
    said, asked = carried_out(tmp_path, dies(0), dies(0), answers, answers)
    assert said == {"a": "worker_lost", "b": b"fine", "c": b"fine"}
    assert asked == [["a", "b", "c"], ["a"], ["b"], ["c"]]


@absent
def test_a_replica_that_fails_is_no_lost_one_and_one_that_never_comes_is_not_waited_for(tmp_path, ray):
    assert carried_out(tmp_path, fails) == (dict.fromkeys("abc", "internal"), [["a", "b", "c"]])
    said, _ = carried_out(tmp_path, waits, patience=0.05)
    assert said == dict.fromkeys("abc", "unavailable")


# -- on a cluster ----------------------------------------------------------------------------------------------------

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
        prompts = [f"{PROMPT} {number}" + " one two" * 40 for number in range(16)]
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
        assert [entry["id"] for entry in found] == [str(number) for number in range(1, len(found) + 1)]
        assert found[-1]["event"] == "completed"
        assert "running" in [entry["event"] for entry in found]
        again = events(cluster.ada, id, last=2)
        assert [entry["id"] for entry in again] == [entry["id"] for entry in found[2:]]

    def test_a_full_queue_is_429_with_retry_after_and_what_is_cancelled_frees_its_replica(self, demo, cluster):
        long = slow(demo, 1500)  # more than a minute
        got = [posted(cluster.few, long, 0) for _ in range(8)]
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
        begun = time.monotonic()
        answers = [posted(cluster.ada, traced(demo, f"one two {number}"), 45) for number in range(4)]
        assert [answer.status_code for answer in answers] == [200] * 4
        assert time.monotonic() - begun < 45

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

        longs = [posted(cluster.ada, slow(demo, 60), 0).json()["id"] for _ in range(2)]
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
