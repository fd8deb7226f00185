"""``Verbs``: the changes that are made by hand, a method each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .change import Change, Kind
from .edits import Edits
from .place import Place
from .vector import Vector

__all__ = ["Verbs"]


class Verbs(Edits):
    """Edits that are made with one call each."""

    def zero(self, place: str | Place, layer: int | None = None, **at: int) -> Change:
        """Set a part to zero.

        >>> workspace.zero("head_out", 1, head=2)

        Raises:
            EditError: there is no such part.
        """
        return self._add("zero", place, layer, at)

    def set(self, place: str | Place, layer: int | None = None, *, to: float, **at: int) -> Change:
        """Set a part to a number.

        >>> workspace.set("head_pattern", 0, to=0.0, head=1, position=5, key=2)

        Raises:
            EditError: there is no such part.
        """
        return self._add("set", place, layer, at, float(to))

    def scale(self, place: str | Place, layer: int | None = None, *, by: float, **at: int) -> Change:
        """Multiply a part.

        >>> workspace.scale("neurons", 2, by=2.0, position=4, neuron=17)

        Raises:
            EditError: there is no such part.
        """
        return self._add("scale", place, layer, at, float(by))

    def copy(
        self,
        place: str | Place,
        layer: int | None = None,
        *,
        source: Mapping[str, int] | None = None,
        **at: int,
    ) -> Change:
        """Take a part from the other prompt; ``source`` says from where, if it is not the same.

        >>> workspace.copy("resid_post", 1, position=4, source={"position": 3})

        Raises:
            EditError: there is no such part, or no other prompt.
        """
        return self._add("copy", place, layer, at, source=source or {})

    def add_vector(
        self, place: str | Place, layer: int | None, vector: Any, *, by: float = 1.0, name: str = "", **at: int
    ) -> Change:
        """Add a number times a vector, along the last axis of a part; another vector may be added to the same part.

        >>> workspace.add_vector("resid_post", 1, direction, by=4.0, name="wedding", position=-1)

        Raises:
            EditError: there is no such part, or it is not as long as the vector.
        """
        held = vector if isinstance(vector, Vector) else Vector(vector)
        return self.add(Change(_place(place, layer), at, "add", float(by), vector=held, name=name))

    def _add(
        self,
        kind: Kind,
        place: str | Place,
        layer: int | None,
        at: Mapping[str, int],
        value: float = 0.0,
        source: Mapping[str, int] | None = None,
    ) -> Change:
        return self.add(Change(_place(place, layer), at, kind, value, source or {}))


def _place(place: str | Place, layer: int | None) -> Place:
    return place if isinstance(place, Place) else Place(place, layer)
