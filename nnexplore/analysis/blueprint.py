"""``Blueprint``: the steps of one block of a model, found once and checked with numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

import torch
from torch import Tensor

from ..graph import ATTENTION, Site
from ..models import LanguageModel
from .attention_steps import add_attention
from .draft import Draft, Sketch
from .mlp_steps import add_mlp
from .rule import Linear, Opaque, Rule, merged
from .scene import Scene, rows_of
from .stream_steps import add_embedding, add_middle, add_tail

__all__ = ["Blueprint", "Played", "precision"]

_KNOWN: WeakKeyDictionary[LanguageModel, dict[int, Blueprint]] = WeakKeyDictionary()


@dataclass(frozen=True, eq=False)
class Played:
    """One step in one run: its rule there, and its value."""

    sketch: Sketch
    rule: Rule
    value: Tensor
    given: tuple[Tensor, ...]


@dataclass(frozen=True, eq=False)
class Blueprint:
    """The steps of a block in order, and why others are not there.

    Nothing here is a table of architectures: a step is what the numbers of one forward show it to be, and a rule that
    does not give the model's own numbers on all four prompts of it is not used. Where another machine has the weights
    of a module, it is seen there whether the module is given what the rule says.

    Attributes:
        order: the sites of the block as the model comes to them.
    """

    steps: tuple[Sketch, ...]
    missing: Mapping[str, str]
    allowed: float
    order: tuple[Site, ...]

    @classmethod
    def of(cls, model: LanguageModel, layer: int) -> Blueprint:
        """That of a layer; found out by two forwards the first time."""
        known = _KNOWN.setdefault(model, {})
        if layer not in known:
            known[layer] = cls._find(model, layer)
        return known[layer]

    @classmethod
    def _find(cls, model: LanguageModel, layer: int) -> Blueprint:
        scene = Scene(model, layer)
        draft = Draft(scene)
        add_embedding(draft)
        add_attention(draft)
        add_middle(draft)
        add_mlp(draft)
        add_tail(draft)
        found = cls(tuple(draft.steps), draft.missing, precision(model), tuple(scene.sites))
        for row in range(len(scene.ids)):
            _, found = found.played(scene.one(row))
        return found

    @property
    def sites(self) -> list[Site]:
        """What has to be read for a run without edits, each once."""
        wanted = {one for step in self.steps for one in (step.site, step.entered)}
        return [site for site in self.order if site in wanted]

    @property
    def own(self) -> list[Site]:
        """The sites of the steps themselves, each once."""
        return list(dict.fromkeys(step.site for step in self.steps if step.site is not None))

    def played(self, values: Mapping[Site, Tensor]) -> tuple[list[Played], Blueprint]:
        """The steps of a run without edits, and the blueprint without the rules that do not give its numbers.

        Args:
            values: at each site, with a batch of one in front.
        """
        found: list[Played] = []
        steps, missing = list(self.steps), dict(self.missing)
        for number, step in enumerate(self.steps):
            one = _play(step, step.rule, values, found, fit=True)
            error = _error(one, values, self.allowed)
            if error:
                missing[step.name] = error
                steps[number] = replace(step, rule=Opaque(error), inputs=())
                one = replace(one, sketch=steps[number], rule=Opaque(error), given=())
            found.append(one)
        return found, replace(self, steps=tuple(steps), missing=missing)

    def again(self, before: Sequence[Played], values: Mapping[Site, Tensor]) -> list[Played]:
        """The steps of a run with edits, by the rules of the same run without them."""
        found: list[Played] = []
        for one in before:
            found.append(_play(one.sketch, one.rule, values, found, fit=False))
        return found


def precision(model: LanguageModel) -> float:
    """How far a number may be off, relative to its size, in the dtype of the model."""
    floats = (one.dtype for one in model.module.parameters() if one.is_floating_point())
    return max(2e-5, 8 * torch.finfo(next(floats, torch.float32)).eps)


def _play(step: Sketch, rule: Rule, values: Mapping[Site, Tensor], found: Sequence[Played], *, fit: bool) -> Played:
    known = {one.sketch.name: one.value for one in found}
    given = tuple(known[name] for name in step.inputs)
    value = rule.value(*given) if step.site is None else _value(step, values[step.site])
    return Played(step, rule.fit(given, value) if fit else rule, value, given)


def _value(step: Sketch, whole: Tensor) -> Tensor:
    """A step's value, of what passes at its site."""
    assert step.site is not None
    if step.site.port in ATTENTION:
        return whole[0]
    value = _rows(whole, step.swapped) * step.scale
    if step.columns is not None:
        return Linear(torch.nn.Identity(), step.columns).pick(value)
    return value


def _rows(whole: Tensor, swapped: bool) -> Tensor:
    """``[positions, width]`` of a value with one prompt in it."""
    whole = whole.transpose(1, 2) if swapped else whole
    rows = rows_of(whole, 1, whole.shape[1] if whole.dim() > 2 else whole.shape[0])
    assert rows is not None
    return rows[0]


def _error(one: Played, values: Mapping[Site, Tensor], allowed: float) -> str:
    """Why a rule does not give the step's value; empty if it does."""
    if one.sketch.site is None or isinstance(one.rule, Opaque):
        return ""
    site = one.sketch.entered
    if site is None:
        made, value = one.rule.value(*one.given), one.value
    else:  # what the module makes of it, it makes there
        made, value = merged(one.given[0]), _rows(values[site], one.sketch.turned)
    if made.shape != value.shape:
        return f"{one.rule.kind} gives {list(made.shape)}, but the model has {list(value.shape)} there"
    off = (made - value).abs().masked_fill(made == value, 0)  # −inf is −inf
    size = value[value.isfinite()].abs().max() if value.isfinite().any() else 0.0
    if bool(off.max() <= allowed * (1 + float(size))):  # not so for NaN
        return ""
    return f"its arithmetic, {one.rule.kind}, is {float(off.max()):.2g} off the model's own numbers"
