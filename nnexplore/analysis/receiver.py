"""``Receiver``: what a part of a model takes in, at the end of a path or an edge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import torch

from ..engine.tree import leaves
from ..errors import AnalysisError, ModelError
from ..models import Handle, LanguageModel
from ..models.anatomy import Absent, Part
from .component import COMPONENTS
from .taken import taken

__all__ = ["OF_HEADS", "RECEIVERS", "Receiver", "check_part", "mlp_of", "place_of", "receivers_of"]

RECEIVERS = ("head_q", "head_k", "head_v", "mlp_in")
OF_HEADS = {"head_q": "head_q", "head_k": "head_k", "head_v": "head_v", "head_in": "head_out", "attn_in": "head_out"}
"""The value in which it shows what a receiver inside an attention module was given."""

_OF_ATTENTION = ("head_out", "attn_out")


class Receiver(NamedTuple):
    """A query, key or value of a head, an MLP, or the logits.

    Attributes:
        name: "head_q", "head_k", "head_v", "mlp_in"; of edges also "head_in", all that a head takes in, "attn_in", all
            that the heads of a layer do, and "logits".
        layer: its layer; of the logits, one more than the last.
        head: its number, for a head.
    """

    name: str
    layer: int
    head: Any = None

    def read(self, model: LanguageModel, rows: int) -> Any:
        """What was received, in a trace: ``[batch, tokens, width]``, of all heads together ``[batch, heads, …]``."""
        if self.name in OF_HEADS:
            part = COMPONENTS[OF_HEADS[self.name]]
            return part.read(model.layers[self.layer], rows)[part.index(self._places)].clone()
        return _first(mlp_of(model, self.layer).input).clone()

    def write(self, model: LanguageModel, new: Any, rows: int) -> None:
        """Let it receive something else."""
        if self.name in OF_HEADS:
            part = COMPONENTS[OF_HEADS[self.name]]
            part.write(model.layers[self.layer], part.index(self._places), new, rows)
        else:  # not in place: others may be given the same tensor, as attention is in parallel blocks
            mlp_of(model, self.layer).input = new

    def follows(self, model: LanguageModel, sender: str, layer: int) -> bool:
        """Whether what a sender of that layer adds to the stream is there when it is received.

        Of the same layer it is where a block gives its MLP the stream after attention, as the anatomy has proved.
        """
        if self.layer == layer and self.name == "mlp_in" and sender in _OF_ATTENTION:
            return bool(model.probe.blocks[layer].resid_mid)
        return self.layer > layer

    def stream(self, model: LanguageModel) -> tuple[str, int]:
        """Which component of which layer is the stream that it reads, through a norm if there is one."""
        if self.name == "logits":
            return "resid_post", self.layer - 1
        after = self.name == "mlp_in" and model.probe.blocks[self.layer].resid_mid
        return ("resid_mid" if after else "resid_pre"), self.layer

    @property
    def _places(self) -> dict[str, Any]:
        return {} if self.head is None else {"head": self.head}


def receivers_of(
    given: Mapping[str, Sequence[Any]], sizes: Mapping[str, Mapping[str, int]], model: LanguageModel
) -> tuple[Receiver, ...]:
    """The receivers, each once, in the order in which the model comes to them, seen to be there.

    Args:
        given: layers and heads by "head_q", "head_k" or "head_v"; layers by "mlp_in".
        sizes: how many layers, and of heads how many heads, each of these has.
        model: the model that they are of.

    >>> receivers_of({"head_q": [(-1, 0)]}, {"head_q": {"layer": 4, "head": 4}}, model)[0].layer
    3

    Raises:
        AnalysisError: they are none, or one of them is not there.
        ModelError: the layer has no heads or no MLP; the message says why.
    """
    known: list[Receiver] = []
    for name, places in given.items():
        for place in places:
            one = Receiver(name, *place_of("receiver", name, place, sizes[name]))
            check_part(model, name, one.layer)
            known += [] if one in known else [one]
    if not known:
        raise AnalysisError(
            'there are no receivers: name some, as {"head_q": [(3, 0)], "mlp_in": [2]}, or leave them out for the '
            "direct path"
        )
    return tuple(sorted(known, key=lambda one: (one.layer, RECEIVERS.index(one.name), one.head or 0)))


def mlp_of(model: LanguageModel, layer: int) -> Handle:
    """The module that the MLP of a layer begins with."""
    return Handle(model, _entry(model, layer))


def _entry(model: LanguageModel, layer: int) -> str:
    part = model.probe.blocks[layer].mlp
    assert isinstance(part, Part)  # check_part has seen to it
    return part.entry


def check_part(model: LanguageModel, name: str, layer: int) -> None:
    """See that a layer has the heads, or the MLP, that a sender or receiver is named after.

    Raises:
        ModelError: it has none, or what its MLP reads is not known; the message says why.
    """
    block = model.probe.blocks[layer]
    part, what = (block.mlp, "MLP") if name == "mlp_in" else (block.attn, "heads")
    if isinstance(part, Absent):
        raise ModelError(f"{block.path} has no {what}: {part.reason}")
    if name == "mlp_in" and isinstance(block.resid_mid, Absent) and not _parallel(model, layer):
        raise ModelError(
            f"{block.path}: what its MLP reads of the stream is not known, so nothing can be patched there: "
            f"{block.resid_mid.reason}"
        )


def _parallel(model: LanguageModel, layer: int) -> bool:
    """Whether the MLP is given the same without what attention adds."""
    if not model.probe.blocks[layer].attn:
        return False
    found = []
    with torch.no_grad(), model.trace() as block:
        for changed in (False, True):
            with block.invoke(torch.tensor([[0, 1, 2]])):
                if changed:
                    model.layers[layer].attn.heads = 0
                found.append(taken(_first(Handle(model, _entry(model, layer)).input)))
    return torch.equal(*found)


def _first(value: Any) -> Any:
    return next(leaf for _, leaf in leaves(value))


def place_of(what: str, name: str, place: Any, sizes: Mapping[str, int]) -> tuple[int, ...]:
    """The numbers of a layer and a head, or of a layer, counted from the first.

    >>> place_of("receiver", "head_q", (-1, 0), {"layer": 4, "head": 4})
    (3, 0)

    Raises:
        AnalysisError: they are no such numbers, or there is no such place.
    """
    heads = "head" in sizes
    numbers = place if heads else (place,)
    fits = isinstance(numbers, tuple | list) and len(numbers) == 1 + heads
    if not fits or not all(isinstance(at, int) for at in numbers):
        wanted = "a layer and a head, as (3, 0)" if heads else "a layer, as 3"
        raise AnalysisError(f"a {what} of {name} is {wanted}; got {place!r:.40}")
    for axis, at in zip(("layer", "head"), numbers, strict=False):
        if not -sizes[axis] <= at < sizes[axis]:
            raise AnalysisError(f"there is no {axis} {at} of {name}: they are 0 to {sizes[axis] - 1}")
    return tuple(at % sizes[axis] for axis, at in zip(("layer", "head"), numbers, strict=False))
