"""Hooks that live only while the model is on its way; while it waits, no hook of ours is on it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from torch import nn

__all__ = ["Hook", "after", "around", "before"]

_keys = itertools.count(-1, -1)  # PyTorch numbers its own from 0 up


class Hook:
    """One hook on one module, until ``remove``. Lighter than PyTorch's handle: every stop places and removes one."""

    __slots__ = ("_among", "_key", "_marks")

    def __init__(self, module: nn.Module, function: Callable[..., Any], after: bool) -> None:
        self._key = next(_keys)
        self._among: dict[int, Any] = module._forward_hooks if after else module._forward_pre_hooks
        self._marks: dict[int, bool] | None = None if after else module._forward_pre_hooks_with_kwargs
        self._among[self._key] = function
        if self._marks is not None:
            self._marks[self._key] = True

    def remove(self) -> None:
        """Take the hook off."""
        del self._among[self._key]
        if self._marks is not None:
            del self._marks[self._key]


def before(module: nn.Module, function: Callable[[Any], Any]) -> Hook:
    """``function((args, kwargs))`` before the forward; what it returns, unless ``None``, replaces them."""
    # A pass in another thread may call the hook just after its removal, then without the keyword arguments.
    return Hook(module, lambda _module, args, kwargs=None: function((args, kwargs)), after=False)


def after(module: nn.Module, function: Callable[[Any], Any]) -> Hook:
    """``function(output)`` after the forward; what it returns, unless ``None``, replaces the output."""
    return Hook(module, lambda _module, _args, output: function(output), after=True)


def around(module: nn.Module, path: str, entered: str | None) -> tuple[nn.Module, list[Hook]]:
    """The module at a path below ``module``, and hooks that do nothing on those around it.

    ``nn.Module.__call__`` looks for hooks once, on the way in, and a point after such a module may be asked for while
    its forward is under way. Those around ``entered``, the path at which the model waits, have been entered already.
    """
    hooks: list[Hook] = []
    if not path:
        return module, hooks
    names = path.split(".")
    known = -1 if entered is None else _shared(entered, names)
    for depth, name in enumerate(names):
        if depth > known:
            hooks.append(Hook(module, _nothing, after=False))
        module = module._modules[name]  # type: ignore[assignment]
    return module, hooks


def _shared(entered: str, names: list[str]) -> int:
    """How many modules below the root the two paths go through together."""
    count = 0
    for mine, other in zip(entered.split("."), names, strict=False):
        if mine != other:
            break
        count += 1
    return count


def _nothing(*_: Any) -> None:
    """Only there so that ``nn.Module.__call__`` looks for hooks again after the forward."""
