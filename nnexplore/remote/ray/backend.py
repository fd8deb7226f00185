"""``RayBackend``: a model that replicas of a Ray Serve deployment carry: a ``Backend`` like any other."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import logging
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from ..refusal import Refusal
from ..worker.item import Delivery, Item, Progress, State
from ..worker.spec import ModelSpec
from .parts import Parts
from .replica import Message

__all__ = ["RayBackend"]

PATIENCE = 900.0
"""Seconds that a batch waits for a replica to take it; a large model may have to load first."""
MOST_LOST = 2
"""So many replicas may die with an item; then it is refused."""
_log = logging.getLogger("nnexplore.server")


class RayBackend:
    """One batch at a time, on whichever replica is free. Several of these on one deployment keep several replicas busy.

    When a replica dies, what it had not finished is tried once more, one by one, on another. An item that loses two is
    refused as "worker_lost", which a client tries again.

    Args:
        spec: the model.
        deployment: a ``DeploymentHandle`` of ``Replica``.
        spool: the folder of large results.
        patience: seconds until a replica must have taken a batch.

    >>> backend = RayBackend(spec, serve.get_deployment_handle("model-0-demo", "nnexplore"), spool=Path("spool"))
    """

    def __init__(self, spec: ModelSpec, deployment: Any, *, spool: Path, patience: float = PATIENCE) -> None:
        self.spec, self.spool, self.patience = spec, spool, patience
        self.description: dict[str, Any] | None = None
        self.restarts = 0
        self._deployment = deployment
        self._state: State = "cold"
        self._stream: Any = None
        self._known: set[str] = set()
        self._cancelled: set[str] = set()
        self._told_again: set[str] = set()
        self._telling: set[asyncio.Task[None]] = set()
        self._running = asyncio.Lock()
        self._stopped = False

    @property
    def state(self) -> State:
        """As ``Backend`` has it; "loading" also while no replica has taken what was tried again."""
        return self._state

    async def start(self) -> None:
        """Wait until a replica has loaded the model.

        Raises:
            Refusal: "unavailable", with the reason.
        """
        self._stopped = False
        if self._state == "ready":
            return
        before, self._state = self._state, "loading"
        try:
            self.description = await self._describe()
        except BaseException:
            self._state = before
            raise
        self._state = "ready"

    async def _describe(self) -> dict[str, Any]:
        try:
            answer = await asyncio.wait_for(_asked(self._deployment), self.patience)
        except (asyncio.TimeoutError, TimeoutError):
            raise Refusal("unavailable", f"no replica of {self.spec.name!r} came up", retry_after=30) from None
        except _errors().lost as error:
            raise Refusal("unavailable", f"{self.spec.name!r} cannot be asked for: {_said(error)}") from None
        if "description" not in answer:
            raise Refusal.of(answer)
        found: dict[str, Any] = answer["description"]
        return found

    async def stop(self) -> None:
        """Let go of what goes on; the replicas are Ray's."""
        self._stopped = True
        if self._stream is not None:
            self._stream.cancel()
        for task in self._telling:
            task.cancel()
        self._state = "cold"

    async def cancel(self, id: str) -> None:
        """End an item: what is delivered for it is "cancelled", unless it was finished. Unknown ids are no error."""
        if id in self._known:
            self._cancelled.add(id)
            await self._tell(id)

    async def run(self, items: Sequence[Item], told: Progress | None = None) -> AsyncIterator[Delivery]:
        """Carry items out, and give what became of each as soon as it is known; see ``Backend``."""
        async with self._running:
            waiting, lost, alone = {item.id: item for item in items}, Counter[str](), False
            self._known = set(waiting)
            try:
                while waiting:
                    batch = list(waiting.values())[: 1 if alone else None]
                    async with contextlib.aclosing(self._attempt(batch, told)) as deliveries:
                        async for delivery in deliveries:
                            if waiting.pop(delivery.id, None) is not None:
                                self._known.discard(delivery.id)
                                yield delivery
                    left = [item.id for item in batch if item.id in waiting]
                    lost.update(left)
                    for id in left:
                        if (refusal := self._verdict(lost[id])) is not None:
                            del waiting[id]
                            yield Delivery(id, refusal)
                    alone = True
            finally:
                self._known, self._cancelled, self._told_again = set(), set(), set()

    def _verdict(self, lost: int) -> Refusal | None:
        """What an item gets that has lost so many replicas; ``None``: one more try."""
        if self._stopped:
            return Refusal("unavailable", "the server is going down; try again later", retry_after=5)
        if lost < MOST_LOST:
            return None
        return Refusal("worker_lost", f"{lost} replicas of the model died while they had this job", retry_after=2)

    async def _attempt(self, items: Sequence[Item], told: Progress | None) -> AsyncGenerator[Delivery, None]:
        """Items on one replica. What is not delivered was lost with it, and may be tried again."""
        for item in items:
            if item.id in self._cancelled:
                yield Delivery(item.id, Refusal("cancelled", "the job was cancelled"))
        batch = [item for item in items if item.id not in self._cancelled]
        if not batch:
            return
        parts, over = Parts(self.spool), False
        pairs = [(item.id, item.body) for item in batch]
        self._stream = stream = self._deployment.options(stream=True).run.remote(pairs)
        try:
            async for message in self._messages(stream):
                if (delivery := await self._heard(message, told, parts)) is not None:
                    yield delivery
            over = True
        except Exception as error:  # noqa: BLE001  a boundary that translates
            if (refusal := self._reason(error)) is not None:
                for item in batch:
                    yield Delivery(item.id, refusal)
        finally:
            if not over:
                stream.cancel()
            self._stream = None
            await asyncio.to_thread(parts.drop)

    def _reason(self, error: Exception) -> Refusal | None:
        """What is said of the items of an attempt that failed; ``None`` where their replica is lost."""
        name = self.spec.name
        if isinstance(error, (asyncio.TimeoutError, TimeoutError)):
            return Refusal("unavailable", f"no replica of {name!r} takes a job now", retry_after=30)
        errors = _errors()
        if not isinstance(error, errors.lost) or isinstance(error, errors.task):
            _log.error("a replica of %s failed: %s", name, _said(error))
            return Refusal("internal", "the server failed while it carried the job out")
        _log.warning("a replica of %s is lost: %s", name, _said(error))
        self.restarts += 1
        self._state = "loading"
        return None

    async def _messages(self, stream: Any) -> AsyncIterator[Message]:
        """What a replica says; the first word must come within ``patience``."""
        each = aiter(stream)
        try:
            first: list[Message] = await asyncio.wait_for(anext(each), self.patience)
        except StopAsyncIteration:
            return
        self._state = "ready"
        for message in first:
            yield message
        async for messages in each:
            for message in messages:
                yield message

    async def _heard(self, message: Message, told: Progress | None, parts: Parts) -> Delivery | None:
        kind, id, *rest = message
        if kind == "told":
            if id in self._cancelled:
                self._tell_again(id)
            elif told is not None:
                told(id, rest[0])
            return None
        if kind == "part":
            await asyncio.to_thread(parts.add, id, rest[0])
            return None
        refusal, body, size, names, facts = rest
        if refusal is not None:
            return Delivery(id, Refusal.of(refusal))
        try:
            return Delivery(id, None, body, parts.take(id), size, names, facts)
        except Refusal as full:
            return Delivery(id, full)

    def _tell_again(self, id: str) -> None:
        """Once: the replica that has a cancelled item may have come up after all were told."""
        if id not in self._told_again:
            self._told_again.add(id)
            task = asyncio.create_task(self._tell(id))
            self._telling.add(task)
            task.add_done_callback(self._telling.discard)

    async def _tell(self, id: str) -> None:
        """Tell every replica that an item is cancelled: which one has it is Ray's to know."""
        try:
            await self._deployment.broadcast("cancel", id).results_async(timeout_s=5)
        except Exception as error:  # noqa: BLE001  a replica that is gone carries nothing out any more
            _log.info("not all replicas of %s heard of a cancellation: %s", self.spec.name, _said(error))


class _Errors:
    """What Ray raises, in two kinds; Ray is imported by now."""

    def __init__(self) -> None:
        ray, serve = importlib.import_module("ray.exceptions"), importlib.import_module("ray.serve.exceptions")
        self.task: Any = ray.RayTaskError
        self.lost: Any = (ray.RayError, serve.RayServeException)


@cache
def _errors() -> _Errors:
    return _Errors()


async def _asked(deployment: Any) -> dict[str, Any]:
    found: dict[str, Any] = await deployment.describe.remote()
    return found


def _said(error: BaseException) -> str:
    """The first line of an error."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
