"""``Outline``: what can be told of a graph's nodes wherever they look; the same for all fillings of one graph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..engine.fixed import may_change
from ..engine.interpreter import needed
from ..graph import (
    Apply,
    Backward,
    Call,
    Constant,
    Flow,
    Grad,
    Node,
    Opaque,
    Read,
    Ref,
    Save,
    Tokens,
    Weight,
    Write,
    changed,
    find,
    parameter,
    refs,
)

__all__ = ["Outline"]


class Outline:
    """Which nodes results depend on, what changes what in place, and whether they can share a forward.

    Attributes:
        gradients: whether gradients are asked for.
        kept: the numbers of the nodes without those that nobody needs.
        alone: why the graph needs a run of its own; empty where it can share one.
        runs: how many runs it talks about.
        refs: what each node refers to.
        frees: the values that nobody needs after a node.
        edited: the reads whose values are changed in place.
        changes: the in-place operations on values that were read.
        touched: the constants that are changed in place.
        owners: the values on whose memory a node's value may be.
    """

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = nodes
        self.gradients = any(isinstance(node, Backward | Grad | Flow) for node in nodes)
        used = _until_last_save(needed(nodes))
        ids = {node.id for node in used}
        self.kept = [at for at, node in enumerate(nodes) if node.id in ids]
        self.alone = next((why for node in used if (why := _alone(node))), "")
        self.runs = 1 + max((node.run for node in used if isinstance(node, Read | Write | Tokens)), default=0)
        self.refs = {node.id: tuple(refs(node)) for node in used}
        last = {ref.id: node.id for node in used for ref in self.refs[node.id]}
        self.frees: dict[int, list[int]] = {node.id: [] for node in used}
        for value, user in last.items():
            self.frees[user].append(value)
        self.edited: set[int] = set()
        self.changes: set[int] = set()
        self.touched: set[int] = set()
        self.owners: dict[int, set[int]] = {}
        if not self.alone:
            self._follow_changes(used)

    def fits(self, nodes: Sequence[Node]) -> bool:
        """Whether other nodes differ only in the modules they are about and in numbers, as fillings of a graph do."""
        return len(nodes) == len(self._nodes) and all(map(_alike, self._nodes, nodes))

    def _follow_changes(self, nodes: Sequence[Node]) -> None:
        """From each in-place operation back to every read and constant whose memory it may change."""
        reads = {node.id for node in nodes if isinstance(node, Read)}
        origins: dict[int, frozenset[int]] = {}
        unclear: set[int] = set()  # what is a view or a copy, depending on how its argument lies in memory
        for node in nodes:
            target = changed(node) if isinstance(node, Call) else None
            if target is not None:
                found = origins.get(target.id, frozenset())
                self.edited |= found & reads
                self.touched |= found - reads
                self.changes.add(node.id)
                if target.id in unclear and found:
                    self.alone = "it changes in place what may be a copy or not"
            owners = self.owners[node.id] = _owners(node, target, self.refs[node.id])
            origins[node.id] = frozenset().union(*(origins.get(at, frozenset()) for at in owners))
            if isinstance(node, Read | Constant):
                origins[node.id] |= {node.id}
            if _is_unclear(node) or unclear.intersection(owners):
                unclear.add(node.id)


def _alike(one: Node, other: Node) -> bool:
    if one is other:
        return True
    if type(one) is not type(other) or one.id != other.id:
        return False
    if isinstance(one, Constant) and isinstance(other, Constant):
        return (one.version, type(one.value)) == (other.version, type(other.value))
    if isinstance(one, Read) and isinstance(other, Read):
        sites, more = (one.site, other.site), (one.run, one.again, one.late) == (other.run, other.again, other.late)
    elif isinstance(one, Write) and isinstance(other, Write):
        sites = one.site, other.site
        more = one.value is other.value and (one.run, one.skip, one.grow) == (other.run, other.skip, other.grow)
    else:
        return False
    return more and sites[0][1:] == sites[1][1:]


def _owners(node: Node, target: Any, refs: Sequence[Ref]) -> set[int]:
    """The values on whose memory a node's may be."""
    if target is not None:
        return {target.id}
    if isinstance(node, Read):
        return {node.again.id} if node.again is not None else set()
    if isinstance(node, Apply) or (isinstance(node, Call) and node.op not in _NEW):
        return {ref.id for ref in refs}
    return set()


def _is_unclear(node: Node) -> bool:
    return isinstance(node, Apply) or (isinstance(node, Call) and node.op.rpartition(".")[2] in _BY_LAYOUT)


_BY_LAYOUT = frozenset({"contiguous", "reshape", "reshape_as", "flatten", "ravel", "cartesian_prod"})
_WORDS = "clone add sub mul div matmul mm bmm softmax neg exp tanh sigmoid where zeros_like"
_NEW = frozenset(f"{space}.{word}" for space in ("Tensor", "torch") for word in _WORDS.split())
"""What always gives memory of its own."""


def _until_last_save(nodes: list[Node]) -> list[Node]:
    last = max((at for at, node in enumerate(nodes) if isinstance(node, Save)), default=len(nodes) - 1)
    return nodes[: last + 1]


def _alone(node: Node) -> str:
    """Why a graph with this node cannot share a forward."""
    match node:
        case Backward() | Grad() | Flow():
            return "it has gradients"
        case Read() | Write() if node.site.step or node.site.call:
            return "it is about a generation, or a module that is called several times"
        case Read() | Write() if parameter(node.site.port):
            return "it is about parameters"
        case Read() if node.late:
            return "it reads what the model has passed"
        case Write() if node.grow:
            return "it changes the number of rows"
        case Call() if any(isinstance(item, Opaque) for item in _flat((node.args, node.kwargs))):
            return "it holds what is no data"
        case Call() if find(node.op).name == "Tensor.requires_grad_":
            return "it has gradients"
        case Call() if may_change(node.op, node.args, node.kwargs) or not isinstance(changed(node), Ref | None):
            return "it changes values in place in a way of its own"
        case Apply() | Call() | Constant() | Read() | Save() | Tokens() | Weight() | Write():
            return ""
    return f"it has a node of the kind {node.kind}"


def _flat(data: Any) -> Iterator[Any]:
    if isinstance(data, tuple | list):
        for item in data:
            yield from _flat(item)
    elif isinstance(data, dict):
        yield from _flat(tuple(data.values()))
    else:
        yield data
