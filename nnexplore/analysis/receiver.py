"""``Receiver``: what a head takes in, at the end of a path that ``path_patching`` follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..errors import AnalysisError
from .component import Component, component_named

__all__ = ["RECEIVERS", "Receiver", "receivers_of"]

RECEIVERS = ("head_q", "head_k", "head_v")


class Receiver(NamedTuple):
    """The query, key or value of one head of one layer."""

    part: Component
    layer: int
    head: int

    def read(self, block: Any, rows: int) -> Any:
        """Its value in a trace, ``[batch, tokens, head width]``."""
        return self.part.read(block, rows)[self.part.index({"head": self.head})].clone()

    def write(self, block: Any, new: Any, rows: int) -> None:
        """Put another value in its place."""
        self.part.write(block, self.part.index({"head": self.head}), new, rows)


def receivers_of(
    given: Mapping[str, Sequence[tuple[int, int]]], sizes: Mapping[str, Mapping[str, int]]
) -> tuple[Receiver, ...]:
    """The receivers, each once, layer by layer, seen to be there.

    Args:
        given: layers and heads, by "head_q", "head_k" or "head_v".
        sizes: how many layers and heads each of these has.

    >>> receivers_of({"head_q": [(-1, 0)]}, {"head_q": {"layer": 4, "head": 4}})[0].layer
    3

    Raises:
        AnalysisError: they are none, or one of them is not there.
    """
    known: list[Receiver] = []
    for name, places in given.items():
        for place in places:
            one = Receiver(component_named(name), *_place(name, place, sizes[name]))
            known += [] if one in known else [one]
    if not known:
        raise AnalysisError(
            'there are no receivers: name some, as {"head_q": [(3, 0)]}, or leave them out for the direct path'
        )
    return tuple(sorted(known, key=lambda one: (one.layer, RECEIVERS.index(one.part.name), one.head)))


def _place(name: str, place: Any, sizes: Mapping[str, int]) -> tuple[int, int]:
    if not isinstance(place, tuple | list) or len(place) != 2 or not all(isinstance(at, int) for at in place):
        raise AnalysisError(f"a receiver of {name} is a layer and a head, as (3, 0); got {place!r:.40}")
    for axis, at in zip(("layer", "head"), place, strict=True):
        if not -sizes[axis] <= at < sizes[axis]:
            raise AnalysisError(f"there is no {axis} {at} of {name}: they are 0 to {sizes[axis] - 1}")
    return place[0] % sizes["layer"], place[1] % sizes["head"]
