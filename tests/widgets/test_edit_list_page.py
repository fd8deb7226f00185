"""The list of changes in a real browser: what is clicked, typed and seen."""

import json
from pathlib import Path

import numpy as np
import pytest

import nnexplore
from nnexplore import widgets

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect  # noqa: E402

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Brandenburg Gate is in the city of"


@pytest.fixture
def workspace(demo):
    made = nnexplore.Workspace(demo, PROMPT, OTHER)
    made.copy("resid_post", 0, position=1)
    made.zero("head_out", 2, head=1)
    made.scale("mlp_out", 1, by=0.5, position=2)
    return made


@pytest.fixture
def edits(workspace):
    made = widgets.EditList(workspace)
    yield made
    made.close()


def rows(page):
    return page.get_by_role("row")


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def test_every_change_is_listed(edits, workspace, stage):
    page = stage(edits).page
    assert page.locator(".says .name").all_inner_texts() == [str(change) for change in workspace.edits]
    expect(page.locator(".size")).to_have_text("3 changes")
    expect(page.get_by_role("grid")).to_have_accessible_name("Changes")
    expect(page.locator(".says code").first).to_have_text("·Eiffel")


def test_switch_remove_undo_redo_and_clear(edits, workspace, stage):
    page = stage(edits).page
    toggle = page.get_by_role("switch").nth(1)
    toggle.click()
    expect(toggle).to_have_attribute("aria-checked", "false")
    assert [change.on for change in workspace.edits] == [True, False, True]
    expect(page.locator(".size")).to_have_text("3 changes, 1 off")
    page.get_by_role("button", name="Remove scale mlp_out 1").click()
    expect(rows(page)).to_have_count(2)
    button(page, "Undo").click()
    expect(rows(page)).to_have_count(3)
    button(page, "Redo").click()
    expect(rows(page)).to_have_count(2)
    button(page, "Clear").click()
    expect(page.locator(".empty")).to_contain_text("No changes yet")
    assert workspace.edits == ()
    button(page, "Undo").click()
    expect(rows(page)).to_have_count(2)


def test_rename_in_place(edits, workspace, stage):
    page = stage(edits).page
    page.get_by_role("button", name="Rename zero head_out 2").click()
    field = page.get_by_role("textbox", name="Name of zero head_out 2")
    expect(field).to_be_focused()
    field.fill("the head")
    field.press("Enter")
    expect(page.locator(".says b")).to_have_text("the head")
    expect(page.locator(".says .detail")).to_have_text("zero head_out 2, head 1")
    assert str(workspace.edits[1]) == "the head"
    expect(page.locator(".says").nth(1)).to_be_focused()
    page.keyboard.press("F2")
    page.keyboard.type("not this")
    page.keyboard.press("Escape")
    expect(page.locator(".says b")).to_have_text("the head")
    assert str(workspace.edits[1]) == "the head"


def test_a_name_being_typed_outlives_what_others_do(edits, workspace, stage):
    shown = stage(edits)
    page = shown.page
    page.locator(".says").nth(1).focus()
    page.keyboard.press("F2")
    page.keyboard.type("mine")
    workspace.remove(0)
    shown.flush()
    expect(rows(page)).to_have_count(2)
    page.keyboard.press("Enter")
    expect(page.locator(".says b")).to_have_text("mine")
    assert str(workspace.edits[0]) == "mine"


def test_the_keyboard_does_all_that_the_mouse_does(edits, workspace, stage):
    page = stage(edits).page
    page.get_by_role("switch").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("switch").nth(1)).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_role("switch").nth(1)).to_have_attribute("aria-checked", "false")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".says").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    assert (workspace.selection.layer, workspace.selection.head) == (2, 1)
    page.keyboard.press("Delete")
    expect(rows(page)).to_have_count(2)
    expect(page.locator(".says").nth(1)).to_be_focused()
    page.keyboard.press("Control+z")
    expect(rows(page)).to_have_count(3)
    page.keyboard.press("Control+Shift+z")
    expect(rows(page)).to_have_count(2)
    stops = page.evaluate(
        "() => document.querySelector('.nnexplore').shadowRoot.querySelectorAll('.change [tabindex=\"0\"]').length"
    )
    assert stops == 1


def test_a_click_selects_its_place_and_a_selection_marks_it(edits, workspace, stage):
    shown = stage(edits)
    page = shown.page
    page.locator(".says").first.click()
    assert (workspace.selection.layer, workspace.selection.position) == (0, 1)
    expect(rows(page).first).to_have_attribute("aria-selected", "true")
    workspace.select(layer=1, position=2)
    shown.flush()
    expect(rows(page).first).to_have_attribute("aria-selected", "false")
    expect(rows(page).nth(2)).to_have_attribute("aria-selected", "true")


def test_the_effect_is_the_model_s(edits, workspace, stage):
    workspace.zero("attn_out", 0)
    page = stage(edits).page
    clean = workspace.logits("clean")[-1].softmax(-1)
    edited = workspace.logits()[-1].softmax(-1)
    first, now = clean.argmax(), edited.argmax()
    assert first != now
    expected = [clean[first], edited[first], clean[now], edited[now]]
    shown = [np.float32(one.get_attribute("data-value")) for one in page.locator(".effect .number").all()]
    assert shown[:4] == [np.float32(one.item()) for one in expected]
    packed = np.frombuffer(edits._screen["effects"]["numbers"], np.float32)
    assert shown[4] == packed[4] > 0


def test_each_alone_on_request(edits, workspace, stage):
    page = stage(edits).page
    expect(page.locator(".alone .divergence")).to_have_count(0)
    button(page, "Each alone").click()
    expect(page.locator(".alone .divergence")).to_have_count(3)
    assert edits.alone
    numbers = np.frombuffer(edits._screen["effects"]["numbers"], np.float32).reshape(-1, 5)
    shown = page.locator(".alone .divergence .number").all()
    assert [np.float32(one.get_attribute("data-value")) for one in shown] == numbers[1:, 4].tolist()
    button(page, "Each alone").click()
    expect(page.locator(".alone .divergence")).to_have_count(0)


def test_save_and_load(edits, workspace, stage, tmp_path):
    page = stage(edits).page
    before = workspace.edits
    with page.expect_download() as waiting:
        button(page, "Save").click()
    kept = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(kept)
    assert kept.name == "workspace.json"
    assert kept.read_text("utf-8") == workspace.to_json()
    button(page, "Clear").click()
    expect(rows(page)).to_have_count(0)
    load(page, kept)
    expect(rows(page)).to_have_count(3)
    assert workspace.edits == before


def load(page, path: Path):
    with page.expect_file_chooser() as waiting:
        button(page, "Load").click()
    waiting.value.set_files(path)


def test_what_does_not_fit_is_refused(edits, workspace, stage, tmp_path):
    page = stage(edits).page
    wrong = tmp_path / "wrong.json"
    data = json.loads(workspace.to_json())
    data["edits"][0]["place"]["layer"] = 40
    wrong.write_text(json.dumps(data), "utf-8")
    load(page, wrong)
    expect(page.get_by_role("alert")).to_contain_text("there is no layer 40")
    wrong.write_text("{", "utf-8")
    load(page, wrong)
    expect(page.get_by_role("alert")).to_contain_text("no workspace that to_json wrote")
    assert len(workspace.edits) == 3
    expect(rows(page)).to_have_count(3)
    page.get_by_role("button", name="Dismiss this error").click()
    wrong.write_bytes(b" " * 9_000_000)
    load(page, wrong)
    expect(page.get_by_role("alert")).to_contain_text("has 9 MB")


def test_code_is_shown_and_copied(edits, workspace, stage):
    page = stage(edits).page
    page.get_by_text("Python", exact=True).click()
    assert page.locator(".code pre").text_content() == workspace.code
    button(page, "Copy as Python").click()
    expect(page.get_by_role("status")).to_have_text("Python copied to the clipboard.")


def test_two_lists_and_a_bar_are_one(edits, workspace, stage):
    second, bar = widgets.EditList(workspace), widgets.TokenBar(workspace)
    one, two, three = stage(edits), stage(second), stage(bar)
    one.page.get_by_role("button", name="Remove zero head_out").click()
    expect(rows(one.page)).to_have_count(2)
    two.flush()
    three.flush()
    expect(rows(two.page)).to_have_count(2)
    button(two.page, "Clear").click()
    expect(rows(two.page)).to_have_count(0)
    one.flush()
    three.flush()
    expect(rows(one.page)).to_have_count(0)
    expect(three.page.locator(".mark")).to_have_count(0)
    workspace.undo()
    for shown in (one, two):
        shown.flush()
        expect(rows(shown.page)).to_have_count(2)
    three.flush()
    expect(three.page.locator(".mark")).to_have_count(2)
    second.close()
    bar.close()


def test_a_drawing_that_fails_leaves_the_last_one(edits, workspace, stage, monkeypatch):
    def fails():
        raise MemoryError("no memory for the logits")

    shown = stage(edits)
    before = shown.page.locator(".effect").inner_text()
    with monkeypatch.context() as patched:
        patched.setattr(edits, "_draw", fails)
        workspace.remove(0)
        shown.flush()
    expect(shown.page.get_by_role("alert")).to_contain_text("no memory for the logits")
    assert shown.page.locator(".effect").inner_text() == before
    workspace.undo()
    shown.flush()
    expect(shown.page.get_by_role("alert")).to_have_count(0)


def test_without_a_kernel_the_list_can_still_be_saved(edits, workspace, stage):
    page = stage(edits).page
    page.evaluate("window.kernelGone = true")
    with page.expect_download() as waiting:
        button(page, "Save").click()
    assert Path(waiting.value.path()).read_text("utf-8") == workspace.to_json()


def test_no_listener_outlives_the_view(edits, stage):
    page = stage(edits).page
    page.evaluate("() => window.end()")
    assert page.evaluate("() => window.listening()") == 0


@pytest.mark.parametrize("width", [480, 800, 1240])
@pytest.mark.parametrize("dark", [False, True])
def test_pictures(edits, workspace, stage, dark, width):
    """Nothing to assert but that it can be drawn; with NNEXPLORE_SCREENSHOTS set, pictures for people."""
    workspace.zero("attn_out", 0)
    shown = stage(edits, dark=dark, width=width)
    theme = "dark" if dark else "light"
    shown.picture(f"edit_list-{width}-{theme}")
    workspace.replace(1, name="the head that copies", on=False)
    workspace.select(layer=0, position=1)
    edits.alone = True
    shown.flush()
    shown.page.get_by_role("button", name="Rename scale").click()
    expect(shown.page.locator(".alone .divergence")).to_have_count(4)
    shown.picture(f"edit_list-alone-{width}-{theme}")
    workspace.clear()
    shown.flush()
    shown.picture(f"edit_list-empty-{width}-{theme}")
