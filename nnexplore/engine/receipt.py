"""``Receipt``: what became of one write."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import torch

from ..errors import UnchangedWarning
from ..graph import Call, Hole, Node, Place, Read, Ref, Site, Write, changed, refs
from .traced import plain
from .tree import children, leaves

__all__ = ["Receipt", "differs", "warn_overwritten", "warn_unchanged"]


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
    found: torch.Tensor | bool = mine.keys() != other.keys() or _data(old) != _data(new)
    with torch.no_grad():
        for path in mine.keys() & other.keys():
            one, two = plain(mine[path]), plain(other[path])
            if one.is_meta:
                return True  # a deferred run cannot tell
            found = found | (True if one.shape != two.shape else _unlike(one, two).any())
    return found


def _unlike(one: torch.Tensor, two: torch.Tensor) -> torch.Tensor:
    """Where two tensors differ; what is not a number in both does not."""
    return (one != two) & ((one == one) | (two == two))


def _data(value: Any) -> list[Any]:
    """What is no tensor in a value: plain data, and which object anything else is."""
    if isinstance(value, torch.Tensor):
        return []
    if parts := children(value):
        return [item for _, part in parts for item in _data(part)]
    return [value if isinstance(value, _PLAIN) else id(value)]


_PLAIN = (bool, int, float, complex, str, bytes, type(None), torch.Size, torch.dtype, torch.device)


def _trained_sites(nodes: Sequence[Node], outside: Collection[int]) -> set[Site]:
    """The sites into which a tensor went that requires a gradient: of the nodes ``outside``, or made so in the block.

    What is trained often begins with zeros: that such a write changes no number is no mistake.
    """
    reached, sites, owner = set(outside), set[Site](), dict[int, Any]()
    for node in nodes:
        target: Any = None
        if isinstance(node, Read):
            owner[node.id] = node.site
        elif isinstance(node, Call):
            first = node.args[0] if node.args else None
            owner[node.id] = first.id if isinstance(first, Ref) else None
            target = first if node.op == "Tensor.requires_grad_" else changed(node)
        begins = isinstance(node, Call) and node.op == "Tensor.requires_grad_"
        if begins or any(ref.id in reached for ref in refs(node)):
            reached.add(node.id)
            sites.update([node.site] if isinstance(node, Write) else _mark(target, owner, reached))
    return sites


def _mark(target: Any, owner: dict[int, Any], reached: set[int]) -> Iterator[Site]:
    """What is changed in place, all that it is a part of, and the site whose value that is."""
    at: Any = target.id if isinstance(target, Ref) else None
    while isinstance(at, int):
        reached.add(at)
        at = owner.get(at)
    if isinstance(at, Site):
        yield at


def warn_unchanged(receipts: Sequence[Receipt], nodes: Sequence[Node], trained: Collection[int]) -> None:
    """Warn of each write that changed nothing, unless what it wrote is being trained, or is one of many to come."""
    if any(isinstance(node, Hole) for node in nodes):
        return
    unchanged = [receipt for receipt in receipts if receipt.changed is False]
    trained_there = _trained_sites(nodes, trained) if unchanged else ()
    for receipt in unchanged:
        if receipt.site not in trained_there:
            where = f" ({receipt.place})" if receipt.place else ""
            text = f"the write to {receipt.site}{where} changed nothing: the value was the same before"
            warnings.warn(text, UnchangedWarning, stacklevel=4)


def warn_overwritten(sites: Iterable[tuple[Site | None, Place | None]]) -> None:
    """Warn of each value which the model has changed in place while the user held it."""
    for site, place in sites:
        text = (
            f"the model has changed {site} in place since it was read ({place}), and with it the tensor that you "
            "hold: it shows what the model made of it. To keep what passed there, read a copy: `.clone()`"
        )
        warnings.warn(text, stacklevel=4)
