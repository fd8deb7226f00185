"""The end of the training: fresh text at a falling rate, and the average of the weights on the way.

Averaged weights generalise better than the last ones (Izmailov et al. 2018, "Averaging weights leads to wider
optima"): here, facts in phrasings that were left out.
"""

from dataclasses import dataclass

import torch
from torch.optim.swa_utils import AveragedModel
from transformers import GPT2LMHeadModel, PreTrainedTokenizerFast

from training.loss import weighted_loss
from training.windows import Windows


@dataclass(frozen=True)
class Settling:
    """How the weights come to rest."""

    seed: int = 100
    steps: int = 300
    averaged_from: int = 100  # the steps before only shake the weights loose
    warm_up: int = 20
    rate: float = 1e-3
    weight_decay: float = 0.05
    free_weight: float = 0.1
    rows: int = 64
    length: int = 32

    def learning_rate(self, step: int) -> float:
        """Up at first, then down to nothing."""
        return self.rate * min(1, step / self.warm_up) * (1 - step / (self.steps + 1))


def settle(model: GPT2LMHeadModel, tokenizer: PreTrainedTokenizerFast, settling: Settling) -> GPT2LMHeadModel:
    """A model whose weights are the average over the last steps."""
    windows = Windows(tokenizer, settling.seed, free=settling.free_weight)
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=settling.rate, betas=(0.9, 0.98), weight_decay=settling.weight_decay
    )
    average = AveragedModel(model)
    for step in range(1, settling.steps + 1):
        for group in optimizer.param_groups:
            group["lr"] = settling.learning_rate(step)
        weighted_loss(model, windows.batch(settling.rows, settling.length)).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        if step > settling.averaged_from:
            average.update_parameters(model)
    settled: GPT2LMHeadModel = average.module
    return settled
