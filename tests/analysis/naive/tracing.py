"""Causal tracing (ROME, Meng et al. 2022): noise on the subject's embeddings, then one clean state restored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import nn

from tests.analysis.naive.forward import forward, on_output, values_of
from tests.analysis.naive.patching import Metric, index_of, replacing


@dataclass(frozen=True)
class Tracing:
    """The metric without noise, with noise, and with noise and one cell restored [layer, position]."""

    clean: float
    corrupted: float
    restored: torch.Tensor


def naive_tracing(
    module: nn.Module,
    ids: torch.Tensor,
    subject: Sequence[int],
    noise: torch.Tensor,
    component: str,
    metric: Metric,
    window: int = 1,
) -> Tracing:
    """One run per cell and sample of ``noise`` [sample, subject position, width]; samples are averaged.

    The noise is added to the token embedding's output. ``window`` layers around a cell's own are restored together,
    ``layer - window // 2`` up to but without ``layer + ceil(window / 2)``, as ROME does for attention and MLP.
    """
    clean = values_of(module, ids, component)
    layers = len(clean)

    def noisy(edits) -> float:
        return sum(float(metric(_forward_with_noise(module, ids, subject, one, edits))) for one in noise) / len(noise)

    restored = torch.empty(layers, ids.shape[1])
    for layer in range(layers):
        near = range(max(0, layer - window // 2), min(layers, layer + (window + 1) // 2))
        for position in range(ids.shape[1]):
            index = index_of(component, {"position": position})
            restored[layer, position] = noisy({(component, at): replacing(index, clean[at]) for at in near})
    return Tracing(float(metric(forward(module, ids)[0])), noisy({}), restored)


def _forward_with_noise(module, ids, subject, noise, edits) -> torch.Tensor:
    """The logits of a run with noise [subject position, width] added."""

    def add(embedded: torch.Tensor) -> torch.Tensor:
        embedded = embedded.clone()
        embedded[:, list(subject)] += noise
        return embedded

    hook = on_output(module.get_input_embeddings(), add)
    try:
        return forward(module, ids, edits)[0]
    finally:
        hook.remove()
