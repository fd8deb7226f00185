"""``Run``: the live run. The user's block is ordinary Python; the model waits at a site while it goes on."""

from __future__ import annotations

import warnings
import weakref
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from threading import get_ident
from types import TracebackType
from typing import Any

import torch
from torch import nn

from ..errors import NotReachedError, NotTracingError, OrderError, PromptError, UnchangedWarning, ValueMismatchError
from ..graph import RESULT, Graph, Node, Place, Read, Ref, Site, Tokens, Weight, Write, expression, parameter
from .ambient import Ambient
from .cache import Cache, Watch
from .deferred import make_real
from .fit import check_fit, check_number
from .job import Job
from .override import Overrides, check_kept
from .place import user_place
from .point import BEFORE, Point, get_port, put_port, spot_of
from .receipt import Receipt, differs, trained_sites
from .recorder import Recorder, untraced
from .saved import with_save
from .traced import Traced, plain
from .tree import Path, leaves, map_tensors
from .turns import TURNS
from .visit import Visit, storage_of
from .walk import Walk

__all__ = ["Run", "open_run", "weights_of"]

_open: ContextVar[tuple[Run, ...]] = ContextVar("nnexplore_open_runs", default=())
_started: weakref.WeakKeyDictionary[Any, list[weakref.ref[Run]]] = weakref.WeakKeyDictionary()


def open_run(owner: Any) -> Run | None:
    """The innermost run of that model which is open here, or else the last that was started and not finished."""
    for run in reversed(_open.get()):
        if run._nodes is None and (run.owner is owner or run.alias is owner):
            run._meant = True
            return run
    for ref in reversed(_started.get(owner, ())):
        kept = ref()
        if kept is not None and kept._nodes is None and kept._thread == get_ident():
            return kept
    return None


class Run:
    """A traced run of a model, used as ``with model.trace(prompt) as run:``.

    Sites may be read in any order. A site is written before the model passes it, or right after reading it
    again: the run then goes on from there, and what was read further on stays as it was.

    Attributes:
        graph: what was done, as a ``Graph``; complete when the block has ended.
        inputs: what the model is fed.
        receipts: what became of each write.

    >>> with model.trace("The Eiffel Tower is in the city of") as run:
    ...     hidden = model.transformer.h[2].output.save("hidden")
    >>> print(run.graph)
    """

    def __init__(self, owner: Any, job: Job, *, recorder: Recorder | None = None, form: Job | None = None) -> None:
        self.owner = owner
        self.alias: Any = None
        self.inputs = job.inputs
        self.number = 0
        self.receipts: tuple[Receipt, ...] = ()
        self._job, self._form = job, form
        self._plain = not job.stepped
        self._shared = recorder
        self._recorder: Recorder | None = None
        self._nodes: tuple[Node, ...] | None = None
        self._trained: set[int] = set()
        self._walk: Walk
        self._step = 0
        self._further: dict[str, int] = {}
        self._overrides = Overrides(job.module)
        self._meant = False  # by a handle, as the innermost
        self._overwritten: list[tuple[Site | None, Place | None]] = []
        self._caches: list[Cache] = []
        self._thread = 0

    def __repr__(self) -> str:
        name = type(self._job.module).__name__
        if self._nodes is not None:
            return f"<Run of {name}: closed, {len(self._nodes)} nodes>"
        if self._recorder is None:
            return f"<Run of {name}: not started; use it as `with model.trace(…) as run:`>"
        return f"<Run of {name}: open{self._walk.standing()}, {len(self._recorder.nodes)} nodes>"

    # -- the block -----------------------------------------------------------------------------

    def __enter__(self) -> Run:
        self._enter()
        _open.set((*_open.get(), self))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        around = _open.get()
        _open.set(tuple(run for run in around if run is not self))
        saved = self._live.saved
        self._leave()
        if error is None:
            later = around[around.index(self) + 1 :] if self in around else ()
            if any(run._meant and run.owner is self.owner for run in later):
                warnings.warn(_OVERLAP, stacklevel=2)
            self._warn()
            if saved is not None:
                self._carry_out(saved)

    def _carry_out(self, saved: list[tuple[str, Any]]) -> None:
        """A deferred run: execute the graph, and make real what was saved."""
        results = self.owner.replay(self.graph)
        for cache in self._caches:
            cache.make_real(results)
        for name, value in saved:
            make_real(value, results[name])

    def start(self) -> Run:
        """Open the run without a block, until ``close``, or until nobody holds it."""
        self._enter()
        self._thread = get_ident()
        kept = [ref for ref in _started.get(self.owner, ()) if ref() is not None]
        _started[self.owner] = [*kept, weakref.ref(self)]
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
        job, overrides, ambient = self._job, self._overrides, Ambient.now()
        going = self._form or job
        self._walk = Walk(going, lambda: going.start(ambient, overrides))
        self._recorder = self._shared or Recorder(weights_of(job.module))
        self.number = self._walk.run = len(self._recorder.asked)
        self._recorder.asked.append(job.asked)
        if self._form is not None:
            self._recorder.saved = []
        myself = weakref.ref(self)
        self._recorder.guards[self.number] = lambda target: _guard(myself(), target)
        for path, tensor in job.weights.items():
            owner, _, name = path.rpartition(".")
            self.weigh(Site(owner, f"parameter.{name}"), tensor)

    def _leave(self) -> None:
        recorder = self._live
        if self._walk.here is not None:
            self._walk.here.settle()
        self._nodes, self._trained = tuple(recorder.nodes), recorder.trained
        self._recorder = None
        if self._shared is None:
            recorder.close()
        self._overwritten = [(visit.site, visit.place) for visit in self._walk.overwritten()]
        self._walk.close()

    def _warn(self) -> None:
        unchanged = [receipt for receipt in self.receipts if receipt.changed is False]
        trained = trained_sites(self._nodes or (), self._trained) if unchanged else ()
        for receipt in unchanged:
            if receipt.site not in trained:
                where = f" ({receipt.place})" if receipt.place else ""
                text = f"the write to {receipt.site}{where} changed nothing: the value was the same before"
                warnings.warn(text, UnchangedWarning, stacklevel=3)
        for site, place in self._overwritten:
            text = (
                f"the model has changed {site} in place since it was read ({place}), and with it the tensor that you "
                "hold: it shows what the model made of it. To keep what passed there, read a copy: `.clone()`"
            )
            warnings.warn(text, stacklevel=3)

    @property
    def graph(self) -> Graph:
        """What was read, computed, written and saved, so far or in all."""
        nodes = tuple(self._live.nodes) if self._nodes is None else self._nodes
        asked = (self._job.asked,) if self._shared is None else tuple(self._shared.asked)
        return Graph(nodes, asked, self._job.expression)

    @property
    def progress(self) -> Any:
        """What the forward leaves behind on its way: of a generation, the token ids so far."""
        return self._walk.progress if hasattr(self, "_walk") else None

    @property
    def _live(self) -> Recorder:
        if self._recorder is None:
            state = "is closed: its block has ended" if self._nodes is not None else "has not begun"
            raise NotTracingError(f"this trace {state}. Read and write inside the block: `with model.trace(…) as run:`")
        return self._recorder

    # -- where in the run ----------------------------------------------------------------------

    def site(self, path: str, port: str, step: int | None = None, call: int | None = None) -> Site:
        """The site of a module's port now: in a generation at its present step."""
        if self._plain and step is None and call is None and not self._further:
            return Site(path, port)
        further = self._further.get(path, 0) if self._further else 0
        stepped = self._job.stepped and port != RESULT
        if step is None:
            step = self._step + further if stepped else 0
        if call is None:
            call = 0 if stepped else further
        return Site(path, port, step, call)

    def steps(self, start: int = 0, stop: int | None = None) -> Iterator[int]:
        """The steps of a generation, one after the other, as long as it goes on.

        >>> with model.generate("The Eiffel Tower is in the city of", max_new_tokens=3) as run:
        ...     hidden = [model.layers[-1].output for step in run.steps()]
        """
        self._need_steps()
        step = max(start, 0)
        while (stop is None or step < stop) and self._walk.reaches(Point("", BEFORE, step)):
            self._step = step
            self._further.clear()
            yield step
            self._need_steps()
            step = max(step, self._step) + 1

    def next(self) -> int:
        """Go on to the next step of a generation; its number.

        Raises:
            NotReachedError: the generation has ended.
        """
        self._need_steps()
        if not self._walk.reaches(Point("", BEFORE, self._step + 1)):
            steps = self._walk.step + 1
            raise NotReachedError(f"the generation ended after {steps} step{'s' * (steps > 1)}; there is no next one")
        self._step += 1
        self._further.clear()
        return self._step

    def forward_one(self, path: str) -> None:
        """From here on that module means its next call: in a generation, its call in the next step."""
        self._further[path] = self._further.get(path, 0) + 1

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
            return self._read_result(recorder, site)
        visit = self._walk.to(site)
        value = visit.now
        if type(value) is torch.Tensor:
            part: Any = self._first_read(recorder, visit, site, value)
        else:
            part = self._traced_part(recorder, visit, site)
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
        recorder = self._live
        if site.port == RESULT:
            raise OrderError("the result comes when the run has ended, so assigning to it would change nothing")
        visit = self._walk.to_write(site)
        old = get_port(site, visit.now)
        if isinstance(value, bool | int | float):
            packed: Any = value
            check_number(site, packed, old)
            if not isinstance(old, bool | int | float):
                value = map_tensors(lambda _, tensor: torch.full_like(plain(tensor), packed), old)
        else:
            packed = recorder.pack(value)
        check_fit(site, value, old, grow)
        by_hand = visit.before is not None  # `site.output += x` changes in place, then assigns the same tensor
        self._walk.change(visit)
        node = recorder.add(Write, site, packed, self.number, grow)
        if not by_hand:
            self.receipts += (Receipt(site, node.place, differs(old, value)),)
        visit.assign(put_port(site, visit.now, value))
        if visit.site is None:
            visit.site, visit.place = site, node.place

    def skip(self, site: Site, value: Any) -> None:
        """Leave a module out: it is not computed, and returns ``value``.

        Raises:
            OrderError: the model has passed the module.
        """
        recorder = self._live
        if not any(True for _ in leaves(value)):
            raise ValueMismatchError(
                f"{site.path} was to be skipped with {value!r:.40}; pass the tensor it would return"
            )
        packed, place = recorder.pack(value), user_place()
        self._walk.skip(site, untraced(value), place)
        recorder.add(Write, site, packed, self.number, skip=True, place=place)
        self.receipts += (Receipt(site, place, True, skipped=True),)

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
            raise OrderError(
                f"too late to change {path}: the model is on its way{self._walk.standing()}. Change parameters first."
            )
        old = self.weight(path)
        if old is None:
            raise ValueMismatchError(f"{path} is None: this module was made without it, so there is nothing to replace")
        check_kept(self._job.module, path)
        if isinstance(tensor, bool | int | float):
            tensor = torch.full_like(old.detach(), tensor)
        check_fit(path, tensor, old)
        recorder.add(Write, site, recorder.pack(tensor), self.number)
        self._overrides[path] = plain(tensor)

    def weight(self, path: str) -> Any:
        """A parameter as this run's model sees it; ``None`` where the module was made without."""
        owner, _, name = path.rpartition(".")
        if path in self._overrides:
            return self._overrides[path]
        with TURNS.beside():
            return self._job.module.get_submodule(owner)._parameters[name]

    def shown_weight(self, path: str, tensor: Any) -> Any:
        """A parameter for use in the block: traced, so that the graph knows it, and not to be changed in place."""
        if not isinstance(tensor, nn.Parameter) or path in self._overrides:
            return tensor
        recorder = self._live
        traced = recorder.wrap(tensor, recorder.add(Weight, path).id)
        traced._source = tensor
        traced._fixed = (
            f"{path} is the model's own, and would stay changed after the run. Assign another tensor for this run, "
            f"`{expression.handle(path)} = tensor`, or change the plain module, model.module"
        )
        return traced

    def apply(self, path: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Apply one of the model's modules to values of this run."""
        module = (self._form or self._job).module.get_submodule(path)
        with TURNS.beside():
            return self._live.apply(path, module, args, kwargs)

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
        if self._form is not None:
            self._caches.append(cache)
        by_spot = {spot_of(site.path, site.port): site for site in sites}
        order = (self._form or self._job).order

        def own(point: Point) -> Site | None:
            call = order.own_call(point)
            return None if call is None else by_spot[point.spot]._replace(step=point.step, call=call)

        self._walk.collect(list(by_spot), lambda: Watch(cache, own))
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
        self._live  # noqa: B018  a closed trace is refused
        return self._walk.finish()

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

    # -- inside --------------------------------------------------------------------------------

    def _read_result(self, recorder: Recorder, site: Site) -> Any:
        """What the whole run returns; the model goes to its end."""
        value = self._walk.finish()
        node = recorder.add(Read, site, self.number).id
        part = map_tensors(lambda at, tensor: recorder.wrap(tensor, (node, at) if at else node), value)
        return with_save(part, recorder.tie, site, node)

    def _first_read(self, recorder: Recorder, visit: Visit, site: Site, tensor: torch.Tensor) -> Traced:
        """The commonest read, kept short: the value is one tensor, and was not read before."""
        node = recorder.add(Read, site, self.number, None, visit is self._walk.back)
        traced = recorder.wrap(tensor, node.id, visit)
        if tensor.requires_grad and torch.is_grad_enabled():
            self._retain(traced)
        visit.now, visit.read, visit.renewed, visit.nodes[site.port] = traced, True, False, node.id
        if visit.site is None:
            visit.site, visit.place = site, node.place
        return traced

    def _retain(self, traced: Traced) -> None:
        """A value that was read keeps its gradient; in a deferred run only the replay has one."""
        if self._form is None:
            traced.retain_grad()

    def _traced_part(self, recorder: Recorder, visit: Visit, site: Site) -> Any:
        """A port's value with its tensors traced; one node for all that were not read before."""
        made: list[int] = []

        def leaf(path: Path, tensor: torch.Tensor) -> torch.Tensor:
            known = isinstance(tensor, Traced) and tensor._tie is recorder.tie
            if known and not visit.renewed:
                return tensor
            if not made:
                late = visit is self._walk.back and again is None
                made.append(recorder.add(Read, site, self.number, again, late).id)
            node = (made[0], path) if path else made[0]
            if isinstance(tensor, Traced) and known:
                tensor._node = node
                return tensor
            traced = recorder.wrap(tensor, node, visit)
            if tensor.requires_grad and torch.is_grad_enabled():
                self._retain(traced)
            return traced

        value = get_port(site, visit.now)
        again = next((held for _, tensor in leaves(value) if (held := _held(recorder, tensor))), None)
        part = map_tensors(leaf, value)
        visit.read, visit.renewed = True, False
        if made:
            visit.nodes[site.port] = made[0]
        return part

    def _change_in_place(self, target: Traced) -> None:
        """Refuse an in-place operation on a site's value that the model would not see; else give it a receipt."""
        visit = self._walk.touch(target, target._visit)
        if visit is None or visit.site is None:
            site = target._visit.site if target._visit is not None else "it"
            raise self._walk.too_late(f"change {site} in place", " To compute with the value, change a copy: .clone().")
        if visit.before is None:
            receipt = Receipt(visit.site, user_place(), None)
            self.receipts += (receipt,)
            mine = storage_of(target)
            with torch.no_grad():
                visit.before = {
                    path: plain(leaf).detach().clone() for path, leaf in leaves(visit.now) if storage_of(leaf) == mine
                }
            visit.receipt = receipt


_OVERLAP = (
    "this trace ends while another of the same model, opened after it, is still open (as when generators take turns): "
    "what the block asked for meanwhile came from that other run. Name the run, `run.until(model.layers[0])`, or let "
    "traces nest."
)


def _let_go(walk: Walk, recorder: Recorder) -> None:
    """Nobody holds the run any more."""
    recorder.close()
    walk.close()


def _guard(run: Run | None, target: Traced) -> None:
    if run is None or run._nodes is not None:
        site = target._visit.site if target._visit is not None else "this value"
        raise OrderError(
            f"too late to change {site} in place: its run has ended. To compute with it, change a copy: .clone()."
        )
    run._change_in_place(target)


def _held(recorder: Recorder, tensor: torch.Tensor) -> Ref | None:
    """The node of a tensor that was read before."""
    if not isinstance(tensor, Traced) or tensor._tie is not recorder.tie:
        return None
    return Ref(tensor._node if isinstance(tensor._node, int) else tensor._node[0])


def weights_of(module: nn.Module) -> Callable[[torch.Tensor], str | None]:
    """The name of a tensor among the model's parameters; looked up when the first one is used in a block."""
    names: dict[int, str] = {}

    def name(tensor: torch.Tensor) -> str | None:
        if not names:
            names.update({id(parameter): path for path, parameter in module.named_parameters()})
        return names.get(id(tensor))

    return name
