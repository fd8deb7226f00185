"""A drawn graph in numbers: how wide its columns are, how high its rows, and where every box and corner lies.

Picks the arrangement that fits a notebook: runs side by side where there is room, labels as long as there is room,
long chains broken where there is not. Units are CSS pixels.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import Any, NamedTuple

from .draw_edges import Edge, edges, is_source
from .draw_place import Block, Table, place
from .draw_route import Edgewise, Line, Point, Routes, Side, Spine, Track, route
from .draw_spine import root_of
from .draw_text import cells, label, shorten, shorten_path
from .graph import Graph
from .node import Read, Write

__all__ = ["HEIGHT", "MARGIN", "UNIT", "WIDTH", "Box", "Page", "lay_out"]

WIDTH = 960
"""What a picture should fit into: JupyterLab's notebook on a laptop."""

UNIT = 7
"""A letter's width, a little more than that of the usual fonts at the size of ``draw.css``."""

MARGIN = 12
HEIGHT = 22
_HEIGHTS = {"run": 20, "step": 18, "fold": 16}
LONGEST = 40
"""No label is longer than so many letters."""

MOST_BESIDE = 4
"""More runs than these never fit side by side."""

_TRACK = 5
_LABEL = 28


class Box(NamedTuple):
    """A node's rectangle and its text."""

    x: int
    y: int
    width: int
    height: int
    text: str


class Page:
    """A table with its routes, measured."""

    def __init__(self, graph: Graph, table: Table, routes: Routes, texts: dict[int, str]) -> None:
        self.graph, self.table, self.routes, self._text = graph, table, routes, texts
        self._small = {node.id for node in graph.nodes if is_source(node)}
        self.labels = [
            shorten_path(b.label, _LABEL) if b.kind == "site" else shorten(b.label, _LABEL, 2) for b in table.blocks
        ]
        self.edge_of_labels = MARGIN + UNIT * max(map(cells, self.labels), default=0)
        self._measure_columns()
        self._measure_rows()

    # -- across --------------------------------------------------------------------------------

    def _measure_columns(self) -> None:
        """The x of each spine, of each column, and where each gutter begins."""
        self.spines: list[int] = []
        self._columns: dict[tuple[int, int], int] = {}
        self._gutters: list[int] = []
        x = self.edge_of_labels + 16
        for lane, count in enumerate(self.table.columns):
            self.spines.append(x)
            self._gutters.append(x + 12)
            x += 28 + self._room(len(self._gutters) - 1)
            for column in range(count):
                self._columns[lane, column] = x
                x += self._width_of(lane, column)
                self._gutters.append(x)
                tracks = self._room(len(self._gutters) - 1)
                x += tracks + (18 if column < count - 1 else 0)
            x += 40
        self.width = x - 40 + MARGIN

    def _room(self, gutter: int) -> int:
        return _TRACK * len(set(self.routes.gutters.get(gutter, {}).values()))

    def _width_of(self, lane: int, column: int) -> int:
        inside = [id for id, cell in self.table.cells.items() if (cell.lane, cell.column) == (lane, column)]
        return max(map(self._box_width, inside), default=0)

    def _box_width(self, node: int) -> int:
        return max(48, UNIT * cells(self._text[node]) + 14)

    # -- down ----------------------------------------------------------------------------------

    def _measure_rows(self) -> None:
        """The y of each row, and its height."""
        self._heights = [_HEIGHTS.get(block.kind, HEIGHT) for block in self.table.blocks for _ in range(block.rows)]
        gaps = [self._gap(row) for row in range(len(self._heights))]
        for block, after in zip(self.table.blocks, [*self.table.blocks[1:], None], strict=True):
            gaps[block.row + block.rows - 1] += 34 if after and after.kind == "run" else 3
        steps = (height + gap for height, gap in zip(self._heights, gaps, strict=True))
        *self._rows, self.bottom = accumulate(steps, initial=MARGIN)

    def _gap(self, row: int) -> int:
        return 9 + _TRACK * len(set(self.routes.gaps.get(row, {}).values()))

    def middle(self, row: int) -> int:
        """The y of the middle of a row."""
        return self._rows[row] + self._heights[row] // 2

    def span(self, block: Block) -> tuple[int, int]:
        """From where to where a block reaches."""
        end = block.row + block.rows
        return self._rows[block.row] - 5, (self._rows[end] if end < len(self._rows) else self.bottom) - 5

    def stops(self, run: int, block: Block) -> bool:
        """Whether the run reads or writes at that stop."""
        return any(self.table.blocks[at] is block and spot[0] == run for spot, at in self.table.touched.items())

    # -- boxes and arrows ----------------------------------------------------------------------

    def boxes(self) -> dict[int, Box]:
        """The rectangle of each node."""
        return {node.id: self._box(node.id) for node in self.graph.nodes}

    def _box(self, node: int) -> Box:
        cell = self.table.cells[node]
        height = HEIGHT - 4 if node in self._small else HEIGHT
        left, middle = self._columns[cell.lane, cell.column], self.middle(cell.row)
        return Box(left, middle - height // 2, self._box_width(node), height, self._text[node])

    def arrows(self) -> Iterator[tuple[Edge, list[tuple[int, int]]]]:
        """The corners of each arrow."""
        for edge, points in self.routes.points:
            yield edge, [self._corner(point) for point in points]

    def _corner(self, point: Point) -> tuple[int, int]:
        return self._x(point[0]), self._y(point[1], point[0])

    def _x(self, x: Side | Spine | Track) -> int:
        match x:
            case Side(node, where):
                box = self._box(node)
                return box.x + (0 if where == "left" else box.width if where == "right" else where)
            case Spine(lane, shift):
                return self.spines[lane] + shift
            case Track(gutter, net):
                return self._gutters[gutter] + 6 + _TRACK * self.routes.gutters[gutter][net]

    def _y(self, y: Line | Track | Edgewise, x: Side | Spine | Track) -> int:
        match y:
            case Line(row, shift):
                return self.middle(row) + shift
            case Track(row, net):
                return self._rows[row] + self._heights[row] + 6 + _TRACK * self.routes.gaps[row][net]
            case Edgewise(row, where):
                half = (self._box(x.node).height if isinstance(x, Side) else HEIGHT) // 2
                return self.middle(row) + (half if where == "bottom" else -half)


def lay_out(graph: Graph, model: Any = None) -> Page:
    """The first arrangement that fits, or the last one tried, which is the narrowest.

    Raises:
        GraphError: the graph touches a module that the model does not have.
    """
    root, arrows = root_of(model), list(edges(graph))
    ports = frozenset(node.id for node in graph.nodes if isinstance(node, Read | Write))
    texts = {node.id: label(node) for node in graph.nodes}
    for beside, most, shortest in _arrangements(graph):
        table = place(graph, arrows, root, beside=beside, most=most)
        routes = route(table, arrows, ports)
        for letters in range(LONGEST, shortest - 1, -1):
            page = Page(graph, table, routes, {id: shorten(text, letters) for id, text in texts.items()})
            if page.width <= WIDTH:
                return page
    return page


def _arrangements(graph: Graph) -> Iterator[tuple[bool, int, int]]:
    """Side by side or not, the longest chain in columns, the fewest letters in a label; the best first."""
    whole = 1 << 30
    if 1 < graph.runs <= MOST_BESIDE:
        yield from ((True, whole, 19), (True, 3, 22), (True, 2, 22))
    yield False, whole, 20
    yield from ((False, most, 24) for most in range(6, 0, -1))
