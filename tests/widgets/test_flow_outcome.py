import json

import numpy as np
import pytest
import torch
import traitlets

import nnexplore
from nnexplore import widgets
from nnexplore.errors import EditError
from nnexplore.widgets._flow_outcome import BEFORE, Outcome
from nnexplore.widgets._sampling_settings import LIMITS, SamplingSettings

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Brandenburg Gate is in the city of Berlin, as"


@pytest.fixture
def workspace(demo):
    return nnexplore.Workspace(demo, PROMPT, OTHER)


def reference(demo, prompt):
    """The model's own logits, `[tokens, vocabulary]`."""
    with torch.no_grad():
        return demo.module(torch.tensor([demo.tokenizer(prompt)["input_ids"]])).logits[0]


def of(screen):
    """The ids and logits that the browser has of it."""
    return np.frombuffer(screen["ids"], np.uint32).astype(int), np.frombuffer(screen["logits"], np.float32)


class TestOutcome:
    @pytest.mark.parametrize(
        ("run", "position", "prompt", "row"),
        [("edited", None, PROMPT, 7), ("clean", 3, PROMPT, 3), ("other", 8, OTHER, 8)],
    )
    def test_it_has_the_model_s_logits(self, workspace, demo, run, position, prompt, row):
        screen = Outcome(workspace).screen(run, position)
        wanted = reference(demo, prompt)
        ids, logits = of(screen)
        assert sorted(ids) == list(range(1534))
        np.testing.assert_allclose(logits, wanted[row][ids], atol=1e-5)
        assert (np.diff(logits) <= 0).all()
        assert screen["texts"] == [demo.tokenizer.decode([one]) for one in ids]
        assert (screen["position"], screen["tokens"]) == (row, len(wanted))
        pieces = [demo.tokenizer.decode([one]) for one in demo.tokenizer(prompt)["input_ids"]]
        assert screen["before"] == pieces[: row + 1]

    def test_the_changes_are_in_force(self, workspace):
        found = Outcome(workspace)
        before = of(found.screen("edited", None))[1]
        workspace.zero("mlp_out", 0)
        assert (of(found.screen("clean", None))[1] == before).all()
        assert not np.allclose(of(found.screen("edited", None))[1], before)

    def test_of_a_long_text_the_end_is_shown(self, demo):
        workspace = nnexplore.Workspace(demo, list(range(60)))
        screen = Outcome(workspace).screen("edited", None)
        assert len(screen["before"]) == BEFORE
        assert screen["before"] == demo.token_strings(list(range(60 - BEFORE, 60)))

    def test_all_of_it_can_be_fetched(self, workspace, demo):
        found = Outcome(workspace)
        assert found.whole({}) is None
        version = found.screen("edited", None)["version"]
        message, (ids, logits) = found.whole({"texts": False})
        assert message == {"kind": "whole", "version": version}
        where = np.frombuffer(ids, np.uint32).astype(int)
        np.testing.assert_allclose(np.frombuffer(logits, np.float32), reference(demo, PROMPT)[-1][where], atol=1e-5)
        _, (*_, texts) = found.whole({"texts": True})
        assert json.loads(texts) == [demo.tokenizer.decode([one]) for one in range(1534)]
        assert found.screen("edited", 2)["version"] == version + 1

    def test_without_a_prompt_there_is_nothing(self, demo, workspace):
        found = Outcome(nnexplore.Workspace(demo))
        assert found.screen("edited", None) == {"empty": True}
        assert found.whole({}) is None

    def test_what_is_not_there_is_refused(self, demo, workspace):
        for wrong in (-1, 8):
            with pytest.raises(EditError, match=f"no position {wrong}: the prompt has 8 tokens, 0 to 7"):
                Outcome(workspace).screen("edited", wrong)
        with pytest.raises(EditError, match="no other prompt"):
            Outcome(nnexplore.Workspace(demo, PROMPT)).screen("other", None)


class Wheel(SamplingSettings):
    """The settings without a view."""


class TestSettings:
    def test_a_view_has_them_with_the_model_s_own_probabilities(self):
        wheel = Wheel()
        assert {name: getattr(wheel, name) for name in wheel.sampling_traits} == {
            "temperature": 1.0,
            "top_k": 0,
            "top_p": 1.0,
            "min_p": 0.0,
            "seed": 0,
            "draws": 0,
            "temperatures": [],
        }
        assert all(wheel.trait_metadata(name, "sync") for name in wheel.sampling_traits)
        assert issubclass(widgets.Sampling, SamplingSettings)

    @pytest.mark.parametrize("name", LIMITS)
    def test_each_has_its_limits(self, name):
        least, most, meaning = LIMITS[name]
        wheel = Wheel(**{name: most})
        setattr(wheel, name, least)
        for wrong in (least - 1, most + 1):
            with pytest.raises(traitlets.TraitError, match=f"{name} is {meaning.split(',')[0]}.*got {wrong}"):
                setattr(wheel, name, wrong)
        assert getattr(wheel, name) == least

    def test_other_temperatures_are_few(self):
        with pytest.raises(traitlets.TraitError):
            Wheel(temperatures=[1.0] * 5)
        with pytest.raises(traitlets.TraitError):
            Wheel(temperatures=[0.0])
