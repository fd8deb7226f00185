"""``measure``: the metric of many graphs on one prompt or batch, as one plan."""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from typing import Any, cast

import torch
from torch import Tensor

from ..errors import AnalysisError
from ..graph import Graph
from ..models import LanguageModel
from ..sweeps import Options, Plan, run_many
from .metric import Metric
from .taken import taken

__all__ = ["check_options", "measure", "measure_ends", "measure_unchanged"]


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
    options: dict[str, Any] | None = None,
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
    return each, cast(Plan, results.plan)


def measure_unchanged(model: LanguageModel, prompt: Any, metric: Metric) -> Tensor:
    """The metric of each prompt without any change, ``[batch]``."""
    (found,) = measure_ends(model, (prompt,), metric)
    return found


def measure_ends(model: LanguageModel, prompts: Sequence[Any], metric: Metric) -> tuple[Tensor, ...]:
    """The same of each of some prompts, or batches, in one block: ``[batch]`` for each."""
    found = []
    with torch.no_grad(), model.trace() as block:
        for prompt in prompts:
            with block.invoke(prompt):
                found.append(taken(metric(model.output.logits)))
    return tuple(one.cpu() for one in found)
