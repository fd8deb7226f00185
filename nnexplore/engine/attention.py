"""``AttentionTap``: query, key, value, scores, pattern and heads of one attention module, read and changed as it runs.

The tap watches the torch functions that the module calls. Nothing is registered and no module or config is touched;
the model keeps its attention implementation, and what is not edited it computes as ever. See ``attention_plan`` for
the two ways in which models spell attention.

| port    | value                                                    | shape                             |
|---------|----------------------------------------------------------|-----------------------------------|
| query   | after rotation, as it enters the product with the keys   | ``[batch, heads, tokens, width]`` |
| key     | the same; with a cache, the keys of earlier tokens too   | ``[batch, kv_heads, keys, width]``|
| value   | what the pattern mixes                                   | ``[batch, kv_heads, keys, width]``|
| scores  | scaled, capped, biased and masked: the softmax's input   | ``[batch, heads, tokens, keys]``  |
| pattern | the softmax's output, before dropout                     | ``[batch, heads, tokens, keys]``  |
| heads   | the mixed values, before the output projection           | ``[batch, heads, tokens, width]`` |
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import torch
from torch import Tensor
from torch.nn import functional as F
from torch.overrides import TorchFunctionMode

from ..errors import ModelError
from .attention_plan import PRODUCTS, SDPA, SOFTMAXES, Call, Plan, Product, find_plan, unfolded

__all__ = ["ATTENTION_PORTS", "AttentionTap", "Offer", "Plan", "find_plan"]

ATTENTION_PORTS = ("query", "key", "value", "scores", "pattern", "heads")
"""In the order in which they are offered."""

_WATCHED = frozenset({SDPA, *SOFTMAXES, *PRODUCTS})

# The tap's own computations are no operations of the model: nobody who watches those shall see them.
_unwatched = torch._C.DisableTorchFunction


class Offer(Protocol):
    """Who is told about the values.

    ``offer`` may take as long as it likes. A change in place is noticed by PyTorch's count of versions, so one made
    past it (``.data``, NumPy) is not.
    """

    def wants(self, port: str) -> bool:
        """Whether the port is wanted. Asked anew each time: offering one port can make another wanted."""
        ...

    def offer(self, port: str, value: Tensor) -> Tensor:
        """The value, and what the model goes on with: the same object, changed in place or not, or another."""
        ...


class AttentionTap(TorchFunctionMode):
    """Offers the ports of one execution of an attention module's forward: entered with it, left with it.

    A port that is not wanted costs nothing; one that is read and not changed leaves the model's results bit for bit.
    A change holds for this execution and for the module's output: what a cache keeps of key and value stays as it
    was, and so do the weights that some modules return beside their output.

    With autograd on, gradients flow through every offered tensor. The fused kernel knows no scores and no pattern:
    if these are offered its results stand, and their gradients are those of the same attention spelled out; under
    dropout the spelled one also gives the result.

    Other torch function modes see the model's operations as they would without the tap, and none of the tap's own.
    Enter the tap after them, so that it is told of what they replace. What they replace between the softmax and the
    product with the values is not replaced again when the scores or the pattern are changed too.

    Attributes:
        met: whether the forward came to its attention by the way that the plan says; if not, nothing was offered.

    >>> with AttentionTap(plan, offer):
    ...     output = attention.forward(hidden_states)
    """

    def __init__(self, plan: Plan, offer: Offer) -> None:
        super().__init__()
        self.met = self._done = False
        self._plan, self._offer = plan, offer
        self._products = self._softmaxes = 0
        self._form: _Form | None = None
        self._chain: _Chain | None = None

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Iterable[type],
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        """One operation of the model."""
        if self._done or (func not in _WATCHED and self._chain is None):
            return func(*args, **(kwargs or {}))
        call = Call(func, args, kwargs or {})
        if func is SDPA:
            return self._fused(call)
        if func in PRODUCTS and (product := Product.read(call)):
            return self._product(product)
        result = call.run()
        if func in SOFTMAXES:
            self._softmax(call, result)
        if self._chain:
            self._chain.add(call, result)
        return result

    # -- the steps of an attention that is spelled out -----------------------------------------

    def _product(self, product: Product) -> Tensor:
        count, steps = self._products, self._plan.steps
        self._products += 1
        if steps and count == steps.scores:
            return self._before_scores(product)
        if self._chain and steps and count == steps.heads:
            return self._before_heads(product, self._chain)
        result: Tensor = product.call.run()
        if self._chain:
            self._chain.add(product.call, result)
        return result

    def _before_scores(self, product: Product) -> Tensor:
        self.met = True
        left, right = product.left, product.right
        with _unwatched():
            query, key = product.seen(0, left), product.seen(1, right).mT
        self._form = form = _Form(self._plan, query)
        new_query, new_key = self._pass("query", query, form), self._pass("key", key, form)
        with _unwatched():
            if new_query.used:
                left = product.unseen(0, new_query.tensor)
            if new_key.used:
                right = product.unseen(1, new_key.tensor.mT)
        return product.run(left, right)

    def _softmax(self, call: Call, result: Tensor) -> None:
        steps = self._plan.steps
        if self._form and steps and self._softmaxes == steps.softmax:
            self._chain = _Chain(call.get((0, "input")), result)
        self._softmaxes += 1

    def _before_heads(self, product: Product, chain: _Chain) -> Tensor:
        """Value, scores and pattern are offered only now, when all three are known: so their order is the same."""
        self._done, self._chain = True, None
        form, right = self._form, product.right
        assert form is not None
        with _unwatched():
            value = product.seen(1, right)
        new_value = self._pass("value", value, form)
        for port, tensor in (("scores", chain.scores), ("pattern", chain.pattern)):
            new = self._pass(port, chain.now(tensor), form)
            if new.used:
                chain.change(tensor, new.tensor)
        with _unwatched():
            if new_value.used:
                right = product.unseen(1, new_value.tensor)
        heads = product.run(chain.end(product.left), right)
        with _unwatched():
            seen = product.seen(2, heads)
        new = self._pass("heads", seen, form)
        with _unwatched():
            return product.unseen(2, new.tensor) if new.used else heads

    # -- a fused one ---------------------------------------------------------------------------

    def _fused(self, call: Call) -> Any:
        self.met = self._done = True
        form = _Form(self._plan, call.get((0, "query")))
        for place in ((0, "query"), (1, "key"), (2, "value")):
            call = call.put(place, self._pass(place[1], call.get(place), form).tensor)
        return self._pass("heads", self._fused_heads(call, form), form).tensor

    def _fused_heads(self, call: Call, form: _Form) -> Any:
        spelled = _Fused(*call.args, **call.kwargs)
        scores, pattern = _Given(None), _Given(None)
        if self._offer.wants("scores"):
            scores = self._give("scores", spelled.scores(), form)
        if self._offer.wants("pattern"):
            known = spelled.scores() if scores.tensor is None else scores.tensor
            pattern = self._give("pattern", spelled.pattern(known), form)
        elif scores.used:
            pattern = _Given(spelled.pattern(scores.tensor), used=True)
        if not (scores.used or pattern.used):
            return call.run()
        if scores.edited or pattern.edited or spelled.dropout_p:
            return spelled.heads(pattern.tensor)
        with torch.no_grad():
            exact: Tensor = call.run()
        with _unwatched():
            heads = spelled.heads(pattern.tensor)
            return exact + (heads - heads.detach())

    # -- both ----------------------------------------------------------------------------------

    def _pass(self, port: str, tensor: Tensor, form: _Form) -> _Given:
        return self._give(port, tensor, form) if self._offer.wants(port) else _Given(tensor)

    def _give(self, port: str, tensor: Tensor, form: _Form) -> _Given:
        """Offer a tensor of the model's in the port's form."""
        with _unwatched():
            seen = form.seen(port, tensor)
            if port in ("key", "value") or (torch.is_grad_enabled() and seen.requires_grad):
                seen = seen.clone()  # out of reach of the cache, and of what autograd has saved
            watch = _Watch(seen)
        new = self._offer.offer(port, seen)
        with _unwatched():
            edited = watch.edited(new)
            used = edited or (torch.is_grad_enabled() and (seen.requires_grad or new.requires_grad))
            return _Given(form.unseen(port, new, tensor) if used else tensor, used, edited)


class _Given(NamedTuple):
    """What came of an offer: the model's own tensor, or the one that it shall use."""

    tensor: Any
    used: bool = False
    edited: bool = False


class _Watch:
    """Tells whether a tensor came back as it was offered."""

    def __init__(self, seen: Tensor) -> None:
        self._seen = seen
        # Tensors of inference mode do not count their changes.
        self._before = seen.clone() if seen.is_inference() else None
        self._version = None if seen.is_inference() else seen._version

    def edited(self, new: Tensor) -> bool:
        """Whether another value came back; the same memory under another object is no other value."""
        if new is not self._seen and _memory(new) != _memory(self._seen):
            return new.is_meta or not torch.equal(self._seen, new) or self._changed()
        return self._changed()

    def _changed(self) -> bool:
        """Whether what was offered was changed in place."""
        if self._before is not None:
            return not torch.equal(self._before, self._seen)
        return self._seen._version != self._version


def _memory(tensor: Tensor) -> tuple[Any, ...]:
    storage = tensor.untyped_storage()._cdata
    return storage, tensor.storage_offset(), tensor.shape, tensor.stride(), tensor.dtype


class _Form:
    """The ports' forms, ``[batch, heads, tokens, …]``, and those of the model's tensors in this execution.

    The model may fold batch and heads into one dimension, give groups a dimension of their own, put the query heads
    of a group in the place of tokens (transformers does for a single token), or repeat key and value for each group.
    """

    def __init__(self, plan: Plan, query: Tensor) -> None:
        self._plan, self._dtype = plan, query.dtype
        self._batch = query.shape[0] if query.dim() > 3 else query.shape[0] // plan.heads

    def seen(self, port: str, tensor: Tensor) -> Tensor:
        """A tensor of the model's as the port shows it; a view of it where that can be."""
        if port in ("key", "value"):
            rows = unfolded(tensor, self._batch)
            return rows[:, :: self._repeats(rows)]
        if port == "pattern":  # the softmax may be computed in float32, whatever the model is in
            tensor = tensor.to(self._dtype)
        return tensor.reshape(self._batch, self._plan.heads, -1, tensor.shape[-1])

    def unseen(self, port: str, new: Tensor, tensor: Tensor) -> Tensor:
        """A port's value as the model wants it in the place of ``tensor``."""
        if port in ("key", "value"):
            repeats = self._repeats(unfolded(tensor, self._batch))
            new = new.repeat_interleave(repeats, 1) if repeats > 1 else new
        return new.reshape(tensor.shape).to(tensor.dtype)

    def _repeats(self, rows: Tensor) -> int:
        return self._plan.heads // self._plan.kv_heads if rows.shape[1] == self._plan.heads else 1


class _Chain:
    """What the model computed from the scores on, so that it can be computed again from others."""

    def __init__(self, scores: Tensor, pattern: Tensor) -> None:
        self.scores, self.pattern = scores, pattern
        self._done: list[tuple[Call, Tensor]] = []
        self._now: dict[int, Tensor] = {}

    def add(self, call: Call, result: Any) -> None:
        """One operation more. The softmax is the first."""
        if isinstance(result, Tensor):
            self._done.append((call, result))

    def now(self, tensor: Tensor) -> Tensor:
        """The tensor that stands in the place of one of the model's."""
        return self._now.get(id(tensor), tensor)

    def end(self, weights: Tensor) -> Tensor:
        """What mixes the values in the place of the model's ``weights``.

        Raises:
            ModelError: scores or pattern were changed and the weights do not depend on them.
        """
        if self._now and id(weights) not in self._now:
            raise ModelError(
                "the scores or the pattern were changed, but this attention mixes its values by something that was not"
                " computed from them: another torch function mode has replaced it. Enter the tap after that mode"
            )
        return self.now(weights)

    def change(self, old: Tensor, new: Tensor) -> None:
        """Put another tensor in the place of the scores or the pattern, and compute again what depends on it."""
        self._now[id(old)] = new
        with _unwatched():
            for call, result in self._done[1 if old is self.pattern else 0 :]:
                args, kwargs = self._with(call.args), {name: self._with(value) for name, value in call.kwargs.items()}
                if args is not call.args or any(kwargs[name] is not value for name, value in call.kwargs.items()):
                    self._now[id(result)] = call.func(*args, **kwargs)

    def _with(self, value: Any) -> Any:
        if isinstance(value, Tensor):
            return self.now(value)
        if type(value) not in (tuple, list):
            return value
        parts = [self._with(part) for part in value]
        return value if all(new is old for new, old in zip(parts, value, strict=True)) else type(value)(parts)


@dataclass
class _Fused:
    """The arguments of ``scaled_dot_product_attention``, and its result in steps; as eager attention computes it."""

    query: Tensor
    key: Tensor
    value: Tensor
    attn_mask: Tensor | None = None
    dropout_p: float = 0.0
    is_causal: bool = False
    scale: float | None = None
    enable_gqa: bool = False

    def scores(self) -> Tensor:
        """Scaled and masked products of query and key."""
        with _unwatched():
            scale = self.query.shape[-1] ** -0.5 if self.scale is None else self.scale
            scores = torch.matmul(self.query, self._grouped(self.key).mT) * scale
            mask = self.attn_mask
            if self.is_causal:
                mask = torch.ones(scores.shape[-2:], dtype=torch.bool, device=scores.device).tril()
            if mask is None:
                return scores
            if mask.dtype != torch.bool:
                return scores + mask
            return scores.masked_fill(~mask, torch.finfo(scores.dtype).min)

    def pattern(self, scores: Tensor) -> Tensor:
        """Softmax of the scores, in float32 or better; zero in rows that see no key, as padding's may."""
        with _unwatched():
            exact = torch.promote_types(scores.dtype, torch.float32)
            mask = self.attn_mask
            if mask is None:
                return torch.softmax(scores, -1, exact).to(self.query.dtype)
            blind = ~(mask if mask.dtype == torch.bool else mask > -torch.inf).any(-1, keepdim=True)
            pattern = torch.softmax(scores.masked_fill(blind, 0), -1, exact).to(self.query.dtype)
            return pattern.masked_fill(blind, 0)

    def heads(self, pattern: Tensor) -> Tensor:
        """Values mixed by the pattern."""
        with _unwatched():
            weights = F.dropout(pattern, self.dropout_p) if self.dropout_p else pattern
            return torch.matmul(weights, self._grouped(self.value))

    def _grouped(self, rows: Tensor) -> Tensor:
        if not self.enable_gqa:
            return rows
        return rows.repeat_interleave(self.query.shape[-3] // rows.shape[-3], -3)
