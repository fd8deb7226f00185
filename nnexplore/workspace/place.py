"""``Place``: where in a model a change is made or a value is looked at, by the anatomy's names or by module path."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from torch import Tensor

from ..analysis.component import COMPONENTS, attention_of
from ..analysis.taken import forms_at
from ..engine.tree import leaves
from ..errors import EditError
from ..graph import ATTENTION, Site
from ..models import Handle, LanguageModel

__all__ = ["Form", "Place", "forms_of", "in_order"]

_OF_BLOCK = {"resid_pre": "input", "resid_post": "output"}


@dataclass(frozen=True)
class Place:
    """A component of a layer, or a port of a module.

    Attributes:
        name: a component such as "attn_out" or "head_pattern"; or the dotted path of a module.
        layer: of a component, its block; −1 for the embeddings, of "resid_post" alone. Of a module ``None``.
        port: of a module, "output" or "input".

    >>> Place("attn_out", 2)
    Place('attn_out', 2)
    >>> Place("transformer.h.2.mlp.c_fc")
    Place('transformer.h.2.mlp.c_fc', port='output')
    """

    name: str
    layer: int | None = None
    port: str = "output"

    def __repr__(self) -> str:
        more = f"port={self.port!r}" if self.layer is None else repr(self.layer)
        return f"Place({self.name!r}, {more})"

    def __str__(self) -> str:
        if self.layer is None:
            return f"{self.name}.{self.port}"
        return "embeddings" if self.layer < 0 else f"{self.name} {self.layer}"

    def check(self, model: LanguageModel) -> Place:
        """Itself, with a layer that is counted from the first, seen to be there.

        Raises:
            EditError: no such component, layer, module or port.
            ModelError: the architecture has no such component; the message says why.
        """
        if self.layer is None:
            known = dict(model.load().module.named_modules())
            if self.name not in known or self.port not in ("input", "output"):
                names = ", ".join(COMPONENTS)
                raise EditError(
                    f"there is no {self}: a place is a component and a layer ({names}), or the path of a module and "
                    '"input" or "output", as Place("transformer.h.0.mlp")'
                )
            return self
        if self.name not in COMPONENTS:
            raise EditError(f"there is no component {self.name!r}; there are {', '.join(COMPONENTS)}")
        count = len(model.load().anatomy.blocks)
        first = -1 if self.name == "resid_post" else 0
        if not (first <= self.layer < count or -count <= self.layer < first):
            embedding = " (-1 is the embeddings)" if first < 0 else ""
            raise EditError(f"there is no layer {self.layer} of {self.name}: they are 0 to {count - 1}{embedding}")
        found = Place(self.name, self.layer if self.layer >= first else self.layer + count)
        found.site(model)
        return found

    def site(self, model: LanguageModel) -> Site:
        """Where its value passes."""
        if self.layer is None:
            return Site(self.name, self.port)
        blocks, port = model.anatomy.blocks, COMPONENTS[self.name].port
        if self.name in _OF_BLOCK:
            return Site(blocks[0], "input") if self.layer < 0 else Site(blocks[self.layer], _OF_BLOCK[self.name])
        block = model.probe.blocks[self.layer]
        if COMPONENTS[self.name].of_attention:
            return Site(attention_of(Handle(model, block.path)).path, port)
        place = block.place(port)
        return Site(place.path, place.port)

    def scale(self, model: LanguageModel) -> float:
        """The factor with which the residual stream takes the value at the site up."""
        if self.layer is None or self.name not in ("attn_out", "mlp_out", "resid_mid", "neurons"):
            return 1.0
        return float(model.probe.blocks[self.layer].place(self.name).scale)

    @property
    def axes(self) -> tuple[str, ...]:
        """The names of the dimensions behind the batch; of a module's value none is known."""
        if self.layer is None:
            return ()
        if self.name == "head_pattern":
            return ("head", "position", "key")
        if COMPONENTS[self.name].of_attention:
            return ("head", "position", "dimension")
        return ("position", "neuron" if self.name == "neurons" else "dimension")


@dataclass(frozen=True)
class Form:
    """How the tensor lies in the value at a site.

    Attributes:
        structured: it is the first of several, in a tuple.
        flat: batch and tokens are one dimension.
    """

    structured: bool
    flat: bool


_known: WeakKeyDictionary[LanguageModel, dict[Site, Form]] = WeakKeyDictionary()


def forms_of(model: LanguageModel, sites: Iterable[Site]) -> dict[Site, Form]:
    """The form of each value; of those that are new found out by one run of four tokens.

    Raises:
        EditError: a module does not run, or gives no tensor.
    """
    known = _known.setdefault(model, {})
    new = [site for site in dict.fromkeys(sites) if site not in known]
    known.update({site: Form(False, False) for site in new if site.port in ATTENTION})
    rest = [site for site in in_order(model, new) if site not in known]
    if rest:
        known.update({site: _form(site, value) for site, value in forms_at(model, rest).items()})
    return known


def _form(site: Site, value: Any) -> Form:
    first = next((leaf for _, leaf in leaves(value)), None)
    if first is None or not first.dtype.is_floating_point:
        what = f"{value.dtype} {list(value.shape)}" if isinstance(value, Tensor) else type(value).__name__
        raise EditError(f"{site} is no tensor of numbers that could be shown or changed; it is {what}")
    return Form(not isinstance(value, Tensor), first.dim() == 2)


def in_order(model: LanguageModel, sites: Iterable[Site]) -> list[Site]:
    """Sites, each once, in the order in which the model comes to them."""
    order = model._order
    if model.elsewhere:  # no run is made here that would show it
        order = model._without_numbers()[1]
        if not order.known:
            forms_at(model, [Site("", "output")])

    def compare(one: Site, other: Site) -> int:
        return -1 if order.likely_behind(order.point(one), order.point(other)) else 1

    return sorted(dict.fromkeys(sites), key=functools.cmp_to_key(compare))
