"""``WorkerProcess``: one worker as its server sees it: started, spoken to, killed, and never left a zombie."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..refusal import Refusal
from .frames import Frame, receive_async
from .spec import ModelSpec

__all__ = ["WorkerProcess"]

_ROOT = Path(__file__).resolve().parents[3]


class WorkerProcess:
    """Of one model. ``start`` gives the description; then ``send`` and ``next``.

    >>> worker = await WorkerProcess.start(ModelSpec("demo"), {"--spool": folder}, seconds=600)
    >>> worker.description["parameters"]
    >>> await worker.kill()
    """

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.description: dict[str, Any] = {}
        self._process = process
        self._frames: asyncio.Queue[Frame | None] = asyncio.Queue()
        self._reader = asyncio.create_task(self._read())

    @classmethod
    async def start(
        cls, spec: ModelSpec, options: Mapping[str, object], *, seconds: float, log: Path | None = None
    ) -> WorkerProcess:
        """Start it and wait until its model is loaded.

        Args:
            spec: the model.
            options: of the worker's command line.
            seconds: how long that may take.
            log: where its standard error goes; to the server's own without.

        Raises:
            Refusal: "unavailable", with the reason.
        """
        words = [str(word) for pair in options.items() for word in pair]
        command = [sys.executable, "-m", "nnexplore.remote.worker.worker", "--parent", str(os.getpid()), *words]
        with contextlib.ExitStack() as files:
            errors = files.enter_context(log.open("ab")) if log is not None else None
            pipe = asyncio.subprocess.PIPE
            process = await asyncio.create_subprocess_exec(
                *command, stdin=pipe, stdout=pipe, stderr=errors, env=_environment()
            )
        worker = cls(process)
        try:
            await worker.send({"kind": "load", "spec": spec.to_json()})
            worker.description = await asyncio.wait_for(worker._loaded(spec), seconds)
        except (asyncio.TimeoutError, TimeoutError):
            await worker.kill()
            raise Refusal("unavailable", f"the model {spec.name!r} did not load within {seconds:g} seconds") from None
        except BaseException:
            await worker.kill()
            raise
        return worker

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it has not ended, as far as is known."""
        return self._process.returncode is None and not self._reader.done()

    async def send(self, head: dict[str, Any], blob: bytes = b"") -> None:
        """Tell it something; what a worker that has ended is told is lost, and ``next`` says so."""
        assert self._process.stdin is not None
        with contextlib.suppress(ConnectionError, RuntimeError):
            self._process.stdin.write(Frame(head, blob).to_bytes())
            await self._process.stdin.drain()

    async def next(self) -> Frame | None:
        """What it says next, or ``wake`` by the server itself; ``None`` when it has ended."""
        return await self._frames.get()

    def wake(self) -> None:
        """Have ``next`` return, with a frame of the kind "wake"."""
        self._frames.put_nowait(Frame({"kind": "wake"}))

    async def kill(self) -> int:
        """End it, whatever it does; its exit status."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        return await self.ended()

    async def stop(self, seconds: float) -> None:
        """Ask it to end, and kill it if that takes longer."""
        await self.send({"kind": "stop"})
        with contextlib.suppress(asyncio.TimeoutError, TimeoutError):
            await asyncio.wait_for(self._process.wait(), seconds)
        await self.kill()

    async def ended(self) -> int:
        """Wait until it has ended."""
        status = await self._process.wait()
        await asyncio.wait({self._reader})
        if self._process.stdin is not None:
            self._process.stdin.close()
        return status

    async def _read(self) -> None:
        assert self._process.stdout is not None
        try:
            while (frame := await receive_async(self._process.stdout)) is not None:
                self._frames.put_nowait(frame)
        except ValueError:  # it does not speak as it should: what it says from here on cannot be told apart
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
        finally:
            self._frames.put_nowait(None)

    async def _loaded(self, spec: ModelSpec) -> dict[str, Any]:
        while (frame := await self.next()) is not None:
            if frame.kind == "ready":
                found: dict[str, Any] = frame.head["description"]
                return found
            if frame.kind == "failed":
                raise Refusal.of(frame.head)
        status = await self.ended()
        raise Refusal("unavailable", f"the worker of {spec.name!r} ended with {status} while it loaded; see its log")


def _environment() -> dict[str, str]:
    """The server's, without what is none of a worker's business; the package is found wherever the server runs."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NNEXPLORE_", "RAY_"))}
    path = os.pathsep.join(filter(None, [str(_ROOT), kept.get("PYTHONPATH", "")]))
    telemetry = {"HF_HUB_DISABLE_TELEMETRY": "1", "DO_NOT_TRACK": "1"}
    # PyTorch's threads turn in a loop for milliseconds while they wait for work: half of a small request's CPU
    spin = {} if {"OMP_WAIT_POLICY", "GOMP_SPINCOUNT"} & kept.keys() else {"GOMP_SPINCOUNT": "1000"}
    return {**kept, **telemetry, **spin, "PYTHONPATH": path, "PYTHONSAFEPATH": "1", "PYTHONUNBUFFERED": "1"}
