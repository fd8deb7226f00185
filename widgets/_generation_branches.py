"""The texts that a generation has written: what is shown, and what was left and can be come back to."""

from __future__ import annotations

from dataclasses import dataclass

Written = tuple[int, ...]


@dataclass(frozen=True)
class Branch:
    """One of the texts that were written after the prompt.

    Attributes:
        ids: its token ids, without the prompt's.
        text: the same as text.
        parent: the number of the branch that it leaves; `None` for the first.
        at: where it does so: the first position, counted from the prompt's first token, whose token is its own.
        now: whether it is the one that is shown.
    """

    ids: Written
    text: str
    parent: int | None
    at: int
    now: bool


class Branches:
    """Lines of tokens, one of which is shown, whole or up to where one has stepped back.

    Example:
        >>> branches = Branches()
        >>> branches.go((5, 6))
        >>> branches.go((5, 7))
        >>> branches.lines, branches.written
        ([(5, 6), (5, 7)], (5, 7))
    """

    def __init__(self) -> None:
        self.lines: list[Written] = [()]
        self.number = self.length = 0

    @property
    def written(self) -> Written:
        """What is shown."""
        return self.lines[self.number][: self.length]

    @property
    def ahead(self) -> Written:
        """What one has stepped back from."""
        return self.lines[self.number][self.length :]

    def go(self, written: Written) -> None:
        """Show a text: of a line that has it, at the end of a line that it goes on from, or as a new line."""
        order = [self.number, *(at for at in range(len(self.lines)) if at != self.number)]
        for number in order:
            line = self.lines[number]
            shorter = min(len(line), len(written))
            if line[:shorter] == written[:shorter]:
                self.lines[number] = max(line, written, key=len)
                self.number, self.length = number, len(written)
                return
        self.lines.append(written)
        self.number, self.length = len(self.lines) - 1, len(written)

    def take(self, number: int) -> None:
        """Show a whole line."""
        self.number, self.length = number, len(self.lines[number])

    def find(self, written: Written) -> int | None:
        """The number of a line that begins so."""
        return next((at for at, line in enumerate(self.lines) if line[: len(written)] == written), None)

    def parents(self) -> list[tuple[int | None, int]]:
        """For each line the one that it leaves, and after how many tokens."""
        found: list[tuple[int | None, int]] = []
        for number, line in enumerate(self.lines):
            shared = [_shared(line, other) for other in self.lines[:number]]
            most = max(shared, default=0)
            found.append((shared.index(most) if shared else None, most))
        return found


def _shared(one: Written, other: Written) -> int:
    """How many tokens two lines have in common from the start."""
    for at, (here, there) in enumerate(zip(one, other, strict=False)):
        if here != there:
            return at
    return min(len(one), len(other))
