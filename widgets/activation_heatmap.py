"""Activations as a picture: any value of the model, token by dimension, every number exact, cells that can be changed.

Traits and messages only: the numbers are the workspace's, the drawing is `js/activation_heatmap.ts`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import traitlets

from ..analysis.component import COMPONENTS
from ..errors import EditError, ModelError, NnexploreError
from ..workspace import Place
from ._heatmap_edits import changes_of, outlines, within
from ._heatmap_surface import Surface
from ._heatmap_tensor import TensorHeatmap
from ._messages import Message, failure
from ._show import SHOWS, missing, shown
from ._view import workspace_of

if TYPE_CHECKING:
    from ..models import LanguageModel
    from ..workspace import Change, Kind, Selection
    from ._heatmap_sheet import Sheet


class ActivationHeatmap(Surface):
    """A value of the model as a matrix: token by dimension, head by token, or any other two of its axes.

    It shows the workspace's `selection.place`, so that what is chosen in the module tree is seen here. Selected cells
    can be set to zero or a number, scaled, or copied from the other prompt: these are the workspace's `edits`.

    Args:
        workspace: a workspace, which several views may share; or a model, for one of the view's own.
        prompt: the text to look at, where `workspace` is a model.
        other_prompt: a text to copy cells from and to compare with.
        place: what is shown; by default what the workspace has selected, or the residual stream.

    Example:
        >>> view = ActivationHeatmap(nnexplore.load("demo"), "The Eiffel Tower is in the city of")
        >>> view.place = Place("neurons", 2)
        >>> view.cells = {"rows": [3, 3], "columns": [17, 17]}
        >>> view.change("zero")
    """

    place = traitlets.Any(help="What is shown: a Place, or the path of a module.")
    show = traitlets.Enum(list(SHOWS), "edited", help="Which run of it, or which difference.").tag(sync=True)

    def __init__(
        self,
        workspace: Any,
        prompt: Any = None,
        other_prompt: Any = None,
        place: Place | str | None = None,
        **traits: Any,
    ) -> None:
        self._prepare()
        made = self._workspace = workspace_of(workspace, prompt, other_prompt)
        self._seen: Selection = made.selection
        first = place if place is not None else _looked_at(made.selection)
        super().__init__(made, place=first, **traits)
        self._hear("selection", self._moved)
        if place is not None:
            self._tell()

    @staticmethod
    def of(
        tensor: Any,
        names: Sequence[str] | None = None,
        tokens: Sequence[str] | Mapping[str, Sequence[str]] | None = None,
        **traits: Any,
    ) -> TensorHeatmap:
        """A heatmap of a tensor of your own, of torch or numpy; no model is needed.

        Args:
            tensor: numbers of any shape.
            names: one name for each axis; their numbers by default.
            tokens: texts for the axes called "position", "token", "query" or "key"; or by the names of axes.
            **traits: `rows`, `columns`, `at`, `colours`, `range`.

        Example:
            >>> ActivationHeatmap.of(torch.randn(4, 9, 9), ("head", "query", "key"), at={"head": 2})

        Raises:
            ValueError: numbers that cannot be drawn, or names that do not fit.
        """
        return TensorHeatmap(tensor, names, tokens, **traits)

    # ------------------------------------------------------------------ what is on screen

    def _draw(self) -> dict[str, Any]:
        known, place = self.workspace, self.place
        tensor = shown(known, place, self.show)
        sheet = self._spread(tensor, axes_of(place, tensor.dim()))
        return {
            "version": self._version,
            "title": str(place),
            "about": f"{str(tensor.dtype).removeprefix('torch.')} · {_where(place, known.model)}",
            "labels": self._labels(sheet),
            "place": {"name": place.name, "layer": place.layer, "port": place.port},
            "components": components_of(known.model),
            "missing": missing(known),
            "other": known.other is not None,
            "edits": len(known.edits),
            "can": known.can,
            "outlines": outlines(sheet, place, known.changes),
            **sheet.sent(),
        }

    def _labels(self, sheet: Sheet) -> dict[str, list[str]]:
        """The tokens along the axes that are of tokens."""
        tokens = (self.workspace.other_tokens or []) if self.show == "other" else self.workspace.tokens
        sizes = dict(zip(sheet.names[-len(sheet.shape) :], sheet.shape, strict=True))
        of_tokens = ("position", "key") if self.place.layer is not None else ("0",)
        drawn = (sheet.rows, sheet.columns)
        return {axis: tokens for axis in of_tokens if axis in drawn and sizes.get(axis) == len(tokens)}

    def _places(self) -> dict[str, int]:
        head = self.workspace.selection.head
        return ({} if head is None else {"head": head}) | dict(self.at)

    @property
    def code(self) -> str:
        """Python that opens this view again as it is, of a `workspace` of yours."""
        state = {"place": self.place, "show": self.show} | self._state()
        more = "".join(f",\n    {name}={value!r}" for name, value in state.items())
        return (
            f"from nnexplore.workspace import Place\n\n"
            f"view = nnexplore.widgets.ActivationHeatmap(\n    workspace{more},\n)\nview\n"
        )

    # ------------------------------------------------------------------ the selection, both ways

    @traitlets.validate("place")
    def _known_place(self, proposal: Any) -> Place:
        place = proposal["value"]
        if isinstance(place, str):
            place = Place(place)
        if not isinstance(place, Place):
            raise traitlets.TraitError(f'a place is Place("mlp_out", 2), or the path of a module; got {place!r:.60}')
        return place.check(self.workspace.model)

    @traitlets.observe("place")
    def _placed(self, _change: Any) -> None:
        if self._sheet is not None:
            self.cells = {}
            self._tell()
            self._redraw()

    @traitlets.observe("show")
    def _other_run(self, _change: Any) -> None:
        if self._sheet is not None:
            self._redraw()

    @traitlets.observe("at")
    def _other_head(self, _change: Any) -> None:
        """The head that is shown is the selected one."""
        head = self.at.get("head")
        if self._sheet is not None and not self._settling and head is not None:
            self.workspace.select(head=head)

    def _tell(self) -> None:
        layer = {} if self.place.layer is None else {"layer": self.place.layer}
        self.workspace.select(place=self.place, **layer)

    def _moved(self) -> None:
        """Follow what is selected: a place, a layer of the component that is shown, a head."""
        now, before = self.workspace.selection, self._seen
        self._seen = now
        try:
            if now.place is not None and now.place != before.place:
                self.place = now.place
            elif now.layer is not None and now.layer != before.layer:
                self._to_layer(now)
        except NnexploreError as wrong:
            self._error = failure(wrong)
        if now.head is not None and now.head != before.head and "head" in self.at:
            self.at = self.at | {"head": now.head}

    def _to_layer(self, now: Selection) -> None:
        if self.place.layer is None or self.place.layer == now.layer:
            return
        try:
            place = Place(self.place.name, now.layer).check(self.workspace.model)
        except (EditError, ModelError):  # a layer without it, as the embeddings have no neurons
            return
        if now.place is not None:
            self.workspace.select(place=place)
        self.place = place

    # ------------------------------------------------------------------ changes

    def change(self, kind: Kind, value: float = 0.0) -> list[Change]:
        """Change the selected cells, as one step of the history; the changes that are made.

        Args:
            kind: "zero"; "set" to a value; "scale" by it; "copy" from the other prompt.
            value: for "set" and "scale".

        Raises:
            EditError: no cells are selected, too many, or a change that does not fit.
        """
        sheet = self._chosen()
        made = changes_of(sheet, self.place, self.cells, kind, float(value))
        keys = {one.key for one in made}
        self.workspace.edits = (*(one for one in self.workspace.edits if one.key not in keys), *made)
        return made

    def restore(self) -> None:
        """Take the changes of the selected cells away, as one step.

        Raises:
            EditError: no cells are selected.
        """
        gone = within(self._chosen(), self.place, self.cells, self.workspace.changes)
        self.workspace.edits = [one for one in self.workspace.edits if one not in gone]

    def _chosen(self) -> Sheet:
        if self._sheet is None or not self.cells:
            raise EditError(
                'no cells are selected: click some, or set view.cells = {"rows": [0, 0], "columns": [3, 3]}'
            )
        return self._sheet

    def _handlers(self) -> dict[str, Callable[[Message], None]]:
        return super()._handlers() | {
            "change": self._asked_change,
            "restore": self._asked_restore,
            "place": lambda asked: self.set_trait("place", Place(asked["name"], asked["layer"])),
        }

    def _asked_change(self, asked: Message) -> None:
        self.cells = asked["cells"]
        self.change(asked["how"], asked.get("value", 0.0))

    def _asked_restore(self, asked: Message) -> None:
        self.cells = asked["cells"]
        self.restore()


def axes_of(place: Place, count: int) -> tuple[str, ...]:
    """The names of a value's axes behind the batch; numbers where there are none, as changes have it.

    Example:
        >>> axes_of(Place("transformer.h.0.mlp"), 2)
        ('0', '1')
    """
    return tuple(place.axes[axis] if axis < len(place.axes) else str(axis) for axis in range(count))


def components_of(model: LanguageModel) -> list[dict[str, Any]]:
    """Every component, the layers that have it, and why none has.

    Example:
        >>> components_of(nnexplore.load("demo"))[0]
        {'name': 'resid_pre', 'layers': [0, 1, 2, 3], 'why': ''}
    """
    count = len(model.load().anatomy.blocks)
    found = []
    for name in COMPONENTS:
        reasons = {
            layer: _why_not(Place(name, layer), model) for layer in range(-1 if name == "resid_post" else 0, count)
        }
        layers = [layer for layer, why in reasons.items() if not why]
        found.append({"name": name, "layers": layers, "why": "" if layers else next(iter(reasons.values()), "")})
    return found


def _why_not(place: Place, model: LanguageModel) -> str:
    try:
        place.check(model)
    except (EditError, ModelError) as wrong:
        return str(wrong)
    return ""


def _looked_at(selection: Selection) -> Place:
    return selection.place or Place("resid_post", selection.layer if selection.layer is not None else 0)


def _where(place: Place, model: LanguageModel) -> str:
    """The module that has the value, for people who read its code."""
    site = place.site(model)
    return f"{site.path}.{site.port}"
