"""``openable``: a graph that was made in code, seen to be one that other edits can be made with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..errors import EditError
from ..graph import RESULT, Backward, Call, Flow, Grad, Graph, Hole, Node, Read, Ref, Save, Site, Tokens, Write, refs
from ..graph import changed as changed_by

__all__ = ["openable", "owners", "pruned"]

_END = Site("", "output")
_TRACE = "what can be opened is the graph of model.trace, or one of a workspace"


def openable(graph: Graph) -> Graph:
    """The operations alone, without prompts, and without the logits that a workspace itself saves.

    Raises:
        EditError: it has several runs, generates, or uses gradients or holes; or there is nothing in it.
    """
    if not isinstance(graph, Graph):
        raise EditError(
            f"a graph is opened; got {type(graph).__name__}: give `run.graph` of `with model.trace(…) as run`"
        )
    for why in _reasons(graph):
        raise EditError(f"this graph {why}; {_TRACE}")
    kept = _without_logits(graph)
    if not kept:
        raise EditError("this graph changes and saves nothing, so there is nothing to open")
    return Graph(kept)


def _reasons(graph: Graph) -> Iterator[str]:
    """Why it cannot be opened, the first reason first."""
    sites = [node.site for node in graph if isinstance(node, Read | Write)]
    if any(inputs.method != "trace" for inputs in graph.inputs) or any(site.step for site in sites):
        yield "generates text"
    if any(site.port == RESULT for site in sites):
        yield "reads what generation returns"
    if any(isinstance(node, Backward | Grad | Flow) for node in graph):
        yield "uses gradients"
    if any(isinstance(node, Hole) for node in graph):
        yield f"has holes ({', '.join(graph.holes)}): fill them first, graph.fill(…)"
    if any(isinstance(node, Write) and (node.grow or node.skip) for node in graph):
        yield "skips a module or gives the model more rows: write to its output"
    if graph.runs > 1:
        yield from _reasons_of_two(graph)


def _reasons_of_two(graph: Graph) -> Iterator[str]:
    """Of two runs the first is that of the other prompt, from which is only read."""
    order = owners(graph)
    if graph.runs > 2 or order != sorted(order):
        yield f"has {graph.runs} runs: at most two, first the other prompt from which is copied, then the prompt"
    elif any(not site.step for site in Graph(tuple(map(_marked, graph))).writes):
        yield "changes the run of the first prompt: of two runs the first can only be read"


def _marked(node: Node) -> Node:
    """The same, what is of the second run told by another step."""
    if isinstance(node, Read | Write) and node.run:
        return replace(node, site=node.site._replace(step=1))
    return node


def owners(graph: Graph) -> list[int]:
    """The run to which each node belongs: its own, or that of the last node before it that has one."""
    current = next((node.run for node in graph if isinstance(node, Read | Write | Tokens)), 0)
    found = []
    for node in graph:
        current = node.run if isinstance(node, Read | Write | Tokens) else current
        found.append(current)
    return found


def _without_logits(graph: Graph) -> tuple[Node, ...]:
    """Without the result that each graph of a workspace has anyway: a copy of the logits at the end."""
    nodes = {node.id: node for node in graph}
    last = max((at for at, node in enumerate(graph) if _acts(node) and not isinstance(node, Save)), default=-1)
    gone = {
        node.id
        for at, node in enumerate(graph)
        if isinstance(node, Save) and node.name == "logits" and _is_end(node, nodes, at > last)
    }
    return pruned(graph, gone) if gone else graph.nodes


def _is_end(save: Save, nodes: dict[int, Node], last: bool) -> bool:
    """Whether a result is the logits as the run leaves them: themselves, or a copy after the last change."""
    chain: list[Node] = [save]
    while (below := next(refs(chain[-1]), None)) is not None:
        chain.append(nodes[below.id])
    match chain:
        case [_, Call(op="getitem", args=(_, "logits")), Read(site=site)]:
            return site == _END
        case [_, Call(op="Tensor.clone"), Call(op="getitem", args=(_, "logits")), Read(site=site)]:
            return site == _END and last
    return False


def pruned(graph: Graph, gone: set[int]) -> tuple[Node, ...]:
    """Without some nodes, all that depends on them, and what was only there for them.

    A read, or an operation that changes nothing, is only there for who uses it.
    """
    lost = set(gone)
    for node in graph:
        if any(ref.id in lost for ref in refs(node)):
            lost.add(node.id)
    used_before = {ref.id for node in graph for ref in refs(node)}
    kept = [node for node in graph if node.id not in lost]
    while True:
        used = {ref.id for node in kept for ref in refs(node)}
        idle = {node.id for node in kept if node.id in used_before and node.id not in used and not _acts(node)}
        if not idle:
            return tuple(kept)
        kept = [node for node in kept if node.id not in idle]


def _acts(node: Node) -> bool:
    """Whether a node does something though nobody uses its value."""
    return isinstance(node, Write | Save) or (isinstance(node, Call) and isinstance(changed_by(node), Ref))
