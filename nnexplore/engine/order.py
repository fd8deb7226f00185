"""``Order``: a guess whether a point lies behind another, so that the model seldom runs too far or twice.

Only ever a guess. A wrong one costs time, never a wrong value: the live run finds out and goes back.
"""

from __future__ import annotations

import math

from torch import nn

from .hooks import Point

__all__ = ["Order"]

_Fork = tuple[type[nn.Module], str, str]


class Order:
    """Modules mostly run in the order in which they are registered; where they do not, it is learnt by class."""

    def __init__(self, module: nn.Module) -> None:
        self._module = module
        self._learnt: dict[_Fork, bool] = {}
        self._forks: dict[tuple[str, str], _Fork | None] = {}
        self._ranks: dict[Point, tuple[float, ...]] = {}

    def likely_behind(self, target: Point, current: Point) -> bool:
        """Whether the model, waiting at ``current``, has probably passed ``target``."""
        fork = self._fork(target.path, current.path)
        if fork is not None and fork in self._learnt:
            return self._learnt[fork]
        return self._rank(target) < self._rank(current)

    def learn(self, target: Point, current: Point, behind: bool) -> None:
        """Remember which of the two came first, for every module of the same class as the one they part in."""
        fork = self._fork(target.path, current.path)
        if fork is not None:
            self._learnt[fork] = behind

    def _fork(self, target: str, current: str) -> _Fork | None:
        """The class of the innermost module around both paths, and the children through which they part."""
        pair = (target, current)
        if pair not in self._forks:
            self._forks[pair] = self._find_fork(*pair)
        return self._forks[pair]

    def _find_fork(self, target: str, current: str) -> _Fork | None:
        module = self._module
        for mine, other in zip(target.split("."), current.split("."), strict=False):
            if mine != other:
                return None if isinstance(module, nn.ModuleList | nn.Sequential) else (type(module), mine, other)
            module = getattr(module, mine, module)
        return None

    def _rank(self, point: Point) -> tuple[float, ...]:
        """Where the point stands if modules run in the order in which they are registered."""
        if point not in self._ranks:
            module, rank = self._module, []
            for name in point.path.split(".") if point.path else []:
                rank.append(float(list(module._modules).index(name)))
                module = getattr(module, name)
            self._ranks[point] = (*rank, math.inf if point.after else -1.0)
        return self._ranks[point]
