"""What stands around one number: the function it is on, the row it shares, the pair it turns with, its vector."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from ._bytes import bytes_of
from ._flow_arithmetic_grid import Place, window

if TYPE_CHECKING:
    from ..analysis import Arithmetic, ForwardPass, Step

__all__ = ["curve", "pair", "row", "slice_of", "spread"]

POINTS = 96
"""The most tokens whose points are on a curve."""
BARS = 24
"""The most keys of a row."""
STEPS = 40
"""Bars of a histogram."""
ENTRIES = 17
"""Entries of a vector around one of them."""


def curve(found: ForwardPass, step: Step, at: Place, told: Arithmetic) -> dict[str, Any]:
    """The function, as wide as the points on it: this number for each token, or of scores for each key.

    Returns:
        float32 `x`, `y` of the curve; float32 `inputs`, `outputs` of the points, whose tokens are `positions`;
        `chosen`: the place among them of the number that was asked for.
    """
    outputs, inputs = (_line(one, at) for one in (step, found[step.inputs[0]]))
    along_keys = step.axes[-1] == "key"
    chosen = at[1] if along_keys else at[0]
    shown = window(chosen, len(outputs), POINTS)
    if along_keys:  # what a query may not see is no point
        shown = [place for place in shown if place == chosen or bool(inputs[place].isfinite())]
    ends = {shown[int(find(inputs[shown]))] for find in (torch.argmin, torch.argmax)} - {chosen}
    lines = [told] + [step.explain(*_moved(at, end, along_keys), terms=0) for end in ends]
    x, y = (torch.cat([one.curve[side] for one in lines if one.curve is not None]) for side in (0, 1))
    order = x.argsort()
    return {
        "x": bytes_of(x[order]),
        "y": bytes_of(y[order]),
        "inputs": bytes_of(inputs[shown]),
        "outputs": bytes_of(outputs[shown]),
        "positions": shown,
        "chosen": shown.index(chosen),
    }


def row(found: ForwardPass, step: Step, at: Place) -> dict[str, Any]:
    """The row of scores or weights that a number stands in: all keys, or those with most weight.

    Returns:
        `positions` of the keys; `others`: how many are not listed; float32 `inputs`, `outputs`; uint8 `visible`; and
        float64 `powers`, e^(input − maximum), of a softmax, with `power` those of the others added up.
    """
    outputs, inputs = _row(step, at), _row(found[step.inputs[0]], at)
    most = outputs.argsort(descending=True, stable=True)[:BARS].tolist() if step.kind == "softmax" else []
    shown = sorted({*most[: BARS - 1], at[1]}) if len(most) == BARS else sorted(most)
    shown = shown or window(at[1], len(outputs), 2 * BARS)
    others = torch.ones(len(outputs), dtype=torch.bool)
    others[shown] = False
    powers = (inputs.double() - inputs.double().max()).exp()
    return {
        "positions": shown,
        "others": int(others.sum()),
        "inputs": bytes_of(inputs[shown]),
        "outputs": bytes_of(outputs[shown]),
        "visible": bytes_of((~outputs[shown].isneginf()).to(torch.uint8)),
        "powers": bytes_of(powers[shown]) if step.kind == "softmax" else None,
        "power": bytes_of(powers[others].sum()[None]),
    }


def pair(found: ForwardPass, step: Step, at: Place) -> dict[str, Any]:
    """The two dimensions that are turned together, before and after.

    Returns:
        `dimensions`: of the pair, in the order in which the angle turns the first towards the second; float32 `before`
        and `after` of both.
    """
    told = step.explain(*at)
    other = next(term for term in told.terms if term.index == 1)
    partner = int(other.name.rpartition("[")[2].rstrip("]"))
    first = other.right == -told.numbers["sin"] if told.numbers["sin"] else at[1] < partner
    both = [at[1], partner] if first else [partner, at[1]]
    before, after = (_row(one, at)[both] for one in (found[step.inputs[0]], step))
    return {"dimensions": both, "before": bytes_of(before), "after": bytes_of(after)}


def spread(found: ForwardPass, step: Step, at: Place) -> dict[str, Any] | None:
    """The whole vector that a norm is given, as a histogram.

    Returns:
        float32 `ends`: the least and the largest entry; `counts`: of entries in equal steps between them; `size`: of
        the vector. ``None`` where not all of them are finite, or all are the same.
    """
    vector = _row(found[step.inputs[0]], at)
    ends = torch.stack(vector.aminmax())
    if not ends.isfinite().all() or ends[0] == ends[1]:
        return None
    counts = torch.histc(vector, STEPS, float(ends[0]), float(ends[1]))
    return {"ends": bytes_of(ends), "counts": [int(count) for count in counts], "size": len(vector)}


def slice_of(step: Step, at: Place) -> dict[str, Any]:
    """Entries of the vector around the number. Returns `dimensions`, and float32 `values` of them."""
    vector = _row(step, at)
    near = window(at[1], len(vector), ENTRIES)
    return {"dimensions": near, "values": bytes_of(vector[near])}


def _row(step: Step, at: Place) -> Tensor:
    return step.value[at[0]] if at[2] is None else step.value[at[2], at[0]]


def _line(step: Step, at: Place) -> Tensor:
    """The number for each token; of scores for each key."""
    if step.axes[-1] == "key":
        return _row(step, at)
    return step.value[:, at[1]] if at[2] is None else step.value[at[2], :, at[1]]


def _moved(at: Place, place: int, along_keys: bool) -> Place:
    return (at[0], place, at[2]) if along_keys else (place, at[1], at[2])
