"""Every view in a real JupyterLab: drawn, clicked, typed into, undone, saved, and there again after a reload."""

import nbformat
import pytest
from playwright.sync_api import expect

from .views_book import CASES, EDITS, Book, written

pytestmark = [pytest.mark.browser, pytest.mark.slow]
every_view = pytest.mark.parametrize("name", CASES)
TEXT = """view => {
  const said = [...view.shadowRoot.querySelectorAll("[role=status], [aria-live], [role=tooltip], style")];
  const styles = said.map((one) => one.style.display);
  for (const one of said) one.style.display = "none";
  const text = [...view.shadowRoot.children].map((part) => (said.includes(part) ? "" : part.innerText)).join(" ");
  said.forEach((one, at) => { one.style.display = styles[at]; });
  return text.replace(/\\s+/g, " ").trim();
}"""
"""What is read in a view, but for what it has just said."""


@pytest.fixture(scope="module")
def book(lab, open_shared):
    nbformat.write(written(), lab.folder / "views.ipynb")
    notebook = open_shared("views.ipynb")
    notebook.run_all()
    notebook.page.set_default_timeout(15_000)
    return Book(notebook)


@every_view
def test_a_click_is_seen_in_the_kernel(book, name):
    case, view = CASES[name], book.ready(name)
    case.click(view)
    book.until(*case.clicked)
    expect(view.get_by_role("alert")).to_have_count(0)


@every_view
def test_keys_alone_do_it_too(book, name):
    case, view = CASES[name], book.ready(name)
    book.tab_to(view, case.main(view))
    for key in case.keys:
        book.page.keyboard.press(key)
        book.page.wait_for_timeout(60)
    book.until(*case.pressed)
    expect(view.get_by_role("alert")).to_have_count(0)


@every_view
def test_undo_and_redo_by_keys(book, name):
    case, view = CASES[name], book.ready(name)
    before = book.notebook.ask("len(workspace.edits)")
    book.notebook.ask("workspace.scale('attn_out', 2, by=0.5)")
    book.page.wait_for_timeout(300)
    case.main(view).focus()
    book.page.keyboard.press("Control+z")
    book.until("len(workspace.edits)", before)
    book.page.wait_for_timeout(300)
    case.main(view).focus()
    book.page.keyboard.press("Control+Shift+z")
    book.until(f"{EDITS}[-1:]", "['scale attn_out 2 by 0.5']")
    assert book.count() == 1 + len(CASES)


@pytest.mark.parametrize("name", CASES)
def test_letters_stay_in_the_view(book, name):
    """ "dd" deletes a cell of the notebook; not while a view has the focus."""
    case, view = CASES[name], book.ready(name)
    with book.deletions() as deleted:
        case.main(view).focus()
        book.page.keyboard.press("d")
        book.page.keyboard.press("d")
        assert deleted() == 0
        book.page.locator(".jp-CodeCell .jp-InputPrompt").first.click()
        book.page.keyboard.press("d")
        book.page.keyboard.press("d")
        assert deleted() == 1  # so it would have been seen


@every_view
def test_the_saved_page_shows_the_view(book, name, chromium, tmp_path):
    if name in ("tree", "board"):
        book.reload()  # what other tests have unfolded or pointed at is the browser's alone, and no page has it
    view = book.ready(name)
    here = settled(view)
    view.get_by_role("button", name="Save this view").click()
    with book.page.expect_download() as download:
        view.get_by_role("menuitem", name="Save HTML").click()
    download.value.save_as(tmp_path / "view.html")
    context = chromium.new_context(viewport={"width": 1440, "height": 1000}, offline=True)
    page, wrong = context.new_page(), []
    page.on("request", lambda asked: asked.url.startswith("http") and wrong.append(asked.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto((tmp_path / "view.html").as_uri())
    saved = page.locator(".nnexplore")
    CASES[name].main(saved).wait_for()
    there = saved.evaluate(TEXT)
    context.close()
    assert wrong == []
    assert there == here
    assert len(here) > 20


def settled(view):
    """What is to be read in a view, once that changes no more."""
    before, same = None, 0
    while same < 2:
        view.page.wait_for_timeout(100)
        now = view.evaluate(TEXT)
        same = same + 1 if now == before else 0
        before = now
    return now


def test_after_a_reload_every_view_is_there_and_answers(book):
    book.notebook.ask("[workspace.clear(), workspace.zero('mlp_out', 1), workspace.select(position=4)]")
    book.reload()
    shown = {name: settled(book.seen(name)) for name in CASES}
    book.reload()
    for name in CASES:
        assert settled(book.seen(name)) == shown[name], name
    assert book.notebook.ask(EDITS) == "['zero mlp_out 1']"
    for name, case in CASES.items():
        view = book.ready(name)
        case.click(view)
        book.until(*case.clicked)
