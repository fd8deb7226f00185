"""A graph as readable text: one line per node, with the user's line beside it."""

from __future__ import annotations

import torch

from ..errors import GraphError
from . import expression
from .graph import Graph
from .hole import spell
from .node import Apply, Backward, Call, Constant, Flow, Grad, Hole, Node, Read, Save, Tokens, Weight, Write

__all__ = ["describe", "render"]


def describe(node: Node) -> str:
    """What the node does, without its number.

    >>> describe(Read(0, Site("transformer.h.3")))
    'transformer.h.3.output'
    """
    try:
        return _describe(node)
    except GraphError as error:
        return f"{getattr(node, 'op', node.kind)}(…) — {error}"


def _describe(node: Node) -> str:  # noqa: C901  one flat case per kind of node
    match node:
        case Read():
            return f"{node.site}{_run(node.run)}"
        case Write():
            how = "skip " if node.skip else ""
            return f"{how}{node.site}{_run(node.run)} = {expression.literal(node.value, repr)}"
        case Call():
            return expression.call(node, repr)
        case Apply():
            return expression.apply(node, repr, "").removeprefix(".")
        case Constant(value=torch.Tensor() as tensor):
            return f"constant {str(tensor.dtype).removeprefix('torch.')}{list(tensor.shape)}"
        case Constant():
            return f"constant {node.value!r}"
        case Weight():
            return expression.handle(node.path, "").removeprefix(".")
        case Tokens():
            return f"tokens {node.token!r}{f', {node.which}' if node.which else ''}{_run(node.run)}"
        case Hole():
            return f"hole {node.name}: {spell(node.values)}"
        case Backward():
            return expression.backward(node, repr)
        case Grad():
            return f"{expression.literal(node.value, repr)}.grad"
        case Flow():
            return f"{expression.literal(node.value, repr)}.grad = {expression.literal(node.gradient, repr)}"
        case Save():
            return f"save {node.name!r} {expression.literal(node.value, repr)}"
    return node.kind


def _run(run: int) -> str:
    return f" (run {run})" if run else ""


def _has_value(node: Node) -> bool:
    return not isinstance(node, Write | Save | Backward | Flow) and not (
        isinstance(node, Call) and expression.is_statement(node)
    )


def render(graph: Graph) -> str:
    """The whole graph."""
    if not graph.nodes:
        return "Graph (empty)"
    lines = [(f"%{node.id} = " if _has_value(node) else "") + describe(node) for node in graph.nodes]
    width = min(max(map(len, lines)), 72)
    places = [f"  # {node.place}" if node.place else "" for node in graph.nodes]
    body = [f"  {line:<{width}}{place}".rstrip() for line, place in zip(lines, places, strict=True)]
    noun = "node" if len(lines) == 1 else "nodes"
    return "\n".join([f"Graph ({len(lines)} {noun}, {graph.runs} run{'s' * (graph.runs != 1)})", *body])
