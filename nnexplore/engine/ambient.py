"""PyTorch's per-thread state, which the model and the user's block must not share: each side keeps its own."""

from __future__ import annotations

from typing import Any, NamedTuple

import torch

__all__ = ["Ambient"]

_DEVICES = ("cpu", "cuda") if torch.backends.cuda.is_built() else ("cpu",)
_length = torch._C._len_torch_function_stack
_mode_at = torch._C._get_function_stack_at
_any_autocast = torch._C._is_any_autocast_enabled
_grad = torch.is_grad_enabled


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


class Ambient(NamedTuple):
    """Grad mode, autocast and the stack of torch-function modes, as they stand on this thread."""

    grad: bool
    autocast: tuple[tuple[str, torch.dtype], ...]
    modes: tuple[Any, ...]

    @classmethod
    def now(cls) -> Ambient:
        """What is in force at this moment."""
        if not _length() and not _any_autocast():
            return _WITH_GRAD if _grad() else _WITHOUT_GRAD
        return cls(_grad(), _autocast(), tuple(map(_mode_at, range(_length()))))

    def enter(self) -> None:
        """Put it in force."""
        if _grad() != self.grad:
            torch._C._set_grad_enabled(self.grad)
        if self.autocast != _autocast():
            _enter_autocast(self.autocast)
        if _length() or self.modes:
            self._enter_modes()

    def _enter_modes(self) -> None:
        while _length():
            torch._C._pop_torch_function_stack()
        for mode in self.modes:
            torch._C._push_on_torch_function_stack(mode)


_WITH_GRAD = Ambient(True, (), ())
_WITHOUT_GRAD = Ambient(False, (), ())
