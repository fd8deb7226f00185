"""``measure``: the metric of many graphs on one prompt or batch, as one plan."""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from typing import Any

import torch
from torch import Tensor

from ..engine.traced import plain
from ..errors import AnalysisError
from ..graph import Graph
from ..models import LanguageModel
from ..sweeps import Options, Plan, run_many
from .metric import Metric

__all__ = ["check_options", "measure", "measure_unchanged"]


def check_options(analysis: Callable[..., Any], options: Iterable[str]) -> None:
    """Refuse an option that neither the analysis nor ``run_many`` has, before anything is run.

    >>> check_options(path_patching, {"sendr": "mlp_out"})

    Raises:
        AnalysisError: there is one; the message names the nearest of those that exist, and all of them.
    """
    given = inspect.signature(analysis).parameters.values()
    own = [one.name for one in given if one.kind is inspect.Parameter.KEYWORD_ONLY]
    many = [one.name for one in fields(Options) if one.name not in own]
    for name in options:
        if name not in many:
            close = difflib.get_close_matches(name, [*own, *many], n=1)
            hint = f" Did you mean {close[0]!r}?" if close else ""
            raise AnalysisError(
                f"{analysis.__name__} has no option {name!r}.{hint} It has {', '.join(own)}; "
                f"and for how the runs are carried out {', '.join(many)}"
            )


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
