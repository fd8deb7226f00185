"""Undo and redo for anything whose whole state is one immutable value."""

from __future__ import annotations

from typing import Generic, TypeVar

__all__ = ["History"]

_State = TypeVar("_State")


class History(Generic[_State]):
    """The states before and after the present one; it knows nothing of what they mean.

    >>> history = History(())
    >>> history.add(("a",))
    >>> history.back
    ()
    """

    def __init__(self, state: _State) -> None:
        self._states = [state]
        self._now = 0

    @property
    def now(self) -> _State:
        """The present state."""
        return self._states[self._now]

    @property
    def back(self) -> _State | None:
        """The state that undo leads to; ``None`` at the beginning."""
        return self._states[self._now - 1] if self._now > 0 else None

    @property
    def forward(self) -> _State | None:
        """The state that redo leads to; ``None`` at the end."""
        return self._states[self._now + 1] if self._now + 1 < len(self._states) else None

    def add(self, state: _State) -> None:
        """Make a new state the present one, and forget what had been undone."""
        self._states[self._now + 1 :] = [state]
        self._now += 1

    def undo(self) -> None:
        """Step back; the caller has made sure that there is something to go back to."""
        self._now -= 1

    def redo(self) -> None:
        """Step forward; the caller has made sure that there is something to go on to."""
        self._now += 1
