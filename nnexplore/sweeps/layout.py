"""``Layout``: where rows and tokens stand in the values that pass through a model, seen by running it.

A value of a batch is taken apart only where that was tried: a prompt runs alone, and as one row of a batch with more
tokens behind it. A dimension that has the sizes of the rows is that of the rows, and so on; and what is cut out of
the batch must be what the prompt alone gave there. Anything else (experts' lists of tokens, a convolution's margins)
is not known, and a graph that looks there has a run of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import torch

from ..engine import Ambient, Job
from ..engine.forward import Tap
from ..engine.override import Overrides
from ..engine.point import AFTER, BEFORE, Point, Spot
from ..engine.tree import Path, leaves
from ..errors import NnexploreError
from ..graph import ATTENTION, Inputs
from .cell import StuckError
from .fed import without_cache

__all__ = ["FIXED", "FLAT", "ROWS", "TOKENS", "Axes", "Axis", "Layout", "Seat", "learn"]

FIXED, ROWS, TOKENS, FLAT = "fixed", "rows", "tokens", "flat"

_FIRST, _SECOND = (3, 1, 2, 0, 1), (0, 2, 3, 1, 1)
"""The rows of the trial."""

_MASKED = 1e4
"""Numbers beyond are masks', and say nothing of the scale of the others."""


class Axis(NamedTuple):
    """What a dimension counts: rows (``times`` entries for each), tokens, both in one, or something else."""

    kind: str
    times: int = 1


Axes = tuple[Axis, ...]


@dataclass(frozen=True)
class Seat:
    """Where a prompt lies in a batch of several, each padded on the right.

    Attributes:
        first: its first row, of ``rows``.
        tokens: how many it has.
        total: rows of the batch, of ``width`` tokens.
    """

    first: int
    rows: int
    tokens: int
    total: int
    width: int

    def part(self, leaf: torch.Tensor, axes: Axes) -> torch.Tensor:
        """Its part of a tensor, in the form that a run of its own gives.

        Raises:
            StuckError: the tensor has other sizes than it should.
        """
        part, flat = self._cut(leaf, axes), _flat(axes)
        return part if flat is None else part.flatten(flat, flat + 1)

    def put(self, leaf: torch.Tensor, axes: Axes, new: torch.Tensor) -> None:
        """Other numbers in its part of a tensor."""
        part = self._cut(leaf, axes)
        part[:] = new.reshape(part.shape)

    def _cut(self, leaf: torch.Tensor, axes: Axes) -> torch.Tensor:
        if leaf.dim() != len(axes) or any(
            not self._fits(size, axis) for size, axis in zip(leaf.shape, axes, strict=True)
        ):
            raise StuckError(f"{list(leaf.shape)} is no shape of {self.total} rows of {self.width} tokens")
        flat = _flat(axes)
        if flat is not None:
            leaf = leaf.unflatten(flat, (self.total, self.width))
        return leaf[tuple(index for axis in axes for index in self._index(axis))]

    def _fits(self, size: int, axis: Axis) -> bool:
        sizes = {ROWS: self.total * axis.times, TOKENS: self.width, FLAT: self.total * self.width}
        return size == sizes.get(axis.kind, size)

    def _index(self, axis: Axis) -> tuple[slice, ...]:
        if axis.kind == FIXED:
            return (slice(None),)
        tokens = slice(0, self.tokens)
        if axis.kind == TOKENS:
            return (tokens,)
        rows = slice(self.first * axis.times, (self.first + self.rows) * axis.times)
        return (rows,) if axis.kind == ROWS else (rows, tokens)


def _flat(axes: Axes) -> int | None:
    return next((at for at, axis in enumerate(axes) if axis.kind == FLAT), None)


class Layout:
    """The axes of every value that is known. Those of attention are the first block's, for they are alike in all.

    >>> layout = learn(model, 3)
    >>> layout.axes(Spot("transformer.h.0", "out"), ())
    (Axis(kind='rows', times=1), Axis(kind='tokens', times=1), Axis(kind='fixed', times=1))
    """

    def __init__(self, known: Mapping[Spot, Mapping[Path, Axes]]) -> None:
        self._known = known
        self._ports = {spot.where: found for spot, found in known.items() if spot.where in ATTENTION and found}

    def __contains__(self, spot: Spot) -> bool:
        return spot in self._known or spot.where in self._ports

    def axes(self, spot: Spot, path: Path) -> Axes:
        """What the dimensions of a tensor count.

        Raises:
            StuckError: that is not known.
        """
        found = (self._ports.get(spot.where) or self._known.get(spot, {})).get(path)
        if found is None:
            raise StuckError(f"of {spot.path}.{spot.where} it is not known which dimension is that of the tokens")
        return found


def learn(model: Any, tokens: int) -> Layout:
    """Two small forwards: of a prompt of so many tokens alone, and of one that goes on, in a batch of two."""
    alone: dict[Spot, dict[Path, torch.Tensor]] = {}
    known: dict[Spot, dict[Path, Axes]] = {}

    def keep(point: Point, value: Any) -> None:
        if not point.call:
            alone[point.spot] = {path: leaf.clone() for path, leaf in leaves(value)}

    def compare(point: Point, value: Any) -> None:
        if not point.call and point.spot in alone:
            before = alone.pop(point.spot)
            found = {path: _axes(leaf, before[path], tokens) for path, leaf in leaves(value) if path in before}
            known[point.spot] = {path: axes for path, axes in found.items() if axes is not None}

    with torch.no_grad():
        _watch(model, [list(_SECOND[:tokens])], keep)
        _watch(model, [list(_FIRST), list(_SECOND)], compare)
    return Layout(known)


def _watch(model: Any, rows: list[list[int]], see: Tap) -> None:
    """What passes at the doors of every module, in one forward."""
    job = without_cache(model._job(Inputs((rows,))))
    forward = job.start(Ambient.now(), Overrides(job.module))
    spots = [Spot(path, where) for path, _ in job.module.named_modules() for where in (BEFORE, AFTER)]
    spots += _ports(model, job)
    try:
        forward.edit(spots, see)
        forward.advance()
    finally:
        forward.close()


def _ports(model: Any, job: Job) -> list[Spot]:
    """Attention's, in the first block; none where they cannot be had."""
    part = model.anatomy.part(model.module, model.anatomy.blocks[0], "attn")
    try:
        job.order.learn_plan(part.path, job.probe)
    except (AttributeError, NnexploreError):
        return []
    return [Spot(part.path, port) for port in ATTENTION]


def _axes(batch: torch.Tensor, alone: torch.Tensor, tokens: int) -> Axes | None:
    """What the dimensions count, where that can be told and the part of the batch is what the prompt alone gave."""
    if batch.dim() != alone.dim():
        return None
    found = [_axis(size, one, tokens) for size, one in zip(batch.shape, alone.shape, strict=True)]
    axes = tuple(axis for axis in found if axis is not None)
    if len(axes) < len(found) or sum(axis.kind in (ROWS, FLAT) for axis in axes) > 1:
        return None
    return axes if _alike(Seat(1, 1, tokens, 2, len(_FIRST)).part(batch, axes), alone) else None


def _axis(batch: int, alone: int, tokens: int) -> Axis | None:
    """What a dimension counts that has these sizes in a batch of two, and alone."""
    if (batch, alone) == (2 * len(_FIRST), tokens):
        return Axis(FLAT)
    if batch == 2 * alone:
        return Axis(ROWS, alone)
    if batch == alone:
        return Axis(FIXED)
    return Axis(TOKENS) if (batch, alone) == (len(_FIRST), tokens) else None


def _alike(part: torch.Tensor, alone: torch.Tensor) -> bool:
    if not alone.is_floating_point():
        return part.equal(alone)
    tolerance = 1e-3 if alone.dtype in (torch.float32, torch.float64) else 5e-2
    usual = alone[alone.abs() < _MASKED]
    scale = float(usual.abs().max()) if usual.numel() else 0.0
    return bool(torch.isclose(part, alone, rtol=tolerance, atol=tolerance * scale, equal_nan=True).all())
