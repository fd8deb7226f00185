"""``edge_patching``: what one part of a model does to the answer by what one other part reads of it directly."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor

from ..errors import AnalysisError, UnchangedWarning
from ..graph import Graph
from ..models import LanguageModel
from .component import component_named
from .edge_changes import changes_of
from .edges import DEFAULT_RECEIVERS, DEFAULT_SENDERS, Edges, Ends
from .measure import check_options, measure, measure_ends
from .metric import Metric
from .pair import Pair
from .patching import Patching
from .receiver import Receiver
from .taken import drawn

__all__ = ["Reading", "edge_patching"]

Cell = tuple[int, int]


def edge_patching(
    model: LanguageModel,
    clean: Any,
    corrupted: Any,
    *,
    metric: Metric,
    senders: Ends = DEFAULT_SENDERS,
    receivers: Ends = DEFAULT_RECEIVERS,
    direction: str = "denoising",
    align: str = "",
    memory: int | str | None = None,
    progress: bool = True,
    **options: bool,
) -> Patching:
    """Let one part read what another adds to the residual stream from another run, all else as it is, for each two.

    In the target run the receiver, and nothing else, reads the stream with what the sender adds to it in the source
    run instead of what it adds here; no attention and no MLP in between answers to it. From the receiver on the model
    runs freely. The stream is that which the receiver's norm is given, at all positions. All edges are carried out as
    one plan: see ``run_many``; there are about as many as half the senders times the receivers.
    Source: Goldowsky-Dill et al., "Localizing Model Behavior with Path Patching" (2023), section 3; Conmy et al.,
    "Towards Automated Circuit Discovery" (2023), section 3, for the edges, there all but a few patched at once.

    Args:
        model: any causal language model.
        clean: the prompt with the answer: text, token ids, or a list of prompts.
        corrupted: the prompt without it, as many tokens long.
        metric: what is measured, of the logits: see ``metrics``.
        senders: "embed", "head_out", "attn_out", "mlp_out", as names for all of them, or by name with layers or
            (layer, head): ``{"head_out": [(0, 2)], "mlp_out": None}``, where ``None`` is all. The embedding is what
            the first block is given.
        receivers: "head_q", "head_k", "head_v", what a head takes in as query, key or value; "head_in", all three at
            once; "attn_in", all heads of a layer; "mlp_in"; "logits". In the same way. Where key and value heads are
            shared, they go by their own numbers, and "head_in" is of one query head alone.
        direction: "denoising" takes from the clean run and measures in the corrupted one, "noising" the other way.
        align: where the prompts are not of the same length: "start" or "end", the side on which tokens match.
        memory: see ``run_many``.
        progress: see ``run_many``.
        options: see ``run_many``.

    Returns:
        ``values``: the metric ``[sender, receiver]``; NaN where the receiver is before the sender.

    >>> metric = nnexplore.analysis.metrics.logit_diff(" Paris", " Rome")
    >>> prompts = "The capital of France is", "The capital of Italy is"
    >>> found = nnexplore.analysis.edge_patching(model, *prompts, metric=metric, receivers=["mlp_in", "logits"])
    >>> found.recovery().top(5)

    Raises:
        AnalysisError: prompts of different lengths, no such sender, receiver or option, or no edge at all.
        MetricError: a metric that does not fit.
        ModelError: the architecture has no such component; the message says why.
    """
    check_options(edge_patching, options)
    if direction not in ("denoising", "noising"):
        raise AnalysisError(f'direction is "denoising" or "noising"; got {direction!r}')
    source, target = (clean, corrupted) if direction == "denoising" else (corrupted, clean)
    pair = Pair.of(model, source, target, align)
    bound, edges = metric.bind(model, target), Edges.of(model, pair, senders, receivers)
    changes = changes_of(model, pair, edges.senders, memory, progress)
    reading = Reading(model, pair, bound, edges, changes)
    before, after = measure_ends(model, (clean, corrupted), bound)
    cells = [(here, there) for here, there in edges.known.nonzero().tolist()]
    each, plan = measure(model, reading.graphs(cells), pair.rows, memory, progress, options)
    prompts = torch.full([*edges.shape, pair.rows], torch.nan)
    prompts[edges.known] = each
    return Patching.of(prompts, edges.axes, f"edge patching, {direction}", metric, (before, after), plan)


@dataclass(frozen=True)
class Reading:
    """One receiver at a time reads another stream in the target run.

    Attributes:
        changes: what each sender would add more ``[sender, batch, tokens, width]``.
    """

    model: LanguageModel
    pair: Pair
    metric: Metric
    edges: Edges
    changes: Tensor

    def graphs(self, cells: Sequence[Cell]) -> list[Graph]:
        """For each sender and receiver, by their places, a graph that gives "metric" ``[batch]``."""
        kinds: dict[tuple[str, int], Graph] = {}
        found = []
        for sender, place in cells:
            one = self.edges.receivers[place]
            kind = one.name, one.layer
            if kind not in kinds:
                kinds[kind] = self._graph(one, self.edges.known[:, place])
            numbers = {"sender": sender} if one.head is None else {"sender": sender, "head": one.head}
            found.append(kinds[kind].fill(**numbers))
        return found

    def _graph(self, like: Receiver, known: Tensor) -> Graph:
        """For all receivers of one name in one layer; it has the holes "sender" and, if they are heads, "head"."""
        return replace(self, model=drawn(self.model))._drawn(like, known)

    def _drawn(self, like: Receiver, known: Tensor) -> Graph:
        alike = [one.head for one in self.edges.receivers if one[:2] == like[:2]]
        with torch.no_grad(), warnings.catch_warnings():
            warnings.simplefilter("ignore", UnchangedWarning)
            with self.model.trace() as block:
                with block.invoke(self.pair.target) as run:
                    change = self.changes[run.hole("sender", known.nonzero().flatten())]
                    one = like if like.head is None else like._replace(head=run.hole("head", alike))
                    self._add(one, change)
                    if one.name == "logits":
                        self._save()
                    else:
                        seen = one.read(self.model, self.pair.rows)
                if one.name != "logits":
                    with block.invoke(self.pair.target):
                        one.write(self.model, seen, self.pair.rows)
                        self._save()
        graph: Graph = block.graph
        return graph

    def _add(self, one: Receiver, change: Tensor) -> None:
        """Change the stream that a receiver reads."""
        name, layer = one.stream(self.model)
        part, whole = component_named(name), (slice(None),)
        block = self.model.layers[layer]
        part.write(block, whole, part.read(block, self.pair.rows) + change, self.pair.rows)

    def _save(self) -> None:
        value: Any = self.metric(self.model.output.logits)
        value.save("metric")
