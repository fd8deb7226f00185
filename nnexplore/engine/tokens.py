"""``TokenTable``: where the real tokens of a batch of prompts stand, among padding."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

import torch

from ..errors import PromptError

__all__ = ["TokenTable"]


@dataclass(frozen=True)
class TokenTable:
    """The tokens of each row of a padded batch.

    Attributes:
        rows: token ids of each row, without padding.
        texts: the text of each token of each row.
        places: the position of each token of each row.
        width: tokens of the batch, padding included.
    """

    rows: tuple[tuple[int, ...], ...]
    texts: Sequence[Sequence[str]]
    places: tuple[tuple[int, ...], ...]
    width: int

    def index(self, token: int | str, which: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
        """``(rows, positions)``, both of shape [batch]: one real token in each row.

        Raises:
            PromptError: a row that has no such token.
        """
        places = [self._place(row, token, which) for row in range(len(self.rows))]
        if isinstance(token, int) and token < 0:  # a later step of a generation is shorter than the prompt
            places = [token if place == self.width + token else place for place in places]
        return torch.arange(len(places)), torch.tensor(places)

    def positions(self, text: str, row: int = 0) -> list[list[int]]:
        """The positions of the tokens of each place in a row's prompt where the text stands.

        Raises:
            PromptError: the text does not occur.
        """
        found = _places(self.texts[row], text)
        if not found:
            raise PromptError(f"{text!r} does not occur in prompt {row}; its tokens are {list(self.texts[row])}")
        return [[self.places[row][at] for at in place] for place in found]

    def _place(self, row: int, token: int | str, which: int) -> int:
        if isinstance(token, str):
            found = self.positions(token, row)
            if not -len(found) <= which < len(found):
                raise PromptError(f"{token!r} occurs {len(found)} times in prompt {row}; got which={which}")
            return found[which][-1]
        count = len(self.rows[row])
        if not -count <= token < count:
            raise PromptError(
                f"prompt {row} has {count} tokens, 0 to {count - 1} or -{count} to -1; got {token}. "
                f"They are {list(self.texts[row])}"
            )
        return self.places[row][token]


def _places(texts: Sequence[str], sought: str) -> list[list[int]]:
    """The tokens that each occurrence of a text touches; a space before it may belong to its first token."""
    whole = "".join(texts)
    ends, total = [], 0
    for text in texts:
        total += len(text)
        ends.append(total)
    found, at = [], whole.find(sought) if sought else -1
    while at >= 0:
        first, last = bisect.bisect_right(ends, at), bisect.bisect_left(ends, at + len(sought))
        found.append(list(range(first, last + 1)))
        at = whole.find(sought, at + 1)
    return found
