"""The same block on another machine: the graph travels, never code."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from .limits import Limits
from .outcome import Outcome
from .refusal import CODES, Refusal
from .request import Request

if TYPE_CHECKING:
    from .access import connect, jobs, open, status
    from .here import Started, start
    from .remote_job import RemoteJob
    from .server import Server

__all__ = [
    "CODES",
    "Limits",
    "Outcome",
    "Refusal",
    "RemoteJob",
    "Request",
    "Server",
    "Started",
    "connect",
    "jobs",
    "open",
    "start",
    "status",
]

_LAZY = dict.fromkeys(("connect", "jobs", "open", "status"), "access") | {"Server": "server", "RemoteJob": "remote_job"}
_LAZY |= {"start": "here", "Started": "here"}
"""What needs an HTTP client, and is imported when it is asked for."""


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        return getattr(importlib.import_module(f"{__name__}.{_LAZY[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAZY})
