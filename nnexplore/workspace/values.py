"""``Values``: what the model has shown, kept for the next view that asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import torch
from torch import Tensor

from ..analysis.taken import forms_at
from ..engine import plain
from ..engine.tree import leaves
from ..errors import EditError, NnexploreError, PromptError
from ..graph import Graph, Site
from ..models import LanguageModel
from ..models.prompt import check_rows, token_ids
from .change import Change
from .compose import OUTPUT, compose
from .place import Place, forms_of
from .recorded import Recorded

__all__ = ["Prompts", "Run", "Values", "fed"]

Run = Literal["edited", "clean", "other"]
"""Whose value: with the changes, without them, or of the other prompt."""

_KEPT = 4
"""States whose values are kept, so that undo is at once."""


class Prompts:
    """One or two prompts, as they were given and as token ids.

    Raises:
        PromptError: one that cannot be run, or several in the place of one.
    """

    def __init__(self, model: LanguageModel, prompt: Any, other: Any = None) -> None:
        self.prompt, self.other = prompt, other
        self.ids = None if prompt is None else _ids(model, prompt)
        self.other_ids = None if other is None else _ids(model, other)

    def of(self, run: Run) -> Any:
        """What a run is fed: the text, or token ids.

        Raises:
            EditError: there is no other prompt.
        """
        if run != "other":
            if self.ids is None:
                raise EditError("there is no prompt; set workspace.prompt")
            return self.fed[0]
        if self.other_ids is None:
            raise EditError("there is no other prompt; set workspace.other")
        return self.fed[1]

    @property
    def fed(self) -> tuple[Any, Any]:
        """Both as plain data: texts, or token ids where these were given."""
        return (
            self.prompt if isinstance(self.prompt, str) else self.ids,
            self.other if isinstance(self.other, str) else self.other_ids,
        )

    @property
    def tokens(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The token ids of both, none where there is no prompt: what values depend on."""
        return tuple(self.ids or ()), tuple(self.other_ids or ())

    def __eq__(self, other: object) -> bool:
        """Whether both were given alike: as the same texts, or as the same token ids."""
        return self.fed == other.fed if isinstance(other, Prompts) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.tokens)


class Values:
    """Values by prompts and changes; the model runs for what is not known yet, once for all that is asked for."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        self._known: dict[Any, dict[str, Tensor]] = {}
        self._fitting: set[Any] = set()

    def get(
        self, places: Sequence[Place | Site], prompts: Prompts, run: Run, changes: Sequence[Change | Recorded]
    ) -> list[Tensor]:
        """The value at each place, with the batch in front.

        Raises:
            EditError: there is no other prompt.
        """
        state = "other" if run == "other" else "prompt", prompts.tokens, repr(changes)
        known = self._known.pop(state, {})
        self._known[state] = known  # the last in use is the last to go
        missing = {str(place): place for place in places if str(place) not in known}
        if missing:
            with torch.no_grad():
                found = self.graph(missing, prompts, run, changes).run(self._model)
            known.update({name: plain(value).detach() for name, value in found.items()})
        while len(self._known) > _KEPT:
            self._known.pop(next(iter(self._known)))
        return [known[str(place)] for place in places]

    def sizes(self, place: Place, prompts: Prompts, run: Run) -> tuple[int, ...]:
        """The sizes of a value without changes, behind the batch; no other machine is asked for them.

        Raises:
            EditError: there is no other prompt.
        """
        if not self._model.elsewhere:
            return tuple(self.get([place], prompts, run, ())[0].shape[1:])
        site = place.site(self._model)
        value = forms_at(self._model, [site], prompts.of(run))[site]
        first = next(leaf for _, leaf in leaves(value))
        return tuple(first.shape if forms_of(self._model, [site])[site].flat else first.shape[1:])

    def graph(
        self,
        wanted: Mapping[str, Place | Site],
        prompts: Prompts,
        run: Run,
        changes: Sequence[Change | Recorded],
        *,
        saves: bool = False,
    ) -> Graph:
        """The changes and the reads as one graph."""
        return compose(self._model, prompts.of(run), prompts.fed[1], changes, wanted, saves=saves)

    def check(self, recorded: Recorded, prompts: Prompts) -> None:
        """See that a graph made in code runs on the prompts, once.

        Raises:
            EditError: it does not; the message says why.
        """
        fitting = recorded.digest, prompts.tokens
        if fitting in self._fitting:
            return
        known = dict(self._model.load().module.named_modules(remove_duplicate=False))
        for site in (*recorded.graph.reads, *recorded.graph.writes):
            if site.path not in known:
                raise EditError(f"{recorded} does not fit the model: it has no module {site.path}")
        try:
            graph = self.graph({"logits": OUTPUT}, prompts, "edited", [recorded], saves=True)
            with torch.no_grad():
                graph.run(self._model)
        except EditError:
            raise
        except (NnexploreError, AttributeError, LookupError) as error:
            raise EditError(f"{recorded} does not fit the model or the prompts: {error}") from error
        self._fitting.add(fitting)

    def clear(self) -> None:
        """Let go of every tensor."""
        self._known.clear()


def _ids(model: LanguageModel, prompt: Any) -> list[int]:
    rows = token_ids(prompt, model.tokenizer)
    if len(rows) != 1 or not rows[0]:
        raise PromptError(f"a workspace takes one prompt with one token at least; got {prompt!r:.60}")
    check_rows(rows, model.module)  # from the config alone, so that the weights are not loaded for it
    return [int(one) for one in rows[0]]


def fed(graph: Graph, now: Prompts) -> tuple[Any, Any]:
    """The prompt and the other prompt that a graph has; what it does not have stays as it is now.

    Raises:
        EditError: it was fed something else than prompts.
    """
    for inputs in graph.inputs:
        if inputs.kwargs or len(inputs.args) != 1:
            got = ", ".join([*(f"{one!r:.40}" for one in inputs.args), *inputs.kwargs]) or "nothing"
            raise EditError(f"this graph was not fed one text, or one prompt's token ids; got {got}")
    prompts = [inputs.args[0] for inputs in graph.inputs]
    if len(prompts) > 1:
        return prompts[1], prompts[0]
    return (prompts[0] if prompts else now.prompt), now.other
