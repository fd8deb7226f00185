"""The steps of a forward pass against formulas written out in plain torch, and against bare hooks."""

from __future__ import annotations

import copy

import pytest
import torch

import nnexplore
from nnexplore import Workspace
from nnexplore.analysis import forward_pass
from nnexplore.errors import AnalysisError, PromptError
from tests.analysis.naive.steps import assert_close, steps
from tests.reference import hooked, hooks_on
from tests.tiny import tiny

FOUR = ["gpt2", "llama", "gemma2", "gpt_neox"]
IDS = [5, 70, 300, 1200, 33, 90, 500, 41, 8]


def model_of(kind):
    return nnexplore.load("demo") if kind == "demo" else tiny(kind)


@pytest.mark.parametrize("layer", [0, 1, 2])
@pytest.mark.parametrize("kind", FOUR)
def test_every_step_is_what_plain_torch_computes(kind, layer):
    expected = steps(tiny(kind).module, IDS, layer)
    found = forward_pass(tiny(kind), IDS, layer=layer)
    if layer == 2:
        del expected["resid_final"]  # that is the block's own output
    assert {step.name for step in found} == expected.keys()
    for name, value in expected.items():
        assert found[name].shape == value.shape, name
        assert_close(found[name].value, value)


def test_the_demo_model_too(demo):
    prompt = "The Eiffel Tower is in the city of"
    ids = demo.tokenizer(prompt)["input_ids"]
    found = forward_pass(demo, prompt, layer=2)
    assert found.tokens == demo.token_strings(ids)
    for name, value in steps(demo.module, ids, 2).items():
        assert_close(found[name].value, value)
    assert demo.token_strings([int(found["logits"].value[-1].argmax())]) == [" Paris"]


@pytest.mark.parametrize("kind", FOUR)
def test_steps_come_in_order_and_their_inputs_before_them(kind):
    found = forward_pass(tiny(kind), IDS, layer=1)
    seen = set()
    for step in found:
        assert seen.issuperset(step.inputs), step.name
        seen.add(step.name)
        assert step.label
        assert step.value.dtype == torch.float32
        assert step.value.dim() == len(step.axes)
    assert found.steps[-1].name == "logits"
    assert ("position_embedding" in found) == (kind == "gpt2")
    assert ("query_rotated" in found) == (kind != "gpt2")
    assert ("capped" in found) == (kind == "gemma2")


def test_paths_are_those_of_the_modules():
    found = forward_pass(tiny("gpt2"), IDS, layer=1)
    assert found["query"].path == "transformer.h.1.attn.c_attn"
    assert found["query"].weight_path == "transformer.h.1.attn.c_attn.weight"
    assert found["activation"].path == "transformer.h.1.mlp.act"
    assert found["activation"].weight_path == ""
    assert found["dot_products"].path == ""
    assert found["token_embedding"].weight_path == "transformer.wte.weight"


@pytest.mark.parametrize("kind", ["qwen3", "gemma3_text", "phi3", "granite", "gptj", "falcon", "glm4", "gpt_bigcode"])
def test_modules_of_other_architectures_are_read_as_they_are(kind):
    model = tiny(kind)
    found = forward_pass(model, IDS, layer=1)
    paths = {step.name: step.path for step in found if step.path and step.value.dim() == 2 and step.kind != "softmax"}
    output, values = hooked(
        model.module, {"input_ids": torch.tensor([IDS])}, [(path, "output") for path in paths.values()]
    )
    for name in ("norm_1", "mlp_out", "contraction", "final_norm"):
        if name in paths and found[name].kind in ("norm", "linear"):
            assert_close(found[name].value, values[paths[name], "output"].reshape(found[name].shape))
    assert_close(found["logits"].value, output.logits[0])
    assert not set(found.missing) & {"query", "key", "value", "masked", "pattern", "heads", "attn_out", "mlp_out"}


def test_a_query_that_is_scaled_before_the_product():
    model = tiny("opt")
    found = forward_pass(model, IDS, layer=1)
    path = "model.decoder.layers.1.self_attn.q_proj"
    with torch.no_grad():
        _, values = hooked(model.module, {"input_ids": torch.tensor([IDS])}, [(path, "output")])
    expected = values[path, "output"].view(len(IDS), 4, 8).transpose(0, 1)
    assert_close(found["query"].value, expected)
    assert_close(found["query_scaled"].value, expected * 8**-0.5)
    assert found["scaled"].explain(3, 2, head=1).numbers["factor"] == 1
    assert found.missing == {}


@pytest.mark.parametrize("kind", ["llama", "gemma2"])
def test_half_precision_has_the_same_steps(kind):
    module = copy.deepcopy(tiny(kind).module).bfloat16()
    found = forward_pass(nnexplore.LanguageModel(module, tokenizer=tiny(kind).tokenizer), IDS, layer=1)
    assert found.missing == {}
    assert [step.name for step in found] == [step.name for step in forward_pass(tiny(kind), IDS, layer=1)]
    assert found["scaled"].explain(3, 2, head=1).numbers["factor"] == pytest.approx(8**-0.5, rel=1e-3)
    told = found["query"].explain(3, 2, head=1)
    assert not told.changed
    assert told.total == pytest.approx(told.value, rel=0.05, abs=0.05)


def test_a_prompt_longer_than_the_probe_and_one_of_a_single_token():
    ids = [(7 * n) % 2000 + 1 for n in range(40)]
    for kind in ("llama", "gemma2"):
        found = forward_pass(tiny(kind), ids, layer=0)
        for name, value in steps(tiny(kind).module, ids, 0).items():
            assert_close(found[name].value, value)
        alone = forward_pass(tiny(kind), [7], layer=0)
        assert alone["pattern"].value.tolist() == [[[1.0]]] * 4
        assert alone.missing == found.missing


# -- with changes ----------------------------------------------------------------------------------


def test_a_workspace_without_changes_is_the_model_alone():
    space = Workspace(tiny("llama"), IDS, IDS[::-1])
    for run, ids in (("edited", IDS), ("clean", IDS), ("other", IDS[::-1])):
        found = forward_pass(space, layer=1, run=run)
        for step in forward_pass(tiny("llama"), ids, layer=1):
            assert torch.equal(found[step.name].value, step.value)


@pytest.mark.parametrize("kind", FOUR)
def test_changes_are_in_the_values_and_told_in_the_arithmetic(kind):
    model = tiny(kind)
    space = Workspace(model, IDS)
    space.zero("head_out", 1, head=2)
    found, clean = forward_pass(space, layer=1), forward_pass(space, layer=1, run="clean")
    assert not found["heads"].value[2].any()
    assert clean["heads"].value[2].any()
    assert_close(found["logits"].value, space.logits())
    assert not torch.allclose(found["logits"].value, clean["logits"].value)
    told = found["heads"].explain(4, 3, head=2)
    assert told.changed
    assert told.value == 0
    assert told.total == pytest.approx(float(clean["heads"].value[2, 4, 3]), abs=1e-5)
    assert not found["heads"].explain(4, 3, head=1).changed
    after = found["attn_out" if kind != "gemma2" else "projection"].explain(4, 3, terms=100)
    assert not after.changed  # made of the heads as they are now
    assert all(term.left == 0 for term in after.terms if term.name.startswith("heads[2,"))


def test_a_changed_query_is_told_where_it_is_rotated_and_not_where_it_is_made():
    space = Workspace(tiny("llama"), IDS)
    space.zero("head_q", 1, head=0)
    found = forward_pass(space, layer=1)
    assert not found["query_rotated"].value[0].any()
    assert found["query_rotated"].explain(3, 1, head=0).changed
    assert not found["query"].explain(3, 1, head=0).changed
    assert not found["dot_products"].explain(3, 2, head=0).changed
    assert found["dot_products"].explain(3, 2, head=0).total == 0


def test_an_edit_that_is_off_is_not_made():
    space = Workspace(tiny("llama"), IDS)
    space.zero("mlp_out", 1)
    space.replace(0, on=False)
    found = forward_pass(space, layer=1)
    assert found["mlp_out"].value.any()


# -- what is not there -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name", "why"),
    [
        ("gpt_neox", "resid_mid", "parallel"),
        ("gptj", "norm_2", "norm_1 as it is"),
        ("mixtral", "expansion", "experts are fused"),
        ("mamba", "query", "neither a softmax"),
        ("bloom", "dot_products", "no products of query and key times one number"),
    ],
)
def test_what_cannot_be_found_is_missing_with_its_reason(kind, name, why):
    found = forward_pass(tiny(kind), IDS, layer=1)
    assert why in found.missing[name]
    assert name not in found
    with pytest.raises(AnalysisError, match=f"no step '{name}': .*{why}"):
        found[name]


def test_what_is_not_taken_apart_still_has_its_value():
    model = tiny("mixtral")
    found = forward_pass(model, IDS, layer=1)
    _, values = hooked(model.module, {"input_ids": torch.tensor([IDS])}, [("model.layers.1.mlp", "output")])
    assert_close(found["mlp_out"].value, values["model.layers.1.mlp", "output"][0])
    told = found["mlp_out"].explain(2, 5)
    assert told.kind == "module"
    assert told.terms == ()
    assert told.total == told.value == float(found["mlp_out"].value[2, 5])
    assert "experts are fused" in told.note


# -- errors ----------------------------------------------------------------------------------------


def test_a_layer_or_step_that_is_not_there():
    with pytest.raises(AnalysisError, match="no layer 3: they are 0 to 2"):
        forward_pass(tiny("llama"), IDS, layer=3)
    with pytest.raises(AnalysisError, match=r"no layer 1\.0"):
        forward_pass(tiny("llama"), IDS, layer=1.0)
    found = forward_pass(tiny("llama"), IDS, layer=-1)
    assert found.layer == 2
    with pytest.raises(AnalysisError, match="no step 'scores'; there are token_embedding, embedding"):
        found["scores"]


@pytest.mark.parametrize(
    ("name", "at", "words"),
    [
        ("norm_1", (9, 0), "no position 9: there are 0 to 8"),
        ("norm_1", (0, 32), "no dimension 32: there are 0 to 31"),
        ("norm_1", (0, -33), "no dimension -33"),
        ("norm_1", (0, 0, 1), "dimensions position, dimension, so leave head= out"),
        ("query", (0, 0), "dimensions head, position, dimension, so pass head= as well"),
        ("key", (0, 0, 2), "no head 2: there are 0 to 1"),
        ("pattern", (0, 9, 0), "no key 9: there are 0 to 8"),
        ("norm_1", (True, 0), "no position True"),
    ],
)
def test_a_place_that_is_not_there(name, at, words):
    found = forward_pass(tiny("llama"), IDS, layer=1)
    with pytest.raises(AnalysisError, match=words):
        found[name].explain(*at)


def test_terms_is_a_number():
    with pytest.raises(AnalysisError, match="0 or more; got -1"):
        forward_pass(tiny("llama"), IDS)["norm_1"].explain(0, 0, terms=-1)


def test_prompts_and_runs_that_do_not_fit():
    model = tiny("llama")
    space = Workspace(model, IDS)
    with pytest.raises(AnalysisError, match="takes a prompt"):
        forward_pass(model)
    with pytest.raises(AnalysisError, match="takes a prompt and no run"):
        forward_pass(model, IDS, run="clean")
    with pytest.raises(AnalysisError, match="its own prompt"):
        forward_pass(space, IDS)
    with pytest.raises(AnalysisError, match="no other prompt"):
        forward_pass(space, run="other")
    with pytest.raises(AnalysisError, match="no prompt"):
        forward_pass(Workspace(model))
    with pytest.raises(AnalysisError, match='run is "edited", "clean" or "other"'):
        forward_pass(space, run="dirty")
    with pytest.raises(PromptError, match="one prompt"):
        forward_pass(model, [IDS, IDS])
    with pytest.raises(PromptError):
        forward_pass(model, "")


def test_the_model_is_left_as_it_was():
    model = tiny("gemma2")
    before = {name: value.clone() for name, value in model.module.state_dict().items()}
    model.module.train()
    try:
        found = forward_pass(model, IDS, layer=2)
        assert model.module.training
    finally:
        model.module.eval()
    found["query"].explain(3, 2, head=1)
    found["norm_2"].explain(3, 2)
    assert hooks_on(model.module) == []
    assert all(parameter.grad is None for parameter in model.module.parameters())
    assert all(torch.equal(value, before[name]) for name, value in model.module.state_dict().items())
