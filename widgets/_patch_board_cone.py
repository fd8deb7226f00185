"""What changes can reach: where in the residual stream a cell can be another one, and where it cannot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import torch

from ..workspace import Change, Place
from ..workspace.place import in_order

if TYPE_CHECKING:
    from torch import Tensor

    from ..models import LanguageModel

POSITIONWISE = ("resid_post", "resid_mid", "attn_out", "mlp_out", "neurons", "head_out", "head_q", "head_pattern")
"""What no other position of the layer's output depends on: the layer's attention is over, or looks back from there."""


def cone(model: LanguageModel, changes: Sequence[Any], tokens: int) -> Tensor:
    """Which cells ``[row, position]`` of the residual stream changes can reach; the first row is the embeddings.

    A change reaches the rows that the model comes to after it, and by causal attention positions from its own on; in
    its own layer, where it is behind the attention, only its own position. All other cells are what they were, exactly;
    but for the last digits where a change of what is inside attention makes the model compute it step by step.

    >>> cone(model, [Change(Place("resid_post", 2), {"position": 3})], 5).int()
    tensor([[0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 1, 1]])
    """
    rows = [Place("resid_post", layer) for layer in range(-1, len(model.load().anatomy.blocks))]
    found = torch.zeros(len(rows), tokens, dtype=torch.bool)
    for change in changes:
        for number, row in enumerate(rows):
            found[number] |= _reached(model, change, row, tokens)
    return found


def _reached(model: LanguageModel, change: Any, row: Place, tokens: int) -> Tensor:
    """Which positions of a row one change can reach."""
    positions, site = torch.arange(tokens), row.site(model)
    if not isinstance(change, Change):  # a graph that was made in code: all positions behind what it writes
        reached = any(in_order(model, [one, site])[0] == one for one in change.graph.writes)
        return positions >= (0 if reached else tokens)
    own = change.place.site(model)
    if in_order(model, [own, site])[0] != own:
        return positions < 0
    if "position" not in change.at:
        return positions >= 0
    if row.layer == change.place.layer and change.place.name in POSITIONWISE:
        return positions == change.at["position"]
    return positions >= change.at["position"]
