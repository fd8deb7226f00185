"""The steps of a block's MLP: norm, gate, expansion, activation, neurons, and what they write."""

from __future__ import annotations

import torch
from torch import Tensor

from ..graph import Site
from ..models.anatomy import Absent
from ..models.module_calls import ModuleCall
from .columns import matching_columns
from .draft import Draft
from .head_way import is_linear
from .rule import Activation, Gate, Linear, Opaque, Rule
from .stream_steps import add_normed, add_written

__all__ = ["add_mlp"]

_STEPS = ("norm_2", "expansion", "activation", "mlp_out")


def add_mlp(draft: Draft) -> None:
    """All steps of a block's MLP."""
    scene = draft.scene
    mlp, neurons = scene.block.mlp, scene.block.neurons
    if isinstance(mlp, Absent):
        draft.miss(mlp.reason, *_STEPS)
        return
    if isinstance(neurons, Absent):
        add_normed(draft, "norm_2", scene.given(mlp.entry), *_streams(draft))
        draft.miss(neurons.reason, "expansion", "activation")
        add_written(draft, None, None, "contraction", "mlp_out")
        return
    last = next(call for call in scene.calls if call.path == neurons.path)
    inside = _inside(draft, last)
    linears = [call for call in inside if is_linear(call)]
    if not linears:
        draft.miss(f"no linear layer comes before {last.path}", *_STEPS[:-1])
        source = None
    else:
        given = add_normed(draft, "norm_2", scene.given(linears[0].path), *_streams(draft))
        source = _neurons(draft, inside, linears, last, given)
    add_written(draft, last, source, "contraction", "mlp_out")


def _streams(draft: Draft) -> tuple[str, ...]:
    return ("resid_mid",) if draft.has("resid_mid") else ("resid_pre", "norm_1")


def _inside(draft: Draft, last: ModuleCall) -> list[ModuleCall]:
    """The calls of the MLP before its last linear layer."""
    scene, mlp = draft.scene, draft.scene.block.mlp
    assert not isinstance(mlp, Absent)
    entry = next(iter(scene.within(mlp.entry)), last)
    return [call for call in scene.calls if entry.start <= call.start and call.end < last.start]


def _neurons(
    draft: Draft, inside: list[ModuleCall], linears: list[ModuleCall], last: ModuleCall, given: str | None
) -> str | None:
    """The steps from the norm to the neurons; the name of the last, which is ``None`` if they are not understood."""
    scene, end = draft.scene, Site(last.path, "input")
    target = scene.given(last.path)
    for call in (one for one in inside if not is_linear(one)):
        entered, made = scene.given(call.path), scene.made(call.path)
        source = _source(draft, linears, entered)
        if source is None or made is None or target is None:
            continue
        if scene.alike(made, target):
            _add_linear(draft, "expansion", source, given)
            draft.add("activation", Activation(scene.here(call.path)), ("expansion",), end, call.path)
            return "activation"
        other = _other(draft, linears, source, made, target)
        if other is not None:
            _add_linear(draft, "gate", source, given)
            _add_linear(draft, "expansion", other, given)
            draft.add("activation", Activation(scene.here(call.path)), ("gate",), Site(call.path, "output"), call.path)
            draft.add("neurons", Gate(), ("activation", "expansion"), end)
            return "neurons"
    reason = f"no module makes what {last.path} is given of what {linears[0].path} gives"
    draft.miss(reason, "expansion", "activation")
    draft.add("neurons", Opaque(reason), site=end)
    return "neurons"


_Source = tuple[ModuleCall, Tensor]


def _source(draft: Draft, linears: list[ModuleCall], entered: Tensor | None) -> _Source | None:
    """The linear layer that a value comes from, and which of its columns."""
    for linear in linears:
        made = draft.scene.made(linear.path)
        if made is None or entered is None:
            continue
        if draft.scene.alike(made, entered):
            return linear, torch.arange(made.shape[-1])
        columns = matching_columns(made[:, 0], entered[:, 0])
        if columns is not None and draft.scene.alike(made[..., columns], entered):
            return linear, columns
    return None


def _other(
    draft: Draft, linears: list[ModuleCall], gate: _Source, activation: Tensor, target: Tensor
) -> _Source | None:
    """What the activation is multiplied with: another linear layer, or the other columns of the same."""
    for linear in linears:
        made = draft.scene.made(linear.path)
        if made is None:
            continue
        columns = torch.arange(made.shape[-1])
        if linear is gate[0]:
            columns = columns[~torch.isin(columns, gate[1])]
        if len(columns) == activation.shape[-1] and draft.scene.alike(activation * made[..., columns], target):
            return linear, columns
    return None


def _add_linear(draft: Draft, name: str, source: _Source, given: str | None) -> None:
    call, columns = source
    rule: Rule = Opaque(f"{call.path} is not given the stream or its norm")
    known = given is not None and draft.holder(draft.scene.given(call.path), given) is not None
    if known:
        rule = Linear(draft.scene.here(call.path), columns)
    inputs = (given,) if known and given else ()
    draft.add(name, rule, inputs, Site(call.path, "output"), call.path, columns=columns)
