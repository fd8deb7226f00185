"""``refused``: what went wrong, as a refusal that says nothing about the server."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Iterator

import torch

from ...errors import NnexploreError
from ...graph import Node
from ..refusal import Refusal
from .memory import exhausted
from .watch import Halt

__all__ = ["clean", "is_no_memory", "refused"]

_NO_MEMORY = ("not enough memory", "can't allocate memory", "out of memory", "failed to allocate")
_MOST = 1500
_PATH = re.compile(r"(?<![\w.\])}])(?:~|[A-Za-z]:)?(?:[\\/][\w.@+\-]+){2,}[\\/]?")
_TAIL = re.compile(
    r"\n?(?:Exception raised from|C\+\+ CapturedTraceback|Traceback \(most recent call last\)).*", re.DOTALL
)


def refused(error: BaseException, node: Node | None = None) -> Refusal:
    """The refusal for an error of a run that had come to ``node``.

    >>> refused(GraphError("node %3 `getitem(%2, 9)` (line 4) failed: index 9 is out of range"), node).code
    'not_possible'
    """
    known = error if isinstance(error, Refusal) else error.refusal if isinstance(error, Halt) else None
    detail = {} if node is None else {"node": node.id, **({"line": node.place.line} if node.place else {})}
    if known is not None:
        return Refusal(known.code, known.message, **{**detail, **known.detail})
    if any(map(is_no_memory, _chain(error))):
        if torch.cuda.is_available():
            torch.cuda.empty_cache()
        known = exhausted()
        return Refusal(known.code, known.message, **detail)
    if isinstance(error, NnexploreError):
        return Refusal("not_possible", clean(str(error)), **detail)
    _log(error)
    return Refusal("internal", f"the server failed with {type(error).__name__}; its log has more", **detail)


def clean(text: str) -> str:
    """A message without folders of this machine, without stacks of calls, and not too long.

    >>> clean("cannot read /home/someone/models/x.bin")
    'cannot read …'
    """
    text = _PATH.sub("…", _TAIL.sub("", text.strip()))
    return text if len(text) <= _MOST else f"{text[:_MOST]} …"


def is_no_memory(error: BaseException) -> bool:
    """Whether memory did not suffice, on whatever device."""
    if isinstance(error, MemoryError | torch.OutOfMemoryError):
        return True
    return isinstance(error, RuntimeError) and any(words in str(error).lower() for words in _NO_MEMORY)


def _chain(error: BaseException) -> Iterator[BaseException]:
    at: BaseException | None = error
    for _ in range(20):
        if at is None:
            return
        yield at
        at = at.__cause__ or at.__context__


def _log(error: BaseException) -> None:
    """The stack of calls on stderr; not the message, which may hold a prompt."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    sys.stderr.write(f"{type(error).__name__} while a request was carried out:\n{frames}")
    sys.stderr.flush()
