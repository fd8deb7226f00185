"""``ablation``: a part of the model silenced, a place at a time, and what becomes of the answer."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from ..errors import AnalysisError, UnchangedWarning
from ..graph import Graph
from ..models import LanguageModel
from ..sweeps import Plan
from .component import Component, component_named
from .measure import check_options, measure, measure_unchanged
from .metric import Metric
from .places import Places
from .replacement import Replacement, Rows, rows_of
from .result import Result
from .taken import drawn

__all__ = ["Ablation", "ablation"]

KINDS = ("zero", "mean", "resample")


@dataclass(frozen=True, eq=False, repr=False)
class Ablation(Result):
    """What a metric is without one part of the model.

    Attributes:
        values: the metric, mean over the prompts; a dimension for each axis.
        prompts: the metric of each prompt, one more dimension at the end.
        unchanged: the metric of each prompt in the unchanged run.
        plan: how the sweep was carried out.
    """

    prompts: Tensor = field(default_factory=lambda: torch.empty(0))
    unchanged: Tensor = field(default_factory=lambda: torch.empty(0))
    plan: Plan | None = None

    def effect(self) -> Result:
        """By how much the metric changes: with the part ablated, less unchanged.

        >>> ablation(model, prompt, metric=metric, component="head_out").effect().plot()
        """
        return Result(
            self.values - self.baselines["unchanged"],
            self.axes,
            self.name,
            f"change of {self.metric}",
            self.unit,
            zero="as the unchanged run",
        )


def ablation(
    model: LanguageModel,
    prompts: Any,
    *,
    metric: Metric,
    component: str,
    by: Sequence[str] | None = None,
    kind: str = "zero",
    dataset: Any = None,
    per_position: bool = False,
    layers: Sequence[int] | None = None,
    positions: Sequence[int] | None = None,
    heads: Sequence[int] | None = None,
    neurons: Sequence[int] | None = None,
    seed: int = 0,
    memory: int | str | None = None,
    progress: bool = True,
    **options: bool,
) -> Ablation:
    """Silence a component, a place at a time, and measure the answer.

    All places are carried out as one plan: see ``run_many``. Zero is a value that may never occur, so a large effect
    can come of that alone; a mean and a resampled value are of the kind that does occur.
    Source: Wang et al., "Interpretability in the Wild" (2022), section 2.2, for the mean; Chan et al., "Causal
    Scrubbing" (2022), for resampling.

    Args:
        model: any causal language model.
        prompts: text, token ids, or a list of prompts.
        metric: what is measured, of the logits: see ``metrics``.
        component: as in ``activation_patching``.
        by: the axes; along the others everything is ablated at once. By default those of the component.
        kind: what comes in its place: "zero"; "mean", over the dataset; "resample", the value that it has on another
            prompt of the dataset, as many tokens long and drawn at random, the same for all places.
        dataset: a list of prompts; by default ``prompts`` themselves.
        per_position: whether a mean is over prompts only, a different one at each position; else it is over all
            their tokens. A pattern's is always over prompts only.
        layers: which of them; all by default. Negative numbers count from the end, here and below.
        positions: which token positions.
        heads: which heads.
        neurons: which neurons.
        seed: what the drawing begins with; the same seed gives the same prompts.
        memory: see ``run_many``.
        progress: see ``run_many``.
        options: see ``run_many``.

    Returns:
        ``values``: the metric, a dimension for each axis in the order of ``by``. ``effect()`` is the difference.

    >>> metric = nnexplore.analysis.metrics.logit(" Paris")
    >>> prompt = "The Eiffel Tower is in the city of"
    >>> nnexplore.analysis.ablation(model, prompt, metric=metric, component="head_out").effect()

    Raises:
        AnalysisError: an unknown component, kind, axis or option, no place at all, or a dataset that does not fit.
        MetricError: a metric that does not fit.
        ModelError: the architecture has no such component; the message says why.
    """
    check_options(ablation, options)
    part, bound, rows = component_named(component), metric.bind(model, prompts), rows_of(model, prompts)
    chosen = {"layer": layers, "position": positions, "head": heads, "neuron": neurons}
    places = Places.of(part, by, chosen, _sizes(model, part, rows), _tokens(model, rows))
    if "position" in places.axes and len({*map(len, rows)}) > 1:
        raise AnalysisError(
            "positions are not the same places in prompts of different lengths, which are padded; take prompts of one "
            f"length, or leave position out: by={tuple(name for name in places.axes if name != 'position')}"
        )
    new = _replacement(model, part, kind, rows, dataset, per_position, seed)
    graph = ablation_graph(model, prompts, bound, places, new, len(rows))
    graphs = [graph.fill(**cell) for cell in places.cells]
    each, plan = measure(model, graphs, len(rows), memory, progress, options)
    before = measure_unchanged(model, prompts, bound)
    return Ablation(
        each.mean(-1).reshape(places.shape),
        places.named(),
        f"{kind} ablation of {component}",
        repr(metric),
        bound.unit,
        baselines={"unchanged": float(before.mean())},
        prompts=each.reshape([*places.shape, len(rows)]),
        unchanged=before,
        plan=plan,
    )


def ablation_graph(
    model: LanguageModel, prompts: Any, metric: Metric, places: Places, new: Replacement, rows: int
) -> Graph:
    """The graph of one place, with a hole for each axis; its result is "metric" ``[batch]``."""
    model = drawn(model)
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore", UnchangedWarning)
        with model.trace(prompts) as run:
            holes: dict[str, Any] = {name: run.hole(name, numbers) for name, numbers in places.axes.items()}
            layer = holes.pop("layer")
            new.part.write(model.layers[layer], new.part.index(holes), new.at(layer, holes), rows)
            value: Any = metric(model.output.logits)
            value.save("metric")
    graph: Graph = run.graph
    return graph


def _replacement(
    model: LanguageModel, part: Component, kind: str, rows: Rows, dataset: Any, per_position: bool, seed: int
) -> Replacement:
    if kind not in KINDS:
        raise AnalysisError(f"kind is {', '.join(map(repr, KINDS))}; got {kind!r}")
    if kind == "zero":
        return Replacement(part)
    known = rows if dataset is None else rows_of(model, dataset)
    if kind == "mean":
        return Replacement.mean(model, part, known, rows, per_position)
    return Replacement.resample(model, part, known, rows, seed)


def _sizes(model: LanguageModel, part: Component, rows: Rows) -> dict[str, int]:
    """How many places each axis has."""
    model = drawn(model)
    with torch.no_grad(), model.trace(rows):
        shape = part.read(model.layers[0], len(rows)).shape
    return {"layer": len(model.anatomy.blocks), **{name: int(shape[at]) for name, at in part.dims.items()}}


def _tokens(model: LanguageModel, rows: Rows) -> list[str]:
    """The label of each position."""
    longest = max(map(len, rows))
    return model.token_strings(rows[0]) if len(rows) == 1 else [str(at) for at in range(longest)]
