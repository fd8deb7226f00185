"""The attention of all layers of a workspace: which have it, their patterns, and the changes on the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..analysis.head_way import heads_of
from ..errors import EditError, ModelError
from ..workspace import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from ..models import LanguageModel
    from ..workspace import Change, Run, Workspace

LARGEST = 2 << 30
"""The most bytes that all patterns of one run may have."""


def attention_layers(model: LanguageModel) -> list[int]:
    """The layers that have attention.

    >>> attention_layers(nnexplore.load("demo"))
    [0, 1, 2, 3]

    Raises:
        ModelError: none has.
    """
    blocks = model.load().probe.blocks
    found = [number for number, block in enumerate(blocks) if block.attn]
    if not found:
        raise ModelError(f"no layer of this model has attention, so there is nothing to show: {blocks[0].attn}")
    return found


def bearable(model: LanguageModel, layers: Sequence[int], tokens: int) -> None:
    """Refuse what does not fit into memory.

    Raises:
        EditError: all patterns together are larger than ``LARGEST``.
    """
    heads = heads_of(model) or 1
    size = 4 * len(layers) * heads * tokens**2
    if size > LARGEST:
        raise EditError(
            f"the patterns of {len(layers)} layers × {heads} heads × {tokens} tokens are {size / 1e9:.1f} GB, more "
            f"than the {LARGEST / 1e9:.1f} GB that this view keeps; choose a shorter prompt"
        )


def patterns_of(workspace: Workspace, layers: Sequence[int], run: Run) -> list[Tensor]:
    """The patterns of some layers in one run: of each ``[heads, tokens, keys]``, float32 on the CPU."""
    found = workspace.values([Place("head_pattern", layer) for layer in layers], run)
    return [pattern[0].detach().cpu().float() for pattern in found]


def listed(change: Change) -> dict[str, Any]:
    """A change as the browser lists it.

    >>> listed(workspace.zero("head_out", 1, head=2))["at"]
    {'head': 2}
    """
    place = change.place
    drawn = {"text": str(change), "on": change.on, "kind": change.kind, "of": place.name, "layer": place.layer}
    return drawn | {"at": dict(change.at)}
