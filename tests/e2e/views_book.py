"""A notebook with every view, each in a cell of its own, and what hands and keys do in each."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import nbformat

from .conftest import KERNEL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Locator

    from .conftest import Notebook

SET_UP = """import nnexplore
from nnexplore import widgets

workspace = nnexplore.Workspace(
    nnexplore.load("demo"), "The Eiffel Tower is in the city of", "The Brandenburg Gate is in the city of"
)"""
FRESH = "[workspace.clear(), workspace.select(layer=0, position=0, head=0), {more}] and None"
SHORTCUT = ".jp-Notebook.jp-mod-commandMode:not(.jp-mod-readWrite) :focus"
"""Where JupyterLab has the keys "dd", as its settings say."""
COUNTED = """selector => {
  window.deletions = 0;
  const { commands } = window.jupyterapp;
  window.endDeletions = [
    commands.addCommand("test:delete-cell", { execute: () => { window.deletions += 1; } }),
    commands.addKeyBinding({ command: "test:delete-cell", keys: ["D", "D"], selector }),
  ];
}"""


@dataclass(frozen=True)
class Case:
    """One view: what shows that it is there, and what a hand and some keys do that the kernel knows of.

    Attributes:
        make: the code that makes it.
        main: where the keys go.
        click: what the hand does.
        clicked: an expression of the kernel, and its value after that.
        keys: what is pressed once the focus is in `main`.
        pressed: an expression of the kernel, and its value after that.
        fresh: what is done before each test, besides taking back all changes.
    """

    make: str
    main: Callable[[Locator], Locator]
    click: Callable[[Locator], object]
    clicked: tuple[str, str]
    keys: tuple[str, ...]
    pressed: tuple[str, str]
    fresh: str = "None"


def role(kind: str, **name: str) -> Callable[[Locator], Locator]:
    return lambda view: view.get_by_role(kind, **name).first


def part(selector: str) -> Callable[[Locator], Locator]:
    return lambda view: view.locator(selector).first


def click(selector: str) -> Callable[[Locator], None]:
    return lambda view: view.locator(selector).first.click()


def canvas(name: str, x: float, y: float, **more: int) -> Callable[[Locator], None]:
    """A click on a canvas, so many parts of the way to the right and down."""

    def act(view: Locator) -> None:
        drawn = view.get_by_role("grid", name=name).locator("canvas")
        box = drawn.bounding_box()
        drawn.click(position={"x": box["width"] * x, "y": box["height"] * y}, **more)

    return act


def board_click(view: Locator) -> None:
    view.locator(".panel.source .cell").nth(8 * 2 + 1).click()
    view.locator(".panel.target .cell").nth(8 * 2 + 2).click()


EDITS = "[str(edit) for edit in workspace.edits]"
ZERO = "workspace.zero('mlp_out', 1)"
PLACE = "workspace.selection.place and workspace.selection.place.name"
CASES = {
    "tree": Case(
        "widgets.ModuleTree(workspace)",
        role("tree", name="Modules"),
        click('.row[data-path="transformer.ln_f"] .label'),
        (PLACE, "'transformer.ln_f'"),
        ("End", "Enter"),
        (PLACE, "'lm_head'"),
    ),
    "values": Case(
        "widgets.ActivationHeatmap(workspace)",
        role("grid", name="Activations"),
        canvas("Activations", 0.5, 0.6),
        ("values.cells['rows']", "[4, 4]"),
        ("Home", "PageUp", "ArrowDown", "ArrowRight", "Enter"),
        ("[edit.at['position'] for edit in workspace.edits]", "[1]"),
        fresh="workspace.select(place=nnexplore.workspace.Place('resid_post', 0))",
    ),
    "attention": Case(
        "widgets.AttentionView(workspace)",
        role("grid", name="Attention heads"),
        canvas("Attention heads", 0.9, 0.9),
        ("(workspace.selection.layer, workspace.selection.head)", "(3, 3)"),
        ("ArrowDown", "ArrowRight"),
        ("(workspace.selection.layer, workspace.selection.head)", "(1, 1)"),
    ),
    "lens": Case(
        "widgets.LogitLens(workspace)",
        part('.cell[tabindex="0"]'),
        lambda view: view.locator(".cell").nth(8 * 3 + 1).click(),
        (EDITS, "['copy resid_post 2, position 1 from the other prompt']"),
        ("Control+Home", "ArrowRight", "ArrowRight", "Enter"),
        (EDITS, "['copy embeddings, position 2 from the other prompt']"),
    ),
    "board": Case(
        "widgets.PatchBoard(workspace)",
        part('.panel.source .cell[tabindex="0"]'),
        board_click,
        (EDITS, "['copy resid_post 1, position 2 from the other prompt, position 1']"),
        ("Control+Home", "ArrowRight", "Enter", "Enter"),
        (EDITS, "['copy embeddings, position 1 from the other prompt']"),
    ),
    "grid": Case(
        "widgets.PatchGrid(workspace)",
        role("grid", name="Patches"),
        canvas("Patches", 0.99, 0.9, click_count=2),
        (EDITS, "['copy resid_pre 3, position 7 from the other prompt']"),
        ("Home", "PageUp", "ArrowDown", "ArrowRight", "Enter"),
        (EDITS, "['copy resid_pre 1, position 1 from the other prompt']"),
    ),
    "graph": Case(
        "widgets.GraphView(workspace)",
        part('[role="option"][tabindex="0"]'),
        click('.drawing [data-node="1"] text'),
        ("graph.node", "1"),
        ("Home", "Enter", "Escape", "Delete"),
        (EDITS, "[]"),
        fresh=f"({ZERO}, setattr(graph, 'node', None))",
    ),
    "steering": Case(
        "widgets.Steering(workspace)\nsteering.add_head(1, 2)",
        role("slider", name="head 1.2: factor"),
        lambda view: view.get_by_role("slider", name="head 1.2: factor").click(position={"x": 9, "y": 8}),
        ("[(edit.kind, edit.place.name) for edit in workspace.edits]", "[('scale', 'head_out')]"),
        ("Home",),
        ("[(edit.kind, edit.value) for edit in workspace.edits]", "[('scale', 0.0)]"),
    ),
    "generation": Case(
        "widgets.Generation(workspace)",
        part('.text [role="option"][tabindex="0"]'),
        lambda view: view.get_by_role("button", name="Step", exact=True).click(),
        ("generation.tokens[8:]", "[' Paris']"),
        ("End", "Enter"),
        ("generation.tokens[8:]", "[' Paris']"),
        fresh="generation.reset()",
    ),
    "flow": Case(
        "widgets.FlowView(workspace)",
        role("grid", name="From text to the next token"),
        click(".flow-part.attention button"),
        ("flow.level", "'head'"),
        ("Home", "ArrowDown", "Enter"),
        ("(flow.place.get('step'), flow.place.get('position'))", "('embedding', 1)"),
        fresh="flow.close_number(), flow.set_trait('level', 'overview')",
    ),
    "tokens": Case(
        "widgets.TokenBar(workspace)",
        part('[role="option"][tabindex="0"]'),
        lambda view: view.get_by_role("option").nth(3).click(),
        ("workspace.selection.position", "3"),
        ("End", "ArrowLeft"),
        ("workspace.selection.position", "6"),
    ),
    "edits": Case(
        "widgets.EditList(workspace)",
        role("switch"),
        click('[role="switch"]'),
        ("[edit.on for edit in workspace.edits]", "[False]"),
        ("ArrowRight", "Delete"),
        (EDITS, "[]"),
        fresh=ZERO,
    ),
}
"""By the names that the views have in the notebook."""


def written() -> nbformat.NotebookNode:
    """The notebook: a workspace, and a cell for each view."""
    cells = [SET_UP, *(f"{name} = {case.make}\n{name}" for name, case in CASES.items())]
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return made


class Book:
    """The notebook, opened: its views by name, and what its kernel says."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook, self.page = notebook, notebook.page

    def view(self, name: str) -> Locator:
        return self.page.locator(".jp-CodeCell").nth(1 + list(CASES).index(name)).locator(".nnexplore")

    def seen(self, name: str) -> Locator:
        """The view in sight."""
        view = self.view(name)
        self.notebook.show(view)
        CASES[name].main(view).wait_for()
        return view

    def ready(self, name: str) -> Locator:
        """The view in sight, with no changes but the case's own and nothing selected."""
        self.notebook.ask(FRESH.format(more=CASES[name].fresh))
        return self.seen(name)

    def until(self, expression: str, value: str, seconds: float = 15) -> None:
        """Wait until the kernel says so."""
        end = time.monotonic() + seconds
        while (said := self.notebook.ask(expression)) != value:
            assert time.monotonic() < end, f"{expression} is {said}, not {value}"
            self.page.wait_for_timeout(50)

    def tab_to(self, view: Locator, wanted: Locator) -> None:
        """Go by Tab alone from the view's first stop to a part of it."""
        view.locator(
            "button:visible, input:visible, select:visible, textarea:visible, [tabindex='0']:visible"
        ).first.focus()
        for _ in range(60):
            if wanted.evaluate("part => part.getRootNode().activeElement === part"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError("Tab does not come there")

    def count(self) -> int:
        return self.page.evaluate("() => window.jupyterapp.shell.currentWidget.content.model.cells.length")

    @contextlib.contextmanager
    def deletions(self) -> Iterator[Callable[[], int]]:
        """Count how often the keys "dd" delete a cell of the notebook, which they do not do meanwhile."""
        self.page.evaluate(COUNTED, SHORTCUT)
        try:
            yield lambda: self.page.evaluate("() => window.deletions")
        finally:
            self.page.evaluate("() => window.endDeletions.forEach((one) => one.dispose())")

    def reload(self) -> None:
        """Save the notebook, and load its page again; the kernel goes on."""
        self.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
        self.page.reload()
        self.page.wait_for_function(f"() => {KERNEL}?.status === 'idle'", timeout=60_000)
