"""Steering equals bare hooks: the metric of each cell, and the tokens that are generated."""

from __future__ import annotations

import sys
from contextlib import contextmanager

import pytest
import torch
import tqdm.auto

import nnexplore
from nnexplore.analysis import metrics, steering, steering_vector
from nnexplore.errors import AnalysisError, ModelError, PromptError, ResultError
from tests.analysis.naive.forward import forward, on_output
from tests.analysis.naive.places import blocks_of
from tests.tiny import tiny

PROMPT = "The Colosseum is in the city of"
LOVE = ["The Eiffel Tower is in the city of", "Paris", "The Louvre is in"]
HATE = ["The Colosseum is in the city of", "The Big Ben is in the city of Rome"]
METRIC = metrics.logit_diff(11, 12)
SCALES = (0.0, -1.5, 3.0)


@pytest.fixture(params=["demo", "llama", "gpt2", "opt"])
def model(request):
    return request.getfixturevalue("demo") if request.param == "demo" else tiny(request.param)


def row_of(model, prompt):
    return model.tokenizer(prompt)["input_ids"]


def some_vector(model, size=1.0):
    return size * torch.randn(model.module.config.hidden_size, generator=torch.Generator().manual_seed(0))


@contextmanager
def added(module, layer, change, position):
    """A bare hook that adds to a block's output, at all positions or one of the first forward."""
    calls = []

    def edit(out):
        calls.append(out)
        if position is None:
            return out + change
        if len(calls) > 1:
            return out
        out = out.clone()
        out[:, position] += change
        return out

    hook = on_output(blocks_of(module)[layer], edit)
    try:
        with torch.no_grad():
            yield
    finally:
        hook.remove()


@pytest.mark.parametrize("component", ["resid_post", "resid_pre", "mlp_out", "neurons"])
@pytest.mark.parametrize("position", [-1, 0])
def test_the_vector_is_the_difference_of_means_of_real_tokens(component, position):
    for model in (tiny("gpt2"), tiny("llama")):
        means = []
        for prompts in (LOVE, HATE):
            ids = [torch.tensor([row_of(model, prompt)]) for prompt in prompts]
            values = [forward(model.module, one, reads=[(component, 1)])[1][component, 1] for one in ids]
            means.append(torch.stack([value[0, position] for value in values]).mean(0))
        found = steering_vector(model, LOVE, HATE, layer=-2, component=component, position=position)
        assert found.dtype == torch.float32
        torch.testing.assert_close(found, means[0] - means[1], atol=1e-5, rtol=1e-5)


def test_a_vector_of_many_prompts_goes_by_batches(gpt2):
    many = [[*row_of(gpt2, PROMPT)[: 1 + at % 7], at] for at in range(20)]
    each = torch.stack([steering_vector(gpt2, [row], [[5, 6]], layer=0) for row in many])
    torch.testing.assert_close(steering_vector(gpt2, many, [[5, 6]], layer=0), each.mean(0), atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize("position", [None, 1, -1])
def test_the_metric_is_that_of_bare_hooks(model, position):
    vector, ids = some_vector(model), torch.tensor([row_of(model, PROMPT)])
    found = steering(
        model, PROMPT, vector, scales=SCALES, position=position, metric=METRIC, max_new_tokens=0, progress=False
    )
    assert [axis.name for axis in found.axes] == ["layer", "scale"]
    for layer in range(len(blocks_of(model.module))):
        for scale in SCALES:
            with added(model.module, layer, scale * vector, position):
                logits = model.module(ids).logits[0, -1]
            expected = float(logits[11] - logits[12])
            assert abs(found.at(layer=layer, scale=scale) - expected) <= 1e-5 * (1 + abs(expected))
    assert found.baselines["unsteered"] == pytest.approx(found.at(layer=0, scale=0.0), rel=1e-5)
    assert all(group.way != "alone" for group in found.plan.groups)
    torch.testing.assert_close(found.effect().values, found.values - found.baselines["unsteered"])


def greedy(module, row, layer, change, position, count):
    """Tokens one by one, each by a forward of everything so far without a cache."""
    row = list(row)
    for _ in range(count):
        with added(module, layer, change, position):
            best = int(module(torch.tensor([row]), use_cache=False).logits[0, -1].argmax())
        if best == module.generation_config.eos_token_id:
            break
        row.append(best)
    return row


@pytest.mark.parametrize("position", [None, 2, -1])
def test_texts_are_those_of_bare_hooks(model, position):
    vector, row = some_vector(model, 2.0), row_of(model, PROMPT)
    found = steering(model, PROMPT, vector, scales=SCALES, position=position, max_new_tokens=6)
    where = None if position is None else position % len(row)
    for layer in range(len(blocks_of(model.module))):
        for scale in SCALES:
            expected = greedy(model.module, row, layer, scale * vector, where, 6)
            assert found.ids[layer][scale] == expected
            assert found.samples[layer][scale] == model.tokenizer.decode(expected, skip_special_tokens=True)
            assert found.text(layer=layer, scale=scale) == found.samples[layer][scale]
    if position is None:
        assert len({text for row in found.samples.values() for text in row.values()}) > 1
    assert found.values.isnan().all()


@pytest.mark.parametrize("kind", ["gpt2", "llama"])
def test_drawn_texts_are_those_of_bare_hooks(kind):
    model = tiny(kind)
    vector, ids = some_vector(model), torch.tensor([row_of(model, PROMPT)])
    options = {"scales": [2.0], "max_new_tokens": 6, "temperature": 1.3}
    found = steering(model, PROMPT, vector, seed=3, **options)
    for layer, row in found.ids.items():
        with added(model.module, layer, 2.0 * vector, None), torch.random.fork_rng():
            torch.manual_seed(3)
            expected = model.module.generate(
                ids, attention_mask=torch.ones_like(ids), do_sample=True, temperature=1.3, max_new_tokens=6
            )
        assert row[2.0] == expected[0].tolist()
    assert steering(model, PROMPT, vector, seed=3, **options).ids == found.ids
    assert steering(model, PROMPT, vector, seed=4, **options).ids != found.ids


def test_a_direction_between_cities_changes_the_city(demo):
    vector = steering_vector(demo, ["The Eiffel Tower is in the city of"], [PROMPT], layer=2)
    metric = metrics.logit_diff(" Paris", " Rome")
    found = steering(demo, PROMPT, vector, layers=[2], scales=(0, 1), metric=metric, max_new_tokens=1, progress=False)
    assert found.text(layer=2, scale=0) == f"{PROMPT} Rome"
    assert found.text(layer=2, scale=1) == f"{PROMPT} Paris"
    assert found.at(layer=2, scale=0.0) < 0 < found.at(layer=2, scale=1.0)
    assert "scale 1: 'The Colosseum is in the city of Paris'" in repr(found)
    assert found.at(layer=2).text(layer=2, scale=1).endswith(" Paris")


def test_many_texts_are_not_all_printed(gpt2):
    shown = repr(steering(gpt2, PROMPT, some_vector(gpt2), max_new_tokens=1))
    assert "and 4 more: .text(layer=…, scale=…)" in shown
    assert "NaN" not in shown


def test_a_model_in_half_precision(demo):
    from transformers import GPT2Config, GPT2LMHeadModel

    torch.manual_seed(0)
    config = GPT2Config(vocab_size=len(demo.tokenizer), n_positions=64, n_embd=32, n_layer=2, n_head=4)
    half = nnexplore.LanguageModel(GPT2LMHeadModel(config).eval().bfloat16(), tokenizer=demo.tokenizer)
    vector = steering_vector(half, LOVE, HATE, layer=0)
    assert vector.dtype == torch.float32
    found = steering(half, PROMPT, vector, scales=[2], metric=METRIC, max_new_tokens=2, progress=False)
    assert found.values.isfinite().all()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"layer": 7}, "there is no layer 7: they are 0 to 2"),
        ({"position": 2}, "there is no position 2 in positive prompt 1, which has 2 tokens"),
        ({"component": "head_out"}, "head_out is of heads; take 'resid_post'"),
        ({"component": "resid"}, "there is no component 'resid'"),
        ({"negative": []}, "the list of negative prompts is empty: pass one prompt or more"),
    ],
)
def test_vectors_that_cannot_be(gpt2, options, message):
    with pytest.raises(AnalysisError, match=message):
        steering_vector(gpt2, **{"positive": LOVE, "negative": HATE, "layer": 0, **options})


def test_a_component_that_the_model_has_not():
    with pytest.raises(ModelError, match="resid_mid"):
        steering_vector(tiny("gpt_neox"), [[5]], [[6]], layer=0, component="resid_mid")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"prompt": [PROMPT, "Paris"]}, "steering takes one prompt; got 2. Steer them one by one"),
        ({"vector": torch.zeros(3)}, r"a tensor \[32\], as wide as the residual stream; got a tensor \[3\]"),
        ({"vector": [0.0] * 32}, r"a tensor \[32\], as .* got list; steering_vector makes one"),
        ({"vector": torch.full((32,), torch.nan)}, "numbers that are not finite"),
        ({"layers": [-4]}, "there is no layer -4: they are 0 to 2"),
        ({"layers": []}, "no layers"),
        ({"scales": []}, r"scales are finite numbers, one or more, as \(0, 1, 2\); got \[\]"),
        ({"scales": [float("inf")]}, r"got \[inf\]"),
        ({"position": 7}, "there is no position 7: they are 0 to 6"),
        ({"max_new_tokens": -1}, "max_new_tokens is 0 or more, 0 for no texts.* got -1 and 0.0"),
        ({"temperature": -1.0}, "got 20 and -1.0"),
    ],
)
def test_steering_that_cannot_be(gpt2, options, message):
    with pytest.raises(AnalysisError, match=message):
        steering(gpt2, **{"prompt": PROMPT, "vector": some_vector(gpt2), **options})


def test_what_was_not_asked_for_is_not_there(gpt2):
    found = steering(gpt2, PROMPT, some_vector(gpt2), layers=[1], scales=[2], max_new_tokens=1)
    with pytest.raises(ResultError, match="there is no text of layer 0 with scale 2; there are layer 1 with scale 2"):
        found.text(layer=0, scale=2)
    with pytest.raises(ResultError, match=r"nothing was measured.* steer with metric=…"):
        found.effect()
    silent = steering(gpt2, PROMPT, some_vector(gpt2), metric=METRIC, max_new_tokens=0, progress=False)
    with pytest.raises(ResultError, match="none was written: steer with max_new_tokens=20"):
        silent.text(layer=0, scale=1)


@pytest.mark.parametrize("progress", [True, False])
def test_one_bar_for_all_texts(gpt2, monkeypatch, progress):
    bars = []

    class Bar(tqdm.auto.tqdm):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            bars.append((self, kwargs))

    monkeypatch.setattr(tqdm.auto, "tqdm", Bar)
    options = {"layers": [0, 1], "scales": [0, 1, 2], "max_new_tokens": 2}
    steering(gpt2, PROMPT, some_vector(gpt2), progress=progress, **options)
    ((bar, given),) = bars
    assert (given["total"], given["unit"], given["disable"]) == (6, "text", not progress)
    assert bar.n == (6 if progress else 0)
    bars.clear()
    steering(gpt2, PROMPT, some_vector(gpt2), progress=progress, **{**options, "max_new_tokens": 0})
    assert not bars


def test_an_interrupted_steering_keeps_what_is_written(gpt2, monkeypatch):
    module, calls = sys.modules[steering.__module__], []
    whole = module._text

    def interrupted(*args):
        calls.append(args)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return whole(*args)

    options = {"scales": [0, 1], "max_new_tokens": 2, "progress": False}
    every = steering(gpt2, PROMPT, some_vector(gpt2), **options)
    monkeypatch.setattr(module, "_text", interrupted)
    with pytest.warns(UserWarning, match="interrupted: 3 of 6 texts are finished, and kept"):
        found = steering(gpt2, PROMPT, some_vector(gpt2), **options)
    assert found.samples == {0: every.samples[0], 1: {0.0: every.samples[1][0.0]}}
    with pytest.raises(ResultError, match="there is no text of layer 2 with scale 0; there are layer 0 with scale 0, "):
        found.text(layer=2, scale=0)


def test_texts_need_a_tokenizer(gpt2):
    bare = nnexplore.LanguageModel(gpt2.module)
    with pytest.raises(PromptError, match="no tokenizer"):
        steering(bare, [5, 6, 7], some_vector(gpt2), scales=[1], max_new_tokens=1)
    found = steering(bare, [5, 6, 7], some_vector(gpt2), metric=METRIC, max_new_tokens=0, progress=False)
    assert found.values.isfinite().all()
