"""Views as one HTML file: what was seen, their own JavaScript, and no kernel and no network behind it.

A page holds each bundle once, and of each view the traits that the browser has; `js/host/` brings them to life.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import math
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipywidgets.widgets.widget import _remove_buffers

from .. import __version__
from ._bundle import _STATIC

if TYPE_CHECKING:
    from ._view import View

HOST = _STATIC / "page.mjs"
WIRING = ("_anywidget_id", "_css", "_dom_classes", "_esm", "_model_", "_view_", "layout", "tabbable", "tooltip")
"""What of a widget's state is Jupyter's own, by the beginning of its name."""
POLICY = (
    "default-src 'none'; script-src '{host}' blob:; style-src 'unsafe-inline'; img-src data: blob:; form-action 'none'"
)
PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
</head>
<body>
<main></main>
<footer>{footer}</footer>
<script type="application/json" id="saved">{data}</script>
<script type="module">{script}</script>
</body>
</html>
"""


def save_html(path: str | os.PathLike[str], *views: Any, title: str | None = None) -> Path:
    """Write views, or an explorer, as one HTML file that works without a kernel and without a network.

    Views of one workspace have one selection in the page too. A file that is there is replaced, in one step.

    Args:
        path: the file; `~` is the home folder.
        views: what to write, in order.
        title: of the page; unless given, the views and their prompt.

    Returns:
        the file's path.

    Raises:
        IsADirectoryError: there is a folder of that name.

    Example:
        >>> nnexplore.widgets.save_html("paris.html", lens, attention)
    """
    target = Path(path).expanduser()
    if target.is_dir():
        raise IsADirectoryError(f"{target} is a folder; name a file in it, such as {target / 'views.html'}")
    text = page(*views, title=title)
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        partial.write_text(text, "utf-8", newline="\n")
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return target


def page(*views: Any, title: str | None = None) -> str:
    """The HTML of views, or of an explorer."""
    kept = [view for one in views for view in _views(one)]
    if not kept:
        raise ValueError("there is no view to write; give one or more, such as save_html('views.html', lens)")
    script = HOST.read_text("utf-8")
    title = _title(kept) if title is None else title
    day = date.today().isoformat()
    return PAGE.format(
        policy=POLICY.format(host=_sha256(script)),
        title=html.escape(title),
        footer=html.escape(f"{title}. Saved by nnexplore {__version__} on {day}, without a kernel: look, not change."),
        data=_data(kept),
        script=script,
    )


def _views(given: Any) -> tuple[View, ...]:
    """The views of a view, which is itself, or of an explorer."""
    from ._view import View

    views = getattr(given, "_views", (given,))
    for view in views:
        if not isinstance(view, View):
            raise TypeError(f"a view or an explorer is needed, such as a LogitLens; this is a {type(view).__name__}")
        if view.closed:
            raise RuntimeError(f"this {type(view).__name__} is closed and has let go of its tensors; make a new one")
    return tuple(views)


def _title(views: list[View]) -> str:
    names = ", ".join(dict.fromkeys(type(view).__name__ for view in views))
    known = [view.workspace.prompt for view in views if view.has_workspace]
    prompts = dict.fromkeys(prompt for prompt in known if isinstance(prompt, str))
    return " · ".join([names, *prompts])


def _data(views: list[View]) -> str:
    numbers: dict[int, int] = {}
    bundles: dict[str, str] = {}
    names: dict[str, str] = {}
    saved = []
    for view in views:
        state, paths, buffers = _remove_buffers(view.page_state())
        esm = str(state["_esm"])
        name = names.setdefault(esm, f"bundle{len(names)}")
        bundles[name] = esm
        saved.append(
            {
                "bundle": name,
                "name": type(view).__name__,
                "workspace": numbers.setdefault(id(view.workspace if view.has_workspace else view), len(numbers)),
                "state": _plain({key: value for key, value in state.items() if not key.startswith(WIRING)}),
                "bytes": [[path, base64.b64encode(data).decode()] for path, data in zip(paths, buffers, strict=True)],
            }
        )
    # as data in a page: nothing in it may look like the end of it
    return json.dumps({"bundles": bundles, "views": saved}, allow_nan=False).replace("<", "\\u003c")


def _plain(value: Any) -> Any:
    """A state as JSON can say it; what is no number becomes its name, as Jupyter's messages have it."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return repr(value)
    return value


def _sha256(script: str) -> str:
    """A script as a content security policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
