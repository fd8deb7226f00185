"""``RemoteJob``: graphs that a server has accepted."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Generator, Sequence
from contextlib import suppress
from html import escape
from typing import TYPE_CHECKING, Any

from ...errors import RemoteError
from ..outcome import Outcome
from ..refusal import Refusal
from ..request import Request
from .answers import Expected, outcome_of
from .connection import Answer
from .failure import failure_of
from .following import follow
from .progress import Progress, teller
from .standing import Standing

if TYPE_CHECKING:
    from .server import Server

__all__ = ["RemoteJob"]

SOONEST, LATEST = 0.05, 2.0
"""Seconds between two looks of who awaits it, at first and in the end."""


class RemoteJob:
    """A job on a server: to be looked at, waited for, awaited, or called off.

    >>> job = server.submit(request)
    >>> job.poll().state
    'running'
    >>> outcome = job.result()
    >>> nnexplore.remote.connect("lab").job(job.id)  # in another kernel

    Attributes:
        server: where it is.
        standing: what was last heard of it.
        request: what was asked, where that is known here.
    """

    def __init__(
        self, server: Server, standing: Standing, request: Request | None = None, answer: Answer | None = None
    ) -> None:
        self.server, self.standing, self.request = server, standing, request
        self._answer = answer
        self._outcome: Outcome | None = None

    @property
    def id(self) -> str:
        """What the server calls it."""
        return self.standing.id

    @property
    def state(self) -> str:
        """The last that was heard: queued, loading, running, completed, failed, cancelled, expired."""
        return self.standing.state

    @property
    def position(self) -> int:
        """How many wait in the queue up to this one, 0 where it waits no longer."""
        return self.standing.position

    @property
    def progress(self) -> tuple[float, float, str]:
        """So much done, of so much, of what."""
        return self.standing.done, self.standing.total, self.standing.what

    @property
    def done(self) -> bool:
        """Whether it was over when last heard of."""
        return self.standing.final

    def poll(self) -> RemoteJob:
        """Ask where it stands; the job itself."""
        if not self.done:
            self.standing = self.server.standing(self.id)
        return self

    def result(
        self,
        timeout: float | None = None,
        *,
        progress: Progress = False,
        names: Sequence[str] | None = None,
        dtype: str = "",
        slices: dict[str, str] | None = None,
        expected: Expected | None = None,
    ) -> Outcome:
        """Wait for it, and fetch what became of it. Ctrl-C stops waiting; the job goes on.

        Args:
            timeout: seconds to wait; ``None`` for as long as it takes.
            progress: show a bar, or a function that is told each ``Standing``.
            names: fetch only these values.
            dtype: floating values as "float16", "bfloat16" or "float32".
            slices: parts of values by name, as text: ``{"hidden": ":,-1"}``.
            expected: of each graph by name a tensor of the shape and dtype that a result must have.

        Raises:
            RemoteError: "not_finished" after ``timeout``; what the job failed of; "cancelled", "expired".
        """
        until = math.inf if timeout is None else time.monotonic() + timeout
        with teller(progress) as tell:
            if not self.done:
                self.standing = follow(self.server, self.id, tell, until)
            whole = names is None and not dtype and not slices
            if whole and self._outcome is not None:
                return self._outcome
            if whole and self._answer is not None:
                return self._keep(self._of_answer(self._answer, expected))
            self._check_completed()
            outcome = self.server.fetch(self.id, self.request, expected, names=names, dtype=dtype, slices=slices)
            return self._keep(outcome) if whole else outcome

    def cancel(self) -> RemoteJob:
        """End it on the server; the job itself."""
        if not self.done:
            self.standing = self.server.cancel(self.id)
        return self

    def __await__(self) -> Generator[Any, None, Outcome]:
        return self._awaited().__await__()

    async def _awaited(self) -> Outcome:
        """Its outcome; the event loop goes on meanwhile, and may stop waiting at any time."""
        pause = SOONEST
        while not (await asyncio.to_thread(self.poll)).done:
            await asyncio.sleep(pause)
            pause = min(1.5 * pause, LATEST)
        return await asyncio.to_thread(self.result)

    def _of_answer(self, answer: Answer, expected: Expected | None) -> Outcome:
        try:
            return outcome_of(answer, self.request, expected)
        except Refusal as refusal:
            raise failure_of(refusal, self.request) from None

    def _keep(self, outcome: Outcome) -> Outcome:
        """An outcome that has something to show."""
        if (refusal := outcome.failed) is not None:
            raise failure_of(refusal, self.request)
        self._outcome, self._answer = outcome, None
        return outcome

    def _check_completed(self) -> None:
        state, error = self.standing.state, self.standing.error
        if state == "completed":
            return
        if error is None:
            code = state if state in ("cancelled", "expired") else "internal"
            error = {"code": code, "message": f"the job {self.id} was {state}" if state != "failed" else "it failed"}
        found = failure_of(Refusal.of({"error": error}), self.request)
        found.detail["job"] = self.id
        raise found

    def call_off(self) -> None:
        """Cancel it, if the server can be told so in a moment; nobody hears of it if not."""
        with suppress(RemoteError):
            self.server.cancel(self.id, hurry=True)

    def __repr__(self) -> str:
        return f"<RemoteJob {self.id} on {self.server.address.text}: {self.standing.text}>"

    def _repr_html_(self) -> str:
        text = f"{self.standing.model or 'job'} on {self.server.address.text}: {self.standing.text}"
        return f"<code>{escape(self.id)}</code> {escape(text)}"
