"""``Memory``: which values of a graph are on the model's memory in a run alone, and may be changed in place here.

Among others a graph is shown copies. A change in place of one is carried over to the model, but not to other copies of
the same memory, as those of a block's output and of the next block's input. Such graphs need runs of their own.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Any, NamedTuple

import torch

from ..engine.tree import leaves
from ..engine.visit import storage_of

__all__ = ["Memory"]

_SHARE = 0.25
"""Of the numbers of the smaller of two values: from here on they may be on the same memory."""

_BITS = {1: torch.int8, 2: torch.int16, 4: torch.int32, 8: torch.int64}


class Memory:
    """What one graph has seen of the model. It holds the tensors, so that their memory becomes no other's.

    >>> memory.read(0, copy, may_change=True)
    >>> memory.why_not(copy[:, 2], held)
    ''
    """

    def __init__(self) -> None:
        self._known: dict[int | None, _Known] = {}
        self._open: set[int | None] = set()
        self._fixed: list[torch.Tensor] = []
        self._apart: set[tuple[int | None, int | None]] = set()

    def read(self, run: int, value: Any, *, may_change: bool) -> None:
        """A value was read; ``may_change`` where the model gets what is changed in it, while it waits there."""
        for _, leaf in leaves(value):
            self._known[storage_of(leaf)] = _Known(run, leaf)
            if may_change:
                self._open.add(storage_of(leaf))

    def leave(self) -> None:
        """The model goes on, or its value was replaced: what was read so far can be changed no more."""
        self._open.clear()

    def fix(self, value: Any) -> None:
        """What must not be changed here: it is others' too, or was copied where a run alone shows later changes."""
        self._fixed += [leaf for _, leaf in leaves(value)]

    def clear(self) -> None:
        """Nothing is changed any more."""
        self._known.clear()
        self._fixed.clear()
        self._open.clear()

    def why_not(self, target: torch.Tensor, held: Set[int | None]) -> str:
        """Why a tensor cannot be changed in place here; empty where it can.

        Args:
            target: the tensor.
            held: the memory of all values that the graph still has, results included.
        """
        mine = storage_of(target)
        if any(storage_of(one) == mine for one in self._fixed):
            return "which was saved, or is not the graph's own"
        known = self._known.get(mine)
        if known is None:
            return ""  # the graph has computed it
        if mine not in self._open:
            return "which the model has passed, or which was read where no rows were set aside"
        others = {
            at: other for at, other in self._known.items() if at != mine and at in held and other.run == known.run
        }
        for at, other in others.items():
            if (at, mine) not in self._apart and _may_share(other.tensor, known.tensor):
                return "of which it holds another name"
            self._apart |= {(at, mine), (mine, at)}
        return ""


class _Known(NamedTuple):
    """A value of the model, and the run that it is of."""

    run: int
    tensor: torch.Tensor


def _may_share(one: torch.Tensor, other: torch.Tensor) -> bool:
    """Whether two values may be on the same memory in a run alone: they have many numbers in common, bit for bit.

    One of 16 bits says little by itself, so that those of half precision nearly always may.
    """
    if one.dtype != other.dtype:
        return False
    small, large = sorted((_bits(one), _bits(other)), key=torch.Tensor.numel)
    small = small[small != 0]
    if not small.numel():
        return True
    return float(torch.isin(small, large).float().mean()) >= _SHARE


def _bits(tensor: torch.Tensor) -> torch.Tensor:
    plain = tensor.detach()
    flat = (torch.view_as_real(plain.resolve_conj()) if plain.is_complex() else plain).contiguous()
    return flat.view(_BITS[flat.element_size()]).reshape(-1)
