"""The flow view in a real browser: what is drawn, clicked and typed, with the numbers read back."""

import json
import re

import pytest
import torch

import nnexplore
from nnexplore import widgets
from nnexplore.errors import AnalysisError
from nnexplore.workspace import Place
from tests.analysis.naive.steps import steps
from tests.tiny import tiny

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect  # noqa: E402

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Brandenburg Gate is in the city of"
IDS = [5, 70, 300, 1200, 33, 90, 500, 41, 8]
LEVELS = ["overview", "embedding", "block", "head", "output"]


@pytest.fixture
def view(demo):
    made = widgets.FlowView(nnexplore.Workspace(demo, PROMPT, OTHER))
    yield made
    made.close()


def picture(page):
    return page.get_by_role("grid", name="From text to the next token")


def settled(shown):
    """Until what opens or runs has come to rest."""
    shown.page.emulate_media(reduced_motion="reduce")
    shown.flush()
    shown.page.wait_for_timeout(120)


SWEEP = """
([across, down]) => {
  const root = document.querySelector(".nnexplore").shadowRoot;
  const [pad, tip] = [root.querySelector(".flow-stage .pad"), root.querySelector(".flow-tip")];
  const box = pad.querySelector("canvas").getBoundingClientRect();
  const found = new Map();
  for (let y = box.top + 60; y < box.bottom; y += down)
    for (let x = box.left + 4; x < box.right; x += across) {
      pad.dispatchEvent(new PointerEvent("pointermove", { clientX: x, clientY: y }));
      if (tip.hidden) continue;
      const [what, number] = [".what", ".number"].map((name) => tip.querySelector(name).textContent);
      found.set(what, [what, number]);
    }
  pad.dispatchEvent(new PointerEvent("pointerleave"));
  return [...found.values()];
}
"""


def pointed(page, *, across=9, down=6):
    """What is said of each number under the pointer, all over the picture: its words, and the number."""
    return page.evaluate(SWEEP, [across, down])


STRIP = re.compile(
    r"^(?P<label>.+?) of token (?P<row>\d+) \".*\"(?:, head (?P<head>\d+))?, dimension (?P<at>\d+) of \d+$"
)
MATRIX = re.compile(
    r"^(?P<label>.+?), head (?P<head>\d+): token (?P<row>\d+) \".*\" looks at token (?P<at>\d+) \".*\"$"
)
TOKEN = re.compile(r"^next token \".*\", id (?P<id>\d+)$")


def compared(said, found, expected):
    """That what the page says is what plain torch computes; the names of the steps that were met."""
    names = {step.label: step.name for step in found}
    met = set()
    for words, number in said:
        if token := TOKEN.match(words):
            assert float(number) == pytest.approx(float(expected["logits"][-1, int(token["id"])]), rel=2e-4, abs=2e-4)
            met.add("logits")
            continue
        at = STRIP.match(words) or MATRIX.match(words)
        name = names[at["label"]]
        value = expected[name]
        row, place = int(at["row"]), int(at["at"])
        value = value[int(at["head"]), row, place] if at["head"] else value[row, place]
        if number.startswith("−∞"):
            assert value == -torch.inf or name == "pattern", words
        else:
            assert float(number) == pytest.approx(float(value), rel=2e-4, abs=2e-5), words
            assert torch.tensor(float(number)) in found[name].value, words  # the very float32
        met.add(name)
    return met


@pytest.mark.parametrize("level", LEVELS)
def test_every_number_under_the_pointer_is_plain_torchs(view, demo, stage, level):
    view.workspace.select(layer=1, head=2)
    view.level = level
    shown = stage(view)
    settled(shown)
    met = compared(pointed(shown.page), view.found, steps(demo.module, demo.tokenizer(PROMPT)["input_ids"], 1))
    wanted = {
        "overview": {"embedding", "query", "key", "value", "pattern", "attn_out", "activation", "resid_post"},
        "embedding": {"token_embedding", "position_embedding", "embedding"},
        "block": {"norm_1", "query", "pattern", "heads", "attn_out", "resid_mid", "norm_2", "expansion", "mlp_out"},
        "head": {"query", "key", "value", "dot_products", "scaled", "masked", "pattern", "heads"},
        "output": {"resid_final", "final_norm", "logits"},
    }  # fmt: skip
    assert met >= wanted[level]


@pytest.mark.parametrize("kind", ["llama", "gemma2", "gpt_neox"])
def test_other_architectures_have_their_own_steps(kind, stage):
    model = tiny(kind)
    view = widgets.FlowView(model, IDS)
    view.workspace.select(layer=1, head=3)
    shown = stage(view)
    met = set()
    for level in ("block", "head"):
        view.level = level
        settled(shown)
        shown.picture(f"flow_{kind}_{level}")
        met |= compared(pointed(shown.page), view.found, steps(model.module, IDS, 1))
    wanted = {
        "query_rotated",
        "key_rotated",
        "query",
        "dot_products",
        "scaled",
        "masked",
        "pattern",
        "heads",
        "attn_out",
    }
    wanted |= {
        "llama": {"gate", "neurons", "resid_mid"},
        "gemma2": {"capped", "projection", "gate", "contraction"},
    }.get(kind, {"activation", "resid_post"})
    assert met >= wanted
    assert "position_embedding" not in met
    missing = shown.page.locator(".flow-missing")
    expect(missing).to_have_count(1 if kind == "gpt_neox" else 0)  # attention and MLP are parallel
    if kind == "gpt_neox":
        expect(missing).to_contain_text("no module is given the stream after attention")
    view.close()


def test_the_next_token_is_the_full_softmax_s(view, stage):
    page = stage(view).page
    chances = view.workspace.logits()[-1].softmax(-1)
    best = chances.topk(12)
    rows = page.get_by_role("list", name="Likeliest next tokens").get_by_role("listitem")
    shown = [float(row.get_attribute("data-probability")) for row in rows.all()]
    assert shown == pytest.approx(best.values.tolist(), rel=1e-5)
    assert rows.first.inner_text().startswith('" Paris": 99.')


def test_a_click_opens_the_arithmetic_of_that_number(view, stage):
    view.level = "head"
    shown = stage(view)
    settled(shown)
    page = shown.page
    canvas = picture(page).locator("canvas")
    tip = page.locator(".flow-tip")
    box = canvas.bounding_box()
    for x in range(int(box["x"]) + 150, int(box["x"] + box["width"]), 9):  # the first matrix
        page.mouse.move(x, box["y"] + 140)
        if tip.is_visible() and tip.locator(".what").inner_text().startswith("query · key"):
            break
    said = tip.locator(".what").inner_text()
    number = float(tip.locator(".number").inner_text())
    page.mouse.click(x, box["y"] + 140)
    shown.flush()
    at = MATRIX.match(said)
    assert view.place["step"] == "dot_products"
    assert [view.place["position"], view.place["dimension"]] == [int(at["row"]), int(at["at"])]
    query, key = view.found["query"].value[0, int(at["row"])], view.found["key"].value[0, int(at["at"])]
    assert number == pytest.approx(float(query.double() @ key.double()), rel=1e-5)
    expect(page.locator(".arithmetic")).to_contain_text(re.compile("query · key", re.I))
    page.keyboard.press("Escape")
    shown.until(lambda: view.place == {})
    expect(page.locator(".arithmetic")).to_be_hidden()
    page.keyboard.press("Escape")
    shown.until(lambda: view.level == "overview")


def test_a_score_that_is_pointed_at_is_told_as_its_terms(view, stage):
    view.workspace.select(layer=1, head=2)
    view.level = "head"
    shown = stage(view)
    settled(shown)
    tips = [tip for tip in shown.page.evaluate(SWEEP.replace(
        'found.set(what, [what, number])',
        'found.set(what, [what, number, [...tip.querySelectorAll(".term")].map((one) => one.textContent)])',
    ), [15, 15]) if tip[2]]  # fmt: skip
    assert len(tips) > 20
    query, key = view.found["query"].value[2].double(), view.found["key"].value[2].double()
    for words, number, terms in tips:
        at = MATRIX.match(words)
        products = query[int(at["row"])] * key[int(at["at"])]
        order = products.abs().argsort(descending=True)[:4].tolist()
        assert [int(term[1:].split("]")[0]) for term in terms[:-1]] == order
        said = [float(term.rpartition("= ")[2]) for term in terms]
        assert said[:-1] == pytest.approx(products[order].tolist(), rel=1e-5)
        assert terms[-1].startswith("28 more terms")
        assert sum(said) == pytest.approx(float(number), rel=1e-4, abs=1e-4)
        assert said[-1] == pytest.approx(float(products.sum() - products[order].sum()), rel=1e-3, abs=1e-4)


def test_a_token_that_may_come_next_opens_its_logit(view, stage):
    shown = stage(view)
    settled(shown)
    box = picture(shown.page).locator("canvas").bounding_box()
    shown.page.mouse.click(box["x"] + box["width"] - 90, box["y"] + 96)
    shown.until(lambda: view.place.get("step") == "logits")
    best = int(view.workspace.logits()[-1].argmax())
    assert view.place == {"step": "logits", "position": 7, "dimension": best, "head": None}
    panel = shown.page.locator(".arithmetic")
    expect(panel).to_contain_text("Paris")
    final = view.found["final_norm"].value[-1].double()
    made = float(final @ view.workspace.model.module.lm_head.weight[best].detach().double())
    assert float(view.workspace.logits()[-1, best]) == pytest.approx(made, rel=1e-5)


def test_a_head_is_switched_off_where_it_is_open_and_the_clean_run_stays_behind(view, stage):
    shown = stage(view)
    page = shown.page
    view.workspace.select(layer=2, head=1)
    view.explain("heads", -1, 4)
    settled(shown)
    change = page.get_by_role("group", name="Change what is open")
    change.get_by_label("What is changed").select_option(label="all of head 1")
    change.get_by_role("button", name="Set to zero").click()
    settled(shown)
    assert [str(one) for one in view.workspace.edits] == ["zero head_out 2, head 1"]
    assert view._head["strips"]["heads"]["ghost"]
    assert torch.frombuffer(bytearray(view._head["strips"]["heads"]["values"]), dtype=torch.float32).abs().max() == 0
    before = view.workspace.logits("clean")[-1].softmax(-1).max()
    assert torch.frombuffer(bytearray(view._next["clean"]), dtype=torch.float32)[0] == pytest.approx(float(before))
    page.get_by_role("button", name="Take back: zero head_out 2, head 1").click()
    shown.until(lambda: not view.workspace.edits)
    page.get_by_role("button", name="Undo").click()
    shown.until(lambda: len(view.workspace.edits) == 1)


@pytest.mark.parametrize(
    ("step", "part", "at"),
    [
        ("activation", "number", {"position": 3, "neuron": 17}),
        ("query", "vector", {"position": 3, "head": 1}),
        ("pattern", "number", {"position": 3, "head": 1, "key": 2}),
        ("resid_post", "vector", {"position": 3}),
        ("attn_out", "number", {"position": 3, "dimension": 17}),
    ],
)
def test_each_part_can_be_set(view, stage, step, part, at):
    names = {"activation": "neurons", "query": "head_q", "pattern": "head_pattern"}
    view.workspace.select(layer=1, head=1)
    number = 2 if step == "pattern" else 17
    view.explain(step, 3, number)
    shown = stage(view)
    change = shown.page.get_by_role("group", name="Change what is open")
    change.get_by_label("What is changed").select_option(part)
    change.get_by_label("The number to set it to").fill("2.5")
    change.get_by_role("button", name="Set to", exact=True).click()
    shown.until(lambda: view.workspace.edits)
    edit = view.workspace.edits[0]
    assert (edit.place, dict(edit.at), edit.kind, edit.value) == (Place(names.get(step, step), 1), at, "set", 2.5)


def test_copies_from_the_other_prompt_and_says_why_it_cannot(view, demo, stage):
    view.explain("resid_post", 2, 5)
    shown = stage(view)
    copy = shown.page.get_by_role("button", name="Copy from other prompt")
    copy.click()
    shown.until(lambda: view.workspace.edits)
    assert str(view.workspace.edits[0]) == "copy resid_post 0, position 2 from the other prompt"
    view.explain("norm_1", 2, 5)
    shown.flush()
    expect(copy).to_have_attribute("aria-disabled", "true")
    expect(shown.page.locator(".flow-card")).to_contain_text("cannot be changed by itself")
    alone = widgets.FlowView(nnexplore.Workspace(demo, PROMPT))
    alone.explain("resid_post", 2, 5)
    page = stage(alone).page
    expect(page.get_by_role("button", name="Copy from other prompt")).to_have_attribute(
        "title", "There is no other prompt"
    )
    alone.close()


def test_the_whole_tour_by_keyboard_alone(view, stage):
    shown = stage(view)
    page = shown.page
    picture(page).focus()
    cell = picture(page).get_by_role("gridcell")
    expect(cell).to_have_attribute("aria-label", re.compile(r"token 7 \" of\""))
    page.keyboard.press("Home")
    expect(cell).to_have_attribute("aria-label", re.compile(r"^embedding of token 7 "))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    shown.until(lambda: view.workspace.selection.position == 6)
    said = cell.get_attribute("aria-label")
    at = re.match(
        r"residual stream before the block of token 6 \" city\", dimension (\d+) of 128: (\S+), the largest", said
    )
    row = view.found["resid_pre"].value[6]
    assert float(at[2]) == pytest.approx(float(row[int(at[1])]), rel=1e-6)
    assert int(at[1]) == int(row.abs().argmax())
    page.keyboard.press("Enter")
    shown.until(lambda: view.place.get("step") == "resid_pre")
    expect(page.locator(".arithmetic")).to_be_visible()
    page.keyboard.press("Escape")
    shown.until(lambda: view.place == {})
    expect(picture(page)).to_be_focused()
    for name, level in {"Embedding": "embedding", "Attention": "head", "MLP": "block", "Next token": "output"}.items():
        title = page.locator(".flow-titles").get_by_role("button", name=name)
        title.press("Enter")
        shown.until(lambda level=level: view.level == level)
        settled(shown)
        expect(title).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("Escape")
        shown.until(lambda: view.level == "overview")
        settled(shown)
    page.get_by_role("button", name=re.compile("All heads")).press("Enter")
    heads = page.get_by_role("grid", name="Attention heads")
    heads.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    shown.until(lambda: (view.workspace.selection.layer, view.workspace.selection.head) == (1, 1))


def test_text_is_typed_a_token_taken_and_given_back(view, stage):
    shown = stage(view)
    page = shown.page
    field = page.get_by_role("textbox").first
    field.fill("The capital of France is")
    field.press("Enter")
    shown.until(lambda: view.workspace.prompt == "The capital of France is")
    size = len(view.workspace.tokens)
    best = int(view.workspace.logits()[-1].argmax())
    page.get_by_role("button", name=re.compile("^Add ")).click()
    shown.until(lambda: len(view.workspace.tokens) == size + 1)
    assert torch.as_tensor(view.workspace.prompt).flatten()[-1] == best
    page.get_by_role("button", name=re.compile("Step back")).click()
    shown.until(lambda: len(view.workspace.tokens) == size)
    expect(page.get_by_text(f"{size} of 96 tokens")).to_be_visible()


def test_bad_text_leaves_the_picture_as_it_was(view, stage):
    shown = stage(view)
    page = shown.page
    field = page.get_by_role("textbox").first
    field.fill("word " * 400)
    field.press("Enter")
    shown.until(lambda: page.locator(".error, .flow-text [role=alert], .flow-text .problem").count() > 0)
    assert view.workspace.prompt == PROMPT
    expect(page.get_by_role("list", name="Likeliest next tokens")).to_contain_text("Paris")


@pytest.mark.parametrize("prompt", ["a", "Привет 世界 😀", "\n\n\t", " the" * 64])
def test_any_text_can_be_drawn(demo, stage, prompt):
    view = widgets.FlowView(demo, prompt)
    shown = stage(view)
    settled(shown)
    said = pointed(shown.page)
    assert said
    compared(said, view.found, {step.name: step.value for step in view.found})
    view.close()


def test_no_prompt_too_many_tokens_and_no_attention(demo, stage):
    empty = widgets.FlowView(demo)
    expect(stage(empty).page.get_by_text("No prompt yet")).to_be_visible()
    empty.workspace.prompt = PROMPT
    assert empty._screen["empty"] is False
    long = widgets.FlowView(demo, " the" * 100)
    expect(stage(long).page.get_by_text("and the flow view draws up to 96")).to_be_visible()
    mamba = widgets.FlowView(tiny("mamba"), IDS)
    shown = stage(mamba)
    settled(shown)
    assert "residual stream before the block" in {words.split(" of token")[0] for words, _ in pointed(shown.page)}
    expect(shown.page.get_by_role("button", name=re.compile("All heads"))).to_be_hidden()
    for view in (empty, long, mamba):
        view.close()


@pytest.mark.parametrize("ribbon", ["norm", "attention", "contribution"])
def test_the_legend_says_what_ribbons_show(view, stage, ribbon):
    shown = stage(view)
    page = shown.page
    page.get_by_label("Ribbons show").select_option(ribbon)
    shown.until(lambda: view._ribbons.get("kind") == ribbon)
    settled(shown)
    words = page.locator(".flow-width").inner_text()
    assert view._ribbons["label"] in words
    assert f"{view._ribbons['most']:.3f}"[:4] in words.replace("−", "-")


def test_another_block_and_head_by_the_pager(view, stage):
    shown = stage(view)
    page = shown.page
    page.get_by_role("button", name=re.compile("next block", re.I)).click()
    shown.until(lambda: view.workspace.selection.layer == 1)
    page.get_by_role("button", name=re.compile("next head", re.I)).click()
    shown.until(lambda: view.workspace.selection.head == 1)
    settled(shown)
    assert (view._head["layer"], view._head["head"]) == (1, 1)


@pytest.fixture
def saved(demo, tmp_path):
    """Twelve tokens, as a page without a kernel."""
    view = widgets.FlowView(demo, "The Eiffel Tower is in the city of Paris and the Statue")
    assert len(view.workspace.tokens) >= 12
    path = view.to_html(tmp_path / "flow.html")
    yield view, path
    view.close()


def test_a_saved_page_has_all_blocks_and_heads(saved, demo, chromium):
    view, path = saved
    assert path.stat().st_size <= 2_000_000
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    asked, problems = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(path.as_uri())
    page.emulate_media(reduced_motion="reduce")
    page.get_by_role("slider").first.wait_for()
    ids = demo.tokenizer(view.workspace.prompt)["input_ids"]
    for layer in range(4):
        page.get_by_role("button", name=re.compile("next head", re.I)).click()
        page.wait_for_timeout(100)
        view.workspace.select(layer=layer)
        met = compared(pointed(page, across=17, down=11), view.found, steps(demo.module, ids, layer))
        assert {"query", "pattern", "resid_post"} <= met
        if layer < 3:
            page.get_by_role("button", name=re.compile("next block", re.I)).click()
            page.wait_for_timeout(100)
    picture(page).focus()
    for _ in range(5):
        page.keyboard.press("ArrowUp")
    first = page.get_by_role("list", name="Likeliest next tokens").get_by_role("listitem").first
    best = view.workspace.logits()[len(ids) - 6].softmax(-1).max()
    assert float(first.get_attribute("data-probability")) == pytest.approx(float(best), rel=1e-5)
    page.locator(".flow-titles").get_by_role("button", name="Next token").click()
    expect(page.get_by_role("slider", name="temperature")).to_be_visible()
    assert not problems
    assert [url for url in asked if not url.startswith(("file:", "blob:", "data:"))] == []
    page.close()


def test_a_place_that_is_not_there_is_refused_and_the_open_one_stays(view):
    view.explain("query", 3, 2)
    before = view.place
    for place, words in [
        ({"step": "qury"}, "there is no step 'qury'"),
        ({"step": "query"}, "no position None"),
        ({"step": "query", "position": 99, "dimension": 0}, "no position 99"),
    ]:
        with pytest.raises(AnalysisError, match=words):
            view.place = place
    assert view.place == before
    view.place = {"step": "resid_mid", "position": -1, "dimension": 4}
    assert view.place == {"step": "resid_mid", "position": 7, "dimension": 4, "head": None}
    assert view._number["step"] == "resid_mid"


def test_code_makes_the_same_view(view, demo):
    view.workspace.select(layer=1, head=2)
    view.workspace.zero("head_out", 1, head=2)
    view.level, view.ribbon, view.temperature = "head", "norm", 0.7
    view.explain("pattern", 3, 2)
    names = {}
    exec(view.code.removesuffix("view\n"), names)
    again = names["view"]
    assert again.get_state()["place"] == view.place
    for name in ("level", "ribbon", "temperature", "_block", "_head", "_next", "_number"):
        assert getattr(again, name) == getattr(view, name), name
    json.dumps(view.place)
    again.close()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1100, 1800])
def test_pictures(view, stage, dark, width):
    """Nothing to assert: pictures of all levels for people to look at."""
    shown = stage(view, dark=dark, viewport=(width, 1000))
    page = shown.page
    name = f"flow_{'dark' if dark else 'light'}_{width}"
    settled(shown)
    shown.picture(f"{name}_overview")
    view.workspace.select(layer=1, head=2)
    for level in LEVELS[1:]:
        view.level = level
        settled(shown)
        shown.picture(f"{name}_{level}")
    view.level = "overview"
    view.workspace.zero("head_out", 1, head=2)
    view.workspace.zero("mlp_out", 1, position=3)
    view.ribbon = "norm"
    for step, at in {"query": 3, "dot_products": 2, "norm_1": 4, "activation": 7, "resid_mid": 1, "pattern": 2}.items():
        view.explain(step, -1, at)
        settled(shown)
        shown.picture(f"{name}_{step}")
    view.close_number()
    shown.flush()
    page.get_by_role("button", name="All heads").click()
    settled(shown)
    shown.picture(f"{name}_heads")
