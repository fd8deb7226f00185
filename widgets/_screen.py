"""A logit lens result as what is on screen: ten tokens a cell and their exact probabilities, as bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import torch

from ._bytes import bytes_of

if TYPE_CHECKING:
    from torch import Tensor

    from ..analysis import Edit
    from ..analysis import LogitLens as Result

TOP = 10


def screen(
    result: Result, clean: Result, edits: Sequence[Edit] = (), *, pins: Sequence[int] = (), top: int = TOP
) -> dict[str, Any]:
    """Pack what the browser draws; token ids become places in one table of the strings in use.

    Args:
        result: the run to show.
        clean: the run to compare with, of as many tokens; the very same object when there is none.
        edits: those of its changes that are patches of cells.
        pins: ids of tokens that are followed through all cells.
        top: how many tokens of each cell.

    Returns:
        A dictionary for one synced trait. Per cell: `ids` uint32 and `probabilities` float32 of the ten
        likeliest tokens. Per cell with edits: the clean run's first guess (`clean.ids`, `clean.tops`), its
        probabilities of the ten tokens shown, and the total variation distance between the two
        distributions. `next` holds the last cell: the likeliest tokens of both runs. `facts` holds the entropy of
        each cell, and probability and rank of each pinned token there, [pin, row, position]; of both runs.
    """
    k = min(top, result.probabilities.shape[-1])
    ids, probabilities = result.top(k)
    clean_ids, clean_tops = (ids, probabilities) if clean is result else clean.top(k)
    following = _following(ids[-1, -1], clean_ids[-1, -1], result, clean)
    pinned = torch.tensor(list(pins), dtype=ids.dtype, device=ids.device)
    vocabulary = torch.cat([ids.flatten(), clean_ids[..., 0].flatten(), following, pinned]).unique()

    def places(tokens: Tensor) -> bytes:
        return bytes_of(torch.searchsorted(vocabulary, tokens.contiguous()).to(torch.int32))

    compared = None
    if clean is not result:
        compared = {
            "ids": places(clean_ids[..., 0]),
            "tops": bytes_of(clean_tops[..., 0]),
            "probabilities": bytes_of(clean.probabilities.gather(-1, ids)),
            "distances": bytes_of(distances(result.probabilities, clean.probabilities)),
        }
    return {
        "layers": result.layers,
        "tokens": result.tokens,
        "other_tokens": clean.other_tokens,
        "strings": result.token_strings(vocabulary.tolist()),
        "vocabulary": bytes_of(vocabulary.to(torch.int32)),
        "ids": places(ids),
        "probabilities": bytes_of(probabilities),
        "clean": compared,
        "next": {
            "ids": places(following),
            "probabilities": bytes_of(result.probabilities[-1, -1, following]),
            "clean": bytes_of(clean.probabilities[-1, -1, following]),
        },
        "edits": [asdict(edit) for edit in edits],
        "code": result.graph.code(),
        "facts": {
            "first": result.axes[0].numbers[0],
            "pins": places(pinned),
            "now": _facts(result, pins),
            "clean": None if result is clean else _facts(clean, pins),
        },
    }


def guesses(result: Result, clean: Result, row: int, position: int, count: int) -> dict[str, Any]:
    """The likeliest tokens of one cell, as many as are asked for.

    Example:
        >>> guesses(lens.result, lens.clean, 4, 7, 50)["strings"][0]
        ' Paris'
    """
    found = result.probabilities[row, position].topk(min(count, result.probabilities.shape[-1]))
    before = None if result is clean else bytes_of(clean.probabilities[row, position, found.indices])
    return {
        "row": row,
        "column": position,
        "strings": result.token_strings(found.indices.tolist()),
        "ids": bytes_of(found.indices.to(torch.int32)),
        "probabilities": bytes_of(found.values),
        "clean": before,
    }


def _facts(result: Result, pins: Sequence[int]) -> dict[str, bytes]:
    probabilities = [result.probability(pin).values for pin in pins]
    ranks = [result.rank(pin).values.float() for pin in pins]
    return {
        "entropy": bytes_of(result.entropy().values.float()),
        "probabilities": b"".join(map(bytes_of, probabilities)),
        "ranks": b"".join(map(bytes_of, ranks)),
    }


def distances(one: Tensor, other: Tensor) -> Tensor:
    """Total variation distance, 0 to 1, over the last axis: half the sum of the absolute differences.

    Row by row, so that no third tensor of the size of a whole result is made.

    Example:
        >>> distances(torch.tensor([[1.0, 0.0]]), torch.tensor([[0.25, 0.75]]))
        tensor([0.7500])
    """
    return torch.stack([(a - b).abs().sum(-1) / 2 for a, b in zip(one, other, strict=True)])


def _following(now: Tensor, before: Tensor, result: Result, clean: Result) -> Tensor:
    """The tokens of the bars: the likeliest of either run, by the larger of their two probabilities."""
    either = torch.cat([now, before]).unique()
    larger = torch.maximum(result.probabilities[-1, -1, either], clean.probabilities[-1, -1, either])
    ordered: Tensor = either[larger.argsort(descending=True, stable=True)]
    return ordered
