"""The lenses of a workspace, those of prompts as they are kept: only what is changed runs again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..analysis import LogitLens
    from ..workspace import Run, Workspace


class Lenses:
    """Lenses by run and component; let go of when the prompts are others.

    Example:
        >>> lenses = Lenses(workspace)
        >>> lenses.of("edited", "resid_post") is lenses.of("clean", "resid_post")  # no changes
        True
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._prompts: Any = None
        self._kept: dict[tuple[str, str, int | None], LogitLens] = {}

    def of(self, run: Run, component: str, head: int | None = None) -> LogitLens:
        """The lens of a run, of "head_out" that of one head; without changes the edited run is the clean one."""
        known = self._workspace
        if self._prompts != (known.prompt, known.other):
            self._prompts, self._kept = (known.prompt, known.other), {}
        if run == "edited" and any(change.on for change in known.edits):
            return known.lens(run, component, head)
        kept: Run = "clean" if run == "edited" else run
        if (kept, component, head) not in self._kept:
            self._kept[kept, component, head] = known.lens(kept, component, head)
        return self._kept[kept, component, head]
