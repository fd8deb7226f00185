"""What the flow view costs: first paint, another block or head, hover, the animation, bytes, beside an empty page.

    python -m benchmarks.flow [--lab] [--out benchmarks/results/flow.md]

The demo model, a page of headless Chromium, software rendering. A view is timed from its line of Python on: the
kernel's part, the way to the page, and the page's until the second frame after what changed was painted. The same
waiting on an empty page stands beside it: what the machine itself takes. `--lab` times a cell of a real JupyterLab,
from its start until the picture is there.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import torch
from playwright.sync_api import Browser, ElementHandle, Page, sync_playwright
from transformers import GPT2Config, GPT2LMHeadModel

import nnexplore
from benchmarks.views import Meter, wire
from nnexplore import Workspace, widgets
from tests.browser import ARGUMENTS, NAMES
from tests.e2e.conftest import KERNEL, started
from tests.widgets.conftest import Stage

PROMPT = "The Eiffel Tower is in the city of"
TWELVE = "The Eiffel Tower is in the city of Paris and the Statue"
VOCABULARY = 50_000
FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
EMPTY = '<canvas width="1200" height="500"></canvas>'
SHADOW = 'document.querySelector(".nnexplore").shadowRoot'
PAINTED = f'() => {SHADOW}.querySelector(".flow-stage canvas").style.width !== ""'
"""Whether the picture was painted: its canvas has a size from then on."""
CLICKS = f"""async ([name, count]) => {{
  const frames = {FRAMES};
  const button = {SHADOW}.querySelector(`[aria-label="${{name}}"]`);
  const plain = window.toPython;
  const times = [];
  for (let number = 0; number < count; number++) {{
    const answered = new Promise((done) => {{
      window.toPython = async (message) => {{
        const answer = await plain(message);
        done();
        return answer;
      }};
    }});
    const begin = performance.now();
    button.click();
    await answered;
    await frames();
    times.push(performance.now() - begin);
    await new Promise((done) => setTimeout(done, 100));
  }}
  window.toPython = plain;
  return times;
}}"""
"""Milliseconds from a click on a button of the pager until the kernel's answer was painted."""
RATE = f"""async (title) => {{
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) throw new Error("nothing moves here");
  const ticks = [];
  const end = performance.now() + 420;
  const all = new Promise((done) => {{
    const tick = () => {{
      ticks.push(performance.now());
      if (ticks.at(-1) < end) requestAnimationFrame(tick);
      else done();
    }};
    requestAnimationFrame(tick);
  }});
  if (title) [...{SHADOW}.querySelectorAll(".flow-titles button")].find((one) => one.textContent === title).click();
  await all;
  await new Promise((done) => setTimeout(done, 300));
  return (1000 * (ticks.length - 1)) / (ticks.at(-1) - ticks[0]);
}}"""
"""Frames per second while a level opens, which takes 420 ms."""
NUMBERS = f"""(count) => {{
  const [pad, tip] = [".flow-stage .pad", ".flow-tip"].map((name) => {SHADOW}.querySelector(name));
  const box = pad.querySelector("canvas").getBoundingClientRect();
  const found = [];
  for (let y = box.top + 75; y < Math.min(box.bottom, innerHeight); y += 31)
    for (let x = box.left + 4; x < box.right; x += 13) {{
      pad.dispatchEvent(new PointerEvent("pointermove", {{ clientX: x, clientY: y }}));
      if (!tip.hidden) found.push([x, y]);
    }}
  pad.dispatchEvent(new PointerEvent("pointerleave"));
  return Array.from({{ length: count }}, (_, at) => found[Math.floor((at * found.length) / count)]);
}}"""
"""Places on the page at which a number is."""
CELL = "from nnexplore import widgets\nview = widgets.FlowView(model, {prompt!r})\nview"
RUN = """async () => {
  const canvas = () => [...document.querySelectorAll(".jp-OutputArea-output .nnexplore")]
    .map((one) => one.shadowRoot?.querySelector(".flow-stage canvas"))
    .find((one) => one && one.dataset.old === undefined);
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const last = canvas();
  if (last) last.dataset.old = "";
  const begin = performance.now();
  void window.jupyterapp.commands.execute("notebook:run-cell");
  while (!canvas()?.style.width) {
    if (performance.now() > begin + 30_000) throw new Error("no picture in 30 s");
    await frame();
  }
  await frame();
  await frame();
  return performance.now() - begin;
}"""


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured several times, and what it should be.

    Example:
        >>> Row("hover", "ms", [3.0, 4.0, 9.0], most=16).line()
        '| hover, ms | 4 | 9 | ≤ 16 | yes |'
    """

    name: str
    unit: str
    found: list[float]
    most: float | None = None
    least: float | None = None

    def line(self) -> str:
        """As Markdown: the median, and the worst."""
        median, worst = statistics.median(self.found), (min if self.least is not None else max)(self.found)
        budget, kept = "–", "–"
        if self.most is not None:
            budget, kept = f"≤ {self.most:g}", "yes" if median <= self.most else "**no**"
        if self.least is not None:
            budget, kept = f"≥ {self.least:g}", "yes" if median >= self.least else "**no**"
        return f"| {self.name}, {self.unit} | {median:.4g} | {worst:.4g} | {budget} | {kept} |"


class Answering(Stage):
    """A page with a view, that keeps how long Python takes for each of its messages."""

    def __init__(self, page: Page, view: Any) -> None:
        self.milliseconds: list[float] = []
        super().__init__(page, view)

    def _receive(self, message: Any) -> Any:
        begin = time.perf_counter()
        answer = super()._receive(message)
        self.milliseconds.append((time.perf_counter() - begin) * 1e3)
        return answer


HEAD = "| | median | worst | budget | kept |\n|---|---|---|---|---|"


def shown(meter: Meter, view: Any) -> Answering:
    """A view on a page of its own, which has come to rest."""
    stage = Answering(meter.page(), view)
    stage.page.wait_for_function(PAINTED)
    stage.page.wait_for_timeout(500)
    return stage


def first_paint(meter: Meter, prompt: Any, rounds: int) -> list[list[float]]:
    """Milliseconds until a view is made, and until it is painted; each time of a new model on a new page."""
    kernel, whole = [], []
    for _ in range(rounds):
        page, model = meter.page(), nnexplore.load("demo")
        begin = time.perf_counter()
        view = widgets.FlowView(model, prompt)
        kernel.append((time.perf_counter() - begin) * 1e3)
        stage = Stage(page, view)
        page.wait_for_function(PAINTED)
        page.evaluate(FRAMES)
        whole.append((time.perf_counter() - begin) * 1e3)
        closed(stage)
    return [kernel, whole]


def closed(stage: Stage) -> None:
    """Close view and page; an error on the page is one here."""
    if stage.problems:
        raise RuntimeError("; ".join(stage.problems))
    stage.widget.close()
    stage.page.context.close()


def nothing(meter: Meter) -> Iterator[Row]:
    """The same waiting where nothing is drawn."""
    page = meter.page()
    page.set_content(EMPTY)
    times = []
    for _ in range(20):
        begin = time.perf_counter()
        page.evaluate(FRAMES)
        times.append((time.perf_counter() - begin) * 1e3)
    yield Row("an empty page: two frames", "ms", times)
    moves = [_move(page, 100 + 40 * number, 200) for number in range(20)]
    yield Row("an empty page: hover", "ms", [meter.each(page, moves) for _ in range(3)])
    canvas = page.locator("canvas").element_handle()
    steps = [_slide(canvas, number) for number in range(20)]
    yield Row("an empty page: an event of a slider", "ms", [meter.each(page, steps) for _ in range(3)])
    yield Row("an empty page: frames a second", "1/s", [page.evaluate(RATE, "") for _ in range(8)])
    page.context.close()


def paints(meter: Meter, rounds: int) -> Iterator[Row]:
    """First paint of 8 and of 64 tokens."""
    for count, prompt in {8: PROMPT, 64: " the" * 64}.items():
        kernel, whole = first_paint(meter, prompt, rounds)
        yield Row(f"{count} tokens: first paint", "ms", whole, most=1500)
        yield Row(f"{count} tokens: of that the kernel's part", "ms", kernel)


def changes(meter: Meter, rounds: int) -> Iterator[Row]:
    """Another block, another head, by clicks on the pager: of a new model, and where one has been before."""
    found: dict[str, list[float]] = {}
    kernel: dict[str, list[float]] = {"block": [], "head": []}
    for _ in range(rounds):
        for what, level in {"block": "overview", "head": "head"}.items():
            stage = shown(meter, widgets.FlowView(nnexplore.load("demo"), PROMPT, level=level))
            stage.milliseconds.clear()
            times = stage.page.evaluate(CLICKS, [f"Next {what}", 10])
            found.setdefault(f"another {what}, at first", []).extend(times[:3])
            found.setdefault(f"another {what}, again", []).extend(times[3:])
            kernel[what] += stage.milliseconds
            if getattr(stage.widget.workspace.selection, "layer" if what == "block" else what) != len(times) % 4:
                raise RuntimeError(f"{len(times)} clicks on the next {what} have led elsewhere")
            closed(stage)
    for name, times in found.items():
        yield Row(name, "ms", times, most=100)
    for what, times in kernel.items():
        yield Row(f"another {what}: of that the kernel's part", "ms", times)


def hovers(meter: Meter, model: Any) -> Iterator[Row]:
    """The page's main thread for a number pointed at, its tip drawn."""
    for count, prompt in {8: PROMPT, 64: " the" * 64}.items():
        stage = shown(meter, widgets.FlowView(model, prompt))
        page = stage.page
        spots = page.evaluate(NUMBERS, 20)
        moves = [_move(page, x, y) for x, y in spots]
        found = [meter.each(page, moves) for _ in range(3)]
        if not page.locator(".flow-tip").is_visible():
            raise RuntimeError(f"{count} tokens: the pointer is on a number, and no tip is drawn")
        yield Row(f"{count} tokens: hover", "ms", found)
        closed(stage)


def motion(meter: Meter, model: Any, rounds: int) -> Iterator[Row]:
    """Frames a second while a level opens, and while it closes."""
    stage = shown(meter, widgets.FlowView(model, PROMPT))
    rates = [
        stage.page.evaluate(RATE, title)
        for _ in range(rounds)
        for title in ("Embedding", "Attention", "MLP", "Next token")
        for _ in ("open", "close")
    ]
    if stage.widget.level != "overview":
        raise RuntimeError(f"every title was clicked twice, and {stage.widget.level!r} is open")
    yield Row("frames a second while a level opens", "1/s", rates, least=50)
    closed(stage)


def sizes(model: Any) -> Iterator[Row]:
    """What goes to the browser, and what is saved."""
    for count, prompt in {8: PROMPT, 64: " the" * 64}.items():
        view = widgets.FlowView(model, prompt)
        bundle = len(json.dumps(view._esm)) / 1e3
        yield Row(f"{count} tokens: state, the bundle left out", "kB", [wire(view) - bundle])
        view.close()
    yield Row("the bundle", "kB", [bundle])
    view = widgets.FlowView(model, TWELVE)
    yield Row("a saved page of 12 tokens", "MB", [len(view.to_html().encode()) / 1e6], most=2)
    view.close()


def sliding(meter: Meter) -> Iterator[Row]:
    """A slider of the end of the flow, at a large vocabulary: the page's main thread for each step."""
    torch.manual_seed(0)
    ends = {"bos_token_id": 0, "eos_token_id": None, "pad_token_id": 0}
    config = GPT2Config(n_layer=1, n_head=4, n_embd=64, vocab_size=VOCABULARY, initializer_range=0.3, **ends)
    tokenizer = nnexplore.load("demo").tokenizer
    model = nnexplore.LanguageModel(GPT2LMHeadModel(config).eval(), tokenizer=tokenizer)
    stage = shown(meter, widgets.FlowView(Workspace(model, [[5, 70, 300, 33]]), level="output"))
    page = stage.page
    slider = page.get_by_role("slider", name="temperature", exact=True).element_handle()
    outcome = page.locator(".flow-outcome")
    before = outcome.inner_text()
    steps = [_slide(slider, at) for at in range(100, 900, 40)]
    found = [meter.each(page, steps) for _ in range(3)]
    if outcome.inner_text() == before or f"{VOCABULARY:,}" not in before:
        raise RuntimeError("the slider has been moved, and no number has changed")
    yield Row(f"a step of the slider, {VOCABULARY:,} tokens", "ms", found, most=16)
    closed(stage)


def _move(page: Page, x: float, y: float) -> Callable[[], object]:
    return lambda: page.mouse.move(x, y)


def _slide(slider: ElementHandle, at: int) -> Callable[[], object]:
    return lambda: slider.evaluate("(one, at) => { one.value = at; one.dispatchEvent(new Event('input')); }", str(at))


def cells(browser: Browser, rounds: int) -> Iterator[Row]:
    """A cell of a real JupyterLab that makes the view, from its start until the picture is there."""
    texts = 'import nnexplore\n\nmodel = nnexplore.load("demo")', CELL.format(prompt=PROMPT)
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in texts])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    with tempfile.TemporaryDirectory() as home, started(Path(home)) as lab:
        nbformat.write(book, lab.folder / "flow.ipynb")
        page = browser.new_context(viewport={"width": 1400, "height": 1000}).new_page()
        page.goto(f"{lab.url}/lab/tree/flow.ipynb?token={lab.token}&reset")
        page.wait_for_function(f"() => {KERNEL}?.status === 'idle'", timeout=120_000)
        page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-cell-and-select-next')")
        page.wait_for_function(f"() => {KERNEL}?.status === 'idle'", timeout=120_000)
        times = [page.evaluate(RUN) for _ in range(rounds + 1)]
        page.context.close()
    yield Row(
        "JupyterLab: from the cell's start to the picture, with import",
        "ms",
        times[:1],
        most=1500,
    )
    yield Row("JupyterLab: the same cell run again", "ms", times[1:], most=1500)


def rows(meter: Meter, rounds: int) -> Iterator[Row]:
    """All but JupyterLab's."""
    model = nnexplore.load("demo")
    widgets.FlowView(model, "once, to warm up").close()
    yield from nothing(meter)
    yield from paints(meter, rounds)
    yield from changes(meter, rounds)
    yield from hovers(meter, model)
    yield from motion(meter, model, rounds)
    yield from sizes(model)
    yield from sliding(meter)


def main() -> None:
    """Measure everything, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="how often what takes a page of its own is measured")
    parser.add_argument("--lab", action="store_true", help="measure a cell of a real JupyterLab too")
    parser.add_argument("--out", type=Path, help="write the table there too")
    options = parser.parse_args()
    when = f"{time.strftime('%Y-%m-%d')}, demo model, headless Chromium, {torch.get_num_threads()} threads."
    lines = ["# The flow view", "", when, "", HEAD]
    with sync_playwright() as playwright:
        executable = next(filter(None, map(shutil.which, NAMES)))
        with playwright.chromium.launch(executable_path=executable, args=ARGUMENTS) as browser:
            found = [rows(Meter(browser, None), options.rounds)]
            found += [cells(browser, options.rounds)] if options.lab else []
            for row in (row for some in found for row in some):
                print(row.line(), flush=True)
                lines.append(row.line())
    if options.out:
        options.out.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
