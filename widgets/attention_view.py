"""Attention as a widget: all heads at a glance, one of them in numbers, and what becomes of it when it is changed.

Traits and messages only: the numbers are the workspace's, the drawing is `js/attention_view.ts`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import traitlets

from ..analysis.attention_statistics import head_statistics
from ..workspace import Change
from ._attention_head import head_drawn, pinned, row_of, tile
from ._attention_layers import attention_layers, bearable, listed, patterns_of
from ._attention_pack import floats, thumbnails
from ._attention_scores import effects
from ._attention_steps import steps
from ._attention_sweep import sweep, sweep_kind
from ._bundle import bundle
from ._messages import Message, failure
from ._prompt import ids_of
from ._show import SHOWS, missing
from ._tops import tops
from ._view import View
from ._workspace_code import view_code

if TYPE_CHECKING:
    from torch import Tensor

TOP = 5
MOST = 6
"""Heads that can be pinned."""


class AttentionView(View):
    """Every head's attention pattern as a thumbnail, sorted by what heads look at; one head as matrix and as lines.

    A head can be switched off or copied from the other prompt, a weight can be set; all that follows is computed
    again. The head, and the token that attends, are the workspace's `selection`; the changes are its `edits`. A long
    prompt is drawn from the largest weight of each block; where it is zoomed or pointed at, exact weights follow.

    Args:
        workspace: a workspace, which several views may share; or a model, for one of the view's own.
        prompt: the text to look at, where `workspace` is a model.
        other_prompt: a text to copy heads from and to compare with.

    Example:
        >>> view = AttentionView(nnexplore.load("demo"), "The Eiffel Tower is in the city of")
        >>> view.workspace.select(layer=1, head=2)
        >>> view.workspace.zero("head_out", 1, head=2)
    >>> view.pins = [(0, 1), (1, 2)]
    >>> view.patch_effects().shape
    torch.Size([4, 4])
    >>> print(view.code)
    """

    _esm = bundle("attention_view")

    _head = traitlets.Dict().tag(sync=True)
    _steps = traitlets.Dict().tag(sync=True)
    _pinned: Any = traitlets.List().tag(sync=True)
    _rows = traitlets.Dict().tag(sync=True)
    show = traitlets.Enum(list(SHOWS), "edited", help="Which run of the head, or which difference.").tag(sync=True)
    sort = traitlets.Enum(
        ["layer", "entropy", "previous", "first", "duplicate", "induction", "effect", "patch"],
        "layer",
        help="By what the heads are ordered; `effect` needs changes, `patch` what `patch_effects` measures.",
    ).tag(sync=True)
    pins = traitlets.List(
        traitlets.Tuple(traitlets.Int(), traitlets.Int()),
        maxlen=MOST,
        help="Heads to look at side by side, as (layer, head), six at most.",
    ).tag(sync=True)
    window: Any = traitlets.Tuple(
        traitlets.Int(min=0),
        traitlets.Int(min=0),
        traitlets.Int(min=4),
        default_value=None,
        allow_none=True,
        help="The part of the matrix on screen: first row, first column, tokens a side; None is all of it.",
    ).tag(sync=True)

    _stamp = 0
    _swept: dict[str, Tensor] = {}  # noqa: RUF012  never written to, only replaced

    def __init__(self, workspace: Any, prompt: Any = None, other_prompt: Any = None, **traits: Any) -> None:
        super().__init__(workspace, prompt, other_prompt, **traits)
        self._head = self._chosen()
        self._pinned, self._rows = self._pins(), self._exact(self._head)
        self._hear("edits", self._renew)
        self._hear("prompts", self._begin)
        self._hear("selection", self._refresh)
        self.observe(self._refresh, names=["show", "pins"])

    @property
    def code(self) -> str:
        """Python that makes this view again: the model, the prompts, the changes, what is selected and shown."""
        first: dict[str, Any] = {"show": "edited", "sort": "layer", "pins": [], "window": None}
        now = {name: getattr(self, name) for name in first}
        return view_code(
            self.workspace, type(self).__name__, {name: now[name] for name in first if now[name] != first[name]}
        )

    def patch_effects(self) -> Tensor:
        """Measure what each head does to the answer, and keep it to order the heads by: `sort = "patch"`.

        Each head by itself is copied from the other prompt, or set to zero where there is none of the same length;
        the number is the total variation distance that the next token's distribution moves. One run of the model per
        head; the changes that are on stay on.

        Returns:
            ``[layers, heads]``, of the layers that have attention.
        """
        found = sweep(self.workspace, self._screen["layers"], self._screen["heads"])
        self._swept = {self.workspace.to_json(): found}
        self._redraw()
        return found

    def close(self) -> None:
        """Close the view and let go of the workspace."""
        super().close()
        self._swept = {}

    # ------------------------------------------------------------------ what is on screen

    def _draw(self) -> dict[str, Any]:
        known = self.workspace
        layers = attention_layers(known.model)
        ids = ids_of(known, known.prompt)
        bearable(known.model, layers, len(ids))
        patterns = patterns_of(known, layers, "edited")
        changed = any(change.on for change in known.edits)
        numbers = head_statistics(patterns, ids)
        if changed:
            numbers["effect"] = effects(patterns, patterns_of(known, layers, "clean"))
        if (measured := self._swept.get(known.to_json())) is not None:
            numbers["patch"] = measured
        return {
            "tokens": known.tokens,
            "other_tokens": known.other_tokens,
            "layers": layers,
            "without": len(known.model.probe.blocks) - len(layers),
            "missing": missing(known),
            "heads": [len(pattern) for pattern in patterns],
            "thumbs": thumbnails(patterns),
            "scores": {name: floats(values) for name, values in numbers.items()},
            "edits": [listed(change) for change in known.changes],
            "next": self._next(changed),
            "sweep": sweep_kind(known),
            "can": known.can,
        }

    def _next(self, changed: bool) -> dict[str, Any]:
        """The likeliest next tokens, and how likely they were without the changes."""
        now = self.workspace.logits()[-1].float().softmax(-1)
        clean = self.workspace.logits("clean")[-1].float().softmax(-1) if changed else now
        found = tops([now, clean], TOP)[:TOP]
        return {
            "strings": self.workspace.model.token_strings(found.tolist()),
            "edited": floats(now[found]),
            "clean": floats(clean[found]),
        }

    def _chosen(self) -> dict[str, Any]:
        """The selected head: its matrix, or of a difference both and their difference."""
        selection, layers = self.workspace.selection, self._screen["layers"]
        layer: int = self._head.get("layer", layers[0])
        if selection.layer is not None and selection.layer in layers:
            layer = selection.layer
        heads = self._screen["heads"][layers.index(layer)]
        head = selection.head if selection.head is not None and 0 <= selection.head < heads else 0
        return head_drawn(self.workspace, layer, head, self.show) | {"stamp": self._stamp}

    def _pins(self) -> list[dict[str, Any]]:
        """The pinned heads, without those that this model has not."""
        has = dict(zip(self._screen["layers"], self._screen["heads"], strict=True))
        known = [(layer, head) for layer, head in self.pins if 0 <= head < has.get(layer, 0)]
        return pinned(self.workspace, known, self.show)

    def _exact(self, head: dict[str, Any]) -> dict[str, Any]:
        """The exact row of the token that attends: of the head where its matrix is pooled, and of the pinned ones."""
        size = head["matrix"]["size"]
        at = self.workspace.selection.position
        at = size - 1 if at is None else min(at, size - 1)
        wanted = [head] if head["matrix"]["block"] > 1 else []
        wanted += self._pinned
        rows = [row_of(self.workspace, one["layer"], one["head"], self.show, at) for one in wanted]
        return {"position": at, "rows": [None, *rows] if len(wanted) == len(self._pinned) else rows}

    def _renew(self) -> None:
        """The numbers are others: what the browser has fetched of them is old."""
        self._stamp += 1
        self._refresh()

    def _begin(self) -> None:
        self.window = None
        self._renew()

    def _refresh(self, _change: Any = None) -> None:
        """Draw the selected head anew, and the steps of a weight where they are on screen."""
        try:
            head, wrong = self._chosen(), {}
            self._pinned = self._pins()
            rows, followed = self._exact(head), self._followed(head)
        except Exception as error:  # noqa: BLE001  drawn where the user looks; the last good picture stays
            head, rows, followed, wrong = self._head, self._rows, {}, failure(error)
        with self.hold_sync():
            if wrong or self._error.get("of") == "head":
                self._error = wrong | {"of": "head"} if wrong else {}
            self._head, self._rows, self._steps = head, rows, followed

    def _followed(self, head: dict[str, Any]) -> dict[str, Any]:
        """The steps on screen, of the same tokens in another head or run; none of a token that is gone."""
        at, tokens = self._steps, len(self._screen["tokens"])
        if not at or max(at["position"], at["key"]) >= tokens:
            return {}
        return steps(self.workspace, head["layer"], head["head"], at["position"], at["key"])

    # ------------------------------------------------------------------ what the browser asks

    def _handlers(self) -> dict[str, Callable[[Message], None]]:
        known = self.workspace
        return {
            "zero head": lambda asked: _done(known.zero("head_out", asked["layer"], head=asked["head"])),
            "copy head": lambda asked: _done(known.copy("head_out", asked["layer"], head=asked["head"])),
            "set cell": lambda asked: _done(
                known.set("head_pattern", asked["layer"], to=asked["to"], **_cell(asked)),
            ),
            "copy cell": lambda asked: _done(known.copy("head_pattern", asked["layer"], source=None, **_cell(asked))),
            "remove": lambda asked: known.remove(asked["number"]),
            "steps": self._explain,
            "tile": self._send_tile,
            "sweep": lambda _: self._measure(),
            "code": lambda _: self.send({"kind": "code", "text": self.code}),
            "close steps": lambda _: self.set_trait("_steps", {}),
        }

    def _send_tile(self, asked: Message) -> None:
        """Exact weights, unless the head on screen is another by now."""
        known = {name: self._head[name] for name in ("layer", "head", "show", "stamp")}
        if known == {name: asked.get(name) for name in known}:
            at = int(asked["row"]), int(asked["column"])
            buffers = tile(self.workspace, known["layer"], known["head"], known["show"], *at)
            self.send({"kind": "tile", "row": at[0], "column": at[1], **known}, buffers)

    def _measure(self) -> None:
        self.patch_effects()
        self.sort = "patch"

    def _explain(self, asked: Message) -> None:
        cell = _cell(asked)
        self._steps = steps(self.workspace, asked["layer"], cell["head"], cell["position"], cell["key"])


def _cell(asked: Message) -> dict[str, int]:
    return {"head": asked["head"], "position": asked["position"], "key": asked["key"]}


def _done(_change: Change) -> None:
    """A request has no answer but that it was done."""
