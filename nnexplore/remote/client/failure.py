"""What a server refuses, as the exception that a user sees: with the line of the block that asked for it."""

from __future__ import annotations

import re
from typing import Any

from ...errors import RemoteError
from ...graph import Place
from ..outcome import Outcome
from ..refusal import Refusal
from ..request import Request
from ..strict import parse
from .connection import Answer
from .standing import clean

__all__ = ["errors_of", "failure_of", "refusal_in"]

_ADVICE = {
    "unauthorized": "Give a token: connect(url, token=…), or token_file in the configuration",
    "worker_lost": "The graph may take more memory than the server has; otherwise try again",
    "unavailable": "Try again later; nnexplore.remote.status() shows what the server is doing",
    "expired": "Run it again: a graph is pure",
}


def failure_of(refusal: Refusal, request: Request | None = None) -> RemoteError:
    """The exception for a refusal.

    Args:
        refusal: what the server said.
        request: what it was asked, whose nodes know the user's lines.

    >>> raise failure_of(Refusal("not_possible", "node %3 fails: …", graph=0, node=3), request)
    """
    message, detail = clean(refusal.message), _shown(refusal.detail)
    status = detail.pop("http", None)
    place = _place(detail, request)
    if place is not None:
        message = _with_line(message, place)
        detail |= {"file": place.file, "line": place.line}
    if advice := _ADVICE.get(refusal.code):
        message = f"{message.rstrip('. ')}. {advice}"
    return RemoteError(message, refusal.code, status if type(status) is int else refusal.status, detail)


def errors_of(outcome: Outcome, request: Request | None = None) -> tuple[RemoteError | None, ...]:
    """Of each graph its exception, or ``None``."""
    return tuple(
        None if error is None else failure_of(_numbered(error, at), request) for at, error in enumerate(outcome.errors)
    )


def refusal_in(answer: Answer) -> Refusal:
    """What an answer that is no success says; a page of HTML, as proxies send it, says little."""
    try:
        told = parse(answer.body) if answer.kind == "application/json" else None
    except Refusal:
        told = None
    if isinstance(told, dict) and isinstance(told.get("error"), dict):
        return Refusal.of(told)
    code = _OF_STATUS.get(answer.status, "unavailable" if answer.status in (502, 503, 504) else "internal")
    text = re.sub(r"<[^<>]*>|\s+", " ", answer.body[:2000].decode("utf-8", "replace"))
    said = " ".join(clean(text, 300).split())
    return Refusal(
        code,
        f"HTTP status {answer.status}, and no reason that nnexplore can read ({answer.kind[:60] or 'no type'}): "
        f"{said[:120] or 'nothing'}. Is there an nnexplore server at that URL, or something before it?",
        stranger=True,
    )


_OF_STATUS = {401: "unauthorized", 403: "forbidden", 404: "not_found", 408: "timeout", 413: "too_large", 429: "quota"}


def _numbered(error: Refusal, at: int) -> Refusal:
    return Refusal(error.code, error.message, **{**error.detail, "graph": at})


def _shown(detail: dict[str, Any]) -> dict[str, Any]:
    """The details that are plain data, of bounded size."""
    kept: dict[str, Any] = {}
    for key, value in list(detail.items())[:32]:
        if isinstance(value, str):
            kept[clean(key, 60)] = clean(value, 1000)
        elif value is None or isinstance(value, bool | int | float):
            kept[clean(key, 60)] = value
    return kept


def _place(detail: dict[str, Any], request: Request | None) -> Place | None:
    """The user's line that made the node that an error is about."""
    if request is None:
        return None
    graphs, at = request.graphs, detail.get("graph", 0 if len(request.graphs) == 1 else None)
    if "edit" in detail:
        graphs, at = request.edits, detail["edit"]
    node = detail.get("node")
    if type(node) is not int or type(at) is not int or not 0 <= at < len(graphs):
        return None
    return next((one.place for one in graphs[at] if one.id == node), None)


def _with_line(message: str, place: Place) -> str:
    """The message with the line's text, which the server was never told."""
    if not place.source or str(place) in message:
        return message
    bare = re.compile(rf"\bline {place.line}\b")
    if bare.search(message):
        return bare.sub(lambda _: str(place), message, count=1)
    return f"{place}: {message}"
