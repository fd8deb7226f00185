"""The likeliest next tokens with and without changes, and how far the two predictions are apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from ._bytes import bytes_of

if TYPE_CHECKING:
    from torch import Tensor

    from ..workspace import Workspace

__all__ = ["TOP", "following"]

TOP = 10


def following(workspace: Workspace, now: Tensor, was: Tensor, pinned: int | None = None) -> dict[str, Any]:
    """What is drawn of two predictions.

    Args:
        workspace: whose tokens they are.
        now: logits ``[vocab]`` with the changes.
        was: those to compare with.
        pinned: a token that is shown in any case.

    Returns:
        ids, texts, and the probabilities of the likeliest of either; the divergence KL(was ‖ now) and both entropies
        in nats, float64.
    """
    logs = [one.detach().cpu().double().log_softmax(-1) for one in (now, was)]
    chances = [one.detach().cpu().float().softmax(-1) for one in (now, was)]
    most = torch.maximum(*chances).nan_to_num(-1.0)
    ids = most.topk(min(TOP, len(most))).indices
    if pinned is not None and pinned not in ids.tolist():
        ids = torch.cat([ids[: TOP - 1], torch.tensor([pinned])])
    return {
        "ids": bytes_of(ids.to(torch.int32)),
        "texts": workspace.model.token_strings(ids.tolist()),
        "now": bytes_of(chances[0][ids]),
        "was": bytes_of(chances[1][ids]),
        "measures": bytes_of(torch.stack([_divergence(logs[1], logs[0]), _entropy(logs[0]), _entropy(logs[1])])),
    }


def _divergence(known: Tensor, other: Tensor) -> Tensor:
    """KL(known ‖ other) in nats."""
    return torch.where(known.exp() == 0, 0.0, known.exp() * (known - other)).sum()


def _entropy(log: Tensor) -> Tensor:
    return -torch.where(log.exp() == 0, 0.0, log.exp() * log).sum()
