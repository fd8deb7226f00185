"""A workspace on a model whose runs are carried out elsewhere."""

from __future__ import annotations

import pytest
import torch

import nnexplore
from nnexplore import Workspace
from nnexplore.errors import EditError
from nnexplore.workspace import Place
from tests.elsewhere import away, there
from tests.reference import hooked
from tests.tiny import tiny

FRANCE, ITALY = "The capital of France is", "The capital of Italy is"
BUILDS = pytest.mark.parametrize("build", [there, away], ids=["with weights", "without weights"])


@pytest.fixture(scope="module")
def model():
    return nnexplore.load("demo")


@BUILDS
def test_a_change_is_made_without_asking_and_its_values_come_at_once(model, build):
    other, place = build(model)
    workspace = Workspace(other, FRANCE)
    workspace.zero("mlp_out", 1, position=2)
    assert place.requests == 0
    places = [Place("resid_post", layer) for layer in range(4)]
    found = workspace.values(places)
    assert place.requests == 1

    def silence(value):
        value[:, 2] = 0

    points = [(f"transformer.h.{layer}", "output") for layer in range(4)]
    inputs = dict(model.tokenizer(FRANCE, return_tensors="pt"))
    with torch.no_grad():
        _, want = hooked(model.module, inputs, points, {("transformer.h.1.mlp", "output"): silence})
    for value, point in zip(found, points, strict=True):
        assert type(value) is torch.Tensor
        assert torch.allclose(value, want[point], atol=1e-5)
    workspace.values(places)
    assert place.requests == 1


@BUILDS
def test_lens_of_the_stream_and_of_a_head(model, build):
    other, place = build(model)
    here, elsewhere = Workspace(model, FRANCE, ITALY), Workspace(other, FRANCE, ITALY)
    for workspace in (here, elsewhere):
        workspace.copy("resid_post", 0, position=3)
    for component, head in (("resid_post", None), ("head_out", 1)):
        before = place.requests
        want, found = (one.lens(component=component, head=head) for one in (here, elsewhere))
        assert torch.allclose(found.probabilities, want.probabilities, atol=1e-6)
        assert place.requests == before + 1


@BUILDS
def test_a_change_that_does_not_fit_is_refused_as_here(model, build):
    other, _ = build(model)
    for workspace in (Workspace(model, FRANCE), Workspace(other, FRANCE)):
        with pytest.raises(EditError, match=r"there is no position 99 of mlp_out 1 in the prompt: they are 0 to 4"):
            workspace.zero("mlp_out", 1, position=99)


@pytest.mark.parametrize("name", ["opt", "falcon", "gemma2"])
def test_sizes_are_those_of_a_run(name):
    model = tiny(name)
    other, place = away(model)
    for workspace in (Workspace(model, [1, 2, 3, 4, 5]), Workspace(other, [1, 2, 3, 4, 5])):
        with pytest.raises(EditError, match=r"no position 5 of resid_post 1 in the prompt: they are 0 to 4"):
            workspace.zero("resid_post", 1, position=5)
        with pytest.raises(EditError, match=r"no position 5 of head_out 1 in the prompt: they are 0 to 4"):
            workspace.zero("head_out", 1, position=5)
    assert place.requests == 0


def test_the_order_of_sites_is_that_of_a_run():
    """OPT registers its last norm before its blocks; no run of it is made here."""
    model = tiny("opt")
    other, _ = away(model, weights=False)
    want, found = (Workspace(one, [1, 2, 3, 4]).lens("clean", "head_out", head=0) for one in (model, other))
    assert torch.allclose(found.probabilities, want.probabilities, atol=1e-6)
