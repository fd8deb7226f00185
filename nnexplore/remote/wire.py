"""What travels: a JSON document and tensors, in one safetensors file; never a pickle, never code.

The document lies in the file's metadata under ``nnexplore``, so that one format serves both ways, and any reader of
safetensors reads a result: https://github.com/huggingface/safetensors#format.
"""

from __future__ import annotations

import json
import struct
from typing import Any

import torch
from safetensors.torch import load, save

from .refusal import Refusal
from .strict import parse

__all__ = ["CONTENT_TYPE", "JSON_TYPE", "document_bytes", "pack", "tensors_of", "unpack"]

CONTENT_TYPE = "application/vnd.nnexplore+safetensors"
JSON_TYPE = "application/json"
KEY = "nnexplore"
MOST = 1 << 34
"""A dimension, or a number of elements, that is none."""


def pack(document: dict[str, Any], tensors: dict[str, torch.Tensor]) -> bytes:
    """A document and its tensors as bytes.

    >>> pack({"nnexplore": "request"}, {"t0": torch.ones(2)})
    """
    text = json.dumps(document, allow_nan=False, separators=(",", ":"))
    return bytes(save(tensors, {KEY: text}))


def document_bytes(blob: bytes) -> int:
    """How many bytes come before the tensors: header and document.

    Raises:
        Refusal: "malformed".
    """
    if len(blob) < _SIZE.size:
        raise Refusal("malformed", f"the body has {len(blob)} bytes; expected a safetensors file")
    length = int(_SIZE.unpack_from(blob)[0])
    if length > len(blob) - _SIZE.size:
        raise Refusal("malformed", "the body is shorter than its header says; it was cut off, or is no safetensors")
    return _SIZE.size + length


def unpack(
    blob: bytes, *, most: int = 1 << 31, trusted: bool = False
) -> tuple[dict[str, Any], dict[str, torch.Tensor]]:
    """The document and the tensors of such bytes; nothing is taken on trust.

    Args:
        blob: what ``pack`` made.
        most: bytes of it at most.
        trusted: whether the JSON is known to be sound, since it was unpacked in this way before.

    Raises:
        Refusal: "malformed" or "too_large".
    """
    read = json.loads if trusted else parse
    if len(blob) > most:
        raise Refusal("too_large", f"the body has {len(blob):,} bytes; at most {most:,} are read", limit=most)
    header = read(blob[_SIZE.size : document_bytes(blob)])
    metadata = header.get("__metadata__") if isinstance(header, dict) else None
    text = metadata.get(KEY) if isinstance(metadata, dict) else None
    if not isinstance(header, dict) or not isinstance(text, str):
        raise Refusal("malformed", f"the body has no document: expected a text {KEY!r} in the metadata of safetensors")
    document = read(text)
    if not isinstance(document, dict):
        raise Refusal("malformed", f"the document is {type(document).__name__}; expected an object")
    return document, _tensors(header, blob)


def tensors_of(blob: bytes) -> dict[str, torch.Tensor]:
    """The tensors of a safetensors file without a document.

    Raises:
        Refusal: "malformed".
    """
    header = parse(blob[_SIZE.size : document_bytes(blob)])
    if not isinstance(header, dict):
        raise Refusal("malformed", "the tensors have no header: expected a safetensors file")
    return _tensors(header, blob)


def _tensors(header: dict[str, Any], blob: bytes) -> dict[str, torch.Tensor]:
    for name, entry in header.items():
        if name != "__metadata__":
            _check_shape(name, entry)
    try:
        return load(blob)
    except Exception as error:  # noqa: BLE001  whatever the library says of bytes that are none
        raise Refusal("malformed", f"the tensors are malformed: {str(error).splitlines()[0]:.200}") from None


def _check_shape(name: str, entry: Any) -> None:
    shape = entry.get("shape") if isinstance(entry, dict) else None
    sizes = shape if isinstance(shape, list) else [-1]
    if any(type(size) is not int or not 0 <= size < MOST for size in sizes):
        raise Refusal("malformed", f"the tensor {name!r:.60} has the impossible shape {shape!r:.80}")


_SIZE = struct.Struct("<Q")
