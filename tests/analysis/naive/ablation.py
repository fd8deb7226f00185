"""Ablation: for each cell one run with that cell zero, or its mean over other prompts."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import nn

from tests.analysis.naive.forward import values_of
from tests.analysis.naive.patching import Metric, naive_replacement


def naive_ablation(
    module: nn.Module,
    ids: torch.Tensor,
    component: str,
    metric: Metric,
    axes: Sequence[str] | None = None,
    mean_over: torch.Tensor | None = None,
) -> torch.Tensor:
    """Shapes as ``naive_patching``; to put in anything else, see ``naive_replacement``.

    The mean is over all prompts and positions of ``mean_over`` [prompt, position], except for ``head_pattern``, whose
    rows differ in length: there it is over the prompts, which must be as long as ``ids``.
    """
    values = values_of(module, ids if mean_over is None else mean_over, component)
    if mean_over is None:
        new = [torch.zeros_like(value[:1]) for value in values]
    else:
        over = (0,) if component == "head_pattern" else (0, 1)
        new = [value.mean(over, keepdim=True) for value in values]
    return naive_replacement(module, ids, component, metric, new, axes)
