"""``Page``: one page of a lesson: its prose, the state it puts the workspace in, and what it asks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..errors import LessonError
from ..workspace import Selection, Workspace
from .action import Action
from .condition import Condition, Verdict
from .flow import Flow
from .quantity import Quantity, said

__all__ = ["VIEWS", "Choice", "Page"]

VIEWS = (
    "tokens", "edits", "tree", "lens", "flow", "attention", "values", "board", "grid", "graph", "steering",
    "sampling", "generation",
)  # fmt: skip
"""The views that a page can show beside it, by the names that `explore` has for its tabs."""


@dataclass(frozen=True)
class Choice:
    """One of the answers to choose from.

    Attributes:
        text: in Markdown.
        right: whether it is the right one.
        why: what is said to whoever takes it.
    """

    text: str
    right: bool = False
    why: str = ""


@dataclass(frozen=True)
class Page:
    """One page.

    Attributes:
        title: its heading.
        text: Markdown; `{{quantity}}` is the value that the model gives when the page is opened.
        show: the views beside it.
        prompt, other: what the model reads.
        flow: what of the flow view is open, where it is shown.
        begin: what is done when the page is opened, after all changes have been taken away.
        question: what is asked, in Markdown.
        choices: the answers to choose from, or none.
        answer: the quantity that is to be typed in, or ``None``.
        within: how far a number that is typed in may be off.
        checks: what has to hold.
        claims: what holds when the page is opened; `nnexplore lesson check` looks whether it does.
        solution: what passes the checks.
        hint, after: what helps, and what is said when all is right.
        line: where the page begins in its file.
    """

    title: str
    text: str
    show: tuple[str, ...]
    prompt: str
    other: str | None = None
    flow: Flow = field(default_factory=Flow)
    begin: tuple[Action, ...] = ()
    question: str = ""
    choices: tuple[Choice, ...] = ()
    answer: Quantity | None = None
    within: float = 0.0
    checks: tuple[Condition, ...] = ()
    claims: tuple[Condition, ...] = ()
    solution: tuple[Action, ...] = ()
    hint: str = ""
    after: str = ""
    line: int = 0

    @property
    def asks(self) -> bool:
        """Whether there is something to answer or to do."""
        return bool(self.choices or self.answer or self.checks)

    def open(self, workspace: Workspace) -> None:
        """Put a workspace in the state in which the page begins: prompts, changes, selection.

        Raises:
            EditError: the page does not fit the model.
            AnalysisError: the block has no such step as the page opens in the flow view.
            PromptError: a prompt that cannot be run.
        """
        workspace.put(self.prompt, self.other)
        looked = replace(Selection(), place=workspace.selection.place)
        workspace.selection = looked
        for action in self.begin:
            action.make(workspace)
        self.flow.open(workspace)

    def check(self, workspace: Workspace, answer: int | float | str | None = None) -> Verdict:
        """Whether what was asked is done, and why.

        Args:
            workspace: as the user has left it.
            answer: the number of a choice, or what was typed in.
        """
        if self.choices:
            return self._chosen(answer)
        if self.answer is not None:
            return self._typed(self.answer, workspace, answer)
        verdicts = [condition.holds(workspace) for condition in self.checks]
        wrong = [one.why for one in verdicts if not one]
        return Verdict(not wrong, "; ".join(wrong or [one.why for one in verdicts]))

    def right_answer(self, workspace: Workspace) -> int | float | str | None:
        """What `check` takes for right; ``None`` where nothing is to be answered."""
        if self.choices:
            return next(at for at, choice in enumerate(self.choices) if choice.right)
        return None if self.answer is None else self.answer.of(workspace)

    def _chosen(self, answer: object) -> Verdict:
        if not isinstance(answer, int) or not 0 <= answer < len(self.choices):
            return Verdict(False, "choose one of the answers")
        chosen = self.choices[answer]
        return Verdict(chosen.right, chosen.why or ("yes" if chosen.right else "no, look again"))

    def _typed(self, asked: Quantity, workspace: Workspace, answer: object) -> Verdict:
        try:
            value = asked.of(workspace)
        except LessonError as error:
            return Verdict(False, str(error))
        if answer is None or not str(answer).strip():
            return Verdict(False, "type an answer")
        if isinstance(value, str):
            same = str(answer).strip().strip('"').strip() == value.strip()
            return Verdict(same, f"{asked.text} is {said(value)}" if same else f"not {str(answer).strip()!r:.40}")
        try:
            number = _number(str(answer))
        except ValueError:
            return Verdict(False, f"a number is asked for, such as 0.25 or 25%; got {str(answer)!r:.40}")
        off = abs(number - value)
        if off <= self.within + 1e-9:
            return Verdict(True, f"{asked.text} is {said(value)}")
        return Verdict(False, f"{answer} is {'far ' if off > 5 * (self.within or 1) else ''}off; look again")


def _number(text: str) -> float:
    body = text.strip().replace(",", ".")
    return float(body[:-1]) / 100 if body.endswith("%") else float(body)
