"""``Selection``: what is looked at, in all views of a workspace at once."""

from __future__ import annotations

from dataclasses import dataclass

from .place import Place

__all__ = ["Selection"]


@dataclass(frozen=True)
class Selection:
    """What is selected; ``None`` is nothing.

    Attributes:
        layer: a block; −1 for the embeddings.
        position: a token, counted from the first.
        head: a head of the layer.
        place: a component of a layer, or a module: what a heatmap shows.
    """

    layer: int | None = None
    position: int | None = None
    head: int | None = None
    place: Place | None = None
