"""The text that the model writes: against transformers' own generation, bare hooks, and its own sampling settings."""

import gc
import math
import time
import weakref

import numpy as np
import pytest
import torch
import traitlets
from transformers import TemperatureLogitsWarper, TopKLogitsWarper, TopPLogitsWarper

import nnexplore
from nnexplore import widgets
from nnexplore.errors import EditError
from nnexplore.widgets._generation_branches import Branches
from nnexplore.widgets._generation_sampling import CUT, Sampling
from tests.reference import hooked

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Brandenburg Gate is in the city of"
LONG = "When Mary and John went to the store, John gave a drink to"
ODD = "city the is of the in"


@pytest.fixture
def workspace(demo):
    return nnexplore.Workspace(demo, PROMPT, OTHER)


@pytest.fixture
def view(workspace):
    made = widgets.Generation(workspace)
    yield made
    made.close()


def ids_of(demo, text):
    return demo.tokenizer(text)["input_ids"]


def floats(data):
    return torch.from_numpy(np.frombuffer(data, np.float32).copy())


def ask(view, **content):
    sent = []
    view._send = lambda message, buffers=None: sent.append(message)
    view._handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": []})
    return next(message["content"] for message in sent if message["method"] == "custom")


def plain(demo, ids):
    """The logits of the bare module."""
    with torch.no_grad():
        return demo.load().module(torch.tensor([ids])).logits[0]


def warped(logits, temperature, top_k, top_p):
    """With what probability transformers draws each token, `[tokens, vocabulary]`, in float64."""
    scores = TemperatureLogitsWarper(temperature)(None, logits.double())
    scores = TopKLogitsWarper(top_k)(None, scores) if top_k else scores
    scores = TopPLogitsWarper(top_p)(None, scores) if top_p < 1 else scores
    return scores.softmax(-1)


def greedy(logits_of, ids, tokens, end=0):
    """A loop of whole forwards: what a generation has to equal."""
    ids = list(ids)
    for _ in range(tokens):
        ids.append(int(logits_of(ids)[-1].argmax()))
        if ids[-1] == end:
            break
    return ids


class TestWriting:
    @pytest.mark.parametrize("prompt", [PROMPT, LONG, ODD])
    def test_it_is_what_transformers_generates(self, demo, prompt):
        view = widgets.Generation(demo, prompt)
        view.run(24)
        given = torch.tensor([ids_of(demo, prompt)])
        wanted = demo.module.generate(given, max_new_tokens=24, do_sample=False, pad_token_id=0)[0].tolist()
        assert view.token_ids == wanted
        assert len(wanted) > given.shape[1]
        assert view.tokens == demo.token_strings(wanted)
        assert view.text == demo.tokenizer.decode(wanted, skip_special_tokens=True)
        view.close()

    def test_steps_are_a_run(self, demo, view):
        for _ in range(3):
            view.step()
        other = widgets.Generation(demo, PROMPT)
        other.run(3)
        assert view.token_ids == other.token_ids
        other.close()

    def test_probabilities_are_the_bare_model_s(self, demo, view):
        view.run(3)
        ids = view.token_ids
        chances = plain(demo, ids).softmax(-1)
        wanted = torch.stack([chances[at - 1, ids[at]] for at in range(1, len(ids))])
        assert view.probabilities[0].isnan()
        torch.testing.assert_close(view.probabilities[1:], wanted)
        torch.testing.assert_close(view.surprisals[1:], -wanted.log2())
        for at in (3, 9, len(ids)):
            best = chances[at - 1].topk(10)
            found = view.alternatives(at)
            assert [one[1] for one in found] == best.indices.tolist()
            torch.testing.assert_close(torch.tensor([one[2] for one in found]), best.values)
            assert [one[0] for one in found] == demo.token_strings(best.indices.tolist())
        assert view.alternatives() == view.alternatives(len(ids))

    def test_nothing_follows_the_end(self, view):
        view.run(20)
        assert view.tokens[-1] == "<|endoftext|>"
        assert (view._screen["ended"], view.text.endswith(".")) == (True, True)
        with pytest.raises(EditError, match="the text has ended; step back"):
            view.step()
        view.back()
        view.branch(len(view.tokens), " in")
        view.step()
        assert not view._screen["ended"]

    def test_the_context_ends_it(self, demo):
        room = demo.module.config.n_positions
        ids = (ids_of(demo, ODD) * 30)[: room - 2]
        view = widgets.Generation(demo, ids)
        view.branch(room - 2, " in")
        view.run(20)
        assert len(view.tokens) == room
        assert view._screen["full"]
        with pytest.raises(EditError, match=f"the text has {room} tokens, and this model's context is {room}"):
            view.run(1)
        with pytest.raises(EditError, match="nothing can follow"):
            view.branch(room, " in")
        view.close()

    def test_there_has_to_be_a_prompt(self, demo):
        view = widgets.Generation(demo)
        with pytest.raises(EditError, match=r"set workspace\.prompt"):
            view.step()
        view.workspace.prompt = PROMPT
        view.step()
        assert view.tokens[-1] == " Paris"
        view.close()

    def test_at_least_one(self, view):
        with pytest.raises(EditError, match="at least one token is to be written; got 0"):
            view.run(0)

    def test_another_prompt_is_another_text(self, view, workspace):
        view.run(2)
        workspace.prompt = "The Colosseum is in the city of"
        assert (view._branches.written, view.branches[0].ids) == ((), ())
        view.step()
        assert view.tokens[-1] == " Rome"

    def test_without_a_tokenizer(self, demo):
        bare = nnexplore.LanguageModel(demo.load().module)
        view = widgets.Generation(bare, [3, 5, 7])
        view.run(2)
        assert view.text.split() == [str(one) for one in view.token_ids]
        assert view.token_ids == greedy(lambda ids: plain(demo, ids), [3, 5, 7], 2)
        view.close()


class TestChanges:
    """A change at a position stays there; one without holds for each token; a copy takes the other's continuation."""

    @staticmethod
    def hooks(demo, ids, edits):
        with torch.no_grad():
            return hooked(demo.module, {"input_ids": torch.tensor([ids])}, [], edits)[0].logits[0]

    def test_at_a_position_and_without(self, demo, view, workspace):
        workspace.zero("resid_post", 1, position=1)
        workspace.scale("mlp_out", 2, by=-1.5)

        def first(value):
            value[:, 1] = 0

        edits = {
            ("transformer.h.1", "output"): first,
            ("transformer.h.2.mlp", "output"): lambda value: value * -1.5,
        }
        wanted = greedy(lambda ids: self.hooks(demo, ids, edits), ids_of(demo, PROMPT), 12)
        view.run(12)
        assert view.token_ids == wanted
        assert wanted != greedy(lambda ids: plain(demo, ids), ids_of(demo, PROMPT), 12)
        self.same(view, self.hooks(demo, wanted, edits))

    def test_a_copy_without_a_position_follows_the_other_prompt(self, demo, view, workspace):
        workspace.copy("mlp_out", 2)
        workspace.copy("attn_out", 3)
        given, other = ids_of(demo, PROMPT), ids_of(demo, OTHER)
        points = [("transformer.h.2.mlp", "output"), ("transformer.h.3.attn", "output")]

        def logits(ids):
            there = [*other, *ids[len(given) :]]
            with torch.no_grad():
                _, values = hooked(demo.module, {"input_ids": torch.tensor([there])}, points)
            mlp, attention = (values[point] for point in points)
            edits = {
                points[0]: lambda _: mlp,
                points[1]: lambda value: (attention[0], *value[1:]),
            }
            return self.hooks(demo, ids, edits)

        wanted = greedy(logits, given, 6)
        view.run(6)
        assert view.token_ids == wanted
        self.same(view, logits(wanted))

    def test_a_copy_of_a_position_from_a_prompt_of_another_length(self, demo):
        workspace = nnexplore.Workspace(demo, PROMPT, "The Colosseum is in")
        workspace.copy("resid_post", 0, position=1, source={"position": 1})
        view = widgets.Generation(workspace)
        view.run(4)
        with torch.no_grad():
            given = {"input_ids": torch.tensor([ids_of(demo, "The Colosseum is in")])}
            there = hooked(demo.module, given, [("transformer.h.0", "output")])[1][("transformer.h.0", "output")]

        def put(value):
            value[:, 1] = there[:, 1]

        self.same(view, self.hooks(demo, view.token_ids, {("transformer.h.0", "output"): put}))
        view.close()

    @staticmethod
    def same(view, logits):
        chances = logits.softmax(-1)
        ids = view.token_ids
        wanted = torch.stack([chances[at - 1, ids[at]] for at in range(1, len(ids))])
        torch.testing.assert_close(view.probabilities[1:], wanted, rtol=1e-4, atol=1e-6)

    def test_the_text_stays_and_both_numbers_are_there(self, demo, view, workspace):
        view.run(3)
        before, ids = view.probabilities.clone(), view.token_ids
        workspace.copy("resid_post", -1, position=1)
        assert view.token_ids == ids
        screen = view._screen
        assert (screen["stale"], screen["runs"]) == (True, ["edited", "clean", "other"])
        assert torch.equal(floats(screen["said"]["clean"])[1:], before[1:])
        assert torch.equal(floats(screen["said"]["edited"])[1:], view.probabilities[1:])
        assert view.probabilities[8] < before[8] / 2
        written = len(ids_of(demo, PROMPT))
        other = plain(demo, [*ids_of(demo, OTHER), *ids[written:]]).softmax(-1)
        wanted = torch.stack([other[written - 1 + at, token] for at, token in enumerate(ids[written:])])
        torch.testing.assert_close(floats(screen["said"]["other"])[written:], wanted)
        assert floats(screen["said"]["other"])[:written].isnan().all()

    def test_the_same_tokens_after_a_prompt_of_another_length(self, demo):
        view = widgets.Generation(demo, PROMPT, "The Colosseum is in the city of")
        view.run(2)
        other, written = ids_of(demo, "The Colosseum is in the city of"), view.token_ids[8:]
        chances = plain(demo, [*other, *written]).softmax(-1)
        wanted = [chances[len(other) - 1 + at, token] for at, token in enumerate(written)]
        found = floats(view._screen["said"]["other"])
        assert len(other) != 8
        torch.testing.assert_close(found[8:], torch.stack(wanted))
        top = torch.from_numpy(np.frombuffer(view._screen["top"], np.int32).copy()).view(-1, 10).long()
        rows = floats(view._screen["chances"]["other"]).view(-1, 10)
        torch.testing.assert_close(rows[7:], chances[len(other) - 1 :].gather(-1, top[7:]))
        view.close()

    def test_an_other_prompt_that_gets_too_long_is_left_out(self, demo):
        room = demo.module.config.n_positions
        view = widgets.Generation(demo, PROMPT, (ids_of(demo, ODD) * 30)[: room - 1])
        view.step()
        assert view._screen["runs"] == ["edited", "other"]
        view.step()
        assert view._screen["runs"] == ["edited"]
        view.close()

    def test_again(self, view, workspace):
        view.run(3)
        workspace.zero("resid_post", 2)
        old = view._branches.written
        view.again()
        assert not view._screen["stale"]
        assert view._branches.written != old
        assert view.branches[0].ids == old
        view.take(0)
        assert view._screen["stale"]

    def test_a_change_made_in_python_is_drawn(self, view, workspace):
        view.run(2)
        workspace.zero("mlp_out", 0, position=1)
        assert view._screen["runs"][1] == "clean"
        workspace.undo()
        assert view._screen["runs"] == ["edited", "other"]

    def test_no_number(self, view, workspace):
        view.run(1)
        workspace.set("resid_post", 3, to=math.nan, position=7)
        assert view.probabilities[8].isnan()
        view.back()
        with pytest.raises(EditError, match="the model gives no finite logits for the next token; take a change back"):
            view.step()
        assert view._branches.written == ()


class TestSampling:
    @pytest.mark.parametrize("temperature", [0.5, 1.0, 3.0])
    @pytest.mark.parametrize("top_k", [0, 1, 7])
    @pytest.mark.parametrize("top_p", [1.0, 0.9, 0.3])
    def test_it_cuts_what_transformers_cuts(self, demo, temperature, top_k, top_p):
        logits = plain(demo, ids_of(demo, LONG))
        wanted = warped(logits, temperature, top_k, top_p)
        found = torch.stack([Sampling(False, temperature, top_k, top_p).draw(row, 0)[1] for row in logits])
        assert torch.equal(found == CUT, wanted == 0)
        torch.testing.assert_close(found.clamp(min=0), wanted, rtol=1e-10, atol=0)

    def test_tokens_are_drawn_as_often_as_they_are_likely(self):
        logits = torch.tensor([0.0, 1.0, -1.0, 2.0])
        drawn = torch.tensor([Sampling(False, 0.8, 3, seed=seed).choose(logits, 3) for seed in range(3000)])
        often = torch.bincount(drawn, minlength=4) / len(drawn)
        torch.testing.assert_close(often.double(), warped(logits[None], 0.8, 3, 1.0)[0], atol=0.03, rtol=0)
        assert often[2] == 0

    @pytest.mark.parametrize("settings", [{}, {"top_k": 30}, {"top_p": 0.9}, {"top_k": 50, "top_p": 0.95}], ids=str)
    def test_the_view_sampling_draws_the_same(self, demo, settings):
        """The n-th written token is the n-th draw with that seed after all tokens before it."""
        view = widgets.Generation(demo, ODD, greedy=False, temperature=1.5, seed=8, **settings)
        view.run(6)
        first, ids = len(ids_of(demo, ODD)), view.token_ids
        drawn = []
        for at in range(first, len(ids)):
            other = widgets.Sampling(demo, ids[:at], temperature=1.5, seed=8, **settings)
            drawn.append(other.sample(at - first + 1)[-1])
            torch.testing.assert_close(
                floats(view._screen["taken"])[at - first], other.probabilities[ids[at]].float(), rtol=1e-4, atol=1e-7
            )
            other.close()
        assert drawn == ids[first:]
        likeliest = [int(plain(demo, ids[:at])[-1].argmax()) for at in range(first, len(ids))]
        assert drawn != likeliest  # or nothing was drawn
        view.close()

    def test_the_seed_decides(self, demo):
        def text(seed, steps=1):
            view = widgets.Generation(demo, ODD, greedy=False, temperature=1.5, seed=seed)
            for _ in range(steps):
                view.run(12 // steps)
            found = tuple(view.token_ids)
            view.close()
            return found

        one = text(1)
        assert one == text(1)
        assert len({text(seed) for seed in range(4)}) > 1

    def test_a_step_back_and_on_draws_the_same(self, demo):
        view = widgets.Generation(demo, ODD, greedy=False, temperature=2.0, seed=5)
        view.run(4)
        written = view._branches.written
        view.back()
        view.step()
        assert view._branches.written == written
        view.seed = 6
        assert view._branches.written == written
        view.close()

    @pytest.mark.parametrize("value", [-1, 2**32])
    def test_a_seed_has_32_bits(self, view, value):
        with pytest.raises(traitlets.TraitError, match="seed"):
            view.seed = value

    def test_logits_that_are_no_numbers_draw_none(self, view, workspace):
        view.greedy = False
        view.run(1)
        workspace.set("resid_post", 3, to=math.nan, position=7)
        assert floats(view._screen["drawn"]).view(2, 10)[0].isnan().all()
        assert "view.branch(8, " in view.code  # the settings do not choose it any more
        view.back()
        with pytest.raises(EditError, match="the model gives no finite logits"):
            view.step()

    def test_what_is_cut_is_on_the_screen(self, demo, view):
        view.run(2)
        assert view._screen["drawn"] == b""
        view.greedy, view.top_k = False, 3
        drawn = floats(view._screen["drawn"]).view(3, 10)
        assert (drawn > 0).sum(-1).tolist() == [3, 3, 3]
        chances = plain(demo, view.token_ids)[7:].softmax(-1).topk(3).values
        torch.testing.assert_close(drawn[:, :3], chances / chances.sum(-1, keepdim=True))
        torch.testing.assert_close(floats(view._screen["taken"]), drawn[:2, 0])
        assert (drawn[:, 3:] == CUT).all()

    def test_what_is_too_unlikely_for_a_number_is_not_cut(self, view):
        view.greedy, view.temperature = False, 0.01
        drawn = floats(view._screen["drawn"]).view(1, 10)
        assert (drawn == 0).any()
        assert (drawn >= 0).all()

    @pytest.mark.parametrize("name", ["temperature", "top_p"])
    @pytest.mark.parametrize("value", [0, -1.0, math.inf, math.nan])
    def test_what_cannot_be(self, view, name, value):
        with pytest.raises(traitlets.TraitError):
            setattr(view, name, value)


class TestBranches:
    def test_the_list(self):
        branches = Branches()
        for written in [(1, 2, 3), (1, 2), (1, 2, 4), (1, 2, 4, 5), (9,), (1,)]:
            branches.go(written)
        assert branches.lines == [(1, 2, 3), (1, 2, 4, 5), (9,)]
        assert (branches.number, branches.written, branches.ahead) == (0, (1,), (2, 3))
        assert branches.parents() == [(None, 0), (0, 2), (0, 0)]

    def test_another_token_and_back(self, view):
        view.run(3)
        view.branch(8, " Rome")
        assert view.tokens[8:] == [" Rome"]
        view.step()
        assert [(one.text, one.parent, one.at, one.now) for one in view.branches] == [
            (" Paris.", None, 8, False),
            (" Rome.", 0, 8, True),
        ]
        view.branch(8, view.branches[0].ids[0])
        assert view.tokens[8:] == [" Paris", ".", "<|endoftext|>"]
        view.take(1)
        assert view.tokens[8:] == [" Rome", "."]
        view.reset()
        assert [one.ids for one in view.branches] == [()]

    def test_back_and_forward(self, view):
        view.run(3)
        whole = view.token_ids
        view.back()
        view.back()
        assert (view.token_ids, view._screen["ahead"]) == (whole[:-2], [".", "<|endoftext|>"])
        view.forward()
        assert view.token_ids == whole[:-1]
        for _ in range(5):
            view.back()
        assert len(view.token_ids) == 8
        for _ in range(5):
            view.forward()
        assert view.token_ids == whole
        assert len(view.branches) == 1

    def test_what_is_refused(self, view):
        view.step()
        for at in (7, 10, -1):
            with pytest.raises(EditError, match=f"there is no written token at {at}: they are from 8, and 9 writes"):
                view.branch(at, " Rome")
        with pytest.raises(EditError, match="is no single token of this model but"):
            view.branch(8, " Rome and Paris")
        with pytest.raises(EditError, match="there is no token 99999: this model has 1534"):
            view.branch(8, 99999)
        with pytest.raises(EditError, match="there is no branch 1: there are 1"):
            view.take(1)
        with pytest.raises(EditError, match="at the positions 1 to 9; got 0"):
            view.alternatives(0)


class TestCode:
    def run(self, view):
        names = {}
        printed = []
        exec(compile(view.code, "<copied>", "exec"), {"print": printed.append, **names})
        return printed[-1]

    def test_of_a_greedy_text(self, view):
        view.run(20)
        assert "model.generate(" in view.code
        assert self.run(view) == view.text

    def test_of_branches_changes_and_samples(self, view, workspace):
        workspace.scale("mlp_out", 2, by=0.5)
        workspace.copy("resid_post", 0, position=1)
        workspace.zero("attn_out", 0)
        workspace.replace(2, on=False)
        view.greedy, view.temperature, view.top_k, view.top_p, view.seed = False, 1.7, 40, 0.95, 3
        view.run(3)
        view.branch(9, " and")
        view.run(5)
        assert "view.branch(9, " in view.code
        assert "attn_out" not in view.code
        assert self.run(view) == view.text

    def test_of_changes_that_no_line_can_say(self, demo, view, workspace):
        with demo.trace(PROMPT) as run:
            demo.layers[1].output[:, -1] *= -1
        workspace.open(run.graph)
        view.run(4)
        ids = view.token_ids

        def turned(value):
            value[:, -1] *= -1

        edits = {("transformer.h.1", "output"): turned}
        assert ids == greedy(lambda one: TestChanges.hooks(demo, one, edits), ids_of(demo, PROMPT), 4)
        assert "from_json" in view.code
        assert self.run(view) == view.text

    def test_of_token_ids_and_an_end_in_the_midst(self, demo):
        view = widgets.Generation(demo, ids_of(demo, PROMPT))
        view.run(20)
        view.branch(len(view.tokens), " The")
        view.run(4)
        assert self.run(view) == view.text
        view.close()

    def test_nothing_written_has_none(self, view):
        assert view._screen["code"] == ""


class TestBrowser:
    def test_what_it_asks(self, view):
        assert ask(view, kind="run", id="1", tokens=2) == {"kind": "done", "id": "1"}
        assert view.tokens[8:] == [" Paris", "."]
        ask(view, kind="back", id="2")
        ask(view, kind="branch", id="3", at=8, token=view.alternatives(8)[1][1])
        ask(view, kind="step", id="4")
        ask(view, kind="take", id="5", number=0)
        assert view.tokens[8:] == [" Paris", "."]
        ask(view, kind="again", id="6")
        ask(view, kind="reset", id="7")
        assert len(view.tokens) == 8
        assert "there is no branch 4" in ask(view, kind="take", id="8", number=4)["message"]

    def test_cancelling_keeps_what_is_there(self, demo, monkeypatch):
        view = widgets.Generation(demo, ODD, greedy=False, temperature=3.0)
        choose, told = Sampling.choose, []

        def slow(settings, logits, number):
            if number == 3 and not view._branches.written:
                view._receive(view, {"kind": "cancel", "id": "cancel"}, [])
            time.sleep(0.2)
            return choose(settings, logits, number)

        monkeypatch.setattr(Sampling, "choose", slow)
        view.observe(lambda change: told.append(change["new"]), names=["_progress"])
        sent = []
        view._send = lambda message, buffers=None: sent.append(message)
        content = {"kind": "run", "id": "1", "tokens": 40}
        view._handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": []})
        assert view._jobs[-1].over.wait(10)
        replies = [message["content"] for message in sent if message["method"] == "custom"]
        assert replies[-1] == {"kind": "done", "id": "1"}
        assert len(view._branches.written) == 4
        assert (view._error, view._jobs[-1].cancelled) == ({}, False)
        assert len(view._screen["ids"]) == 4 * len(view.tokens)
        assert told[-1] == {}
        steps = [one for one in told if one.get("total") == 40]
        assert all(one["text"].startswith(f"token {int(one['done']) + 1} of 40") for one in steps)
        last = steps[-1]["text"].partition("…")[2]
        assert last
        assert last in view.text  # what is written by then can be read while it runs
        assert len(steps) > 0
        assert [one["done"] for one in steps] == sorted(one["done"] for one in steps)
        view.close()

    def test_the_selection_is_looked_at(self, view, workspace):
        view.run(2)
        workspace.select(position=3)
        assert view.at == 3
        view.at = 9
        workspace.select(layer=2)
        assert view.at == 9
        view.back()
        assert view.at is None

    def test_little_is_kept(self, demo):
        ids = (ids_of(demo, ODD) * 30)[:100]
        view = widgets.Generation(nnexplore.Workspace(demo, ids, ids[::-1]), greedy=False)
        view.workspace.zero("mlp_out", 0)
        view.run(28)
        sizes = [one for part in view._screen.values() for one in (part.values() if isinstance(part, dict) else [part])]
        assert sum(len(one) if isinstance(one, bytes) else len(repr(one)) for one in sizes) < 60_000
        view.close()


def test_closing_lets_go(demo):
    workspace = nnexplore.Workspace(demo, PROMPT)
    view = widgets.Generation(workspace)
    view.run(2)
    gone, numbers = weakref.ref(workspace), weakref.ref(view._known[1])
    view.close()
    del workspace
    gc.collect()
    assert (gone(), numbers()) == (None, None)
    assert repr(view) == "Generation(closed)"
