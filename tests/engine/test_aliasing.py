"""Tensors that share memory: what the model holds twice, and what the user keeps after assigning it."""

from __future__ import annotations

import torch


def plain_logits(module, ids, path, edit):
    """The logits with ``edit`` applied in place to the input of a module, by a plain hook."""
    hook = module.get_submodule(path).register_forward_pre_hook(lambda _m, args: edit(args[0]))
    try:
        return module(**ids).logits
    finally:
        hook.remove()


def zero_last(tensor):
    tensor[:, -1] = 0


def test_a_change_in_place_reaches_the_residual_stream_that_shares_the_memory(gpt2, prompt, ids):
    with torch.no_grad():
        expected = plain_logits(gpt2.module, ids, "transformer.h.1.ln_1", zero_last)
        with gpt2.trace(prompt) as run:
            zero_last(gpt2.transformer.h[1].ln_1.input)
            logits = gpt2.output.logits.save("logits")
        assert logits.equal(expected)
        assert run.graph.run(gpt2)["logits"].equal(expected)


def test_so_it_does_when_the_run_goes_back_for_it(gpt2, prompt, ids):
    with torch.no_grad():
        expected = plain_logits(gpt2.module, ids, "transformer.h.1.ln_1", zero_last)
        with gpt2.trace(prompt) as run:
            early = gpt2.transformer.h[1].ln_1.input
            gpt2.transformer.h[2].output.sum()
            again = gpt2.transformer.h[1].ln_1.input
            zero_last(again)
            logits = gpt2.output.logits.save("logits")
        assert again is early
        assert logits.equal(expected)
        assert run.graph.run(gpt2)["logits"].equal(expected)


def test_so_it_does_in_a_later_second_pass(gpt2, prompt, ids):
    with torch.no_grad():
        gpt2.module.transformer.h[2].mlp.register_forward_hook(lambda _m, _a, out: seen.append(out))
        seen = []
        expected = plain_logits(gpt2.module, ids, "transformer.h.1.ln_1", zero_last)
        gpt2.module.transformer.h[2].mlp._forward_hooks.clear()
        with gpt2.trace(prompt):
            zero_last(gpt2.transformer.h[1].ln_1.input)
            logits = gpt2.lm_head.output
            late = gpt2.transformer.h[2].mlp.output
        assert late.equal(seen[0])
        assert logits.equal(expected)


def test_what_was_assigned_can_change_afterwards_without_changing_the_model(gpt2, prompt):
    steer = torch.ones(1, 8, 32)
    with torch.no_grad(), gpt2.trace(prompt) as run:
        gpt2.transformer.h[1].mlp.output = steer
        steer.zero_()
        logits = gpt2.output.logits.save("logits")
    with torch.no_grad(), gpt2.trace(prompt):
        gpt2.transformer.h[1].mlp.output = torch.ones(1, 8, 32)
        expected = gpt2.output.logits
    assert logits.equal(expected)
    assert run.graph.run(gpt2)["logits"].equal(expected)
    assert steer.eq(0).all()


def test_the_model_never_changes_a_tensor_that_was_assigned(gpt2, prompt):
    steer = torch.ones(1, 8, 32)
    with torch.no_grad(), gpt2.trace(prompt):
        gpt2.transformer.h[1].mlp.output = steer
        gpt2.transformer.h[1].mlp.output[:, -1] = 5
        assert gpt2.transformer.h[1].mlp.output[0, -1, 0] == 5
    assert steer.eq(1).all()


def test_an_assigned_tensor_gets_its_gradient(gpt2, prompt):
    steer = torch.full((1, 8, 32), 0.1, requires_grad=True)
    with gpt2.trace(prompt):
        gpt2.transformer.h[1].mlp.output = gpt2.transformer.h[1].mlp.output + steer
        gpt2.output.logits[0, -1, 3].backward()
    gpt2.module.zero_grad()
    assert steer.grad is not None
    assert steer.grad.abs().sum() > 0
