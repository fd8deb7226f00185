"""``Moment``: which step of a generation, and which call of a module, a handle means now."""

from __future__ import annotations

from ..graph import RESULT, Site

__all__ = ["Moment"]


class Moment:
    """Where the block is in its run.

    Attributes:
        step: the step of the generation; 0 in a run that is none.
        further: for each module, by how many calls the block is ahead of that.
    """

    def __init__(self, stepped: bool) -> None:
        self.step = 0
        self.further: dict[str, int] = {}
        self._stepped = stepped

    def go(self, step: int) -> int:
        """On to a step; its number."""
        self.step = step
        self.further.clear()
        return step

    def ahead(self, path: str) -> None:
        """From here on that module means its next call."""
        self.further[path] = self.further.get(path, 0) + 1

    def site(self, path: str, port: str, step: int | None, call: int | None) -> Site:
        """The site of a module's port now, or at the step and the call that are named."""
        further = self.further.get(path, 0)
        stepped = self._stepped and port != RESULT
        if step is None:
            step = self.step + further if stepped else 0
        if call is None:
            call = 0 if stepped else further
        return Site(path, port, step, call)
