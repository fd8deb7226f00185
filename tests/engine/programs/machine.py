"""``Machine``: carries out the statements of a program; how values are read and changed is left to the subclasses."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from .statements import BINARY, INPLACE, UNARY, Do, Point


class RefusedError(Exception):
    """A statement that a machine refuses; ``args[0]`` says of what kind."""


class Machine:
    """``values`` by statement, ``log`` as they were when they came, ``refused`` why there is none."""

    def __init__(self) -> None:
        self.values: dict[int, Any] = {}
        self.log: dict[int, Tensor] = {}
        self.refused: dict[int, str] = {}
        self.outside = torch.tensor(0.5)
        self.broken = False

    def carry_out(self, do: Do) -> None:
        """Execute one statement."""
        if not all(use in self.values if do.kind in ("save", "drop") else self.usable(use) for use in do.uses):
            self.refused[do.id] = "unmet"
            return
        if do.kind == "grad" and self.broken:
            self.refused[do.id] = "broken"  # what a backward pass has left that failed on its way
            return
        try:
            value = getattr(self, do.kind)(do)
        except Exception as error:  # noqa: BLE001  any refusal is an outcome
            self.refused[do.id] = self.reason(error)
            return
        if value is not None:
            self.values[do.id] = value
            if self.usable(do.id):
                self.log[do.id] = self.copied(value)

    def copied(self, value: Tensor) -> Tensor:
        return value.detach().clone()

    def usable(self, id: int) -> bool:
        return id in self.values

    def reason(self, error: Exception) -> str:
        if isinstance(error, RuntimeError) and not isinstance(error, NotImplementedError):
            return "error"
        raise error

    # -- what is the same for all ---------------------------------------------------------------

    def unary(self, do: Do) -> Any:
        return UNARY[do.name](self.values[do.a])

    def last(self, do: Do) -> Any:
        return self.values[do.a][..., -1:, :].clone()

    def binary(self, do: Do) -> Any:
        return BINARY[do.name](self.values[do.a], self.values[do.b])

    def total(self, do: Do) -> Any:
        a = self.values[do.a]
        return torch.tanh(a.nan_to_num(0.0, 0.0, 0.0)).square().sum()

    def shifted(self, do: Do) -> Any:
        return self.values[do.a] + self.outside

    def bump(self, do: Do) -> None:
        """What came from outside changes."""
        self.outside.add_(0.25)

    def into(self, do: Do) -> Any:
        a = self.values[do.a]
        buffer = torch.zeros(tuple(a.shape))
        buffer[...] = a
        return buffer

    def drop(self, do: Do) -> None:
        """Nobody holds the value any more."""
        del self.values[do.a]

    def inplace(self, do: Do) -> None:
        INPLACE[do.name](self.values[do.a], self.values.get(do.b))

    def flow(self, do: Do) -> None:
        self.values[do.a].grad = self.values.get(do.b)

    def backward(self, do: Do) -> None:
        try:
            self.values[do.a].backward(retain_graph=True)
        except RuntimeError:
            self.broken = self.values[do.a].requires_grad
            raise

    # -- what is not ------------------------------------------------------------------------------

    def read(self, do: Do) -> Any:
        raise NotImplementedError

    def write(self, do: Do) -> None:
        raise NotImplementedError

    def skip(self, do: Do) -> None:
        raise NotImplementedError

    def step(self, do: Do) -> None:
        raise NotImplementedError

    def apply(self, do: Do) -> Any:
        raise NotImplementedError

    def grad(self, do: Do) -> Any:
        raise NotImplementedError

    def save(self, do: Do) -> None:
        raise NotImplementedError


def value_of(machine: Machine, do: Do) -> Any:
    """What a write assigns."""
    return do.number if do.a is None else machine.values[do.a]


def is_attention_output(point: Point) -> bool:
    """Whether the value is a tuple of which the first item is meant."""
    return point.path.endswith(".attn") and point.port == "output"
