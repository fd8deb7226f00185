"""Path patching equals three runs with bare hooks for each sender."""

from __future__ import annotations

import pytest
import torch

import nnexplore
from nnexplore.analysis import activation_patching, edge_patching, metrics, path_patching
from nnexplore.errors import AnalysisError, ModelError
from tests.analysis.naive import places
from tests.analysis.naive.paths import path
from tests.tiny import ALL_KINDS, tiny

CLEAN = torch.tensor([[5, 17, 99, 4, 250, 31]])
CORRUPTED = torch.tensor([[6, 45, 98, 1000, 12, 30]])
METRIC = metrics.logit_diff(11, 12)
COUNT = 3
WAYS = [
    None,
    {"head_q": [(2, 1)]},
    {"head_k": [(2, 0)], "head_v": [(1, 1), (2, 0)]},
    {"head_q": [(1, 0), (2, 3)], "head_v": [(2, 1)]},
    {"mlp_in": [1]},
    {"mlp_in": [2, 0], "head_q": [(2, 3)]},
]


def naive(*cell):
    """The metric of one cell: see ``paths.path``."""
    return number(path(*cell))


def number(logits):
    return float(logits[0, -1, 11] - logits[0, -1, 12])


def close(mine, other):
    assert abs(mine - other) <= 1e-5 * (1 + abs(other))


@pytest.mark.parametrize("kind", ["gpt2", "llama"])
@pytest.mark.parametrize("receivers", WAYS)
@pytest.mark.parametrize("through_mlps", [False, True])
def test_heads_are_those_of_bare_hooks(kind, receivers, through_mlps):
    model = tiny(kind)
    found = path_patching(
        model, CLEAN, CORRUPTED, metric=METRIC, receivers=receivers, through_mlps=through_mlps, progress=False
    )
    assert found.values.shape == (COUNT, 4)
    for layer in range(COUNT):
        for head in range(4):
            place = (slice(None), slice(None), head)
            cell = naive(model.module, CLEAN, CORRUPTED, "head_out", layer, place, receivers, through_mlps)
            close(found.at(layer=layer, head=head), cell)
    assert (found.values - found.baselines["corrupted"]).abs().max() > 1e-3


@pytest.mark.parametrize("kind", ["gpt_neox", "opt", "gemma2", "phi", "olmo2"])
@pytest.mark.parametrize("receivers", [None, WAYS[3], *WAYS[4:]])
def test_other_architectures(kind, receivers):
    """Parallel blocks, a norm after attention, batch and tokens in one dimension."""
    model = tiny(kind)
    found = path_patching(
        model, CLEAN, CORRUPTED, metric=METRIC, receivers=receivers, layers=[0, 1], heads=[2], progress=False
    )
    for layer in (0, 1):
        place = (slice(None), slice(None), 2)
        close(
            found.at(layer=layer, head=2),
            naive(model.module, CLEAN, CORRUPTED, "head_out", layer, place, receivers, False),
        )


@pytest.mark.parametrize("kind", ["gpt2", "llama"])
@pytest.mark.parametrize("receivers", [None, WAYS[3], WAYS[5]])
def test_other_senders_and_axes(kind, receivers):
    model = tiny(kind)
    for sender, by, chosen in [
        ("head_out", ("layer", "head", "position"), {"positions": [2], "heads": [1]}),
        ("attn_out", ("layer",), {}),
        ("mlp_out", ("layer",), {}),
        ("neurons", ("layer", "neuron"), {"neurons": [5]}),
    ]:
        found = path_patching(
            model, CLEAN, CORRUPTED, metric=METRIC, sender=sender, receivers=receivers, by=by, progress=False, **chosen
        )
        place = {"head_out": (slice(None), 2, 1), "neurons": (..., 5)}.get(sender, ...)
        for layer in range(COUNT):
            cell = naive(model.module, CLEAN, CORRUPTED, sender, layer, place, receivers, False)
            close(float(found.values[layer].reshape(())), cell)


@pytest.mark.parametrize("kind", ["gpt2", "llama"])
@pytest.mark.parametrize("receivers", [None, WAYS[2]])
def test_mlps_by_position_noising(kind, receivers):
    model = tiny(kind)
    options = {"sender": "mlp_out", "direction": "noising", "positions": [1, -1], "progress": False}
    found = path_patching(model, CLEAN, CORRUPTED, metric=METRIC, receivers=receivers, **options)
    for layer in range(COUNT):
        for position in (1, 5):
            place = (slice(None), position)
            cell = naive(model.module, CORRUPTED, CLEAN, "mlp_out", layer, place, receivers, False)
            close(found.at(layer=layer, position=position), cell)


@pytest.mark.parametrize("through_mlps", [False, True])
def test_falcon(monkeypatch, through_mlps):
    """One norm for attention and MLP, which are given the very same tensor."""
    falcon = places.Places(
        blocks="transformer.h", norm="transformer.ln_f", attn="self_attention", out_proj="self_attention.dense",
        attn_out="self_attention", mlp_out="mlp", last_linear="mlp.dense_4h_to_h", mlp_in=None,
    )  # fmt: skip
    monkeypatch.setitem(places.KINDS, "falcon", falcon)
    model, receivers = tiny("falcon"), {"mlp_in": [0, 2]}
    found = path_patching(
        model, CLEAN, CORRUPTED, metric=METRIC, receivers=receivers, through_mlps=through_mlps, progress=False
    )
    for layer in range(COUNT):
        place = (slice(None), slice(None), 1)
        cell = naive(model.module, CLEAN, CORRUPTED, "head_out", layer, place, receivers, through_mlps)
        close(found.at(layer=layer, head=1), cell)
    assert (found.values[0] != found.baselines["corrupted"]).any()


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_attention_reaches_the_mlp_of_its_layer_where_one_follows_the_other(kind):
    model, options = tiny(kind), {"metric": METRIC, "receivers": {"mlp_in": [0]}, "layers": [0], "progress": False}
    if kind == "mamba":
        with pytest.raises(ModelError, match="has no `attn_out`: neither a softmax"):
            path_patching(model, CLEAN, CORRUPTED, sender="attn_out", **options)
        return
    found = path_patching(model, CLEAN, CORRUPTED, sender="attn_out", by=("layer",), **options)
    parallel = kind in ("gpt_neox", "phi", "gptj", "falcon", "cohere2", "codegen")
    assert (float(found.values[0]) == found.baselines["corrupted"]) == parallel


def test_an_mlp_whose_stream_is_not_known():
    """A block with a norm that is no module: attention does reach the MLP, which the anatomy cannot show."""
    from transformers import GPT2Config, GPT2LMHeadModel

    config = GPT2Config(vocab_size=2048, n_positions=64, n_embd=32, n_layer=3, n_head=4, initializer_range=0.3)
    module = GPT2LMHeadModel(config).eval()
    block = module.transformer.h[1]

    def forward(hidden, *args, **kwargs):
        hidden = hidden + block.attn(block.ln_1(hidden), *args, **kwargs)[0]
        return hidden + block.mlp(torch.nn.functional.layer_norm(hidden, hidden.shape[-1:]))

    block.forward = forward
    model = nnexplore.LanguageModel(module, tokenizer=tiny("gpt2").tokenizer)
    with pytest.raises(ModelError, match=r"h\.1: what its MLP reads of the stream is not known.* no module is given"):
        path_patching(model, CLEAN, CORRUPTED, metric=METRIC, receivers={"mlp_in": [1]}, progress=False)
    with pytest.raises(ModelError, match=r"h\.1: what its MLP reads of the stream is not known"):
        edge_patching(model, CLEAN, CORRUPTED, metric=METRIC, receivers=["mlp_in"], progress=False)


def test_a_sender_behind_all_receivers_does_nothing():
    model, receivers = tiny("gpt2"), {"head_q": [(1, 0), (1, 0), (-2, 0)]}
    found = path_patching(model, CLEAN, CORRUPTED, metric=METRIC, receivers=receivers, progress=False)
    assert (found.values[1:] == found.baselines["corrupted"]).all()
    assert (found.values[0] != found.baselines["corrupted"]).any()
    assert len(found.prompts) == COUNT
    none = path_patching(model, CLEAN, CORRUPTED, metric=METRIC, receivers=receivers, layers=[2], progress=False)
    assert none.plan is None
    assert (none.recovery().values == 0).all()


def test_every_way_at_once_is_activation_patching():
    """With MLPs free, all that a head of the last layer does goes straight to the logits."""
    model = tiny("llama")
    options = {"metric": METRIC, "layers": [2], "progress": False}
    direct = path_patching(model, CLEAN, CORRUPTED, through_mlps=True, **options)
    whole = activation_patching(model, CLEAN, CORRUPTED, component="head_out", **options)
    torch.testing.assert_close(direct.values, whole.values, atol=1e-5, rtol=1e-5)


def test_several_prompts_are_each_by_itself(demo):
    clean = ["The capital of France is", "The capital of Germany is"]
    corrupted = ["The capital of Italy is", "The capital of Spain is"]
    metric, options = metrics.logit_diff(" Paris", " Rome"), {"receivers": {"head_v": [(3, 1)]}, "progress": False}
    both = path_patching(demo, clean, corrupted, metric=metric, **options)
    for at in range(2):
        one = path_patching(demo, clean[at], corrupted[at], metric=metric, **options)
        torch.testing.assert_close(both.prompts[..., at], one.values, atol=1e-4, rtol=1e-5)
    assert both.name == "path patching of head_out to head_v [(3, 1)], denoising"


def test_prompts_of_different_lengths(demo):
    clean, corrupted = "The Eiffel Tower is in the city of", "The Colosseum is in the city of"
    metric, options = metrics.logit_diff(" Paris", " Rome"), {"sender": "mlp_out", "progress": False}
    found = path_patching(demo, clean, corrupted, metric=metric, align="end", **options)
    assert len(found.axes[1]) == 7
    with pytest.raises(AnalysisError, match="the prompts have 8 and 7 tokens"):
        path_patching(demo, clean, corrupted, metric=metric, **options)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"direction": "both"}, 'direction is "denoising" or "noising"; got \'both\''),
        ({"sender": "resid_pre"}, "a sender is 'head_out', 'attn_out', 'mlp_out', 'neurons'; got 'resid_pre'"),
        ({"receivers": {}}, r'there are no receivers: name some, as \{"head_q": \[\(3, 0\)\], "mlp_in": \[2\]\}'),
        ({"receivers": {"head_out": [(1, 0)]}}, "a receiver is 'head_q', 'head_k', 'head_v', 'mlp_in'; got 'head_out'"),
        ({"receivers": {"head_q": [1]}}, r"a receiver of head_q is a layer and a head, as \(3, 0\); got 1"),
        ({"receivers": {"head_q": [(3, 0)]}}, "there is no layer 3 of head_q: they are 0 to 2"),
        ({"receivers": {"head_k": [(1, 2)]}}, "there is no head 2 of head_k: they are 0 to 1"),
        ({"receivers": {"mlp_in": [(1, 0)]}}, r"a receiver of mlp_in is a layer, as 3; got \(1, 0\)"),
        ({"receivers": {"mlp_in": [-4]}}, "there is no layer -4 of mlp_in: they are 0 to 2"),
        ({"layers": [5]}, "there is no layer 5: they are 0 to 2"),
        ({"neurons": [5]}, "add 'neuron' to by"),
        ({"sendr": "mlp_out"}, r"path_patching has no option 'sendr'\. Did you mean 'sender'\? It has .*through_mlps"),
    ],
)
def test_paths_that_cannot_be(options, message):
    with pytest.raises(AnalysisError, match=message):
        path_patching(tiny("llama"), CLEAN, CORRUPTED, metric=METRIC, **options)
