"""``FairQueue``: one job of each owner in turn; of one owner first come, first served."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

__all__ = ["FairQueue"]


class Owned(Protocol):
    """What can stand in the queue."""

    @property
    def owner(self) -> str:
        """Whose it is."""
        ...


T = TypeVar("T", bound=Owned)


class FairQueue(Generic[T]):
    """Jobs of several owners.

    >>> queue = FairQueue()
    >>> for job in (a1, a2, b1):
    ...     queue.put(job)
    >>> queue.take(), queue.take(), queue.take()
    (a1, b1, a2)
    """

    def __init__(self) -> None:
        self._lines: OrderedDict[str, deque[T]] = OrderedDict()
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def count(self, owner: str) -> int:
        """How many of this owner wait."""
        return len(self._lines.get(owner, ()))

    def put(self, job: T, *, first: bool = False) -> None:
        """Add one at the end of its owner's line; or, if it comes back, at its beginning."""
        line = self._lines.setdefault(job.owner, deque())
        if first:
            line.appendleft(job)
            self._lines.move_to_end(job.owner, last=False)
        else:
            line.append(job)
        self._size += 1

    def take(self, fits: Callable[[T], bool] | None = None) -> T | None:
        """The next job; with ``fits`` the first of those at the head of a line that it accepts.

        Its owner is last in turn afterwards; owners who were passed over stay where they are.
        """
        for owner, line in self._lines.items():
            if fits is None or fits(line[0]):
                job = line.popleft()
                self._size -= 1
                if line:
                    self._lines.move_to_end(owner)
                else:
                    del self._lines[owner]
                return job
        return None

    def remove(self, job: T) -> bool:
        """Take a job out; whether it was there."""
        line = self._lines.get(job.owner)
        if line is None or job not in line:
            return False
        line.remove(job)
        self._size -= 1
        if not line:
            del self._lines[job.owner]
        return True

    def position(self, job: T) -> int:
        """1 for the next one that is taken; 0 if it is not here."""
        line = self._lines.get(job.owner, deque())
        if job not in line:
            return 0
        rounds, before, passed = line.index(job), 0, False
        for owner, other in self._lines.items():
            passed = passed or owner == job.owner
            if owner != job.owner:
                before += min(len(other), rounds if passed else rounds + 1)
        return before + rounds + 1

    def all(self) -> list[T]:
        """All of them, owner by owner."""
        return [job for line in self._lines.values() for job in line]
