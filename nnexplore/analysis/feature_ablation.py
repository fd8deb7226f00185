"""``feature_ablation``: features of a sparse autoencoder silenced one by one, and what becomes of the answer."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import torch

from ..errors import AnalysisError, UnchangedWarning
from ..graph import Graph
from ..models import LanguageModel
from .ablation import Ablation
from .features import Features
from .measure import check_options, measure, measure_unchanged
from .metric import Metric
from .sparse_autoencoder import SparseAutoencoder
from .taken import drawn

__all__ = ["feature_ablation", "feature_graph"]

_AXES = ("position", "feature")


def feature_ablation(
    model: LanguageModel,
    sae: SparseAutoencoder,
    prompts: Any,
    *,
    metric: Metric,
    other: Any = None,
    by: Sequence[str] = ("feature",),
    features: Sequence[int] | None = None,
    positions: Sequence[int] | None = None,
    memory: int | str | None = None,
    progress: bool = True,
    **options: bool,
) -> Ablation:
    """Set features to zero, or to what they are on another prompt, one at a time, and measure the answer.

    The error term is kept. All are carried out as one plan: see ``run_many``.
    Source: Marks et al., "Sparse Feature Circuits" (2024), section 2.

    Args:
        model: any causal language model.
        sae: the autoencoder and where it sits.
        prompts: text, token ids, or a list of prompts of one length.
        metric: what is measured, of the logits: see ``metrics``.
        other: another prompt of the same length, or as many, whose features come in the place; by default zeros.
        by: ("feature",): at all positions at once; ("position", "feature"): at one at a time.
        features: which of them; by default all that change at some position.
        positions: which token positions, where it goes by these. Negative numbers count from the end.
        memory: see ``run_many``.
        progress: see ``run_many``.
        options: see ``run_many``.

    Returns:
        ``values``: the metric without the feature, a dimension for each axis. ``effect()`` is the difference.

    >>> metric = nnexplore.analysis.metrics.logit(" Paris")
    >>> nnexplore.analysis.feature_ablation(model, sae, "The Eiffel Tower is in the city of", metric=metric).effect()

    Raises:
        AnalysisError: no such axis, feature, position or option, none that is active, or an autoencoder that
            does not fit.
        MetricError: a metric that does not fit.
        ModelError: the architecture has no such component; the message says why.
    """
    check_options(feature_ablation, options)
    names = tuple(by)
    if "feature" not in names or not set(names) <= set(_AXES) or len({*names}) != len(names):
        raise AnalysisError(f'features are ablated by ("feature",) or ("position", "feature"); got {names!r}')
    if positions is not None and "position" not in names:
        raise AnalysisError('positions were chosen, but this goes by feature: add "position" to by')
    bound = metric.bind(model, prompts)
    found = Features.of(model, sae, prompts, features, positions, other)
    axes = {name: found.axes[name] for name in names}
    if empty := [name for name, axis in axes.items() if not len(axis)]:
        raise AnalysisError(f"there is nothing to ablate: no {empty[0]}s. Choose some: {empty[0]}s=[…]")
    graph = feature_graph(model, sae, found, bound, names)
    cells = torch.cartesian_prod(*(torch.tensor(axis.numbers) for axis in axes.values())).reshape(-1, len(axes))
    graphs = [graph.fill(**dict(zip(names, cell, strict=True))) for cell in cells.tolist()]
    each, plan = measure(model, graphs, len(found.rows), memory, progress, options)
    before = measure_unchanged(model, found.rows, bound)
    shape = [len(axis) for axis in axes.values()]
    return Ablation(
        each.mean(-1).reshape(shape),
        tuple(axes.values()),
        f"ablation of features of {sae.place}" + ("" if other is None else ", as on another prompt"),
        repr(metric),
        bound.unit,
        baselines={"unchanged": float(before.mean())},
        prompts=each.reshape([*shape, len(found.rows)]),
        unchanged=before,
        plan=plan,
    )


def feature_graph(
    model: LanguageModel, sae: SparseAutoencoder, found: Features, metric: Metric, names: Sequence[str]
) -> Graph:
    """The graph of one feature changed, with a hole for each axis; its result is "metric" ``[batch]``."""
    model = drawn(model)
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore", UnchangedWarning)
        with model.trace(found.rows) as run:
            holes: dict[str, Any] = {name: run.hole(name, found.axes[name].numbers) for name in names}
            features = sae.read(model)
            at = (slice(None), holes.get("position", slice(None)), holes["feature"])
            features[at] = found.new[at] if bool(found.new.any()) else 0
            sae.write(model, features)
            value: Any = metric(model.output.logits)
            value.save("metric")
    graph: Graph = run.graph
    return graph
