"""``Outcome``: what became of a request, graph by graph."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import torch

from .. import __version__
from ..errors import GraphError
from ..graph import SCHEMA, Reader, Writer
from ..graph.encoding import MALFORMED
from .refusal import Refusal
from .wire import pack

__all__ = ["Outcome"]

KIND = "result"


@dataclass(frozen=True)
class Outcome:
    """The results of a request's graphs, in their order.

    Attributes:
        results: of each graph its saved values by name; what was reached, where it failed on its way.
        errors: of each graph the refusal, or ``None``.
        facts: numbers about the run: ``seconds``, ``batch`` (requests that went together), …
    """

    results: tuple[dict[str, Any], ...]
    errors: tuple[Refusal | None, ...]
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def failed(self) -> Refusal | None:
        """The error of all of it: where every graph has one, and none has anything to show."""
        whole = all(self.errors) and not any(self.results)
        return self.errors[0] if whole else None

    def to_bytes(self, dtype: torch.dtype | None = None) -> bytes:
        """As bytes, floating tensors as ``dtype``; structures come back as plain tuples, lists and dicts.

        Raises:
            Refusal: "not_possible": a result that is no data.
        """
        writer = Writer()
        try:
            results = [
                {name: writer.value(_plain(value, dtype)) for name, value in one.items()} for one in self.results
            ]
        except GraphError as error:
            raise Refusal("not_possible", f"a result {error}".replace("the graph", "it")) from None
        document = {
            "nnexplore": KIND,
            "version": __version__,
            "schema": SCHEMA,
            "results": results,
            "errors": [None if error is None else error.body()["error"] for error in self.errors],
            "facts": self.facts,
        }
        return pack(document, writer.tensors)

    @classmethod
    def of(cls, document: dict[str, Any], tensors: dict[str, torch.Tensor]) -> Outcome:
        """The outcome of what ``wire.unpack`` gave.

        Raises:
            Refusal: "malformed" or "version".
        """
        if document.get("nnexplore") != KIND:
            raise Refusal("malformed", f'this is no result: expected an object with "nnexplore": "{KIND}"')
        if document.get("schema") != SCHEMA:
            raise Refusal(
                "version", f"the result has schema {document.get('schema')!r:.20}; this nnexplore reads schema {SCHEMA}"
            )
        results, errors = document.get("results"), document.get("errors")
        if not isinstance(results, list) or not isinstance(errors, list) or len(results) != len(errors):
            raise Refusal("malformed", "the result has not as many errors as results")
        reader, facts = Reader(tensors), document.get("facts")
        try:
            made = tuple({name: reader.value(value) for name, value in one.items()} for one in results)
        except (*MALFORMED, AttributeError) as error:
            raise Refusal("malformed", f"a result {error}") from None
        wrong = tuple(None if error is None else Refusal.of({"error": error}) for error in errors)
        return cls(made, wrong, facts if isinstance(facts, dict) else {})


def _plain(value: Any, dtype: torch.dtype | None) -> Any:
    """A value without classes of its own: ``ModelOutput`` as a dict without its cache, named tuples as tuples."""
    if isinstance(value, torch.Tensor):
        return value.to(dtype) if dtype is not None and value.is_floating_point() else value
    if isinstance(value, dict):
        return {key: _plain(item, dtype) for key, item in value.items() if _is_data(item)}
    if isinstance(value, tuple):
        return tuple(_plain(item, dtype) for item in value)
    if isinstance(value, list):
        return [_plain(item, dtype) for item in value]
    return value


def _is_data(value: Any) -> bool:
    return value is None or isinstance(value, torch.Tensor | dict | tuple | list | bool | int | float | complex | str)
