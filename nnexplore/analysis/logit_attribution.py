"""Direct logit attribution: how much each part of a model writes to a logit, through the final norm held as it was.

A logit is a sum over all that was written to the residual stream, once the final norm's scale is taken from the run.
This is no account of what would happen without a part: later parts would write something else. See
``activation_patching`` for that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from ..errors import AnalysisError
from ..models import LanguageModel
from . import metrics
from .applied import Along, backwards, norm_forms
from .axis import Axis
from .frozen import FrozenNorm, NormForm, exact, tolerance
from .metric import Metric
from .result import Result
from .written import Inside, Written, written

__all__ = ["LogitAttribution", "direct_logit_attribution"]

_BY = ("component", "layer", "head", "neuron")


@dataclass(frozen=True, eq=False, repr=False)
class LogitAttribution(Result):
    """What each part writes to a logit, or to the difference of two.

    ``values.sum()`` and all of ``others`` sum to the logit, up to rounding.

    Attributes:
        values: in logits, mean over the prompts; a dimension for each axis.
        prompts: the same of each prompt, one more dimension at the end.
        others: what is in no cell, of each prompt, by name: with heads the MLPs, embeddings and biases.
        total: the logit or the difference itself, of each prompt, as the model computed it.
        capped: whether the model does something else to its logits after this, as a soft cap: ``total`` is then what
            it was before.
        scale: [prompts], with what the final norm multiplied in the run; 1 where there is no norm.
    """

    prompts: Tensor = field(default_factory=lambda: torch.empty(0))
    others: dict[str, Tensor] = field(default_factory=dict)
    total: Tensor = field(default_factory=lambda: torch.empty(0))
    capped: bool = False
    scale: Tensor = field(default_factory=lambda: torch.empty(0))


def direct_logit_attribution(
    model: LanguageModel,
    prompt: Any,
    answer: metrics.Token,
    other: metrics.Token | None = None,
    *,
    position: int = -1,
    by: str = "component",
    layers: Sequence[int] | None = None,
) -> LogitAttribution:
    """How much each part of a model writes directly to a logit, or to ``answer``'s less ``other``'s.

    The final norm is the model's own with the scale of this run, and so is a norm between a part and the stream
    (Gemma 2, OLMo 2). A plain factor on the logits (Granite, Cohere) is counted in, a soft cap is not: the result says
    ``capped``. Exact to rounding (in half precision to what the model rounds as it adds the parts up): it is refused
    where the parts are not the whole stream or a norm is of another form.
    Source: Elhage et al., "A Mathematical Framework for Transformer Circuits" (2021), "The residual stream"; Wang et
    al., "Interpretability in the Wild" (2022), section 3.

    Args:
        model: any causal language model.
        prompt: text, token ids, or a list of prompts.
        answer: text or id of the token; for several prompts also a list of them. See ``metrics``.
        other: the token that it is compared with; by default none.
        position: the position whose logits these are.
        by: "component" (embeddings, attention and MLP of each layer, biases), "layer", "head" or "neuron".
        layers: with heads or neurons, in which layers; all by default, so in a model with other layers between those
            with attention say which. Negative numbers count from the end.

    Returns:
        ``values``: in logits, [component], [layer], [layer, head] or [layer, neuron]. By layer the embeddings are
        layer −1, the biases come after the last layer.

    >>> direct_logit_attribution(model, "The Eiffel Tower is in the city of", " Paris", " Rome", by="head").top(3)

    Raises:
        AnalysisError: an unknown ``by``, layers that there are not, or a model that this is not exact for.
        MetricError: an answer or a position that does not fit.
        ModelError: no such parts in this architecture; the message says why.
    """
    if by not in _BY:
        raise AnalysisError(f"attribution is by {', '.join(map(repr, _BY))}; got {by!r:.40}")
    metric = metrics.logit(answer, position) if other is None else metrics.logit_diff(answer, other, position)
    if not isinstance(metric.position, int):
        raise AnalysisError(f"attribution is of the logits at one position; got {position!r}")
    at, metric = metric.position, metric.bind(model.load(), prompt)
    chosen = _layers(model, by, layers)
    run = written(model, prompt, at, {number: by for number in chosen if by in ("head", "neuron")})
    forms = norm_forms(model, _norms(model, run))
    back = _Back.of(model, run, metric, forms)
    parts = {name: back.along(part) for name, part in run.parts.items()} | back.biases
    values, others, axes = _ARRANGED[by](model, run, back, parts, chosen, forms)
    return LogitAttribution(
        values.mean(-1),
        axes,
        f"direct logit attribution by {by}",
        repr(metric) + (" before the soft cap" if back.capped else ""),
        "logits",
        baselines={"total": float(back.total.mean())},
        prompts=values.float(),
        others={name: value.float() for name, value in others.items()},
        total=back.total.float(),
        capped=back.capped,
        scale=back.scale.float(),
    )


def _norms(model: LanguageModel, run: Written) -> list[tuple[str, Tensor]]:
    """The norms whose arithmetic is followed, each with what it was given."""
    behind = [
        (way.place, way.made) for way in run.inside.values() if _is_normed(way) and not way.path.startswith(way.place)
    ]
    return [*behind, *([(model.probe.norm, run.stream)] if model.probe.norm else [])]


def _layers(model: LanguageModel, by: str, layers: Sequence[int] | None) -> tuple[int, ...]:
    count = len(model.anatomy.blocks)
    if layers is None:
        return tuple(range(count))
    if by not in ("head", "neuron"):
        raise AnalysisError(f'layers are chosen with by="head" or by="neuron"; got by={by!r}')
    if wrong := [at for at in layers if not -count <= at < count]:
        raise AnalysisError(f"there is no layer {wrong[0]}: they are 0 to {count - 1}")
    if not layers:
        raise AnalysisError("no layers were chosen")
    return tuple(dict.fromkeys(at % count for at in layers))


@dataclass(frozen=True)
class _Back:
    """From the logits back to the stream: along which direction [rows, width] a part is counted."""

    direction: Tensor
    biases: dict[str, Tensor]
    total: Tensor
    capped: bool
    scale: Tensor

    @classmethod
    def of(cls, model: LanguageModel, run: Written, metric: Metric, forms: Mapping[str, NormForm]) -> _Back:
        factor = _factor(run.raw, run.logits)
        wanted = _wanted(metric, exact(run.raw)) * (factor or 1.0)
        unembed = Along(model.anatomy.unembed, run.unembed, run.raw, wanted, "the unembedding")
        ((direction, bias),) = backwards(model, [unembed])
        biases = {"unembedding bias": bias} if bias.any() else {}
        ratio = _factor(run.normed, run.unembed)
        if ratio is None:
            raise AnalysisError(
                "the unembedding is not given the output of the final norm, times a number at most: what a part of "
                "the stream does to the logits is not known"
            )
        direction, scale = direction * ratio, torch.ones_like(bias)
        if path := model.probe.norm:
            module = model.module.get_submodule(path)
            norm = FrozenNorm.of(module, run.stream, run.normed, path, forms[path])
            if norm.form.bias.any():
                biases = {"final norm bias": (norm.form.bias * direction).sum(-1), **biases}
            direction, scale = norm.pull(direction), norm.scale.squeeze(-1)
        return cls(direction, biases, (wanted * exact(run.raw)).sum(-1), factor is None, scale)

    def along(self, part: Tensor) -> Tensor:
        """What a part [rows, width] counts for: [rows]."""
        return (exact(part) * self.direction).sum(-1)


def _wanted(metric: Metric, logits: Tensor) -> Tensor:
    """1 at the answer and −1 at the other token, [rows, vocab]."""
    wanted, rows = torch.zeros_like(logits), logits.shape[0]
    for sign, answer in zip((1.0, -1.0), metric.answers, strict=False):
        ids = torch.as_tensor(answer.on(logits)).expand(rows, 1)
        wanted.scatter_add_(1, ids, torch.full((rows, 1), sign, dtype=wanted.dtype))
    return wanted


def _factor(before: Tensor, after: Tensor) -> float | None:
    """The number that one is the other times, if there is one."""
    if before.shape != after.shape:
        return None
    one, two = exact(before), exact(after)
    allowed = max(1e-6, torch.finfo(before.dtype).eps) * float(two.abs().max())  # a soft cap is more off than this
    factors = (1.0, float((one * two).sum() / one.pow(2).sum()))
    return next((factor for factor in factors if float((two - factor * one).abs().max()) <= allowed), None)


# -- arranged -----------------------------------------------------------------------------------------------------

_Parts = dict[str, Tensor]
_Arranged = tuple[Tensor, _Parts, tuple[Axis, ...]]


def _by_component(_model: Any, _run: Any, _back: Any, parts: _Parts, *_: Any) -> _Arranged:
    return torch.stack([*parts.values()]), {}, (Axis("component", [*parts]),)


def _by_layer(model: LanguageModel, _run: Any, back: _Back, parts: _Parts, *_: Any) -> _Arranged:
    count = len(model.anatomy.blocks)
    sums: dict[str, Tensor] = {"embedding": torch.zeros_like(back.total)}
    for name, value in parts.items():
        number = name.partition(".")[0]
        key = name if name in back.biases else number if number.isdigit() else "embedding"
        sums[key] = sums.get(key, 0.0) + value
    return torch.stack([*sums.values()]), {}, (Axis("layer", [*sums], range(-1, count + len(back.biases))),)


def _by_unit(
    model: LanguageModel,
    run: Written,
    back: _Back,
    parts: _Parts,
    chosen: Sequence[int],
    forms: Mapping[str, NormForm],
) -> _Arranged:
    others, ways = dict(parts), [run.inside[number] for number in chosen]
    kind = "head" if ways[-1].count else "neuron"
    found = []
    for number, way, (values, rest) in zip(chosen, ways, _units(model, ways, back.direction, forms), strict=True):
        name = f"{number}.{'attn_out' if way.count else 'mlp_out'}"
        found.append(values)
        del others[name]
        others[f"{name} bias"] = rest
    sizes = sorted({int(values.shape[0]) for values in found})
    if len(sizes) > 1:
        raise AnalysisError(f"layers have {' and '.join(map(str, sizes))} {kind}s: choose those alike with layers=…")
    return torch.stack(found), others, (Axis("layer", numbers=chosen), Axis(kind, numbers=range(sizes[0])))


def _units(
    model: LanguageModel, ways: Sequence[Inside], direction: Tensor, forms: Mapping[str, NormForm]
) -> list[tuple[Tensor, Tensor]]:
    """What each head or neuron of each layer counts for, [units, rows], and the biases behind them, [rows]."""
    behind = [_behind(model, way, direction, forms) for way in ways]
    asked = [Along(way.path, way.given, way.made, to, way.path) for way, (to, _) in zip(ways, behind, strict=True)]
    found = []
    for way, (_, bias), (pulled, own) in zip(ways, behind, backwards(model, asked), strict=True):
        terms = exact(way.given) * pulled
        each = terms.unflatten(-1, (way.count, -1)).sum(-1) if way.count else terms
        found.append((each.T, bias + own))
    return found


def _behind(
    model: LanguageModel, way: Inside, direction: Tensor, forms: Mapping[str, NormForm]
) -> tuple[Tensor, Tensor]:
    """Along which direction the linear layer's output counts, [rows, width], and a norm's bias behind it, [rows]."""
    direction, bias = direction * way.scale, torch.zeros(direction.shape[0], dtype=direction.dtype)
    if not _is_normed(way):
        return direction, bias
    if way.path.startswith(way.place):
        raise AnalysisError(
            f"{way.place} adds something else to the stream than {way.path} gives: what a single head or neuron "
            "adds is not known"
        )
    module = model.module.get_submodule(way.place)
    norm = FrozenNorm.of(module, way.made, way.added / way.scale, way.place, forms[way.place])
    return norm.pull(direction), (norm.form.bias * direction).sum(-1)


def _is_normed(way: Inside) -> bool:
    """Whether something else is added to the stream than the linear layer gives."""
    made, added = exact(way.made) * way.scale, exact(way.added)
    return not float((made - added).abs().max()) <= tolerance(way.made) * (1 + float(added.abs().max()))


_ARRANGED: dict[str, Callable[..., _Arranged]] = {
    "component": _by_component,
    "layer": _by_layer,
    "head": _by_unit,
    "neuron": _by_unit,
}
