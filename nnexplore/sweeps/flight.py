"""``Flight``: one forward that carries many graphs.

The batch begins with the prompt as it is. A graph that changes nothing yet looks at those rows; just before its first
change it gets rows of its own, copies of what the unchanged prompt has there: the batch grows on its way through the
blocks, and no block is computed for a graph before it differs. At the output embedding only the positions and rows
that are read go on.

Where an architecture does not let the batch grow, graphs that begin to differ at the same block share a flight of
their own, in which the blocks before it give what they gave for the unchanged prompt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import torch

from ..engine import Ambient, Job
from ..engine.forward import Forward
from ..engine.override import Overrides
from ..engine.point import AFTER, BEFORE, Point, Spot
from ..engine.tree import Path, leaves, map_tensors
from ..graph import ATTENTION, Inputs
from .blocks import START, Blocks, Door
from .cell import Cell, StuckError
from .logits import Logits
from .reuse import Reuse

__all__ = ["Flight"]


class Flight:
    """Takes cells through one run.

    Args:
        job: the run on the unchanged prompt.
        blocks: the model's blocks.
        cells: the cells, each waiting for something of this run.
        run: its number in their graphs.
        keep: the logits that are read; ``None`` for all.
        prefix: outputs of blocks that need not be computed again, by number.
        grows: whether rows may join on the way; otherwise all cells with changes have theirs from the start.
        parks: give nobody rows: a cell that comes to where it changes something stays there.
        reuse: what is known of the positions before the first change.
        records: the spots whose values are kept for another flight's ``reuse``, with the keys and values.

    Attributes:
        rows: how many rows the batch has by now.
        parked: the cells that stayed behind, by the door at which they need rows.
        recorded: the outputs of the blocks before those doors on the unchanged prompt, by number.
        values: what passed at the recorded spots.
        result: the model's own output, where it ran to its end.
    """

    def __init__(
        self,
        job: Job,
        blocks: Blocks,
        cells: Sequence[Cell],
        run: int,
        *,
        keep: Logits | None = None,
        prefix: Mapping[int, Any] | None = None,
        grows: bool = True,
        parks: bool = False,
        reuse: Reuse | None = None,
        records: Iterable[Spot] = (),
    ) -> None:
        self.recorded: dict[int, Any] = {}
        self.values: dict[Point, dict[Path, torch.Tensor]] = {}
        self.result: Any = None
        self._reuse, self._records = reuse, set(records)
        self.parked: dict[Door, list[Cell]] = {}
        self._job, self._blocks, self._run = job, blocks, run
        self._cells, self._grows = cells, grows
        self._keep = keep if keep is not None and keep.positions else None
        self._prefix = dict(prefix or {})
        self._base = _rows_of(job.inputs)
        self._joining: dict[Door, list[Cell]] = {}
        for cell in cells:
            cell.rows = None
            edits = cell.script.edits(run)
            if edits:
                door = min(blocks.door(cell.script.point(node).spot) for node in edits)
                (self.parked if parks else self._joining).setdefault(door if grows else START, []).append(cell)
        self._left = {id(cell) for cell in self.parked.get(START, ())}  # who stays behind by now
        self._wanted = {door[0] if door[1] else door[0] - 1 for door in self.parked} - {-1, -2}
        self.rows = self._base
        self._of_base = list(range(self._base))  # for each row the one of the prompt that it is a copy of
        self._add(self._joining.pop(START, []))
        self._waiting: dict[Point, list[Cell]] = {}
        for cell in cells:
            self._file(cell)

    def go(self) -> None:
        """Run the forward as far as any cell needs it."""
        if not self._waiting and not self._records:
            return
        forward = self._begin()
        try:
            stop = self._stop()
            forward.advance(*([stop] if stop is not None else []))
            self.result = forward.result
        finally:
            forward.close()

    # -- the forward ---------------------------------------------------------------------------

    def _begin(self) -> Forward:
        job = self._job
        spots = {cell.script.point(node).spot for cell in self._cells for node in cell.script.visits(self._run)}
        for spot in spots:
            if spot.where in ATTENTION:
                job.order.learn_plan(spot.path, job.probe)
        overrides = Overrides(job.module)
        for path, tensor in job.weights.items():
            overrides[path] = tensor
        inputs = _repeated(job.inputs, self._of_base, self._base)
        if self._reuse is not None:
            inputs = self._reuse.inputs(inputs)
        self._forward = forward = replace(job, inputs=inputs).start(Ambient.now(), overrides)
        growing = self._joining or self.rows > self._base
        doors = {Spot(path, where) for path in self._blocks.paths for where in (BEFORE, AFTER)} if growing else set()
        doors |= {Spot(self._blocks.paths[at], AFTER) for at in self._wanted}
        doors |= {Spot(self._blocks.paths[at], BEFORE) for at in self._prefix}
        doors |= {self._blocks.spot(door) for door in self.parked if door != START}
        if self._keep is not None:
            doors.add(Spot(self._blocks.unembed, BEFORE))
        forward.edit(dict.fromkeys([*doors, *spots, *self._records]), self._pass)
        return forward

    def _stop(self) -> Point | None:
        """Where nobody needs the model any more; ``None`` where that is its end."""
        if self._records:
            return None
        spots = (cell.script.point(node).spot for cell in self._cells for node in self._visits(cell))
        return self._blocks.end(spots, max(self._wanted, default=-1))

    def _visits(self, cell: Cell) -> Sequence[Any]:
        """What a cell reads and writes in this flight: where it would stay behind, only what comes before."""
        visits = cell.script.visits(self._run)
        if not any(cell in cells for cells in self.parked.values()):
            return visits
        edits = cell.script.edits(self._run)
        return visits[: min(visits.index(node) for node in edits)]

    def _pass(self, point: Point, value: Any) -> Any:
        """The model is at a spot that somebody is interested in."""
        models = Ambient.now()
        models._replace(modes=()).enter()  # what is computed here is no operation of the model's
        try:
            if point.spot in self._records:
                base = slice(0, self._base)
                self.values[point] = {path: self._rows_in(leaf, base).clone() for path, leaf in leaves(value)}
            new = self._at_door(point, value)
            new = self._serve(point, new)
            return self._narrowed(new) if point.spot == Spot(self._blocks.unembed, BEFORE) else new
        finally:
            models.enter()

    def _serve(self, point: Point, value: Any) -> Any:
        """Let every cell that waits here do what it can; the value with their rows put in."""
        new: list[tuple[slice, _Leaves, _Leaves]] = []
        shown: Any = None  # to all who only look at the unchanged prompt
        for cell in self._waiting.pop(point, []):
            if id(cell) in self._left:
                continue
            rows = cell.rows if cell.rows is not None else slice(0, self._base)
            if cell.rows is None and shown is None:
                shown = map_tensors(lambda _, leaf: leaf.clone(), self._part(point, value, rows))
            part = self._part(point, value, rows) if cell.rows is not None else shown
            made = cell.meet((self._run, point), part)
            if made is not None:
                new.append((rows, dict(leaves(part)), self._sink(point, value, rows, cell.touched, made)))
            self._file(cell)
        return self._put(point, value, new) if new else value

    def _sink(self, point: Point, value: Any, rows: slice, touched: _Leaves, made: Any) -> _Leaves:
        """What was changed in place changes the model's own memory, of which it may hold other views; the rest."""
        left = dict(leaves(made))
        for path, tensor in leaves(value):
            if path in touched and tensor.dim() and tensor.stride(0):
                self._overwrite(point, path, tensor, rows, touched[path])
                if left.get(path) is touched[path]:
                    left[path] = tensor
        return left

    def _overwrite(self, point: Point, path: Path, tensor: torch.Tensor, rows: slice, new: torch.Tensor) -> None:
        """Some rows of a tensor with other numbers."""
        own = self._rows_in(tensor, rows)
        own[:] = new if self._reuse is None else self._reuse.rest(point, path, new, own)

    def _file(self, cell: Cell) -> None:
        if cell.waits is not None and cell.waits[0] == self._run:
            self._waiting.setdefault(cell.waits[1], []).append(cell)

    # -- rows ----------------------------------------------------------------------------------

    def _at_door(self, point: Point, value: Any) -> Any:
        """Rows join here; in front of a block, what goes along with the stream gets as many rows as it has."""
        block = self._blocks.numbers.get(point.path)
        if block is None or point.where not in (BEFORE, AFTER):
            return value
        side = 2 * (point.where == AFTER)
        self._left |= {id(cell) for cell in self.parked.get((block, side), ())}
        if side == 2 and block in self._wanted:
            self.recorded[block] = map_tensors(lambda _, leaf: leaf[: self._base].clone(), value)
        if side == 0 and block in self._prefix:
            self._forward.skip(point.path, self._copied(self._prefix[block]))
            return value
        cells = self._joining.pop((block, side), [])
        before = self.rows
        self._add(cells)
        if self.rows == self._base:
            return value
        stream = next((leaf for _, leaf in leaves(value)), None)
        return map_tensors(lambda _, leaf: self._grown(leaf, leaf is stream, before), value)

    def _add(self, cells: Sequence[Cell]) -> None:
        for cell in cells:
            cell.rows = slice(self.rows, self.rows + self._base)
            self._of_base += range(self._base)
            self.rows += self._base

    def _grown(self, leaf: torch.Tensor, stream: bool, before: int) -> torch.Tensor:
        """A tensor with a row for each row of the batch, where it had one for each of the earlier batch."""
        if leaf.dim() < 2 or leaf.shape[0] == self.rows:
            return leaf
        if stream and leaf.shape[0] == before:
            return torch.cat([leaf, leaf[self._of_base[before:]]])
        if leaf.shape[0] != self._base:
            return leaf
        return leaf.expand(self.rows, *leaf.shape[1:]) if self._base == 1 else leaf[self._of_base]

    def _copied(self, value: Any) -> Any:
        """What the unchanged prompt has, for every row of the batch."""
        return map_tensors(lambda _, leaf: leaf[self._of_base] if leaf.shape[0] == self._base else leaf, value)

    def _part(self, point: Point, value: Any, rows: slice) -> Any:
        if self._keep is not None and point.spot == _OUTPUT and isinstance(value, Mapping):
            return _Output(logits=self._rows_in(value["logits"], rows))  # nothing else of it is read
        if self._reuse is None:
            return map_tensors(lambda _, leaf: self._rows_in(leaf, rows), value)
        reuse = self._reuse
        return map_tensors(lambda path, leaf: reuse.whole(point, path, self._rows_in(leaf, rows)), value)

    def _rows_in(self, leaf: torch.Tensor, rows: slice) -> torch.Tensor:
        """Some rows of a tensor, which may have several entries per row (tokens or heads in the first dimension)."""
        if leaf.dim() < 2 or self.rows == self._base or leaf.shape[0] % self.rows:
            return leaf
        each = leaf.shape[0] // self.rows
        return leaf[rows.start * each : rows.stop * each]

    def _put(self, point: Point, value: Any, new: Sequence[tuple[slice, _Leaves, _Leaves]]) -> Any:
        """The value with the rows that were replaced."""
        if any(part.keys() != made.keys() for _, part, made in new):
            raise StuckError("a value was replaced by one of another structure")

        def leaf(path: Path, tensor: torch.Tensor) -> torch.Tensor:
            replaced = [(rows, made[path]) for rows, part, made in new if _other(made[path], part[path], tensor)]
            if not replaced:
                return tensor
            tensor = tensor.clone()
            for rows, made in replaced:
                self._overwrite(point, path, tensor, rows, made)
            return tensor

        return map_tensors(leaf, value)

    def _narrowed(self, value: Any) -> Any:
        """Only the rows and positions whose logits are read go into the output embedding."""
        if self._keep is None:
            return value
        stream = next(leaf for _, leaf in leaves(value))
        start = self._reuse.start if self._reuse is not None else 0
        width = start + stream.shape[1]
        kept = sorted({at % width for at in self._keep.positions})
        waiting = [cell for cells in self._waiting.values() for cell in cells]
        rows = list(range(self._base)) if any(cell.rows is None for cell in waiting) else []
        for cell in waiting:
            cell.moved = {at: kept.index(at % width) for at in self._keep.positions}
            if cell.rows is not None:
                own = range(cell.rows.start, cell.rows.stop)
                cell.rows = slice(len(rows), len(rows) + len(own))
                rows += own
        self.rows, self._of_base = len(rows), [self._of_base[row] for row in rows]
        narrow = stream[rows][:, [at - start for at in kept]]
        if self._keep.tokens is not None:
            self._forward.skip(self._blocks.unembed, self._unembedded(narrow, self._keep.tokens, waiting))
        return map_tensors(lambda _, leaf: narrow if leaf is stream else leaf, value)

    def _unembedded(self, stream: torch.Tensor, tokens: Iterable[int], cells: Iterable[Cell]) -> torch.Tensor:
        """The logits of some tokens."""
        unembed: Any = self._job.module.get_submodule(self._blocks.unembed)
        size = unembed.weight.shape[0]
        ids = sorted({at % size for at in tokens})
        for cell in cells:
            cell.tokens = {at: ids.index(at % size) for at in tokens}
        bias = None if unembed.bias is None else unembed.bias[ids]
        return torch.nn.functional.linear(stream, unembed.weight[ids], bias)


class _Output(dict[str, Any]):
    """A part of a model's output."""

    __getattr__ = dict.__getitem__


_Leaves = Mapping[Path, torch.Tensor]
_OUTPUT = Spot("", AFTER)


def _other(tensor: torch.Tensor, *known: torch.Tensor) -> bool:
    return all(tensor is not one for one in known)


def _rows_of(inputs: Inputs) -> int:
    """How many rows a prompt has."""
    return next(int(leaf.shape[0]) for _, leaf in leaves((inputs.args, inputs.kwargs)) if leaf.dim())


def _repeated(inputs: Inputs, of_base: Sequence[int], base: int) -> Inputs:
    """The inputs for a batch whose rows are copies of the prompt's."""
    if len(of_base) == base:
        return inputs
    index = list(of_base)

    def leaf(_: Any, tensor: torch.Tensor) -> torch.Tensor:
        return tensor[index] if tensor.dim() and tensor.shape[0] == base else tensor

    args, kwargs = map_tensors(leaf, (inputs.args, inputs.kwargs))
    return Inputs(args, kwargs, inputs.method)
