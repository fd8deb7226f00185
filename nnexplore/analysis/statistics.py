"""Statistics over prompts: how sure a mean is, how large a difference is, how much of a behaviour has come back."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Sequence
from statistics import NormalDist
from typing import Any, NamedTuple

import torch
from torch import Tensor

from ..errors import ResultError

__all__ = ["Interval", "bootstrap", "effect_size", "recovery"]

_CHUNK = 1 << 22
_NORMAL = NormalDist()


class Interval(NamedTuple):
    """A statistic with the range that it lies in, as sure as ``level`` says."""

    value: float
    low: float
    high: float
    level: float


def bootstrap(
    samples: Tensor | Sequence[float],
    statistic: Callable[[Tensor], Tensor] | None = None,
    *,
    level: float = 0.95,
    resamples: int = 10_000,
    method: str = "bca",
    seed: int = 0,
) -> Interval:
    """The interval of a statistic over prompts, by drawing as many prompts again, with replacement.

    Args:
        samples: one number for each prompt, [prompts].
        statistic: of [draws, prompts] gives [draws]; by default the mean.
        level: how sure, between 0 and 1.
        resamples: how many draws.
        method: "bca" (bias-corrected and accelerated) or "percentile".
        seed: what the draws begin with; the same seed gives the same interval.

    Source: Efron, "Better Bootstrap Confidence Intervals" (1987).

    >>> bootstrap([0.9, 0.7, 1.0, 0.8, 0.6]).value
    0.8

    Raises:
        ResultError: fewer than two samples, one that is NaN, or settings out of range.
    """
    data = _samples(samples, "samples")
    if not 0 < level < 1 or resamples < 1 or method not in ("bca", "percentile"):
        raise ResultError(
            f'level is between 0 and 1, resamples at least 1, method "bca" or "percentile"; '
            f"got {level}, {resamples}, {method!r}"
        )
    measure = statistic or _mean
    value = float(_measured(measure, data.unsqueeze(0))[0])
    draws = _draws(measure, data, resamples, seed)
    tails = torch.tensor([(1 - level) / 2, (1 + level) / 2], dtype=torch.float64)
    if method == "bca":
        tails = _corrected(tails, value, draws, measure, data)
    low, high = draws.quantile(tails).tolist() if not tails.isnan().any() else (value, value)
    return Interval(value, low, high, level)


def effect_size(one: Tensor | Sequence[float], other: Tensor | Sequence[float]) -> float:
    """Cohen's d of pairs: the mean of the differences ``one - other`` in their standard deviations (n - 1).

    0.2 is called small, 0.5 medium, 0.8 large. Infinite where all differences are the same to rounding, NaN where
    all are 0.
    Source: Cohen, "Statistical Power Analysis" (1988), there d_z.

    >>> effect_size([3.0, 4.0, 6.0], [1.0, 1.0, 2.0])
    3.0

    Raises:
        ResultError: not pairs, fewer than two, or one that is NaN.
    """
    first, second = _samples(one, "one"), _samples(other, "other")
    if first.shape != second.shape:
        raise ResultError(f"paired samples are as many of one as of the other; got {len(first)} and {len(second)}")
    differences = first - second
    mean, spread = float(differences.mean()), float(differences.std())
    if spread > 4 * max(map(_rounding, (one, other))) * float(torch.maximum(first.abs(), second.abs()).max()):
        return mean / spread
    return math.copysign(math.inf, mean) if mean else math.nan


def recovery(patched: Any, clean: Any, corrupted: Any) -> Tensor:
    """How much of the clean run has come back: ``(patched - corrupted) / (clean - corrupted)``, 0 none and 1 all.

    Where clean and corrupted are the same to rounding (1e-4 of the larger) there is nothing to come back: NaN, and a
    warning. Arguments broadcast; the result is float32, or float64 if one of them is.
    Source: Wang et al., "Interpretability in the Wild" (2022).

    >>> recovery(torch.tensor([1.0, 3.0]), clean=5.0, corrupted=1.0)
    tensor([0.0000, 0.5000])
    """
    given = [torch.as_tensor(value) for value in (patched, clean, corrupted)]
    double = any(isinstance(v, Tensor) and v.dtype == torch.float64 for v in (patched, clean, corrupted))
    top, full, none = (value.to(torch.float64 if double else torch.float32) for value in given)
    room = full - none
    same = room.abs() <= 1e-4 * torch.maximum(full.abs(), none.abs())
    if bool(same.any()):
        warnings.warn(
            f"clean and corrupted are the same in {int(same.sum())} of {same.numel()} cases, so nothing can be "
            "recovered there: NaN. Take prompts on which the model does different things",
            stacklevel=2,
        )
    return (top - none) / torch.where(same, math.nan, room)


def _rounding(given: Any) -> float:
    """The relative error of a number as it was given."""
    real = isinstance(given, Tensor) and given.is_floating_point()
    return torch.finfo(given.dtype if real else torch.float64).eps


def _samples(given: Tensor | Sequence[float], name: str) -> Tensor:
    data = torch.as_tensor(given, dtype=torch.float64).detach().as_subclass(Tensor).cpu()
    if data.dim() != 1 or len(data) < 2:
        raise ResultError(f"{name} is one number for each prompt, two at least; got shape {list(data.shape)}")
    if bool(data.isnan().any()):
        raise ResultError(f"{int(data.isnan().sum())} of the {len(data)} {name} are NaN; leave these prompts out")
    return data


def _mean(drawn: Tensor) -> Tensor:
    return drawn.mean(-1)


def _measured(measure: Callable[[Tensor], Tensor], drawn: Tensor) -> Tensor:
    found: Any = measure(drawn)
    if not isinstance(found, Tensor) or found.shape != drawn.shape[:1]:
        what = list(found.shape) if isinstance(found, Tensor) else type(found).__name__
        raise ResultError(f"a statistic of [draws, prompts] gives [draws], as x.mean(-1) does; got {what}")
    return found.double()


def _draws(measure: Callable[[Tensor], Tensor], data: Tensor, resamples: int, seed: int) -> Tensor:
    """The statistic of each draw, a bounded amount of memory at a time."""
    dice = torch.Generator().manual_seed(seed)
    size, found = max(1, _CHUNK // len(data)), []
    for start in range(0, resamples, size):
        rows = min(size, resamples - start)
        found.append(_measured(measure, data[torch.randint(len(data), (rows, len(data)), generator=dice)]))
    return torch.cat(found)


def _corrected(tails: Tensor, value: float, draws: Tensor, measure: Callable[[Tensor], Tensor], data: Tensor) -> Tensor:
    """The shares of draws below the ends of the interval, corrected for bias and skew; NaN where all draws agree."""
    below = float(((draws < value).double().mean() + (draws <= value).double().mean()) / 2)
    if not 0 < below < 1 or float(draws.max() - draws.min()) == 0:
        return torch.full_like(tails, math.nan) if float(draws.max() - draws.min()) == 0 else tails
    without = torch.stack([torch.cat([data[:at], data[at + 1 :]]) for at in range(len(data))])
    left = _measured(measure, without)
    away = left.mean() - left
    spread = float((away**2).sum())
    skew = float((away**3).sum()) / (6 * spread**1.5) if spread else 0.0
    bias = _NORMAL.inv_cdf(below)
    ends = [bias + _NORMAL.inv_cdf(float(tail)) for tail in tails]
    return torch.tensor([_NORMAL.cdf(bias + end / (1 - skew * end)) for end in ends], dtype=torch.float64)
