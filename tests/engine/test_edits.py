"""Edits: a model with changes that stay gives what plain hooks on the original give; the original is untouched."""

import gc
import weakref

import pytest
import torch
from torch import nn

import nnexplore
from nnexplore.errors import GraphError, NotReachedError, NotTracingError, OrderError, ValueMismatchError
from nnexplore.graph import Graph
from tests.again import check_again, results
from tests.reference import generated, hooked, hooks_on
from tests.tiny import tiny

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Colosseum is in the city of"
H = [f"transformer.h.{at}" for at in range(3)]
MLPS = [f"{path}.mlp" for path in H]


@pytest.fixture
def ids(gpt2):
    return dict(gpt2.tokenizer(PROMPT, return_tensors="pt"))


@pytest.fixture(autouse=True)
def original(gpt2, ids):
    """After every test the original gives what it gave, and nothing is left on it."""
    before, hooks = gpt2.module(**ids).logits, hooks_on(gpt2.module)
    yield
    assert gpt2.module(**ids).logits.equal(before)
    with gpt2.trace(PROMPT):
        assert gpt2.lm_head.output.equal(before)
    assert gpt2.edits == []
    assert hooks_on(gpt2.module) == hooks


def plain_logits(gpt2, text, edits=None):
    return hooked(gpt2.module, dict(gpt2.tokenizer(text, return_tensors="pt")), (), edits)[0].logits


def logits_of(model, text=PROMPT):
    with model.trace(text):
        return model.lm_head.output


def without_mlp(gpt2, at=1):
    with gpt2.edit() as edited:
        edited.transformer.h[at].mlp.output = 0
    return edited


def last_zero(value):
    value[:, -1] = 0


# --- making one ----------------------------------------------------------------------------------------------


def test_a_block_that_assigns(gpt2):
    edited = without_mlp(gpt2)
    for text in (PROMPT, OTHER, "Paris"):
        assert logits_of(edited, text).equal(plain_logits(gpt2, text, {(MLPS[1], "output"): torch.zeros_like}))
        assert logits_of(gpt2, text).equal(plain_logits(gpt2, text))


def test_a_block_that_changes_in_place(gpt2):
    with torch.no_grad(), gpt2.edit() as edited:
        edited.transformer.h[1].output[:, -1] = 0
        edited.transformer.h[2].mlp.output *= 2
    edits = {(H[1], "output"): last_zero, (MLPS[2], "output"): lambda value: value * 2}
    with torch.no_grad():
        assert logits_of(edited, OTHER).equal(plain_logits(gpt2, OTHER, edits))


def test_a_block_with_a_prompt_of_its_own(gpt2):
    with gpt2.edit(PROMPT) as edited:
        hidden = edited.transformer.h[0].output
        assert hidden.shape[1] == 8
        edited.transformer.h[1].output = edited.transformer.h[1].output + hidden
    held = {}

    def keep(value):
        held["hidden"] = value

    edits = {(H[0], "output"): keep, (H[1], "output"): lambda value: value + held["hidden"]}
    assert logits_of(edited, OTHER).equal(plain_logits(gpt2, OTHER, edits))


def test_the_handles_of_the_original_mean_the_edit_as_well(gpt2):
    with gpt2.edit() as edited:
        gpt2.transformer.h[1].mlp.output = 0
    assert logits_of(edited).equal(plain_logits(gpt2, PROMPT, {(MLPS[1], "output"): torch.zeros_like}))


def test_a_graph_that_a_trace_recorded(gpt2):
    with gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].mlp.output = 0
        gpt2.lm_head.output.save("logits")
    edited = gpt2.edit(Graph.from_json(run.graph.to_json()))
    assert logits_of(edited, OTHER).equal(plain_logits(gpt2, OTHER, {(MLPS[1], "output"): torch.zeros_like}))


def test_a_graph_whose_results_are_no_part_of_the_edit(gpt2):
    """What was only saved is not asked for: the model stops early as ever."""
    called = []
    handle = gpt2.module.transformer.h[2].register_forward_hook(lambda *_: called.append(1))
    try:
        with gpt2.trace(PROMPT) as run:
            gpt2.transformer.h[0].mlp.output = 0
            gpt2.output.logits.save("logits")
        edited = gpt2.edit(run.graph)
        called.clear()
        with edited.trace(PROMPT):
            edited.transformer.h[1].output.sum()
    finally:
        handle.remove()
    assert called == []


def test_tensors_from_outside_are_kept_as_they_were(gpt2):
    vector = torch.ones(32)
    with gpt2.edit() as edited:
        edited.transformer.h[1].output += vector
    vector.zero_()
    assert logits_of(edited).equal(plain_logits(gpt2, PROMPT, {(H[1], "output"): lambda value: value + 1}))


def test_a_real_token_of_each_prompt(gpt2):
    """``run.at`` in the graph: in each row of a padded batch its own place."""
    texts = [PROMPT, "The city of Paris is"]
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].output[run.at(" city")] = 0
    edited = gpt2.edit(run.graph)

    def edit_at(place):
        def edit(value):
            value[:, place] = 0

        return edit

    with torch.no_grad():
        batch = logits_of(edited, texts)
        for row, text in enumerate(texts):
            tokens = gpt2.tokens(text)
            plain = plain_logits(gpt2, text, {(H[1], "output"): edit_at(tokens.index(" city"))})
            torch.testing.assert_close(batch[row, -len(tokens) :], plain[0], atol=1e-4, rtol=1e-4)


def test_a_module_applied_ad_hoc(gpt2):
    """It is no pass of the model through that module: reads and edits there are about the model's own."""
    with gpt2.edit(PROMPT) as edited:
        edited.transformer.h[0].output = edited.transformer.h[2].mlp(edited.transformer.h[0].output)
        edited.transformer.h[2].mlp.output = edited.transformer.h[2].mlp.output * 2
    mlp = gpt2.module.transformer.h[2].mlp
    ids = dict(gpt2.tokenizer(OTHER, return_tensors="pt"))
    handles = [
        gpt2.module.transformer.h[0].register_forward_hook(lambda _m, _a, output: mlp.forward(output)),
        mlp.register_forward_hook(lambda _m, _a, output: output * 2),
    ]
    held = []
    handles.append(mlp.register_forward_hook(lambda _m, _a, output: held.append(output)))
    try:
        plain = gpt2.module(**ids).logits
    finally:
        for handle in handles:
            handle.remove()
    with edited.trace(OTHER) as run:
        own = edited.transformer.h[2].mlp.output
        logits = edited.lm_head.output.save("logits")
    assert own.equal(held[0])
    assert logits.equal(plain)
    assert results(run, edited)["logits"].equal(logits)


def test_values_of_another_prompt_are_constants(gpt2):
    with gpt2.trace(OTHER):
        source = gpt2.transformer.h[1].output[:, -1]
    with torch.no_grad(), gpt2.edit() as edited:
        edited.transformer.h[1].output[:, -1] = source

    def put(value):
        value[:, -1] = source

    with torch.no_grad():
        assert logits_of(edited).equal(plain_logits(gpt2, PROMPT, {(H[1], "output"): put}))


# --- using it ------------------------------------------------------------------------------------------------


def test_reads_see_the_edit_and_writes_come_after_it(gpt2, ids):
    edited = without_mlp(gpt2)
    with edited.trace(PROMPT) as run:
        inside = edited.transformer.h[1].mlp.output
        assert not inside.any()
        edited.transformer.h[1].mlp.output = inside + 1
        logits = edited.lm_head.output.save("logits")
    assert logits.equal(plain_logits(gpt2, PROMPT, {(MLPS[1], "output"): torch.ones_like}))
    assert results(run, edited)["logits"].equal(logits)
    assert len(run.graph.writes) == 1


def test_a_graph_gives_the_edited_values_on_the_edited_model_and_the_others_on_the_original(gpt2):
    edited = without_mlp(gpt2)
    with edited.trace(PROMPT) as run:
        logits = edited.lm_head.output.save("logits")
    check_again(run, edited, logits=logits)
    assert results(run, gpt2)["logits"].equal(plain_logits(gpt2, PROMPT))


def test_the_code_of_an_edited_run_does_not_pretend_to_load_the_edited_model(demo):
    with demo.edit() as edited:
        edited.layers[1].mlp.output = 0
    with edited.trace(PROMPT) as run:
        edited.lm_head.output.save("logits")
    assert 'nnexplore.load("demo")' not in run.graph.code()
    assert "model = ..." in run.graph.code()


def test_a_second_pass_is_edited(gpt2, ids):
    edited = without_mlp(gpt2, 0)
    with edited.trace(PROMPT):
        late = edited.lm_head.output
        early = edited.transformer.h[1].output
    plain, values = hooked(gpt2.module, ids, [(H[1], "output")], {(MLPS[0], "output"): torch.zeros_like})
    assert late.equal(plain.logits)
    assert early.equal(values[H[1], "output"])


def test_every_step_of_a_generation(gpt2, ids):
    edited = without_mlp(gpt2)
    edits = {(MLPS[1], "output", None): torch.zeros_like}
    out, values = generated(gpt2.module, ids, [("lm_head", "output")], edits, max_new_tokens=4, pad_token_id=0)
    with edited.generate(PROMPT, max_new_tokens=4) as run:
        live = [edited.lm_head.output for _ in run.steps()]
        made = edited.generator.output.save("ids")
    assert made.equal(out)
    assert all(value.equal(values["lm_head", "output", step]) for step, value in enumerate(live))
    assert run.ids == out.tolist()
    check_again(run, edited, ids=out)


def test_in_place_and_at_the_last_token_of_every_step(gpt2, ids):
    vector = torch.randn(32)
    with gpt2.edit() as edited:
        edited.transformer.h[1].output[:, -1] += 3 * vector

    def steer(value):
        value[:, -1] += 3 * vector

    out, _ = generated(gpt2.module, ids, (), {(H[1], "output", None): steer}, max_new_tokens=5, pad_token_id=0)
    with edited.generate(PROMPT, max_new_tokens=5):
        made = edited.generator.output
    assert made.equal(out)


def test_with_a_change_in_one_step(gpt2, ids):
    edited = without_mlp(gpt2)
    edits = {(MLPS[1], "output", None): torch.zeros_like, (MLPS[2], "output", 1): lambda value: value * 3}
    out, _ = generated(gpt2.module, ids, (), edits, max_new_tokens=4, pad_token_id=0)
    with edited.generate(PROMPT, max_new_tokens=4) as run:
        for step in run.steps():
            if step == 1:
                edited.transformer.h[2].mlp.output *= 3
        made = edited.generator.output.save("ids")
    assert made.equal(out)
    check_again(run, edited, ids=out)


def test_started_cached_and_in_several_runs(gpt2):
    edited = without_mlp(gpt2)
    plain = plain_logits(gpt2, PROMPT, {(MLPS[1], "output"): torch.zeros_like})
    run = edited.start(PROMPT)
    assert not run.until(edited.transformer.h[1].mlp).any()
    assert run.finish().logits.equal(plain)
    run.close()
    with edited.trace(PROMPT) as run:
        cache = run.cache("lm_head", "*.mlp")
        run.finish()
    assert cache["lm_head"].equal(plain)
    assert not cache[MLPS[1]].any()
    with edited.trace() as block:
        with block.invoke(OTHER):
            edited.lm_head.output.sum()
        with block.invoke(PROMPT):
            logits = edited.lm_head.output.save("logits")
    assert logits.equal(plain)
    check_again(block, edited, logits=logits)


def test_gradients_go_through_it(gpt2, ids):
    with gpt2.edit() as edited:
        edited.transformer.h[1].mlp.output *= 2
    with edited.trace(PROMPT) as run:
        hidden = edited.transformer.h[0].output
        edited.lm_head.output[0, -1, 5].backward()
        gradient = hidden.grad.save("gradient")
    gpt2.module.zero_grad()
    held = {}

    def keep(value):
        value.retain_grad()
        held["hidden"] = value

    edits = {(H[0], "output"): keep, (MLPS[1], "output"): lambda value: value * 2}
    plain_logits(gpt2, PROMPT, edits)[0, -1, 5].backward()
    gpt2.module.zero_grad()
    assert gradient.equal(held["hidden"].grad)
    assert results(run, edited)["gradient"].equal(gradient)


def test_both_models_at_once(gpt2):
    edited = without_mlp(gpt2)
    with gpt2.trace(PROMPT), edited.trace(PROMPT):
        clean, changed = gpt2.transformer.h[1].output, edited.transformer.h[1].output
        one, two = gpt2.lm_head.output, edited.lm_head.output
    assert not clean.equal(changed)
    assert one.equal(plain_logits(gpt2, PROMPT))
    assert two.equal(plain_logits(gpt2, PROMPT, {(MLPS[1], "output"): torch.zeros_like}))


def test_the_weights_are_shared(gpt2):
    edited = without_mlp(gpt2)
    assert edited.module is gpt2.module
    assert edited.tokenizer is gpt2.tokenizer


# --- what an edit may hold -----------------------------------------------------------------------------------


def test_a_skip(gpt2, ids):
    called = []
    handle = gpt2.module.transformer.h[1].mlp.register_forward_hook(lambda *_: called.append(1))
    try:
        with gpt2.edit() as edited:
            edited.transformer.h[1].skip(edited.transformer.h[1].input)
        called.clear()
        logits = logits_of(edited)
        with edited.generate(PROMPT, max_new_tokens=2):
            edited.generator.output.sum()
    finally:
        handle.remove()
    assert called == []
    given = hooked(gpt2.module, ids, [(H[1], "input")])[1][H[1], "input"]
    assert logits.equal(plain_logits(gpt2, PROMPT, {(H[1], "output"): lambda _: given}))
    with edited.trace(PROMPT), pytest.raises(NotReachedError):
        _ = edited.transformer.h[1].mlp.output


@pytest.mark.parametrize("kind", ["gpt2", "llama", "gemma2"])
def test_an_attention_port(kind):
    """Against the same change made in every trace."""
    model = tiny(kind)
    with model.edit() as edited:
        edited.layers[1].attn.pattern[:, 0] = 0
    with torch.no_grad(), model.trace(PROMPT):
        model.layers[1].attn.pattern[:, 0] = 0
        heads = model.layers[1].attn.heads
        plain = model.output.logits
    with torch.no_grad(), edited.trace(PROMPT) as run:
        assert not edited.layers[1].attn.pattern[:, 0].any()
        mine = edited.layers[1].attn.heads
        logits = edited.output.logits.save("logits")
    assert not mine[:, 0].any()
    assert mine.equal(heads)
    assert logits.equal(plain)
    with torch.no_grad():
        check_again(run, edited, logits=logits)
    with model.generate(PROMPT, max_new_tokens=3) as run:
        for _ in run.steps():
            model.layers[1].attn.pattern[:, 0] = 0
        made = model.generator.output
    with edited.generate(PROMPT, max_new_tokens=3):
        assert edited.generator.output.equal(made)


def test_an_attention_port_of_a_graph_from_elsewhere():
    """On a model whose attention nobody has looked at yet."""
    model = tiny("llama")
    with model.edit() as edited:
        edited.layers[1].attn.pattern[:, 0] = 0
    text = edited.edits[0].to_json()
    with edited.trace(PROMPT):
        plain = edited.output.logits
    fresh = nnexplore.LanguageModel(model.module, tokenizer=model.tokenizer)
    other = fresh.edit(Graph.from_json(text))
    with other.trace(PROMPT):
        assert other.output.logits.equal(plain)


def test_an_operation(gpt2):
    with gpt2.edit() as edited:
        edited.transformer.h[1].mlp.ops["mul[3]"].output *= 2
    edits = {(f"{MLPS[1]}.act", "output"): lambda value: value * 2}
    assert logits_of(edited, OTHER).equal(plain_logits(gpt2, OTHER, edits))


def test_what_an_edit_computes_is_no_operation_of_the_model(gpt2):
    with gpt2.edit() as edited:
        edited.transformer.h[1].mlp.act.output = edited.transformer.h[1].mlp.act.output * 2 + 1
    names = list(gpt2.transformer.h[1].ops)
    assert list(edited.transformer.h[1].ops) == names
    with edited.trace(PROMPT):
        last = edited.transformer.h[1].ops["add[3]"].output
        out = edited.transformer.h[1].output
    assert names[-1] == "add[3]"
    assert last.equal(out)


def test_an_input_and_a_part_of_a_structure(gpt2):
    with torch.no_grad(), gpt2.edit() as edited:
        edited.transformer.h[1].attn.output[0][:, -1] = 0
        edited.transformer.h[1].mlp.input = edited.transformer.h[1].mlp.input * 2

    def attention(value):
        value[0][:, -1] = 0

    edits = {(f"{H[1]}.attn", "output"): attention, (MLPS[1], "input"): lambda value: value * 2}
    with torch.no_grad():
        assert logits_of(edited).equal(plain_logits(gpt2, PROMPT, edits))


def test_a_whole_output(gpt2):
    with gpt2.edit() as edited:
        edited.output.logits[:] = 0
    with edited.trace(PROMPT) as run:
        assert not run.finish().logits.any()
    with edited.generate(PROMPT, max_new_tokens=2):
        assert edited.generator.output[0, -2:].tolist() == [0, 0]


def test_one_call_of_a_module_that_is_called_twice():
    class Twice(nn.Module):
        def __init__(self):
            super().__init__()
            self.first = nn.Linear(3, 3)
            self.act = nn.Tanh()

        def forward(self, x):
            return self.act(self.first(self.act(x)))

    net = nnexplore.Model(Twice())
    x = torch.randn(2, 3)
    with net.edit(x) as edited:
        edited.act.at(call=1).output += 1
    with net.edit(x) as other:
        other.act.output += 1
    with edited.trace(x):
        late = edited.output
    with other.trace(x):
        early = other.output
    assert late.equal(net.module(x) + 1)
    assert early.equal(torch.tanh(net.module.first(torch.tanh(x) + 1)))


# --- several, and taking them off ----------------------------------------------------------------------------


def test_edits_on_edits(gpt2):
    once = without_mlp(gpt2)
    with once.edit() as twice:
        twice.transformer.h[2].mlp.output = 0
    both = {(MLPS[at], "output"): torch.zeros_like for at in (1, 2)}
    assert logits_of(twice).equal(plain_logits(gpt2, PROMPT, both))
    assert logits_of(once).equal(plain_logits(gpt2, PROMPT, {(MLPS[1], "output"): torch.zeros_like}))
    assert [len(model.edits) for model in (gpt2, once, twice)] == [0, 1, 2]


def test_two_edits_of_one_site_are_made_in_their_order(gpt2):
    with gpt2.edit() as once:
        once.transformer.h[1].mlp.output = 1
    with once.edit() as twice:
        twice.transformer.h[1].mlp.output *= 3
    edits = {(MLPS[1], "output"): lambda value: torch.full_like(value, 3)}
    assert logits_of(twice).equal(plain_logits(gpt2, PROMPT, edits))


def test_the_second_block_sees_the_first_edit(gpt2):
    once = without_mlp(gpt2)
    with once.edit() as twice:
        assert not twice.transformer.h[1].mlp.output.any()
        twice.transformer.h[2].mlp.output = 0
    assert len(twice.edits) == 2


def test_clear_takes_them_off(gpt2):
    edited = without_mlp(gpt2)
    edited.edits.clear()
    assert edited.edits == []
    assert logits_of(edited).equal(plain_logits(gpt2, PROMPT))
    again = without_mlp(gpt2)
    with again.edit() as twice:
        twice.transformer.h[2].mlp.output = 0
    del twice.edits[0]
    assert logits_of(twice).equal(plain_logits(gpt2, PROMPT, {(MLPS[2], "output"): torch.zeros_like}))


def test_clearing_while_a_run_is_open_is_for_the_next_one(gpt2):
    edited = without_mlp(gpt2)
    with edited.trace(PROMPT):
        edited.edits.clear()
        logits = edited.lm_head.output
    assert logits.equal(plain_logits(gpt2, PROMPT, {(MLPS[1], "output"): torch.zeros_like}))
    assert logits_of(edited).equal(plain_logits(gpt2, PROMPT))


def test_the_repr_shows_them(gpt2):
    edited = without_mlp(gpt2)
    with edited.edit() as twice:
        twice.transformer.h[1].attn.pattern[:, 0] = 0
        twice.transformer.h[2].mlp.output = 0
    assert repr(gpt2) == repr(gpt2.module)
    assert repr(edited) == f"{gpt2.module!r}\nedited:\n  transformer.h.1.mlp.output"
    assert repr(twice).endswith("mlp.output\n  transformer.h.1.attn.pattern, transformer.h.2.mlp.output")


def test_edits_are_graphs(gpt2):
    (graph,) = without_mlp(gpt2).edits
    assert isinstance(graph, Graph)
    assert [str(site) for site in graph.writes] == ["transformer.h.1.mlp.output"]
    assert "mlp.output = 0" in repr(graph)


# --- what is refused -----------------------------------------------------------------------------------------


def test_a_block_that_changes_nothing(gpt2):
    with pytest.raises(GraphError, match="changes nothing, so it is no edit; assign"), gpt2.edit() as edited:
        edited.transformer.h[1].output.sum()
    with gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].output.sum()
    with pytest.raises(GraphError, match="changes nothing"):
        gpt2.edit(run.graph)


def test_several_runs(gpt2):
    with gpt2.trace() as run:
        with run.invoke(OTHER):
            source = gpt2.transformer.h[1].output[:, -1]
        with run.invoke(PROMPT):
            gpt2.transformer.h[1].output[:, -1] = source
    with pytest.raises(GraphError, match="has 2 runs; an edit is about one"):
        gpt2.edit(run.graph)


def test_gradients(gpt2):
    with gpt2.trace(PROMPT) as run:
        hidden = gpt2.transformer.h[0].output
        gpt2.transformer.h[1].mlp.output = 0
        gpt2.lm_head.output[0, -1, 5].backward()
        hidden.grad.save("gradient")
    gpt2.module.zero_grad()
    with pytest.raises(GraphError, match="about gradients"):
        gpt2.edit(run.graph)


def test_later_steps_of_a_generation(gpt2):
    with gpt2.generate(PROMPT, max_new_tokens=3) as run:
        gpt2.transformer.h[1].mlp.at(step=2).output = 0
    with pytest.raises(GraphError, match="about step 2 of a generation; an edit is carried out in every step"):
        gpt2.edit(run.graph)


def test_against_the_order_of_the_model(gpt2):
    with (
        pytest.raises(NotReachedError, match=r"the edit at transformer\.h\.0\.output.*order of the model"),
        gpt2.edit(PROMPT) as edited,
    ):
        late = edited.transformer.h[1].output
        early = edited.transformer.h[0].output
        edited.transformer.h[2].output = late - early


def test_an_edit_that_is_never_reached(gpt2):
    """A site that this model does not come to: told at the end of the forward, with the line of the edit."""

    class Either(nn.Module):
        def __init__(self):
            super().__init__()
            self.one, self.two = nn.Linear(3, 3), nn.Linear(3, 3)

        def forward(self, x, first=True):
            return self.one(x) if first else self.two(x)

    net = nnexplore.Model(Either())
    x = torch.randn(2, 3)
    with net.edit(x) as edited:
        edited.one.output = 0
    with edited.trace(x):
        assert not edited.output.any()
    with (
        edited.trace(x, first=False) as run,
        pytest.raises(NotReachedError, match=r"the edit at one\.output \(line \d+: `edited\.one\.output = 0`\) was"),
    ):
        run.finish()
    with edited.trace(x, first=False):
        inside = edited.two.output  # a run that stops before the end cannot tell
    assert inside.equal(net.module.two(x))


def test_an_edit_that_does_not_fit_another_prompt(gpt2):
    with torch.no_grad(), gpt2.edit(PROMPT) as edited:
        edited.transformer.h[1].output[:, 5] = 0
    with edited.trace("Paris") as run, pytest.raises(GraphError, match=r"`%0\[:, 5\] = 0` \(line \d+.*out of bounds"):
        run.finish()


def test_an_edit_whose_value_has_another_shape(gpt2):
    with gpt2.edit(PROMPT) as edited:
        edited.transformer.h[1].output = torch.zeros(1, 8, 32)
    assert logits_of(edited).equal(plain_logits(gpt2, PROMPT, {(H[1], "output"): torch.zeros_like}))
    with edited.trace("Paris") as run, pytest.raises(ValueMismatchError, match=r"line \d+.*transformer\.h\.1\.output"):
        run.finish()


def test_the_original_is_not_traced_by_the_handles_of_the_edited_one(gpt2):
    edited = without_mlp(gpt2)
    with gpt2.trace(PROMPT), pytest.raises(nnexplore.errors.NotTracingError):
        _ = edited.transformer.h[1].output


def test_an_exception_in_the_block_makes_no_edit(gpt2):
    with pytest.raises(KeyError, match="mine"), gpt2.edit() as edited:
        edited.transformer.h[1].mlp.output = 0
        raise KeyError("mine")
    assert edited.edits == []
    with pytest.raises(OrderError), gpt2.edit() as edited:
        edited.transformer.h[1].output.sum()
        edited.transformer.h[0].mlp.output = 0
    assert edited.edits == []


def test_an_edited_model_is_collected(gpt2):
    edited = without_mlp(gpt2)
    logits_of(edited).sum()
    held = weakref.ref(edited)
    del edited
    gc.collect()
    assert held() is None


def test_handles_of_another_model_than_the_one_that_runs(gpt2, prompt):
    with gpt2.edit() as edited:
        gpt2.transformer.h[0].output *= 2
    with edited.trace(prompt):
        with pytest.raises(NotTracingError, match=r"of an edited model, and transformer\.h\.0\.output was asked"):
            _ = gpt2.transformer.h[0].output
        with pytest.raises(NotTracingError, match=r"edited\.trace\(…\): x = edited\.transformer\.h\[0\]\.output"):
            gpt2.transformer.h[0].output = 0
    with gpt2.trace(prompt), pytest.raises(NotTracingError, match=r"without edits.*x = model\.transformer\.h\[0\]"):
        _ = edited.transformer.h[0].output
