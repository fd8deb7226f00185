"""``TimeLimit``: a part of a coroutine that ends after so many seconds, or when somebody says so."""

from __future__ import annotations

import asyncio
import math
from types import TracebackType

__all__ = ["TimeLimit"]


class TimeLimit:
    """A block that is left where it waits, once its time is over; no task of its own, as ``asyncio.wait_for`` makes.

    Args:
        seconds: how long; infinity is no limit.

    Attributes:
        passed: whether it was left.

    >>> with TimeLimit(5) as limit:
    ...     body = await receive()
    >>> limit.passed
    False
    """

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._seconds, self._inside, self._before = seconds, False, 0
        self._timer: asyncio.TimerHandle | None = None

    def __enter__(self) -> TimeLimit:
        task = asyncio.current_task()
        assert task is not None
        self._task, self._inside = task, True
        self._before = task.cancelling() if hasattr(task, "cancelling") else 0  # Python 3.11
        if self._seconds < math.inf:
            self._timer = asyncio.get_running_loop().call_later(self._seconds, self.end)
        return self

    def end(self, *_: object) -> None:
        """Leave the block; does nothing once it was left."""
        if self._inside:
            self.passed, self._inside = True, False
            self._task.cancel()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self._inside = False
        if self._timer is not None:
            self._timer.cancel()
        if not self.passed:
            return False
        others = self._task.uncancel() if hasattr(self._task, "uncancel") else 0
        return kind is not None and issubclass(kind, asyncio.CancelledError) and others <= self._before
