"""``Replica``: one replica of a model's deployment. It is a ``ProcessBackend`` that is spoken to through Ray.

The model runs in a worker process below the replica, so that a graph can be killed here as anywhere. What goes to the
service and back is plain data: bytes, names, numbers.
"""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections import deque
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from typing import Any

from ..refusal import Refusal
from ..worker.backend import ProcessBackend
from ..worker.item import Delivery, Item
from ..worker.spec import ModelSpec

__all__ = ["Message", "Replica"]

Message = tuple[Any, ...]
"""``("told", id, how)``, ``("part", id, bytes)``, or ``("done", id, refusal, bytes or None, size, names, facts)``."""
PART = 8 << 20
"""Bytes of a large result that travel at a time."""
PAUSE = 0.05
"""Seconds for which progress waits for more to travel with it."""
EARLY = 256


class Replica:
    """What Ray Serve starts, once for each replica.

    Args:
        spec: the model's, as ``ModelSpec.to_json`` has it.
        threads: of PyTorch; 0 is as many as Ray gives the actor.
    """

    async def __init__(self, spec: dict[str, Any], threads: int = 0) -> None:  # type: ignore[misc]  # Ray awaits it
        self._folder = tempfile.TemporaryDirectory(prefix="nnx-")
        self._backend = ProcessBackend(ModelSpec.of(spec), spool=Path(self._folder.name), threads=threads)
        self._going: set[str] = set()
        self._early: deque[str] = deque(maxlen=EARLY)
        await self.describe()  # so that no request comes before the model is there

    async def describe(self) -> dict[str, Any]:
        """Load the model: ``{"description": …}``, or the body of a refusal.

        A model that does not load is an answer, not a replica that Ray would start again and again.
        """
        try:
            await self._backend.start()
        except Refusal as refusal:
            return refusal.body()
        return {"description": self._backend.description}

    async def run(self, items: Sequence[tuple[str, bytes]]) -> AsyncIterator[list[Message]]:
        """Carry items out; the first list is empty and says that they have come."""
        yield []
        wanted = [Item(id, body) for id, body in items if id not in self._early]
        for id in [id for id, _ in items if id in self._early]:
            yield [_done(Delivery(id, Refusal("cancelled", "the job was cancelled")))]
        if not wanted:
            return
        self._going.update(item.id for item in wanted)
        pump = _Pump()
        carrying = asyncio.create_task(self._carry_out(wanted, pump))
        try:
            while (messages := await pump.next()) is not None:
                yield messages
            await carrying
        finally:
            self._going.difference_update(item.id for item in wanted)
            carrying.cancel()  # whoever asked went away: nobody waits for what is left
            with contextlib.suppress(asyncio.CancelledError):
                await carrying

    async def cancel(self, id: str) -> None:
        """End an item, wherever it is; every replica is told, and one of them may get it only later."""
        if id in self._going:
            await self._backend.cancel(id)
        else:
            self._early.append(id)

    async def check_health(self) -> None:
        """Ray asks for it now and again. A dead worker is the backend's own business, so that an answer is enough."""

    async def __del__(self) -> None:
        """Ray Serve awaits it."""
        await self._backend.stop()
        self._folder.cleanup()

    async def _carry_out(self, items: list[Item], pump: _Pump) -> None:
        try:
            deliveries = self._backend.run(items, lambda id, how: pump.put(("told", id, dict(how))))
            async for delivery in deliveries:
                for message in _messages(delivery):
                    pump.put(message)
                    if message[0] == "part":
                        await pump.empty.wait()
        finally:
            pump.close()


class _Pump:
    """Messages on their way: what is there goes together, and progress alone waits a moment for company."""

    def __init__(self) -> None:
        self._waiting: list[Message] = []
        self._some, self._urgent, self._closed = asyncio.Event(), asyncio.Event(), False
        self._begun: set[str] = set()
        self.empty = asyncio.Event()

    def put(self, message: Message) -> None:
        """Send a message; that an item begins is told at once."""
        self._waiting.append(message)
        self.empty.clear()
        self._some.set()
        if message[0] != "told" or message[1] not in self._begun:
            self._urgent.set()
        self._begun.add(message[1])

    def close(self) -> None:
        """There will be no more."""
        self._closed = True
        self._some.set()
        self._urgent.set()

    async def next(self) -> list[Message] | None:
        """The next ones; ``None`` at the end."""
        await self._some.wait()
        with contextlib.suppress(asyncio.TimeoutError, TimeoutError):
            await asyncio.wait_for(self._urgent.wait(), PAUSE)
        messages, self._waiting = self._waiting, []
        self.empty.set()
        if not messages and self._closed:
            return None
        if not self._closed:
            self._some.clear()
            self._urgent.clear()
        return messages


def _messages(delivery: Delivery) -> Iterator[Message]:
    """A delivery; a result that lies in a file goes in parts, and the file goes, also where nobody takes them all."""
    if delivery.path is not None:
        try:
            with delivery.path.open("rb") as file:
                while part := file.read(PART):
                    yield "part", delivery.id, part
        finally:
            delivery.path.unlink()
    yield _done(delivery)


def _done(delivery: Delivery) -> Message:
    refusal = None if delivery.refusal is None else delivery.refusal.body()
    return ("done", delivery.id, refusal, delivery.body, delivery.size, delivery.names, dict(delivery.facts))
