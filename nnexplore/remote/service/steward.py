"""What a service does by itself: take up what the server before it left, open doors, give up what is old."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from ..refusal import Refusal
from .job import Job
from .tokens import Tokens

if TYPE_CHECKING:
    from .service import Service

__all__ = ["MOST_BEGUN", "keep_house", "open_doors", "restore"]

MOST_BEGUN = 2
"""So often is a job begun; one that twice took its server with it is not begun again."""
TICK = 0.5
"""Seconds between two looks at what has expired or was revoked."""
_log = logging.getLogger("nnexplore.server")


async def open_doors(service: Service) -> None:
    """Read names and shapes of each model, so that its first request does not wait for them."""
    for desk in service.desks.values():
        try:
            await service.in_thread(desk.door.open)
        except Refusal as error:  # noqa: PERF203  one model hurts no other
            _log.error("%s", error.message)


async def restore(service: Service) -> None:
    """Take up the jobs of the server before this one, in their order."""
    jobs = await service.in_thread(lambda: list(service.spool.jobs()))
    for job in jobs:
        service.register(job)
        job.events.add(job.state, job.status())
        if job.final:
            job.reported = True
            left = (job.finished or 0.0) + service.config.limits.result_seconds - time.time()
            service.results.keep(job, max(left, 0.0))
    for job in [job for job in jobs if not job.final]:
        try:
            await _take_up(service, job)
        except Exception as error:  # noqa: BLE001, PERF203  one job hurts no other
            why = Refusal("internal", "the server failed when it took the job up again")
            job.fail(error if isinstance(error, Refusal) else why)
            await service.ended(job)
    known = {job.id for job in jobs}
    await service.in_thread(lambda: service.spool.sweep(known))


async def keep_house(service: Service) -> None:
    """Give up old results, and cancel what revoked tokens have asked for."""
    while True:
        await asyncio.sleep(TICK)
        try:
            service.results.old()
            if service.tokens is not None:
                await _cancel_revoked(service, service.tokens)
        except Exception as error:  # noqa: BLE001  a disk that refuses now may not do so the next time
            _log.error("the keeping of the house: %s", type(error).__name__, exc_info=error)


async def _take_up(service: Service, job: Job) -> None:
    if job.begun >= MOST_BEGUN:
        raise Refusal("worker_lost", f"the server ended {job.begun} times while it carried this job out")
    if service.tokens is not None and not service.tokens.valid(job.owner):
        raise Refusal("unauthorized", "the token of this job is not valid any more")
    desk, admitted = await service.in_thread(lambda: service.admit(job.body, job.content_type))
    job.together, job.live_bytes = admitted.together, admitted.cost.live_bytes
    desk.put(job)


async def _cancel_revoked(service: Service, tokens: Tokens) -> None:
    try:
        active = [job for job in service.jobs.values() if not job.final]
        gone = {owner for owner in {job.owner for job in active} if not tokens.valid(owner)}
    except Refusal as error:  # a broken file lets nobody in, and ends nobody's work
        _log.error("%s", error.message)
        return
    for job in active:
        if job.owner in gone:
            await service.cancel(job)
