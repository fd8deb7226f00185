"""``Cache``: the answer to the very same request of the same token, given again. Off unless configured."""

from __future__ import annotations

from collections import OrderedDict

__all__ = ["Cache"]

Key = tuple[str, str, str]
"""Owner, model with its revision, digest of the request."""


class Cache:
    """Results by request, as many bytes of them as are allowed; those that nobody asked for longest go first.

    >>> cache = Cache(1 << 20)
    >>> cache.put(("ada", "demo@", "5f…"), b"…")
    """

    def __init__(self, most: int) -> None:
        self._most, self._inside = most, 0
        self._kept: OrderedDict[Key, bytes] = OrderedDict()

    def get(self, key: Key) -> bytes | None:
        """The result, if it is here."""
        if (found := self._kept.get(key)) is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: Key, blob: bytes) -> None:
        """Keep a result."""
        if len(blob) > self._most or key in self._kept:
            return
        self._kept[key] = blob
        self._inside += len(blob)
        while self._inside > self._most:
            _, gone = self._kept.popitem(last=False)
            self._inside -= len(gone)
