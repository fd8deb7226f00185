"""``lens_of``: the logit lens with all changes of a workspace in force."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import torch

from ..analysis import LogitLens
from ..analysis.head_way import HeadWay, heads_of
from ..analysis.tail_nodes import TailNodes
from ..errors import EditError
from ..graph import Graph, Ref, Site
from ..models import LanguageModel
from .change import Change
from .compose import OUTPUT, Composition
from .place import Place, in_order
from .recorded import Recorded

if TYPE_CHECKING:
    from .values import Prompts, Run

__all__ = ["lens_of"]


def lens_of(
    model: LanguageModel,
    prompts: Prompts,
    run: Run,
    changes: Sequence[Change | Recorded],
    component: str = "resid_post",
    head: int | None = None,
) -> LogitLens:
    """What the model would say after each layer, or had but one part of a layer to go by; see ``logit_lens``.

    Of "head_out" a row is what ``head`` of the layer adds to the stream.

    A row is what its place has after the changes of that place. What is changed behind the last block is changed in
    all rows.

    Raises:
        EditError: there is no such prompt or head.
        ModelError: the architecture has no such component; the message says why.
    """
    count = len(model.load().anatomy.blocks)
    first = -1 if component == "resid_post" else 0
    rows = [Place(component, layer) for layer in range(first, count)]
    fed = prompts.of(run)
    ids = prompts.other_ids if run == "other" else prompts.ids
    ways = None if component != "head_out" else _Heads(model, head)
    graph = _graph(model, fed, prompts.fed[1], changes, rows, len(ids or ()), ways)
    with torch.no_grad():
        found: dict[str, Any] = graph.run(model)
    tokens = model.token_strings(ids or [])
    others = None if prompts.other_ids is None else model.token_strings(prompts.other_ids)
    names = ["embed" if row.layer == -1 else str(row.layer) for row in rows]
    places = tuple(range(len(tokens)))
    probabilities = found["probabilities"]
    return LogitLens(
        tokens, others, names, places, probabilities, found["answer"], component, "logit lens", graph, model
    )


def _graph(
    model: LanguageModel,
    prompt: Any,
    other: Any,
    changes: Sequence[Change | Recorded],
    rows: Sequence[Place],
    tokens: int,
    heads: _Heads | None,
) -> Graph:
    """The changes, and the rows through the model's own tail: "probabilities" and "answer", that of the last stream."""
    made = Composition(model, prompt, other, changes)
    tail = TailNodes(model, made.build, made.run, tokens)
    _check_tail(model, changes, tail.site)
    last = Place("resid_post", len(model.anatomy.blocks) - 1)
    stacked = list(dict.fromkeys([*rows, last]))  # the answer is the last row

    def enter(values: dict[str, Ref]) -> None:
        found = [values[str(row)] for row in stacked]
        if heads is not None:
            found[:-1] = [heads.written(made, row, value) for row, value in zip(rows, found[:-1], strict=True)]
        tail.enter(found)

    made.values({**{str(row): row for row in stacked}, "end": OUTPUT}, stop=(tail.site, enter))
    every = tail.softmax(tail.leave())
    made.build.save("answer", made.build.call("Tensor.__getitem__", every, -1))
    made.build.save("probabilities", made.build.call("Tensor.__getitem__", every, slice(len(rows))))
    return made.graph(*tail.prompts)


class _Heads:
    """One head of every layer, as what it adds to the stream."""

    def __init__(self, model: LanguageModel, head: int | None) -> None:
        self._ways = [HeadWay.of(model, layer) for layer in range(len(model.anatomy.blocks))]
        self._count = heads_of(model)
        if head is None or not 0 <= head < self._count:
            raise EditError(f"a lens of heads is of one of them, 0 to {self._count - 1}; got head={head!r:.20}")
        self._head = head

    def written(self, made: Composition, row: Place, heads: Ref) -> Ref:
        assert row.layer is not None
        return self._ways[row.layer].one(made.build, heads, self._head, self._count, made.run)


def _check_tail(model: LanguageModel, changes: Sequence[Change | Recorded], tail: Site) -> None:
    """See that no graph made in code changes what is behind the last block, where the lens has many rows."""
    for one in changes:
        for site in one.graph.writes if isinstance(one, Recorded) else ():
            if in_order(model, [site, tail])[-1] != tail:
                raise EditError(
                    f"{one} changes {site}, behind the last block, where the logit lens has many rows of which a graph "
                    "made in code knows nothing: switch it off to look at the lens"
                )
