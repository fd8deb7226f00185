"""``Refusal``: what a server says when it will not, or cannot, do what was asked."""

from __future__ import annotations

from typing import Any

__all__ = ["CODES", "Refusal"]

CODES = {
    # what was sent cannot be read
    "malformed": 400,  # JSON, graph or tensors that are none
    "version": 409,  # another schema or table of operations
    "too_large": 413,  # a limit of size: body, nodes, depth, text, uploads
    "wrong_content": 415,  # a body of another content type
    # what was sent cannot be allowed
    "unknown_operation": 422,
    "forbidden_operation": 422,
    "unknown_site": 422,  # a module path or port that the model does not publish
    "bad_argument": 422,  # of a kind or size that an operation does not take
    "too_costly": 422,  # a limit of the dry run: saved bytes, intermediate bytes, FLOPs, tokens, results
    "not_possible": 422,  # the dry run or the run itself failed: the graph's own mistake
    "other_model": 409,  # the client's model has another tree than the server's
    # who asks
    "unauthorized": 401,
    "forbidden": 403,
    "not_found": 404,
    "wrong_method": 405,
    "conflict": 409,  # the same Idempotency-Key for another request
    # how much is asked
    "quota": 429,
    "queue_full": 429,
    # what became of it
    "cancelled": 409,
    "expired": 410,
    "timeout": 408,  # the wall time of a job is spent
    "out_of_memory": 422,
    "worker_lost": 503,  # the worker died more than once; may be tried again
    "unavailable": 503,  # the model does not load, or the server is going down
    "no_space": 507,  # there is no room for the result
    "internal": 500,
}
"""The stable codes, with the HTTP status of each."""

_AGAIN = frozenset({"quota", "queue_full", "worker_lost", "unavailable"})


class Refusal(Exception):  # noqa: N818  it is an answer
    """A code of ``CODES`` with a message for people, and what a program may want to know.

    Attributes:
        code: one of ``CODES``.
        message: what came, what is allowed, what to do; no path of the server, no token, no prompt.
        detail: e.g. ``limit`` and ``given`` (numbers), ``name`` of the limit, ``node`` (its id), ``line`` (the user's),
            ``graph`` (its number in the request), ``retry_after`` (seconds).

    >>> Refusal("too_costly", "the results take 2 GiB; this server gives 256 MiB", name="saved_bytes", limit=268435456)
    """

    def __init__(self, code: str, message: str, /, **detail: Any) -> None:
        super().__init__(message)
        self.code, self.message, self.detail = code, message, detail

    @property
    def status(self) -> int:
        """The HTTP status."""
        return CODES[self.code]

    @property
    def again(self) -> bool:
        """Whether the same request may succeed later."""
        return self.code in _AGAIN

    def body(self) -> dict[str, Any]:
        """As JSON: the whole body of an answer that is no success."""
        return {"error": {"code": self.code, "message": self.message, "again": self.again, **self.detail}}

    @classmethod
    def of(cls, body: Any) -> Refusal:
        """The refusal of such a body; an unknown code is "internal"."""
        given = body.get("error") if isinstance(body, dict) else None
        given = dict(given) if isinstance(given, dict) else {}
        code, message = given.pop("code", ""), str(given.pop("message", "the server gave no reason"))
        given.pop("again", None)
        known = code if isinstance(code, str) and code in CODES else "internal"
        return cls(known, message, **{key: value for key, value in given.items() if isinstance(key, str)})
