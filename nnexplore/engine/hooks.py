"""Points where a forward pass can wait, and the hooks that make it wait there.

A hook lives only while the model is on its way to the point; while the model waits, no hook of ours is on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from torch import nn
from torch.utils.hooks import RemovableHandle

from ..errors import NotReachedError
from ..graph import PORTS, Site

__all__ = ["PORTS", "Point", "get_port", "place_hooks", "point_of", "put_port"]

Pause = Callable[["Point", Any], Any]


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


def place_hooks(
    module: nn.Module, points: Iterable[Point], pause: Pause, entered: str | None = None
) -> list[RemovableHandle]:
    """Hooks that call ``pause(point, value)`` at each point; what it returns, unless ``None``, replaces the value.

    The modules around a point get a hook that does nothing: ``nn.Module.__call__`` looks for hooks once, on
    the way in, and a point after such a module may be asked for while its forward is under way. Those around
    ``entered``, the path at which the model waits, have been entered already.
    """
    handles: list[RemovableHandle] = []
    for point in points:
        target = module
        for depth, name in enumerate(names := point.path.split(".") if point.path else []):
            if entered is None or not _inside(entered, names[:depth]):
                handles.append(target.register_forward_pre_hook(_nothing))
            target = target._modules[name]  # type: ignore[assignment]
        handles.append(_after(target, point, pause) if point.after else _before(target, point, pause))
    return handles


def _inside(path: str, outer: list[str]) -> bool:
    return not outer or f"{path}.".startswith(".".join(outer) + ".")


def _nothing(*_: Any) -> None:
    """Only there so that ``nn.Module.__call__`` looks for hooks again after the forward."""


def _after(module: nn.Module, point: Point, pause: Pause) -> RemovableHandle:
    return module.register_forward_hook(lambda _module, _args, output: pause(point, output))


def _before(module: nn.Module, point: Point, pause: Pause) -> RemovableHandle:
    def hook(_module: nn.Module, args: Any, kwargs: Any = None) -> Any:
        # A pass in another thread may call the hook just after its removal, then without the keyword arguments.
        return pause(point, (args, kwargs))

    return module.register_forward_pre_hook(hook, with_kwargs=True)
