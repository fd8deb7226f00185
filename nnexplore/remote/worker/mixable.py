"""``mixable``: whether a graph may share a forward with graphs of other people.

Rows of a batch are views of one tensor. A graph goes with others only where it is plain which memory its in-place
operations change: parts of what it read, or of what it computed itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from torch import nn

from ...engine.fixed import may_change
from ...graph import (
    RESULT,
    Apply,
    Backward,
    Call,
    Constant,
    Flow,
    Grad,
    Graph,
    Node,
    Read,
    Ref,
    Weight,
    Write,
    changed,
    once,
    parameter,
)

__all__ = ["mixable"]

_VIEWS = frozenset({"getitem", "Tensor.__getitem__", "Tensor.view", "Tensor.select", "Tensor.narrow", "Tensor.squeeze"})
_WORDS = "clone add sub mul div matmul mm bmm softmax __rsub__ __rdiv__ neg abs exp tanh sigmoid where zeros_like"
_NEW = frozenset(f"{space}.{word}" for space in ("Tensor", "torch") for word in _WORDS.split())


def mixable(graph: Graph, module: nn.Module) -> bool:
    """Whether it may, on that model.

    >>> mixable(run.graph, model.module)
    True
    """
    if any(inputs.method != "trace" for inputs in graph.inputs) or len(graph.inputs) < graph.runs:
        return False
    applied = once(graph.nodes, _applied)
    return applied is not None and not any(_changes_inputs(path, module) for path in applied)


def _applied(nodes: Sequence[Node]) -> list[str] | None:
    """The modules that nodes apply ad hoc; ``None`` where the nodes need a run of their own whatever these do."""
    by_id = {node.id: node for node in nodes}
    if any(_apart(node, by_id) for node in nodes):
        return None
    return [node.path for node in nodes if isinstance(node, Apply)]


def _apart(node: Node, by_id: dict[int, Node]) -> bool:
    """Whether a node is a reason for a run of its own."""
    if isinstance(node, Weight | Backward | Grad | Flow):
        return True
    if isinstance(node, Read | Write):
        return (
            node.site.port == RESULT
            or bool(parameter(node.site.port))
            or (isinstance(node, Write) and (node.grow or node.skip))
        )
    if not isinstance(node, Call):
        return False
    if may_change(node.op, node.args, node.kwargs):
        return True
    target = changed(node)
    return target is not None and not _plain(target, by_id)


def _plain(target: Any, by_id: dict[int, Node]) -> bool:
    """Whether it is known whose memory an in-place operation changes."""
    while isinstance(target, Ref):
        node = by_id[target.id]
        if isinstance(node, Read | Constant):
            return True
        if not isinstance(node, Call):
            return False  # a module may give what it was given
        if node.op in _NEW and "out" not in node.kwargs:
            return True
        if node.op not in _VIEWS and changed(node) is None:
            return False
        target = changed(node) if changed(node) is not None else node.args[0] if node.args else None
    return False


def _changes_inputs(path: str, module: nn.Module) -> bool:
    """Whether a module, as ``ReLU(inplace=True)``, may change what it is given; one that is not there may."""
    try:
        return any(getattr(part, "inplace", False) for part in module.get_submodule(path).modules())
    except AttributeError:
        return True
