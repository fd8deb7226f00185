"""Gradients in the block: asked for before or after the pass, replaced, hooked; all as plain autograd gives them."""

import copy
import gc
import pickle
import weakref

import pytest
import torch
from torch import nn

import nnexplore
from nnexplore.errors import GradientError, UnknownOperationError, ValueMismatchError
from nnexplore.graph import Graph
from tests.again import check_again, results
from tests.tiny import tiny

PROMPT = "The Eiffel Tower is in the city of"
TOKEN = 5


@pytest.fixture(autouse=True)
def without_gradients(gpt2):
    """Every test begins and ends without gradients on the parameters."""
    gpt2.module.zero_grad()
    yield
    gpt2.module.zero_grad()


@pytest.fixture
def ids(gpt2):
    return dict(gpt2.tokenizer(PROMPT, return_tensors="pt"))


def plain_run(module, ids, *paths, edits=None):
    """Logits, and the tensors at module outputs, which keep their gradients. An edit returns another tensor."""
    held = {}

    def hook_on(path):
        def hook(_module, _args, output):
            value = output
            if path in (edits or {}):
                value = edits[path](value)
            if path in paths:
                value.retain_grad()
                held[path] = value
            return value

        return module.get_submodule(path).register_forward_hook(hook)

    handles = [hook_on(path) for path in dict.fromkeys([*paths, *(edits or {})])]
    try:
        logits = module(**ids).logits
    finally:
        for handle in handles:
            handle.remove()
    return logits, *(held[path] for path in paths)


def parameter_gradients(module):
    return {name: p.grad.clone() for name, p in module.named_parameters() if p.grad is not None}


H0, H1, H2 = (f"transformer.h.{at}" for at in range(3))


# --- after the pass ------------------------------------------------------------------------------------------


def test_backward_in_the_block(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        early, late = gpt2.transformer.h[0].output, gpt2.transformer.h[2].output
        loss = gpt2.lm_head.output[0, -1, TOKEN].save("loss")
        loss.backward()
        one = early.grad.save("one")
        two = late.grad.save("two")
        product = (one * early).sum().save("product")
    parameters = parameter_gradients(gpt2.module)
    gpt2.module.zero_grad()
    logits, first, second = plain_run(gpt2.module, ids, H0, H2)
    logits[0, -1, TOKEN].backward()
    assert one.equal(first.grad)
    assert two.equal(second.grad)
    assert product.equal((first.grad * first).sum())
    plain = parameter_gradients(gpt2.module)
    assert parameters.keys() == plain.keys()
    assert all(parameters[name].equal(plain[name]) for name in plain)
    gpt2.module.zero_grad()
    check_again(run, gpt2, one=one, two=two, loss=loss, product=product)


def test_a_replay_leaves_the_gradients_of_the_parameters_alone(gpt2):
    with gpt2.trace(PROMPT) as run:
        hidden = gpt2.transformer.h[0].output
        gpt2.lm_head.output[0, -1, TOKEN].backward()
        gradient = hidden.grad.save("gradient")
    before = parameter_gradients(gpt2.module)
    assert results(run, gpt2)["gradient"].equal(gradient)
    after = parameter_gradients(gpt2.module)
    assert all(after[name].equal(before[name]) for name in before)
    gpt2.module.zero_grad()
    assert results(run, gpt2)["gradient"].equal(gradient)
    assert parameter_gradients(gpt2.module) == {}


def test_a_backward_for_the_parameters_alone_is_left_out_of_a_replay(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        loss = gpt2.lm_head.output[0, -1, TOKEN].save("loss")
        loss.backward()
    parameters = parameter_gradients(gpt2.module)
    gpt2.module.zero_grad()
    plain_run(gpt2.module, ids)[0][0, -1, TOKEN].backward()
    plain = parameter_gradients(gpt2.module)
    assert all(parameters[name].equal(plain[name]) for name in plain)
    gpt2.module.zero_grad()
    assert results(run, gpt2)["loss"].equal(loss)
    assert parameter_gradients(gpt2.module) == {}


def test_other_prompts_have_their_own_gradients(gpt2):
    other = "The Colosseum is in the city of"
    with gpt2.trace(PROMPT) as run:
        hidden = gpt2.transformer.h[0].output
        gpt2.lm_head.output[0, -1, TOKEN].backward()
        hidden.grad.save("gradient")
    gpt2.module.zero_grad()
    logits, first = plain_run(gpt2.module, dict(gpt2.tokenizer(other, return_tensors="pt")), H0)
    logits[0, -1, TOKEN].backward()
    assert results(run, gpt2, other)["gradient"].equal(first.grad)


def test_an_edit_changes_the_gradients(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        before = gpt2.transformer.h[0].output
        gpt2.transformer.h[1].output = gpt2.transformer.h[1].output * 3
        after = gpt2.transformer.h[2].output
        gpt2.lm_head.output[0, -1, TOKEN].backward()
        one, two = before.grad.save("one"), after.grad.save("two")
    logits, first, second = plain_run(gpt2.module, ids, H0, H2, edits={H1: lambda value: value * 3})
    logits[0, -1, TOKEN].backward()
    assert one.equal(first.grad)
    assert two.equal(second.grad)
    check_again(run, gpt2, one=one, two=two)


def test_a_change_in_place_changes_the_gradients(gpt2, ids):
    def edit(value):
        value[:, 2] = 0
        return value

    with gpt2.trace(PROMPT) as run:
        before = gpt2.transformer.h[0].output
        gpt2.transformer.h[1].output[:, 2] = 0
        gpt2.lm_head.output[0, -1, TOKEN].backward()
        one = before.grad.save("one")
    logits, first = plain_run(gpt2.module, ids, H0, edits={H1: edit})
    logits[0, -1, TOKEN].backward()
    assert one.equal(first.grad)
    check_again(run, gpt2, one=one)


def test_the_gradient_of_a_value_changed_in_place_is_that_of_the_changed_value(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        hidden = gpt2.transformer.h[1].output
        hidden[:, 2] = 0
        gpt2.lm_head.output[0, -1, TOKEN].backward()
        gradient = hidden.grad.save("gradient")

    def edit(value):
        value[:, 2] = 0
        return value

    logits, first = plain_run(gpt2.module, ids, H1, edits={H1: edit})
    logits[0, -1, TOKEN].backward()
    assert gradient.equal(first.grad)
    check_again(run, gpt2, gradient=gradient)


def test_the_gradient_of_an_input_and_of_a_structure(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        attended = gpt2.transformer.h[1].attn.output[0]
        given = gpt2.transformer.h[1].mlp.input
        gpt2.lm_head.output[0, -1, TOKEN].backward()
        one, two = given.grad.save("one"), attended.grad.save("two")
    held = {}

    def before(_module, args):
        args[0].retain_grad()
        held["given"] = args[0]

    def after(_module, _args, output):
        output[0].retain_grad()
        held["attended"] = output[0]

    block = gpt2.module.transformer.h[1]
    handles = [block.mlp.register_forward_pre_hook(before), block.attn.register_forward_hook(after)]
    gpt2.module(**ids).logits[0, -1, TOKEN].backward()
    for handle in handles:
        handle.remove()
    assert two.equal(held["attended"].grad)
    assert one.equal(held["given"].grad)
    check_again(run, gpt2, one=one, two=two)


# --- asked for before the pass -------------------------------------------------------------------------------


def test_a_gradient_asked_for_before_the_pass_is_there_after_it(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        hidden = gpt2.transformer.h[1].output
        gradient = hidden.grad
        loss = gpt2.lm_head.output[0, -1, TOKEN]
        loss.backward()
        norm = gradient.norm().save("norm")
        gradient.save("gradient")
        assert gradient.equal(hidden.grad)
    logits, first = plain_run(gpt2.module, ids, H1)
    logits[0, -1, TOKEN].backward()
    assert gradient.equal(first.grad)
    assert norm.equal(first.grad.norm())
    assert isinstance(gradient, nnexplore.Traced)
    check_again(run, gpt2, gradient=first.grad, norm=norm)


def test_it_is_saved_before_the_pass(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        gradient = gpt2.transformer.h[1].output.grad.save("gradient")
        gpt2.lm_head.output[0, -1, TOKEN].backward()
    logits, first = plain_run(gpt2.module, ids, H1)
    logits[0, -1, TOKEN].backward()
    assert gradient.equal(first.grad)
    assert run.graph.saves == ("gradient",)
    assert results(run, gpt2)["gradient"].equal(first.grad)


@pytest.mark.parametrize(
    "use",
    [
        lambda g: g + 1,
        lambda g: g * torch.ones(32),
        lambda g: torch.ones(32) * g,
        lambda g: g[0],
        lambda g: g.norm(),
        lambda g: torch.stack([g, g]),
        lambda g: g.sum().item(),
        lambda g: g.tolist(),
        lambda g: g.numpy(),
        lambda g: bool((g > 0).any()),
        lambda g: g.zero_(),
        lambda g: g.__setitem__(0, 0),
        lambda g: g.clone(),
        lambda g: g.value,
        lambda g: g.detach(),
        lambda g: copy.deepcopy(g),
        lambda g: pickle.dumps(g),
        lambda g: g.mT,
        lambda g: g.data,
    ],
)
def test_used_before_the_pass_it_is_refused(gpt2, use):
    with gpt2.trace(PROMPT):
        gradient = gpt2.transformer.h[1].output.grad
        with pytest.raises(GradientError, match=r"asked for before the backward pass.*register_hook"):
            use(gradient)


def test_before_the_pass_it_goes_into_no_operation_and_no_site(gpt2, ids):
    plain = gpt2.module(**ids).logits
    with gpt2.trace(PROMPT) as run:
        hidden = gpt2.transformer.h[1].output
        gradient = hidden.grad
        for use in (
            lambda: hidden + gradient,
            lambda: torch.stack([hidden, gradient]),
            lambda: gpt2.transformer.ln_f(gradient),
            lambda: setattr(gpt2.transformer.h[1], "output", gradient),
            lambda: setattr(hidden, "grad", gradient),
        ):
            with pytest.raises(GradientError, match="asked for before the backward pass"):
                use()
        logits = gpt2.lm_head.output.save("logits")
    assert logits.equal(plain)
    assert run.graph.writes == ()
    check_again(run, gpt2, logits=logits)


def test_its_form_can_be_seen_before_the_pass(gpt2):
    with gpt2.trace(PROMPT):
        gradient = gpt2.transformer.h[1].output.grad
        assert gradient.shape == (1, 8, 32)
        assert gradient.size(1) == 8
        assert gradient.dim() == gradient.ndim == 3
        assert gradient.dtype is torch.float32
        assert gradient.device.type == "cpu"
        for text in (repr(gradient), str(gradient), f"{gradient}"):
            assert text == "gradient of shape [1, 8, 32], not there before the backward pass"
        assert gradient is not None


def test_it_never_comes_if_there_is_no_pass(gpt2):
    with gpt2.trace(PROMPT) as run:
        gradient = gpt2.transformer.h[1].output.grad.save("gradient")
    with pytest.raises(GradientError, match="asked for before the backward pass"):
        gradient.norm()
    assert run.graph.saves == ()


def test_it_comes_with_a_pass_after_the_block(gpt2, ids):
    with gpt2.trace(PROMPT):
        gradient = gpt2.transformer.h[1].output.grad
        loss = gpt2.lm_head.output[0, -1, TOKEN]
    loss.backward()
    logits, first = plain_run(gpt2.module, ids, H1)
    logits[0, -1, TOKEN].backward()
    assert gradient.equal(first.grad)


def test_several_are_asked_for_in_the_order_of_the_forward(gpt2, ids):
    """As in nnsight: ask on the way forward, in any order."""
    with gpt2.trace(PROMPT) as run:
        gradients = [layer.output.grad.save(f"g{at}") for at, layer in enumerate(gpt2.transformer.h)]
        gpt2.lm_head.output[0, -1, TOKEN].backward()
        total = sum(gradient.norm() for gradient in gradients).save("total")
    logits, *plain = plain_run(gpt2.module, ids, H0, H1, H2)
    logits[0, -1, TOKEN].backward()
    assert all(mine.equal(theirs.grad) for mine, theirs in zip(gradients, plain, strict=True))
    assert total.equal(sum(value.grad.norm() for value in plain))
    check_again(run, gpt2, code=False, total=total, **{f"g{at}": value.grad for at, value in enumerate(plain)})


# --- what flows ----------------------------------------------------------------------------------------------


def with_hook(value, replace):
    value.register_hook(replace)
    return value


def test_an_assigned_gradient_flows_on_in_the_place_of_the_real_one(gpt2, ids):
    given = torch.randn(1, 8, 32)
    with gpt2.trace(PROMPT) as run:
        early = gpt2.transformer.h[0].output
        late = gpt2.transformer.h[1].output
        late.grad = given
        gpt2.lm_head.output[0, -1, TOKEN].backward()
        gradient = early.grad.save("gradient")
        own = late.grad.save("own")
    parameters = parameter_gradients(gpt2.module)
    gpt2.module.zero_grad()
    edits = {H1: lambda value: with_hook(value, lambda _: given)}
    logits, first, second = plain_run(gpt2.module, ids, H0, H1, edits=edits)
    logits[0, -1, TOKEN].backward()
    assert gradient.equal(first.grad)
    assert own.equal(second.grad)
    assert own.equal(given)
    plain = parameter_gradients(gpt2.module)
    assert all(parameters[name].equal(plain[name]) for name in plain)
    check_again(run, gpt2, gradient=gradient, own=own)


def test_the_last_assigned_gradient_counts(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        early = gpt2.transformer.h[0].output
        late = gpt2.transformer.h[1].output
        late.grad = torch.ones(1, 8, 32)
        late.grad = torch.full((1, 8, 32), 2.0)
        gpt2.lm_head.output[0, -1, TOKEN].backward()
        gradient = early.grad.save("gradient")
    edits = {H1: lambda value: with_hook(value, lambda g: torch.full_like(g, 2))}
    logits, first = plain_run(gpt2.module, ids, H0, edits=edits)
    logits[0, -1, TOKEN].backward()
    assert gradient.equal(first.grad)
    check_again(run, gpt2, gradient=gradient)


def test_a_number_is_assigned_as_it_is_to_a_site(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        early = gpt2.transformer.h[0].output
        gpt2.transformer.h[1].mlp.output.grad = 0
        gpt2.lm_head.output[0, -1, TOKEN].backward()
        gradient = early.grad.save("gradient")
    edits = {f"{H1}.mlp": lambda value: with_hook(value, torch.zeros_like)}
    logits, first = plain_run(gpt2.module, ids, H0, edits=edits)
    logits[0, -1, TOKEN].backward()
    assert gradient.equal(first.grad)
    check_again(run, gpt2, gradient=gradient)


def test_a_gradient_computed_from_the_values_flows(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        early = gpt2.transformer.h[0].output
        late = gpt2.transformer.h[1].output
        late.grad = late.detach() * 0.5
        gpt2.lm_head.output[0, -1, TOKEN].backward()
        gradient = early.grad.save("gradient")
    edits = {H1: lambda value: with_hook(value, lambda _: value.detach() * 0.5)}
    logits, first = plain_run(gpt2.module, ids, H0, edits=edits)
    logits[0, -1, TOKEN].backward()
    assert gradient.equal(first.grad)
    check_again(run, gpt2, gradient=gradient)


def test_a_gradient_asked_for_before_the_pass_is_what_flowed(gpt2, ids):
    """Whether it was asked for before or after another was assigned: it is what ``.grad`` is in the end."""
    given = torch.randn(1, 8, 32)
    with gpt2.trace(PROMPT) as run:
        hidden = gpt2.transformer.h[1].output
        before = hidden.grad.save("before")
        hidden.grad = given
        after = hidden.grad.save("after")
        gpt2.lm_head.output[0, -1, TOKEN].backward()
        last = hidden.grad.save("last")
    assert before.equal(given)
    assert after.equal(given)
    assert last.equal(given)
    check_again(run, gpt2, code=False, before=before, after=after, last=last)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (torch.zeros(3), r"float32\[1, 8, 32\].*float32\[3\]"),
        (torch.zeros(1, 8, 32, dtype=torch.float64), r"float32\[1, 8, 32\].*float64"),
        ("text", r"text"),
        ([1.0], r"\[1\.0\] was assigned"),
    ],
)
def test_a_gradient_that_does_not_fit_is_refused(gpt2, wrong, message):
    with gpt2.trace(PROMPT) as run:
        hidden = gpt2.transformer.h[1].output
        nodes = len(run.graph)
        with pytest.raises(ValueMismatchError, match=message):
            hidden.grad = wrong
        assert len(run.graph) <= nodes + 1
        gpt2.lm_head.output[0, -1, TOKEN].backward()
        gradient = hidden.grad.save("gradient")
    check_again(run, gpt2, gradient=gradient)


def test_a_hook_changes_what_flows(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        early = gpt2.transformer.h[0].output
        late = gpt2.transformer.h[1].output
        late.register_hook(lambda g: g * 2)
        gpt2.lm_head.output[0, -1, TOKEN].backward()
        one, two = early.grad.save("one"), late.grad
    edits = {H1: lambda value: with_hook(value, lambda g: g * 2)}
    logits, first, second = plain_run(gpt2.module, ids, H0, H1, edits=edits)
    logits[0, -1, TOKEN].backward()
    assert one.equal(first.grad)
    assert two.equal(second.grad)
    with pytest.raises((UnknownOperationError, nnexplore.errors.GraphError), match=r"register_hook|function"):
        run.graph.run(gpt2)
    with pytest.raises(nnexplore.errors.GraphError, match="function"):
        run.graph.to_json()


def test_a_hook_can_be_removed_and_sees_plain_tensors(gpt2):
    seen = []
    with gpt2.trace(PROMPT):
        hidden = gpt2.transformer.h[1].output
        handle = hidden.register_hook(lambda g: seen.append(type(g)))
        removed = hidden.register_hook(lambda g: seen.append("never"))
        removed.remove()
        gpt2.lm_head.output[0, -1, TOKEN].backward()
        handle.remove()
    assert seen == [torch.Tensor]


# --- several passes ------------------------------------------------------------------------------------------


def test_two_passes_add_up(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        hidden = gpt2.transformer.h[1].output
        logits = gpt2.lm_head.output[0, -1]
        logits[TOKEN].backward(retain_graph=True)
        one = hidden.grad.save("one")
        logits[7].backward()
        both = hidden.grad.save("both")
    plain, first = plain_run(gpt2.module, ids, H1)
    plain[0, -1, TOKEN].backward(retain_graph=True)
    theirs = first.grad.clone()
    plain[0, -1, 7].backward()
    assert one.equal(theirs)
    assert both.equal(first.grad)
    check_again(run, gpt2, one=one, both=both)


def test_none_between_two_passes_starts_afresh(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        hidden = gpt2.transformer.h[1].output
        logits = gpt2.lm_head.output[0, -1]
        logits[TOKEN].backward(retain_graph=True)
        one = hidden.grad.save("one")
        hidden.grad = None
        logits[7].backward()
        two = hidden.grad.save("two")
    plain, first = plain_run(gpt2.module, ids, H1)
    plain[0, -1, TOKEN].backward(retain_graph=True)
    theirs = first.grad.clone()
    first.grad = None
    plain[0, -1, 7].backward()
    assert one.equal(theirs)
    assert two.equal(first.grad)
    check_again(run, gpt2, one=one, two=two)


def test_after_none_a_gradient_can_be_asked_for_before_the_next_pass(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        hidden = gpt2.transformer.h[1].output
        logits = gpt2.lm_head.output[0, -1]
        one = hidden.grad.save("one")
        logits[TOKEN].backward(retain_graph=True)
        hidden.grad = None
        two = hidden.grad.save("two")
        logits[7].backward()
    plain, first = plain_run(gpt2.module, ids, H1)
    plain[0, -1, TOKEN].backward(retain_graph=True)
    theirs = first.grad.clone()
    first.grad = None
    plain[0, -1, 7].backward()
    assert one.equal(theirs)
    assert two.equal(first.grad)
    check_again(run, gpt2, code=False, one=one, two=two)


def test_a_gradient_zeroed_in_place_between_two_passes(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        hidden = gpt2.transformer.h[1].output
        logits = gpt2.lm_head.output[0, -1]
        logits[TOKEN].backward(retain_graph=True)
        hidden.grad.zero_()
        assert not hidden.grad.any()
        logits[7].backward()
        two = hidden.grad.save("two")
    plain, first = plain_run(gpt2.module, ids, H1)
    plain[0, -1, 7].backward()
    assert two.equal(first.grad)
    check_again(run, gpt2, two=two)


def test_a_jacobian_row_by_row(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        hidden = gpt2.transformer.h[0].output
        late = gpt2.transformer.h[2].output
        rows = []
        for at in range(3):
            hidden.grad = None
            late[0, -1, at].backward(retain_graph=True)
            rows.append(hidden.grad.clone())
        jacobian = torch.stack(rows).save("jacobian")
    _, first, last = plain_run(gpt2.module, ids, H0, H2)
    theirs = [torch.autograd.grad(last[0, -1, at], first, retain_graph=True)[0] for at in range(3)]
    assert jacobian.equal(torch.stack(theirs))
    check_again(run, gpt2, jacobian=jacobian)


def test_a_vector_goes_backwards(gpt2, ids):
    vector = torch.randn(1, 8, 32)
    with gpt2.trace(PROMPT) as run:
        hidden = gpt2.transformer.h[0].output
        late = gpt2.transformer.h[2].output
        late.backward(vector)
        one = hidden.grad.save("one")
    _, first, last = plain_run(gpt2.module, ids, H0, H2)
    last.backward(vector)
    assert one.equal(first.grad)
    check_again(run, gpt2, one=one)


def test_backward_with_inputs_leaves_the_parameters_alone(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        hidden = gpt2.transformer.h[0].output
        other = gpt2.transformer.h[1].output
        gpt2.lm_head.output[0, -1, TOKEN].backward(inputs=[other])
        one = other.grad.save("one")
        with pytest.raises(GradientError, match="no gradient has come"):
            _ = hidden.grad
    assert parameter_gradients(gpt2.module) == {}
    logits, first = plain_run(gpt2.module, ids, H1)
    logits[0, -1, TOKEN].backward()
    assert one.equal(first.grad)
    gpt2.module.zero_grad()
    check_again(run, gpt2, one=one)


@pytest.mark.filterwarnings("ignore:Using backward.* with create_graph=True")
def test_a_gradient_of_a_gradient():
    torch.manual_seed(0)
    net = nnexplore.Model(nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2), nn.Tanh()))
    x = torch.randn(2, 3)
    with net.trace(x) as run:
        hidden = net[1].output
        net.output.sum().backward(create_graph=True)
        first = hidden.grad.clone().save("first")
        hidden.grad = None
        first.pow(2).sum().backward()
        second = hidden.grad.save("second")
    value = net.module[1](net.module[0](x))
    (one,) = torch.autograd.grad(net.module[3](net.module[2](value)).sum(), value, create_graph=True)
    (two,) = torch.autograd.grad(one.pow(2).sum(), value)
    assert first.equal(one)
    assert second.equal(two)
    check_again(run, net, first=first, second=second)
    for parameter in net.module.parameters():
        parameter.grad = None


def test_torch_autograd_grad(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        early, late = gpt2.transformer.h[0].output, gpt2.transformer.h[1].output
        loss = gpt2.lm_head.output[0, -1, TOKEN]
        one, two = torch.autograd.grad(loss, [early, late], retain_graph=True)
        one.save("one")
        (two * 2).save("two")
        (three,) = torch.autograd.grad(late.sum(), early)
        three.save("three")
    assert parameter_gradients(gpt2.module) == {}
    logits, first, second = plain_run(gpt2.module, ids, H0, H1)
    plain = torch.autograd.grad(logits[0, -1, TOKEN], [first, second], retain_graph=True)
    (last,) = torch.autograd.grad(second.sum(), first)
    assert one.equal(plain[0])
    assert two.equal(plain[1])
    assert three.equal(last)
    check_again(run, gpt2, one=plain[0], two=plain[1] * 2, three=last)


# --- values computed in the block ----------------------------------------------------------------------------


def test_a_computed_value_keeps_its_gradient_if_asked_to(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        doubled = gpt2.transformer.h[1].output * 2
        with pytest.raises(GradientError, match=r"\.retain_grad\(\)"):
            _ = doubled.grad
        doubled.retain_grad()
        asked = doubled.grad.save("asked")
        gpt2.transformer.h[1].output = doubled
        gpt2.lm_head.output[0, -1, TOKEN].backward()
        gradient = doubled.grad.save("gradient")
    held = {}

    def edit(value):
        held["doubled"] = value * 2
        held["doubled"].retain_grad()
        return held["doubled"]

    logits, *_ = plain_run(gpt2.module, ids, edits={H1: edit})
    logits[0, -1, TOKEN].backward()
    assert gradient.equal(held["doubled"].grad)
    assert asked.equal(gradient)
    check_again(run, gpt2, code=False, gradient=gradient, asked=asked)


def test_a_leaf_made_in_the_block(gpt2, ids):
    """Cut the graph at a value: the gradient stops there, and nothing before it gets one."""
    with gpt2.trace(PROMPT) as run:
        cut = gpt2.transformer.h[1].output.detach().requires_grad_()
        gpt2.transformer.h[1].output = cut
        gpt2.lm_head.output[0, -1, TOKEN].backward()
        gradient = cut.grad.save("gradient")
    assert gpt2.module.transformer.h[0].mlp.c_fc.weight.grad is None
    gpt2.module.zero_grad()
    logits, first = plain_run(gpt2.module, ids, H1)
    logits[0, -1, TOKEN].backward()
    assert gradient.equal(first.grad)
    gpt2.module.zero_grad()
    check_again(run, gpt2, gradient=gradient)


def test_gradients_of_a_users_own_tensor(gpt2, ids):
    vector = torch.randn(32, requires_grad=True)
    with gpt2.trace(PROMPT):
        gpt2.transformer.h[1].output += vector
        loss = gpt2.lm_head.output[0, -1, TOKEN]
        loss.backward()
    mine = vector.grad.clone()
    vector.grad = None
    logits, *_ = plain_run(gpt2.module, ids, edits={H1: lambda value: value + vector})
    logits[0, -1, TOKEN].backward()
    assert mine.equal(vector.grad)


# --- frozen parameters ---------------------------------------------------------------------------------------


@pytest.fixture
def frozen(gpt2):
    gpt2.module.requires_grad_(False)
    yield gpt2
    gpt2.module.requires_grad_(True)


def test_a_frozen_model_has_no_gradient_to_give(frozen):
    with frozen.trace(PROMPT):
        hidden = frozen.transformer.h[1].output
        with pytest.raises(GradientError, match=r"float32\[1, 8, 32\] has no gradient.*requires_grad_\(False\)"):
            _ = hidden.grad
        with pytest.raises(GradientError, match=r"requires_grad_\(False\)"):
            hidden.grad = torch.zeros(1, 8, 32)
        with pytest.raises(GradientError, match=r"does not depend on anything with a gradient.*requires_grad_"):
            frozen.lm_head.output.sum().backward()


def test_a_frozen_model_from_a_value_on(frozen, ids):
    """``requires_grad_()`` on a value of a frozen model: everything after it has a gradient."""
    with frozen.trace(PROMPT) as run:
        early = frozen.transformer.h[0].output.requires_grad_()
        late = frozen.transformer.h[1].output
        loss = frozen.lm_head.output[0, -1, TOKEN]
        loss.backward()
        one, two = early.grad.save("one"), late.grad.save("two")
    frozen.module.requires_grad_(True)
    logits, first, second = plain_run(frozen.module, ids, H0, H1)
    logits[0, -1, TOKEN].backward()
    frozen.module.requires_grad_(False)
    assert one.equal(first.grad)
    assert two.equal(second.grad)
    check_again(run, frozen, one=one, two=two)


def test_a_frozen_model_from_its_embeddings_on(frozen, ids):
    with frozen.trace(PROMPT) as run:
        frozen.transformer.wte.output.requires_grad_()
        late = frozen.transformer.h[1].output
        frozen.lm_head.output[0, -1, TOKEN].backward()
        gradient = late.grad.save("gradient")
    frozen.module.requires_grad_(True)
    logits, second = plain_run(frozen.module, ids, H1)
    logits[0, -1, TOKEN].backward()
    frozen.module.requires_grad_(False)
    assert gradient.equal(second.grad)
    check_again(run, frozen, gradient=gradient)


def test_a_vector_is_trained_through_a_frozen_model(frozen, ids):
    vector = torch.randn(32, requires_grad=True)
    with frozen.trace(PROMPT):
        frozen.transformer.h[1].output += vector
        frozen.lm_head.output[0, -1, TOKEN].backward()
    mine = vector.grad.clone()
    vector.grad = None
    logits, *_ = plain_run(frozen.module, ids, edits={H1: lambda value: value + vector})
    logits[0, -1, TOKEN].backward()
    assert mine.equal(vector.grad)
    assert parameter_gradients(frozen.module) == {}


# --- inside modules ------------------------------------------------------------------------------------------


def test_gradients_of_an_operation(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        act = gpt2.transformer.h[1].mlp.ops["mul[3]"].output
        gpt2.lm_head.output[0, -1, TOKEN].backward()
        gradient = act.grad.save("gradient")
    logits, held = plain_run(gpt2.module, ids, f"{H1}.mlp.act")
    logits[0, -1, TOKEN].backward()
    assert gradient.equal(held.grad)
    check_again(run, gpt2, gradient=gradient)


@pytest.mark.parametrize("kind", ["gpt2", "llama", "gemma2"])
def test_gradients_of_attention_ports(kind):
    """Patterns against those that the model itself returns, heads against the projection after them."""
    model = tiny(kind)
    ids = dict(model.tokenizer(PROMPT, return_tensors="pt"))
    attn = model.layers[1].attn
    projection = "c_proj" if kind == "gpt2" else "o_proj"
    with model.trace(PROMPT) as run:
        value, pattern, heads = attn.value, attn.pattern, attn.heads
        model.output.logits[0, -1, TOKEN].backward()
        one, two = pattern.grad.save("pattern"), heads.grad.save("heads")
        three = value.grad.save("value")
    model.module.zero_grad()
    held = {}

    def before(_module, args):
        args[0].retain_grad()
        held["heads"] = args[0]

    before_implementation = model.module.config._attn_implementation
    model.module.set_attn_implementation("eager")
    handle = getattr(attn.module, projection).register_forward_pre_hook(before)
    try:
        output = model.module(**ids, output_attentions=True)
        output.attentions[1].retain_grad()
        output.logits[0, -1, TOKEN].backward()
    finally:
        handle.remove()
        model.module.set_attn_implementation(before_implementation)
    torch.testing.assert_close(one, output.attentions[1].grad, atol=1e-5, rtol=1e-4)
    theirs = held["heads"].grad.view(1, 8, heads.shape[1], -1).transpose(1, 2)
    torch.testing.assert_close(two, theirs, atol=1e-5, rtol=1e-4)
    assert three.any()
    check_again(run, model, pattern=one, heads=two, value=three)
    model.module.zero_grad()


# --- what there is not ---------------------------------------------------------------------------------------


def test_under_no_grad_there_is_no_gradient(gpt2):
    with torch.no_grad(), gpt2.trace(PROMPT):
        hidden = gpt2.transformer.h[1].output
        for use in (
            lambda: hidden.grad,
            lambda: setattr(hidden, "grad", torch.zeros(1, 8, 32)),
            lambda: gpt2.lm_head.output.sum().backward(),
        ):
            with pytest.raises(GradientError, match=r"gradients are off \(torch\.no_grad"):
                use()


def test_a_generation_has_no_gradient(gpt2):
    with gpt2.generate(PROMPT, max_new_tokens=2):
        hidden = gpt2.transformer.h[1].output
        with pytest.raises(GradientError, match="a generation runs without"):
            _ = hidden.grad
        with pytest.raises(GradientError, match="a generation runs without"):
            gpt2.lm_head.output.sum().backward()


def test_a_value_read_under_no_grad_in_a_block_with_gradients(gpt2, ids):
    with gpt2.trace(PROMPT):
        with torch.no_grad():
            hidden = gpt2.transformer.h[1].output
        with pytest.raises(GradientError, match=r"retain_grad"):
            _ = hidden.grad
        hidden.retain_grad()
        gpt2.lm_head.output[0, -1, TOKEN].backward()
        gradient = hidden.grad
    logits, first = plain_run(gpt2.module, ids, H1)
    logits[0, -1, TOKEN].backward()
    assert gradient.equal(first.grad)


def test_a_value_that_the_loss_does_not_depend_on(gpt2):
    with gpt2.trace(PROMPT):
        early, late = gpt2.transformer.h[0].output, gpt2.transformer.h[1].output
        early.sum().backward()
        with pytest.raises(GradientError, match=r"what backward\(\) was called on does not depend on it"):
            _ = late.grad


def test_a_replay_without_gradients_says_so(gpt2):
    with gpt2.trace(PROMPT) as run:
        hidden = gpt2.transformer.h[0].output
        gpt2.lm_head.output[0, -1, TOKEN].backward()
        hidden.grad.save("gradient")
    with torch.no_grad(), pytest.raises(GradientError, match="gradients are off here"):
        run.graph.run(gpt2)


def test_integers_have_no_gradient(gpt2):
    with gpt2.trace(PROMPT):
        tokens = gpt2.transformer.wte.input
        with pytest.raises(GradientError, match=r"int64\[1, 8\] has no gradient"):
            _ = tokens.grad


def test_backward_twice_without_retaining_is_pytorchs_own_error(gpt2):
    with gpt2.trace(PROMPT) as run:
        loss = gpt2.lm_head.output[0, -1, TOKEN]
        hidden = gpt2.transformer.ln_f.input
        loss.backward()
        nodes = len(run.graph)
        with pytest.raises(RuntimeError, match="second time"):
            loss.backward()
        assert len(run.graph) == nodes
    assert hidden is not None


def test_the_printed_graph_shows_the_pass(gpt2):
    with gpt2.trace(PROMPT) as run:
        hidden = gpt2.transformer.h[0].output
        hidden.grad = torch.ones(1, 8, 32)
        gpt2.lm_head.output[0, -1, TOKEN].backward(retain_graph=True)
        hidden.grad.save("gradient")
    lines = [line.partition("#")[0].strip() for line in repr(run.graph).splitlines()]
    assert "%4.backward(retain_graph=True)" in lines
    assert "%0.grad = %1" in lines
    assert Graph.from_json(run.graph.to_json()).saves == ("gradient",)


def test_nothing_is_kept_alive_by_a_gradient_that_was_asked_for(gpt2):
    with gpt2.trace(PROMPT):
        hidden = gpt2.transformer.h[1].output
        gradient = hidden.grad
        gpt2.lm_head.output[0, -1, TOKEN].backward()
    held = weakref.ref(hidden)
    gc.disable()
    try:
        del hidden
        assert held() is None
    finally:
        gc.enable()
    assert gradient.any()


def test_a_plain_module_and_its_inputs():
    torch.manual_seed(0)
    net = nnexplore.Model(nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2)))
    x = torch.randn(2, 3, requires_grad=True)
    with net.trace(x) as run:
        given = net[0].input
        hidden = net[1].output
        net.output.pow(2).sum().backward()
        one, two = hidden.grad.save("one"), given.grad.save("two")
    other = x.detach().clone().requires_grad_()
    value = net.module[1](net.module[0](other))
    value.retain_grad()
    net.module.zero_grad()
    net.module[2](value).pow(2).sum().backward()
    assert one.equal(value.grad)
    assert two.equal(other.grad)
    assert x.grad.equal(other.grad)
    replayed = results(run, net, x.detach().clone().requires_grad_())
    assert replayed["one"].equal(one)
    assert replayed["two"].equal(two)


@pytest.mark.parametrize("backward", [torch.autograd.backward, lambda losses: losses[0].value.backward()])
def test_a_backward_pass_that_the_graph_does_not_know(gpt2, backward):
    with gpt2.trace("The Eiffel Tower is in") as run:
        hidden = gpt2.transformer.h[1].output
        backward([gpt2.output.logits.sum()])
        gradient = hidden.grad.save("gradient")
    assert gradient.abs().sum() > 0
    with pytest.raises(GradientError, match=r"no backward pass before it.*: torch\.autograd\.backward.*Use `loss"):
        run.graph.run(gpt2)
