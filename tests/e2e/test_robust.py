"""What goes wrong in a day's work: the kernel is restarted under open views, a notebook is open in two browsers."""

import nbformat
import pytest

from .conftest import KERNEL

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CELL = """import nnexplore

model = nnexplore.load("demo")
explorer = nnexplore.explore(model, "The Eiffel Tower is in the city of", "The Brandenburg Gate is in the city of")
explorer"""
NUMBER = "len(explorer.workspace.edits)"


@pytest.fixture
def opened(lab, open_notebook):
    """A notebook with the explorer in it, run."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(book, lab.folder / "robust.ipynb")
    notebook = open_notebook("robust.ipynb")
    notebook.run_all()
    notebook.show(notebook.page.get_by_role("grid", name="Logit lens"))
    return notebook


def cell(page, number):
    grid = page.get_by_role("grid", name="Logit lens")
    row = grid.get_by_role("row").filter(has=page.get_by_role("rowheader", name="embed"))
    return row.get_by_role("gridcell").nth(number)


def test_a_restarted_kernel_is_said_and_the_next_run_is_alive(opened):
    page = opened.page
    shown = cell(page, 3).text_content()
    page.evaluate(f"async () => await {KERNEL}.restart()")
    page.wait_for_function(f"() => {KERNEL}?.status === 'idle'", timeout=60_000)
    cell(page, 2).click()
    page.get_by_text("No answer from the kernel").first.wait_for(timeout=15_000)
    assert cell(page, 3).text_content() == shown  # the last view is still there
    opened.run_all()
    opened.show(page.get_by_role("grid", name="Logit lens"))
    cell(page, 2).click()
    page.get_by_text("copy embeddings, position 2 from the other prompt").first.wait_for()
    assert opened.ask(NUMBER) == "1"


def test_two_browsers_on_one_notebook_show_the_same(opened, open_notebook):
    opened.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    opened.page.wait_for_timeout(1000)
    second = open_notebook("robust.ipynb")
    second.show(second.page.get_by_role("grid", name="Logit lens"))
    cell(opened.page, 2).click()
    second.page.get_by_text("copy embeddings, position 2 from the other prompt").first.wait_for()
    cell(second.page, 3).click()
    opened.page.get_by_text("copy embeddings, position 3 from the other prompt").first.wait_for()
    assert opened.ask(NUMBER) == "2"
