"""``EditScript``: a graph whose changes are part of a model: carried out in every step of every forward."""

from __future__ import annotations

import contextvars
from typing import TYPE_CHECKING, Any

from greenlet import greenlet
from torch import nn

from ..errors import GraphError, NotReachedError
from ..graph import Apply, Call, Graph, Node, Read, Save, Tokens, Write, find, parameter
from .ambient import Ambient
from .fixed import Fixed
from .interpreter import Interpreter, fitted, needed
from .override import weighed
from .point import BEFORE, Point, Spot, get_port, put_port, spot_of
from .tokens import TokenTable
from .visit import copied

if TYPE_CHECKING:
    from .forward import Forward

__all__ = ["EditScript", "check_edit", "what_changes"]


def check_edit(graph: Graph) -> None:
    """Refuse a graph that cannot be part of a model.

    Raises:
        GraphError: several runs, a gradient, a hole, or nothing that it changes.
    """
    if graph.runs > 1:
        raise GraphError(
            f"the graph has {graph.runs} runs; an edit is about one. "
            "Trace the other prompts first and use their values."
        )
    if not graph.writes:
        raise GraphError("the graph changes nothing, so it is no edit; assign to a site, or change a value in place")
    if graph.holes:
        names = ", ".join(f"{name}=…" for name in graph.holes)
        raise GraphError(f"the graph has holes, so it is no edit yet; fill them first: graph.fill({names})")
    for node in graph.nodes:
        if node.kind in ("backward", "grad", "flow"):
            raise GraphError(f"node %{node.id} is about gradients, which an edit of the forward cannot hold")
        if isinstance(node, Read | Write) and node.site.step:
            raise GraphError(
                f"node %{node.id} is about step {node.site.step} of a generation; an edit is carried out in every "
                "step. Make it of a trace, or of the first step alone."
            )


def what_changes(graph: Graph) -> Graph:
    """Of an edit what its changes depend on, without inputs and results."""
    return Graph(tuple(needed([node for node in graph.nodes if not isinstance(node, Save)])))


class EditScript(Interpreter):
    """Goes through the nodes as the model comes by, once a step.

    Args:
        graph: the edit.
        module: the model.
        tokens: where the tokens of the prompts stand.
        forward: the forward to be changed.
        fixed: memory that no operation may change.
    """

    def __init__(
        self,
        graph: Graph,
        module: nn.Module,
        tokens: TokenTable | None,
        forward: Forward,
        fixed: Fixed | None = None,
    ) -> None:
        super().__init__(module)
        self._forward, self._table, self._fixed = forward, tokens, fixed
        self._nodes = self._weigh(list(what_changes(graph)))
        self._at, self._step = 0, 0
        self._value: Any = None
        self._first = dict(self.env)
        self._last = {_spot(node): at for at, node in enumerate(self._nodes) if isinstance(node, Read | Write)}
        forward.edit(self._last, self._pass)
        forward.ending(self._check)

    def _weigh(self, nodes: list[Node]) -> list[Node]:
        """Other parameters come first, before the model is on its way; the nodes that are left."""
        last = max((at for at, node in enumerate(nodes) if _parameter(node)), default=-1)
        for node in nodes[: last + 1]:
            if isinstance(node, Read | Write) and not _parameter(node):
                raise GraphError(f"node %{node.id} is before a parameter is changed; an edit changes parameters first")
            if isinstance(node, Write) and _parameter(node):
                self._forward.override(_parameter(node), self.resolve(node.value))
            else:
                self.step(node)
        return nodes[last + 1 :]

    def _pass(self, point: Point, value: Any) -> Any:
        """The model is at a point: do all that can be done there."""
        if point.step != self._step:
            self._check()
            self._at, self._step = 0, point.step
            self.env = dict(self._first)
        self._value = value
        models = Ambient.now()
        models._replace(modes=()).enter()  # what is computed here is no operation of the model's
        try:
            while self._at < len(self._nodes):
                node = self._nodes[self._at]
                if isinstance(node, Read | Write) and (_spot(node), self._call_of(node)) != (point.spot, point.call):
                    break
                self.step(node)
                self._at += 1
        finally:
            models.enter()
        if self._last[point.spot] >= self._at:
            self._check(point)
        return self._value

    def _check(self, point: Point | None = None) -> None:
        """At the end of a step every node was reached; at a point every node of that point.

        Raises:
            NotReachedError: a change that was not made.
        """
        waiting = (node for node in self._nodes[self._at :] if isinstance(node, Read | Write))
        missed = (
            one for one in waiting if point is None or (_spot(one), self._call_of(one)) == (point.spot, point.call)
        )
        if (missing := next(missed, None)) is not None:
            where = f" ({missing.place})" if missing.place else ""
            raise NotReachedError(
                f"the edit at {missing.site}{where} was never made: the model did not come there after what the edit "
                "asks for before it. Write the edit in the order of the model."
            )

    def _call_of(self, node: Read | Write) -> int:
        return self._forward.order.point(node.site).call

    # -- the nodes that differ -----------------------------------------------------------------

    def _read(self, node: Read) -> Any:
        return get_port(node.site, self._value)

    def _call(self, node: Call) -> Any:
        op, args, kwargs = find(node.op), self.resolve(node.args), self.resolve(node.kwargs)
        if self._fixed is not None:
            args, kwargs = self._fixed.arguments(node, op, args, kwargs)
        return op.function(*args, **kwargs)

    def _module(self, node: Apply) -> Any:
        """In a greenlet of its own: it is no pass of the model through that module."""
        args, kwargs = self.resolve(node.args), self.resolve(node.kwargs)
        if self._fixed is not None:
            args, kwargs = self._fixed.apart((args, kwargs))
        aside = greenlet(self._root.get_submodule(node.path))
        aside.gr_context = contextvars.copy_context()
        with weighed(self._forward.given):
            return aside.switch(*args, **kwargs)

    def _write(self, node: Write) -> None:
        if node.skip:
            self._forward.skip(node.site.path, copied(self.resolve(node.value)))
            return
        old = get_port(node.site, self._value)
        new = fitted(node, self.resolve(node.value), old)
        self._value = put_port(node.site, self._value, copied(new, old))

    def _tokens(self, node: Tokens) -> Any:
        if self._table is None:
            raise GraphError(f"node %{node.id} asks for a token, but this run has no text")
        return self._table.index(node.token, node.which)


def _parameter(node: Node) -> str:
    """The path of the parameter that a node changes, or an empty text."""
    name = parameter(node.site.port) if isinstance(node, Write) else None
    return f"{node.site.path}.{name}".lstrip(".") if isinstance(node, Write) and name else ""


def _spot(node: Read | Write) -> Spot:
    skipping = isinstance(node, Write) and node.skip
    return Spot(node.site.path, BEFORE) if skipping else spot_of(node.site.path, node.site.port)
