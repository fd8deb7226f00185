"""``Pair``: two prompts that are compared token by token, each of them a ``Batch`` of one or more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from ..errors import AnalysisError
from ..graph import Inputs
from ..models import LanguageModel

__all__ = ["Batch", "Pair", "check_positions"]

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
        differ: whether a prompt is longer in one than in the other.
        lengths: how many tokens each target has.
        align: how positions were said to go together.

    >>> Pair.of(model, ["The Eiffel Tower is", "The Louvre is"], ["The Red Square is", "The Kremlin is"], "end").places
    (1, 2, 3)
    """

    source: Any
    target: Any
    rows: int
    tokens: tuple[str, ...]
    places: tuple[int, ...]
    shift: int
    differ: bool
    lengths: tuple[int, ...]
    align: str

    @classmethod
    def of(cls, model: LanguageModel, source: Any, target: Any, align: str = "") -> Pair:
        """Two prompts, seen to go together.

        Raises:
            AnalysisError: prompts of different lengths where it is not said how they are aligned.
        """
        if align not in ALIGN:
            raise AnalysisError(f'align is "start" or "end"; got {align!r}')
        one, two = Batch.of(model, source), Batch.of(model, target)
        if len(one.texts) != len(two.texts):
            raise AnalysisError(
                f"there are {len(one.texts)} prompts to take from and {len(two.texts)} to put into: each needs its own"
            )
        if one.lengths != two.lengths and not align:
            raise AnalysisError(_mismatch(one, two))
        if align and not (one.stands(align) and two.stands(align)):
            raise AnalysisError(
                f'align="{align}" counts positions from the {"last" if align == "end" else "first"} token, which is '
                f"not at one place in a padded batch of {_listed(two.lengths)} tokens. Take the prompts one by one, or "
                + ('align="end"' if align == "start" else "pad them on the left")
            )
        shift = one.width - two.width if align == "end" else 0
        shortest = min(*one.lengths, *two.lengths)
        places = range(two.width - shortest, two.width) if align == "end" else range(shortest if align else two.width)
        return cls(
            source,
            target,
            len(two.texts),
            tuple(two.tokens),
            tuple(places),
            shift,
            one.lengths != two.lengths,
            two.lengths,
            align,
        )

    def aligned(self, places: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Some places in the source and in the target; where they say no position, all that both have."""
        if "position" in places:
            return ({**places, "position": places["position"] + self.shift} if self.shift else places), places
        if not self.differ:
            return places, places
        first, last = self.places[0], self.places[-1] + 1
        source = slice(first + self.shift, last + self.shift)
        return {**places, "position": source}, {**places, "position": slice(first, last)}

    def check_axes(self, axes: Iterable[str]) -> None:
        """Refuse to go by position through prompts of different lengths, unless they are aligned.

        Raises:
            AnalysisError: that was asked for.
        """
        if not self.align:
            check_positions(axes, self.lengths, ', or align="end", which counts positions from the last token')

    def labels(self, places: Sequence[int]) -> list[str]:
        """The tokens at some positions; numbers in front of them where there are several prompts."""
        return [self.tokens[at] if self.rows == 1 else str(at) for at in places]


def check_positions(axes: Iterable[str], lengths: Sequence[int], hint: str = "") -> None:
    """Refuse to go by position through a batch of prompts of different lengths, which are padded.

    Raises:
        AnalysisError: that was asked for.
    """
    names = tuple(axes)
    if "position" in names and len(set(lengths)) > 1:
        raise AnalysisError(
            f"the prompts have {_listed(lengths)} tokens and are padded, so a position is not the same "
            f"place in all of them. Take prompts of one length{hint}, or leave position out: "
            f"by={tuple(name for name in names if name != 'position')}"
        )


@dataclass(frozen=True)
class Batch:
    """Prompts as the model takes them: the tokens of each, and where they stand.

    Attributes:
        texts: the text of each token of each prompt.
        tokens: the first prompt with its padding.
        real: which tokens are no padding, ``[batch, tokens]``.
    """

    texts: list[list[str]]
    tokens: list[str]
    real: torch.Tensor

    @classmethod
    def of(cls, model: LanguageModel, prompts: Any) -> Batch:
        """What the model would run on."""
        encoded = model.encode(Inputs((prompts,))).kwargs
        ids, mask = encoded["input_ids"], encoded.get("attention_mask")
        real = torch.ones_like(ids, dtype=torch.bool) if mask is None else mask.bool()
        texts = [model.token_strings(row[at].tolist()) for row, at in zip(ids, real, strict=True)]
        return cls(texts, model.token_strings(ids[0].tolist()), real)

    @property
    def lengths(self) -> tuple[int, ...]:
        """How many tokens each prompt has."""
        return tuple(map(len, self.texts))

    @property
    def width(self) -> int:
        """How many it has with its padding."""
        return len(self.tokens)

    @property
    def labels(self) -> list[str]:
        """The tokens of a single prompt; the numbers of the positions of several."""
        return self.tokens if len(self.texts) == 1 else [str(at) for at in range(self.width)]

    def stands(self, side: str) -> bool:
        """Whether all prompts have their "start" or their "end" at one place."""
        return bool(self.real[:, 0 if side == "start" else -1].all())


def _mismatch(one: Batch, two: Batch) -> str:
    """Which prompts do not stand below each other, and what to do."""
    at = next(at for at, (first, second) in enumerate(zip(one.lengths, two.lengths, strict=True)) if first != second)
    which = f"the prompts {at} have" if len(one.texts) > 1 else "the prompts have"
    return (
        f"{which} {one.lengths[at]} and {two.lengths[at]} tokens, so position by position they do not match: "
        f"{one.texts[at]} and {two.texts[at]}. Take prompts of the same length, or say how they go together: "
        'align="end" counts positions from the last token, align="start" from the first'
    )


def _listed(lengths: Sequence[int]) -> str:
    return ", ".join(map(str, lengths))
