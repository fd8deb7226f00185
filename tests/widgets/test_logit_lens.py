import gc
import subprocess
import sys
import weakref

import numpy as np
import pytest
import torch
import traitlets

from nnexplore import widgets
from nnexplore.analysis import Edit, logit_lens
from nnexplore.workspace import Place

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Brandenburg Gate is in the city of"
SHORTER = "The Colosseum is in the city of"
ZERO = Edit(2, 1, "zero")
COPY = Edit(1, 2, "copy")


@pytest.fixture
def lens(demo):
    made = widgets.LogitLens(demo, PROMPT, OTHER)
    yield made
    made.close()


def floats(data):
    return np.frombuffer(data, np.float32)


def places(data):
    return np.frombuffer(data, np.uint32)


def listen(lens):
    sent = []
    lens._send = lambda message, buffers=None: sent.append(message)
    return sent


def ask(lens, **content):
    sent = listen(lens)
    lens._handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": []})
    return [message["content"] for message in sent if message["method"] == "custom"]


class TestPatching:
    def test_the_grid_is_the_analysis_s_own(self, lens, demo):
        lens.patch(2, 1)
        lens.patch(1, 2, "copy")
        assert lens.edits == (ZERO, COPY)
        expected = logit_lens(demo, PROMPT, other=OTHER, edits=(ZERO, COPY))
        assert torch.equal(lens.result.probabilities, expected.probabilities)
        assert torch.equal(lens.clean.probabilities, logit_lens(demo, PROMPT).probabilities)

    def test_a_cell_has_one_patch(self, lens):
        lens.patch(2, 1)
        lens.patch(2, 1, "copy")
        assert lens.edits == (Edit(2, 1, "copy"),)
        lens.apply([Edit(2, 1, "copy"), Edit(2, 1, "zero")])
        assert lens.edits == (ZERO,)

    def test_remove_and_clear(self, lens):
        lens.apply([ZERO, COPY])
        lens.remove(2, 1)
        assert lens.edits == (COPY,)
        lens.clear()
        assert lens.edits == ()
        assert lens.result is lens.clean

    def test_removing_what_is_not_there_is_refused(self, lens):
        lens.patch(2, 1)
        with pytest.raises(ValueError, match="no patch at layer 3, position 1"):
            lens.remove(3, 1)
        assert lens.edits == (ZERO,)

    def test_undo_and_redo(self, lens):
        lens.patch(2, 1)
        lens.patch(1, 2, "copy")
        lens.undo()
        assert lens.edits == (ZERO,)
        lens.undo()
        lens.undo()
        assert lens.edits == ()
        lens.redo()
        lens.redo()
        lens.redo()
        assert lens.edits == (ZERO, COPY)
        lens.undo()
        lens.clear()
        lens.redo()
        assert lens.edits == ()

    def test_what_changes_nothing_is_no_step(self, lens):
        lens.patch(2, 1)
        lens.patch(2, 1)
        lens.undo()
        assert lens.edits == ()

    def test_changes_are_heard_of(self, lens):
        heard = []
        lens.observe(lambda change: heard.append(change.new), names=["edits"])
        lens.patch(2, 1)
        ask(lens, kind="undo", id="1")
        assert heard == [(ZERO,), ()]

    @pytest.mark.parametrize(
        ("edit", "message"),
        [
            ((99, 0, "zero"), "there is no layer 99 of resid_post: they are 0 to"),
            ((0, 99, "zero"), "in the prompt: they are 0 to 7"),
            ((0, 7, "copy"), "in the other prompt: they are 0 to 6"),
            ((0, 0, "melt"), "of the kind .* got 'melt'"),
        ],
    )
    def test_a_refused_patch_leaves_all_as_it_was(self, demo, edit, message):
        lens = widgets.LogitLens(demo, PROMPT, SHORTER)
        lens.patch(2, 1)
        before = (lens.edits, lens.result, lens._screen)
        with pytest.raises(ValueError, match=message):
            lens.patch(*edit)
        assert (lens.edits, lens.result, lens._screen, lens.busy) == (*before, False)
        lens.undo()
        assert lens.edits == ()

    def test_copying_needs_another_prompt(self, demo):
        lens = widgets.LogitLens(demo, PROMPT)
        assert lens.mode == "zero"
        with pytest.raises(ValueError, match="other prompt"):
            lens.patch(1, 2, "copy")


class TestGraph:
    def test_the_graph_gives_the_grid(self, lens, demo):
        lens.apply([ZERO, COPY])
        again = lens.graph.run(demo)["probabilities"]
        assert torch.equal(again, lens.result.probabilities)

    def test_the_code_gives_the_grid(self, lens):
        lens.apply([ZERO, COPY])
        names = {}
        exec(lens.code, names)
        assert torch.equal(names["probabilities"].detach(), lens.result.probabilities)


class TestScreen:
    def test_ten_exact_probabilities_a_cell(self, lens):
        rows, columns, vocabulary = lens.clean.probabilities.shape
        shown = floats(lens._screen["probabilities"]).reshape(rows, columns, 10)
        assert np.array_equal(shown, lens.clean.probabilities.topk(10).values.numpy())
        ids = places(lens._screen["vocabulary"])[places(lens._screen["ids"])].reshape(shown.shape)
        assert np.array_equal(np.take_along_axis(lens.clean.probabilities.numpy(), ids, -1), shown)
        assert ids.max() < vocabulary

    def test_each_token_id_has_its_string(self, lens, demo):
        ids = places(lens._screen["vocabulary"]).tolist()
        assert len(set(ids)) == len(ids) == len(lens._screen["strings"])
        assert lens._screen["strings"] == demo.token_strings(ids)

    def test_clean_and_patched_side_by_side(self, lens):
        lens.apply([ZERO])
        now, before = lens.result.probabilities, lens.clean.probabilities
        clean = lens._screen["clean"]
        assert np.array_equal(floats(clean["tops"]), before.amax(-1).flatten().numpy())
        distance = floats(clean["distances"]).reshape(now.shape[:2])
        assert np.allclose(distance, (now - before).abs().sum(-1) / 2, atol=1e-6)
        assert not distance[:3].any()
        assert not distance[:, 0].any()
        assert (distance[3:, 1] > 0.1).all()

    def test_the_bars_are_the_likeliest_of_both_runs(self, lens):
        lens.apply([Edit(2, 7, "zero")])
        bars = lens._screen["next"]
        ids = torch.tensor(places(lens._screen["vocabulary"])[places(bars["ids"])].astype(np.int64))
        now, before = lens.result.probabilities[-1, -1], lens.clean.probabilities[-1, -1]
        assert set(ids.tolist()) == {*now.topk(10).indices.tolist(), *before.topk(10).indices.tolist()}
        assert np.array_equal(floats(bars["probabilities"]), now[ids].numpy())
        assert np.array_equal(floats(bars["clean"]), before[ids].numpy())
        larger = torch.maximum(now[ids], before[ids])
        assert torch.equal(larger, larger.sort(descending=True).values)

    def test_without_patches_nothing_is_sent_twice(self, lens):
        assert lens._screen["clean"] is None

    def test_one_message_for_one_change(self, lens):
        sent = listen(lens)
        lens.patch(2, 1)
        states = [set(message["state"]) for message in sent if message["method"] == "update"]
        assert states == [{"busy"}, {"_screen", "busy"}]


class TestLooks:
    @pytest.mark.parametrize("component", ["resid_mid", "attn_out", "mlp_out"])
    def test_a_part_of_the_layers(self, lens, demo, component):
        lens.component = component
        expected = logit_lens(demo, PROMPT, component=component)
        assert torch.equal(lens.result.probabilities, expected.probabilities)
        assert (lens._screen["facts"]["first"], lens._screen["layers"]) == (0, ["0", "1", "2", "3"])
        lens.patch(2, 1)
        assert [str(change) for change in lens.workspace.edits] == [f"zero {component} 2, position 1"]
        assert lens.edits == (ZERO,)
        lens.component = "resid_post"
        assert (lens.edits, len(lens.workspace.edits)) == ((), 1)

    def test_the_selection_stays_with_its_layer(self, lens):
        lens.selected = (3, 4)
        lens.component = "attn_out"
        assert (lens.selected, lens.workspace.selection.layer) == ((2, 4), 2)
        lens.workspace.select(layer=-1)
        assert lens.selected == (0, 4)

    def test_other_runs_and_differences(self, lens, demo):
        lens.patch(2, 1)
        other = logit_lens(demo, OTHER).probabilities
        lens.show = "other"
        assert torch.equal(lens.result.probabilities, other)
        assert lens._screen["clean"] is None
        lens.show = "clean - other"
        assert lens.result is lens.clean
        expected = (lens.clean.probabilities - other).abs().sum(-1) / 2
        assert np.allclose(floats(lens._screen["clean"]["distances"]), expected.flatten(), atol=1e-6)

    def test_what_cannot_be_shown_says_why(self, demo):
        lens = widgets.LogitLens(demo, PROMPT, SHORTER)
        before = lens._screen
        lens.show = "edited - other"
        assert "8 and 7 tokens, so their values cannot be subtracted" in lens._error["message"]
        assert lens._screen == before
        lens.show = "other"
        assert (lens._error, lens._screen["tokens"]) == ({}, demo.token_strings(demo.tokenizer(SHORTER)["input_ids"]))

    def test_pins_are_followed_in_both_runs(self, lens, demo):
        ids = [demo.tokenizer(text)["input_ids"][0] for text in (" Paris", " Rome")]
        lens.pins = (" Paris", ids[1], " Paris")
        assert lens.pins == (" Paris", ids[1])
        lens.patch(2, 1)
        for name, run in (("now", lens.result), ("clean", lens.clean)):
            facts = lens._screen["facts"][name]
            p = run.probabilities
            assert np.array_equal(floats(facts["probabilities"]).reshape(2, 5, 8), p[..., ids].permute(2, 0, 1).numpy())
            ranks = torch.stack([(p > p[..., one, None]).sum(-1) for one in ids])
            assert np.array_equal(floats(facts["ranks"]).reshape(2, 5, 8), ranks.numpy())
            entropy = -(p * p.clamp(min=1e-45).log()).sum(-1)
            assert np.allclose(floats(facts["entropy"]).reshape(5, 8), entropy.numpy(), atol=1e-5)

    def test_a_pin_that_is_no_token_is_refused(self, lens):
        with pytest.raises(ValueError, match="is not one token: it begins with 'n'"):
            lens.pins = ("no such token at all",)
        with pytest.raises(ValueError, match="pin 8 at most"):
            lens.pins = tuple(range(20, 29))
        assert lens.pins == ()
        [reply] = ask(lens, kind="pin", id="1", token="no such token at all")
        assert reply["kind"] == "error"

    def test_a_colour_of_a_token_pins_the_answer(self, lens):
        lens.colour = "rank"
        (pin,) = lens.pins
        assert pin == lens.clean.token_strings([int(lens.clean.answer[-1].argmax())])[0]

    def test_more_tokens_of_a_cell(self, lens):
        lens.patch(2, 1)
        ask(lens, kind="more", id="1", row=4, column=3)
        values, ids = lens.result.probabilities[4, 3].topk(50)
        assert np.array_equal(floats(lens._more["probabilities"]), values.numpy())
        assert np.array_equal(floats(lens._more["clean"]), lens.clean.probabilities[4, 3, ids].numpy())
        lens.undo()
        assert lens._more == {}


class TestMessages:
    def test_a_click(self, lens):
        assert ask(lens, kind="patch", id="7", layer=2, position=1, edit="zero") == [{"kind": "done", "id": "7"}]
        assert lens.edits == (ZERO,)

    def test_every_button(self, lens):
        ask(lens, kind="patch", id="1", layer=2, position=1, edit="zero")
        ask(lens, kind="remove", id="2", layer=2, position=1)
        assert lens.edits == ()
        ask(lens, kind="undo", id="3")
        assert lens.edits == (ZERO,)
        ask(lens, kind="clear", id="4")
        assert lens.edits == ()
        ask(lens, kind="undo", id="5")
        ask(lens, kind="undo", id="6")
        ask(lens, kind="undo", id="7")
        ask(lens, kind="redo", id="8")
        assert lens.edits == (ZERO,)

    def test_an_error_is_an_answer(self, lens):
        [reply] = ask(lens, kind="patch", id="7", layer=99, position=1, edit="zero")
        assert (reply["kind"], reply["id"]) == ("error", "7")
        assert "there is no layer 99" in reply["message"]
        assert "Traceback" in reply["details"]
        assert lens.edits == ()

    @pytest.mark.parametrize("content", [{"kind": "melt", "id": "7"}, {"id": "7"}, {"kind": "patch", "id": "7"}])
    def test_a_message_that_makes_no_sense_is_answered_too(self, lens, content):
        [reply] = ask(lens, **content)
        assert (reply["kind"], reply["id"]) == ("error", "7")
        assert reply["message"].startswith("KeyError")

    def test_the_selection_comes_from_the_browser(self, lens):
        assert lens.selected == (len(lens.clean.layers) - 1, len(lens.clean.tokens) - 1)
        update = {"method": "update", "state": {"selected": [3, 2]}, "buffer_paths": []}
        lens._handle_msg({"content": {"data": update}, "buffers": []})
        assert lens.selected == (3, 2)

    def test_the_selection_stays_in_the_grid(self, lens):
        with pytest.raises(traitlets.TraitError, match="the grid has"):
            lens.selected = (len(lens.clean.layers), 0)


class TestLife:
    def test_repr(self, lens):
        layers = len(lens.clean.layers) - 1
        assert repr(lens) == f"LogitLens({PROMPT!r}, {layers} layers × 8 tokens, 0 patches)"
        lens.patch(2, 1)
        assert repr(lens).endswith("1 patch)")
        assert lens._repr_mimebundle_()[0]["text/plain"] == repr(lens)
        lens.close()
        assert repr(lens) == "LogitLens(closed)"

    def test_a_long_prompt_is_cut(self, demo):
        assert repr(widgets.LogitLens(demo, PROMPT * 3)).startswith(
            "LogitLens('The Eiffel Tower is in the city ofThe E…', "
        )

    def test_close_lets_go_of_everything(self, demo):
        lens = widgets.LogitLens(demo, PROMPT)
        lens.patch(2, 1)
        lens.undo()
        alive = [weakref.ref(thing) for thing in (lens, lens.clean.probabilities)]
        lens.close()
        with pytest.raises(RuntimeError, match="closed"):
            _ = lens.result
        del lens
        gc.collect()
        assert [ref() for ref in alive] == [None, None]

    def test_a_bad_prompt_makes_no_widget(self, demo):
        with pytest.raises(ValueError, match="prompt"):
            widgets.LogitLens(demo, "")

    def test_the_bundle_is_text(self):
        assert isinstance(widgets.LogitLens._esm, str)

    def test_a_missing_bundle_names_the_command(self, monkeypatch, tmp_path):
        from nnexplore.widgets import _bundle

        monkeypatch.setattr(_bundle, "_STATIC", tmp_path)
        with pytest.raises(FileNotFoundError, match="npm run build"):
            _bundle.bundle("logit_lens")

    def test_hot_reload_gets_the_path(self, monkeypatch):
        from nnexplore.widgets import _bundle

        monkeypatch.setenv("ANYWIDGET_HMR", "1")
        assert _bundle.bundle("logit_lens").is_file()

    def test_widgets_is_no_package_of_its_own(self):
        outcome = subprocess.run([sys.executable, "-c", "import widgets"], capture_output=True, text=True)
        assert outcome.returncode == 1
        assert "Error" in outcome.stderr


class TestHeads:
    def test_rows_are_of_one_head(self, demo):
        lens = widgets.LogitLens(demo, PROMPT, OTHER)
        lens.workspace.select(head=2)
        lens.component = "head_out"
        expected = lens.workspace.lens("clean", "head_out", head=2)
        assert torch.equal(lens.result.probabilities, expected.probabilities)
        lens.head = 1
        assert lens.workspace.selection.head == 1
        assert torch.equal(lens.result.probabilities, lens.workspace.lens("clean", "head_out", head=1).probabilities)
        lens.close()

    def test_a_click_patches_the_head_and_no_other(self, demo):
        lens = widgets.LogitLens(demo, PROMPT, OTHER)
        lens.component = "head_out"
        lens.head = 3
        lens.patch(1, 2, "copy")
        (change,) = lens.workspace.edits
        assert (change.place, change.at) == (Place("head_out", 1), {"position": 2, "head": 3})
        assert len(lens.edits) == 1
        lens.workspace.select(head=0)
        assert lens.head == 0
        assert lens.edits == ()
        with pytest.raises(ValueError, match="there is no patch"):
            lens.remove(1, 2)
        lens.close()

    def test_a_head_that_there_is_not(self, demo):
        lens = widgets.LogitLens(demo, PROMPT)
        with pytest.raises(traitlets.TraitError, match="there is no head 4: a layer has 4"):
            lens.head = 4
        lens.close()
