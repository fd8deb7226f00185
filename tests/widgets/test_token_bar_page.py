"""The bar of tokens in a real browser: what is clicked, typed and seen."""

import numpy as np
import pytest

import nnexplore
from nnexplore import widgets

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect  # noqa: E402

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Brandenburg Gate is in the city of Berlin"


@pytest.fixture
def workspace(demo):
    return nnexplore.Workspace(demo, PROMPT, OTHER)


@pytest.fixture
def bar(workspace):
    made = widgets.TokenBar(workspace)
    yield made
    made.close()


def options(page):
    return page.get_by_role("option")


def floats(data):
    return np.frombuffer(data, np.float32)


def facts(page):
    """The exact numbers beneath the strip."""
    return [np.float32(one.get_attribute("data-value")) for one in page.locator(".fact").all()]


def test_tokens_of_both_prompts_aligned(bar, stage):
    page = stage(bar).page
    assert page.locator(".here").all_inner_texts()[:3] == ["The", "Eiffel", "Tower"]
    assert page.locator(".there").all_inner_texts()[:3] == ["The", "Brandenburg", "Gate"]
    assert page.locator(".here").nth(8).inner_text() == "–"
    differing = [at for at, one in enumerate(options(page).all()) if one.get_attribute("data-differs") is not None]
    assert differing == [1, 2, 8]
    expect(options(page).nth(8)).to_have_attribute("aria-disabled", "true")
    expect(page.get_by_role("listbox")).to_have_accessible_name("Tokens of the prompt")


def test_a_click_selects_everywhere(bar, workspace, stage):
    second = widgets.TokenBar(workspace)
    one, two = stage(bar), stage(second)
    options(one.page).nth(2).click()
    expect(options(one.page).nth(2)).to_have_attribute("aria-selected", "true")
    assert workspace.selection.position == 2
    two.flush()
    expect(options(two.page).nth(2)).to_have_attribute("aria-selected", "true")
    workspace.select(position=5)
    one.flush()
    two.flush()
    for page in (one.page, two.page):
        expect(page.get_by_role("option", selected=True)).to_have_count(1)
        expect(options(page).nth(5)).to_have_attribute("aria-selected", "true")
    second.close()


def test_the_keyboard_does_it_too(bar, workspace, stage):
    page = stage(bar, width=480).page
    options(page).nth(0).focus()
    for key, at in [("ArrowRight", 1), ("ArrowRight", 2), ("End", 7), ("ArrowLeft", 6), ("Home", 0)]:
        page.keyboard.press(key)
        assert workspace.selection.position == at
        expect(options(page).nth(at)).to_be_focused()
    page.keyboard.press("ArrowDown")
    below = workspace.selection.position
    boxes = [one.bounding_box() for one in options(page).all()]
    assert boxes[below]["y"] > boxes[0]["y"]
    page.keyboard.press("ArrowUp")
    assert workspace.selection.position == 0
    page.keyboard.press("Escape")
    assert workspace.selection.position is None
    expect(page.get_by_role("option", selected=True)).to_have_count(0)


def test_undo_by_keys(bar, workspace, stage):
    shown = stage(bar)
    workspace.zero("mlp_out", 1)
    shown.flush()
    options(shown.page).nth(3).click()
    shown.page.keyboard.press("Control+z")
    expect(shown.page.locator(".mark")).to_have_count(0)
    assert workspace.edits == ()


def test_the_numbers_are_the_kernel_s(bar, workspace, stage):
    shown = stage(bar)
    page = shown.page
    workspace.copy("resid_post", 0, position=1)
    shown.flush()
    screen = bar._screen
    clean, edited, others = (floats(screen[name]) for name in ("clean", "edited", "others"))
    for position in (1, 4, 7):
        options(page).nth(position).hover()
        at = position - 1
        assert facts(page) == [clean[at], edited[at], edited[at] - clean[at], others[at]]
    before, now = map(floats, screen["next"]["probabilities"])
    rows = page.locator("section[aria-label='Next token'] tr")
    for at, row in enumerate(rows.all()):
        titles = [cell.get_attribute("title") for cell in row.locator(".value").all()]
        assert [np.float32(title.split()[1]) for title in titles] == [before[at], now[at]]
        share = row.locator(".bars").evaluate("bars => bars.children[1].offsetWidth / bars.offsetWidth")
        assert share == pytest.approx(now[at], abs=0.02)


def test_typing_another_prompt(bar, workspace, stage):
    page = stage(bar).page
    field = page.get_by_label("Prompt", exact=False).first
    field.fill("The Colosseum is in the city of")
    expect(page.get_by_text("Enter runs, Esc takes back")).to_be_visible()
    field.press("Enter")
    expect(page.locator(".here").nth(1)).to_have_text("Colosseum")
    assert workspace.prompt == "The Colosseum is in the city of"
    field.fill("something else")
    field.press("Escape")
    expect(field).to_have_value("The Colosseum is in the city of")
    other = page.get_by_role("textbox", name="Other")
    other.fill("")
    other.press("Enter")
    expect(page.locator(".there").first).to_be_hidden()
    assert workspace.other is None


def test_a_prompt_that_was_typed_is_taken_back(bar, workspace, stage):
    page = stage(bar).page
    change = workspace.zero("mlp_out", 1)
    field = page.get_by_role("textbox", name="Prompt")
    field.fill("The Colosseum is in the city of")
    field.press("Enter")
    expect(page.locator(".here").nth(1)).to_have_text("Colosseum")
    options(page).first.focus()
    page.keyboard.press("Control+z")
    expect(page.locator(".here").nth(1)).to_have_text("Eiffel")
    expect(field).to_have_value(PROMPT)
    assert (workspace.prompt, workspace.edits) == (PROMPT, (change,))
    page.keyboard.press("Control+Shift+z")
    expect(page.locator(".here").nth(1)).to_have_text("Colosseum")
    assert workspace.edits == (change,)


def test_an_error_leaves_all_as_it_was(bar, workspace, stage):
    page = stage(bar).page
    field = page.get_by_label("Prompt", exact=False).first
    field.fill("")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("it has no tokens")
    expect(page.locator(".here").nth(1)).to_have_text("Eiffel")
    assert workspace.prompt == PROMPT
    field.fill("city " * 400)
    field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Shorten it by")
    expect(page.locator(".here").nth(1)).to_have_text("Eiffel")
    field.press("Escape")
    expect(field).to_have_value(PROMPT)


def test_two_bars_are_one(bar, workspace, stage):
    second = widgets.TokenBar(workspace)
    one, two = stage(bar), stage(second)
    field = one.page.get_by_label("Prompt", exact=False).first
    field.fill("The Colosseum is in the city of")
    field.press("Enter")
    expect(one.page.locator(".here").nth(1)).to_have_text("Colosseum")
    two.flush()
    expect(two.page.locator(".here").nth(1)).to_have_text("Colosseum")
    expect(two.page.get_by_label("Prompt", exact=False).first).to_have_value("The Colosseum is in the city of")
    second.close()


def log_probability(workspace, run, position):
    prompt = workspace.other if run == "other" else workspace.prompt
    token = workspace.model.tokenizer(prompt)["input_ids"][position]
    return float(workspace.logits(run)[position - 1].log_softmax(-1)[token])


def test_colours_are_switched_on_both_sides(bar, workspace, stage):
    shown = stage(bar)
    page = shown.page
    workspace.copy("resid_post", 0, position=1)
    shown.flush()
    page.get_by_role("radio", name="now − clean").click()
    assert bar.colour == "edited - clean"
    expect(page.locator(".legend")).to_contain_text("now − clean")
    assert "color-mix" in (page.locator(".here").nth(4).get_attribute("style") or "")
    expect(page.get_by_role("radio", name="clean − other")).to_be_disabled()  # prompts of unequal length
    workspace.other = OTHER.removesuffix(" Berlin")
    shown.flush()
    page.get_by_role("radio", name="clean − other").click()
    expect(page.locator(".legend")).to_contain_text("clean − other")
    page.locator(".here").nth(4).hover()
    here, there = (log_probability(workspace, run, 4) for run in ("edited", "other"))
    told = page.locator(".facts .fact", has_text="now − other")
    assert float(told.get_attribute("data-value")) == pytest.approx(here - there, abs=1e-5)
    workspace.put(PROMPT)
    shown.flush()
    expect(page.get_by_role("radio", name="now − other")).to_be_disabled()
    bar.colour = "none"
    shown.flush()
    expect(page.locator(".here[style]")).to_have_count(0)
    expect(page.get_by_role("radio", name="none")).to_be_checked()


def test_no_number_is_marked(bar, workspace, stage):
    shown = stage(bar)
    workspace.set("resid_post", 3, to=float("nan"), position=3)
    shown.flush()
    page = shown.page
    expect(page.locator(".here[data-unknown]").first).to_have_attribute("data-unknown", "NaN")
    expect(page.locator(".here").nth(1)).not_to_have_attribute("data-unknown", "NaN")


def test_tokens_are_never_markup(demo, stage):
    bar = widgets.TokenBar(demo, "<b>The</b>\n\tcity")
    page = stage(bar).page
    assert page.locator(".strip b b, .here b").count() == 0
    assert "⏎" in "".join(page.locator(".here").all_inner_texts())
    bar.close()


def test_a_long_prompt_scrolls_inside(demo, stage):
    bar = widgets.TokenBar(demo, " ".join([PROMPT] * 12))
    shown = stage(bar, width=480)
    page = shown.page
    bar.workspace.select(position=len(bar.workspace.tokens) - 1)
    shown.flush()
    expect(options(page).last).to_be_in_viewport()
    assert page.locator(".scroll").bounding_box()["height"] < 280
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    bar.close()


def test_no_prompt_yet(demo, stage):
    bar = widgets.TokenBar(demo)
    page = stage(bar).page
    field = page.get_by_label("Prompt", exact=False).first
    field.fill(PROMPT)
    field.press("Enter")
    expect(options(page)).to_have_count(8)
    bar.close()


def test_no_listener_outlives_the_view(bar, stage):
    page = stage(bar).page
    page.evaluate("() => window.end()")
    assert page.evaluate("() => window.listening()") == 0


@pytest.mark.parametrize("width", [480, 800, 1240])
@pytest.mark.parametrize("dark", [False, True])
def test_pictures(bar, workspace, stage, dark, width):
    """Nothing to assert but that it can be drawn; with NNEXPLORE_SCREENSHOTS set, pictures for people."""
    shown = stage(bar, dark=dark, width=width)
    theme = "dark" if dark else "light"
    shown.picture(f"token_bar-{width}-{theme}")
    workspace.copy("resid_post", 0, position=1)
    workspace.select(position=2)
    shown.flush()
    shown.page.get_by_role("radio", name="now − clean").click()
    shown.page.get_by_label("Prompt", exact=False).first.fill("The Colosseum is in the")
    expect(shown.page.get_by_role("option", selected=True)).to_have_count(1)
    shown.picture(f"token_bar-changed-{width}-{theme}")
