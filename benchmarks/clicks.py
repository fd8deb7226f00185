"""How long a click takes in a real JupyterLab: from the click to the repaint that the answer of the kernel causes."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import KERNEL, Lab, Notebook, started

__all__ = ["clicks"]

COUNT = 40
CELL = """import nnexplore
from nnexplore.widgets import AttentionView, LogitLens

model = nnexplore.load("demo")
workspace = nnexplore.Workspace(model, "The Eiffel Tower is in the city of", "The Brandenburg Gate is in the city of")
"""
CASES = {
    "a cell of the logit lens is patched": ("LogitLens(workspace)", ".lens [role=grid]", "_screen"),
    "another head of the attention view": ("AttentionView(workspace)", ".heads [role=grid]", "_head"),
}
# Tells of every message of the kernel that brings a trait of a name.
LISTEN = """() => {
  const Plain = WebSocket;
  window.hear = () => {};
  window.WebSocket = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        window.hear(typeof data === "string" ? data : new TextDecoder("latin1").decode(data));
      });
    }
  };
}"""
MEASURE = """async (grid, { trait, count }) => {
  const root = grid.getRootNode();
  const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const times = [];
  for (let number = 0; number < count; number++) {
    const painted = new Promise((done, fail) => {
      const timer = setTimeout(() => fail(new Error("no repaint in 10 s")), 10_000);
      window.hear = (text) => {
        if (!text.includes(`"${trait}"`)) return;
        window.hear = () => {};
        const watch = new MutationObserver(() => {
          watch.disconnect();
          clearTimeout(timer);
          done();
        });
        watch.observe(root, { childList: true, subtree: true, characterData: true, attributes: true });
      };
    });
    const begin = performance.now();
    const cells = grid.querySelectorAll("[role=gridcell]");
    if (trait === "_screen") cells[1 + (number % 6)].click();
    else {
      const key = number % 2 ? "ArrowLeft" : "ArrowRight";
      grid.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true }));
    }
    await painted;
    await frames();
    times.push(performance.now() - begin);
    await new Promise((done) => setTimeout(done, 150));
  }
  return times;
}"""


def clicks(browser: Browser) -> Iterator[str]:
    """The lines of a table: median and 95th percentile, in milliseconds."""
    yield "| in JupyterLab, demo model | median, ms | 95 %, ms |\n|---|---|---|"
    with tempfile.TemporaryDirectory() as home, started(Path(home)) as lab:
        for title, (view, grid, trait) in CASES.items():
            page = _opened(browser, lab, view)
            found = page.locator(grid).first
            found.wait_for()
            times = sorted(found.evaluate(MEASURE, {"trait": trait, "count": COUNT})[3:])
            median, late = statistics.median(times), times[int(0.95 * len(times))]
            yield f"| {title} | {median:.0f} | {late:.0f} |"
            page.context.close()


def _opened(browser: Browser, lab: Lab, view: str) -> Page:
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL + view)])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(book, lab.folder / "clicks.ipynb")
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.add_init_script(f"({LISTEN})()")
    page.goto(f"{lab.url}/lab/tree/clicks.ipynb?token={lab.token}&reset")
    page.wait_for_function(f"() => {KERNEL}?.status === 'idle'", timeout=120_000)
    Notebook(page).run_all()
    return page
