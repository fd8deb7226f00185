"""Promoted tokens are what a vector adds to the logits while the final norm's scale stays."""

from __future__ import annotations

import pytest
import torch

from nnexplore.analysis import direct_logit_attribution, promoted_tokens
from nnexplore.errors import AnalysisError
from tests.tiny import ALL_KINDS, tiny

IDS = torch.tensor([[5, 17, 99, 4, 250, 31, 8, 77]])


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_by_autograd_of_the_models_own_tail(kind):
    """Times a run's scale: the derivative of the norm and unembedding, without what goes through the scale."""
    model = tiny(kind)
    result = promoted_tokens(model, torch.arange(32.0).sin(), k=2000)
    assert len(result.values) == 2048
    stream = {}
    norm, unembed = model.module.get_submodule(model.probe.norm), model.module.get_output_embeddings()
    hook = norm.register_forward_pre_hook(lambda _, args: stream.update(x=args[0][0, -1]))
    with torch.no_grad():
        model.module(IDS)
    hook.remove()
    x, vector = stream["x"].double(), torch.arange(32.0).sin().double()
    centred = "RMS" not in type(norm).__name__
    spread = x - x.mean() if centred else x
    moved = vector - vector.mean() if centred else vector
    along = spread * (spread @ moved) / (spread @ spread)  # what changes the scale
    across = (moved - along).float()
    point = x.float().requires_grad_()
    _, slope = torch.autograd.functional.jvp(lambda at: unembed(norm(at[None, None]))[0, 0], point, across)
    scale = float(direct_logit_attribution(model, IDS, 11).scale)
    mine = promoted_tokens(model, across, k=2000)
    by_id = torch.empty(2048, dtype=torch.float64)
    by_id[list(mine.axes[0].numbers)] = mine.values.double()
    assert (by_id * scale - slope.double()).abs().max() < 2e-4 * (1 + slope.abs().max())


def test_the_ends_of_the_vocabulary(demo):
    vector = demo.layers[3].mlp.c_proj.weight[188]
    whole, ends = promoted_tokens(demo, vector, k=10_000), promoted_tokens(demo, vector, k=5)
    assert ends.axes[0].numbers == (*whole.axes[0].numbers[:5], *whole.axes[0].numbers[-5:])
    assert len(set(whole.axes[0].numbers)) == len(whole.values) == 1534
    assert ends.values.tolist() == sorted(ends.values.tolist(), reverse=True)


def test_the_neuron_that_says_paris_promotes_cities(demo):
    best = direct_logit_attribution(demo, "The Eiffel Tower is in the city of", " Paris", " Rome", by="neuron").top(1)
    where = best[0].where
    tokens = promoted_tokens(demo, demo.layers[where["layer"]].mlp.c_proj.weight[where["neuron"]], k=10)
    assert {" Paris", " Chicago", " Berlin", " Madrid", " Tokyo"} <= set(tokens.axes[0].labels[:10])


def test_errors(gpt2):
    with pytest.raises(AnalysisError, match=r"is a tensor \[32\]; got \[31\]"):
        promoted_tokens(gpt2, torch.zeros(31))
    with pytest.raises(AnalysisError, match=r"is a tensor \[32\]; got list"):
        promoted_tokens(gpt2, [0.0] * 32)
    with pytest.raises(AnalysisError, match="at least 1; got 0"):
        promoted_tokens(gpt2, torch.zeros(32), k=0)
