"""``Spool``: the folder with what must outlive the server: accepted jobs, and results too large for memory.

One job is up to three files: ``<id>.json`` (what is known of it), ``<id>.body`` (the request) and ``<id>.result``.
Each is written beside and renamed, so that none is ever half there. All of this may wait for the disk: call it in a
thread.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from ..refusal import Refusal
from .job import FINAL, Job, Progress, Result

__all__ = ["Spool"]

_PLAIN = ("id", "owner", "model", "content_type", "digest", "key", "created", "started", "finished", "state", "begun")


class Spool:
    """A folder of jobs.

    Args:
        folder: made if it is not there, for its owner only.
        most: bytes of results and bodies at most.

    Raises:
        ValueError: another server uses it.

    Attributes:
        work: the folder where workers leave large results.

    >>> spool = Spool(Path("spool"), most=1 << 30)
    >>> spool.keep(job)
    """

    def __init__(self, folder: Path, most: int) -> None:
        self.folder, self.most = folder, most
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._alone = (folder / "lock").open("w")
        self._keep_others_out()
        self._lock = threading.Lock()
        self.work = folder / "work"
        self.work.mkdir(exist_ok=True, mode=0o700)
        for left in (*folder.glob("*.part"), *self.work.iterdir()):
            left.unlink(missing_ok=True)
        self._sizes = {one.name: one.stat().st_size for one in folder.glob("*.*") if one.is_file()}
        self._found = frozenset(self._sizes)

    def close(self) -> None:
        """Let another server have the folder."""
        self._alone.close()

    def _keep_others_out(self) -> None:
        """Two servers in one folder would carry the same jobs out."""
        if os.name != "posix":
            return
        import fcntl

        try:
            fcntl.flock(self._alone, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._alone.close()
            raise ValueError(
                f"another server uses the folder {self.folder} for its jobs; stop it, or name another with --spool"
            ) from None

    @property
    def used(self) -> int:
        """Bytes that lie here."""
        with self._lock:
            return sum(self._sizes.values())

    def keep(self, job: Job) -> None:
        """Write a job with its body.

        Raises:
            Refusal: "no_space".
        """
        self._write(f"{job.id}.body", job.body)
        self.note(job)

    def note(self, job: Job) -> None:
        """Write how a job stands; once it has ended, without its body.

        Raises:
            Refusal: "no_space".
        """
        record = {name: getattr(job, name) for name in _PLAIN}
        record |= {"names": list(job.names), "progress": asdict(job.progress)}
        record["error"] = None if job.error is None else job.error.body()
        self._write(f"{job.id}.json", json.dumps(record).encode())
        if job.final:
            self._remove(f"{job.id}.body")

    def put(self, id: str, blob: bytes) -> Result:
        """Write a result.

        Raises:
            Refusal: "no_space".
        """
        return Result(len(blob), path=self._write(f"{id}.result", blob))

    def adopt(self, id: str, path: Path) -> Result:
        """Take a result over that a worker has written.

        Raises:
            Refusal: "no_space".
        """
        size, target = path.stat().st_size, self.folder / f"{id}.result"
        try:
            self._reserve(target.name, size)
            os.replace(path, target)
        except OSError:  # another file system
            try:
                shutil.move(path, target)
            except OSError as error:
                raise self._no_space(target.name, size, error) from None
        return Result(size, path=target)

    def drop(self, id: str) -> None:
        """Remove all that is here of a job."""
        for ending in ("json", "body", "result"):
            self._remove(f"{id}.{ending}")

    def drop_result(self, id: str) -> None:
        """Remove its result."""
        self._remove(f"{id}.result")

    def jobs(self) -> Iterator[Job]:
        """The jobs of the server before this one, the oldest first; files that are none are removed."""
        found = [self._job_or_none(path) for path in self.folder.glob("*.json")]
        yield from sorted((job for job in found if job is not None), key=lambda job: job.created)

    def sweep(self, known: set[str]) -> None:
        """Remove what lay here at the start and belongs to none of these jobs."""
        for name in self._found:
            if name.partition(".")[0] not in known:
                self._remove(name)

    def _job_or_none(self, path: Path) -> Job | None:
        try:
            return self._job(path)
        except (OSError, ValueError, KeyError, TypeError):
            self.drop(path.stem)
            return None

    def _job(self, path: Path) -> Job:
        record = json.loads(path.read_text("utf-8"))
        if record["id"] != path.stem or not re.fullmatch("[0-9a-f]{24}", path.stem):
            raise ValueError("the file of another job")
        body, result = path.with_suffix(".body"), path.with_suffix(".result")
        ended = record["state"] in FINAL
        job = Job(body=b"" if ended else body.read_bytes(), **{name: record[name] for name in _PLAIN})
        job.names, job.progress = tuple(record["names"]), Progress(**record["progress"])
        job.error = None if record["error"] is None else Refusal.of(record["error"])
        job.kept = job.restored = True
        if ended:
            job.done.set()
        if result.is_file():
            job.result = Result(result.stat().st_size, path=result)
        elif job.state == "completed":
            job.state = "expired"
        return job

    def _write(self, name: str, blob: bytes) -> Path:
        self._reserve(name, len(blob))
        target, part = self.folder / name, self.folder / f"{name}.part"
        try:
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(blob)
            os.replace(part, target)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise self._no_space(name, len(blob), error) from None
        return target

    def _reserve(self, name: str, size: int) -> None:
        with self._lock:
            free = self.most - sum(self._sizes.values()) + self._sizes.get(name, 0)
            if size > free:
                raise Refusal(
                    "no_space",
                    f"this takes {size:,} bytes, and the server's folder for jobs has {max(free, 0):,} left; ask for "
                    "less (fewer values, a slice, float16), or try later",
                    given=size,
                    limit=self.most,
                )
            self._sizes[name] = size

    def _no_space(self, name: str, size: int, error: OSError) -> Refusal:
        with self._lock:
            self._sizes.pop(name, None)
        return Refusal(
            "no_space", f"{size:,} bytes could not be stored: {error.strerror or 'the disk refused'}", given=size
        )

    def _remove(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)
        with self._lock:
            self._sizes.pop(name, None)
