"""``promoted_tokens``: which tokens a vector of the residual stream speaks for, and which against."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from ..engine import value_of
from ..errors import AnalysisError
from ..models import LanguageModel
from ..models.borrowed import borrow, module_here
from .axis import Axis
from .frozen import NormForm, exact
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
    borrow(model, [path for path in (model.anatomy.unembed, model.probe.norm) if path])
    unembed = module_here(model, model.anatomy.unembed)
    given = _checked(vector, int(model.embed.module.weight.shape[1]), k)
    if norm := model.probe.norm:
        module = module_here(model, norm)
        given = NormForm.of(module, _like(given, next(module.parameters(), unembed.weight))).linear(given)
    logits = _unembedded(unembed, given)
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


def _unembedded(unembed: nn.Module, vector: Tensor) -> Tensor:
    """The logits of a vector without the bias: float64 [vocab]."""
    rows = _like(torch.stack([vector, torch.zeros_like(vector)]), unembed.weight)
    with torch.no_grad():
        logits = exact(unembed(rows))
    return logits[0] - logits[1]


def _like(vectors: Tensor, weight: Any) -> Tensor:
    """Vectors in the dtype of a weight, and where it is; what is not in memory is fetched to the CPU."""
    return vectors.to("cpu" if weight.is_meta else weight.device, weight.dtype)
