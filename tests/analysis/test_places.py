"""The places of a result: which they are, and numbers summed onto them."""

import pytest
import torch

from nnexplore.analysis.agreement import Agreement
from nnexplore.analysis.component import COMPONENTS, component_named
from nnexplore.analysis.places import Places, part_sizes
from nnexplore.analysis.result import Cell
from nnexplore.errors import AnalysisError

TOKENS = ["a", "b", "c"]
HEADS, STREAM = component_named("head_out"), component_named("resid_pre")
SIZES = {"layer": 2, "head": 4, "position": 3}


def places(by=None, part=HEADS, positions=None, **chosen):
    return Places.of(part, by, chosen, SIZES, TOKENS, positions)


def test_all_of_them_or_some():
    assert places().axes == {"layer": (0, 1), "head": (0, 1, 2, 3)}
    assert places(("head", "layer"), head=[-1, 0, 3]).axes == {"head": (3, 0), "layer": (0, 1)}
    assert places(head=[2], layer=[1]).cells == [{"layer": 1, "head": 2}]
    assert places(part=STREAM).named()[1].labels == ("a", "b", "c")


def test_only_positions_that_there_are():
    assert places(part=STREAM, positions=(1, 2)).axes["position"] == (1, 2)
    with pytest.raises(AnalysisError, match="position 0 has no counterpart"):
        places(part=STREAM, positions=(1, 2), position=[0])


@pytest.mark.parametrize(
    ("by", "chosen", "words"),
    [
        (("layer", "neuron"), {}, "head_out has no axis 'neuron'; it has layer, head, position"),
        (("head",), {}, "layers at least"),
        (("layer", "layer"), {}, "each once"),
        (("layer",), {"head": [1]}, "heads were chosen, but this goes by layer"),
        (None, {"head": [4]}, "there is no head 4: they are 0 to 3"),
        (None, {"head": []}, "nothing to go through: no heads"),
    ],
)
def test_what_is_refused(by, chosen, words):
    with pytest.raises(AnalysisError, match=words):
        places(by, **chosen)


@pytest.mark.parametrize("by", [("layer",), ("layer", "head"), ("head", "position", "layer"), ("position", "layer")])
def test_sums(by):
    layers = [torch.randn(5, 4, 3, 7) for _ in range(2)]  # batch, heads, tokens, width
    found = places(by).sums(HEADS, layers)
    letters = {"layer": "l", "head": "h", "position": "t"}
    expected = torch.einsum(f"lbhtw->{''.join(letters[name] for name in by)}b", torch.stack(layers))
    assert torch.allclose(found, expected, atol=1e-5)


def test_sizes_and_every_component():
    for part in COMPONENTS.values():
        value = torch.zeros(1, 2, 3, 4) if part.of_attention else torch.zeros(1, 3, 4)
        assert part_sizes(part, [value] * 6)["layer"] == 6
        assert part_sizes(part, [value] * 6)["position"] == 3


def test_agreement():
    cells = tuple(Cell(value, {"layer": at}, f"layer {at}") for at, value in enumerate((1.0, 2.0, 4.0)))
    found = Agreement(cells, (1.5, 2.5, 3.0))
    assert found.difference == 1
    assert found.worst.label == "layer 2"
    expected = torch.corrcoef(torch.tensor([[1.0, 2.0, 4.0], [1.5, 2.5, 3.0]]))[0, 1]
    assert found.correlation == pytest.approx(float(expected))
    assert repr(found) == f"checked at 3 cells: correlation {float(expected):.3g}, largest difference 1 (layer 2)"
    single = Agreement(cells[:1], (1.5,))
    assert single.correlation != single.correlation
    assert "at 1 cell:" in repr(single)
