"""A view in words, for places that run no JavaScript: previews, untrusted notebooks, mail."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..workspace import Workspace

LONGEST = 400
"""Characters of a prompt that are shown."""
MOST = 40
"""Changes that are listed."""


def summary(name: str, workspace: Workspace) -> str:
    """A view's prompts and changes as plain HTML, without running the model.

    Example:
        >>> summary("LogitLens", workspace)
        '<p><b>LogitLens</b> ...'
    """
    rows = [("prompt", workspace.prompt), ("other prompt", workspace.other)]
    facts = "".join(
        f"<tr><td>{label}</td><td><code>{_short(prompt)}</code></td></tr>"
        for label, prompt in rows
        if prompt is not None
    )
    on = [str(change) for change in workspace.edits if change.on]
    more = f"<li>and {len(on) - MOST} more</li>" if len(on) > MOST else ""
    changes = "".join(f"<li>{html.escape(change)}</li>" for change in on[:MOST])
    return (
        f"<p><b>{html.escape(name)}</b> of nnexplore, in words: this place draws no widgets, or the kernel is gone. "
        "Trust the notebook, or run the cell again.</p>"
        + (f"<table>{facts}</table>" if facts else "")
        + (f"<p>Changes:</p><ol>{changes}{more}</ol>" if on else "")
    )


def _short(prompt: object) -> str:
    text = prompt if isinstance(prompt, str) else str(prompt)
    return html.escape(text if len(text) <= LONGEST else f"{text[:LONGEST]} …")
