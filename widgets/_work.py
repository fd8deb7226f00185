"""Work that the browser asks for: at once where it is short, else in the background, with progress and cancel.

The kernel hears no "cancel" while a handler runs, so handlers run in one thread of their own, one after another, and
the kernel waits for them but a moment.
"""

from __future__ import annotations

import queue
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ..errors import NnexploreError

if TYPE_CHECKING:
    from torch import nn

    from ..models import LanguageModel

MOMENT = 0.25
"""Seconds for which the kernel waits; what takes longer goes on in the background."""
SHOWN = 0.5
"""Seconds after which progress is shown."""
OFTEN = 0.1
"""Seconds between two messages about it."""

Progress = dict[str, Any]


class CancelledError(Exception):
    """The user has cancelled what was asked for."""


class Job:
    """One piece of work, of which the browser is told how far it is.

    Args:
        work: what is to be done.
        tell: hears of the progress: `done`, `total`, `text`; nothing when it is over.

    Attributes:
        over: set when it is.
        cancelled: whether the user wants it no longer.
        changed: whether it has changed the workspace.
    """

    def __init__(self, work: Callable[[], None], tell: Callable[[Progress], None]) -> None:
        self.over = threading.Event()
        self.cancelled = self.changed = False
        self._own: tuple[float, float, str] | None = None
        self._work, self._tell = work, tell
        self._began = self._told = 0.0
        self._shown = False

    def run(self) -> None:
        self._began = time.monotonic()
        before, _here.job = current(), self
        try:
            self._work()
        finally:
            _here.job = before
            if self._shown:
                self._tell({})
            self.over.set()

    def reached(self, done: float, total: float, text: str) -> None:
        """Say how far a run of the model is, which is a part of the job: of its own count where it has one."""
        self._tell_of(*(self._own or (done, total, text)))

    def at(self, done: float, total: float, text: str) -> None:
        """Say how far it is.

        Raises:
            CancelledError: the user no longer wants it.
        """
        self._own = done, total, text
        self._tell_of(done, total, text)

    def _tell_of(self, done: float, total: float, text: str) -> None:
        if self.cancelled:
            raise CancelledError("cancelled: what you see is as it was before")
        now = time.monotonic()
        if now - self._began > SHOWN and now - self._told > OFTEN:
            self._told, self._shown = now, True
            self._tell({"done": done, "total": total, "text": text})


class _Here(threading.local):
    job: Job | None = None


class Worker:
    """One thread that carries out jobs in the order in which they come."""

    def __init__(self) -> None:
        self._waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def do(self, job: Job) -> None:
        """Carry a job out; come back when it is over, or after a moment."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._go, name="nnexplore", daemon=True)
                self._thread.start()
        self._waiting.put(job)
        job.over.wait(MOMENT)

    def breathe(self) -> None:
        """Carry out, in the midst of a long job, what has come meanwhile."""
        while True:
            try:
                job = self._waiting.get_nowait()
            except queue.Empty:
                return
            _carry_out(job)

    def _go(self) -> None:
        while True:
            _carry_out(self._waiting.get())


def _carry_out(job: Job) -> None:
    try:
        job.run()
    except Exception:  # noqa: BLE001  jobs answer with their errors; one that cannot must not end the thread
        traceback.print_exc()


_here = _Here()
worker = Worker()


def current() -> Job | None:
    """The job that this thread is at, if any."""
    return _here.job


def progress(done: float, total: float, text: str = "") -> None:
    """Say, in the midst of a long computation, how far it is; clicks made meanwhile are answered here.

    Example:
        >>> for number, batch in enumerate(batches):
        ...     progress(number, len(batches), "batch")

    Raises:
        CancelledError: the user has cancelled it.
    """
    if (job := current()) is not None:
        worker.breathe()
        job.at(done, total, text)


def kept() -> None:
    """What a cancelled computation has finished is kept: it is no longer cancelled, and nothing is taken back."""
    if (job := current()) is not None:
        job.cancelled = False


@contextmanager
def watched(model: LanguageModel) -> Iterator[None]:
    """Every layer that the model comes to is told of as progress, and is a place where it can be cancelled."""
    blocks = _blocks(model)
    thread = threading.get_ident()

    def hook(number: int) -> Callable[..., None]:
        def reach(*_: object) -> None:
            job = current()
            if job is not None and threading.get_ident() == thread:
                job.reached(number, len(blocks), f"layer {number + 1} of {len(blocks)}")

        return reach

    hooks = [block.register_forward_pre_hook(hook(number)) for number, block in enumerate(blocks)]
    try:
        yield
    finally:
        for one in hooks:
            one.remove()


def _blocks(model: LanguageModel) -> list[nn.Module]:
    try:
        return [model.module.get_submodule(path) for path in model.anatomy.blocks]
    except NnexploreError:  # it has none that are known
        return []
