"""Waiting for a job: its events as they come, and where there are none, asking again and again."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from ...errors import RemoteError
from ..refusal import Refusal
from ..strict import parse
from .retry import AGAIN, BrokenError
from .sse import Event, EventReader, StreamError
from .standing import Standing

if TYPE_CHECKING:
    from .server import Server

__all__ = ["follow"]

FAULTS = 3
"""So many streams in a row that tell nothing new, and it is asked instead."""
SOONEST, LATEST = 0.1, 3.0
"""Seconds between two questions, at first and in the end."""


def follow(server: Server, id: str, tell: Callable[[Standing], object], until: float) -> Standing:
    """Wait until a job is over.

    Args:
        server: where it is.
        id: the job's.
        tell: hears of each change.
        until: a moment of ``time.monotonic``.

    Raises:
        RemoteError: "not_finished" at that moment; what the server or the connection says.
    """
    return _Follower(server, id, tell, until).wait()


class _Follower:
    def __init__(self, server: Server, id: str, tell: Callable[[Standing], object], until: float) -> None:
        self._server, self._id, self._tell, self._until = server, id, tell, until
        self._seen = 0
        self._last: Standing | None = None

    def wait(self) -> Standing:
        faults = 0
        while faults < FAULTS:
            before = self._seen
            try:
                standing = self._listen()
            except StreamError:
                break
            except BrokenError:
                standing = None
            if standing is not None:
                return standing
            faults = 0 if self._seen > before else faults + 1
            self._rest(random.uniform(0, SOONEST * 2**faults))
        return self._ask()

    def _listen(self) -> Standing | None:
        """One stream of events to its end; the last standing, if it is final."""
        headers = {"accept": "text/event-stream"} | ({"last-event-id": str(self._seen)} if self._seen else {})
        connection = self._server.connection
        with (
            connection.clock.ticking(self._again),
            connection.flow(f"/v1/traces/{self._id}/events", headers, self._until) as flow,
        ):
            if flow.status in AGAIN:
                raise BrokenError(f"HTTP status {flow.status}")
            if flow.status != 200 or not flow.headers.get("content-type", "").startswith("text/event-stream"):
                raise StreamError("no events are to be had")
            flow.alive()
            reader = EventReader()
            for chunk in flow:
                for event in reader.feed(chunk):
                    flow.alive()
                    standing = self._heard(event)
                    if standing is not None and standing.final:
                        return standing
        return None

    def _heard(self, event: Event) -> Standing | None:
        if not event.data:
            return None
        if event.id:
            if event.id <= self._seen:
                raise StreamError("the events go backwards")
            self._seen = event.id
        try:
            told = parse(event.data)
            if not isinstance(told, dict) or "state" not in told:
                return None  # of a kind that is not known here
            standing = Standing.of({"id": self._id, **told})
        except (Refusal, RemoteError) as error:
            raise StreamError(f"an event is malformed: {error}") from None
        self._told(standing)
        return standing

    def _ask(self) -> Standing:
        pause = SOONEST
        while True:
            standing = self._asked()
            self._told(standing)
            if standing.final:
                return standing
            self._rest(random.uniform(pause / 2, pause))
            pause = min(1.5 * pause, LATEST)

    def _asked(self) -> Standing:
        try:
            return self._server.standing(self._id, patient=True)
        except RemoteError as error:
            if error.code != "unreachable":
                raise
            raise RemoteError(
                f"{error} The job may go on there: server.job({self._id!r}).result() waits for it again", "unreachable"
            ) from None

    def _told(self, standing: Standing) -> None:
        self._last = standing
        self._tell(standing)

    def _again(self) -> None:
        """Time goes by, and who is told may want no more."""
        if self._last is not None:
            self._tell(self._last)

    def _rest(self, seconds: float) -> None:
        left = self._until - time.monotonic()
        if left <= 0:
            raise RemoteError(
                f"the job {self._id} is not finished yet, and goes on; server.job({self._id!r}).result() waits for it "
                "again, .cancel() ends it",
                "not_finished",
            )
        time.sleep(min(seconds, left))
