"""Points where a forward pass can wait, and the hooks that make it wait there.

A hook lives only while the model is on its way to the point; while the model waits, no hook of ours is on it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from torch import nn

from ..errors import NotReachedError
from ..graph import PORTS, Site

__all__ = ["PORTS", "Point", "get_port", "place_hooks", "point_of", "put_port"]

Pause = Callable[["Point", Any], Any]
_keys = itertools.count(-1, -1)  # PyTorch numbers its own from 0 up


class Point(NamedTuple):
    """Just before or just after a module's forward."""

    path: str
    after: bool


def point_of(site: Site) -> Point:
    """The point at which a site's value can be had."""
    return Point(site.path, site.port == "output")


def get_port(site: Site, value: Any) -> Any:
    """A port's part of the value at its point; before a forward that is ``(args, kwargs)``."""
    if site.port != "input":
        return value
    args, kwargs = value
    if args:
        return args[0]
    if kwargs:
        return next(iter(kwargs.values()))
    raise NotReachedError(f"{site.path or 'the model'} was called without arguments, so it has no .input; see .inputs")


def put_port(site: Site, value: Any, new: Any) -> Any:
    """The value at the point with the port's part replaced."""
    if site.port != "input":
        return new
    args, kwargs = value
    if args:
        return (new, *args[1:]), kwargs
    first = next(iter(kwargs))
    return args, {**kwargs, first: new}


class Hook:
    """One hook on one module, until ``remove``. Lighter than PyTorch's handle: every stop places and removes one."""

    __slots__ = ("_among", "_key", "_marks")

    def __init__(self, module: nn.Module, function: Callable[..., Any], after: bool) -> None:
        self._key = next(_keys)
        self._among: dict[int, Any] = module._forward_hooks if after else module._forward_pre_hooks
        self._marks: dict[int, bool] | None = None if after else module._forward_pre_hooks_with_kwargs
        self._among[self._key] = function
        if self._marks is not None:
            self._marks[self._key] = True

    def remove(self) -> None:
        """Take the hook off."""
        del self._among[self._key]
        if self._marks is not None:
            del self._marks[self._key]


def place_hooks(module: nn.Module, points: Iterable[Point], pause: Pause, entered: str | None = None) -> list[Hook]:
    """Hooks that call ``pause(point, value)`` at each point; what it returns, unless ``None``, replaces the value.

    The modules around a point get a hook that does nothing: ``nn.Module.__call__`` looks for hooks once, on
    the way in, and a point after such a module may be asked for while its forward is under way. Those around
    ``entered``, the path at which the model waits, have been entered already.
    """
    hooks: list[Hook] = []
    for point in points:
        target = module
        names = point.path.split(".") if point.path else []
        known = -1 if entered is None else _shared(entered, names)
        for depth, name in enumerate(names):
            if depth > known:
                hooks.append(Hook(target, _nothing, False))
            target = target._modules[name]  # type: ignore[assignment]
        hooks.append(Hook(target, _pausing(point, pause), point.after))
    return hooks


def _shared(entered: str, names: list[str]) -> int:
    """How many modules below the root the two paths go through together."""
    count = 0
    for mine, other in zip(entered.split("."), names, strict=False):
        if mine != other:
            break
        count += 1
    return count


def _nothing(*_: Any) -> None:
    """Only there so that ``nn.Module.__call__`` looks for hooks again after the forward."""


def _pausing(point: Point, pause: Pause) -> Callable[..., Any]:
    if point.after:
        return lambda _module, _args, output: pause(point, output)
    # A pass in another thread may call the hook just after its removal, then without the keyword arguments.
    return lambda _module, args, kwargs=None: pause(point, (args, kwargs))
