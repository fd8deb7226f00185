"""Peak memory of one call, in a process of its own, above what the process held before it. Linux only."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import torch

__all__ = ["growth"]

_MEGA = 2**20


def growth(maker: str, *names: str) -> float:
    """MB by which ``module:function(*names)()`` makes a fresh process grow at its peak; two threads."""
    command = [sys.executable, "-m", "benchmarks.memory", maker, *names]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout.splitlines()[-1])


def _peak_of_child(maker: str, *names: str) -> float:
    module, function = maker.split(":")
    torch.set_num_threads(2)
    with torch.no_grad():
        call = getattr(importlib.import_module(module), function)(*names)
        before = _status("VmRSS")
        Path("/proc/self/clear_refs").write_text("5")  # the peak starts again at what is held now
        call()
        return (_status("VmHWM") - before) / _MEGA


def _status(name: str) -> int:
    """A number of bytes from the kernel's account of this process."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))


if __name__ == "__main__":
    print(_peak_of_child(*sys.argv[1:]))
