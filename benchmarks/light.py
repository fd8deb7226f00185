"""A load that costs little: closed-loop clients on bare sockets, one thread, bodies that were made before.

Each client sends the next request as soon as the last one is answered. A request takes a tenth of a millisecond of this
process at most, so that a server on the same machine keeps its cores.
"""

from __future__ import annotations

import itertools
import selectors
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

__all__ = ["Load", "drive", "get", "post"]


@dataclass
class Load:
    """What the clients saw.

    Attributes:
        times: seconds of each answer.
        wrong: answers with another status than 200.
        seconds: how long it went.
        beside: seconds of each answer that the client beside the load got.
    """

    times: list[float] = field(default_factory=list)
    wrong: int = 0
    seconds: float = 0.0
    beside: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds


def post(url: str, body: bytes, content: str) -> bytes:
    """A request with a body, as it travels."""
    head = f"{_head('POST', url)}Content-Type: {content}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def get(url: str) -> bytes:
    """A request without one."""
    return f"{_head('GET', url)}\r\n".encode()


def drive(
    url: str, requests: Sequence[bytes], users: int, seconds: float, *, beside: bytes = b"", every: float = 0.05
) -> Load:
    """Send requests, in turn, from so many clients for so long.

    Args:
        url: of the server.
        requests: as ``post`` makes them.
        users: clients at a time.
        seconds: how long.
        beside: a request of one client more, who sends it only now and then.
        every: seconds between two of these.

    >>> drive(url, [post(url, body, "application/json")], users=8, seconds=10).rate
    """
    load, following = Load(), itertools.cycle(requests)
    clients = [_Client(url, load.times, lambda: next(following)) for _ in range(users)]
    begin = time.perf_counter()
    with selectors.DefaultSelector() as selector:
        if beside:
            clients.append(_Client(url, load.beside, lambda: beside, every))
        for client in clients:
            selector.register(client.socket, selectors.EVENT_READ, client)
        while (now := time.perf_counter()) < begin + seconds:
            for client in clients:
                client.go_on(now)
            waiting = [client.next - now for client in clients if not client.busy]
            for key, _ in selector.select(max(0.0, min([begin + seconds - now, *waiting]))):
                load.wrong += key.data.receive() not in (None, 200)
    load.seconds = time.perf_counter() - begin
    for client in clients:  # what is on its way is answered
        client.finish()
    return load


class _Client:
    """One connection, with one request at a time."""

    def __init__(self, url: str, times: list[float], make: object, pause: float = 0.0) -> None:
        parts = urlsplit(url)
        self.socket = socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 80), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.busy, self.next = False, 0.0
        self._times, self._make, self._pause = times, make, pause
        self._sent, self._got, self._size = 0.0, b"", 0

    def go_on(self, now: float) -> None:
        """Send a request, if it is time to."""
        if not self.busy and now >= self.next:
            self.busy, self._got, self._size = True, b"", 0
            self._sent = time.perf_counter()
            self.next = self._sent + self._pause
            self.socket.sendall(self._make())  # type: ignore[operator]

    def receive(self) -> int | None:
        """The status, once the answer is complete."""
        part = self.socket.recv(1 << 18)
        if not part:
            raise ConnectionError("the server closed a connection in the middle of an answer")
        self._got += part
        if not self._size and (end := self._got.find(b"\r\n\r\n")) >= 0:
            self._size = end + 4 + _length(self._got[:end])
        if not self._size or len(self._got) < self._size:
            return None
        self.busy = False
        self._times.append(time.perf_counter() - self._sent)
        return int(self._got[9:12])

    def finish(self) -> None:
        """Close the connection, after an answer that is on its way."""
        while self.busy:
            self.receive()
        self.socket.close()


def _head(method: str, url: str) -> str:
    parts = urlsplit(url)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return f"{method} {path} HTTP/1.1\r\nHost: {parts.netloc}\r\n"


def _length(head: bytes) -> int:
    lines = (line.partition(b":") for line in head.split(b"\r\n"))
    return next(int(value) for name, _, value in lines if name.lower() == b"content-length")
