"""How many tensors an operation would give: asked before it is called, for a million of them cost memory everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from ..limits import Limits
from ..refusal import Refusal

__all__ = ["check_outputs"]


def check_outputs(name: str, args: tuple[Any, ...], kwargs: dict[str, Any], limits: Limits) -> None:
    """Refuse an operation that would give too many tensors.

    Args:
        name: of the operation in the table.
        args: its arguments, tensors of any device.
        kwargs: its keyword arguments.
        limits: ``outputs`` counts.

    Raises:
        Refusal: "too_costly".
    """
    count = _COUNTS.get(name.rpartition(".")[2])
    if count is None:
        return
    given = count(args, kwargs)
    if given > limits.outputs:
        raise Refusal(
            "too_costly",
            f"{name} would give {given:,} tensors; this server allows {limits.outputs:,} of one operation",
            name="outputs",
            limit=limits.outputs,
            given=given,
        )


def _size(args: tuple[Any, ...], kwargs: dict[str, Any], dim: Any) -> int:
    """The size of a dimension of the first tensor; 0 where there is none, which the operation itself refuses."""
    tensor = args[0] if args else kwargs.get("input", kwargs.get("tensor"))
    if not isinstance(tensor, torch.Tensor) or type(dim) is not int or not -tensor.dim() <= dim < tensor.dim():
        return 0
    return int(tensor.shape[dim])


def _given(args: tuple[Any, ...], kwargs: dict[str, Any], at: int, *names: str, default: Any = 0) -> Any:
    if len(args) > at:
        return args[at]
    return next((kwargs[name] for name in names if name in kwargs), default)


def _unbind(args: tuple[Any, ...], kwargs: dict[str, Any]) -> int:
    return _size(args, kwargs, _given(args, kwargs, 1, "dim"))


def _split(args: tuple[Any, ...], kwargs: dict[str, Any]) -> int:
    size = _given(args, kwargs, 1, "split_size", "split_size_or_sections", "split_sizes")
    if type(size) is not int:
        return len(size) if isinstance(size, tuple | list) else 0
    return -(-_size(args, kwargs, _given(args, kwargs, 2, "dim")) // max(size, 1))


def _chunk(args: tuple[Any, ...], kwargs: dict[str, Any]) -> int:
    wanted = _given(args, kwargs, 1, "chunks")
    held = _size(args, kwargs, _given(args, kwargs, 2, "dim"))
    return min(wanted, held) if type(wanted) is int else 0


def _sections(args: tuple[Any, ...], kwargs: dict[str, Any]) -> int:
    """Empty ones count: they are made as well."""
    wanted = _given(args, kwargs, 1, "indices_or_sections", "sections", "indices")
    if isinstance(wanted, torch.Tensor):
        raise Refusal("bad_argument", "the sections of a split are numbers here, not a tensor of them")
    return wanted if type(wanted) is int else len(wanted) if isinstance(wanted, tuple | list) else 0


_COUNTS: dict[str, Callable[[tuple[Any, ...], dict[str, Any]], int]] = {
    "unbind": _unbind,
    "split": _split,
    "split_with_sizes": _split,
    "chunk": _chunk,
    **dict.fromkeys(("tensor_split", "hsplit", "vsplit", "dsplit"), _sections),
}
