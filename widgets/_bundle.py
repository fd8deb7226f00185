"""The browser's half of a widget: one self-contained JavaScript module per widget, built from `js/`."""

from __future__ import annotations

import os
from pathlib import Path

_STATIC = Path(__file__).parent / "static"


def bundle(name: str) -> str | Path:
    """Return a widget's JavaScript as text.

    Text, not a path: anywidget watches paths, and the watch keeps every instance, and the tensors it holds,
    alive for ever. With `ANYWIDGET_HMR` set the path it is, and a saved file redraws the open notebook.

    Raises:
        FileNotFoundError: the bundle is not there; a checkout builds it with `npm run build`.

    Example:
        >>> class LogitLens(anywidget.AnyWidget):
        ...     _esm = bundle("logit_lens")
    """
    path = _STATIC / f"{name}.js"
    if not path.is_file():
        raise FileNotFoundError(
            f"the widget's JavaScript is missing: {path}. Build it with `npm ci && npm run build` in the "
            "root of the checkout, or reinstall nnexplore."
        )
    return path if os.environ.get("ANYWIDGET_HMR") else path.read_text("utf-8")
