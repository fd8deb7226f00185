"""``Agreement``: estimates beside the truth, at some cells of a result."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch

from .result import Cell

__all__ = ["Agreement"]


@dataclass(frozen=True)
class Agreement:
    """How well estimates agree with what they estimate.

    Attributes:
        cells: where it was looked, and what was estimated there.
        true: what is there.
    """

    cells: tuple[Cell, ...]
    true: tuple[float, ...]

    @property
    def estimated(self) -> tuple[float, ...]:
        """The estimates."""
        return tuple(cell.value for cell in self.cells)

    @property
    def correlation(self) -> float:
        """Pearson's correlation; NaN for fewer than two cells, or where one side is constant."""
        one, two = (torch.tensor(side, dtype=torch.float64) for side in (self.estimated, self.true))
        one, two = one - one.mean(), two - two.mean()
        size = float(one.norm() * two.norm())
        return float(one @ two) / size if len(self.cells) > 1 and size > 0 else math.nan

    @property
    def difference(self) -> float:
        """The largest difference, either way."""
        return max((abs(one - two) for one, two in zip(self.estimated, self.true, strict=True)), default=math.nan)

    @property
    def worst(self) -> Cell:
        """Where that is."""
        gaps = [abs(one - two) for one, two in zip(self.estimated, self.true, strict=True)]
        return self.cells[gaps.index(max(gaps))]

    def __repr__(self) -> str:
        count = f"{len(self.cells)} cells" if len(self.cells) != 1 else "1 cell"
        return (
            f"checked at {count}: correlation {self.correlation:.3g}, largest difference {self.difference:.3g} "
            f"({self.worst.label})"
        )
