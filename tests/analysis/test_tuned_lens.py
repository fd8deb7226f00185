"""The tuned lens: gradients of plain autograd through tails written by hand, numbers of bare hooks, and its effect."""

from __future__ import annotations

import itertools
from dataclasses import replace
from random import Random

import pytest
import torch
from safetensors.torch import load_file, save_file

from nnexplore.analysis import Edit, TunedLens, logit_lens, sample, tuned_lens
from nnexplore.analysis.sample import Sample, frozen
from nnexplore.analysis.tuned_lens import _translated
from nnexplore.errors import AnalysisError, GraphError, ResultError
from tests.analysis.naive.lens import lens_loss, naive_lens
from tests.reference import hooks_on
from tests.tiny import KINDS, tiny
from training.text import document

ROWS = [[5, 9, 42, 7, 9], [3, 8], [11, 12, 13]]
IDS = [5, 9, 42, 7, 9, 300]
LAYERS, WIDTH = 3, 32


def translators(seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    """Some that change much."""
    chance = torch.Generator().manual_seed(seed)
    weight, bias = (torch.randn(*size, generator=chance) * 0.1 for size in ((LAYERS, WIDTH, WIDTH), (LAYERS, WIDTH)))
    return weight, bias


def lens_of(model) -> TunedLens:
    """A lens that no training made."""
    made = tuned_lens(model, ROWS, steps=1, held_out=1, progress=False)
    weight, bias = translators()
    return replace(made, weight=weight, bias=bias)


def texts(count: int, seed: int) -> list[str]:
    """Text of the kind that the demo model has learned."""
    chance = Random(seed)
    return [document(chance).text for _ in range(count)]


# -- the gradient ---------------------------------------------------------------------------------


@pytest.mark.parametrize("at_once", [1 << 26, 3 * 2048])
@pytest.mark.parametrize("kind", ["gpt2", "llama", "gemma2"])
def test_the_gradient_is_that_of_plain_autograd(kind, at_once, monkeypatch):
    model = tiny(kind)
    monkeypatch.setattr(sample, "_AT_ONCE", at_once)
    mine, plain = ([part.requires_grad_() for part in translators()] for _ in range(2))
    with frozen(model.module):
        seen = Sample.of(model, ROWS)
        losses = seen.divergence(_translated(seen.streams, *mine))
    sums, count = lens_loss(model.module, ROWS, *plain)
    gradients = torch.autograd.grad(sum(sums) / count, plain)
    assert torch.allclose(losses, torch.stack(sums).detach() / count, rtol=1e-5, atol=1e-5)
    for one, two in zip(mine, gradients, strict=True):
        assert torch.allclose(one.grad, two, rtol=1e-4, atol=1e-5 * float(two.abs().max()))
    assert not losses.requires_grad


def test_few_logits_are_in_memory_at_once(monkeypatch):
    model, sizes = tiny("llama"), []
    monkeypatch.setattr(sample, "_AT_ONCE", 3 * 2048)
    seen = Sample.of(model, ROWS)
    hook = model.module.lm_head.register_forward_hook(lambda _, args, out: sizes.append(out[..., 0].numel()))
    with torch.no_grad():
        seen.divergence(seen.streams)
    hook.remove()
    assert (max(sizes), sum(sizes)) == (3, LAYERS * sum(map(len, ROWS)))


@pytest.mark.parametrize("kind", ["gpt2", "llama"])
def test_the_first_step_of_adam_goes_against_the_gradient(kind):
    model = tiny(kind)
    zero = [torch.zeros_like(part).requires_grad_() for part in translators()]
    tuned = tuned_lens(model, ROWS, steps=1, held_out=1, learning_rate=0.01, progress=False)
    sums, count = lens_loss(model.module, ROWS[1:], *zero)
    for moved, gradient in zip((tuned.weight, tuned.bias), torch.autograd.grad(sum(sums) / count, zero), strict=True):
        clear = gradient.abs() > 1e-4
        assert clear.float().mean() > 0.5
        assert torch.allclose(moved[clear], -0.01 * gradient.sign()[clear], rtol=1e-2)


# -- the training ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [*KINDS, "granite", "cohere2", "gpt_bigcode", "mamba", "gptj"])
def test_every_layer_gets_better_and_the_model_stays_as_it_was(kind):
    model = tiny(kind)
    before = {name: part.clone() for name, part in model.module.named_parameters()}
    needed = {name: part.requires_grad for name, part in model.module.named_parameters()}
    hooks = hooks_on(model.module)
    tuned = tuned_lens(model, [*ROWS, *ROWS], steps=20, held_out=3, learning_rate=0.01, progress=False)
    old, new = tuned.losses.values
    assert (new < 0.9 * old).all()  # the texts held out are those trained on
    assert hooks_on(model.module) == hooks
    for name, part in model.module.named_parameters():
        assert part.grad is None
        assert part.requires_grad == needed[name]
        assert part.equal(before[name])


@pytest.fixture(scope="module")
def tuned(demo):
    return tuned_lens(demo, texts(400, seed=0), steps=100, held_out=32, learning_rate=0.01, progress=False)


def test_on_other_texts_it_beats_the_logit_lens_at_every_layer(demo, tuned):
    for result in (tuned.losses, tuned.divergence(demo, texts(32, seed=1))):
        logit, after = result.values
        assert result.axes[1].labels == ("embed", "0", "1", "2")
        assert logit[0] > 10
        assert (after < torch.tensor([0.25, 0.5, 0.33, 0.25]) * logit).all()
        assert after[3] < 0.2


def test_the_losses_are_the_mean_divergence_of_lenses(demo, tuned):
    some = texts(3, seed=2)
    measured = tuned.divergence(demo, some, batch=2)
    for at, lens in enumerate((None, tuned)):
        each = torch.cat([logit_lens(demo, text, lens=lens).divergence().values[:-1] for text in some], dim=1)
        assert torch.allclose(each.mean(1), measured.values[at], atol=1e-3)


def test_the_answer_appears_earlier(demo, tuned):
    prompt = "The Eiffel Tower is in the city of"
    before, after = (logit_lens(demo, prompt, lens=lens).trajectories([" Paris"]).values[0] for lens in (None, tuned))
    assert after[1] > before[1] + 0.3
    assert torch.allclose(after[-1], before[-1])


def test_the_same_seed_gives_the_same_lens(demo):
    corpus = texts(24, seed=3)
    one, two, other = (
        tuned_lens(demo, corpus, steps=3, batch=4, held_out=8, seed=seed, progress=False) for seed in (0, 0, 1)
    )
    assert one.weight.equal(two.weight)
    assert one.bias.equal(two.bias)
    assert not one.weight.equal(other.weight)


@pytest.mark.parametrize("mode", [torch.no_grad, torch.inference_mode])
def test_it_is_trained_where_gradients_are_off(gpt2, mode):
    made = tuned_lens(gpt2, ROWS, steps=2, held_out=1, progress=False)
    with mode():
        same = tuned_lens(gpt2, ROWS, steps=2, held_out=1, progress=False)
    assert made.weight.any()
    assert same.weight.equal(made.weight)


def test_a_stream_of_texts_is_read_as_far_as_it_is_needed(gpt2):
    taken = []

    def stream():
        for number in itertools.count():
            taken.append(number)
            yield [number % 50 + 1, 2, 3]

    made = tuned_lens(gpt2, stream(), steps=3, batch=4, held_out=5, progress=False)
    assert (made.steps, len(taken)) == (3, 5 + 3 * 4)
    ended = tuned_lens(gpt2, iter([[1, 2], [3, 4], [5, 6]]), steps=99, batch=1, held_out=1, progress=False)
    assert ended.steps == 2


def test_long_texts_are_cut(gpt2):
    long = [[*range(1, 200)], [*range(200)]]
    made = tuned_lens(gpt2, long, steps=1, held_out=1, progress=False)  # the context is 64
    short = tuned_lens(gpt2, [row[:64] for row in long], steps=1, held_out=1, progress=False)
    assert made.weight.equal(short.weight)
    less = tuned_lens(gpt2, long, steps=1, held_out=1, tokens=5, progress=False)
    assert less.losses.values.equal(
        tuned_lens(gpt2, [row[:5] for row in long], steps=1, held_out=1, progress=False).losses.values
    )


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float64])
def test_other_number_types(dtype):
    model = tiny("llama", dtype=dtype)
    made = tuned_lens(model, ROWS, steps=2, held_out=1, progress=False)
    assert made.weight.dtype is torch.float32
    assert made.weight.any()
    lens = logit_lens(model, IDS, lens=made)
    assert lens.probabilities.dtype is torch.float32
    assert lens.probabilities.isfinite().all()


# -- looking through it ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [*KINDS, "granite", "cohere2", "gpt_bigcode", "falcon"])
def test_rows_are_those_of_bare_hooks(kind):
    model = tiny(kind)
    lens, (weight, bias) = lens_of(model), translators()
    expected = naive_lens(
        model.module,
        torch.tensor([IDS]),
        change=lambda row, stream: stream if row == LAYERS else stream + stream @ weight[row].T + bias[row],
    )
    seen = logit_lens(model, IDS, lens=lens)
    assert torch.allclose(seen.probabilities, expected, atol=1e-5, rtol=1e-4)
    assert seen.name == "tuned lens"
    assert not seen.divergence().values[-1].any()
    some = logit_lens(model, IDS, lens=lens, layers=["embed", 1], positions=[-1])
    assert torch.allclose(some.probabilities, expected[[0, 2], -1:], atol=1e-5, rtol=1e-4)
    assert torch.allclose(some.answer, expected[-1, -1:], atol=1e-5, rtol=1e-4)


def test_its_graph_is_stored_with_the_translators(gpt2):
    lens = lens_of(gpt2)
    seen = logit_lens(gpt2, IDS, lens=lens, edits=[Edit(0, 2, "zero")])
    again = seen.graph.from_json(seen.graph.to_json()).run(gpt2)
    assert again["probabilities"].equal(seen.probabilities)
    names = {"given": gpt2}
    with torch.no_grad():
        exec(seen.graph.code("given"), names)
    assert torch.allclose(names["probabilities"], seen.probabilities, atol=1e-6)
    lens.bias.zero_()
    with pytest.raises(GraphError, match="was changed after its use"):
        seen.graph.run(gpt2)


def test_tuned_less_plain(demo, tuned):
    prompt = "The Eiffel Tower is in the city of"
    change = logit_lens(demo, prompt, lens=tuned).minus(logit_lens(demo, prompt))
    assert change.name == "tuned lens, less logit lens"
    assert change.probability(" Paris").at(layer=0, position=" of") > 0.3
    assert not change.divergence().values[-1].any()


def test_in_words(tuned):
    lines = repr(tuned).splitlines()
    assert lines[0] == "tuned lens of GPT2LMHeadModel, 100 steps: KL(answer || layer) in nats on texts held out"
    assert lines[1].split() == ["layer", "logit", "lens", "tuned", "lens"]
    assert [line.split()[0] for line in lines[2:]] == ["embed", "0", "1", "2"]


# -- kept -----------------------------------------------------------------------------------------


def test_saved_and_loaded(demo, tuned, tmp_path):
    path = tmp_path / "lens.safetensors"
    tuned.save(path)
    assert set(load_file(path)) == {"weight", "bias", "losses"}
    again = TunedLens.load(path, demo)
    assert again.weight.equal(tuned.weight)
    assert again.bias.equal(tuned.bias)
    assert repr(again) == repr(tuned)
    prompt = "The capital of France is"
    assert logit_lens(demo, prompt, lens=again).probabilities.equal(logit_lens(demo, prompt, lens=tuned).probabilities)


def test_a_lens_of_another_model(gpt2, tuned, tmp_path):
    path = tmp_path / "lens.safetensors"
    tuned.save(path)
    wrong = (
        r"for a model of 4 layers and width 128 \(GPT2LMHeadModel\); this model has 3 layers and width 32: train one"
    )
    with pytest.raises(AnalysisError, match=wrong):
        TunedLens.load(path, gpt2)
    with pytest.raises(AnalysisError, match=wrong):
        logit_lens(gpt2, IDS, lens=tuned)
    with pytest.raises(AnalysisError, match="this lens is for GPT2LMHeadModel, and this model is LlamaForCausalLM"):
        logit_lens(tiny("llama"), IDS, lens=lens_of(tiny("gpt2")))


def test_what_is_no_lens(demo, tuned, tmp_path):
    path = tmp_path / "lens.safetensors"
    with pytest.raises(ResultError, match=r"is no tuned lens that TunedLens\.save wrote \(FileNotFoundError"):
        TunedLens.load(path, demo)
    tuned.losses.save(path)
    with pytest.raises(ResultError, match="KeyError: 'nnexplore_tuned_lens'"):
        TunedLens.load(path, demo)
    path.write_text("{}")
    with pytest.raises(ResultError, match="is no tuned lens"):
        TunedLens.load(path, demo)
    save_file({"weight": torch.zeros(1)}, path, {"nnexplore_tuned_lens": '{"schema": 9}'})
    with pytest.raises(ResultError, match="has schema 9; this nnexplore reads schema 1"):
        TunedLens.load(path, demo)


# -- refused --------------------------------------------------------------------------------------


def test_what_it_cannot_be_trained_on_or_used_for(demo, gpt2, tuned):
    with pytest.raises(AnalysisError, match="texts are several: pass a list"):
        tuned_lens(gpt2, "one text")
    with pytest.raises(AnalysisError, match="the first 16 texts are held out, and no more came; pass more texts"):
        tuned_lens(gpt2, ROWS)
    with pytest.raises(AnalysisError, match=r"are positive; got 0, 8, 128, 16 and 0\.001"):
        tuned_lens(gpt2, ROWS, steps=0)
    with pytest.raises(AnalysisError, match="no texts to measure the lens on"):
        tuned.divergence(demo, [])
    with pytest.raises(AnalysisError, match=r"and this is attn_out: leave out lens=…, or take component='resid_post'"):
        logit_lens(demo, "The", lens=tuned, component="attn_out")
