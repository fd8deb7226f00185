"""What an operation of PyTorch costs, in floating-point operations."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch
from torch.utils.flop_counter import flop_registry

__all__ = ["flops_of"]

aten = torch.ops.aten


def flops_of(packet: Any, args: tuple[Any, ...], kwargs: dict[str, Any], out: Any) -> float:
    """The floating-point operations of one call below autograd.

    Args:
        packet: the operation, as ``torch.ops.aten.mm``.
        args: its arguments, on any device.
        kwargs: its keyword arguments.
        out: its result.
    """
    if packet in flop_registry:
        return float(flop_registry[packet](*args, **kwargs, out_val=out))
    if packet in _ATTENTION:
        return _attention(args)
    if packet is aten._grouped_mm:
        return 2.0 * int(args[0].numel()) * int(args[1].shape[-1])
    most = max((_elements(value) for value in (*args, out)), default=0)
    factor = _FACTORS.get(packet) or (_of_matrix(20.0) if "linalg_" in str(packet) else None)
    return float(most) if factor is None else most * factor(args)


def _elements(value: Any) -> int:
    if isinstance(value, torch.Tensor):
        return value.numel()
    if isinstance(value, tuple | list):
        return sum(item.numel() for item in value if isinstance(item, torch.Tensor))
    return 0


def _attention(args: tuple[Any, ...]) -> float:
    """Two products of [queries, width] and [keys, width] per head and row."""
    query, key, value = args[:3]
    return float(2 * math.prod(query.shape[:-1]) * key.shape[-2] * (query.shape[-1] + value.shape[-1]))


_ATTENTION = frozenset(
    getattr(aten, name)
    for name in (
        "_scaled_dot_product_flash_attention_for_cpu",
        "_scaled_dot_product_attention_math",
        "_scaled_dot_product_fused_attention_overrideable",
    )
    if hasattr(aten, name)
)

Factor = Callable[[tuple[Any, ...]], float]


def _of_matrix(times: float) -> Factor:
    """A factorisation of [.., m, n]: elements × the smaller side × a number of the method, after LAPACK's counts.

    What is called linalg and has no number of its own counts as the dearest, a singular value decomposition.
    """
    return lambda args: times * min(args[0].shape[-2:]) if args[0].dim() > 1 else 1.0


def _one(_: tuple[Any, ...]) -> float:
    return 1.0


def _sorting(args: tuple[Any, ...]) -> float:
    return 2.0 + math.log2(max(2, args[0].numel()))


def _distance(args: tuple[Any, ...]) -> float:
    return 3.0 * int(args[0].shape[-1])


def _window(args: tuple[Any, ...]) -> float:
    kernel = args[1]
    return float(math.prod(kernel)) if isinstance(kernel, tuple | list) else float(kernel)


_KINDS: tuple[tuple[Factor, str], ...] = (
    (_of_matrix(4.0), "linalg_qr linalg_inv_ex _linalg_solve_ex _linalg_det _linalg_slogdet linalg_lu_factor_ex"),
    (_one, "linalg_vector_norm linalg_diagonal linalg_cross"),
    (_sorting, "sort topk kthvalue mode msort _fft_r2c _fft_c2c _fft_c2r median nanmedian searchsorted bucketize"),
    (_sorting, "_unique2 unique_dim unique_consecutive"),
    (_distance, "_cdist_forward"),
    (_window, "avg_pool1d avg_pool2d max_pool2d_with_indices"),
)
_FACTORS: dict[Any, Factor] = {
    getattr(aten, name): factor for factor, names in _KINDS for name in names.split() if hasattr(aten, name)
}
"""Times the elements that are read or written, whichever are more."""
