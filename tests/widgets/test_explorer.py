"""The explorer: all views of one workspace."""

from __future__ import annotations

import gc
import weakref

import nnexplore
from nnexplore.widgets import AttentionView, EditList, Explorer, LogitLens, ModuleTree, TokenBar

FRANCE, ITALY = "The capital of France is", "The capital of Italy is"


def test_its_views_share_one_workspace(demo):
    explorer = nnexplore.explore(demo, FRANCE, ITALY)
    views = explorer.tokens, explorer.tree, explorer.lens, explorer.attention, explorer.edits
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
