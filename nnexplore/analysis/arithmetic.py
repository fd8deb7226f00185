"""``Arithmetic``: how one number of a forward pass is made: terms that add up, with the numbers that are in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import torch
from torch import Tensor

__all__ = ["Arithmetic", "Parts", "Rest", "Term"]


@dataclass(frozen=True)
class Term:
    """One product of a sum.

    Attributes:
        name: what is multiplied: the step and the place in it, as "norm_1[17]".
        index: its number among all terms.
        left: the number of the step.
        right: what it is multiplied with: a weight, another step's number, or 1.
    """

    name: str
    index: int
    left: float
    right: float

    @property
    def product(self) -> float:
        """Left times right."""
        return self.left * self.right


@dataclass(frozen=True)
class Rest:
    """The terms that are not listed: how many, and what they add up to."""

    count: int
    value: float


@dataclass(frozen=True)
class Arithmetic:
    """How one number is made.

    If there are ``terms``, their products, ``rest.value`` and ``bias`` add up to ``total``. An activation function and
    a soft cap have none: their numbers are in ``numbers``, the function in ``curve``.

    Attributes:
        kind: that of the step, as "linear".
        formula: the rule in words.
        terms: the largest products, by magnitude.
        rest: the sum of all others.
        bias: what is added without a product; of a mask 0 or −inf.
        total: what the arithmetic gives.
        value: what the step has at this place; the same number, unless an edit has changed it.
        changed: whether an edit has.
        numbers: what else is in the formula, by name, as "mean" and "variance" of a norm.
        curve: points of the function around the point, inputs and outputs ``[points]``; ``None`` where there is none.
        note: what there is to say beside the numbers.
    """

    kind: str
    formula: str
    terms: tuple[Term, ...]
    rest: Rest
    bias: float
    total: float
    value: float
    changed: bool
    numbers: Mapping[str, float] = field(default_factory=dict)
    curve: tuple[Tensor, Tensor] | None = None
    note: str = ""

    def __repr__(self) -> str:
        lines = [f"{self.kind}: {self.formula}" + (f" ({self.note})" if self.note else "")]
        lines += [
            f"  {term.name:<20}{term.left:>10.4f} × {term.right:<10.4f}= {term.product:.4f}" for term in self.terms
        ]
        if self.rest.count:
            lines.append(f"  {f'{self.rest.count} more terms':<43}= {self.rest.value:.4f}")
        if self.bias:
            lines.append(f"  {'bias':<43}= {self.bias:.4f}")
        lines += [f"  {name:<43}= {value:.4g}" for name, value in self.numbers.items()]
        lines.append(f"  {'total':<43}= {self.total:.4f}")
        return "\n".join(lines + ([f"  {'changed by an edit to':<43}= {self.value:.4f}"] if self.changed else []))


@dataclass(frozen=True, eq=False)
class Parts:
    """What a rule knows of one number, before the largest terms are chosen.

    Attributes:
        left, right: float64 ``[terms]``.
        name: of a term, by its number.
        result: the number, where it is no sum of products.
    """

    left: Tensor = field(default_factory=lambda: torch.zeros(0, dtype=torch.float64))
    right: Tensor = field(default_factory=lambda: torch.zeros(0, dtype=torch.float64))
    name: Callable[[int], str] = str
    bias: float = 0.0
    result: float | None = None
    numbers: Mapping[str, float] = field(default_factory=dict)
    curve: tuple[Tensor, Tensor] | None = None
    note: str = ""

    def arithmetic(self, kind: str, formula: str, value: float, most: int, allowed: float) -> Arithmetic:
        """With the ``most`` largest terms; another number than ``value`` by more than is ``allowed`` is a change."""
        products = self.left * self.right
        order = products.abs().argsort(descending=True, stable=True).tolist()
        terms = tuple(Term(self.name(n), n, float(self.left[n]), float(self.right[n])) for n in order[:most])
        rest = Rest(len(order[most:]), float(products[order[most:]].sum()))
        total = float(products.sum()) + self.bias if self.result is None else self.result
        same = total == value or abs(total - value) <= allowed * (1 + float(products.abs().sum()) + abs(value))
        return Arithmetic(
            kind, formula, terms, rest, self.bias, total, value, not same, self.numbers, self.curve, self.note
        )
