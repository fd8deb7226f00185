"""Backward passes of an nnsight block: in ``with loss.backward():`` gradients stand in the order in which they come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from . import expression
from .nnsight_order import refuse
from .node import Backward, Call, Grad, Node, Ref, Weight

__all__ = ["Gradients", "gradients"]


@dataclass
class Gradients:
    """Which gradients each backward pass of a graph brings; false where there is no autograd at all.

    Attributes:
        asked: by the id of a backward pass, the gradients in the order in which they come.
        used: whether autograd is.
        same: values that are the very tensor of another one.
    """

    asked: dict[int, list[Grad]] = field(default_factory=dict)
    used: bool = False
    same: dict[int, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.used

    def value_of(self, node: Grad) -> int:
        """Whose gradient it is."""
        if not isinstance(node.value, Ref):
            raise refuse(node, f"it is the gradient of {node.value!r:.40}, which is no value of the graph")
        return self.same.get(node.value.id, node.value.id)

    def lines(self, node: Backward, names: expression.Names) -> Iterator[tuple[str, Node]]:
        """A backward pass with all that is asked of it; nothing where nothing is."""
        known: dict[int, str] = {}
        if not self.asked.get(node.id):
            return
        yield f"with {expression.backward(node, names)}:", node
        for grad in self.asked[node.id]:
            value, name = self.value_of(grad), names(Ref(grad.id))
            yield f"    {name} = {known.get(value, f'{names(Ref(value))}.grad')}", grad
            known.setdefault(value, name)


def gradients(nodes: tuple[Node, ...], same: dict[int, int]) -> Gradients:
    """The gradients of a graph whose nodes are in the model's order.

    Raises:
        GraphError: a gradient that nnsight would not give, or one to which several passes add.
    """
    places = {node.id: at for at, node in enumerate(nodes)}
    passes = [node for node in nodes if isinstance(node, Backward)]
    found = Gradients({node.id: [] for node in passes}, any(map(_differentiates, nodes)), same)
    for at, node in enumerate(nodes):
        if isinstance(node, Grad):
            start = places[found.value_of(node)]
            mine = [other for other in passes if start < places[other.id] < at]
            if len(mine) != 1:
                raise refuse(node, _NONE if not mine else _SEVERAL)
            if isinstance(nodes[start], Weight):
                raise refuse(node, "gradients of parameters come in no order that is known; take those of values")
            found.asked[mine[0].id].append(node)
    for asked in found.asked.values():
        asked.sort(key=lambda grad: -places[found.value_of(grad)])
    return found


_NONE = "there is no backward pass between the value and its gradient"
_SEVERAL = "several backward passes add up in it, and nnsight gives those of each alone; run one per graph"


def _differentiates(node: Node) -> bool:
    return isinstance(node, Backward) or (isinstance(node, Call) and node.op.startswith("autograd."))
