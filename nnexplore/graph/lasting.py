"""``Lasting``: the nodes of a graph that comes again and again, as those of a block do on one prompt after another."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from .node import Node

__all__ = ["Lasting", "Shelf", "once"]

T = TypeVar("T")
MOST_NODES = 256
"""Longer lists are not kept."""
MOST_TEXT = 4 << 20
"""Characters of all that are."""


class Lasting(tuple[Node, ...]):
    """Nodes like any others, which keep what was worked out of them; nothing of that is changed afterwards.

    Attributes:
        found: results, by the function that made them; see ``once``.
    """

    found: dict[Any, Any]

    def __new__(cls, nodes: Sequence[Node]) -> Lasting:
        """From nodes that hold no tensors."""
        made = super().__new__(cls, nodes)
        made.found = {}
        return made


def once(nodes: Sequence[Node], make: Callable[[Any], T]) -> T:
    """``make(nodes)``, which is made once for nodes that last.

    >>> once(graph.nodes, Outline)
    """
    if not isinstance(nodes, Lasting):
        return make(nodes)
    if make not in nodes.found:
        nodes.found[make] = make(nodes)
    made: T = nodes.found[make]
    return made


class Shelf:
    """The lists of nodes that were read last, by what they were read from. Threads may share it.

    >>> Shelf().nodes(document["nodes"], read)
    """

    def __init__(self) -> None:
        self._known: OrderedDict[str, Lasting] = OrderedDict()
        self._size = 0
        self._turn = threading.Lock()

    def nodes(self, listed: list[Any], read: Callable[[list[Any]], Sequence[Node]]) -> Sequence[Node]:
        """The nodes of a list of plain data, which ``read`` reads where it is not known.

        Args:
            listed: data without tensors, as ``json`` gives them.
            read: makes nodes of it; what it raises goes on.
        """
        if len(listed) > MOST_NODES:
            return read(listed)
        text = repr(listed)  # tells 1 from 1.0 and True, as equality does not
        with self._turn:
            if (known := self._known.get(text)) is not None:
                self._known.move_to_end(text)
                return known
        made = Lasting(read(listed))
        with self._turn:
            self._keep(text, made)
        return made

    def _keep(self, text: str, nodes: Lasting) -> None:
        if text in self._known or len(text) > MOST_TEXT // 16:
            return
        self._known[text] = nodes
        self._size += len(text)
        while self._size > MOST_TEXT:
            self._size -= len(self._known.popitem(last=False)[0])
