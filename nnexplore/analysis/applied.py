"""Modules of a model, applied to values of one's own: here, or by the machine that has their weights.

What travels is values, never weights: an analysis that needs no more than this works with any server.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import torch
from torch import Tensor, nn

from ..errors import AnalysisError
from ..graph import Builder, Graph, Inputs, Ref, Site
from ..models import LanguageModel
from ..models.borrowed import gives_weights, is_away, module_here
from .frozen import NormForm, check_linear, exact, pulled

__all__ = ["WAY", "Along", "Far", "Sheet", "applied", "backwards", "fitted", "norm_forms", "part_of", "through"]

WAY = "Ask whoever runs it to set weights = true for this model, or open a copy of the model on this machine"
"""What to do where a server keeps its weights."""


@dataclass(frozen=True, eq=False)
class Far:
    """A module whose weights another machine has."""

    model: LanguageModel
    path: str

    @property
    def form(self) -> nn.Module:
        """The module, without its numbers."""
        return self.model.module.get_submodule(self.path)

    @property
    def withheld(self) -> str:
        """Why its weights cannot be had; "" where they can."""
        return "" if gives_weights(self.model) else f"the server keeps the weights of {self.path}"

    def fetched(self) -> nn.Module:
        """The module with its weights, which are fetched once.

        Raises:
            AnalysisError: the other machine keeps them.
        """
        if why := self.withheld:
            raise AnalysisError(f"{why}, and they are needed here. {WAY}")
        module: nn.Module = module_here(self.model, self.path)
        return module


def part_of(model: LanguageModel, path: str) -> Any:
    """A module to apply to numbers: itself, or ``Far`` where another machine has its weights.

    >>> through(part_of(model, model.anatomy.norm), torch.ones(1, 128)).shape
    torch.Size([1, 128])
    """
    if not is_away(model, path):
        return model.module.get_submodule(path)
    alone: Any = model._copy()
    return Far(alone, path)  # what is known of a model must not hold it


def fitted(module: nn.Module | Far, value: Tensor) -> Tensor:
    """A value in the dtype of a module's weights, and on their device; on the CPU where they are not in memory."""
    form = module.form if isinstance(module, Far) else module
    weight = next((one for one in form.parameters() if one.is_floating_point()), None)
    return value if weight is None else value.to("cpu" if weight.is_meta else weight.device, weight.dtype)


@torch.no_grad()
def through(module: nn.Module | Far, value: Tensor) -> Tensor:
    """What a module makes of a value, float32 on the CPU; of one that is elsewhere by one request."""
    given = fitted(module, value)
    made: Tensor = applied(module.model, [module.path], given) if isinstance(module, Far) else module(given)
    return made.float().cpu()


@torch.no_grad()
def applied(model: LanguageModel, paths: Sequence[str], value: Tensor) -> Tensor:
    """What modules make of a value, one after the other, on the CPU: one request at the most.

    Args:
        model: any causal language model.
        paths: the modules; the first is given the value, each other what the one before it gives.
        value: in the dtype that the first is given in a run.

    >>> applied(model, [model.anatomy.norm, model.anatomy.unembed], torch.ones(1, 128)).shape
    torch.Size([1, 1534])

    Raises:
        RemoteError: the other machine does not carry it out.
    """
    if not any(is_away(model, path) for path in paths):
        for path in paths:
            module = model.module.get_submodule(path)
            value = module(fitted(module, value))
        return value.cpu()
    sheet = Sheet(model)
    made = sheet.taken(value)
    for path in paths:
        made = sheet.build.apply(path, made)
    sheet.build.save("made", made)
    made_there: Tensor = sheet.run()["made"].detach()
    return made_there


def norm_forms(model: LanguageModel, asked: Sequence[tuple[str, Tensor]]) -> dict[str, NormForm]:
    """What norms do apart from their scale: of each that is elsewhere it is found out once, of all in one request.

    Args:
        model: any causal language model.
        asked: the path of each, and a value in the form of what it is given.

    Raises:
        RemoteError: the other machine does not carry it out.
    """
    likes = dict(asked)
    found = {
        path: NormForm.of(model.module.get_submodule(path), like)
        for path, like in likes.items()
        if not is_away(model, path)
    }
    if len(found) == len(likes):
        return found
    kept = _kept(_FORMS, model)
    if unknown := [path for path in likes if path not in found and path not in kept]:
        sheet = Sheet(model)
        for path in unknown:
            sheet.build.save(path, sheet.build.apply(path, sheet.taken(NormForm.probes(likes[path]))))
        with torch.no_grad():
            kept.update({path: NormForm.read(made.detach()) for path, made in sheet.run().items()})
    return {path: found[path] if path in found else kept[path] for path in likes}


_Kept = WeakKeyDictionary[nn.Module, WeakKeyDictionary[Any, dict[Any, Any]]]
_FORMS: _Kept = WeakKeyDictionary()
_SLOPES: _Kept = WeakKeyDictionary()
_MOST = 64


def _kept(known: _Kept, model: LanguageModel) -> dict[Any, Any]:
    """What is known of a model of another machine, whose weights do not change."""
    return known.setdefault(model.module, WeakKeyDictionary()).setdefault(model.venue, {})


class Along(NamedTuple):
    """A linear module and its output along some directions, to be had of its input.

    Attributes:
        path: any linear map, with or without a bias, however it stores its weights.
        given: [rows, in], what the run gave it.
        made: [rows, out], what it made of that in the run.
        direction: float64 [rows, out].
        what: its name, for an error.
    """

    path: str
    given: Tensor
    made: Tensor
    direction: Tensor
    what: str


def backwards(model: LanguageModel, asked: Sequence[Along]) -> list[tuple[Tensor, Tensor]]:
    """Linear modules backwards: what to multiply their inputs with to have their outputs along directions.

    What is elsewhere is done there, by autograd and in one request; of the output only the columns go into it that a
    direction has.

    Returns:
        For each float64 [rows, in], and what the bias adds along each direction, float64 [rows].

    Raises:
        AnalysisError: one is not linear, or made something else in the run.
        RemoteError: the other machine does not carry it out.
    """
    far = [number for number, one in enumerate(asked) if is_away(model, one.path)]
    elsewhere = dict(zip(far, _pulled_there(model, [asked[number] for number in far]), strict=True))
    found = []
    for number, one in enumerate(asked):
        module = model.module.get_submodule(one.path)
        pair = elsewhere[number] if number in elsewhere else pulled(module, one.given, one.direction)
        check_linear(module, pair, one.given, one.made, one.direction, one.what)
        found.append(pair)
    return found


def _pulled_there(model: LanguageModel, asked: Sequence[Along]) -> list[tuple[Tensor, Tensor]]:
    """Slopes and biases; those along a few columns are kept, as views ask for the same token again and again."""
    if not asked:
        return []
    kept, each = _kept(_SLOPES, model), [_Slope.of(one) for one in asked]
    known = {one.key: kept[one.key] for one in each if one.key in kept}
    sheet, missing = Sheet(model), [one for one in each if one.key not in known]
    for number, one in enumerate(missing):
        one.draw(sheet, number)
    if missing:
        with torch.enable_grad():
            results = sheet.run()
        known |= {one.key: one.found(results, number) for number, one in enumerate(missing)}
    kept.update({one.key: known[one.key] for one in each if one.columns is not None})
    while len(kept) > _MOST:
        del kept[next(iter(kept))]
    return [known[one.key] for one in each]


class _Slope(NamedTuple):
    """One of them; ``columns``: those that the direction has, where they are few, else ``None`` for all."""

    asked: Along
    direction: Tensor
    columns: list[int] | None
    key: tuple[Any, ...]

    @classmethod
    def of(cls, asked: Along) -> _Slope:
        """With the columns that count."""
        columns: list[int] = asked.direction.any(0).nonzero().flatten().tolist()
        if 2 * len(columns) >= asked.direction.shape[1]:
            return cls(asked, asked.direction, None, (asked.path, id(asked)))
        direction = asked.direction[:, columns]
        key = asked.path, asked.given.dtype, tuple(columns), tuple(map(tuple, direction.tolist()))
        return cls(asked, direction, columns, key)

    def draw(self, sheet: Sheet, number: int) -> None:
        """The nodes."""
        call, path = sheet.build.call, self.asked.path
        leaf = call("Tensor.requires_grad_", sheet.taken(self.asked.given.detach()))
        made = self._picked(sheet, sheet.build.apply(path, leaf))
        along = call("Tensor.to", sheet.build.constant(self.direction), made)
        sheet.build.save(f"slope {number}", call("getitem", call("autograd.grad", made, leaf, along), 0))
        nothing = sheet.build.apply(path, sheet.taken(torch.zeros_like(self.asked.given[:1])))
        sheet.build.save(f"bias {number}", self._picked(sheet, nothing))

    def _picked(self, sheet: Sheet, made: Ref) -> Ref:
        if self.columns is None:
            return made
        return sheet.build.call("Tensor.__getitem__", made, (slice(None), self.columns))

    def found(self, results: dict[str, Any], number: int) -> tuple[Tensor, Tensor]:
        """Slope and bias."""
        bias = (exact(results[f"bias {number}"]) * self.direction).sum(-1)
        return exact(results[f"slope {number}"]), bias


class Sheet:
    """A graph that applies modules to values of one's own, where the model is.

    >>> sheet = Sheet(model)
    >>> sheet.build.save("made", sheet.build.apply("lm_head", sheet.taken(torch.ones(1, 128))))
    >>> sheet.run()["made"].shape
    torch.Size([1, 1534])
    """

    def __init__(self, model: LanguageModel) -> None:
        self.build, self._model = Builder(), model
        beside = self.build.read(Site(model.anatomy.embed, "output"))
        self._device = self.build.call("getattr", beside, "device")

    def taken(self, value: Tensor) -> Ref:
        """A value, where the model is."""
        return self.build.call("Tensor.to", self.build.constant(value), self._device)

    def run(self) -> dict[str, Any]:
        """All results, in one request."""
        graph: Graph = self.build.graph(Inputs(([0],)), model=self._model.expression)
        found: dict[str, Any] = self._model.carry_out(graph)
        return found
