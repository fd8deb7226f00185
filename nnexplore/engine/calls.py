"""``Calls``: how often each module was called in one pass, which call is under way, and when each began and ended."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from torch import nn

from .point import Spot

__all__ = ["Calls"]


class Calls:
    """Told of each call's beginning and end, as far as they are counted. Modules go by their id.

    Attributes:
        counts: calls so far.
        times: for each module and call, when it began and ended; only their order means something.
    """

    def __init__(self) -> None:
        self.counts: Counter[int] = Counter()
        self.times: dict[tuple[int, int], tuple[float, float]] = {}
        self._running: dict[int, list[int]] = {}  # of a module that calls itself, several
        self._ended: dict[int, int] = {}
        self._watched: dict[Spot, int] = {}

    def begin(self, module: nn.Module) -> None:
        """A module is called."""
        key = id(module)
        call = self.counts[key]
        self.counts[key] = call + 1
        self._running.setdefault(key, []).append(call)
        self.times[key, call] = len(self.times), math.inf

    def end(self, module: nn.Module) -> None:
        """A call is over."""
        key = id(module)
        if running := self._running.get(key):
            call = self._ended[key] = running.pop()
            self.times[key, call] = self.times[key, call][0], len(self.times) - 0.5

    def running(self, module: nn.Module) -> int:
        """The number of the innermost call that is under way."""
        running = self._running.get(id(module))
        return running[-1] if running else 0

    def ended(self, module: nn.Module) -> int:
        """The number of the call that ended last."""
        return self._ended.get(id(module), 0)

    def watch(self, spots: Iterable[Spot]) -> None:
        """Count as well how often these spots are passed: somebody looks every time."""
        self._watched.update(dict.fromkeys(spots, 0))

    def passes(self, spot: Spot) -> int:
        """A spot of a module whose calls are not counted is passed: how often it was before, if it is watched."""
        if spot not in self._watched:
            return 0
        self._watched[spot] += 1
        return self._watched[spot] - 1

    def clear(self) -> None:
        """A new step begins."""
        for known in (self.counts, self.times, self._running, self._ended):
            known.clear()
        self._watched = dict.fromkeys(self._watched, 0)
