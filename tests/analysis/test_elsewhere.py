"""Analyses of a model whose runs are carried out elsewhere: the numbers of one that runs here, in few requests."""

from __future__ import annotations

import pytest
import torch

import nnexplore
from nnexplore import analysis
from nnexplore.analysis import metrics
from nnexplore.errors import ModelError, RemoteError
from nnexplore.models.borrowed import calls_of, module_here, numbers_of
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


# With the weights beside, a model elsewhere has to be asked for values alone; without them also for weights, once.
READING = {
    "attention_statistics": (statistics, 1, 1),
    "logit_lens": (lambda model: analysis.logit_lens(model, PROMPT).probabilities, 1, 1),
    "by component": (lambda model: analysis.direct_logit_attribution(model, PROMPT, " Paris").values, 1, 2),
    "by head": (lambda model: analysis.direct_logit_attribution(model, PROMPT, " Paris", by="head").values, 1, 2),
    "by neuron": (lambda model: analysis.direct_logit_attribution(model, PROMPT, " Paris", by="neuron").values, 1, 2),
    "forward_pass": (passed, 2, 3),
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
    made, requests, with_weights = READING[name]
    want = made(model)
    assert want.numel() > 1
    for (other, place), allowed in ((there(model), requests), (away(model), with_weights)):
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
    "tracing": (lambda model: analysis.causal_tracing(model, PROMPT, subject="Eiffel Tower", seeds=2, **QUIET), 3),
}


@pytest.mark.parametrize("name", SWEEPS)
def test_a_sweep_asks_once_for_its_cells_and_once_for_what_they_are_made_of(model, name):
    """No layer and no place has a request of its own."""
    made, requests = SWEEPS[name]
    want = made(model).values
    assert want.nan_to_num().abs().max() > 0
    for other, place in (there(model), away(model)):
        assert torch.allclose(made(other).values, want, atol=1e-4, equal_nan=True)
        assert place.requests <= requests + (name == "tracing" and other.module is not model.module)  # the embedding


def test_a_tuned_lens_is_trained_elsewhere(model):
    texts = [FRANCE, ITALY, PROMPT, PROMPT, FRANCE, ITALY]
    want = analysis.tuned_lens(model, texts, steps=2, batch=2, held_out=2, progress=False)
    assert want.weight.abs().max() > 0
    for other, place in (there(model), away(model)):
        found = analysis.tuned_lens(other, texts, steps=2, batch=2, held_out=2, progress=False)
        assert torch.allclose(found.weight, want.weight, atol=1e-5)
        assert place.requests == 2 * 2 + 3  # a sample and its slope for each step; then what is measured


def test_a_click_on_a_number_needs_no_request(model):
    other, place = away(model)
    found = analysis.forward_pass(other, PROMPT, layer=1)
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


def test_weights_are_fetched_once(model, vector):
    other, place = away(model)
    assert torch.equal(numbers_of(other, "transformer.h.0.mlp.c_fc.bias"), model.layers[0].mlp.c_fc.bias)
    numbers_of(other, "transformer.h.0.mlp.c_fc.bias")
    assert place.requests == 1
    want, found = (analysis.promoted_tokens(one, vector) for one in (model, other))
    assert torch.allclose(found.values, want.values)
    assert found.axes[0].numbers == want.axes[0].numbers
    assert place.requests == 2
    given = torch.randn(3, 128)
    assert torch.equal(module_here(other, "transformer.h.0.mlp")(given), model.module.transformer.h[0].mlp(given))
    assert all(one.is_meta for one in other.module.parameters())


def test_weights_that_are_here_are_not_fetched(model):
    other, place = there(model)
    assert module_here(other, "transformer.ln_f") is model.module.transformer.ln_f
    assert numbers_of(other, "lm_head.weight") is model.module.lm_head.weight
    assert not place.requests


def test_what_is_kept_of_weights_is_bounded(model, monkeypatch):
    from nnexplore.models import borrowed

    other, place = away(model)
    monkeypatch.setattr(borrowed, "MOST", 4 * 1534 * 128 + 100)
    for path in ("transformer.wte.weight", "transformer.wpe.weight", "transformer.wte.weight"):
        assert torch.equal(numbers_of(other, path), model.module.get_parameter(path))
    assert place.requests == 3


def test_weights_that_may_not_be_read(model, vector):
    other, _ = away(model, weights=False)
    with pytest.raises(RemoteError, match="does not let its weights be read"):
        analysis.promoted_tokens(other, vector)
    assert analysis.attention_statistics(other).induction.values.shape == (4, 4)  # needs none
    with pytest.raises(ModelError, match=r"no parameter 'transformer\.nothing'"):
        numbers_of(other, "transformer.nothing")


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
    other, _ = away(model)
    ids = [3, 1, 4, 1, 5]
    want, found = (analysis.direct_logit_attribution(one, ids, 7) for one in (model, other))
    assert torch.allclose(found.values, want.values, atol=1e-5)
    steps, theirs = (analysis.forward_pass(one, ids, layer=1) for one in (model, other))
    assert [(one.name, one.kind) for one in steps] == [(one.name, one.kind) for one in theirs]
    for one, two in zip(steps, theirs, strict=True):
        assert torch.allclose(one.value, two.value, atol=1e-5)
