"""Gradients of traced values: ``loss.backward()``, ``h.grad`` and ``h.grad = g`` inside a block."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import torch

from ..errors import GradientError, ValueMismatchError
from ..graph import Backward, Call, Flow, Grad, Opaque, Ref
from .fit import describe
from .traced import Traced, plain

if TYPE_CHECKING:
    from .recorder import Recorder

__all__ = ["SPECIAL", "Pending", "on_gradient"]


class Pending(Traced):
    """A gradient that was asked for before the backward pass: it has a shape, and its numbers come with that pass."""

    _names: list[str | None]

    @property
    def _node(self) -> Any:
        raise GradientError(_NO_NUMBERS)

    @classmethod
    def __torch_function__(
        cls,
        func: Callable[..., Any],
        types: Iterable[type],
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        """Only its form can be asked for."""
        if getattr(func, "__name__", "") == "__get__" or func in _FORM:
            with torch._C.DisableTorchFunctionSubclass():
                form = func(*args, **(kwargs or {}))
            if not isinstance(form, torch.Tensor):
                return form
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
    given = {key: option for key, option in kwargs.items() if option is not None and option is not False}
    packed = recorder.pack(value), recorder.pack(args[1:]), recorder.pack_kwargs(given)
    arrived: list[Callable[[], None]] = []
    before, recorder.arrived = recorder.arrived, arrived
    try:
        with torch._C.DisableTorchFunctionSubclass():
            torch.Tensor.backward(*args, **kwargs)  # type: ignore[no-untyped-call]
    finally:
        recorder.arrived = before
    recorder.add(Backward, *packed)
    for arrive in (*arrived, *recorder.awaited):
        arrive()


def _why() -> str:
    if not torch.is_grad_enabled():
        return (
            "gradients are off (torch.no_grad, or %%trace without them); leave that block, or use torch.enable_grad()"
        )
    return (
        "gradients were off when it was computed (a generation runs without them), or the parameters do not require "
        "them (requires_grad_(False))"
    )


def _gradient(recorder: Recorder, args: tuple[Any, ...], _: dict[str, Any]) -> Any:
    value: Traced = args[0]
    with torch._C.DisableTorchFunctionSubclass():
        if not value.requires_grad:
            raise GradientError(f"{describe(value)} has no gradient: {_why()}")
        if value._source is not None:
            return value._source.grad
        if recorder.deferral is not None:
            return _deferred(recorder, value)
        if not (value.is_leaf or value.retains_grad):
            raise GradientError(
                "this value was computed in the block, or read under torch.no_grad, and PyTorch keeps gradients only "
                "of values that ask for it: call .retain_grad() on it before loss.backward()"
            )
        found = value.grad
        if found is None:
            return _pending(recorder, value)
    node = recorder.add(Grad, recorder.pack(value)).id
    return recorder.wrap(plain(found), node)


def _deferred(recorder: Recorder, value: Traced) -> Traced:
    """In a deferred run: the form of a gradient that the replay will find."""
    if not any(isinstance(known, Backward) for known in recorder.nodes):
        raise GradientError("in a deferred run a gradient is asked for after loss.backward()")
    node = recorder.add(Grad, recorder.pack(value)).id
    return recorder.wrap(torch.empty_like(plain(value.detach())), node)


def _pending(recorder: Recorder, value: Traced) -> Pending:
    """A gradient whose numbers come with the next backward pass."""
    node = recorder.node_of(value)
    if _passed(recorder, Ref(node)):
        raise GradientError(
            "no gradient has come to this value: what backward() was called on does not depend on it, or was computed "
            "in another pass of the model (read the value before what depends on it)"
        )
    with torch.no_grad():
        pending: Pending = torch.empty_like(plain(value)).as_subclass(Pending)
    pending._names, pending._tie = [], (tie := recorder.tie)
    of = weakref.ref(value)  # the value itself is not held here: it holds the function below

    def fill(gradient: torch.Tensor) -> None:
        recorder = tie.recorder
        if type(pending) is not Pending:
            return
        if recorder is None or recorder.arrived is None:
            _arrive(pending, gradient.detach().clone(), node)
        else:  # at the end of the pass it is known what became of it
            recorder.arrived.append(lambda: _arrive(pending, _kept(of(), gradient), node))

    with torch._C.DisableTorchFunctionSubclass():
        on_gradient(value, fill)
    there = weakref.ref(pending)
    recorder.awaited.append(lambda: _look(there(), of(), node))
    return pending


def _look(pending: Pending | None, value: Traced | None, node: int) -> None:
    """After a pass: a value that was changed in place since has the gradient, though no function hears of it."""
    with torch._C.DisableTorchFunctionSubclass():
        found = value.grad if value is not None else None
    if pending is not None and found is not None:
        _arrive(pending, found, node)


def _passed(recorder: Recorder, value: Ref) -> bool:
    """Whether a backward pass was run since the value came to be, or its gradient was set to ``None``."""
    for node in reversed(recorder.nodes):
        if isinstance(node, Backward):
            return True
        if node.id == value.id or (isinstance(node, Flow) and node.value == value and node.gradient is None):
            return False
    return False


def _kept(value: Traced | None, gradient: torch.Tensor) -> torch.Tensor:
    """What a value has as its gradient after a pass in which this one came to it."""
    with torch._C.DisableTorchFunctionSubclass():
        found = value.grad if value is not None else None
    return gradient if found is None else found


def _arrive(pending: Pending, gradient: torch.Tensor, node: int) -> None:
    """The numbers are there: from here on it is what ``.grad`` of that value is."""
    if type(pending) is not Pending:
        return
    names, recorder = pending._names, pending._tie.recorder if pending._tie is not None else None
    with torch._C.DisableTorchFunctionSubclass():
        pending.data = gradient
    pending.__class__ = Traced  # type: ignore[assignment]
    if recorder is not None:
        there: Traced = pending
        there._node = recorder.add(Grad, Ref(node)).id
        for name in names:
            recorder.save(name or "grad", there)


def _assign(recorder: Recorder, args: tuple[Any, ...], _: dict[str, Any]) -> None:
    value, gradient = args
    packed = recorder.pack(value), recorder.pack(gradient)
    with torch._C.DisableTorchFunctionSubclass():
        if not value.requires_grad:
            raise GradientError(f"{describe(value)} has no gradient: {_why()}")
        if gradient is not None:
            replacement = _fitting(value, gradient)
            on_gradient(value, lambda _: replacement)
        else:
            value.grad = None
    recorder.add(Flow, *packed)


def _fitting(value: torch.Tensor, gradient: Any) -> torch.Tensor:
    """A gradient for a value; a number fills its shape.

    Raises:
        ValueMismatchError: another shape, dtype or device.
    """
    if isinstance(gradient, bool | int | float):
        return torch.full_like(value.detach(), gradient)
    if isinstance(gradient, torch.Tensor) and all(
        getattr(gradient, name) == getattr(value, name) for name in ("shape", "dtype", "device")
    ):
        return plain(gradient)
    raise ValueMismatchError(
        f"the gradient of {describe(value)} has its shape, dtype and device; {describe(gradient)} was assigned to it"
    )


def _require(recorder: Recorder, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """``requires_grad_()`` and ``requires_grad = True``: recorded, since what comes after has a gradient by it."""
    value = args[0]
    wanted = bool(args[1] if len(args) > 1 else kwargs.get("requires_grad", True))
    with torch._C.DisableTorchFunctionSubclass():
        before = value.requires_grad
        value.requires_grad_(wanted)
    if before != wanted:
        recorder.add(Call, "Tensor.requires_grad_", (recorder.pack(value), wanted), {})
    return value


def _hook(recorder: Recorder, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    value, function = args[0], args[1] if len(args) > 1 else kwargs["hook"]
    name = getattr(function, "__name__", type(function).__name__)
    recorder.add(Call, "Tensor.register_hook", (recorder.pack(value), Opaque(f"the function {name}")), {})
    with torch._C.DisableTorchFunctionSubclass():
        return on_gradient(value, function)


def on_gradient(value: torch.Tensor, hook: Callable[[torch.Tensor], Any]) -> Any:
    """``register_hook``; on a view that was changed in place PyTorch 2.13 crashes, unless its function is known."""
    _ = value.grad_fn
    return torch.Tensor.register_hook(value, hook)  # type: ignore[no-untyped-call]


_GRAD: Any = torch.Tensor.grad
_REQUIRES_GRAD: Any = torch.Tensor.requires_grad
SPECIAL: dict[Any, Callable[[Recorder, tuple[Any, ...], dict[str, Any]], Any]] = {
    torch.Tensor.backward: _backward,
    _GRAD.__get__: _gradient,
    _GRAD.__set__: _assign,
    torch.Tensor.register_hook: _hook,
    torch.Tensor.requires_grad_: _require,
    _REQUIRES_GRAD.__set__: _require,
}
"""Functions of PyTorch that are more than an operation."""
