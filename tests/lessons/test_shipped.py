"""The lessons that ship: each holds what it claims, and can be solved, on the demo model."""

import re
import subprocess
import sys

import pytest

from nnexplore import cli, lessons
from nnexplore.errors import NnexploreError
from nnexplore.lessons import LessonError, prose, quantities, said
from nnexplore.lessons.quantity import Quantity

WANTED = ["transformer", "tokens", "attention", "heads", "residual", "facts", "sampling", "patching"]


def test_the_names_are_in_order():
    assert lessons.names() == WANTED


@pytest.mark.parametrize("name", WANTED)
def test_a_lesson_is_sound(name, demo):
    lesson = lessons.load(name)
    assert lessons.problems(lesson, demo) == []
    assert 5 <= len(lesson) <= 9
    assert lesson.pages[-1].asks
    assert repr(lesson).startswith(f"<Lesson {lesson.title!r}, {len(lesson)} pages, about")


@pytest.mark.parametrize("name", WANTED)
def test_a_last_page_is_checked_on_real_values(name, demo):
    lesson = lessons.load(name)
    last = len(lesson) - 1
    workspace = lesson.open(demo, last)
    assert lesson.page(last).checks
    assert not lesson.check(last, workspace)
    for action in lesson.page(last).solution:
        action.make(workspace)
    assert lesson.check(last, workspace)


@pytest.mark.parametrize("name", WANTED)
def test_every_number_in_a_text_is_asked_of_the_model(name):
    """Measured numbers stand in quantities; what has one decimal is a setting or the name of a head."""
    for page in lessons.load(name).pages:
        bare = re.sub(r"\{\{.*?\}\}", "", page.text)
        assert re.findall(r"\b\d+\.\d{2,}\b", bare) == [], page.title


@pytest.mark.parametrize("name", WANTED)
def test_texts_become_nodes_of_known_kinds(name, demo):
    lesson = lessons.load(name)

    def kinds(node):
        if isinstance(node, list):
            yield node[0]
            for part in node[1:]:
                yield from kinds(part)

    for number, page in enumerate(lesson.pages):
        workspace = lesson.open(demo, number)
        nodes = prose(page.text, lambda quantity, at=workspace: said(Quantity(quantity).of(at)))
        found = [kind for node in nodes if isinstance(node, list) for kind in [node[0]]]
        assert set(found) <= set(lessons.KINDS)
        assert "{{" not in str(nodes)
        assert len(quantities(page.text)) == str(nodes).count("['number',")


def test_no_such_lesson(tmp_path):
    with pytest.raises(LessonError, match="there is no lesson 'nothing'; there are transformer, tokens"):
        lessons.load("nothing")
    wrong = tmp_path / "wrong.md"
    wrong.write_bytes(b"---\ntitle: \xff\n")
    with pytest.raises(LessonError, match="no text in UTF-8"):
        lessons.load(wrong)
    wrong.write_bytes(b"x" * 1_000_001)
    with pytest.raises(LessonError, match="at most 1,000,000"):
        lessons.load(wrong)
    assert issubclass(LessonError, NnexploreError)
    with pytest.raises(LessonError, match="there is no page 9: this lesson has 7, 0 to 6"):
        lessons.load("heads").page(9)


MINE = """---
title: Mine
prompt: The capital of France is
---

# Only page

It has {{number of tokens}} tokens.

```lesson
question: Make it Rome.
check: top token is " Rome"
claim: top token is "%s"
solution: prompt "The capital of %s is"
```
"""


def test_the_command_says_what_is_wrong(tmp_path, capsys):
    file = tmp_path / "mine.md"
    file.write_text(MINE % (" Paris", "Italy"), "utf-8")
    assert cli.main(["lesson", "check", str(file)]) == 0
    assert capsys.readouterr().out == "Mine: 1 pages, 1 of which ask; all is well.\n"
    file.write_text(MINE % (" Madrid", "Spain"), "utf-8")
    assert cli.main(["lesson", "check", str(file)]) == 1
    wrong = capsys.readouterr().err.splitlines()
    page = "nnexplore: mine.md, line 6, 'Only page': "
    assert wrong == [
        page + 'claims \'top token is " Madrid"\', but top token is " Paris"; it should be " Madrid"',
        page + 'its solution does not pass: top token is " Madrid"; it should be " Rome"',
    ]
    file.write_text(MINE.replace('top token is "%s"', "nonsense").replace("%s", "Italy"), "utf-8")
    assert cli.main(["lesson", "check", str(file)]) == 1
    assert "mine.md, line 13: a check is" in capsys.readouterr().err


def test_a_check_that_needs_nothing_done_is_found(demo):
    text = (MINE % (" Paris", "Italy")).replace('check: top token is " Rome"', 'check: top token is not " Rome"')
    found = lessons.problems(lessons.parse(text), demo)
    assert [line.partition("': ")[2] for line in found][:1] == ["its check passes before anything is done"]


STEPPED = MINE.replace("```lesson\n", "```lesson\nshow: flow\nselect: layer 1, head 2\nflow: head, %s\n")


@pytest.mark.parametrize(
    ("number", "wrong"),
    [
        ("rotated_query 4 1", "there is no step 'rotated_query'; there are token_embedding, position_embedding"),
        ("pattern 5 1", "the step pattern has no position 5: there are 0 to 4"),
        ("pattern 4 5", "the step pattern has no key 5: there are 0 to 4"),
    ],
)
def test_a_step_that_the_block_does_not_have_is_found(number, wrong, demo):
    [found] = lessons.problems(lessons.parse(STEPPED % (number, " Paris", "Italy")), demo)
    assert found.startswith(f"lesson, line 6, 'Only page': {wrong}")


def test_a_page_that_opens_a_number_selects_its_token(demo):
    lesson = lessons.parse(STEPPED % ("pattern 3 1", " Paris", "Italy"))
    assert lessons.problems(lesson, demo) == []
    selection = lesson.open(demo).selection
    assert (selection.layer, selection.head, selection.position) == (1, 2, 3)


def test_import_is_light():
    code = "import sys, nnexplore.lessons; print(*({'ipywidgets', 'anywidget', 'transformers'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
