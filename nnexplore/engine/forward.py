"""``Forward``: one execution of a module that waits where it is told to. The model is the coroutine."""

from __future__ import annotations

import contextvars
from typing import Any

import torch
from greenlet import GreenletExit, getcurrent, greenlet
from torch import nn

from ..graph import Inputs
from .ambient import Ambient
from .hooks import Point, place_hooks
from .traced import plain
from .tree import map_tensors

__all__ = ["Forward", "fresh"]


class Forward:
    """A forward pass in a greenlet of its own.

    ``advance(point)`` lets the model run until it reaches the point. While it waits, ``at`` is that point and
    ``value`` what passes there; ``hand_back`` replaces it. ``done`` once it has ended, with ``result``.

    >>> forward = Forward(module, (ids,), {}, Ambient.now())
    >>> forward.advance(Point("transformer.h.3", True))
    Point(path='transformer.h.3', after=True)
    >>> forward.close()
    """

    def __init__(self, module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any], ambient: Ambient) -> None:
        self.at: Point | None = None
        self.value: Any = None
        self.result: Any = None
        self.done = False
        self._module = module
        self._ambient = ambient
        self._replaced = False
        self._caller = getcurrent()
        self._greenlet = greenlet(lambda: self._run(args, kwargs))
        self._greenlet.gr_context = contextvars.copy_context()

    def advance(self, *points: Point) -> Point | None:
        """Run to the first of the points that comes; ``None`` when the model ended before."""
        if self.done:
            return None
        handles = place_hooks(self._module, points, self._pause, self.at.path if self.at else None)
        try:
            return self._switch()
        finally:
            for handle in handles:
                handle.remove()

    def hand_back(self, value: Any) -> None:
        """What the model gets in the place of ``value`` when it goes on."""
        self.value, self._replaced = value, True

    def close(self) -> None:
        """Stop the model where it stands; its own ``finally`` clauses run."""
        if self._greenlet and not self._greenlet.dead:
            self._switch(stop=True)
        self._end()

    def _run(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self.result = self._module(*args, **kwargs)
        self.done = True

    def _pause(self, point: Point, value: Any) -> Any:
        """Runs inside the model: wait, then go on with the value that was handed back, if any."""
        if getcurrent() is not self._greenlet:
            return None
        self.at, self.value, self._replaced = point, value, False
        self._caller.switch(point)
        replaced, value = self._replaced, self.value
        self.at = self.value = None
        return value if replaced else None

    def _switch(self, stop: bool = False) -> Point | None:
        mine = Ambient.now()
        self._caller = self._greenlet.parent = getcurrent()
        if self._ambient is not mine:
            self._ambient.enter()
        try:
            reached = self._greenlet.throw(GreenletExit) if stop else self._greenlet.switch()
            return reached if isinstance(reached, Point) else None
        finally:
            self._ambient = Ambient.now()
            if self._ambient is not mine:
                mine.enter()
            if self._greenlet.dead:
                self._end()

    def _end(self) -> None:
        self.done = True
        self.at = self.value = None
        self._greenlet = self._caller = None


def fresh(inputs: Inputs) -> Inputs:
    """The inputs with copies of their tensors, so that no pass changes what the user passed in."""
    return Inputs(tuple(map(_copy, inputs.args)), {key: _copy(value) for key, value in inputs.kwargs.items()})


def _copy(value: Any) -> Any:
    if isinstance(value, torch.Tensor):
        return plain(value).clone()
    return map_tensors(lambda _, tensor: plain(tensor).clone(), value)
