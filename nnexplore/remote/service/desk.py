"""``Desk``: one model of a service: who waits for it, and the backends that carry out what waits."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from ..refusal import Refusal
from ..worker.backend import Backend, Delivery, Item
from .config import Entry
from .door import Door
from .job import Job, Progress
from .metrics import Metrics
from .queue import FairQueue

__all__ = ["Desk"]

RETRY_START = 30.0
"""Seconds until a model that did not load is tried again."""
_log = logging.getLogger("nnexplore.server")

Begun = Callable[[Job], Awaitable[None]]
Delivered = Callable[[Job, Delivery], Awaitable[None]]


class Desk:
    """A model's queue, and one loop for each of its backends.

    Args:
        entry: of the configuration.
        backends: each carries out one batch at a time.
        most: jobs of a batch.
        begun: is awaited before a job is handed to a backend.
        delivered: is awaited with what came of it.
    """

    def __init__(
        self,
        entry: Entry,
        backends: Sequence[Backend],
        metrics: Metrics,
        *,
        most: int,
        begun: Begun,
        delivered: Delivered,
    ) -> None:
        self.name, self.limits, self.spec = entry.spec.name, entry.spec.limits, entry.spec
        self.door = Door(entry.spec)
        self.backends = list(backends)
        self.queue: FairQueue[Job] = FairQueue()
        self.running: dict[str, tuple[Job, Backend]] = {}
        self.broken: Refusal | None = None
        self._metrics, self._most = metrics, most
        self._begun, self._delivered = begun, delivered
        self._work = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._mean, self._closing = 0.1, False

    @property
    def state(self) -> str:
        """That of the backend that is furthest."""
        states = [backend.state for backend in self.backends]
        return next((state for state in ("ready", "loading", "cold", "dead") if state in states), "dead")

    @property
    def _hopes(self) -> bool:
        """Whether a backend is there, or on its way; one that never loaded is "cold", one that died is "dead"."""
        return self.state in ("ready", "loading")

    @property
    def description(self) -> dict[str, Any] | None:
        """What the model is, once it is loaded."""
        return next((one.description for one in self.backends if one.description is not None), None)

    @property
    def restarts(self) -> int:
        """How often a worker was started again."""
        return sum(backend.restarts for backend in self.backends)

    def start(self) -> None:
        """Load the model, and take jobs."""
        self._tasks = [asyncio.create_task(self._serve(backend)) for backend in self.backends]

    async def stop(self) -> None:
        """Take no more jobs, and end the backends."""
        self._closing = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*(backend.stop() for backend in self.backends), return_exceptions=True)
        for task in self._tasks:  # again: a backend that was loading has answered the first one with a refusal
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def put(self, job: Job) -> None:
        """Let a job wait."""
        self.queue.put(job)
        job.now("queued", self.queue.position(job))
        if self.state != "ready":
            job.now("loading", self.queue.position(job))
        self._work.set()

    def check_room(self, owner: str, most_of_owner: int) -> None:
        """Whether one more job may wait.

        Raises:
            Refusal: "queue_full" or "quota".
        """
        if self.broken is not None and not self._hopes:
            raise Refusal("unavailable", self.broken.message, retry_after=RETRY_START)
        if len(self.queue) >= self.limits.queued:
            raise Refusal(
                "queue_full",
                f"{len(self.queue)} jobs wait for {self.name} already; try again later",
                name="queued",
                limit=self.limits.queued,
                retry_after=self.soon(),
            )
        if self.queue.count(owner) >= most_of_owner:
            raise Refusal(
                "quota",
                f"{self.queue.count(owner)} of your jobs wait for {self.name} already; wait for one, or cancel one",
                name="queued_per_token",
                limit=most_of_owner,
                retry_after=self.soon(),
            )

    def soon(self) -> int:
        """Seconds, rounded up, until about half the queue is worked off."""
        ahead = self._mean * (len(self.queue) + 1) / (2 * len(self.backends))
        return max(1, min(60, round(ahead + 0.5)))

    async def cancel(self, job: Job) -> None:
        """End a job, wherever it is."""
        self.queue.remove(job)
        job.cancel()
        if (found := self.running.get(job.id)) is not None:
            await found[1].cancel(job.id)

    async def _serve(self, backend: Backend) -> None:
        while not self._closing:
            if not await self._ready(backend):
                await self._pause()
                continue
            batch = await self._next()
            try:
                await self._carry_out(backend, batch)
            except asyncio.CancelledError:
                raise
            except Exception as error:  # noqa: BLE001  the loop outlives whatever a backend does
                _log.error("the backend of %s: %s", self.name, type(error).__name__, exc_info=error)
                await self._left(batch, Refusal("internal", "the server failed while it carried the job out"))

    async def _pause(self) -> None:
        if not self._closing:
            await asyncio.sleep(RETRY_START)

    async def _ready(self, backend: Backend) -> bool:
        """Start the backend if need be; where that fails, nobody waits in vain."""
        if backend.state == "ready":
            return True
        try:
            await backend.start()
        except Refusal as error:
            await self._does_not_load(error)
            return False
        except Exception as error:  # noqa: BLE001  no process can be had, for one; there may be one later
            await self._does_not_load(Refusal("unavailable", f"no worker could be started ({type(error).__name__})"))
            return False
        self.broken = None
        for job in self.queue.all():
            if job.state == "loading":
                job.now("queued", self.queue.position(job))
        return True

    async def _does_not_load(self, error: Refusal) -> None:
        if self._closing:
            return
        self.broken = error
        _log.error("%s does not load: %s", self.name, error.message)
        if not self._hopes:
            for job in self.queue.all():
                self.queue.remove(job)
                await self._delivered(job, Delivery(job.id, error))

    async def _next(self) -> list[Job]:
        """What is there already, and goes together; no timer."""
        while (first := self.queue.take()) is None:
            self._work.clear()
            await self._work.wait()
        batch = [first]
        while first.together and len(batch) < self._most and (more := self._another(batch)) is not None:
            batch.append(more)
        self._tell_positions()
        return batch

    def _another(self, batch: list[Job]) -> Job | None:
        """One more for a batch, which has as much memory as one request may have."""
        left = self.limits.live_bytes - sum(job.live_bytes for job in batch)
        return self.queue.take(lambda job: job.together and job.live_bytes <= left)

    def _tell_positions(self) -> None:
        for job in self.queue.all():
            if job.events.watched:
                job.events.add("progress", job.status(self.queue.position(job)))

    async def _carry_out(self, backend: Backend, batch: list[Job]) -> None:
        jobs = {job.id: job for job in batch}
        self.running |= {job.id: (job, backend) for job in batch}
        start = time.time()
        try:
            for job in batch:
                await self._begun(job)
                self._metrics.wait.labels(self.name).observe(start - job.created)
            items = [Item(job.id, job.body) for job in batch if not job.final]
            self._metrics.batch.labels(self.name).observe(len(items))
            if items:
                async for delivery in backend.run(items, lambda id, how: _told(jobs.get(id), how)):
                    await self._delivered(jobs[delivery.id], delivery)
            await self._left(batch, Refusal("internal", "the worker gave no answer for the job"))
        finally:
            for job in batch:
                self.running.pop(job.id, None)
            seconds = time.time() - start
            self._mean += 0.2 * (seconds / len(batch) - self._mean)
            self._metrics.execute.labels(self.name).observe(seconds)

    async def _left(self, batch: list[Job], error: Refusal) -> None:
        for job in batch:
            if not job.final:
                await self._delivered(job, Delivery(job.id, error))


def _told(job: Job | None, how: dict[str, Any]) -> None:
    if job is None or job.final:
        return
    if job.state != "running":
        job.now("running")
    done, total, what = how.get("done", 0), how.get("total", 0), str(how.get("what", ""))
    if total or what:
        job.progressed(Progress(done, total, what))
