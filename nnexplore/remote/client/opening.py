"""``open_model``: a server's model on this machine, without its weights."""

from __future__ import annotations

import time
from typing import Any

from ...errors import RemoteError
from ...models import LanguageModel
from .progress import Bar
from .server import Server
from .standing import Standing, clean
from .venue import Elsewhere

__all__ = ["open_model"]

LOADING = 1800.0
"""Seconds for which a server's model may load."""
_SOME = 5.0
"""Seconds for which it may seem that nobody loads it: a server that has just started says so."""


def open_model(server: Server, name: str = "", seconds: float = LOADING) -> LanguageModel:
    """A server's model, without its weights: its modules and tokenizer here, its runs there.

    Raises:
        RemoteError: there is no such model, it does not load, or this machine's transformers does not know its kind.
    """
    from .meta import meta_model

    described = _loaded(server, name or _only(server), seconds)
    model = meta_model(described, server.tokenizer(described["name"]) if described["tokenizer"] else {})
    model._venue = Elsewhere(server, str(described["name"]))
    where = server.address.name or server.address.url
    model._expression = f"nnexplore.remote.open({where!r}, {model._venue.name!r})"
    return model


def _loaded(server: Server, name: str, seconds: float) -> dict[str, Any]:
    """What a server says of a model, once it has loaded it; a bar tells that it does."""
    began, wait = time.monotonic(), 0.1
    with Bar() as tell:
        while (described := server.model(name)).get("config") is None:
            passed, state = time.monotonic() - began, clean(str(described.get("state")), 20)
            if passed > (seconds if state == "loading" else min(seconds, _SOME)):
                raise RemoteError(
                    f"the model {name!r:.60} at {server.address.url} is {state!r} and not loaded after {passed:.0f} s; "
                    "nnexplore.remote.status tells when it is ready, and the server's log why it is not",
                    "unavailable",
                )
            tell(Standing("", f"{name:.60} is loading"))
            time.sleep(wait)
            wait = min(2 * wait, 2.0)
    return described


def _only(server: Server) -> str:
    known = [str(one["name"]) for one in server.models()]
    if len(known) != 1:
        raise RemoteError(
            f"{server.address.url} has {len(known)} models: {', '.join(known)}; say which one", "other_model"
        )
    return known[0]
