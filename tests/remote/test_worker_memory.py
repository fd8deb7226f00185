"""Memory: a request that wants more than there is gets its code, others their results, and nothing is left behind."""

from __future__ import annotations

import sys

import psutil
import pytest
import torch

from nnexplore.graph import Builder, Inputs, Site
from nnexplore.remote import Request
from nnexplore.remote.worker.backend import ProcessBackend
from nnexplore.remote.worker.memory import MemoryGuard, available, held
from nnexplore.remote.worker.spec import ModelSpec
from tests.reference import hooked
from tests.remote.conftest import Works, outcome_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is looked at on Linux")
BLOCK = "transformer.h.1"
MOST = 1 << 30


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A worker that may hold a gibibyte, of which it needs about half."""
    spool = tmp_path_factory.mktemp("spool")
    works = Works(ProcessBackend(ModelSpec("demo"), spool=spool, threads=1, memory=MOST, log=spool.parent / "memory"))
    works.do(works.backend.start())
    yield works
    works.close()


def filling(prompt, *sizes):
    """Ones, so many numbers of four bytes each time, all of them alive at the end."""
    build = Builder()
    hidden = build.read(Site(BLOCK))
    build.save("hidden", hidden)
    made = [build.call("Tensor.new_ones", hidden, (size,)) for size in sizes]
    ends = [build.call("Tensor.__getitem__", one, (slice(-1, None),)) for one in made]  # views, which keep all of it
    build.save("ends", build.call("torch.cat", ends))
    return Request("demo", (build.graph(Inputs((prompt,))),))


def is_hidden(delivery, demo, prompt):
    with torch.no_grad():
        _, values = hooked(demo.module, dict(demo.tokenizer(prompt, return_tensors="pt")), [(BLOCK, "output")])
    return outcome_of(delivery).results[0]["hidden"].equal(values[BLOCK, "output"])


def test_what_grows_is_ended_between_two_operations_and_its_worker_lives(small, demo, prompt):
    pid = small.backend.pid
    greedy, modest = small.run(filling(prompt, *[4_000_000] * 100), filling(prompt, 1000))
    assert greedy.refusal.code == "out_of_memory"
    assert not greedy.refusal.again
    assert is_hidden(modest, demo, prompt)
    assert (small.backend.pid, small.backend.restarts) == (pid, 0)
    assert psutil.Process(pid).memory_info().rss < MOST
    (next_one,) = small.run(filling(prompt, 4_000_000))
    assert is_hidden(next_one, demo, prompt)


def test_what_grows_in_one_operation_takes_its_worker_along_and_nobody_else(small, demo, prompt):
    """What the worker was writing goes with it: here, made by hand, half a result of its own and one of another's."""
    pid, restarts, left = small.backend.pid, small.backend.restarts, []

    def hear(id, how):
        if not left:
            names = (f"{pid}-{small.backend._batches}-a.result.part", f"{pid}0-{small.backend._batches}-a.result.part")
            left.extend(small.backend.spool / name for name in names)
            for path in left:
                path.write_bytes(b"half")

    greedy, modest = small.run(filling(prompt, 700_000_000), filling(prompt, 1000), told=hear)
    assert greedy.refusal.code == "out_of_memory"
    assert is_hidden(modest, demo, prompt)
    assert not psutil.pid_exists(pid)
    assert small.backend.restarts > restarts
    assert [path.exists() for path in left] == [False, True]
    left[1].unlink()
    assert is_hidden(small.run(filling(prompt, 1000))[0], demo, prompt)


def test_what_this_process_holds_and_the_machine_has():
    before, (free, total) = held(), available()
    assert abs(before - psutil.Process().memory_info().rss) < 64 << 20
    assert free <= total <= psutil.virtual_memory().total
    block = torch.ones(32 << 20)
    assert held() - before > 100 << 20
    guard = MemoryGuard(2 * held())
    assert guard.part() == pytest.approx(0.5, abs=0.1)
    del block


def test_what_is_free_below_something_small_goes_back_to_the_machine():
    """Blocks of this size lie in the heap of the C library, which gives back only its upper end."""
    before = held()
    blocks = [torch.ones(25_000) for _ in range(3000)]
    above = torch.ones(25_000)
    del blocks
    guard = MemoryGuard(before + (100 << 20))
    assert guard.relieved()
    assert held() - before < 100 << 20
    assert above.all()
