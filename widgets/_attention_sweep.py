"""What each head does to the answer: every one changed by itself, and the next token looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from ..sweeps import run_many
from ..workspace import Change, Place, Workspace
from ._work import progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor


def sweep_kind(workspace: Workspace) -> str:
    """How a head is changed: "copy" from the other prompt, or "zero" where there is none of the same length."""
    other = workspace.other_tokens
    return "copy" if other is not None and len(other) == len(workspace.tokens) else "zero"


def sweep(workspace: Workspace, layers: Sequence[int], heads: Sequence[int]) -> Tensor:
    """How far the next token's distribution moves when a head alone is changed, after all changes that are on.

    It is the total variation distance, between 0 and 1, of the probabilities at the last token. What is changed is
    what the head writes at all tokens, as `sweep_kind` says. One batch a layer, with progress.

    Args:
        workspace: its changes stay in force.
        layers: those that have attention.
        heads: how many heads each has.

    Returns:
        ``[layers, heads]``, NaN where a layer has fewer heads.
    """
    trial = Workspace(workspace.model, workspace.prompt, workspace.other)
    kind, base = sweep_kind(workspace), workspace.logits()[-1].float().softmax(-1)
    whole = torch.full((len(layers), max(heads)), torch.nan)
    for row, (layer, count) in enumerate(zip(layers, heads, strict=True)):
        progress(row, len(layers), f"heads of layer {layer}")
        graphs = []
        for head in range(count):
            trial.edits = workspace.edits
            trial.add(Change(Place("head_out", layer), {"head": head}, kind))  # type: ignore[arg-type]
            graphs.append(trial.graph)
        found = run_many(workspace.model, graphs, progress=False)
        logits = torch.stack([one["logits"][0, -1].float() for one in found])
        whole[row, :count] = ((logits.softmax(-1) - base).abs().sum(-1) / 2).cpu()
    return whole
