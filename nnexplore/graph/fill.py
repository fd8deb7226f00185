"""``Filling``: a graph's nodes with numbers in its holes. What the holes do not touch stays the same objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..errors import GraphError
from .hole import HolePath, Values, number, pick
from .node import Apply, Constant, Hole, Node, Read, Weight, Write

__all__ = ["Filling", "holes_of"]

Numbers = dict[str, int | float]


def holes_of(nodes: tuple[Node, ...]) -> dict[str, Values]:
    """The values of each hole by its name, in order."""
    return {node.name: node.values for node in nodes if isinstance(node, Hole)}


class Filling:
    """Fills the holes of one list of nodes, again and again: each filled node is made once.

    >>> Filling(graph.nodes).fill({"layer": 3})
    """

    def __init__(self, nodes: tuple[Node, ...]) -> None:
        self._nodes = nodes
        self._holes = holes_of(nodes)
        self._at = [(at, names) for at, node in enumerate(nodes) if (names := tuple(_holes_in(node)))]
        self._numbers = {name: {value: value for value in values} for name, values in self._holes.items()}
        self._made: dict[tuple[int, Any], Node] = {}

    def fill(self, values: Mapping[str, Any]) -> tuple[Node, ...]:
        """The nodes with these values, by the names of the holes.

        Raises:
            GraphError: no such hole, or none of its values.
        """
        chosen = {name: self._chosen(name, value) for name, value in values.items()}
        nodes = list(self._nodes)
        for at, names in self._at:
            key = (at, tuple(map(chosen.get, names)))
            made = self._made.get(key)
            if made is None:
                made = self._made[key] = _filled(nodes[at], chosen)
            nodes[at] = made
        return tuple(nodes)

    def _chosen(self, name: str, value: Any) -> int | float:
        known = self._numbers.get(name)
        if known is None:
            names = ", ".join(map(repr, self._holes))
            has = f"its holes are {names}" if names else "it has none; make one in the block, run.hole(name, values)"
            raise GraphError(f"the graph has no hole {name!r}; {has}")
        if type(value) in (int, float) and value in known:
            return known[value]
        return pick(name, self._holes[name], value)


def _holes_in(node: Node) -> Iterator[str]:
    path = _path(node)
    if isinstance(node, Hole):
        yield node.name
    elif isinstance(path, HolePath):
        yield from path.holes


def _path(node: Node) -> str:
    if isinstance(node, Read | Write):
        return node.site.path
    return node.path if isinstance(node, Apply | Weight) else ""


def _filled(node: Node, chosen: Numbers) -> Node:
    """A node with what is chosen in the place of its holes; itself where that is nothing of it."""
    path = _path(node)
    if isinstance(node, Hole):
        return Constant(node.id, number(chosen[node.name]), place=node.place) if node.name in chosen else node
    if not isinstance(path, HolePath) or not path.holes.keys() & chosen.keys():
        return node
    if isinstance(node, Read | Write):
        return replace(node, site=node.site._replace(path=path.fill(chosen)))
    return replace(node, path=path.fill(chosen))  # type: ignore[call-arg]  # those that are left have a path
