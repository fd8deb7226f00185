"""A forward pass as the flow view draws it: each step's vectors pooled to strips, its matrices whole, as bytes.

A strip has so many cells as can be told apart on the screen. A cell is the one number of its part of the vector that is
farthest from zero, with its place: nothing that is drawn is a mean or a rounded number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from ._bytes import bytes_of

if TYPE_CHECKING:
    from torch import Tensor

    from ..analysis.forward_pass import ForwardPass
    from ..analysis.step import Step

ENDS = ("token_embedding", "position_embedding", "embedding", "resid_final", "final_norm")
"""Before the first block and after the last: the same whichever block is looked at."""
LOGITS = ("unembedded", "unembedded_scaled", "logits")
_CELLS = ((12, 64), (24, 48), (32, 32), (64, 16))
"""Up to so many tokens, so many cells a strip; of more tokens ten, so that a saved view stays small."""
_FEWEST = 10
_WHOLE = 4096
"""So many numbers of a head are sent whole: then the terms of a product can be told where it is pointed at."""
_COMPONENTS = {"pattern": "head_pattern", "heads": "head_out"} | {
    name: name for name in ("resid_pre", "resid_mid", "resid_post", "attn_out", "mlp_out")
}


def ends(found: ForwardPass, clean: ForwardPass | None = None) -> dict[str, Any]:
    """What is before the blocks and after them: `columns` and `strips`."""
    return _drawn(found, clean, [step for step in found if step.name in ENDS])


def block(found: ForwardPass, clean: ForwardPass | None = None) -> dict[str, Any]:
    """The steps of the block without heads: `layer`, `columns`, `strips`, and why others are `missing`."""
    steps = [step for step in found if "head" not in step.axes and step.name not in (*ENDS, *LOGITS)]
    return {"layer": found.layer, "missing": dict(found.missing)} | _drawn(found, clean, steps)


def head(found: ForwardPass, number: int, clean: ForwardPass | None = None) -> dict[str, Any]:
    """One head: `layer`, `head`, `heads`, `kv_heads`, `columns`, `strips` and `matrices`; no columns without attention.

    A matrix `[tokens, keys]` is float32; of one that is zero or −inf above the diagonal the lower triangle.
    """
    steps = [step for step in found if "head" in step.axes]
    counts = {step.name: step.shape[0] for step in steps}
    heads = max(counts.values(), default=0)
    number = min(number, heads - 1) if heads else 0
    matrices = {
        step.name: _matrix(step.value[number]) | _ghost_matrix(step.name, number, clean)
        for step in steps
        if step.axes[-1] == "key"
    }
    strips = [step for step in steps if step.axes[-1] != "key"]
    about = {"layer": found.layer, "head": number, "heads": heads, "kv_heads": min(counts.values(), default=0)}
    columns = [_column(step, found) for step in steps]
    return about | _drawn(found, clean, strips, number) | {"columns": columns, "matrices": matrices}


def group_of(step: Step, number: int, heads: int) -> int:
    """Which of a step's heads serves a query head: fewer key/value heads serve several."""
    return number * step.shape[0] // heads


def component(found: ForwardPass, name: str) -> str | None:
    """The workspace's component with the value of a step, where it has one: what a click can change."""
    if name == neurons_of(found):
        return "neurons"
    products, mixed = _inputs(found, "dot_products"), _inputs(found, "heads")
    if "pattern" in found and name in ("dot_products", "scaled", "capped", "masked"):
        return None
    used = dict(zip(products, ("head_q", "head_k"), strict=False)) | {
        one: "head_v" for one in mixed if one != "pattern"
    }
    return used.get(name, _COMPONENTS.get(name))


def neurons_of(found: ForwardPass) -> str | None:
    """The step that the MLP's last layer is given."""
    for name in ("contraction", "mlp_out"):
        if name in found and found[name].kind == "linear":
            return found[name].inputs[0]
    return None


def _inputs(found: ForwardPass, name: str) -> tuple[str, ...]:
    return found[name].inputs if name in found else ()


def _drawn(
    found: ForwardPass, clean: ForwardPass | None, steps: list[Step], number: int | None = None
) -> dict[str, Any]:
    heads = max((step.shape[0] for step in found if "head" in step.axes), default=0)
    strips = {}
    for step in steps:
        at = group_of(step, number, heads) if number is not None and "head" in step.axes else None
        before = clean[step.name].value if clean is not None and step.name in clean else None
        strips[step.name] = _strip(step.value, before, at)
    return {"columns": [_column(step, found) for step in steps], "strips": strips}


def _column(step: Step, found: ForwardPass) -> dict[str, Any]:
    return {
        "name": step.name,
        "label": step.label,
        "kind": step.kind,
        "inputs": list(step.inputs),
        "path": step.path,
        "weight": step.weight_path,
        "formula": step.formula,
        "shape": list(step.shape),
        "axes": list(step.axes),
        "component": component(found, step.name),
        "numbers": _rule(step),
    }


def _rule(step: Step) -> dict[str, float]:
    """The numbers of the rule that are the same everywhere: the factor of a scale, the cap of a soft cap."""
    if step.kind not in ("scale", "cap"):
        return {}
    told = step.explain(0, 0, 0 if "head" in step.axes else None, terms=0)
    return {name: value for name, value in told.numbers.items() if name in ("factor", "cap")}


def _strip(value: Tensor, before: Tensor | None, at: int | None) -> dict[str, Any]:
    rows = value if at is None else value[at]
    width = rows.shape[-1]
    whole = at is not None and rows.numel() <= _WHOLE
    cells = width if whole else min(width, next((most for tokens, most in _CELLS if len(rows) <= tokens), _FEWEST))
    places = _largest(rows, cells)
    drawn = {
        "width": width,
        "cells": cells,
        "head": at,
        "values": bytes_of(rows.gather(-1, places).float()),
        "offsets": None if cells == width else _offsets(places, width, cells),
        "norms": bytes_of(rows.float().norm(dim=-1)),
        "means": bytes_of(rows.float().mean(-1)),
    }
    if before is not None:
        old = before if at is None else before[at]
        if old.shape == rows.shape and not torch.equal(old, rows):
            drawn["ghost"] = bytes_of(old.gather(-1, places).float())
    return drawn


def _largest(rows: Tensor, cells: int) -> Tensor:
    """Where in each part of a row the number is that is farthest from zero, ``[rows, cells]``; NaN is the farthest."""
    width = rows.shape[-1]
    starts = _starts(width, cells)
    if cells == width:
        return starts[:-1].expand(len(rows), cells)
    size = int((starts[1:] - starts[:-1]).max())
    inside = starts[:-1, None] + torch.arange(size)
    sizes = rows.abs()[:, inside.clamp(max=width - 1)].nan_to_num(nan=torch.inf, posinf=torch.inf)
    sizes = sizes.masked_fill(inside >= starts[1:, None], -1.0)
    return starts[:-1] + sizes.argmax(-1)


def _offsets(places: Tensor, width: int, cells: int) -> bytes:
    """How far each is behind the beginning of its part: a byte each, or two where the parts are long."""
    behind = places - _starts(width, cells)[:-1]
    return bytes_of(behind.to(torch.uint8 if -(-width // cells) <= 256 else torch.int16))


def _starts(width: int, cells: int) -> Tensor:
    """Where the parts of a row begin, and where the last one ends."""
    return torch.arange(cells + 1) * width // cells


def _matrix(value: Tensor) -> dict[str, Any]:
    """A triangle where all later tokens are hidden: zero, or −inf."""
    rows, columns = torch.triu_indices(value.shape[0], value.shape[1], offset=1)
    later = value[rows, columns]
    triangle = bool((later == 0).all() or later.isneginf().all())
    rows, columns = torch.tril_indices(value.shape[0], value.shape[1])
    cells = value[rows, columns] if triangle else value.flatten()
    return {"size": len(value), "triangle": triangle, "values": bytes_of(cells.float())}


def _ghost_matrix(name: str, number: int, clean: ForwardPass | None) -> dict[str, Any]:
    if clean is None or name not in clean or name != "pattern":
        return {}
    return {"ghost": _matrix(clean[name].value[number])}
