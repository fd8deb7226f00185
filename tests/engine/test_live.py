"""The live run: what the block reads and writes is what plain hooks on the same weights see and do."""

import copy
import io
import pickle
import threading
from contextlib import ExitStack, contextmanager

import numpy as np
import pytest
import torch
from torch import nn

import nnexplore
from tests.reference import hooked

BLOCK = "transformer.h.1"
MLP = "transformer.h.1.mlp"


def logits_of(module, inputs, edits=None):
    return hooked(module, inputs, (), edits)[0].logits


# --- reading -------------------------------------------------------------------------------------------------


def test_one_read_equals_a_plain_hook(gpt2, prompt, ids):
    _, values = hooked(gpt2.module, ids, [(BLOCK, "output")])
    with gpt2.trace(prompt):
        hidden = gpt2.transformer.h[1].output
    assert hidden.equal(values[BLOCK, "output"])


def test_every_module_that_returns_a_tensor_reads_as_plain_hooks_do(gpt2, prompt, ids):
    paths = [name for name, module in gpt2.module.named_modules() if name and not isinstance(module, nn.ModuleList)]
    _, values = hooked(gpt2.module, ids, [(path, "output") for path in paths])
    with gpt2.trace(prompt) as run:
        live = {path: run.read(nnexplore.graph.Site(path)) for path in paths if (path, "output") in values}
    for path, value in live.items():
        theirs = values[path, "output"]
        if isinstance(theirs, torch.Tensor):
            assert value.equal(theirs), path
    assert len(live) > 30


def test_input_is_the_first_argument(gpt2, prompt, ids):
    _, values = hooked(gpt2.module, ids, [(MLP, "input")])
    with gpt2.trace(prompt):
        given = gpt2.transformer.h[1].mlp.input
    assert given.equal(values[MLP, "input"])


def test_inputs_are_all_arguments(gpt2, prompt, ids):
    _, values = hooked(gpt2.module, ids, [("transformer.h.0.attn", "inputs")])
    with gpt2.trace(prompt):
        args, kwargs = gpt2.transformer.h[0].attn.inputs
    theirs = values["transformer.h.0.attn", "inputs"]
    assert len(args) == len(theirs[0])
    assert list(kwargs) == list(theirs[1])
    assert args[0].equal(theirs[0][0])


def test_output_of_the_model_is_what_the_plain_model_returns(gpt2, prompt, ids):
    plain = gpt2.module(**ids)
    with gpt2.trace(prompt):
        output = gpt2.output
    assert type(output) is type(plain)
    assert output.logits.equal(plain.logits)


def test_input_of_a_module_called_by_keyword_is_its_first_keyword():
    class Inner(nn.Module):
        def forward(self, *, x, scale):
            return x * scale

    class Outer(nn.Module):
        def __init__(self):
            super().__init__()
            self.inner = Inner()

        def forward(self, x):
            return self.inner(x=x, scale=3)

    net = nnexplore.Model(Outer())
    x = torch.randn(2, 3)
    with net.trace(x):
        given = net.inner.input.clone()
        net.inner.input = given + 1
        args, kwargs = net.inner.inputs
        out = net.output
    assert given.equal(x)
    assert args == ()
    assert kwargs["scale"] == 3
    assert out.equal((x + 1) * 3)


def test_a_sequential_is_read_by_number():
    net = nnexplore.Model(nn.Sequential(nn.Linear(3, 4), nn.ReLU()))
    x = torch.randn(2, 3)
    with net.trace(x):
        first = net[0].output
        last = net[-1].output
    assert first.equal(net.module[0](x))
    assert last.equal(net.module(x))


def test_a_module_called_twice_reads_its_first_call_whatever_came_between():
    class Twice(nn.Module):
        def __init__(self):
            super().__init__()
            self.first = nn.Linear(3, 3)
            self.act = nn.Tanh()

        def forward(self, x):
            return self.act(self.first(self.act(x)))

    net = nnexplore.Model(Twice())
    x = torch.randn(2, 3)
    with net.trace(x):
        once = net.act.output.clone()
        middle = net.first.output.clone()
        again = net.act.output.clone()
    assert once.equal(torch.tanh(x))
    assert middle.equal(net.module.first(torch.tanh(x)))
    assert again.equal(once)


def test_a_module_called_by_one_that_does_not_contain_it():
    class Caller(nn.Module):
        def forward(self, x, helper):
            return helper(x) + 1

    class Root(nn.Module):
        def __init__(self):
            super().__init__()
            self.caller = Caller()
            self.helper = nn.Linear(3, 3)

        def forward(self, x):
            return self.caller(x, self.helper) * 2

    net = nnexplore.Model(Root())
    x = torch.randn(2, 3)
    _, values = hooked(net.module, (x,), [("helper", "output"), ("caller", "output")])
    with net.trace(x):
        helped = net.helper.output
        called = net.caller.output
        out = net.output
    assert helped.equal(values["helper", "output"])
    assert called.equal(values["caller", "output"])
    assert out.equal(net.module(x))


# --- writing -------------------------------------------------------------------------------------------------


def test_a_number_fills_the_old_shape(gpt2, prompt, ids):
    with gpt2.trace(prompt):
        gpt2.transformer.h[1].mlp.output = 0
        logits = gpt2.output.logits
    assert logits.equal(logits_of(gpt2.module, ids, {(MLP, "output"): torch.zeros_like}))


def test_a_tensor_takes_the_place_of_the_value(gpt2, prompt, ids):
    new = torch.randn(1, 8, 32)
    with gpt2.trace(prompt):
        gpt2.transformer.h[1].mlp.output = new
        logits = gpt2.output.logits
    assert logits.equal(logits_of(gpt2.module, ids, {(MLP, "output"): lambda _: new}))


@pytest.mark.parametrize(
    "edit",
    [
        lambda h: h.__setitem__((slice(None), -1), 0),
        lambda h: h.mul_(2),
        lambda h: h[0, 2:4].zero_(),
        lambda h: h.view(-1).add_(1),
        lambda h: h.transpose(0, 1)[3].copy_(h[:, 1]),
        lambda h: torch.nn.functional.relu_(h),
        lambda h: torch.nn.functional.relu(input=h, inplace=True),
        lambda h: torch.mul(input=h, other=2, out=h),
        lambda h: h.masked_fill_(h > 0, -1),
    ],
    ids=["setitem", "mul_", "slice", "view", "transpose", "relu_", "inplace=", "out=", "mask"],
)
def test_an_edit_in_place_is_seen_by_the_model(gpt2, prompt, ids, edit):
    def plain_edit(value):
        edit(value)

    with torch.no_grad():
        with gpt2.trace(prompt) as run:
            edit(gpt2.transformer.h[1].output)
            logits = gpt2.lm_head.output.save("logits")
        assert logits.equal(logits_of(gpt2.module, ids, {(BLOCK, "output"): plain_edit}))
        assert run.graph.run(gpt2)["logits"].equal(logits)
        assert BLOCK + ".output" in map(str, run.graph.writes)


def test_augmented_assignment_to_a_port(gpt2, prompt, ids):
    with gpt2.trace(prompt):
        gpt2.transformer.h[1].mlp.output *= 2
        gpt2.transformer.h[2].output[:, -1] = 1.0
        logits = gpt2.output.logits

    def last(value):
        value[:, -1] = 1.0

    edits = {(MLP, "output"): lambda value: value * 2, ("transformer.h.2", "output"): last}
    assert logits.equal(logits_of(gpt2.module, ids, edits))


def test_the_input_port_is_written(gpt2, prompt, ids):
    with gpt2.trace(prompt):
        gpt2.transformer.h[1].mlp.input = gpt2.transformer.h[1].mlp.input + 1
        logits = gpt2.output.logits
    assert logits.equal(logits_of(gpt2.module, ids, {(MLP, "input"): lambda value: value + 1}))


def test_all_inputs_are_written(gpt2, prompt, ids):
    def halved(value):
        (hidden,), kwargs = value
        return (hidden / 2,), kwargs

    with gpt2.trace(prompt):
        gpt2.transformer.h[1].mlp.inputs = halved(gpt2.transformer.h[1].mlp.inputs)
        logits = gpt2.output.logits
    assert logits.equal(logits_of(gpt2.module, ids, {(MLP, "inputs"): halved}))


def test_the_output_of_the_model_is_written(gpt2, prompt):
    with gpt2.trace(prompt) as run:
        gpt2.output.logits[:] = 7
        result = run.finish()
    assert (result.logits == 7).all()


def test_what_becomes_of_an_assigned_tensor_later_changes_nothing(gpt2, prompt, ids):
    new = torch.zeros(1, 8, 32)
    with gpt2.trace(prompt) as run:
        gpt2.transformer.h[1].mlp.output = new
        new += 1
        logits = gpt2.lm_head.output.save("logits")
    assert logits.equal(logits_of(gpt2.module, ids, {(MLP, "output"): torch.zeros_like}))
    assert run.graph.run(gpt2)["logits"].equal(logits)


def test_a_number_fills_integers(gpt2, prompt, ids):
    with gpt2.trace(prompt):
        gpt2.transformer.wte.input = 7.0
        logits = gpt2.output.logits
    edit = {("transformer.wte", "input"): lambda value: torch.full_like(value, 7)}
    assert logits.equal(logits_of(gpt2.module, ids, edit))


def test_what_is_written_is_read_back(gpt2, prompt):
    new = torch.randn(1, 8, 32)
    with gpt2.trace(prompt):
        gpt2.transformer.h[1].mlp.output = new
        assert gpt2.transformer.h[1].mlp.output.equal(new)


def test_a_value_moves_from_one_layer_to_a_later_one(gpt2, prompt, ids):
    _, values = hooked(gpt2.module, ids, [("transformer.h.0", "output")])
    with gpt2.trace(prompt):
        early = gpt2.transformer.h[0].output
        gpt2.transformer.h[2].output = early
        logits = gpt2.output.logits
    edits = {("transformer.h.2", "output"): lambda _: values["transformer.h.0", "output"]}
    assert logits.equal(logits_of(gpt2.module, ids, edits))


def test_the_first_snippet_of_the_readme(demo):
    model = demo
    torch.manual_seed(1)
    with model.trace("The Eiffel Tower is in the city of"):
        hidden = model.transformer.h[-1].output.save()
        pre = model.transformer.h[-1].mlp.output.clone()
        model.transformer.h[-1].mlp.output = pre + 0.03 * torch.randn(pre.shape)
        logits = model.lm_head(model.transformer.ln_f(hidden))
        output = model.output

    torch.manual_seed(1)
    ids = dict(model.tokenizer("The Eiffel Tower is in the city of", return_tensors="pt"))
    block = f"transformer.h.{len(model.transformer.h) - 1}"
    noisy, values = hooked(
        model.module,
        ids,
        [(block, "output")],
        {(f"{block}.mlp", "output"): lambda value: value + 0.03 * torch.randn(value.shape)},
    )
    clean, before = hooked(model.module, ids, [(block, "output")])
    assert hidden.equal(before[block, "output"])
    assert logits.equal(clean.logits)
    assert output.logits.equal(noisy.logits)
    assert not values[block, "output"].equal(hidden)


# --- ad hoc modules ------------------------------------------------------------------------------------------


def test_a_module_is_applied_to_any_value(gpt2, prompt):
    module = gpt2.module
    with gpt2.trace(prompt):
        hidden = gpt2.transformer.h[0].output
        logits = gpt2.lm_head(gpt2.transformer.ln_f(hidden))
    assert logits.equal(module.lm_head(module.transformer.ln_f(hidden.value)))


def test_a_module_applied_ad_hoc_leaves_the_runs_own_pass_alone(gpt2, prompt, ids):
    with gpt2.trace(prompt):
        gpt2.transformer.h[2].mlp(gpt2.transformer.h[0].output)
        own = gpt2.transformer.h[2].mlp.output
    assert own.equal(hooked(gpt2.module, ids, [("transformer.h.2.mlp", "output")])[1]["transformer.h.2.mlp", "output"])


def test_a_module_is_applied_outside_a_trace(gpt2):
    x = torch.randn(2, 32)
    assert gpt2.lm_head(x).equal(gpt2.module.lm_head(x))


# --- what a prompt may be ------------------------------------------------------------------------------------


def test_a_list_of_prompts_is_one_batch(gpt2):
    prompts = ["The Eiffel Tower is in", "The Eiffel Tower was in"]
    rows = [gpt2.tokenizer(text)["input_ids"] for text in prompts]
    assert len(rows[0]) == len(rows[1])
    ids = torch.tensor(rows)
    with gpt2.trace(prompts):
        logits = gpt2.output.logits
    assert logits.equal(gpt2.module(input_ids=ids, attention_mask=torch.ones_like(ids)).logits)


@pytest.mark.parametrize(
    "make", [lambda t: t, lambda t: t[0], lambda t: t.tolist(), lambda t: t[0].tolist(), np.asarray]
)
def test_token_ids_are_a_prompt(gpt2, ids, make):
    with gpt2.trace(make(ids["input_ids"])):
        logits = gpt2.output.logits
    assert logits.equal(gpt2.module(**ids).logits)


def test_keyword_inputs_reach_the_forward(gpt2, ids):
    with gpt2.trace(input_ids=ids["input_ids"], labels=ids["input_ids"]):
        loss = gpt2.output.loss
    assert loss.equal(gpt2.module(input_ids=ids["input_ids"], labels=ids["input_ids"]).loss)


def test_keyword_inputs_go_with_a_prompt(gpt2, prompt, ids):
    with gpt2.trace(prompt, output_hidden_states=True):
        states = gpt2.output.hidden_states
    theirs = gpt2.module(**ids, output_hidden_states=True).hidden_states
    assert all(mine.equal(other) for mine, other in zip(states, theirs, strict=True))


def test_a_tokenizers_result_is_a_prompt(gpt2, prompt, ids):
    with gpt2.trace(gpt2.tokenizer(prompt, return_tensors="pt")):
        logits = gpt2.output.logits
    assert logits.equal(gpt2.module(**ids).logits)


def test_the_users_tensors_are_not_changed_by_edits_of_the_inputs():
    net = nnexplore.Model(nn.Sequential(nn.Identity(), nn.ReLU()))
    x = torch.randn(2, 3)
    before = x.clone()
    with net.trace(x):
        net.input[:] = 1
        out = net.output
    assert x.equal(before)
    assert (out == 1).all()


# --- where a trace may stand ---------------------------------------------------------------------------------


def test_a_trace_in_a_function_in_a_loop(gpt2, prompt, ids):
    def scaled(by):
        with gpt2.trace(prompt):
            for layer in gpt2.transformer.h:
                layer.mlp.output *= by
            return gpt2.output.logits

    edit = {(f"transformer.h.{at}.mlp", "output"): lambda value: value * 3 for at in range(3)}
    assert [scaled(by) for by in (2, 4, 3)][-1].equal(logits_of(gpt2.module, ids, edit))


def test_a_trace_in_an_exit_stack(gpt2, prompt, ids):
    with ExitStack() as stack:
        stack.enter_context(gpt2.trace(prompt))
        gpt2.transformer.h[1].mlp.output = 0
        logits = gpt2.output.logits
    assert logits.equal(logits_of(gpt2.module, ids, {(MLP, "output"): torch.zeros_like}))


def test_a_trace_in_exec(gpt2, prompt, ids):
    names = {"model": gpt2, "prompt": prompt}
    exec(
        "with model.trace(prompt):\n    model.transformer.h[1].mlp.output = 0\n    logits = model.output.logits", names
    )
    assert names["logits"].equal(logits_of(gpt2.module, ids, {(MLP, "output"): torch.zeros_like}))


def test_a_trace_in_a_users_own_context_manager(gpt2, prompt, ids):
    @contextmanager
    def without_mlp(at):
        with gpt2.trace(prompt):
            gpt2.transformer.h[at].mlp.output = 0
            yield

    with without_mlp(1):
        logits = gpt2.output.logits
    assert logits.equal(logits_of(gpt2.module, ids, {(MLP, "output"): torch.zeros_like}))


def test_traces_nest_on_one_model(gpt2, prompt, ids):
    other = "The Colosseum is in the city of"
    other_ids = dict(gpt2.tokenizer(other, return_tensors="pt"))
    point = ("transformer.h.0", "output")
    with gpt2.trace(prompt):
        outer = gpt2.transformer.h[0].output
        with gpt2.trace(other):
            inner = gpt2.transformer.h[0].output
            inner_logits = gpt2.output.logits
        outer_late = gpt2.transformer.h[2].output
        outer_logits = gpt2.output.logits
    theirs, values = hooked(gpt2.module, ids, [point, ("transformer.h.2", "output")])
    others, other_values = hooked(gpt2.module, other_ids, [point])
    assert outer.equal(values[point])
    assert outer_late.equal(values["transformer.h.2", "output"])
    assert outer_logits.equal(theirs.logits)
    assert inner.equal(other_values[point])
    assert inner_logits.equal(others.logits)


def test_a_value_flows_from_an_outer_trace_into_an_inner_one(gpt2, prompt, ids):
    with gpt2.trace(prompt) as outer_run:
        hidden = gpt2.transformer.h[0].output
        with gpt2.trace(prompt) as inner_run:
            gpt2.transformer.h[2].output = hidden * 2
            logits = gpt2.lm_head.output.save("logits")
    _, values = hooked(gpt2.module, ids, [("transformer.h.0", "output")])
    edits = {("transformer.h.2", "output"): lambda _: values["transformer.h.0", "output"] * 2}
    assert logits.equal(logits_of(gpt2.module, ids, edits))
    assert inner_run.graph.run(gpt2)["logits"].equal(logits)
    assert not outer_run.graph.writes


def test_an_inner_traces_value_edits_the_outer_one_in_place(gpt2, prompt):
    with gpt2.trace(prompt) as run:
        hidden = gpt2.transformer.h[1].output
        with gpt2.trace(prompt):
            hidden[:, -1] = gpt2.transformer.h[0].output[:, -1]
        logits = gpt2.lm_head.output.save("logits")
    assert run.graph.run(gpt2)["logits"].equal(logits)
    assert [str(site) for site in run.graph.writes] == ["transformer.h.1.output"]


def test_two_threads_trace_one_model(gpt2):
    prompts = ["The Eiffel Tower is in the city of", "The Colosseum is in"]
    expected = []
    for text in prompts:
        ids = dict(gpt2.tokenizer(text, return_tensors="pt"))
        edits = {("transformer.h.1.mlp", "input"): lambda value: value * 2}
        output, values = hooked(gpt2.module, ids, [("transformer.h.0", "input")], edits)
        expected.append((values["transformer.h.0", "input"], output.logits))
    failures = []

    def work(text, wanted):
        try:
            for _ in range(50):
                with gpt2.trace(text):
                    given = gpt2.transformer.h[0].input
                    gpt2.transformer.h[1].mlp.input *= 2
                    logits = gpt2.output.logits
                assert given.equal(wanted[0])
                assert logits.equal(wanted[1])
        except BaseException as error:  # noqa: BLE001  reported by the main thread
            failures.append(error)

    threads = [threading.Thread(target=work, args=pair) for pair in zip(prompts, expected, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_the_same_block_gives_the_same_values_again_and_again(gpt2, prompt):
    def once():
        with gpt2.trace(prompt):
            gpt2.transformer.h[0].output[:, 0] = 0
            return gpt2.output.logits

    first = once()
    assert all(once().equal(first) for _ in range(10))


# --- traced values are tensors -------------------------------------------------------------------------------


def test_a_traced_value_prints_like_a_tensor(gpt2, prompt, ids):
    _, values = hooked(gpt2.module, ids, [(BLOCK, "output")])
    with torch.no_grad(), gpt2.trace(prompt):
        hidden = gpt2.transformer.h[1].output
        inside = (str(hidden), repr(hidden), f"{hidden.sum():.3f}")
    plain = values[BLOCK, "output"].detach()
    assert inside == (str(plain), repr(plain), f"{plain.sum():.3f}")


def test_python_decides_by_traced_values(gpt2, prompt):
    with torch.no_grad(), gpt2.trace(prompt):
        hidden = gpt2.transformer.h[0].output
        assert isinstance(hidden, torch.Tensor)
        assert hidden.norm() > 0
        number = hidden.sum().item()
        assert isinstance(number, float)
        assert [len(row) for row in hidden] == [8]
        assert isinstance(hidden.numpy(), np.ndarray)
        assert np.asarray(hidden).sum() == pytest.approx(number, rel=1e-3)
        assert isinstance(hidden.shape, torch.Size)


def test_copies_and_pickles_are_plain_tensors(gpt2, prompt):
    with torch.no_grad(), gpt2.trace(prompt):
        hidden = gpt2.transformer.h[0].output
        copies = [copy.copy(hidden), copy.deepcopy(hidden), pickle.loads(pickle.dumps(hidden)), hidden.value]
    buffer = io.BytesIO()
    torch.save(hidden, buffer)
    buffer.seek(0)
    copies.append(torch.load(buffer))
    assert [type(other) for other in copies] == [torch.Tensor] * 5
    assert all(other.equal(hidden) for other in copies)


def test_structures_can_be_pickled_and_copied(gpt2, prompt):
    with torch.no_grad(), gpt2.trace(prompt):
        attended = gpt2.transformer.h[0].attn.output
        output = gpt2.output
        inside = copy.deepcopy(output)
    for value in (output, pickle.loads(pickle.dumps(output)), copy.deepcopy(output), inside):
        assert value.logits.equal(output.logits)
    assert pickle.loads(pickle.dumps(attended))[0].equal(attended[0])


def test_after_the_block_operations_give_plain_tensors(gpt2, prompt):
    with gpt2.trace(prompt) as run:
        hidden = gpt2.transformer.h[0].output
    before = len(run.graph)
    assert type(hidden + 1) is torch.Tensor
    assert type(hidden[0]) is torch.Tensor
    assert type(torch.cat([hidden, hidden])) is torch.Tensor
    hidden.detach().zero_()
    assert len(run.graph) == before
    assert hidden.save("late") is hidden
    assert run.graph.saves == ()


def test_loops_over_a_traced_value_give_traced_rows(gpt2, prompt, ids):
    def double(value):
        for row in value[0]:
            row *= 2

    with torch.no_grad(), gpt2.trace(prompt) as run:
        (rows,) = gpt2.transformer.h[1].output
        for row in rows:
            row *= 2
        logits = gpt2.lm_head.output.save("logits")
    with torch.no_grad():
        assert logits.equal(logits_of(gpt2.module, ids, {(BLOCK, "output"): double}))
        assert run.graph.run(gpt2)["logits"].equal(logits)


def test_a_users_tensor_stays_a_plain_one_when_an_operation_returns_it(gpt2, prompt):
    mine = torch.ones(8, 32)
    with gpt2.trace(prompt):
        same = mine.to(gpt2.transformer.h[0].output)
        assert same.equal(torch.ones(8, 32))
    assert type(mine) is torch.Tensor


@pytest.mark.parametrize("change", ["h.data = h * 0", "h.unsqueeze_(0)", "h.resize_(1, 2, 3)"])
def test_a_change_of_form_that_the_model_would_not_see_is_refused(gpt2, prompt, change):
    with (
        torch.no_grad(),
        gpt2.trace(prompt),
        pytest.raises(nnexplore.errors.TraceError, match=r"transformer\.h\.1\.output.*= value"),
    ):
        exec(change, {"h": gpt2.transformer.h[1].output})


# --- the rest of the run -------------------------------------------------------------------------------------


def test_finish_runs_to_the_end_and_gives_the_plain_output(gpt2, prompt, ids):
    with gpt2.trace(prompt) as run:
        gpt2.transformer.h[1].mlp.output = 0
        output = run.finish()
        nodes = len(run.graph)
    assert type(output.logits) is torch.Tensor
    assert output.logits.equal(logits_of(gpt2.module, ids, {(MLP, "output"): torch.zeros_like}))
    assert len(run.graph) == nodes


def test_finish_runs_a_block_that_reads_nothing(gpt2, prompt, ids):
    with gpt2.trace(prompt) as run:
        logits = run.finish().logits
    assert logits.equal(gpt2.module(**ids).logits)


def test_reading_after_finish_is_a_second_pass(gpt2, prompt, ids):
    with gpt2.trace(prompt) as run:
        run.finish()
        hidden = gpt2.transformer.h[1].output
    assert hidden.equal(hooked(gpt2.module, ids, [(BLOCK, "output")])[1][BLOCK, "output"])


def test_the_model_stops_after_the_last_read(gpt2, prompt):
    called = []
    handles = [
        module.register_forward_hook(lambda *_, name=name: called.append(name))
        for name, module in gpt2.module.named_modules()
    ]
    try:
        with gpt2.trace(prompt):
            gpt2.transformer.h[0].output.sum()
        assert "transformer.h.0.mlp" in called
        assert not any(name.startswith(("transformer.h.1", "transformer.h.2", "lm_head")) for name in called)
        called.clear()
        gpt2.module(torch.tensor([[1]]))
        assert "lm_head" in called
    finally:
        for handle in handles:
            handle.remove()


def test_an_empty_block_does_not_run_the_model(gpt2, prompt):
    called = []
    handle = gpt2.module.register_forward_pre_hook(lambda *_: called.append(1))
    try:
        with gpt2.trace(prompt):
            pass
    finally:
        handle.remove()
    assert called == []


def test_the_users_own_hooks_act_and_stay(gpt2, prompt, ids):
    handle = gpt2.module.transformer.h[0].register_forward_hook(lambda _module, _args, output: output * 2)
    try:
        plain = gpt2.module(**ids).logits
        with gpt2.trace(prompt):
            gpt2.transformer.h[0].output.sum()
            logits = gpt2.output.logits
        assert logits.equal(plain)
        assert handle.id in gpt2.module.transformer.h[0]._forward_hooks
    finally:
        handle.remove()


def test_repr_says_where_the_run_stands(gpt2, prompt):
    run = gpt2.trace(prompt)
    assert "not started" in repr(run)
    with run:
        gpt2.transformer.h[1].output.sum()
        assert "waits at transformer.h.1.output" in repr(run)
    assert "closed" in repr(run)
