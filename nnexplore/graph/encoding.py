"""Values and nodes as JSON with tensors laid aside, and the way back, which takes nothing on trust."""

from __future__ import annotations

import math
from typing import Any, TypeVar

import torch

from ..errors import GraphError, UnknownOperationError
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

__all__ = ["MALFORMED", "Reader", "Writer", "storable", "typed"]

MAX_DEPTH = 64

T = TypeVar("T")

_ALL = (Read, Write, Call, Apply, Constant, Weight, Tokens, Hole, Backward, Grad, Flow, Save)
_KINDS: dict[str, type[Node]] = {kind.kind: kind for kind in _ALL}
MALFORMED = (TypeError, ValueError, KeyError, IndexError, RuntimeError)
_TORCH_DATA = (torch.dtype, torch.layout, torch.memory_format)


def storable(tensor: torch.Tensor) -> torch.Tensor:
    """A plain copy that safetensors takes: dense, on the CPU, sharing no memory."""
    return tensor.detach().as_subclass(torch.Tensor).cpu().contiguous().clone()


class Writer:
    """Turns values into JSON, laying tensors aside."""

    def __init__(self) -> None:
        self.tensors: dict[str, torch.Tensor] = {}
        self._laid: dict[int, tuple[torch.Tensor, str]] = {}

    def value(self, data: Any) -> Any:  # noqa: C901  one flat case per kind of value
        """Plain data and tensors as JSON.

        Raises:
            GraphError: something else.
        """
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
        """A name for a tensor; the same object, as graphs of one sweep share it, is laid aside once."""
        known = self._laid.get(id(tensor))
        if known is None:
            known = self._laid[id(tensor)] = (tensor, f"t{len(self.tensors)}")
            self.tensors[known[1]] = storable(tensor)
        return known[1]

    def node(self, node: Node) -> dict[str, Any]:
        """A node as JSON.

        Raises:
            GraphError: it holds something that cannot be stored; the message names the node.
        """
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


class Reader:
    """The way back, refusing what ``Writer`` cannot have made."""

    def __init__(self, tensors: dict[str, torch.Tensor]) -> None:
        self.tensors = tensors
        self._depth = 0
        self._holes: dict[str, Values] = {}

    def value(self, data: Any) -> Any:
        """What was written.

        Raises:
            GraphError: it cannot have been written.
        """
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
        return Ref(typed(body, int))

    def _float(self, body: str) -> float:
        return float(typed(body, str))

    def _complex(self, body: list[Any]) -> complex:
        return complex(self.value(body[0]), self.value(body[1]))

    def _site(self, body: list[Any]) -> Site:
        path, port, step, call = typed(body, list)
        path = self._path(path["$path"]) if isinstance(path, dict) else typed(path, str)
        return Site(path, typed(port, str), typed(step, int), typed(call, int))

    def _path(self, body: str) -> HolePath:
        return HolePath(typed(body, str), self._holes)

    def _tensor(self, body: str) -> torch.Tensor:
        if typed(body, str) not in self.tensors:
            raise GraphError(f"refers to the tensor {body!r}, which is missing")
        return self.tensors[body]

    def _slice(self, body: list[Any]) -> slice:
        start, stop, step = map(self.value, typed(body, list))
        return slice(start, stop, step)

    def _tuple(self, body: list[Any]) -> tuple[Any, ...]:
        return tuple(self.value(item) for item in typed(body, list))

    def _dict(self, body: list[Any]) -> dict[Any, Any]:
        return {self.value(key): self.value(item) for key, item in typed(body, list)}

    def _device(self, body: str) -> torch.device:
        return torch.device(typed(body, str))

    def _ellipsis(self, _: Any) -> Any:
        return Ellipsis

    def _torch(self, body: str) -> Any:
        found = getattr(torch, typed(body, str).removeprefix("torch."), None)
        if not isinstance(found, _TORCH_DATA):
            raise GraphError(f"holds {body!r}, which is no dtype, layout or memory format of torch")
        return found

    def node(self, data: dict[str, Any]) -> Node:
        """The node that was written.

        Raises:
            GraphError: it cannot have been written.
        """
        kind = _KINDS.get(data.get("kind", ""))
        if kind is None:
            raise GraphError(f"is of the unknown kind {data.get('kind')!r}; known: {', '.join(_KINDS)}")
        place = _place(data.get("place"))
        fields = {name: self.value(value) for name, value in data.items() if name not in ("kind", "id", "place")}
        node = kind(typed(data["id"], int), place=place, **fields)
        if isinstance(node, Call):
            find(node.op)
        if isinstance(node, Hole):
            check_name(node.name)
            check_values(node.name, node.values)
            self._holes[node.name] = node.values
        return node


_TAG_NAMES = "ref float complex site path tensor slice tuple dict device ellipsis torch"
_TAGS = {f"${name}" for name in _TAG_NAMES.split()}


def typed(value: Any, kind: type[T]) -> T:
    """The value, which must be of exactly that type."""
    if type(value) is not kind:
        raise GraphError(f"holds {value!r:.80} where a value of type {kind.__name__} was expected")
    return value


def _place(data: Any) -> Place | None:
    if data is None:
        return None
    file, line = typed(data, list)
    return Place(typed(file, str), typed(line, int))
