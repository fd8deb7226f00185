"""Edges equal bare hooks: each receiver reads a stream of its own; estimates equal PyTorch's autograd there."""

from __future__ import annotations

import math

import pytest
import torch

from nnexplore.analysis import activation_patching, edge_attribution_patching, edge_patching, metrics, path_patching
from nnexplore.analysis.edge_changes import changes_of
from nnexplore.analysis.edges import Sender
from nnexplore.analysis.pair import Pair
from nnexplore.errors import AnalysisError, MetricError, ModelError
from tests.analysis.naive.paths import changes, logits_with, logits_with_head, slope
from tests.tiny import tiny

CLEAN = torch.tensor([[5, 17, 99, 4, 250, 31]])
CORRUPTED = torch.tensor([[6, 45, 98, 1000, 12, 30]])
METRIC = metrics.logit_diff(11, 12)
KINDS = ["gpt2", "llama", "gpt_neox", "gemma2"]
PARALLEL = ["gpt_neox", "phi"]
SENDERS = {"embed": None, "head_out": [(0, 1), (1, 3), (2, 0)], "attn_out": [0], "mlp_out": None}
RECEIVERS = {
    "head_q": [(0, 2), (2, 3)], "head_k": [(1, 1)], "head_v": [(2, 0)], "attn_in": [1], "mlp_in": None, "logits": None,
}  # fmt: skip
OPTIONS = {"metric": METRIC, "progress": False}


def difference(logits):
    return logits[0, -1, 11] - logits[0, -1, 12]


def close(mine, other):
    assert abs(mine - other) <= 1e-5 * (1 + abs(other)), (mine, other)


def sender_of(label):
    """A sender as the naive reference has it."""
    words = {"embedding": "embed", "attention": "attn_out", "mlp": "mlp_out", "head": "head_out"}
    name, _, place = label.partition(" ")
    layer, _, head = place.partition(".")
    return words[name], int(layer or 0), int(head) if head else None


def receiver_of(label):
    words = {"logits": "logits", "attention": "attn_in", "mlp": "mlp_in"}
    name, _, place = label.partition(" ")
    place, _, letter = place.partition(" ")
    layer, _, head = place.partition(".")
    return words.get(name, f"head_{letter or 'in'}"), int(layer or 0), int(head) if head else None


def before(kind, sender, receiver):
    """Whether a sender comes before a receiver."""
    (one, here, _), (two, there, _) = sender, receiver
    if one == "embed" or two == "logits" or here < there:
        return True
    return here == there and two == "mlp_in" and one in ("head_out", "attn_out") and kind not in PARALLEL


def places(found):
    down, across = found.axes
    return [(here, there) for here in down.labels for there in across.labels]


@pytest.mark.parametrize("kind", KINDS)
def test_each_edge_is_that_of_bare_hooks(kind):
    model = tiny(kind)
    found = edge_patching(model, CLEAN, CORRUPTED, senders=SENDERS, receivers=RECEIVERS, **OPTIONS)
    assert found.values.shape == (8, 9)
    assert found.values.isfinite().any()
    for here, there in places(found):
        sender, receiver, mine = sender_of(here), receiver_of(there), found.at(sender=here, receiver=there)
        if not before(kind, sender, receiver):
            assert math.isnan(mine)
            continue
        change = changes(model.module, CLEAN, CORRUPTED, sender)
        with torch.no_grad():
            close(mine, float(difference(logits_with(model.module, CORRUPTED, {receiver: change}))))
    with torch.no_grad():
        assert abs(found.baselines["clean"] - float(difference(model.module(CLEAN).logits))) < 1e-5


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("direction", ["denoising", "noising"])
def test_each_estimate_is_that_of_autograd(kind, direction):
    model = tiny(kind)
    found = edge_attribution_patching(
        model, CLEAN, CORRUPTED, senders=SENDERS, receivers=RECEIVERS, direction=direction, **OPTIONS
    )
    source, target = (CLEAN, CORRUPTED) if direction == "denoising" else (CORRUPTED, CLEAN)
    receivers = [receiver_of(there) for there in found.axes[1].labels]
    known = {one: slope(model.module, target, one, difference) for one in receivers}
    for here, there in places(found):
        sender, receiver, mine = sender_of(here), receiver_of(there), found.at(sender=here, receiver=there)
        if not before(kind, sender, receiver):
            assert math.isnan(mine)
            continue
        close(mine, float((changes(model.module, source, target, sender) * known[receiver]).sum()))
    assert all(parameter.grad is None for parameter in model.module.parameters())


@pytest.mark.parametrize("kind", KINDS)
def test_integrated_slopes_are_means_along_the_embeddings(kind):
    model = tiny(kind)
    found = edge_attribution_patching(
        model, CLEAN, CORRUPTED, senders=SENDERS, receivers=RECEIVERS, method="integrated", steps=3, **OPTIONS
    )
    way = changes(model.module, CLEAN, CORRUPTED, ("embed", 0, None))
    for there in found.axes[1].labels:
        receiver = receiver_of(there)
        known = [slope(model.module, CORRUPTED, receiver, difference, at / 6 * way) for at in (1, 3, 5)]
        for here in found.axes[0].labels:
            sender = sender_of(here)
            if before(kind, sender, receiver):
                change = changes(model.module, CLEAN, CORRUPTED, sender)
                close(found.at(sender=here, receiver=there), float((change * torch.stack(known).mean(0)).sum()))
    assert found.name == "edge attribution patching, denoising, integrated in 3 steps"


@pytest.mark.parametrize("kind", ["gpt2", "llama"])
def test_all_that_one_head_takes_in(kind):
    """Of a query head alone, also where others share its keys and values."""
    model, ends = tiny(kind), {"senders": ["embed"], "receivers": {"head_in": [(0, 1), (1, 3)], "head_q": [(1, 0)]}}
    true = edge_patching(model, CLEAN, CORRUPTED, **ends, **OPTIONS)
    estimate = edge_attribution_patching(model, CLEAN, CORRUPTED, **ends, **OPTIONS)
    assert true.axes[1].labels == ("head 0.1", "head 1.0 q", "head 1.3")
    change = changes(model.module, CLEAN, CORRUPTED, ("embed", 0, None))
    for layer, head in [(0, 1), (1, 3)]:
        place, zero = {"sender": "embedding", "receiver": f"head {layer}.{head}"}, torch.zeros_like(change)
        with torch.no_grad():
            logits = logits_with_head(model.module, CORRUPTED, layer, head, change)
        close(true.at(**place), float(difference(logits)))
        logits = logits_with_head(model.module, CORRUPTED, layer, head, zero.requires_grad_())
        close(estimate.at(**place), float((torch.autograd.grad(difference(logits), zero)[0] * change).sum()))


@pytest.mark.parametrize("kind", ["gpt2", "llama", "gpt_neox", "gemma2", "opt", "phi", "olmo2", "granite", "falcon"])
def test_edges_are_paths_that_are_held_everywhere_between(kind):
    """The other road to the same numbers: ``path_patching`` runs through all that lies between."""
    model = tiny(kind)
    ends = {"senders": {"head_out": [(0, 2), (1, 1)]}, "receivers": {"mlp_in": [1], "head_v": [(2, 0)], "logits": None}}
    found = edge_patching(model, CLEAN, CORRUPTED, **ends, **OPTIONS)
    for there, receivers in [("mlp 1", {"mlp_in": [1]}), ("head 2.0 v", {"head_v": [(2, 0)]}), ("logits", None)]:
        paths = path_patching(model, CLEAN, CORRUPTED, receivers=receivers, layers=[0, 1], heads=[1, 2], **OPTIONS)
        for layer, head in [(0, 2), (1, 1)]:
            mine = found.at(sender=f"head {layer}.{head}", receiver=there)
            close(paths.baselines["corrupted"] if math.isnan(mine) else mine, paths.at(layer=layer, head=head))
    estimate = edge_attribution_patching(model, CLEAN, CORRUPTED, **ends, **OPTIONS)
    assert estimate.values.isnan().equal(found.values.isnan())


@pytest.mark.parametrize(
    "kind", ["gpt2", "opt", "phi", "gpt_oss", "bloom", "granite", "olmo2", "falcon", "deepseek_v3"]
)
def test_the_slopes_of_small_changes_are_the_changes(kind):
    """Prompts whose embeddings hardly differ: there the estimate is what true patching gives."""
    model = tiny(kind)
    weight = model.module.get_submodule(model.anatomy.embed).weight
    kept = weight[31].detach().clone()
    prompts = torch.tensor([[6, 45, 98, 1000, 31, 30]]), torch.tensor([[6, 45, 98, 1000, 30, 30]])
    receivers = ["attn_in", "mlp_in", "logits", "head_q", "head_k", "head_v", "head_in"]
    with torch.no_grad():
        weight[31] = weight[30] + 1e-3 * kept
    try:
        found = edge_attribution_patching(model, *prompts, check=400, receivers=receivers, **OPTIONS)
    finally:
        with torch.no_grad():
            weight[31] = kept
    assert len(found.check.cells) > 200
    assert found.check.correlation > 0.999
    assert found.check.difference < 0.03 * max(map(abs, found.check.true))


def test_the_direct_way_is_the_whole_where_nothing_else_reads():
    """All that the last MLP adds goes to the logits."""
    for kind in ("gpt2", "mamba"):
        model = tiny(kind)
        name = "mlp_out" if kind == "gpt2" else "embed"
        senders = {name: [2] if name == "mlp_out" else None}
        found = edge_patching(model, CLEAN, CORRUPTED, senders=senders, receivers="logits", **OPTIONS)
        assert found.values.isfinite().all()
        if kind == "gpt2":
            whole = activation_patching(
                model, CLEAN, CORRUPTED, component="mlp_out", by=["layer"], layers=[2], **OPTIONS
            )
            close(float(found.values), float(whole.values))


def test_several_prompts_are_each_by_itself(demo):
    clean = ["The capital of France is", "The capital of Germany is"]
    corrupted = ["The capital of Italy is", "The capital of Spain is"]
    options = {"metric": metrics.logit_diff(" Paris", " Rome"), "progress": False, "receivers": ["mlp_in", "logits"]}
    for analysis in (edge_patching, edge_attribution_patching):
        both = analysis(demo, clean, corrupted, **options)
        for at in range(2):
            one = analysis(demo, clean[at], corrupted[at], **options)
            torch.testing.assert_close(both.prompts[..., at], one.values, atol=1e-4, rtol=1e-4, equal_nan=True)
        torch.testing.assert_close(both.values, both.prompts.mean(-1), equal_nan=True)


def test_the_circuit_of_a_capital(demo):
    """The country goes through one head's value to the first MLP, and from there to the logits."""
    prompts = "The capital of France is", "The capital of Italy is"
    options = {"metric": metrics.logit_diff(" Paris", " Rome"), "progress": False}
    found = edge_patching(demo, *prompts, **options)
    assert {(cell.where["sender"], cell.where["receiver"]) for cell in found.top(3)} == {
        (found.axes[0].place(here), found.axes[1].place(there))
        for here, there in [("embedding", "head 0.2 v"), ("head 0.2", "mlp 0"), ("mlp 0", "logits")]
    }
    estimate = edge_attribution_patching(demo, *prompts, check=20, **options)
    assert {cell.label for cell in estimate.top(3)} == {cell.label for cell in found.top(3)}
    assert estimate.check.correlation > 0.9
    change = found.values - found.baselines["corrupted"]
    true = tuple(float(change[int(cell.where["sender"]), int(cell.where["receiver"])]) for cell in estimate.check.cells)
    assert estimate.check.true == pytest.approx(true, abs=1e-4)
    assert "sender 0 'embedding', receiver 8 'head 0.2 v'" in repr(found)
    figure = found.plot()
    assert figure.layout.yaxis.ticktext[:4] == ("embedding", "head 0.0", "head 0.1", "head 0.2")
    assert (len(figure.data[0].z), len(figure.data[0].z[0])) == (21, 53)
    assert figure.data[0].z[5][0] is None  # MLP 0 is not before the queries of its layer


def test_prompts_of_different_lengths(demo):
    prompts = "The Eiffel Tower is in the city of", "The Colosseum is in the city of"
    pair = Pair.of(demo, *prompts, "end")
    (change,) = changes_of(demo, pair, [Sender("embed", -1)])
    assert change.shape == (1, 7, demo.module.config.hidden_size)
    assert not change[:, 2:-1].norm(dim=-1).eq(0).all()  # learned positions differ
    options = {"metric": metrics.logit_diff(" Paris", " Rome"), "progress": False, "receivers": ["mlp_in", "logits"]}
    assert edge_patching(demo, *prompts, align="end", **options).values.shape == (21, 5)
    (longer,) = changes_of(demo, Pair.of(demo, *prompts[::-1], "end"), [Sender("embed", -1)])
    assert longer.shape[1] == 8
    assert (longer[:, 0] == 0).all()
    with pytest.raises(AnalysisError, match="the prompts have 8 and 7 tokens"):
        edge_patching(demo, *prompts, **options)


@pytest.mark.parametrize("analysis", [edge_patching, edge_attribution_patching])
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"direction": "both"}, 'direction is "denoising" or "noising"; got \'both\''),
        (
            {"senders": ["resid_pre"]},
            "a sender of edges is 'embed', 'head_out', 'attn_out', 'mlp_out'; got 'resid_pre'",
        ),
        ({"receivers": ["mlp_out"]}, "a receiver of edges is 'head_q', .*'logits'; got 'mlp_out'"),
        ({"senders": []}, "there are no senders: name some of 'embed'"),
        ({"receivers": {"mlp_in": []}}, "there are no receivers"),
        ({"receivers": {"head_q": [1]}}, r"a receiver of head_q is a layer and a head, as \(3, 0\); got 1"),
        ({"senders": {"mlp_out": [(1, 0)]}}, r"a sender of mlp_out is a layer, as 3; got \(1, 0\)"),
        ({"receivers": {"logits": [3]}}, r"there is only one receiver logits: give None for its places; got \[3\]"),
        ({"receivers": {"head_k": [(1, 2)]}}, "there is no head 2 of head_k: they are 0 to 1"),
        ({"senders": {"head_out": [(-4, 0)]}}, "there is no layer -4 of head_out: they are 0 to 2"),
        ({"senders": {"mlp_out": [2]}, "receivers": {"mlp_in": [1]}}, "no edge leads from any of these senders"),
    ],
)
def test_edges_that_cannot_be(analysis, options, message):
    with pytest.raises(AnalysisError, match=message):
        analysis(tiny("llama"), CLEAN, CORRUPTED, metric=METRIC, **options)


def test_an_estimate_by_another_method():
    with pytest.raises(AnalysisError, match=r"method is .linear. or .integrated., .* got 'ig' and 8"):
        edge_attribution_patching(tiny("gpt2"), CLEAN, CORRUPTED, metric=METRIC, method="ig")


def test_integrated_slopes_find_what_one_slope_misses(demo):
    """The keys of induction heads, which in the corrupted run look elsewhere."""
    prompts = [f" red cup{word} tree green lamp red cup moon" for word in (" moon", " dog")]
    options = {"metric": metrics.logit(" tree"), "check": 20, "progress": False}
    one = edge_attribution_patching(demo, *prompts, **options)
    many = edge_attribution_patching(demo, *prompts, method="integrated", **options)
    assert one.check.correlation < 0.5
    assert many.check.correlation > 0.9


def test_an_estimate_needs_a_gradient():
    with pytest.raises(MetricError, match=r"rank\(.*\) moves in steps and has no gradient"):
        edge_attribution_patching(tiny("gpt2"), CLEAN, CORRUPTED, metric=metrics.rank(11))


@pytest.mark.parametrize(
    ("senders", "receivers", "message"),
    [
        (["mlp_out"], ["logits"], "has no `mlp_out`: nothing in the block"),
        (["embed"], ["mlp_in"], "has no MLP: nothing in the block"),
        (["embed"], ["head_q"], "has no heads: neither a softmax"),
        (["embed"], ["attn_in"], "has no heads: neither a softmax"),
        (["head_out"], ["logits"], "has no heads: neither a softmax"),
    ],
)
def test_a_model_without_such_parts(senders, receivers, message):
    with pytest.raises(ModelError, match=message):
        edge_patching(tiny("mamba"), CLEAN, CORRUPTED, senders=senders, receivers=receivers, **OPTIONS)
