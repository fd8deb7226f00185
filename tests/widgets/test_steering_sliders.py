"""The sliders of the steering view, from Python: each is a change of the workspace."""

import numpy as np
import pytest
import torch

from nnexplore import widgets
from nnexplore.errors import EditError
from nnexplore.workspace import Change, Place

from .test_steering import LONG, OTHER, PROMPT, ask, direction, floats, ids_of, logits, scaled


@pytest.fixture
def view(demo):
    made = widgets.Steering(demo, PROMPT, OTHER)
    yield made
    made.close()


class TestSliders:
    def test_a_slider_is_a_change_of_the_workspace(self, view):
        slider = view.add_head(1, 2)
        assert (slider.value, view.workspace.edits) == (1.0, ())
        slider.value = 0.5
        (change,) = view.workspace.edits
        assert change == Change(Place("head_out", 1), {"head": 2}, "scale", 0.5)
        slider.value = 1.0
        assert view.workspace.edits == ()
        view.workspace.undo()
        assert slider.value == 0.5
        view.workspace.zero("head_out", 1, head=2)
        assert slider.value == 0.0

    def test_a_slider_keeps_the_change_s_place_and_name(self, view):
        view.add_head(1, 2, value=0.5)
        view.workspace.zero("mlp_out", 0)
        view.workspace.replace(0, name="the subject")
        view.sliders[0].value = 0.25
        assert [str(one) for one in view.workspace.edits] == ["the subject", "zero mlp_out 0"]

    def test_changes_made_elsewhere_get_a_slider(self, view):
        view.workspace.scale("neurons", 2, by=11.0, neuron=17)
        view.workspace.zero("mlp_out", 1)
        (slider,) = view.sliders
        assert (slider.name, slider.value, slider.high) == ("neuron 2.17", 11.0, 11.0)
        assert view._screen["others"] == 1
        view.workspace.set("neurons", 2, to=2.0, neuron=17)
        (other,) = view.sliders
        assert (other.change.kind, other.value) == ("set", 2.0)

    def test_graphs_made_in_code_stay(self, view, demo):
        with demo.trace(PROMPT) as run:
            demo.layers[1].mlp.output[:] *= 0.5
        view.workspace.open(run.graph, "half")
        view.add_head(1, 2, value=0.0)
        half = {("transformer.h.1.mlp", "output"): scaled(0.5)}
        off = {("transformer.h.1.attn.c_proj", "input"): scaled(0.0, slice(64, 96))}
        now = logits(demo, ids_of(demo), half | off)[-1].softmax(-1)
        torch.testing.assert_close(
            floats(view._screen["next"]["now"]),
            now[floats(view._screen["next"]["ids"], np.int32).long()],
            atol=1e-5,
            rtol=0,
        )
        view.length = 2
        view.write()
        view.reset()
        assert [str(one) for one in view.workspace.edits] == ["half"]

    def test_two_vectors_of_one_layer(self, view, demo):
        one, two = direction(demo), direction(demo).flip(0)
        view.add_vector(one, 2, name="one", value=1.0)
        view.add_vector(two, 2, name="two", value=2.0)
        assert [slider.value for slider in view.sliders] == [1.0, 2.0]
        assert view.add_vector(one, 2).name == "one"
        view.sliders[0].reset()
        assert [str(change) for change in view.workspace.edits] == ["two"]

    def test_something_else_on_its_part_is_told(self, demo):
        view = widgets.Steering(demo, PROMPT, LONG)
        slider = view.add_head(1, 2)
        view.workspace.copy("head_out", 1, head=2)
        assert "copy head_out 1" in view._screen["sliders"][0]["blocked"]
        slider.value = 0.5
        assert [change.kind for change in view.workspace.edits] == ["scale"]
        view.close()

    def test_reset_and_remove(self, view):
        view.add_head(1, 2, value=0.5)
        view.add_neuron(2, 17, value=3.0)
        view.workspace.zero("mlp_out", 0)
        view.reset()
        assert [change.kind for change in view.workspace.edits] == ["zero"]
        view.workspace.undo()
        assert [slider.value for slider in view.sliders] == [0.5, 3.0]
        view.remove(0)
        assert [slider.name for slider in view.sliders] == ["neuron 2.17"]
        assert len(view.workspace.edits) == 2
        view.remove(view.sliders[0])
        assert view._screen["sliders"] == []

    def test_a_change_that_is_off_says_so(self, view):
        view.add_head(1, 2, value=0.5)
        view.workspace.replace(0, on=False)
        assert (view._screen["sliders"][0]["on"], view._screen["sliders"][0]["value"]) == (False, 0.5)
        view.sliders[0].value = 0.25
        assert view.workspace.edits[0].on

    def test_the_code_makes_the_same_view(self, view, demo):
        view.add_head(1, 2, value=0.5)
        view.add_neuron(2, 17, 3, how="set", value=2.5)
        view.add_vector(direction(demo), 1, name="it's", value=-1.5)
        view.add("mlp_out", 3)
        made: dict[str, object] = {}
        exec(view.code, made)
        other = made["view"]
        assert isinstance(other, widgets.Steering)
        assert [(one.name, one.value, one.low, one.high) for one in other.sliders] == [
            (one.name, one.value, one.low, one.high) for one in view.sliders
        ]
        assert torch.equal(other.workspace.logits(), view.workspace.logits())
        other.close()

    @pytest.mark.parametrize(
        ("make", "match"),
        [
            (lambda view: view.add_head(9, 0), "there is no layer 9 of head_out"),
            (lambda view: view.add_head(1, 7), "there is no head 7"),
            (lambda view: view.add_neuron(2, 5, 99), "there is no position 99"),
            (lambda view: view.add_neuron(2, 5, how="add"), "how='scale' or how='set'"),
            (lambda view: view.add_vector(torch.zeros(3), 1), "128"),
            (lambda view: view.add_head(1, 2, value=float("nan")), "a finite number; got nan"),
            (lambda view: view.add("mlp_out", 1, low=2.0, high=1.0), "from low to high"),
            (lambda view: view.remove(5), "there is no slider 5; there are 0"),
        ],
    )
    def test_what_is_wrong_is_said(self, view, make, match):
        with pytest.raises(EditError, match=match):
            make(view)
        assert view.workspace.edits == ()

    def test_the_browser_gets_its_errors(self, view):
        (reply,) = ask(view, kind="add head", id="7", layer=1, head=77, position=None)
        assert reply["kind"] == "error"
        assert "there is no head 77" in reply["message"]
        assert view._screen["sliders"] == []
