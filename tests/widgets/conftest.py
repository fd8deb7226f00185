"""A widget in a real browser, without Jupyter: Python in this process, its module in a bare page."""

from __future__ import annotations

import base64
import os
import time
from pathlib import Path

import pytest
from ipywidgets.widgets.widget import _remove_buffers

from nnexplore.widgets import _work
from tests.browser import chromium

__all__ = ["chromium", "stage"]

HOST = (Path(__file__).parent / "host.js").read_text("utf-8")


class Stage:
    """A page with one widget on it, and the comm between the two."""

    def __init__(self, page, widget, **options):
        self.page, self.widget, self.problems = page, widget, []
        self._sent: list[dict] = []
        widget._send = self._send
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", lambda line: self.problems.append(line.text) if line.type == "error" else None)
        page.on("request", lambda request: self._refuse_network(request.url))
        page.set_content("<!doctype html><title>widget</title>")
        page.expose_function("toPython", self._receive)
        state, paths, buffers = _remove_buffers(widget.get_state())
        esm = state.pop("_esm")
        state = {name: value for name, value in state.items() if not name.startswith(("_model", "_view_"))}
        state.pop("layout", None)
        packed = {"esm": esm, "state": state, "paths": paths, "buffers": _encode(buffers)}
        page.evaluate(HOST, packed | {"dark": False, "width": None} | options)

    def flush(self):
        """Bring what Python did by itself to the page."""
        self.page.evaluate("messages => window.deliver(messages)", self._take())

    def until(self, ready, seconds=20):
        """Wait until something is so, and bring to the page meanwhile what Python has to say."""
        end = time.monotonic() + seconds
        while not ready():
            assert time.monotonic() < end, "it has not come about"
            self.flush()
            self.page.wait_for_timeout(20)

    def picture(self, name):
        """Keep a picture for people to look at, when a folder for them is named."""
        folder = os.environ.get("NNEXPLORE_SCREENSHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.locator(".nnexplore").screenshot(path=Path(folder) / f"{name}.png")

    def _receive(self, message):
        self.widget._handle_msg({"content": {"data": message}, "buffers": []})
        return self._take()

    def _send(self, message, buffers=None):
        self._sent.append({"data": message, "buffers": _encode(buffers or [])})

    def _take(self):
        sent, self._sent = self._sent, []
        return sent

    def _refuse_network(self, url):
        if not url.startswith(("blob:", "data:", "about:")):
            self.problems.append(f"asked the network for {url}")


def _encode(buffers):
    return [base64.b64encode(buffer).decode() for buffer in buffers]


def pytest_collection_modifyitems(config, items):
    """Tests that only make pictures for people are there when a folder for them is named."""
    if os.environ.get("NNEXPLORE_SCREENSHOTS"):
        return
    drawing = [item for item in items if _draws(item)]
    config.hook.pytest_deselected(items=drawing)
    items[:] = [item for item in items if item not in drawing]


def _draws(item):
    words = getattr(getattr(item, "function", None), "__doc__", None) or ""
    return words.startswith("Nothing to assert")


@pytest.fixture
def background():
    """For tests of what goes on in the background, as it does in a notebook after a moment."""


@pytest.fixture(autouse=True)
def _at_once(request, monkeypatch):
    """Every other request is answered before the next line, however busy the machine is."""
    if "background" not in request.fixturenames:
        monkeypatch.setattr(_work, "MOMENT", 60.0)


@pytest.fixture
def stage(chromium):
    """`stage(widget, dark=False, width=None, viewport=(1280, 900))` shows a widget; an error on the page fails."""
    shown = []

    def show(widget, *, viewport=(1280, 900), **options):
        width, height = viewport
        context = chromium.new_context(viewport={"width": width, "height": height})
        shown.append((Stage(context.new_page(), widget, **options), context))
        return shown[-1][0]

    yield show
    for made, context in shown:
        context.close()
        assert made.problems == []
