"""A browser for the tests that need one: a conftest says ``from tests.browser import chromium``."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

__all__ = ["chromium"]

# The first has no windows, and takes a third of the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
expect.set_options(timeout=20_000)  # as long as a busy machine may need: what comes at once is seen at once


@pytest.fixture(scope="module")  # no longer: while Playwright is open, its event loop counts as running
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium, driven by Playwright; its absence is an error where ``CI`` is set."""
    executable = next(filter(None, map(shutil.which, NAMES)), None)
    if executable is None:
        missing = "no Chromium here: install Debian's `chromium-headless-shell`, or Chrome, for the browser tests"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=executable, args=ARGUMENTS) as browser,
    ):
        yield browser
