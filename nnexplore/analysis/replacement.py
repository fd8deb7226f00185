"""``Replacement``: what an ablation puts in the place of a value: zero, a mean, or another prompt's value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from ..errors import AnalysisError
from ..graph import Inputs
from ..models import LanguageModel
from .component import Component
from .taken import taken

__all__ = ["Replacement", "rows_of"]

_AT_ONCE = 16
"""Prompts of a dataset that run in one batch."""

Rows = list[list[int]]


@dataclass(frozen=True)
class Replacement:
    """A value for each layer, in the shape of the component's own or one that broadcasts to it; without one, zero.

    Attributes:
        part: the component.
        table: ``[layer, batch or 1, …]``.
        everywhere: whether it is the same at every position, and so has one.
    """

    part: Component
    table: Tensor | None = None
    everywhere: bool = False

    def at(self, layer: Any, places: dict[str, Any]) -> Any:
        """What belongs at some places of a layer, in a trace."""
        if self.table is None:
            return 0.0
        known = {**places, "position": 0} if self.everywhere and "position" in places else places
        return self.table[layer][self.part.index(known)]

    @classmethod
    def mean(
        cls, model: LanguageModel, part: Component, dataset: Rows, prompts: Rows, per_position: bool
    ) -> Replacement:
        """The mean over a dataset, at each position or over all of them.

        Raises:
            AnalysisError: positions that are not the same in all prompts.
        """
        apart = per_position or part.name == "head_pattern"
        lengths = {len(row) for row in (*dataset, *prompts)}
        if apart and len(lengths) > 1:
            why = "a row of a pattern is as long as its prompt" if not per_position else "per_position=True"
            raise AnalysisError(
                f"a mean at each position ({why}) needs prompts of one length, also in the dataset; these have "
                f"{', '.join(map(str, sorted(lengths)))} tokens"
            )
        total, count = None, 0
        for values, real in _read(model, part, dataset):
            over = (1,) if apart else (1, part.dims["position"] + 1)
            masked = values.float() * _spread(real, part, values.dim())
            found = masked.sum(over, keepdim=True)
            total = found if total is None else total + found
            count += len(real) if apart else int(real.sum())
        assert total is not None
        return cls(part, total / count, not apart)

    @classmethod
    def resample(cls, model: LanguageModel, part: Component, dataset: Rows, prompts: Rows, seed: int) -> Replacement:
        """The values of another prompt of the dataset, as many tokens long, drawn for each prompt.

        Raises:
            AnalysisError: there is none.
        """
        dice, drawn = torch.Generator().manual_seed(seed), []
        for number, row in enumerate(prompts):
            others = [other for other in dataset if len(other) == len(row) and other != row]
            if not others:
                raise AnalysisError(
                    f"there is no other prompt of {len(row)} tokens in the dataset to take values from for prompt "
                    f"{number}; give one that is as long, or take kind='mean'"
                )
            drawn.append(others[int(torch.randint(len(others), (), generator=dice))])
        ((values, _),) = _read(model, part, drawn, len(drawn))
        return cls(part, values)


def rows_of(model: LanguageModel, prompts: Any) -> Rows:
    """The token ids of each prompt, without padding."""
    encoded = model.encode(Inputs((prompts,))).kwargs
    ids, mask = encoded["input_ids"], encoded.get("attention_mask")
    real = torch.ones_like(ids, dtype=torch.bool) if mask is None else mask.bool()
    return [row[at].tolist() for row, at in zip(ids, real, strict=True)]


def _read(
    model: LanguageModel, part: Component, rows: Sequence[list[int]], size: int = _AT_ONCE
) -> Iterator[tuple[Tensor, Tensor]]:
    """A component's value in all layers ``[layer, batch, …]``, some prompts at a time, and which tokens are real."""
    for start in range(0, len(rows), size):
        some = list(rows[start : start + size])
        with torch.no_grad(), model.trace(some):
            values = [taken(part.read(block, len(some))) for block in model.layers]
        if len({value.shape for value in values}) > 1:
            raise AnalysisError(f"{part.name} has not the same shape in all layers: {[list(v.shape) for v in values]}")
        longest = max(map(len, some))
        values = [value.to(values[0].device) for value in values]
        real = torch.tensor([[at >= longest - len(row) for at in range(longest)] for row in some])
        yield torch.stack(values), real.to(values[0].device)


def _spread(real: Tensor, part: Component, dims: int) -> Tensor:
    """Which tokens are real, in as many dimensions as ``[layer, batch, …]`` has."""
    shape = [1] * dims
    shape[1], shape[part.dims["position"] + 1] = real.shape
    return real.reshape(shape)
