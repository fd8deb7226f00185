"""The patch board: cells of one prompt put into another, and what the model says then.

Traits and messages only: the numbers come from the workspace, the drawing is `js/patch_board.ts`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import torch
import traitlets

from ..errors import EditError, ModelError
from ..workspace import Change, Place
from ._bundle import bundle
from ._bytes import bytes_of
from ._lenses import Lenses
from ._messages import Message
from ._patch_board_cone import cone
from ._screen import screen
from ._tops import tops
from ._view import View

if TYPE_CHECKING:
    from ..analysis import LogitLens

COMPONENTS = ("resid_post", "attn_out", "mlp_out", "head_out")
TOP = 5


class PatchBoard(View):
    """Two prompts side by side; a cell of the other one is dragged onto this one, and a third grid shows the result.

    A patch copies one position of one layer of the other prompt into any position of the same layer, so that prompts
    of different lengths are aligned by hand. Each is a change of the workspace: `workspace.edits`; other changes are in
    force too. The result is of the residual stream, and what no change can reach is dimmed.

    Args:
        workspace: a workspace, which several views may share; or a model, for one of the view's own.
        prompt: the text to patch, where `workspace` is a model.
        other_prompt: the text that cells are taken from.

    Example:
        >>> board = PatchBoard(model, "The Eiffel Tower is in the city of", "The Colosseum is in the city of")
        >>> board.patch(layer=1, source=3, target=4)
        >>> board.workspace.edits
        (Change(place=Place('resid_post', 1), at={'position': 4}, kind='copy', ..., source={'position': 3}, ...),)
    """

    _esm = bundle("patch_board")

    component = traitlets.Enum(
        COMPONENTS, "resid_post", help="What is copied: the residual stream behind a layer, or a part of the layer."
    ).tag(sync=True)
    picked: Any = traitlets.Tuple(
        default_value=None,
        allow_none=True,
        help="Layer and position of the cell of the other prompt that the next click puts somewhere; None for none.",
    ).tag(sync=True)

    def __init__(
        self, workspace: Any, prompt: str | None = None, other_prompt: str | None = None, **traits: Any
    ) -> None:
        self._lenses: Lenses | None = None
        super().__init__(workspace, prompt, other_prompt, **traits)
        self.observe(lambda _: self._redraw(), names=["component"])

    # ------------------------------------------------------------------ what a user does

    def patch(self, layer: int, source: int, target: int) -> Change:
        """Copy the component of a layer at a position of the other prompt into a position of the prompt.

        Of "head_out" it is that of the selected head: `workspace.select(head=2)`.

        Args:
            layer: the block; of "resid_post" -1 is what enters the first.
            source: the position in the other prompt.
            target: the position in the prompt.

        Raises:
            EditError: there is no such place, or no other prompt.
        """
        at = {"position": target}
        if self.component == "head_out":
            at["head"] = self.workspace.selection.head or 0
        return self.workspace.copy(self.component, layer, source={"position": source}, **at)

    def clear(self) -> None:
        """Take all patches away, and all other changes of the workspace."""
        self.workspace.clear()

    # ------------------------------------------------------------------ what a user reads

    @property
    def source(self) -> LogitLens:
        """The left grid: the other prompt.

        Raises:
            EditError: there is none.
        """
        return self._lens("other", self._rows)

    @property
    def target(self) -> LogitLens:
        """The middle grid: the prompt without changes."""
        return self._lens("clean", self._rows)

    @property
    def result(self) -> LogitLens:
        """The result: the residual stream of the prompt with all changes."""
        return self._lens("edited", "resid_post")

    @property
    def reach(self) -> torch.Tensor:
        """Which cells of the result the changes can reach, ``[row, position]``."""
        active = [change for change in self.workspace.edits if change.on]
        return cone(self.workspace.model, active, len(self.workspace.tokens))

    def close(self) -> None:
        """Close the view and let go of the workspace and of every tensor."""
        super().close()
        self._lenses = None

    # ------------------------------------------------------------------ how it is done

    def _draw(self) -> dict[str, Any]:
        known = self.workspace
        target, result, clean = self.target, self.result, self._lens("clean", "resid_post")
        other = None if known.other is None else self._lens("other", "resid_post")
        heads, why = self._heads()
        can = known.can
        self._let_go()
        return {
            "source": None if other is None else _plain(self.source),
            "target": _plain(target),
            "result": screen(result, clean, top=TOP) | {"code": "", "other_tokens": None},
            "cone": bytes_of(self.reach.to(torch.uint8)),
            "patches": [found for at, change in enumerate(known.edits) if (found := _patch(at, change))],
            "changes": [_listed(at, change) for at, change in enumerate(known.edits) if not _patch(at, change)],
            "next": _next(result, clean, other),
            "heads": heads,
            "headless": why,
            "component": self.component,
            "can_undo": can["undo"],
            "can_redo": can["redo"],
            "code": known.code,
        }

    def _let_go(self) -> None:
        """What is picked and no longer there is picked no more."""
        try:
            self.picked = self._within(self.picked)
        except traitlets.TraitError:
            self.picked = None

    @property
    def _rows(self) -> str:
        """What both prompts show: a head writes into what its attention puts out, and has no lens of its own."""
        return "attn_out" if self.component == "head_out" else self.component

    def _lens(self, run: Any, component: str) -> LogitLens:
        if self._lenses is None:
            self._lenses = Lenses(self.workspace)
        return self._lenses.of(run, component)

    def _heads(self) -> tuple[int, str]:
        """How many heads there are to choose from, or why none."""
        try:
            return int(self.workspace.value(Place("head_out", 0), run="clean").shape[1]), ""
        except (EditError, ModelError) as wrong:
            return 0, str(wrong)

    def _handlers(self) -> dict[str, Callable[[Message], None]]:
        return {"patch": self._put, "remove": lambda asked: self.workspace.remove(asked["number"])}

    def _put(self, asked: Message) -> None:
        self.patch(asked["layer"], asked["source"], asked["target"])
        self.picked = None

    @traitlets.validate("picked")
    def _there(self, proposal: dict[str, Any]) -> tuple[int, int] | None:
        return self._within(proposal["value"])

    def _within(self, picked: Any) -> tuple[int, int] | None:
        if picked is None:
            return None
        layer, position = picked
        first, tokens = -1 if self.component == "resid_post" else 0, self.workspace.other_tokens or []
        layers = len(self.workspace.model.load().anatomy.blocks)
        if not first <= layer < layers or not 0 <= position < len(tokens):
            raise traitlets.TraitError(
                f"picked is ({layer}, {position}); the other prompt has layers {first} to {layers - 1} and positions 0 "
                f"to {len(tokens) - 1}"
            )
        return layer, position


def _plain(lens: LogitLens) -> dict[str, Any]:
    """A grid that is compared with nothing; the code of the board is elsewhere."""
    return screen(lens, lens, top=TOP) | {"code": "", "other_tokens": None}


def _patch(number: int, change: Any) -> dict[str, Any] | None:
    """A change as an arrow from cell to cell, if it is one."""
    if not isinstance(change, Change):
        return None
    place, at = change.place, change.at
    if change.kind != "copy" or place.name not in COMPONENTS or set(at) - {"head"} != {"position"}:
        return None
    whole = {**at, **change.source}
    return _listed(number, change) | {
        "component": place.name,
        "layer": place.layer,
        "head": at.get("head"),
        "from_head": whole.get("head"),
        "from": whole["position"],
        "to": at["position"],
    }


def _listed(number: int, change: Any) -> dict[str, Any]:
    return {"number": number, "text": str(change), "on": change.on}


def _next(result: LogitLens, clean: LogitLens, other: LogitLens | None) -> dict[str, Any]:
    """The likeliest next tokens of all runs, by the largest of their probabilities."""
    runs = {"clean": clean, "now": result} | ({} if other is None else {"other": other})
    answers = {name: lens.answer[-1] for name, lens in runs.items()}
    ids = tops(list(answers.values()), TOP)
    return {
        "strings": clean.token_strings(ids.tolist()),
        "ids": bytes_of(ids.to(torch.int32)),
        **{name: bytes_of(answer[ids]) for name, answer in answers.items()},
        **({} if other is not None else {"other": None}),
    }
