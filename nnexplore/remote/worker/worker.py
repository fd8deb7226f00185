"""The worker: a process with one model, which answers frames on its standard input. It can be killed.

``python -m nnexplore.remote.worker.worker --spool FOLDER``. What it prints goes to standard error; the stream of frames
has a file descriptor of its own. It ends with its parent.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import errno
import gc
import os
import queue
import resource
import signal
import sys
import threading
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from ..outcome import Outcome
from ..refusal import Refusal
from .frames import Frame, receive
from .memory import MemoryGuard

__all__ = ["LARGE", "SPOILED", "main"]

LARGE = 4 << 20
"""Results of more bytes go through a file."""
SPOILED = 3
"""The exit status of a worker whose model was changed."""
_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer frames until told to stop; the exit status."""
    options = _parser().parse_args(arguments)
    incoming, outgoing = _own_streams()
    _settle_in(options)
    worker = Worker(outgoing, options.spool, options.large, MemoryGuard(options.memory))
    threading.Thread(target=worker.listen, args=(incoming,), daemon=True).start()
    return worker.work()


class Worker:
    """Carries out what it is told to, in the main thread; another one listens.

    Args:
        outgoing: where frames go.
        spool: the folder of large results.
        large: bytes from which a result is a large one.
        guard: looks at this process's memory.
    """

    def __init__(self, outgoing: BinaryIO, spool: Path, large: int, guard: MemoryGuard) -> None:
        self._outgoing, self._spool, self._large, self._guard = outgoing, spool, large, guard
        self._lock = threading.Lock()
        self._waiting: queue.SimpleQueue[Frame] = queue.SimpleQueue()
        self._cancelled: set[str] = set()
        self._executor: Any = None
        self._batch = 0

    def listen(self, incoming: BinaryIO) -> None:
        """Take frames as they come: a cancellation has an effect while a run goes on. At their end, end at once."""
        try:
            while (frame := receive(incoming)) is not None:
                if frame.kind == "cancel":
                    self._cancelled.add(str(frame.head["id"]))
                else:
                    self._waiting.put(frame)
        finally:
            os._exit(0)

    def work(self) -> int:
        """Do what the frames say, one after the other."""
        from .executor import Spoiled

        try:
            while (frame := self._waiting.get()).kind != "stop":
                if frame.kind == "load":
                    self._load(frame)
                elif frame.kind == "run":
                    self._run(frame)
        except Spoiled:
            return SPOILED
        return 0

    def _send(self, kind: str, blob: bytes = b"", **head: Any) -> None:
        with self._lock:
            self._outgoing.write(Frame({"kind": kind, **head}, blob).to_bytes())
            if kind != "outcome":  # the next frame follows at once: "finished", or "began" of what is done next
                self._outgoing.flush()

    # -- loading -------------------------------------------------------------------------------

    def _load(self, frame: Frame) -> None:
        from .ranks import Ranks
        from .reasons import refused
        from .spec import ModelSpec

        try:
            spec = ModelSpec.of(frame.head["spec"])
            self._send("loading", what=f"loading {spec.name}")
            ranks = Ranks(spec, self._spool, sys.argv[1:]) if spec.tensor_parallel > 1 else None
            self._executor = _opened(spec, ranks)
            description = _described(self._executor.model, spec)
            gc.freeze()  # what is here stays: nobody has to look through it again
            self._send("ready", description=description)
        except Refusal as refusal:
            self._send("failed", **refusal.body())
        except Exception as error:  # noqa: BLE001  a boundary that translates
            reason = refused(error)
            self._send("failed", **Refusal("unavailable", f"the model does not load: {reason.message}").body())

    # -- running -------------------------------------------------------------------------------

    def _run(self, frame: Frame) -> None:
        from .executor import Spoiled
        from .reasons import refused

        self._batch = int(frame.head["batch"])
        ids, requests = self._read(frame)
        going: list[str] = []
        left = set(ids)

        def began(numbers: Sequence[int]) -> None:
            going[:] = [ids[number] for number in numbers]
            self._send("began", batch=self._batch, ids=going, seconds=self._executor.limits.seconds)

        def told(done: int, total: int, what: str) -> None:
            self._send("progress", batch=self._batch, ids=going, done=done, total=total, what=what)

        def done(number: int, outcome: Outcome) -> None:
            left.discard(ids[number])
            self._deliver(ids[number], outcome, requests[number].dtype)

        try:
            with self._guard.over():
                self._executor.run(requests, told, lambda at: ids[at] in self._cancelled, began=began, done=done)
        except Spoiled as spoiled:
            self._send("spoiled", batch=self._batch, ids=[ids[number] for number in spoiled.numbers])
            raise
        except Exception as error:  # noqa: BLE001  a boundary that translates
            for id in left:
                self._refuse(id, refused(error))
        finally:
            self._cancelled.clear()  # of others nobody speaks before this batch is over
        self._send("finished", batch=self._batch)

    def _read(self, frame: Frame) -> tuple[list[str], list[Any]]:
        """The requests of a frame; what cannot be read is answered at once."""
        from ..request import Request
        from ..wire import unpack
        from .reasons import refused

        ids, requests, start = [], [], 0
        for item in frame.head["items"]:
            body = frame.blob[start : (start := start + int(item["bytes"]))]
            try:
                requests.append(Request.of(*unpack(body, trusted=True)))  # the server has read them
                ids.append(str(item["id"]))
            except Exception as error:  # noqa: BLE001  a boundary that translates
                self._refuse(str(item["id"]), refused(error))
        return ids, requests

    # -- delivering ----------------------------------------------------------------------------

    def _refuse(self, id: str, refusal: Refusal) -> None:
        self._send("outcome", batch=self._batch, id=id, **refusal.body())

    def _deliver(self, id: str, outcome: Outcome, dtype: str) -> None:
        try:
            if outcome.failed is not None:
                raise outcome.failed
            body, outcome = _encoded(outcome, dtype)
            file = self._write(body) if len(body) > self._large else None
        except Refusal as refusal:
            self._refuse(id, refusal)
            return
        head = {"names": [list(one) for one in outcome.results], "facts": outcome.facts, "bytes": len(body)}
        blob = b"" if file else body
        self._send("outcome", blob, batch=self._batch, id=id, file=file, **head)

    def _write(self, body: bytes) -> str:
        """The name of a new file with a large result."""
        name = f"{os.getpid()}-{self._batch}-{uuid.uuid4().hex}.result"  # who ends in the middle is swept up after
        path, draft = self._spool / name, self._spool / f"{name}.part"
        try:
            draft.write_bytes(body)
            draft.replace(path)
        except OSError as error:
            with contextlib.suppress(OSError):
                draft.unlink()
            if error.errno in _NO_SPACE:
                raise Refusal("no_space", "the server has no room for this result; ask for less, or later") from None
            raise Refusal("internal", f"the server could not keep the result ({type(error).__name__})") from None
        return name


def _encoded(outcome: Outcome, dtype: str) -> tuple[bytes, Outcome]:
    """An outcome as bytes; a graph whose results cannot travel has an error instead.

    Raises:
        Refusal: "not_possible": that is so of all.
    """
    from ..request import DTYPES

    wanted = DTYPES.get(dtype)
    try:
        return outcome.to_bytes(wanted), outcome
    except Exception:  # noqa: BLE001  whatever a library says; each graph is asked alone
        results, errors = list(outcome.results), list(outcome.errors)
    for at, one in enumerate(results):
        if text := _obstacle(one, wanted):
            results[at], errors[at] = {}, errors[at] or Refusal("not_possible", text, graph=at)
    outcome = Outcome(tuple(results), tuple(errors), outcome.facts)
    if outcome.failed is not None:
        raise outcome.failed
    return outcome.to_bytes(wanted), outcome


def _obstacle(results: dict[str, Any], dtype: Any) -> str:
    """Why the results of a graph cannot travel; empty where they can."""
    try:
        Outcome((results,), (None,)).to_bytes(dtype)
    except Exception as error:  # noqa: BLE001  whatever a library says
        return error.message if isinstance(error, Refusal) else f"its results cannot be sent ({error!s:.200})"
    return ""


def _opened(spec: Any, ranks: Any) -> Any:
    """What carries requests out; the other processes of a split model are on their way."""
    from .executor import Executor
    from .loading import load_model

    if ranks is None:
        return Executor(load_model(spec), spec.limits)
    from .split_executor import SplitExecutor

    ranks.join()
    executor = SplitExecutor(load_model(spec), spec.limits, ranks)
    ranks.loaded()
    return executor


def _described(model: Any, spec: Any) -> dict[str, Any]:
    from .description import describe

    return describe(model, spec)


# -- the process ---------------------------------------------------------------------------------------------------


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """Where frames come from and go to; what prints, or reads, from here on gets something else."""
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return incoming, outgoing


def _settle_in(options: argparse.Namespace) -> None:
    """The manners of a worker: it ends with its parent, leaves no core dumps, and takes the threads it was given."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if options.nice:
        os.nice(options.nice)
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # where the kernel has to choose, it is a worker, which starts again
            Path("/proc/self/oom_score_adj").write_text("500")
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if options.parent and os.getppid() != options.parent:
            os._exit(0)
    import torch

    if options.threads:
        torch.set_num_threads(options.threads)
    if options.device_memory and torch.cuda.is_available():
        torch.cuda.set_per_process_memory_fraction(options.device_memory)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m nnexplore.remote.worker.worker", description=__doc__)
    parser.add_argument("--spool", type=Path, required=True, help="the folder of large results")
    parser.add_argument("--large", type=int, default=LARGE, help="bytes from which a result goes through a file")
    parser.add_argument("--threads", type=int, default=0, help="of PyTorch; 0 is as many as it likes")
    parser.add_argument("--nice", type=int, default=0)
    parser.add_argument("--device-memory", type=float, default=0.0, help="the fraction of a GPU's memory; 0 is all")
    parser.add_argument("--memory", type=int, default=0, help="bytes it may hold; 0 is what the machine has")
    parser.add_argument("--parent", type=int, default=0, help="the process to end with")
    return parser


if __name__ == "__main__":
    sys.exit(main())
