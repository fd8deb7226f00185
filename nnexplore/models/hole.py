"""Handles whose path has a hole: what they are, and that every number in it leads to the same arrangement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from torch import nn

from ..engine import HoleValue
from ..errors import GraphError, NoSuchModuleError
from ..graph import HolePath, expression, under

if TYPE_CHECKING:
    from .anatomy import Place
    from .handle import Handle
    from .model import Model

__all__ = ["alike", "check_module", "item_path", "part_of", "place_of"]


def item_path(handle: Handle, key: HoleValue) -> HolePath:
    """The path of a module in a list, at a number that is a hole.

    Raises:
        GraphError: the number was computed, or is no int.
        IndexError: one of its values is out of range.
        TypeError: the modules inside have names, not numbers.
    """
    shown, names = expression.handle(handle.path), list(handle.module._modules)
    if key._hole is None:
        raise GraphError(
            f"{shown}[…]: a module is chosen by a hole itself, not by a number computed from one; "
            "give the hole the values that you want: run.hole(name, values)"
        )
    name, values = key._hole.name, key._hole.values
    if isinstance(handle.module, nn.ParameterList | nn.ParameterDict) or names != [str(at) for at in range(len(names))]:
        raise TypeError(f"{shown}[{name}]: a hole chooses among modules that are numbered; the names here are {names}")
    for value in values:
        if type(value) is not int:
            raise GraphError(f"{shown}[{name}]: a module has a whole number, but the hole {name!r} takes {value!r}")
        if not 0 <= value < len(names):
            raise IndexError(
                f"{shown}[{name}]: the hole {name!r} takes {value}, but there are {len(names)} modules, "
                f"0 to {len(names) - 1} (from the end they cannot be counted here)"
            )
    holes = dict(handle.path.holes) if isinstance(handle.path, HolePath) else {}
    template = handle.path.template if isinstance(handle.path, HolePath) else handle.path
    return HolePath(f"{template}.{{{name}}}".lstrip("."), {**holes, name: values})


def check_module(root: nn.Module, path: str, parameter: str | None = None) -> None:
    """Refuse a path with a hole that some of its numbers lead to no module with.

    Raises:
        NoSuchModuleError: such a number; the message has the path.
    """
    if not isinstance(path, HolePath):
        return
    for other in path.others():
        try:
            found = root.get_submodule(other)
        except AttributeError:
            raise NoSuchModuleError(f"{expression.handle(path)}: this model has no module {other}{_LESS}") from None
        if parameter is not None and parameter not in found._parameters:
            raise NoSuchModuleError(f"{expression.handle(path)}: {other} has no parameter {parameter!r}{_LESS}")


def alike(handle: Handle, name: str, value: Any) -> Any:
    """An attribute of a module's own, if it is the same for every number.

    Raises:
        GraphError: it is another one somewhere.
    """
    for path, other in _others(handle):
        theirs = getattr(other.module, name, None)
        if theirs is not value and (not isinstance(theirs, _DATA) or theirs != value):
            raise GraphError(
                f"{expression.handle(handle.path)}.{name} is the module's own and no value of the run, and {path} has "
                f"another one than {handle.path:s}, so it cannot be had at a hole; ask a block of that number"
            )
    return value


def part_of(handle: Handle, name: str, known: Handle) -> Handle:
    """The handle of a named part, with the holes of the block's.

    Raises:
        GraphError: another block has it elsewhere.
    """
    if isinstance(handle.path, HolePath):
        here = _inside(handle, name, (known.path, known._entry))

        def ask(other: Handle) -> tuple[str, ...]:
            found = other._model.anatomy_of(other, name)
            return () if found is None else _inside(other, name, (found.path, found._entry))

        _agree(handle, name, here, ask)
        known._path, known._entry = (_below(handle.path, part) for part in here)
    return known


def place_of(handle: Handle, name: str, place: Place) -> Place:
    """The place of a named value, with the holes of the block's.

    Raises:
        GraphError: another block has it elsewhere.
        ModelError: another block has none.
    """
    if isinstance(handle.path, HolePath):

        def ask(other: Handle) -> Place | None:
            found = other._model.place(other, name)
            return None if found is None else replace(found, path=_inside(other, name, (found.path,))[0])

        here = replace(place, path=_inside(handle, name, (place.path,))[0])
        _agree(handle, name, here, ask)
        return replace(place, path=_below(handle.path, here.path))
    return place


_DATA = (bool, int, float, str, tuple)
_LESS = ". A hole in a path leads to the same arrangement for each number: give it fewer values"


def _others(handle: Handle) -> Iterator[tuple[str, Handle]]:
    """The handles for each number."""
    model: Model = handle._model
    if isinstance(handle.path, HolePath):
        yield from ((path, type(handle)(model, path)) for path in handle.path.others())


def _agree(handle: Handle, name: str, here: Any, ask: Callable[[Handle], Any]) -> None:
    for path, other in _others(handle):
        there = ask(other)
        if there != here:
            raise GraphError(
                f"{expression.handle(handle.path)}.{name}: it is {_spell(here)} in {handle.path:s}, "
                f"but {_spell(there)} in {path}{_LESS}"
            )


def _spell(found: Any) -> str:
    return " … ".join(dict.fromkeys(found)) if isinstance(found, tuple) and found else str(found or "nothing")


def _inside(handle: Handle, name: str, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Paths as seen from a module."""
    first = str.__str__(handle.path)
    for path in paths:
        if path != first and not path.startswith(f"{first}."):
            raise GraphError(
                f"{expression.handle(handle.path)}.{name} is at {path}, outside, so it cannot be had at a hole"
            )
    return tuple(path[len(first) + 1 :] for path in paths)


def _below(path: HolePath, part: str) -> str:
    return under(path, part) if part else path
