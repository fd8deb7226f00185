"""A direction out of two lists of texts, for a slider: what sets the one apart from the other in the stream."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch

from ..analysis import steering_vector
from ..analysis.replacement import rows_of
from ..errors import EditError, NnexploreError

if TYPE_CHECKING:
    from torch import Tensor

    from ..models import LanguageModel

__all__ = ["Texts"]

SHOWN = 24
"""The most characters of a text in the name of a slider."""


@dataclass(frozen=True)
class Texts:
    """Texts that a direction leads to, and texts that it leads away from.

    Example:
        >>> Texts.of(["I love this"], ["I hate this"]).name
        '"I love this" − "I hate this"'
    """

    more: tuple[str, ...]
    less: tuple[str, ...]

    @classmethod
    def of(cls, more: Any, less: Any) -> Texts:
        """From two lists; empty lines are left out.

        Raises:
            EditError: no list of texts, or one without any.
        """
        return cls(_listed(more, "more of"), _listed(less, "less of"))

    @property
    def name(self) -> str:
        """What a slider of it is called, after the first text of each list."""
        one, two = (_short(texts[0]) for texts in (self.more, self.less))
        return f"{one} − {two}"

    def direction(self, model: LanguageModel, layer: int) -> Tensor:
        """`nnexplore.analysis.steering_vector` after a layer, at the last token of each text: ``[width]``.

        Raises:
            AnalysisError: there is no such layer.
            EditError: a text that is longer than the model can take, or lists that are no direction.
        """
        more, less = _fitting(model, self.more, "more of"), _fitting(model, self.less, "less of")
        found = steering_vector(model, more, less, layer=layer)
        if not torch.isfinite(found).all():
            raise EditError(f"the stream after layer {layer} is NaN or infinite at these texts, so it has no direction")
        if not found.any():
            raise EditError(
                f"after layer {layer} both lists are the same on average, so there is no direction between them; "
                "write texts that differ in what you look for"
            )
        return found


def _fitting(model: LanguageModel, texts: Sequence[str], name: str) -> list[str]:
    """The texts, where the model can take each of them; else which list has one that it cannot."""
    try:
        rows_of(model, list(texts))
    except NnexploreError as error:
        raise EditError(f"in {name!r}, counted from 0: {error}") from error
    return list(texts)


def _listed(given: Any, name: str) -> tuple[str, ...]:
    if isinstance(given, str) or not isinstance(given, Sequence) or not all(isinstance(one, str) for one in given):
        raise EditError(f"{name!r} is a list of texts; got {given!r:.60}")
    found = tuple(text for text in given if text.strip())
    if not found:
        raise EditError(f"{name!r} has no text: write one or more, each on a line of its own")
    return found


def _short(text: str) -> str:
    text = " ".join(text.split())
    return f'"{text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"}"'
