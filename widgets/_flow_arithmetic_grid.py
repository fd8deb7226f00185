"""Real entries of X · W + b = Y: those that matter most for one number of Y."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import torch
from torch import Tensor

from ._bytes import bytes_of

if TYPE_CHECKING:
    from ..analysis import ForwardPass, Step

__all__ = ["grid"]

Place = tuple[int, int, "int | None"]

ROWS = COLUMNS = 6
INNER = 10
NOTHING = 1e-5
"""A gap between a sum and the model's number, relative to the size of its terms, that is only rounding in float32."""


class Matrices(NamedTuple):
    """The three of a product, of one head where the step has heads; and the bias.

    Attributes:
        left: float64 ``[positions, inner]``.
        right: float64 ``[inner, columns]``, of the columns that are shown.
        bias: float64 ``[columns]``, of those too; ``None`` where nothing is added.
        names: of the inner places.
        width: how many columns there are in all.
    """

    left: Tensor
    right: Tensor
    bias: Tensor | None
    names: list[str]
    width: int


def grid(found: ForwardPass, step: Step, at: Place) -> dict[str, Any]:
    """Some tokens' rows of a product, the largest terms of the number at a place, and columns beside it.

    In each cell, the sum over `inner` of X times W, plus `rest`, plus the bias, is Y.

    Returns:
        `positions`: all that are named; `rows` and `columns`: numbers; `inner`: those of the terms, the largest first,
        with `names`. float32 `x` ``[rows, inner]``, `w` ``[inner, columns]``, `b` ``[columns]`` or ``None``, `y`
        ``[rows, columns]``; float64 `rest` ``[rows, columns]`` of `others` more terms; uint8 `changed` ``[rows,
        columns]``, where an edit stands. `shapes` of X, W and Y as a whole.
    """
    position, dimension, head = at
    value = step.value if head is None else step.value[head]
    rows = window(position, len(value), ROWS)
    columns = window(dimension, value.shape[1], COLUMNS)
    whole = _matrices(found, step, at, columns)
    mine = columns.index(dimension)
    terms = whole.left[position] * whole.right[:, mine]
    inner = terms.abs().argsort(descending=True, stable=True)[:INNER].tolist()
    left = whole.left[rows]
    rest = _rest(left, whole.right, inner)
    picked = value[rows][:, columns]
    bias = 0 if whole.bias is None else whole.bias
    made, size = left @ whole.right + bias, left.abs() @ whole.right.abs() + 1
    keys = columns if step.kind == "scores" else inner if step.kind == "mix" else []
    return {
        "positions": sorted({*rows, *keys}),
        "rows": rows,
        "columns": columns,
        "inner": inner,
        "names": [whole.names[number] for number in inner],
        "others": len(terms) - len(inner),
        "x": bytes_of(left[:, inner].float()),
        "w": bytes_of(whole.right[inner].float()),
        "b": None if whole.bias is None else bytes_of(whole.bias.float()),
        "y": bytes_of(picked),
        "rest": bytes_of(rest),
        "changed": bytes_of(_changed(step, at, rows, columns, made, (made - picked).abs() / size)),
        "shapes": [[len(value), len(terms)], [len(terms), whole.width], [len(value), whole.width]],
    }


def window(middle: int, size: int, most: int) -> list[int]:
    """Up to so many numbers in a row, with one of them near the middle.

    >>> window(7, 8, 6)
    [2, 3, 4, 5, 6, 7]
    """
    start = max(0, min(middle - most // 2, size - most))
    return list(range(start, min(size, start + most)))


def _matrices(found: ForwardPass, step: Step, at: Place, columns: list[int]) -> Matrices:
    inputs = [found[name].value.double() for name in step.inputs]
    if step.kind == "linear":
        return _linear(step, at, inputs[0], columns)
    assert at[2] is not None
    first, second = inputs
    left, right = first[at[2]], second[at[2] * len(second) // len(first)]  # heads in groups share a key and a value
    whole = right.T if step.kind == "scores" else right
    names = [f"{step.inputs[0]}[{number}]" for number in range(left.shape[1])]
    return Matrices(left, whole[:, columns], None, names, whole.shape[1])


def _linear(step: Step, at: Place, given: Tensor, columns: list[int]) -> Matrices:
    """The weights are those of the step's own arithmetic, a column at a time; heads lie side by side in the input."""
    left = given.transpose(0, 1).flatten(1) if given.dim() == 3 else given
    weights, bias, names = torch.empty(left.shape[1], len(columns), dtype=torch.float64), [], [""] * left.shape[1]
    for column, dimension in enumerate(columns):
        told = step.explain(at[0], dimension, at[2], terms=left.shape[1])
        for term in told.terms:
            weights[term.index, column] = term.right
            names[term.index] = term.name
        bias.append(told.bias)
    added = torch.tensor(bias, dtype=torch.float64) if any(bias) else None
    return Matrices(left, weights, added, names, step.shape[-1])


def _rest(left: Tensor, right: Tensor, inner: list[int]) -> Tensor:
    others = torch.ones(left.shape[1], dtype=torch.bool)
    others[inner] = False
    return left[:, others] @ right[others]


def _changed(step: Step, at: Place, rows: list[int], columns: list[int], made: Tensor, gap: Tensor) -> Tensor:
    """Where an edit stands. Only a cell with a gap between sum and value is asked: a linear layer runs for each."""
    found = torch.zeros(len(rows), len(columns), dtype=torch.uint8)
    for row, column in (made.isfinite() & ~(gap <= NOTHING)).nonzero().tolist():  # NaN is a gap
        found[row, column] = step.explain(rows[row], columns[column], at[2], terms=0).changed
    return found
