"""``Edits``: the edits of a workspace as a list with a history."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from functools import partial
from typing import Any

from ..errors import EditError
from ..graph import Graph
from .change import Change
from .history import History
from .recorded import Recorded
from .state import Edit, State
from .values import Prompts

__all__ = ["Edits"]


class Edits:
    """What is done to a model: added, replaced, switched, taken back. Whether an edit fits is for a subclass to say."""

    def __init__(self, state: State) -> None:
        self._history = History(state)

    def _check(self, edit: Edit, prompts: Prompts) -> Edit:
        """The edit as it is kept."""
        raise NotImplementedError

    def _moved(self, before: State) -> None:
        """The state is another."""
        raise NotImplementedError

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Each ``Change``, and each ``Recorded`` graph, the oldest first; setting them is one step of the history.

        Raises:
            EditError: one that does not fit; all stays as it was.
        """
        return self._history.now.edits

    @edits.setter
    def edits(self, changes: Iterable[Edit]) -> None:
        self._step(self._prompts, changes)

    @property
    def changes(self) -> tuple[Change, ...]:
        """The edits that are changes of a part, made by hand; without the graphs made in code."""
        return tuple(edit for edit in self.edits if isinstance(edit, Change))

    def add(self, change: Change) -> Change:
        """Make a change, in place of one of the same part; the change as it was understood.

        Raises:
            EditError: it does not fit the model or the prompts.
        """
        found = self._check(change, self._prompts)
        assert isinstance(found, Change)
        self.edits = (*(one for one in self.edits if one.key != found.key), found)
        return found

    def remove(self, number: int) -> None:
        """Take one of ``edits`` away.

        Raises:
            EditError: there is none of that number.
        """
        self._known(number)
        self.edits = [change for at, change in enumerate(self.edits) if at != number % len(self.edits)]

    def replace(self, number: int, **what: Any) -> None:
        """Another value, name or switch of one of ``edits``; of a graph a name, a switch or another graph.

        >>> workspace.replace(0, on=False)
        >>> workspace.replace(0, name="the subject")

        Raises:
            EditError: there is none of that number, or it does not fit.
        """
        self._known(number)
        number %= len(self.edits)
        try:
            changed = _replaced(self.edits[number], what)
        except TypeError as error:
            has = ", ".join(one.name for one in fields(self.edits[number]))
            raise EditError(f"a change has {has}; got {', '.join(what)}") from error
        self.edits = [changed if at == number else change for at, change in enumerate(self.edits)]

    def clear(self) -> None:
        """Take all changes away; ``undo`` brings them back."""
        self.edits = ()

    @property
    def can(self) -> dict[str, bool]:
        """Whether there is a step to "undo" and to "redo"."""
        return {"undo": self._history.back is not None, "redo": self._history.forward is not None}

    def undo(self) -> None:
        """Take back the last step, prompts and edits; nothing happens when there is none."""
        if self.can["undo"]:
            self._go(self._history.undo)

    def redo(self) -> None:
        """Make the step again that was taken back last; nothing happens when there is none."""
        if self.can["redo"]:
            self._go(self._history.redo)

    @property
    def _prompts(self) -> Prompts:
        return self._history.now.prompts

    def _step(self, prompts: Prompts, edits: Iterable[Edit]) -> None:
        """Go on to another state, unless it is this one; of two edits of one part the last is kept."""
        checked = [self._check(edit, prompts) for edit in edits]
        state = State(prompts, tuple({edit.key: edit for edit in checked}.values()))
        if state != self._history.now:
            self._go(partial(self._history.add, state))

    def _go(self, step: Callable[[], None]) -> None:
        before = self._history.now
        step()
        self._moved(before)

    def _known(self, number: int) -> None:
        if not -len(self.edits) <= number < len(self.edits):
            raise EditError(f"there is no change {number}: there are {len(self.edits)}, counted from 0")


def _replaced(edit: Edit, what: dict[str, Any]) -> Edit:
    if isinstance(edit, Recorded) and isinstance(graph := what.get("graph"), Graph):
        rest = {name: value for name, value in what.items() if name != "graph"}
        return replace(edit, text=Recorded.of(graph).text, **rest)
    return replace(edit, **what)
