"""``Condition``: something of the model or of the changes that is so or not so, and in words why."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..analysis.component import COMPONENTS
from ..errors import LessonError
from ..workspace import Change, Workspace
from .quantity import Quantity, Value, quoted, said

__all__ = ["Condition", "Verdict"]

_SIGNS: dict[str, tuple[Callable[[Any, Any], bool], str]] = {
    "is": (operator.eq, ""),
    "is not": (operator.ne, "something other than "),
    ">": (operator.gt, "more than "),
    "<": (operator.lt, "less than "),
    ">=": (operator.ge, "at least "),
    "<=": (operator.le, "at most "),
}
_COMPARED = re.compile(r'((?:"(?:[^"\\]|\\.)*"|[^"])*?)\s(is not|is|>=|<=|>|<)\s(.+)')
_KINDS = {"zeroes": "zero", "sets": "set", "scales": "scale", "copies": "copy", "adds to": "add"}
_EDIT = re.compile(rf"(an|every) edit ({'|'.join(_KINDS)}) ([a-z_]+)(?: in layer (-?\d+))?")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Verdict:
    """Whether something is so, and why.

    Attributes:
        passed: whether it is so.
        why: in words.
    """

    passed: bool
    why: str

    def __bool__(self) -> bool:
        return self.passed


@dataclass(frozen=True)
class Condition:
    """A comparison of two quantities, or of a quantity with a number or a token; or what the edits do.

    >>> Condition('top token is " Berlin"').holds(workspace)
    Verdict(passed=False, why='top token is " Paris"; it should be " Berlin"')

    Raises:
        LessonError: it can be read in no form; the message says which there are.
    """

    text: str

    def __post_init__(self) -> None:
        self._test()

    def holds(self, workspace: Workspace) -> Verdict:
        """Whether it is so in a workspace; what cannot be said yet is not so."""
        try:
            return self._test()(workspace)
        except LessonError as error:
            return Verdict(False, str(error))

    def _test(self) -> Callable[[Workspace], Verdict]:
        if found := _EDIT.fullmatch(self.text):
            every, kind, name, layer = found.groups()
            if name not in COMPONENTS:
                raise LessonError(f"there is no component {name!r}; there are {', '.join(COMPONENTS)}")
            return lambda workspace: _edits(workspace, every == "every", kind, name, layer)
        if found := _COMPARED.fullmatch(self.text):
            left, sign, right = found.groups()
            one, two = Quantity(left), _right(right)
            if sign not in ("is", "is not") and isinstance(two, str):
                raise LessonError(f"a token can be `is` or `is not`, not {sign!r}: {self.text!r:.80}")
            return lambda workspace: _compared(workspace, one, sign, two)
        raise LessonError(
            f"a check is `<quantity> is | is not | > | < | >= | <= <number, token or quantity>`, or "
            f"`an edit` or `every edit`, {', '.join(_KINDS)} and a component; got {self.text!r:.80}"
        )


def _right(text: str) -> Value | Quantity:
    if _NUMBER.fullmatch(text):
        return float(text)
    return quoted(text) if text.startswith('"') else Quantity(text)


def _compared(workspace: Workspace, one: Quantity, sign: str, two: Value | Quantity) -> Verdict:
    compare, word = _SIGNS[sign]
    left = one.of(workspace)
    right = two.of(workspace) if isinstance(two, Quantity) else two
    if isinstance(left, str) != isinstance(right, str):
        raise LessonError(f"{one.text} is {said(left)}, which cannot be compared with {said(right)}")
    if compare(left, right):
        return Verdict(True, f"{one.text} is {said(left)}")
    name = f" ({two.text})" if isinstance(two, Quantity) else ""
    return Verdict(False, f"{one.text} is {said(left)}; it should be {word}{said(right)}{name}")


def _edits(workspace: Workspace, every: bool, kind: str, name: str, layer: str | None) -> Verdict:
    on = [edit for edit in workspace.edits if edit.on]
    fits = [edit for edit in on if _fits(edit, _KINDS[kind], name, layer)]
    where = "" if layer is None else f" in layer {layer}"
    wanted = f"{'every change' if every else 'a change'} that {kind} {name}{where}"
    if not on:
        return Verdict(False, f"there is no change yet; wanted is {wanted}")
    if fits and (not every or len(fits) == len(on)):
        return Verdict(True, f"{fits[0]}")
    wrong = next((edit for edit in on if edit not in fits), on[0])
    return Verdict(False, f"there is “{wrong}”; wanted is {wanted.replace('every change', 'only a change')}")


def _fits(edit: object, kind: str, name: str, layer: str | None) -> bool:
    if not isinstance(edit, Change) or edit.kind != kind or edit.place.name != name:
        return False
    return layer is None or edit.place.layer == int(layer)
