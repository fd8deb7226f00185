"""``steering``: a direction added to the residual stream, at each layer and strength: the metric, and a text."""

from __future__ import annotations

import itertools
import math
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from ..errors import AnalysisError, ResultError, UnchangedWarning
from ..graph import Graph
from ..models import LanguageModel
from ..sweeps import Plan
from .axis import Axis
from .component import component_named
from .measure import check_options, measure, measure_unchanged
from .metric import Metric
from .places import Places
from .replacement import rows_of
from .result import Result
from .taken import drawn

__all__ = ["Steering", "steering"]

_STREAM = component_named("resid_post")
_SHOWN = 8
"""Texts that are printed."""

Index = tuple[Any, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Steering(Result):
    """What a metric is, and what the model writes, with a vector added to the residual stream.

    Attributes:
        values: the metric of the next token ``[layer, scale]``; NaN where none was given. Of its ``baselines``,
            "unsteered" is the metric with nothing added.
        samples: a text for each layer and scale, by their numbers: ``samples[2][4.0]``, the prompt and what follows.
        ids: the token ids of these texts, in the same way.
        plan: how the sweep of the metric was carried out.
    """

    samples: Mapping[int, Mapping[float, str]] = field(default_factory=dict)
    ids: Mapping[int, Mapping[float, list[int]]] = field(default_factory=dict)
    plan: Plan | None = None

    def text(self, *, layer: int, scale: float) -> str:
        """What the model writes with the vector added after that layer, that many times.

        >>> steering(model, prompt, vector, layers=[2], scales=[0, 4]).text(layer=2, scale=4)

        Raises:
            ResultError: no such layer or scale, or no texts at all.
        """
        if scale in self.samples.get(layer, ()):
            return self.samples[layer][scale]
        known = [f"layer {at} with scale {by:g}" for at, row in self.samples.items() for by in row]
        there = ", ".join(known[:_SHOWN]) + (", …" if known[_SHOWN:] else "")
        hint = f"there are {there}" if known else "none was written: steer with max_new_tokens=20"
        raise ResultError(f"there is no text of layer {layer!r:.40} with scale {scale!r:.40}; {hint}")

    def effect(self) -> Result:
        """By how much the metric changes: with the vector added, less without it.

        >>> steering(model, prompt, vector, metric=metric, max_new_tokens=0).effect().plot()

        Raises:
            ResultError: no metric was given.
        """
        if "unsteered" not in self.baselines:
            raise ResultError("nothing was measured, so there is no effect: steer with metric=…")
        return Result(
            self.values - self.baselines["unsteered"],
            self.axes,
            self.name,
            f"change of {self.metric}",
            self.unit,
            zero="as without the vector",
        )

    def __repr__(self) -> str:
        lines = [super().__repr__() if self.metric else self.name]
        cells = [(at, by, text) for at, row in self.samples.items() for by, text in row.items()]
        lines += [f"  layer {at}, scale {by:g}: {text!r}" for at, by, text in cells[:_SHOWN]]
        more = [f"  … and {len(cells) - _SHOWN} more: .text(layer=…, scale=…)"] if cells[_SHOWN:] else []
        return "\n".join([*lines, *more])


def steering(
    model: LanguageModel,
    prompt: Any,
    vector: Tensor,
    *,
    layers: Sequence[int] | None = None,
    scales: Sequence[float] = (0.0, 1.0, 2.0, 4.0),
    position: int | None = None,
    metric: Metric | None = None,
    max_new_tokens: int = 20,
    temperature: float = 0.0,
    seed: int = 0,
    memory: int | str | None = None,
    progress: bool = True,
    **options: bool,
) -> Steering:
    """Add a vector to the residual stream after a layer, at each layer and scale: the metric, and a text.

    The metric of all cells is carried out as one plan: see ``run_many``. Texts are written one after the other, with
    the vector added at every new token too; with ``position``, at that token of the prompt alone, which all later
    ones see.
    Source: Turner et al., "Activation Addition: Steering Language Models Without Optimization" (2023), section 3;
    Rimsky et al., "Steering Llama 2 via Contrastive Activation Addition" (2023), section 3, for all positions.

    Args:
        model: any causal language model.
        prompt: one prompt: text, or token ids.
        vector: ``[width]``, as from ``steering_vector``.
        layers: after which of them; all by default. Negative numbers count from the end.
        scales: how many times the vector is added; a negative number takes it away.
        position: at which token of the prompt; by default at all. A negative number counts from the end.
        metric: what is measured of the logits, as ``metrics.prob(" love")``: see ``metrics``; by default nothing.
        max_new_tokens: how long a text is at most, in tokens after the prompt; 0 for no texts.
        temperature: 0 takes the most likely token each time; above 0 they are drawn.
        seed: what the drawing begins with, the same for each text.
        memory: see ``run_many``.
        progress: show a bar when it takes longer than a moment: of the metric, see ``run_many``, then of the texts.
            Ctrl-C stops either; what is finished stays.
        options: see ``run_many``.

    Returns:
        ``values``: the metric ``[layer, scale]``; ``text(layer=…, scale=…)`` is what the model writes there.

    >>> vector = nnexplore.analysis.steering_vector(model, ["I love this"], ["I hate this"], layer=2)
    >>> metric = nnexplore.analysis.metrics.logit(" Paris")
    >>> nnexplore.analysis.steering(model, "He lives in", vector, layers=[2], metric=metric, max_new_tokens=5)

    Raises:
        AnalysisError: several prompts, a vector that does not fit, no such layer, position or option, or numbers out
            of range.
        MetricError: a metric that does not fit.
        PromptError: texts are wanted, and the model has no tokenizer.
    """
    check_options(steering, options)
    if max_new_tokens < 0 or not 0 <= temperature < math.inf:
        raise AnalysisError(
            f"max_new_tokens is 0 or more, 0 for no texts; temperature is 0 or more, 0 for the most likely tokens; got "
            f"{max_new_tokens} and {temperature}"
        )
    row = _row(model, prompt)
    index, cells = _index(len(row), position), _cells(model, layers, scales)
    vector = _fitting(model, row, vector)
    bound = None if metric is None else metric.bind(model, prompt)
    values, plan, before = torch.full([len(at) for at in cells.values()], math.nan), None, {}
    if bound is not None:
        graph = steering_graph(model, prompt, bound, cells, vector, index)
        graphs = [graph.fill(layer=at, scale=by) for at in cells["layer"] for by in cells["scale"]]
        each, plan = measure(model, graphs, 1, memory, progress, options)
        values = each.reshape(values.shape)
        before = {"unsteered": float(measure_unchanged(model, prompt, bound).mean())}
    how = {"max_new_tokens": max_new_tokens, **_drawing(temperature, seed)}
    ids, samples = _written(model, row, cells, vector, index, how, progress) if max_new_tokens else ({}, {})
    return Steering(
        values,
        tuple(Axis(name, numbers=numbers) for name, numbers in cells.items()),
        f"steering after a layer, at {'every position' if position is None else f'position {position}'}",
        "" if metric is None else repr(metric),
        "" if bound is None else bound.unit,
        baselines=before,
        samples=samples,
        ids=ids,
        plan=plan,
    )


def steering_graph(
    model: LanguageModel, prompt: Any, metric: Metric, cells: Mapping[str, Sequence[Any]], vector: Tensor, index: Index
) -> Graph:
    """The graph of one cell, with holes "layer" and "scale"; its result is "metric" ``[1]``."""
    model = drawn(model)
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore", UnchangedWarning)
        with model.trace(prompt) as run:
            layer: Any = run.hole("layer", cells["layer"])
            scale: Any = run.hole("scale", cells["scale"])
            _add(model.layers[layer], index, scale * vector)
            value: Any = metric(model.output.logits)
            value.save("metric")
    graph: Graph = run.graph
    return graph


def _add(block: Any, index: Index, vector: Any) -> None:
    """Add something to the residual stream after a block, in a trace."""
    _STREAM.write(block, index, _STREAM.read(block, 1)[index] + vector, 1)


def _written(
    model: LanguageModel,
    row: list[int],
    cells: Mapping[str, Sequence[Any]],
    vector: Tensor,
    index: Index,
    how: dict[str, Any],
    progress: bool,
) -> tuple[dict[int, dict[float, list[int]]], dict[int, dict[float, str]]]:
    """The token ids and the text of each layer and scale; those that are finished, where it was interrupted."""
    from tqdm.auto import tqdm

    ids: dict[int, dict[float, list[int]]] = {}
    texts: dict[int, dict[float, str]] = {}
    places = list(itertools.product(cells["layer"], cells["scale"]))
    bar = tqdm(total=len(places), disable=not progress, delay=0.5, unit="text", leave=False)
    try:
        for at, by in places:
            found, text = _text(model, row, at, by * vector, index, how)
            ids.setdefault(at, {})[by], texts.setdefault(at, {})[by] = found, text
            bar.update()
    except KeyboardInterrupt:
        there = sum(map(len, ids.values()))
        warnings.warn(f"interrupted: {there} of {len(places)} texts are finished, and kept", stacklevel=3)
    finally:
        bar.close()
    return ids, texts


def _text(
    model: LanguageModel, row: list[int], layer: int, added: Tensor, index: Index, how: dict[str, Any]
) -> tuple[list[int], str]:
    """The token ids and the text with something added after a layer."""
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore", UnchangedWarning)
        with model.generate(row, **how) as run:
            for _ in run.steps(0, 1 if len(index) > 1 else None):
                _add(model.layers[layer], index, added)
            run.finish()
    return run.ids[0], run.text


def _drawing(temperature: float, seed: int) -> dict[str, Any]:
    """What ``generate`` is told about the choice of a token."""
    return {"do_sample": True, "temperature": float(temperature), "seed": seed} if temperature else {"do_sample": False}


def _row(model: LanguageModel, prompt: Any) -> list[int]:
    rows = rows_of(model, prompt)
    if len(rows) != 1:
        raise AnalysisError(f"steering takes one prompt; got {len(rows)}. Steer them one by one")
    return rows[0]


def _index(count: int, position: int | None) -> Index:
    """Where the vector is added in ``[batch, tokens, width]``: everywhere, or at one token."""
    if position is None:
        return (slice(None),)
    if not -count <= position < count:
        raise AnalysisError(f"there is no position {position}: they are 0 to {count - 1}, or -1 for the last token")
    return (slice(None), position % count)


def _cells(model: LanguageModel, layers: Sequence[int] | None, scales: Sequence[float]) -> dict[str, tuple[Any, ...]]:
    """The layers and the scales, each once."""
    places = Places.of(_STREAM, ("layer",), {"layer": layers}, {"layer": len(model.anatomy.blocks)}, ())
    known = tuple(dict.fromkeys(map(float, scales)))
    if not known or not all(map(math.isfinite, known)):
        raise AnalysisError(f"scales are finite numbers, one or more, as (0, 1, 2); got {list(known)}")
    return {"layer": places.axes["layer"], "scale": known}


def _fitting(model: LanguageModel, row: list[int], vector: Any) -> Tensor:
    """The vector on the device and in the precision of the residual stream, seen to be as wide."""
    model = drawn(model)
    with torch.no_grad(), model.trace(row):
        stream = _STREAM.read(model.layers[0], 1)
        width, dtype, device = int(stream.shape[-1]), stream.dtype, stream.device
    if not isinstance(vector, Tensor) or list(vector.shape) != [width]:
        came = f"a tensor {list(vector.shape)}" if isinstance(vector, Tensor) else type(vector).__name__
        raise AnalysisError(
            f"the vector is a tensor [{width}], as wide as the residual stream; got {came}; steering_vector makes one"
        )
    if not bool(vector.isfinite().all()):
        raise AnalysisError("the vector has numbers that are not finite (NaN or infinite); look where it was made")
    return vector.detach().to(vector.device if device.type == "meta" else device, dtype)
