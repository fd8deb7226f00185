import gc
import weakref

import numpy as np
import pytest
import torch
import traitlets

from nnexplore import Workspace, widgets
from nnexplore.analysis import logit_lens
from nnexplore.errors import EditError
from nnexplore.widgets._patch_board_cone import cone
from nnexplore.workspace import Change, Place

PROMPT = "The Eiffel Tower is in the city of"
SHORTER = "The Colosseum is in the city of"


@pytest.fixture
def board(demo):
    made = widgets.PatchBoard(demo, PROMPT, SHORTER)
    yield made
    made.close()


def floats(data):
    return torch.from_numpy(np.frombuffer(data, np.float32).copy())


def by_hand(model, layer, source, target):
    """The logits of the prompt with one vector of the other prompt in it: bare hooks on the bare module."""
    blocks, tokenize = model.module.transformer.h, model.tokenizer
    ids = [torch.tensor([tokenize(text)["input_ids"]]) for text in (SHORTER, PROMPT)]
    kept = {}

    def first(output):
        return output[0] if isinstance(output, tuple) else output

    def read(_module, _args, output):
        kept["vector"] = first(output)[0, source].clone()

    def write(_module, _args, output):
        first(output)[0, target] = kept["vector"]

    with torch.no_grad():
        for hook, prompt in ((read, ids[0]), (write, ids[1])):
            handle = blocks[layer].register_forward_hook(hook)
            logits = model.module(prompt).logits
            handle.remove()
    return logits[0]


def ask(board, **content):
    sent = []
    board._send = lambda message, buffers=None: sent.append(message)
    board._handle_msg({"content": {"data": {"method": "custom", "content": {"id": "1"} | content}}, "buffers": []})
    return [message["content"] for message in sent if message["method"] == "custom"]


class TestNumbers:
    def test_a_patch_is_what_bare_hooks_do(self, board, demo):
        board.patch(layer=2, source=5, target=7)
        expected = by_hand(demo, 2, 5, 7)
        assert torch.allclose(board.workspace.logits(), expected, atol=1e-4)
        assert torch.allclose(board.result.answer, expected.softmax(-1), atol=1e-5)
        assert (board.result.answer[-1] - board.target.answer[-1]).abs().sum() > 0.01

    def test_both_prompts_are_the_analysis_s_own(self, board, demo):
        assert torch.equal(board.source.probabilities, logit_lens(demo, SHORTER).probabilities)
        assert torch.equal(board.target.probabilities, logit_lens(demo, PROMPT).probabilities)
        board.component = "mlp_out"
        expected = logit_lens(demo, SHORTER, component="mlp_out").probabilities
        assert torch.equal(board.source.probabilities, expected)
        shown = floats(board._screen["source"]["probabilities"]).reshape(4, 7, 5)
        assert torch.equal(shown, expected.topk(5).values)

    def test_the_bars_are_of_three_runs(self, board, demo):
        board.patch(layer=2, source=6, target=7)
        bars = board._screen["next"]
        ids = torch.from_numpy(np.frombuffer(bars["ids"], np.int32).astype(np.int64))
        assert bars["strings"] == demo.token_strings(ids.tolist())
        for name, run in (("clean", "clean"), ("now", "edited"), ("other", "other")):
            expected = board.workspace.logits(run)[-1].softmax(-1)
            assert torch.allclose(floats(bars[name]), expected[ids], atol=1e-5)
            assert set(expected.topk(5).indices.tolist()) <= set(ids.tolist())

    def test_a_head_is_that_of_the_selection(self, board):
        board.component = "head_out"
        board.workspace.select(head=3)
        change = board.patch(layer=1, source=3, target=4)
        assert (dict(change.at), dict(change.source)) == ({"position": 4, "head": 3}, {"position": 3})
        [patch] = board._screen["patches"]
        assert (patch["head"], patch["from"], patch["to"], patch["layer"]) == (3, 3, 4, 1)


class TestCone:
    @pytest.mark.parametrize(
        ("name", "layer", "at"),
        [
            ("resid_post", -1, {"position": 2}),
            ("resid_post", 1, {"position": 3}),
            ("attn_out", 2, {"position": 4}),
            ("mlp_out", 0, {"position": 1}),
            ("head_out", 1, {"head": 2, "position": 5}),
            ("head_out", 1, {"head": 2}),
            ("head_v", 1, {"head": 2, "position": 3}),
            ("head_k", 2, {"head": 0, "position": 2}),
            ("head_pattern", 1, {"head": 1, "position": 4}),
            ("resid_pre", 2, {"position": 3}),
            ("neurons", 3, {"position": 6, "neuron": 5}),
        ],
    )
    def test_what_is_outside_is_exactly_what_it_was(self, demo, name, layer, at):
        workspace = Workspace(demo, PROMPT)
        change = workspace.zero(name, layer, **at)
        now, clean = workspace.lens().probabilities, workspace.lens("clean").probabilities
        reached = cone(demo, [change], 8)
        if name == "head_pattern":  # attention is then computed step by step, which differs in the last digits
            assert torch.allclose(now[~reached], clean[~reached], atol=1e-6)
        else:
            assert torch.equal(now[~reached], clean[~reached])
        assert (now[reached] != clean[reached]).any(-1).float().mean() > 0.8  # and hardly wider than need be

    def test_several_are_their_union(self, demo):
        changes = [Change(Place("resid_post", 2), {"position": 3}), Change(Place("mlp_out", 3), {"position": 0})]
        expected = [[0] * 5] * 3 + [[0, 0, 0, 1, 0], [1, 0, 0, 1, 1]]
        assert cone(demo, changes, 5).int().tolist() == expected
        assert not cone(demo, [], 5).any()

    def test_a_graph_made_in_code_reaches_all_behind_it(self, board, demo):
        with demo.trace(PROMPT) as run:
            demo.layers[1].output[:, 3] *= 2
        board.workspace.open(run.graph)
        assert board.reach.any(1).tolist() == [False, False, True, True, True]
        assert [one["text"] for one in board._screen["changes"]] == [str(board.workspace.edits[0])]

    def test_what_is_switched_off_reaches_nothing(self, board):
        board.patch(layer=2, source=5, target=7)
        assert board.reach.sum() == 2
        board.workspace.replace(0, on=False)
        assert not board.reach.any()
        assert board._screen["patches"][0]["on"] is False


class TestState:
    def test_messages(self, board):
        board.picked = (1, 3)
        assert ask(board, kind="patch", layer=1, source=3, target=4) == [{"kind": "done", "id": "1"}]
        assert board.picked is None
        assert [str(change) for change in board.workspace.edits] == [
            "copy resid_post 1, position 4 from the other prompt, position 3"
        ]
        ask(board, kind="remove", number=0)
        assert board.workspace.edits == ()
        [reply] = ask(board, kind="patch", layer=1, source=9, target=4)
        assert (reply["kind"], board.workspace.edits) == ("error", ())
        assert "there is no position 9" in reply["message"]

    def test_what_is_picked_is_there(self, board):
        with pytest.raises(traitlets.TraitError, match="picked is \\(1, 7\\)"):
            board.picked = (1, 7)
        board.picked = (-1, 6)
        board.component = "attn_out"
        assert board.picked is None
        board.picked = (0, 6)
        board.workspace.other = "Rome"
        assert board.picked is None

    def test_without_another_prompt(self, demo):
        board = widgets.PatchBoard(demo, PROMPT)
        assert board._screen["source"] is None
        with pytest.raises(EditError, match="no other prompt"):
            board.patch(1, 2, 3)
        board.workspace.other = SHORTER
        assert board._screen["source"]["tokens"] == demo.token_strings(demo.tokenizer(SHORTER)["input_ids"])

    def test_a_saved_notebook_stays_small(self, board):
        board.patch(layer=2, source=5, target=7)
        assert size(board._screen) < 30_000

    def test_the_code_gives_the_same(self, board):
        board.patch(layer=2, source=5, target=7)
        names = {}
        exec(board._screen["code"], names)
        assert torch.equal(names["logits"].detach()[0], board.workspace.logits())

    def test_close_lets_go_of_everything(self, demo):
        board = widgets.PatchBoard(demo, PROMPT, SHORTER)
        board.patch(layer=2, source=5, target=7)
        alive = [weakref.ref(thing) for thing in (board, board.target.probabilities)]
        board.close()
        assert repr(board) == "PatchBoard(closed)"
        del board
        gc.collect()
        assert [ref() for ref in alive] == [None, None]


def size(value):
    if isinstance(value, dict):
        return sum(map(size, value.values()))
    if isinstance(value, (list, tuple)):
        return sum(map(size, value))
    return len(value) if isinstance(value, (bytes, str)) else 8
