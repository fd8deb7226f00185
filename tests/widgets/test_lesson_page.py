"""A lesson in a real browser: pages by mouse and by keys, answers, and what the workspace becomes."""

import re

import pytest

import nnexplore
from nnexplore import lessons
from nnexplore.widgets.lesson import LessonPanel

from .test_accessibility import AXE, RUN

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect  # noqa: E402

EVIL = """---
title: <b>Bold</b> & <img src=x onerror="window.stolen=1">
prompt: The capital of France is
---

# A page <script>window.stolen=2</script>

Text <script>window.stolen=3</script> and <img src=x onerror="window.stolen=4">.

<div onclick="window.stolen=5">block</div>

[bad](javascript:window.stolen=6) [worse](JaVaScRiPt:alert(1)) [data](data:text/html,x) [good](https://example.org)
![a picture](https://example.org/x.png)

```lesson
question: Choose <script>window.stolen=7</script>?
choice*: <img src=x onerror="window.stolen=8">
choice: [no](javascript:window.stolen=9)
```
"""


@pytest.fixture
def panel(demo):
    lesson = lessons.load("heads")
    made = LessonPanel(nnexplore.Workspace(demo), lesson)
    yield made
    made.close()


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def heading(page):
    return page.get_by_role("heading", level=2)


def test_the_first_page_is_there_with_the_model_s_numbers(panel, stage, demo):
    page = stage(panel).page
    expect(heading(page)).to_have_text("Words that make no sense")
    expect(page.locator(".size")).to_have_text("Page 1 of 7 · about 15 minutes")
    panel.go(6)
    assert panel.workspace.selection.layer == 1


def test_next_and_previous_by_mouse(panel, stage):
    page = stage(panel).page
    expect(button(page, "← Previous")).to_have_attribute("aria-disabled", "true")
    button(page, "Next →").click()
    expect(heading(page)).to_have_text("What one would have to know")
    assert panel.page == 1
    page.get_by_role("button", name="Page 7: ").click()
    expect(heading(page)).to_have_text("Cut the notes off")
    assert (panel.workspace.selection.layer, panel.workspace.selection.head) == (1, 1)
    expect(button(page, "Next →")).to_have_attribute("aria-disabled", "true")
    button(page, "← Previous").click()
    expect(heading(page)).to_have_text("Break it for good")
    assert panel.workspace.selection.layer is None


def test_next_previous_and_an_answer_by_keys(panel, stage):
    page = stage(panel).page
    button(page, "Next →").focus()
    page.keyboard.press("ArrowRight")
    expect(heading(page)).to_have_text("What one would have to know")
    page.keyboard.press("ArrowLeft")
    expect(heading(page)).to_have_text("Words that make no sense")
    page.keyboard.press("PageDown")
    expect(heading(page)).to_have_text("What one would have to know")
    page.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowRight")  # among choices an arrow chooses, and turns no page
    expect(page.get_by_role("radio").nth(1)).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_contain_text("✓ Right. So each token learns what it stands after.")
    assert panel.done == (1,)


HOLD = """() => {
  const send = window.toPython;
  window.held = [];
  window.toPython = (message) => new Promise((done) => window.held.push(() => send(message).then(done)));
}"""


def test_keys_that_are_faster_than_the_kernel(panel, stage):
    """Right, right, left: while the second page is still to come again, the next one is the third."""
    page = stage(panel).page
    page.evaluate(HOLD)
    button(page, "Next →").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
    for _ in range(2):
        page.evaluate("() => window.held.shift()()")
    expect(heading(page)).to_have_text("Find the head that looks back by one")
    page.keyboard.press("PageDown")
    while page.evaluate("() => window.held.length"):
        page.evaluate("() => window.held.shift()()")
    expect(heading(page)).to_have_text("Find the head that looks back by one")
    assert panel.page == 2


def test_a_failing_and_a_passing_choice(panel, stage):
    page = stage(panel).page
    button(page, "Check my answer").click()
    expect(page.locator(".verdict")).to_contain_text("Not yet. Choose one of the answers.")
    page.get_by_role("radio").first.click()
    button(page, "Check my answer").click()
    expect(page.locator(".verdict")).to_have_attribute("data-passed", "false")
    page.get_by_role("radio").nth(1).click()
    button(page, "Check my answer").click()
    expect(page.locator(".verdict")).to_have_attribute("data-passed", "true")
    expect(page.locator(".verdict .number")).to_have_text(f"{dict(panel.workspace.top(1))[' tree']:.4f}")
    expect(page.get_by_role("button", name="Page 1: ")).to_have_accessible_name(
        "Page 1: Words that make no sense, asks something, done"
    )


def test_a_check_on_real_values(panel, stage):
    shown = stage(panel)
    page = shown.page
    page.get_by_role("button", name="Page 6: ").click()
    button(page, "Check my answer").click()
    expect(page.locator(".verdict")).to_contain_text("✗ Not yet. There is no change yet")
    for head in (0, 1, 3):
        panel.workspace.zero("head_out", 1, head=head)
    shown.flush()
    button(page, "Check my answer").click()
    expect(page.locator(".verdict")).to_contain_text("✓ Right.")
    panel.workspace.clear()
    shown.flush()
    button(page, "Check my answer").click()
    expect(page.locator(".verdict")).to_contain_text("✗ Not yet.")


def test_the_next_page_says_what_the_one_before_lacks(panel, stage):
    page = stage(panel).page
    left = page.locator(".left")
    expect(left).to_be_hidden()
    page.get_by_role("radio").nth(1).click()
    button(page, "Check my answer").click()
    expect(page.locator(".verdict")).to_have_text(re.compile(r"^✓ Right\. The model says so too\.(?!\.)"))
    button(page, "Next →").click()
    expect(page.locator(".size")).to_have_text("Page 2 of 7 · 1 done · about 15 minutes")
    expect(left).to_be_hidden()
    button(page, "Next →").click()
    expect(left).to_have_text("Page 2 is still open: choose one of the answers.")
    button(page, "Next →").click()
    expect(left).to_have_text("Page 3 is still open: no head is selected yet: click one.")
    button(page, "← Previous").click()
    expect(left).to_be_hidden()


def test_hint_and_show_me(panel, stage):
    page = stage(panel).page
    page.get_by_role("button", name="Page 3: ").click()
    page.get_by_text("Hint", exact=True).click()
    expect(page.locator(".hint p")).to_be_visible()
    expect(button(page, "Show me")).to_have_attribute("aria-disabled", "true")
    button(page, "Check my answer").click()
    expect(page.locator(".verdict")).to_contain_text("No head is selected yet")
    button(page, "Show me").click()
    expect(page.locator(".verdict")).to_contain_text("✓ Right.")
    assert (panel.workspace.selection.layer, panel.workspace.selection.head) == (0, 2)


def test_a_typed_answer(demo, stage):
    panel = LessonPanel(nnexplore.Workspace(demo), lessons.load("sampling"))
    page = stage(panel).page
    field = page.get_by_role("textbox")
    field.fill("he")
    field.press("Enter")
    expect(page.locator(".verdict")).to_contain_text("✗ Not yet.")
    field.fill("she")
    field.press("Enter")
    expect(page.locator(".verdict")).to_contain_text("✓ Right.")
    panel.close()


def test_resumed_it_is_where_it_was(demo, panel, stage):
    panel.check(1)
    panel.go(5)
    panel.workspace.zero("head_out", 1, head=3)
    again = LessonPanel(nnexplore.Workspace(demo), panel.lesson)
    again.resume(panel.state)
    page = stage(again).page
    expect(heading(page)).to_have_text("Break it for good")
    expect(page.get_by_role("button", name="Page 1: ")).to_have_text("✓")
    assert again.workspace.edits == panel.workspace.edits
    again.close()


def test_nothing_of_a_file_runs(demo, stage):
    panel = LessonPanel(nnexplore.Workspace(demo), lessons.parse(EVIL))
    page = stage(panel).page
    expect(page.locator("article")).to_contain_text("<script>window.stolen=3</script>")
    inside = "document.querySelector('.nnexplore').shadowRoot.querySelector('.lesson')"
    assert page.evaluate(f"{inside}.querySelectorAll('script, img, [onclick], [onerror]').length") == 0
    assert page.evaluate(f"[...{inside}.querySelectorAll('a')].map(one => one.href)") == ["https://example.org/"]
    page.get_by_role("radio").first.click()
    page.wait_for_timeout(200)
    assert page.evaluate("window.stolen") is None
    panel.close()


@pytest.mark.parametrize("width", [420, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_serious(panel, stage, dark, width):
    panel.check(0)
    shown = stage(panel, dark=dark, viewport=(width, 900))
    shown.page.evaluate(AXE.read_text("utf-8"))
    faults = [fault for fault in shown.page.evaluate(RUN) if fault["impact"] in ("serious", "critical")]
    assert faults == []
    assert shown.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pictures(panel, stage, dark):
    """Nothing to assert: pictures for people."""
    panel.check(1)
    panel.go(3)
    panel.solve()
    stage(panel, dark=dark, width=520).picture(f"lesson_{'dark' if dark else 'light'}")


def test_no_listener_outlives_the_view(panel, stage):
    page = stage(panel).page
    assert page.evaluate("window.listening()") > 0
    page.evaluate("window.end()")
    assert page.evaluate("window.listening()") == 0
