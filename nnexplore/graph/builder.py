"""``Builder``: a graph written node by node, without running anything. What clicks and analyses use."""

from __future__ import annotations

from typing import Any

import torch

from .graph import Graph, Inputs
from .node import Apply, Call, Constant, Node, Read, Ref, Save, Site, Write

__all__ = ["Builder"]


class Builder:
    """Nodes in the order in which they are added; each method gives a reference to the new node's value.

    >>> build = Builder()
    >>> hidden = build.read(Site("transformer.h.2"))
    >>> build.call("Tensor.__setitem__", hidden, (slice(None), -1), 0)
    >>> build.save("hidden", hidden)
    >>> graph = build.graph(Inputs(("The Eiffel Tower is in",)))
    """

    def __init__(self) -> None:
        self._nodes: list[Node] = []

    def read(self, site: Site, run: int = 0) -> Ref:
        """The value at a site."""
        return self._add(Read(len(self._nodes), site, run))

    def write(self, site: Site, value: Any, run: int = 0, *, grow: bool = False, skip: bool = False) -> Ref:
        """Replace the value at a site."""
        return self._add(Write(len(self._nodes), site, value, run, grow, skip))

    def call(self, op: str, *args: Any, **kwargs: Any) -> Ref:
        """An operation of the table, by name."""
        return self._add(Call(len(self._nodes), op, args, kwargs))

    def apply(self, path: str, *args: Any, run: int = 0, **kwargs: Any) -> Ref:
        """One of the model's modules, applied ad hoc."""
        return self._add(Apply(len(self._nodes), path, args, kwargs, run))

    def constant(self, value: Any) -> Ref:
        """A tensor or number of its own. A tensor is held, not copied: it is an error to change it before a replay."""
        held = isinstance(value, torch.Tensor) and not value.is_inference()
        return self._add(Constant(len(self._nodes), value, value._version if held else None))

    def save(self, name: str, value: Ref) -> Ref:
        """Mark a result."""
        return self._add(Save(len(self._nodes), name, value))

    def graph(self, *inputs: Inputs, model: str = "") -> Graph:
        """The graph so far; one ``Inputs`` per run."""
        return Graph(tuple(self._nodes), inputs, model)

    def _add(self, node: Node) -> Ref:
        self._nodes.append(node)
        return Ref(node.id)
