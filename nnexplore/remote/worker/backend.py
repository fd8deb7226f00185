"""``Backend``: what carries out requests for a service. It knows nothing of HTTP, tokens or queues."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from ..refusal import Refusal
from .attempt import Attempt
from .item import Delivery, Item, Progress, State
from .memory import EXHAUSTED, exhausted
from .process import WorkerProcess
from .spec import ModelSpec
from .worker import LARGE

__all__ = ["Backend", "Delivery", "Item", "ProcessBackend", "Progress", "State"]


class Backend(Protocol):
    """One model, somewhere.

    Attributes:
        description: what the model is, as JSON, once it is ready; see ``description.describe``.
        restarts: how often it was started again.
    """

    description: dict[str, Any] | None
    restarts: int

    @property
    def state(self) -> State:
        """One of "cold" (before ``start``, after ``stop``), "loading", "ready", "dead" (``run`` starts it again)."""

    async def start(self) -> None:
        """Load the model; does nothing where it is ready.

        Raises:
            Refusal: "unavailable", with the reason.
        """

    def run(self, items: Sequence[Item], told: Progress | None = None) -> AsyncIterator[Delivery]:
        """Carry items out, and give what became of each as soon as it is known: one delivery for each, in any order.

        Items go together where they can; one never hurts another. ``told`` is called when an item begins, with
        ``done`` 0, and then now and again. Only one ``run`` goes at a time; another waits for it.
        """

    async def cancel(self, id: str) -> None:
        """End an item: what is delivered for it is "cancelled", unless it was finished. Unknown ids are no error."""

    async def stop(self) -> None:
        """End the worker, whatever it does; unfinished items are delivered as "unavailable"."""


class ProcessBackend:
    """One model in a process of its own, which is killed where it does not stop, and started again.

    When a worker dies, what it had not finished is tried once more, one by one, on a new worker.

    Args:
        spec: the model; ``spec.limits.seconds`` is what requests that go together may take.
        spool: the folder of results that are too large for a frame.
        grace: seconds beyond that limit, or after a cancellation, until the worker is killed.
        large: bytes from which a result is a file.
        threads: of PyTorch; 0 is as many as it likes.
        nice: how much the worker stands back for others.
        device_memory: the fraction of a GPU's memory that it may take; 0 is all.
        memory: bytes that the worker may hold, its model included; 0 is as many as the machine has.
        start_seconds: how long loading may take.
        log: where the worker's standard error goes.

    >>> backend = ProcessBackend(ModelSpec("demo"), spool=Path("spool"))
    >>> await backend.start()
    >>> async for delivery in backend.run([Item("1", request.to_bytes())]):
    ...     delivery.read()
    >>> await backend.stop()
    """

    def __init__(
        self,
        spec: ModelSpec,
        *,
        spool: Path,
        grace: float = 5.0,
        large: int = LARGE,
        threads: int = 0,
        nice: int = 0,
        device_memory: float = 0.0,
        memory: int = 0,
        start_seconds: float = 600.0,
        log: Path | None = None,
    ) -> None:
        self.spec, self.spool, self.grace = spec, Path(spool), grace
        self._state: State = "cold"
        self.description: dict[str, Any] | None = None
        self.restarts = 0
        self._options = {
            "--spool": self.spool,
            "--large": large,
            "--threads": threads,
            "--nice": nice,
            "--device-memory": device_memory,
            "--memory": memory,
        }
        self._start_seconds, self._log = start_seconds, log
        self._worker: WorkerProcess | None = None
        self._starting, self._running = asyncio.Lock(), asyncio.Lock()
        self._attempt: Attempt | None = None
        self._known: set[str] = set()
        self._cancelled: set[str] = set()
        self._batches = 0
        self._loading: asyncio.Task[WorkerProcess] | None = None
        self._revival: asyncio.Task[None] | None = None
        self._stopped = False

    @property
    def state(self) -> State:
        """As ``Backend`` has it; "dead" also where the worker died while it had nothing to do."""
        gone = self._state == "ready" and not (self._worker is not None and self._worker.alive)
        return "dead" if gone else self._state

    @property
    def pid(self) -> int | None:
        """The worker's process id, while there is one."""
        return self._worker.pid if self._worker is not None else None

    async def start(self) -> None:
        """Load the model; does nothing where it is ready.

        Raises:
            Refusal: "unavailable", with the reason.
        """
        self._stopped = False
        await self._ready()

    async def stop(self) -> None:
        """End the worker, whatever it does; unfinished items are delivered as "unavailable"."""
        self._stopped = True
        for task in (self._loading, self._revival):
            if task is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
        worker, self._worker = self._worker, None
        if worker is not None:
            await (worker.kill() if self._attempt is not None else worker.stop(self.grace))
        self._state = "cold"

    async def cancel(self, id: str) -> None:
        """End an item: what is delivered for it is "cancelled", unless it was finished. Unknown ids are no error."""
        if id not in self._known:
            return
        self._cancelled.add(id)
        attempt, worker = self._attempt, self._worker
        if attempt is not None and worker is not None and id in attempt.left:
            await worker.send({"kind": "cancel", "id": id})
            attempt.cancel(id)
            worker.wake()

    async def run(self, items: Sequence[Item], told: Progress | None = None) -> AsyncIterator[Delivery]:
        """Carry items out, and give what became of each as soon as it is known; see ``Backend``."""
        async with self._running:
            waiting, deaths, alone = {item.id: item for item in items}, Counter[str](), False
            self._known = set(waiting)
            try:
                while waiting:
                    batch = list(waiting.values())[: 1 if alone else None]
                    async with contextlib.aclosing(self._try(batch, deaths, told)) as deliveries:
                        async for delivery in deliveries:
                            waiting.pop(delivery.id)
                            self._known.discard(delivery.id)
                            yield delivery
                    alone = True
            finally:
                self._known, self._cancelled = set(), set()

    async def _try(
        self, items: Sequence[Item], deaths: Counter[str], told: Progress | None
    ) -> AsyncGenerator[Delivery, None]:
        """Items on one worker. What is not delivered died with it, and may be tried again."""
        try:
            worker = await self._ready()
        except Refusal as refusal:
            for item in items:
                yield Delivery(item.id, refusal)
            return
        for item in items:
            if item.id in self._cancelled:
                yield Delivery(item.id, _CANCELLED)
        batch = [item for item in items if item.id not in self._cancelled]
        if not batch:
            return
        self._batches += 1
        attempt = self._attempt = Attempt(self._batches, [item.id for item in batch], self.grace, told)
        files = set[Path | None]()
        try:
            heads = [{"id": item.id, "bytes": len(item.body)} for item in batch]
            await worker.send(
                {"kind": "run", "batch": attempt.number, "items": heads}, b"".join(item.body for item in batch)
            )
            async for delivery in attempt.follow(worker, self.spool):
                files.add(delivery.path)
                yield delivery
            ends = await self._bury(worker, attempt, deaths) if attempt.lost else _forgotten(attempt)
            for delivery in ends:
                yield delivery
        finally:
            self._attempt = None
            if not attempt.over and not attempt.lost:  # whoever asked went away
                await self._bury(worker, attempt, deaths)
            if not attempt.over:
                self._sweep(f"{worker.pid}-{attempt.number}-*", files)

    async def _bury(self, worker: WorkerProcess, attempt: Attempt, deaths: Counter[str]) -> list[Delivery]:
        """A worker is lost: what its items get, where they are not to be tried again."""
        full = await worker.kill() == EXHAUSTED
        if self._worker is worker:
            self._worker = None
        if self._stopped:
            refusal = Refusal("unavailable", _GOING_DOWN)
            return [Delivery(id, refusal) for id in attempt.left]
        self._state = "dead"
        self._revive()
        guilty = attempt.going or attempt.left
        deaths.update(guilty)
        gone = {id: attempt.verdict(deaths[id]) for id in guilty}
        if full and len(guilty) == 1:
            gone = {guilty[0]: exhausted()}
        gone |= dict.fromkeys(self._cancelled & set(attempt.left), _CANCELLED)
        return [Delivery(id, refusal) for id, refusal in gone.items() if refusal is not None]

    def _sweep(self, pattern: str, delivered: set[Path | None]) -> None:
        """Remove what a worker that was killed has left, whole results or parts, and nobody was told of."""
        for path in self.spool.glob(pattern):
            if path not in delivered:
                path.unlink(missing_ok=True)

    # -- the worker ----------------------------------------------------------------------------

    async def _ready(self) -> WorkerProcess:
        async with self._starting:
            self._check()
            if self._worker is not None and self._worker.alive:
                return self._worker
            if self._worker is not None:
                await self._worker.kill()
                self._worker, self._state = None, "dead"
            again = self._state == "dead"
            self._state = "loading"
            self._loading = asyncio.create_task(
                WorkerProcess.start(self.spec, self._options, seconds=self._start_seconds, log=self._log)
            )
            try:
                self._worker = await self._loading
            except BaseException as error:
                self._state = "dead" if again else "cold"
                if isinstance(error, asyncio.CancelledError):
                    self._check()
                raise
            finally:
                self._loading = None
            self.description, self._state = self._worker.description, "ready"
            self.restarts += again
            return self._worker

    def _check(self) -> None:
        if self._stopped:
            raise Refusal("unavailable", _GOING_DOWN) from None

    def _revive(self) -> None:
        """Load the model again at once, so that the next request finds it."""

        async def again() -> None:
            with contextlib.suppress(Refusal):
                await self._ready()

        self._revival = asyncio.create_task(again())


def _forgotten(attempt: Attempt) -> list[Delivery]:
    """What a worker never answered, though it says that it is done."""
    return [Delivery(id, Refusal("internal", "the worker gave no answer")) for id in attempt.left]


_GOING_DOWN = "the server is going down; try again later"
_CANCELLED = Refusal("cancelled", "the job was cancelled")
