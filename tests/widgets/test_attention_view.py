import gc
import weakref

import numpy as np
import pytest
import torch

from nnexplore import Workspace, widgets
from nnexplore.analysis import attention_statistics
from nnexplore.analysis.attention_statistics import head_statistics
from nnexplore.errors import EditError, ModelError
from nnexplore.widgets._attention_pack import SIDE, THUMB, packed, pooled, thumbnails
from nnexplore.widgets._attention_scores import effects
from tests.tiny import tiny

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Brandenburg Gate is in the city of"


@pytest.fixture
def view(demo):
    made = widgets.AttentionView(demo, PROMPT, OTHER)
    yield made
    made.close()


def floats(data):
    return torch.from_numpy(np.frombuffer(data, np.float32).copy())


def matrix_of(found):
    side = -(-found["size"] // found["block"])
    matrix = torch.zeros(side, side)
    if found["triangle"]:
        rows, columns = torch.tril_indices(side, side)
        matrix[rows, columns] = floats(found["values"])
        return matrix
    return floats(found["values"]).view(side, side)


def ask(view, **content):
    sent = []
    view._send = lambda message, buffers=None: sent.append(message)
    view._handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": []})
    return [message["content"] for message in sent if message["method"] == "custom"]


class TestWhatIsDrawn:
    def test_the_head_is_the_kernel_s_bit_for_bit(self, view):
        for layer, head in [(0, 0), (2, 3)]:
            view.workspace.select(layer=layer, head=head)
            assert (view._head["layer"], view._head["head"]) == (layer, head)
            assert torch.equal(matrix_of(view._head["matrix"]), view.workspace.value("head_pattern", layer)[0, head])

    def test_a_difference_has_its_parts(self, view):
        view.workspace.zero("head_out", 0, head=2)
        view.workspace.select(layer=2, head=1)
        view.show = "edited - clean"
        now, clean = (view.workspace.value("head_pattern", 2, run)[0, 1] for run in ("edited", "clean"))
        assert torch.equal(matrix_of(view._head["matrix"]), now - clean)
        assert [torch.equal(matrix_of(a), b) for a, b in zip(view._head["parts"], (now, clean), strict=True)] == [
            True,
            True,
        ]

    def test_the_scores_are_the_analysis_s(self, view, demo):
        known = attention_statistics(demo, PROMPT)
        for name in ("entropy", "previous", "first", "duplicate", "induction"):
            drawn = floats(view._screen["scores"][name]).view(4, 4)
            torch.testing.assert_close(drawn, getattr(known, name).values, equal_nan=True)

    def test_induction_where_a_prompt_repeats(self, demo):
        ids = [[5, 9, 7, 5, 9, 7]]
        view = widgets.AttentionView(demo, ids)
        known = attention_statistics(demo, ids)
        torch.testing.assert_close(floats(view._screen["scores"]["induction"]).view(4, 4), known.induction.values)
        view.close()

    def test_the_effect_is_there_with_changes_alone(self, view):
        assert "effect" not in view._screen["scores"]
        view.workspace.zero("head_out", 1, head=0)
        effect = floats(view._screen["scores"]["effect"]).view(4, 4)
        assert torch.equal(effect[:2], torch.zeros(2, 4))
        assert effect[2:].min() > 0

    def test_one_token_has_no_scores(self, demo):
        view = widgets.AttentionView(demo, [[5]])
        assert floats(view._screen["scores"]["entropy"]).isnan().all()
        assert matrix_of(view._head["matrix"]).tolist() == [[1.0]]
        view.close()

    def test_it_is_small(self, view):
        screen = view._screen
        size = sum(map(len, screen["scores"].values())) + len(screen["thumbs"]["values"])
        assert size == 16 * 36 + 5 * 16 * 4
        assert len(view._head["matrix"]["values"]) == 36 * 4


class TestPacking:
    def test_144_heads_of_100_tokens_are_within_bounds(self):
        patterns = [torch.rand(12, 100, 100).tril() for _ in range(12)]
        assert len(thumbnails(patterns)["values"]) < 200_000
        found = packed(patterns[0][0], SIDE)
        assert torch.equal(matrix_of(found), patterns[0][0])
        assert 3 * (SIDE * (SIDE + 1) // 2 * 4) <= 150_000

    def test_a_pooled_cell_is_the_farthest_from_zero(self):
        small, block = pooled(torch.tensor([[0.0, -3.0, 1.0], [2.0, 0.0, 0.0], [0.0, 0.0, -1.0]]), 2)
        assert (block, small.tolist()) == (2, [[-3.0, 1.0], [0.0, -1.0]])

    def test_what_is_no_number_is_kept(self):
        matrix = torch.eye(3)
        matrix[2, 0] = torch.nan
        assert thumbnails([matrix[None]])["values"] == bytes([254, 0, 254, 255, 0, 254])
        assert pooled(matrix, 2)[0].isnan().tolist() == [[False, False], [True, False]]

    def test_what_lies_above_the_diagonal_is_sent(self):
        found = packed(torch.ones(2, 2), THUMB)
        assert (found["triangle"], matrix_of(found).tolist()) == (False, [[1.0, 1.0], [1.0, 1.0]])

    def test_layers_may_have_different_heads(self):
        patterns = [torch.eye(3).expand(heads, 3, 3) for heads in (1, 2)]
        assert head_statistics(patterns, [1, 2, 3])["entropy"].isnan().tolist() == [[False, True], [False, False]]
        assert effects(patterns, patterns)[1].tolist() == [0.0, 0.0]


class TestAsking:
    def test_heads_and_weights_are_changed(self, view):
        place = {"layer": 1, "head": 2}
        cell = place | {"position": 5, "key": 2}
        for content in (
            {"kind": "zero head"} | place,
            {"kind": "copy head", "layer": 0, "head": 1},
            {"kind": "set cell", "to": 0.25} | cell,
            {"kind": "copy cell"} | cell | {"key": 1},
        ):
            assert ask(view, id="1", **content) == [{"kind": "done", "id": "1"}]
        assert [str(change) for change in view.workspace.edits] == [
            "zero head_out 1, head 2",
            "copy head_out 0, head 1 from the other prompt",
            "set head_pattern 1, head 2, position 5, key 2 to 0.25",
            "copy head_pattern 1, head 2, position 5, key 1 from the other prompt",
        ]
        assert view.workspace.value("head_pattern", 1)[0, 2, 5, 2] == 0.25
        ask(view, id="2", kind="remove", number=0)
        ask(view, id="3", kind="undo")
        assert len(view.workspace.edits) == 4

    @pytest.mark.parametrize("kind", ["gpt2", "llama"])
    def test_the_steps_are_the_model_s(self, kind):
        model = tiny(kind)
        view = widgets.AttentionView(model, [[3, 1, 4, 1, 5]])
        ask(view, id="1", kind="steps", layer=1, head=1, position=3, key=2)
        found = view._steps
        dot, factor, score, weight = floats(found["numbers"])
        row = floats(found["row"])
        torch.testing.assert_close(floats(found["terms"]).sum(), dot)
        torch.testing.assert_close(dot * factor, score)
        torch.testing.assert_close(row.softmax(-1)[2], weight)
        assert weight == view.workspace.value("head_pattern", 1)[0, 1, 3, 2]
        view.close()

    def test_the_steps_follow_the_head_and_the_changes(self, view):
        ask(view, id="1", kind="steps", layer=0, head=0, position=3, key=2)
        view.workspace.select(layer=2, head=1)
        assert (view._steps["layer"], view._steps["head"], view._steps["position"]) == (2, 1, 3)
        view.workspace.set("head_pattern", 2, to=0.5, head=1, position=3, key=2)
        assert floats(view._steps["numbers"])[3] == 0.5
        ask(view, id="2", kind="close steps")
        assert view._steps == {}

    def test_an_error_is_data(self, view):
        (reply,) = ask(view, id="1", kind="zero head", layer=9, head=0)
        assert reply["kind"] == "error"
        assert "there is no layer 9" in reply["message"]


class TestErrors:
    def test_prompts_that_cannot_be_subtracted(self, demo):
        view = widgets.AttentionView(demo, PROMPT, "Rome is")
        before = view._head
        view.show = "edited - other"
        assert "cannot be subtracted" in view._error["message"]
        assert view._head == before
        view.show = "edited"
        assert view._error == {}
        view.close()

    def test_a_model_without_attention(self):
        with pytest.raises(ModelError, match="no layer of this model has attention"):
            widgets.AttentionView(tiny("mamba"), [[1, 2, 3]])

    def test_no_prompt(self, demo):
        with pytest.raises(EditError, match="there is no prompt"):
            widgets.AttentionView(Workspace(demo))

    def test_more_than_memory(self, demo, monkeypatch):
        monkeypatch.setattr("nnexplore.widgets._attention_layers.LARGEST", 1000)
        with pytest.raises(EditError, match="choose a shorter prompt"):
            widgets.AttentionView(demo, PROMPT)

    def test_a_layer_without_attention_selected_elsewhere(self, view):
        view.workspace.select(layer=1, head=2)
        view.workspace.select(layer=-1, head=None)
        assert (view._head["layer"], view._error) == (1, {})


def test_closing_frees_the_tensors(demo):
    view = widgets.AttentionView(demo, PROMPT)
    tensor = weakref.ref(view.workspace.value("head_pattern", 0))
    view.close()
    del view
    gc.collect()
    assert tensor() is None
