"""``Sample``: what a model shows of some texts: the streams after its layers, and what it says in the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from ..engine import value_of
from ..engine.tree import leaves
from ..graph import Inputs
from ..models import LanguageModel
from .tail import Tail
from .taken import leaf, light, taken

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
        real = model.encode(Inputs((list(rows),))).kwargs["attention_mask"].nonzero(as_tuple=True)
        with torch.no_grad(), model.trace(list(rows)):
            blocks = list(model.layers)
            streams = [_taken(blocks[0].input, real), *(_taken(block.output, real) for block in blocks[:-1])]
            answer = _taken(model.output.logits, real)
        return cls(model, torch.stack([stream.to(answer.device) for stream in streams]), answer.log_softmax(-1))

    def divergence(self, streams: Tensor) -> Tensor:
        """KL(answer || what the model's tail makes of these streams), in nats, mean over the tokens: [layer].

        Where the streams [layer, token, width] need a gradient, that of the sum over the layers is passed back on the
        way, so that few logits are in memory at once; what comes back has none.
        """
        every = streams.detach().flatten(0, 1).requires_grad_(streams.requires_grad)
        found = []
        for places in torch.arange(len(every), device=every.device).split(max(1, _AT_ONCE // self.answer.shape[-1])):
            if self.model.elsewhere:
                each = self._each_elsewhere(every, places)
            else:
                each = self._each(every[places], places)
                if every.requires_grad:
                    (each.sum() / len(self.answer)).backward()
            found.append(each.detach())
        if every.grad is not None:
            streams.backward(every.grad.view_as(streams))
        return torch.cat(found).view(len(streams), -1).mean(-1)

    def _each(self, vectors: Tensor, places: Tensor) -> Tensor:
        """The divergence of single vectors, [vector]."""
        said = Tail(self.model)(vectors.to(_dtype(self.model.module)))
        return _divergence(said, self.answer[places % len(self.answer)])

    def _each_elsewhere(self, every: Tensor, places: Tensor) -> Tensor:
        """The same of the vectors at some places, with their gradient from there; one request."""
        model, answer = self.model, self.answer[places % len(self.answer)]
        given = every.detach()[places].to(_dtype(model.module))
        slope = None
        with torch.set_grad_enabled(every.requires_grad), Tail(model).trace(len(places)):
            tail = Tail(model).handle
            vectors = leaf(given, tail.input) if every.requires_grad else given
            tail.grow(vectors.unsqueeze(1), "input")
            found = taken(_divergence(model.output.logits[:, 0], answer), copy=False)
            if every.requires_grad:
                slope = taken(torch.autograd.grad(found.sum() / len(self.answer), [vectors])[0], copy=False)
        if slope is not None:
            every.grad = torch.zeros_like(every) if every.grad is None else every.grad
            every.grad[places] += value_of(slope).to(every)
        return found


def _divergence(logits: Tensor, answer: Tensor) -> Tensor:
    """The divergence of logits [vector, vocab] from log-probabilities: [vector]."""
    said = logits.float().log_softmax(-1)
    return functional.kl_div(said, answer, log_target=True, reduction="none").sum(-1)


def _taken(value: object, real: tuple[Tensor, ...]) -> Tensor:
    """The real tokens of a value [batch, token, …], as [token, …]."""
    tensor = light(next(one for _, one in leaves(value)))
    return taken(tensor[real].float(), copy=False)


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
