"""``Forward``: one execution of a model that waits where it is told to. The model is the coroutine."""

from __future__ import annotations

import contextvars
from collections.abc import Callable, Iterable
from threading import get_ident
from typing import Any

import torch
from greenlet import GreenletExit, getcurrent, greenlet
from torch import nn
from torch.nn.modules.module import register_module_forward_hook, register_module_forward_pre_hook

from ..errors import GradientError, ModelError, NotTracingError
from .ambient import Ambient, functional_level
from .calls import Calls
from .chance import Chance
from .detour import Detour, skip
from .door import Door
from .eager import Eager
from .hooks import Hook, after, around, before
from .order import Order
from .override import Overrides
from .point import AFTER, BEFORE, Point, Spot, inside
from .tree import submodule
from .turns import TURNS, Turns

__all__ = ["Forward", "Tap"]

Tap = Callable[[Point, Any], Any]
"""Called in the model with the point and its value; what it returns, unless ``None``, replaces the value."""


class Forward:
    """One pass through a module, or one generation, in a greenlet of its own.

    ``advance(point)`` lets the model run until it reaches the point. While it waits, ``at`` is that point and
    ``value`` what passes there; ``hand_back`` replaces it. ``done`` once it has ended, with ``result``.

    Args:
        module: the model; its forward is one step.
        call: runs it, once or step by step.
        ambient: the state of PyTorch that the model's side begins with.
        order: what is known of the model's ways.
        stepped: whether ``call`` runs the module's forward several times, as generation does.
        overrides: parameters that are others for this pass.
        seed: what its random numbers begin with; without it, it draws from PyTorch's own.

    >>> forward = Forward(module, lambda: module(ids), Ambient.now(), Order(module))
    >>> forward.advance(Point("transformer.h.3", "out"))
    Point(path='transformer.h.3', where='out', step=0, call=0)
    >>> forward.close()
    """

    def __init__(
        self,
        module: nn.Module,
        call: Callable[[], Any],
        ambient: Ambient,
        order: Order,
        *,
        stepped: bool = False,
        overrides: Overrides | None = None,
        seed: int | None = None,
    ) -> None:
        self.at: Point | None = None
        self.value: Any = None
        self.result: Any = None
        self.done = False
        self.step = -1 if stepped else 0
        self._progress: Any = None
        self._module, self._ambient, self.order, self._stepped = module, ambient, order, stepped
        self._begun, self._level = ambient, functional_level()
        self._own: list[Overrides | Turns | Chance | Eager] = [overrides, TURNS] if overrides else [TURNS]
        self.given: Overrides | None = None
        if seed is not None:
            self._own.append(Chance(seed))
        if order.compiled:
            self._own.append(Eager())
        self._replaced = False
        self._wanted: tuple[Point, ...] = ()
        self._edits: list[tuple[Spot, Tap]] = []
        self._collectors: list[tuple[Spot, Tap]] = []
        self._endings: list[Callable[[], None]] = []
        self._expected: list[Spot] = []
        self._spots: frozenset[Spot] = frozenset()
        self._open: list[Door] = []
        self.calls = Calls()
        self._counted: frozenset[str] | None = None  # all, so far
        self._skipped = False
        self._caller, self._thread = getcurrent(), get_ident()
        self._watch_weights(overrides or ())
        self._greenlet = greenlet(lambda: self._run(call))
        self._greenlet.gr_context = contextvars.copy_context()

    # -- what the run asks ---------------------------------------------------------------------

    def advance(self, *points: Point) -> Point | None:
        """Run to the first of the points that comes; ``None`` when the model ended before."""
        if self.done:
            return None
        if self._thread != get_ident():
            raise NotTracingError("this run belongs to another thread: the model waits there, and goes on only there")
        hooks: list[Any] = []
        self._wanted = points
        try:
            self._place(hooks)
            return self._switch()
        finally:
            for hook in hooks:
                hook.remove()

    @property
    def progress(self) -> Any:
        """What the call has left on its greenlet as ``nnexplore_progress``."""
        return getattr(self._greenlet, "nnexplore_progress", self._progress)

    def hand_back(self, value: Any) -> None:
        """What the model gets in the place of ``value`` when it goes on."""
        self.value, self._replaced = value, True

    def expect(self, spots: Iterable[Spot]) -> None:
        """Be ready for these spots from now on: what is inside a module is only seen if that is known at its door."""
        self._expected += spots

    def edit(self, spots: Iterable[Spot], tap: Tap) -> None:
        """Call ``tap`` at these spots, every time, before anybody waits there."""
        self._edits += [(spot, tap) for spot in spots]
        self.calls.watch(spot for spot, _ in self._edits)

    def collect(self, spots: Iterable[Spot], tap: Tap) -> None:
        """Call ``tap`` at these spots, every time, with the value that the model goes on with."""
        self._collectors += [(spot, tap) for spot in spots]
        self.calls.watch(spot for spot, _ in self._collectors)

    def override(self, path: str, tensor: torch.Tensor) -> None:
        """Another parameter for this pass, from the start on."""
        if self.given is None:
            self.given = Overrides(self._module)
            self._own.insert(0, self.given)
        self.given[path] = tensor
        self._watch_weights([path])

    def _watch_weights(self, paths: Iterable[str]) -> None:
        """Refuse other parameters in a part of the model where a gradient would be that of the model's own."""

        def check(point: Point, _: Any) -> None:
            self.check_computed_once(point.path)

        if self._begun.grad:
            self.edit({Spot(path.rpartition(".")[0], BEFORE) for path in paths}, check)

    def ending(self, check: Callable[[], None]) -> None:
        """Call ``check`` when the model has run to its end."""
        self._endings.append(check)

    def skip(self, path: str, value: Any) -> None:
        """The model is before that module: do not compute it; ``value`` is its output."""
        self._skipped = True
        skip(self._greenlet, submodule(self._module, path), value)

    def check_computed_once(self, where: object) -> None:
        """Refuse a change where autograd will compute again, without it, what the model computes where it is.

        Raises:
            GradientError: it will.
        """
        now = Ambient.now() if getcurrent() is self._greenlet else self._ambient
        if now.computes_again(self._begun):
            raise GradientError(_COMPUTED_AGAIN.format(where))

    def close(self) -> None:
        """Stop the model where it stands; its own ``finally`` clauses run."""
        if self.at is not None and self.at.spot == _LAST:
            self._learn_calls()
        if self._greenlet and not self._greenlet.dead and self._thread == get_ident():
            self._switch(stop=True)
        self._end()  # what belongs to another thread ends when that one goes on

    # -- in the model --------------------------------------------------------------------------

    def _run(self, call: Callable[[], Any]) -> None:
        self.result = call()
        for check in self._endings:
            check()
        self._learn_calls()
        self.done = True

    def _place(self, hooks: list[Any]) -> None:
        entered = self.at.path if self.at else None
        order = self.order
        if order.known and self._counted is not order.counted:
            self._counted = order.counted if self._counted is None else self._counted & order.counted
        if (
            len(self._wanted) == 1
            and not (self._stepped or self._edits or self._collectors or self._expected or self._open or order.counted)
            and order.known
        ):
            point = self._wanted[0]
            self._spots = _NOWHERE
            if point.where == AFTER or point.where == BEFORE:  # the commonest case, kept short
                target, more = around(self._module, point.path, entered)
                hooks += more
                if point.where == AFTER:
                    hooks.append(after(target, lambda value: self._pause(point, value)))
                else:
                    hooks += [Detour(target), before(target, lambda value: self._at_door(point, value))]
                return
        if self._stepped:
            hooks.append(before(self._module, self._begin_step))
        if not order.known:
            hooks += self._count_all()
        else:
            counted = {id(module): module for module in map(self._module.get_submodule, order.counted)}
            hooks += [hook for module in counted.values() for hook in self._counters(module)]
        hooks += [after(door.module, door.leave) for door in self._open]
        spots = [point.spot for point in self._wanted]
        spots += [*self._expected, *(spot for spot, _ in (*self._edits, *self._collectors))]
        self._spots = frozenset(spots)
        for spot in dict.fromkeys(spots):
            if not inside(spot.where):
                target, more = around(self._module, spot.path, entered)
                hooks += more
                hooks += self._stop(target, spot)
        for path in dict.fromkeys(spot.path for spot in spots if inside(spot.where)):
            target, more = around(self._module, path, entered)
            hooks += more
            hooks.append(before(target, lambda _, path=path: self._enter(path)))  # type: ignore[misc]
            hooks.append(after(target, lambda _, path=path: self._leave(path)))  # type: ignore[misc]

    def _stop(self, target: nn.Module, spot: Spot) -> list[Any]:
        if spot.where == AFTER:
            return [after(target, lambda value: self.arrive(spot, value))]

        def enter(value: Any) -> Any:
            new = self.arrive(spot, value)
            self._enter(spot.path)
            return new

        return [Detour(target), before(target, enter)]

    def _at_door(self, point: Point, value: Any) -> Any:
        new = self._pause(point, value)
        self._enter(point.path)
        return new

    def arrive(self, spot: Spot, value: Any) -> Any:
        """The model has come to a spot: edits first, then whoever waits for it, then who only looks."""
        if getcurrent() is not self._greenlet:
            return None
        point = Point(spot.path, spot.where, max(self.step, 0), self._call(spot))
        given = value
        for where, tap in self._edits:
            if where == spot:
                new = tap(point, value)
                value = value if new is None else new
        if value is not given:
            self.check_computed_once(spot.path)
        if point in self._wanted:
            new = self._pause(point, value)
            value = value if new is None else new
        for where, tap in self._collectors:
            if where == spot:
                tap(point, value)
        return None if value is given else value

    def _pause(self, point: Point, value: Any) -> Any:
        """Wait, then go on with the value that was handed back, if any."""
        if getcurrent() is not self._greenlet:
            return None
        if functional_level() != self._level:
            raise ModelError(
                f"{point.path or 'the model'} is computed within torch.func (vmap, grad, …): its values are none "
                "outside of that; read and change what the module around it is given and gives"
            )
        self.at, self.value, self._replaced = point, value, False
        self._caller.switch(point)
        replaced, value = self._replaced, self.value
        self.at = self.value = None
        return value if replaced else None

    # -- counting ------------------------------------------------------------------------------

    def _begin_step(self, _: Any) -> None:
        if getcurrent() is self._greenlet:
            self.step += 1
            first_and_next = self.step >= 2 and not self._skipped and self._counted is None
            self.order.learn_calls(self.calls.counts, complete=first_and_next)
            self.calls.clear()

    def _begin_call(self, module: nn.Module, _: Any) -> None:
        if getcurrent() is self._greenlet:
            self.calls.begin(module)

    def _end_call(self, module: nn.Module, _: Any, __: Any) -> None:
        if getcurrent() is self._greenlet:
            self.calls.end(module)

    def _count_all(self) -> list[Any]:
        if self.order.compiled:  # compiled modules warn of hooks that are on all modules
            return [hook for module in self._module.modules() for hook in self._counters(module)]
        return [register_module_forward_pre_hook(self._begin_call), register_module_forward_hook(self._end_call)]

    def _counters(self, module: nn.Module) -> list[Hook]:
        return [
            before(module, lambda _: self._begin_call(module, None)),
            after(module, lambda _: self._end_call(module, None, None)),
        ]

    def _learn_calls(self) -> None:
        """The model has come to its end."""
        if not (self._stepped or self._skipped) and self._counted is None:
            self.order.learn_calls(self.calls.counts, complete=True)
            self.order.learn_times(self.calls.times)

    def counted(self, path: str) -> bool:
        """Whether the calls of a module were counted from the beginning, if they matter."""
        matters = path in self.order.counted or not self.order.known
        return not matters or self._counted is None or path in self._counted

    def _call(self, spot: Spot) -> int:
        """Which call of the module this is, in this step."""
        if spot.path in self.order.counted or not self.order.known:
            module = submodule(self._module, spot.path)
            return self.calls.ended(module) if spot.where == AFTER else self.calls.running(module)
        return self.calls.passes(spot)

    # -- inside a module -----------------------------------------------------------------------

    def wants(self, spot: Spot) -> bool:
        """Whether anybody is interested in a spot inside a module, now."""
        return spot in self._spots and getcurrent() is self._greenlet

    def _enter(self, path: str) -> None:
        """The model enters a module inside which something is wanted."""
        if getcurrent() is not self._greenlet or any(door.path == path for door in self._open):
            return
        wheres = [spot.where for spot in self._spots if spot.path == path and inside(spot.where)]
        if wheres:
            door = Door(self, submodule(self._module, path), path)
            door.watch(wheres)
            self._open.append(door)

    def leaves(self, door: Door) -> bool:
        """Whether it is this forward that leaves a module which it has entered; it is outside then."""
        if getcurrent() is not self._greenlet or door not in self._open:
            return False
        self._open.remove(door)
        return True

    def _leave(self, path: str) -> None:
        for door in self._open:
            if door.path == path:
                door.leave(None)

    # -- switching -----------------------------------------------------------------------------

    def _switch(self, stop: bool = False) -> Point | None:
        mine = Ambient.now()
        self._caller = self._greenlet.parent = getcurrent()
        if self._ambient is not mine:
            self._ambient.enter()
        for own in self._own:
            own.enter()
        try:
            reached = self._greenlet.throw(GreenletExit) if stop else self._greenlet.switch()
            return reached if isinstance(reached, Point) else None
        finally:
            for own in reversed(self._own):
                own.leave()
            self._ambient = Ambient.now()
            if self._ambient is not mine:
                mine.enter()
            if self._greenlet.dead:
                self._end()

    def _end(self) -> None:
        self.done = True
        self.at = self.value = None
        self._progress = self.progress
        self._greenlet = self._caller = None
        self._ambient = self._ambient._replace(modes=())
        for door in self._open:
            door.forget()
        for taps in (self._open, self._edits, self._collectors, self._endings):  # which may know this forward
            taps.clear()


_NOWHERE: frozenset[Spot] = frozenset()
_LAST = Spot("", AFTER)
_COMPUTED_AGAIN = (
    "{} is in a part of the model that is computed once more for the gradient (activation checkpointing): a change "
    "would be missing then, and the gradient wrong. Switch checkpointing off (models of transformers do it only in "
    "training: model.module.eval()), or trace under torch.no_grad()"
)
