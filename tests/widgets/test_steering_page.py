"""Steering in a real browser: sliders moved by hand and by keys, the numbers beside them, and texts."""

import numpy as np
import pytest
import torch

import nnexplore
from nnexplore import widgets
from tests.reference import hooked

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect  # noqa: E402

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Colosseum is in the city of"
HEAD = 32


@pytest.fixture
def workspace(demo):
    return nnexplore.Workspace(demo, PROMPT, OTHER)


@pytest.fixture
def view(workspace):
    made = widgets.Steering(workspace, automatic=False)
    yield made
    made.close()


def vector_of(demo):
    rome, paris = ["The Colosseum is in the city of"], ["The Louvre is in the city of"]
    return nnexplore.analysis.steering_vector(demo, rome, paris, layer=2)


def probabilities(demo, factor, head=2):
    """Plain PyTorch: what comes next with a head of layer 1 so many times as it is."""

    def scale(value):
        value[..., head * HEAD : (head + 1) * HEAD] *= factor

    ids = demo.tokenizer(PROMPT, return_tensors="pt").input_ids
    edits = {("transformer.h.1.attn.c_proj", "input"): scale}
    with torch.no_grad():
        return hooked(demo.module, {"input_ids": ids}, edits=edits)[0].logits[0, -1].softmax(-1)


def steered(demo, vector):
    """Plain PyTorch: what comes next with a direction added after layer 2."""

    def add(value):
        whole = value if isinstance(value, torch.Tensor) else value[0]
        whole += vector

    ids = demo.tokenizer(PROMPT, return_tensors="pt").input_ids
    with torch.no_grad():
        edits = {("transformer.h.2", "output"): add}
        return hooked(demo.module, {"input_ids": ids}, edits=edits)[0].logits[0, -1].softmax(-1)


def bars(page):
    """The rows of the table: token to (now, was)."""
    rows = page.locator(".next tr").all()
    return {
        row.locator(".token").get_attribute("title").split(", id ")[1].split(":")[0]: [
            float(cell.get_attribute("data-value")) for cell in row.locator(".value").all()
        ]
        for row in rows
    }


def arrived(shown, locator):
    """What takes longer than a moment comes by itself, so it has to be brought to the page."""
    for _ in range(200):
        if locator.count():
            return locator.first
        shown.page.wait_for_timeout(50)
        shown.flush()
    raise AssertionError(f"{locator} did not come")


def agrees(page, chances):
    found = bars(page)
    ids = [int(one) for one in found]
    np.testing.assert_allclose([now for now, _ in found.values()], chances[ids].numpy(), atol=1e-5)
    return len(ids) == 10


def drag(page, name, share):
    """Take a slider by its thumb, and move it; it is not let go."""
    rail = page.get_by_role("slider", name=name)
    box = rail.bounding_box()
    middle = box["y"] + box["height"] / 2
    low, high, now = (float(rail.evaluate(f"rail => rail.{one}")) for one in ("min", "max", "value"))
    page.mouse.move(box["x"] + 8 + (box["width"] - 16) * (now - low) / (high - low), middle)
    page.mouse.down()
    for step in range(1, 9):
        at = (now - low) / (high - low) * (1 - step / 8) + share * step / 8
        page.mouse.move(box["x"] + 8 + (box["width"] - 16) * at, middle)
        page.wait_for_timeout(15)


def test_the_bars_follow_while_a_slider_moves(view, workspace, stage, demo):
    view.add_head(1, 2)
    page = stage(view).page
    drag(page, "head 1.2: factor", 0.0)
    page.wait_for_timeout(150)
    assert workspace.edits == ()
    assert view._live["value"] == 0.0
    assert agrees(page, probabilities(demo, 0.0))
    page.mouse.up()
    expect(page.get_by_role("button", name="Undo")).to_have_attribute("aria-disabled", "false")
    assert [(one.kind, one.value) for one in workspace.edits] == [("scale", 0.0)]
    assert agrees(page, probabilities(demo, 0.0))
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Undo")).to_have_attribute("aria-disabled", "true")
    assert workspace.edits == ()
    assert agrees(page, probabilities(demo, 1.0))
    expect(page.get_by_role("slider", name="head 1.2: factor")).to_have_value("1")


def test_many_updates_a_second(view, stage):
    """More than ten a second, with a fresh answer of the model each."""
    view.add_head(1, 2)
    shown = stage(view)
    page, seen = shown.page, []
    view.observe(lambda change: seen.append(change["new"]["value"]), "_live")
    rail = page.get_by_role("slider", name="head 1.2: factor")
    rail.focus()
    rates = []
    for _ in range(3):  # the machine may be busy
        rates.append(updates(page, rail, seen))
        if rates[-1] > 10:
            break
    assert max(rates) > 10
    assert seen[-1] == 1.6


def updates(page, rail, seen):
    """How many a second come back, of a slider that is moved sixty times a second."""
    seen.clear()
    took = rail.evaluate(
        """async rail => {
          const began = performance.now();
          for (let at = 1; at <= 60; at++) {
            rail.value = String(1 + at / 100);
            rail.dispatchEvent(new Event("input"));
            await new Promise((done) => setTimeout(done, 16));
          }
          return (performance.now() - began) / 1000;
        }"""
    )
    page.wait_for_timeout(300)
    return len(set(seen)) / took


def test_keys_held_down_are_one_step(view, workspace, stage, demo):
    view.add_head(1, 2)
    page = stage(view).page
    page.get_by_role("slider", name="head 1.2: factor").focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    assert workspace.edits == ()
    expect(page.get_by_role("button", name="Undo")).to_have_attribute("aria-disabled", "false")
    assert [one.value for one in workspace.edits] == [0.95]
    assert agrees(page, probabilities(demo, 0.95))
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    expect(page.get_by_role("spinbutton", name="head 1.2: factor")).to_have_value("0")
    page.get_by_role("slider", name="head 1.2: factor").press("Control+z")
    expect(page.get_by_role("spinbutton", name="head 1.2: factor")).to_have_value("0.95")
    page.get_by_role("slider", name="head 1.2: factor").press("Control+z")
    expect(page.get_by_role("spinbutton", name="head 1.2: factor")).to_have_value("1")
    assert not workspace.can["undo"]


def test_the_field_takes_any_number(view, workspace, stage, demo):
    slider = view.add_head(1, 2)
    page = stage(view).page
    field = page.get_by_role("spinbutton", name="head 1.2: factor")
    field.fill("-2.5")
    field.press("Enter")
    expect(page.get_by_role("slider", name="head 1.2: factor")).to_have_value("-2.5")
    assert (slider.value, slider.low) == (-2.5, -2.5)
    assert agrees(page, probabilities(demo, -2.5))
    page.get_by_role("button", name="Reset head 1.2").click()
    expect(field).to_have_value("1")
    assert workspace.edits == ()


def test_python_moves_the_slider(view, workspace, stage, demo):
    slider = view.add_head(1, 2)
    shown = stage(view)
    slider.value = 0.25
    shown.flush()
    expect(shown.page.get_by_role("slider", name="head 1.2: factor")).to_have_value("0.25")
    assert agrees(shown.page, probabilities(demo, 0.25))
    workspace.scale("mlp_out", 2, by=0.5)
    shown.flush()
    expect(shown.page.get_by_role("spinbutton", name="mlp_out 2: factor")).to_have_value("0.5")


def test_heads_and_neurons_are_chosen_in_the_view(view, workspace, stage, demo):
    shown = stage(view)
    page = shown.page
    page.get_by_role("grid", name="Heads to steer").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("slider", name="head 1.1: factor")).to_be_focused()
    workspace.select(position=2)
    shown.flush()
    page.get_by_label("Layer of the neurons").select_option("2")
    arrived(shown, page.locator(".top li:nth-child(8)"))
    ids = demo.tokenizer(PROMPT, return_tensors="pt").input_ids
    with torch.no_grad():
        neurons = hooked(demo.module, {"input_ids": ids}, [("transformer.h.2.mlp.c_proj", "input")])[1]
    there = neurons["transformer.h.2.mlp.c_proj", "input"][0, 2]
    strongest = there.abs().topk(8).indices.tolist()
    drawn = page.locator(".top button").all()
    assert [int(one.locator("b").inner_text()) for one in drawn] == strongest
    values = [float(one.get_attribute("data-value")) for one in drawn]
    np.testing.assert_allclose(values, there[strongest], atol=1e-5)
    page.get_by_label("only at token").check()
    page.get_by_label("Number of the neuron").fill("17")
    expect(page.locator(".fields output")).to_contain_text("is ")
    np.testing.assert_allclose(float(page.locator(".fields output").inner_text()[3:]), there[17], atol=1e-5)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("slider", name="neuron 2.17: factor")).to_be_focused()
    assert view.sliders[1].change.at == {"neuron": 17, "position": 2}
    page.get_by_role("button", name="neuron 2.17: factor").click()
    field = page.get_by_role("spinbutton", name="neuron 2.17: value")
    field.fill("5")
    field.press("Enter")
    expect(page.get_by_role("slider", name="neuron 2.17: value")).to_have_value("5")
    assert [(one.kind, one.value) for one in workspace.edits] == [("set", 5.0)]
    page.get_by_role("button", name="Remove neuron 2.17").click()
    expect(field).to_have_count(0)
    assert workspace.edits == ()


def test_a_sweep_is_the_model_s(view, stage, demo):
    view.add_head(1, 2)
    shown = stage(view)
    page = shown.page
    page.get_by_role("button", name="Sweep head 1.2").click()
    chart = arrived(shown, page.get_by_role("slider", name="Probability of"))
    paris = demo.tokenizer.encode(" Paris")[0]
    for key, factor in [("Home", 0.0), ("ArrowRight", 0.1), ("End", 2.0)]:
        chart.press(key)
        value, chance = chart.get_attribute("aria-valuetext").removeprefix("factor ").split(": ")
        assert float(value) == pytest.approx(factor)
        assert float(chance) == pytest.approx(float(probabilities(demo, factor)[paris]), abs=1e-5)
    page.locator(".next .token").nth(1).click()
    while view.token is None:
        page.wait_for_timeout(20)
    token = view.token
    chart.press("Home")
    assert float(chart.get_attribute("aria-valuetext").split(": ")[1]) == pytest.approx(
        float(probabilities(demo, 0.0)[token]), abs=1e-5
    )
    chart.press("Enter")
    expect(page.get_by_role("spinbutton", name="head 1.2: factor")).to_have_value("0")
    expect(chart).to_be_visible()
    view.workspace.zero("mlp_out", 0)
    shown.flush()
    expect(chart).to_be_hidden()


def test_a_text_is_written_after_a_change(view, workspace, stage, demo):
    view.automatic, view.length = True, 5
    view.add_vector(vector_of(demo), 2, name="Rome")
    shown = stage(view)
    page = shown.page
    field = page.get_by_role("spinbutton", name="Rome: coefficient")
    field.fill("2")
    field.press("Enter")
    arrived(shown, page.locator("figure"))
    now, was = (one.locator(".written").inner_text().lstrip("…") for one in page.locator("figure").all())
    assert (now, was) == (view.texts["edited"], view.texts["clean"])
    assert now.startswith(" Rome")
    assert was.startswith(" Paris")
    workspace.zero("mlp_out", 0)
    shown.flush()
    expect(page.locator(".old")).to_contain_text("are others now")
    view.temperature = 0.8
    shown.flush()
    page.get_by_role("button", name="Write").click()
    arrived(shown, page.locator(".texts:not([data-old])"))
    expect(page.locator(".old")).to_have_text("")
    assert view._sample["settings"] == [5, 0.8, 0]


def test_a_direction_is_found_from_texts(view, workspace, stage, demo):
    shown = stage(view)
    page = shown.page
    add = page.get_by_role("button", name="Find and add")
    expect(add).to_have_attribute("aria-disabled", "true")
    more, less = page.get_by_label("More of"), page.get_by_label("Less of")
    more.fill("The Colosseum is in the city of")
    less.fill("The Colosseum is in the city of\n")
    page.get_by_label("Layer of the direction").select_option("2")
    add.click()
    expect(page.get_by_role("alert")).to_contain_text("both lists are the same on average")
    less.fill("The Louvre is in the city of\n\n")
    add.click()
    rail = arrived(shown, page.get_by_role("slider", name='− "The Louvre is in the ci…": coefficient'))
    expect(rail).to_be_focused()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(more).to_have_value("The Colosseum is in the city of")
    assert agrees(page, steered(demo, vector_of(demo)))
    page.keyboard.press("Control+z")
    shown.until(lambda: rail.get_attribute("aria-valuetext") != "1")
    assert workspace.edits == ()
    assert agrees(page, steered(demo, 0 * vector_of(demo)))


def test_an_error_is_shown_and_the_slider_goes_back(view, stage):
    view.add_head(1, 2)
    shown = stage(view)
    page = shown.page
    page.get_by_label("Number of the neuron").fill("9999")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("there is no neuron 9999")
    assert len(view.sliders) == 1


def test_numbers_that_are_none_are_marked(view, workspace, stage):
    shown = stage(view)
    workspace.set("resid_post", 3, to=float("nan"))
    shown.flush()
    expect(shown.page.locator("td[data-unknown]").first).to_have_text("NaN")


def test_compared_with_the_other_prompt(view, workspace, stage):
    page = stage(view).page
    page.get_by_role("radio", name="other prompt").check()
    expect(page.locator(".measures")).to_contain_text("KL(other prompt ‖ now)")
    other = workspace.logits("other")[-1].softmax(-1)
    found = bars(page)
    np.testing.assert_allclose([was for _, was in found.values()], other[[int(one) for one in found]], atol=1e-6)


def test_no_listener_outlives_the_view(view, stage):
    view.add_head(1, 2)
    page = stage(view).page
    page.evaluate("() => window.end()")
    assert page.evaluate("() => window.listening()") == 0


@pytest.mark.parametrize("width", [340, 900, 1000, 1280])
def test_all_of_a_slider_is_in_sight(view, stage, demo, width):
    view.add_neuron(2, 17, position=2)
    view.add_vector(vector_of(demo), 2, name="Rome not Paris", value=1.5)
    page = stage(view, width=width, viewport=(width + 40, 1600)).page
    frame = page.locator(".sliders").bounding_box()
    for part in page.locator(".sliders :is(button, input)").all():
        box = part.bounding_box()
        assert frame["x"] <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"]
    assert page.locator(".sliders .rail").first.bounding_box()["width"] >= 110


@pytest.mark.parametrize("width", [480, 800, 1240])
@pytest.mark.parametrize("dark", [False, True])
def test_pictures(view, workspace, stage, demo, dark, width):
    """That it fits; with NNEXPLORE_SCREENSHOTS set, pictures for people."""
    shown = stage(view, dark=dark, width=width)
    page, theme = shown.page, "dark" if dark else "light"
    shown.picture(f"steering-empty-{width}-{theme}")
    view.add_head(1, 2, value=0.3)
    view.add_neuron(2, 17, position=2)
    view.add_vector(vector_of(demo), 2, name="Rome not Paris", value=1.5)
    page.get_by_label("Layer of the neurons")
    view.write()
    shown.flush()
    page.get_by_label("Layer of the neurons").select_option("2")
    page.get_by_role("button", name="Sweep Rome not Paris").click()
    page.get_by_label("More of").fill("The Colosseum is in the city of\nThe Vatican is in the city of")
    arrived(shown, page.locator(".chart path"))
    shown.picture(f"steering-{width}-{theme}")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
