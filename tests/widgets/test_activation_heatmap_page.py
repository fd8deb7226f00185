"""The heatmap in a real browser: every number that is read off it is the model's, every click a change of it."""

from __future__ import annotations

import re

import pytest
import torch

from nnexplore import widgets
from nnexplore.workspace import Place
from tests.reference import hooked

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect  # noqa: E402

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Brandenburg Gate is in the city of"


@pytest.fixture
def view(demo):
    made = widgets.ActivationHeatmap(demo, PROMPT, OTHER)
    yield made
    made.close()


@pytest.fixture
def own():
    """A tensor of the user's, with holes in it."""
    values = torch.randn(3, 6, 8, generator=torch.Generator().manual_seed(0))
    values[0, 1, 2], values[0, 2, 3], values[0, 4, 5] = torch.nan, torch.inf, -torch.inf
    made = widgets.ActivationHeatmap.of(values, ("head", "query", "key"), tokens=[f" t{n}" for n in range(6)])
    yield made
    made.close()


@pytest.fixture
def large():
    values = torch.randn(1500, 1200, generator=torch.Generator().manual_seed(1))
    made = widgets.ActivationHeatmap.of(values, ("token", "dimension"))
    yield made
    made.close()


def pad(page):
    return page.get_by_role("grid", name="Activations")


def number(page):
    return page.locator(".readout").inner_text().rsplit(": ", 1)[1].removesuffix(" (beyond the colours)")


def point(page, view, row, column, left=88, top=20):
    """Where a cell is on the page, when all of the matrix is in sight."""
    box = pad(page).locator("canvas").bounding_box()
    rows, columns = view.matrix.shape
    wide, high = (box["width"] - left - 2) / columns, (box["height"] - top - 2) / rows
    return box["x"] + left + (column + 0.5) * wide, box["y"] + top + (row + 0.5) * high


COUNT = """() => {
  window.strokes = 0;
  const canvas = CanvasRenderingContext2D.prototype;
  for (const name of ["clearRect", "drawImage", "stroke", "strokeRect", "fillText", "putImageData"]) {
    const draw = canvas[name];
    canvas[name] = function (...how) { window.strokes += 1; return draw.apply(this, how); };
  }
}"""


def exactly(text, value):
    return torch.tensor(float(text), dtype=torch.float32).item() == value.item()


def press(page, *keys):
    pad(page).focus()
    for key in keys:
        page.keyboard.press(key)


def colours(page, xs):
    """What is on the canvas at some places of the page."""
    return page.evaluate(
        """places => {
          const canvas = document.querySelector(".nnexplore").shadowRoot.querySelector("canvas");
          const box = canvas.getBoundingClientRect(), ratio = canvas.width / box.width;
          const read = ([x, y]) => canvas.getContext("2d").getImageData((x - box.x) * ratio, (y - box.y) * ratio, 1, 1);
          return places.map((place) => [...read(place).data].slice(0, 3));
        }""",
        xs,
    )


def test_hovering_reads_the_hook_s_own_numbers(demo, view, stage):
    page = stage(view).page
    ids = torch.tensor([demo.tokenizer(PROMPT).input_ids])
    with torch.no_grad():
        _, values = hooked(demo.module, (ids,), [("transformer.h.0", "output")])
    value = values["transformer.h.0", "output"]
    want = (value[0] if isinstance(value, tuple) else value)[0]
    for row in range(8):
        for column in (0, 1, 21, 64, 127):
            page.mouse.move(*point(page, view, row, column))
            assert exactly(number(page), want[row, column]), (row, column)
    assert page.locator(".readout").inner_text().startswith('position 7 " of" · dimension 127: ')


def test_the_colours_are_of_the_numbers(view, stage):
    """Cells of the canvas from low to high: redder and redder, as the map goes from blue to orange."""
    page = stage(view).page
    row = view.matrix[3]
    inside = row.abs() < max(map(abs, view._screen["range"]["robust"]))
    order = [column for column in row.argsort().tolist() if inside[column]]
    seen = colours(page, [point(page, view, 3, column) for column in order])
    hues = [red - blue for red, _, blue in seen]
    assert hues[0] < -60
    assert hues[-1] > 60
    assert all((hue <= 8) if row[column] < 0 else (hue >= -8) for hue, column in zip(hues, order, strict=True))


def test_the_keyboard_moves_extends_and_tells_python(view, stage):
    page = stage(view).page
    press(page, "ArrowDown", "ArrowDown", "ArrowRight")
    assert view.cells == {"rows": [2, 2], "columns": [1, 1]}
    assert view.workspace.selection.position == 2
    assert exactly(number(page), view.matrix[2, 1])
    label = pad(page).get_by_role("gridcell").get_attribute("aria-label")
    assert label == page.locator(".readout").inner_text()
    press(page, "Shift+ArrowDown", "Shift+ArrowRight", "Shift+ArrowRight")
    assert view.cells == {"rows": [2, 3], "columns": [1, 3]}
    expect(page.locator(".actions")).to_contain_text("2 × 3 cells")
    press(page, "Enter")
    expect(page.locator(".legend")).to_contain_text("changed")
    assert len(view.workspace.edits) == 6
    assert (view.matrix[2:4, 1:4] == 0).all()
    press(page, "Delete")
    expect(page.locator(".legend")).not_to_contain_text("changed")
    press(page, "Control+z")
    expect(page.locator(".legend")).to_contain_text("changed")
    press(page, "Control+z")
    assert view.workspace.edits == ()
    press(page, "r")
    assert view.cells == {"rows": [3, 3], "columns": [0, 127]}
    press(page, "c")
    assert view.cells["rows"] == [0, 7]


def test_a_drag_selects_and_the_buttons_change(view, stage):
    page = stage(view).page
    page.mouse.move(*point(page, view, 4, 30))
    page.mouse.down()
    page.mouse.move(*point(page, view, 3, 20), steps=3)
    page.mouse.move(*point(page, view, 2, 25), steps=3)
    page.mouse.up()
    expect(page.locator(".actions")).to_contain_text("3 × 6 cells")
    assert view.cells == {"rows": [2, 4], "columns": [25, 30]}
    page.get_by_label("New value").fill("0.25")
    page.get_by_role("button", name="Set to").click()
    expect(page.locator(".legend")).to_contain_text("changed")
    assert (view.matrix[2:5, 25:31] == 0.25).all()
    assert view.workspace.can == {"undo": True, "redo": False}
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_role("button", name="Restore")).to_have_attribute("aria-disabled", "true")
    x, y = point(page, view, 5, 0)
    page.mouse.click(x - 40, y)  # the token's name
    expect(page.locator(".actions")).to_contain_text("1 × 128 cells")
    assert view.cells == {"rows": [5, 5], "columns": [0, 127]}
    page.get_by_role("button", name="Copy from other").click()
    expect(page.locator(".legend")).to_contain_text("changed")
    assert [str(one) for one in view.workspace.edits] == ["copy resid_post 0, position 5 from the other prompt"]
    page.get_by_role("radio", name="now − clean").check(force=True)
    page.mouse.move(*point(page, view, 5, 9))
    value = view.workspace.value("resid_post", 0)[0] - view.workspace.value("resid_post", 0, "clean")[0]
    assert exactly(number(page), value[5, 9])
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".legend")).not_to_contain_text("changed")


def test_too_many_cells_cannot_be_changed(view, stage):
    page = stage(view).page
    page.mouse.move(*point(page, view, 0, 0))
    page.mouse.down()
    page.mouse.move(*point(page, view, 4, 60))
    page.mouse.up()
    zero = page.get_by_role("button", name="Zero")
    expect(zero).to_have_attribute("aria-disabled", "true")
    assert "305 changes, more than 64" in zero.get_attribute("title")
    press(page, "Enter")  # Python refuses it too
    expect(page.get_by_role("alert")).to_contain_text("5 × 61 cells would be 305 changes")
    assert view.workspace.edits == ()


def test_what_python_does_is_seen(view, stage):
    shown = stage(view)
    page = shown.page
    view.workspace.select(place=Place("head_pattern", 1), layer=1, head=2, position=4)
    shown.flush()
    expect(page.get_by_role("heading", name="head_pattern 1")).to_be_visible()
    expect(page.locator(".sliders output")).to_have_text("2 of 4")
    expect(page.get_by_label("Component")).to_have_value("head_pattern")
    assert exactly(number(page), view.workspace.value("head_pattern", 1)[0, 2, 4, 0])
    view.cells = {"rows": [6, 6], "columns": [3, 3]}
    shown.flush()
    assert exactly(number(page), view.workspace.value("head_pattern", 1)[0, 2, 6, 3])
    view.rows = "head"
    shown.flush()
    expect(page.get_by_label("Axis that goes down")).to_have_value("head")
    expect(pad(page)).to_have_attribute("aria-rowcount", "4")
    view.colours = "sequential"
    view.range = "full"
    shown.flush()
    expect(page.get_by_role("radio", name="low to high")).to_be_checked()
    expect(page.locator(".legend")).not_to_contain_text("beyond")


def test_component_layer_axes_and_slider_are_chosen_by_hand(view, stage):
    page = stage(view).page
    page.get_by_label("Component").select_option("head_q")
    expect(page.get_by_role("heading", name="head_q 0")).to_be_visible()
    page.get_by_label("Layer", exact=True).select_option("3")
    expect(page.get_by_role("heading", name="head_q 3")).to_be_visible()
    assert view.place == view.workspace.selection.place == Place("head_q", 3)
    slider = page.get_by_role("slider", name="head")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".sliders output")).to_have_text("1 of 4")
    assert view.workspace.selection.head == 1
    page.get_by_label("Axis that goes right").select_option("head")
    expect(pad(page)).to_have_attribute("aria-colcount", "4")
    page.mouse.move(*point(page, view, 2, 1))
    assert exactly(number(page), view.workspace.value("head_q", 3)[0, 1, 2, 0])


def test_an_error_is_shown_and_the_last_screen_stays(demo, stage):
    view = widgets.ActivationHeatmap(demo, PROMPT, "Rome")
    shown = stage(view)
    page = shown.page
    before = number(page)
    expect(page.get_by_role("radio", name="now − other")).to_be_disabled()
    page.get_by_role("button", name="Whole column").click()
    page.get_by_role("button", name="Copy from other").click()
    expect(page.get_by_role("alert")).to_contain_text("choose prompts of equal length")
    view.show = "edited - other"
    shown.flush()
    expect(page.get_by_role("alert")).to_contain_text("8 and 3 tokens")
    assert number(page) == before
    view.show = "edited"
    shown.flush()
    expect(page.get_by_role("alert")).to_have_count(0)
    view.close()


def test_holes_are_marked(own, stage):
    page = stage(own).page
    hole = colours(page, [(x - 14, y - 9) for x, y in (point(page, own, *at) for at in ((1, 2), (2, 3), (4, 5)))])
    assert hole[0] == hole[1] == hole[2]
    rest = colours(page, [(x - 14, y - 9) for x, y in (point(page, own, *at) for at in ((0, 0), (3, 3), (5, 7)))])
    assert hole[0] not in rest
    expect(page.locator(".legend")).to_contain_text("1 NaN, 2 infinite")
    for at, text in (((1, 2), "NaN"), ((2, 3), "∞"), ((4, 5), "−∞")):
        page.mouse.move(*point(page, own, *at))
        assert number(page) == text
    expect(page.get_by_role("button", name="Zero")).to_have_count(0)
    press(page, "Enter")  # there is nothing to change
    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_role("slider", name="head").fill("2")
    expect(page.locator(".sliders output")).to_have_text("2 of 3")
    page.mouse.move(*point(page, own, 5, 3))
    assert exactly(number(page), own.tensor[2, 5, 3])


def test_a_large_matrix_is_exact_wherever_one_looks(large, stage):
    page = stage(large).page
    for row, column in ((3, 7), (1490, 1190), (700, 601)):
        page.mouse.move(*point(page, large, row, column, left=44))
        expect(page.locator(".readout")).not_to_contain_text("…")
        found = re.match(r"token (\d+) · dimension (\d+): (\S+)", page.locator(".readout").inner_text())
        seen = int(found[1]), int(found[2])
        assert abs(seen[0] - row) < 8
        assert abs(seen[1] - column) < 5
        assert exactly(found[3], large.matrix[seen])


def test_the_pointer_moves_without_a_pixel_of_the_canvas_drawn_anew(view, stage):
    page = stage(view).page
    page.mouse.move(*point(page, view, 0, 0))
    page.evaluate(COUNT)
    frame, row, column = (page.locator(f".point {part}") for part in ("i", ".row", ".column"))
    for at in ((2, 21), (7, 127)):
        x, y = point(page, view, *at)
        page.mouse.move(x, y)
        box = frame.bounding_box()
        assert box["x"] <= x <= box["x"] + box["width"] < x + 8
        assert box["y"] <= y <= box["y"] + box["height"]
        assert row.inner_text() == {2: "·Tower", 7: "·of"}[at[0]]
        assert column.inner_text() == str(at[1])
    assert page.evaluate("() => window.strokes") == 0
    pad(page).press("ArrowDown")  # the keys speak now
    expect(frame).to_be_hidden()
    assert page.evaluate("() => window.strokes") > 0


def test_zooming_in_shows_the_exact_cells(large, stage):
    page = stage(large).page
    page.mouse.click(*point(page, large, 800, 650, left=44))
    for _ in range(12):
        press(page, "+")
    expect(page.get_by_role("button", name="Fit")).to_have_attribute("aria-disabled", "false")
    press(page, "ArrowDown", "ArrowDown")
    expect(page.locator(".readout")).not_to_contain_text("…")
    row, column = large.cells["rows"][0], large.cells["columns"][0]
    assert exactly(number(page), large.matrix[row, column])
    page.mouse.wheel(0, 400)
    press(page, "0")
    expect(page.get_by_role("button", name="Fit")).to_have_attribute("aria-disabled", "true")


def test_no_listener_outlives_the_view(view, stage):
    page = stage(view).page
    assert page.evaluate("() => window.listening()") > 0
    page.evaluate("() => window.end()")
    assert page.evaluate("() => window.listening()") == 0


def test_few_nodes_and_nothing_sticks_out(demo, stage):
    view = widgets.ActivationHeatmap(demo, " ".join([PROMPT] * 12), place=Place("neurons", 1))
    page = stage(view, width=420).page
    nodes = page.evaluate("() => document.querySelector('.nnexplore').shadowRoot.querySelectorAll('*').length")
    assert nodes <= 500
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    view.close()


@pytest.mark.parametrize("width", [480, 800, 1280])
@pytest.mark.parametrize("dark", [False, True])
def test_pictures(demo, view, own, stage, dark, width):
    """Nothing to assert but that it can be drawn; with NNEXPLORE_SCREENSHOTS set, pictures for people."""
    theme = "dark" if dark else "light"
    shown = stage(view, dark=dark, viewport=(width, 1000))
    page = shown.page
    page.wait_for_timeout(150)
    shown.picture(f"heatmap-{width}-{theme}")
    view.cells = {"rows": [2, 4], "columns": [10, 17]}
    view.change("zero")
    shown.flush()
    pad(page).focus()
    for _ in range(4):
        page.keyboard.press("+")
    page.mouse.move(*point(page, view, 3, 40))
    page.wait_for_timeout(150)
    shown.picture(f"heatmap-zoomed-{width}-{theme}")
    view.place = Place("head_pattern", 1)
    view.show, view.colours = "clean", "sequential"
    shown.flush()
    page.wait_for_timeout(150)
    shown.picture(f"heatmap-pattern-{width}-{theme}")
    other = stage(own, dark=dark, viewport=(width, 1000))
    other.page.wait_for_timeout(150)
    other.picture(f"heatmap-own-{width}-{theme}")


def test_large_picture(large, stage):
    shown = stage(large)
    shown.page.wait_for_timeout(600)
    shown.picture("heatmap-large")
