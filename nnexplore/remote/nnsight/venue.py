"""``NdifVenue``: NDIF, or nnsight on this machine, as the venue of a model's runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...errors import ModelError, NnexploreError
from ...graph import Graph
from ...models import Anatomy, Model
from .ndif import Ndif

if TYPE_CHECKING:
    from ...models.probe import Probe

__all__ = ["NdifVenue"]


class NdifVenue:
    """Executes graphs through an installed nnsight, by default on NDIF's machines: ``remote="ndif"``.

    The live service was not tried from here; nnsight's whole road but the network is, with ``local``.

    Args:
        ndif: the interpreter that has nnsight.
        options: of ``Ndif.run``: ``host``, ``api_key``, ``local``, ``timeout``.

    >>> model.on(NdifVenue(local=True))
    """

    blocking = True

    def __init__(self, ndif: Ndif | None = None, **options: Any) -> None:
        self._ndif, self._options = ndif or Ndif(), options

    def __repr__(self) -> str:
        return "<nnsight here>" if self._options.get("local") else "<NDIF, by nnsight>"

    def run(
        self,
        model: Model,
        graphs: Sequence[Graph],
        *,
        partial: bool = False,  # noqa: ARG002  nnsight has an error for a step that is not reached
    ) -> list[dict[str, Any] | NnexploreError]:
        """The results of graphs, one job each; of one that failed its exception.

        Raises:
            GraphError: a graph that nnsight has no words for.
            ModelError: the model has no name on the hub, or has edits.
            RemoteError: no nnsight, no service, no key.
        """
        if model.edits:
            raise ModelError(
                f"this model has {len(model.edits)} edits, which do not travel to {self!r}: nnsight has no word for "
                "them. Write the changes into the block, or take them off, model.edits.clear()"
            )
        return list(self._ndif.outcomes(_name(model), graphs, model=model, **self._options))

    def submit(self, model: Model, graph: Graph, *, partial: bool = False) -> Any:  # noqa: ARG002  as the protocol has it
        """Not to be had.

        Raises:
            ModelError: always.
        """
        raise ModelError('remote="ndif" waits for its results; leave out blocking=False')

    def probe(self, model: Model) -> Probe:
        """Not to be had without a forward.

        Raises:
            ModelError: always.
        """
        raise ModelError(
            f"what a forward shows of the blocks of {type(model.module).__name__} cannot be asked of NDIF; use the "
            "module names of print(model)"
        )

    def anatomy(self, model: Model) -> Anatomy | None:  # noqa: ARG002  it is found in the tree
        """Found here."""
        return None

    def gives_weights(self, model: Model) -> bool:  # noqa: ARG002  the hub has them
        """True."""
        return True


def _name(model: Model) -> str:
    source = getattr(model, "_source", None)
    if not isinstance(source, str):
        raise ModelError(
            "NDIF knows models by their name on the hub; open this one by its name, "
            'nnexplore.LanguageModel("openai-community/gpt2")'
        )
    return source
