"""``figure``: a result as a plotly figure. Stops at colours and places: every number is the result's own."""

from __future__ import annotations

import html
import math
import textwrap
from typing import Any, NamedTuple

from torch import Tensor

from ..errors import ResultError
from .axis import Axis
from .result import Result, needed

__all__ = ["figure"]


class Look(NamedTuple):
    """The colours of a figure; ``scale`` goes over the background at zero, so that what is nothing looks like it."""

    template: str
    paper: str
    text: str
    muted: str
    grid: str
    missing: str
    low: str
    high: str
    scale: tuple[str, ...]


_AT = (0.0, 0.15, 0.3, 0.42, 0.5, 0.58, 0.7, 0.85, 1.0)
LOOKS = {  # orange to blue, each its own way in lightness: told apart with every kind of colour blindness
    "light": Look(
        "plotly_white", "#ffffff", "#1f2937", "#6b7280", "#e5e7eb", "#a8a8a8", "#b35806", "#2166ac",
        ("#7f3b08", "#b35806", "#e08214", "#fdd0a2", "#f7f7f7", "#c6dbef", "#6baed6", "#2166ac", "#08306b"),
    ),
    "dark": Look(
        "plotly_dark", "#111111", "#e5e7eb", "#9ca3af", "#33373d", "#5c6067", "#e08214", "#6baed6",
        ("#ffc27a", "#e08214", "#a85a0c", "#57330d", "#1b1c1f", "#143a5c", "#2166ac", "#4a9bd1", "#a6d5f2"),
    ),
}  # fmt: skip
_FONT = {"family": "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif", "size": 13}
_SIGNS = {"\n": "⏎", "\r": "␍", "\t": "⇥", "\u00a0": "⍽"}
_TITLE = 15
_PANELS = 12
"""More places of a third axis than these are stepped through with a slider."""


def figure(result: Result, theme: str = "light") -> Any:
    """The figure of ``Result.plot``.

    >>> figure(result).write_html("result.html")

    Raises:
        ImportError: plotly is not installed.
        ResultError: no axis, or more than three, or another theme.
    """
    if not 1 <= len(result.axes) <= 3 or not result.values.numel():
        known = ", ".join(f"{axis.name} ({len(axis)})" for axis in result.axes) or "none"
        raise ResultError(
            f"a plot shows one to three axes with places on them; there are: {known}. Choose: result.at(…)"
        )
    if theme not in LOOKS:
        raise ResultError(f"a theme is {' or '.join(map(repr, LOOKS))}; got {theme!r:.40}")
    look, go = LOOKS[theme], needed("plotly.graph_objects", "a plot")
    if len(result.axes) == 1:
        fig = _line(go, result, look)
    elif len(result.axes) == 2:
        fig = _one(go, result, look)
    else:
        fig = _panels(go, result, look) if len(result.axes[0]) <= _PANELS else _slider(go, result, look)
    font = {**_FONT, "color": look.text}
    hover = {"bgcolor": look.paper, "bordercolor": look.muted, "font": {**font, "size": 12}, "align": "left"}
    lines = _title(result, fig.layout.width)
    more = round(1.3 * _TITLE * (len(lines) - 1))
    title = {"text": "<br>".join(lines) + _below(result, look), "font": {"size": _TITLE}}
    fig.update_layout(
        template=look.template, font=font, paper_bgcolor=look.paper, hoverlabel=hover,
        title={**title, "x": 0, "xref": "container", "y": 1, "yanchor": "top", "pad": {"l": 16, "t": 20}},
        height=fig.layout.height + more, margin_t=fig.layout.margin.t + more,
    )  # fmt: skip
    return fig


def _title(result: Result, width: int) -> list[str]:
    """What it is, in one line if there is room for it."""
    room = int((width - 32) / (0.56 * _TITLE))
    parts = [part for part in (result.name, result.metric) if part]
    lines = [": ".join(parts)] if len(": ".join(parts)) <= room else parts
    return [html.escape(line) for part in lines for line in textwrap.wrap(part, room)] or [""]


def _below(result: Result, look: Look) -> str:
    """What 0 and 1 mean."""
    meanings = "; ".join(part.strip() for part in result.meanings())
    return f"<br><span style='font-size:12px;color:{look.muted}'>{html.escape(meanings)}</span>" if meanings else ""


# -- one axis --------------------------------------------------------------------------------------


def _line(go: Any, result: Result, look: Look) -> Any:
    """Bars for what has names, a line for what is counted and long."""
    (axis,), values = result.axes, result.values.tolist()
    places, hover = list(range(len(axis))), _hover(result, result.values)
    extra = {"x": places, "y": values, "customdata": hover, "hovertemplate": "%{customdata}<extra></extra>"}
    if axis.plain and len(axis) > 24:
        trace = go.Scatter(**extra, mode="lines+markers", line={"color": look.high, "width": 2}, marker={"size": 5})
    else:
        colours = [look.high if not value < 0 else look.low for value in values]
        trace = go.Bar(**extra, marker={"color": colours, "line": {"width": 0}})
    fig = go.Figure(trace)
    fig.update_xaxes(**_ticks(axis), showgrid=False, zeroline=False)
    fig.update_yaxes(title=_measure(result), gridcolor=look.grid, zerolinecolor=look.muted, zerolinewidth=1)
    width = min(1100, max(520, 120 + 34 * len(axis)))
    fig.update_layout(width=width, height=420, plot_bgcolor=look.paper, bargap=0.25, margin=_margin(axis, 70))
    return fig


# -- two -------------------------------------------------------------------------------------------


def _one(go: Any, result: Result, look: Look) -> Any:
    down, across = result.axes
    fig = go.Figure(_heatmap(go, result, result.values))
    fig.update_xaxes(**_ticks(across), **_BARE)
    fig.update_yaxes(**{**_ticks(down), "tickangle": 0}, **_BARE)
    width, height = _size(result, 1, 1)
    fig.update_layout(
        width=width,
        height=height,
        plot_bgcolor=look.missing,
        coloraxis=_colours(result, look),
        margin=_margin(across, _left(down)),
    )
    return fig


def _panels(go: Any, result: Result, look: Look) -> Any:
    """A heatmap for each place of the first axis, all in the same colours."""
    first, down, across = result.axes
    columns = min(len(first), 4 if len(across) <= 12 else 2)
    rows = math.ceil(len(first) / columns)
    width, height = _size(result, columns, rows)
    make = needed("plotly.subplots", "a plot").make_subplots
    fig = make(
        rows, columns, shared_xaxes="all", shared_yaxes="all",
        subplot_titles=[_heading(first, at) for at in range(len(first))],
        horizontal_spacing=24 / width, vertical_spacing=min(0.9 / max(rows - 1, 1), 44 / height),
    )  # fmt: skip
    for at in range(len(first)):
        trace = _heatmap(go, result, result.values[at], (at,))
        fig.add_trace(trace, at // columns + 1, at % columns + 1)
    fig.update_xaxes(**{**_ticks(across), "title": None}, **_BARE)
    fig.update_yaxes(**{**_ticks(down), "title": None, "tickangle": 0}, **_BARE)
    for column in range(columns):
        last = rows if (rows - 1) * columns + column < len(first) else rows - 1
        fig.update_xaxes(title=across.name, showticklabels=True, row=last, col=column + 1)
    fig.update_yaxes(title=down.name, col=1)
    fig.update_annotations(font={**_FONT, "color": look.text})
    fig.update_layout(
        width=width,
        height=height,
        plot_bgcolor=look.missing,
        coloraxis=_colours(result, look),
        margin=_margin(across, _left(down), 112),
    )
    return fig


def _slider(go: Any, result: Result, look: Look) -> Any:
    """One heatmap, and a slider over the first axis; the colours stay what they are."""
    first, _, across = result.axes
    fig = _one(go, result.at(**{first.name: first.numbers[0]}), look)
    fig.update_layout(coloraxis=_colours(result, look))
    shown = [_cells(result, result.values[at], (at,)) for at in range(len(first))]
    fig.update_traces(**shown[0])
    steps = [
        {"label": _shown(label), "method": "restyle", "args": [{key: [value] for key, value in cells.items()}]}
        for label, cells in zip(first.labels, shown, strict=True)
    ]
    pad = 40 + 7 * max(len(label) for label in across.labels)
    current = {"prefix": f"{html.escape(first.name)} ", "xanchor": "left", "font": {**_FONT, "color": look.text}}
    bar = {"bgcolor": look.grid, "bordercolor": look.muted, "tickcolor": look.muted, "tickwidth": 1}
    fig.update_layout(sliders=[{"steps": steps, "currentvalue": current, "pad": {"t": pad}, **bar}])
    fig.update_layout(height=fig.layout.height + 90, margin_b=fig.layout.margin.b + 90)
    return fig


def _heatmap(go: Any, result: Result, values: Tensor, before: tuple[int, ...] = ()) -> Any:
    cells = _cells(result, values, before)
    template = "%{customdata}<extra></extra>"
    return go.Heatmap(**cells, hovertemplate=template, hoverongaps=True, xgap=1, ygap=1, coloraxis="coloraxis")


def _cells(result: Result, values: Tensor, before: tuple[int, ...]) -> dict[str, Any]:
    """What a heatmap shows, and what it says of it."""
    z = [[value if math.isfinite(value) else None for value in row] for row in values.tolist()]
    return {"z": z, "customdata": _hover(result, values, before)}


# -- words, colours, sizes -------------------------------------------------------------------------


_BARE = {"showgrid": False, "zeroline": False, "ticks": "", "constrain": "domain"}


def _hover(result: Result, values: Tensor, before: tuple[int, ...] = ()) -> Any:
    """For each cell the places and the exact value, nested as the values are."""
    if values.dim() == 0:
        lines = [html.escape(axis.spell(at)) for axis, at in zip(result.axes, before, strict=True)]
        unit = f" {html.escape(result.unit)}" if result.unit else ""
        return "<br>".join([*lines, f"<b>{float(values):.6g}</b>{unit}"])
    return [_hover(result, part, (*before, at)) for at, part in enumerate(values)]


def _colours(result: Result, look: Look) -> dict[str, Any]:
    """The same distance from zero, the same depth; half of the colours where nothing is below zero."""
    known, scale = result.values[result.values.isfinite()], list(zip(_AT, look.scale, strict=True))
    most = float(known.abs().max()) if known.numel() else 0.0
    bar = {"title": {"text": _measure(result), "side": "top"}, "thickness": 14, "outlinewidth": 0}
    if known.numel() and float(known.min()) >= 0:
        half = [(2 * at - 1, colour) for at, colour in scale if at >= 0.5]
        return {"colorscale": half, "cmin": 0, "cmax": most or 1.0, "colorbar": bar}
    return {"colorscale": scale, "cmin": -(most or 1.0), "cmax": most or 1.0, "cmid": 0, "colorbar": bar}


def _measure(result: Result) -> str:
    return html.escape(result.unit or "value")


def _ticks(axis: Axis) -> dict[str, Any]:
    """Each place by itself, since labels may repeat; where there are many, every so many."""
    every = max(1, math.ceil(len(axis) / 48))
    places = list(range(0, len(axis), every))
    texts = [_shown(axis.labels[at]) if not axis.plain else axis.labels[at] for at in places]
    longest = max(map(len, texts), default=0)
    turned = -60 if len(axis) > (6 if longest <= 12 else 3) and longest > 3 else 0
    return {
        "title": html.escape(axis.name), "tickmode": "array", "tickvals": places, "ticktext": texts,
        "tickangle": turned,
    }  # fmt: skip


def _heading(axis: Axis, at: int) -> str:
    return html.escape(axis.name) + " " + axis.labels[at] if axis.plain else _shown(axis.labels[at])


def _shown(label: str) -> str:
    """A label with its white space to be seen, as the widgets show it, safe in HTML."""
    if not label:
        return "∅"
    lead = len(label) - len(label.lstrip(" "))
    text = "".join(_SIGNS.get(sign, sign) for sign in label[lead:])
    return "·" * lead + html.escape(text if len(text) <= 18 else text[:17] + "…")


def _size(result: Result, columns: int, rows: int) -> tuple[int, int]:
    """Cells large enough to be told apart, and a figure that fits a page."""
    down, across = result.axes[-2:]
    cell_w = min(44.0, max(14.0, 640 / (columns * len(across))))
    cell_h = min(30.0, max(12.0, 420 / (rows * len(down))))
    width = columns * (cell_w * len(across) + 24) + _left(down) + 110
    height = rows * (cell_h * len(down) + 44) + 170
    return int(min(1300, max(460, width))), int(min(1200, max(320, height)))


def _left(axis: Axis) -> int:
    return 58 + 7 * min(18, max(map(len, axis.labels), default=0))


def _margin(axis: Axis, left: int, above: int = 90) -> dict[str, int]:
    return {"l": left, "r": 30, "t": above, "b": 60 + 6 * min(18, max(map(len, axis.labels), default=0))}
