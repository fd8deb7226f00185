"""Frames between a server and its worker: a JSON header and bytes, with their lengths before them; no pickle."""

from __future__ import annotations

import asyncio
import json
import struct
from dataclasses import dataclass
from typing import Any, BinaryIO

__all__ = ["Frame", "receive", "receive_async"]

_LENGTHS = struct.Struct("<4sIQ")
_MARK = b"nnxf"
_MOST_HEADER = 1 << 28
_MOST_BLOB = 1 << 36


@dataclass(frozen=True)
class Frame:
    """One message: what it says as plain data with its ``kind``, and bytes.

    >>> Frame({"kind": "cancel", "id": "7f"}).to_bytes()
    """

    head: dict[str, Any]
    blob: bytes = b""

    @property
    def kind(self) -> str:
        """What the message is about."""
        return str(self.head["kind"])

    def to_bytes(self) -> bytes:
        """As it travels; NaN has no place in a header."""
        text = json.dumps(self.head, allow_nan=False, separators=(",", ":")).encode()
        return b"".join((_LENGTHS.pack(_MARK, len(text), len(self.blob)), text, self.blob))


def receive(stream: BinaryIO) -> Frame | None:
    """The next frame of a blocking stream; ``None`` at its end, also in the middle of a frame.

    Raises:
        ValueError: what comes is no frame.
    """
    start = stream.read(_LENGTHS.size)
    if len(start) < _LENGTHS.size:
        return None
    text_size, blob_size = _sizes(start)
    text, blob = stream.read(text_size), stream.read(blob_size)
    if len(text) < text_size or len(blob) < blob_size:
        return None
    return Frame(json.loads(text), blob)


async def receive_async(stream: asyncio.StreamReader) -> Frame | None:
    """The same of a stream of asyncio.

    Raises:
        ValueError: what comes is no frame.
    """
    try:
        text_size, blob_size = _sizes(await stream.readexactly(_LENGTHS.size))
        return Frame(json.loads(await stream.readexactly(text_size)), await stream.readexactly(blob_size))
    except (asyncio.IncompleteReadError, ConnectionError):
        return None


def _sizes(start: bytes) -> tuple[int, int]:
    mark, text, blob = _LENGTHS.unpack(start)
    if mark != _MARK or text > _MOST_HEADER or blob > _MOST_BLOB:
        raise ValueError("what the worker's stream holds is no frame")
    return text, blob
