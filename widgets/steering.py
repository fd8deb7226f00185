"""Steering as a widget: sliders on heads, neurons and directions, and what the model would then say, as they move.

Traits and messages only: the numbers are the workspace's, the drawing is `js/steering.ts`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import torch
import traitlets

from ..errors import EditError
from ..workspace import Change, Place, Workspace
from ._bundle import bundle
from ._bytes import bytes_of
from ._messages import Message
from ._prompt import prompt_code
from ._steering_chooser import drawn, heads, neurons
from ._steering_next import following
from ._steering_sample import LONGEST, Step, written
from ._steering_slider import Slider
from ._steering_sliders import Sliders
from ._steering_sweep import packed, places, swept
from ._steering_texts import Texts
from ._steering_vector import added, code_of
from ._view import View
from ._work import CancelledError, current, progress
from ._workspace_code import model_code

if TYPE_CHECKING:
    from ..workspace import Edit, Kind


class Steering(View):
    """Sliders for heads, neurons and directions; the next token follows while they move, a text is written after.

    A slider is a change of the workspace: "scale" by a factor, "set" to a value, or "add" a vector so many times. At
    the number that changes nothing there is no change. Changes of these kinds made elsewhere get a slider too.

    Args:
        workspace: a workspace, which several views may share; or a model, for one of the view's own.
        prompt: the text to look at, where `workspace` is a model.
        other_prompt: a text to compare with.

    Example:
        >>> view = Steering(nnexplore.load("demo"), "The Eiffel Tower is in the city of")
        >>> view.add_head(1, 2).value = 0.0
        >>> view.add_neuron(2, 17)
        >>> view.add_texts(["I love this"], ["I hate this"], 2)
        >>> view.write()
    """

    _esm = bundle("steering")

    _live = traitlets.Dict().tag(sync=True)
    _heads = traitlets.Dict().tag(sync=True)
    _neurons = traitlets.Dict().tag(sync=True)
    _sample = traitlets.Dict().tag(sync=True)
    _sweep = traitlets.Dict().tag(sync=True)
    _code = traitlets.Unicode().tag(sync=True)
    against = traitlets.Enum(
        ["clean", "other"], "clean", help="What the prediction is compared with: that without changes, or of the other."
    ).tag(sync=True)
    token = traitlets.Int(
        None, allow_none=True, help="The id of the token whose probability a sweep draws; None: the likeliest."
    ).tag(sync=True)
    length = traitlets.Int(20, min=1, max=LONGEST, help="How many tokens a text has at most.").tag(sync=True)
    temperature = traitlets.Float(0.0, min=0.0, help="0 writes the likeliest tokens; above 0 they are drawn.").tag(
        sync=True
    )
    seed = traitlets.Int(0, min=0, max=2**32 - 1, help="Of the random numbers: one for each token.").tag(sync=True)
    automatic = traitlets.Bool(True, help="Whether a text is written after each change, where that is quick.").tag(
        sync=True
    )

    def __init__(self, workspace: Any, prompt: Any = None, other_prompt: Any = None, **traits: Any) -> None:
        self._sliders = Sliders(lambda: self.workspace)
        self._turn, self._pace = 0, 0.0
        self._state: tuple[int, Any] = (0, None)
        self._scratch: Workspace | None = None
        self._plain: tuple[Any, list[Step]] = (None, [])
        self._swept: tuple[Any, ...] = ()
        super().__init__(workspace, prompt, other_prompt, **traits)
        self._look()
        self._hear("prompts", self._look)
        self._hear("selection", self._look)
        self.observe(lambda _: self._redraw(), names=["against", "token"])

    def close(self) -> None:
        """Close the view and let go of the workspace and of all that was computed."""
        super().close()
        self._scratch, self._plain, self._swept = None, (None, []), ()

    # ------------------------------------------------------------------ sliders, from Python

    @property
    def sliders(self) -> tuple[Slider, ...]:
        """All sliders, the oldest first; each has a `value` that can be set."""
        return tuple(self._sliders)

    def add_head(self, layer: int, head: int, position: int | None = None, *, value: float | None = None) -> Slider:
        """A slider for a head's output: 1 leaves it, 0 switches it off.

        Raises:
            EditError: there is no such head.
        """
        more: dict[str, Any] = {**_at(head=head, position=position)}
        return self.add("head_out", layer, value=value, **more)

    def add_neuron(
        self, layer: int, neuron: int, position: int | None = None, *, how: Kind = "scale", **more: float | None
    ) -> Slider:
        """A slider for a neuron of the MLP: a factor, or with `how="set"` its value; the rest is as of `add`.

        Raises:
            EditError: there is no such neuron.
        """
        return self.add("neurons", layer, how=how, **_at(neuron=neuron, position=position), **more)

    def add_vector(
        self, vector: Any, layer: int, *, name: str = "", position: int | None = None, **more: float | None
    ) -> Slider:
        """A slider for how many times a vector ``[width]`` is added to the residual stream after a layer.

        `vector` is a tensor, or a `Vector` of the workspace; `low`, `high` and `value` are as of `add`.

        Example:
            >>> vector = nnexplore.analysis.steering_vector(model, ["I love this"], ["I hate this"], layer=2)
            >>> view.add_vector(vector, 2, name="love").value = 1.0

        Raises:
            EditError: the vector is not as wide as the stream, or there is no such layer.
        """
        return self._put_up(added(vector, layer, name, _at(position=position)), name, **more)

    def add_texts(
        self,
        more: Sequence[str],
        less: Sequence[str],
        layer: int,
        *,
        name: str = "",
        position: int | None = None,
        **ends: float | None,
    ) -> Slider:
        """A slider for the direction from some texts to others: how many times it is added after a layer.

        The direction is `nnexplore.analysis.steering_vector`: the stream's mean at the last token of the one texts,
        less that of the others. `low`, `high` and `value` are as of `add`.

        Example:
            >>> view.add_texts(["I love this", "I adore you"], ["I hate this"], 2, value=1.0)

        Raises:
            AnalysisError: there is no such layer.
            EditError: a list without texts, a text too long for the model, or lists that are the same on average.
        """
        texts = Texts.of(more, less)
        name = name or texts.name
        change = added(texts.direction(self.workspace.model, layer), layer, name, _at(position=position))
        slider = self._put_up(change, name, **ends)
        slider.texts = texts
        return slider

    def add(self, component: str, layer: int | None = None, *, how: Kind = "scale", **more: Any) -> Slider:
        """A slider for any part that a workspace can scale or set.

        Args:
            component: such as "mlp_out", or the path of a module.
            layer: of a component.
            how: "scale" for a factor, "set" for a number.
            more: `low` and `high`, its ends; `value`, where it is; and which part, by axis, as `neuron=17`.

        Example:
            >>> view.add("mlp_out", 3, value=0.5)

        Raises:
            EditError: there is no such part.
        """
        if how not in ("scale", "set"):
            raise EditError(f"a slider is for how='scale' or how='set'; got {how!r:.40}")
        own = {name: more.pop(name, None) for name in ("low", "high", "value")}
        return self._put_up(Change(Place(component, layer), more, how), "", **own)

    def _put_up(
        self,
        change: Change,
        name: str,
        low: float | None = None,
        high: float | None = None,
        value: float | None = None,
    ) -> Slider:
        slider = self._sliders.put_up(change, (low, high), name)
        if value is not None and value != slider.value:
            slider.value = value
        else:
            self._redraw()
        return slider

    def remove(self, slider: Slider | int) -> None:
        """Take a slider away, and its change.

        Raises:
            EditError: there is none.
        """
        gone = self._sliders.find(slider)
        self._sliders.take(gone)
        if gone.made is None:
            self._redraw()
        gone.reset()

    def reset(self) -> None:
        """Put every slider back, in one step; other changes stay."""
        self.workspace.edits = self._sliders.others(self.workspace.edits)

    # ------------------------------------------------------------------ what is on screen

    def _draw(self) -> dict[str, Any]:
        shared = self.workspace
        self._sliders.adopt(shared.changes)
        self._turn, self._scratch = self._turn + 1, None
        if (key := (shared.edits, str(shared.prompt), str(shared.other))) != self._state[1]:
            known = self._state[1]
            self._pace = self._pace if known is not None and known[1:] == key[1:] else 0.0  # of another prompt
            self._state = self._state[0] + 1, key
        return {
            "turn": self._turn,
            "state": self._state[0],
            "tokens": shared.tokens,
            "sliders": [drawn(shared, one, self._position) for one in self._sliders],
            "others": sum(change.on for change in self._sliders.others(shared.edits)),
            "changed": any(change.on for change in shared.edits),
            "next": None if shared.prompt is None else self._next(shared),
            "compared": shared.other is not None,
            "can": shared.can,
            "pace": self._pace,
        }

    def _next(self, edited: Workspace) -> dict[str, Any]:
        """The likeliest next tokens of a workspace with changes, and what they were."""
        began = time.monotonic()
        now = edited.logits()[-1]
        if (took := time.monotonic() - began) > 1e-3:  # it was not known already
            self._pace = min(took, self._pace or took)
        was = self.workspace.logits("other" if self.against == "other" else "clean")[-1]
        return following(self.workspace, now, was, self.token)

    def _redraw(self) -> None:
        super()._redraw()
        if self._error:
            self._live = {}
        if self._sweep and self._swept != self._rest(self._sweep["slider"]):
            self._sweep = {}

    def _look(self) -> None:
        """The heads, and the neurons where they are on screen, at the token that is selected now."""
        if self.workspace.prompt is None:
            return
        if any(one.change.place.name == "neurons" for one in self._sliders):
            self._redraw()  # they say what the neuron is at that token
        self._heads = heads(self.workspace, self._position)
        if self._neurons:
            self._neurons = neurons(self.workspace, self._neurons["layer"], self._position)

    @property
    def _position(self) -> int:
        selected = self.workspace.selection.position
        return len(self.workspace.tokens) - 1 if selected is None else selected

    # ------------------------------------------------------------------ while a slider moves

    def _preview(self, asked: Message) -> None:
        """The next tokens with a slider elsewhere; the workspace does not hear of it."""
        slider = self._sliders.find(asked["slider"])
        scratch = self._elsewhere()
        scratch.edits = slider.edits(asked["value"])
        self._live = {"turn": self._turn, "slider": slider.id, "value": asked["value"]} | self._next(scratch)

    def _elsewhere(self) -> Workspace:
        """A workspace of the view's own, with the same prompts, to try changes in."""
        if self._scratch is None:
            shared = self.workspace
            self._scratch = Workspace(shared.model, shared.prompt, shared.other)
        return self._scratch

    # ------------------------------------------------------------------ a value after the other

    def sweep(self, slider: Slider | int) -> dict[str, Any]:
        """The next-token probabilities with a slider at 21 places from end to end; they are drawn, too.

        Returns:
            "values" ``[21]``, "ids" ``[tokens]`` of the tokens on screen, "probabilities" ``[21, tokens]``.
        """
        moved = self._sliders.find(slider)
        values = places(moved.low, moved.high)
        ids = torch.frombuffer(bytearray(self._screen["next"]["ids"]), dtype=torch.int32).long()
        rest = self._rest(moved.id)
        found = swept(self._elsewhere(), moved.edits, values, ids)
        self._swept = rest
        self._sweep = {"slider": moved.id} | packed(self.workspace.model, values, ids, found)
        return {"values": values, "ids": ids, "probabilities": found}

    def _rest(self, slider: str) -> tuple[Any, ...]:
        """What a sweep depends on: all but the slider itself."""
        shared = self.workspace
        return self._sliders.rest(slider), str(shared.prompt), str(shared.other)

    # ------------------------------------------------------------------ a text

    def write(self) -> dict[str, str]:
        """What the model writes after the prompt, "edited" with the changes and "clean" without; it is drawn, too.

        `length`, `temperature` and `seed` say how. A change without a position holds at the new tokens as well.

        Raises:
            EditError: a change that new tokens cannot have.
        """
        shared = self.workspace
        state, key = self._state[0], (str(shared.prompt), self.length, self.temperature, self.seed)
        total = self.length * (1 if self._plain[0] == key else 2)
        active = [change for change in shared.edits if change.on]
        edited = self._steps(active, 0, total, state)
        if self._plain[0] != key:
            self._plain = key, list(edited) if not active else self._steps([], self.length, total, state)
        clean = self._plain[1]
        runs = {"edited": edited, "clean": clean}
        self._sample = {"state": state, "settings": list(key[1:])} | {
            name: {
                "texts": shared.model.token_strings([token for token, _ in steps]),
                "probabilities": bytes_of(torch.tensor([chance for _, chance in steps])),
            }
            for name, steps in runs.items()
        }
        return self.texts

    @property
    def texts(self) -> dict[str, str]:
        """What was written last, "edited" and "clean"; nothing before."""
        return {name: "".join(self._sample[name]["texts"]) for name in ("edited", "clean") if name in self._sample}

    def _steps(self, changes: list[Edit], before: int, total: int, state: int) -> list[Step]:
        shared, made = self.workspace, list[Step]()
        how: dict[str, Any] = {"tokens": self.length, "temperature": self.temperature, "seed": self.seed}
        for step in written(shared, changes, **how):
            made.append(step)
            progress(before + len(made), total, f"token {before + len(made)} of {total}")
            if self._state[0] != state and current() is not None:
                raise CancelledError("the changes are others now; this text was left unfinished")
        return made

    # ------------------------------------------------------------------ what the browser asks

    def _handlers(self) -> dict[str, Callable[[Message], None]]:
        return {
            "preview": self._preview,
            "put": lambda asked: setattr(self._sliders.find(asked["slider"]), "value", asked["value"]),
            "reset": lambda asked: self._sliders.find(asked["slider"]).reset(),
            "reset all": lambda _: self.reset(),
            "remove": lambda asked: self.remove(asked["slider"]),
            "how": lambda asked: self._change_how(self._sliders.find(asked["slider"]), asked["how"]),
            "add head": lambda asked: _done(self.add_head(asked["layer"], asked["head"], asked["position"])),
            "add neuron": lambda asked: _done(self.add_neuron(asked["layer"], asked["neuron"], asked["position"])),
            "add texts": lambda asked: _done(
                self.add_texts(asked["more"], asked["less"], asked["layer"], position=asked["position"], value=1.0)
            ),
            "neurons": lambda asked: self.set_trait(
                "_neurons", neurons(self.workspace, asked["layer"], self._position)
            ),
            "write": lambda _: _done(self.write()),
            "sweep": lambda asked: _done(self.sweep(asked["slider"])),
            "code": lambda _: self.set_trait("_code", self.code),
        }

    def _change_how(self, slider: Slider, how: Kind) -> None:
        """A neuron's factor or its value: the other of the two, and no change for now."""
        change = slider.change
        slider.reset()
        self.add(change.place.name, change.place.layer, how=how, **change.at)

    @property
    def code(self) -> str:
        """Python that makes this view with its sliders; changes of other kinds are in `workspace.code`."""
        shared = self.workspace
        prompts = ", ".join(prompt_code(shared, one) for one in (shared.prompt, shared.other) if one is not None)
        lines = ["import nnexplore", "", model_code(shared.model)]
        lines.append(f"view = nnexplore.widgets.Steering(model, {prompts})")
        return "\n".join([*lines, *(code_of(one) for one in self._sliders)]) + "\n"


def _at(**numbers: int | None) -> dict[str, int]:
    """The axes that are given."""
    return {axis: number for axis, number in numbers.items() if number is not None}


def _done(_answer: object) -> None:
    """A request has no answer but that it was done."""
