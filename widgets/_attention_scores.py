"""What the changes of a workspace do to the heads on screen, one number each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor


def effects(now: Sequence[Tensor], clean: Sequence[Tensor]) -> Tensor:
    """How far each head's pattern is from the clean run's: total variation distance, the mean over the tokens.

    >>> effects([pattern], [pattern])
    tensor([[0., 0., 0., 0.]])

    Args:
        now: of each layer ``[heads, tokens, keys]``.
        clean: the same of the run without changes.

    Returns:
        ``[layers, heads]``, NaN where a layer has fewer heads.
    """
    whole = torch.full((len(now), max(map(len, now))), torch.nan)
    for at, (one, other) in enumerate(zip(now, clean, strict=True)):
        whole[at, : len(one)] = (one - other).abs().sum(-1).mean(-1) / 2
    return whole
