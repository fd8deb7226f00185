"""The rules of attention: rotation, products of query and key, their scale and soft cap, mask, softmax, mixing.

Values are float32 on the CPU, without the batch: ``[heads, positions, width]`` or ``[heads, positions, keys]``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import Tensor

from .arithmetic import Parts
from .frozen import exact
from .rule import Asked, Rule

__all__ = ["Cap", "Mask", "Mix", "Rotation", "Scores", "Softmax", "hidden"]


@dataclass(frozen=True, eq=False)
class Rotation(Rule):
    """Pairs of dimensions, turned by an angle that grows with the position (RoPE); the others stay as they are.

    Source: Su et al., "RoFormer: Enhanced Transformer with Rotary Position Embedding" (2021), section 3.4.

    Attributes:
        first, second: the dimensions of each pair, ``[pairs]``.
        cosine, sine: of the angle, times the model's own factor if it has one, ``[positions, pairs]`` in float64.
    """

    first: Tensor
    second: Tensor
    cosine: Tensor | None = None
    sine: Tensor | None = None

    kind: ClassVar[str] = "rotation"
    formula: ClassVar[str] = "x × cos ∓ partner × sin"

    def _fit(self, inputs: Sequence[Tensor], made: Tensor) -> Rule:
        """With the angles that turn the one into the other, the same for all heads."""
        x, y = (self._pairs(exact(value)) for value in (inputs[0], made))
        turn = (x.conj() * y).sum(0) / x.abs().square().sum(0).clamp_min(torch.finfo(torch.float64).tiny)
        return Rotation(self.first, self.second, turn.real, turn.imag)

    def _pairs(self, value: Tensor) -> Tensor:
        return torch.complex(value[..., self.first], value[..., self.second])

    def _value(self, *inputs: Tensor) -> Tensor:
        assert self.cosine is not None
        assert self.sine is not None
        turned = self._pairs(inputs[0].double()) * torch.complex(self.cosine, self.sine)
        made = inputs[0].clone()
        made[..., self.first], made[..., self.second] = turned.real.float(), turned.imag.float()
        return made

    def _parts(self, asked: Asked) -> Parts:
        assert self.cosine is not None
        assert self.sine is not None
        one, two = ((side == asked.at.dimension).nonzero().flatten().tolist() for side in (self.first, self.second))
        if not one and not two:
            left = torch.tensor([asked.at.of(asked.inputs[0])], dtype=torch.float64)
            name = f"{asked.names[0]}[{asked.at.dimension}]"
            return Parts(left, torch.ones_like(left), lambda _: name, note="this dimension is not rotated")
        pair, sign = (one[0], -1.0) if one else (two[0], 1.0)
        partner = int((self.second if one else self.first)[pair])
        cosine, sine = float(self.cosine[asked.at.position, pair]), float(self.sine[asked.at.position, pair])
        row = exact(asked.inputs[0][asked.at.head, asked.at.position])
        both = (asked.at.dimension, partner)
        right = torch.tensor([cosine, sign * sine], dtype=torch.float64)
        angle = float(torch.atan2(torch.tensor(sine), torch.tensor(cosine)))
        numbers = {"cos": cosine, "sin": sine, "angle": angle}
        return Parts(row[list(both)], right, lambda number: f"{asked.names[0]}[{both[number]}]", numbers=numbers)


@dataclass(frozen=True, eq=False)
class Scores(Rule):
    """Each query times each key; query heads in groups share a key."""

    kind: ClassVar[str] = "scores"
    formula: ClassVar[str] = "sum of query × key"

    def _value(self, *inputs: Tensor) -> Tensor:
        query, key = inputs
        return query @ grouped(key, len(query)).mT

    def _parts(self, asked: Asked) -> Parts:
        query, key = asked.inputs
        assert asked.at.head is not None
        left = exact(query[asked.at.head, asked.at.position])
        right = exact(key[asked.at.head * len(key) // len(query), asked.at.dimension])
        return Parts(left, right, lambda number: f"{asked.names[0]}[{number}]")


@dataclass(frozen=True, eq=False)
class Cap(Rule):
    """A soft cap: no number gets beyond it."""

    cap: float

    kind: ClassVar[str] = "cap"
    formula: ClassVar[str] = "cap × tanh(x / cap)"

    def _value(self, *inputs: Tensor) -> Tensor:
        return self.cap * torch.tanh(inputs[0] / self.cap)

    def _parts(self, asked: Asked) -> Parts:
        x = asked.at.of(asked.inputs[0])
        y = float(self.value(torch.tensor(x, dtype=torch.float64)))
        far = max(2 * self.cap, abs(x) + 1)
        line = torch.linspace(-far, far, 121)
        return Parts(result=y, numbers={"input": x, "output": y, "cap": self.cap}, curve=(line, self.value(line)))


@dataclass(frozen=True, eq=False)
class Mask(Rule):
    """Keys that a query may not look at: −inf is added to their scores.

    Attributes:
        visible: ``[heads, positions, keys]``, of a run without edits.
    """

    visible: Tensor | None = None

    kind: ClassVar[str] = "mask"
    formula: ClassVar[str] = "x, or -inf where the query may not look"

    def _fit(self, _inputs: Sequence[Tensor], made: Tensor) -> Rule:
        return Mask(~made.isneginf())

    def _value(self, *inputs: Tensor) -> Tensor:
        assert self.visible is not None
        return inputs[0].masked_fill(~self.visible, -torch.inf)

    def _parts(self, asked: Asked) -> Parts:
        assert self.visible is not None
        seen = bool(self.visible[asked.at.key])
        left = torch.tensor([asked.at.of(asked.inputs[0])], dtype=torch.float64)
        why = (
            "the key comes later" if asked.at.dimension > asked.at.position else "the key is out of this layer's reach"
        )
        name = f"{asked.names[0]}[{asked.at.position}, {asked.at.dimension}]"
        note = "" if seen else why
        return Parts(left, torch.ones_like(left), lambda _: name, 0.0 if seen else -torch.inf, note=note)


@dataclass(frozen=True, eq=False)
class Softmax(Rule):
    """A row of scores as shares of 1."""

    kind: ClassVar[str] = "softmax"
    formula: ClassVar[str] = "exp(x - maximum) / sum of all of them in the row"

    def _value(self, *inputs: Tensor) -> Tensor:
        return torch.softmax(inputs[0], -1)

    def _parts(self, asked: Asked) -> Parts:
        row = exact(asked.inputs[0][asked.at.head, asked.at.position])
        powers = (row - row.max()).exp()
        whole = powers.sum()
        numbers = {"input": float(row[asked.at.dimension]), "maximum": float(row.max()), "sum": float(whole)}
        return Parts(powers[asked.at.dimension][None], (1 / whole)[None], lambda _: "exp(x - maximum)", numbers=numbers)


@dataclass(frozen=True, eq=False)
class Mix(Rule):
    """Values, mixed by the pattern; query heads in groups share a value."""

    kind: ClassVar[str] = "mix"
    formula: ClassVar[str] = "sum over the keys of pattern × value"

    def _value(self, *inputs: Tensor) -> Tensor:
        pattern, value = inputs
        return pattern @ grouped(value, len(pattern))

    def _parts(self, asked: Asked) -> Parts:
        pattern, value = asked.inputs
        assert asked.at.head is not None
        left = exact(pattern[asked.at.head, asked.at.position])
        right = exact(value[asked.at.head * len(value) // len(pattern), :, asked.at.dimension])
        return Parts(left, right, lambda number: f"{asked.names[0]}[{asked.at.position}, {number}]")


def grouped(rows: Tensor, heads: int) -> Tensor:
    """A key or value for each query head."""
    return rows.repeat_interleave(heads // len(rows), 0)


def hidden(scores: Tensor) -> Tensor:
    """Scores with −inf in the place of what the model uses for it: the lowest number of its dtype, scaled or not."""
    return scores.masked_fill(scores <= torch.finfo(scores.dtype).min / 32, -torch.inf)
