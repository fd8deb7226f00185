"""``Features``: those of a sparse autoencoder on some prompts, and which of them an analysis goes through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from ..errors import AnalysisError
from ..models import LanguageModel
from .axis import Axis
from .replacement import Rows, rows_of
from .sparse_autoencoder import SparseAutoencoder
from .taken import taken

__all__ = ["Features"]


@dataclass(frozen=True)
class Features:
    """What a sparse autoencoder finds in prompts of one length, and what is to come in its place.

    Attributes:
        rows: the token ids of each prompt.
        values: what it found: [batch, tokens, features].
        error: what it did not say of the vectors: [batch, tokens, width].
        vectors: the vectors themselves.
        new: what comes in the place of the features: those of the other prompts, or zeros.
        new_error: what comes in the place of the error, in the same way.
        axes: "position" and "feature": those that are gone through.

    >>> Features.of(model, sae, "The Eiffel Tower is in the city of").axes["feature"].numbers
    """

    rows: Rows
    values: Tensor
    error: Tensor
    vectors: Tensor
    new: Tensor
    new_error: Tensor
    axes: dict[str, Axis]

    @classmethod
    def of(
        cls,
        model: LanguageModel,
        sae: SparseAutoencoder,
        prompts: object,
        features: Sequence[int] | None = None,
        positions: Sequence[int] | None = None,
        other: object = None,
    ) -> Features:
        """One forward, up to the place of the autoencoder, and one of the other prompts.

        Args:
            model: any causal language model.
            sae: the autoencoder.
            prompts: text, token ids, or a list of prompts.
            features: which are gone through; by default all that differ somewhere from what is to come.
            positions: which token positions; by default all. Negative numbers count from the end, here and above.
            other: as many prompts of the same length.

        Raises:
            AnalysisError: prompts of several lengths, no such feature or position, or a module that does not fit.
        """
        rows, others = rows_of(model, prompts), [] if other is None else rows_of(model, other)
        lengths = sorted({len(row) for row in (*rows, *others)})
        if len(lengths) > 1:
            raise AnalysisError(
                "positions are not the same places in prompts of different lengths, which are padded; take prompts of "
                f"one length, or one by one; these have {', '.join(map(str, lengths))} tokens"
            )
        if others and len(others) != len(rows):
            raise AnalysisError(f"each prompt has another to be compared with; got {len(rows)} and {len(others)}")
        vectors, values, error = _seen(model, sae, rows)
        _, new, new_error = _seen(model, sae, others) if others else (vectors, values * 0, error * 0)
        tokens = model.token_strings(rows[0]) if len(rows) == 1 else [str(at) for at in range(lengths[0])]
        at = _numbers("position", positions, range(len(tokens)), len(tokens))
        active = (values != new)[:, list(at)].flatten(0, 1).any(0).nonzero().flatten().tolist()
        found = _numbers("feature", features, active, int(values.shape[-1]))
        axes = (Axis("position", [tokens[one] for one in at], at), Axis("feature", numbers=found))
        return cls(rows, values, error, vectors, new, new_error, {axis.name: axis for axis in axes})

    def chosen(self, numbers: Tensor) -> Tensor:
        """Of numbers [batch, tokens, features] those on the axes, [position, feature, batch]; float32, on the CPU."""
        at, found = (torch.tensor(self.axes[name].numbers, dtype=torch.long) for name in ("position", "feature"))
        return numbers.detach().cpu().float()[:, at][:, :, found].permute(1, 2, 0)


def _seen(model: LanguageModel, sae: SparseAutoencoder, rows: Rows) -> tuple[Tensor, Tensor, Tensor]:
    """Vectors, features and error of some prompts."""
    with torch.no_grad(), model.trace(rows):
        vectors = taken(sae.vectors(model), copy=False)
    with torch.no_grad():
        values = sae.encode(vectors)
        return vectors, values, vectors - sae.decode(values, vectors).to(vectors)


def _numbers(name: str, chosen: Sequence[int] | None, default: Sequence[int], count: int) -> tuple[int, ...]:
    """The numbers that were asked for, seen to be there."""
    for at in chosen or ():
        if not -count <= at < count:
            raise AnalysisError(f"there is no {name} {at}: they are 0 to {count - 1}")
    return tuple(default) if chosen is None else tuple(dict.fromkeys(int(at) % count for at in chosen))
