"""``Tail``: the model's own way from the residual stream behind the last block to the logits, for any vectors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import torch
from torch import Tensor

from ..errors import AnalysisError, ModelError
from ..models import Handle, LanguageModel
from ..models.anatomy import Absent
from .taken import drawn, taken

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

    @property
    def handle(self) -> Handle:
        """Where the vectors go in."""
        return Handle(self.model, tail_path(self.model))

    def trace(self, vectors: int) -> Any:
        """A run into which so many vectors can be put."""
        return self.model.trace([0] if tail_grows(self.model) else [[0]] * vectors)

    def __call__(self, vectors: Tensor) -> Tensor:
        """The logits [vector, vocab] of streams [vector, width], in the model's dtype.

        Raises:
            ModelError: the model has no tail; the message says why.
            AnalysisError: the vectors ask for a gradient, and the model runs elsewhere.
        """
        if self.model.elsewhere and vectors.requires_grad and torch.is_grad_enabled():
            raise AnalysisError(
                "these vectors ask for a gradient, which cannot come back from a model that runs elsewhere: compute "
                "it in a trace, or use the model here"
            )
        with self.trace(len(vectors)):
            self.handle.grow(vectors.unsqueeze(1), "input")
            logits = taken(self.model.output.logits, copy=False)
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
        paper = drawn(model)
        tail = Handle(paper, tail_path(model))
        try:
            with torch.no_grad(), paper.trace([0]):
                tail.grow(tail.input.repeat(2, 1, 1), "input")
                _GROWS[model] = len(paper.output.logits) == 2
        except RuntimeError:
            _GROWS[model] = False
    return _GROWS[model]
