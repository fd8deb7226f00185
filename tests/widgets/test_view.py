"""What all views have: they follow the workspace, keep the last good picture, and let go when they are closed."""

from __future__ import annotations

import gc
import weakref

import pytest

from nnexplore.widgets._view import View
from nnexplore.workspace import Workspace

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Brandenburg Gate is in the city of"


class Answer(View):
    """The next token: the least that a view can draw."""

    _esm = "export default { render() {} }"

    def _draw(self):
        return {"next": self.workspace.top(1)[0][0], "tokens": self.workspace.tokens}

    def _handlers(self):
        return {"zero": lambda asked: self.workspace.zero(asked["component"], asked["layer"])}


@pytest.fixture
def workspace(demo):
    return Workspace(demo, PROMPT, OTHER)


@pytest.fixture
def view(workspace):
    made = Answer(workspace)
    yield made
    made.close()


def ask(view, **content):
    sent = []
    view._send = lambda message, buffers=None: sent.append(message)
    view._handle_msg({"content": {"data": {"method": "custom", "content": {"id": "1", **content}}}, "buffers": []})
    return [message["content"] for message in sent if message["method"] == "custom"]


def test_it_is_drawn_anew_whoever_makes_a_change(view, workspace):
    assert view._screen["next"] == " Paris"
    for position in (1, 2):
        workspace.copy("resid_post", -1, position=position)
    assert view._screen["next"] == " Berlin"
    assert ask(view, kind="clear") == [{"kind": "done", "id": "1"}]
    assert (view._screen["next"], workspace.edits) == (" Paris", ())
    ask(view, kind="undo")
    assert len(workspace.edits) == 2
    ask(view, kind="redo")
    workspace.prompt = OTHER
    assert (view._screen["next"], view._screen["tokens"][1]) == (" Berlin", " Brandenburg")
    assert not view.busy


def test_two_views_show_one_workspace(view, workspace):
    second = Answer(workspace)
    ask(view, kind="zero", component="resid_post", layer=3)
    assert second._screen == view._screen
    assert view._screen["next"] != " Paris"
    second.close()
    workspace.clear()
    assert view._screen["next"] == " Paris"


def test_a_view_has_a_workspace_of_its_own_where_it_is_given_a_model(demo):
    view = Answer(demo, PROMPT, OTHER)
    assert (view.workspace.prompt, view.workspace.other) == (PROMPT, OTHER)
    view.close()


def test_the_selection_goes_both_ways(view, workspace):
    workspace.select(layer=2, position=3)
    assert view._selected == {"layer": 2, "position": 3, "head": None}
    update = {"method": "update", "state": {"_selected": {"layer": 1, "position": 3, "head": 0}}, "buffer_paths": []}
    view._handle_msg({"content": {"data": update}, "buffers": []})
    assert (workspace.selection.layer, workspace.selection.head) == (1, 0)


def test_a_change_that_is_refused_is_answered_with_the_message(view, workspace):
    (reply,) = ask(view, kind="zero", component="mlp_out", layer=9)
    assert reply["kind"] == "error"
    assert reply["message"] == "there is no layer 9 of mlp_out: they are 0 to 3"
    (reply,) = ask(view, kind="melt")
    assert reply["kind"] == "error"
    assert workspace.edits == ()


def test_a_drawing_that_fails_leaves_the_last_one(view, workspace, monkeypatch):
    def fails(_):
        raise ValueError("no such colour")

    before = view._screen
    with monkeypatch.context() as patched:
        patched.setattr(Answer, "_draw", fails)
        workspace.zero("mlp_out", 2)
    assert view._screen == before
    assert view._error["message"] == "no such colour"
    assert "fails" in view._error["details"]
    assert not view.busy
    workspace.clear()
    assert view._error == {}


def test_what_is_wrong_from_the_start_is_an_error_in_the_cell(demo, monkeypatch):
    closed = []
    monkeypatch.setattr(Answer, "close", lambda view: closed.append(view))
    with pytest.raises(ValueError, match="there is no prompt"):
        Answer(demo)
    assert len(closed) == 1


def test_a_closed_view_lets_go(demo):
    workspace = Workspace(demo, PROMPT)
    view = Answer(workspace)
    screen = view._screen
    view.close()
    workspace.zero("mlp_out", 2)
    assert view._screen is screen
    with pytest.raises(RuntimeError, match="this Answer is closed"):
        _ = view.workspace
    assert repr(view) == "Answer(closed)"
    gone = weakref.ref(view)
    del view
    gc.collect()
    assert gone() is None
