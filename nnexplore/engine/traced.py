"""``Traced``: a real tensor with real values that remembers which graph node made it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from .recorder import Recorder
    from .visit import Visit

__all__ = ["Tie", "Traced", "plain"]


class Tie:
    """What binds a traced tensor to its trace. Cut when the block ends, so that a kept tensor keeps nothing else."""

    __slots__ = ("recorder",)

    def __init__(self, recorder: Recorder | None) -> None:
        self.recorder = recorder


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
            return recorder.call(func, args, kwargs)
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
        tensor = plain(self)
        with torch._C.DisableTorchFunctionSubclass():
            if self.requires_grad and (self.is_leaf or self.retains_grad) and self.grad is not None:
                tensor.grad = plain(self.grad)
        return tensor

    def __repr__(self, **kwargs: Any) -> str:  # type: ignore[override]  # torch's own stub differs from its code
        if self.is_meta:
            return f"deferred {str(self.dtype).removeprefix('torch.')}{list(self.shape)}"
        return repr(plain(self))

    def __format__(self, spec: str) -> str:
        return format(plain(self), spec)

    def __reduce_ex__(self, protocol: Any) -> Any:
        return plain(self).__reduce_ex__(protocol)

    def __deepcopy__(self, memo: dict[int, Any]) -> torch.Tensor:
        copy: torch.Tensor = plain(self).__deepcopy__(memo)
        memo[id(self)] = copy
        return copy


def plain(tensor: torch.Tensor) -> torch.Tensor:
    """A traced tensor as a plain one that shares its storage and its place in the autograd graph."""
    if not isinstance(tensor, Traced):
        return tensor
    if tensor._plain is not None:
        return tensor._plain
    with torch._C.DisableTorchFunctionSubclass():
        return tensor.as_subclass(torch.Tensor)


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
