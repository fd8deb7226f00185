"""``Rule``: how a step of a forward pass is made of the steps before it; as a whole, and one number at a time.

A rule calls the model's own modules, and knows no architecture. A module may be ``Far``, where another machine has its
weights: then it is applied there, and only the terms of a linear map need these weights here. The values are float32 on
the CPU, without the batch: ``[positions, width]``, or ``[heads, positions, width]``. Those of attention are in
``attention_rule``.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import torch
from torch import Tensor, nn

from .applied import Far, fitted, norm_forms, through
from .arithmetic import Parts
from .frozen import NormForm, exact, transposed

__all__ = [
    "Activation",
    "Asked",
    "At",
    "Gate",
    "Linear",
    "Lookup",
    "Norm",
    "Opaque",
    "Rule",
    "Scale",
    "Sum",
    "merged",
]


class At(NamedTuple):
    """A place in a step; ``head`` is ``None`` where the step has no heads."""

    position: int
    dimension: int
    head: int | None = None

    def of(self, value: Tensor) -> float:
        """The number of a step there."""
        return float(value[self.key])

    @property
    def key(self) -> tuple[int, ...]:
        """The place as an index."""
        return (() if self.head is None else (self.head,)) + (self.position, self.dimension)


class Asked(NamedTuple):
    """A number that is asked for: the values that its step is made of, its place, and what these values are called."""

    inputs: Sequence[Tensor]
    at: At
    names: Sequence[str]


class Rule:
    """What makes a step of its inputs."""

    kind: ClassVar[str]
    formula: ClassVar[str]

    def value(self, *inputs: Tensor) -> Tensor:
        """The step as a whole."""
        return self._value(*inputs)

    def fit(self, inputs: Sequence[Tensor], made: Tensor) -> Rule:
        """The rule of one run without edits, where it depends on that, as an angle depends on the position."""
        return self._fit(inputs, made)

    def parts(self, inputs: Sequence[Tensor], at: At, names: Sequence[str]) -> Parts:
        """How the number at a place is made."""
        return self._parts(Asked(inputs, at, names))

    @property
    def far(self) -> Far | None:
        """The module that makes the step, where another machine has its weights."""
        module = getattr(self, "module", None)
        return module if isinstance(module, Far) else None

    @property
    def withheld(self) -> str:
        """Why there is no arithmetic of a number; "" where there is."""
        return ""

    def _value(self, *inputs: Tensor) -> Tensor:
        raise NotImplementedError

    def _fit(self, _inputs: Sequence[Tensor], _made: Tensor) -> Rule:
        return self

    def _parts(self, asked: Asked) -> Parts:
        raise NotImplementedError


@dataclass(frozen=True, eq=False)
class Linear(Rule):
    """A linear module, and which columns of its output make the step.

    Attributes:
        module: any linear map, however it stores its weights.
        columns: numbers of the columns, ``[width]`` or ``[heads, width]``; ``None`` for all, in order.
    """

    module: nn.Module | Far
    columns: Tensor | None = None

    kind: ClassVar[str] = "linear"
    formula: ClassVar[str] = "sum of input × weight, plus bias"

    def _value(self, *inputs: Tensor) -> Tensor:
        return self.pick(through(self.module, merged(inputs[0])))

    def pick(self, made: Tensor) -> Tensor:
        """The step, of the module's output ``[positions, columns]``."""
        if self.columns is None:
            return made
        picked = made[:, self.columns.flatten()].reshape(len(made), *self.columns.shape)
        return picked.transpose(0, 1) if self.columns.dim() == 2 else picked

    def _parts(self, asked: Asked) -> Parts:
        at, heads = asked.at, asked.inputs[0]
        module = _fetched(self.module)
        given = fitted(module, merged(heads)[at.position : at.position + 1])
        with torch.no_grad():
            made = module(given)
        direction = torch.zeros(made.shape, dtype=torch.float64)
        direction[0, self._column(at)] = 1
        weights, bias = transposed(module, given, made, direction)
        width = heads.shape[-1]

        def name(number: int) -> str:
            inside = f"{number // width}, {number % width}" if heads.dim() == 3 else f"{number}"
            return f"{asked.names[0]}[{inside}]"

        return Parts(exact(given[0]), weights[0], name, float(bias))

    @property
    def withheld(self) -> str:
        """Weights that are not given away."""
        return "" if self.far is None else self.far.withheld

    def _column(self, at: At) -> int:
        if self.columns is None:
            return at.dimension
        return int(self.columns[at.dimension] if at.head is None else self.columns[at.head, at.dimension])


@dataclass(frozen=True, eq=False)
class Norm(Rule):
    """A module that normalises each vector, with or without taking off its mean."""

    module: nn.Module | Far

    kind: ClassVar[str] = "norm"
    formula: ClassVar[str] = "(x - mean) / sqrt(variance + eps) × gain + bias"

    def _value(self, *inputs: Tensor) -> Tensor:
        return through(self.module, inputs[0])

    def _parts(self, asked: Asked) -> Parts:
        row = asked.inputs[0][asked.at.key[:-1]]
        form = self._form(fitted(self.module, row))
        x = exact(row)
        mean = float(x.mean()) if form.centred else 0.0
        square = float((x - mean).square().mean())
        made = exact(through(self.module, row[None]))[0]
        eps = self._eps(form, x, made, mean, square)
        spread = (square + eps) ** 0.5
        gain, bias = float(form.gain[asked.at.dimension]), float(form.bias[asked.at.dimension])
        numbers = {"mean": mean, "variance": square} if form.centred else {"mean square": square}
        numbers |= {"eps": eps, "gain": gain, "bias": bias, "input": float(x[asked.at.dimension])}
        left = ((x[asked.at.dimension] - mean) / spread)[None]
        right = torch.tensor([gain], dtype=torch.float64)
        note = "" if form.centred else "root mean square: the mean is not taken off"
        return Parts(left, right, lambda _: "normalised", bias, numbers=numbers, note=note)

    def _form(self, like: Tensor) -> NormForm:
        if isinstance(self.module, Far):
            return norm_forms(self.module.model, [(self.module.path, like)])[self.module.path]
        return NormForm.of(self.module, like)

    def _eps(self, form: NormForm, x: Tensor, made: Tensor, mean: float, square: float) -> float:
        """The one of the module's small numbers that gives what the module gives."""
        own = [one for one in vars(_form(self.module)).values() if type(one) is float and 0 < one < 0.1]

        def off(eps: float) -> float:
            again = (x - mean) / (square + eps) ** 0.5 * form.gain + form.bias
            return float((again - made).abs().max())

        best = min(own, key=off, default=0.0)
        return best if off(best) <= 2 * off(0.0) + 1e-5 * float(made.abs().max()) else 0.0


@dataclass(frozen=True, eq=False)
class Sum(Rule):
    """Steps added."""

    kind: ClassVar[str] = "sum"
    formula: ClassVar[str] = "the sum of the two streams"

    def _value(self, *inputs: Tensor) -> Tensor:
        return torch.stack(inputs).sum(0)

    def _parts(self, asked: Asked) -> Parts:
        left = torch.tensor([asked.at.of(value) for value in asked.inputs], dtype=torch.float64)
        return Parts(left, torch.ones_like(left), lambda number: f"{asked.names[number]}[{asked.at.dimension}]")


@dataclass(frozen=True, eq=False)
class Scale(Rule):
    """A step times a number of the model."""

    factor: float

    kind: ClassVar[str] = "scale"
    formula: ClassVar[str] = "x × factor"

    def _value(self, *inputs: Tensor) -> Tensor:
        return inputs[0] * self.factor

    def _parts(self, asked: Asked) -> Parts:
        one = torch.tensor([asked.at.of(asked.inputs[0])], dtype=torch.float64)
        factor = torch.full_like(one, self.factor)
        return Parts(one, factor, lambda _: f"{asked.names[0]}[{asked.at.dimension}]", numbers={"factor": self.factor})


@dataclass(frozen=True, eq=False)
class Activation(Rule):
    """A function of each number by itself, that of the model."""

    module: nn.Module | Far
    points: int = 121

    kind: ClassVar[str] = "activation"
    formula: ClassVar[str] = "f(x), for each number by itself"

    def _value(self, *inputs: Tensor) -> Tensor:
        return through(self.module, inputs[0])

    def _parts(self, asked: Asked) -> Parts:
        x = asked.at.of(asked.inputs[0])
        y = float(through(self.module, torch.tensor([[x]])))
        line = torch.linspace(min(-4.0, x - 1), max(4.0, x + 1), self.points)
        curve = line, through(self.module, line[None])[0]
        return Parts(result=y, numbers={"input": x, "output": y}, curve=curve, note=type(_form(self.module)).__name__)


@dataclass(frozen=True, eq=False)
class Gate(Rule):
    """Two steps multiplied, number by number."""

    kind: ClassVar[str] = "product"
    formula: ClassVar[str] = "activation × expansion"

    def _value(self, *inputs: Tensor) -> Tensor:
        return inputs[0] * inputs[1]

    def _parts(self, asked: Asked) -> Parts:
        left, right = (torch.tensor([asked.at.of(value)], dtype=torch.float64) for value in asked.inputs)
        return Parts(left, right, lambda _: f"{asked.names[0]}[{asked.at.dimension}]")


@dataclass(frozen=True, eq=False)
class Lookup(Rule):
    """A row of a table for each position.

    Attributes:
        module: the table, with its weights.
        made: what it gave in the run, ``[positions, width]``.
        rows: the row of each position; ``None`` to find it by its numbers.
    """

    module: nn.Module | Far
    made: Tensor
    rows: tuple[int, ...] | None = None

    kind: ClassVar[str] = "embedding"
    formula: ClassVar[str] = "an entry of a table of vectors"

    def _value(self, *_inputs: Tensor) -> Tensor:
        return self.made

    def _fit(self, _inputs: Sequence[Tensor], made: Tensor) -> Rule:
        return Lookup(self.module, made, self.rows)

    def _parts(self, asked: Asked) -> Parts:
        place = asked.at.dimension
        made = self.made[asked.at.position]
        if (far := self.far) is not None and (type(far.form) is nn.Embedding or far.withheld):
            return self._unseen(far, asked.at)
        module = _fetched(self.module)
        tables = itertools.chain(module.parameters(), module.buffers())
        table = next((one.detach().float().cpu() for one in tables if one.dim() == 2), torch.zeros(0, 0))
        row = self._row(table, asked.at.position)
        if row is None or table.shape[1] != len(made):
            return Parts(made[place][None].double(), torch.ones(1).double(), lambda _: "no row of a table")
        entry = exact(table[row])
        factor = float(entry @ exact(made)) / float(entry @ entry) if entry.any() else 1.0
        factor = 1.0 if torch.equal(table[row], made) else factor
        right = torch.tensor([factor], dtype=torch.float64)
        return Parts(entry[place][None], right, lambda _: f"row {row}, entry {place}")

    def _unseen(self, far: Far, at: At) -> Parts:
        """Of a table that is not here: what it gave is the entry, unless a module multiplies it with something."""
        row = f"row {self.rows[at.position]}" if self.rows is not None else f"the row of token {at.position}"
        plain = type(far.form) is nn.Embedding
        note = "" if plain else f"what {far.path} gives, which may be an entry times a number: {far.withheld}"
        one = exact(self.made[at.position, at.dimension][None])
        return Parts(one, torch.ones_like(one), lambda _: f"{row}, entry {at.dimension}", note=note)

    def _row(self, table: Tensor, position: int) -> int | None:
        if self.rows is not None:
            return self.rows[position]
        if table.shape[1] != self.made.shape[1]:
            return None
        found: list[int] = (table == self.made[position]).all(1).nonzero().flatten().tolist()
        return found[0] if found else None


@dataclass(frozen=True, eq=False)
class Opaque(Rule):
    """What is not taken apart, and why."""

    reason: str
    kind: str = "module"  # type: ignore[misc]

    formula: ClassVar[str] = "not taken apart"

    def _parts(self, _asked: Asked) -> Parts:
        return Parts(note=self.reason)


def merged(value: Tensor) -> Tensor:
    """Heads side by side: ``[positions, heads × width]`` of ``[heads, positions, width]``; else the value itself."""
    return value.transpose(0, 1).flatten(1) if value.dim() == 3 else value


def _fetched(module: nn.Module | Far) -> nn.Module:
    return module.fetched() if isinstance(module, Far) else module


def _form(module: nn.Module | Far) -> nn.Module:
    return module.form if isinstance(module, Far) else module
