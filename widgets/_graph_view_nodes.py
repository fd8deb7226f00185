"""The nodes of a workspace's edits: which edit each is of, its line of code, its site, its drawing."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from ..graph import Call, Node, Read, Save, Site, Write, changed, describe, refs
from ..graph.code import _line, _Names
from ..workspace import Change
from ..workspace.openable import pruned

if TYPE_CHECKING:
    from ..workspace import Workspace

_CUT = 400
"""Letters of a line of code: a constant may be long."""

_MOST = 20_000
"""Letters of all code."""

Identity = tuple[Any, int]
"""What a node is known by whatever its number: its edit, and how many of that edit come before it."""


class Nodes:
    """The operations of a workspace as they are at one moment.

    Attributes:
        graph: reads, operations and writes of the edits that are on.
        svg: its drawing, without colours.
        code: Python that does the same; none where it is long, for a saved notebook keeps it.
        edits: all edits at that moment.

    Example:
        >>> nodes = Nodes(workspace)
        >>> nodes.edit(3)
        0
    """

    def __init__(self, workspace: Workspace) -> None:
        self.graph, self._origins = workspace.operations
        self.svg = re.sub(r"<style>.*?</style>", "", self.graph.draw(workspace.model).svg, flags=re.DOTALL)
        self.edits = workspace.edits
        code = workspace.code
        self.code = code if len(code) <= _MOST else ""
        self._at = {node.id: at for at, node in enumerate(self.graph)}
        self._names = _Names(workspace.graph, *(["block"] if self.graph.runs > 1 else []))
        seen: Counter[int] = Counter()
        self._identities: dict[int, Identity] = {}
        for node in self.graph:
            number = self.edit(node.id)
            self._identities[node.id] = self.edits[number].key, seen[number]
            seen[number] += 1

    def __contains__(self, number: object) -> bool:
        return number in self._at

    def __len__(self) -> int:
        return len(self._at)

    def edit(self, number: int) -> int:
        """The number of the edit that a node is of."""
        return self._origins[number][0]

    def identity(self, number: int | None) -> Identity | None:
        """What a node is known by when all is drawn anew."""
        return None if number is None else self._identities.get(number)

    def find(self, identity: Identity | None) -> int | None:
        """The node that is known by that, if it is still there."""
        return next((number for number, known in self._identities.items() if known == identity), None)

    def site(self, number: int) -> Site | None:
        """The site of a node, or the one that its value comes from."""
        node = self._node(number)
        while not isinstance(node, Read | Write):
            below = next(refs(node), None)
            if below is None:
                return None
            node = self._node(below.id)
        return node.site

    def gone(self, number: int) -> list[int]:
        """The nodes that go when one is deleted."""
        at, inner = self._origins[number]
        edit = self.edits[at]
        mine = {node: origin for node, (one, origin) in self._origins.items() if one == at}
        if isinstance(edit, Change) or inner is None:
            return list(mine)
        kept = {node.id for node in pruned(edit.graph, {inner})}
        return [node for node, origin in mine.items() if origin not in kept]

    def listed(self) -> list[dict[str, Any]]:
        """Each node as the browser takes it."""
        return [self._listed(node) for node in self.graph]

    def _listed(self, node: Node) -> dict[str, Any]:
        line = node.place.source if node.place else ""
        return {
            "id": node.id,
            "kind": _kind(node),
            "says": _short(describe(node)),
            "code": _short(_line(node, self._names)),
            "line": f"line {node.place.line}: {_short(line)}" if node.place and line else "",
            "edit": self.edit(node.id),
            "from": [ref.id for ref in refs(node)],
        }

    def _node(self, number: int) -> Node:
        return self.graph.nodes[self._at[number]]


def _kind(node: Node) -> str:
    if isinstance(node, Read):
        return "read"
    if isinstance(node, Save):
        return "result"
    if isinstance(node, Write):
        return "write"
    if isinstance(node, Call):
        return "operation" if changed(node) is None else "change in place"
    return "module" if node.kind == "module" else node.kind


def _short(text: str) -> str:
    return text if len(text) <= _CUT else f"{text[:_CUT]}…"
