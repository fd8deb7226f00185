import gc
import weakref

import numpy as np
import pytest
import torch
import traitlets

import nnexplore
from nnexplore import widgets

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Brandenburg Gate is in the city of"


@pytest.fixture
def workspace(demo):
    return nnexplore.Workspace(demo, PROMPT, OTHER)


@pytest.fixture
def bar(workspace):
    made = widgets.TokenBar(workspace)
    yield made
    made.close()


def floats(data):
    return torch.from_numpy(np.frombuffer(data, np.float32).copy())


def ids(data):
    return np.frombuffer(data, np.uint32).tolist()


def ask(bar, **content):
    sent = []
    bar._send = lambda message, buffers=None: sent.append(message)
    bar._handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": []})
    return next(message["content"] for message in sent if message["method"] == "custom")


def said(workspace, tokens, run):
    logs = workspace.logits(run).log_softmax(-1)
    return torch.stack([logs[at, token] for at, token in enumerate(tokens[1:])])


class TestNumbers:
    def test_tokens_and_ids_of_both_prompts(self, bar, demo):
        screen = bar._screen
        assert (screen["tokens"][1], screen["other_tokens"][1]) == (" Eiffel", " Brandenburg")
        assert ids(screen["ids"]) == demo.tokenizer(PROMPT)["input_ids"]
        assert ids(screen["other_ids"]) == demo.tokenizer(OTHER)["input_ids"]

    def test_log_probabilities_are_the_model_s(self, bar, workspace, demo):
        workspace.copy("resid_post", 1, position=1)
        tokens, others = demo.tokenizer(PROMPT)["input_ids"], demo.tokenizer(OTHER)["input_ids"]
        for name, run, which in [
            ("edited", "edited", tokens),
            ("clean", "clean", tokens),
            ("others", "other", others),
        ]:
            assert torch.allclose(floats(bar._screen[name]), said(workspace, which, run))
        assert bar._screen["changed"]
        assert not torch.equal(floats(bar._screen["edited"]), floats(bar._screen["clean"]))

    def test_a_long_prompt_is_looked_at_in_parts(self, bar, workspace, demo, monkeypatch):
        monkeypatch.setattr("nnexplore.widgets.token_bar.ROWS", 3)
        workspace.clear()
        workspace.other = "The"
        tokens = demo.tokenizer(PROMPT)["input_ids"]
        assert torch.allclose(floats(bar._screen["clean"]), said(workspace, tokens, "clean"))
        assert bar._screen["others"] == b""

    def test_next_tokens_of_both_runs(self, bar, workspace):
        workspace.copy("resid_post", 0, position=1)
        found = bar._screen["next"]
        clean, edited = map(floats, found["probabilities"])
        assert dict(zip(found["texts"], edited.tolist(), strict=True)).items() >= dict(workspace.top(5)).items()
        assert dict(zip(found["texts"], clean.tolist(), strict=True)).items() >= dict(workspace.top(5, "clean")).items()
        most = torch.maximum(edited, clean)
        assert torch.equal(most, most.sort(descending=True).values)
        other = bar._screen["other_next"]
        assert list(zip(other["texts"], floats(other["probabilities"][0]).tolist(), strict=True)) == workspace.top(
            5, "other"
        )

    def test_little_is_sent(self, bar):
        parts = [part for part in bar._screen.values() if isinstance(part, bytes)]
        assert sum(map(len, parts)) == 2 * 8 * 4 + 3 * 7 * 4


class TestPrompts:
    def test_typing_another(self, bar, workspace):
        assert ask(bar, kind="prompt", id="1", text="The Colosseum is in") == {"kind": "done", "id": "1"}
        assert workspace.prompt == "The Colosseum is in"
        assert bar._screen["prompt"] == {"text": "The Colosseum is in", "ids": False}
        assert ask(bar, kind="other", id="2", text="")["kind"] == "done"
        assert (workspace.other, bar._screen["other"], bar._screen["other_next"]) == (None, None, None)

    def test_none_is_refused(self, bar, workspace):
        reply = ask(bar, kind="prompt", id="1", text="")
        assert reply["kind"] == "error"
        assert "it has no tokens" in reply["message"]
        assert workspace.prompt == PROMPT

    def test_one_that_a_change_does_not_fit_is_refused(self, bar, workspace):
        workspace.zero("mlp_out", 1, position=6)
        assert "there is no position 6" in ask(bar, kind="prompt", id="1", text="The Tower")["message"]
        assert (workspace.prompt, bar._screen["tokens"][1]) == (PROMPT, " Eiffel")

    @pytest.mark.parametrize("changed", [False, True])
    def test_one_that_the_model_cannot_run_is_taken_back(self, bar, workspace, changed):
        if changed:
            workspace.zero("mlp_out", 1, position=6)
        reply = ask(bar, kind="prompt", id="1", text="city " * 400)
        assert "Shorten it by" in reply["message"]
        assert (workspace.prompt, bar._error) == (PROMPT, {})

    def test_token_ids(self, demo):
        bar = widgets.TokenBar(demo, demo.tokenizer(PROMPT)["input_ids"])
        assert bar._screen["prompt"] == {"text": PROMPT, "ids": True}
        bar.close()

    def test_numbers_are_typed_where_there_is_no_tokenizer(self, demo):
        bare = nnexplore.LanguageModel(demo.load().module)
        bar = widgets.TokenBar(bare, [3, 5, 7])
        assert bar._screen["tokens"] == ["3", "5", "7"]
        assert ask(bar, kind="prompt", id="1", text="4, 6")["kind"] == "done"
        assert bar.workspace.prompt == [4, 6]
        assert "no tokenizer" in ask(bar, kind="prompt", id="2", text="words")["message"]
        bar.close()

    def test_no_prompt_yet(self, demo):
        bar = widgets.TokenBar(demo)
        assert (bar._screen["tokens"], bar._screen["next"]) == ([], None)
        bar.workspace.prompt = PROMPT
        assert len(bar._screen["tokens"]) == 8
        bar.close()


def test_the_selection_is_the_workspace_s(bar, workspace):
    second = widgets.TokenBar(workspace)
    bar._selected = {**bar._selected, "position": 3}
    assert workspace.selection.position == 3
    assert second._selected["position"] == 3
    workspace.select(position=None)
    assert bar._selected["position"] is None
    second.close()


def test_an_unknown_colour_is_refused(bar):
    with pytest.raises(traitlets.TraitError, match="edited - clean"):
        bar.colour = "red"


def test_closing_lets_go(demo):
    workspace = nnexplore.Workspace(demo, PROMPT)
    bar = widgets.TokenBar(workspace)
    gone = weakref.ref(workspace)
    bar.close()
    del workspace
    gc.collect()
    assert gone() is None
    assert repr(bar) == "TokenBar(closed)"


def test_what_comes_after_the_selected_token_is_the_model_s(demo):
    bar = widgets.TokenBar(demo, "The Eiffel Tower is in the city of", "The Colosseum is")
    assert bar._here == {}
    bar.workspace.select(position=2)
    with torch.no_grad():
        logits = demo.module(**demo.tokenizer("The Eiffel Tower is in the city of", return_tensors="pt")).logits
    best = logits[0, 2].softmax(-1).topk(5)
    assert np.frombuffer(bar._here["next"]["ids"], np.int32).tolist() == best.indices.tolist()
    drawn = np.frombuffer(bar._here["next"]["probabilities"][0], np.float32)
    np.testing.assert_allclose(drawn, best.values.numpy(), rtol=1e-5)
    assert bar._here["other_next"] is not None
    bar.workspace.select(position=7)  # the last: it is on the screen already
    assert bar._here == {}
    bar.close()
