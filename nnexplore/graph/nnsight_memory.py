"""``Memory``: which values of a graph may share memory, as far as its operations tell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .graph import changed
from .node import Apply, Call, Node, Read, Weight, refs

__all__ = ["Memory"]


class Memory:
    """What each value is on the memory of: reads and parameters, by their nodes.

    Attributes:
        weights: those that are parameters.

    >>> Memory(graph.nodes).held(Ref(1))
    {0}
    """

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._of: dict[int, set[int]] = {}
        self.weights: set[int] = set()
        for node in nodes:
            if found := self._find(node):
                self._of[node.id] = found

    def held(self, data: Any) -> set[int]:
        """What a value, or a structure of values, is on the memory of."""
        return {item for ref in refs(data) for item in self._of.get(ref.id, ())}

    def _find(self, node: Node) -> set[int]:
        match node:
            case Read():
                return {node.id} | self.held(node.again)
            case Weight():
                self.weights.add(node.id)
                return {node.id}
            case Apply():
                return self.held(node)
            case Call() if (target := changed(node)) is not None:
                return self.held(target)
            case Call() if node.op.rpartition(".")[2] in _SHARING:
                return self.held(node)
        return set()


_SHARING_WORDS = """
T mT H mH data real imag getattr getitem __getitem__ as_strided chunk detach diagonal dsplit expand expand_as flatten
hsplit movedim moveaxis narrow permute ravel reshape reshape_as select split split_with_sizes squeeze swapaxes swapdims
t tensor_split transpose unbind unflatten unfold unsqueeze view view_as vsplit contiguous to float double half bfloat16
cpu cuda type type_as dropout requires_grad_ retain_grad broadcast_to
"""
_SHARING = frozenset(_SHARING_WORDS.split())
"""Operations whose result may be on the memory of what it was made from."""
