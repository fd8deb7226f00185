"""``LensDifference``: what is different between two lenses, or from one layer of a lens to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from ..errors import MetricError
from ..models import LanguageModel
from .answer import Answer
from .axis import Axis
from .result import Result

__all__ = ["LensDifference", "by_row", "divergence", "one_token"]

_TINY = torch.finfo(torch.float32).tiny


@dataclass(frozen=True, eq=False, repr=False)
class LensDifference:
    """Two grids of next-token probabilities, and what the first has more or less than the second.

    Attributes:
        new, old: float32 [row, position, vocab]; all numbers are of ``new``, less those of ``old``.
        axes: layer and position.
        name: what is compared.

    >>> nnexplore.analysis.logit_lens(model, "The capital of France is").steps().log_probability(" Paris")
    """

    new: Tensor
    old: Tensor
    axes: tuple[Axis, Axis]
    name: str
    model: LanguageModel = field(compare=False)

    def probability(self, token: Any) -> Result:
        """The change of a token's probability.

        Raises:
            MetricError: no such token.
        """
        at = one_token(self.model, token)
        return self._result(self.new[..., at] - self.old[..., at], f"change of the probability of {token!r}")

    def log_probability(self, token: Any) -> Result:
        """The change of a token's log-probability, in nats; what is below 1e-38 counts as that.

        Raises:
            MetricError: no such token.
        """
        at = one_token(self.model, token)
        values = _log(self.new[..., at]) - _log(self.old[..., at])
        return self._result(values, f"change of the log-probability of {token!r}", "nats")

    def divergence(self) -> Result:
        """How far the two are apart: KL(new || old), in nats."""
        values = torch.stack([divergence(new, old) for new, old in zip(self.new, self.old, strict=True)])
        return self._result(values, "divergence", "nats")

    def rising(self, k: int = 10) -> tuple[Tensor, Tensor]:
        """The ``k`` tokens whose probability rises most: ids and changes, each [row, position, k]."""
        return self._most(k, largest=True)

    def falling(self, k: int = 10) -> tuple[Tensor, Tensor]:
        """The ``k`` tokens whose probability falls most: ids and changes, each [row, position, k]."""
        return self._most(k, largest=False)

    def token_strings(self, ids: list[int]) -> list[str]:
        """Tokens as text."""
        return self.model.token_strings(ids)

    def __repr__(self) -> str:
        found = self.divergence()
        return "\n".join([repr(found), *(self._words(cell.where) for cell in found.top(1))])

    def _words(self, where: dict[str, Any]) -> str:
        """The tokens that change most in one cell."""
        row, column = (axis.place(where[axis.name]) for axis in self.axes)
        change = self.new[row, column] - self.old[row, column]
        risen, fallen = (self.token_strings([int(change.argmax())])[0], self.token_strings([int(change.argmin())])[0])
        return f"  there {risen!r} rises by {float(change.max()):.2f}, {fallen!r} falls by {-float(change.min()):.2f}"

    def _most(self, k: int, largest: bool) -> tuple[Tensor, Tensor]:
        count = min(k, self.new.shape[-1])
        rows = [(new - old).topk(count, largest=largest) for new, old in zip(self.new, self.old, strict=True)]
        return torch.stack([row.indices for row in rows]), torch.stack([row.values for row in rows])

    def _result(self, values: Tensor, metric: str, unit: str = "") -> Result:
        return Result(values, self.axes, self.name, metric, unit, "no change")


def divergence(one: Tensor, other: Tensor) -> Tensor:
    """KL(one || other) in nats over the last dimension, of probabilities."""
    return (one * (_log(one) - _log(other))).sum(-1)


def by_row(function: Callable[[Tensor], Tensor], rows: Tensor) -> Tensor:
    """A function of each row in turn, so that only one row's intermediate values are in memory."""
    return torch.stack([function(row) for row in rows])


def one_token(model: LanguageModel, token: Any) -> int:
    """The id of a token that is given as text or id.

    Raises:
        MetricError: no such token, or several.
    """
    found = Answer.of(token).bound(model).ids
    if not isinstance(found, int):
        raise MetricError(f"the lens asks for one token, as text or id; got {token!r:.60}")
    return found


def _log(probabilities: Tensor) -> Tensor:
    return probabilities.clamp(min=_TINY).log()
