"""``fly``: cells taken through all their runs, a forward or a few for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..engine import Job
from .blocks import START, Blocks, Door
from .cell import Cell
from .flight import Flight
from .logits import Logits
from .reuse import OVERHEAD, Reuse, buckets, cache_of, layers_of

__all__ = ["fly"]


def fly(
    cells: Sequence[Cell],
    blocks: Blocks,
    jobs: Sequence[Job],
    keep: Sequence[Logits | None],
    way: str,
    overhead: float = OVERHEAD,
) -> None:
    """Carry cells through the forwards of their runs, one run after the other; what was saved is theirs then.

    Args:
        cells: fresh cells, all of graphs on the same prompts.
        blocks: the model's blocks.
        jobs: what each run executes.
        keep: for each run the logits that are read; ``None`` for all.
        way: "reuse", "grow", "resume" or "batch".
        overhead: what a forward costs beside its rows, in rows of one token.
    """
    for run, job in enumerate(jobs):
        going = [cell for cell in cells if cell.waits is not None and cell.waits[0] == run]
        if way == "resume":
            _resume(going, blocks, job, run, keep[run])
        elif way == "reuse":
            _reuse(going, blocks, job, run, keep[run], overhead)
        elif going:
            Flight(job, blocks, going, run, keep=keep[run], grows=way == "grow").go()


def _resume(cells: Sequence[Cell], blocks: Blocks, job: Job, run: int, keep: Logits | None) -> None:
    """One forward of the unchanged prompt, then one for each block at which cells begin to differ."""
    first = Flight(job, blocks, cells, run, keep=keep, parks=True)
    first.go()
    for door, parked in first.parked.items():
        Flight(job, blocks, parked, run, keep=keep, prefix=_before(door, first), grows=False).go()


def _reuse(cells: Sequence[Cell], blocks: Blocks, job: Job, run: int, keep: Logits | None, overhead: float) -> None:
    """One forward of the unchanged prompt, then one for each range of positions at which cells begin to differ."""
    if not cells:
        return
    tokens = int(job.inputs.kwargs["input_ids"].shape[-1])
    limit = min((at % tokens for at in keep.positions), default=tokens) if keep is not None else tokens
    firsts = {id(cell): min(limit, cell.script.first(run, tokens)) for cell in cells if cell.script.edits(run)}
    starts = buckets(list(firsts.values()), tokens, overhead)
    known: Flight | None = None
    for start in starts if starts[0] == 0 else [0, *starts]:
        mine = [cell for cell in cells if _start(firsts.get(id(cell), 0), starts) == start]
        if known is None:
            known = _first(mine, cells if starts != [0] else (), blocks, job, run, keep)
            known.go()
            continue
        reuse = Reuse(start, layers_of(known.result["past_key_values"]), known.values)
        Flight(job, blocks, mine, run, keep=keep, reuse=reuse).go()


def _first(
    mine: Sequence[Cell],
    others: Sequence[Cell],
    blocks: Blocks,
    job: Job,
    run: int,
    keep: Logits | None,
) -> Flight:
    """The flight from the first position on, which keeps what others can reuse of the unchanged prompt."""
    if not others:
        return Flight(job, blocks, mine, run, keep=keep)
    rows = int(job.inputs.kwargs["input_ids"].shape[0])
    kwargs = {**job.inputs.kwargs, "past_key_values": cache_of(rows, len(blocks)), "use_cache": True}
    cached = replace(job, inputs=replace(job.inputs, kwargs=kwargs))
    spots = {cell.script.point(node).spot for cell in others for node in cell.script.visits(run)}
    unread = frozenset() if keep is None else blocks.logits
    narrow = keep if keep is None or keep.positions else Logits(frozenset({0}), frozenset({0}))
    return Flight(cached, blocks, mine, run, keep=narrow, records=spots - unread)


def _start(first: int, starts: Sequence[int]) -> int:
    """With which flight a cell goes."""
    return max((start for start in starts if start <= first), default=starts[0])


def _before(door: Door, first: Flight) -> dict[int, object]:
    """What the blocks before a door give on the unchanged prompt; only the last of them matters."""
    last = door[0] if door[1] else door[0] - 1
    return {} if door == START or last < 0 else dict.fromkeys(range(last + 1), first.recorded[last])
