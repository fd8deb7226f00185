"""A passage: text of which some parts can be known from what stands before them, and the rest cannot."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Passage:
    """Parts of a text in order, each with whether it is determined by the text before it.

    Training weighs the determined parts more: they are what the model can learn, and they are few.
    """

    parts: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(text for text, _ in self.parts)

    def __add__(self, other: Passage) -> Passage:
        return Passage(self.parts + other.parts)


def free(text: str) -> Passage:
    """Text that nothing determines."""
    return Passage(((text, False),))


def determined(text: str) -> Passage:
    """Text that follows from what stands before it."""
    return Passage(((text, True),))


def joined(passages: list[Passage]) -> Passage:
    """Passages with a space between them."""
    whole = passages[0]
    for passage in passages[1:]:
        whole = whole + free(" ") + passage
    return whole
