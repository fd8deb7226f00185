"""``feature_attribution``: how much each feature of a sparse autoencoder, and its error, count for the answer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import torch
from torch import Tensor

from ..errors import AnalysisError, MetricError
from ..models import LanguageModel
from .agreement import Agreement
from .feature_ablation import feature_graph
from .features import Features
from .measure import measure, measure_unchanged
from .metric import Metric
from .result import Result
from .sparse_autoencoder import SparseAutoencoder
from .taken import leaf, taken

__all__ = ["FeatureAttribution", "feature_attribution"]


@dataclass(frozen=True, eq=False, repr=False)
class FeatureAttribution(Result):
    """What each feature adds to the metric, to first order, at each position.

    Attributes:
        values: activation times gradient [position, feature], mean over the prompts; with another prompt, of what
            the activation is more than there.
        errors: the same of the error of the autoencoder, [position].
        share: the sizes of ``errors`` over these and those of all features, at the same positions.
        prompts: that of each prompt, [position, feature, batch].
        unchanged: the metric of each prompt.
        check: estimates beside the truth at some cells, if asked for.
    """

    errors: Tensor = field(default_factory=lambda: torch.empty(0))
    share: float = math.nan
    prompts: Tensor = field(default_factory=lambda: torch.empty(0))
    unchanged: Tensor = field(default_factory=lambda: torch.empty(0))
    check: Agreement | None = None

    def error(self) -> Result:
        """What the error of the autoencoder adds to the metric at each position: what no feature says.

        >>> feature_attribution(model, sae, prompt, metric=metric).error().plot()
        """
        name = self.name.replace("features", "the error term", 1)
        return Result(self.errors, self.axes[:1], name, self.metric, self.unit, self.zero, baselines=self.baselines)

    def __repr__(self) -> str:
        lines = [super().__repr__(), f"  the error term holds {self.share:.0%} of all sizes, its own and all features'"]
        return "\n".join([*lines, f"  {self.check}"] if self.check else lines)


def feature_attribution(
    model: LanguageModel,
    sae: SparseAutoencoder,
    prompts: Any,
    *,
    metric: Metric,
    other: Any = None,
    features: Sequence[int] | None = None,
    positions: Sequence[int] | None = None,
    method: str = "linear",
    steps: int = 8,
    check: int = 0,
    progress: bool = True,
) -> FeatureAttribution:
    """To first order, what each feature adds to the metric: what zero, or another prompt's, would take away.

    The value is taken for the sum of what the features decode to and the error, and the metric is differentiated at
    both: activation, less what would come in its place, times gradient, of all features at all positions from one
    forward and one backward.
    Source: Marks et al., "Sparse Feature Circuits" (2024), section 2; there also "integrated".

    Args:
        model: any causal language model.
        sae: the autoencoder and where it sits.
        prompts: text, token ids, or a list of prompts of one length.
        metric: what is measured, of the logits; one with a gradient: see ``metrics``.
        other: another prompt of the same length, or as many, whose features and error come in the place; by default
            zeros.
        features: which of them; by default all that change at some position.
        positions: which token positions; by default all. Negative numbers count from the end.
        method: "linear", or "integrated": the mean of the gradient along the straight line from what would come in
            their place to features and error. Together with those of the error term all numbers then sum, up to the
            number of steps, to what the value adds beyond the other prompt's, or beyond what ``decode`` makes of no
            features. Each step costs a forward and a backward.
        steps: at how many points of that line; they are the middles of equal parts.
        check: at how many cells, the largest ones, the feature is truly ablated for comparison.
        progress: show a progress bar for these.

    Returns:
        ``values``: in the metric's unit, [position, feature].

    >>> metric = nnexplore.analysis.metrics.logit(" Paris")
    >>> nnexplore.analysis.feature_attribution(model, sae, "The Eiffel Tower is in", metric=metric, check=5)

    Raises:
        AnalysisError: no such feature, position or method, prompts of several lengths, or an autoencoder that does not
            fit.
        MetricError: a metric that does not fit, or has no gradient.
        ModelError: the architecture has no such component; the message says why.
    """
    if method not in ("linear", "integrated") or steps < 1:
        raise AnalysisError(f'method is "linear" or "integrated", with 1 step or more; got {method!r}, {steps} steps')
    if not metric.differentiable:
        raise MetricError(f"{metric!r} moves in steps and has no gradient; take another, as metrics.logit_diff")
    bound = metric.bind(model, prompts)
    found = Features.of(model, sae, prompts, features, positions, other)
    points = [1.0] if method == "linear" else [(step + 0.5) / steps for step in range(steps)]
    products, errors = _products(model, sae, found, bound, points)
    unchanged = measure_unchanged(model, found.rows, bound)
    at = [int(place) for place in found.axes["position"].numbers]
    each, rest = found.chosen(products), errors.mean(0)[at]
    sizes = [float(one.abs().sum()) for one in (rest, products.mean(0)[at])]
    result = FeatureAttribution(
        each.mean(-1),
        tuple(found.axes.values()),
        f"attribution to features of {sae.place}"
        + ("" if other is None else ", beside another prompt")
        + (f", integrated in {steps} steps" if method == "integrated" else ""),
        repr(metric),
        bound.unit,
        zero="no part in it",
        baselines={"unchanged": float(unchanged.mean())},
        errors=rest,
        share=sizes[0] / sum(sizes) if sum(sizes) else math.nan,
        prompts=each,
        unchanged=unchanged,
    )
    return result if check < 1 else _checked(model, sae, found, bound, result, check, progress)


def _products(
    model: LanguageModel, sae: SparseAutoencoder, found: Features, metric: Metric, points: Sequence[float]
) -> tuple[Tensor, Tensor]:
    """Change times the mean gradient: of the features [batch, tokens, features], of the error [batch, tokens]."""
    ends = (found.new, found.values), (found.new_error, found.error)
    slopes = [_slopes(model, sae, found, metric, *(torch.lerp(*end, point) for end in ends)) for point in points]
    means = [torch.stack(each).mean(0) for each in zip(*slopes, strict=True)]
    products = [(there - new).float() * mean for (new, there), mean in zip(ends, means, strict=True)]
    return products[0], products[1].sum(-1).cpu()


def _slopes(
    model: LanguageModel, sae: SparseAutoencoder, found: Features, metric: Metric, features: Tensor, error: Tensor
) -> tuple[Tensor, ...]:
    """The gradient of the metric at features and error, of which the value at the place is made."""
    with torch.enable_grad(), model.trace(found.rows):
        here = sae.vectors(model) if model.elsewhere else features
        leaves = [leaf(one, here) for one in (features, error)]
        decoded = sae.decode(leaves[0], found.vectors)
        sae.put(model, decoded.to(found.vectors) + leaves[1])
        scores = metric(model.output.logits)
        if not scores.requires_grad:
            raise MetricError("the metric has no gradient: compute it with operations of PyTorch that have one")
        slopes = [taken(slope, copy=False) for slope in torch.autograd.grad(scores.sum(), leaves)]
    return tuple(slope.float() for slope in slopes)


def _checked(
    model: LanguageModel,
    sae: SparseAutoencoder,
    found: Features,
    metric: Metric,
    result: FeatureAttribution,
    count: int,
    progress: bool,
) -> FeatureAttribution:
    """The result with the true effect at its largest cells."""
    cells = tuple(result.top(count, by="size"))
    if not cells:
        return result
    graph = feature_graph(model, sae, found, metric, tuple(found.axes))
    graphs = [graph.fill(**{name: int(number) for name, number in cell.where.items()}) for cell in cells]
    each, _ = measure(model, graphs, len(found.rows), progress=progress)
    true = (result.unchanged - each).mean(-1).tolist()
    return replace(result, check=Agreement(cells, tuple(true)))
