"""``Turns``: models compute side by side in several threads, but one whose parameters are replaced computes alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from threading import get_ident

__all__ = ["TURNS", "Turns"]


class Turns:
    """Who computes now: ``enter`` and ``leave`` are called whenever a model goes on and stops.

    A thread that computes already, as when a model's hook traces a model, waits for nobody. Only runs of nnexplore
    take turns; a plain call of the module in another thread does not know of them.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside: dict[int, int] = {}  # by thread, how deep; each changes its own entry only
        self._alone: int | None = None

    def enter(self, alone: bool = False) -> None:
        """Wait until it is this thread's turn."""
        me = get_ident()
        depth = self._inside.get(me, 0)
        if alone and not depth:
            self._claim(me)
            return
        self._inside[me] = depth + 1
        if not depth and self._alone is not None:
            self._wait(me)

    def leave(self) -> None:
        """Let others have theirs."""
        me = get_ident()
        depth = self._inside[me] - 1
        if depth:
            self._inside[me] = depth
            return
        del self._inside[me]
        if self._alone is not None:
            with self._changed:
                self._alone = None if self._alone == me else self._alone
                self._changed.notify_all()

    @contextmanager
    def beside(self) -> Iterator[None]:
        """While no model's parameters are replaced by another thread."""
        self.enter()
        try:
            yield
        finally:
            self.leave()

    def _wait(self, me: int) -> None:
        with self._changed:
            del self._inside[me]
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._alone is None)
            self._inside[me] = 1

    def _claim(self, me: int) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._alone is None)
            self._alone = me
            try:
                self._changed.wait_for(lambda: not self._inside)
            except BaseException:
                self._alone = None
                self._changed.notify_all()
                raise
            self._inside[me] = 1


TURNS = Turns()
