"""Activation patching as one plan equals a run per cell with bare hooks, on every architecture and component."""

from __future__ import annotations

import pytest
import torch

from nnexplore.analysis import activation_patching, attribution_patching, metrics
from nnexplore.errors import AnalysisError, MetricError, ModelError
from tests.analysis.naive import naive_patching
from tests.analysis.naive.places import COMPONENTS, KINDS, has
from tests.tiny import ALL_KINDS, tiny

CLEAN = torch.tensor([[5, 17, 99, 4, 250, 31, 8, 77]])
CORRUPTED = torch.tensor([[6, 45, 98, 1000, 12, 30, 9, 78]])
METRIC = metrics.logit_diff(11, 12)
FACT = "The Eiffel Tower is in the city of"
OTHER = "The Colosseum is in the city of"


def plain_metric(logits):
    return float(logits[0, -1, 11] - logits[0, -1, 12])


def patched(kind, component, **options):
    return activation_patching(
        tiny(kind), CLEAN, CORRUPTED, metric=METRIC, component=component, progress=False, **options
    )


def close(mine, other):
    assert mine.shape == other.shape
    assert (mine - other).abs().max() <= 1e-5 * (1 + other.abs().max())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("component", [name for name in COMPONENTS if name != "mlp_in"])
def test_patching_is_that_of_bare_hooks(kind, component):
    if not has(kind, component):
        with pytest.raises(ModelError, match=component):
            patched(kind, component)
        return
    result = patched(kind, component)
    close(result.values, naive_patching(tiny(kind).module, CLEAN, CORRUPTED, component, plain_metric))
    assert all(group.way != "alone" for group in result.plan.groups)


@pytest.mark.parametrize("kind", ["gpt2", "llama", "gemma2"])
@pytest.mark.parametrize("component", ["head_out", "head_q", "head_pattern"])
def test_heads_by_position(kind, component):
    result = patched(kind, component, by=("layer", "head", "position"))
    naive = naive_patching(tiny(kind).module, CLEAN, CORRUPTED, component, plain_metric, axes=("head", "position"))
    close(result.values, naive)


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_every_architecture_by_a_plain_loop(kind):
    """Residual and head patching, each cell by one run with a hook of its own."""
    model = tiny(kind)
    result = activation_patching(
        model, CLEAN, CORRUPTED, metric=METRIC, positions=[0, 3, 7], by=("layer", "position"), progress=False
    )
    module, blocks = model.module, [model.module.get_submodule(path) for path in model.anatomy.blocks]
    clean, found = [], []

    def first(args, kwargs):
        return args[0] if args else kwargs["hidden_states"]

    with torch.no_grad():
        for block in blocks:
            keep = lambda _, args, kwargs: clean.append(first(args, kwargs).clone())  # noqa: E731
            block.register_forward_pre_hook(keep, with_kwargs=True)
        module(CLEAN)
        for block in blocks:
            block._forward_pre_hooks.clear()
            block._forward_pre_hooks_with_kwargs.clear()
        for block, value in zip(blocks, clean, strict=True):
            for at in (0, 3, 7):

                def patch(_, args, kwargs, value=value, at=at):
                    first(args, kwargs)[:, at] = value[:, at]

                hook = block.register_forward_pre_hook(patch, with_kwargs=True)
                found.append(plain_metric(module(CORRUPTED).logits))
                hook.remove()
    close(result.values, torch.tensor(found).view(len(blocks), 3))


def test_both_directions_and_baselines():
    there = patched("gpt2", "resid_pre")
    back = patched("gpt2", "resid_pre", direction="noising")
    with torch.no_grad():
        clean, corrupted = (plain_metric(tiny("gpt2").module(ids).logits) for ids in (CLEAN, CORRUPTED))
    for result in (there, back):
        assert result.baselines["clean"] == pytest.approx(clean, abs=1e-4)
        assert result.baselines["corrupted"] == pytest.approx(corrupted, abs=1e-4)
    naive = naive_patching(tiny("gpt2").module, CORRUPTED, CLEAN, "resid_pre", plain_metric)
    close(back.values, naive)
    recovered = there.recovery()
    close(recovered.values, (there.values - corrupted) / (clean - corrupted))
    assert "recovery" in repr(recovered)


def test_recovery_keeps_the_prompts(demo):
    clean = ["The capital of France is", "The capital of Germany is", "The capital of Spain is"]
    corrupted = ["The capital of Italy is"] * 3
    metric = metrics.logit_diff([" Paris", " Berlin", " Madrid"], " Rome")
    found = activation_patching(demo, clean, corrupted, metric=metric, progress=False)
    ends = []
    with torch.no_grad():
        for prompts in (clean, corrupted):
            last = demo.module(torch.tensor([demo.tokenizer(one)["input_ids"] for one in prompts])).logits[:, -1]
            answers = torch.tensor([demo.tokenizer(one)["input_ids"] for one in (" Paris", " Berlin", " Madrid")])
            rome = demo.tokenizer(" Rome")["input_ids"]
            ends.append(last.gather(-1, answers)[:, 0] - last[:, rome[0]])
    top, none = (end.mean() for end in ends)
    recovered = found.recovery()
    close(recovered.prompts, (found.prompts - none) / (top - none))
    close(recovered.clean, (ends[0] - none) / (top - none))
    close(recovered.corrupted, (ends[1] - none) / (top - none))
    close(recovered.prompts.mean(-1), recovered.values)
    one = recovered.interval(layer=2, position=4)
    assert one.low < float(recovered.at(layer=2, position=4)) < one.high
    assert recovered.plan is found.plan
    with pytest.raises(AnalysisError, match="this is a recovery already: 0 is as the corrupted run"):
        recovered.recovery()


def test_a_row_of_a_sweep_recovers_as_the_whole():
    found = patched("gpt2", "resid_pre")
    close(found.at(layer=1).recovery().values, found.recovery().at(layer=1).values)


def test_a_title_names_the_first_answers(demo):
    pytest.importorskip("plotly")
    metric = metrics.logit([" Paris"] * 20)
    found = activation_patching(
        demo, [FACT] * 20, [FACT.replace("Eiffel Tower", "Big Ben")] * 20, metric=metric, by=("layer",), progress=False
    )
    title = found.plot().layout.title.text
    assert "… 20 in all" in title
    assert title.count("Paris") == 3


def test_neurons_one_by_one():
    result = patched("gpt2", "neurons", by=("layer", "neuron"), neurons=[0, 5, 47], layers=[1])
    module = tiny("gpt2").module
    projection = module.transformer.h[1].mlp.c_proj
    found = []
    with torch.no_grad():
        kept = []
        hook = projection.register_forward_pre_hook(lambda _, args: kept.append(args[0].clone()))
        module(CLEAN)
        hook.remove()
        for neuron in (0, 5, 47):

            def patch(_, args, neuron=neuron):
                args[0][:, :, neuron] = kept[0][:, :, neuron]

            hook = projection.register_forward_pre_hook(patch)
            found.append(plain_metric(module(CORRUPTED).logits))
            hook.remove()
    close(result.values, torch.tensor([found]))


def test_batches_of_prompts(demo):
    clean = [FACT, FACT.replace("Eiffel Tower", "Red Square")]
    corrupted = [FACT.replace("Eiffel Tower", subject) for subject in ("Big Ben", "Trevi Fountain")]
    answers, others = [" Paris", " Moscow"], [" London", " Rome"]
    metric = metrics.logit_diff(answers, others)
    result = activation_patching(demo, clean, corrupted, metric=metric, positions=[-1, -2], progress=False)
    assert result.prompts.shape == (4, 2, 2)
    for at in range(2):
        one = metrics.logit_diff(answers[at], others[at])
        alone = activation_patching(demo, clean[at], corrupted[at], metric=one, positions=[-1, -2], progress=False)
        assert torch.allclose(result.prompts[..., at], alone.values, atol=1e-3)
    assert torch.allclose(result.values, result.prompts.mean(-1))
    interval = result.interval(layer=3, position=7)
    assert interval.low <= float(result.values[3, 0]) <= interval.high


def test_prompts_of_different_lengths(demo):
    metric = metrics.logit_diff(" Paris", " Rome")
    with pytest.raises(AnalysisError, match=r'8 and 7 tokens.*align="end"'):
        activation_patching(demo, FACT, OTHER, metric=metric)
    result = activation_patching(demo, FACT, OTHER, metric=metric, align="end", progress=False)
    assert result.values.shape == (4, 7)
    assert result.recovery().at(layer=3, position=6) > 0.95
    with torch.no_grad(), demo.trace(FACT):
        source = demo.layers[2].input[:, 5].clone()
    with torch.no_grad(), demo.trace(OTHER):
        demo.layers[2].input[:, 4] = source
        logits = demo.output.logits
    bound = metric.bind(demo)
    assert result.values[2, 4] == pytest.approx(float(bound(logits)), abs=1e-4)
    heads = activation_patching(demo, FACT, OTHER, metric=metric, component="head_out", align="end", progress=False)
    assert heads.values.shape == (4, 4)
    with pytest.raises(AnalysisError, match="patterns"):
        activation_patching(demo, FACT, OTHER, metric=metric, component="head_pattern", align="end")


UNEVEN = ["The capital of France is", FACT], ["The capital of Italy is", FACT.replace("Eiffel Tower", "Big Ben")]
ANSWERS = [" Paris", " Paris"], [" Rome", " London"]


def one_by_one(analysis, model, prompts, **options):
    """The same for each pair of prompts alone."""
    found = []
    for at, both in enumerate(zip(*prompts, strict=True)):
        metric = metrics.logit_diff(ANSWERS[0][at], ANSWERS[1][at])
        found.append(analysis(model, *both, metric=metric, progress=False, **options))
    return found


@pytest.mark.parametrize("analysis", [activation_patching, attribution_patching])
def test_a_batch_of_prompts_of_different_lengths(demo, analysis):
    """By the end, the positions are those that all prompts have; without positions, each is patched over its own."""
    metric = metrics.logit_diff(*ANSWERS)
    whole = analysis(demo, *UNEVEN, metric=metric, align="end", progress=False)
    assert whole.axes[1].numbers == (3, 4, 5, 6, 7)
    long, short = one_by_one(analysis, demo, UNEVEN)[::-1]
    close(whole.prompts[..., 0], short.values)
    close(whole.prompts[..., 1], long.values[:, 3:])
    heads = analysis(demo, *UNEVEN, metric=metric, component="head_out", progress=False)
    for at, alone in enumerate(one_by_one(analysis, demo, UNEVEN, component="head_out")):
        close(heads.prompts[..., at], alone.values)
    with pytest.raises(AnalysisError, match=r"have 5, 8 tokens and are padded.*align=\"end\".*by=\('layer',\)"):
        analysis(demo, *UNEVEN, metric=metric)


@pytest.mark.parametrize("analysis", [activation_patching, attribution_patching])
def test_pairs_of_different_lengths_in_a_batch(demo, analysis):
    """As wide as each other, the two batches do not stand below each other; by the end they do."""
    clean, corrupted = ["The capital of France is", FACT], [OTHER, "The capital of England is"]
    metric = metrics.logit_diff(*ANSWERS)
    with pytest.raises(AnalysisError, match=r"the prompts 0 have 5 and 7 tokens.*'The', ' Colosseum'.*align=\"end\""):
        analysis(demo, clean, corrupted, metric=metric)
    whole = analysis(demo, clean, corrupted, metric=metric, align="end", progress=False)
    for at, alone in enumerate(one_by_one(analysis, demo, (clean, corrupted), align="end")):
        close(whole.prompts[..., at], alone.values[:, -5:])


def test_padding_on_the_right_has_no_common_end(demo):
    ids = [demo.tokenizer(text)["input_ids"] for text in UNEVEN[0]]
    longest = max(map(len, ids))
    batch = {
        "input_ids": torch.tensor([row + [0] * (longest - len(row)) for row in ids]),
        "attention_mask": torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in ids]),
    }
    with pytest.raises(AnalysisError, match=r"from the last token, which is not at one place.*pad them on the left"):
        activation_patching(demo, batch, batch, metric=metrics.logit(" Paris"), align="end")


def test_a_known_finding(demo):
    """The subject's last token restores the fact in early layers, the last position in late ones."""
    clean, corrupted = FACT, FACT.replace("Eiffel Tower", "Big Ben")
    tokens = demo.tokens(clean)
    metric = metrics.logit_diff(" Paris", " London")
    recovered = activation_patching(demo, clean, corrupted, metric=metric, progress=False).recovery()
    subject, last = tokens.index(" Tower"), len(tokens) - 1
    assert recovered.at(layer=0, position=subject) > 0.5
    assert recovered.at(layer=0, position=last) < 0.1
    assert recovered.at(layer=3, position=last) > 0.9
    assert recovered.at(layer=3, position=subject) < 0.1


def test_results_draw_and_print(demo):
    metric = metrics.logit_diff(" Paris", " Rome")
    result = activation_patching(demo, FACT, OTHER, metric=metric, align="end", progress=False)
    text = repr(result)
    assert "4 layers × 7 positions" in text
    assert "' of'" in text
    assert "clean" in text
    assert result.plot().to_dict()["data"][0]["type"] == "heatmap"
    frame = result.to_pandas()
    assert len(frame) == 28


@pytest.mark.parametrize("direction", ["denoising", "noising"])
def test_cells_are_told_as_they_are_finished(direction):
    seen, missing = [], []

    def look(numbers, so_far):
        seen.extend(numbers)
        missing.append(int(so_far.values.isnan().sum()))
        new = so_far.values.flatten()[list(numbers)]
        ends = so_far.baselines
        told.append((numbers, new, ends))

    told = []
    result = patched("gpt2", "resid_post", direction=direction, on_cells=look)
    naive = naive_patching(
        tiny("gpt2").module,
        *((CLEAN, CORRUPTED) if direction == "denoising" else (CORRUPTED, CLEAN)),
        "resid_post",
        plain_metric,
    )
    assert sorted(seen) == list(range(result.values.numel()))
    assert missing == sorted(missing, reverse=True)
    assert (len(missing) > 1, missing[0] > 0, missing[-1]) == (True, True, 0)
    wanted = {"clean": plain(CLEAN), "corrupted": plain(CORRUPTED)}
    for numbers, new, ends in told:
        close(new, naive.flatten()[list(numbers)])
        known = {name: value for name, value in ends.items() if value == value}
        assert known == pytest.approx({name: wanted[name] for name in known}, abs=1e-5)


def plain(tokens):
    with torch.no_grad():
        return plain_metric(tiny("gpt2").module(tokens).logits)


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        ({"component": "resid"}, AnalysisError, "no component 'resid'.*resid_pre"),
        ({"by": ("layer", "head")}, AnalysisError, "no axis 'head'"),
        ({"by": ("position",)}, AnalysisError, "layers at least"),
        ({"positions": []}, AnalysisError, "nothing to go through: no positions"),
        ({"layers": [4]}, AnalysisError, "no layer 4: they are 0 to 3"),
        ({"component": "head_out", "heads": [7]}, AnalysisError, "no head 7: they are 0 to 3"),
        ({"heads": [1]}, AnalysisError, "heads were chosen"),
        ({"direction": "back"}, AnalysisError, "noising"),
        ({"align": "middle"}, AnalysisError, "start"),
        ({"metric": metrics.custom(lambda logits: logits)}, MetricError, "one number for each prompt"),
    ],
)
def test_bad_input(demo, options, error, says):
    options = {"metric": metrics.logit_diff(" Paris", " Rome"), "progress": False, **options}
    with pytest.raises(error, match=says):
        activation_patching(demo, FACT, FACT.replace("Eiffel Tower", "Golden Gate"), **options)
