"""The arithmetic of a number in a real browser: every number of it read back, and added up."""

import re

import pytest

import nnexplore
from nnexplore import widgets
from tests.analysis.naive.steps import steps
from tests.tiny import tiny

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect  # noqa: E402

PROMPT = "The Eiffel Tower is in the city of"
IDS = [5, 70, 300, 1200, 33, 90, 500, 41, 8]
SUMS = """() => [...document.querySelector(".nnexplore").shadowRoot.querySelectorAll(".arithmetic-terms tbody tr")]
  .map((line) => [...line.cells].map((cell) => cell.textContent).filter((text) => /^-?[\\d.e-]+$/.test(text)))"""


def opened(shown, view, step, position, dimension):
    view.explain(step.name, position, dimension, 0 if "head" in step.axes else None)
    shown.flush()
    expect(shown.page.locator(".arithmetic h3")).to_have_text(step.label)


def added_up(shown):
    """The sum of the products, the rest and the bias, each line checked; None where there are none."""
    lines = [[float(number) for number in line] for line in shown.page.evaluate(SUMS)]
    running = 0.0
    for *pair, product, so_far in lines:
        if len(pair) == 2:
            assert pair[0] * pair[1] == pytest.approx(product, rel=1e-6)
        running += product
        assert running == pytest.approx(so_far, rel=1e-6, abs=1e-6)
    return running if lines else None


@pytest.mark.parametrize("kind", ["demo", "gemma2"])
def test_every_step_of_a_block_opens_and_adds_up(kind, stage):
    model = nnexplore.load("demo") if kind == "demo" else tiny(kind)
    expected = steps(model.module, IDS, 0)
    view = widgets.FlowView(model, IDS)
    shown = stage(view, width=1100)
    shown.page.emulate_media(reduced_motion="reduce")
    summed = set()
    size = model.module.config.vocab_size  # the logits have a column of their own
    for step in (one for one in view.found if one.shape[-1] != size):
        opened(shown, view, step, 5, 2)
        value = float(expected[step.name][..., 5, 2].flatten()[0])
        said = shown.page.locator(".arithmetic-value").inner_text()
        assert float(said.replace("−∞", "-inf")) == pytest.approx(value, rel=2e-4, abs=2e-5), step.name
        total = added_up(shown)
        if total is not None:
            assert total == pytest.approx(value, rel=2e-4, abs=2e-5), step.name
            summed.add(step.kind)
        assert shown.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), step.name
    assert summed == {"linear", "scores", "mix"}
    view.close()


def test_it_is_played_skipped_and_walked_by_keyboard(demo, stage):
    view = widgets.FlowView(demo, PROMPT)
    shown = stage(view, width=1100)
    page = shown.page
    page.clock.install(time=0)
    page.clock.pause_at(1000)  # a slow machine would see the end of it
    opened(shown, view, view.found["expansion"], 7, 4)
    hidden = page.locator(".arithmetic-y .arithmetic-todo")
    expect(hidden).to_have_count(36)
    page.clock.run_for(12 * 420 + 420 + 5)  # its terms, then the number
    expect(hidden).to_have_count(35)
    page.get_by_role("button", name="Restart").click()
    expect(hidden).to_have_count(36)
    page.get_by_role("button", name="Skip").click()
    expect(hidden).to_have_count(0)
    page.get_by_role("button", name="Play again").click()
    expect(hidden).to_have_count(36)
    page.locator(".arithmetic-y").focus()
    page.keyboard.press("ArrowUp")
    expect(hidden).to_have_count(0)
    value = float(view.found["expansion"].value[6, 4])
    assert added_up(shown) == pytest.approx(value, rel=2e-4, abs=2e-5)
    page.keyboard.press("Enter")
    shown.flush()
    expect(page.locator(".arithmetic-where")).to_contain_text(re.compile(r"city \(token 6\) · dimension 4"))
    assert view.place["position"] == 6
    expect(page.locator(".arithmetic-y")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".arithmetic")).to_be_hidden()
    view.close()
