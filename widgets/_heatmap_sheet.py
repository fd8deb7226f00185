"""A matrix out of a tensor of any number of axes, and its pieces for the browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch

from ._bytes import bytes_of
from ._heatmap_facts import facts
from ._heatmap_pool import halved, pooled

if TYPE_CHECKING:
    from torch import Tensor

WHOLE = 1 << 15
"""Numbers that are sent at once, exactly."""
OVERVIEW = 1 << 16
"""Blocks of the first picture of a larger matrix."""
SIDE = 256
"""Rows and columns of a tile."""
NO_AXIS = "–"
"""The axis of rows of a tensor that has but one axis."""


@dataclass(frozen=True)
class Sheet:
    """Two axes of a tensor, at one place of the others.

    Attributes:
        names, shape: of all axes.
        rows, columns: which two.
        at: the place on the others.
        matrix: the numbers, float32.
        scale: the largest finite magnitude, of which pooled numbers are shares.
    """

    names: tuple[str, ...]
    shape: tuple[int, ...]
    rows: str
    columns: str
    at: dict[str, int]
    matrix: Tensor
    scale: float

    @classmethod
    def of(cls, tensor: Tensor, names: Sequence[str], rows: str, columns: str, at: Mapping[str, int]) -> Sheet:
        """Take two axes; where they are not among the names, the last two.

        Example:
            >>> Sheet.of(torch.zeros(4, 9, 9), ("head", "position", "key"), "", "", {"head": 2}).at
            {'head': 2}

        Raises:
            ValueError: a tensor that cannot be drawn.
        """
        _drawable(tensor)
        if tensor.dim() == 1:
            tensor, names = tensor[None], (NO_AXIS, *names)
        if rows == columns or rows not in names or columns not in names:
            rows, columns = names[-2:]
        sizes = dict(zip(names, tensor.shape, strict=True))
        rest = {axis: min(max(at.get(axis, 0), 0), sizes[axis] - 1) for axis in names if axis not in (rows, columns)}
        part = tensor.detach()[tuple(rest.get(axis, slice(None)) for axis in names)]
        if names.index(rows) > names.index(columns):
            part = part.T
        matrix = part.cpu().float().contiguous()
        reach = matrix.abs().nan_to_num(nan=0.0, posinf=0.0).max().item()
        return cls(tuple(names), tuple(tensor.shape), rows, columns, rest, matrix, reach or 1.0)

    def sent(self) -> dict[str, Any]:
        """What the browser has at once: all numbers of a small matrix, pooled ones of a large one."""
        down, right = self._first()
        exact = (down, right) == (0, 0)
        values = self.matrix if exact else halved(pooled(self.matrix, 1 << down, 1 << right), self.scale)
        return {
            "names": list(self.names),
            "shape": list(self.shape),
            "rows": self.rows,
            "columns": self.columns,
            "at": self.at,
            "size": list(self.matrix.shape),
            "scale": self.scale,
            "first": {"level": [down, right], "exact": exact, "values": bytes_of(values)},
            **facts(self.matrix),
        }

    def tile(self, level: Sequence[int], at: Sequence[int]) -> tuple[list[int], bytes]:
        """A piece of at most `SIDE` × `SIDE` cells: its size, and float32 at level 0 0, else float16 shares.

        Args:
            level: powers of two that are pooled: rows and columns.
            at: which piece, down and right.

        Raises:
            ValueError: there is no such piece.
        """
        down, right = (SIDE << step for step in level)
        piece = self.matrix[at[0] * down : (at[0] + 1) * down, at[1] * right : (at[1] + 1) * right]
        if min(*at, *level) < 0 or piece.numel() == 0:
            raise ValueError(f"there is no tile {list(at)} of level {list(level)} in {list(self.matrix.shape)}")
        if tuple(level) == (0, 0):
            return list(piece.shape), bytes_of(piece)
        small = pooled(piece, 1 << level[0], 1 << level[1])
        return list(small.shape), bytes_of(halved(small, self.scale))

    def _first(self) -> tuple[int, int]:
        """The level of the first picture: the longer axis is pooled first."""
        rows, columns = self.matrix.shape
        if rows * columns <= WHOLE:
            return 0, 0
        down = right = 0
        while _cells(rows, down) * _cells(columns, right) > OVERVIEW or (down, right) == (0, 0):
            if _cells(rows, down) > _cells(columns, right):
                down += 1
            else:
                right += 1
        return down, right


def _cells(size: int, level: int) -> int:
    return -(-size // (1 << level))


def _drawable(tensor: Tensor) -> None:
    if tensor.dim() == 0 or tensor.numel() == 0:
        raise ValueError(f"a tensor with numbers along at least one axis is drawn; this one is {list(tensor.shape)}")
    if tensor.is_complex():
        raise ValueError("complex numbers have no order, so no colour; draw tensor.real, .imag or .abs()")
    if tensor.is_sparse or tensor.layout != torch.strided:
        raise ValueError(f"a tensor of layout {tensor.layout} is not drawn; give tensor.to_dense()")
