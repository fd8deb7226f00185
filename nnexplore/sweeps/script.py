"""``Script``: what the nodes of a graph will ask of a forward that they share with others, known before it begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import torch

from ..engine.interpreter import needed
from ..engine.point import Point, Spot, spot_of
from ..graph import (
    RESULT,
    Apply,
    Backward,
    Call,
    Constant,
    Flow,
    Grad,
    Graph,
    Node,
    Opaque,
    Read,
    Ref,
    Save,
    Tokens,
    Weight,
    Write,
    changed,
    find,
    parameter,
    refs,
)

__all__ = ["Script"]


class Script:
    """The nodes that results depend on, and what can be told of them without running anything.

    Attributes:
        graph: the graph.
        gradients: whether it asks for gradients.
        nodes: the nodes, without those that nobody needs.
        alone: why the graph needs a run of its own; empty where it can share one.
        edited: the reads whose values are changed in place.
        changes: the in-place operations on values that were read.
        touched: the constants that are changed in place.
        refs: what each node refers to.
        last_use: the node that uses a value last, by the value's node.
        positions: the operations that take some positions out of the logits, and which; ``None`` where the logits are
            used in another way.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.gradients = any(isinstance(node, Backward | Grad | Flow) for node in graph.nodes)
        self.nodes: Sequence[Node] = _until_last_save(needed(graph.nodes))
        self.refs = {node.id: tuple(refs(node)) for node in self.nodes}
        self.last_use = {ref.id: node.id for node in self.nodes for ref in self.refs[node.id]}
        self.edited: set[int] = set()
        self.changes: set[int] = set()
        self.touched: set[int] = set()
        self.positions: dict[int, tuple[int, ...]] = {}
        self._points: dict[int, Point] = {}
        self._by_id = {node.id: node for node in self.nodes}
        self._numbers: dict[int, Any] = {}
        self.alone = next((why for node in self.nodes if (why := _alone(node))), "")
        if not self.alone:
            self._follow_changes()
            for node in self.nodes:
                if isinstance(node, Read | Write):
                    self._points[node.id] = _point(node)

    def point(self, node: Read | Write) -> Point:
        """Where the model must be for a read or write."""
        return self._points[node.id]

    def visits(self, run: int) -> list[Read | Write]:
        """The reads and writes of one run, in order."""
        return [node for node in self.nodes if isinstance(node, Read | Write) and node.run == run]

    def edits(self, run: int) -> list[Read | Write]:
        """Those that change what the model goes on with."""
        return [node for node in self.visits(run) if isinstance(node, Write) or node.id in self.edited]

    @property
    def runs(self) -> int:
        """How many runs it talks about."""
        return 1 + max((node.run for node in self.nodes if isinstance(node, Read | Write | Tokens)), default=0)

    def _follow_changes(self) -> None:
        """From each in-place operation back to every read and constant whose memory it may change."""
        origins: dict[int, frozenset[int]] = {}
        for node in self.nodes:
            if isinstance(node, Read | Constant):
                origins[node.id] = frozenset({node.id})
                if isinstance(node, Read) and node.again is not None:
                    origins[node.id] |= origins.get(node.again.id, frozenset())
            elif isinstance(node, Call):
                target = changed(node)
                if isinstance(target, Ref):
                    found = origins.get(target.id, frozenset())
                    self.edited |= {at for at in found if isinstance(self._by_id[at], Read)}
                    self.touched |= found - self.edited
                    self.changes.add(node.id)
                first = next(iter(self.refs[node.id]), None)  # a view is one of its first argument
                origins[node.id] = origins.get(first.id, frozenset()) if first is not None else frozenset()

    # -- which logits are read -----------------------------------------------------------------

    def logits(self, run: int, sites: frozenset[Spot]) -> set[int] | None:
        """The positions at which this run's logits are read; ``None`` where it may be all.

        ``sites`` are the spots whose values have the logits' positions. Negative positions count from the end.
        """
        found: set[int] = set()
        whole: dict[int, bool] = {}  # a value with logits in it, and whether it is they themselves
        for node in self.nodes:
            if isinstance(node, Read | Write) and node.run == run and self.point(node).spot in sites:
                if isinstance(node, Write) or node.id in self.edited:
                    return None
                whole[node.id] = bool(self.point(node).path)
                continue
            used = [ref.id for ref in self.refs[node.id] if ref.id in whole]
            if not used:
                continue
            if not isinstance(node, Call) or node.op not in _ITEMS or used != [getattr(node.args[0], "id", None)]:
                return None
            if node.args[1] == "logits":
                whole[node.id] = True
            elif whole[used[0]] and (at := self._position(node.args[1])) is not None:
                self.positions[node.id] = at
                found |= set(at)
            else:
                return None
        return found

    # -- where a change begins ---------------------------------------------------------------------

    def first(self, run: int, tokens: int) -> int:
        """A token position before which this run changes nothing; 0 where that cannot be told."""
        firsts = [0 if isinstance(node, Write) else self._first(node, tokens) for node in self.edits(run)]
        if any(node.site.port not in _PORTS for node in self.visits(run)):
            return 0
        return min(firsts, default=tokens)

    def _first(self, read: Read, tokens: int) -> int:
        """The first position at which a value that was read is changed in place."""
        dim = _PORTS.get(read.site.port, 0)
        if not dim:
            return 0
        whole = {read.id}  # the value itself
        parts: dict[int, int] = {}  # what is on its memory, and from which position on
        first = tokens
        for node in self.nodes:
            if isinstance(node, Read) and node.again is not None and node.again.id in whole:
                whole.add(node.id)
            owner = next(iter(self.refs[node.id]), None) if isinstance(node, Call) else None
            if not isinstance(node, Call) or owner is None or not (owner.id in whole or owner.id in parts):
                continue
            start = parts.get(owner.id, 0)
            if owner.id in whole and node.op in _INDEXED and owner == node.args[0]:
                start = self._begins(node.args[1], dim, tokens)
            if node.id in self.changes:
                first = min(first, start)
            parts[node.id] = start
        return first

    def _begins(self, index: Any, dim: int, tokens: int) -> int:
        """The first position of an index, given the dimension of the positions."""
        if not isinstance(index, tuple) or len(index) <= dim:
            return 0
        if any(item is None or item is Ellipsis or isinstance(item, bool | list | Ref) for item in index[:dim]):
            return 0
        at = index[dim]
        if isinstance(at, slice):
            start = self._number(at.start if at.start is not None else 0)
            return start[0] % tokens if start and (at.step is None or at.step == 1) and -tokens <= start[0] else 0
        found = self._number(at)
        return min(one % tokens for one in found) if found else 0

    # -- numbers -----------------------------------------------------------------------------------

    def _position(self, index: Any) -> tuple[int, ...] | None:
        """The token positions of an index ``[rows, positions, …]``, where they are plain numbers."""
        if not isinstance(index, tuple) or len(index) < 2 or index[0] is Ellipsis or index[1] is None:
            return None
        if index[0] is None or isinstance(index[0], list):
            return None
        return self._number(index[1])

    def _number(self, data: Any) -> tuple[int, ...] | None:
        if type(data) is int:
            return (data,)
        node = self._by_id.get(data.id) if isinstance(data, Ref) else None
        value = node.value if isinstance(node, Constant) else None
        if isinstance(value, torch.Tensor) and value.dtype == torch.int64 and value.dim() < 2:
            return tuple(int(at) for at in value.reshape(-1))
        return None


def _until_last_save(nodes: list[Node]) -> list[Node]:
    last = max((at for at, node in enumerate(nodes) if isinstance(node, Save)), default=len(nodes) - 1)
    return nodes[: last + 1]


def _point(node: Read | Write) -> Point:
    site = node.site
    if site.port == RESULT:
        return Point("", "out")
    if isinstance(node, Write) and node.skip:
        return Point(site.path, "out", site.step, site.call)
    spot = spot_of(site.path, site.port)
    return Point(spot.path, spot.where, site.step, site.call)


def _alone(node: Node) -> str:
    """Why a graph with this node cannot share a forward."""
    match node:
        case Backward() | Grad() | Flow():
            return "it has gradients"
        case Read() | Write() if node.site.step or node.site.call:
            return "it is about a generation, or a module that is called several times"
        case Read() | Write() if parameter(node.site.port):
            return "it is about parameters"
        case Read() if node.late:
            return "it reads what the model has passed"
        case Write() if node.grow:
            return "it changes the number of rows"
        case Call() if any(isinstance(item, Opaque) for item in _flat((node.args, node.kwargs))):
            return "it holds what is no data"
        case Call() if find(node.op).name == "Tensor.requires_grad_":
            return "it has gradients"
        case Apply() | Call() | Constant() | Read() | Save() | Tokens() | Weight() | Write():
            return ""
    return f"it has a node of the kind {node.kind}"


def _flat(data: Any) -> Iterator[Any]:
    if isinstance(data, tuple | list):
        for item in data:
            yield from _flat(item)
    elif isinstance(data, dict):
        yield from _flat(tuple(data.values()))
    else:
        yield data


_ITEMS = frozenset({"getitem", "getattr", "Tensor.__getitem__"})
_INDEXED = frozenset({"getitem", "Tensor.__getitem__", "Tensor.__setitem__"})
_PORTS = {"output": 1, "input": 1, "query": 2, "heads": 2, "scores": 2, "pattern": 2, "key": 0, "value": 0, RESULT: 0}
"""The ports whose values may be put together of those of two runs, and the dimension of their token positions."""
