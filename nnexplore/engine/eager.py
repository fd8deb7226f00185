"""``Eager``: while a traced model computes, what ``torch.compile`` has compiled runs as the Python it was made of.

Compiled code calls no hook of the modules inside it, and a hook that waits cannot be compiled.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import nn

__all__ = ["Eager", "compiled", "uncompiled"]


def compiled(module: nn.Module) -> bool:
    """Whether something in the module is compiled. The compiler is loaded when it is first used."""
    if "torch._dynamo" not in sys.modules:
        return False
    return any("_compiled_call_impl" in vars(part) or "_orig_mod" in part._modules for part in module.modules())


@contextmanager
def uncompiled(module: nn.Module) -> Iterator[None]:
    """What is compiled in the module runs uncompiled in this block."""
    eager = Eager() if compiled(module) else None
    if eager is not None:
        eager.enter()
    try:
        yield
    finally:
        if eager is not None:
            eager.leave()


class Eager:
    """``enter`` and ``leave`` are called whenever the model goes on and stops."""

    _lock = threading.Lock()
    _within = 0  # the stance is the whole process's: of models in several threads the last one puts it back
    _stance: Any = None

    def enter(self) -> None:
        """The model goes on."""
        with Eager._lock:
            if not Eager._within:
                Eager._stance = torch.compiler.set_stance("force_eager")
            Eager._within += 1

    def leave(self) -> None:
        """The user's compiled functions are compiled ones again."""
        with Eager._lock:
            Eager._within -= 1
            if not Eager._within:
                Eager._stance.__exit__(None, None, None)
