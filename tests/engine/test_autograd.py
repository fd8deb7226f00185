"""Gradients and grad mode: the same as in plain PyTorch, on both sides of the pause."""

import pytest
import torch
from torch import nn

import nnexplore


def plain_gradients(module, ids, paths):
    """Logits and gradients at module outputs, by plain autograd."""
    held = {}

    def hold(path):
        def hook(_module, _args, output):
            output.retain_grad()
            held[path] = output

        return module.get_submodule(path).register_forward_hook(hook)

    handles = [hold(path) for path in paths]
    loss = module(**ids).logits[0, -1, 5]
    for handle in handles:
        handle.remove()
    module.zero_grad()
    loss.backward()
    gradients = {path: value.grad.clone() for path, value in held.items()}
    parameters = {name: p.grad.clone() for name, p in module.named_parameters() if p.grad is not None}
    module.zero_grad()
    return loss, gradients, parameters


def test_backward_in_the_block_gives_plain_gradients(gpt2, prompt, ids):
    paths = ["transformer.h.0", "transformer.h.2"]
    loss, gradients, parameters = plain_gradients(gpt2.module, ids, paths)
    with gpt2.trace(prompt):
        early, late = gpt2.transformer.h[0].output, gpt2.transformer.h[2].output
        mine = gpt2.output.logits[0, -1, 5]
        mine.backward()
    assert mine.equal(loss)
    assert early.grad.equal(gradients["transformer.h.0"])
    assert late.grad.equal(gradients["transformer.h.2"])
    assert all(p.grad.equal(parameters[name]) for name, p in gpt2.module.named_parameters() if name in parameters)
    gpt2.module.zero_grad()


def test_backward_after_the_block(gpt2, prompt, ids):
    _, gradients, _ = plain_gradients(gpt2.module, ids, ["transformer.h.1"])
    with gpt2.trace(prompt):
        hidden = gpt2.transformer.h[1].output
        loss = gpt2.output.logits[0, -1, 5]
    loss.backward()
    assert hidden.grad.equal(gradients["transformer.h.1"])
    gpt2.module.zero_grad()


def test_gradients_flow_through_an_edit(gpt2, prompt, ids):
    vector = torch.randn(32, requires_grad=True)
    with gpt2.trace(prompt):
        gpt2.transformer.h[1].output = gpt2.transformer.h[1].output + vector
        loss = gpt2.output.logits[0, -1, 5]
    loss.backward()

    other = vector.detach().clone().requires_grad_()
    handle = gpt2.module.transformer.h[1].register_forward_hook(lambda _m, _a, output: output + other)
    gpt2.module(**ids).logits[0, -1, 5].backward()
    handle.remove()
    assert vector.grad.equal(other.grad)
    gpt2.module.zero_grad()


def test_gradients_flow_through_an_edit_in_place(gpt2, prompt, ids):
    vector = torch.randn(32, requires_grad=True)
    with gpt2.trace(prompt):
        gpt2.transformer.h[1].output[:, 2] = vector
        loss = gpt2.output.logits[0, -1, 5]
    loss.backward()

    other = vector.detach().clone().requires_grad_()

    def edit(_module, _args, output):
        output[:, 2] = other

    handle = gpt2.module.transformer.h[1].register_forward_hook(edit)
    gpt2.module(**ids).logits[0, -1, 5].backward()
    handle.remove()
    assert vector.grad.equal(other.grad)
    gpt2.module.zero_grad()


def test_gradients_reach_the_inputs():
    net = nnexplore.Model(nn.Sequential(nn.Linear(3, 4), nn.Tanh()))
    x = torch.randn(2, 3, requires_grad=True)
    with net.trace(x):
        net[0].output.sum()
        net.output.sum().backward()
    other = x.detach().clone().requires_grad_()
    net.module(other).sum().backward()
    assert x.grad.equal(other.grad)


def test_torch_autograd_grad_works(gpt2, prompt, ids):
    _, gradients, _ = plain_gradients(gpt2.module, ids, ["transformer.h.1"])
    with gpt2.trace(prompt):
        hidden = gpt2.transformer.h[1].output
        loss = gpt2.output.logits[0, -1, 5]
        (gradient,) = torch.autograd.grad(loss, hidden)
    assert gradient.equal(gradients["transformer.h.1"])


def test_a_late_read_has_its_gradient_too(gpt2, prompt, ids):
    _, gradients, _ = plain_gradients(gpt2.module, ids, ["transformer.h.0"])
    with gpt2.trace(prompt):
        gpt2.transformer.h[1].output.sum()
        early = gpt2.transformer.h[0].output
        (early * 1).sum().backward()
    assert early.grad.equal(torch.ones_like(early))
    assert early.grad.shape == gradients["transformer.h.0"].shape
    gpt2.module.zero_grad()


@pytest.mark.parametrize("mode", [torch.no_grad, torch.enable_grad, torch.inference_mode])
def test_the_blocks_grad_mode_is_the_models(gpt2, prompt, ids, mode):
    with mode():
        plain = gpt2.module(**ids).logits
        with gpt2.trace(prompt):
            hidden = gpt2.transformer.h[1].output
            hidden[:, -1].mean()
            late = gpt2.transformer.h[0].output
            logits = gpt2.output.logits
    assert logits.equal(plain)
    assert logits.requires_grad == hidden.requires_grad == late.requires_grad == (mode is torch.enable_grad)


def test_a_block_in_inference_mode_edits_and_replays(gpt2, prompt):
    with torch.inference_mode():
        with gpt2.trace(prompt) as run:
            gpt2.transformer.h[1].output[:, -1] = torch.ones(32)
            gpt2.transformer.h[2].mlp.output *= torch.full((32,), 2.0)
            logits = gpt2.lm_head.output.save("logits")
        assert run.graph.run(gpt2)["logits"].equal(logits)


def test_no_grad_inside_the_block_does_not_cut_the_models_gradient(gpt2, prompt, ids):
    _, _, parameters = plain_gradients(gpt2.module, ids, [])
    with gpt2.trace(prompt):
        with torch.no_grad():
            hidden = gpt2.transformer.h[1].output
            assert not (hidden * 2).requires_grad
        gpt2.output.logits[0, -1, 5].backward()
    grads = dict(gpt2.module.named_parameters())
    assert all(grads[name].grad.equal(theirs) for name, theirs in parameters.items())
    gpt2.module.zero_grad()


class Quiet(nn.Module):
    """Runs its inside without gradients, as ``generate`` does."""

    def __init__(self):
        super().__init__()
        self.inner = nn.Linear(3, 3)
        self.outer = nn.Linear(3, 3)

    def forward(self, x):
        with torch.no_grad():
            x = self.inner(x)
        self.grad_mode = torch.is_grad_enabled()
        return self.outer(x)


def test_the_models_own_no_grad_does_not_leak():
    net = nnexplore.Model(Quiet())
    with net.trace(torch.randn(2, 3)):
        inner = net.inner.output
        assert torch.is_grad_enabled()
        assert not inner.requires_grad
        out = net.outer.output
        assert net.module.grad_mode
        assert out.requires_grad
    assert torch.is_grad_enabled()


def test_a_model_stopped_inside_no_grad_leaves_the_grad_mode_alone():
    net = nnexplore.Model(Quiet())
    with net.trace(torch.randn(2, 3)):
        net.inner.output.sum()
    assert torch.is_grad_enabled()


def test_the_blocks_no_grad_does_not_reach_the_model():
    net = nnexplore.Model(Quiet())
    with net.trace(torch.randn(2, 3)):
        with torch.no_grad():
            out = net.output
        assert net.module.grad_mode
    assert out.shape == (2, 3)


def test_autocast_of_the_block_is_the_models_and_stays_apart():
    net = nnexplore.Model(nn.Sequential(nn.Linear(3, 4), nn.Linear(4, 4)))
    x = torch.randn(2, 3)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        plain = net.module(x)
        with net.trace(x):
            hidden = net[0].output
            out = net.output
    assert hidden.dtype is out.dtype is torch.bfloat16
    assert out.equal(plain)
    with net.trace(x):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            first = net[0].output
        last = net.output
    assert first.dtype is last.dtype is torch.float32


def test_a_torch_function_mode_of_the_model_does_not_catch_the_block():
    caught = []

    class Mode(torch.overrides.TorchFunctionMode):
        def __torch_function__(self, func, types, args=(), kwargs=None):
            caught.append(func)
            return func(*args, **(kwargs or {}))

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.inner = nn.Linear(3, 3)

        def forward(self, x):
            with Mode():
                return self.inner(x)

    net = nnexplore.Model(Net())
    with net.trace(torch.randn(2, 3)):
        inner = net.inner.output
        caught.clear()
        inner.cos()
        assert caught == []
        net.output.sum()
    assert torch._C._len_torch_function_stack() == 0
