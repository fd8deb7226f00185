"""``plain``: the same value without memory of the graph it came from."""

from __future__ import annotations

from typing import Any

from torch import Tensor

from ..engine import Traced

__all__ = ["plain"]


def plain(value: Any) -> Any:
    """Give every traced tensor in a value back as a plain one; lists and dictionaries are changed in place.

    >>> plain([traced, {"a": traced}])  # doctest: +SKIP
    [tensor(1.), {'a': tensor(1.)}]
    """
    return _plain(value, set())


def _plain(value: Any, seen: set[int]) -> Any:
    if isinstance(value, Traced):
        return _tensor(value)
    if id(value) in seen or not isinstance(value, dict | list | tuple):
        return value
    seen.add(id(value))
    if isinstance(value, tuple):
        return _tuple(value, seen)
    for key, item in list(value.items() if isinstance(value, dict) else enumerate(value)):
        if (new := _plain(item, seen)) is not item:
            value[key] = new
    return value


def _tuple(value: tuple[Any, ...], seen: set[int]) -> tuple[Any, ...]:
    items = [_plain(item, seen) for item in value]
    if all(new is old for new, old in zip(items, value, strict=True)):
        return value
    return type(value)(*items) if hasattr(value, "_fields") else type(value)(items)


def _tensor(value: Traced) -> Tensor:
    tensor = value.value
    if value.retains_grad and value.grad is not None:
        tensor.grad = plain(value.grad)
    return tensor
