"""The text at the beginning of the flow: written anew, or longer by a token, and back again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import EditError, PromptError
from ._prompt import ids_of
from ._writer import ends_of, limit_of
from .token_bar import _typed

if TYPE_CHECKING:
    from torch import Tensor

    from ..workspace import Run, Workspace

LIMIT = 96
"""Tokens that can be drawn."""
EXAMPLES = (
    ("A fact", "The Eiffel Tower is in the city of"),
    ("Repeated words", "sand lion cloud sand lion"),
    ("Two names", "When Mary and John went to the store, John gave a drink to"),
    ("A story begins", "Once upon a time"),
    ("Quotation marks", "“No,” said Mary. “No,” said"),
)
"""Prompts that the demo model goes on with sensibly, and what they show."""


@dataclass(frozen=True)
class _History:
    """How the text came about.

    Attributes:
        shown: the prompt as it stands in the workspace.
        written: the same before tokens were accepted.
        ids: its token ids.
        steps: how many of them were accepted.
        added: the position of the token by which it is longer than the text before; none where it is another text.
        version: how many texts there were.
    """

    shown: Any
    written: Any
    ids: tuple[int, ...]
    steps: int = 0
    added: int | None = None
    version: int = 0


class Text:
    """The prompt of a workspace, token by token.

    A token that is accepted is appended as its id, so the tokens before it stay as they are, whatever the tokenizer
    would make of the longer text. A prompt that is set from elsewhere begins a new history.

    Args:
        workspace: whose prompt it is.

    Example:
        >>> text = Text(workspace)
        >>> text.write("The Eiffel Tower is in the city of")
        >>> text.accept()
        >>> text.state()["text"]
        'The Eiffel Tower is in the city of Paris'
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known = _History(workspace.prompt, workspace.prompt, tuple(ids_of(workspace, workspace.prompt)))

    def state(self, run: Run = "edited") -> dict[str, Any]:
        """What the browser draws, as plain JSON values.

        Of the text `text`, `tokens` (how many), `added` (the position of the token by which it is longer than before,
        or `None`), `version` (another number for another text), `steps` (how many tokens were accepted), `can_back`;
        of what can be drawn `limit` and the model's `context`, a number of tokens or `None`; `examples`, each with
        `name` and `text`; and `next`, the likeliest next token of the run with `id`, `text`, `probability` and whether
        the text `ends` with it. Where nothing can be accepted, `blocked` says why.

        Args:
            run: the run that is shown.
        """
        now = self._now()
        blocked = self._blocked(now, run)
        found = None if not now.ids or run == "other" else self._likeliest(run)
        if blocked is None and found is None:
            blocked = "The model gives no finite logits for the next token; take a change back"
        return {
            "text": self._text(now),
            "tokens": len(now.ids),
            "added": now.added,
            "version": now.version,
            "limit": self._limit,
            "context": limit_of(self._workspace),
            "examples": [{"name": name, "text": text} for name, text in EXAMPLES],
            "next": found,
            "blocked": blocked,
            "can_back": now.steps > 0,
            "steps": now.steps,
        }

    def write(self, text: str) -> None:
        """Look at another text; where there is no tokenizer, at the token ids that are numbers in it.

        Raises:
            PromptError: it is empty, has more tokens than can be drawn, or cannot be run; the old one stays.
            EditError: a change is at a position that it does not have; the old one stays.
        """
        if not text:
            raise PromptError("the text is empty; type at least one word, or choose an example")
        prompt = _typed(self._workspace, text)
        ids = tuple(ids_of(self._workspace, prompt))
        if len(ids) > self._limit:
            raise PromptError(
                f"the text has {len(ids)} tokens, and {self._bound}; shorten it by {len(ids) - self._limit}"
            )
        self._go(prompt, prompt, ids, 0)

    def accept(self, token: int | None = None, run: Run = "edited") -> None:
        """Append a token to the text.

        Args:
            token: its id; the likeliest next one, unless given.
            run: whose likeliest.

        Raises:
            EditError: there is no such token, or no text, or no room for one more; or the model gives no number.
        """
        now = self._now()
        if (why := self._blocked(now, run)) is not None:
            raise EditError(why[0].lower() + why[1:])
        size = self._workspace.logits(run).shape[-1]
        if token is None:
            found = self._likeliest(run)
            if found is None:
                raise EditError("the model gives no finite logits for the next token; take a change back")
            token = found["id"]
        elif not 0 <= token < size:
            raise EditError(f"there is no token {token}: this model has {size}, 0 to {size - 1}")
        longer = (*now.ids, int(token))
        self._go(list(longer), now.written, longer, now.steps + 1)

    def back(self) -> None:
        """Take the last accepted token away; in the end the text is again as it was written.

        Raises:
            EditError: none was accepted, or a change is at its position.
        """
        now = self._now()
        if now.steps == 0:
            raise EditError("no token was accepted, so none can be taken away; write another text")
        shorter = now.ids[:-1]
        self._go(now.written if now.steps == 1 else list(shorter), now.written, shorter, now.steps - 1)

    # ------------------------------------------------------------------ how it is done

    def _go(self, shown: Any, written: Any, ids: tuple[int, ...], steps: int) -> None:
        """Set the prompt; it is known before, since the views ask as soon as they hear of it."""
        before = self._known
        self._known = _after(before, shown, written, ids, steps)
        try:
            self._workspace.prompt = shown
        except BaseException:
            self._known = before
            raise

    def _now(self) -> _History:
        """The history, which begins anew where the prompt was set from elsewhere."""
        prompt = self._workspace.prompt
        if prompt is not self._known.shown:
            self._known = _after(self._known, prompt, prompt, tuple(ids_of(self._workspace, prompt)), 0)
        return self._known

    @property
    def _limit(self) -> int:
        return min(LIMIT, limit_of(self._workspace) or LIMIT)

    @property
    def _bound(self) -> str:
        """What the limit is of."""
        if self._limit < LIMIT:
            return f"this model's context is {self._limit}"
        return f"up to {LIMIT} can be drawn"

    def _blocked(self, now: _History, run: Run) -> str | None:
        """Why no token can be accepted; of the logits nothing is known here."""
        if not now.ids:
            return "There is no text, so nothing comes next; write one"
        if run == "other":
            return "What comes next is that of the other prompt; show the run of this text to add to it"
        if len(now.ids) >= self._limit:
            return f"The text has {len(now.ids)} tokens, and {self._bound}; write a shorter one"
        return None

    def _likeliest(self, run: Run) -> dict[str, Any] | None:
        """The likeliest next token; none where the logits are no numbers."""
        logits: Tensor = self._workspace.logits(run)[-1].detach().cpu().double()
        best = int(logits.argmax())
        if bool(logits.isnan().any()) or not bool(logits[best].isfinite()):
            return None
        return {
            "id": best,
            "text": self._workspace.model.token_strings([best])[0],
            "probability": float(logits.softmax(-1)[best]),
            "ends": best in ends_of(self._workspace),
        }

    def _text(self, now: _History) -> str:
        """What was written as it is, and after it what the accepted tokens add to it."""
        tokenizer = self._workspace.model.tokenizer
        if tokenizer is None:
            return " ".join(map(str, now.ids))
        if not now.ids:
            return ""
        if now.steps == 0 and isinstance(now.written, str):
            return now.written
        whole = str(tokenizer.decode(list(now.ids)))
        if not isinstance(now.written, str):
            return whole
        start = str(tokenizer.decode(list(now.ids[: len(now.ids) - now.steps])))
        if whole.startswith(start):
            return now.written + whole[len(start) :]
        return whole  # the text ended in the midst of a character, which is whole by now


def _after(before: _History, shown: Any, written: Any, ids: tuple[int, ...], steps: int) -> _History:
    """The next text; whether it is the one before and a token more."""
    longer = bool(before.ids) and ids[:-1] == before.ids
    return _History(shown, written, ids, steps, len(ids) - 1 if longer else None, before.version + 1)
