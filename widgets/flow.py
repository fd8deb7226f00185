"""From text to the next token in one picture: every vector, every head, the arithmetic of each number.

Traits and messages only: the numbers are those of `nnexplore.analysis.forward_pass`, the drawing is `js/flow.ts`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import traitlets

from ..analysis.blueprint import Blueprint
from ..analysis.forward_pass import ForwardPass, forward_pass
from ..errors import EditError
from ._bundle import bundle
from ._bytes import bytes_of
from ._flow_arithmetic import arithmetic
from ._flow_heads import heads
from ._flow_outcome import Outcome
from ._flow_ribbons import quantity
from ._flow_scene import block, component, ends, group_of, head
from ._flow_text import LIMIT, Text
from ._flow_words import words
from ._messages import Message, failure
from ._sampling_settings import SamplingSettings
from ._show import missing
from ._tops import tops
from ._view import View
from ._workspace_code import view_code

if TYPE_CHECKING:
    from ..workspace import Run, Workspace

RUNS: list[Run] = ["edited", "clean", "other"]
LEVELS = ["overview", "embedding", "block", "head", "output"]
AHEAD = 0.3
"""Seconds for which other blocks are looked at before they are asked for."""
NEXT = 12
"""Tokens that may come next, in the picture."""


class FlowView(SamplingSettings, View):
    """A transformer from text to next token with the real numbers of the run: blocks, heads, and each number's sum.

    The picture opens in levels: all of it, one block step by step, one head from query · key to its output, the
    arithmetic of one number. What is clicked can be set to zero, set, or copied from the other prompt, as in every
    view of the workspace; the run without changes stays behind it.

    Args:
        workspace: a workspace, which several views may share; or a model, for one of the view's own.
        prompt: the text, of at most 96 tokens, where `workspace` is a model.
        other_prompt: a text to copy from.

    Example:
        >>> view = FlowView(nnexplore.load("demo"), "The Eiffel Tower is in the city of")
        >>> view.workspace.select(layer=1, head=2)
        >>> view.level = "head"
        >>> view.explain("dot_products", position=-1, dimension=1)
    """

    _esm = bundle("flow")

    _block = traitlets.Dict(help="The steps of the block.").tag(sync=True)
    _head = traitlets.Dict(help="The steps of the head.").tag(sync=True)
    _next = traitlets.Dict(help="What may come next.").tag(sync=True)
    _heads = traitlets.Dict(help="The map of all heads.").tag(sync=True)
    _number = traitlets.Dict(help="The arithmetic of the number that is open.").tag(sync=True)
    _ribbons = traitlets.Dict(help="What the width of a ribbon says.").tag(sync=True)
    _outcome = traitlets.Dict(help="The logits of the next token, while the end is open.").tag(sync=True)
    place = traitlets.Dict(help="The number that is open: step, position, dimension, and head.").tag(sync=True)
    level = traitlets.Enum(LEVELS, "overview", help="What is open.").tag(sync=True)
    show = traitlets.Enum(RUNS, "edited", help="With the changes, without, or of the other prompt.").tag(sync=True)
    ribbon = traitlets.Enum(
        ["none", "norm", "attention", "contribution"],
        "none",
        help="What a ribbon's width says: the norm of what flows, attention × value norm, or the contribution.",
    ).tag(sync=True)

    def __init__(self, workspace: Any, prompt: Any = None, other_prompt: Any = None, **traits: Any) -> None:
        self._found: ForwardPass | None = None
        self._clean: ForwardPass | None = None
        self._text: Text | None = None
        self._outcomes: Outcome | None = None
        super().__init__(workspace, prompt, other_prompt, **traits)
        self._hear("selection", self._refresh)
        self.observe(lambda _: self._redraw(), names=["show"])
        self.observe(lambda _: self._look("_outcome", self._end), names=["level"])
        self.observe(lambda _: self._look("_ribbons", self._quantity), names=["ribbon"])
        self.observe(lambda _: self._look("_number", self._arithmetic), names=["place"])

    # ------------------------------------------------------------------ from Python

    @property
    def layer(self) -> int:
        """The block that is shown; selecting another layer in the workspace shows that one."""
        chosen, count = self.workspace.selection.layer, len(self.workspace.model.load().anatomy.blocks)
        return 0 if chosen is None else max(0, min(chosen, count - 1))

    @property
    def found(self) -> ForwardPass:
        """The steps that are shown, of the block that is selected.

        Raises:
            EditError: there is no prompt.
        """
        if self._found is None:
            raise EditError(
                _refusal(self.workspace, self.show) or "the last run has failed; see the message in the view"
            )
        return self._found

    def explain(self, step: str, position: int, dimension: int, head: int | None = None) -> None:
        """Open the arithmetic of a number.

        Args:
            step: its name, as in `forward_pass`.
            position: the token, from 0 on, or from −1 backwards.
            dimension: the place in the vector; of scores and pattern the position of the key.
            head: of a step with heads; the one that is shown, unless given.

        Raises:
            AnalysisError: there is no such step or place.
        """
        place = self._placed({"step": step, "position": position, "dimension": dimension, "head": head})
        self.workspace.select(position=place["position"], **self._showing(place))
        try:
            self.place = place
        except Exception:
            self.place = {}  # another machine has not answered: nothing stays half open
            raise

    def close_number(self) -> None:
        """Close the arithmetic."""
        self.place = {}

    @property
    def code(self) -> str:
        """Python that makes this view again: the model, the prompts, the changes, what is selected and open."""
        first: dict[str, Any] = {"level": "overview", "show": "edited", "ribbon": "none", "place": {}}
        now = {name: getattr(self, name) for name in (*first, *self.sampling_traits)}
        first |= {name: self.traits()[name].default() for name in self.sampling_traits}
        changed = {name: value for name, value in now.items() if value != first[name]}
        return view_code(self.workspace, type(self).__name__, changed)

    def close(self) -> None:
        """Close the view and let go of the steps."""
        super().close()
        self._found = self._clean = self._text = self._outcomes = None

    def page_state(self) -> dict[str, Any]:
        """What a page without a kernel needs: all blocks and heads of the prompt."""
        state = super().page_state()
        if self._found is not None and self._outcomes is not None:
            state["_outcome"] = self._outcome or self._outcomes.screen(self._run, self._position)
        return {**state, "_kept": self._kept()}

    # ------------------------------------------------------------------ what is on screen

    def _draw(self) -> dict[str, Any]:
        known = self.workspace
        self._text = self._text or Text(known)
        if why := _refusal(known, self.show):
            self._found = self._clean = None
            return {"empty": True, "why": why, "text": self._text.state(self._run)}
        self._outcomes = self._outcomes or Outcome(known)
        self._pass()
        self._renew()
        _learn(known, AHEAD)
        self._heads = heads(known, self._run) if self._head["heads"] else {}
        return {
            "empty": False,
            "tokens": self.found.tokens,
            "layers": len(known.model.anatomy.blocks),
            "ends": ends(self.found, self._clean),
            "missing": {run: why for run, why in missing(known).items() if run in RUNS},
            "other": known.other is not None,
            "edits": [{"text": str(one), "on": one.on} for one in known.edits],
            "can": known.can,
            "text": self._text.state(self._run),
        }

    def _pass(self) -> None:
        """Run the block that is selected."""
        known, run = self.workspace, self._run
        self._found = forward_pass(known, layer=self.layer, run=run)
        ghost = run == "edited" and any(edit.on for edit in known.edits)
        self._clean = forward_pass(known, layer=self.layer, run="clean") if ghost else None

    def _refresh(self) -> None:
        """Another block, head or token is selected."""
        if self._found is None:
            return
        try:
            if self._found.layer != self.layer:
                self._pass()
            wrong: dict[str, Any] = {}
            self._renew()
        except Exception as error:  # noqa: BLE001  drawn where the user looks; the last good picture stays
            wrong = failure(error)
        self._error = wrong

    def _renew(self) -> None:
        """All that hangs on the selection, and on what is open."""
        if self._found is None:
            return
        found, number = self._found, self.workspace.selection.head or 0
        with self.hold_sync():
            self._block, self._head = block(found, self._clean), head(found, number, self._clean)
            self._next = self._following(self._position)
            self._ribbons = self._quantity()
            self._outcome = self._end()
            self._number = self._arithmetic()

    def _look(self, name: str, made: Callable[[], dict[str, Any]]) -> None:
        """Draw anew what hangs on one trait."""
        if self._found is not None:
            self.set_trait(name, made())

    @traitlets.validate("place")
    def _there(self, proposal: dict[str, Any]) -> dict[str, Any]:
        """A place that is there, with all its numbers; one given from the start is looked up when it is drawn."""
        wanted: dict[str, Any] = proposal["value"]
        if not wanted or self._found is None:
            return wanted
        return self._placed({"step": None, "position": None, "dimension": None} | wanted)

    @property
    def _run(self) -> Run:
        run: Run = self.show
        return run

    def _placed(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """A place with all its numbers, counted from the first."""
        step, number = self.found[wanted["step"]], None
        if "head" in step.axes:
            own = group_of(step, self._head["head"], self._head["heads"])
            number = own if wanted.get("head") is None else wanted["head"]
        at = step._at(wanted["position"], wanted["dimension"], number)
        return {"step": step.name, "position": at.position, "dimension": at.dimension, "head": at.head}

    def _showing(self, place: dict[str, Any]) -> dict[str, int]:
        """The head to select so that a place is in it: of a key/value head the first of its group."""
        if place["head"] is None:
            return {}
        step, heads = self.found[place["step"]], self._head["heads"]
        if group_of(step, self._head["head"], heads) == place["head"]:
            return {}
        return {"head": next(at for at in range(heads) if group_of(step, at, heads) == place["head"])}

    def _arithmetic(self) -> dict[str, Any]:
        """The number that is open; none where this block has no such step, or the prompt is shorter by now."""
        place = self.place
        if not place or place["step"] not in self.found:
            return {}
        step = self.found[place["step"]]
        number = place["head"]
        if number is not None and "head" in step.axes:
            number = group_of(step, self._head["head"], self._head["heads"])
        sizes = dict(zip(step.axes, step.shape, strict=True))
        if place["position"] >= sizes["position"] or place["dimension"] >= step.shape[-1]:
            return {}
        told = arithmetic(self.found, step.name, place["position"], place["dimension"], number)
        told["words"] = words(self.workspace.model, self.found, place)
        return self._named(told) if step.name == "logits" else told

    def _named(self, told: dict[str, Any]) -> dict[str, Any]:
        """Of a logit the token, and those beside it."""
        strings = self.workspace.model.token_strings
        told = {**told, "dimension_name": strings([told["dimension"]])[0]}
        if told.get("grid"):
            told["grid"] = {**told["grid"], "column_names": strings(told["grid"]["columns"])}
        return told

    def _following(self, at: int) -> dict[str, Any]:
        """The likeliest tokens after a position, with and without the changes; by what they have now."""
        logits = self.found["logits"].value[at]
        now = logits.softmax(-1)
        clean = self._clean["logits"].value[at].softmax(-1) if self._clean is not None else now
        best = tops([now, clean], NEXT)[:NEXT]
        best = best[now[best].argsort(descending=True, stable=True)]
        return {
            "position": at,
            "ids": best.tolist(),
            "strings": self.workspace.model.token_strings(best.tolist()),
            "logits": bytes_of(logits[best].float()),
            "probabilities": bytes_of(now[best].float()),
            "clean": bytes_of(clean[best].float()) if self._clean is not None else None,
        }

    @property
    def _position(self) -> int:
        chosen, size = self.workspace.selection.position, len(self.found.tokens)
        return size - 1 if chosen is None else min(chosen, size - 1)

    def _quantity(self) -> dict[str, Any]:
        if self.ribbon == "none" or (self.ribbon == "attention" and not self._head["heads"]):
            return {}
        return quantity(self.workspace, self.found, self.ribbon, self._head["head"], self._run, None)

    def _end(self) -> dict[str, Any]:
        if self.level != "output" or self._outcomes is None:
            return {}
        return self._outcomes.screen(self._run, self._position)

    def _kept(self) -> dict[str, Any]:
        """All blocks, all heads by block and number, and what comes next by position."""
        if self._found is None:
            return {}
        known = self.workspace
        blocks: dict[str, Any] = {}
        made: dict[str, Any] = {}
        ghost = self._clean is not None
        for layer in range(len(known.model.anatomy.blocks)):
            found = forward_pass(known, layer=layer, run=self._run)
            clean = forward_pass(known, layer=layer, run="clean") if ghost else None
            blocks[str(layer)] = block(found, clean)
            first = head(found, 0, clean)
            made |= {f"{layer}.{number}": head(found, number, clean) for number in range(max(1, first["heads"]))}
        follow = {str(at): self._following(at) for at in range(len(self.found.tokens))}
        return {"blocks": blocks, "heads": made, "next": follow}

    # ------------------------------------------------------------------ what the browser asks

    def _handlers(self) -> dict[str, Callable[[Message], None]]:
        known = self.workspace
        return {
            "write": lambda asked: self._texts.write(asked["text"]),
            "accept": lambda asked: self._texts.accept(asked.get("token"), self._run),
            "back": lambda _: self._texts.back(),
            "open": lambda asked: self.explain(asked["step"], asked["position"], asked["dimension"], asked.get("head")),
            "change": self._change,
            "remove": lambda asked: known.remove(asked["number"]),
            "whole": self._send_whole,
            "code": lambda _: self.send({"kind": "code", "text": self.code}),
        }

    @property
    def _texts(self) -> Text:
        self._text = self._text or Text(self.workspace)
        return self._text

    def _change(self, asked: Message) -> None:
        """Zero, set or copy a part of a step: `part` is "number", "vector", or of a head "head"."""
        name = component(self.found, asked["step"])
        if name is None:
            step = self.found[asked["step"]]
            raise EditError(f"{step.label}: cannot be changed by itself; change what it is made of, or what it makes")
        at = self._part(name, asked)
        kind, layer = asked["change"], self.found.layer
        if kind == "zero":
            self.workspace.zero(name, layer, **at)
        elif kind == "copy":
            self.workspace.copy(name, layer, source=None, **at)
        else:
            self.workspace.set(name, layer, to=float(asked["to"]), **at)

    def _part(self, name: str, asked: Message) -> dict[str, int]:
        axes = self.found[asked["step"]].axes
        at = {axis: int(asked[axis]) for axis in axes if axis in asked and asked[axis] is not None}
        if asked["part"] == "head":
            return {"head": at["head"]}
        last = axes[-1] if axes[-1] == "key" else "dimension"
        if asked["part"] == "vector":
            return {axis: number for axis, number in at.items() if axis != last}
        number = at.pop(axes[-1], int(asked["dimension"]))
        return at | {"neuron" if name == "neurons" else last: number}

    def _send_whole(self, asked: Message) -> None:
        if self._outcomes is not None and (found := self._outcomes.whole(asked)) is not None:
            self.send(*found)


def _learn(known: Workspace, seconds: float) -> None:
    """See how other blocks are made, as long as nobody has to wait for it: they then come up at once.

    Where the model runs elsewhere each would be a request, and so has to wait until it is looked at.
    """
    if known.model.elsewhere:
        return
    end = time.monotonic() + seconds
    for layer in range(len(known.model.anatomy.blocks)):
        if time.monotonic() > end:
            return
        Blueprint.of(known.model, layer)


def _refusal(known: Workspace, show: str) -> str:
    """Why there is no picture; "" where there can be one."""
    if known.prompt is None:
        return "No prompt yet: type one above, choose an example, or set workspace.prompt."
    tokens = (known.other_tokens if show == "other" else known.tokens) or []
    if len(tokens) <= LIMIT:
        return ""
    return (
        f"The prompt has {len(tokens):,} tokens, and the flow view draws up to {LIMIT}. Shorten it, or look at it in "
        "an AttentionView or a LogitLens, which show thousands."
    )
