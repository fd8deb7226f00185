"""``Flow``: what of the flow view a page opens, read from a line: a level, one number's arithmetic, ribbons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ..analysis.forward_pass import forward_pass
from ..errors import LessonError
from ..workspace import Workspace

__all__ = ["FORM", "LEVELS", "RIBBONS", "Flow"]

LEVELS = ("overview", "embedding", "block", "head", "output")
RIBBONS = ("none", "norm", "attention", "contribution")
FORM = "LEVEL, STEP POSITION DIMENSION, ribbons NAME"
"""The form of the line, as the manual writes it; each part may be left out."""

_NUMBER = re.compile(r"([a-z]\w*) (\d+) (\d+)")


@dataclass(frozen=True)
class Flow:
    """What is open, as data.

    Attributes:
        level: one of ``LEVELS``.
        ribbon: what a ribbon's width says, one of ``RIBBONS``.
        number: the step, the position and the dimension of the number whose arithmetic is open, or ``None``. Of scores
            and weights the dimension is the position of the key; of a step with heads it is the selected head's.

    >>> Flow.read("head, dot_products 7 1")
    Flow(level='head', ribbon='none', number=('dot_products', 7, 1))
    """

    level: str = "overview"
    ribbon: str = "none"
    number: tuple[str, int, int] | None = None

    @classmethod
    def read(cls, text: str) -> Flow:
        """From a line of a lesson.

        Raises:
            LessonError: a part of it is none of these, or is there twice.
        """
        found: dict[str, Any] = {}
        for part in (one.strip() for one in text.split(",")):
            name, value = _part(part)
            if name in found:
                raise LessonError(f"`flow:` opens one {name}; got two in {text!r:.80}")
            found[name] = value
        return cls(**found)

    def open(self, workspace: Workspace) -> None:
        """See that the selected block has the number that is to be opened, and select its position.

        Raises:
            AnalysisError: it has no such step, or the step no such place.
            PromptError: a prompt that cannot be run.
        """
        if self.number is None:
            return
        name, position, dimension = self.number
        step = forward_pass(workspace, layer=max(0, workspace.selection.layer or 0))[name]
        step.explain(position, dimension, 0 if "head" in step.axes else None)
        workspace.select(position=position)


def _part(text: str) -> tuple[str, Any]:
    first, _, rest = text.partition(" ")
    if text in LEVELS:
        return "level", text
    if first == "ribbons":
        if rest not in RIBBONS:
            raise LessonError(f"there are no ribbons {rest!r:.40}; there are {', '.join(RIBBONS)}")
        return "ribbon", rest
    if found := _NUMBER.fullmatch(text):
        return "number", (found[1], int(found[2]), int(found[3]))
    raise LessonError(
        f"{text!r:.60} is nothing that the flow view can open; there are the levels {', '.join(LEVELS)}; a number, as "
        "`dot_products 7 1` (its step, position and dimension); and `ribbons norm`"
    )
