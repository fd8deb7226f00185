"""``Component``: the parts of a model that analyses change, by the names that mean the same on every architecture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch

from ..engine.tree import leaves
from ..errors import AnalysisError, ModelError
from ..models.anatomy import Absent

__all__ = ["COMPONENTS", "Component", "attention_of", "component_named"]


@dataclass(frozen=True)
class Component:
    """A value in each block, and in which dimension its positions, heads and neurons are.

    Attributes:
        name: "resid_pre", "head_out", …
        port: what it is of the block, or of its attention.
        dims: the dimension of each axis it has.
        by: the axes that a patching goes over by default.
    """

    name: str
    port: str
    dims: dict[str, int]
    by: tuple[str, ...]

    @property
    def of_attention(self) -> bool:
        """Whether it is a port of the attention module."""
        return "head" in self.dims

    def read(self, block: Any, rows: int) -> torch.Tensor:
        """The value in a trace: ``[batch, tokens, width]``, or of heads ``[batch, heads, tokens, …]``."""
        whole = getattr(attention_of(block) if self.of_attention else block, self.port)
        value = next(leaf for _, leaf in leaves(whole))
        if value.dim() == 2:  # OPT has batch and tokens in one dimension
            return value.view(rows, -1, value.shape[-1])
        return value

    def write(self, block: Any, index: tuple[Any, ...], new: Any, rows: int) -> None:
        """Put something else in a part of it."""
        place = block._model.place(block, self.port) if self.port in _PLACES else None
        if place is None or place.scale == 1.0:
            self.read(block, rows)[index] = new
            return
        whole = self.read(block, rows).clone()  # the model multiplies it before it adds it
        whole[index] = new
        setattr(block, self.port, whole)

    def index(self, places: dict[str, Any]) -> tuple[Any, ...]:
        """The index of some places on its axes; everything along the others."""
        last = max((self.dims[axis] for axis in places), default=0)
        found: list[Any] = [slice(None)] * (last + 1)
        for axis, at in places.items():
            found[self.dims[axis]] = at
        return tuple(found)


def attention_of(block: Any) -> Any:
    """The handle of the module with the heads, of that of a block.

    Raises:
        ModelError: the block has none; the message says why.
    """
    known = next(one for one in block._model.probe.blocks if one.path == block.path)
    if isinstance(known.attn, Absent):
        raise ModelError(f"{known.path} has no heads: {known.attn.reason}")
    return block.attn


_PLACES = ("attn_out", "mlp_out", "resid_mid", "neurons")
_STREAM = {"position": 1}
_HEADS = {"head": 1, "position": 2}
COMPONENTS = {
    found.name: found
    for found in (
        Component("resid_pre", "input", _STREAM, ("layer", "position")),
        Component("resid_mid", "resid_mid", _STREAM, ("layer", "position")),
        Component("resid_post", "output", _STREAM, ("layer", "position")),
        Component("attn_out", "attn_out", _STREAM, ("layer", "position")),
        Component("mlp_out", "mlp_out", _STREAM, ("layer", "position")),
        Component("neurons", "neurons", {"position": 1, "neuron": 2}, ("layer", "position")),
        Component("head_out", "heads", _HEADS, ("layer", "head")),
        Component("head_q", "query", _HEADS, ("layer", "head")),
        Component("head_k", "key", _HEADS, ("layer", "head")),
        Component("head_v", "value", _HEADS, ("layer", "head")),
        Component("head_pattern", "pattern", _HEADS, ("layer", "head")),
    )
}
"""Every component by its name."""


def component_named(name: str) -> Component:
    """The component of that name.

    >>> component_named("head_out").by
    ('layer', 'head')

    Raises:
        AnalysisError: there is none.
    """
    if name not in COMPONENTS:
        raise AnalysisError(f"there is no component {name!r}; there are {', '.join(COMPONENTS)}")
    return COMPONENTS[name]
