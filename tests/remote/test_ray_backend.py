"""What the part for Ray does without a cluster: its configuration, its parts, and replicas that die, played by hand."""

import asyncio
import subprocess
import sys
import warnings

import pytest

from nnexplore.remote.ray.config import Placement
from nnexplore.remote.ray.parts import Parts
from nnexplore.remote.service.config import Config
from nnexplore.remote.worker.item import Item
from nnexplore.remote.worker.spec import ModelSpec
from tests.remote.test_ray import CONFIG, absent

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


@absent
def test_a_serve_config_file_names_the_application_and_its_configuration(tmp_path, ray):
    from ray.serve._private.api import call_user_app_builder_with_args_if_necessary as built

    from nnexplore.remote.ray.serve import application, http_options, name_of, rooted, with_lanes

    (tmp_path / "server.toml").write_text(CONFIG.format(port=8123, temp="/tmp/nr"))
    assert isinstance(built(application, {"config": str(tmp_path / "server.toml")}), ray.serve.Application)
    with pytest.raises(ValueError, match=r"args of the application are \['konfig'\]; expected config"):
        built(application, {"konfig": "server.toml"})
    config = rooted(Config.load(tmp_path / "server.toml"))
    assert config.spool == (tmp_path / "spool").resolve()
    assert http_options(config) == {"host": "127.0.0.1", "port": 8123, "keep_alive_timeout_s": 30}
    assert [entry.workers for entry in with_lanes(config).models] == [2]
    assert name_of(ModelSpec("meta-llama/Llama-3.1"), 3) == "model-3-meta-llama-Llama-3-1"
