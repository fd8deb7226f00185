"""A direction of the residual stream as a slider, and the line of code that makes a slider."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..workspace import Change, Place, Vector

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._steering_slider import Slider

__all__ = ["added", "code_of"]


def added(vector: Any, layer: int, name: str, at: Mapping[str, int]) -> Change:
    """The change that adds a vector after a layer, a coefficient times; for now not at all.

    Raises:
        EditError: it is no vector of real numbers.
    """
    held = vector if isinstance(vector, Vector) else Vector(vector)
    return Change(Place("resid_post", layer), at, "add", 0.0, name=name, vector=held)


def code_of(slider: Slider) -> str:
    """The line that makes a slider: its direction from the texts that it was made of, else its vector as text."""
    change, place = slider.change, slider.change.place
    words = "".join(f", {axis}={number}" for axis, number in change.at.items())
    ends = f", low={slider.low!r}, high={slider.high!r}"
    value = "" if slider.value == slider.neutral else f", value={slider.value!r}"
    if change.vector is None:
        return f"view.add({place.name!r}, {place.layer!r}, how={change.kind!r}{words}{ends}{value})"
    if slider.texts is not None:
        more, less = list(slider.texts.more), list(slider.texts.less)
        return f"view.add_texts({more!r}, {less!r}, {place.layer!r}, name={slider.name!r}{words}{ends}{value})"
    vector = f"nnexplore.workspace.Vector.of_data({change.vector.as_data()!r})"
    return f"view.add_vector({vector}, {place.layer!r}, name={slider.name!r}{words}{ends}{value})"
