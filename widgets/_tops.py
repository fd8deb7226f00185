"""The likeliest tokens of several runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from torch import Tensor


def tops(runs: Sequence[Tensor], count: int) -> Tensor:
    """The ids of all that are among the likeliest of any run, by the largest of their probabilities.

    Args:
        runs: of each the probabilities, ``[vocabulary]``.
        count: how many of each run.

    Example:
        >>> tops([torch.tensor([0.1, 0.7, 0.2]), torch.tensor([0.8, 0.1, 0.1])], 1)
        tensor([0, 1])
    """
    ids = torch.cat([chances.topk(min(count, len(chances))).indices for chances in runs]).unique()
    largest = torch.stack([chances[ids] for chances in runs]).amax(0)
    found: Tensor = ids[largest.argsort(descending=True, stable=True)]
    return found
