"""Causal tracing agrees with bare hooks given the same noise, and shows where the demo model reads a fact."""

import pytest
import torch

from nnexplore.analysis import causal_tracing, metrics
from nnexplore.errors import AnalysisError, PromptError
from tests.analysis.naive import has, naive_tracing
from tests.reference import hooks_on
from tests.tiny import ALL_KINDS, tiny

IDS = torch.tensor([[5, 9, 42, 17, 300, 7]])
KINDS = ["gpt2", "llama", "gemma2", "gpt_neox", "opt", "qwen3"]
METRIC = metrics.logit_diff(3, 8)
PROMPT = "The Eiffel Tower is in the city of"


def plain_metric(logits):
    return logits[0, -1, 3] - logits[0, -1, 8]


def noise_of(found, seeds, width):
    """The noise that was drawn, from its seeds."""
    shape = (len(found.subject), width)
    drawn = [torch.randn(shape, generator=torch.Generator().manual_seed(seed)) for seed in range(seeds)]
    return torch.stack(drawn) * found.deviation


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("name", "window"), [("resid_post", 1), ("mlp_out", 3), ("attn_out", 2), ("head_out", 1)])
def test_every_cell(kind, name, window):
    model = tiny(kind)
    assert has(kind, name)
    found = causal_tracing(
        model, IDS, [1, 2], metric=METRIC, seeds=3, window=window, component=name, progress=False, noise=2.0
    )
    noise = noise_of(found, 3, 32)
    expected = naive_tracing(model.module, IDS, [1, 2], noise, name, plain_metric, window)
    assert torch.allclose(found.values, expected.restored, atol=2e-5, rtol=1e-5)
    assert found.baselines["clean"] == pytest.approx(expected.clean, abs=1e-5)
    assert found.baselines["corrupted"] == pytest.approx(expected.corrupted, abs=1e-5)
    assert found.seeds.shape == (3, 6, 3)


def test_the_noise_is_in_deviations_of_the_embeddings(demo):
    options = {"metric": metrics.prob(" Paris"), "seeds": 1, "layers": [0], "positions": [0], "progress": False}
    found = causal_tracing(demo, PROMPT, "Eiffel Tower", noise=2.0, **options)
    table = demo.module.get_input_embeddings().weight.detach()
    assert found.deviation == pytest.approx(2 * float(table.std()), rel=1e-5)
    assert found.subject == (1, 2)
    assert causal_tracing(demo, PROMPT, [1, 2], noise=2.0, **options).values == found.values


def test_the_deviation_may_be_that_of_texts(demo):
    """As in the code of Meng et al.: all numbers of the embeddings of the tokens of all subjects."""
    subjects = ["Eiffel Tower", "the Colosseum", "Big Ben"]
    options = {"metric": metrics.prob(" Paris"), "seeds": 1, "layers": [0], "positions": [0], "progress": False}
    found = causal_tracing(demo, PROMPT, "Eiffel Tower", texts=subjects, **options)
    embed = demo.module.get_input_embeddings()
    each = [embed(torch.tensor(demo.tokenizer(subject)["input_ids"])) for subject in subjects]
    assert found.deviation == pytest.approx(3 * float(torch.cat(each).std().detach()), rel=1e-5)


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_the_deviation_is_of_what_the_embedding_gives_out(kind):
    """Gemma multiplies its table by the root of its width."""
    model = tiny(kind)
    options = {"seeds": 1, "noise": 1.0, "layers": [0], "positions": [0], "progress": False}
    found = causal_tracing(model, IDS, [1], metric=METRIC, **options)
    embed = model.module.get_input_embeddings()
    assert found.deviation == pytest.approx(float(embed(torch.arange(embed.num_embeddings)).std().detach()), rel=1e-4)


def test_the_same_seeds_give_the_same_numbers():
    def trace(seeds):
        return causal_tracing(tiny("gpt2"), IDS, [1], metric=METRIC, seeds=seeds, progress=False)

    assert torch.equal(trace(2).seeds, trace(2).seeds)
    assert torch.allclose(trace(3).seeds[..., :2], trace(2).seeds, atol=1e-5)


def test_some_places_and_what_it_says():
    model = tiny("gpt2")
    before = hooks_on(model.module)
    whole = causal_tracing(model, IDS, [1], metric=METRIC, seeds=2, progress=False)
    some = causal_tracing(model, IDS, [1], metric=METRIC, seeds=2, layers=[-1, 0], positions=[5, 1], progress=False)
    assert hooks_on(model.module) == before
    assert torch.allclose(some.values, whole.values[[2, 0]][:, [5, 1]], atol=1e-5)
    assert torch.allclose(some.effect().values, some.values - some.baselines["corrupted"])
    assert float(whole.recovery().values[-1, -1]) == pytest.approx(1, abs=1e-4)
    assert len(some.plan) == 2 * 2 * 2 + 2
    assert "clean" in repr(some)
    assert "corrupted" in repr(some)


def test_the_demo_model_reads_the_subject_in_its_first_block(demo):
    """Its input at the subject restores the fact before block 0; from block 1 on the last position does, alone."""
    found = causal_tracing(
        demo, PROMPT, "Eiffel Tower", metric=metrics.prob(" Paris"), component="resid_pre", progress=False
    )
    share = found.recovery().values
    assert found.baselines["clean"] > 0.95
    assert found.baselines["corrupted"] < 0.4
    assert int(share[0].argmax()) == 1
    assert share[0, 1] > 0.25
    assert (share[1:, -1] > 0.95).all()
    assert share[1:, :-1].abs().max() < 0.1
    single = causal_tracing(
        demo, "The Colosseum is in the city of", "Colosseum", metric=metrics.prob(" Rome"), component="resid_pre",
        seeds=3, progress=False,
    ).recovery()  # fmt: skip
    assert single.at(layer=0, position=1) == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"seeds": 0}, AnalysisError, "seeds and window are 1 at least"),
        ({"noise": 0.0}, AnalysisError, "noise is finite and above 0; got 1, 1, 0.0"),
        ({"noise": float("inf")}, AnalysisError, "noise is finite and above 0; got 1, 1, inf"),
        ({"texts": ["<|endoftext|>"]}, AnalysisError, "the texts have no token of their own"),
        ({"subject": []}, AnalysisError, "the subject has no token"),
        ({"subject": [8]}, AnalysisError, "no position 8: they are 0 to 7"),
        ({"subject": "Berlin"}, PromptError, "does not occur"),
        ({"layers": []}, AnalysisError, "nothing to restore: no layers"),
        ({"prompt": [PROMPT, PROMPT]}, AnalysisError, "takes one prompt; got 2"),
        ({"prompt": IDS.repeat(3, 1)}, AnalysisError, "takes one prompt; got 3"),
    ],
)
def test_what_is_refused(demo, options, error, words):
    given = {"prompt": PROMPT, "subject": "Eiffel Tower", "metric": metrics.prob(" Paris"), "seeds": 1, **options}
    with pytest.raises(error, match=words):
        causal_tracing(demo, given.pop("prompt"), given.pop("subject"), **given)
