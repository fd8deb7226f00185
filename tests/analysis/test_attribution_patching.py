"""Attribution patching is the difference times the gradient, as plain autograd with bare hooks has it."""

import copy

import pytest
import torch
from torch import nn

import nnexplore
from nnexplore.analysis import activation_patching, attribution_patching, gradient_x_activation, metrics
from nnexplore.analysis.component import COMPONENTS
from nnexplore.errors import AnalysisError, MetricError, ModelError
from tests.analysis.naive import has, naive_replacement, values_of
from tests.analysis.naive.gradients import naive_gradients, summed
from tests.reference import hooks_on
from tests.tiny import tiny

CLEAN, CORRUPTED = torch.tensor([[5, 9, 42, 17, 300, 7]]), torch.tensor([[5, 9, 77, 17, 300, 7]])
KINDS = ["gpt2", "llama", "gemma2", "gpt_neox", "opt", "qwen3"]
METRIC = metrics.logit_diff(3, 8)
HEADS = [name for name, part in COMPONENTS.items() if part.of_attention]
EIFFEL, COLOSSEUM = "The Eiffel Tower is in the city of", "The Colosseum is in the city of"
FRANCE, ITALY = "The capital of France is", "The capital of Italy is"
PARIS = metrics.logit_diff(" Paris", " Rome")


def plain_metric(logits):
    return logits[0, -1, 3] - logits[0, -1, 8]


def close(one, other, tolerance=1e-5):
    one, other = torch.as_tensor(one), torch.as_tensor(other)
    return torch.allclose(one.float(), other.float(), atol=tolerance * max(1, float(other.abs().max())), rtol=0)


def parts_of(kind):
    return [name for name in COMPONENTS if has(kind, name)]


def by_hand(module, component, axes, clean=CLEAN, corrupted=CORRUPTED):
    slopes = naive_gradients(module, corrupted, component, plain_metric)
    both = zip(values_of(module, clean, component), values_of(module, corrupted, component), slopes, strict=True)
    return torch.stack([summed(component, (one - two) * slope, axes) for one, two, slope in both])


def estimates(model, component, clean=CLEAN, corrupted=CORRUPTED, **options):
    return attribution_patching(model, clean, corrupted, metric=METRIC, component=component, **options)


# -- against plain autograd ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_every_component_is_as_by_plain_autograd(kind):
    model = tiny(kind)
    for name, found in estimates(model, parts_of(kind)).items():
        expected = by_hand(model.module, name, ("head",) if name in HEADS else ("position",))
        assert expected.abs().max() > 1e-4
        assert close(found.values, expected), name


@pytest.mark.parametrize("kind", KINDS)
def test_heads_at_positions(kind):
    model = tiny(kind)
    for name, found in estimates(model, HEADS, by=("layer", "head", "position")).items():
        assert close(found.values, by_hand(model.module, name, ("head", "position"))), name


@pytest.mark.parametrize("kind", ["llama", "opt"])
def test_neurons_in_another_order(kind):
    model = tiny(kind)
    found = estimates(model, "neurons", by=("neuron", "layer"), neurons=[5, -1], layers=[2, 0])
    expected = by_hand(model.module, "neurons", ("neuron",))[[2, 0]][:, [5, -1]].T
    assert close(found.values, expected)
    assert found.at(layer=0, neuron=5) == float(found.values[0, 1])


def test_the_demo_model(demo):
    clean, corrupted = (torch.tensor(demo.tokenizer([text])["input_ids"]) for text in (FRANCE, ITALY))
    for name, found in estimates(demo, list(COMPONENTS), FRANCE, ITALY).items():
        axes = ("head",) if name in HEADS else ("position",)
        module = demo.module
        slopes = naive_gradients(module, corrupted, name, plain_metric)
        values = zip(values_of(module, clean, name), values_of(module, corrupted, name), slopes, strict=True)
        expected = torch.stack([summed(name, (one - two) * slope, axes) for one, two, slope in values])
        assert close(found.values, expected), name


@pytest.mark.parametrize("kind", KINDS)
def test_gradient_x_activation_is_value_times_gradient(kind):
    model = tiny(kind)
    for name in parts_of(kind):
        axes = ("head",) if name in HEADS else ("position",)
        slopes = naive_gradients(model.module, CLEAN, name, plain_metric)
        values = values_of(model.module, CLEAN, name)
        expected = torch.stack([summed(name, one * slope, axes) for one, slope in zip(values, slopes, strict=True)])
        found = gradient_x_activation(model, CLEAN, metric=METRIC, component=name)
        assert close(found.values, expected), name
        assert close(found.unchanged[0], plain_metric(model.module(CLEAN).logits).detach())


@pytest.mark.parametrize("kind", ["granite", "falcon", "bloom"])
@pytest.mark.parametrize("name", ["attn_out", "mlp_out", "resid_post", "neurons"])
def test_models_that_scale_or_add_in_place(kind, name):
    """There the reference is a small step, written by nnexplore."""
    model, part = tiny(kind), COMPONENTS[name]
    found = estimates(model, name, by=("layer",))
    with torch.no_grad(), model.trace(CLEAN):
        clean = part.read(model.layers[1], 1).value.clone()

    def moved(step):
        with torch.no_grad(), model.trace(CORRUPTED):
            value = part.read(model.layers[1], 1).clone()
            part.write(model.layers[1], (slice(None),), value + step * (clean - value), 1)
            return float(plain_metric(model.output.logits.double()))

    assert found.at(layer=1) == pytest.approx((moved(0.01) - moved(-0.01)) / 0.02, abs=5e-3, rel=5e-3)


# -- what an estimate must be ----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["resid_pre", "resid_mid", "mlp_out", "neurons", "head_q", "head_pattern"])
def test_it_is_the_derivative_of_true_patching(name):
    model = tiny("gpt2")
    module = copy.deepcopy(model.module).double()
    clean, corrupted = values_of(module, CLEAN, name), values_of(module, CORRUPTED, name)

    def patched(step):
        between = [two + step * (one - two) for one, two in zip(clean, corrupted, strict=True)]
        return naive_replacement(module, CORRUPTED, name, plain_metric, between).double()

    expected = (patched(1e-3) - patched(-1e-3)) / 2e-3
    assert close(estimates(model, name).values, expected, 1e-3)


def without_norm():
    module = copy.deepcopy(tiny("gpt2").module)
    module.transformer.ln_f = nn.Identity()
    return nnexplore.LanguageModel(module, tokenizer=tiny("gpt2").tokenizer)


def test_where_the_effect_is_linear_it_is_true_patching():
    model = without_norm()
    for name in ("resid_post", "mlp_out"):
        true = activation_patching(model, CLEAN, CORRUPTED, metric=METRIC, component=name, layers=[-1], progress=False)
        found = estimates(model, name, layers=[-1], check=6)
        assert close(found.values, true.values - true.baselines["corrupted"], 1e-5)
        assert found.check.difference < 1e-4
        assert found.check.correlation == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("name", ["resid_pre", "resid_mid", "mlp_out", "attn_out", "head_v", "head_pattern", "neurons"])
def test_integrated_gradients_sum_to_the_effect_of_the_whole_layer(name):
    model = tiny("gpt2")
    whole = activation_patching(model, CLEAN, CORRUPTED, metric=METRIC, component=name, by=("layer",), progress=False)
    true = whole.values - whole.baselines["corrupted"]
    found = estimates(model, name, by=("layer",), method="integrated", steps=40).values
    linear = estimates(model, name, by=("layer",)).values
    assert close(found, true, 0.02)
    assert (found - true).abs().sum() < (linear - true).abs().sum()


@pytest.mark.parametrize("kind", ["gpt2", "llama", "opt", "gpt_neox"])
def test_integrated_gradients_are_the_mean_along_the_line(kind):
    model, steps = tiny(kind), 3
    for name in ("attn_out", "mlp_out", "head_q", "resid_post", "neurons"):
        clean, corrupted = values_of(model.module, CLEAN, name), values_of(model.module, CORRUPTED, name)
        change = [one - two for one, two in zip(clean, corrupted, strict=True)]
        along = [
            naive_gradients(model.module, CORRUPTED, name, plain_metric, [(k + 0.5) / steps * one for one in change])
            for k in range(steps)
        ]
        slopes = [torch.stack(layer).mean(0) for layer in zip(*along, strict=True)]
        axes = ("head",) if name in HEADS else ("position",)
        expected = torch.stack([summed(name, c * s, axes) for c, s in zip(change, slopes, strict=True)])
        assert close(estimates(model, name, method="integrated", steps=steps).values, expected), name


# -- cost, and what is left ------------------------------------------------------------------------


def test_all_components_cost_two_forwards_and_one_backward():
    model, calls = tiny("llama"), []
    _ = model.probe
    block, tail = model.module.model.layers[0], model.module.lm_head
    handles = [
        block.register_forward_pre_hook(lambda *_: calls.append("forward")),
        tail.register_full_backward_hook(lambda *_: calls.append("backward")),
    ]
    model.module.zero_grad()
    before = hooks_on(model.module)
    try:
        estimates(model, list(COMPONENTS))
        assert sorted(calls) == ["backward", "forward", "forward"]
        assert hooks_on(model.module) == before
    finally:
        for handle in handles:
            handle.remove()
    assert all(parameter.grad is None for parameter in model.module.parameters())


def test_parameters_need_no_gradient_and_no_grad_is_no_hindrance():
    expected = estimates(tiny("gpt2"), "head_out").values
    module = copy.deepcopy(tiny("gpt2").module).requires_grad_(False)
    model = nnexplore.LanguageModel(module, tokenizer=tiny("gpt2").tokenizer)
    with torch.no_grad():
        assert close(estimates(model, "head_out").values, expected)
        whole, one = (estimates(model, "head_out", method="integrated", steps=1, layers=at) for at in (None, [1]))
        assert close(one.values[0], whole.values[1])


# -- prompts ---------------------------------------------------------------------------------------


def test_noising_is_denoising_with_the_prompts_exchanged():
    model = tiny("gpt2")
    one = estimates(model, "mlp_out", direction="noising")
    two = estimates(model, "mlp_out", CORRUPTED, CLEAN)
    assert close(one.values, two.values)
    assert one.baselines["clean"] == pytest.approx(two.baselines["corrupted"])


def test_a_batch_is_its_prompts_one_by_one(demo):
    pairs = [(FRANCE, ITALY), (EIFFEL, "The Brandenburg Gate is in the city of"), (ITALY, FRANCE)]
    pairs = [(one, two) for one, two in pairs if len(demo.tokens(one)) == len(demo.tokens(two))]
    assert len(pairs) > 1
    one, two = zip(*pairs, strict=True)
    options = {"metric": PARIS, "component": "head_out"}
    whole = attribution_patching(demo, list(one), list(two), **options)
    for number, pair in enumerate(pairs):
        single = attribution_patching(demo, *pair, **options)
        assert close(whole.prompts[..., number], single.values, 1e-4)
        assert float(whole.clean[number]) == pytest.approx(single.baselines["clean"], abs=1e-3)
    assert close(whole.values, whole.prompts.mean(-1))


@pytest.mark.parametrize("kind", ["llama", "opt"])
@pytest.mark.parametrize("name", ["head_out", "head_pattern", "mlp_out"])
def test_a_padded_batch_is_its_prompts_one_by_one(kind, name):
    clean, corrupted = [FRANCE, EIFFEL], [ITALY, "The Eiffel Gate is in the city of"]
    model, by = tiny(kind), ("layer", "head") if name in HEADS else ("layer",)
    for method in ("linear", "integrated"):
        options = {"metric": PARIS, "component": name, "by": by, "method": method, "steps": 2}
        whole = attribution_patching(model, clean, corrupted, **options)
        for number, pair in enumerate(zip(clean, corrupted, strict=True)):
            assert close(whole.prompts[..., number], attribution_patching(model, *pair, **options).values)


def test_prompts_of_different_lengths(demo):
    found = attribution_patching(demo, EIFFEL, COLOSSEUM, metric=PARIS, align="end", check=3)
    assert found.axes[1].labels == tuple(demo.tokens(COLOSSEUM))
    true = activation_patching(demo, EIFFEL, COLOSSEUM, metric=PARIS, align="end", progress=False)
    for cell, value in zip(found.check.cells, found.check.true, strict=True):
        assert value == pytest.approx(true.at(**cell.where) - true.baselines["corrupted"], abs=1e-4)
    with pytest.raises(AnalysisError, match="do not match"):
        attribution_patching(demo, EIFFEL, COLOSSEUM, metric=PARIS)
    with pytest.raises(AnalysisError, match="prompts of a length"):
        attribution_patching(demo, EIFFEL, COLOSSEUM, metric=PARIS, component="head_pattern", align="end")


def test_a_check_says_how_good_the_estimate_is(demo):
    found = attribution_patching(demo, FRANCE, ITALY, metric=PARIS, component="mlp_out", check=5)
    assert len(found.check.cells) == 5
    assert found.check.correlation > 0.9
    assert "checked at 5 cells: correlation" in repr(found)
    assert found.check.worst.label in repr(found)
    assert "checked" not in repr(attribution_patching(demo, FRANCE, ITALY, metric=PARIS, component="mlp_out"))


# -- refusals --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"method": "exact"}, AnalysisError, '"linear" or "integrated"; got \'exact\''),
        ({"direction": "up"}, AnalysisError, '"denoising" or "noising"'),
        ({"method": "integrated", "steps": 0}, AnalysisError, "steps are 1 or more; got 0"),
        ({"component": "brain"}, AnalysisError, "no component 'brain'"),
        ({"by": ("layer", "head")}, AnalysisError, "resid_pre has no axis 'head'"),
        ({"by": ("position",)}, AnalysisError, "layers at least"),
        ({"positions": [6]}, AnalysisError, "no position 6: they are 0 to 5"),
        ({"by": ("layer",), "positions": [1]}, AnalysisError, "add 'position' to by"),
        ({"layers": []}, AnalysisError, "nothing to go through: no layers"),
        ({"metric": metrics.rank(3)}, MetricError, "no gradient"),
        ({"metric": metrics.custom(lambda at: at[:, 3].detach())}, MetricError, "no gradient"),
    ],
)
def test_what_is_refused(options, error, words):
    with pytest.raises(error, match=words):
        attribution_patching(tiny("gpt2"), CLEAN, CORRUPTED, **{"metric": METRIC, **options})


def test_a_part_that_the_model_has_not():
    with pytest.raises(ModelError, match="no `resid_mid`"):
        estimates(tiny("gpt_neox"), "resid_mid")


def test_half_precision():
    """Estimates and their sums are float32; what is between is the model's own."""
    tiny_model = tiny("llama")
    model = nnexplore.LanguageModel(copy.deepcopy(tiny_model.module).bfloat16(), tokenizer=tiny_model.tokenizer)
    for method in ("linear", "integrated"):
        found = estimates(model, ["mlp_out", "head_out", "head_q"], method=method, steps=2, check=2)
        for name, one in found.items():
            assert one.values.dtype == torch.float32
            full = estimates(tiny_model, name, method=method, steps=2).values
            assert close(one.values, full, 0.1), name


def test_products_of_a_batch_of_prompts_of_different_lengths(demo):
    """Summed over the positions, each prompt counts its own; by position they are refused."""
    prompts, answers = ["The capital of France is", "The Colosseum is in the city of"], [" Paris", " Rome"]
    options = {"component": "mlp_out", "by": ("layer",)}
    whole = gradient_x_activation(demo, prompts, metric=metrics.logit(answers), **options)
    for at, (prompt, answer) in enumerate(zip(prompts, answers, strict=True)):
        alone = gradient_x_activation(demo, prompt, metric=metrics.logit(answer), **options)
        assert torch.allclose(whole.prompts[:, at], alone.values, atol=1e-4)
    with pytest.raises(AnalysisError, match=r"have 5, 7 tokens and are padded.*leave position out: by=\('layer',\)"):
        gradient_x_activation(demo, prompts, metric=metrics.logit(answers), component="mlp_out")


def test_each_neuron_at_each_position_is_a_cell_of_its_own():
    model = tiny("gpt2")
    options = {"metric": METRIC, "component": "neurons", "positions": [2, 5]}
    found = attribution_patching(model, CLEAN, CORRUPTED, by=("layer", "position", "neuron"), **options)
    by_layer = attribution_patching(model, CLEAN, CORRUPTED, by=("layer", "position"), **options)
    assert found.values.shape[:2] == by_layer.values.shape
    assert torch.allclose(found.values.sum(2), by_layer.values, atol=1e-6)


def test_one_axis_may_be_given_by_its_name():
    options = {"metric": METRIC, "component": "head_out"}
    one = attribution_patching(tiny("gpt2"), CLEAN, CORRUPTED, by="layer", **options)
    same = attribution_patching(tiny("gpt2"), CLEAN, CORRUPTED, by=("layer",), **options)
    assert torch.equal(one.values, same.values)
