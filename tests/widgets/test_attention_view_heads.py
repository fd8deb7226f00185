"""Pins, windows, tiles, the sweep of all heads and the code of the attention view, without a browser."""

import numpy as np
import pytest
import torch
import traitlets

from nnexplore import LanguageModel, Workspace, widgets
from nnexplore.errors import EditError, PromptError
from nnexplore.widgets._attention_head import TILE, tile
from tests.tiny import tiny

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Brandenburg Gate is in the city of"


@pytest.fixture
def view(demo):
    made = widgets.AttentionView(demo, PROMPT, OTHER)
    yield made
    made.close()


@pytest.fixture(scope="module")
def long_model():
    from transformers import GPT2Config, GPT2LMHeadModel

    torch.manual_seed(0)
    config = GPT2Config(
        vocab_size=300, n_embd=16, n_layer=2, n_head=2, n_positions=2048, bos_token_id=0, eos_token_id=0
    )
    return LanguageModel(GPT2LMHeadModel(config).eval())


def floats(data):
    return torch.from_numpy(np.frombuffer(data, np.float32).copy())


def ask(view, **content):
    sent = []
    view._send = lambda message, buffers=None: sent.append((message, buffers))
    view._handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": []})
    return [(message["content"], buffers) for message, buffers in sent if message["method"] == "custom"]


def by_hooks(model, layer, head, other):
    """The next token's distribution when a head is taken from another prompt, or zeroed, by a hook of PyTorch's."""
    module = model.module.transformer.h[layer].attn.c_proj
    part, kept = slice(head * 32, (head + 1) * 32), {}

    def keep(_module, args):
        kept["value"] = args[0][..., part].clone()

    def put(_module, args):
        changed = args[0].clone()
        changed[..., part] = kept["value"] if other else 0.0
        return (changed, *args[1:])

    def run(prompt, hook):
        handle = module.register_forward_pre_hook(hook)
        with torch.no_grad():
            logits = model.module(**model.tokenizer(prompt, return_tensors="pt")).logits
        handle.remove()
        return logits[0, -1].softmax(-1)

    if other:
        run(other, keep)
    return run(PROMPT, put)


class TestTheSweep:
    @pytest.mark.parametrize("other", [OTHER, None])
    def test_it_is_what_bare_hooks_find(self, demo, other):
        view = widgets.AttentionView(demo, PROMPT, other)
        found = view.patch_effects()
        assert view._screen["sweep"] == ("copy" if other else "zero")
        assert torch.equal(floats(view._screen["scores"]["patch"]).view(4, 4), found)
        with torch.no_grad():
            base = demo.module(**demo.tokenizer(PROMPT, return_tensors="pt")).logits[0, -1].softmax(-1)
        for layer, head in [(0, 2), (1, 0), (3, 3)]:
            moved = (by_hooks(demo, layer, head, other) - base).abs().sum() / 2
            assert found[layer, head].item() == pytest.approx(moved.item(), abs=1e-5)
        view.close()

    def test_another_length_is_zeroed(self, demo):
        view = widgets.AttentionView(demo, PROMPT, "Rome")
        assert view._screen["sweep"] == "zero"
        assert view.patch_effects().isfinite().all()
        view.close()

    def test_it_belongs_to_its_state(self, view):
        view.patch_effects()
        view.workspace.zero("head_out", 0, head=2)
        assert "patch" not in view._screen["scores"]
        view.workspace.undo()
        assert "patch" in view._screen["scores"]

    def test_the_changes_stay_in_force(self, view):
        view.workspace.zero("head_out", 0, head=2)
        before = view.workspace.edits
        assert view.patch_effects()[0, 2] > 0  # copying it takes the place of the zero
        assert view.workspace.edits == before


class TestPins:
    def test_they_are_the_kernel_s(self, view):
        view.pins = [(0, 1), (2, 3)]
        assert [(one["layer"], one["head"]) for one in view._pinned] == [(0, 1), (2, 3)]
        view.workspace.select(position=5)
        assert view._rows["position"] == 5
        assert view._rows["rows"][0] is None  # the whole matrix is there
        for row, (layer, head) in zip(view._rows["rows"][1:], view.pins, strict=True):
            assert torch.equal(floats(row), view.workspace.value("head_pattern", layer)[0, head, 5])

    def test_those_the_model_has_not_are_left_out(self, view):
        view.pins = [(0, 9), (7, 0), (1, 1)]
        assert [(one["layer"], one["head"]) for one in view._pinned] == [(1, 1)]
        with pytest.raises(traitlets.TraitError):
            view.pins = [(0, 0)] * 7


class TestALongPrompt:
    @pytest.mark.parametrize("show", ["edited", "edited - clean"])
    def test_a_tile_is_exact(self, long_model, show):
        ids = [[(7 * at) % 300 for at in range(300)]]
        view = widgets.AttentionView(long_model, ids, show=show)
        view.workspace.zero("head_out", 0, head=0)
        view.workspace.select(layer=1, head=1)
        head = {name: view._head[name] for name in ("layer", "head", "show", "stamp")}
        (reply, buffers), done = ask(view, kind="tile", id="1", row=4, column=2, **head)
        now = view.workspace.value("head_pattern", 1)[0, 1]
        clean = view.workspace.value("head_pattern", 1, "clean")[0, 1]
        expected = now if show == "edited" else now - clean
        assert (reply["row"], reply["column"], done[0]["kind"]) == (4, 2, "done")
        part = expected[4 * TILE :, 2 * TILE : 3 * TILE]  # the last one is not whole
        assert torch.equal(floats(buffers[0]).view(part.shape), part)
        assert len(buffers) == (1 if show == "edited" else 3)
        assert torch.equal(floats(view._rows["rows"][0]), expected[-1])
        view.close()

    def test_a_tile_of_what_was_before_is_not_sent(self, long_model):
        view = widgets.AttentionView(long_model, [list(range(200))])
        head = {name: view._head[name] for name in ("layer", "head", "show", "stamp")}
        view.workspace.zero("head_out", 0, head=0)
        assert [reply["kind"] for reply, _ in ask(view, kind="tile", id="1", row=0, column=0, **head)] == ["done"]
        view.close()

    def test_a_tile_that_is_not_there(self, demo):
        with pytest.raises(EditError, match="there is no tile 9, 0 in a pattern of 8 tokens"):
            tile(Workspace(demo, PROMPT), 0, 0, "edited", 9, 0)

    def test_two_thousand_tokens(self, long_model):
        view = widgets.AttentionView(long_model, [[at % 300 for at in range(2000)]])
        assert (view._head["matrix"]["size"], view._head["matrix"]["block"]) == (2000, 14)
        sizes = [len(view._head["matrix"]["values"]), len(view._screen["thumbs"]["values"]), len(view._rows["rows"][0])]
        assert sum(sizes) < 100_000
        view.close()

    def test_another_prompt_shows_all_of_it(self, view):
        view.window = (2, 1, 4)
        view.workspace.prompt = "Paris is the capital of France"
        assert view.window is None


class TestTheCode:
    def test_it_makes_the_view_again(self, view):
        view.workspace.zero("head_out", 1, head=2)
        view.workspace.select(layer=2, head=1, position=4)
        view.show, view.sort, view.pins, view.window = "edited - clean", "entropy", [(0, 1)], (1, 2, 5)
        made = {}
        exec(view.code, made)
        twin = made["view"]
        for name in ("show", "sort", "pins", "window"):
            assert getattr(twin, name) == getattr(view, name)
        assert (twin.workspace.edits, twin.workspace.selection) == (view.workspace.edits, view.workspace.selection)
        assert (twin.workspace.prompt, twin.workspace.other) == (PROMPT, OTHER)
        twin.close()

    def test_the_browser_may_ask_for_it(self, view):
        (reply, _), done = ask(view, kind="code", id="1")
        assert (reply, done[0]["kind"]) == ({"kind": "code", "text": view.code}, "done")


def test_a_prompt_of_no_tokens_is_refused_and_the_view_stays(view):
    before = view._screen
    with pytest.raises(PromptError, match="pass at least one"):
        view.workspace.prompt = [[]]
    assert view._screen is before


def test_layers_without_attention_are_left_out():
    model = tiny("gpt2")
    view = widgets.AttentionView(model, [[3, 1, 4]])
    assert view._screen["without"] == 0
    view.close()
