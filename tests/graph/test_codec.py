"""Graphs as JSON: exact there and back, and whatever is malformed is refused with the node named."""

import base64
import copy
import json
import math
import random

import pytest
import torch
from safetensors.torch import save as save_tensors

from nnexplore.errors import GraphError, UnknownOperationError
from nnexplore.graph import (
    Apply,
    Builder,
    Call,
    Constant,
    Graph,
    Inputs,
    Opaque,
    Place,
    Read,
    Ref,
    Save,
    Site,
    Write,
    decode_tensor,
    encode_tensor,
)

HIDDEN = Site("transformer.h.1", "input", 2)


def there_and_back(graph):
    return Graph.from_json(graph.to_json())


def argument(value):
    """The value after a round trip as the argument of a call."""
    return there_and_back(Graph((Call(0, "torch.abs", (value,)),)))[0].args[0]


# --- exact ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        None, True, False, 0, -1, 2**70, 0.1, 1e-300, -0.0, math.pi, math.inf, -math.inf, "text", "", "é \n \" \\ 🙂",
        1 + 2j, complex(math.inf, -0.0), Ellipsis, slice(None), slice(1, None, -2), (slice(None), -1, Ellipsis, None),
        (), [], {}, (1,), [1, (2, [3, {"a": (4,)}])], {"b": 1, "a": 2}, {1: "one", (2, 3): "pair"},
        torch.float32, torch.bfloat16, torch.strided, torch.channels_last, torch.device("cpu"), torch.device("meta"),
        {"$ref": 3}, {"$float": "nan"}, "$ref",
    ],
    ids=repr,
)  # fmt: skip
def test_plain_data_comes_back_exactly(value):
    back = argument(value)
    assert type(back) is type(value)
    assert back == value
    assert repr(back) == repr(value)


def test_not_a_number_comes_back():
    assert math.isnan(argument(math.nan))


@pytest.mark.parametrize("subclass", [type("Count", (int,), {})(3), type("Word", (str,), {})("a"), torch.Size([2, 3])])
def test_subclasses_of_plain_data_come_back_as_plain_data(subclass):
    assert argument(subclass) == subclass


DTYPES = [
    torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16, torch.int8,
    torch.uint8, torch.bool,
]  # fmt: skip


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
@pytest.mark.parametrize("shape", [(), (1,), (0,), (3, 0, 2), (2, 3)], ids=str)
def test_tensors_come_back_bit_for_bit(dtype, shape):
    tensor = (torch.randn(shape) * 3).to(dtype)
    node = there_and_back(Graph((Constant(0, tensor),)))[0]
    assert node.value.dtype is dtype
    assert node.value.shape == tensor.shape
    assert node.value.equal(tensor)
    assert decode_tensor(encode_tensor(tensor)).equal(tensor)


def test_special_numbers_in_tensors_come_back():
    tensor = torch.tensor([math.nan, math.inf, -math.inf, -0.0, 1e-45])
    back = there_and_back(Graph((Constant(0, tensor),)))[0].value
    assert back.view(torch.int32).equal(tensor.view(torch.int32))


def test_views_and_shared_memory_and_gradients_are_stored_as_plain_tensors():
    whole = torch.arange(12.0).reshape(3, 4).requires_grad_()
    graph = Graph(
        (Constant(0, whole), Constant(1, whole.T), Constant(2, whole[:, 1]), Constant(3, whole[:1].expand(5, 4)))
    )
    for node, back in zip(graph, there_and_back(graph), strict=True):
        assert back.value.equal(node.value)
        assert not back.value.requires_grad


def test_every_kind_of_node_comes_back():
    place = Place("/somewhere/a.py", 7)
    graph = Graph(
        (
            Read(0, HIDDEN, 1, place=place),
            Constant(1, 2.5),
            Call(2, "Tensor.add", (Ref(0), Ref(1)), {"alpha": 2}),
            Apply(3, "lm_head", (Ref(2),), {"k": [Ref(0)]}),
            Write(4, Site(""), {"logits": Ref(3)}, 1, True),
            Save(5, "näme", (Ref(3), None)),
        ),
        (Inputs(("a", ["b", "c"])), Inputs((torch.tensor([[1, 2]]),), {"flag": True, "nested": {"x": torch.ones(2)}})),
        'nnexplore.load("demo")',
    )
    back = there_and_back(graph)
    assert [type(node) for node in back] == [type(node) for node in graph]
    assert [node for node in back if not isinstance(node, Constant)] == [
        node for node in graph if not isinstance(node, Constant)
    ]
    assert back[0].place == place
    assert back[1].value == 2.5
    assert back.model == graph.model
    assert back.inputs[0] == graph.inputs[0]
    assert back.inputs[1].args[0].equal(torch.tensor([[1, 2]]))
    assert back.inputs[1].kwargs["nested"]["x"].equal(torch.ones(2))
    assert back.to_json() == there_and_back(back).to_json()


def test_files(tmp_path, gpt2, prompt):
    with gpt2.trace(prompt) as run:
        gpt2.transformer.h[1].output += torch.randn(32)
        logits = gpt2.lm_head.output.save("logits")
    run.graph.save(tmp_path / "patch.v1.json")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["patch.v1.json", "patch.v1.safetensors"]
    assert Graph.load(tmp_path / "patch.v1.json").run(gpt2)["logits"].equal(logits)
    assert Graph.load(str(tmp_path / "patch.v1.json")).saves == ("logits",)


def test_a_file_name_that_its_tensors_would_overwrite(tmp_path):
    with pytest.raises(GraphError, match=r"patch\.safetensors.*\.json"):
        Graph(()).save(tmp_path / "patch.safetensors")


def test_a_file_without_its_tensors(tmp_path):
    Graph((Constant(0, torch.ones(2)),)).save(tmp_path / "a.json")
    (tmp_path / "a.safetensors").unlink()
    with pytest.raises(GraphError, match=r"a\.safetensors.*missing"):
        Graph.load(tmp_path / "a.json")


# --- refused when written ------------------------------------------------------------------------------------


def test_what_is_no_data_is_named_with_its_line():
    graph = Graph((Call(3, "torch.abs", (Opaque("function <lambda>"),), place=Place(__file__, 1)),))
    with pytest.raises(
        GraphError, match=r"node %3 \(call, line 1: .*\) holds function <lambda>, which is no plain data"
    ):
        graph.to_json()


def test_an_operation_that_is_not_in_the_table():
    with pytest.raises(UnknownOperationError, match=r"node %0 \(call\): the operation 'my\.op' is not in"):
        Graph((Call(0, "my.op", (1,)),)).to_json()


# --- refused when read ---------------------------------------------------------------------------------------


@pytest.fixture
def document():
    build = Builder()
    hidden = build.read(HIDDEN)
    build.call("Tensor.add", hidden, torch.ones(2), alpha=2.0)
    build.call("Tensor.__getitem__", hidden, (slice(None), -1, Ellipsis))
    build.write(Site("lm_head"), hidden)
    build.save("a", hidden)
    return json.loads(build.graph(Inputs(("text",), {"k": torch.ones(1)})).to_json())


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "3", "null", '"graph"', "{}", '{"nnexplore": "other"}', "[" * 100_000, "1" * 5000, "\ufeff{}"],
    ids=lambda text: text[:8],
)
def test_text_that_is_no_graph(text):
    with pytest.raises(GraphError, match="no nnexplore graph"):
        Graph.from_json(text)


def test_another_schema(document):
    document["schema"] = 99
    with pytest.raises(GraphError, match="schema 99; this nnexplore reads schema 1"):
        Graph.from_json(json.dumps(document))


def test_truncated_text(document):
    text = json.dumps(document)
    for cut in range(0, len(text), 37):
        with pytest.raises(GraphError):
            Graph.from_json(text[:cut])


@pytest.mark.parametrize(
    ("node", "change", "message"),
    [
        (0, {"kind": "jump"}, r"node %0 \(jump\) is of the unknown kind 'jump'; known: read, write"),
        (0, {"kind": None}, r"unknown kind None"),
        (0, {"kind": []}, r"node %0"),
        (0, {"id": "x"}, r"node %x"),
        (0, {"id": None}, r"node %None"),
        (0, {"id": True}, r"node %True"),
        (0, {"site": "lm_head"}, r"node %0 \(read\).*site"),
        (0, {"site": {"$site": ["a"]}}, r"node %0 \(read\)"),
        (0, {"site": {"$site": ["a", "exit", 0, 0]}}, r"node %0 \(read\).*'exit'.*no such port"),
        (0, {"run": -1}, r"node %0 \(read\).*run"),
        (0, {"run": "0"}, r"node %0 \(read\).*run"),
        (0, {"run": 10**9}, r"node %0 \(read\).*run"),
        (0, {"more": 1}, r"node %0 \(read\).*more"),
        (0, {"place": [1]}, r"node %0 \(read\)"),
        (0, {"place": "x"}, r"node %0 \(read\)"),
        (1, {"op": "torch.load"}, r"node %1.*'torch\.load' is not in nnexplore's table"),
        (1, {"op": ["torch.abs"]}, r"node %1"),
        (1, {"op": 3}, r"node %1"),
        (1, {"args": 5}, r"node %1 \(call\).*args"),
        (1, {"args": []}, r"node %1 \(call\).*args"),
        (1, {"kwargs": {"$tuple": []}}, r"node %1 \(call\).*kwargs"),
        (1, {"kwargs": {"$dict": [[1, 2]]}}, r"node %1 \(call\).*kwargs"),
        (1, {"args": {"$tuple": [{"$ref": 9}]}}, r"node %1 calls|node %1 \(call\) refers to %9"),
        (1, {"args": {"$tuple": [{"$ref": "0"}, 1]}}, r"node %1 \(call\)"),
        (1, {"args": {"$tuple": [{"$tensor": "t9"}, 1]}}, r"node %1 \(call\).*'t9', which is missing"),
        (1, {"args": {"$tuple": [{"$tensor": []}, 1]}}, r"node %1 \(call\)"),
        (1, {"args": {"$tuple": [{"$bogus": 1}, 1]}}, r"node %1 \(call\).*unknown kind '\$bogus'"),
        (1, {"args": {"$tuple": [{"$value": 1}, 1]}}, r"node %1 \(call\).*unknown kind"),
        (1, {"args": {"$tuple": [{"$node": 1}, 1]}}, r"node %1 \(call\).*unknown kind"),
        (1, {"args": {"$tuple": [{"a": 1}, 1]}}, r"node %1 \(call\).*unknown kind 'a'"),
        (1, {"args": {"$tuple": [{"$ref": 0, "$tuple": []}, 1]}}, r"node %1 \(call\).*malformed"),
        (1, {"args": {"$tuple": [{}, 1]}}, r"node %1 \(call\).*malformed"),
        (1, {"args": {"$tuple": [{"$torch": "torch.load"}, 1]}}, r"node %1 \(call\).*no dtype"),
        (1, {"args": {"$tuple": [{"$torch": 3}, 1]}}, r"node %1 \(call\)"),
        (1, {"args": {"$tuple": [{"$device": "moon"}, 1]}}, r"node %1 \(call\)"),
        (1, {"args": {"$tuple": [{"$float": "many"}, 1]}}, r"node %1 \(call\)"),
        (1, {"args": {"$tuple": [{"$slice": [1]}, 1]}}, r"node %1 \(call\)"),
        (1, {"args": {"$tuple": [{"$slice": [1, 2, 3, 4]}, 1]}}, r"node %1 \(call\)"),
        (1, {"args": {"$tuple": [{"$dict": [[[1], 2]]}, 1]}}, r"node %1 \(call\)"),
        (1, {"args": {"$tuple": [{"$complex": [1]}, 1]}}, r"node %1 \(call\)"),
        (3, {"grow": "yes"}, r"node %3 \(write\).*grow"),
        (4, {"name": 3}, r"node %4 \(save\).*name"),
        (4, {"value": {"$ref": 4}}, r"node %4 \(save\) refers to %4, which comes later"),
    ],
)  # fmt: skip
def test_a_malformed_node_is_named(document, node, change, message):
    document["nodes"][node].update(change)
    with pytest.raises(GraphError, match=message):
        Graph.from_json(json.dumps(document))


@pytest.mark.parametrize("field", ["id", "kind", "site", "op", "value", "name"])
def test_a_missing_field(document, field):
    at = next(at for at, node in enumerate(document["nodes"]) if field in node)
    del document["nodes"][at][field]
    with pytest.raises(GraphError, match=rf"node %{at}"):
        Graph.from_json(json.dumps(document))


@pytest.mark.parametrize("nodes", [3, None, "text", {"a": 1}, [3], [None], [[]]])
def test_nodes_that_are_no_list_of_objects(document, nodes):
    document["nodes"] = nodes
    with pytest.raises(GraphError, match="node"):
        Graph.from_json(json.dumps(document))


@pytest.mark.parametrize(
    "inputs", [3, None, [3], [[1]], [[[], {}]], [["text", {"$dict": []}]], [[{"$tuple": []}, 3]], [[{"$bogus": 1}, {}]]]
)
def test_malformed_inputs(document, inputs):
    document["inputs"] = inputs
    with pytest.raises(GraphError, match="inputs"):
        Graph.from_json(json.dumps(document))


@pytest.mark.parametrize("tensors", ["AAAA", "not base64!", 3, None, base64.b64encode(b"\xff" * 40).decode()])
def test_malformed_tensors(document, tensors):
    document["tensors"] = tensors
    with pytest.raises(GraphError):
        Graph.from_json(json.dumps(document))


def test_a_tensor_of_an_absurd_shape(document):
    header = json.dumps({"t0": {"dtype": "F32", "shape": [0, 10**12], "data_offsets": [0, 0]}}).encode()
    blob = len(header).to_bytes(8, "little") + header
    document["tensors"] = base64.b64encode(blob).decode()
    with pytest.raises(GraphError, match=r"'t0' has the impossible shape \(0, 1000000000000\)"):
        Graph.from_json(json.dumps(document))


def test_deep_nesting_is_refused(document):
    node = '{"kind": "constant", "id": 0, "value": DEEP}'
    text = json.dumps({**document, "nodes": []}).replace('"nodes": []', f'"nodes": [{node}]')
    for depth in (100, 300, 50_000):
        deep = '{"$tuple": [' * depth + "1" + "]}" * depth
        with pytest.raises(GraphError, match=r"nested more than 64 deep|recursion"):
            Graph.from_json(text.replace("DEEP", deep))
    assert Graph.from_json(text.replace("DEEP", '{"$tuple": [' * 20 + "1" + "]}" * 20))


def places(data, path=()):
    """Every place in a JSON document."""
    yield path
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from places(value, (*path, key))


def mutated(document, rng):
    document = copy.deepcopy(document)
    *path, last = rng.choice([place for place in places(document) if place])
    owner = document
    for key in path:
        owner = owner[key]
    junk = [
        None,
        True,
        -1,
        3,
        10**30,
        1.5,
        "",
        "x",
        "a b",
        [],
        {},
        [[]],
        {"$ref": 0},
        {"$tuple": []},
        {"$tensor": "t0"},
    ]
    if rng.random() < 0.2:
        del owner[last]
    else:
        owner[last] = rng.choice(junk)
    return document


def test_random_damage_is_refused_or_harmless(document):
    """Whatever is read can be printed, asked about and written again; whatever is not is a ``GraphError``."""
    rng, refused = random.Random(0), 0
    for _ in range(1500):
        text = json.dumps(mutated(document, rng))
        try:
            graph = Graph.from_json(text)
        except GraphError:
            refused += 1
            continue
        assert repr(graph)
        assert graph.runs
        assert graph.reads is not None
        assert graph.writes is not None
        graph.to_json()
    assert refused > 500


def test_random_bytes_in_the_tensors_are_refused_or_harmless():
    blob = bytearray(save_tensors({"t0": torch.ones(3), "t1": torch.zeros(2, dtype=torch.bfloat16)}))
    rng = random.Random(1)
    for _ in range(500):
        bad = bytearray(blob)
        for _ in range(rng.randrange(1, 4)):
            bad[rng.randrange(len(bad))] = rng.randrange(256)
        text = json.dumps({"nnexplore": "graph", "schema": 1, "nodes": [], "tensors": base64.b64encode(bad).decode()})
        try:
            Graph.from_json(text)
        except GraphError:
            continue
