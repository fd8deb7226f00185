"""``run_many``: many graphs as one plan. The road of sweeps, analyses and views."""

from __future__ import annotations

import logging
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any, overload

import torch

from ..engine import replay
from ..errors import GraphError, NnexploreError
from ..graph import Graph
from .cell import Cell, StuckError
from .fly import fly
from .plan import Group, Options, Plan, make_plan
from .trial import WAYS

__all__ = ["Results", "plan_many", "run_many"]

log = logging.getLogger("nnexplore")
Each = Callable[[Sequence[int], Sequence[dict[str, Any]]], object]
"""Is told which graphs are finished, and their results."""
FIRST = 8
"""So many graphs go together at first, where somebody waits for each."""
MOMENT = 1.0
"""And then twice as many each time, until a batch takes that many seconds."""
_NO_MEMORY = ("not enough memory", "can't allocate memory", "out of memory", "failed to allocate")


class Results(Sequence[dict[str, Any]]):
    """The results of many graphs, in the order asked: each a dict by name, as ``Graph.run`` gives it.

    Attributes:
        plan: how they were carried out.
        complete: whether all are there; ``finished`` says which are, where the run was interrupted.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._found: list[dict[str, Any] | None] = [None] * len(plan)

    @property
    def finished(self) -> list[bool]:
        """Which are there."""
        return [found is not None for found in self._found]

    @property
    def complete(self) -> bool:
        """Whether all are there."""
        return all(self.finished)

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, at: int) -> dict[str, Any]: ...

    @overload
    def __getitem__(self, at: slice) -> list[dict[str, Any]]: ...

    def __getitem__(self, at: int | slice) -> Any:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        found = self._found[at]
        if found is None:
            raise GraphError(
                f"graph {at} was not carried out: the run was interrupted. `.finished` says which are there"
            )
        return found

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (self[at] for at in range(len(self)))

    def __repr__(self) -> str:
        there = sum(self.finished)
        names = list(next((found for found in self._found if found is not None), {}))
        return f"<Results: {there} of {len(self)} graphs; each has {', '.join(names) or 'nothing saved'}>"


def plan_many(
    model: Any,
    graphs: Sequence[Graph],
    prompts: Any = None,
    *,
    memory: int | str | None = None,
    share: bool = True,
    grow: bool = True,
    reuse: bool = True,
    resume: bool = True,
    narrow: bool = True,
) -> Plan:
    """How ``run_many`` would carry out the same graphs; nothing is run but a trial of four tokens.

    >>> print(nnexplore.plan_many(model, graphs))
    """
    graphs = list(graphs)
    for number, graph in enumerate(graphs):
        if not isinstance(graph, Graph):
            raise GraphError(f"run_many takes graphs; number {number} is {type(graph).__name__}. `run.graph` is one")
    return make_plan(model, graphs, prompts, Options(share, grow, reuse, resume, narrow, memory))


def run_many(
    model: Any,
    graphs: Sequence[Graph],
    prompts: Any = None,
    *,
    memory: int | str | None = None,
    progress: bool = True,
    each: Each | None = None,
    **options: bool,
) -> Results:
    """Execute many graphs, together wherever that gives the same numbers; their results in the order asked.

    Graphs on the same prompt become rows of one batch, which grows at the block where each begins to differ from
    the unchanged prompt; only logits that are read are computed. Gradients are off, unless a graph asks for them.
    ``print(results.plan)`` says what was done. Ctrl-C stops it; what is finished stays.

    Args:
        model: the model.
        graphs: graphs of any runs.
        prompts: ``None``, what each graph was recorded with; one prompt for all; or a list with one for each graph.
            Where graphs have several runs, a tuple with a prompt per run in the place of a prompt.
        memory: what a batch may take, in bytes or as "2GiB"; by default a quarter of what is free. Where it does not
            suffice after all, the batch is halved.
        progress: show a progress bar when it takes longer than a moment.
        each: called with the numbers and the results of some graphs as soon as they are finished. Batches are small
            at first, and grow until one takes a second. What it raises ends the run.
        options: ``share``, ``grow``, ``reuse``, ``resume``, ``narrow``: what the plan may do, each on by default; see
            ``Options``.

    >>> graphs = [graph.fill(layer=layer) for layer in range(4)]
    >>> results = nnexplore.run_many(model, graphs, "The Eiffel Tower is in the city of")

    Raises:
        GraphError: a graph that does not fit the model, or another number of prompts.
    """
    return execute(plan_many(model, graphs, prompts, memory=memory, **options), progress, each)


def execute(plan: Plan, progress: bool = True, each: Each | None = None) -> Results:
    """Carry a plan out."""
    from tqdm.auto import tqdm

    results = Results(plan)
    bar = tqdm(total=len(plan), disable=not progress, delay=0.5, unit="graph", leave=False)
    try:
        for group in plan.groups:
            for numbers, found in _run_group(plan, group, soon=each is not None):
                for number, one in zip(numbers, found, strict=True):
                    results._found[number] = one
                bar.update(len(numbers))
                if each is not None:
                    each(numbers, found)
    except KeyboardInterrupt:
        there = sum(results.finished)
        warnings.warn(f"interrupted: {there} of {len(results)} graphs are finished, and kept", stacklevel=3)
    finally:
        bar.close()
    return results


def _run_group(plan: Plan, group: Group, soon: bool) -> Iterator[tuple[Sequence[int], Sequence[dict[str, Any]]]]:
    """The results of a group, some graphs at a time; few at first where they are wanted soon."""
    if group.way == "alone":
        for number in group.members:
            yield [number], [_alone(plan, group, number)]
        return
    waiting, size = list(group.members), min(group.size, FIRST) if soon else group.size
    while waiting:
        some, began = waiting[:size], time.monotonic()
        try:
            found = _together(plan, group, some)
        except (RuntimeError, MemoryError) as error:
            if size == 1 or not _no_memory(error):
                raise
            size = max(1, len(some) // 2)
            log.info("not enough memory for %d graphs at a time; trying %d", len(some), size)
            continue
        if soon:
            size = _paced(size, time.monotonic() - began, group.size)
        yield some, found
        waiting = waiting[len(some) :]


def _paced(size: int, seconds: float, most: int) -> int:
    """How many go together next, when so many took so long; never fewer, since each batch has a cost of its own."""
    return min(2 * size, most) if seconds < MOMENT else size


def _together(plan: Plan, group: Group, numbers: Sequence[int]) -> list[dict[str, Any]]:
    """Some graphs in one batch; those that turn out to need a run of their own get one."""
    module, jobs = plan.model.module, group.jobs
    assert plan.blocks is not None
    with torch.no_grad():
        for way in WAYS[WAYS.index(group.way) : -1]:
            cells = [Cell(number, plan.scripts[number], module, lambda run: jobs[run].tokens) for number in numbers]
            try:
                fly(cells, plan.blocks, jobs, group.keep, way)
                break
            except (
                StuckError,
                RuntimeError,
            ) as reason:  # of PyTorch: the batch has a form that the model does not take
                if isinstance(reason, NnexploreError) or _no_memory(reason):
                    raise
                log.debug("not by way of %r: %s", way, reason)
    return [cell.results if cell.waits is None else _alone(plan, group, cell.number) for cell in cells]


def _alone(plan: Plan, group: Group, number: int) -> dict[str, Any]:
    script = plan.scripts[number]
    if script.outline.gradients:
        return replay(script.graph, plan.model.module, lambda run: group.jobs[run])
    with torch.no_grad():
        return replay(script.graph, plan.model.module, lambda run: group.jobs[run])


def _no_memory(error: BaseException) -> bool:
    text = str(error).lower()
    return isinstance(error, MemoryError | torch.OutOfMemoryError) or any(words in text for words in _NO_MEMORY)
