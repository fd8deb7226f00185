"""From selected cells to changes, and back to the cells that they change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..errors import EditError
from ..workspace import Change, Place

if TYPE_CHECKING:
    from ..workspace import Kind
    from ._heatmap_sheet import Sheet

LIMIT = 64
"""The most changes that one click makes."""
Cells = Mapping[str, Sequence[int]]


def changes_of(sheet: Sheet, place: Place, cells: Cells, kind: Kind, value: float = 0.0) -> list[Change]:
    """One change for each selected cell; of whole rows, of whole columns, or of all, one for each.

    Example:
        >>> changes_of(sheet, Place("resid_post", 0), {"rows": [2, 2], "columns": [0, 127]}, "zero")
        [Change(place=Place('resid_post', 0), at={'position': 2}, kind='zero', ...)]

    Raises:
        EditError: no such cells, or too many.
    """
    height, width = sheet.matrix.shape
    down = _numbers(sheet.rows, cells.get("rows"), height)
    right = _numbers(sheet.columns, cells.get("columns"), width)
    if len(down) * len(right) > LIMIT:
        raise EditError(
            f"{len(down)} × {len(right)} cells would be {len(down) * len(right)} changes, and one click makes at most "
            f"{LIMIT}: select fewer cells, or whole rows or columns, which are one change each"
        )
    return [Change(place, {**sheet.at, **row, **column}, kind, value) for row in down for column in right]


def outlines(sheet: Sheet, place: Place, edits: Iterable[Change]) -> list[dict[str, list[int]]]:
    """The cells of the sheet that changes in force are of."""
    height, width = sheet.matrix.shape
    return [
        {"rows": _span(change, sheet.rows, height), "columns": _span(change, sheet.columns, width)}
        for change in edits
        if change.on and change.place == place and _here(sheet, change)
    ]


def within(sheet: Sheet, place: Place, cells: Cells, edits: Iterable[Change]) -> list[Change]:
    """The changes that are of the selected cells alone, in force or not."""
    found = []
    for change in edits:
        if change.place == place and _here(sheet, change):
            spans = outlines(sheet, place, [change.switched(True)])[0]
            if all(cells[axis][0] <= first and last <= cells[axis][1] for axis, (first, last) in spans.items()):
                found.append(change)
    return found


def _here(sheet: Sheet, change: Change) -> bool:
    return all(sheet.at.get(axis, number) == number for axis, number in change.at.items())


def _span(change: Change, axis: str, size: int) -> list[int]:
    number = change.at.get(axis)
    return [0, size - 1] if number is None else [number, number]


def _numbers(axis: str, span: Sequence[int] | None, size: int) -> list[dict[str, Any]]:
    """The numbers of an axis; one time nothing, where it is taken whole."""
    first, last = span if span else (0, -1)
    if not 0 <= first <= last < size:
        raise EditError(f"first and last {axis} of the selected cells are 0 to {size - 1}; got {span}")
    return [{}] if (first, last) == (0, size - 1) else [{axis: number} for number in range(first, last + 1)]
