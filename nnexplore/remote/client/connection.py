"""``Connection``: one pool of connections to one server, and whole answers of bounded size.

Only what the protocol needs: no redirects, no cookies, no decompression. The token goes to that server, nowhere else.
"""

from __future__ import annotations

import math
import ssl
import time
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore

from ... import __version__
from ...errors import RemoteError
from .deadline import Clock, TimedBackend
from .places import Address
from .retry import BrokenError

__all__ = ["Answer", "Connection", "Flow"]

CONNECT = 10.0
SLOWEST = 16 * 1024
"""Bytes per second that an answer, and a request, may take its time for."""
ERROR_BYTES = 1 << 20
QUIET = 45.0
"""Seconds after which a stream of events that says nothing is dead; servers say something every 15."""
POOL = 64


@dataclass(frozen=True)
class Answer:
    """What a server answered, read to its end.

    Attributes:
        status: of HTTP.
        headers: with names in small letters.
        body: its bytes.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """The content type without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Flow:
    """An answer that is read as it comes."""

    def __init__(self, response: httpcore.Response, clock: Clock, until: float) -> None:
        self.status, self.headers = response.status, _headers(response)
        self._response, self._clock, self._until = response, clock, until

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def alive(self) -> None:
        """Something sensible has come: wait as long for the next."""
        self._clock.until = min(time.monotonic() + QUIET, self._until)


class Connection:
    """The connections to a server; may be used from many threads.

    Raises:
        RemoteError: of every method: "bad_answer" for an answer that is too long, compressed or a redirect,
            "unreachable" where TLS fails. ``BrokenError`` where a second try may help.
    """

    def __init__(self, address: Address) -> None:
        self.address = address
        self.clock = Clock()
        self._pool = httpcore.ConnectionPool(
            ssl_context=_ssl_context(address) if address.url.startswith("https:") else None,
            proxy=_proxy(address),
            max_connections=POOL,
            keepalive_expiry=4.0,  # uvicorn closes idle ones after five seconds
            network_backend=TimedBackend(self.clock),
        )
        self._end = weakref.finalize(self, self._pool.close)

    def close(self) -> None:
        """Close what is open."""
        self._end()

    def exchange(
        self,
        method: str,
        target: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        wait: float = 0.0,
        most: int,
        within: float = math.inf,
    ) -> Answer:
        """One request and its whole answer.

        Args:
            method: of HTTP.
            target: path and query, behind the server's URL.
            headers: more of them.
            body: what is sent.
            wait: seconds that the server was asked to wait.
            most: bytes of the answer at most.
            within: seconds for all of it until the answer begins.
        """
        began = time.monotonic()
        until = began + min(self.address.timeout + wait + len(body) / SLOWEST, within)
        with self._open(method, target, headers or {}, body, until) as response:
            return Answer(response.status, _headers(response), self._read(response, most, until))

    @contextmanager
    def flow(self, target: str, headers: Mapping[str, str], until: float) -> Iterator[Flow]:
        """A stream of events, until a moment."""
        first = min(time.monotonic() + self.address.timeout, until)
        with self._open("GET", target, headers, b"", first) as response:
            yield Flow(response, self.clock, until)

    @contextmanager
    def _open(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes, until: float
    ) -> Iterator[httpcore.Response]:
        whole = {"user-agent": f"nnexplore/{__version__}", "accept-encoding": "identity", **headers}
        if self.address.token:
            whole["authorization"] = f"Bearer {self.address.token}"
        try:
            with (
                self.clock.limited(until),
                self._pool.stream(
                    method,
                    self.address.url + target,
                    headers=list(whole.items()),
                    content=body or None,
                    extensions={"timeout": {"connect": CONNECT, "pool": self.address.timeout}},
                ) as response,
            ):
                _check_head(response, self.address)
                yield response
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, httpcore.ProxyError) as error:
            raise _broken(error, self.address) from error

    def _read(self, response: httpcore.Response, most: int, until: float) -> bytes:
        if response.status >= 400:
            most = min(most, ERROR_BYTES)
        said = _headers(response).get("content-length", "0")
        if not said.isdecimal() or len(said) > 18 or int(said) > most:
            raise _too_long(f"{said:.20}", most)
        parts, size = [], 0
        for chunk in response.iter_stream():
            size += len(chunk)
            if size > most:
                raise _too_long("more", most)
            parts.append(chunk)
            self.clock.until = until + size / SLOWEST
        return b"".join(parts)


def _headers(response: httpcore.Response) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}


def _check_head(response: httpcore.Response, address: Address) -> None:
    headers = _headers(response)
    if 300 <= response.status < 400:
        raise RemoteError(
            f"{address.url} redirects to {headers.get('location', 'nowhere')!r:.200}, and nnexplore follows no "
            "redirect: the token is for one server. If the server has moved, use its new URL",
            "bad_answer",
            response.status,
        )
    if headers.get("content-encoding", "identity").strip().lower() not in ("identity", ""):
        raise RemoteError(
            f"{address.url} answers compressed ({headers['content-encoding']!r:.40}), which was not asked for and is "
            "not read: a few bytes could become any number of them",
            "bad_answer",
            response.status,
        )


def _too_long(said: str, most: int) -> RemoteError:
    return RemoteError(
        f"the answer has {said} bytes; at most {most:,} are read. Save less, save slices or float16, or raise "
        "`largest` of the server in the configuration",
        "bad_answer",
    )


def _broken(error: Exception, address: Address) -> Exception:
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return RemoteError(
            f"the certificate of {address.url} is not to be trusted ({cause.verify_message:.100}). If the server is "
            'yours, give its certificate authority: ca = "file.pem" in the configuration',
            "unreachable",
        )
    if cause is not None:
        plain = address.url.replace("https:", "http:", 1)
        return RemoteError(
            f"{address.url} does not speak TLS as it should ({cause!s:.100}). Is the server's URL {plain}?",
            "unreachable",
        )
    if isinstance(error, httpcore.TimeoutException):
        return BrokenError("no whole answer in time")
    return BrokenError(f"{str(error) or type(error).__name__:.200}")


def _ssl_context(address: Address) -> ssl.SSLContext:
    if address.ca:
        try:
            return ssl.create_default_context(cafile=address.ca)
        except (OSError, ssl.SSLError) as error:
            raise RemoteError(
                f"the certificates of ca = {address.ca!r} cannot be read: {error}", "not_configured"
            ) from None
    from httpx import create_ssl_context

    return create_ssl_context()


def _proxy(address: Address) -> httpcore.Proxy | None:
    """The proxy that the environment names for such a server; never on the way to this machine.

    Raises:
        RemoteError: "not_configured": it is no HTTP proxy.
    """
    proxies: dict[str, Any] = {} if address.loopback or proxy_bypass(address.host) else getproxies()
    url = proxies.get(address.url.partition(":")[0])
    if not url:
        return None
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise RemoteError(
            f"the environment names a proxy {parts.scheme}://{parts.hostname} for {address.url}; expected http:// or "
            "https://. Set no_proxy for servers that are reached without one",
            "not_configured",
        )
    auth = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    return httpcore.Proxy(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}", auth=auth)
