"""The same block on another machine: the graph travels, never code."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from .limits import Limits
from .outcome import Outcome
from .refusal import CODES, Refusal
from .request import Request

if TYPE_CHECKING:
    from .client.access import connect, jobs, open, status
    from .client.here import Started, start
    from .client.remote_job import RemoteJob
    from .client.server import Server

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

_HOMES = {
    "access": ("connect", "jobs", "open", "status"),
    "server": ("Server",),
    "remote_job": ("RemoteJob",),
    "here": ("Started", "start"),
}
_LAZY = {name: f"client.{home}" for home, names in _HOMES.items() for name in names}
"""What needs an HTTP client, and is imported when it is asked for."""


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        return getattr(importlib.import_module(f"{__name__}.{_LAZY[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAZY})
