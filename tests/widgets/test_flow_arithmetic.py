"""The arithmetic of a number as the browser gets it: against weights and values taken with plain torch."""

from __future__ import annotations

import json

import numpy as np
import pytest
import torch

import nnexplore
from nnexplore.analysis import forward_pass
from nnexplore.errors import AnalysisError
from nnexplore.widgets._flow_arithmetic import arithmetic
from nnexplore.widgets._flow_arithmetic_grid import window
from tests.analysis.naive.steps import gelu_tanh, side_by_side, steps
from tests.tiny import tiny

PROMPT = "The Eiffel Tower is in the city of"
IDS = [5, 70, 300, 1200, 33, 90, 500, 41, 8]
LAYER = 1
KINDS = ["demo", "llama", "gemma2", "gpt_neox"]
PLACES = [(-1, 3), (0, 0), (5, -1)]


def model_of(kind):
    return nnexplore.load("demo") if kind == "demo" else tiny(kind)


@pytest.fixture(scope="module", params=KINDS)
def passed(request):
    """A model, its pass, and every step again from the weights alone."""
    model = model_of(request.param)
    return request.param, model, forward_pass(model, IDS, layer=LAYER), steps(model.module, IDS, LAYER)


def doubles(data):
    return np.frombuffer(data, np.float64)


def floats(data):
    return np.frombuffer(data, np.float32)


def unpacked(grid):
    """The matrices of a grid, as float64."""
    rows, inner, columns = (len(grid[name]) for name in ("rows", "inner", "columns"))
    bias = np.zeros(columns) if grid["b"] is None else floats(grid["b"]).astype(float)
    x, w = floats(grid["x"]).reshape(rows, inner), floats(grid["w"]).reshape(inner, columns)
    y, rest = floats(grid["y"]).reshape(rows, columns), doubles(grid["rest"]).reshape(rows, columns)
    return x.astype(float), w.astype(float), bias, y.astype(float), rest


def fused(kind, block, which, head):
    """Weight ``[in, width]`` and bias of a head's query, key or value, from the module's parameters."""
    if kind == "demo":
        layer, width = block.attn.c_attn, 32
        start = which * 128 + head * width
        return layer.weight[:, start : start + width], layer.bias[start : start + width]
    if kind == "gpt_neox":
        layer = block.attention.query_key_value
        return layer.weight.view(4, 3, 8, 32)[head, which].T, layer.bias.view(4, 3, 8)[head, which]
    layer = getattr(block.self_attn, f"{'qkv'[which]}_proj")
    return layer.weight[head * 8 : head * 8 + 8].T, None


PLAIN = {
    "demo": {"attn_out": "attn.c_proj", "expansion": "mlp.c_fc", "mlp_out": "mlp.c_proj"},
    "llama": {
        "attn_out": "self_attn.o_proj", "gate": "mlp.gate_proj", "expansion": "mlp.up_proj", "mlp_out": "mlp.down_proj"
    },
    "gemma2": {"projection": "self_attn.o_proj", "gate": "mlp.gate_proj", "contraction": "mlp.down_proj"},
    "gpt_neox": {
        "attn_out": "attention.dense", "expansion": "mlp.dense_h_to_4h", "mlp_out": "mlp.dense_4h_to_h"
    },
}  # fmt: skip
BLOCKS = {"demo": "transformer.h", "gpt_neox": "gpt_neox.layers"}


def weight_of(kind, module, name, head):
    """W ``[in, out]`` and b of a linear step, from the module's own parameters."""
    block = module.get_submodule(f"{BLOCKS.get(kind, 'model.layers')}.{LAYER}")
    if name in ("query", "key", "value"):
        return fused(kind, block, ["query", "key", "value"].index(name), head)
    if name in ("logits", "unembedded"):
        return module.get_output_embeddings().weight.T, None
    layer = block.get_submodule(PLAIN[kind][name])
    return (layer.weight if kind == "demo" else layer.weight.T), layer.bias


def linears(kind):
    return ["query", "key", "value", *PLAIN[kind], "unembedded" if kind == "gemma2" else "logits"]


@pytest.mark.parametrize("place", PLACES)
def test_every_cell_of_a_linear_step_adds_up_with_the_modules_own_weights(passed, place):
    kind, model, found, expected = passed
    for name in linears(kind):
        head = 1 if found[name].value.dim() == 3 else None
        told = arithmetic(found, name, *place, head)
        weight, bias = weight_of(kind, model.module, name, head)
        given = expected[found[name].inputs[0]]
        given = side_by_side(given) if given.dim() == 3 else given
        check_grid(told, given, weight, bias, expected[name] if head is None else expected[name][head])


def test_every_cell_of_scores_and_mixes_adds_up(passed):
    _, _, found, expected = passed
    query, key = (expected[name] for name in found["dot_products"].inputs)
    pattern, value = (expected[name] for name in found["heads"].inputs)
    group = len(query) // len(key)
    for place in [(-1, 3), (4, 0)]:
        told = arithmetic(found, "dot_products", *place, 3)
        check_grid(told, query[3], key[3 // group].T, None, expected["dot_products"][3])
        told = arithmetic(found, "heads", *place, 3)
        check_grid(told, pattern[3], value[3 // group], None, expected["heads"][3])


def check_grid(told, given, weight, bias, made):
    grid = told["grid"]
    rows, inner, columns = grid["rows"], grid["inner"], grid["columns"]
    x, w, b, y, rest = unpacked(grid)
    weight, made = weight.detach().double(), made.detach().double()
    size = float(made.abs().max()) + float((given[rows].abs().double() @ weight.abs()[:, columns]).max())
    near = {"rtol": 1e-5, "atol": 2e-5 * (1 + size)}
    np.testing.assert_allclose(w, weight[inner][:, columns], **near)
    np.testing.assert_allclose(x, given[rows][:, inner].double(), **near)
    np.testing.assert_allclose(y, made[rows][:, columns], **near)
    if bias is None:
        assert not b.any()
    else:
        np.testing.assert_allclose(b, bias.detach()[columns], rtol=1e-6)
    others = [number for number in range(len(weight)) if number not in inner]
    np.testing.assert_allclose(rest, given[rows][:, others].double() @ weight[others][:, columns], **near)
    np.testing.assert_allclose(x @ w + rest + b, y, **near)
    assert grid["others"] == len(others)
    assert grid["shapes"] == [list(given.shape), list(weight.shape), list(made.shape)]
    assert told["position"] in rows
    assert told["dimension"] in columns
    assert not any(grid["changed"])
    terms = (given[told["position"]] * weight[:, told["dimension"]]).abs()
    sizes = terms[inner]
    assert len(inner) == min(10, len(weight))
    assert (sizes[:-1] >= sizes[1:] - 1e-5 * (1 + size)).all()  # the largest first
    assert others == [] or float(sizes[-1]) >= float(terms[others].max()) - 1e-5 * (1 + size)


def test_the_sum_that_is_shown_is_the_models_number(passed):
    kind, _, found, expected = passed
    for step in found:
        head = 0 if step.value.dim() == 3 else None
        told = arithmetic(found, step.name, -1, 1, head)
        total, value, bias, rest = doubles(told["sums"])
        right = float(expected[step.name][..., -1, 1][... if head is None else head])
        assert value == pytest.approx(right, rel=2e-5, abs=1e-4), step.name
        left, other, product = (doubles(told["terms"][name]) for name in ("left", "right", "product"))
        assert (left * other == product).all()
        if step.kind not in ("blocks", "activation", "cap"):
            assert product.sum() + rest + bias == pytest.approx(right, rel=2e-5, abs=1e-4), (kind, step.name)
            assert total == pytest.approx(right, rel=2e-5, abs=1e-4)
        assert len(told["terms"]["names"]) == len(told["terms"]["indices"]) == len(left) <= 12


def test_points_lie_on_the_curve_and_the_curve_reaches_them(passed):
    kind, _, found, expected = passed
    source = found["activation"].inputs[0]
    told = arithmetic(found, "activation", 2, 5)["curve"]
    inputs, outputs = floats(told["inputs"]), floats(told["outputs"])
    assert told["positions"] == list(range(9))
    assert told["chosen"] == 2
    np.testing.assert_allclose(inputs, expected[source][:, 5].detach(), rtol=2e-5, atol=2e-5)
    np.testing.assert_allclose(outputs, expected["activation"][:, 5].detach(), rtol=2e-5, atol=2e-5)
    x, y = floats(told["x"]), floats(told["y"])
    assert (np.diff(x) >= 0).all()
    assert x[0] <= inputs.min()
    assert x[-1] >= inputs.max()
    if kind in ("demo", "gemma2"):
        np.testing.assert_allclose(y, gelu_tanh(torch.tensor(x)), rtol=1e-5, atol=1e-5)


def test_a_cap_has_the_points_of_the_keys():
    found, expected = forward_pass(tiny("gemma2"), IDS, layer=LAYER), steps(tiny("gemma2").module, IDS, LAYER)
    told = arithmetic(found, "capped", 4, 2, 1)
    np.testing.assert_allclose(floats(told["curve"]["outputs"]), expected["capped"][1, 4], rtol=1e-4, atol=1e-4)
    assert told["curve"]["positions"] == list(range(9))
    assert told["axis"] == "key"
    assert (told["curve"]["chosen"], told["tokens"]["2"]) == (2, found.tokens[2])


def test_a_row_of_the_pattern_is_powers_over_their_sum(passed):
    _, _, found, expected = passed
    told = arithmetic(found, "pattern", 6, 3, 2)
    row = told["row"]
    scores = expected["masked"][2, 6].double()
    powers = (scores - scores.max()).exp()
    np.testing.assert_allclose(doubles(row["powers"]), powers, rtol=1e-4, atol=1e-9)
    np.testing.assert_allclose(floats(row["outputs"]), powers / powers.sum(), rtol=1e-4, atol=1e-7)
    assert row["positions"] == list(range(9))
    assert (row["others"], doubles(row["power"])[0]) == (0, 0)
    sums = dict(zip(told["numbers"]["names"], doubles(told["numbers"]["values"]), strict=True))
    assert sums["sum"] == pytest.approx(float(powers.sum()), rel=1e-4)


def test_a_long_row_says_how_many_keys_it_leaves_out():
    model = nnexplore.load("demo")
    found = forward_pass(model, IDS * 6, layer=0)
    told = arithmetic(found, "pattern", -1, 0, 1)
    row = told["row"]
    assert len(row["positions"]) + row["others"] == 54
    assert 0 in row["positions"]
    whole = dict(zip(told["numbers"]["names"], doubles(told["numbers"]["values"]), strict=True))["sum"]
    assert doubles(row["powers"]).sum() + doubles(row["power"])[0] == pytest.approx(whole, rel=1e-12)
    shown = floats(row["outputs"])
    assert shown[1:].min() >= np.delete(found["pattern"].value[1, -1].numpy(), row["positions"]).max()


def test_a_mask_says_what_can_be_seen_and_why_not():
    found = forward_pass(tiny("gemma2"), IDS, layer=0)  # a window of four tokens
    told = arithmetic(found, "masked", 6, 7, 0)
    assert list(told["row"]["visible"]) == [0, 0, 0, 1, 1, 1, 1, 0, 0]
    assert told["note"] == "the key comes later"
    assert doubles(told["sums"])[1] == -np.inf
    assert "reach" in arithmetic(found, "masked", 6, 1, 0)["note"]


@pytest.mark.parametrize("kind", ["llama", "gpt_neox"])
def test_a_pair_is_turned_by_the_angle_that_is_said(kind):
    found = forward_pass(tiny(kind), IDS, layer=LAYER)
    turned = 0
    for dimension in range(8):
        told = arithmetic(found, "query_rotated", 5, dimension, 2)
        if told["pair"] is None:
            assert told["note"] == "this dimension is not rotated"
            continue
        turned += 1
        angle = dict(zip(told["numbers"]["names"], doubles(told["numbers"]["values"]), strict=True))["angle"]
        before, after = floats(told["pair"]["before"]), floats(told["pair"]["after"])
        first, second = told["pair"]["dimensions"]
        assert dimension in (first, second)
        np.testing.assert_array_equal(before, found["query"].value[2, 5, [first, second]])
        spun = complex(*map(float, before)) * np.exp(1j * angle)
        assert complex(*map(float, after)) == pytest.approx(spun, rel=1e-5)
    assert turned == (8 if kind == "llama" else 2)


def test_a_norm_comes_with_its_vector_as_a_histogram(passed):
    _, _, found, expected = passed
    told = arithmetic(found, "norm_1", 3, 2)["spread"]
    vector = expected["resid_pre"][3]
    low, high = floats(told["ends"])
    assert (low, high) == (float(vector.min()), float(vector.max()))
    counts, _ = np.histogram(vector.numpy(), len(told["counts"]), (low, high))
    assert np.abs(np.array(told["counts"]) - counts).sum() <= 2  # an entry on an edge may fall on either side
    assert sum(told["counts"]) == told["size"] == len(vector)


def test_an_embedding_comes_with_its_neighbours_in_the_row(passed):
    _, model, found, _ = passed
    told = arithmetic(found, "token_embedding", 3, 0)
    table = model.module.get_input_embeddings().weight.detach()
    assert told["slice"]["dimensions"] == list(range(17))
    np.testing.assert_array_equal(floats(told["slice"]["values"]), found["token_embedding"].value[3, :17])
    assert told["terms"]["names"] == [f"row {IDS[3]}, entry 0"]
    assert doubles(told["terms"]["left"])[0] == float(table[IDS[3], 0])


def test_an_edit_is_said_with_what_the_model_would_have():
    space = nnexplore.Workspace(nnexplore.load("demo"), PROMPT)
    clean = forward_pass(space, layer=2, run="clean")
    space.zero("head_out", 2, head=1)
    found = forward_pass(space, layer=2)
    told = arithmetic(found, "heads", -1, 4, 1)
    assert told["changed"] is True
    total, value, *_ = doubles(told["sums"])
    assert value == 0
    assert total == pytest.approx(float(clean["heads"].value[1, -1, 4]), abs=1e-6)
    assert all(told["grid"]["changed"])
    other = arithmetic(found, "heads", -1, 4, 0)
    assert not other["changed"]
    assert not any(other["grid"]["changed"])
    check = unpacked(arithmetic(found, "attn_out", -1, 4)["grid"])  # behind it all adds up again
    np.testing.assert_allclose(check[0] @ check[1] + check[4] + check[2], check[3], atol=1e-5)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_numbers_that_are_none_are_shown_and_no_sum_is_made_of_them(number):
    space = nnexplore.Workspace(nnexplore.load("demo"), PROMPT)
    space.set("resid_pre", 2, to=number, position=7)
    found = forward_pass(space, layer=2)
    for step in found:
        told = arithmetic(found, step.name, 7, 3, 1 if step.value.dim() == 3 else None)
        json.dumps(told, default=len, allow_nan=False)
        expected = step.value[1, 7, 3] if step.value.dim() == 3 else step.value[7, 3]
        assert doubles(told["sums"])[1] == pytest.approx(float(expected), nan_ok=True)
    told = arithmetic(found, "query", 7, 3, 1)
    assert told["grid"] is None
    assert told["kind"] == "module"
    assert told["note"] == "norm_1 is NaN or infinite at this token, so there is no sum to show"
    grid = arithmetic(found, "query", 5, 3, 1)["grid"]  # a token before it has its sum, beside rows that have none
    x, w, b, y, rest = unpacked(grid)
    kept = [row for row, position in enumerate(grid["rows"]) if position != 7]
    np.testing.assert_allclose((x @ w + rest + b)[kept], y[kept], atol=1e-5)
    assert not any(grid["changed"])


def test_what_is_sent_is_plain_and_small(passed):
    _, _, found, _ = passed
    for step in found:
        told = arithmetic(found, step.name, -1, -1, -1 if step.value.dim() == 3 else None)
        buffers = []

        def kept(value, buffers=buffers):
            assert isinstance(value, bytes)
            buffers.append(value)

        text = json.dumps(told, default=kept, allow_nan=False)
        assert len(text) + sum(map(len, buffers)) < 60_000
        assert told["position"] == 8
        assert told["tokens"]["8"] == found.tokens[8]


def test_what_is_not_there_is_refused():
    found = forward_pass(nnexplore.load("demo"), PROMPT, layer=0)
    with pytest.raises(AnalysisError, match="there is no step 'gate'"):
        arithmetic(found, "gate", 0, 0)
    with pytest.raises(AnalysisError, match="no position 8: there are 0 to 7"):
        arithmetic(found, "norm_1", 8, 0)
    with pytest.raises(AnalysisError, match="pass head="):
        arithmetic(found, "query", 0, 0)


@pytest.mark.parametrize(
    ("middle", "size", "wanted"), [(0, 8, [0, 1, 2]), (4, 8, [3, 4, 5]), (7, 8, [5, 6, 7]), (1, 2, [0, 1])]
)
def test_a_window_is_around_its_middle_and_inside(middle, size, wanted):
    assert window(middle, size, 3) == wanted
