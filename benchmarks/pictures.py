"""The pictures of docs/views.md, made anew in a real JupyterLab: ``python -m benchmarks.pictures``, with a Chromium.

Each is the output of one cell, on the demo model.
"""

from __future__ import annotations

import base64
import shutil
import sys
import tempfile
from pathlib import Path

import nbformat
from playwright.sync_api import Locator, Page, sync_playwright

from tests.browser import ARGUMENTS, NAMES
from tests.e2e.conftest import KERNEL, Lab, Notebook, started

FOLDER = Path(__file__).resolve().parents[1] / "docs"
BEGIN = """\
import nnexplore
from nnexplore import widgets

model = nnexplore.load("demo")
prompt, other = "The Eiffel Tower is in the city of", "The Brandenburg Gate is in the city of"
"""
CELLS = {
    "explorer": """\
explorer = nnexplore.explore(model, prompt, other)
explorer.workspace.copy("resid_post", 1, position=7)
explorer.workspace.select(layer=1, head=1, position=7)
explorer
""",
    "attention": """\
attention = widgets.AttentionView(model, prompt, other)
attention.workspace.select(layer=1, head=0, position=3)
attention
""",
    "patch_board": """\
board = widgets.PatchBoard(model, prompt, "The Colosseum is in the city of")
board.patch(layer=0, source=1, target=2)
board.patch(layer=2, source=6, target=7)
board
""",
    "steering": """\
from nnexplore.analysis import steering_vector

rome, paris = ["The Colosseum is in the city of"], ["The Louvre is in the city of"]
steering = widgets.Steering(model, prompt)
steering.add_vector(steering_vector(model, rome, paris, layer=1), 1, name="Rome, not Paris", value=1.5)
steering.add_head(1, 2, value=0.3)
steering.sweep(0)
steering.write()
steering
""",
}
"""What is drawn, by the name of the picture."""
HEIGHTS = {"explorer": 1180}
"""Where a picture ends that would be too long for a page, in pixels."""
FEWER = """async data => {
  const image = await createImageBitmap(await (await fetch(data)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const pixels = context.getImageData(0, 0, image.width, image.height);
  for (let at = 0; at < pixels.data.length; at++) pixels.data[at] = Math.round(pixels.data[at] / 15) * 15;
  context.putImageData(pixels, 0, 0);
  const bytes = new Uint8Array(await (await canvas.convertToBlob({type: "image/png"})).arrayBuffer());
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""));
}"""
"""The same picture with 18 levels of each colour, which a PNG keeps in a third of the room."""


def book() -> nbformat.NotebookNode:
    """A notebook with a cell for each picture."""
    cells = [nbformat.v4.new_code_cell(text) for text in (BEGIN, *CELLS.values())]
    made = nbformat.v4.new_notebook(cells=cells)
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return made


def opened(lab: Lab, page: Page) -> Notebook:
    """The notebook, run to its end."""
    nbformat.write(book(), lab.folder / "pictures.ipynb")
    page.goto(f"{lab.url}/lab/tree/pictures.ipynb?token={lab.token}&reset")
    page.wait_for_function(f"() => {KERNEL}?.status === 'idle'", timeout=120_000)
    page.evaluate("() => window.jupyterapp.commands.execute('application:toggle-left-area')")
    notebook = Notebook(page)
    notebook.run_all()
    return notebook


def write(page: Page, output: Locator, name: str) -> Path:
    """Keep the picture of an output, from its top."""
    box = output.bounding_box()
    assert box is not None
    box["height"] = min(box["height"], HEIGHTS.get(name, box["height"]))
    data = base64.b64encode(page.screenshot(clip=box, animations="disabled")).decode()
    path = FOLDER / f"{name}.png"
    path.write_bytes(base64.b64decode(page.context.new_page().evaluate(FEWER, f"data:image/png;base64,{data}")))
    return path


def main() -> None:
    """Make all pictures, or those that are named."""
    wanted = sys.argv[1:] or list(CELLS)
    program = next(filter(None, map(shutil.which, NAMES)))
    with tempfile.TemporaryDirectory() as home, started(Path(home)) as lab, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 1200, "height": 2400})
        notebook = opened(lab, context.new_page())
        outputs = notebook.page.locator(".jp-Cell .jp-OutputArea-output:has(.nnexplore)")
        for number, name in enumerate(CELLS):
            if name in wanted:
                notebook.show(outputs.nth(number))
                path = write(notebook.page, outputs.nth(number), name)
                print(f"{path.name}: {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
