"""``measure``: the metric of many graphs on one prompt or batch, as one plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor

from ..engine.traced import plain
from ..graph import Graph
from ..models import LanguageModel
from ..sweeps import Plan, run_many
from .metric import Metric

__all__ = ["measure", "measure_unchanged"]


def measure(
    model: LanguageModel,
    graphs: Sequence[Graph],
    rows: int,
    memory: int | str | None = None,
    progress: bool = True,
    options: dict[str, bool] | None = None,
    tell: Callable[[Sequence[int], Tensor], object] | None = None,
) -> tuple[Tensor, Plan]:
    """The result "metric" of each graph, ``[graph, batch]``; NaN where the sweep was interrupted.

    ``tell`` hears of some of them as soon as they are finished: their numbers, and their metrics in the same form.
    """

    def finished(numbers: Sequence[int], found: Sequence[dict[str, Any]]) -> None:
        if tell is not None:
            tell(numbers, torch.stack([one["metric"].cpu() for one in found]))

    told = None if tell is None else finished
    results = run_many(model, graphs, None, memory=memory, progress=progress, each=told, **(options or {}))
    each = torch.full((len(graphs), rows), torch.nan)
    for at, there in enumerate(results.finished):
        if there:
            each[at] = results[at]["metric"].cpu()
    return each, results.plan


def measure_unchanged(model: LanguageModel, prompt: Any, metric: Metric) -> Tensor:
    """The metric of each prompt without any change, ``[batch]``."""
    with torch.no_grad(), model.trace(prompt):
        return plain(metric(model.output.logits)).cpu()
