"""What the runs of graphs are fed: prompts matched to graphs, what tells them apart, and their shape."""

from __future__ import annotations

import inspect
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import torch

from ..engine import Job
from ..errors import GraphError
from ..graph import Graph, Inputs

__all__ = ["fed", "given_each", "key_of", "shape_of", "without_cache"]

_caching: weakref.WeakKeyDictionary[Any, bool] = weakref.WeakKeyDictionary()
"""Whether a model's forward takes ``use_cache``."""


def given_each(graphs: Sequence[Graph], prompts: Any) -> list[Any]:
    """For each graph what was passed for it; ``None`` where it brings its own.

    Raises:
        GraphError: another number of prompts than of graphs.
    """
    each = prompts if isinstance(prompts, list) else [prompts] * len(graphs)
    if len(each) != len(graphs):
        raise GraphError(
            f"{len(each)} prompts for {len(graphs)} graphs. Pass one for all, or a list with one for each; where the "
            "graphs have several runs, a tuple with a prompt per run"
        )
    return each


def fed(number: int, graph: Graph, runs: int, prompt: Any, own: bool) -> tuple[Inputs, ...]:
    """What the runs of one graph are fed: its own prompts, or what was passed.

    Args:
        number: its place among the graphs.
        graph: the graph.
        runs: how many runs its results depend on.
        prompt: a prompt, or a tuple with one per run.
        own: nothing was passed.

    Raises:
        GraphError: another number of prompts than of runs.
    """
    if own:
        if len(graph.inputs) < runs:
            raise GraphError(f"graph {number} has {runs} runs and no prompts for them; pass some")
        return tuple(graph.inputs)
    given = prompt if isinstance(prompt, tuple) else (prompt,)
    if len(given) != graph.runs:
        raise GraphError(
            f"graph {number} has {graph.runs} runs; got {len(given)} prompt{'s' * (len(given) > 1)} for them. Pass a "
            "tuple with one for each run"
        )
    return tuple(Inputs((one,)) for one in given)


def key_of(value: Any) -> Any:
    """What tells whether two prompts are the same."""
    if isinstance(value, Inputs):
        return value.method, key_of(value.args), key_of(value.kwargs)
    if isinstance(value, torch.Tensor):
        plain = value.detach().cpu().contiguous()
        return tuple(plain.shape), str(plain.dtype), plain.view(torch.uint8).numpy().tobytes() if plain.numel() else b""
    if isinstance(value, Mapping):
        return tuple((key, key_of(item)) for key, item in value.items())
    if isinstance(value, tuple | list):
        return tuple(map(key_of, value))
    return value if isinstance(value, str | int | float | bool | None) else id(value)


def shape_of(job: Job) -> tuple[int, int]:
    """Rows and tokens of a prompt."""
    ids = job.inputs.kwargs.get("input_ids")
    return (int(ids.shape[0]), int(ids.shape[-1])) if isinstance(ids, torch.Tensor) else (1, 1)


def without_cache(job: Job) -> Job:
    """The same where the model keeps no keys and values."""
    module, inputs = job.module, job.inputs
    if module not in _caching:
        _caching[module] = "use_cache" in inspect.signature(module.forward).parameters
    if not _caching[module]:
        return job
    return replace(job, inputs=Inputs(inputs.args, {**inputs.kwargs, "use_cache": False}, inputs.method))
