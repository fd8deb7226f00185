"""The way from logits to the next token in a real browser: every number is read back and compared with torch."""

import numpy as np
import pytest
import torch
from transformers import LlamaConfig, LlamaForCausalLM

import nnexplore
from nnexplore import LanguageModel, widgets

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect  # noqa: E402

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Brandenburg Gate is in the city of"


@pytest.fixture
def workspace(demo):
    return nnexplore.Workspace(demo, PROMPT, OTHER)


@pytest.fixture
def view(workspace):
    made = widgets.Sampling(workspace)
    yield made
    made.close()


def rows(page):
    return page.get_by_role("grid").locator("[role=row][data-at]")


def column(page, name):
    """The whole numbers of a column, of the rows that are in the page."""
    return [float(one.get_attribute("data-value")) for one in rows(page).locator(f".{name}").all()]


def ids(page):
    return [int(one.get_attribute("title").rpartition(" ")[2]) for one in rows(page).all()]


def slide(page, name, share):
    page.get_by_role("slider", name=name).evaluate(
        "(one, at) => { one.value = at; one.dispatchEvent(new Event('input')); }", str(round(share * 1000))
    )


def test_all_numbers_are_the_full_softmax_s(view, workspace, stage):
    view.temperature = 1.7
    page = stage(view).page
    logits = workspace.logits()[-1].double()
    scaled = logits / 1.7
    soft = scaled.softmax(-1)
    shown = ids(page)
    assert shown == logits.topk(len(shown)).indices.tolist()
    assert column(page, "logit") == logits[shown].tolist()
    np.testing.assert_allclose(column(page, "scaled"), scaled[shown], rtol=1e-12)
    np.testing.assert_allclose(column(page, "soft"), soft[shown], rtol=1e-10)
    np.testing.assert_allclose(column(page, "sum"), soft[shown].cumsum(0), rtol=1e-10)
    np.testing.assert_allclose(column(page, "chance"), soft[shown], rtol=1e-10)
    bars = (
        rows(page)
        .locator("i.probability")
        .evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().width / one.parentElement.getBoundingClientRect().width)"
        )
    )
    reach = float(page.locator(".heading .bar").get_attribute("data-reach"))
    np.testing.assert_allclose(bars, soft[shown] / reach, atol=0.003)


def test_the_difference_of_two_runs(view, workspace, stage):
    workspace.copy("resid_post", 1, position=7)
    shown = stage(view)
    page = shown.page
    page.get_by_label("Show").select_option("edited - clean")
    shown.flush()
    expect(page.locator(".sampling .size")).to_contain_text('draws are from "now"')
    slide(page, "temperature", 0.5)
    temperature = float(page.get_by_role("spinbutton", name="temperature, exactly").input_value())
    here, there = ((workspace.logits(run)[-1].double() / temperature).softmax(-1) for run in ("edited", "clean"))
    listed = ids(page)
    plain = workspace.logits()[-1].double().softmax(-1) - workspace.logits("clean")[-1].double().softmax(-1)
    assert listed[:8] == plain.abs().topk(8).indices.tolist()
    np.testing.assert_allclose(column(page, "chance"), here[listed], rtol=1e-9)
    np.testing.assert_allclose(column(page, "base"), there[listed], rtol=1e-9)
    np.testing.assert_allclose(column(page, "delta"), (here - there)[listed], rtol=1e-7, atol=1e-12)
    reach = float(page.locator(".heading .bar").get_attribute("data-reach"))
    script = """all => all.map(one => {
      const [bar, cell] = [one.getBoundingClientRect(), one.parentElement.getBoundingClientRect()];
      return (bar.left + bar.right - cell.left - cell.right) / cell.width;
    })"""
    middles = (
        rows(page).locator("i.probability").evaluate_all(script)
    )  # half of the bar beside the middle, of half a cell
    np.testing.assert_allclose(middles, (here - there)[listed] / reach / 2 * 1, atol=0.01)


def test_the_cuts_leave_what_transformers_leaves(view, workspace, stage):
    from transformers.generation import MinPLogitsWarper, TopKLogitsWarper, TopPLogitsWarper

    shown = stage(view)
    page = shown.page
    for name, value in {"temperature": 6.0, "top_k": 12, "top_p": 0.9, "min_p": 0.2}.items():
        view.set_trait(name, value)
    shown.flush()
    scores = workspace.logits()[-1:].double() / 6.0
    soft = scores.softmax(-1)[0]
    for warp in (TopKLogitsWarper(12), TopPLogitsWarper(0.9), MinPLogitsWarper(0.2)):
        scores = warp(None, scores)
    wanted = scores.softmax(-1)[0]
    here = ids(page)
    np.testing.assert_allclose(column(page, "chance"), wanted[here], rtol=1e-10)
    out = [one.get_attribute("data-out") is not None for one in rows(page).all()]
    assert out == (wanted[here] == 0).tolist()
    assert 1 < out.index(True) < 12
    mass = float(page.locator(".summary [data-role=mass]").get_attribute("data-value"))
    assert mass == pytest.approx(float(soft[wanted > 0].sum()))
    entropy = float(page.locator(".summary [data-role=entropy]").get_attribute("data-value"))
    assert entropy == pytest.approx(float(torch.distributions.Categorical(wanted).entropy()))
    assert {"✕ top-k", "✕ top-p", "✓"} <= set(rows(page).locator(".cut").all_inner_texts())


def test_the_card_adds_up(view, workspace, stage):
    view.temperature, view.top_k = 0.8, 5
    page = stage(view).page
    grid = page.get_by_role("grid")
    grid.focus()
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    card = page.locator(".card")
    soft = (workspace.logits()[-1].double() / 0.8).softmax(-1)
    chosen = int(workspace.logits()[-1].topk(5).indices[4])
    expect(card).to_contain_text(f"number 5 of 1,534, id {chosen}")

    def number(role):
        return float(card.locator(f"[data-role={role}]").first.get_attribute("data-value"))

    terms = [float(one.get_attribute("data-value")) for one in card.locator("[data-role=term]").all()]
    total = number("total")
    assert len(terms) == 6  # four, its own, the others
    assert sum(terms) == pytest.approx(total, rel=1e-12)
    assert total == pytest.approx(float((workspace.logits()[-1].double() / 0.8).exp().sum()), rel=1e-10)
    assert terms[4] / total == pytest.approx(float(soft[chosen]), rel=1e-10)
    assert number("mass") == pytest.approx(float(soft.topk(5).values.sum()), rel=1e-10)
    assert number("result") == pytest.approx(float(view.probabilities[chosen]), rel=1e-10)
    page.keyboard.press("ArrowDown")
    expect(card).to_contain_text("Cut away")
    assert number("result") == 0


def test_a_slider_needs_no_kernel(view, workspace, stage):
    page = stage(view).page
    page.evaluate("() => { window.kernelGone = true }")
    slide(page, "temperature", 1)
    soft = (workspace.logits()[-1].double() / 10).softmax(-1)
    np.testing.assert_allclose(column(page, "chance"), soft[ids(page)], rtol=1e-10)
    page.get_by_role("checkbox", name="top-k").check()
    expect(page.get_by_role("spinbutton", name="top-k, exactly")).to_have_value("50")
    page.get_by_role("spinbutton", name="top-k, exactly").fill("3")
    page.keyboard.press("Enter")
    expect(rows(page).locator("visible=true").and_(page.locator(":not([data-out])"))).to_have_count(3)
    assert sum(column(page, "chance")) == pytest.approx(1)
    page.get_by_role("button", name="Sample 100 times").click()
    assert sum(column(page, "count")) == 100
    expect(page.locator(".drawn")).to_contain_text("100 draws")


def test_what_is_set_on_the_page_is_set_in_python(view, stage):
    page = stage(view).page
    page.get_by_role("spinbutton", name="temperature, exactly").fill("2.5")
    page.keyboard.press("Enter")
    assert view.temperature == 2.5
    page.get_by_role("checkbox", name="top-p").check()
    assert view.top_p == 0.9
    page.get_by_role("checkbox", name="top-p").uncheck()
    assert view.top_p == 1.0
    page.get_by_role("spinbutton", name="temperature, exactly").fill("-3")
    page.keyboard.press("Enter")
    assert view.temperature == 0
    expect(page.locator(".card")).to_contain_text("It has the largest logit")
    page.get_by_label("seed").fill("77")
    page.keyboard.press("Enter")
    assert view.seed == 77


def test_python_and_the_page_draw_the_same_tokens(view, demo, stage):
    view.temperature, view.top_p = 5.0, 0.95
    shown = stage(view)
    page = shown.page
    for seed in (0, 1, 2, 12345, 2**32 - 1):
        view.seed, view.draws = seed, 0
        shown.flush()
        page.get_by_role("button", name="Sample", exact=True).click()
        assert view.draws == 1
        text = demo.token_strings([view.drawn])[0]
        expect(page.locator(".context .next")).to_have_attribute("title", f'"{text}"')
        page.get_by_role("button", name="Sample 100 times").click()
        assert view.draws == 101
        expect(page.locator(".drawn")).to_contain_text(f"101 draws, {len(view.counts)} different tokens")
        counts = dict(zip(ids(page), column(page, "count"), strict=True))
        assert {token: count for token, count in counts.items() if count} == {
            token: count for token, count in view.counts.items() if token in counts
        }


def test_other_temperatures_are_lines_over_the_bars(view, workspace, stage):
    page = stage(view).page
    page.get_by_label("overlay T").check()
    assert view.temperatures == [0.5, 1, 2]
    expect(page.locator(".key span")).to_have_text(["0.5", "1", "2"])
    reach = float(page.locator(".heading .bar").get_attribute("data-reach"))
    points = page.locator("polyline.t2").get_attribute("points").split()
    drawn = np.array([float(point.split(",")[0]) for point in points]) / 1000 * reach
    wanted = (workspace.logits()[-1].double() / 2).softmax(-1)[ids(page)]
    np.testing.assert_allclose(drawn, wanted, atol=1e-5 * reach)
    box, bar = page.locator(".lines").bounding_box(), page.locator(".body .bar").first.bounding_box()
    assert (box["x"], box["width"]) == (bar["x"], bar["width"])


def test_any_token_can_be_found(view, workspace, demo, stage):
    page = stage(view).page
    page.get_by_label("Find a token").fill("berlin")
    expect(rows(page)).to_have_count(1)
    berlin = demo.tokenizer(" Berlin")["input_ids"][0]
    assert ids(page) == [berlin]
    rank = int((workspace.logits()[-1] > workspace.logits()[-1][berlin]).sum()) + 1
    expect(rows(page).locator(".rank")).to_have_text(f"{rank}")
    page.get_by_label("Find a token").fill(f"#{berlin}")
    expect(rows(page)).to_have_count(1)
    page.get_by_label("Find a token").fill("no such letters")
    expect(page.locator(".hits")).to_have_text("0 found")
    expect(rows(page)).to_have_count(0)


def test_the_keyboard_goes_to_the_last_token(view, workspace, stage):
    page = stage(view).page
    grid = page.get_by_role("grid")
    expect(grid).to_have_attribute("aria-rowcount", "1535")
    assert rows(page).count() < 60
    grid.focus()
    page.keyboard.press("End")
    last = page.locator(".row[aria-selected=true]")
    expect(last).to_be_in_viewport()
    expect(last.locator(".rank")).to_have_text("1,534")
    assert grid.get_attribute("aria-activedescendant") == last.get_attribute("id")
    assert float(last.locator(".logit").get_attribute("data-value")) == float(workspace.logits()[-1].min())
    page.keyboard.press("PageUp")
    page.keyboard.press("Home")
    expect(page.locator(".row[aria-selected=true] .rank")).to_have_text("1")


def test_runs_and_positions(view, workspace, stage):
    shown = stage(view)
    page = shown.page
    workspace.copy("resid_post", 1, position=7)
    shown.flush()
    for name, run in [("now", "edited"), ("clean", "clean"), ("other prompt", "other")]:
        page.get_by_label("Show").select_option(name)
        assert view.show == run
        here = ids(page)
        assert column(page, "logit") == workspace.logits(run)[-1][here].tolist()
    page.get_by_role("button", name="earlier position").click()
    assert workspace.selection.position == 6
    here = ids(page)
    assert column(page, "logit") == workspace.logits("other")[6][here].tolist()
    expect(page.locator(".size")).to_contain_text("after position 6")


def test_no_number_is_said(view, workspace, stage):
    shown = stage(view)
    workspace.set("resid_post", 3, to=float("nan"), position=7)
    shown.flush()
    expect(shown.page.locator(".nothing")).to_be_visible()
    expect(shown.page.get_by_role("button", name="Sample", exact=True)).to_be_disabled()
    workspace.undo()
    shown.flush()
    expect(shown.page.locator(".nothing")).to_be_hidden()


@pytest.fixture(scope="module")
def wide(demo):
    """A model with a vocabulary of 50,257 tokens, of which the tokenizer knows the first."""
    torch.manual_seed(0)
    sizes = {"vocab_size": 50257, "hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 1}
    module = LlamaForCausalLM(LlamaConfig(**sizes, num_attention_heads=2)).eval()
    with torch.no_grad():
        module.lm_head.weight *= 60
    return LanguageModel(module, tokenizer=demo.tokenizer)


def test_a_large_vocabulary_is_fetched_whole(wide, stage, capsys):
    view = widgets.Sampling(wide, [5, 6, 7])
    shown = stage(view)
    page = shown.page
    expect(page.locator(".rough")).to_be_hidden()
    logits = view.workspace.logits()[-1].double()
    page.get_by_role("spinbutton", name="temperature, exactly").fill("1.5")
    page.keyboard.press("Enter")
    soft = (logits / 1.5).softmax(-1)
    np.testing.assert_allclose(column(page, "chance"), soft[ids(page)], rtol=1e-10)
    page.get_by_role("grid").focus()
    page.keyboard.press("End")
    assert column(page, "logit")[-1] == float(logits.min())
    page.keyboard.press("Home")
    page.get_by_role("checkbox", name="top-p").check()
    page.get_by_label("overlay T").check()
    moves = page.get_by_role("slider", name="temperature").evaluate(
        """(one) => Array.from({length: 25}, (_, at) => {
          const began = performance.now();
          one.value = String(at * 40);
          one.dispatchEvent(new Event('input'));
          document.body.offsetHeight;
          return performance.now() - began;
        })"""
    )
    with capsys.disabled():
        least, middle = min(moves), np.median(moves)
        print(f"\na move of a slider over 50,257 tokens with three lines: least {least:.1f} ms, median {middle:.1f} ms")
    view.close()


def test_what_is_kept_of_a_large_vocabulary_is_small_and_nearly_right(wide, stage):
    view = widgets.Sampling(wide, [5, 6, 7])
    view._send_whole = lambda _asked: None  # as on a saved page: only what is kept with the view
    page = stage(view).page
    expect(page.locator(".rough")).to_contain_text("The 4,096 likeliest tokens are here")
    soft = view.workspace.logits()[-1].double().softmax(-1)
    np.testing.assert_allclose(column(page, "chance"), soft[ids(page)], rtol=1e-4)
    view.close()


@pytest.mark.parametrize("width", [480, 800, 1280])
@pytest.mark.parametrize("dark", [False, True])
def test_pictures(view, workspace, stage, dark, width):
    """Nothing to assert but that it can be drawn; with NNEXPLORE_SCREENSHOTS set, pictures for people."""
    shown = stage(view, dark=dark, width=width - 40)
    theme = "dark" if dark else "light"
    shown.picture(f"sampling-{width}-{theme}")
    view.temperature, view.top_k, view.top_p, view.min_p, view.draws = 5.0, 40, 0.9, 0.02, 100
    view.temperatures = [0.5, 1.0, 2.0]
    shown.flush()
    shown.page.get_by_role("grid").focus()
    shown.page.keyboard.press("ArrowDown")
    shown.page.keyboard.press("ArrowDown")
    shown.picture(f"sampling-cuts-{width}-{theme}")
    workspace.copy("resid_post", 0, position=2)
    view.temperature, view.top_k, view.show = 3.0, 0, "clean - other"
    shown.flush()
    shown.picture(f"sampling-difference-{width}-{theme}")


def test_a_saved_page_says_that_the_rest_is_rounded(wide, chromium, tmp_path):
    view = widgets.Sampling(wide, [5, 6, 7])
    context = chromium.new_context(offline=True)
    page = context.new_page()
    page.goto(view.to_html(tmp_path / "view.html").as_uri())
    expect(page.locator(".rough")).to_contain_text("The 4,096 likeliest tokens are here")
    expect(page.get_by_role("alert")).to_have_count(0)
    slide(page, "temperature", 0.7)
    temperature = float(page.get_by_role("spinbutton", name="temperature, exactly").input_value())
    assert temperature == 3.09
    soft = (view.workspace.logits()[-1].double() / temperature).softmax(-1)
    np.testing.assert_allclose(column(page, "chance"), soft[ids(page)], rtol=1e-4)
    context.close()
    view.close()
