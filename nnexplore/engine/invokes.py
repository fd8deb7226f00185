"""``Invokes``: several runs of one model in one block and one graph, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from types import TracebackType
from typing import Any

from ..errors import NotTracingError
from ..graph import Graph, Inputs
from .deferral import Deferral
from .live import Run
from .recorder import Recorder
from .weights import weights_of

__all__ = ["Invokes", "open_invokes", "open_session"]

_open: ContextVar[tuple[Invokes, ...]] = ContextVar("nnexplore_open_invokes", default=())


def open_invokes(owner: object) -> bool:
    """Whether a block of several runs of that model is open here."""
    return any(block._owner is owner for block in _open.get())


def open_session(model: object) -> Invokes | None:
    """The innermost session of that model which is open here."""
    return next((block for block in reversed(_open.get()) if block._session is model), None)


class Invokes:
    """A block of several runs, each with its own prompt. Values of earlier ones are used in later ones freely.

    >>> with model.trace() as run:
    ...     with run.invoke("Madison Square Garden is in the city of New"):
    ...         embedding = model.transformer.wte.output
    ...     with run.invoke([0] * 9):
    ...         model.transformer.wte.output = embedding
    ...         logits = model.output.logits
    """

    def __init__(
        self,
        owner: Any,
        make: Callable[[Inputs, Recorder], Run],
        inputs: Inputs,
        expression: str,
        session: Any = None,
    ) -> None:
        self._owner, self._make, self._inputs, self._expression = owner, make, inputs, expression
        self._session = session
        self._recorder: Recorder | None = None
        self._graph: Graph | None = None
        self._deferral: Deferral | None = None

    def __repr__(self) -> str:
        count = len(self._recorder.asked) if self._recorder is not None else self.graph.runs if self._graph else 0
        state = "open" if self._recorder is not None else "closed" if self._graph is not None else "not started"
        return f"<Invokes: {state}, {count} runs>"

    def __enter__(self) -> Invokes:
        if self._recorder is not None or self._graph is not None:
            raise NotTracingError("this trace has already been used; begin a new one with model.trace()")
        self._recorder = Recorder(weights_of(self._owner.module))
        _open.set((*_open.get(), self))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _open.set(tuple(block for block in _open.get() if block is not self))
        self._graph = self.graph
        assert self._recorder is not None
        self._deferral = self._recorder.deferral
        self._recorder.close()
        self._recorder = None
        if self._deferral is not None and error is None:
            self._deferral.carry_out(self._graph)

    def invoke(self, *args: Any, **kwargs: Any) -> Run:
        """A run on one prompt, or a list of prompts: ``with run.invoke(prompt):``.

        Raises:
            NotTracingError: outside the block.
        """
        if self._recorder is None:
            raise NotTracingError(
                "invoke belongs inside the block: `with model.trace() as run: with run.invoke(prompt): …`"
            )
        given = self._inputs
        return self._make(Inputs((*given.args, *args), {**given.kwargs, **kwargs}, given.method), self._recorder)

    def join(self, inputs: Inputs) -> Run:
        """A run of its own kind, trace or generation, in this block."""
        assert self._recorder is not None
        return self._make(inputs, self._recorder)

    @property
    def remote(self) -> Any:
        """The other machine's job, of a block with ``blocking=False``; ``None`` of all others."""
        return None if self._deferral is None else self._deferral.job

    @property
    def graph(self) -> Graph:
        """What was done in all runs, so far or in all."""
        if self._graph is not None:
            return self._graph
        if self._recorder is None:
            return Graph((), (), self._expression)
        return Graph(tuple(self._recorder.nodes), tuple(self._recorder.asked), self._expression)
