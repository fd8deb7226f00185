"""What a pass is fed: copies, so that it changes nothing of what the user passed in."""

from __future__ import annotations

import copy
from typing import Any

import torch
from torch import nn

from ..graph import Inputs
from .traced import plain
from .tree import children, rebuild

__all__ = ["duplicate", "fresh"]


def fresh(inputs: Inputs) -> Inputs:
    """The inputs with copies of their tensors and caches."""
    kwargs = {key: duplicate(value) for key, value in inputs.kwargs.items()}
    return Inputs(tuple(map(duplicate, inputs.args)), kwargs, inputs.method)


def duplicate(value: Any) -> Any:
    """A value with copies of its tensors, and of its caches, such as ``past_key_values``: models write into them."""
    if isinstance(value, torch.Tensor):
        return plain(value).clone()
    if parts := children(value):
        new = [duplicate(part) for _, part in parts]
        return value if all(one is other for one, (_, other) in zip(new, parts, strict=True)) else rebuild(value, new)
    return _duplicate_object(value, {}) if _is_cache(value) else value


def _is_cache(value: Any) -> bool:
    return any(base.__name__.endswith("Cache") for base in type(value).__mro__)


def _duplicate_object(value: Any, known: dict[int, Any]) -> Any:
    """A copy all the way down to the tensors, of which each is duplicate once. Classes, modules and functions stay."""
    if id(value) in known:
        return known[id(value)]
    if isinstance(value, torch.Tensor):
        new: Any = plain(value).clone()
    elif isinstance(value, tuple | list | dict | set):
        new = _duplicate_container(value, known)
    elif not hasattr(value, "__dict__") or isinstance(value, type | nn.Module) or callable(value):
        return value
    else:
        new = known[id(value)] = copy.copy(value)
        new.__dict__.update({name: _duplicate_object(part, known) for name, part in vars(value).items()})
    known[id(value)] = new
    return new


def _duplicate_container(value: Any, known: dict[int, Any]) -> Any:
    if isinstance(value, dict):
        new = copy.copy(value)
        new.update({key: _duplicate_object(part, known) for key, part in value.items()})
        return new
    return type(value)(_duplicate_object(part, known) for part in value)
