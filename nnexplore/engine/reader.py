"""``Reader``: what a run's reads give the user: traced tensors, and the nodes that they come from."""

from __future__ import annotations

from typing import Any

import torch

from ..graph import Read, Ref, Site
from .point import get_port
from .recorder import Recorder
from .traced import Traced
from .tree import Path, leaves, map_tensors
from .visit import Visit

__all__ = ["Reader"]


class Reader:
    """Makes the values of one run's reads.

    Args:
        recorder: takes down the nodes.
        run: the number of the run.
        numbers: whether there are any; in a deferred run only the replay has gradients.
    """

    def __init__(self, recorder: Recorder, run: int, numbers: bool) -> None:
        self._recorder, self._run, self._numbers = recorder, run, numbers

    def first(self, visit: Visit, site: Site, tensor: torch.Tensor, late: bool) -> Traced:
        """The commonest read, kept short: the value is one tensor, and was not read before."""
        node = self._recorder.add(Read, site, self._run, None, late)
        traced = self._recorder.wrap(tensor, node.id, visit)
        if tensor.requires_grad and self._numbers and torch.is_grad_enabled():
            traced.retain_grad()  # a value that was read keeps its gradient
        visit.now, visit.read, visit.renewed, visit.nodes[site.port] = traced, True, False, node.id
        if visit.site is None:
            visit.site, visit.place = site, node.place
        return traced

    def part(self, visit: Visit, site: Site, behind: bool) -> Any:
        """A port's value with its tensors traced; one node for all that were not read before."""
        recorder = self._recorder
        made: list[int] = []

        def leaf(path: Path, tensor: torch.Tensor) -> torch.Tensor:
            known = isinstance(tensor, Traced) and tensor._tie is recorder.tie
            if known and not visit.renewed:
                return tensor
            if not made:
                made.append(recorder.add(Read, site, self._run, again, behind and again is None).id)
            node = (made[0], path) if path else made[0]
            if isinstance(tensor, Traced) and known:
                tensor._node = node
                return tensor
            traced = recorder.wrap(tensor, node, visit)
            if tensor.requires_grad and self._numbers and torch.is_grad_enabled():
                traced.retain_grad()
            return traced

        value = get_port(site, visit.now)
        again = next((held for _, tensor in leaves(value) if (held := self._held(tensor))), None)
        part = map_tensors(leaf, value)
        visit.read, visit.renewed = True, False
        if made:
            visit.nodes[site.port] = made[0]
        return part

    def result(self, value: Any, site: Site) -> tuple[Any, int]:
        """What the whole run returns, with its tensors traced; and the node."""
        node = self._recorder.add(Read, site, self._run).id
        return map_tensors(lambda at, tensor: self._recorder.wrap(tensor, (node, at) if at else node), value), node

    def _held(self, tensor: torch.Tensor) -> Ref | None:
        """The node of a tensor that was read before."""
        if not isinstance(tensor, Traced) or tensor._tie is not self._recorder.tie:
            return None
        return Ref(tensor._node if isinstance(tensor._node, int) else tensor._node[0])
