"""``Item`` and ``Delivery``: what a service gives to a backend, and what it gets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from ..refusal import Refusal

__all__ = ["Delivery", "Item", "Progress", "State"]

State = Literal["cold", "loading", "ready", "dead"]
Progress = Callable[[str, dict[str, Any]], object]
"""Is told the id of an item, and ``{"done": 2, "total": 20, "what": "step 2 of 20"}``."""


@dataclass(frozen=True)
class Item:
    """One request to be carried out.

    Attributes:
        id: the job's.
        body: the request as ``Request.to_bytes`` makes it; it was admitted.
    """

    id: str
    body: bytes


@dataclass(frozen=True)
class Delivery:
    """What became of an item.

    Attributes:
        id: the item's.
        refusal: why there is nothing; ``None`` where there is a result. Graphs of their own may have failed then.
        body: the result as ``Outcome.to_bytes`` makes it, or ``None`` where it lies in a file.
        path: that file, in the spool folder; it belongs to who receives this.
        size: bytes of the result.
        names: of each graph the names of its results.
        facts: as in ``Outcome.facts``.
    """

    id: str
    refusal: Refusal | None = None
    body: bytes | None = None
    path: Path | None = None
    size: int = 0
    names: tuple[tuple[str, ...], ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)

    def read(self) -> bytes:
        """The result, wherever it is.

        Raises:
            Refusal: there is none.
        """
        if self.refusal is not None:
            raise self.refusal
        return self.body if self.body is not None else self.path.read_bytes() if self.path is not None else b""
