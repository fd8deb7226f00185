"""``compose``: the changes of a workspace, and the values its views look at, as one intervention graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..errors import EditError
from ..graph import Builder, Graph, Inputs, Ref, Site
from ..models import LanguageModel
from .change import Change
from .place import Place, forms_of, in_order

__all__ = ["OUTPUT", "Composition", "compose"]

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
    made = Composition(model, prompt, other, changes)
    for name, value in made.values(wanted).items():
        made.build.save(name, value)
    return made.graph()


class Composition:
    """A graph in the making: the changes, and values after them that more can be built on.

    Attributes:
        build: what the nodes are added to.
        run: the number of the run that is changed.
    """

    def __init__(self, model: LanguageModel, prompt: Any, other: Any, changes: Sequence[Change]) -> None:
        self._model, self._changes = model, changes
        self._sites = [change.place.site(model) for change in changes]
        copies = [change for change in changes if change.kind == "copy"]
        if copies and other is None:
            raise EditError(f"{copies[0]}: there is no other prompt to copy from; give the workspace one")
        self.build, self.run = Builder(), 1 if copies else 0
        self._prompts = [other, prompt] if copies else [prompt]

    def values(
        self, wanted: Mapping[str, Place | Site], stop: tuple[Site, Callable[[dict[str, Ref]], object]] | None = None
    ) -> dict[str, Ref]:
        """A copy of each value, as it stands after the changes of its place.

        Args:
            wanted: places and sites by name.
            stop: a site, and what is to be done there with the values that were read until then.
        """
        ends = {name: one.site(self._model) if isinstance(one, Place) else one for name, one in wanted.items()}
        read = _Reader(self._model, self.build, [*self._sites, *ends.values()])
        copied, found = self._copied(read), dict[str, Ref]()
        stops = [stop[0]] if stop else []
        for site in in_order(self._model, [*self._sites, *ends.values(), *stops]):
            if site in self._sites or site in ends.values():
                whole = read(site, self.run)
                for number in (number for number, at in enumerate(self._sites) if at == site):
                    _make(self._model, self.build, self._changes[number], whole, copied.get(number))
                found |= {name: self._now(wanted[name], whole) for name, at in ends.items() if at == site}
            if stop and site == stop[0]:
                stop[1](found)
        return found

    def graph(self, *more: Any) -> Graph:
        """The graph; ``more`` are prompts of runs that were added."""
        return self.build.graph(*(Inputs((one,)) for one in (*self._prompts, *more)), model=self._model.expression)

    def _copied(self, read: _Reader) -> dict[int, Ref]:
        """What each copy takes from the other prompt, by the number of the change."""
        copies = [number for number, change in enumerate(self._changes) if change.kind == "copy"]
        found: dict[int, Ref] = {}
        for site in in_order(self._model, [self._sites[number] for number in copies]):
            whole = read(site, 0)
            for number in (number for number in copies if self._sites[number] == site):
                change = self._changes[number]
                index = _index(change.place, {**change.at, **change.source})
                found[number] = self.build.call("Tensor.__getitem__", whole, index)
        return found

    def _now(self, place: Place | Site, whole: Ref) -> Ref:
        """A value as it is here, whatever comes later; what is multiplied on the way to the stream, after that."""
        scale = place.scale(self._model) if isinstance(place, Place) else 1.0
        if scale == 1.0:
            return self.build.call("Tensor.clone", whole)
        return self.build.call("Tensor.mul", whole, scale)


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
