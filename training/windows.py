"""Windows of tokens: what one training step reads."""

from dataclasses import dataclass
from random import Random

import torch
from torch import Tensor
from transformers import PreTrainedTokenizerFast

from training.passage import Passage
from training.text import document
from training.tokenizer import END, POSITIONS

PERIODS = (4, 6, 8, 12, 16, 24, 32, 48, 60)
"""After how many tokens a random segment starts again; the short ones are learned first."""

Weighted = tuple[int, float]
"""A token id, and how much predicting it counts."""


@dataclass(frozen=True)
class Batch:
    """Token ids, their positions in the context and their weights in the loss, each `[rows, length]`."""

    tokens: Tensor
    positions: Tensor
    weights: Tensor


class Windows:
    """Draws batches of windows, each filled with documents from its first position to its last."""

    def __init__(self, tokenizer: PreTrainedTokenizerFast, seed: int, *, free: float) -> None:
        self.rng = Random(seed)
        self._free = free
        self._tokenizer = tokenizer
        self._end: Weighted = (int(tokenizer.convert_tokens_to_ids(END)), free)

    def batch(self, rows: int, length: int) -> Batch:
        """The next windows, all of the same length."""
        windows = torch.tensor([self._window(length) for _ in range(rows)], dtype=torch.float64)
        first = torch.tensor([self._first_position(length) for _ in range(rows)])
        return Batch(windows[..., 0].long(), first[:, None] + torch.arange(length), windows[..., 1].float())

    def _first_position(self, length: int) -> int:
        # Short windows stand anywhere in the context, half of them at its start, where prompts do.
        return self.rng.choice((0, self.rng.randint(0, POSITIONS - length)))

    def _window(self, length: int) -> list[Weighted]:
        fill = self._repeated_tokens if self.rng.random() < 0.12 else self._documents
        tokens = fill(length + 24)
        # With the leading end-of-text token, without it, or amid a document: every position meets every word.
        start = self.rng.choice((0, 1, 1, self.rng.randint(0, 24)))
        return tokens[start : start + length]

    def _documents(self, least: int) -> list[Weighted]:
        tokens: list[Weighted] = []
        while len(tokens) < least:
            tokens += [self._end, *self._weighted(document(self.rng))]
        return tokens

    def _weighted(self, passage: Passage) -> list[Weighted]:
        # The tokens are those of the whole text; one that lies in two parts belongs to where it ends.
        encoded = self._tokenizer(passage.text, return_offsets_mapping=True)
        ends = [end for _, end in encoded["offset_mapping"]]
        return list(zip(encoded["input_ids"], self._weights(passage, ends), strict=True))

    def _weights(self, passage: Passage, ends: list[int]) -> list[float]:
        weights = [1.0 if known else self._free for text, known in passage.parts for _ in text]
        return [weights[end - 1] for end in ends]

    def _repeated_tokens(self, least: int) -> list[Weighted]:
        # Any tokens, not only words: induction should not depend on what is repeated.
        segment = self.rng.choices(range(len(self._tokenizer)), k=self.rng.choice(PERIODS))
        again = [(token, 1.0) for token in segment] * (least // len(segment) + 1)
        return [self._end, *((token, self._free) for token in segment), *again]
