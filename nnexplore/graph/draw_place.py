"""Where everything in a drawn graph stands: rows along the spine, columns by depth.

The page is a table. Its rows come in blocks, one per stop of the spine; a node belongs to the last stop that its
value depends on. Each run has columns of its own, its lane, or all runs share one lane and stand one below the other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from .draw_edges import Edge, Spot, is_source, spots
from .draw_spine import stations
from .graph import Graph
from .node import Node, Read, Save, Write

__all__ = ["Block", "Cell", "Table", "place"]


_Anchor = tuple[int, int]
"""The block that a node belongs to, and the run."""


@dataclass(frozen=True)
class Cell:
    """A place in the table; column 0 of a lane holds the reads and writes."""

    lane: int
    column: int
    row: int


@dataclass
class Block:
    """Consecutive rows: a stop of the spine, or the head of one or more runs."""

    kind: Literal["run", "site", "fold", "step", "loose"]
    runs: tuple[int, ...]
    label: str = ""
    full: str = ""
    row: int = 0
    rows: int = 1


@dataclass(frozen=True)
class Table:
    """Where everything stands.

    Attributes:
        blocks: from top to bottom.
        cells: of each node.
        runs: of each node the run that it belongs to.
        lanes: of each run.
        columns: how many each lane has.
        touched: of each spot the number of its block.
    """

    blocks: list[Block]
    cells: dict[int, Cell]
    runs: dict[int, int]
    lanes: dict[int, int]
    columns: list[int]
    touched: dict[Spot, int]

    @property
    def rows(self) -> int:
        """The number of rows."""
        return self.blocks[-1].row + self.blocks[-1].rows


def place(graph: Graph, arrows: list[Edge], root: Any = None, *, beside: bool = False, most: int = 1 << 30) -> Table:
    """The table; with ``beside`` the runs stand side by side, and no chain is longer than ``most`` columns."""
    runs = sorted({node.run for node in graph.nodes if isinstance(node, Read | Write)}) or [0]
    blocks, at = _blocks(graph, runs, root, beside)
    into = _into(arrows)
    changes = {edge.source: edge.target for edge in arrows if edge.kind == "change"}
    anchors = _anchors(graph, into, changes, at, (len(blocks), runs[-1]))
    if any(block == len(blocks) for block, _ in anchors.values()):
        blocks.append(Block("loose", (runs[-1],)))
    lanes = {run: number if beside else 0 for number, run in enumerate(runs)}
    placer = _Placer(graph, into, anchors, lanes, most)
    for node in graph.nodes:
        placer.node(node)
    cells = _cells(blocks, placer)
    columns = [1 + max((c.column for c in cells.values() if c.lane == lane), default=0) for lane in set(lanes.values())]
    return Table(blocks, cells, {id: run for id, (_, run) in anchors.items()}, lanes, columns, at)


def _blocks(graph: Graph, runs: list[int], root: Any, beside: bool) -> tuple[list[Block], dict[Spot, int]]:
    used = {(node.run, node.site) for node in graph.nodes if isinstance(node, Read | Write)}
    blocks: list[Block] = []
    at: dict[Spot, int] = {}
    for group in [tuple(runs)] if beside else [(run,) for run in runs]:
        blocks.append(Block("run", group))
        for stop in stations(graph, group, root):
            if stop.site is not None:
                at.update({(run, stop.site): len(blocks) for run in group if (run, stop.site) in used})
            blocks.append(Block(stop.kind, group, stop.label, stop.full))
    return blocks, at


def _into(arrows: list[Edge]) -> dict[int, list[int]]:
    """What each node depends on."""
    into: dict[int, list[int]] = {}
    for edge in arrows:
        if edge.source is not None and edge.target is not None and edge.kind != "change":
            into.setdefault(edge.target, []).append(edge.source)
    return into


def _anchors(
    graph: Graph, into: dict[int, list[int]], changes: dict[int | None, int | None], at: dict[Spot, int], end: _Anchor
) -> dict[int, _Anchor]:
    """The last stop that each value depends on; of one that depends on none, that of its first use."""
    back = spots(graph)
    found: dict[int, _Anchor] = {}
    now: dict[int | None, _Anchor] = {}
    for node in graph.nodes:
        spot = (node.run, node.site) if isinstance(node, Read | Write) else back.get(node.id)
        if spot is not None:
            found[node.id] = (at[spot], spot[0])
        elif known := [now[one] for one in into.get(node.id, ()) if one in now]:
            found[node.id] = max(known)
        if node.id in found:
            now[node.id] = now[changes.get(node.id)] = found[node.id]
    derived = frozenset(found)
    for node in reversed(graph.nodes):
        for source in into.get(node.id, ()):
            if source not in derived:
                found[source] = found.get(node.id, end)
    return {node.id: found.get(node.id, end) for node in graph.nodes}


class _Placer:
    """Gives each node the first free cell to the right of what it depends on."""

    def __init__(
        self, graph: Graph, into: dict[int, list[int]], anchors: dict[int, _Anchor], lanes: dict[int, int], most: int
    ) -> None:
        self.cells: dict[int, tuple[int, Cell]] = {}
        self._nodes = {node.id: node for node in graph.nodes}
        self._into, self._anchors, self._lanes, self._most = into, anchors, lanes, most
        self._used = {source for sources in into.values() for source in sources}
        self._taken: set[tuple[int, Cell]] = set()

    def node(self, node: Node) -> None:
        """Place a node, and beside it the constants that it is the first to use."""
        if is_source(node) and node.id in self._used:
            return
        block, run = self._anchors[node.id]
        cell = self._put(node.id, block, self._wish(node, block, self._lanes[run]))
        for source in self._into.get(node.id, ()):
            if source not in self.cells:
                self._put(source, block, Cell(cell.lane, abs(cell.column - 1), cell.row))

    def rows(self, block: int, lane: int | None = None) -> int:
        """How many rows a block has, in one lane or in all."""
        cells = (cell for at, cell in self.cells.values() if at == block and lane in (None, cell.lane))
        return max((cell.row + 1 for cell in cells), default=0)

    def _wish(self, node: Node, block: int, lane: int) -> Cell:
        if isinstance(node, Read | Write):
            return Cell(lane, 0, self.rows(block, lane))
        near = [self.cells[one] for one in self._into.get(node.id, ()) if one in self.cells]
        cells = [cell for at, cell in near if at == block and cell.lane == lane]
        last = max(cells, key=lambda cell: (cell.column, cell.row), default=Cell(lane, 0, 0))
        if last.column < self._most:
            return Cell(lane, last.column + 1, last.row)
        if isinstance(node, Save):
            return Cell(lane, last.column, last.row + 1)
        return Cell(lane, 1, self.rows(block, lane))

    def _put(self, id: int, block: int, cell: Cell) -> Cell:
        while (block, cell) in self._taken:
            cell = replace(cell, row=cell.row + 1)
        self._taken.add((block, cell))
        self.cells[id] = (block, cell)
        return cell


def _cells(blocks: list[Block], placer: _Placer) -> dict[int, Cell]:
    """Blocks one below the other, and the cells with their rows counted from the top."""
    row = 0
    for number, block in enumerate(blocks):
        block.row, block.rows = row, max(1, placer.rows(number))
        row += block.rows
    return {id: replace(cell, row=blocks[block].row + cell.row) for id, (block, cell) in placer.cells.items()}
