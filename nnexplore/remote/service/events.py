"""``Events``: what happened to a job, numbered, for readers who come late or come back."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any, NamedTuple

__all__ = ["Event", "Events"]

MOST = 1024
"""Events that are kept. Progress is told ever less often (see ``job.Job.progressed``), so that this many suffice."""


class Event(NamedTuple):
    """One of them: its number from 1 on, a state or "progress", and the job's status then."""

    number: int
    name: str
    status: dict[str, Any]


class Events:
    """A job's events. A reader holds a number and nothing else, so that one who never reads costs no memory.

    >>> events = Events()
    >>> events.add("queued", {})
    >>> events.since(0)
    [Event(number=1, name='queued', status={})]
    """

    def __init__(self) -> None:
        self._ring: deque[Event] = deque(maxlen=MOST)
        self._last = 0
        self._waiting: set[asyncio.Future[None]] = set()

    @property
    def watched(self) -> bool:
        """Whether somebody waits for the next one."""
        return bool(self._waiting)

    def go_on(self, number: int) -> None:
        """Count on from a number that a server before this one has given."""
        self._last = max(self._last, number)

    def add(self, name: str, status: dict[str, Any]) -> None:
        """Add one, and wake those who wait."""
        self._last += 1
        self._ring.append(Event(self._last, name, status))
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
        self._waiting.clear()

    def since(self, number: int) -> list[Event]:
        """Those after this number."""
        if number >= self._last:
            return []
        return [event for event in self._ring if event.number > number]

    async def more(self, number: int, seconds: float) -> list[Event]:
        """The same, but wait for one if there is none yet; nothing after so many seconds."""
        if not (found := self.since(number)):
            waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.add(waiter)
            try:
                await asyncio.wait_for(waiter, seconds)
            except asyncio.TimeoutError:
                return []
            finally:
                self._waiting.discard(waiter)
            found = self.since(number)
        return found
