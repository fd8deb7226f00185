"""``causal_tracing``: where a model keeps a fact: noise on the subject, and one state at a time restored."""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from ..errors import AnalysisError, UnchangedWarning
from ..graph import Graph
from ..models import LanguageModel
from ..sweeps import Plan
from .applied import Sheet
from .component import Component, component_named
from .measure import check_options, measure, measure_unchanged
from .metric import Metric
from .pair import Batch
from .places import Places
from .replacement import rows_of
from .result import Result
from .statistics import recovery
from .taken import drawn, taken

__all__ = ["CausalTracing", "causal_tracing"]

_AT_ONCE = 4096
"""Tokens that are embedded together."""


@dataclass(frozen=True, eq=False, repr=False)
class CausalTracing(Result):
    """What a metric is with noise on the subject and one place as without it.

    Attributes:
        values: the metric, mean over the seeds, ``[layer, position]``; its ``baselines`` are "clean", without noise,
            and "corrupted", with noise everywhere.
        seeds: the metric of each seed, one more dimension at the end.
        corrupted: the metric of each seed with noise and nothing restored.
        subject: the positions that have noise.
        deviation: the standard deviation of the noise.
        plan: how the sweep was carried out.
    """

    seeds: Tensor = field(default_factory=lambda: torch.empty(0))
    corrupted: Tensor = field(default_factory=lambda: torch.empty(0))
    subject: tuple[int, ...] = ()
    deviation: float = 0.0
    plan: Plan | None = None

    def effect(self) -> Result:
        """The indirect effect of each place: the metric with it restored, less the metric with noise everywhere.

        >>> causal_tracing(model, prompt, "Eiffel Tower", metric=metric).effect().plot()
        """
        return Result(
            self.values - self.baselines["corrupted"],
            self.axes,
            self.name,
            f"indirect effect on {self.metric}",
            self.unit,
            zero="as with noise everywhere",
        )

    def recovery(self) -> Result:
        """How much of the way from the run with noise to the one without each place goes: 0 nothing, 1 all of it.

        >>> causal_tracing(model, prompt, "Eiffel Tower", metric=metric).recovery()
        """
        return Result(
            recovery(self.values, self.baselines["clean"], self.baselines["corrupted"]),
            self.axes,
            self.name,
            f"recovery of {self.metric}",
            zero="as with noise everywhere",
            one="as without noise",
        )


def causal_tracing(
    model: LanguageModel,
    prompt: Any,
    subject: str | Sequence[int],
    *,
    metric: Metric,
    noise: float = 3.0,
    texts: Any = None,
    seeds: int = 10,
    window: int = 1,
    component: str = "resid_post",
    layers: Sequence[int] | None = None,
    positions: Sequence[int] | None = None,
    memory: int | str | None = None,
    progress: bool = True,
    **options: bool,
) -> CausalTracing:
    """Put noise on the embeddings of the subject, restore one state of the clean run at a time, and measure the answer.

    All places and seeds are carried out as one plan: see ``run_many``.
    Source: Meng et al., "Locating and Editing Factual Associations in GPT" (2022), section 2.1 and appendix B.1: noise
    of 3 standard deviations of the embeddings, which their code (``collect_embedding_std``) takes over the tokens of
    the subjects of all facts: give these as ``texts`` for the same.

    Args:
        model: any causal language model.
        prompt: one prompt: text, or token ids.
        subject: a text of the prompt, all of whose tokens get noise wherever it stands; or their positions.
        metric: what is measured, of the logits, as ``metrics.prob(" Paris")``: see ``metrics``.
        noise: in standard deviations of the embeddings, over all their numbers.
        texts: a list of texts over whose tokens' embeddings the standard deviation is; by default over those of the
            whole vocabulary, so that the noise is the same for all prompts.
        seeds: how many draws of the noise; the numbers 0, 1, … are what they begin with.
        window: how many layers are restored together: around a cell's own, from ``layer - window // 2`` to
            ``layer + (window - 1) // 2``, where there are as many. Meng et al. take 10 for "mlp_out" and "attn_out".
        component: what is restored: "resid_post", "mlp_out", "attn_out", or another of ``activation_patching``.
        layers: the layers in the middle; all by default. Negative numbers count from the end, here and below.
        positions: which token positions are restored.
        memory: see ``run_many``.
        progress: see ``run_many``.
        options: see ``run_many``.

    Returns:
        ``values``: the metric ``[layer, position]``, mean over the seeds; ``effect()`` is the indirect effect.

    >>> metric = nnexplore.analysis.metrics.prob(" Paris")
    >>> prompt = "The Eiffel Tower is in the city of"
    >>> nnexplore.analysis.causal_tracing(model, prompt, "Eiffel Tower", metric=metric)

    Raises:
        AnalysisError: several prompts, no such component, place or option, or numbers out of range.
        PromptError: a subject that does not occur.
        MetricError: a metric that does not fit.
        ModelError: the architecture has no such component; the message says why.
    """
    check_options(causal_tracing, options)
    if seeds < 1 or window < 1 or not 0 < noise < math.inf:
        raise AnalysisError(
            f"seeds and window are 1 at least, noise is finite and above 0; got {seeds}, {window}, {noise}"
        )
    part, bound, tokens = component_named(component), metric.bind(model, prompt), _tokens(model, prompt)
    axes = {
        "layer": _chosen("layer", len(model.anatomy.blocks), layers),
        "position": _chosen("position", len(tokens), positions),
    }
    noisy, embedded = _embedded(model, prompt, subject, len(tokens))
    deviation = noise * _spread(model, texts)
    draws = _draws(seeds, len(noisy), embedded, deviation)
    cells = _cell_graphs(model, prompt, bound, part, axes, window, noisy, draws)
    none = tracing_graph(model, prompt, bound, part, (), axes["position"], noisy, draws)
    graphs = [*cells, *(none.fill(seed=seed, position=axes["position"][0]) for seed in range(seeds))]
    found, plan = measure(model, graphs, 1, memory, progress, options)
    each, corrupted = found[:-seeds, 0].reshape(len(axes["layer"]), len(axes["position"]), seeds), found[-seeds:, 0]
    clean = float(measure_unchanged(model, prompt, bound).mean())
    around = f", {window} layers at a time" if window > 1 else ""
    return CausalTracing(
        each.mean(-1),
        Places(axes, tuple(tokens)).named(),
        f"causal tracing of {component}{around}",
        repr(metric),
        bound.unit,
        baselines={"clean": clean, "corrupted": float(corrupted.mean())},
        seeds=each,
        corrupted=corrupted,
        subject=tuple(noisy),
        deviation=deviation,
        plan=plan,
    )


def tracing_graph(
    model: LanguageModel,
    prompt: Any,
    metric: Metric,
    part: Component,
    near: Sequence[int],
    positions: Sequence[int],
    noisy: list[int],
    draws: Tensor,
) -> Graph:
    """Noise on the subject and the layers ``near`` restored, with holes "seed" and "position"; gives "metric"."""
    model = drawn(model)
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore", UnchangedWarning)
        with model.trace() as block:
            with block.invoke(prompt) as run:
                seed: Any = run.hole("seed", range(len(draws)))
                index = part.index({"position": run.hole("position", positions)})
                clean = [part.read(model.layers[layer], 1)[index].clone() for layer in near]  # as it passes there
            with block.invoke(prompt):
                model.embed.output[:, noisy] += draws[seed]
                for layer, value in zip(near, clean, strict=True):
                    part.write(model.layers[layer], index, value, 1)
                found: Any = metric(model.output.logits)
                found.save("metric")
    graph: Graph = block.graph
    return graph


def _cell_graphs(
    model: LanguageModel,
    prompt: Any,
    metric: Metric,
    part: Component,
    axes: dict[str, tuple[int, ...]],
    window: int,
    noisy: list[int],
    draws: Tensor,
) -> list[Graph]:
    """A graph for each layer, position and seed, the seeds fastest."""
    found, count = [], len(model.anatomy.blocks)
    for layer in axes["layer"]:
        near = range(max(0, layer - window // 2), min(count, layer + (window + 1) // 2))
        graph = tracing_graph(model, prompt, metric, part, near, axes["position"], noisy, draws)
        found += [graph.fill(seed=s, position=at) for at in axes["position"] for s in range(len(draws))]
    return found


def _tokens(model: LanguageModel, prompt: Any) -> list[str]:
    batch = Batch.of(model, prompt)
    if len(batch.texts) != 1:
        raise AnalysisError(f"causal tracing takes one prompt; got {len(batch.texts)}. Trace them one by one")
    return batch.tokens


def _embedded(model: LanguageModel, prompt: Any, subject: str | Sequence[int], count: int) -> tuple[list[int], Tensor]:
    """The positions of the subject, and the embeddings of all tokens ``[1, token, width]``."""
    with torch.no_grad(), model.trace(prompt) as run:
        noisy: list[Any] = list(run.positions(subject) if isinstance(subject, str) else subject)
        embedded = taken(model.embed.output, copy=False)
    if not noisy:
        raise AnalysisError("the subject has no token: give its text, or the positions of its tokens")
    noisy = noisy[0] if isinstance(noisy[0], list) else noisy
    return list(_chosen("position", count, noisy)), embedded


def _chosen(name: str, count: int, numbers: Sequence[int] | None) -> tuple[int, ...]:
    if numbers is None:
        return tuple(range(count))
    for at in numbers:
        if not -count <= at < count:
            raise AnalysisError(f"there is no {name} {at}: they are 0 to {count - 1}")
    if not numbers:
        raise AnalysisError(f"there is nothing to restore: no {name}s; without {name}s=… it is all of them")
    return tuple(dict.fromkeys(at % count for at in numbers))


def _spread(model: LanguageModel, texts: Any) -> float:
    """The standard deviation of all numbers in the embeddings of some texts, or of the whole vocabulary."""
    weight: Any = model.embed.module.weight
    ids, sheet = _ids(model, texts), Sheet(model)
    chunks = ids.split(_AT_ONCE)
    for number, chunk in enumerate(chunks):
        found = sheet.build.call("Tensor.double", sheet.build.apply(model.embed.path, sheet.taken(chunk[None])))
        sheet.build.save(f"sum {number}", sheet.build.call("Tensor.sum", found))
        sheet.build.save(f"squares {number}", sheet.build.call("Tensor.sum", sheet.build.call("Tensor.square", found)))
    with torch.no_grad():
        sums = sheet.run()
    total, squares = (sum(float(sums[f"{name} {at}"]) for at in range(len(chunks))) for name in ("sum", "squares"))
    count = len(ids) * int(weight.shape[1])
    return math.sqrt((squares - total * total / count) / (count - 1))


def _ids(model: LanguageModel, texts: Any) -> Tensor:
    """The tokens of some texts, without those that a tokenizer puts around all; or all that there are."""
    if texts is None:
        weight: Any = model.embed.module.weight
        return torch.arange(len(weight))
    around = set(getattr(model.tokenizer, "all_special_ids", ()))
    found = [token for row in rows_of(model, texts) for token in row if token not in around]
    if not found:
        raise AnalysisError("the texts have no token of their own, so there is no deviation of their embeddings")
    return torch.tensor(found)


def _draws(seeds: int, count: int, embedded: Tensor, deviation: float) -> Tensor:
    """The noise ``[seed, subject token, width]``, each from a generator of its own."""
    shape = (count, int(embedded.shape[-1]))
    drawn = [torch.randn(shape, generator=torch.Generator().manual_seed(seed)) for seed in range(seeds)]
    return (torch.stack(drawn) * deviation).to(embedded.device, embedded.dtype)
