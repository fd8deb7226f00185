"""``EdgeSlopes``: the gradient of a metric at what each receiver reads of the stream, by way of that receiver alone."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from ..engine import plain, value_of
from ..engine.tree import leaves
from ..errors import AnalysisError, MetricError, UnchangedWarning
from ..models import LanguageModel
from .component import COMPONENTS
from .edges import RECEIVERS
from .metric import Metric
from .pair import Pair
from .receiver import OF_HEADS, Receiver, mlp_of
from .taken import taken

__all__ = ["EdgeSlopes"]


@dataclass(frozen=True)
class EdgeSlopes:
    """Tensors of one pass with gradients, between which slopes are taken.

    Attributes:
        streams: what a receiver reads, by component and layer.
        values: what is made of it before the rest of the model goes on: a query, what a module is given, the stream.
        slopes: the gradient of the metric at each of these.
        known: what ``at`` gives, where the model runs elsewhere.
    """

    model: LanguageModel
    rows: int
    streams: dict[tuple[str, int], Tensor]
    values: dict[tuple[str, int], Tensor]
    slopes: dict[tuple[str, int], Tensor]
    known: dict[Receiver, Tensor]

    @classmethod
    def of(
        cls, model: LanguageModel, pair: Pair, metric: Metric, receivers: Sequence[Receiver], shift: Tensor | None
    ) -> EdgeSlopes:
        """One forward of the target, and one backward; with ``shift`` added to what the first block is given.

        Raises:
            MetricError: a metric without a gradient.
            AnalysisError: a value on which the metric does not depend.
        """
        streams: dict[tuple[str, int], Any] = {}
        values: dict[tuple[str, int], Any] = {}
        with torch.enable_grad(), warnings.catch_warnings():
            warnings.simplefilter("ignore", UnchangedWarning)
            with model.trace(pair.target):
                model.embed.output.requires_grad_()  # there is a gradient also where no parameter asks for one
                if shift is not None:
                    model.layers[0].input = model.layers[0].input + shift
                for one in sorted(receivers, key=lambda one: (one.layer, RECEIVERS.index(one.name))):
                    name, layer = at = one.stream(model)
                    if at not in streams:
                        streams[at] = _first(getattr(model.layers[layer], COMPONENTS[name].port))
                    if _key(one) not in values:
                        values[_key(one)] = _received(model, one, streams[at])
                scores = metric(model.output.logits)
                slopes = dict(zip(values, _gradients(scores, list(values.values())), strict=True))
                found = cls(model, pair.rows, streams, values, slopes, {})
                if model.elsewhere:  # the way back is there: all of it is asked for at once
                    found.known.update({one: taken(found._slope(one), copy=False) for one in receivers})
        return found

    def at(self, one: Receiver) -> Tensor:
        """The gradient at the stream by way of that receiver alone, ``[batch, tokens, width]``."""
        found = value_of(self.known[one]) if one in self.known else plain(self._slope(one)).detach()
        return found.reshape(self.rows, -1, found.shape[-1])

    def _slope(self, one: Receiver) -> Tensor:
        value, slope = self.values[_key(one)], self.slopes[_key(one)]
        stream = self.streams[one.stream(self.model)]
        if one.head is not None:
            only = torch.zeros_like(slope)
            only[:, one.head] = slope[:, one.head]
            slope = only
        if value is not stream:
            (slope,) = torch.autograd.grad(value, stream, slope, retain_graph=True)
        return slope


def _key(one: Receiver) -> tuple[str, int]:
    return OF_HEADS.get(one.name, one.name), one.layer


def _received(model: LanguageModel, one: Receiver, stream: Any) -> Any:
    """A tensor that only the rest of the model is computed from, in a trace."""
    if one.name == "logits":
        return stream
    if one.name == "mlp_in":  # a copy, since others may be given the same tensor, as attention is in parallel blocks
        entry = mlp_of(model, one.layer)
        given = _first(entry.input).clone()
        entry.input = given
        return given
    return _first(getattr(model.layers[one.layer].attn, COMPONENTS[OF_HEADS[one.name]].port))


def _gradients(scores: Any, values: list[Any]) -> Sequence[Any]:
    if not scores.requires_grad:
        raise MetricError("the metric has no gradient: compute it with operations of PyTorch that have one")
    found = torch.autograd.grad(scores.sum(), values, retain_graph=True, allow_unused=True)
    if any(one is None for one in found):
        raise AnalysisError(
            "the metric does not depend on some of these values, or the model goes on with a copy of them: so there is "
            "no gradient. Take edge_patching, which needs none"
        )
    return found


def _first(value: Any) -> Any:
    return next(leaf for _, leaf in leaves(value))
