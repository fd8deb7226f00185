"""What a run is fed: what the user passed, as a graph keeps it, and other prompts in its place."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from typing import Any

import torch
from torch import nn

from ..engine import duplicate
from ..errors import GraphError
from ..graph import Graph, Inputs

__all__ = ["PROMPTS", "inputs_of", "kept", "takes_nothing"]

PROMPTS = frozenset({"input_ids", "inputs", "inputs_embeds", "input_features", "pixel_values"})
"""Keyword inputs of a generation that are something to run on; the others are options."""


def takes_nothing(module: nn.Module) -> bool:
    """Whether a forward has no arguments at all."""
    return not inspect.signature(module.forward).parameters


def kept(value: Any) -> Any:
    """What a graph keeps of an input: a copy, and plain data for what a tokenizer gives."""
    if isinstance(value, Mapping):
        return {key: kept(item) for key, item in value.items()}
    return duplicate(value.detach() if isinstance(value, torch.Tensor) else value)


def inputs_of(graph: Graph, prompts: tuple[Any, ...], kwargs: dict[str, Any]) -> Iterator[Inputs]:
    """One ``Inputs`` per run: what was passed, made as the graph's own runs were."""
    known = list(graph.inputs) + [Inputs()] * (graph.runs - len(graph.inputs))
    if not prompts and not kwargs:
        if len(graph.inputs) < graph.runs:
            raise GraphError(
                f"the graph has {graph.runs} runs and carries inputs for {len(graph.inputs)}; pass one prompt per run"
            )
        yield from graph.inputs
    elif graph.runs == 1:
        yield _like(known[0], prompts, kwargs)
    elif len(prompts) != graph.runs:
        raise GraphError(f"the graph has {graph.runs} runs, so it takes {graph.runs} prompts; got {len(prompts)}")
    else:
        yield from (_like(old, (prompt,), kwargs) for old, prompt in zip(known, prompts, strict=True))


def _like(old: Inputs, prompts: tuple[Any, ...], kwargs: dict[str, Any]) -> Inputs:
    """New prompts; the options of a generation stay."""
    options = old.kwargs if old.method == "generate" else {}
    return Inputs(prompts, {**options, **kwargs}, old.method)
