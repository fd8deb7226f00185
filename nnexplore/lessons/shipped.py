"""``load``: a lesson that ships with nnexplore, or one of your own."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import Any

from ..errors import LessonError
from .lesson import Lesson
from .parse import parse

__all__ = ["load", "names", "open_lesson"]

_FOLDER = Path(__file__).parent
LARGEST = 1_000_000
"""Bytes that a lesson's file may have."""


def names() -> list[str]:
    """The lessons that ship with nnexplore, in the order in which they build on each other.

    >>> nnexplore.lessons.names()
    ['transformer', ...]
    """
    return [path.stem.partition("_")[2] for path in _files()]


def load(name_or_path: str | os.PathLike[str]) -> Lesson:
    """A lesson by its name, or from a file.

    >>> lesson = nnexplore.lessons.load("heads")
    >>> mine = nnexplore.lessons.load("my_lesson.md")

    Raises:
        LessonError: there is no such lesson or file, or a line of it says what cannot be.
    """
    known = {path.stem.partition("_")[2]: path for path in _files()}
    if str(name_or_path) in known:
        return parse(known[str(name_or_path)].read_text("utf-8"), str(name_or_path))
    path = Path(name_or_path).expanduser()
    if not path.is_file():
        raise LessonError(f"there is no lesson {str(name_or_path)!r:.80}; there are {', '.join(known)}; or give a file")
    if path.stat().st_size > LARGEST:
        raise LessonError(f"{path.name} has {path.stat().st_size:,} bytes; a lesson has at most {LARGEST:,}")
    try:
        return parse(path.read_text("utf-8"), path.name)
    except UnicodeDecodeError as error:
        raise LessonError(f"{path.name} is no text in UTF-8 ({error.reason} at byte {error.start})") from error


def open_lesson(lesson: str | os.PathLike[str] | Lesson, workspace: Any = None, *, state: str | None = None) -> Any:
    """Show a lesson beside its views, in a notebook: a ``widgets.LessonView``.

    >>> nnexplore.lessons.open("heads")

    Args:
        lesson: its name, a file, or a ``Lesson``.
        workspace: a workspace, or a model; unless given, one of the demo model.
        state: what the view's ``state`` had when it was left, to go on there.

    Raises:
        LessonError: there is no such lesson, or a line of it says what cannot be; or ``state`` is of another.
    """
    widgets = importlib.import_module("nnexplore.widgets")  # views know lessons, not the reverse
    return widgets.LessonView(lesson, workspace, state)


def _files() -> list[Path]:
    return sorted(_FOLDER.glob("[0-9]*_*.md"))
