"""Sparse autoencoders as plain modules, trained in seconds; what they do to a model with bare hooks and autograd."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import nn

from tests.analysis.naive.forward import forward, values_of

Metric = Callable[[torch.Tensor], torch.Tensor]


class ReluSAE(nn.Module):
    """The autoencoder of Bricken et al., "Towards Monosemanticity" (2023)."""

    def __init__(self, width: int, features: int, seed: int = 0) -> None:
        super().__init__()
        dice = torch.Generator().manual_seed(seed)
        rows = torch.randn(features, width, generator=dice)
        self.W_dec = nn.Parameter(rows / rows.norm(dim=-1, keepdim=True))
        self.W_enc = nn.Parameter(self.W_dec.detach().T.clone())
        self.b_enc, self.b_dec = nn.Parameter(torch.zeros(features)), nn.Parameter(torch.zeros(width))

    def encode(self, x):
        return torch.relu((x - self.b_dec) @ self.W_enc + self.b_enc)

    def decode(self, features):
        return features @ self.W_dec + self.b_dec


class TopKSAE(ReluSAE):
    """That of Gao et al., "Scaling and evaluating sparse autoencoders" (2024)."""

    def __init__(self, width: int, features: int, seed: int = 0, k: int = 8) -> None:
        super().__init__(width, features, seed)
        self.k = k

    def encode(self, x):
        dense = super().encode(x)
        found = dense.topk(self.k, dim=-1)
        return torch.zeros_like(dense).scatter_(-1, found.indices, found.values)


def trained(sae: ReluSAE, vectors: torch.Tensor, steps: int = 300, sparsity: float = 0.02) -> ReluSAE:
    """The same autoencoder after some steps of Adam on vectors [count, width]."""
    dice = torch.Generator().manual_seed(1)
    sae.b_dec.data = vectors.mean(0)
    size = vectors.norm(dim=-1).mean()
    optimizer = torch.optim.Adam(sae.parameters(), lr=3e-3)
    for _ in range(steps):
        some = vectors[torch.randint(len(vectors), (256,), generator=dice)]
        features = sae.encode(some)
        loss = (sae.decode(features) - some).pow(2).sum(-1).mean() / size + sparsity * features.sum(-1).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        sae.W_dec.data /= sae.W_dec.data.norm(dim=-1, keepdim=True)
    return sae.eval()


def joined(value: torch.Tensor, component: str) -> torch.Tensor:
    """The vectors that an autoencoder takes: heads [batch, position, head, width] stand beside each other."""
    return value.flatten(2) if component == "head_out" else value


@torch.no_grad()
def naive_features(
    module: nn.Module, sae: nn.Module, ids: torch.Tensor, component: str, layer: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """The vectors at a place, and their features."""
    vectors = joined(values_of(module, ids, component)[layer], component)
    return vectors, sae.encode(vectors)


def naive_written(
    module: nn.Module,
    sae: nn.Module,
    ids: torch.Tensor,
    component: str,
    layer: int,
    change: Callable[[torch.Tensor], torch.Tensor],
    error: bool = True,
) -> torch.Tensor:
    """The logits with the features changed in a hook, and the error added to what they decode to."""

    def edit(value):
        vectors = joined(value, component)
        features = sae.encode(vectors)
        rest = vectors - sae.decode(features) if error else 0
        return (sae.decode(change(features.clone())) + rest).reshape(value.shape)

    return forward(module, ids, {(component, layer): edit})[0]


def naive_gradients(
    module: nn.Module, sae: nn.Module, ids: torch.Tensor, component: str, layer: int, metric: Metric
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Features and error as two leaves that make up the value: both, and the gradient of the metric at both."""
    vectors, features = naive_features(module, sae, ids, component, layer)
    features = features.detach().clone().requires_grad_()
    with torch.no_grad():
        rest = vectors - sae.decode(features)
    rest.requires_grad_()
    edits = {(component, layer): lambda value: (sae.decode(features) + rest).reshape(value.shape)}
    with torch.enable_grad():
        logits, _ = forward.__wrapped__(module, ids, edits)
        slopes = torch.autograd.grad(metric(logits).sum(), [features, rest])
    return features.detach(), rest.detach(), *slopes


@torch.no_grad()
def naive_losses(
    module: nn.Module, sae: nn.Module, ids: torch.Tensor, component: str, layer: int
) -> tuple[float, float, float]:
    """The cross-entropy as it is, with the bare reconstruction, and with zeros."""

    def loss(edits):
        logits, _ = forward(module, ids, edits)
        return nn.functional.cross_entropy(logits[:, :-1].flatten(0, 1).float(), ids[:, 1:].flatten()).item()

    rebuilt = {(component, layer): lambda v: sae.decode(sae.encode(joined(v, component))).reshape(v.shape)}
    return loss({}), loss(rebuilt), loss({(component, layer): torch.zeros_like})
