"""The sliders of a steering view: put up, found, taken away, and those for changes that were made elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import EditError
from ..workspace import Change, Workspace
from ._steering_chooser import reach
from ._steering_slider import NEURON, RANGES, Slider, adopted, without

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..workspace import Edit

__all__ = ["Ends", "Sliders"]

Ends = tuple[float | None, float | None]
"""Where a slider begins and ends; `None` for what is usual."""


class Sliders:
    """All sliders, one for each part that is changed.

    Args:
        workspace: gives the workspace, and an error once the view is closed.
    """

    def __init__(self, workspace: Callable[[], Workspace]) -> None:
        self._workspace = workspace
        self._all: list[Slider] = []
        self._made = 0

    def __iter__(self) -> Iterator[Slider]:
        return iter(self._all)

    def put_up(self, change: Change, ends: Ends = (None, None), name: str = "") -> Slider:
        """A slider of a change; the one that there is, where it is of the same part and does the same.

        Raises:
            EditError: there is no such part.
        """
        shared = self._workspace()
        change = Workspace(shared.model, shared.prompt).add(change)  # seen to fit, its numbers counted from the first
        known = self.of(change)
        if known is not None and known.change.kind == change.kind and ends == (None, None):
            return known
        usual = self._ends(change)
        low, high = (given if given is not None else one for given, one in zip(ends, usual, strict=True))
        return self._place(change, low, high, name)

    def adopt(self, changes: Sequence[Change]) -> None:
        """A slider for each change made elsewhere that can have one."""
        for change in changes:
            ends, known = adopted(change), self.of(change)
            if ends is not None and (known is None or known.change.kind != change.kind):
                self._place(replace(change, name=""), *ends, name=change.name)

    def find(self, which: Slider | int | str) -> Slider:
        """A slider by its number, or as the browser calls it.

        Raises:
            EditError: there is none.
        """
        if isinstance(which, int) and -len(self._all) <= which < len(self._all):
            return self._all[which]
        for one in self._all:
            if one is which or one.id == which:
                return one
        raise EditError(f"there is no slider {which!r:.60}; there are {len(self._all)}, counted from 0")

    def of(self, change: Change) -> Slider | None:
        """The slider of the same part."""
        return next((one for one in self._all if one.key == change.key), None)

    def take(self, slider: Slider) -> None:
        """Take one away; its change stays."""
        self._all.remove(slider)

    def others(self, edits: Sequence[Edit]) -> list[Edit]:
        """The edits that no slider is of."""
        return [edit for edit in edits if not isinstance(edit, Change) or self.of(edit) is None]

    def rest(self, slider: str) -> tuple[Edit, ...] | None:
        """The changes without a slider's own; `None` where there is no such slider."""
        known = next((one for one in self._all if one.id == slider), None)
        return None if known is None else without(self._workspace().edits, known.change)

    def _place(self, change: Change, low: float, high: float, name: str) -> Slider:
        self._made += 1
        made, known = Slider(self._workspace, f"s{self._made}", change, low, high, name), self.of(change)
        if known is None:
            self._all.append(made)
        else:
            self._all[self._all.index(known)] = made
        return made

    def _ends(self, change: Change) -> tuple[float, float]:
        if change.kind == "set":
            return reach(self._workspace(), change)
        return NEURON if change.place.name == "neurons" else RANGES[change.kind]
