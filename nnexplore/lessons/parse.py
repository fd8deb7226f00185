"""``parse``: a lesson's file, read line by line; what cannot be is said with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from ..errors import LessonError
from .action import Action
from .condition import Condition
from .flow import Flow
from .lesson import Lesson
from .page import VIEWS, Choice, Page
from .prose import quantities
from .quantity import Quantity, quoted

__all__ = ["parse"]

T = TypeVar("T")

FRONT = ("title", "prompt", "other", "views", "minutes", "about")
KEYS = (
    "show", "prompt", "other", "select", "flow", "edit", "question", "choice", "choice*", "answer", "within", "check",
    "claim", "solution", "hint", "after",
)  # fmt: skip
_OFTEN = ("edit", "choice", "choice*", "check", "claim", "solution")
_OF_TWO = ("board", "grid")


def parse(text: str, name: str = "lesson") -> Lesson:
    """A lesson from the text of its file; docs/lessons.md says how one is written.

    Args:
        text: Markdown with front matter.
        name: what it is called in messages.

    Raises:
        LessonError: a line that says what cannot be; the message has its number, what came, and what is allowed.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    front, start = _front(lines, name)
    pages = [_page(raw, front, name) for raw in _pages(lines, start, name)]
    if not pages:
        raise LessonError(f"{name}: there is no page; a page begins with a heading, as `# First page`")
    minutes = front.get("minutes")
    whole = None if minutes is None else _at(name, minutes[0], lambda: _whole(minutes[1]))
    about = front.get("about", (0, ""))[1]
    return Lesson(name, front["title"][1], tuple(pages), whole, about)


Said = tuple[int, str]
"""A line's number, and what it says."""


@dataclass
class _Raw:
    """A page's lines: its prose, and what its blocks say by key."""

    title: str
    line: int
    prose: list[str] = field(default_factory=list)
    said: dict[str, list[Said]] = field(default_factory=dict)
    order: list[tuple[str, Said]] = field(default_factory=list)

    def one(self, key: str) -> Said | None:
        return self.said[key][0] if key in self.said else None

    def text(self, key: str) -> str:
        found = self.one(key)
        return "" if found is None else found[1]


# ---------------------------------------------------------------------- lines


def _front(lines: list[str], name: str) -> tuple[dict[str, Said], int]:
    """The front matter, and the number of lines that it takes."""
    if not lines or lines[0].strip() != "---":
        raise LessonError(
            f"{name}, line 1: a lesson begins with `---`, then `title: …`; got {(lines or [''])[0]!r:.60}"
        )
    end = next((at for at in range(1, len(lines)) if lines[at].strip() == "---"), None)
    if end is None:
        raise LessonError(f"{name}, line 1: the front matter has no end; close it with a line `---`")
    found: dict[str, Said] = {}
    for key, said in _pairs(lines[1:end], 2, FRONT, name):
        if key in found:
            raise LessonError(f"{name}, line {said[0]}: {key!r} is there twice")
        found[key] = said
    for needed in ("title", "prompt"):
        if needed not in found:
            raise LessonError(f"{name}, line 1: the front matter has no {needed!r}; add `{needed}: …`")
    return found, end + 1


def _pairs(lines: list[str], first: int, allowed: tuple[str, ...], name: str) -> Iterator[tuple[str, Said]]:
    """`key: value`, a line each; a line that begins with a space goes on."""
    found: list[tuple[str, Said]] = []
    for at, line in enumerate(lines, first):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line[0].isspace() and found:
            key, (began, text) = found[-1]
            found[-1] = key, (began, f"{text} {line.strip()}")
            continue
        key, colon, text = line.partition(":")
        key = key.strip()
        if not colon or key not in allowed:
            raise LessonError(f"{name}, line {at}: got {line.strip()!r:.60}; a line is one of {', '.join(allowed)}")
        found.append((key, (at, text.strip())))
    for key, (at, text) in found:
        if not text:
            raise LessonError(f"{name}, line {at}: nothing comes after `{key}:`")
        yield key, (at, text)


def _pages(lines: list[str], start: int, name: str) -> list[_Raw]:
    """The pages: each begins with a heading of the first level."""
    pages: list[_Raw] = []
    at = start
    while at < len(lines):
        line = lines[at]
        if line.startswith("```"):
            end = next((n for n in range(at + 1, len(lines)) if lines[n].rstrip() == "```"), None)
            if end is None:
                raise LessonError(f"{name}, line {at + 1}: this block has no end; close it with a line ```")
            _page_of(pages, at, name)
            _block(pages[-1], lines[at : end + 1], at + 1, name)
            at = end
        elif line.startswith("# "):
            pages.append(_Raw(line[2:].strip(), at + 1))
        elif line.strip():
            _page_of(pages, at, name)
            pages[-1].prose.append(line)
        elif pages:
            pages[-1].prose.append(line)
        at += 1
    return pages


def _page_of(pages: list[_Raw], at: int, name: str) -> None:
    if not pages:
        raise LessonError(f"{name}, line {at + 1}: a page begins with a heading, as `# First page`, before any text")


def _block(page: _Raw, lines: list[str], first: int, name: str) -> None:
    if lines[0][3:].strip() != "lesson":
        page.prose += lines
        return
    for key, said in _pairs(lines[1:-1], first + 1, KEYS, name):
        if key in page.said and key not in _OFTEN:
            raise LessonError(f"{name}, line {said[0]}: {key!r} is there twice on this page")
        page.said.setdefault(key, []).append(said)
        page.order.append((key, said))


# ---------------------------------------------------------------------- a page


def _page(raw: _Raw, front: dict[str, Said], name: str) -> Page:
    other = raw.one("other") or front.get("other")
    text = "\n".join(raw.prose).strip()
    for asked in (*quantities(text), *quantities(raw.text("after"))):
        _at(name, raw.line, lambda asked=asked: Quantity(asked))  # type: ignore[misc]  # a name of this turn
    answer = raw.one("answer")
    within = raw.one("within")
    page = Page(
        title=raw.title,
        text=text,
        show=_shown(raw, front, name, other is not None),
        prompt=_read(raw.one("prompt") or front["prompt"], name),
        other=None if other is None else _read(other, name),
        flow=_flow(raw, name),
        begin=_begin(raw, name),
        question=raw.text("question"),
        choices=tuple(_choice(said, key == "choice*") for key, said in raw.order if key.startswith("choice")),
        answer=None if answer is None else _at(name, answer[0], lambda: Quantity(answer[1])),
        within=0.0 if within is None else _at(name, within[0], lambda: _number(within[1])),
        checks=_each(raw, "check", name, Condition),
        claims=_each(raw, "claim", name, Condition),
        solution=_each(raw, "solution", name, Action),
        hint=raw.text("hint"),
        after=raw.text("after"),
        line=raw.line,
    )
    _sound(page, name)
    _seen(raw, page, name)
    return page


def _seen(raw: _Raw, page: Page, name: str) -> None:
    """See that what is opened in a view is on the page."""
    said = raw.one("flow")
    if said is not None and "flow" not in page.show:
        raise LessonError(
            f"{name}, line {said[0]}: `flow:` opens a part of the flow view, which this page does not show; it shows "
            f"{', '.join(page.show) or 'nothing'}; add flow to `show:`"
        )


def _sound(page: Page, name: str) -> None:
    """See that what is asked can be answered."""
    where = f"{name}, line {page.line}: the page {page.title!r}"
    ways = [word for word, there in _ways(page).items() if there]
    if len(ways) > 1:
        raise LessonError(f"{where} asks in several ways ({', '.join(ways)}); make a page of each")
    if page.choices and sum(choice.right for choice in page.choices) != 1:
        raise LessonError(f"{where} has choices, of which exactly one is right; begin that line with `choice*:`")
    if page.asks and not page.question:
        raise LessonError(f"{where} has {ways[0]}, but asks nothing; add `question: …`")
    if page.question and not page.asks:
        raise LessonError(f"{where} asks, but nothing is the answer; add choice, answer or check")
    if page.checks and not page.solution:
        raise LessonError(
            f"{where} has a check and no way to pass it; add `solution: …`, such as `select layer 0, head 2`"
        )
    if page.solution and not page.checks:
        raise LessonError(f"{where} has a solution, but nothing to check; add `check: …`")


def _ways(page: Page) -> dict[str, bool]:
    return {"choices": bool(page.choices), "an answer": page.answer is not None, "checks": bool(page.checks)}


def _shown(raw: _Raw, front: dict[str, Said], name: str, two: bool) -> tuple[str, ...]:
    at, text = raw.one("show") or front.get("views") or (raw.line, "")
    names = tuple(part.strip() for part in text.split(",") if part.strip())
    if text == "nothing":
        return ()
    for view in names:
        if view not in VIEWS:
            raise LessonError(
                f"{name}, line {at}: there is no view {view!r:.40}; there are nothing, {', '.join(VIEWS)}"
            )
        if view in _OF_TWO and not two:
            raise LessonError(f"{name}, line {at}: the view {view!r} compares two prompts; add `other: …`")
    return names


def _begin(raw: _Raw, name: str) -> tuple[Action, ...]:
    edits = _each(raw, "edit", name, Action)
    for (at, text), action in zip(raw.said.get("edit", []), edits, strict=True):
        if action.change is None:
            raise LessonError(
                f"{name}, line {at}: `edit:` makes a change, such as `zero head_out 1, head 2`; got {text!r:.60}"
            )
    return edits + _each(raw, "select", name, lambda text: Action(f"select {text}"))


def _flow(raw: _Raw, name: str) -> Flow:
    said = raw.one("flow")
    return Flow() if said is None else _at(name, said[0], lambda: Flow.read(said[1]))


def _read(said: Said, name: str) -> str:
    """A prompt; between double quotes it may begin with a space."""
    at, text = said
    return _at(name, at, lambda: quoted(text)) if text.startswith('"') else text


def _choice(said: Said, right: bool) -> Choice:
    text, _, why = said[1].partition(" // ")
    return Choice(text.strip(), right, why.strip())


def _each(raw: _Raw, key: str, name: str, make: Callable[[str], T]) -> tuple[T, ...]:
    return tuple(_at(name, at, lambda text=text: make(text)) for at, text in raw.said.get(key, []))  # type: ignore[misc]


def _at(name: str, line: int, make: Callable[[], T]) -> T:
    """Make something of a line; what is wrong with it is said with its number."""
    try:
        return make()
    except LessonError as error:
        raise LessonError(f"{name}, line {line}: {error}") from error


def _whole(text: str) -> int:
    if not text.isdigit():
        raise LessonError(f"a whole number is expected, such as 15; got {text!r:.40}")
    return int(text)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise LessonError(f"a number is expected, such as 0.05; got {text!r:.40}") from None
