"""The arithmetic of one number of a forward pass, as the browser draws it.

It says what ``Step.explain`` says, and around that what makes it a picture: entries of the matrices, the other numbers
of a row, the same number of the other tokens. Nothing here computes a value of its own that the model has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from ..analysis.applied import WAY
from ..analysis.arithmetic import Arithmetic, Rest
from ._bytes import bytes_of
from ._flow_arithmetic_grid import Place, grid
from ._flow_arithmetic_round import curve, pair, row, slice_of, spread

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..analysis import ForwardPass, Step

__all__ = ["arithmetic"]

TERMS = 12
"""The terms that are listed."""


def arithmetic(found: ForwardPass, step: str, position: int, dimension: int, head: int | None = None) -> dict[str, Any]:
    """How one number of a step is made, for one synced trait: plain values and bytes, at most 60 kB.

    Numbers that may be infinite or NaN are bytes, float64 unless it says float32.

    Args:
        found: the pass.
        step: the name of one of its steps.
        position: the token's, from 0 on, or from −1 backwards; `dimension` and `head` likewise.
        dimension: the place in the vector; of scores and pattern the position of the key.
        head: of a step with heads.

    Returns:
        `step`, `label`, `kind`, `formula`, `note`, `path`, `weight_path`, `inputs`, `position`, `dimension`, `head`,
        `axis` ("dimension" or "key"), `shape`, `changed`; `tokens`: the text of each position that is named, by its
        number; `sums`: total, value, bias and rest; `rest`: how many terms that is; `terms`: names, indices, left,
        right, product; `numbers`: names and values. Where a kind has it, else `None`: `grid` (linear, scores, mix),
        `curve` (activation, cap), `row` (softmax, mask), `pair` (rotation), `slice` (embedding), `spread` (norm).

    Raises:
        AnalysisError: there is no such step, or no such place in it.

    >>> arithmetic(found, "query", -1, 3, 0)["kind"]
    'linear'
    """
    one = found[step]
    at = one._at(position, dimension, head)
    told = _note(one, at, why) if (why := _silent(found, one, at)) else one.explain(*at, terms=TERMS)
    drawn: dict[str, dict[str, Any] | None] = {
        "grid": grid(found, one, at) if told.kind in ("linear", "scores", "mix") else None,
        "curve": curve(found, one, at, told) if told.curve is not None else None,
        "row": row(found, one, at) if told.kind in ("softmax", "mask") else None,
        "pair": pair(found, one, at) if told.kind == "rotation" and len(told.terms) == 2 else None,
        "spread": spread(found, one, at) if told.kind == "norm" else None,
        "slice": slice_of(one, at) if told.kind == "embedding" else None,
    }
    return {
        "step": step,
        "label": one.label,
        "kind": told.kind,
        "formula": told.formula,
        "note": told.note,
        "path": one.path,
        "weight_path": one.weight_path,
        "inputs": list(one.inputs),
        "position": at[0],
        "dimension": at[1],
        "head": at[2],
        "axis": one.axes[-1],
        "shape": list(one.shape),
        "changed": told.changed,
        **_numbers(told),
        **drawn,
        "tokens": _tokens(found, one, at, drawn),
    }


def _silent(found: ForwardPass, step: Step, at: Place) -> str:
    """Why there is no sum to show: the weights are kept elsewhere, or a linear step is given no numbers; else ""."""
    if step.withheld:
        return f"{step.withheld}, so its terms cannot be shown. {WAY}."
    if step.kind != "linear":
        return ""
    given = found[step.inputs[0]].value
    finite = bool((given[:, at[0]] if given.dim() == 3 else given[at[0]]).isfinite().all())
    return "" if finite else f"{step.inputs[0]} is NaN or infinite at this token, so there is no sum to show"


def _note(step: Step, at: Place, note: str) -> Arithmetic:
    position, dimension, head = at
    value = float(step.value[position, dimension] if head is None else step.value[head, position, dimension])
    return Arithmetic("module", step.formula, (), Rest(0, 0.0), 0.0, value, value, changed=False, note=note)


def _numbers(told: Arithmetic) -> dict[str, Any]:
    return {
        "sums": _doubles([told.total, told.value, told.bias, told.rest.value]),
        "rest": told.rest.count,
        "terms": {
            "names": [term.name for term in told.terms],
            "indices": [term.index for term in told.terms],
            "left": _doubles(term.left for term in told.terms),
            "right": _doubles(term.right for term in told.terms),
            "product": _doubles(term.product for term in told.terms),
        },
        "numbers": {"names": list(told.numbers), "values": _doubles(told.numbers.values())},
    }


def _tokens(found: ForwardPass, step: Step, at: Place, drawn: dict[str, dict[str, Any] | None]) -> dict[str, str]:
    """The text of every position that is named."""
    named = {at[0]} | ({at[1]} if step.axes[-1] == "key" else set())
    for part in drawn.values():
        named.update((part or {}).get("positions", ()))
    return {str(position): found.tokens[position] for position in sorted(named) if position < len(found.tokens)}


def _doubles(values: Iterable[float]) -> bytes:
    return bytes_of(torch.tensor(list(values), dtype=torch.float64))
