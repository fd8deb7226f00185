"""``ScoreForm``: what a model multiplies scores or logits with, and the soft cap after it, from its values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

__all__ = ["Numbers", "ScoreForm"]


@dataclass(frozen=True)
class Numbers:
    """The positive numbers of a configuration, and those among them that it calls a cap, of scores or of logits."""

    known: tuple[float, ...]
    caps: tuple[float, ...] = ()

    @classmethod
    def of(cls, config: Any, *, scores: bool) -> Numbers:
        """Those of a configuration; caps of attention's scores have "att" in their names, others do not."""
        items: dict[str, Any] = getattr(config, "to_dict", dict)()
        found = {
            name: float(one)
            for name, one in items.items()
            if isinstance(one, int | float) and not isinstance(one, bool) and one > 0
        }
        caps = [one for name, one in found.items() if "cap" in name and ("att" in name) == scores]
        return cls(tuple(sorted(set(found.values()))), tuple(caps))


@dataclass(frozen=True)
class ScoreForm:
    """``cap × tanh(x × scale / cap)``, or ``x × scale`` where there is no cap."""

    scale: float
    cap: float | None = None

    @classmethod
    def of(cls, given: Tensor, made: Tensor, numbers: Numbers, allowed: float) -> ScoreForm | None:
        """The form that gives ``made`` of ``given``, or ``None``; a scale is what the ``numbers`` say, if they do.

        Both values are the same places ``[places]``, before and after it; ``allowed`` is relative to the largest.
        """
        x, y = given.double().flatten(), made.double().flatten()
        largest = float(y.abs().max())
        plain = cls._fit(x, y, numbers.known, allowed)
        named = [cls._fit(x, y, numbers.known, allowed, cap) for cap in numbers.caps if cap > largest]
        error, form = min(named, key=lambda one: one[0], default=plain)
        if error > 3 * plain[0]:  # a cap that the configuration names is one, unless the numbers tell against it
            error, form = plain
        return form if error <= allowed * (1 + largest) else None

    @classmethod
    def _fit(
        cls, x: Tensor, y: Tensor, known: Sequence[float], allowed: float, cap: float | None = None
    ) -> tuple[float, ScoreForm]:
        straight = y if cap is None else cap * torch.atanh(y / cap)
        scale = float(straight @ x / (x @ x).clamp_min(torch.finfo(x.dtype).tiny))
        near = min(_powers(known), key=lambda one: abs(one - scale))
        form = cls(near if abs(near - scale) <= allowed * abs(scale) else scale, cap)
        return float((form.apply(x) - y).abs().max()), form

    def apply(self, x: Tensor) -> Tensor:
        """What it makes of a value."""
        return x * self.scale if self.cap is None else self.cap * torch.tanh(x * self.scale / self.cap)


def _powers(known: Sequence[float]) -> list[float]:
    """What a model may multiply with: a number, its root, one divided by either."""
    return [1.0, *(power for one in known for power in (one, 1 / one, one**0.5, one**-0.5))]
