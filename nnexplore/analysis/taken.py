"""``taken`` and ``drawn``: how an analysis looks into a model that may run on another machine.

In a block of such a model values have no numbers, and each number that is asked for there is a request. So analyses
take values in the block and use them after it: all of them come with the block's own request.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import torch
from torch import Tensor

from ..engine import Traced, plain
from ..graph import Builder, Graph, Inputs, Site
from ..models import Handle, LanguageModel

__all__ = ["drawn", "forms_at", "leaf", "light", "taken"]

M = TypeVar("M", bound=LanguageModel)


def taken(value: Any, *, copy: bool = True) -> Tensor:
    """A value of an open block, for use after the block: plain, or real when the block ends.

    Args:
        value: a tensor that was read, or computed in the block.
        copy: whether it is copied, as the model may change it later.

    >>> with model.trace("The Eiffel Tower is in the city of"):
    ...     streams = [taken(block.output) for block in model.layers]
    """
    if not _is_away(value):
        return plain(value).clone() if copy else plain(value)
    kept: Traced = value.clone() if copy else value
    return kept.save()


def light(value: Any) -> Tensor:
    """A value of an open block to compute with there: plain where it has numbers, so that the graph need not grow."""
    return value if _is_away(value) else plain(value)


def leaf(value: Tensor, beside: Any) -> Any:
    """A copy of a tensor of one's own, of which gradients are wanted in an open block.

    Where the model runs elsewhere the graph has to know of it from the start, so it is made next to a value of the
    block, ``beside``.
    """
    if not _is_away(beside):
        return value.detach().clone().requires_grad_()
    return value.detach().to(torch.zeros_like(beside, dtype=value.dtype)).requires_grad_()


def _is_away(value: Any) -> bool:
    return isinstance(value, Traced) and bool(value.is_meta)


def drawn(model: M) -> M:
    """The model for a block that is there for its graph, or for shapes, alone: no machine carries that block out.

    A model that runs here is given back as it is.

    >>> paper = drawn(model)
    >>> with paper.trace("The Eiffel Tower is in the city of"):
    ...     width = paper.layers[0].output.shape[-1]
    """
    if not model.elsewhere:
        return model
    model._without_numbers()  # made once, for the copies too
    paper: Any = model._copy()
    paper._venue, paper._expression, paper._edits = _Paper(model.venue), model.expression, list(model.edits)
    paper._blocks_as = "tensor"
    paper._anatomy, paper._probe = model.anatomy, model._probe
    return paper  # type: ignore[no-any-return]


class _Paper:
    """Carries nothing out, but for numbers that a block cannot go on without."""

    blocking = True

    def __init__(self, venue: Any) -> None:
        self._venue = venue

    def run(self, model: Any, graphs: Sequence[Graph], *, partial: bool = False) -> list[dict[str, Any]]:
        """Nothing, where it is the block's end; else what the other machine says."""
        if all(name.startswith("asked ") for graph in graphs for name in graph.saves or ("",)):
            found: list[dict[str, Any]] = self._venue.run(model, graphs, partial=partial)
            return found
        return [{} for _ in graphs]

    def probe(self, model: Any) -> Any:
        """That of the other machine."""
        return self._venue.probe(model)

    def anatomy(self, model: Any) -> Any:
        """That of the other machine."""
        return self._venue.anatomy(model)

    def gives_weights(self, model: Any) -> bool:
        """As the other machine does."""
        return bool(self._venue.gives_weights(model))


def forms_at(model: LanguageModel, sites: Sequence[Site], prompt: Any = (0, 1, 2, 3)) -> dict[Site, Any]:
    """The value at each site in a run of four tokens, whose form counts; no other machine carries that run out.

    Args:
        model: any causal language model.
        sites: in the order in which the model comes to them.
        prompt: text or token ids in the place of the four tokens.
    """
    prompt = list(prompt) if isinstance(prompt, tuple) else prompt
    if model.elsewhere:
        model = drawn(model)
        with torch.no_grad(), model.trace(prompt):
            return {site: getattr(Handle(model, site.path), site.port) for site in sites}
    build = Builder()
    for number, site in enumerate(sites):
        build.save(str(number), build.read(site))
    with torch.no_grad():
        found = build.graph(Inputs((prompt,))).run(model)
    return {site: found[str(number)] for number, site in enumerate(sites)}
