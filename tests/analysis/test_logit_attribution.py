"""The parts of a logit sum to it on every architecture, and are those of bare hooks."""

from __future__ import annotations

import pytest
import torch

import nnexplore
from nnexplore.analysis import direct_logit_attribution
from nnexplore.errors import AnalysisError, MetricError, ModelError
from tests.analysis.naive import naive_attribution
from tests.analysis.naive.places import KINDS
from tests.reference import hooks_on
from tests.tiny import ALL_KINDS, tiny

IDS = torch.tensor([[5, 17, 99, 4, 250, 31, 8, 77]])
EIFFEL = "The Eiffel Tower is in the city of"
STORE = "When Mary and John went to the store, John gave a drink to"
CAPPED = ("gemma2",)
FUSED = ("mixtral", "gpt_oss", "qwen3_moe", "deepseek_v3")  # experts in one tensor


def whole(result):
    return result.prompts.flatten(0, -2).sum(0) + sum(result.others.values(), torch.zeros(1))


def logits_of(module, ids, position=-1):
    with torch.no_grad():
        return module(ids).logits[0, position].double()


@pytest.mark.parametrize("kind", ALL_KINDS)
@pytest.mark.parametrize("other", [12, None])
def test_components_sum_to_the_logit_on_every_architecture(kind, other):
    result = direct_logit_attribution(tiny(kind), IDS, 11, other, position=-2)
    assert float((whole(result) - result.total).abs()) < 1e-4
    assert abs(float(result.values.sum()) - result.baselines["total"]) < 1e-4
    assert result.capped == (kind in CAPPED)
    if not result.capped:
        logits = logits_of(tiny(kind).module, IDS, -2)
        expected = logits[11] - (0 if other is None else logits[other])
        assert abs(float(result.total) - float(expected)) < 1e-4


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_layers_are_their_components(kind):
    parts = direct_logit_attribution(tiny(kind), IDS, 11, 12)
    layers = direct_logit_attribution(tiny(kind), IDS, 11, 12, by="layer")
    assert abs(float(layers.values.sum() - parts.values.sum())) < 1e-5
    names = {name: parts.at(component=name) for name in parts.axes[0].labels}
    of_one = sum(value for name, value in names.items() if name.startswith("1."))
    assert abs(layers.at(layer=1) - of_one) < 1e-5
    first = names["embedding"] + names.get("position embedding", 0.0)
    assert abs(layers.at(layer=-1) - first) < 1e-5


@pytest.mark.parametrize("kind", [kind for kind in ALL_KINDS if kind != "mamba"])
def test_heads_sum_to_what_attention_adds(kind):
    parts = direct_logit_attribution(tiny(kind), IDS, 11, 12)
    heads = direct_logit_attribution(tiny(kind), IDS, 11, 12, by="head")
    assert heads.values.shape == (3, 4)
    for layer in range(3):
        own = heads.values[layer].sum() + float(heads.others[f"{layer}.attn_out bias"])
        assert abs(float(own) - parts.at(component=f"{layer}.attn_out")) < 1e-4
    assert float((whole(heads) - heads.total).abs()) < 1e-4


@pytest.mark.parametrize("kind", [kind for kind in ALL_KINDS if kind not in (*FUSED, "mamba")])
def test_neurons_sum_to_what_the_mlp_adds(kind):
    parts = direct_logit_attribution(tiny(kind), IDS, 11, 12)
    neurons = direct_logit_attribution(tiny(kind), IDS, 11, 12, by="neuron", layers=[1, -1])
    assert neurons.axes[0].numbers == (1, 2)
    for at, layer in enumerate((1, 2)):
        own = neurons.values[at].sum() + float(neurons.others[f"{layer}.mlp_out bias"])
        assert abs(float(own) - parts.at(component=f"{layer}.mlp_out")) < 1e-4
    assert float((whole(neurons) - neurons.total).abs()) < 1e-4


@pytest.mark.parametrize("kind", KINDS)
def test_the_parts_are_those_of_bare_hooks(kind):
    naive = naive_attribution(tiny(kind).module, IDS, answer=11, other=12)
    parts = direct_logit_attribution(tiny(kind), IDS, 11, 12)
    heads = direct_logit_attribution(tiny(kind), IDS, 11, 12, by="head")
    known = {name: parts.at(component=name) for name in parts.axes[0].labels}
    embed = sum(known.pop(name, 0.0) for name in ("embedding", "position embedding"))
    bias = sum(known.pop(name, 0.0) for name in ("final norm bias", "unembedding bias"))
    factor = float(parts.total) / naive.total  # a plain factor on the logits: granite's, cohere2's
    if kind not in ("granite", "cohere2"):
        assert abs(factor - 1) < 1e-4
    close(torch.tensor([embed, bias]), torch.stack([naive.embed, naive.bias]) * factor)
    for name in ("attn_out", "mlp_out"):
        mine = torch.tensor([known.pop(f"{layer}.{name}") for layer in range(3)])
        close(mine, getattr(naive, name) * factor)
    assert not known
    close(heads.values, naive.head_out * factor)
    biases = torch.cat([heads.others[f"{layer}.attn_out bias"] for layer in range(3)])
    close(biases, naive.attn_bias * factor)


def close(mine, other):
    assert mine.shape == other.shape
    assert (mine.double() - other.double()).abs().max() < 1e-4


def test_layers_are_in_the_order_in_which_they_were_chosen():
    every = direct_logit_attribution(tiny("llama"), IDS, 11, 12, by="head")
    some = direct_logit_attribution(tiny("llama"), IDS, 11, 12, by="head", layers=[2, 0, -1])
    assert some.axes[0].numbers == (2, 0)
    close(some.values, every.values[[2, 0]])
    assert some.others["1.attn_out"].shape == (1,)
    assert float((whole(some) - some.total).abs()) < 1e-4


def test_neurons_are_value_times_row():
    model = tiny("llama")
    result = direct_logit_attribution(model, IDS, 11, 12, by="neuron")
    seen = []
    down = model.module.model.layers[1].mlp.down_proj
    hook = down.register_forward_pre_hook(lambda _, args: seen.append(args[0][0, -1].double()))
    logits_of(model.module, IDS)
    hook.remove()
    rows = model.module.lm_head.weight.double()
    norm = model.module.model.norm.weight.double() * result.scale.double()
    expected = seen[0] * (((rows[11] - rows[12]) * norm) @ down.weight.double())
    close(result.values[1], expected)


def test_a_batch_is_its_prompts():
    model = tiny("gpt2")
    texts = ["The Eiffel Tower is in", "the city of", "Rome and Paris are in the"]
    many = direct_logit_attribution(model, texts, [11, 12, 13], [21, 22, 23], by="head")
    assert many.prompts.shape == (3, 4, 3)
    for at, text in enumerate(texts):
        one = direct_logit_attribution(model, text, 11 + at, 21 + at, by="head")
        close(many.prompts[..., at], one.values)
        close(many.total[at], one.total[0])
    close(many.values, many.prompts.double().mean(-1))
    assert float((whole(many) - many.total).abs().max()) < 1e-4


def test_granites_factor_is_counted_in():
    logits = logits_of(tiny("granite").module, IDS)
    result = direct_logit_attribution(tiny("granite"), IDS, 11)
    assert abs(float(result.values.sum()) - float(logits[11])) < 1e-5


def test_a_soft_cap_is_said():
    result = direct_logit_attribution(tiny("gemma2"), IDS, 11, 12)
    assert result.capped
    assert "before the soft cap" in repr(result)
    assert abs(float(result.total) - naive_attribution(tiny("gemma2").module, IDS, 11, 12).total) < 1e-4


def test_the_model_is_left_as_found(gpt2):
    before = hooks_on(gpt2.module)
    direct_logit_attribution(gpt2, EIFFEL, 11, 12, by="neuron")
    assert hooks_on(gpt2.module) == before
    assert all(parameter.grad is None for parameter in gpt2.module.parameters())


@pytest.mark.parametrize("kind", ["gpt2", "llama", "gemma2", "granite"])
@pytest.mark.parametrize("by", ["component", "head", "neuron"])
def test_low_precision_is_near(kind, by):
    import copy

    model = tiny(kind)
    low = nnexplore.LanguageModel(copy.deepcopy(model.module).bfloat16(), tokenizer=model.tokenizer)
    result = direct_logit_attribution(low, IDS, 11, 12, by=by)
    size = float(result.values.abs().sum()) + sum(float(value.abs().sum()) for value in result.others.values())
    assert float((whole(result) - result.total).abs()) < 0.02 * (1 + size)


def test_an_edited_model_is_taken_as_edited():
    model = tiny("llama")
    with model.edit() as edited:
        edited.layers[1].attn.heads[:, 2] = 0
    result = direct_logit_attribution(edited, IDS, 11, 12, by="head")
    assert result.at(layer=1, head=2) == 0
    assert float((whole(result) - result.total).abs()) < 1e-4
    plain = direct_logit_attribution(model, IDS, 11, 12, by="head")
    close(result.values[0], plain.values[0] * float(result.scale / plain.scale))  # but for the scale as before
    with model.edit() as edited:
        edited.layers[1].attn_out *= 2
    parts = direct_logit_attribution(edited, IDS, 11, 12)
    assert float((whole(parts) - parts.total).abs()) < 1e-4
    with pytest.raises(AnalysisError, match="self_attn adds something else to the stream than"):
        direct_logit_attribution(edited, IDS, 11, 12, by="head")


def test_no_final_norm():
    from transformers import GPT2Config, GPT2LMHeadModel

    class Without(GPT2LMHeadModel):
        def __init__(self, config):
            super().__init__(config)
            self.transformer.ln_f = torch.nn.Identity()

    torch.manual_seed(0)
    config = GPT2Config(vocab_size=100, n_positions=16, n_embd=16, n_layer=2, n_head=2, initializer_range=0.3)
    result = direct_logit_attribution(nnexplore.LanguageModel(Without(config).eval()), [[1, 2, 3]], 4, 5)
    assert float((whole(result) - result.total).abs()) < 1e-4
    assert float(result.scale) == pytest.approx(1.0)


def test_a_projection_before_the_unembedding_is_refused():
    from transformers import OPTConfig, OPTForCausalLM

    config = OPTConfig(
        vocab_size=100, hidden_size=32, word_embed_proj_dim=16, ffn_dim=32, num_hidden_layers=2, num_attention_heads=2,
        max_position_embeddings=16, do_layer_norm_before=False,
    )  # fmt: skip
    model = nnexplore.LanguageModel(OPTForCausalLM(config).eval())
    with pytest.raises(AnalysisError, match="the unembedding is not given the output of the final norm"):
        direct_logit_attribution(model, [[1, 2, 3]], 4, 5)


def test_norms_after_the_sum():
    """As the first OPTs have them: what attention adds goes through a norm with the stream, so a block is one part."""
    from transformers import OPTConfig, OPTForCausalLM

    torch.manual_seed(0)
    config = OPTConfig(
        vocab_size=100, hidden_size=32, word_embed_proj_dim=32, ffn_dim=32, num_hidden_layers=2, num_attention_heads=2,
        max_position_embeddings=16, do_layer_norm_before=False,
    )  # fmt: skip
    result = direct_logit_attribution(nnexplore.LanguageModel(OPTForCausalLM(config).eval()), [[1, 2, 3]], 4, 5)
    assert result.axes[0].labels == ("embedding", "position embedding", "0.block", "1.block")
    assert float((whole(result) - result.total).abs()) < 1e-5


@pytest.mark.parametrize(("kind", "mixes"), [("jamba", (0, 2)), ("recurrent_gemma", (0, 1))])
def test_hybrid_models_have_a_rest(kind, mixes):
    """Where a layer mixes tokens otherwise than by attention, what that adds is the rest beside the MLP."""
    more = {"jamba": {"attn_layer_offset": 1, "attn_layer_period": 2, "mamba_d_state": 4, "mamba_dt_rank": 2,
                      "use_mamba_kernels": False, "num_experts": 2}}  # fmt: skip
    result = direct_logit_attribution(tiny(kind, **more.get(kind, {"lru_width": 32})), IDS, 11, 12)
    assert float((whole(result) - result.total).abs()) < 1e-4
    assert [name for name in result.axes[0].labels if "rest" in name] == [f"{layer}.rest" for layer in mixes]


def test_something_else_that_writes_is_refused():
    from transformers import GPT2Config, GPT2LMHeadModel

    class Late(torch.nn.Module):
        def __init__(self, norm):
            super().__init__()
            self.norm = norm

        def forward(self, x):
            return self.norm(x + x.roll(1, -1))

    torch.manual_seed(0)
    config = GPT2Config(vocab_size=100, n_positions=16, n_embd=16, n_layer=2, n_head=2, initializer_range=0.3)
    module = GPT2LMHeadModel(config).eval()
    module.transformer.ln_f = Late(module.transformer.ln_f)
    with pytest.raises(AnalysisError, match="a Late, is not"):
        direct_logit_attribution(nnexplore.LanguageModel(module), [[1, 2, 3]], 4, 5)


def test_errors():
    model = tiny("gpt2")
    with pytest.raises(AnalysisError, match="by 'component', 'layer', 'head', 'neuron'; got 'token'"):
        direct_logit_attribution(model, IDS, 11, by="token")
    with pytest.raises(AnalysisError, match='layers are chosen with by="head"'):
        direct_logit_attribution(model, IDS, 11, layers=[0])
    with pytest.raises(AnalysisError, match="there is no layer 3: they are 0 to 2"):
        direct_logit_attribution(model, IDS, 11, by="head", layers=[3])
    with pytest.raises(AnalysisError, match="no layers were chosen"):
        direct_logit_attribution(model, IDS, 11, by="head", layers=[])
    with pytest.raises(AnalysisError, match="at one position"):
        direct_logit_attribution(model, IDS, 11, position=(0, 1))
    with pytest.raises(MetricError, match="there is no position 9"):
        direct_logit_attribution(model, IDS, 11, position=9)
    with pytest.raises(ModelError, match="has no heads: neither a softmax"):
        direct_logit_attribution(tiny("mamba"), IDS, 11, by="head")
    with pytest.raises(ModelError, match="has no `neurons`: the weights of its experts are fused"):
        direct_logit_attribution(tiny("mixtral"), IDS, 11, by="neuron")


# -- what is known of the demo model ------------------------------------------------------------------------------


def test_mlps_write_paris(demo):
    """The first MLP and the last say " Paris" and not " Rome"; attention hardly speaks to it directly."""
    result = direct_logit_attribution(demo, EIFFEL, " Paris", " Rome")
    assert [cell.label.split("'")[1] for cell in result.top(2)] == ["0.mlp_out", "3.mlp_out"]
    assert sum(cell.value for cell in result.top(2)) > 0.9 * result.baselines["total"]
    assert sum(abs(result.at(component=f"{layer}.attn_out")) for layer in range(4)) < 3


def test_the_direct_effect_of_the_last_mlp_is_what_goes_without_it(demo):
    """With the norm's scale held, taking it out takes off exactly its part; and the scale hardly matters here."""
    result = direct_logit_attribution(demo, EIFFEL, " Paris", " Rome")
    (paris,), (rome,) = (demo.tokenizer(word)["input_ids"] for word in (" Paris", " Rome"))
    with torch.no_grad(), demo.trace(EIFFEL):
        demo.layers[3].mlp_out[:, -1] = 0
        stream = demo.norm.input[0, -1]
        logits = demo.output.logits[0, -1]
    norm, rows = demo.norm.module, demo.unembed.module.weight
    frozen = (stream - stream.mean()) * float(result.scale) * norm.weight + norm.bias
    without = float((frozen @ (rows[paris] - rows[rome])).detach())
    assert without == pytest.approx(float(result.total) - result.at(component="3.mlp_out"), abs=1e-3)
    gone = float(result.total) - float(logits[paris] - logits[rome])
    assert gone > 0.5 * result.at(component="3.mlp_out") > 2


def test_the_head_that_names_mary(demo):
    """One head of 16 writes more than half of the difference; without it the model no longer says so."""
    result = direct_logit_attribution(demo, STORE, " Mary", " John", by="head")
    best = result.top(1)[0]
    assert best.where == {"layer": 1, "head": 0}
    assert best.value > 0.5 * float(result.total)
    assert best.value > 3 * result.top(2)[1].value
    (mary,) = demo.tokenizer(" Mary")["input_ids"]
    chances = []
    for number in (2, 0):
        with torch.no_grad(), demo.trace(STORE):
            demo.layers[1].attn.heads[:, number] = 0
            chances.append(float(demo.output.logits[0, -1].softmax(-1)[mary]))
    assert chances[0] > 0.9
    assert chances[1] < 0.5
