"""How the arrows of a drawn graph run: along gutters between columns and gaps between rows, never through a box.

Arrows that share a gutter or a gap get tracks side by side; those that come from one node, or go to one node that
takes many, share a track. Stops at symbolic points; ``draw_page`` knows how wide everything is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from .draw_edges import Edge
from .draw_place import Cell, Table

__all__ = ["IN", "OUT", "Point", "Routes", "Side", "Track", "route"]

Net = tuple[str, str, int]
"""Arrows of one net share their tracks: from or to a node, of one look."""

OUT, IN = 6, -6
"""How far from the middle of a box an arrow that turns leaves and enters, so that neighbours do not meet."""

MANY = 3
"""From so many arrows on, those into one node run together."""


class Side(NamedTuple):
    """An x at a box: its left or right edge, or so far from the left one."""

    node: int
    where: Literal["left", "right"] | int


class Spine(NamedTuple):
    """An x right of a lane's spine."""

    lane: int
    shift: int


class Track(NamedTuple):
    """A place in a channel: an x in the gutter right of a column, or a y in the gap below a row."""

    channel: int
    net: Net


class Line(NamedTuple):
    """A y in a row: so far below the middle of its boxes."""

    row: int
    shift: int


class Edgewise(NamedTuple):
    """The y of a box's upper or lower edge."""

    row: int
    where: Literal["top", "bottom"]


Point = tuple[Side | Spine | Track, Line | Track | Edgewise]


class Routes(NamedTuple):
    """The points of each arrow, and the track number of each net in each channel."""

    points: list[tuple[Edge, list[Point]]]
    gutters: dict[int, dict[Net, int]]
    gaps: dict[int, dict[Net, int]]


def route(table: Table, edges: Iterable[Edge], entered_above: frozenset[int]) -> Routes:
    """Routes for all arrows; the nodes ``entered_above`` have their left side taken."""
    listed = list(edges)
    router = _Router(table, listed, entered_above)
    points = [(edge, router.edge(edge)) for edge in listed]
    return Routes(points, _tracks(router.gutters), _tracks(router.gaps))


_Spans = dict[int, dict[Net, tuple[int, int]]]


class _Router:
    """Builds one arrow after the other and notes how far each net reaches in each channel."""

    def __init__(self, table: Table, edges: list[Edge], entered_above: frozenset[int]) -> None:
        self.gutters: _Spans = {}
        self.gaps: _Spans = {}
        self._table, self._entered_above = table, entered_above
        self._base = [sum(table.columns[:lane]) + lane for lane in range(len(table.columns))]
        self._full = {(self._column(cell), cell.row) for cell in table.cells.values()}
        self._full |= {(base, row) for base in self._base for row in range(table.rows)}
        self._stops = {block.row for block in table.blocks}
        self._into: dict[int | None, int] = {}
        for edge in edges:
            self._into[edge.target] = self._into.get(edge.target, 0) + 1

    def _column(self, cell: Cell) -> int:
        """The column in the whole table; that of a lane's spine is one less than of its column 0."""
        return self._base[cell.lane] + 1 + cell.column

    def edge(self, edge: Edge) -> list[Point]:
        """The points of one arrow."""
        cells = self._table.cells
        if edge.kind == "read" and edge.target is not None:
            return list(reversed(self._to_spine(edge.target)))
        if edge.kind == "write" and edge.source is not None:
            return self._to_spine(edge.source)
        if edge.source is None:
            return []
        if edge.target is None:
            return self._back_to_spine(edge.source, self._lane(edge))
        if edge.kind == "change":
            return self._back(edge.source, edge.target)
        source, target = cells[edge.source], cells[edge.target]
        net = self._net(edge)
        if edge.kind == "constant" and target.column == 0 and source == Cell(target.lane, 1, target.row):
            return [(Side(edge.source, "left"), Line(source.row, 0)), (Side(edge.target, "right"), Line(target.row, 0))]
        if self._column(source) >= self._column(target):
            return self._down(edge.source, edge.target, net)
        if edge.target in self._entered_above:
            return self._over(edge.source, edge.target, net)
        return self._right(edge.source, edge.target, net)

    def _lane(self, edge: Edge) -> int:
        return self._table.lanes[edge.spot[0]] if edge.spot else 0

    def _net(self, edge: Edge) -> Net:
        look = "dashed" if edge.kind == "gradient" else "plain"
        many = self._into[edge.target] >= MANY
        return ("to", look, edge.target or 0) if many else ("from", look, edge.source or 0)

    # -- the ways ------------------------------------------------------------------------------

    def _to_spine(self, node: int) -> list[Point]:
        cell = self._table.cells[node]
        return [
            (Side(node, "left"), Line(cell.row, 0)),
            (Spine(cell.lane, 5 if cell.row in self._stops else 2), Line(cell.row, 0)),
        ]

    def _back_to_spine(self, node: int, lane: int) -> list[Point]:
        """Out below, and left to the spine."""
        cell = self._table.cells[node]
        gap = self._gap(cell.row, ("back", "spine", node), self._base[lane] * 2, self._column(cell) * 2)
        side = Side(node, 10)
        return [(side, Edgewise(cell.row, "bottom")), (side, gap), (Spine(lane, 2), gap)]

    def _back(self, node: int, target: int) -> list[Point]:
        """Out below, and into another box from below."""
        net: Net = ("back", "plain", target)
        return self._below(node, Side(node, 10), target, Side(target, 38), self._table.cells[target].row, net, "bottom")

    def _down(self, source: int, target: int, net: Net) -> list[Point]:
        """Out below, and into the other box from above."""
        one, two = self._table.cells[source], self._table.cells[target]
        column = self._column(one)
        if column == self._column(two) and one.row < two.row and self._clear_down(column, one.row, two.row):
            return [(Side(source, 23), Edgewise(one.row, "bottom")), (Side(source, 23), Edgewise(two.row, "top"))]
        return self._below(source, Side(source, 18), target, Side(target, 28), two.row - 1, net, "top")

    def _below(
        self, source: int, out: Side, target: int, into: Side, gap: int, net: Net, edge: Literal["top", "bottom"]
    ) -> list[Point]:
        """Through the gap below the source and another gap to an edge of the target."""
        one, two = self._table.cells[source], self._table.cells[target]
        start: Point = (out, Edgewise(one.row, "bottom"))
        end: Point = (into, Edgewise(two.row, edge))
        here, there = self._column(one) * 2, self._column(two) * 2
        if gap == one.row:
            only = self._gap(gap, net, here, there)
            return [start, (out, only), (into, only), end]
        first = self._gap(one.row, net, here, there + 1)
        last = self._gap(gap, net, there + 1, there)
        side = self._gutter(self._column(two), net, one.row * 2 + 1, gap * 2 + 1)
        return [start, (out, first), (side, first), (side, last), (into, last), end]

    def _over(self, source: int, target: int, net: Net) -> list[Point]:
        """Out to the right, and into the other box from above."""
        one, two = self._table.cells[source], self._table.cells[target]
        column, gap, row = self._column(one), two.row - 1, Line(one.row, OUT)
        side = self._gutter(column, net, one.row * 2, gap * 2 + 1)
        along = self._gap(gap, net, column * 2 + 1, self._column(two) * 2)
        into = Side(target, 28)
        return [
            (Side(source, "right"), row),
            (side, row),
            (side, along),
            (into, along),
            (into, Edgewise(two.row, "top")),
        ]

    def _right(self, source: int, target: int, net: Net) -> list[Point]:
        """Out to the right, and into the other box from the left: along a row where that is free, else along a gap."""
        one, two = self._table.cells[source], self._table.cells[target]
        first, last = self._column(one), self._column(two) - 1
        free = self._clear(one.row, first, last)
        if one.row == two.row and free:
            return [(Side(source, "right"), Line(one.row, 0)), (Side(target, "left"), Line(two.row, 0))]
        out, into = Line(one.row, OUT), Line(two.row, IN)
        start: Point = (Side(source, "right"), out)
        end: Point = (Side(target, "left"), into)
        if free or self._clear(two.row, first, last):
            side = self._gutter(last if free else first, net, one.row * 2, two.row * 2)
            return [start, (side, out), (side, into), end]
        gap = two.row - 1
        along = self._gap(gap, net, first * 2 + 1, last * 2 + 1)
        one_side = self._gutter(first, net, one.row * 2, gap * 2 + 1)
        two_side = self._gutter(last, net, gap * 2 + 1, two.row * 2)
        return [start, (one_side, out), (one_side, along), (two_side, along), (two_side, into), end]

    # -- channels ------------------------------------------------------------------------------

    def _clear(self, row: int, after: int, upto: int) -> bool:
        return all((column, row) not in self._full for column in range(after + 1, upto + 1))

    def _clear_down(self, column: int, after: int, before: int) -> bool:
        return all((column, row) not in self._full for row in range(after + 1, before))

    def _gutter(self, column: int, net: Net, *span: int) -> Track:
        return _note(self.gutters, column, net, span)

    def _gap(self, row: int, net: Net, *span: int) -> Track:
        return _note(self.gaps, row, net, span)


def _note(channels: _Spans, channel: int, net: Net, span: tuple[int, ...]) -> Track:
    """Stretch a net in a channel over a span."""
    nets = channels.setdefault(channel, {})
    known = (*span, *nets.get(net, ()))
    nets[net] = (min(known), max(known))
    return Track(channel, net)


def _tracks(channels: _Spans) -> dict[int, dict[Net, int]]:
    """A track for each net of each channel: the first one that is free over all of its span."""
    numbers: dict[int, dict[Net, int]] = {}
    for channel, nets in channels.items():
        ends: list[int] = []
        for net, (low, high) in sorted(nets.items(), key=lambda item: item[1]):
            track = next((at for at, end in enumerate(ends) if end < low), len(ends))
            ends[track:] = [high, *ends[track + 1 :]]
            numbers.setdefault(channel, {})[net] = track
    return numbers
