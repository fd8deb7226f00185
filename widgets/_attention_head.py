"""One head on its way to the browser: its matrix, exact parts of a long one, the row of one token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import EditError
from ._attention_pack import SIDE, floats, packed
from ._show import SHOWS, subtracted

if TYPE_CHECKING:
    from torch import Tensor

    from ..workspace import Workspace

TILE = 64
"""Tokens along a side of a tile of a long prompt: 16 kB."""
SMALL = 48
"""The most cells along a side of a pinned head."""


def head_drawn(workspace: Workspace, layer: int, head: int, show: str) -> dict[str, Any]:
    """The whole head for one synced trait; of a difference also both of its parts, where the prompt is short.

    Raises:
        EditError: a difference of prompts that are not of one length.
    """
    run, base = SHOWS[show]
    matrix = head_pattern(workspace, layer, head, run)
    drawn: dict[str, Any] = {"layer": layer, "head": head, "show": show, "parts": None}
    if base is None:
        return drawn | {"matrix": packed(matrix, SIDE)}
    other = head_pattern(workspace, layer, head, base)
    drawn["matrix"] = packed(subtracted(workspace, matrix, other, show), SIDE)
    if len(matrix) <= SIDE:
        drawn["parts"] = [packed(one, SIDE) for one in (matrix, other)]
    return drawn


def pinned(workspace: Workspace, pins: list[tuple[int, int]], show: str) -> list[dict[str, Any]]:
    """The pinned heads as small matrices, those that the model has."""
    return [
        {"layer": layer, "head": head, "matrix": packed(_shown(workspace, layer, head, show), SMALL)}
        for layer, head in pins
    ]


def tile(workspace: Workspace, layer: int, head: int, show: str, row: int, column: int) -> list[bytes]:
    """The exact numbers of one tile, row by row; of a difference also those of its two parts.

    Raises:
        EditError: there is no such tile.
    """
    run, base = SHOWS[show]
    parts = [head_pattern(workspace, layer, head, run)]
    if base is not None:
        parts.append(head_pattern(workspace, layer, head, base))
    if not (0 <= row * TILE < len(parts[0]) and 0 <= column * TILE < len(parts[0])):
        raise EditError(f"there is no tile {row}, {column} in a pattern of {len(parts[0])} tokens")
    parts = [one[row * TILE : (row + 1) * TILE, column * TILE : (column + 1) * TILE] for one in parts]
    if base is None:
        return [floats(parts[0])]
    return [floats(one) for one in (parts[0] - parts[1], *parts)]


def row_of(workspace: Workspace, layer: int, head: int, show: str, position: int) -> bytes:
    """The exact weights of the token that attends, float32."""
    run, base = SHOWS[show]
    row = head_pattern(workspace, layer, head, run)[position]
    return floats(row if base is None else row - head_pattern(workspace, layer, head, base)[position])


def head_pattern(workspace: Workspace, layer: int, head: int, run: Any) -> Tensor:
    """What a head attends to in a run, ``[tokens, keys]``."""
    return workspace.value("head_pattern", layer, run)[0, head].detach().cpu().float()


def _shown(workspace: Workspace, layer: int, head: int, show: str) -> Tensor:
    run, base = SHOWS[show]
    matrix = head_pattern(workspace, layer, head, run)
    return matrix if base is None else subtracted(workspace, matrix, head_pattern(workspace, layer, head, base), show)
