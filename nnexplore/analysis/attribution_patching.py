"""``attribution_patching``: what activation patching would give everywhere, estimated from one backward pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, overload

import torch
from torch import Tensor

from ..errors import AnalysisError
from ..models import LanguageModel
from ..sweeps import run_many
from .agreement import Agreement
from .component import Component, component_named
from .metric import Metric
from .pair import Pair
from .patching import patching_graph
from .places import Places, part_sizes
from .result import Result
from .slope import Slope, read_values, slope_at

__all__ = ["AttributionPatching", "attribution_patching"]

Names = list[str] | tuple[str, ...]


@dataclass(frozen=True, eq=False, repr=False)
class AttributionPatching(Result):
    """Estimates of what the metric would change by, if a place of one run were put into the other.

    Attributes:
        values: the estimated change of the metric, mean over the prompts; a dimension for each axis.
        prompts: that of each prompt, one more dimension at the end.
        clean, corrupted: the metric of each prompt in the unchanged runs.
        check: estimates beside the truth at some cells, if asked for.
    """

    prompts: Tensor = field(default_factory=lambda: torch.empty(0))
    clean: Tensor = field(default_factory=lambda: torch.empty(0))
    corrupted: Tensor = field(default_factory=lambda: torch.empty(0))
    check: Agreement | None = None

    def __repr__(self) -> str:
        lines = super().__repr__()
        return f"{lines}\n  {self.check}" if self.check else lines


@overload
def attribution_patching(
    model: LanguageModel, clean: Any, corrupted: Any, *, metric: Metric, component: str = ..., **options: Any
) -> AttributionPatching: ...


@overload
def attribution_patching(
    model: LanguageModel, clean: Any, corrupted: Any, *, metric: Metric, component: Names, **options: Any
) -> dict[str, AttributionPatching]: ...


def attribution_patching(  # type: ignore[misc]  # the overloads leave the other arguments to this one
    model: LanguageModel,
    clean: Any,
    corrupted: Any,
    *,
    metric: Metric,
    component: str | Names = "resid_pre",
    by: Sequence[str] | None = None,
    direction: str = "denoising",
    layers: Sequence[int] | None = None,
    positions: Sequence[int] | None = None,
    heads: Sequence[int] | None = None,
    neurons: Sequence[int] | None = None,
    align: str = "",
    method: str = "linear",
    steps: int = 8,
    check: int = 0,
    progress: bool = True,
) -> AttributionPatching | dict[str, AttributionPatching]:
    """Estimate activation patching to first order: the difference of the values times the gradient of the metric.

    The gradient is that in the run into which values would be put. All places of all components together cost one
    forward of one prompt, and one forward and one backward of the other.
    Source: Nanda, "Attribution Patching" (2023); Syed et al., "Attribution Patching Outperforms Automated Circuit
    Discovery" (2023), section 2. ``method="integrated"``: Sundararajan et al., "Axiomatic Attribution for Deep
    Networks" (2017), section 3; Hanna et al., "Have Faith in Faithfulness" (2024), section 3 (EAP-IG).

    Args:
        model: any causal language model.
        clean: the prompt with the answer: text, token ids, or a list of prompts.
        corrupted: the prompt without it, as many tokens long.
        metric: what is measured, of the logits; one with a gradient: see ``metrics``.
        component: one, as in ``activation_patching``, or a list of them.
        by: the axes, as in ``activation_patching``; along the others the estimates are summed. By default those of
            each component.
        direction: "denoising" estimates values of the clean run put into the corrupted one, "noising" the other way.
        layers: which of them; all by default. Negative numbers count from the end, here and below.
        positions: which token positions of the run that is estimated.
        heads: which heads.
        neurons: which neurons.
        align: as in ``activation_patching``.
        method: "linear", or "integrated": the mean of the gradient along the straight line from one run's values to
            the other's, for one layer of one component at a time, all its places at once. Their sum over a layer is
            then, up to the number of steps, what patching all of it gives. It costs a forward and a backward for each
            layer, component and step.
        steps: at how many points of that line; they are the middles of equal parts.
        check: at how many cells, the largest ones, true activation patching is run for comparison.
        progress: show a progress bar for these.

    Returns:
        ``values``: the estimated change of the metric in its unit, a dimension for each axis; of several components a
        dict of results by name.

    >>> metric = nnexplore.analysis.metrics.logit_diff(" Paris", " Rome")
    >>> prompts = "The Eiffel Tower is in the city of", "The Colosseum is in the city of"
    >>> nnexplore.analysis.attribution_patching(model, *prompts, metric=metric, align="end", check=5)

    Raises:
        AnalysisError: prompts of different lengths, an unknown component, axis or method, or no place at all.
        MetricError: a metric that does not fit, or has no gradient.
        ModelError: the architecture has no such component; the message says why.
    """
    _check_words(direction, method, steps)
    names = [component] if isinstance(component, str) else list(dict.fromkeys(component))
    parts = [component_named(name) for name in names]
    source, target = (clean, corrupted) if direction == "denoising" else (corrupted, clean)
    pair = Pair.of(model, source, target, align)
    if pair.differ and "head_pattern" in names:
        raise AnalysisError("patterns are of a token by a token: they can be compared only between prompts of a length")
    bound = metric.bind(model, target)
    there = read_values(model, target, parts, bound, pair.rows, gradients=True)
    other = read_values(model, source, parts, bound, pair.rows, gradients=False)
    chosen = {"layer": layers, "position": positions, "head": heads, "neuron": neurons}
    unchanged = (other.metric, there.metric) if direction == "denoising" else (there.metric, other.metric)
    labels, found = pair.labels(range(len(pair.tokens))), {}
    for part in parts:
        values = there.values[part.name]
        places = Places.of(part, by, chosen, part_sizes(part, values), labels, pair.places)
        pair.check_axes(places.axes)
        changes = [_change(part, pair, *both) for both in zip(other.values[part.name], values, strict=True)]
        count = steps if method == "integrated" else 0
        slopes = _slopes(model, pair, bound, part, there, changes, places.axes["layer"], count)
        each = places.sums(part, [change * slope for change, slope in zip(changes, slopes, strict=True)])
        result = _result(f"attribution patching of {part.name}, {direction}", metric, bound, places, each, unchanged)
        if method == "integrated":
            result = replace(result, name=f"{result.name}, integrated in {steps} steps")
        found[part.name] = _checked(model, pair, bound, part, places, result, there.metric, check, progress)
    return found[component] if isinstance(component, str) else found


def _check_words(direction: str, method: str, steps: int) -> None:
    if direction not in ("denoising", "noising"):
        raise AnalysisError(f'direction is "denoising" or "noising"; got {direction!r}')
    if method not in ("linear", "integrated"):
        raise AnalysisError(f'method is "linear" or "integrated"; got {method!r}')
    if steps < 1:
        raise AnalysisError(f"steps are 1 or more; got {steps}")


def _change(part: Component, pair: Pair, source: Tensor, target: Tensor) -> Tensor:
    """What would be added to the target's value; nothing at positions that the source has not. float32."""
    before, after = pair.aligned({})
    found = torch.zeros_like(target, dtype=torch.float32)
    at = part.index(after)
    found[at] = source[part.index(before)].float() - target[at].float()
    return found


def _slopes(
    model: LanguageModel,
    pair: Pair,
    metric: Metric,
    part: Component,
    there: Slope,
    changes: list[Tensor],
    layers: Sequence[int],
    steps: int,
) -> list[Tensor]:
    """The gradient at each layer's value; with ``steps`` its mean along the way."""
    if not steps:
        return [slope.float() for slope in there.slopes[part.name]]
    found = []
    for layer, change in enumerate(changes):
        if layer not in layers:  # nobody asks for it
            found.append(torch.zeros_like(change))
            continue
        at = [(step + 0.5) / steps * change for step in range(steps)]
        some = [slope_at(model, pair.target, part, layer, one, metric).float() for one in at]
        found.append(torch.stack(some).mean(0))
    return found


def _result(
    name: str, metric: Metric, bound: Metric, places: Places, each: Tensor, unchanged: tuple[Tensor, Tensor]
) -> AttributionPatching:
    clean, corrupted = (one.cpu() for one in unchanged)
    return AttributionPatching(
        each.mean(-1),
        places.named(),
        name,
        f"estimated change of {metric!r}",
        bound.unit,
        zero="no change",
        baselines={"clean": float(clean.mean()), "corrupted": float(corrupted.mean())},
        prompts=each,
        clean=clean,
        corrupted=corrupted,
    )


def _checked(
    model: LanguageModel,
    pair: Pair,
    metric: Metric,
    part: Component,
    places: Places,
    result: AttributionPatching,
    before: Tensor,
    count: int,
    progress: bool,
) -> AttributionPatching:
    """The result with true patching at its largest cells."""
    if count < 1:
        return result
    cells = tuple(result.top(count, by="size"))
    graph = patching_graph(model, pair, metric, part, places.axes)
    runs = run_many(model, [graph.fill(**_whole(cell.where)) for cell in cells], None, progress=progress)
    true = tuple(float(run["metric"].cpu().mean() - before.cpu().mean()) for run in runs)
    return replace(result, check=Agreement(cells, true))


def _whole(where: Mapping[str, int | float]) -> dict[str, int]:
    return {name: int(number) for name, number in where.items()}
