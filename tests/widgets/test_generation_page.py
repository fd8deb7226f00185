"""The generation in a real browser: what is clicked, pressed and seen."""

import math

import numpy as np
import pytest

import nnexplore
from nnexplore import widgets

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect  # noqa: E402

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Brandenburg Gate is in the city of"
LONG = "When Mary and John went to the store, John gave a drink to"


@pytest.fixture
def workspace(demo):
    return nnexplore.Workspace(demo, PROMPT, OTHER)


@pytest.fixture
def view(workspace):
    made = widgets.Generation(workspace)
    yield made
    made.close()


def tokens(page):
    return page.get_by_role("listbox", name="The text, token by token").get_by_role("option")


def guesses(page):
    return page.locator(".guesses").get_by_role("option")


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def numbers(rows):
    """The exact numbers of rows of alternatives."""
    return [[np.float32(one.get_attribute("data-value")) for one in row.locator("[data-value]").all()] for row in rows]


def test_writing_and_stepping_back(view, stage):
    page = stage(view).page
    expect(tokens(page)).to_have_count(9)
    expect(page.locator(".given")).to_have_count(8)
    button(page, "Step").click()
    expect(tokens(page)).to_have_count(10)
    assert view.tokens[-1] == " Paris"
    expect(tokens(page).nth(8)).to_have_text("·Paris")
    button(page, "Run").click()
    expect(tokens(page).last).to_have_text("end of the text")
    assert view.tokens[8:] == [" Paris", ".", "<|endoftext|>"]
    expect(button(page, "Step")).to_have_attribute("aria-disabled", "true")
    expect(button(page, "Step")).to_have_attribute("title", "The text has ended")
    button(page, "← Back").click()
    expect(page.locator(".ahead")).to_contain_text("<|endoftext|>")
    button(page, "Forward →").click()
    expect(page.locator(".ahead")).to_be_hidden()
    assert len(view.tokens) == 11
    button(page, "Reset").click()
    expect(tokens(page)).to_have_count(9)
    assert view.branches[0].ids == ()


def test_a_click_makes_a_branch(view, stage):
    page = stage(view).page
    button(page, "Run").click()
    expect(tokens(page)).to_have_count(12)
    tokens(page).nth(8).click()
    assert view.at == 8
    expect(page.locator(".alternatives h3")).to_contain_text("·Paris")
    other = guesses(page).nth(2)
    named = other.locator("code").inner_text().replace("·", " ")
    other.click()
    expect(tokens(page)).to_have_count(10)
    assert (view.tokens[8:], view.at) == ([named], None)
    branches = page.get_by_role("treeitem")
    expect(branches).to_have_count(2)
    expect(branches.nth(1)).to_have_attribute("aria-selected", "true")
    expect(branches.nth(1)).to_have_attribute("aria-level", "2")
    branches.nth(0).click()
    expect(tokens(page)).to_have_count(12)
    assert view.tokens[8] == " Paris"
    expect(branches.nth(0)).to_be_focused()


def test_the_numbers_are_the_kernel_s(view, workspace, stage):
    shown = stage(view)
    page = shown.page
    view.run(3)
    workspace.copy("resid_post", -1, position=1)
    shown.flush()
    ids = view.token_ids
    runs = dict.fromkeys(("edited", "clean", "other"), workspace.model)
    chances = {}
    for run in runs:
        text = nnexplore.Workspace(workspace.model, ids, [*workspace.model.tokenizer(OTHER)["input_ids"], *ids[8:]])
        text.edits = workspace.edits
        chances[run] = text.logits(run).softmax(-1)
    for at in (2, 8, 9):
        tokens(page).nth(at).hover()
        for fact in page.locator(".fact").all():
            run = fact.get_attribute("data-run")
            chance = chances[run][at - 1, ids[at]]
            assert float(fact.get_attribute("data-probability")) == pytest.approx(chance.item(), rel=1e-4)
            assert float(fact.get_attribute("data-bits")) == pytest.approx(-math.log2(chance), rel=1e-3, abs=1e-5)
        expect(page.locator(".fact")).to_have_count(3 if at >= 8 else 2)
    tokens(page).nth(8).click()
    rows = guesses(page).all()[:10]
    wanted = chances["edited"][7].maximum(chances["clean"][7]).topk(10).indices
    for row, found, token in zip(rows, numbers(rows), wanted, strict=True):
        assert f"id {int(token)}" in row.locator(".name").get_attribute("title")
        assert found == pytest.approx([chances[run][7, token].item() for run in runs], rel=1e-4, abs=1e-7)
    share = rows[0].locator(".bars").evaluate("bars => bars.children[1].offsetWidth / bars.offsetWidth")
    assert share == pytest.approx(chances["clean"][7, wanted[0]].item(), abs=0.02)


def test_the_keyboard_does_it_all(view, workspace, stage):
    page = stage(view, width=300).page
    tokens(page).nth(8).focus()
    for count in (10, 11):
        page.keyboard.press("Enter")
        expect(tokens(page)).to_have_count(count)
        expect(tokens(page).last).to_be_focused()
    assert view.tokens[8:] == [" Paris", "."]
    page.keyboard.press("Backspace")
    expect(tokens(page)).to_have_count(10)
    page.keyboard.press("Delete")
    expect(tokens(page)).to_have_count(11)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(tokens(page).nth(8)).to_be_focused()
    assert view.at == 8
    page.keyboard.press("Enter")
    expect(guesses(page).nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(tokens(page)).to_have_count(10)
    assert view.tokens[8] != " Paris"
    tokens(page).nth(8).focus()
    page.keyboard.press("Home")
    expect(tokens(page).nth(0)).to_be_focused()
    assert workspace.selection.position == 0
    page.keyboard.press("ArrowDown")
    below = workspace.selection.position
    boxes = [one.bounding_box() for one in tokens(page).all()]
    assert boxes[below]["y"] > boxes[0]["y"]
    assert all(box["y"] in (boxes[0]["y"], boxes[below]["y"]) for box in boxes[: below + 1])
    page.keyboard.press("ArrowUp")
    assert workspace.selection.position == 0
    workspace.zero("mlp_out", 1)
    page.keyboard.press("Control+z")
    expect(page.locator(".stale")).to_be_hidden()
    assert workspace.edits == ()


def test_the_selection_is_the_workspace_s(view, workspace, stage):
    shown = stage(view)
    page = shown.page
    tokens(page).nth(2).click()
    assert workspace.selection.position == 2
    expect(page.locator(".alternatives .hint").last).to_contain_text("A token of the prompt")
    expect(guesses(page).first).to_have_attribute("aria-disabled", "true")
    workspace.select(position=5)
    shown.flush()
    expect(tokens(page).nth(5)).to_have_attribute("aria-selected", "true")
    expect(tokens(page).nth(5)).to_have_attribute("data-position", "")


def test_changes_keep_the_text(view, workspace, stage):
    shown = stage(view)
    page = shown.page
    view.run(3)
    shown.flush()
    before = view.token_ids
    workspace.zero("resid_post", 2)
    shown.flush()
    expect(page.get_by_role("note")).to_contain_text("The changes were different")
    assert view.token_ids == before
    page.get_by_label("What colours the tokens: run").select_option("edited - clean")
    assert view.show == "edited - clean"
    expect(page.locator(".legend")).to_contain_text("now − clean")
    label = tokens(page).nth(8).get_attribute("aria-label")
    assert np.float32(label.rpartition(" ")[2]) == np.float32(view.probabilities[8] - clean(view, 8))
    button(page, "Generate again").click()
    expect(page.get_by_role("note")).to_be_hidden()
    assert view.token_ids != before
    workspace.clear()
    shown.flush()
    expect(page.locator(".legend")).to_contain_text("There are no changes")


def clean(view, at):
    return np.frombuffer(view._screen["said"]["clean"], np.float32)[at]


def test_settings_on_both_sides(view, stage):
    shown = stage(view)
    page = shown.page
    expect(page.get_by_label("temperature")).to_be_hidden()
    page.get_by_role("radio", name="drawn").check()
    assert view.greedy is False
    page.get_by_label("top-k").fill("2")
    page.get_by_label("top-k").press("Tab")
    assert view.top_k == 2
    expect(page.locator(".cut")).to_have_count(8)
    expect(guesses(page).nth(3)).to_have_accessible_name(guesses(page).nth(3).get_attribute("aria-label"))
    assert "cut by the sampling" in guesses(page).nth(3).get_attribute("aria-label")
    page.get_by_label("temperature").fill("0")
    page.get_by_label("temperature").press("Tab")
    assert view.temperature == 1.0
    view.seed = 7
    shown.flush()
    expect(page.get_by_label("seed")).to_have_value("7")
    page.get_by_label("What colours the tokens: number").select_option("surprisal")
    assert view.colour == "surprisal"
    expect(page.locator(".legend")).to_contain_text("bits")


def test_an_error_leaves_all_as_it_was(view, workspace, stage):
    shown = stage(view)
    page = shown.page
    view.run(2)
    workspace.set("resid_post", 3, to=math.nan, position=7)
    shown.flush()
    expect(tokens(page).nth(8)).to_have_attribute("data-unknown", "NaN")
    button(page, "Generate again").click()
    expect(page.get_by_role("alert")).to_contain_text("the model gives no finite logits for the next token")
    expect(tokens(page)).to_have_count(11)
    workspace.undo()
    shown.flush()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator("[data-unknown]")).to_have_count(0)


def test_copied_code_is_shown(view, stage):
    shown = stage(view)
    view.run(3)
    shown.flush()
    shown.page.get_by_text("Python", exact=True).click()
    expect(shown.page.locator(".code pre")).to_have_text(view.code)
    button(shown.page, "Copy as Python").click()
    expect(shown.page.locator(".notice")).to_contain_text("opied to the clipboard")


def test_no_prompt_yet(demo, stage):
    view = widgets.Generation(demo)
    shown = stage(view)
    expect(shown.page.locator(".facts")).to_contain_text("There is no prompt yet")
    expect(button(shown.page, "Step")).to_have_attribute("title", "There is no prompt")
    view.workspace.prompt = PROMPT
    shown.flush()
    expect(tokens(shown.page)).to_have_count(9)
    view.close()


def test_the_full_context(demo, stage):
    room = demo.module.config.n_positions
    view = widgets.Generation(demo, (demo.tokenizer("city the is of")["input_ids"] * 40)[: room - 1])
    view.branch(room - 1, " in")
    shown = stage(view, width=480)
    expect(tokens(shown.page).last).to_have_text(f"context full: {room} tokens")
    assert "context of" in button(shown.page, "Step").get_attribute("title")
    assert shown.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    view.close()


def test_tokens_are_never_markup(demo, stage):
    view = widgets.Generation(demo, "<b>The</b>\n\tcity")
    page = stage(view).page
    assert page.locator(".token b").count() == 0
    assert "⏎" in "".join(tokens(page).all_inner_texts())
    view.close()


def test_no_listener_outlives_the_view(view, stage):
    page = stage(view).page
    page.evaluate("() => window.end()")
    assert page.evaluate("() => window.listening()") == 0


@pytest.mark.parametrize("width", [480, 800, 1240])
@pytest.mark.parametrize("dark", [False, True])
def test_pictures(demo, stage, dark, width):
    """Nothing to assert but that it can be drawn; with NNEXPLORE_SCREENSHOTS set, pictures for people."""
    other = "When Mary and Tom went to the store, Tom gave a drink to"
    view = widgets.Generation(nnexplore.Workspace(demo, LONG, other), greedy=False, temperature=2.0, seed=4)
    view.run(18)
    theme = "dark" if dark else "light"
    view.branch(16, view.alternatives(16)[2][1])
    view.run(10)
    view.branch(20, view.alternatives(20)[1][1])
    view.run(6)
    view.greedy = True
    view.run(10)
    shown = stage(view, dark=dark, width=width)
    shown.picture(f"generation-{width}-{theme}")
    view.greedy, view.top_k = False, 4
    view.workspace.copy("resid_post", 0, position=1)
    view.workspace.scale("mlp_out", 1, by=0.3)
    view.workspace.select(position=1)
    view.back()
    view.back()
    view.at, view.show = 16, "edited - clean"
    shown.flush()
    expect(shown.page.get_by_role("note")).to_be_visible()
    shown.picture(f"generation-changed-{width}-{theme}")
    view.close()
