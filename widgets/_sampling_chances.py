"""From logits to the probabilities that a token is drawn with: temperature, top-k, top-p, min-p, in this order.

The order and the cuts are those of transformers' `LogitsProcessor`s; all is in float64. `js/sampling/chances.ts` is the
same in TypeScript, so that what Python draws is what the page draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from ._sampling_random import uniform

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class Settings:
    """What the logits go through.

    Attributes:
        temperature: what logits are divided by; 0 takes the likeliest.
        top_k: how many of the likeliest stay, with those as likely as the last of them; 0 is all.
        top_p: the fewest likeliest with this probability together stay; 1 is all.
        min_p: what has at least this share of the largest probability stays; 0 is all.
    """

    temperature: float = 1.0
    top_k: int = 0
    top_p: float = 1.0
    min_p: float = 0.0


def ranked(logits: Tensor) -> tuple[Tensor, Tensor]:
    """The ids, likeliest first, and their logits, both `[vocabulary]`; of equal ones the smaller id comes first.

    So top-p takes the larger ids away first; which of them transformers takes is left to its sort.

    Example:
        >>> ranked(torch.tensor([1.0, 3.0, 1.0]))[0]
        tensor([1, 0, 2])
    """
    found, ids = logits.detach().cpu().float().sort(descending=True, stable=True)
    return ids, found


class Chances:
    """The probabilities of the ranked logits, of which every cut keeps the rows before some row.

    Args:
        logits: float32 `[vocabulary]`, likeliest first.
        settings: temperature and cuts.

    Attributes:
        kept: how many rows stay.

    Example:
        >>> Chances(ranked(workspace.logits()[-1])[1], Settings(top_k=2)).kept
        2
    """

    def __init__(self, logits: Tensor, settings: Settings) -> None:
        self._logits, self._settings = logits, settings
        exact = logits.double()
        self._weights = ((exact - exact[0]) / (settings.temperature or 1.0)).exp()
        self._sums = self._weights.cumsum(0)
        self.kept = self._min_p(self._top_p(self._top_k())) if settings.temperature > 0 else 1

    @property
    def usable(self) -> bool:
        """Whether there is anything to choose from: no logit is NaN, and the largest is a number."""
        return bool(self._logits[0].isfinite()) and not bool(self._logits.isnan().any())

    @property
    def probabilities(self) -> Tensor:
        """With what probability each row is drawn; float64 `[vocabulary]`."""
        found = torch.zeros_like(self._weights)
        found[: self.kept] = self._weights[: self.kept] / self._sums[self.kept - 1]
        return found

    def by_id(self, ids: Tensor, cut: float = 0.0) -> Tensor:
        """The same in the order of the ids, which are `[vocabulary]`, likeliest first, as `ranked` gives them.

        Args:
            ids: of the rows.
            cut: what stands for a token that is cut, where it has to be told from one that is only very unlikely.
        """
        found = self.probabilities
        found[self.kept :] = cut
        return torch.empty_like(found).scatter(0, ids, found)

    def draw(self, random: float) -> int:
        """The row whose part of the sum a random number from 0 to 1 falls in."""
        sums = self._sums[: self.kept]
        return min(int(torch.searchsorted(sums, random * sums[-1], right=True)), self.kept - 1)

    def draws(self, seed: int, first: int, upto: int) -> list[int]:
        """The rows of some numbers of a seed."""
        return [self.draw(uniform(seed, number)) for number in range(first, upto)]

    # ------------------------------------------------------------------ how it is done

    def _top_k(self) -> int:
        k = self._settings.top_k
        return self._equals(k - 1) if 0 < k < len(self._logits) else len(self._logits)

    def _top_p(self, left: int) -> int:
        """Summed up from the least likely, which is taken away while the sum is at most 1 − p."""
        if self._settings.top_p >= 1:
            return left
        sums = (self._weights[:left].flip(0) / self._sums[left - 1]).cumsum(0)
        return max(1, left - int((sums <= 1 - self._settings.top_p).sum()))

    def _min_p(self, left: int) -> int:
        """The largest weight is 1."""
        if self._settings.min_p <= 0:
            return left
        return max(1, int((self._weights[:left] >= self._settings.min_p).sum()))

    def _equals(self, row: int) -> int:
        """The first row after this one that has a smaller logit."""
        return int((self._logits >= self._logits[row]).sum())
