"""The server's log: one line of JSON for each job, without prompts, tokens, results or paths."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Mapping
from typing import Any

from .job import Job

__all__ = ["Lines", "report"]


def report(log: logging.Logger, job: Job) -> None:
    """Log how a job ended."""
    finished = job.finished or time.time()
    facts = {
        "job": job.id,
        "token": job.owner,
        "model": job.model,
        "code": "ok" if job.error is None else job.error.code,
        "waited": round((job.started or finished) - job.created, 4),
        "seconds": round(finished - (job.started or finished), 4),
        "bytes": 0 if job.result is None else job.result.size,
    }
    log.info("%s", facts)


class Lines(logging.Formatter):
    """Records as lines of JSON. Of an exception its kind and where it was, not its words, which may quote a prompt."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        facts = {"time": round(record.created, 3), "level": record.levelname.lower()}
        of_job = record.msg == "%s" and isinstance(record.args, Mapping)  # from ``report``
        inside: Any = record.args if of_job else {"message": record.getMessage()}
        if record.exc_info and record.exc_info[1] is not None:
            facts["at"] = _places(record.exc_info[1])
        return json.dumps({**facts, **inside})


def _places(error: BaseException) -> str:
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} at " + " < ".join(f"{f.name}:{f.lineno}" for f in reversed(frames[-6:]))
