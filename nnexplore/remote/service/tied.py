"""The ``nnexplore`` command, tied to a process: ``python -m nnexplore.remote.service.tied PID serve --model demo``.

It ends when that process, which started it, has ended in whatever way: a killed kernel leaves no server behind.
"""

from __future__ import annotations

import logging
import os
import runpy
import shutil
import signal
import sys
import threading
import time
from collections.abc import Sequence
from typing import Any, NoReturn

__all__ = ["main"]

LOOK = 0.5
"""Seconds between two looks at the other process."""
PATIENCE = 20.0
"""Seconds until a server that does not stop when told to is ended."""


def main(arguments: Sequence[str]) -> None:
    """Run the command. A folder after ``--own`` is removed in the end.

    >>> main(["4711", "--own", "/tmp/spool", "serve", "--model", "demo", "--spool", "/tmp/spool"])

    Raises:
        SystemExit: with its exit status.
    """
    parent, *words = arguments
    own = ""
    if words[:1] == ["--own"]:
        own, words = words[1], words[2:]
    signal.signal(signal.SIGTERM, _leave)
    logging.disable(logging.INFO)  # nobody reads a line for each job; a pipe that is full would keep the server waiting
    threading.Thread(target=_watch, args=(int(parent),), daemon=True).start()
    try:
        sys.argv[1:] = words
        runpy.run_module("nnexplore", run_name="__main__")
    finally:
        if own:
            shutil.rmtree(own, ignore_errors=True)


def _watch(parent: int) -> None:
    """Stop as Ctrl-C does once the parent is another one: an orphan is given to somebody else."""
    while os.getppid() == parent:
        time.sleep(LOOK)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os._exit(1)


def _leave(*_: Any) -> NoReturn:
    """End with what has to be done at the end; uvicorn stops first, and sends the signal again."""
    raise SystemExit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
