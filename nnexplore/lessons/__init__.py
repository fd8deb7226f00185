"""Lessons: Markdown with view states, questions, and checks on real values of a model."""

from ..errors import LessonError
from .action import Action
from .condition import Condition, Verdict
from .flow import Flow
from .lesson import Lesson
from .page import VIEWS, Choice, Page
from .parse import parse
from .proof import problems
from .prose import KINDS, Node, inline, prose, quantities
from .quantity import Quantity, said
from .shipped import load, names
from .shipped import open_lesson as open

__all__ = [
    "KINDS",
    "VIEWS",
    "Action",
    "Choice",
    "Condition",
    "Flow",
    "Lesson",
    "LessonError",
    "Node",
    "Page",
    "Quantity",
    "Verdict",
    "inline",
    "load",
    "names",
    "open",
    "parse",
    "problems",
    "prose",
    "quantities",
    "said",
]
