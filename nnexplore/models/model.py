"""``Model``: any ``nn.Module``, opened for tracing."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import torch
from torch import nn

from ..engine import (
    Invokes,
    Job,
    Order,
    Recorder,
    Run,
    check_edit,
    check_fit,
    check_kept,
    open_run,
    open_session,
    operations,
    replay,
    twin,
)
from ..errors import ModelError, PromptError
from ..graph import Graph, Inputs, Site
from .anatomy import Place
from .edits import Editing
from .feed import PROMPTS, inputs_of, kept, takes_nothing
from .handle import Handle
from .patterns import sites_of
from .venue import Venue, find_venue, results_of

__all__ = ["Model"]

_weights: ContextVar[tuple[tuple[Any, dict[str, torch.Tensor]], ...]] = ContextVar("nnexplore_weights", default=())


class Model(Handle):
    """Any ``nn.Module`` with handles for its modules; the module itself stays as it is.

    What is compiled (``torch.compile``) runs uncompiled while it is traced.

    Attributes:
        edits: graphs whose changes are part of this model; see ``edit``.

    >>> net = nnexplore.Model(torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.ReLU()))
    >>> with net.trace(torch.ones(1, 3)):
    ...     hidden = net[0].output

    Raises:
        ModelError: not an ``nn.Module``, or one of ``torch.jit``.
    """

    def __init__(self, module: nn.Module) -> None:
        if not isinstance(module, nn.Module):
            raise ModelError(
                f"Model wraps a torch.nn.Module, not {type(module).__name__}; for a name or a folder use LanguageModel"
            )
        if isinstance(module, torch.jit.ScriptModule):
            raise ModelError(
                f"{type(module).__name__} is compiled by torch.jit, so no value inside it can be had; wrap the module "
                "that it was made from"
            )
        module = getattr(module, "_orig_mod", module)  # of torch.compile: while it is traced it runs uncompiled anyway
        self._module = module
        self._order = Order(module)
        self._expression = ""
        self._edits: list[Graph] = []
        self._venue: Venue | None = None
        self._origin: Model | None = None
        self._twin: tuple[nn.Module, nn.Module, Order] | None = None
        super().__init__(self, "")

    def __repr__(self) -> str:
        changed = [f"  {', '.join(map(str, graph.writes))}" for graph in self._edits]
        return "\n".join([repr(self.module), *(["edited:", *changed] if changed else [])])

    @property
    def _model(self) -> Model:
        """The model that this handle belongs to: itself, and not held, so that it goes with its last user."""
        return self

    @_model.setter
    def _model(self, model: Model) -> None:
        pass

    @property
    def module(self) -> nn.Module:
        """The wrapped ``nn.Module``."""
        return self._module

    @property
    def edits(self) -> list[Graph]:
        """The edits of this model, the first made first; ``.clear()`` takes them off."""
        return self._edits

    @property
    def expression(self) -> str:
        """Source that loads this model in a fresh kernel, where there is any."""
        return self._expression

    @property
    def elsewhere(self) -> bool:
        """Whether its runs are carried out by another machine: see ``on``."""
        return self._venue is not None

    @property
    def venue(self) -> Any:
        """The other machine; ``None`` where the model runs here."""
        return self._venue

    @property
    def blocking(self) -> bool:
        """Whether blocks wait at their end for the other machine."""
        return self._venue is None or self._venue.blocking

    def on(self, where: Any, *, blocking: bool = True) -> Model:
        """This model with its runs carried out by another machine, which has the same model.

        All that takes a model takes this one. The graph of a block travels, with its prompts, never code.

        Args:
            where: the address of a server, a name of the config file, ``True`` for its default; ``None`` is here.
            blocking: whether a block waits at its end; see ``Run.remote``.

        >>> there = model.on("http://localhost:8000")
        >>> with there.trace("The Eiffel Tower is in the city of"):
        ...     hidden = there.layers[2].output

        Raises:
            RemoteError: there is no such server, or it has no such model.
        """
        other = self._copy()
        other._edits, other._expression, other._origin = list(self._edits), self._expression, self._origin or self
        other._venue = None if where is None else find_venue(where, blocking=blocking)
        return other

    def load(self) -> Model:
        """Load what is not in memory yet; a plain module is."""
        return self

    # -- runs ----------------------------------------------------------------------------------

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The model's own output, with its edits; within a run the plain module is applied."""
        if (not self._edits and self._venue is None) or open_run(self) is not None:
            return super().__call__(*args, **kwargs)
        with self._run_of(Inputs(args, kwargs)) as run:
            return run.finish()

    def trace(self, *args: Any, defer: bool = False, remote: Any = None, blocking: bool = True, **kwargs: Any) -> Any:
        """A run of the model, to be used as ``with model.trace(…) as run:``. The arguments are the forward's.

        Without any it is a block of several runs, each opened by ``run.invoke(…)``, unless the forward takes no
        arguments. With ``defer`` the block sees shapes and no numbers; the run is carried out when the block ends, and
        what was saved is real from then on. With ``remote`` that is done by another machine; see ``on``. There numbers
        can be had in the block as well, each time by a request.

        >>> with model.trace("The Eiffel Tower is in the city of", defer=True):
        ...     hidden = model.layers[1].output.save()
        >>> hidden.norm()

        Raises:
            PromptError: nothing to run on.
        """
        return self._opened(Inputs(args, kwargs), defer, remote, blocking)

    def session(self, remote: Any = None, *, blocking: bool = True) -> Any:
        """A block of several traces and generations in one graph, and with ``remote`` in one request.

        Values of earlier ones are used in later ones freely.

        >>> with model.session() as session:
        ...     with model.trace("Madison Square Garden is in the city of New"):
        ...         hidden = model.layers[1].output
        ...     with model.trace([0] * 9):
        ...         model.layers[1].output = hidden
        ...         logits = model.output.logits
        """
        owner = self if remote is None else self.on(remote, blocking=blocking)
        return owner._block(Inputs(), _aliased(self, owner), session=self)

    def start(self, *args: Any, **kwargs: Any) -> Run:
        """A run without a block, for stepping through a forward from cell to cell.

        >>> run = model.start("The Eiffel Tower is in the city of")
        >>> hidden = run.until(model.layers[1])
        >>> hidden[:, -1] = 0
        >>> run.finish().logits
        >>> run.close()
        """
        return self._run_of(Inputs(args, kwargs)).start()

    def replay(self, graph: Graph, *prompts: Any, **kwargs: Any) -> dict[str, Any]:
        """The results of a graph on this model: see ``Graph.run``."""
        return self.carry_out(Graph(graph.nodes, tuple(inputs_of(graph, prompts, kwargs)), graph.model))

    def carry_out(self, graph: Graph, partial: bool = False) -> dict[str, Any]:
        """The results of a graph with its inputs; with ``partial`` without steps that a generation does not reach."""
        if self._venue is not None:
            return results_of(self._venue.run(self, [graph], partial=partial)[0])
        jobs = [self._job(inputs) for inputs in graph.inputs]
        return replay(graph, self.module, lambda run: jobs[run], partial=partial)

    def submit(self, graph: Graph, partial: bool = False) -> Any:
        """Hand a graph to the other machine without waiting."""
        return self._venue.submit(self, graph, partial=partial) if self._venue is not None else None

    def encode(self, inputs: Inputs) -> Inputs:
        """What the forward is given for what the user passed to ``trace``."""
        return self._encoded(inputs)

    def _encoded(self, inputs: Inputs) -> Inputs:
        if not inputs.args and not inputs.kwargs and not takes_nothing(self.module):
            raise PromptError("nothing to run on: pass the inputs of the forward, model.trace(x)")
        return inputs

    def _opened(
        self, inputs: Inputs, defer: bool, remote: Any, blocking: bool, told: Callable[[Run], Run] = lambda run: run
    ) -> Any:
        """One run here or elsewhere, one of the session that is open, or a block of several."""
        owner = self if remote is None else self.on(remote, blocking=blocking)
        told = _aliased(self, owner, told)
        session = open_session(self)
        if session is not None and self._has_prompt(inputs):
            return told(session.join(inputs))
        return owner._runs(inputs, told, defer)

    def _has_prompt(self, inputs: Inputs) -> bool:
        plain = inputs.method == "trace"
        given = inputs.args or inputs.kwargs.keys() & PROMPTS
        return bool(given or (plain and (inputs.kwargs or takes_nothing(self.module))))

    def _runs(self, inputs: Inputs, told: Callable[[Run], Run] = lambda run: run, defer: bool = False) -> Any:
        """One run, or without anything to run on a block of several; ``told`` is done to each of them."""
        if self._has_prompt(inputs):
            return told(self._run_of(inputs, defer=defer))
        if defer:
            raise PromptError("a deferred run has one prompt: model.trace(prompt, defer=True)")
        return self._block(inputs, told)

    def _block(self, inputs: Inputs, told: Callable[[Run], Run], session: Model | None = None) -> Invokes:
        def make(given: Inputs, recorder: Recorder) -> Run:
            return told(self._run_of(given, recorder))

        return Invokes(self, make, inputs, self._expression, session)

    def _run_of(self, inputs: Inputs, recorder: Recorder | None = None, defer: bool = False) -> Run:
        defer = defer or self._venue is not None
        job = self._job(inputs, defer)
        return self._new_run(job, recorder, job.without_numbers(*self._without_numbers()) if defer else None)

    def _new_run(self, job: Job, recorder: Recorder | None, form: Job | None) -> Run:
        return Run(self, job, recorder=recorder, form=form)

    def _without_numbers(self) -> tuple[nn.Module, Order]:
        """The module's twin on the meta device, made once, and what is known of its ways."""
        if self._twin is None or self._twin[0] is not self.module:
            module = twin(self.module)
            self._twin = (self.module, module, Order(module))
        return self._twin[1:]

    def _job(self, inputs: Inputs, defer: bool = False) -> Job:
        encoded = self._encoded(inputs) if defer else self.encode(inputs)
        kwargs = {key: kept(value) for key, value in inputs.kwargs.items()}
        asked = Inputs(tuple(map(kept, inputs.args)), kwargs, inputs.method)
        owners = (self, self._origin)
        weights = {name: one for owner, given in _weights.get() if owner in owners for name, one in given.items()}
        return Job(
            self.module,
            encoded,
            asked,
            self._order,
            edits=tuple(self._edits),
            expression=self._expression,
            weights=weights,
        )

    # -- changes that stay ---------------------------------------------------------------------

    def edit(self, *what: Any, **kwargs: Any) -> Any:
        """Another model with changes that stay; this one is untouched, and the weights are shared.

        ``model.edit(graph)`` gives it at once. ``with model.edit(prompt) as edited:`` records the block, which is
        carried out on that prompt to check it.

        >>> with model.edit() as edited:
        ...     edited.layers[1].mlp.output = 0
        >>> with edited.trace("The Eiffel Tower is in the city of"):
        ...     logits = edited.output.logits

        Raises:
            GraphError: a graph that cannot be part of a model.
        """
        self.load()
        edited = self._copy()
        if len(what) == 1 and isinstance(what[0], Graph):
            check_edit(what[0])
            edited._edits.append(what[0])
            return edited
        return Editing(edited, self._run_of(self._sample(Inputs(what, kwargs))))

    @contextmanager
    def weights(self, tensors: dict[str, torch.Tensor]) -> Iterator[None]:
        """Other parameters, by name, for the runs opened in this block, and the graphs executed in it.

        >>> zero = torch.zeros_like(model.lm_head.weight)
        >>> with model.weights({"lm_head.weight": zero}), model.trace("The Eiffel Tower is in"):
        ...     logits = model.output.logits

        Raises:
            ModelError: no such parameter, or one that is not kept in memory.
            ValueMismatchError: another shape, dtype or device.
        """
        self.load()
        known = dict(self.module.named_parameters(remove_duplicate=False))
        for name, tensor in tensors.items():
            if name not in known:
                raise ModelError(
                    f"{type(self.module).__name__} has no parameter {name!r}; see module.named_parameters()"
                )
            check_kept(self.module, name)
            check_fit(name, tensor, known[name])
        given = (self, dict(tensors))
        _weights.set((*_weights.get(), given))
        try:
            yield
        finally:
            _weights.set(tuple(other for other in _weights.get() if other is not given))

    def _again(self, run: Run) -> Run:
        """A run on what another run was given."""
        return self._run_of(run.job.asked)

    def _copy(self) -> Model:
        edited = copy.copy(self)
        edited._edits, edited._expression = list(self._edits), ""
        return edited

    def _sample(self, inputs: Inputs) -> Inputs:
        """What an edit is tried on where the user gave nothing."""
        return inputs

    # -- names ---------------------------------------------------------------------------------

    def operations(self, path: str) -> list[str]:
        """The operations inside a module, in order: see ``Handle.ops``."""
        return operations(self._sample_job(), path)

    def _sample_job(self) -> Job:
        run = open_run(self)
        return run.job if run is not None else self._job(self._sample(Inputs()))

    def anatomy_of(self, handle: Handle, name: str) -> Handle | None:  # noqa: ARG002  for subclasses
        """The handle that a model-independent name stands for; none for a plain module."""
        return None

    def anatomy_names(self, handle: Handle) -> tuple[str, ...]:  # noqa: ARG002  for subclasses
        """The model-independent names that exist at a handle."""
        return ()

    def place(self, handle: Handle, name: str) -> Place | None:  # noqa: ARG002  for subclasses
        """Where a verified part of a block passes; ``None`` where the name has no meaning."""
        return None

    def _shown(self, handle: Handle, port: str, value: Any) -> Any:  # noqa: ARG002  for subclasses
        """A value as it is shown to the user."""
        return value

    def _meant(self, handle: Handle, port: str, value: Any) -> Any:  # noqa: ARG002  for subclasses
        """What the user means by a value that is assigned: the way back of ``_shown``."""
        return value

    def sites(self, what: Iterable[Any]) -> list[Site]:
        """The sites of a cache: handles, lists of handles, or patterns such as ``"*.mlp"``; all modules without any."""
        modules = self.module.named_modules(remove_duplicate=False)
        return list(sites_of(what, [path for path, module in modules if not isinstance(module, nn.ModuleList)]))


def _aliased(asked: Model, owner: Model, told: Callable[[Run], Run] = lambda run: run) -> Callable[[Run], Run]:
    """What is done to a new run: where it belongs to a copy of the model, handles of the model itself mean it too."""

    def tell(run: Run) -> Run:
        if owner is not asked:
            run.alias = asked
        return told(run)

    return tell
