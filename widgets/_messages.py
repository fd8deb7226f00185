"""Answering the browser: every request gets `done`, or `error` with the message in it.

What a comm handler raises or prints is shown nowhere in JupyterLab, so nothing may leave it.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any

from ..errors import RemoteError
from ._work import CancelledError

Message = dict[str, Any]


def answer(message: Message, handlers: dict[str, Callable[[Message], None]]) -> Message:
    """Run the handler of a message's kind and return the reply to send.

    Example:
        >>> answer({"kind": "ping", "id": "1"}, {"ping": lambda message: None})
        {'kind': 'done', 'id': '1'}
    """
    identity = message.get("id")
    try:
        handlers[message["kind"]](message)
    except Exception as error:  # noqa: BLE001  the boundary: it goes to the browser, which draws it
        return {"kind": "error", "id": identity} | failure(error)
    return {"kind": "done", "id": identity}


def failure(error: Exception) -> dict[str, str]:
    """An error as the browser draws it: `message` and `details`."""
    return {"message": _text(error), "details": _frames(error)}


def _text(error: Exception) -> str:
    text, said = str(error), isinstance(error, (ValueError, RemoteError, CancelledError))  # those that are sentences
    return text if said and text else f"{type(error).__name__}: {text}"


def _frames(error: Exception) -> str:
    """The last frames of the traceback: where, not only what."""
    return "".join(traceback.format_exception(type(error), error, error.__traceback__, limit=-3))
