"""Graphs as JSON with safetensors: exact round trips, and nothing taken on trust when reading.

Stops at bytes: what a graph may do is checked by ``Graph`` itself and by the table of operations.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load as load_tensors
from safetensors.torch import save as save_tensors

from ..errors import GraphError, UnknownOperationError
from .encoding import MALFORMED, Reader, Writer, storable, typed
from .graph import Graph, Inputs
from .lasting import Shelf
from .node import Node

__all__ = [
    "SCHEMA",
    "decode_tensor",
    "document_of",
    "encode_tensor",
    "from_json",
    "graph_of",
    "load",
    "read_tensors",
    "save",
    "to_json",
]

SCHEMA = 1
MAX_BYTES = 1 << 30


def document_of(graph: Graph, writer: Writer) -> dict[str, Any]:
    """A graph as plain data for JSON; its tensors are laid aside in ``writer.tensors``."""
    return {
        "nnexplore": "graph",
        "schema": SCHEMA,
        "model": graph.model,
        "inputs": [[writer.value(inputs.args), writer.value(inputs.kwargs), inputs.method] for inputs in graph.inputs],
        "nodes": [writer.node(node) for node in graph.nodes],
    }


def graph_of(document: Any, tensors: dict[str, torch.Tensor], shelf: Shelf | None = None) -> Graph:
    """The graph of such data. Nodes without tensors are looked for on a shelf, and left there, if there is one.

    Raises:
        GraphError: it is malformed; the message names the node.
    """
    if not isinstance(document, dict) or document.get("nnexplore") != "graph":
        raise GraphError('this is no nnexplore graph: expected a JSON object with "nnexplore": "graph"')
    if document.get("schema") != SCHEMA:
        raise GraphError(f"the graph has schema {document.get('schema')!r}; this nnexplore reads schema {SCHEMA}")
    reader = Reader(tensors)
    listed = document.get("nodes")
    if not isinstance(listed, list):
        raise GraphError(f"the graph's nodes are {listed!r:.40}; expected a list")

    def read(listed: list[Any]) -> tuple[Node, ...]:
        return tuple(_read_node(reader, data, at) for at, data in enumerate(listed))

    nodes: Any = read(listed) if shelf is None or tensors else shelf.nodes(listed, read)
    return Graph(nodes, _read_inputs(reader, document.get("inputs", [])), str(document.get("model", "")))


def _read_inputs(reader: Reader, data: Any) -> tuple[Inputs, ...]:
    try:
        runs = [(reader.value(args), reader.value(kwargs), method) for args, kwargs, method in typed(data, list)]
        return tuple(Inputs(typed(args, tuple), typed(kwargs, dict), method) for args, kwargs, method in runs)
    except (GraphError, *MALFORMED) as error:
        raise GraphError(f"the graph's inputs are malformed: {error}") from error


def _read_node(reader: Reader, data: Any, at: int) -> Node:
    if not isinstance(data, dict):
        raise GraphError(f"node number {at} is {data!r:.60}; expected an object")
    try:
        return reader.node(data)
    except UnknownOperationError as error:
        raise UnknownOperationError(f"node %{data.get('id', at)}: {error}") from None
    except (GraphError, *MALFORMED) as error:
        raise GraphError(f"node %{data.get('id', at)} ({data.get('kind')}) {error}") from error


def read_tensors(blob: bytes) -> dict[str, torch.Tensor]:
    """The tensors of a safetensors file.

    Raises:
        GraphError: it is malformed, or too large.
    """
    if len(blob) > MAX_BYTES:
        raise GraphError(f"the graph's tensors take {len(blob):,} bytes; at most {MAX_BYTES:,} are read")
    try:
        tensors = load_tensors(blob)
    except (SafetensorError, *MALFORMED) as error:
        raise GraphError(f"the graph's tensors are malformed: {error}") from error
    for name, tensor in tensors.items():
        if any(size > MAX_BYTES for size in tensor.shape):
            raise GraphError(f"the tensor {name!r} has the impossible shape {tuple(tensor.shape)}")
    return tensors


def to_json(graph: Graph) -> str:
    """One JSON text, tensors inside it."""
    writer = Writer()
    document = document_of(graph, writer)
    document["tensors"] = base64.b64encode(save_tensors(writer.tensors)).decode()
    return json.dumps(document, allow_nan=False)


def from_json(text: str) -> Graph:
    """The graph of such a text."""
    try:
        document = json.loads(text)
        blob = base64.b64decode(document.get("tensors", ""), validate=True) if isinstance(document, dict) else b""
    except (*MALFORMED, RecursionError) as error:
        raise GraphError(f"this is no nnexplore graph: {error}") from error
    return graph_of(document, read_tensors(blob) if blob else {})


def save(graph: Graph, path: str | Path) -> None:
    """``path`` and, beside it, ``path`` with the suffix ``.safetensors``."""
    writer = Writer()
    path = Path(path)
    if path.suffix == ".safetensors":
        raise GraphError(f"{path.name} is where the tensors go; name the graph itself {path.stem}.json")
    path.write_text(json.dumps(document_of(graph, writer), allow_nan=False, indent=1))
    path.with_suffix(".safetensors").write_bytes(save_tensors(writer.tensors))


def load(path: str | Path) -> Graph:
    """What ``save`` wrote."""
    path = Path(path)
    try:
        document = json.loads(path.read_text())
    except (*MALFORMED, RecursionError) as error:
        raise GraphError(f"{path} is no nnexplore graph: {error}") from error
    beside = path.with_suffix(".safetensors")
    if not beside.is_file():
        raise GraphError(f"{beside}, which holds the graph's tensors, is missing; keep the two files together")
    return graph_of(document, read_tensors(beside.read_bytes()))


def encode_tensor(tensor: torch.Tensor) -> str:
    """A tensor as one word of text, for generated code."""
    return base64.b64encode(save_tensors({"t": storable(tensor)})).decode()


def decode_tensor(text: str) -> torch.Tensor:
    """The tensor of such a word.

    >>> decode_tensor(encode_tensor(torch.arange(3)))
    tensor([0, 1, 2])
    """
    return load_tensors(base64.b64decode(text))["t"]
