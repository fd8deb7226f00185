"""``problems``: a lesson tried out on a model: what it says is so, and what it asks can be done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..errors import NnexploreError
from .page import Page
from .prose import prose, quantities
from .quantity import Quantity

if TYPE_CHECKING:
    from ..models import LanguageModel
    from ..workspace import Workspace
    from .lesson import Lesson

__all__ = ["problems"]


def problems(lesson: Lesson, model: LanguageModel) -> list[str]:
    """What is wrong with a lesson, a line each; nothing, if all is well.

    Each page is opened. Its claims have to hold and its quantities to have values. Its checks have to fail at first and
    to pass after its own solution; of choices one alone is right; an answer is right when it is the model's value.

    >>> problems(nnexplore.lessons.load("heads"), nnexplore.load("demo"))
    []
    """
    return [
        f"{lesson.name}, line {page.line}, {page.title!r}: {wrong}"
        for page in lesson.pages
        for wrong in _of(page, model)
    ]


def _of(page: Page, model: LanguageModel) -> Iterator[str]:
    from ..workspace import Workspace

    try:
        workspace = Workspace(model, page.prompt, page.other)
        page.open(workspace)
        prose(page.text, str)
        yield from _said(page, workspace)
        yield from _asked(page, workspace)
    except NnexploreError as error:
        yield str(error)


def _said(page: Page, workspace: Workspace) -> Iterator[str]:
    for asked in quantities(page.text):
        Quantity(asked).of(workspace)
    for claim in page.claims:
        verdict = claim.holds(workspace)
        if not verdict:
            yield f"claims {claim.text!r}, but {verdict.why}"


def _asked(page: Page, workspace: Workspace) -> Iterator[str]:
    if not page.asks:
        return
    if page.check(workspace):
        yield "its check passes before anything is done"
    for action in page.solution:
        action.make(workspace)
    verdict = page.check(workspace, page.right_answer(workspace))
    if not verdict:
        yield f"its solution does not pass: {verdict.why}"
    for asked in quantities(page.after):
        Quantity(asked).of(workspace)
