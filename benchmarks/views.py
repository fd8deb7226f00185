"""What views cost in a browser: bytes, CPU, nodes, hover and switch, beside BertViz and CircuitsVis.

    python -m benchmarks.views [--peers FOLDER] [--lab] [--only ROW …] [--out benchmarks/results/views.md]

All pages are drawn by the same headless Chromium, one after another. CPU is that of the whole browser, its processes
together, until nothing more is drawn. BertViz and CircuitsVis are no dependencies: `pip install bertviz circuitsvis`,
and, as BertViz loads its scripts from the network, `npm install --prefix FOLDER requirejs@2.3.6 d3@5.7.0 jquery@2.1.0`.
`--only empty long matrix` measures these rows alone. `--lab` measures clicks in a real JupyterLab, from the click to
the second frame after the repaint.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import torch
from playwright.sync_api import Browser, Page, sync_playwright
from transformers import GPT2Config, GPT2LMHeadModel

import nnexplore
from benchmarks.clicks import clicks
from nnexplore import Workspace, widgets
from tests.browser import ARGUMENTS, NAMES
from tests.widgets.conftest import Stage

LAYERS, HEADS = 12, 12
SCRIPTS = {
    "require.min.js": "requirejs/require.js",
    "d3.min.js": "d3/dist/d3.min.js",
    "jquery.min.js": "jquery/dist/jquery.min.js",
}
NODES = """() => {
  const count = (root) => [...root.querySelectorAll("*")].reduce(
    (sum, one) => sum + 1 + (one.shadowRoot ? count(one.shadowRoot) : 0), 0);
  return count(document.body);
}"""


@dataclass
class Drawn:
    """What one view on a page costs."""

    name: str
    kilobytes: float
    cpu: float
    nodes: int
    asked: int
    hover: float | None = None
    switch: float | None = None
    switch_kilobytes: float | None = None

    def row(self) -> str:
        """As a line of the table."""
        cells = [f"{self.kilobytes:,.0f}", f"{self.cpu:.2f}", f"{self.nodes:,}"]
        cells += [
            "–" if value is None else f"{value:.1f}" for value in (self.hover, self.switch, self.switch_kilobytes)
        ]
        return f"| {self.name} | {' | '.join(cells)} | {self.asked} |"


TITLES = "kB over the wire", "browser CPU s", "DOM nodes", "hover, ms", "switch, ms", "switch, kB", "requests elsewhere"
HEAD = f"| | {' | '.join(TITLES)} |\n|{'---|' * 8}"


class Meter:
    """Pages of one browser, and what they use."""

    def __init__(self, browser: Browser, peers: Path | None) -> None:
        self._browser, self._peers = browser, peers
        self.asked: list[str] = []

    def page(self) -> Page:
        """A new page that has come to rest, whose requests are counted."""
        page = self._browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        self.asked = []
        page.route("http*://**/*", self._serve)
        self.until_quiet(page, lambda: page.set_content("<p>an empty page takes a second of its own</p>"))
        return page

    def _serve(self, route: Any) -> None:
        """A script of a peer's, from the folder of scripts; everything else is refused. Both are counted."""
        url = route.request.url
        self.asked.append(url)
        name = url.rsplit("/", 1)[-1]
        script = SCRIPTS.get(name if name.endswith(".js") else f"{name}.js")
        if script is None or self._peers is None:
            route.abort()
        else:
            route.fulfill(path=self._peers / "node_modules" / script, content_type="text/javascript")

    def until_quiet(self, page: Page, draw: Callable[[], object]) -> float:
        """CPU seconds of the browser from here until it has been idle for half a second."""
        begin = last = _cpu()
        draw()
        quiet = 0
        while quiet < 5:
            page.wait_for_timeout(100)
            now = _cpu()
            quiet = quiet + 1 if now - last < 0.02 else 0
            last = now
        return last - begin

    def each(self, page: Page, acts: list[Callable[[], object]]) -> float:
        """Milliseconds of the page's main thread for each of these, the first left out."""
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        acts[0]()
        page.wait_for_timeout(200)
        times = []
        for act in acts[1:]:
            begin = _tasks(session)
            act()
            page.wait_for_timeout(120)
            times.append((_tasks(session) - begin) * 1e3)
        return sorted(times)[len(times) // 2]


def _tasks(session: Any) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(one["value"] for one in metrics if one["name"] == "TaskDuration")


def _cpu() -> float:
    """CPU seconds of all browser processes below this one."""
    return sum(map(_used, psutil.Process().children(recursive=True)))


def _used(process: psutil.Process) -> float:
    try:
        times = process.cpu_times() if "chrom" in process.name() else None
    except psutil.NoSuchProcess:
        return 0.0
    return times.user + times.system if times else 0.0


def workspace(layers: int, tokens: int) -> Workspace:
    """A random model of GPT-2's width, with a vocabulary of 1,000, on a random prompt."""
    torch.manual_seed(0)
    ends = {"bos_token_id": 0, "eos_token_id": None, "pad_token_id": 0}
    config = GPT2Config(n_layer=layers, n_head=HEADS, vocab_size=1000, initializer_range=0.06, **ends)
    config._attn_implementation = "eager"
    demo = nnexplore.load("demo")
    model = nnexplore.LanguageModel(GPT2LMHeadModel(config).eval(), tokenizer=demo.tokenizer)
    return Workspace(model, torch.randint(1, 1000, (1, tokens)).tolist())


def wire(widget: Any) -> float:
    """Kilobytes of a widget's state as it goes to the browser, its bundle included."""
    from ipywidgets.widgets.widget import _remove_buffers

    state, _, buffers = _remove_buffers(widget.get_state())
    return (len(json.dumps(state)) + sum(len(memoryview(one)) for one in buffers)) / 1e3


def ours(meter: Meter, name: str, view: Any) -> tuple[Drawn, Page, Stage]:
    """A view of ours on a page."""
    page = meter.page()
    shown: list[Stage] = []
    cpu = meter.until_quiet(page, lambda: shown.append(Stage(page, view)))
    return Drawn(name, wire(view), cpu, page.evaluate(NODES), len(meter.asked)), page, shown[0]


def attention(meter: Meter, layers: int, tokens: int, peers: bool) -> Iterator[Drawn]:
    """All heads at a glance, and one of them: ours, and with ``peers`` BertViz' two views and CircuitsVis'."""
    known = workspace(layers, tokens)
    view = widgets.AttentionView(known)
    drawn, page, stage = ours(meter, f"nnexplore AttentionView, {layers * HEADS} heads × {tokens}", view)
    drawn.hover = hover(meter, page, page.locator("canvas").nth(1))
    sent: list[int] = []
    send = view._send
    view._send = lambda message, buffers=None: (
        sent.append(len(json.dumps(message, default=str)) + sum(len(memoryview(one)) for one in buffers or [])),
        send(message, buffers),
    )
    drawn.switch = meter.each(page, [_selected(view, stage, layer % layers, layer % HEADS) for layer in range(8)])
    drawn.switch_kilobytes = max(sent) / 1e3
    yield drawn
    page.context.close()
    if not peers:
        return
    names = [f"t{number}" for number in range(tokens)]
    patterns = [known.value("head_pattern", layer) for layer in range(layers)]
    if importlib.util.find_spec("bertviz"):
        yield from bertviz(meter, patterns, names)
    if importlib.util.find_spec("circuitsvis"):
        yield circuitsvis(meter, patterns, names)


def hover(meter: Meter, page: Page, target: Any) -> float:
    """Milliseconds for a cell; of a large matrix the exact numbers of a part come when it is first looked at."""
    moves = _moves(page, target)
    meter.each(page, moves)
    return meter.each(page, moves)


def _selected(view: Any, stage: Stage, layer: int, head: int) -> Callable[[], None]:
    def act() -> None:
        view.workspace.select(layer=layer, head=head)
        stage.flush()

    return act


def _moves(page: Page, target: Any, count: int = 20) -> list[Callable[[], object]]:
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    spots = [
        (box["x"] + box["width"] * (0.2 + 0.03 * n), box["y"] + box["height"] * (0.9 - n / 200)) for n in range(count)
    ]
    return [_at(page, x, y) for x, y in spots]


def bertviz(meter: Meter, patterns: list[torch.Tensor], names: list[str]) -> Iterator[Drawn]:
    """All heads at a glance, and one layer with lines."""
    from bertviz import head_view, model_view

    for title, make in {"model_view": model_view, "head_view": head_view}.items():
        yield _bertviz(meter, title, make(patterns, names, html_action="return").data, len(patterns), len(names))


def _bertviz(meter: Meter, title: str, html: str, layers: int, tokens: int) -> Drawn:
    page = meter.page()
    cpu = meter.until_quiet(page, lambda: page.set_content(html))
    name = f"BertViz {title}, {layers * HEADS} heads × {tokens}"
    drawn = Drawn(name, len(html) / 1e3, cpu, page.evaluate(NODES), len(meter.asked))
    if title == "head_view" and drawn.nodes > 1000:
        boxes = [page.locator("svg text").nth(number).bounding_box() for number in range(8)]
        drawn.hover = meter.each(page, [_at(page, box["x"] + 2, box["y"] + 2) for box in boxes if box])
        layer = page.locator("select").first
        drawn.switch = meter.each(page, [_option(layer, number) for number in range(1, min(6, layers))])
    page.context.close()
    return drawn


def _at(page: Page, x: float, y: float) -> Callable[[], None]:
    return lambda: page.mouse.move(x, y)


def _option(select: Any, number: int) -> Callable[[], object]:
    return lambda: select.select_option(index=number)


def circuitsvis(meter: Meter, patterns: list[torch.Tensor], names: list[str]) -> Drawn:
    """All heads as large as a thumb."""
    import circuitsvis.attention as peer

    html = peer.attention_heads(torch.cat([one[0] for one in patterns]), names).local_src
    page = meter.page()
    cpu = meter.until_quiet(page, lambda: page.set_content(f"<body>{html}</body>"))
    size = f"{len(patterns) * HEADS} heads × {len(names)}"
    drawn = Drawn(f"CircuitsVis attention_heads, {size}", len(html) / 1e3, cpu, page.evaluate(NODES), len(meter.asked))
    page.context.close()
    return drawn


def matrix(meter: Meter) -> Iterator[Drawn]:
    """A matrix of 4,000 × 4,000, as a user's own tensor."""
    torch.manual_seed(0)
    view = widgets.ActivationHeatmap.of(torch.randn(4000, 4000))
    drawn, page, _ = ours(meter, "nnexplore ActivationHeatmap, 4,000 × 4,000", view)
    drawn.hover = hover(meter, page, page.locator("canvas").first)
    page.context.close()
    yield drawn


def nothing(meter: Meter) -> Iterator[Drawn]:
    """A canvas on which nothing is drawn: what the machine itself takes."""
    page = meter.page()
    html = '<canvas width="600" height="600"></canvas>'
    cpu = meter.until_quiet(page, lambda: page.set_content(html))
    drawn = Drawn("an empty canvas", len(html) / 1e3, cpu, page.evaluate(NODES), len(meter.asked))
    drawn.hover = hover(meter, page, page.locator("canvas"))
    page.context.close()
    yield drawn


def bundles() -> Iterator[str]:
    """The bundles, gzipped."""
    yield "| bundle | kB gzipped |\n|---|---|"
    total = 0.0
    for path in sorted((Path(__file__).parents[1] / "widgets" / "static").glob("[a-z]*.js")):
        size = len(gzip.compress(path.read_bytes())) / 1e3
        total += size
        yield f"| {path.stem} | {size:.1f} |"
    yield f"| all | {total:.1f} |"


CASES: dict[str, Callable[[Meter], Iterator[Drawn]]] = {
    "empty": nothing,
    "heads": lambda meter: attention(meter, LAYERS, 100, True),
    "long": lambda meter: attention(meter, 1, 1000, False),
    "matrix": matrix,
}
"""The rows of the table, each drawn when it is its turn."""


def main() -> None:
    """Draw everything, and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path, help="a folder with the scripts that BertViz loads")
    parser.add_argument("--only-lab", action="store_true", help="measure nothing but clicks")
    parser.add_argument("--only", nargs="+", choices=list(CASES), default=list(CASES), help="measure these rows alone")
    parser.add_argument("--lab", action="store_true", help="measure clicks in a real JupyterLab too")
    parser.add_argument("--out", type=Path, help="write the tables there too")
    options = parser.parse_args()
    when = f"{time.strftime('%Y-%m-%d')}, headless Chromium, {torch.get_num_threads()} threads."
    lines = ["# Views in the browser", "", when, ""]
    with sync_playwright() as playwright:
        executable = next(filter(None, map(shutil.which, NAMES)))
        with playwright.chromium.launch(executable_path=executable, args=ARGUMENTS) as browser:
            meter = Meter(browser, options.peers)
            lines += [HEAD]
            for name in options.only if not options.only_lab else ():
                for drawn in CASES[name](meter):
                    print(drawn.row(), flush=True)
                    lines.append(drawn.row())
            if options.lab or options.only_lab:
                lines += ["", *clicks(browser)]
    lines += ["", *bundles()]
    text = "\n".join(lines) + "\n"
    print(text)
    if options.out:
        options.out.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
