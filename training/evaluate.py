"""Measures the demo model on what was kept out of its training text."""

from dataclasses import dataclass
from random import Random

import torch
from torch import Tensor
from transformers import PreTrainedModel, PreTrainedTokenizerBase

from training.facts import fact_prompts
from training.indirect_object import TEMPLATES, indirect_prompt, pairs
from training.prompt import Prompt
from training.sequences import random_words, spaced

SEED = 2024


@dataclass(frozen=True)
class Score:
    """How many of a set of predictions were right."""

    ability: str
    left_out: str
    right: int
    total: int

    @property
    def accuracy(self) -> float:
        """The share that was right, from 0 to 1."""
        return self.right / self.total

    def __str__(self) -> str:
        return f"{self.ability}: {self.right} of {self.total} ({self.accuracy:.1%})"


@torch.no_grad()
def predictions(model: PreTrainedModel, texts: list[list[int]]) -> Tensor:
    """The likeliest next token at each position, `[text, token]`; shorter texts are padded at the end."""
    longest = max(map(len, texts))
    tokens = torch.tensor([text + [0] * (longest - len(text)) for text in texts])
    logits: Tensor = model(input_ids=tokens).logits
    return logits.argmax(-1)


def is_right(tokens: list[int], predicted: list[int], start: int) -> bool:
    """Whether each token from `start` on is what the position before it predicts."""
    return tokens[start:] == predicted[start - 1 : len(tokens) - 1]


def answered(model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, prompts: list[Prompt]) -> list[bool]:
    """For each prompt, whether the whole answer is the likeliest continuation, token by token."""
    results: list[bool] = []
    for first in range(0, len(prompts), 64):
        part = prompts[first : first + 64]
        starts = [len(tokenizer.encode(prompt.text)) for prompt in part]
        texts = [tokenizer.encode(prompt.text + prompt.answer) for prompt in part]
        rows = predictions(model, texts).tolist()
        results += [is_right(*case) for case in zip(texts, rows, starts, strict=True)]
    return results


def score(ability: str, left_out: str, results: list[bool]) -> Score:
    """Count the results."""
    return Score(ability, left_out, sum(results), len(results))


def held_out_stories(per_pair: int) -> list[Prompt]:
    """Stories of the pairs that were kept out, each in `per_pair` templates."""
    rng = Random(SEED)
    return [
        indirect_prompt(pair, template, rng)
        for pair in pairs(held=True)
        for template in rng.sample(TEMPLATES, per_pair)
    ]


def induction_results(model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, sequences: int) -> list[bool]:
    """For each word after the first repeated one in new random sequences, whether it is predicted."""
    rng = Random(SEED)
    results: list[bool] = []
    for _ in range(sequences):
        words = random_words(rng.randint(6, 20), rng, held=True)
        tokens = tokenizer.encode(spaced(words) * 2)
        predicted = predictions(model, [tokens])[0].tolist()
        results += [tokens[i + 1] == predicted[i] for i in range(len(words), len(tokens) - 1)]
    return results


def evaluate(model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, *, size: int = 5) -> list[Score]:
    """The three abilities on their held-out sets; `size` scales those that have no end."""
    return [
        score("facts", "fact × phrasing", answered(model, tokenizer, fact_prompts(held=True))),
        score("indirect objects", "pairs of names", answered(model, tokenizer, held_out_stories(size))),
        score("induction", "sequences of words", induction_results(model, tokenizer, 40 * size)),
    ]
