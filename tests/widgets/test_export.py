"""What is in a saved page, and what is refused."""

import json

import pytest

import nnexplore
from nnexplore import widgets

from .views import VIEWS, made

PROMPT = "The Eiffel Tower is in the city of"


@pytest.fixture
def bar(demo):
    shown = widgets.TokenBar(demo, PROMPT)
    yield shown
    shown.close()


def data(text):
    return json.loads(text.partition('id="saved">')[2].partition("</script>")[0])


def test_a_file_or_its_text(bar, tmp_path):
    path = bar.to_html(tmp_path / "bar.html", title="Mine")
    assert path == tmp_path / "bar.html"
    assert path.read_text("utf-8") == bar.to_html(title="Mine")
    assert "<title>Mine</title>" in path.read_text("utf-8")
    assert [one.name for one in tmp_path.iterdir()] == ["bar.html"]


def test_a_file_is_replaced_and_a_folder_is_not(bar, tmp_path):
    (tmp_path / "bar.html").write_text("old")
    bar.to_html(tmp_path / "bar.html")
    assert (tmp_path / "bar.html").read_text("utf-8").startswith("<!doctype html>")
    with pytest.raises(IsADirectoryError, match=r"is a folder; name a file in it, such as .*views\.html"):
        bar.to_html(tmp_path)


def test_what_fails_leaves_the_old_file(bar, tmp_path, monkeypatch):
    (tmp_path / "bar.html").write_text("old")
    monkeypatch.setattr("pathlib.Path.replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        bar.to_html(tmp_path / "bar.html")
    assert {one.name: one.read_text() for one in tmp_path.iterdir()} == {"bar.html": "old"}


def test_each_bundle_once_and_workspaces_told_apart(bar, demo):
    from nnexplore.widgets._page import page

    second, other = widgets.TokenBar(bar.workspace), widgets.TokenBar(demo, PROMPT)
    saved = data(page(bar, second, other))
    assert list(saved["bundles"]) == ["bundle0"]
    assert [view["workspace"] for view in saved["views"]] == [0, 0, 1]
    assert not any(name.startswith(("_model", "_view", "_esm")) for name in saved["views"][0]["state"])
    second.close()
    other.close()


def test_no_number_is_said_as_jupyter_says_it(bar):
    bar.set_trait("_progress", {"done": float("nan"), "total": float("inf"), "text": ""})
    assert data(bar.to_html())["views"][0]["state"]["_progress"] == {"done": "nan", "total": "inf", "text": ""}


def test_what_is_no_view_is_refused(bar, tmp_path):
    with pytest.raises(TypeError, match="a view or an explorer is needed, such as a LogitLens; this is a str"):
        widgets.save_html(tmp_path / "a.html", "lens")
    with pytest.raises(ValueError, match="no view to write"):
        widgets.save_html(tmp_path / "a.html")
    bar.close()
    with pytest.raises(RuntimeError, match="this TokenBar is closed"):
        bar.to_html()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", VIEWS)
def test_a_saved_view_is_small(name, demo, monkeypatch):
    """What a saved notebook keeps: the state of the view, its bundle, and the words for those who draw neither."""
    view = made(name, demo)
    monkeypatch.setattr(type(view), "page_state", lambda self: self.get_state())  # a page may have more to show
    bundle, words, sheet = len(view._esm), view._repr_mimebundle_()[0]["text/html"], data(view.to_html())
    state = len(json.dumps(sheet["views"]))
    most = 400_000 if name == "FlowView" else 200_000  # it holds the view of sampling and the map of heads too
    assert state <= most - bundle, (state, bundle)
    assert len(words) < 2_000
    view.close()


def test_words_for_those_who_draw_no_widgets(demo):
    shared = nnexplore.Workspace(demo, "<b>The</b> city", "of & in")
    shared.zero("mlp_out", 1)
    bar = widgets.TokenBar(shared)
    kinds = bar._repr_mimebundle_()[0]
    assert "application/vnd.jupyter.widget-view+json" in kinds
    assert "&lt;b&gt;The&lt;/b&gt; city" in kinds["text/html"]
    assert "of &amp; in" in kinds["text/html"]
    assert "<li>zero mlp_out 1</li>" in kinds["text/html"]
    bar.close()
