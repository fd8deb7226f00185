"""``edge_attribution_patching``: what edge patching would give for every edge, estimated from one backward pass."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import torch
from torch import Tensor

from ..errors import AnalysisError, MetricError
from ..models import LanguageModel
from .agreement import Agreement
from .attribution_patching import AttributionPatching
from .edge_changes import changes_of
from .edge_patching import Reading
from .edge_slopes import EdgeSlopes
from .edges import DEFAULT_RECEIVERS, DEFAULT_SENDERS, Edges, Ends, Sender
from .measure import measure, measure_ends
from .metric import Metric
from .pair import Pair

__all__ = ["edge_attribution_patching"]


def edge_attribution_patching(
    model: LanguageModel,
    clean: Any,
    corrupted: Any,
    *,
    metric: Metric,
    senders: Ends = DEFAULT_SENDERS,
    receivers: Ends = DEFAULT_RECEIVERS,
    direction: str = "denoising",
    align: str = "",
    method: str = "linear",
    steps: int = 8,
    check: int = 0,
    memory: int | str | None = None,
    progress: bool = True,
) -> AttributionPatching:
    """Estimate edge patching to first order: what the sender would add more, times the slope where the receiver reads.

    The slope is the gradient of the metric at the stream that a receiver's norm is given in the target run, by way
    of this receiver alone; so its norm is linearised too. What a sender adds more is exact, as in ``edge_patching``.
    All edges together cost a few forwards and one backward of the model, for each sending head a run of its own
    attention, and for each receiver a backward from what it takes in to the stream.
    Source: Syed et al., "Attribution Patching Outperforms Automated Circuit Discovery" (2023), section 2 (EAP).
    ``method="integrated"``: Hanna et al., "Have Faith in Faithfulness" (2024), section 3 (EAP-IG).

    Args:
        model: any causal language model.
        clean: the prompt with the answer: text, token ids, or a list of prompts.
        corrupted: the prompt without it, as many tokens long.
        metric: what is measured, of the logits; one with a gradient: see ``metrics``.
        senders: as in ``edge_patching``.
        receivers: as in ``edge_patching``.
        direction: "denoising" estimates the clean run put into the corrupted one, "noising" the other way.
        align: where the prompts are not of the same length: "start" or "end", the side on which tokens match.
        method: "linear", or "integrated": the mean of the slopes along the straight line of what the first block is
            given, from the target run to the source run; that many forwards and backwards.
        steps: at how many points of that line; they are the middles of equal parts.
        check: at how many edges, those of the largest estimates, true edge patching is run for comparison.
        memory: see ``run_many``.
        progress: see ``run_many``.

    Returns:
        ``values``: the estimated change of the metric ``[sender, receiver]``; NaN where the receiver is before the
        sender.

    >>> metric = nnexplore.analysis.metrics.logit_diff(" Paris", " Rome")
    >>> prompts = "The capital of France is", "The capital of Italy is"
    >>> nnexplore.analysis.edge_attribution_patching(model, *prompts, metric=metric, check=20).check

    Raises:
        AnalysisError: prompts of different lengths, no such sender, receiver or method, or no edge at all.
        MetricError: a metric that does not fit, or has no gradient.
        ModelError: the architecture has no such component; the message says why.
    """
    if direction not in ("denoising", "noising"):
        raise AnalysisError(f'direction is "denoising" or "noising"; got {direction!r}')
    if method not in ("linear", "integrated") or steps < 1:
        raise AnalysisError(f'method is "linear" or "integrated", and steps are 1 or more; got {method!r} and {steps}')
    if not metric.differentiable:
        raise MetricError(f"{metric!r} moves in steps and has no gradient; take another, as metrics.logit_diff")
    source, target = (clean, corrupted) if direction == "denoising" else (corrupted, clean)
    pair = Pair.of(model, source, target, align)
    bound, edges = metric.bind(model, target), Edges.of(model, pair, senders, receivers)
    changes = changes_of(model, pair, edges.senders, memory, progress)
    before, after = measure_ends(model, (clean, corrupted), bound)
    shifts: list[Tensor | None] = [None]
    if method == "integrated":
        (way,) = changes_of(model, pair, [Sender("embed", -1)])
        shifts = [(step + 0.5) / steps * way for step in range(steps)]
    prompts = torch.stack([_products(model, pair, bound, edges, changes, one) for one in shifts]).mean(0)
    result = AttributionPatching(
        prompts.mean(-1),
        edges.axes,
        f"edge attribution patching, {direction}"
        + (f", integrated in {steps} steps" if method == "integrated" else ""),
        f"estimated change of {metric!r}",
        bound.unit,
        zero="no change",
        baselines={"clean": float(before.mean()), "corrupted": float(after.mean())},
        prompts=prompts,
        clean=before,
        corrupted=after,
    )
    if check < 1:
        return result
    unchanged = float((after if direction == "denoising" else before).mean())
    reading = Reading(model, pair, bound, edges, changes)
    return replace(result, check=_agreement(reading, result, unchanged, check, memory, progress))


def _products(
    model: LanguageModel, pair: Pair, metric: Metric, edges: Edges, changes: Tensor, shift: Tensor | None
) -> Tensor:
    """What each sender adds more times the slope at each receiver, ``[sender, receiver, batch]``; NaN for no edge."""
    found = torch.full([*edges.shape, pair.rows], torch.nan)
    slopes = EdgeSlopes.of(model, pair, metric, edges.receivers, shift)
    for place, one in enumerate(edges.receivers):
        known = edges.known[:, place]
        products = changes[known.to(changes.device)].float() * slopes.at(one).float()
        found[known, place] = products.sum((-1, -2)).cpu()
    return found


def _agreement(
    reading: Reading,
    result: AttributionPatching,
    unchanged: float,
    count: int,
    memory: int | str | None,
    progress: bool,
) -> Agreement:
    """The largest estimates beside true edge patching."""
    cells = tuple(result.top(count, by="size"))
    places = [(int(cell.where["sender"]), int(cell.where["receiver"])) for cell in cells]
    each, _ = measure(reading.model, reading.graphs(places), reading.pair.rows, memory, progress)
    return Agreement(cells, tuple((each.mean(-1) - unchanged).tolist()))
