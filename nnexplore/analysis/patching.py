"""``activation_patching``: values of one run put into another, a place at a time, and what becomes of the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import torch
from torch import Tensor

from ..errors import AnalysisError
from ..graph import Call, Graph, Node, Read, Ref, Save, Site, refs
from ..models import LanguageModel
from ..sweeps import Plan
from .axis import Axis
from .component import Component, component_named
from .measure import check_options, measure
from .metric import Metric
from .pair import Pair
from .places import Places
from .result import Result
from .statistics import Interval, bootstrap, recovery
from .taken import drawn

__all__ = ["Patching", "activation_patching", "patching_graph"]

OnCells = Callable[[Sequence[int], "Patching"], object]
"""Is told which places are finished, and the result as far as it is."""


@dataclass(frozen=True, eq=False, repr=False)
class Patching(Result):
    """What a metric is when one place of one run is put into another.

    Attributes:
        values: the metric, mean over the prompts; a dimension for each axis.
        prompts: the metric of each prompt, one more dimension at the end.
        clean, corrupted: the metric of each prompt in the unchanged runs.
        plan: how the sweep was carried out.
    """

    prompts: torch.Tensor = field(default_factory=lambda: torch.empty(0))
    clean: torch.Tensor = field(default_factory=lambda: torch.empty(0))
    corrupted: torch.Tensor = field(default_factory=lambda: torch.empty(0))
    plan: Plan | None = None

    @classmethod
    def of(
        cls,
        prompts: torch.Tensor,
        axes: Sequence[Axis],
        name: str,
        metric: Metric,
        ends: tuple[Tensor, Tensor],
        plan: Plan | None,
    ) -> Patching:
        """What a patching has measured: ``prompts``, and of the unchanged runs, the clean and the corrupted one."""
        clean, corrupted = ends
        return cls(
            prompts.mean(-1),
            tuple(axes),
            name,
            repr(metric),
            metric.unit,
            baselines={"clean": float(clean.mean()), "corrupted": float(corrupted.mean())},
            prompts=prompts,
            clean=clean,
            corrupted=corrupted,
            plan=plan,
        )

    def recovery(self) -> Patching:
        """How much of the way from the corrupted to the clean run each place goes: 0 nothing, 1 all of it.

        Of each prompt too, on the scale of all together, so that ``values`` stays the mean and ``interval`` is of it.

        >>> activation_patching(model, clean, corrupted, metric=metric).recovery().plot()

        Raises:
            AnalysisError: it is a recovery already.
        """
        if not self.baselines:
            raise AnalysisError("this is a recovery already: 0 is as the corrupted run, 1 as the clean one")
        ends = self.baselines["clean"], self.baselines["corrupted"]
        given = self.values, self.prompts, self.clean, self.corrupted
        values, prompts, clean, corrupted = [recovery(one, *ends) for one in given]
        return replace(
            self,
            values=values,
            metric=f"recovery of {self.metric}",
            unit="",
            zero="as the corrupted run",
            one="as the clean run",
            baselines={},
            prompts=prompts,
            clean=clean,
            corrupted=corrupted,
        )

    def interval(self, level: float = 0.95, **where: Any) -> Interval:
        """A bootstrap interval over the prompts for the metric at one place.

        >>> patching.interval(layer=3, position=5)

        Raises:
            AnalysisError: places left open, or a single prompt.
        """
        if missing := [axis.name for axis in self.axes if axis.name not in where]:
            raise AnalysisError(f"an interval is of one place; say which {missing[0]}")
        if self.prompts.shape[-1] < 2:
            raise AnalysisError("an interval over prompts needs several; pass lists of prompts")
        return bootstrap(self.prompts[tuple(axis.place(where[axis.name]) for axis in self.axes)], level=level)


def activation_patching(
    model: LanguageModel,
    clean: Any,
    corrupted: Any,
    *,
    metric: Metric,
    component: str = "resid_pre",
    by: Sequence[str] | None = None,
    direction: str = "denoising",
    layers: Sequence[int] | None = None,
    positions: Sequence[int] | None = None,
    heads: Sequence[int] | None = None,
    neurons: Sequence[int] | None = None,
    align: str = "",
    memory: int | str | None = None,
    progress: bool = True,
    on_cells: OnCells | None = None,
    **options: bool,
) -> Patching:
    """Put a component's value of one run into another, a place at a time, and measure the answer.

    All places are carried out as one plan: see ``run_many``.
    Source: Meng et al., "Locating and Editing Factual Associations in GPT" (2022), section 2; Heimersheim and Nanda,
    "How to use and interpret activation patching" (2024), for the two directions.

    Args:
        model: any causal language model.
        clean: the prompt with the answer: text, token ids, or a list of prompts.
        corrupted: the prompt without it, as many tokens long.
        metric: what is measured, of the logits: see ``metrics``.
        component: "resid_pre", "resid_mid", "resid_post", "attn_out", "mlp_out", "neurons", "head_out", "head_q",
            "head_k", "head_v" or "head_pattern".
        by: the axes: any of "layer", "position", "head", "neuron" that the component has. Along the others
            everything is put in at once. By default layer and position, or for heads layer and head.
        direction: "denoising" puts values of the clean run into the corrupted one, "noising" the other way.
        layers: which of them; all by default. Negative numbers count from the end, here and below.
        positions: which token positions of the run that is patched.
        heads: which heads.
        neurons: which neurons.
        align: where the prompts are not of the same length: "start" or "end", the side on which tokens match. Within
            a list of prompts of different lengths, "end" goes through the positions that all of them have.
        memory: see ``run_many``.
        progress: see ``run_many``.
        on_cells: called as soon as some places are finished, with their numbers along ``values.flatten()`` and the
            result as far as it is, NaN where it is not yet, its baselines too. What it raises ends the sweep.
        options: see ``run_many``.

    Returns:
        ``values``: the metric, a dimension for each axis in the order of ``by``.

    >>> metric = nnexplore.analysis.metrics.logit_diff(" Paris", " Rome")
    >>> clean, corrupted = "The Eiffel Tower is in the city of", "The Colosseum is in the city of"
    >>> nnexplore.analysis.activation_patching(model, clean, corrupted, metric=metric, align="end")

    Raises:
        AnalysisError: prompts of different lengths, an unknown component, axis or option, or no place at all.
        MetricError: a metric that does not fit.
        ModelError: the architecture has no such component; the message says why.
    """
    check_options(activation_patching, options)
    if direction not in ("denoising", "noising"):
        raise AnalysisError(f'direction is "denoising" or "noising"; got {direction!r}')
    source, target = (clean, corrupted) if direction == "denoising" else (corrupted, clean)
    pair = Pair.of(model, source, target, align)
    bound = metric.bind(model, target)
    part = component_named(component)
    chosen = {"layer": layers, "position": positions, "head": heads, "neuron": neurons}
    if pair.differ and component == "head_pattern":
        raise AnalysisError("patterns are of a token by a token: they can be put in only between prompts of one length")
    places = Places.of(
        part, by, chosen, _sizes(model, part, by, pair), pair.labels(range(len(pair.tokens))), pair.places
    )
    pair.check_axes(places.axes)
    graph = patching_graph(model, pair, bound, part, places.axes)
    ends = [unchanged(graph, 1), unchanged(graph, 0)]  # of the target, and of the source
    graphs = [graph.fill(**cell) for cell in places.cells]

    def made(each: Tensor, plan: Plan | None) -> Patching:
        prompts = each[2:].reshape([*places.shape, pair.rows])
        name = f"activation patching of {component}, {direction}"
        clean, corrupted = (each[1], each[0]) if direction == "denoising" else (each[0], each[1])
        return Patching.of(prompts, places.named(), name, metric, (clean, corrupted), plan)

    so_far = torch.full((2 + len(graphs), pair.rows), torch.nan)

    def tell(numbers: Sequence[int], found: Tensor) -> None:
        so_far[list(numbers)] = found
        if on_cells is not None and (new := [number - 2 for number in numbers if number >= 2]):
            on_cells(new, made(so_far.clone(), None))

    told = None if on_cells is None else tell
    each, plan = measure(model, [*ends, *graphs], pair.rows, memory, progress, options, told)
    return made(each, plan)


def patching_graph(
    model: LanguageModel, pair: Pair, metric: Metric, part: Component, axes: Mapping[str, Sequence[int]]
) -> Graph:
    """The graph of one place, with a hole for each axis; its result is "metric" ``[batch]``."""
    holes: dict[str, Any] = {}
    model = drawn(model)
    with torch.no_grad(), model.trace() as block:
        with block.invoke(pair.source) as run:
            holes = {name: run.hole(name, places) for name, places in axes.items()}
            layer = holes.pop("layer", None)
            inside = model.layers[axes["layer"][0] if layer is None else layer]
            before, after = pair.aligned(holes)
            value = part.read(inside, pair.rows)[part.index(before)]
        with block.invoke(pair.target):
            part.write(inside, part.index(after), value, pair.rows)
            sizes = pair.rows, len(pair.tokens), vocabulary(model)
            stand_in: Any = value.flatten()[:1].expand(sizes)  # so that the model need not run to its end
            number: Any = metric(stand_in)
            number.save("metric")
    return _of_logits(block.graph)


def vocabulary(model: LanguageModel) -> int:
    """How many logits a token has."""
    weight: Any = model.module.get_submodule(model.anatomy.unembed).weight
    return int(weight.shape[0])


def _of_logits(graph: Graph) -> Graph:
    """The graph with the model's logits where something stood in for them."""
    stand_in = next(node for node in graph.nodes if isinstance(node, Call) and node.op == "Tensor.expand")
    output = Read(1 + max(node.id for node in graph.nodes), Site("", "output"), 1)
    logits = Call(stand_in.id, "getitem", (Ref(output.id), "logits"))
    at = graph.nodes.index(stand_in)
    return Graph((*graph.nodes[:at], output, logits, *graph.nodes[at + 1 :]), graph.inputs, graph.model)


def unchanged(graph: Graph, run: int) -> Graph:
    """What a graph of two runs saves of the second, of either of them, without any change."""
    wanted: set[int] = set()
    kept: list[Node] = []
    for node in reversed(graph.nodes):
        if isinstance(node, Save) or node.id in wanted:
            wanted |= {ref.id for ref in refs(node)}
            kept.append(replace(node, run=run) if isinstance(node, Read) else node)
    return Graph(tuple(kept[::-1]), graph.inputs, graph.model)


def _sizes(model: LanguageModel, part: Component, by: Sequence[str] | None, pair: Pair) -> dict[str, int]:
    """How many places each axis has; heads and neurons are counted only where they are gone through."""
    sizes = {"layer": len(model.anatomy.blocks), "position": len(pair.tokens)}
    if inner := [name for name in by or part.by if name in part.dims and name not in sizes]:
        paper = drawn(model)
        with torch.no_grad(), paper.trace(pair.target):
            shape = part.read(paper.layers[0], pair.rows).shape
        sizes |= {name: int(shape[part.dims[name]]) for name in inner}
    return sizes
