"""The attention view in a real browser: what is clicked, typed and seen."""

import re

import pytest
import torch

from nnexplore import Workspace, widgets

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect  # noqa: E402

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Brandenburg Gate is in the city of"


@pytest.fixture
def view(demo):
    made = widgets.AttentionView(demo, PROMPT, OTHER)
    yield made
    made.close()


def matrix(page):
    return page.get_by_role("grid", name="Attention weights")


def heads(page):
    return page.get_by_role("grid", name="Attention heads")


def number(page):
    """The readout's number, as text."""
    return page.locator(".readout").inner_text().rsplit(": ", 1)[1]


def weight(view, layer, head, position, key, run="edited"):
    return view.workspace.value("head_pattern", layer, run)[0, head, position, key]


def cell_size(page, tokens=8):
    """Of a cell, and where the first one begins."""
    box = matrix(page).locator("canvas").bounding_box()
    return (box["width"] - 86) / tokens, box["x"] + 84, box["y"] + 64


def point(page, row, column):
    size, left, top = cell_size(page)
    return left + (column + 0.5) * size, top + (row + 0.5) * size


def exactly(text, value):
    return torch.tensor(float(text), dtype=torch.float32).item() == value.item()


def test_hovering_every_cell_reads_the_kernel_s_own_number(view, stage):
    page = stage(view).page
    for row in range(8):
        for column in range(row + 1):
            page.mouse.move(*point(page, row, column))
            assert exactly(number(page), weight(view, 0, 0, row, column)), (row, column)
    page.mouse.move(*point(page, 2, 5))
    assert number(page) == "masked, a later token"


def test_the_keyboard_chooses_a_head_and_a_weight(view, stage):
    page = stage(view).page
    heads(page).focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    expect(page.get_by_role("heading", name="Layer 1 · head 2")).to_be_visible()
    assert (view.workspace.selection.layer, view.workspace.selection.head) == (1, 2)
    matrix(page).focus()
    for key in ("Home", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
    assert view.workspace.selection.position == 6
    assert exactly(number(page), weight(view, 1, 2, 6, 1))
    label = matrix(page).get_by_role("gridcell").get_attribute("aria-label")
    assert label == page.locator(".readout").inner_text()


def test_a_weight_is_set_restored_and_undone(view, stage):
    page = stage(view).page
    page.mouse.click(*point(page, 5, 1))
    before = number(page)
    page.get_by_role("button", name="Set to 0").click()
    expect(page.locator(".changes li")).to_have_text(re.compile("set head_pattern 0, head 0, position 5, key 1 to 0"))
    page.mouse.move(*point(page, 5, 1))
    assert number(page) == "0"
    assert view.workspace.edits[0].at == {"head": 0, "position": 5, "key": 1}
    matrix(page).focus()
    page.keyboard.press("Delete")
    expect(page.locator(".changes li")).to_have_count(0)
    assert number(page) == before
    page.keyboard.press("Control+z")
    expect(page.locator(".changes li")).to_have_count(1)
    page.get_by_label("New weight").fill("0.5")
    page.get_by_role("button", name="Set to", exact=True).click()
    expect(page.locator(".readout")).to_contain_text(": 0.5")
    page.get_by_role("button", name="Copy from other", exact=True).click()
    expect(page.locator(".changes li")).to_contain_text("from the other prompt")
    assert exactly(number(page), weight(view, 0, 0, 5, 1, "other"))


def test_a_head_is_ablated_and_the_rest_computed_again(view, stage):
    page = stage(view).page
    first = page.locator(".next .number").first.inner_text()
    heads(page).focus()
    page.keyboard.press("End")
    page.get_by_role("button", name="Ablate head").click()
    expect(page.get_by_role("button", name="Ablate head")).to_have_attribute("aria-pressed", "true")
    assert str(view.workspace.edits[0]) == "zero head_out 0, head 3"
    expect(page.locator(".next .was").first).to_be_visible()
    heads(page).focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("radio", name="now − clean").check(force=True)
    expect(page.locator(".legend")).to_contain_text("difference")
    page.mouse.move(*point(page, 6, 2))
    shown, parts = number(page).split(" = ")
    now, clean = weight(view, 1, 3, 6, 2), weight(view, 1, 3, 6, 2, "clean")
    assert exactly(shown, now - clean)
    assert [torch.tensor(float(part)).item() for part in parts.split(" − ")] == [now.item(), clean.item()]
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".changes li")).to_have_count(0)
    assert page.locator(".next .number").first.inner_text() == first


def test_what_python_does_is_seen(view, stage):
    shown = stage(view)
    page = shown.page
    view.workspace.select(layer=3, head=1, position=4)
    view.workspace.copy("head_out", 3, head=1)
    view.show = "other"
    shown.flush()
    expect(page.get_by_role("heading", name="Layer 3 · head 1")).to_be_visible()
    expect(page.get_by_role("button", name="Copy head from other")).to_have_attribute("aria-pressed", "true")
    assert exactly(number(page), weight(view, 3, 1, 4, 0, "other"))
    view.workspace.clear()
    view.show = "edited"
    view.workspace.prompt = "Paris is the capital of France"
    shown.flush()
    tokens = len(view.workspace.tokens)
    expect(page.locator(".size")).to_contain_text(f"· {tokens} tokens")
    expect(matrix(page)).to_have_attribute("aria-rowcount", str(tokens))


def test_the_order_is_by_what_heads_look_at(view, stage):
    page = stage(view).page
    page.get_by_label("Order of the heads").select_option("previous")
    assert view.sort == "previous"
    heads(page).focus()
    page.keyboard.press("Control+Home")
    patterns = torch.cat([view.workspace.value("head_pattern", layer)[0] for layer in range(4)])
    best = patterns.diagonal(-1, dim1=1, dim2=2).mean(-1).argmax().item()
    expect(page.get_by_role("heading", name=f"Layer {best // 4} · head {best % 4}")).to_be_visible()


def test_the_steps_of_a_weight_end_in_it(view, stage):
    page = stage(view).page
    page.mouse.click(*point(page, 6, 2))
    page.get_by_role("button", name="Show the steps").click()
    expect(page.locator(".step")).to_have_count(4)
    dot, scaled, score, shown = map(float, page.locator(".step output").all_inner_texts())
    assert exactly(shown, weight(view, 0, 0, 6, 2))
    assert scaled == pytest.approx(dot * 32**-0.5, rel=1e-6)
    assert score == pytest.approx(scaled, rel=1e-4)
    terms = [float(text) for text in page.locator(".terms td").all_inner_texts()]
    assert sum(terms[:-1]) == pytest.approx(terms[-1], abs=1e-4)
    matrix(page).focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".steps h3")).to_contain_text('" of"')


def test_an_error_is_shown_and_the_last_picture_stays(demo, stage):
    view = widgets.AttentionView(demo, PROMPT, "Rome")
    shown = stage(view)
    page = shown.page
    page.mouse.click(*point(page, 6, 2))
    before = number(page)
    page.get_by_role("button", name="Copy from other", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("in the other prompt: they are 0 to 2")
    assert number(page) == before
    view.show = "edited - other"
    shown.flush()
    expect(page.get_by_role("alert")).to_contain_text("8 and 3 tokens")
    view.show = "edited"
    shown.flush()
    expect(page.get_by_role("alert")).to_have_count(0)
    view.close()


def test_two_views_are_one(demo, stage):
    workspace = Workspace(demo, PROMPT)
    one, two = widgets.AttentionView(workspace), widgets.AttentionView(workspace)
    shown = stage(one)
    two.workspace.select(layer=2, head=2)
    two.workspace.zero("head_out", 2, head=2)
    shown.flush()
    expect(shown.page.get_by_role("button", name="Ablate head")).to_have_attribute("aria-pressed", "true")
    expect(shown.page.get_by_role("button", name="Copy head from other")).to_have_attribute("aria-disabled", "true")


def test_a_long_prompt_is_few_nodes_and_stays_inside(demo, stage):
    view = widgets.AttentionView(demo, " ".join([PROMPT] * 12))
    page = stage(view, width=520).page
    nodes = page.evaluate("() => document.querySelector('.nnexplore').shadowRoot.querySelectorAll('*').length")
    assert nodes <= 500
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    view.close()


def test_no_listener_outlives_the_view(view, stage):
    page = stage(view).page
    assert page.evaluate("() => window.listening()") > 0
    page.evaluate("() => window.end()")
    assert page.evaluate("() => window.listening()") == 0


@pytest.mark.parametrize("width", [480, 800, 1280])
@pytest.mark.parametrize("dark", [False, True])
def test_pictures(view, stage, dark, width):
    """Nothing to assert but that it can be drawn; with NNEXPLORE_SCREENSHOTS set, pictures for people."""
    shown = stage(view, dark=dark, viewport=(width, 1000))
    page, theme = shown.page, "dark" if dark else "light"
    page.wait_for_timeout(100)
    shown.picture(f"attention-{width}-{theme}")
    view.workspace.select(layer=1, head=0, position=7)
    view.workspace.zero("head_out", 0, head=2)
    view.workspace.set("head_pattern", 1, to=0.0, head=0, position=7, key=2)
    shown.flush()
    page.mouse.click(*point(page, 6, 2))
    page.get_by_role("button", name="Show the steps").click()
    expect(page.locator(".step")).to_have_count(4)
    view.show = "edited - clean"
    view.sort = "effect"
    shown.flush()
    page.wait_for_timeout(100)
    shown.picture(f"attention-changed-{width}-{theme}")
