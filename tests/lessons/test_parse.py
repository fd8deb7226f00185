"""A lesson's file: what is read from it, and what is said of a line that cannot be."""

import pytest

from nnexplore.lessons import Flow, LessonError, parse

GOOD = """---
title: A title
# a comment
prompt: " red cup"
other: The capital of Italy is
views: tokens, lens
minutes: 5
about: What it is about,
  in two lines.
---

# One

Prose with `# no heading` and

```python
# no heading either
```

# Two

```lesson
show: attention
prompt: The capital of France is
select: layer 1, head 2
edit: zero head_out 1, head 2
edit: scale mlp_out 3 by 0.5
question: Which?
choice: a: b // since it is wrong
choice*: right
hint: look
  again
claim: number of tokens is 5
```

More prose.

# Three

```lesson
show: nothing
question: How many?
answer: number of tokens
within: 0.5
after: So many.
```
"""


def test_what_is_read():
    lesson = parse(GOOD, "good.md")
    assert (lesson.title, lesson.minutes, lesson.about) == ("A title", 5, "What it is about, in two lines.")
    one, two, three = lesson.pages
    assert (one.title, one.show, one.prompt, one.other) == (
        "One", ("tokens", "lens"), " red cup", "The capital of Italy is",
    )  # fmt: skip
    assert one.text == "Prose with `# no heading` and\n\n```python\n# no heading either\n```"
    assert not one.asks
    assert (two.show, two.prompt, two.text, two.line) == (("attention",), "The capital of France is", "More prose.", 20)
    assert [str(action.change) for action in two.begin[:2]] == ["zero head_out 1, head 2", "scale mlp_out 3 by 0.5"]
    assert [(choice.text, choice.right, choice.why) for choice in two.choices] == [
        ("a: b", False, "since it is wrong"),
        ("right", True, ""),
    ]
    assert (two.hint, two.claims[0].text) == ("look again", "number of tokens is 5")
    assert (three.show, three.answer.text, three.within, three.after) == ((), "number of tokens", 0.5, "So many.")
    assert repr(lesson) == "<Lesson 'A title', 3 pages, about 5 minutes>\n  0: One\n  1: Two (asks)\n  2: Three (asks)"


def test_windows_ends_and_a_mark_of_order_do_not_matter():
    assert parse("\ufeff" + GOOD.replace("\n", "\r\n"), "good.md").pages == parse(GOOD, "good.md").pages


FRONT = "---\ntitle: A\nprompt: The\n---\n"


@pytest.mark.parametrize(
    ("said", "flow"),
    [
        ("head, dot_products 7 1, ribbons norm", Flow("head", "norm", ("dot_products", 7, 1))),
        ("ribbons attention, block", Flow("block", "attention")),
        ("norm_1 0 3", Flow(number=("norm_1", 0, 3))),
        ("output", Flow("output")),
    ],
)
def test_what_of_the_flow_view_is_open(said, flow):
    page = parse(FRONT + f"# P\n```lesson\nshow: lens, flow\nflow: {said}\n```").page(0)
    assert page.flow == flow


def test_a_page_without_it_opens_the_whole_picture():
    assert parse(FRONT + "# P\n```lesson\nshow: flow\n```").page(0).flow == Flow("overview", "none", None)


def opened(said, show="flow"):
    """A file with a page that opens something of the flow view, in line 8."""
    return FRONT + f"# P\n```lesson\nshow: {show}\nflow: {said}\n```"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"bad.md, line 1: a lesson begins with `---`, then `title: …`; got ''"),
        ("# Page", r"line 1: a lesson begins with `---`, then `title: …`; got '# Page'"),
        ("---\ntitle: A\n", "line 1: the front matter has no end"),
        ("---\ntitle: A\n---\n# P", "line 1: the front matter has no 'prompt'; add `prompt: …`"),
        ("---\ntitle: A\ncolour: red\n---\n", "line 3: got 'colour: red'; a line is one of title, prompt, other"),
        ("---\ntitle: A\ntitle: B\nprompt: The\n---\n", "line 3: 'title' is there twice"),
        ("---\ntitle:\nprompt: The\n---\n", "line 2: nothing comes after `title:`"),
        (FRONT.replace("The\n", "The\nminutes: soon\n") + "# P", "line 4: a whole number is expected, such as 15"),
        (FRONT, "there is no page; a page begins with a heading"),
        (FRONT + "Text\n# P", "line 5: a page begins with a heading"),
        (FRONT + "# P\n```lesson\nshow: lens\n", "line 6: this block has no end"),
        (
            FRONT + "# P\n```lesson\nshow: pictures\n```",
            "line 7: there is no view 'pictures'; there are nothing, tokens",
        ),
        (FRONT + "# P\n```lesson\nshow: board\n```", "line 7: the view 'board' compares two prompts; add `other: …`"),
        (FRONT + "# P\n```lesson\nrun: os.system\n```", "line 7: got 'run: os.system'; a line is one of show, prompt"),
        (FRONT + "# P\n```lesson\nhint: a\nhint: b\n```", "line 8: 'hint' is there twice on this page"),
        (FRONT + "# P\n```lesson\nselect: neuron 2\n```", "line 7: after the verb come layer N, head N, position N"),
        (FRONT + "# P\n```lesson\nedit: select layer 2\n```", "line 7: `edit:` makes a change, such as `zero head_out"),
        (FRONT + "# P\n```lesson\nedit: break it\n```", "line 7: 'break it' is nothing that can be done"),
        (FRONT + "# P\n```lesson\nclaim: all is well\n```", "line 7: there is nothing called 'all'"),
        (FRONT + "# P\n```lesson\nwithin: much\n```", "line 7: a number is expected, such as 0.05; got 'much'"),
        (FRONT + '# P\n```lesson\nprompt: "The\n```', "line 7: a token stands between double quotes"),
        (
            opened("haed"),
            "line 8: 'haed' is nothing that the flow view can open; there are the levels overview, embedding",
        ),
        (opened("head, dot_products 7"), "line 8: 'dot_products 7' is nothing that the flow view can open"),
        (opened("query -1 0"), "line 8: 'query -1 0' is nothing that the flow view can open"),
        (opened("head,"), "line 8: '' is nothing that the flow view can open"),
        (opened("ribbons red"), "line 8: there are no ribbons 'red'; there are none, norm, attention, contribution"),
        (opened("head, block"), "line 8: `flow:` opens one level; got two in 'head, block'"),
        (opened("query 0 1, key 0 1"), "line 8: `flow:` opens one number; got two"),
        (
            opened("head", "lens"),
            "line 8: `flow:` opens a part of the flow view, which this page does not show; it shows lens",
        ),
        (opened("head", "nothing"), "it shows nothing; add flow to `show:`"),
        (opened("head\nflow: block"), "line 9: 'flow' is there twice on this page"),
        (FRONT + "# P\n\nIt is {{the weather}}.", "line 5: there is nothing called 'the weather'"),
        (FRONT + "# P\n```lesson\nquestion: Why?\n```", "line 5: the page 'P' asks, but nothing is the answer"),
        (FRONT + "# P\n```lesson\nchoice*: a\n```", "line 5: the page 'P' has choices, but asks nothing"),
        (FRONT + "# P\n```lesson\nquestion: ?\nchoice: a\n```", "of which exactly one is right"),
        (FRONT + "# P\n```lesson\nquestion: ?\nchoice*: a\nchoice*: b\n```", "of which exactly one is right"),
        (FRONT + "# P\n```lesson\nquestion: ?\ncheck: entropy < 1\n```", "has a check and no way to pass it"),
        (FRONT + "# P\n```lesson\nquestion: ?\nchoice*: a\nsolution: clear\n```", "a solution, but nothing to check"),
        (
            FRONT + "# P\n```lesson\nquestion: ?\nchoice*: a\nanswer: entropy\n```",
            r"in several ways \(choices, an answer\)",
        ),
    ],
)
def test_a_line_that_cannot_be(text, message):
    with pytest.raises(LessonError, match=message) as caught:
        parse(text, "bad.md")
    assert str(caught.value).startswith("bad.md")


@pytest.mark.parametrize("cut", range(0, len(GOOD), 37))
def test_half_a_file_is_read_or_refused_in_words(cut):
    try:
        assert parse(GOOD[:cut], "half.md").pages
    except LessonError as error:
        assert "half.md" in str(error)  # noqa: PT017  either will do
