"""``EventReader``: server-sent events out of bytes as they come, of bounded length.

The format: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Event", "EventReader", "StreamError"]

LINE = 1 << 20
"""Bytes of a line, and of an event, at most."""
AT_ONCE, PER_SECOND = 2 << 20, 256 << 10
"""Bytes of a stream: so many, and so many more for each second."""


class StreamError(Exception):
    """A stream of events that is none; the same can be asked for by polling."""


@dataclass(frozen=True)
class Event:
    """One event; ``id`` is 0 where it has none, and a comment has neither name nor data."""

    id: int = 0
    name: str = ""
    data: str = ""


ALIVE = Event()


class EventReader:
    r"""Events, as their bytes come.

    >>> list(EventReader().feed(b"id: 1\nevent: queued\ndata: {}\n\n"))
    [Event(id=1, name='queued', data='{}')]
    """

    def __init__(self) -> None:
        self._rest, self._bytes, self._began = b"", 0, time.monotonic()
        self._id, self._name = 0, ""
        self._data: list[str] = []
        self._size = 0

    def feed(self, chunk: bytes) -> Iterator[Event]:
        """The events that these bytes complete; an empty one for each comment.

        Raises:
            StreamError: a line, an event or the whole is too long, or an id is no number.
        """
        self._bytes += len(chunk)
        if self._bytes > AT_ONCE + PER_SECOND * (time.monotonic() - self._began):
            raise StreamError("the stream of events is longer than any job has to tell")
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        if len(self._rest) > LINE:
            raise StreamError("a line of the stream of events has no end")
        for line in lines:
            event = self._line(line.removesuffix(b"\r").decode("utf-8", "replace"))
            if event is not None:
                yield event

    def _line(self, line: str) -> Event | None:
        if not line:
            return self._complete()
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        match field:
            case "":
                return ALIVE
            case "id":
                if not value.isdecimal() or len(value) > 15:
                    raise StreamError(f"the stream of events has the id {value!r:.40}; expected a number")
                self._id = int(value)
            case "event":
                self._name = value
            case "data":
                self._data.append(value)
                self._size += len(value) + 1
                if self._size > LINE:
                    raise StreamError("an event has no end")
        return None

    def _complete(self) -> Event | None:
        made = Event(self._id, self._name, "\n".join(self._data)) if self._data else None
        self._id, self._name, self._data, self._size = 0, "", [], 0
        return made
