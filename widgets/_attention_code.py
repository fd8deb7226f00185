"""The state of a view as Python that makes it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..workspace import Change

if TYPE_CHECKING:
    from ..workspace import Workspace


def view_code(workspace: Workspace, name: str, traits: dict[str, Any]) -> str:
    """Python for a workspace with its prompts, changes and selection, and for one view of it.

    Args:
        workspace: what the view shows.
        name: the class of the view.
        traits: those of its traits that are not as at first.

    >>> print(view_code(workspace, "AttentionView", {"show": "clean"}).splitlines()[-2])
    view = widgets.AttentionView(workspace, show='clean')
    """
    lines = ["import nnexplore", "from nnexplore import widgets"]
    plain = all(isinstance(one, Change) and one.vector is None for one in workspace.edits)
    if workspace.edits and plain:
        lines.append("from nnexplore.workspace import Change, Place")
    elif workspace.selection.place is not None:
        lines.append("from nnexplore.workspace import Place")
    lines += ["", f"model = {workspace.model.expression or '...  # the model'}", *_workspace(workspace, plain)]
    selected = [f"{one}={at!r}" for one, at in vars(workspace.selection).items() if at is not None]
    if selected:
        lines.append(f"workspace.select({', '.join(selected)})")
    more = "".join(f", {trait}={value!r}" for trait, value in traits.items())
    return "\n".join([*lines, f"view = widgets.{name}(workspace{more})", "view", ""])


def _workspace(workspace: Workspace, plain: bool) -> list[str]:
    if not plain:  # a change of another sort has no short form
        return [f"workspace = nnexplore.Workspace.from_json({workspace.to_json()!r}, model)"]
    other = "" if workspace.other is None else f", {workspace.other!r}"
    made = [f"workspace = nnexplore.Workspace(model, {workspace.prompt!r}{other})"]
    if workspace.edits:
        made += ["workspace.edits = [", *(f"    {change!r}," for change in workspace.edits), "]"]
    return made
