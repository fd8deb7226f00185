"""How the next token is chosen: the likeliest, or one that is drawn, in the order of transformers' own settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from ..errors import EditError

if TYPE_CHECKING:
    from torch import Tensor


ROWS = 64
"""Tokens that are drawn in one go."""


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

    def probabilities(self, logits: Tensor) -> Tensor:
        """With what probability each token is drawn, zero for what is cut; float32 `[..., vocabulary]`."""
        scores = logits.float() / self.temperature
        if 0 < self.top_k < scores.shape[-1]:
            least = scores.topk(self.top_k).values[..., -1:]
            scores = scores.masked_fill(scores < least, -torch.inf)
        if self.top_p < 1.0:
            scores = scores.masked_fill(_behind(scores, self.top_p), -torch.inf)
        return scores.softmax(-1)

    def choose(self, logits: Tensor, number: int) -> int:
        """The token that is written as the `number`-th after the prompt, which decides on its random number.

        Raises:
            EditError: the logits have no largest.
        """
        found = self.choices(logits[None], number)[0]
        if found < 0:
            raise EditError("the model gives NaN for the next token, so none can be chosen; take a change back")
        return found

    def choices(self, rows: Tensor, first: int = 0) -> list[int]:
        """The same for several tokens, whose rows are known; −1 where there is none."""
        clear = torch.where(rows.isnan().any(-1), -1, rows.argmax(-1))
        if self.greedy:
            return [int(one) for one in clear]
        draws = torch.rand(first + len(rows), dtype=torch.float64, generator=torch.Generator().manual_seed(self.seed))
        drawn = [
            self._drawn(part, draw)
            for part, draw in zip(rows.split(ROWS), draws[first:, None].split(ROWS), strict=True)
        ]
        return [int(one) for one in torch.where(clear < 0, clear, torch.cat(drawn))]

    def _drawn(self, rows: Tensor, draws: Tensor) -> Tensor:
        """The token whose part of the sum of all probabilities, in the order of the ids, a random number falls in."""
        sums = self.probabilities(rows).double().cumsum(-1)
        last = (sums < sums[:, -1:]).sum(-1)  # the last that is not cut
        return torch.minimum(torch.searchsorted(sums, draws * sums[:, -1:], right=True)[:, 0], last)


def _behind(scores: Tensor, most: float) -> Tensor:
    """The tokens not needed for a probability of `most`; as in transformers summed up from the least likely."""
    ordered, places = scores.sort(descending=False)
    cut = ordered.softmax(-1).cumsum(-1) <= 1 - most
    cut[..., -1:] = False
    return cut.scatter(-1, places, cut)
