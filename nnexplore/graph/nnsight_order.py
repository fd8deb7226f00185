"""The order of a graph's nodes in an nnsight block, which must come to the sites as the model does.

A graph's own order differs from the model's only where a block read what the model had passed already. Such a read
moves up to where the model passes; nothing else moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import torch

from ..errors import GraphError
from .graph import Graph, changed
from .nnsight_memory import Memory
from .node import Backward, Call, Flow, Grad, Node, Place, Read, Ref, Save, Site, Write, refs
from .port import RESULT

__all__ = ["Ordered", "in_order", "refuse"]


@dataclass
class Ordered:
    """The nodes in the model's order.

    Attributes:
        nodes: those that a result depends on.
        late: the reads that have moved up: each has memory of its own, apart from what is changed later.
        same: reads that are the very tensor of an earlier one, and which.
        copied: by the id of a write, the values in it of which the model is given a copy: they have other memory than
            what stood there.
    """

    nodes: list[Node] = field(default_factory=list)
    late: set[int] = field(default_factory=set)
    same: dict[int, int] = field(default_factory=dict)
    copied: dict[int, set[int]] = field(default_factory=dict)


def refuse(node: Node, why: str) -> GraphError:
    """The error for a node that nnsight has no words for."""
    place = f" ({node.place})" if isinstance(node.place, Place) else ""
    return GraphError(f"node %{node.id} ({node.kind}){place} cannot be written for nnsight: {why}")


def in_order(graph: Graph, model: Any = None) -> Ordered:
    """The nodes that matter, in the order in which the model comes to them; ``model`` is asked where paths do not tell.

    Raises:
        GraphError: a change behind the model, or an order that only the model knows.
    """
    return _Sorter(model, graph.nodes[: _end(graph)]).sort()


def _end(graph: Graph) -> int:
    """Changes that come after the last result are left out."""
    return 1 + max((at for at, node in enumerate(graph.nodes) if isinstance(node, Save)), default=-1)


def _needed(nodes: Sequence[Node]) -> set[int]:
    """What a result or a change depends on."""
    wanted: set[int] = set()
    for node in reversed(nodes):
        changes = isinstance(node, Save | Write | Backward | Flow)
        changes = changes or (isinstance(node, Call) and (changed(node) is not None or node.op in _FOR_GRADIENTS))
        if changes or node.id in wanted:
            wanted.update((node.id, *(ref.id for ref in refs(node))))
    return wanted


_FOR_GRADIENTS = frozenset({"Tensor.requires_grad_", "Tensor.retain_grad", "Tensor.register_hook"})


class _Sorter:
    """Goes through the nodes once and knows where the model stands, and which values are the model's own memory."""

    def __init__(self, model: Any, nodes: Sequence[Node]) -> None:
        self._model, self._nodes = model, nodes
        self._memory = Memory(nodes)
        self._needed = _needed(nodes)
        self._done = Ordered()
        self._at: dict[int, Site] = {}
        self._standing: dict[int, set[int]] = {}

    def sort(self) -> Ordered:
        for node in self._nodes:
            if isinstance(node, Read):
                self._read(node)
            elif isinstance(node, Write):
                self._write(node)
            elif node.id in self._needed:
                self._check(node)
                self._done.nodes.append(node)
        return self._done

    # -- one kind of node each -------------------------------------------------------------------

    def _read(self, node: Read) -> None:
        """One that no result needs is only told of, as the model has gone there."""
        behind, needed = self._behind(node), node.id in self._needed
        late, end = self._done.late, len(self._done.nodes)
        known = None if node.again is None or node.again.id in late else node.again.id
        if known is not None:
            self._done.same[node.id] = self._done.same.get(known, known)
        if behind and known is None:
            late.add(node.id)
        if needed:
            place = self._place_of(node) if behind else end
            self._done.nodes.insert(place, replace(node, again=None, late=False))
        if not behind:
            self._arrive(node, self._memory.held(Ref(node.id)))

    def _write(self, node: Write) -> None:
        if self._behind(node):
            raise refuse(node, f"the block had read {self._at[node.run]} before, and in nnsight no run goes back")
        here = self._standing.get(node.run, set()) if self._at.get(node.run) == node.site else set()
        own = [ref for ref in refs(node.value) if self._memory.held(ref) & here]
        self._done.copied[node.id] = {ref.id for ref in refs(node.value)} - {ref.id for ref in own}
        self._arrive(node, {node.id} | self._memory.held(own))
        self._done.nodes.append(node)

    def _check(self, node: Node) -> None:
        if isinstance(node, Grad | Flow) and any(ref.id in self._done.late for ref in refs(node.value)):
            raise refuse(node, "the value was read when the model had passed it, so no gradient comes to it there")
        if isinstance(node, Call) and (target := changed(node)) is not None:
            self._check_change(node, self._memory.held(target))

    def _check_change(self, node: Call, held: set[int]) -> None:
        """A change in place reaches the model only where the model stands."""
        if held & self._memory.weights:
            raise refuse(node, "it changes a parameter of the model in place; compute with a copy, .clone()")
        if held and not held & set().union(*self._standing.values()):
            raise refuse(node, "it changes in place what the model has passed, and in nnsight no run goes back")

    # -- where the model is ----------------------------------------------------------------------

    def _arrive(self, node: Read | Write, memory: set[int]) -> None:
        """The model stands at a site; what is read or written there is its memory."""
        before = self._at.get(node.run)
        self._at[node.run] = node.site
        self._standing[node.run] = memory | (self._standing[node.run] if before == node.site else set())

    def _behind(self, node: Read | Write) -> bool:
        at = self._at.get(node.run)
        if isinstance(node, Read) and node.late and at is not None and at != node.site:
            return True
        return at is not None and bool(_before(node.site, at, self._model))

    def _place_of(self, node: Read) -> int:
        """Where a read belongs among those that are sorted already."""
        for at, other in enumerate(self._done.nodes):
            if not isinstance(other, Read | Write) or other.run != node.run:
                continue
            earlier = _before(node.site, other.site, self._model)
            if earlier is None:
                raise refuse(
                    node,
                    f"{node.site} was read late, and only the model tells whether it comes before {other.site}; "
                    "pass it: graph.to_nnsight(model)",
                )
            if earlier:
                return at
        return len(self._done.nodes)


def _before(one: Site, two: Site, model: Any) -> bool | None:
    """Whether the model comes to one site before another; ``None`` where their names do not tell."""
    if RESULT in (one.port, two.port):
        return one.port != RESULT
    if one.step != two.step:
        return one.step < two.step
    if one.path == two.path:
        return one.port != "output" and two.port == "output"
    mine, other = _parts(one.path), _parts(two.path)
    depth = next((at for at, pair in enumerate(zip(mine, other, strict=False)) if pair[0] != pair[1]), None)
    if depth is None:  # one module is inside the other
        return one.port != "output" if len(mine) < len(other) else two.port == "output"
    if mine[depth].isdigit() and other[depth].isdigit():
        return int(mine[depth]) < int(other[depth])
    return None if model is None else _known(one, two, model)


def _known(one: Site, two: Site, model: Any) -> bool:
    """What the model knows of its own order, after one small forward if need be.

    Without weights it is a guess. A wrong one is an error in nnsight, never a wrong value.
    """
    order = model._order
    if not order.known and getattr(model, "loaded", False):
        with torch.no_grad(), model.trace([0, 1, 2, 3]) as run:
            run.finish()
    return bool(order.likely_behind(order.point(one), order.point(two)))


def _parts(path: str) -> list[str]:
    return path.split(".") if path else []
