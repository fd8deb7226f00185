"""``Eager``: while a traced model computes, what ``torch.compile`` has compiled runs as the Python it was made of.

Compiled code calls no hook of the modules inside it, and a hook that waits cannot be compiled.
"""

from __future__ import annotations

import sys
import threading
from typing import Any

import torch

__all__ = ["Eager"]


class Eager:
    """``enter`` and ``leave`` are called whenever the model goes on and stops."""

    _lock = threading.Lock()
    _within = 0  # the stance is the whole process's: of models in several threads the last one puts it back
    _stance: Any = None

    @staticmethod
    def needed() -> bool:
        """Whether anything can have been compiled in this process: the compiler is loaded when it is first used."""
        return "torch._dynamo" in sys.modules

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
