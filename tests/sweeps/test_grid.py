"""``sweep``: a graph with holes as a grid of results."""

from __future__ import annotations

import pytest
import torch

import nnexplore
from nnexplore.errors import GraphError
from nnexplore.sweeps import many

PROMPT = "The Eiffel Tower is in the city of"


@pytest.fixture(scope="module")
def graph(demo):
    with torch.no_grad(), demo.trace(PROMPT) as run:
        layer, scale = run.hole("layer", range(4)), run.hole("scale", [0.5, 2.0, -1.0])
        demo.layers[layer].mlp.output = demo.layers[layer].mlp.output * scale
        demo.output.logits[:, -1].save("logits")
        demo.output.logits[:, -1].argmax(-1).save("answer")
    return run.graph


def test_a_grid_is_every_block_by_itself(demo, graph):
    grid = nnexplore.sweep(demo, graph, progress=False)
    assert grid["logits"].shape[:3] == (4, 3, 1)
    assert grid.axes == {"layer": (0, 1, 2, 3), "scale": (0.5, 2.0, -1.0)}
    for layer in range(4):
        for at, scale in enumerate((0.5, 2.0, -1.0)):
            with torch.no_grad(), demo.trace(PROMPT):
                demo.layers[layer].mlp.output *= scale
                logits = demo.output.logits[:, -1]
            assert torch.allclose(grid["logits"][layer, at], logits, atol=1e-4)
            assert grid["answer"][layer, at] == logits.argmax(-1)
    assert "4 layer × 3 scale" in repr(grid)
    assert set(grid) == {"logits", "answer"}


def test_another_prompt(demo, graph):
    grid = nnexplore.sweep(demo, graph, "Red cup, blue lamp, red", progress=False)
    alone = graph.fill(layer=2, scale=-1.0).run(demo, "Red cup, blue lamp, red")
    assert torch.allclose(grid["logits"][2, 2], alone["logits"], atol=1e-4)


def test_an_interrupted_sweep_has_holes_of_its_own(demo, graph, monkeypatch):
    fly, count = many.fly, []

    def interrupted(*args, **kwargs):
        count.append(1)
        if len(count) > 1:
            raise KeyboardInterrupt
        fly(*args, **kwargs)

    monkeypatch.setattr(many, "fly", interrupted)
    with pytest.warns(UserWarning, match="of 12 graphs are finished"):
        grid = nnexplore.sweep(demo, graph, memory="100KB", progress=False)
    there = torch.tensor(grid.results.finished).view(4, 3)
    assert not grid.complete
    assert grid["logits"][..., 0, 0].isnan().equal(~there)
    assert grid["answer"][..., 0].isnan().equal(~there)
    assert "cells finished" in repr(grid)


def test_bad_input(demo, graph):
    with pytest.raises(GraphError, match="no holes"):
        nnexplore.sweep(demo, graph.fill(layer=0, scale=2.0))
    with pytest.raises(GraphError, match="a tuple with one for each run"):
        nnexplore.sweep(demo, graph, ["a"])
    with pytest.raises(KeyError, match="saved no 'loss'; it saved logits, answer"):
        nnexplore.sweep(demo, graph, progress=False)["loss"]
