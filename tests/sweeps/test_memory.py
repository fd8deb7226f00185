"""Changes in place of values that go by several names give in ``run_many`` what they give in a run alone."""

from __future__ import annotations

import random

import pytest
import torch

import nnexplore
from nnexplore.graph import Builder, Inputs, Site
from tests.reference import hooked
from tests.sweeps.mixed import Forwards, prompts
from tests.sweeps.test_run_many import WAYS, check
from tests.tiny import tiny

IDS = [5, 17, 99, 4, 250, 31]
KINDS = ["gpt2", "llama", "gemma2", "bloom", "gpt_neox", "mistral"]
OUTPUT = Site("", "output")

OF_ALL = {
    "itself": lambda build, value, draw: value,
    "second": lambda build, value, draw: build.call(
        "getitem", build.call("torch.broadcast_tensors", build.constant(torch.zeros(1)), value), 1
    ),
    "atleast": lambda build, value, draw: build.call("torch.atleast_1d", value),
    "reshape": lambda build, value, draw: build.call("Tensor.reshape", value, (-1,)),
    "contiguous": lambda build, value, draw: build.call("Tensor.contiguous", value),
    "copy": lambda build, value, draw: build.call("Tensor.mul", value, 2.0),
}
OF_WHOLE = {
    "tokens": lambda build, value, draw: build.call("Tensor.narrow", value, 1, draw.randrange(3), 2),
    "token": lambda build, value, draw: build.call("Tensor.select", value, 1, draw.randrange(-3, 3)),
    "index": lambda build, value, draw: build.call("getitem", value, (slice(None), draw.randrange(-3, 3))),
    "chunk": lambda build, value, draw: build.call("getitem", build.call("Tensor.chunk", value, 2, -1), 1),
    "unbind": lambda build, value, draw: build.call("getitem", build.call("Tensor.unbind", value, 1), 2),
    "turned": lambda build, value, draw: build.call("Tensor.transpose", value, 1, 2),
}


def sites(model):
    """In the order of the model; some are one tensor."""
    found = []
    for block in model.layers[:2]:
        found += [Site(block.path, "input"), Site(block.mlp.path, "output"), Site(block.path, "output")]
    return [*found, Site(model.layers[2].path, "input")]


def program(model, draw, ids):
    """Reads; in between, changes and saves of anything that was read or made of it."""
    build, values = Builder(), []
    dropout = [name for name, part in model.module.named_modules() if isinstance(part, torch.nn.Dropout)]
    every = sites(model)
    for at, number in enumerate(sorted(draw.sample(range(len(every)), draw.choice([2, 3, 4])))):
        read = build.read(every[number])
        is_pair = model.module.config.model_type == "bloom" and every[number] == Site(model.layers[number // 3].path)
        values.append((build.call("getitem", read, 0) if is_pair else read, True))
        for _ in range(draw.choice([0, 1, 2])):
            value, whole = values[-1] if draw.random() < 0.6 else draw.choice(values)
            if dropout and draw.random() < 0.15:
                values.append((build.apply(draw.choice(dropout), value), whole))
                continue
            kinds = {**OF_ALL, **OF_WHOLE} if whole else OF_ALL
            values.append((kinds[draw.choice(sorted(kinds))](build, value, draw), False))
        if draw.random() < 0.4:
            build.save(f"before{at}", draw.choice(values)[0])
        if draw.random() < 0.5:
            value, _ = values[-1] if draw.random() < 0.6 else draw.choice(values)
            build.call("Tensor.mul_", value, 0.5 + draw.random())
        if draw.random() < 0.3:
            build.save(f"after{at}", draw.choice(values)[0])
    build.save("end", build.call("getitem", build.read(OUTPUT), "logits"))
    return build.graph(Inputs((ids,)))


@pytest.mark.parametrize("seed", range(24))
def test_random_changes_among_names_of_the_same(seed):
    draw = random.Random(seed)
    model = tiny(draw.choice(KINDS))
    graphs = [program(model, draw, IDS) for _ in range(12)]
    check(model, graphs, **WAYS[sorted(WAYS)[seed % len(WAYS)]])


@pytest.mark.parametrize("seed", range(8))
def test_on_different_prompts(seed):
    draw = random.Random(seed)
    model = tiny(draw.choice(KINDS))
    results = check(model, [program(model, draw, ids) for ids in prompts(10, seed, range(4, 9))])
    assert "mix" in [group.way for group in results.plan.groups]


@pytest.mark.parametrize("way", WAYS)
def test_two_names_of_the_stream_against_bare_hooks(way):
    model = tiny("gpt2")
    build = Builder()
    before = build.read(Site(model.layers[0].path, "output"))
    after = build.read(Site(model.layers[1].path, "input"))
    build.call("Tensor.mul_", build.call("getitem", after, (slice(None), 2)), 3.0)
    build.save("before", before)
    build.save("end", build.read(Site(model.layers[1].path, "output")))
    graph = build.graph(Inputs((IDS,)))

    def edit(value):
        value = value.clone()
        value[:, 2] *= 3
        return value

    paths = model.anatomy.blocks
    with torch.no_grad():
        changed = {(paths[1], "input"): edit}
        _, seen = hooked(model.module, {"input_ids": torch.tensor([IDS])}, [(paths[0], "output")])
        _, then = hooked(model.module, {"input_ids": torch.tensor([IDS])}, [(paths[1], "output")], changed)
    found = nnexplore.run_many(model, [graph, *(edited(model, 1) for _ in range(3))], progress=False, **WAYS[way])
    assert torch.allclose(found[0]["before"], edit(seen[paths[0], "output"]), atol=1e-5)
    assert torch.allclose(found[0]["end"], then[paths[1], "output"], atol=1e-5)


def edited(model, layer, read=None):
    """One token of the stream before a block times three, and perhaps a block's output, which the graph keeps."""
    build = Builder()
    kept = None if read is None else build.read(Site(model.layers[read].path))
    hidden = build.read(Site(model.layers[layer].path, "input"))
    build.call("Tensor.mul_", build.call("getitem", hidden, (slice(None), 2)), 3.0)
    if kept is not None:
        build.save("kept", kept)
    build.save("end", build.call("getitem", build.read(OUTPUT), "logits"))
    return build.graph(Inputs((IDS,)))


@pytest.mark.parametrize("way", ["no reuse", "one batch"])
def test_only_those_with_two_names_run_alone(way):
    model = tiny("llama")
    apart = [edited(model, 2), edited(model, 2, read=0), edited(model, 1)]
    nnexplore.plan_many(model, apart)  # what is tried is known by now
    for graphs, alone in ((apart, 0), ([*apart, edited(model, 2, read=1)], 1)):
        with Forwards(model) as shapes:
            nnexplore.run_many(model, graphs, progress=False, **WAYS[way])
        assert len(shapes) == 1 + alone
        check(model, graphs, **WAYS[way])


def test_a_saved_part_that_changes_afterwards():
    model, build = tiny("gpt2"), Builder()
    hidden = build.read(Site(model.layers[1].path, "input"))
    part = build.call("getitem", hidden, (slice(None), 2))
    build.save("part", part)
    build.call("Tensor.mul_", hidden, 0.5)
    build.save("end", build.read(Site(model.layers[1].path, "output")))
    for way in WAYS.values():
        check(model, [build.graph(Inputs((IDS,))), edited(model, 1)], **way)


def test_a_change_of_what_the_model_has_passed_and_still_holds():
    """The stream goes round attention, and is added to what that gives."""
    model, build = tiny("gpt2"), Builder()
    stream = build.read(Site(model.layers[1].path, "input"))
    build.read(Site(model.layers[1].attn.path, "output"))
    build.call("Tensor.mul_", stream, 0.5)
    build.save("end", build.read(Site(model.layers[1].path, "output")))
    for way in WAYS.values():
        check(model, [build.graph(Inputs((IDS,))), edited(model, 1)], **way)
