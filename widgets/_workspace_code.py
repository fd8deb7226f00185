"""A workspace, or a view of one, as Python that makes it again in a fresh kernel."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..workspace import Change
from ._prompt import prompt_code

if TYPE_CHECKING:
    from ..models import LanguageModel
    from ..workspace import Edit, Workspace


def model_code(model: LanguageModel) -> str:
    """The line that opens the model; of one that was opened otherwise, a line to be filled in.

    Example:
        >>> model_code(nnexplore.load("demo"))
        "model = nnexplore.load('demo')"
    """
    return f"model = {model.expression or '...  # the model that you have opened'}"


def view_code(workspace: Workspace, name: str, traits: dict[str, Any]) -> str:
    """Python for a workspace with its prompts, changes and selection, and for one view of it.

    Args:
        workspace: what the view shows.
        name: the class of the view.
        traits: those of its traits that are not as at first.

    >>> print(view_code(workspace, "AttentionView", {"show": "clean"}).splitlines()[-2])
    view = widgets.AttentionView(workspace, show='clean')
    """
    lines = workspace_code(workspace, workspace.edits, places=workspace.selection.place is not None)
    selected = [f"{one}={at!r}" for one, at in vars(workspace.selection).items() if at is not None]
    if selected:
        lines.append(f"workspace.select({', '.join(selected)})")
    more = "".join(f", {trait}={value!r}" for trait, value in traits.items())
    return "\n".join([*lines, f"view = widgets.{name}(workspace{more})", "view", ""])


def workspace_code(shared: Workspace, edits: Sequence[Edit], *, places: bool = False) -> list[str]:
    """The lines that make a workspace, from the imports on.

    Args:
        shared: the model and the prompts.
        edits: its changes, or those of them that are wanted.
        places: whether what comes after needs `Place`.
    """
    plain = [one for one in edits if isinstance(one, Change) and one.vector is None]
    short = len(plain) == len(edits)  # a change of another sort has no short form
    used = ["Change", "Place"] if short and plain else ["Place"] if places else []
    lines = ["import nnexplore", "from nnexplore import widgets"]
    lines += [f"from nnexplore.workspace import {', '.join(used)}"] * bool(used) + ["", model_code(shared.model)]
    if not short:
        return [*lines, f"workspace = nnexplore.Workspace.from_json({shared.to_json()!r}, model)"]
    other = "" if shared.other is None else f", {prompt_code(shared, shared.other)}"
    lines.append(f"workspace = nnexplore.Workspace(model, {prompt_code(shared, shared.prompt)}{other})")
    if plain:
        lines += ["workspace.edits = [", *(f"    {change_code(one)}," for one in plain), "]"]
    return lines


def change_code(change: Change) -> str:
    """A change as Python, without what is as it would be anyway.

    Example:
        >>> change_code(Change(Place("mlp_out", 1), {"position": 2}, "set", float("inf")))
        "Change(Place('mlp_out', 1), {'position': 2}, 'set', float('inf'))"
    """
    value = repr(change.value) if math.isfinite(change.value) else f"float('{change.value}')"
    source = f", {dict(change.source)!r}" if change.source else ""
    name = f", name={change.name!r}" if change.name else ""
    on = "" if change.on else ", on=False"
    return f"Change({change.place!r}, {dict(change.at)!r}, {change.kind!r}, {value}{source}{name}{on})"
