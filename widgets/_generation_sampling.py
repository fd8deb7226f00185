"""How the next token of a text is chosen: the likeliest, or one that is drawn as in the view `Sampling`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from ..errors import EditError
from ._sampling_chances import Chances, Settings, ranked
from ._sampling_random import uniform

if TYPE_CHECKING:
    from torch import Tensor

__all__ = ["CUT", "NONE", "Sampling"]

NONE = -1
"""In the place of a token where the logits give none."""
CUT = -1.0
"""In the place of the probability of a token that is cut: that of one that is not may be too small for a number."""


@dataclass(frozen=True)
class Sampling:
    """The settings of a choice: temperature, then `top_k`, then `top_p`.

    Attributes:
        greedy: take the likeliest; the rest is then without effect.
        temperature: what logits are divided by.
        top_k: how many of the likeliest tokens stay; 0 is all.
        top_p: the fewest likeliest tokens that have this probability together stay; 1 is all.
        seed: of the random numbers, one for each token that is written.

    Example:
        >>> Sampling(greedy=False, top_k=5).choose(logits, 0)
    """

    greedy: bool = True
    temperature: float = 1.0
    top_k: int = 0
    top_p: float = 1.0
    seed: int = 0

    def choose(self, logits: Tensor, number: int) -> int:
        """The token that is written as the `number`-th after the prompt, which decides on its random number.

        Raises:
            EditError: the logits have no largest.
        """
        found = int(self.likeliest(logits)) if self.greedy else self.draw(logits, number)[0]
        if found == NONE:
            raise EditError("the model gives no finite logits for the next token; take a change back")
        return found

    @staticmethod
    def likeliest(logits: Tensor) -> Tensor:
        """The likeliest token of each row, `[...]` of logits `[..., vocabulary]`; `NONE` where none is finite."""
        return torch.where(logits.amax(-1).isfinite(), logits.argmax(-1), NONE)

    def draw(self, logits: Tensor, number: int) -> tuple[int, Tensor]:
        """The same token where one is drawn, and with what probability each is, by its id, or `CUT`.

        Probabilities are float64 `[vocabulary]`; NaN where the logits give no token.
        """
        ids, found = ranked(logits)
        chances = Chances(found, Settings(self.temperature, self.top_k, self.top_p))
        if not chances.usable:
            return NONE, torch.full(found.shape, torch.nan, dtype=torch.float64)
        return int(ids[chances.draw(uniform(self.seed, number))]), chances.by_id(ids, CUT)
