"""``Door``: one module that the model is inside of, while something inside it is wanted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from torch import nn
from torch.overrides import TorchFunctionMode

from ..graph import ATTENTION
from .attention import AttentionTap
from .inside import Inside
from .point import Spot

if TYPE_CHECKING:
    from .forward import Forward

__all__ = ["Door"]


class Door:
    """A module that the model has entered, with the modes that watch what it computes there.

    Attributes:
        module, path: the module.
        progress: what the modes leave behind, for the run to look at.
    """

    def __init__(self, forward: Forward, module: nn.Module, path: str) -> None:
        self.module, self.path = module, path
        self.progress: Any = None
        self._forward = forward
        self._modes: list[TorchFunctionMode] = []

    def watch(self, wheres: Iterable[str]) -> None:
        """See what passes at these places inside the module."""
        wheres = set(wheres)
        if wheres - set(ATTENTION):
            self._push(Inside(self))
        if wheres & set(ATTENTION):  # on top: its chain of operations is one to others
            self._push(AttentionTap(self._forward.order.plan(self.path), self))

    def _push(self, mode: TorchFunctionMode) -> None:
        mode.__enter__()
        self._modes.append(mode)

    def leave(self, _: Any) -> None:
        """The model leaves the module."""
        if self._forward.leaves(self):
            while self._modes:
                self._modes.pop().__exit__(None, None, None)

    def forget(self) -> None:
        """The model was stopped in here: the modes know this door, and it them."""
        self._modes.clear()

    def report(self, progress: Any) -> None:
        """Leave something behind that the run may look at."""
        self.progress = progress

    def wants(self, where: str) -> bool:
        """Whether anybody is interested in that spot, now."""
        return self._forward.wants(Spot(self.path, where))

    def offer(self, where: str, value: Any) -> Any:
        """The value there, and what takes its place."""
        new = self._forward.arrive(Spot(self.path, where), value)
        return value if new is None else new
