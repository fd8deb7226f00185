"""The logit lens as a widget: what the model would say after every layer, and what a patch changes.

Traits and messages only: the numbers come from `nnexplore.analysis`, the drawing is `js/logit_lens.ts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import anywidget
import traitlets

from ..analysis import Edit, logit_lens
from ..workspace.history import History
from ._bundle import bundle
from ._messages import Message, answer
from ._screen import screen

if TYPE_CHECKING:
    from ..analysis import LogitLens as Result
    from ..graph import Graph
    from ..models import LanguageModel

Edits = tuple[Edit, ...]
_Value = TypeVar("_Value")


class LogitLens(anywidget.AnyWidget):
    """Layers by positions, each cell the model's likeliest next token there; a click on a cell patches it.

    Everything that a click does is a method here, and every click is to be seen here: in `edits`, `selected`,
    `result`, `graph` and `code`. `observe(..., names=["edits"])` hears of changes made either way.

    Args:
        model: a language model.
        prompt: the text to read and to patch.
        other_prompt: a text to copy cells from, aligned by position.

    Example:
        >>> lens = LogitLens(nnexplore.load("demo"), "The Eiffel Tower is in the city of")
        >>> lens.patch(layer=2, position=3)
        >>> lens.edits
        (Edit(layer=2, position=3, kind='zero'),)
    """

    _esm = bundle("logit_lens")

    _screen = traitlets.Dict().tag(sync=True)
    busy = traitlets.Bool(False, help="Whether the model is running for this widget.").tag(sync=True)
    edits = traitlets.Tuple(read_only=True, help="The patches in force, oldest first.")
    selected = traitlets.Tuple(
        traitlets.Int(min=0), traitlets.Int(min=0), help="Row (0 is the embedding) and column in focus."
    ).tag(sync=True)
    mode = traitlets.Enum(["copy", "zero", "inspect"], help="What a click on a cell does.").tag(sync=True)

    def __init__(self, model: LanguageModel, prompt: str, other_prompt: str | None = None) -> None:
        self.model: LanguageModel | None = model
        self.prompt = prompt
        self.other_prompt = other_prompt
        self._history: History[Edits] = History(())
        self._clean: Result | None = logit_lens(model, prompt, other=other_prompt)
        self._result: Result | None = self._clean
        super().__init__(
            _screen=self._draw(self._clean, ()),
            selected=(len(self._clean.layers) - 1, len(self._clean.tokens) - 1),
            mode="zero" if other_prompt is None else "copy",
        )
        self.on_msg(self._receive)

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
        self.apply([*self._without(layer, position), Edit(layer, position, kind)])

    def remove(self, layer: int, position: int) -> None:
        """Remove the patch at one cell.

        Raises:
            ValueError: the cell has no patch.
        """
        edits = self._without(layer, position)
        if len(edits) == len(self.edits):
            raise ValueError(f"there is no patch at layer {layer}, position {position}: {self.edits}")
        self.apply(edits)

    def clear(self) -> None:
        """Remove all patches."""
        self.apply(())

    def apply(self, edits: Iterable[Edit]) -> None:
        """Put a whole list of patches in the place of the present one, as one step of the history.

        Example:
            >>> lens.apply(Edit(layer, 3, "zero") for layer in range(2))
        """
        edits = tuple({(edit.layer, edit.position): edit for edit in edits}.values())  # one a cell: the last
        if edits != self.edits:
            self._show(edits, self._history.add)

    def undo(self) -> None:
        """Take back the last change of the patches; nothing happens when there is none."""
        if self._history.back is not None:
            self._show(self._history.back, lambda _: self._history.undo())

    def redo(self) -> None:
        """Make the change again that was taken back last; nothing happens when there is none."""
        if self._history.forward is not None:
            self._show(self._history.forward, lambda _: self._history.redo())

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
        """Close the view and let go of the model and of every tensor."""
        super().close()
        self.model = self._clean = self._result = None
        self._history = History(())

    def __repr__(self) -> str:
        prompt = self.prompt if len(self.prompt) <= 40 else f"{self.prompt[:39]}…"
        if self._clean is None:
            return f"LogitLens({prompt!r}, closed)"
        layers, tokens = len(self._clean.layers) - 1, len(self._clean.tokens)
        patches = f"{len(self.edits)} patch{'' if len(self.edits) == 1 else 'es'}"
        return f"LogitLens({prompt!r}, {layers} layers × {tokens} tokens, {patches})"

    # ------------------------------------------------------------------ how it is done

    def _without(self, layer: int, position: int) -> Edits:
        return tuple(edit for edit in self.edits if (edit.layer, edit.position) != (layer, position))

    def _show(self, edits: Edits, remember: Callable[[Edits], None]) -> None:
        """Run the model with these edits; only when all has gone well is anything changed, all at once."""
        self.busy = True
        try:
            result = self.clean
            if edits:
                result = logit_lens(_open(self.model), self.prompt, other=self.other_prompt, edits=edits)
            drawn = screen(result, self.clean, edits)
        except BaseException:
            self.busy = False
            raise
        remember(edits)
        with self.hold_sync():
            self._result = result
            self._screen = drawn | self._steps()
            self.busy = False
        self.set_trait("edits", edits)

    def _draw(self, result: Result, edits: Edits) -> dict[str, Any]:
        return screen(result, self.clean, edits) | self._steps()

    def _steps(self) -> dict[str, bool]:
        return {"can_undo": self._history.back is not None, "can_redo": self._history.forward is not None}

    @traitlets.validate("selected")
    def _inside(self, proposal: dict[str, Any]) -> tuple[int, int]:
        row, column = proposal["value"]
        rows, columns = len(self.clean.layers), len(self.clean.tokens)
        if row >= rows or column >= columns:
            raise traitlets.TraitError(f"selected is ({row}, {column}), the grid has {rows} rows × {columns} columns")
        return row, column

    def _receive(self, _widget: object, message: Message, _buffers: list[memoryview]) -> None:
        reply = answer(
            message,
            {
                "patch": lambda asked: self.patch(asked["layer"], asked["position"], asked["edit"]),
                "remove": lambda asked: self.remove(asked["layer"], asked["position"]),
                "clear": lambda _: self.clear(),
                "undo": lambda _: self.undo(),
                "redo": lambda _: self.redo(),
            },
        )
        self.send(reply)


def _open(value: _Value | None) -> _Value:
    if value is None:
        raise RuntimeError("this LogitLens is closed and has let go of its tensors; make a new one")
    return value
