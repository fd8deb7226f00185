"""``Answer``: the token that a metric is about, as the user named it and as the model numbers it."""

from __future__ import annotations

import operator
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor

from ..errors import MetricError
from ..models import LanguageModel

__all__ = ["Answer"]

Ids = int | Tensor
_ANCHOR = "\n"  # answers are read as a text goes on, which tokenizers that put a space before all text need
_SPELT = 3  # of a list of answers so many are written out
_OPENERS = "([{<\"'`“‘«¿¡/-_"  # after these a word begins without a space


@dataclass(frozen=True, eq=False)
class Answer:
    """One token for all prompts, or one for each of them.

    Attributes:
        given: what the user passed: text, a token id, a list of these, or a tensor [batch] of ids.
        ids: the token id, or int64 [batch]; ``None`` as long as text awaits a tokenizer.

    >>> Answer.of(" Paris").bound(nnexplore.load("demo")).ids
    933

    Raises:
        MetricError: neither text nor ids.
    """

    given: Any
    ids: Ids | None

    @classmethod
    def of(cls, given: Any) -> Answer:
        """An answer as the user gives it."""
        if isinstance(given, str):
            if not given:
                raise MetricError("an answer is the text of a token, or its id; got an empty text")
            return cls(given, None)
        if isinstance(given, Tensor) or hasattr(given, "__array__"):
            return cls(given, _of_tensor(torch.as_tensor(given)))
        if isinstance(given, Sequence) and not isinstance(given, bytes):
            return cls._of_list(list(given))
        return cls(given, _number(given))

    @classmethod
    def _of_list(cls, given: list[Any]) -> Answer:
        if not given:
            raise MetricError("the list of answers is empty; pass one for each prompt")
        each = []
        for item in given:
            each.append(cls.of(item).ids if isinstance(item, str) or hasattr(item, "__index__") else item)
            if not isinstance(each[-1], int | None) or item is None:
                raise MetricError(f"a list of answers holds one text or id for each prompt; got {item!r:.60} in it")
        return cls(given, None if None in each else torch.tensor(each))

    @property
    def rows(self) -> int | None:
        """For how many prompts the answers are; ``None`` where one is for all."""
        if isinstance(self.given, list):
            return len(self.given)
        return None if self.ids is None or isinstance(self.ids, int) else len(self.ids)

    def bound(self, model: LanguageModel, prompts: Sequence[str] = ()) -> Answer:
        """The same with its ids; warns where a text is several tokens, or seems to lack its space.

        Raises:
            MetricError: text without a tokenizer, unknown text, or an id that the model does not have.
        """
        if self.ids is None and isinstance(self.given, list):
            each = [_id_of(item, model, prompts[at : at + 1]) for at, item in enumerate(self.given)]
            found: Ids = torch.tensor(each)
        else:
            found = self.ids if self.ids is not None else _id_of(self.given, model, prompts)
        size = _vocabulary(model)
        if size is not None:
            check_range(found, size)
        return replace(self, ids=found)

    def on(self, logits: Tensor) -> Ids:
        """The ids, fit for logits [batch, vocab].

        Raises:
            MetricError: text that has not been bound, or ids that do not fit the logits.
        """
        if self.ids is None:
            raise MetricError(f"{self} is text, and no tokenizer is known yet: metric.bind(model), or give token ids")
        check_range(self.ids, int(logits.shape[-1]))
        if isinstance(self.ids, int):
            return self.ids
        if len(self.ids) not in (1, logits.shape[0]):
            raise MetricError(
                f"there are {len(self.ids)} answers and {logits.shape[0]} prompts: pass one answer, or one for each"
            )
        ids = self.ids if logits.device.type == "meta" else self.ids.to(logits.device)
        return ids.expand(logits.shape[0]).unsqueeze(-1)

    def __str__(self) -> str:
        array = isinstance(self.given, Tensor) or hasattr(self.given, "__array__")
        given = self.given.tolist() if array else self.given
        if isinstance(given, Sequence) and not isinstance(given, str) and len(given) > _SPELT + 1:
            return f"[{', '.join(map(repr, given[:_SPELT]))}, … {len(given)} in all]"
        return repr(given)


def check_range(ids: Ids, size: int) -> None:
    """Refuse token ids that a vocabulary of that size does not have."""
    low, high = (ids, ids) if isinstance(ids, int) else (int(ids.min()), int(ids.max()))
    if low < 0 or high >= size:
        raise MetricError(
            f"there is no token {low if low < 0 else high}; this model has {size} tokens, 0 to {size - 1}"
        )


def _number(given: Any) -> int:
    if not isinstance(given, bool):
        try:
            return operator.index(given)
        except TypeError:
            pass
    raise MetricError(
        f"an answer is text, a token id, a tensor [batch] of ids, or a list of these, one for each prompt; "
        f"got {type(given).__name__} {given!r:.60}"
    )


def _of_tensor(ids: Tensor) -> Ids:
    if ids.dtype.is_floating_point or ids.dtype.is_complex or ids.dtype is torch.bool:
        raise MetricError(f"token ids are integers; got a tensor of {ids.dtype}")
    if ids.dim() > 1 or not ids.numel():
        raise MetricError(f"token ids have shape [batch], one for each prompt; got {list(ids.shape)}")
    return int(ids) if ids.dim() == 0 else ids.detach().as_subclass(Tensor).to("cpu", torch.int64).clone()


def _id_of(given: Any, model: LanguageModel, prompts: Sequence[str]) -> int:
    if not isinstance(given, str):
        return _number(given)
    tokenizer = model.tokenizer
    if tokenizer is None:
        raise MetricError(
            f"this model has no tokenizer to read the answer {given!r} with; give its token id, "
            "or LanguageModel(…, tokenizer=…)"
        )
    ids = _continuation(given, tokenizer)
    unknown = getattr(tokenizer, "unk_token_id", None)
    if not ids or (unknown is not None and ids[0] == unknown and given != tokenizer.unk_token):
        raise MetricError(f"this tokenizer has no token for {given!r}; give another text, or a token id")
    _warn(given, ids, model, prompts)
    return ids[0]


def _continuation(text: str, tokenizer: Any) -> list[int]:
    """The tokens of a text as it would follow other text: exactly as given, no space added, no special tokens."""
    alone: list[int] = list(tokenizer(text, add_special_tokens=False)["input_ids"])
    anchor = list(tokenizer(_ANCHOR, add_special_tokens=False)["input_ids"])
    both = list(tokenizer(_ANCHOR + text, add_special_tokens=False)["input_ids"])
    if anchor and both[: len(anchor)] == anchor and tokenizer.decode(both) == tokenizer.decode(anchor) + text:
        return both[len(anchor) :]
    return alone


def _warn(text: str, ids: list[int], model: LanguageModel, prompts: Sequence[str]) -> None:
    """Say what a text stands for where that is not plain."""
    spaced = _continuation(f" {text}", model.tokenizer) if text[0].isalnum() else []
    hint = f". {f' {text}'!r}, with a space, is one token: how a word within a text begins" if len(spaced) == 1 else ""
    if len(ids) > 1:
        tokens = model.token_strings(ids)
        warnings.warn(
            f"{text!r} is {len(ids)} tokens, {', '.join(map(repr, tokens))}, and a metric reads one position: it takes "
            f"the first, {tokens[0]!r}{hint}. To choose a token yourself give its id",
            stacklevel=2,
        )
    elif hint and any(prompt and not (prompt[-1].isspace() or prompt[-1] in _OPENERS) for prompt in prompts):
        warnings.warn(f"{text!r} goes on within a word{hint}. To mean {text!r} give its id, {ids[0]}", stacklevel=2)


def _vocabulary(model: LanguageModel) -> int | None:
    size = getattr(getattr(model.module, "config", None), "vocab_size", None)
    return size if isinstance(size, int) else None
