"""Views saved as a page, opened in a real browser with no kernel and no network."""

import numpy as np
import pytest

import nnexplore
from nnexplore import widgets

from .views import VIEWS, made

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect  # noqa: E402

PROMPTS = "The Eiffel Tower is in the city of", "The Brandenburg Gate is in the city of"
NO_KERNEL = "This is a saved page: there is no kernel behind it."


@pytest.fixture
def open_page(chromium, tmp_path):
    """`open_page(path)` opens a file with the network switched off; a request or an error on the page fails."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    wrong = []

    def opener(path, *, dark=False):
        page = context.new_page()
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.on("request", lambda request: _is_foreign(request.url, path) and wrong.append(request.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda line: wrong.append(line.text) if line.type in ("error", "warning") else None)
        page.goto(path.as_uri())
        return page

    yield opener
    context.close()
    assert wrong == []


def _is_foreign(url, path):
    return url != path.as_uri() and not url.startswith(("blob:", "data:"))


@pytest.fixture
def workspace(demo):
    shared = nnexplore.Workspace(demo, *PROMPTS)
    shared.copy("resid_post", 0, position=2)
    return shared


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_looks_as_it_did(name, demo, stage, open_page, tmp_path):
    view = made(name, demo)
    page = open_page(view.to_html(tmp_path / "view.html"))
    shown = stage(view, width=page.locator(".nnexplore").bounding_box()["width"])
    inside = "[...document.querySelector('.nnexplore').shadowRoot.children].map(one => one.innerText).join('\\n')"
    page.wait_for_function(f"() => {inside}.length > 20")
    assert page.evaluate(f"() => {inside}") == shown.page.evaluate(f"() => {inside}")
    view.close()


def test_numbers_are_the_model_s(workspace, open_page, tmp_path):
    bar = widgets.TokenBar(workspace)
    page = open_page(bar.to_html(tmp_path / "bar.html"))
    page.get_by_role("option").nth(4).click()
    said = workspace.logits("edited").log_softmax(-1)[3, workspace.model.tokenizer(PROMPTS[0])["input_ids"][4]]
    shown = [np.float32(one.get_attribute("data-value")) for one in page.locator(".fact").all()]
    assert shown[1] == np.float32(said)
    assert workspace.selection.position is None  # nobody hears of it
    bar.close()


def test_one_selection_in_all_views_of_a_workspace(workspace, demo, open_page, tmp_path):
    views = [widgets.TokenBar(workspace), widgets.EditList(workspace), widgets.TokenBar(workspace)]
    other = widgets.TokenBar(demo, PROMPTS[0])
    page = open_page(widgets.save_html(tmp_path / "views.html", *views, other))
    bars = page.get_by_role("listbox", name="Tokens of the prompt")
    expect(bars).to_have_count(3)
    page.get_by_text("copy resid_post 0, position 2 from the other prompt").first.click()
    for at in (0, 1):
        expect(bars.nth(at).get_by_role("option", selected=True)).to_have_count(1)
        expect(bars.nth(at).get_by_role("option").nth(2)).to_have_attribute("aria-selected", "true")
    expect(bars.nth(2).get_by_role("option", selected=True)).to_have_count(0)
    bars.nth(1).get_by_role("option").nth(5).click()
    expect(bars.nth(0).get_by_role("option").nth(5)).to_have_attribute("aria-selected", "true")
    for view in (*views, other):
        view.close()


def test_an_explorer_in_one_file(demo, open_page, tmp_path):
    explorer = nnexplore.explore(demo, *PROMPTS)
    explorer.show("attention")
    path = widgets.save_html(tmp_path / "all.html", explorer, title="Paris & <Berlin>")
    for dark in (False, True):
        page = open_page(path, dark=dark)
        expect(page.locator(".nnexplore")).to_have_count(5)
        expect(page).to_have_title("Paris & <Berlin>")
        background = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
        assert background == ("rgb(17, 20, 24)" if dark else "rgb(255, 255, 255)")
        scheme = page.locator(".nnexplore").first.evaluate("host => getComputedStyle(host).colorScheme")
        assert scheme == ("dark" if dark else "light")
    explorer.close()


def test_what_needs_a_kernel_says_that_there_is_none(workspace, open_page, tmp_path):
    changes = widgets.EditList(workspace)
    page = open_page(changes.to_html(tmp_path / "changes.html"))
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("alert")).to_contain_text(NO_KERNEL)
    expect(page.get_by_text("copy resid_post 0, position 2 from the other prompt").first).to_be_visible()
    changes.close()


def test_the_menu_gives_the_page(workspace, stage, open_page, tmp_path):
    bar = widgets.TokenBar(workspace)
    page = stage(bar).page
    first = _save(page, tmp_path / "first.html")
    assert first.read_text("utf-8") == bar.to_html()
    saved = open_page(first)
    expect(saved.get_by_role("option")).to_have_count(8)
    second = _save(saved, tmp_path / "second.html")  # of a saved page it is the page itself
    again = open_page(second)
    expect(again.get_by_role("option")).to_have_count(8)
    assert _data(second) == _data(first)
    bar.close()


def _save(page, path):
    page.get_by_role("button", name="Save this view").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Save HTML").click()
    assert download.value.suggested_filename.endswith(".html")
    download.value.save_as(path)
    return path


def _data(path):
    return path.read_text("utf-8").partition('id="saved">')[2].partition("</script>")[0]


def test_pictures_are_saved_there_too(workspace, open_page, tmp_path):
    page = open_page(widgets.TokenBar(workspace).to_html(tmp_path / "bar.html"))
    page.get_by_role("button", name="Save this view").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Save PNG").click()
    download.value.save_as(tmp_path / "bar.png")
    assert (tmp_path / "bar.png").read_bytes().startswith(b"\x89PNG")


def test_no_page_can_be_made_to_run_what_is_in_a_prompt(demo, open_page, tmp_path):
    nasty = "</script><script>window.owned = 1</script><img src=x onerror='window.owned = 1'><!--<script>"
    bar = widgets.TokenBar(demo, nasty)
    page = open_page(bar.to_html(tmp_path / "bar.html"))
    expect(page.get_by_label("Prompt", exact=False).first).to_have_value(nasty)
    assert page.evaluate("() => window.owned") is None
    assert page.title() == f"TokenBar · {nasty}"
    bar.close()


def test_the_policy_of_the_page_lets_nothing_out(workspace, chromium, tmp_path):
    path = widgets.TokenBar(workspace).to_html(tmp_path / "bar.html")
    context = chromium.new_context()
    asked = []
    context.route("http://**", lambda route: (asked.append(route.request.url), route.abort()))
    page = context.new_page()
    page.goto(path.as_uri())
    refused = "fetch('http://nowhere.example/').then(() => 'sent', error => String(error))"
    assert "Failed to fetch" in page.evaluate(f"() => {refused}")
    page.evaluate(
        "() => { const one = new Image(); one.src = 'http://nowhere.example/x.png'; document.body.append(one) }"
    )
    page.wait_for_timeout(200)
    assert asked == []
    context.close()
