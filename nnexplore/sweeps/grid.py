"""``sweep``: a graph with holes, filled with every combination of their values, as one plan."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import torch

from ..errors import GraphError
from ..graph import Graph
from .elsewhere import Away
from .many import Results, run_many
from .plan import Plan

__all__ = ["Grid", "sweep"]


class Grid(Mapping[str, torch.Tensor]):
    """The results of a sweep by name: each a tensor with a dimension for every hole in front of its own.

    Attributes:
        axes: the values of each hole, in the order of the dimensions.
        results: the results graph by graph, the last hole changing fastest.

    >>> grid = nnexplore.sweep(model, run.graph)
    >>> grid["diff"].shape, grid.axes
    """

    def __init__(self, axes: Mapping[str, Sequence[int | float]], results: Results) -> None:
        self.axes = dict(axes)
        self.results = results

    @property
    def plan(self) -> Plan | Away:
        """How it was carried out."""
        return self.results.plan

    @property
    def complete(self) -> bool:
        """Whether every cell is there; the others are NaN."""
        return all(there for _, there in self._cells())

    def __getitem__(self, name: str) -> torch.Tensor:
        found = [one[name] if there else None for one, there in self._cells() if not there or name in one]
        known = next((value for value in found if value is not None), None)
        if known is None or len(found) < len(self.results):
            raise KeyError(f"the graph saved no {name!r}; it saved {', '.join(self) or 'nothing that is there'}")
        if not isinstance(known, torch.Tensor):
            raise TypeError(f"{name!r} is {type(known).__name__}, no tensor; take it from .results, graph by graph")
        if not self.complete and not known.is_floating_point():
            known = known.float()
        cells = [torch.full_like(known, torch.nan) if value is None else value.to(known.dtype) for value in found]
        return torch.stack(cells).reshape([*map(len, self.axes.values()), *known.shape])

    def __iter__(self) -> Iterator[str]:
        return iter(next((one for one, there in self._cells() if there), {}))

    def __len__(self) -> int:
        return len(list(iter(self)))

    def _cells(self) -> Iterator[tuple[dict[str, Any], bool]]:
        failed = self.results.errors
        for at, finished in enumerate(self.results.finished):
            there = finished and at not in failed
            yield (self.results[at] if there else {}), there

    def __repr__(self) -> str:
        size = " × ".join(f"{len(values)} {name}" for name, values in self.axes.items())
        there = sum(there for _, there in self._cells())
        missing = "" if self.complete else f", {there} of {len(self.results)} cells finished"
        return f"<Grid of {size}{missing}: {', '.join(self) or 'nothing saved'}>"


def sweep(model: Any, graph: Graph, prompts: Any = None, **options: Any) -> Grid:
    """Run a graph with holes for every combination of their values, as one plan.

    Args:
        model: the model.
        graph: a graph with holes: see ``Run.hole``.
        prompts: one prompt, or a tuple with one for each run; by default what the graph was recorded with.
        options: ``memory``, ``progress``, ``errors`` and what the plan may do: see ``run_many``. With
            ``errors="return"`` cells that fail are NaN.

    >>> with model.trace("The Eiffel Tower is in the city of") as run:
    ...     layer = run.hole("layer", range(4))
    ...     model.layers[layer].mlp.output = 0
    ...     model.output.logits[:, -1].save("logits")
    >>> nnexplore.sweep(model, run.graph)["logits"].shape
    torch.Size([4, 1, 1534])

    Raises:
        GraphError: no holes, or prompts that do not fit.
    """
    axes = graph.holes
    if not axes:
        raise GraphError('the graph has no holes to fill; make one in the trace: layer = run.hole("layer", range(12))')
    if isinstance(prompts, list):
        raise GraphError("a sweep has one prompt for all cells, or a tuple with one for each run; got a list")
    cells = itertools.product(*axes.values())
    graphs = [graph.fill(**dict(zip(axes, cell, strict=True))) for cell in cells]
    return Grid(axes, run_many(model, graphs, prompts, **options))
