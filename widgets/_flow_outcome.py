"""The end of the flow: the logits of the next token, as the browser draws them on to a draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import EditError
from ._sampling_sheet import Sheet

if TYPE_CHECKING:
    from ..workspace import Run, Workspace
    from ._messages import Message

BEFORE = 24
"""Tokens before the next one that are shown."""


class Outcome:
    """What comes after one position of a run.

    Args:
        workspace: where model, prompts and changes come from.

    Attributes:
        sheet: the ranked logits that were drawn last; none before, and none without a prompt.

    Example:
        >>> Outcome(workspace).screen("edited", None)["vocabulary"]
        1534
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._version = 0
        self.sheet: Sheet | None = None

    def screen(self, run: Run, position: int | None) -> dict[str, Any]:
        """What the browser draws, as JSON values and bytes; of no prompt only that it is `empty`.

        Args:
            run: whose logits, with the changes, without, or of the other prompt.
            position: after which token; the last, where it is not given.

        Raises:
            EditError: there is no other prompt, or the prompt has no such position.
        """
        shared = self._workspace
        if shared.prompt is None:
            self.sheet = None
            return {"empty": True}
        logits = shared.logits(run)  # says what is wrong, where there is no other prompt
        tokens = (shared.other_tokens or []) if run == "other" else shared.tokens
        at = len(tokens) - 1 if position is None else position
        if not 0 <= at < len(tokens):
            raise EditError(f"there is no position {at}: the prompt has {len(tokens)} tokens, 0 to {len(tokens) - 1}")
        self.sheet = Sheet(shared.model, logits[at])
        self._version += 1
        return {
            "empty": False,
            "version": self._version,
            "position": at,
            "tokens": len(tokens),
            "before": tokens[max(0, at + 1 - BEFORE) : at + 1],
            **self.sheet.screen(),
        }

    def whole(self, asked: Message) -> tuple[Message, list[bytes]] | None:
        """All logits, and the texts of all tokens where the browser has none yet: a message and its bytes.

        Args:
            asked: the browser's message; `texts` says whether it wants them.
        """
        if self.sheet is None:
            return None
        return {"kind": "whole", "version": self._version}, self.sheet.whole(texts=bool(asked.get("texts")))
