"""The tree in a real browser: what is clicked, typed and seen."""

import re
import time

import numpy as np
import pytest
import torch

import nnexplore
from nnexplore import Workspace, widgets
from nnexplore.workspace import Place

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect  # noqa: E402

PROMPT = "The Eiffel Tower is in the city of"
MLP = "transformer.h.1.mlp"


@pytest.fixture
def tree(demo):
    made = widgets.ModuleTree(demo, PROMPT)
    yield made
    made.close()


def row(page, path):
    return page.locator(f'.row[data-path="{path}"]')


def labels(page):
    return page.locator(".row .label").all_inner_texts()


def active(page):
    return page.locator(".row[data-active] .label").inner_text()


def fact(page, name, part="In this run|What it is"):
    section = page.locator(".details section", has=page.locator("h3", has_text=re.compile(f"^({part})$")))
    return section.locator("dt", has_text=re.compile(f"^{name}$")).locator("+ dd")


def unfold(page, *paths):
    for path in paths:
        row(page, path).locator(".twisty").click()


def test_blocks_that_are_alike_are_one_row(tree, stage):
    page = stage(tree).page
    assert labels(page) == ["GPT2LMHeadModel", "transformer", "wte", "wpe", "drop", "h.0 … h.3", "ln_f", "lm_head"]
    expect(row(page, "transformer.h").locator(".alike")).to_have_text("4 alike")
    expect(page.get_by_role("tree")).to_have_accessible_name("Modules")
    unfold(page, "transformer.h")
    assert labels(page)[5:11] == ["h.0 … h.3", "h.0", "h.1", "h.2", "h.3", "ln_f"]
    expect(row(page, "transformer.h.2")).to_have_attribute("aria-level", "4")
    expect(row(page, "transformer.wte").locator(".tag")).to_have_text("embed")


def test_numbers_on_the_page_are_the_kernels(tree, stage):
    page = stage(tree).page
    unfold(page, "transformer.h", "transformer.h.1")
    row(page, MLP).click()
    value = tree.workspace.value(Place(MLP))
    expect(fact(page, "output")).to_have_text("1 × 8 × 128 · float32")
    assert np.float32(fact(page, "norm").inner_text()) == np.float32(value.norm().item())
    assert np.float32(fact(page, "mean").inner_text().replace("−", "-")) == np.float32(value.mean().item())
    number = [path for path, _ in tree.workspace.model.module.named_modules()].index(MLP)
    measured = np.frombuffer(tree._screen["time"], np.float32)[number]
    assert np.float32(fact(page, "time").inner_text().split(" ms")[0]) == measured
    assert float(row(page, MLP).locator(".norm").inner_text()) == pytest.approx(value.norm().item(), rel=1e-3)


def test_a_click_selects_everywhere(demo, stage):
    workspace = Workspace(demo, PROMPT)
    page = stage(widgets.ModuleTree(workspace)).page
    unfold(page, "transformer.h", "transformer.h.1")
    row(page, MLP).click()
    expect(row(page, MLP)).to_have_attribute("aria-selected", "true")
    page.wait_for_timeout(50)
    assert (workspace.selection.place, workspace.selection.layer) == (Place(MLP), 1)
    expect(page.locator(".row[data-layer]")).to_have_attribute("data-path", "transformer.h.1")


def test_what_python_selects_is_shown(tree, stage):
    shown = stage(tree)
    tree.workspace.select(place=Place("mlp_out", 2), layer=2)
    shown.flush()
    expect(row(shown.page, "transformer.h.2.mlp")).to_have_attribute("aria-selected", "true")
    assert active(shown.page) == "mlp"
    unfold(shown.page, "transformer.h")
    expect(row(shown.page, "transformer.h")).to_have_attribute("data-holds", "")


def test_what_python_changes_is_shown(tree, stage):
    shown = stage(tree)
    unfold(shown.page, "transformer.h", "transformer.h.1")
    tree.workspace.zero("mlp_out", 1)
    shown.flush()
    expect(row(shown.page, MLP)).to_have_attribute("data-changed", "")
    expect(row(shown.page, MLP).locator(".norm")).to_have_text("0")
    tree.workspace.set("mlp_out", 1, to=float("nan"))
    shown.flush()
    expect(row(shown.page, MLP).locator(".norm")).to_have_text("NaN")
    expect(row(shown.page, "lm_head")).to_have_attribute("data-unusual", "")


def test_the_difference_of_two_runs(demo, stage):
    tree = widgets.ModuleTree(demo, PROMPT, "The Brandenburg Gate is in the city of")
    shown = stage(tree)
    choice = shown.page.get_by_label("Show")
    assert "now − clean (no changes)" in choice.locator("option").all_inner_texts()
    choice.select_option("clean - other")
    here, there = (tree.workspace.value(Place("transformer.ln_f"), run=run) for run in ("clean", "other"))
    norm = row(shown.page, "transformer.ln_f").locator(".norm")
    expect(shown.page.locator(".headings .norm")).to_have_text("‖clean − other‖")
    assert float(norm.inner_text()) == pytest.approx((here - there).norm().item(), rel=1e-3)
    share = row(shown.page, "transformer.ln_f").locator(".relative").inner_text()
    assert float(share.removesuffix(" %")) == pytest.approx(
        100 * ((here - there).norm() / there.norm()).item(), rel=5e-3
    )
    tree.workspace.zero("mlp_out", 1)
    tree.show = "edited - clean"
    shown.flush()
    expect(row(shown.page, "transformer.wte").locator(".relative")).to_have_text("0 %")
    expect(choice).to_have_value("edited - clean")
    tree.close()


def test_read_this(tree, stage):
    page = stage(tree).page
    row(page, "transformer.ln_f").click()
    page.get_by_role("button", name="Show the value").click()
    expect(fact(page, "value", "Value, selected in all views")).to_have_text("1 × 8 × 128 · float32")
    expect(page.locator(".modules .status")).to_contain_text("a heatmap of this workspace shows its output")
    assert tree.workspace.selection.place == Place("transformer.ln_f")
    value = tree.workspace.value(Place("transformer.ln_f"))
    assert np.float32(fact(page, "norm", "Value, selected in all views").inner_text()) == np.float32(
        value.norm().item()
    )
    row(page, "transformer.h").click()
    expect(page.get_by_role("button", name="Show the value")).to_have_attribute("aria-disabled", "true")


def test_the_keyboard_does_all_that_the_mouse_does(tree, stage):
    page = stage(tree).page
    page.get_by_role("tree").focus()
    for key, there in [
        ("ArrowDown", "transformer"),
        ("ArrowDown", "wte"),
        ("End", "lm_head"),
        ("h", "h.0 … h.3"),
        ("ArrowRight", "h.0 … h.3"),
        ("ArrowRight", "h.0"),
        ("ArrowRight", "h.0"),
        ("ArrowRight", "ln_1"),
        ("ArrowLeft", "h.0"),
        ("Home", "GPT2LMHeadModel"),
        ("l", "ln_1"),
        ("l", "ln_2"),
        ("PageDown", "lm_head"),
    ]:
        page.keyboard.press(key)
        assert active(page) == there, key
    page.keyboard.press("Enter")
    expect(row(page, "lm_head")).to_have_attribute("aria-selected", "true")
    page.wait_for_timeout(50)
    assert tree.workspace.selection.place == Place("lm_head")
    expect(page.get_by_role("tree")).to_have_attribute("aria-activedescendant", re.compile(r"row-\d+"))


def test_search_shows_what_is_sought_where_it_is(tree, stage):
    page = stage(tree).page
    box = page.get_by_role("searchbox")
    box.fill("1.mlp")
    assert labels(page) == ["GPT2LMHeadModel", "transformer", "h.0 … h.3", "h.1", "mlp"]
    assert page.locator("mark").all_inner_texts() == ["mlp"]
    expect(page.get_by_text("1 found")).to_be_visible()
    box.fill("layernorm")
    expect(page.get_by_text("9 found")).to_be_visible()
    assert set(page.locator("mark").all_inner_texts()) == {"LayerNorm"}
    box.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_timeout(50)
    assert tree.workspace.selection.place == Place("transformer.h.0.ln_1")
    box.fill("nothing like it")
    expect(page.get_by_text("nothing found")).to_be_visible()
    box.press("Escape")
    expect(row(page, "transformer.h.0.ln_1")).to_have_attribute("data-active", "")


def test_typing_stays_out_of_the_notebook(tree, stage):
    page = stage(tree).page
    marked = "() => document.querySelector('.nnexplore').hasAttribute('data-lm-suppress-shortcuts')"
    page.get_by_role("searchbox").press("d")
    assert page.evaluate(marked)
    page.get_by_role("tree").press("Shift+Enter")
    assert not page.evaluate(marked)


def test_the_path_is_copied(tree, stage):
    page = stage(tree).page
    row(page, "transformer.ln_f").hover()
    row(page, "transformer.ln_f").locator(".copy").click()
    expect(page.locator(".status")).to_have_text("Copied: transformer.ln_f")
    row(page, "transformer.wpe").click()
    page.get_by_role("button", name="Copy path").click()
    expect(page.locator(".status")).to_have_text("Copied: transformer.wpe")


def test_without_a_prompt_the_tree_stands_alone(demo, stage):
    shown = stage(widgets.ModuleTree(demo))
    expect(shown.page.locator(".headings .norm")).to_be_hidden()
    expect(shown.page.get_by_role("button", name="Run again")).to_be_hidden()
    row(shown.page, "lm_head").click()
    expect(fact(shown.page, "weight")).to_contain_text("1534 × 128 · float32 · cpu")
    expect(shown.page.get_by_role("button", name="Show the value")).to_have_attribute("aria-disabled", "true")
    shown.widget.workspace.prompt = PROMPT
    shown.flush()
    expect(shown.page.locator(".headings .norm")).to_be_visible()


def test_an_error_is_shown_and_the_last_view_stays(tree, stage, monkeypatch):
    shown = stage(tree)
    norm = row(shown.page, "lm_head").locator(".norm").inner_text()
    with monkeypatch.context() as broken:
        broken.setattr(type(tree.workspace.model.module.lm_head), "forward", lambda *_: 1 / 0)
        shown.page.get_by_role("button", name="Run again").click()
        for _ in range(100):  # where it takes a while, it goes on in the background
            shown.flush()
            if shown.page.get_by_role("alert").count():
                break
            shown.page.wait_for_timeout(50)
        expect(shown.page.get_by_role("alert")).to_contain_text("ZeroDivisionError")
    assert row(shown.page, "lm_head").locator(".norm").inner_text() == norm
    shown.page.get_by_role("button", name="Run again").click()
    expect(shown.page.get_by_role("alert")).to_have_count(0)


def big(layers=60, experts=32):
    """Some six thousand modules."""
    expert = lambda: torch.nn.Sequential(torch.nn.Linear(1, 1), torch.nn.ReLU())  # noqa: E731
    return torch.nn.Sequential(
        *(
            torch.nn.ModuleDict({"experts": torch.nn.ModuleList(expert() for _ in range(experts))})
            for _ in range(layers)
        )
    )


def test_a_big_model_draws_only_what_is_in_sight(stage):
    tree = widgets.ModuleTree(nnexplore.Model(big()))
    page = stage(tree).page
    assert tree._tree["count"] > 5_000
    began = time.perf_counter()
    page.get_by_role("searchbox").fill("relu")
    expect(page.get_by_text("1,920 found")).to_be_visible()
    assert time.perf_counter() - began < 2
    assert page.locator(".row").count() < 60
    page.get_by_role("tree").focus()
    page.keyboard.press("End")
    expect(page.locator(".row[data-active]")).to_be_in_viewport()
    assert page.locator(".row").count() < 60


def test_no_listener_outlives_the_view(tree, stage):
    page = stage(tree).page
    assert page.evaluate("() => window.listening()") > 0
    page.evaluate("() => window.end()")
    assert page.evaluate("() => window.listening()") == 0


@pytest.mark.parametrize("width", [330, 480, 640])
def test_names_give_way_last(demo, stage, width):
    tree = widgets.ModuleTree(demo, PROMPT, show="edited - clean")
    tree.workspace.zero("attn_out", 1)
    page = stage(tree, width=width).page
    expect(page.locator(".row .label").first).to_be_visible()
    cut = "labels => labels.filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent)"
    assert page.locator(".row .label").evaluate_all(cut) == []
    expect(page.locator(".headings .norm")).to_be_visible(visible=width >= 640)
    expect(page.locator(".headings .relative")).to_be_visible(visible=width >= 480)
    tree.close()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [480, 800, 1280])
def test_pictures(demo, stage, dark, width):
    """Nothing is cut off; with NNEXPLORE_SCREENSHOTS set, pictures for people."""
    theme = "dark" if dark else "light"
    tree = widgets.ModuleTree(demo, PROMPT)
    shown = stage(tree, dark=dark, width=width, viewport=(width + 40, 900))
    unfold(shown.page, "transformer.h", "transformer.h.1")
    tree.workspace.zero("attn_out", 1)
    shown.flush()
    row(shown.page, MLP).click()
    shown.page.get_by_role("button", name="Show the value").click()
    expect(fact(shown.page, "value", "Value, selected in all views")).to_be_visible()
    shown.picture(f"module_tree-{theme}-{width}")
    shown.page.get_by_label("Show").select_option("edited - clean")
    expect(shown.page.locator(".headings .norm")).to_have_text("‖now − clean‖")
    shown.picture(f"module_tree-difference-{theme}-{width}")
    assert shown.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    shown.page.get_by_role("searchbox").fill("proj")
    shown.picture(f"module_tree-search-{theme}-{width}")
    alone = stage(widgets.ModuleTree(demo), dark=dark, width=width, viewport=(width + 40, 900))
    alone.picture(f"module_tree-alone-{theme}-{width}")
