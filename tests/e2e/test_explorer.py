"""The explorer in a real JupyterLab: several views of one workspace, and the code beside them."""

import ast
import os

import nbformat
import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CELL = """import nnexplore

model = nnexplore.load("demo")
explorer = nnexplore.explore(model, "The Eiffel Tower is in the city of", "The Brandenburg Gate is in the city of")
explorer"""
EDITS = "[str(change) for change in explorer.workspace.edits]"
TABS = {
    "Lens": ("grid", "Logit lens"),
    "Flow": ("grid", "From text to the next token"),
    "Attention": ("grid", "Attention heads"),
    "Values": ("grid", "Activations"),
    "Board": ("region", "Patch board"),
    "Grid": ("grid", "Patches"),
    "Graph": ("listbox", "Nodes of the graph"),
    "Steering": ("region", "Steering"),
    "Sampling": ("grid", "Tokens by likelihood"),
    "Generation": ("listbox", "The text, token by token"),
}
"""The names of the tabs, and what each of them has."""


@pytest.fixture(scope="module")
def shared(lab, open_shared):
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(book, lab.folder / "explorer.ipynb")
    notebook = open_shared("explorer.ipynb")
    notebook.run_all()
    return notebook


@pytest.fixture
def explorer(shared):
    """As it was made: no edits, and the first tab."""
    shared.ask("[explorer.workspace.clear(), explorer.show('lens')]")
    return shared


def test_a_click_in_one_view_is_seen_in_all_and_in_python(explorer):
    page = explorer.page
    grid = page.get_by_role("grid", name="Logit lens")
    explorer.show(grid)
    made = [f"copy embeddings, position {position} from the other prompt" for position in (1, 2)]
    for position, change in zip((1, 2), made, strict=True):
        row = grid.get_by_role("row").filter(has=page.get_by_role("rowheader", name="embed"))
        row.get_by_role("gridcell").nth(position).click()
        page.get_by_text(change).first.wait_for()
    assert ast.literal_eval(explorer.ask(EDITS)) == made
    assert explorer.ask("explorer.workspace.top(1)[0][0]") == "' Berlin'"
    assert explorer.ask("explorer.workspace.selection.position") == "2"
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_text(made[1])).to_have_count(0)
    assert explorer.ask("len(explorer.workspace.edits)") == "1"
    for theme in ("Light", "Dark"):
        explorer.theme(theme)
        explorer.show(grid)
        explorer.screenshot(f"explorer_{theme.lower()}")


def test_what_code_does_is_seen(explorer):
    page = explorer.page
    explorer.ask("explorer.workspace.zero('head_out', 1, head=2)")
    page.get_by_text("zero head_out 1, head 2").first.wait_for()


def test_a_tab_opens_by_a_click_and_from_the_kernel(explorer):
    page = explorer.page
    explorer.ask("explorer.workspace.copy('resid_post', 0, position=2)")
    names = list(TABS)
    for number, name in enumerate(names):
        inside = page.get_by_role(TABS[name][0], name=TABS[name][1]).first
        page.get_by_role("tab", name=name, exact=True).click()
        inside.wait_for()
        assert explorer.ask("explorer._tabs.selected_index") == str(number)
        awake = explorer.ask("[name for name, view in explorer.views.items() if not view.paused]")
        assert ast.literal_eval(awake) == list(dict.fromkeys(["lens", name.lower()]))
        looked_at = name == "Board" or "NNEXPLORE_SCREENSHOTS" in os.environ
        for theme in ("Dark", "Light") if looked_at else ():
            explorer.theme(theme)
            explorer.show(inside)
            explorer.screenshot(f"explorer_{name.lower()}_{theme.lower()}")
            if name == "Board":  # JupyterLab hides the cell for a moment as the theme changes
                assert inside.locator(".patch .arrow").bounding_box()["width"] > 200
    explorer.ask("explorer.show('graph')")
    page.get_by_role(TABS["Graph"][0], name=TABS["Graph"][1]).wait_for()
    page.get_by_role("tab", name="Graph", exact=True, selected=True).wait_for()
    page.get_by_role(TABS["Generation"][0], name=TABS["Generation"][1]).wait_for(state="hidden")
