"""``remembered``: the form of an operation's result, found once for each form of its arguments.

PyTorch finds it by Python code that takes a third of a millisecond for one operation; the blocks of a model, and its
forwards, ask for the same ones again and again.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, NamedTuple

import torch

from .flops import flops_of

__all__ = ["remembered"]

_SIZE = 1 << 14
_known: OrderedDict[Any, _Result] = OrderedDict()
_functional: dict[Any, bool] = {}
_meta = torch.device("meta")


class _Result(NamedTuple):
    """``specs`` has shape, strides and dtype of each tensor; ``whole`` says that there is one, and no tuple."""

    specs: tuple[tuple[Any, Any, torch.dtype], ...]
    whole: bool
    flops: float


def remembered(func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, float] | None:
    """The result of an operation on the meta device, and its floating-point operations.

    ``None`` where the operation is none that makes new tensors from others, and nothing else.

    Raises:
        RuntimeError: the operation refuses its arguments, as it does.
    """
    if not _is_functional(func):
        return None
    key = _key(func, args, kwargs)
    if key is None:
        return None
    known = _known.get(key)
    if known is not None:
        _known.move_to_end(key)
        made = [torch.empty_strided(size, stride, dtype=dtype, device=_meta) for size, stride, dtype in known.specs]
        return (made[0] if known.whole else tuple(made)), known.flops
    out = func(*args, **kwargs)
    flops = flops_of(func.overloadpacket, args, kwargs, out)
    whole = isinstance(out, torch.Tensor)
    parts: Any = (out,) if whole else out
    if any(_shares(part, args) for part in parts):  # as _unsafe_view does, and does not say
        _functional[func] = False
    elif type(parts) is tuple and all(_is_plain(part) for part in parts):
        _known[key] = _Result(tuple((part.shape, part.stride(), part.dtype) for part in parts), whole, flops)
        if len(_known) > _SIZE:
            _known.popitem(last=False)
    return out, flops


def _shares(part: Any, args: tuple[Any, ...]) -> bool:
    """Whether a result is on the memory of an argument."""
    if not isinstance(part, torch.Tensor):
        return False
    mine = part.untyped_storage()._cdata
    return any(isinstance(arg, torch.Tensor) and arg.untyped_storage()._cdata == mine for arg in args)


def _is_plain(value: Any) -> bool:
    return isinstance(value, torch.Tensor) and value.is_meta and not value.storage_offset()


def _is_functional(func: Any) -> bool:
    """Whether an operation changes nothing, and gives tensors on memory of their own."""
    found = _functional.get(func)
    if found is None:
        schema = func._schema
        found = not schema.is_mutable and all(
            one.alias_info is None and str(one.type) == "Tensor" for one in schema.returns
        )
        found = _functional[func] = bool(found and schema.returns)
    return found


def _key(func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """What the form of the result depends on; ``None`` where a tensor has numbers, or is of a strange kind."""
    parts: list[Any] = [func]
    if not _gather(args, parts):
        return None
    for name, value in kwargs.items():
        parts.append(name)
        if not _gather((value,), parts):
            return None
    return tuple(parts)


def _gather(values: Any, parts: list[Any]) -> bool:
    parts.append(len(values))
    for value in values:
        kind = type(value)
        if isinstance(value, torch.Tensor):
            if not value.is_meta or value.layout is not torch.strided:
                return False
            parts += (value.shape, value.stride(), value.dtype)
        elif kind is list or kind is tuple:
            if not _gather(value, parts):
                return False
        elif kind is int or kind is float or kind is bool:
            parts += (kind, value)
        elif value is None or kind in _HASHABLE:
            parts.append(value)
        else:
            return False
    return True


_HASHABLE = frozenset({str, torch.dtype, torch.device, torch.layout, torch.memory_format})
