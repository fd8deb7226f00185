"""One of the other processes of a split model: it carries out what the worker does, in step with it.

``python -m nnexplore.remote.worker.rank --rank 1 --size 2 --store FILE``, with the worker's own options.
"""

from __future__ import annotations

import gc
import itertools
import os
import queue
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import torch

from . import worker
from .frames import Frame, receive
from .ranks import join
from .spec import ModelSpec

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out what the worker does, until it ends; the exit status."""
    parser = worker._parser()
    parser.add_argument("--rank", type=int, required=True)
    parser.add_argument("--size", type=int, required=True)
    parser.add_argument("--store", type=Path, required=True)
    options = parser.parse_args(arguments)
    share_of_device, options.device_memory = options.device_memory, 0.0  # the device is not chosen yet
    incoming, _ = worker._own_streams()
    options.nice = 0  # it has the worker's already
    worker._settle_in(options)
    frames: queue.SimpleQueue[Frame] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(incoming, frames), daemon=True).start()
    from .executor import Spoiled
    from .reasons import refused

    join(options.rank, options.size, options.store)
    if share_of_device and torch.cuda.is_available():
        torch.cuda.set_per_process_memory_fraction(share_of_device)
    try:
        _work(frames)
    except Spoiled:
        threading.Event().wait()  # the worker says so, and ends
    except Exception as error:  # noqa: BLE001  only said in the log: the worker ends, and is started again
        sys.stderr.write(f"process {options.rank} of the model: {refused(error).message}\n")
    return 1


def _listen(incoming: BinaryIO, frames: queue.SimpleQueue[Frame]) -> None:
    try:
        while (frame := receive(incoming)) is not None:
            frames.put(frame)
    finally:
        os._exit(0)


def _work(frames: queue.SimpleQueue[Frame]) -> None:
    from ..request import Request
    from ..wire import unpack
    from .description import describe
    from .loading import load_model
    from .split_executor import SplitExecutor

    spec = ModelSpec.of(frames.get().head["spec"])
    model = load_model(spec)
    executor = SplitExecutor(model, spec.limits)
    describe(model, spec)  # which runs the model once, as the worker does
    gc.freeze()
    while True:
        frame = frames.get()
        ends = list(itertools.accumulate(frame.head["bytes"], initial=0))
        bodies = [frame.blob[start:end] for start, end in itertools.pairwise(ends)]
        executor.run([Request.of(*unpack(body)) for body in bodies])


if __name__ == "__main__":
    sys.exit(main())
