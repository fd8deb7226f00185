"""Skip: a module that is not computed gives the value that was passed; the rest is as with a plain stand-in."""

import threading

import pytest
import torch
from torch import nn

import nnexplore
from nnexplore.errors import ModelError, NotReachedError, NotTracingError, OrderError, ValueMismatchError
from tests.again import check_again, results
from tests.reference import generated, hooked, hooks_on
from tests.tiny import tiny

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Colosseum is in the city of"
H0, H1, H2 = (f"transformer.h.{at}" for at in range(3))


def own_forwards(module):
    """Modules that have a ``forward`` of their own, beside their class's."""
    return [name for name, part in module.named_modules() if "forward" in vars(part)]


@pytest.fixture(autouse=True)
def nothing_left(gpt2):
    """No test leaves a hook or a forward on the model."""
    before = hooks_on(gpt2.module)
    yield
    assert hooks_on(gpt2.module) == before
    assert own_forwards(gpt2.module) == []


@pytest.fixture
def ids(gpt2):
    return dict(gpt2.tokenizer(PROMPT, return_tensors="pt"))


class StandIn(nn.Module):
    """In the place of a module: gives what a function makes of its first argument."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x, *_, **__):
        return self.function(x)


def with_stand_ins(module, functions, run):
    """What ``run()`` gives while some modules are replaced."""
    own = {path: module.get_submodule(path) for path in functions}
    try:
        for path, function in functions.items():
            _put(module, path, StandIn(function))
        return run()
    finally:
        for path, part in own.items():
            _put(module, path, part)


def _put(module, path, part):
    parent, _, name = path.rpartition(".")
    module.get_submodule(parent)._modules[name] = part


def plain_logits(gpt2, ids, functions):
    return with_stand_ins(gpt2.module, functions, lambda: gpt2.module(**ids, use_cache=False).logits)


def calls_of(module, path):
    """A list that grows with every call of what is inside a module."""
    calls = []
    handle = module.get_submodule(path).register_forward_hook(lambda *_: calls.append(path))
    return calls, handle


# --- one module ----------------------------------------------------------------------------------------------


def test_a_block_gives_its_input(gpt2, ids):
    calls, handle = calls_of(gpt2.module, f"{H1}.mlp")
    try:
        with gpt2.trace(PROMPT) as run:
            gpt2.transformer.h[1].skip(gpt2.transformer.h[1].input)
            logits = gpt2.lm_head.output.save("logits")
    finally:
        handle.remove()
    assert calls == []
    assert logits.equal(plain_logits(gpt2, ids, {H1: lambda x: x}))
    check_again(run, gpt2, logits=logits)


def test_a_block_gives_a_tensor(gpt2, ids):
    given = torch.randn(1, 8, 32)
    with gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].skip(given)
        out = gpt2.transformer.h[1].output.save("out")
        logits = gpt2.lm_head.output.save("logits")
    assert out.equal(given)
    assert logits.equal(plain_logits(gpt2, ids, {H1: lambda _: given}))
    check_again(run, gpt2, out=out, logits=logits)


def test_an_mlp_gives_a_value_of_an_earlier_layer(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        early = gpt2.transformer.h[0].mlp.output
        gpt2.transformer.h[2].mlp.skip(early * 2)
        logits = gpt2.lm_head.output.save("logits")
    held = hooked(gpt2.module, ids, [(f"{H0}.mlp", "output")])[1][f"{H0}.mlp", "output"]
    assert logits.equal(plain_logits(gpt2, ids, {f"{H2}.mlp": lambda _: held * 2}))
    check_again(run, gpt2, logits=logits)


def test_an_attention_module_gives_a_tuple(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        attention = gpt2.transformer.h[1].attn
        attention.skip((torch.zeros_like(attention.input), None))
        logits = gpt2.lm_head.output.save("logits")
    assert logits.equal(plain_logits(gpt2, ids, {f"{H1}.attn": lambda x: (torch.zeros_like(x), None)}))
    check_again(run, gpt2, logits=logits)


@pytest.mark.parametrize("kind", ["llama", "gemma2", "gpt_neox", "qwen3", "phi"])
def test_blocks_and_mlps_of_several_architectures(kind):
    model = tiny(kind)
    block, mlp = model.layers[1], model.layers[2].mlp
    ids = dict(model.tokenizer(PROMPT, return_tensors="pt"))
    with model.trace(PROMPT) as run:
        block.skip(block.input)
        mlp.skip(torch.zeros_like(mlp.input))
        logits = model.output.logits.save("logits")
    functions = {block.path: lambda x: x, mlp.path: torch.zeros_like}
    plain = with_stand_ins(model.module, functions, lambda: model.module(**ids, use_cache=False).logits)
    assert logits.equal(plain)
    assert own_forwards(model.module) == []
    check_again(run, model, logits=logits)


def test_several_layers(gpt2, ids):
    calls, handle = calls_of(gpt2.module, f"{H1}.ln_1")
    try:
        with gpt2.trace(PROMPT) as run:
            for layer in (gpt2.transformer.h[0], gpt2.transformer.h[1]):
                layer.skip(layer.input * 1.5)
            logits = gpt2.lm_head.output.save("logits")
    finally:
        handle.remove()
    assert calls == []
    assert logits.equal(plain_logits(gpt2, ids, {H0: lambda x: x * 1.5, H1: lambda x: x * 1.5}))
    check_again(run, gpt2, logits=logits)


def test_the_whole_model(gpt2):
    output = gpt2.module(torch.tensor([[1, 2]]))
    calls, handle = calls_of(gpt2.module, "transformer")
    try:
        with gpt2.trace(PROMPT) as run:
            gpt2.skip(output)
            logits = gpt2.output.logits
    finally:
        handle.remove()
    assert calls == []
    assert logits.equal(output.logits)
    assert [str(site) for site in run.graph.writes] == ["output"]


def test_a_module_that_is_called_twice():
    class Twice(nn.Module):
        def __init__(self):
            super().__init__()
            self.first = nn.Linear(3, 3)
            self.act = nn.Tanh()

        def forward(self, x):
            return self.act(self.first(self.act(x)))

    net = nnexplore.Model(Twice())
    x = torch.randn(2, 3)
    with torch.no_grad():
        for call, wanted in (
            (0, torch.tanh(net.module.first(x))),
            (1, net.module.first(torch.tanh(x))),
        ):
            with net.trace(x) as run:
                act = net.act.at(call=call)
                act.skip(act.input)
                out = net.output.save("out")
            assert out.equal(wanted)
            check_again(run, net, out=out)
            assert own_forwards(net.module) == []


def test_it_still_has_an_output_that_can_be_changed(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        layer = gpt2.transformer.h[1]
        layer.skip(layer.input)
        layer.output = layer.output * 3
        logits = gpt2.lm_head.output.save("logits")
    assert logits.equal(plain_logits(gpt2, ids, {H1: lambda x: x * 3}))
    check_again(run, gpt2, logits=logits)


def test_a_change_in_place_of_its_output_leaves_the_input_alone(gpt2, ids):
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        layer = gpt2.transformer.h[1]
        given = layer.input
        before = given.value.clone()
        layer.skip(given)
        layer.output[:, -1] = 0
        logits = gpt2.lm_head.output.save("logits")
        assert given.equal(before)

    def last(x):
        x = x.clone()
        x[:, -1] = 0
        return x

    with torch.no_grad():
        assert logits.equal(plain_logits(gpt2, ids, {H1: last}))
        check_again(run, gpt2, logits=logits)


def test_what_becomes_of_the_value_later_changes_nothing(gpt2, ids):
    given = torch.ones(1, 8, 32)
    with gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].skip(given)
        given += 1
        logits = gpt2.lm_head.output.save("logits")
    assert logits.equal(plain_logits(gpt2, ids, {H1: lambda _: torch.ones(1, 8, 32)}))
    check_again(run, gpt2, logits=logits)


def test_the_last_value_counts(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].skip(torch.zeros(1, 8, 32))
        gpt2.transformer.h[1].skip(torch.ones(1, 8, 32))
        logits = gpt2.lm_head.output.save("logits")
    assert logits.equal(plain_logits(gpt2, ids, {H1: torch.ones_like}))
    check_again(run, gpt2, logits=logits)


def test_gradients_flow_through_the_value(gpt2, ids):
    given = torch.randn(1, 8, 32, requires_grad=True)
    with gpt2.trace(PROMPT) as run:
        early = gpt2.transformer.h[0].output
        gpt2.transformer.h[1].skip(early * 2 + given)
        gpt2.lm_head.output[0, -1, 5].backward()
        gradient = early.grad.save("gradient")
    mine = given.grad.clone()
    given.grad = None
    held = []

    def function(x):
        held.append(x)
        x.retain_grad()
        return x * 2 + given

    plain_logits(gpt2, ids, {H1: function})[0, -1, 5].backward()
    assert mine.equal(given.grad)
    assert gradient.equal(held[0].grad)
    check_again(run, gpt2, gradient=gradient)
    gpt2.module.zero_grad()


def test_the_users_hooks_on_a_skipped_module_act(gpt2, ids):
    handle = gpt2.module.transformer.h[1].register_forward_hook(lambda _m, _a, output: output * 2)
    try:
        with gpt2.trace(PROMPT):
            layer = gpt2.transformer.h[1]
            layer.skip(layer.input)
            logits = gpt2.lm_head.output
    finally:
        handle.remove()
    assert logits.equal(plain_logits(gpt2, ids, {H1: lambda x: x * 2}))


# --- what is inside ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "read",
    [
        lambda layer: layer.mlp.output,
        lambda layer: layer.mlp.c_fc.input,
        lambda layer: layer.attn.pattern,
        lambda layer: layer.mlp.ops["tanh"].output,
    ],
)
def test_what_is_inside_is_not_computed_and_the_error_names_the_skip(gpt2, ids, read):
    with gpt2.trace(PROMPT):
        layer = gpt2.transformer.h[1]
        layer.skip(layer.input)
        with pytest.raises(NotReachedError, match=r"transformer\.h\.1 was skipped \(line \d+: `layer\.skip.*inside it"):
            read(layer)
        logits = gpt2.lm_head.output
    assert logits.equal(plain_logits(gpt2, ids, {H1: lambda x: x}))


def test_attention_ports_and_operations_of_a_skipped_module_itself(gpt2):
    with gpt2.trace(PROMPT):
        attention = gpt2.transformer.h[1].attn
        attention.skip((torch.zeros_like(attention.input), None))
        with pytest.raises(NotReachedError, match=r"transformer\.h\.1\.attn was skipped"):
            _ = attention.pattern
    with gpt2.trace(PROMPT):
        mlp = gpt2.transformer.h[1].mlp
        mlp.skip(mlp.input)
        with pytest.raises(NotReachedError, match=r"transformer\.h\.1\.mlp was skipped"):
            _ = mlp.ops["tanh"].output


def test_other_layers_are_computed_as_ever_afterwards(gpt2, ids):
    with gpt2.trace(PROMPT):
        gpt2.transformer.h[1].skip(gpt2.transformer.h[1].input)
        gpt2.lm_head.output.sum()
    with gpt2.trace(PROMPT):
        inside = gpt2.transformer.h[1].mlp.output
        logits = gpt2.lm_head.output
    plain, values = hooked(gpt2.module, ids, [(f"{H1}.mlp", "output")])
    assert inside.equal(values[f"{H1}.mlp", "output"])
    assert logits.equal(plain.logits)


# --- order ---------------------------------------------------------------------------------------------------


def test_after_its_input_was_read_or_changed(gpt2, ids):
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        layer = gpt2.transformer.h[1]
        layer.input[:, 0] = 1
        layer.skip(layer.input)
        logits = gpt2.lm_head.output.save("logits")

    def first(x):
        x = x.clone()
        x[:, 0] = 1
        return x

    with torch.no_grad():
        assert logits.equal(plain_logits(gpt2, ids, {H1: first}))
        check_again(run, gpt2, logits=logits)


@pytest.mark.parametrize("later", [lambda m: m.transformer.h[1].mlp.output, lambda m: m.transformer.h[1].output])
def test_too_late(gpt2, ids, later):
    with gpt2.trace(PROMPT):
        later(gpt2).sum()
        with pytest.raises(OrderError, match=r"too late.*transformer\.h\.1.*Move this line above"):
            gpt2.transformer.h[1].skip(torch.zeros(1, 8, 32))
        logits = gpt2.lm_head.output
    assert logits.equal(gpt2.module(**ids).logits)


def test_in_a_second_pass(gpt2, ids):
    """The run stands further on; the input is read again, and the run goes on from there, past the module."""
    with gpt2.trace(PROMPT) as run:
        late = gpt2.transformer.h[2].output.save("late")
        layer = gpt2.transformer.h[1]
        layer.skip(layer.input)
        logits = gpt2.lm_head.output.save("logits")
    plain, values = hooked(gpt2.module, ids, [(H2, "output")])
    assert late.equal(values[H2, "output"])
    assert logits.equal(plain_logits(gpt2, ids, {H1: lambda x: x}))
    assert not logits.equal(plain.logits)
    check_again(run, gpt2, late=late, logits=logits)


def test_a_second_pass_skips_again(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].skip(torch.ones(1, 8, 32))
        logits = gpt2.lm_head.output.save("logits")
        early = gpt2.transformer.h[0].output.save("early")
        late = gpt2.transformer.h[2].mlp.output.save("late")
        again = gpt2.transformer.h[1].output.save("again")
    functions = {H1: torch.ones_like}

    def values():
        return hooked(gpt2.module, {**ids, "use_cache": False}, [(H0, "output"), (f"{H2}.mlp", "output")])

    plain, held = with_stand_ins(gpt2.module, functions, values)
    assert logits.equal(plain.logits)
    assert early.equal(held[H0, "output"])
    assert late.equal(held[f"{H2}.mlp", "output"])
    assert again.equal(torch.ones(1, 8, 32))
    check_again(run, gpt2, logits=logits, early=early, late=late, again=again)


# --- generation ----------------------------------------------------------------------------------------------


def test_in_one_step_of_a_generation(gpt2, ids):
    options = {"max_new_tokens": 4, "pad_token_id": 0}
    with gpt2.generate(PROMPT, max_new_tokens=4) as run:
        for step in run.steps():
            if step == 2:
                mlp = gpt2.transformer.h[1].mlp
                mlp.skip(mlp.input * 2)
                logits = gpt2.lm_head.output.save("logits")
        made = gpt2.generator.output.save("ids")
    _, clean = generated(gpt2.module, ids, [("lm_head", "output")], **options)
    held = {}

    def keep(value):
        held["input"] = value

    edits = {
        (f"{H1}.mlp", "input", 2): keep,
        (f"{H1}.mlp", "output", 2): lambda _: held["input"] * 2,
    }
    plain, values = generated(gpt2.module, ids, [("lm_head", "output")], edits, **options)
    assert made.equal(plain)
    assert logits.equal(values["lm_head", "output", 2])
    assert not logits.equal(clean["lm_head", "output", 2])
    check_again(run, gpt2, ids=made, logits=logits)


def test_in_every_step_of_a_generation(gpt2, ids):
    calls, handle = calls_of(gpt2.module, f"{H1}.mlp.c_fc")
    try:
        with gpt2.generate(PROMPT, max_new_tokens=4) as run:
            for _ in run.steps():
                mlp = gpt2.transformer.h[1].mlp
                mlp.skip(torch.zeros_like(mlp.input))
            made = gpt2.generator.output.save("ids")
    finally:
        handle.remove()
    assert calls == []
    plain = with_stand_ins(
        gpt2.module,
        {f"{H1}.mlp": torch.zeros_like},
        lambda: gpt2.module.generate(**ids, max_new_tokens=4, pad_token_id=0),
    )
    assert made.equal(plain)
    check_again(run, gpt2, ids=made)


# --- modules with a forward of their own ---------------------------------------------------------------------


def test_a_module_that_accelerate_hooked(ids, gpt2):
    from accelerate.hooks import ModelHook, add_hook_to_module, remove_hook_from_module

    class Double(ModelHook):
        def post_forward(self, module, output):
            return output * 2

    block = gpt2.module.transformer.h[1]
    add_hook_to_module(block, Double())
    try:
        own = vars(block)["forward"]
        doubled = gpt2.module(**ids).logits
        with gpt2.trace(PROMPT):
            given = gpt2.transformer.h[1].input
            logits = gpt2.lm_head.output
        assert logits.equal(doubled)
        assert vars(block)["forward"] is own
        with gpt2.trace(PROMPT):
            gpt2.transformer.h[1].skip(given)
            assert vars(block)["forward"] is own
            skipped = gpt2.lm_head.output
        assert skipped.equal(plain_logits(gpt2, ids, {H1: lambda x: x}))
        assert vars(block)["forward"] is own
        with pytest.raises(KeyError, match="mine"), gpt2.trace(PROMPT):
            gpt2.transformer.h[1].input.sum()
            raise KeyError("mine")
        assert vars(block)["forward"] is own
    finally:
        remove_hook_from_module(block)
        vars(block).pop("forward", None)


def test_a_module_whose_forward_the_user_has_replaced(gpt2, ids):
    block = gpt2.module.transformer.h[1]
    block.forward = lambda x, *_, **__: x + 1
    try:
        with gpt2.trace(PROMPT):
            gpt2.transformer.h[1].input.sum()
            plain = gpt2.lm_head.output
        with gpt2.trace(PROMPT):
            gpt2.transformer.h[1].skip(gpt2.transformer.h[1].input)
            skipped = gpt2.lm_head.output
    finally:
        del block.forward
    assert plain.equal(plain_logits(gpt2, ids, {H1: lambda x: x + 1}))
    assert skipped.equal(plain_logits(gpt2, ids, {H1: lambda x: x}))


# --- what is left, and who else runs -------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["normal", "early", "raised", "in the model"])
def test_nothing_is_left_on_the_modules(gpt2, ids, end):
    handle = None
    if end == "in the model":

        def broken(*_):
            raise RuntimeError("mine")

        handle = gpt2.module.transformer.h[2].register_forward_pre_hook(broken)
    expected = pytest.raises((KeyError, RuntimeError), match="mine") if end in ("raised", "in the model") else None
    try:
        with expected or torch.enable_grad(), gpt2.trace(PROMPT):
            layer = gpt2.transformer.h[1]
            layer.skip(layer.input)
            assert own_forwards(gpt2.module) == []  # while the model waits
            if end == "raised":
                raise KeyError("mine")
            if end != "early":
                gpt2.lm_head.output.sum()
    finally:
        if handle is not None:
            handle.remove()
    assert own_forwards(gpt2.module) == []
    assert gpt2.module(**ids).logits.equal(gpt2.module(**ids).logits)


def test_a_nested_run_is_not_skipped(gpt2, ids):
    plain = gpt2.module(**ids).logits
    with gpt2.trace(PROMPT):
        gpt2.transformer.h[1].skip(torch.ones(1, 8, 32))
        with gpt2.trace(PROMPT):
            gpt2.transformer.h[1].input.sum()
            inner = gpt2.lm_head.output
        assert gpt2.module(**ids).logits.equal(plain)
        outer = gpt2.lm_head.output
    assert inner.equal(plain)
    assert outer.equal(plain_logits(gpt2, ids, {H1: torch.ones_like}))


def test_two_threads_of_which_one_skips(gpt2, ids):
    plain = gpt2.module(**ids).logits
    skipped = plain_logits(gpt2, ids, {H1: lambda x: x})
    failures = []

    def work(skips):
        try:
            for _ in range(60):
                with gpt2.trace(PROMPT):
                    given = gpt2.transformer.h[1].input
                    if skips:
                        gpt2.transformer.h[1].skip(given)
                    logits = gpt2.lm_head.output
                assert logits.equal(skipped if skips else plain)
        except BaseException as error:  # noqa: BLE001  reported by the main thread
            failures.append(error)

    threads = [threading.Thread(target=work, args=(skips,)) for skips in (True, False, True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_in_one_of_several_runs(gpt2, ids):
    with gpt2.trace() as run:
        with run.invoke(OTHER):
            gpt2.transformer.h[1].input.sum()
            other = gpt2.lm_head.output.save("other")
        with run.invoke(PROMPT):
            gpt2.transformer.h[1].skip(gpt2.transformer.h[1].input)
            logits = gpt2.lm_head.output.save("logits")
    assert other.equal(gpt2.module(**gpt2.tokenizer(OTHER, return_tensors="pt")).logits)
    assert logits.equal(plain_logits(gpt2, ids, {H1: lambda x: x}))
    check_again(run, gpt2, other=other, logits=logits)


def test_other_prompts_are_skipped_by_the_graph(gpt2):
    with gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].skip(gpt2.transformer.h[1].input)
        gpt2.lm_head.output.save("logits")
    others = dict(gpt2.tokenizer(OTHER, return_tensors="pt"))
    assert results(run, gpt2, OTHER)["logits"].equal(plain_logits(gpt2, others, {H1: lambda x: x}))


# --- what is refused, and what is shown ----------------------------------------------------------------------


@pytest.mark.parametrize("value", [None, 0, "text", (None, None), []])
def test_a_value_without_a_tensor_is_refused(gpt2, ids, value):
    with gpt2.trace(PROMPT):
        with pytest.raises(ValueMismatchError, match=r"transformer\.h\.1 was to be skipped with .*pass the tensor"):
            gpt2.transformer.h[1].skip(value)
        logits = gpt2.lm_head.output
    assert logits.equal(gpt2.module(**ids).logits)


def test_a_wrong_structure_fails_in_the_model_and_the_block_is_left_cleanly(gpt2):
    with pytest.raises(ValueError, match="unpack"), gpt2.trace(PROMPT):
        attention = gpt2.transformer.h[1].attn
        attention.skip(attention.input)
        gpt2.lm_head.output.sum()


def test_several_modules_under_one_name_are_skipped_one_by_one():
    model = tiny("opt")
    mlp = model.layers[1].mlp
    with model.trace(PROMPT), pytest.raises(ModelError, match="are several modules; skip them one by one"):
        mlp.skip(torch.zeros(1))


def test_outside_a_trace(gpt2):
    with pytest.raises(NotTracingError, match="inside a trace"):
        gpt2.transformer.h[1].skip(torch.zeros(1))


def test_the_receipt_the_graph_and_the_code_show_it(gpt2):
    with gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].skip(gpt2.transformer.h[1].input)
        gpt2.lm_head.output.save("logits")
    (receipt,) = run.receipts
    assert receipt.skipped
    assert receipt.reached
    assert "transformer.h.1.output: skipped" in repr(receipt)
    assert "skip transformer.h.1.output = %0" in repr(run.graph)
    assert "model.transformer.h[1].skip(v0)" in run.graph.code("load()")
    assert [str(site) for site in run.graph.writes] == ["transformer.h.1.output"]


@pytest.mark.parametrize(
    ("wrong", "shown"),
    [
        (lambda value: (value,), r"\(float32\[1, 8, 32\],\)"),
        (lambda value: value[..., :5], r"float32\[1, 8, 5\]"),
        (lambda value: value.double(), r"float64\[1, 8, 32\]"),
    ],
)
def test_skipped_with_what_the_model_cannot_go_on_with(gpt2, prompt, wrong, shown):
    said = (
        rf"transformer\.h\.1 was skipped \(line \d+: `.*skip\(wrong.*\) with {shown}, and the model fails on that: .*"
    )
    with gpt2.trace(prompt), pytest.raises(ValueMismatchError, match=rf"(?s){said}Pass what the module itself returns"):
        gpt2.transformer.h[1].skip(wrong(gpt2.transformer.h[1].input))
        _ = gpt2.output
    with gpt2.trace(prompt) as run, pytest.raises(ValueMismatchError, match=rf"(?s){said}Pass what the module itself"):
        gpt2.transformer.h[1].skip(wrong(gpt2.transformer.h[1].input))
        run.finish()
    with gpt2.trace(prompt), pytest.raises(ValueMismatchError, match=rf"(?s){said}Pass what the module itself returns"):
        gpt2.transformer.h[1].skip(wrong(gpt2.transformer.h[1].input))
        _ = gpt2.lm_head.output
