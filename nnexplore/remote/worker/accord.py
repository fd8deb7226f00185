"""What the processes that share one model decide alike: the first of them decides, and tells the others.

Every process of a split model carries out the same graphs, and waits for the others at each layer. One that stopped
where another goes on would leave it waiting for ever; so what hangs on a clock, on chance or on a message from outside
goes through ``agreed``. A process that has its model for itself agrees with itself, at no cost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

__all__ = ["Cancelled", "agreed", "agreed_late", "alike", "share"]


SELDOM = 8
"""What is asked before every layer and every node is agreed upon each eighth time: that costs a message."""


class _Circle:
    """The processes that share a model, as one of them sees them."""

    def __init__(self, group: Any) -> None:
        self.group, self.asked = group, 0


_circles: list[_Circle] = []


def share(group: Any) -> None:
    """From here on this process is one of a group of ``torch.distributed``, of which rank 0 decides."""
    _circles[:] = [_Circle(group)]


def agreed(number: int) -> int:
    """The number that the first process has; all of them have to ask for it, at the same point.

    >>> agreed(7)
    7
    """
    if not _circles:
        return number
    return _told([number])[0]


def agreed_late(late: bool) -> bool:
    """Whether it is too late for what runs, as the first process finds: it is asked each eighth time.

    >>> agreed_late(True)
    True
    """
    if not _circles:
        return late
    circle = _circles[0]
    circle.asked += 1
    return circle.asked % SELDOM == 0 and bool(agreed(late))


def _told(numbers: list[int]) -> list[int]:
    """What the first process has in the place of these numbers."""
    with torch._C.DisableTorchFunction():  # it is no operation of the model's
        box = torch.tensor(numbers, dtype=torch.int64, device="cpu")
        torch.distributed.broadcast(box, 0, group=_circles[0].group)
        found: list[int] = box.tolist()
        return found


def alike(number: int) -> bool:
    """Whether all processes have the same number, from 0 on; all of them have to ask.

    >>> alike(1)
    True

    Raises:
        RuntimeError: one of them has ended.
    """
    if not _circles:
        return True
    both = torch.tensor([number, -number])
    torch.distributed.all_reduce(both, torch.distributed.ReduceOp.MAX, group=_circles[0].group)
    return int(both[0]) == -int(both[1])


class Cancelled:
    """Whether requests are still wanted, as the first process knows; all of them ask the same, in the same order.

    Args:
        count: of the requests.
        known: whether one is cancelled, by its number; the first process's counts.

    >>> Cancelled(2, lambda number: number == 1)(1)
    True
    """

    def __init__(self, count: int, known: Callable[[int], bool]) -> None:
        self._count, self._known = count, known
        self._asked = 0
        self._found: frozenset[int] = frozenset()

    def __call__(self, number: int) -> bool:
        """Whether it is cancelled."""
        if self._asked % (SELDOM * self._count) == 0:
            self._found = self._look()
        self._asked += 1
        return number in self._found

    def _look(self) -> frozenset[int]:
        if not _circles:
            return frozenset(filter(self._known, range(self._count)))
        flags = _told([self._known(number) for number in range(self._count)])
        return frozenset(number for number, flag in enumerate(flags) if flag)
