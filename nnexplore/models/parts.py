"""The verified parts of a block as values: what it adds to the residual stream, the stream between, and neurons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from ..engine import HoleValue, Traced
from ..engine.tree import leaves, map_tensors
from ..errors import ValueMismatchError

if TYPE_CHECKING:
    from .anatomy import Place
    from .handle import Handle

__all__ = ["PARTS", "read_part", "write_part"]

PARTS = ("attn_out", "mlp_out", "resid_mid", "neurons")


def read_part(handle: Handle, place: Place) -> Any:
    """The value of a part: a tensor [batch, tokens, width], as the residual stream takes it up."""
    value = _first(handle._read(place.port))
    if place.scale == 1.0:
        return value
    scaled = value * place.scale
    if isinstance(scaled, Traced):
        scaled._fixed = (
            f"the model multiplies {place} before it adds it, so this is a product that the model does not hold: "
            "assign the whole value instead of changing it in place"
        )
    return scaled


def write_part(handle: Handle, name: str, place: Place, value: Any) -> None:
    """Replace a part.

    Raises:
        ValueMismatchError: no tensor or number, or another shape.
    """
    whole = handle._read(place.port)
    old = _first(whole)
    if isinstance(value, bool | int | float | HoleValue):
        number: Any = value
        value = torch.full_like(old, number)
    if not isinstance(value, torch.Tensor) or value.shape != old.shape:
        given = list(value.shape) if isinstance(value, torch.Tensor) else repr(value)[:40]
        raise ValueMismatchError(f"{name} has the shape {list(old.shape)}, but {given} was assigned to it")
    if name == "resid_mid":
        old.copy_(value)  # the stream goes on beside the MLP as well: the same tensor, so it is changed in place
        return
    new = value if place.scale == 1.0 else value / place.scale
    handle._write(place.port, _with_first(whole, new))


def _first(value: Any) -> Any:
    return next((leaf for _, leaf in leaves(value)), value)


def _with_first(value: Any, new: torch.Tensor) -> Any:
    """The structure with its first tensor replaced."""
    first = next(path for path, _ in leaves(value))
    return map_tensors(lambda path, leaf: new if path == first else leaf, value)
