"""``Results``: where results are kept: small ones in memory, large ones in the spool, the oldest given up first."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from ..refusal import Refusal
from .job import Job, Result
from .spool import Spool

__all__ = ["SMALL", "Results"]

SMALL = 1 << 20
"""Bytes of a result that stays in memory."""
ANSWERED = 64
"""Jobs that are kept although the client has its answer: for one whose connection broke at the last moment."""
MOST = 4096
"""Ended jobs that are known at all; of those the older half only by name."""

T = TypeVar("T")


class Results:
    """The ended jobs and their results.

    Args:
        spool: for large ones, and those of jobs that outlive their connection.
        memory: bytes of small ones at most.
        forget: called with a job of which nothing is left.
    """

    def __init__(self, spool: Spool, memory: int, forget: Callable[[Job], None]) -> None:
        self._spool, self._memory, self._forget = spool, memory, forget
        self._kept: OrderedDict[str, tuple[Job, float]] = OrderedDict()
        self._expired: OrderedDict[str, Job] = OrderedDict()
        self._answered: OrderedDict[str, Job] = OrderedDict()
        self._inside = 0

    async def store(self, job: Job, outcome: bytes | Path) -> Result:
        """Keep what a worker gave.

        Raises:
            Refusal: "no_space".
        """
        if isinstance(outcome, Path):
            return await self.with_room(lambda: self._spool.adopt(job.id, outcome))
        if len(outcome) > SMALL or job.kept:
            return await self.with_room(lambda: self._spool.put(job.id, outcome))
        return Result(len(outcome), blob=outcome)

    def keep(self, job: Job, seconds: float) -> None:
        """Remember an ended job for so long, as far as there is room."""
        self._kept[job.id] = (job, time.time() + seconds)
        self._inside += _memory(job)
        while len(self._kept) > 1 and (self._inside > self._memory or len(self._kept) > MOST // 2):
            self._expire(next(iter(self._kept)))

    def answered(self, job: Job) -> None:
        """The client has it: remember it a little while, among the last of these."""
        if job.id in self._kept and not job.kept:
            self._answered[job.id] = job
        while len(self._answered) > ANSWERED:
            id, oldest = self._answered.popitem(last=False)
            self._expire(id)
            self._expired.pop(id, None)
            self._forget(oldest)

    def old(self) -> None:
        """Give up what is past its time."""
        now = time.time()
        for id in [id for id, (_, until) in self._kept.items() if until <= now]:
            self._expire(id)

    def _expire(self, id: str) -> None:
        job, _ = self._kept.pop(id, (None, 0.0))
        if job is None:
            return
        self._inside -= _memory(job)
        self._answered.pop(id, None)
        if job.result is not None and job.result.path is not None:
            self._spool.drop_result(id)
        job.expire()
        self._expired[id] = job
        while len(self._expired) > MOST // 2:
            _, oldest = self._expired.popitem(last=False)
            self._forget(oldest)

    async def with_room(self, write: Callable[[], T]) -> T:
        """Write to the spool, and give up the oldest results there if that is what it needs."""
        while isinstance(done := await asyncio.to_thread(_attempt, write), Refusal):
            oldest = next((one for one, _ in self._kept.values() if one.result and one.result.path), None)
            if oldest is None or not 0 < done.detail.get("given", 0) <= done.detail.get("limit", 0):
                raise done
            self._expire(oldest.id)
        return done


def _attempt(write: Callable[[], T]) -> T | Refusal:
    try:
        return write()
    except Refusal as error:
        return error


def _memory(job: Job) -> int:
    return 0 if job.result is None or job.result.blob is None else job.result.size
