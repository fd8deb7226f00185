"""A machine that carries runs out, in this process: all it gets and gives are the bytes of requests and outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

import nnexplore
from nnexplore.errors import NnexploreError, RemoteError
from nnexplore.graph import Graph
from nnexplore.models.venue import results_of
from nnexplore.remote import Outcome, Request
from nnexplore.remote.gate.gate import Gate
from nnexplore.remote.limits import Limits
from nnexplore.remote.refusal import Refusal
from nnexplore.remote.wire import unpack

__all__ = ["Elsewhere", "away", "there"]


class Elsewhere:
    """Executes graphs on a model, and counts the requests.

    Attributes:
        requests: how many came.
        weights: whether its parameters may be read; where not, a server's gate is before it that says so.
    """

    def __init__(self, model: Any, *, blocking: bool = True, weights: bool = True) -> None:
        self.model, self.blocking, self.weights, self.requests = model, blocking, weights, 0
        self.gate = None if weights else Gate(model, Limits())

    def run(self, model: Any, graphs: Sequence[Graph], *, partial: bool = False) -> list[Any]:
        self.requests += 1
        body = Request("", tuple(graphs), gradients=torch.is_grad_enabled(), partial=partial).to_bytes()
        request = Request.of(*unpack(body))
        if self.gate is not None:
            try:
                self.gate.admit(request)
            except Refusal as refusal:
                raise RemoteError(refusal.message, refusal.code) from None
        with torch.set_grad_enabled(request.gradients):
            found = [self._carried_out(graph, request.partial) for graph in request.graphs]
        sent = tuple({} if isinstance(one, NnexploreError) else one for one in found)
        there = Outcome.of(*unpack(Outcome(sent, (None,) * len(sent)).to_bytes())).results
        return [one if isinstance(one, NnexploreError) else real for one, real in zip(found, there, strict=True)]

    def _carried_out(self, graph: Graph, partial: bool) -> Any:
        try:
            return self.model.carry_out(graph, partial)
        except NnexploreError as error:
            return error

    def submit(self, model: Any, graph: Graph, *, partial: bool = False) -> Any:
        return _Later(lambda: results_of(self.run(model, [graph], partial=partial)[0]))

    def probe(self, model: Any) -> Any:
        return self.model.probe

    def anatomy(self, model: Any) -> Any:
        return None

    def gives_weights(self, model: Any) -> bool:
        return self.weights


class _Later:
    """A job that is done when its results are asked for."""

    def __init__(self, results: Any) -> None:
        self.results = results


def there(model: Any, **options: Any) -> tuple[Any, Elsewhere]:
    """A model whose weights are here too and whose runs are elsewhere, and that place."""
    place = Elsewhere(model, **options)
    other = model._copy()
    other._venue, other._expression = place, model.expression
    return other, place


def away(model: Any, **options: Any) -> tuple[Any, Elsewhere]:
    """A model of which only the modules are here, on the meta device, and the place where it is."""
    with torch.device("meta"):
        module = type(model.module)(model.module.config).eval()
    place = Elsewhere(model, **options)
    other = nnexplore.LanguageModel(module, tokenizer=model.tokenizer)
    other._venue, other._expression = place, model.expression
    return other, place
