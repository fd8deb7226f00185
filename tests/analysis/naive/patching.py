"""Activation patching: for each cell one run on the corrupted prompt, with that cell as in the clean run."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import torch
from torch import nn

from tests.analysis.naive.forward import forward, values_of
from tests.analysis.naive.places import STREAMS, blocks_of, head_count

Metric = Callable[[torch.Tensor], float]
"""A number from logits [batch, position, vocabulary]."""

Index = tuple[int | slice, ...]


def naive_patching(
    module: nn.Module,
    clean_ids: torch.Tensor,
    corrupted_ids: torch.Tensor,
    component: str,
    metric: Metric,
    axes: Sequence[str] | None = None,
) -> torch.Tensor:
    """[layer, position] or [layer, head]; ``axes=("head", "position")`` gives [layer, head, position].

    The position of ``head_pattern`` is the query's: a row of the pattern.
    """
    clean = values_of(module, clean_ids, component)
    return naive_replacement(module, corrupted_ids, component, metric, clean, axes)


def naive_replacement(
    module: nn.Module,
    ids: torch.Tensor,
    component: str,
    metric: Metric,
    values: Sequence[torch.Tensor],
    axes: Sequence[str] | None = None,
) -> torch.Tensor:
    """For each cell one run with that cell as in ``values``, which has one tensor per layer."""
    sizes = {"position": ids.shape[1], "head": head_count(module, component)}
    axes = axes or ("position" if component in STREAMS else "head",)
    result = torch.empty(len(blocks_of(module)), *(sizes[axis] for axis in axes))
    for layer, value in enumerate(values):
        for cell in itertools.product(*(range(sizes[axis]) for axis in axes)):
            index = index_of(component, dict(zip(axes, cell, strict=True)))
            edit = replacing(index, value)
            logits, _ = forward(module, ids, {(component, layer): edit})
            result[(layer, *cell)] = float(metric(logits))
    return result


def index_of(component: str, cell: dict[str, int]) -> Index:
    """Where a cell lies in a component's value; an axis that is not named is taken whole."""
    position, head = cell.get("position", slice(None)), cell.get("head", slice(None))
    if component in STREAMS:
        return (slice(None), position)
    if component == "head_pattern":
        return (slice(None), head, position)
    return (slice(None), position, head)


def replacing(index: Index, new: torch.Tensor) -> Callable[[torch.Tensor], torch.Tensor]:
    """An edit that takes one part of a value from another."""

    def edit(value: torch.Tensor) -> torch.Tensor:
        changed = value.clone()
        changed[index] = new.expand_as(value)[index]
        return changed

    return edit
