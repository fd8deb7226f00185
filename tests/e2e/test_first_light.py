"""The first thing a person does: the starting notebook, run, looked at and clicked in a real browser."""

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PATCHES = "[(edit.layer, edit.position, edit.kind) for edit in lens.edits]"
SAME = "torch.equal(lens.graph.run(model)['probabilities'], lens.result.probabilities)"


@pytest.fixture(scope="module")
def lesson(open_shared):
    notebook = open_shared()
    assert notebook.page.url.endswith("/lab/tree/01_first_light.ipynb")
    notebook.run_all()
    return notebook


def test_the_lesson_runs_with_nothing_to_answer(lesson):
    assert lesson.page.get_by_role("dialog").count() == 0
    assert lesson.page.locator(".Toastify__toast").count() == 0
    assert lesson.ask("type(attention)") == "torch.Tensor"
    assert lesson.ask("run.graph.saves") == "('answer',)"


def test_a_click_in_the_lens_patches_the_model(lesson):
    page = lesson.page
    grid = page.get_by_role("grid", name="Logit lens")
    patches = page.get_by_role("list", name="Patches").get_by_role("listitem")
    lesson.show(grid)
    assert lesson.ask(PATCHES) == "[(2, 7, 'copy')]"  # what a cell of the lesson did

    row = grid.get_by_role("row").filter(has=page.get_by_role("rowheader", name="3"))
    row.get_by_role("gridcell").nth(1).click()
    patches.nth(1).wait_for()
    assert lesson.ask(PATCHES) == "[(2, 7, 'copy'), (3, 1, 'copy')]"
    assert lesson.ask(SAME) == "True"

    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    patches.nth(2).wait_for()
    assert lesson.ask(PATCHES) == "[(2, 7, 'copy'), (3, 1, 'copy'), (3, 2, 'copy')]"

    page.keyboard.press("Delete")
    patches.nth(2).wait_for(state="detached")
    assert lesson.ask(PATCHES) == "[(2, 7, 'copy'), (3, 1, 'copy')]"
    assert lesson.ask(SAME) == "True"

    page.get_by_role("button", name="Undo").click()
    patches.nth(2).wait_for()
    assert lesson.ask(PATCHES) == "[(2, 7, 'copy'), (3, 1, 'copy'), (3, 2, 'copy')]"
    for theme in ("Light", "Dark"):
        lesson.theme(theme)
        lesson.show(grid)
        lesson.screenshot(f"lens_{theme.lower()}")


def test_the_summary_below_a_traced_cell(lesson):
    table = lesson.page.locator(".nnx-trace table")
    for theme in ("Light", "Dark"):
        lesson.theme(theme)
        lesson.show(table)
        lesson.screenshot(f"trace_{theme.lower()}")
    assert table.locator("caption").inner_text() == "The Eiffel Tower is in the city of …"
    assert table.get_by_role("rowheader").count() == 5
    [written] = lesson.page.locator(".nnx-trace .nnx-written").all_inner_texts()
    assert re.fullmatch(r"transformer\.h\.\{0-\d\}\.attn\.output", written)
