"""``Metric``: a number per prompt, as a specification that says which logits it reads.

Stops at the logits: what is done to the model to get them is no matter here. ``metrics`` has the known ones.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import torch
from torch import Tensor

from ..errors import MetricError
from ..models import LanguageModel
from .answer import Answer, Ids

__all__ = ["Metric"]

Formula = Callable[..., Any]
"""Logits [batch, vocab] as float32, the ids of each answer, the reference if there is one → [batch]."""


@dataclass(frozen=True, eq=False)
class Metric:
    """A number for each prompt, computed from the logits at one position, or as the mean over several.

    Called with logits [batch, tokens, vocab] it gives float32 [batch], whatever the model's own precision. In a trace
    every step is recorded, the choice of the position first, so that a sweep computes no other logits.

    Attributes:
        name: which one, as in ``nnexplore.analysis.metrics``.
        position: the token position, or several; negative ones count from the end. Padding is on the left, so in a
            batch of prompts of different lengths only negative ones mean the same in each: ``bind`` checks that.
        answers: the tokens it is about.
        unit: what the number is in: "logits", "nats", "probability", "rank", "tokens", or "" where not known.
        differentiable: whether a gradient comes out of it.
        options: other settings, for ``repr``.

    >>> metric = nnexplore.analysis.metrics.logit_diff(" Paris", " Rome").bind(model)
    >>> with model.trace("The Eiffel Tower is in the city of"):
    ...     difference = metric(model.output.logits).save("difference")

    Raises:
        MetricError: a position that is none; when called, logits that it does not fit.
    """

    name: str
    position: int | tuple[int, ...]
    formula: Formula = field(repr=False)
    answers: tuple[Answer, ...] = ()
    unit: str = ""
    differentiable: bool = True
    reference: Tensor | None = field(default=None, repr=False)
    options: tuple[tuple[str, Any], ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "position", _position(self.position))

    @property
    def positions(self) -> tuple[int, ...]:
        """The positions whose logits it reads."""
        return (self.position,) if isinstance(self.position, int) else self.position

    def bind(self, model: LanguageModel, prompts: Any = None) -> Metric:
        """The same metric with its answers as token ids; with ``prompts``, checked to fit each of them.

        >>> metrics.logit(" Paris").bind(model, ["The Eiffel Tower is in the city of", "Paris is in"])

        Raises:
            MetricError: text that is no token, or a position that is not the same in each prompt, or in padding.
        """
        rows = [] if prompts is None else _rows(prompts)
        lengths = [len(model.tokens(row)) for row in rows]
        self._check_prompts(lengths)
        texts = [row if isinstance(row, str) else "" for row in rows]
        return replace(self, answers=tuple(answer.bound(model, texts) for answer in self.answers))

    def _check_prompts(self, lengths: list[int]) -> None:
        for answer in self.answers:
            if lengths and answer.rows not in (None, 1, len(lengths)):
                raise MetricError(
                    f"there are {answer.rows} answers and {len(lengths)} prompts: pass one answer, or one for each"
                )
        for position in self.positions if lengths else ():
            if position >= 0 and len(set(lengths)) > 1:
                raise MetricError(
                    f"position {position} is another place in each of these prompts, which have {_spell(lengths)} "
                    "tokens and are padded on the left: count from the end (position=-1 is the last token), or take "
                    "the prompts one by one"
                )
            if not -min(lengths) <= position < min(lengths):
                raise MetricError(
                    f"there is no position {position} in prompt {lengths.index(min(lengths))}, which has "
                    f"{min(lengths)} tokens"
                )

    def __call__(self, logits: Tensor) -> Tensor:
        """The number of each prompt: float32 [batch] from logits [batch, tokens, vocab].

        Raises:
            MetricError: no logits, answers that were not bound, a position beyond the prompt, or no number per row.
        """
        self._check_logits(logits)
        values = [self._at(logits[:, position], position) for position in self.positions]
        return values[0] if len(values) == 1 else torch.stack(values).mean(0)

    def _at(self, logits: Tensor, position: int) -> Tensor:
        logits = logits.float()
        ids: list[Ids] = [answer.on(logits) for answer in self.answers]
        more = [] if self.reference is None else [self._reference(logits, position)]
        return self._per_row(self.formula(logits, *ids, *more), int(logits.shape[0]))

    def _check_logits(self, logits: Any) -> None:
        if not isinstance(logits, Tensor):
            hint = "; pass its .logits" if hasattr(logits, "logits") else ""
            raise MetricError(f"{self.name} is of logits [batch, tokens, vocab]; got {type(logits).__name__}{hint}")
        if logits.dim() != 3 or not logits.dtype.is_floating_point:
            raise MetricError(
                f"{self.name} is of logits [batch, tokens, vocab]; got {logits.dtype} {list(logits.shape)}"
            )
        for position in self.positions:
            if not -logits.shape[1] <= position < logits.shape[1]:
                raise MetricError(f"{self!r} reads position {position}; these logits have {logits.shape[1]} positions")

    def _reference(self, logits: Tensor, position: int) -> Tensor:
        whole = self.reference
        assert whole is not None
        if whole.dim() == 2 and len(self.positions) > 1:
            raise MetricError(
                f"{self.name} reads {len(self.positions)} positions: its reference is [batch, tokens, vocab], "
                f"not {list(whole.shape)}"
            )
        if whole.dim() == 3 and not -whole.shape[1] <= position < whole.shape[1]:
            raise MetricError(f"{self!r} reads position {position}; its reference has {whole.shape[1]} positions")
        other = whole[:, position] if whole.dim() == 3 else whole
        if other.shape[-1] != logits.shape[-1] or other.shape[0] not in (1, logits.shape[0]):
            raise MetricError(
                f"the reference of {self.name} is {list(other.shape)} at its position and the logits are "
                f"{list(logits.shape)}: both are [batch, vocab]"
            )
        return other.float() if logits.device.type == "meta" else other.to(logits.device).float()

    def _per_row(self, value: Any, rows: int) -> Tensor:
        """The formula's value, seen to be one number for each row."""
        expected = f"one number for each prompt, a tensor of shape [{rows}], from logits [batch, vocab]"
        if not isinstance(value, Tensor):
            hint = " (a plain number is in no graph and has no gradient: leave out .item())"
            shown = f"{value!r:.60}{hint if isinstance(value, float | int) else ''}"
            raise MetricError(f"{self.name} gave {type(value).__name__} {shown}; expected {expected}")
        if value.dim() == 0 and rows == 1:
            return value.float().reshape(1)
        if tuple(value.shape) != (rows,):
            raise MetricError(
                f"{self.name} gave shape {list(value.shape)} for {rows} prompts; expected {expected}: "
                "reduce over the vocabulary only, e.g. .mean(-1)"
            )
        return value.float()

    def __repr__(self) -> str:
        words = [*map(str, self.answers), *(f"{key}={value!r}" for key, value in self.options)]
        words += [] if self.position == -1 else [f"position={self.position}"]
        return f"{self.name}({', '.join(words)})"


def _position(given: Any) -> int | tuple[int, ...]:
    many = isinstance(given, tuple | list)
    try:
        found = tuple(operator.index(_no_bool(item)) for item in (given if many else (given,)))
    except TypeError:
        found = ()
    if not found:
        raise MetricError(f"a position is a whole number, or a tuple of them; got {given!r:.60}")
    return found if many else found[0]


def _no_bool(item: Any) -> Any:
    if isinstance(item, bool):
        raise TypeError
    return item


def _rows(prompts: Any) -> Sequence[Any]:
    """Each prompt by itself: of a text, a list of texts, token ids, or a batch of them."""
    if isinstance(prompts, str):
        return [prompts]
    if isinstance(prompts, Tensor):
        return list(prompts) if prompts.dim() == 2 else [prompts]
    prompts = list(prompts)
    return [prompts] if prompts and all(isinstance(item, int) for item in prompts) else prompts


def _spell(lengths: list[int]) -> str:
    known = [str(length) for length in sorted(set(lengths))]
    return f"{', '.join(known[:-1])} and {known[-1]}"
