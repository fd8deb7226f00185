"""``Executor``: carries out requests of several people on one model, in this process. It knows nothing of HTTP."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import torch
from greenlet import getcurrent
from torch import nn

from ...engine import Job, TokenTable
from ...engine.edits import EditScript
from ...engine.fixed import Fixed
from ...engine.forward import Forward
from ...engine.replay import replaying
from ...errors import GraphError, NnexploreError
from ...graph import Graph, Inputs, Node
from ...models import Model
from ...sweeps import Options, run_many
from ..gate.edited import EditedJob
from ..limits import Limits
from ..outcome import Outcome
from ..refusal import Refusal
from ..request import Request
from .custody import Custody, Spoiled
from .mixable import mixable
from .owned import owned
from .reasons import refused
from .watch import Halt, Told, Watch

__all__ = ["TOKENS", "Executor", "Spoiled"]

TOKENS = "$tokens"
"""The name of a further result of a graph that failed in a generation: the token ids of its rows so far, prompts
included, as ``generate`` gives them: int64 [rows, tokens]. Of later runs of a graph it is "$tokens.1", …"""


@dataclass
class Work:
    """A request on its way.

    Attributes:
        number: its place among the requests.
        request: the request.
        results: of each graph, as far as they are there.
        errors: of each graph.
        open: the graphs that are still to be carried out.
        seconds: how long it has run.
        batch: how many requests went together.
    """

    number: int
    request: Request
    results: list[dict[str, Any]] = field(init=False)
    errors: list[Refusal | None] = field(init=False)
    open: list[int] = field(init=False)
    seconds: float = 0.0
    batch: int = 1

    def __post_init__(self) -> None:
        count = len(self.request.graphs)
        self.results, self.errors, self.open = [{} for _ in range(count)], [None] * count, list(range(count))

    def settle(self, at: int, results: dict[str, Any], error: Refusal | None = None) -> None:
        """A graph is finished."""
        many = len(self.results) > 1
        if error is not None and many:
            error = Refusal(error.code, error.message, **{**error.detail, "graph": at})
        self.results[at], self.errors[at] = results, error
        self.open.remove(at)

    def give_up(self, refusal: Refusal) -> None:
        """What is not finished will not be."""
        for at in list(self.open):
            self.settle(at, {}, refusal)

    @property
    def outcome(self) -> Outcome:
        """What became of it."""
        facts = {"seconds": round(self.seconds, 6), "batch": self.batch}
        return Outcome(tuple(self.results), tuple(self.errors), facts)


class Executor:
    """Carries out requests on one model; the model is afterwards as it was before.

    Args:
        model: the model; it is loaded.
        limits: ``seconds`` and ``saved_bytes`` are watched here, the others are for those who admit requests.

    >>> outcome, = Executor(nnexplore.load("demo"), Limits()).run([Request("demo", (run.graph,))])
    >>> outcome.results[0]["hidden"]
    """

    def __init__(self, model: Model, limits: Limits | None = None) -> None:
        self.model = model.load()
        self.limits = limits or Limits()
        self._custody = Custody(self.model.module)
        known = {*inspect.signature(Options).parameters, *inspect.signature(run_many).parameters}
        wanted = {"mix": True, "errors": "return"}
        self._together_options: dict[str, Any] = {name: value for name, value in wanted.items() if name in known}

    def run(
        self,
        requests: Sequence[Request],
        told: Told | None = None,
        cancelled: Callable[[int], bool] | None = None,
        *,
        began: Callable[[Sequence[int]], object] | None = None,
        done: Callable[[int, Outcome], object] | None = None,
    ) -> list[Outcome]:
        """Carry out requests, together where their graphs allow; what became of each, in their order.

        A graph that fails hurts no other. Errors are in the outcomes, graph by graph.

        Args:
            requests: they were admitted.
            told: is told how far the requests that go are, ten times a second at most; see ``watch.Told``.
            cancelled: whether a request, by its number, is still wanted; asked before every node and every block.
            began: called with the numbers of requests that go together from now on, each time for
                ``limits.seconds`` at most.
            done: called with the number and the outcome of a request as soon as it is finished.

        Raises:
            Spoiled: weights were changed in place: the model is to be loaded anew. What was ``done`` is sound.
        """
        works = [Work(number, request) for number, request in enumerate(requests)]
        wanted = cancelled or (lambda _: False)
        finish = _finisher(works, wanted, done)
        finish()
        for gradients in (False, True):
            mine = [work for work in works if work.request.gradients is gradients]
            again = True
            while again:
                parts = [(work, at) for work in mine for at in work.open if self._mixes(work, at)]
                again = len(parts) > 1 and self._phase(parts, self._together, told, wanted, began)
                finish()
        for work in works:
            if work.open:
                self._phase([(work, at) for at in work.open], self._one_by_one, told, wanted, began)
                finish()
        return [work.outcome for work in works]

    # -- phases --------------------------------------------------------------------------------

    def _phase(
        self,
        parts: Sequence[tuple[Work, int]],
        way: Callable[[Sequence[tuple[Work, int]], Watch], None],
        told: Told | None,
        cancelled: Callable[[int], bool],
        began: Callable[[Sequence[int]], object] | None,
    ) -> bool:
        """Some graphs, within one limit of time; whether they were stopped since one of them is not wanted any more."""
        works = list({work.number: work for work, _ in parts}.values())
        numbers = tuple(work.number for work in works)
        if began is not None:
            began(numbers)
        watch, stopped = Watch(self.limits.seconds, lambda: any(map(cancelled, numbers)), told), False
        started = time.monotonic()
        try:
            watch.look()
            way(parts, watch)
        except Halt as halt:
            stopped = halt.refusal.code == "cancelled"
            if len(works) == 1:
                works[0].give_up(halt.refusal)
        spent = time.monotonic() - started
        for work in works:
            work.seconds += spent
        if not self._custody.whole:
            raise Spoiled(numbers)
        return stopped

    def _together(self, parts: Sequence[tuple[Work, int]], watch: Watch) -> None:
        """In batches; what fails there is left open, and goes alone."""
        graphs = [work.request.graphs[at] for work, at in parts]
        people = len({work.number for work, _ in parts})
        finished = 0

        def each(numbers: Sequence[int], found: Sequence[Any]) -> None:
            nonlocal finished
            watch.look()
            if not self._custody.whole:
                raise Halt(Refusal("internal", "a batch changed the model"))
            for number, one in zip(numbers, found, strict=True):
                work, at = parts[number]
                if isinstance(one, dict):
                    self._settle(work, at, one)
                    work.batch = people
            finished += len(numbers)
            watch.tell(finished, len(graphs), f"graph {finished} of {len(graphs)}")

        gradients = parts[0][0].request.gradients
        try:
            with self._custody.keep(), watch.over(self.model), torch.set_grad_enabled(gradients):
                run_many(self.model, graphs, progress=False, each=each, **self._together_options)
        except Exception as error:  # noqa: BLE001  whatever it is, each graph is tried alone, and then says so itself
            del error

    def _one_by_one(self, parts: Sequence[tuple[Work, int]], watch: Watch) -> None:
        for count, (work, at) in enumerate(parts):
            if count:
                watch.tell(count, len(parts), f"graph {count} of {len(parts)}")
            self._alone(work, at, watch)
            if not self._custody.whole:
                return

    def _alone(self, work: Work, at: int, watch: Watch) -> None:
        """One graph; what was saved before it failed is kept beside the error.

        Raises:
            Halt: it is cancelled, or has taken too long.
        """
        request, graph, kept = work.request, work.request.graphs[at], dict[str, Any]()
        watch.node = None
        try:
            made = partial(_Script, watch, self._custody.fixed)
            jobs = [EditedJob.of(job, request.edits, made) for job in self._jobs(graph, watch)]
            with (
                self._custody.keep(),
                watch.over(self.model),
                torch.set_grad_enabled(request.gradients),
                replaying(graph, self.model.module, jobs.__getitem__, self._custody.fixed, request.partial) as replay,
            ):
                try:
                    kept = replay.run()
                except NnexploreError:
                    kept = {**replay.results, **_tokens(replay, jobs)}
                    raise
            self._settle(work, at, kept)
        except Exception as error:  # noqa: BLE001  a boundary that translates
            refusal = refused(error, watch.node)
            edited = (number for number, edit in enumerate(request.edits) if any(watch.node is one for one in edit))
            if (number := next(edited, None)) is not None:
                refusal.detail["edit"] = number
            self._settle(work, at, kept, refusal)

    def _settle(self, work: Work, at: int, results: dict[str, Any], error: Refusal | None = None) -> None:
        try:
            work.settle(at, owned(results, self.limits.saved_bytes, self._custody.fixed), error)
        except (Refusal, RuntimeError, MemoryError) as reason:
            work.settle(at, {}, error or refused(reason))

    def _mixes(self, work: Work, at: int) -> bool:
        return not work.request.edits and mixable(work.request.graphs[at], self.model.module)

    # -- jobs ----------------------------------------------------------------------------------

    def _jobs(self, graph: Graph, watch: Watch) -> list[Job]:
        if len(graph.inputs) < graph.runs:
            raise GraphError(f"the graph has {graph.runs} runs and carries inputs for {len(graph.inputs)}")
        return [self._job(inputs, watch) for inputs in graph.inputs]

    def _job(self, inputs: Inputs, watch: Watch) -> Job:
        if inputs.method == "generate" and (bad := sorted(_NEVER & inputs.kwargs.keys())):
            raise Refusal("forbidden_operation", f"a generation cannot be given {', '.join(bad)}: it may run code")
        try:
            job = self.model._job(inputs)
        except (TypeError, KeyError, IndexError, AttributeError) as error:
            raise GraphError(f"these inputs cannot be run by the model: {error}") from error
        if not job.stepped:
            return job
        kwargs = job.inputs.kwargs
        look = watch.stepped(_steps(job))

        def criterion(ids: torch.Tensor, *more: Any, **named: Any) -> Any:
            getcurrent().nnexplore_progress = ids
            return look(ids, *more, **named)

        return replace(job, inputs=replace(job.inputs, kwargs={**kwargs, "stopping_criteria": [criterion]}))


class _Script(EditScript):
    """An edit; the watch's ``node`` is one of its own only while that goes on, or if that failed."""

    def __init__(
        self,
        watch: Watch,
        fixed: Fixed,
        _: int,
        graph: Graph,
        module: nn.Module,
        tokens: TokenTable | None,
        forward: Forward,
    ) -> None:
        self._watch = watch
        super().__init__(graph, module, tokens, forward, fixed)

    def step(self, node: Node) -> None:
        """One node."""
        before = self._watch.node
        super().step(node)
        self._watch.node = before


_NEVER = frozenset({"custom_generate", "trust_remote_code", "assistant_model", "logits_processor", "stopping_criteria"})


def _finisher(
    works: Sequence[Work], cancelled: Callable[[int], bool], done: Callable[[int, Outcome], object] | None
) -> Callable[[], None]:
    """Gives what is finished to who waits for it, once."""
    given: set[int] = set()

    def finish() -> None:
        for work in works:
            if work.open and cancelled(work.number):
                work.give_up(Refusal("cancelled", "the job was cancelled"))
            if not work.open and work.number not in given:
                given.add(work.number)
                if done is not None:
                    done(work.number, work.outcome)

    return finish


def _steps(job: Job) -> int:
    """How many tokens a generation writes at most."""
    config = getattr(job.module, "generation_config", None)
    for owner in (job.inputs.kwargs.get, lambda name: getattr(config, name, None)):
        if isinstance(found := owner("max_new_tokens"), int):
            return found
        if isinstance(found := owner("max_length"), int):
            prompt = job.inputs.kwargs.get("input_ids")
            return max(1, found - (int(prompt.shape[-1]) if isinstance(prompt, torch.Tensor) else 0))
    return 20


def _tokens(replay: Any, jobs: Sequence[Job]) -> dict[str, Any]:
    """What generations have written."""
    found = {}
    for run, job in enumerate(jobs):
        ids = replay.progress(run) if job.stepped else None
        if isinstance(ids, torch.Tensor):
            found[f"{TOKENS}.{run}" if run else TOKENS] = ids
    return found
