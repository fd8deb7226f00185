"""What goes wrong beside the jobs: disks that refuse, small leaks, time limits; and what small requests are spared."""

import asyncio
import socket
import sys
import threading
import time

import pytest

from nnexplore.remote import Limits, Refusal
from nnexplore.remote.service import service as service_module
from nnexplore.remote.service import steward
from nnexplore.remote.service.config import Config
from nnexplore.remote.service.job import Job
from nnexplore.remote.service.serve import _listen
from nnexplore.remote.service.service import Service
from nnexplore.remote.time_limit import TimeLimit
from nnexplore.remote.worker.item import Delivery
from tests.remote.serving import ended, paced, submitted, traced


def live(work, demo, folder, **given):
    """What ``work(service, backend)`` gives, in a loop of its own, while the service runs."""

    async def life():
        service, backend = paced(demo, folder, **given)
        await service.start()
        try:
            return await work(service, backend)
        finally:
            await service.stop()

    return asyncio.run(asyncio.wait_for(life(), 60))


def test_a_result_for_which_there_is_no_room_is_not_left_behind(demo, tmp_path):
    async def work(service, backend):
        backend.gate.clear()
        job = await submitted(service, traced(demo))
        file = service.spool.work / "1-1-abc.result"
        file.write_bytes(bytes(5000))
        await service._delivered(job, Delivery(job.id, None, None, file, 5000))
        backend.gate.set()
        return job.error.code, list(service.spool.work.iterdir())

    assert live(work, demo, tmp_path, spool_bytes=1000) == ("no_space", [])


def test_who_comes_again_while_the_first_attempt_is_being_given_up_gets_a_job_of_its_own(demo, tmp_path):
    async def work(service, backend):
        backend.gate.clear()
        body = traced(demo)
        first = await submitted(service, body, key="again")
        same = await submitted(service, body, key="again")
        again = asyncio.ensure_future(submitted(service, body, key="again"))  # its digest is still being made
        await asyncio.sleep(0)
        await service.cancel(first)
        second = await again
        third = await submitted(service, body, key="again")
        backend.gate.set()
        await ended(second)
        return same is first, first.state, second.state, third is second

    assert live(work, demo, tmp_path) == (True, "cancelled", "completed", True)


def test_the_house_is_kept_though_a_disk_refused_once(demo, tmp_path, monkeypatch):
    monkeypatch.setattr(steward, "TICK", 0.02)

    async def work(service, _):
        old, tried = service.results.old, []

        def refuses():
            tried.append(1)
            if len(tried) == 1:
                raise OSError(5, "Input/output error")
            old()

        monkeypatch.setattr(service.results, "old", refuses)
        job = await submitted(service, traced(demo))
        await ended(job)
        end = time.monotonic() + 20
        while job.state != "expired" and time.monotonic() < end:
            await asyncio.sleep(0.02)
        return job.state

    assert live(work, demo, tmp_path, limits=Limits(result_seconds=0.1)) == "expired"


def test_a_job_that_cannot_be_taken_up_again_hurts_no_other(demo, tmp_path, monkeypatch):
    bodies = [traced(demo), traced(demo, "Paris is")]

    async def first(service, backend):
        backend.gate.clear()
        jobs = [await submitted(service, body) for body in bodies]
        for job in jobs:
            await service.keep(job)
        return [job.id for job in jobs]

    ids = live(first, demo, tmp_path)
    admit = Service.admit

    def breaks(self, body, content_type):
        if body == bodies[0]:
            raise RuntimeError("a flaw")
        return admit(self, body, content_type)

    monkeypatch.setattr(Service, "admit", breaks)

    async def second(service, _):
        end = time.monotonic() + 20
        while not all(id in service.jobs and service.jobs[id].final for id in ids) and time.monotonic() < end:
            await asyncio.sleep(0.02)
        return [service.jobs[id].state for id in ids], service.jobs[ids[0]].error.code

    assert live(second, demo, tmp_path) == (["failed", "completed"], "internal")


def test_a_worker_that_cannot_be_started_once_is_tried_again(demo, tmp_path, monkeypatch):
    monkeypatch.setattr("nnexplore.remote.service.desk.RETRY_START", 0.05)
    wrong = [BlockingIOError(11, "Resource temporarily unavailable")]

    async def start(self):
        if wrong:
            raise wrong.pop()
        self.state = "ready"

    monkeypatch.setattr("tests.remote.serving.Paced.start", start)

    async def work(service, _):
        end = time.monotonic() + 20
        while not service.ready and time.monotonic() < end:
            await asyncio.sleep(0.02)
        job = await submitted(service, traced(demo))
        await ended(job)
        return job.state, service.desks["demo"].broken

    assert live(work, demo, tmp_path) == ("completed", None)


def test_events_share_the_names_of_what_is_saved():
    job = Job("ada", "demo", b"", "", names=tuple(map(str, range(5000))))
    assert job.status()["names"] is job.status()["names"]


def test_a_small_request_whose_price_is_known_is_let_in_at_once(demo, tmp_path):
    async def work(service, _):
        door, where, seen = service.desks["demo"].door, [], []
        admit = door.admit

        def counted(*given):
            where.append(threading.current_thread() is threading.main_thread())
            return admit(*given)

        door.admit = counted
        for prompt in ("The Eiffel Tower is", "The Colosseum was in", "a " * 60):
            await ended(await submitted(service, traced(demo, prompt)))
            seen.append(len(where))
        service_module.QUICK, kept = 100, service_module.QUICK
        try:
            await ended(await submitted(service, traced(demo, "The Eiffel Tower is")))
        finally:
            service_module.QUICK = kept
        return [*seen, len(where)], any(where)

    assert live(work, demo, tmp_path) == ([1, 1, 2, 3], False)  # the second has as many tokens as the first


def test_nobody_waits_for_a_price_that_is_being_found(demo, tmp_path):
    async def work(service, _):
        await ended(await submitted(service, traced(demo)))
        gate = service.desks["demo"].door.open()
        busy = threading.Thread(target=lambda: _hold(gate._turn, 3.0))
        busy.start()
        start = time.monotonic()
        await ended(await submitted(service, traced(demo)))
        spent = time.monotonic() - start
        busy.join()
        return spent

    assert live(work, demo, tmp_path) < 2.5


def _hold(lock, seconds):
    with lock:
        time.sleep(seconds)


def test_workers_are_told_how_much_memory_they_may_hold(tmp_path):
    server = {"worker_bytes": 3 << 30, "spool": str(tmp_path)}
    service = Service(Config.of({"server": server, "models": [{"name": "demo"}]}))
    try:
        [backend] = service.desks["demo"].backends
        assert backend._options["--memory"] == 3 << 30
    finally:
        service.spool.close()


def test_small_answers_are_sent_at_once(tmp_path):
    """Else each waits 40 ms for a reader who acknowledges what came before."""
    config = Config.of({"server": {"port": 0, "spool": str(tmp_path)}, "models": [{"name": "demo"}]})

    async def without_delay():
        found = asyncio.get_running_loop().create_future()

        def met(_, writer):
            link = writer.get_extra_info("socket")
            found.set_result(link.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        with _listen(config) as listening:
            async with await asyncio.start_server(met, sock=listening):
                _, writer = await asyncio.open_connection(*listening.getsockname())
                try:
                    return await asyncio.wait_for(found, 20)
                finally:
                    writer.close()

    assert asyncio.run(without_delay()) != 0


# -- time limits -----------------------------------------------------------------------------------------------------


def test_a_block_is_left_when_its_time_is_over():
    async def work():
        start = time.monotonic()
        with TimeLimit(0.05) as limit:
            await asyncio.sleep(30)
        with TimeLimit(30) as other:
            found = await asyncio.sleep(0, "there")
        with TimeLimit(float("inf")) as none:
            await asyncio.sleep(0.1)
        return limit.passed, other.passed, none.passed, found, time.monotonic() - start < 20

    assert asyncio.run(work()) == (True, False, False, "there", True)


def test_whoever_else_cancels_is_heard():
    async def sleeps():
        with TimeLimit(20):
            await asyncio.sleep(30)
        return "went on"

    async def work():
        task = asyncio.create_task(sleeps())
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(work())


@pytest.mark.skipif(sys.version_info < (3, 11), reason="a task of Python 3.10 does not count who cancels it")
def test_whoever_else_cancels_at_the_same_moment_is_heard_too():
    limits = []

    async def sleeps():
        with TimeLimit(20) as limit:
            limits.append(limit)
            await asyncio.sleep(30)
        return "went on"

    async def work():
        task = asyncio.create_task(sleeps())
        await asyncio.sleep(0.01)
        limits[0].end()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(work())


def test_an_error_in_a_block_is_that_error_and_a_late_end_does_nothing():
    async def work():
        with pytest.raises(Refusal, match="why"), TimeLimit(20) as limit:
            raise Refusal("internal", "why")
        limit.end()
        await asyncio.sleep(0)
        return limit.passed

    assert asyncio.run(work()) is False
