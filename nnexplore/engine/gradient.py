"""Gradients of traced values: ``loss.backward()``, ``h.grad`` and ``h.grad = g`` inside a block."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import torch

from ..errors import GradientError, ValueMismatchError
from ..graph import Backward, Call, Flow, Grad, Opaque, Ref
from .fit import describe
from .traced import Traced, plain

if TYPE_CHECKING:
    from .recorder import Recorder

__all__ = ["SPECIAL", "Pending"]


class Pending(Traced):
    """A gradient that was asked for before the backward pass: it has a shape, and its numbers come with that pass."""

    _names: list[str | None]

    @classmethod
    def __torch_function__(
        cls,
        func: Callable[..., Any],
        types: Iterable[type],
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        """Only its form can be asked for."""
        with torch._C.DisableTorchFunctionSubclass():
            if getattr(func, "__name__", "") == "__get__" or func in _FORM:
                return func(*args, **(kwargs or {}))
        raise GradientError(_NO_NUMBERS)

    @property
    def value(self) -> torch.Tensor:
        """Not there yet.

        Raises:
            GradientError: always.
        """
        raise GradientError(_NO_NUMBERS)

    def save(self, name: str | None = None) -> Traced:
        """Mark it as a result, as soon as it is there."""
        self._names.append(name)
        return self

    def __repr__(self, **kwargs: Any) -> str:  # type: ignore[override]  # torch's own stub differs from its code
        return f"gradient of shape {list(self.shape)}, not there before the backward pass"

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise GradientError(_NO_NUMBERS)

    def __deepcopy__(self, memo: dict[int, Any]) -> torch.Tensor:
        raise GradientError(_NO_NUMBERS)


_FORM = frozenset({torch.Tensor.size, torch.Tensor.dim})
_NO_NUMBERS = (
    "this gradient was asked for before the backward pass, and none has come to it yet, so it has no numbers. Use it "
    "after loss.backward(), of a loss computed from the value; to change what flows back, assign to it, `h.grad = …`, "
    "or use h.register_hook."
)


def _backward(recorder: Recorder, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    value = args[0]
    with torch._C.DisableTorchFunctionSubclass():
        if not value.requires_grad:
            raise GradientError(f"this value, {describe(value)}, does not depend on anything with a gradient: {_why()}")
    recorder.add(Backward, recorder.pack(value), recorder.pack(args[1:]), recorder.pack_kwargs(kwargs))
    with torch._C.DisableTorchFunctionSubclass():
        torch.Tensor.backward(*args, **kwargs)  # type: ignore[no-untyped-call]


def _why() -> str:
    if not torch.is_grad_enabled():
        return (
            "gradients are off (torch.no_grad, or %%trace without them); leave that block, or use torch.enable_grad()"
        )
    return "gradients were off when it was computed, or the parameters do not require them (requires_grad_(False))"


def _gradient(recorder: Recorder, args: tuple[Any, ...], _: dict[str, Any]) -> Any:
    value: Traced = args[0]
    with torch._C.DisableTorchFunctionSubclass():
        if not value.requires_grad:
            raise GradientError(f"{describe(value)} has no gradient: {_why()}")
        if not (value.is_leaf or value.retains_grad):
            raise GradientError(
                "this value was computed in the block, and PyTorch keeps gradients only of values that ask for it: "
                "call .retain_grad() on it before loss.backward()"
            )
        found = value.grad
        if found is None:
            return _pending(recorder, value)
    node = recorder.add(Grad, recorder.pack(value)).id
    return recorder.wrap(plain(found), node)


def _pending(recorder: Recorder, value: Traced) -> Pending:
    """A gradient whose numbers come with the next backward pass."""
    node = recorder.node_of(value)
    if any(isinstance(known, Backward) and known.id > node for known in recorder.nodes):
        raise GradientError(
            "no gradient has come to this value: what backward() was called on does not depend on it, or was computed "
            "in another pass of the model (read the value before what depends on it)"
        )
    with torch.no_grad():
        pending: Pending = torch.empty_like(plain(value)).as_subclass(Pending)
    pending._names, pending._tie = [], (tie := recorder.tie)

    def fill(gradient: torch.Tensor) -> None:
        if type(pending) is not Pending:
            return
        with torch.no_grad(), torch._C.DisableTorchFunctionSubclass():
            pending.copy_(gradient)
        pending.__class__ = Traced  # type: ignore[assignment]
        if tie.recorder is not None:  # the value itself is not held here: it holds this function
            pending._node = tie.recorder.add(Grad, Ref(node)).id
            for name in pending._names:
                tie.recorder.save(name or "grad", pending)

    value.register_hook(fill)  # type: ignore[no-untyped-call]
    return pending


def _assign(recorder: Recorder, args: tuple[Any, ...], _: dict[str, Any]) -> None:
    value, gradient = args
    with torch._C.DisableTorchFunctionSubclass():
        if not value.requires_grad:
            raise GradientError(f"{describe(value)} has no gradient: {_why()}")
        if gradient is None:
            value.grad = None
        elif not isinstance(gradient, torch.Tensor) or gradient.shape != value.shape:
            raise ValueMismatchError(
                f"the gradient of {describe(value)} has its shape, but {describe(gradient)} was assigned to it"
            )
    recorder.add(Flow, recorder.pack(value), recorder.pack(gradient))
    if gradient is not None:
        replacement = plain(gradient)
        with torch._C.DisableTorchFunctionSubclass():
            value.register_hook(lambda _: replacement)


def _hook(recorder: Recorder, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    value, function = args[0], args[1] if len(args) > 1 else kwargs["hook"]
    name = getattr(function, "__name__", type(function).__name__)
    recorder.add(Call, "Tensor.register_hook", (recorder.pack(value), Opaque(f"the function {name}")), {})
    with torch._C.DisableTorchFunctionSubclass():
        return torch.Tensor.register_hook(*args, **kwargs)  # type: ignore[no-untyped-call]


_GRAD: Any = torch.Tensor.grad
SPECIAL: dict[Any, Callable[[Recorder, tuple[Any, ...], dict[str, Any]], Any]] = {
    torch.Tensor.backward: _backward,
    _GRAD.__get__: _gradient,
    _GRAD.__set__: _assign,
    torch.Tensor.register_hook: _hook,
}
"""Functions of PyTorch that are more than an operation."""
