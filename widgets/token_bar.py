"""The prompt as a strip of tokens: what is selected, what the model thought of each, what it would say next.

Traits and messages only: the numbers are the workspace's, the drawing is `js/token_bar.ts`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import torch
import traitlets

from ._bundle import bundle
from ._bytes import bytes_of
from ._messages import Message
from ._prompt import ids_of
from ._show import SHOWS, missing
from ._tops import tops
from ._view import View

if TYPE_CHECKING:
    from torch import Tensor

    from ..workspace import Run, Workspace

COLOURS = ["none", *(show for show in SHOWS if show != "other")]
"""Of one run the other prompt's tokens, which stand beneath, have the colours of its own."""
TOP = 5
ROWS = 256
"""Positions whose logits are looked at in one go, so that a long prompt needs no second tensor of that size."""


class TokenBar(View):
    """The tokens of the prompt, of the other prompt beneath, and the likeliest next tokens with and without changes.

    Tokens are coloured by how likely the model found each, in a run or in one less another; the words are those of
    every view. Of two prompts the tokens at one position are compared, each with its own log-probability.

    A click on a token selects its position in all views of the workspace, and shows what the model would say after it;
    either prompt can be typed anew.

    Args:
        workspace: a workspace, which several views may share; or a model, for one of the view's own.
        prompt: the text to look at, where `workspace` is a model.
        other_prompt: a text to compare with, aligned by position.

    Example:
        >>> bar = TokenBar(nnexplore.load("demo"), "The Eiffel Tower is in the city of")
        >>> bar.workspace.select(position=2)
        >>> bar.colour = "none"
    """

    _esm = bundle("token_bar")

    colour = traitlets.Enum(
        COLOURS,
        "edited",
        help="What colours a token: the log-probability that the model gave it in a run, or the difference of two.",
    ).tag(sync=True)

    _here = traitlets.Dict().tag(sync=True)

    def __init__(self, workspace: Any, prompt: Any = None, other_prompt: Any = None, **traits: Any) -> None:
        super().__init__(workspace, prompt, other_prompt, **traits)
        self._look()
        for event in ("edits", "prompts", "selection"):
            self._hear(event, self._look)

    def _look(self) -> None:
        """What comes after the selected token, where that is not the last one."""
        shared, at, found = self.workspace, self.workspace.selection.position, dict[str, Any]()
        if shared.prompt is not None and at is not None and 0 <= at < len(shared.tokens) - 1:
            found = {"position": at, "next": _following(shared, at, "clean", "edited"), "other_next": None}
            if at < len(shared.other_tokens or []):
                found["other_next"] = _following(shared, at, "other")
        self._here = found

    def _draw(self) -> dict[str, Any]:
        shared = self.workspace
        drawn: dict[str, Any] = {
            "prompt": _text(shared.prompt, shared.tokens),
            "other": _text(shared.other, shared.other_tokens),
            "tokens": shared.tokens,
            "other_tokens": shared.other_tokens,
            "ids": bytes_of(_ids(shared, shared.prompt).to(torch.int32)),
            "other_ids": bytes_of(_ids(shared, shared.other).to(torch.int32)),
            "changed": any(change.on for change in shared.edits),
            "missing": missing(shared),
            "edited": b"",
            "clean": b"",
            "others": b"",
            "next": None,
            "other_next": None,
        }
        if shared.prompt is not None:
            drawn |= {run: bytes_of(_said(shared, run)) for run in ("edited", "clean")}
            drawn["next"] = _following(shared, -1, "clean", "edited")
        if shared.other is not None:
            drawn |= {"others": bytes_of(_said(shared, "other")), "other_next": _following(shared, -1, "other")}
        return drawn

    def _handlers(self) -> dict[str, Callable[[Message], None]]:
        return {
            "prompt": lambda asked: self._put("prompt", str(asked["text"])),
            "other": lambda asked: self._put("other", str(asked["text"]) or None),
        }

    def _put(self, which: str, text: str | None) -> None:
        setattr(self.workspace, which, _typed(self.workspace, text))


def _typed(shared: Workspace, text: str | None) -> Any:
    """What was typed as a prompt: text, or where there is no tokenizer the numbers in it."""
    if text is None or shared.model.tokenizer is not None:
        return text
    words = text.replace(",", " ").split()
    return [int(word) for word in words] if words and all(word.isdecimal() for word in words) else text


def _text(prompt: Any, tokens: list[str] | None) -> dict[str, Any] | None:
    """A prompt as it stands in the field: `ids` says that it was given as token ids, and the text is theirs."""
    if prompt is None or tokens is None:
        return None
    return {"text": prompt, "ids": False} if isinstance(prompt, str) else {"text": "".join(tokens), "ids": True}


def _ids(shared: Workspace, prompt: Any) -> Tensor:
    return torch.tensor(ids_of(shared, prompt), dtype=torch.int64)


def _said(shared: Workspace, run: Run) -> Tensor:
    """The log-probability that each token but the first had, after those before it, float32."""
    ids = _ids(shared, shared.other if run == "other" else shared.prompt)[1:]
    logits = shared.logits(run)[: len(ids)]
    parts = [
        rows.float().log_softmax(-1).gather(-1, there[:, None].to(rows.device))[:, 0]
        for rows, there in zip(logits.split(ROWS), ids.split(ROWS), strict=True)
        if len(there)
    ]
    return torch.cat(parts) if parts else torch.empty(0)


def _following(shared: Workspace, position: int, *runs: Run) -> dict[str, Any]:
    """The likeliest tokens after a position in any of the runs: ids, texts, and each run's probabilities, float32."""
    chances = [shared.logits(run)[position].float().softmax(-1) for run in runs]
    ids = tops(chances, TOP)
    return {
        "ids": bytes_of(ids.to(torch.int32)),
        "texts": shared.model.token_strings(ids.tolist()),
        "probabilities": [bytes_of(chance[ids]) for chance in chances],
    }
