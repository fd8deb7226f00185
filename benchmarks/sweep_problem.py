"""``Problem``: a model and two prompts, for the sweeps to be measured on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from transformers import GPT2Config, GPT2LMHeadModel

__all__ = ["Problem", "gpt2_small"]


@dataclass(frozen=True)
class Problem:
    """A GPT-2, a clean and a corrupted prompt [1, position], and the two tokens of the metric."""

    module: Any
    clean: torch.Tensor
    corrupted: torch.Tensor
    answer: int = 3
    other: int = 8

    def metric(self, logits: torch.Tensor) -> torch.Tensor:
        """The logit difference at the last position, for each row of a batch."""
        return logits[:, -1, self.answer] - logits[:, -1, self.other]


def gpt2_small(tokens: int) -> Problem:
    """A random model of the shape of GPT-2 small; the prompts differ in two tokens of the first half."""
    torch.manual_seed(0)
    ends = {"bos_token_id": 0, "eos_token_id": None, "pad_token_id": 0}
    module = GPT2LMHeadModel(GPT2Config(initializer_range=0.06, **ends)).eval()
    clean = torch.randint(1, module.config.vocab_size, (1, tokens))
    corrupted = clean.clone()
    corrupted[0, [1, tokens // 2 - 1]] = torch.tensor([11, 12])
    return Problem(module, clean, corrupted)
