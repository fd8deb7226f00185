"""Analyses of an autoencoder are what bare hooks and plain autograd give, on small ones that were really trained."""

from __future__ import annotations

import copy

import pytest
import torch

import nnexplore
from nnexplore.analysis import (
    Result,
    SparseAutoencoder,
    feature_ablation,
    feature_attribution,
    metrics,
    promoted_tokens,
    sparse_features,
    steering,
    top_activations,
)
from nnexplore.errors import AnalysisError
from tests.analysis.naive.features import (
    ReluSAE,
    TopKSAE,
    naive_features,
    naive_gradients,
    naive_losses,
    naive_written,
    trained,
)
from tests.reference import hooks_on
from tests.tiny import KINDS, tiny

IDS = torch.tensor([[5, 9, 42, 17, 300, 7]])
METRIC = metrics.logit_diff(3, 8)
PARIS = metrics.logit_diff(" Paris", " Rome")
EIFFEL = "The Eiffel Tower is in the city of"
TEXTS = [
    EIFFEL,
    "The Colosseum is in the city of",
    "The Big Ben is in the city of London.",
    "The Kremlin is in the city of Moscow.",
    "The Brandenburg Gate is in the city of Berlin.",
    "The capital of France is Paris.",
    "The capital of Italy is Rome.",
    "Madison Square Garden is located in the city of New York.",
    "When Mary and John went to the store, John gave a drink to Mary.",
]
PLACES = ["resid_pre", "attn_out", "mlp_out", "neurons", "head_out"]


@pytest.fixture(scope="module", params=[ReluSAE, TopKSAE])
def sae(request, demo):
    """An autoencoder of the residual stream after block 1, trained on it."""
    seen = []
    for text in TEXTS:
        with torch.no_grad(), demo.trace(text):
            seen.append(demo.layers[1].output.value[0])
    return SparseAutoencoder(trained(request.param(128, 192), torch.cat(seen)), layer=1)


def difference(logits):
    return logits[:, -1, 3] - logits[:, -1, 8]


def paris_of(model):
    paris, rome = (model.tokenizer(word)["input_ids"][0] for word in (" Paris", " Rome"))
    return lambda logits: logits[:, -1, paris] - logits[:, -1, rome]


def ids_of(model, text):
    return torch.tensor(model.tokenizer([text])["input_ids"])


def close(one, other, tolerance=1e-5):
    one, other = (torch.as_tensor(side).detach().float() for side in (one, other))
    return torch.allclose(one, other, atol=tolerance * max(1, float(other.abs().max())), rtol=0)


def placed(model, component, of=ReluSAE):
    with torch.no_grad(), model.trace(IDS):
        width = SparseAutoencoder(of(1, 1), layer=1, component=component).vectors(model).shape[-1]
    return SparseAutoencoder(of(width, 40), layer=1, component=component)


def without(features, position, feature):
    features[:, position, feature] = 0
    return features


# -- features and measures -------------------------------------------------------------------------


def test_features_of_a_prompt(demo, sae):
    ids = ids_of(demo, EIFFEL)
    vectors, features = naive_features(demo.module, sae.module, ids, "resid_post", 1)
    found = sparse_features(demo, sae, EIFFEL)
    active = (features[0] != 0).any(0).nonzero().flatten()
    assert [axis.name for axis in found.axes] == ["position", "feature"]
    assert list(found.axes[1].numbers) == active.tolist()
    assert close(found.values, features[0][:, active])
    assert found.l0 == pytest.approx(float((features[0] != 0).sum()) / 8)
    error = (vectors - sae.module.decode(features))[0].detach().double()
    spread = (vectors - vectors.mean(1, keepdim=True))[0].double()
    assert found.explained == pytest.approx(1 - float(error.pow(2).sum() / spread.pow(2).sum()), abs=1e-6)
    assert found.explained > 0.9  # it was really trained


def test_the_loss_recovered(demo, sae):
    expected = naive_losses(demo.module, sae.module, ids_of(demo, EIFFEL), "resid_post", 1)
    found = sparse_features(demo, sae, EIFFEL)
    assert [found.losses[name] for name in ("clean", "reconstructed", "zero")] == pytest.approx(expected, abs=1e-5)
    clean, rebuilt, zero = expected
    assert found.recovered == pytest.approx((zero - rebuilt) / (zero - clean), abs=1e-5)
    assert found.recovered > 0.9


@pytest.mark.parametrize("kind", ["llama", "opt", "gpt_neox"])
@pytest.mark.parametrize("component", ["mlp_out", "neurons", "head_out"])
def test_measures_at_other_places(kind, component):
    model = tiny(kind)
    sae = placed(model, component, TopKSAE)
    expected = naive_losses(model.module, sae.module, IDS, component, 1)
    found = sparse_features(model, sae, IDS)
    assert list(found.losses.values()) == pytest.approx(expected, abs=1e-5)
    assert found.l0 == 8


def test_what_it_says(demo, sae):
    found = sparse_features(demo, sae, EIFFEL)
    words = repr(found)
    assert "features of resid_post of layer 1: activation (8 positions × " in words
    assert f"{found.l0:.1f} features a token (L0), {found.explained:.1%} of the variance explained" in words
    assert f"{found.recovered:.1%} of the loss recovered (cross-entropy in nats: clean" in words
    assert list(found.to_pandas().columns) == ["position", "position_label", "feature", "value"]
    assert found.plot().data
    chosen = sparse_features(demo, sae, EIFFEL, features=[3, -1])
    assert chosen.axes[1].numbers == (3, 191)


def test_a_prompt_of_one_token_has_no_loss(demo, sae):
    found = sparse_features(demo, sae, [5])
    assert found.recovered != found.recovered
    assert found.explained != found.explained
    assert found.l0 > 0


# -- attribution -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_attribution_is_value_times_gradient_of_two_leaves(kind):
    model = tiny(kind)
    for component in PLACES:
        sae = placed(model, component)
        one, rest, slope, slope_of_rest = naive_gradients(model.module, sae.module, IDS, component, 1, difference)
        found = feature_attribution(model, sae, IDS, metric=METRIC)
        expected = (one * slope)[0][:, list(found.axes[1].numbers)]
        assert expected.abs().max() > 1e-3
        assert close(found.values, expected), component
        assert close(found.errors, (rest * slope_of_rest)[0].sum(-1)), component
        assert close(found.unchanged, difference(model.module(IDS).logits))


def test_attribution_on_the_demo_model(demo, sae):
    parts = naive_gradients(demo.module, sae.module, ids_of(demo, EIFFEL), "resid_post", 1, paris_of(demo))
    found = feature_attribution(demo, sae, EIFFEL, metric=PARIS, positions=[-1, 2], features=[4, 0, -1])
    assert [axis.numbers for axis in found.axes] == [(7, 2), (4, 0, 191)]
    assert close(found.values, (parts[0] * parts[2])[0][[7, 2]][:, [4, 0, 191]])
    assert close(found.errors, (parts[1] * parts[3])[0].sum(-1)[[7, 2]])
    at = (parts[0] * parts[2])[0][[7, 2]].abs().sum()
    assert found.share == pytest.approx(float(found.errors.abs().sum() / (found.errors.abs().sum() + at)), abs=1e-5)
    assert close(found.error().values, found.errors)
    assert "attribution to the error term of resid_post of layer 1" in repr(found.error())


@pytest.mark.parametrize("kind", ["gpt2", "llama", "opt"])
def test_another_prompt_in_the_place_of_zero(kind):
    model, other = tiny(kind), torch.tensor([[5, 9, 77, 17, 300, 11]])
    for component in ("resid_pre", "mlp_out", "head_out"):
        sae = placed(model, component, TopKSAE)
        one, rest, slope, slope_of_rest = naive_gradients(model.module, sae.module, IDS, component, 1, difference)
        vectors, new = naive_features(model.module, sae.module, other, component, 1)
        new_rest = (vectors - sae.module.decode(new)).detach()
        found = feature_attribution(model, sae, IDS, metric=METRIC, other=other, check=3, progress=False)
        expected = ((one - new) * slope)[0][:, list(found.axes[1].numbers)]
        assert expected.abs().max() > 1e-3
        assert close(found.values, expected), component
        assert close(found.errors, ((rest - new_rest) * slope_of_rest)[0].sum(-1)), component
        true = feature_ablation(model, sae, IDS, metric=METRIC, other=other, progress=False)
        for feature, value in zip(true.axes[0].numbers[:4], true.values[:4], strict=True):

            def change(features, at=feature, new=new):
                features[..., at] = new[..., at]
                return features

            logits = naive_written(model.module, sae.module, IDS, component, 1, change)
            assert close(value, difference(logits)[0]), component
        for cell, effect in zip(found.check.cells, found.check.true, strict=True):

            def change(features, at=cell.where, new=new):
                features[:, at["position"], at["feature"]] = new[:, at["position"], at["feature"]]
                return features

            after = difference(naive_written(model.module, sae.module, IDS, component, 1, change))
            assert close(effect, found.unchanged - after, 2e-5)


def test_integrated_attribution_sums_to_the_effect_of_the_whole(demo, sae):
    france, italy = "The capital of France is", "The capital of Italy is"
    options = {"metric": PARIS, "other": italy, "method": "integrated", "steps": 64}
    found = feature_attribution(demo, sae, france, **options)
    with torch.no_grad(), demo.trace() as block:
        with block.invoke(italy):
            value = demo.layers[1].output
        with block.invoke(france):
            demo.layers[1].output = value
            least = float(paris_of(demo)(demo.output.logits))
    assert float(found.values.sum() + found.errors.sum()) == pytest.approx(float(found.unchanged) - least, rel=0.03)
    assert "beside another prompt, integrated" in found.name


def test_integrated_attribution_is_the_mean_along_the_line(demo, sae):
    module, ids, steps = demo.module, ids_of(demo, EIFFEL), 3
    vectors, features = naive_features(module, sae.module, ids, "resid_post", 1)
    error = (vectors - sae.module.decode(features)).detach()
    total = torch.zeros_like(features)
    for step in range(steps):
        leaf = ((step + 0.5) / steps * features).requires_grad_()
        point = (step + 0.5) / steps * error
        hook = module.transformer.h[1].register_forward_hook(lambda *_, a=leaf, b=point: sae.module.decode(a) + b)
        total += torch.autograd.grad(paris_of(demo)(module(ids).logits).sum(), [leaf])[0] / steps
        hook.remove()
    found = feature_attribution(demo, sae, EIFFEL, metric=PARIS, method="integrated", steps=steps)
    assert close(found.values, (features * total)[0][:, list(found.axes[1].numbers)])
    assert "integrated in 3 steps" in found.name


def test_integrated_attribution_sums_to_what_the_value_adds(demo, sae):
    found = feature_attribution(demo, sae, EIFFEL, metric=PARIS, method="integrated", steps=64)
    with torch.no_grad(), demo.trace(EIFFEL):
        none = torch.zeros_like(sae.read(demo).value)
        sae.write(demo, none, error=False)
        least = float(paris_of(demo)(demo.output.logits))
    whole = float(found.values.sum() + found.errors.sum())
    assert whole == pytest.approx(float(found.unchanged) - least, rel=0.02)


def test_a_check_compares_with_true_ablation(demo, sae):
    found = feature_attribution(demo, sae, EIFFEL, metric=PARIS, check=6, progress=False)
    ids, metric = ids_of(demo, EIFFEL), paris_of(demo)
    before = float(metric(demo.module(ids).logits).detach())
    for cell, true in zip(found.check.cells, found.check.true, strict=True):
        change = lambda features, at=cell.where: without(features, at["position"], at["feature"])  # noqa: E731
        after = float(metric(naive_written(demo.module, sae.module, ids, "resid_post", 1, change)))
        assert true == pytest.approx(before - after, abs=2e-5)
    assert "checked at 6 cells: correlation" in repr(found)
    assert "the error term holds" in repr(found)


def test_where_the_effect_is_linear_the_estimate_is_the_truth():
    model = nnexplore.LanguageModel(copy.deepcopy(tiny("gpt2").module), tokenizer=tiny("gpt2").tokenizer)
    model.module.transformer.ln_f = torch.nn.Identity()
    sae = SparseAutoencoder(ReluSAE(32, 40), layer=-1)
    found = feature_attribution(model, sae, IDS, metric=METRIC, positions=[-1], check=8, progress=False)
    assert found.check.difference < 1e-4
    assert found.check.correlation == pytest.approx(1, abs=1e-5)


def test_several_prompts_are_their_mean(demo, sae):
    texts = ["The capital of France is", "The capital of Italy is"]
    whole = feature_attribution(demo, sae, texts, metric=PARIS)
    features = [int(number) for number in whole.axes[1].numbers]
    alone = [feature_attribution(demo, sae, text, metric=PARIS, features=features) for text in texts]
    assert close(whole.values, torch.stack([one.values for one in alone]).mean(0), 1e-4)
    assert close(whole.prompts[..., 1], alone[1].values, 1e-4)
    ablated = feature_ablation(demo, sae, texts, metric=PARIS, features=features[:3], progress=False)
    for number, text in enumerate(texts):
        one = feature_ablation(demo, sae, text, metric=PARIS, features=features[:3], progress=False)
        assert close(ablated.prompts[:, number], one.values, 1e-4)


# -- ablation --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_ablation_is_a_zero_written_in_a_hook(kind):
    model = tiny(kind)
    for component in ("resid_pre", "mlp_out", "head_out"):
        sae = placed(model, component, TopKSAE)
        found = feature_ablation(model, sae, IDS, metric=METRIC, progress=False)
        for feature, value in zip(found.axes[0].numbers[:6], found.values[:6], strict=True):
            change = lambda features, at=feature: without(features, slice(None), at)  # noqa: E731
            logits = naive_written(model.module, sae.module, IDS, component, 1, change)
            assert close(value, difference(logits)[0]), component


def test_ablation_at_each_position(demo, sae):
    ids, features = ids_of(demo, EIFFEL), [int(x) for x in sparse_features(demo, sae, EIFFEL).axes[1].numbers[:4]]
    options = {"features": features, "positions": [-1, 2], "by": ("feature", "position"), "progress": False}
    found = feature_ablation(demo, sae, EIFFEL, metric=PARIS, **options)
    plainly = feature_ablation(demo, sae, EIFFEL, metric=PARIS, share=False, **options)
    for row, feature in enumerate(features):
        for column, position in enumerate((7, 2)):
            change = lambda values, at=(position, feature): without(values, *at)  # noqa: E731
            logits = naive_written(demo.module, sae.module, ids, "resid_post", 1, change)
            assert close(found.values[row, column], paris_of(demo)(logits)[0], 2e-5)
    assert close(found.values, plainly.values, 2e-5)
    assert close(found.effect().values, found.values - found.baselines["unchanged"])


def test_a_graph_for_all(demo, sae):
    found = feature_ablation(demo, sae, EIFFEL, metric=PARIS, progress=False)
    assert str(found.plan).startswith(f"{len(found.axes[0])} graphs: {len(found.axes[0])} forwards, carried out in 1;")
    assert "ablation of features of resid_post of layer 1" in repr(found.effect())


# -- with the other analyses -----------------------------------------------------------------------


def test_top_activations_of_a_feature(demo, sae):
    feature = int(sparse_features(demo, sae, EIFFEL).top(1)[0].where["feature"])
    found = top_activations(demo, TEXTS, sae, [feature], k=5, batch=4)[feature]
    whole = []
    for number, text in enumerate(TEXTS):
        values = naive_features(demo.module, sae.module, ids_of(demo, text), "resid_post", 1)[1]
        whole += [(float(value), number, at) for at, value in enumerate(values[0, :, feature])]
    whole.sort(reverse=True)
    assert [one.value for one in found] == pytest.approx([value for value, _, _ in whole[:5]], abs=1e-4)
    for one in found:
        assert (pytest.approx(one.value, abs=1e-4), one.text, one.position) in whole
    with pytest.raises(AnalysisError, match="no feature 192 in resid_post of layer 1: they are 0 to 191"):
        top_activations(demo, TEXTS, sae, [192])


def test_a_direction_steers_and_speaks(demo, sae):
    vector = sae.direction(demo, 5)
    assert isinstance(promoted_tokens(demo, vector), Result)
    options = {"layers": [1], "scales": [8.0], "position": -1, "max_new_tokens": 0, "progress": False}
    found = steering(demo, EIFFEL, vector, metric=PARIS, **options)

    def more(features):
        features[:, -1, 5] += 8
        return features

    logits = naive_written(demo.module, sae.module, ids_of(demo, EIFFEL), "resid_post", 1, more)
    assert close(found.values[0, 0], paris_of(demo)(logits)[0])


# -- what is left --------------------------------------------------------------------


def test_nothing_is_left_behind(demo, sae):
    demo.module.zero_grad()
    sae.module.zero_grad()
    before = hooks_on(demo.module)
    with torch.no_grad():
        feature_attribution(demo, sae, EIFFEL, metric=PARIS)
    feature_ablation(demo, sae, EIFFEL, metric=PARIS, features=[1], progress=False)
    assert hooks_on(demo.module) == before
    assert all(one.grad is None for one in (*demo.module.parameters(), *sae.module.parameters()))


def test_half_precision():
    model = nnexplore.LanguageModel(copy.deepcopy(tiny("llama").module).bfloat16(), tokenizer=tiny("llama").tokenizer)
    sae = placed(model, "resid_post")
    found = feature_attribution(model, sae, IDS, metric=METRIC, check=2, progress=False)
    full = feature_attribution(tiny("llama"), sae, IDS, metric=METRIC, features=found.axes[1].numbers)
    assert close(found.values, full.values, 0.1)
