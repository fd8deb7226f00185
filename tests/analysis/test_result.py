"""A result finds its cells by label and number, and says, draws, tabulates and stores what it holds."""

import itertools
import math

import pytest
import torch
from safetensors.torch import save_file

from nnexplore.analysis import Axis, Result
from nnexplore.analysis.figure import LOOKS
from nnexplore.errors import ResultError

TOKENS = ["The", " city", " of", " the", " city"]


@pytest.fixture
def result():
    values = torch.arange(20).reshape(4, 5) / 20
    values[3, 2], values[0, 1], values[1, 1] = 0.97, -0.5, math.nan
    axes = (Axis("layer", numbers=range(4)), Axis("position", TOKENS))
    return Result(
        values, axes, "patching", "recovery of logit_diff(' Paris', ' Rome')", zero="the corrupted run",
        one="the clean run", baselines={"clean": 4, "corrupted": -2.25},
    )  # fmt: skip


def cube(*sizes):
    names = ("layer", "head", "position", "more")
    axes = tuple(Axis(name, numbers=range(size)) for name, size in zip(names, sizes, strict=False))
    return Result(torch.linspace(-1, 1, math.prod(sizes)).reshape(sizes), axes)


# -- cells -----------------------------------------------------------------------------------------


def test_a_cell_by_label_and_number(result):
    assert result.at(layer=3, position=" of") == pytest.approx(0.97)
    assert result.at(layer="3", position=2) == pytest.approx(0.97)
    row = result.at(layer=3)
    assert row.values.equal(result.values[3])
    assert [axis.name for axis in row.axes] == ["position"]
    assert (row.name, row.baselines) == (result.name, result.baselines)
    assert result.at().values[3].equal(result.values[3])


def test_numbers_are_what_places_stand_for_not_where_they_are():
    result = Result(torch.tensor([1.0, 2.0]), (Axis("layer", numbers=[6, 12]),))
    assert result.at(layer=12) == 2
    with pytest.raises(ResultError, match="the axis 'layer' has no 1; it has 6, 12"):
        result.at(layer=1)


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({"position": " city"}, "2 places of 'position' are labelled ' city'; say which by number: 1, 4"),
        ({"position": "of"}, "no 'of'; it has 'The', ' city'.*; with a space there is ' of'"),
        ({"layer": 4}, "'layer' has no 4; it has 0, 1, 2, 3"),
        ({"head": 1}, "patching has no axis 'head'; it has layer, position"),
    ],
)
def test_a_cell_that_is_not_there(result, where, words):
    with pytest.raises(ResultError, match=words):
        result.at(**where)


def test_the_top(result):
    best, second = result.top(2)
    assert best.value == pytest.approx(0.97)
    assert best.where == {"layer": 3, "position": 2}
    assert best.label == "layer 3, position 2 ' of'"
    assert second.label == "layer 3, position 4 ' city'"
    assert result.top(1, by="least")[0].value == -0.5
    assert [round(cell.value, 2) for cell in result.top(6, by="size")][-1] == 0.7
    assert len(result.top(100)) == 19  # one is NaN
    assert -0.5 in [cell.value for cell in result.top(12, by="size")]
    with pytest.raises(ResultError, match="top goes by 'value', 'size', 'least'; got 'best'"):
        result.top(by="best")


def test_the_top_knows_infinities():
    result = Result(torch.tensor([1.0, -math.inf, math.inf, math.nan]), (Axis("layer", numbers=range(4)),))
    assert [cell.value for cell in result.top()] == [math.inf, 1.0, -math.inf]
    assert [cell.value for cell in result.top(by="least")] == [-math.inf, 1.0, math.inf]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Axis("layer"), "neither labels nor numbers"),
        (lambda: Axis("layer", ["a"], [1, 2]), "1 labels and 2 numbers"),
        (lambda: Axis("layer", numbers=[1, 1]), r"a number twice: \[1, 1\]"),
        (lambda: Result(torch.ones(2, 3), (Axis("a", ["x", "y"]),)), r"shape \[2, 3\]; these axes have \[a 2\]"),
        (lambda: Result(torch.ones(1, 1), (Axis("a", ["x"]),) * 2), r"a name of its own.*got \['a', 'a'\]"),
        (lambda: Result(torch.ones(1), (Axis("value", ["x"]),)), "none is 'value'"),
    ],
)
def test_what_does_not_fit_is_refused(make, words):
    with pytest.raises(ResultError, match=words):
        make()


def test_values_are_plain_floats_on_the_cpu(demo):
    with demo.trace("The Eiffel Tower is in the city of"):
        kept = Result(demo.layers[0].output[0, -1, :2], (Axis("dimension", numbers=range(2)),))
    assert type(kept.values) is torch.Tensor
    assert not kept.values.requires_grad
    assert Result(torch.ones(1).bfloat16(), (Axis("a", ["x"]),)).values.dtype == torch.float32
    assert Result(torch.ones(1).double(), (Axis("a", ["x"]),)).values.dtype == torch.float64


# -- words -----------------------------------------------------------------------------------------


def test_it_says_what_was_found(result):
    assert repr(result).splitlines() == [
        "patching: recovery of logit_diff(' Paris', ' Rome') (4 layers × 5 positions)",
        "  0 is the corrupted run; 1 is the clean run; clean 4; corrupted −2.25",
        "  highest layer 3, position 2 ' of'    0.97",
        "          layer 3, position 4 ' city'  0.95",
        "          layer 3, position 3 ' the'   0.9",
        "  lowest  layer 0, position 1 ' city'  −0.5",
        "  the 3 greatest of 20 cells hold 29% of the sum of all sizes",
        "  1 of 20 cells is NaN",
    ]


def test_it_says_that_there_is_nothing():
    assert "all cells are NaN" in repr(Result(torch.full((2,), math.nan), (Axis("a", ["x", "y"]),)))
    assert "no cells" in repr(Result(torch.ones(0), (Axis("a", []),)))
    assert repr(Result(torch.zeros(4), (Axis("layer", numbers=range(4)),), unit="nats")).count("0 nats") == 4


# -- files -----------------------------------------------------------------------------------------


def test_it_comes_back_from_a_file(result, tmp_path):
    path = tmp_path / "patching.safetensors"
    result.save(path)
    back = Result.load(path)
    assert torch.equal(back.values.nan_to_num(9), result.values.nan_to_num(9))
    assert back.axes == result.axes
    assert back.baselines == result.baselines
    assert repr(back) == repr(result)


def test_a_file_without_a_result(tmp_path):
    with pytest.raises(ResultError, match=r"nowhere.safetensors is no result that Result.save wrote"):
        Result.load(tmp_path / "nowhere.safetensors")
    save_file({"values": torch.ones(1)}, tmp_path / "plain.safetensors")
    with pytest.raises(ResultError, match="KeyError"):
        Result.load(tmp_path / "plain.safetensors")
    save_file({"values": torch.ones(1)}, tmp_path / "new.safetensors", {"nnexplore_result": '{"schema": 2}'})
    with pytest.raises(ResultError, match="schema 2; this nnexplore reads schema 1"):
        Result.load(tmp_path / "new.safetensors")
    (tmp_path / "text").write_text("no")
    with pytest.raises(ResultError, match="SafetensorError"):
        Result.load(tmp_path / "text")


# -- tables and pictures ---------------------------------------------------------------------------


def test_a_table_has_a_row_for_each_cell(result):
    pytest.importorskip("pandas")
    table = result.to_pandas()
    assert list(table.columns) == ["layer", "position", "position_label", "value"]
    assert len(table) == 20
    row = table.iloc[17]
    assert (row.layer, row.position, row.position_label) == (3, 2, " of")
    assert row.value == pytest.approx(0.97)
    assert list(cube(3).to_pandas().columns) == ["layer", "value"]
    assert list(cube(2, 3, 4, 2).to_pandas()["value"]) == cube(2, 3, 4, 2).values.reshape(-1).tolist()


@pytest.mark.parametrize(("name", "call"), [("pandas", "to_pandas"), ("plotly", "plot")])
def test_what_is_not_installed(result, name, call, monkeypatch):
    import importlib

    def missing(module):
        raise ImportError(module)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(ImportError, match=f"needs {name}, which is not installed: pip install {name}"):
        getattr(result, call)()


def test_two_axes_are_a_heatmap_with_zero_in_the_middle(result):
    pytest.importorskip("plotly")
    fig = result.plot()
    (trace,) = fig.data
    assert (trace.type, trace.z[3][2], trace.z[1][1]) == ("heatmap", pytest.approx(0.97), None)
    assert trace.customdata[3][2] == "layer 3<br>position 2 &#x27; of&#x27;<br><b>0.97</b>"
    assert fig.layout.coloraxis.cmin == -fig.layout.coloraxis.cmax == pytest.approx(-0.97)
    assert fig.layout.xaxis.ticktext == ("The", "·city", "·of", "·the", "·city")
    assert "0 is the corrupted run" in fig.layout.title.text


def test_one_axis_is_bars_or_a_line():
    pytest.importorskip("plotly")
    assert cube(4).plot().data[0].type == "bar"
    assert cube(40).plot().data[0].type == "scatter"


def test_three_axes_are_panels_or_a_slider():
    pytest.importorskip("plotly")
    panels = cube(4, 2, 3).plot()
    assert [trace.type for trace in panels.data] == ["heatmap"] * 4
    assert list(panels.data[2].z[1]) == cube(4, 2, 3).values[2, 1].tolist()
    slider = cube(13, 2, 3).plot()
    steps = slider.layout.sliders[0].steps
    assert len(steps) == 13
    assert "layer 0<br>head 1" in slider.data[0].customdata[1][0]
    shown = steps[12].args[0]
    assert steps[12].method == "restyle"
    assert shown["z"][0][1] == pytest.approx(cube(13, 2, 3).values[12, 1].tolist())
    assert "layer 12<br>head 1" in shown["customdata"][0][1][0]


@pytest.mark.parametrize("sizes", [(4,), (40,), (2, 3), (4, 2, 3), (13, 2, 3)])
@pytest.mark.parametrize("theme", LOOKS)
def test_light_and_dark(theme, sizes):
    pytest.importorskip("plotly")
    look, layout = LOOKS[theme], cube(*sizes).plot(theme).layout
    assert (layout.paper_bgcolor, layout.font.color) == (look.paper, look.text)
    assert layout.plot_bgcolor == (look.paper if len(sizes) == 1 else look.missing)
    if len(sizes) > 1:
        assert tuple(colour for _, colour in layout.coloraxis.colorscale) == look.scale


def test_a_theme_that_there_is_not():
    pytest.importorskip("plotly")
    with pytest.raises(ResultError, match="a theme is 'light' or 'dark'; got 'plotly_dark'"):
        cube(2, 2).plot("plotly_dark")


CONES = {
    "all three": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""What is seen of linear sRGB without one kind of cone: Machado et al. (2009), severity 1."""


def lab(colour, cones):
    """CIELAB of a colour ``#rrggbb`` as seen with these cones."""
    srgb = torch.tensor([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = torch.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    seen = (torch.tensor(CONES[cones], dtype=torch.float32) @ linear).clamp(0, 1)
    to_xyz = torch.tensor([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    ratio = to_xyz @ seen / torch.tensor([0.9505, 1.0, 1.089])
    x, y, z = torch.where(ratio > 0.008856, ratio.clamp(1e-9) ** (1 / 3), 7.787 * ratio + 16 / 116)
    return torch.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("cones", CONES)
@pytest.mark.parametrize("theme", LOOKS)
def test_colours_are_told_apart_by_everyone(theme, cones):
    """Either way from zero lightness goes one way, and what is above zero is never the colour of what is below."""
    look = LOOKS[theme]
    scale = [lab(colour, cones) for colour in look.scale]
    away = 1 if theme == "dark" else -1
    for side in (scale[4::-1], scale[4:]):
        assert all(away * (float(far[0]) - float(near[0])) > 2 for near, far in itertools.pairwise(side))
    for at in range(4):
        assert (scale[at] - scale[8 - at]).norm() > 20
    assert (lab(look.low, cones) - lab(look.high, cones)).norm() > 40
    assert min((lab(look.missing, cones) - one).norm() for one in scale) > 10


def test_a_long_title_has_lines_of_its_own(result):
    pytest.importorskip("plotly")
    long = Result(result.values, result.axes, "activation patching of resid_pre, denoising", result.metric)
    first, second = long.plot().layout.title.text.split("<br>")
    assert (first, second) == (long.name, "recovery of logit_diff(&#x27; Paris&#x27;, &#x27; Rome&#x27;)")
    assert long.plot().layout.height > Result(result.values, result.axes, "short").plot().layout.height


def test_tokens_are_safe_in_html():
    pytest.importorskip("plotly")
    fig = Result(torch.zeros(2), (Axis("position", ["<b>", "\n"]),)).plot()
    assert fig.layout.xaxis.ticktext == ("&lt;b&gt;", "⏎")


@pytest.mark.parametrize("make", [lambda: cube(2, 2, 2, 2), lambda: Result(torch.tensor(1.0), ()), lambda: cube(0)])
def test_what_cannot_be_drawn(make):
    with pytest.raises(ResultError, match=r"one to three axes with places on them; there are: .*result\.at"):
        make().plot()
