"""Fewer numbers for fewer pixels: blocks of a matrix, each as the number in it that is farthest from zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from torch import Tensor


def pooled(matrix: Tensor, rows: int, columns: int) -> Tensor:
    """Blocks of that many rows and columns, each as its number of the largest magnitude, sign kept; NaN before all.

    Example:
        >>> pooled(torch.tensor([[1.0, -3.0], [2.0, 0.5]]), 2, 2)
        tensor([[-3.]])
    """
    return _along(_along(matrix, rows).T, columns).T.contiguous()


def _along(matrix: Tensor, size: int) -> Tensor:
    """Blocks of rows; the last may have fewer."""
    if size == 1:
        return matrix
    missing = -len(matrix) % size
    blocks = torch.nn.functional.pad(matrix, (0, 0, 0, missing)).unflatten(0, (-1, size))
    rank = blocks.abs().nan_to_num(nan=torch.inf, posinf=torch.finfo(matrix.dtype).max)
    strongest: Tensor = blocks.gather(1, rank.argmax(1, keepdim=True))[:, 0]
    return strongest


def halved(matrix: Tensor, scale: float) -> Tensor:
    """Numbers as shares of `scale`, in float16: enough for a colour, and half the bytes."""
    return (matrix / scale).half()
