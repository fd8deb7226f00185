"""Attention patterns as bytes: triangles where all above the diagonal is zero, the largest of a block where long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch.nn import functional

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

THUMB = 48
"""The most cells along a side of a thumbnail: 144 of them are 170 kB."""
SIDE = 150
"""The most cells along a side of a head's matrix: three of them, a difference and its two parts, are 136 kB."""
_BAD = 255


def packed(matrix: Tensor, side: int) -> dict[str, Any]:
    """One matrix ``[queries, keys]`` as float32: `size`, `block`, `triangle`, `values`."""
    small, block = pooled(matrix.detach().cpu().float(), side)
    triangle = _is_triangle(small)
    return {
        "size": matrix.shape[-1],
        "block": block,
        "triangle": triangle,
        "values": _cells(small, triangle).contiguous().numpy().tobytes(),
    }


def thumbnails(patterns: Sequence[Tensor], side: int = THUMB) -> dict[str, Any]:
    r"""The patterns ``[heads, queries, keys]`` of each layer as uint8: 0 to 254 for weights of 0 to 1, 255 for NaN.

    A longer prompt has ``side`` cells a side at the most, each the largest weight of its block.

    >>> thumbnails([torch.eye(2)[None]])["values"]
    b'\xfe\x00\xfe'
    """
    small = [pooled(pattern.detach().cpu().float(), side)[0] for pattern in patterns]
    triangle = all(map(_is_triangle, small))
    flat = torch.cat([_cells(one, triangle).flatten() for one in small])
    steps = (flat.nan_to_num(0.0).clamp(0, 1) * (_BAD - 1)).round().masked_fill(flat.isnan(), _BAD)
    return {"side": small[0].shape[-1], "triangle": triangle, "values": steps.to(torch.uint8).numpy().tobytes()}


def pooled(matrices: Tensor, side: int) -> tuple[Tensor, int]:
    """Matrices ``[…, n, n]`` of at most ``side`` cells a side, and how many of the old ones are one of the new.

    Each is what is farthest from zero in its block; what is no number stays so.
    """
    size = matrices.shape[-1]
    block = max(1, -(-size // side))
    if block == 1:
        return matrices, 1
    room = functional.pad(matrices, (0, -size % block, 0, -size % block))
    rows = room.unflatten(-2, (-1, block))  # rows first: four times as quick as both at once
    high = rows.amax(-2).unflatten(-1, (-1, block)).amax(-1)
    low = rows.amin(-2).unflatten(-1, (-1, block)).amin(-1)
    return torch.where(high.abs() < low.abs(), low, high), block


def floats(values: Tensor) -> bytes:
    """The numbers as float32, bit for bit where they are no wider."""
    return values.detach().cpu().float().contiguous().numpy().tobytes()


def _is_triangle(matrices: Tensor) -> bool:
    return not bool(matrices.triu(1).any())


def _cells(matrices: Tensor, triangle: bool) -> Tensor:
    if not triangle:
        return matrices.flatten(-2)
    rows, columns = torch.tril_indices(matrices.shape[-2], matrices.shape[-1])
    cells: Tensor = matrices[..., rows, columns]
    return cells
