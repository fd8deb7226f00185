"""What answers hold, taken from them with care: JSON of bounded size, results that are what was asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import torch

from ...errors import RemoteError
from ...graph import Graph
from ..outcome import Outcome
from ..refusal import Refusal
from ..request import DTYPES, Request
from ..strict import parse
from ..wire import CONTENT_TYPE, JSON_TYPE, document_bytes, unpack
from .connection import Answer
from .standing import bad, clean

__all__ = ["check_outcome", "json_of", "outcome_of"]

VALUES = 2_000_000
"""Values that one JSON text may have: more would take gigabytes as objects of Python."""
TOKENS = "$tokens"
"""The name of the tokens that a generation wrote, see ``executor``."""
DOCUMENT = 1 << 26
"""Bytes of the document before the tensors of a result."""
_DATA = (bool, int, float, complex, str, torch.Tensor, slice, torch.dtype, torch.device, type(None), type(Ellipsis))

Expected = Sequence[Mapping[str, Any]]
"""Of each graph what its results are like: tensors, on ``meta`` perhaps, by name."""


def json_of(answer: Answer) -> dict[str, Any]:
    """The object of a JSON answer.

    Raises:
        RemoteError: "bad_answer". Refusal: the object is an error, whatever its HTTP status.
    """
    if answer.kind != JSON_TYPE:
        raise bad(_other_kind(answer, JSON_TYPE), answer.status)
    _check_count(answer.body, answer.status)
    try:
        made = parse(answer.body)
    except Refusal as error:
        raise bad(f"answers what is no JSON: {clean(error.message, 200)}", answer.status) from None
    if not isinstance(made, dict):
        raise bad(f"answers a {type(made).__name__}; expected an object of JSON", answer.status)
    if set(made) == {"error"}:
        raise Refusal.of(made)
    return made


def outcome_of(
    answer: Answer, request: Request | None, expected: Expected | None = None, *, some: Sequence[str] | None = None
) -> Outcome:
    """The outcome in an answer of results.

    Args:
        answer: the answer.
        request: what was asked; ``None`` where that is not known here.
        expected: what the results are like, of each graph.
        some: the names that were asked for, where not all were.

    Raises:
        RemoteError: "bad_answer". Refusal: it is an error.
    """
    if answer.kind == JSON_TYPE:
        json_of(answer)  # an error, or at least a reason
    if answer.kind != CONTENT_TYPE:
        raise bad(_other_kind(answer, CONTENT_TYPE), answer.status)
    try:
        before = document_bytes(answer.body)
        if before > DOCUMENT:
            raise bad(f"answers a result whose description alone has {before:,} bytes")
        _check_count(answer.body[:before], answer.status)
        outcome = Outcome.of(*unpack(answer.body, most=len(answer.body)))
    except Refusal as error:
        if error.code == "version":
            raise RemoteError(clean(error.message), "version", answer.status) from None
        raise bad(f"answers a malformed result: {clean(error.message, 300)}", answer.status) from None
    check_outcome(outcome, request, expected, some=some)
    return outcome


def check_outcome(
    outcome: Outcome, request: Request | None, expected: Expected | None = None, *, some: Sequence[str] | None = None
) -> None:
    """See that results are what was asked for: as many graphs, their names, plain data, dtypes and shapes.

    Raises:
        RemoteError: "bad_answer".
    """
    for result in outcome.results:
        for name, value in result.items():
            _check_data(name, value)
    if request is None:
        return
    if len(outcome.results) != len(request.graphs):
        raise bad(f"answers the results of {len(outcome.results)} graphs; {len(request.graphs)} were asked for")
    for at, (graph, result) in enumerate(zip(request.graphs, outcome.results, strict=True)):
        saved = set(graph.saves) if some is None else set(graph.saves) & set(some)
        given = {name for name in result if not _is_tokens(name, graph)}
        _check_names(at, saved, given, outcome.errors[at] is None and not request.partial)
        for name, value in result.items():
            _check_dtype(name, value, request.dtype)
            if expected is not None:
                _check_like(name, value, expected[at].get(name), request.dtype)


def _check_names(at: int, saved: set[str], given: set[str], whole: bool) -> None:
    if strange := sorted(given - saved):
        raise bad(f"answers {_list(strange)} for graph {at}, which saves {_list(sorted(saved))}")
    if whole and (missing := sorted(saved - given)):
        raise bad(f"answers graph {at} without its results {_list(missing)}, and without an error")


def _is_tokens(name: str, graph: Graph) -> bool:
    """Whether it is what a generation of the graph wrote, which comes without being saved."""
    if name == TOKENS or (name.startswith(f"{TOKENS}.") and name[len(TOKENS) + 1 :].isdecimal()):
        run = int(name[len(TOKENS) + 1 :][:9] or 0)
        return run < len(graph.inputs) and graph.inputs[run].method == "generate"
    return False


def _check_data(name: str, value: Any, depth: int = 0) -> None:
    """References and sites can be written in a graph; a result is a value."""
    if isinstance(value, dict | list | tuple) and depth < 64:
        for item in value.values() if isinstance(value, dict) else value:
            _check_data(name, item, depth + 1)
    elif not isinstance(value, _DATA):
        raise bad(f"answers a {type(value).__name__} as the result {clean(name, 60)!r}, which is no value")


def _check_dtype(name: str, value: Any, dtype: str) -> None:
    """What is to come as one dtype does; where none was named any will do."""
    if isinstance(value, torch.Tensor) and dtype and value.is_floating_point() and value.dtype != DTYPES[dtype]:
        raise bad(f"answers {clean(name, 60)!r} as {value.dtype}; {dtype} was asked for")


def _check_like(name: str, value: Any, like: Any, dtype: str) -> None:
    """A tensor has the shape and the dtype that were expected."""
    if not isinstance(like, torch.Tensor):
        return
    if not isinstance(value, torch.Tensor):
        raise bad(f"answers {clean(name, 60)!r} as {type(value).__name__}; a tensor {list(like.shape)} was expected")
    wanted = DTYPES[dtype] if dtype and like.is_floating_point() else like.dtype
    if value.shape != like.shape or value.dtype != wanted:
        raise bad(
            f"answers {clean(name, 60)!r} as {value.dtype} {list(value.shape)}; {wanted} {list(like.shape)} "
            "was expected"
        )


def _check_count(text: bytes, status: int) -> None:
    count = sum(map(text.count, (b",", b"[", b"{", b":")))
    if count > VALUES:
        raise bad(f"answers JSON of {count:,} values; at most {VALUES:,} are read", status)


def _other_kind(answer: Answer, wanted: str) -> str:
    said = re.sub(r"\s+", " ", clean(answer.body[:80].decode("utf-8", "replace")))
    return f"answers {clean(answer.kind, 60) or 'no content type'} in the place of {wanted}: {said!r}"


def _list(names: list[str]) -> str:
    shown = ", ".join(repr(clean(name, 40)) for name in names[:8])
    return (shown or "nothing") + (f" and {len(names) - 8} more" if len(names) > 8 else "")
