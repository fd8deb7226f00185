"""How a request is written by hand, and what an attack is: for ``attacks``, and whoever needs an odd request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

from nnexplore.graph import OPERATIONS, SCHEMA
from nnexplore.remote.wire import CONTENT_TYPE, pack

PROMPT = "The Eiffel Tower is in the city of"
BLOCK = "transformer.h.1"
BIG = 10**12
MIB = 1 << 20


@dataclass(frozen=True)
class Attack:
    """One body: ``code`` is what it is refused with, ``make`` makes it."""

    group: str
    name: str
    code: str
    make: Callable[[], bytes]
    content_type: str = CONTENT_TYPE

    def __str__(self) -> str:
        return f"{self.group}: {self.name}"


# -- how a request is written ----------------------------------------------------------------------


def ref(id: int) -> dict[str, int]:
    return {"$ref": id}


def many(*items: Any) -> dict[str, Any]:
    return {"$tuple": list(items)}


def pairs(**items: Any) -> dict[str, Any]:
    return {"$dict": [[key, item] for key, item in items.items()]}


def read(
    id: int = 0, path: str = BLOCK, port: str = "output", step: int = 0, call: int = 0, **more: Any
) -> dict[str, Any]:
    site = {"$site": [path, port, step, call]}
    return {"kind": "read", "id": id, "site": site, "run": 0, "again": None, "late": False, "place": None, **more}


def write(id: int, value: Any, path: str = BLOCK, port: str = "output") -> dict[str, Any]:
    site = {"$site": [path, port, 0, 0]}
    return {
        "kind": "write",
        "id": id,
        "site": site,
        "value": value,
        "run": 0,
        "grow": False,
        "skip": False,
        "place": None,
    }


def call(id: int, op: str, *args: Any, **kwargs: Any) -> dict[str, Any]:
    return {"kind": "call", "id": id, "op": op, "args": many(*args), "kwargs": pairs(**kwargs), "place": ["", 7]}


def keep(id: int, value: Any, name: str = "x") -> dict[str, Any]:
    return {"kind": "save", "id": id, "name": name, "value": value, "place": None}


def constant(id: int, value: Any) -> dict[str, Any]:
    return {"kind": "constant", "id": id, "value": value, "place": None}


def apply(id: int, path: str, *args: Any, **kwargs: Any) -> dict[str, Any]:
    return {
        "kind": "module",
        "id": id,
        "path": path,
        "args": many(*args),
        "kwargs": pairs(**kwargs),
        "run": 0,
        "place": None,
    }


def backward(id: int, value: Any, **kwargs: Any) -> dict[str, Any]:
    return {"kind": "backward", "id": id, "value": value, "args": many(), "kwargs": pairs(**kwargs), "place": None}


def document(nodes: Any, inputs: Any = None, **more: Any) -> dict[str, Any]:
    runs = [[many(PROMPT), pairs(), "trace"]] if inputs is None else inputs
    graph = {"nnexplore": "graph", "schema": SCHEMA, "model": "", "inputs": runs, "nodes": nodes}
    head = {"nnexplore": "request", "version": "0.1.0", "schema": SCHEMA, "operations": OPERATIONS, "model": "demo"}
    return {**head, "fingerprint": "", "gradients": False, "dtype": "", "graphs": [graph], **more}


def sent(nodes: Any, inputs: Any = None, tensors: dict[str, torch.Tensor] | None = None, **more: Any) -> bytes:
    return pack(document(nodes, inputs, **more), tensors or {})


def good_document() -> dict[str, Any]:
    """A request that every server takes, as plain data; its tensor "t" is [128]."""
    return document([
        read(0), constant(1, {"$tensor": "t"}), call(2, "Tensor.add", ref(0), ref(1)), write(3, ref(2)),
        call(4, "Tensor.softmax", ref(2), -1), keep(5, ref(4)), read(6, "lm_head"), keep(7, ref(6), "logits"),
    ])  # fmt: skip


def good() -> bytes:
    """The same as a body."""
    return pack(good_document(), {"t": torch.ones(128)})


def of(*nodes: dict[str, Any], inputs: Any = None, **more: Any) -> Callable[[], bytes]:
    """A request of a read of a block, these nodes, and the last of them saved."""
    return lambda: sent([read(0), *nodes, keep(999, ref(nodes[-1]["id"]))], inputs, **more)


def calls(op: str, *args: Any, **kwargs: Any) -> Callable[[], bytes]:
    """A request of one operation on a read value."""
    return of(call(1, op, *(args or (ref(0),)), **kwargs))
