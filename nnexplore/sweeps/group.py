"""``Group``: graphs that are carried out together, and ``Options``: what a plan may do."""

from __future__ import annotations

from dataclasses import dataclass

from ..engine import Job
from .blocks import Door
from .logits import Logits

__all__ = ["MOST", "Group", "Options", "alone"]

MOST = 512
"""Graphs in one forward at most: more gain nothing, and the progress bar would stand still."""


@dataclass(frozen=True)
class Options:
    """What a plan may do; with all of them off, every graph has runs of its own.

    Attributes:
        share: put graphs into one batch.
        grow: let rows join the batch at the block where they begin to differ.
        reuse: in causal models, compute no position before the first change again.
        resume: where it cannot grow, begin at the block where a group of graphs begins to differ.
        narrow: compute only the logits that are read.
        mix: put graphs on different prompts into one batch, where few are on the same.
        memory: bytes that a batch may take, or a text such as "2GiB"; by default a quarter of what is free.
    """

    share: bool = True
    grow: bool = True
    reuse: bool = True
    resume: bool = True
    narrow: bool = True
    mix: bool = True
    memory: int | str | None = None


@dataclass(frozen=True)
class Group:
    """Graphs that go together: on the same prompts, or by way of "mix" on different ones.

    Attributes:
        members: their numbers.
        jobs: what their runs execute; by way of "mix" what each of them does.
        way: "reuse", "grow", "resume", "batch", "mix" or "alone".
        why: why they are not together, where they are not.
        keep: for each job the logits that are read; ``None`` for all.
        size: how many go together at most.
        flops: operations, estimated; not a number where that cannot be told.
        plain_flops: the same for one run after the other.
        least_flops: the least possible: of each graph only the blocks and positions that can differ.
        bytes: memory of one batch, estimated.
        doors: at which blocks how many of them begin to differ.
        planned: how many forwards they take.
    """

    members: tuple[int, ...]
    jobs: tuple[Job, ...]
    way: str
    why: str = ""
    keep: tuple[Logits | None, ...] = ()
    size: int = 1
    flops: float = float("nan")
    plain_flops: float = float("nan")
    least_flops: float = float("nan")
    bytes: float = float("nan")
    doors: tuple[tuple[Door, int], ...] = ()
    planned: int = 0

    @property
    def runs(self) -> int:
        """How many runs all its graphs have together."""
        return len(self.jobs) if self.way == "mix" else len(self.members) * len(self.jobs)

    def job(self, number: int, run: int) -> Job:
        """What one run of one of its graphs executes."""
        return self.jobs[self.members.index(number) if self.way == "mix" else run]


def alone(members: tuple[int, ...], jobs: tuple[Job, ...], why: str) -> Group:
    """Graphs that have runs of their own."""
    return Group(members, jobs, "alone", why, planned=len(members) * len(jobs))
