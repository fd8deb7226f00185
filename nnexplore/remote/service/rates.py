"""``Rates``: requests of each token per minute."""

from __future__ import annotations

import time
from collections import OrderedDict

from ..refusal import Refusal

__all__ = ["Rates"]

MINUTE = 60.0
MOST = 10_000
"""Owners that are remembered; one who was forgotten begins anew."""


class Rates:
    """A bucket for each owner: it holds a minute's requests and fills evenly.

    >>> rates = Rates()
    >>> rates.check("ada", 60)
    """

    def __init__(self) -> None:
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def check(self, owner: str, per_minute: int) -> None:
        """Count one request; 0 is no limit.

        Raises:
            Refusal: "quota".
        """
        if per_minute <= 0:
            return
        now = time.monotonic()
        left, last = self._buckets.pop(owner, (float(per_minute), now))
        left = min(float(per_minute), left + (now - last) * per_minute / MINUTE)
        self._buckets[owner] = (left - 1 if left >= 1 else left, now)
        while len(self._buckets) > MOST:
            self._buckets.popitem(last=False)
        if left < 1:
            raise Refusal(
                "quota",
                f"more than {per_minute} requests in a minute; wait a little",
                name="requests_per_minute",
                limit=per_minute,
                retry_after=max(1, round((1 - left) * MINUTE / per_minute + 0.5)),
            )
