"""``save`` on structures: tuples, dicts and dataclasses that hold traced tensors get the method that those have."""

from __future__ import annotations

import weakref
from contextlib import suppress
from typing import Any

import torch

from ..graph import Ref, Site
from .traced import Tie, Traced
from .tree import children, map_tensors

__all__ = ["with_save"]


class _Tuple(tuple[Any, ...]):
    """A tuple that can be marked as a result."""

    _save: _Save

    def save(self, name: str | None = None) -> _Tuple:
        """Mark this value as a result of the graph, under ``name``, and return it."""
        self._save.mark(self, name)
        return self

    @property
    def value(self) -> tuple[Any, ...]:
        """The tuple with plain tensors."""
        return tuple(map_tensors(lambda _, tensor: tensor.value if isinstance(tensor, Traced) else tensor, tuple(self)))

    def __reduce__(self) -> Any:
        return tuple, (tuple(self),)


class _Save:
    """The ``save`` method of one structure. Holds it weakly, so that it dies with its last user; pickles as nothing."""

    def __init__(self, value: Any = None, tie: Tie | None = None, site: str = "", node: int | None = None) -> None:
        self._value = weakref.ref(value) if value is not None else None
        self._tie, self._site, self._node = tie, site, node

    def __call__(self, name: str | None = None) -> Any:
        value = self._value() if self._value is not None else None
        self.mark(value, name)
        return value

    def mark(self, value: Any, name: str | None) -> None:
        if self._tie is not None and self._tie.recorder is not None:
            self._tie.recorder.save(name or self._site, value if self._node is None else Ref(self._node), value)

    def __reduce__(self) -> Any:
        return _Save, ()


def with_save(value: Any, tie: Tie, site: Site, node: int | None) -> Any:
    """Structures get a ``save`` method, as traced tensors have, where their class allows it."""
    if isinstance(value, torch.Tensor):
        return value
    if type(value) is tuple:
        value = _Tuple(value)
        value._save = _Save(None, tie, str(site), node)
    elif children(value) and hasattr(value, "__dict__"):
        with suppress(TypeError):
            object.__setattr__(value, "save", _Save(value, tie, str(site), node))
    return value
