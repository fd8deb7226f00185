"""The explorer: all views of one workspace."""

from __future__ import annotations

import gc
import weakref

import pytest

import nnexplore
from nnexplore.errors import EditError
from nnexplore.widgets import (
    ActivationHeatmap,
    AttentionView,
    EditList,
    Explorer,
    Generation,
    GraphView,
    LogitLens,
    ModuleTree,
    Steering,
    TokenBar,
)

FRANCE, ITALY = "The capital of France is", "The capital of Italy is"


def test_its_views_share_one_workspace(demo):
    explorer = nnexplore.explore(demo, FRANCE, ITALY)
    views = explorer.tokens, explorer.tree, explorer.lens, explorer.show("attention"), explorer.edits
    kinds = TokenBar, ModuleTree, LogitLens, AttentionView, EditList
    assert all(isinstance(view, kind) for view, kind in zip(views, kinds, strict=True))
    assert all(view.workspace is explorer.workspace for view in views)
    explorer.lens.patch(-1, 3, "copy")
    assert explorer.workspace.top(1)[0][0] == " Rome"
    explorer.workspace.zero("head_out", 1, head=2)
    explorer.lens.selected = (2, 3)
    assert (explorer.workspace.selection.layer, explorer.attention._selected["position"]) == (1, 3)
    assert repr(explorer).startswith("Explorer(<Workspace of 'The capital of France is'")
    explorer.close()


def test_a_workspace_that_is_there_is_opened(demo):
    workspace = nnexplore.Workspace(demo, FRANCE, ITALY)
    workspace.zero("mlp_out", 2)
    explorer = Explorer(workspace)
    assert explorer.workspace is workspace
    assert explorer.lens.result is not explorer.lens.clean
    explorer.close()


def test_closed_it_lets_go_of_everything(demo):
    explorer = nnexplore.explore(demo, FRANCE)
    gone = [weakref.ref(thing) for thing in (explorer.workspace, explorer.lens, explorer.attention, explorer.tree)]
    explorer.close()
    del explorer
    gc.collect()
    assert [one() for one in gone] == [None] * 4


def test_a_view_in_a_tab_is_made_when_it_is_opened_and_rests_when_it_is_not(demo):
    explorer = nnexplore.explore(demo, FRANCE, ITALY)
    assert list(explorer.views) == ["lens"]
    attention, steering = explorer.attention, explorer.show("steering")
    assert isinstance(steering, Steering)
    assert (attention.paused, steering.paused) == (True, False)
    before = attention._screen
    explorer.workspace.zero("head_out", 1, head=2)
    assert attention._screen is before
    assert explorer.lens.edits == ()
    assert explorer.lens.result is not explorer.lens.clean  # it never rests
    assert len(steering.sliders) == 0
    explorer.show("attention")
    assert len(attention._screen["edits"]) == 1
    assert (attention.paused, steering.paused) == (False, True)
    for name, kind in {"values": ActivationHeatmap, "graph": GraphView, "generation": Generation}.items():
        assert isinstance(explorer.show(name), kind)
    explorer.close()
    explorer.close()


def test_views_of_two_prompts_wait_for_the_other(demo):
    explorer = nnexplore.explore(demo, FRANCE)
    explorer._tabs.selected_index = 4
    assert "board" not in explorer.views
    assert "explorer.workspace.other" in explorer._pages[4].children[0].value
    with pytest.raises(EditError, match="compares two prompts, and there is one"):
        explorer.show("grid")
    explorer.workspace.other = ITALY
    assert explorer._pages[4].children == (explorer.views["board"],)
    with pytest.raises(EditError, match="there is no tab 'bord'; there are lens, flow, attention, values, board"):
        explorer.show("bord")
    explorer.close()


def test_all_views_are_one_page(demo, tmp_path):
    explorer = nnexplore.explore(demo, FRANCE, ITALY)
    explorer.show("attention")
    explorer.show("graph")
    saved = explorer.to_html(tmp_path / "all.html").read_text()
    assert all(
        name in saved for name in ("TokenBar", "EditList", "ModuleTree", "LogitLens", "AttentionView", "GraphView")
    )
    explorer.close()
