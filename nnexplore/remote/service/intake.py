"""``Intake``: how many bytes of requests the server holds, so that many large ones cannot fill its memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator

from ..refusal import Refusal
from ..time_limit import TimeLimit

__all__ = ["Intake", "Share"]


class Intake:
    """Bytes of bodies that are here, of all and of each owner; one owner may have half.

    >>> intake = Intake(512 << 20)
    >>> with intake.share("ada") as share:
    ...     share.take(1000)
    """

    def __init__(self, most: int) -> None:
        self.most, self.all = most, 0
        self.of: Counter[str] = Counter()

    def share(self, owner: str) -> Share:
        """One request's."""
        return Share(self, owner)


class Share:
    """What one request holds. It is given back at the end of its block, unless it moved on to a job (``moved``)."""

    def __init__(self, intake: Intake, owner: str) -> None:
        self._intake, self._owner, self.size, self.moved = intake, owner, 0, False

    def __enter__(self) -> Share:
        return self

    def __exit__(self, *_: object) -> None:
        if not self.moved:
            self.give_back()

    def take(self, size: int) -> None:
        """Hold more.

        Raises:
            Refusal: "unavailable".
        """
        intake = self._intake
        if intake.all + size > intake.most or intake.of[self._owner] + size > intake.most // 2:
            raise Refusal("unavailable", "the server holds as many large requests as it can; try later", retry_after=5)
        intake.all += size
        intake.of[self._owner] += size
        self.size += size

    def give_back(self) -> None:
        """Hold nothing."""
        self._intake.all -= self.size
        self._intake.of[self._owner] -= self.size
        if not self._intake.of[self._owner]:
            del self._intake.of[self._owner]
        self.size = 0


async def read_body(
    chunks: AsyncIterator[bytes], declared: str | None, share: Share, *, most: int, seconds: float
) -> bytes:
    """A request's body, counted while it comes.

    Args:
        chunks: as they arrive.
        declared: the header Content-Length.
        share: holds the bytes.
        most: bytes of it.
        seconds: until it must be there.

    Raises:
        Refusal: "too_large", "timeout", "malformed" or "unavailable".
    """
    length = _length(declared)
    _check(length, most)
    share.take(length)
    with TimeLimit(seconds):
        return await _collect(chunks, share, most)
    raise Refusal("timeout", f"the body did not arrive within {seconds:g} seconds", name="body_seconds", limit=seconds)


async def _collect(chunks: AsyncIterator[bytes], share: Share, most: int) -> bytes:
    parts, size = [], 0
    async for chunk in chunks:
        size += len(chunk)
        _check(size, most)
        if size > share.size:
            share.take(size - share.size)
        parts.append(chunk)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _check(size: int, most: int) -> None:
    if size > most:
        raise Refusal(
            "too_large",
            f"the body has more than {most:,} bytes, which is what this server takes",
            name="upload_bytes",
            limit=most,
        )


def _length(declared: str | None) -> int:
    if declared is None:
        return 0
    if not declared.isascii() or not declared.isdigit() or len(declared) > 18:
        raise Refusal("malformed", f"Content-Length is {declared!r:.40}; expected a whole number")
    return int(declared)
