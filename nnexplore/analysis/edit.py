"""``Edit``: one change of the residual stream made by hand, and its place in a graph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..errors import EditError

__all__ = ["Edit", "check_edits"]


@dataclass(frozen=True)
class Edit:
    """Change the residual stream after block ``layer`` (-1: before the first) at one position.

    ``"zero"`` sets it to zero; ``"copy"`` takes it from the other prompt, same layer, same position.

    >>> Edit(2, 5, "copy")
    Edit(layer=2, position=5, kind='copy')
    """

    layer: int
    position: int
    kind: Literal["zero", "copy"] = "zero"


def check_edits(edits: Sequence[Edit], layers: int, tokens: int, other_tokens: int | None) -> None:
    """Refuse edits that do not fit the model or the prompts.

    Raises:
        EditError: a layer or position out of range, an unknown kind, nothing to copy from, two edits of one cell.
    """
    for edit in edits:
        _check(edit, layers, tokens, other_tokens)
    cells = [(edit.layer, edit.position) for edit in edits]
    for cell in cells:
        if cells.count(cell) > 1:
            raise EditError(f"layer {cell[0]}, position {cell[1]} is edited twice; keep one edit per cell")


def _check(edit: Edit, layers: int, tokens: int, other_tokens: int | None) -> None:
    if edit.kind not in ("zero", "copy"):
        raise EditError(f"{edit} is of an unknown kind; use 'zero' or 'copy'")
    if not -1 <= edit.layer < layers:
        raise EditError(f"{edit}: the model has layers 0 to {layers - 1} (-1 is the embedding)")
    if not 0 <= edit.position < tokens:
        raise EditError(f"{edit}: the prompt has positions 0 to {tokens - 1}")
    if edit.kind == "copy" and other_tokens is None:
        raise EditError(f"{edit} copies from the other prompt, and there is none; give one, or use 'zero'")
    if edit.kind == "copy" and other_tokens is not None and edit.position >= other_tokens:
        raise EditError(
            f"{edit}: the other prompt has only positions 0 to {other_tokens - 1}; choose prompts of equal length"
        )
