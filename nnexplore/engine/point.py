"""Points: where a forward pass can wait, and which part of the value there a site names."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from ..errors import NotReachedError
from ..graph import ATTENTION, Site, operation

__all__ = ["AFTER", "BEFORE", "Point", "Spot", "get_port", "inside", "put_port", "spot_of"]

BEFORE, AFTER = "in", "out"
_SIDES = {"input": BEFORE, "inputs": BEFORE, "output": AFTER}


class Spot(NamedTuple):
    """A place in the model: before or after a module, or inside it, whenever the run comes there."""

    path: str
    where: str


class Point(NamedTuple):
    """A spot at one moment: a step of generation, and a call within it."""

    path: str
    where: str
    step: int = 0
    call: int = 0

    @property
    def spot(self) -> Spot:
        """The place without the moment."""
        return Spot(self.path, self.where)


@lru_cache(4096)
def spot_of(path: str, port: str) -> Spot:
    """The spot at which a port's value can be had."""
    if port in _SIDES:
        return Spot(path, _SIDES[port])
    if op := operation(port):
        return Spot(path, f"{op.name}[{op.number}].{_SIDES[op.side]}")
    return Spot(path, port)


def inside(where: str) -> bool:
    """Whether the place is within a module's forward, not at its door."""
    return where not in (BEFORE, AFTER)


def _first_argument(site: Site) -> bool:
    if site.port in ATTENTION:
        return False
    return site.port == "input" or site.port.endswith(".input")


def get_port(site: Site, value: Any) -> Any:
    """A port's part of the value at its point; before a forward that is ``(args, kwargs)``."""
    if not _first_argument(site):
        return value
    args, kwargs = value
    if args:
        return args[0]
    if kwargs:
        return next(iter(kwargs.values()))
    raise NotReachedError(f"{site.path or 'the model'} was called without arguments, so it has no .input; see .inputs")


def put_port(site: Site, value: Any, new: Any) -> Any:
    """The value at the point with the port's part replaced."""
    if not _first_argument(site):
        return new
    args, kwargs = value
    if args:
        return (new, *args[1:]), kwargs
    first = next(iter(kwargs))
    return args, {**kwargs, first: new}
