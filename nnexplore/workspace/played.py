"""``Played``: the operations of a recorded graph, handed out site by site as another graph is made."""

from __future__ import annotations

from collections.abc import Callable

from ..graph import Builder, Node, Read, Ref, Save, Site, Write, parameter
from ..graph.diff import _renumbered
from ..models import LanguageModel
from .openable import owners
from .recorded import Recorded

__all__ = ["Played"]


class Played:
    """One recorded graph in one composition.

    Nodes stand with the site that was reached last before them; what comes before any site, with ``None``.

    Args:
        run: the number of the run that is changed; the other prompt's, if there is one, is 0.
        name: what a result is called here; ``None`` for one that is not wanted.
    """

    def __init__(self, model: LanguageModel, recorded: Recorded, run: int, name: Callable[[str], str | None]) -> None:
        self._name = name
        self._first = run if recorded.graph.runs == 1 else 0
        self._number: dict[int, int] = {}
        self._parts: dict[tuple[int, Site | None], list[Node]] = {}
        self._split(model, recorded)

    def sites(self, run: int) -> list[Site]:
        """Where there is something to be done in a run, in order."""
        return [site for owner, site in self._parts if owner == run and site is not None]

    def make(self, build: Builder, run: int, site: Site | None) -> dict[int, int]:
        """Add what is to be done at a site; the number of each new node, and the one that it has in the graph."""
        made = {}
        for node in self._parts.get((run, site), []):
            at = len(build._nodes)
            self._add(build, node)
            if len(build._nodes) > at:
                made[at] = node.id
        return made

    def _split(self, model: LanguageModel, recorded: Recorded) -> None:
        order, here, last = model._order, None, -1
        for node, owner in zip(recorded.graph, owners(recorded.graph), strict=True):
            run = owner + self._first
            here = None if run != last else here
            last = run
            if isinstance(node, Read | Write) and not parameter(node.site.port):
                point = order.point(node.site)
                if here is None or order.likely_behind(order.point(here), point):
                    here = node.site
            self._parts.setdefault((run, here), []).append(node)

    def _add(self, build: Builder, node: Node) -> None:
        if isinstance(node, Save):
            if (name := self._name(node.name)) is not None and isinstance(node.value, Ref):
                build.save(name, Ref(self._number[node.value.id]))
            return
        self._number[node.id] = len(build._nodes)
        made = _renumbered(node, self._number)
        if self._first and hasattr(made, "run"):
            object.__setattr__(made, "run", made.run + self._first)
        build._add(made)
