"""The parts that views share in Python: a workspace as code, prompts as ids, the likeliest tokens, the writer."""

import math

import pytest
import torch

from nnexplore import widgets
from nnexplore.widgets._prompt import ids_of, prompt_code
from nnexplore.widgets._tops import tops
from nnexplore.widgets._workspace_code import change_code, model_code, view_code, workspace_code
from nnexplore.widgets._writer import Writer, ends_of
from nnexplore.workspace import Change, Place, Workspace

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Colosseum is in the city of"


@pytest.fixture
def workspace(demo):
    return Workspace(demo, PROMPT)


def plain(model, ids):
    """The logits by the bare module."""
    with torch.no_grad():
        return model.module(torch.tensor([ids])).logits[0]


class TestCode:
    @pytest.mark.parametrize(
        "change",
        [
            Change(Place("mlp_out", 1)),
            Change(Place("head_out", 2), {"head": 1, "position": 3}, "scale", -0.5, name="it's off", on=False),
            Change(Place("transformer.h.1"), {"1": 2}, "set", math.inf),
            Change(Place("resid_post", -1), {"position": 4}, "copy", source={"position": 2}),
        ],
    )
    def test_a_change_comes_back_as_it_was(self, change):
        assert eval(change_code(change), {"Change": Change, "Place": Place}) == change

    def test_a_number_that_is_none(self):
        change = Change(Place("mlp_out", 1), {"position": 2}, "set", math.nan)
        assert math.isnan(eval(change_code(change), {"Change": Change, "Place": Place}).value)

    def test_prompts_given_as_tensors_are_written_as_ids(self, demo):
        ids = torch.tensor(demo.tokenizer(PROMPT)["input_ids"])
        shared = Workspace(demo, ids[None], OTHER)
        assert prompt_code(shared, shared.prompt) == repr(ids.tolist())
        made = {}
        exec("\n".join(workspace_code(shared, ())), made)
        assert ids_of(made["workspace"], made["workspace"].prompt) == ids.tolist()
        assert made["workspace"].other == OTHER

    def test_of_no_prompt(self, demo):
        shared = Workspace(demo)
        assert (prompt_code(shared, None), ids_of(shared, None)) == ("None", [])

    def test_a_model_that_was_opened_otherwise(self, gpt2):
        model = gpt2
        assert eval(model_code(model).partition("=")[2].partition("#")[0]) is ...

    def test_places_are_imported_where_only_the_selection_needs_them(self, workspace):
        workspace.select(place=Place("mlp_out", 2), layer=2)
        made = {}
        exec(view_code(workspace, "AttentionView", {}), made)
        assert made["view"].workspace.selection == workspace.selection
        made["view"].close()

    def test_steering_of_a_model_without_a_name(self, gpt2):
        view = widgets.Steering(gpt2, torch.tensor([[1, 2, 3]]))
        assert "model = ..." in view.code
        assert "Steering(model, [1, 2, 3])" in view.code
        view.close()


def test_tops_are_of_any_run_and_in_order():
    runs = [torch.tensor([0.1, 0.5, 0.0, 0.4]), torch.tensor([0.6, 0.1, 0.2, 0.1])]
    assert tops(runs, 1).tolist() == [0, 1]
    assert tops(runs, 2).tolist() == [0, 1, 3, 2]
    assert tops(runs, 9).tolist() == [0, 1, 3, 2]


class TestWriter:
    def test_writes_what_the_bare_model_would(self, workspace, demo):
        ids, wanted = demo.tokenizer(PROMPT)["input_ids"], []
        for _ in range(3):  # the third ends it
            row = plain(demo, [*ids, *wanted])[-1]
            wanted.append(int(row.argmax()))
        assert wanted[-1] == demo.tokenizer.eos_token_id
        found = list(Writer(workspace).write(9, lambda row, _: int(row.argmax())))
        assert [token for token, _ in found] == wanted
        torch.testing.assert_close(found[-1][1], row, rtol=0, atol=1e-5)

    def test_goes_on_from_what_is_known(self, workspace):
        numbers, first = [], torch.zeros(5)

        def choose(row, number):
            numbers.append((number, row is first))
            return 7

        list(Writer(workspace).write(2, choose, (17, 4), first))
        assert numbers == [(2, True), (3, False)]

    def test_the_end_of_the_text_is_its_last_token(self, workspace):
        (end,) = ends_of(workspace)
        assert [token for token, _ in Writer(workspace).write(5, lambda _, number: end if number == 2 else 3)] == [
            3,
            3,
            end,
        ]

    @pytest.mark.parametrize("given", [9, [9, 8]])
    def test_ends_are_the_models_own_before_the_tokenizers(self, given, workspace, monkeypatch):
        module = workspace.model.module
        monkeypatch.setattr(module.generation_config, "eos_token_id", None)
        monkeypatch.setattr(module.config, "eos_token_id", given)
        assert ends_of(workspace) == frozenset([given] if isinstance(given, int) else given)
        monkeypatch.setattr(module.config, "eos_token_id", None)
        assert ends_of(workspace) == {workspace.model.tokenizer.eos_token_id}

    def test_the_other_prompt_follows(self, demo):
        ids = demo.tokenizer("The London Eye is in the city of")["input_ids"]
        ids = (ids + ids)[: len(demo.tokenizer(PROMPT)["input_ids"])]
        shared = Workspace(demo, PROMPT, ids)
        assert len(ids) == len(shared.tokens)
        shared.copy("resid_post", len(demo.anatomy.blocks) - 1)
        wanted = plain(demo, [*ids, 5])
        torch.testing.assert_close(Writer(shared).logits((5,)).cpu(), wanted, rtol=0, atol=1e-5)
