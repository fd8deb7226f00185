"""``gradient_x_activation``: how much each part of a run counts for its result, by its value times its gradient."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from ..models import LanguageModel
from .component import component_named
from .metric import Metric
from .pair import Batch, check_positions
from .places import Places, part_sizes
from .result import Result
from .slope import read_values

__all__ = ["GradientXActivation", "gradient_x_activation"]


@dataclass(frozen=True, eq=False, repr=False)
class GradientXActivation(Result):
    """Values times gradients.

    Attributes:
        values: the sum over a cell of value times gradient, mean over the prompts.
        prompts: that of each prompt, one more dimension at the end.
        unchanged: the metric of each prompt.
    """

    prompts: Tensor = field(default_factory=lambda: torch.empty(0))
    unchanged: Tensor = field(default_factory=lambda: torch.empty(0))


def gradient_x_activation(
    model: LanguageModel,
    prompt: Any,
    *,
    metric: Metric,
    component: str = "resid_pre",
    by: Sequence[str] | None = None,
    layers: Sequence[int] | None = None,
    positions: Sequence[int] | None = None,
    heads: Sequence[int] | None = None,
    neurons: Sequence[int] | None = None,
) -> GradientXActivation:
    """To first order, what a component's value adds to the metric: what zero in its place would take away.

    One forward and one backward. It is ``attribution_patching`` from zeros, and as rough where zero is far from the
    values that occur: in the residual stream above all.
    Source: Shrikumar et al., "Not Just a Black Box" (2016), there for inputs.

    Args:
        model: any causal language model.
        prompt: text, token ids, or a list of prompts.
        metric: what is measured, of the logits; one with a gradient: see ``metrics``.
        component: as in ``activation_patching``.
        by: the axes; along the others the numbers are summed. By default those of the component.
        layers: which of them; all by default. Negative numbers count from the end, here and below.
        positions: which token positions.
        heads: which heads.
        neurons: which neurons.

    Returns:
        ``values``: in the metric's unit, a dimension for each axis.

    >>> metric = nnexplore.analysis.metrics.logit(" Paris")
    >>> prompt = "The Eiffel Tower is in the city of"
    >>> nnexplore.analysis.gradient_x_activation(model, prompt, metric=metric, component="head_out")

    Raises:
        AnalysisError: an unknown component or axis, no place at all, or positions of prompts of different lengths.
        MetricError: a metric that does not fit, or has no gradient.
        ModelError: the architecture has no such component; the message says why.
    """
    part, bound = component_named(component), metric.bind(model, prompt)
    batch = Batch.of(model, prompt)
    seen = read_values(model, prompt, [part], bound, len(batch.texts), gradients=True)
    values = seen.values[component]
    chosen = {"layer": layers, "position": positions, "head": heads, "neuron": neurons}
    places = Places.of(part, by, chosen, part_sizes(part, values), batch.labels)
    check_positions(places.axes, batch.lengths)
    products = [value.float() * slope.float() for value, slope in zip(values, seen.slopes[component], strict=True)]
    each, unchanged = places.sums(part, products), seen.metric.cpu()
    return GradientXActivation(
        each.mean(-1),
        places.named(),
        f"gradient times activation of {component}",
        repr(metric),
        bound.unit,
        zero="no part in it",
        baselines={"unchanged": float(unchanged.mean())},
        prompts=each,
        unchanged=unchanged,
    )
