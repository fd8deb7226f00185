"""What other tools trip their users up with does not happen here. Each test's docstring says what they do."""

import copy
import gc
import json
import subprocess
import sys
import threading
import traceback
import warnings
import weakref
from contextlib import ExitStack, contextmanager

import numpy as np
import pytest
import torch
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from torch import nn
from traitlets.config import Config

import nnexplore
from nnexplore import errors
from tests.reference import generated, hooked, hooks_on
from tests.tiny import tiny

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Colosseum is in the city of"
MLP = "transformer.h.1.mlp"
GENERATION = {"max_new_tokens": 3, "pad_token_id": 0}


@pytest.fixture
def without_mlp(gpt2, ids):
    """The plain model's logits when one MLP gives nothing."""
    return hooked(gpt2.module, ids, edits={(MLP, "output"): torch.zeros_like})[0].logits


@pytest.fixture
def hidden(gpt2, ids):
    """The plain outputs of the blocks."""
    paths = [f"transformer.h.{at}" for at in range(3)]
    _, values = hooked(gpt2.module, ids, [(path, "output") for path in paths])
    return [values[path, "output"] for path in paths]


def encoded(model, text):
    inputs = dict(model.tokenizer(text, return_tensors="pt"))
    inputs.pop("token_type_ids", None)
    return inputs


# --- the block is ordinary Python ----------------------------------------------------------------------------


def test_the_block_may_stand_in_any_order(gpt2, hidden):
    """nnsight 0.8 raises OutOfOrderError when a block reads layer 2 and then layer 0."""
    with gpt2.trace(PROMPT):
        third = gpt2.transformer.h[2].output
        first = gpt2.transformer.h[0].output
        second = gpt2.transformer.h[1].output
    assert [first.equal(hidden[0]), second.equal(hidden[1]), third.equal(hidden[2])] == [True] * 3


def test_an_edit_that_needs_a_later_value_is_refused_on_its_line(gpt2):
    """nnsight 0.3 runs h[0].output = h[2].output without an error and without an effect."""
    with gpt2.trace(PROMPT), pytest.raises(errors.OrderError, match=r"too late to assign to transformer\.h\.0\.output"):
        gpt2.transformer.h[0].output = gpt2.transformer.h[2].output


BLOCK = """
with model.trace(prompt):
    model.transformer.h[1].mlp.output = 0
    logits = model.output.logits
"""


@pytest.mark.parametrize("name", ["<string>", "<stdin>", "<ipython-input-1>", "/nowhere/at_all.py"])
def test_a_block_without_source_text(gpt2, without_mlp, name):
    """nnsight 0.8 raises WithBlockNotFoundError in exec, on standard input, and wherever the source cannot be found."""
    names = {"model": gpt2, "prompt": PROMPT}
    exec(compile(BLOCK, name, "exec"), names)
    assert names["logits"].equal(without_mlp)


@pytest.fixture
def shell(gpt2, monkeypatch, tmp_path):
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.warn_venv = False
    shell = InteractiveShell.instance(config=config)
    shell.push({"model": gpt2, "prompt": PROMPT, "kept": []})
    yield shell
    InteractiveShell.clear_instance()


def run_cell(shell, cell):
    with capture_output():
        shell.run_cell(cell).raise_error()


@pytest.mark.parametrize("magic", ["", "%%time", "%%timeit -n 1 -r 2", "%%prun", "%%capture"])
def test_a_block_below_a_cell_magic(shell, without_mlp, magic):
    """nnsight 0.8 fails below %%time, %%timeit and %%prun."""
    run_cell(shell, f"{magic}\n{BLOCK}kept.append(logits)")
    assert shell.user_ns["kept"]
    assert all(logits.equal(without_mlp) for logits in shell.user_ns["kept"])


def test_a_block_on_one_line_of_a_cell(shell, without_mlp):
    """nnsight 0.8 raises ValueError for a body on the line of its with."""
    run_cell(shell, "with model.trace(prompt): model.transformer.h[1].mlp.output = 0; logits = model.output.logits")
    assert shell.user_ns["logits"].equal(without_mlp)


def test_a_block_that_begins_with_try(gpt2, hidden):
    """nnsight 0.8 raises ValueError for a body that begins with try."""
    with gpt2.trace(PROMPT):
        try:
            first = gpt2.transformer.h[0].output
        finally:
            second = gpt2.transformer.h[1].output
    assert first.equal(hidden[0])
    assert second.equal(hidden[1])


def test_a_trace_entered_by_an_exit_stack(gpt2, without_mlp):
    """nnsight 0.8 finds no block to capture when ExitStack enters its trace."""
    with ExitStack() as stack:
        stack.enter_context(gpt2.trace(PROMPT))
        gpt2.transformer.h[1].mlp.output = 0
        logits = gpt2.output.logits
    assert logits.equal(without_mlp)


def test_a_trace_entered_by_hand(gpt2, without_mlp):
    """nnsight 0.8 finds no block to capture when __enter__ is called without with."""
    run = gpt2.trace(PROMPT)
    run.__enter__()
    gpt2.transformer.h[1].mlp.output = 0
    logits = gpt2.output.logits
    run.__exit__(None, None, None)
    assert logits.equal(without_mlp)


def test_a_trace_behind_a_users_context_manager(gpt2, without_mlp):
    """nnsight 0.8 captures the manager's yield instead of the block that the user wrote."""

    @contextmanager
    def ablated(at):
        with gpt2.trace(PROMPT) as run:
            gpt2.transformer.h[at].mlp.output = 0
            yield run

    with ablated(1) as run:
        logits = gpt2.output.logits.save("logits")
    assert logits.equal(without_mlp)
    assert run.graph.run(gpt2)["logits"].equal(logits)


def test_return_in_the_block(gpt2, without_mlp):
    """nnsight 0.8 raises SyntaxError: 'return' outside function."""

    def ablated(at):
        with gpt2.trace(PROMPT):
            gpt2.transformer.h[at].mlp.output = 0
            return gpt2.output.logits

    assert ablated(1).equal(without_mlp)
    assert hooks_on(gpt2.module) == []


def test_break_and_continue_in_the_block(gpt2, hidden):
    """nnsight 0.8 raises SyntaxError: 'break' outside loop."""
    found = []
    for at in range(3):
        with gpt2.trace(PROMPT):
            if at == 0:
                continue
            found.append(gpt2.transformer.h[at].output)
            if at == 1:
                break
    assert len(found) == 1
    assert found[0].equal(hidden[1])
    assert hooks_on(gpt2.module) == []


def test_yield_in_the_block(gpt2, hidden):
    """nnsight 0.8 raises SyntaxError: 'yield' outside function."""

    def layers():
        with gpt2.trace(PROMPT):
            for block in gpt2.transformer.h:
                yield block.output

    assert all(mine.equal(theirs) for mine, theirs in zip(layers(), hidden, strict=True))


@pytest.mark.parametrize("scale", [-1.0, 1.0])
def test_if_while_and_match_on_values(gpt2, ids, hidden, scale):
    """nnsight 0.3 has no truth of a value: "type object '_empty' has no attribute '__bool__'"."""
    with torch.no_grad(), gpt2.trace(PROMPT):
        value = gpt2.transformer.h[1].output
        if value[0, -1, 0] * scale > 0:
            value[:, -1] = 0
        while value[:, 0].norm() > 1:
            value[:, 0] /= 2
        logits = gpt2.output.logits

    def edit(value):
        if value[0, -1, 0] * scale > 0:
            value[:, -1] = 0
        while value[:, 0].norm() > 1:
            value[:, 0] /= 2

    with torch.no_grad():
        assert logits.equal(hooked(gpt2.module, ids, edits={("transformer.h.1", "output"): edit})[0].logits)


def test_values_are_iterated_unpacked_measured_and_shown(gpt2, hidden, capsys):
    """nnsight 0.3 and 0.4 fail, some in silence, when a value is iterated, unpacked, printed or made a float."""
    with torch.no_grad(), gpt2.trace(PROMPT):
        value = gpt2.transformer.h[0].output
        (row,) = value
        first, *rest = row
        print(value)
        shown = f"{value.mean():.3f} {float(row.sum()):.2f} {len(first)} {int((value > 0).sum())} {max(first):.3f}"
        listed = [token.norm().item() for token in row]
    plain = hidden[0].detach()
    assert len(rest) == 7
    assert capsys.readouterr().out == f"{plain}\n"
    assert shown == (f"{plain.mean():.3f} {float(plain.sum()):.2f} 32 {int((plain > 0).sum())} {max(plain[0, 0]):.3f}")
    assert listed == [token.norm().item() for token in plain[0]]


def test_numpy_and_as_tensor_take_a_value(gpt2, hidden):
    """An object that poses as a tensor through __class__ crashes the interpreter in torch.as_tensor."""
    with torch.no_grad(), gpt2.trace(PROMPT):
        value = gpt2.transformer.h[0].output
        as_tensor, array = torch.as_tensor(value), np.asarray(value)
        stacked = torch.tensor([value.sum(), value.mean()])
    plain = hidden[0].detach()
    assert as_tensor.equal(plain)
    assert (array == plain.numpy()).all()
    assert stacked.equal(torch.stack([plain.sum(), plain.mean()]))


def test_any_function_of_the_users_works_on_values(gpt2, hidden):
    """nnsight 0.3 needs tracer.apply for a function of the user's, and its remote side a list of 1,887 names."""

    def normed(value):
        return value / value.norm(dim=-1, keepdim=True)

    with gpt2.trace(PROMPT):
        mine = list(map(normed, [gpt2.transformer.h[0].output, gpt2.transformer.h[1].output]))
        chosen = (lambda value: value[:, -1])(mine[1])
    assert mine[0].equal(normed(hidden[0]))
    assert chosen.equal(normed(hidden[1])[:, -1])


# --- several traces at once ----------------------------------------------------------------------------------


def test_a_trace_within_a_trace(gpt2, hidden):
    """nnsight 0.8 raises ValueError: cyclic parent chain."""
    with gpt2.trace(OTHER):
        outside = gpt2.transformer.h[0].output
        with gpt2.trace(PROMPT):
            inside = gpt2.transformer.h[1].output
        later = gpt2.transformer.h[1].output
    _, values = hooked(
        gpt2.module, encoded(gpt2, OTHER), [("transformer.h.0", "output"), ("transformer.h.1", "output")]
    )
    assert inside.equal(hidden[1])
    assert outside.equal(values["transformer.h.0", "output"])
    assert later.equal(values["transformer.h.1", "output"])


def test_traces_that_overlap_without_nesting(gpt2, hidden):
    """Overlapping traces of nnsight 0.5 lose each other's marks: 'Tensor' object has no attribute 'save'."""
    _, values = hooked(gpt2.module, encoded(gpt2, OTHER), [("transformer.h.2", "output")])
    one, two = gpt2.start(PROMPT), gpt2.start(OTHER)
    at_two = two.read(two.site("transformer.h.2", "output")).save("there")
    at_one = one.read(one.site("transformer.h.1", "output")).save("here")
    one.close()
    two.close()
    assert at_one.equal(hidden[1])
    assert at_two.equal(values["transformer.h.2", "output"])
    assert (one.graph.saves, two.graph.saves) == (("here",), ("there",))


def test_generators_that_open_traces_and_take_turns_are_told_of_it(gpt2, hidden):
    """What is open belongs to the thread and not to the generator: no_grad of PyTorch leaks out of one in silence."""

    def layers(text):
        with gpt2.trace(text):
            for block in gpt2.transformer.h:
                yield block.output

    with pytest.warns(UserWarning, match=r"came from that other run\. Name the run, `run\.until\(model"):
        list(zip(layers(PROMPT), layers(OTHER), strict=True))

    def layers_of_its_own(text):
        with gpt2.trace(text) as run:
            for block in gpt2.transformer.h:
                yield run.until(block)

    pairs = list(zip(layers_of_its_own(PROMPT), layers_of_its_own(OTHER), strict=True))
    assert all(mine.equal(theirs) for (mine, _), theirs in zip(pairs, hidden, strict=True))


def test_traces_in_two_threads(gpt2, without_mlp):
    """nnsight 0.8 raises "parent cannot be on a different thread" in every one of them; 0.3 loses 6 of 30."""
    found = []

    def work():
        for _ in range(15):
            with gpt2.trace(PROMPT):
                gpt2.transformer.h[1].mlp.output = 0
                found.append(gpt2.output.logits)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 30
    assert all(logits.equal(without_mlp) for logits in found)


def test_a_value_of_one_prompt_is_used_in_another_without_a_barrier(gpt2):
    """nnsight 0.8 raises NameError unless a barrier is made and called in both blocks."""
    with gpt2.trace() as run:
        with run.invoke(OTHER):
            value = gpt2.transformer.h[0].output
        with run.invoke(OTHER.replace("Colosseum", "Eiffel Tower").replace("city of", "city")):
            shape = gpt2.transformer.h[0].output.shape
        with run.invoke(OTHER):
            gpt2.transformer.h[2].output = value
            logits = gpt2.output.logits
    inputs = encoded(gpt2, OTHER)
    point = ("transformer.h.0", "output")
    _, values = hooked(gpt2.module, inputs, [point])
    edits = {("transformer.h.2", "output"): lambda _: values[point]}
    assert shape[0] == 1
    assert logits.equal(hooked(gpt2.module, inputs, edits=edits)[0].logits)


def test_each_of_several_prompts_has_its_own_rows_of_the_models_output(gpt2):
    """nnsight up to 0.7 gives every invoke the logits of all prompts, because it does not narrow a ModelOutput."""
    found = []
    with gpt2.trace() as run:
        for text in (PROMPT, OTHER):
            with run.invoke(text):
                found.append(gpt2.output.logits)
    for text, logits in zip((PROMPT, OTHER), found, strict=True):
        assert logits.equal(gpt2.module(**encoded(gpt2, text)).logits)


def test_any_module_takes_several_inputs():
    """nnsight raises NotImplementedError: NNsight does not support batching multiple invokes."""
    net = nnexplore.Model(nn.Sequential(nn.Linear(3, 4), nn.ReLU()))
    x, y = torch.randn(2, 3), torch.randn(5, 3)
    with net.trace() as run:
        with run.invoke(x):
            first = net[0].output
        with run.invoke(y):
            net[0].output = first[:1].expand(5, 4)
            second = net.output
    assert second.equal(net.module[1](net.module[0](x)[:1]).expand(5, 4))


def test_one_of_several_prompts_skips_a_module(gpt2):
    """nnsight 0.8 raises an error unless all prompts of a trace skip the module."""
    found = []
    with gpt2.trace() as run:
        for skipping in (False, True):
            with run.invoke(PROMPT):
                if skipping:
                    gpt2.transformer.h[1].skip(gpt2.transformer.h[1].input)
                found.append(gpt2.output.logits)
    inputs = encoded(gpt2, PROMPT)
    _, values = hooked(gpt2.module, inputs, [("transformer.h.0", "output")])
    edits = {("transformer.h.1", "output"): lambda _: values["transformer.h.0", "output"]}
    assert found[0].equal(gpt2.module(**inputs).logits)
    assert found[1].equal(hooked(gpt2.module, inputs, edits=edits)[0].logits)


def test_each_prompt_has_its_own_backward_pass(gpt2, ids):
    """Two invokes of nnsight that each call backward end in torch's "backward through the graph a second time"."""
    gradients = []
    with gpt2.trace() as run:
        for _ in range(2):
            with run.invoke(PROMPT):
                value = gpt2.transformer.h[0].output
                gpt2.output.logits.sum().backward()
                gradients.append(value.grad.save())
    gpt2.module.zero_grad()
    assert gradients[0].any()
    assert gradients[0].equal(gradients[1])
    assert gradients[0].value.equal(block_gradient(gpt2.module, ids))


def test_a_value_of_a_closed_trace_is_a_patch_in_another(gpt2, ids, hidden):
    """nnsight 0.3 does nothing, in silence, with a value of another trace that was not set."""
    with gpt2.trace(PROMPT):
        late = gpt2.transformer.h[2].output
    with gpt2.trace(PROMPT):
        gpt2.transformer.h[0].output = late
        logits = gpt2.output.logits
    edits = {("transformer.h.0", "output"): lambda _: hidden[2]}
    assert logits.equal(hooked(gpt2.module, ids, edits=edits)[0].logits)


# --- values ---------------------------------------------------------------------------------------------------


def test_values_that_were_never_saved_are_real(gpt2, hidden):
    """nnsight 0.8 ends in UnboundLocalError for a name that was assigned in the block and not saved."""
    with gpt2.trace(PROMPT):
        value = gpt2.transformer.h[0].output
        doubled = value * 2
        kept = {"list": [value.sum()]}
    assert value.equal(hidden[0])
    assert doubled.equal(hidden[0] * 2)
    assert kept["list"][0].equal(hidden[0].sum())


def test_a_name_is_never_left_with_an_earlier_value(gpt2, hidden):
    """nnsight 0.8 leaves a name with its value of before the block, if what the block assigned was not saved."""
    value = "stale"
    for at in range(3):
        with gpt2.trace(PROMPT):
            value = gpt2.transformer.h[at].output
        assert value.equal(hidden[at])


def test_what_is_computed_from_a_saved_value_is_there_too(gpt2, hidden):
    """nnsight 0.8 saves by the identity of the object, so that x.save() * 2 is not saved."""
    with gpt2.trace(PROMPT) as run:
        doubled = gpt2.transformer.h[0].output.save("x") * 2
        count = doubled.shape[1]
    assert doubled.equal(hidden[0] * 2)
    assert count == 8
    assert run.graph.saves == ("x",)


def test_a_value_that_the_model_changes_afterwards_is_told_of():
    """A hook's value of falcon's MLP turns into the block's sum in silence, because the model adds into it in place."""
    model = tiny("falcon")
    path = model.layers[0].mlp.path
    with torch.no_grad():
        _, values = hooked(model.module, encoded(model, PROMPT), [(path, "output")])
        said = r"has changed transformer\.h\.0\.mlp\.output in place since.*`\.clone\(\)`"
        with pytest.warns(UserWarning, match=said), model.trace(PROMPT):  # noqa: PT031
            held = model.layers[0].mlp.output
            model.output.logits.sum()
        with model.trace(PROMPT):
            copied = model.layers[0].mlp.output.clone()
            model.output.logits.sum()
    assert not held.equal(values[path, "output"])
    assert copied.equal(values[path, "output"])


@pytest.mark.parametrize("edit", ["mlp.output = 0", "mlp.output[:] = 0", "mlp.output = mlp.output * 0"])
def test_an_edit_that_the_model_changes_afterwards_stands_when_the_run_goes_back(edit):
    """What a tool hands to falcon's block, and means to hand over again, the block has added into meanwhile."""
    model = tiny("falcon")
    path, block = model.layers[0].mlp.path, model.layers[0].path
    edits = {(path, "output"): torch.zeros_like}
    with torch.no_grad():
        plain, values = hooked(model.module, encoded(model, PROMPT), [(block, "output")], edits)
        with model.trace(PROMPT):
            exec(edit, {"mlp": model.layers[0].mlp})
            logits = model.output.logits
            late = model.layers[0].output[0]
    assert logits.equal(plain.logits)
    assert late.equal(values[block, "output"][0])


def test_a_graph_says_what_was_done_and_holds_no_code(gpt2, without_mlp):
    """nnsight has no graph since 0.5 and sends pickled code; 0.3 writes tensors as nested lists."""
    with gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].mlp.output = 0
        gpt2.lm_head.output.save("logits")
    text = run.graph.to_json()
    graph = nnexplore.graph.Graph.from_json(text)
    assert {node["kind"] for node in json.loads(text)["nodes"]} == {"write", "read", "save"}
    assert "transformer.h.1.mlp.output = 0" in str(graph)
    assert graph.run(gpt2)["logits"].equal(without_mlp)


# --- silence --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edit", ["h[:, -1] = 0", "h *= 2", "h[0, 0].zero_()", "torch.relu_(h)"])
def test_an_edit_in_place_after_a_later_read_is_an_error(gpt2, edit):
    """nnsight 0.8 loses an edit in place, without a word, if a later module was read before it."""
    names = {"torch": torch}
    with torch.no_grad(), gpt2.trace(PROMPT):
        names["h"] = gpt2.transformer.h[0].output
        gpt2.transformer.h[1].output.sum()
        with pytest.raises(errors.OrderError, match=r"too late to change transformer\.h\.0\.output in place.*clone"):
            exec(edit, names)


def test_a_write_after_a_later_read_is_an_error(gpt2):
    """Hooks that are registered when the model has passed do nothing."""
    with gpt2.trace(PROMPT):
        gpt2.transformer.h[2].output.sum()
        with pytest.raises(errors.OrderError, match=r"already passed it and waits at transformer\.h\.2\.output"):
            gpt2.transformer.h[0].mlp.output = 0


def test_a_write_that_changes_nothing_warns(gpt2):
    """No peer says whether an edit changed anything."""
    said = r"transformer\.h\.1\.mlp\.output .*changed nothing"
    with pytest.warns(errors.UnchangedWarning, match=said), gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].mlp.output = gpt2.transformer.h[1].mlp.output.clone()
    assert [(receipt.reached, receipt.changed) for receipt in run.receipts] == [(True, False)]


def test_a_write_in_a_step_that_never_comes_is_an_error(gpt2):
    """nnsight 0.3 does nothing when an intervention names a token that is never generated."""
    with (
        gpt2.generate(PROMPT, **GENERATION),
        pytest.raises(errors.NotReachedError, match="ended after 3 steps, so there is no step 9"),
    ):
        gpt2.transformer.h[0].mlp.at(step=9).output = 0


def test_a_batch_is_patched_row_by_row(gpt2):
    """In an nnsight tutorial the batched patches change nothing, because each row is given its own value back."""
    with torch.no_grad(), gpt2.trace([PROMPT] * 8) as run:
        value = gpt2.transformer.h[0].output
        value[range(8), range(8)] = 0
        logits = gpt2.output.logits
    inputs = encoded(gpt2, PROMPT)
    for at in range(8):

        def silence(value, at=at):
            value[:, at] = 0

        with torch.no_grad():
            theirs = hooked(gpt2.module, inputs, edits={("transformer.h.0", "output"): silence})[0].logits
        assert torch.allclose(logits[at], theirs[0], atol=1e-5)
    assert [receipt.changed for receipt in run.receipts] == [True]


def test_an_option_of_generation_for_a_trace_is_refused(gpt2):
    """nnsight 0.8 hands max_new_tokens to the forward, which ignores it."""
    with pytest.raises(errors.PromptError, match=r"one forward: model\.generate\(prompt, max_new_tokens=…\)"):
        gpt2.trace(PROMPT, max_new_tokens=3)


def test_a_misspelt_option_is_refused(gpt2):
    """The forwards of transformers swallow a misspelt option."""
    with pytest.raises(errors.PromptError, match="Did you mean 'output_hidden_states'"):
        gpt2.trace(PROMPT, output_hiden_states=True)
    with gpt2.trace(PROMPT, output_hidden_states=True, use_cache=False, return_dict=True):
        assert len(gpt2.output.hidden_states) == 4


def test_a_pattern_that_matches_no_module_is_refused(gpt2):
    """A filter of TransformerLens that matches no hook point caches and changes nothing."""
    with gpt2.trace(PROMPT) as run, pytest.raises(errors.ModelError, match=r"no module's path matches '\*\.mpl'"):
        run.cache("*.mpl")


def test_a_cache_asked_for_too_late_is_refused(gpt2):
    """nnsight's cache must be the block's first statement, and misses what has passed."""
    with gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].output.sum()
        with pytest.raises(errors.OrderError, match="too late for a cache"):
            run.cache()


def test_a_cache_keeps_what_was_asked_for_and_no_more(gpt2, hidden):
    """A full cache of TransformerLens or nnsight takes many times the memory of the blocks' outputs."""
    with gpt2.trace(PROMPT) as run:
        cache = run.cache(gpt2.transformer.h, dtype=torch.float16)
        run.finish()
    assert list(cache) == [f"transformer.h.{at}.output" for at in range(3)]
    assert cache.nbytes == 3 * 8 * 32 * 2
    assert cache["transformer.h.2"].equal(hidden[2].half())


# --- edits that stay ------------------------------------------------------------------------------------------


def test_an_edited_model_is_edited_however_it_is_called(gpt2, ids, without_mlp):
    """nnsight's model(**inputs) ignores the edits of the model."""
    with gpt2.edit() as edited:
        edited.transformer.h[1].mlp.output = 0
    with edited.trace(PROMPT):
        traced = edited.output.logits
    assert traced.equal(without_mlp)
    assert edited(**ids).logits.equal(without_mlp)
    assert edited(PROMPT).logits.equal(without_mlp)
    assert gpt2(**ids).logits.equal(gpt2.module(**ids).logits)
    assert hooks_on(gpt2.module) == []


def test_an_edit_through_a_child_is_the_models(gpt2, without_mlp):
    """nnsight ignores an edit that was made on a child when the root is traced."""
    mlp = gpt2.transformer.h[1].mlp
    with gpt2.edit() as edited:
        mlp.output = 0
    with edited.trace(PROMPT):
        logits = edited.output.logits
    assert logits.equal(without_mlp)


def test_an_edit_acts_in_every_step_of_a_generation(gpt2, ids):
    """nnsight applies an edit to the first token only, unless it was made under tracer.iter."""
    with gpt2.edit() as edited:
        edited.transformer.h[1].mlp.output *= -3
    with edited.generate(PROMPT, **GENERATION):
        tokens = edited.generator.output
    theirs, _ = generated(gpt2.module, ids, edits={(MLP, "output", None): lambda value: value * -3}, **GENERATION)
    once, _ = generated(gpt2.module, ids, edits={(MLP, "output", 0): lambda value: value * -3}, **GENERATION)
    assert tokens.equal(theirs)
    assert not theirs.equal(once)


# --- generation -----------------------------------------------------------------------------------------------


def test_what_follows_a_loop_over_the_steps_is_run(gpt2, ids):
    """nnsight's tracer.iter[:], when it outruns the generation, drops every statement after the loop."""
    with gpt2.generate(PROMPT, **GENERATION) as run:
        values = [gpt2.transformer.h[1].output for _ in run.steps()]
        count = len(values)
        last = gpt2.lm_head.output
        tokens = gpt2.generator.output
    theirs, plain = generated(gpt2.module, ids, [("transformer.h.1", "output"), ("lm_head", "output")], **GENERATION)
    assert count == 3
    assert all(mine.equal(plain["transformer.h.1", "output", step]) for step, mine in enumerate(values))
    assert last.equal(plain["lm_head", "output", 2])
    assert tokens.equal(theirs)


def test_a_loop_may_be_longer_than_the_generation(gpt2):
    """nnsight warns and skips the rest of the block when a loop asks for more steps than there are."""
    after = False
    with gpt2.generate(PROMPT, **GENERATION) as run:
        steps = list(run.steps(1, 100))
        after = True
    assert steps == [1, 2]
    assert after


def test_an_ablation_in_every_step_has_its_effect(gpt2, ids):
    """An ablation under nnsight's tracer.all() had no effect."""
    with gpt2.generate(PROMPT, **GENERATION) as run:
        for _ in run.steps():
            gpt2.transformer.h[1].mlp.output *= -3
        tokens = gpt2.generator.output
    theirs, _ = generated(gpt2.module, ids, edits={(MLP, "output", None): lambda value: value * -3}, **GENERATION)
    plain, _ = generated(gpt2.module, ids, **GENERATION)
    assert tokens.equal(theirs)
    assert not tokens.equal(plain)
    assert len(run.receipts) == 3


def test_operations_inside_a_module_and_then_a_generation():
    """Generating after a look at .source broke nnsight on Gemma 2."""
    model = tiny("gemma2")
    inputs = encoded(model, PROMPT)
    assert model.layers[1].mlp.ops.names
    with model.generate(PROMPT, **GENERATION):
        inner = model.layers[1].mlp.ops["gelu"].output
        tokens = model.generator.output
    theirs, values = generated(model.module, inputs, [(f"{model.layers[1].mlp.path}.act_fn", "output")], **GENERATION)
    assert tokens.equal(theirs)
    assert inner.equal(values[f"{model.layers[1].mlp.path}.act_fn", "output", 0])


# --- what is left alone ---------------------------------------------------------------------------------------

UNTOUCHED = """
import builtins, sys, threading
import torch, transformers

def state(*owners):
    return {(owner.__name__, name): id(value) for owner in owners for name, value in vars(owner).items()}

owners = (object, type, int, builtins, torch, torch.Tensor, torch.nn.Module, torch.nn.functional, torch.autograd,
          torch.nn.Parameter, transformers.PreTrainedModel)
everywhere = (sys.excepthook, sys.displayhook, sys.gettrace(), sys.getprofile(), sys.meta_path[:], sys.path[:])
before, threads = state(*owners), threading.active_count()
import nnexplore
assert not hasattr(object(), "save") and not hasattr(1, "save")
changed = {key for key, value in state(*owners).items() if before.get(key) != value} | (before.keys() - state(*owners))
assert not changed, changed
assert everywhere == (sys.excepthook, sys.displayhook, sys.gettrace(), sys.getprofile(), sys.meta_path, sys.path)
assert threading.active_count() == threads
assert not torch.nn.modules.module._global_forward_hooks
assert torch._C._len_torch_function_stack() == 0
"""


def test_importing_it_patches_nothing():
    """Importing nnsight 0.8 puts .save on every object, replaces Tensor.backward and overwrites libc's backtrace."""
    subprocess.run([sys.executable, "-c", UNTOUCHED], check=True, timeout=120)


def test_wrapping_a_model_changes_nothing_on_it(gpt2, demo):
    """nnsight 0.8 replaces the forward of every module for good; 0.3 leaves a hook on each."""
    module = copy.deepcopy(gpt2.module)
    before = {name: dict(vars(part)) for name, part in module.named_modules()}
    model = nnexplore.LanguageModel(module, tokenizer=demo.tokenizer)
    with model.trace(PROMPT):
        model.transformer.h[1].attn.pattern[:, :, -1] = 0.125
        model.transformer.h[1].mlp.output = 0
        model.output.logits.sum()
    assert [part for part in module.modules() if "forward" in vars(part)] == []
    for name, part in module.named_modules():
        assert vars(part).keys() == before[name].keys(), name
        assert {key: id(value) for key, value in vars(part).items()} == {
            key: id(value) for key, value in before[name].items()
        }, name
    assert hooks_on(module) == []


def test_the_users_own_hooks_stay_and_run(gpt2, ids):
    """pyvene removes the hooks that the user has put on the model."""
    seen = []
    module = gpt2.module.transformer.h[1]
    handles = [
        module.register_forward_pre_hook(lambda *_: seen.append("before")),
        module.register_forward_hook(lambda _module, _args, output: seen.append("after") or output * 0.5),
    ]
    try:
        plain = gpt2.module(**ids).logits
        with gpt2.trace(PROMPT):
            given = gpt2.transformer.h[1].input
            value = gpt2.transformer.h[1].output
            logits = gpt2.output.logits
        assert seen == ["before", "after"] * 2
        assert logits.equal(plain)
        assert value.shape == given.shape
        assert [handle.id in hooks for handle, hooks in zip(
            handles, (module._forward_pre_hooks, module._forward_hooks), strict=True
        )] == [True, True]  # fmt: skip
    finally:
        for handle in handles:
            handle.remove()


def test_the_model_stops_by_itself_after_the_last_value(gpt2):
    """No version of nnsight stops by itself: one value of the first block costs all blocks unless stop() is called."""
    called = []
    handles = [
        gpt2.module.get_submodule(path).register_forward_hook(lambda *_, path=path: called.append(path))
        for path in ("transformer.h.0", "transformer.h.1", "transformer.h.2", "lm_head")
    ]
    try:
        for _ in range(2):
            with gpt2.trace(PROMPT):
                gpt2.transformer.h[0].output.sum()
        with gpt2.trace() as run:
            for _ in range(2):
                with run.invoke(PROMPT):
                    gpt2.transformer.h[0].output.sum()
        with gpt2.generate(PROMPT, max_new_tokens=50):
            gpt2.transformer.h[0].next().output.sum()
    finally:
        for handle in handles:
            handle.remove()
    assert called == ["transformer.h.0"] * 4 + [
        "transformer.h.0", "transformer.h.1", "transformer.h.2", "lm_head", "transformer.h.0"
    ]  # fmt: skip


def test_an_untraced_call_costs_nothing_extra(gpt2, ids):
    """nnsight adds to every module of an untraced call, and of a traced one that never looks at it."""
    gpt2.trace(PROMPT)
    assert hooks_on(gpt2.module) == []
    with gpt2.trace(PROMPT):
        gpt2.transformer.h[0].output.sum()
        assert hooks_on(gpt2.module) == []
    assert gpt2.module(**ids).logits.shape == (1, 8, 1534)


def test_an_untouched_trace_is_the_models_own_forward(demo):
    """TransformerLens computes with modules of its own, which had to be made to match each model."""
    inputs = encoded(demo, PROMPT)
    with demo.trace(PROMPT):
        for block in demo.layers:
            block.attn.pattern.sum()
            block.output.sum()
        logits = demo.output.logits
    assert logits.equal(demo.module(**inputs).logits)


def test_nothing_is_left_in_a_cycle(gpt2):
    """The proxies of nnsight 0.3 and 0.4 hold their tensors in cycles until the collector comes."""
    gc.collect()
    gc.disable()
    try:
        with gpt2.trace(PROMPT) as run:
            value = gpt2.transformer.h[0].output
            doubled = value * 2
            gpt2.transformer.h[1].output = doubled
            output = gpt2.output
        refs = [weakref.ref(thing) for thing in (run, value, doubled, output)]
        del run, value, doubled, output
        assert [ref() for ref in refs] == [None] * 4
    finally:
        gc.enable()


# --- errors ---------------------------------------------------------------------------------------------------


def lines(error):
    """The user's lines in a traceback."""
    return [frame.line for frame in traceback.extract_tb(error.__traceback__) if frame.filename == __file__]


def test_a_wrong_shape_is_refused_where_it_is_assigned(gpt2):
    """In nnsight a wrong shape fails in a later LayerNorm, without the user's line."""
    with gpt2.trace(PROMPT):
        with pytest.raises(errors.ValueMismatchError, match=r"float32\[1, 8, 32\], but float32\[1, 8, 31\]") as caught:
            gpt2.transformer.h[1].output = torch.zeros(1, 8, 31)
        assert lines(caught.value) == ["gpt2.transformer.h[1].output = torch.zeros(1, 8, 31)"]
        logits = gpt2.output.logits
    assert logits.equal(gpt2.module(**encoded(gpt2, PROMPT)).logits)


@pytest.mark.parametrize("index", [99, (0, 0, 0, 0)])
def test_an_error_of_the_users_own_keeps_its_type_and_its_line(gpt2, index):
    """A user's IndexError shows 15 frames in nnsight 0.8, 2 of them the user's; 0.3 names 'getitem_0' and a number."""
    with pytest.raises(IndexError) as caught, gpt2.trace(PROMPT):
        gpt2.transformer.h[1].mlp.output[0][index]
    frames = traceback.extract_tb(caught.value.__traceback__)
    assert lines(caught.value)[-1] == "gpt2.transformer.h[1].mlp.output[0][index]"
    assert len(frames) - len(lines(caught.value)) <= 4
    assert hooks_on(gpt2.module) == []


def test_errors_name_modules_and_lines_and_no_nodes(gpt2):
    """nnsight 0.3 says "Above exception when execution Node: 'getitem_0' in Graph: '1402…'"; 0.8 '1402….grad.i0'."""
    with gpt2.trace(PROMPT):
        value = gpt2.transformer.h[0].output
        later = gpt2.transformer.h[2].output
        with pytest.raises(errors.OrderError) as caught:
            value[:] = later
    said = str(caught.value)
    assert "transformer.h.0.output" in said
    assert "`later = gpt2.transformer.h[2].output`" in said
    assert not any(str(id(thing)) in said for thing in (value, later))
    assert "%" not in said


def test_a_misspelt_module_is_named_with_what_was_meant(gpt2):
    """nnsight says "'Envoy' object (nor its module) has attribute 'hh'", and no more."""
    with pytest.raises(
        AttributeError, match=r"transformer \(GPT2Model\) has no module or port 'hh'\. Did you mean 'h'"
    ):
        gpt2.transformer.hh  # noqa: B018


def test_a_trace_without_a_prompt_says_so(gpt2):
    """nnsight says "Cannot access 'model.output' outside of interleaving", and not that there is nothing to run on."""
    with gpt2.trace(), pytest.raises(errors.PromptError, match=r"nothing to run on.*this trace was given no prompt"):
        gpt2.transformer.h[0].output.sum()


def test_a_value_asked_for_outside_a_trace_says_so(gpt2):
    """nnsight 0.3 says "Weakly-referenced object no longer exists."."""
    with pytest.raises(
        errors.NotTracingError, match=r"inside a trace: `with model\.trace\(…\): x = model\.transformer"
    ):
        gpt2.transformer.h[0].output.sum()


def test_text_without_a_tokenizer_says_so(gpt2):
    """nnsight ends in "Impossible to guess which tokenizer to use"."""
    model = nnexplore.LanguageModel(gpt2.module)
    with pytest.raises(errors.PromptError, match=r"has no tokenizer.*pass token ids"):
        model.trace(PROMPT)


def test_a_child_named_like_a_port_is_there_and_so_is_the_port():
    """nnsight renames a submodule called output, or the port, and warns."""

    class Attention(nn.Module):
        def __init__(self):
            super().__init__()
            self.output = nn.Linear(3, 3)

        def forward(self, x):
            return self.output(x) + 1

    net = nnexplore.Model(nn.Sequential(Attention()))
    x = torch.randn(2, 3)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with net.trace(x):
            inner = net[0]["output"].output
            outer = net[0].output
    assert inner.equal(net.module[0].output(x))
    assert outer.equal(inner.value + 1)


# --- gradients ------------------------------------------------------------------------------------------------


def block_gradient(module, inputs, path="transformer.h.0"):
    """The gradient of the logits' sum at a block's output, by plain PyTorch."""
    kept = []

    def keep(_module, _args, output):
        output.retain_grad()
        kept.append(output)

    handle = module.get_submodule(path).register_forward_hook(keep)
    try:
        module(**inputs).logits.sum().backward()
    finally:
        handle.remove()
    module.zero_grad()
    return kept[0].grad


@pytest.mark.parametrize("asked", ["before", "after", "outside"])
def test_plain_backward_gives_a_gradient(gpt2, ids, asked):
    """After a plain loss.backward() in a trace of nnsight 0.8, .grad is None, in silence."""
    with gpt2.trace(PROMPT):
        value = gpt2.transformer.h[0].output
        gradient = value.grad.save() if asked == "before" else None
        gpt2.output.logits.sum().backward()
        gradient = value.grad if asked == "after" else gradient
    gradient = value.grad if asked == "outside" else gradient
    gpt2.module.zero_grad()
    theirs = block_gradient(gpt2.module, ids)
    assert gradient.equal(theirs)
    assert value.value.grad.equal(theirs)


def test_gradients_are_read_in_any_order(gpt2, ids):
    """nnsight 0.8 wants gradients in the reverse order of the forward: OutOfOrderError names an object's id."""
    with gpt2.trace(PROMPT):
        first = gpt2.transformer.h[0].output
        second = gpt2.transformer.h[1].output
        gpt2.output.logits.sum().backward()
        mine = [first.grad.clone(), second.grad.clone(), first.grad.clone()]
    gpt2.module.zero_grad()
    theirs = [block_gradient(gpt2.module, ids, f"transformer.h.{at}") for at in (0, 1, 0)]
    assert all(one.equal(other) for one, other in zip(mine, theirs, strict=True))


def test_a_gradient_that_is_none_is_an_error(gpt2):
    """PyTorch gives None for a value in the middle that was not asked to keep its gradient."""
    with gpt2.trace(PROMPT):
        middle = gpt2.transformer.h[0].output * 2
        with pytest.raises(errors.GradientError, match=r"call \.retain_grad\(\) on it before"):
            middle.grad.sum()


def test_a_gradient_that_no_backward_pass_brought_has_no_numbers(gpt2):
    """PyTorch gives None, or nnsight a name that is not there, for a gradient without a backward pass."""
    with gpt2.trace(PROMPT):
        waiting = gpt2.transformer.h[0].output.grad.save()
    for use in (
        lambda: waiting + 1,
        lambda: waiting.value,
        lambda: waiting.numpy(),
        lambda: waiting.tolist(),
        lambda: copy.deepcopy(waiting),
        lambda: np.asarray(waiting),
    ):
        with pytest.raises(errors.GradientError, match=r"before the backward pass.*no numbers"):
            use()
    assert f"{waiting}" == str(waiting) == "gradient of shape [1, 8, 32], not there before the backward pass"


def test_a_gradient_asked_for_in_the_wrong_pass_is_an_error(gpt2):
    """Out of order, a gradient of nnsight 0.5 fails in silence."""
    with gpt2.trace(PROMPT):
        loss = gpt2.transformer.h[1].output.sum()
        early = gpt2.transformer.h[0].output
        loss.backward()
        with pytest.raises(errors.GradientError, match="no gradient has come to this value"):
            early.grad.sum()
    gpt2.module.zero_grad()


def test_a_backward_pass_of_a_generation_is_refused_with_the_reason(gpt2):
    """In nnsight it is torch's own error, because generate of transformers runs without gradients."""
    with gpt2.generate(PROMPT, **GENERATION), pytest.raises(errors.GradientError, match="gradients were off"):
        gpt2.transformer.h[0].output.sum().backward()


# --- attention ------------------------------------------------------------------------------------------------

SELF = {
    "opt": ("self_attn.v_proj", "self_attn.out_proj"),
    "gptj": ("attn.v_proj", "attn.out_proj"),
    "gpt_neo": ("attn.attention.v_proj", "attn.attention.out_proj"),
    "xglm": ("self_attn.v_proj", "self_attn.out_proj"),
    "gpt2": ("attn.c_attn", "attn.c_proj"),
}
"""Where values come from, and where what was attended to goes."""


@pytest.mark.parametrize("kind", SELF)
def test_a_changed_pattern_reaches_the_logits(kind):
    """TransformerLens 4.3 ignores writes to hook_pattern on OPT, GPT-J, GPT-Neo and XGLM, pyvene on GPT-2."""
    model = tiny(kind)
    inputs = encoded(model, PROMPT)
    block = model.layers[1].path
    source, target = (f"{block}.{name}" for name in SELF[kind])
    values = []

    def keep(value):
        values.append(value[..., -model.module.config.hidden_size :].clone())

    with torch.no_grad():
        plain = model.module(**inputs).logits
        edits = {(source, "output"): keep, (target, "input"): lambda old: values[-1].reshape(old.shape)}
        to_itself = hooked(model.module, inputs, edits=edits)[0].logits
        with model.trace(PROMPT) as run:
            pattern = model.layers[1].attn.pattern
            pattern[:] = torch.eye(pattern.shape[-1])
            logits = model.output.logits
    assert torch.allclose(logits, to_itself, atol=1e-5)
    assert not torch.allclose(logits, plain, atol=1e-2)
    assert [receipt.changed for receipt in run.receipts] == [True]


def test_the_pattern_is_there_under_fused_attention(demo):
    """Under sdpa output_attentions gives nothing, in silence."""
    assert demo.module.config._attn_implementation == "sdpa"
    inputs = encoded(demo, PROMPT)
    eager = copy.deepcopy(demo.module)
    eager.set_attn_implementation("eager")
    theirs = eager(**inputs, output_attentions=True).attentions
    with demo.trace(PROMPT):
        mine = [block.attn.pattern for block in demo.layers]
        logits = demo.output.logits
    assert len(theirs) == len(mine) == 4
    assert all(torch.allclose(one, other, atol=1e-6) for one, other in zip(mine, theirs, strict=True))
    assert logits.equal(demo.module(**inputs).logits)


@pytest.mark.parametrize("kind", ["falcon", "gpt2", "llama", "bloom"])
def test_looking_at_the_pattern_leaves_the_model_causal(kind):
    """Asked for its attentions, falcon under sdpa sees the tokens to come, in silence."""
    model = tiny(kind)
    inputs = encoded(model, PROMPT)
    with torch.no_grad():
        plain = model.module(**inputs).logits
        with model.trace(PROMPT):
            pattern = model.layers[1].attn.pattern.clone()
            logits = model.output.logits
    assert logits.equal(plain)
    assert not pattern.triu(1).any()
    assert torch.allclose(pattern.sum(-1), torch.ones(pattern.shape[:-1]), atol=1e-5)


# --- what is where --------------------------------------------------------------------------------------------


def test_real_tokens_are_found_in_a_padded_batch(gpt2):
    """In a batch of two lengths output[:, 0] of the shorter prompt is padding, in every peer."""
    texts = [PROMPT, "The Colosseum"]
    with torch.no_grad(), gpt2.trace(texts) as run:
        value = gpt2.transformer.h[1].output
        first, last, named = value[run.at(0)], value[run.at(-1)], value[run.at("The")]
        slot = value[:, 0].clone()
    for row, text in enumerate(texts):
        with torch.no_grad():
            _, values = hooked(gpt2.module, encoded(gpt2, text), [("transformer.h.1", "output")])
        alone = values["transformer.h.1", "output"][0]
        assert torch.allclose(first[row], alone[0], atol=1e-5)
        assert torch.allclose(last[row], alone[-1], atol=1e-5)
        assert named[row].equal(first[row])
    assert torch.allclose(slot[0], first[0])
    assert not torch.allclose(slot[1], first[1], atol=1e-2)


def test_the_last_blocks_output_is_not_the_last_hidden_state(gpt2, ids, hidden):
    """The last of transformers' hidden_states is normed already, so that a lens norms it twice."""
    with gpt2.trace(PROMPT, output_hidden_states=True):
        block, normed = gpt2.layers[-1].output, gpt2.norm.output
        states = gpt2.output.hidden_states
    assert block.equal(hidden[-1])
    assert states[-1].equal(normed)
    assert not states[-1].equal(block)
    assert states[-2].equal(hidden[-2])


@pytest.mark.parametrize("kind", ["gemma2", "cohere2", "granite"])
def test_a_lens_through_the_models_own_tail_is_exact(kind):
    """The usual lens, lm_head(norm(h)), is wrong where logits are capped or scaled: gemma2, cohere2, granite."""
    model = tiny(kind)
    with torch.no_grad():
        plain = model.module(**encoded(model, PROMPT)).logits
        with model.trace(PROMPT):
            stacked = torch.cat([block.output for block in model.layers])
            model.norm.grow(stacked, "input")
            lens = model.output.logits
            usual = model.unembed(model.norm(stacked[-1:]))
    assert torch.allclose(lens[-1:], plain, atol=1e-5)
    assert not torch.allclose(usual, plain, atol=1e-2)


def test_index_0_of_a_block_warns_that_it_takes_the_batch_axis(gpt2):
    """Since transformers 5 a block returns a tensor, so old code's output[0] drops the batch axis in silence."""
    model = nnexplore.LanguageModel(gpt2.module, tokenizer=gpt2.tokenizer)
    with model.trace(PROMPT), pytest.warns(UserWarning, match="row 0 of the batch"):
        assert model.transformer.h[-1].output[0].shape == (8, 32)


def test_a_read_leaves_the_users_grad_mode_and_modes_alone(gpt2):
    """A model that is paused inside no_grad, or inside a mode, would leave both on the user's thread."""
    with gpt2.generate(PROMPT, **GENERATION):
        gpt2.transformer.h[0].attn.pattern.sum()
        assert torch.is_grad_enabled()
        assert torch._C._len_torch_function_stack() == 0
        assert torch.ones(1, requires_grad=True).mul(2).requires_grad
