"""``start``: a server on this machine, for trying and for teaching, that ends with the kernel that started it.

However the kernel ends: see ``service/tied.py``.
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import IO

from ...errors import RemoteError
from .access import connect
from .server import Server

__all__ = ["Started", "start"]

SECONDS = 120.0
_URL = re.compile(r"^https?://\S+", re.MULTILINE)


class Started:
    """A server that was started here.

    Attributes:
        url: its address, for ``remote=``.
        server: the same as ``connect`` gives it.

    >>> with nnexplore.remote.start("demo") as started:
    ...     with model.trace("The Eiffel Tower is in", remote=started.url):
    ...         hidden = model.layers[1].output.save()
    """

    def __init__(self, process: subprocess.Popen[str], url: str, spool: str) -> None:
        self._process, self.url, self._spool = process, url, spool
        atexit.register(self.close)

    def __repr__(self) -> str:
        state = "running" if self._process.poll() is None else "stopped"
        return f"<Started {self.url}: {state}>"

    @property
    def server(self) -> Server:
        """The server, to be asked for its models and jobs."""
        return connect(self.url)

    def close(self) -> None:
        """Stop it."""
        atexit.unregister(self.close)
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(15)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        shutil.rmtree(self._spool, ignore_errors=True)

    def __enter__(self) -> Started:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def start(*models: str, config: str | Path | None = None, seconds: float = SECONDS) -> Started:
    """Start ``nnexplore serve`` on a free port of this machine, for whoever works on it.

    Args:
        models: as ``--model`` takes them: "demo", a name on the hub, ``name=folder``; the demo model without any.
        config: a file of settings, as ``--config`` takes it.
        seconds: how long to wait for it.

    >>> started = nnexplore.remote.start("demo")
    >>> model.on(started.url)

    Raises:
        RemoteError: "unreachable": it does not start; the message says what it said.
    """
    known = models or (() if config is not None else ("demo",))
    words = [word for model in known for word in ("--model", model)]
    words += [] if config is None else ["--config", str(config)]
    spool = tempfile.mkdtemp(prefix="nnexplore-")
    words += ["--spool", spool] if config is None else []
    tied = ["-m", "nnexplore.remote.service.tied", str(os.getpid()), "--own", spool]
    process = subprocess.Popen(
        [sys.executable, *tied, "serve", "--port", "0", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,  # Jupyter interrupts all processes of a kernel's group
    )
    assert process.stdout is not None
    lines: list[str] = []
    address = threading.Event()
    threading.Thread(target=_listen, args=(process.stdout, lines, address), daemon=True).start()
    address.wait(seconds)
    found = _URL.search("\n".join(lines))
    if found is None:
        process.kill()
        process.wait()
        said = " ".join(line.strip() for line in lines[-3:]) or "nothing"
        shutil.rmtree(spool, ignore_errors=True)
        raise RemoteError(f"nnexplore serve did not start within {seconds:g} s; it said: {said:.600}", "unreachable")
    return Started(process, found.group(), spool)


def _listen(stream: IO[str], lines: list[str], address: threading.Event) -> None:
    """Read what the server says, so that it never waits for a reader; ``address`` when there is one, or none comes."""
    try:
        for line in stream:
            if len(lines) < 100:
                lines.append(line.rstrip())
            if _URL.match(line):
                address.set()
    except ValueError:  # closed meanwhile
        pass
    finally:
        address.set()
