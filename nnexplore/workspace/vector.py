"""``Vector``: numbers that a change adds, immutable and told apart by what they are."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from ..errors import EditError
from ..graph import decode_tensor, encode_tensor
from ..graph.diff import content

__all__ = ["Vector"]


class Vector:
    """A vector as data: two of the same numbers are equal.

    >>> Vector(torch.tensor([1.0, 0.0])) == Vector(torch.tensor([1.0, 0.0]))
    True

    Raises:
        EditError: it is no vector of real numbers.
    """

    __slots__ = ("_held", "_says")

    def __init__(self, numbers: Any) -> None:
        try:
            held = torch.as_tensor(numbers).detach().as_subclass(Tensor).cpu()
        except (TypeError, ValueError, RuntimeError) as error:
            raise EditError(f"a vector is a tensor, an array or a list of numbers; got {numbers!r:.60}") from error
        if held.dim() != 1 or not held.numel() or held.is_complex():
            raise EditError(f"a vector has one dimension and real numbers; got {held.dtype} {list(held.shape)}")
        self._held = (held if held.is_floating_point() else held.float()).contiguous().clone()
        self._says = content(self._held)

    @property
    def tensor(self) -> Tensor:
        """The numbers, as a copy."""
        return self._held.clone()

    def __len__(self) -> int:
        return len(self._held)

    def __eq__(self, other: object) -> bool:
        return self._says == other._says if isinstance(other, Vector) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._says)

    def __repr__(self) -> str:
        return f"Vector({self._says})"

    def as_data(self) -> str:
        """As text: safetensors in base64."""
        return encode_tensor(self._held)

    @classmethod
    def of_data(cls, data: Any) -> Vector:
        """What ``as_data`` made.

        Raises:
            EditError: it is something else.
        """
        try:
            return cls(decode_tensor(data))
        except Exception as error:  # whatever the reader of tensors raises
            raise EditError(f"this is no vector that a workspace wrote ({error}): {data!r:.60}") from error
