"""``Paths``: where the graphs of a group leave the unchanged prompt, and what that saves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .blocks import START, Door
from .cost import Cost
from .logits import Logits
from .reuse import buckets

__all__ = ["Paths", "flops_of", "forwards_of"]


@dataclass(frozen=True)
class Paths:
    """One run of some graphs.

    Attributes:
        doors: the block at which each begins to differ; ``None`` where it only looks.
        firsts: the first position at which each differs.
        rows: rows of the prompt.
        tokens: its length.
        keep: the logits that are read; ``None`` for all.
    """

    doors: Sequence[Door | None]
    firsts: Sequence[int]
    rows: int
    tokens: int
    keep: Logits | None

    @property
    def limit(self) -> int:
        """The first position that a result is read at."""
        return min((at % self.tokens for at in self.keep.positions), default=self.tokens) if self.keep else self.tokens

    def plain(self, cost: Cost) -> float:
        """Operations of one forward of the prompt."""
        return cost.forward([self.rows] * len(cost.blocks), self.tokens, self.tokens, self.rows * self.tokens)

    def least(self, cost: Cost) -> float:
        """The least possible: the unchanged prompt once, and of each graph only what can differ."""
        depth, spent = len(cost.blocks), cost.forward([self.rows] * len(cost.blocks), self.tokens, self.tokens, 0)
        for first, door in self._differing():
            at = _rows_at([door], depth, self.rows)
            spent += cost.forward(at, self.tokens - first, self.tokens, self.rows * cost.logits(self.keep, self.tokens))
        return spent

    def chunks(self, size: int) -> Iterator[Paths]:
        """At most so many graphs at a time."""
        for at in range(0, len(self.doors), size):
            yield replace(self, doors=self.doors[at : at + size], firsts=self.firsts[at : at + size])

    def starts(self) -> list[int]:
        """Where the flights begin that reuse earlier positions."""
        return buckets([first for first, door in self._differing()], self.tokens)

    def _differing(self) -> list[tuple[int, Door]]:
        pairs = zip(self.firsts, self.doors, strict=True)
        return [(min(self.limit, first), door) for first, door in pairs if door is not None]

    def from_start(self, start: int, starts: Sequence[int]) -> list[Door]:
        """The doors of the graphs that go with the flight that begins there."""
        return [
            door for first, door in self._differing() if max((at for at in starts if at <= first), default=0) == start
        ]


def forwards_of(paths: Paths, way: str, size: int) -> int:
    """How many forwards a run takes."""
    count = 0
    for chunk in paths.chunks(size):
        if way == "reuse":
            starts = chunk.starts()
            count += len(starts) + (starts[0] != 0)
        elif way == "resume":
            count += 1 + len({door for door in chunk.doors if door is not None})
        else:
            count += 1
    return count


def flops_of(cost: Cost, paths: Paths, way: str, size: int) -> float:
    """Operations of a run, carried out that way."""
    return sum(_flops(cost, chunk, way) for chunk in paths.chunks(size))


def _flops(cost: Cost, paths: Paths, way: str) -> float:
    depth, rows, tokens = len(cost.blocks), paths.rows, paths.tokens
    doors = [door for door in paths.doors if door is not None]
    base, kept = cost.forward([rows] * depth, tokens, tokens, 0), rows * cost.logits(paths.keep, tokens)
    if way == "batch":
        return cost.forward([rows * (1 + len(doors))] * depth, tokens, tokens, len(doors) * kept)
    if way != "reuse":
        return base + cost.forward(_rows_at(doors, depth, rows), tokens, tokens, len(doors) * kept)
    starts = paths.starts()
    spent = base if starts[0] else 0.0
    for start in starts:
        mine = paths.from_start(start, starts)
        at = [rows + count for count in _rows_at(mine, depth, rows)]
        spent += cost.forward(at, tokens - start, tokens, len(mine) * kept)
    return spent


def _rows_at(doors: Sequence[Door], depth: int, rows: int) -> list[int]:
    """How many rows there are in each block, without the prompt's own."""
    return [rows * sum(1 for door in doors if door == START or door[0] + (door[1] > 0) <= at) for at in range(depth)]
