"""Views of a model whose runs are carried out elsewhere: the same state, in few requests."""

from __future__ import annotations

import math

import numpy as np
import pytest

import nnexplore
from nnexplore import Workspace, widgets
from nnexplore.errors import ModelError
from nnexplore.models import venue
from tests.elsewhere import Elsewhere, away, there
from tests.widgets.views import PROMPTS, VIEWS, made


@pytest.fixture(scope="module")
def model():
    return nnexplore.load("demo")


def state(view):
    """What the browser is told, without what differs from widget to widget."""
    return {name: value for name, value in view.get_state().items() if name[0] != "_" and name != "layout"}


def assert_alike(one, other, where=""):
    """The same but for rounding; bytes are float32 where they differ."""
    if isinstance(one, dict):
        assert isinstance(other, dict), where
        assert one.keys() == other.keys(), where
        for name in one:
            assert_alike(one[name], other[name], f"{where}.{name}")
    elif isinstance(one, list | tuple):
        assert len(one) == len(other), where
        for number, (left, right) in enumerate(zip(one, other, strict=True)):
            assert_alike(left, right, f"{where}[{number}]")
    elif isinstance(one, bytes | memoryview) and bytes(one) != bytes(other):
        left, right = (np.frombuffer(bytes(each), np.float32) for each in (one, other))
        assert np.allclose(left, right, rtol=1e-4, atol=1e-4, equal_nan=True), where
    elif isinstance(one, float):
        assert math.isclose(one, other, rel_tol=1e-4, abs_tol=1e-4) or (math.isnan(one) and math.isnan(other)), where
    elif not isinstance(one, bytes | memoryview):
        assert one == other, where


OPENED = dict.fromkeys(VIEWS, 4) | {"FlowView": 6, "GraphView": 0}
"""Requests that a view with a change and two prompts may make until it is drawn."""


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_shows_what_it_shows_of_a_model_that_runs_here(model, name):
    want = state(made(name, model))
    for other, place in (there(model), away(model)):
        assert_alike(want, state(made(name, other)))
        assert place.requests <= OPENED[name]


@pytest.mark.parametrize("build", [there, away], ids=["with weights", "without weights"])
def test_the_module_tree_measures_in_one_request(model, build):
    other, place = build(model)
    trees = [widgets.ModuleTree(Workspace(one, PROMPTS[0]), measured=True) for one in (model, other)]
    assert place.requests == 1
    found, elsewhere = (state(tree)["data"]["run"] if "data" in state(tree) else tree._run() for tree in trees)
    for name in ("norm", "mean", "calls", "output", "outputs"):
        assert_alike(found[name], elsewhere[name], name)
    assert not np.frombuffer(elsewhere["time"], np.float32).any()  # how long it took there is not known


def test_clicks_ask_once(model):
    other, place = away(model)
    workspace = Workspace(other, PROMPTS[0])
    view = widgets.FlowView(workspace)
    before = place.requests
    view.explain("expansion", position=-1, dimension=3)
    assert place.requests == before  # the arithmetic is done here
    heat = widgets.ActivationHeatmap(workspace)
    before = place.requests
    workspace.zero("mlp_out", 1, position=2)
    assert place.requests - before <= 4  # two views, drawn anew: blocks, weights of attention, logits, the value
    heat.close()
    view.close()


def test_explore_elsewhere(model, monkeypatch):
    place = Elsewhere(model)
    monkeypatch.setattr(venue, "_finders", [lambda where, **_: {"lab": place}[where]])
    explorer = nnexplore.explore(model, *PROMPTS, remote="lab")
    assert explorer.workspace.model.venue is place
    assert place.requests
    want = nnexplore.explore(model, *PROMPTS)
    assert_alike(state(want.lens), state(explorer.lens))
    explorer.close()
    want.close()


def test_a_model_whose_weights_are_nowhere_says_so(model):
    other, _ = away(model)
    other._venue = None
    with pytest.raises(ModelError, match="meta device"):
        widgets.FlowView(Workspace(other, PROMPTS[0]))
