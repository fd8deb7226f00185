"""``Interpreter``: executes the nodes of a graph without user code, one short method per kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from typing import Any

import torch
from torch import nn

from ..errors import GraphError, NnexploreError
from ..graph import (
    Apply,
    Backward,
    Call,
    Constant,
    Flow,
    Grad,
    Hole,
    Node,
    Opaque,
    Read,
    Ref,
    Save,
    Weight,
    Write,
    changed,
    describe,
    find,
    number,
    refs,
)
from .fit import check_fit
from .override import whole
from .tree import children, leaves, map_tensors, rebuild

__all__ = ["Interpreter", "about_gradients", "fitted", "needed", "watched"]

watched: ContextVar[Callable[[Node], object] | None] = ContextVar("nnexplore_watched", default=None)
"""Called with each node before it is executed; what it raises ends the execution."""

_OF_AUTOGRAD = frozenset({"autograd.grad", "Tensor.register_hook", "Tensor.requires_grad_"})


def about_gradients(node: Node) -> bool:
    """Whether a node means something only where autograd is on."""
    return isinstance(node, Backward | Grad | Flow) or (isinstance(node, Call) and node.op in _OF_AUTOGRAD)


def _asks(node: Node) -> bool:
    """Whether a node asks for a gradient, and has no effect."""
    return isinstance(node, Grad) or (isinstance(node, Call) and node.op == "autograd.grad")


def needed(nodes: Sequence[Node]) -> list[Node]:
    """The nodes that a result, a write, an in-place operation or a backward pass depends on."""
    wanted: set[int] = set()
    backward = any(isinstance(node, Backward) for node in nodes)  # what was read is a branch of autograd's graph
    kept = []
    for node in reversed(nodes):
        if (
            node.id in wanted
            or isinstance(node, Save | Write)
            or (isinstance(node, Read) and backward)
            or (isinstance(node, Call) and changed(node) is not None)
            or (about_gradients(node) and not _asks(node))
        ):
            wanted.update(ref.id for ref in refs(node))
            kept.append(node)
    return kept[::-1]


class Interpreter:
    """One ``env`` of values by node. What reads and writes mean is left to the subclasses."""

    def __init__(self, module: nn.Module) -> None:
        self.env: dict[int, Any] = {}
        self._root = module

    def step(self, node: Node) -> None:
        """Execute one node.

        Raises:
            GraphError: it cannot be executed; the message names the node and the user's line.
        """
        if (told := watched.get()) is not None:
            told(node)
        try:
            self.env[node.id] = getattr(self, f"_{node.kind}")(node)
        except NnexploreError:
            raise
        except Exception as error:
            raise GraphError(f"node %{node.id} `{describe(node)}`{line_of(node)} failed: {error}") from error

    def resolve(self, data: Any) -> Any:
        """Arguments with the values of the nodes they refer to."""
        if type(data) is Ref:
            return self.env[data.id]
        if type(data) is str or type(data) is int:
            return data
        if isinstance(data, tuple):
            return tuple([self.resolve(item) for item in data])
        if isinstance(data, list):
            return [self.resolve(item) for item in data]
        if isinstance(data, dict):
            return {key: self.resolve(item) for key, item in data.items()}
        if isinstance(data, slice):
            return slice(self.resolve(data.start), self.resolve(data.stop), self.resolve(data.step))
        return data

    # -- one method per kind -------------------------------------------------------------------

    def _call(self, node: Call) -> Any:
        return find(node.op).function(*self.resolve(node.args), **self.resolve(node.kwargs))

    def _module(self, node: Apply) -> Any:
        return self._root.get_submodule(node.path)(*self.resolve(node.args), **self.resolve(node.kwargs))

    def _constant(self, node: Constant) -> Any:
        if not isinstance(node.value, torch.Tensor):
            return node.value
        if node.version is not None and node.value._version != node.version:
            raise GraphError(
                f"node %{node.id}{line_of(node)}: the tensor {list(node.value.shape)} was changed after its use, and "
                "is too large to have been copied. Pass .clone() to the trace, or do not change it before the replay."
            )
        return node.value.clone()

    def _hole(self, node: Hole) -> Any:
        """One that was not filled has its first value."""
        return number(node.values[0])

    def _weight(self, node: Weight) -> Any:
        owner, _, name = node.path.rpartition(".")
        found = getattr(self._root.get_submodule(owner), name, None)
        if not isinstance(found, torch.Tensor):
            raise GraphError(f"node %{node.id}{line_of(node)} is about {node.path}, which this model does not have")
        return self._parameter(node, found)

    def _parameter(self, node: Weight | Read, found: torch.Tensor) -> torch.Tensor:  # noqa: ARG002  for subclasses
        return whole(found)

    def _save(self, node: Save) -> None:
        """Only a whole replay has results."""


def fitted(node: Write, new: Any, old: Any) -> Any:
    """The value of a write in the form of what it replaces.

    Raises:
        ValueMismatchError: it does not fit.
    """
    if isinstance(new, bool | int | float) and any(True for _ in leaves(old)):
        return map_tensors(lambda _, tensor: torch.full_like(tensor, new), old)
    new = _conform(new, old)
    check_fit(f"node %{node.id}{line_of(node)}: {node.site}", new, old, node.grow)
    return new


def line_of(node: Node) -> str:
    """The user's line in brackets, where it is known."""
    return f" ({node.place})" if node.place else ""


def check_module(node: Node, root: nn.Module) -> None:
    """Refuse a node about a module that the model does not have.

    Raises:
        GraphError: it has no such module.
    """
    path = node.site.path if isinstance(node, Read | Write) else node.path if isinstance(node, Apply) else ""
    try:
        root.get_submodule(path)
    except AttributeError:
        raise GraphError(
            f"node %{node.id} `{describe(node)}`{line_of(node)} is about {path}, but {type(root).__name__} has no such "
            "module; the graph was made for another model"
        ) from None


def _conform(new: Any, old: Any) -> Any:
    """A replayed structure in the form of the one it replaces; what is no data is taken from the old one."""
    if isinstance(new, Opaque):
        return old
    if isinstance(new, int | float) and not isinstance(old, int | float):
        return new
    parts, others = children(old), dict(children(new))
    if not parts or isinstance(old, torch.Tensor) or [key for key, _ in parts] != list(others):
        return new
    return rebuild(old, [_conform(others[key], part) for key, part in parts])
