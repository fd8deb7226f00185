"""Features of an autoencoder are read and written in a trace as bare hooks do it, and land in the graph."""

from __future__ import annotations

import copy
from types import SimpleNamespace

import pytest
import torch

import nnexplore
from nnexplore.analysis import SparseAutoencoder
from nnexplore.graph import Constant, Graph
from tests.analysis.naive import has
from tests.analysis.naive.features import ReluSAE, TopKSAE, naive_features, naive_gradients, naive_written
from tests.tiny import KINDS, tiny

IDS = torch.tensor([[5, 9, 42, 17, 300, 7]])
COMPONENTS = ("resid_pre", "resid_mid", "resid_post", "attn_out", "mlp_out", "neurons", "head_out")
SOME = ["gpt2", "llama", "gemma2", "opt"]
EIFFEL, ITALY = "The Eiffel Tower is in the city of", "The capital of Italy is"


def width_of(model, component):
    with torch.no_grad(), model.trace(IDS):
        return SparseAutoencoder(ReluSAE(1, 1), layer=1, component=component).vectors(model).shape[-1]


def placed(model, component="resid_post", kind=ReluSAE, features=40, layer=1):
    return SparseAutoencoder(kind(width_of(model, component), features), layer=layer, component=component)


def parts_of(kind):
    return [component for component in COMPONENTS if has(kind, component)]


def difference(logits):
    return logits[0, -1, 3] - logits[0, -1, 8]


def close(one, other, tolerance=1e-5):
    one, other = torch.as_tensor(one).detach(), torch.as_tensor(other).detach()
    return torch.allclose(one, other, atol=tolerance * max(1, float(other.abs().max())), rtol=0)


def changed(features):
    features[:, -1, 3] = 5.0
    features[:, 2] = 0
    return features


def traced(model, sae, change, ids=IDS, error=True):
    with torch.no_grad(), model.trace(ids) as run:
        features = sae.read(model)
        change(features)
        sae.write(model, features, error=error)
        logits = model.output.logits.save("logits")
    return logits.value, run.graph


# -- against bare hooks ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_features_are_those_of_the_plain_value(kind):
    model = tiny(kind)
    for component in parts_of(kind):
        for kind_of_sae in (ReluSAE, TopKSAE):
            sae = placed(model, component, kind_of_sae)
            with torch.no_grad(), model.trace(IDS):
                vectors, features = sae.vectors(model).value, sae.read(model).value
            expected = naive_features(model.module, sae.module, IDS, component, 1)
            assert (features != 0).any()
            assert close(vectors, expected[0]), component
            assert close(features, expected[1]), component


@pytest.mark.parametrize("kind", KINDS)
def test_changed_features_are_decoded_and_the_error_is_kept(kind):
    model = tiny(kind)
    for component in parts_of(kind):
        sae = placed(model, component)
        for error in (True, False):
            expected = naive_written(model.module, sae.module, IDS, component, 1, changed, error)
            logits, _ = traced(model, sae, changed, error=error)
            assert close(logits, expected), component
            assert not close(logits, model.module(IDS).logits, 1e-3)


@pytest.mark.parametrize("kind", KINDS)
def test_unchanged_features_change_nothing(kind):
    model = tiny(kind)
    expected = model.module(IDS).logits
    for component in parts_of(kind):
        logits, _ = traced(model, placed(model, component), lambda features: None)
        assert close(logits, expected, 1e-6), component


@pytest.mark.parametrize("kind", SOME)
def test_the_gradient_at_features_is_that_of_two_leaves(kind):
    model = tiny(kind)
    for component in parts_of(kind):
        sae = placed(model, component)
        with model.trace(IDS):
            below = model.layers[0].output
            features = sae.read(model)
            sae.write(model, features)
            difference(model.output.logits).backward()
        _, _, slope, _ = naive_gradients(model.module, sae.module, IDS, component, 1, difference)
        assert slope.abs().max() > 1e-3
        assert close(features.grad, slope), component
        with model.trace(IDS):  # what comes before has the gradient that it has without an autoencoder
            plain = model.layers[0].output
            difference(model.output.logits).backward()
        assert close(below.grad, plain.grad), component
    model.module.zero_grad()


def test_gradients_through_changed_features():
    model = tiny("gpt2")
    sae = placed(model)
    with model.trace(IDS):
        features = sae.read(model)
        features[:, -1, 3] = 0
        sae.write(model, features)
        difference(model.output.logits).backward()
    model.module.zero_grad()

    leaf = naive_features(model.module, sae.module, IDS, "resid_post", 1)[1].index_fill(0, torch.tensor([]).long(), 0)
    leaf[:, -1, 3] = 0
    leaf.requires_grad_()
    vectors, before = naive_features(model.module, sae.module, IDS, "resid_post", 1)
    rest = (vectors - sae.module.decode(before)).detach()
    hook = model.module.transformer.h[1].register_forward_hook(lambda *_: sae.module.decode(leaf) + rest)
    (slope,) = torch.autograd.grad(difference(model.module(IDS).logits), [leaf])
    hook.remove()
    assert close(features.grad, slope)


def test_frozen_weights_need_a_word():
    module = copy.deepcopy(tiny("gpt2").module).requires_grad_(False)
    model = nnexplore.LanguageModel(module, tokenizer=tiny("gpt2").tokenizer)
    frozen = placed(model)
    frozen.module.requires_grad_(False)
    with model.trace(IDS):
        features = frozen.read(model).requires_grad_()
        frozen.write(model, features)
        difference(model.output.logits).backward()
    assert close(features.grad, naive_gradients(module, frozen.module, IDS, "resid_post", 1, difference)[2])
    assert all(parameter.grad is None for parameter in (*module.parameters(), *frozen.module.parameters()))


# -- prompts, steps, precision ---------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["llama", "opt"])
@pytest.mark.parametrize("component", ["mlp_out", "head_out"])
def test_a_padded_batch_is_its_prompts_one_by_one(kind, component):
    model = tiny(kind)
    sae = placed(model, component)

    def last(features):
        features[:, -1, :20] *= 3

    prompts = [EIFFEL, ITALY]
    together, _ = traced(model, sae, last, prompts)
    for number, prompt in enumerate(prompts):
        alone, _ = traced(model, sae, last, prompt)
        assert close(together[number, -1], alone[0, -1])


def test_an_edit_stays_and_a_generation_goes_through_it(demo):
    sae = SparseAutoencoder(ReluSAE(128, 64), layer=2)

    def silence(model):
        features = sae.read(model)
        features[..., :32] = 0
        sae.write(model, features * -9)

    with demo.edit() as edited:
        silence(edited)
    ids = []
    for model, change in ((demo, silence), (edited, lambda model: None), (demo, lambda model: None)):
        with model.generate(EIFFEL, max_new_tokens=4, do_sample=False) as run:
            for _ in run.steps():
                change(model)
            run.finish()
        ids.append(run.ids)
    assert ids[0] == ids[1] != ids[2]


def test_a_model_in_half_precision_and_an_autoencoder_in_full():
    model = nnexplore.LanguageModel(copy.deepcopy(tiny("llama").module).bfloat16(), tokenizer=tiny("llama").tokenizer)
    sae = placed(model)
    logits, graph = traced(model, sae, changed)
    assert logits.dtype == torch.bfloat16
    with torch.no_grad(), model.trace(IDS):
        assert sae.read(model).dtype == torch.float32
        value = sae.vectors(model).value.float()
        features = sae.module.encode(value)
        error = value - sae.module.decode(features)
        model.layers[1].output = (sae.module.decode(changed(features)) + error).bfloat16()
        expected = model.output.logits.value
    assert torch.allclose(logits.float(), expected.float(), atol=0.1, rtol=0.02)
    with torch.no_grad():
        assert graph.run(model)["logits"].equal(logits)


def test_two_functions_are_an_autoencoder(gpt2):
    inner = ReluSAE(32, 16)
    with torch.no_grad():
        pair = SimpleNamespace(encode=lambda x: inner.encode(x), decode=lambda f: inner.decode(f))
        one, _ = traced(gpt2, SparseAutoencoder(pair, layer=-1), changed)
        two, _ = traced(gpt2, SparseAutoencoder(inner, layer=2), changed)
    assert one.equal(two)


class Normed(ReluSAE):
    """Decoding takes up what encoding left, once, as in SAELens with ``normalize_activations``."""

    def encode(self, x):
        self.size = x.norm(dim=-1, keepdim=True)
        return super().encode(x / self.size)

    def decode(self, features):
        found = super().decode(features) * self.size
        del self.size
        return found


def test_a_decoder_that_needs_what_the_encoder_left(gpt2):
    module = Normed(32, 40)
    sae = SparseAutoencoder(module, layer=1)
    logits, graph = traced(gpt2, sae, changed)

    def edit(_block, _args, value):
        features = module.encode(value)
        rebuilt = module.decode(features.clone())
        return module.super_decode(changed(features), value) + value - rebuilt

    module.super_decode = lambda features, value: ReluSAE.decode(module, features) * value.norm(dim=-1, keepdim=True)
    hook = gpt2.module.transformer.h[1].register_forward_hook(edit)
    with torch.no_grad():
        expected = gpt2.module(IDS).logits
    hook.remove()
    assert close(logits, expected)
    with torch.no_grad():
        assert graph.run(gpt2)["logits"].equal(logits)


def test_features_of_one_prompt_in_another(gpt2):
    sae, other = SparseAutoencoder(ReluSAE(32, 16), layer=1), torch.tensor([[5, 9, 77, 17, 300, 11]])
    with torch.no_grad(), gpt2.trace() as block:
        with block.invoke(other):
            source = sae.read(gpt2)
        with block.invoke(IDS):
            features = sae.read(gpt2)
            features[:, -1] = source[:, -1]
            sae.write(gpt2, features)
            logits = gpt2.output.logits.save("logits")
    new = naive_features(gpt2.module, sae.module, other, "resid_post", 1)[1]

    def change(features):
        features[:, -1] = new[:, -1]
        return features

    assert close(logits, naive_written(gpt2.module, sae.module, IDS, "resid_post", 1, change))
    with torch.no_grad():
        assert block.graph.run(gpt2)["logits"].equal(logits.value)


def test_before_and_after_in_one_trace(gpt2):
    sae = SparseAutoencoder(ReluSAE(32, 16), layer=1)
    with torch.no_grad(), gpt2.trace(IDS):
        features = sae.read(gpt2)
        before = gpt2.output.logits
        sae.write(gpt2, changed(features))
        after = gpt2.output.logits
    assert close(before, gpt2.module(IDS).logits)
    assert close(after, traced(gpt2, sae, changed)[0])


def test_layers_of_several_autoencoders(gpt2):
    low, high = SparseAutoencoder(ReluSAE(32, 16), layer=0), SparseAutoencoder(ReluSAE(32, 16, seed=3), layer=2)
    with gpt2.trace(IDS):
        first = low.read(gpt2)
        low.write(gpt2, first)
        second = high.read(gpt2)
        second[0, -1].sum().backward()
    assert first.grad.abs().max() > 0
    gpt2.module.zero_grad()


# -- the graph -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", SOME)
@pytest.mark.parametrize("of", [ReluSAE, TopKSAE])
def test_it_is_all_in_the_graph(kind, of):
    model = tiny(kind)
    sae = placed(model, "head_out", of)
    logits, graph = traced(model, sae, lambda features: features[:, -1].zero_())
    stored = Graph.from_json(graph.to_json())
    assert str(stored) == str(graph)
    with torch.no_grad():
        assert stored.run(model)["logits"].equal(logits)
        other = torch.tensor([[7, 3, 250]])
        expected, _ = traced(model, sae, lambda features: features[:, -1].zero_(), other)
        assert close(stored.run(model, other)["logits"], expected)


def test_weights_stand_in_the_graph_once(gpt2):
    module = ReluSAE(32, 16)
    _, graph = traced(gpt2, SparseAutoencoder(module, layer=1), changed)
    held = [node.value for node in graph if isinstance(node, Constant)]
    assert sum(one.nbytes for one in held) == sum(one.nbytes for one in module.parameters())
    assert len(held) == 4


def test_the_graph_keeps_the_weights_of_its_time(gpt2):
    module = ReluSAE(32, 16)
    logits, graph = traced(gpt2, SparseAutoencoder(module, layer=1), changed)
    module.W_dec.data *= 2
    with torch.no_grad():
        assert graph.run(gpt2)["logits"].equal(logits)


def test_code_makes_the_same_values(demo):
    torch.manual_seed(0)
    sae = SparseAutoencoder(ReluSAE(128, 2), layer=1)
    with torch.no_grad(), demo.trace(EIFFEL) as run:
        features = sae.read(demo).save("features")
        sae.write(demo, features * 2)
        logits = demo.output.logits.save("logits")
    space = {}
    with torch.no_grad():
        exec(compile(run.graph.code(), "<graph>", "exec"), space)
    assert close(space["logits"], logits)
    assert close(space["features"], features)


def test_a_deferred_run(demo):
    sae = SparseAutoencoder(ReluSAE(128, 16), layer=1)
    with torch.no_grad(), demo.trace(EIFFEL, defer=True):
        features = sae.read(demo)
        features[:, -1] *= 2
        sae.write(demo, features)
        logits = demo.output.logits.save("logits")
    expected, _ = traced(demo, sae, lambda features: features[:, -1].mul_(2), EIFFEL)
    assert close(logits, expected)


def test_a_backward_pass_is_replayed(gpt2):
    sae = SparseAutoencoder(ReluSAE(32, 16), layer=1)
    with gpt2.trace(IDS) as run:
        features = sae.read(gpt2)
        sae.write(gpt2, features)
        difference(gpt2.output.logits).backward()
        slope = features.grad.save("slope")
    gpt2.module.zero_grad()
    assert close(Graph.from_json(run.graph.to_json()).run(gpt2)["slope"], slope)
    gpt2.module.zero_grad()


# -- a direction -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["llama", "opt"])
@pytest.mark.parametrize("component", ["resid_post", "head_out", "neurons"])
def test_a_direction_is_the_row_of_the_decoder(kind, component):
    model = tiny(kind)
    sae = placed(model, component)
    for feature in (0, 7, -1):
        assert close(sae.direction(model, feature), sae.module.W_dec[feature])
    assert not sae.direction(model, 0).requires_grad
