"""``Cost``: what a request would take, known before it is carried out."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

__all__ = ["Cost"]


@dataclass(frozen=True)
class Cost:
    """What a request takes of a server.

    Attributes:
        flops: floating-point operations, the model's and the backward passes' included; a multiplication and an
            addition are two. An element-wise operation counts one for each element that it reads or writes.
        live_bytes: the most bytes of tensors alive at one time, weights not included.
        saved_bytes: the results: elements × element size, so an expanded view counts in full.
        nodes: nodes of all graphs.
        tokens: tokens of the widest batch, padding included.
        rows: rows of the largest batch.
        new_tokens: tokens that generations write, per row.
        assumed: what is not counted but assumed, in words; empty where a formal run counted everything.

    >>> Cost(flops=2e6, nodes=12).to_json()["flops"]
    2000000.0
    """

    flops: float = 0.0
    live_bytes: int = 0
    saved_bytes: int = 0
    nodes: int = 0
    tokens: int = 0
    rows: int = 0
    new_tokens: int = 0
    assumed: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {**asdict(self), "assumed": list(self.assumed)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Cost:
        """The way back; what is not known is left out.

        Raises:
            TypeError: a field is no number.
        """
        known = {field.name: data[field.name] for field in fields(cls) if field.name in data}
        if any(isinstance(value, bool | str) for value in known.values()):
            raise TypeError(f"a cost is made of numbers; got {known!r:.200}")
        return cls(**{**known, "assumed": tuple(known.get("assumed", ()))})
