"""A real JupyterLab, started by our own command, and a real browser."""

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.browser import chromium

__all__ = ["chromium", "lab", "open_notebook"]

ROOT = Path(__file__).resolve().parents[2]
SCROLLED = """async (element) => {
  element.scrollIntoView({block: "center"});
  await new Promise((done) => setTimeout(done, 120));
  return element.isConnected ? element.getBoundingClientRect().top : Math.random();
}"""
"""Where it is then."""
KERNEL = "window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel"


class Lab:
    """A running ``nnexplore lab``: its address, token and notebook folder."""

    def __init__(self, process: subprocess.Popen[str], folder: Path, log: Path) -> None:
        self.process, self.folder = process, folder
        printed = []
        for line in process.stdout:
            printed.append(line)
            if match := re.search(r"(http://127\.0\.0\.1:\d+)(/lab/tree/\S+)\?token=(\w+)", line):
                self.url, self.first, self.token = match.groups()
                self._wait()
                return
        pytest.fail("nnexplore lab ended:\n" + "".join(printed) + log.read_text())

    def _wait(self) -> None:
        """The address is printed just before the server listens."""
        for _ in range(600):
            with (
                contextlib.suppress(OSError),
                urlopen(f"{self.url}/api/status?token={self.token}", timeout=5),
            ):
                return
            time.sleep(0.1)
        pytest.fail("JupyterLab does not answer")

    def end_kernels(self) -> None:
        """Shut all kernels down, so that the next page starts a clean one."""
        sessions = f"{self.url}/api/sessions"
        authorized = {"Authorization": f"token {self.token}"}
        with urlopen(Request(sessions, headers=authorized), timeout=30) as answer:
            found = json.load(answer)
        for session in found:
            request = Request(f"{sessions}/{session['id']}", headers=authorized, method="DELETE")
            urlopen(request, timeout=30).close()


@contextlib.contextmanager
def started(home: Path) -> Iterator[Lab]:
    """``nnexplore lab`` in a folder, as the only thing there: settings, notebooks and log are below it."""
    folders = ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    environment = os.environ | {name: str(home / name) for name in folders}
    (home / "JUPYTER_CONFIG_DIR").mkdir()
    config = {"LabApp": {"expose_app_in_browser": True}}
    (home / "JUPYTER_CONFIG_DIR" / "jupyter_lab_config.json").write_text(json.dumps(config))
    folder = home / "lessons"
    with socket.socket() as probe:  # a port of its own: several labs may be starting
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    options = ["--no-browser", "--notebook-dir", str(folder), "--port", port]
    command = [sys.executable, "-m", "nnexplore", "lab", *options]
    with (home / "lab.log").open("w") as log:
        process = subprocess.Popen(command, cwd=home, env=environment, stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            yield Lab(process, folder, home / "lab.log")
        finally:
            process.terminate()
            process.communicate(timeout=30)


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab, whose log is to hold no error at the end.

    A kernel that a test ends while Jupyter reads from it makes pyzmq complain; that is none of ours.
    """
    home = tmp_path_factory.mktemp("home")
    with started(home) as running:
        yield running
    lines = (home / "lab.log").read_text().splitlines()
    errors = [line for line in lines if line.startswith("[E ") and "zmqstream" not in line.lower()]
    assert not errors, "\n".join(errors)


class Notebook:
    """One open notebook: its page, and a way into its kernel."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def wait(self) -> None:
        """Wait until the kernel is there and has nothing to do."""
        self.page.wait_for_function(f"() => {KERNEL}?.status === 'idle'", timeout=120_000)

    def run_all(self) -> None:
        """Run every cell, and wait until the kernel has nothing left to do."""
        self.page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
        self.page.wait_for_function(f"() => {KERNEL}?.status === 'idle'", timeout=240_000)

    def ask(self, expression: str) -> str:
        """The ``repr`` of an expression in the notebook's kernel, past the page."""
        request = "{code: '', user_expressions: {r: e}, store_history: false}"
        code = f"async e => (await {KERNEL}.requestExecute({request}).done).content.user_expressions.r"
        answer = self.page.evaluate(code, expression)
        assert answer["status"] == "ok", answer
        return answer["data"]["text/plain"]

    def theme(self, name: str) -> None:
        """Switch JupyterLab's theme: ``Light`` or ``Dark``."""
        command = "t => window.jupyterapp.commands.execute('apputils:change-theme', {theme: `JupyterLab ${t}`})"
        self.page.evaluate(command, name)
        self.page.locator(f"body[data-jp-theme-light='{'true' if name == 'Light' else 'false'}']").wait_for(
            state="attached"
        )

    def show(self, locator: Locator) -> None:
        """Scroll an output into the middle of the page; cells far away are not drawn until then, and move it."""
        before, here = None, -1.0
        while here != before:
            locator.wait_for(state="attached")
            before, here = here, locator.evaluate(SCROLLED)

    def screenshot(self, name: str) -> None:
        """Keep a picture of the page for people to look at."""
        folder = Path(os.environ.get("NNEXPLORE_SCREENSHOTS", ROOT / "build" / "screenshots"))
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"{name}.png", animations="disabled")


@contextlib.contextmanager
def opening(lab: Lab, chromium: Browser) -> Iterator[Callable[..., Notebook]]:
    """Open notebooks of the lab's folder, each in a page of its own; nothing may be fetched from elsewhere."""
    context = chromium.new_context(viewport={"width": 1440, "height": 1000})
    foreign: list[str] = []
    errors: list[str] = []

    def opener(name: str | None = None) -> Notebook:
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("request", lambda request: _is_foreign(request.url, lab.url) and foreign.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        path = f"/lab/tree/{name}" if name else lab.first
        page.goto(f"{lab.url}{path}?token={lab.token}&reset")
        notebook = Notebook(page)
        notebook.wait()
        page.evaluate("() => window.jupyterapp.commands.execute('application:toggle-left-area')")
        return notebook

    yield opener
    context.close()
    lab.end_kernels()
    assert not foreign, f"the page asked for {foreign}"
    assert not errors, errors


@pytest.fixture
def open_notebook(lab: Lab, chromium: Browser) -> Iterator[Callable[..., Notebook]]:
    """`open_notebook("lesson.ipynb")`; its kernel and its page end with the test."""
    with opening(lab, chromium) as opener:
        yield opener


@pytest.fixture(scope="module")
def open_shared(lab: Lab, chromium: Browser) -> Iterator[Callable[..., Notebook]]:
    """As `open_notebook`, for a notebook that the tests of a file share."""
    with opening(lab, chromium) as opener:
        yield opener


def _is_foreign(url: str, home: str) -> bool:
    return not url.startswith((home, home.replace("http", "ws"), "data:", "blob:", "about:"))
