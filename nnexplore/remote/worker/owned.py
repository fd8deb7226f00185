"""``owned``: results as data of their own: on the CPU, without gradients, on memory that nobody else has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import torch

from ...engine.fixed import Fixed
from ...engine.tree import children, leaves
from ...engine.visit import storage_of
from ..refusal import Refusal

__all__ = ["owned"]

_DATA = (bool, int, float, complex, str, torch.dtype, torch.device)


def owned(results: Mapping[str, Any], most: int, fixed: Fixed) -> dict[str, Any]:
    """Results by name, as plain tuples, lists, dicts and tensors.

    Args:
        results: what a replay gave.
        most: bytes at most, counted as they will be sent: elements × element size.
        fixed: the model's own memory.

    Raises:
        Refusal: "too_costly", or "not_possible" for a result that is no data.
    """
    size = sum(leaf.numel() * leaf.element_size() for _, leaf in leaves(dict(results)))
    if size > most:
        raise Refusal(
            "too_costly",
            f"the results take {size:,} bytes; this server gives {most:,}. Save less, e.g. some positions, or float16",
            name="saved_bytes",
            limit=most,
            given=size,
        )
    keeper = _Keeper(fixed)
    return {name: keeper.plain(value, name) for name, value in results.items()}


class _Keeper:
    """Knows which memory has an owner already."""

    def __init__(self, fixed: Fixed) -> None:
        self._fixed, self._seen = fixed, set[Any]()

    def plain(self, value: Any, name: str) -> Any:
        if value is None or isinstance(value, _DATA):
            return value
        if isinstance(value, torch.Tensor):
            return self._own(value)
        if isinstance(value, tuple | list):
            parts = [self.plain(part, name) for part in value]
            return parts if isinstance(value, list) else tuple(parts)
        if isinstance(value, Mapping):
            return {key: self.plain(part, name) for key, part in _data(value)}
        if children(value):
            return {str(key): self.plain(part, name) for key, part in children(value)}
        raise Refusal("not_possible", f"the result {name!r:.60} is a {type(value).__name__}, which is no data to send")

    def _own(self, tensor: torch.Tensor) -> torch.Tensor:
        own = tensor.detach().as_subclass(torch.Tensor)
        if own.layout is not torch.strided:
            own = own.to_dense()
        own = own.resolve_conj().resolve_neg().cpu()
        part = own.untyped_storage().nbytes() > own.nbytes
        if part or self._fixed.holds(own) or not own.is_contiguous() or storage_of(own) in self._seen:
            own = own.clone(memory_format=torch.contiguous_format)
        self._seen.add(storage_of(own))
        return own


def _data(value: Mapping[Any, Any]) -> Iterator[tuple[Any, Any]]:
    """A model's output without its cache, which is no data."""
    for key, part in value.items():
        if part is None or isinstance(part, (torch.Tensor, Mapping, tuple, list, *_DATA)):
            yield key, part
