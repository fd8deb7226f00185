"""The heatmap's Python side: its numbers are the hooks' own, its pieces plain PyTorch's, its clicks changes."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest
import torch
import traitlets

from nnexplore import Workspace, widgets
from nnexplore.errors import EditError, ModelError
from nnexplore.widgets._heatmap_pool import pooled
from nnexplore.workspace import Change, Place
from tests.reference import hooked
from tests.tiny import tiny

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Brandenburg Gate is in the city of"


@pytest.fixture
def workspace(demo):
    return Workspace(demo, PROMPT, OTHER)


@pytest.fixture
def view(workspace):
    made = widgets.ActivationHeatmap(workspace)
    yield made
    made.close()


def hook(demo, path, port="output", prompt=PROMPT):
    """The value that a bare hook sees."""
    ids = torch.tensor([demo.tokenizer(prompt).input_ids])
    with torch.no_grad():
        _, values = hooked(demo.module, (ids,), [(path, port)])
    found = values[path, port]
    return (found[0] if isinstance(found, tuple) else found)[0]


def ask(view, **content):
    """A request as the browser sends it; the answers and their buffers."""
    sent = []
    view._send = lambda message, buffers=None: sent.append((message, buffers))
    view._handle_msg({"content": {"data": {"method": "custom", "content": {"id": "1", **content}}}, "buffers": []})
    return [(message["content"], buffers) for message, buffers in sent if message["method"] == "custom"]


def values(screen):
    """The numbers of the first picture, as the browser reads them."""
    first, (height, width) = screen["first"], screen["size"]
    if first["exact"]:
        return torch.from_numpy(np.frombuffer(first["values"], np.float32).copy()).view(height, width)
    down, right = first["level"]
    shares = torch.from_numpy(np.frombuffer(first["values"], np.float16).astype(np.float32))
    return shares.view(-(-height // 2**down), -(-width // 2**right)) * screen["scale"]


def slowly(matrix, rows, columns):
    """Pooling, block by block."""
    height, width = matrix.shape
    found = torch.empty(-(-height // rows), -(-width // columns))
    for row in range(found.shape[0]):
        for column in range(found.shape[1]):
            block = matrix[row * rows : (row + 1) * rows, column * columns : (column + 1) * columns].flatten()
            found[row, column] = torch.nan if block.isnan().any() else block[block.abs().argmax()]
    return found


def size(value):
    if isinstance(value, dict):
        return sum(map(size, value.values()))
    return len(value) if isinstance(value, bytes) else len(repr(value))


# ---------------------------------------------------------------------------- what is drawn


def test_numbers_are_those_of_bare_hooks(demo, view):
    assert torch.equal(values(view._screen), hook(demo, "transformer.h.0"))
    view.place = Place("mlp_out", 2)
    assert torch.equal(values(view._screen), hook(demo, "transformer.h.2.mlp"))
    view.place = "transformer.h.1.mlp.c_fc"
    assert torch.equal(values(view._screen), hook(demo, "transformer.h.1.mlp.c_fc"))
    assert (view.rows, view.columns) == ("0", "1")
    assert view._screen["labels"] == {"0": view.workspace.tokens}
    view.place = Place("resid_post", -1)
    assert torch.equal(view.matrix, hook(demo, "transformer.drop"))
    view.show = "other"
    assert torch.equal(view.matrix, hook(demo, "transformer.drop", prompt=OTHER))
    view.show = "clean - other"
    want = hook(demo, "transformer.drop") - hook(demo, "transformer.drop", prompt=OTHER)
    assert torch.equal(view.matrix, want)


def test_every_component_of_the_chooser_can_be_chosen(view):
    for component in view._screen["components"]:
        for layer in component["layers"]:
            assert ask(view, kind="place", name=component["name"], layer=layer)[-1][0]["kind"] == "done"
            assert view._screen["title"] == ("embeddings" if layer < 0 else f"{component['name']} {layer}")
            assert size(view._screen) < 200_000
            assert view._error == {}


def test_axes_can_be_chosen_and_swapped(view):
    view.place = Place("head_q", 1)
    value = view.workspace.value("head_q", 1)[0]
    assert (view.rows, view.columns, view.at) == ("position", "dimension", {"head": 0})
    view.at = {"head": 2}
    assert torch.equal(view.matrix, value[2])
    assert view.workspace.selection.head == 2
    view.rows = "head"
    assert (view.at, view.columns) == ({"position": 0}, "dimension")
    view.at = {"position": 5}
    assert torch.equal(view.matrix, value[:, 5])
    view.columns = "head"
    assert (view.rows, view.columns) == ("dimension", "head")
    assert torch.equal(view.matrix, value[:, 5].T)
    with pytest.raises(traitlets.TraitError, match="no axis 'token'; there are head, position, dimension"):
        view.rows = "token"


def test_what_is_said_of_the_numbers_is_torch_s(demo, view):
    matrix = hook(demo, "transformer.h.0")
    screen = view._screen
    low, high = matrix.min().item(), matrix.max().item()
    counts = np.frombuffer(screen["histogram"]["counts"], np.int32)
    assert torch.equal(torch.tensor(counts, dtype=torch.float32), torch.histc(matrix, 64, low, high))
    assert screen["range"]["full"] == [low, high]
    first, last = (torch.quantile(matrix, share).item() for share in (0.01, 0.99))
    assert screen["range"]["robust"] == pytest.approx([first, last], rel=1e-5)
    reach = max(map(abs, screen["range"]["robust"]))
    low, high = screen["range"]["robust"]
    outside = [(matrix.abs() > reach).sum().item(), ((matrix < low) | (matrix > high)).sum().item()]
    assert screen["range"]["clipped"] == outside
    norms = matrix.square().sum(0).sqrt()
    indices = np.frombuffer(screen["top"]["indices"], np.int32).tolist()
    assert indices == norms.argsort(descending=True)[:8].tolist()
    torch.testing.assert_close(torch.tensor(np.frombuffer(screen["top"]["norms"], np.float32).copy()), norms[indices])


# ---------------------------------------------------------------------------- large matrices


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (2, 3), (4, 1), (5, 16)])
def test_pooling_keeps_the_largest_magnitude(rows, columns):
    matrix = torch.randn(13, 17, generator=torch.Generator().manual_seed(0))
    matrix[3, 4], matrix[3, 5], matrix[8, 1], matrix[12, 16] = torch.nan, torch.inf, -torch.inf, 0
    torch.testing.assert_close(pooled(matrix, rows, columns), slowly(matrix, rows, columns), equal_nan=True)


def test_a_large_matrix_is_pooled_first_and_exact_on_demand():
    matrix = torch.randn(4000, 4000, generator=torch.Generator().manual_seed(0))
    view = widgets.ActivationHeatmap.of(matrix)
    assert size(view._screen) < 150_000
    down, right = view._screen["first"]["level"]
    want = pooled(matrix, 2**down, 2**right)
    torch.testing.assert_close(values(view._screen), want, rtol=1e-3, atol=1e-5)
    (tile, buffers), (done, _) = ask(view, kind="tile", version=1, level=[0, 0], at=[15, 3])
    assert (tile["size"], done["kind"]) == ([4000 - 15 * 256, 256], "done")
    exact = torch.from_numpy(np.frombuffer(buffers[0], np.float32).copy()).view(*tile["size"])
    assert torch.equal(exact, matrix[15 * 256 :, 768:1024])
    (tile, buffers), _ = ask(view, kind="tile", version=1, level=[2, 1], at=[1, 2])
    shares = torch.from_numpy(np.frombuffer(buffers[0], np.float16).astype(np.float32)).view(*tile["size"])
    want = slowly(matrix[1024:2048, 1024:1536], 4, 2)
    torch.testing.assert_close(shares * view._screen["scale"], want, rtol=1e-3, atol=1e-5)
    error = ask(view, kind="tile", version=1, level=[0, 0], at=[16, 0])[0][0]
    assert (error["kind"], error["message"]) == ("error", "there is no tile [16, 0] of level [0, 0] in [4000, 4000]")
    view.tensor = matrix[:10, :10]
    assert [answer["kind"] for answer, _ in ask(view, kind="tile", version=1, level=[0, 0], at=[0, 0])] == ["done"]
    view.close()


def test_numbers_beyond_float16_have_a_colour():
    view = widgets.ActivationHeatmap.of(torch.linspace(-1e30, 1e30, 400 * 400).view(400, 400))
    assert values(view._screen).isfinite().all()
    assert values(view._screen).abs().max().item() == pytest.approx(1e30, rel=1e-3)


# ---------------------------------------------------------------------------- a tensor of the user's


@pytest.mark.parametrize("dtype", [torch.float64, torch.bfloat16, torch.int64, torch.bool])
def test_tensors_of_any_type_are_drawn(dtype):
    tensor = torch.tensor([[0, 1, 1], [1, 0, 1]]).to(dtype)
    view = widgets.ActivationHeatmap.of(tensor)
    assert torch.equal(values(view._screen), tensor.float())


def test_holes_are_counted_and_kept():
    tensor = np.array([[1.0, np.nan, 3.0], [np.inf, -np.inf, 6.0]])
    view = widgets.ActivationHeatmap.of(tensor, ("query", "key"), tokens=["a", "b", "c"])
    screen = view._screen
    assert (screen["nan"], screen["infinite"], screen["range"]["full"]) == (1, 2, [1.0, 6.0])
    np.testing.assert_array_equal(values(screen).numpy(), tensor.astype(np.float32))
    assert screen["labels"] == {"key": ["a", "b", "c"]}
    empty = widgets.ActivationHeatmap.of(torch.full((2, 2), torch.nan))
    assert (empty._screen["nan"], empty._screen["range"]["robust"]) == (4, [0.0, 0.0])
    assert widgets.ActivationHeatmap.of(torch.ones(5))._screen["size"] == [1, 5]


def test_a_tensor_with_gradient_can_be_set_anew():
    view = widgets.ActivationHeatmap.of(torch.ones(2, 3, requires_grad=True), ("a", "b"), rows="b", columns="a")
    assert view._screen["size"] == [3, 2]
    view.tensor = torch.zeros(4, 5)
    assert view._screen["size"] == [5, 4]
    with pytest.raises(ValueError, match=r"the axes are a, b; got a tensor of shape \[3\]"):
        view.tensor = torch.ones(3)
    again = {"tensor": view.tensor, "nnexplore": __import__("nnexplore")}
    exec(view.code, again)
    assert torch.equal(again["view"].matrix, view.matrix)


@pytest.mark.parametrize(
    ("tensor", "options", "message"),
    [
        (torch.tensor(1.0), {}, r"along at least one axis is drawn; this one is \[\]"),
        ("x", {}, "a heatmap draws numbers, a tensor or what numpy makes an array of; got str"),
        (torch.ones(0, 3), {}, r"this one is \[0, 3\]"),
        (torch.ones(2, 2, dtype=torch.complex64), {}, "draw tensor.real, .imag or .abs()"),
        (torch.eye(3).to_sparse(), {}, "give tensor.to_dense()"),
        (torch.ones(2, 2), {"names": ("a",)}, r"one text for each of the 2 axes of \[2, 2\]"),
        (torch.ones(2, 2), {"names": ("a", "a")}, "all different"),
        (torch.ones(2, 2), {"tokens": {"0": ["x"]}}, r"got {'0': 1}"),
    ],
)
def test_what_cannot_be_drawn_is_refused(tensor, options, message):
    with pytest.raises(ValueError, match=message):
        widgets.ActivationHeatmap.of(tensor, **options)


# ---------------------------------------------------------------------------- changes


def test_cells_rows_and_columns_become_changes(view, workspace):
    place = Place("resid_post", 0)
    view.cells = {"rows": [2, 3], "columns": [5, 6]}
    view.change("set", 1.5)
    wanted = [{"position": row, "dimension": column} for row in (2, 3) for column in (5, 6)]
    assert workspace.edits == tuple(Change(place, at, "set", 1.5) for at in wanted)
    assert (view.matrix[2:4, 5:7] == 1.5).all()
    assert len(view._screen["outlines"]) == 4
    workspace.undo()
    assert workspace.edits == ()
    view.cells = {"rows": [4, 4], "columns": [0, 127]}
    view.change("copy")
    assert workspace.edits == (Change(place, {"position": 4}, "copy"),)
    assert torch.equal(view.matrix[4], workspace.value(place, run="other")[0, 4])
    view.cells = {"rows": [0, 7], "columns": [9, 10]}
    view.change("scale", 2)
    assert [dict(one.at) for one in workspace.edits[1:]] == [{"dimension": 9}, {"dimension": 10}]
    assert {"rows": [0, 7], "columns": [9, 9]} in view._screen["outlines"]
    view.cells = {"rows": [0, 7], "columns": [0, 127]}
    view.restore()
    assert workspace.edits == ()
    view.change("zero")
    assert workspace.edits == (Change(place, {}, "zero"),)


def test_a_change_of_a_head_names_it(view, workspace):
    view.place = Place("head_pattern", 1)
    view.at = {"head": 3}
    view.cells = {"rows": [5, 5], "columns": [0, 7]}
    view.change("zero")
    assert workspace.edits == (Change(Place("head_pattern", 1), {"head": 3, "position": 5}, "zero"),)
    view.at = {"head": 0}
    assert view._screen["outlines"] == []
    view.restore()
    assert len(workspace.edits) == 1


def test_a_module_s_axes_are_numbers(view, workspace):
    view.place = "transformer.h.1.mlp"
    view.cells = {"rows": [1, 1], "columns": [7, 7]}
    assert ask(view, kind="change", how="zero", cells=view.cells)[-1][0]["kind"] == "done"
    assert workspace.edits == (Change(Place("transformer.h.1.mlp"), {"0": 1, "1": 7}, "zero"),)
    assert view.matrix[1, 7] == 0


def test_too_many_changes_and_impossible_ones_are_refused(view, workspace):
    answer = ask(view, kind="change", how="zero", cells={"rows": [0, 4], "columns": [0, 63]})[-1][0]
    assert answer["kind"] == "error"
    assert answer["message"].startswith("5 × 64 cells would be 320 changes, and one click makes at most 64")
    assert workspace.edits == ()
    view.cells = {}
    with pytest.raises(EditError, match="no cells are selected"):
        view.change("zero")
    with pytest.raises(traitlets.TraitError, match="first and last of 8 rows and of 128 columns"):
        view.cells = {"rows": [0, 8], "columns": [0, 0]}
    with pytest.raises(traitlets.TraitError, match=r"got \{'rows': 3\}"):
        view.cells = {"rows": 3}


# ---------------------------------------------------------------------------- one workspace


def test_it_follows_the_selection_and_tells_of_its_own(view, workspace):
    view.place = Place("mlp_out", 2)
    assert (workspace.selection.place, workspace.selection.layer) == (Place("mlp_out", 2), 2)
    workspace.select(layer=3)
    assert view.place == workspace.selection.place == Place("mlp_out", 3)
    workspace.select(layer=-1)  # the embeddings have no mlp
    assert (view.place, view._error) == (Place("mlp_out", 3), {})
    workspace.select(place=Place("transformer.h.1.ln_2"), layer=1)
    assert view._screen["title"] == "transformer.h.1.ln_2.output"
    workspace.select(place=Place("head_v", 0), head=3)
    assert view.at == {"head": 3}
    assert torch.equal(view.matrix, workspace.value("head_v", 0)[0, 3])
    second = widgets.ActivationHeatmap(workspace)
    assert second.place == Place("head_v", 0)
    second.place = Place("neurons", 1)
    assert view._screen["title"] == "neurons 1"
    second.close()


def test_another_prompt_and_unequal_lengths(view, workspace):
    view.cells = {"rows": [7, 7], "columns": [3, 3]}
    workspace.prompt = "Rome is old"
    assert view._screen["size"][0] == len(workspace.tokens)
    assert view.cells == {}
    before = view._screen["version"]
    assert view._screen["missing"]["edited - other"] == "prompts of unequal length"
    view.show = "edited - other"
    assert "cannot be subtracted" in view._error["message"]
    assert view._screen["version"] == before
    view.show = "edited"
    assert view._error == {}


def test_places_that_are_not_there_are_refused(view):
    with pytest.raises(EditError, match="no layer 9 of mlp_out"):
        view.place = Place("mlp_out", 9)
    with pytest.raises(traitlets.TraitError, match="a place is Place"):
        view.place = 3
    assert view.place == Place("resid_post", 0)
    view.workspace.select(place=Place("nonsense"))
    assert "there is no nonsense.output" in view._error["message"]
    assert view._screen["title"] == "resid_post 0"


def test_a_model_without_heads_says_so():
    model = tiny("mamba")
    view = widgets.ActivationHeatmap(model, [3, 1, 4, 1])
    heads = next(one for one in view._screen["components"] if one["name"] == "head_pattern")
    assert heads["layers"] == []
    assert "no heads" in heads["why"]
    with pytest.raises(ModelError, match="no heads"):
        view.place = Place("head_pattern", 0)
    view.close()


def test_the_code_opens_the_same_view(view, workspace):
    view.place = Place("head_k", 2)
    view.at, view.colours, view.range = {"head": 1}, "sequential", "full"
    view.cells = {"rows": [1, 2], "columns": [0, 31]}
    known = {"workspace": workspace, "nnexplore": __import__("nnexplore")}
    exec(ask(view, kind="code")[0][0]["text"], known)
    again = known["view"]
    assert again._screen | {"version": 0} == view._screen | {"version": 0}
    assert (again.cells, again.colours, again.range) == (view.cells, "sequential", "full")
    again.close()


def test_closing_lets_go_of_the_tensors(demo):
    for made in (widgets.ActivationHeatmap(demo, PROMPT), widgets.ActivationHeatmap.of(torch.ones(3, 3))):
        held = weakref.ref(made.matrix)
        made.close()
        with pytest.raises(RuntimeError, match="closed and has let go"):
            _ = made.matrix
        assert "(closed)" in repr(made)
        gc.collect()
        assert held() is None
