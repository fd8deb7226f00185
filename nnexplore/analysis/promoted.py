"""``promoted_tokens``: which tokens a vector of the residual stream speaks for, and which against."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from ..engine import value_of
from ..errors import AnalysisError
from ..models import LanguageModel
from .applied import applied, fitted, norm_forms
from .axis import Axis
from .frozen import exact
from .result import Result

__all__ = ["promoted_tokens"]


def promoted_tokens(model: LanguageModel, vector: Any, k: int = 10) -> Result:
    """The tokens whose logits a vector raises and lowers most, were it added to the stream behind the last block.

    Computed is ``W_U · (gain ∘ (vector − mean(vector)))``, the mean only where the final norm takes it off: its scale,
    its bias, the unembedding's bias, and a soft cap or factor behind that are left out. So it is linear in the vector;
    times the scale of a run (``LogitAttribution.scale``) it is what the vector adds to the unembedding's output there,
    as long as the scale stays.
    Source: Geva et al., "Transformer Feed-Forward Layers Build Predictions by Promoting Concepts in the Vocabulary
    Space" (2022), section 3.

    Args:
        model: any causal language model.
        vector: [width]: a row of a neuron's output weights, a steering vector, a difference of two activations.
        k: how many tokens at either end.

    Returns:
        ``values``: [token], in logits at scale 1, from the most promoted to the most suppressed token; the numbers of
        the axis are token ids.

    >>> promoted_tokens(model, model.layers[3].mlp.c_proj.weight[188]).top(5)

    Raises:
        AnalysisError: a vector of another width, or a ``k`` below 1.
    """
    model.load()
    given = _checked(vector, int(model.embed.module.weight.shape[1]), k)
    unembed: Any = model.unembed.module
    if norm := model.probe.norm:
        module = model.module.get_submodule(norm)
        given = norm_forms(model, [(norm, fitted(module, fitted(unembed, given)))])[norm].linear(given)
    logits = _unembedded(model, given)
    order = logits.argsort(descending=True)
    kept = order if 2 * k >= len(order) else torch.cat([order[:k], order[-k:]])
    numbers = kept.tolist()
    axis = Axis("token", model.token_strings(numbers), numbers)
    return Result(logits[kept], (axis,), "promoted tokens", "direct effect of the vector", "logits at scale 1")


def _checked(vector: Any, width: int, k: int) -> Tensor:
    if not isinstance(vector, Tensor) or vector.shape != (width,):
        what = list(vector.shape) if isinstance(vector, Tensor) else type(vector).__name__
        raise AnalysisError(f"a vector of this model's residual stream is a tensor [{width}]; got {what}")
    if k < 1:
        raise AnalysisError(f"k is how many tokens at either end, at least 1; got {k}")
    return exact(value_of(vector))


def _unembedded(model: LanguageModel, vector: Tensor) -> Tensor:
    """The logits of a vector without the bias: float64 [vocab]."""
    rows = fitted(model.unembed.module, torch.stack([vector, torch.zeros_like(vector)]))
    logits = exact(applied(model, [model.anatomy.unembed], rows))
    return logits[0] - logits[1]
