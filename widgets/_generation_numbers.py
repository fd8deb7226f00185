"""What the model says of every token of a text: its probability, and the likeliest in its place."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch

from ._bytes import bytes_of

if TYPE_CHECKING:
    from torch import Tensor

    from ._generation_branches import Written
    from ._generation_sampling import Sampling
    from ._writer import Writer

TOP = 10
ROWS = 256
"""Positions whose logits are looked at in one go, so that a long text needs no second tensor of that size."""


@dataclass(frozen=True)
class Numbers:
    """Of a text of T tokens, float32; a row is what comes after one token.

    Attributes:
        ids: the token ids `[T]`.
        runs: "edited", and where they are there "clean" and "other".
        said: by run, the probability of each token `[T]`; NaN for the first, and in "other" for the whole prompt.
        bits: the same as surprisal, −log2.
        top: the likeliest tokens after each token `[T, k]`, with or without the changes.
        chances: by run, their probabilities `[T, k]`.
        ranks: how many tokens are likelier than each that was taken, `[T]`.
        rows: the logits after the prompt's last token and all behind it.
    """

    ids: Tensor
    runs: tuple[str, ...]
    said: dict[str, Tensor]
    bits: dict[str, Tensor]
    top: Tensor
    chances: dict[str, Tensor]
    ranks: Tensor
    rows: Tensor


def numbers(writer: Writer, written: Written) -> Numbers:
    """All that is drawn of a text; the model runs once for each run."""
    ids = torch.tensor([*writer.prompt, *written])
    edited = writer.logits(written).cpu()
    runs: dict[str, Tensor] = {"edited": edited}
    if writer.changes:
        runs["clean"] = writer.logits(written, "clean").cpu()
    top = _likeliest(list(runs.values()))
    first = len(writer.prompt)
    if writer.compared(written):
        behind = writer.logits(written, "other").cpu()[len(writer.other) - 1 :]
        runs["other"] = torch.cat([torch.full((first - 1, behind.shape[-1]), torch.nan), behind])
    found = {run: _looked(logits, ids, top) for run, logits in runs.items()}
    return Numbers(
        ids=ids,
        runs=tuple(runs),
        said={run: one[0] for run, one in found.items()},
        bits={run: one[1] for run, one in found.items()},
        top=top,
        chances={run: one[2] for run, one in found.items()},
        ranks=found["edited"][3],
        rows=edited[first - 1 :].clone(),
    )


def _likeliest(runs: Sequence[Tensor]) -> Tensor:
    """The tokens with the largest probabilities in any of the runs, `[T, k]`, the likeliest first."""
    k = min(TOP, runs[0].shape[-1])
    chunks = zip(*(logits.split(ROWS) for logits in runs), strict=True)
    chances = (torch.stack([rows.float().softmax(-1) for rows in chunk]).amax(0) for chunk in chunks)
    return torch.cat([chance.topk(k).indices for chance in chances])


def _looked(logits: Tensor, ids: Tensor, top: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Probability and bits of each token, probabilities of the top, and how many tokens are likelier."""
    after = torch.cat([ids[1:], ids[:1]])[:, None]  # what follows the last is not known: any will do
    parts = []
    for rows, there, best in zip(logits.split(ROWS), after.split(ROWS), top.split(ROWS), strict=True):
        logs, chance = rows.float().log_softmax(-1), rows.float().softmax(-1)
        mine = chance.gather(-1, there)
        likelier = (chance > mine).sum(-1).to(torch.int32)
        parts.append((mine[:, 0], -logs.gather(-1, there)[:, 0] / math.log(2), chance.gather(-1, best), likelier))
    said, bits, chances, ranks = (torch.cat(part) for part in zip(*parts, strict=True))
    none = torch.tensor([torch.nan])
    return (
        torch.cat([none, said[:-1]]),
        torch.cat([none, bits[:-1]]),
        chances,
        torch.cat([torch.zeros(1, dtype=torch.int32), ranks[:-1]]),
    )


@dataclass(frozen=True)
class Chosen:
    """What a sampling makes of a text of which N tokens are written.

    Attributes:
        tokens: the token that it takes after the prompt and after each written token, N + 1; `NONE` for none.
        top: with what probability it draws those of `Numbers.top` there, or `CUT`, float32 `[N + 1, k]`; empty if it
            draws none.
        taken: with what probability it draws the tokens that were taken, float32 `[N]`; the same.
    """

    tokens: list[int]
    top: Tensor
    taken: Tensor


def chosen(known: Numbers, sampling: Sampling) -> Chosen:
    """What a sampling makes of a text: one row is looked at after the other, since each is sorted."""
    if sampling.greedy:
        return Chosen(sampling.likeliest(known.rows).tolist(), torch.empty(0), torch.empty(0))
    count = len(known.rows)
    after = torch.cat([known.ids, known.ids[:1]])  # what follows the last is not known: any will do
    wanted = torch.cat([known.top[-count:], after[-count:, None]], 1)
    tokens, chances = [], []
    for number, (row, ids) in enumerate(zip(known.rows, wanted, strict=True)):
        token, found = sampling.draw(row, number)
        tokens.append(token)
        chances.append(found[ids].float())
    drawn = torch.stack(chances)
    return Chosen(tokens, drawn[:, :-1], drawn[:-1, -1])


def packed(known: Numbers, made: Chosen) -> dict[str, Any]:
    """The numbers as bytes: what is drawn, and with what probability a sampling takes each token."""
    return {
        "ids": bytes_of(known.ids.to(torch.int32)),
        "said": {run: bytes_of(values) for run, values in known.said.items()},
        "bits": {run: bytes_of(values) for run, values in known.bits.items()},
        "top": bytes_of(known.top.to(torch.int32)),
        "chances": {run: bytes_of(values) for run, values in known.chances.items()},
        "ranks": bytes_of(known.ranks),
        "drawn": bytes_of(made.top),
        "taken": bytes_of(made.taken),
    }
