"""``Traced``: a real tensor with real values that remembers which graph node made it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

import torch

if TYPE_CHECKING:
    from .fetch import Fetch
    from .recorder import Recorder
    from .visit import Visit

__all__ = ["Tie", "Traced", "plain", "value_of"]


class Tie:
    """What binds a traced tensor to its trace. Cut when the block ends, so that a kept tensor keeps nothing else.

    ``fetch`` stays where the run was carried out elsewhere: what nobody saved is asked for when it is used.
    """

    __slots__ = ("fetch", "recorder")

    def __init__(self, recorder: Recorder | None) -> None:
        self.recorder = recorder
        self.fetch: Fetch | None = None


class Traced(torch.Tensor):
    """A value read from a running model, or computed from one.

    It is the model's own tensor: same storage, same place in the autograd graph. Inside the block each
    operation on it becomes a node of ``run.graph``; after the block it is an ordinary tensor whose operations
    give plain tensors.

    >>> with model.trace("The Eiffel Tower is in the city of"):
    ...     hidden = model.transformer.h[2].output
    ...     size = hidden.norm(dim=-1).save("size")
    """

    _tie: Tie | None = None
    _node: Any = None
    _visit: Visit | None = None
    _fixed: str = ""
    _source: torch.Tensor | None = None
    _plain: torch.Tensor | None = None
    _own: bool = False

    @classmethod
    def __torch_function__(
        cls,
        func: Callable[..., Any],
        types: Iterable[type],
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        kwargs = kwargs or {}
        recorder = _recorder(args) or (_recorder(kwargs.values()) if kwargs else None)
        if recorder is not None:
            fetch = recorder.tie.fetch
            out = NotImplemented if fetch is None else fetch.on_own(recorder, func, args, kwargs)
            return recorder.call(func, args, kwargs) if out is NotImplemented else out
        if func == _GRAD and (fetch := args[0]._settled()) is not None:
            return fetch.gradient(args[0])
        if func not in _FORM and (late := _late((args, kwargs))):
            cast("Fetch", late[0]._settled()).make_real(late)
        with torch._C.DisableTorchFunctionSubclass():
            return func(*args, **kwargs)

    def save(self, name: str | None = None) -> Traced:
        """Mark this value as a result of the graph, under ``name``, and return it."""
        if self._tie is not None and self._tie.recorder is not None:
            self._tie.recorder.save(name, self)
        return self

    @property
    def value(self) -> torch.Tensor:
        """The plain tensor: same storage, same gradient, nothing recorded."""
        tensor = self._numbers()
        with torch._C.DisableTorchFunctionSubclass():
            if self.requires_grad and (self.is_leaf or self.retains_grad) and self.grad is not None:
                tensor.grad = plain(self.grad)
        return tensor

    def __repr__(self, **kwargs: Any) -> str:  # type: ignore[override]  # torch's own stub differs from its code
        if self.is_meta:
            return f"deferred {str(self.dtype).removeprefix('torch.')}{list(self.shape)}"
        return repr(plain(self))

    def __str__(self) -> str:
        return repr(self) if self._fetched() is None else str(self._numbers())

    def __format__(self, spec: str) -> str:
        return format(self._numbers(), spec)

    def __reduce_ex__(self, protocol: Any) -> Any:
        return self._numbers().__reduce_ex__(protocol)

    def __deepcopy__(self, memo: dict[int, Any]) -> torch.Tensor:
        copy: torch.Tensor = self._numbers().__deepcopy__(memo)
        memo[id(self)] = copy
        return copy

    def _fetched(self) -> Fetch | None:
        """Where the numbers of a value without any come from, if they can be had."""
        with torch._C.DisableTorchFunctionSubclass():
            return self._tie.fetch if self._tie is not None and self.is_meta else None

    def _settled(self) -> Fetch | None:
        """What its run, which was carried out elsewhere and has ended, can still be asked for."""
        fetch = self._tie.fetch if self._tie is not None else None
        return fetch if fetch is not None and fetch.settled else None

    def _numbers(self) -> torch.Tensor:
        """As a plain tensor, with numbers wherever there are any."""
        fetch = self._fetched()
        recorder = self._tie.recorder if self._tie is not None else None
        if fetch is not None and recorder is not None:
            return fetch.numbers([self], recorder.nodes, recorder.asked)[0]
        if fetch is not None and fetch.settled:
            fetch.make_real([self])
        return plain(self)


def plain(tensor: torch.Tensor) -> torch.Tensor:
    """A traced tensor as a plain one that shares its storage and its place in the autograd graph."""
    if not isinstance(tensor, Traced):
        return tensor
    if tensor._plain is not None:
        return tensor._plain
    with torch._C.DisableTorchFunctionSubclass():
        return tensor.as_subclass(torch.Tensor)


def value_of(tensor: torch.Tensor) -> torch.Tensor:
    """A tensor as a plain one with its numbers; where its run is carried out elsewhere they are asked for.

    >>> with model.trace("The Eiffel Tower is in the city of"):
    ...     hidden = value_of(model.layers[2].output)

    Raises:
        RemoteError: the other machine does not give them.
    """
    return plain(tensor._numbers()) if isinstance(tensor, Traced) else tensor


def _recorder(values: Iterable[Any]) -> Recorder | None:
    """The open trace that one of the values belongs to: the innermost, where there are several."""
    found: Recorder | None = None
    for value in values:
        if isinstance(value, Traced):
            candidate = value._tie.recorder if value._tie is not None else None
        elif isinstance(value, tuple | list):
            candidate = _recorder(value)
        else:
            continue
        if candidate is not None and (found is None or candidate.depth > found.depth):
            found = candidate
    return found


def _late(values: Any) -> list[Traced]:
    """Values of a run that was carried out elsewhere which have no numbers yet, now that its block has ended."""
    if isinstance(values, Traced):
        fetch = values._fetched()
        return [values] if fetch is not None and fetch.settled else []
    if isinstance(values, tuple | list):
        return [late for value in values for late in _late(value)]
    return [late for value in values.values() for late in _late(value)] if isinstance(values, dict) else []


def _getter(name: str) -> Any:
    return getattr(torch.Tensor, name).__get__


_GRAD = _getter("grad")
_FORMAL = """
shape dtype ndim layout is_meta is_sparse is_quantized is_nested is_leaf requires_grad grad_fn itemsize nbytes
"""
_FORM = frozenset(
    {
        *map(_getter, _FORMAL.split()),
        torch.Tensor.size,
        torch.Tensor.dim,
        torch.Tensor.numel,
        torch.Tensor.nelement,
        torch.Tensor.element_size,
        torch.Tensor.is_floating_point,
        torch.Tensor.is_complex,
        torch.Tensor.stride,
        torch.Tensor.__len__,
    }
)
"""What is asked of a tensor's form, and needs no numbers. Where it is, is asked by those who compare or move them."""
