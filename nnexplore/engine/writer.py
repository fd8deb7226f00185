"""``Writer``: what a run's block changes: values that are assigned, modules left out, tensors changed in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from weakref import ref

import torch

from ..errors import OrderError, ValueMismatchError
from ..graph import Site, Write
from .deferred import without_numbers
from .fit import check_fit, check_number
from .place import user_place
from .point import get_port, put_port
from .receipt import Receipt, differs
from .recorder import Recorder, untraced
from .traced import Traced, plain
from .tree import leaves, map_tensors
from .visit import storage_of
from .walk import Walk

__all__ = ["Writer", "guarded"]


class Writer:
    """Makes the changes of one run; each gets a receipt.

    Args:
        recorder: takes down the nodes.
        walk: the run's way through its model.
        run: its number.
        numbers: whether there are any; not in a deferred run.
        receipts: where to put them.
    """

    def __init__(self, recorder: Recorder, walk: Walk, run: int, numbers: bool, receipts: list[Receipt]) -> None:
        self._recorder, self._walk, self._run, self._numbers = recorder, walk, run, numbers
        self._receipts = receipts

    def write(self, site: Site, value: Any, grow: bool) -> None:
        """Replace the value at a site for the rest of the model. A number fills the old shape."""
        visit = self._walk.to_write(site)
        old = get_port(site, visit.now)
        if isinstance(value, bool | int | float):
            packed, value = value, _filled(site, value, old)
        else:
            packed = self._recorder.pack(value)
            value = value if self._numbers else without_numbers(value)
        check_fit(site, value, old, grow)
        by_hand = visit.before is not None  # `site.output += x` changes in place, then assigns the same tensor
        self._walk.change(visit)
        node = self._recorder.add(Write, site, packed, self._run, grow)
        if not by_hand:
            self._receipts.append(Receipt(site, node.place, differs(old, value)))
        visit.assign(put_port(site, visit.now, value))
        if visit.site is None:
            visit.site, visit.place = site, node.place

    def skip(self, site: Site, value: Any) -> None:
        """Leave a module out: it is not computed, and returns ``value``."""
        if not any(True for _ in leaves(value)):
            raise ValueMismatchError(
                f"{site.path} was to be skipped with {value!r:.40}; pass the tensor it would return"
            )
        packed, place = self._recorder.pack(value), user_place()
        value = untraced(value)
        self._walk.skip(site, value if self._numbers else without_numbers(value), place)
        self._recorder.add(Write, site, packed, self._run, skip=True, place=place)
        self._receipts.append(Receipt(site, place, True, skipped=True))

    def touch(self, target: Traced) -> None:
        """A site's value is about to change in place: refuse what the model would not see; else give it a receipt.

        Raises:
            OrderError: the model has passed it.
        """
        visit = self._walk.touch(target, target._visit)
        if visit is None or visit.site is None:
            copy = " To compute with the value, change a copy: .clone()."
            raise self._walk.reasons.too_late(f"change {_site_of(target, 'it')} in place", copy)
        if visit.before is not None:
            return
        mine = storage_of(target)
        with torch.no_grad():
            visit.before = {
                path: plain(leaf).detach().clone() for path, leaf in leaves(visit.now) if storage_of(leaf) == mine
            }
        visit.receipt = Receipt(visit.site, user_place(), None)
        self._receipts.append(visit.receipt)


def guarded(writer: ref[Writer]) -> Callable[[Traced], None]:
    """What is asked before a change in place: the writer, which is gone when its run has ended."""

    def guard(target: Traced) -> None:
        if (kept := writer()) is not None:
            kept.touch(target)
            return
        site = _site_of(target, "this value")
        raise OrderError(
            f"too late to change {site} in place: its run has ended. To compute with it, change a copy: .clone()."
        )

    return guard


def _filled(site: Site, number: float, old: Any) -> Any:
    """A value whose tensors hold that number; a number, where the old one is none."""
    check_number(site, number, old)
    if isinstance(old, bool | int | float):
        return number
    return map_tensors(lambda _, tensor: torch.full_like(plain(tensor), number), old)


def _site_of(target: Traced, otherwise: str) -> str:
    """Where a tensor was read, in words."""
    return str(target._visit.site) if target._visit is not None else otherwise
