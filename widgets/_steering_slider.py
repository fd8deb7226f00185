"""A slider of the steering view: one number of one change of the workspace."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..errors import EditError
from ..workspace import Change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..workspace import Edit, Workspace
    from ._steering_texts import Texts

__all__ = ["RANGES", "Slider", "adopted", "with_change", "without"]

RANGES: dict[str, tuple[float, float]] = {"scale": (0.0, 2.0), "set": (-4.0, 8.0), "add": (-4.0, 4.0)}
"""From where to where a slider goes, by what it does."""
NEURON = (-4.0, 8.0)
NEUTRAL = {"scale": 1.0, "add": 0.0}
"""The number at which nothing is changed; of a number that is set there is none."""
UNITS = {"scale": "factor", "set": "value", "add": "coefficient"}


class Slider:
    """One slider. Its `value` is that of a change in `workspace.edits`; where it changes nothing, there is none.

    Attributes:
        id: what the browser calls it.
        change: what it makes, but for the number.
        name: what people call it.
        low: the left end.
        high: the right end.
        texts: what its direction was made of, where it was made of texts.

    Example:
        >>> slider = view.add_head(1, 2)
        >>> slider.value = 0.5
        >>> slider.reset()
    """

    def __init__(
        self, workspace: Callable[[], Workspace], number: str, change: Change, low: float, high: float, name: str
    ) -> None:
        self._workspace, self.id, self.change = workspace, number, change
        self.low, self.high = ordered(low, high)
        self.texts: Texts | None = None
        self.name = name or label(change)

    @property
    def key(self) -> tuple[Any, ...]:
        """What it is about."""
        return self.change.key

    @property
    def neutral(self) -> float | None:
        """The number at which nothing is changed; ``None`` where a number is set, which always is a change."""
        return NEUTRAL.get(self.change.kind)

    @property
    def made(self) -> Change | None:
        """The workspace's change of the same part, if there is one."""
        return next((one for one in self._workspace().changes if one.key == self.key), None)

    @property
    def value(self) -> float | None:
        """The number now; ``None`` where nothing is set. Setting it moves the slider, and is one step of undo.

        Raises:
            EditError: no finite number.
        """
        made = self.made
        if made is not None and made.kind == self.change.kind:
            return made.value
        return 0.0 if self.zeroed else self.neutral

    @value.setter
    def value(self, value: float | None) -> None:
        self._workspace().edits = self.edits(value)

    @property
    def zeroed(self) -> bool:
        """Whether the part is set to zero, which is a factor of 0."""
        made = self.made
        return made is not None and made.kind == "zero" and self.change.kind in ("scale", "set")

    @property
    def blocked(self) -> str:
        """A change of the same part that is none of a slider; moving the slider takes its place."""
        made = self.made
        return "" if made is None or self.zeroed or made.kind == self.change.kind else str(made)

    def reset(self) -> None:
        """Leave the part as the model has it."""
        self.value = self.neutral

    def edits(self, value: float | None) -> tuple[Edit, ...]:
        """The workspace's changes, were the slider there."""
        if value is not None:
            value = finite(value)
            self.low, self.high = min(self.low, value), max(self.high, value)
        edits = self._workspace().edits
        if value is None or value == self.neutral:
            return without(edits, self.change)
        made = self.made
        kept = made.name if made is not None and made.kind == self.change.kind else self.change.name
        return with_change(edits, replace(self.change, value=value, name=kept, on=True))

    def __repr__(self) -> str:
        return f"Slider({self.name!r}, {UNITS[self.change.kind]} {'unchanged' if self.value is None else self.value})"


def finite(value: Any) -> float:
    """The number.

    Raises:
        EditError: it is none, or NaN, or infinite.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise EditError(f"a slider is at a finite number; got {value!r:.40}")
    return float(value)


def ordered(low: float, high: float) -> tuple[float, float]:
    """The ends of a slider.

    Raises:
        EditError: the left one is not smaller.
    """
    low, high = finite(low), finite(high)
    if not low < high:
        raise EditError(f"a slider goes from low to high; got low={low:g}, high={high:g}")
    return low, high


def label(change: Change) -> str:
    """What a part is called: short, for the side of a slider."""
    place, at = change.place, dict(change.at)
    name = f"vector after {place.layer}" if change.kind == "add" and place.name == "resid_post" else str(place)
    if place.name == "head_out" and "head" in at:
        name = f"head {place.layer}.{at.pop('head')}"
    elif place.name == "neurons" and "neuron" in at:
        name = f"neuron {place.layer}.{at.pop('neuron')}"
    at.pop("position", None)
    return name + "".join(f", {axis} {number}" for axis, number in at.items())


def with_change(edits: Iterable[Edit], change: Change) -> tuple[Edit, ...]:
    """The changes with another one, where there was one of the same part, or behind the others."""
    edits = tuple(edits)
    if all(one.key != change.key for one in edits):
        return (*edits, change)
    return tuple(change if one.key == change.key else one for one in edits)


def without(edits: Iterable[Edit], change: Change) -> tuple[Edit, ...]:
    """The changes without that of a part."""
    return tuple(one for one in edits if one.key != change.key)


def adopted(change: Change) -> tuple[float, float] | None:
    """The range of a slider for a change that was made elsewhere; ``None`` where it is not one of sliders."""
    neuron = change.place.name == "neurons" and "neuron" in change.at
    if change.kind not in ("scale", "add") and not (change.kind == "set" and neuron):
        return None
    low, high = NEURON if neuron else RANGES[change.kind]
    return min(low, change.value), max(high, change.value)
