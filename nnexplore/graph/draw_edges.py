"""The arrows of a drawn graph: which value goes where, and what goes back into the model.

Stops at node numbers: where an arrow runs on the page is for ``draw_route``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .graph import _VIEWS, Graph, changed
from .node import Backward, Call, Constant, Flow, Grad, Hole, Node, Read, Ref, Site, Tokens, Weight, Write, refs

__all__ = ["Edge", "Spot", "edges", "is_source", "spots"]

Spot = tuple[int, Site]
"""A place on a spine: the run, and the site."""


@dataclass(frozen=True)
class Edge:
    """One arrow. Where it begins or ends at a spine, ``spot`` says where, and the number there is ``None``."""

    kind: Literal["value", "constant", "gradient", "read", "write", "change"]
    source: int | None
    target: int | None
    spot: Spot | None = None


def is_source(node: Node) -> bool:
    """Whether the node's value depends on no other node and on no place on a spine."""
    return isinstance(node, Constant | Weight | Tokens | Hole)


def spots(graph: Graph) -> dict[int, Spot]:
    """For each in-place operation that changes what the model goes on with: where that passes."""
    origin: dict[int, Spot] = {}
    found: dict[int, Spot] = {}
    for node in graph.nodes:
        match node:
            case Read():
                origin[node.id] = (node.run, node.site)
            case Write(value=Ref(id)):
                origin[id] = (node.run, node.site)
            case Call():
                target, owner = changed(node), node.args[0] if node.args else None
                if isinstance(target, Ref) and target.id in origin:
                    found[node.id] = origin[node.id] = origin[target.id]
                elif isinstance(owner, Ref) and owner.id in origin and node.op in _VIEWS:
                    origin[node.id] = origin[owner.id]
    return found


def edges(graph: Graph) -> Iterator[Edge]:
    """All arrows, those of one node together."""
    sources = frozenset(node.id for node in graph.nodes if is_source(node))
    back = spots(graph)
    for node in graph.nodes:
        yield from _given(node, sources)
        if isinstance(node, Read):
            yield Edge("read", None, node.id, (node.run, node.site))
        if isinstance(node, Write):
            yield Edge("write", node.id, None, (node.run, node.site))
        if isinstance(node, Call) and isinstance(target := changed(node), Ref):
            yield Edge("change", node.id, None if node.id in back else target.id, back.get(node.id))
    yield from _passes(graph)


def _given(node: Node, sources: frozenset[int]) -> Iterator[Edge]:
    """The values that a node is given, each once."""
    for ref in dict.fromkeys(refs(node)):
        if isinstance(node, Grad) or (isinstance(node, Flow) and ref == node.value):
            yield Edge("gradient", ref.id, node.id)
        else:
            yield Edge("constant" if ref.id in sources else "value", ref.id, node.id)


def _passes(graph: Graph) -> Iterator[Edge]:
    """From each backward pass to the gradients read after it, and from replaced gradients to the pass they are for."""
    flows: list[int] = []
    last: int | None = None
    for node in graph.nodes:
        match node:
            case Flow():
                flows.append(node.id)
            case Backward():
                yield from (Edge("gradient", flow, node.id) for flow in flows)
                flows, last = [], node.id
            case Grad() if last is not None:
                yield Edge("gradient", last, node.id)
