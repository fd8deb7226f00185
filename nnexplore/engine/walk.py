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

from ..errors import GradientError, NotReachedError, OrderError
from ..graph import ATTENTION, PORTS, Place, Site, expression
from .ambient import Ambient
from .cache import Watch
from .forward import Forward, computed_again
from .job import Job
from .point import Point, Spot
from .tree import leaves
from .visit import Visit, copied, storage_of

__all__ = ["Walk"]

log = logging.getLogger("nnexplore")
_IN_TRAINING = (
    "a site was read after the model had passed it, so the model runs a second time; it is in training mode, "
    "where {}. Call model.module.eval(), or read the sites in the model's order."
)


class Walk:
    """Where a run stands, and where it has been.

    ``start`` begins a forward of the job. ``here`` is the stop at which the model waits, ``back`` one behind it, at
    which a second pass waits.
    """

    def __init__(self, job: Job, start: Callable[[], Forward], run: int = 0) -> None:
        self.here: Visit | None = None
        self.run, self._job, self._start = run, job, start
        self._module, self._order = job.module, job.order
        self._forward: Forward | None = None
        self._visits: list[Visit] = []
        self._seen: set[Point] = set()
        self.back: Visit | None = None
        self._back_forward: Forward | None = None
        self._result: Any = None
        self._lost: tuple[Visit, Any] | None = None  # where the run still stands, though the model ran on to its end
        self._finished = False
        self._progress: Any = None
        self._collectors: list[tuple[list[Spot], Callable[[], Watch]]] = []
        self._watches: list[tuple[Forward, Watch]] = []

    # -- going somewhere -----------------------------------------------------------------------

    def to(self, site: Site, *, held: bool = True, late: bool = False) -> Visit:
        """The stop at a site, whether it lies ahead or behind.

        Args:
            site: where to.
            held: with what somebody still holds of its value.
            late: by a second pass, wherever the first one is.

        Raises:
            NotReachedError: the forward never calls the module.
        """
        if site.step and not self._job.stepped:
            raise self._never(site)
        point = self._order.point(site)
        if point.call:
            self._order.doubt(point.path)
        if site.port in ATTENTION:
            self._order.learn_plan(site.path, self._job.probe)
        visit = self._behind(point, held) if late else None
        visit = visit or self._at(point) or self._ahead(point)
        visit = visit or (held and self._recall(point)) or self._search(point, held)
        if visit is None:
            raise self._never(site)
        return visit

    def to_write(self, site: Site) -> Visit:
        """The stop at a site that is about to be replaced: the model must wait there, or not have come there yet.

        Raises:
            OrderError: the model has passed the site.
        """
        point = self._order.point(site)
        if self._at(point) is None:
            if self._lost is not None and self._lost[0].point == point:
                self._regain()
            if self._finished:
                self._drop_back()
                raise self.too_late(f"assign to {site}")
        standing = (self.here, self.back)
        visit = self.to(site)
        if visit is self.back and visit not in standing:
            self._drop_back()
            raise self.too_late(f"assign to {site}")
        return visit

    def change(self, visit: Visit) -> None:
        """The value at a stop is about to change. At a stop behind, the second pass is what carries on from here.

        Raises:
            OrderError: a later value was changed already, in a pass that this change would make void.
            GradientError: the change would be missing when autograd computes this part again.
        """
        if visit is self.back:
            self._turn_back(visit)
        if self._forward is not None and self._forward.computed_again:
            raise GradientError(computed_again(visit.site or visit.point.path))
        visit.changed = True
        self._finished = False

    def touch(self, tensor: torch.Tensor, read: Visit | None = None) -> Visit | None:
        """A tensor is about to change in place: the present stop at which the model will see it, if it does.

        Two stops may share memory; then it is the one at which the tensor was ``read``.
        """
        storage = storage_of(tensor)
        lost = self._lost[1] if self._lost is not None and self._lost[0] is not self.back else None
        if any(storage_of(leaf) == storage for _, leaf in leaves(lost)):
            self._regain()
        for visit in (self.here, self.back) if read is not self.back else (self.back, self.here):
            if visit is not None and any(storage_of(leaf) == storage for _, leaf in leaves(visit.now)):
                self.change(visit)
                visit.touched = True
                self._protect(visit, storage)
                return visit
        return None

    def _protect(self, changing: Visit, storage: int | None) -> None:
        """What went through earlier stops stays what it was, though it may share the memory that changes now."""
        for visit in self._visits:
            if visit is not changing and storage is not None:
                visit.protect(storage)

    def reaches(self, point: Point) -> bool:
        """Run on to a point, without anything being read there; ``False`` if the run ends before."""
        self._drop_back()
        self._regain()
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
        visit.site, visit.place, visit.skipped = visit.site or site, visit.place or place, (copied(value),)

    def collect(self, spots: list[Spot], make: Callable[[], Watch]) -> None:
        """Show the values at some spots as the model comes by, from the start of the run on.

        Raises:
            OrderError: the model is on its way already.
        """
        if self._forward is not None:
            raise OrderError(f"too late for a cache: the model is on its way{self.standing()}. Ask for it first.")
        self._collectors.append((spots, make))

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
        self._lost, self._finished = None, True
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
        self._follow(self._watched())

    def _watched(self) -> Forward:
        """A forward that shows what it comes by."""
        forward = self._start()
        self._watches = [(other, watch) for other, watch in self._watches if not other.done]
        for spots, make in self._collectors:
            self._watches.append((forward, watch := make()))
            forward.collect(spots, watch)
        return forward

    def _follow(self, forward: Forward) -> None:
        """From here on that forward is the run."""
        self._forward = forward
        for other, watch in self._watches:
            if other is forward:
                watch.follow()

    def overwritten(self) -> list[Visit]:
        """The stops whose values somebody holds, and the model has changed in place since."""
        return [visit for visit in self._visits if visit.overwritten()]

    def close(self) -> None:
        """Stop the model and let go of every value."""
        self._drop_back()
        if self._forward is not None:
            self._forward.close()
            self._progress = self._forward.progress
        for visit in self._visits:
            visit.forget()
        self._forward = self.here = self._result = self._lost = None
        self._visits = []
        self._collectors.clear()
        self._watches.clear()

    # -- the ways ------------------------------------------------------------------------------

    def _at(self, point: Point) -> Visit | None:
        for visit in (self.here, self.back):
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
        if not self._counted(point):
            return None
        return self._advance(point)

    def _recall(self, point: Point) -> Visit | None:
        """A stop behind whose tensor the user still holds: no second pass, unless it comes to be changed."""
        visit = next((visit for visit in self._visits if visit.point == point), None)
        if visit is None or not visit.recall():
            return None
        self.back = visit
        return visit

    def _behind(self, point: Point, held: bool) -> Visit | None:
        """A second pass goes to a point, even if the first one could."""
        if not self._visits or self._at(point) is self.back is not None:
            return None
        self._drop_back()
        forward, at = self._second_pass(point)
        if self.here is not None and self.here.point == point:
            self._carry_on(forward, held)
            return self.here
        if at is None:
            self._go_on(forward, self._visits[-1])
            at = len(self._visits)
            if forward.advance(point) is None:
                return None
        return self._stand_back(forward, at, point, held)

    def _search(self, point: Point, held: bool = True) -> Visit | None:
        """A second pass finds out on which side of the present stop the point lies, and goes there."""
        if not self._visits:
            return None
        last = self._visits[-1]
        forward, at = self._second_pass(point)
        if at is not None:
            self._order.learn(point, last.point, behind=True)
            return self._stand_back(forward, at, point, held)
        try:
            visit = self._advance(point) if self.here is not None and self._counted(point) else None
            if visit is None:
                # The first pass may have entered the module when no hook was around yet, or nobody counting its calls.
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
        if wrong := next(filter(None, map(_not_twice, self._module.modules())), None):
            warnings.warn(_IN_TRAINING.format(wrong), stacklevel=2)
        forward = self._watched()
        forward.expect([point.spot, *(visit.point.spot for visit in self._visits)])
        for at, visit in enumerate(self._visits):
            if at:
                self._go_on(forward, self._visits[at - 1])
            reached = forward.advance(visit.point) if visit.point == point else forward.advance(visit.point, point)
            if reached == point:
                return forward, at
        return forward, None

    def _go_on(self, forward: Forward, visit: Visit) -> None:
        """What a second pass goes on with at a stop of the first."""
        forward.hand_back(visit.pass_by(forward.value))
        self._leave_out(forward, visit)

    def _leave_out(self, forward: Forward, visit: Visit) -> None:
        """A module that is to be skipped; each time it gives a copy of its own, which the model may change."""
        for value in visit.skipped:
            forward.skip(visit.point.path, copied(value))

    def _stand_back(self, forward: Forward, at: int, point: Point, held: bool) -> Visit:
        visit = self._visits[at] if at < len(self._visits) else None
        if visit is None or visit.point != point:
            visit = Visit(point, forward.value, self.run)
            self._visits.insert(at, visit)
            self._seen.add(point)
        else:
            visit.again(forward.value, held)
        self.back, self._back_forward = visit, forward
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
        if self.here is not None and self.here is not visit:
            self.here.leave()
        if self._forward is not None:
            self._forward.close()
        for other in self._visits[at + 1 :]:
            other.forget()
        self._visits = self._visits[: at + 1]
        self._seen = {kept.point for kept in self._visits}
        self._follow(self._back_forward)
        self.here = visit
        self.back = self._back_forward = None
        self._result = self._lost = None

    def _carry_on(self, forward: Forward, held: bool = True) -> None:
        """Go on with a second pass that stands where the first stands, or stood before it ran out."""
        self._leave()
        if self._forward is not None:
            self._forward.close()
        self._follow(forward)
        self.here, self._lost = self._visits[-1], None
        self.here.again(forward.value, held)

    def _counted(self, point: Point) -> bool:
        """Whether the first pass knows which call of the module is which."""
        return self._forward is not None and self._forward.counted(point.path)

    def _regain(self) -> None:
        """Stand again where the run stands: the model had run on, to a site that was not there."""
        if self._lost is not None:
            self._restart()

    def _restart(self) -> None:
        if self._visits:
            self._carry_on(self._second_pass(self._visits[-1].point)[0])
        else:
            self._begin()

    def _advance(self, point: Point) -> Visit | None:
        forward = self._forward
        assert forward is not None
        standing = (self.here, self.here.now) if self.here is not None else self._lost
        self._leave()
        if forward.advance(point) is None:
            self._result, self._lost = forward.result, standing
            return None
        self._lost = None
        self.here = Visit(point, forward.value, self.run)
        self._visits.append(self.here)
        self._seen.add(point)
        return self.here

    def _leave(self) -> None:
        if self.here is not None and self._forward is not None:
            self.here.check_parts()
            self._forward.hand_back(self.here.leave())
            self._leave_out(self._forward, self.here)
        self.here = None

    def _drop_back(self) -> None:
        if self.back is not None:
            self.back.leave()
        if self._back_forward is not None:
            self._back_forward.close()
        self.back = self._back_forward = None

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
        site = visit.site or f"the beginning of step {visit.point.step}"
        return f" and {'waits at' if self.here else 'ran on from'} {site}{where}"

    def _why_not(self, site: Site) -> str:
        """Why a site that exists was not reached, where that is not simply that its module is never called."""
        skipped = next((visit for visit in self._visits if visit.skipped and _within(site, visit.point.path)), None)
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
        forward = self._forward
        here = forward and not self._job.stepped and site.path in self._order.counted
        calls = self._order.calls(site.path, forward.calls.counts if forward and here else None)
        if calls and site.call >= calls:
            return f"{site.path} is called {calls} time{'s' * (calls > 1)} in a step, so there is no call {site.call}"
        if calls and site.step and self._job.stepped:
            return f"{site.path} is not called in step {site.step}; an encoder, for one, is called in step 0 alone"
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
            hint = (
                "this forward does not use it, or uses it without calling it: `m.forward(x)` in place of `m(x)`, or "
                "its parameters alone. print(model) shows the modules"
            )
        kind = type(self._module).__name__
        return NotReachedError(f"the forward of {kind} never calls {name}, so {site} has no value: {hint}")


def _within(site: Site, outer: str) -> bool:
    """Whether a site is inside a module, of which its ports and operations are a part."""
    if site.path == outer:
        return site.port not in PORTS
    return not outer or site.path.startswith(f"{outer}.")


def _not_twice(module: nn.Module) -> str | None:
    """Why a module in training had better not be computed twice."""
    if isinstance(module, nn.modules.dropout._DropoutNd) and module.training and module.p > 0:
        return "dropout draws anew"
    if isinstance(module, nn.modules.batchnorm._NormBase) and module.training and module.track_running_stats:
        return f"{type(module).__name__} counts the batch twice"
    return None
