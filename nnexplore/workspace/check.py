"""``checked``: a change as it is kept, seen to fit the model and the prompts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from ..errors import EditError
from ..models import LanguageModel
from .change import Change
from .place import Place

__all__ = ["checked"]

Shape = tuple[int, ...]
Sizes = Callable[[Place], Shape]


def checked(
    model: LanguageModel, change: Change, here: Callable[[Place], Shape], there: Callable[[Place], Shape]
) -> Change:
    """The same with the layer and all numbers counted from the first.

    Args:
        model: the model.
        change: what was asked for.
        here: the sizes of a value behind the batch, in the prompt.
        there: the same in the other prompt.

    Raises:
        EditError: there is no such part, or nothing to copy from.
        ModelError: the architecture has no such component; the message says why.
    """
    place = change.place.check(model)
    at = _numbers(place, change.at, here(place), "the prompt")
    if change.kind != "copy":
        if change.source:
            raise EditError(f"{change}: only a copy has a source; got {dict(change.source)}")
        if change.vector is not None:
            _check_vector(change, len(change.vector), _left(place, here(place), at))
        return replace(change, place=place, at=at)
    whole = _numbers(place, {**at, **change.source}, there(place), "the other prompt")
    sizes = _left(place, here(place), at), _left(place, there(place), whole)
    if sizes[0] != sizes[1]:
        raise EditError(
            f"{change}: the part is {sizes[0]} here and {sizes[1]} in the other prompt: copy position by position, "
            "or choose prompts of equal length"
        )
    source = {axis: number for axis, number in whole.items() if at.get(axis) != number}
    return replace(change, place=place, at=at, source=source)


def _check_vector(change: Change, length: int, part: list[int]) -> None:
    """See that a vector lies along the last axis of a part."""
    if not part:
        raise EditError(f"{change}: this part is one number, to which no vector can be added; leave an axis out")
    if length != part[-1]:
        raise EditError(f"{change}: the part is {part}, so the vector has to have {part[-1]} numbers; it has {length}")


def _axes(place: Place, shape: Shape) -> tuple[str, ...]:
    """The name of each dimension, its number where it has none."""
    return tuple(place.axes[dim] if dim < len(place.axes) else str(dim) for dim in range(len(shape)))


def _left(place: Place, shape: Shape, numbers: Mapping[str, int]) -> list[int]:
    """The sizes of a part."""
    return [size for axis, size in zip(_axes(place, shape), shape, strict=True) if axis not in numbers]


def _numbers(place: Place, at: Mapping[str, int], shape: Shape, whose: str) -> dict[str, int]:
    """The numbers of a part, counted from the first.

    Raises:
        EditError: there is no such axis or number.
    """
    sizes = dict(zip(_axes(place, shape), shape, strict=True))
    found = {}
    for axis, number in at.items():
        if axis not in sizes:
            raise EditError(f"{place} has no axis {axis!r}; it has {', '.join(sizes)}")
        if not -sizes[axis] <= number < sizes[axis]:
            raise EditError(f"there is no {axis} {number} of {place} in {whose}: they are 0 to {sizes[axis] - 1}")
        found[axis] = number % sizes[axis]
    return found
