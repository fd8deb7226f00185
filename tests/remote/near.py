"""The real server in this process: its app on a real socket, and the model in a thread in the place of a process."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from typing import Any

import uvicorn

from nnexplore.models import LanguageModel
from nnexplore.remote.refusal import Refusal
from nnexplore.remote.request import DTYPES, Request
from nnexplore.remote.service.app import make_app
from nnexplore.remote.service.config import Config
from nnexplore.remote.service.service import Service
from nnexplore.remote.wire import unpack
from nnexplore.remote.worker.description import describe
from nnexplore.remote.worker.executor import Executor
from nnexplore.remote.worker.item import Delivery, Item, Progress

__all__ = ["Near", "serving"]


class ThreadBackend:
    """Carries requests out in a thread, one after another; ``hold`` makes them wait until it is set."""

    def __init__(self, spec: Any, model: LanguageModel, hold: threading.Event) -> None:
        self.state, self.restarts, self.hold = "cold", 0, hold
        self.description: dict[str, Any] | None = None
        self._spec, self._model, self._cancelled = spec, model, set()

    async def start(self) -> None:
        self.description = await asyncio.to_thread(describe, self._model, self._spec)
        self._executor = Executor(self._model, self._spec.limits)
        self.state = "ready"

    async def run(self, items: Sequence[Item], told: Progress | None = None) -> AsyncIterator[Delivery]:
        for item in items:
            if told is not None:
                told(item.id, {"done": 0, "total": 4, "what": "layer 0 of 4"})
            yield await asyncio.to_thread(self._one, item)

    def _one(self, item: Item) -> Delivery:
        while not self.hold.wait(0.02):
            if item.id in self._cancelled:
                return Delivery(item.id, Refusal("cancelled", "the job was cancelled"))
        request = Request.of(*unpack(item.body))
        outcome = self._executor.run([request], None, lambda _: item.id in self._cancelled)[0]
        if outcome.failed is not None:
            return Delivery(item.id, outcome.failed)
        return Delivery(item.id, body=outcome.to_bytes(DTYPES.get(request.dtype)))

    async def cancel(self, id: str) -> None:
        self._cancelled.add(id)

    async def stop(self) -> None:
        self.hold.set()
        self.state = "cold"


class Faults:
    """In front of the app: answers given in its place, each once: bytes for the socket, or a status with headers."""

    def __init__(self, app: Any) -> None:
        self._app, self.next, self.seen = app, [], []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            self.seen.append((scope["method"], scope["path"], dict(scope["headers"])))
        if scope["type"] != "http" or not self.next:
            await self._app(scope, receive, send)
            return
        fault = self.next.pop(0)
        if fault == "lost":  # the app does its work, and its answer is lost

            async def lost(message: Any) -> None:
                if message["type"] == "http.response.start":
                    raise ConnectionAbortedError

            with contextlib.suppress(ConnectionAbortedError):
                await self._app(scope, receive, lost)
            return
        status, headers = fault
        listed = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": listed})
        await send({"type": "http.response.body", "body": b"no"})


class Near:
    """A running server: its ``url``, its ``service``, its ``faults``, and ``hold`` (set: jobs run)."""

    def __init__(self, config: Config, model: LanguageModel) -> None:
        self.hold = threading.Event()
        self.hold.set()
        self.service = Service(config, lambda spec: ThreadBackend(spec, model, self.hold))
        self.faults = Faults(make_app(self.service))
        self._socket = socket.create_server(("127.0.0.1", config.port))
        options = uvicorn.Config(self.faults, log_config=None, ws="none", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(options)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def start(self) -> None:
        self._thread.start()
        end = time.monotonic() + 30
        while not self.service.ready:
            assert time.monotonic() < end, "the server does not come up"
            time.sleep(0.02)

    def stop(self) -> None:
        self.hold.set()
        self._server.should_exit = True
        self._thread.join(10)
        self._socket.close()


@contextlib.contextmanager
def serving(model: LanguageModel, folder: Path, **more: Any) -> Iterator[Near]:
    """A server of ``model`` as "demo"."""
    given = {"models": [{"name": "demo"}], "server": {"spool": str(folder / "spool"), "port": 0, **more}}
    near = Near(Config.of(given, folder=folder), model)
    near.start()
    try:
        yield near
    finally:
        near.stop()
