import json

import pytest
import torch

import nnexplore
from nnexplore.errors import EditError, PromptError
from nnexplore.widgets._flow_text import EXAMPLES, LIMIT, Text
from tests.tiny import tiny

PROMPT = "The Eiffel Tower is in the city of"


@pytest.fixture
def workspace(demo):
    return nnexplore.Workspace(demo, PROMPT)


@pytest.fixture
def text(workspace):
    return Text(workspace)


def ids_of(workspace):
    prompt = workspace.prompt
    return workspace.model.tokenizer(prompt)["input_ids"] if isinstance(prompt, str) else list(prompt)


def greedy(model, prompt, count):
    """What transformers itself writes after a prompt, the ids of all."""
    ids = torch.tensor([model.tokenizer(prompt)["input_ids"]])
    with torch.no_grad():
        found = model.module.generate(
            ids, max_new_tokens=count, min_new_tokens=count, do_sample=False, pad_token_id=0, eos_token_id=None
        )
    return found[0].tolist()


class TestExamples:
    @pytest.mark.parametrize(
        ("number", "next_token", "least"),
        [(0, " Paris", 0.9), (1, " cloud", 0.5), (2, " Mary", 0.9), (3, ",", 0.9), (4, " Mary", 0.8)],
    )
    def test_the_demo_model_goes_on_with_them(self, demo, number, next_token, least):
        found = Text(nnexplore.Workspace(demo, EXAMPLES[number][1])).state()["next"]
        assert found["text"] == next_token
        assert found["probability"] > least

    def test_they_are_five_that_can_be_written(self, text):
        examples = text.state()["examples"]
        assert len(examples) == 5
        for example in examples:
            text.write(example["text"])
            assert text.state()["text"] == example["text"]


class TestState:
    def test_it_is_the_prompt_s(self, text, workspace, demo):
        with torch.no_grad():
            logits = demo.module(torch.tensor([demo.tokenizer(PROMPT)["input_ids"]])).logits[0, -1]
        chance, best = logits.double().softmax(-1).max(-1)
        state = json.loads(json.dumps(text.state()))
        assert (state["text"], state["tokens"], state["limit"], state["context"]) == (PROMPT, 8, LIMIT, 128)
        assert state["next"]["id"] == int(best)
        assert state["next"]["text"] == demo.tokenizer.decode([int(best)]) == " Paris"
        assert state["next"]["probability"] == pytest.approx(float(chance), rel=1e-5)
        assert (state["blocked"], state["can_back"], state["steps"], state["added"]) == (None, False, 0, None)
        assert workspace.prompt == PROMPT

    def test_the_next_token_is_that_of_the_run(self, demo):
        workspace = nnexplore.Workspace(demo, PROMPT, "The Colosseum is in the city of")
        text = Text(workspace)
        workspace.zero("mlp_out", 0)
        assert text.state("clean")["next"]["text"] == " Paris"
        changed = int(workspace.logits("edited")[-1].argmax())
        assert text.state()["next"]["id"] == changed != text.state("clean")["next"]["id"]
        other = text.state("other")
        assert other["next"] is None
        assert other["blocked"].startswith("What comes next is that of the other prompt")
        with pytest.raises(EditError, match="show the run of this text"):
            text.accept(run="other")
        text.accept(run="clean")
        assert text.state()["text"] == PROMPT + " Paris"

    def test_without_a_prompt_there_is_no_next(self, demo):
        text = Text(nnexplore.Workspace(demo))
        state = text.state()
        assert (state["text"], state["tokens"], state["next"]) == ("", 0, None)
        assert state["blocked"].startswith("There is no text")
        with pytest.raises(EditError, match="there is no text, so nothing comes next"):
            text.accept()
        text.write("The city")
        assert text.state()["tokens"] == 2

    def test_logits_that_are_no_numbers_have_no_next(self, text, workspace):
        workspace.set("resid_post", 3, to=float("nan"), position=7)
        assert text.state()["next"] is None
        assert text.state()["blocked"].startswith("The model gives no finite logits")
        with pytest.raises(EditError, match="no finite logits"):
            text.accept()

    def test_the_end_of_a_text_is_marked(self, demo):
        text = Text(nnexplore.Workspace(demo, PROMPT + " Paris"))
        assert not text.state()["next"]["ends"]
        text.accept()
        assert text.state()["next"]["id"] == demo.tokenizer.eos_token_id
        assert text.state()["next"]["ends"]


class TestAccept:
    @pytest.mark.parametrize("prompt", [PROMPT, "Once upon a time", "Zoë likes tea. Zoë likes", "🙂🙃🙂", "東京 京都"])
    def test_it_writes_what_transformers_writes(self, demo, prompt):
        workspace = nnexplore.Workspace(demo, prompt)
        text = Text(workspace)
        wanted = greedy(demo, prompt, 6)
        for steps in range(6):
            assert text.state()["steps"] == steps
            text.accept()
            assert ids_of(workspace) == wanted[: len(wanted) - 5 + steps]
        # partial characters become whole ones as their bytes come
        state, start = text.state(), demo.tokenizer.decode(wanted[:-6])
        assert state["text"] == prompt + demo.tokenizer.decode(wanted)[len(start) :]

    @pytest.mark.parametrize("kind", ["llama", "gemma2", "gpt_neox"])
    def test_on_other_architectures(self, kind):
        model = tiny(kind)
        workspace = nnexplore.Workspace(model, "The city")
        text = Text(workspace)
        for _ in range(3):
            text.accept()
        assert ids_of(workspace) == greedy(model, "The city", 3)

    def test_earlier_tokens_stay_where_the_joined_text_would_be_others(self, demo, text, workspace):
        tokenizer = demo.tokenizer
        pieces = [tokenizer.convert_tokens_to_ids(piece) for piece in ("Ġ", "t", "h", "e")]
        text.write("In")
        before = ids_of(workspace)
        for piece in pieces:
            text.accept(piece)
        assert ids_of(workspace) == [*before, *pieces]
        assert text.state()["text"] == "In the"
        assert len(tokenizer("In the")["input_ids"]) < len(before) + 4  # else this proves nothing
        assert workspace.logits().shape[0] == len(before) + 4

    def test_an_emoji_comes_byte_by_byte(self, demo, text, workspace):
        pieces = demo.tokenizer("🙂")["input_ids"]
        assert len(pieces) > 1  # else this proves nothing
        text.write("I am")
        for piece in pieces:
            text.accept(piece)
        assert text.state()["text"] == "I am🙂"
        text.back()
        assert text.state()["text"].startswith("I am�")

    def test_a_text_that_ends_within_a_character(self, demo):
        pieces = demo.tokenizer("🙂")["input_ids"]
        workspace = nnexplore.Workspace(demo, [5, *pieces[:-1]])
        text = Text(workspace)
        text.accept(pieces[-1])
        assert text.state()["text"] == demo.tokenizer.decode([5, *pieces])

    def test_only_the_token_that_came_is_added(self, text, workspace):
        text.accept()
        assert text.state()["added"] == 8
        version = text.state()["version"]
        workspace.zero("mlp_out", 1)  # a change is no other text
        assert (text.state()["added"], text.state()["version"]) == (8, version)
        text.back()
        assert text.state()["added"] is None
        assert text.state()["version"] == version + 1
        text.write(PROMPT + " Paris")  # the same, typed
        assert text.state()["added"] == 8
        text.write("The city")
        assert text.state()["added"] is None

    def test_who_hears_of_the_prompt_sees_the_new_state(self, text, workspace):
        heard = []
        workspace.on("prompts", lambda: heard.append(text.state()))
        text.accept()
        assert [(one["steps"], one["added"], one["text"]) for one in heard] == [(1, 8, PROMPT + " Paris")]

    def test_no_such_token(self, text, workspace):
        for wrong in (-1, 1534):
            with pytest.raises(EditError, match=f"no token {wrong}: this model has 1534, 0 to 1533"):
                text.accept(wrong)
        assert workspace.prompt == PROMPT
        assert text.state()["steps"] == 0

    def test_there_is_an_end_to_it(self, demo):
        workspace = nnexplore.Workspace(demo, [5] * LIMIT)
        text = Text(workspace)
        assert text.state()["blocked"] == "The text has 96 tokens, and up to 96 can be drawn; write a shorter one"
        with pytest.raises(EditError, match="the text has 96 tokens, and up to 96 can be drawn"):
            text.accept()

    def test_a_smaller_context_is_the_limit(self):
        text = Text(nnexplore.Workspace(tiny("gpt2"), [5] * 63))
        assert (text.state()["limit"], text.state()["context"]) == (64, 64)
        text.accept()
        with pytest.raises(EditError, match="64 tokens, and this model's context is 64"):
            text.accept()


class TestBack:
    def test_down_to_what_was_written(self, text, workspace):
        for _ in range(3):
            text.accept()
        texts = []
        while text.state()["can_back"]:
            text.back()
            texts.append(text.state()["text"])
        assert texts == [PROMPT + " Paris.", PROMPT + " Paris", PROMPT]
        assert workspace.prompt == PROMPT  # as text again
        with pytest.raises(EditError, match="no token was accepted"):
            text.back()

    def test_a_prompt_from_elsewhere_begins_anew(self, text, workspace):
        text.accept()
        workspace.prompt = "The city"
        state = text.state()
        assert (state["text"], state["steps"], state["can_back"], state["added"]) == ("The city", 0, False, None)
        text.accept()
        text.back()
        assert workspace.prompt == "The city"

    def test_a_prompt_given_as_ids_comes_back_as_it_was(self, demo):
        given = torch.tensor([5, 7, 9])
        workspace = nnexplore.Workspace(demo, given)
        text = Text(workspace)
        text.accept()
        assert text.state()["text"] == demo.tokenizer.decode(workspace.prompt)
        text.back()
        assert workspace.prompt is given

    def test_a_change_at_the_token_is_in_the_way(self, text, workspace):
        text.accept()
        workspace.zero("resid_post", 1, position=8)
        with pytest.raises(EditError, match="position"):
            text.back()
        assert (text.state()["steps"], len(workspace.tokens)) == (1, 9)
        workspace.undo()
        text.back()
        assert workspace.prompt == PROMPT


class TestWrite:
    @pytest.mark.parametrize("written", ["東京", "🙂", "Zoë — “naïve”", "two\nlines", " ", "<b>&amp;"])
    def test_any_text(self, text, workspace, written):
        text.write(written)
        assert (workspace.prompt, text.state()["text"]) == (written, written)
        assert text.state()["tokens"] == len(workspace.model.tokenizer(written)["input_ids"])

    def test_nothing_is_refused(self, text, workspace):
        with pytest.raises(PromptError, match="the text is empty; type at least one word"):
            text.write("")
        assert workspace.prompt == PROMPT

    def test_too_much_is_refused_with_its_number(self, text, workspace):
        text.accept()
        with pytest.raises(PromptError, match="has 100 tokens, and up to 96 can be drawn; shorten it by 4"):
            text.write(" of" * 100)
        assert text.state()["steps"] == 1
        assert workspace.tokens[-1] == " Paris"
        text.write(" of" * 96)
        assert text.state()["tokens"] == 96

    def test_more_than_the_context_is_refused(self):
        text = Text(nnexplore.Workspace(tiny("gpt2"), "The city"))
        with pytest.raises(PromptError, match="has 70 tokens, and this model's context is 64; shorten it by 6"):
            text.write(" of" * 70)
        assert text.state()["text"] == "The city"

    def test_a_change_that_would_not_fit_keeps_the_old_text(self, text, workspace):
        workspace.zero("resid_post", 1, position=7)
        with pytest.raises(EditError, match="position"):
            text.write("The city")
        assert (workspace.prompt, text.state()["text"], text.state()["version"]) == (PROMPT, PROMPT, 0)

    def test_numbers_where_there_is_no_tokenizer(self, demo):
        workspace = nnexplore.Workspace(nnexplore.LanguageModel(demo.module), [5, 7])
        text = Text(workspace)
        assert text.state()["text"] == "5 7"
        text.write("5, 7 9")
        assert workspace.prompt == [5, 7, 9]
        text.accept(11)
        assert text.state()["text"] == "5 7 9 11"
        with pytest.raises(PromptError, match="no tokenizer"):
            text.write("words")
