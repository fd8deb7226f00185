"""``Elsewhere``: a server as the venue of a model's runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import torch
from torch import nn

from ...engine.edits import what_changes
from ...engine.interpreter import about_gradients
from ...errors import NnexploreError, RemoteError
from ...graph import Graph
from ...models import Anatomy, Model
from ...models.venue import Venue, results_of
from ..fingerprint import fingerprint
from ..outcome import Outcome
from ..request import Request
from .failure import errors_of

if TYPE_CHECKING:
    from ...models.probe import Probe
    from .remote_job import RemoteJob
    from .server import Server

__all__ = ["Elsewhere", "Handed", "find"]


class Elsewhere:
    """Executes graphs on a server that has the same model.

    Args:
        server: the server.
        name: the server's name of the model; "" for its only one, or the one that has the same module tree.
        blocking: whether blocks wait at their end.
        dtype: of the floating results on their way, "float16" or "bfloat16" to halve them; "" leaves them as they are.
    """

    def __init__(self, server: Server, name: str = "", *, blocking: bool = True, dtype: str = "") -> None:
        self.server, self.name, self.blocking, self.dtype = server, name, blocking, dtype
        self._known: WeakKeyDictionary[nn.Module, tuple[str, str]] = WeakKeyDictionary()
        self._gives: dict[str, bool] = {}

    def __repr__(self) -> str:
        return f"<{self.name or 'a model'} at {self.server.address.url}>"

    def run(
        self, model: Model, graphs: Sequence[Graph], *, partial: bool = False
    ) -> list[dict[str, Any] | NnexploreError]:
        """The results of graphs, in one request; of one that failed its exception, with what it had by then.

        Raises:
            RemoteError: the server cannot be reached, or refuses all of it.
        """
        numbers = [number for number, graph in enumerate(graphs) if graph.saves]  # the others have nothing to give back
        if not numbers:
            return [{} for _ in graphs]
        request = self._request(model, [graphs[number] for number in numbers], partial)
        try:
            found = dict(zip(numbers, _found(self.server.run(request), request), strict=True))
        except RemoteError as error:
            _renumber(error, numbers)
            raise
        for one in found.values():
            if isinstance(one, RemoteError):
                _renumber(one, numbers)
        return [found.get(number, {}) for number in range(len(graphs))]

    def submit(self, model: Model, graph: Graph, *, partial: bool = False) -> Handed:
        """Hand a graph over without waiting."""
        request = self._request(model, [graph], partial)
        return Handed(self.server.submit(request), request)

    def anatomy(self, model: Model) -> Anatomy | None:  # noqa: ARG002  it is found in the tree, which is the same
        """Found here."""
        return None

    def probe(self, model: Model) -> Probe:
        """What a forward showed the server."""
        from ..worker.anatomy_json import probe_of

        return probe_of(self.server.model(self._names(model)[0])["probe"])

    def gives_weights(self, model: Model) -> bool:
        """As the server says of the model; asked once."""
        name = self._names(model)[0]
        if name not in self._gives:
            self._gives[name] = bool((self.server.model(name).get("published") or {}).get("parameters"))
        return self._gives[name]

    def _request(self, model: Model, graphs: Sequence[Graph], partial: bool) -> Request:
        name, tree = self._names(model)
        gradients = torch.is_grad_enabled() and any(about_gradients(node) for graph in graphs for node in graph)
        edits = tuple(map(what_changes, model.edits))
        return Request(name, tuple(graphs), tree, gradients, self.dtype, partial, edits)

    def _names(self, model: Model) -> tuple[str, str]:
        """The server's name of a model, and its fingerprint."""
        key = model.module
        if key not in self._known:
            tree = fingerprint(model.module)
            self._known[key] = self.name or self._named_by_server(model, tree), tree
        return self._known[key]

    def _named_by_server(self, model: Model, tree: str) -> str:
        known = list(self.server.models())
        alike = [one for one in known if one["fingerprint"] in (tree, None)]
        source = getattr(model, "_source", None)
        best = [one for one in alike if one["source"] == source] or alike
        if len(best) == 1:
            return str(best[0]["name"])
        names = ", ".join(f"{one['name']} ({one['source']})" for one in known) or "none"
        many, url = len(alike) if alike else "no", self.server.address.url
        way = f"Say which: remote='{url}#NAME'" if alike else f"Open one of them: nnexplore.remote.open({url!r}, NAME)"
        raise RemoteError(
            f"{url} has {many} models with the modules of this {type(model.module).__name__}; it has {names}. {way}",
            "other_model",
        )


@dataclass(frozen=True)
class Handed:
    """A graph that a server has been given.

    Attributes:
        job: the server's job: ``state``, ``position``, ``cancel()``, ``await``.
        request: what was asked.
    """

    job: RemoteJob
    request: Request

    def __repr__(self) -> str:
        return repr(self.job)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.job, name)

    def results(self) -> Mapping[str, Any]:
        """Wait, and give the results by name.

        Raises:
            RemoteError: it failed.
        """
        return results_of(_found(self.job.result(), self.request)[0])


def _found(outcome: Outcome, request: Request) -> list[dict[str, Any] | NnexploreError]:
    """Of each graph its results, or its error, which has what there was by then."""
    found: list[dict[str, Any] | NnexploreError] = []
    for error, results in zip(errors_of(outcome, request), outcome.results, strict=True):
        if error is not None:
            error.results = results  # type: ignore[attr-defined]
        found.append(results if error is None else error)
    return found


def _renumber(error: RemoteError, numbers: Sequence[int]) -> None:
    """The number of a graph among all that were given, in the place of that among those that were sent."""
    at = error.detail.get("graph")
    if type(at) is int and 0 <= at < len(numbers):
        error.detail["graph"] = numbers[at]


def find(where: Any, *, blocking: bool = True) -> Venue:
    """The venue that ``remote=`` names: a URL, a name of the configuration, ``True``, "ndif", a server, or a venue.

    Raises:
        RemoteError: there is none of that name.
    """
    from ..nnsight.venue import NdifVenue
    from .access import connect

    if isinstance(where, Elsewhere):
        return Elsewhere(where.server, where.name, blocking=blocking, dtype=where.dtype)
    if where == "ndif":
        where = NdifVenue()
    if isinstance(where, NdifVenue):
        return where
    server = connect(where)
    return Elsewhere(server, server.address.model, blocking=blocking)
