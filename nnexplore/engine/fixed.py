"""``Fixed``: memory that no operation of a graph may change, such as that of a shared model's weights."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import torch
from torch import nn

from ..errors import GraphError
from ..graph import Node, Op, describe, find, target_of
from .interpreter import line_of
from .tree import leaves, map_tensors
from .visit import storage_of

__all__ = ["Fixed", "may_change"]

_FLAGS = ("inplace", "out", "max_norm", "running_mean")
"""Parameters with which a function changes its input, or the one that they are given."""
_UNSIGNED = {"torch.batch_norm": (3, "running_mean"), "torch.instance_norm": (3, "running_mean")}
_BARE = "Tensor.data"
"""What it gives is the same memory, but no change of it is counted."""


class Fixed:
    """The memory of some tensors: what shares it may be read, and is copied where it could be changed.

    >>> Fixed.of(model.module)
    """

    def __init__(self, tensors: Iterable[torch.Tensor]) -> None:
        self._memory = {storage_of(tensor) for tensor in tensors if not tensor.is_meta}

    @classmethod
    def of(cls, module: nn.Module) -> Fixed:
        """That of a model's parameters and buffers."""
        return cls([*module.parameters(), *module.buffers()])

    def holds(self, value: Any) -> bool:
        """Whether some tensor of a value is on it."""
        return any(storage_of(leaf) in self._memory for _, leaf in leaves(value))

    def apart(self, value: Any) -> Any:
        """The value, with copies of what is on it; gradients flow through them."""
        return map_tensors(lambda _, leaf: leaf.clone() if storage_of(leaf) in self._memory else leaf, value)

    def arguments(self, node: Node, op: Op, args: Any, kwargs: Any) -> tuple[Any, Any]:
        """What an operation may be given.

        Raises:
            GraphError: it would change that memory.
        """
        if self.holds(target_of(args, kwargs, op.inplace)):
            raise GraphError(
                f"node %{node.id} `{describe(node)}`{line_of(node)} would change a parameter or buffer of the model in "
                "place, for everybody. Change a copy, tensor.clone(), or assign another tensor to the parameter"
            )
        if may_change(op.name, args, kwargs) or op.name == _BARE:
            args, kwargs = self.apart((args, kwargs))
        return args, kwargs


def may_change(op: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> bool:
    """Whether an operation is asked to change an argument in a way that its name does not tell.

    >>> may_change("functional.relu", (hidden, True), {})
    True
    """
    flag = _flag(op)
    return flag is not None and (len(args) > flag[0] or flag[1] in kwargs)


@cache
def _flag(op: str) -> tuple[int, str] | None:
    """The parameter that says so, and its place; PyTorch's own functions in C take it by name alone."""
    if not op.startswith("functional."):
        return _UNSIGNED.get(op)
    try:
        names = list(inspect.signature(find(op).function).parameters)
    except ValueError:
        return None
    return next(((names.index(name), name) for name in _FLAGS if name in names), None)
