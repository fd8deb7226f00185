"""Requests on different prompts, and what their results are compared with."""

from __future__ import annotations

import copy
import random

import torch

import nnexplore
from tests.tiny import tiny

KINDS = ["gpt2", "llama", "gemma2", "gpt_neox", "opt", "bloom", "mistral"]
TOLERANCE = 1e-5
"""Of the greatest number of a result."""


def prompts(count, seed=0, lengths=range(3, 12)):
    draw = random.Random(seed)
    return [[draw.randrange(4, 1500) for _ in range(draw.choice(list(lengths)))] for _ in range(count)]


def agree(mine, other):
    """NaN and infinity included; the numbers that masks are made of say nothing of the scale."""
    assert mine.shape == other.shape
    assert mine.dtype == other.dtype
    usual = other[other.abs() < 1e6]
    scale = float(usual.abs().max()) if usual.numel() else 0.0
    assert torch.allclose(mine, other, rtol=TOLERANCE, atol=TOLERANCE * scale, equal_nan=True)


def alone(model, graph, *prompt):
    with torch.no_grad():
        return graph.run(model, *prompt)


def check(model, graphs, given=None, **options):
    results = nnexplore.run_many(model, graphs, given, progress=False, **options)
    for at, (graph, found) in enumerate(zip(graphs, results, strict=True)):
        other = alone(model, graph, *([] if given is None else [given[at]]))
        assert list(found) == list(other)
        for name, value in other.items():
            agree(found[name], value)
    return results


def ways(results):
    return [group.way for group in results.plan.groups]


class Forwards:
    """Counts what really goes through a model."""

    def __init__(self, model):
        self.shapes = []
        self._handle = model.module.register_forward_pre_hook(
            lambda _, args, kwargs: self.shapes.append(tuple(kwargs["input_ids"].shape)), with_kwargs=True
        )

    def __enter__(self):
        return self.shapes

    def __exit__(self, *_):
        self._handle.remove()


def last(model, ids, layer=1):
    """The last token's stream turned round, and what came of it."""
    with torch.no_grad(), model.trace(ids) as run:
        model.layers[layer].input[:, -1] *= -0.5
        stream(model.layers[-1].output).save("end")
        model.output.logits[:, -1].save("last")
    return run.graph


def stream(output):
    return output[0] if isinstance(output, tuple) else output


def ports(model, ids, layer=1):
    """Everything of attention."""
    attention = model.layers[layer].attn
    with torch.no_grad(), model.trace(ids) as run:
        attention.query.save("query")
        attention.key[:, :, 0] *= 2
        attention.value.save("value")
        attention.scores.clone().save("scores")
        attention.scores[:, :, -1, -1] -= 1
        pattern = attention.pattern
        pattern.save("pattern")
        attention.pattern = pattern.roll(1, 1)
        attention.heads[:, 1] = 0
        model.output.logits.save("logits")
    return run.graph


def token(model, ids, layer=1):
    with torch.no_grad(), model.trace(ids) as run:
        model.layers[layer].mlp.output  # noqa: B018
        model.layers[2].input[run.at(-1)] = 0.25
        model.output.logits[run.at(0)].softmax(-1).save("first")
        model.output.logits[:, [-1, 1], 5:9].save("some")
    return run.graph


def replaced(model, ids, layer=1):
    with torch.no_grad(), model.trace(ids) as run:
        hidden = model.layers[layer].input
        model.layers[layer].input = hidden + torch.arange(hidden.shape[-1]) * 0.1
        model.unembed(model.layers[2].input[:, -1]).save("lens")
        model.output.logits[:, 0].save("first")
    return run.graph


def copied(kind):
    """A tiny model of one's own."""
    model = tiny(kind)
    return nnexplore.LanguageModel(copy.deepcopy(model.module), tokenizer=model.tokenizer)
