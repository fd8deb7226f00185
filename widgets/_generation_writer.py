"""The forward runs of a generation: the prompt and what was written after it, under the changes of a workspace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import torch

from ..engine.traced import plain
from ..models.prompt import token_ids
from ..workspace.compose import OUTPUT, compose
from ._generation_branches import Written
from ._work import progress

if TYPE_CHECKING:
    from torch import Tensor

    from ..workspace import Run, Workspace


class Writer:
    """One prompt, and the changes that are in force as it is made.

    A change at a position stays at that position; one without holds for every token, the written ones too. Where a
    copy without a position comes to a written token, it takes the value that the other prompt has after the same
    written tokens.

    Example:
        >>> Writer(workspace).logits((17, 4)).shape
        torch.Size([10, 1534])
    """

    def __init__(self, shared: Workspace) -> None:
        self._model = shared.model
        self.prompt, self.other = _ids(shared, shared.prompt), _ids(shared, shared.other)
        self.changes = tuple(change for change in shared.edits if change.on)
        self._limit = limit_of(shared)

    def logits(self, written: Written, run: Run = "edited") -> Tensor:
        """The logits of a whole text, `[tokens, vocabulary]`."""
        changes = self.changes if run == "edited" else ()
        prompt = self.other if run == "other" else self.prompt
        source: Any = self.other
        if self.other and len(self.other) == len(self.prompt):
            source = [*self.other, *written]
        graph = compose(self._model, [*prompt, *written], source or None, changes, {"logits": OUTPUT})
        with torch.no_grad():
            found: Tensor = plain(graph.run(self._model)["logits"]).detach()[0]
        return found

    def compared(self, written: Written) -> bool:
        """Whether the same tokens can be looked at after the other prompt."""
        return bool(self.other) and (self._limit is None or len(self.other) + len(written) <= self._limit)

    def key(self, written: Written) -> tuple[Any, ...]:
        """What its numbers depend on."""
        return tuple(self.prompt), tuple(self.other), repr(self.changes), written


def _ids(shared: Workspace, prompt: Any) -> list[int]:
    return [] if prompt is None else [int(one) for one in token_ids(prompt, shared.model.tokenizer)[0]]


def limit_of(shared: Workspace) -> int | None:
    """How many tokens the model can be given."""
    found = getattr(getattr(shared.model.module, "config", None), "max_position_embeddings", None)
    return found if isinstance(found, int) else None


def ends_of(shared: Workspace) -> frozenset[int]:
    """The tokens at which a text ends."""
    found = getattr(getattr(shared.model.module, "generation_config", None), "eos_token_id", None)
    if found is None:
        found = getattr(shared.model.tokenizer, "eos_token_id", None)
    return frozenset(found if isinstance(found, list) else [] if found is None else [found])


def numbered(total: int) -> Iterator[int]:
    """Count tokens; between two of them the browser hears of it, and can cancel.

    Example:
        >>> list(numbered(3))
        [0, 1, 2]
    """
    for number in range(total):
        progress(number, total, f"token {number + 1} of {total}")
        yield number
