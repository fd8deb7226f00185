"""Generation: the run that is a loop. What it reads and writes is what plain hooks that count steps see and do."""

import gc
import threading

import pytest
import torch

import nnexplore
from nnexplore.errors import NotReachedError, NotTracingError, OrderError
from tests.again import check_again, results
from tests.reference import generated, hooked, hooks_on
from tests.tiny import tiny

PROMPT = "The Eiffel Tower is in the city of"
LONG = "When Mary and John went to the store, Mary gave a"
BLOCK = "transformer.h.1"
MLP = "transformer.h.1.mlp"
HEAD = "lm_head"
NEW = 5


@pytest.fixture
def ids(gpt2):
    return dict(gpt2.tokenizer(PROMPT, return_tensors="pt"))


@pytest.fixture(autouse=True)
def nothing_left(gpt2, demo):
    """No test leaves a hook on the models."""
    before = hooks_on(gpt2.module), hooks_on(demo.module)
    yield
    assert (hooks_on(gpt2.module), hooks_on(demo.module)) == before


def padded(model, prompts):
    """Left-padded ids and mask, made by hand."""
    rows = [model.tokenizer(text)["input_ids"] for text in prompts]
    width = max(map(len, rows))
    ids = torch.tensor([[0] * (width - len(row)) + row for row in rows])
    mask = torch.tensor([[0] * (width - len(row)) + [1] * len(row) for row in rows])
    return {"input_ids": ids, "attention_mask": mask}


def plain_generation(model, inputs, points=(), edits=None, **options):
    return generated(model.module, inputs, points, edits, **{"max_new_tokens": NEW, "pad_token_id": 0, **options})


# --- the loop ------------------------------------------------------------------------------------------------


def test_every_step_reads_as_plain_hooks_do(gpt2, ids):
    out, values = plain_generation(gpt2, ids, [(BLOCK, "output"), (MLP, "input"), (HEAD, "output")])
    live = {}
    with gpt2.generate(PROMPT, max_new_tokens=NEW) as run:
        for step in run.steps():
            live[MLP, "input", step] = gpt2.transformer.h[1].mlp.input.save(f"mlp{step}")
            live[BLOCK, "output", step] = gpt2.transformer.h[1].output.save(f"block{step}")
            live[HEAD, "output", step] = gpt2.lm_head.output.save(f"head{step}")
        ids_made = gpt2.generator.output.save("ids")
    assert live.keys() == values.keys()
    assert all(live[key].equal(values[key]) for key in values)
    assert ids_made.equal(out)
    named = {f"{key[0].split('.')[-1] if key[0] != BLOCK else 'block'}{key[2]}": live[key] for key in live}
    check_again(run, gpt2, ids=out, **{name.replace("lm_head", "head"): value for name, value in named.items()})


def test_the_loop_counts_the_steps(gpt2):
    with gpt2.generate(PROMPT, max_new_tokens=NEW) as run:
        assert list(run.steps()) == list(range(NEW))


@pytest.mark.parametrize(
    ("bounds", "steps"),
    [
        ((2,), [2, 3, 4]),
        ((2, 4), [2, 3]),
        ((0, 1), [0]),
        ((3, 3), []),
        ((2, 99), [2, 3, 4]),
        ((7, 9), []),
        ((0, 0), []),
    ],
    ids=str,
)
def test_a_range_of_steps(gpt2, ids, bounds, steps):
    out, values = plain_generation(gpt2, ids, [(HEAD, "output")])
    with gpt2.generate(PROMPT, max_new_tokens=NEW) as run:
        live = [(step, gpt2.lm_head.output) for step in run.steps(*bounds)]
        made = gpt2.generator.output
    assert [step for step, _ in live] == steps
    assert all(value.equal(values[HEAD, "output", step]) for step, value in live)
    assert made.equal(out)


def test_what_follows_the_loop_runs(gpt2, ids):
    _, values = plain_generation(gpt2, ids, [(HEAD, "output")])
    reached = []
    with gpt2.generate(PROMPT, max_new_tokens=NEW) as run:
        for _ in run.steps():
            last = gpt2.lm_head.output
        doubled = (last * 2).save("doubled")
        reached.append(run.text)
    assert len(reached) == 1
    assert doubled.equal(values[HEAD, "output", NEW - 1] * 2)
    check_again(run, gpt2, doubled=doubled)


def test_two_loops_go_on_where_the_first_one_ended(gpt2, ids):
    _, values = plain_generation(gpt2, ids, [(HEAD, "output")])
    with gpt2.generate(PROMPT, max_new_tokens=NEW) as run:
        first = [gpt2.lm_head.output for _ in run.steps(0, 2)]
        second = [gpt2.lm_head.output for _ in run.steps(2)]
    assert len(first + second) == NEW
    for step, value in enumerate(first + second):
        assert value.equal(values[HEAD, "output", step])


def test_a_loop_that_is_broken_off_leaves_the_run_at_that_step(gpt2, ids):
    _, values = plain_generation(gpt2, ids, [(HEAD, "output"), (BLOCK, "output")])
    with gpt2.generate(PROMPT, max_new_tokens=NEW) as run:
        for step in run.steps():
            gpt2.transformer.h[1].output.sum()
            if step == 2:
                break
        logits = gpt2.lm_head.output.save("logits")
    assert logits.equal(values[HEAD, "output", 2])
    check_again(run, gpt2, logits=logits)


def test_values_decide_what_the_loop_does(demo):
    """A real ``if``: stop as soon as the model has written a full stop."""
    stop = demo.tokenizer(".")["input_ids"][0]
    with torch.no_grad(), demo.generate(PROMPT, max_new_tokens=20) as run:
        count = next(step for step in run.steps() if demo.lm_head.output[0, -1].argmax() == stop)
    ids = dict(demo.tokenizer(PROMPT, return_tensors="pt"))
    plain = demo.module.generate(**ids, max_new_tokens=20, pad_token_id=0)[0].tolist()
    assert plain.index(stop) - ids["input_ids"].shape[1] == count


# --- next and at ---------------------------------------------------------------------------------------------


def test_next_goes_on_by_one_step(gpt2, ids):
    _, values = plain_generation(gpt2, ids, [(HEAD, "output")])
    with gpt2.generate(PROMPT, max_new_tokens=3) as run:
        first = gpt2.lm_head.output.save("first")
        assert run.next() == 1
        second = gpt2.lm_head.output.save("second")
        assert run.next() == 2
        third = gpt2.lm_head.output.save("third")
        with pytest.raises(NotReachedError, match=r"ended after 3 steps.*no next"):
            run.next()
        again = gpt2.lm_head.output
    for step, value in enumerate((first, second, third)):
        assert value.equal(values[HEAD, "output", step])
    assert again.equal(third)
    check_again(run, gpt2, first=first, second=second, third=third)


def test_next_of_a_handle_repeated(gpt2, ids):
    _, values = plain_generation(gpt2, ids, [(BLOCK, "output")])
    with gpt2.generate(PROMPT, max_new_tokens=3) as run:
        zero = gpt2.transformer.h[1].output.save("zero")
        one = gpt2.transformer.h[1].next().output.save("one")
        two = gpt2.transformer.h[1].next().output.save("two")
    for step, value in enumerate((zero, one, two)):
        assert value.equal(values[BLOCK, "output", step])
    check_again(run, gpt2, zero=zero, one=one, two=two)


def test_next_of_one_handle_leaves_the_others_where_they_are(gpt2, ids):
    _, values = plain_generation(gpt2, ids, [(BLOCK, "output"), (HEAD, "output")])
    with gpt2.generate(PROMPT, max_new_tokens=3):
        head = [gpt2.lm_head.output, gpt2.lm_head.next().output]
        block = gpt2.transformer.h[1].output
        head.append(gpt2.lm_head.next().output)
    assert all(value.equal(values[HEAD, "output", step]) for step, value in enumerate(head))
    assert block.equal(values[BLOCK, "output", 0])


def test_next_of_a_handle_in_a_loop_of_steps_counts_from_that_step(gpt2, ids):
    _, values = plain_generation(gpt2, ids, [(HEAD, "output")])
    with gpt2.generate(PROMPT, max_new_tokens=4) as run:
        pairs = [(gpt2.lm_head.output, gpt2.lm_head.next().output) for step in run.steps(0, 3)]
    for step, (now, later) in enumerate(pairs):
        assert now.equal(values[HEAD, "output", step])
        assert later.equal(values[HEAD, "output", step + 1])


def test_at_a_step(gpt2, ids):
    _, values = plain_generation(gpt2, ids, [(HEAD, "output"), (MLP, "output")])
    with gpt2.generate(PROMPT, max_new_tokens=NEW) as run:
        third = gpt2.lm_head.at(step=3).output.save("third")
        first = gpt2.transformer.h[1].mlp.at(step=1).output.save("first")
    assert third.equal(values[HEAD, "output", 3])
    assert first.equal(values[MLP, "output", 1])
    check_again(run, gpt2, third=third, first=first)


def test_at_is_kept_by_the_modules_inside_and_by_anatomy_names(gpt2, ids):
    _, values = plain_generation(gpt2, ids, [(MLP, "output")])
    with gpt2.generate(PROMPT, max_new_tokens=NEW):
        first = gpt2.transformer.at(step=2).h[1].mlp.output
        second = gpt2.layers[1].at(step=2).mlp.output
        third = gpt2.at(step=2).layers[1].mlp.output
    assert first.equal(values[MLP, "output", 2])
    assert second.equal(first)
    assert third.equal(first)


def test_at_and_next_of_attention_ports_and_operations(gpt2, ids):
    acts = "transformer.h.0.mlp.act"
    _, values = plain_generation(gpt2, ids, [(acts, "output"), ("transformer.h.1.attn.c_proj", "input")])
    mlp, attn = gpt2.transformer.h[0].mlp, gpt2.layers[1].attn
    with gpt2.generate(PROMPT, max_new_tokens=4) as run:
        act = mlp.at(step=1).ops["mul[3]"].output.save("act")
        heads = attn.at(step=1).heads.save("heads")
        later = attn.next().next().heads.save("later")
    assert act.equal(values[acts, "output", 1])
    for value, step in ((heads, 1), (later, 2)):
        merged = value.transpose(1, 2).flatten(2)
        torch.testing.assert_close(merged, values["transformer.h.1.attn.c_proj", "input", step], atol=1e-5, rtol=1e-4)
    check_again(run, gpt2, act=act, heads=heads, later=later)


def test_a_step_counts_from_zero_and_a_trace_has_one(gpt2):
    with pytest.raises(NotTracingError, match="step counts from 0; got -1"):
        gpt2.lm_head.at(step=-1)
    with gpt2.trace(PROMPT) as run:
        run.finish()  # the order of the modules is known from here on
    with gpt2.trace(PROMPT), pytest.raises(NotReachedError, match="this run has one step, so there is no step 1"):
        _ = gpt2.lm_head.at(step=1).output
    with gpt2.trace(PROMPT):
        with pytest.raises(NotReachedError, match="there is no step 2"):
            gpt2.transformer.h[1].at(step=2).output = 0
        with pytest.raises(NotReachedError, match=r"called 1 time in a step, so there is no call 1"):
            _ = gpt2.lm_head.at(call=1).output


def test_next_in_a_loop_takes_a_step_away_from_it(gpt2, ids):
    _, values = plain_generation(gpt2, ids, [(HEAD, "output")])
    live = {}
    with gpt2.generate(PROMPT, max_new_tokens=NEW) as run:
        for step in run.steps():
            live[step] = gpt2.lm_head.output
            if step < NEW - 1:
                step = run.next()
                live[step] = gpt2.lm_head.output
    assert list(live) == list(range(NEW))
    assert all(value.equal(values[HEAD, "output", step]) for step, value in live.items())


def test_at_a_step_wins_over_the_loops_own(gpt2, ids):
    _, values = plain_generation(gpt2, ids, [(HEAD, "output")])
    with gpt2.generate(PROMPT, max_new_tokens=NEW) as run:
        for _ in run.steps(1, 2):
            zeroth = gpt2.lm_head.at(step=0).output
            ahead = gpt2.lm_head.at(step=4).output
    assert zeroth.equal(values[HEAD, "output", 0])
    assert ahead.equal(values[HEAD, "output", 4])


# --- edits ---------------------------------------------------------------------------------------------------


def zero_last(value):
    value[:, -1] = 0


def with_edits(gpt2, ids, edits):
    out, values = plain_generation(gpt2, ids, [(HEAD, "output")], edits)
    return out, [values[HEAD, "output", step] for step in range(NEW)]


def check_steps(run, gpt2, live, made, out, logits):
    assert made.equal(out)
    assert len(live) == len(logits)
    assert all(mine.equal(theirs) for mine, theirs in zip(live, logits, strict=True))
    check_again(run, gpt2, ids=out, **{f"head{step}": value for step, value in enumerate(logits)})


@pytest.mark.parametrize("chosen", [{0}, {2}, {1, 3}, set(range(NEW))], ids=str)
def test_an_assignment_in_some_steps(gpt2, ids, chosen):
    edits = {(MLP, "output", step): lambda value: value * 3 for step in chosen}
    live = []
    with gpt2.generate(PROMPT, max_new_tokens=NEW) as run:
        for step in run.steps():
            if step in chosen:
                gpt2.transformer.h[1].mlp.output = gpt2.transformer.h[1].mlp.output * 3
            live.append(gpt2.lm_head.output.save(f"head{step}"))
        made = gpt2.generator.output.save("ids")
    check_steps(run, gpt2, live, made, *with_edits(gpt2, ids, edits))


@pytest.mark.parametrize("chosen", [{0}, {2}, {1, 3}, set(range(NEW))], ids=str)
def test_a_change_in_place_in_some_steps(gpt2, ids, chosen):
    edits = {(BLOCK, "output", step): zero_last for step in chosen}
    live = []
    with gpt2.generate(PROMPT, max_new_tokens=NEW) as run:
        for step in run.steps():
            if step in chosen:
                gpt2.transformer.h[1].output[:, -1] = 0
            live.append(gpt2.lm_head.output.save(f"head{step}"))
        made = gpt2.generator.output.save("ids")
    check_steps(run, gpt2, live, made, *with_edits(gpt2, ids, edits))


def test_edits_by_step_with_at(gpt2, ids):
    edits = {(MLP, "output", 1): torch.zeros_like, (MLP, "output", 3): lambda value: value + 1}
    with gpt2.generate(PROMPT, max_new_tokens=NEW) as run:
        gpt2.transformer.h[1].mlp.at(step=1).output = 0
        gpt2.transformer.h[1].mlp.at(step=3).output += 1
        made = gpt2.generator.output.save("ids")
    out, _ = with_edits(gpt2, ids, edits)
    assert made.equal(out)
    check_again(run, gpt2, ids=out)


def test_the_input_is_written_in_a_step(gpt2, ids):
    edits = {(MLP, "input", 2): lambda value: value / 2}
    live = []
    with gpt2.generate(PROMPT, max_new_tokens=NEW) as run:
        for step in run.steps():
            if step == 2:
                gpt2.transformer.h[1].mlp.input = gpt2.transformer.h[1].mlp.input / 2
            live.append(gpt2.lm_head.output.save(f"head{step}"))
        made = gpt2.generator.output.save("ids")
    check_steps(run, gpt2, live, made, *with_edits(gpt2, ids, edits))


def test_the_logits_are_written_so_that_another_token_comes(gpt2, ids):
    def favour(value):
        value[:, -1] = 0
        value[:, -1, 77] = 5

    with gpt2.generate(PROMPT, max_new_tokens=NEW) as run:
        for step in run.steps():
            if step == 1:
                gpt2.lm_head.output[:, -1] = 0
                gpt2.lm_head.output[:, -1, 77] = 5
        made = gpt2.generator.output.save("ids")
    out, _ = with_edits(gpt2, ids, {(HEAD, "output", 1): favour})
    assert made.equal(out)
    assert made[0, ids["input_ids"].shape[1] + 1] == 77
    check_again(run, gpt2, ids=out)


def test_a_value_of_one_step_goes_into_a_later_one(gpt2, ids):
    with gpt2.generate(PROMPT, max_new_tokens=3) as run:
        for step in run.steps():
            if step == 1:
                early = gpt2.transformer.h[0].output
            if step == 2:
                gpt2.transformer.h[1].output = early
                logits = gpt2.lm_head.output.save("logits")
    _, values = plain_generation(gpt2, ids, [("transformer.h.0", "output")], max_new_tokens=3)
    held = values["transformer.h.0", "output", 1]
    _, edited = plain_generation(
        gpt2, ids, [(HEAD, "output")], {(BLOCK, "output", 2): lambda _: held}, max_new_tokens=3
    )
    assert logits.equal(edited[HEAD, "output", 2])
    check_again(run, gpt2, logits=logits)


def test_an_edit_of_a_step_that_has_passed_is_refused(gpt2):
    with gpt2.generate(PROMPT, max_new_tokens=3) as run, pytest.raises(OrderError, match=r"lm_head\.output@1"):
        for step in run.steps():
            if step == 2:
                gpt2.lm_head.output.sum()
                gpt2.lm_head.at(step=1).output = 0


def test_the_cache_of_keys_sees_the_edits(gpt2, ids):
    """An edit of the first step at an early position acts on later steps only through the keys and values kept."""

    def first(value):
        value[:, 0] = 1

    with gpt2.generate(PROMPT, max_new_tokens=3) as run:
        gpt2.transformer.h[0].output[:, 0] = 1
        last = gpt2.lm_head.at(step=2).output.save("last")
    point = ("transformer.h.0", "output", 0)
    _, values = plain_generation(gpt2, ids, [(HEAD, "output")], {point: first}, max_new_tokens=3)
    assert last.equal(values[HEAD, "output", 2])
    check_again(run, gpt2, last=last)


# --- going back ----------------------------------------------------------------------------------------------


def test_a_step_behind_is_read_in_a_second_pass(gpt2, ids):
    edits = {(MLP, "output", 1): lambda value: value * 2}
    _, values = plain_generation(gpt2, ids, [(HEAD, "output"), ("transformer.h.0", "output")], edits)
    with gpt2.generate(PROMPT, max_new_tokens=NEW) as run:
        gpt2.transformer.h[1].mlp.at(step=1).output *= 2
        late = gpt2.lm_head.at(step=3).output.save("late")
        early = gpt2.transformer.h[0].at(step=0).output.save("early")
        middle = gpt2.transformer.h[0].at(step=2).output.save("middle")
        last = gpt2.lm_head.at(step=4).output.save("last")
    assert late.equal(values[HEAD, "output", 3])
    assert early.equal(values["transformer.h.0", "output", 0])
    assert middle.equal(values["transformer.h.0", "output", 2])
    assert last.equal(values[HEAD, "output", 4])
    check_again(run, gpt2, late=late, early=early, middle=middle, last=last)


def test_a_step_behind_is_changed_and_the_run_goes_on_from_there(gpt2, ids):
    edits = {(BLOCK, "output", 1): zero_last}
    _, values = plain_generation(gpt2, ids, [(HEAD, "output")], edits)
    with gpt2.generate(PROMPT, max_new_tokens=NEW) as run:
        gpt2.lm_head.at(step=3).output.sum()
        gpt2.transformer.h[1].at(step=1).output[:, -1] = 0
        late = gpt2.lm_head.at(step=3).output.save("late")
    assert late.equal(values[HEAD, "output", 3])
    check_again(run, gpt2, late=late)


def test_the_text_is_that_of_the_pass_that_carried_on(gpt2, ids):
    out, _ = plain_generation(gpt2, ids, (), {(BLOCK, "output", 0): zero_last})
    with gpt2.generate(PROMPT, max_new_tokens=NEW) as run:
        gpt2.lm_head.at(step=4).output.sum()
        gpt2.transformer.h[1].at(step=0).output[:, -1] = 0
        gpt2.lm_head.at(step=1).output.sum()
        assert run.ids == [out[0, : ids["input_ids"].shape[1] + 1].tolist()]
        made = gpt2.generator.output
    assert made.equal(out)
    assert run.ids == out.tolist()


def test_reading_after_the_end_is_a_second_pass(gpt2, ids):
    out, values = plain_generation(gpt2, ids, [(HEAD, "output")])
    with gpt2.generate(PROMPT, max_new_tokens=NEW) as run:
        made = run.finish()
        third = gpt2.lm_head.at(step=3).output.save("third")
        again = run.finish()
        assert run.ids == out.tolist()
    assert made.equal(out)
    assert again.equal(out)
    assert third.equal(values[HEAD, "output", 3])
    check_again(run, gpt2, third=third)


# --- the result ----------------------------------------------------------------------------------------------


def test_the_generators_output_is_what_generate_returns(gpt2, ids):
    out, _ = plain_generation(gpt2, ids)
    with gpt2.generate(PROMPT, max_new_tokens=NEW) as run:
        made = gpt2.generator.output.save()
        new = made[:, -NEW:].save("new")
    assert made.equal(out)
    assert new.equal(out[:, -NEW:])
    replayed = results(run, gpt2)
    assert replayed["result"].equal(out)
    assert replayed["new"].equal(new)


def test_a_structured_result(gpt2, ids):
    options = {"return_dict_in_generate": True, "output_scores": True}
    out, _ = plain_generation(gpt2, ids, **options)
    with gpt2.generate(PROMPT, max_new_tokens=NEW, **options) as run:
        made = gpt2.generator.output
        made.sequences.save("sequences")
        (made.scores[2] * 2).save("doubled")
    assert made.sequences.equal(out.sequences)
    assert all(mine.equal(theirs) for mine, theirs in zip(made.scores, out.scores, strict=True))
    check_again(run, gpt2, sequences=out.sequences, doubled=out.scores[2] * 2)


def test_the_result_is_no_value_to_assign(gpt2):
    with gpt2.generate(PROMPT, max_new_tokens=1), pytest.raises(AttributeError, match="output"):
        gpt2.generator.output = torch.zeros(1, 1)


def test_generator_is_of_a_generation_only(gpt2):
    with gpt2.trace(PROMPT), pytest.raises(NotTracingError, match=r"only a generation"):
        _ = gpt2.generator.output
    with pytest.raises(NotTracingError, match=r"inside a trace"):
        _ = gpt2.generator.output


# --- the text ------------------------------------------------------------------------------------------------


def test_the_text_grows_with_the_steps(gpt2, ids):
    out, _ = plain_generation(gpt2, ids)
    width = ids["input_ids"].shape[1]
    with gpt2.generate(PROMPT, max_new_tokens=NEW) as run:
        assert run.ids == ids["input_ids"].tolist()
        for step in run.steps():
            gpt2.lm_head.output.sum()
            assert run.ids == [out[0, : width + step].tolist()]
            assert run.text == gpt2.tokenizer.decode(out[0, : width + step])
            assert run.tokens == [gpt2.tokenizer.decode([token]) for token in out[0, : width + step]]
    assert run.ids == out.tolist()
    assert run.text == gpt2.tokenizer.decode(out[0])
    assert "".join(run.tokens) == run.text


def test_leaving_early_keeps_the_text_so_far_and_stops_the_model(gpt2, ids):
    out, _ = plain_generation(gpt2, ids, max_new_tokens=50)
    calls = []
    handle = gpt2.module.register_forward_pre_hook(lambda *_: calls.append(1))
    try:
        with gpt2.generate(PROMPT, max_new_tokens=50) as run:
            for step in run.steps():
                gpt2.transformer.h[0].output.sum()
                if step == 2:
                    break
    finally:
        handle.remove()
    assert len(calls) == 3
    assert run.ids == [out[0, : ids["input_ids"].shape[1] + 2].tolist()]
    assert run.text == gpt2.tokenizer.decode(run.ids[0])


def test_a_block_that_asks_for_nothing_generates_nothing(gpt2, ids):
    calls = []
    handle = gpt2.module.register_forward_pre_hook(lambda *_: calls.append(1))
    try:
        with gpt2.generate(PROMPT, max_new_tokens=50) as run:
            pass
    finally:
        handle.remove()
    assert calls == []
    assert run.ids == ids["input_ids"].tolist()
    assert run.text == PROMPT


def test_the_end_of_the_text_ends_the_loop(demo):
    ids = dict(demo.tokenizer(PROMPT, return_tensors="pt"))
    plain = demo.module.generate(**ids, max_new_tokens=20, pad_token_id=0)
    count = plain.shape[1] - ids["input_ids"].shape[1]
    assert count < 20
    after = []
    with demo.generate(PROMPT, max_new_tokens=20) as run:
        hidden = [demo.layers[1].output[:, -1] for step in run.steps()]
        stacked = torch.stack(hidden).save("stacked")
        after.append(1)
    assert after == [1]
    assert len(hidden) == count
    assert run.ids[0] == plain[0, :-1].tolist()
    assert run.text == demo.tokenizer.decode(plain[0], skip_special_tokens=True)
    check_again(run, demo, stacked=stacked)


def test_a_step_that_does_not_exist_is_refused_with_the_number_of_steps(demo):
    with (
        demo.generate(PROMPT, max_new_tokens=20),
        pytest.raises(
            NotReachedError, match=r"lm_head\.output@7 has no value: the generation ended after 3 steps.*no step 7"
        ),
    ):
        _ = demo.lm_head.at(step=7).output
    with (
        demo.generate(PROMPT, max_new_tokens=2),
        pytest.raises(NotReachedError, match=r"lm_head\.output@2.*ended after 2 steps"),
    ):
        demo.lm_head.at(step=2).output = 0
    with demo.generate(PROMPT, max_new_tokens=1), pytest.raises(NotReachedError, match=r"no step 1"):
        _ = demo.lm_head.at(step=1).output


def test_the_run_goes_on_after_a_step_that_does_not_exist(gpt2, ids):
    out, values = plain_generation(gpt2, ids, [(HEAD, "output")])
    with gpt2.generate(PROMPT, max_new_tokens=NEW) as run:
        first = gpt2.lm_head.output
        with pytest.raises(NotReachedError):
            _ = gpt2.lm_head.at(step=NEW).output
        last = gpt2.lm_head.at(step=NEW - 1).output
        made = gpt2.generator.output
    assert first.equal(values[HEAD, "output", 0])
    assert last.equal(values[HEAD, "output", NEW - 1])
    assert made.equal(out)
    assert run.ids == out.tolist()


# --- batches -------------------------------------------------------------------------------------------------


def test_a_padded_batch(gpt2):
    prompts = [PROMPT, LONG, "Paris"]
    inputs = padded(gpt2, prompts)
    out, values = plain_generation(gpt2, inputs, [(HEAD, "output"), (BLOCK, "output")])
    with gpt2.generate(prompts, max_new_tokens=NEW) as run:
        live = [(gpt2.transformer.h[1].output, gpt2.lm_head.output) for _ in run.steps()]
        made = gpt2.generator.output.save("ids")
    assert made.equal(out)
    for step, (block, head) in enumerate(live):
        assert block.equal(values[BLOCK, "output", step])
        assert head.equal(values[HEAD, "output", step])
    width = inputs["input_ids"].shape[1]
    for row, text in enumerate(prompts):
        mine = gpt2.tokenizer(text)["input_ids"]
        alone = gpt2.module.generate(torch.tensor([mine]), max_new_tokens=NEW, pad_token_id=0)
        assert run.ids[row] == mine + out[row, width:].tolist()
        assert run.ids[row] == alone[0].tolist()
    assert run.text == [gpt2.tokenizer.decode(row) for row in run.ids]
    assert [len(row) for row in run.tokens] == [len(row) for row in run.ids]
    check_again(run, gpt2, ids=out)


def test_rows_that_end_at_different_steps(demo):
    prompts = [PROMPT, "When Mary and John"]
    inputs = padded(demo, prompts)
    plain = demo.module.generate(**inputs, max_new_tokens=30, pad_token_id=0)
    with demo.generate(prompts, max_new_tokens=30) as run:
        steps = list(run.steps())
        made = demo.generator.output
    assert made.equal(plain)
    assert len(steps) == plain.shape[1] - inputs["input_ids"].shape[1]
    texts = demo.tokenizer.batch_decode(plain, skip_special_tokens=True)
    assert run.text == texts
    assert len(run.ids[0]) < len(run.ids[1])


def test_one_prompt_in_a_list_gives_lists(gpt2):
    with gpt2.generate([PROMPT], max_new_tokens=2) as run:
        gpt2.generator.output.sum()
    with gpt2.generate(PROMPT, max_new_tokens=2) as single:
        gpt2.generator.output.sum()
    assert run.text == [single.text]
    assert run.tokens == [single.tokens]
    assert run.ids == single.ids


def test_several_sequences_for_one_prompt(gpt2, ids):
    options = {"do_sample": True, "num_return_sequences": 3}
    torch.manual_seed(5)
    out, values = plain_generation(gpt2, ids, [(HEAD, "output")], **options)
    with gpt2.generate(PROMPT, max_new_tokens=NEW, seed=5, **options) as run:
        live = [gpt2.lm_head.output for _ in run.steps()]
        made = gpt2.generator.output.save("ids")
    assert made.equal(out)
    assert all(value.equal(values[HEAD, "output", step]) for step, value in enumerate(live))
    assert run.ids == out.tolist()
    assert run.text == gpt2.tokenizer.batch_decode(out)
    check_again(run, gpt2, ids=out)


@pytest.mark.parametrize("prompts", [[PROMPT], [PROMPT, LONG]], ids=["one", "two"])
def test_beams(gpt2, prompts):
    inputs = padded(gpt2, prompts)
    options = {"num_beams": 3, "num_return_sequences": 2}
    out, values = plain_generation(gpt2, inputs, [(HEAD, "output")], **options)
    with gpt2.generate(prompts, max_new_tokens=NEW, **options) as run:
        live = [gpt2.lm_head.output for _ in run.steps()]
        made = gpt2.generator.output.save("ids")
    assert made.equal(out)
    assert len(live) == NEW
    assert all(value.equal(values[HEAD, "output", step]) for step, value in enumerate(live))
    width = inputs["input_ids"].shape[1]
    rows = [gpt2.tokenizer(text)["input_ids"] for text in prompts]
    assert run.ids == [rows[at // 2] + row[width:].tolist() for at, row in enumerate(out)]
    check_again(run, gpt2, ids=out)


# --- sampling ------------------------------------------------------------------------------------------------


def test_sampling_with_a_seed_is_plain_sampling_after_manual_seed(gpt2, ids):
    torch.manual_seed(3)
    out, _ = plain_generation(gpt2, ids, do_sample=True, temperature=1.5)
    torch.manual_seed(4)
    other, _ = plain_generation(gpt2, ids, do_sample=True, temperature=1.5)
    assert not out.equal(other)
    with gpt2.generate(PROMPT, max_new_tokens=NEW, do_sample=True, temperature=1.5, seed=3) as run:
        for _ in run.steps():
            gpt2.lm_head.output.sum()
            torch.rand(3)  # the user's own draws do not count
        made = gpt2.generator.output.save("ids")
    assert made.equal(out)
    check_again(run, gpt2, ids=out)


@pytest.mark.parametrize("name", ["temperature", "repetition_penalty"])
def test_a_whole_number_is_taken_where_transformers_wants_a_real_one(gpt2, ids, name):
    with pytest.raises(ValueError, match="strictly positive float"):
        plain_generation(gpt2, ids, do_sample=True, **{name: 2})
    torch.manual_seed(3)
    out, _ = plain_generation(gpt2, ids, do_sample=True, **{name: 2.0})
    with gpt2.generate(PROMPT, max_new_tokens=NEW, do_sample=True, seed=3, **{name: 2}) as run:
        made = gpt2.generator.output.save("ids")
    assert made.equal(out)
    check_again(run, gpt2, ids=out)


def test_a_second_pass_draws_the_same_tokens(gpt2, ids):
    torch.manual_seed(3)
    out, values = plain_generation(gpt2, ids, [(HEAD, "output")], do_sample=True)
    with gpt2.generate(PROMPT, max_new_tokens=NEW, do_sample=True, seed=3) as run:
        late = gpt2.lm_head.at(step=4).output.save("late")
        early = gpt2.lm_head.at(step=2).output.save("early")
        made = gpt2.generator.output.save("ids")
    assert late.equal(values[HEAD, "output", 4])
    assert early.equal(values[HEAD, "output", 2])
    assert made.equal(out)
    check_again(run, gpt2, late=late, early=early, ids=out)


def test_sampling_without_a_seed_differs_from_time_to_time_and_its_graph_gives_the_same_text(gpt2):
    runs = []
    for _ in range(3):
        with gpt2.generate(PROMPT, max_new_tokens=20, do_sample=True) as run:
            made = gpt2.generator.output.save("ids")
        runs.append(made)
        check_again(run, gpt2, ids=made)
    assert not (runs[0].equal(runs[1]) and runs[1].equal(runs[2]))


def test_an_unseeded_generation_follows_the_users_manual_seed(gpt2):
    made = []
    for _ in range(2):
        torch.manual_seed(11)
        with gpt2.generate(PROMPT, max_new_tokens=20, do_sample=True):
            made.append(gpt2.generator.output)
    assert made[0].equal(made[1])


def test_the_users_own_random_numbers_are_undisturbed(gpt2):
    torch.manual_seed(7)
    wanted = [torch.rand(2) for _ in range(6)]
    torch.manual_seed(7)
    drawn = [torch.rand(2)]
    with gpt2.generate(PROMPT, max_new_tokens=3, do_sample=True, seed=1) as run:
        drawn.append(torch.rand(2))
        drawn += [torch.rand(2) for _ in run.steps()]
    drawn.append(torch.rand(2))
    run.graph.run(gpt2)
    assert all(mine.equal(theirs) for mine, theirs in zip(drawn, wanted, strict=True))


def test_a_seed_for_a_generation_that_does_not_sample_changes_nothing(gpt2, ids):
    out, _ = plain_generation(gpt2, ids)
    with gpt2.generate(PROMPT, max_new_tokens=NEW, seed=1):
        made = gpt2.generator.output
    assert made.equal(out)


# --- each token as it comes ----------------------------------------------------------------------------------


def test_on_token_is_called_with_each_token_in_order(gpt2, ids):
    out, _ = plain_generation(gpt2, ids)
    events = []
    with gpt2.generate(PROMPT, max_new_tokens=NEW, on_token=events.append) as run:
        for step in run.steps():
            gpt2.lm_head.output.sum()
            events.append(step)
    tokens = [gpt2.tokenizer.decode([token]) for token in out[0, -NEW:]]
    assert events == [part for step in range(NEW) for part in (step, tokens[step])]
    assert run.text == PROMPT + "".join(tokens)


def test_on_token_of_a_batch_gets_a_list(gpt2):
    prompts = [PROMPT, "Paris"]
    seen = []
    with gpt2.generate(prompts, max_new_tokens=2, on_token=seen.append) as run:
        run.finish()
    assert [len(texts) for texts in seen] == [2, 2]
    assert [text + seen[0][row] + seen[1][row] for row, text in enumerate(prompts)] == run.text


def test_on_token_of_several_sequences_gets_a_list(gpt2):
    seen = []
    options = {"do_sample": True, "num_return_sequences": 3, "seed": 2}
    with gpt2.generate(PROMPT, max_new_tokens=2, on_token=seen.append, **options) as run:
        run.finish()
    assert [PROMPT + one + two for one, two in zip(*seen, strict=True)] == run.text


def test_on_token_is_not_called_again_by_a_second_pass_or_a_replay(gpt2):
    seen = []
    with gpt2.generate(PROMPT, max_new_tokens=4, on_token=seen.append) as run:
        gpt2.lm_head.at(step=3).output.save("late")
        gpt2.lm_head.at(step=1).output.sum()
        run.finish()
    assert len(seen) == 4
    run.graph.run(gpt2)
    assert len(seen) == 4


def test_on_token_is_not_called_for_what_is_not_generated(gpt2):
    seen = []
    with gpt2.generate(PROMPT, max_new_tokens=50, on_token=seen.append) as run:
        for _ in run.steps(0, 3):
            gpt2.transformer.h[0].output.sum()
    assert len(seen) == 2


def test_an_error_in_on_token_comes_out_of_the_users_line(gpt2):
    def stop(text):
        raise ValueError(f"enough: {text}")

    with pytest.raises(ValueError, match="enough"), gpt2.generate(PROMPT, max_new_tokens=5, on_token=stop) as run:
        run.finish()
    assert "closed" in repr(run)


def test_the_users_stopping_criteria_and_processors_act(gpt2, ids):
    from transformers import LogitsProcessor, LogitsProcessorList, StoppingCriteria, StoppingCriteriaList

    class Forbid(LogitsProcessor):
        def __call__(self, input_ids, scores):
            scores[:, :700] = -torch.inf
            return scores

    class Stop(StoppingCriteria):
        def __call__(self, input_ids, scores, **kwargs):
            long = input_ids.shape[1] >= ids["input_ids"].shape[1] + 3
            return torch.full((input_ids.shape[0],), long, dtype=torch.bool)

    options = {
        "logits_processor": LogitsProcessorList([Forbid()]), "stopping_criteria": StoppingCriteriaList([Stop()])
    }  # fmt: skip
    out, _ = plain_generation(gpt2, ids, **options)
    with gpt2.generate(PROMPT, max_new_tokens=NEW, **options) as run:
        steps = list(run.steps())
        made = gpt2.generator.output
    assert steps == [0, 1, 2]
    assert made.equal(out)


# --- around the block ----------------------------------------------------------------------------------------


def test_steps_are_of_a_generation_only(gpt2):
    with gpt2.trace(PROMPT) as run:
        with pytest.raises(NotTracingError, match=r"only a generation has steps: `with model\.generate"):
            next(run.steps())
        with pytest.raises(NotTracingError, match=r"only a generation has steps"):
            run.next()


def test_steps_after_the_block_are_refused(gpt2):
    with gpt2.generate(PROMPT, max_new_tokens=2) as run:
        steps = run.steps()
        next(steps)
    with pytest.raises(NotTracingError, match=r"closed: its block has ended"):
        next(steps)
    with pytest.raises(NotTracingError, match=r"closed"):
        run.next()


def test_an_exception_in_the_loop_ends_the_generation_and_comes_out_as_it_is(gpt2):
    calls = []
    handle = gpt2.module.register_forward_pre_hook(lambda *_: calls.append(1))
    try:
        with pytest.raises(KeyError, match="mine"), gpt2.generate(PROMPT, max_new_tokens=9) as run:
            for step in run.steps():
                gpt2.transformer.h[0].output[:, -1] = 0
                if step == 1:
                    raise KeyError("mine")
    finally:
        handle.remove()
    assert len(calls) == 2
    assert [str(site) for site in run.graph.writes] == ["transformer.h.0.output", "transformer.h.0.output@1"]


def test_an_exception_in_the_model_comes_out_of_the_users_line(gpt2):
    def broken(module, args):
        if args[0].shape[1] == 1:
            raise RuntimeError("broken")

    handle = gpt2.module.transformer.h[0].register_forward_pre_hook(broken)
    try:
        with gpt2.generate(PROMPT, max_new_tokens=3) as run:
            gpt2.lm_head.output.sum()
            assert run.next() == 1
            with pytest.raises(RuntimeError, match="broken"):
                _ = gpt2.lm_head.output
    finally:
        handle.remove()


def test_the_block_keeps_its_own_grad_mode_while_the_generation_has_none(gpt2):
    modes = []
    handle = gpt2.module.register_forward_pre_hook(lambda *_: modes.append(torch.is_grad_enabled()))
    try:
        for wanted in (True, False):
            with torch.set_grad_enabled(wanted), gpt2.generate(PROMPT, max_new_tokens=3) as run:
                assert torch.is_grad_enabled() is wanted
                for _ in run.steps():
                    hidden = gpt2.transformer.h[1].output
                    assert torch.is_grad_enabled() is wanted
                    assert not hidden.requires_grad
                assert torch.is_grad_enabled() is wanted
            assert torch.is_grad_enabled()
    finally:
        handle.remove()
    assert modes == [False] * 6


def test_a_trace_inside_a_generation(gpt2, ids):
    other = "The Colosseum is in the city of"
    other_ids = dict(gpt2.tokenizer(other, return_tensors="pt"))
    out, values = plain_generation(gpt2, ids, [(HEAD, "output")], {(MLP, "output", 1): torch.zeros_like})
    plain, _ = hooked(gpt2.module, other_ids)
    inner = []
    with gpt2.generate(PROMPT, max_new_tokens=NEW) as run:
        live = []
        for step in run.steps():
            with gpt2.trace(other):
                inner.append(gpt2.lm_head.output)
            if step == 1:
                gpt2.transformer.h[1].mlp.output = 0
            live.append(gpt2.lm_head.output)
        made = gpt2.generator.output
    assert made.equal(out)
    assert all(value.equal(values[HEAD, "output", step]) for step, value in enumerate(live))
    assert all(value.equal(plain.logits) for value in inner)
    assert run.ids == out.tolist()


def test_a_generation_inside_a_trace_inside_a_generation(gpt2, ids):
    out, _ = plain_generation(gpt2, ids)
    with gpt2.generate(PROMPT, max_new_tokens=NEW) as outer:
        next(outer.steps())
        with gpt2.trace(PROMPT):
            hidden = gpt2.transformer.h[0].output
            with gpt2.generate(PROMPT, max_new_tokens=NEW) as inner:
                made = gpt2.generator.output
            logits = gpt2.lm_head.output
        last = gpt2.generator.output
    assert made.equal(out)
    assert last.equal(out)
    plain, values = hooked(gpt2.module, ids, [("transformer.h.0", "output")])
    assert hidden.equal(values["transformer.h.0", "output"])
    assert logits.equal(plain.logits)
    assert inner.ids == outer.ids == out.tolist()


def test_a_generation_in_a_function_again_and_again(gpt2, ids):
    out, _ = plain_generation(gpt2, ids)

    def once():
        with gpt2.generate(PROMPT, max_new_tokens=NEW) as run:
            for _ in run.steps():
                gpt2.transformer.h[1].mlp.output *= 1.0001
            return run, gpt2.generator.output

    first = once()[1]
    gc.collect()
    for _ in range(5):
        run, made = once()
        assert made.equal(first)
        assert run.ids == first.tolist()
    assert out.shape == first.shape


def test_other_models_and_other_prompts_replay_a_generation(gpt2):
    with gpt2.generate(PROMPT, max_new_tokens=3) as run:
        for _ in run.steps():
            gpt2.transformer.h[1].mlp.output *= 2
        gpt2.generator.output.save("ids")
    inputs = padded(gpt2, [LONG, "Paris"])
    out, _ = plain_generation(gpt2, inputs, (), {(MLP, "output", None): lambda value: value * 2}, max_new_tokens=3)
    assert results(run, gpt2, [LONG, "Paris"])["ids"].equal(out)


def test_the_printed_graph_and_the_code_name_the_steps(gpt2):
    with gpt2.generate(PROMPT, max_new_tokens=3) as run:
        gpt2.transformer.h[1].mlp.at(step=1).output = 0
        gpt2.generator.output.save("ids")
    assert "transformer.h.1.mlp.output@1" in repr(run.graph)
    lines = run.graph.code("load()").splitlines()
    assert f"with model.generate({PROMPT!r}, max_new_tokens=3):" in lines
    assert any("    model.transformer.h[1].mlp.at(step=1).output = " in line for line in lines)
    assert "ids = model.generator.output" in "".join(lines)


def test_a_generation_from_token_ids(gpt2, ids):
    out, _ = plain_generation(gpt2, {"input_ids": ids["input_ids"]})
    ways = [
        lambda: gpt2.generate(ids["input_ids"], max_new_tokens=NEW),
        lambda: gpt2.generate(ids["input_ids"][0].tolist(), max_new_tokens=NEW),
        lambda: gpt2.generate(input_ids=ids["input_ids"], max_new_tokens=NEW),
        lambda: gpt2.generate(gpt2.tokenizer(PROMPT, return_tensors="pt"), max_new_tokens=NEW),
    ]
    for way in ways:
        with way() as run:
            made = gpt2.generator.output.save("ids")
        assert made.equal(out)
        assert run.ids == out.tolist()
        check_again(run, gpt2, ids=out)


def test_a_generation_from_embeddings(gpt2, ids):
    embeds = gpt2.module.transformer.wte(ids["input_ids"]).detach()
    inputs = {"inputs_embeds": embeds, "attention_mask": ids["attention_mask"]}
    out, values = plain_generation(gpt2, inputs, [(HEAD, "output")])
    seen = []
    with gpt2.generate(**inputs, max_new_tokens=NEW, on_token=seen.append) as run:
        live = [gpt2.lm_head.output for _ in run.steps()]
        made = gpt2.generator.output.save("ids")
    assert made.equal(out)
    assert all(value.equal(values[HEAD, "output", step]) for step, value in enumerate(live))
    assert seen == [gpt2.tokenizer.decode([token]) for token in out[0]]
    with pytest.raises(NotTracingError, match="no text or token ids"):
        _ = run.text
    check_again(run, gpt2, ids=out)


@pytest.mark.parametrize(
    "options",
    [{"use_cache": False}, {"cache_implementation": "static"}, {"prompt_lookup_num_tokens": 3}, {"max_length": 30}],
    ids=str,
)
def test_other_ways_to_generate(demo, options):
    text = "John and Mary went to the store. John and Mary went to the"
    inputs = dict(demo.tokenizer(text, return_tensors="pt"))
    options = {"pad_token_id": 0, **({"max_new_tokens": 8} if "max_length" not in options else {}), **options}
    block = demo.layers[1].path
    out, values = generated(demo.module, inputs, [(block, "output")], **options)
    seen = []
    with demo.generate(text, on_token=seen.append, **options) as run:
        live = [demo.layers[1].output for _ in run.steps()]
        made = demo.generator.output.save("ids")
    assert made.equal(out)
    assert len(live) == len(values)
    assert all(value.equal(values[block, "output", step]) for step, value in enumerate(live))
    assert "".join(seen) == demo.tokenizer.decode(out[0, inputs["input_ids"].shape[1] :])
    check_again(run, demo, ids=out)


def test_attention_ports_and_operations_in_a_step(gpt2, ids):
    """Every other head of the pattern gone in one step: what comes of it, against a hook on the projection after it."""
    heads = "transformer.h.1.attn.c_proj"

    def half(value):
        return torch.cat([value[..., :16], torch.zeros_like(value[..., 16:])], -1)

    _, values = plain_generation(gpt2, ids, [(HEAD, "output")], {(heads, "input", 2): half})
    _, acts = plain_generation(gpt2, ids, [("transformer.h.0.mlp.act", "output")])
    live = []
    with gpt2.generate(PROMPT, max_new_tokens=NEW) as run:
        for step in run.steps():
            act = gpt2.transformer.h[0].mlp.ops["mul[3]"].output
            assert act.equal(acts["transformer.h.0.mlp.act", "output", step]) or step > 2
            if step == 2:
                gpt2.layers[1].attn.pattern[:, 2:] = 0
            live.append(gpt2.lm_head.output.save(f"head{step}"))
    for step, value in enumerate(live):
        torch.testing.assert_close(value, values[HEAD, "output", step], atol=1e-4, rtol=1e-4)
    check_again(run, gpt2, **{f"head{step}": value for step, value in enumerate(live)})


def test_a_model_that_samples_by_its_own_configuration(gpt2, ids):
    config = gpt2.module.generation_config
    config.do_sample = True
    try:
        with gpt2.generate(PROMPT, max_new_tokens=20) as run:
            late = gpt2.lm_head.at(step=19).output.save("late")
            early = gpt2.lm_head.at(step=5).output.save("early")
            made = gpt2.generator.output.save("ids")
        check_again(run, gpt2, ids=made, late=late, early=early)
        with gpt2.generate(PROMPT, max_new_tokens=20):
            assert not gpt2.generator.output.equal(made)
    finally:
        config.do_sample = False
    torch.manual_seed(run.graph.inputs[0].kwargs["seed"])
    assert made.equal(plain_generation(gpt2, ids, max_new_tokens=20, do_sample=True)[0])


def test_threads_generate_on_one_model(gpt2):
    prompts = [PROMPT, LONG, "Paris"]
    failures = []

    def work(text):
        try:
            out, _ = plain_generation(gpt2, dict(gpt2.tokenizer(text, return_tensors="pt")))
            for _ in range(5):
                with gpt2.generate(text, max_new_tokens=NEW) as run:
                    for _ in run.steps():
                        gpt2.transformer.h[1].output.sum()
                    made = gpt2.generator.output
                assert made.equal(out)
                assert run.ids == out.tolist()
        except BaseException as error:  # noqa: BLE001  reported by the main thread
            failures.append(error)

    threads = [threading.Thread(target=work, args=(text,)) for text in prompts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_next_of_a_module_that_is_called_twice_in_a_forward():
    class Twice(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.first = torch.nn.Linear(3, 3)
            self.act = torch.nn.Tanh()

        def forward(self, x):
            return self.act(self.first(self.act(x)))

    net = nnexplore.Model(Twice())
    x = torch.randn(2, 3)
    with net.trace(x) as run:
        once = net.act.output.save("once")
        again = net.act.next().output.save("again")
        pinned = net.act.at(call=0).output.save("pinned")
    assert once.equal(torch.tanh(x))
    assert pinned.equal(once)
    assert again.equal(net.module(x))
    check_again(run, net, once=once, again=again, pinned=pinned)


def test_an_option_that_does_not_exist_is_refused(gpt2):
    with (
        pytest.raises(ValueError, match="max_new_token"),
        gpt2.generate(PROMPT, max_new_token=3) as run,
    ):
        run.finish()


# --- architectures -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["gpt2", "llama", "gemma2", "gpt_neox", "qwen3", "opt", "bloom", "mamba"])
def test_generation_on_several_architectures(kind):
    model = tiny(kind)
    block, head = model.layers[1], model.unembed
    inputs = padded(model, [PROMPT, "Paris is"])
    options = {"max_new_tokens": 4, "eos_token_id": None}

    def shrink(value):
        if isinstance(value, tuple):
            return (value[0] * 0.5, *value[1:])
        return value * 0.5

    points = [(block.path, "output"), (head.path, "output")]
    edits = {(block.path, "output", 1): shrink, (block.path, "output", 2): shrink}
    out, values = generated(model.module, inputs, points, edits, pad_token_id=0, **options)
    live = []
    with model.generate([PROMPT, "Paris is"], **options) as run:
        for step in run.steps():
            if step in (1, 2):
                block.output = shrink(block.output)
            live.append(head.output.save(f"head{step}"))
        made = model.generator.output.save("ids")
    assert made.equal(out)
    assert all(value.equal(values[head.path, "output", step]) for step, value in enumerate(live))
    check_again(run, model, ids=out, head3=live[3])
