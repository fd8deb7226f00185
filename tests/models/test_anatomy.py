"""The model-independent names lead to the right places, checked with plain hooks on the plain model."""

import itertools

import pytest
import torch
from torch import nn

import nnexplore
from nnexplore.errors import ModelError
from nnexplore.models.anatomy import find_anatomy
from tests.reference import hooked
from tests.tiny import ALL_KINDS, KINDS, tiny

PROMPT = "The Eiffel Tower is in the city of"
SUMS = ["gpt2", "llama", "qwen2", "qwen3", "mistral", "gpt_neox", "opt", "phi"]
"""Where a block adds the very outputs of attention and MLP; Gemma 2 and 3 norm them first."""

COMMON = ("model.embed_tokens", "model.layers", "model.norm", "lm_head", "self_attn", "mlp")
GPT2 = ("transformer.wte", "transformer.h", "transformer.ln_f", "lm_head", "attn", "mlp")
BLOOM = ("transformer.word_embeddings", "transformer.h", "transformer.ln_f", "lm_head", "self_attention", "mlp")
PLACES = {
    "gpt2": GPT2, "gptj": GPT2, "gpt_neo": GPT2, "gpt_bigcode": GPT2, "codegen": GPT2, "bloom": BLOOM, "falcon": BLOOM,
    "gpt_neox": ("gpt_neox.embed_in", "gpt_neox.layers", "gpt_neox.final_layer_norm", "lm_head", "attention", "mlp"),
    "opt": (
        "model.decoder.embed_tokens", "model.decoder.layers", "model.decoder.final_layer_norm", "lm_head", "self_attn",
        "fc2",
    ),
    "phi": ("model.embed_tokens", "model.layers", "model.final_layernorm", "lm_head", "self_attn", "mlp"),
    "mpt": ("transformer.wte", "transformer.blocks", "transformer.norm_f", "lm_head", "attn", "ffn"),
    "mamba": ("backbone.embeddings", "backbone.layers", "backbone.norm_f", "lm_head", None, None),
    "xglm": ("model.embed_tokens", "model.layers", "model.layer_norm", "lm_head", "self_attn", "fc2"),
    "biogpt": (
        "biogpt.embed_tokens", "biogpt.layers", "biogpt.layer_norm", "output_projection", "self_attn", "fc2",
    ),
}  # fmt: skip


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def model(kind):
    return tiny(kind)


@pytest.fixture
def ids(model):
    return dict(model.tokenizer(PROMPT, return_tensors="pt"))


@pytest.fixture
def states(model, ids):
    with torch.no_grad():
        return model.module(**ids, output_hidden_states=True).hidden_states


def first(value):
    return value[0] if isinstance(value, tuple) else value


def skeleton(module):
    """The same modules without weights."""
    from transformers import AutoModelForCausalLM

    with torch.device("meta"):
        return AutoModelForCausalLM.from_config(module.config)


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_the_names_lead_to_these_modules(kind):
    module = tiny(kind).module
    embed, layers, norm, unembed, attn, mlp = PLACES.get(kind, COMMON)
    anatomy = find_anatomy(module)
    assert (anatomy.embed, anatomy.layers, anatomy.norm, anatomy.unembed) == (embed, layers, norm, unembed)
    assert anatomy.names("") == ("embed", "layers", "norm", "unembed")
    assert anatomy.blocks == tuple(f"{layers}.{at}" for at in range(3))
    for block in anatomy.blocks:
        paths = {name: f"{block}.{last}" for name, last in (("attn", attn), ("mlp", mlp)) if last}
        assert anatomy.names(block) == tuple(paths)
        assert {name: anatomy.part(module, block, name).path for name in paths} == paths
        if mlp == "fc2":
            assert anatomy.part(module, block, "mlp").entry == f"{block}.fc1"


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_no_weights_are_needed(kind):
    module = tiny(kind).module
    bare = skeleton(module)
    assert all(parameter.is_meta for parameter in bare.parameters())
    assert find_anatomy(bare) == find_anatomy(module)
    assert hash(find_anatomy(bare)) == hash(find_anatomy(module))


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_the_stream_goes_from_the_embedding_through_the_blocks_and_the_norm_to_the_unembedding(kind):
    module = tiny(kind).module
    anatomy = find_anatomy(module)
    ids = dict(tiny(kind).tokenizer(PROMPT, return_tensors="pt"))
    points = [(anatomy.embed, "input"), (anatomy.norm, "input"), (anatomy.norm, "output"), (anatomy.unembed, "input")]
    points += [(path, port) for path in anatomy.blocks for port in ("input", "output")]
    with torch.no_grad():
        _, values = hooked(module, ids, points)
    assert values[anatomy.embed, "input"].equal(ids["input_ids"])
    for before, after in itertools.pairwise(anatomy.blocks):
        assert first(values[before, "output"]).equal(values[after, "input"])
    assert first(values[anatomy.blocks[-1], "output"]).equal(values[anatomy.norm, "input"])
    assert values[anatomy.norm, "output"].equal(values[anatomy.unembed, "input"])


def test_a_block_without_attention_has_no_such_name():
    block = tiny("mamba").layers[0]
    assert not {"attn", "mlp"} & set(dir(block))
    assert tiny("mamba").anatomy.part(tiny("mamba").module, block.path, "attn") is None
    with pytest.raises(AttributeError, match=r"no module or port 'attn'"):
        _ = block.attn


def test_handles_have_the_names(kind, model):
    embed, layers, norm, unembed, attn, mlp = PLACES.get(kind, COMMON)
    assert (model.embed.path, model.layers.path, model.norm.path) == (embed, layers, norm)
    assert model.unembed.path == unembed
    assert len(model.layers) == 3
    assert [(block.attn.path, block.mlp.path) for block in model.layers] == [
        (f"{layers}.{at}.{attn}", f"{layers}.{at}.{mlp}") for at in range(3)
    ]


def test_layer_outputs_are_the_hidden_states(model, states):
    with torch.no_grad(), model.trace(PROMPT):
        outputs = [first(layer.output) for layer in model.layers]
    assert all(mine.equal(theirs) for mine, theirs in zip(outputs[:-1], states[1:-1], strict=True))


def test_layer_inputs_are_the_hidden_states_too(model, states):
    with torch.no_grad(), model.trace(PROMPT):
        inputs = [layer.input for layer in model.layers]
    assert all(mine.equal(theirs) for mine, theirs in zip(inputs, states[:-1], strict=True))


def test_the_norms_output_is_the_last_hidden_state(model, states):
    with torch.no_grad(), model.trace(PROMPT):
        last = first(model.layers[-1].output)
        given = model.norm.input
        normed = model.norm.output
    assert given.equal(last)
    assert normed.equal(states[-1])


def test_the_unembedding_gives_the_logits(kind, model, ids):
    with torch.no_grad():
        logits = model.module(**ids).logits
        with model.trace(PROMPT):
            normed = model.norm.output
            given = model.unembed.input
            out = model.unembed.output
    assert given.equal(normed)
    cap = getattr(model.module.config, "final_logit_softcapping", None)
    assert logits.equal(torch.tanh(out / cap) * cap if cap else out)
    assert bool(cap) == (kind == "gemma2")


def test_the_embedding_is_what_the_tokens_become(model, ids):
    with torch.no_grad(), model.trace(PROMPT):
        given = model.embed.input
        embedded = model.embed.output
    assert given.equal(ids["input_ids"])
    assert embedded.equal(model.module.get_input_embeddings()(ids["input_ids"]))


@pytest.mark.parametrize("kind", SUMS)
def test_attention_and_mlp_sum_to_what_the_block_adds(kind):
    model = tiny(kind)
    with torch.no_grad(), model.trace(PROMPT):
        for layer in model.layers:
            before = layer.input.clone()
            attended = first(layer.attn.output).clone()
            fed = layer.mlp.output.reshape(before.shape).clone()
            after = first(layer.output)
            assert torch.allclose(before + attended + fed, after, atol=1e-4)
            assert attended.abs().max() > 1e-3
            assert fed.abs().max() > 1e-3


@pytest.mark.parametrize("kind", ["gemma2", "gemma3_text"])
def test_gemma_norms_them_before_it_adds_them(kind):
    model = tiny(kind)
    with torch.no_grad(), model.trace(PROMPT):
        for layer in model.layers:
            before = layer.input.clone()
            attended = layer.post_attention_layernorm(first(layer.attn.output))
            fed = layer.post_feedforward_layernorm(layer.mlp.output)
            assert torch.allclose(before + attended + fed, first(layer.output), atol=1e-4)


def test_attention_and_mlp_inputs_and_outputs_are_plain_hooks(kind, model, ids):
    _, layers, _, _, attn, mlp = PLACES.get(kind, COMMON)
    entry = "fc1" if kind == "opt" else mlp
    points = [
        (f"{layers}.1.{attn}", "input"), (f"{layers}.1.{attn}", "output"),
        (f"{layers}.1.{entry}", "input"), (f"{layers}.1.{mlp}", "output"),
    ]  # fmt: skip
    with torch.no_grad():
        _, values = hooked(model.module, ids, points)
        with model.trace(PROMPT):
            block = model.layers[1]
            mine = [block.attn.input, first(block.attn.output), block.mlp.input, block.mlp.output]
    assert all(a.equal(first(values[point])) for a, point in zip(mine, points, strict=True))


def test_an_mlp_is_switched_off(kind, model, ids):
    _, layers, _, _, _, mlp = PLACES.get(kind, COMMON)
    with torch.no_grad():
        output, _ = hooked(model.module, ids, (), {(f"{layers}.1.{mlp}", "output"): torch.zeros_like})
        with model.trace(PROMPT):
            model.layers[1].mlp.output = 0
            logits = model.output.logits
    assert logits.equal(output.logits)


def test_attention_is_switched_off(kind, model, ids):
    _, layers, _, _, attn, _ = PLACES.get(kind, COMMON)
    with torch.no_grad():
        output, _ = hooked(
            model.module, ids, (), {(f"{layers}.1.{attn}", "output"): lambda v: (torch.zeros_like(v[0]), *v[1:])}
        )
        with model.trace(PROMPT):
            model.layers[1].attn.output[0][:] = 0
            logits = model.output.logits
    assert logits.equal(output.logits)


def test_names_exist_where_they_mean_something(model):
    assert {"embed", "layers", "norm", "unembed"} <= set(dir(model))
    assert {"attn", "mlp"} <= set(dir(model.layers[0]))
    assert model.layers[0].attn == model.layers[0].attn
    with pytest.raises(AttributeError, match="Did you mean 'layers'"):
        _ = model.layer


def test_an_mlp_that_is_spelt_out_is_not_called_as_one():
    model = tiny("opt")
    with pytest.raises(ModelError, match=r"fc1 … .*fc2 are several modules.*call them in turn"):
        model.layers[0].mlp(torch.zeros(1, 32))


def test_a_model_without_decoder_blocks():
    model = nnexplore.LanguageModel(nn.Linear(2, 2))
    with pytest.raises(
        ModelError, match=r"Linear has no config that tells .*`layers` has no meaning here; use the module names"
    ):
        _ = model.layers


def test_a_model_whose_embedding_cannot_be_found():
    class Headless(nn.Module):
        def __init__(self):
            super().__init__()
            self.config = type("Config", (), {"num_hidden_layers": 1})()
            self.blocks = nn.ModuleList([nn.Linear(2, 2)])

    with pytest.raises(ModelError, match=r"Headless has no get_input_embeddings\(\), so `embed` has no meaning here"):
        _ = nnexplore.LanguageModel(Headless()).embed


def test_a_plain_module_has_no_such_names(gpt2):
    with pytest.raises(AttributeError, match="no module or port 'layers'"):
        _ = nnexplore.Model(gpt2.module).layers
