"""What sliders can be made of: the heads and the neurons, as they are at one token without changes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from ..errors import NnexploreError
from ..workspace import Place
from ._bytes import bytes_of
from ._steering_slider import UNITS

if TYPE_CHECKING:
    from ..workspace import Change, Workspace
    from ._steering_slider import Slider

__all__ = ["clean_value", "drawn", "heads", "neurons", "reach"]

LEAST = 4
"""How far a slider that sets a number goes at the least."""


def heads(workspace: Workspace, position: int) -> dict[str, Any]:
    """The length of what each head gives at a token, ``[layers, heads]``, NaN where there is no head."""
    blocks = workspace.model.load().probe.blocks
    layers = [layer for layer, block in enumerate(blocks) if block.attn]
    reason, found = "" if layers else str(blocks[0].attn), list[Tensor]()
    try:
        found = workspace.values([Place("head_out", layer) for layer in layers], "clean") if layers else []
    except NnexploreError as error:
        layers, reason = [], str(error)
    norms = [one[0, :, position].detach().cpu().float().norm(dim=-1) for one in found]
    whole = torch.full((len(layers), max(map(len, norms), default=0)), torch.nan)
    for row, norm in zip(whole, norms, strict=True):
        row[: len(norm)] = norm
    return {
        "layers": layers,
        "blocks": len(blocks),
        "columns": whole.shape[1],
        "norms": bytes_of(whole),
        "position": position,
        "reason": reason,
    }


def neurons(workspace: Workspace, layer: int, position: int) -> dict[str, Any]:
    """The activation of every neuron of a layer at a token, float32."""
    values = workspace.value("neurons", layer, "clean")[0, position].detach().cpu().float()
    return {"layer": layer, "position": position, "values": bytes_of(values)}


def clean_value(workspace: Workspace, change: Change, position: int) -> float | None:
    """The number that a neuron has without changes, at the slider's token or another; ``None`` of other parts."""
    if change.place.name != "neurons" or "neuron" not in change.at:
        return None
    at = change.at.get("position", position)
    if at >= len(workspace.tokens):
        return None
    try:
        return float(workspace.value(change.place, run="clean")[0, at, change.at["neuron"]])
    except NnexploreError:  # said where the change is made
        return None


def drawn(workspace: Workspace, slider: Slider, position: int) -> dict[str, Any]:
    """A slider as the browser draws it; its ends take in where it is."""
    change, made, value = slider.change, slider.made, slider.value
    if value is not None:
        slider.low, slider.high = min(slider.low, value), max(slider.high, value)
    return {
        "id": slider.id,
        "name": slider.name,
        "kind": change.kind,
        "unit": UNITS[change.kind],
        "part": change.place.name,
        "layer": change.place.layer,
        "at": dict(change.at),
        "position": change.at.get("position"),
        "low": slider.low,
        "high": slider.high,
        "neutral": slider.neutral,
        "value": value,
        "clean": clean_value(workspace, change, position),
        "on": made is None or made.on,
        "blocked": slider.blocked,
    }


def reach(workspace: Workspace, change: Change) -> tuple[float, float]:
    """The ends of a slider that sets a number: twice as far as the part goes in this prompt."""
    value = workspace.value(change.place, run="clean")[0]
    axes = change.place.axes
    if axes:
        value = value[tuple(change.at.get(axis, slice(None)) if axis != "position" else slice(None) for axis in axes)]
    most = float(value.detach().float().abs().max())
    far = float(max(LEAST, math.ceil(2 * most) if math.isfinite(most) else LEAST))
    return -far, far
