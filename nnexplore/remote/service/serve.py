"""Serving: a configuration becomes a listening server, until Ctrl-C."""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import logging
import socket
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from .config import Config
from .journal import Lines

if TYPE_CHECKING:
    from ..worker.backend import Backend
    from ..worker.spec import ModelSpec

__all__ = ["listen", "log_as_lines", "serve"]

HEAD_SECONDS = 30.0
"""Within which the head of a request must have come, and what is left of a body that was not wanted."""
KEEP_ALIVE = 30


def serve(config: Config) -> None:
    """Serve until Ctrl-C.

    >>> serve(Config.load(Path("server.toml")))

    Raises:
        ImportError: a package that it needs, or Ray where it was asked for, is missing.
        OSError: the address is in use.
    """
    if config.ray:
        check_packages(("ray",), "ray")
        importlib.import_module("nnexplore.remote.ray.serve").serve(config)
        return
    listen(config)


def listen(config: Config, make: Callable[[ModelSpec], Backend] | None = None) -> None:
    """Serve in this process until Ctrl-C; ``make`` is as ``Service`` takes it.

    Raises:
        OSError: the address is in use.
    """
    from .app import make_app
    from .service import Service

    log_as_lines()
    app = make_app(Service(config, make))
    with _listen(config) as listening:
        print(greeting(config, listening.getsockname()[1]), flush=True)  # noqa: T201
        _run(app, config, listening)


def check_packages(names: Sequence[str], extra: str) -> None:
    """See that packages are installed.

    Raises:
        ImportError: one is not; the message says how to get it.
    """
    missing = [name for name in names if importlib.util.find_spec(name) is None]
    if missing:
        raise ImportError(f"this needs {', '.join(missing)}: pip install 'nnexplore[{extra}]'")


def greeting(config: Config, port: int) -> str:
    """What is printed at the start."""
    scheme, host = "https" if config.certfile else "http", f"[{config.host}]" if ":" in config.host else config.host
    who = f"tokens: {config.tokens}" if config.tokens else "no tokens: everyone on this machine may ask"
    models = ", ".join(entry.spec.name for entry in config.models)
    return f"nnexplore serves {models}\n{scheme}://{host}:{port}  ({who})\nPress Ctrl-C here to stop it."


def protocol() -> type[Any]:
    """Uvicorn's protocol, but a client that sends the head of a request drop by drop is given up."""
    from uvicorn.protocols.http.h11_impl import H11Protocol

    class Impatient(H11Protocol):
        """A connection that is not in a request has so many seconds to get there."""

        _until: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._watch()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            self._watch()

        def connection_lost(self, exc: Exception | None) -> None:
            self._forget()
            super().connection_lost(exc)

        def _watch(self) -> None:
            idle = getattr(self.cycle, "response_complete", True)  # None before the first
            if not idle:
                self._forget()
            elif self._until is None:
                self._until = self.loop.call_later(HEAD_SECONDS, self.transport.abort)

        def _forget(self) -> None:
            if self._until is not None:
                self._until.cancel()
                self._until = None

    return Impatient


def _run(app: Any, config: Config, listening: socket.socket) -> None:
    import uvicorn

    sys.setswitchinterval(0.001)  # requests are read in threads; the event loop gets its turn sooner
    options = uvicorn.Config(
        app,
        http=protocol(),
        ws="none",
        log_config=None,
        access_log=False,  # a line for each job is enough, and holds no address and no URL
        server_header=False,
        proxy_headers=False,  # who asks is told by a token, never by an address
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=5,
        backlog=config.connections,
        ssl_certfile=config.certfile,
        ssl_keyfile=config.keyfile,
    )
    uvicorn.Server(options).run(sockets=[listening])


def _listen(config: Config) -> socket.socket:
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    # asyncio sends small answers at once (TCP_NODELAY) only where the protocol is named: else each takes 40 ms
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((config.host.strip("[]"), config.port))
        listening.listen(config.connections)  # who comes before the application is up waits a moment
    except OSError as error:
        listening.close()
        raise OSError(
            f"cannot listen on {config.host}:{config.port}: {error.strerror}; choose another --port"
        ) from None
    return listening


def log_as_lines() -> None:
    """Write what the server tells of itself to standard error, a line of JSON each."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    for name, level in (("nnexplore.server", logging.INFO), ("uvicorn.error", logging.WARNING)):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level)
