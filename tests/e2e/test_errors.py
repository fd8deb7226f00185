"""A traced cell that fails stops "Run All", and says where."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SETUP = '%load_ext nnexplore\nimport nnexplore\nmodel = nnexplore.load("demo")'
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


@pytest.fixture
def run_cells(lab, open_notebook):
    """Open a notebook of these cells and run them all."""

    def run(name, *cells):
        notebook = new_notebook(cells=[new_code_cell(cell) for cell in (SETUP, *cells)], metadata=KERNEL)
        nbformat.write(notebook, lab.folder / name)
        opened = open_notebook(name)
        opened.run_all()
        return opened

    return run


def test_an_error_in_the_body_points_at_its_line(run_cells):
    notebook = run_cells(
        "body.ipynb",
        '%%trace "The Eiffel Tower"\nhidden = model.layers[0].output\nhidden.nonsense()',
        "after = 1",
    )
    error = notebook.page.locator(".jp-OutputArea-output").filter(has_text="AttributeError")
    error.wait_for()
    assert "----> 3 hidden.nonsense()" in error.inner_text()
    assert notebook.ask("'after' in globals()") == "False"
    assert notebook.ask("type(hidden)") == "torch.Tensor"


def test_an_error_in_the_first_line_is_short(run_cells):
    notebook = run_cells("line.ipynb", "%%trace The Eiffel Tower\nhidden = model.layers[0].output", "after = 1")
    message = notebook.page.get_by_text("UsageError: %%trace The Eiffel Tower: this is no Python.")
    message.wait_for()
    assert notebook.ask("'after' in globals()") == "False"
