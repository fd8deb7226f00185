"""Every view on the demo model, with a selection and a change in force: what tests of all views go through."""

from __future__ import annotations

from nnexplore import Workspace, widgets

__all__ = ["VIEWS", "made"]

PROMPTS = "The Eiffel Tower is in the city of", "The Brandenburg Gate is in the city of"
VIEWS = sorted(name for name in widgets.__all__ if hasattr(getattr(widgets, name), "_esm"))


def made(name, model):
    """A view by its name, on a workspace with a change."""
    workspace = Workspace(model, *PROMPTS)
    workspace.copy("resid_post", 0, position=2)
    workspace.select(layer=1, position=4, head=2)
    return getattr(widgets, name)(workspace)
