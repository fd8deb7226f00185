"""Ways to use a trace, as functions of a GPT-2 with three layers and a text, each with what plain PyTorch gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from tests.reference import generated, hooked

GENERATION = {"max_new_tokens": 3, "pad_token_id": 0}
H0, H1, H2 = (f"transformer.h.{at}" for at in range(3))
Way = Callable[[Any, str], list[torch.Tensor]]
Plain = Callable[[Any, dict[str, torch.Tensor]], list[torch.Tensor]]


def reading(model, text):
    with model.trace(text):
        return [model.transformer.h[1].mlp.input, model.transformer.h[2].output, model.transformer.h[0].output]


def plain_reading(module, inputs):
    _, values = hooked(module, inputs, [(f"{H1}.mlp", "input"), (H2, "output"), (H0, "output")])
    return [values[f"{H1}.mlp", "input"], values[H2, "output"], values[H0, "output"]]


def editing(model, text):
    with torch.no_grad(), model.trace(text):
        model.transformer.h[0].mlp.output *= 2
        model.transformer.h[1].output[:, -1] = 0
        model.transformer.h[2].mlp.output = 1
        return [model.output.logits]


def plain_editing(module, inputs):
    def silence(value):
        value[:, -1] = 0

    edits = {
        (f"{H0}.mlp", "output"): lambda value: value * 2,
        (H1, "output"): silence,
        (f"{H2}.mlp", "output"): torch.ones_like,
    }
    with torch.no_grad():
        return [hooked(module, inputs, edits=edits)[0].logits]


def attending(model, text):
    with torch.no_grad(), model.trace(text):
        value = model.transformer.h[1].attn.value
        pattern = model.transformer.h[1].attn.pattern
        pattern[:] = torch.eye(pattern.shape[-1])
        return [value.transpose(1, 2).flatten(2), model.output.logits]


def plain_attending(module, inputs):
    values = []
    edits = {
        (f"{H1}.attn.c_attn", "output"): lambda value: values.append(value[..., -32:].clone()),
        (f"{H1}.attn.c_proj", "input"): lambda value: values[-1].reshape(value.shape),
    }
    with torch.no_grad():
        logits = hooked(module, inputs, edits=edits)[0].logits
    return [values[0], logits]


def skipping(model, text):
    with model.trace(text):
        model.transformer.h[1].skip(model.transformer.h[1].input * 2)
        return [model.output.logits]


def plain_skipping(module, inputs):
    _, values = hooked(module, inputs, [(H0, "output")])
    return [hooked(module, inputs, edits={(H1, "output"): lambda _: values[H0, "output"] * 2})[0].logits]


def generating(model, text):
    with model.generate(text, **GENERATION) as run:
        kept = []
        for step in run.steps():
            if step:
                model.transformer.h[1].mlp.output *= -3
            kept.append(model.transformer.h[2].output)
        return [model.generator.output, *kept]


def plain_generating(module, inputs):
    edits = {(f"{H1}.mlp", "output", step): lambda value: value * -3 for step in (1, 2)}
    ids, values = generated(module, inputs, [(H2, "output")], edits, **GENERATION)
    return [ids, *(values[H2, "output", step] for step in range(3))]


def operating(model, text):
    with model.trace(text):
        inner = model.transformer.h[1].mlp.ops["addmm"].output
        model.transformer.h[2].mlp.ops["addmm[1]"].output = 0
        return [inner, model.output.logits]


def plain_operating(module, inputs):
    edits = {(f"{H2}.mlp.c_proj", "output"): torch.zeros_like}
    output, values = hooked(module, inputs, [(f"{H1}.mlp.c_fc", "output")], edits)
    return [values[f"{H1}.mlp.c_fc", "output"][0], output.logits]


def several(model, text):
    with model.trace() as run:
        with run.invoke(text):
            first = model.transformer.h[0].output
        with run.invoke(text):
            model.transformer.h[2].output = first * 2
            return [first, model.output.logits]


def plain_several(module, inputs):
    _, values = hooked(module, inputs, [(H0, "output")])
    first = values[H0, "output"]
    return [first, hooked(module, inputs, edits={(H2, "output"): lambda _: first * 2})[0].logits]


def caching(model, text):
    with model.trace(text) as run:
        cache = run.cache("*.mlp")
        run.finish()
    return list(cache.values())


def plain_caching(module, inputs):
    paths = [f"{block}.mlp" for block in (H0, H1, H2)]
    _, values = hooked(module, inputs, [(path, "output") for path in paths])
    return [values[path, "output"] for path in paths]


def reweighting(model, text):
    with torch.no_grad(), model.trace(text) as run:
        model.lm_head.weight = model.lm_head.weight * 0.5
        return [model.output.logits, run.weight("lm_head.weight")]


def plain_reweighting(module, inputs):
    with torch.no_grad():
        return [module(**inputs).logits * 0.5, module.lm_head.weight * 0.5]


def sampling(model, text):
    with model.generate(text, do_sample=True, seed=7, **GENERATION):
        return [model.generator.output]


def plain_sampling(module, inputs):
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(7)
        return [module.generate(**inputs, do_sample=True, **GENERATION)]


def descending(model, text):
    with model.trace(text):
        value = model.transformer.h[0].output
        (gradient,) = torch.autograd.grad(model.output.logits.sum(), value)
        return [gradient]


def plain_descending(module, inputs):
    kept = []
    handle = module.transformer.h[0].register_forward_hook(lambda _module, _args, output: kept.append(output))
    logits = module(**inputs).logits
    handle.remove()
    return list(torch.autograd.grad(logits.sum(), kept))


WAYS: dict[str, tuple[Way, Plain]] = {
    "reading": (reading, plain_reading),
    "editing": (editing, plain_editing),
    "attending": (attending, plain_attending),
    "skipping": (skipping, plain_skipping),
    "generating": (generating, plain_generating),
    "operating": (operating, plain_operating),
    "several": (several, plain_several),
    "caching": (caching, plain_caching),
    "reweighting": (reweighting, plain_reweighting),
    "sampling": (sampling, plain_sampling),
    "descending": (descending, plain_descending),
}
