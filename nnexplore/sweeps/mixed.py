"""``Mixed``: one forward that carries graphs on different prompts, each on rows of its own.

Shorter prompts have padding on their right. The model is causal, so that no token sees what comes after it: positions
and the attention mask are those of runs without padding. A graph is shown its own rows and its own tokens, and what it
changes goes back there. Where that cannot be done for a graph, or it fails, it is left out, and the others go on.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import torch

from ..engine import Ambient, Job
from ..engine.forward import Forward
from ..engine.override import Overrides
from ..engine.point import AFTER, BEFORE, Point, Spot
from ..engine.tree import Path, children, leaves, map_tensors
from ..engine.visit import storage_of
from ..graph import ATTENTION, Inputs
from .blocks import Blocks
from .cell import Cell, StuckError
from .fed import shape_of, without_cache
from .layout import FLAT, ROWS, Layout, Seat
from .logits import Logits
from .script import Script

__all__ = ["mix"]

log = logging.getLogger("nnexplore")


def mix(
    scripts: Sequence[Script], jobs: Sequence[Job], keep: Sequence[Logits | None], blocks: Blocks, layout: Layout
) -> list[dict[str, Any] | None]:
    """The results of each graph; ``None`` for those that need a run of their own, also to see what is wrong with them.

    Args:
        scripts: what each graph asks; all have one run.
        jobs: the run of each.
        keep: the logits that each reads; ``None`` for all.
        blocks: the model's blocks.
        layout: where rows and tokens stand in its values.
    """
    flight = Mixed(scripts, jobs, keep, blocks, layout)
    flight.go()
    return flight.results()


class Mixed:
    """Takes graphs through one forward of all their prompts; the arguments are those of ``mix``."""

    def __init__(
        self,
        scripts: Sequence[Script],
        jobs: Sequence[Job],
        keep: Sequence[Logits | None],
        blocks: Blocks,
        layout: Layout,
    ) -> None:
        self._blocks, self._layout, self._jobs = blocks, layout, jobs
        self._job = without_cache(replace(jobs[0], inputs=_batch(jobs), tokens=None))
        self._total, self._width = shape_of(self._job)
        self._seats: list[Seat] = []
        first = 0
        for rows, tokens in map(shape_of, jobs):
            self._seats.append(Seat(first, rows, tokens, self._total, self._width))
            first += rows
        self._logits = list(self._seats)  # where they are among those logits that are computed
        self._keep = [one for one in keep if one is not None]
        self._narrow = len(self._keep) == len(jobs) and any(one.positions for one in self._keep)
        self._waiting: dict[Point, list[Cell]] = {}
        self._finite: dict[int, list[torch.Tensor]] = {at: [] for at in range(len(jobs))}
        self._held: dict[int, dict[int | None, _Held]] = {at: {} for at in range(len(jobs))}
        self._cells = [self._cell(at, script) for at, script in enumerate(scripts)]

    def _cell(self, at: int, script: Script) -> Cell | None:
        """A graph that has come to its first look at the model; ``None`` where it cannot be among others."""
        job, seat = self._jobs[at], self._seats[at]
        try:
            for node in script.visits(0):
                self._see_to(script.point(node).spot)
            cell = Cell(at, script, job.module, lambda _: job.tokens)
        except Exception as reason:  # noqa: BLE001  it fails by itself, in a run of its own
            _tell(at, reason)
            return None
        cell.rows = slice(seat.first, seat.first + seat.rows)
        self._file(cell)
        return cell

    def _see_to(self, spot: Spot) -> None:
        if spot not in self._layout:
            raise StuckError(f"{spot.path}.{spot.where} was not seen in the trial")
        if spot.where in ATTENTION:
            self._job.order.learn_plan(spot.path, self._job.probe)

    def _file(self, cell: Cell) -> None:
        if cell.waits is not None:
            self._waiting.setdefault(cell.waits[1], []).append(cell)

    def results(self) -> list[dict[str, Any] | None]:
        """What each has saved, where it came to its end and saw nothing but finite numbers.

        How far others spread may depend on how a kernel goes through its tokens, and so on the padding.
        """
        return [
            cell.results if cell and cell.waits is None and all(map(bool, self._finite[cell.number])) else None
            for cell in self._cells
        ]

    # -- the forward ---------------------------------------------------------------------------

    def go(self) -> None:
        """Run the forward as far as any graph needs it."""
        if not self._waiting:
            return
        forward = self._begin()
        try:
            stop = self._blocks.end(self._spots)
            forward.advance(*([stop] if stop is not None else []))
        finally:
            forward.close()

    def _begin(self) -> Forward:
        cells = [cell for cells in self._waiting.values() for cell in cells]
        self._spots = {cell.script.point(node).spot for cell in cells for node in cell.script.visits(0)}
        overrides = Overrides(self._job.module)
        for path, tensor in self._job.weights.items():
            overrides[path] = tensor
        forward = self._job.start(Ambient.now(), overrides)
        doors = {Spot(self._blocks.unembed, BEFORE)} if self._narrow else set()
        forward.edit(self._spots | doors, self._pass)
        return forward

    def _pass(self, point: Point, value: Any) -> Any:
        """The model is at a spot that somebody is interested in."""
        models = Ambient.now()
        models._replace(modes=()).enter()  # what is computed here is no operation of the model's
        try:
            new = self._serve(point, value)
            return self._narrowed(new) if self._narrow and point.spot == (self._blocks.unembed, BEFORE) else new
        finally:
            models.enter()

    def _serve(self, point: Point, value: Any) -> Any:
        """Let every graph that waits here do what it can; the value with what they changed."""
        new: list[tuple[Seat, Path, torch.Tensor]] = []
        for cell in self._waiting.pop(point, []):
            new += self._served(cell, point, value)
        if not new:
            return value
        paths = {path for _, path, _ in new}
        changed = {path: leaf.clone() for path, leaf in leaves(value) if path in paths}
        for seat, path, made in new:
            seat.put(changed[path], self._layout.axes(point.spot, path), made)
        return map_tensors(lambda path, leaf: changed.get(path, leaf), value)

    def _served(self, cell: Cell, point: Point, value: Any) -> list[tuple[Seat, Path, torch.Tensor]]:
        """What one graph puts in the place of its part; nothing where it fails, and it is left out then."""
        try:
            new = self._one(cell, point, value)
        except Exception as reason:  # noqa: BLE001  it fails by itself, in a run of its own
            _tell(cell.number, reason)
            self._cells[cell.number] = None
            return []
        self._file(cell)
        return new

    def _one(self, cell: Cell, point: Point, value: Any) -> list[tuple[Seat, Path, torch.Tensor]]:
        """Let one graph go on."""
        seat = (self._logits if point.spot in self._blocks.logits else self._seats)[cell.number]
        mine: dict[Path, torch.Tensor] = {}
        part = self._part(cell, seat, point, value, mine)
        again = self._seen_again(cell, mine)
        made = cell.meet((0, point), part)
        if again & cell.touched.keys():
            raise StuckError("a value was changed in place of which another name was read before")
        if cell.script.outline.edited:
            for path, leaf in mine.items():
                self._held[cell.number][storage_of(leaf)] = _Held(leaf, path in cell.touched)
        return [] if made is None else self._changes(cell, seat, point, value, dict(leaves(part)), dict(leaves(made)))

    def _changes(
        self,
        cell: Cell,
        seat: Seat,
        point: Point,
        value: Any,
        old: dict[Path, torch.Tensor],
        new: dict[Path, torch.Tensor],
    ) -> list[tuple[Seat, Path, torch.Tensor]]:
        """What a graph puts in the place of its part; its changes in place are made, for the model may hold views."""
        if old.keys() != new.keys():
            raise StuckError("a value was replaced by one of another structure")
        left = {path: leaf for path, leaf in new.items() if leaf is not old[path] or path in cell.touched}
        for path, leaf in left.items():
            self._check(point.spot, path, leaf, old[path])
        for path, leaf in leaves(value):
            if path in left and path in cell.touched and leaf.stride(0):
                seat.put(leaf, self._layout.axes(point.spot, path), cell.touched[path])
                if left[path] is cell.touched[path]:
                    del left[path]
        return [(seat, path, leaf) for path, leaf in left.items()]

    def _seen_again(self, cell: Cell, mine: dict[Path, torch.Tensor]) -> set[Path]:
        """The tensors that the graph has seen at another place, and of which it still holds a copy.

        Raises:
            StuckError: the graph may yet change such a copy in place, and mean the tensor.
        """
        held = self._held[cell.number]
        known = {path: leaf for path, leaf in mine.items() if storage_of(leaf) in held}
        again = {path: held[storage_of(leaf)] for path, leaf in known.items() if cell.holds(leaf)}
        if any(one.edited for one in again.values()) and cell.changes_later:
            raise StuckError("a value is changed in place that goes by several names")
        return set(again)

    def _check(self, spot: Spot, path: Path, new: torch.Tensor, old: torch.Tensor) -> None:
        if (new.shape, new.dtype, new.device) != (old.shape, old.dtype, old.device):
            raise StuckError("a value was replaced by one of another form")
        if not any(axis.kind in (ROWS, FLAT) for axis in self._layout.axes(spot, path)):
            raise StuckError("a value that all rows have in common was changed")

    def _part(self, cell: Cell, seat: Seat, point: Point, value: Any, mine: dict[Path, torch.Tensor]) -> Any:
        """What a graph is shown: of a module's arguments only the first is its own part, for it looks at no other.

        ``mine`` takes the tensors of which it is a part.
        """
        axes, spot, finite = self._layout.axes, point.spot, self._finite[cell.number]

        def own(path: Path, leaf: torch.Tensor) -> torch.Tensor:
            mine[path] = leaf
            part = seat.part(leaf, axes(spot, path))
            if leaf.is_floating_point() and self._seats[cell.number].tokens < self._width:
                finite.append((part < torch.inf if spot.where == "scores" else part.isfinite()).all())
            return part

        if spot == ("", AFTER):  # nothing else of it is read
            return _Output(logits=own(("logits",), value["logits"]).clone())
        first = _first(value) if spot.where == BEFORE else ()
        seen = value
        for key in first:
            seen = seen[key]
        if _foreign(seen):
            raise StuckError("the value holds what is no tensor")
        return map_tensors(lambda path, leaf: own(path, leaf) if path[: len(first)] == first else leaf, value)

    # -- logits --------------------------------------------------------------------------------

    def _narrowed(self, value: Any) -> Any:
        """Only the positions whose logits are read go into the output embedding."""
        stream = next(leaf for _, leaf in leaves(value))
        if stream.dim() != 3 or stream.shape[:2] != (self._total, self._width):
            return value
        kept = [
            sorted({at % seat.tokens for at in one.positions})
            for one, seat in zip(self._keep, self._seats, strict=True)
        ]
        most = max(map(len, kept))
        for at, (seat, own) in enumerate(zip(self._seats, kept, strict=True)):
            self._logits[at] = replace(seat, tokens=len(own), width=most)
            if (cell := self._cells[at]) is not None:
                cell.moved = {place: own.index(place % seat.tokens) for place in self._keep[at].positions}
        index = [
            (own + [0] * most)[:most] for own, seat in zip(kept, self._seats, strict=True) for _ in range(seat.rows)
        ]
        rows = torch.arange(self._total, device=stream.device)
        narrow = stream[rows[:, None], torch.tensor(index, device=stream.device)]
        return map_tensors(lambda _, leaf: narrow if leaf is stream else leaf, value)


class _Held(NamedTuple):
    """A tensor that a graph has seen, and may change in place; held, so that its memory becomes no other's."""

    tensor: torch.Tensor
    edited: bool


class _Output(dict[str, Any]):
    """A part of a model's output."""

    __getattr__ = dict.__getitem__


def _tell(at: int, reason: Exception) -> None:
    log.debug("graph %d of a mixed batch needs a run of its own: %s", at, reason)


def _first(arguments: Any) -> Path:
    """Where the first argument stands among all of them."""
    args, kwargs = arguments
    return (0, 0) if args else (1, next(iter(kwargs), ""))


def _foreign(value: Any) -> bool:
    """Whether a value holds an object of the model's, such as a cache, which is all rows'."""
    if isinstance(value, torch.Tensor | bool | int | float | str | None):
        return False
    if not isinstance(value, tuple | list | dict):
        return True
    return any(_foreign(part) for _, part in children(value))


def _batch(jobs: Sequence[Job]) -> Inputs:
    """All prompts, each as many tokens long as the longest; the last token stands for padding."""
    width = max(tokens for _, tokens in map(shape_of, jobs))

    def padded(ids: torch.Tensor) -> torch.Tensor:
        return torch.cat([ids, ids[:, -1:].expand(-1, width - ids.shape[-1])], -1)

    ids = torch.cat([padded(job.inputs.kwargs["input_ids"]) for job in jobs])
    known = next((job.inputs.kwargs["attention_mask"] for job in jobs if "attention_mask" in job.inputs.kwargs), ids)
    return Inputs((), {"input_ids": ids, "attention_mask": torch.ones_like(ids, dtype=known.dtype)})
