"""JSON as a server reads it: no name twice, no number that is none, nothing nested without end."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

from .refusal import Refusal

__all__ = ["parse"]

MAX_DEPTH = 80
_LARGEST = 1 << 63


def parse(text: str | bytes) -> Any:
    """The value of a JSON text.

    >>> parse('{"nodes": [1, 2]}')
    {'nodes': [1, 2]}

    Raises:
        Refusal: "malformed".
    """
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8")
        made = _decoder.decode(text)
    except RecursionError:
        raise Refusal("malformed", f"the JSON is nested more than {MAX_DEPTH} deep") from None
    except ValueError as error:
        raise Refusal("malformed", f"this is no JSON: {error!s:.200}") from None
    _check(made, texts="\\u" in text or not text.isascii())
    return made


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise Refusal("malformed", f"the JSON has the name {twice!r:.60} twice in one object")
    return made


def _no_number(word: str) -> NoReturn:
    raise Refusal("malformed", f"the JSON holds {word}, which is no number of JSON")


def _integer(digits: str) -> int:
    if len(digits) <= 20 and -_LARGEST <= (number := int(digits)) < _LARGEST:
        return number
    raise Refusal("malformed", f"the JSON holds the number {digits:.30}…, which does not fit into 64 bits")


def _real(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise Refusal("malformed", f"the JSON holds the number {digits:.30}, which is beyond all doubles")
    return number


_decoder = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_number, parse_int=_integer, parse_float=_real)


def _check(made: Any, texts: bool) -> None:
    """Depth, and ``texts`` that are none: half of a surrogate pair cannot be written in ASCII without an escape."""
    level, depth = [made], 0
    while level:
        if depth > MAX_DEPTH:
            raise Refusal("malformed", f"the JSON is nested more than {MAX_DEPTH} deep")
        below: list[Any] = []
        for value in level:
            kind = type(value)
            if kind is list:
                below += value
            elif kind is dict:
                below += value.values()
                below += value if texts else ()
            elif texts and kind is str:
                _check_text(value)
        level, depth = below, depth + 1


def _check_text(text: str) -> None:
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise Refusal("malformed", "the JSON holds half of a surrogate pair, which is no text") from None
