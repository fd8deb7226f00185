"""The text of a lesson, page by page: what it asks, and whether that is done.

Traits and messages only: lessons are read and checked by `nnexplore.lessons`, drawn by `js/lesson.ts`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import traitlets

from ..lessons import Lesson, LessonError, Node, Page, Quantity, Verdict, inline, prose, said
from ..workspace import Selection, Workspace
from ._bundle import bundle
from ._messages import Message
from ._view import View

Answer = int | float | str | None


class LessonPanel(View):
    """A lesson's text and questions, without the views beside it; `LessonView` has both.

    Opening a page puts the workspace in the state that the page names. The numbers in its text are the model's,
    as they are then.

    Args:
        workspace: what the lesson is about; its prompts and changes become those of the page.
        lesson: what is shown.

    Attributes:
        opened: how often a page has been opened.

    Raises:
        EditError, AnalysisError: the first page does not fit the model.

    Example:
        >>> panel = LessonPanel(workspace, nnexplore.lessons.load("heads"))
        >>> panel.check(1)
        Verdict(passed=True, why='...')
        >>> panel.next()
    """

    _esm = bundle("lesson")

    page = traitlets.Int(0, help="The number of the page that is open; `go` opens another.").tag(sync=True)
    state = traitlets.Unicode(help="How far one is, as text, for `resume`; read it, do not set it.").tag(sync=True)
    turning = traitlets.Bool(False, help="Whether a page is being opened just now.")

    def __init__(self, workspace: Workspace, lesson: Lesson, **traits: Any) -> None:
        self._prepare()  # it is closed, should the first page not fit
        self.lesson = lesson
        self._done: set[int] = set()
        self._answers: dict[int, Answer] = {}
        self._verdicts: dict[int, Verdict] = {}
        self._text: list[Node] = []
        self.opened = 0
        self._left: dict[str, Any] | None = None
        self._put(workspace, lesson.page(0))
        super().__init__(workspace, **traits)
        self._keep()
        self._stops += [
            workspace.on("edits", self._keep),
            workspace.on("prompts", self._keep),
            workspace.on("selection", self._keep),
        ]

    # ------------------------------------------------------------------ from page to page

    def go(self, page: int) -> None:
        """Open a page, counted from 0: the workspace is put in the state in which it begins.

        What was done on the page before counts, checked or not; where it is not done, the page that is opened says so.

        Raises:
            LessonError: there is no such page.
            EditError, AnalysisError: it does not fit the model; the page that was open stays.
        """
        found = self.lesson.page(page)
        before, lacks = self.page, self._lacks()

        def make() -> None:
            self._put(self.workspace, found)
            if lacks is None:
                self._done.add(before)
            self._left = {"page": before, "why": lacks} if lacks is not None and page > before else None

        self._turn(page, make)

    def next(self) -> None:
        """Open the next page; nothing happens on the last, but that it counts as read."""
        self.go(min(self.page + 1, len(self.lesson) - 1))

    def previous(self) -> None:
        """Open the page before; on the first nothing is before it."""
        self.go(max(self.page - 1, 0))

    def check(self, answer: Answer = None) -> Verdict:
        """Whether what the page asks is done, and why; what is done counts as progress.

        Args:
            answer: the number of a choice, counted from 0, or what would be typed in.
        """
        verdict = self.lesson.check(self.page, self.workspace, answer)
        self._verdicts[self.page], self._answers[self.page] = verdict, answer
        if verdict:
            self._done.add(self.page)
        self._redraw()
        self._keep()
        return verdict

    def solve(self) -> Verdict:
        """Do what the page asks, as the lesson's file says it.

        Raises:
            LessonError: the page asks nothing.
        """
        page = self.lesson.page(self.page)
        if not page.asks:
            raise LessonError(f"the page {page.title!r} asks nothing")
        if page.solution:
            page.open(self.workspace)
            for action in page.solution:
                action.make(self.workspace)
        answer = page.right_answer(self.workspace)
        return self.check(said(answer) if isinstance(answer, float) else answer)

    @property
    def done(self) -> tuple[int, ...]:
        """The pages that are done: what they ask is answered; or they ask nothing, and were left."""
        return tuple(sorted(self._done))

    def resume(self, state: str) -> None:
        """Go on where `state` was written: the page, what was answered, the changes and the selection.

        Raises:
            LessonError: it is of another lesson, or something else.
            EditError: its changes do not fit this model.
        """
        try:
            data = json.loads(state)
            name, page, looked = data["lesson"], self.lesson.page(data["page"]), Selection(**data["selection"])
            done = {one for one in data["done"] if 0 <= one < len(self.lesson)}
            answers: dict[int, Answer] = {int(at): answer for at, answer in data["answers"].items()}
            kept = Workspace.from_json(json.dumps(data["workspace"]), self.workspace.model)
        except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
            raise LessonError(
                f"this is no state of a lesson ({type(error).__name__}: {error}); give what `lesson.state` had"
            ) from error
        if name != self.lesson.name:
            raise LessonError(f"this state is of the lesson {name!r:.60}, and this one is {self.lesson.name!r}")
        self._turn(data["page"], lambda: self._bring_back(page, kept, looked))
        self._done, self._answers, self._verdicts, self._left = done, answers, {}, None
        self._redraw()
        self._keep()

    # ------------------------------------------------------------------ how it is done

    def _lacks(self) -> str | None:
        """What the page that is open still asks for, the first of it; or ``None`` where it is done."""
        page = self.lesson.page(self.page)
        if self.page in self._done or not page.asks:
            return None
        if page.choices or page.answer:
            verdict = page.check(self.workspace, self._answers.get(self.page))
            return None if verdict else verdict.why
        return next((one.why for check in page.checks if not (one := check.holds(self.workspace))), None)

    def _turn(self, number: int, make: Callable[[], None]) -> None:
        """Open a page while the views beside it rest, so that they draw once."""
        shared = self.workspace
        before = (shared.prompt, shared.other, shared.edits), shared.selection, self._text
        self.turning = True
        try:
            make()
            self._verdicts.pop(number, None)
            self.page = number
        except BaseException:  # all as it was
            found, shared.selection, self._text = before
            shared.put(*found)
            raise
        finally:
            self.turning = False
            self._redraw()
            self._keep()

    def _put(self, workspace: Workspace, page: Page) -> None:
        page.open(workspace)
        self._text = prose(page.text, lambda quantity: said(Quantity(quantity).of(workspace)))
        self.opened += 1

    def _bring_back(self, page: Page, kept: Workspace, looked: Selection) -> None:
        self._put(self.workspace, page)
        self.workspace.put(kept.prompt, kept.other, kept.edits)
        self.workspace.selection = looked

    def _redraw(self) -> None:
        if not self.turning:
            super()._redraw()

    def _keep(self) -> None:
        if self.turning or not self.has_workspace:
            return
        looked = asdict(self.workspace.selection) | {"place": None}
        self.state = json.dumps(
            {
                "lesson": self.lesson.name,
                "page": self.page,
                "done": self.done,
                "answers": self._answers,
                "selection": looked,
                "workspace": json.loads(self.workspace.to_json()),
            }
        )

    def _draw(self) -> dict[str, Any]:
        lesson, page = self.lesson, self.lesson.page(self.page)
        return {
            "title": lesson.title,
            "minutes": lesson.minutes,
            "opened": self.opened,
            "number": self.page,
            "pages": [
                {"title": one.title, "done": at in self._done, "asks": one.asks} for at, one in enumerate(lesson.pages)
            ],
            "text": self._text,
            "task": self._task(page) if page.asks else None,
            "verdict": self._said(page),
            "left": self._left,
        }

    def _task(self, page: Page) -> dict[str, Any]:
        return {
            "kind": "choose" if page.choices else "type" if page.answer else "do",
            "question": inline(page.question, str),
            "choices": [inline(choice.text, str) for choice in page.choices],
            "hint": inline(page.hint, str),
            "answer": self._answers.get(self.page),
        }

    def _said(self, page: Page) -> dict[str, Any] | None:
        verdict = self._verdicts.get(self.page)
        if verdict is None:
            return None
        after = page.after if verdict else ""
        value = lambda quantity: said(Quantity(quantity).of(self.workspace))  # noqa: E731  a word for one line
        return {"passed": verdict.passed, "why": verdict.why, "after": inline(after, value)}

    def _handlers(self) -> dict[str, Callable[[Message], None]]:
        return {
            "go": lambda asked: self.go(asked["page"]),
            "check": lambda asked: self._answered(asked.get("answer")),
            "solve": lambda _: self._solved(),
        }

    def _answered(self, answer: Answer) -> None:
        self.check(answer)

    def _solved(self) -> None:
        self.solve()
