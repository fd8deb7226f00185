import gc
import re
import weakref

import numpy as np
import pytest
import torch
import traitlets

import nnexplore
from nnexplore import Workspace, widgets
from nnexplore.errors import EditError, NnexploreError
from nnexplore.widgets._sampling_random import uniform
from nnexplore.workspace import Place
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
        """Every token from a plain forward of all before it; drawn ones from all tokens in a row, likeliest first."""
        ids, found = ids_of(model), []
        for _ in range(steps):
            row = logits(model, [*ids, *found], edits)[-1]
            chances, order = (row.double() / (temperature or 1)).softmax(-1).sort(descending=True, stable=True)
            reached = chances.cumsum(0) > uniform(seed, len(found))
            found.append(int(row.argmax() if temperature == 0 else order[reached][0]))
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

    def test_a_seed_draws_what_generation_draws(self, view, demo):
        view.length, view.temperature = 6, 1.6
        told = set()
        for view.seed in (0, 3, 2**32 - 1):
            generation = widgets.Generation(demo, PROMPT, greedy=False, temperature=1.6, seed=view.seed)
            generation.run(6)
            assert view.write()["clean"] == generation.text.removeprefix(demo.tokenizer.decode(ids_of(demo)))
            told.add(generation.text)
            generation.close()
        assert len(told) > 1
        with pytest.raises(traitlets.TraitError, match="seed"):
            view.seed = 2**32

    @pytest.mark.parametrize("temperature", [0.0, 1.0])
    def test_logits_that_are_no_numbers_give_no_token(self, view, temperature):
        view.workspace.set("resid_post", 3, to=float("nan"))
        view.temperature = temperature
        with pytest.raises(EditError, match="no finite logits for the next token; take a change back"):
            view.write()

    @pytest.mark.parametrize("place", [Place("resid_post", 1), Place("head_pattern", 1)])
    def test_a_copy_of_everything_goes_on_as_in_generation(self, demo, place):
        """A new token gets what the other prompt has after the same new tokens."""
        view = widgets.Steering(demo, PROMPT, LONG, length=4)
        view.workspace.copy(place)
        generation = widgets.Generation(view.workspace)
        generation.run(4)
        new = generation.token_ids[len(ids_of(demo, PROMPT)) :]
        assert view.write()["edited"] == "".join(demo.token_strings(new))
        if place.name == "resid_post":  # then all that the model says is what it says of the other prompt
            with torch.no_grad():
                text = torch.tensor([ids_of(demo, LONG)])
                for _ in new:
                    text = torch.cat([text, demo.module(text).logits[:, -1:].argmax(-1)], 1)
            assert text[0, -len(new) :].tolist() == new
        generation.close()
        view.close()

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


class TestTexts:
    MORE = ("The Colosseum is in the city of", "The Louvre is in the city")
    LESS = ("The Brandenburg Gate is in the city of",)

    @pytest.mark.parametrize("name", MODELS)
    def test_the_direction_is_the_difference_of_means(self, name, demo):
        model = demo if name == "demo" else tiny(name)
        view = widgets.Steering(model, PROMPT)
        slider = view.add_texts(self.MORE, self.LESS, 1, value=1.5)
        means = []
        for texts in (self.MORE, self.LESS):
            lasts = []
            for text in texts:
                point = (MODELS[name][2].format(1), "output")
                with torch.no_grad():
                    value = hooked(model.module, {"input_ids": torch.tensor([ids_of(model, text)])}, [point])[1][point]
                lasts.append((value if isinstance(value, torch.Tensor) else value[0])[0, -1])
            means.append(torch.stack(lasts).mean(0))
        torch.testing.assert_close(slider.change.vector.tensor, means[0] - means[1], atol=1e-5, rtol=1e-4)

        def add(value):
            whole = value if isinstance(value, torch.Tensor) else value[0]
            whole += 1.5 * (means[0] - means[1])

        edited = logits(model, ids_of(model), {(MODELS[name][2].format(1), "output"): add})
        torch.testing.assert_close(view.workspace.logits(), edited, atol=1e-4, rtol=1e-4)
        view.close()

    def test_its_code_makes_it_again(self, view):
        view.add_texts(['It\'s "here"\t in the city of'], list(self.LESS), 2, value=0.5, low=-1)
        view.add_texts(self.MORE, self.LESS, 1, name="Rome", position=3)
        made = {}
        exec(view.code, made)
        assert [(one.name, one.value, one.low, one.high, one.texts) for one in made["view"].sliders] == [
            (one.name, one.value, one.low, one.high, one.texts) for one in view.sliders
        ]
        assert "Vector" not in view.code
        assert [one.change for one in made["view"].sliders] == [one.change for one in view.sliders]
        torch.testing.assert_close(made["view"].workspace.logits(), view.workspace.logits())
        made["view"].close()

    def test_the_browser_makes_one_that_can_be_undone(self, view):
        (reply,) = ask(view, kind="add texts", id="1", more=self.MORE, less=self.LESS, layer=2, position=None)
        assert reply["kind"] == "done"
        (slider,) = view.sliders
        assert slider.name == '"The Colosseum is in the…" − "The Brandenburg Gate is…"'
        assert slider.value == 1.0
        view.workspace.undo()
        assert (slider.value, view.workspace.edits) == (0.0, ())
        view.workspace.redo()
        assert slider.value == 1.0

    @pytest.mark.parametrize(
        ("more", "less", "layer", "message"),
        [
            ([], LESS, 1, r"'more of' has no text: write one or more, each on a line of its own"),
            (MORE, [" ", ""], 1, r"'less of' has no text"),
            ("The Louvre", LESS, 1, r"'more of' is a list of texts; got 'The Louvre'"),
            (MORE, [3], 1, r"'less of' is a list of texts; got \[3\]"),
            (MORE, LESS, 4, r"there is no layer 4: they are 0 to 3"),
            (LESS, LESS, 1, r"both lists are the same on average, so there is no direction"),
            (MORE, [*LESS, "city " * 200], 1, r"in 'less of', counted from 0: prompt 1 has \d+ tokens; this model's"),
        ],
    )
    @pytest.mark.filterwarnings("ignore:Token indices")
    def test_what_is_no_direction_is_refused(self, view, more, less, layer, message):
        with pytest.raises(NnexploreError, match=message):
            view.add_texts(more, less, layer)
        (reply,) = ask(view, kind="add texts", id="1", more=more, less=less, layer=layer, position=None)
        assert reply["kind"] == "error"
        assert re.search(message, reply["message"])
        assert (view.sliders, view.workspace.edits) == ((), ())

    def test_it_is_cancelled_between_layers(self, view, demo):
        reached = []
        hooks = [
            demo.module.transformer.h[0].register_forward_hook(lambda *_: view._cancel()),
            demo.module.transformer.h[1].register_forward_hook(lambda *_: reached.append(1)),
        ]
        try:
            (reply,) = ask(view, kind="add texts", id="1", more=self.MORE, less=self.LESS, layer=3, position=None)
        finally:
            for hook in hooks:
                hook.remove()
        assert (reply["kind"], reply["message"]) == ("error", "cancelled: what you see is as it was before")
        assert (view.sliders, view.workspace.edits, reached) == ((), (), [])
        (reply,) = ask(view, kind="add texts", id="2", more=self.MORE, less=self.LESS, layer=3, position=None)
        assert (reply["kind"], len(view.sliders)) == ("done", 1)


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
