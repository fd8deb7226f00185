"""Attacks by names, attributes, paths, the shape of a graph, and JSON."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterator
from typing import Any

import torch

from nnexplore.graph import OPERATIONS
from nnexplore.remote.wire import JSON_TYPE, pack
from tests.remote.bodies import (
    BLOCK,
    MIB,
    PROMPT,
    Attack,
    apply,
    backward,
    call,
    calls,
    document,
    good,
    good_document,
    keep,
    many,
    of,
    pairs,
    read,
    ref,
    sent,
)

# -- 1: names --------------------------------------------------------------------------------------

UNKNOWN = [
    "os.system", "torch.load", "torch.hub.load", "torch.ops.load_library", "torch.from_file", "torch.jit.load",
    "torch.package", "torch.compile", "torch.utils.cpp_extension.load", "builtins.eval", "__import__", "", "x" * 10**6,
    "torch.аdd", "Tensor.Add", "torch.add;import os", "Tensor.add\0", "torch.os", "torch.sys.exit",
    "torch.builtins.exec", "Tensor.__class__", "Tensor.__reduce_ex__", "Tensor.set_", "Tensor.resize_", "Tensor.apply_",
    "Tensor.map_", "Tensor.numpy", "Tensor.storage", "Tensor.untyped_storage", "Tensor.data_ptr",
    "Tensor.share_memory_", "Tensor.register_hook", "Tensor.__setstate__", "torch.set_num_threads", "torch.manual_seed",
    "torch.save",
]  # fmt: skip
FORBIDDEN = {
    "Tensor.as_strided": (ref(0), many(4096), many(1)),
    "Tensor.data": (ref(0),),
    "Tensor.new_empty": (ref(0), many(10**6)),
    "torch.empty_like": (ref(0),),
    "Tensor.bincount": (ref(0),),
    "Tensor.cuda": (ref(0), 7),
    "Tensor.normal_": (ref(0),),
    "torch.rand_like": (ref(0),),
    "torch.multinomial": (ref(0), 1),
}


def names() -> Iterator[Attack]:
    for op in UNKNOWN:
        yield Attack("names", repr(op)[:40], "unknown_operation", calls(op))
    for op, args in FORBIDDEN.items():
        yield Attack("names", op, "forbidden_operation", calls(op, *args))
    yield Attack(
        "names",
        "an operation that is no text",
        "unknown_operation",
        lambda: sent([read(0), {**call(1, "x", 1), "op": 7}]),
    )
    yield Attack("names", "a kind that is none", "malformed", lambda: sent([{"kind": "exec", "id": 0, "place": None}]))


# -- 2: attributes ---------------------------------------------------------------------------------

PRIVATE = [
    "__class__",
    "__dict__",
    "__globals__",
    "__reduce_ex__",
    "_modules",
    "a.b.c",
    "{0.__class__}",
    "",
    "a b",
    "_save",
]
PUBLIC = [
    "data_ptr", "storage", "numpy", "grad_fn", "apply_", "register_hook", "set_", "resize_", "as_strided", "grad",
    "data", "share_memory_", "backward", "tolist", "cuda", "item",
]  # fmt: skip


def attributes() -> Iterator[Attack]:
    for name in PRIVATE:
        yield Attack("attributes", repr(name), "malformed", calls("getattr", ref(0), name))
    for name in PUBLIC:
        yield Attack("attributes", name, "forbidden_operation", calls("getattr", ref(0), name))
    yield Attack("attributes", "a default", "malformed", calls("getattr", ref(0), "foo", 3))
    yield Attack("attributes", "a name made elsewhere", "malformed", calls("getattr", ref(0), ref(0)))
    yield Attack("attributes", "getitem of a dunder", "bad_argument", calls("getitem", ref(0), "__class__"))
    yield Attack(
        "attributes", "an option of the interpreter", "bad_argument", calls("Tensor.sum", ref(0), _stacklevel=1)
    )
    yield Attack("attributes", "a generator", "bad_argument", calls("Tensor.sum", ref(0), generator=ref(0)))
    yield Attack("attributes", "a text as an argument", "bad_argument", calls("Tensor.to", ref(0), "/etc/passwd"))
    yield Attack(
        "attributes", "a type of another device", "bad_argument", calls("Tensor.type", ref(0), "torch.cuda.FloatTensor")
    )
    yield Attack("attributes", "a dict as an argument", "bad_argument", calls("Tensor.sum", ref(0), pairs(a=1)))


# -- 3: module paths ---------------------------------------------------------------------------------

PATHS = [
    "../", "../../etc/passwd", "transformer.__init__", "transformer.h.-1", "transformer.h[-1]", "*",
    "transformer.h.1000000000", "transformer.h.*", "tokenizer", "config", "model.layers.0", "transformer..h", ".",
    "transformer.h.1 ", "Transformer.h.1", "transformer.h.0１", "transformer\0", "module.forward",
    "transformer.wte.weight",
]  # fmt: skip
PORTS = [
    "__class__",
    "output.__class__",
    "ops.__import__",
    "ops.x[99999999].output",
    "forward",
    "",
    "parameter.a.b",
    "result",
]


def paths() -> Iterator[Attack]:
    for path in PATHS:
        yield Attack("paths", repr(path), "unknown_site", lambda path=path: sent([read(0, path), keep(1, ref(0))]))
        if path in PATHS[:4]:
            yield Attack("paths", f"apply {path!r}", "unknown_site", of(apply(1, path, ref(0))))
    for port in PORTS:
        yield Attack(
            "paths", f"port {port!r}", "malformed", lambda port=port: sent([read(0, BLOCK, port), keep(1, ref(0))])
        )
    more = {
        "a long path": ("malformed", read(0, "a" * 10**6)),
        "a step that is not there": ("unknown_site", read(0, step=1)),
        "a far step": ("unknown_site", read(0, step=10**5)),
        "a negative step": ("malformed", read(0, step=-1)),
        "a call too many": ("unknown_site", read(0, call=10**5)),
        "attention where there is none": ("unknown_site", read(0, "transformer.h.1.mlp", "pattern")),
        "an operation with a private name": ("unknown_site", read(0, BLOCK, "ops.__class__[0].output")),
        "a weight by its port": ("forbidden_operation", read(0, "lm_head", "parameter.weight")),
        "a module that is only a list": ("not_possible", read(0, "transformer.h")),
    }
    for name, (code, node) in more.items():
        yield Attack("paths", name, code, lambda node=node: sent([node, keep(1, ref(0))]))
    weight = {"kind": "weight", "id": 1, "path": "lm_head.weight", "place": None}
    yield Attack("paths", "a weight by its name", "forbidden_operation", of(weight))
    inside = [
        read(0, "transformer.h.1.mlp.c_fc", "ops.addmm[0].inputs"),
        call(1, "getitem", ref(0), 0),
        call(2, "getitem", ref(1), 2),
    ]
    yield Attack(
        "paths", "a weight out of an operation", "forbidden_operation", lambda: sent([*inside, keep(3, ref(2))])
    )
    scaled = [*inside, call(3, "Tensor.mul_", ref(2), 0), read(4, "lm_head"), keep(5, ref(4))]
    yield Attack("paths", "a weight changed in place", "forbidden_operation", lambda: sent(scaled))


# -- 4: graph shapes -----------------------------------------------------------------------------------


def chain(length: int) -> bytes:
    nodes = [read(0), *(call(at, "Tensor.neg", ref(at - 1)) for at in range(1, length))]
    return sent([*nodes, keep(length, ref(length - 1))])


def shapes() -> Iterator[Attack]:
    one = {
        "a cycle": ("malformed", [call(0, "Tensor.neg", ref(1)), call(1, "Tensor.neg", ref(0))]),
        "a self-edge": ("malformed", [call(0, "Tensor.neg", ref(0))]),
        "a forward reference": ("malformed", [keep(0, ref(1)), read(1)]),
        "a dangling reference": ("malformed", [keep(0, ref(77))]),
        "a duplicate number": ("malformed", [read(0), read(0), keep(1, ref(0))]),
        "a duplicate name": ("malformed", [read(0), keep(1, ref(0)), keep(2, ref(0))]),
        "a reference that is no number": ("malformed", [keep(0, {"$ref": "os"})]),
        "a run that is not there": ("not_possible", [read(0, run=5), keep(1, ref(0))]),
        "a run far away": ("not_possible", [read(0, run=10**6), keep(1, ref(0))]),
        "a run beyond all": ("malformed", [read(0, run=10**9), keep(1, ref(0))]),
        "a name with a NUL": ("malformed", [read(0), keep(1, ref(0), "a\0b")]),
        "a name of a mebibyte": ("malformed", [read(0), keep(1, ref(0), "a" * MIB)]),
        "no arguments": ("malformed", [{**call(0, "Tensor.add"), "args": many()}]),
        "an argument that is no name": (
            "malformed",
            [read(0), {**call(1, "Tensor.sum", ref(0)), "kwargs": {"$dict": [["a b", 1]]}}],
        ),
        "a hole of many values": (
            "too_large",
            [{"kind": "hole", "id": 0, "name": "n", "values": many(*range(5000)), "place": None}],
        ),
        "a backward pass without gradients": ("not_possible", [read(0), backward(1, ref(0))]),
    }
    for name, (code, nodes) in one.items():
        yield Attack("shapes", name, code, lambda nodes=nodes: sent(nodes))
    yield Attack("shapes", "25,000 nodes", "too_large", lambda: sent([read(at) for at in range(25_000)]))
    yield Attack(
        "shapes", "2,000 graphs", "too_large", lambda: sent([], graphs=[document([read(0)])["graphs"][0]] * 2000)
    )
    yield Attack("shapes", "a chain of 2,100", "too_large", lambda: chain(2100))
    yield Attack("shapes", "no graphs", "malformed", lambda: sent([], graphs=[]))
    yield Attack("shapes", "graphs that are a text", "malformed", lambda: sent([], graphs="all"))
    yield Attack("shapes", "nodes that are an object", "malformed", lambda: sent({"0": read(0)}))


# -- 5: JSON -------------------------------------------------------------------------------------------


def raw(text: str | bytes) -> Callable[[], bytes]:
    """A body whose document is this text, whatever it is."""
    inner = text if isinstance(text, str) else text.decode("latin-1")
    header = json.dumps({"__metadata__": {"nnexplore": inner}}).encode()
    return lambda: struct.pack("<Q", len(header)) + header


def changed(**fields: Any) -> Callable[[], bytes]:
    return lambda: pack({**good_document(), **fields}, {"t": torch.ones(128)})


def without(field: str) -> Callable[[], bytes]:
    return lambda: pack({key: value for key, value in good_document().items() if key != field}, {"t": torch.ones(128)})


def plain(text: str | bytes) -> Callable[[], bytes]:
    return lambda: text if isinstance(text, bytes) else text.encode()


def texts() -> Iterator[Attack]:
    valid = json.dumps(good_document())
    for name, text in {
        "NaN": valid.replace("-1", "NaN", 1),
        "Infinity": valid.replace("-1", "Infinity", 1),
        "1e999": valid.replace("-1", "1e999", 1),
        "2 to the 64th": valid.replace("-1", str(2**64), 1),
        "a duplicate key": valid.replace('"model":', '"model": "demo", "model":', 1),
        "half a surrogate": valid.replace(PROMPT, "\\ud800", 1),
        "cut off": valid[:-9],
        "more behind it": valid + "{}",
        "a byte order mark": "\ufeff" + valid,
        "200 levels": "[" * 200 + "]" * 200,
        "100,000 levels": "[" * 100_000,
        "a list": "[1, 2]",
        "nothing": "",
        "a number of 10,000 digits": valid.replace("-1", "1" * 10_000, 1),
    }.items():
        yield Attack("json", name, "malformed", raw(text))
        if name in ("NaN", "a duplicate key", "200 levels", "a list", "nothing"):
            yield Attack("json", f"{name}, plain", "malformed", plain(text), JSON_TYPE)
    yield Attack("json", "a gzip bomb", "malformed", plain(b"\x1f\x8b\x08" + b"\0" * 100), JSON_TYPE)
    yield Attack("json", "bytes that are no UTF-8", "malformed", plain(b'{"a": "\xff"}'), JSON_TYPE)
    yield Attack("json", "another content type", "wrong_content", good, "application/x-www-form-urlencoded")
    yield Attack("json", "no content type", "wrong_content", good, "")
    yield Attack("json", "a pickle", "wrong_content", plain(b"\x80\x04cos\nsystem\n."), "application/octet-stream")
    yield Attack("json", "no schema", "version", without("schema"))
    yield Attack("json", "a newer schema", "version", changed(schema=99))
    yield Attack("json", "another table", "version", changed(operations=OPERATIONS + 1))
    yield Attack("json", "true for a number", "version", changed(schema=True))
    yield Attack("json", "another document", "malformed", changed(nnexplore="result"))
    yield Attack("json", "a model that is no text", "malformed", changed(model=["demo"]))
    yield Attack("json", "gradients as a number", "malformed", changed(gradients=1))
    yield Attack("json", "results as int4", "malformed", changed(dtype="int4"))
    yield Attack("json", "true for a node's number", "malformed", lambda: sent([{**read(0), "id": True}]))
    yield Attack(
        "json",
        "a text of 2 MiB",
        "too_large",
        lambda: sent([read(0), keep(1, ref(0))], [[many("a" * 2 * MIB), pairs(), "trace"]]),
    )
    yield Attack("json", "a document of 9 MiB", "too_large", lambda: raw("[" + "1," * (9 * MIB // 2) + "1]")())
    yield Attack("json", "another tree", "other_model", changed(fingerprint="0123456789abcdef"))
