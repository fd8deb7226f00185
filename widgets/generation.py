"""A text as the model writes it: each token's probability, what else it might have written, and the branches.

Traits and messages only: the numbers are the model's, the drawing is `js/generation.ts`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import torch
import traitlets

from ..errors import EditError
from ._bundle import bundle
from ._bytes import bytes_of
from ._generation_branches import Branch, Branches, Written
from ._generation_code import code
from ._generation_numbers import Numbers, chosen, numbers, packed
from ._generation_sampling import Sampling
from ._messages import Message
from ._show import SHOWS
from ._view import View
from ._work import CancelledError, kept
from ._writer import Writer, ends_of, limit_of, numbered

if TYPE_CHECKING:
    from torch import Tensor

SETTINGS = tuple(field.name for field in fields(Sampling))
WORDS = 240
"""The most characters of a branch that are drawn."""


class Generation(View):
    """The text token by token, with the probability of each, and its alternatives: a click on one makes a branch.

    The changes of the workspace are in force while the model writes. One at a position stays at that position; one
    without holds for every token, also the written ones. When the changes are others the text stays, and what is
    drawn is how likely it is now; `again` writes it anew.

    Positions count from the first token of the prompt.

    Args:
        workspace: a workspace, which several views may share; or a model, for one of the view's own.
        prompt: the text to go on from, where `workspace` is a model.
        other_prompt: a text to copy from, and after which the same tokens are looked at, for comparison.

    Example:
        >>> view = Generation(nnexplore.load("demo"), "The Eiffel Tower is in the city of")
        >>> view.run(5)
        >>> view.branch(9, " Rome")
        >>> view.text, view.probabilities
    """

    _esm = bundle("generation")

    greedy = traitlets.Bool(True, help="Take the likeliest token; else one is drawn.").tag(sync=True)
    temperature = traitlets.Float(1.0, help="What logits are divided by before a token is drawn.").tag(sync=True)
    top_k = traitlets.Int(0, min=0, help="How many of the likeliest tokens can be drawn; 0 is all.").tag(sync=True)
    top_p = traitlets.Float(
        1.0, max=1.0, help="The fewest likeliest tokens that have this probability together can be drawn; 1 is all."
    ).tag(sync=True)
    seed = traitlets.Int(0, min=0, max=2**32 - 1, help="Of the random numbers: one for each token.").tag(sync=True)
    at = traitlets.Int(
        None, allow_none=True, help="The position whose alternatives are shown; None is the next token."
    ).tag(sync=True)
    show = traitlets.Enum(list(SHOWS), "edited", help="Which run colours the tokens, or which difference.").tag(
        sync=True
    )
    colour = traitlets.Enum(
        ["probability", "surprisal"], "probability", help="What colours a token; surprisal is in bits."
    ).tag(sync=True)

    def __init__(self, workspace: Any, prompt: Any = None, other_prompt: Any = None, **traits: Any) -> None:
        self._branches = Branches()
        self._known: tuple[Any, Numbers] | None = None
        self._of: list[int] | None = None
        self._made: dict[int, str] = {}
        super().__init__(workspace, prompt, other_prompt, **traits)
        self.observe(lambda _: self._redraw(), names=list(SETTINGS))

    def close(self) -> None:
        """Close the view and let go of the workspace and of all numbers."""
        super().close()
        self._known = None

    # ------------------------------------------------------------------ writing

    def step(self) -> None:
        """Write one token, chosen as the settings say.

        Raises:
            EditError: the text has ended, or the model's context is full, or there is no prompt.
        """
        self.run(1)

    def run(self, tokens: int = 20) -> None:
        """Write several tokens, up to an end of the text or of the model's context.

        Raises:
            EditError: not a single one can be written; or the model says NaN, and then those before are kept.
        """
        if tokens < 1:
            raise EditError(f"at least one token is to be written; got {tokens}")
        writer, start = self._writer(), self._branches.written
        self._open(writer, start)
        row, sampling = self._numbers(writer, start).rows[-1], self._sampling
        have, limit = len(writer.prompt) + len(start), limit_of(self.workspace)
        total = tokens if limit is None else min(tokens, limit - have)
        new: list[int] = []

        try:
            steps = writer.write(total, sampling.choose, start, row)
            counted = numbered(total, lambda: self._text(new))
            for _, (token, _said) in zip(counted, steps, strict=False):  # the text may end before
                new.append(token)
        except CancelledError:
            pass  # what was written until now is kept
        finally:
            kept()
            if new and writer.prompt == self._writer().prompt:
                self._branches.go((*start, *new))
                self._made[self._branches.number] = repr(writer.changes)
                self._look()

    def branch(self, at: int, token: int | str) -> None:
        """Put another token in a place, and leave what came after it; or come back to a branch that has it there.

        Args:
            at: the position, counted from the prompt's first token; the end of the text, to write one more.
            token: its id, or its text.

        Raises:
            EditError: a position of the prompt or behind the end, or no such token.
        """
        writer = self._writer()
        number = at - len(writer.prompt)
        if not 0 <= number <= len(self._branches.written):
            last = len(writer.prompt) + len(self._branches.written)
            raise EditError(
                f"there is no written token at {at}: they are from {len(writer.prompt)}, and {last} writes the next; "
                "to change the prompt set workspace.prompt"
            )
        if number == len(self._branches.written):
            self._open(writer, self._branches.written, ended=False)
        wanted = (*self._branches.written[:number], self._token(token))
        known = self._branches.find(wanted)
        if known is None:
            self._go(wanted)
        else:
            self.take(known)

    def back(self) -> None:
        """Step back by one token; nothing happens before the first."""
        if self._branches.length:
            self._go(self._branches.written[:-1])

    def forward(self) -> None:
        """Bring back a token that was stepped back from; nothing happens where there is none."""
        if self._branches.ahead:
            self._go((*self._branches.written, self._branches.ahead[0]))

    def take(self, number: int) -> None:
        """Come back to one of `branches`.

        Raises:
            EditError: there is none of that number.
        """
        if not 0 <= number < len(self._branches.lines):
            raise EditError(f"there is no branch {number}: there are {len(self._branches.lines)}, counted from 0")
        self._branches.take(number)
        self._look()

    def again(self) -> None:
        """Write as many tokens anew after the prompt, under the changes and settings as they are now.

        Raises:
            EditError: as `run`.
        """
        count = len(self._branches.written) or 20
        before = self._branches.number, self._branches.length
        self._branches.length = 0
        try:
            self.run(count)
        finally:
            if not self._branches.length:  # nothing came of it
                self._branches.number, self._branches.length = before

    def reset(self) -> None:
        """Forget all that was written."""
        self._branches, self._made = Branches(), {}
        self._look()

    # ------------------------------------------------------------------ what was written

    @property
    def token_ids(self) -> list[int]:
        """The ids of the whole text, the prompt's and the written."""
        return [*self._writer().prompt, *self._branches.written]

    @property
    def tokens(self) -> list[str]:
        """The same as texts."""
        return self.workspace.model.token_strings(self.token_ids)

    @property
    def text(self) -> str:
        """The whole text, without the mark of its end."""
        return self._text(self.token_ids)

    @property
    def branches(self) -> list[Branch]:
        """All that was written after the prompt, the oldest first; `take` comes back to one."""
        first, shown = len(self._writer().prompt), self._branches
        return [
            Branch(line, self._text(line), parent, first + shared, number == shown.number)
            for number, (line, (parent, shared)) in enumerate(zip(shown.lines, shown.parents(), strict=True))
        ]

    @property
    def probabilities(self) -> Tensor:
        """The probability that the model gave each token of the text, float32 `[tokens]`; NaN for the first."""
        return self._now().said["edited"]

    @property
    def surprisals(self) -> Tensor:
        """The same in bits, −log2."""
        return self._now().bits["edited"]

    def alternatives(self, at: int | None = None) -> list[tuple[str, int, float]]:
        """The ten likeliest tokens at a position: text, id, and the model's own probability.

        Args:
            at: the position; by default the next token.

        Raises:
            EditError: no such position; there is none for the first token.
        """
        known = self._now()
        row = (len(known.ids) if at is None else at) - 1
        if not 0 <= row < len(known.ids):
            raise EditError(f"there are alternatives at the positions 1 to {len(known.ids)}; got {at}")
        ids, chances = known.top[row].tolist(), known.chances["edited"][row].tolist()
        return list(zip(self.workspace.model.token_strings(ids), ids, chances, strict=True))

    @property
    def code(self) -> str:
        """Python that writes the same text in a fresh kernel."""
        known, sampling = self._now(), self._sampling
        return code(self.workspace, self._writer(), known, sampling, chosen(known, sampling).tokens)

    # ------------------------------------------------------------------ what is on screen

    def _draw(self) -> dict[str, Any]:
        if self.workspace.prompt is None:
            self._branches = Branches()
            return {"empty": True, "tokens": [], "first": 0}
        writer = self._writer()
        if writer.prompt != self._of:
            self._of, self._branches, self._made = writer.prompt, Branches(), {}
        written, ends = self._branches.written, ends_of(self.workspace)
        known, sampling = self._numbers(writer, written), self._sampling
        made, limit = chosen(known, sampling), limit_of(self.workspace)
        texts = torch.cat([known.ids, known.top.flatten()]).unique()
        return {
            "empty": False,
            "first": len(writer.prompt),
            "limit": limit,
            "full": limit is not None and len(known.ids) >= limit,
            "ended": bool(written) and written[-1] in ends,
            "ends": sorted(ends),
            "vocabulary": bytes_of(texts.to(torch.int32)),
            "strings": self.workspace.model.token_strings(texts.tolist()),
            "runs": list(known.runs),
            "ahead": self.workspace.model.token_strings(list(self._branches.ahead)),
            "branches": self._drawn_branches(),
            "stale": self._made.get(self._branches.number, repr(writer.changes)) != repr(writer.changes),
            "code": code(self.workspace, writer, known, sampling, made.tokens) if written else "",
        } | packed(known, made)

    def _drawn_branches(self) -> list[dict[str, Any]]:
        found = self.branches
        levels: list[int] = []
        for one in found:
            levels.append(0 if one.parent is None else levels[one.parent] + 1)
        first = len(self._writer().prompt)
        return [
            {
                "text": self._text(one.ids[one.at - first :])[:WORDS],
                "token": self.workspace.model.token_strings(list(one.ids[one.at - first :][:1])),
                "tokens": len(one.ids),
                "at": one.at,
                "parent": one.parent,
                "level": level,
                "now": one.now,
            }
            for one, level in zip(found, levels, strict=True)
        ]

    def _follow(self) -> None:
        """A token of the prompt that is selected somewhere is looked at here."""
        before = self._selected.get("position")
        super()._follow()
        position = self._selected["position"]
        if position is not None and position != before:
            self.at = position

    # ------------------------------------------------------------------ how it is done

    @property
    def _sampling(self) -> Sampling:
        return Sampling(**{name: getattr(self, name) for name in SETTINGS})

    @traitlets.validate("temperature", "top_p")
    def _positive(self, proposal: Any) -> float:
        value = proposal["value"]
        if not 0 < value < float("inf"):
            raise traitlets.TraitError(f"{proposal['trait'].name} is a number above 0; got {value}")
        return float(value)

    def _writer(self) -> Writer:
        return Writer(self.workspace)

    def _numbers(self, writer: Writer, written: Written) -> Numbers:
        key = writer.key(written)
        if self._known is None or self._known[0] != key:
            self._known = key, numbers(writer, written)
        return self._known[1]

    def _now(self) -> Numbers:
        writer = self._writer()
        if not writer.prompt:
            raise EditError("there is no prompt; set workspace.prompt")
        return self._numbers(writer, self._branches.written)

    def _open(self, writer: Writer, written: Written, ended: bool = True) -> None:
        """See that there can be a next token.

        Raises:
            EditError: there can be none.
        """
        if not writer.prompt:
            raise EditError("there is no prompt; set workspace.prompt")
        if ended and written and written[-1] in ends_of(self.workspace):
            raise EditError("the text has ended; step back, or take another token in its place")
        limit, have = limit_of(self.workspace), len(writer.prompt) + len(written)
        if limit is not None and have >= limit:
            raise EditError(
                f"the text has {have} tokens, and this model's context is {limit}: nothing can follow; step back, or "
                "choose a shorter prompt"
            )

    def _token(self, token: int | str) -> int:
        model = self.workspace.model
        found = model.tokenizer(token, add_special_tokens=False)["input_ids"] if isinstance(token, str) else [token]
        if len(found) != 1:
            parts = ", ".join(map(repr, model.token_strings(found)))
            raise EditError(f"{token!r} is no single token of this model but {len(found)}: {parts}")
        size = self._now().rows.shape[-1]
        if not 0 <= found[0] < size:
            raise EditError(f"there is no token {found[0]}: this model has {size}, 0 to {size - 1}")
        return int(found[0])

    def _text(self, ids: Any) -> str:
        tokenizer = self.workspace.model.tokenizer
        if tokenizer is None:
            return " ".join(map(str, ids))
        return str(tokenizer.decode(list(ids), skip_special_tokens=True))

    def _go(self, written: Written) -> None:
        self._branches.go(written)
        self._look()

    def _look(self) -> None:
        self.at = None
        self._redraw()

    def _handlers(self) -> dict[str, Callable[[Message], None]]:
        return {
            "step": lambda _: self.step(),
            "run": lambda asked: self.run(int(asked["tokens"])),
            "branch": lambda asked: self.branch(asked["at"], asked["token"]),
            "back": lambda _: self.back(),
            "forward": lambda _: self.forward(),
            "take": lambda asked: self.take(asked["number"]),
            "again": lambda _: self.again(),
            "reset": lambda _: self.reset(),
        }
