"""The lesson's view without a browser: pages, answers, the views beside it, going on later."""

import gc
import json
import struct
import weakref

import pytest
import torch

import nnexplore
from nnexplore import lessons, widgets
from nnexplore.errors import AnalysisError, EditError
from nnexplore.lessons import VIEWS, LessonError, flow
from nnexplore.widgets._lesson_layout import BESIDE, ROOM
from nnexplore.widgets.flow import LEVELS
from nnexplore.widgets.lesson import LessonPanel


def ask(panel, **message):
    """What the browser would send; the reply."""
    sent = []
    panel.send = lambda content, buffers=None: sent.append(content)
    panel._handle_custom_msg({"id": "1"} | message, [])
    return sent[-1]


@pytest.fixture
def lesson(demo):
    made = lessons.open("heads", demo)
    yield made
    made.close()


def test_every_view_that_a_lesson_can_name_is_there():
    assert set(BESIDE) == set(VIEWS)


def test_a_page_puts_the_workspace_in_its_state(lesson):
    workspace = lesson.workspace
    assert (workspace.prompt, workspace.edits) == (" red cup moon tree green lamp red cup moon", ())
    workspace.zero("mlp_out", 1)
    lesson.go(6)
    assert (workspace.edits, workspace.selection.layer, workspace.selection.head) == ((), 1, 1)
    assert list(lesson.views) == ["tokens", "edits", "attention"]
    assert [view.paused for view in lesson.views.values()] == [True, False, False]
    assert all(view.workspace is workspace for view in lesson.views.values())
    assert lesson._shown.children == (lesson.views["edits"], lesson.views["attention"])
    lesson.previous()
    assert (lesson.page, workspace.selection.layer) == (5, None)
    for _ in range(9):
        lesson.next()
    assert lesson.page == 6
    assert repr(lesson) == "LessonView('Heads that do something', page 7 of 7, 0 done)"
    with pytest.raises(LessonError, match="there is no page 7"):
        lesson.go(7)


FLOW = """---
title: Levels
prompt: The Eiffel Tower is in the city of
views: flow
---

# Head

```lesson
select: layer 0, head 2
flow: head, dot_products 7 1, ribbons norm
```

# Whole

# Scores

```lesson
select: layer 3, head 1
flow: block, activation 2 5
```

# Elsewhere

```lesson
show: lens
```

# Wrong

```lesson
flow: query 20 0
```
"""


@pytest.fixture
def levels(demo):
    made = lessons.open(lessons.parse(FLOW), demo)
    yield made
    made.close()


def test_the_levels_of_the_flow_view_are_known_to_lessons():
    assert tuple(LEVELS) == flow.LEVELS
    assert tuple(widgets.FlowView.ribbon.values) == flow.RIBBONS


def open_in(view):
    place = view.place and (view.place["step"], view.place["position"], view.place["dimension"], view.place["head"])
    return view.level, view.ribbon, place or None


def test_a_page_opens_a_level_of_the_flow_view(levels, demo):
    view = levels.views["flow"]
    assert open_in(view) == ("head", "norm", ("dot_products", 7, 1, 2))
    assert levels.workspace.selection.position == 7
    ids = demo.tokenizer(levels.workspace.prompt, return_tensors="pt")
    block = demo.module.transformer.h[0]
    with torch.no_grad():
        stream = demo.module(**ids, output_hidden_states=True).hidden_states[0]
        query, key, _ = block.attn.c_attn(block.ln_1(stream))[0].split(128, -1)
    expected = (query[7, 64:96] * key[1, 64:96]).sum().item()
    total = struct.unpack("<d", bytes(view._number["sums"])[:8])[0]
    assert total == pytest.approx(expected, rel=1e-4)
    levels.next()
    assert open_in(view) == ("overview", "none", None)
    levels.next()
    assert open_in(view) == ("block", "none", ("activation", 2, 5, None))
    assert (levels.workspace.selection.layer, levels.workspace.selection.position, view.layer) == (3, 2, 3)
    assert [part.layout.flex for part in (levels._side, levels._shown)] == list(ROOM[True])
    levels.next()
    assert view.paused
    assert [part.layout.flex for part in (levels._side, levels._shown)] == list(ROOM[False])


def test_a_page_opens_its_level_anew(levels):
    view = levels.views["flow"]
    view.level, view.ribbon, view.show = "output", "contribution", "clean"
    view.explain("norm_1", 1, 1)
    levels.go(0)
    assert view.show == "edited"
    assert open_in(view) == ("head", "norm", ("dot_products", 7, 1, 2))
    levels.go(3)
    levels.go(2)
    assert open_in(view) == ("block", "none", ("activation", 2, 5, None))
    view.level = "output"
    levels.check()  # is no opening
    assert view.level == "output"


def test_a_number_that_is_not_there_leaves_what_is_open(levels):
    view = levels.views["flow"]
    view.level = "output"
    with pytest.raises(AnalysisError, match="the step query has no position 20: there are 0 to 7"):
        levels.go(4)
    assert (levels.page, view.level, view.place["step"]) == (0, "output", "dot_products")


def test_gone_on_with_another_prompt_the_number_is_left_out(levels, demo):
    levels.workspace.prompt = "The"
    kept = levels.state
    again = lessons.open(levels.lesson, demo, state=kept)
    assert again.workspace.prompt == "The"
    assert open_in(again.views["flow"]) == ("head", "norm", None)
    again.close()


def test_gone_on_with_the_selection_stays(levels, demo):
    levels.workspace.select(position=3)
    again = lessons.open(levels.lesson, demo, state=levels.state)
    assert again.workspace.selection.position == 3
    assert open_in(again.views["flow"]) == ("head", "norm", ("dot_products", 7, 1, 2))
    again.close()


def test_a_view_beside_draws_once_for_a_page(lesson):
    lesson.go(6)
    attention, drawn = lesson.views["attention"], []
    attention.observe(lambda _: drawn.append(1), names=["_screen"])
    lesson.go(4)
    assert len(drawn) <= 1


def test_an_answer_counts(lesson):
    assert not lesson.check()
    assert not lesson.check(0)
    assert lesson.done == ()
    verdict = lesson.check(1)
    assert (verdict.passed, verdict.why, lesson.done) == (True, "The model says so too.", (0,))
    assert not lesson.check(7)
    assert lesson.done == (0,)  # what was done stays done


def test_what_is_done_in_a_view_is_checked(lesson):
    lesson.go(2)
    assert lesson.check().why == "no head is selected yet: click one"
    lesson.views["attention"]._selected = {"layer": 3, "head": 3, "position": None}
    assert "it should be more than 0.4500" in lesson.check().why
    lesson.views["attention"]._selected = {"layer": 0, "head": 2, "position": None}
    assert lesson.check()
    lesson.go(5)
    assert lesson.solve()
    assert len(lesson.workspace.edits) == 3


def test_what_is_done_counts_though_nobody_checked_it(lesson):
    lesson.go(2)
    lesson.workspace.select(layer=0, head=2)
    lesson.next()
    assert (lesson.done, lesson.panel._screen["left"]) == ((2,), None)


def test_a_page_left_open_is_named_on_the_next(lesson):
    lesson.go(2)
    assert lesson.panel._screen["left"] == {"page": 0, "why": "choose one of the answers"}
    lesson.next()
    assert lesson.panel._screen["left"] == {"page": 2, "why": "no head is selected yet: click one"}
    lesson.previous()
    assert lesson.panel._screen["left"] is None
    lesson.workspace.select(layer=3, head=3)
    with pytest.raises(LessonError, match="there is no page 9"):
        lesson.go(9)
    lesson.next()
    assert "it should be more than 0.4500" in lesson.panel._screen["left"]["why"]
    lesson.go(4)
    lesson.next()
    assert lesson.panel._screen["left"]["why"].startswith("there is no change yet")
    assert "number of changes" not in lesson.panel._screen["left"]["why"]  # one thing is enough
    lesson.resume(lesson.state)
    assert (lesson.panel._screen["left"], lesson.done) == (None, ())


def test_a_page_that_does_not_open_leaves_all_as_it_was(demo):
    text = "---\ntitle: A\nprompt: The\n---\n# One\n\n# Two\n```lesson\nedit: zero head_out 9\n```\n"
    view = widgets.LessonView(lessons.parse(text), demo)
    with pytest.raises(EditError, match="there is no layer 9"):
        view.next()
    assert (view.page, view.done, view.panel._screen["left"]) == (0, (), None)
    view.close()


def test_typed_answers(demo):
    view = lessons.open("transformer", demo)
    view.go(1)
    right = dict(view.workspace.top(1))[" she"]
    for typed in (f"{right:.2f}", f"{100 * right:.0f}%", str(right).replace(".", ",")):
        assert view.check(typed), typed
    for typed, why in (("0.3", "off"), ("much", "a number is asked for"), ("", "type an answer"), (None, "type an")):
        verdict = view.check(typed)
        assert not verdict
        assert why in verdict.why
    view.go(2)
    assert view.check(" Garden")
    assert view.check("Garden")
    assert not view.check("Gard")
    view.close()


def test_a_lesson_is_gone_on_with(lesson, demo):
    lesson.check(1)
    lesson.go(4)
    lesson.workspace.zero("head_out", 1, head=1)
    lesson.workspace.select(layer=1, head=1)
    kept = lesson.state
    assert kept == lesson.panel.get_state()["state"]
    again = widgets.LessonView("heads", demo, state=kept)
    assert (again.page, again.done) == (4, (0,))
    assert again.workspace.edits == lesson.workspace.edits
    assert again.workspace.selection == lesson.workspace.selection
    assert again.check()
    assert again.panel._screen["pages"][0]["done"]
    assert again.state != kept
    again.close()


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ("no json", "this is no state of a lesson"),
        ("[]", "this is no state of a lesson"),
        ('{"lesson": "heads", "page": 40}', "there is no page 40"),
    ],
)
def test_another_state_is_refused(lesson, state, message):
    with pytest.raises(LessonError, match=message):
        lesson.resume(state)
    assert lesson.page == 0


def test_a_state_of_another_lesson_is_refused(lesson):
    other = json.loads(lesson.state) | {"lesson": "facts"}
    with pytest.raises(LessonError, match="of the lesson 'facts', and this one is 'heads'"):
        lesson.resume(json.dumps(other))


def test_what_the_browser_asks(lesson):
    panel = lesson.panel
    assert ask(panel, kind="go", page=1)["kind"] == "done"
    assert panel.page == 1
    assert ask(panel, kind="check", answer=1)["kind"] == "done"
    assert panel._screen["verdict"]["passed"]
    assert "there is no page 70" in ask(panel, kind="go", page=70)["message"]
    assert "there is no page 'x'" in ask(panel, kind="go", page="x")["message"]
    assert ask(panel, kind="check", answer={"a": 1})["kind"] == "done"
    assert not panel._screen["verdict"]["passed"]


def test_a_lesson_that_does_not_fit_the_model_says_so(demo):
    text = "---\ntitle: A\nprompt: The\n---\n# One\n\n# Two\n```lesson\nedit: zero head_out 9\n```\n"
    view = widgets.LessonView(lessons.parse(text), demo)
    view.workspace.zero("mlp_out", 1)
    view.workspace.select(layer=2)
    before = view.workspace.edits
    with pytest.raises(EditError, match="there is no layer 9 of head_out: they are 0 to 3"):
        view.next()
    assert (view.page, view.workspace.edits, view.workspace.selection.layer) == (0, before, 2)
    view.close()
    with pytest.raises(EditError, match="there is no layer 9"):
        widgets.LessonView(lessons.parse(text.replace("# One\n\n", "")), demo)


def test_a_workspace_that_is_there_is_used(demo):
    workspace = nnexplore.Workspace(demo, "The capital of France is")
    view = lessons.open(lessons.load("facts"), workspace)
    assert view.workspace is workspace
    view.close()
    view.close()
    assert repr(view) == "LessonView(closed)"


@pytest.mark.parametrize(("page", "temperature", "top_p", "right"), [(3, 2.0, 0.9, "475"), (4, 1.0, 0.5, "19")])
def test_the_sampling_view_counts_what_the_lesson_asks(demo, page, temperature, top_p, right):
    view = lessons.open("sampling", demo)
    view.go(page)
    sampling = view.views["sampling"]
    sampling.temperature, sampling.top_p = temperature, top_p
    ids = demo.tokenizer(view.workspace.prompt, return_tensors="pt")["input_ids"]
    with torch.no_grad():
        logits = demo.module(ids).logits[0, -1].double()
    sums = (logits / temperature).softmax(-1).sort(descending=True).values.cumsum(-1)
    assert (sampling.probabilities > 0).sum() == (sums < top_p).sum() + 1
    choices = view.lesson.page(page).choices
    assert [choice.text for choice in choices if choice.right] == [right] == [str(int((sums < top_p).sum()) + 1)]
    view.close()


def test_as_a_page(lesson, tmp_path):
    lesson.go(6)
    text = lesson.to_html(tmp_path / "lesson.html").read_text("utf-8")
    assert "Cut the notes off" in text


def test_closed_it_lets_go(demo):
    view = lessons.open("attention", demo)
    gone = [weakref.ref(view.workspace), weakref.ref(view.panel)]
    view.close()
    del view
    gc.collect()
    assert [one() for one in gone] == [None, None]


def test_the_panel_is_a_view(demo):
    panel = LessonPanel(nnexplore.Workspace(demo), lessons.load("tokens"))
    assert panel._screen["text"][0][0] == "p"
    panel.close()
