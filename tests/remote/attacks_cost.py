"""Attacks on memory and time, by numbers, and by what is uploaded."""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Callable, Iterator
from typing import Any

import torch
from safetensors.torch import save

from nnexplore.remote.wire import JSON_TYPE
from tests.remote.bodies import (
    BIG,
    MIB,
    PROMPT,
    Attack,
    backward,
    call,
    calls,
    constant,
    document,
    good,
    keep,
    many,
    of,
    pairs,
    read,
    ref,
    sent,
    write,
)

# -- 6: memory -----------------------------------------------------------------------------------------


def doubling(times: int) -> bytes:
    nodes = [read(0), *(call(at, "torch.cat", [ref(at - 1), ref(at - 1)]) for at in range(1, times + 1))]
    return sent([*nodes, keep(999, ref(times))])


def saves(times: int) -> bytes:
    return sent([read(0, "lm_head"), *(keep(at, ref(0), f"x{at}") for at in range(1, times))])


def memory() -> Iterator[Attack]:
    rows = {
        "new_zeros": ("Tensor.new_zeros", ref(0), BIG),
        "new_full": ("Tensor.new_full", ref(0), many(10**6, 10**6), 1),
        "arange": ("torch.arange", BIG),
        "repeat": ("Tensor.repeat", ref(0), 10**6, 1, 1),
        "tile": ("torch.tile", ref(0), many(10**6, 1, 1)),
        "repeat_interleave": ("Tensor.repeat_interleave", ref(0), 10**7, 1),
        "pad": ("functional.pad", ref(0), many(0, 10**10)),
        "interpolate": ("functional.interpolate", ref(0), 10**9),
        "diag_embed": ("Tensor.diag_embed", ref(0), 10**7),
        "vander": ("torch.vander", ref(1), 10**10),
        "one_hot": ("functional.one_hot", ref(1), 10**12),
        "an expansion saved": ("Tensor.expand", ref(0), 10**6, 8, 128),
        "histc": ("Tensor.histc", ref(0), BIG),
        "fft": ("fft.fft", ref(0), 10**11),
        "unfold and copy": ("functional.adaptive_avg_pool1d", ref(0), BIG),
        "beyond 64 bits": ("Tensor.new_zeros", ref(0), many(2**40, 2**40)),
    }
    for name, (op, *args) in rows.items():
        number = (
            call(1, "Tensor.argmax", ref(0), -1)
            if name == "one_hot"
            else call(1, "Tensor.__getitem__", ref(0), many(0, 0))
        )
        yield Attack("memory", name, "too_costly", of(number, call(2, op, *args)))
    flat, line = call(1, "Tensor.ravel", ref(0)), call(2, "Tensor.repeat", ref(1), 100)
    wide = (flat, line)
    for name, node in {
        "outer": call(3, "torch.outer", ref(2), ref(2)),
        "broadcast": call(3, "Tensor.add", {"$ref": 2}, ref(4)),
        "cartesian_prod": call(3, "torch.cartesian_prod", ref(2), ref(2)),
        "cdist": call(3, "torch.cdist", ref(4), ref(4)),
        "block_diag": call(3, "torch.block_diag", *([ref(2)] * 30)),
        "kron": call(3, "torch.kron", ref(2), ref(2)),
        "einsum": call(3, "torch.einsum", "a,b->ab", ref(2), ref(2)),
        "meshgrid": call(3, "torch.meshgrid", ref(2), ref(2), ref(2), indexing="ij"),
    }.items():
        column = {**call(4, "Tensor.unsqueeze", ref(2), 1)}
        ordered = (*wide, column, {**node, "id": 5})
        last = call(6, "getitem", ref(5), 0) if name == "meshgrid" else call(6, "Tensor.clone", ref(5))
        yield Attack("memory", name, "too_costly", of(*ordered, last))
    yield Attack("memory", "cat-doubling", "too_costly", lambda: doubling(40))
    yield Attack("memory", "one value saved 6,000 times", "too_costly", lambda: saves(6_000))
    expanded = call(1, "Tensor.expand", ref(0), 10**6, 8, 128)
    for name, node in {
        "unbind": call(2, "Tensor.unbind", ref(1)),
        "split": call(2, "Tensor.split", ref(1), 1),
        "chunk": call(2, "Tensor.chunk", ref(1), 10**9),
        "tensor_split": call(2, "torch.tensor_split", ref(0), 10**9),
    }.items():
        yield Attack(
            "memory", f"a million tensors by {name}", "too_costly", of(expanded, node, call(3, "getitem", ref(2), 0))
        )
    yield Attack("memory", "one_hot without classes", "bad_argument", calls("functional.one_hot", ref(0)))
    yield Attack("memory", "repeats as a tensor", "bad_argument", calls("Tensor.repeat_interleave", ref(0), ref(0)))
    yield Attack("memory", "combinations of 50", "bad_argument", of(flat, call(2, "torch.combinations", ref(1), 50)))
    yield Attack(
        "memory",
        "a slice of a huge step",
        "malformed",
        calls("Tensor.__getitem__", ref(0), {"$slice": [0, None, 2**70]}),
    )
    yield Attack("memory", "a list of 100,000", "too_large", calls("torch.cat", [ref(0)] * 100_000))


# -- 7: time -------------------------------------------------------------------------------------------


def products(times: int, size: int) -> bytes:
    nodes = [read(0), call(1, "Tensor.new_ones", ref(0), many(size, size))]
    nodes += [call(at, "Tensor.matmul", ref(at - 1), ref(1)) for at in range(2, times + 2)]
    return sent([*nodes, call(998, "Tensor.sum", ref(times + 1)), keep(999, ref(998))])


def generation(**options: Any) -> Callable[[], bytes]:
    return lambda: sent([read(0), keep(1, ref(0))], [[many(PROMPT), pairs(**options), "generate"]])


def prompts(prompt: Any, **options: Any) -> Callable[[], bytes]:
    return lambda: sent([read(0), keep(1, ref(0))], [[many(prompt), pairs(**options), "trace"]])


CODE = {
    "custom_generate": "someone/evil", "trust_remote_code": True, "assistant_model": "gpt2", "penalty_alpha": 0.6,
    "dola_layers": "low", "num_beam_groups": 2, "generation_config": "a.json", "streamer": True,
}  # fmt: skip
OPTIONS = {
    "cache_implementation": "static", "stop_strings": ["a"], "max_time": 1.0, "prompt_lookup_num_tokens": 10,
    "temperature": -1.0, "top_p": 7, "num_beams": 10**6, "num_return_sequences": 1000, "do_sample": True, "seed": -1,
    "top_k": "all", "eos_token_id": "</s>", "bad_words_ids": [[1] * 1000], "disable_compile": False, "tokenizer": "x",
    "max_length": 10**6, "past_key_values": 1,
}  # fmt: skip


def times() -> Iterator[Attack]:
    yield Attack("time", "matrix powers", "too_costly", lambda: products(900, 8000))
    square = call(1, "Tensor.new_ones", ref(0), many(10000, 10000))
    for name, node in {
        "SVD": call(2, "linalg.svd", ref(1)),
        "matrix_power": call(2, "Tensor.matrix_power", ref(1), 2**60),
    }.items():
        last = call(3, "getitem", ref(2), 0) if name == "SVD" else call(3, "Tensor.sum", ref(2))
        yield Attack("time", name, "too_costly", of(square, node, last))
    dear = [call(at, "linalg.pinv", ref(at - 1)) for at in range(2, 10)]
    yield Attack("time", "one inverse after another", "too_costly", of(square, *dear, call(10, "Tensor.sum", ref(9))))
    yield Attack("time", "differences of differences", "bad_argument", calls("Tensor.diff", ref(0), 10**9))
    yield Attack("time", "a product of 100 matrices", "bad_argument", calls("linalg.multi_dot", [ref(0)] * 100))
    yield Attack("time", "a million tokens", "too_costly", generation(max_new_tokens=10**6))
    yield Attack("time", "tokens without a number", "bad_argument", generation())
    yield Attack("time", "tokens as a text", "bad_argument", generation(max_new_tokens="many"))
    for name, value in CODE.items():
        yield Attack(
            "time", f"generate with {name}", "forbidden_operation", generation(max_new_tokens=2, **{name: value})
        )
    for name, value in OPTIONS.items():
        yield Attack("time", f"generate with {name}", "bad_argument", generation(max_new_tokens=2, **{name: value}))
    yield Attack("time", "a prompt beyond the context", "bad_argument", prompts([1] * 4000))
    yield Attack("time", "a prompt of 100,000 tokens", "too_large", prompts([1] * 100_000))
    yield Attack("time", "10,000 prompts", "too_large", prompts([PROMPT] * 10_000))
    yield Attack("time", "100 prompts", "too_costly", prompts([PROMPT] * 100))
    long = {"kind": "tokens", "id": 1, "token": "a" * 5000, "which": 0, "run": 0, "place": None}
    yield Attack("time", "a long text to be found", "bad_argument", of(long))


# -- 8: numbers ----------------------------------------------------------------------------------------


def numbers() -> Iterator[Attack]:
    grad = {"kind": "grad", "id": 2, "value": ref(0), "place": None}
    rows: dict[str, tuple[str, Callable[[], bytes]]] = {
        "a negative size": ("not_possible", calls("Tensor.new_zeros", ref(0), -5)),
        "a dimension that is not there": ("not_possible", calls("Tensor.sum", ref(0), 7)),
        "the wrong shape": (
            "not_possible",
            of(call(1, "Tensor.new_ones", ref(0), 3), write(2, ref(1)), read(3, "lm_head")),
        ),
        "the wrong dtype": ("not_possible", of(call(1, "Tensor.double", ref(0)), write(2, ref(1)), read(3, "lm_head"))),
        "another device": ("bad_argument", calls("Tensor.to", ref(0), {"$device": "cuda:7"})),
        "a device by its name": ("bad_argument", calls("Tensor.to", ref(0), device="cuda")),
        "a device that is none": ("malformed", calls("Tensor.to", ref(0), {"$device": "nowhere"})),
        "sparse": ("bad_argument", calls("torch.zeros_like", ref(0), layout={"$torch": "torch.sparse_coo"})),
        "torch.os as a dtype": ("malformed", calls("Tensor.to", ref(0), {"$torch": "torch.os"})),
        "pinned memory": ("bad_argument", calls("torch.zeros_like", ref(0), pin_memory=True)),
        "a number beyond all": ("bad_argument", calls("Tensor.mul", ref(0), 2**62)),
        "dropout that drops": ("bad_argument", calls("functional.dropout", ref(0), 0.5)),
        "an embedding that scales its table": (
            "bad_argument",
            calls("functional.embedding", ref(0), ref(0), None, 1.0),
        ),
        "a float of words": ("malformed", calls("Tensor.mul", ref(0), {"$float": "os"})),
        "a Boolean asked for": ("forbidden_operation", calls("torch.equal", ref(0), ref(0))),
        "a graph that stays": (
            "bad_argument",
            lambda: sent([read(0), backward(1, ref(0), create_graph=True)], gradients=True),
        ),
        "a backward pass of a batch": (
            "not_possible",
            lambda: sent([read(0), backward(1, ref(0)), grad, keep(3, ref(2))], gradients=True),
        ),
        "ids that are none": ("bad_argument", prompts([1, 2, 10**6])),
        "negative ids": ("bad_argument", prompts([-5, 2])),
        "no prompt": ("bad_argument", lambda: sent([read(0), keep(1, ref(0))], [[many(), pairs(), "trace"]])),
        "two prompts": ("bad_argument", lambda: sent([read(0), keep(1, ref(0))], [[many("a", "b"), pairs(), "trace"]])),
        "an empty prompt": ("bad_argument", prompts("")),
        "a prompt that is a number": ("bad_argument", prompts(7)),
        "a cache of one's own": ("bad_argument", prompts("a", past_key_values=1)),
        "a method that is none": ("malformed", lambda: sent([read(0)], [[many("a"), pairs(), "__call__"]])),
    }
    for name, (code, make) in rows.items():
        yield Attack("numbers", name, code, make)


# -- 9: uploads ----------------------------------------------------------------------------------------

USE = [constant(0, {"$tensor": "t"}), read(1), keep(2, ref(0))]


def file(entries: dict[str, Any], data: bytes = b"", *, length: int | None = None) -> bytes:
    """A safetensors file with a good document and any entries."""
    header = json.dumps({"__metadata__": {"nnexplore": json.dumps(document(USE))}, **entries}).encode()
    return struct.pack("<Q", len(header) if length is None else length) + header + data


def entry(shape: Any, start: int, end: int, dtype: Any = "F32") -> dict[str, Any]:
    return {"dtype": dtype, "shape": shape, "data_offsets": [start, end]}


def plain_with(tensors: str) -> Callable[[], bytes]:
    return lambda: json.dumps({**document(USE), "tensors": tensors}).encode()


def uploads() -> Iterator[Attack]:
    eight = b"\0" * 8
    bodies: dict[str, Callable[[], bytes]] = {
        "nothing": lambda: b"",
        "seven bytes": lambda: b"\0" * 7,
        "cut off": lambda: good()[:-40],
        "cut in its header": lambda: good()[:200],
        "trailing bytes": lambda: good() + b"more",
        "a header of an exbibyte": lambda: file({}, length=1 << 60),
        "a header of nothing": lambda: struct.pack("<Q", 0),
        "overlapping": lambda: file({"t": entry([2], 0, 8), "u": entry([2], 4, 12)}, b"\0" * 12),
        "a hole": lambda: file({"t": entry([1], 4, 8)}, eight),
        "negative offsets": lambda: file({"t": entry([2], -8, 0)}, eight),
        "offsets beyond the end": lambda: file({"t": entry([2], 0, 1 << 40)}, eight),
        "a dtype that is none": lambda: file({"t": entry([2], 0, 8, "OS")}, eight),
        "a shape of words": lambda: file({"t": entry(["a"], 0, 8)}, eight),
        "a shape that is a number": lambda: file({"t": entry(2, 0, 8)}, eight),
        "a shape that does not fit": lambda: file({"t": entry([3], 0, 8)}, eight),
        "a huge shape of nothing": lambda: file({"t": entry([0, 10**12], 0, 0)}),
        "a shape that overflows": lambda: file({"t": entry([1 << 33, 1 << 33, 4], 0, 8)}, eight),
        "a negative size": lambda: file({"t": entry([-2], 0, 8)}, eight),
        "true for a size": lambda: file({"t": entry([True, 2], 0, 8)}, eight),
        "an entry that is a list": lambda: file({"t": [1]}, eight),
        "a pickle": lambda: b"\x80\x04\x95" + b"cos\nsystem\n(S'id'\ntR." * 10,
        "no document": lambda: bytes(save({"t": torch.ones(2)})),
        "a tensor that is missing": lambda: sent(USE),
        "a tensor under a number": lambda: sent([constant(0, {"$tensor": 5}), keep(1, ref(0))]),
        "deep JSON for a header": lambda: struct.pack("<Q", 400) + b"[" * 200 + b"]" * 200,
    }
    for name, make in bodies.items():
        yield Attack("uploads", name, "malformed", make)
    yield Attack("uploads", "65 MiB", "too_large", lambda: sent(USE, tensors={"t": torch.zeros(65 * MIB // 4)}))
    yield Attack("uploads", "no base64", "malformed", plain_with("!!!"), JSON_TYPE)
    yield Attack(
        "uploads", "base64 of nothing good", "malformed", plain_with(base64.b64encode(b"\0" * 64).decode()), JSON_TYPE
    )
    yield Attack("uploads", "a text for a constant", "bad_argument", lambda: sent([constant(0, "os"), keep(1, ref(0))]))
    eights = {"t": torch.ones(4).to(torch.float8_e5m2)}
    yield Attack("uploads", "a dtype that nothing computes", "not_possible", lambda: sent(
        [constant(0, {"$tensor": "t"}), read(1), call(2, "linalg.svdvals", ref(0)), keep(3, ref(2))], tensors=eights,
    ))  # fmt: skip
