"""``Run``: the live run. The user's block is ordinary Python; the model waits at a site while it goes on."""

from __future__ import annotations

import weakref
from contextlib import suppress
from contextvars import ContextVar
from types import TracebackType
from typing import Any

import torch
from torch import nn

from ..errors import NotTracingError
from ..graph import Graph, Inputs, Node, Read, Ref, Site, Write
from .ambient import Ambient
from .fit import check_fit, check_number
from .forward import Forward, fresh
from .hooks import get_port, put_port
from .order import Order
from .place import user_place
from .recorder import Recorder
from .traced import Tie, Traced
from .tree import Path, children, map_tensors
from .visit import Visit
from .walk import Walk

__all__ = ["Run", "open_run"]

_open: ContextVar[tuple[Run, ...]] = ContextVar("nnexplore_open_runs", default=())


def open_run(owner: object) -> Run | None:
    """The innermost run of that model which is open here."""
    for run in reversed(_open.get()):
        if run.owner is owner and run._nodes is None:
            return run
    return None


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

    def __init__(
        self,
        owner: Any,
        module: nn.Module,
        inputs: Inputs,
        *,
        order: Order,
        asked: Inputs,
        expression: str = "",
    ) -> None:
        self.owner = owner
        self.inputs = inputs
        self._module, self._order, self._asked, self._expression = module, order, asked, expression
        self._recorder: Recorder | None = None
        self._nodes: tuple[Node, ...] | None = None
        self._walk: Walk

    def __repr__(self) -> str:
        name = type(self._module).__name__
        if self._nodes is not None:
            return f"<Run of {name}: closed, {len(self._nodes)} nodes>"
        if self._recorder is None:
            return f"<Run of {name}: not started; use it as `with model.trace(…) as run:`>"
        return f"<Run of {name}: open{self._walk.standing()}, {len(self._recorder.nodes)} nodes>"

    # -- the block -----------------------------------------------------------------------------

    def __enter__(self) -> Run:
        if self._recorder is not None or self._nodes is not None:
            raise NotTracingError("this trace has already been used; begin a new one with model.trace(…)")
        module, inputs, ambient = self._module, self.inputs, Ambient.now()
        self._walk = Walk(module, lambda: _forward(module, inputs, ambient), self._order)
        self._recorder = Recorder(self._guard)
        _open.set((*_open.get(), self))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _open.set(tuple(run for run in _open.get() if run is not self))
        recorder, self._recorder = self._live, None
        self._nodes = tuple(recorder.nodes)
        recorder.close()
        self._walk.close()

    @property
    def graph(self) -> Graph:
        """What was read, computed, written and saved, so far or in all."""
        nodes = tuple(self._live.nodes) if self._nodes is None else self._nodes
        return Graph(nodes, (self._asked,), self._expression)

    @property
    def _live(self) -> Recorder:
        if self._recorder is None:
            state = "is closed: its block has ended" if self._nodes is not None else "has not begun"
            raise NotTracingError(f"this trace {state}. Read and write inside the block: `with model.trace(…) as run:`")
        return self._recorder

    # -- what the block does -------------------------------------------------------------------

    def read(self, site: Site) -> Any:
        """The value at a site, as it is now: a traced tensor, or a structure with traced tensors in it.

        Raises:
            NotReachedError: the forward never calls the module.
        """
        recorder = self._live
        visit = self._walk.to(site)
        value = visit.now
        if type(value) is torch.Tensor and site.port != "input":
            part: Any = self._first_read(recorder, visit, site, value)
        else:
            part = self._traced_part(recorder, visit, site)
            visit.now = put_port(site, value, part)
        if visit.site is None:
            self._note(visit, site)
        return (
            part
            if isinstance(part, torch.Tensor)
            else _with_save(part, recorder.tie, str(site), visit.nodes.get(site.port))
        )

    def write(self, site: Site, value: Any, grow: bool = False) -> None:
        """Replace the value at a site for the rest of the model. A number fills the old shape.

        Raises:
            OrderError: the model has already passed the site.
            ValueMismatchError: another structure, shape, dtype or device.
        """
        recorder = self._live
        visit = self._walk.to_write(site)
        old = get_port(site, visit.now)
        if isinstance(value, bool | int | float):
            number = value
            check_number(site, number, old)
            value = map_tensors(lambda _, tensor: torch.full_like(tensor, number), self.read(site))
        check_fit(site, value, old, grow)
        self._walk.change(visit)
        recorder.add(Write, site, recorder.pack(value), grow=grow)
        visit.assign(put_port(site, visit.now, value))
        self._note(visit, site)

    def apply(self, path: str, module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Apply one of the model's modules to values of this run."""
        return self._live.apply(path, module, args, kwargs)

    def finish(self) -> Any:
        """Let the model run to its end and return its own plain output, unrecorded.

        >>> with model.trace("The Eiffel Tower is in the city of") as run:
        ...     model.transformer.h[2].mlp.output = 0
        ...     logits = run.finish().logits
        """
        self._live  # noqa: B018  a closed trace is refused
        return self._walk.finish()

    # -- inside --------------------------------------------------------------------------------

    def _first_read(self, recorder: Recorder, visit: Visit, site: Site, tensor: torch.Tensor) -> Traced:
        """The commonest read, kept short: the value is one tensor, and was not read before."""
        node = recorder.add(Read, site)
        traced = recorder.wrap(tensor, node.id, visit)
        if tensor.requires_grad and torch.is_grad_enabled():
            traced.retain_grad()
        visit.now, visit.renewed, visit.nodes[site.port] = traced, False, node.id
        if visit.site is None:
            visit.site, visit.place = site, node.place
        return traced

    def _traced_part(self, recorder: Recorder, visit: Visit, site: Site) -> Any:
        """A port's value with its tensors traced; one node for all that were not read before."""
        made: list[int] = []

        def leaf(path: Path, tensor: torch.Tensor) -> torch.Tensor:
            known = isinstance(tensor, Traced) and tensor._tie is recorder.tie
            if known and not visit.renewed:
                return tensor
            if not made:
                made.append(recorder.add(Read, site).id)
            node = (made[0], path) if path else made[0]
            if isinstance(tensor, Traced) and known:
                tensor._node = node
                return tensor
            traced = recorder.wrap(tensor, node, visit)
            if tensor.requires_grad and torch.is_grad_enabled():
                traced.retain_grad()
            return traced

        part = map_tensors(leaf, get_port(site, visit.now))
        visit.renewed = False
        if made:
            visit.nodes[site.port] = made[0]
        return part

    def _note(self, visit: Visit, site: Site) -> None:
        if visit.site is None:
            visit.site, visit.place = site, user_place()

    def _guard(self, target: Traced) -> None:
        """Refuse an in-place operation on a site's value that the model would not see."""
        if target._visit is not None and not self._walk.touch(target):
            site = target._visit.site
            raise self._walk.too_late(f"change {site} in place", " To compute with the value, change a copy: .clone().")


def _forward(module: nn.Module, inputs: Inputs, ambient: Ambient) -> Forward:
    own = fresh(inputs)
    return Forward(module, own.args, own.kwargs, ambient)


class _Tuple(tuple[Any, ...]):
    """A tuple that can be marked as a result."""

    _save: _Save

    def save(self, name: str | None = None) -> _Tuple:
        """Mark this value as a result of the graph, under ``name``, and return it."""
        self._save.mark(self, name)
        return self

    def __reduce__(self) -> Any:
        return tuple, (tuple(self),)


class _Save:
    """The ``save`` method of one structure. Holds it weakly, so that it dies with its last user; pickles as nothing."""

    def __init__(self, value: Any = None, tie: Tie | None = None, site: str = "", node: int | None = None) -> None:
        self._value = weakref.ref(value) if value is not None else None
        self._tie, self._site, self._node = tie, site, node

    def __call__(self, name: str | None = None) -> Any:
        value = self._value() if self._value is not None else None
        self.mark(value, name)
        return value

    def mark(self, value: Any, name: str | None) -> None:
        if self._tie is not None and self._tie.recorder is not None:
            self._tie.recorder.save(name or self._site, value if self._node is None else Ref(self._node))

    def __reduce__(self) -> Any:
        return _Save, ()


def _with_save(value: Any, tie: Tie, site: Site, node: int | None) -> Any:
    """Structures get a ``save`` method, as traced tensors have, where their class allows it."""
    if isinstance(value, torch.Tensor):
        return value
    if type(value) is tuple:
        value = _Tuple(value)
        value._save = _Save(None, tie, str(site), node)
    elif children(value) and hasattr(value, "__dict__"):
        with suppress(TypeError):
            object.__setattr__(value, "save", _Save(value, tie, str(site), node))
    return value
