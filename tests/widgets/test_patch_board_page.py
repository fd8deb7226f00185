"""The board in a real browser: dragged, clicked, typed and seen."""

import re

import pytest

from nnexplore import Workspace, widgets

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect  # noqa: E402

PROMPT = "The Eiffel Tower is in the city of"
SHORTER = "The Colosseum is in the city of"


@pytest.fixture
def board(demo):
    made = widgets.PatchBoard(demo, PROMPT, SHORTER)
    yield made
    made.close()


def cell(page, which, row, column):
    grid = page.locator(f".panel.{which} .rows .row").nth(row)
    return grid.locator(".cell").nth(column)


def arrows(page):
    return page.locator(".arrows .arrow")


def test_a_cell_is_dragged_from_one_prompt_onto_the_other(board, stage):
    page = stage(board).page
    cell(page, "source", 2, 1).drag_to(cell(page, "target", 2, 2))
    expect(arrows(page)).to_have_count(1)
    (change,) = board.workspace.edits
    assert (change.place.name, change.place.layer) == ("resid_post", 1)
    assert (dict(change.at), dict(change.source)) == ({"position": 2}, {"position": 1})
    expect(page.get_by_role("status")).to_contain_text("within reach changed")
    expect(cell(page, "source", 2, 1)).to_have_attribute("data-link", "from")
    expect(cell(page, "target", 2, 2)).to_have_attribute("data-link", "to")
    assert board.picked is None


def test_a_drop_on_another_row_stays_in_its_layer_and_one_beside_is_none(board, stage):
    page = stage(board).page
    cell(page, "source", 3, 1).drag_to(cell(page, "target", 1, 4))
    expect(arrows(page)).to_have_count(1)
    (change,) = board.workspace.edits
    assert (change.place.layer, change.at["position"]) == (2, 4)
    cell(page, "source", 3, 2).drag_to(page.locator(".legend"))
    expect(page.locator("[data-link=picked]")).to_have_count(0)
    assert (board.picked, len(board.workspace.edits)) == (None, 1)


def test_click_takes_and_click_puts(board, stage):
    page = stage(board).page
    cell(page, "source", 2, 6).click()
    expect(cell(page, "source", 2, 6)).to_have_attribute("data-link", "picked")
    assert board.picked == (1, 6)
    expect(cell(page, "target", 3, 7)).to_have_attribute("data-dim", "")
    cell(page, "target", 2, 7).click()
    expect(arrows(page)).to_have_count(1)
    cell(page, "source", 4, 0).click()
    cell(page, "source", 4, 0).click()
    expect(page.locator("[data-link=picked]")).to_have_count(0)
    cell(page, "target", 2, 7).click()
    expect(arrows(page)).to_have_count(0)
    assert board.workspace.edits == ()


def test_the_keyboard_does_the_same(board, stage):
    page = stage(board).page
    cell(page, "source", 4, 6).focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text('layer 2, position 6 " of" is taken')
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(arrows(page)).to_have_count(1)
    (change,) = board.workspace.edits
    assert (change.place.layer, dict(change.at), dict(change.source)) == (2, {"position": 7}, {"position": 6})
    assert (board.workspace.selection.layer, board.workspace.selection.position) == (2, 7)
    page.keyboard.press("Delete")
    expect(arrows(page)).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(arrows(page)).to_have_count(1)


def test_what_is_out_of_reach_is_dim_and_what_changed_is_marked(board, stage):
    shown = stage(board)
    page = shown.page
    board.patch(layer=1, source=1, target=2)
    board.patch(layer=2, source=6, target=7)
    shown.flush()
    dim = page.locator(".panel.result .cell").evaluate_all("cells => cells.map(one => 'dim' in one.dataset)")
    assert dim == [not reached for reached in board.reach.flatten().tolist()]
    marked = page.locator(".panel.result .cell").evaluate_all("cells => cells.map(one => 'changed' in one.dataset)")
    moved = (board.result.probabilities - board.target.probabilities).abs().sum(-1) / 2 > 1e-5
    assert marked == moved.flatten().tolist()
    assert any(marked)


def test_numbers_on_the_page_are_the_model_s(board, stage, demo):
    shown = stage(board)
    page = shown.page
    board.patch(layer=1, source=1, target=2)
    shown.flush()
    tokens = board.result.token_strings(board.result.top(1)[0].flatten().tolist())
    assert page.locator(".panel.result .cell").all_inner_texts() == [token.strip() for token in tokens]
    cell(page, "result", 4, 7).hover()
    values = board.workspace.logits().softmax(-1)[-1].topk(5).values
    exact = page.locator(".readout tbody tr .exact:not(.clean)").all_inner_texts()
    assert [float(text) for text in exact] == pytest.approx(values.tolist(), rel=1e-4)
    distance = (board.result.probabilities[4, 7] - board.target.probabilities[4, 7]).abs().sum() / 2
    text = page.locator(".readout .note").inner_text()
    assert float(re.search(r"moved (\S+)", text)[1]) == pytest.approx(distance.item(), rel=1e-5)
    rows = page.locator(".bars tbody tr")
    shown_now = {row.locator("th").inner_text(): row.locator("td.number").nth(1) for row in rows.all()}
    for text, number in [(token.replace(" ", "·", 1), p) for token, p in board.workspace.top(5)]:
        assert float(shown_now[text].get_attribute("title")) == pytest.approx(number, rel=1e-4)


def test_components_and_heads_are_chosen(board, stage):
    page = stage(board).page
    page.get_by_label("Copy", exact=True).select_option("attention's output")
    expect(page.locator(".panel.source .rows .row")).to_have_count(4)
    assert board.component == "attn_out"
    page.get_by_label("Copy", exact=True).select_option("one head")
    page.get_by_label("Head", exact=True).select_option("2")
    cell(page, "source", 1, 3).drag_to(cell(page, "target", 1, 4))
    expect(arrows(page)).to_have_count(1)
    (change,) = board.workspace.edits
    assert (change.place.name, change.place.layer) == ("head_out", 1)
    assert (dict(change.at), dict(change.source)) == ({"position": 4, "head": 2}, {"position": 3})


def test_patches_are_taken_away_in_the_list_and_on_the_arrow(board, stage):
    shown = stage(board)
    page = shown.page
    board.patch(layer=1, source=1, target=2)
    board.patch(layer=2, source=6, target=7)
    board.workspace.zero("mlp_out", 0, position=3)
    shown.flush()
    expect(page.locator(".patches li")).to_have_count(3)
    page.locator(".knob").first.click()
    expect(arrows(page)).to_have_count(1)
    page.get_by_role("button", name="Take away: zero mlp_out 0").click()
    expect(page.locator(".patches li")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".patches li")).to_have_count(2)
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".patches")).to_contain_text("No patches yet")


def test_without_another_prompt_it_says_so(demo, stage):
    board = widgets.PatchBoard(demo, PROMPT)
    shown = stage(board)
    expect(shown.page.get_by_text("There is no other prompt")).to_be_visible()
    board.workspace.other = SHORTER
    shown.flush()
    expect(shown.page.get_by_text("There is no other prompt")).to_be_hidden()
    expect(cell(shown.page, "source", 0, 6)).to_be_visible()


def test_an_error_is_shown_and_the_last_picture_stays(board, stage):
    shown = stage(board)
    board.picked = (1, 6)
    board.workspace.select(layer=1, position=7)
    shown.flush()
    board.workspace.other = "Rome"  # the page does not know yet
    cell(shown.page, "target", 2, 7).click()
    expect(shown.page.get_by_role("alert")).to_contain_text("there is no position 6")
    expect(shown.page.locator(".pending")).to_have_count(0)
    expect(arrows(shown.page)).to_have_count(0)
    assert (board.picked, board.workspace.edits) == (None, ())


def test_two_views_of_one_workspace(demo, stage):
    workspace = Workspace(demo, PROMPT, SHORTER)
    board, lens = widgets.PatchBoard(workspace), widgets.LogitLens(workspace)
    shown = stage(board)
    lens.patch(2, 1, "copy")
    workspace.select(layer=2, position=1)
    shown.flush()
    expect(arrows(shown.page)).to_have_count(1)
    expect(cell(shown.page, "result", 3, 1)).to_have_attribute("aria-selected", "true")


def test_nothing_sticks_out_when_narrow(board, stage):
    page = stage(board, width=448, viewport=(480, 900)).page
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    one, other = page.locator(".panel.source").bounding_box(), page.locator(".panel.target").bounding_box()
    assert other["y"] >= one["y"] + one["height"]
    page.evaluate("() => window.end()")
    assert page.evaluate("() => window.listening()") == 0


@pytest.mark.parametrize(("width", "fits"), [(900, True), (1000, True), (480, True), (340, False)])
def test_cells_shrink_before_a_grid_scrolls(board, stage, width, fits):
    """All of eight tokens are in sight where there is room for them; else each still has room for some letters."""
    page = stage(board, width=width, viewport=(width + 40, 1600)).page
    for which in ("target", "result"):
        grid = page.locator(f".panel.{which} .scroll")
        assert grid.evaluate("one => one.scrollWidth <= one.clientWidth") is fits
        assert cell(page, which, 4, 7).bounding_box()["width"] >= 44


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [480, 800, 1280])
def test_pictures(board, stage, dark, width):
    """Nothing to assert but that it can be drawn; with NNEXPLORE_SCREENSHOTS set, pictures for people."""
    shown = stage(board, dark=dark, width=width - 32, viewport=(width, 900))
    name = f"patch_board-{width}-{'dark' if dark else 'light'}"
    shown.picture(name)
    board.patch(layer=1, source=1, target=2)
    board.patch(layer=2, source=4, target=5)
    shown.flush()
    expect(arrows(shown.page)).to_have_count(2)
    shown.picture(f"{name}-patched")
    cell(shown.page, "source", 3, 1).click()
    shown.picture(f"{name}-picked")
