"""``Standing``: where a job stands, as the server tells it; nothing is taken on trust."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

from ...errors import RemoteError

__all__ = ["FINAL", "Standing", "bad", "clean", "number"]

FINAL = frozenset({"completed", "failed", "cancelled", "expired"})
"""The states after which nothing comes. Others may be added by servers: they are shown, and waited for."""
_ID = re.compile(r"[0-9A-Za-z_-]{1,128}")


@dataclass(frozen=True)
class Standing:
    """Where a job stands.

    Attributes:
        id: the job's.
        state: queued, loading, running, completed, failed, cancelled, expired; or one that is new.
        model: the server's name of the model.
        position: how many jobs are before it, and itself; 0 where it waits no longer.
        done: of ``total`` pieces; ``what`` says of what ("layer", or "step 2 of 20"); 0 of 0 where nothing is told.
        error: what went wrong: ``code``, ``message`` and details; ``None`` otherwise.
        bytes: of the result, ``None`` where there is none.
        names: of its values.
        created: seconds since 1970; with ``started`` and ``finished``, which are ``None`` before.
    """

    id: str
    state: str
    model: str = ""
    position: int = 0
    done: float = 0
    total: float = 0
    what: str = ""
    error: dict[str, Any] | None = None
    bytes: int | None = None
    names: tuple[str, ...] = ()
    created: float | None = None
    started: float | None = None
    finished: float | None = None

    @property
    def final(self) -> bool:
        """Whether nothing comes after it."""
        return self.state in FINAL

    @property
    def text(self) -> str:
        """In words.

        >>> Standing("a", "running", done=2, total=4, what="layer").text
        'running, layer 2 of 4'
        """
        if self.state == "queued" and self.position:
            return "next in the queue" if self.position == 1 else f"number {self.position} in the queue"
        if self.state == "running" and self.total:
            return f"running, {self.what if ' of ' in self.what else self._counted}"
        return self.state

    @property
    def _counted(self) -> str:
        return f"{self.what or 'step'} {self.done:g} of {self.total:g}"

    @classmethod
    def of(cls, told: Any) -> Standing:
        """What an answer or an event says.

        Raises:
            RemoteError: "bad_answer".
        """
        if not isinstance(told, dict) or not isinstance(told.get("id"), str) or not _ID.fullmatch(told["id"]):
            raise bad("tells of a job without an id")
        if not isinstance(told.get("state"), str) or not told["state"]:
            raise bad("tells of a job without a state")
        progress = told.get("progress")
        progress = progress if isinstance(progress, dict) else {}
        error, names = told.get("error"), told.get("names")
        if error is not None and not isinstance(error, dict):
            raise bad("tells of an error that is none")
        names = [] if names is None else names
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise bad("tells of names that are none")
        size = number(told, "bytes")
        return cls(
            told["id"],
            clean(told["state"], 40),
            clean(str(told.get("model") or ""), 200),
            int(number(told, "position") or 0),
            number(progress, "done") or 0,
            number(progress, "total") or 0,
            clean(str(progress.get("what") or ""), 40),
            error,
            None if size is None else int(size),
            tuple(names),
            number(told, "created"),
            number(told, "started"),
            number(told, "finished"),
        )


def number(told: dict[str, Any], name: str) -> float | None:
    """A number that is one and not negative, or ``None``.

    Raises:
        RemoteError: "bad_answer".
    """
    value = told.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
        raise bad(f"tells of {name} {value!r:.40}; expected a number that is not negative")
    return value


def clean(text: str, most: int = 4000) -> str:
    """Text of a stranger that may be shown: no control characters, on one line, not endless."""
    text = "".join(letter if letter.isprintable() else " " for letter in text[: most + 1])
    return text if len(text) <= most else f"{text[:most]}…"


def bad(what: str, status: int = 200) -> RemoteError:
    """The error of an answer that cannot be."""
    return RemoteError(
        f"the server {what}. Is it an nnexplore server, of a version like this one?", "bad_answer", status
    )
