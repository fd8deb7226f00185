"""Other parameters for one run, or for the runs of a block: as ``torch.func.functional_call`` with them gives."""

import pytest
import torch
from torch import nn

import nnexplore
from nnexplore.errors import GraphError, ModelError, NoSuchModuleError, OrderError, ValueMismatchError
from tests.again import check_again, results
from tests.reference import hooked
from tests.tiny import tiny

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Colosseum is in the city of"
FC = "transformer.h.1.mlp.c_fc.weight"
HEAD = "lm_head.weight"


@pytest.fixture
def ids(gpt2):
    return dict(gpt2.tokenizer(PROMPT, return_tensors="pt"))


@pytest.fixture(autouse=True)
def own_weights(gpt2):
    """Every test leaves the model's own parameters in place, as they were."""
    before = {name: (p, p._version) for name, p in gpt2.module.named_parameters(remove_duplicate=False)}
    yield
    after = dict(gpt2.module.named_parameters(remove_duplicate=False))
    assert after.keys() == before.keys()
    assert all(after[name] is p and p._version == version for name, (p, version) in before.items())
    gpt2.module.zero_grad()


def plain_logits(gpt2, ids, weights):
    """Ties are undone: ``functional_call`` would replace both names of a tied parameter."""
    return torch.func.functional_call(gpt2.module, weights, (), ids, tie_weights=False).logits


def shaped(gpt2, name, seed=0):
    torch.manual_seed(seed)
    own = gpt2.module.get_parameter(name)
    return torch.randn(own.shape) * 0.1


# --- in one run ----------------------------------------------------------------------------------------------


def test_a_weight_for_one_run(gpt2, ids):
    new = shaped(gpt2, FC)
    with gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].mlp.c_fc.weight = new
        logits = gpt2.lm_head.output.save("logits")
    assert logits.equal(plain_logits(gpt2, ids, {FC: new}))
    with gpt2.trace(PROMPT):
        after = gpt2.lm_head.output
    assert after.equal(gpt2.module(**ids).logits)
    check_again(run, gpt2, logits=logits)


def test_a_tied_weight_is_untied_for_the_run(gpt2, ids):
    assert gpt2.module.lm_head.weight is gpt2.module.transformer.wte.weight
    new = shaped(gpt2, HEAD)
    with gpt2.trace(PROMPT) as run:
        gpt2.lm_head.weight = new
        embedded = gpt2.transformer.wte.output.save("embedded")
        logits = gpt2.lm_head.output.save("logits")
    assert embedded.equal(gpt2.module.transformer.wte(ids["input_ids"]))
    assert logits.equal(plain_logits(gpt2, ids, {HEAD: new}))
    check_again(run, gpt2, embedded=embedded, logits=logits)


def test_several_weights_and_a_bias(gpt2, ids):
    weights = {name: shaped(gpt2, name) for name in (FC, "transformer.h.0.attn.c_attn.bias", "transformer.ln_f.weight")}
    with gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].mlp.c_fc.weight = weights[FC]
        gpt2.transformer.h[0].attn.c_attn.bias = weights["transformer.h.0.attn.c_attn.bias"]
        gpt2.transformer.ln_f.weight = weights["transformer.ln_f.weight"]
        logits = gpt2.lm_head.output.save("logits")
    assert logits.equal(plain_logits(gpt2, ids, weights))
    check_again(run, gpt2, logits=logits)


def test_a_new_weight_is_computed_from_the_old_one(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        linear = gpt2.transformer.h[1].mlp.c_fc
        linear.weight = linear.weight * 0.5
        assert linear.weight.equal(gpt2.module.get_parameter(FC) * 0.5)
        linear.weight = linear.weight * 0.5
        logits = gpt2.lm_head.output.save("logits")
    assert logits.equal(plain_logits(gpt2, ids, {FC: gpt2.module.get_parameter(FC) * 0.25}))
    check_again(run, gpt2, logits=logits)


def test_a_number_fills_it(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].mlp.c_fc.weight = 0
        logits = gpt2.lm_head.output.save("logits")
    zero = torch.zeros_like(gpt2.module.get_parameter(FC))
    assert logits.equal(plain_logits(gpt2, ids, {FC: zero}))
    check_again(run, gpt2, logits=logits)


def test_a_value_of_another_run_is_a_weight(gpt2, ids):
    """A parameter that is made of an activation."""
    with torch.no_grad(), gpt2.trace() as run:
        with run.invoke(OTHER):
            mean = gpt2.transformer.ln_f.output.mean((0, 1))
        with run.invoke(PROMPT):
            gpt2.transformer.ln_f.bias = mean
            logits = gpt2.lm_head.output.save("logits")
    other = dict(gpt2.tokenizer(OTHER, return_tensors="pt"))
    held = hooked(gpt2.module, other, [("transformer.ln_f", "output")])[1]["transformer.ln_f", "output"]
    with torch.no_grad():
        assert logits.equal(plain_logits(gpt2, ids, {"transformer.ln_f.bias": held.mean((0, 1))}))
        check_again(run, gpt2, logits=logits)


def test_other_prompts_have_it_too(gpt2):
    new = shaped(gpt2, FC)
    with gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].mlp.c_fc.weight = new
        gpt2.lm_head.output.save("logits")
    others = dict(gpt2.tokenizer(OTHER, return_tensors="pt"))
    assert results(run, gpt2, OTHER)["logits"].equal(plain_logits(gpt2, others, {FC: new}))


def test_what_becomes_of_the_tensor_later_is_what_the_model_computes_with_until_it_has_run(gpt2, ids):
    """A large one is held, not copied: the graph refuses to be replayed once it was changed."""
    new = shaped(gpt2, FC)
    kept = new.clone()
    with gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].mlp.c_fc.weight = new
        logits = gpt2.lm_head.output.save("logits")
    new.zero_()
    assert logits.equal(plain_logits(gpt2, ids, {FC: kept}))
    assert results(run, gpt2)["logits"].equal(logits)


def test_the_user_sees_the_models_own_weights_beside_the_model(gpt2, ids):
    own = gpt2.module.get_parameter(FC)
    new = shaped(gpt2, FC)
    with gpt2.trace(PROMPT):
        linear = gpt2.transformer.h[1].mlp.c_fc
        linear.weight = new
        assert linear.weight is new or linear.weight.equal(new)
        assert gpt2.module.get_parameter(FC) is own
        gpt2.transformer.h[1].mlp.c_proj.output.sum()
        assert gpt2.module.get_parameter(FC) is own
        assert gpt2.module(**ids).logits.equal(hooked(gpt2.module, ids)[0].logits)
        gpt2.lm_head.output.sum()
        assert gpt2.module.get_parameter(FC) is own
    assert linear.weight is own


def test_a_nested_run_has_the_models_own(gpt2, ids):
    new = shaped(gpt2, FC)
    plain = gpt2.module(**ids).logits
    with gpt2.trace(PROMPT):
        gpt2.transformer.h[1].mlp.c_fc.weight = new
        gpt2.transformer.h[0].output.sum()
        with gpt2.trace(PROMPT):
            inner = gpt2.lm_head.output
        outer = gpt2.lm_head.output
    assert inner.equal(plain)
    assert outer.equal(plain_logits(gpt2, ids, {FC: new}))


def test_a_second_pass_computes_with_it(gpt2, ids):
    new = shaped(gpt2, FC)
    with gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].mlp.c_fc.weight = new
        logits = gpt2.lm_head.output.save("logits")
        early = gpt2.transformer.h[1].mlp.c_fc.output.save("early")
    assert logits.equal(plain_logits(gpt2, ids, {FC: new}))
    given = hooked(gpt2.module, ids, [("transformer.h.1.mlp", "input")])[1]["transformer.h.1.mlp", "input"]
    linear = gpt2.module.transformer.h[1].mlp.c_fc
    assert early.equal(torch.func.functional_call(linear, {"weight": new}, (given,)))
    check_again(run, gpt2, logits=logits, early=early)


def test_with_other_changes(gpt2, ids):
    new = shaped(gpt2, FC)
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].mlp.c_fc.weight = new
        gpt2.transformer.h[0].output[:, -1] = 0
        gpt2.transformer.h[2].mlp.skip(gpt2.transformer.h[2].mlp.input)
        logits = gpt2.lm_head.output.save("logits")
    own = gpt2.module.transformer.h[1].mlp.c_fc
    mlp = gpt2.module.transformer.h[2].mlp

    def last(value):
        value[:, -1] = 0

    class Same(nn.Module):
        def forward(self, x):
            return x

    gpt2.module.transformer.h[2].mlp = Same()
    parameter, own.weight = own.weight, nn.Parameter(new)
    try:
        with torch.no_grad():
            plain = hooked(gpt2.module, ids, (), {("transformer.h.0", "output"): last})[0].logits
    finally:
        gpt2.module.transformer.h[2].mlp, own.weight = mlp, parameter
    assert logits.equal(plain)
    with torch.no_grad():
        check_again(run, gpt2, logits=logits)


def test_in_a_generation(gpt2, ids):
    new = shaped(gpt2, FC)
    own = gpt2.module.transformer.h[1].mlp.c_fc
    with gpt2.generate(PROMPT, max_new_tokens=4) as run:
        gpt2.transformer.h[1].mlp.c_fc.weight = new
        steps = [gpt2.lm_head.output for _ in run.steps()]
        made = gpt2.generator.output.save("ids")
    parameter, own.weight = own.weight, nn.Parameter(new)
    try:
        plain = gpt2.module.generate(**ids, max_new_tokens=4, pad_token_id=0)
    finally:
        own.weight = parameter
    assert made.equal(plain)
    assert len(steps) == 4
    check_again(run, gpt2, ids=made)


def test_a_given_tensor_gets_its_gradient(gpt2, ids):
    new = shaped(gpt2, FC).requires_grad_()
    with gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].mlp.c_fc.weight = new
        early = gpt2.transformer.h[0].output
        gpt2.lm_head.output[0, -1, 5].backward()
        gradient = early.grad.save("gradient")
    assert gpt2.module.get_parameter(FC).grad is None
    mine = new.grad.clone()
    gpt2.module.zero_grad()
    new.grad = None
    plain_logits(gpt2, ids, {FC: new})[0, -1, 5].backward()
    assert mine.equal(new.grad)
    assert gradient.any()
    assert results(run, gpt2)["gradient"].equal(gradient)


def test_a_gradient_flows_on_to_what_the_tensor_was_made_of(gpt2, ids):
    own = gpt2.module.get_parameter(FC)
    scale = torch.tensor(2.0, requires_grad=True)
    with gpt2.trace(PROMPT):
        gpt2.transformer.h[1].mlp.c_fc.weight = own * scale
        gpt2.lm_head.output[0, -1, 5].backward()
    mine, parameters = scale.grad.clone(), own.grad.clone()
    gpt2.module.zero_grad()
    scale.grad = None
    plain_logits(gpt2, ids, {FC: own * scale})[0, -1, 5].backward()
    assert mine.equal(scale.grad)
    assert parameters.equal(own.grad)


def test_a_parameter_object_is_a_weight_as_well(gpt2, ids):
    new = nn.Parameter(shaped(gpt2, FC))
    with gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].mlp.c_fc.weight = new
        logits = gpt2.lm_head.output.save("logits")
    assert logits.equal(plain_logits(gpt2, ids, {FC: new}))
    check_again(run, gpt2, logits=logits)


def test_two_parameters_change_places(gpt2, ids):
    """The model's own parameters stand in the graph by their names."""
    one, two = "transformer.h.0.mlp.c_fc.weight", FC
    with gpt2.trace(PROMPT) as run:
        first, second = gpt2.transformer.h[0].mlp.c_fc, gpt2.transformer.h[1].mlp.c_fc
        first.weight, second.weight = second.weight, first.weight
        logits = gpt2.lm_head.output.save("logits")
    own = {name: gpt2.module.get_parameter(name) for name in (one, two)}
    plain = plain_logits(gpt2, ids, {one: own[two].detach(), two: own[one].detach()})
    assert logits.equal(plain)
    assert "= transformer.h[1].mlp.c_fc.weight" in repr(run.graph)
    check_again(run, gpt2, logits=plain)


def test_on_other_architectures():
    model = tiny("llama")
    name = "model.layers.1.self_attn.q_proj.weight"
    new = torch.randn(model.module.get_parameter(name).shape) * 0.1
    ids = dict(model.tokenizer(PROMPT, return_tensors="pt"))
    with model.trace(PROMPT) as run:
        model.layers[1].attn.q_proj.weight = new
        logits = model.output.logits.save("logits")
    assert logits.equal(torch.func.functional_call(model.module, {name: new}, (), ids, tie_weights=False).logits)
    check_again(run, model, logits=logits)


# --- in the runs of a block ----------------------------------------------------------------------------------


def test_weights_for_the_runs_of_a_block(gpt2, ids):
    new = {FC: shaped(gpt2, FC), HEAD: shaped(gpt2, HEAD)}
    others = dict(gpt2.tokenizer(OTHER, return_tensors="pt"))
    with gpt2.weights(new):
        with gpt2.trace(PROMPT) as run:
            one = gpt2.lm_head.output.save("logits")
            assert gpt2.lm_head.weight.equal(new[HEAD])
        with gpt2.trace(OTHER):
            two = gpt2.lm_head.output
        assert gpt2.lm_head.weight is gpt2.module.lm_head.weight
    with gpt2.trace(PROMPT):
        after = gpt2.lm_head.output
    assert one.equal(plain_logits(gpt2, ids, new))
    assert two.equal(plain_logits(gpt2, others, new))
    assert after.equal(gpt2.module(**ids).logits)
    check_again(run, gpt2, logits=one)


def test_a_graph_that_is_executed_in_the_block(gpt2, ids):
    new = {FC: shaped(gpt2, FC)}
    with gpt2.trace(PROMPT) as run:
        clean = gpt2.lm_head.output.save("logits")
    with gpt2.weights(new):
        replayed = results(run, gpt2)["logits"]
    assert replayed.equal(plain_logits(gpt2, ids, new))
    assert results(run, gpt2)["logits"].equal(clean)


def test_blocks_inside_each_other(gpt2, ids):
    one, two = shaped(gpt2, FC, 1), shaped(gpt2, FC, 2)
    head = shaped(gpt2, HEAD)

    def logits():
        with gpt2.trace(PROMPT):
            return gpt2.lm_head.output

    with gpt2.weights({FC: one, HEAD: head}):
        with gpt2.weights({FC: two}):
            inner = logits()
        outer = logits()
    assert inner.equal(plain_logits(gpt2, ids, {FC: two, HEAD: head}))
    assert outer.equal(plain_logits(gpt2, ids, {FC: one, HEAD: head}))
    assert logits().equal(gpt2.module(**ids).logits)


def test_one_run_of_the_block_has_its_own(gpt2, ids):
    one, two = shaped(gpt2, FC, 1), shaped(gpt2, FC, 2)
    with gpt2.weights({FC: one}), gpt2.trace(PROMPT):
        gpt2.transformer.h[1].mlp.c_fc.weight = two
        logits = gpt2.lm_head.output
    assert logits.equal(plain_logits(gpt2, ids, {FC: two}))


def test_the_block_ends_with_an_exception(gpt2, ids):
    with pytest.raises(KeyError, match="mine"), gpt2.weights({FC: shaped(gpt2, FC)}), gpt2.trace(PROMPT):
        gpt2.transformer.h[1].output.sum()
        raise KeyError("mine")
    with gpt2.trace(PROMPT):
        logits = gpt2.lm_head.output
    assert logits.equal(gpt2.module(**ids).logits)


def test_the_dictionary_may_change_afterwards(gpt2, ids):
    new = {FC: shaped(gpt2, FC)}
    kept = dict(new)
    with gpt2.weights(new):
        new.clear()
        with gpt2.trace(PROMPT):
            logits = gpt2.lm_head.output
    assert logits.equal(plain_logits(gpt2, ids, kept))


def test_several_runs_and_generations(gpt2, ids):
    new = {FC: shaped(gpt2, FC)}
    with gpt2.weights(new), gpt2.trace() as run:
        with run.invoke(OTHER):
            gpt2.lm_head.output.sum()
        with run.invoke(PROMPT):
            logits = gpt2.lm_head.output.save("logits")
    assert logits.equal(plain_logits(gpt2, ids, new))
    check_again(run, gpt2, logits=logits)


def test_another_model_is_not_meant(gpt2, demo):
    plain = demo.module(**demo.tokenizer(PROMPT, return_tensors="pt")).logits
    with gpt2.weights({FC: shaped(gpt2, FC)}), demo.trace(PROMPT):
        logits = demo.lm_head.output
    assert logits.equal(plain)


def test_another_thread_is_not_meant(gpt2, ids):
    import threading

    seen = []

    def work():
        with gpt2.trace(PROMPT):
            seen.append(gpt2.lm_head.output)

    with gpt2.weights({FC: shaped(gpt2, FC)}):
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert seen[0].equal(gpt2.module(**ids).logits)


# --- restored ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["block", "model"])
def test_after_an_exception(gpt2, ids, where):
    handle = None
    if where == "model":

        def broken(*_):
            raise RuntimeError("mine")

        handle = gpt2.module.transformer.h[2].register_forward_pre_hook(broken)
    try:
        with pytest.raises((RuntimeError, KeyError), match="mine"), gpt2.trace(PROMPT):
            gpt2.transformer.h[1].mlp.c_fc.weight = shaped(gpt2, FC)
            gpt2.transformer.h[1].output.sum()
            if where == "block":
                raise KeyError("mine")
            gpt2.lm_head.output.sum()
    finally:
        if handle is not None:
            handle.remove()
    with gpt2.trace(PROMPT):
        logits = gpt2.lm_head.output
    assert logits.equal(gpt2.module(**ids).logits)


def test_after_a_replay_that_failed(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].mlp.c_fc.weight = shaped(gpt2, FC)
        gpt2.lm_head.output[:, 7].save("seventh")
    with pytest.raises(GraphError, match="out of bounds"):
        run.graph.run(gpt2, "Paris")
    assert gpt2.module(**ids).logits.shape[1] == 8


# --- what is refused -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (torch.zeros(3), r"transformer\.h\.1\.mlp\.c_fc\.weight is float32\[32, 128\], but float32\[3\]"),
        (torch.zeros(32, 128, dtype=torch.float64), r"float64\[32, 128\] was assigned.*\.to\(torch\.float32\)"),
        ("text", r"text"),
        (None, r"None was assigned"),
    ],
)
def test_what_does_not_fit(gpt2, ids, wrong, message):
    with gpt2.trace(PROMPT) as run:
        with pytest.raises(ValueMismatchError, match=message):
            gpt2.transformer.h[1].mlp.c_fc.weight = wrong
        logits = gpt2.lm_head.output.save("logits")
        assert run.graph.writes == ()
    assert logits.equal(gpt2.module(**ids).logits)
    with pytest.raises(ValueMismatchError, match=message), gpt2.weights({FC: wrong}):
        pass


def test_too_late(gpt2, ids):
    with gpt2.trace(PROMPT):
        gpt2.transformer.h[0].output.sum()
        with pytest.raises(
            OrderError, match=r"c_fc\.weight.*waits at transformer\.h\.0\.output.*Change parameters first"
        ):
            gpt2.transformer.h[1].mlp.c_fc.weight = shaped(gpt2, FC)
        logits = gpt2.lm_head.output
    assert logits.equal(gpt2.module(**ids).logits)


def test_a_parameter_that_does_not_exist(gpt2):
    with (
        pytest.raises(ModelError, match=r"GPT2LMHeadModel has no parameter 'lm_head\.wait'"),
        gpt2.weights({"lm_head.wait": torch.zeros(1)}),
    ):
        pass
    with gpt2.trace(PROMPT), pytest.raises(NoSuchModuleError, match="wait"):
        gpt2.lm_head.wait = torch.zeros(1)


def test_a_bias_that_the_module_was_made_without(gpt2):
    assert gpt2.lm_head.bias is None
    with gpt2.trace(PROMPT):
        assert gpt2.lm_head.bias is None
        with pytest.raises(ValueMismatchError, match=r"lm_head\.bias is None: this module was made without it"):
            gpt2.lm_head.bias = torch.zeros(1534)


def test_outside_a_trace_a_weight_is_not_assigned(gpt2):
    inside = (
        r"lm_head\.weight is a parameter.* inside a trace.*`with model\.trace\(…\): model\.lm_head\.weight = tensor`"
    )
    with pytest.raises(NoSuchModuleError, match=rf"{inside}.*on the plain module, `model\.lm_head\.module\.weight`"):
        gpt2.lm_head.weight = torch.zeros(1)


def test_a_module_of_ones_own():
    torch.manual_seed(0)
    net = nnexplore.Model(nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2, bias=False)))
    x = torch.randn(2, 3)
    new = torch.randn(4, 3)
    with net.trace(x) as run:
        net[0].weight = new
        out = net.output.save("out")
    assert out.equal(torch.func.functional_call(net.module, {"0.weight": new}, (x,)))
    with net.weights({"0.weight": new}), net.trace(x):
        again = net.output
    assert again.equal(out)
    check_again(run, net, out=out)


def test_a_parameter_is_not_changed_in_place_even_through_a_view(gpt2, prompt):
    gpt2.module.requires_grad_(False)
    before = gpt2.module.lm_head.weight.clone()
    try:
        with gpt2.trace(prompt):
            for change in (lambda weight: weight.mul_(0), lambda weight: weight[0].zero_()):
                with pytest.raises(ValueMismatchError, match=r"would stay changed after the run. Assign another"):
                    change(gpt2.lm_head.weight)
            with pytest.raises(ValueMismatchError, match=r"model\.lm_head\.weight = tensor"):
                gpt2.lm_head.weight *= 0
    finally:
        gpt2.module.requires_grad_(True)
    assert gpt2.module.lm_head.weight.equal(before)


def test_a_parameter_used_in_the_block_is_a_node_of_the_graph(gpt2, prompt, ids):
    with gpt2.trace(prompt) as run:
        hidden = gpt2.transformer.ln_f(gpt2.transformer.h[-1].output)
        logits = (hidden @ gpt2.lm_head.weight.T).save("logits")
    assert [node.path for node in run.graph if node.kind == "weight"] == ["lm_head.weight"]
    assert run.graph.run(gpt2)["logits"].equal(logits)
    assert torch.allclose(logits, gpt2.module(**ids).logits, atol=1e-5)


def test_an_edit_changes_a_parameter_for_the_edited_model_alone(gpt2, prompt, ids):
    before = gpt2.module(**ids).logits
    with gpt2.edit() as edited:
        edited.lm_head.weight = torch.zeros(gpt2.module.lm_head.weight.shape)
        edited.transformer.h[0].mlp.output *= 2
    with edited.trace(prompt):
        assert not edited.output.logits.any()
    with gpt2.trace(prompt):
        assert gpt2.output.logits.equal(before)


# --- modules applied ad hoc ----------------------------------------------------------------------------------


def apply_with(gpt2, weight, value):
    return torch.nn.functional.linear(value, weight)


def test_a_module_applied_ad_hoc_has_the_weights_of_its_run(gpt2):
    new = shaped(gpt2, HEAD)
    with gpt2.trace(PROMPT) as run:
        before = gpt2.lm_head(torch.ones(1, new.shape[1]))
        gpt2.lm_head.weight = new
        hidden = gpt2.transformer.ln_f.output.save("hidden")
        logits = gpt2.lm_head(hidden).save("logits")
        own = gpt2.lm_head.output.save("own")
        outside = gpt2.lm_head(torch.ones(1, new.shape[1])).save("outside")
    assert logits.equal(own)
    assert logits.equal(apply_with(gpt2, new, hidden))
    assert outside.equal(apply_with(gpt2, new, torch.ones(1, new.shape[1])))
    assert before.equal(gpt2.module.lm_head(torch.ones(1, new.shape[1])))
    assert gpt2.lm_head(hidden.value).equal(gpt2.module.lm_head(hidden.value))
    check_again(run, gpt2, hidden=hidden, logits=logits, own=own, outside=outside)


def test_ad_hoc_with_the_weights_of_a_block(gpt2):
    new = shaped(gpt2, HEAD)
    with gpt2.trace(PROMPT) as plain:
        gpt2.lm_head(gpt2.transformer.ln_f.output).save("logits")
    with gpt2.weights({HEAD: new}):
        with gpt2.trace(PROMPT) as run:
            logits = gpt2.lm_head(gpt2.transformer.ln_f.output).save("logits")
            own = gpt2.lm_head.output.save("own")
        again = plain.graph.run(gpt2)
    assert logits.equal(own)
    assert again["logits"].equal(logits)
    check_again(run, gpt2, logits=logits, own=own)


def test_ad_hoc_in_several_runs_each_has_its_own(gpt2):
    new, other = shaped(gpt2, HEAD), shaped(gpt2, HEAD, seed=1)
    with gpt2.trace() as block:
        with block.invoke(PROMPT):
            gpt2.lm_head.weight = new
            hidden = gpt2.transformer.ln_f.output
            first = gpt2.lm_head(hidden).save("first")
        with block.invoke(OTHER):
            gpt2.lm_head.weight = other
            _ = gpt2.transformer.wte.output
            second = gpt2.lm_head(hidden).save("second")
        with block.invoke(OTHER):
            third = gpt2.lm_head(hidden).save("third")
    assert first.equal(apply_with(gpt2, new, hidden))
    assert second.equal(apply_with(gpt2, other, hidden))
    assert third.equal(gpt2.module.lm_head(hidden.value))
    check_again(block, gpt2, first=first, second=second, third=third)


def test_ad_hoc_in_an_edit(gpt2):
    new = shaped(gpt2, HEAD)
    with gpt2.edit() as edited:
        gpt2.lm_head.weight = new
        hidden = gpt2.transformer.h[0].output
        gpt2.transformer.h[0].output = hidden + gpt2.lm_head(hidden).mean()
    with gpt2.trace(PROMPT):
        clean = gpt2.transformer.h[0].output
    with edited.trace(PROMPT) as run:
        changed = edited.transformer.h[0].output.save("changed")
        logits = edited.lm_head(edited.transformer.ln_f.output).save("logits")
        own = edited.lm_head.output.save("own")
    assert changed.equal(clean + apply_with(gpt2, new, clean).mean())
    assert logits.equal(own)
    check_again(run, edited, changed=changed, logits=logits, own=own)


def test_ad_hoc_among_the_weights_of_an_edit(gpt2):
    new, name = shaped(gpt2, HEAD), "transformer.ln_f.bias"
    with gpt2.edit() as edited:
        gpt2.lm_head.weight = new
        gpt2.transformer.ln_f.bias = gpt2.lm_head(torch.ones(new.shape[1]))[: new.shape[1]]
    with edited.trace(PROMPT):
        logits = edited.lm_head.output
    bias = apply_with(gpt2, new, torch.ones(new.shape[1]))[: new.shape[1]]
    ids = dict(gpt2.tokenizer(PROMPT, return_tensors="pt"))
    assert logits.equal(plain_logits(gpt2, ids, {HEAD: new, name: bias}))


def test_ad_hoc_in_a_deferred_run(gpt2):
    new = shaped(gpt2, HEAD)
    with gpt2.trace(PROMPT, defer=True):
        gpt2.lm_head.weight = new
        logits = gpt2.lm_head(gpt2.transformer.ln_f.output).save("logits")
        own = gpt2.lm_head.output.save("own")
        outside = gpt2.lm_head(torch.ones(1, new.shape[1]))
    assert logits.equal(own)
    assert outside.equal(apply_with(gpt2, new, torch.ones(1, new.shape[1])))
