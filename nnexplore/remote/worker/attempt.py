"""``Attempt``: some items on one worker, from the moment they are handed to it until it is done with them, or dead."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

from ..refusal import Refusal
from ..time_limit import TimeLimit
from .frames import Frame
from .item import Delivery, Progress
from .process import WorkerProcess

__all__ = ["Attempt"]

TRIES = 2
"""So often an item is tried when workers die of it."""


class Attempt:
    """Follows what a worker says about one batch.

    Attributes:
        number: of the batch; the worker repeats it in what it says.
        left: the items that are not delivered.
        going: those of them that it is at.
        over: whether the worker is done with the batch.
        lost: whether it has died, or has to: it did not stop in time, or its model is spoiled.
    """

    def __init__(self, number: int, ids: Sequence[str], grace: float, told: Progress | None) -> None:
        self.number, self.left, self.going = number, list(ids), list[str]()
        self.over = self.lost = False
        self._grace, self._told = grace, told
        self._late = self._spoiled = False
        self._deadline = self._patience = float("inf")
        self._unwanted: set[str] = set()

    def cancel(self, id: str) -> None:
        """Nobody waits for an item any more; the worker was told."""
        self._unwanted.add(id)
        self._hurry()

    def verdict(self, deaths: int) -> Refusal | None:
        """What an item gets at which the worker was when it was lost; ``None`` where it is tried again."""
        single = len(self.going) == 1
        if self._late and single:
            return Refusal("timeout", "the job ran for longer than this server allows, and did not stop when told to")
        if self._spoiled and single:
            return Refusal("internal", "the graph changed the model's weights in place; its results were not kept")
        if deaths >= TRIES:
            return Refusal("worker_lost", f"the worker died {deaths} times while it carried this out", deaths=deaths)
        return None

    async def follow(self, worker: WorkerProcess, spool: Path) -> AsyncIterator[Delivery]:
        """What is delivered, until the batch is over or the worker is lost."""
        while not self.over and not self.lost:
            frame = await self._next(worker)
            if frame is None:
                self.lost = True
            elif frame.head.get("batch") == self.number and (delivery := self._heard(frame, spool)) is not None:
                yield delivery

    async def _next(self, worker: WorkerProcess) -> Frame | None:
        """What the worker says; ``None`` where it says nothing for too long, or nothing more."""
        end = min(self._deadline, self._patience)
        now = asyncio.get_running_loop().time()
        with TimeLimit(max(0.0, end - now)):
            return await worker.next()
        self._late = self._deadline <= self._patience
        return None

    def _heard(self, frame: Frame, spool: Path) -> Delivery | None:
        match frame.kind:
            case "began":
                self._began(frame.head)
            case "progress":
                self._tell(frame.head["ids"], {key: frame.head[key] for key in ("done", "total", "what")})
            case "outcome":
                return self._delivered(frame, spool)
            case "spoiled":
                self.lost, self._spoiled, self.going = True, True, list(frame.head["ids"])
            case "finished":
                self.over = True
        return None

    def _began(self, head: dict[str, Any]) -> None:
        self.going = list(head["ids"])
        seconds = float(head["seconds"])
        now = asyncio.get_running_loop().time()
        self._deadline = now + seconds + self._grace if seconds else float("inf")
        self._hurry()
        self._tell(self.going, {"done": 0, "total": 0, "what": "begun"})

    def _delivered(self, frame: Frame, spool: Path) -> Delivery | None:
        head = frame.head
        id = str(head["id"])
        if id not in self.left:
            return None
        self.left.remove(id)
        self.going = [other for other in self.going if other != id]
        if "error" in head:
            return Delivery(id, Refusal.of(head))
        path = spool / Path(head["file"]).name if head["file"] else None
        names = tuple(tuple(one) for one in head["names"])
        return Delivery(id, None, None if path else frame.blob, path, head["bytes"], names, head["facts"])

    def _hurry(self) -> None:
        """Where something that the worker is at is not wanted any more, it has to stop soon, and go on without it."""
        if self._unwanted.intersection(self.going):
            soon = asyncio.get_running_loop().time() + self._grace
            self._patience = min(self._patience, soon)
        else:
            self._patience = float("inf")

    def _tell(self, ids: Sequence[str], how: dict[str, Any]) -> None:
        if self._told is not None:
            for id in ids:
                if id in self.left:
                    self._told(id, how)
