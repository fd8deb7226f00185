"""``Gate``: reads, checks and prices the requests for one model; what it has priced once it knows again."""

from __future__ import annotations

import contextlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

import torch

from ...graph import Constant, Graph, HolePath, Inputs, Node, Ref, once
from ...models import LanguageModel, Model
from ...models.prompt import token_ids
from ..limits import Limits
from ..refusal import Refusal
from ..request import Request
from .admission import check, read
from .cost import Cost
from .dry import dry_run
from .feeds import check_feed
from .published import Published

__all__ = ["Gate"]


class Gate:
    """What stands before a model.

    Attributes:
        published: what the model publishes.
        limits: what one request may ask for.
        hits, misses: how often a price, or a refusal, was known, and how often not.

    >>> gate = Gate(nnexplore.load("demo"), Limits())
    >>> request = gate.read(body, CONTENT_TYPE)
    >>> gate.admit(request).flops
    """

    def __init__(self, model: Model, limits: Limits, *, weights: bool = False, size: int = 512) -> None:
        self.published, self.limits = Published.of(model, weights=weights), limits
        self.hits = self.misses = 0
        self._model, self._size = model, size
        self._known: OrderedDict[Any, Cost] = OrderedDict()
        self._refused: OrderedDict[Any, dict[str, Any]] = OrderedDict()
        self._turn = threading.Lock()

    def read(self, body: bytes, content_type: str) -> Request:
        """The request of a body: see ``admission.read``."""
        return read(body, content_type, self.limits)

    def admit(self, request: Request) -> Cost:
        """What a request costs, which is thereby let in.

        The numbers of its constants, and the words of its prompts, have no influence on that: the same block on
        another prompt of as many tokens is known.

        Raises:
            Refusal: as ``admission.check`` and ``dry.dry_run`` do.
        """
        key = self._key(request)
        with self._turn:
            known = self._known.get(key) if key is not None else None
            if known is not None:
                self.hits += 1
                self._known.move_to_end(key)
                return known
            said = None if key is None else (key, _lines(request))
            if said in self._refused:  # found at some cost, it may be, which is not to be had again by asking again
                self.hits += 1
                raise Refusal.of(self._refused[said])
            self.misses += 1
            try:
                cost = self._priced(request)
            except Refusal as refusal:
                if said is not None and refusal.code != "internal" and refusal.detail.get("name") != "seconds":
                    self._keep(self._refused, said, refusal.body())
                raise
            if key is not None:
                self._keep(self._known, key, cost)
            return cost

    def _priced(self, request: Request) -> Cost:
        check(request, self.published, self.limits)
        return dry_run(request, self._model, self.limits, weights=self.published.weights)

    def _keep(self, known: OrderedDict[Any, Any], key: Any, value: Any) -> None:
        known[key] = value
        if len(known) > self._size:
            known.popitem(last=False)

    def known(self, request: Request) -> Cost | None:
        """The same where the price is known; waits for nobody, as ``admit`` does for a price that is being found."""
        key = self._key(request)
        found = None if key is None else self._known.get(key)
        if found is not None:
            self.hits += 1
            with contextlib.suppress(KeyError):  # another thread has dropped it
                self._known.move_to_end(key)
        return found

    def _key(self, request: Request) -> Any:
        """All that the price depends on; ``None`` where that cannot be told so simply."""
        try:
            graphs = tuple(self._of_graph(graph) for graph in request.graphs)
            edits = tuple(once(edit.nodes, _of_nodes) for edit in request.edits)
            key = (request.fingerprint, request.gradients, request.dtype, graphs, edits)
            hash(key)
        except (TypeError, ValueError, RuntimeError, Refusal):
            return None  # said better by the checks
        return key

    def _of_graph(self, graph: Graph) -> Any:
        inputs = tuple(self._of_inputs(inputs, run) for run, inputs in enumerate(graph.inputs))
        return inputs, once(graph.nodes, _of_nodes)

    def _of_inputs(self, inputs: Inputs, run: int) -> Any:
        check_feed(inputs, self.published, self.limits, run)
        kwargs = tuple((name, _form(value)) for name, value in inputs.kwargs.items() if name != "seed")
        if isinstance(self._model, LanguageModel) and inputs.args and not isinstance(inputs.args[0], dict):
            rows = token_ids(inputs.args[0], self._model.tokenizer)
            if (size := self.published.vocabulary) and not all(0 <= min(row) <= max(row) < size for row in rows):
                raise ValueError("an id that is none")
            return inputs.method, tuple(map(len, rows)), kwargs
        return inputs.method, _form(inputs.args), kwargs


def _lines(request: Request) -> Any:
    """What a refusal may quote."""
    return tuple(node.place for graph in (*request.graphs, *request.edits) for node in graph.nodes)


def _of_nodes(nodes: Sequence[Node]) -> Any:
    return tuple(map(_of_node, nodes))


def _of_node(node: Node) -> Any:
    if type(node) is Constant:
        return "constant", node.id, _form(node.value)
    fields = vars(node)
    return (node.kind, *[_form(value) for name, value in fields.items() if name != "place"])


def _form(value: Any) -> Any:
    """A value as something that can be compared: tensors by their form, masks by how much they choose as well."""
    kind = type(value)
    if kind is str or value is None:
        return value
    if kind is Ref:
        return "ref", value.id
    if kind is int or kind is float or kind is bool:
        return kind, value
    if kind is tuple or kind is list:
        return (kind, *map(_form, value))
    if kind is dict:
        return (kind, *[(name, _form(item)) for name, item in value.items()])
    if kind is slice:
        return kind, _form(value.start), _form(value.stop), _form(value.step)
    if isinstance(value, torch.Tensor):
        chosen = int(value.count_nonzero()) if value.dtype is torch.bool else None
        return kind, value.shape, value.dtype, chosen
    if kind is HolePath:
        return kind, str(value), value.template
    return kind, tuple(map(_form, value)) if isinstance(value, tuple) else value
