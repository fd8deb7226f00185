"""Operations whose sizes depend on numbers, without numbers: as large as they can become.

A mask over *n* elements chooses at most *n* of them; how many it chooses is known where the mask came with the request.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch

__all__ = ["FORMAL", "INDEXED", "mark_mask", "without_masks"]

aten = torch.ops.aten
_CHOSEN = "_nnexplore_chosen"


def mark_mask(form: torch.Tensor, tensor: torch.Tensor) -> None:
    """Note on the form of a mask how many elements the mask itself chooses."""
    if tensor.dtype is torch.bool:
        setattr(form, _CHOSEN, int(tensor.count_nonzero()))


def _chosen(tensor: torch.Tensor) -> int:
    return int(getattr(tensor, _CHOSEN, tensor.numel()))


def _nonzero(tensor: torch.Tensor) -> torch.Tensor:
    return tensor.new_empty((_chosen(tensor), tensor.dim()), dtype=torch.int64)


def _masked_select(tensor: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    shape = torch.broadcast_shapes(tensor.shape, mask.shape)
    return tensor.new_empty((_chosen(mask) if mask.shape == shape else math.prod(shape),))


def _unique(tensor: torch.Tensor, *_: Any, **__: Any) -> tuple[torch.Tensor, ...]:
    count = tensor.numel()
    whole = tensor.new_empty(tensor.shape, dtype=torch.int64)
    return tensor.new_empty((count,)), whole, tensor.new_empty((count,), dtype=torch.int64)


def _unique_dim(tensor: torch.Tensor, dim: int, *_: Any, **__: Any) -> tuple[torch.Tensor, ...]:
    numbers = tensor.new_empty((tensor.shape[dim],), dtype=torch.int64)
    return tensor.new_empty(tensor.shape), numbers, torch.empty_like(numbers)


def _unique_consecutive(tensor: torch.Tensor, *options: Any, dim: int | None = None, **_: Any) -> Any:
    where = options[2] if len(options) > 2 else dim
    return _unique(tensor) if where is None else _unique_dim(tensor, where)


def _grouped(left: torch.Tensor, right: torch.Tensor, *_: Any, **__: Any) -> torch.Tensor:
    """Products of experts: each row of [rows, k] with one of [experts, k, n]; its own form wants bfloat16."""
    return left.new_empty((*left.shape[:-1], right.shape[-1]))


def _equal(*_: Any) -> bool:
    """Asked inside of ``cov`` alone: whether there is nothing to warn of."""
    return False


FORMAL: dict[Any, Callable[..., Any]] = {
    aten.nonzero: _nonzero,
    aten.masked_select: _masked_select,
    aten._unique2: _unique,
    aten.unique_dim: _unique_dim,
    aten.unique_consecutive: _unique_consecutive,
    aten.equal: _equal,
    aten._grouped_mm: _grouped,
}
"""In the place of what has no form of its own, below autograd."""

INDEXED = frozenset({aten.index, aten.index_put, aten.index_put_, aten._unsafe_index, aten._index_put_impl_})
"""What may be given masks."""


def without_masks(args: tuple[Any, ...]) -> tuple[Any, ...]:
    """The arguments of an indexing with the positions that a mask chooses at most, in the place of the mask."""
    if not any(_is_mask(index) for index in args[1]):
        return args
    indices: list[Any] = []
    for index in args[1]:
        if _is_mask(index):
            places = index.new_empty((_chosen(index),), dtype=torch.int64, device="meta")
            indices += [places] * index.dim()
        else:
            indices.append(index)
    return (args[0], indices, *args[2:])


def _is_mask(index: Any) -> bool:
    return isinstance(index, torch.Tensor) and index.dtype in (torch.bool, torch.uint8)
