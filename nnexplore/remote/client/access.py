"""``connect``, ``open``, ``status`` and ``jobs``: the way in."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

from ...errors import RemoteError
from .overview import Overview
from .places import Address, find
from .remote_job import RemoteJob
from .server import Server

if TYPE_CHECKING:
    from ...models import LanguageModel

__all__ = ["connect", "jobs", "open", "status"]

MOST = 32
_servers: dict[tuple[int, Address], Server] = {}
_lock = threading.Lock()


def connect(where: str | bool | Server = True, *, token: str | None = None) -> Server:
    """The server that is meant; the same object each time, so that its connections are used again.

    Nothing is sent: whether there is a server shows when it is asked for something.

    Args:
        where: a URL, with ``#model`` at its end where one is to be named; a name of the configuration; ``True`` for its
            default, or for ``$NNEXPLORE_REMOTE``. See ``nnexplore.remote.client.places``.
        token: in the place of the configured one.

    >>> nnexplore.remote.connect("http://127.0.0.1:8000")
    <Server http://127.0.0.1:8000>

    Raises:
        RemoteError: "not_configured".
    """
    if isinstance(where, Server):
        if token is not None:
            raise RemoteError("this server has its token already; give the token with its URL", "not_configured")
        return where
    key = (os.getpid(), find(where, token=token))  # a forked process must not share sockets
    with _lock:
        found = _servers.pop(key, None) or Server(key[1])
        _servers[key] = found
        while len(_servers) > MOST:
            del _servers[next(iter(_servers))]
    return found


def open(where: str | bool | Server = True, name: str = "") -> LanguageModel:
    """A model of a server, without its weights: its modules and tokenizer are here, its runs are there.

    Args:
        where: see ``connect``.
        name: the server's name of it; by default the configured one, or the only one.

    >>> model = nnexplore.remote.open("lab", "llama")
    """
    from .opening import open_model

    server = connect(where)
    return open_model(server, name or server.address.model)


def status(where: str | bool | Server = True) -> Overview:
    """A table of a server: its models, what they are doing, our jobs there.

    >>> nnexplore.remote.status("lab")
    """
    return connect(where).status()


def jobs(where: str | bool | Server = True) -> list[RemoteJob]:
    """Our jobs on a server, as far as it still knows them.

    >>> nnexplore.remote.jobs("lab")[0].result()
    """
    return connect(where).jobs()
