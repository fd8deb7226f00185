"""``Visit``: one stop of the model at a point, and what the user did with the value there."""

from __future__ import annotations

import weakref
from typing import Any

import torch

from ..graph import Place, Site
from .hooks import Point
from .traced import Traced, plain
from .tree import Path, leaves, map_tensors

__all__ = ["Visit"]


class Visit:
    """The value at a point: whole while the model waits there; afterwards only what somebody still holds of it.

    Attributes:
        now: the value as the user has it, with traced tensors where it was read; ``None`` once left.
        changed: whether it was replaced or changed in place. Then it is kept, for a second pass.
        site, place: what was asked for here first, and on which line.
    """

    def __init__(self, point: Point, value: Any) -> None:
        self.point = point
        self.now = self._own = value
        self.changed = False
        self.site: Site | None = None
        self.place: Place | None = None
        self._replaced = False
        self._final: Any = None
        self._held: dict[Path, weakref.ref[Traced]] = {}

    def replace(self, value: Any) -> None:
        """The user's value takes the place of the model's."""
        self.now, self._replaced = value, True

    def outgoing(self) -> Any:
        """What the model goes on with: the user's tensors where they were replaced or carry gradient, else its own."""
        own = {} if self._replaced else dict(leaves(self._own))

        def leaf(path: Path, tensor: torch.Tensor) -> torch.Tensor:
            mine = None if tensor.requires_grad else own.get(path)
            return plain(tensor) if mine is None else mine

        with torch.enable_grad():
            return map_tensors(leaf, self.now)

    def leave(self) -> Any:
        """The value for the model to go on with; from here on only weak references are kept, unless it was changed."""
        value = self.outgoing()
        self._held = {path: weakref.ref(leaf) for path, leaf in leaves(self.now) if isinstance(leaf, Traced)}
        self._final = value if self.changed else None
        self.now = self._own = None
        return value

    def again(self, value: Any) -> None:
        """Stand here once more, in a second pass that brought ``value``; what the user still holds takes its place."""
        known = self._final if self.changed else value
        self.now = self._own = map_tensors(lambda path, tensor: self._or_held(path, tensor), known)
        self._replaced = True

    def held(self) -> Traced | None:
        """The user's tensor, where the value was one tensor and is still alive."""
        ref = self._held.get(())
        return ref() if ref is not None else None

    def forget(self) -> None:
        """Let go of everything."""
        self.now = self._own = self._final = None
        self._held.clear()

    def _or_held(self, path: Path, tensor: torch.Tensor) -> torch.Tensor:
        ref = self._held.get(path)
        held = ref() if ref is not None else None
        return tensor if held is None else held
