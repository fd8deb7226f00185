"""The graph in a real browser: what is drawn, pointed at, clicked and deleted."""

import numpy as np
import pytest
import torch

import nnexplore
from nnexplore import widgets

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect  # noqa: E402

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Brandenburg Gate is in the city of"


@pytest.fixture
def workspace(demo):
    made = nnexplore.Workspace(demo, PROMPT, OTHER)
    made.copy("resid_post", 0, position=1)
    made.scale("head_out", 2, by=0.5, head=1)
    with torch.no_grad(), demo.trace(PROMPT) as run:
        demo.layers[1].mlp.output[:, -1] *= 2
        demo.layers[2].output = demo.layers[2].output + torch.ones(128)
        demo.layers[3].attn.pattern.save("pattern")
    made.open(run.graph, "mine")
    return made


@pytest.fixture
def view(workspace):
    made = widgets.GraphView(workspace)
    yield made
    made.close()


def options(page):
    return page.get_by_role("listbox").get_by_role("option")


def number(page, says):
    return page.get_by_role("option", name=says)


def lit(page):
    return page.locator(".drawing [data-same]")


def test_every_node_is_drawn_and_named(view, workspace, stage):
    page = stage(view).page
    expect(options(page)).to_have_count(len(workspace.operations[0]))
    expect(page.get_by_role("listbox")).to_have_accessible_name("Nodes of the graph")
    expect(page.locator(".size")).to_have_text("18 nodes of 3 edits")
    expect(options(page).first).to_have_accessible_name(
        "%0, read: transformer.h.0.output; of the edit “copy resid_post 0, position 1 from the other prompt”"
    )
    texts = page.locator(".drawing [data-node] text").all_text_contents()
    assert any("*= 2" in text for text in texts)


def test_a_click_shows_the_value_and_selects_the_place(view, workspace, stage):
    page = stage(view).page
    number(page, "transformer.h.1.mlp.output").first.click()
    expect(page.locator(".details h3")).to_contain_text("read")
    expect(page.locator(".details .code")).to_have_text("v4 = model.transformer.h[1].mlp.output")
    with torch.no_grad():
        graph = workspace.operations[0]
        assert view.node == 4
        assert str(graph[4].site) == "transformer.h.1.mlp.output"
    edited = nnexplore.Workspace(workspace.model, PROMPT, OTHER)
    edited.copy("resid_post", 0, position=1)  # what is in force before that node
    bare = edited.value("mlp_out", 1)[0, :12, :8].numpy()
    shown = [np.float32(cell.get_attribute("data-value")) for cell in page.locator(".preview td[data-value]").all()]
    assert np.array_equal(np.array(shown).reshape(8, 8), bare)
    norm = page.locator('[data-stat="norm"]').get_attribute("data-value")
    assert np.float32(norm) == pytest.approx(float(edited.value("mlp_out", 1).norm()), rel=1e-5)
    assert (workspace.selection.layer, workspace.selection.place.name) == (1, "mlp_out")
    expect(page.locator('[aria-selected="true"]')).to_have_count(1)


def test_a_node_chosen_in_python_is_shown(view, stage):
    shown = stage(view)
    view.node = 16
    shown.flush()
    expect(shown.page.locator(".details .id")).to_have_text("%16")
    view.node = None
    shown.flush()
    expect(shown.page.locator(".details")).to_be_hidden()


def test_pointing_shows_which_edit_it_is_of(view, stage):
    page = stage(view).page
    number(page, "* 0.5").hover()
    expect(lit(page)).to_have_count(4)
    expect(page.locator(".edit[data-same]")).to_contain_text("scale head_out 2")
    expect(page.locator(".hint")).to_contain_text("v10 = v9 * 0.5")
    page.get_by_role("button", name="mine").hover()
    expect(lit(page)).to_have_count(10)
    page.get_by_role("button", name="mine").click()
    page.mouse.move(2, 2)
    expect(page.get_by_role("button", name="mine")).to_have_attribute("aria-pressed", "true")
    expect(lit(page)).to_have_count(10)


def test_the_keyboard_does_all_that_the_mouse_does(view, workspace, stage):
    page = stage(view).page
    options(page).first.focus()
    page.keyboard.press("ArrowDown")
    expect(options(page).nth(1)).to_be_focused()
    page.keyboard.press("ArrowRight")  # to what uses its value: the write into the other run
    expect(number(page, r"%2[:, 1] = %1")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(number(page, r"%0[:, 1]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".details .id")).to_have_text("%1")
    assert view.node == 1
    page.keyboard.press("Escape")
    expect(page.locator(".details")).to_be_hidden()
    page.keyboard.press("Delete")
    expect(page.locator(".size")).to_have_text("14 nodes of 2 edits")
    assert len(workspace.edits) == 2
    page.keyboard.press("Control+z")
    expect(page.locator(".size")).to_have_text("18 nodes of 3 edits")
    page.keyboard.press("End")
    expect(options(page).last).to_be_focused()
    assert page.locator('.drawing [tabindex="0"]').count() == 1


def test_delete_says_what_goes_with_it(view, workspace, stage):
    page = stage(view).page
    number(page, "constant float32").click()
    button = page.get_by_role("button", name="Delete with")
    expect(button).to_have_text("Delete with %12, %14, %15")
    button.hover()
    expect(lit(page)).to_have_count(4)
    button.click()
    expect(page.locator(".size")).to_have_text("14 nodes of 3 edits")
    expect(page.get_by_role("status")).to_contain_text("%13, constant: constant float32[128] is deleted.")
    assert str(workspace.edits[2]) == "mine"
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".size")).to_have_text("18 nodes of 3 edits")


def test_what_is_refused_is_said(demo, stage):
    workspace = nnexplore.Workspace(demo, PROMPT)
    with torch.no_grad(), demo.trace(PROMPT) as run:
        demo.layers[1].mlp.output[:, -1] = 0
    workspace.open(run.graph)
    view = widgets.GraphView(workspace)
    page = stage(view).page
    options(page).first.click()
    expect(page.locator(".preview")).to_be_visible()
    page.keyboard.press("Delete")
    expect(page.get_by_role("alert")).to_contain_text("remove it as a whole")
    expect(options(page)).to_have_count(2)
    view.close()


def test_it_follows_what_others_do(view, workspace, stage):
    shown = stage(view)
    workspace.replace(2, on=False)
    shown.flush()
    expect(shown.page.locator(".size")).to_have_text("8 nodes of 3 edits, 1 off")
    expect(shown.page.locator(".edit[data-off]")).to_contain_text("mine")
    workspace.clear()
    shown.flush()
    expect(shown.page.locator(".empty")).to_contain_text("No edits are in force")
    workspace.zero("mlp_out", 1)
    shown.flush()
    expect(options(shown.page)).to_have_count(2)


def test_a_drawing_that_fails_leaves_the_last_one(view, workspace, stage, monkeypatch):
    def fails():
        raise MemoryError("no memory for the graph")

    shown = stage(view)
    with monkeypatch.context() as patched:
        patched.setattr(view, "_draw", fails)
        workspace.remove(0)
        shown.flush()
    expect(shown.page.get_by_role("alert")).to_contain_text("no memory for the graph")
    expect(options(shown.page)).to_have_count(18)
    workspace.undo()
    shown.flush()
    expect(shown.page.get_by_role("alert")).to_have_count(0)


def test_a_token_can_never_become_markup(demo, stage):
    workspace = nnexplore.Workspace(demo, "<script>window.bad = 1</script><b>of")
    workspace.zero("mlp_out", 1)
    workspace.replace(0, name="<img src=x onerror='window.bad = 2'>")
    view = widgets.GraphView(workspace)
    page = stage(view).page
    expect(options(page)).to_have_count(2)
    assert page.evaluate("window.bad") is None
    expect(page.locator(".edit")).to_contain_text("<img src=x")
    view.close()


def test_code_is_copied(view, workspace, stage):
    page = stage(view).page
    page.get_by_role("button", name="Copy as Python").click()
    expect(page.get_by_role("status")).to_have_text("Python copied to the clipboard.")
    assert view._screen["code"] == workspace.code


def test_no_listener_outlives_the_view(view, stage):
    page = stage(view).page
    page.evaluate("() => window.end()")
    assert page.evaluate("() => window.listening()") == 0


@pytest.mark.parametrize("width", [480, 800, 1240])
@pytest.mark.parametrize("dark", [False, True])
def test_pictures(view, workspace, stage, dark, width):
    """Nothing to assert but that it can be drawn; with NNEXPLORE_SCREENSHOTS set, pictures for people."""
    shown = stage(view, dark=dark, width=width)
    theme = "dark" if dark else "light"
    expect(options(shown.page)).to_have_count(18)
    shown.picture(f"graph_view-{width}-{theme}")
    view.node = 11
    shown.flush()
    number(shown.page, "* 0.5").hover()
    expect(shown.page.locator(".preview")).to_be_visible()
    shown.picture(f"graph_view-node-{width}-{theme}")
    workspace.clear()
    shown.flush()
    shown.picture(f"graph_view-empty-{width}-{theme}")


def test_the_place_of_a_node_in_another_run(view, stage):
    shown = stage(view)
    choice = shown.page.get_by_label("Show", exact=True)
    expect(choice).to_be_hidden()
    number = next(node["id"] for node in view._screen["nodes"] if node["kind"] == "read")
    view.node = number
    shown.flush()
    choice.select_option("clean")
    shown.until(lambda: view.show == "clean" and "stats" in view._value)
    norm = float(np.frombuffer(view._value["stats"], np.float32)[-1])
    said = shown.page.locator("[data-stat=norm]").get_attribute("data-value")
    assert np.float32(said) == np.float32(norm)
