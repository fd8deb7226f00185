"""``Trail``: the stops that a run has made on its way, in order, and how a second pass goes the same way."""

from __future__ import annotations

import traceback
import warnings

import torch
from torch import nn

from ..errors import NnexploreError, ValueMismatchError
from .fit import describe
from .forward import Forward
from .point import Point
from .visit import Visit, copied

__all__ = ["Trail", "advance_past", "leave_out", "warn_in_training"]

_IN_TRAINING = (
    "a site was read after the model had passed it, so the model runs a second time; it is in training mode, "
    "where {}. Call model.module.eval(), or read the sites in the model's order."
)


class Trail:
    """The stops of a run.

    Attributes:
        visits: in the model's order.
        seen: at which points they are, since the run last turned back.
    """

    def __init__(self) -> None:
        self.visits: list[Visit] = []
        self.seen: set[Point] = set()

    def add(self, visit: Visit, at: int | None = None) -> None:
        """One more stop: the last, or before the one at ``at``."""
        self.visits.insert(len(self.visits) if at is None else at, visit)
        self.seen.add(visit.point)

    def find(self, point: Point) -> Visit | None:
        """The stop at a point, if one was made there."""
        return next((visit for visit in self.visits if visit.point == point), None)

    def after(self, visit: Visit) -> list[Visit]:
        """The stops after that one."""
        return self.visits[self.visits.index(visit) + 1 :]

    def end_at(self, visit: Visit) -> None:
        """Forget what came after that stop."""
        for other in self.after(visit):
            other.forget()
        self.visits = self.visits[: self.visits.index(visit) + 1]
        self.seen = {kept.point for kept in self.visits}

    def protect(self, changing: Visit, storage: int | None) -> None:
        """What went through the other stops stays what it was, though it may share the memory that changes now."""
        for visit in self.visits:
            if visit is not changing and storage is not None:
                visit.protect(storage)

    def forget(self) -> None:
        """Let go of every value."""
        for visit in self.visits:
            visit.forget()
        self.visits = []

    # -- a second pass -------------------------------------------------------------------------

    def lead(self, forward: Forward, point: Point) -> int | None:
        """Lead a new forward to a point: before which stop it came, or ``None`` if it waits at the last of them."""
        forward.expect([point.spot, *(visit.point.spot for visit in self.visits)])
        for at, visit in enumerate(self.visits):
            if at:
                self.pass_by(forward, self.visits[at - 1])
            reached = forward.advance(visit.point) if visit.point == point else forward.advance(visit.point, point)
            if reached == point:
                return at
        return None

    def pass_by(self, forward: Forward, visit: Visit) -> None:
        """What a second pass goes on with at a stop of the first."""
        forward.hand_back(visit.pass_by(forward.value))
        leave_out(forward, visit)


def leave_out(forward: Forward, visit: Visit) -> None:
    """A module that is to be skipped; each time it gives a copy of its own, which the model may change."""
    for value in visit.skipped:
        forward.skip(visit.point.path, copied(value))


def advance_past(left: Visit | None, forward: Forward, *points: Point) -> Point | None:
    """Let a forward go on from the stop that it leaves to the first of the points.

    Raises:
        ValueMismatchError: the module there is skipped, and the model cannot go on with what was given for its output.
    """
    try:
        return forward.advance(*points)
    except Exception as error:
        if left is None or not left.skipped or isinstance(error, NnexploreError) or not _models_own(error):
            raise
        where, given = f" ({left.place})" if left.place else "", describe(left.skipped[0])
        raise ValueMismatchError(
            f"{left.point.path} was skipped{where} with {given}, and the model fails on that: {error}. "
            "Pass what the module itself returns, in structure, shape, dtype and device"
        ) from error


def _models_own(error: Exception) -> bool:
    """Whether an error comes from a model's computing, and not from a hook of the user's."""
    if isinstance(error, torch.OutOfMemoryError):
        return False
    *_, (frame, _) = traceback.walk_tb(error.__traceback__)
    package = frame.f_globals.get("__name__", "").partition(".")[0]
    return package in ("torch", "transformers") or frame.f_code.co_name == "forward"


def warn_in_training(module: nn.Module) -> None:
    """Warn where a second pass over the model does not compute what the first did."""
    if wrong := next(filter(None, map(_not_twice, module.modules())), None):
        warnings.warn(_IN_TRAINING.format(wrong), stacklevel=3)


def _not_twice(module: nn.Module) -> str | None:
    """Why a module in training had better not be computed twice."""
    if isinstance(module, nn.modules.dropout._DropoutNd) and module.training and module.p > 0:
        return "dropout draws anew"
    if isinstance(module, nn.modules.batchnorm._NormBase) and module.training and module.track_running_stats:
        return f"{type(module).__name__} counts the batch twice"
    return None
