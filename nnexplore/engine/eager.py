"""``Eager``: while a traced model computes, what ``torch.compile`` has compiled runs as the Python it was made of.

Compiled code calls no hook of the modules inside it, and a hook that waits cannot be compiled.
"""

from __future__ import annotations

import sys
from typing import Any

import torch

__all__ = ["Eager"]


class Eager:
    """``enter`` and ``leave`` are called whenever the model goes on and stops."""

    def __init__(self) -> None:
        self._stance: Any = None

    @staticmethod
    def needed() -> bool:
        """Whether anything can have been compiled in this process: the compiler is loaded when it is first used."""
        return "torch._dynamo" in sys.modules

    def enter(self) -> None:
        """The model goes on."""
        self._stance = torch.compiler.set_stance("force_eager")

    def leave(self) -> None:
        """The user's compiled functions are compiled ones again."""
        self._stance.__exit__(None, None, None)
