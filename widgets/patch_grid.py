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
from ._patch_grid_found import Found
from ._patch_grid_metric import Given, offered
from ._patch_grid_sweep import Sweep
from ._view import View
from ._work import OFTEN, CancelledError, kept, progress

if TYPE_CHECKING:
    from ..analysis import Metric
    from ..workspace import Run

KEPT = 8
"""So many sweeps are kept, to come back to."""
PARTS = [name for name in COMPONENTS if name != "neurons"]


class PatchGrid(View):
    """What becomes of the prediction when one value of the other prompt is put into the prompt, place by place.

    The sweep runs when it is asked to, by its button or by `run`, since it costs hundreds of runs of the model. Cells
    fill in as they are finished; what was finished when it is cancelled stays, and running again goes on from there.
    Values are taken from the workspace's other prompt and put into its prompt, as `workspace.copy` does, and a cell
    can be applied as such a change. The sweep itself is of the plain prompts, without the changes of the workspace.

    Args:
        workspace: a workspace, which several views may share; or a model, for one of the view's own.
        prompt: the text that is patched, where `workspace` is a model.
        other_prompt: the text that values are taken from.
        metric: what is measured: a `Metric`, or two tokens, of which the logit difference is taken. By default the
            likeliest next token of the other prompt and that of the prompt.
        traits: `component`, `by`, `align`, `direction`, `show`.

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
        self._shown: Found | None = None
        self._sweep: Sweep | None = None
        self._running: Found | None = None
        self._told = 0.0
        super().__init__(workspace, prompt, other_prompt, **traits)
        self.observe(lambda _: self._redraw(), names=["component", "by", "align", "direction"])

    # ------------------------------------------------------------------ what a user does

    def run(self, *, progress: bool = True) -> Patching:
        """Carry the sweep out, or what is missing of it; Ctrl-C ends it, and what is finished stays.

        Raises:
            NnexploreError: there is no other prompt, the prompts do not go together, or a metric does not fit.
        """
        return self._carry_out_sweep(progress).patching(self.direction)

    def apply(self, **where: int) -> None:
        """Make the patch of a cell a change of the workspace.

        >>> grid.apply(layer=2, position=7)

        Raises:
            ValueError: there is no such cell.
            EditError: the cells are of other prompts.
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

        >>> grid.result.recovery().plot().show()
        """
        return None if self._shown is None else self._shown.patching(self.direction)

    @property
    def complete(self) -> bool:
        """Whether every cell of the present sweep is there."""
        found = None if self._sweep is None else self._kept.get(self._sweep.key)
        return found is not None and bool(found.done.all())

    @property
    def code(self) -> str:
        """Python that carries the sweep out without the view."""
        return self._current().code(self.workspace, self.direction)

    def close(self) -> None:
        """Close the view and let go of the workspace and of every result."""
        self._cancel()
        super().close()
        self._kept.clear()
        self._shown = self._sweep = self._running = None

    # ------------------------------------------------------------------ the sweep

    def _planned(self) -> Sweep:
        shared = self.workspace
        if shared.prompt is None or shared.other is None:
            what = "prompt" if shared.prompt is None else "other"
            raise EditError(
                f"a sweep takes two prompts, one to patch and one to take values from; set workspace.{what}"
            )
        return Sweep.of(shared, self.component, tuple(self.by), self.align, self._given)

    def _current(self) -> Sweep:
        return self._sweep if self._sweep is not None else self._planned()

    def _carry_out_sweep(self, bar: bool) -> Found:
        if self._running is not None:
            raise EditError("a sweep of this grid is running; cancel it, or wait until it is finished")
        sweep = self._planned()
        found = self._kept.get(sweep.key)
        if found is None:
            found = self._kept[sweep.key] = Found(sweep, *self._measured(sweep, "clean", "other"))
        layers = found.missing
        if not layers:
            return found
        found.state, self._running = "running", found
        self._redraw()
        try:
            self._fill(found, layers, bar)
        except CancelledError:
            found.state = "cancelled"
        except Exception:
            found.state = "failed"
            raise
        finally:
            if found.state == "running":
                found.state = "done" if bool(found.done.all()) else "cancelled"
            self._running = None
            if self._workspace is not None:
                self._redraw()
        return found

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
        if found is self._shown and now - self._told > OFTEN:
            self._told = now
            self._cells = found.drawn(self._screen["of"])

    # ------------------------------------------------------------------ what is on screen

    def _draw(self) -> dict[str, Any]:
        problem = ""
        try:
            planned = self._planned()
        except NnexploreError as wrong:
            planned, problem = None, str(wrong)
        self._sweep = planned
        found = None if planned is None else self._kept.get(planned.key)
        before = self._shown
        stale = found is None and before is not None and (planned is None or planned.prompts != before.sweep.prompts)
        if stale:
            found = before
        self._shown = found
        sweep = planned if found is None else found.sweep
        drawn = self._around(problem, stale) | ({} if sweep is None else self._of(sweep, stale))
        self._cells = {} if found is None else found.drawn(drawn["of"])
        while len(self._kept) > KEPT:
            self._kept.pop(next(key for key in self._kept if self._kept[key] not in (found, self._running)))
        return drawn

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

    def _of(self, sweep: Sweep, stale: bool) -> dict[str, Any]:
        shared, model, pair = self.workspace, self.workspace.model, sweep.pair
        runs: tuple[Run, ...] = () if stale else ("clean", "other", "edited")
        ids, other_ids = sweep.prompts
        return {
            "of": str(hash((sweep.key, stale))),
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
            "code": sweep.code(shared, self.direction),
        }

    def _handlers(self) -> dict[str, Callable[[Message], None]]:
        return {
            "run": lambda _: self._keep(self._carry_out_sweep(False)),
            "apply": lambda asked: self._toggle(int(asked["cell"])),
            "metric": lambda asked: setattr(self, "metric", _typed(asked.get("tokens"))),
        }

    def _keep(self, _found: Found) -> None:
        """A request has no answer but that it was done."""

    def _toggle(self, number: int) -> None:
        if self._screen["stale"]:
            raise EditError("these cells are of other prompts than the workspace's; run the sweep again")
        sweep = self._current()
        act = self.remove if number in sweep.applied(self.workspace.edits) else self.apply
        act(**sweep.cell(number))


def _typed(tokens: Any) -> Given:
    return None if tokens is None else (str(tokens[0]), str(tokens[1]))
