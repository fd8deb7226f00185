"""``Sample``: what a model shows of some texts: the streams after its layers, and what it says in the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from ..engine.traced import plain
from ..engine.tree import leaves
from ..graph import Inputs
from ..models import LanguageModel
from .tail import Tail

__all__ = ["Sample", "frozen"]

_AT_ONCE = 1 << 26
"""Logits that are in memory at once, some four times over."""


@dataclass(frozen=True, eq=False)
class Sample:
    """The tokens of some texts in one row, without padding.

    Attributes:
        streams: [layer, token, width], float32, before each block: the embeddings first, the last layer's left out.
        answer: [token, vocab], float32, the log-probabilities of the model itself.
    """

    model: LanguageModel
    streams: Tensor
    answer: Tensor

    @classmethod
    def of(cls, model: LanguageModel, rows: Sequence[list[int]]) -> Sample:
        """One forward of some token ids."""
        real = model.encode(Inputs((list(rows),))).kwargs["attention_mask"].bool()
        with torch.no_grad(), model.trace(list(rows)):
            blocks = list(model.layers)
            streams = [_taken(blocks[0].input, real), *(_taken(block.output, real) for block in blocks[:-1])]
            answer = _taken(model.output.logits, real).log_softmax(-1)
        return cls(model, torch.stack([stream.to(answer.device) for stream in streams]), answer)

    def divergence(self, streams: Tensor) -> Tensor:
        """KL(answer || what the model's tail makes of these streams), in nats, mean over the tokens: [layer].

        Where the streams [layer, token, width] need a gradient, that of the sum over the layers is passed back on the
        way, so that few logits are in memory at once; what comes back has none.
        """
        leaf = streams.detach().flatten(0, 1).requires_grad_(streams.requires_grad)
        found = []
        for places in torch.arange(len(leaf), device=leaf.device).split(max(1, _AT_ONCE // self.answer.shape[-1])):
            each = self._each(leaf[places], places)
            if leaf.requires_grad:
                (each.sum() / len(self.answer)).backward()
            found.append(each.detach())
        if leaf.grad is not None:
            streams.backward(leaf.grad.view_as(streams))
        return torch.cat(found).view(len(streams), -1).mean(-1)

    def _each(self, vectors: Tensor, places: Tensor) -> Tensor:
        """The divergence of single vectors, [vector]."""
        said = Tail(self.model)(vectors.to(_dtype(self.model.module))).float().log_softmax(-1)
        answer = self.answer[places % len(self.answer)]
        return functional.kl_div(said, answer, log_target=True, reduction="none").sum(-1)


def _taken(value: object, real: Tensor) -> Tensor:
    """The real tokens of a value [batch, token, …], as [token, …]."""
    tensor = plain(next(leaf for _, leaf in leaves(value)))
    return tensor[real.to(tensor.device)].float()


def _dtype(module: nn.Module) -> torch.dtype:
    """What the residual stream is in."""
    return next(parameter.dtype for parameter in module.parameters() if parameter.dtype.is_floating_point)


@contextmanager
def frozen(module: nn.Module) -> Iterator[None]:
    """No parameter takes a gradient meanwhile."""
    known = [parameter for parameter in module.parameters() if parameter.requires_grad]
    for parameter in known:
        parameter.requires_grad_(False)
    try:
        yield
    finally:
        for parameter in known:
            parameter.requires_grad_(True)
