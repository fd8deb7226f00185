"""``Model``: any ``nn.Module``, opened for tracing."""

from __future__ import annotations

import copy
import fnmatch
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
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
    duplicate,
    open_run,
    operations,
    replay,
    twin,
)
from ..errors import GraphError, ModelError, PromptError
from ..graph import Graph, Inputs, Site
from .anatomy import Place
from .edits import Editing
from .handle import Handle

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
                f"{type(module).__name__} is compiled by torch.jit, so no value inside it can be had; "
                "wrap the module that it was made from"
            )
        module = getattr(module, "_orig_mod", module)  # of torch.compile: while it is traced it runs uncompiled anyway
        self._module = module
        self._order = Order(module)
        self._expression = ""
        self._edits: list[Graph] = []

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

    def load(self) -> Model:
        """Load what is not in memory yet; a plain module is."""
        return self

    # -- runs ----------------------------------------------------------------------------------

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The model's own output, with its edits; within a run the plain module is applied."""
        if not self._edits or open_run(self) is not None:
            return super().__call__(*args, **kwargs)
        with self._run_of(Inputs(args, kwargs)) as run:
            return run.finish()

    def trace(self, *args: Any, defer: bool = False, **kwargs: Any) -> Any:
        """A run of the model, to be used as ``with model.trace(…) as run:``. The arguments are the forward's.

        Without any it is a block of several runs, each opened by ``run.invoke(…)``, unless the forward takes no
        arguments. With ``defer`` the block sees shapes and no numbers; the run is carried out when the block ends, and
        what was saved is real from then on.

        >>> with model.trace("The Eiffel Tower is in the city of", defer=True):
        ...     hidden = model.layers[1].output.save()
        >>> hidden.norm()

        Raises:
            PromptError: nothing to run on.
        """
        inputs = Inputs(args, kwargs)
        if not defer:
            return self._runs(inputs)
        if not args and not kwargs:
            raise PromptError("a deferred run has one prompt: model.trace(prompt, defer=True)")
        return self._run_of(inputs, defer=True)

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
        jobs = [self._job(inputs) for inputs in _inputs(graph, prompts, kwargs)]
        return replay(graph, self.module, lambda run: jobs[run])

    def encode(self, inputs: Inputs) -> Inputs:
        """What the forward is given for what the user passed to ``trace``."""
        return self._encoded(inputs)

    def _encoded(self, inputs: Inputs) -> Inputs:
        if not inputs.args and not inputs.kwargs and not _takes_nothing(self.module):
            raise PromptError("nothing to run on: pass the inputs of the forward, model.trace(x)")
        return inputs

    def _runs(self, inputs: Inputs, told: Callable[[Run], Run] = lambda run: run) -> Any:
        """One run, or without anything to run on a block of several; ``told`` is done to each of them."""
        plain = inputs.method == "trace"
        if inputs.args or inputs.kwargs.keys() & _PROMPTS or (plain and (inputs.kwargs or _takes_nothing(self.module))):
            return told(self._run_of(inputs))

        def make(args: tuple[Any, ...], kwargs: dict[str, Any], recorder: Recorder) -> Run:
            return told(self._run_of(Inputs(args, {**inputs.kwargs, **kwargs}, inputs.method), recorder))

        return Invokes(self, make, self._expression)

    def _run_of(self, inputs: Inputs, recorder: Recorder | None = None, defer: bool = False) -> Run:
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
        kwargs = {key: _kept(value) for key, value in inputs.kwargs.items()}
        asked = Inputs(tuple(map(_kept, inputs.args)), kwargs, inputs.method)
        weights = {name: tensor for owner, given in _weights.get() if owner is self for name, tensor in given.items()}
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
        return list(_sites(what, [path for path, module in modules if not isinstance(module, nn.ModuleList)]))


def _takes_nothing(module: nn.Module) -> bool:
    """Whether a forward has no arguments at all."""
    return not inspect.signature(module.forward).parameters


def _sites(what: Iterable[Any], paths: list[str]) -> Iterator[Site]:
    for item in what:
        if isinstance(item, str):
            yield from (Site(path) for path in _matching(item, paths))
        elif isinstance(item, Handle) and not isinstance(item.module, nn.ModuleList):
            yield Site(item.path)
        elif isinstance(item, Iterable):
            yield from _sites(item, paths)
        else:
            raise ModelError(f'a cache takes handles, lists of handles, and patterns such as "*.mlp"; got {item!r:.40}')


def _matching(pattern: str, paths: list[str]) -> list[str]:
    found = [path for path in paths if fnmatch.fnmatchcase(path, pattern)]
    if not found:
        raise ModelError(f"no module's path matches {pattern!r}; paths look like {paths[-1]!r}")
    return found


_PROMPTS = frozenset({"input_ids", "inputs", "inputs_embeds", "input_features", "pixel_values"})
"""Keyword inputs of a generation that are something to run on; the others are options."""


def _kept(value: Any) -> Any:
    """What a graph keeps of an input: a copy, and plain data for what a tokenizer gives."""
    if isinstance(value, Mapping):
        return {key: _kept(item) for key, item in value.items()}
    return duplicate(value.detach() if isinstance(value, torch.Tensor) else value)


def _inputs(graph: Graph, prompts: tuple[Any, ...], kwargs: dict[str, Any]) -> Iterator[Inputs]:
    """One ``Inputs`` per run: what was passed, made as the graph's own runs were."""
    known = list(graph.inputs) + [Inputs()] * (graph.runs - len(graph.inputs))
    if not prompts and not kwargs:
        if len(graph.inputs) < graph.runs:
            raise GraphError(
                f"the graph has {graph.runs} runs and carries inputs for {len(graph.inputs)}; pass one prompt per run"
            )
        yield from graph.inputs
    elif graph.runs == 1:
        yield _like(known[0], prompts, kwargs)
    elif len(prompts) != graph.runs:
        raise GraphError(f"the graph has {graph.runs} runs, so it takes {graph.runs} prompts; got {len(prompts)}")
    else:
        yield from (_like(old, (prompt,), kwargs) for old, prompt in zip(known, prompts, strict=True))


def _like(old: Inputs, prompts: tuple[Any, ...], kwargs: dict[str, Any]) -> Inputs:
    """New prompts; the options of a generation stay."""
    options = old.kwargs if old.method == "generate" else {}
    return Inputs(prompts, {**options, **kwargs}, old.method)
