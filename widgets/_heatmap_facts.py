"""What is said of a matrix as a whole: its range, its histogram, its most active columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from ._bytes import bytes_of

if TYPE_CHECKING:
    from torch import Tensor

BINS = 64
TOP = 8


def facts(matrix: Tensor) -> dict[str, Any]:
    """Range, histogram and top columns of the finite numbers of a matrix; NaN and infinite ones are counted.

    Example:
        >>> facts(torch.eye(3))["range"]
        {'full': [0.0, 1.0], 'robust': [0.0, 1.0], 'clipped': [0, 0]}
    """
    finite = matrix[matrix.isfinite()]
    low, high = (finite.min().item(), finite.max().item()) if len(finite) else (0.0, 0.0)
    return {
        "nan": int(matrix.isnan().sum()),
        "infinite": int(matrix.isinf().sum()),
        "range": _range(finite, low, high),
        "histogram": _histogram(finite, low, high),
        "top": _top(matrix),
    }


def _range(finite: Tensor, low: float, high: float) -> dict[str, Any]:
    """All numbers, and without the first and the last hundredth; how many are then outside, of both kinds of map."""
    found = np.percentile(finite.numpy(), [1, 99]) if len(finite) else (0.0, 0.0)
    first, last = (float(torch.tensor(one, dtype=torch.float32)) for one in found)
    reach = max(abs(first), abs(last))
    clipped = [int((finite.abs() > reach).sum()), int(((finite < first) | (finite > last)).sum())]
    return {"full": [low, high], "robust": [first, last], "clipped": clipped}


def _histogram(finite: Tensor, low: float, high: float) -> dict[str, Any]:
    if low == high:  # one number alone: a bin around it
        low, high = low - 0.5, high + 0.5
    counts = torch.histc(finite, BINS, low, high)
    return {"low": low, "high": high, "counts": bytes_of(counts.to(torch.int32))}


def _top(matrix: Tensor) -> dict[str, bytes]:
    """The columns of the largest Euclidean norm, the largest first."""
    norms = matrix.nan_to_num(nan=0.0, posinf=0.0, neginf=0.0).norm(dim=0)
    values, indices = norms.topk(min(TOP, len(norms)))
    return {"indices": bytes_of(indices.to(torch.int32)), "norms": bytes_of(values)}
