"""Doing a trace again without its block: from its graph, and from the code that the graph is written as."""

from __future__ import annotations

from typing import Any

import torch

from nnexplore.graph import Graph


def results(run: Any, model: Any, *prompts: Any) -> dict[str, Any]:
    """What a run's graph gives, after a journey through JSON."""
    return Graph.from_json(run.graph.to_json()).run(model, *prompts)


def executed(graph: Graph, model: Any) -> dict[str, Any]:
    """What the code of a graph leaves behind; ``model`` stands in for the expression that loads it."""
    names: dict[str, Any] = {"given": model}
    exec(compile(graph.code("given"), "<generated>", "exec"), names)
    return names


def check_again(run: Any, model: Any, *, code: bool = True, **live: torch.Tensor) -> None:
    """The live values are, bit for bit, those of the graph's replay and of its code; by the names they are saved as."""
    replayed = results(run, model)
    ways = [replayed, executed(run.graph, model)] if code else [replayed]
    for values in ways:
        for name, value in live.items():
            assert torch.equal(values[name], value), name
            assert values[name].dtype == value.dtype, name
