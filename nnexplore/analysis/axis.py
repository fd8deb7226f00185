"""``Axis``: the name, the labels and the numbers of one dimension of a result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import ResultError

__all__ = ["Axis"]


@dataclass(frozen=True, init=False)
class Axis:
    """One dimension of a result: what its places are called, and which numbers they stand for.

    Attributes:
        name: what it counts: "layer", "position", "head".
        labels: a text for each place; several may be the same, as tokens are. By default the numbers.
        numbers: a number for each place, each once. By default 0, 1, 2, …

    >>> Axis("position", labels=["The", " city", " of"]).place(" city")
    1

    Raises:
        ResultError: neither labels nor numbers, as many of one as not of the other, or a number twice.
    """

    name: str
    labels: tuple[str, ...]
    numbers: tuple[int | float, ...]

    def __init__(
        self, name: str, labels: Sequence[str] | None = None, numbers: Sequence[int | float] | None = None
    ) -> None:
        if labels is None and numbers is None:
            raise ResultError(f"the axis {name!r} has neither labels nor numbers; pass one of them")
        numbers = tuple(range(len(labels or ())) if numbers is None else numbers)
        labels = tuple(map(str, numbers)) if labels is None else tuple(labels)
        if len(labels) != len(numbers):
            raise ResultError(f"the axis {name!r} has {len(labels)} labels and {len(numbers)} numbers")
        if len(set(numbers)) != len(numbers):
            raise ResultError(f"the axis {name!r} has a number twice: {list(numbers)}; labels may repeat, numbers not")
        for field, value in (("name", str(name)), ("labels", labels), ("numbers", numbers)):
            object.__setattr__(self, field, value)

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def plain(self) -> bool:
        """Whether the labels are but the numbers."""
        return self.labels == tuple(map(str, self.numbers))

    def place(self, key: Any) -> int:
        """Where a label or a number is, counted from 0.

        Raises:
            ResultError: it is nowhere, or in several places.
        """
        known: tuple[Any, ...] = self.labels if isinstance(key, str) else self.numbers
        found = [at for at, one in enumerate(known) if one == key]
        if len(found) == 1:
            return found[0]
        if found:
            numbers = ", ".join(str(self.numbers[at]) for at in found)
            raise ResultError(
                f"{len(found)} places of {self.name!r} are labelled {key!r}; say which by number: {numbers}"
            )
        listed = ", ".join(map(repr, known[:12])) + (", …" if len(known) > 12 else "")
        hint = f"; with a space there is {f' {key}'!r}" if isinstance(key, str) and f" {key}" in known else ""
        raise ResultError(f"the axis {self.name!r} has no {key!r}; it has {listed}{hint}")

    def spell(self, at: int) -> str:
        """A place in words: ``layer 3``, ``position 6 ' of'``."""
        label = "" if self.labels[at] == str(self.numbers[at]) else f" {self.labels[at]!r}"
        return f"{self.name} {self.numbers[at]}{label}"
