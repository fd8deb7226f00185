"""``MemoryGuard``: a worker that would fill the machine's memory ends its run or itself; the kernel would end others.

What PyTorch asks for on a CPU is granted at once and taken when it is written: nothing fails, the kernel kills. So a
thread looks, fifty times a second while a run goes on, at what this process holds and what the machine has left. A run
ends between two operations; a process that does not get there in time ends itself with ``EXHAUSTED``. On Linux only.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from ..refusal import Refusal

__all__ = ["EXHAUSTED", "MemoryGuard", "available", "exhausted", "held", "pressed"]

EXHAUSTED = 5
"""The exit status of a worker that held more than it may, and did not stop."""
PACE = 0.02
"""Seconds between two looks."""
PATIENCE = 1.0
"""Seconds that a run has to stop."""
MARGIN = 1.5
"""A process that holds so many times what it may has no time left."""
RESERVE = 0.04
"""The part of the machine's memory that is left to others."""

_GROUPS = (  # what a container may have and has: its limit, what it uses, and what of that is a cache of files
    ("memory.max", "memory.current", "memory.stat", "inactive_file"),
    ("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes", "memory/memory.stat", "total_inactive_file"),
)


class MemoryGuard:
    """Over the runs of this process.

    Args:
        most: bytes that the process may hold, its model included; 0 is as many as the machine has.

    >>> guard = MemoryGuard(8 << 30)
    >>> with guard.over():
    ...     executor.run(requests)
    """

    def __init__(self, most: int = 0) -> None:
        global _guard
        _guard = self
        self.most, self.alarm = most, False
        self._runs, self._end = threading.Event(), float("inf")
        if sys.platform == "linux":
            threading.Thread(target=self._watch, daemon=True).start()

    @contextlib.contextmanager
    def over(self) -> Iterator[None]:
        """Look while a run goes on."""
        self._runs.set()
        try:
            yield
        finally:
            self._runs.clear()

    def relieved(self) -> bool:
        """Whether it is over; of a run that has just ended something may be left, which is given back here."""
        self._end = float("inf")  # whoever asks is between two operations
        if self.part() > 1:
            gc.collect()
            _give_back()
        self.alarm = self.part() > 1
        return not self.alarm

    def part(self) -> float:
        """What is held, as a part of what may be held."""
        mine, (free, total) = held(), available()
        most = min(self.most or total, mine + free - RESERVE * total)
        return mine / max(most, 1.0)

    def _watch(self) -> None:
        while True:
            self._runs.wait()
            time.sleep(PACE)
            part = self.part() if self._runs.is_set() else 0.0
            if part <= 1:
                self.alarm, self._end = False, float("inf")
                continue
            self.alarm, self._end = True, min(self._end, time.monotonic() + PATIENCE)
            if part > MARGIN or time.monotonic() > self._end:
                os._exit(EXHAUSTED)


_guard: MemoryGuard | None = None


def pressed() -> bool:
    """Whether the run that goes on has to stop, since there is not enough memory for it."""
    return _guard is not None and _guard.alarm and not _guard.relieved()


def exhausted() -> Refusal:
    """What a request gets that needs more than there is."""
    return Refusal("out_of_memory", "there is not enough memory for this run; ask for less at a time")


def held() -> int:
    """Bytes of memory that this process has, without what was swapped out."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _give_back() -> None:
    """To the kernel, what is free inside the C library's heap: one small block above it would keep all of it here."""
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):  # of glibc only
        trim(0)


def available() -> tuple[int, int]:
    """Bytes that processes can still have, and those that there are; of the container, where it has fewer."""
    lines = Path("/proc/meminfo").read_text().splitlines()
    sizes = {name: int(rest.split()[0]) << 10 for name, _, rest in (line.partition(":") for line in lines)}
    free, total = sizes.get("MemAvailable", sizes["MemFree"]), sizes["MemTotal"]
    for limit, used, stat, cache in _GROUPS:
        with contextlib.suppress(OSError, ValueError):  # there is no such group, or it has no limit
            most = int(_group(limit))
            idle = next((int(line.split()[1]) for line in _group(stat).splitlines() if line.startswith(f"{cache} ")), 0)
            free, total = min(free, most - int(_group(used)) + idle), min(total, most)
    return free, total


def _group(name: str) -> str:
    return Path("/sys/fs/cgroup", name).read_text()
