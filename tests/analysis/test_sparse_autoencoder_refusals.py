"""What an autoencoder refuses, with both sides named, and that the model is left as found."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import torch
from torch import nn

from nnexplore.analysis import (
    SparseAutoencoder,
    feature_ablation,
    feature_attribution,
    metrics,
    sparse_features,
)
from nnexplore.errors import AnalysisError, MetricError, ModelError, NotTracingError, UnchangedWarning
from tests.analysis.naive.features import ReluSAE
from tests.reference import hooks_on
from tests.tiny import tiny

IDS = torch.tensor([[5, 9, 42, 17, 300, 7]])
METRIC, PARIS = metrics.logit_diff(3, 8), metrics.logit_diff(" Paris", " Rome")
EIFFEL, COLOSSEUM = "The Eiffel Tower is in the city of", "The Colosseum is in the city of"


class OnlyForward(nn.Module):
    def forward(self, x):
        return x


def pair(encode, decode=lambda features: features[..., :32]):
    return SimpleNamespace(encode=encode, decode=decode)


def test_a_module_without_encode_and_decode():
    with pytest.raises(AnalysisError, match="OnlyForward has no encode and no decode"):
        SparseAutoencoder(OnlyForward(), layer=1)
    with pytest.raises(AnalysisError, match="SimpleNamespace has no decode"):
        SparseAutoencoder(SimpleNamespace(encode=abs), layer=1)
    with pytest.raises(AnalysisError, match=r"'resid_post', .* got 'head_pattern'"):
        SparseAutoencoder(ReluSAE(2, 2), layer=1, component="head_pattern")


@pytest.mark.parametrize(
    ("module", "layer", "words"),
    [
        (
            ReluSAE(128, 16),
            1,
            r"encode of ReluSAE does not take \[1, 6, 32\] for .* 1: .*128.* 32 wide",
        ),
        (ReluSAE(32, 16), 3, "there is no layer 3: they are 0 to 2"),
        (ReluSAE(32, 16), -4, "there is no layer -4"),
        (pair(lambda x: x[:, 0]), 1, r"gave \[1, 32\] for vectors \[1, 6, 32\]: expected one row of features"),
        (pair(lambda x: x.sum()), 1, "gives a tensor, the last dimension"),
        (pair(lambda x: (x, x)), 1, "gives a tensor, the last dimension the features or the width; got tuple"),
        (
            pair(lambda x: x, lambda f: f[..., :8]),
            1,
            r"gave \[1, 6, 8\] .* resid_post .* is \[1, 6, 32\] here",
        ),
    ],
)
def test_what_does_not_fit(gpt2, module, layer, words):
    before = hooks_on(gpt2.module)
    expected = gpt2.module(IDS).logits
    sae = SparseAutoencoder(module, layer=layer)
    with pytest.raises(AnalysisError, match=words), torch.no_grad(), gpt2.trace(IDS):
        sae.write(gpt2, sae.read(gpt2))
    assert hooks_on(gpt2.module) == before
    assert gpt2.module(IDS).logits.equal(expected)


def test_features_of_another_shape(gpt2):
    sae = SparseAutoencoder(ReluSAE(32, 16), layer=1)
    for features, words in (
        (torch.zeros(1, 6, 15), r"decode of ReluSAE does not take \[1, 6, 15\]"),
        (torch.zeros(1, 5, 16), r"gave \[1, 5, 32\] .* is \[1, 6, 32\] here"),
        (0, "features are a tensor .* got int"),
    ):
        with pytest.raises(AnalysisError, match=words), torch.no_grad(), gpt2.trace(IDS):
            sae.write(gpt2, features)
    with pytest.raises(AnalysisError, match="there is no feature 16: they are 0 to 15"):
        sae.direction(gpt2, 16)


def test_outside_a_trace_and_where_there_is_no_such_place(gpt2):
    sae = SparseAutoencoder(ReluSAE(32, 16), layer=0)
    with pytest.raises(NotTracingError, match="only while the model runs"):
        sae.read(gpt2)
    with pytest.raises(ModelError, match="no `resid_mid`"):
        sae = SparseAutoencoder(ReluSAE(32, 16), layer=0, component="resid_mid")
        with tiny("gpt_neox").trace(IDS):
            sae.read(tiny("gpt_neox"))


def test_a_write_that_changes_nothing_is_said(gpt2):
    sae = SparseAutoencoder(ReluSAE(32, 16).requires_grad_(False), layer=0)
    with pytest.warns(UnchangedWarning, match="changed nothing"), torch.no_grad(), gpt2.trace(IDS):
        sae.write(gpt2, sae.read(gpt2))
    assert repr(sae) == "<SparseAutoencoder ReluSAE at resid_post of layer 0>"


@pytest.mark.parametrize(
    ("call", "options", "error", "words"),
    [
        (feature_ablation, {"features": [40]}, AnalysisError, "no feature 40: they are 0 to 39"),
        (feature_ablation, {"features": []}, AnalysisError, "nothing to ablate: no features"),
        (feature_ablation, {"by": ("layer",)}, AnalysisError, r"by \(\"feature\",\) or"),
        (feature_ablation, {"positions": [1]}, AnalysisError, 'add "position" to by'),
        (feature_attribution, {"features": [-41]}, AnalysisError, "no feature -41"),
        (feature_attribution, {"positions": [6]}, AnalysisError, "no position 6: they are 0 to 5"),
        (feature_attribution, {"method": "exact"}, AnalysisError, "'exact'"),
        (feature_attribution, {"method": "integrated", "steps": 0}, AnalysisError, "0 steps"),
        (feature_attribution, {"metric": metrics.rank(3)}, MetricError, "no gradient"),
        (feature_attribution, {"metric": metrics.custom(lambda at: at[:, 3].detach())}, MetricError, "no gradient"),
    ],
)
def test_what_analyses_refuse(call, options, error, words):
    model = tiny("gpt2")
    with pytest.raises(error, match=words):
        call(model, SparseAutoencoder(ReluSAE(32, 40), layer=1), IDS, **{"metric": METRIC, **options})


def test_prompts_that_do_not_fit(demo):
    sae = SparseAutoencoder(ReluSAE(128, 40), layer=1)
    with pytest.raises(AnalysisError, match="takes one prompt; got 2"):
        sparse_features(demo, sae, ["The city of", "The city in"])
    with pytest.raises(AnalysisError, match="these have 7, 8 tokens"):
        feature_attribution(demo, sae, EIFFEL, metric=PARIS, other=COLOSSEUM)
    with pytest.raises(AnalysisError, match="another to be compared with; got 1 and 2"):
        feature_attribution(demo, sae, EIFFEL, metric=PARIS, other=[EIFFEL, EIFFEL])
    with pytest.raises(AnalysisError, match="these have 7, 8 tokens"):
        feature_ablation(demo, sae, [EIFFEL, COLOSSEUM], metric=PARIS)
    with pytest.raises(ModelError, match="no `resid_mid`"):
        sparse_features(tiny("gpt_neox"), SparseAutoencoder(ReluSAE(32, 8), layer=0, component="resid_mid"), IDS)
