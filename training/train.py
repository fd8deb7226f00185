"""Trains the demo model from nothing: `python -m training.train --out nnexplore/models/demo_files`.

The same machine and the same seed give the same weights. It takes less than half an hour on one CPU core.
"""

import argparse
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from transformers import GPT2LMHeadModel, PreTrainedTokenizerFast

from training.card import write_card
from training.evaluate import evaluate
from training.loss import weighted_loss
from training.model import make_model, save
from training.settling import Settling, settle
from training.tokenizer import POSITIONS, make_tokenizer
from training.windows import Windows


@dataclass(frozen=True)
class Recipe:
    """Everything that decides the weights."""

    seed: int = 0
    steps: int = 2600
    tokens: int = 2048  # in one step
    short_length: int = 32  # of the windows at first: in short windows induction appears much earlier
    short_share: float = 0.7  # the share of the steps with short windows
    free_weight: float = 0.1  # of the tokens that nothing determines, beside 1 for those that can be known
    learning_rate: float = 2.5e-3
    weight_decay: float = 0.1
    warm_up: float = 0.1  # the share of the steps in which the learning rate rises
    threads: int = 1  # sums over more threads would depend on the machine

    def length(self, step: int) -> int:
        """How many tokens a window has at this step."""
        return self.short_length if step < self.short_share * self.steps else POSITIONS


class Training:
    """A model on its way, one step at a time."""

    def __init__(self, recipe: Recipe, tokenizer: PreTrainedTokenizerFast) -> None:
        torch.set_num_threads(recipe.threads)
        self.recipe = recipe
        self.steps_done = 0
        self.model = make_model(tokenizer, recipe.seed)
        self._windows = Windows(tokenizer, recipe.seed + 1, free=recipe.free_weight)
        self._optimizer = torch.optim.AdamW(
            self.model.parameters(), lr=recipe.learning_rate, betas=(0.9, 0.98), weight_decay=recipe.weight_decay
        )
        self._schedule = torch.optim.lr_scheduler.OneCycleLR(
            self._optimizer,
            recipe.learning_rate,
            total_steps=recipe.steps,
            pct_start=recipe.warm_up,
            cycle_momentum=False,
        )

    def step(self) -> float:
        """Read one batch and improve; the weighted mean loss per token, in nats."""
        length = self.recipe.length(self.steps_done)
        loss = weighted_loss(self.model, self._windows.batch(self.recipe.tokens // length, length))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self._optimizer.step()
        self._schedule.step()
        self._optimizer.zero_grad()
        self.steps_done += 1
        return float(loss.detach())


def report(step: int, loss: float, model: GPT2LMHeadModel, tokenizer: PreTrainedTokenizerFast) -> None:
    """Print how far the training is."""
    scores = ", ".join(map(str, evaluate(model, tokenizer, size=1)))
    print(f"step {step}, {time.process_time():.0f} CPU seconds, loss {loss:.3f}; {scores}", flush=True)


def train(recipe: Recipe, folder: Path) -> None:
    """Train, write the files and the model card."""
    tokenizer = make_tokenizer(recipe.seed)
    training = Training(recipe, tokenizer)
    for step in range(1, recipe.steps + 1):
        loss = training.step()
        if step % 200 == 0 or step == recipe.steps:
            report(step, loss, training.model, tokenizer)
    model = settle(training.model, tokenizer, Settling()).eval()
    report(recipe.steps + Settling.steps, loss, model, tokenizer)
    save(model, tokenizer, folder)
    write_card(folder)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="the folder for the model's files")
    parser.add_argument("--steps", type=int, default=Recipe.steps, help="fewer steps for a try")
    arguments = parser.parse_args()
    train(Recipe(steps=arguments.steps), arguments.out)


if __name__ == "__main__":
    main()
