"""Vectors added to a part: against bare hooks, and as data."""

from __future__ import annotations

import pytest
import torch

from nnexplore.errors import EditError
from nnexplore.workspace import Change, Place, Vector, Workspace
from tests.analysis.naive.forward import forward
from tests.analysis.naive.places import has
from tests.tiny import KINDS, tiny

PROMPT = "The Eiffel Tower is in the city of"
IDS = [5, 17, 99, 4, 250, 31]


def close(one, other, tolerance=1e-5):
    assert float((one - other).abs().max()) <= tolerance * (1 + float(other.abs().max()))


@pytest.mark.parametrize("component", ["resid_pre", "resid_post", "mlp_out", "attn_out", "neurons", "head_out"])
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_added_as_by_bare_hooks(kind, component):
    model = tiny(kind)
    if not has(kind, component):
        pytest.skip("this architecture has no such component")
    at = {"head": 1} if component == "head_out" else {"position": 2}
    index = (0, slice(None), 1) if component == "head_out" else (0, 2)
    _, values = forward(model.module, torch.tensor([IDS]), reads=[(component, 1)])
    width = values[component, 1][index].shape[-1]
    vector = torch.randn(width, generator=torch.Generator().manual_seed(3))

    def add(value):
        value = value.clone()
        value[index] = value[index] - 2.5 * vector
        return value

    workspace = Workspace(model, IDS)
    workspace.add_vector(component, 1, vector, by=-2.5, **at)
    logits, _ = forward(model.module, torch.tensor([IDS]), {(component, 1): add})
    close(workspace.logits(), logits[0])
    assert torch.equal(workspace.graph.run(model)["logits"][0], workspace.logits())


def test_granite_takes_up_what_was_added():
    model = tiny("granite")
    workspace = Workspace(model, IDS)
    before = workspace.value("resid_mid", 1)
    vector = torch.randn(before.shape[-1], generator=torch.Generator().manual_seed(3))
    workspace.add_vector("attn_out", 1, vector, by=0.5, position=3)
    close((workspace.value("resid_mid", 1) - before)[0, 3], 0.5 * vector, 1e-4)


def test_several_vectors_are_added_to_one_part(demo):
    one, two = torch.eye(128)[3], torch.eye(128)[5]
    workspace = Workspace(demo, PROMPT)
    workspace.zero("resid_post", 1, position=2)
    workspace.add_vector("resid_post", 1, one, by=2.0, position=2, name="wedding")
    workspace.add_vector("resid_post", 1, two, by=3.0, position=2)
    workspace.add_vector("resid_post", 1, one, by=4.0, position=2, name="wedding")
    assert [str(edit) for edit in workspace.edits] == [
        "zero resid_post 1, position 2",
        "add 3 × a vector to resid_post 1, position 2",
        "wedding",
    ]
    assert torch.equal(workspace.value("resid_post", 1)[0, 2], 4 * one + 3 * two)
    workspace.replace(2, value=-1.0)
    assert torch.equal(workspace.value("resid_post", 1)[0, 2], -one + 3 * two)


def test_it_is_data(demo):
    workspace = Workspace(demo, PROMPT)
    workspace.add_vector("resid_post", 1, torch.arange(128) / 7, by=0.25)
    again = Workspace.from_json(workspace.to_json(), demo)
    assert again.edits == workspace.edits
    assert torch.equal(again.logits(), workspace.logits())
    names: dict = {}
    exec(workspace.code, names)
    assert torch.equal(names["logits"].detach()[0], workspace.logits())


def test_a_vector_is_told_by_its_numbers():
    one = Vector([1.0, 2.0])
    assert one == Vector(torch.tensor([1.0, 2.0]))
    assert hash(one) == hash(Vector([1.0, 2.0]))
    assert len({one, Vector([1.0, 2.0]), Vector([1.0, 2.1])}) == 2
    assert repr(one) != repr(Vector([1.0, 2.1]))
    assert one != Vector(torch.tensor([1.0, 2.0], dtype=torch.float64))
    held = torch.ones(2)
    kept = Vector(held)
    held.zero_()
    kept.tensor.zero_()
    assert torch.equal(kept.tensor, torch.ones(2))
    assert Vector.of_data(one.as_data()) == one


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda one: one.add_vector("resid_post", 1, torch.ones(7)), r"\[8, 128\], so .* have 128 numbers; it has 7"),
        (
            lambda one: one.add_vector("resid_post", 1, torch.ones(2, 128)),
            r"one dimension .* got torch.float32 \[2, 12",
        ),
        (lambda one: one.add_vector("resid_post", 1, "north"), "a vector is a tensor"),
        (
            lambda one: one.add_vector("resid_post", 1, torch.ones(1), position=1, dimension=2),
            "this part is one number",
        ),
        (lambda one: one.add(Change(Place("mlp_out", 1), kind="add")), "of the kind 'add', and no other, has a vector"),
        (
            lambda one: one.add(Change(Place("mlp_out", 1), vector=Vector([1.0]))),
            "and no other, has a vector; got zero",
        ),
        (lambda one: Vector.of_data("what"), "no vector that a workspace wrote"),
    ],
)
def test_what_does_not_fit_is_refused(demo, ask, message):
    workspace = Workspace(demo, PROMPT)
    with pytest.raises(EditError, match=message):
        ask(workspace)
    assert workspace.edits == ()
