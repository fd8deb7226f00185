"""``Receipt``: what became of one write."""

from __future__ import annotations

from typing import Any

import torch

from ..graph import Place, Site
from .traced import plain
from .tree import leaves

__all__ = ["Receipt", "differs"]


class Receipt:
    """Whether a write reached its site, and whether it changed the value there.

    Attributes:
        site: what was written.
        place: the user's line.
        skipped: whether the module was left out, so that there is no old value to compare with.
    """

    __slots__ = ("_differs", "place", "site", "skipped")

    def __init__(
        self, site: Site, place: Place | None, differs: torch.Tensor | bool | None, skipped: bool = False
    ) -> None:
        self.site, self.place, self.skipped = site, place, skipped
        self._differs = differs

    def settle(self, differs: torch.Tensor | bool) -> None:
        """The change, in place, is complete: whether it changed anything. What was known before stays."""
        self._differs = differs if self._differs is None else self._differs | differs

    @property
    def reached(self) -> bool:
        """A live write is carried out where the model waits, so it is always reached."""
        return True

    @property
    def changed(self) -> bool | None:
        """Whether the value at the site became another; ``None`` while the model still waits there."""
        return None if self._differs is None else bool(self._differs)

    def __repr__(self) -> str:
        known = {None: "in progress", True: "changed", False: "unchanged"}
        where = f", {self.place}" if self.place else ""
        return f"<{self.site}: {'skipped' if self.skipped else known[self.changed]}{where}>"


def differs(old: Any, new: Any) -> torch.Tensor | bool:
    """Whether any number of two values differs; a tensor where finding out would make the device wait."""
    mine, other = dict(leaves(old)), dict(leaves(new))
    found: torch.Tensor | bool = mine.keys() != other.keys()
    with torch.no_grad():
        for path in mine.keys() & other.keys():
            one, two = plain(mine[path]), plain(other[path])
            if one.is_meta:
                return True  # a deferred run cannot tell
            found = found | (True if one.shape != two.shape else (one != two).any())
    return found
