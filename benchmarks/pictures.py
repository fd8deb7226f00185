"""The pictures of docs/views.md, made anew in a real JupyterLab: ``python -m benchmarks.pictures``, with a Chromium.

Each is the output of one cell, on the demo model.
"""

from __future__ import annotations

import base64
import shutil
import struct
import sys
import tempfile
import zlib
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
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
explorer.workspace.select(layer=1, head=2, position=7)
explorer
""",
    "flow": """\
flow = widgets.FlowView(model, prompt, other)
flow.workspace.select(layer=0, head=2, position=7)
flow
""",
    "flow_head": """\
head = widgets.FlowView(model, prompt, other, level="head")
head.workspace.select(layer=0, head=2, position=7)
head
""",
    "flow_number": """\
number = widgets.FlowView(model, prompt, other)
number.workspace.select(layer=0, head=2, position=7)
number.explain("dot_products", -1, 1)
number
""",
    "attention": """\
attention = widgets.AttentionView(model, prompt, other)
attention.patch_effects()
attention.sort = "patch"
attention.workspace.select(layer=0, head=2, position=7)
attention
""",
    "patch_board": """\
board = widgets.PatchBoard(model, prompt, "The Colosseum is in the city of")
board.patch(layer=-1, source=1, target=1)
board
""",
    "steering": """\
from nnexplore.analysis import steering_vector

rome, paris = ["The Colosseum is in the city of"], ["The Louvre is in the city of"]
steering = widgets.Steering(model, prompt)
steering.add_vector(steering_vector(model, rome, paris, layer=1), 1, name="Rome, not Paris", value=0.5)
steering.add_head(0, 2, value=0.6)
steering.sweep(0)
steering.write()
steering
""",
}
"""What is drawn, by the name of the picture."""
SIZES = {"explorer": (1560, 1280), "flow": (1500, 900), "flow_head": (1500, 900), "flow_number": (1500, 1500)}
SIZES |= dict.fromkeys(("attention", "patch_board", "steering"), (1340, 900))
"""How wide JupyterLab is, and where a picture ends that is longer."""
PIXELS = """async data => {
  const image = await createImageBitmap(await (await fetch(data)).blob());
  const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
  context.drawImage(image, 0, 0);
  const {data: bytes} = context.getImageData(0, 0, image.width, image.height);
  const text = await new Promise(done => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.readAsDataURL(new Blob([bytes]));
  });
  return [image.height, text.split(",")[1]];
}"""
"""The pixels of a PNG, four bytes each."""


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
    output.evaluate("element => element.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(1000)
    box = output.bounding_box()
    assert box is not None
    box["height"] = min(box["height"], SIZES[name][1])
    png = base64.b64encode(page.screenshot(clip=box, animations="disabled")).decode()
    height, pixels = page.context.new_page().evaluate(PIXELS, f"data:image/png;base64,{png}")
    path = FOLDER / f"{name}.png"
    path.write_bytes(indexed(np.frombuffer(base64.b64decode(pixels), np.uint8).reshape(height, -1, 4)[..., :3]))
    return path


def indexed(pixels: Any) -> bytes:
    """A PNG of 256 colours, a third as large: those that are alike are one, the rarest the nearest of them."""
    height, width, _ = pixels.shape
    colours, numbers, counts = np.unique(pixels.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
    order = np.argsort(-counts)
    colours = colours[order].astype(int)
    _, first = np.unique(colours // 10, axis=0, return_index=True)
    palette = colours[np.sort(first)[:256]]
    nearest = np.abs(colours[:, None] - palette[None]).sum(-1).argmin(1)
    rows = nearest[np.argsort(order)].astype(np.uint8)[numbers.reshape(height, width)]
    lines = np.concatenate([np.zeros((height, 1), np.uint8), rows], axis=1)  # 0: no filter
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = {
        b"IHDR": head,
        b"PLTE": palette.astype(np.uint8).tobytes(),
        b"IDAT": zlib.compress(lines.tobytes(), 9),
        b"IEND": b"",
    }
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts.items()
    )


def main() -> None:
    """Make all pictures, or those that are named."""
    wanted = sys.argv[1:] or list(CELLS)
    program = next(filter(None, map(shutil.which, NAMES)))
    with tempfile.TemporaryDirectory() as home, started(Path(home)) as lab, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 1200, "height": 3000})
        notebook = opened(lab, context.new_page())
        outputs = notebook.page.locator(".jp-Cell .jp-OutputArea-output:has(.nnexplore)")
        for number, name in enumerate(CELLS):
            if name in wanted:
                notebook.page.set_viewport_size({"width": SIZES[name][0], "height": 3000})
                path = write(notebook.page, outputs.nth(number), name)
                print(f"{path.name}: {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
