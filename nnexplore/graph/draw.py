"""A graph as a picture: the model's modules as a spine, and beside it what is read, computed and written back.

Stops at SVG text: ``draw_page`` says where everything lies, ``draw.css`` how it looks. No dependency, nothing loaded.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from ..errors import GraphError
from .draw_edges import Edge
from .draw_page import HEIGHT, MARGIN, UNIT, WIDTH, Box, Page, lay_out
from .draw_place import Block
from .draw_text import cells, line, prompt, shorten, tooltip, xml
from .graph import Graph, Inputs, changed
from .node import Call, Node, Ref

__all__ = ["Drawing", "draw"]

SANS = 6.6
"""The width of a letter of the prompts and the legend, on average and a little more."""

Corner = tuple[int, int]


@dataclass(frozen=True)
class Drawing:
    """A picture of a graph, shown by itself at the end of a notebook cell.

    >>> with model.trace("The Eiffel Tower is in") as run:
    ...     hidden = model.layers[1].output.save("hidden")
    >>> run.graph.draw(model).save("graph.svg")

    Attributes:
        svg: the picture as SVG text.
    """

    svg: str = field(repr=False)

    def save(self, path: str | Path) -> None:
        """Write the SVG.

        Raises:
            GraphError: a file name that does not end in ``.svg``.
        """
        path = Path(path)
        if path.suffix.lower() != ".svg":
            raise GraphError(f"a drawing is stored as SVG; name the file {path.stem or 'graph'}.svg, not {path.name!r}")
        path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{self.svg}\n', encoding="utf-8")

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_html_(self) -> str:
        return f'<div style="overflow-x:auto">{self.svg}</div>'


def draw(graph: Graph, model: Any = None) -> Drawing:
    """The picture; with a model its untouched modules are shown too, folded."""
    page = lay_out(graph, model)
    width = _width(page)
    legend, height = _legend(page, width)
    body = [*_bands(page, width), *_spines(page), *_nodes(page), *_labels(page), *_heads(page, width), *legend]
    size = f'width="{width}" height="{height}"'
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="nnx-graph" role="img" viewBox="0 0 {width} {height}" {size} '
        f'style="min-width:{3 * width // 4}px"><title>{_title(graph)}</title><desc>{_description(graph)}</desc>'
        f'<style>{_css()}</style><rect class="nnx-paper" fill="#ffffff" {size}/>\n' + "\n".join(body) + "\n</svg>"
    )
    # Letters beyond ASCII as numbers, so that a page that forgets to name its encoding shows them too.
    return Drawing(svg.encode("ascii", "xmlcharrefreplace").decode())


@cache
def _css() -> str:
    return Path(__file__).with_suffix(".css").read_text(encoding="utf-8")


def _title(graph: Graph) -> str:
    count = f"{len(graph)} node{'s' * (len(graph) != 1)}"
    return f"Intervention graph: {count}, {graph.runs} run{'s' * (graph.runs != 1)}"


def _description(graph: Graph) -> str:
    return xml("; ".join(shorten(line(node), 120) for node in graph.nodes) or "empty")


# -- the spine -------------------------------------------------------------------------------------


def _bands(page: Page, width: int) -> Iterator[str]:
    """Every other module on a tinted ground, and a rule at the head of each step."""
    tinted, before = False, ""
    for block in page.table.blocks:
        top, bottom = page.span(block)
        if block.kind == "step":
            yield f'<path class="nnx-rule" stroke="#aeb8c4" d="M{MARGIN} {top}H{width - MARGIN}"/>'
        if block.kind == "site":
            tinted, before = tinted != (block.label != before), block.label
            if tinted:
                yield f'<rect class="nnx-band" fill="#f3f5f8" y="{top}" width="{width}" height="{bottom - top}"/>'


def _spines(page: Page) -> Iterator[str]:
    """One line per run, broken where modules are left out, with a mark at each stop."""
    for run in sorted({run for run, _ in page.table.touched}):
        blocks = [block for block in page.table.blocks if run in block.runs and block.kind != "loose"]
        x = page.spines[page.table.lanes[run]]
        yield f'<circle class="nnx-stop" cx="{x}" cy="{page.span(blocks[0])[1] - 6}" r="4"/>'
        yield from (_stretch(page, block, x) for block in blocks[1:])
        yield from (_stop(x, page.middle(block.row)) for block in blocks if page.stops(run, block))
        yield _tip((x, page.span(blocks[-1])[1] + 4), (0, 1), 'class="nnx-stop"', 6)


def _stretch(page: Page, block: Block, x: int) -> str:
    top, bottom = page.span(block)
    dash = ' stroke-dasharray="2 4"' if block.kind == "fold" else ""
    return f'<path class="nnx-spine" fill="none" stroke="#aeb8c4" d="M{x} {top}V{bottom}"{dash}/>'


def _stop(x: int, y: int) -> str:
    return f'<rect class="nnx-stop" x="{x - 5}" y="{y - 8}" width="10" height="16" rx="4"/>'


def _labels(page: Page) -> Iterator[str]:
    """The names of the stops, left of the first spine."""
    before = ""
    for block, text in zip(page.table.blocks, page.labels, strict=True):
        y = page.middle(block.row) + 4
        if block.kind == "step":
            yield _text(MARGIN, y, text, block.label, "nnx-sans nnx-strong")
        elif block.kind == "fold":
            yield _text(page.edge_of_labels, y, text, block.full, "nnx-sans nnx-soft", "end")
        elif block.kind == "site" and block.label != before:
            yield _text(page.edge_of_labels, y, text, block.label, "", "end")
        before = block.label


def _heads(page: Page, width: int) -> Iterator[str]:
    """What each run is fed, above its spine."""
    if not page.graph.nodes:
        yield _text(MARGIN, page.middle(0) + 4, "The graph is empty.", "", "nnx-sans nnx-soft")
        return
    for block in page.table.blocks:
        for run in block.runs if block.kind == "run" else ():
            yield from _run_head(page, run, page.middle(block.row) + 2, width)


def _run_head(page: Page, run: int, y: int, width: int) -> Iterator[str]:
    name, fed = _fed(page, run)
    left = _left(page, run)
    lane = page.table.lanes[run]
    right = page.spines[lane + 1] - 24 if lane + 1 < len(page.spines) else width - MARGIN
    begin = left + UNIT * len(name) + 10
    shown = shorten(fed, int((right - begin) / SANS), int(fed.endswith("”")))
    yield _text(left, y, name, "", "nnx-sans nnx-strong")
    yield _text(begin, y, shown, fed, "nnx-sans nnx-soft nnx-over")


def _left(page: Page, run: int) -> int:
    lane = page.table.lanes[run]
    return page.spines[lane] - 8 if lane else MARGIN


def _fed(page: Page, run: int) -> tuple[str, str]:
    """A run's name, and what it is fed."""
    inputs = page.graph.inputs[run] if run < len(page.graph.inputs) else Inputs()
    if page.graph.runs == 1:
        return inputs.method, prompt(inputs)
    return f"run {run}", f"{'generate ' * (inputs.method == 'generate')}{prompt(inputs)}"


def _width(page: Page) -> int:
    """The picture's width: that of its boxes, or of its prompts and its legend as far as there is room."""
    last = [run for run, lane in page.table.lanes.items() if lane + 1 == len(page.spines)]
    heads = [_left(page, run) + SANS * (4 + sum(map(cells, _fed(page, run)))) for run in last]
    legend = MARGIN + sum(_entries(page).values())
    return max(page.width, 240, min(WIDTH, max(int(max(heads)) + MARGIN, legend)))


def _text(x: int, y: int, text: str, full: str, kind: str, anchor: str = "start") -> str:
    title = f"<title>{xml(full)}</title>" if full else ""
    return f'<text class="{kind}" x="{x}" y="{y}" text-anchor="{anchor}">{title}{xml(text)}</text>'


# -- nodes and arrows ------------------------------------------------------------------------------


def _nodes(page: Page) -> Iterator[str]:
    """Each node with the arrows into it and those between it and a spine, so that they light up together."""
    boxes, arrows = page.boxes(), defaultdict(list)
    for edge, corners in page.arrows():
        owner = edge.target if edge.kind not in ("write", "change") else edge.source
        arrows[owner].append(_arrow(_look(page, edge), edge, corners))
    for node in page.graph.nodes:
        yield _node(node, boxes[node.id], "".join(arrows[node.id]))


def _node(node: Node, box: Box, arrows: str) -> str:
    kind = f"nnx-{node.kind}"
    if isinstance(node, Call) and isinstance(changed(node), Ref):
        kind = "nnx-inplace"
    small = " nnx-small" if box.height < HEIGHT else ""
    radius = box.height // 2 if node.kind == "save" or small else 4
    middle = box.x + box.width // 2, box.y + box.height // 2 + 4
    return (
        f'<g class="nnx-node {kind}{small}" data-node="{node.id}"><title>{xml(tooltip(node))}</title>{arrows}'
        f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="{radius}" fill="#ffffff" '
        f'stroke="#aeb8c4"/><text x="{middle[0]}" y="{middle[1]}" text-anchor="middle">{xml(box.text)}</text></g>'
    )


def _look(page: Page, edge: Edge) -> str:
    """The class of an arrow."""
    runs = page.table.runs
    if edge.kind == "value" and edge.source is not None and edge.target is not None:
        return "value" if runs[edge.source] == runs[edge.target] else "across"
    return "change" if edge.kind == "write" else edge.kind


def _arrow(look: str, edge: Edge, corners: list[Corner]) -> str:
    ends = [f'data-{name}="{id}"' for name, id in (("from", edge.source), ("to", edge.target)) if id is not None]
    if edge.spot:
        ends += [f'data-run="{edge.spot[0]}"', f'data-site="{xml(str(edge.spot[1]))}"']
    end, before = corners[-1], corners[-2]
    way = (_sign(end[0] - before[0]), _sign(end[1] - before[1]))
    path = _path([*corners[:-1], (end[0] - 5 * way[0], end[1] - 5 * way[1])])
    halo = f'<path class="nnx-halo" fill="none" d="{path}"/>' if look == "across" else ""
    return (
        f'<g class="nnx-edge nnx-{look}" {" ".join(ends)}>{halo}<path fill="none" stroke="#566272" d="{path}"/>'
        f"{_tip(end, way)}</g>"
    )


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _tip(at: Corner, way: Corner, attributes: str = "", size: int = 4) -> str:
    """An arrow's head."""
    (x, y), (right, down) = at, way
    back, side = size + 3, size - 0.5
    one = f"{x - back * right - side * down:g},{y - back * down - side * right:g}"
    two = f"{x - back * right + side * down:g},{y - back * down + side * right:g}"
    return f'<polygon {attributes} points="{x},{y} {one} {two}"/>'


def _path(corners: list[Corner]) -> str:
    """A line through the corners, rounded where it turns."""
    points = [corners[0], *(two for one, two in pairwise(corners) if one != two)]
    parts = [f"M{points[0][0]} {points[0][1]}"]
    for one, two, three in zip(points, points[1:], points[2:], strict=False):
        radius = min(4, math.dist(one, two) / 2, math.dist(two, three) / 2)
        start, end = _towards(two, one, radius), _towards(two, three, radius)
        parts.append(f"L{start}Q{two[0]} {two[1]} {end}")
    return "".join([*parts, f"L{points[-1][0]} {points[-1][1]}"])


def _towards(point: Corner, other: Corner, far: float) -> str:
    return " ".join(f"{a + far * _sign(b - a):g}" for a, b in zip(point, other, strict=True))


# -- the legend ------------------------------------------------------------------------------------

_LEGEND = {
    "read": "read from the model",
    "change": "written back, or changed in place",
    "value": "value",
    "constant": "constant, weight, token position",
    "gradient": "gradient",
    "across": "from one run into another",
    "module": "module applied ad hoc",
    "save": "result",
}


def _entries(page: Page) -> dict[str, int]:
    """What of the legend occurs, and how wide each is."""
    looks = {_look(page, edge) for edge, _ in page.arrows()} | {node.kind for node in page.graph.nodes}
    return {look: 46 + int(SANS * cells(text)) for look, text in _LEGEND.items() if look in looks}


def _legend(page: Page, width: int) -> tuple[list[str], int]:
    """What is what, and the height of the picture."""
    parts, x, y = [], MARGIN, page.bottom + 22
    for look, length in _entries(page).items():
        if x > MARGIN and x + length > width:
            x, y = MARGIN, y + 18
        parts.append(_sample(look, x, y - 4) + _text(x + 32, y, _LEGEND[look], "", "nnx-sans nnx-soft"))
        x += length
    return parts, (y + MARGIN if parts else page.bottom + MARGIN)


def _sample(look: str, x: int, y: int) -> str:
    if look in ("module", "save"):
        radius = 7 if look == "save" else 4
        box = f'<rect x="{x}" y="{y - 7}" width="24" height="14" rx="{radius}" fill="#ffffff" stroke="#aeb8c4"/>'
        return f'<g class="nnx-node nnx-{look}">{box}</g>'
    start, end, way = (x + 24, x, -1) if look == "change" else (x, x + 24, 1)
    line = f'<path fill="none" stroke="#566272" d="M{start} {y}H{end - 5 * way}"/>'
    return f'<g class="nnx-edge nnx-{look}">{line}{_tip((end, y), (way, 0))}</g>'
