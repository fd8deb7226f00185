"""The text and the end of the flow in a real browser: by keyboard, and every number compared with plain torch."""

import numpy as np
import pytest
import torch

import nnexplore
from nnexplore import widgets

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect  # noqa: E402

PROMPT = "The Eiffel Tower is in the city of"


@pytest.fixture
def workspace(demo):
    return nnexplore.Workspace(demo, PROMPT)


@pytest.fixture
def view(workspace):
    made = widgets.FlowView(workspace)
    yield made
    made.close()


def field(page):
    return page.get_by_role("textbox", name="Text", exact=True)


def chances(demo, text):
    """The probabilities of what comes after a text, by the bare model."""
    with torch.no_grad():
        return demo.module(torch.tensor([demo.tokenizer(text)["input_ids"]])).logits[0, -1].double().softmax(-1)


def test_the_next_token_is_added_by_one_key(view, workspace, demo, stage):
    page = stage(view).page
    ghost = page.locator(".flow-text-ghost")
    best = chances(demo, PROMPT).max(-1)
    assert float(ghost.get_attribute("data-value")) == pytest.approx(float(best.values), rel=1e-5)
    ids = demo.tokenizer(PROMPT)["input_ids"]
    wanted = torch.tensor([ids])
    with torch.no_grad():
        wanted = demo.module.generate(wanted, max_new_tokens=3, do_sample=False, pad_token_id=0, eos_token_id=None)[0]
    field(page).click()
    page.keyboard.press("Control+End")
    for number in range(3):
        page.keyboard.press(("Tab", "Control+Enter", "Tab")[number])
        expect(field(page)).to_have_value(demo.tokenizer.decode(wanted[: len(ids) + number + 1]))
    assert workspace.prompt == wanted.tolist()
    expect(page.locator(".flow-text-size")).to_have_text("11 of 96 tokens")
    for _ in range(3):
        page.get_by_role("button", name="Step back").click()
    expect(field(page)).to_have_value(PROMPT)
    assert workspace.prompt == PROMPT


def test_the_token_stands_right_behind_the_text(view, stage):
    """Text and mirror have the same lines, so that nothing is drawn over anything, whatever is written."""
    page = stage(view).page
    for text in (
        PROMPT,
        "a" * 90,
        "sand lion cloud " * 20,
        "東京" * 40,
        "Zoë\n\nlikes\n",
        "🙂" * 40,
        "مرحبا بالعالم " * 5,
    ):
        field(page).fill(text)
        heights = page.locator(".flow-text-paper").evaluate(
            """paper => {
                const [mirror, input] = paper.children;
                input.style.height = "0";
                const heights = [mirror.clientHeight, input.scrollHeight];
                input.style.height = "";
                return heights;
            }"""
        )
        assert heights[0] == heights[1], text


def test_a_key_that_passes_through_adds_nothing(view, workspace, stage):
    page = stage(view).page
    page.get_by_role("button", name="Examples").focus()
    page.keyboard.press("Tab")
    expect(field(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(field(page)).not_to_be_focused()
    field(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(field(page)).not_to_be_focused()
    assert workspace.prompt == PROMPT


def test_what_is_typed_runs_and_what_is_too_long_is_refused(view, workspace, stage):
    page = stage(view).page
    field(page).fill("Once upon a time")
    expect(page.locator(".flow-text-ghost")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator(".flow-text-ghost")).to_contain_text(",")
    assert workspace.prompt == "Once upon a time"
    field(page).fill(" of" * 120)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="120 tokens")).to_be_visible()
    assert workspace.prompt == "Once upon a time"
    page.keyboard.press("Escape")
    expect(field(page)).to_have_value("Once upon a time")


def test_an_example_is_chosen_by_keyboard(view, workspace, stage):
    page = stage(view).page
    page.get_by_role("button", name="Examples").focus()
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(field(page)).to_have_value("sand lion cloud sand lion")
    expect(page.locator(".flow-text-ghost b")).to_have_text(" cloud")
    assert workspace.prompt == "sand lion cloud sand lion"


def test_the_end_has_the_softmax_of_the_whole_vocabulary(view, demo, stage):
    view.level, view.temperature = "output", 2.0
    shown = stage(view, viewport=(1280, 1400))
    rows = shown.page.locator(".flow-outcome [role=row][data-at]")
    ids = [int(one.get_attribute("title").rpartition(" ")[2]) for one in rows.all()]
    with torch.no_grad():
        logits = demo.module(torch.tensor([demo.tokenizer(PROMPT)["input_ids"]])).logits[0, -1]
    wanted = (logits.double() / 2).softmax(-1)
    assert ids == logits.topk(len(ids)).indices.tolist()

    def found():
        return [float(one.get_attribute("data-value")) for one in rows.locator(".chance").all()]

    np.testing.assert_allclose(found(), wanted[ids], rtol=1e-4)
    view.top_k = 4
    shown.flush()
    kept = wanted.topk(4)
    np.testing.assert_allclose(found()[:4], kept.values / kept.values.sum(), rtol=1e-4)
    assert not any(found()[4:])
    shown.page.locator(".flow-outcome").get_by_role("button", name="Sample", exact=True).click()
    assert view.draws == 1
