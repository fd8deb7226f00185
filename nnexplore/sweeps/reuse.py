"""``Reuse``: what is known of the unchanged prompt, so that no position before the first change is computed again.

In a causal model a change at one position reaches only those from there on. A flight for graphs whose first change
is at position ``start`` or later is given the tokens from there on, and a cache that holds the keys and values of
those before. What a graph reads is put together of both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from ..engine.point import Point
from ..engine.tree import Path
from ..graph import Inputs
from .cell import StuckError

__all__ = ["OVERHEAD", "Reuse", "buckets", "cache_of", "layers_of"]

OVERHEAD = 48.0
"""What a forward costs beside its rows, in rows of one token."""

MOST = 32
"""Ranges of positions at most."""


@dataclass(frozen=True)
class Reuse:
    """What is known of the unchanged prompt.

    Attributes:
        start: the first position that is computed.
        layers: keys and values of each layer, ``[batch, heads, tokens, width]``.
        values: what passed at the points at which graphs look, all positions of it.
    """

    start: int
    layers: Sequence[tuple[torch.Tensor, torch.Tensor]]
    values: Mapping[Point, Mapping[Path, torch.Tensor]]

    def inputs(self, inputs: Inputs) -> Inputs:
        """The inputs from the start on, with the keys and values of what comes before."""
        kwargs = dict(inputs.kwargs)
        for name in ("input_ids", "position_ids"):
            if name in kwargs:
                kwargs[name] = kwargs[name][:, self.start :]
        kwargs.update(past_key_values=_cache(self), use_cache=True)
        return Inputs(inputs.args, kwargs, inputs.method)

    def whole(self, point: Point, path: Path, part: torch.Tensor) -> torch.Tensor:
        """A value with the positions before the start put in front.

        Raises:
            StuckError: they are in another dimension than an index says that looks for them.
        """
        base = self.values.get(point, {}).get(path)
        dim = None if base is None else _dim(base, part, self.start)
        if base is None or dim is None:
            return part
        if not dim:
            raise StuckError("batch and positions are one dimension here, so it is not known where a change begins")
        return torch.cat([base.narrow(dim, 0, self.start), part], dim)

    def rest(self, point: Point, path: Path, whole: torch.Tensor, like: torch.Tensor) -> torch.Tensor:
        """The way back: the positions from the start on."""
        base = self.values.get(point, {}).get(path)
        dim = None if base is None else _dim(base, like, self.start)
        return whole if dim is None else whole.narrow(dim, self.start, whole.shape[dim] - self.start)


def _dim(base: torch.Tensor, part: torch.Tensor, start: int) -> int | None:
    """The dimension of the positions: the one in which a value of fewer tokens is shorter."""
    if base.dim() != part.dim():
        return None
    differing = [dim for dim in range(base.dim()) if base.shape[dim] != part.shape[dim]]
    return (
        differing[0] if len(differing) == 1 and base.shape[differing[0]] - part.shape[differing[0]] == start else None
    )


def cache_of(rows: int, layers: int) -> Any:
    """A cache that keeps every position of the first rows of a batch, in every layer, sliding windows or not."""
    from transformers.cache_utils import Cache, DynamicLayer

    class First(DynamicLayer):  # type: ignore[misc]  # transformers is imported only here
        """Keys and values of the unchanged prompt, which is the first in a batch."""

        def update(self, key_states: torch.Tensor, value_states: torch.Tensor, *_: Any, **__: Any) -> Any:
            self.lazy_initialization(key_states, value_states)
            self.keys, self.values = key_states[:rows].clone(), value_states[:rows].clone()
            return key_states, value_states

    return Cache(layers=[First() for _ in range(layers)])


def layers_of(cache: Any) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """The keys and values that a cache holds.

    Raises:
        RuntimeError: it holds something else.
    """
    found = [(getattr(layer, "keys", None), getattr(layer, "values", None)) for layer in getattr(cache, "layers", ())]
    if not found or any(not isinstance(each, torch.Tensor) for pair in found for each in pair):
        raise RuntimeError("the model keeps no keys and values")
    return found  # type: ignore[return-value]


def _cache(reuse: Reuse) -> Any:
    from transformers.cache_utils import Cache, DynamicLayer

    class Prefix(DynamicLayer):  # type: ignore[misc]  # transformers is imported only here
        """Keys and values of the unchanged prompt, in front of those of a batch whose rows are copies of it."""

        def update(self, key_states: torch.Tensor, value_states: torch.Tensor, *_: Any, **__: Any) -> Any:
            return _in_front(self.keys, key_states), _in_front(self.values, value_states)

    def layer(keys: torch.Tensor, values: torch.Tensor) -> Any:
        made: Any = Prefix()
        made.lazy_initialization(keys, values)
        made.keys, made.values = keys[..., : reuse.start, :], values[..., : reuse.start, :]
        return made

    return Cache(layers=[layer(keys, values) for keys, values in reuse.layers])


def _in_front(before: Any, states: torch.Tensor) -> torch.Tensor:
    times = states.shape[0] // before.shape[0]
    shape = (times, *[-1] * before.dim())
    rows = before.unsqueeze(0).expand(shape).reshape(states.shape[0], *before.shape[1:])
    return torch.cat([rows, states], dim=-2)


def buckets(firsts: Sequence[int], tokens: int, overhead: float = OVERHEAD) -> list[int]:
    """At which positions flights begin, so that what is computed twice and what a flight costs by itself are least.

    Args:
        firsts: the first changed position of each graph.
        tokens: the length of the prompt.
        overhead: what a flight costs beside its rows, in rows of one token.
    """
    spent: float
    best: tuple[float, list[int]] = (float("inf"), [0])
    different = sorted(set(firsts))
    for count in range(1, min(len(different), MOST) + 1):
        starts = sorted({different[at * len(different) // count] for at in range(count)})
        spent = sum(tokens - max(start for start in starts if start <= first) for first in firsts)
        spent += sum((tokens - start) + overhead for start in starts)
        best = min(best, (spent, starts))
    return best[1]
