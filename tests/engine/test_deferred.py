"""Deferred runs: shapes in the block, numbers after it."""

from __future__ import annotations

import pytest
import torch
from torch import nn

import nnexplore
from nnexplore.errors import DeferredError, NotReachedError, OrderError, PromptError, ValueMismatchError
from tests.reference import hooked, hooks_on
from tests.tiny import ALL_KINDS, tiny

PROMPT = "The Eiffel Tower is in the city of"


@pytest.fixture(autouse=True)
def no_grad():
    with torch.no_grad():
        yield


def test_values_have_shapes_and_become_real_wherever_they_were_put(gpt2, prompt, ids):
    _, values = hooked(gpt2.module, ids, [("transformer.h.0", "output"), ("transformer.h.1.mlp", "output")])
    kept, named = [], {}
    with gpt2.trace(prompt, defer=True):
        hidden = gpt2.transformer.h[0].output.save()
        assert hidden.shape == (1, 8, 32)
        assert hidden.is_meta
        kept.append(gpt2.transformer.h[1].mlp.output.save())
        named["norm"] = (hidden * 2).norm(dim=-1).save("norm")
    assert hidden.equal(values["transformer.h.0", "output"])
    assert type(hidden * 1) is type(hidden.value) is torch.Tensor
    assert kept[0].equal(values["transformer.h.1.mlp", "output"])
    assert named["norm"].equal((values["transformer.h.0", "output"] * 2).norm(dim=-1))


def test_changes_made_without_numbers_are_made(gpt2, prompt, ids):
    steer = torch.linspace(-1, 1, 32)
    edits = {
        ("transformer.h.0", "output"): lambda value: value + steer,
        ("transformer.h.1.mlp", "output"): lambda value: value.__setitem__((slice(None), -1), 0),
    }
    output, _ = hooked(gpt2.module, ids, edits=edits)
    with gpt2.trace(prompt, defer=True) as run:
        gpt2.transformer.h[0].output = gpt2.transformer.h[0].output + steer
        gpt2.transformer.h[1].mlp.output[:, -1] = 0
        whole = gpt2.output.save("whole")
        logits = gpt2.lm_head(gpt2.transformer.ln_f(gpt2.transformer.h[-1].output)).save("logits")
    assert whole.logits.equal(output.logits)
    assert logits.equal(output.logits)
    assert run.graph.run(gpt2)["logits"].equal(logits)


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_every_architecture_defers(kind):
    model = tiny(kind)
    prompts = [PROMPT, "Paris"]
    with model.trace(prompts):
        expected = model.output.logits
    with model.trace(prompts, defer=True):
        logits = model.output.logits.save()
        assert logits.shape == expected.shape
    assert logits.equal(expected)


class Looking(nn.Module):
    """Asks a mask whether it is whole, as some models do of their own, or asks for a number."""

    def __init__(self, ask):
        super().__init__()
        self.ask = ask

    def forward(self, x):
        mask = torch.ones(x.shape, device=x.device).bool()
        return x * 2 if self.ask(mask, x) else x


WHOLE = {
    "whole": lambda mask, x: mask.sum() == mask.numel(),
    "not another number": lambda mask, x: mask.sum() == mask.numel() - 1,
    "no mask": lambda mask, x: x.long().sum() == x.numel(),
    "a number": lambda mask, x: x.sum() > 0,
}


@pytest.mark.parametrize("ask", WHOLE)
def test_a_mask_that_the_model_makes_is_whole_and_nothing_else_is_known(ask):
    model = nnexplore.Model(Looking(WHOLE[ask]))
    if ask == "whole":
        with model.trace(torch.ones(2, 3), defer=True):
            output = model.output.save()
        assert output.equal(torch.full((2, 3), 2.0))
        return
    with pytest.raises(DeferredError, match="cannot be run without numbers"), model.trace(torch.ones(2), defer=True):
        model.output.save()


def test_attention_ports_and_operations(gpt2, prompt):
    with gpt2.trace(prompt, defer=True):
        pattern = gpt2.transformer.h[1].attn.pattern.save()
        assert pattern.shape == (1, 4, 8, 8)
        gpt2.transformer.h[2].mlp.ops["tanh"].output *= 2
        logits = gpt2.output.logits.save()
    with gpt2.trace(prompt):
        assert pattern.equal(gpt2.transformer.h[1].attn.pattern)
        gpt2.transformer.h[2].mlp.ops["tanh"].output *= 2
        assert logits.equal(gpt2.output.logits)


def test_a_cache_is_real_afterwards(gpt2, prompt, ids):
    _, values = hooked(gpt2.module, ids, [("transformer.h.0.mlp", "output")])
    with gpt2.trace(prompt, defer=True) as run:
        cache = run.cache("*.mlp")
        run.finish()
    assert cache["transformer.h.0.mlp"].equal(values["transformer.h.0.mlp", "output"])


@pytest.mark.parametrize(
    "ask",
    [
        lambda h: h.sum().item(),
        lambda h: bool(h.sum() > 0),
        lambda h: h.tolist(),
        lambda h: float(h.sum()),
        lambda h: h.nonzero(),
        lambda h: h[h > 0],
        lambda h: torch.rand_like(h),
        lambda h: h.numpy(),
        lambda h: torch.ones(8, 32).add_(h),
    ],
)
def test_a_number_asked_for_early_is_an_error_with_the_way_out(gpt2, prompt, ask):
    with pytest.raises(DeferredError, match=r"deferred"), gpt2.trace(prompt, defer=True):
        ask(gpt2.transformer.h[0].output)
    assert hooks_on(gpt2.module) == []


def test_it_prints_as_what_it_is(gpt2, prompt):
    with gpt2.trace(prompt, defer=True):
        assert repr(gpt2.transformer.h[0].output) == "deferred float32[1, 8, 32]"


def test_mistakes_are_found_in_the_block(gpt2, prompt):
    with gpt2.trace(prompt, defer=True):
        with pytest.raises(ValueMismatchError, match="same shape"):
            gpt2.transformer.h[0].output = torch.zeros(3)
        gpt2.transformer.h[1].output.sum()
        with pytest.raises(OrderError, match="too late"):
            gpt2.transformer.h[0].output = 0


def test_nothing_is_carried_out_after_an_exception(gpt2, prompt):
    called = []
    handle = gpt2.module.register_forward_hook(lambda *_: called.append(1))
    with pytest.raises(ZeroDivisionError), gpt2.trace(prompt, defer=True):
        gpt2.transformer.h[0].output.save()
        raise ZeroDivisionError
    handle.remove()
    assert called == []


def test_the_weights_of_a_folder_are_not_loaded_before_the_block_ends(gpt2, prompt, ids, tmp_path):
    gpt2.module.save_pretrained(tmp_path)
    gpt2.tokenizer.save_pretrained(tmp_path)
    model = nnexplore.LanguageModel(tmp_path)
    with model.trace(prompt, defer=True):
        logits = model.output.logits.save()
        assert not model.loaded
    assert model.loaded
    assert logits.equal(gpt2.module(**ids).logits)


def test_a_plain_module():
    net = nnexplore.Model(nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2)))
    x = torch.randn(5, 3)
    with net.trace(x, defer=True):
        net[1].output[:, 0] = 1
        out = net.output.save()
    hidden = net.module[1](net.module[0](x))
    hidden[:, 0] = 1
    assert out.equal(net.module[2](hidden))


def test_a_deferred_run_has_a_prompt(gpt2):
    with pytest.raises(PromptError, match=r"model\.trace\(prompt, defer=True\)"):
        gpt2.trace(defer=True)


def test_a_module_that_is_never_called(gpt2, prompt):
    with pytest.raises(NotReachedError), gpt2.trace(prompt, defer=True):
        gpt2.transformer.h.output.sum()


def test_with_gradients_on_what_is_saved_is_real_and_so_are_its_gradients(gpt2, prompt):
    with torch.enable_grad():
        with gpt2.trace(prompt, defer=True):
            hidden = gpt2.transformer.h[1].output.save()
            gpt2.output.logits[0, -1, 3].backward()
            gradient = hidden.grad.save()
            assert gradient.shape == hidden.shape
        with gpt2.trace(prompt):
            expected = gpt2.transformer.h[1].output
            gpt2.output.logits[0, -1, 3].backward()
            flowed = expected.grad
    gpt2.module.zero_grad()
    assert hidden.equal(expected)
    assert gradient.equal(flowed)


def test_a_tensor_of_ones_own_is_assigned_in_a_deferred_run(gpt2):
    steered = torch.ones(1, 5, gpt2.module.config.n_embd)
    prompt = [[1, 2, 3, 4, 5]]
    with gpt2.trace(torch.tensor(prompt)):
        gpt2.transformer.h[1].output = steered
        expected = gpt2.lm_head.output
    with gpt2.trace(torch.tensor(prompt), defer=True):
        gpt2.transformer.h[1].output = steered
        logits = gpt2.lm_head.output.save("logits")
    assert logits.equal(expected)
    with gpt2.trace(torch.tensor(prompt), defer=True), pytest.raises(ValueMismatchError, match="same shape"):
        gpt2.transformer.h[1].output = steered[:, :3]


def test_a_module_is_skipped_with_a_tensor_of_ones_own_in_a_deferred_run(gpt2):
    skipped = torch.ones(1, 5, gpt2.module.config.n_embd)
    prompt = torch.tensor([[1, 2, 3, 4, 5]])
    with gpt2.trace(prompt):
        gpt2.transformer.h[1].mlp.skip(skipped)
        expected = gpt2.lm_head.output
    with gpt2.trace(prompt, defer=True):
        gpt2.transformer.h[1].mlp.skip(skipped)
        logits = gpt2.lm_head.output.save("logits")
    assert logits.equal(expected)
