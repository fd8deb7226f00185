"""Analyses of a model whose runs are carried out elsewhere: the numbers of one that runs here, in few requests."""

from __future__ import annotations

import gc
import weakref

import pytest
import torch

import nnexplore
from nnexplore import analysis
from nnexplore.analysis import metrics
from nnexplore.errors import AnalysisError, RemoteError
from nnexplore.models.borrowed import calls_of, module_here
from nnexplore.models.module_calls import record_calls
from tests.elsewhere import away, there
from tests.tiny import tiny

PROMPT = "The Eiffel Tower is in the city of"
FRANCE, ITALY = "The capital of France is", "The capital of Italy is"
METRIC = metrics.logit_diff(" Paris", " Rome")
QUIET = {"metric": METRIC, "progress": False}


@pytest.fixture(scope="module")
def model():
    return nnexplore.load("demo")


@pytest.fixture(scope="module")
def vector():
    return torch.randn(128, generator=torch.Generator().manual_seed(1))


class Code(torch.nn.Module):
    def __init__(self):
        super().__init__()
        numbers = torch.randn(64, 128, generator=torch.Generator().manual_seed(0)) / 10
        self.weight = torch.nn.Parameter(numbers)

    def encode(self, vectors):
        return (vectors @ self.weight.T).relu()

    def decode(self, features):
        return features @ self.weight


SAE = analysis.SparseAutoencoder(Code(), layer=1)


def statistics(model):
    found = analysis.attention_statistics(model)
    return torch.stack([getattr(found, name).values for name in ("entropy", "previous", "duplicate", "induction")])


def passed(model):
    return torch.cat([step.value.flatten() for step in analysis.forward_pass(model, PROMPT, layer=2)])


# With the weights beside, a model elsewhere has to be asked for values alone; without them also to apply its modules.
READING = {
    "attention_statistics": (statistics, 1, 1),
    "logit_lens": (lambda model: analysis.logit_lens(model, PROMPT).probabilities, 1, 1),
    "by component": (lambda model: analysis.direct_logit_attribution(model, PROMPT, " Paris").values, 1, 3),
    "by head": (lambda model: analysis.direct_logit_attribution(model, PROMPT, " Paris", by="head").values, 1, 4),
    "by neuron": (lambda model: analysis.direct_logit_attribution(model, PROMPT, " Paris", by="neuron").values, 1, 4),
    "forward_pass": (passed, 2, 2),
    "promoted": (lambda model: analysis.promoted_tokens(model, torch.linspace(-1, 1, 128)).values, 0, 2),
    "features": (lambda model: analysis.sparse_features(model, SAE, PROMPT).values, 2, 2),
    "direction": (lambda model: SAE.direction(model, 3), 1, 1),
    "to features": (lambda model: analysis.feature_attribution(model, SAE, PROMPT, metric=METRIC).values, 3, 3),
    "steering_vector": (lambda model: analysis.steering_vector(model, [FRANCE, PROMPT], [ITALY], layer=2), 2, 2),
    "gradient": (
        lambda model: analysis.gradient_x_activation(model, PROMPT, metric=METRIC, component="resid_post").values,
        1,
        1,
    ),
    "attribution patching": (
        lambda model: analysis.attribution_patching(model, FRANCE, ITALY, metric=METRIC, component="head_out").values,
        2,
        2,
    ),
    "top activations": (
        lambda model: torch.tensor([one.value for one in analysis.top_activations(model, [FRANCE, PROMPT], 3, [5])[5]]),
        1,
        1,
    ),
}


@pytest.mark.parametrize("name", READING)
def test_the_numbers_are_the_models_in_few_requests(model, name):
    made, requests, without = READING[name]
    want = made(model)
    assert want.numel() > 1
    kept = away(model, weights=False)
    for (other, place), allowed in ((there(model), requests), (away(model), without), (kept, without)):
        assert torch.allclose(made(other), want, atol=1e-5, rtol=1e-5)
        assert place.requests == allowed


SWEEPS = {
    "ablation": (lambda model: analysis.ablation(model, PROMPT, component="head_out", kind="mean", **QUIET), 3),
    "patching": (lambda model: analysis.activation_patching(model, FRANCE, ITALY, component="resid_pre", **QUIET), 1),
    "paths": (lambda model: analysis.path_patching(model, FRANCE, ITALY, receivers={"mlp_in": [3]}, **QUIET), 3),
    "edges": (
        lambda model: analysis.edge_patching(
            model, FRANCE, ITALY, senders={"mlp_out": [0]}, receivers={"mlp_in": [2, 3]}, **QUIET
        ),
        3,
    ),
    "edge slopes": (lambda model: analysis.edge_attribution_patching(model, FRANCE, ITALY, **QUIET), 4),
    "tracing": (lambda model: analysis.causal_tracing(model, PROMPT, subject="Eiffel Tower", seeds=2, **QUIET), 4),
}


@pytest.mark.parametrize("name", SWEEPS)
def test_a_sweep_asks_once_for_its_cells_and_once_for_what_they_are_made_of(model, name):
    """No layer and no place has a request of its own."""
    made, requests = SWEEPS[name]
    want = made(model).values
    assert want.nan_to_num().abs().max() > 0
    kept = [away(model, weights=False)] if name in ("edge slopes", "tracing") else []
    for other, place in (there(model), away(model), *kept):
        assert torch.allclose(made(other).values, want, atol=1e-4, equal_nan=True)
        assert place.requests <= requests


def test_a_tuned_lens_is_trained_elsewhere(model):
    texts = [FRANCE, ITALY, PROMPT, PROMPT, FRANCE, ITALY]
    want = analysis.tuned_lens(model, texts, steps=2, batch=2, held_out=2, progress=False)
    assert want.weight.abs().max() > 0
    for other, place in (there(model), away(model, weights=False)):
        found = analysis.tuned_lens(other, texts, steps=2, batch=2, held_out=2, progress=False)
        assert torch.allclose(found.weight, want.weight, atol=1e-5)
        assert place.requests == 2 * 2 + 3  # a sample and its slope for each step; then what is measured


def test_a_click_on_a_number_needs_the_weights_of_its_step_once(model):
    other, place = away(model)
    found = analysis.forward_pass(other, PROMPT, layer=1)
    found["expansion"].explain(position=0, dimension=0)
    before = place.requests
    told = found["expansion"].explain(position=-1, dimension=3)
    weight, bias = model.layers[1].mlp.c_fc.weight.detach(), model.layers[1].mlp.c_fc.bias.detach()
    with model.trace(PROMPT):
        given = model.layers[1].mlp.input[0, -1].detach()
    assert told.total == pytest.approx(float(given @ weight[:, 3] + bias[3]), abs=1e-4)
    assert place.requests == before
    analysis.forward_pass(other, ITALY, layer=1)
    assert place.requests == before + 1


def test_not_waiting_for_it_gives_the_same(model):
    other, _ = there(model, blocking=False)
    want = analysis.direct_logit_attribution(model, PROMPT, " Paris", by="head").values
    assert torch.allclose(analysis.direct_logit_attribution(other, PROMPT, " Paris", by="head").values, want, atol=1e-5)


# -- weights ------------------------------------------------------------------------------------------------------


def test_weights_are_fetched_once(model):
    other, place = away(model)
    for _ in range(2):
        given = torch.randn(3, 128)
        mlp = module_here(other, "transformer.h.0.mlp")
        assert torch.equal(mlp(given), model.module.transformer.h[0].mlp(given))
    assert place.requests == 1
    assert all(one.is_meta for one in other.module.parameters())


def test_weights_that_are_here_are_not_fetched(model):
    other, place = there(model)
    assert module_here(other, "transformer.ln_f") is model.module.transformer.ln_f
    assert not place.requests


def test_what_is_kept_of_weights_is_bounded(model, monkeypatch):
    from nnexplore.models import borrowed

    other, place = away(model)
    monkeypatch.setattr(borrowed, "MOST", 4 * 1534 * 128 + 100)
    for path in ("transformer.wte", "transformer.wpe", "transformer.wte"):
        assert torch.equal(module_here(other, path).weight, model.module.get_submodule(path).weight)
    assert place.requests == 3


def test_weights_that_may_not_be_read(model):
    other, place = away(model, weights=False)
    with pytest.raises(RemoteError, match="this server does not give weights") as caught:
        module_here(other, "lm_head")
    assert caught.value.code == "forbidden_operation"
    step = analysis.forward_pass(other, PROMPT, layer=2)["mlp_out"]
    before = place.requests
    with pytest.raises(
        AnalysisError,
        match=r"the step mlp_out is not taken apart: the server keeps the weights of transformer\.h\.2\.mlp\.c_proj\. "
        r"Ask whoever runs it to set weights = true for this model, or open a copy of the model on this machine",
    ):
        step.explain(position=-1, dimension=3)
    assert place.requests == before


def test_attribution_is_that_of_bare_hooks(model):
    """The logit of a token by hand, with weights that the other machine keeps."""
    other, _ = away(model, weights=False)
    given: dict[str, torch.Tensor] = {}
    norm, rows = model.module.transformer.ln_f, model.module.lm_head.weight
    hook = norm.register_forward_pre_hook(lambda _, args: given.update(stream=args[0][0, -1].detach()))
    ids = model.tokenizer(PROMPT, return_tensors="pt")["input_ids"]
    with torch.no_grad():
        logits = model.module(ids).logits[0, -1]
    hook.remove()
    (paris,), (rome,) = (model.tokenizer(text)["input_ids"] for text in (" Paris", " Rome"))
    deviation = given["stream"].var(unbiased=False).add(norm.eps).sqrt()
    direction = (rows[paris] - rows[rome]) * norm.weight / deviation
    direction = (direction - direction.mean()).detach()
    neurons: dict[str, torch.Tensor] = {}
    last = model.module.transformer.h[3].mlp.c_proj
    hook = last.register_forward_pre_hook(lambda _, args: neurons.update(given=args[0][0, -1].detach()))
    with torch.no_grad():
        model.module(ids)
    hook.remove()
    want = neurons["given"] * (last.weight.detach() @ direction)
    found = analysis.direct_logit_attribution(other, PROMPT, " Paris", " Rome", by="neuron", layers=[3])
    assert torch.allclose(found.values[0].float(), want, atol=1e-5)
    assert found.values.sum() + sum(one.sum() for one in found.others.values()) == pytest.approx(
        float(logits[paris] - logits[rome]), abs=1e-4
    )


def test_only_the_logits_of_the_tokens_travel(model):
    """Of a large vocabulary no row of logits but the model's own, and no column of the unembedding twice."""
    other, place = away(model, weights=False)
    sizes = []
    run = place.run
    place.run = lambda *args, **options: (found := run(*args, **options), sizes.append(found))[0]
    for _ in range(2):
        analysis.direct_logit_attribution(other, PROMPT, " Paris", " Rome")
    saved = [{name: value.numel() for name, value in found[0].items()} for found in sizes]
    assert [one for one in saved if "slope 0" in one] == [{"slope 0": 128, "bias 0": 2}]
    assert len(saved) == 4  # a run each; the norm and the unembedding once


@pytest.mark.parametrize("name", ["llama", "gemma2", "gpt_neox", "falcon", "opt"])
def test_calls_are_known_without_weights(name):
    model = tiny(name)
    other, place = away(model)

    def seen(calls):
        return [(call.path, call.start, call.end) for call in calls]

    assert seen(calls_of(other)) == seen(record_calls(model.module, model.anatomy)[0])
    assert not place.requests


@pytest.mark.parametrize("name", ["llama", "gemma2", "gpt_neox", "falcon", "opt"])
def test_other_architectures(name):
    model = tiny(name)
    other, place = away(model, weights=False)
    ids = [3, 1, 4, 1, 5]
    for by in ("component", "head", "neuron"):
        want, found = (analysis.direct_logit_attribution(one, ids, 7, by=by) for one in (model, other))
        assert torch.allclose(found.values, want.values, atol=1e-5)
    steps, theirs = (analysis.forward_pass(one, ids, layer=1) for one in (model, other))
    assert [(one.name, one.kind, one.inputs) for one in steps] == [(one.name, one.kind, one.inputs) for one in theirs]
    apart = 0
    for one, two in zip(steps, theirs, strict=True):
        assert torch.allclose(one.value, two.value, atol=1e-5)
        assert bool(two.withheld) == (one.kind == "linear") == (two.name in theirs.missing)
        if two.withheld:
            continue
        head, before, apart = 0 if "head" in one.axes else None, place.requests, apart + 1
        told, there = (step.explain(-1, 2, head) for step in (one, two))
        assert there.total == pytest.approx(told.total, abs=1e-5)
        assert there.numbers == pytest.approx(told.numbers, abs=1e-5)
        assert place.requests <= before + 2
    assert apart > 8


def test_a_rule_that_does_not_hold_on_the_prompt_is_not_used(model):
    """Seen at what the module is given there, where its weights are not here."""
    from nnexplore.analysis.blueprint import Blueprint
    from nnexplore.analysis.scene import read_sites
    from nnexplore.graph import Site

    other, _ = away(model, weights=False)
    blueprint = Blueprint.of(other, 1)
    values = read_sites(other, PROMPT, blueprint.sites)
    _, same = blueprint.played(values)
    assert not same.missing
    at = Site("transformer.h.1.mlp.c_fc", "input")
    _, other_than = blueprint.played(values | {at: values[at] + 0.01})
    assert list(other_than.missing) == ["expansion"]
    assert "its arithmetic, linear, is 0.01 off the model's own numbers" in other_than.missing["expansion"]


def test_a_model_that_nobody_needs_is_let_go(model):
    """What is known of its blocks does not hold it."""
    other, _ = away(model, weights=False)
    analysis.forward_pass(other, PROMPT, layer=2)["norm_1"].explain(-1, 3)
    seen = weakref.ref(other)
    del other, _
    gc.collect()
    assert seen() is None
