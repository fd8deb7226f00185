"""Every notebook runs from the first cell to the last, with nothing left of those before it."""

from pathlib import Path

import nbformat
import pytest
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient

LESSONS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("*.ipynb"))


CLEAN = """\
import ipywidgets, torch
ipywidgets.Widget.close_all()
torch.set_grad_enabled(True)
%reset -f
%cd -q {folder}
"""


@pytest.fixture(scope="module")
def kernel():
    """One kernel for all: what takes long is its imports."""
    manager = KernelManager()
    manager.start_kernel()
    yield manager
    manager.shutdown_kernel(now=True)


@pytest.mark.slow
@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_lesson_runs(path, tmp_path, kernel):
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(CLEAN.format(folder=tmp_path)))
    client = NotebookClient(notebook, timeout=300, km=kernel)
    try:
        client.execute()
    finally:
        client.kc.stop_channels()


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_lesson_opens_without_questions(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells)
