"""``matching_columns``: which columns of what a layer made are the numbers of another value."""

from __future__ import annotations

from collections import defaultdict

import torch
from torch import Tensor

__all__ = ["matching_columns"]


def matching_columns(source: Tensor, target: Tensor) -> Tensor | None:
    """The number of the column that holds each entry, or ``None`` if one is in no column; each column is used once.

    They are told by their numbers on a few prompts, so that it does not matter how a model lays out its weights.

    >>> matching_columns(torch.tensor([[1.0, 2, 3], [4, 5, 6]]), torch.tensor([[3.0, 1], [6, 4]]))
    tensor([2, 0])

    Args:
        source: ``[prompts, columns]``.
        target: ``[prompts, …]``.

    Returns:
        int64, of the target's shape without the prompts.
    """
    found: dict[tuple[float, ...], list[int]] = defaultdict(list)
    for number, column in reversed(list(enumerate(_columns(source)))):
        found[column].append(number)
    numbers: list[int] = []
    for column in _columns(target.flatten(1)):
        if not found.get(column):
            return None
        numbers.append(found[column].pop())
    return torch.tensor(numbers).reshape(target.shape[1:])


def _columns(rows: Tensor) -> list[tuple[float, ...]]:
    return [tuple(column) for column in (rows.double() + 0.0).T.tolist()]  # minus zero is zero
