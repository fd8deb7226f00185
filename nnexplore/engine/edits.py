"""``EditScript``: a graph whose changes are part of a model: carried out in every step of every forward."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from torch import nn

from ..errors import GraphError, NotReachedError
from ..graph import Graph, Read, Tokens, Write
from .interpreter import Interpreter, fitted, needed
from .point import BEFORE, Point, Spot, get_port, put_port, spot_of
from .tokens import TokenTable

if TYPE_CHECKING:
    from .forward import Forward

__all__ = ["EditScript", "check_edit"]


def check_edit(graph: Graph) -> None:
    """Refuse a graph that cannot be part of a model.

    Raises:
        GraphError: several runs, a gradient, or nothing that it changes.
    """
    if graph.runs > 1:
        raise GraphError(
            f"the graph has {graph.runs} runs; an edit is about one. "
            "Trace the other prompts first and use their values."
        )
    if not graph.writes:
        raise GraphError("the graph changes nothing, so it is no edit; assign to a site, or change a value in place")
    for node in graph.nodes:
        if node.kind in ("backward", "grad", "flow"):
            raise GraphError(f"node %{node.id} is about gradients, which an edit of the forward cannot hold")


class EditScript(Interpreter):
    """Goes through the nodes as the model comes by, once a step."""

    def __init__(self, graph: Graph, module: nn.Module, tokens: TokenTable | None, forward: Forward) -> None:
        super().__init__(module)
        self._nodes = needed(graph.nodes)
        self._forward, self._table = forward, tokens
        self._at, self._step = 0, 0
        self._value: Any = None
        forward.edit(dict.fromkeys(_spot(node) for node in self._nodes if isinstance(node, Read | Write)), self._pass)
        forward.ending(self._check)

    def _pass(self, point: Point, value: Any) -> Any:
        """The model is at a point: do all that can be done there."""
        if point.step != self._step:
            self._check()
            self._at, self._step = 0, point.step
            self.env.clear()
        self._value = value
        while self._at < len(self._nodes):
            node = self._nodes[self._at]
            if isinstance(node, Read | Write) and (_spot(node), node.site.call) != (point.spot, point.call):
                break
            self.step(node)
            self._at += 1
        return self._value

    def _check(self) -> None:
        """At the end of a step every node was reached.

        Raises:
            NotReachedError: a change that was not made.
        """
        missing = next((node for node in self._nodes[self._at :] if isinstance(node, Read | Write)), None)
        if missing is not None:
            where = f" ({missing.place})" if missing.place else ""
            raise NotReachedError(
                f"the edit at {missing.site}{where} was never made: the model did not come there after what the edit "
                "asks for before it. Write the edit in the order of the model."
            )

    # -- the nodes that differ -----------------------------------------------------------------

    def _read(self, node: Read) -> Any:
        return get_port(node.site, self._value)

    def _write(self, node: Write) -> None:
        if node.skip:
            self._forward.skip(node.site.path, self.resolve(node.value))
            return
        new = fitted(node, self.resolve(node.value), get_port(node.site, self._value))
        self._value = put_port(node.site, self._value, new)

    def _tokens(self, node: Tokens) -> Any:
        if self._table is None:
            raise GraphError(f"node %{node.id} asks for a token, but this run has no text")
        return self._table.index(node.token, node.which)


def _spot(node: Read | Write) -> Spot:
    skipping = isinstance(node, Write) and node.skip
    return Spot(node.site.path, BEFORE) if skipping else spot_of(node.site.path, node.site.port)
