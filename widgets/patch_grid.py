"""A sweep of patches as a grid: how much of the way to the other prompt each of them goes.

Traits and messages only: the numbers are those of `analysis.activation_patching`, the drawing is `js/patch_grid.ts`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import torch
import traitlets

from ..analysis import Patching, activation_patching
from ..analysis.component import COMPONENTS
from ..errors import EditError, NnexploreError
from ._bundle import bundle
from ._bytes import bytes_of
from ._messages import Message
from ._patch_grid_found import Found, drawn
from ._patch_grid_metric import Given, offered
from ._patch_grid_sweep import Sweep
from ._view import View
from ._work import OFTEN, CancelledError, kept, progress

if TYPE_CHECKING:
    from ..analysis import Metric
    from ..workspace import Run

KEPT = 8
"""So many sweeps are kept, to come back to."""
INTO = {"prompt": (False,), "other": (True,), "prompt - other": (False, True)}
"""Which prompt is patched, in one sweep or in two; whether values go back, from the prompt into the other."""
PARTS = [name for name in COMPONENTS if name != "neurons"]


class PatchGrid(View):
    """What becomes of the prediction when one value of the other prompt is put into the prompt, place by place.

    The sweep runs when it is asked to, by its button or by `run`, since it costs hundreds of runs of the model. Cells
    fill in as they are finished; what was finished when it is cancelled stays, and running again goes on from there.
    Values are taken from the workspace's other prompt and put into its prompt, as `workspace.copy` does, and a cell
    can be applied as such a change. The sweep itself is of the plain prompts, without the changes of the workspace.
    `into` turns it round, or shows both sweeps, the first minus the second: where one is large and the other is not, a
    value is enough for the answer but not needed for it, or needed but not enough.

    Args:
        workspace: a workspace, which several views may share; or a model, for one of the view's own.
        prompt: the text that is patched, where `workspace` is a model.
        other_prompt: the text that values are taken from.
        metric: what is measured: a `Metric`, or two tokens, of which the logit difference is taken. By default the
            likeliest next token of the other prompt and that of the prompt.
        traits: `component`, `by`, `align`, `into`, `direction`, `show`.

    Example:
        >>> eiffel, gate = "The Eiffel Tower is in the city of", "The Brandenburg Gate is in the city of"
        >>> grid = PatchGrid(nnexplore.load("demo"), gate, eiffel)
        >>> grid.run().recovery().top(3)
        >>> grid.apply(layer=2, position=7)
    """

    _esm = bundle("patch_grid")

    _cells = traitlets.Dict().tag(sync=True)
    component = traitlets.Enum(PARTS, "resid_pre", help="What is put in, of each layer.").tag(sync=True)
    by = traitlets.List(
        traitlets.Unicode(), help='The axes, "layer" and others; none are those that the component has by default.'
    ).tag(sync=True)
    align = traitlets.Enum(
        ["", "start", "end"], "", help="The side on which tokens match, where the prompts are not equally long."
    ).tag(sync=True)
    into = traitlets.Enum(
        list(INTO),
        "prompt",
        help="Which prompt is patched with values of the one that is not; or the sweep of one minus that of the other.",
    ).tag(sync=True)
    direction = traitlets.Enum(
        ["denoising", "noising"],
        "denoising",
        help='Which of the two runs `result` and `code` call clean: by "denoising" the other prompt\'s, from which '
        'values are taken, by "noising" the prompt\'s own. The numbers are the same.',
    )
    show = traitlets.Enum(
        ["recovery", "change"],
        "recovery",
        help="What colours a cell: the share of the way to the other prompt, or the change of the metric.",
    ).tag(sync=True)

    def __init__(
        self, workspace: Any, prompt: Any = None, other_prompt: Any = None, *, metric: Given = None, **traits: Any
    ) -> None:
        self._given: Given = metric
        self._kept: dict[Any, Found] = {}
        self._shown: list[Found] = []
        self._sweeps: list[Sweep] = []
        self._running: Found | None = None
        self._told = 0.0
        super().__init__(workspace, prompt, other_prompt, **traits)
        self.observe(lambda _: self._redraw(), names=["component", "by", "align", "into", "direction"])

    # ------------------------------------------------------------------ what a user does

    def run(self, *, progress: bool = True) -> Patching:
        """Carry the sweep out, or what is missing of it; Ctrl-C ends it, and what is finished stays.

        Of two sweeps the first comes back, and `results` has both.

        Raises:
            NnexploreError: there is no other prompt, the prompts do not go together, or a metric does not fit.
        """
        return self._fill_in(progress)[0].patching(self.direction)

    def apply(self, **where: int) -> None:
        """Make the patch of a cell a change of the workspace.

        >>> grid.apply(layer=2, position=7)

        Raises:
            ValueError: there is no such cell.
            EditError: the cells are of other prompts, or it is the other prompt that is patched.
        """
        sweep = self._current()
        sweep.number(where)
        changes = sweep.changes(where)
        keys = {change.key for change in changes}
        others = [edit for edit in self.workspace.edits if edit.key not in keys]
        self.workspace.edits = (*others, *changes)

    def remove(self, **where: int) -> None:
        """Take the patch of a cell out of the workspace's changes.

        Raises:
            ValueError: there is no such cell, or it is not applied.
        """
        sweep = self._current()
        if sweep.number(where) not in sweep.applied(self.workspace.edits):
            raise ValueError(f"the patch at {where} is not among the changes: {self.workspace.edits}")
        keys = {change.key for change in sweep.changes(where)}
        self.workspace.edits = tuple(edit for edit in self.workspace.edits if edit.key not in keys)

    @property
    def metric(self) -> Metric:
        """What is measured; it can be set to a `Metric`, to two tokens, or to `None` for the likeliest ones.

        >>> grid.metric = " Paris", " Rome"

        Raises:
            MetricError: text that is no token.
        """
        return self._current().metric

    @metric.setter
    def metric(self, metric: Given) -> None:
        before, self._given = self._given, metric
        try:
            self._planned()
        except BaseException:
            self._given = before
            raise
        self._redraw()

    # ------------------------------------------------------------------ what a user reads

    @property
    def result(self) -> Patching | None:
        """What was found, NaN where it is not there; `None` before the first run of the sweep that is on screen.

        Of two sweeps it is the first.

        >>> grid.result.recovery().plot().show()
        """
        return self._shown[0].patching(self.direction) if self._shown else None

    @property
    def results(self) -> dict[str, Patching]:
        """What was found in the sweeps on screen, by the prompt that is patched: "prompt", "other".

        >>> grid.into = "prompt - other"
        >>> grid.run()
        >>> enough, needed = (grid.results[into].recovery().values for into in ("prompt", "other"))
        """
        return {"other" if one.sweep.back else "prompt": one.patching(self.direction) for one in self._shown}

    @property
    def complete(self) -> bool:
        """Whether every cell of the present sweep is there."""
        found = [self._kept.get(sweep.key) for sweep in self._sweeps]
        return bool(found) and all(one is not None and bool(one.done.all()) for one in found)

    @property
    def code(self) -> str:
        """Python that carries the sweep out without the view; of two the `difference` of recoveries as well."""
        return self._code(self._sweeps or self._planned())

    def close(self) -> None:
        """Close the view and let go of the workspace and of every result."""
        self._cancel()
        super().close()
        self._kept.clear()
        self._shown, self._sweeps, self._running = [], [], None

    # ------------------------------------------------------------------ the sweep

    def _planned(self) -> list[Sweep]:
        shared = self.workspace
        if shared.prompt is None or shared.other is None:
            what = "prompt" if shared.prompt is None else "other"
            raise EditError(
                f"a sweep takes two prompts, one to patch and one to take values from; set workspace.{what}"
            )
        asked = shared, self.component, tuple(self.by), self.align, self._given
        return [Sweep.of(*asked, back) for back in INTO[self.into]]

    def _current(self) -> Sweep:
        return (self._sweeps or self._planned())[0]

    def _fill_in(self, bar: bool) -> list[Found]:
        """What is missing of the present sweeps, one after the other, until one is cancelled."""
        if self._running is not None:
            raise EditError("a sweep of this grid is running; cancel it, or wait until it is finished")
        founds = [self._kept.get(sweep.key) or self._begun(sweep) for sweep in self._planned()]
        todo = [found for found in founds if found.missing]
        for found in todo:
            found.state = "running"
        try:
            for found in todo:
                self._running = found
                self._redraw()
                self._fill(found, found.missing, bar)
                if not found.done.all():
                    break
                found.state = "done"
        except CancelledError:
            pass  # what is finished stays
        except Exception:
            if self._running is not None:
                self._running.state = "failed"
            raise
        finally:
            self._ended(todo)
        return founds

    def _begun(self, sweep: Sweep) -> Found:
        found = self._kept[sweep.key] = Found(sweep, *self._measured(sweep, *sweep.runs))
        return found

    def _ended(self, founds: list[Found]) -> None:
        for found in founds:
            if found.state == "running":
                found.state = "cancelled"
        self._running = None
        if founds and self._workspace is not None:
            self._redraw()

    def _fill(self, found: Found, layers: Sequence[int], bar: bool) -> None:
        sweep = found.sweep

        def on_cells(numbers: Sequence[int], so_far: Patching) -> None:
            found.fill(layers, numbers, so_far)
            found.ends(so_far)
            self._tell(found)
            count()

        def count() -> None:
            finished, total = int(found.done.sum()), len(found.done)
            progress(finished, total, f"{finished} of {total} cells")

        try:
            count()
            result = activation_patching(
                self.workspace.model,
                sweep.pair.source,
                sweep.pair.target,
                metric=sweep.metric,
                component=sweep.component,
                by=tuple(sweep.places.axes),
                layers=layers,
                align=sweep.pair.align,
                progress=bar,
                on_cells=on_cells,
            )
        finally:
            kept()
        found.ends(result)
        found.plan = result.plan

    def _tell(self, found: Found) -> None:
        """Bring new cells to the browser, not more often than it can draw them."""
        now = time.monotonic()
        if found in self._shown and now - self._told > OFTEN:
            self._told = now
            self._cells = drawn(self._shown, self._screen["of"])

    # ------------------------------------------------------------------ what is on screen

    def _draw(self) -> dict[str, Any]:
        problem = ""
        try:
            planned = self._planned()
        except NnexploreError as wrong:
            planned, problem = [], str(wrong)
        self._sweeps = planned
        found = [one for one in (self._kept.get(sweep.key) for sweep in planned) if one is not None]
        before = self._shown
        stale = not found and bool(before) and (not planned or not _alike(planned[0], before[0].sweep))
        self._shown = before if stale else found if len(found) == len(planned) else []
        sweeps = [one.sweep for one in self._shown] or planned
        screen = self._around(problem, stale) | (self._of(sweeps, stale) if sweeps else {})
        self._cells = drawn(self._shown, screen["of"]) if self._shown else {}
        spare = [key for key, one in self._kept.items() if one not in self._shown and one is not self._running]
        for key in spare[: max(0, len(self._kept) - KEPT)]:
            del self._kept[key]
        return screen

    def _around(self, problem: str, stale: bool) -> dict[str, Any]:
        """What is so whether or not there is a sweep."""
        shared = self.workspace
        both = shared.prompt is not None and shared.other is not None
        return {
            "of": "",
            "problem": problem,
            "stale": stale,
            "components": PARTS,
            "uneven": both and len(shared.tokens) != len(shared.other_tokens or []),
            "offered": offered(shared) if both else [],
            "changes": sum(edit.on for edit in shared.edits),
            "can": shared.can,
            "axes": [],
        }

    def _measured(self, sweep: Sweep, *runs: Run) -> list[float]:
        """The metric of whole runs of the workspace."""
        return [float(sweep.metric(self.workspace.logits(run)[None])[0]) for run in runs]

    def _of(self, sweeps: list[Sweep], stale: bool) -> dict[str, Any]:
        sweep = sweeps[0]
        shared, model, pair = self.workspace, self.workspace.model, sweep.pair
        runs: tuple[Run, ...] = () if stale else (*sweep.runs, "edited")
        ids, other_ids = sweep.prompts
        return {
            "of": str(hash((tuple(one.key for one in sweeps), stale))),
            "into": next(into for into, backs in INTO.items() if backs == tuple(one.back for one in sweeps)),
            "component": sweep.component,
            "prompt": "".join(model.token_strings(list(ids))),
            "other": "".join(model.token_strings(list(other_ids))),
            "metric": repr(sweep.metric),
            "unit": sweep.metric.unit,
            "tokens": [] if sweep.tokens is None else model.token_strings(list(sweep.tokens)),
            "axes": [
                {"name": axis.name, "numbers": list(axis.numbers), "labels": list(axis.labels)}
                for axis in sweep.places.named()
            ],
            "shift": pair.shift,
            "runs": bytes_of(torch.tensor(self._measured(sweep, *runs))),
            "applied": bytes_of(torch.tensor([] if stale else list(sweep.applied(shared.edits)), dtype=torch.int32)),
            "code": self._code(sweeps),
        }

    def _code(self, sweeps: list[Sweep]) -> str:
        first = sweeps[0].code(self.workspace, self.direction)
        if len(sweeps) == 1:
            return first
        lines = sweeps[1].call("back", self.workspace, self.direction)
        return "\n".join([first + lines[0], *lines[1:], "difference = recovery.values - back.recovery().values", ""])

    def _handlers(self) -> dict[str, Callable[[Message], None]]:
        return {
            "run": lambda _: self._keep(self._fill_in(False)),
            "apply": lambda asked: self._toggle(int(asked["cell"])),
            "metric": lambda asked: setattr(self, "metric", _typed(asked.get("tokens"))),
        }

    def _keep(self, _found: list[Found]) -> None:
        """A request has no answer but that it was done."""

    def _toggle(self, number: int) -> None:
        if self._screen["stale"]:
            raise EditError("these cells are of other prompts than the workspace's; run the sweep again")
        sweep = self._current()
        act = self.remove if number in sweep.applied(self.workspace.edits) else self.apply
        act(**sweep.cell(number))


def _alike(one: Sweep, other: Sweep) -> bool:
    """Whether two sweeps are of the same prompts, whichever is patched."""
    return set(one.prompts) == set(other.prompts)


def _typed(tokens: Any) -> Given:
    return None if tokens is None else (str(tokens[0]), str(tokens[1]))
