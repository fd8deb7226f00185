"""Graphs as JSON with safetensors: exact round trips, and nothing taken on trust when reading.

Stops at bytes: what a graph may do is checked by ``Graph`` itself and by the table of operations.
"""

from __future__ import annotations

import base64
import json
import math
from pathlib import Path
from typing import Any, TypeVar

import torch
from safetensors import SafetensorError
from safetensors.torch import load as load_tensors
from safetensors.torch import save as save_tensors

from ..errors import GraphError, UnknownOperationError
from .graph import Graph, Inputs
from .hole import HolePath, Values, check_name, check_values
from .node import (
    Apply,
    Backward,
    Call,
    Constant,
    Flow,
    Grad,
    Hole,
    Node,
    Opaque,
    Place,
    Read,
    Ref,
    Save,
    Site,
    Tokens,
    Weight,
    Write,
)
from .ops import find

__all__ = ["decode_tensor", "encode_tensor", "from_json", "load", "save", "to_json"]

SCHEMA = 1
MAX_BYTES = 1 << 30
MAX_DEPTH = 64

T = TypeVar("T")

_ALL = (Read, Write, Call, Apply, Constant, Weight, Tokens, Hole, Backward, Grad, Flow, Save)
_KINDS: dict[str, type[Node]] = {kind.kind: kind for kind in _ALL}
_MALFORMED = (TypeError, ValueError, KeyError, IndexError, RuntimeError)
_TORCH_DATA = (torch.dtype, torch.layout, torch.memory_format)


def _storable(tensor: torch.Tensor) -> torch.Tensor:
    """A plain copy that safetensors takes: dense, on the CPU, sharing no memory."""
    return tensor.detach().as_subclass(torch.Tensor).cpu().contiguous().clone()


class _Writer:
    """Turns values into JSON, laying tensors aside."""

    def __init__(self) -> None:
        self.tensors: dict[str, torch.Tensor] = {}

    def value(self, data: Any) -> Any:  # noqa: C901  one flat case per kind of value
        match data:
            case HolePath():
                return {"$path": data.template}
            case None | bool() | int() | str():
                return data
            case float():
                return data if math.isfinite(data) else {"$float": repr(data)}
            case complex():
                return {"$complex": [self.value(data.real), self.value(data.imag)]}
            case Ref(id):
                return {"$ref": id}
            case Site(path, port, step, call):
                return {"$site": [self.value(path), port, step, call]}
            case torch.Tensor():
                return {"$tensor": self._aside(data)}
            case slice():
                return {"$slice": [self.value(part) for part in (data.start, data.stop, data.step)]}
            case tuple():
                return {"$tuple": [self.value(item) for item in data]}
            case list():
                return [self.value(item) for item in data]
            case dict():
                return {"$dict": [[self.value(key), self.value(item)] for key, item in data.items()]}
            case torch.device():
                return {"$device": str(data)}
        if data is Ellipsis:
            return {"$ellipsis": True}
        if isinstance(data, _TORCH_DATA):
            return {"$torch": str(data)}
        what = data.text if isinstance(data, Opaque) else f"{type(data).__name__} {data!r:.60}"
        raise GraphError(f"holds {what}, which is no plain data and no tensor, so the graph cannot be stored")

    def _aside(self, tensor: torch.Tensor) -> str:
        name = f"t{len(self.tensors)}"
        self.tensors[name] = _storable(tensor)
        return name

    def node(self, node: Node) -> dict[str, Any]:
        if isinstance(node, Call):
            _check_stored(node)
        fields = {name: value for name, value in vars(node).items() if name not in ("id", "place", "version")}
        place = [node.place.file, node.place.line] if node.place else None
        try:
            body = {name: self.value(value) for name, value in fields.items()}
        except GraphError as error:
            raise GraphError(f"node %{node.id} ({_where(node)}) {error}") from None
        return {"kind": node.kind, "id": node.id, **body, "place": place}


def _where(node: Node) -> str:
    return f"{node.kind}, {node.place}" if node.place else node.kind


def _check_stored(node: Call) -> None:
    try:
        find(node.op)
    except UnknownOperationError as error:
        raise UnknownOperationError(f"node %{node.id} ({_where(node)}): {error}") from None


class _Reader:
    """The way back, refusing what ``_Writer`` cannot have made."""

    def __init__(self, tensors: dict[str, torch.Tensor]) -> None:
        self.tensors = tensors
        self._depth = 0
        self._holes: dict[str, Values] = {}

    def value(self, data: Any) -> Any:
        if not isinstance(data, list | dict):
            return data
        if self._depth >= MAX_DEPTH:
            raise GraphError(f"holds a value nested more than {MAX_DEPTH} deep")
        self._depth += 1
        made = [self.value(item) for item in data] if isinstance(data, list) else self._tagged(data)
        self._depth -= 1
        return made

    def _tagged(self, data: dict[str, Any]) -> Any:
        if len(data) != 1:
            raise GraphError(f"holds the malformed value {data!r:.80}")
        ((tag, body),) = data.items()
        make = getattr(self, f"_{tag[1:]}", None) if tag in _TAGS else None
        if make is None:
            raise GraphError(f"holds a value of the unknown kind {tag!r}")
        return make(body)

    def _ref(self, body: int) -> Ref:
        return Ref(_typed(body, int))

    def _float(self, body: str) -> float:
        return float(_typed(body, str))

    def _complex(self, body: list[Any]) -> complex:
        return complex(self.value(body[0]), self.value(body[1]))

    def _site(self, body: list[Any]) -> Site:
        path, port, step, call = _typed(body, list)
        path = self._path(path["$path"]) if isinstance(path, dict) else _typed(path, str)
        return Site(path, _typed(port, str), _typed(step, int), _typed(call, int))

    def _path(self, body: str) -> HolePath:
        return HolePath(_typed(body, str), self._holes)

    def _tensor(self, body: str) -> torch.Tensor:
        if _typed(body, str) not in self.tensors:
            raise GraphError(f"refers to the tensor {body!r}, which is missing")
        return self.tensors[body]

    def _slice(self, body: list[Any]) -> slice:
        start, stop, step = map(self.value, _typed(body, list))
        return slice(start, stop, step)

    def _tuple(self, body: list[Any]) -> tuple[Any, ...]:
        return tuple(self.value(item) for item in _typed(body, list))

    def _dict(self, body: list[Any]) -> dict[Any, Any]:
        return {self.value(key): self.value(item) for key, item in _typed(body, list)}

    def _device(self, body: str) -> torch.device:
        return torch.device(_typed(body, str))

    def _ellipsis(self, _: Any) -> Any:
        return Ellipsis

    def _torch(self, body: str) -> Any:
        found = getattr(torch, _typed(body, str).removeprefix("torch."), None)
        if not isinstance(found, _TORCH_DATA):
            raise GraphError(f"holds {body!r}, which is no dtype, layout or memory format of torch")
        return found

    def node(self, data: dict[str, Any]) -> Node:
        kind = _KINDS.get(data.get("kind", ""))
        if kind is None:
            raise GraphError(f"is of the unknown kind {data.get('kind')!r}; known: {', '.join(_KINDS)}")
        place = _place(data.get("place"))
        fields = {name: self.value(value) for name, value in data.items() if name not in ("kind", "id", "place")}
        node = kind(_typed(data["id"], int), place=place, **fields)
        if isinstance(node, Call):
            find(node.op)
        if isinstance(node, Hole):
            check_name(node.name)
            check_values(node.name, node.values)
            self._holes[node.name] = node.values
        return node


_TAG_NAMES = "ref float complex site path tensor slice tuple dict device ellipsis torch"
_TAGS = {f"${name}" for name in _TAG_NAMES.split()}


def _typed(value: Any, kind: type[T]) -> T:
    if type(value) is not kind:
        raise GraphError(f"holds {value!r:.80} where a value of type {kind.__name__} was expected")
    return value


def _place(data: Any) -> Place | None:
    if data is None:
        return None
    file, line = _typed(data, list)
    return Place(_typed(file, str), _typed(line, int))


def _document(graph: Graph, writer: _Writer) -> dict[str, Any]:
    return {
        "nnexplore": "graph",
        "schema": SCHEMA,
        "model": graph.model,
        "inputs": [[writer.value(inputs.args), writer.value(inputs.kwargs), inputs.method] for inputs in graph.inputs],
        "nodes": [writer.node(node) for node in graph.nodes],
    }


def _graph(document: Any, tensors: dict[str, torch.Tensor]) -> Graph:
    if not isinstance(document, dict) or document.get("nnexplore") != "graph":
        raise GraphError('this is no nnexplore graph: expected a JSON object with "nnexplore": "graph"')
    if document.get("schema") != SCHEMA:
        raise GraphError(f"the graph has schema {document.get('schema')!r}; this nnexplore reads schema {SCHEMA}")
    reader = _Reader(tensors)
    listed = document.get("nodes")
    if not isinstance(listed, list):
        raise GraphError(f"the graph's nodes are {listed!r:.40}; expected a list")
    nodes = tuple(_read_node(reader, data, at) for at, data in enumerate(listed))
    return Graph(nodes, _read_inputs(reader, document.get("inputs", [])), str(document.get("model", "")))


def _read_inputs(reader: _Reader, data: Any) -> tuple[Inputs, ...]:
    try:
        runs = [(reader.value(args), reader.value(kwargs), method) for args, kwargs, method in _typed(data, list)]
        return tuple(Inputs(_typed(args, tuple), _typed(kwargs, dict), method) for args, kwargs, method in runs)
    except (GraphError, *_MALFORMED) as error:
        raise GraphError(f"the graph's inputs are malformed: {error}") from error


def _read_node(reader: _Reader, data: Any, at: int) -> Node:
    if not isinstance(data, dict):
        raise GraphError(f"node number {at} is {data!r:.60}; expected an object")
    try:
        return reader.node(data)
    except UnknownOperationError as error:
        raise UnknownOperationError(f"node %{data.get('id', at)}: {error}") from None
    except (GraphError, *_MALFORMED) as error:
        raise GraphError(f"node %{data.get('id', at)} ({data.get('kind')}) {error}") from error


def _read_tensors(blob: bytes) -> dict[str, torch.Tensor]:
    if len(blob) > MAX_BYTES:
        raise GraphError(f"the graph's tensors take {len(blob):,} bytes; at most {MAX_BYTES:,} are read")
    try:
        tensors = load_tensors(blob)
    except (SafetensorError, *_MALFORMED) as error:
        raise GraphError(f"the graph's tensors are malformed: {error}") from error
    for name, tensor in tensors.items():
        if any(size > MAX_BYTES for size in tensor.shape):
            raise GraphError(f"the tensor {name!r} has the impossible shape {tuple(tensor.shape)}")
    return tensors


def to_json(graph: Graph) -> str:
    """One JSON text, tensors inside it."""
    writer = _Writer()
    document = _document(graph, writer)
    document["tensors"] = base64.b64encode(save_tensors(writer.tensors)).decode()
    return json.dumps(document, allow_nan=False)


def from_json(text: str) -> Graph:
    """The graph of such a text."""
    try:
        document = json.loads(text)
        blob = base64.b64decode(document.get("tensors", ""), validate=True) if isinstance(document, dict) else b""
    except (*_MALFORMED, RecursionError) as error:
        raise GraphError(f"this is no nnexplore graph: {error}") from error
    return _graph(document, _read_tensors(blob) if blob else {})


def save(graph: Graph, path: str | Path) -> None:
    """``path`` and, beside it, ``path`` with the suffix ``.safetensors``."""
    writer = _Writer()
    path = Path(path)
    if path.suffix == ".safetensors":
        raise GraphError(f"{path.name} is where the tensors go; name the graph itself {path.stem}.json")
    path.write_text(json.dumps(_document(graph, writer), allow_nan=False, indent=1))
    path.with_suffix(".safetensors").write_bytes(save_tensors(writer.tensors))


def load(path: str | Path) -> Graph:
    """What ``save`` wrote."""
    path = Path(path)
    try:
        document = json.loads(path.read_text())
    except (*_MALFORMED, RecursionError) as error:
        raise GraphError(f"{path} is no nnexplore graph: {error}") from error
    beside = path.with_suffix(".safetensors")
    if not beside.is_file():
        raise GraphError(f"{beside}, which holds the graph's tensors, is missing; keep the two files together")
    return _graph(document, _read_tensors(beside.read_bytes()))


def encode_tensor(tensor: torch.Tensor) -> str:
    """A tensor as one word of text, for generated code."""
    return base64.b64encode(save_tensors({"t": _storable(tensor)})).decode()


def decode_tensor(text: str) -> torch.Tensor:
    """The tensor of such a word.

    >>> decode_tensor(encode_tensor(torch.arange(3)))
    tensor([0, 1, 2])
    """
    return load_tensors(base64.b64decode(text))["t"]
