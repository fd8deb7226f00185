"""``Venue``: where a model's runs are carried out, if not here. ``nnexplore.remote`` has the one that there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from ..errors import ModelError, NnexploreError
from ..graph import Graph

if TYPE_CHECKING:
    from .anatomy import Anatomy
    from .model import Model
    from .probe import Probe

__all__ = ["Venue", "find_venue", "register", "results_of"]

Each = Callable[[Sequence[int], Sequence[dict[str, Any]]], object]


class Submitted(Protocol):
    """A job that nobody waits for yet."""

    def results(self) -> Mapping[str, Any]:
        """Wait for it, and give its results by name."""


class Venue(Protocol):
    """Another machine that executes graphs on a model of its own.

    Attributes:
        blocking: whether a block waits at its end until its graph has been carried out.
    """

    blocking: bool

    def run(
        self, model: Model, graphs: Sequence[Graph], *, partial: bool = False
    ) -> list[dict[str, Any] | NnexploreError]:
        """The results of graphs with their inputs, by name, in the order asked; of one that failed its exception."""

    def submit(self, model: Model, graph: Graph, *, partial: bool = False) -> Submitted:
        """Hand a graph over without waiting."""

    def probe(self, model: Model) -> Probe:
        """What a forward of that model shows of its blocks."""

    def anatomy(self, model: Model) -> Anatomy | None:
        """Its names, where this machine cannot find them."""

    def gives_weights(self, model: Model) -> bool:
        """Whether its parameters may be read."""


def results_of(found: dict[str, Any] | NnexploreError) -> dict[str, Any]:
    """The results, if there are any.

    Raises:
        NnexploreError: there are none, since the graph failed.
    """
    if isinstance(found, Exception):
        raise found
    return found


_finders: list[Callable[..., Venue]] = []


def register(find: Callable[..., Venue]) -> None:
    """Say who finds the venue that a user names."""
    _finders[:] = [find]


def find_venue(where: Any, *, blocking: bool = True) -> Venue:
    """The venue of an address, a name or ``True``.

    Raises:
        ModelError: there is no package for it.
    """
    if not _finders:
        raise ModelError("remote= needs the whole package: import nnexplore, not a part of it")
    return _finders[0](where, blocking=blocking)
