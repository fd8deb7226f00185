"""``Run``: the live run. The user's block is ordinary Python; the model waits at a site while it goes on."""

from __future__ import annotations

import warnings
import weakref
from collections.abc import Iterable, Iterator
from threading import get_ident
from types import TracebackType
from typing import Any

import torch

from ..errors import NotReachedError, NotTracingError, OrderError, PromptError
from ..graph import RESULT, Graph, Node, Place, Site, Tokens, Write, parameter
from .ambient import Ambient
from .cache import Cache, watching
from .deferral import Deferral
from .hole import HoleValue, make_hole
from .job import Job
from .moment import Moment
from .open_runs import OVERLAP, enter_block, leave_block, remember
from .override import weighed
from .place import user_place
from .point import BEFORE, Point, put_port
from .reader import Reader
from .receipt import Receipt, warn_overwritten, warn_unchanged
from .recorder import Recorder
from .saved import with_save
from .traced import Traced
from .tree import leaves
from .walk import Walk
from .weights import Weights, weights_of
from .writer import Writer, guarded

__all__ = ["Run"]


class Run:
    """A traced run of a model, used as ``with model.trace(prompt) as run:``.

    Sites may be read in any order. A site is written before the model passes it, or right after reading it
    again: the run then goes on from there, and what was read further on stays as it was.

    Attributes:
        graph: what was done, as a ``Graph``; complete when the block has ended.
        inputs: what the model is fed.

    >>> with model.trace("The Eiffel Tower is in the city of") as run:
    ...     hidden = model.transformer.h[2].output.save("hidden")
    >>> print(run.graph)
    """

    def __init__(self, owner: Any, job: Job, *, recorder: Recorder | None = None, form: Job | None = None) -> None:
        self.owner = owner
        self.alias: Any = None
        self.meant = False  # by a handle, as the innermost
        self.thread = 0
        self.inputs = job.inputs
        self.number = 0
        self._receipts: list[Receipt] = []
        self._job, self._form = job, form
        self._plain = not job.stepped
        self._shared = recorder
        self._recorder: Recorder | None = None
        self._nodes: tuple[Node, ...] | None = None
        self._trained: set[int] = set()
        self._walk: Walk
        self._moment = Moment(job.stepped)
        self._weights = Weights(job.module, form is None)
        self._reader: Reader
        self._writer: Writer
        self._overwritten: list[tuple[Site | None, Place | None]] = []
        self._deferral: Deferral | None = None
        self._tokens: Any = None

    def __repr__(self) -> str:
        name = type(self._job.module).__name__
        if self._nodes is not None:
            return f"<Run of {name}: closed, {len(self._nodes)} nodes>"
        if self._recorder is None:
            return f"<Run of {name}: not started; use it as `with model.trace(…) as run:`>"
        return f"<Run of {name}: open{self._walk.reasons.standing()}, {len(self._recorder.nodes)} nodes>"

    @property
    def closed(self) -> bool:
        """Whether its block has ended."""
        return self._nodes is not None

    # -- the block -----------------------------------------------------------------------------

    def __enter__(self) -> Run:
        self._enter()
        enter_block(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        overlapping = leave_block(self)
        self._deferral = self._live.deferral
        self._leave()
        if error is None:
            if overlapping:
                warnings.warn(OVERLAP, stacklevel=2)
            self._warn()
            if self._deferral is not None and self._shared is None:
                self._deferral.carry_out(self.graph)

    def start(self) -> Run:
        """Open the run without a block, until ``close``, or until nobody holds it."""
        self._enter()
        self.thread = get_ident()
        remember(self)
        weakref.finalize(self, _let_go, self._walk, self._live)
        return self

    def close(self) -> None:
        """End the run where it stands."""
        if self._nodes is None and self._recorder is not None:
            self._leave()
            self._warn()

    def _enter(self) -> None:
        if self._recorder is not None or self._nodes is not None:
            raise NotTracingError("this trace has already been used; begin a new one with model.trace(…)")
        if self._shared is not None and self._shared.tie.recorder is None:
            raise NotTracingError("the block that this run belongs to has ended; begin a new one with model.trace()")
        job, overrides, ambient = self._job, self._weights.overrides, Ambient.now()
        going = self._form or job
        self._walk = Walk(going, lambda: going.start(ambient, overrides))
        self._recorder = self._shared or Recorder(weights_of(job.module))
        self.number = self._walk.run = len(self._recorder.asked)
        self._recorder.asked.append(job.asked)
        self._reader = Reader(self._recorder, self.number, self._form is None)
        if self._form is not None:
            deferral = self._recorder.defer(self.owner)
            if job.stepped:
                deferral.written.append((self.number, self._take_tokens))
        self._writer = Writer(self._recorder, self._walk, self.number, self._form is None, self._receipts)
        self._recorder.guards[self.number] = guarded(weakref.ref(self._writer))
        for path, tensor in job.weights.items():
            owner, _, name = path.rpartition(".")
            self.weigh(Site(owner, f"parameter.{name}"), tensor)

    def _leave(self) -> None:
        recorder = self._live
        if self._walk.here is not None:
            self._walk.here.settle()
        self._nodes, self._trained = tuple(recorder.nodes), recorder.trained
        self._recorder = None
        del self._reader, self._writer  # which know the recorder
        if self._shared is None:
            recorder.close()
        self._overwritten = [(visit.site, visit.place) for visit in self._walk.overwritten()]
        self._walk.close()

    def _warn(self) -> None:
        warn_unchanged(self.receipts, self._nodes or (), self._trained)
        warn_overwritten(self._overwritten)

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """What became of each write."""
        return tuple(self._receipts)

    @property
    def graph(self) -> Graph:
        """What was read, computed, written and saved, so far or in all."""
        nodes = tuple(self._live.nodes) if self._nodes is None else self._nodes
        asked = (self._job.asked,) if self._shared is None else tuple(self._shared.asked)
        return Graph(nodes, asked, self._job.expression)

    @property
    def progress(self) -> Any:
        """What the forward leaves behind on its way: of a generation, the token ids so far."""
        if self._form is not None:
            return self._tokens
        return self._walk.progress if hasattr(self, "_walk") else None

    def _take_tokens(self, ids: Any) -> None:
        """What a generation that was carried out elsewhere has written."""
        self._tokens = ids

    @property
    def remote(self) -> Any:
        """The other machine's job, of a run with ``blocking=False``; ``None`` of all others."""
        deferral = self._deferral if self._recorder is None else self._recorder.deferral
        return None if deferral is None else deferral.job

    @property
    def _live(self) -> Recorder:
        if self._recorder is None:
            state = "is closed: its block has ended" if self._nodes is not None else "has not begun"
            raise NotTracingError(f"this trace {state}. Read and write inside the block: `with model.trace(…) as run:`")
        return self._recorder

    # -- where in the run ----------------------------------------------------------------------

    def site(self, path: str, port: str, step: int | None = None, call: int | None = None) -> Site:
        """The site of a module's port now: in a generation at its present step."""
        if self._plain and step is None and call is None and not self._moment.further:
            return Site(path, port)
        return self._moment.site(path, port, step, call)

    def steps(self, start: int = 0, stop: int | None = None) -> Iterator[int]:
        """The steps of a generation, one after the other, as long as it goes on.

        >>> with model.generate("The Eiffel Tower is in the city of", max_new_tokens=3) as run:
        ...     hidden = [model.layers[-1].output for step in run.steps()]
        """
        self._need_steps()
        if self._live.deferral is not None:
            self._live.deferral.loops = True
        step = max(start, 0)
        while (stop is None or step < stop) and self._walk.reaches(Point("", BEFORE, step)):
            yield self._moment.go(step)
            self._need_steps()
            step = max(step, self._moment.step) + 1

    def next(self) -> int:
        """Go on to the next step of a generation; its number.

        Raises:
            NotReachedError: the generation has ended.
        """
        self._need_steps()
        if not self._walk.reaches(Point("", BEFORE, self._moment.step + 1)):
            steps = self._walk.step + 1
            raise NotReachedError(f"the generation ended after {steps} step{'s' * (steps > 1)}; there is no next one")
        return self._moment.go(self._moment.step + 1)

    def forward_one(self, path: str) -> None:
        """From here on that module means its next call: in a generation, its call in the next step."""
        self._moment.ahead(path)

    def _need_steps(self) -> None:
        self._live  # noqa: B018  a closed trace is refused
        if not self._job.stepped:
            raise NotTracingError(
                "only a generation has steps: `with model.generate(prompt, max_new_tokens=…) as run:`"
            )

    # -- what the block does -------------------------------------------------------------------

    def read(self, site: Site) -> Any:
        """The value at a site, as it is now: a traced tensor, or a structure with traced tensors in it.

        Raises:
            NotReachedError: the forward never calls the module.
        """
        recorder = self._live
        if site.port == RESULT:
            part, node = self._reader.result(self._walk.finish(), site)
            return with_save(part, recorder.tie, site, node)
        visit = self._walk.to(site)
        value = visit.now
        if type(value) is torch.Tensor:
            part = self._reader.first(visit, site, value, visit is self._walk.back)
        else:
            part = self._reader.part(visit, site, visit is self._walk.back)
            visit.now = put_port(site, value, part)
        if visit.site is None:
            visit.site, visit.place = site, user_place()
        return with_save(part, recorder.tie, site, visit.nodes.get(site.port))

    def write(self, site: Site, value: Any, grow: bool = False) -> None:
        """Replace the value at a site for the rest of the model. A number fills the old shape.

        Raises:
            OrderError: the model has already passed the site.
            ValueMismatchError: another structure, shape, dtype or device.
        """
        self._live  # noqa: B018  a closed trace is refused
        if site.port == RESULT:
            raise OrderError("the result comes when the run has ended, so assigning to it would change nothing")
        self._writer.write(site, value, grow)

    def skip(self, site: Site, value: Any) -> None:
        """Leave a module out: it is not computed, and returns ``value``.

        Raises:
            OrderError: the model has passed the module.
        """
        self._live  # noqa: B018  a closed trace is refused
        self._writer.skip(site, value)

    def weigh(self, site: Site, tensor: Any) -> None:
        """Another parameter in the place of the model's, while this run computes.

        Raises:
            OrderError: the model is on its way.
            ValueMismatchError: another shape, dtype or device.
            ModelError: the model's own is not kept in memory.
        """
        recorder = self._live
        path = f"{site.path}.{parameter(site.port)}".lstrip(".")
        if self._walk.started:
            raise self._walk.reasons.on_its_way(f"to change {path}", "Change parameters first.")
        tensor = self._weights.fitted(path, tensor)
        recorder.add(Write, site, recorder.pack(tensor), self.number)
        self._weights.put(path, tensor)

    def weight(self, path: str) -> Any:
        """A parameter as this run's model sees it; ``None`` where the module was made without."""
        return self._weights.get(path)

    def shown_weight(self, path: str, tensor: Any) -> Any:
        """A parameter for use in the block: traced, so that the graph knows it, and not to be changed in place."""
        return self._weights.shown(self._live, path, tensor)

    def apply(self, path: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Apply one of the model's modules to values of this run, with the parameters of this run."""
        formal = any(isinstance(leaf, Traced) for _, leaf in leaves((args, kwargs))) and self._form
        module = (formal or self._job).module.get_submodule(path)
        with weighed(*(() if formal else (self._walk.given, self._weights.overrides))):
            if self._form and not formal:  # there are numbers, and nothing of the run's is in them
                return module(*args, **kwargs)
            return self._live.apply(path, module, args, kwargs, self.number)

    @property
    def weighs(self) -> bool:
        """Whether it has other parameters than the model."""
        return bool(self._weights.overrides or self._walk.given)

    def cache(self, *what: Any, **options: Any) -> Cache:
        """Keep the outputs of many modules as the model comes by.

        Args:
            what: handles, lists of handles, or patterns such as ``"*.mlp"``; without any, every module.
            options: ``device``, ``dtype`` and ``detach``, see ``Cache``.

        Raises:
            OrderError: the model is on its way already.
        """
        sites: list[Site] = self.owner.sites(what or ("*",))
        cache = Cache(self._live, self.number, user_place(), **options)
        if self._live.deferral is not None:
            self._live.deferral.caches.append(cache)
        self._walk.collect(*watching(cache, sites, (self._form or self._job).order))
        return cache

    def until(self, handle: Any) -> Any:
        """Run to a module's output and give the value there.

        >>> run = model.start("The Eiffel Tower is in the city of")
        >>> hidden = run.until(model.layers[1])
        """
        return self.read(self.site(handle.path, "output", handle._step, handle._call))

    @property
    def job(self) -> Job:
        """What the run executes."""
        return self._job

    def finish(self) -> Any:
        """Let the model run to its end and return its own plain output, unrecorded.

        >>> with model.trace("The Eiffel Tower is in the city of") as run:
        ...     model.transformer.h[2].mlp.output = 0
        ...     logits = run.finish().logits
        """
        fetch = self._live.tie.fetch
        return self._walk.finish() if fetch is None else self.read(Site("", RESULT))

    def token(self, token: int | str, which: int = 0) -> tuple[Traced, Traced]:
        """The index ``(rows, positions)`` of one real token in each row, as a node of the graph."""
        recorder = self._live
        if self._job.tokens is None:
            raise NotTracingError("this run was given no text or token ids, so it has no tokens to find")
        if self._walk.step and token != -1:
            raise PromptError(
                f"at step {self._walk.step} of a generation only the newest token goes through the model: run.at(-1); "
                f"the tokens of the prompt are there at step 0. Got {token!r}"
            )
        rows, positions = self._job.tokens.index(token, which)
        node = recorder.add(Tokens, token, which, self.number).id
        return recorder.wrap(rows, (node, (0,))), recorder.wrap(positions, (node, (1,)))

    def hole(self, name: str, values: Iterable[int | float]) -> HoleValue:
        """A place in the graph to be filled with other values later; the block goes on with the first of them.

        >>> with model.trace("The Eiffel Tower is in the city of") as run:
        ...     layer = run.hole("layer", range(len(model.layers)))
        ...     model.layers[layer].mlp.output *= run.hole("scale", [0.0, 0.5])
        ...     logits = model.output.logits.save("logits")
        >>> run.graph.fill(layer=2, scale=0.5).run(model)

        Raises:
            GraphError: a name that is none or is taken, no values, the same one twice, or another thing than numbers.
        """
        return make_hole(self._live, name, values)


def _let_go(walk: Walk, recorder: Recorder) -> None:
    """Nobody holds the run any more."""
    recorder.close()
    walk.close()
