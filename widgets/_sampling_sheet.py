"""What the browser is sent of the logits: all of a small vocabulary; of a large one the likeliest, all on demand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import torch

from ._bytes import bytes_of
from ._sampling_chances import ranked

if TYPE_CHECKING:
    from torch import Tensor

    from ..models import LanguageModel

__all__ = ["Sheet"]

WHOLE = 8192
"""Up to so many tokens all of them are kept with the view."""
TOP = 4096
"""Else so many of the likeliest: a saved notebook stays small."""
STEPS = 512
"""Groups of neighbours, each with its mean logit, that then stand for the others."""


class Sheet:
    """The ranked logits of one position.

    Args:
        model: whose tokens they are.
        logits: float32 `[vocabulary]`, by id.

    Attributes:
        ids: likeliest first.
        logits: of those.
    """

    def __init__(self, model: LanguageModel, logits: Tensor) -> None:
        self._model = model
        self.ids, self.logits = ranked(logits)

    @property
    def size(self) -> int:
        """The tokens of the vocabulary."""
        return len(self.ids)

    def screen(self) -> dict[str, Any]:
        """What is kept with the view: ids int32, logits float32, texts; means and sizes of the groups of the rest."""
        upto = self.size if self.size <= WHOLE else TOP
        groups = [group for group in self.logits[upto:].tensor_split(STEPS) if len(group)]
        means = torch.stack([group.double().mean() for group in groups]) if groups else torch.empty(0)
        return {
            "vocabulary": self.size,
            "ids": bytes_of(self.ids[:upto].to(torch.int32)),
            "logits": bytes_of(self.logits[:upto]),
            "texts": self._model.token_strings(self.ids[:upto].tolist()),
            "means": bytes_of(means.float()),
            "sizes": bytes_of(torch.tensor([len(group) for group in groups], dtype=torch.int32)),
        }

    def whole(self, *, texts: bool) -> list[bytes]:
        """All ids and logits; and, where they are wanted, all texts by id, as JSON."""
        found = [bytes_of(self.ids.to(torch.int32)), bytes_of(self.logits)]
        if texts:
            found.append(json.dumps(self._model.token_strings(list(range(self.size))), ensure_ascii=False).encode())
        return found
