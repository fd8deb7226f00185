"""``Door``: everything that a request is asked before it may wait for a model."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from typing import Any

from ...models import LanguageModel, load
from ..gate.cost import Cost
from ..gate.gate import Gate
from ..gate.published import Published
from ..refusal import Refusal
from ..request import Request
from ..wire import CONTENT_TYPE
from ..worker.spec import ModelSpec

__all__ = ["Admitted", "Door", "digest_of", "skeleton"]


@dataclass(frozen=True)
class Admitted:
    """A request that may be carried out.

    Attributes:
        model: the server's name of the model.
        body: as a worker takes it.
        digest: of what the client sent.
        names: what it saves.
        together: whether it may share a batch with other requests.
        cost: what the dry run found.
    """

    model: str
    body: bytes
    digest: str
    names: tuple[str, ...]
    together: bool
    cost: Cost


class Door:
    """The entry to one model. It may take a while: call it in a thread.

    >>> Door(ModelSpec("demo")).admit(request, body, CONTENT_TYPE)
    """

    def __init__(self, spec: ModelSpec) -> None:
        self.spec = spec
        self._lock = threading.Lock()
        self._gate: Gate | None = None
        self._known: dict[str, Any] | None = None

    @property
    def is_open(self) -> bool:
        """Whether requests can be looked at without waiting for names and shapes."""
        return self._gate is not None

    def open(self, known: dict[str, Any] | None = None) -> Gate:
        """What checks requests, without the model's weights; ``known`` is what the loaded model tells of itself.

        Raises:
            Refusal: "unavailable".
        """
        with self._lock:
            if self._gate is None:
                self._gate = Gate(skeleton(self.spec), self.spec.limits, weights=self.spec.weights)
            if known is not None and known is not self._known:
                self._known, self._gate.published = known, Published.from_json(known["published"])
            return self._gate

    def admit(self, request: Request, body: bytes, content_type: str, known: dict[str, Any] | None = None) -> Admitted:
        """Look at a request that has been read.

        Raises:
            Refusal: it may not be carried out.
        """
        return self._admitted(request, body, content_type, self.open(known).admit(request))

    def admit_known(
        self, request: Request, body: bytes, content_type: str, known: dict[str, Any] | None = None
    ) -> Admitted | None:
        """The same without waiting for anything: ``None`` where nothing like it was admitted before."""
        if self._gate is None or (known is not None and known is not self._known):
            return None
        cost = self._gate.known(request)
        return None if cost is None else self._admitted(request, body, content_type, cost)

    def _admitted(self, request: Request, body: bytes, content_type: str, cost: Cost) -> Admitted:
        sent = body if _kind(content_type) == CONTENT_TYPE else request.to_bytes()
        names = tuple(dict.fromkeys(name for graph in request.graphs for name in graph.saves))
        return Admitted(self.spec.name, sent, digest_of(body, content_type), names, _together(request), cost)


def skeleton(spec: ModelSpec) -> LanguageModel:
    """The model of a spec as names and shapes; its weights are the worker's.

    Raises:
        Refusal: "unavailable".
    """
    options: dict[str, Any] = {**spec.options}
    options |= {name: value for name in ("revision", "dtype") if (value := getattr(spec, name))}
    try:
        return load("demo") if spec.source == "demo" else LanguageModel(spec.source, **options)
    except (OSError, ValueError, RuntimeError, ImportError) as error:
        reason = (str(error).splitlines() or [""])[0]
        raise Refusal("unavailable", f"the model {spec.name!r} cannot be opened: {reason:.200}") from None


def digest_of(body: bytes, content_type: str) -> str:
    """SHA-256 of what a client sent."""
    return hashlib.sha256(_kind(content_type).encode() + b"\0" + body).hexdigest()


def _kind(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _together(request: Request) -> bool:
    """One graph of one forward without gradients: the kind that shares a forward with others."""
    graph = request.graphs[0]
    plain = len(request.graphs) == 1 and len(graph.inputs) == 1 and graph.inputs[0].method == "trace"
    return plain and not request.gradients
