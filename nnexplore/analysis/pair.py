"""``Pair``: two prompts that are compared token by token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import AnalysisError
from ..graph import Inputs
from ..models import LanguageModel

__all__ = ["Pair"]

ALIGN = ("", "start", "end")


@dataclass(frozen=True)
class Pair:
    """The prompt that values come from, and the one into which they are put; each may be a batch.

    Attributes:
        source, target: the two, as they were given.
        rows: how many prompts each is.
        tokens: the text of each token of the first target.
        places: the positions of the target that are gone through.
        shift: how much further along the same token is in the source.
        differ: whether one is longer.
    """

    source: Any
    target: Any
    rows: int
    tokens: tuple[str, ...]
    places: tuple[int, ...]
    shift: int
    differ: bool

    @classmethod
    def of(cls, model: LanguageModel, source: Any, target: Any, align: str = "") -> Pair:
        """Two prompts, seen to go together.

        Raises:
            AnalysisError: prompts of different lengths where it is not said how they are aligned.
        """
        if align not in ALIGN:
            raise AnalysisError(f'align is "start" or "end"; got {align!r}')
        one, two = (model.encode(Inputs((prompt,))).kwargs["input_ids"] for prompt in (source, target))
        if one.shape[0] != two.shape[0]:
            raise AnalysisError(f"there are {one.shape[0]} prompts to take from and {two.shape[0]} to put into")
        long, short = one.shape[1], two.shape[1]
        texts = tuple(model.token_strings(two[0].tolist()))
        if long != short and not align:
            first = model.token_strings(one[0].tolist())
            raise AnalysisError(
                f"the prompts have {long} and {short} tokens, so position by position they do not match: {first} and "
                f'{list(texts)}. Take prompts of the same length, or say how they go together: align="end" counts '
                'positions from the last token, align="start" from the first'
            )
        shift = long - short if align == "end" else 0
        places = tuple(at for at in range(short) if 0 <= at + shift < long)
        return cls(source, target, int(two.shape[0]), texts, places, shift, long != short)

    def aligned(self, places: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Some places in the source and in the target; where they say no position, all that both have."""
        if "position" in places:
            return ({**places, "position": places["position"] + self.shift} if self.shift else places), places
        if not self.differ:
            return places, places
        first, last = self.places[0], self.places[-1] + 1
        source = slice(first + self.shift, last + self.shift)
        return {**places, "position": source}, {**places, "position": slice(first, last)}

    def labels(self, places: Sequence[int]) -> list[str]:
        """The tokens at some positions; numbers in front of them where there are several prompts."""
        return [self.tokens[at] if self.rows == 1 else str(at) for at in places]
