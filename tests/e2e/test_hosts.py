"""Saved notebooks where there is no kernel, and places other than our own JupyterLab."""

import contextlib
import json
import os
import secrets
import subprocess
import sys
import time
from urllib.request import urlopen

import nbclient
import nbformat
import pytest
from nbformat.sign import NotebookNotary
from playwright.sync_api import expect

from nnexplore.cli import free_port

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SET_UP = """import nnexplore
from nnexplore import widgets

workspace = nnexplore.Workspace(nnexplore.load("demo"), "The Eiffel Tower is in the city of")
workspace.zero("mlp_out", 1, position=2);"""
KERNEL = "window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel"
VIEWS = ["widgets.TokenBar(workspace)", "widgets.EditList(workspace)"]


def book(*cells):
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in (SET_UP, *cells)])
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return made


def executed(*cells):
    """The notebook with its outputs, and with the state of its widgets, as `jupyter execute` saves it."""
    made = book(*cells)
    nbclient.NotebookClient(made, timeout=240, kernel_name="python3").execute()
    return made


@pytest.fixture(scope="module")
def saved():
    return executed(*VIEWS)


def views(page):
    return page.locator(".nnexplore")


def sign(made, lab):
    """Say that the notebook is trusted, as JupyterLab does when it is run there."""
    folder = lab.folder.parent / "JUPYTER_DATA_DIR"
    folder.mkdir(exist_ok=True)
    NotebookNotary(data_dir=str(folder)).sign(made)


def test_a_saved_notebook_shows_the_last_view(lab, open_notebook, saved):
    nbformat.write(saved, lab.folder / "saved.ipynb")
    sign(nbformat.read(lab.folder / "saved.ipynb", as_version=4), lab)
    notebook = open_notebook("saved.ipynb")  # nothing is run
    page = notebook.page
    expect(views(page)).to_have_count(2)
    expect(views(page).first.get_by_role("option").nth(1)).to_contain_text("Eiffel")
    expect(page.get_by_text("zero mlp_out 1, position 2").first).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    views(page).first.get_by_role("option").nth(3).click()
    expect(views(page).first.get_by_role("option").nth(3)).to_have_attribute("aria-selected", "true")
    views(page).last.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("No answer from the kernel yet").first).to_be_visible(timeout=15_000)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save this view").first.click()
        page.get_by_role("menuitem", name="Save SVG").click()
    assert download.value.suggested_filename.endswith(".svg")


def test_a_notebook_that_is_not_trusted_says_it_in_words(lab, open_notebook, saved):
    made = nbformat.from_dict(json.loads(json.dumps(saved)))
    made.cells[0].source += "\n# somebody else's"
    nbformat.write(made, lab.folder / "foreign.ipynb")
    page = open_notebook("foreign.ipynb").page
    words = page.locator(".jp-OutputArea-output").filter(has_text="in words")
    expect(words.first).to_contain_text("The Eiffel Tower is in the city of")
    expect(words.first).to_contain_text("zero mlp_out 1, position 2")
    expect(views(page)).to_have_count(0)


def test_a_view_takes_little_of_a_saved_notebook(saved):
    kept = saved.metadata["widgets"]["application/vnd.jupyter.widget-state+json"]["state"]
    sizes = [len(json.dumps(one)) for one in kept.values() if one["model_module"] == "anywidget"]
    outputs = [len(json.dumps(cell.outputs)) for cell in saved.cells[1:]]
    assert len(sizes) == len(outputs) == 2
    assert max(sizes) + max(outputs) <= 200_000, (sizes, outputs)


@pytest.fixture
def offline(chromium):
    """A page that is refused all but its own file."""
    context = chromium.new_context(viewport={"width": 1280, "height": 1000})
    context.route("http*://**", lambda route: route.abort())
    yield context.new_page()
    context.close()


def converted(made, folder, *options):
    nbformat.write(made, folder / "book.ipynb")
    command = [sys.executable, "-m", "nbconvert", "--to", "html", *options, str(folder / "book.ipynb")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return (folder / "book.html").as_uri()


def test_nbconvert_draws_a_still_without_a_network(offline, tmp_path):
    made = executed("widgets.Still(widgets.TokenBar(workspace), widgets.EditList(workspace))")
    offline.goto(converted(made, tmp_path))
    frame = offline.frame_locator("iframe")
    expect(frame.get_by_role("option")).to_have_count(8)
    frame.get_by_role("option").nth(2).click()
    expect(frame.get_by_role("option").nth(2)).to_have_attribute("aria-selected", "true")
    expect(frame.get_by_text("zero mlp_out 1, position 2").first).to_be_visible()
    inside = frame.locator("html").evaluate("page => page.getBoundingClientRect().height")
    offline.wait_for_function(
        "height => Math.abs(document.querySelector('iframe').offsetHeight - height) < 8", arg=inside
    )


def test_nbconvert_of_views_says_it_in_words_when_told_to(offline, saved, tmp_path):
    option = '--NbConvertBase.display_data_priority=["text/html", "image/png", "text/plain"]'
    offline.goto(converted(saved, tmp_path, option))
    expect(offline.get_by_text("zero mlp_out 1, position 2").first).to_be_visible()
    expect(offline.get_by_text("The Eiffel Tower is in the city of").first).to_be_visible()


@contextlib.contextmanager
def served(folder, module, *options):
    """A server of notebooks other than JupyterLab: its address and its token."""
    port, token = free_port(), secrets.token_hex(8)
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_SETTINGS_DIR", "IPYTHONDIR")
    environment = os.environ | {name: str(folder / name) for name in names}
    flags = [f"--ServerApp.root_dir={folder}", f"--ServerApp.port={port}", f"--IdentityProvider.token={token}"]
    command = [
        sys.executable,
        "-m",
        module,
        "--no-browser",
        "--allow-root",
        "--ServerApp.port_retries=0",
        *flags,
        *options,
    ]
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(command, env=environment, stderr=log, stdout=log) as server,
    ):
        try:
            for _ in range(600):
                with contextlib.suppress(OSError):
                    urlopen(f"http://127.0.0.1:{port}/api/status?token={token}", timeout=5).close()
                    break
                assert server.poll() is None, (folder / "log").read_text()
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}", token
        finally:
            server.terminate()
            server.wait(30)


def test_notebook_7(chromium, tmp_path):
    pytest.importorskip("notebook", "7")
    nbformat.write(book(*VIEWS), tmp_path / "book.ipynb")
    context = chromium.new_context(viewport={"width": 1280, "height": 1000})
    foreign = []
    with served(tmp_path, "notebook", "--JupyterNotebookApp.expose_app_in_browser=True") as (url, token):
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("request", lambda request: foreign.append(request.url) if "127.0.0.1" not in request.url else None)
        page.goto(f"{url}/notebooks/book.ipynb?token={token}")
        page.wait_for_function(f"() => {KERNEL}?.status === 'idle'")
        page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
        expect(views(page)).to_have_count(2, timeout=60_000)
        views(page).first.get_by_role("option").nth(3).click()
        expect(views(page).first.get_by_role("option").nth(3)).to_have_attribute("aria-selected", "true")
        views(page).last.get_by_role("button", name="Undo").click()
        expect(page.get_by_text("No changes yet").first).to_be_visible()
        context.close()
    assert [one for one in foreign if one.startswith("http")] == []
