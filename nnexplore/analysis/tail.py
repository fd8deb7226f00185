"""``Tail``: the model's own way from the residual stream behind the last block to the logits, for any vectors."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import torch
from torch import Tensor

from ..engine.traced import plain
from ..errors import ModelError
from ..models import Handle, LanguageModel
from ..models.anatomy import Absent

__all__ = ["Tail", "tail_grows", "tail_path"]

_GROWS: WeakKeyDictionary[LanguageModel, bool] = WeakKeyDictionary()


@dataclass(frozen=True)
class Tail:
    """Final norm, unembedding, scaling and soft cap of a model, as a function.

    The model runs on one token, and the vectors are put in as rows where the final norm takes its input. What they
    have of gradients goes through.

    >>> Tail(model)(torch.randn(5, 128)).shape
    torch.Size([5, 1534])
    """

    model: LanguageModel

    def __call__(self, vectors: Tensor) -> Tensor:
        """The logits [vector, vocab] of streams [vector, width], in the model's dtype.

        Raises:
            ModelError: the model has no tail; the message says why.
        """
        with self.model.trace([0] if tail_grows(self.model) else [[0]] * len(vectors)):
            Handle(self.model, tail_path(self.model)).grow(vectors.unsqueeze(1), "input")
            logits = plain(self.model.output.logits)
        return logits[:, 0]


def tail_path(model: LanguageModel) -> str:
    """The first module that is given the stream behind the last block: the final norm, or what comes in its place.

    Raises:
        ModelError: there is none.
    """
    tail = model.anatomy.norm or model.probe.tail
    if isinstance(tail, Absent):
        raise ModelError(f"no logit lens of this model: {tail.reason}")
    return tail


def tail_grows(model: LanguageModel) -> bool:
    """Whether the tail takes more rows than the model was given; GPT-BigCode's gives them the shape of the prompt."""
    if model not in _GROWS:
        tail = Handle(model, tail_path(model))
        try:
            with torch.no_grad(), model.trace([0]):
                tail.grow(tail.input.repeat(2, 1, 1), "input")
                _GROWS[model] = len(model.output.logits) == 2
        except RuntimeError:
            _GROWS[model] = False
    return _GROWS[model]
