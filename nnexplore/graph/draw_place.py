"""Where everything in a drawn graph stands: rows along the spine, columns by depth.

The page is a table. Its rows come in blocks, one per stop of the spine; a node belongs to the last stop that its
value depends on. Each run has columns of its own, its lane, or all runs share one lane and stand one below the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from .draw_edges import Edge, Spot, is_source, spots
from .draw_spine import Station, stations
from .graph import Graph
from .node import Node, Read, Write

__all__ = ["Block", "Cell", "Table", "place"]


@dataclass(frozen=True)
class Cell:
    """A place in the table; column 0 of a lane holds the reads and writes."""

    lane: int
    column: int
    row: int


@dataclass
class Block:
    """Consecutive rows: a stop of the spine, or the head of one or more runs."""

    kind: Literal["run", "site", "fold", "step"]
    runs: tuple[int, ...]
    label: str = ""
    full: str = ""
    row: int = 0
    rows: int = 1


@dataclass(frozen=True)
class Table:
    """Blocks from top to bottom, each node's cell, the lane of each run, and the number of columns per lane."""

    blocks: list[Block]
    cells: dict[int, Cell]
    lanes: dict[int, int]
    columns: list[int]
    at: dict[Spot, int]

    @property
    def rows(self) -> int:
        """The number of rows."""
        return self.blocks[-1].row + self.blocks[-1].rows


def place(graph: Graph, edges: list[Edge], root: Any = None, *, beside: bool = False, most: int = 1 << 30) -> Table:
    """The table; with ``beside`` the runs stand side by side, and no chain is longer than ``most`` columns."""
    runs = sorted({node.run for node in graph.nodes if isinstance(node, Read | Write)}) or [0]
    blocks, at = _blocks(graph, runs, root, beside)
    lanes = {run: number if beside else 0 for number, run in enumerate(runs)}
    anchors = _anchors(graph, edges, at, (len(blocks) - 1, runs[-1]))
    placer = _Placer(graph, edges, anchors, lanes, most)
    for node in graph.nodes:
        placer.node(node)
    return _table(blocks, at, lanes, placer)


def _blocks(graph: Graph, runs: list[int], root: Any, beside: bool) -> tuple[list[Block], dict[Spot, int]]:
    blocks: list[Block] = []
    at: dict[Spot, int] = {}
    for group in [tuple(runs)] if beside else [(run,) for run in runs]:
        blocks.append(Block("run", group))
        for stop in stations(graph, group, root):
            if stop.site is not None:
                at.update({(run, stop.site): len(blocks) for run in group})
            blocks.append(_block(stop, group))
    return blocks, at


def _block(stop: Station, runs: tuple[int, ...]) -> Block:
    return Block(stop.kind, runs, stop.label, stop.full)


_Anchor = tuple[int, int]
"""The block that a node belongs to, and the run."""


def _anchors(graph: Graph, edges: list[Edge], at: dict[Spot, int], end: _Anchor) -> dict[int, _Anchor]:
    """The last stop that each value depends on; of one that depends on none, that of its first use."""
    back = spots(graph)
    found: dict[int, _Anchor] = {}
    for node in graph.nodes:
        spot = (node.run, node.site) if isinstance(node, Read | Write) else back.get(node.id)
        if spot is not None:
            found[node.id] = (at[spot], spot[0])
        elif known := [found[one] for one in _sources(edges, node.id) if one in found]:
            found[node.id] = max(known)
    derived = frozenset(found)
    for node in reversed(graph.nodes):
        for source in _sources(edges, node.id):
            if source not in derived:
                found[source] = found.get(node.id, end)
    return {node.id: found.get(node.id, end) for node in graph.nodes}


def _sources(edges: list[Edge], target: int) -> list[int]:
    return [edge.source for edge in edges if edge.target == target and edge.source is not None]


class _Placer:
    """Gives each node the first free cell to the right of what it depends on."""

    def __init__(
        self, graph: Graph, edges: list[Edge], anchors: dict[int, _Anchor], lanes: dict[int, int], most: int
    ) -> None:
        self._nodes = {node.id: node for node in graph.nodes}
        self._edges, self._anchors, self._lanes, self._most = edges, anchors, lanes, most
        self.local: dict[int, Cell] = {}
        self._taken: set[tuple[int, Cell]] = set()
        self.used: dict[int, int] = {}

    def node(self, node: Node) -> None:
        """Place a node, and after it the constants that it is the first to use."""
        if node.id in self.local or (is_source(node) and self._uses(node.id)):
            return
        block, run = self._anchors[node.id]
        lane = self._lanes[run]
        column, row = self._wish(node, block, lane)
        self._put(node.id, block, lane, column, row)
        for source in _sources(self._edges, node.id):
            if source not in self.local and is_source(self._nodes[source]):
                self._beside(source, block, lane, self.local[node.id])
