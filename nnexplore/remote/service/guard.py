"""``Guard``: what every HTTP request meets first, and every answer last."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from ..refusal import Refusal
from .config import LOCAL_NAMES
from .replies import refused
from .service import Service

__all__ = ["Guard"]

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cache-control", b"no-store"),
]
_IN_URL = re.compile(r"(?:^|[&;?])(?:token|access_token|api_key|apikey|authorization|bearer)=|nnx_[0-9a-f]{8}_", re.I)
_log = logging.getLogger("nnexplore.server")


class Guard:
    """An ASGI application around another: who asks, from where, how many at once; and no error gets out as it is.

    Everything under ``/v1`` needs a token here, so that no route can forget it. The token is in ``scope["token"]``.
    """

    def __init__(self, app: Any, service: Service) -> None:
        self._app, self._service, self._inside = app, service, 0
        config = service.config
        self._hosts = {*LOCAL_NAMES, config.host.strip("[]").lower(), *(host.lower() for host in config.hosts)}
        self._origins = {*config.origins}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        answer = _Answer(send)
        self._inside += 1
        try:
            self._check(scope)
            await self._app(scope, receive, answer)
        except Refusal as error:
            await self._refuse(scope, receive, answer, error)
        except Exception as error:  # noqa: BLE001  nothing of it may get out
            _log.error("a request to %s failed", _pattern(scope), exc_info=error)
            await self._refuse(scope, receive, answer, Refusal("internal", "the server failed; its log says more"))
        finally:
            self._inside -= 1
            self._service.metrics.requests.labels(str(answer.status)).inc()

    def _check(self, scope: Scope) -> None:
        headers = dict(scope["headers"])
        if self._inside > self._service.config.connections:
            raise Refusal("unavailable", "too many requests at once; try later", retry_after=2)
        if _IN_URL.search(scope["query_string"].decode("latin-1")) or "/nnx_" in scope["path"]:
            raise Refusal(
                "unauthorized",
                "a token does not belong into a URL, which logs keep: send it as the header `Authorization: Bearer "
                "nnx_…`, and revoke this one",
            )
        self._check_page(headers)
        if scope["path"].startswith("/v1"):
            authorization = headers.get(b"authorization")
            scope["token"] = self._service.who(None if authorization is None else authorization.decode("latin-1"))

    def _check_page(self, headers: dict[bytes, bytes]) -> None:
        """No page of the web may ask in a user's name, from elsewhere or under another name."""
        origin = headers.get(b"origin", b"").decode("latin-1")
        host = headers.get(b"host", b"").decode("latin-1").lower()
        name = host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
        if self._service.tokens is None and name not in self._hosts:
            raise Refusal(
                "forbidden", f"this server is not called {name!r:.80}; name it under hosts in its configuration"
            )
        if origin and origin not in self._origins and origin.partition("://")[2].lower() != host:
            raise Refusal(
                "forbidden", f"pages of {origin!r:.80} may not ask; name it under origins in the configuration"
            )

    async def _refuse(self, scope: Scope, receive: Receive, answer: _Answer, error: Refusal) -> None:
        self._service.metrics.rejected.labels(error.code).inc()
        if not answer.status:
            await refused(error)(scope, receive, answer)


class _Answer:
    """Adds the headers that each answer has, and remembers the status."""

    def __init__(self, send: Send) -> None:
        self._send, self.status = send, 0

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message["headers"], *_HEADERS]
        await self._send(message)


def _pattern(scope: Scope) -> str:
    """The route, without what the client wrote into it."""
    return f"{scope['method']} {getattr(scope.get('route'), 'path', '?')}"
