"""What a view must bear: no tokens, too many, very many, a model without attention, numbers that are none."""

import copy

import pytest
import torch
from transformers import LlamaConfig, LlamaForCausalLM

from nnexplore import LanguageModel, Workspace, widgets
from nnexplore.errors import ModelError, PromptError
from tests.tiny import tiny

pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect

from .test_accessibility import AXE, RUN
from .views import PROMPTS, VIEWS, made

NODES = """() => {
  const count = (root) => [...root.querySelectorAll("*")].reduce(
    (sum, one) => sum + 1 + (one.shadowRoot ? count(one.shadowRoot) : 0), 0);
  return count(document.body);
}"""
LONG = 2000
SIZES = {"vocab_size": 4096, "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 3}


@pytest.mark.parametrize("name", VIEWS)
def test_a_prompt_without_tokens_is_refused(name, demo):
    with pytest.raises(PromptError, match="no tokens; pass at least one"):
        getattr(widgets, name)(demo, "")


@pytest.mark.parametrize("name", VIEWS)
def test_a_prompt_that_is_too_long_is_refused(name, demo):
    with pytest.raises(PromptError, match="Shorten it by"):
        getattr(widgets, name)(demo, "word " * LONG)


@pytest.mark.parametrize("which", ["prompt", "other"])
def test_a_workspace_refuses_what_cannot_run_before_it_loads_a_model(which, demo, tmp_path):
    demo.module.save_pretrained(tmp_path)
    model = LanguageModel(tmp_path, tokenizer=demo.tokenizer)
    fits = [5, 6, 7]

    def prompts(bad):
        return (bad, fits) if which == "prompt" else (fits, bad)

    with pytest.raises(PromptError, match=r"has 2000 tokens; this model's context is 128. Shorten it by 1872\."):
        Workspace(model, *prompts([5] * LONG))
    with pytest.raises(PromptError, match=r"holds the token id 1534; this model has 1534 tokens, 0 to 1533"):
        Workspace(model, *prompts([5, 1534]))
    with pytest.raises(PromptError, match=r"holds the token id -1"):
        Workspace(model, *prompts([5, -1]))
    assert Workspace(model, *prompts([5] * 128)).prompt is not None
    assert not model.loaded


@pytest.fixture(scope="module")
def roomy(demo):
    """A model with a context of 4,096 tokens."""
    torch.manual_seed(0)
    config = LlamaConfig(**SIZES, num_attention_heads=4, max_position_embeddings=4096)
    return LanguageModel(LlamaForCausalLM(config).eval(), tokenizer=demo.tokenizer)


def long_prompt():
    return torch.randint(1534, (LONG,), generator=torch.Generator().manual_seed(0)).tolist()


def answers(model, ids):
    """The likeliest next token after each position, by the bare module."""
    with torch.no_grad():
        return model.module(torch.tensor([ids])).logits[0].argmax(-1).tolist()


@pytest.mark.browser
@pytest.mark.parametrize("name", VIEWS)
def test_two_thousand_tokens_leave_the_page_alive(name, stage, roomy):
    """The state is some megabytes at the most, the page some thousand nodes, and it answers at once."""
    ids = long_prompt()
    view = getattr(widgets, name)(Workspace(roomy, ids, ids[::-1]))
    size = sum(len(memoryview(one)) for one in _buffers(view)) + len(repr(view._screen))
    assert size < 6e6
    page = stage(view).page
    page.set_default_timeout(10_000)
    assert page.evaluate(NODES) < 6000
    view.close()


def _buffers(view):
    from ipywidgets.widgets.widget import _remove_buffers

    return _remove_buffers(view.get_state())[2]


def drawn(page, panel=""):
    """The columns that have a cell, and what the selected cell says."""
    line = page.locator(f"{panel} .rows .row").last.locator(".cell")
    columns = line.evaluate_all("cells => cells.map((cell) => cell.ariaColIndex - 2)")
    return columns, page.locator(f"{panel} .cell[aria-selected]").get_attribute("aria-label")


@pytest.mark.browser
def test_the_lens_draws_the_columns_in_sight(stage, roomy):
    ids = long_prompt()
    best = [f'"{text}"' for text in roomy.token_strings(answers(roomy, ids))]
    lens = widgets.LogitLens(Workspace(roomy, ids))
    shown = stage(lens)
    page = shown.page
    cell = page.locator(".cell[aria-selected]")
    expect(cell).to_be_in_viewport()
    columns, says = drawn(page)
    assert columns == sorted(columns)
    assert columns[-1] == LONG - 1
    assert best[-1] in says
    lens.selected = (3, 1000)
    shown.flush()
    expect(cell).to_have_attribute("aria-colindex", "1002")
    expect(cell).to_be_in_viewport()
    for _ in range(30):
        cell.press("ArrowRight")
    assert lens.selected == (3, 1030)
    expect(page.locator(".cell:focus")).to_have_attribute("aria-colindex", "1032")
    assert best[1030] in drawn(page)[1]
    cell.press("Home")
    assert lens.selected == (3, 0)
    expect(cell).to_be_in_viewport()
    page.locator(".scroll").evaluate("frame => { frame.scrollLeft = frame.scrollWidth / 2 }")
    expect(page.locator(f".cell[aria-colindex='{LONG // 2 + 2}']").last).to_be_in_viewport()
    columns, says = drawn(page)
    assert columns[0] == 0  # the one with the focus stays
    assert len(columns) < 100
    middle = page.locator(f".cell[aria-colindex='{LONG // 2 + 2}']").last
    assert best[LONG // 2] in middle.get_attribute("aria-label")
    middle.hover()
    expect(page.locator(".heading.pointed .number")).to_have_text(str(LONG // 2))
    lens.close()


@pytest.mark.browser
def test_an_arrow_of_the_board_reaches_what_is_out_of_sight(stage, roomy):
    ids = long_prompt()
    board = widgets.PatchBoard(Workspace(roomy, ids, ids[::-1]))
    shown = stage(board)
    board.patch(layer=1, source=1500, target=3)
    shown.flush()
    expect(shown.page.locator(".arrows .arrow")).to_have_count(1)
    ends = {"source": 1500, "target": 3}
    for panel, column in ends.items():
        expect(shown.page.locator(f".panel.{panel} [data-link]")).to_have_attribute("aria-colindex", str(column + 2))
    grid = shown.page.locator(".panel.result .scroll")
    reached = shown.page.locator(".panel.result .row:last-child .cell:not([data-dim])")
    grid.evaluate("frame => { frame.scrollLeft = 0 }")
    expect(reached.first).to_have_attribute("aria-colindex", "5")  # position 3: before it nothing can change
    board.close()


@pytest.mark.browser
def test_the_strip_shows_a_long_prompt_part_by_part(stage, roomy):
    ids = long_prompt()
    workspace = Workspace(roomy, ids)
    bar = widgets.TokenBar(workspace)
    shown = stage(bar)
    page, options = shown.page, shown.page.get_by_role("option")
    part = page.get_by_role("group", name="Part of the prompt")
    expect(options).to_have_count(400)
    expect(part).to_contain_text("positions 0 to 399 of 2000")
    expect(page.get_by_role("button", name="earlier")).to_be_disabled()
    page.get_by_role("button", name="earlier").click(force=True)
    expect(part).to_contain_text("positions 0 to 399 of 2000")
    page.get_by_role("button", name="later").click()
    expect(part).to_contain_text("positions 400 to 799 of 2000")
    assert page.locator(".number").first.inner_text() == "400"
    assert workspace.selection.position is None
    workspace.select(position=1599)
    shown.flush()
    expect(part).to_contain_text("positions 1200 to 1599 of 2000")
    page.locator("[aria-selected=true]").press("ArrowRight")
    assert workspace.selection.position == 1600
    expect(part).to_contain_text("positions 1600 to 1999 of 2000")
    focused = page.locator("[role=option]:focus")
    expect(focused).to_have_attribute("aria-posinset", "1601")
    focused.press("ArrowUp")
    assert workspace.selection.position == 1599
    focused.press("ArrowDown")
    assert workspace.selection.position == 1600
    focused.press("Home")
    expect(part).to_contain_text("positions 0 to 399 of 2000")
    workspace.prompt = ids[:8]
    shown.flush()
    expect(options).to_have_count(8)
    expect(part).to_be_hidden()
    bar.close()


@pytest.mark.browser
def test_the_strip_says_what_comes_after_a_token_in_the_middle(stage, roomy):
    ids = long_prompt()
    bar = widgets.TokenBar(Workspace(roomy, ids))
    shown = stage(bar)
    bar.workspace.select(position=700)
    shown.flush()
    table = shown.page.get_by_role("region", name="Next token").first
    expect(table.locator("h3")).to_contain_text("(700)")
    with torch.no_grad():
        chances = roomy.module(torch.tensor([ids])).logits[0, 700].softmax(-1).topk(5).values
    told = [float(one.get_attribute("title").split()[-1]) for one in table.locator("td.value").all()]
    assert torch.allclose(torch.tensor(told), chances, rtol=1e-4)
    bar.close()


@pytest.mark.browser
@pytest.mark.parametrize("name", ["LogitLens", "PatchBoard", "TokenBar"])
def test_what_is_in_parts_is_accessible(name, stage, roomy):
    ids = long_prompt()
    page = stage(getattr(widgets, name)(Workspace(roomy, ids, ids[::-1]))).page
    page.evaluate(AXE.read_text("utf-8"))
    assert [fault for fault in page.evaluate(RUN) if fault["impact"] in ("serious", "critical")] == []


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pictures(stage, roomy, dark):
    """Nothing to assert but that it can be drawn; with NNEXPLORE_SCREENSHOTS set, pictures for people."""
    ids = long_prompt()
    for name in ("LogitLens", "PatchBoard", "TokenBar"):
        workspace = Workspace(roomy, ids, ids[::-1])
        workspace.copy("resid_post", 1, position=990)
        workspace.select(layer=1, position=1000)
        view = getattr(widgets, name)(workspace)
        shown = stage(view, dark=dark)
        shown.page.wait_for_timeout(200)
        shown.picture(f"long-{name}-{'dark' if dark else 'light'}")


@pytest.mark.browser
@pytest.mark.parametrize("name", [name for name in VIEWS if name != "AttentionView"])
def test_a_model_without_attention_is_shown(name, stage):
    view = getattr(widgets, name)(Workspace(tiny("mamba"), [5, 6, 7, 8], [5, 9, 7, 8]))
    stage(view)


def test_attention_of_a_model_without_it_is_refused():
    with pytest.raises(ModelError, match="no layer of this model has attention"):
        widgets.AttentionView(tiny("mamba"), [5, 6, 7])


@pytest.mark.browser
@pytest.mark.parametrize("name", VIEWS)
def test_a_broken_model_is_shown_as_it_is(name, stage, demo):
    """NaN in the weights of layer 2: the view is drawn all the same, and the page has no error."""
    broken = copy.deepcopy(demo.module)
    with torch.no_grad():
        broken.get_submodule(demo.anatomy.blocks[2]).mlp.c_fc.weight[0, 0] = torch.nan
    model = LanguageModel(broken, tokenizer=demo.tokenizer)
    stage(made(name, model))


def test_the_prompts_of_all_views_fit(demo):
    assert len(Workspace(demo, *PROMPTS).tokens) == len(Workspace(demo, *reversed(PROMPTS)).tokens)
