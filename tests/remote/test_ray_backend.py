"""What the part for Ray does without a cluster: its configuration, its parts, and replicas that die, played by hand."""

import asyncio
import copy
import importlib
import json
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
import torch
import yaml

from nnexplore.remote.ray import replica
from nnexplore.remote.ray.backend import RayBackend
from nnexplore.remote.ray.config import Placement
from nnexplore.remote.ray.parts import Parts
from nnexplore.remote.ray.replica import Replica
from nnexplore.remote.ray.room import lacking
from nnexplore.remote.ray.serve import APP, application, deployed, http_options, name_of, rooted, with_lanes
from nnexplore.remote.service.config import Config
from nnexplore.remote.worker.item import Delivery, Item
from nnexplore.remote.worker.spec import ModelSpec
from tests.remote.serving import PROMPT, outcome, traced
from tests.remote.test_ray import CONFIG, needs_ray

DEPLOY = Path(__file__).parents[2] / "deploy"
WITHOUT = [f"nnexplore.remote.service.{name}" for name in ("app", "commands", "config", "serve", "service")]
WITHOUT += [f"nnexplore.remote.ray.{name}" for name in ("backend", "config", "replica", "serve")]


@pytest.fixture(scope="module")
def ray():
    """Ray in this process; its own import warns of its own use of pydantic."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import ray.serve

    return ray


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
        ({"models": {"ray": {"ray_actor_options": {"gpus": 1}}}}, "unknown key 'gpus'; there are num_cpus, num_gpus"),
        (
            {"models": {"ray": {"ray_actor_options": {"num_cpus": "two"}}}},
            "num_cpus is 'two'; expected a number from 0",
        ),
        (
            {"ray": {"ray_actor_options": {"resources": {"disk": "1"}}}},
            r"resources in .*: disk is '1'; expected a number",
        ),
        ({"models": {"ray": {"replicas": 65}}}, "replicas is 65; expected 64 at most"),
        ({"models": {"ray": {"autoscaling": {"max_replicas": 3, "initial_replicas": 4}}}}, "is 4; expected 1 to 3"),
        ({"models": {"ray": {"autoscaling": {"max_replicas": 3, "target_ongoing_requests": 0}}}}, "requests is 0"),
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


def test_what_a_cluster_does_not_have_is_told_before_it_is_waited_for():
    def lack(has, **ray):
        return lacking(Config.of({"models": [{"name": "demo", "ray": ray}, {"name": "other"}]}), has)

    assert lack({"CPU": 2.0}) == ""
    assert lack({"CPU": 2.0}, replicas=3, ray_actor_options={"num_cpus": 1 / 3}) == ""
    assert lack({"CPU": 2.0}, replicas=2).startswith(
        "the cluster has 2 CPU, and 3 are asked for (demo: 2 × 1, other: 1 × 1); ask for less in"
    )
    assert lack({"CPU": 2.0}, autoscaling={"max_replicas": 9}) == ""  # they come if there is room
    assert "3 are asked for" in lack({"CPU": 2.0}, autoscaling={"min_replicas": 2, "max_replicas": 9})
    assert "has 0 GPU, and 1 are asked for (demo: 1 × 1)" in lack({"CPU": 9.0}, ray_actor_options={"num_gpus": 1})
    ingress = {"ray_actor_options": {"resources": {"ingress": 1}}}
    for where, says in (("serve", "0 ingress, and 1 are asked for (the ingress: 1 × 1)"), ("here", "")):
        config = Config.of({"models": [{"name": "demo"}], "ray": {"ingress": where, **ingress}})
        assert says in lacking(config, {"CPU": 2.0})
        assert bool(lacking(config, {"CPU": 2.0})) == bool(says)


def test_parts_become_one_file_and_what_nobody_takes_is_removed(tmp_path):
    parts = Parts(tmp_path)
    for id, part in (("a", b"one "), ("b", b"other"), ("a", b"two")):
        parts.add(id, part)
    assert parts.take("a").read_bytes() == b"one two"
    assert parts.take("c") is None
    parts.drop()
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"one two"]


@pytest.mark.parametrize("most", [1, 9])
def test_the_file_of_a_large_result_goes_also_where_its_parts_are_not_all_taken(tmp_path, monkeypatch, most):
    monkeypatch.setattr(replica, "PART", 4)
    (tmp_path / "result").write_bytes(b"one two three")

    class Held:
        async def start(self):
            pass

        async def run(self, items, told):
            yield Delivery("a", None, None, tmp_path / "result", 13)

    async def taken():
        made = Unserved.__new__(Unserved)
        made._backend, made._going, made._early = Held(), set(), []
        stream, found = made.run([("a", b"body")]), []
        async for messages in stream:
            found += messages
            if len(found) == most:
                break
        await stream.aclose()
        return found

    found = asyncio.run(taken())
    assert [one[:3] for one in found[:4]] == [("part", "a", part) for part in (b"one ", b"two ", b"thre", b"e")][:most]
    assert not list(tmp_path.iterdir())


class Deployment:
    """Stands for a deployment handle: each call of ``run`` does what comes next in a list."""

    def __init__(self, *does):
        self.does, self.asked, self.told = list(does), [], []

    def options(self, stream):
        return self

    def broadcast(self, name, id):
        self.told.append((name, id))
        return self

    async def results_async(self, timeout_s):
        return []

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

    async def all_of_it():
        backend = RayBackend(ModelSpec("demo"), deployment, spool=tmp_path, patience=patience)
        return [one async for one in backend.run([Item(id, b"body") for id in ids])]

    deployment = Deployment(*does)
    found = asyncio.run(all_of_it())
    said = {one.id: one.refusal.code if one.refusal else one.body for one in found}
    assert len(said) == len(found)
    return said, deployment.asked


def test_all_replicas_hear_of_a_cancellation_and_once_more_when_one_begins_with_the_item(tmp_path):
    async def tells(items):
        yield []
        for done in range(5):
            yield [("told", "a", {"done": done, "total": 5, "what": ""})]
        yield [("done", "a", {"error": {"code": "cancelled", "message": "the job was cancelled"}}, None, 0, (), {})]

    async def all_of_it():
        backend = RayBackend(ModelSpec("demo"), deployment, spool=tmp_path)
        heard = []
        deployment.does.append(cancelling(backend))
        stream = backend.run([Item("a", b"body")], lambda id, how: heard.append(how["done"]))
        return heard, [one.refusal.code async for one in stream]

    def cancelling(backend):
        async def stream(items):
            async for messages in tells(items):
                if messages and messages[0][0] == "told" and messages[0][2]["done"] == 1:
                    await backend.cancel("a")
                    await backend.cancel("of another")
                yield messages
                await asyncio.sleep(0)

        return stream

    deployment = Deployment()
    assert asyncio.run(all_of_it()) == ([0], ["cancelled"])
    assert deployment.told == [("cancel", "a")] * 2


@needs_ray
def test_what_a_dead_replica_left_is_tried_once_more_one_by_one(tmp_path, ray):
    said, asked = carried_out(tmp_path, dies(1), answers, answers)
    assert said == dict.fromkeys("abc", b"fine")
    assert asked == [["a", "b", "c"], ["b"], ["c"]]


@needs_ray
def test_an_item_that_loses_two_replicas_is_refused_and_hurts_no_other(tmp_path, ray):
    said, asked = carried_out(tmp_path, dies(0), dies(0), answers, answers)
    assert said == {"a": "worker_lost", "b": b"fine", "c": b"fine"}
    assert asked == [["a", "b", "c"], ["a"], ["b"], ["c"]]


@needs_ray
def test_a_replica_that_fails_is_no_lost_one_and_one_that_never_comes_is_not_waited_for(tmp_path, ray):
    assert carried_out(tmp_path, fails) == (dict.fromkeys("abc", "internal"), [["a", "b", "c"]])
    said, _ = carried_out(tmp_path, waits, patience=0.05)
    assert said == dict.fromkeys("abc", "unavailable")


@needs_ray
def test_a_serve_config_file_names_the_application_and_its_configuration(tmp_path, ray):
    from ray.serve._private.api import call_user_app_builder_with_args_if_necessary as built

    (tmp_path / "server.toml").write_text(CONFIG.format(port=8123, temp="/tmp/nr"))
    assert isinstance(built(application, {"config": str(tmp_path / "server.toml")}), ray.serve.Application)
    with pytest.raises(ValueError, match=r"args of the application are \['konfig'\]; expected config"):
        built(application, {"konfig": "server.toml"})
    config = rooted(Config.load(tmp_path / "server.toml"))
    assert config.spool == (tmp_path / "spool").resolve()
    assert http_options(config) == {"host": "127.0.0.1", "port": 8123, "keep_alive_timeout_s": 30}
    assert [entry.workers for entry in with_lanes(config).models] == [2]
    assert name_of(ModelSpec("meta-llama/Llama-3.1"), 3) == "model-3-meta-llama-Llama-3-1"


@needs_ray
def test_each_model_has_the_machines_that_its_table_says_and_goes_there_whole(ray):
    table = {
        "name": "big",
        "source": "org/big",
        "dtype": "bfloat16",
        "device_map": {"": "cuda:0"},
        "options": {"attn_implementation": "eager"},
        "limits": {"seconds": 7.0},
        "ray": {"replicas": 3, "ray_actor_options": {"num_cpus": 4, "num_gpus": 2}},
    }
    (entry, plain) = Config.of({"models": [table, {"name": "demo", "workers": 2}]}).models
    found = deployed(entry, 0)._bound_deployment
    assert (found.name, found.num_replicas) == ("model-0-big", 3)
    assert {name: found.ray_actor_options[name] for name in ("num_cpus", "num_gpus")} == {"num_cpus": 4, "num_gpus": 2}
    assert ModelSpec.of(found.init_args[0]) == entry.spec
    assert entry.spec.device_map == {"": "cuda:0"}
    found = deployed(plain, 1)._bound_deployment
    assert (found.name, found.num_replicas, found.ray_actor_options["num_cpus"]) == ("model-1-demo", 2, 1)


def in_double(demo):
    """The output of a block for the prompt, by a bare hook on the model in float64."""
    found, module = [], copy.deepcopy(demo.module).double()
    module.transformer.h[1].register_forward_hook(lambda _, __, out: found.append(out))
    with torch.no_grad():
        module(**demo.tokenizer(PROMPT, return_tensors="pt"))
    return found[0]


class Unserved(Replica):
    """Ray Serve awaits ``__del__``; Python alone would only call it."""

    def __del__(self):
        pass


class TestReplica:
    """A replica as it is, with its worker process; only Ray is not there to speak to it."""

    pytestmark = pytest.mark.slow

    def test_it_opens_its_model_as_told_carries_out_and_knows_what_was_cancelled_before_it_came(self, demo):
        spec = ModelSpec("demo", dtype="float64", device_map="cpu")
        (first, messages), cancelled = asyncio.run(self.spoken_to(spec, traced(demo)))
        assert first == []
        assert [one[:3] for one in messages if one[0] == "done"] == [("done", "a", None)]
        assert messages[0][:2] == ("told", "a")
        found = outcome(messages[-1][3]).results[0]["hidden"]
        assert found.dtype == torch.float64
        torch.testing.assert_close(found, in_double(demo), rtol=0, atol=1e-12)
        assert [(one[1], one[2]["error"]["code"]) for one in cancelled] == [("b", "cancelled")]

    async def spoken_to(self, spec, body):
        made = Unserved.__new__(Unserved)
        await made.__init__(spec.to_json())
        try:
            assert (await made.describe())["description"]["dtype"] == "float64"
            first, *rest = [messages async for messages in made.run([("a", body)])]
            await made.cancel("b")
            _, *cancelled = [messages async for messages in made.run([("b", body)])]
        finally:
            await Replica.__del__(made)
        return (first, [one for messages in rest for one in messages]), [one for each in cancelled for one in each]


def manifest():
    """The documents of the manifest for Kubernetes, by kind."""
    return {one["kind"]: one for one in yaml.safe_load_all((DEPLOY / "rayservice.yaml").read_text())}


def test_the_manifest_says_to_kubernetes_to_serve_and_to_the_server_the_same(tmp_path):
    found = manifest()
    spec = found["RayService"]["spec"]
    said, cluster = yaml.safe_load(spec["serveConfigV2"]), spec["rayClusterConfig"]
    (tmp_path / "server.toml").write_text(found["ConfigMap"]["data"]["server.toml"])
    config = Config.load(tmp_path / "server.toml")
    assert said["http_options"] == http_options(config)
    (app,) = said["applications"]
    assert (app["name"], app["route_prefix"]) == (APP, "/")
    assert getattr(importlib.import_module(app["import_path"].partition(":")[0]), app["import_path"].partition(":")[2])
    head, worker = cluster["headGroupSpec"], cluster["workerGroupSpecs"][0]
    (one,), (other,) = (group["template"]["spec"]["containers"] for group in (head, worker))
    places = [{mount["mountPath"] for mount in pod["volumeMounts"]} for pod in (one, other)]
    assert all(str(Path(app["args"]["config"]).parent) in mounts for mounts in places)  # it is built on any of them
    assert {str(config.tokens.parent), str(config.spool.parent)} <= places[0]
    given = json.loads(json.loads(head["rayStartParams"]["resources"]))
    assert given == config.cluster.ray_actor_options["resources"]
    assert said["proxy_location"] == "HeadOnly"
    assert other["readinessProbe"]["httpGet"]["port"] == 52365  # KubeRay's own would ask each for the proxy


def test_the_configuration_for_a_cluster_is_one():
    config = Config.load(DEPLOY / "ray_server.toml").override({"ray": True})
    assert (config.cluster.address, [entry.placement.lanes(1) for entry in config.models]) == ("auto", [2, 4])


@needs_ray
def test_ray_takes_the_serve_config_of_the_manifest(ray):
    from ray.serve.schema import ServeDeploySchema

    said = yaml.safe_load(manifest()["RayService"]["spec"]["serveConfigV2"])
    assert ServeDeploySchema.model_validate(said).applications[0].args == {"config": "/etc/nnexplore/server.toml"}
