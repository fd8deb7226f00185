"""The next-token probabilities at many values of one slider."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import torch

from ..sweeps import run_many
from ..workspace import Workspace
from ..workspace.compose import OUTPUT
from ._bytes import bytes_of
from ._work import progress

if TYPE_CHECKING:
    from torch import Tensor

    from ..models import LanguageModel
    from ..workspace import Edit

__all__ = ["packed", "places", "swept"]

VALUES = 21
_AT_ONCE = 7
"""Graphs between two looks at whether the user has cancelled."""

Edits = Callable[[float], Sequence["Edit"]]


def places(low: float, high: float) -> Tensor:
    """Values from end to end, both among them; a round number stays one."""
    return torch.tensor([low + (high - low) * at / (VALUES - 1) for at in range(VALUES)], dtype=torch.float64)


def swept(scratch: Workspace, edits: Edits, values: Tensor, ids: Tensor) -> Tensor:
    """The probability of some tokens as the next one ``[values, tokens]``.

    Args:
        scratch: a workspace with the prompts; its changes are overwritten.
        edits: the changes at a value.
        values: which values.
        ids: which tokens.
    """
    rows: list[Tensor] = []
    for some in values.split(_AT_ONCE):
        progress(len(rows), len(values), f"value {len(rows) + 1} of {len(values)}")
        graphs = []
        for value in some.tolist():
            scratch.edits = edits(value)
            graphs.append(scratch.graph_of({"logits": OUTPUT}))
        rows += [_chances(found, ids) for found in run_many(scratch.model, graphs, progress=False)]
    return torch.stack(rows)


def packed(model: LanguageModel, values: Tensor, ids: Tensor, found: Tensor) -> dict[str, Any]:
    """A sweep as the browser draws it: of `swept`, by which tokens."""
    return {
        "values": bytes_of(values),
        "ids": bytes_of(ids.to(torch.int32)),
        "texts": model.token_strings(ids.tolist()),
        "probabilities": bytes_of(found),
    }


def _chances(found: dict[str, Any], ids: Tensor) -> Tensor:
    chances: Tensor = found["logits"][0, -1].detach().cpu().float().softmax(-1)
    return chances[ids]
