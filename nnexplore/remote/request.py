"""``Request``: graphs to be carried out by a model of the server."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

import torch

from .. import __version__
from ..errors import GraphError, UnknownOperationError
from ..graph import OPERATIONS, SCHEMA, Graph, Shelf, Writer, document_of, graph_of
from .refusal import Refusal
from .wire import pack

__all__ = ["DTYPES", "EDITS", "Request", "check_versions"]

DTYPES = {"float16": torch.float16, "bfloat16": torch.bfloat16, "float32": torch.float32}
KIND = "request"
EDITS = SCHEMA + 1
"""The schema of a request that has edits: a server that knows of none refuses it, and does not leave them out."""
_shelf = Shelf()


@dataclass(frozen=True)
class Request:
    """What a client asks for.

    Attributes:
        model: the server's name of a model; "" where the server has only one.
        graphs: each with its inputs.
        fingerprint: of the client's module tree, see ``fingerprint.fingerprint``; "" where the client has none.
        gradients: whether autograd is on, as it was where the graphs were made.
        dtype: of the floating results, a name of ``DTYPES``; "" leaves them as they are.
        partial: whether steps that a generation does not reach are left out, and what depends on them.
        edits: graphs without inputs whose changes are part of the model, for this request; see ``Model.edit``.

    >>> Request("demo", (run.graph,)).to_bytes()
    """

    model: str
    graphs: tuple[Graph, ...]
    fingerprint: str = ""
    gradients: bool = False
    dtype: str = ""
    partial: bool = False
    edits: tuple[Graph, ...] = ()

    def to_bytes(self) -> bytes:
        """As bytes.

        Raises:
            GraphError: a graph that cannot be stored; the message names the node.
        """
        writer = Writer()
        document = {
            "nnexplore": KIND,
            "version": __version__,
            "schema": EDITS if self.edits else SCHEMA,
            "operations": OPERATIONS,
            "model": self.model,
            "fingerprint": self.fingerprint,
            "gradients": self.gradients,
            "dtype": self.dtype,
            "partial": self.partial,
            "graphs": [_without_files(document_of(graph, writer)) for graph in self.graphs],
        }
        if self.edits:
            document["edits"] = [_without_files(document_of(graph, writer)) for graph in self.edits]
        return pack(document, writer.tensors)

    @classmethod
    def of(cls, document: dict[str, Any], tensors: dict[str, torch.Tensor]) -> Request:
        """The request of what ``wire.unpack`` gave. Sizes are to be checked before, see ``admission``.

        Raises:
            Refusal: "malformed", "version" or "unknown_operation".
        """
        check_versions(document)
        graphs = document.get("graphs")
        if not isinstance(graphs, list) or not graphs:
            raise Refusal("malformed", f"the request's graphs are {graphs!r:.60}; expected a list with one at least")
        texts = {name: document.get(name, "") for name in ("model", "fingerprint", "dtype")}
        gradients, partial = document.get("gradients", False), document.get("partial", False)
        flags = type(gradients) is bool and type(partial) is bool
        if not flags or any(type(text) is not str for text in texts.values()):
            raise Refusal(
                "malformed", "model, fingerprint and dtype of a request are texts; gradients and partial true or false"
            )
        if texts["dtype"] and texts["dtype"] not in DTYPES:
            raise Refusal("malformed", f"results can be had as {', '.join(DTYPES)}; got {texts['dtype']!r:.40}")
        made = tuple(_graph(graph, tensors, {"graph": at}) for at, graph in enumerate(graphs))
        edits = tuple(_graph(graph, tensors, {"edit": at}) for at, graph in enumerate(_edits_of(document)))
        return cls(texts["model"], made, texts["fingerprint"], gradients, texts["dtype"], partial, edits)


def _edits_of(document: dict[str, Any]) -> list[Any]:
    """The documents of the edits; those of a schema that has none would be left out by other servers."""
    edits = document.get("edits", [])
    if not isinstance(edits, list):
        raise Refusal("malformed", f"the request's edits are {edits!r:.60}; expected a list of graphs")
    if bool(edits) is not (document["schema"] == EDITS):
        raise Refusal(
            "malformed", f"a request with edits has the schema {EDITS}, one without has {SCHEMA}; "
            f"got {len(edits)} edits with schema {document['schema']}",
        )  # fmt: skip
    return edits


def tensors_inside(document: dict[str, Any]) -> bytes:
    """The safetensors file inside a request of plain JSON; no bytes where there is none.

    Raises:
        Refusal: "malformed".
    """
    text = document.get("tensors", "")
    try:
        return base64.b64decode(text, validate=True) if text else b""
    except (TypeError, ValueError):
        raise Refusal("malformed", 'the request\'s "tensors" are no base64 text of a safetensors file') from None


def check_versions(document: dict[str, Any]) -> None:
    """Refuse a document of another version.

    Raises:
        Refusal: "malformed" or "version".
    """
    if document.get("nnexplore") != KIND:
        raise Refusal("malformed", f'this is no request: expected an object with "nnexplore": "{KIND}"')
    known = {"schema": (SCHEMA, EDITS), "operations": (OPERATIONS,)}
    for name, read in known.items():
        given, own = document.get(name), read[-1]
        if type(given) is not int:
            raise Refusal(
                "version", f"the request has no {name} version; this server (nnexplore {__version__}) has {own}"
            )
        if given not in read:
            who, where = ("client", "here") if given < own else ("server", "there")
            raise Refusal(
                "version",
                f"the request has {name} version {given} (nnexplore {document.get('version')!r:.20}), this server has "
                f"{own} (nnexplore {__version__}). The {who} is older: install the same nnexplore {where}, "
                f'pip install "nnexplore=={__version__ if given < own else document.get("version")}"',
                given=given,
                known=own,
            )


def _without_files(document: Any) -> Any:
    """A graph's document whose nodes know their lines, but no file.

    The client's folders are its own affair, and a server that looks up a line would show one of its own file.
    """
    nodes = document.get("nodes") if isinstance(document, dict) else None
    for node in nodes if isinstance(nodes, list) else ():
        place = node.get("place") if isinstance(node, dict) else None
        if isinstance(place, list) and place:
            place[0] = ""
    return document


def _graph(document: Any, tensors: dict[str, torch.Tensor], which: dict[str, int]) -> Graph:
    try:
        return graph_of(_without_files(document), tensors, _shelf)
    except UnknownOperationError as error:
        raise Refusal("unknown_operation", str(error), **which) from None
    except (GraphError, RecursionError) as error:
        raise Refusal("malformed", str(error), **which) from None
