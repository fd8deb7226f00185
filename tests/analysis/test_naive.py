"""The references themselves: what must hold of one-run-per-cell patching whatever the weights."""

import pytest
import torch

from tests.analysis.naive import (
    COMPONENTS,
    KINDS,
    has,
    naive_ablation,
    naive_attribution,
    naive_patching,
    naive_replacement,
    naive_tracing,
    values_of,
)
from tests.analysis.naive.attribution import head_contributions
from tests.analysis.naive.forward import forward
from tests.analysis.naive.patching import replacing
from tests.analysis.naive.places import STREAMS, blocks_of, head_count
from tests.reference import hooks_on
from tests.tiny import tiny

CLEAN, CORRUPTED = torch.tensor([[5, 9, 42, 17, 300, 7]]), torch.tensor([[5, 9, 77, 17, 300, 7]])
PAIRS = [(kind, component) for kind in KINDS for component in COMPONENTS if has(kind, component)]


def metric(logits):
    return logits[0, -1, 3] - logits[0, -1, 8]


def plain(module, ids):
    with torch.no_grad():
        return module(input_ids=ids, use_cache=False).logits


@pytest.fixture(params=KINDS)
def module(request):
    return tiny(request.param).module


def close(one, other, atol=1e-5):
    return torch.allclose(torch.as_tensor(one).float(), torch.as_tensor(other).float(), atol=atol, rtol=1e-5)


@pytest.mark.parametrize(("kind", "component"), PAIRS)
def test_clean_into_clean_changes_nothing(kind, component):
    module = tiny(kind).module
    values = naive_patching(module, CLEAN, CLEAN, component, metric)
    axis = CLEAN.shape[1] if component in STREAMS else head_count(module, component)
    assert values.shape == (len(blocks_of(module)), axis)
    assert close(values, metric(plain(module, CLEAN)).expand_as(values))


@pytest.mark.parametrize(("kind", "component"), PAIRS)
def test_clean_into_corrupted_matters_somewhere(kind, component):
    module = tiny(kind).module
    values = naive_patching(module, CLEAN, CORRUPTED, component, metric)
    assert (values - metric(plain(module, CORRUPTED))).abs().max() > 1e-3


@pytest.mark.parametrize("component", ["head_out", "head_q", "head_k", "head_v", "head_pattern"])
def test_heads_at_positions(module, component):
    values = naive_patching(module, CLEAN, CORRUPTED, component, metric, axes=("head", "position"))
    assert values.shape == (len(blocks_of(module)), head_count(module, component), CLEAN.shape[1])
    before = values[:, :, :2]  # where the prompts are still the same
    assert close(before, metric(plain(module, CORRUPTED)).expand_as(before))


def everything(module, component, layer):
    value = values_of(module, CLEAN, component)[layer]
    return forward(module, CORRUPTED, {(component, layer): replacing((slice(None),), value)})[0]


def test_the_whole_stream_of_one_layer_is_the_clean_run(module):
    last = len(blocks_of(module)) - 1
    for component, layer in [("resid_pre", 0), ("resid_pre", last), ("resid_post", 0), ("resid_post", last)]:
        assert close(everything(module, component, layer), plain(module, CLEAN))
    if has(module.config.model_type, "resid_mid"):
        assert close(everything(module, "resid_mid", 1), plain(module, CLEAN))
        assert not close(everything(module, "mlp_in", 1), plain(module, CLEAN))


def test_one_blocks_output_is_the_nexts_input(module):
    post = naive_patching(module, CLEAN, CORRUPTED, "resid_post", metric)
    pre = naive_patching(module, CLEAN, CORRUPTED, "resid_pre", metric)
    assert close(post[:-1], pre[1:])
    assert close(post[-1, -1], metric(plain(module, CLEAN)))
    assert close(post[-1, :-1], metric(plain(module, CORRUPTED)).expand_as(post[-1, :-1]))


def test_both_ways_into_attention_give_the_clean_output(module):
    """With clean q, k and v, a block's attention is the clean one; and with clean z."""
    attn = values_of(module, CLEAN, "attn_out")
    whole = (slice(None),)
    inside = {(n, 1): replacing(whole, values_of(module, CLEAN, n)[1]) for n in ("head_q", "head_k", "head_v")}
    assert close(forward(module, CORRUPTED, inside, [("attn_out", 1)])[1]["attn_out", 1], attn[1])
    z = {("head_out", 1): replacing(whole, values_of(module, CLEAN, "head_out")[1])}
    assert close(forward(module, CORRUPTED, z, [("attn_out", 1)])[1]["attn_out", 1], attn[1])


def test_what_the_stream_gains_is_attention_and_mlp(module):
    pre, post, attn, mlp = (values_of(module, CLEAN, n) for n in ("resid_pre", "resid_post", "attn_out", "mlp_out"))
    for layer, before in enumerate(pre):
        assert close(before + attn[layer] + mlp[layer], post[layer])


def test_pattern_rows_sum_to_one_and_are_causal(module):
    for pattern in values_of(module, CLEAN, "head_pattern"):
        assert close(pattern.sum(-1), torch.ones(pattern.shape[:-1]))
        assert pattern.triu(1).count_nonzero() == 0


def test_the_pattern_times_the_values_is_z(module):
    patterns, values, zs = (values_of(module, CLEAN, name) for name in ("head_pattern", "head_v", "head_out"))
    for pattern, value, z in zip(patterns, values, zs, strict=True):
        repeated = value.repeat_interleave(z.shape[2] // value.shape[2], dim=2)
        assert close(torch.einsum("bhqk,bkhd->bqhd", pattern, repeated), z)


def test_heads_sum_to_what_attention_adds(module):
    """But for a bias, which is the same at every position."""
    heads, attn = head_contributions(module, CLEAN).sum(-2), torch.stack(values_of(module, CLEAN, "attn_out"))
    rest = attn - heads
    assert close(rest, rest[:, :, :1].expand_as(rest))
    if not any("bias" in name for name, _ in module.named_parameters()):
        assert close(rest, torch.zeros_like(rest))


def test_the_parts_of_a_logit_difference_sum_to_it(module):
    parts = naive_attribution(module, CLEAN, answer=3, other=8)
    assert close(parts.head_out.sum(-1) + parts.attn_bias, parts.attn_out)
    whole = parts.embed + parts.attn_out.sum() + parts.mlp_out.sum() + parts.bias
    assert abs(float(whole) - parts.total) < 1e-4
    if not getattr(module.config, "final_logit_softcapping", None):
        assert abs(parts.total - float(metric(plain(module, CLEAN)))) < 1e-4


def test_ablation_is_replacement_by_zero_or_the_mean(module):
    others = torch.tensor([[5, 9, 42, 17, 300, 7], [1, 2, 3, 4, 5, 6]])
    for component in ("attn_out", "head_out"):
        values = values_of(module, CLEAN, component)
        zero = naive_replacement(module, CLEAN, component, metric, [torch.zeros_like(value) for value in values])
        assert close(naive_ablation(module, CLEAN, component, metric), zero)
        means = [value.flatten(0, 1).mean(0).expand_as(one) for value, one in
                 zip(values_of(module, others, component), values, strict=True)]  # fmt: skip
        by_hand = naive_replacement(module, CLEAN, component, metric, means)
        assert close(naive_ablation(module, CLEAN, component, metric, mean_over=others), by_hand)


def test_causal_tracing(module):
    torch.manual_seed(0)
    noise = torch.randn(2, 2, module.get_input_embeddings().weight.shape[1])
    found = naive_tracing(module, CLEAN, [1, 2], noise, "resid_post", metric)
    assert abs(found.clean - float(metric(plain(module, CLEAN)))) < 1e-5
    assert abs(found.clean - found.corrupted) > 1e-3
    assert close(found.restored[-1, -1], found.clean)  # the last position's last state is all that the metric sees
    assert close(found.restored[:, 0], torch.full((len(blocks_of(module)),), found.corrupted))  # before the subject
    silent = naive_tracing(module, CLEAN, [1, 2], torch.zeros_like(noise), "mlp_out", metric, window=3)
    assert close(silent.restored, torch.full_like(silent.restored, found.clean))


def test_the_model_is_left_as_found(module):
    before, attention = hooks_on(module), module.config._attn_implementation
    naive_patching(module, CLEAN, CORRUPTED, "head_pattern", metric)
    assert hooks_on(module) == before
    assert module.config._attn_implementation == attention
