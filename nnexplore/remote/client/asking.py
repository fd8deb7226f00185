"""``ask``: one exchange with a server, tried again where that may help."""

from __future__ import annotations

from collections.abc import Mapping

from ...errors import RemoteError
from ..refusal import Refusal
from .connection import Answer, Connection
from .failure import refusal_in
from .retry import AGAIN, BrokenError, Retry

__all__ = ["ask"]


def ask(
    connection: Connection,
    retry: Retry,
    method: str,
    target: str,
    *,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    wait: float = 0.0,
    most: int,
) -> Answer:
    """The answer of a success.

    Tried again are broken connections and the statuses 429, 502, 503, 504, after ``Retry-After`` where it is given, and
    each further try is logged. Any other refusal stands: no second try makes it better.

    Raises:
        RemoteError: "unreachable" after the last try; "bad_answer".
        Refusal: what the server said; ``http`` in its details is the status.
    """
    where, tries = connection.address.text, retry.begin()
    while True:
        answer, wanted = None, 0.0
        try:
            answer = connection.exchange(
                method, target, headers=headers, body=body, wait=wait, most=most, within=retry.within
            )
        except BrokenError as error:
            reason = str(error)
        else:
            if answer.status < 400:
                return answer
            refusal = refusal_in(answer)
            reason, wanted = refusal.code, _wanted(answer)
        if answer is not None and not _may_succeed(answer, refusal):
            raise _told(refusal, answer)
        if tries.pause(f"{where}: {reason}", wanted):
            continue
        if answer is not None:
            raise _told(refusal, answer, tries.spent)
        raise RemoteError(
            f"{where} cannot be reached: {reason}{tries.spent}. Is the server running (nnexplore serve), "
            "and is that its URL?",
            "unreachable",
        )


def _may_succeed(answer: Answer, refusal: Refusal) -> bool:
    """Whether the very same may succeed later; a 500 without a reason comes of a proxy whose server is gone."""
    if refusal.code == "worker_lost":
        return False  # the same key is the same job, which has ended
    return answer.status in AGAIN or (answer.status == 500 and "stranger" in refusal.detail)


def _wanted(answer: Answer) -> float:
    """Seconds of ``Retry-After``; 0 where it is a date, or nothing."""
    text = answer.headers.get("retry-after", "").strip()
    return float(text) if text.isascii() and text.isdecimal() and len(text) < 8 else 0.0


def _told(refusal: Refusal, answer: Answer, spent: str = "") -> Refusal:
    return Refusal(refusal.code, refusal.message + spent, **{**refusal.detail, "http": answer.status})
