"""A text as a model goes on with it under changes: the forward runs, and the loop that writes token after token.

Each run is a whole one, with no cache of keys and values: a change may be at any token, also at an earlier one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import torch

from ..engine.traced import plain
from ..workspace.compose import OUTPUT, compose
from ._generation_branches import Written
from ._prompt import ids_of
from ._work import progress

if TYPE_CHECKING:
    from torch import Tensor

    from ..workspace import Edit, Run, Workspace


SHOWN = 80
"""The last characters of a text that is being written."""


class Writer:
    """One prompt, and the changes that are in force as it is made.

    A change at a position stays at that position; one without holds for every token, the written ones too. Where a
    copy without a position comes to a written token, it takes the value that the other prompt has after the same
    written tokens.

    Example:
        >>> Writer(workspace).logits((17, 4)).shape
        torch.Size([10, 1534])
    """

    def __init__(self, shared: Workspace, changes: Sequence[Edit] | None = None) -> None:
        self._model = shared.model
        self.prompt, self.other = ids_of(shared, shared.prompt), ids_of(shared, shared.other)
        self.changes = tuple(change for change in (shared.edits if changes is None else changes) if change.on)
        self._limit, self._ends = limit_of(shared), ends_of(shared)

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

    def write(
        self, tokens: int, choose: Callable[[Tensor, int], int], start: Written = (), row: Tensor | None = None
    ) -> Iterator[tuple[int, Tensor]]:
        """New tokens, each with the logits that it was chosen by, `[vocabulary]`; the end of the text is the last.

        Args:
            tokens: how many at most.
            choose: the next token, from its logits and its number after the prompt.
            start: what is written already.
            row: the logits behind that, where they are known.
        """
        now = start
        for number in range(tokens):
            said = self.logits(now)[-1].cpu() if number or row is None else row
            now = (*now, choose(said, len(now)))
            yield now[-1], said
            if now[-1] in self._ends:
                return

    def compared(self, written: Written) -> bool:
        """Whether the same tokens can be looked at after the other prompt."""
        return bool(self.other) and (self._limit is None or len(self.other) + len(written) <= self._limit)

    def key(self, written: Written) -> tuple[Any, ...]:
        """What its numbers depend on."""
        return tuple(self.prompt), tuple(self.other), repr(self.changes), written


def limit_of(shared: Workspace) -> int | None:
    """How many tokens the model can be given."""
    found = getattr(getattr(shared.model.module, "config", None), "max_position_embeddings", None)
    return found if isinstance(found, int) else None


def ends_of(shared: Workspace) -> frozenset[int]:
    """The tokens at which a text ends: as the model's own settings say, else its tokenizer."""
    module = shared.model.module
    known = (getattr(module, "generation_config", None), getattr(module, "config", None), shared.model.tokenizer)
    found: Any = next((ends for one in known if (ends := getattr(one, "eos_token_id", None)) is not None), [])
    return frozenset(found if isinstance(found, (list, tuple)) else [found])


def numbered(total: int, said: Callable[[], str] = str) -> Iterator[int]:
    """Count tokens; between two of them the browser hears of it, and of what is said by then, and can cancel.

    Example:
        >>> list(numbered(3))
        [0, 1, 2]
    """
    for number in range(total):
        text = said()[-SHOWN:]
        progress(number, total, f"token {number + 1} of {total}" + (f": …{text}" if text else ""))
        yield number
