"""A part of a result: some of its names, in another dtype, sliced; so that less has to travel."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from types import EllipsisType
from typing import Any

import torch

from ..outcome import Outcome
from ..refusal import Refusal
from ..request import DTYPES
from ..wire import unpack

__all__ = ["index_of", "narrow"]

_PART = re.compile(r"(\.\.\.)|([+-]?\d{1,18})|([+-]?\d{1,18})?:([+-]?\d{1,18})?(?::(\d{1,18})?)?")
MOST = 16
"""Parts of an index, and slices of one request."""
Index = tuple[int | slice | EllipsisType, ...]


def narrow(blob: bytes, names: Sequence[str], dtype: str, slices: Sequence[str]) -> bytes:
    """A part of a packed outcome, packed.

    Args:
        blob: what ``Outcome.to_bytes`` made.
        names: of the results; none is all of them.
        dtype: of floating tensors, a name of ``DTYPES``; "" leaves them.
        slices: each ``NAME:index``, as in ``hidden:0,-1,:10``.

    Raises:
        Refusal: "bad_argument" or "not_found".
    """
    if dtype and dtype not in DTYPES:
        raise Refusal("bad_argument", f"results can be had as {', '.join(DTYPES)}; got {dtype!r:.40}")
    if len(slices) > MOST:
        raise Refusal("bad_argument", f"{len(slices)} slices; at most {MOST} at a time")
    outcome = Outcome.of(*unpack(blob))
    there = list(dict.fromkeys(name for one in outcome.results for name in one))
    wanted = {name: index_of(text) for name, _, text in (one.partition(":") for one in slices)}
    if unknown := [name for name in (*names, *wanted) if name not in there]:
        raise Refusal("not_found", f"the result has no {unknown[0]!r:.60}; it has {', '.join(map(repr, there))[:500]}")
    results = tuple(
        {name: _cut(name, value, wanted) for name, value in one.items() if not names or name in names}
        for one in outcome.results
    )
    return replace(outcome, results=results).to_bytes(DTYPES[dtype] if dtype else None)


def index_of(text: str) -> Index:
    """The index that a text such as ``0,-1,:10`` or ``...,2:8:2`` means.

    >>> index_of(":,-1")
    (slice(None, None, None), -1)

    Raises:
        Refusal: "bad_argument".
    """
    parts = [part.strip() for part in text.strip("[]() ").split(",")][: MOST + 1]
    found = [_PART.fullmatch(part) for part in parts]
    if len(parts) > MOST or not all(found) or parts.count("...") > 1:
        raise Refusal(
            "bad_argument", f"a slice reads NAME:index, as in hidden:0,-1,:10 or hidden:...,2:8; got {text!r:.60}"
        )
    return tuple(_part(match) for match in found if match)


def _part(match: re.Match[str]) -> int | slice | EllipsisType:
    dots, number, *bounds = match.groups()
    if dots:
        return ...
    if number:
        return int(number)
    start, stop, step = (None if bound is None else int(bound) for bound in bounds)
    return slice(start, stop, step)


def _cut(name: str, value: Any, wanted: dict[str, Index]) -> Any:
    if name not in wanted:
        return value
    if not isinstance(value, torch.Tensor):
        raise Refusal("bad_argument", f"{name!r:.60} is {type(value).__name__}; only a tensor can be sliced")
    try:
        return value[wanted[name]].clone()
    except (IndexError, ValueError, RuntimeError) as error:
        raise Refusal("bad_argument", f"{name!r:.60} has the shape {list(value.shape)}: {error!s:.200}") from None
