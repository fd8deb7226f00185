"""``Service``: models, jobs and those who may ask for them. It knows nothing of HTTP."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from ..refusal import Refusal
from ..request import Request
from ..wire import CONTENT_TYPE
from ..worker.backend import Backend, Delivery
from ..worker.spec import ModelSpec
from .cache import Cache
from .config import Config
from .desk import Desk
from .door import Admitted, digest_of
from .intake import Intake, Share
from .job import Job, Result
from .journal import report
from .metrics import Metrics, Reading
from .rates import Rates
from .results import Results
from .spool import Spool
from .steward import keep_house, open_doors, restore
from .tokens import ANONYMOUS, Token, Tokens

__all__ = ["Service"]

QUICK = 8 << 10
"""Bytes of a request that is read on the event loop; a larger one is read in a thread."""
T = TypeVar("T")
_log = logging.getLogger("nnexplore.server")


class Service:
    """Everything that a server is, but HTTP.

    Args:
        config: what is served.
        make: makes the backend of a model; a process of its own unless told.

    >>> service = Service(Config.of({"models": [{"name": "demo"}]}))
    >>> await service.start()
    """

    def __init__(self, config: Config, make: Callable[[ModelSpec], Backend] | None = None) -> None:
        self.config = config
        self.metrics, self.intake, self.rates = Metrics(), Intake(config.intake_bytes), Rates()
        self.tokens = Tokens(config.tokens) if config.tokens else None
        self.spool = Spool(config.spool, config.spool_bytes)
        self.results = Results(self.spool, config.memory_bytes, self._forget)
        self.cache = Cache(config.cache_bytes)
        self.jobs: dict[str, Job] = {}
        self.closing = False
        self._keys: dict[tuple[str, str], Job] = {}
        self._shares: dict[str, Share] = {}
        self._tokenizers: dict[str, tuple[dict[str, Any], bytes]] = {}
        self._threads = ThreadPoolExecutor(4, thread_name_prefix="nnexplore-door")
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="nnexplore-disk")
        self._tasks: list[asyncio.Task[None]] = []
        make = make or self._process
        self.desks = {
            entry.spec.name: Desk(
                entry,
                [make(entry.spec) for _ in range(entry.workers)],
                self.metrics,
                most=config.batch,
                begun=self._begun,
                delivered=self._delivered,
            )
            for entry in config.models
        }
        self.metrics.watch(self._readings)

    async def start(self) -> None:
        """Begin to load the models, and take up what a server before this one has left."""
        for desk in self.desks.values():
            desk.start()
        work = (open_doors(self), restore(self), keep_house(self))
        self._tasks = [asyncio.create_task(one) for one in work]

    async def stop(self) -> None:
        """End everything. Kept jobs stay in the spool; the others end as "unavailable"."""
        self.closing = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for job in [job for job in self.jobs.values() if not job.final]:
            if job.kept:
                job.begun -= job.state == "running"
                await self._on_disk(lambda job=job: self.spool.note(job))  # type: ignore[misc]
            else:
                job.fail(Refusal("unavailable", "the server is going down", retry_after=5))
        await asyncio.gather(*(desk.stop() for desk in self.desks.values()))
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._disk.shutdown()
        self.spool.close()

    @property
    def ready(self) -> bool:
        """Whether every model is loaded."""
        return not self.closing and all(desk.state == "ready" and desk.door.is_open for desk in self.desks.values())

    def who(self, authorization: str | None) -> Token:
        """Whose request it is, from its header Authorization.

        Raises:
            Refusal: "unauthorized".
        """
        if self.tokens is None:
            return ANONYMOUS
        kind, _, text = (authorization or "").partition(" ")
        if not hmac.compare_digest(kind.lower().encode(), b"bearer") or not text.strip():
            raise Refusal("unauthorized", "this server wants a token, in the header `Authorization: Bearer nnx_…`")
        return self.tokens.check(text.strip())

    async def submit(self, token: Token, body: bytes, content_type: str, key: str, share: Share) -> Job:
        """A job for a request; the same one for the same Idempotency-Key and request.

        Raises:
            Refusal: it is not taken.
        """
        if (found := await self._again(token, key, body, content_type)) is not None:
            return found
        desk, admitted = await self._admitted(body, content_type)
        if (found := await self._again(token, key, body, content_type)) is not None:  # it came twice at a time
            return found
        job = _job(token.id, admitted, key)
        if (known := self.cache.get(self._cache_key(job))) is not None:
            self.register(job)
            job.complete(Result(len(known), blob=known))
            self.results.keep(job, desk.limits.result_seconds)
            return job
        desk.check_room(token.id, token.quotas.get("queued_per_token", desk.limits.queued_per_token))
        self.register(job)
        self._shares[job.id], share.moved = share, True
        desk.put(job)
        return job

    async def validate(self, body: bytes, content_type: str) -> Admitted:
        """What a request would cost.

        Raises:
            Refusal: it would not be taken.
        """
        return (await self._admitted(body, content_type))[1]

    def job(self, token: Token, id: str, *, any_owner: bool = False) -> Job:
        """A job of this token; with ``any_owner`` an admin's token may have all.

        Raises:
            Refusal: "not_found", also where it belongs to another.
        """
        job = self.jobs.get(id)
        if job is None or (job.owner != token.id and not (any_owner and "admin" in token.scopes)):
            raise Refusal("not_found", f"there is no job {id!r:.40} of this token")
        return job

    def position(self, job: Job) -> int:
        """1 for the one that is next; 0 if it does not wait."""
        return self.desks[job.model].queue.position(job) if job.model in self.desks else 0

    async def keep(self, job: Job) -> None:
        """Let a job outlive its connection, and this server.

        Raises:
            Refusal: "no_space"; it is cancelled then.
        """
        if job.kept:
            return
        job.kept = True
        try:
            await self.results.with_room(lambda: self._disk.submit(self.spool.keep, job).result())
        except Refusal as error:
            job.kept = False
            job.fail(error)
            await self.cancel(job)
            raise

    async def cancel(self, job: Job) -> None:
        """End a job."""
        if job.model in self.desks:
            await self.desks[job.model].cancel(job)
        await self.ended(job)

    def desk(self, name: str) -> Desk:
        """The desk of a model; "" where there is only one.

        Raises:
            Refusal: "not_found".
        """
        if not name and len(self.desks) == 1:
            return next(iter(self.desks.values()))
        if name not in self.desks:
            raise Refusal("not_found", f"there is no model {name!r:.80} here; there are {', '.join(self.desks)}")
        return self.desks[name]

    def model(self, name: str) -> dict[str, Any]:
        """What is told of a model in a list of them."""
        desk = self.desk(name)
        known = desk.description or {}
        source = desk.spec.source
        return {
            "name": desk.name,
            "source": Path(source).name if os.path.exists(source) or os.path.isabs(source) else source,
            "revision": desk.spec.revision,
            "state": desk.state,
            "waiting": len(desk.queue),
            **{name: known.get(name) for name in ("parameters", "dtype", "fingerprint", "layers")},
            "limits": asdict(desk.limits),
        }

    def known(self, name: str) -> dict[str, Any]:
        """What a loaded model tells of itself.

        Raises:
            Refusal: "not_found", or "unavailable": it is not loaded.
        """
        desk = self.desk(name)
        if desk.description is None:
            raise Refusal("unavailable", f"the model {desk.name} is not loaded: it is {desk.state}", retry_after=2)
        return desk.description

    def tokenizer(self, name: str) -> bytes:
        """The files of a model's tokenizer as JSON, which is made once: megabytes of it would keep the loop waiting.

        Raises:
            Refusal: "not_found" or "unavailable".
        """
        known = self.known(name)
        made = self._tokenizers.get(name)
        if made is None or made[0] is not known:
            made = known, json.dumps({"files": known.get("tokenizer") or {}}, separators=(",", ":")).encode()
            self._tokenizers[name] = made
        return made[1]

    async def describe(self, name: str) -> dict[str, Any]:
        """All that is told of a model; what only a loaded one knows is ``None`` until then.

        Raises:
            Refusal: "not_found".
        """
        desk = self.desk(name)
        known = desk.description
        if known is None:
            known = {"published": (await self.in_thread(desk.door.open)).published.to_json()}
        rest = {key: known.get(key) for key in ("config", "published", "anatomy", "probe", "device")}
        return {**self.model(name), **rest, "tokenizer": bool(known.get("tokenizer"))}

    def _process(self, spec: ModelSpec) -> Backend:
        from ..worker.backend import ProcessBackend

        return ProcessBackend(spec, spool=self.spool.work, memory=self.config.worker_bytes)

    async def _admitted(self, body: bytes, content_type: str) -> tuple[Desk, Admitted]:
        """At once where that takes a millisecond or two; what takes longer is done in a thread."""
        if len(body) > QUICK:
            return await self.in_thread(lambda: self.admit(body, content_type))
        desk, request = self._read(body, content_type)
        admitted = desk.door.admit_known(request, body, content_type, desk.description)
        if admitted is None:
            admitted = await self.in_thread(lambda: desk.door.admit(request, body, content_type, desk.description))
        return desk, admitted

    def admit(self, body: bytes, content_type: str) -> tuple[Desk, Admitted]:
        """Read a request and look at it; this may take a while.

        Raises:
            Refusal: it may not be carried out.
        """
        desk, request = self._read(body, content_type)
        return desk, desk.door.admit(request, body, content_type, desk.description)

    def _read(self, body: bytes, content_type: str) -> tuple[Desk, Request]:
        """A request's own model decides on its limits, and it is known only once it was read."""
        from ..gate.admission import read

        widest = self.config.widest
        request = read(body, content_type, widest)
        desk = self.desk(request.model)
        if desk.limits != widest:
            request = read(body, content_type, desk.limits)
        return desk, request

    async def _again(self, token: Token, key: str, body: bytes, content_type: str) -> Job | None:
        """The job that a request has already; none that ended when its client stopped waiting, who comes again now."""
        if (token.id, key) not in self._keys:
            return None
        digest = await self.in_thread(lambda: digest_of(body, content_type))
        job = self._keys.get((token.id, key))
        if job is None or job.state == "cancelled":
            return None
        if job.digest != digest:
            raise Refusal("conflict", "this Idempotency-Key came with another request before; take a new one")
        return job

    def register(self, job: Job) -> None:
        """Know a job, by its id and by its key."""
        self.jobs[job.id] = job
        if job.key:
            self._keys[job.owner, job.key] = job

    def _cache_key(self, job: Job) -> tuple[str, str, str]:
        return job.owner, f"{job.model}@{self.desks[job.model].spec.revision}", job.digest

    async def _begun(self, job: Job) -> None:
        job.begun += 1
        if job.kept:
            await self._on_disk(lambda: self.spool.note(job))

    async def _delivered(self, job: Job, delivery: Delivery) -> None:
        """What a worker gave becomes what the job gives."""
        if job.final or (self.closing and job.kept):
            if delivery.path is not None:
                delivery.path.unlink(missing_ok=True)
            return
        try:
            result = await self._result(job, delivery)
        except Refusal as error:
            if delivery.path is not None:
                delivery.path.unlink(missing_ok=True)  # there is no room for it here
            if error.code == "cancelled":
                job.cancel()
            else:
                job.fail(error)
        else:
            if not job.complete(result) and result.path is not None:  # it was cancelled meanwhile
                self.spool.drop_result(job.id)
            self.metrics.bytes.labels(job.model).observe(result.size)
        await self.ended(job)

    async def _result(self, job: Job, delivery: Delivery) -> Result:
        if delivery.refusal is not None:
            raise delivery.refusal
        outcome = delivery.path if delivery.path is not None else delivery.body
        if outcome is None:
            raise Refusal("internal", "the worker gave neither a result nor a reason")
        if self.config.cache_bytes and job.together and isinstance(outcome, bytes):
            self.cache.put(self._cache_key(job), outcome)
        return await self.results.store(job, outcome)

    async def ended(self, job: Job) -> None:
        """Once, when a job has ended by any road."""
        share = self._shares.pop(job.id, None)
        if share is not None:
            share.give_back()
        if job.reported:
            return
        job.reported = True
        if job.error is not None and (job.error.again or job.state == "cancelled"):
            self._drop_key(job)  # who asks again wants it tried again
        desk = self.desks.get(job.model)
        self.results.keep(job, desk.limits.result_seconds if desk else self.config.limits.result_seconds)
        report(_log, job)
        if job.kept:
            await self._on_disk(lambda: self.spool.note(job))

    def _forget(self, job: Job) -> None:
        self.jobs.pop(job.id, None)
        self._drop_key(job)
        if job.kept:
            self._disk.submit(self.spool.drop, job.id)

    def _drop_key(self, job: Job) -> None:
        if self._keys.get((job.owner, job.key)) is job:
            del self._keys[job.owner, job.key]

    def _readings(self) -> list[Reading]:
        return [(desk.name, desk.state, len(desk.queue), desk.restarts) for desk in self.desks.values()]

    async def in_thread(self, work: Callable[[], T]) -> T:
        """Do what would keep the event loop waiting."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    async def _on_disk(self, work: Callable[[], object]) -> None:
        """In the order in which it is asked for. Where a note of a job cannot be written, the job goes on."""
        try:
            await asyncio.get_running_loop().run_in_executor(self._disk, work)
        except Refusal as error:
            _log.error("the spool: %s", error.message)


def _job(owner: str, admitted: Admitted, key: str) -> Job:
    job = Job(
        owner, admitted.model, admitted.body, CONTENT_TYPE, admitted.digest, key, admitted.names, admitted.together
    )
    job.live_bytes = admitted.cost.live_bytes
    return job
