"""``Deferral``: what is still to be done when a deferred block ends."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from ..errors import NnexploreError
from ..graph import RESULT, Graph, Read, Ref, Save, Site
from .deferred import make_real
from .fetch import Fetch

if TYPE_CHECKING:
    from .cache import Cache

__all__ = ["Deferral"]

Results = Mapping[str, Any]


class Deferral:
    """Executes the graph of a block of one or more runs, and makes real what was saved in it.

    Args:
        owner: the model: its ``carry_out`` executes a graph. Where it is ``elsewhere``, that is another machine, and
            ``submit`` hands the graph over there without waiting.

    Attributes:
        saved: what was saved, and under which name; it has no numbers yet.
        caches: the caches of its runs.
        written: of each generation the number of the run, and who is to be told the tokens that it wrote.
        loops: whether the block went through the steps of a generation: those that it does not reach are left out.
        fetch: gets other numbers, where the model is elsewhere.
        job: the other machine's job, where nobody waits for it.
    """

    def __init__(self, owner: Any) -> None:
        self._owner = _as_it_is(owner) if owner.elsewhere else owner
        self.saved: list[tuple[str, Any]] = []
        self.caches: list[Cache] = []
        self.written: list[tuple[int, Callable[[Any], None]]] = []
        self.loops = False
        self.fetch = Fetch(self._replay, owner.expression) if owner.elsewhere else None
        self.job: Any = None

    def carry_out(self, graph: Graph) -> None:
        """Do it; where the model is elsewhere and need not be waited for, only hand it over.

        Raises:
            NnexploreError: it failed; what was reached before is real.
        """
        whole = self._with_tokens(graph)
        if self.fetch is None:
            self._fill(self._replay(whole))
            return
        if self._owner.blocking:
            self.fetch.settle(graph.nodes, graph.inputs)
            if self.saved or self.written:  # else whatever is used later is asked for then
                self._take(lambda: self._replay(whole))
        else:
            self.job = self._owner.submit(whole, self.loops)
            self.fetch.settle(graph.nodes, graph.inputs, lambda: self._take(self.job.results))

    def _replay(self, graph: Graph) -> Results:
        found: Results = self._owner.carry_out(graph, self.loops)
        return found

    def _take(self, results: Callable[[], Results]) -> None:
        try:
            found = results()
        except NnexploreError as error:
            if there := getattr(error, "results", None):
                self._fill(there)
            raise
        self._fill(found)

    def _fill(self, results: Results) -> None:
        for cache in self.caches:
            cache.make_real(results)
        with self.fetch.unwatched() if self.fetch is not None else nullcontext():
            put = make_real if self.fetch is None else self.fetch.put
            for name, value in self.saved:
                if name in results:
                    put(value, results[name])
        for run, tell in self.written:
            if (tokens := results.get(_tokens(run))) is not None:
                tell(tokens["sequences"] if isinstance(tokens, Mapping) else tokens)
        self.saved, self.caches = [], []

    def _with_tokens(self, graph: Graph) -> Graph:
        """The graph with what its generations write as further results."""
        free = 1 + max((node.id for node in graph.nodes), default=-1)
        nodes = list(graph.nodes)
        for run, _ in self.written:
            nodes += [Read(free, Site("", RESULT), run), Save(free + 1, _tokens(run), Ref(free))]
            free += 2
        return Graph(tuple(nodes), graph.inputs, graph.model) if self.written else graph


def _as_it_is(model: Any) -> Any:
    """The model with the edits that it has now: what is asked for later is of this block's model too."""
    same = copy.copy(model)
    same._edits = list(model.edits)
    return same


def _tokens(run: int) -> str:
    return f"tokens of run {run}"
