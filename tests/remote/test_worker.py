"""A real worker in a process of its own: equal to plain hooks, killed, restarted, and no zombie left."""

from __future__ import annotations

import io
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
import torch

import nnexplore
from nnexplore.graph import Builder, Inputs, Site
from nnexplore.models.anatomy import Absent
from nnexplore.remote import Limits, Refusal, Request
from nnexplore.remote.worker.anatomy_json import anatomy_of, anatomy_to_json, probe_of, probe_to_json
from nnexplore.remote.worker.backend import ProcessBackend
from nnexplore.remote.worker.description import describe
from nnexplore.remote.worker.frames import Frame, receive
from nnexplore.remote.worker.loading import load_model
from nnexplore.remote.worker.spec import ModelSpec
from tests.reference import hooked
from tests.remote.conftest import Works, outcome_of
from tests.tiny import tiny

BLOCK = "transformer.h.1"


def reading(prompt, *, position=-1, name="hidden", path=BLOCK):
    build = Builder()
    hidden = build.read(Site(path))
    build.save(name, build.call("Tensor.__getitem__", hidden, (slice(None), position)))
    return Request("demo", (build.graph(Inputs((prompt,))),))


def whole(prompt, path="lm_head"):
    build = Builder()
    build.save("whole", build.read(Site(path)))
    return Request("demo", (build.graph(Inputs((prompt,))),))


def multiplying(prompt, products, size=600):
    """A hundredth of a second for each product, as operations of their own; it may go with others."""
    build = Builder()
    square = build.constant(torch.eye(size))
    for _ in range(products):
        square = build.call("Tensor.matmul", square, square)
    build.save("corner", build.call("Tensor.__getitem__", square, (0, 0)))
    build.save("hidden", build.read(Site(BLOCK)))
    return Request("demo", (build.graph(Inputs((prompt,))),))


def stuck(prompt):
    """One operation that takes half a minute at least."""
    build = Builder()
    build.save("hidden", build.read(Site(BLOCK)))
    square = build.constant(torch.eye(2000))
    build.save("power", build.call("Tensor.matrix_power", square, (1 << 60) - 1))
    return Request("demo", (build.graph(Inputs((prompt,))),))


def hidden_of(demo, prompt, position=-1):
    with torch.no_grad():
        _, values = hooked(demo.module, dict(demo.tokenizer(prompt, return_tensors="pt")), [(BLOCK, "output")])
    return values[BLOCK, "output"][:, position]


# -- a worker that does its work -------------------------------------------------------------------------------------


def test_a_worker_gives_what_plain_hooks_give_though_its_process_prints(works, demo, prompt):
    (delivery,) = works.run(reading(prompt))
    assert delivery.refusal is None
    assert delivery.names == (("hidden",),)
    assert outcome_of(delivery).results[0]["hidden"].equal(hidden_of(demo, prompt))
    assert works.heard[0] == ("0", 0, "begun")
    log = works.backend._log.read_text()
    assert all(said in log for said in ("a line that nobody asked for", "bytes past Python", "and a child"))


def test_of_eight_requests_one_bad_one_hurts_nobody(works, demo, prompt):
    requests = [reading(prompt, position=at) for at in range(8)]
    requests[3] = reading(prompt, position=999)
    deliveries = works.run(*requests)
    assert deliveries[3].refusal.code == "not_possible"
    for at, delivery in enumerate(deliveries):
        if at != 3:
            torch.testing.assert_close(
                outcome_of(delivery).results[0]["hidden"], hidden_of(demo, prompt, at), rtol=1e-4, atol=1e-5
            )


def test_bytes_that_are_no_request_are_refused_and_the_others_go_on(works, demo, prompt):
    class Broken:
        def to_bytes(self):
            return b"nonsense"

    broken, good = works.run(Broken(), reading(prompt))
    assert broken.refusal.code == "malformed"
    assert outcome_of(good).results[0]["hidden"].equal(hidden_of(demo, prompt))


def test_results_travel_in_the_dtype_that_is_asked_for(works, demo, prompt):
    asked = reading(prompt)
    (delivery,) = works.run(Request("demo", asked.graphs, dtype="float16"))
    assert outcome_of(delivery).results[0]["hidden"].equal(hidden_of(demo, prompt).half())


def test_large_results_are_files_and_a_full_disk_is_said_to_be_one(works, demo, prompt):
    text = " ".join([prompt] * 6)
    (delivery,) = works.run(whole(text))
    assert delivery.body is None
    assert delivery.path.parent == works.backend.spool
    assert delivery.path.stat().st_size == delivery.size > 1 << 16
    logits = demo.module(**demo.tokenizer(text, return_tensors="pt")).logits
    assert outcome_of(delivery).results[0]["whole"].equal(logits)
    delivery.path.unlink()
    limits = resource.prlimit(works.backend.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(works.backend.pid, resource.RLIMIT_FSIZE, (1 << 14, limits[1]))
    try:
        (delivery,) = works.run(whole(text))
        assert delivery.refusal.code == "no_space"
        assert list(works.backend.spool.iterdir()) == []
    finally:
        resource.prlimit(works.backend.pid, resource.RLIMIT_FSIZE, limits)
    assert works.run(reading(prompt))[0].refusal is None


def test_the_description_is_that_of_the_model(works, demo):
    found = json.loads(json.dumps(works.backend.description))
    assert found == json.loads(json.dumps(describe(demo, works.backend.spec)))
    assert found["parameters"] == sum(one.numel() for one in demo.module.parameters())
    assert (found["layers"], found["dtype"], found["config"]["n_layer"]) == (4, "float32", 4)
    assert "tokenizer.json" in found["tokenizer"]
    assert str(Path(nnexplore.__file__).parent) not in json.dumps(found)
    assert anatomy_of(found["anatomy"]) == demo.anatomy
    assert probe_of(found["probe"]) == demo.probe


# -- one that is stopped ---------------------------------------------------------------------------------------------


def test_what_is_cancelled_ends_between_two_operations_and_the_others_go_on(works, demo, prompt):
    first = works.backend.pid

    def cancel(id, how):
        if id == "0" and how["what"] == "begun":
            works.loop.create_task(works.backend.cancel("0"))

    cancelled, good = works.run(multiplying(prompt, 3000), reading(prompt, position=0), told=cancel)
    assert cancelled.refusal.code == "cancelled"
    torch.testing.assert_close(outcome_of(good).results[0]["hidden"], hidden_of(demo, prompt, 0))
    assert (works.backend.pid, works.backend.restarts) == (first, 0)


def test_what_dies_with_a_worker_is_tried_once_more(works, demo, prompt):
    """Three go together. One is cancelled, and the worker, which does not listen, is killed for it. Of the others,
    each alone, one comes through; at the other the worker dies again."""
    first, begun = works.backend.pid, []

    def hear(id, how):
        if how["what"] != "begun":
            return
        begun.append(id)
        if begun == ["0"]:
            os.kill(works.backend.pid, signal.SIGSTOP)
            works.loop.create_task(works.backend.cancel("0"))
        if begun.count("2") == 2:
            works.limit(seconds=2)  # from the next start on
            os.kill(works.backend.pid, signal.SIGKILL)

    endless, short = multiplying(prompt, 3000), multiplying(prompt, 20)
    cancelled, saved, lost = works.run(endless, short, endless, told=hear)
    assert begun == ["0", "1", "2", "1", "2"]
    assert cancelled.refusal.code == "cancelled"
    assert not psutil.pid_exists(first)
    assert lost.refusal.code == "worker_lost"
    assert lost.refusal.again
    found = outcome_of(saved).results[0]
    assert found["corner"] == 1
    assert found["hidden"][:, -1].equal(hidden_of(demo, prompt))
    assert works.run(reading(prompt))[0].refusal is None
    assert works.backend.restarts == 2


def test_what_does_not_stop_in_time_is_killed(works, prompt):
    before = works.backend.pid
    start = time.monotonic()
    (delivery,) = works.run(stuck(prompt))
    assert delivery.refusal.code == "timeout"
    assert 2 <= time.monotonic() - start < 20
    assert not psutil.pid_exists(before)
    works.do(works.backend.stop())
    assert works.backend.state == "cold"
    assert works.backend.pid is None


def test_a_model_that_does_not_load_says_why(tmp_path):
    spec = ModelSpec("missing", source=str(tmp_path / "nothing"))
    with pytest.raises(Refusal, match="the model 'missing' does not load") as caught:
        load_model(spec)
    assert caught.value.code == "unavailable"
    assert str(tmp_path) not in caught.value.message


def test_a_worker_that_cannot_start_says_so_and_leaves_no_process(tmp_path, prompt):
    before = set(psutil.Process().children())
    works = Works(ProcessBackend(ModelSpec("demo"), spool=tmp_path, start_seconds=0.2, log=tmp_path / "log"))
    with pytest.raises(Refusal, match=r"did not load within 0\.2 seconds"):
        works.do(works.backend.start())
    assert works.backend.state == "cold"
    (delivery,) = works.run(reading(prompt))
    assert delivery.refusal.code == "unavailable"
    works.close()
    assert set(psutil.Process().children()) <= before


PARENT = """
import os, subprocess, sys, time
words = [sys.executable, "-m", "nnexplore.remote.worker.worker", "--spool", sys.argv[1], "--parent", str(os.getpid())]
worker = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print(worker.pid, flush=True)
time.sleep(600)
"""


def test_a_worker_ends_with_its_parent_however_that_ends(tmp_path):
    root = str(Path(nnexplore.__file__).parents[1])
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)], stdout=subprocess.PIPE, cwd=root, stderr=subprocess.DEVNULL
    )
    worker = psutil.Process(int(parent.stdout.readline()))
    assert worker.is_running()
    parent.kill()
    parent.wait()
    parent.stdout.close()
    _, alive = psutil.wait_procs([worker], timeout=60)
    assert not alive


# -- the small parts -------------------------------------------------------------------------------------------------


def test_frames_come_back_as_they_were_and_what_is_cut_off_is_the_end():
    frames = [Frame({"kind": "a", "n": 1}, b"xyz"), Frame({"kind": "b"})]
    data = b"".join(frame.to_bytes() for frame in frames)
    stream = io.BytesIO(data)
    assert [receive(stream), receive(stream), receive(stream)] == [*frames, None]
    for size in range(len(frames[0].to_bytes())):
        assert receive(io.BytesIO(data[:size])) is None
    with pytest.raises(ValueError, match="no frame"):
        receive(io.BytesIO(b"x" * 40))
    with pytest.raises(ValueError, match="JSON"):
        Frame({"kind": "a", "x": float("nan")}).to_bytes()


@pytest.mark.parametrize("kind", ["gpt2", "llama", "gemma2", "opt", "mamba", "falcon"])
def test_anatomy_and_probe_come_back_as_they_were(kind):
    model = tiny(kind)
    assert anatomy_of(json.loads(json.dumps(anatomy_to_json(model.anatomy)))) == model.anatomy
    probe = probe_of(json.loads(json.dumps(probe_to_json(model.probe))))
    assert probe == model.probe
    assert repr(probe) == repr(model.probe)
    assert all(type(block) is type(other) for block, other in zip(probe.blocks, model.probe.blocks, strict=True))
    if kind == "mamba":
        assert isinstance(probe.blocks[0].attn_out, Absent)


@pytest.mark.parametrize(
    "wrong", [None, {}, [], {"embed": 3}, {"embed": "a", "layers": "b", "norm": 1, "unembed": "c"}]
)
def test_an_anatomy_that_is_none_is_refused(wrong):
    with pytest.raises(Refusal, match="the server's anatomy is malformed"):
        anatomy_of(wrong)
    with pytest.raises(Refusal, match="the server's probe is malformed"):
        probe_of(wrong)


def test_a_spec_comes_from_a_config_file():
    spec = ModelSpec.of(
        {"name": "gpt2", "source": "openai-community/gpt2", "dtype": "float16", "limits": {"seconds": 9}}
    )
    assert (spec.source, spec.dtype, spec.limits) == ("openai-community/gpt2", "float16", Limits(seconds=9))
    assert ModelSpec.of(json.loads(json.dumps(spec.to_json()))) == spec
    assert ModelSpec("demo").source == "demo"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "a model needs a name"),
        ({"name": "a", "colour": 1}, "has no field colour; there are name, source"),
        ({"name": 3}, "its name is 3; expected str"),
        ({"name": "a b"}, "named with letters, digits"),
        ({"name": "a", "dtype": "int8"}, "its dtype is 'int8'; one of auto, float32"),
        ({"name": "a", "weights": "yes"}, "its weights is 'yes'; expected bool"),
        ({"name": "a", "limits": {"second": 1}}, "there is no limit second"),
        ({"name": "a", "limits": 3}, "expected a table"),
        ({"name": "a", "options": {"trust_remote_code": True}}, "trust_remote_code cannot be given: it would run code"),
        ({"name": "a", "options": {"use_safetensors": False}}, "reads safetensors only"),
    ],
)
def test_a_spec_that_cannot_be_is_refused(given, message):
    with pytest.raises(ValueError, match=message):
        ModelSpec.of(given)


def test_a_model_is_loaded_from_a_folder_of_safetensors_and_of_nothing_else(tmp_path, prompt):
    model = tiny("llama")
    safe, pickled = tmp_path / "safe", tmp_path / "pickled"
    for folder in (safe, pickled):
        model.module.save_pretrained(folder)
        model.tokenizer.save_pretrained(folder)
    loaded = load_model(ModelSpec("llama", source=str(safe), dtype="float32"))
    assert not loaded.module.training
    ids = dict(model.tokenizer(prompt, return_tensors="pt"))
    assert loaded.module(**ids).logits.equal(model.module(**ids).logits)
    assert str(tmp_path) not in json.dumps(describe(loaded, ModelSpec("llama", source=str(safe))))
    torch.save(model.module.state_dict(), pickled / "pytorch_model.bin")
    (pickled / "model.safetensors").unlink()
    with pytest.raises(Refusal, match="the model 'llama' does not load"):
        load_model(ModelSpec("llama", source=str(pickled)))
