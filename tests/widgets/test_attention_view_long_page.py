"""Long prompts, pinned heads and the sweep of all heads, in a real browser."""

import pytest
import torch

from nnexplore import LanguageModel, widgets

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect  # noqa: E402

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Brandenburg Gate is in the city of"
TOKENS = 1000


@pytest.fixture(scope="module")
def wide():
    """A random model for long prompts: one layer of twelve heads."""
    from transformers import GPT2Config, GPT2LMHeadModel

    torch.manual_seed(0)
    config = GPT2Config(
        vocab_size=300, n_embd=48, n_layer=1, n_head=12, n_positions=1024, initializer_range=0.5,
        attn_implementation="eager", bos_token_id=0, eos_token_id=0,
    )  # fmt: skip
    return LanguageModel(GPT2LMHeadModel(config).eval())


@pytest.fixture
def long(wide):
    ids = torch.randint(0, 300, (1, TOKENS), generator=torch.Generator().manual_seed(1))
    made = widgets.AttentionView(wide, ids.tolist())
    yield made
    made.close()


@pytest.fixture
def view(demo):
    made = widgets.AttentionView(demo, PROMPT, OTHER)
    yield made
    made.close()


def bare(view, head):
    """The pattern by the model itself, asked without any of our code."""
    with torch.no_grad():
        ids = torch.tensor(view.workspace.prompt)
        return view.workspace.model.module(ids, output_attentions=True).attentions[0][0, head]


def matrix(page):
    return page.get_by_role("grid", name="Attention weights")


def cells(page):
    return int(matrix(page).get_attribute("aria-rowcount"))


def place(page, view, row, column):
    """The middle of a weight of the window."""
    top, left, span = view.window
    box = matrix(page).locator("canvas").bounding_box()
    size = (box["width"] - 86) / span
    return box["x"] + 84 + (column - left + 0.5) * size, box["y"] + 64 + (row - top + 0.5) * size


def number(page):
    return float(page.locator(".readout").inner_text().rsplit(": ", 1)[1])


def exactly(value, expected):
    return torch.tensor(value, dtype=torch.float32).item() == pytest.approx(expected.item(), rel=1e-5, abs=1e-9)


def until(shown, ready):
    """Bring what Python does in the background to the page, until it is as it should be."""
    for _ in range(100):
        shown.flush()
        if ready():
            return
        shown.page.wait_for_timeout(50)
    raise AssertionError(shown.page.locator(".readout").inner_text())


def reads(page, *texts):
    """Whether all of them are in the readout, and the weight is exact."""
    said = page.locator(".readout").inner_text()
    return "on its way" not in said and all(text in said for text in texts)


def test_the_first_picture_of_a_long_prompt_is_small(long):
    from ipywidgets.widgets.widget import _remove_buffers

    state, _, buffers = _remove_buffers(long.get_state())
    state.pop("_esm")
    assert len(repr(state)) + sum(map(len, buffers)) < 200_000


def test_a_window_has_exact_weights(long, stage):
    shown = stage(long)
    page = shown.page
    assert cells(page) == 143
    long.window = (600, 420, 100)
    shown.flush()
    assert cells(page) == TOKENS
    expected = bare(long, 0)
    for row, column in [(600, 420), (655, 500), (699, 519)]:
        page.mouse.move(*place(page, long, row, column))
        until(shown, lambda row=row, column=column: reads(page, f"({row}) → ", f"({column}): "))
        assert exactly(number(page), expected[row, column]), (row, column)


def test_pointing_at_a_pooled_cell_finds_its_largest_weight(long, stage):
    shown = stage(long)
    page = shown.page
    box = matrix(page).locator("canvas").bounding_box()
    size = (box["width"] - 86) / 143
    row, column = 100, 40
    page.mouse.move(box["x"] + 84 + (column + 0.5) * size, box["y"] + 64 + (row + 0.5) * size)
    until(shown, lambda: reads(page, ", the largest "))
    block = bare(long, 0)[row * 7 : row * 7 + 7, column * 7 : column * 7 + 7]
    at = block.argmax().item()
    text = page.locator(".readout").inner_text()
    assert f"tokens {row * 7}–{row * 7 + 6} → tokens {column * 7}–{column * 7 + 6}" in text
    assert f"({row * 7 + at // 7}) → " in text
    assert f"({column * 7 + at % 7}): " in text
    assert exactly(number(page), block.max())


def test_another_head_is_painted_once(long, stage):
    shown = stage(long)
    page = shown.page
    page.wait_for_timeout(200)
    page.evaluate("""() => {
      window.painted = [];
      const canvas = CanvasRenderingContext2D.prototype;
      const clear = canvas.clearRect;
      canvas.clearRect = function (...how) {
        window.painted.push(this.canvas.parentElement.className);
        return clear.apply(this, how);
      };
    }""")
    long.workspace.select(layer=0, head=2)
    shown.flush()
    expect(page.get_by_role("heading", name="Layer 0 · head 2")).to_be_visible()
    shown.until(lambda: "the largest" in page.locator(".readout").inner_text())  # the exact weights have come
    page.wait_for_timeout(100)
    painted = page.evaluate("() => window.painted")
    assert sorted(painted) == ["lines", "pad", "pad"]  # all heads, the matrix, its lines


def test_the_keyboard_zooms_and_walks_out_of_the_window(long, stage):
    shown = stage(long)
    page = shown.page
    long.workspace.select(position=500)
    shown.flush()
    matrix(page).focus()
    for _ in range(4):
        page.keyboard.press("+")
    assert long.window[2] == 63
    top, left, _ = long.window
    expected = bare(long, 0)
    page.keyboard.press("Home")
    assert long.window[1] == 0
    row = long.workspace.selection.position
    until(shown, lambda: reads(page, f"({row}) → ", "(0): "))
    assert exactly(number(page), expected[row, 0])
    page.keyboard.press("PageDown")
    assert long.workspace.selection.position == TOKENS - 1
    assert long.window[0] == TOKENS - 63
    page.keyboard.press("-")
    assert long.window[2] == 126
    page.keyboard.press("Escape")
    assert long.window is None
    assert (top, left) != (0, 0)


def test_a_drag_moves_the_window_and_chooses_nothing(long, stage):
    shown = stage(long)
    page = shown.page
    long.window = (300, 100, 50)
    long.workspace.select(position=310)
    shown.flush()
    page.mouse.move(*place(page, long, 320, 120))
    page.mouse.down()
    x, y = place(page, long, 310, 130)
    page.mouse.move(x, y, steps=4)
    page.mouse.up()
    assert long.window == (310, 90, 50)
    assert long.workspace.selection.position == 310
    page.get_by_role("button", name="Zoom out").click()
    assert long.window[2] == 100
    page.get_by_role("button", name="Show all").click()
    assert long.window is None


def test_what_a_token_attends_to_most_is_exact(long, stage):
    shown = stage(long)
    page = shown.page
    long.workspace.select(position=900)
    shown.flush()
    best = bare(long, 0)[900].topk(5)
    buttons = page.locator(".most button")
    titles = [float(button.get_attribute("title")) for button in buttons.all()]
    assert titles == pytest.approx(best.values.tolist(), rel=1e-5)
    long.window = (880, 880, 40)
    shown.flush()
    buttons.first.click()
    assert long.window[1] <= best.indices[0] < long.window[1] + 40
    until(shown, lambda: reads(page, f"({best.indices[0].item()}): "))
    assert exactly(number(page), best.values[0])


def test_a_weight_of_a_long_prompt_is_set(long, stage):
    shown = stage(long)
    page = shown.page
    long.window = (100, 80, 40)
    shown.flush()
    page.mouse.click(*place(page, long, 110, 90))
    page.get_by_role("button", name="Set to 0").click()
    until(shown, lambda: long._head["stamp"] == 1)
    expect(page.locator(".changes li")).to_have_count(1)
    assert long.workspace.edits[0].at == {"head": 0, "position": 110, "key": 90}
    until(shown, lambda: reads(page, "(110) → ", "(90): 0"))
    assert number(page) == 0
    assert page.get_by_role("button", name="Restore").get_attribute("aria-disabled") == "false"


def test_heads_are_pinned_and_compared(view, stage):
    shown = stage(view)
    page = shown.page
    page.get_by_role("button", name="Pin", exact=True).click()
    view.workspace.select(layer=1, head=2)
    shown.flush()
    page.get_by_role("button", name="Pin", exact=True).click()
    assert view.pins == [(0, 0), (1, 2)]
    expect(page.locator(".pins li")).to_have_count(2)
    matrix(page).focus()
    for key in ("ArrowUp", "Home", "ArrowRight"):
        page.keyboard.press(key)
    words = page.locator(".readout").inner_text().split(" · ")[1:]
    assert [word.split()[0] for word in words] == ["0.0", "1.2"]
    for word, (layer, head) in zip(words, view.pins, strict=True):
        expected = view.workspace.value("head_pattern", layer)[0, head, 6, 1]
        assert torch.tensor(float(word.split()[1])).item() == expected.item()
    page.get_by_role("button", name="Look at layer 0, head 0").click()
    assert (view.workspace.selection.layer, view.workspace.selection.head) == (0, 0)
    page.get_by_role("button", name="Unpin 1.2").click()
    assert view.pins == [(0, 0)]
    view.pins = []
    shown.flush()
    expect(page.locator(".pins li")).to_have_count(0)


def test_the_sweep_orders_the_heads(view, stage, demo):
    shown = stage(view)
    page = shown.page
    page.get_by_role("button", name="Measure patch effect").click()
    until(shown, lambda: view.sort == "patch")
    expect(page.get_by_label("Order of the heads")).to_have_value("patch")
    assert view.sort == "patch"
    expect(page.locator(".meaning")).to_contain_text("copied from the other prompt")
    page.get_by_role("grid", name="Attention heads").focus()
    page.keyboard.press("Control+Home")
    scores = torch.frombuffer(bytearray(view._screen["scores"]["patch"]), dtype=torch.float32)
    best = scores.argmax().item()
    expect(page.get_by_role("heading", name=f"Layer {best // 4} · head {best % 4}")).to_be_visible()
    page.get_by_role("button", name="Ablate head").click()
    until(shown, lambda: view._head["stamp"] == 1)
    expect(page.get_by_label("Order of the heads")).to_have_value("layer")  # it was of the state before
    page.get_by_role("button", name="Undo").click()
    until(shown, lambda: view._head["stamp"] == 2)
    expect(page.get_by_label("Order of the heads")).to_have_value("patch")


def test_undo_and_redo_say_what_they_can(view, stage):
    shown = stage(view)
    page = shown.page
    undo, redo = (page.get_by_role("button", name=name) for name in ("Undo", "Redo"))
    expect(undo).to_have_attribute("aria-disabled", "true")
    view.workspace.zero("head_out", 0, head=1)
    shown.flush()
    expect(undo).to_have_attribute("aria-disabled", "false")
    undo.click()
    until(shown, lambda: view._head["stamp"] == 2)
    expect(undo).to_have_attribute("aria-disabled", "true")
    expect(redo).to_have_attribute("aria-disabled", "false")


def test_clean_minus_other(view, stage):
    shown = stage(view)
    page = shown.page
    page.get_by_role("radio", name="clean − other").check(force=True)
    assert view.show == "clean - other"
    expect(page.locator(".legend")).to_contain_text("difference")
    clean, other = (view.workspace.value("head_pattern", 0, run)[0, 0, 7, 0] for run in ("clean", "other"))
    text = page.locator(".readout").inner_text().rsplit(": ", 1)[1].split(" = ")[0]
    assert torch.tensor(float(text)).item() == (clean - other).item()


def test_python_is_copied(view, stage):
    shown = stage(view)
    page = shown.page
    view.workspace.zero("head_out", 1, head=2)
    shown.flush()
    keep = "() => { document.execCommand = () => { window.copied = document.activeElement.value; return true; }; }"
    page.evaluate(keep)  # a page without https has no other clipboard
    page.get_by_role("button", name="Copy as Python").click()
    until(shown, lambda: page.evaluate("() => window.copied"))
    expect(page.get_by_role("status").last).to_have_text("Python copied to the clipboard.")
    assert page.evaluate("() => window.copied") == view.code


@pytest.mark.parametrize("width", [480, 800, 1280])
@pytest.mark.parametrize("dark", [False, True])
def test_pictures(view, long, stage, dark, width):
    """Nothing to assert but that it can be drawn; with NNEXPLORE_SCREENSHOTS set, pictures for people."""
    theme = "dark" if dark else "light"
    view.pins = [(0, 0), (0, 3), (2, 1)]
    view.workspace.select(layer=0, head=3, position=6)
    view.patch_effects()
    view.sort = "patch"
    pinned = stage(view, dark=dark, viewport=(width, 1000))
    pinned.page.wait_for_timeout(100)
    pinned.picture(f"attention-pins-{width}-{theme}")
    shown = stage(long, dark=dark, viewport=(width, 1000))
    shown.picture(f"attention-long-{width}-{theme}")
    long.window = (600, 560, 40)
    long.workspace.select(position=620)
    shown.flush()
    shown.page.wait_for_timeout(200)
    shown.picture(f"attention-window-{width}-{theme}")
