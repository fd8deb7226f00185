"""What no analysis can make sense of is refused with a way out, by all of them alike, and leaves the model as found."""

from __future__ import annotations

import functools
import warnings

import pytest
import torch

from nnexplore.analysis import (
    ablation,
    activation_patching,
    attribution_patching,
    causal_tracing,
    direct_logit_attribution,
    gradient_x_activation,
    metrics,
    path_patching,
    steering,
)
from nnexplore.errors import AnalysisError, MetricError, ModelError
from tests.reference import hooks_on
from tests.tiny import tiny

CLEAN, CORRUPTED, LONGER = "The capital of France is", "The capital of Italy is", "The Colosseum is in the city of"
METRIC = metrics.logit_diff(" Paris", " Rome")
HEADS = {"component": "head_out"}


def paired(analysis, **fixed):
    """An analysis of two prompts; ``prompt`` and ``other`` may be changed."""

    def call(model, *, prompt=CLEAN, other=CORRUPTED, metric=METRIC, **options):
        return analysis(model, prompt, other, metric=metric, progress=False, **{**fixed, **options})

    return call


def single(analysis, *more, **fixed):
    """One of a single prompt, or a list of them."""

    def call(model, *, prompt=CLEAN, metric=METRIC, **options):
        return analysis(model, prompt, *more, metric=metric, **{**fixed, **options})

    return call


def direct(model, *, prompt=CLEAN, answer=" Paris", other=" Rome", **options):
    return direct_logit_attribution(model, prompt, answer, other, **options)


PAIRED = {
    "activation patching": paired(activation_patching),
    "attribution patching": paired(attribution_patching),
    "integrated gradients": paired(attribution_patching, method="integrated", steps=2),
    "path patching": paired(path_patching),
}
SINGLE = {
    "gradient x activation": single(gradient_x_activation),
    "ablation": single(ablation, component="resid_pre", progress=False),
    "causal tracing": single(causal_tracing, [3], seeds=1, progress=False),
    "steering": single(steering, torch.ones(128), scales=[1.0], max_new_tokens=0, progress=False),
    "direct logit attribution": direct,
}
ANALYSES = {**PAIRED, **SINGLE}
OF_HEADS = [name for name in ANALYSES if name not in ("causal tracing", "steering", "direct logit attribution")]
OF_METRICS = [name for name in ANALYSES if name != "direct logit attribution"]
BY_POSITION = ["activation patching", "attribution patching", "integrated gradients"]
ALONE = ["causal tracing", "steering"]


NO_NUMBERS = [
    (lambda logits: logits, r"gave shape \[1, 1534\]"),
    (lambda logits: logits[:, :2], r"gave shape \[1, 2\]"),
    (lambda logits: "no", "gave str"),
    (lambda logits: None, "gave NoneType"),
]
"""Functions of the logits that give no number for each prompt, and what is said of them."""


def state(module):
    """All of a model that an analysis could leave changed."""
    ids = torch.tensor([[5, 9, 42, 17]])
    with torch.no_grad():
        logits = module(ids).logits
    parameters = {name: (one.detach().clone(), one.requires_grad, one.grad) for name, one in module.named_parameters()}
    forwards = [path for path, part in module.named_modules() if "forward" in vars(part)]
    return logits, parameters, hooks_on(module), forwards, module.training, module.config._attn_implementation


@pytest.fixture
def model(demo):
    """The demo model, seen to be the same afterwards, bit by bit."""
    before = state(demo.module)
    yield demo
    after = state(demo.module)
    assert torch.equal(before[0], after[0])
    assert before[2:] == after[2:]
    for name, (value, asks, slope) in before[1].items():
        new, still, there = after[1][name]
        assert torch.equal(value, new)
        assert (asks, slope) == (still, there)


def refused(name, options, error, *words):
    """One case: the analysis, what it is given, and what the message says came, was expected, and helps."""
    return pytest.param(name, options, error, words, id=f"{name}: {', '.join(options) or words[0]}")


def of_prompts():
    for name in PAIRED:
        yield refused(
            name, {"other": LONGER}, AnalysisError, "5 and 7 tokens|7 and 5 tokens", "do not match", 'align="end"'
        )
        yield refused(
            name,
            {"prompt": [CLEAN, LONGER], "other": [LONGER, CLEAN]},
            AnalysisError,
            "the prompts 0 have",
            'align="end"',
        )
        yield refused(name, {"prompt": [CLEAN] * 2}, AnalysisError, "1 prompts.*2|2 prompts.*1", "each needs its own")
        yield refused(name, {"align": "middle"}, AnalysisError, 'align is "start" or "end"; got \'middle\'')
        yield refused(name, {"direction": "back"}, AnalysisError, '"denoising" or "noising"; got \'back\'')
    for name in BY_POSITION:
        uneven = {"prompt": [CLEAN, LONGER], "other": [CORRUPTED, LONGER.replace("Colosseum", "Louvre")]}
        yield refused(name, uneven, AnalysisError, "5, 7 tokens and are padded", 'align="end"', "leave position out")
        yield refused(name, {**uneven, "align": "start"}, AnalysisError, "5, 7 tokens", "one by one", 'align="end"')
    uneven = {"prompt": [CLEAN, LONGER], "other": [CORRUPTED, LONGER.replace("Colosseum", "Louvre")]}
    by_position = {**uneven, "sender": "attn_out"}
    yield refused("path patching", by_position, AnalysisError, "5, 7 tokens and are padded", "leave position out")
    for name in ("gradient x activation", "ablation"):
        yield refused(name, {"prompt": [CLEAN, LONGER]}, AnalysisError, "are padded", "of one length", "position out")
    for name in ALONE:
        yield refused(name, {"prompt": [CLEAN, CORRUPTED]}, AnalysisError, "takes one prompt; got 2", "one by one")


def of_metrics():
    for name in OF_METRICS:
        for number, (function, came) in enumerate(NO_NUMBERS):
            metric = metrics.custom(function, name=f"no number {number}")
            yield refused(name, {"metric": metric}, MetricError, "one number for each prompt", came)
    for name in ("attribution patching", "integrated gradients", "gradient x activation"):
        options = {"metric": metrics.rank(" Paris")}
        yield refused(name, options, MetricError, "moves in steps and has no gradient", "as metrics.logit_diff")


def of_places():
    for name in ANALYSES:
        by = {"by": "head"} if name == "direct logit attribution" else {}
        yield refused(name, {"layers": [4], **by}, AnalysisError, "there is no layer 4: they are 0 to 3")
        yield refused(name, {"layers": [-5], **by}, AnalysisError, "there is no layer -5: they are 0 to 3")
        yield refused(name, {"layers": [], **by}, AnalysisError, "no layers")
    for name in OF_HEADS:
        given = {} if name == "path patching" else HEADS
        yield refused(name, {**given, "heads": [7]}, AnalysisError, "there is no head 7: they are 0 to 3")
        yield refused(name, {**given, "heads": []}, AnalysisError, "no heads")
    for name in ("activation patching", "attribution patching", "gradient x activation", "ablation", "causal tracing"):
        yield refused(name, {"positions": [5]}, AnalysisError, "there is no position 5: they are 0 to 4")
        yield refused(name, {"positions": []}, AnalysisError, "no positions")
        yield refused(name, {"component": "resid"}, AnalysisError, "no component 'resid'", "resid_pre, resid_mid")
    for name in ("activation patching", "attribution patching", "path patching", "gradient x activation", "ablation"):
        yield refused(name, {"by": ("layer", "token")}, AnalysisError, "no axis 'token'; it has layer, ")
    yield refused("steering", {"scales": []}, AnalysisError, "one or more", r"got \[\]")
    yield refused("steering", {"position": 5}, AnalysisError, "there is no position 5: they are 0 to 4")
    yield refused("causal tracing", {"seeds": 0}, AnalysisError, "seeds and window are 1 at least", "got 0")


def of_options():
    metric, shared = "It has .*metric, ", "share, grow, reuse, resume, narrow"
    own = {"activation patching": "by", "path patching": "through_mlps", "ablation": "per_position"}
    for name, option in {**own, "causal tracing": "seeds", "steering": "scales"}.items():
        wrong, says = f"{option}_", f"{name.replace(' ', '_')} has no option '{option}_'"
        yield refused(name, {wrong: True}, AnalysisError, says, f"Did you mean {option!r}", metric, shared)


CASES = [*of_prompts(), *of_metrics(), *of_places(), *of_options()]


@pytest.mark.parametrize(("name", "options", "error", "words"), CASES)
def test_it_is_refused(model, name, options, error, words):
    with pytest.raises(error, match=words[0]) as caught:
        ANALYSES[name](model, **options)
    for more in words[1:]:
        assert caught.match(more)


@pytest.mark.parametrize("name", ["activation patching", "path patching", "ablation"])
def test_an_architecture_without_heads_says_why(name):
    options = {} if name == "path patching" else HEADS
    with pytest.raises(ModelError, match=r"backbone\.layers\.0 has no heads: neither a softmax"):
        ANALYSES[name](tiny("mamba"), **options)


@pytest.mark.parametrize("name", ANALYSES)
def test_of_an_answer_of_several_tokens_the_first_is_taken(model, name):
    """A metric reads one position; the warning says which token that is."""
    several, first = (
        {"answer": answer} if name == "direct logit attribution" else {"metric": metrics.logit(answer)}
        for answer in (" New York", " New")
    )
    with pytest.warns(UserWarning, match="' New York' is 2 tokens, ' New', ' York', .* it takes the first, ' New'"):
        found = ANALYSES[name](model, **several)
    assert torch.equal(found.values, ANALYSES[name](model, **first).values)


@pytest.mark.parametrize("name", ANALYSES)
def test_an_analysis_leaves_the_model_as_found(model, name):
    assert ANALYSES[name](model).values.isfinite().all()


@pytest.mark.parametrize("name", OF_METRICS)
def test_so_does_one_that_breaks_off(model, name):
    """A metric that fails while the model runs, and one during which the user interrupts."""
    seen = []

    def fails(kind, logits):
        seen.append(logits.shape)
        raise kind("in the middle")

    for kind in (ZeroDivisionError, KeyboardInterrupt):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with pytest.raises(BaseException, match="in the middle"):
                ANALYSES[name](model, metric=metrics.custom(functools.partial(fails, kind)))
    assert seen
