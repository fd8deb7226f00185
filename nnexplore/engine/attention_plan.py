"""``Plan``: how one attention module spells its attention, learned by watching it once.

There are two ways. A *fused* attention calls ``scaled_dot_product_attention`` once. A *spelled* one multiplies query
and key, takes a softmax, and multiplies the result with the value; which of the module's products these are is
counted in one real forward, because at the first of them the softmax is still to come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import torch
from greenlet import getcurrent
from torch import Tensor, nn
from torch.nn import functional as F
from torch.overrides import TorchFunctionMode

from ..errors import ModelError

__all__ = ["PRODUCTS", "SDPA", "SOFTMAXES", "Call", "Place", "Plan", "Product", "Steps", "find_plan", "unfolded"]

Place = tuple[int, str]
"""Where an argument stands: its position, and its name where it is passed by name."""

SDPA = F.scaled_dot_product_attention
SOFTMAXES = frozenset({F.softmax, torch.softmax, torch.special.softmax, Tensor.softmax})
PRODUCTS: dict[Any, tuple[Place, Place]] = {
    torch.matmul: ((0, "input"), (1, "other")),  # also ``a @ b``
    Tensor.matmul: ((0, "self"), (1, "other")),
    torch.bmm: ((0, "input"), (1, "mat2")),
    Tensor.bmm: ((0, "self"), (1, "mat2")),
    torch.baddbmm: ((1, "batch1"), (2, "batch2")),
    Tensor.baddbmm: ((1, "batch1"), (2, "batch2")),
    torch.einsum: ((1, ""), (2, "")),
}
"""The functions that multiply batches of matrices, and where their operands stand."""


class Call(NamedTuple):
    """A torch function with its arguments."""

    func: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]

    def run(self) -> Any:
        """Call it."""
        return self.func(*self.args, **self.kwargs)

    def get(self, place: Place) -> Any:
        """The argument at a place; ``None`` if it is not given."""
        index, name = place
        return self.args[index] if index < len(self.args) else self.kwargs.get(name)

    def put(self, place: Place, value: Any) -> Call:
        """The same call with another argument; itself if it is the one it has."""
        index, name = place
        if self.get(place) is value:
            return self
        if index < len(self.args):
            return self._replace(args=(*self.args[:index], value, *self.args[index + 1 :]))
        return self._replace(kwargs={**self.kwargs, name: value})


class Product(NamedTuple):
    """A product of batches of matrices, whose operands and result can be seen as ``[…, i, c] @ […, c, j]``.

    An order is how the dimensions are permuted for that; empty where they stand so already.
    """

    call: Call
    places: tuple[Place, Place]
    orders: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]] = ((), (), ())

    @classmethod
    def read(cls, call: Call) -> Product | None:
        """The product that a call makes; ``None`` if an operand is a plain matrix, as weights are."""
        places = PRODUCTS[call.func]
        if any(not isinstance(one := call.get(place), Tensor) or one.dim() < 3 for place in places):
            return None
        if call.func is not torch.einsum:
            return cls(call, places)
        return _read_einsum(call, call.args[0]) if len(call.args) == 3 else None

    @property
    def left(self) -> Tensor:
        """The left operand as the model passes it."""
        return self.call.get(self.places[0])  # type: ignore[no-any-return]

    @property
    def right(self) -> Tensor:
        """The right operand as the model passes it."""
        return self.call.get(self.places[1])  # type: ignore[no-any-return]

    def seen(self, part: int, tensor: Tensor) -> Tensor:
        """Left operand, right operand or result (0, 1, 2) as in a plain matrix product."""
        return tensor.permute(self.orders[part]) if self.orders[part] else tensor

    def unseen(self, part: int, tensor: Tensor) -> Tensor:
        """The way back from ``seen``."""
        order = self.orders[part]
        return tensor.permute([order.index(dim) for dim in range(len(order))]) if order else tensor

    def run(self, left: Tensor, right: Tensor) -> Tensor:
        """The product of other operands, given as the model passes them."""
        return self.call.put(self.places[0], left).put(self.places[1], right).run()  # type: ignore[no-any-return]


def _read_einsum(call: Call, equation: Any) -> Product | None:
    """One that multiplies matrices in batches; ``None`` for any other equation."""
    operands, _, out = str(equation).replace(" ", "").partition("->")
    left, _, right = operands.partition(",")
    places = PRODUCTS[torch.einsum]
    shared = [letter for letter in left if letter in right and letter in out]
    inner = [letter for letter in left if letter in right and letter not in out]
    rows, columns = (
        [letter for letter in one if letter in out and letter not in two] for one, two in ((left, right), (right, left))
    )
    if "." in out or not len(inner) == len(rows) == len(columns) == 1 or len(shared) + 2 != len(out):
        return None
    if out.index(rows[0]) > out.index(columns[0]):  # spelled with the operands exchanged
        left, right, rows, columns, places = right, left, columns, rows, (places[1], places[0])
    wanted = ((left, shared + rows + inner), (right, shared + inner + columns), (out, shared + rows + columns))
    first, second, third = (tuple(letters.index(letter) for letter in seen) for letters, seen in wanted)
    return Product(call, places, (first, second, third))


class Steps(NamedTuple):
    """Which operations of a spelled attention matter, each counted from 0 among its like in the module's forward.

    Attributes:
        scores: the product of query and key.
        softmax: what makes the scores into the pattern.
        heads: the product of the pattern and the value.
    """

    scores: int
    softmax: int
    heads: int


@dataclass(frozen=True)
class Plan:
    """How one attention module computes its attention.

    Attributes:
        heads: the number of query heads.
        kv_heads: the number of key/value heads.
        steps: the operations of a spelled attention; ``None`` for a fused one.
        implementation: what the model's config named when the plan was found.
    """

    heads: int
    kv_heads: int
    steps: Steps | None = None
    implementation: str | None = None

    def fits(self, attention: nn.Module) -> bool:
        """Whether the model still names the implementation for which the plan was found."""
        return self.implementation == _implementation(attention)


class _Event(NamedTuple):
    call: Call
    result: Any
    number: int  # among the operations of its like
    product: Product | None = None


class _Scout(TorchFunctionMode):
    """Notes what the first forward of one module does."""

    def __init__(self) -> None:
        super().__init__()
        self.states: Tensor | None = None
        self.events: list[_Event] = []
        self.names: dict[str, None] = {}
        self._watching = False
        self._seen = False
        self._greenlet = getcurrent()  # a forward elsewhere, in another thread, goes through the same hooks

    @property
    def called(self) -> bool:
        """Whether the module was entered at all."""
        return self._seen

    def enter(self, _module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """The module's forward begins."""
        if not self._seen and getcurrent() is self._greenlet:
            self._seen = self._watching = True
            tensors = [value for value in (*args, *kwargs.values()) if isinstance(value, Tensor)]
            self.states = kwargs.get("hidden_states", tensors[0] if tensors else None)

    def leave(self, *_: Any) -> None:
        """The module's forward has ended."""
        if getcurrent() is self._greenlet:
            self._watching = False

    def count(self, product: bool) -> int:
        """How many products, or how many softmaxes, there were so far."""
        return sum(1 for event in self.events if bool(event.product) == product and event.call.func is not SDPA)

    def __torch_function__(
        self, func: Any, types: Iterable[type], args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """One operation of the model."""
        call = Call(func, args, kwargs or {})
        result = call.run()
        if not self._watching:
            return result
        if isinstance(result, Tensor):
            self.names[getattr(func, "__name__", "")] = None
        product = Product.read(call) if func in PRODUCTS else None
        if product or func in SOFTMAXES or func is SDPA:
            self.events.append(_Event(call, result, self.count(product is not None), product))
        return result


def find_plan(attention: nn.Module, run: Callable[[], object]) -> Plan:
    """Watch one real forward and say how the module computes its attention.

    Args:
        attention: the module, which holds one attention.
        run: executes one forward, of any length and with any cache, that calls the module.

    Raises:
        ModelError: the module is not called, has no attention that can be watched, or has several.

    >>> find_plan(model.model.layers[0].self_attn, lambda: model(ids))
    Plan(heads=32, kv_heads=8, steps=None, implementation='sdpa')
    """
    scout = _Scout()
    handles = [
        attention.register_forward_pre_hook(scout.enter, with_kwargs=True),
        attention.register_forward_hook(scout.leave),
    ]
    try:
        with scout:
            run()
    finally:
        for handle in handles:
            handle.remove()
    return _read_plan(attention, scout)


def _read_plan(attention: nn.Module, scout: _Scout) -> Plan:
    fused = [event.call for event in scout.events if event.call.func is SDPA]
    spelled = _spelled(scout.events)
    if scout.states is None or len(fused or spelled) != 1:
        raise ModelError(_refusal(attention, scout, len(fused or spelled)))
    if fused:
        query, key, value = (fused[0].get(place) for place in ((0, "query"), (1, "key"), (2, "value")))
        steps = None
    else:
        first, second, steps = spelled[0]
        query, key = first.seen(0, first.left), first.seen(1, first.right).mT
        value = second.seen(1, second.right)
    tokens, rows = scout.states.shape[:-1].numel(), query.shape[:-1].numel()
    if rows % tokens:
        raise ModelError(
            f"the attention of {type(attention).__name__} has {rows} rows of queries, shape {list(query.shape)}, for"
            f" {tokens} tokens, shape {list(scout.states.shape)}: it is not one row per token and head"
        )
    heads = rows // tokens
    return Plan(heads, _kv_heads(attention, heads, query, key, value), steps, _implementation(attention))


def _spelled(events: list[_Event]) -> list[tuple[Product, Product, Steps]]:
    """Each softmax that stands between two products of its size, with these products."""
    found = []
    for at, softmax in enumerate(events):
        scores = softmax.call.get((0, "input")) if softmax.call.func in SOFTMAXES else None
        if not isinstance(scores, Tensor) or softmax.call.get((1, "dim")) not in (-1, scores.dim() - 1):
            continue
        before = [e for e in events[:at] if e.product and _same_rows(e.product.seen(2, e.result), scores)]
        after = [e for e in events[at:] if e.product and _same_rows(e.product.seen(0, e.product.left), scores)]
        if before and after and before[-1].product and after[0].product:
            found.append(
                (before[-1].product, after[0].product, Steps(before[-1].number, softmax.number, after[0].number))
            )
    return found


def _same_rows(part: Tensor, scores: Tensor) -> bool:
    """Whether a product's part has the scores' rows; their columns may be more, as gpt_oss appends a sink."""
    return part.shape[:-1].numel() == scores.shape[:-1].numel() and part.shape[-1] <= scores.shape[-1]


def unfolded(tensor: Tensor, batch: int) -> Tensor:
    """A matrix per key/value head, ``[batch, rows, keys, width]``; three dimensions have batch and rows in one."""
    return tensor.reshape(tensor.shape[0] if tensor.dim() > 3 else batch, -1, *tensor.shape[-2:])


def _kv_heads(attention: nn.Module, heads: int, query: Tensor, key: Tensor, value: Tensor) -> int:
    """The number of key/value heads, also where the code has repeated each for its group of query heads."""
    key, value = (unfolded(tensor, max(1, query.shape[0] // heads)) for tensor in (key, value))
    if key.shape[1] != heads:
        return key.shape[1]
    groups = getattr(attention, "num_key_value_groups", None)
    if key.is_meta:  # without numbers nothing can be compared
        return heads // (groups or 1)
    sizes = [groups] if groups else [size for size in range(heads, 1, -1) if heads % size == 0 and bool(key.any())]
    return next((heads // size for size in sizes if _repeats(key, size) and _repeats(value, size)), heads)


def _repeats(tensor: Tensor, size: int) -> bool:
    """Whether the rows of ``[batch, rows, keys, width]`` are the same in each group of that size."""
    if tensor.shape[1] % size:
        return False
    groups = tensor.unflatten(1, (-1, size))
    return torch.equal(groups, groups[:, :, :1].expand_as(groups))


def _implementation(attention: nn.Module) -> str | None:
    return getattr(getattr(attention, "config", None), "_attn_implementation", None)


def _refusal(attention: nn.Module, scout: _Scout, found: int) -> str:
    name, chosen = type(attention).__name__, _implementation(attention)
    if not scout.called:
        return f"the forward does not call this {name}, so its attention cannot be looked at"
    if scout.states is None:
        return f"{name} was called without a tensor, so its attention cannot be looked at"
    if found:
        return f"{name} computes {found} attentions in one forward; name a module in it that computes one"
    if isinstance(attention, nn.MultiheadAttention):
        return (
            f"PyTorch computes the whole of a {name} in one function of its own, which cannot be looked into. The "
            "pattern is .output[1] where the model asks for it (need_weights=True, average_attn_weights=False)"
        )
    named = f" (the model's implementation is {chosen!r})" if chosen else ""
    return (
        f"{name} calls neither scaled_dot_product_attention nor a softmax between two matrix products{named}, so there"
        f" is no attention to read in it. It calls: {', '.join(scout.names) or 'nothing of PyTorch'}. If it uses"
        ' another kernel, choose one that can be watched: model.set_attn_implementation("sdpa")'
    )
