"""``Walk``: the way of one run through its model: ahead as far as asked, and back by a second pass.

The model only runs ahead. To go back, it is run a second time from the start, with every change so far put in
its place, and stops where it is asked to. If the value there is then changed, the second pass carries on and the
first is dropped; otherwise the first one stays where it was.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable
from typing import Any

import torch
from torch import nn

from ..errors import NotReachedError, OrderError
from ..graph import ATTENTION, PORTS, Place, Site, expression
from .ambient import Ambient
from .forward import Forward, Tap
from .job import Job
from .point import Point, Spot
from .tree import leaves
from .visit import Visit, storage_of

__all__ = ["Walk"]

log = logging.getLogger("nnexplore")
_IN_TRAINING = (
    "a site was read after the model had passed it, so the model runs a second time; it is in training mode, "
    "where dropout draws anew. Call model.module.eval(), or read the sites in the model's order."
)


class Walk:
    """Where a run stands, and where it has been.

    ``start`` begins a forward of the job. ``here`` is the stop at which the model waits.
    """

    def __init__(self, job: Job, start: Callable[[], Forward], run: int = 0) -> None:
        self.here: Visit | None = None
        self.run, self._job, self._start = run, job, start
        self._module, self._order = job.module, job.order
        self._forward: Forward | None = None
        self._visits: list[Visit] = []
        self._seen: set[Point] = set()
        self._back: Visit | None = None
        self._back_forward: Forward | None = None
        self._result: Any = None
        self._progress: Any = None
        self._collectors: list[tuple[list[Spot], Tap]] = []

    # -- going somewhere -----------------------------------------------------------------------

    def to(self, site: Site) -> Visit:
        """The stop at a site, whether it lies ahead or behind.

        Raises:
            NotReachedError: the forward never calls the module.
        """
        point = self._order.point(site)
        if site.port in ATTENTION:
            self._order.learn_plan(site.path, self._job.probe)
        visit = self._at(point) or self._ahead(point) or self._recall(point) or self._search(point)
        if visit is None:
            raise self._never(site)
        return visit

    def to_write(self, site: Site) -> Visit:
        """The stop at a site that is about to be replaced: the model must wait there, or not have come there yet.

        Raises:
            OrderError: the model has passed the site.
        """
        standing = (self.here, self._back)
        visit = self.to(site)
        if visit is self._back and visit not in standing:
            self._drop_back()
            raise self.too_late(f"assign to {site}")
        return visit

    def change(self, visit: Visit) -> None:
        """The value at a stop is about to change. At a stop behind, the second pass is what carries on from here.

        Raises:
            OrderError: a later value was changed already, in a pass that this change would make void.
        """
        if visit is self._back:
            self._turn_back(visit)
        visit.changed = True

    def touch(self, tensor: torch.Tensor) -> bool:
        """A tensor is about to change in place: whether the model will see it, being the value at a present stop."""
        storage = storage_of(tensor)
        for visit in (self.here, self._back):
            if visit is not None and any(storage_of(leaf) == storage for _, leaf in leaves(visit.now)):
                self.change(visit)
                self._protect(visit, storage)
                return True
        return False

    def _protect(self, changing: Visit, storage: int | None) -> None:
        """What went through earlier stops stays what it was, though it may share the memory that changes now."""
        for visit in self._visits:
            if visit is not changing and storage is not None:
                visit.protect(storage)

    def reaches(self, point: Point) -> bool:
        """Run on to a point, without anything being read there; ``False`` if the run ends before."""
        self._drop_back()
        if self._forward is None:
            self._begin()
        assert self._forward is not None
        return self._forward.step >= point.step or self._advance(point) is not None

    def skip(self, site: Site, value: Any, place: Place | None) -> None:
        """Do not compute a module: ``value`` is what it returns, in a second pass as well.

        Raises:
            OrderError: the model has passed the module, or is in it.
        """
        visit = self.to_write(site._replace(port="inputs"))
        self.change(visit)
        visit.site, visit.place, visit.skipped = visit.site or site, visit.place or place, (value,)
        assert self._forward is not None
        self._forward.skip(site.path, value)

    def collect(self, spots: list[Spot], tap: Tap) -> None:
        """Show the values at some spots to ``tap`` as the model comes by, from the start of the run on.

        Raises:
            OrderError: the model is on its way already.
        """
        if self._forward is not None:
            raise OrderError(f"too late for a cache: the model is on its way{self.standing()}. Ask for it first.")
        self._collectors.append((spots, tap))

    def finish(self) -> Any:
        """Run to the end of the model; its own output."""
        if self._forward is None or (self._forward.done and self._result is None):
            self._restart()
        assert self._forward is not None
        self._drop_back()
        if not self._forward.done:
            self._leave()
            self._forward.advance()
            self._result = self._forward.result
        return self._result

    @property
    def started(self) -> bool:
        """Whether the model is on its way."""
        return self._forward is not None

    @property
    def ended(self) -> bool:
        """Whether the model has run to its end."""
        return self._forward is not None and self._forward.done

    @property
    def progress(self) -> Any:
        """What the model left behind on its way; kept when the run is closed."""
        return self._forward.progress if self._forward is not None else self._progress

    @property
    def step(self) -> int:
        """The step of generation at which the model is."""
        return max(self._forward.step, 0) if self._forward is not None else 0

    def _begin(self) -> None:
        if self._order.shares and not self._order.known:
            # Which name of a shared module is which call can only be told when the calls were counted.
            Forward(self._module, self._job.probe, Ambient.now(), self._order).advance()
        self._forward = self._start()
        for spots, tap in self._collectors:
            self._forward.collect(spots, tap)

    def close(self) -> None:
        """Stop the model and let go of every value."""
        self._drop_back()
        if self._forward is not None:
            self._forward.close()
            self._progress = self._forward.progress
        for visit in self._visits:
            visit.forget()
        self._forward = self.here = self._result = None
        self._visits = []

    # -- the ways ------------------------------------------------------------------------------

    def _at(self, point: Point) -> Visit | None:
        for visit in (self.here, self._back):
            if visit is not None and visit.point == point:
                return visit
        return None

    def _ahead(self, point: Point) -> Visit | None:
        """Run on to a point that probably lies ahead."""
        self._drop_back()
        if not self._visits:
            self._begin()
            return self._advance(point)
        if self.here is None or point in self._seen or self._order.likely_behind(point, self.here.point):
            return None
        return self._advance(point)

    def _recall(self, point: Point) -> Visit | None:
        """A stop behind whose tensor the user still holds: no second pass, unless it comes to be changed."""
        visit = next((visit for visit in self._visits if visit.point == point), None)
        if visit is None or not visit.recall():
            return None
        self._back = visit
        return visit

    def _search(self, point: Point) -> Visit | None:
        """A second pass finds out on which side of the present stop the point lies, and goes there."""
        if not self._visits:
            return None
        last = self._visits[-1]
        forward, at = self._second_pass(point)
        if at is not None:
            self._order.learn(point, last.point, behind=True)
            return self._stand_back(forward, at, point)
        try:
            visit = self._advance(point) if self.here is not None else None
            if visit is None:
                # The first pass may have entered the module when no hook was around yet: the second one had it.
                self._carry_on(forward)
                visit = self._advance(point)
        finally:
            if forward is not self._forward:
                forward.close()
        if visit is not None:
            self._order.learn(point, last.point, behind=False)
        return visit

    def _second_pass(self, point: Point) -> tuple[Forward, int | None]:
        """A forward that waits at the point, and before which visit it came; or at the last visit, and ``None``."""
        log.debug("a second pass over %s, to %s", type(self._module).__name__, point)
        if any(map(_draws, self._module.modules())):
            warnings.warn(_IN_TRAINING, stacklevel=2)
        forward = self._start()
        for at, visit in enumerate(self._visits):
            if at:
                self._go_on(forward, self._visits[at - 1])
            reached = forward.advance(visit.point) if visit.point == point else forward.advance(visit.point, point)
            if reached == point:
                return forward, at
        return forward, None

    def _go_on(self, forward: Forward, visit: Visit) -> None:
        """What a second pass goes on with at a stop of the first."""
        forward.hand_back(self._standing_value(visit, forward))
        if visit.skipped:
            forward.skip(visit.point.path, *visit.skipped)

    def _standing_value(self, visit: Visit, forward: Forward) -> Any:
        """What a second pass goes on with at a stop of the first."""
        if visit is self.here:
            return visit.outgoing()
        visit.again(forward.value)
        return visit.leave()

    def _stand_back(self, forward: Forward, at: int, point: Point) -> Visit:
        visit = self._visits[at]
        if visit.point != point:
            visit = Visit(point, forward.value, self.run)
            self._visits.insert(at, visit)
            self._seen.add(point)
        else:
            visit.again(forward.value)
        self._back, self._back_forward = visit, forward
        return visit

    def _turn_back(self, visit: Visit) -> None:
        """The second pass becomes the run; what was only read after its stop stays with the user as it was."""
        at = self._visits.index(visit)
        later = next((other for other in self._visits[at + 1 :] if other.changed), None)
        if later is not None:
            raise self.too_late(
                f"change {visit.site}",
                f" {later.site}, which comes after it, was changed already.",
            )
        if self._back_forward is None:
            self._back_forward, _ = self._second_pass(visit.point)
            visit.arrive(self._back_forward.value)
        if self._forward is not None:
            self._forward.close()
        for other in self._visits[at + 1 :]:
            other.forget()
        self._visits = self._visits[: at + 1]
        self._seen = {kept.point for kept in self._visits}
        self._forward, self.here = self._back_forward, visit
        self._back = self._back_forward = None
        self._result = None

    def _carry_on(self, forward: Forward) -> None:
        """Go on with a second pass that stands where the first stood before it ran out."""
        self._forward, self.here = forward, self._visits[-1]
        self.here.again(forward.value)

    def _restart(self) -> None:
        if self._visits:
            self._carry_on(self._second_pass(self._visits[-1].point)[0])
        else:
            self._begin()

    def _advance(self, point: Point) -> Visit | None:
        forward = self._forward
        assert forward is not None
        self._leave()
        if forward.advance(point) is None:
            self._result = forward.result
            return None
        self.here = Visit(point, forward.value, self.run)
        self._visits.append(self.here)
        self._seen.add(point)
        return self.here

    def _leave(self) -> None:
        if self.here is not None and self._forward is not None:
            self.here.check_parts()
            self._forward.hand_back(self.here.leave())
        self.here = None

    def _drop_back(self) -> None:
        if self._back is not None:
            self._back.leave()
        if self._back_forward is not None:
            self._back_forward.close()
        self._back = self._back_forward = None

    # -- what is refused -----------------------------------------------------------------------

    def too_late(self, what: str, why: str = "") -> OrderError:
        """The error for a change that the model would not see."""
        return OrderError(
            f"too late to {what}: the model has already passed it{self.standing()}.{why} "
            "Move this line above the one that went further."
        )

    def standing(self) -> str:
        """Where the run stands, and which line brought it there."""
        visit = self.here or (self._visits[-1] if self._visits else None)
        if visit is None:
            return ""
        where = f" (reached at {visit.place})" if visit.place else ""
        return f" and {'waits at' if self.here else 'ran on from'} {visit.site}{where}"

    def _why_not(self, site: Site) -> str:
        """Why a site that exists was not reached, where that is not simply that its module is never called."""
        skipped = next(
            (visit for visit in self._visits if visit.skipped and _within(site.path, visit.point.path)), None
        )
        if skipped is not None:
            return (
                f"{skipped.point.path} was skipped ({skipped.place or 'in this run'}), so nothing inside it is computed"
            )
        steps = self.step + 1
        if site.step >= steps:
            return (
                f"the generation ended after {steps} step{'s' * (steps > 1)}, so there is no step {site.step}"
                if steps > 1
                else f"this run has one step, so there is no step {site.step}"
            )
        calls = self._order.calls(site.path)
        if calls and site.call >= calls:
            return f"{site.path} is called {calls} time{'s' * (calls > 1)} in a step, so there is no call {site.call}"
        if calls and site.port not in PORTS:
            return (
                f"{site.path} is called, but does not come to {site.port}; "
                f"{expression.handle(site.path)}.ops lists what is computed inside it"
            )
        return ""

    def _never(self, site: Site) -> NotReachedError:
        name = site.path or "the model"
        if why := self._why_not(site):
            return NotReachedError(f"{site} has no value: {why}")
        module = self._module.get_submodule(site.path)
        if isinstance(module, nn.ModuleList | nn.ModuleDict):
            first = expression.handle(f"{site.path}.{next(iter(module._modules), 0)}")
            hint = f"a {type(module).__name__} is never called itself; read one of its modules, for example {first}"
        else:
            hint = "this forward does not use it, or uses it without calling it. print(model) shows the modules"
        kind = type(self._module).__name__
        return NotReachedError(f"the forward of {kind} never calls {name}, so {site} has no value: {hint}")


def _within(path: str, outer: str) -> bool:
    return path != outer and (not outer or path.startswith(f"{outer}."))


def _draws(module: nn.Module) -> bool:
    return isinstance(module, nn.modules.dropout._DropoutNd) and module.training and module.p > 0
