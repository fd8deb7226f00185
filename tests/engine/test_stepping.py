"""Started runs: a forward that is gone through without a block, from cell to cell."""

import contextvars
import gc
import logging
import threading
import weakref

import pytest
import torch

from nnexplore.errors import NotReachedError, NotTracingError, OrderError, UnchangedWarning
from tests.again import check_again, results
from tests.reference import generated, hooked, hooks_on

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Colosseum is in the city of"
H = [f"transformer.h.{at}" for at in range(3)]


@pytest.fixture
def ids(gpt2):
    return dict(gpt2.tokenizer(PROMPT, return_tensors="pt"))


@pytest.fixture(autouse=True)
def nothing_left(gpt2):
    """After every test no run is open, and nothing is on the model."""
    before = hooks_on(gpt2.module)
    yield
    gc.collect()
    assert hooks_on(gpt2.module) == before
    with pytest.raises(NotTracingError):
        _ = gpt2.transformer.h[1].output


def last_zero(value):
    value[:, -1] = 0


def plain(gpt2, text, points=(), edits=None):
    return hooked(gpt2.module, dict(gpt2.tokenizer(text, return_tensors="pt")), points, edits)


# --- going through -------------------------------------------------------------------------------------------


def test_until_change_finish_close(gpt2, ids):
    with torch.no_grad():
        run = gpt2.start(PROMPT)
        hidden = run.until(gpt2.layers[1])
        clean = hidden.clone()
        hidden[:, -1] = 0
        logits = run.finish().logits
        run.close()
        output, _ = plain(gpt2, PROMPT, (), {(H[1], "output"): last_zero})
    assert clean.equal(plain(gpt2, PROMPT, [(H[1], "output")])[1][H[1], "output"])
    assert logits.equal(output.logits)
    assert [str(site) for site in run.graph.writes] == ["transformer.h.1.output"]


def test_handles_mean_the_run(gpt2):
    run = gpt2.start(PROMPT)
    early = gpt2.transformer.h[0].output.save("early")
    gpt2.transformer.h[1].mlp.output = 0
    late = gpt2.transformer.h[2].output.save("late")
    logits = gpt2.lm_head.output.save("logits")
    run.close()
    points = [(H[0], "output"), (H[2], "output")]
    output, values = plain(gpt2, PROMPT, points, {(f"{H[1]}.mlp", "output"): torch.zeros_like})
    assert early.equal(values[H[0], "output"])
    assert late.equal(values[H[2], "output"])
    assert logits.equal(output.logits)
    check_again(run, gpt2, early=early, late=late, logits=logits)


def test_the_model_waits_between_the_cells(gpt2):
    calls = []
    handles = [
        module.register_forward_hook(lambda *_, at=at: calls.append(at))
        for at, module in enumerate(gpt2.module.transformer.h)
    ]
    try:
        run = gpt2.start(PROMPT)
        assert calls == []
        run.until(gpt2.layers[0])
        assert calls == [0]
        run.until(gpt2.layers[1].mlp)
        assert calls == [0]
        run.until(gpt2.layers[1])
        assert calls == [0, 1]
        run.close()
        assert calls == [0, 1]
    finally:
        for handle in handles:
            handle.remove()


def test_reading_further_back_is_a_second_pass(gpt2, caplog):
    run = gpt2.start(PROMPT)
    run.until(gpt2.layers[2])
    with caplog.at_level(logging.DEBUG, logger="nnexplore"):
        early = run.until(gpt2.layers[0])
    assert "a second pass" in caplog.text
    run.close()
    assert early.equal(plain(gpt2, PROMPT, [(H[0], "output")])[1][H[0], "output"])


def test_too_late(gpt2):
    run = gpt2.start(PROMPT)
    run.until(gpt2.layers[2])
    with pytest.raises(OrderError, match=r"too late to assign to transformer\.h\.0\.output"):
        gpt2.transformer.h[0].output = 0
    run.close()


def test_the_graph_can_be_seen_and_executed_at_any_time(gpt2):
    with torch.no_grad():
        run = gpt2.start(PROMPT)
        hidden = run.until(gpt2.layers[1]).save("hidden")
        assert results(run, gpt2)["hidden"].equal(hidden)
        hidden[:, -1] = 0
        logits = gpt2.lm_head.output.save("logits")
        assert results(run, gpt2)["logits"].equal(logits)
        run.close()
        check_again(run, gpt2, logits=logits)


def test_gradients(gpt2, ids):
    run = gpt2.start(PROMPT)
    hidden = run.until(gpt2.layers[0])
    gpt2.lm_head.output[0, -1, 5].backward()
    gradient = hidden.grad.save("gradient")
    run.close()
    gpt2.module.zero_grad()
    held = []

    def keep(value):
        value.retain_grad()
        held.append(value)

    hooked(gpt2.module, ids, (), {(H[0], "output"): keep})[0].logits[0, -1, 5].backward()
    gpt2.module.zero_grad()
    assert gradient.equal(held[0].grad)


def test_a_generation_is_stepped_through(gpt2, ids):
    out, values = generated(gpt2.module, ids, [("lm_head", "output")], max_new_tokens=3, pad_token_id=0)
    run = gpt2.generate(PROMPT, max_new_tokens=3).start()
    width = ids["input_ids"].shape[1]
    assert run.text == PROMPT
    for step in range(3):
        logits = run.until(gpt2.lm_head)
        assert logits.equal(values["lm_head", "output", step])
        assert run.ids == [out[0, : width + step].tolist()]
        if step < 2:
            assert run.next() == step + 1
    with pytest.raises(NotReachedError, match="ended after 3 steps"):
        run.next()
    made = run.finish()
    run.close()
    assert made.equal(out)
    assert run.ids == out.tolist()


def test_options_and_forward_arguments(gpt2, ids):
    run = gpt2.start(input_ids=ids["input_ids"], labels=ids["input_ids"])
    loss = run.finish().loss
    run.close()
    assert loss.equal(gpt2.module(input_ids=ids["input_ids"], labels=ids["input_ids"]).loss)


# --- what it says --------------------------------------------------------------------------------------------


def test_the_repr_tells_where_it_stands(gpt2):
    run = gpt2.start(PROMPT)
    assert repr(run) == "<Run of GPT2LMHeadModel: open, 0 nodes>"
    run.until(gpt2.layers[1])
    assert "open and waits at transformer.h.1.output (reached at line" in repr(run)
    assert "1 nodes" in repr(run) or "1 node" in repr(run)
    run.finish()
    assert "ran on from transformer.h.1.output" in repr(run)
    run.close()
    assert repr(run) == "<Run of GPT2LMHeadModel: closed, 1 nodes>"


def test_after_closing_it_is_closed(gpt2):
    run = gpt2.start(PROMPT)
    run.until(gpt2.layers[1])
    run.close()
    run.close()  # twice is once
    for use in (lambda: run.until(gpt2.layers[2]), run.finish, run.cache, lambda: run.next()):
        with pytest.raises(NotTracingError, match="closed"):
            use()
    with pytest.raises(NotTracingError, match="inside a trace"):
        _ = gpt2.layers[2].output
    with pytest.raises(NotTracingError, match="already been used"):
        run.start()
    assert len(run.graph) == 1


def test_closing_what_was_never_started(gpt2):
    run = gpt2.trace(PROMPT)
    run.close()
    assert "not started" in repr(run)
    with run:
        run.finish()


def test_a_write_that_changes_nothing_is_warned_of_at_the_end(gpt2):
    run = gpt2.start(PROMPT)
    hidden = run.until(gpt2.layers[1])
    gpt2.layers[1].output = hidden
    run.finish()
    with pytest.warns(UnchangedWarning, match=r"transformer\.h\.1\.output"):
        run.close()


# --- several runs --------------------------------------------------------------------------------------------


def test_two_started_runs(gpt2):
    """Handles mean the one that was started last; ``until`` means its own."""
    one, two = gpt2.start(PROMPT), gpt2.start(OTHER)
    handle = gpt2.transformer.h[1]
    first, second = one.until(handle), two.until(handle)
    assert gpt2.transformer.h[2].output.shape[1] == second.shape[1]
    late = one.until(gpt2.transformer.h[2])
    two.close()
    assert gpt2.lm_head.output.shape[1] == first.shape[1]
    one.close()
    points = [(H[1], "output"), (H[2], "output")]
    mine, theirs = plain(gpt2, PROMPT, points)[1], plain(gpt2, OTHER, points)[1]
    assert first.equal(mine[H[1], "output"])
    assert late.equal(mine[H[2], "output"])
    assert second.equal(theirs[H[1], "output"])


def test_a_value_of_one_started_run_goes_into_another(gpt2):
    with torch.no_grad():
        one, two = gpt2.start(PROMPT), gpt2.start(OTHER)
        source = one.until(gpt2.layers[0])[:, -1]
        target = two.until(gpt2.layers[1])
        target[:, -1] = source
        logits = two.finish().logits
        one.close()
        two.close()
        held = plain(gpt2, PROMPT, [(H[0], "output")])[1][H[0], "output"][:, -1]

        def put(value):
            value[:, -1] = held

        assert logits.equal(plain(gpt2, OTHER, (), {(H[1], "output"): put})[0].logits)


def test_a_block_comes_before_a_started_run(gpt2):
    run = gpt2.start(PROMPT)
    run.until(gpt2.layers[0])
    with gpt2.trace(OTHER):
        inner = gpt2.layers[1].output
    late = gpt2.layers[1].output
    run.close()
    assert inner.equal(plain(gpt2, OTHER, [(H[1], "output")])[1][H[1], "output"])
    assert late.equal(plain(gpt2, PROMPT, [(H[1], "output")])[1][H[1], "output"])


def test_a_started_run_of_another_model_is_not_meant(gpt2, demo):
    run = demo.start(PROMPT)
    with pytest.raises(NotTracingError):
        _ = gpt2.layers[1].output
    run.close()


def test_a_failed_read_leaves_the_run_open(gpt2):
    run = gpt2.start(PROMPT)
    with pytest.raises(NotReachedError):
        run.until(gpt2.transformer.h)
    hidden = run.until(gpt2.layers[1])
    run.close()
    assert hidden.equal(plain(gpt2, PROMPT, [(H[1], "output")])[1][H[1], "output"])


# --- left behind ---------------------------------------------------------------------------------------------


@pytest.fixture
def waiting(gpt2):
    """Weak references to what lives in the frames of the third block: dead when the model has left it."""
    held = []

    class Frame:
        pass

    block = gpt2.module.transformer.h[2]
    forward = block.forward

    def wrapped(*args, **kwargs):
        frame = Frame()
        held.append(weakref.ref(frame))
        return forward(*args, **kwargs)

    block.forward = wrapped
    yield held
    del block.forward


def test_a_forgotten_run_is_closed(gpt2, waiting):
    run = gpt2.start(PROMPT)
    hidden = run.until(gpt2.transformer.h[2].mlp)
    assert [ref() is not None for ref in waiting] == [True]
    gone = weakref.ref(run)
    gc.disable()
    try:
        del run
        assert gone() is None
        assert [ref() for ref in waiting] == [None]  # the model's own frames are gone
    finally:
        gc.enable()
    assert hidden.shape == (1, 8, 32)
    with pytest.raises(NotTracingError):
        _ = gpt2.layers[2].output


def test_the_next_prompt_gives_up_the_last_one(gpt2, waiting):
    run = gpt2.start(PROMPT)
    run.until(gpt2.transformer.h[2].mlp)
    run = gpt2.start(OTHER)
    assert [ref() for ref in waiting] == [None]
    hidden = run.until(gpt2.transformer.h[2].mlp)
    run.close()
    assert [ref() for ref in waiting] == [None, None]
    path = f"{H[2]}.mlp"
    assert hidden.equal(plain(gpt2, OTHER, [(path, "output")])[1][path, "output"])


def test_a_started_run_that_was_never_read_is_forgotten(gpt2):
    run = gpt2.start(PROMPT)
    gone = weakref.ref(run)
    del run
    gc.collect()
    assert gone() is None


def test_a_value_that_is_kept_keeps_no_run(gpt2):
    run = gpt2.start(PROMPT)
    hidden = run.until(gpt2.layers[1])
    gone = weakref.ref(run)
    del run
    gc.collect()
    assert gone() is None
    assert (hidden * 2).shape == (1, 8, 32)


def test_a_forgotten_generation_is_closed(gpt2, waiting):
    run = gpt2.generate(PROMPT, max_new_tokens=3).start()
    run.until(gpt2.transformer.h[2].mlp)
    run.next()
    run.until(gpt2.transformer.h[2].mlp)
    del run
    gc.collect()
    assert [ref() for ref in waiting] == [None, None]


def test_a_run_with_everything_in_use_is_closed_when_forgotten(gpt2, waiting):
    with torch.no_grad():
        run = gpt2.start(PROMPT)
        cache = run.cache("*.mlp")
        gpt2.layers[0].output[:, -1] = 0
        gpt2.layers[1].skip(gpt2.layers[1].input)
        pattern = gpt2.layers[2].attn.pattern
        run.until(gpt2.transformer.h[2].mlp.c_fc)
        run.until(gpt2.layers[0])
    del run
    gc.collect()
    assert all(ref() is None for ref in waiting)
    assert len(cache) == 1
    assert pattern.shape[1] == 4


# --- contexts and threads ------------------------------------------------------------------------------------


def test_each_cell_in_a_context_of_its_own(gpt2, ids):
    """As in kernels that run every cell in a copy of a context."""
    names = {"model": gpt2, "prompt": PROMPT, "torch": torch}

    def cell(source):
        contextvars.copy_context().run(exec, source, names)

    cell("torch.set_grad_enabled(False)\nrun = model.start(prompt)")
    try:
        cell("hidden = run.until(model.layers[1])")
        cell("hidden[:, -1] = 0")
        cell("late = model.layers[2].output.save('late')")
        cell("logits = run.finish().logits")
        cell("run.close()")
        output, values = plain(gpt2, PROMPT, [(H[2], "output")], {(H[1], "output"): last_zero})
    finally:
        torch.set_grad_enabled(True)
    assert names["logits"].equal(output.logits)
    assert names["late"].equal(values[H[2], "output"])


def test_a_context_variable_of_the_model_is_that_of_the_start(gpt2):
    seen = []
    variable = contextvars.ContextVar("variable", default="nothing")
    handle = gpt2.module.transformer.h[1].register_forward_pre_hook(lambda *_: seen.append(variable.get()))
    try:
        token = variable.set("first")
        run = gpt2.start(PROMPT)
        run.until(gpt2.layers[0])
        variable.set("second")
        run.until(gpt2.layers[2])
        assert variable.get() == "second"
        run.close()
        variable.reset(token)
    finally:
        handle.remove()
    assert seen == ["first"]


def test_a_started_run_belongs_to_its_thread(gpt2):
    run = gpt2.start(PROMPT)
    hidden = run.until(gpt2.layers[0])
    problems = []

    def work():
        try:
            with pytest.raises(NotTracingError, match="inside a trace"):
                _ = gpt2.layers[1].output
            with gpt2.trace(OTHER):
                own = gpt2.layers[1].output
            assert own.shape[1] != hidden.shape[1]
            with pytest.raises(NotTracingError, match="thread"):
                run.until(gpt2.layers[1])
        except BaseException as error:  # noqa: BLE001  reported by the main thread
            problems.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert problems == []
    late = run.until(gpt2.layers[1])
    run.close()
    assert late.equal(plain(gpt2, PROMPT, [(H[1], "output")])[1][H[1], "output"])


def test_a_run_that_another_thread_forgets(gpt2, waiting):
    held = [gpt2.start(PROMPT)]
    held[0].until(gpt2.transformer.h[2].mlp)
    gone = weakref.ref(held[0])
    thread = threading.Thread(target=held.clear)
    thread.start()
    thread.join()
    assert gone() is None
    with gpt2.trace(OTHER):  # what is left of the model's side ends when its own thread goes on
        logits = gpt2.lm_head.output
    assert logits.equal(plain(gpt2, OTHER)[0].logits)
    gc.collect()
    assert waiting[0]() is None
