"""What a heatmap is whatever its numbers are of: axes, colours, the selected cells, tiles on demand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import traitlets

from ._bundle import bundle
from ._heatmap_sheet import Sheet
from ._messages import Message
from ._view import View

if TYPE_CHECKING:
    from torch import Tensor

AXES = ("rows", "columns")


class Surface(View):
    """A matrix as a picture. A subclass says which tensor it is of, by `_sheet_of`, in `_draw`."""

    _esm = bundle("activation_heatmap")

    rows = traitlets.Unicode("", help="The axis that goes down.").tag(sync=True)
    columns = traitlets.Unicode("", help="The axis that goes right.").tag(sync=True)
    at = traitlets.Dict(help="The place on each of the other axes.").tag(sync=True)
    cells = traitlets.Dict(
        help="The selected cells: first and last of 'rows' and of 'columns'; empty where none is."
    ).tag(sync=True)
    colours = traitlets.Enum(
        ["diverging", "sequential"], "diverging", help="Around zero in two hues, or from low to high in one."
    ).tag(sync=True)
    range = traitlets.Enum(
        ["robust", "full"], "robust", help="Colours for the 1st to the 99th percentile, or for all numbers."
    ).tag(sync=True)

    _sheet: Sheet | None = None
    _version = 0
    _settling = False

    def close(self) -> None:
        """Close the view and let go of its tensors."""
        super().close()
        self._sheet = None

    @property
    def matrix(self) -> Tensor:
        """The numbers on screen, rows by columns, float32.

        Raises:
            RuntimeError: the view is closed.
        """
        if self._sheet is None:
            raise RuntimeError(f"this {type(self).__name__} is closed and has let go of its tensors; make a new one")
        return self._sheet.matrix

    # ------------------------------------------------------------------ for subclasses

    def _spread(self, tensor: Tensor, names: Sequence[str]) -> Sheet:
        """The sheet of a tensor by the axes that are chosen, which the traits say from now on."""
        sheet = Sheet.of(tensor, names, self.rows, self.columns, self._places())
        self._sheet, self._version = sheet, self._version + 1
        self._settle(sheet)
        return sheet

    def _places(self) -> dict[str, int]:
        return dict(self.at)

    def _handlers(self) -> dict[str, Callable[[Message], None]]:
        return {"tile": self._tile, "code": lambda _: self.send({"kind": "code", "text": self.code})}

    @property
    def code(self) -> str:
        """Python that opens this view again as it is."""
        raise NotImplementedError

    def _state(self) -> dict[str, Any]:
        """The traits that say what is seen."""
        names = ("rows", "columns", "at", "cells", "colours", "range")
        return {name: value for name in names if (value := getattr(self, name))}

    # ------------------------------------------------------------------ how it is done

    def _settle(self, sheet: Sheet) -> None:
        self._settling = True
        try:
            self.rows, self.columns, self.at = sheet.rows, sheet.columns, sheet.at
            if self.cells and not _inside(self.cells, sheet.matrix.shape):
                self.cells = {}
        finally:
            self._settling = False

    @traitlets.observe("rows", "columns", "at")
    def _another(self, change: Mapping[str, Any]) -> None:
        """Other axes are drawn; where both would be the same, they are swapped."""
        if self._settling or self._sheet is None:
            return
        if change["name"] in AXES:
            self._settling = True
            try:
                self.cells = {}
                if self.rows == self.columns:
                    setattr(self, "columns" if change["name"] == "rows" else "rows", change["old"])
            finally:
                self._settling = False
        self._redraw()

    @traitlets.validate("rows", "columns")
    def _known_axis(self, proposal: Any) -> str:
        name: str = proposal["value"]
        if self._sheet is not None and not self._settling and name not in self._sheet.names:
            raise traitlets.TraitError(f"there is no axis {name!r}; there are {', '.join(self._sheet.names)}")
        return name

    @traitlets.validate("cells")
    def _known_cells(self, proposal: Any) -> dict[str, list[int]]:
        cells: dict[str, list[int]] = proposal["value"]
        if self._sheet is not None and cells and not _inside(cells, self._sheet.matrix.shape):
            height, width = self._sheet.matrix.shape
            raise traitlets.TraitError(
                f"cells are the first and last of {height} rows and of {width} columns, as "
                f"{{'rows': [0, 1], 'columns': [2, 2]}}; got {cells!r:.80}"
            )
        return cells

    def _tile(self, asked: Message) -> None:
        """Send a piece, unless the numbers are others by now."""
        sheet, version = self._sheet, self._version
        if sheet is None or asked["version"] != version:
            return
        size, values = sheet.tile(asked["level"], asked["at"])
        about = {name: asked[name] for name in ("version", "level", "at")}
        self.send({"kind": "tile", "size": size, **about}, buffers=[values])


def _inside(cells: Mapping[str, Any], shape: Sequence[int]) -> bool:
    try:
        spans = [(*cells[axis], size) for axis, size in zip(AXES, shape, strict=True)]
        return set(cells) == set(AXES) and all(0 <= first <= last < size for first, last, size in spans)
    except (KeyError, TypeError, ValueError):
        return False
