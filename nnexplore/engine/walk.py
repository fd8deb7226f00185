"""``Walk``: the way of one run through its model: ahead as far as asked, and back by a second pass.

The model only runs ahead. To go back, it is run a second time from the start, with every change so far put in
its place, and stops where it is asked to. If the value there is then changed, the second pass carries on and the
first is dropped; otherwise the first one stays where it was.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import torch

from ..graph import ATTENTION, Place, Site
from .ambient import Ambient
from .cache import Watch
from .forward import Forward
from .job import Job
from .override import Overrides
from .point import Point, Spot
from .reasons import Reasons
from .trail import Trail, advance_past, leave_out, warn_in_training
from .tree import leaves
from .visit import Visit, copied, storage_of

__all__ = ["Walk"]

log = logging.getLogger("nnexplore")


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
        self._trail = Trail()
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
            raise self.reasons.never(site)
        point = self._order.point(site)
        if point.call:
            self._order.doubt(point.path)
        if site.port in ATTENTION:
            self._order.learn_plan(site.path, self._job.probe)
        visit = self._behind(point, held) if late else None
        visit = visit or self._at(point) or self._ahead(point)
        visit = visit or (held and self._recall(point)) or self._search(point, held)
        if visit is None:
            raise self.reasons.never(site)
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
                raise self.reasons.too_late(f"assign to {site}")
        standing = (self.here, self.back)
        visit = self.to(site)
        if visit is self.back and visit not in standing:
            self._drop_back()
            raise self.reasons.too_late(f"assign to {site}")
        return visit

    def change(self, visit: Visit) -> None:
        """The value at a stop is about to change. At a stop behind, the second pass is what carries on from here.

        Raises:
            OrderError: a later value was changed already, in a pass that this change would make void.
            GradientError: the change would be missing when autograd computes this part again.
        """
        if visit is self.back:
            self._turn_back(visit)
        if self._forward is not None:
            self._forward.check_computed_once(visit.site or visit.point.path)
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
                self._trail.protect(visit, storage)
                return visit
        return None

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
            raise self.reasons.on_its_way("for a cache", "Ask for it first.")
        self._collectors.append((spots, make))

    def finish(self) -> Any:
        """Run to the end of the model; its own output."""
        if self._forward is None or (self._forward.done and self._result is None):
            self._restart()
        assert self._forward is not None
        self._drop_back()
        if not self._forward.done:
            advance_past(self._leave(), self._forward)
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
    def given(self) -> Overrides | None:
        """The parameters that edits give the model, as soon as it is on its way."""
        return self._forward.given if self._forward is not None else None

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

    @property
    def reasons(self) -> Reasons:
        """Why it does not do what it is asked to, as it stands."""
        counts = self._forward.calls.counts if self._forward is not None else None
        visits = tuple(self._trail.visits)
        return Reasons(self._module, self._order, self._job.stepped, self.step, self.here, visits, counts)

    def overwritten(self) -> list[Visit]:
        """The stops whose values somebody holds, and the model has changed in place since."""
        return [visit for visit in self._trail.visits if visit.overwritten()]

    def close(self) -> None:
        """Stop the model and let go of every value."""
        self._drop_back()
        if self._forward is not None:
            self._forward.close()
            self._progress = self._forward.progress
        self._trail.forget()
        self._forward = self.here = self._result = self._lost = None
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
        if not self._trail.visits:
            self._begin()
            return self._advance(point)
        if self.here is None or point in self._trail.seen or self._order.likely_behind(point, self.here.point):
            return None
        if not self._counted(point):
            return None
        return self._advance(point)

    def _recall(self, point: Point) -> Visit | None:
        """A stop behind whose tensor the user still holds: no second pass, unless it comes to be changed."""
        visit = self._trail.find(point)
        if visit is None or not visit.recall():
            return None
        self.back = visit
        return visit

    def _behind(self, point: Point, held: bool) -> Visit | None:
        """A second pass goes to a point, even if the first one could."""
        if not self._trail.visits or self._at(point) is self.back is not None:
            return None
        self._drop_back()
        forward, at = self._second_pass(point)
        if self.here is not None and self.here.point == point:
            self._carry_on(forward, held)
            return self.here
        if at is None:
            self._trail.pass_by(forward, self._trail.visits[-1])
            at = len(self._trail.visits)
            if forward.advance(point) is None:
                return None
        return self._stand_back(forward, at, point, held)

    def _search(self, point: Point, held: bool = True) -> Visit | None:
        """A second pass finds out on which side of the present stop the point lies, and goes there."""
        if not self._trail.visits:
            return None
        last = self._trail.visits[-1]
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
        warn_in_training(self._module)
        forward = self._watched()
        return forward, self._trail.lead(forward, point)

    def _stand_back(self, forward: Forward, at: int, point: Point, held: bool) -> Visit:
        visits = self._trail.visits
        visit = visits[at] if at < len(visits) else None
        if visit is None or visit.point != point:
            visit = Visit(point, forward.value, self.run)
            self._trail.add(visit, at)
        else:
            visit.again(forward.value, held)
        self.back, self._back_forward = visit, forward
        return visit

    def _turn_back(self, visit: Visit) -> None:
        """The second pass becomes the run; what was only read after its stop stays with the user as it was."""
        later = next((other for other in self._trail.after(visit) if other.changed), None)
        if later is not None:
            raise self.reasons.too_late(
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
        self._trail.end_at(visit)
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
        self.here, self._lost = self._trail.visits[-1], None
        self.here.again(forward.value, held)

    def _counted(self, point: Point) -> bool:
        """Whether the first pass knows which call of the module is which."""
        return self._forward is not None and self._forward.counted(point.path)

    def _regain(self) -> None:
        """Stand again where the run stands: the model had run on, to a site that was not there."""
        if self._lost is not None:
            self._restart()

    def _restart(self) -> None:
        if self._trail.visits:
            self._carry_on(self._second_pass(self._trail.visits[-1].point)[0])
        else:
            self._begin()

    def _advance(self, point: Point) -> Visit | None:
        forward = self._forward
        assert forward is not None
        standing = (self.here, self.here.now) if self.here is not None else self._lost
        left = self._leave()
        if (advance_past(left, forward, point) if left and left.skipped else forward.advance(point)) is None:
            self._result, self._lost = forward.result, standing
            return None
        self._lost = None
        self.here = Visit(point, forward.value, self.run)
        self._trail.visits.append(self.here)
        self._trail.seen.add(point)
        return self.here

    def _leave(self) -> Visit | None:
        left = self.here
        if self.here is not None and self._forward is not None:
            self.here.check_parts()
            self._forward.hand_back(self.here.leave())
            leave_out(self._forward, self.here)
        self.here = None
        return left

    def _drop_back(self) -> None:
        if self.back is not None:
            self.back.leave()
        if self._back_forward is not None:
            self._back_forward.close()
        self.back = self._back_forward = None
