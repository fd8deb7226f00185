"""``Change``: one change made by hand, in a form that can be listed, switched off, stored and put into a graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Literal, get_args

from ..errors import EditError
from .place import Place
from .vector import Vector

__all__ = ["KINDS", "Change", "Kind"]

Kind = Literal["zero", "set", "scale", "copy", "add"]
KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True)
class Change:
    """What is done to a part of a value, while the model runs.

    Attributes:
        place: where.
        at: which part, by axis: "position", "head", "neuron", "key", "dimension"; of a module's value by dimension,
            counted from behind the batch, "0", "1", …. Along the others everything.
        kind: "zero"; "set" to a number; "scale" by one; "copy" from the other prompt;
            "add" a number times a vector.
        value: the number, for "set", "scale" and "add".
        source: where a copy comes from, if it is not the same part: ``{"position": 2}``.
        vector: what is added, along the part's last axis; the same along the others.
        name: what it is called in lists; by default it says what it does.
        on: whether it is in force.

    >>> str(Change(Place("head_out", 1), {"head": 2}, "scale", 0.5))
    'scale head_out 1, head 2 by 0.5'
    """

    place: Place
    at: Mapping[str, int] = field(default_factory=dict)
    kind: Kind = "zero"
    value: float = 0.0
    source: Mapping[str, int] = field(default_factory=dict)
    name: str = ""
    on: bool = True
    vector: Vector | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise EditError(f"a change is of the kind {', '.join(map(repr, KINDS))}; got {self.kind!r:.40}")
        if (self.kind == "add") != isinstance(self.vector, Vector):
            raise EditError(
                f"a change of the kind 'add', and no other, has a vector; got {self.kind} of {self.vector!r:.60}"
            )
        for what, numbers in (("at", self.at), ("source", self.source)):
            wrong = {axis: at for axis, at in numbers.items() if isinstance(at, bool) or not isinstance(at, int)}
            if wrong:
                raise EditError(f"{what} names one number for each axis, as {{'position': 3}}; got {wrong!r:.60}")

    def __str__(self) -> str:
        if self.name:
            return self.name
        part = "".join(f", {axis} {at}" for axis, at in self.at.items())
        more = {"set": f" to {self.value:g}", "scale": f" by {self.value:g}", "copy": self._from()}.get(self.kind, "")
        if self.kind == "add":
            return f"add {self.value:g} × a vector to {self.place}{part}"
        return f"{self.kind} {self.place}{part}{more}"

    def _from(self) -> str:
        moved = "".join(f", {axis} {at}" for axis, at in self.source.items())
        return f" from the other prompt{moved}"

    @property
    def key(self) -> tuple[Any, ...]:
        """What it is about: there is one change of a part at a time, and any number of vectors added to it."""
        return self.place, tuple(sorted(self.at.items())), self.vector

    def switched(self, on: bool) -> Change:
        """The same, in force or not."""
        return replace(self, on=on)

    def as_data(self) -> dict[str, Any]:
        """As plain data, for JSON.

        >>> Change.of_data(change.as_data()) == change
        True
        """
        data = {one.name: getattr(self, one.name) for one in fields(self)}
        data |= {"place": asdict(self.place), "at": dict(self.at), "source": dict(self.source)}
        vector = data.pop("vector")
        return data if vector is None else data | {"vector": vector.as_data()}

    @classmethod
    def of_data(cls, data: Mapping[str, Any]) -> Change:
        """What ``as_data`` made.

        Raises:
            EditError: it is something else.
        """
        try:
            vector = {"vector": Vector.of_data(data["vector"])} if data.get("vector") is not None else {}
            return cls(**{**data, "place": Place(**data["place"]), **vector})
        except (TypeError, KeyError, AttributeError) as error:
            raise EditError(f"this is no change that a workspace wrote ({error}): {data!r:.80}") from error
