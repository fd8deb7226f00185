"""What is filled into a hole gives the very numbers that the block gives with them."""

from __future__ import annotations

import pytest
import torch

import nnexplore
from nnexplore.errors import ModelError
from tests.holes import (
    HEADED,
    LAYERS,
    POSITIONS,
    TOKENS,
    a_weight,
    added,
    agrees,
    an_operation,
    another_weight,
    applied,
    assigned,
    assigned_into_a_tuple,
    clamped,
    filled,
    left_out,
    patched,
    raised,
    results,
    scaled,
    scaled_anew,
)
from tests.tiny import tiny

KINDS = ["gpt2", "llama", "opt", "granite", "gemma2", "gpt_neox"]
SCALES = [0.5, -1.3, 0.1]


@pytest.fixture(autouse=True)
def _no_grad():
    with torch.no_grad():
        yield


@pytest.mark.parametrize("block", POSITIONS)
def test_a_position(block):
    model = tiny("gpt2")
    agrees(model, block, [{"position": at} for at in (0, 3, 6)], position=range(TOKENS - 1))


@pytest.mark.parametrize(
    "block", [scaled, scaled_anew, raised, clamped, filled, added, assigned, assigned_into_a_tuple]
)
def test_a_scale(block):
    agrees(tiny("gpt2"), block, [{"scale": scale} for scale in SCALES], scale=SCALES)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("block", [*LAYERS, left_out, applied])
def test_a_layer(kind, block):
    model = tiny(kind)
    values, fillings = {"layer": range(3)}, [{"layer": 1}, {"layer": 2}]
    if block in HEADED:
        values["head"], fillings = [0, 1, 3], [{"layer": 2, "head": 1}, {"layer": 0, "head": 3}]
    if block is patched:
        values["position"], fillings = range(TOKENS), [{"layer": 1, "position": 5}, {"layer": 2, "position": 0}]
    try:
        results(model, block, **dict.fromkeys(values, 0))
    except ModelError as error:
        pytest.skip(f"this kind has no such part: {error}")
    agrees(model, block, fillings, **values)


@pytest.mark.parametrize("block", [an_operation, another_weight, a_weight])
def test_inside_a_layer(block):
    agrees(tiny("gpt2"), block, [{"layer": 1}, {"layer": 2}], layer=range(3))


def test_two_holes_in_one_path():
    class Nested(torch.nn.Module):
        def __init__(self):
            super().__init__()
            torch.manual_seed(0)
            self.rows = torch.nn.ModuleList(
                torch.nn.ModuleList(torch.nn.Linear(3, 3) for _ in range(2)) for _ in range(3)
            )

        def forward(self, x):
            for row in self.rows:
                for part in row:
                    x = part(x).relu() + x
            return x

    net, x = nnexplore.Model(Nested()), torch.ones(1, 3)
    with net.trace(x) as run:
        row, column = run.hole("row", range(3)), run.hole("column", [1, 0])
        net.rows[row][column].output *= 2
        net.output.save("out")
    assert "rows.{row}.{column}.output" in repr(run.graph)
    for row in range(3):
        for column in range(2):
            with net.trace(x):
                net.rows[row][column].output *= 2
                want = net.output.value
            assert run.graph.fill(row=row, column=column).run(net)["out"].equal(want)
            assert run.graph.fill(row=row).fill(column=column).run(net)["out"].equal(want)


def test_a_sequence_is_a_list_of_modules():
    net = nnexplore.Model(torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Tanh(), torch.nn.Linear(2, 2)))
    with net.trace(torch.ones(1, 2)) as run:
        net[run.hole("at", range(3))].output *= 3
        net.output.save("out")
    with net.trace(torch.ones(1, 2)):
        net[2].output *= 3
        want = net.output.value
    assert run.graph.fill(at=2).run(net)["out"].equal(want)
