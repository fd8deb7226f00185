"""Several runs in one block: values of earlier ones go into later ones, and one graph holds them all."""

import gc

import pytest
import torch

from nnexplore.errors import GraphError, NotTracingError, OrderError, PromptError, TraceError, ValueMismatchError
from nnexplore.graph import Graph
from tests.again import check_again, executed, results
from tests.reference import generated, hooked, hooks_on

ONE = "Madison Square Garden is located in the city of New"
TWO = "_ _ _ _ _ _ _ _ _ _"
THREE = "The Eiffel Tower is in the city of"
FOUR = "The Colosseum is in the city of"
EMBED = "transformer.wte"
MLP = "transformer.h.1.mlp"
BLOCK = "transformer.h.1"
HEAD = "lm_head"


@pytest.fixture(autouse=True)
def nothing_left(gpt2, demo):
    """No test leaves a hook on the models."""
    before = hooks_on(gpt2.module), hooks_on(demo.module)
    yield
    assert (hooks_on(gpt2.module), hooks_on(demo.module)) == before


def ids_of(model, text):
    return dict(model.tokenizer(text, return_tensors="pt"))


def logits_of(model, text, edits=None):
    return hooked(model.module, ids_of(model, text), (), edits)[0].logits


def value_of(model, text, path, port="output", edits=None):
    return hooked(model.module, ids_of(model, text), [(path, port)], edits)[1][path, port]


# --- values go from one run into the next --------------------------------------------------------------------


def test_the_embedding_of_one_prompt_goes_into_another(demo):
    """The classic of nnsight's documentation."""
    ids = ids_of(demo, ONE)["input_ids"]
    blank = torch.full_like(ids, demo.tokenizer(" the")["input_ids"][0])
    with demo.trace() as run:
        with run.invoke(ONE):
            embedding = demo.transformer.wte.output
        with run.invoke(blank):
            before = demo.lm_head.output.save("before")
        with run.invoke(blank):
            demo.transformer.wte.output = embedding
            after = demo.lm_head.output.save("after")
    plain = logits_of(demo, ONE)
    assert demo.tokenizer.decode(after[0, -1].argmax()) == " York"
    assert after.equal(plain)
    assert before.equal(demo.module(input_ids=blank).logits)
    assert run.graph.runs == 3
    check_again(run, demo, before=before, after=after)


def test_two_runs_equal_two_traces(gpt2):
    with gpt2.trace() as run:
        with run.invoke(THREE):
            gpt2.transformer.h[1].mlp.output = 0
            one = gpt2.lm_head.output.save("one")
        with run.invoke(ONE):
            hidden = gpt2.transformer.h[1].output.save("hidden")
            two = gpt2.lm_head.output.save("two")
    assert one.equal(logits_of(gpt2, THREE, {(MLP, "output"): torch.zeros_like}))
    assert two.equal(logits_of(gpt2, ONE))
    assert hidden.equal(value_of(gpt2, ONE, BLOCK))
    assert run.graph.runs == 2
    assert [inputs.args for inputs in run.graph.inputs] == [(THREE,), (ONE,)]
    check_again(run, gpt2, one=one, two=two, hidden=hidden)


def test_an_early_value_of_one_run_goes_late_into_the_next(gpt2):
    with gpt2.trace() as run:
        with run.invoke(THREE):
            early = gpt2.transformer.h[0].output[:, -1]
        with run.invoke(FOUR):
            gpt2.transformer.h[2].output[:, -1] = early * 2
            logits = gpt2.lm_head.output.save("logits")
    held = value_of(gpt2, THREE, "transformer.h.0")[:, -1] * 2

    def put(value):
        value[:, -1] = held

    with torch.no_grad():
        assert logits.equal(logits_of(gpt2, FOUR, {("transformer.h.2", "output"): put}))
    check_again(run, gpt2, logits=logits)


def test_three_runs_and_a_computation_between_them(gpt2):
    """Activation patching: a clean run, a corrupt one, and the corrupt one with the difference put back."""
    with torch.no_grad(), gpt2.trace() as run:
        with run.invoke(THREE):
            clean = gpt2.transformer.h[1].output
        with run.invoke(FOUR):
            corrupt = gpt2.transformer.h[1].output
        width = min(clean.shape[1], corrupt.shape[1])
        difference = clean[:, :width] - corrupt[:, :width]
        with run.invoke(FOUR):
            gpt2.transformer.h[1].output[:, :width] += difference
            logits = gpt2.lm_head.output.save("logits")
        size = difference.norm().save("size")
    one, two = value_of(gpt2, THREE, BLOCK), value_of(gpt2, FOUR, BLOCK)
    held = one[:, :width] - two[:, :width]

    def put(value):
        value[:, :width] += held

    with torch.no_grad():
        assert logits.equal(logits_of(gpt2, FOUR, {(BLOCK, "output"): put}))
        assert size.equal(held.norm())
        check_again(run, gpt2, logits=logits, size=size)


def test_a_list_of_prompts_is_a_batch_in_its_run(gpt2):
    texts = [ONE, THREE, "Paris"]
    with gpt2.trace() as run:
        with run.invoke(texts) as batch:
            last = gpt2.transformer.h[1].output[batch.at(-1)].save("last")
        with run.invoke(THREE):
            gpt2.transformer.h[1].output[:, -1] = last[0]
            logits = gpt2.lm_head.output.save("logits")
    for row, text in enumerate(texts):
        torch.testing.assert_close(last[row], value_of(gpt2, text, BLOCK)[0, -1], atol=1e-4, rtol=1e-4)

    held = last[0]

    def put(value):
        value[:, -1] = held

    with torch.no_grad():
        assert logits.equal(logits_of(gpt2, THREE, {(BLOCK, "output"): put}))
    check_again(run, gpt2, last=last, logits=logits)


def test_runs_in_a_loop(gpt2):
    texts = [ONE, THREE, FOUR, "Paris"]
    with torch.no_grad(), gpt2.trace() as run:
        hidden = []
        for text in texts:
            with run.invoke(text):
                hidden.append(gpt2.transformer.h[1].output[:, -1])
        mean = torch.stack(hidden).mean(0).save("mean")
        with run.invoke(THREE):
            gpt2.transformer.h[1].output[:, -1] = mean
            logits = gpt2.lm_head.output.save("logits")
    wanted = torch.stack([value_of(gpt2, text, BLOCK)[:, -1] for text in texts]).mean(0)

    def put(value):
        value[:, -1] = wanted

    with torch.no_grad():
        assert mean.equal(wanted)
        assert logits.equal(logits_of(gpt2, THREE, {(BLOCK, "output"): put}))
        check_again(run, gpt2, mean=mean, logits=logits)
    assert run.graph.runs == 5


def test_forward_arguments_go_with_each_run(gpt2):
    ids = ids_of(gpt2, THREE)["input_ids"]
    with gpt2.trace() as run:
        with run.invoke(THREE, use_cache=False):
            assert gpt2.output.past_key_values is None
        with run.invoke(input_ids=ids, labels=ids):
            loss = gpt2.output.loss.save("loss")
    assert loss.equal(gpt2.module(input_ids=ids, labels=ids).loss)
    check_again(run, gpt2, loss=loss)


def test_a_gradient_flows_through_both_runs(gpt2):
    """The loss of the second run depends on a value of the first: one backward pass goes through both."""
    with gpt2.trace() as run:
        with run.invoke(THREE):
            source = gpt2.transformer.h[0].output
        with run.invoke(THREE):
            gpt2.transformer.h[1].output = source * 2
            loss = gpt2.lm_head.output[0, -1, 5].save("loss")
            loss.backward()
        gradient = source.grad.save("gradient")
    held = {}

    def keep(value):
        value.retain_grad()
        held["source"] = value

    hooked(gpt2.module, ids_of(gpt2, THREE), (), {("transformer.h.0", "output"): keep})
    plain = logits_of(gpt2, THREE, {(BLOCK, "output"): lambda _: held["source"] * 2})[0, -1, 5]
    gpt2.module.zero_grad()
    plain.backward()
    assert loss.equal(plain)
    assert gradient.equal(held["source"].grad)
    gpt2.module.zero_grad()
    check_again(run, gpt2, loss=loss, gradient=gradient)
    gpt2.module.zero_grad()


# --- generations ---------------------------------------------------------------------------------------------


def test_several_generations(gpt2):
    options = {"max_new_tokens": 2, "pad_token_id": 0}
    with gpt2.generate(max_new_tokens=2) as run:
        with run.invoke(THREE) as first:
            hidden = [gpt2.transformer.h[1].output[:, -1] for _ in first.steps()]
            one = gpt2.generator.output.save("one")
        with run.invoke(ONE) as second:
            gpt2.transformer.h[1].at(step=1).output[:, -1] = hidden[1]
            two = gpt2.generator.output.save("two")
    out, values = generated(gpt2.module, ids_of(gpt2, THREE), [(BLOCK, "output")], **options)
    held = values[BLOCK, "output", 1][:, -1]

    def put(value):
        value[:, -1] = held

    other, _ = generated(gpt2.module, ids_of(gpt2, ONE), (), {(BLOCK, "output", 1): put}, **options)
    assert one.equal(out)
    assert two.equal(other)
    assert first.ids == out.tolist()
    assert second.ids == other.tolist()
    assert second.text == gpt2.tokenizer.decode(other[0])
    assert [inputs.kwargs for inputs in run.graph.inputs] == [{"max_new_tokens": 2}] * 2
    assert {inputs.method for inputs in run.graph.inputs} == {"generate"}
    check_again(run, gpt2, one=one, two=two)


def test_options_of_one_generation_win_and_tokens_are_told(gpt2):
    seen = []
    with gpt2.generate(max_new_tokens=2, on_token=seen.append) as run:
        with run.invoke(THREE, max_new_tokens=3) as first:
            first.finish()
        with run.invoke(ONE) as second:
            second.finish()
    assert len(first.ids[0]) == len(ids_of(gpt2, THREE)["input_ids"][0]) + 3
    assert len(second.ids[0]) == len(ids_of(gpt2, ONE)["input_ids"][0]) + 2
    assert len(seen) == 5
    assert first.text == THREE + "".join(seen[:3])
    assert run.graph.runs == 2


def test_each_sampled_generation_draws_its_own_seed_which_the_graph_keeps(gpt2):
    with gpt2.generate(max_new_tokens=12, do_sample=True) as run:
        with run.invoke(THREE):
            one = gpt2.generator.output.save("one")
        with run.invoke(THREE):
            two = gpt2.generator.output.save("two")
    assert not one.equal(two)
    check_again(run, gpt2, one=one, two=two)
    with gpt2.generate(max_new_tokens=12, do_sample=True, seed=4) as run:
        with run.invoke(THREE):
            one = gpt2.generator.output
        with run.invoke(THREE):
            two = gpt2.generator.output
    assert one.equal(two)


# --- the graph -----------------------------------------------------------------------------------------------


def patched(model):
    with torch.no_grad(), model.trace() as run:
        with run.invoke(THREE):
            source = model.transformer.h[1].output[:, -1]
        with run.invoke(FOUR):
            model.transformer.h[1].output[:, -1] = source
            model.lm_head.output.save("logits")
    return run


def test_the_graph_runs_on_other_prompts_one_for_each_run(gpt2):
    graph = Graph.from_json(patched(gpt2).graph.to_json())
    held = value_of(gpt2, ONE, BLOCK)[:, -1]

    def put(value):
        value[:, -1] = held

    with torch.no_grad():
        wanted = logits_of(gpt2, "Paris is", {(BLOCK, "output"): put})
        assert graph.run(gpt2, ONE, "Paris is")["logits"].equal(wanted)
        with pytest.raises(GraphError, match="2 runs, so it takes 2 prompts; got 1"):
            graph.run(gpt2, ONE)
        with pytest.raises(GraphError, match="takes 2 prompts; got 3"):
            graph.run(gpt2, ONE, TWO, THREE)


def test_the_code_has_a_block_for_each_run(gpt2):
    lines = patched(gpt2).graph.code("load()").splitlines()
    assert [line for line in lines if "with" in line] == [
        "with model.trace() as block:",
        f"    with block.invoke({THREE!r}):",
        f"    with block.invoke({FOUR!r}):",
    ]


def test_the_graph_so_far_can_be_seen_in_the_block(gpt2):
    with gpt2.trace() as run:
        assert run.graph.runs <= 1
        assert len(run.graph) == 0
        with run.invoke(THREE) as first:
            gpt2.transformer.h[1].output.save("one")
            assert len(first.graph) == len(run.graph) == 2
        with run.invoke(FOUR):
            gpt2.transformer.h[1].output.save("two")
        assert run.graph.saves == ("one", "two")
        assert "open, 2 runs" in repr(run)
    assert "closed, 2 runs" in repr(run)
    assert run.graph.saves == ("one", "two")


def test_runs_that_are_inside_each_other_replay_but_are_not_written_as_code(gpt2):
    """One run waits while another one goes on; its values flow both ways."""
    with torch.no_grad(), gpt2.trace() as run, run.invoke(THREE):
        source = gpt2.transformer.h[0].output[:, -1]
        with run.invoke(FOUR):
            gpt2.transformer.h[1].output[:, -1] = source
            back = gpt2.transformer.h[2].output[:, -1]
        gpt2.transformer.h[2].output[:, -1] = back
        logits = gpt2.lm_head.output.save("logits")
    held = value_of(gpt2, THREE, "transformer.h.0")[:, -1]

    def put(value):
        value[:, -1] = held

    with torch.no_grad():
        backs = value_of(gpt2, FOUR, "transformer.h.2", edits={(BLOCK, "output"): put})[:, -1]

        def put_back(value):
            value[:, -1] = backs

        assert logits.equal(logits_of(gpt2, THREE, {("transformer.h.2", "output"): put_back}))
        assert results(run, gpt2)["logits"].equal(logits)
    with pytest.raises(GraphError, match="interleaved"):
        run.graph.code("load()")


def test_a_run_without_a_read_is_still_one_of_the_graph(gpt2):
    with gpt2.trace() as run:
        with run.invoke(ONE):
            pass
        with run.invoke(THREE):
            logits = gpt2.lm_head.output.save("logits")
    assert run.graph.runs == 2
    assert logits.equal(logits_of(gpt2, THREE))
    assert results(run, gpt2)["logits"].equal(logits)
    assert executed(run.graph, gpt2)["logits"].equal(logits)


def test_an_empty_block(gpt2):
    with gpt2.trace() as run:
        pass
    assert len(run.graph) == 0
    assert "closed, " in repr(run)


# --- what is refused -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("held", [True, False])
@pytest.mark.parametrize(
    "change",
    [lambda h: h.__setitem__((slice(None), -1), 0), lambda h: h.mul_(2), lambda h: h[:, 0].zero_()],
    ids=["setitem", "mul_", "view"],
)
def test_a_value_of_a_finished_run_is_not_changed_in_place(gpt2, held, change):
    with torch.no_grad(), gpt2.trace() as run:
        invoked = run.invoke(THREE)
        with invoked:
            hidden = gpt2.transformer.h[1].output
        if not held:
            del invoked
            gc.collect()
        before = hidden.value.clone()
        with run.invoke(FOUR):
            with pytest.raises(OrderError, match=r"change transformer\.h\.1\.output in place.*\.clone\(\)"):
                change(hidden)
            assert hidden.equal(before)
            copy = hidden.clone()
            change(copy)
            assert not copy.equal(before)
            last = gpt2.lm_head.output.save("logits")
    assert last.equal(logits_of(gpt2, FOUR))


def test_between_the_runs_there_is_nothing_to_read(gpt2):
    with gpt2.trace() as run:
        with pytest.raises(PromptError, match=r"no prompt.*run\.invoke\(prompt\)"):
            _ = gpt2.lm_head.output
        with run.invoke(THREE):
            gpt2.lm_head.output.sum()
        with pytest.raises(PromptError, match=r"run\.invoke"):
            gpt2.lm_head.output = 0


def test_invoke_belongs_inside_the_block(gpt2):
    run = gpt2.trace()
    with pytest.raises(NotTracingError, match=r"invoke belongs inside the block: `with model\.trace\(\) as run"):
        run.invoke(THREE)
    with run:
        pass
    with pytest.raises(NotTracingError, match="inside the block"):
        run.invoke(THREE)
    with pytest.raises(NotTracingError, match="already been used"), run:
        pass


def test_invoke_needs_a_prompt(gpt2):
    with gpt2.trace() as run:
        with pytest.raises(PromptError, match="nothing to run on"):
            run.invoke()
        with pytest.raises(PromptError, match="empty"):
            run.invoke("")
        with run.invoke(THREE):
            logits = gpt2.lm_head.output.save("logits")
    assert run.graph.runs == 1
    assert logits.equal(logits_of(gpt2, THREE))


def test_a_run_is_used_once(gpt2):
    with gpt2.trace() as run:
        invoked = run.invoke(THREE)
        with invoked:
            gpt2.lm_head.output.sum()
        with pytest.raises(NotTracingError, match="already been used"), invoked:
            pass


def test_a_run_that_is_opened_after_the_block_is_refused(gpt2):
    with gpt2.trace() as run:
        invoked = run.invoke(THREE)
    with pytest.raises(NotTracingError, match="block that this run belongs to has ended"), invoked:
        pass


def test_a_wrong_shape_from_another_run_is_refused(gpt2):
    with gpt2.trace() as run:
        with run.invoke(THREE):
            hidden = gpt2.transformer.h[1].output
        with run.invoke("Paris"), pytest.raises(ValueMismatchError, match=r"transformer\.h\.1\.output.*same shape"):
            gpt2.transformer.h[1].output = hidden


# --- exceptions ----------------------------------------------------------------------------------------------


def test_an_exception_in_one_run_comes_out_of_the_block_as_it_is(gpt2):
    with pytest.raises(KeyError, match="mine"), gpt2.trace() as run:
        with run.invoke(THREE):
            gpt2.transformer.h[1].output.save("one")
        with run.invoke(FOUR):
            gpt2.transformer.h[0].output.save("two")
            raise KeyError("mine")
    assert run.graph.saves == ("one", "two")
    assert "closed, 2 runs" in repr(run)


def test_the_block_goes_on_after_a_run_that_failed(gpt2):
    with gpt2.trace() as run:
        with pytest.raises(KeyError, match="mine"), run.invoke(THREE):
            gpt2.transformer.h[0].output.save("one")
            raise KeyError("mine")
        with pytest.raises(TraceError), run.invoke(THREE):
            gpt2.lm_head.output = torch.zeros(3)
        with run.invoke(FOUR):
            two = gpt2.lm_head.output.save("two")
    assert two.equal(logits_of(gpt2, FOUR))
    assert run.graph.runs == 3
    assert results(run, gpt2)["two"].equal(two)


# --- around the block ----------------------------------------------------------------------------------------


def test_inside_another_trace(gpt2):
    with gpt2.trace(ONE) as outer:
        hidden = gpt2.transformer.h[0].output[:, -1]
        with gpt2.trace() as run:
            with run.invoke(THREE):
                gpt2.transformer.h[0].output[:, -1] = hidden
                inner = gpt2.lm_head.output.save("inner")
            with run.invoke(FOUR):
                other = gpt2.lm_head.output
        gpt2.transformer.h[1].mlp.output = 0
        logits = gpt2.lm_head.output.save("logits")
    held = value_of(gpt2, ONE, "transformer.h.0")[:, -1]

    def put(value):
        value[:, -1] = held

    with torch.no_grad():
        assert inner.equal(logits_of(gpt2, THREE, {("transformer.h.0", "output"): put}))
    assert other.equal(logits_of(gpt2, FOUR))
    assert logits.equal(logits_of(gpt2, ONE, {(MLP, "output"): torch.zeros_like}))
    check_again(outer, gpt2, logits=logits)
    check_again(run, gpt2, inner=inner)


def test_another_trace_inside_a_run(gpt2):
    with gpt2.trace() as run, run.invoke(THREE):
        hidden = gpt2.transformer.h[0].output
        with gpt2.trace(THREE):
            gpt2.transformer.h[1].output = hidden
            inner = gpt2.lm_head.output
        logits = gpt2.lm_head.output.save("logits")
    held = value_of(gpt2, THREE, "transformer.h.0")
    assert inner.equal(logits_of(gpt2, THREE, {(BLOCK, "output"): lambda _: held}))
    assert logits.equal(logits_of(gpt2, THREE))
    check_again(run, gpt2, logits=logits)


def test_two_models_have_blocks_of_their_own(gpt2, demo):
    with gpt2.trace() as run, demo.trace() as other:
        with run.invoke(THREE), other.invoke(THREE):
            one, two = gpt2.lm_head.output, demo.lm_head.output
        with pytest.raises(PromptError, match="no prompt"):
            _ = demo.lm_head.output
    assert one.equal(logits_of(gpt2, THREE))
    assert two.equal(logits_of(demo, THREE))


def test_each_run_has_its_own_receipts(gpt2):
    with gpt2.trace() as run:
        with run.invoke(THREE) as first:
            gpt2.transformer.h[1].mlp.output = 0
            gpt2.lm_head.output.sum()
        with run.invoke(FOUR) as second:
            gpt2.lm_head.output.sum()
    assert [str(receipt.site) for receipt in first.receipts] == ["transformer.h.1.mlp.output"]
    assert second.receipts == ()


def test_the_model_stops_after_the_last_read_of_each_run(gpt2):
    called = []
    handle = gpt2.module.transformer.h[2].register_forward_hook(lambda *_: called.append(1))
    try:
        with gpt2.trace() as run:
            for text in (ONE, THREE):
                with run.invoke(text):
                    gpt2.transformer.h[0].output.sum()
    finally:
        handle.remove()
    assert called == []
