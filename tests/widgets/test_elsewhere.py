"""Views of a model whose runs are carried out elsewhere: the same state, in few requests."""

from __future__ import annotations

import math

import numpy as np
import pytest
from ipywidgets import DOMWidget

import nnexplore
from nnexplore import Workspace, widgets
from nnexplore.errors import ModelError, RemoteError
from nnexplore.models import venue
from tests.elsewhere import Elsewhere, away, there
from tests.widgets.views import PROMPTS, VIEWS, made


@pytest.fixture(scope="module")
def model():
    return nnexplore.load("demo")


OWN = {*DOMWidget().get_state(), "_esm", "_css", "_anywidget_id", "tooltip"}
"""What every widget has, and what differs from one to the next."""
TIMES = "time", "pace"


def state(view):
    """What the browser is told, without what differs from widget to widget."""
    return without({name: value for name, value in view.get_state().items() if name not in OWN}, *TIMES)


def without(told, *names):
    """A state, or a part of one, without some of its parts, however deep."""
    if isinstance(told, dict):
        return {name: without(part, *names) for name, part in told.items() if name not in names}
    return told


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


OPENED = dict.fromkeys(VIEWS, 4) | {"FlowView": 5, "GraphView": 0}
"""Requests that a view with a change and two prompts may make until it is drawn."""


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_shows_what_it_shows_of_a_model_that_runs_here(model, name):
    want = state(made(name, model))
    for other, place in (there(model), away(model), away(model, weights=False)):
        found = state(made(name, other))
        own = ("missing", "_tree") if name == "ModuleTree" else () if place.weights else ("missing",)
        assert_alike(without(want, *own), without(found, *own))  # where weights are, and why something is not there
        assert place.requests <= OPENED[name]


@pytest.mark.parametrize("build", [there, away], ids=["with weights", "without weights"])
def test_the_module_tree_measures_in_one_request(model, build):
    other, place = build(model)
    trees = [widgets.ModuleTree(Workspace(one, PROMPTS[0]), measured=True) for one in (model, other)]
    assert place.requests == 1
    lies = {device for _, device in trees[1].get_state()["_tree"]["lies"] if device}
    assert lies == {"server" if build is away else "cpu"}
    found, elsewhere = (tree.get_state()["_screen"] for tree in trees)
    for name in ("norm", "mean", "calls", "output", "outputs"):
        assert_alike(found[name], elsewhere[name], name)
    assert not np.frombuffer(elsewhere["time"], np.float32).any()  # how long it took there is not known


def test_clicks_ask_once(model):
    other, place = away(model)
    workspace = Workspace(other, PROMPTS[0])
    view = widgets.FlowView(workspace)
    before = place.requests
    view.explain("expansion", position=-1, dimension=3)
    assert place.requests == before + 1  # the weights of that step
    view.explain("expansion", position=-2, dimension=5)
    assert place.requests == before + 1  # the arithmetic is done here
    heat = widgets.ActivationHeatmap(workspace)
    before = place.requests
    workspace.zero("mlp_out", 1, position=2)
    assert place.requests - before <= 4  # two views, drawn anew: blocks, weights of attention, logits, the value
    heat.close()
    view.close()


def clicks(view):
    """What one may do with a flow view, each with its name."""
    workspace = view.workspace
    yield "layer", lambda: workspace.select(layer=2)
    yield "head", lambda: workspace.select(head=1)
    yield "position", lambda: workspace.select(position=5)
    for kind in ("norm", "attention", "contribution"):
        yield kind, lambda kind=kind: view.set_trait("ribbon", kind)
    yield "another head", lambda: workspace.select(head=3)
    yield "another layer", lambda: workspace.select(layer=3)
    yield "a change", lambda: workspace.zero("head_out", 2, head=1)
    yield "no ribbons", lambda: view.set_trait("ribbon", "none")
    yield "the end", lambda: view.set_trait("level", "output")
    yield "the other prompt", lambda: view.set_trait("show", "other")
    yield "back", lambda: view.set_trait("show", "edited")
    for step in ("token_embedding", "resid_pre", "norm_1", "dot_products", "masked", "pattern", "heads", "resid_mid"):
        yield step, lambda step=step: view.explain(step, position=-1, dimension=3)
    yield "a neuron", lambda: view.explain("activation", position=-1, dimension=3)
    yield "the final norm", lambda: view.explain("final_norm", position=-1, dimension=3)
    yield "undo", workspace.undo


def test_the_flow_view_of_a_server_that_keeps_its_weights(model):
    other, place = away(model, weights=False)
    here, far = (widgets.FlowView(Workspace(one, *PROMPTS)) for one in (model, other))
    for (name, click), (_, same) in zip(clicks(here), clicks(far), strict=True):
        before = place.requests
        click()
        same()
        assert place.requests - before <= 4, name
        assert not far._error, name
        assert_alike(without(state(here), "missing"), without(state(far), "missing"), name)
        assert bool(far._number) == bool(far.place), name
    here.close()
    far.close()


def test_terms_of_weights_that_are_kept(model):
    """The number opens with its value, and why there is no more; where the weights are given it is as here."""
    kept, given = (widgets.FlowView(Workspace(away(model, weights=one)[0], PROMPTS[0])) for one in (False, True))
    want = widgets.FlowView(Workspace(model, PROMPTS[0]))
    for view in (kept, given, want):
        view.explain("query", position=-1, dimension=3, head=1)
    assert_alike(want._number, given._number)
    assert not want._block["missing"]
    assert not given._block["missing"]
    told = kept._number
    assert told["kind"] == "module"
    assert "the server keeps the weights of transformer.h.0.attn.c_attn" in told["note"]
    assert "set weights = true for this model" in told["note"]
    assert told["terms"]["names"] == []
    assert np.frombuffer(told["sums"], np.float64)[1] == pytest.approx(
        float(want.found["query"].value[1, -1, 3]), abs=1e-5
    )
    assert sorted(kept._block["missing"]) == ["attn_out", "expansion", "key", "logits", "mlp_out", "query", "value"]
    assert kept.found["query"].kind == "linear"  # it is drawn as what it is


ASKED = {
    "LogitLens": [{"kind": "patch", "layer": 1, "position": 2, "edit": "zero"}],
    "AttentionView": [{"kind": "zero head", "layer": 1, "head": 1}, {"kind": "sweep"}],
    "FlowView": [
        {"kind": "write", "text": "Paris is in"},
        {"kind": "accept"},
        {"kind": "open", "step": "norm_1", "position": 1, "dimension": 2},
        {"kind": "change", "step": "resid_pre", "change": "zero", "part": "vector", "position": 1, "dimension": 0},
    ],
    "Generation": [{"kind": "step"}, {"kind": "run", "tokens": 3}],
    "PatchGrid": [{"kind": "apply", "cell": 1}],
}
"""What the browser asks for that another machine has to carry out."""


@pytest.mark.parametrize(("name", "asked"), [(name, one) for name, all_of in ASKED.items() for one in all_of])
def test_a_server_that_no_longer_answers(model, name, asked):
    """The message is where the user looks, the last picture stays, and all goes on when it answers again."""
    other, place = away(model, weights=False)
    view, sent = getattr(widgets, name)(Workspace(other, *PROMPTS)), []
    view.send = lambda content, _buffers=None: sent.append(content)
    run, shown = place.run, view.get_state()

    def silent(*_, **__):
        raise RemoteError("http://lab cannot be reached", "unreachable")

    place.run = silent
    view._receive(view, {"id": "1", **asked}, [])
    for job in view._jobs:
        assert job.over.wait(60)
    told = [view._error, *(one for one in sent if one["kind"] == "error")]
    assert "http://lab cannot be reached" in [one.get("message") for one in told]
    after = view.get_state()
    assert not view.busy
    assert {one for one in after if after[one] != shown[one]} <= {"_error", "_selected", "_next"}  # what is selected
    place.run = run
    view.workspace.zero("mlp_out", 0, position=0)
    assert not view._error
    assert view.get_state()["_screen"] != shown["_screen"]
    view.close()


def test_words_that_no_server_gives(model):
    """The number is shown: it is a sum of what is here already."""
    other, place = away(model, weights=False)
    view = widgets.FlowView(Workspace(other, PROMPTS[0]))

    def silent(*_, **__):
        raise RemoteError("http://lab cannot be reached", "unreachable")

    place.run = silent
    view.explain("resid_pre", position=-1, dimension=3)
    assert view._number["step"] == "resid_pre"
    assert view._number["words"] == [{"title": "tokens: http://lab cannot be reached", "tokens": [], "scores": []}]
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
