"""Answers: refusals, results and events as HTTP has them."""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import Callable
from typing import Any

from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

from ..refusal import Refusal
from ..wire import CONTENT_TYPE
from .events import Event
from .job import Job, Result

__all__ = ["JOB_HEADER", "EventStream", "as_json", "as_result", "refused"]

JOB_HEADER = "X-Nnexplore-Job"
BEAT = 15.0
"""Seconds between two comments in a stream of events where nothing happens."""
STALLED = 30.0
"""Seconds after which a reader that takes nothing is given up."""


def as_json(content: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A value as JSON."""
    text = json.dumps(content, allow_nan=False, separators=(",", ":"))
    return Response(text, status, headers, "application/json")


def refused(error: Refusal) -> Response:
    """A refusal: its status, its body, and when to come again."""
    headers = {}
    if error.status in (429, 503):
        headers["Retry-After"] = str(math.ceil(error.detail.get("retry_after", 1)))
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return as_json(error.body(), error.status, headers)


def as_result(job: Job, result: Result) -> Response:
    """A result, from memory or from its file.

    Raises:
        Refusal: "expired": the file is gone.
    """
    headers = {JOB_HEADER: job.id}
    if result.path is None:
        return Response(result.read(), 200, headers, CONTENT_TYPE)
    if not result.path.is_file():
        raise Refusal("expired", f"the result of job {job.id} is not kept any longer; send the request again")
    return FileResponse(result.path, headers=headers, media_type=CONTENT_TYPE)


class EventStream(Response):
    """A job's events as server-sent events, from a number on until the job has ended.

    https://html.spec.whatwg.org/multipage/server-sent-events.html
    """

    def __init__(self, job: Job, after: int, closed: Callable[[], None]) -> None:
        super().__init__(media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._job, self._after, self._closed = job, after, closed

    async def __call__(self, _: Scope, receive: Receive, send: Send) -> None:
        """Send them; a reader that goes, or that takes nothing, ends it."""
        gone = asyncio.ensure_future(_until_gone(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            while not gone.done() and (text := await self._next(gone)):
                message = {"type": "http.response.body", "body": text, "more_body": True}
                await asyncio.wait_for(send(message), STALLED)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except asyncio.TimeoutError:
            return
        finally:
            gone.cancel()
            self._closed()

    async def _next(self, gone: asyncio.Future[None]) -> bytes:
        """The text of the next ones, or a comment; nothing after the last."""
        found = self._job.events.since(self._after)
        if not found and self._job.final:
            return b""
        if not found:
            waiting = asyncio.ensure_future(self._job.events.more(self._after, BEAT))
            either: set[asyncio.Future[Any]] = {waiting, gone}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if not waiting.done():
                waiting.cancel()
                return b""
            found = waiting.result()
        if found:
            self._after = found[-1].number
        return b"".join(map(_event_text, found)) or b": nothing new\n\n"


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _event_text(event: Event) -> bytes:
    data = json.dumps(event.status, separators=(",", ":"))
    return f"id: {event.number}\nevent: {event.name}\ndata: {data}\n\n".encode()
