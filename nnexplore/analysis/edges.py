"""``Edges``: the direct ways from what parts of a model add to the residual stream to what other parts read of it.

Says which there are; what a sender would add in another run is in ``edge_changes``, what that does to an answer in
``edge_patching`` and ``edge_attribution``.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import torch
from torch import Tensor

from ..errors import AnalysisError
from ..models import LanguageModel
from .axis import Axis
from .component import component_named
from .pair import Pair
from .receiver import OF_HEADS, Receiver, check_part, place_of
from .taken import drawn

__all__ = ["DEFAULT_RECEIVERS", "DEFAULT_SENDERS", "RECEIVERS", "Edges", "Ends", "Sender"]

Ends = Sequence[str] | Mapping[str, Sequence[Any] | None]
"""Names, for all of them there are, or for each name the layers, or layers and heads; ``None`` for all."""

DEFAULT_SENDERS = ("embed", "head_out", "mlp_out")
DEFAULT_RECEIVERS = ("head_q", "head_k", "head_v", "mlp_in", "logits")
_SENDERS = ("embed", "head_out", "attn_out", "mlp_out")
RECEIVERS = ("head_q", "head_k", "head_v", "head_in", "attn_in", "mlp_in", "logits")
"""In the order in which a model comes to them in a layer."""

_LETTERS = {"head_q": " q", "head_k": " k", "head_v": " v"}
_ONE = {"embed": "embedding", "logits": "logits"}
_WORDS = {"attn_out": "attention", "attn_in": "attention", "mlp_out": "mlp", "mlp_in": "mlp"}


class Sender(NamedTuple):
    """What adds to the residual stream: "embed", "head_out", "attn_out" or "mlp_out"."""

    name: str
    layer: int
    head: int | None = None


@dataclass(frozen=True)
class Edges:
    """Senders and receivers, each in the order of the model.

    Attributes:
        senders: what adds to the stream; the embedding is of layer −1.
        receivers: what reads it; the logits are of one layer more than there are.
        known: whether one is before the other ``[sender, receiver]``.
    """

    senders: tuple[Sender, ...]
    receivers: tuple[Receiver, ...]
    known: Tensor

    @classmethod
    def of(cls, model: LanguageModel, pair: Pair, senders: Ends, receivers: Ends) -> Edges:
        """Those that were asked for, seen to be there.

        Raises:
            AnalysisError: no such name, layer or head, or no edge at all.
            ModelError: the architecture has no such component; the message says why.
        """
        sizes = _Sizes(model, pair)
        start = [Sender(name, *at) for name, at in _ends("sender", senders, _SENDERS, sizes)]
        end = [Receiver(name, *at) for name, at in _ends("receiver", receivers, RECEIVERS, sizes)]
        for one in (one for one in end if one.name != "logits"):
            check_part(model, one.name, one.layer)
        start.sort(key=lambda one: (one.layer, _SENDERS.index(one.name), one.head or 0))
        end.sort(key=lambda one: (one.layer, one.name == "mlp_in", one.head or 0, RECEIVERS.index(one.name)))
        known = [[there.follows(model, here.name, here.layer) for there in end] for here in start]
        if not any(map(any, known)):
            raise AnalysisError("no edge leads from any of these senders to any of these receivers, which come first")
        return cls(tuple(start), tuple(end), torch.tensor(known))

    @property
    def shape(self) -> list[int]:
        """How many senders and receivers there are."""
        return [len(self.senders), len(self.receivers)]

    @property
    def axes(self) -> tuple[Axis, Axis]:
        """Of the result, with a name for every place: "embedding", "head 0.2", "head 1.0 q", "mlp 3", "logits"."""
        return (
            Axis("sender", [_label(one) for one in self.senders]),
            Axis("receiver", [_label(one) for one in self.receivers]),
        )


def _ends(what: str, given: Ends, known: Sequence[str], sizes: _Sizes) -> list[tuple[str, tuple[int, ...]]]:
    """Name and place of each, once."""
    names = (given,) if isinstance(given, str) else given
    wanted: Mapping[str, Sequence[Any] | None] = given if isinstance(given, Mapping) else dict.fromkeys(names)
    found: list[tuple[str, tuple[int, ...]]] = []
    for name, places in wanted.items():
        if name not in known:
            raise AnalysisError(f"a {what} of edges is {', '.join(map(repr, known))}; got {name!r:.40}")
        if places is not None and name in _ONE:
            raise AnalysisError(f"there is only one {what} {name}: give None for its places; got {places!r:.40}")
        size = sizes.of(name)
        counts = {axis: len(numbers) for axis, numbers in size.items()}
        at = [place_of(what, name, place, counts) for place in places or ()]
        found += [(name, place) for place in (at if places is not None else itertools.product(*size.values()))]
    if not found:
        raise AnalysisError(f"there are no {what}s: name some of {', '.join(map(repr, known))}")
    return list(dict.fromkeys(found))


class _Sizes:
    """Which layers a name has, and of heads which heads: counted where they are asked for."""

    def __init__(self, model: LanguageModel, pair: Pair) -> None:
        self._model, self._pair, self._layers = model, pair, len(model.anatomy.blocks)

    def of(self, name: str) -> dict[str, range]:
        """The places of each axis."""
        if name in _ONE:
            return {"layer": range(-1, 0) if name == "embed" else range(self._layers, self._layers + 1)}
        if not name.startswith("head"):
            return {"layer": range(self._layers)}
        check_part(self._model, name, 0)
        part = component_named(OF_HEADS.get(name, name))
        model = drawn(self._model)
        with torch.no_grad(), model.trace(self._pair.target):
            heads = int(part.read(model.layers[0], self._pair.rows).shape[part.dims["head"]])
        return {"layer": range(self._layers), "head": range(heads)}


def _label(one: Sender | Receiver) -> str:
    if one.name in _ONE:
        return _ONE[one.name]
    if one.head is None:
        return f"{_WORDS[one.name]} {one.layer}"
    return f"head {one.layer}.{one.head}{_LETTERS.get(one.name, '')}"
