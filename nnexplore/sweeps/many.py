"""``run_many``: many graphs as one plan. The road of sweeps, analyses and views."""

from __future__ import annotations

import logging
import time
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, overload

import torch

from ..engine import replay
from ..errors import GraphError, NnexploreError
from ..graph import Graph
from .cell import Cell, StuckError
from .elsewhere import Away, in_parts, ready
from .fly import fly
from .mixed import mix
from .plan import Group, Options, Plan, make_plan
from .trial import WAYS, mixes

__all__ = ["Results", "plan_many", "run_many"]

log = logging.getLogger("nnexplore")
Each = Callable[[Sequence[int], Sequence[Any]], object]
"""Is told which graphs are finished, and their results."""
FIRST = 8
"""So many graphs go together at first, where somebody waits for each."""
MOMENT = 1.0
"""And then twice as many each time, until a batch takes that many seconds."""
_NO_MEMORY = ("not enough memory", "can't allocate memory", "out of memory", "failed to allocate")


class Results(Sequence[dict[str, Any]]):
    """The results of many graphs, in the order asked: each a dict by name, as ``Graph.run`` gives it.

    With ``errors="return"`` the exception of a graph that failed stands in the place of its results.

    Attributes:
        plan: how they were carried out.
        complete: whether all are there; ``finished`` says which are, where the run was interrupted.
        errors: the exceptions of the graphs that failed, by number.
    """

    def __init__(self, plan: Plan | Away, failed: Mapping[int, Exception] | None = None) -> None:
        self.plan = plan
        self._found: list[Any] = [None] * len(plan)
        for number, error in (failed or {}).items():
            self._found[number] = _emptied(error)

    @property
    def finished(self) -> list[bool]:
        """Which are there."""
        return [found is not None for found in self._found]

    @property
    def complete(self) -> bool:
        """Whether all are there."""
        return all(self.finished)

    @property
    def errors(self) -> dict[int, Exception]:
        """The exceptions of the graphs that failed, by number."""
        return {number: found for number, found in enumerate(self._found) if isinstance(found, Exception)}

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
        failed = len(self.errors)
        there = sum(self.finished) - failed
        names = list(next((found for found in self._found if isinstance(found, dict)), {}))
        more = f"; {failed} failed, see .errors" if failed else ""
        return f"<Results: {there} of {len(self)} graphs; each has {', '.join(names) or 'nothing saved'}{more}>"


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
    mix: bool = True,
) -> Plan:
    """How ``run_many`` would carry out the same graphs; nothing is run but a trial of four tokens.

    >>> print(nnexplore.plan_many(model, graphs))
    """
    options = Options(share, grow, reuse, resume, narrow, mix, memory)
    return make_plan(model, _checked(graphs), prompts, options)


def _checked(graphs: Sequence[Graph]) -> list[Graph]:
    graphs = list(graphs)
    for number, graph in enumerate(graphs):
        if not isinstance(graph, Graph):
            raise GraphError(f"run_many takes graphs; number {number} is {type(graph).__name__}. `run.graph` is one")
    return graphs


def run_many(
    model: Any,
    graphs: Sequence[Graph],
    prompts: Any = None,
    *,
    memory: int | str | None = None,
    progress: bool = True,
    each: Each | None = None,
    errors: str = "raise",
    **options: bool,
) -> Results:
    """Execute many graphs, together wherever that gives the same numbers; their results in the order asked.

    Graphs on the same prompt become rows of one batch, which grows at the block where each begins to differ from
    the unchanged prompt; single graphs on different prompts become rows of one batch too, padded on the right. Only
    logits that are read are computed. Gradients are off, unless a graph asks for them. ``print(results.plan)`` says
    what was done. Ctrl-C stops it; what is finished stays. In float32 the numbers are those of a run of its own to
    about 1e-5 of the greatest.

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
        errors: "raise" the first error of a graph, which ends the run; or "return" it in the place of that graph's
            results, also to ``each``, and go on with the others.
        options: ``share``, ``grow``, ``reuse``, ``resume``, ``narrow``, ``mix``: what the plan may do, each on by
            default; see ``Options``.

    >>> graphs = [graph.fill(layer=layer) for layer in range(4)]
    >>> results = nnexplore.run_many(model, graphs, "The Eiffel Tower is in the city of")

    Raises:
        GraphError: a graph that does not fit the model, or another number of prompts.
        NnexploreError: ``errors`` is neither of these.
    """
    if errors not in ("raise", "return"):
        raise NnexploreError(f'errors is "raise" or "return"; got {errors!r}')
    failed: dict[int, Exception] | None = {} if errors == "return" else None
    if model.elsewhere:
        return _elsewhere(model, _checked(graphs), prompts, each, errors == "return")
    plan = make_plan(model, _checked(graphs), prompts, Options(memory=memory, **options), failed)
    return execute(plan, progress, each, failed)


def _elsewhere(model: Any, graphs: list[Graph], prompts: Any, each: Each | None, returned: bool) -> Results:
    """Have graphs carried out by the machine on which the model runs."""
    results = Results(Away(model, graphs))
    try:
        for numbers, found in in_parts(model, ready(graphs, prompts), soon=each is not None):
            for number, one in zip(numbers, found, strict=True):
                if isinstance(one, Exception) and not returned:
                    raise one
                results._found[number] = one
            if each is not None:
                each(numbers, found)
    except KeyboardInterrupt:
        _tell_interrupted(results)
    return results


def _tell_interrupted(results: Results) -> None:
    there = sum(results.finished)
    warnings.warn(f"interrupted: {there} of {len(results)} graphs are finished, and kept", stacklevel=4)


def execute(
    plan: Plan, progress: bool = True, each: Each | None = None, failed: Mapping[int, Exception] | None = None
) -> Results:
    """Carry a plan out.

    Args:
        plan: the plan.
        progress: show a progress bar.
        each: is told what is finished.
        failed: the errors of graphs that could not be planned, by number: then others are returned too.
    """
    from tqdm.auto import tqdm

    results = Results(plan, failed)
    bar = tqdm(total=len(plan), disable=not progress, delay=0.5, unit="graph", leave=False)
    try:
        if failed:
            bar.update(len(failed))
        if failed and each is not None:
            each(list(failed), [results[number] for number in failed])
        for group in plan.groups:
            for numbers, found in _run_group(plan, group, soon=each is not None, returned=failed is not None):
                for number, one in zip(numbers, found, strict=True):
                    results._found[number] = one
                bar.update(len(numbers))
                if each is not None:
                    each(numbers, found)
    except KeyboardInterrupt:
        _tell_interrupted(results)
    finally:
        bar.close()
    return results


def _run_group(plan: Plan, group: Group, soon: bool, returned: bool) -> Iterator[tuple[Sequence[int], Sequence[Any]]]:
    """The results of a group, some graphs at a time, few at first where they are wanted soon; or their errors."""
    alone = partial(_settled, plan, group, returned)
    if group.way == "alone":
        for number in group.members:
            yield [number], [alone(number)]
        return
    waiting, size = list(group.members), min(group.size, FIRST) if soon else group.size
    while waiting:
        some, began = waiting[:size], time.monotonic()
        try:
            found = _together(plan, group, some, alone)
        except Exception as error:
            if len(some) > 1 and _no_memory(error):
                size = max(1, len(some) // 2)
                log.info("not enough memory for %d graphs at a time; trying %d", len(some), size)
                continue
            if not returned:
                raise
            found = [alone(number) for number in some]
        if soon:
            size = _paced(size, time.monotonic() - began, group.size)
        yield some, found
        waiting = waiting[len(some) :]


def _settled(plan: Plan, group: Group, returned: bool, number: int) -> Any:
    """The results of a graph in runs of its own, or its error."""
    try:
        return _alone(plan, group, number)
    except Exception as error:
        if not returned:
            raise
        return _emptied(error)


def _paced(size: int, seconds: float, most: int) -> int:
    """How many go together next, when so many took so long; never fewer, since each batch has a cost of its own."""
    return min(2 * size, most) if seconds < MOMENT else size


def _together(plan: Plan, group: Group, numbers: Sequence[int], alone: Callable[[int], Any]) -> list[Any]:
    """Some graphs in one batch; those that turn out to need a run of their own get one."""
    with torch.no_grad():
        found = _mixed(plan, group, numbers) if group.way == "mix" else _flown(plan, group, numbers)
    return [alone(number) if one is None else one for number, one in zip(numbers, found, strict=True)]


def _flown(plan: Plan, group: Group, numbers: Sequence[int]) -> list[dict[str, Any] | None]:
    """Graphs on the same prompts."""
    module, jobs = plan.model.module, group.jobs
    assert plan.blocks is not None
    for way in WAYS[WAYS.index(group.way) : -1]:
        cells = [Cell(number, plan.scripts[number], module, lambda run: jobs[run].tokens) for number in numbers]
        try:
            fly(cells, plan.blocks, jobs, group.keep, way)
            break
        except (StuckError, RuntimeError) as reason:  # of PyTorch: the batch has a form that the model does not take
            if isinstance(reason, NnexploreError) or _no_memory(reason):
                raise
            log.debug("not by way of %r: %s", way, reason)
    return [cell.results if cell.waits is None else None for cell in cells]


def _mixed(plan: Plan, group: Group, numbers: Sequence[int]) -> list[dict[str, Any] | None]:
    """Graphs on different prompts."""
    assert plan.blocks is not None
    way = mixes(plan.model, plan.blocks)
    assert way is not None
    at = [group.members.index(number) for number in numbers]
    scripts, jobs, keep = [plan.scripts[number] for number in numbers], group.jobs, group.keep
    try:
        return mix(scripts, [jobs[one] for one in at], [keep[one] for one in at], plan.blocks, way.layout)
    except Exception as reason:  # of one of them, which then has it in a run of its own
        if _no_memory(reason):
            raise
        log.debug("not in one batch: %s", reason)
        return [None] * len(numbers)


def _alone(plan: Plan, group: Group, number: int) -> dict[str, Any]:
    graph = plan.graphs[number]
    if plan.scripts[number].outline.gradients:
        return replay(graph, plan.model.module, lambda run: group.job(number, run))
    with torch.no_grad():
        return replay(graph, plan.model.module, lambda run: group.job(number, run))


def _emptied(error: BaseException) -> BaseException:
    """An error without the values that its frames hold."""
    known: BaseException | None = error
    while known is not None:
        traceback.clear_frames(known.__traceback__)
        known = known.__cause__ or known.__context__
    return error


def _no_memory(error: BaseException) -> bool:
    text = str(error).lower()
    return isinstance(error, MemoryError | torch.OutOfMemoryError) or any(words in text for words in _NO_MEMORY)
