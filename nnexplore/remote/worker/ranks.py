"""``Ranks``: the other processes of a model that is split over several, as its worker has them: it is the first.

Each of them gets the same requests as the worker, in frames on its standard input, and carries them out in step with
it. They end with the worker, and the worker ends when one of them does.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from ..refusal import Refusal
from .accord import share
from .frames import Frame
from .spec import ModelSpec

__all__ = ["LOST", "Ranks", "join"]

LOST = 4
"""The exit status of a process that has lost another one of its model, or is no longer in step with it."""
PATIENCE = 2.0
"""Seconds in which a worker may say why its model does not load, when another process has ended over it."""


class Ranks:
    """They are started at once, and load the model; the worker has to ``join`` them.

    Args:
        spec: the model.
        spool: a folder that nobody else can enter; a file by which they find each other is there.
        options: the worker's own command line.

    >>> ranks = Ranks(spec, folder, sys.argv[1:])
    >>> ranks.join()
    >>> executor = SplitExecutor(load_model(spec), spec.limits, ranks)
    >>> ranks.loaded()

    Raises:
        Refusal: "unavailable": there are not enough GPUs.
    """

    def __init__(self, spec: ModelSpec, spool: Path, options: Sequence[str]) -> None:
        size, there = spec.tensor_parallel, torch.cuda.device_count()
        if torch.cuda.is_available() and there < size:
            text = f"the model {spec.name!r} does not load: tensor_parallel is {size}, and {there} GPUs are there"
            raise Refusal("unavailable", f"{text}; set it to {there} or less")
        self._loading = True
        self._size, self._store = size, spool.resolve() / f"{uuid.uuid4().hex}.ranks"
        self._processes = [self._start(rank, options) for rank in range(1, size)]
        self.tell({"kind": "load", "spec": spec.to_json()})
        for process in self._processes:
            threading.Thread(target=self._watch, args=(process,), daemon=True).start()

    def join(self) -> None:
        """Become the first of them; waits until they are there."""
        join(0, self._size, self._store)

    def tell(self, head: dict[str, Any], blob: bytes = b"") -> None:
        """Tell all of them something."""
        data = Frame(head, blob).to_bytes()
        try:
            for process in self._processes:
                assert process.stdin is not None
                process.stdin.write(data)
                process.stdin.flush()
        except OSError:
            os._exit(LOST)

    def loaded(self) -> None:
        """The model is there: from here on the worker ends at once when one of them does."""
        self._loading = False

    def _start(self, rank: int, options: Sequence[str]) -> subprocess.Popen[bytes]:
        own = ["--rank", rank, "--size", self._size, "--store", self._store, "--parent", os.getpid()]
        command = [sys.executable, "-m", "nnexplore.remote.worker.rank", *options, *map(str, own)]
        return subprocess.Popen(command, stdin=subprocess.PIPE)

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        process.wait()
        if self._loading:
            time.sleep(PATIENCE)
        os._exit(LOST)


def join(rank: int, size: int, store: Path) -> None:
    """Become one of the processes of a model; waits for the others.

    Args:
        rank: which one, from 0.
        size: how many there are.
        store: a file by which they find each other, in a folder that nobody else can enter.
    """
    import torch.distributed as dist

    cuda = torch.cuda.is_available()
    os.environ |= {"RANK": str(rank), "LOCAL_RANK": str(rank), "WORLD_SIZE": str(size)}
    if sys.platform == "linux":
        os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")  # they are on one machine, and nobody else is asked
    if cuda:
        torch.cuda.set_device(rank)
    else:
        torch.set_num_threads(max(1, torch.get_num_threads() // size))
    backend = "cpu:gloo,cuda:nccl" if cuda else "gloo"
    found = dist.FileStore(str(store), size)  # type: ignore[attr-defined]
    dist.init_process_group(backend, store=found, rank=rank, world_size=size)
    share(dist.new_group(backend="gloo"))
