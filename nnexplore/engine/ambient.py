"""PyTorch's per-thread state, which the model and the user's block must not share: each side keeps its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import torch

__all__ = ["Ambient", "functional_level"]

_DEVICES = ("cpu", "cuda") if torch.backends.cuda.is_built() else ("cpu",)
_length = torch._C._len_torch_function_stack
_mode_at = torch._C._get_function_stack_at
_any_autocast = torch._C._is_any_autocast_enabled
_grad = torch.is_grad_enabled
_forward_grad = torch._C._is_fwd_grad_enabled
_packing: Callable[[bool], Any] = torch._C._autograd._top_saved_tensors_default_hooks
_functional: Callable[[], Any] = torch._C._functorch.peek_interpreter_stack


def functional_level() -> int | None:
    """How deep PyTorch is in functions of ``torch.func``, such as ``vmap``."""
    top = _functional()
    return None if top is None else top.level()


def _autocast() -> tuple[tuple[str, torch.dtype], ...]:
    """The kinds of device for which autocast is on, and to which type."""
    if not _any_autocast():
        return ()
    return tuple([(d, torch.get_autocast_dtype(d)) for d in _DEVICES if torch.is_autocast_enabled(d)])


def _enter_autocast(wanted: tuple[tuple[str, torch.dtype], ...]) -> None:
    on = dict(wanted)
    for device in _DEVICES:
        torch.set_autocast_enabled(device, device in on)
        if device in on:
            torch.set_autocast_dtype(device, on[device])


def _packings() -> tuple[tuple[Any, Any], ...]:
    """What autograd does with the tensors that it keeps, as checkpointing and offloading say; the innermost last."""
    found = []
    while (top := _packing(False)) is not None:
        found.append(top)
        torch._C._autograd._pop_saved_tensors_default_hooks()
    _enter_packings(found[::-1])
    return tuple(found[::-1])


def _enter_packings(wanted: Sequence[tuple[Any, Any]]) -> None:
    while _packing(False) is not None:
        torch._C._autograd._pop_saved_tensors_default_hooks()
    for pack, unpack in wanted:
        torch._C._autograd._push_saved_tensors_default_hooks(pack, unpack)


class Ambient(NamedTuple):
    """Autograd's modes, autocast and the stack of torch-function modes, as they stand on this thread."""

    grad: bool
    autocast: tuple[tuple[str, torch.dtype], ...]
    modes: tuple[Any, ...]
    forward_grad: bool = True
    packings: tuple[tuple[Any, Any], ...] = ()

    @classmethod
    def now(cls) -> Ambient:
        """What is in force at this moment."""
        if not _length() and not _any_autocast() and _forward_grad() and _packing(False) is None:
            return _WITH_GRAD if _grad() else _WITHOUT_GRAD
        return cls(_grad(), _autocast(), tuple(map(_mode_at, range(_length()))), _forward_grad(), _packings())

    def enter(self) -> None:
        """Put it in force."""
        if _grad() != self.grad:
            torch._C._set_grad_enabled(self.grad)
        if self.autocast != _autocast():
            _enter_autocast(self.autocast)
        if _length() or self.modes:
            self._enter_modes()
        if _forward_grad() != self.forward_grad:
            torch._C._set_fwd_grad_enabled(self.forward_grad)
        if self.packings or _packing(False) is not None:
            _enter_packings(self.packings)

    def computes_again(self, begun: Ambient) -> bool:
        """Whether autograd computes what is computed now again later, by itself, in a run that began in that state.

        So it is within a checkpoint, of both kinds: one that keeps its tensors by its own rules, and one that is an
        ``autograd.Function``, in whose forward neither mode of autograd is on. Nor is it in inference mode, where
        there is no gradient to be wrong.
        """
        function = begun.forward_grad and not self.forward_grad and not torch.is_inference_mode_enabled()
        return begun.grad and (function or self.packings != begun.packings)

    def _enter_modes(self) -> None:
        while _length():
            torch._C._pop_torch_function_stack()
        for mode in self.modes:
            torch._C._push_on_torch_function_stack(mode)


_WITH_GRAD = Ambient(True, (), ())
_WITHOUT_GRAD = Ambient(False, (), ())
