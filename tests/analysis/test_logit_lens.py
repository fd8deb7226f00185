"""The logit lens equals what the plain model's own tail makes of each layer's residual stream."""

import pytest
import torch

import nnexplore
from nnexplore.analysis import Edit, logit_lens
from nnexplore.errors import AnalysisError, EditError, MetricError, PromptError
from tests.reference import hooked, hooks_on
from tests.tiny import KINDS, tiny

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Colosseum itself is in the city of"


@pytest.fixture(params=KINDS)
def model(request):
    return tiny(request.param)


def first(value):
    return value[0] if isinstance(value, tuple) else value


def expected(model, text, edits=None):
    """Row by row, one plain forward each: the residual stream put in at the final norm, the rest is the model's."""
    ids = dict(model.tokenizer(text, return_tensors="pt"))
    blocks = [block.path for block in model.layers]
    points = [(blocks[0], "input"), *[(path, "output") for path in blocks]]
    edits = edits or {}
    with torch.no_grad():
        _, values = hooked(model.module, ids, points, edits)
        rows = []
        for point in points:
            stream = first(values[point])
            replaced = {(model.norm.path, "input"): lambda _, stream=stream: stream}
            rows.append(hooked(model.module, ids, (), {**edits, **replaced})[0].logits.float().softmax(-1))
    return torch.cat(rows)


def same(one, other):
    """Rows of one batch and single runs differ by rounding only."""
    return one.shape == other.shape and torch.allclose(one, other, atol=1e-5, rtol=1e-4)


def set_position(position, value):
    def edit(stream):
        first(stream)[:, position] = value

    return edit


def test_the_last_row_is_what_the_model_says(model):
    lens = logit_lens(model, PROMPT)
    ids = model.tokenizer(PROMPT, return_tensors="pt")
    with torch.no_grad():
        logits = model.module(**ids).logits
    assert same(lens.probabilities[-1:], logits.softmax(-1))


def test_every_row_is_what_the_models_own_tail_makes_of_it(model):
    assert same(logit_lens(model, PROMPT).probabilities, expected(model, PROMPT))


def test_zeroed_cells_equal_plain_hooks(model):
    blocks = [block.path for block in model.layers]
    edits = [Edit(1, 2, "zero"), Edit(-1, 4, "zero")]
    plain = {(blocks[1], "output"): set_position(2, 0), (blocks[0], "input"): set_position(4, 0)}
    lens = logit_lens(model, PROMPT, edits=edits)
    assert same(lens.probabilities, expected(model, PROMPT, plain))
    assert not same(lens.probabilities, logit_lens(model, PROMPT).probabilities)


def test_copied_cells_equal_plain_hooks(model):
    blocks = [block.path for block in model.layers]
    ids = dict(model.tokenizer(OTHER, return_tensors="pt"))
    with torch.no_grad():
        _, values = hooked(model.module, ids, [(blocks[0], "output"), (blocks[0], "input")])
    plain = {
        (blocks[0], "output"): set_position(3, first(values[blocks[0], "output"])[:, 3]),
        (blocks[0], "input"): set_position(1, values[blocks[0], "input"][:, 1]),
    }
    lens = logit_lens(model, PROMPT, other=OTHER, edits=[Edit(0, 3, "copy"), Edit(-1, 1, "copy")])
    assert same(lens.probabilities, expected(model, PROMPT, plain))


def test_an_edit_changes_nothing_before_it(model):
    clean, edited = logit_lens(model, PROMPT), logit_lens(model, PROMPT, edits=[Edit(1, 3, "zero")])
    assert same(edited.probabilities[:2], clean.probabilities[:2])
    assert same(edited.probabilities[:, :3], clean.probabilities[:, :3])
    assert not same(edited.probabilities[2, 3], clean.probabilities[2, 3])


def test_the_graph_gives_the_same_numbers_again(model):
    lens = logit_lens(model, PROMPT, other=OTHER, edits=[Edit(0, 3, "copy"), Edit(1, 2, "zero")])
    with torch.no_grad():
        again = lens.graph.run(model)
        other = nnexplore.graph.Graph.from_json(lens.graph.to_json()).run(model)
    assert list(again) == ["probabilities"]
    assert again["probabilities"].equal(lens.probabilities)
    assert other["probabilities"].equal(lens.probabilities)


def test_the_code_gives_the_same_numbers_again(model):
    lens = logit_lens(model, PROMPT, other=OTHER, edits=[Edit(0, 3, "copy"), Edit(1, 2, "zero")])
    names = {"given": model}
    with torch.no_grad():
        exec(lens.graph.code("given"), names)
    assert names["probabilities"].equal(lens.probabilities)


def test_the_code_of_the_demo_models_lens_stands_alone(demo):
    lens = logit_lens(demo, PROMPT, edits=[Edit(2, 1, "zero")])
    names = {}
    with torch.no_grad():
        exec(lens.graph.code(), names)
    assert names["probabilities"].equal(lens.probabilities)


def test_what_comes_back(demo):
    lens = logit_lens(demo, PROMPT, other=OTHER)
    count = len(demo.layers)
    assert lens.layers == ["embed", *map(str, range(count))]
    assert lens.tokens == demo.tokens(PROMPT)
    assert lens.other_tokens == demo.tokens(OTHER)
    assert lens.probabilities.shape == (count + 1, len(lens.tokens), demo.module.config.vocab_size)
    assert lens.probabilities.dtype is torch.float32
    assert not lens.probabilities.requires_grad
    assert type(lens.probabilities) is torch.Tensor
    assert torch.allclose(lens.probabilities.sum(-1), torch.ones(()), atol=1e-4)


def test_top_tokens(demo):
    lens = logit_lens(demo, PROMPT)
    ids, values = lens.top(3)
    assert ids.shape == values.shape == (len(lens.layers), len(lens.tokens), 3)
    assert values.equal(lens.probabilities.sort(dim=-1, descending=True).values[..., :3])
    assert lens.probabilities.gather(-1, ids).equal(values)
    assert lens.token_strings([5]) == demo.token_strings([5])
    assert lens.top(10**6)[0].shape[-1] == demo.module.config.vocab_size


def test_one_token_is_a_prompt(demo):
    assert logit_lens(demo, demo.tokens(PROMPT)[0]).probabilities.shape[1] == 1


def test_the_model_is_left_as_found(demo):
    before = hooks_on(demo.module)
    logit_lens(demo, PROMPT, edits=[Edit(0, 0, "zero")])
    assert hooks_on(demo.module) == before


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float64])
def test_other_number_types(dtype):
    model = tiny("llama", dtype=dtype)
    lens = logit_lens(model, PROMPT, edits=[Edit(0, 1, "zero")])
    assert lens.probabilities.dtype is torch.float32
    assert lens.probabilities.isfinite().all()


# --- refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        ([Edit(99, 0)], r"Edit\(layer=99.*the model has layers 0 to \d+ \(-1 is the embedding\)"),
        ([Edit(-2, 0)], r"layers 0 to"),
        ([Edit(0, 8)], r"the prompt has positions 0 to 7"),
        ([Edit(0, -1)], r"the prompt has positions 0 to 7"),
        ([Edit(0, 0, "swap")], r"unknown kind; use 'zero' or 'copy'"),
        ([Edit(0, 0, "copy")], r"copies from the other prompt, and there is none"),
        ([Edit(0, 1), Edit(0, 1)], r"layer 0, position 1 is edited twice"),
    ],
)
def test_edits_that_do_not_fit(demo, edits, message):
    assert len(demo.tokens(PROMPT)) == 8
    with pytest.raises(EditError, match=message):
        logit_lens(demo, PROMPT, edits=edits)


def test_a_copy_from_where_the_other_prompt_has_nothing(demo):
    with pytest.raises(EditError, match=r"the other prompt has only positions 0 to 0"):
        logit_lens(demo, PROMPT, other=demo.tokens(PROMPT)[0], edits=[Edit(0, 5, "copy")])


def test_an_empty_prompt(demo):
    with pytest.raises(PromptError, match="empty"):
        logit_lens(demo, "")


# --- what can be asked of a lens -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def lens(demo):
    return logit_lens(demo, PROMPT)


def test_probability_rank_and_entropy_of_every_cell(demo, lens):
    paris = demo.tokenizer.encode(" Paris")[0]
    whole = lens.probabilities.double()
    assert torch.equal(lens.probability(" Paris").values, lens.probabilities[..., paris])
    assert torch.equal(lens.probability(paris).values, lens.probability(" Paris").values)
    order = torch.sort(whole, dim=-1, descending=True, stable=True).indices
    assert torch.equal(lens.rank(" Paris").values.long(), (order == paris).long().argmax(-1))
    entropy = -(whole * whole.clamp(min=1e-300).log()).sum(-1)
    assert torch.allclose(lens.entropy().values.double(), entropy, atol=1e-5)
    assert lens.rank(" Paris").at(layer=3, position=" of") == 0


def test_divergence_from_the_answer(lens):
    values = lens.divergence().values
    answer = lens.probabilities[-1].double()
    expected = torch.nn.functional.kl_div(
        lens.probabilities.double().clamp(min=1e-300).log(), answer.expand_as(lens.probabilities), reduction="none"
    ).sum(-1)
    assert torch.allclose(values.double(), expected, atol=1e-4)
    assert values[-1].abs().max() < 1e-6


def test_trajectories_are_columns_of_the_lens(lens):
    lines = lens.trajectories([" Paris", " Rome"])
    assert lines.values.shape == (2, 5)
    assert torch.equal(lines.values[0], lens.probability(" Paris").values[:, -1])
    assert lines.axes[1].labels == ("embed", "0", "1", "2", "3")
    assert lines.at(token=" Paris", layer=3) > 0.9
    with pytest.raises(AnalysisError, match="no position 8: they are 0 to 7"):
        lens.trajectories([" Paris"], position=8)
    with pytest.raises(MetricError, match="one token"):
        lens.probability([" Paris", " Rome"])
