"""The patch grid in a real browser: what is clicked, typed and seen."""

import re
import time

import numpy as np
import pytest
import torch

import nnexplore
from nnexplore import widgets
from nnexplore.analysis import metrics
from nnexplore.analysis.statistics import recovery
from nnexplore.workspace import Change, Place

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect  # noqa: E402

PROMPT = "The Brandenburg Gate is in the city of"
OTHER = "The Eiffel Tower is in the city of"
SHORT = "The Colosseum is in the city of"
LEFT, TOP = 46, 40


@pytest.fixture
def workspace(demo):
    return nnexplore.Workspace(demo, PROMPT, OTHER)


@pytest.fixture
def grid(workspace):
    made = widgets.PatchGrid(workspace)
    yield made
    made.close()


@pytest.fixture
def slow(demo, background):
    hooks = [block.register_forward_pre_hook(lambda *_: time.sleep(0.05)) for block in demo.module.transformer.h]
    yield
    for hook in hooks:
        hook.remove()


def cells(page):
    return page.get_by_role("grid", name="Patches")


def point(page, row, column, rows=4, columns=8):
    box = cells(page).locator("canvas").bounding_box()
    wide, high = (box["width"] - LEFT - 4) / columns, (box["height"] - TOP - 4) / rows
    return box["x"] + LEFT + (column + 0.5) * wide, box["y"] + TOP + (row + 0.5) * high


def numbers(page):
    """What the line below the grid says: recovery, metric and change, as float32."""
    text = page.locator(".readout").inner_text()
    found = re.search(r"recovery (\S+), metric (\S+) logits, change ([^\s,]+)", text)
    return [torch.tensor(float(one), dtype=torch.float32) for one in found.groups()]


def run(shown):
    shown.page.get_by_role("button", name="Run", exact=True).click()
    expect_state(shown, "Finished: 32 cells.")


def expect_state(shown, text, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        shown.flush()
        if shown.page.locator(".state").inner_text() == text:
            return
        shown.page.wait_for_timeout(30)
    raise AssertionError(shown.page.locator(".state").inner_text())


def test_every_cell_reads_the_kernel_s_own_number(grid, workspace, stage):
    shown = stage(grid)
    page = shown.page
    expect(page.locator(".state")).to_have_text("Not run yet: 32 cells.")
    run(shown)
    result = grid.result
    recovered = recovery(result.values, result.baselines["clean"], result.baselines["corrupted"])
    here = torch.tensor(result.baselines["corrupted"])
    for row in range(4):
        for column in range(8):
            page.mouse.move(*point(page, row, column))
            share, metric, change = numbers(page)
            assert metric == result.values[row, column]
            assert share == recovered[row, column]
            assert change == result.values[row, column] - here


def test_both_ways_and_their_difference(grid, workspace, stage):
    shown = stage(grid)
    page = shown.page
    into = page.get_by_label("Into")
    into.select_option("other")
    shown.flush()
    assert page.locator(".prompt").all_inner_texts() == [OTHER, PROMPT]
    run(shown)
    expect(page.get_by_role("button", name="Apply", exact=True).first).to_have_attribute("aria-disabled", "true")
    into.select_option("prompt - other")
    shown.flush()
    expect(page.locator(".state")).to_have_text("Not run yet: 64 cells.")
    page.get_by_role("button", name="Run", exact=True).click()
    expect_state(shown, "Finished: 64 cells.")
    parts = [one.recovery().values for one in grid.results.values()]
    for row, column in ((0, 1), (2, 7), (3, 3)):
        page.mouse.move(*point(page, row, column))
        text = page.locator(".readout").inner_text()
        said = re.search(r"recovery (\S+) in the prompt, (\S+) in the other, difference (\S+)", text).groups()
        one, other, difference = (float(number.replace("−", "-")) for number in said)
        assert np.float32(one) == parts[0][row, column]
        assert np.float32(other) == parts[1][row, column]
        assert np.float32(difference) == parts[0][row, column] - parts[1][row, column]


def test_the_prompts_say_which_is_which(grid, stage):
    page = stage(grid).page
    assert page.locator("dt").all_inner_texts() == ["0 = patched", "1 = values from"]
    assert page.locator(".prompt").all_inner_texts() == [PROMPT, OTHER]
    shown = [float(one.get_attribute("title")) for one in page.locator("dd .number").all()]
    assert np.float32(shown).tolist() == np.frombuffer(grid._screen["runs"], np.float32)[:2].tolist()


def test_it_fills_in_and_is_cancelled_and_goes_on(grid, stage, slow):
    shown = stage(grid)
    page = shown.page
    page.get_by_role("button", name="Run", exact=True).click()
    end = time.monotonic() + 30
    while not re.match(r"Running: ([1-9]\d*) of 32 cells", page.locator(".state").inner_text()):
        shown.flush()
        page.wait_for_timeout(20)
        assert time.monotonic() < end
    expect(page.get_by_role("button", name="Run", exact=True)).to_have_attribute("aria-disabled", "true")
    while not page.get_by_role("button", name="Cancel").is_visible():
        shown.flush()
        page.wait_for_timeout(20)
        assert time.monotonic() < end
    page.get_by_role("button", name="Cancel").click()
    while not (found := re.match(r"Cancelled, (\d+) of 32 cells", page.locator(".state").inner_text())):
        shown.flush()
        page.wait_for_timeout(20)
        assert time.monotonic() < end
    assert 0 < int(found[1]) < 32
    page.mouse.move(*point(page, 3, 7))
    expect(page.locator(".readout")).to_contain_text("not there yet")
    page.get_by_role("button", name="Continue").click()
    expect_state(shown, "Finished: 32 cells.")
    assert grid.complete
    expect(page.get_by_role("alert")).to_have_count(0)


def test_the_keyboard_selects_and_applies(grid, workspace, stage):
    shown = stage(grid)
    page = shown.page
    run(shown)
    cells(page).focus()
    for key in ("ArrowDown", "ArrowDown", "End"):
        page.keyboard.press(key)
    assert (workspace.selection.layer, workspace.selection.position) == (2, 7)
    label = cells(page).get_by_role("gridcell").get_attribute("aria-label")
    assert label.startswith('layer 2, position 7 " of": recovery ')
    page.keyboard.press("Enter")
    expect(page.locator(".chosen-cell button")).to_have_text("Remove")
    assert workspace.edits == (Change(Place("resid_pre", 2), {"position": 7}, "copy"),)
    said = page.locator(".aside").inner_text()
    now = float(np.frombuffer(grid._screen["runs"], np.float32)[2])
    assert "without the 1 change of the workspace" in said
    assert np.float32(re.search(r"now gives (\S+) logits", said)[1]) == np.float32(now)
    page.keyboard.press("Delete")
    expect(page.locator(".chosen-cell button")).to_have_text("Apply")
    assert workspace.edits == ()
    page.keyboard.press("Control+z")
    expect(page.locator(".chosen-cell button")).to_have_text("Remove")


def test_a_double_click_applies_and_a_second_takes_it_back(grid, workspace, stage):
    page = stage(grid).page
    page.mouse.dblclick(*point(page, 1, 2))
    expect(page.locator(".chosen-cell button")).to_have_text("Remove")
    assert [str(edit) for edit in workspace.edits] == ["copy resid_pre 1, position 2 from the other prompt"]
    page.mouse.dblclick(*point(page, 1, 2))
    expect(page.locator(".chosen-cell button")).to_have_text("Apply")
    assert workspace.edits == ()


def test_the_table_is_sorted_and_applies(grid, workspace, stage):
    shown = stage(grid)
    page = shown.page
    run(shown)
    best = grid.result.top(10)
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(10)
    metric = [np.float32(one.get_attribute("title")) for one in page.locator("tbody td.number:nth-child(5)").all()]
    assert metric == [np.float32(cell.value) for cell in best]
    page.get_by_role("button", name=re.compile("recovery")).click()
    least = grid.result.top(1, by="least")[0]
    expect(page.locator("[aria-sort]")).to_have_attribute("aria-sort", "ascending")
    assert np.float32(rows.first.locator(".number").last.get_attribute("title")) == np.float32(least.value)
    rows.first.get_by_role("button", name=re.compile("Go to")).press("Enter")
    assert workspace.selection.position == least.where["position"]
    rows.first.get_by_role("button", name=re.compile("Patch layer")).press("Enter")
    expect(rows.first.get_by_role("button", name=re.compile("Patch layer"))).to_have_text("Remove")
    expect(rows.first.get_by_role("button", name=re.compile("Patch layer"))).to_be_focused()
    assert workspace.edits[0].place.layer == least.where["layer"]
    page.get_by_role("button", name="Show more").click()
    expect(rows).to_have_count(20)


def test_component_and_axes_are_chosen(grid, workspace, stage):
    shown = stage(grid)
    page = shown.page
    page.get_by_label("Patch", exact=True).select_option("head_out")
    assert grid.component == "head_out"
    expect(page.locator(".state")).to_have_text("Not run yet: 16 cells.")
    page.get_by_label("By").select_option("layer head position")
    assert grid.by == ["layer", "head", "position"]
    expect(page.locator(".state")).to_have_text("Not run yet: 128 cells.")
    page.get_by_role("button", name="Run", exact=True).click()
    expect_state(shown, "Finished: 128 cells.")
    page.get_by_label("Head", exact=True).press("End")
    assert workspace.selection.head == 3
    page.mouse.move(*point(page, 0, 7))
    assert numbers(page)[1] == torch.tensor(grid.result.at(layer=0, head=3, position=7))
    workspace.select(head=2)
    shown.flush()
    page.mouse.move(*point(page, 0, 6))
    assert numbers(page)[1] == torch.tensor(grid.result.at(layer=0, head=2, position=6))
    page.get_by_label("Colour").select_option("change")
    expect(page.locator(".legend")).to_contain_text("change of the metric")
    assert grid.show == "change"


def test_tokens_are_typed(grid, stage):
    page = stage(grid).page
    field = page.get_by_label("Token of the metric")
    expect(field).to_have_value("·Paris")
    field.fill("·Madrid")
    field.press("Enter")
    expect(page.locator(".state")).to_have_text("Not run yet: 32 cells.")
    assert repr(grid.metric) == "logit_diff(' Madrid', ' Berlin')"
    field.fill("·of the city")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("tokens")
    page.get_by_role("button", name="Likeliest").click()
    expect(field).to_have_value("·Paris")
    expect(page.get_by_role("alert")).to_have_count(0)
    grid.metric = metrics.prob(" Paris")


def test_other_prompts_are_told_of(grid, workspace, stage):
    shown = stage(grid)
    page = shown.page
    run(shown)
    workspace.other = SHORT
    shown.flush()
    expect(page.locator(".problem")).to_contain_text("These cells are of other prompts")
    expect(page.locator(".problem")).to_contain_text("7 and 8 tokens")
    expect(page.locator(".chosen-cell button")).to_have_attribute("aria-disabled", "true")
    page.get_by_label("Match tokens").select_option("end")
    page.get_by_role("button", name="Run again").click()
    expect_state(shown, "Finished: 28 cells.")
    expect(page.locator(".problem")).to_be_hidden()
    assert grid.align == "end"


def test_one_prompt_is_not_enough(demo, stage):
    grid = widgets.PatchGrid(demo, PROMPT)
    shown = stage(grid)
    expect(shown.page.locator(".problem")).to_contain_text("set workspace.other")
    expect(shown.page.get_by_role("button", name="Run", exact=True)).to_have_attribute("aria-disabled", "true")
    grid.workspace.other = OTHER
    shown.flush()
    expect(shown.page.locator(".state")).to_have_text("Not run yet: 32 cells.")
    grid.close()


def test_no_number_is_marked(grid, stage):
    grid.metric = metrics.custom(lambda logits: logits.amax(-1) / 0, name="much")
    grid.run(progress=False)
    page = stage(grid).page
    page.mouse.move(*point(page, 1, 1))
    expect(page.locator(".readout")).to_contain_text("∞")
    colour = "([x, y]) => [...document.querySelector('.nnexplore').shadowRoot.querySelector('canvas')"
    colour += ".getContext('2d').getImageData(x * devicePixelRatio, y * devicePixelRatio, 1, 1).data].slice(0, 3)"
    mark = page.locator(".legend .hole").evaluate("mark => getComputedStyle(mark).backgroundColor")
    hole = [int(part) for part in re.findall(r"\d+", mark)[:3]]
    box = cells(page).locator("canvas").bounding_box()
    x, y = point(page, 1, 1)
    wide = (box["width"] - LEFT - 4) / 8
    assert page.evaluate(colour, [x - box["x"] - wide / 2 + 8, y - box["y"] - 10]) == hole


def test_python_s_run_is_seen(grid, stage):
    shown = stage(grid)
    grid.run(progress=False)
    shown.flush()
    expect(shown.page.locator(".state")).to_have_text("Finished: 32 cells.")


def test_no_listener_outlives_the_view(grid, stage):
    page = stage(grid).page
    page.evaluate("() => window.end()")
    assert page.evaluate("() => window.listening()") == 0


@pytest.mark.parametrize("width", [480, 800, 1240])
@pytest.mark.parametrize("dark", [False, True])
def test_pictures(grid, workspace, stage, dark, width):
    """Nothing to assert but that it can be drawn; with NNEXPLORE_SCREENSHOTS set, pictures for people."""
    shown = stage(grid, dark=dark, width=width)
    theme = "dark" if dark else "light"
    shown.picture(f"patch_grid-empty-{width}-{theme}")
    run(shown)
    workspace.copy("resid_pre", 2, position=7)
    workspace.select(layer=1, position=2)
    shown.flush()
    shown.picture(f"patch_grid-{width}-{theme}")
    grid.component = "head_out"
    grid.run(progress=False)
    shown.flush()
    shown.picture(f"patch_grid-heads-{width}-{theme}")
    grid.into = "prompt - other"
    grid.run(progress=False)
    shown.flush()
    shown.picture(f"patch_grid-difference-{width}-{theme}")
