"""A way around a module's forward: what ``skip`` needs, since PyTorch has no hook that leaves a forward out."""

from __future__ import annotations

import functools
import threading
from typing import Any

from greenlet import getcurrent
from torch import nn

__all__ = ["Detour", "skip"]

_lock = threading.Lock()


class Detour:
    """Stands in for a module's forward until ``remove``; calls it, unless it is to be skipped in this greenlet.

    ``nn.Module.__call__`` picks the forward before it calls any hook, so the detour is there before a stop at the
    module's door, where the run may then say ``skip``.
    """

    def __init__(self, module: nn.Module) -> None:
        self._module = module
        with _lock:
            own = module.__dict__.get("forward")
            if isinstance(own, _Forward):
                own.users += 1
            else:
                module.__dict__["forward"] = _Forward(module, own)

    def remove(self) -> None:
        """Take it away; the module is as it was when the last user has gone."""
        with _lock:
            forward = self._module.__dict__["forward"]
            forward.users -= 1
            if forward.users:
                return
            if forward.own is None:
                del self._module.__dict__["forward"]
            else:
                self._module.__dict__["forward"] = forward.own


class _Forward:
    def __init__(self, module: nn.Module, own: Any) -> None:
        self.users, self.own = 1, own
        self._key, self._real = id(module), module.forward
        functools.update_wrapper(self, self._real)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        skipped = getattr(getcurrent(), "nnexplore_skipped", None)
        if skipped and self._key in skipped:
            return skipped.pop(self._key)
        return self._real(*args, **kwargs)


def skip(greenlet: Any, module: nn.Module, value: Any) -> None:
    """In that greenlet, the module's next forward is not computed: it gives ``value``."""
    if not hasattr(greenlet, "nnexplore_skipped"):
        greenlet.nnexplore_skipped = {}
    greenlet.nnexplore_skipped[id(module)] = value
