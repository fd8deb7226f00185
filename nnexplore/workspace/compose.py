"""``compose``: the changes of a workspace, and the values its views look at, as one intervention graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import EditError
from ..graph import Builder, Graph, Inputs, Ref, Site
from ..models import LanguageModel
from .change import Change
from .place import Place, forms_of, in_order

__all__ = ["OUTPUT", "compose"]

OUTPUT = Site("", "output")
"""The model's own output."""


def compose(
    model: LanguageModel,
    prompt: Any,
    other: Any,
    changes: Sequence[Change],
    wanted: Mapping[str, Place | Site],
) -> Graph:
    """A graph of one run, or of two where something is copied from the other prompt, which then comes first.

    Args:
        model: any causal language model.
        prompt: the prompt that is changed.
        other: what copies come from.
        changes: those in force, in the order in which they are made where they are of one place.
        wanted: the values that are saved, as they stand after the changes; of the output the logits.

    Raises:
        EditError: a copy, and nothing to copy from.
    """
    build, sites = Builder(), [change.place.site(model) for change in changes]
    ends = {name: one.site(model) if isinstance(one, Place) else one for name, one in wanted.items()}
    read = _Reader(model, build, [*sites, *ends.values()])
    copies = [(change, site) for change, site in zip(changes, sites, strict=True) if change.kind == "copy"]
    if copies and other is None:
        raise EditError(f"{copies[0][0]}: there is no other prompt to copy from; give the workspace one")
    copied: dict[int, Ref] = {}
    for site in in_order(model, (site for _, site in copies)):
        whole = read(site, 0)
        for change in (change for change, at in copies if at == site):
            index = _index(change.place, {**change.at, **change.source})
            copied[id(change)] = build.call("Tensor.__getitem__", whole, index)
    run = 1 if copies else 0
    for site in in_order(model, [*sites, *ends.values()]):
        whole = read(site, run)
        for change in (change for change, at in zip(changes, sites, strict=True) if at == site):
            _make(model, build, change, whole, copied.get(id(change)))
        for name in (name for name, at in ends.items() if at == site):
            place = wanted[name]
            scale = place.scale(model) if isinstance(place, Place) else 1.0
            now = build.call("Tensor.clone", whole) if scale == 1.0 else build.call("Tensor.mul", whole, scale)
            build.save(name, now)  # as it is here, whatever comes later
    prompts = [other, prompt] if copies else [prompt]
    return build.graph(*(Inputs((one,)) for one in prompts), model=model.expression)


class _Reader:
    """Reads the tensor at a site, with the batch in front."""

    def __init__(self, model: LanguageModel, build: Builder, sites: Sequence[Site]) -> None:
        self._build = build
        self._forms = forms_of(model, [site for site in sites if site != OUTPUT])

    def __call__(self, site: Site, run: int) -> Ref:
        value = self._build.read(site, run)
        if site == OUTPUT:
            return self._build.call("getitem", value, "logits")
        if self._forms[site].structured:
            value = self._build.call("getitem", value, 0)
        return self._build.call("Tensor.unsqueeze", value, 0) if self._forms[site].flat else value


def _make(model: LanguageModel, build: Builder, change: Change, whole: Ref, copied: Ref | None) -> None:
    index, new = _index(change.place, change.at), copied or 0.0
    if change.kind == "set":
        new = change.value / change.place.scale(model)
    if change.kind == "scale":
        new = build.call("Tensor.mul", build.call("Tensor.__getitem__", whole, index), change.value)
    build.call("Tensor.__setitem__", whole, index, new)


def _index(place: Place, at: Mapping[str, int]) -> Any:
    """The part of a value, whose first dimension is the batch."""
    if not at:
        return slice(None)
    axes = place.axes
    numbers = {1 + (axes.index(axis) if axis in axes else int(axis)): number for axis, number in at.items()}
    return tuple(numbers.get(dim, slice(None)) for dim in range(max(numbers, default=0) + 1))
