"""The logit lens equals what the plain model's own tail makes of each layer's residual stream."""

import pytest
import torch

import nnexplore
from nnexplore.analysis import Edit, logit_lens
from nnexplore.analysis.lens_graph import PARTS
from nnexplore.errors import AnalysisError, EditError, MetricError, ModelError, PromptError
from tests.analysis.naive.lens import has, naive_lens, tail
from tests.reference import hooked, hooks_on
from tests.tiny import ALL_KINDS, KINDS, tiny

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


# --- rows of all architectures, parts ------------------------------------------------------------------------


IDS = [5, 9, 42, 7, 9, 300]


@pytest.mark.parametrize("component", PARTS)
@pytest.mark.parametrize("kind", ALL_KINDS)
def test_every_architecture_equals_bare_hooks(kind, component):
    model = tiny(kind)
    if not has(kind, component):
        with pytest.raises(ModelError, match=f"has no `{component}`: "):
            logit_lens(model, IDS, component=component)
        return
    lens = logit_lens(model, IDS, component=component)
    whole = naive_lens(model.module, torch.tensor([IDS]), component)
    assert same(lens.probabilities, whole)
    assert lens.layers == [*["embed"] * (component == "resid_post"), "0", "1", "2"]
    with torch.no_grad():
        assert same(lens.answer, model.module(torch.tensor([IDS])).logits[0].softmax(-1))


@pytest.mark.parametrize("component", ["resid_post", "mlp_out"])
def test_some_layers_and_positions_are_those_of_all(model, component):
    whole = logit_lens(model, IDS, component=component)
    first = component == "resid_post"
    some = logit_lens(model, IDS, component=component, layers=[-1, 0], positions=[-1, 2])
    assert some.layers == ["0", "2"]
    assert some.positions == (2, 5)
    assert same(some.probabilities, whole.probabilities[[first, 2 + first]][:, [2, 5]])
    assert same(some.answer, whole.answer[[2, 5]])
    assert some.divergence().values.allclose(whole.divergence().values[[first, 2 + first]][:, [2, 5]], atol=1e-5)
    one = logit_lens(model, IDS, component=component, layers=[1], positions=[0])
    assert same(one.probabilities, whole.probabilities[1 + first : 2 + first, :1])
    assert same(one.answer, whole.answer[:1])


def test_positions_and_edits_together(model):
    edits = [Edit(1, 3, "zero"), Edit(-1, 1, "zero")]
    whole = logit_lens(model, PROMPT, edits=edits)
    some = logit_lens(model, PROMPT, edits=edits, layers=["embed", 1], positions=[1, 3, 7])
    assert same(some.probabilities, whole.probabilities[[0, 2]][:, [1, 3, 7]])
    part = logit_lens(model, PROMPT, edits=edits, component="mlp_out")
    assert same(part.answer, whole.answer)
    again = part.graph.from_json(part.graph.to_json()).run(model)
    assert list(again) == ["answer", "probabilities"]
    assert again["probabilities"].equal(part.probabilities)


@pytest.mark.parametrize("kind", ["gpt2", "llama", "gemma2"])
def test_rows_are_what_the_formulas_say(kind):
    model = tiny(kind)
    with torch.no_grad():
        output = model.module(torch.tensor([IDS]), output_hidden_states=True)
        rows = [tail(model.module, stream).softmax(-1) for stream in output.hidden_states[:-1]]
    assert same(logit_lens(model, IDS).probabilities, torch.cat([*rows, output.logits.softmax(-1)]))


@pytest.mark.parametrize("form", [list, tuple, torch.tensor, lambda ids: torch.tensor([ids]), lambda ids: [ids]])
def test_token_ids_are_a_prompt(demo, form):
    ids = demo.tokenizer(PROMPT)["input_ids"]
    lens = logit_lens(demo, form(ids), other=form(ids), edits=[Edit(0, 0, "zero"), Edit(1, 2, "copy")])
    text = logit_lens(demo, PROMPT, other=PROMPT, edits=[Edit(0, 0, "zero"), Edit(1, 2, "copy")])
    assert lens.tokens == text.tokens == demo.tokens(PROMPT)
    assert lens.probabilities.equal(text.probabilities)


def test_a_model_whose_blocks_give_tuples(demo):
    older = nnexplore.LanguageModel(demo.module, tokenizer=demo.tokenizer, block_outputs="tuple")
    assert logit_lens(older, PROMPT).probabilities.equal(logit_lens(demo, PROMPT).probabilities)


def test_what_cannot_be_looked_at(demo):
    with pytest.raises(PromptError, match="a lens is of one prompt; got 2"):
        logit_lens(demo, [PROMPT, OTHER])
    with pytest.raises(AnalysisError, match=r"a lens is of 'resid_post', .*; got 'neurons'"):
        logit_lens(demo, PROMPT, component="neurons")
    with pytest.raises(AnalysisError, match="there is no layer 4: they are 0 to 3"):
        logit_lens(demo, PROMPT, layers=[4])
    with pytest.raises(AnalysisError, match="there is no layer 'last'"):
        logit_lens(demo, PROMPT, layers=["last"])
    with pytest.raises(AnalysisError, match="attn_out has no row 'embed'"):
        logit_lens(demo, PROMPT, layers=["embed"], component="attn_out")
    with pytest.raises(AnalysisError, match="there is no position 8: they are 0 to 7"):
        logit_lens(demo, PROMPT, positions=[8])
    with pytest.raises(AnalysisError, match="no positions were chosen; leave positions out"):
        logit_lens(demo, PROMPT, positions=[])
    some = logit_lens(demo, PROMPT, positions=[2])
    with pytest.raises(AnalysisError, match=r"position 7 was not computed: this lens has positions \[2\]"):
        some.trajectories([" Paris"])
    assert some.trajectories([" Paris"], position=2).values.shape == (1, 5)


def test_in_words(lens, demo):
    assert repr(lens).splitlines()[0] == "logit lens (5 layers × 8 positions), the likeliest token at position 7 ' of':"
    assert repr(lens).splitlines()[-1] == "  3      ' Paris'  0.996"
    part = logit_lens(demo, PROMPT, component="mlp_out", layers=[0], positions=[-1])
    assert repr(part) == (
        "logit lens of mlp_out (1 layer × 1 position), the likeliest token at position 7 ' of':\n  0  ' Paris'  0.193"
    )


# --- differences ---------------------------------------------------------------------------------------------

FRANCE, ITALY = "The capital of France is", "The capital of Italy is"


def test_a_difference_is_of_two_grids(demo):
    france, italy = logit_lens(demo, FRANCE), logit_lens(demo, ITALY)
    one, two = france.probabilities.double(), italy.probabilities.double()
    change, paris = france.minus(italy), demo.tokenizer.encode(" Paris")[0]
    assert torch.allclose(change.probability(" Paris").values.double(), (one - two)[..., paris], atol=1e-6)
    logs = one[..., paris].log() - two[..., paris].log()
    assert torch.allclose(change.log_probability(" Paris").values.double(), logs, atol=1e-4)
    apart = (one * (one.clamp(min=1e-300).log() - two.clamp(min=1e-38).log())).sum(-1)
    assert torch.allclose(change.divergence().values.double(), apart, atol=1e-4)
    ids, changes = change.rising(3)
    order = (one - two).sort(dim=-1, descending=True).values
    assert torch.allclose(changes.double(), order[..., :3], atol=1e-6)
    assert torch.allclose((one - two).gather(-1, ids), changes.double(), atol=1e-6)
    ids, changes = change.falling(3)
    assert torch.allclose(changes.double(), order.flip(-1)[..., :3], atol=1e-6)
    assert change.token_strings(ids[-1, -1, :1].tolist()) == [" Rome"]
    assert change.rising(10**6)[0].shape[-1] == one.shape[-1]
    assert not change.divergence().values[:, :3].any()  # the same tokens
    assert change.probability(" Paris").at(layer=3, position=" is") > 0.9
    assert "rises by" in repr(change)


def test_steps_are_from_row_to_row(demo, lens):
    steps, grid = lens.steps(), lens.probabilities
    assert steps.axes[0].labels == ("0", "1", "2", "3")
    paris = demo.tokenizer.encode(" Paris")[0]
    logs = grid[..., paris].clamp(min=1e-38).double().log()
    assert torch.allclose(steps.log_probability(" Paris").values.double(), logs[1:] - logs[:-1], atol=1e-4)
    whole = lens.probability(" Paris").values
    assert torch.allclose(whole[0] + steps.probability(" Paris").values.sum(0), whole[-1], atol=1e-5)
    assert steps.name == "logit lens, each row less the one before"


def test_lenses_that_do_not_go_together(demo, lens):
    with pytest.raises(AnalysisError, match="one has 8 tokens, the other 5: take lenses with as many tokens"):
        lens.minus(logit_lens(demo, FRANCE))
    with pytest.raises(AnalysisError, match="one has 1534 entries in the vocabulary, the other 2048"):
        lens.minus(logit_lens(tiny("gpt2"), PROMPT))
    with pytest.raises(AnalysisError, match=r"not the same component: resid_post and resid_mid\. Pass the same"):
        lens.minus(logit_lens(demo, PROMPT, component="resid_mid"))
    with pytest.raises(AnalysisError, match="not the same layers"):
        lens.minus(logit_lens(demo, PROMPT, layers=[0]))
    with pytest.raises(AnalysisError, match="not the same positions"):
        lens.minus(logit_lens(demo, PROMPT, positions=[0]))
    with pytest.raises(AnalysisError, match="this lens is of attn_out: take component='resid_post'"):
        logit_lens(demo, PROMPT, component="attn_out").steps()
    with pytest.raises(AnalysisError, match="this lens has only"):
        logit_lens(demo, PROMPT, layers=[0]).steps()
