"""``sparse_features``: what a sparse autoencoder finds in a prompt, and how much of the model it leaves."""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

from ..errors import AnalysisError, UnchangedWarning
from ..models import LanguageModel
from .component import component_named
from .features import Features
from .result import Result
from .sparse_autoencoder import SparseAutoencoder
from .taken import light, taken

__all__ = ["SparseFeatures", "sparse_features"]


@dataclass(frozen=True, eq=False, repr=False)
class SparseFeatures(Result):
    """Activations [position, feature] of the features that are active, and the measures of the autoencoder.

    Attributes:
        l0: how many features are not zero, mean over the tokens.
        explained: the share of the variance over tokens that the reconstruction explains: 1 is all of it, 0 what the
            mean vector explains; it may be less.
        losses: the cross-entropy of the next token in nats: "clean" as it is, "reconstructed" with the bare
            reconstruction in the place of the value, "zero" with zeros there.
    """

    l0: float = math.nan
    explained: float = math.nan
    losses: dict[str, float] = field(default_factory=dict)

    @property
    def recovered(self) -> float:
        """The share of the loss recovered: 1 as the model itself, 0 as with zeros; NaN where zeros cost nothing."""
        clean, rebuilt, zero = (self.losses.get(name, math.nan) for name in ("clean", "reconstructed", "zero"))
        return (zero - rebuilt) / (zero - clean) if zero != clean else math.nan

    def __repr__(self) -> str:
        losses = ", ".join(f"{name} {value:.3g}" for name, value in self.losses.items())
        return "\n".join(
            [
                super().__repr__(),
                f"  {self.l0:.1f} features a token (L0), {self.explained:.1%} of the variance explained",
                f"  {self.recovered:.1%} of the loss recovered (cross-entropy in nats: {losses})",
            ]
        )


def sparse_features(
    model: LanguageModel, sae: SparseAutoencoder, prompt: Any, *, features: Sequence[int] | None = None
) -> SparseFeatures:
    """The features of a prompt at each position, how sparse they are, and how well they stand for the value.

    Three forwards: as it is, with the reconstruction, with zeros. These measures are of this one prompt.
    Source: Bricken et al., "Towards Monosemanticity" (2023), for L0 and the loss recovered; Rajamanoharan et al.,
    "Improving Dictionary Learning with Gated Sparse Autoencoders" (2024), section 2.3.

    Args:
        model: any causal language model.
        sae: the autoencoder and where it sits.
        prompt: one prompt: text, or token ids; two tokens or more, to have a loss.
        features: which features; by default all that are active at some position.

    Returns:
        ``values``: the activations [position, feature].

    >>> nnexplore.analysis.sparse_features(model, sae, "The Eiffel Tower is in the city of").top(5)

    Raises:
        AnalysisError: several prompts, no such feature, or an autoencoder that does not fit.
        ModelError: the architecture has no such component; the message says why.
    """
    found = Features.of(model, sae, prompt, features)
    if len(found.rows) != 1:
        raise AnalysisError(f"sparse_features takes one prompt; got {len(found.rows)}. Take them one by one")
    return SparseFeatures(
        found.chosen(found.values)[..., 0],
        tuple(found.axes.values()),
        f"features of {sae.place}",
        "activation",
        zero="not active",
        l0=float((found.values != 0).sum(-1).float().mean()),
        explained=_explained(found.vectors, found.error),
        losses=_losses(model, sae, found.rows[0]),
    )


def _explained(vectors: Tensor, error: Tensor) -> float:
    """1 less the squared error over the squared distance from the mean over tokens; NaN for a single token."""
    true, rest = (one.detach().cpu().double().flatten(0, 1) for one in (vectors, error))
    total = float((true - true.mean(0)).pow(2).sum())
    return 1 - float(rest.pow(2).sum()) / total if total else math.nan


def _losses(model: LanguageModel, sae: SparseAutoencoder, row: list[int]) -> dict[str, float]:
    def rebuild() -> None:
        sae.write(model, sae.read(model), error=False)

    def silence() -> None:
        component_named(sae.component).write(model.layers[sae.layer], (slice(None),), 0.0, 1)

    changes = {"clean": lambda: None, "reconstructed": rebuild, "zero": silence}
    found = {}
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore", UnchangedWarning)
        with model.trace() as block:
            for name, change in changes.items():
                with block.invoke(row):
                    change()
                    found[name] = taken(light(model.output.logits)[0, :-1].float(), copy=False)
    after = torch.tensor(row[1:], dtype=torch.long)
    return {name: float(nn.functional.cross_entropy(logits.cpu(), after)) for name, logits in found.items()}
