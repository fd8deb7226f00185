"""``TraceCell``: the context that a ``%%trace`` cell's body runs in."""

from __future__ import annotations

from contextlib import ExitStack
from types import TracebackType
from typing import Any

from IPython.core.error import UsageError
from IPython.core.getipython import get_ipython
from IPython.display import display

from ..engine import Run, Traced
from ..errors import PromptError
from .line import parse
from .plain import plain
from .summary import summarize

__all__ = ["TraceCell"]


class TraceCell:
    """Enters the trace that the cell's first line asks for, and hands its results to the notebook.

    Args:
        text: the first line, without ``%%trace``.
        namespace: where the body's names live: the notebook's, or a function's under ``%%timeit``.
        names: the names that the body mentions.
    """

    def __init__(self, text: str, namespace: dict[str, Any], names: list[str]) -> None:
        self.text, self.namespace, self.names = text, namespace, names
        self.value: Any = None

    def __enter__(self) -> TraceCell:
        __tracebackhide__ = True
        from .extension import trace

        shell = get_ipython()
        assert shell is not None, "%%trace runs inside IPython"
        self.line = parse(self.text, trace.parser, shell.user_ns)
        self.timed = self.namespace is not shell.user_ns
        self.before = {name: self.namespace.get(name) for name in self.names}
        self.stack = ExitStack()
        self.run = self.stack.enter_context(self._trace())
        if self.line.run:
            self.namespace[self.line.run] = self.run
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        __tracebackhide__ = True
        try:
            if error is not None:
                self.stack.__exit__(kind, error, traceback)
            else:
                self._close()
        finally:
            self._make_plain()
            del (
                self.line,
                self.run,
                self.stack,
                self.before,
            )  # the notebook keeps this object until the next %%trace

    def take(self) -> Any:
        """The value of the body's last expression, once."""
        value, self.value = self.value, None
        return value

    def _trace(self) -> Run:
        try:
            run: Run = self.line.model.trace(self.line.prompt, remote=self.line.remote)
            return run
        except PromptError as error:
            raise UsageError(f"%%trace {self.text}: {error}") from error

    def _close(self) -> None:
        __tracebackhide__ = True
        shown = not (self.line.quiet or self.timed)
        with self.stack:
            self._save_names()
            output = self.run.finish() if shown else None
            for value in (self.value, getattr(output, "logits", None)):
                if isinstance(value, Traced) and value.is_meta:  # what is shown comes with the block's own request
                    value.save()
        if self.line.graph:
            self.namespace[self.line.graph] = self.run.graph
        if shown:
            display(summarize(self.line.model, self.line.prompt, self.run.graph, output, top=self.line.top))

    def _save_names(self) -> None:
        """Make each tensor that the body assigned a result of the graph, under its own name."""
        saved = self.run.graph.saves
        for name in self.names:
            value = self.namespace.get(name)
            if isinstance(value, Traced) and value is not self.before[name] and name[0] != "_" and name not in saved:
                value.save(name)

    def _make_plain(self) -> None:
        self.value = plain(self.value)
        if not self.timed:
            self.namespace.update({n: plain(self.namespace[n]) for n in self.names if n in self.namespace})
