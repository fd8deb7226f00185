import gc
import weakref

import numpy as np
import pytest
import torch

import nnexplore
from nnexplore import Workspace, widgets
from nnexplore.errors import EditError
from nnexplore.widgets._steering_sample import spread
from nnexplore.workspace import Change, Place
from tests.reference import hooked
from tests.tiny import tiny

PROMPT = "The Eiffel Tower is in the city of"
OTHER = "The Colosseum is in the city of"
LONG = "The Brandenburg Gate is in the city of"
MODELS = {
    "demo": ("transformer.h.{}.attn.c_proj", "transformer.h.{}.mlp.c_proj", "transformer.h.{}", 32),
    "llama": ("model.layers.{}.self_attn.o_proj", "model.layers.{}.mlp.down_proj", "model.layers.{}", 8),
    "gpt_neox": ("gpt_neox.layers.{}.attention.dense", "gpt_neox.layers.{}.mlp.dense_4h_to_h", "gpt_neox.layers.{}", 8),
}
"""The modules that take the heads and the neurons of a layer, the layer, and the width of a head."""


@pytest.fixture
def view(demo):
    made = widgets.Steering(demo, PROMPT, OTHER)
    yield made
    made.close()


def floats(data, kind=np.float32):
    return torch.from_numpy(np.frombuffer(data, kind).copy())


def ask(view, **content):
    sent = []
    view._send = lambda message, buffers=None: sent.append(message)
    view._handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": []})
    return [message["content"] for message in sent if message["method"] == "custom"]


def logits(model, ids, edits=None):
    """Plain PyTorch with hooks."""
    with torch.no_grad():
        return hooked(model.module, {"input_ids": torch.tensor([list(ids)])}, edits=edits)[0].logits[0]


def ids_of(model, prompt=PROMPT):
    return model.tokenizer(prompt).input_ids


def scaled(by, *index):
    def edit(value):
        value[(..., *index)] *= by

    return edit


def direction(model):
    torch.manual_seed(5)
    width = model.module.get_input_embeddings().weight.shape[1]
    return torch.randn(width)


class TestNumbers:
    @pytest.mark.parametrize("name", MODELS)
    def test_sliders_are_bare_hooks(self, name, demo):
        model = demo if name == "demo" else tiny(name)
        heads, neurons, block, width = MODELS[name]
        view = widgets.Steering(model, PROMPT)
        vector = direction(model)
        view.add_head(1, 2, value=0.25)
        view.add_neuron(2, 7, value=-3.0)
        view.add_neuron(1, 5, 3, how="set", value=4.0)
        view.add_vector(vector, 1, value=1.5)
        view.add_vector(-vector, 0, position=2, value=0.5)

        def put(value):
            value[..., 3, 5] = 4.0

        def add(value):
            whole = value if isinstance(value, torch.Tensor) else value[0]
            whole += 1.5 * vector

        def once(value):
            whole = value if isinstance(value, torch.Tensor) else value[0]
            whole[:, 2] -= 0.5 * vector

        edits = {
            (heads.format(1), "input"): scaled(0.25, slice(2 * width, 3 * width)),
            (neurons.format(2), "input"): scaled(-3.0, 7),
            (neurons.format(1), "input"): put,
            (block.format(1), "output"): add,
            (block.format(0), "output"): once,
        }
        ids = ids_of(model)
        now, was = (logits(model, ids, which)[-1].softmax(-1) for which in (edits, None))
        drawn = view._screen["next"]
        there = floats(drawn["ids"], np.int32).long()
        assert set(there.tolist()) == set(torch.maximum(now, was).topk(10).indices.tolist())
        torch.testing.assert_close(floats(drawn["now"]), now[there], atol=1e-5, rtol=1e-4)
        torch.testing.assert_close(floats(drawn["was"]), was[there], atol=1e-5, rtol=1e-4)
        divergence = torch.nn.functional.kl_div(now.log().double(), was.double(), reduction="sum")
        found = floats(drawn["measures"], np.float64)
        torch.testing.assert_close(found[0], divergence, atol=1e-5, rtol=1e-4)
        entropies = [torch.distributions.Categorical(probs=one.double()).entropy() for one in (now, was)]
        torch.testing.assert_close(found[1:], torch.stack(entropies), atol=1e-5, rtol=1e-4)
        assert float((now - was).abs().max()) > 1e-3
        view.close()

    def test_a_preview_is_the_same_and_the_workspace_does_not_hear_of_it(self, view, demo):
        view.workspace.zero("mlp_out", 0)
        slider = view.add_head(1, 2)
        heard = []
        view.workspace.on("edits", lambda: heard.append(1))
        for value in (0.5, 0.0, 1.7):
            (reply,) = ask(view, kind="preview", id="1", slider=slider.id, value=value)
            assert reply["kind"] == "done"
            live = view._live
            edits = {
                ("transformer.h.0.mlp", "output"): scaled(0.0),
                ("transformer.h.1.attn.c_proj", "input"): scaled(value, slice(64, 96)),
            }
            now = logits(demo, ids_of(demo), edits)[-1].softmax(-1)
            torch.testing.assert_close(
                floats(live["now"]), now[floats(live["ids"], np.int32).long()], atol=1e-5, rtol=0
            )
            assert (live["slider"], live["value"], live["turn"]) == (slider.id, value, view._screen["turn"])
        assert (heard, slider.value, len(view.workspace.edits)) == ([], 1.0, 1)
        view.workspace.undo()
        assert view.workspace.edits == ()

    def test_a_sweep_is_bare_hooks(self, view, demo):
        slider = view.add_head(1, 2, value=0.5)
        view.workspace.zero("mlp_out", 0)
        found = view.sweep(slider)
        assert found["values"].tolist() == pytest.approx([at / 10 for at in range(21)])
        for at in (0, 7, 20):
            edits = {
                ("transformer.h.0.mlp", "output"): scaled(0.0),
                ("transformer.h.1.attn.c_proj", "input"): scaled(float(found["values"][at]), slice(64, 96)),
            }
            now = logits(demo, ids_of(demo), edits)[-1].softmax(-1)
            torch.testing.assert_close(found["probabilities"][at], now[found["ids"]], atol=1e-5, rtol=0)
        assert slider.value == 0.5
        slider.value = 0.7
        assert view._sweep
        view.workspace.clear()
        assert not view._sweep

    def test_heads_and_neurons_are_bare_hooks(self, view, demo):
        view.workspace.select(position=3)
        ask(view, kind="neurons", id="1", layer=2)
        points = [(f"transformer.h.{layer}.attn.c_proj", "input") for layer in range(4)]
        points.append(("transformer.h.2.mlp.c_proj", "input"))
        with torch.no_grad():
            values = hooked(demo.module, {"input_ids": torch.tensor([ids_of(demo)])}, points)[1]
        norms = torch.stack([values[point][0, 3].view(4, 32).norm(dim=-1) for point in points[:4]])
        torch.testing.assert_close(floats(view._heads["norms"]).view(4, 4), norms)
        torch.testing.assert_close(floats(view._neurons["values"]), values[points[4]][0, 3])
        slider = view.add_neuron(2, 17)
        assert view._screen["sliders"][0]["clean"] == pytest.approx(float(values[points[4]][0, 3, 17]), abs=1e-5)
        view.workspace.select(position=5)
        assert view._screen["sliders"][0]["clean"] == pytest.approx(float(values[points[4]][0, 5, 17]), abs=1e-5)
        assert slider.value == 1.0


class TestText:
    def written(self, model, edits, steps, temperature=0.0, seed=0):
        """Every token from a plain forward of all before it."""
        ids, chance, found = ids_of(model), torch.Generator().manual_seed(seed), []
        for _ in range(steps):
            row = logits(model, [*ids, *found], edits)[-1]
            drawn = (
                row.argmax()
                if temperature == 0
                else torch.multinomial((row / temperature).softmax(-1), 1, generator=chance)
            )
            found.append(int(drawn))
            if found[-1] == model.module.generation_config.eos_token_id:
                break
        return found

    @pytest.mark.parametrize("name", MODELS)
    @pytest.mark.parametrize("temperature", [0.0, 0.9])
    def test_every_step_is_a_plain_forward_with_hooks(self, name, temperature, demo):
        model = demo if name == "demo" else tiny(name)
        heads, neurons, block, width = MODELS[name]
        view = widgets.Steering(model, PROMPT, temperature=temperature, seed=3, length=8)
        vector = direction(model)
        view.add_head(1, 2, value=0.0)
        view.add_neuron(2, 7, 3, how="set", value=6.0)
        view.add_vector(vector, 1, value=2.0)

        def put(value):
            value[..., 3, 7] = 6.0

        def add(value):
            whole = value if isinstance(value, torch.Tensor) else value[0]
            whole += 2.0 * vector

        edits = {
            (heads.format(1), "input"): scaled(0.0, slice(2 * width, 3 * width)),
            (neurons.format(2), "input"): put,
            (block.format(1), "output"): add,
        }
        texts = view.write()
        for run, which in (("edited", edits), ("clean", None)):
            wanted = self.written(model, which, 8, temperature, 3)
            assert view._sample[run]["texts"] == model.token_strings(wanted)
            assert texts[run] == "".join(model.token_strings(wanted))
            row = logits(model, [*ids_of(model), *wanted[:-1]], which)[-1].softmax(-1)
            assert float(floats(view._sample[run]["probabilities"])[-1]) == pytest.approx(
                float(row[wanted[-1]]), abs=1e-5
            )
        assert texts["edited"] != texts["clean"]
        view.close()

    def test_a_copy_stays_at_the_prompt(self, demo):
        view = widgets.Steering(demo, PROMPT, LONG, length=4)
        view.workspace.copy("resid_post", 1)
        there = hooked(demo.module, {"input_ids": torch.tensor([ids_of(demo, LONG)])}, [("transformer.h.1", "output")])[
            1
        ]
        kept = there["transformer.h.1", "output"]

        def copy(value):
            value[:, : kept.shape[1]] = kept

        assert view.write()["edited"] == "".join(
            demo.token_strings(self.written(demo, {("transformer.h.1", "output"): copy}, 4))
        )
        view.close()

    def test_a_whole_pattern_cannot_be_copied_to_new_tokens(self):
        change = Change(Place("head_pattern", 1), {"head": 0}, "copy")
        with pytest.raises(EditError, match="a key more with every new token"):
            spread(change, 5)

    def test_the_clean_text_is_written_once(self, view):
        view.length = 3
        view.write()
        kept = view._plain[1]
        view.add_head(1, 2, value=0.0)
        view.write()
        assert view._plain[1] is kept
        view.length = 4
        view.write()
        assert len(view._sample["clean"]["texts"]) <= 4
        assert view._plain[1] is not kept

    def test_an_old_text_says_so(self, view):
        view.length = 2
        view.write()
        assert view._sample["state"] == view._screen["state"]
        view.against = "other"
        assert view._sample["state"] == view._screen["state"]
        view.workspace.zero("mlp_out", 1)
        assert view._sample["state"] != view._screen["state"]


class TestView:
    def test_no_prompt_yet(self, demo):
        view = widgets.Steering(demo)
        assert view._screen["next"] is None
        with pytest.raises(EditError, match=r"set workspace\.prompt"):
            view.add_head(1, 2)
        view.workspace.prompt = PROMPT
        assert view._screen["next"] is not None
        assert view.add_head(1, 2).value == 1.0
        view.close()

    def test_a_model_without_heads(self):
        view = widgets.Steering(tiny("mamba"), PROMPT)
        assert view._heads["layers"] == []
        assert view._heads["reason"]
        view.add("resid_post", 1, value=0.5)
        assert view.sliders[0].value == 0.5
        view.close()

    def test_a_failing_change_leaves_the_last_good_screen(self, view):
        before = view._screen["next"]
        view.workspace.other = None
        view.against = "other"
        assert "there is no other prompt" in view._error["message"]
        assert view._screen["next"] == before
        view.against = "clean"
        assert view._error == {}

    def test_a_slider_at_a_token_that_is_gone(self, view):
        view.add_neuron(2, 17, 7)
        view.workspace.prompt = "The city"
        assert view._error == {}
        assert view._screen["sliders"][0]["clean"] is None

    def test_cancelling_a_long_text(self, view):
        from nnexplore.widgets._work import CancelledError, Job, _here

        job = Job(lambda: None, lambda progress: None)
        _here.job = job
        try:
            view._jobs = [job]
            view._cancel()
            with pytest.raises(CancelledError):
                view.write()
        finally:
            _here.job = None
        assert view._sample == {}

    def test_it_is_small(self, view):
        for head in range(4):
            view.add_head(1, head, value=0.5)
        view.sweep(0)
        view.write()
        ask(view, kind="neurons", id="1", layer=2)
        from ipywidgets.widgets.widget import _remove_buffers

        state, _, buffers = _remove_buffers({k: v for k, v in view.get_state().items() if k != "_esm"})
        assert len(repr(state)) + sum(map(len, buffers)) < 20_000

    def test_closing_frees_the_tensors(self, demo):
        view = widgets.Steering(Workspace(demo, PROMPT))
        view.add_vector(direction(demo), 1, value=1.0)
        slider = view.sliders[0]
        view.sweep(slider)
        held = weakref.ref(view.workspace)
        view.close()
        gc.collect()
        assert held() is None
        with pytest.raises(RuntimeError, match="is closed"):
            _ = slider.value

    def test_linked_views_have_the_same_sliders(self, demo):
        workspace = nnexplore.Workspace(demo, PROMPT)
        one, two = widgets.Steering(workspace), widgets.Steering(workspace)
        one.add_vector(direction(demo), 1, name="north").value = 2.0
        assert [(slider.name, slider.value) for slider in two.sliders] == [("north", 2.0)]
        two.sliders[0].value = -1.0
        assert one.sliders[0].value == -1.0
        one.close()
        two.close()
