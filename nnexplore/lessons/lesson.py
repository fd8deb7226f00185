"""``Lesson``: a title and pages, and what they ask of a workspace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import LessonError
from ..workspace import Workspace
from .condition import Verdict
from .page import Page

if TYPE_CHECKING:
    from ..models import LanguageModel

__all__ = ["Lesson"]


@dataclass(frozen=True, repr=False)
class Lesson:
    """What a lesson's file says.

    Attributes:
        name: of its file, without ending.
        title: as it is shown.
        pages: in order.
        minutes: about how long it takes, or ``None``.
        about: one sentence on what is learnt.

    >>> lesson = nnexplore.lessons.load("heads")
    >>> workspace = lesson.open(nnexplore.load("demo"))
    >>> lesson.check(0, workspace, answer=1)
    """

    name: str
    title: str
    pages: tuple[Page, ...]
    minutes: int | None = None
    about: str = ""

    def __len__(self) -> int:
        return len(self.pages)

    def page(self, number: int) -> Page:
        """A page, counted from 0.

        Raises:
            LessonError: there is none of that number.
        """
        if number not in range(len(self.pages)):
            raise LessonError(
                f"there is no page {number!r:.20}: this lesson has {len(self.pages)}, 0 to {len(self.pages) - 1}"
            )
        return self.pages[number]

    def open(self, model: LanguageModel, page: int = 0) -> Workspace:
        """A new workspace, in the state in which a page begins.

        Raises:
            LessonError: there is no such page.
            EditError, AnalysisError: the page does not fit the model.
        """
        found = self.page(page)
        workspace = Workspace(model, found.prompt, found.other)
        found.open(workspace)
        return workspace

    def check(self, page: int, workspace: Workspace, answer: int | float | str | None = None) -> Verdict:
        """Whether what a page asks is done, and why.

        Args:
            page: its number, from 0.
            workspace: as it is now.
            answer: the number of a choice, or what was typed in.

        Raises:
            LessonError: there is no such page.
        """
        return self.page(page).check(workspace, answer)

    def __repr__(self) -> str:
        time = "" if self.minutes is None else f", about {self.minutes} minutes"
        lines = [f"<Lesson {self.title!r}, {len(self.pages)} pages{time}>"]
        lines += [f"  {at}: {page.title}{' (asks)' if page.asks else ''}" for at, page in enumerate(self.pages)]
        return "\n".join(lines)
