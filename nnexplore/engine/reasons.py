"""``Reasons``: why a run cannot do what it was asked to, in words for the user."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from torch import nn

from ..errors import NotReachedError, OrderError
from ..graph import PORTS, Site, expression
from .order import Order
from .visit import Visit

__all__ = ["Reasons"]


@dataclass(frozen=True)
class Reasons:
    """What the errors of a run are made from: how far it came, and what is known of its model.

    Attributes:
        module: the model.
        order: what is known of its ways.
        stepped: whether the run is a generation.
        step: the step of generation at which the model is.
        here: the stop at which it waits, or ``None``.
        visits: the stops that it has made.
        counts: how often each module was called in a run that is no generation, where that is known.
    """

    module: nn.Module
    order: Order
    stepped: bool
    step: int
    here: Visit | None
    visits: tuple[Visit, ...]
    counts: Any = None

    def standing(self) -> str:
        """Where the run stands, and which line brought it there."""
        visit = self.here or (self.visits[-1] if self.visits else None)
        if visit is None:
            return ""
        where = f" (reached at {visit.place})" if visit.place else ""
        site = visit.site or f"the beginning of step {visit.point.step}"
        return f" and {'waits at' if self.here else 'ran on from'} {site}{where}"

    def too_late(self, what: str, why: str = "") -> OrderError:
        """The error for a change that the model would not see."""
        return OrderError(
            f"too late to {what}: the model has already passed it{self.standing()}.{why} "
            "Move this line above the one that went further."
        )

    def on_its_way(self, what: str, instead: str) -> OrderError:
        """The error for what is done before the model begins."""
        return OrderError(f"too late {what}: the model is on its way{self.standing()}. {instead}")

    def never(self, site: Site) -> NotReachedError:
        """The error for a site that this run does not come to."""
        name = site.path or "the model"
        if why := self._skipped(site) or self._ended(site) or self._called(site):
            return NotReachedError(f"{site} has no value: {why}")
        kind, hint = type(self.module).__name__, _uncalled(site, self.module.get_submodule(site.path))
        return NotReachedError(f"the forward of {kind} never calls {name}, so {site} has no value: {hint}")

    def _skipped(self, site: Site) -> str:
        skipped = next((visit for visit in self.visits if visit.skipped and _within(site, visit.point.path)), None)
        if skipped is None:
            return ""
        where = skipped.place or "in this run"
        return f"{skipped.point.path} was skipped ({where}), so nothing inside it is computed"

    def _ended(self, site: Site) -> str:
        steps = self.step + 1
        if site.step < steps:
            return ""
        if steps == 1:
            return f"this run has one step, so there is no step {site.step}"
        return f"the generation ended after {steps} steps, so there is no step {site.step}"

    def _called(self, site: Site) -> str:
        """Why a module is called, and yet does not come to the site."""
        here = not self.stepped and site.path in self.order.counted
        calls = self.order.calls(site.path, self.counts if here else None)
        if not calls:
            return ""
        if site.call >= calls:
            return f"{site.path} is called {calls} time{'s' * (calls > 1)} in a step, so there is no call {site.call}"
        if site.step and self.stepped:
            return f"{site.path} is not called in step {site.step}; an encoder, for one, is called in step 0 alone"
        if site.port not in PORTS:
            return (
                f"{site.path} is called, but does not come to {site.port}; "
                f"{expression.handle(site.path)}.ops lists what is computed inside it"
            )
        return ""


def _uncalled(site: Site, module: nn.Module) -> str:
    """What may be the matter with a module that is never called."""
    if isinstance(module, nn.ModuleList | nn.ModuleDict):
        first = expression.handle(f"{site.path}.{next(iter(module._modules), 0)}")
        return f"a {type(module).__name__} is never called itself; read one of its modules, for example {first}"
    return (
        "this forward does not use it, or uses it without calling it: `m.forward(x)` in place of `m(x)`, or "
        "its parameters alone. print(model) shows the modules"
    )


def _within(site: Site, outer: str) -> bool:
    """Whether a site is inside a module, of which its ports and operations are a part."""
    if site.path == outer:
        return site.port not in PORTS
    return not outer or site.path.startswith(f"{outer}.")
