"""``Script``: what the nodes of a graph will ask of a forward that they share with others, known before it begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from ..engine.point import Point, Spot, spot_of
from ..graph import RESULT, Call, Constant, Graph, Lasting, Node, Read, Ref, Write, once
from .blocks import Blocks, Door
from .logits import Logits, Pick, Reading
from .outline import Outline

__all__ = ["Script"]


class Script:
    """The nodes that results depend on, and where they look, told without running anything.

    Attributes:
        outline: what it has in common with other fillings of the graph it was filled from.
        nodes: the nodes, without those that nobody needs.
        picks: the operations that take a part of the logits, and how.
    """

    def __init__(self, nodes: Sequence[Node], like: Script | None = None) -> None:
        fits = like is not None and like.outline.fits(nodes)
        self.outline: Outline = like.outline if like is not None and fits else Outline(nodes)
        self.nodes: Sequence[Node] = [nodes[at] for at in self.outline.kept]
        self.picks: dict[int, Pick] = {}
        self._visits: dict[int, list[Read | Write]] = {}
        self._edits: dict[int, list[Read | Write]] = {}
        self._firsts: dict[tuple[int, int], int] = {}
        self._logits: dict[int, tuple[frozenset[Spot], Logits | None]] = {}
        self._points: dict[int, Point] = {}
        if not self.outline.alone:
            self._visit()

    @classmethod
    def of(cls, graph: Graph, like: Script | None = None) -> Script:
        """That of a graph, which may be known; ``like`` is that of another filling of it, perhaps."""
        return once(graph.nodes, cls) if isinstance(graph.nodes, Lasting) else cls(graph.nodes, like)

    def _visit(self) -> None:
        for node in self.nodes:
            if isinstance(node, Read | Write):
                self._points[node.id] = _point(node)
                self._visits.setdefault(node.run, []).append(node)
                if isinstance(node, Write) or node.id in self.outline.edited:
                    self._edits.setdefault(node.run, []).append(node)

    def point(self, node: Read | Write) -> Point:
        """Where the model must be for a read or write."""
        return self._points[node.id]

    def visits(self, run: int) -> list[Read | Write]:
        """The reads and writes of one run, in order."""
        return self._visits.get(run, [])

    def edits(self, run: int) -> list[Read | Write]:
        """Those that change what the model goes on with."""
        return self._edits.get(run, [])

    def door(self, run: int, blocks: Blocks) -> Door | None:
        """Where it begins to differ from the unchanged prompt; ``None`` where it only looks."""
        edits = self.edits(run)
        return min(blocks.door(self.point(node).spot) for node in edits) if edits else None

    # -- which logits are read -----------------------------------------------------------------

    def logits(self, run: int, sites: frozenset[Spot]) -> Logits | None:
        """The logits that this run reads; ``None`` where it may be all.

        ``sites`` are the spots whose values have the logits' positions.
        """
        known = self._logits.get(run)
        if known is None or known[0] != sites:
            known = self._logits[run] = sites, self._logits_read(run, sites)
        return known[1]

    def _logits_read(self, run: int, sites: frozenset[Spot]) -> Logits | None:
        mine = [node for node in self.visits(run) if self.point(node).spot in sites]
        if any(isinstance(node, Write) or node.id in self.outline.edited for node in mine):
            return None
        starts = {node.id: bool(self.point(node).path) for node in mine}
        reading = Reading(self.nodes, self.outline.refs, starts, self._number)
        self.picks |= reading.picks
        return reading.logits

    # -- where a change begins ---------------------------------------------------------------------

    def first(self, run: int, tokens: int) -> int:
        """A token position before which this run changes nothing; 0 where that cannot be told."""
        if (run, tokens) not in self._firsts:
            self._firsts[run, tokens] = self._first_change(run, tokens)
        return self._firsts[run, tokens]

    def _first_change(self, run: int, tokens: int) -> int:
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
            owners = [at for at in self.outline.owners[node.id] if at in whole or at in parts]
            if isinstance(node, Read) or not owners:
                continue
            start = min(0 if at in whole else parts[at] for at in owners)
            if isinstance(node, Call) and node.op in _INDEXED and node.args[0] == Ref(owners[0]) and owners[0] in whole:
                start = self._begins(node.args[1], dim, tokens)
            if node.id in self.outline.changes:
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

    def _number(self, data: Any) -> tuple[int, ...] | None:
        if type(data) is int:
            return (data,)
        if isinstance(data, list):
            return tuple(data) if all(type(item) is int for item in data) else None
        node = next((node for node in self.nodes if node.id == data.id), None) if isinstance(data, Ref) else None
        value = node.value if isinstance(node, Constant) else None
        if isinstance(value, torch.Tensor) and value.dtype == torch.int64:
            return tuple(int(at) for at in value.reshape(-1))
        return None


def _point(node: Read | Write) -> Point:
    site = node.site
    if site.port == RESULT:
        return Point("", "out")
    if isinstance(node, Write) and node.skip:
        return Point(site.path, "out", site.step, site.call)
    spot = spot_of(site.path, site.port)
    return Point(spot.path, spot.where, site.step, site.call)


_INDEXED = frozenset({"getitem", "Tensor.__getitem__", "Tensor.__setitem__"})
_PORTS = {"output": 1, "input": 1, "query": 2, "heads": 2, "scores": 2, "pattern": 2, "key": 0, "value": 0, RESULT: 0}
"""The ports whose values may be put together of those of two runs, and the dimension of their token positions."""
