"""The flow view in a real browser: what is drawn, clicked and typed, with the numbers read back."""

import pytest

import nnexplore
from nnexplore import widgets
from nnexplore.analysis import forward_pass

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect  # noqa: E402

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Brandenburg Gate is in the city of"


@pytest.fixture
def view(demo):
    made = widgets.FlowView(nnexplore.Workspace(demo, PROMPT, OTHER))
    yield made
    made.close()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1100, 1800])
def test_pictures(view, stage, dark, width):
    """Nothing to assert: pictures of all levels for people to look at."""
    shown = stage(view, dark=dark, viewport=(width, 1000))
    page = shown.page
    name = f"flow_{'dark' if dark else 'light'}_{width}"
    page.wait_for_timeout(1200)
    shown.picture(f"{name}_overview")
    view.workspace.select(layer=1, head=2)
    for level in ("block", "head", "embedding", "output"):
        view.level = level
        shown.flush()
        page.wait_for_timeout(900)
        shown.picture(f"{name}_{level}")
    view.level = "overview"
    view.workspace.zero("head_out", 1, head=2)
    view.workspace.zero("mlp_out", 1, position=3)
    view.ribbon = "norm"
    for step, at in {"query": 3, "dot_products": 2, "norm_1": 4, "activation": 7, "resid_mid": 1, "pattern": 2}.items():
        view.explain(step, -1, at)
        shown.flush()
        page.wait_for_timeout(700)
        shown.picture(f"{name}_{step}")
    view.close_number()
    shown.flush()
    page.get_by_role("button", name="All heads").click()
    page.wait_for_timeout(500)
    shown.picture(f"{name}_heads")
