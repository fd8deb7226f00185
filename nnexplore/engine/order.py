"""``Order``: a guess whether a point lies behind another, so that the model seldom runs too far or twice.

Only ever a guess. A wrong one costs time, never a wrong value: the live run finds out and goes back.
"""

from __future__ import annotations

import math

from torch import nn

from .hooks import Point

__all__ = ["Order"]


class Order:
    """Modules mostly run in the order in which they are registered; where they do not, it is learnt by class."""

    def __init__(self, module: nn.Module) -> None:
        self._module = module
        self._learnt: dict[tuple[type[nn.Module], str, str], bool] = {}

    def likely_behind(self, target: Point, current: Point) -> bool:
        """Whether the model, waiting at ``current``, has probably passed ``target``."""
        key = self._fork(target, current)
        if key is not None and key in self._learnt:
            return self._learnt[key]
        return self._rank(target) < self._rank(current)

    def learn(self, target: Point, current: Point, behind: bool) -> None:
        """Remember which of the two came first, for every module of the same class as the one they part in."""
        key = self._fork(target, current)
        if key is not None:
            self._learnt[key] = behind

    def _fork(self, target: Point, current: Point) -> tuple[type[nn.Module], str, str] | None:
        """The class of the innermost module around both points, and the children through which they part."""
        module = self._module
        for mine, other in zip(target.path.split("."), current.path.split("."), strict=False):
            if mine != other:
                return None if isinstance(module, nn.ModuleList | nn.Sequential) else (type(module), mine, other)
            module = getattr(module, mine, module)
        return None

    def _rank(self, point: Point) -> tuple[float, ...]:
        module, rank = self._module, []
        for name in point.path.split(".") if point.path else []:
            names = list(module._modules)
            rank.append(float(names.index(name)))
            module = getattr(module, name)
        return (*rank, math.inf if point.after else -1.0)
