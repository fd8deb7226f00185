"""``Slope``: the values of components in one pass of the model, and the gradients of a metric at them.

Where a component's own tensor is not what the rest of the model is computed from, its gradient is taken where it is
the same: what the MLP adds has the gradient of the stream after it, and the stream between attention and MLP that of
what attention adds to it.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from ..engine.tree import leaves
from ..errors import AnalysisError, MetricError
from ..models import LanguageModel
from .component import COMPONENTS, Component
from .metric import Metric
from .taken import leaf, taken

__all__ = ["Slope", "carrier", "read_values", "slope_at"]

_ORDER = (
    "resid_pre", "head_q", "head_k", "head_v", "head_pattern", "head_out", "attn_out", "resid_mid", "neurons",
    "mlp_out", "resid_post",
)  # fmt: skip
_CARRIER = {"mlp_out": "resid_post", "resid_mid": "attn_out"}


@dataclass(frozen=True)
class Slope:
    """What one pass has shown.

    Attributes:
        values: of each component its value in each layer, as ``Component.read`` gives it.
        slopes: the gradient of the metric at each of them, of the same shape; empty if there were no gradients.
        metric: the metric of each prompt, ``[batch]``.
    """

    values: dict[str, list[Tensor]]
    slopes: dict[str, list[Tensor]]
    metric: Tensor


def carrier(part: Component) -> Component:
    """The component whose tensor has the gradient of this one, both in the units of the residual stream."""
    return COMPONENTS[_CARRIER.get(part.name, part.name)]


def read_values(
    model: LanguageModel, prompt: Any, parts: Sequence[Component], metric: Metric, rows: int, gradients: bool
) -> Slope:
    """One forward, and with ``gradients`` one backward, for all components of all layers; no parameter is touched.

    Raises:
        MetricError: a metric without a gradient.
        AnalysisError: a value on which the metric does not depend.
    """
    if gradients and not metric.differentiable:
        raise MetricError(f"{metric!r} moves in steps and has no gradient; take another, as metrics.logit_diff")
    wanted = sorted({part.name for part in parts} | {carrier(part).name for part in parts}, key=_ORDER.index)
    values: dict[str, list[Any]] = {name: [] for name in wanted}
    sources: dict[str, list[Any]] = {name: [] for name in wanted if name not in _CARRIER}
    found: Sequence[Any] = ()
    with torch.set_grad_enabled(gradients), model.trace(prompt, **_options(model, metric)):
        if gradients:
            model.embed.output.requires_grad_()  # there is a gradient also where no parameter asks for one
        for block in model.layers:
            for name in wanted:
                value = COMPONENTS[name].read(block, rows)
                copied = not gradients or name in _CARRIER  # a model may change what it gave, in place
                values[name].append(value.clone() if copied else value)
                if name in sources:
                    sources[name].append(_source(block, COMPONENTS[name]))
        scores = metric(model.output.logits)
        if gradients:
            found = _gradients(scores, [one for each in sources.values() for one in each])
        for one in (scores, *found, *(one for each in values.values() for one in each)):
            taken(one, copy=False)
    plain = {name: [_plain(one) for one in each] for name, each in values.items()}
    slopes = _slopes(model, parts, plain, sources, found) if gradients else {}
    return Slope(plain, slopes, _plain(scores))


def slope_at(model: LanguageModel, prompt: Any, part: Component, layer: int, change: Tensor, metric: Metric) -> Tensor:
    """The gradient of the metric at a component's value of one layer, after ``change`` has been added to it."""
    with torch.enable_grad(), model.trace(prompt, **_options(model, metric)):
        block, known = model.layers[layer], carrier(part)
        source = _source(block, known)
        scale = _scale(model, layer, known)
        step = leaf(change, source)
        source += (step / scale).to(source.dtype).view_as(source)
        scores = metric(model.output.logits)
        found = taken(_gradients(scores, [step])[0], copy=False)
    return _plain(found)


def _options(model: LanguageModel, metric: Metric) -> dict[str, Any]:
    """Of a run, so that only logits are computed that the metric reads, where it counts from the end."""
    known = "logits_to_keep" in inspect.signature(model.load().module.forward).parameters
    return {"logits_to_keep": -min(metric.positions)} if known and max(metric.positions) < 0 else {}


def _source(block: Any, part: Component) -> Any:
    """The tensor that the model itself goes on with."""
    place = block._model.place(block, part.port) if part.port in ("attn_out", "neurons") else None
    if place is None:
        whole = getattr(block.attn if part.of_attention else block, part.port)
    else:
        whole = getattr(functools.reduce(getattr, place.path.split("."), block._model), place.port)
    return next(leaf for _, leaf in leaves(whole))


def _scale(model: LanguageModel, layer: int, part: Component) -> float:
    """The factor with which the stream takes a value up."""
    place = model.place(model.layers[layer], part.port) if part.port == "attn_out" else None
    return 1.0 if place is None else place.scale


def _gradients(scores: Any, sources: list[Any]) -> Sequence[Any]:
    if not scores.requires_grad:
        raise MetricError("the metric has no gradient: compute it with operations of PyTorch that have one")
    found = torch.autograd.grad(scores.sum(), sources, allow_unused=True)
    if any(one is None for one in found):
        raise AnalysisError(
            "the metric does not depend on some of these values, or the model goes on with a copy of them: so there "
            "is no gradient. Take resid_pre or resid_post, or activation_patching, which needs none"
        )
    return found


def _slopes(
    model: LanguageModel,
    parts: Sequence[Component],
    values: dict[str, list[Tensor]],
    sources: dict[str, list[Any]],
    found: Sequence[Any],
) -> dict[str, list[Tensor]]:
    """The gradients in the shape and the units of the values."""
    known: dict[str, list[Tensor]] = {}
    rest = iter(found)
    for name, each in sources.items():
        part = COMPONENTS[name]
        known[name] = [
            _plain(next(rest)).view_as(values[name][layer]) / _scale(model, layer, part) for layer in range(len(each))
        ]
    return {part.name: known[carrier(part).name] for part in parts}


def _plain(value: Any) -> Tensor:
    return torch.Tensor.detach(getattr(value, "value", value)).as_subclass(Tensor)
