"""``Watch``: looks at the clock, at cancellations and at memory while a model runs, and tells how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from torch import nn

from ...engine.interpreter import watched
from ...errors import ModelError
from ...graph import Node
from ...models import LanguageModel, Model
from ..refusal import Refusal
from .accord import agreed_late
from .memory import exhausted, pressed

__all__ = ["Halt", "Told", "Watch"]

Told = Callable[[int, int, str], object]
"""Is told ``done``, ``total`` and what is being done: ``(3, 20, "step 3 of 20")``."""
PACE = 0.1
"""Seconds between two of them."""


class Halt(BaseException):
    """Ends a run where it stands. No ``Exception``, so that nothing on its way takes it for a failure of its own.

    Attributes:
        refusal: why.
    """

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


class Watch:
    """Over one run, or several that go together.

    Args:
        seconds: how long it may take; 0 is no limit.
        cancelled: whether nobody waits for it any more.
        told: is told how far it is, at most ten times a second.

    Attributes:
        node: the last node that was begun.
    """

    def __init__(self, seconds: float, cancelled: Callable[[], bool], told: Told | None = None) -> None:
        self._seconds, self._cancelled, self._told = seconds, cancelled, told
        self._end = time.monotonic() + seconds if seconds else float("inf")
        self._next = time.monotonic() + PACE
        self._steps = 0
        self.node: Node | None = None

    def look(self) -> None:
        """End the run if it is time to.

        Raises:
            Halt: it is cancelled, has taken too long, or takes too much memory.
        """
        if self._cancelled():
            raise Halt(Refusal("cancelled", "the job was cancelled while it ran"))
        late = time.monotonic() > self._end
        if agreed_late(late or pressed()):
            text = f"the job ran for more than {self._seconds:g} seconds, which is what this server gives to one"
            raise Halt(Refusal("timeout", text, name="seconds", limit=self._seconds) if late else exhausted())

    def tell(self, done: int, total: int, what: str) -> None:
        """Say how far it is, unless that was said a moment ago."""
        now = time.monotonic()
        if self._told is not None and now >= self._next:
            self._next = now + PACE
            self._told(done, total, what)

    @contextmanager
    def over(self, model: Model) -> Iterator[None]:
        """Look before each block of the model, and each node of a graph."""
        paths = _blocks(model)
        hooks = [
            model.module.get_submodule(path).register_forward_pre_hook(self._hook(at + 1, len(paths)))
            for at, path in enumerate(paths)
        ]
        token = watched.set(self._node)
        try:
            yield
        finally:
            watched.reset(token)
            for hook in hooks:
                hook.remove()

    def _node(self, node: Node) -> None:
        self.node = node
        self.look()

    def _hook(self, at: int, total: int) -> Callable[[nn.Module, Any], None]:
        def before(_module: nn.Module, _args: Any) -> None:
            self.look()
            if not self._steps:
                self.tell(at, total, f"layer {at} of {total}")

        return before

    def stepped(self, total: int) -> Callable[..., Any]:
        """A criterion that ``generate`` asks after each step; it never stops a generation but by ``look``."""
        self._steps = total
        count = 0

        def criterion(ids: Any, *_: Any, **__: Any) -> Any:
            nonlocal count
            count += 1
            self.look()
            self.tell(count, total, f"step {count} of {total}")
            return ids.new_zeros(ids.shape[0]).bool()

        return criterion


def _blocks(model: Model) -> list[str]:
    """The paths of the decoder blocks, or of the model's parts."""
    if isinstance(model, LanguageModel):
        try:
            return list(model.anatomy.blocks)
        except ModelError:
            pass
    return [path for path, module in model.module.named_modules() if path and path.count(".") <= 1 and _runs(module)]


def _runs(module: nn.Module) -> bool:
    return not isinstance(module, nn.ModuleList | nn.ModuleDict | nn.ParameterList | nn.ParameterDict)
