"""Many graphs on a model whose runs are carried out elsewhere: in few requests, and planned there."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Any

import torch

from ..errors import NnexploreError
from ..graph import Graph
from .fed import fed, given_each
from .script import Script

__all__ = ["Away", "in_parts", "ready"]

NODES = 8_000
"""Nodes of one request at most."""
GRAPHS = 512
FIRST = 8
MOMENT = 1.0


class Away:
    """In the place of a plan: the other machine makes it.

    Attributes:
        forwards: how many forwards of the model it stands for.
    """

    planned = 0
    flops = plain_flops = least_flops = float("nan")

    def __init__(self, model: Any, graphs: Sequence[Graph]) -> None:
        self._where, self._count = repr(model.venue), len(graphs)
        self.forwards = sum(graph.runs for graph in graphs)

    def __len__(self) -> int:
        return self._count

    def __repr__(self) -> str:
        return f"{self._count} graphs, {self.forwards} forwards, planned and carried out by {self._where}"


def ready(graphs: Sequence[Graph], prompts: Any) -> list[Graph]:
    """The graphs, each with what its runs are fed.

    Raises:
        GraphError: another number of prompts.
    """
    made = []
    for number, (graph, prompt) in enumerate(zip(graphs, given_each(graphs, prompts), strict=True)):
        inputs = fed(number, graph, Script.of(graph).outline.runs, prompt, prompts is None)
        made.append(Graph(graph.nodes, inputs, graph.model))
    return made


def in_parts(
    model: Any, graphs: Sequence[Graph], soon: bool
) -> Iterator[tuple[list[int], list[dict[str, Any] | Exception]]]:
    """The numbers and results of some graphs at a time; few at first where they are wanted soon.

    What failed stands as its exception in the place of results. Gradients are off for graphs without a backward pass.
    """
    size, waiting = FIRST if soon else GRAPHS, list(range(len(graphs)))
    while waiting:
        some = _fitting(graphs, waiting[:size])
        began = time.monotonic()
        yield some, _carried_out(model, [graphs[number] for number in some])
        if time.monotonic() - began < MOMENT:
            size = min(2 * size, GRAPHS)
        waiting = waiting[len(some) :]


def _fitting(graphs: Sequence[Graph], numbers: Sequence[int]) -> list[int]:
    """As many as one request may hold, and of one kind: with gradients or without."""
    kind, nodes = _has_gradients(graphs[numbers[0]]), 0
    found: list[int] = []
    for number in numbers:
        nodes += len(graphs[number])
        if found and (nodes > NODES or _has_gradients(graphs[number]) != kind):
            break
        found.append(number)
    return found


def _carried_out(model: Any, graphs: Sequence[Graph]) -> list[dict[str, Any] | Exception]:
    """The results of graphs, in one request; where one of them is refused, in another one without it."""
    made: dict[int, dict[str, Any] | Exception] = {}
    while waiting := [at for at in range(len(graphs)) if at not in made]:
        made.update(_asked(model, graphs, waiting))
    return [made[at] for at in range(len(graphs))]


def _asked(model: Any, graphs: Sequence[Graph], waiting: Sequence[int]) -> dict[int, dict[str, Any] | Exception]:
    """What became of some of them: results of all, or the refusal of one."""
    try:
        with torch.set_grad_enabled(_has_gradients(graphs[0])):
            return dict(zip(waiting, model.venue.run(model, [graphs[at] for at in waiting]), strict=True))
    except NnexploreError as error:
        at = getattr(error, "detail", {}).get("graph")
        if type(at) is not int or not 0 <= at < len(waiting):
            raise
        return {waiting[at]: error}


def _has_gradients(graph: Graph) -> bool:
    return Script.of(graph).outline.gradients
