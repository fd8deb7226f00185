import gc
import json
import weakref

import numpy as np
import pytest
import torch

import nnexplore
from nnexplore import Workspace, widgets
from nnexplore.analysis import metrics
from nnexplore.errors import EditError, PromptError

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Brandenburg Gate is in the city of"


@pytest.fixture
def workspace(demo):
    made = nnexplore.Workspace(demo, PROMPT, OTHER)
    made.copy("resid_post", 0, position=1)
    made.zero("head_out", 2, head=1)
    return made


@pytest.fixture
def edits(workspace):
    made = widgets.EditList(workspace)
    yield made
    made.close()


def ask(edits, **content):
    sent = []
    edits._send = lambda message, buffers=None: sent.append(message)
    message = {"id": "1"} | content
    edits._handle_msg({"content": {"data": {"method": "custom", "content": message}}, "buffers": []})
    return next(message["content"] for message in sent if message["method"] == "custom")


def key(edits, number):
    return edits._screen["changes"][number]["key"]


def effects(edits):
    """The rows: two tokens, and five numbers."""
    packed = edits._screen["effects"]
    tops = np.frombuffer(packed["tops"], np.uint32).reshape(-1, 2)
    numbers = torch.from_numpy(np.frombuffer(packed["numbers"], np.float32).copy()).reshape(-1, 5)
    return [[packed["texts"][at] for at in row] for row in tops], numbers


class TestList:
    def test_every_change_in_words(self, edits, workspace):
        items = edits._screen["changes"]
        assert [item["says"] for item in items] == [str(change) for change in workspace.edits]
        assert items[0]["selects"] == {"layer": 0, "position": 1, "head": None}
        assert (items[0]["token"], items[1]["token"]) == (" Eiffel", None)
        assert edits._screen["code"] == workspace.code

    def test_switch_rename_and_remove(self, edits, workspace):
        assert ask(edits, kind="switch", key=key(edits, 0), on=False)["kind"] == "done"
        assert [change.on for change in workspace.edits] == [False, True]
        ask(edits, kind="rename", key=key(edits, 1), name="  the head ")
        assert str(workspace.edits[1]) == "the head"
        assert edits._screen["changes"][1]["says"] == "zero head_out 2, head 1"
        ask(edits, kind="remove", key=key(edits, 0))
        assert [str(change) for change in workspace.edits] == ["the head"]
        for _ in range(3):
            ask(edits, kind="undo")
        assert [change.on for change in workspace.edits] == [True, True]
        assert edits._screen["can_redo"]

    def test_a_change_that_is_gone_is_not_mistaken_for_another(self, edits, workspace):
        first = key(edits, 0)
        workspace.remove(0)
        reply = ask(edits, kind="remove", key=first)
        assert "no longer in the list" in reply["message"]
        assert len(workspace.edits) == 1

    def test_without_a_prompt(self, demo):
        edits = widgets.EditList(demo)
        assert (edits._screen["effects"], edits._screen["code"]) == (None, "")
        edits.close()


class TestGraph:
    """A graph that was made in code is an edit like the others."""

    @pytest.fixture
    def opened(self, workspace, demo):
        with torch.no_grad(), demo.trace(PROMPT) as run:
            demo.layers[1].mlp.output[:, -1] *= 2
        return workspace.open(run.graph)

    def test_it_is_listed_switched_renamed_and_removed(self, edits, workspace, opened):
        item = edits._screen["changes"][2]
        assert item["says"] == "graph that changes transformer.h.1.mlp.output"
        assert item["selects"] == {"layer": None, "position": None, "head": None}
        assert ask(edits, kind="switch", key=key(edits, 2), on=False)["kind"] == "done"
        assert not workspace.edits[2].on
        ask(edits, kind="rename", key=key(edits, 2), name="louder")
        assert str(workspace.edits[2]) == "louder"
        assert edits._screen["changes"][2]["says"] == item["says"]
        ask(edits, kind="remove", key=key(edits, 2))
        assert len(workspace.edits) == 2
        ask(edits, kind="undo")
        assert str(workspace.edits[2]) == "louder"

    def test_its_effect_alone_and_its_text(self, edits, workspace, opened, demo):
        edits.alone = True
        single = nnexplore.Workspace(demo, PROMPT)
        single.edits = [opened]
        _, numbers = effects(edits)
        assert numbers[3, 1] == single.logits()[-1].softmax(-1)[single.logits("clean")[-1].argmax()]
        kept, before = edits.state, workspace.edits
        workspace.clear()
        edits.load(kept)
        assert workspace.edits == before

    def test_vectors_at_one_part_are_told_apart(self, edits, workspace):
        for at in (3, 5):
            workspace.add_vector("resid_post", 1, torch.eye(128)[at])
        assert len({item["key"] for item in edits._screen["changes"]}) == 4
        ask(edits, kind="remove", key=key(edits, 3))
        assert workspace.edits[2].vector.tensor.argmax() == 3


class TestEffect:
    def test_it_is_the_model_s(self, edits, workspace):
        workspace.zero("attn_out", 0)
        [(first, now), *_], numbers = effects(edits)
        clean = workspace.logits("clean")[-1].softmax(-1)
        edited = workspace.logits()[-1].softmax(-1)
        assert first == workspace.top(1, "clean")[0][0]
        assert now == workspace.top(1)[0][0] != first
        a, b = clean.argmax(), edited.argmax()
        assert torch.equal(numbers[0, :4], torch.stack([clean[a], edited[a], clean[b], edited[b]]))
        divergence = metrics.kl(workspace.logits("clean")[-1])(workspace.logits()[None])
        assert numbers[0, 4].item() == pytest.approx(divergence.item(), rel=1e-6)
        by_hand = (clean.double() * (clean.double().log() - edited.double().log())).sum().item()
        assert numbers[0, 4].item() == pytest.approx(by_hand, rel=1e-3)

    def test_each_alone_on_request(self, edits, workspace, demo):
        assert len(effects(edits)[1]) == 1
        edits.alone = True
        workspace.replace(1, on=False)
        _, numbers = effects(edits)
        assert len(numbers) == 3
        for row, change in zip(numbers[1:], workspace.edits, strict=True):
            single = nnexplore.Workspace(demo, PROMPT, OTHER)
            single.add(change.switched(True))
            assert row[1] == single.logits()[-1].softmax(-1)[single.logits("clean")[-1].argmax()]
        assert torch.equal(numbers[0], numbers[1])  # the other one is off

    def test_another_prompt_has_effects_of_its_own(self, edits, workspace):
        edits.alone = True
        before = effects(edits)[1]
        workspace.prompt = "The Colosseum is in the city of"
        assert not torch.equal(effects(edits)[1][2], before[2])

    def test_no_change_has_none(self, edits, workspace):
        workspace.clear()
        assert effects(edits)[1][0, 4] == 0


class TestKeeping:
    def test_the_state_is_in_a_synced_trait(self, edits, workspace):
        assert edits.state == edits.get_state()["state"] == workspace.to_json()
        workspace.clear()
        assert json.loads(edits.state)["edits"] == []
        workspace.other = None
        assert json.loads(edits.state)["prompts"] == [PROMPT, None]

    def test_prompts_are_loaded_where_they_are_wanted(self, demo, edits, workspace):
        kept = Workspace(demo, "Paris is the capital of France and of", "Rome is the capital of Italy and of")
        kept.zero("mlp_out", 1, position=7)
        workspace.zero("mlp_out", 2)
        edits.load(kept.to_json(), prompts=True)
        assert (workspace.prompt, workspace.other, workspace.edits) == (kept.prompt, kept.other, kept.edits)

    def test_prompts_and_changes_that_are_loaded_are_one_step(self, demo, edits, workspace):
        workspace.zero("mlp_out", 2)
        before = workspace.prompt, workspace.other, workspace.edits
        kept = Workspace(demo, "Paris is")
        kept.zero("mlp_out", 1)
        edits.load(kept.to_json(), prompts=True)
        ask(edits, kind="undo")
        assert (workspace.prompt, workspace.other, workspace.edits) == before
        assert json.loads(edits.state)["prompts"] == [PROMPT, OTHER]

    def test_prompts_that_fail_change_nothing(self, demo, edits, workspace):
        before = workspace.prompt, workspace.other, workspace.edits
        kept = json.loads(Workspace(demo, "Paris is").to_json())
        kept["prompts"][0] = [5] * 200
        with pytest.raises((EditError, PromptError), match="128"):
            edits.load(json.dumps(kept), prompts=True)
        assert (workspace.prompt, workspace.other, workspace.edits) == before

    def test_what_was_saved_can_be_loaded(self, edits, workspace):
        kept, before = edits.state, workspace.edits
        workspace.clear()
        assert ask(edits, kind="load", text=kept)["kind"] == "done"
        assert workspace.edits == before
        workspace.undo()
        assert workspace.edits == ()

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("no json", "no workspace that to_json wrote"),
            ("[]", "no workspace that to_json wrote"),
            ('{"schema": 9}', "this nnexplore reads schema 1"),
            ('{"schema": 1, "prompts": ["The"], "edits": [3]}', "no change that a workspace wrote"),
            ('{"schema": 1, "prompts": ["The"], "edits": [{"place": {"name": "x"}, "at": 3}]}', "nothing was loaded"),
        ],
    )
    def test_anything_else_is_refused(self, edits, workspace, text, message):
        before = workspace.edits
        assert message in ask(edits, kind="load", text=text)["message"]
        assert workspace.edits == before

    def test_what_does_not_fit_is_refused(self, edits, workspace, demo):
        longer = nnexplore.Workspace(demo, PROMPT + " Paris and")
        longer.zero("mlp_out", 0, position=9)
        with pytest.raises(EditError, match="there is no position 9 of mlp_out 0"):
            edits.load(longer.to_json())
        assert len(workspace.edits) == 2


def test_two_lists_are_one(edits, workspace):
    second = widgets.EditList(workspace)
    ask(edits, kind="clear")
    assert second._screen["changes"] == []
    ask(second, kind="undo")
    assert len(edits._screen["changes"]) == 2
    second.close()


def test_closing_lets_go(demo):
    workspace = nnexplore.Workspace(demo, PROMPT)
    edits = widgets.EditList(workspace, alone=True)
    gone = weakref.ref(workspace)
    edits.close()
    workspace.zero("mlp_out", 1)
    del workspace
    gc.collect()
    assert gone() is None
