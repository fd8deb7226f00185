"""Attacks by the edits of a request: what a graph may not do, an edit may not either, nor what no edit can."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import torch

from nnexplore.graph import SCHEMA
from nnexplore.remote.request import EDITS
from nnexplore.remote.wire import pack
from tests.remote.bodies import (
    BIG,
    BLOCK,
    PROMPT,
    Attack,
    apply,
    backward,
    call,
    constant,
    document,
    good_document,
    keep,
    many,
    pairs,
    read,
    ref,
    write,
)

GENERATION = [[many(PROMPT), pairs(max_new_tokens=100), "generate"]]


def edit(*nodes: dict[str, Any], inputs: tuple[Any, ...] = ()) -> dict[str, Any]:
    return {"nnexplore": "graph", "schema": SCHEMA, "model": "", "inputs": list(inputs), "nodes": list(nodes)}


def asking(edits: Any, schema: int = EDITS) -> Callable[[], bytes]:
    """A good request with edits."""
    return lambda: pack({**good_document(), "schema": schema, "edits": edits}, {"t": torch.ones(128)})


def changing(*nodes: dict[str, Any], path: str = BLOCK) -> Callable[[], bytes]:
    """A good request with an edit in which the last of these nodes makes what is written; 0 is what was there."""
    return asking([edit(read(0, path), *nodes, write(900, ref(nodes[-1]["id"]), path))])


def edits() -> Iterator[Attack]:
    for name, made in {
        "no list": asking({"0": edit(write(0, 0.0))}),
        "no graphs": asking([7]),
        "in a schema that has none": asking([edit(write(0, 0.0))], SCHEMA),
        "a schema that has some, and none": asking([]),
        "a cycle": asking([edit(write(0, ref(0)))]),
    }.items():
        yield Attack("edits", name, "malformed", made)
    yield Attack("edits", "a newer schema", "version", asking([edit(write(0, 0.0))], EDITS + 1))
    yield Attack("edits", "of 1,100", "too_large", asking([edit(write(0, 0.0))] * 1100))
    yield Attack("edits", "of 21,000 nodes", "too_large", asking([edit(*(read(at) for at in range(21_000)))]))
    for name, made in {
        "that change nothing": asking([edit(read(0), keep(1, ref(0)))]),
        "of several runs": asking([edit(read(0, run=1), write(1, 0.0))]),
        "of a later step": asking([edit(read(0, step=1), write(1, 0.0))]),
        "with a backward pass": asking([edit(read(0), backward(1, ref(0)), write(2, 0.0))]),
        "of another order than the model's": asking(
            [edit(read(0, "lm_head"), call(1, "Tensor.mean", ref(0)), write(2, ref(1)))]
        ),
        "that do not fit": changing(call(1, "Tensor.__getitem__", ref(0), 0)),
    }.items():
        yield Attack("edits", name, "not_possible", made)
    yield Attack(
        "edits", "of a module that is not there", "unknown_site", changing(call(1, "Tensor.neg", ref(0)), path="h")
    )
    yield Attack("edits", "of a result", "unknown_site", asking([edit(read(0, "", "result"), write(1, ref(0)))]))
    yield Attack("edits", "with another module", "unknown_site", changing(apply(1, "transformer.h.9", ref(0))))
    yield Attack("edits", "os.system", "unknown_operation", changing(call(1, "os.system", "ls")))
    yield Attack("edits", "a forbidden operation", "forbidden_operation", changing(call(1, "Tensor.data", ref(0))))
    yield Attack(
        "edits", "a text as an argument", "bad_argument", changing(call(1, "Tensor.to", ref(0), "/etc/passwd"))
    )
    weight = {"$site": ["transformer.h.1.mlp.c_proj", "parameter.weight", 0, 0]}
    yield Attack("edits", "a weight", "forbidden_operation", asking([edit({**write(0, 0.0), "site": weight})]))
    inside = [
        read(0, "transformer.h.1.mlp.c_fc", "ops.addmm[0].inputs"),
        call(1, "getitem", ref(0), 0),
        call(2, "getitem", ref(1), 2),
    ]
    scaled = asking([edit(*inside, call(3, "Tensor.mul_", ref(2), 0), write(4, 0.0, "lm_head"))])
    yield Attack("edits", "a weight out of an operation, in place", "forbidden_operation", scaled)
    for name, nodes in {
        "new_zeros": (call(1, "Tensor.new_zeros", ref(0), BIG),),
        "repeat": (call(1, "Tensor.repeat", ref(0), 10**6, 1, 1),),
        "outputs": (
            call(1, "Tensor.repeat", ref(0), 1, 1, 1000),
            call(2, "Tensor.unbind", ref(1), -1),
            call(3, "getitem", ref(2), 0),
        ),
    }.items():
        yield Attack("edits", name, "too_costly", changing(*nodes))
    yield Attack("edits", "powers in each of 100 steps", "too_costly", powers)


def powers() -> bytes:
    """In one forward it would be let in: three products of 8000² matrices. In 100 it is not."""
    nodes = [
        read(0),
        call(1, "Tensor.__getitem__", ref(0), many(0, 0, 0)),
        call(2, "Tensor.expand", ref(1), 8000, 8000),
        *(call(at, "Tensor.matmul", ref(at - 1), ref(at - 1)) for at in range(3, 6)),
        call(6, "Tensor.sum", ref(5)),
        constant(7, 0.0),
        call(8, "Tensor.mul", ref(6), ref(7)),
        call(9, "Tensor.add", ref(0), ref(8)),
        write(10, ref(9)),
    ]
    head = document([read(0, "", "result"), keep(1, ref(0))], GENERATION, schema=EDITS)
    return pack({**head, "edits": [edit(*nodes)]}, {})
