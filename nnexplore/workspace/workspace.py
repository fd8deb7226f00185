"""``Workspace``: a model, one or two prompts, and the changes that all views make and show."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from torch import Tensor

from ..analysis import LogitLens
from ..errors import EditError
from ..graph import Graph, Site
from ..models import LanguageModel
from .change import Change, Kind
from .check import checked
from .compose import OUTPUT
from .events import Event, Events
from .history import History
from .lens import lens_of
from .place import Place
from .selection import Selection
from .values import Prompts, Run, Values

__all__ = ["Event", "Run", "Workspace"]

Changes = tuple[Change, ...]
SCHEMA = 1


class Workspace:
    """What several views, and the code beside them, have in common: nothing here draws.

    The changes are data: they are listed, undone, switched off, stored, and make up one intervention graph, which is
    what runs. Views hear of every change by ``on``, whoever has made it.

    >>> workspace = nnexplore.Workspace(model, "The capital of France is", "The capital of Italy is")
    >>> workspace.copy("resid_post", 1, position=3)
    >>> workspace.edits
    (Change(place=Place('resid_post', 1), at={'position': 3}, kind='copy', ...),)
    >>> workspace.top(3)

    Args:
        model: any causal language model.
        prompt: text, or the token ids of one prompt; ``None`` to look at the model alone for now.
        other: another one, to copy from and to compare with.

    Raises:
        PromptError: a prompt that cannot be run.
    """

    def __init__(self, model: LanguageModel, prompt: Any = None, other: Any = None) -> None:
        self.model = model
        self._history: History[Changes] = History(())
        self._selection = Selection()
        self._events = Events()
        self._values = Values(model)
        self._prompts = Prompts(model, prompt, other)

    # -- the prompts ---------------------------------------------------------------------------

    @property
    def prompt(self) -> Any:
        """The prompt, as it was given; setting it keeps the changes that still fit.

        Raises:
            PromptError: a prompt that cannot be run.
            EditError: a change is at a position that it does not have; all stays as it was.
        """
        return self._prompts.prompt

    @prompt.setter
    def prompt(self, prompt: Any) -> None:
        self._set_prompts(prompt, self._prompts.other)

    @property
    def other(self) -> Any:
        """The other prompt, or ``None``; it can be set."""
        return self._prompts.other

    @other.setter
    def other(self, other: Any) -> None:
        self._set_prompts(self._prompts.prompt, other)

    @property
    def tokens(self) -> list[str]:
        """The prompt's tokens as text."""
        return self.model.token_strings(self._prompts.ids or [])

    @property
    def other_tokens(self) -> list[str] | None:
        """Those of the other prompt."""
        ids = self._prompts.other_ids
        return None if ids is None else self.model.token_strings(ids)

    def _set_prompts(self, prompt: Any, other: Any) -> None:
        before, known = self._prompts, self._values
        self._prompts, self._values = Prompts(self.model, prompt, other), Values(self.model)
        try:
            if prompt is not None:
                self._get([OUTPUT], "clean")  # so that one too long is refused here
            if other is not None:
                self._get([OUTPUT], "other")
            self._check_all(self.edits)
        except BaseException:
            self._prompts, self._values = before, known
            raise
        looked, at = self._selection, self._selection.position
        if at is not None and at >= len(self.tokens):
            self._selection = replace(looked, position=None)
        self._tell("prompts")
        if self._selection != looked:
            self._tell("selection")

    # -- the changes ---------------------------------------------------------------------------

    @property
    def edits(self) -> Changes:
        """The changes, the oldest first; setting them is one step of the history.

        Raises:
            EditError: one that does not fit; all stays as it was.
        """
        return self._history.now

    @edits.setter
    def edits(self, changes: Iterable[Change]) -> None:
        checked = tuple({change.key: change for change in map(self._check, changes)}.values())  # the last of a part
        if checked != self.edits:
            self._history.add(checked)
            self._tell("edits")

    def add(self, change: Change) -> Change:
        """Make a change, in place of one of the same part; the change as it was understood.

        Raises:
            EditError: it does not fit the model or the prompts.
        """
        found = self._check(change)
        self.edits = (*(one for one in self.edits if one.key != found.key), found)
        return found

    def zero(self, place: str | Place, layer: int | None = None, **at: int) -> Change:
        """Set a part to zero.

        >>> workspace.zero("head_out", 1, head=2)

        Raises:
            EditError: there is no such part.
        """
        return self._add("zero", place, layer, at)

    def set(self, place: str | Place, layer: int | None = None, *, to: float, **at: int) -> Change:
        """Set a part to a number.

        >>> workspace.set("head_pattern", 0, to=0.0, head=1, position=5, key=2)

        Raises:
            EditError: there is no such part.
        """
        return self._add("set", place, layer, at, float(to))

    def scale(self, place: str | Place, layer: int | None = None, *, by: float, **at: int) -> Change:
        """Multiply a part.

        >>> workspace.scale("neurons", 2, by=2.0, position=4, neuron=17)

        Raises:
            EditError: there is no such part.
        """
        return self._add("scale", place, layer, at, float(by))

    def copy(
        self,
        place: str | Place,
        layer: int | None = None,
        *,
        source: Mapping[str, int] | None = None,
        **at: int,
    ) -> Change:
        """Take a part from the other prompt; ``source`` says from where, if it is not the same.

        >>> workspace.copy("resid_post", 1, position=4, source={"position": 3})

        Raises:
            EditError: there is no such part, or no other prompt.
        """
        return self._add("copy", place, layer, at, source=source or {})

    def remove(self, number: int) -> None:
        """Take one of ``edits`` away.

        Raises:
            EditError: there is none of that number.
        """
        self._known(number)
        self.edits = [change for at, change in enumerate(self.edits) if at != number % len(self.edits)]

    def replace(self, number: int, **what: Any) -> None:
        """Another value, name or switch of one of ``edits``.

        >>> workspace.replace(0, on=False)
        >>> workspace.replace(0, name="the subject")

        Raises:
            EditError: there is none of that number, or it does not fit.
        """
        self._known(number)
        number %= len(self.edits)
        try:
            changed = replace(self.edits[number], **what)
        except TypeError as error:
            raise EditError(
                f"a change has place, at, kind, value, source, name and on; got {', '.join(what)}"
            ) from error
        self.edits = [changed if at == number else change for at, change in enumerate(self.edits)]

    def clear(self) -> None:
        """Take all changes away; ``undo`` brings them back."""
        self.edits = ()

    @property
    def can(self) -> dict[str, bool]:
        """Whether there is a step to "undo" and to "redo"."""
        return {"undo": self._history.back is not None, "redo": self._history.forward is not None}

    def undo(self) -> None:
        """Take back the last step; nothing happens when there is none, an error if it does not fit the prompt."""
        if (before := self._history.back) is not None:
            self._check_all(before)
            self._history.undo()
            self._tell("edits")

    def redo(self) -> None:
        """Make the step again that was taken back last; nothing happens when there is none."""
        if (after := self._history.forward) is not None:
            self._check_all(after)
            self._history.redo()
            self._tell("edits")

    def _add(
        self,
        kind: Kind,
        place: str | Place,
        layer: int | None,
        at: Mapping[str, int],
        value: float = 0.0,
        source: Mapping[str, int] | None = None,
    ) -> Change:
        where = place if isinstance(place, Place) else Place(place, layer)
        return self.add(Change(where, at, kind, value, source or {}))

    def _known(self, number: int) -> None:
        if not -len(self.edits) <= number < len(self.edits):
            raise EditError(f"there is no change {number}: there are {len(self.edits)}, counted from 0")

    def _check_all(self, changes: Changes) -> None:
        """See that changes fit the prompts as they are now."""
        for change in changes:
            self._check(change)

    def _check(self, change: Change) -> Change:
        def shape(run: Run, place: Place) -> tuple[int, ...]:
            return tuple(self._values.get([place], self._prompts, run, ())[0].shape[1:])

        if change.kind == "copy" and self._prompts.other_ids is None:
            raise EditError(f"{change}: there is no other prompt to copy from; set workspace.other")
        return checked(self.model, change, partial(shape, "clean"), partial(shape, "other"))

    # -- the selection -------------------------------------------------------------------------

    @property
    def selection(self) -> Selection:
        """What is looked at; setting it moves the views."""
        return self._selection

    @selection.setter
    def selection(self, selection: Selection) -> None:
        if selection != self._selection:
            self._selection = selection
            self._tell("selection")

    def select(self, **what: Any) -> None:
        """Look at something else, the rest as it was.

        >>> workspace.select(layer=2, head=1)
        """
        self.selection = replace(self._selection, **what)

    def on(self, event: Event, callback: Callable[[], object]) -> Callable[[], None]:
        """Call a function after each change of "edits", "selection" or "prompts"; what comes back ends that.

        >>> stop = workspace.on("edits", lambda: print(workspace.edits))
        >>> stop()

        Raises:
            ValueError: no such event.
        """
        return self._events.on(event, callback)

    def _tell(self, event: Event) -> None:
        self._events.tell(event)

    # -- what the model says -------------------------------------------------------------------

    @property
    def graph(self) -> Graph:
        """The changes that are on as an intervention graph, with the result "logits" ``[1, tokens, vocab]``."""
        return self.graph_of({"logits": OUTPUT})

    @property
    def code(self) -> str:
        """Python that gives the same logits without the workspace."""
        return self.graph.code()

    def graph_of(self, wanted: Mapping[str, Place | Site]) -> Graph:
        """The changes, and reads of some values after them, as one graph.

        Args:
            wanted: places or sites by the names of the results.
        """
        return self._values.graph(wanted, self._prompts, "edited", self._active)

    def value(self, place: str | Place, layer: int | None = None, run: Run = "edited") -> Tensor:
        """A value as it is with the changes, without them, or of the other prompt: ``[1, tokens, …]``.

        Of attention ``[1, heads, tokens, …]``. It is kept for the next who asks, so do not change it in place.

        >>> workspace.value("head_pattern", 0).shape
        torch.Size([1, 4, 5, 5])

        Raises:
            EditError: there is no such place, or no other prompt.
            ModelError: the architecture has no such component; the message says why.
        """
        return self.values([place if isinstance(place, Place) else Place(place, layer)], run)[0]

    def values(self, places: Iterable[Place], run: Run = "edited") -> list[Tensor]:
        """Several values, for which the model runs but once."""
        return self._get([place.check(self.model) for place in places], run)

    def logits(self, run: Run = "edited") -> Tensor:
        """The logits ``[tokens, vocab]``."""
        return self._get([OUTPUT], run)[0][0]

    def lens(self, run: Run = "edited", component: str = "resid_post") -> LogitLens:
        """The logit lens of a run, of which ``analysis.logit_lens`` says more.

        >>> workspace.lens().probability(" Paris")
        """
        return lens_of(self.model, self._prompts, run, self._active if run == "edited" else (), component)

    def top(self, k: int = 10, run: Run = "edited") -> list[tuple[str, float]]:
        """The ``k`` likeliest next tokens and their probabilities."""
        found = self.logits(run)[-1].float().softmax(-1).topk(k)
        return list(zip(self.model.token_strings(found.indices.tolist()), found.values.tolist(), strict=True))

    @property
    def _active(self) -> Changes:
        return tuple(change for change in self.edits if change.on)

    def _get(self, places: list[Place | Site], run: Run) -> list[Tensor]:
        return self._values.get(places, self._prompts, run, self._active if run == "edited" else ())

    # -- keeping -------------------------------------------------------------------------------

    def to_json(self) -> str:
        """The prompts and the changes, as text; token ids where the prompt was given so."""
        data = {
            "schema": SCHEMA,
            "prompts": self._prompts.fed,
            "edits": [change.as_data() for change in self.edits],
        }
        return json.dumps(data, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str, model: LanguageModel) -> Workspace:
        """What ``to_json`` wrote, for the same or another model.

        Raises:
            EditError: it is something else, or does not fit the model.
        """
        try:
            data = json.loads(text)
            if data["schema"] != SCHEMA:
                raise EditError(f"this workspace has schema {data['schema']!r}; this nnexplore reads schema {SCHEMA}")
            made = cls(model, *data["prompts"])
            changes = [Change.of_data(one) for one in data["edits"]]
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise EditError(f"this is no workspace that to_json wrote ({type(error).__name__}: {error})") from error
        made._history = History(tuple(map(made._check, changes)))
        return made

    def __repr__(self) -> str:
        prompts = [f"{one!r:.44}" for one in (self.prompt, self.other) if one is not None] or ["no prompt"]
        lines = [f"<Workspace of {' and '.join(prompts)}, {len(self.edits)} changes>"]
        lines += [f"  {at}: {change}{'' if change.on else ' (off)'}" for at, change in enumerate(self.edits)]
        return "\n".join(lines)
