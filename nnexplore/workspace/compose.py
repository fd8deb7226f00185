"""``compose``: the edits of a workspace, and the values its views look at, as one intervention graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain, count
from typing import Any

from ..errors import EditError
from ..graph import Builder, Graph, Inputs, Ref, Site
from ..models import LanguageModel
from .change import Change
from .place import Place, forms_of, in_order
from .played import Played
from .recorded import Recorded

__all__ = ["OUTPUT", "Composition", "compose"]

Origin = tuple[int, int | None]
OUTPUT = Site("", "output")
"""The model's own output."""


def compose(
    model: LanguageModel,
    prompt: Any,
    other: Any,
    edits: Sequence[Change | Recorded],
    wanted: Mapping[str, Place | Site],
    *,
    saves: bool = False,
) -> Graph:
    """A graph of one run, or of two where something is copied from the other prompt, which then comes first.

    Args:
        model: any causal language model.
        prompt: the prompt that is changed.
        other: what copies come from.
        edits: those in force, in the order in which they are made where they are of one place.
        wanted: the values that are saved, as they stand after the edits; of the output the logits.
        saves: whether the results of graphs made in code are saved as well; one whose name is taken gets a number.

    Raises:
        EditError: a copy, and nothing to copy from.
    """
    made = Composition(model, prompt, other, edits, keep=list(wanted) if saves else None)
    for name, value in made.values(wanted).items():
        made.build.save(name, value)
    return made.graph()


class Composition:
    """A graph in the making: the edits, and values after them that more can be built on.

    Attributes:
        build: what the nodes are added to.
        run: the number of the run that is changed.
        origins: of each node that an edit has made, the edit's number and, of a graph made in code, the node there.
    """

    def __init__(
        self,
        model: LanguageModel,
        prompt: Any,
        other: Any,
        edits: Sequence[Change | Recorded],
        keep: list[str] | None = None,
    ) -> None:
        self._model, self._taken = model, keep
        pairs = [edit for edit in edits if _needs_other(edit)]
        if pairs and other is None:
            raise EditError(f"{pairs[0]}: there is no other prompt to copy from; give the workspace one")
        self.build, self.run = Builder(), 1 if pairs else 0
        self.origins: dict[int, Origin] = {}
        self._prompts = [other, prompt] if pairs else [prompt]
        self._edits: list[Change | Played] = [
            edit if isinstance(edit, Change) else Played(model, edit, self.run, self._result) for edit in edits
        ]
        self._changed = [edit.place.site(model) for edit in edits if isinstance(edit, Change)]

    def values(
        self, wanted: Mapping[str, Place | Site], stop: tuple[Site, Callable[[dict[str, Ref]], object]] | None = None
    ) -> dict[str, Ref]:
        """A copy of each value, as it stands after the edits of its place.

        Args:
            wanted: places and sites by name.
            stop: a site, and what is to be done there with the values that were read until then.
        """
        ends = {name: one.site(self._model) if isinstance(one, Place) else one for name, one in wanted.items()}
        read = _Reader(self._model, self.build, [*self._changed, *ends.values()])
        copied, found = self._copied(read) if self.run else {}, dict[str, Ref]()
        stops = [stop[0]] if stop else []
        self._play(self.run, None)
        played = [site for edit in self._edits if isinstance(edit, Played) for site in edit.sites(self.run)]
        for site in in_order(self._model, [*self._changed, *played, *ends.values(), *stops]):
            read.leave()
            for number, edit in enumerate(self._edits):
                if isinstance(edit, Played):
                    if self._play_one(number, edit, self.run, site):
                        read.leave()
                elif edit.place.site(self._model) == site:
                    begin = len(self.build._nodes)
                    _make(self._model, self.build, edit, read(site, self.run), copied.get(number))
                    self._own(number, begin)
            for name in (name for name, at in ends.items() if at == site):
                found[name] = self._now(wanted[name], read(site, self.run))
            if stop and site == stop[0]:
                stop[1](found)
        return found

    def graph(self, *more: Any) -> Graph:
        """The graph; ``more`` are prompts of runs that were added."""
        return self.build.graph(*(Inputs((one,)) for one in (*self._prompts, *more)), model=self._model.expression)

    def _play(self, run: int, site: Site | None) -> None:
        for number, edit in enumerate(self._edits):
            if isinstance(edit, Played):
                self._play_one(number, edit, run, site)

    def _play_one(self, number: int, edit: Played, run: int, site: Site | None) -> bool:
        made = edit.make(self.build, run, site)
        self.origins |= {at: (number, node) for at, node in made.items()}
        return bool(made)

    def _own(self, number: int, begin: int) -> None:
        self.origins |= dict.fromkeys(range(begin, len(self.build._nodes)), (number, None))

    def _result(self, name: str) -> str | None:
        """What a result of a graph made in code is called here."""
        if self._taken is None:
            return None
        names = chain([name], (f"{name}_{n}" for n in count(2)))
        found = next(one for one in names if one not in self._taken)
        self._taken.append(found)
        return found

    def _copied(self, read: _Reader) -> dict[int, Ref]:
        """The run of the other prompt; what each copy takes from it, by the number of the change."""
        sites = {
            number: edit.place.site(self._model)
            for number, edit in enumerate(self._edits)
            if isinstance(edit, Change) and edit.kind == "copy"
        }
        found: dict[int, Ref] = {}
        self._play(0, None)
        played = [site for edit in self._edits if isinstance(edit, Played) for site in edit.sites(0)]
        for site in in_order(self._model, [*sites.values(), *played]):
            read.leave()
            for number in (number for number, at in sites.items() if at == site):
                change = self._edits[number]
                assert isinstance(change, Change)
                index = _index(change.place, {**change.at, **change.source})
                begin = len(self.build._nodes)
                found[number] = self.build.call("Tensor.__getitem__", read(site, 0), index)
                self._own(number, begin)
            self._play(0, site)
        return found

    def _now(self, place: Place | Site, whole: Ref) -> Ref:
        """A value as it is here, whatever comes later; what is multiplied on the way to the stream, after that."""
        scale = place.scale(self._model) if isinstance(place, Place) else 1.0
        if scale == 1.0:
            return self.build.call("Tensor.clone", whole)
        return self.build.call("Tensor.mul", whole, scale)


def _needs_other(edit: Change | Recorded) -> bool:
    return edit.kind == "copy" if isinstance(edit, Change) else edit.graph.runs > 1


class _Reader:
    """Reads the tensor at a site, with the batch in front."""

    def __init__(self, model: LanguageModel, build: Builder, sites: Sequence[Site]) -> None:
        self._build = build
        self._forms = forms_of(model, [site for site in sites if site != OUTPUT])
        self._now: Ref | None = None

    def leave(self) -> None:
        """What was read is no longer what is there: another site, or a value in its place."""
        self._now = None

    def __call__(self, site: Site, run: int) -> Ref:
        self._now = self._now or self._read(site, run)
        return self._now

    def _read(self, site: Site, run: int) -> Ref:
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
    if change.vector is not None:
        vector = build.call("Tensor.to", build.constant(change.vector.tensor), whole)
        added = build.call("Tensor.mul", vector, change.value / change.place.scale(model))
        new = build.call("Tensor.add", build.call("Tensor.__getitem__", whole, index), added)
    build.call("Tensor.__setitem__", whole, index, new)


def _index(place: Place, at: Mapping[str, int]) -> Any:
    """The part of a value, whose first dimension is the batch."""
    if not at:
        return slice(None)
    axes = place.axes
    numbers = {1 + (axes.index(axis) if axis in axes else int(axis)): number for axis, number in at.items()}
    return tuple(numbers.get(dim, slice(None)) for dim in range(max(numbers, default=0) + 1))
