"""Requests for the demo model, what plain PyTorch gives for them, and what a run could leave behind on a model."""

from __future__ import annotations

import torch

from nnexplore.graph import RESULT, Builder, Inputs, Site
from nnexplore.remote import Request
from tests.reference import hooked, hooks_on

BLOCK = "transformer.h.1"
LOGITS = "lm_head"
WTE = "transformer.wte.weight"
LN = "transformer.ln_f"


def request(*graphs, **more):
    return Request("demo", graphs, **more)


def state(module):
    """Everything that a run could leave behind."""
    return {
        "hooks": hooks_on(module),
        "grads": [one.grad for one in module.parameters()],
        "flags": [one.requires_grad for one in module.parameters()],
        "on_grad": [bool(one._backward_hooks) for one in module.parameters()],
        "training": [part.training for part in module.modules()],
        "random": torch.get_rng_state().tolist(),
        "dtype": torch.get_default_dtype(),
        "threads": torch.get_num_threads(),
        "grad": torch.is_grad_enabled(),
    }


def copies(module):
    return {name: one.detach().clone() for name, one in [*module.named_parameters(), *module.named_buffers()]}


def same_weights(module, before):
    now = dict([*module.named_parameters(), *module.named_buffers()])
    return all(now[name].equal(one) for name, one in before.items())


def reading(prompt, scale=2.0, block=BLOCK, position=-1):
    """A graph that scales one position, and saves the logits."""
    build = Builder()
    hidden = build.read(Site(block))
    build.call("Tensor.__setitem__", hidden, (slice(None), position), 0.0 * scale if scale == 0 else scale)
    build.save("logits", build.read(Site(LOGITS)))
    return build.graph(Inputs((prompt,)))


def plain(demo, prompt, scale=2.0):
    def edit(value):
        value[:, -1] = scale

    with torch.no_grad():
        output, _ = hooked(
            demo.module, dict(demo.tokenizer(prompt, return_tensors="pt")), (), {(BLOCK, "output"): edit}
        )
    return output.logits


def generating(prompt, steps, tokens):
    build = Builder()
    for step in steps:
        build.save(f"h{step}", build.read(Site(BLOCK, step=step)))
    build.save("ids", build.read(Site("", RESULT)))
    return build.graph(Inputs((prompt,), {"max_new_tokens": tokens, "do_sample": False}, "generate"))
