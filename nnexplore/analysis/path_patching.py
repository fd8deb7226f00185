"""``path_patching``: what one part of the model does to the answer by way of some other parts alone."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor

from ..errors import AnalysisError, UnchangedWarning
from ..graph import Graph
from ..models import LanguageModel
from .component import COMPONENTS, Component, component_named
from .measure import check_options, measure, measure_ends
from .metric import Metric
from .pair import Pair
from .patching import Patching
from .places import Places, part_sizes
from .receiver import RECEIVERS, Receiver, check_part, receivers_of
from .taken import drawn, taken

__all__ = ["path_patching"]

SENDERS = ("head_out", "attn_out", "mlp_out", "neurons")
_ATTENTION, _MLP = component_named("attn_out"), component_named("mlp_out")


def path_patching(
    model: LanguageModel,
    clean: Any,
    corrupted: Any,
    *,
    metric: Metric,
    sender: str = "head_out",
    receivers: Mapping[str, Sequence[tuple[int, int]] | Sequence[int]] | None = None,
    by: Sequence[str] | None = None,
    direction: str = "denoising",
    through_mlps: bool = False,
    layers: Sequence[int] | None = None,
    positions: Sequence[int] | None = None,
    heads: Sequence[int] | None = None,
    neurons: Sequence[int] | None = None,
    align: str = "",
    memory: int | str | None = None,
    progress: bool = True,
    **options: bool,
) -> Patching:
    """Put a sender's value of one run into another, let only the receivers see it, and measure the answer.

    For each sender: in the target run its value is that of the source run, and what later attention and MLPs add to
    the stream stays as in the target run; what then reaches the receivers is put into an unchanged target run. All
    senders are carried out as one plan: see ``run_many``.
    Source: Wang et al., "Interpretability in the Wild" (2022), section 3.1 and appendix B; Goldowsky-Dill et al.,
    "Localizing Model Behavior with Path Patching" (2023).

    Args:
        model: any causal language model.
        clean: the prompt with the answer: text, token ids, or a list of prompts.
        corrupted: the prompt without it, as many tokens long.
        metric: what is measured, of the logits: see ``metrics``.
        sender: "head_out", "attn_out", "mlp_out" or "neurons".
        receivers: heads by what they take in, "head_q", "head_k" or "head_v", each as (layer, head), and MLPs,
            "mlp_in", by their layers: ``{"head_q": [(3, 0), (3, 2)], "mlp_in": [2]}``. Where key and value heads are
            shared, their own numbers. What an MLP takes in is what its module is given, after the norm; attention
            reaches the MLP of its own layer where one follows the other. By default the logits: the direct path,
            through nothing but the final norm.
        by: the axes of the senders; along the others everything is put in at once. By default layer and head, or
            for what is not of heads layer and position.
        direction: "denoising" puts values of the clean run into the corrupted one, "noising" the other way.
        through_mlps: whether MLPs on the way may answer to the sender, as in Wang et al.; by default they may not.
        layers: of the senders; all by default. Negative numbers count from the end, here and below.
        positions: which token positions of the run that is patched.
        heads: which sending heads.
        neurons: which neurons.
        align: where the prompts are not of the same length: "start" or "end", the side on which tokens match.
        memory: see ``run_many``.
        progress: see ``run_many``.
        options: see ``run_many``.

    Returns:
        ``values``: the metric, a dimension for each axis; of a sender that is not before any receiver, the target's.

    >>> metric = nnexplore.analysis.metrics.logit_diff(" Paris", " Rome")
    >>> france, italy = "The capital of France is", "The capital of Italy is"
    >>> nnexplore.analysis.path_patching(model, france, italy, metric=metric).recovery()
    >>> queries = {"head_q": [(3, head) for head in range(4)], "mlp_in": [3]}
    >>> nnexplore.analysis.path_patching(model, france, italy, metric=metric, receivers=queries)

    Raises:
        AnalysisError: prompts of different lengths, no such sender, receiver, axis or option, or no place at all.
        MetricError: a metric that does not fit.
        ModelError: the architecture has no such component; the message says why.
    """
    check_options(path_patching, options)
    if direction not in ("denoising", "noising"):
        raise AnalysisError(f'direction is "denoising" or "noising"; got {direction!r}')
    if sender not in SENDERS:
        raise AnalysisError(f"a sender is {', '.join(map(repr, SENDERS))}; got {sender!r:.40}")
    source, target = (clean, corrupted) if direction == "denoising" else (corrupted, clean)
    pair, part = Pair.of(model, source, target, align), component_named(sender)
    chosen = {"layer": layers, "position": positions, "head": heads, "neuron": neurons}
    labels = pair.labels(range(len(pair.tokens)))
    sizes = _sizes(model, pair, part)
    places = Places.of(part, by, chosen, sizes, labels, pair.places)
    pair.check_axes(places.axes)
    paths = _Paths(
        model,
        pair,
        metric.bind(model, target),
        places,
        part,
        _receivers(model, pair, receivers),
        *_held(model, pair, through_mlps),
    )
    before, after = measure_ends(model, (clean, corrupted), paths.metric)
    each, plan = paths.measure(after if direction == "denoising" else before, memory, progress, options)
    way = "the logits" if receivers is None else ", ".join(f"{name} {list(at)}" for name, at in receivers.items())
    prompts = each.reshape([*paths.places.shape, pair.rows])
    name = f"path patching of {sender} to {way}, {direction}"
    return Patching.of(prompts, paths.places.named(), name, metric, (before, after), plan)


@dataclass(frozen=True)
class _Paths:
    """The ways from senders to receivers.

    Attributes:
        receivers: in the order of their layers; ``None`` for the logits.
        attention, mlps: what they add in the target run, for each layer; ``None`` where they are free.
    """

    model: LanguageModel
    pair: Pair
    metric: Metric
    places: Places
    part: Component
    receivers: tuple[Receiver, ...] | None
    attention: list[Tensor]
    mlps: list[Tensor] | None

    def measure(
        self, target: Tensor, memory: int | str | None, progress: bool, options: dict[str, bool]
    ) -> tuple[Tensor, Any]:
        """The metric of each cell ``[cell, batch]``, that of the target where no way leads to a receiver."""
        cells = self.places.cells
        graphs = {at: self.graph(at) for at in self.places.axes["layer"] if self._after(at) != ()}
        ways = [number for number, cell in enumerate(cells) if cell["layer"] in graphs]
        each, plan = target.float().repeat(len(cells), 1), None
        if ways:
            filled = [graphs[cells[at]["layer"]].fill(**_inner(cells[at])) for at in ways]
            each[ways], plan = measure(self.model, filled, self.pair.rows, memory, progress, options)
        return each, plan

    def graph(self, layer: int) -> Graph:
        """The graph of the senders in one layer, with a hole for each axis in it; it gives "metric" ``[batch]``."""
        return replace(self, model=drawn(self.model))._drawn(layer)

    def _drawn(self, layer: int) -> Graph:
        inner, receivers = _inner(self.places.axes), self._after(layer)
        with torch.no_grad(), warnings.catch_warnings():
            warnings.simplefilter("ignore", UnchangedWarning)
            with self.model.trace() as block:
                with block.invoke(self.pair.source) as run:
                    holes = {name: run.hole(name, numbers) for name, numbers in inner.items()}
                    before, after = self.pair.aligned(holes)
                    value = self.part.read(self.model.layers[layer], self.pair.rows)[self.part.index(before)].clone()
                with block.invoke(self.pair.target):
                    self.part.write(self.model.layers[layer], self.part.index(after), value, self.pair.rows)
                    seen = list(self._frozen(layer, receivers))
                    if receivers is None:
                        self._save()
                if receivers is not None:
                    with block.invoke(self.pair.target):
                        for one, new in zip(receivers, seen, strict=True):
                            one.write(self.model, new, self.pair.rows)
                        self._save()
        graph: Graph = block.graph
        return graph

    def _frozen(self, layer: int, receivers: Sequence[Receiver] | None) -> Iterator[Any]:
        """Hold what is added after the sender, and give what reaches each receiver, in a trace."""
        whole, rows, given = (slice(None),), self.pair.rows, receivers or ()
        last = len(self.attention) - 1 if receivers is None else max(one.layer for one in given)
        for at in range(layer, last + 1):
            block, here = self.model.layers[at], [one for one in given if one.layer == at]
            yield from (one.read(self.model, rows) for one in here if one.name != "mlp_in")
            if at > layer and (at < last or receivers is None or here[-1].name == "mlp_in"):
                _ATTENTION.write(block, whole, self.attention[at], rows)
            yield from (one.read(self.model, rows) for one in here if one.name == "mlp_in")
            if at == last and receivers is not None:
                return
            if self.mlps is not None and (at > layer or self.part.name in ("head_out", "attn_out")):
                _MLP.write(block, whole, self.mlps[at], rows)

    def _after(self, layer: int) -> tuple[Receiver, ...] | None:
        """The receivers that a sender in that layer can reach; ``None`` for the logits."""
        if self.receivers is None:
            return None
        return tuple(one for one in self.receivers if one.follows(self.model, self.part.name, layer))

    def _save(self) -> None:
        value: Any = self.metric(self.model.output.logits)
        value.save("metric")


def _inner(axes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in axes.items() if name != "layer"}


def _sizes(model: LanguageModel, pair: Pair, part: Component) -> dict[str, int]:
    """How many places each axis of the sender has."""
    model = drawn(model)
    with torch.no_grad(), model.trace(pair.target):
        return part_sizes(part, [part.read(block, pair.rows) for block in model.layers])


def _held(model: LanguageModel, pair: Pair, through_mlps: bool) -> tuple[list[Tensor], list[Tensor] | None]:
    """What attention and MLP add in each layer of the target run; ``None`` for MLPs that are not held."""
    attention, mlps = [], []
    with torch.no_grad(), model.trace(pair.target):
        for block in model.layers:
            attention.append(taken(_ATTENTION.read(block, pair.rows)))
            if not through_mlps:
                mlps.append(taken(_MLP.read(block, pair.rows)))
    return attention, None if through_mlps else mlps


def _receivers(
    model: LanguageModel, pair: Pair, given: Mapping[str, Sequence[Any]] | None
) -> tuple[Receiver, ...] | None:
    """The receivers; ``None`` for the logits."""
    if given is None:
        return None
    for name in given:
        if name not in RECEIVERS:
            raise AnalysisError(f"a receiver is {', '.join(map(repr, RECEIVERS))}; got {name!r:.40}")
    heads = {name: COMPONENTS[name] for name in given if name != "mlp_in"}
    for name in heads:
        check_part(model, name, 0)
    sizes = {name: _sizes(model, pair, part) for name, part in heads.items()}
    return receivers_of(given, {"mlp_in": {"layer": len(model.anatomy.blocks)}, **sizes}, model)
