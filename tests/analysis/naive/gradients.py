"""Gradients at components with plain autograd: something that is zero is added in a bare hook, and differentiated."""

from __future__ import annotations

import torch
from torch import nn

from tests.analysis.naive.forward import forward, values_of
from tests.analysis.naive.patching import Metric


def naive_gradients(
    module: nn.Module, ids: torch.Tensor, component: str, metric: Metric, change: list[torch.Tensor] | None = None
) -> list[torch.Tensor]:
    """The gradient of the metric at a component's value in each layer.

    ``change`` is added to the value first, in one layer at a time.
    """
    values = values_of(module, ids, component)
    if change is None:
        steps = [torch.zeros_like(value, requires_grad=True) for value in values]
        return list(_differentiated(module, ids, component, metric, dict(enumerate(steps))))
    found = []
    for layer, one in enumerate(change):
        found += _differentiated(module, ids, component, metric, {layer: one.clone().requires_grad_()})
    return found


def _differentiated(module, ids, component, metric, steps):
    edits = {(component, layer): (lambda value, step=step: value + step) for layer, step in steps.items()}
    with torch.enable_grad():
        logits, _ = forward.__wrapped__(module, ids, edits)
        return torch.autograd.grad(metric(logits), list(steps.values()))


def summed(component: str, value: torch.Tensor, axes: tuple[str, ...]) -> torch.Tensor:
    """Numbers in the shape of a component, summed over all but the axes, for a batch of one."""
    if component == "head_pattern":
        dims = {"head": 1, "position": 2}
    elif component.startswith("head"):
        dims = {"position": 1, "head": 2}
    else:
        dims = {"position": 1, "neuron": 2}
    keep = [dims[axis] for axis in axes]
    rest = [at for at in range(value.dim()) if at not in keep]
    return value.permute(*keep, *rest).flatten(len(keep)).sum(-1)
