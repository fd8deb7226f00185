"""The logit lens as a widget: what the model would say after every layer, and what a patch changes.

Traits and messages only: the numbers come from the workspace, the drawing is `js/logit_lens.ts`.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import traitlets

from ..analysis import Edit
from ..analysis.head_way import heads_of
from ..analysis.lens_difference import one_token
from ..analysis.lens_graph import PARTS
from ..workspace import Change, Place, Run, Workspace
from ._bundle import bundle
from ._lenses import Lenses
from ._messages import Message
from ._screen import guesses, screen
from ._show import SHOWS, missing, subtracted
from ._view import View

if TYPE_CHECKING:
    from ..analysis import LogitLens as Result
    from ..graph import Graph
    from ..models import LanguageModel

Edits = tuple[Edit, ...]
_Value = TypeVar("_Value")

MANY = 50
"""How many tokens of a cell are fetched when the ten on screen are not enough."""
MOST = 8
"""The most tokens that can be pinned."""


class LogitLens(View):
    """Layers by positions, each cell the model's likeliest next token there; a click on a cell patches it.

    Everything that a click does is a method or a trait here, and every click is to be seen here: in `edits`,
    `selected`, `pins`, `result`, `graph` and `code`. `observe(..., names=["edits"])` hears of changes made either way.
    Other changes of the workspace are in force too.

    Args:
        workspace: a workspace, which several views may share; or a model, for one of the view's own.
        prompt: the text to read and to patch, where `workspace` is a model.
        other_prompt: a text to copy cells from, aligned by position.

    Example:
        >>> lens = LogitLens(nnexplore.load("demo"), "The Eiffel Tower is in the city of")
        >>> lens.patch(layer=2, position=3)
        >>> lens.edits
        (Edit(layer=2, position=3, kind='zero'),)
        >>> lens.pins = (" Paris", " Rome")
        >>> lens.colour = "rank"
    """

    _esm = bundle("logit_lens")

    _more = traitlets.Dict().tag(sync=True)
    edits = traitlets.Tuple(read_only=True, help="The patches in force of cells of the component, oldest first.")
    selected = traitlets.Tuple(
        traitlets.Int(min=0),
        traitlets.Int(min=0),
        default_value=(0, 0),
        help="Row (0 is the embedding) and column in focus.",
    ).tag(sync=True)
    mode = traitlets.Enum(["copy", "zero", "inspect"], "zero", help="What a click on a cell does.").tag(sync=True)
    component = traitlets.Enum(
        [*PARTS, "head_out"],
        "resid_post",
        help="What the rows are of, and what a click patches: the stream, or a part of it.",
    ).tag(sync=True)
    head = traitlets.Int(0, min=0, help="Which head, where the rows are of heads.").tag(sync=True)
    show = traitlets.Enum(list(SHOWS), "edited", help="Which run is shown, or which difference.").tag(sync=True)
    colour = traitlets.Enum(
        ["top probability", "entropy", "token", "rank"],
        "top probability",
        help="What colours the cells; of a difference, 'top probability' is the total variation distance. 'token' and "
        "'rank' are of a pinned token.",
    ).tag(sync=True)
    pins = traitlets.Tuple(help="Tokens, as text or id, that are followed from layer to layer.")
    pin = traitlets.Int(0, min=0, help="Which of `pins` colours the cells, counted from 0.").tag(sync=True)
    chart = traitlets.Enum(
        ["probability", "log probability", "rank"], "probability", help="What is drawn of the pinned tokens by layer."
    ).tag(sync=True)

    def __init__(
        self,
        workspace: Workspace | LanguageModel,
        prompt: str | None = None,
        other_prompt: str | None = None,
        **traits: Any,
    ) -> None:
        self._lenses: Lenses | None = None
        self._result: Result | None = None
        super().__init__(workspace, prompt, other_prompt, **traits)
        self.mode = "zero" if self.workspace.other is None else "copy"
        self.selected = (len(self.result.layers) - 1, len(self.result.tokens) - 1)
        self._follow()
        self._pin_answer()
        self.observe(self._look, names=["selected"])
        self.observe(self._other_rows, names=["component", "show"])
        self.observe(self._other_head, names=["head"])
        self.observe(lambda _: self._redraw(), names=["pins"])
        self.observe(lambda _: self._pin_answer(), names=["colour"])

    # ------------------------------------------------------------------ what a user does

    def patch(self, layer: int, position: int, kind: Literal["zero", "copy"] = "zero") -> None:
        """Patch one cell, in place of any patch that it has.

        Args:
            layer: -1 for what enters the first block, else the block whose `component` is changed.
            position: the token, counted from 0.
            kind: `"zero"`, or `"copy"` to take the same cell of the other prompt.

        Raises:
            ValueError: there is no such cell, or no other prompt to copy it from.
        """
        self.workspace.add(self._change(Edit(layer, position, kind)))

    def remove(self, layer: int, position: int) -> None:
        """Remove the patch at one cell.

        Raises:
            ValueError: the cell has no patch.
        """
        key = self._change(Edit(layer, position)).key
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
        others = [change for change in self.workspace.edits if self._edit(change) is None]
        self.workspace.edits = [*others, *map(self._change, edits)]

    def undo(self) -> None:
        """Take back the last change of the patches; nothing happens when there is none."""
        self.workspace.undo()

    def redo(self) -> None:
        """Make the change again that was taken back last; nothing happens when there is none."""
        self.workspace.redo()

    # ------------------------------------------------------------------ what a user reads

    @property
    def result(self) -> Result:
        """The run on screen, patches included; of a difference the first."""
        return _open(self._result)

    @property
    def clean(self) -> Result:
        """The run without patches."""
        return self._lens("clean") if self._result is not None else _open(None)

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
        self._lenses = self._result = None

    def __repr__(self) -> str:
        if self._workspace is None:
            return "LogitLens(closed)"
        shown = str(self._workspace.prompt)
        prompt = shown if len(shown) <= 40 else f"{shown[:39]}…"
        layers, tokens = len(self.workspace.model.anatomy.blocks), len(self.workspace.tokens)
        patches = f"{len(self.edits)} patch{'' if len(self.edits) == 1 else 'es'}"
        return f"LogitLens({prompt!r}, {layers} layers × {tokens} tokens, {patches})"

    # ------------------------------------------------------------------ how it is done

    def _draw(self) -> dict[str, Any]:
        run, base = SHOWS[self.show]
        result = self._lens(run)
        compared = self._lens(base or "clean") if base or run == "edited" else result
        if base:  # as many tokens in both
            subtracted(self.workspace, result.answer, compared.answer, self.show)
        edits = tuple(edit for change in self.workspace.edits if change.on and (edit := self._edit(change)) is not None)
        can = self.workspace.can
        drawn = screen(result, compared, edits, pins=self._pinned()) | {
            "can_undo": can["undo"],
            "can_redo": can["redo"],
        }
        drawn["facts"] |= {
            "heads": heads_of(self.workspace.model),
            "show": self.show,
            "missing": missing(self.workspace),
            "changed": any(change.on for change in self.workspace.edits),
        }
        self._result = result
        self.set_trait("edits", edits)
        self._more = {}
        return drawn

    def _lens(self, run: Run) -> Result:
        if self._lenses is None:
            self._lenses = Lenses(self.workspace)
        return self._lenses.of(run, self.component, self._head)

    @property
    def _head(self) -> int | None:
        return self.head if self.component == "head_out" else None

    def _other_head(self, _change: object) -> None:
        self.workspace.select(head=self.head)
        if self._head is not None:
            self._redraw()

    @traitlets.validate("head")
    def _one_of(self, proposal: dict[str, Any]) -> int:
        number, heads = int(proposal["value"]), heads_of(self.workspace.model)
        if number and number >= heads:
            raise traitlets.TraitError(f"there is no head {number}: a layer has {heads}, counted from 0")
        return number

    def _pinned(self) -> list[int]:
        return [self._id(token) for token in self.pins]

    def _id(self, token: Any) -> int:
        """The id of a pinned token; a text of several is refused, where a metric would warn and take the first."""
        model = self.workspace.model
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = one_token(model, token)
        (text,) = model.token_strings([found])
        if isinstance(token, str) and text.strip() != token.strip():
            raise ValueError(
                f"{token!r} is not one token: it begins with {text!r}; pin one token, as ' Paris', or its id"
            )
        return found

    def _pin_answer(self) -> None:
        """A token's colour needs a token: where none is pinned, it is the likeliest next one."""
        if self.colour in ("token", "rank") and not self.pins:
            self.pins = (self._spelled(int(self.result.answer[-1].argmax())),)

    def _spelled(self, token: int) -> str | int:
        """A token as text where the text says which it is, else its id."""
        (text,) = self.workspace.model.token_strings([token])
        try:
            return text if self._id(text) == token else token
        except ValueError:
            return token

    def _handlers(self) -> dict[str, Callable[[Message], None]]:
        return {
            "patch": lambda asked: self.patch(asked["layer"], asked["position"], asked["edit"]),
            "remove": lambda asked: self.remove(asked["layer"], asked["position"]),
            "pin": self._add_pin,
            "unpin": lambda asked: self.set_trait("pins", _without(self.pins, asked["number"])),
            "more": self._fetch,
        }

    def _add_pin(self, asked: Message) -> None:
        token = asked["token"]
        self.pins = (*self.pins, self._spelled(token) if isinstance(token, int) else token)

    def _fetch(self, asked: Message) -> None:
        run, base = SHOWS[self.show]
        compared = self._lens(base or "clean") if base or run == "edited" else self.result
        self._more = guesses(self.result, compared, asked["row"], asked["column"], MANY)

    def _other_rows(self, _change: Any) -> None:
        self._redraw()
        if not self._error:
            self._follow()

    def _look(self, change: dict[str, Any]) -> None:
        row, column = change["new"]
        if self.show != "other":
            self.workspace.select(layer=row + self._first, position=column)

    def _follow(self) -> None:
        super()._follow()
        chosen, (row, column) = self.workspace.selection, self.selected
        if chosen.head is not None and chosen.head < heads_of(self.workspace.model):
            self.head = chosen.head
        row = row if chosen.layer is None else chosen.layer - self._first
        column = column if chosen.position is None else chosen.position
        rows, columns = len(self.result.layers), len(self.result.tokens)
        self.selected = (max(0, min(row, rows - 1)), min(column, columns - 1))

    @property
    def _first(self) -> int:
        """The layer of the first row."""
        return -1 if self.component == "resid_post" else 0

    @traitlets.validate("selected")
    def _inside(self, proposal: dict[str, Any]) -> tuple[int, int]:
        row, column = proposal["value"]
        rows, columns = len(self.result.layers), len(self.result.tokens)
        if row >= rows or column >= columns:
            raise traitlets.TraitError(f"selected is ({row}, {column}), the grid has {rows} rows × {columns} columns")
        return row, column

    @traitlets.validate("pins")
    def _known(self, proposal: dict[str, Any]) -> tuple[Any, ...]:
        """Each token once; one that the model does not know is refused."""
        found = {self._id(token): token for token in proposal["value"]}
        if len(found) > MOST:
            raise ValueError(f"{len(found)} tokens are more than can be told apart; pin {MOST} at most")
        return tuple(found.values())

    @property
    def _at(self) -> dict[str, int]:
        """Which part of the component a row is of."""
        return {} if self._head is None else {"head": self._head}

    def _change(self, edit: Edit) -> Change:
        return Change(Place(self.component, edit.layer), {"position": edit.position, **self._at}, edit.kind)

    def _edit(self, change: Any) -> Edit | None:
        """The patch of a cell that a change is, if it is one."""
        if not isinstance(change, Change):
            return None
        if change.place.name != self.component or change.kind not in ("zero", "copy"):
            return None
        if set(change.at) != {"position", *self._at} or any(change.at[axis] != at for axis, at in self._at.items()):
            return None
        if change.source or change.place.layer is None:
            return None
        return Edit(change.place.layer, change.at["position"], change.kind)


def _without(pins: tuple[Any, ...], number: int) -> tuple[Any, ...]:
    return tuple(pin for at, pin in enumerate(pins) if at != number)


def _open(value: _Value | None) -> _Value:
    if value is None:
        raise RuntimeError("this LogitLens is closed and has let go of its tensors; make a new one")
    return value
