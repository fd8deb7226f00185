"""The logit lens as a widget: what the model would say after every layer, and what a patch changes.

Traits and messages only: the numbers come from the workspace, the drawing is `js/logit_lens.ts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import traitlets

from ..analysis import Edit
from ..workspace import Change, Place, Workspace
from ._bundle import bundle
from ._messages import Message
from ._screen import screen
from ._view import View

if TYPE_CHECKING:
    from ..analysis import LogitLens as Result
    from ..graph import Graph
    from ..models import LanguageModel

Edits = tuple[Edit, ...]
_Value = TypeVar("_Value")


class LogitLens(View):
    """Layers by positions, each cell the model's likeliest next token there; a click on a cell patches it.

    Everything that a click does is a method here, and every click is to be seen here: in `edits`, `selected`,
    `result`, `graph` and `code`. `observe(..., names=["edits"])` hears of changes made either way. Other changes of
    the workspace are in force too.

    Args:
        workspace: a workspace, which several views may share; or a model, for one of the view's own.
        prompt: the text to read and to patch, where `workspace` is a model.
        other_prompt: a text to copy cells from, aligned by position.

    Example:
        >>> lens = LogitLens(nnexplore.load("demo"), "The Eiffel Tower is in the city of")
        >>> lens.patch(layer=2, position=3)
        >>> lens.edits
        (Edit(layer=2, position=3, kind='zero'),)
    """

    _esm = bundle("logit_lens")

    edits = traitlets.Tuple(read_only=True, help="The patches of cells in force, oldest first.")
    selected = traitlets.Tuple(
        traitlets.Int(min=0),
        traitlets.Int(min=0),
        default_value=(0, 0),
        help="Row (0 is the embedding) and column in focus.",
    ).tag(sync=True)
    mode = traitlets.Enum(["copy", "zero", "inspect"], "zero", help="What a click on a cell does.").tag(sync=True)

    def __init__(
        self, workspace: Workspace | LanguageModel, prompt: str | None = None, other_prompt: str | None = None
    ) -> None:
        self._clean: Result | None = None
        self._result: Result | None = None
        self._seen: Any = None
        super().__init__(workspace, prompt, other_prompt)
        self.mode = "zero" if self.workspace.other is None else "copy"
        self.selected = (len(self.clean.layers) - 1, len(self.clean.tokens) - 1)
        self._follow()
        self.observe(self._look, names=["selected"])

    # ------------------------------------------------------------------ what a user does

    def patch(self, layer: int, position: int, kind: Literal["zero", "copy"] = "zero") -> None:
        """Patch one cell, in place of any patch that it has.

        Args:
            layer: -1 for what enters the first block, else the block whose output is changed.
            position: the token, counted from 0.
            kind: `"zero"`, or `"copy"` to take the same cell of the other prompt.

        Raises:
            ValueError: there is no such cell, or no other prompt to copy it from.
        """
        self.workspace.add(_change(Edit(layer, position, kind)))

    def remove(self, layer: int, position: int) -> None:
        """Remove the patch at one cell.

        Raises:
            ValueError: the cell has no patch.
        """
        key = _change(Edit(layer, position)).key
        edits = [change for change in self.workspace.edits if change.key != key]
        if len(edits) == len(self.workspace.edits):
            raise ValueError(f"there is no patch at layer {layer}, position {position}: {self.edits}")
        self.workspace.edits = edits

    def clear(self) -> None:
        """Remove all patches, and all other changes of the workspace."""
        self.workspace.clear()

    def apply(self, edits: Iterable[Edit]) -> None:
        """Put a whole list of patches in the place of the present one, as one step of the history.

        Example:
            >>> lens.apply(Edit(layer, 3, "zero") for layer in range(2))
        """
        others = [change for change in self.workspace.edits if _edit(change) is None]
        self.workspace.edits = [*others, *map(_change, edits)]

    def undo(self) -> None:
        """Take back the last change of the patches; nothing happens when there is none."""
        self.workspace.undo()

    def redo(self) -> None:
        """Make the change again that was taken back last; nothing happens when there is none."""
        self.workspace.redo()

    # ------------------------------------------------------------------ what a user reads

    @property
    def result(self) -> Result:
        """The run on screen, patches included."""
        return _open(self._result)

    @property
    def clean(self) -> Result:
        """The run without patches."""
        return _open(self._clean)

    @property
    def graph(self) -> Graph:
        """The intervention graph of the run on screen: its reads, its patches, its results."""
        return self.result.graph

    @property
    def code(self) -> str:
        """Python that gives the same values without the widget."""
        return self.result.graph.code()

    def close(self) -> None:
        """Close the view and let go of the workspace and of every tensor."""
        super().close()
        self._clean = self._result = self._seen = None

    def __repr__(self) -> str:
        if self._workspace is None or self._clean is None:
            return "LogitLens(closed)"
        shown = str(self._workspace.prompt)
        prompt = shown if len(shown) <= 40 else f"{shown[:39]}…"
        layers, tokens = len(self._clean.layers) - 1, len(self._clean.tokens)
        patches = f"{len(self.edits)} patch{'' if len(self.edits) == 1 else 'es'}"
        return f"LogitLens({prompt!r}, {layers} layers × {tokens} tokens, {patches})"

    # ------------------------------------------------------------------ how it is done

    def _draw(self) -> dict[str, Any]:
        seen = self.workspace.prompt, self.workspace.other
        clean = self._clean if self._clean is not None and self._seen == seen else self.workspace.lens("clean")
        active = [change for change in self.workspace.edits if change.on]
        result = self.workspace.lens() if active else clean
        edits = tuple(edit for change in active if (edit := _edit(change)) is not None)
        can = self.workspace.can
        drawn = screen(result, clean, edits) | {"can_undo": can["undo"], "can_redo": can["redo"]}
        self._seen, self._clean, self._result = seen, clean, result
        self.set_trait("edits", edits)
        return drawn

    def _handlers(self) -> dict[str, Callable[[Message], None]]:
        return {
            "patch": lambda asked: self.patch(asked["layer"], asked["position"], asked["edit"]),
            "remove": lambda asked: self.remove(asked["layer"], asked["position"]),
        }

    def _look(self, change: dict[str, Any]) -> None:
        row, column = change["new"]
        self.workspace.select(layer=row - 1, position=column)

    def _follow(self) -> None:
        super()._follow()
        chosen, (row, column) = self.workspace.selection, self.selected
        row = row if chosen.layer is None else min(chosen.layer + 1, len(self.clean.layers) - 1)
        column = column if chosen.position is None else chosen.position
        self.selected = (row, min(column, len(self.clean.tokens) - 1))

    @traitlets.validate("selected")
    def _inside(self, proposal: dict[str, Any]) -> tuple[int, int]:
        row, column = proposal["value"]
        rows, columns = len(self.clean.layers), len(self.clean.tokens)
        if row >= rows or column >= columns:
            raise traitlets.TraitError(f"selected is ({row}, {column}), the grid has {rows} rows × {columns} columns")
        return row, column


def _change(edit: Edit) -> Change:
    return Change(Place("resid_post", edit.layer), {"position": edit.position}, edit.kind)


def _edit(change: Change) -> Edit | None:
    """The patch of a cell that a change is, if it is one."""
    if change.place.name != "resid_post" or set(change.at) != {"position"} or change.kind not in ("zero", "copy"):
        return None
    if change.source or change.place.layer is None:
        return None
    return Edit(change.place.layer, change.at["position"], change.kind)


def _open(value: _Value | None) -> _Value:
    if value is None:
        raise RuntimeError("this LogitLens is closed and has let go of its tensors; make a new one")
    return value
