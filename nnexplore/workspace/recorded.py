"""``Recorded``: an intervention graph that was made in code, as one of the edits of a workspace."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ..errors import EditError, GraphError
from ..graph import Graph
from .openable import openable

__all__ = ["Recorded"]

_NAMED = 2
"""Sites that are told by name."""


@dataclass(frozen=True, repr=False)
class Recorded:
    """The operations of a graph: data, which is listed, switched off, stored and made with the other edits.

    >>> with model.trace("The capital of France is") as run:
    ...     model.layers[1].output[:, -1] *= 2
    >>> str(Recorded.of(run.graph))
    'graph that changes transformer.h.1.output'

    Attributes:
        text: the graph as JSON, without its prompts.
        name: what it is called in lists; by default it says what it changes.
        on: whether it is in force.
    """

    text: str
    name: str = ""
    on: bool = True

    @classmethod
    def of(cls, graph: Graph, name: str = "") -> Recorded:
        """That of a graph; what its prompts were is for the workspace to know.

        Raises:
            EditError: it cannot be made together with other edits; the message says why.
        """
        try:
            return cls(openable(graph).to_json(), name)
        except GraphError as error:
            raise EditError(f"this graph cannot be opened: {error}") from error

    @cached_property
    def graph(self) -> Graph:
        """The operations."""
        return Graph.from_json(self.text)

    @cached_property
    def digest(self) -> str:
        """Short for all that it does: the same for the same graph only."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:32]

    @property
    def key(self) -> tuple[Any, ...]:
        """What tells it from other edits."""
        return "graph", self.digest

    @property
    def saves(self) -> tuple[str, ...]:
        """The names of its results."""
        return self.graph.saves

    def switched(self, on: bool) -> Recorded:
        """The same, in force or not."""
        return replace(self, on=on)

    def __str__(self) -> str:
        if self.name:
            return self.name
        does, sites = ("changes", self.graph.writes) if self.graph.writes else ("reads", self.graph.reads)
        told = [str(site) for site in sites[:_NAMED]]
        more = [f"{len(sites) - _NAMED} more"] if len(sites) > _NAMED else []
        return f"graph that {does} {' and '.join([*told, *more]) or 'nothing'}"

    def __repr__(self) -> str:
        return f"Recorded({str(self)!r}, {self.digest}, on={self.on})"

    def as_data(self) -> dict[str, Any]:
        """As plain data, for JSON.

        >>> Recorded.of_data(recorded.as_data()) == recorded
        True
        """
        return {"graph": json.loads(self.text), "name": self.name, "on": self.on}

    @classmethod
    def of_data(cls, data: Mapping[str, Any]) -> Recorded:
        """What ``as_data`` made.

        Raises:
            EditError: it is something else.
        """
        try:
            found = cls.of(Graph.from_json(json.dumps(data["graph"])), data["name"])
            return found.switched(bool(data["on"]))
        except (TypeError, KeyError, GraphError) as error:
            raise EditError(f"this is no graph that a workspace wrote ({error}): {data!r:.80}") from error
