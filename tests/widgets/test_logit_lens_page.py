"""The lens in a real browser: what is clicked, typed and seen."""

import re

import pytest

from nnexplore import widgets
from nnexplore.analysis import Edit

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect  # noqa: E402

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Brandenburg Gate is in the city of"
SHORTER = "The Colosseum is in the city of"


@pytest.fixture
def lens(demo):
    made = widgets.LogitLens(demo, PROMPT, OTHER)
    yield made
    made.close()


def cell(page, row, column, columns=8):
    return page.locator(".cell").nth(row * columns + column)


def focused(page):
    return page.evaluate(
        "() => [...document.querySelector('.nnexplore').shadowRoot.querySelectorAll('.cell')]"
        ".indexOf(document.querySelector('.nnexplore').shadowRoot.activeElement)"
    )


def shown(token):
    return token.replace(" ", "·", 1) if token.startswith(" ") else token


def test_every_cell_shows_its_likeliest_token(lens, stage):
    page = stage(lens).page
    ids, _ = lens.clean.top(1)
    tokens = lens.clean.token_strings(ids.flatten().tolist())
    assert page.locator(".cell").all_text_contents() == [token.strip() for token in tokens]
    assert page.get_by_role("rowheader").all_inner_texts()[:2] == ["embed", "0"]
    expect(page.get_by_role("grid")).to_have_accessible_name("Logit lens, layers by positions")


def test_a_click_patches_and_a_second_takes_it_back(lens, stage):
    page = stage(lens).page
    cell(page, 3, 1).click()
    expect(cell(page, 3, 1)).to_have_attribute("data-edit", "copy")
    assert lens.edits == (Edit(2, 1, "copy"),)
    expect(cell(page, 4, 1)).to_have_attribute("data-changed", re.compile("top|moved"))
    expect(cell(page, 2, 1)).not_to_have_attribute("data-changed", re.compile(""))
    expect(page.get_by_role("status")).to_contain_text("cells changed")
    expect(page.locator(".bars tr").first.locator(".values span")).to_have_count(2)
    cell(page, 3, 1).click()
    expect(cell(page, 3, 1)).not_to_have_attribute("data-edit", re.compile(""))
    assert lens.edits == ()


def test_the_mode_says_what_a_click_does(lens, stage):
    page = stage(lens).page
    page.get_by_role("radio", name="zero").click()
    cell(page, 3, 1).click()
    expect(cell(page, 3, 1)).to_have_attribute("data-edit", "zero")
    assert (lens.mode, lens.edits) == ("zero", (Edit(2, 1, "zero"),))
    page.get_by_role("radio", name="just look").click()
    cell(page, 3, 2).click()
    assert (lens.selected, len(lens.edits)) == ((3, 2), 1)


def test_hovering_shows_exact_values(lens, stage):
    page = stage(lens).page
    cell(page, 3, 2).hover()
    ids, probabilities = lens.clean.top(10)
    rows = page.locator(".guesses tbody tr")
    expect(rows).to_have_count(10)
    for rank, text in enumerate(rows.locator(".exact").all_inner_texts()):
        assert float(text) == pytest.approx(probabilities[3, 2, rank].item(), rel=1e-7)
    assert [int(text) for text in rows.locator(".id").all_inner_texts()] == ids[3, 2].tolist()
    expect(page.locator(".details h3")).to_have_text("layer 2 position 2·Tower")


def test_the_keyboard_does_all_that_the_mouse_does(lens, stage):
    page = stage(lens).page
    cell(page, 3, 7).focus()
    for key, place in [("ArrowUp", 23), ("ArrowLeft", 22), ("Home", 16), ("Control+Home", 0), ("End", 7)]:
        page.keyboard.press(key)
        assert focused(page) == place
    page.keyboard.press("Enter")
    expect(cell(page, 0, 7)).to_have_attribute("data-edit", "copy")
    assert (lens.edits, lens.selected) == ((Edit(-1, 7, "copy"),), (0, 7))
    page.keyboard.press("Delete")
    expect(page.locator("[data-edit]")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(cell(page, 0, 7)).to_have_attribute("data-edit", "copy")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+Shift+z")
    expect(cell(page, 0, 7)).to_have_attribute("data-edit", "copy")
    assert focused(page) == 7


def test_python_and_browser_are_one(lens, stage):
    shown_lens = stage(lens)
    page = shown_lens.page
    lens.patch(2, 1)
    lens.patch(1, 4, "copy")
    lens.selected = (3, 4)
    shown_lens.flush()
    expect(page.locator(".cell[data-edit]")).to_have_count(2)
    expect(cell(page, 3, 4)).to_have_attribute("aria-selected", "true")
    page.get_by_role("button", name="Remove the patch at layer 2").click()
    expect(page.locator(".cell[data-edit]")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".cell[data-edit]")).to_have_count(2)
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".patches")).to_have_text("No patches: click a cell.")
    assert lens.edits == ()


def test_the_clean_run_is_a_choice_away(lens, stage):
    page = stage(lens).page
    before = page.locator(".cell").all_text_contents()
    page.get_by_role("radio", name="zero").click()
    cell(page, 3, 1).click()
    expect(cell(page, 3, 1)).to_have_attribute("data-edit", "zero")
    after = page.locator(".cell").all_text_contents()
    assert after != before
    page.get_by_label("Show").select_option("clean")
    expect(page.locator(".cell[data-changed]")).to_have_count(0)
    assert (lens.show, page.locator(".cell").all_text_contents()) == ("clean", before)
    page.get_by_label("Show").select_option("now")
    expect(page.locator(".cell[data-changed]").first).to_be_visible()
    assert page.locator(".cell").all_text_contents() == after


def test_an_error_is_shown_where_the_user_looks(demo, stage):
    lens = widgets.LogitLens(demo, PROMPT, SHORTER)
    page = stage(lens).page
    cell(page, 3, 7).click()
    expect(page.get_by_role("alert")).to_contain_text("in the other prompt: they are 0 to 6")
    expect(page.locator(".pending")).to_have_count(0)
    assert lens.edits == ()
    page.get_by_role("button", name="Dismiss this error").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    cell(page, 3, 1).click()
    expect(cell(page, 3, 1)).to_have_attribute("data-edit", "copy")


def test_without_a_kernel_the_last_view_stays_and_says_so(lens, stage):
    page = stage(lens).page
    page.evaluate("window.kernelGone = true")
    cell(page, 3, 1).click()
    expect(cell(page, 3, 1)).to_have_class(re.compile("pending"))
    expect(page.locator(".notice")).to_contain_text("No answer from the kernel", timeout=15_000)
    cell(page, 3, 2).hover()
    expect(page.locator(".guesses tbody tr")).to_have_count(10)


def test_code_is_copied(lens, stage):
    shown_lens = stage(lens)
    page = shown_lens.page
    lens.patch(2, 1)
    shown_lens.flush()
    page.get_by_text("Python", exact=True).click()
    assert page.locator(".code pre").text_content() == lens.code
    page.get_by_role("button", name="Copy as Python").click()
    expect(page.get_by_role("status")).to_have_text("Python copied to the clipboard.")


@pytest.mark.parametrize("dark", [False, True])
def test_colours_follow_the_host(lens, stage, dark):
    page = stage(lens, dark=dark).page
    low = page.evaluate("() => getComputedStyle(document.querySelector('.nnexplore')).colorScheme")
    assert low == ("dark" if dark else "light")
    page.evaluate("dark => (document.body.dataset.jpThemeLight = String(dark))", dark)
    page.wait_for_function(
        "scheme => getComputedStyle(document.querySelector('.nnexplore')).colorScheme === scheme",
        arg="light" if dark else "dark",
    )


def test_a_long_prompt_scrolls_inside_with_its_labels_in_sight(demo, stage):
    lens = widgets.LogitLens(demo, " ".join([PROMPT] * 10))
    page = stage(lens, width=520).page
    last, columns = len(lens.clean.layers) - 1, len(lens.clean.tokens)
    expect(cell(page, last, columns - 1, columns)).to_be_in_viewport()
    grid, window = page.get_by_role("grid"), page.locator(".scroll").bounding_box()
    label = grid.get_by_role("rowheader").last.bounding_box()
    assert label["x"] == pytest.approx(window["x"], abs=1)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    cell(page, last, columns - 1, columns).focus()
    page.keyboard.press("Home")
    first = cell(page, last, 0, columns).bounding_box()
    assert first["x"] >= label["x"] + label["width"] - 1


def test_no_listener_outlives_the_view(lens, stage):
    page = stage(lens).page
    assert page.evaluate("() => window.listening()") > 0
    page.evaluate("() => window.end()")
    assert page.evaluate("() => window.listening()") == 0


def test_a_pinned_token_is_followed_and_colours_the_cells(lens, stage):
    shown_lens = stage(lens)
    page = shown_lens.page
    page.get_by_label("Pin a token").fill(" Paris")
    page.get_by_label("Pin a token").press("Enter")
    expect(page.locator(".chart .line")).to_have_count(1)
    page.locator(".guesses button").nth(1).click()
    expect(page.locator(".chart .line")).to_have_count(2)
    assert lens.pins[0] == " Paris"
    page.get_by_title("colour the cells by it").first.click()
    expect(page.locator(".legend")).to_contain_text('probability of " Paris"')
    assert (lens.colour, lens.pin) == ("token", 0)
    lens.patch(2, 4)
    shown_lens.flush()
    expect(page.locator(".chart .ghost")).to_have_count(2)
    for row, column in [(2, 7), (4, 7), (4, 4)]:
        cell(page, row, column).focus()
        numbers = page.locator(".pins tbody tr").first.locator(".exact").all_inner_texts()
        token = lens.workspace.model.tokenizer(" Paris")["input_ids"][0]
        now, clean = (run.probabilities[row, column] for run in (lens.result, lens.clean))
        expected = [now[token], clean[token], (now > now[token]).sum(), (clean > clean[token]).sum()]
        assert [float(text) for text in numbers] == pytest.approx([float(one) for one in expected], rel=1e-6)
    page.get_by_role("button", name='Unpin " Paris"').click()
    expect(page.locator(".chart .line")).to_have_count(1)
    assert len(lens.pins) == 1


def test_fifty_tokens_are_fetched_when_they_are_asked_for(lens, stage):
    page = stage(lens).page
    cell(page, 3, 2).focus()
    page.get_by_role("button", name="50 likeliest").click()
    rows = page.locator(".guesses tbody tr")
    expect(rows).to_have_count(50)
    values = lens.clean.probabilities[3, 2].topk(50).values
    assert [float(text) for text in rows.locator(".exact").all_inner_texts()] == pytest.approx(values.tolist())
    page.keyboard.press("Escape")
    cell(page, 3, 3).focus()
    expect(rows).to_have_count(10)


def test_components_and_differences_are_chosen(lens, stage):
    page = stage(lens).page
    page.get_by_label("Rows").select_option("attention's output")
    expect(page.locator(".rows .row")).to_have_count(4)
    page.get_by_role("radio", name="zero").click()
    cell(page, 1, 3).click()
    expect(page.locator("[data-edit]").first).to_be_visible()
    assert [str(change) for change in lens.workspace.edits] == ["zero attn_out 1, position 3"]
    page.get_by_label("Show").select_option("now − clean")
    expect(page.locator(".legend")).to_contain_text("total variation distance")
    cell(page, 2, 4).hover()
    distance = (lens.result.probabilities[2, 4] - lens.clean.probabilities[2, 4]).abs().sum().item() / 2
    text = page.locator(".measured").inner_text()
    assert float(text.split(": ")[1]) == pytest.approx(distance, rel=1e-5)
    page.get_by_label("Colour").select_option("pinned token")
    expect(page.locator(".legend")).to_contain_text("change of the probability of")
    assert lens.pins == (lens.clean.token_strings([int(lens.result.answer[-1].argmax())])[0],)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [480, 800, 1280])
def test_pictures(lens, stage, dark, width):
    """Nothing to assert but that it can be drawn; with NNEXPLORE_SCREENSHOTS set, pictures for people."""
    shown_lens = stage(lens, dark=dark, width=width - 32, viewport=(width, 900))
    name = f"logit_lens-{width}-{'dark' if dark else 'light'}"
    shown_lens.picture(name)
    cell(shown_lens.page, 2, 2).click()
    shown_lens.page.get_by_role("radio", name="zero").click()
    cell(shown_lens.page, 4, 3).click()
    expect(shown_lens.page.locator(".cell[data-edit]")).to_have_count(2)
    lens.pins = (" Paris", " Berlin", " the")
    lens.chart = "log probability"
    shown_lens.flush()
    shown_lens.page.wait_for_timeout(400)
    shown_lens.picture(f"{name}-patched")
    lens.show, lens.colour = "edited - clean", "token"
    shown_lens.flush()
    shown_lens.picture(f"{name}-difference")


def test_one_head_is_chosen_in_the_page(lens, stage):
    shown = stage(lens)
    heads = shown.page.get_by_label("Head", exact=True)
    expect(heads).to_be_hidden()
    shown.page.get_by_label("Rows").select_option("head_out")
    heads.select_option("2")
    shown.until(lambda: lens.head == 2)
    first = lens.workspace.lens("clean", "head_out", head=2).top(1)[0][0, 1].item()
    token = lens.workspace.model.token_strings([first])[0].strip()
    row = shown.page.get_by_role("row").filter(has=shown.page.get_by_role("rowheader", name="0"))
    expect(row.get_by_role("gridcell").nth(1)).to_contain_text(token)
