"""Attention statistics: what each head looks at, as one number per layer and head."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

import torch
from torch import Tensor

from ..errors import AnalysisError, ModelError
from ..graph import Inputs
from ..models import LanguageModel
from .axis import Axis
from .result import Result
from .taken import light, taken

__all__ = ["AttentionStatistics", "attention_statistics", "head_statistics", "repeated_tokens"]


@dataclass(frozen=True, eq=False, repr=False)
class AttentionStatistics:
    """What heads look at: five results with the axes layer and head, means over all tokens but each prompt's first.

    Where a head has an attention sink of its own (GPT-OSS), rows of its pattern sum to less than 1.

    Attributes:
        entropy: of the pattern, in nats: 0 where a token looks at one place, log(n) where at n alike.
        previous: attention to the token before, 0 to 1, as all that follow.
        first: attention to the first token of the prompt, where heads rest that have nothing to do.
        duplicate: attention to earlier occurrences of the same token; over tokens that have one, NaN if none has.
        induction: attention to the tokens after earlier occurrences of the same token, over tokens that have one.
        tokens: the prompts' token ids, a list for each.
    """

    entropy: Result
    previous: Result
    first: Result
    duplicate: Result
    induction: Result
    tokens: list[list[int]] = field(default_factory=list)

    def __repr__(self) -> str:
        lines = [f"attention statistics over {sum(map(len, self.tokens))} tokens in {len(self.tokens)} prompts"]
        for name in _NAMES:
            best = getattr(self, name).top(3)
            lines.append(f"  {name:10}" + ("; ".join(f"{cell.label} {cell.value:.2f}" for cell in best) or "no number"))
        return "\n".join(lines)


_NAMES = tuple(part.name for part in fields(AttentionStatistics) if part.name != "tokens")


def attention_statistics(
    model: LanguageModel, prompts: Any = None, *, length: int = 24, count: int = 4, seed: int = 0
) -> AttentionStatistics:
    """Entropy, previous-token, first-token, duplicate-token and induction score of each head, from one forward.

    Without prompts it makes its own: ``count`` times ``length`` different random tokens, all once more after them,
    with the tokenizer's first token before if it has one. On these a head can know the next token only by induction.
    Source: Olsson et al., "In-context Learning and Induction Heads" (2022), "Model analysis", for the induction score
    ("prefix matching"), previous-token heads and random repeated tokens; Wang et al., "Interpretability in the Wild"
    (2022), section 3.2, for duplicate-token heads; Xiao et al., "Efficient Streaming Language Models with Attention
    Sinks" (2023), section 3.1, for the first token.

    Args:
        model: any causal language model with attention.
        prompts: text, token ids, or a list of prompts; by default random repeated tokens.
        length: of the random part, in tokens, before it is repeated.
        count: how many random prompts.
        seed: what the random tokens begin with.

    >>> attention_statistics(model).induction.top(1)[0].label
    'layer 1, head 0'

    Raises:
        AnalysisError: fewer than two tokens, or more random tokens than the model has.
        ModelError: no layer has attention, or one's is not understood.
    """
    model.load()
    given = repeated_tokens(model, length, count, seed) if prompts is None else prompts
    encoded = model.encode(Inputs((given,))).kwargs
    rows = _rows(encoded["input_ids"], encoded.get("attention_mask"))
    layers = [number for number, block in enumerate(model.probe.blocks) if block.attn]
    if not layers:
        raise ModelError(f"no layer of this model has attention: {model.probe.blocks[0].attn}")
    with torch.no_grad(), model.trace(given):  # a layer's patterns are let go before the next layer's are computed
        found = [_layer(light(model.layers[number].attn.pattern), rows) for number in layers]
    values = _stacked([one.cpu() for one in found])
    tokens = [row.ids.tolist() for row in rows]
    results = {name: _result(name, values[at], layers, prompts is None) for at, name in enumerate(_NAMES)}
    return AttentionStatistics(**results, tokens=tokens)


def repeated_tokens(model: LanguageModel, length: int = 24, count: int = 4, seed: int = 0) -> list[list[int]]:
    """Random prompts that say everything twice: ``count`` lists of ``2 * length`` token ids, one more with a BOS.

    Special tokens are left out, and within each half every token is another.

    >>> repeated_tokens(model, length=2, count=1)
    [[0, 1377, 1429, 1377, 1429]]

    Raises:
        AnalysisError: no length, no count, or more different tokens than the model has.
    """
    special = set(getattr(model.tokenizer, "all_special_ids", ()))
    size = int(model.load().embed.module.weight.shape[0])
    size = min(size, len(model.tokenizer)) if model.tokenizer is not None else size
    known = torch.tensor([token for token in range(size) if token not in special])
    if not 1 <= length <= len(known) or count < 1:
        raise AnalysisError(
            f"there are {len(known)} tokens to draw from: length is 1 to that, count at least 1; got {length}, {count}"
        )
    generator = torch.Generator().manual_seed(seed)
    first = getattr(model.tokenizer, "bos_token_id", None)
    prompts = []
    for _ in range(count):
        drawn = known[torch.randperm(len(known), generator=generator)[:length]].tolist()
        prompts.append([*([] if first is None else [first]), *drawn, *drawn])
    return prompts


def head_statistics(patterns: Sequence[Tensor], ids: Sequence[int]) -> dict[str, Tensor]:
    """The five numbers of each head, of patterns that are there already.

    >>> head_statistics([pattern], [5, 7, 5])["induction"]  # the third token, attending to the second

    Args:
        patterns: of each layer ``[heads, tokens, keys]``.
        ids: the prompt's token ids.

    Returns:
        Of each name ``[layers, heads]``; NaN where a layer has fewer heads, or no token has anything to look at.
    """
    row = _Row(torch.arange(len(ids)), torch.tensor(ids))
    return dict(zip(_NAMES, _stacked([_layer(one[None], [row]) for one in patterns]), strict=True))


@dataclass(frozen=True)
class _Row:
    """One prompt: which places of the batch are its tokens, and for each token which earlier ones are the same."""

    places: Tensor
    ids: Tensor

    @property
    def same(self) -> Tensor:
        """[tokens, tokens]: the second is an earlier occurrence of the first."""
        return (self.ids[:, None] == self.ids[None]).tril(-1)

    @property
    def after(self) -> Tensor:
        """[tokens, tokens]: the second comes right after an earlier occurrence of the first, and is itself earlier."""
        return self.same.roll(1, dims=1).tril(-1)


def _rows(ids: Tensor, mask: Any) -> list[_Row]:
    real = torch.ones_like(ids) if mask is None else mask
    rows = [_Row(keep.nonzero().flatten(), row[keep.bool()]) for row, keep in zip(ids, real, strict=True)]
    if any(len(row.ids) < 2 for row in rows):
        raise AnalysisError("a prompt of one token says nothing about attention; pass at least two tokens")
    return rows


def _layer(pattern: Tensor, rows: Sequence[_Row]) -> Tensor:
    """The five numbers of each head, from its patterns [batch, heads, tokens, keys]: [5, heads]."""
    pieces = []
    for at, row in enumerate(rows):
        own = pattern[at][:, row.places][:, :, row.places].float()
        pieces.append([measure(own, row) for measure in _MEASURES.values()])
    means = [torch.cat(parts, -1).mean(-1) for parts in zip(*pieces, strict=True)]  # NaN of no tokens
    return taken(torch.stack(means), copy=False)


def _on(pattern: Tensor, mask: Tensor) -> Tensor:
    """Attention to the places of a mask [tokens, tokens], of the tokens that have one: [heads, those tokens]."""
    return (pattern * mask.to(pattern)).sum(-1)[:, mask.any(-1).nonzero().flatten()]


def _entropy(pattern: Tensor, _row: _Row) -> Tensor:
    terms: Tensor = torch.special.entr(pattern[:, 1:])
    return terms.sum(-1)


_MEASURES: dict[str, Callable[[Tensor, _Row], Tensor]] = {
    "entropy": _entropy,
    "previous": lambda pattern, _: pattern.diagonal(-1, dim1=1, dim2=2),
    "first": lambda pattern, _: pattern[:, 1:, 0],
    "duplicate": lambda pattern, row: _on(pattern, row.same),
    "induction": lambda pattern, row: _on(pattern, row.after),
}


def _stacked(found: Sequence[Tensor]) -> Tensor:
    """[5, layers, heads]; NaN where a layer has fewer heads than another."""
    heads = max(values.shape[1] for values in found)
    whole = torch.full((len(_NAMES), len(found), heads), torch.nan)
    for at, values in enumerate(found):
        whole[:, at, : values.shape[1]] = values
    return whole


_METRICS = {
    "entropy": ("mean entropy of the pattern", "nats", "looking at one token", ""),
    "previous": ("attention to the previous token", "", "none", "all of it"),
    "first": ("attention to the first token", "", "none", "all of it"),
    "duplicate": ("attention to earlier occurrences of the token", "", "none", "all of it"),
    "induction": ("attention to what came after earlier occurrences of the token", "", "none", "all of it"),
}


def _result(name: str, values: Tensor, layers: Sequence[int], made: bool) -> Result:
    metric, unit, zero, one = _METRICS[name]
    axes = (Axis("layer", numbers=layers), Axis("head", numbers=range(values.shape[1])))
    of = " on random repeated tokens" if made else ""
    return Result(values, axes, f"{name} score" if unit == "" else name, metric + of, unit, zero, one)
