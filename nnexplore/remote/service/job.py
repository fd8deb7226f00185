"""``Job``: one accepted request, from the queue to its result."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..refusal import Refusal
from .events import Events

__all__ = ["FINAL", "Job", "Progress", "Result"]

FINAL = frozenset({"completed", "failed", "cancelled", "expired"})
"""The states that a job does not leave, but for "expired", which a completed one comes to."""
MOST_OFTEN = 0.1
"""Seconds between two events of progress, at least."""
SPARSER = 100
"""… and this part of the time that the job has run: a job of an hour has some 700 events, not 36,000."""


@dataclass(frozen=True)
class Progress:
    """How far it is: of ``total`` (0 where nobody knows) of ``what``, e.g. layers."""

    done: float = 0
    total: float = 0
    what: str = ""


@dataclass(frozen=True)
class Result:
    """A packed outcome, in memory or in a file."""

    size: int
    blob: bytes | None = field(default=None, repr=False)
    path: Path | None = None

    def read(self) -> bytes:
        """Its bytes.

        Raises:
            OSError: the file is gone.
        """
        if self.blob is not None:
            return self.blob
        assert self.path is not None
        return self.path.read_bytes()


@dataclass(eq=False)
class Job:
    """What the server knows of it.

    Attributes:
        owner: the id of a token.
        model: the server's name of it.
        body: the request as it came; empty once it is done with.
        content_type: of the body.
        digest: SHA-256 of body and content type.
        key: the client's Idempotency-Key, or "".
        names: what it saves.
        together: whether it may be carried out in one batch with others.
        live_bytes: what it needs while it runs, as the dry run says.
        kept: whether it outlives its connection: it lies in the spool.
        begun: how often it was handed to a worker.
        restored: whether a server before this one had accepted it.
        reported: whether its end was logged and its result kept.
        waiters: connections that wait for it.
    """

    owner: str
    model: str
    body: bytes = field(repr=False)
    content_type: str
    digest: str = ""
    key: str = ""
    names: tuple[str, ...] = ()
    together: bool = False
    live_bytes: int = 0
    id: str = field(default_factory=lambda: secrets.token_hex(12))
    created: float = field(default_factory=time.time)
    started: float | None = None
    finished: float | None = None
    state: str = "queued"
    progress: Progress = Progress()
    error: Refusal | None = None
    result: Result | None = field(default=None, repr=False)
    kept: bool = False
    begun: int = 0
    restored: bool = False
    reported: bool = field(default=False, repr=False)
    waiters: int = field(default=0, repr=False)
    events: Events = field(default_factory=Events, repr=False)
    done: asyncio.Event = field(default_factory=asyncio.Event, repr=False)
    _told: float = field(default=0.0, repr=False)

    @property
    def final(self) -> bool:
        """Whether it has ended."""
        return self.state in FINAL

    def status(self, position: int = 0) -> dict[str, Any]:
        """As JSON, the way the HTTP interface gives it."""
        progress = self.progress
        return {
            "id": self.id,
            "state": self.state,
            "model": self.model,
            "position": position,
            "created": self.created,
            "started": self.started,
            "finished": self.finished,
            "progress": {"done": progress.done, "total": progress.total, "what": progress.what},
            "error": None if self.error is None else self.error.body()["error"],
            "bytes": None if self.result is None else self.result.size,
            "names": self.names,  # one for all events: there may be thousands
        }

    def now(self, state: str, position: int = 0) -> None:
        """Enter a state; those who follow are told. An ended job stays as it is, but may expire."""
        if self.final and not (state == "expired" and self.state == "completed"):
            return
        self.state = state
        if state == "running":
            self.started = self.started or time.time()
        if state in FINAL:
            self.finished = self.finished or time.time()
        self.events.add(state, self.status(position))
        if state in FINAL:
            self.done.set()

    def progressed(self, progress: Progress) -> None:
        """Tell how far it is, now and then."""
        now = time.time()
        self.progress = progress
        since = now - (self.started or now)
        if not self.final and now - self._told >= max(MOST_OFTEN, since / SPARSER):
            self._told = now
            self.events.add("progress", self.status())

    def complete(self, result: Result) -> bool:
        """It has a result; whether it was still wanted."""
        if self.final:
            return False
        self.result, self.body = result, b""
        self.now("completed")
        return True

    def fail(self, error: Refusal) -> None:
        """It has none."""
        if not self.final:
            self.error, self.body = error, b""
            self.now("failed")

    def cancel(self) -> None:
        """Nobody wants it any more."""
        if not self.final:
            self.error, self.body = Refusal("cancelled", "the job was cancelled"), b""
            self.now("cancelled")

    def expire(self) -> None:
        """Its result is not kept any longer."""
        self.result = None
        self.now("expired")

    def gone(self) -> Refusal:
        """Why there is no result to be had."""
        if self.error is not None:
            return self.error
        if self.state == "expired":
            return Refusal("expired", f"the result of job {self.id} is not kept any longer; send the request again")
        return Refusal("conflict", f"job {self.id} has no result yet: it is {self.state}", state=self.state)
