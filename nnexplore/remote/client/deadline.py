"""Sockets that are read until a moment, and no longer: a server that sends a byte now and then holds nobody."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore

__all__ = ["Clock", "TimedBackend"]

SLICE = 0.5
"""Seconds of waiting in one piece. Between two, progress is shown and who cancels is heard, Ctrl-C on every system."""
PIECE = 1 << 20


class Clock(threading.local):
    """Until when the exchange of this thread may go on.

    >>> clock = Clock()
    >>> with clock.limited(time.monotonic() + 30):
    ...     pool.request("GET", url)
    """

    until: float = math.inf
    tick: Callable[[], object] | None = None

    def left(self) -> float:
        """Seconds that are left."""
        return self.until - time.monotonic()

    @contextmanager
    def limited(self, until: float) -> Iterator[None]:
        """Until this moment; ``until`` may be moved meanwhile."""
        before, self.until = self.until, until
        try:
            yield
        finally:
            self.until = before

    @contextmanager
    def ticking(self, tick: Callable[[], object]) -> Iterator[None]:
        """Call this twice a second while nothing comes; what it raises ends the exchange."""
        before, self.tick = self.tick, tick
        try:
            yield
        finally:
            self.tick = before

    def beat(self) -> None:
        """Time goes by. What is called may ask the server something itself, and is not called meanwhile."""
        if (tick := self.tick) is not None:
            with self.ticking(lambda: None):
                tick()


class TimedBackend(httpcore.NetworkBackend):
    """The ordinary sockets, by the clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock, self._inner = clock, httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A stream of bytes to a host."""
        patience = _least(timeout, self._clock.left(), httpcore.ConnectTimeout)
        return _Stream(
            self._inner.connect_tcp(host, port, patience, local_address, socket_options),
            self._clock,
        )

    def sleep(self, seconds: float) -> None:
        """Do nothing for a while."""
        time.sleep(seconds)


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, clock: Clock) -> None:
        self._inner, self._clock = inner, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002  the clock's, not its own
        while True:
            patience = _least(SLICE, self._clock.left(), httpcore.ReadTimeout)
            try:
                return self._inner.read(max_bytes, patience)
            except httpcore.ReadTimeout:
                self._clock.beat()

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        view = memoryview(buffer)
        for at in range(0, len(view), PIECE):
            patience = _least(None, self._clock.left(), httpcore.WriteTimeout)
            self._inner.write(bytes(view[at : at + PIECE]), patience)

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        patience = _least(timeout, self._clock.left(), httpcore.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, patience), self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _least(timeout: float | None, left: float, late: type[Exception]) -> float | None:
    """The shorter of two times, as sockets take it."""
    if left <= 0:
        raise late("the time for it is over")
    shorter = left if timeout is None else min(timeout, left)
    return None if math.isinf(shorter) else shorter
