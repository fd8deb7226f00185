"""Views in a cell's output that need no kernel later: the saved page, in a frame."""

from __future__ import annotations

import html
from typing import Any

from ._page import page

FRAME = '<iframe title="{title}" style="width: 100%; height: 600px; border: 0" srcdoc="{page}"></iframe>'


class Still:
    """Views as they are now, kept in the notebook itself; for `nbconvert --to html` and for readers without a kernel.

    It stays as it is, whatever becomes of the views. Hovering, selecting and unfolding go on; nothing is computed.

    Args:
        views: what to show, in order; an explorer is all of its views.
        title: of the frame; unless given, the views and their prompt.

    Example:
        >>> nnexplore.widgets.Still(lens, attention)
    """

    def __init__(self, *views: Any, title: str | None = None) -> None:
        self._title = title
        self._page = page(*views, title=title)

    def _repr_html_(self) -> str:
        return FRAME.format(title=html.escape(self._title or "saved views"), page=html.escape(self._page))

    def __repr__(self) -> str:
        return f"Still({len(self._page):,} characters)"
