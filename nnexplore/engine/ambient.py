"""PyTorch's per-thread state, which the model and the user's block must not share: each side keeps its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch

__all__ = ["Ambient"]

_DEVICES = ("cpu", "cuda")
_length = torch._C._len_torch_function_stack
_mode_at = torch._C._get_function_stack_at


@dataclass(frozen=True, slots=True)
class Ambient:
    """Grad mode, autocast and the stack of torch-function modes, as they stand on this thread."""

    grad: bool
    autocast: tuple[tuple[str, bool, torch.dtype], ...]
    modes: tuple[Any, ...]

    @classmethod
    def now(cls) -> Ambient:
        """What is in force at this moment."""
        return cls(
            torch.is_grad_enabled(),
            tuple((device, torch.is_autocast_enabled(device), torch.get_autocast_dtype(device)) for device in _DEVICES),
            tuple(_mode_at(at) for at in range(_length())),
        )

    def enter(self) -> None:
        """Put it in force."""
        torch.set_grad_enabled(self.grad)
        for device, enabled, dtype in self.autocast:
            if torch.is_autocast_enabled(device) != enabled:
                torch.set_autocast_enabled(device, enabled)
            if torch.get_autocast_dtype(device) != dtype:
                torch.set_autocast_dtype(device, dtype)
        if _length() or self.modes:
            self._enter_modes()

    def _enter_modes(self) -> None:
        while _length():
            torch._C._pop_torch_function_stack()
        for mode in self.modes:
            torch._C._push_on_torch_function_stack(mode)
