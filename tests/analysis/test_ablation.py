"""Ablation agrees with bare hooks, one run for each cell; and it finds the induction circuit of the demo model."""

import pytest
import torch

from nnexplore.analysis import ablation, effect_size, metrics
from nnexplore.analysis.component import COMPONENTS
from nnexplore.errors import AnalysisError
from tests.analysis.naive import has, naive_ablation, naive_replacement, values_of
from tests.reference import hooks_on
from tests.tiny import tiny

IDS = torch.tensor([[5, 9, 42, 17, 300, 7]])
OTHERS = torch.tensor([[5, 9, 42, 17, 300, 7], [1, 2, 3, 4, 5, 6], [8, 80, 800, 3, 9, 200]])
KINDS = ["gpt2", "llama", "gemma2", "gpt_neox", "opt", "qwen3"]
NAMES = ["resid_pre", "resid_mid", "resid_post", "attn_out", "mlp_out", "head_out", "head_q", "head_v", "head_pattern"]
CASES = [(kind, name) for kind in KINDS for name in NAMES if has(kind, name)]
METRIC = metrics.logit_diff(3, 8)


def plain_metric(logits):
    return logits[0, -1, 3] - logits[0, -1, 8]


def close(one, other, tolerance=1e-5):
    return torch.allclose(one.float(), other.float(), atol=tolerance, rtol=tolerance)


def ours(model, name, prompts=IDS, **options):
    return ablation(model, prompts, metric=METRIC, component=name, progress=False, **options)


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_zero_and_mean(kind, name):
    model = tiny(kind)
    zero, mean = ours(model, name), ours(model, name, kind="mean", dataset=OTHERS)
    assert close(zero.values, naive_ablation(model.module, IDS, name, plain_metric))
    assert close(mean.values, naive_ablation(model.module, IDS, name, plain_metric, mean_over=OTHERS))
    assert zero.effect().values.abs().max() > 1e-3


@pytest.mark.parametrize("kind", ["gpt2", "llama", "opt"])
@pytest.mark.parametrize("name", ["head_out", "head_k", "head_pattern"])
def test_heads_at_positions(kind, name):
    model, by = tiny(kind), ("layer", "head", "position")
    axes = ("head", "position")
    assert close(ours(model, name, by=by).values, naive_ablation(model.module, IDS, name, plain_metric, axes))
    mean = naive_ablation(model.module, IDS, name, plain_metric, axes, OTHERS)
    assert close(ours(model, name, by=by, kind="mean", dataset=OTHERS).values, mean)


@pytest.mark.parametrize("kind", ["gpt2", "gpt_neox", "opt"])
@pytest.mark.parametrize("name", ["mlp_out", "head_out"])
def test_a_mean_at_each_position(kind, name):
    model = tiny(kind)
    new = [value.mean(0, keepdim=True) for value in values_of(model.module, OTHERS, name)]
    expected = naive_replacement(model.module, IDS, name, plain_metric, new)
    found = ours(model, name, kind="mean", dataset=OTHERS, per_position=True)
    assert close(found.values, expected)
    assert not close(found.values, ours(model, name, kind="mean", dataset=OTHERS).values)


@pytest.mark.parametrize("kind", ["gpt2", "llama", "opt"])
@pytest.mark.parametrize("name", ["resid_pre", "mlp_out", "head_out", "head_pattern"])
def test_resampling_takes_another_prompts_values(kind, name):
    model = tiny(kind)
    candidates = [
        naive_replacement(model.module, IDS, name, plain_metric, values_of(model.module, other[None], name))
        for other in OTHERS[1:]
    ]
    drawn = set()
    for seed in range(6):
        found = ours(model, name, kind="resample", dataset=OTHERS, seed=seed)
        assert close(found.values, ours(model, name, kind="resample", dataset=OTHERS, seed=seed).values, 0)
        (match,) = (number for number, one in enumerate(candidates) if close(found.values, one))
        drawn.add(match)
    assert drawn == {0, 1}  # the prompt itself never


def test_a_mean_counts_no_padding():
    model = tiny("gpt2")
    short = torch.tensor([[1, 2, 3]])
    whole = [values_of(model.module, ids, "mlp_out") for ids in (IDS, short)]
    new = [torch.cat([one[0], two[0]]).mean(0).expand(1, 1, -1) for one, two in zip(*whole, strict=True)]
    expected = naive_replacement(model.module, IDS, "mlp_out", plain_metric, new)
    found = ours(model, "mlp_out", kind="mean", dataset=[IDS[0].tolist(), short[0].tolist()])
    assert close(found.values, expected)


def test_a_dataset_of_many_batches():
    model = tiny("gpt2")
    many = torch.randint(0, 1000, (37, 6), generator=torch.Generator().manual_seed(0))
    expected = naive_ablation(model.module, IDS, "head_out", plain_metric, mean_over=many)
    assert close(ours(model, "head_out", kind="mean", dataset=many).values, expected)


@pytest.mark.parametrize("kind", ["zero", "mean", "resample"])
def test_a_batch_is_its_prompts_one_by_one(kind):
    model = tiny("llama")
    rows = OTHERS[:2]
    options = {} if kind == "zero" else {"kind": kind, "dataset": OTHERS[1:] if kind == "resample" else OTHERS}
    whole = ours(model, "head_out", rows, **options)
    for number in range(2):
        if kind == "resample" and number == 0:
            continue  # it has two to draw from; the other has one
        assert close(whole.prompts[..., number], ours(model, "head_out", rows[number : number + 1], **options).values)
    assert close(whole.values, whole.prompts.mean(-1))


def test_some_neurons():
    model = tiny("gpt2")
    found = ours(model, "neurons", by=("layer", "neuron"), neurons=[0, -1], layers=[1])
    values = values_of(model.module, IDS, "neurons")

    def without(neuron):
        new = values[1].clone()
        new[..., neuron] = 0
        return naive_replacement(model.module, IDS, "neurons", plain_metric, [new] * 3)  # each position by itself

    assert found.axes[1].numbers == (0, values[1].shape[-1] - 1)
    by_position = ours(model, "neurons", by=("layer", "position", "neuron"), neurons=[5], layers=[1])
    assert close(by_position.values[0, :, 0], without(5)[1])


def test_what_it_says_and_what_it_leaves():
    model = tiny("gpt2")
    before = hooks_on(model.module)
    found = ours(model, "head_out")
    assert hooks_on(model.module) == before
    assert found.name == "zero ablation of head_out"
    assert found.unchanged.shape == (1,)
    assert close(found.effect().values, found.values - found.baselines["unchanged"])
    assert "0 is as the unchanged run" in repr(found.effect())
    assert len(found.plan) == 12


def test_granite_whose_stream_scales():
    """What is ablated is what the stream takes up: all of it at zero is the block without attention."""
    model = tiny("granite")
    found = ours(model, "attn_out", by=("layer",))
    with torch.no_grad(), model.trace(IDS):
        model.layers[1].attn_out = 0
        value = METRIC.bind(model)(model.output.logits)
    assert found.at(layer=1) == pytest.approx(float(value), abs=1e-5)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"kind": "noise"}, "kind is 'zero', 'mean', 'resample'; got 'noise'"),
        ({"kind": "resample"}, "no other prompt of 6 tokens in the dataset"),
        ({"kind": "mean", "dataset": [[1, 2]], "per_position": True}, "prompts of one length.*2, 6 tokens"),
        ({"component": "head_pattern", "kind": "mean", "dataset": [[1, 2]]}, "as long as its prompt"),
        ({"component": "brain"}, "no component"),
        ({"layers": [3]}, "no layer 3: they are 0 to 2"),
        ({"prompts": [[1, 2, 3], [4, 5]]}, r"take prompts of one length, or leave position out: by=\('layer',\)"),
    ],
)
def test_what_is_refused(options, words):
    prompts = options.pop("prompts", IDS)
    with pytest.raises(AnalysisError, match=words):
        ablation(tiny("gpt2"), prompts, metric=METRIC, **{"component": "mlp_out", **options}, progress=False)


# -- known findings --------------------------------------------------------------------------------

WORDS = [" red", " cup", " moon", " tree", " green", " lamp", " dog", " house", " blue", " car"]


def repeated(count):
    """Random words said twice, broken off in the second round, and the word that comes next."""
    dice, prompts, answers = torch.Generator().manual_seed(0), [], []
    for _ in range(count):
        words = [WORDS[at] for at in torch.randperm(len(WORDS), generator=dice)[:7]]
        prompts.append("".join(words + words[:4]))
        answers.append(words[4])
    return prompts, answers


@pytest.mark.parametrize("kind", ["zero", "mean", "resample"])
def test_the_demo_models_induction_hangs_on_few_heads(demo, kind):
    """Without the previous-token head, 2 of layer 0, there is none; 0 and 1 of layer 1 are the induction heads.

    The probability of the right word falls from 0.74 to below 0.1, by more than 1.4 standard deviations of the
    differences over 12 prompts; without one of the induction heads alone by 0.1 to 0.5.
    """
    prompts, answers = repeated(12)
    options = {"metric": metrics.prob(answers), "component": "head_out", "kind": kind, "progress": False}
    found = ablation(demo, prompts, **options)
    assert found.baselines["unchanged"] > 0.7
    assert found.at(layer=0, head=2) < 0.1
    assert effect_size(found.prompts[0, 2], found.unchanged) < -1.4
    others = found.effect().values.clone()
    others[0, 2] = 0
    assert {cell.label for cell in found.effect().top(3, by="least")} == {
        "layer 0, head 2", "layer 1, head 0", "layer 1, head 1"
    }  # fmt: skip
    assert others.min() > -0.6


def test_induction_heads_stand_in_for_each_other(demo):
    prompts, answers = repeated(12)
    metric = metrics.prob(answers)
    with torch.no_grad(), demo.trace(prompts):
        demo.layers[1].attn.heads[:, :2] = 0
        both = metric.bind(demo, prompts)(demo.output.logits).mean()
    found = ablation(demo, prompts, metric=metric, component="head_out", layers=[1], heads=[0, 1], progress=False)
    assert both < 0.5 * found.values.min()


def test_every_component_can_be_ablated(demo):
    for name in COMPONENTS:
        assert ablation(demo, "The capital of France is", metric=metrics.logit(" Paris"), component=name,
                        layers=[0, 3], progress=False).values.isfinite().all()  # fmt: skip
