"""A view saved as a picture, in a real browser: it looks like the view, and its text is text."""

import base64
import os
import shutil
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from nnexplore import widgets

from .views import VIEWS, made

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect  # noqa: E402

MARGIN = 12
COMPARE = """async ({urls, width, height, margin}) => {
  const pixels = await Promise.all(urls.map(async (url, at) => {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d");
    const scale = at === 0 ? 1 : image.naturalWidth / (width + 2 * margin);
    const from = at === 0 ? 0 : margin * scale;
    context.drawImage(image, from, from, width * scale, height * scale, 0, 0, width, height);
    return context.getImageData(0, 0, width, height).data;
  }));
  const differences = pixels[0].map((value, at) => Math.abs(value - pixels[1][at]));
  let sum = 0, far = 0;
  for (const one of differences) { sum += one; far += one > 64; }
  return [sum / differences.length, far / differences.length];
}"""

BARE = """() => {
  const root = document.querySelector(".nnexplore").shadowRoot;
  root.activeElement?.blur();
  root.querySelector(".save-menu").remove();
}"""


@pytest.fixture(params=VIEWS)
def view(request, demo):
    shown = made(request.param, demo)
    yield shown
    shown.close()


def save(page, name):
    page.get_by_role("button", name="Save this view").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name=name).click()
    return download.value


def data_url(kind, data):
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def bare(page):
    """The view on the screen without its menu, which is in no picture."""
    page.mouse.move(0, 0)
    page.evaluate(BARE)
    return data_url("image/png", page.locator(".nnexplore").screenshot())


def compared(page, screen, picture):
    """The mean difference of two pictures, of 255, and the share of values that are far apart."""
    box = page.locator(".nnexplore").bounding_box()
    sizes = {"width": round(box["width"]), "height": round(box["height"]), "margin": MARGIN}
    return page.evaluate(COMPARE, {"urls": [screen, picture], **sizes})


CANVASES = ("ActivationHeatmap", "AttentionView", "PatchBoard")
LOOKS = [*((name, False) for name in VIEWS), *((name, True) for name in CANVASES)]


@pytest.mark.parametrize(("view", "dark"), LOOKS, indirect=["view"])
def test_it_looks_like_the_view(view, stage, dark, tmp_path):
    shown = stage(view, dark=dark, width=900, viewport=(1000, 2400))
    saved = {kind: save(shown.page, f"Save {kind.upper()}") for kind in ("png", "svg")}
    for kind, download in saved.items():
        download.save_as(tmp_path / download.suggested_filename)
        keep(tmp_path / download.suggested_filename, view, dark)
        assert download.suggested_filename.endswith(f".{kind}")
    screen = bare(shown.page)
    files = {path.suffix[1:]: path.read_bytes() for path in tmp_path.iterdir()}
    for kind, of, limits in (("svg", "image/svg+xml", (0.7, 0.005)), ("png", "image/png", (3, 0.02))):
        found = compared(shown.page, screen, data_url(of, files[kind]))
        assert found[0] < limits[0], (kind, found)  # a PNG has twice the pixels, which are smoothed in another way
        assert found[1] < limits[1], (kind, found)


def keep(file, view, dark):
    """A copy for people to look at, when a folder for pictures is named."""
    if folder := os.environ.get("NNEXPLORE_SCREENSHOTS"):
        theme = "dark" if dark else "light"
        Path(folder).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, Path(folder) / f"export-{type(view).__name__}-{theme}{file.suffix}")


@pytest.fixture
def bar(demo):
    shown = made("TokenBar", demo)
    yield shown
    shown.close()


def test_what_copies_python_has_one_name(view, stage):
    """All views call it alike."""
    names = stage(view).page.get_by_role("button").all_inner_texts()
    assert [name for name in names if "code" in name.lower() or "python" in name.lower()] in (["Copy as Python"], [])


def svg_of(page, tmp_path):
    save(page, "Save SVG").save_as(tmp_path / "picture.svg")
    return tmp_path / "picture.svg"


def test_text_stays_text_and_nothing_is_fetched(bar, stage, tmp_path):
    file = svg_of(stage(bar).page, tmp_path)
    tree = ElementTree.parse(file)
    text = " ".join(" ".join(tree.getroot().itertext()).split())
    assert "8 tokens · other prompt 8, 2 positions differ" in text
    assert [one for one in tree.iter() if one.tag.endswith("script")] == []
    assert "Save PNG" not in text
    links = [value for one in tree.iter() for name, value in one.attrib.items() if name.endswith(("href", "src"))]
    assert links == []


def test_what_is_typed_is_in_the_picture(bar, stage, tmp_path):
    page = stage(bar).page
    page.get_by_label("Prompt", exact=False).first.fill('a "new" <prompt> & more')
    found = [one.get("value") for one in ElementTree.parse(svg_of(page, tmp_path)).iter() if one.tag.endswith("input")]
    assert 'a "new" <prompt> & more' in found


def test_a_token_of_any_bytes_makes_no_broken_file(demo, stage, tmp_path):
    bar = widgets.TokenBar(demo, "a\x0cb\x01 \x1b[0m <b>&amp;</b> ]]> city")
    tree = ElementTree.parse(svg_of(stage(bar).page, tmp_path))
    assert "city" in " ".join(tree.getroot().itertext())
    bar.close()


def test_what_was_scrolled_stays_scrolled(demo, stage, tmp_path):
    """The last tokens of a long prompt are in the middle of the strip, where they are on the screen."""
    bar = widgets.TokenBar(demo, " ".join(["The Eiffel Tower is in the city of"] * 12))
    shown = stage(bar, width=480)
    bar.workspace.select(position=len(bar.workspace.tokens) - 1)
    shown.flush()
    page = shown.page
    expect(page.get_by_role("option").last).to_be_in_viewport()
    assert (
        page.evaluate("() => document.querySelector('.nnexplore').shadowRoot.querySelector('.scroll').scrollTop") > 50
    )
    file = svg_of(page, tmp_path)
    found = compared(page, bare(page), data_url("image/svg+xml", file.read_bytes()))
    assert found[0] < 1.5, found
    bar.close()


def test_headings_stay_where_they_stick(demo, stage, tmp_path):
    """A grid that was scrolled both ways: its headings are at the top and its labels at the left."""
    lens = widgets.LogitLens(demo, " ".join(["The Eiffel Tower is in the city of"] * 4))
    page = stage(lens, width=480, viewport=(600, 200)).page  # so low that its rows scroll
    scrolled = page.locator(".scroll").evaluate(
        "one => { one.scrollTo(333, 40); return [one.scrollLeft, one.scrollTop] }"
    )
    assert scrolled[0] == 333
    assert scrolled[1] > 20
    page.wait_for_timeout(100)
    file = svg_of(page, tmp_path)
    page.locator(".rows .row").evaluate_all("rows => rows.forEach(row => row.style.contentVisibility = 'visible')")
    found = compared(page, bare(page), data_url("image/svg+xml", file.read_bytes()))
    assert found[0] < 0.7, found
    lens.close()


def test_the_menu_by_keys(bar, stage):
    page = stage(bar).page
    button = page.get_by_role("button", name="Save this view")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("menu")).to_have_count(0)
    button.focus()
    for key, name in [
        ("Enter", "PNG"),
        ("ArrowDown", "SVG"),
        ("End", "HTML"),
        ("ArrowDown", "PNG"),
        ("ArrowUp", "HTML"),
    ]:
        page.keyboard.press(key)
        expect(page.get_by_role("menuitem", name=f"Save {name}")).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(page.get_by_role("menu")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    page.get_by_role("option").first.click()
    expect(page.get_by_role("menu")).to_have_count(0)


def test_an_error_is_shown_in_the_view(bar, stage):
    page = stage(bar).page
    page.evaluate("() => { XMLSerializer.prototype.serializeToString = () => { throw new Error('no room') } }")
    page.get_by_role("button", name="Save this view").click()
    page.get_by_role("menuitem", name="Save SVG").click()
    expect(page.get_by_role("alert")).to_contain_text("no room")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [480, 800])
def test_pictures(bar, stage, dark, width):
    """Nothing to assert but that it can be drawn; with NNEXPLORE_SCREENSHOTS set, pictures for people."""
    shown = stage(bar, dark=dark, width=width)
    shown.page.get_by_role("button", name="Save this view").click()
    expect(shown.page.get_by_role("menu")).to_be_visible()
    shown.picture(f"save-menu-{width}-{'dark' if dark else 'light'}")
