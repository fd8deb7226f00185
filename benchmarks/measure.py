"""Side-by-side timing: every variant once per round, in one process, so that what slows one slows all."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

__all__ = ["Ratio", "side_by_side", "table"]


@dataclass(frozen=True)
class Ratio:
    """Time of a variant over that of the first one: median over rounds, and smallest over smallest.

    CPU time; on a GPU, or with another clock, wall time.
    """

    name: str
    median: float
    best: float
    milliseconds: float


def side_by_side(
    variants: Mapping[str, Callable[[], object]],
    *,
    rounds: int,
    repeat: int = 1,
    device: str = "cpu",
    clock: Callable[[], float] | None = None,
) -> list[Ratio]:
    """Ratios to the first variant. ``repeat`` calls make one sample, for variants that take microseconds."""
    clock = clock or (_gpu_clock if device == "cuda" else time.process_time)
    samples: dict[str, list[float]] = {name: [] for name in variants}
    for variant in variants.values():
        variant()
    for _ in range(rounds):
        for name, variant in variants.items():
            samples[name].append(_sample(variant, repeat, clock))
    base = next(iter(samples.values()))
    return [
        Ratio(
            name,
            statistics.median(mine / bare for mine, bare in zip(times, base, strict=True)),
            min(times) / min(base),
            statistics.median(times) * 1e3,
        )
        for name, times in samples.items()
    ]


def _sample(variant: Callable[[], object], repeat: int, clock: Callable[[], float]) -> float:
    gc.collect()
    begin = clock()
    for _ in range(repeat):
        variant()
    return (clock() - begin) / repeat


def _gpu_clock() -> float:
    """Wall time, when the GPU has done all it was given."""
    import torch

    torch.cuda.synchronize()
    return time.perf_counter()


def table(title: str, ratios: list[Ratio]) -> str:
    """The ratios as a Markdown table."""
    rows = [f"| {r.name} | {r.median:.3f} | {r.best:.3f} | {r.milliseconds:.3f} |" for r in ratios]
    head = ["", f"### {title}", "", "| variant | ratio (median) | ratio (best) | ms |", "|---|---|---|---|"]
    return "\n".join([*head, *rows])
