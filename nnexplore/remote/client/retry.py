"""``Retry``: what is tried again, how often, and after which pause. A graph is pure: once more does no harm."""

from __future__ import annotations

import logging
import math
import random
import time
from dataclasses import dataclass

__all__ = ["AGAIN", "BrokenError", "Retry", "Tries"]

log = logging.getLogger("nnexplore")
AGAIN = frozenset({429, 502, 503, 504})
"""HTTP statuses after which the same may succeed."""


class BrokenError(Exception):
    """A connection that could not be made, or broke; what was asked may or may not have been done."""


@dataclass(frozen=True)
class Retry:
    """At most so many tries in so many seconds, with pauses that double, each at random between none and all of it.

    The random pause ("full jitter") keeps clients that were refused together from coming back together:
    https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/.

    Attributes:
        tries: the first one included.
        seconds: after which no further try begins.
        first: the longest first pause, in seconds.
        longest: the longest of all pauses, but for one that the server itself asks for.
        within: seconds of one try at most.
    """

    tries: int = 6
    seconds: float = 60.0
    first: float = 0.25
    longest: float = 8.0
    within: float = math.inf

    def begin(self) -> Tries:
        """The tries of one exchange."""
        return Tries(self)


class Tries:
    """The tries so far.

    >>> tries = Retry().begin()
    >>> while not tries.pause("connection refused"):
    ...     break
    """

    def __init__(self, retry: Retry) -> None:
        self.retry, self.made, self.began = retry, 1, time.monotonic()

    @property
    def spent(self) -> str:
        """How much has been tried, in words; nothing after one try."""
        if self.made == 1:
            return ""
        return f" ({self.made} tries in {time.monotonic() - self.began:.1f} s)"

    def pause(self, reason: str, wanted: float = 0.0) -> bool:
        """Wait before one more try; false where there is none left.

        Args:
            reason: why, for the log.
            wanted: seconds that the server asks for, of ``Retry-After``.
        """
        retry = self.retry
        seconds = wanted + random.uniform(0.0, min(retry.longest, retry.first * 2 ** min(self.made - 1, 30)))
        if self.made >= retry.tries or time.monotonic() + seconds - self.began > retry.seconds:
            return False
        self.made += 1
        log.info("%s; trying again in %.2f s (try %d of %d)", reason, seconds, self.made, retry.tries)
        time.sleep(seconds)
        return True
