"""The examples in docs/ and in the README run, print what the page says they print, and raise what it says they raise.

The blocks of a page run from top to bottom in one namespace:

| block                                     | what happens                                                             |
|-------------------------------------------|--------------------------------------------------------------------------|
| ```` ```python ````                       | it runs; a ```` ```text ```` block right after it is what it prints      |
| ```` ```python error ````                 | it raises what the ```` ```text ```` block after it says: `Name: words`  |
| ```` ```python warning ````               | it warns, in the same form, after anything that it prints                |
| ```` ```ipython ````, or a first line     | it is only compiled                                                      |
| `# notebook` or with a `%` magic          |                                                                          |

In a ```` ```text ```` block `…` stands for anything, line numbers do not count, and the words of an error or a
warning may be broken into lines.
"""

from __future__ import annotations

import builtins
import contextlib
import io
import re
import traceback
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import torch

from nnexplore import errors

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
MODES = ("", "error", "warning")


@dataclass(frozen=True)
class Block:
    """A fenced block: its info string, the line of the page on which its text begins, and what is printed after it."""

    info: str
    line: int
    text: str
    shown: str | None = None

    @property
    def language(self) -> str:
        return self.info.partition(" ")[0]

    @property
    def mode(self) -> str:
        return self.info.partition(" ")[2]

    @property
    def notebook(self) -> bool:
        return self.language == "ipython" or self.text.startswith(("# notebook", "%"))


def blocks(page: str) -> list[Block]:
    """The blocks of a page; one of text right after one of code is what that shows."""
    found: list[Block] = []
    last = -1  # the line on which the last block of code ended, if only blank lines came since
    lines = page.splitlines()
    at = 0
    while at < len(lines):
        if not lines[at].startswith("```"):
            last = last if not lines[at].strip() else -1
            at += 1
            continue
        end = next(n for n in range(at + 1, len(lines)) if lines[n].rstrip() == "```")
        block = Block(lines[at].removeprefix("```").strip(), at + 2, "\n".join(lines[at + 1 : end]) + "\n")
        if block.language == "text" and last >= 0:
            found[-1] = Block(found[-1].info, found[-1].line, found[-1].text, block.text)
            last = -1
        elif block.language in ("python", "ipython"):
            found.append(block)
            last = end
        at = end + 1
    return found


def execute(block: Block, page: Path, namespace: dict[str, Any]) -> str:
    """What the block prints, and what it raises or warns of. Tracebacks have the lines of the page."""
    code = compile("\n" * (block.line - 1) + block.text, str(page), "exec", dont_inherit=True)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        if block.mode == "error":
            with pytest.raises(_named(block, page)) as caught:
                exec(code, namespace)
            return printed.getvalue() + f"{type(caught.value).__name__}: {caught.value}\n"
        if block.mode == "warning":
            with warnings.catch_warnings(record=True) as heard:
                warnings.simplefilter("always")
                exec(code, namespace)
            return printed.getvalue() + "".join(f"{w.category.__name__}: {w.message}\n" for w in heard)
        exec(code, namespace)
    return printed.getvalue()


def _named(block: Block, page: Path) -> type[BaseException]:
    name = re.search(r"^(\w+): ", block.shown or "", re.MULTILINE)
    assert name, f"{page.name}:{block.line}: a text block after it must say what is raised: `Name: words`"
    return getattr(errors, name[1], None) or getattr(builtins, name[1])


def matches(shown: str, printed: str, mode: str = "") -> bool:
    """Whether a page shows what was printed."""
    shown, printed = _plain(shown, mode), _plain(printed, mode)
    return bool(re.fullmatch(".*".join(map(re.escape, shown.split("…"))), printed, re.DOTALL))


def _plain(text: str, mode: str) -> str:
    text = re.sub(r"\bline\s\d+", "line N", text)
    return " ".join(text.split()) if mode else "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def check(page: Path) -> None:
    """Run a page."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    for block in blocks(page.read_text("utf-8")):
        assert block.mode in MODES, f"{page.name}:{block.line}: {block.info!r} is none of {MODES}"
        if block.notebook:
            compile_cell(block, page)
            continue
        printed = execute(block, page, namespace)
        assert block.mode == "" or block.shown, f"{page.name}:{block.line}: what is the {block.mode}?"
        if block.shown is not None and not matches(block.shown, printed, block.mode):
            pytest.fail(f"{page.name}:{block.line} shows\n\n{block.shown}\nbut this came:\n\n{printed}", pytrace=False)


def compile_cell(block: Block, page: Path) -> None:
    """Compile what is for a notebook: the body of a cell magic, a line magic as IPython reads it."""
    from IPython.core.inputtransformer2 import TransformerManager

    magic = block.text.startswith("%%")
    body = block.text.partition("\n")[2] if magic else block.text
    compile("\n" * (block.line - 1 + magic) + TransformerManager().transform_cell(body), str(page), "exec")


@pytest.fixture
def empty_folder(tmp_path, monkeypatch):
    """Where a page may write."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_examples_of_a_page(page, empty_folder):
    torch.manual_seed(0)
    check(page)


# -- the pages together ----------------------------------------------------------------------------


def prose(page: Path) -> str:
    """A page without its blocks."""
    return re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


def links(page: Path) -> Iterator[tuple[str, str]]:
    """The relative links of a page: the file and the heading."""
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if not target.startswith(("http:", "https:", "mailto:")):
            file, _, heading = target.partition("#")
            yield file, heading


def headings(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    found = re.findall(r"^#+ +(.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


def test_the_index_lists_every_page():
    listed = {file for file, _ in links(DOCS / "index.md")}
    assert {page.name for page in DOCS.glob("*.md")} - {"index.md"} <= listed


def test_the_readme_leads_to_the_index():
    assert ("docs/index.md", "") in links(ROOT / "README.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page):
    for file, heading in links(page):
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), f"{page.name} links to {file}, which does not exist"
        assert not heading or heading in headings(target), f"{page.name}: {target.name} has no heading #{heading}"


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.stem)
def test_a_page_has_a_title_and_says_what_it_is_for(page):
    title, blank, sentence, *_ = page.read_text("utf-8").splitlines()
    assert title.startswith("# ")
    assert blank == ""
    assert sentence
    assert not sentence.startswith(("#", "```"))


# -- the runner itself -----------------------------------------------------------------------------


@pytest.fixture
def page(tmp_path):
    def write(text):
        path = tmp_path / "page.md"
        path.write_text(text, "utf-8")
        return path

    return write


def test_a_wrong_number_is_seen(page):
    check(page("```python\nprint(1 + 1)\n```\n\n```text\n2\n```\n"))
    with pytest.raises(pytest.fail.Exception, match=r"page.md:2 shows\n\n3\n"):
        check(page("```python\nprint(1 + 1)\n```\n\n```text\n3\n```\n"))


def test_a_text_block_elsewhere_is_no_output(page):
    check(page("```python\nprint(2)\n```\n\nThe file:\n\n```text\nnot printed\n```\n"))


def test_an_error_must_come_with_its_words(page):
    check(page('```python error\nraise ValueError("one two")\n```\n\n```text\nValueError: one\ntwo\n```\n'))
    with pytest.raises(pytest.fail.Exception, match="this came:\n\nValueError: one"):
        check(page('```python error\nraise ValueError("one")\n```\n\n```text\nValueError: two\n```\n'))
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        check(page("```python error\n1\n```\n\n```text\nValueError: two\n```\n"))
    with pytest.raises(AssertionError, match="must say what is raised"):
        check(page("```python error\nraise ValueError\n```\n"))


def test_a_warning_must_come_with_its_words(page):
    source = 'import warnings\nwarnings.warn("careful")'
    check(page(f"```python warning\n{source}\n```\n\n```text\nUserWarning: careful\n```\n"))
    with pytest.raises(UserWarning, match="careful"):
        check(page(f"```python\n{source}\n```\n"))


def test_blocks_share_names_and_tracebacks_have_the_lines_of_the_page(page):
    with pytest.raises(ZeroDivisionError) as caught:
        check(page("# Title\n\n```python\nx = 0\n```\n\n```python\ny = 1\ny / x\n```\n"))
    last = traceback.extract_tb(caught.value.__traceback__)[-1]
    assert (Path(last.filename).name, last.lineno, last.line) == ("page.md", 9, "y / x")


def test_what_is_for_a_notebook_is_only_compiled(page):
    check(page('```ipython\n%%trace "a prompt"\n1 / 0\n```\n\n```python\n# notebook\nraise ValueError\n```\n'))
    with pytest.raises(SyntaxError) as caught:
        check(page("```ipython\n%%trace\nx = = 1\n```\n"))
    assert caught.value.lineno == 3


def test_wildcards_and_line_numbers():
    assert matches("a … z", "a b c z")
    assert matches("(line 4: `x`)", "(line 17: `x`)")
    assert matches("on line\n4", "on line 17", "error")
    assert not matches("a\nb", "a b")
    assert matches("a\nb", "a b", "error")
