"""``Action``: a step that a lesson makes in a workspace, read from a line: a selection, a change, another prompt."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..errors import LessonError
from ..workspace import Change, Place, Workspace
from .quantity import quoted

__all__ = ["FORMS", "Action"]

FORMS = (
    "select layer L, head H, position N",
    "zero COMPONENT L, head H, position N",
    "scale COMPONENT L, … by X",
    "set COMPONENT L, … to X",
    "copy COMPONENT L, … [from position N]",
    'prompt "text"',
    'other "text"',
    "clear",
)
"""Every form of an action, as the manual writes it."""

_SELECTED = ("layer", "head", "position")
_CHANGE = re.compile(
    r"(zero|scale|set|copy) ([A-Za-z_]+) (-?\d+)((?:, [a-z]+ \d+)*)(?: (by|to|from position) (-?\d+(?:\.\d+)?))?"
)
_PAIR = re.compile(r"([a-z]+) (-?\d+)")
_WORDS = {"zero": None, "scale": "by", "set": "to", "copy": "from position"}


@dataclass(frozen=True)
class Action:
    """One step, as data.

    Attributes:
        text: as the lesson's file has it.

    >>> Action("zero head_out 1, head 2").make(workspace)

    Raises:
        LessonError: it can be read in no form; the message has them all.
    """

    text: str

    def __post_init__(self) -> None:
        self._step()

    def make(self, workspace: Workspace) -> None:
        """Make it.

        Raises:
            EditError: it does not fit the model or the prompts.
            PromptError: a prompt that cannot be run.
        """
        self._step()(workspace)

    @property
    def change(self) -> Change | None:
        """The change that it makes, if it is one."""
        found = _CHANGE.fullmatch(self.text)
        return None if found is None else _change(found)

    def _step(self) -> Callable[[Workspace], object]:
        verb, _, rest = self.text.partition(" ")
        if verb in ("prompt", "other") and rest:
            text = quoted(rest)
            return lambda workspace: setattr(workspace, verb, text)
        if self.text == "clear":
            return lambda workspace: workspace.clear()
        if verb == "select":
            wanted = _pairs(rest, _SELECTED, self.text)
            return lambda workspace: workspace.select(**wanted)
        change = self.change
        if change is None:
            raise LessonError(f"{self.text!r:.80} is nothing that can be done; there are: {'; '.join(FORMS)}")
        return lambda workspace: workspace.add(change)


def _change(found: re.Match[str]) -> Change:
    kind, name, layer, at, word, number = found.groups()
    if word != _WORDS[kind] and (kind != "copy" or word is not None):
        wanted = f"ends in `{_WORDS[kind]} …`" if _WORDS[kind] else "has no number at its end"
        raise LessonError(f"`{kind}` {wanted}; got {found.string!r:.80}")
    axes = _pairs(at.removeprefix(", "), None, found.string) if at else {}
    place = Place(name, int(layer))
    if kind == "copy":
        return Change(place, axes, "copy", source={} if number is None else {"position": int(float(number))})
    if kind == "zero":
        return Change(place, axes, "zero")
    return Change(place, axes, "scale" if kind == "scale" else "set", float(number))


def _pairs(text: str, allowed: tuple[str, ...] | None, line: str) -> dict[str, int]:
    found = [_PAIR.fullmatch(part.strip()) for part in text.split(",")]
    pairs = {one[1]: int(one[2]) for one in found if one is not None}
    if None in found or (allowed is not None and not set(pairs) <= set(allowed)):
        names = ", ".join(f"{name} N" for name in allowed or ("head", "position", "key", "neuron", "dimension"))
        raise LessonError(f"after the verb come {names}, with commas between them; got {line!r:.80}")
    return pairs
