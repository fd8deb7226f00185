"""What heads of the patterns on screen look at, one number each, as `nnexplore.attention_statistics` defines them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor


def scores(patterns: Sequence[Tensor], ids: Sequence[int]) -> dict[str, Tensor]:
    """Means over all tokens but the first, ``[layers, heads]``; NaN where no token has anything to look at.

    >>> scores([pattern], [5, 7, 5])["induction"]  # the third token, attending to the second

    Args:
        patterns: of each layer ``[heads, queries, keys]``.
        ids: the prompt's token ids.
    """
    same = torch.tensor(ids)[:, None].eq(torch.tensor(ids)[None]).tril(-1)
    after = same.roll(1, dims=1).tril(-1)  # right after an earlier occurrence, and itself earlier
    return {
        "entropy": table([torch.special.entr(one[:, 1:]).sum(-1).mean(-1) for one in patterns]),
        "previous": table([one.diagonal(-1, dim1=1, dim2=2).mean(-1) for one in patterns]),
        "first": table([one[:, 1:, 0].mean(-1) for one in patterns]),
        "duplicate": table([_on(one, same) for one in patterns]),
        "induction": table([_on(one, after) for one in patterns]),
    }


def effects(now: Sequence[Tensor], clean: Sequence[Tensor]) -> Tensor:
    """How far each head's pattern is from the clean run's: total variation distance, the mean over the tokens."""
    return table([(a - b).abs().sum(-1).mean(-1) / 2 for a, b in zip(now, clean, strict=True)])


def table(rows: Sequence[Tensor]) -> Tensor:
    """Rows of the heads of each layer as ``[layers, heads]``, NaN where a layer has fewer."""
    whole = torch.full((len(rows), max(map(len, rows))), torch.nan)
    for at, row in enumerate(rows):
        whole[at, : len(row)] = row
    return whole


def _on(pattern: Tensor, mask: Tensor) -> Tensor:
    """Attention to the places of a mask, over the tokens that have one."""
    mask = mask.to(pattern.device)
    mean: Tensor = (pattern * mask).sum(-1)[:, mask.any(-1)].mean(-1)
    return mean
