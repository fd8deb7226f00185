"""The explorer in a real JupyterLab: several views of one workspace, and the code beside them."""

import ast

import nbformat
import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CELL = """import nnexplore

model = nnexplore.load("demo")
explorer = nnexplore.explore(model, "The Eiffel Tower is in the city of", "The Brandenburg Gate is in the city of")
explorer"""
EDITS = "[str(change) for change in explorer.workspace.edits]"


@pytest.fixture
def explorer(lab, open_notebook):
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(book, lab.folder / "explorer.ipynb")
    notebook = open_notebook("explorer.ipynb")
    notebook.run_all()
    return notebook


def test_a_click_in_one_view_is_seen_in_all_and_in_python(explorer):
    page = explorer.page
    grid = page.get_by_role("grid", name="Logit lens")
    explorer.show(grid)
    for position in (1, 2):
        row = grid.get_by_role("row").filter(has=page.get_by_role("rowheader", name="embed"))
        row.get_by_role("gridcell").nth(position).click()
        page.wait_for_timeout(300)
    page.get_by_text("copy embeddings, position 2 from the other prompt").first.wait_for()
    made = [f"copy embeddings, position {position} from the other prompt" for position in (1, 2)]
    assert ast.literal_eval(explorer.ask(EDITS)) == made
    assert explorer.ask("explorer.workspace.top(1)[0][0]") == "' Berlin'"
    assert explorer.ask("explorer.workspace.selection.position") == "2"
    page.get_by_role("button", name="Undo").first.click()
    page.wait_for_timeout(500)
    assert explorer.ask("len(explorer.workspace.edits)") == "1"
    for theme in ("Light", "Dark"):
        explorer.theme(theme)
        explorer.show(grid)
        explorer.screenshot(f"explorer_{theme.lower()}")


def test_what_code_does_is_seen(explorer):
    page = explorer.page
    explorer.ask("explorer.workspace.zero('head_out', 1, head=2)")
    page.get_by_text("zero head_out 1, head 2").first.wait_for()
