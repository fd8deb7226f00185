"""Tensors inside the values that modules take and give: tuples, lists, dicts, ``ModelOutput``, dataclasses."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any

import torch
from torch import nn

__all__ = ["Field", "Key", "Path", "children", "leaves", "map_tensors", "rebuild", "submodule"]

Key = int | str
Path = tuple[Key, ...]


_PLAIN = frozenset({type(None), bool, int, float, str, torch.Tensor})


class Field(str):
    """A key that is an attribute: the field of a dataclass."""

    __slots__ = ()


def _is_dataclass(value: Any) -> bool:
    return dataclasses.is_dataclass(value) and not isinstance(value, type)


def children(value: Any) -> list[tuple[Key, Any]]:
    """The direct parts of a container with their keys; nothing for anything else."""
    if type(value) in _PLAIN:
        return []
    if isinstance(value, tuple | list):
        return list(enumerate(value))
    if isinstance(value, Mapping):
        return list(value.items())
    if _is_dataclass(value):
        return [(Field(field.name), getattr(value, field.name)) for field in dataclasses.fields(value)]
    return []


def rebuild(value: Any, parts: list[Any]) -> Any:
    """A container of the same kind with other parts, in the order of ``children``."""
    if isinstance(value, tuple):
        kind = type(value)
        if hasattr(kind, "_fields"):
            return kind(*parts)
        return kind(parts) if hasattr(kind, "n_sequence_fields") else tuple(parts)
    if isinstance(value, list):
        return list(parts)
    if isinstance(value, Mapping):
        items: dict[Any, Any] = dict(zip(value, parts, strict=True))
        return items if type(value) is dict else _mapping(value, items)
    new = copy.copy(value)
    for (key, _), part in zip(children(value), parts, strict=True):
        object.__setattr__(new, str(key), part)
    return new


def _mapping(old: Any, items: dict[Any, Any]) -> Any:
    if _is_dataclass(old) or not isinstance(old, MutableMapping):  # as ModelOutput, a dict that is a dataclass
        return type(old)(**items)
    new = copy.copy(old)
    new.update(items)
    return new


def map_tensors(function: Callable[[Path, torch.Tensor], Any], value: Any, path: Path = ()) -> Any:
    """The same structure with ``function(path, tensor)`` in the place of each tensor.

    >>> map_tensors(lambda path, t: t + 1, (torch.tensor(1), None))
    (tensor(2), None)
    """
    if isinstance(value, torch.Tensor):
        return function(path, value)
    parts = children(value)
    if not parts:
        return value
    mapped = [map_tensors(function, part, (*path, key)) for key, part in parts]
    if all(new is old for new, (_, old) in zip(mapped, parts, strict=True)):
        return value
    return rebuild(value, mapped)


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, torch.Tensor]]:
    """Every tensor in a structure, with the keys that lead to it."""
    if isinstance(value, torch.Tensor):
        yield path, value
        return
    for key, part in children(value):
        yield from leaves(part, (*path, key))


def submodule(root: nn.Module, path: str) -> nn.Module:
    """``root.get_submodule(path)``, at a tenth of the time, for it is asked at every step.

    Raises:
        AttributeError: there is none.
    """
    found: nn.Module | None = root
    for name in path.split(".") if path else ():
        found = found._modules.get(name) if found is not None else None
    return root.get_submodule(path) if found is None else found
