"""``Fused``: attention as one operation, as kernels compute it; without numbers PyTorch takes it apart.

Taken apart it holds a pattern of [tokens, tokens] for each head, which no kernel holds: a long prompt would be refused
for memory that it does not take.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

import torch
import torch.nn.functional as F
from torch.overrides import TorchFunctionMode

from .meter import Meter

__all__ = ["Fused"]


class Fused(TorchFunctionMode):
    """Within it, attention without gradients is counted by ``meter`` and has the form of its result at once.

    >>> with Fused(meter), meter:
    ...     F.scaled_dot_product_attention(query, key, value)
    """

    def __init__(self, meter: Meter) -> None:
        super().__init__()
        self._meter = meter

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Iterable[type],
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        """One operation."""
        if func is not F.scaled_dot_product_attention or not _is_plain(args):
            return func(*args, **(kwargs or {}))
        query, key, value = args[:3]
        products = math.prod(query.shape[:-1]) * key.shape[-2]
        self._meter.spend(2.0 * products * (query.shape[-1] + value.shape[-1]))
        return torch.empty((*query.shape[:-1], value.shape[-1]), dtype=query.dtype, device="meta")


def _is_plain(args: tuple[Any, ...]) -> bool:
    """Whether three tensors came that fit; what does not is refused by the operation itself."""
    if len(args) < 3 or not all(isinstance(one, torch.Tensor) and one.is_meta and one.dim() == 4 for one in args[:3]):
        return False
    query, key, value = args[:3]
    fits = query.shape[-1] == key.shape[-1] and key.shape[-2] == value.shape[-2] and query.shape[0] == key.shape[0]
    grouped = key.shape[1] == value.shape[1] and query.shape[1] % max(key.shape[1], 1) == 0
    learns = torch.is_grad_enabled() and any(one.requires_grad for one in args[:3])
    return fits and grouped and not learns and query.dtype == key.dtype == value.dtype
