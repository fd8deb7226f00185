"""Lessons in a real JupyterLab: by mouse, by keys alone, after a reload, without a kernel, and gone on with later."""

import ast
import re

import nbformat
import pytest
import torch
from playwright.sync_api import expect

from .conftest import KERNEL
from .views_book import Book, canvas

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CELLS = [
    "import pathlib\n\nfrom nnexplore import lessons\n\nkept = pathlib.Path('heads.json')",
    "lesson = lessons.open('heads', state=kept.read_text() if kept.exists() else None)\nlesson",
    "facts = lessons.open('facts')\nfacts",
    "steps = lessons.open('attention')\nsteps",
]
KEEP = "@jupyter-widgets/jupyterlab-manager:saveWidgetState"
"""The switch "Settings, Save Widget State Automatically"."""
CONTENT = "window.jupyterapp.shell.currentWidget.content"
OPEN = {"lesson": 1, "facts": 2, "steps": 3}
"""In which cell each lesson is."""


@pytest.fixture(scope="module")
def book(lab, open_shared):
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(made, lab.folder / "class.ipynb")
    notebook = open_shared("class.ipynb")
    notebook.run_all()
    notebook.page.set_default_timeout(15_000)
    return Book(notebook)


class Opened:
    """A lesson on the page: its text, and the views beside it."""

    def __init__(self, book, name):
        self.book, self.name = book, name
        self.views = book.page.locator(".jp-CodeCell").nth(OPEN[name]).locator(".nnexplore")
        self.text = self.views.filter(has=book.page.locator("section.lesson"))
        self.beside = self.views.filter(has_not=book.page.locator("section.lesson"))
        self.verdict, self.left = self.text.locator(".verdict"), self.text.locator(".left")
        self.show()

    def show(self):
        self.book.notebook.show(self.text)

    def press(self, name):
        self.text.get_by_role("button", name=name, exact=True).click()

    def at(self, number, title):
        expect(self.text.get_by_role("heading", level=2)).to_have_text(title)
        expect(self.text.locator(".size")).to_contain_text(f"Page {number} of ")
        self.book.until(f"{self.name}.page", str(number - 1))

    def done(self, *pages):
        """These pages are ticked, and no other."""
        marked = [f"Page {page}: " for page in pages]
        ticked = self.text.locator(".pages button", has_text="✓")
        expect(ticked).to_have_count(len(pages))
        for one, name in zip(ticked.all(), marked, strict=True):
            expect(one).to_have_accessible_name(re.compile(f"^{name}.*, done$"))
        assert ast.literal_eval(self.book.notebook.ask(f"{self.name}.done")) == tuple(page - 1 for page in pages)


@pytest.fixture
def heads(book):
    return Opened(book, "lesson")


def looks_back(demo, head):
    """The mean weight on the token before, of a head of layer 0: plain transformers."""
    ids = demo.tokenizer(" red cup moon tree green lamp red cup moon", return_tensors="pt")
    before = demo.module.config._attn_implementation
    demo.module.set_attn_implementation("eager")
    try:
        with torch.no_grad():
            pattern = demo.module(**ids, output_attentions=True).attentions[0][0, head]
    finally:
        demo.module.set_attn_implementation(before)
    return pattern.diagonal(-1).mean().item()


def test_by_mouse(heads, demo):
    heads.at(1, "Words that make no sense")
    heads.text.get_by_role("radio").first.click()
    heads.press("Check my answer")
    expect(heads.verdict).to_contain_text("✗ Not yet. True of English")
    heads.text.get_by_role("radio").nth(1).click()
    heads.press("Check my answer")
    expect(heads.verdict).to_contain_text("✓ Right. The model says so too.")
    heads.press("Next →")
    heads.at(2, "What one would have to know")
    heads.press("Next →")
    heads.at(3, "Find the head that looks back by one")
    expect(heads.left).to_have_text("Page 2 is still open: choose one of the answers.")
    heads.press("Check my answer")
    expect(heads.verdict).to_have_text("✗ Not yet. No head is selected yet: click one.")
    canvas("Attention heads", 0.125, 0.12)(heads.beside.first)
    heads.book.until("lesson.workspace.selection.head", "0")
    heads.press("Check my answer")
    expect(heads.verdict).to_contain_text(f"is {looks_back(demo, 0):.4f}; it should be more than 0.4500")
    canvas("Attention heads", 0.625, 0.12)(heads.beside.first)
    heads.book.until("lesson.workspace.selection.head", "2")
    heads.press("Check my answer")
    expect(heads.verdict).to_contain_text("✓ Right.")
    expect(heads.verdict.locator(".number")).to_have_text(f"{looks_back(demo, 2):.4f}")
    heads.done(1, 3)
    heads.press("← Previous")
    heads.at(2, "What one would have to know")
    heads.text.get_by_role("button", name="Page 1: ").click()
    heads.at(1, "Words that make no sense")
    expect(heads.left).to_be_hidden()
    heads.done(1, 3)


def test_by_keys_alone(book):
    facts, keys = Opened(book, "facts"), book.page.keyboard
    facts.at(1, "Where is a fact?")
    book.tab_to(facts.text, facts.text.get_by_role("button", name="Next →"))
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "PageDown"):
        keys.press(key)
    facts.at(3, "Find the one")
    expect(facts.left).to_have_text("Page 2 is still open: type an answer.")
    changes = facts.beside.first
    book.tab_to(changes, changes.get_by_role("switch").first)
    keys.press("Control+End")
    for left in (3, 2, 1):
        keys.press("Delete")
        book.until("[str(edit) for edit in facts.workspace.edits]", str([f"zero mlp_out {at}" for at in range(left)]))
        expect(changes.get_by_role("switch")).to_have_count(left)
    book.tab_to(facts.text, facts.text.get_by_role("button", name="Check my answer"))
    keys.press("Enter")
    expect(facts.verdict).to_contain_text("✓ Right.")
    facts.done(3)


def dot_product(demo, head, query, key):
    """Of a query and a key of layer 0, in "The Eiffel Tower …": plain PyTorch."""
    ids = demo.tokenizer("The Eiffel Tower is in the city of", return_tensors="pt")
    block = demo.module.transformer.h[0]
    with torch.no_grad():
        stream = demo.module(**ids, output_hidden_states=True).hidden_states[0]
        queries, keys, _ = block.attn.c_attn(block.ln_1(stream))[0].split(128, -1)
    return (queries[query, 32 * head :][:32] @ keys[key, 32 * head :][:32]).item()


def test_a_page_opens_its_level_of_the_flow_view(book, demo):
    steps = Opened(book, "steps")
    flow = steps.beside.filter(has=book.page.locator("section.flow"))
    way = flow.get_by_role("navigation").locator("[aria-current]")
    steps.text.get_by_role("button", name="Page 3: ").click()
    steps.at(3, "Where scores come from")
    expect(way).to_have_text("query · key [7, 1]")
    shown = flow.locator(".arithmetic-value")
    expect(shown).to_have_text(re.compile(r"^[-−]8\."))
    assert float(shown.inner_text().replace("−", "-")) == pytest.approx(dot_product(demo, 2, 7, 1), rel=1e-4)
    flow.get_by_role("button", name="Overview", exact=True).click()
    expect(way).to_have_text("Overview")
    steps.press("Next →")
    steps.at(4, "Made smaller")
    expect(way).to_have_text("scaled scores [7, 1]")
    steps.press("← Previous")
    steps.at(3, "Where scores come from")
    expect(way).to_have_text("query · key [7, 1]")
    book.until("steps.views['flow'].level", "'head'")


def test_a_reload_keeps_the_page_and_it_answers(heads):
    book = heads.book
    heads.text.get_by_role("button", name="Page 6: ").click()
    heads.at(6, "Break it for good")
    book.notebook.ask("lesson.workspace.zero('head_out', 1, head=1) and None")
    book.reload()
    heads.show()
    heads.at(6, "Break it for good")
    heads.done(1, 3)
    heads.press("Check my answer")
    expect(heads.verdict).to_contain_text("✗ Not yet.")
    book.notebook.ask("lesson.workspace.zero('head_out', 1, head=0) and None")
    heads.press("Check my answer")
    expect(heads.verdict).to_contain_text("✓ Right.")
    heads.done(1, 3, 6)


def test_later_and_without_a_kernel(heads, lab):
    """The page that was open is seen in the saved notebook; and run again, it goes on there."""
    book = heads.book
    heads.text.get_by_role("button", name="Page 7: ").click()
    heads.at(7, "Cut the notes off")
    book.notebook.ask("lesson.workspace.zero('head_out', 0, head=2) and None")
    book.notebook.ask("kept.write_text(lesson.state)")
    heads.show()
    expect(heads.beside.get_by_text("zero head_out 0, head 2").first).to_be_visible()
    book.page.evaluate(f"() => window.jupyterapp.commands.execute('{KEEP}')")
    book.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    lab.end_kernels()
    book.page.reload()
    book.page.wait_for_function(f"() => {KERNEL}?.status === 'idle'", timeout=60_000)
    assert book.notebook.ask("'lesson' in globals()") == "False"
    heads.show()
    expect(heads.text.get_by_role("heading", level=2)).to_have_text("Cut the notes off")
    expect(heads.text.locator(".pages button", has_text="✓")).to_have_count(3)
    expect(heads.beside.get_by_text("zero head_out 0, head 2").first).to_be_visible()
    book.page.evaluate(f"() => {{ {CONTENT}.activeCellIndex = 2; }}")
    book.page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-above')")
    book.until("'lesson' in globals()", "True", seconds=60)
    heads.show()
    heads.at(7, "Cut the notes off")
    heads.done(1, 3, 6)
    book.until("[str(edit) for edit in lesson.workspace.edits]", "['zero head_out 0, head 2']")
    heads.press("Check my answer")
    expect(heads.verdict).to_contain_text("✓ Right.")
    heads.done(1, 3, 6, 7)
