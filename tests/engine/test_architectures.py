"""Random reads and edits on every architecture: live, replayed after JSON, and generated code give the same values."""

import random

import pytest
import torch
from torch import nn

from nnexplore.errors import NotReachedError, OrderError
from nnexplore.graph import Graph, Site
from tests.tiny import KINDS, tiny

PROMPT = "The Eiffel Tower is in the city of"


def edit(run, site, value, tensor, rng):
    """Change the value at a site in one of three ways."""
    match rng.randrange(3):
        case 0:
            tensor[..., 0] = rng.random()
        case 1 if isinstance(value, tuple):
            run.write(site, (tensor * 2, *value[1:]))
        case _:
            run.write(site, rng.random())


def random_block(model, run, rng):
    """Reads at random sites in random order, half of them followed by an edit; what each read as it was then."""
    sites = [name for name, part in model.module.named_modules() if name and not isinstance(part, nn.ModuleList)]
    seen = []
    for _ in range(8):
        site = Site(rng.choice(sites), rng.choice(["output", "input"]))
        try:
            value = run.read(site)
            tensor = value[0] if isinstance(value, tuple) else value
            if not isinstance(tensor, torch.Tensor) or not tensor.is_floating_point():
                continue
            if rng.random() < 0.5:
                edit(run, site, value, tensor, rng)
        except (NotReachedError, OrderError):
            continue
        seen.append((tensor * 1).save(f"s{len(seen)}"))
    seen.append(model.output.logits.save("logits"))
    return seen


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", [0, 1])
def test_live_equals_replay_equals_code(kind, seed):
    model, rng = tiny(kind), random.Random(seed * 100 + len(kind))
    with torch.set_grad_enabled(seed == 0):
        with model.trace(PROMPT) as run:
            live = random_block(model, run, rng)
        replayed = Graph.from_json(run.graph.to_json()).run(model)
        names = {"given": model}
        exec(run.graph.code("given"), names)
    assert len(live) == len(replayed) > 2
    for value, (name, again) in zip(live, replayed.items(), strict=True):
        assert torch.equal(value.nan_to_num(), again.nan_to_num()), name
        assert torch.equal(value.nan_to_num(), names[name].nan_to_num()), name
