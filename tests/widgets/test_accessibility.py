"""axe-core, the usual checker of accessibility, finds nothing serious in any view: light and dark, wide and narrow."""

from pathlib import Path

import pytest

from .views import VIEWS, made

pytestmark = pytest.mark.browser
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async () => {
  const {violations} = await axe.run(document, {resultTypes: ["violations"]});
  return violations.map(({id, impact, help, nodes}) => ({
    id, impact, help, where: nodes.map(({target, failureSummary}) => [String(target), failureSummary]).slice(0, 5),
  }));
}"""


@pytest.mark.parametrize("width", [480, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", VIEWS)
def test_no_serious_fault(name, dark, width, stage, demo):
    shown = stage(made(name, demo), dark=dark, viewport=(width, 900))
    shown.page.evaluate(AXE.read_text("utf-8"))
    faults = [fault for fault in shown.page.evaluate(RUN) if fault["impact"] in ("serious", "critical")]
    assert faults == []


def test_a_fault_would_be_found(stage, demo):
    shown = stage(made("TokenBar", demo))
    shown.page.evaluate(AXE.read_text("utf-8"))
    shown.page.evaluate("() => document.body.insertAdjacentHTML('beforeend', '<button></button><img src=\"data:,\">')")
    assert {"button-name", "image-alt"} <= {fault["id"] for fault in shown.page.evaluate(RUN)}
