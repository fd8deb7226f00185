"""``Summary``: what a ``%%trace`` cell reports, as numbers and names; ``view`` draws it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from ..graph import RESULT, Graph
from ..models import Model

__all__ = ["NextToken", "Prediction", "Summary", "fold", "summarize"]


@dataclass(frozen=True)
class NextToken:
    """One candidate for the next token, with the model's own numbers."""

    text: str
    probability: float
    logit: float


@dataclass(frozen=True)
class Prediction:
    """The most probable next tokens after one prompt."""

    prompt: str
    tokens: tuple[NextToken, ...]


@dataclass(frozen=True)
class Summary:
    """What came out of a traced cell: next tokens, the output in words, the sites read and written."""

    predictions: tuple[Prediction, ...]
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    output: str

    def _repr_html_(self) -> str:
        from .view import html

        return html(self)

    def __repr__(self) -> str:
        from .view import text

        return text(self)


@torch.no_grad()
def summarize(model: Model, prompt: Any, graph: Graph, output: Any, *, top: int = 5) -> Summary:
    """Read the next tokens off the model's output, and the sites off its graph."""
    logits = getattr(output, "logits", None)
    tokenizer = getattr(model, "tokenizer", None)
    predictions: tuple[Prediction, ...] = ()
    if tokenizer is not None and isinstance(logits, Tensor) and logits.ndim == 3:
        texts = _texts(tokenizer, prompt, len(logits))
        predictions = tuple(_predict(tokenizer, text, row[-1], top) for text, row in zip(texts, logits, strict=True))
    reads = (site for site in graph.reads if site.port != RESULT)  # that is the output itself
    return Summary(predictions, tuple(map(str, reads)), tuple(map(str, graph.writes)), _describe(output))


def fold(names: Iterable[str]) -> list[str]:
    """Write names that differ in one number as one.

    >>> fold(["h.0.mlp", "h.1.mlp", "h.2.mlp", "h.5.mlp", "ln_f"])
    ['h.{0-2,5}.mlp', 'ln_f']
    """
    groups: dict[tuple[str, str], list[str]] = {}
    for name in names:
        parts = name.split(".")
        at = next((i for i, part in enumerate(parts) if part.isdecimal()), None)
        key = (name, "") if at is None else (".".join([*parts[:at], ""]), ".".join(["", *parts[at + 1 :]]))
        groups.setdefault(key, []).append("" if at is None else parts[at])
    return [f"{left}{_ranges(numbers)}{right}" for (left, right), numbers in groups.items()]


def _ranges(numbers: list[str]) -> str:
    if len(numbers) == 1:
        return numbers[0]
    runs: list[list[int]] = []
    for number in sorted(map(int, numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "{" + ",".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs) + "}"


def _predict(tokenizer: Any, prompt: str, logits: Tensor, top: int) -> Prediction:
    logits = logits.float()
    best = logits.softmax(-1).topk(min(top, len(logits)))
    tokens = [
        NextToken(tokenizer.decode([id]), probability, float(logits[id]))
        for probability, id in zip(best.values.tolist(), best.indices.tolist(), strict=True)
    ]
    return Prediction(prompt, tuple(tokens))


def _texts(tokenizer: Any, prompt: Any, rows: int) -> list[str]:
    """One text per row of the batch, whatever the prompt was given as."""
    if isinstance(prompt, str):
        return [prompt] * rows
    if isinstance(prompt, Tensor):
        return [tokenizer.decode(row) for row in prompt.reshape(rows, -1)]
    if isinstance(prompt, list | tuple) and len(prompt) == rows:
        return [item if isinstance(item, str) else tokenizer.decode(item) for item in prompt]
    return [f"row {row}" for row in range(rows)]


def _describe(output: Any) -> str:
    """The output in a few words: a tensor's shape, else its type."""
    if isinstance(output, Tensor):
        return f"{type(output).__name__} {list(output.shape)}, {str(output.dtype).removeprefix('torch.')}"
    return type(output).__name__
