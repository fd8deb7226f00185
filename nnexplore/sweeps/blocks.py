"""``Blocks``: the order of a language model's parts, as far as a sweep has to know it."""

from __future__ import annotations

import weakref
from collections.abc import Iterable
from typing import Any

from ..engine.point import AFTER, BEFORE, Point, Spot

__all__ = ["Blocks", "Door"]

Door = tuple[int, int]
"""A block's number and whether before (0) or after it (2): where rows may join the batch."""

START: Door = (-1, 0)
"""Before the model begins."""

_MOST = 100_000
"""Ranks that are remembered."""

_known: weakref.WeakKeyDictionary[Any, Blocks] = weakref.WeakKeyDictionary()


class Blocks:
    """The decoder blocks of a model, what leads to them and what follows.

    >>> blocks = Blocks(model)
    >>> blocks.rank(Spot("transformer.h.2.mlp", "out"))
    (2, 1)
    """

    def __init__(self, model: Any) -> None:
        anatomy, probe = model.anatomy, model.probe
        self.paths: tuple[str, ...] = anatomy.blocks
        self.unembed: str = anatomy.unembed
        self.logits = frozenset({Spot(anatomy.unembed, AFTER), Spot("", AFTER)})
        self.numbers = {path: at for at, path in enumerate(self.paths)}
        self._around = {path.rsplit(".", end)[0] for path in self.paths for end in range(1, path.count(".") + 1)} | {""}
        self._tail = {anatomy.unembed, *(path for path in (probe.norm, probe.tail, anatomy.norm) if path)}
        self._ranks: dict[Spot, Door | None] = {}

    def __len__(self) -> int:
        return len(self.paths)

    @classmethod
    def of(cls, model: Any) -> Blocks:
        """Those of a model, which are the same from plan to plan."""
        if model.module not in _known:
            _known[model.module] = cls(model)
        return _known[model.module]

    def rank(self, spot: Spot) -> Door | None:
        """Where a spot lies: ``(block, 0)`` at its entry, 1 inside, 2 at its end.

        ``(-1, 0)`` is before the first block, ``(number of blocks, 0)`` after the last, or ``None``, if unknown.
        """
        if spot not in self._ranks:
            if len(self._ranks) > _MOST:  # of places that nobody has
                self._ranks.clear()
            self._ranks[spot] = self._rank(spot)
        return self._ranks[spot]

    def _rank(self, spot: Spot) -> Door | None:
        if spot.path in self.numbers:
            return self.numbers[spot.path], {BEFORE: 0, AFTER: 2}.get(spot.where, 1)
        block = next((at for path, at in self.numbers.items() if spot.path.startswith(f"{path}.")), None)
        if block is not None:
            return block, 1
        if spot.path in self._around:
            return START if spot.where == BEFORE else (len(self), 0)
        return (len(self), 0) if spot.path in self._tail else None

    def door(self, spot: Spot) -> Door:
        """The last place before a spot at which rows may join the batch."""
        rank = self.rank(spot)
        if rank is None or rank[0] < 0:
            return START
        if rank[0] == len(self):
            return len(self) - 1, 2
        return rank[0], 2 * (rank[1] == 2)

    def end(self, spots: Iterable[Spot], least: int = -1) -> Point | None:
        """Where a forward may end that somebody needs up to these spots; ``None`` where that is its own end.

        ``least`` is a block that it goes through in any case.
        """
        last = least
        for rank in map(self.rank, spots):
            if rank is None or rank[0] == len(self):
                return None
            last = max(last, rank[0])
        return Point(self.paths[last], AFTER) if last >= 0 else Point(self.paths[0], BEFORE)

    def spot(self, door: Door) -> Spot:
        """The door's place in the model."""
        return Spot(self.paths[door[0]], AFTER if door[1] else BEFORE)
