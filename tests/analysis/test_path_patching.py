"""Path patching equals three runs with bare hooks for each sender."""

from __future__ import annotations

import pytest
import torch

from nnexplore.analysis import activation_patching, metrics, path_patching
from nnexplore.errors import AnalysisError
from tests.analysis.naive.forward import forward, values_of
from tests.tiny import tiny

CLEAN = torch.tensor([[5, 17, 99, 4, 250, 31]])
CORRUPTED = torch.tensor([[6, 45, 98, 1000, 12, 30]])
METRIC = metrics.logit_diff(11, 12)
COUNT = 3
WAYS = [
    None,
    {"head_q": [(2, 1)]},
    {"head_k": [(2, 0)], "head_v": [(1, 1), (2, 0)]},
    {"head_q": [(1, 0), (2, 3)], "head_v": [(2, 1)]},
]


def naive(module, source, target, sender, layer, place, receivers, through_mlps):
    """The metric of one cell: every later head and MLP held, what reaches the receivers put into the target run."""
    own = {name: values_of(module, target, name) for name in ("head_out", "mlp_out")}
    other = values_of(module, source, sender)[layer]

    def patched(value):
        value = value.clone()
        value[place] = other[place]
        return value

    edits = {("head_out", at): (lambda _, at=at: own["head_out"][at]) for at in range(layer + 1, COUNT)}
    first = layer + (sender not in ("head_out", "attn_out"))
    if not through_mlps:
        edits |= {("mlp_out", at): (lambda _, at=at: own["mlp_out"][at]) for at in range(first, COUNT)}
    edits[sender, layer] = patched
    wanted = [(name, at) for name, places in (receivers or {}).items() for at, _ in places]
    logits, seen = forward(module, target, edits, wanted)
    if receivers is None:
        return number(logits)
    put = {}
    for name, at in wanted:
        which = [head for where, head in receivers[name] if where == at]

        def receive(value, key=(name, at), which=which):
            value = value.clone()
            value[:, :, which] = seen[key][:, :, which]
            return value

        put[name, at] = receive
    return number(forward(module, target, put)[0])


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


@pytest.mark.parametrize("kind", ["gpt_neox", "opt", "gemma2", "phi"])
@pytest.mark.parametrize("receivers", [None, WAYS[3]])
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
@pytest.mark.parametrize("receivers", [None, WAYS[3]])
def test_other_senders_and_axes(kind, receivers):
    model = tiny(kind)
    for sender, by, chosen in [
        ("head_out", ("layer", "head", "position"), {"positions": [2], "heads": [1]}),
        ("attn_out", ("layer",), {}),
        ("neurons", ("layer", "neuron"), {"neurons": [5]}),
    ]:
        found = path_patching(
            model, CLEAN, CORRUPTED, metric=METRIC, sender=sender, receivers=receivers, by=by, progress=False, **chosen
        )
        place = {"head_out": (slice(None), 2, 1), "attn_out": (slice(None),), "neurons": (..., 5)}[sender]
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
        ({"receivers": {}}, r'there are no receivers: name some, as \{"head_q": \[\(3, 0\)\]\}'),
        ({"receivers": {"head_out": [(1, 0)]}}, "a receiver is 'head_q', 'head_k', 'head_v'; got 'head_out'"),
        ({"receivers": {"head_q": [1]}}, r"a receiver of head_q is a layer and a head, as \(3, 0\); got 1"),
        ({"receivers": {"head_q": [(3, 0)]}}, "there is no layer 3 of head_q: they are 0 to 2"),
        ({"receivers": {"head_k": [(1, 2)]}}, "there is no head 2 of head_k: they are 0 to 1"),
        ({"layers": [5]}, "there is no layer 5: they are 0 to 2"),
        ({"neurons": [5]}, "add 'neuron' to by"),
    ],
)
def test_paths_that_cannot_be(options, message):
    with pytest.raises(AnalysisError, match=message):
        path_patching(tiny("llama"), CLEAN, CORRUPTED, metric=METRIC, **options)
