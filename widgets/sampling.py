"""From logits to the next token: temperature, cuts, softmax over the whole vocabulary, and a draw with a seed.

Traits and messages only: the sliders work in the browser without the kernel, `js/sampling.ts`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import traitlets

from ..errors import EditError
from ._bundle import bundle
from ._flow_outcome import Outcome
from ._messages import Message
from ._sampling_chances import Chances
from ._sampling_code import code
from ._sampling_settings import SETTINGS, SamplingSettings
from ._sampling_sheet import Sheet
from ._show import SHOWS, missing
from ._view import View

if TYPE_CHECKING:
    from torch import Tensor

    from ..workspace import Run
    from ._sampling_chances import Settings


class Sampling(SamplingSettings, View):
    """How the next token is chosen: logits, temperature, cuts, probabilities of the whole vocabulary, and a draw.

    It is the token after the selected position, else after the last. The order is that of transformers: temperature,
    top-k, top-p, min-p; what is left is made to sum to 1. A draw is a pure function of the settings, the seed and its
    number, the same here and in the browser, so what was drawn follows the sliders.

    Of a difference of two runs each token has its probability in both, with the same settings, and the one minus the
    other; those that differ most come first. Draws are from the first run.

    Args:
        workspace: a workspace, which several views may share; or a model, for one of the view's own.
        prompt: the text to continue, where `workspace` is a model.
        other_prompt: a text to compare with.

    Example:
        >>> view = Sampling(nnexplore.load("demo"), "The Eiffel Tower is in the city of", temperature=2.0, top_k=5)
        >>> view.sample(3)
        [933, 933, 933]
        >>> view.workspace.model.token_strings([view.drawn])
        [' Paris']
    """

    _esm = bundle("sampling")

    show = traitlets.Enum(list(SHOWS), "edited", help="Which run is shown, or which difference.").tag(sync=True)
    drawn = traitlets.Int(None, allow_none=True, read_only=True, help="The id of the last token drawn.")

    def __init__(self, workspace: Any, prompt: Any = None, other_prompt: Any = None, **traits: Any) -> None:
        self._outcome: Outcome | None = None
        self._base: Sheet | None = None
        super().__init__(workspace, prompt, other_prompt, **traits)
        self._hear("selection", self._redraw)
        self.observe(lambda _: self._redraw(), names=["show"])
        self.observe(lambda _: self._sample(), names=[*SETTINGS, "seed", "draws"])

    # ------------------------------------------------------------------ from Python

    @property
    def position(self) -> int:
        """The position after which the next token comes: the selected one, else the last; it can be set.

        Raises:
            EditError: there is no prompt, or it has no such position.
        """
        size = len(self._tokens())
        if size == 0:
            raise EditError("there is no prompt, so nothing comes next; set workspace.prompt")
        at = self.workspace.selection.position
        return size - 1 if at is None else min(at, size - 1)

    @position.setter
    def position(self, position: int | None) -> None:
        size = len(self._tokens())
        if position is not None and not 0 <= position < size:
            raise EditError(f"there is no position {position}: the prompt has {size} tokens, 0 to {size - 1}")
        self.workspace.select(position=position)

    @property
    def probabilities(self) -> Tensor:
        """With what probability each token is drawn, by its id; float64 `[vocabulary]`.

        Raises:
            EditError: there is no prompt, or the logits are no numbers.
        """
        sheet, chances = self._chances()
        return chances.by_id(sheet.ids)

    @property
    def differences(self) -> Tensor:
        """Of a difference of two runs, by how much each token is likelier in the first; float64 `[vocabulary]`, by id.

        Raises:
            EditError: one run is shown; or there is no prompt, or the logits are no numbers.
        """
        if SHOWS[self.show][1] is None:
            two = ", ".join(repr(show) for show, runs in SHOWS.items() if runs[1] is not None)
            raise EditError(f"one run is shown, {self.show!r}; set show to a difference: {two}")
        here = self.probabilities
        if self._base is None:
            raise EditError(f"{self.show} cannot be shown: see the message in the view")
        return here - _usable(self._base, self._settings).by_id(self._base.ids)

    @property
    def counts(self) -> dict[int, int]:
        """How often each token was drawn, by its id, the most frequent first."""
        return dict(Counter(self._drawn()).most_common())

    def sample(self, count: int = 1) -> list[int]:
        """Draw more tokens; the ids of all of them, in the order in which they were drawn.

        Raises:
            EditError: there is no prompt, or the logits are no numbers; or not one is wanted.
            TraitError: they would be more than 10,000 in all.
        """
        if count < 1:
            raise EditError(f"at least one token is to be drawn; got {count}")
        self._chances()
        before = self.draws
        self.draws = before + count
        return self._drawn()[before:]

    @property
    def code(self) -> str:
        """Python that gives the same probabilities and draws the same tokens, with plain torch."""
        at, run = self.position, SHOWS[self.show][1]
        less = None if run is None else self._place(at, run)
        return code(self.workspace, (self._run, at), self._settings, self.seed, self.draws, less)

    def close(self) -> None:
        """Close the view and let go of the logits."""
        super().close()
        self._outcome = self._base = None

    # ------------------------------------------------------------------ how it is done

    @property
    def _run(self) -> Run:
        return SHOWS[self.show][0]

    def _tokens(self) -> list[str]:
        shared = self.workspace
        return (shared.other_tokens or []) if self.show == "other" else shared.tokens if shared.prompt else []

    @property
    def _sheet(self) -> Sheet | None:
        return None if self._outcome is None else self._outcome.sheet

    def _draw(self) -> dict[str, Any]:
        shared = self.workspace
        self._outcome = self._outcome or Outcome(shared)
        base = self._taken_off(self.position) if self._tokens() else None
        drawn = self._outcome.screen(self._run, self.position if self._tokens() else None)
        self._base = base
        self._sample()
        if drawn["empty"]:
            return drawn
        less = {} if self._base is None else {"less": _numbers(self._base)}
        return drawn | less | {"show": self.show, "missing": self._missing(drawn["position"])}

    def _taken_off(self, position: int) -> Sheet | None:
        """The logits that are compared with, if any.

        Raises:
            EditError: there is no other prompt, or it has no such position.
        """
        run = SHOWS[self.show][1]
        if run is None:
            return None
        logits = self.workspace.logits(run)  # says what is wrong, where there is no other prompt
        return Sheet(self.workspace.model, logits[self._place(position, run)[1]])

    def _place(self, position: int, run: Run) -> tuple[Run, int]:
        """The run that is compared with, and its position."""
        size = len(self.workspace.tokens if run != "other" else self.workspace.other_tokens or [])
        at = self._beside(position, size, run)
        if at is None:
            raise EditError(
                f"{self.show}: the other prompt has no position {position}, it has {size} tokens; choose the last "
                "position, which is compared with its last, or an earlier one"
            )
        return run, at

    def _beside(self, position: int, size: int, base: Run) -> int | None:
        """The position of the other run that is compared; of the other prompt the last with the last."""
        if base == "other" and position == len(self._tokens()) - 1:
            return size - 1
        return position if position < size else None

    def _missing(self, position: int) -> dict[str, str]:
        """What cannot be shown now; prompts of unequal length can be compared where both have a position."""
        found, size = missing(self.workspace), len(self.workspace.other_tokens or [])
        beside = size > 0 and self.show != "other" and self._beside(position, size, "other") is not None
        return {show: why for show, why in found.items() if not (beside and SHOWS[show][1] == "other")}

    def _chances(self) -> tuple[Sheet, Chances]:
        if self._sheet is None:
            raise EditError("there is no prompt, so nothing comes next; set workspace.prompt")
        return self._sheet, _usable(self._sheet, self._settings)

    def _drawn(self) -> list[int]:
        if self.draws == 0:
            return []
        sheet, chances = self._chances()
        found: list[int] = sheet.ids[chances.draws(self.seed, 0, self.draws)].tolist()
        return found

    def _sample(self) -> None:
        """Say what the last draw gives now."""
        last: int | None = None
        if self.draws > 0 and self._sheet is not None:
            chances = Chances(self._sheet.logits, self._settings)
            if chances.usable:
                last = int(self._sheet.ids[chances.draws(self.seed, self.draws - 1, self.draws)[0]])
        self.set_trait("drawn", last)

    def _handlers(self) -> dict[str, Callable[[Message], None]]:
        return {"whole": self._send_whole}

    def _send_whole(self, asked: Message) -> None:
        """All logits, and the texts of all tokens if the browser has none yet."""
        if self._outcome is None or (found := self._outcome.whole(asked)) is None:
            return
        message, buffers = found
        less = [] if self._base is None else self._base.whole(texts=False)
        self.send(message | {"less": bool(less)}, [*buffers, *less])


def _usable(sheet: Sheet, settings: Settings) -> Chances:
    found = Chances(sheet.logits, settings)
    if not found.usable:
        raise EditError("the model gives no finite logits for the next token; take a change back")
    return found


def _numbers(sheet: Sheet) -> dict[str, bytes]:
    """The logits without the texts, which the browser has by id."""
    return {name: value for name, value in sheet.screen().items() if isinstance(value, bytes)}
