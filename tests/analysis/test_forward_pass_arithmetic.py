"""The arithmetic of single numbers: terms, rest and bias add up, and each is the weight or value that it says."""

from __future__ import annotations

import itertools
import math

import pytest
import torch

from nnexplore.analysis import forward_pass
from tests.analysis.naive.steps import gelu, gelu_tanh, silu, steps
from tests.tiny import tiny

FOUR = ["gpt2", "llama", "gemma2", "gpt_neox"]
IDS = [5, 70, 300, 1200, 33, 90, 500, 41, 8]
WITHOUT_TERMS = {"activation", "cap"}


def places(step):
    """The corners of a value, and one place inside it."""
    corners = itertools.product(*((0, size - 1) for size in step.shape))
    for at in (*corners, tuple(size // 2 for size in step.shape)):
        yield (*at[-2:], at[0] if len(at) == 3 else None)


def near(value, size=1.0):
    return pytest.approx(value, rel=2e-5, abs=2e-5 * (1 + abs(size)))


@pytest.mark.parametrize("layer", [0, 1])
@pytest.mark.parametrize("kind", FOUR)
def test_everything_adds_up_to_what_plain_torch_computes(kind, layer):
    expected = steps(tiny(kind).module, IDS, layer)
    found = forward_pass(tiny(kind), IDS, layer=layer)
    for step in found:
        if step.kind == "blocks":
            continue
        for position, dimension, head in places(step):
            told = step.explain(position, dimension, head, terms=3)
            right = float(expected[step.name][..., position, dimension][... if head is None else head])
            size = max((abs(term.product) for term in told.terms if math.isfinite(term.product)), default=0)
            assert told.total == near(right, size), step.name
            assert told.value == near(right, size), step.name
            assert not told.changed, step.name
            assert len(told.terms) <= 3
            if step.kind not in WITHOUT_TERMS:
                assert told.terms, step.name
                whole = sum(term.product for term in told.terms) + told.rest.value + told.bias
                assert whole == near(told.total, size), step.name


@pytest.mark.parametrize("kind", FOUR)
def test_terms_are_the_largest_and_the_rest_is_the_others(kind):
    step = forward_pass(tiny(kind), IDS, layer=1)["expansion"]
    every, some = step.explain(4, 7, terms=10**6), step.explain(4, 7, terms=5)
    sizes = [abs(term.product) for term in every.terms]
    assert len(sizes) == 32
    assert sizes == sorted(sizes, reverse=True)
    assert every.rest.count == 0
    assert every.rest.value == 0
    assert some.terms == every.terms[:5]
    assert some.rest.count == 27
    assert some.rest.value == pytest.approx(sum(term.product for term in every.terms[5:]), abs=1e-9)
    none = step.explain(4, 7, terms=0)
    assert none.terms == ()
    assert none.rest.count == 32


def test_a_fused_layer_is_multiplied_with_its_own_column():
    module = tiny("gpt2").module.transformer.h[1].attn.c_attn
    found = forward_pass(tiny("gpt2"), IDS, layer=1)
    for number, name in enumerate(("query", "key", "value")):
        told = found[name].explain(3, 5, head=2, terms=100)
        column = number * 32 + 2 * 8 + 5
        assert told.bias == pytest.approx(module.bias[column].item(), abs=1e-6)
        for term in told.terms:
            assert term.name == f"norm_1[{term.index}]"
            assert term.left == float(found["norm_1"].value[3, term.index])
            assert term.right == pytest.approx(module.weight[term.index, column].item(), abs=1e-6)


def test_heads_that_are_fused_one_by_one_have_their_own_columns():
    weight = tiny("gpt_neox").module.gpt_neox.layers[1].attention.query_key_value.weight
    found = forward_pass(tiny("gpt_neox"), IDS, layer=1)
    for number, name in enumerate(("query", "key", "value")):
        for term in found[name].explain(3, 5, head=2, terms=100).terms:
            assert term.right == pytest.approx(weight[2 * 24 + number * 8 + 5, term.index].item(), abs=1e-6)


def test_the_output_projection_is_told_by_head():
    found = forward_pass(tiny("llama"), IDS, layer=1)
    weight = tiny("llama").module.model.layers[1].self_attn.o_proj.weight
    for term in found["attn_out"].explain(6, 9, terms=100).terms:
        head, inside = divmod(term.index, 8)
        assert term.name == f"heads[{head}, {inside}]"
        assert term.left == float(found["heads"].value[head, 6, inside])
        assert term.right == pytest.approx(weight[9, term.index].item(), abs=1e-6)


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind in FOUR for name in ("norm_1", "final_norm")])
def test_a_norm_tells_mean_variance_and_gain(kind, name):
    model = tiny(kind)
    found = forward_pass(model, IDS, layer=1)
    step, config = found[name], model.module.config
    told = step.explain(5, 11)
    x = found[step.inputs[0]].value[5].double()
    layer_norm = kind in ("gpt2", "gpt_neox")
    eps = config.to_dict().get({"gpt2": "layer_norm_epsilon", "gpt_neox": "layer_norm_eps"}.get(kind, "rms_norm_eps"))
    module = model.module.get_submodule(step.path)
    assert told.numbers["input"] == pytest.approx(float(x[11]))
    assert told.numbers["eps"] == eps
    assert told.numbers["gain"] == pytest.approx(module.weight[11].item() + (kind == "gemma2"), abs=1e-5)
    if layer_norm:
        assert told.numbers["mean"] == pytest.approx(float(x.mean()))
        assert told.numbers["variance"] == pytest.approx(float(x.var(unbiased=False)))
        assert told.bias == pytest.approx(module.bias[11].item(), abs=1e-6)
    else:
        assert told.numbers["mean square"] == pytest.approx(float(x.square().mean()))
        assert told.bias == 0


def test_a_rotation_turns_a_pair_by_the_angle_of_its_position():
    model = tiny("llama")
    found = forward_pass(model, IDS, layer=1)
    theta = model.module.config.rope_parameters["rope_theta"]
    query = found["query"].value[2, 6]
    for dimension, pair, partner, sign in ((1, 1, 5, -1), (5, 1, 1, 1)):
        told = found["query_rotated"].explain(6, dimension, head=2)
        angle = 6 * theta ** (-2 * pair / 8)
        assert {term.name for term in told.terms} == {f"query[{dimension}]", f"query[{partner}]"}
        assert told.numbers["cos"] == pytest.approx(math.cos(angle), abs=1e-5)
        assert told.numbers["sin"] == pytest.approx(math.sin(angle), abs=1e-5)
        right = query[dimension] * math.cos(angle) + sign * query[partner] * math.sin(angle)
        assert told.total == pytest.approx(float(right), abs=1e-4)


def test_dimensions_that_are_not_rotated_say_so():
    model = tiny("gpt_neox")
    size = int(8 * model.module.config.rope_parameters["partial_rotary_factor"])
    found = forward_pass(model, IDS, layer=1)
    for dimension in range(8):
        told = found["key_rotated"].explain(6, dimension, head=1)
        assert len(told.terms) == (2 if dimension < size else 1)
        assert ("not rotated" in told.note) == (dimension >= size)


def test_scores_are_products_of_a_query_and_the_key_of_its_group():
    found = forward_pass(tiny("llama"), IDS, layer=1)
    told = found["dot_products"].explain(6, 2, head=3, terms=100)
    assert len(told.terms) == 8
    for term in told.terms:
        assert term.left == float(found["query_rotated"].value[3, 6, term.index])
        assert term.right == float(found["key_rotated"].value[1, 2, term.index])  # heads 2 and 3 share key head 1
    assert found["scaled"].explain(6, 2, head=3).numbers["factor"] == pytest.approx(8**-0.5, rel=1e-12)


def test_mask_cap_and_softmax_of_a_sliding_window():
    found = forward_pass(tiny("gemma2"), IDS, layer=0)  # sees four tokens back
    assert found["scaled"].explain(1, 1, head=0).numbers["factor"] == pytest.approx(8**-0.5, rel=1e-12)
    capped = found["capped"].explain(6, 4, head=1)
    assert capped.numbers["cap"] == 50
    assert capped.total == pytest.approx(50 * math.tanh(capped.numbers["input"] / 50), rel=1e-6)
    later, far, seen = (found["masked"].explain(6, key, head=1) for key in (7, 2, 3))
    assert (later.bias, later.total, later.note) == (-math.inf, -math.inf, "the key comes later")
    assert (far.bias, far.total, far.note) == (-math.inf, -math.inf, "the key is out of this layer's reach")
    assert (seen.bias, seen.note) == (0, "")
    row = found["masked"].value[1, 6].double()
    told = found["pattern"].explain(6, 4, head=1)
    assert told.numbers["maximum"] == float(row.max())
    assert told.numbers["sum"] == pytest.approx(float((row[3:7] - row.max()).exp().sum()))
    assert found["pattern"].explain(6, 7, head=1).total == 0


def test_mixing_is_told_by_key():
    found = forward_pass(tiny("llama"), IDS, layer=1)
    for term in found["heads"].explain(6, 2, head=3, terms=100).terms:
        assert term.left == float(found["pattern"].value[3, 6, term.index])
        assert term.right == float(found["value"].value[1, term.index, 2])


@pytest.mark.parametrize(
    ("kind", "function"), [("gpt2", gelu_tanh), ("llama", silu), ("gemma2", gelu_tanh), ("gpt_neox", gelu)]
)
def test_an_activation_has_its_point_and_its_curve(kind, function):
    found = forward_pass(tiny(kind), IDS, layer=1)
    step = found["activation"]
    told = step.explain(5, 3)
    assert told.numbers["input"] == float(found[step.inputs[0]].value[5, 3])
    assert told.numbers["output"] == pytest.approx(float(function(torch.tensor(told.numbers["input"]))), abs=1e-5)
    x, y = told.curve
    assert x.min() <= min(-4, told.numbers["input"])
    assert x.max() >= max(4, told.numbers["input"])
    torch.testing.assert_close(y, function(x), rtol=1e-4, atol=1e-5)


def test_an_embedding_is_an_entry_of_its_row():
    found = forward_pass(tiny("gpt2"), IDS)
    tables = tiny("gpt2").module.transformer
    for name, table, row in (("token_embedding", tables.wte, 1200), ("position_embedding", tables.wpe, 3)):
        (term,) = found[name].explain(3, 9).terms
        assert term.name == f"row {row}, entry 9"
        assert (term.left, term.right) == (table.weight[row, 9].item(), 1.0)
    (scaled,) = forward_pass(tiny("gemma2"), IDS)["token_embedding"].explain(3, 9).terms
    assert scaled.left == tiny("gemma2").module.model.embed_tokens.weight[1200, 9].item()
    assert scaled.right == pytest.approx(math.sqrt(32), rel=1e-6)


def test_sums_name_what_is_added():
    found = forward_pass(tiny("gpt_neox"), IDS, layer=1)
    told = found["resid_post"].explain(2, 4)
    parts = {term.name: term.left for term in told.terms}
    assert parts == {f"{name}[4]": float(found[name].value[2, 4]) for name in ("resid_pre", "attn_out", "mlp_out")}


def test_places_may_be_counted_from_the_end_and_are_shown():
    found = forward_pass(tiny("llama"), IDS, layer=1)
    assert found["query"].explain(-1, -1, head=-1) == found["query"].explain(8, 7, head=3)
    shown = repr(found["query"].explain(-1, 0, head=0, terms=2))
    assert shown.startswith("linear: sum of input × weight, plus bias\n  norm_1[")
    assert "30 more terms" in shown
    assert "forward pass of 9 tokens, layer 1" in repr(found)


@pytest.mark.parametrize("kind", ["xglm", "codegen", "bloom", "gpt_oss", "deepseek_v3", "olmo2", "phi3", "opt"])
def test_what_is_taken_apart_elsewhere_adds_up_too(kind):
    for step in forward_pass(tiny(kind), IDS, layer=1):
        for position, dimension, head in places(step):
            told = step.explain(position, dimension, head, terms=3)
            assert not told.changed, step.name
            assert told.value == float(step.value[..., position, dimension][... if head is None else head])
            assert told.total == near(told.value, 10), step.name
