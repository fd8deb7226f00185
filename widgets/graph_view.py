"""The edits of a workspace as one intervention graph, drawn beside the model's modules, with the value of each node.

Traits and messages only: the drawing is that of `Graph.draw`, made alive by `js/graph_view.ts`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import traitlets

from ..errors import EditError
from ..workspace import Change
from ._bundle import bundle
from ._graph_view_nodes import Nodes
from ._graph_view_place import place_of
from ._graph_view_value import value_of, value_shown
from ._messages import Message, failure
from ._show import SHOWS, missing, shown
from ._view import View

if TYPE_CHECKING:
    from ..models import LanguageModel
    from ..workspace import Edit, Place, Workspace


class GraphView(View):
    """What is read, computed and written back, as the edits are made; a node shows its value, its code and its place.

    Args:
        workspace: a workspace, which several views may share; or a model, for one of the view's own.
        prompt: the text to look at, where `workspace` is a model.
        other_prompt: a text to copy from.

    Example:
        >>> with model.trace("The capital of France is") as run:
        ...     model.layers[1].mlp.output[:, -1] *= 2
        >>> view = GraphView(model, "The capital of France is")
        >>> view.workspace.open(run.graph, "louder")
        >>> view.node = 1
    """

    _esm = bundle("graph_view")

    node = traitlets.Int(
        None,
        allow_none=True,
        help="The node that is looked at, by its number in `workspace.operations`; None for none.",
    ).tag(sync=True)
    show = traitlets.Enum(
        list(SHOWS),
        "edited",
        help="What is shown of the node: its value; or that of its place in another run, or the difference of two.",
    ).tag(sync=True)
    _value = traitlets.Dict().tag(sync=True)

    def __init__(
        self, workspace: Workspace | LanguageModel, prompt: Any = None, other_prompt: Any = None, **traits: Any
    ) -> None:
        self._nodes: Nodes | None = None
        self._following = False
        looked = traits.pop("node", None)
        super().__init__(workspace, prompt, other_prompt, **traits)
        self.observe(lambda _: self._look(), names=["node"])
        self.observe(lambda _: self._show(), names=["show"])
        self.node = looked

    def close(self) -> None:
        """Close the view and let go of the workspace and the graph."""
        super().close()
        self._nodes = None

    # ------------------------------------------------------------------ how it is done

    @traitlets.validate("node")
    def _known(self, proposal: dict[str, Any]) -> int | None:
        number: int | None = proposal["value"]
        if number is not None and (self._nodes is None or number not in self._nodes):
            count = 0 if self._nodes is None else len(self._nodes)
            raise EditError(f"there is no node %{number}: the edits that are on have {count} nodes")
        return number

    def _draw(self) -> dict[str, Any]:
        shared = self.workspace
        listed = [{"text": str(edit), "on": edit.on, "code": not isinstance(edit, Change)} for edit in shared.edits]
        nodes = None if shared.prompt is None else Nodes(shared)
        drawn = {
            "svg": nodes.svg if nodes else "",
            "nodes": nodes.listed() if nodes else [],
            "edits": listed,
            "code": nodes.code if nodes else "",
            "can_undo": shared.can["undo"],
            "can_redo": shared.can["redo"],
        }
        self._nodes = nodes
        return drawn

    def _redraw(self) -> None:
        """The node that is looked at keeps being looked at, whatever its number is now."""
        before = self._nodes.identity(self.node) if self._nodes is not None else None
        super()._redraw()
        self._following = True
        try:
            self.node = self._nodes.find(before) if self._nodes is not None else None
        finally:
            self._following = False
        self._show()

    def _look(self) -> None:
        """Show the node's value, and select its place in all views."""
        if self._following:
            return
        self._show()
        if self.node is not None and self._nodes is not None and (site := self._nodes.site(self.node)) is not None:
            wanted = self._pointed(self._nodes.edits[self._nodes.edit(self.node)], site)
            if any(getattr(self.workspace.selection, name) != value for name, value in wanted.items()):
                self.workspace.select(**wanted)

    def _pointed(self, edit: Edit, site: Any) -> dict[str, Any]:
        """What is selected for a node: the part of a change, else the place of the site that it is at."""
        if isinstance(edit, Change):
            found = {"place": edit.place, "layer": edit.place.layer}
            named = {axis: edit.at[axis] for axis in ("position", "head") if axis in edit.at}
            return {name: value for name, value in found.items() if value is not None} | named
        place, layer = place_of(self.workspace.model, site)
        return {name: value for name, value in (("place", place), ("layer", layer)) if value is not None}

    def _show(self) -> None:
        if self.node is None or self._nodes is None:
            self._value = {}
            return
        place = self._place(self._nodes, self.node)
        missed = missing(self.workspace)
        if place is None:
            missed = dict.fromkeys(list(SHOWS)[1:], "the node is at no place of the model")
        known = {"id": self.node, "gone": self._nodes.gone(self.node), "place": str(place or ""), "missing": missed}
        try:
            self._value = known | self._told(self._nodes, self.node, place)
        except Exception as error:  # noqa: BLE001  shown with the node; the drawing stays
            self._value = known | failure(error)

    def _place(self, nodes: Nodes, number: int) -> Place | None:
        """The place whose value a node reads or changes."""
        site, edit = nodes.site(number), nodes.edits[nodes.edit(number)]
        if site is None:
            return None
        return edit.place if isinstance(edit, Change) else place_of(self.workspace.model, site)[0]

    def _told(self, nodes: Nodes, number: int, place: Place | None) -> dict[str, Any]:
        if self.show == "edited":
            return value_of(nodes.graph, number, self.workspace.model)
        if place is None:
            raise EditError(f"{self.show}: %{number} is an operation, at no place of the model; it has its value alone")
        return value_shown(shown(self.workspace, place, self.show))

    def _handlers(self) -> dict[str, Callable[[Message], None]]:
        return {
            "look": lambda asked: self.set_trait("node", asked["node"]),
            "delete": lambda asked: self.workspace.remove_node(int(asked["node"])),
        }
