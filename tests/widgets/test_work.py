"""Jobs: short ones at once, long ones in the background, with progress and cancel."""

import threading
import time

import pytest
import torch

from nnexplore import Workspace
from nnexplore.widgets import LogitLens
from nnexplore.widgets._work import CancelledError, Job, Worker, current, progress, watched, worker

FRANCE, ITALY = "The capital of France is", "The capital of Italy is"
EIFFEL = "The Eiffel Tower is in the city of"


def wait(check, seconds=20):
    end = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_short_job_is_over_when_do_comes_back():
    done = []
    Worker().do(Job(lambda: done.append(threading.current_thread().name), done.append))
    assert done == ["nnexplore"]


def test_a_long_job_goes_on_and_tells_how_far_it_is():
    told, go = [], threading.Event()

    def work():
        go.wait()
        for number in range(20):
            progress(number, 20, f"step {number}")
            time.sleep(0.05)

    job = Job(work, told.append)
    began = time.monotonic()
    worker.do(job)
    assert time.monotonic() - began < 2
    assert not job.over.is_set()
    go.set()
    wait(job.over.is_set)
    assert told[-1] == {}
    assert 0 < told[0]["done"] < 20
    assert told[0]["total"] == 20
    assert current() is None


def test_cancel_ends_a_job_where_it_says_how_far_it_is():
    ended, go = [], threading.Event()

    def work():
        go.wait()
        try:
            progress(1, 2)
        except CancelledError as error:
            ended.append(str(error))

    job = Job(work, ended.append)
    worker.do(job)
    job.cancelled = True
    go.set()
    wait(job.over.is_set)
    assert ended == ["cancelled: what you see is as it was before"]


def test_clicks_made_during_a_long_job_are_answered_in_its_midst():
    order, go = [], threading.Event()

    def work():
        order.append("begin")
        go.wait()
        progress(1, 2)
        order.append("end")

    job, click = Job(work, lambda _: None), Job(lambda: order.append("click"), lambda _: None)
    worker.do(job)
    worker.do(click)
    assert order == ["begin"]
    go.set()
    wait(job.over.is_set)
    assert order == ["begin", "click", "end"]


def test_a_job_that_fails_does_not_end_the_thread(capsys):
    own, done = Worker(), []

    def fail():
        raise RuntimeError("no answer could be sent")

    own.do(Job(fail, done.append))
    own.do(Job(lambda: done.append("next"), done.append))
    assert done == ["next"]
    assert "no answer could be sent" in capsys.readouterr().err


def test_a_watched_model_gives_the_same_numbers_and_keeps_no_hook(demo):
    inputs = torch.tensor([demo.tokenizer("The capital of France is")["input_ids"]])
    expected = demo.module(inputs).logits
    hooks = [len(module._forward_pre_hooks) for module in demo.module.modules()]
    with watched(demo):
        assert demo.module(inputs).logits.equal(expected)
    assert [len(module._forward_pre_hooks) for module in demo.module.modules()] == hooks


def test_progress_by_layer_and_a_cancelled_change_is_taken_back(demo, monkeypatch):
    """A slow block makes a click long; after "cancel" edits, view and model are what they were."""
    lens = LogitLens(demo, "The capital of France is")
    told, sent = [], []
    lens.observe(lambda change: told.append(change["new"]), names=["_progress"])
    monkeypatch.setattr(lens, "send", lambda content, buffers=None: sent.append(content))
    before = lens._screen
    blocks = [demo.module.get_submodule(path) for path in demo.anatomy.blocks]
    slow = [block.register_forward_hook(lambda *_: time.sleep(0.5)) for block in blocks]
    message = {"kind": "patch", "id": "1", "layer": 0, "position": 1, "edit": "zero"}
    lens._receive(lens, message, [])
    assert sent == []  # not over
    wait(lambda: told)
    assert told[0]["text"].startswith("layer ")
    assert told[0]["total"] == len(demo.anatomy.blocks)
    lens._receive(lens, {"kind": "cancel", "id": "2"}, [])
    wait(lambda: len(sent) == 2)
    for hook in slow:
        hook.remove()
    assert lens.workspace.edits == ()
    assert lens._screen["edits"] == before["edits"]
    assert "cancelled" in lens._error["message"]
    assert lens._progress == {}
    lens._receive(lens, message, [])
    assert len(lens.workspace.edits) == 1
    assert lens._error == {}


def test_a_click_while_a_block_of_the_users_is_open(demo):
    """The click's runs are in a thread of their own; neither run sees the other's values."""
    lens = LogitLens(demo, FRANCE, ITALY)
    patched = Workspace(demo, FRANCE, ITALY)
    patched.copy("resid_post", -1, position=3)
    alone = Workspace(demo, EIFFEL).logits()
    with demo.trace(EIFFEL):
        first = demo.layers[0].output.clone()
        lens._receive(lens, {"kind": "patch", "id": "1", "layer": -1, "position": 3, "edit": "copy"}, [])
        last = demo.layers[3].output.clone()
        logits = demo.output.logits
    assert first.shape == last.shape
    torch.testing.assert_close(logits[0], alone, rtol=0, atol=1e-5)
    torch.testing.assert_close(lens.workspace.logits(), patched.logits(), rtol=0, atol=1e-5)
    assert lens._error == {}


@pytest.fixture(autouse=True)
def _idle(background):
    yield
    done = threading.Event()
    worker.do(Job(done.set, lambda _: None))
    wait(done.is_set)
