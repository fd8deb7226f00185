"""``Order``: what is known of a model's ways, kept from run to run.

Whether a point lies behind another is only ever a guess, so that the model seldom runs too far or twice. A wrong
one costs time, never a wrong value: the live run finds out and goes back. Which modules are called more than once
in a step, and which come first, is seen in the first run that goes to the end; until then, calls are counted in
every run.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from torch import nn

from ..graph import ATTENTION, Site
from .attention import Plan, find_plan
from .eager import compiled
from .point import AFTER, BEFORE, Point, inside, spot_of
from .tree import submodule

__all__ = ["Order"]

_Fork = tuple[type[nn.Module], str, str]


class Order:
    """Modules mostly run in the order in which they are registered; where they do not, it is learnt."""

    def __init__(self, module: nn.Module) -> None:
        self._module = module
        self._learnt: dict[_Fork, bool] = {}
        self._forks: dict[tuple[Any, ...], _Fork | None] = {}
        self._ranks: dict[tuple[str, str], tuple[float, ...]] = {}
        self._points: dict[Site, Point] = {}
        self._most: dict[int, int] = {}
        self._times: Mapping[tuple[int, int], tuple[float, float]] = {}
        self._moments: dict[Point, float | None] = {}
        self._names: dict[int, list[str]] | None = None
        self._plans: dict[tuple[Any, ...], Plan] = {}
        self._compiled = False
        self.known = False
        self.counted: frozenset[str] = frozenset()

    # -- where a site is ------------------------------------------------------------------------

    def point(self, site: Site) -> Point:
        """Where and when a site's value can be had."""
        found = self._points.get(site)
        if found is not None:
            return found
        spot = spot_of(site.path, site.port)
        point = Point(spot.path, spot.where, site.step, self._call(site) if self.shares else site.call)
        if not site.step and not self.shares:
            self._points[site] = point
        return point

    def _call(self, site: Site) -> int:
        names = self._takers(site.path)
        return site.call * len(names) + names.index(site.path)

    def own_call(self, point: Point) -> int | None:
        """Which call of its path a point is at; ``None`` if that call goes by another name of the module."""
        names = self._takers(point.path) if self.shares else [point.path]
        call, at = divmod(point.call, len(names))
        return call if names[at] == point.path else None

    def _takers(self, path: str) -> list[str]:
        """A module that has several names and is called as often: each name is one of the calls, in their order."""
        module = submodule(self._module, path)
        names = self._shared().get(id(module), [path])
        return names if self._most.get(id(module), len(names)) % len(names) == 0 else [path]

    @property
    def compiled(self) -> bool:
        """Whether something in the model is compiled; once a run has gone to its end, only the whole is looked at."""
        if not self.known:
            self._compiled = compiled(self._module)
        return self._compiled or "_compiled_call_impl" in vars(self._module)

    def doubt(self, path: str) -> None:
        """A module is said to be called more often than when calls were counted: count them all again."""
        self.known = self.known and path in self.counted

    def _shared(self) -> dict[int, list[str]]:
        """The names of every module that has more than one."""
        if self._names is None:
            names: dict[int, list[str]] = {}
            for path, module in self._module.named_modules(remove_duplicate=False):
                names.setdefault(id(module), []).append(path)
            self._names = {key: paths for key, paths in names.items() if len(paths) > 1}
        return self._names

    @property
    def shares(self) -> bool:
        """Whether a module of this model has several names."""
        return bool(self._shared())

    def learn_calls(self, counts: Mapping[int, int], complete: bool) -> None:
        """How often each module was called in one step, and whether that step is over."""
        if self.known:
            return
        for key, count in counts.items():
            self._most[key] = max(count, self._most.get(key, 0))
        if complete:
            self.known = True
            repeated = {key for key, count in self._most.items() if count > 1}
            modules = self._module.named_modules(remove_duplicate=False)
            self.counted = frozenset(path for path, module in modules if id(module) in repeated)

    def calls(self, path: str, counts: Mapping[int, int] | None = None) -> int:
        """How often a module is called in one step under that name: as was counted now, or as far as was ever seen."""
        counts = self._most if counts is None else counts
        return counts.get(id(submodule(self._module, path)), 0) // len(self._takers(path))

    # -- attention -----------------------------------------------------------------------------

    def plan(self, path: str) -> Plan:
        """How the attention module at a path spells attention; ``learn_plan`` came first."""
        return self._plans[self._kind(path)]

    def learn_plan(self, path: str, run: Callable[[], object]) -> None:
        """Find that out once for all modules of a class, by one forward.

        Raises:
            ModelError: there is no attention in the module.
        """
        if self._kind(path) not in self._plans:
            self._plans[self._kind(path)] = find_plan(submodule(self._module, path), run)

    def _kind(self, path: str) -> tuple[Any, ...]:
        module = submodule(self._module, path)
        config = getattr(module, "config", None) or getattr(self._module, "config", None)
        return type(module), getattr(config, "_attn_implementation", None), *_grouping(module)

    # -- which comes first ---------------------------------------------------------------------

    def likely_behind(self, target: Point, current: Point) -> bool:
        """Whether the model, waiting at ``current``, has probably passed ``target``."""
        if target.step != current.step:
            return target.step < current.step
        if target.call != current.call and target.path == current.path:
            return target.call < current.call
        fork = self._fork(target, current) if target.call == current.call else None
        if fork is not None and fork in self._learnt:
            return self._learnt[fork]
        mine, other = self._time(target), self._time(current)
        if mine is not None and other is not None and mine != other:
            return mine < other
        return self._rank(target) < self._rank(current)

    def learn_times(self, times: Mapping[tuple[int, int], tuple[float, float]]) -> None:
        """When each call of a module began and ended, in a run that went to its end; by the module's id."""
        self._times = times
        self._moments.clear()

    def _time(self, point: Point) -> float | None:
        """When the model was at a point, in that run; at a module's door, if the point is inside."""
        if point not in self._moments:
            times = self._times.get((id(submodule(self._module, point.path)), point.call))
            self._moments[point] = None if times is None else times[point.where == AFTER]
        return self._moments[point]

    def learn(self, target: Point, current: Point, behind: bool) -> None:
        """Remember which of the two came first, for every module of the same class as the one they part in."""
        fork = self._fork(target, current)
        if fork is not None and (target.step, target.call) == (current.step, current.call):
            self._learnt[fork] = behind

    def _fork(self, target: Point, current: Point) -> _Fork | None:
        """The class of the innermost module around both points, and the parts of it through which they part."""
        pair = (target[:2], current[:2]) if target.step else (target, current)
        if pair not in self._forks:
            self._forks[pair] = self._find_fork(target, current)
        return self._forks[pair]

    def _find_fork(self, target: Point, current: Point) -> _Fork | None:
        module, mine, other = self._module, _steps(target), _steps(current)
        for one, two in zip(mine, other, strict=False):
            if one != two:
                return None if isinstance(module, nn.ModuleList | nn.Sequential) else (type(module), one, two)
            module = getattr(module, one, module)
        return None

    def _rank(self, point: Point) -> tuple[float, ...]:
        """Where the point stands if modules run in the order in which they are registered."""
        key = (point.path, point.where)
        if key not in self._ranks:
            module, rank = self._module, []
            for name in point.path.split(".") if point.path else []:
                rank.append(float(list(module._modules).index(name)))
                module = getattr(module, name)
            self._ranks[key] = (*rank, _LAST.get(point.where, 1e7))
        return self._ranks[key]


_LAST = {BEFORE: -2.0, AFTER: math.inf, **{port: 1e6 + at for at, port in enumerate(ATTENTION)}}


def _steps(point: Point) -> list[str]:
    """The names on the way to a point; within a module, its place there is the last."""
    names = point.path.split(".") if point.path else []
    return [*names, point.where] if inside(point.where) else names


def _grouping(module: nn.Module) -> tuple[Any, ...]:
    return tuple(getattr(module, name, None) for name in ("num_key_value_groups", "num_heads", "num_key_value_heads"))
