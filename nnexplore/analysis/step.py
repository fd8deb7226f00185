"""``Step``: one value of a forward pass, what it is made from, and the arithmetic of each of its numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from torch import Tensor

from ..errors import AnalysisError
from .applied import WAY
from .arithmetic import Arithmetic, Rest
from .rule import At, Rule

__all__ = ["Step"]

_LABELS = {
    "token_embedding": "token embedding",
    "position_embedding": "position embedding",
    "embedding": "embedding",
    "resid_pre": "residual stream before the block",
    "norm_1": "norm before attention",
    "query": "query",
    "key": "key",
    "value": "value",
    "query_scaled": "query, scaled",
    "key_scaled": "key, scaled",
    "value_scaled": "value, scaled",
    "query_normed": "query, normalised",
    "key_normed": "key, normalised",
    "query_rotated": "query, rotated by its position",
    "key_rotated": "key, rotated by its position",
    "dot_products": "query · key",
    "scaled": "scaled scores",
    "capped": "soft-capped scores",
    "masked": "masked scores",
    "pattern": "attention pattern",
    "heads": "heads' outputs",
    "projection": "attention output before its norm or factor",
    "attn_out": "attention output",
    "resid_mid": "residual stream after attention",
    "norm_2": "norm before the MLP",
    "gate": "gate before the activation",
    "expansion": "MLP expansion",
    "activation": "activation",
    "neurons": "gate × expansion",
    "contraction": "MLP output before its norm or factor",
    "mlp_out": "MLP output",
    "resid_post": "residual stream after the block",
    "resid_final": "residual stream after the last block",
    "final_norm": "final norm",
    "unembedded": "unembedded",
    "unembedded_scaled": "unembedded, scaled",
    "logits": "logits",
}


@dataclass(frozen=True, eq=False)
class Step:
    """One value of a forward pass.

    Attributes:
        name: one word, the key in the pass.
        kind: "embedding", "sum", "norm", "linear", "rotation", "scores", "scale", "cap", "mask", "softmax", "mix"
            (pattern × value), "activation", "product" (gate × expansion); "blocks" for what other blocks have made,
            "module" for what is not taken apart.
        path: the module that makes it; "" if there is none.
        inputs: the names of the steps it is made from.
        value: float32 on the CPU: ``[positions, width]``, ``[heads, positions, head width]``, or of scores and pattern
            ``[heads, positions, keys]``. Scores that the model hides are −inf.
        weight_path: the parameter that a linear layer, a norm or a table multiplies with; "" if there is none.
    """

    name: str
    kind: str
    path: str
    inputs: tuple[str, ...]
    value: Tensor
    weight_path: str = ""
    _rule: Rule = field(default_factory=Rule, repr=False)
    _given: tuple[Tensor, ...] = field(default=(), repr=False)
    _allowed: float = field(default=1e-5, repr=False)

    @property
    def label(self) -> str:
        """What it is called for people."""
        return _LABELS[self.name]

    @property
    def formula(self) -> str:
        """The rule in words."""
        return self._rule.formula

    @property
    def shape(self) -> tuple[int, ...]:
        """The value's."""
        return tuple(self.value.shape)

    @property
    def axes(self) -> tuple[str, ...]:
        """What the value's dimensions are: "head", "position", and "dimension" or "key"."""
        last = "key" if self.kind in ("scores", "softmax", "mask") or self.name in ("scaled", "capped") else "dimension"
        return (("head",) if self.value.dim() == 3 else ()) + ("position", last)

    @property
    def withheld(self) -> str:
        """Why no number of it can be explained: a server keeps the weights of its linear layer; "" where it can."""
        return self._rule.withheld

    def explain(self, position: int, dimension: int, head: int | None = None, *, terms: int = 8) -> Arithmetic:
        """How the number at a place is made: its largest terms, the rest, and the bias add up to it.

        Args:
            position: the token's, as all that follow from 0 on, or from −1 backwards.
            dimension: the place in the vector; of scores and pattern the position of the key.
            head: of a step with heads; of key and value a key/value head.
            terms: how many are listed.

        >>> found["query"].explain(position=-1, dimension=3, head=0).total

        Raises:
            AnalysisError: there is no such place, a step with heads was asked without one, or the weights of a linear
                layer are at a server that keeps them (``withheld``).
        """
        at = self._at(position, dimension, head)
        if terms < 0:
            raise AnalysisError(f"terms is how many are listed, 0 or more; got {terms}")
        if self.withheld:
            raise AnalysisError(f"the step {self.name} is not taken apart: {self.withheld}. {WAY}")
        parts = self._rule.parts(self._given, at, self.inputs)
        value = at.of(self.value)
        if self.kind in ("module", "blocks"):
            return Arithmetic(self.kind, self.formula, (), Rest(0, 0.0), 0.0, value, value, False, note=parts.note)
        return parts.arithmetic(self.kind, self.formula, value, terms, self._allowed)

    def _at(self, position: int, dimension: int, head: int | None) -> At:
        sizes = dict(zip(self.axes, self.shape, strict=True))
        if (head is None) == ("head" in sizes):
            said = "so pass head= as well" if "head" in sizes else "so leave head= out"
            raise AnalysisError(f"the step {self.name} has the dimensions {', '.join(sizes)}, {said}")
        numbers = (position, dimension) if head is None else (head, position, dimension)
        found = [self._counted(number, axis, sizes[axis]) for axis, number in zip(self.axes, numbers, strict=True)]
        return At(found[-2], found[-1], None if head is None else found[0])

    def _counted(self, number: Any, axis: str, size: int) -> int:
        if isinstance(number, bool) or not isinstance(number, int) or not -size <= number < size:
            raise AnalysisError(f"the step {self.name} has no {axis} {number!r:.40}: there are 0 to {size - 1}")
        return number % size

    def __repr__(self) -> str:
        made = f" of {', '.join(self.inputs)}" if self.inputs else ""
        return f"{self.name:<20}{self.kind:<12}{list(self.shape)!s:<16}{made.strip()}"
