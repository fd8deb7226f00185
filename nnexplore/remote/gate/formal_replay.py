"""``FormalReplay``: a graph carried out without numbers, looked at node by node, with a ``Bill`` of what it takes.

``FormalScript`` does the same with an edit, in each forward.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import torch
from torch import nn

from ...engine import Job, TokenTable
from ...engine.edits import EditScript
from ...engine.forward import Forward
from ...engine.interpreter import Interpreter
from ...engine.replay import Replay
from ...engine.tree import leaves
from ...engine.visit import storage_of
from ...errors import DeferredError, NnexploreError, PromptError
from ...graph import Call, Constant, Graph, Inputs, Node, Save, Tokens
from ...models import LanguageModel, Model
from ..limits import Limits
from ..refusal import Refusal
from .bounds import check_outputs
from .cost import Cost
from .formal import mark_mask
from .meter import Meter

__all__ = ["Bill", "FormalReplay", "FormalScript"]

_SECONDS = 10.0
"""A dry run that takes longer belongs to a request that takes far too long."""


class Bill:
    """What was counted so far."""

    def __init__(self, limits: Limits, kept: frozenset[int], weights: bool, dtype: torch.dtype | None) -> None:
        self.limits, self.weights, self.dtype = limits, weights, dtype
        self.meter = Meter(limits, kept, min(limits.seconds, _SECONDS))
        self.saved = self.tokens = self.rows = self.new_tokens = 0
        self.assumed: list[str] = []

    def job(self, model: Model, inputs: Inputs) -> Job:
        """What a run is fed, encoded; its rows and tokens counted."""
        self.meter.check_time()
        try:
            job = Model._job(model, inputs, defer=True)  # a LanguageModel's own loads the weights of one that generates
            job = replace(job, tokens=model._table(job.inputs)) if isinstance(model, LanguageModel) else job
        except PromptError as error:
            raise Refusal("bad_argument", f"{error!s:.500}") from None
        except (NnexploreError, RuntimeError, ValueError, TypeError) as error:
            raise Refusal("not_possible", f"{error!s:.500}") from None
        given = job.inputs.kwargs
        ids = given.get("input_ids", given.get("inputs_embeds"))
        if isinstance(ids, torch.Tensor) and ids.dim() > 1:
            each = max(int(given.get("num_beams") or 1), int(given.get("num_return_sequences") or 1))
            self._count("tokens", ids.shape[1])
            self._count("rows", ids.shape[0] * (each if job.stepped else 1))
        self._count("new_tokens", int(given.get("max_new_tokens") or 0) if job.stepped else 0)
        return job

    def _count(self, name: str, given: int) -> None:
        limit = getattr(self.limits, name)
        if given > limit:
            message = f"a run has {given:,} {name}; this server allows {limit:,}"
            raise Refusal("too_costly", message, name=name, limit=limit, given=given)
        setattr(self, name, max(getattr(self, name), given))

    def save(self, value: Any) -> None:
        """A result: elements × element size, whatever memory they share."""
        for _, leaf in leaves(value):
            size = self.dtype.itemsize if self.dtype and leaf.is_floating_point() else leaf.element_size()
            self.saved += leaf.numel() * size
        if self.saved > self.limits.saved_bytes:
            self.meter.refuse("saved_bytes", self.limits.saved_bytes, self.saved, "bytes of results")

    def holds_weights(self, value: Any) -> bool:
        """Whether some tensor of a value is on the memory of the model's weights."""
        return any(storage_of(leaf) in self.meter.kept for _, leaf in leaves(value))

    def cost(self, nodes: int) -> Cost:
        """All of it."""
        meter = self.meter
        counts = (nodes, self.tokens, self.rows, self.new_tokens)
        return Cost(meter.flops, meter.peak, self.saved, *counts, assumed=tuple(dict.fromkeys(self.assumed)))


class _Formal(Interpreter):
    """Values have no numbers, and operations are looked at before they are called."""

    _bill: Bill

    def step(self, node: Node) -> None:
        """One node.

        Raises:
            Refusal: it cannot be carried out, or not afforded.
            DeferredError: the model cannot be run without numbers.
        """
        try:
            super().step(node)
        except DeferredError:
            raise
        except NnexploreError as error:
            refusal = _refusal(error)
            if "node" not in refusal.detail:  # of an edit that was carried out meanwhile
                refusal.detail["node"] = node.id
                if node.place is not None:
                    refusal.detail["line"] = node.place.line
            raise refusal from None

    def _constant(self, node: Constant) -> Any:
        if not isinstance(node.value, torch.Tensor):
            return node.value
        if not node.value.dim() and not node.value.is_floating_point():
            return node.value.clone()  # an index, whose number decides the form of what it takes
        form = node.value.detach().to("meta")
        mark_mask(form, node.value)
        return form

    def _call(self, node: Call) -> Any:
        args, kwargs = self.resolve(node.args), self.resolve(node.kwargs)
        check_outputs(node.op, args, kwargs, self._bill.limits)
        self._check_weights(node, (args, kwargs))
        self._bill.meter.acting = True
        try:
            return super()._call(node)
        finally:
            self._bill.meter.acting = False

    def _check_weights(self, node: Call, given: Any) -> None:
        """Weights that came another way than by name: as inputs of an operation inside a module."""
        if node.op in ("getitem", "getattr"):
            return
        held = self._bill.holds_weights(given)
        if held and node.op == "Tensor.requires_grad_":
            raise Refusal("forbidden_operation", "this would change the model's weights, which are everybody's")
        if held and not self._bill.weights:
            raise Refusal(_FORBIDDEN, _NOT_GIVEN)


class FormalReplay(_Formal, Replay):
    """A replay of that kind."""

    def __init__(self, nodes: Sequence[Node], module: nn.Module, job: Callable[[int], Job], bill: Bill) -> None:
        super().__init__(nodes, module, job)
        self._bill, self._meter = bill, bill.meter

    def run(self) -> dict[str, Any]:
        """Execute every node.

        Raises:
            Refusal: a module that is not there.
            DeferredError: the model cannot be run without numbers.
        """
        try:
            return super().run()
        except DeferredError:
            raise
        except NnexploreError as error:
            raise Refusal("not_possible", f"{error!s:.600}") from error

    def _tokens(self, node: Tokens) -> Any:
        return tuple(one.to("meta") for one in super()._tokens(node))

    def _save(self, node: Save) -> None:
        super()._save(node)
        value = self.results[node.name]
        if not self._bill.weights and self._bill.holds_weights(value):
            raise Refusal(_FORBIDDEN, _NOT_GIVEN)
        self._bill.save(value)


class FormalScript(_Formal, EditScript):
    """An edit of that kind, the ``number``th of a request."""

    def __init__(
        self, bill: Bill, number: int, graph: Graph, module: nn.Module, tokens: TokenTable | None, forward: Forward
    ) -> None:
        self._bill, self._number = bill, number
        super().__init__(graph, module, tokens, forward)

    def step(self, node: Node) -> None:
        """One node, in one step of one forward.

        Raises:
            Refusal: as ``FormalReplay.step``, with the number of the edit.
        """
        self._bill.meter.check_time()
        try:
            super().step(node)
        except Refusal as refusal:
            refusal.detail.setdefault("edit", self._number)
            raise

    def _tokens(self, node: Tokens) -> Any:
        return tuple(one.to("meta") for one in super()._tokens(node))


_FORBIDDEN = "forbidden_operation"
_NOT_GIVEN = "this is one of the model's weights, and this server does not give them; use what is computed with it"
_OVERFLOWS = ("overflow", "too large", "not enough memory", "exceeds", "invalid size, try using")


def _refusal(error: NnexploreError) -> Refusal:
    """What a failed node means for the request."""
    cause = error.__cause__
    if isinstance(cause, Refusal):
        return cause
    text = str(error)
    if isinstance(cause, RuntimeError | OverflowError) and any(word in str(cause) for word in _OVERFLOWS):
        return Refusal("too_costly", f"{text:.500}", name="live_bytes")
    if cause is not None and ("meta tensor" in str(cause).lower() or isinstance(cause, NotImplementedError)):
        return Refusal(
            "not_possible",
            f"{text:.400}. A server sees the sizes of all values before it computes them: this operation asks for "
            "numbers. Do it with the result, at home",
        )
    return Refusal("not_possible", f"{text:.600}")
