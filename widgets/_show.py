"""Which run of a value is shown, or which difference of two: the same words in every view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import EditError

if TYPE_CHECKING:
    from torch import Tensor

    from ..workspace import Place, Run, Workspace

SHOWS: dict[str, tuple[Run, Run | None]] = {
    "edited": ("edited", None),
    "clean": ("clean", None),
    "other": ("other", None),
    "edited - clean": ("edited", "clean"),
    "edited - other": ("edited", "other"),
    "clean - other": ("clean", "other"),
}
"""What is shown, by its name: a run, or the first of two minus the second."""


def shown(workspace: Workspace, place: Place, show: str) -> Tensor:
    """A value as it is in one run, or the difference of two runs; without the batch.

    Example:
        >>> shown(workspace, Place("head_pattern", 1), "edited - clean").shape
        torch.Size([4, 9, 9])

    Raises:
        EditError: the two prompts are not of the same length, so that nothing can be subtracted; or there is but one.
    """
    run, base = SHOWS[show]
    value = workspace.value(place, run=run)[0]
    return value if base is None else subtracted(workspace, value, workspace.value(place, run=base)[0], show)


def missing(workspace: Workspace) -> dict[str, str]:
    """What cannot be shown now, and why not, in a few words.

    Example:
        >>> missing(Workspace(model, "The city"))["clean"]
        'no changes'
    """
    other, changed = workspace.other_tokens, any(edit.on for edit in workspace.edits)
    found = {}
    for show, runs in SHOWS.items():
        if "other" in runs and other is None:
            found[show] = "no other prompt"
        elif "other" in runs and runs[1] is not None and len(other or []) != len(workspace.tokens):
            found[show] = "prompts of unequal length"
        elif "other" not in runs and "clean" in runs and not changed:
            found[show] = "no changes"
    return found


def subtracted(workspace: Workspace, one: Tensor, other: Tensor, show: str) -> Tensor:
    """The first value minus the second.

    Raises:
        EditError: they are not of the same shape.
    """
    if one.shape != other.shape:
        raise unequal(workspace, show)
    return one - other


def unequal(workspace: Workspace, show: str) -> EditError:
    """The error for two prompts whose values cannot be subtracted."""
    return EditError(
        f"{show}: the prompts have {len(workspace.tokens)} and {len(workspace.other_tokens or [])} tokens, so "
        "their values cannot be subtracted; look at each alone, or choose prompts of equal length"
    )
