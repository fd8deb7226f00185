"""The gate: what it lets in, what it refuses, and that refusing costs nothing."""

from __future__ import annotations

import copy
import dataclasses
import json
import random
import time
import tracemalloc
from pathlib import Path

import pytest
import torch
from torch import nn

import nnexplore
from nnexplore.remote import Limits, Refusal, Request
from nnexplore.remote.gate.admission import check, read
from nnexplore.remote.gate.gate import Gate
from nnexplore.remote.gate.published import Published
from nnexplore.remote.refusal import CODES
from nnexplore.remote.wire import CONTENT_TYPE, JSON_TYPE, pack
from tests.remote.attacks import ATTACKS, Attack, good, good_document
from tests.remote.bodies import call, calls, constant, keep, many, of, pairs, ref, sent
from tests.remote.bodies import read as read_node

MIB = 1 << 20


@pytest.fixture(scope="module")
def gate(demo):
    return Gate(demo, Limits())


def refused(gate: Gate, body: bytes, content_type: str = CONTENT_TYPE) -> Refusal:
    with pytest.raises(Refusal) as caught:
        gate.admit(gate.read(body, content_type))
    return caught.value


def most_memory() -> int:
    """The most bytes this process has had since the last time it was asked, if the system tells."""
    text = Path("/proc/self/status").read_text()
    found = next(int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("VmHWM"))
    Path("/proc/self/clear_refs").write_text("5")
    return found


# -- the attacks -----------------------------------------------------------------------------------


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_an_attack_is_refused(gate, attack: Attack):
    refusal = refused(gate, attack.make(), attack.content_type)
    assert refusal.code == attack.code, refusal.message
    assert 400 <= refusal.status < 500
    assert len(refusal.message) <= 1001
    json.dumps(refusal.body(), allow_nan=False)


def test_the_attacks_are_many_and_different():
    groups = {attack.group for attack in ATTACKS}
    assert groups == {"names", "attributes", "paths", "shapes", "json", "memory", "time", "numbers", "uploads", "edits"}
    assert len({str(attack) for attack in ATTACKS}) == len(ATTACKS) > 300
    assert {attack.code for attack in ATTACKS} <= CODES.keys()


def test_a_good_request_passes_after_all_of_them(gate):
    for attack in ATTACKS[::7]:
        refused(gate, attack.make(), attack.content_type)
    assert gate.admit(gate.read(good(), CONTENT_TYPE)).saved_bytes == 8 * (128 + 1534) * 4


def test_a_bomb_takes_no_memory(gate):
    """Each asks for gigabytes; what refusing it takes, in all, is less than one layer of a model."""
    bombs = [attack for attack in ATTACKS if attack.group == "memory" and len(attack.make()) < MIB]
    assert len(bombs) > 30
    refused(gate, bombs[0].make())
    most_memory()
    before = most_memory()
    tracemalloc.start()
    for bomb in bombs[::2]:
        refused(gate, bomb.make())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 16 * MIB
    assert most_memory() - before < 64 * MIB


def test_what_is_too_much_says_how_much_there_may_be(gate):
    body = of(call(1, "Tensor.new_zeros", ref(0), 10**12))()
    refusal = refused(gate, body)
    assert refusal.code == "too_costly"
    assert refusal.detail["name"] == "live_bytes"
    assert refusal.detail["limit"] == Limits().live_bytes
    assert refusal.detail["given"] >= 4 * 10**12
    assert {"graph": 0, "node": 1, "line": 7}.items() <= refusal.detail.items()


# -- random damage ---------------------------------------------------------------------------------

JUNK = [
    None, True, -1, 0, 7, 2**63 - 1, 1.5, "", "x", "__class__", [], {}, {"$ref": 0}, {"$ref": 99}, {"$tensor": "t"},
    [[]], {"$tuple": []}, {"$slice": [1, 2, 3]}, {"$dict": [[1, 2]]}, {"$device": "cuda:0"}, {"$torch": "torch.os"},
    {"$float": "nan"}, {"$ellipsis": 1}, {"$site": ["", "output", 0, 0]}, {"$path": "{n}"}, {"$complex": [1]},
    {"a": 1, "b": 2},
]  # fmt: skip


def damaged(rng: random.Random) -> dict[str, object]:
    """The good request with one to three of its parts replaced, taken out, doubled, or moved elsewhere."""
    document = copy.deepcopy(good_document())
    for _ in range(rng.randint(1, 3)):
        places = list(inside(document))
        owner, key = rng.choice(places)
        kind = rng.randrange(4)
        if kind == 0:
            owner[key] = copy.deepcopy(rng.choice(JUNK))
        elif kind == 1:
            del owner[key]
        elif kind == 2:
            other, name = rng.choice(places)
            owner[key] = copy.deepcopy(other[name])
        elif isinstance(owner, list):
            owner.insert(key, copy.deepcopy(owner[key]))
        else:
            owner[f"{key}x"] = owner[key]
    return document


def inside(value):
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        yield value, key
        if isinstance(item, dict | list):
            yield from inside(item)


@pytest.mark.parametrize("batch", range(3))
def test_damage_is_refused_and_nothing_else(gate, batch):
    rng = random.Random(batch)
    passed = 0
    for _ in range(150):
        document = damaged(rng)
        try:
            gate.admit(gate.read(pack(document, {"t": torch.ones(128)}), CONTENT_TYPE))
            passed += 1
        except Refusal:
            pass
        except BaseException as error:
            raise AssertionError(f"{document} gave {type(error).__name__}") from error
    assert 0 < passed < 120  # some damage is none


def test_bytes_that_are_turned_over_are_refused_and_nothing_else(gate):
    rng, body = random.Random(5), good()
    for _ in range(300):
        bad = bytearray(body)
        for _ in range(rng.randint(1, 4)):
            bad[rng.randrange(len(bad) - 600)] = rng.randrange(256)
        try:
            gate.admit(gate.read(bytes(bad), CONTENT_TYPE))
        except Refusal:
            continue


# -- reading ---------------------------------------------------------------------------------------


def test_a_request_is_read_as_it_was_written(demo):
    with torch.no_grad(), demo.trace("The Eiffel Tower is in") as run:
        demo.layers[1].output[:, -1] += torch.arange(128.0)
        demo.lm_head.output.save("logits")
    request = Request("demo", (run.graph,), "f" * 16, True, "float16")
    found = read(request.to_bytes(), f"{CONTENT_TYPE}; charset=utf-8", Limits())
    assert (found.model, found.fingerprint, found.gradients, found.dtype) == ("demo", "f" * 16, True, "float16")
    assert [type(node) for node in found.graphs[0]] == [type(node) for node in run.graph]
    assert found.graphs[0].run(demo)["logits"].equal(run.graph.run(demo)["logits"])


def test_a_request_of_plain_json_is_the_same(gate, demo):
    import base64

    from safetensors.torch import save

    tensors = base64.b64encode(save({"t": torch.arange(128.0)})).decode()
    found = gate.read(json.dumps({**good_document(), "tensors": tensors}).encode(), JSON_TYPE)
    expected = gate.read(pack(good_document(), {"t": torch.arange(128.0)}), CONTENT_TYPE)
    assert gate.admit(found) == gate.admit(expected)
    one, other = (request.graphs[0].run(demo)["logits"] for request in (found, expected))
    assert one.equal(other)


@pytest.mark.parametrize(
    ("limits", "code", "name"),
    [
        ({"body_bytes": 300}, "too_large", "body_bytes"),
        ({"upload_bytes": 100}, "too_large", "upload_bytes"),
        ({"nodes": 7}, "too_large", "nodes"),
        ({"graphs": 0}, "too_large", "graphs"),
        ({"text_bytes": 20}, "too_large", "text_bytes"),
        ({"depth": 3}, "too_large", "depth"),
        ({"tokens": 7}, "too_costly", "tokens"),
        ({"rows": 0}, "too_costly", "rows"),
        ({"saved_bytes": 8 * (128 + 1534) * 4 - 1}, "too_costly", "saved_bytes"),
        ({"live_bytes": 8 * 1534 * 4 - 1}, "too_costly", "live_bytes"),
        ({"flops": 1e6}, "too_costly", "flops"),
    ],
)
def test_every_limit_counts(demo, limits, code, name):
    refusal = refused(Gate(demo, Limits(**limits)), good())
    assert (refusal.code, refusal.detail["name"]) == (code, name)
    assert refusal.detail["limit"] == limits[name]
    assert refusal.detail["given"] > limits[name]
    for field in dataclasses.fields(Limits):
        assert field.name != name or getattr(Limits(), name) > limits[name]


def test_reading_is_quick(gate):
    """Half a millisecond for ten nodes on a quiet machine; here a bound that a busy one keeps too."""
    nodes = [read_node(0), *(call(at, "Tensor.add", ref(at - 1), 1.0) for at in range(1, 9)), keep(9, ref(8))]
    body, times = sent(nodes), []
    for _ in range(50):
        start = time.perf_counter()
        gate.read(body, CONTENT_TYPE)
        times.append(time.perf_counter() - start)
    assert min(times) < 5e-3


# -- what may be named -----------------------------------------------------------------------------


def test_what_a_model_publishes_goes_through_json(demo):
    published = Published.of(demo, weights=True)
    assert Published.from_json(json.loads(json.dumps(published.to_json()))) == published
    assert set(published.modules) == {name for name, _ in demo.module.named_modules(remove_duplicate=False)}
    assert set(published.parameters) == {name for name, _ in demo.module.named_parameters(remove_duplicate=False)} | {
        name for name, _ in demo.module.named_buffers(remove_duplicate=False)
    }
    assert published.attention == tuple(f"transformer.h.{at}.attn" for at in range(4))
    assert "logits" in published.attributes
    assert not Published.of(demo).weights
    with pytest.raises(TypeError, match="modules"):
        Published.from_json({**published.to_json(), "modules": []})


def test_weights_only_where_they_are_published(demo):
    weight = {"kind": "weight", "id": 1, "path": "lm_head.weight", "place": None}
    body = of(weight, call(2, "Tensor.norm", ref(1)))()
    assert refused(Gate(demo, Limits()), body).code == "forbidden_operation"
    assert Gate(demo, Limits(), weights=True).admit(read(body, CONTENT_TYPE, Limits())).saved_bytes == 4
    port = sent([read_node(0, "lm_head", "parameter.weight"), keep(1, ref(0))])
    assert Gate(demo, Limits(), weights=True).admit(read(port, CONTENT_TYPE, Limits())).saved_bytes == 1534 * 128 * 4
    unknown = of({**weight, "path": "lm_head.bias"})()
    assert refused(Gate(demo, Limits(), weights=True), unknown).code == "unknown_site"


IN_PLACE = {
    "mul_": [call(2, "Tensor.mul_", ref(1), 0)],
    "of a view": [call(2, "Tensor.t", ref(1)), call(3, "getitem", ref(2), 0), call(4, "Tensor.zero_", ref(3))],
    "out": [call(2, "torch.neg", ref(1), out=ref(1))],
    "inplace": [call(2, "functional.relu", ref(1), inplace=True)],
    "setitem": [call(2, "Tensor.__setitem__", ref(1), 0, 0.0)],
    "requires_grad_": [call(2, "Tensor.requires_grad_", ref(1), True)],
    "by a quiet view": [call(2, "Tensor.reshape", ref(1), -1), call(3, "Tensor.add_", ref(2), 1)],
    "by a view that nobody knows": [call(2, "torch.atleast_3d", ref(1)), call(3, "Tensor.add_", ref(2), 1)],
}  # fmt: skip


@pytest.mark.parametrize("way", IN_PLACE)
def test_published_weights_cannot_be_changed(demo, way):
    before = {name: one._version for name, one in demo.module.named_parameters()}
    weights = [
        {"kind": "weight", "id": 1, "path": "lm_head.weight", "place": None},
        {"kind": "weight", "id": 5, "path": "transformer.ln_f.weight", "place": None},
    ]
    body = sent([read_node(0), *weights, *IN_PLACE[way], keep(9, ref(0))])
    assert refused(Gate(demo, Limits(), weights=True), body).code == "forbidden_operation"
    assert {name: one._version for name, one in demo.module.named_parameters()} == before


STATISTICS = [
    call(3, "functional.batch_norm", ref(0), ref(1), ref(2), training=True),
    call(3, "functional.batch_norm", ref(0), ref(1), ref(2), None, None, True),
    call(3, "torch.batch_norm", ref(0), None, None, ref(1), ref(2), True, 0.1, 1e-5, False),
    call(3, "torch.instance_norm", ref(0), None, None, ref(1), ref(2), True, 0.1, 1e-5, False),
]


@pytest.mark.parametrize("node", STATISTICS)
def test_running_statistics_are_not_kept(gate, node):
    """PyTorch changes them without a word in its schema, so that nothing could see it."""
    before = [call(1, "Tensor.new_ones", ref(0), 8), call(2, "Tensor.new_ones", ref(0), 8)]
    refusal = refused(gate, of(*before, node)())
    assert refusal.code == "bad_argument"
    assert "running statistics" in refusal.message
    without = {**node, "args": many(*[None if arg in (ref(1), ref(2)) else arg for arg in node["args"]["$tuple"]])}
    assert gate.admit(gate.read(of(*before, without)(), CONTENT_TYPE)).saved_bytes == 8 * 128 * 4


def test_a_copy_of_a_weight_may_be_changed(demo):
    weight = {"kind": "weight", "id": 1, "path": "lm_head.weight", "place": None}
    nodes = [read_node(0), weight, call(2, "Tensor.clone", ref(1)), call(3, "Tensor.zero_", ref(2)), keep(9, ref(2))]
    assert Gate(demo, Limits(), weights=True).admit(read(sent(nodes), CONTENT_TYPE, Limits())).nodes == 5


ALLOWED = {
    "a property": calls("Tensor.T", ref(0)),
    "a dtype": calls("Tensor.to", ref(0), {"$torch": "torch.float16"}),
    "a device that the client had": calls("Tensor.to", ref(0), {"$device": "meta"}),
    "cpu": calls("Tensor.cpu", ref(0)),
    "einsum": calls("torch.einsum", "btd,bsd->bts", ref(0), ref(0)),
    "a mask": of(call(1, "Tensor.gt", ref(0), 0), call(2, "Tensor.__getitem__", ref(0), ref(1))),
    "nonzero": calls("torch.nonzero", ref(0)),
    "a rounding mode": calls("Tensor.div", ref(0), 2, rounding_mode="floor"),
    "a field of the output": lambda: sent([read_node(0, ""), call(1, "getitem", ref(0), "logits"), keep(2, ref(1))]),
    "dropout that drops nothing": calls("functional.dropout", ref(0), 0.5, training=False),
    "an operation inside": lambda: sent([read_node(0, "transformer.h.1.mlp", "ops.gelu[0].output"), keep(1, ref(0))]),
    "attention": lambda: sent([read_node(0, "transformer.h.1.attn", "pattern"), keep(1, ref(0))]),
    "a file of results": calls("torch.topk", ref(0), 3),
    "one_hot": of(call(1, "Tensor.argmax", ref(0), -1), call(2, "functional.one_hot", ref(1), 200)),
    "a range": calls("torch.arange", 8),
    "a mode of padding": calls("functional.pad", ref(0), many(1, 1), "replicate"),
}  # fmt: skip


@pytest.mark.parametrize("what", ALLOWED)
def test_what_is_allowed(gate, what):
    assert gate.admit(gate.read(ALLOWED[what](), CONTENT_TYPE)).saved_bytes > 0


@pytest.mark.parametrize(
    ("prompt", "tokens", "rows"),
    [
        ("The Eiffel Tower", 3, 1),
        (["The Eiffel Tower", "Paris"], 3, 2),
        ([1, 2, 3, 4], 4, 1),
        ([[1, 2], [3, 4, 5]], 3, 2),
    ],
)
def test_prompts_of_all_kinds(gate, prompt, tokens, rows):
    body = sent([read_node(0), keep(1, ref(0))], [[many(prompt), pairs(), "trace"]])
    cost = gate.admit(gate.read(body, CONTENT_TYPE))
    assert (cost.tokens, cost.rows, cost.saved_bytes) == (tokens, rows, tokens * rows * 128 * 4)


def test_options_of_a_generation(gate):
    options = {
        "max_new_tokens": 3,
        "do_sample": True,
        "seed": 5,
        "temperature": 0.7,
        "top_k": 5,
        "num_return_sequences": 2,
    }
    body = sent([read_node(0, step=2), keep(1, ref(0))], [[many("The Eiffel"), pairs(**options), "generate"]])
    cost = gate.admit(gate.read(body, CONTENT_TYPE))
    assert (cost.rows, cost.new_tokens, cost.saved_bytes) == (2, 3, 2 * 1 * 128 * 4)


def test_a_plain_module_takes_tensors():
    net = nnexplore.Model(nn.Sequential(nn.Linear(3, 4), nn.ReLU()))
    gate = Gate(net, Limits())
    node, inputs = read_node(0, "0"), [[many({"$tensor": "t"}), pairs(), "trace"]]
    body = sent([node, keep(1, ref(0))], inputs, {"t": torch.ones(5, 3)})
    assert gate.admit(gate.read(body, CONTENT_TYPE)).saved_bytes == 5 * 4 * 4
    wrong = sent([node, keep(1, ref(0))], [[many("os"), pairs(), "trace"]])
    assert refused(gate, wrong).code == "bad_argument"


def test_the_right_model_is_asked(gate, demo):
    body = pack({**good_document(), "fingerprint": gate.published.fingerprint}, {"t": torch.ones(128)})
    assert gate.admit(gate.read(body, CONTENT_TYPE)).nodes == 8


def test_check_alone_needs_no_model():
    published = Published({"": "Net", "a": "Linear"}, arguments=("input_ids",))
    request = read(sent([read_node(0, "a"), keep(1, ref(0))]), CONTENT_TYPE, Limits())
    check(request, published, Limits())
    with pytest.raises(Refusal, match="publishes no such module"):
        check(read(sent([read_node(0, "b"), keep(1, ref(0))]), CONTENT_TYPE, Limits()), published, Limits())
    with pytest.raises(Refusal, match="expected a tensor"):
        check(read(sent([constant(0, "os")]), CONTENT_TYPE, Limits()), published, Limits())
