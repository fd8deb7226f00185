"""What the probe says of a model is true of it: checked on another prompt, with plain hooks on the plain model."""

import re
from functools import cache

import pytest
import torch
from torch import nn

from nnexplore.errors import ModelError
from nnexplore.models.anatomy import Absent, Block, Part, Place, find_anatomy
from nnexplore.models.probe import probe_anatomy
from tests.reference import hooked, hooks_on
from tests.tiny import ALL_KINDS, tiny

PROMPT = "The Eiffel Tower is in the city of"
ATTENTIVE = [kind for kind in ALL_KINDS if kind != "mamba"]
PARALLEL = {"gpt_neox", "phi", "gptj", "falcon", "cohere2", "codegen"}
MIXTURES = {"mixtral": {0, 1, 2}, "gpt_oss": {0, 1, 2}, "qwen3_moe": {0, 2}, "deepseek_v3": {1, 2}}
"""The blocks whose experts are fused; the others of these models have a dense MLP."""

ADDED_ELSEWHERE = {
    "gemma2": ("post_attention_layernorm", "post_feedforward_layernorm"),
    "gemma3_text": ("post_attention_layernorm", "post_feedforward_layernorm"),
    "olmo2": ("post_attention_layernorm", "post_feedforward_layernorm"),
    "glm4": ("post_self_attn_layernorm", "post_mlp_layernorm"),
    "bloom": ("self_attention.dense", "mlp.dense_4h_to_h"),
    "mpt": ("attn", "ffn.down_proj"),
}
"""Where what is added to the stream is not the output of the whole attention or MLP."""

KEY_VALUE_HEADS = {
    **dict.fromkeys(["gpt2", "gpt_neox", "opt", "phi", "gptj", "gpt_neo", "bloom", "mpt", "deepseek_v3"], 4),
    **dict.fromkeys(["codegen", "xglm", "biogpt"], 4),
    **dict.fromkeys(["falcon", "gpt_bigcode"], 1),
    "mamba": None,
}
"""Two where not said otherwise."""


@cache
def probed(kind, **more):
    return probe_anatomy(tiny(kind, **more).module)


def run(kind, points=(), edits=None, **more):
    """The logits and the values at points, in one forward of the plain model."""
    model = tiny(kind, **more)
    with torch.no_grad():
        output, values = hooked(model.module, dict(model.tokenizer(PROMPT, return_tensors="pt")), points, edits)
    return output.logits, {point: first(value) for point, value in values.items()}


def first(value):
    return value[0] if isinstance(value, tuple) else value


def at(place):
    return place.path, place.port


def parts_of(block):
    return [place for place in (block.attn_out, block.mlp_out, block.resid_mid, block.neurons) if place]


def replaced(new):
    """An edit that puts another tensor in the place of the first of a tuple, or of the value."""
    return lambda value: (new(value[0]), *value[1:]) if isinstance(value, tuple) else new(value)


def same(one, other):
    return torch.allclose(one.reshape(other.shape), other, atol=1e-5 * float(other.abs().max()), rtol=1e-5)


# --- what is added to the stream -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ATTENTIVE)
def test_attention_and_mlp_sum_to_what_each_block_adds(kind):
    blocks = probed(kind).blocks
    points = [(block.path, port) for block in blocks for port in ("input", "output")]
    _, values = run(kind, [*points, *(at(place) for block in blocks for place in (block.attn_out, block.mlp_out))])
    assert len(blocks) == 3
    for block in blocks:
        before, after = values[block.path, "input"], values[block.path, "output"]
        attended, fed = (place.scale * values[at(place)].view_as(before) for place in (block.attn_out, block.mlp_out))
        assert same(before + attended + fed, after)
        assert min(attended.abs().max(), fed.abs().max()) > 1e-2


@pytest.mark.parametrize("kind", ATTENTIVE)
def test_without_one_of_them_a_block_adds_the_other(kind):
    block = probed(kind).blocks[1]
    both = (block.attn_out, block.mlp_out)
    for off, kept in (both, reversed(both)):
        points = [(block.path, "input"), (block.path, "output"), at(kept)]
        _, values = run(kind, points, {at(off): replaced(torch.zeros_like)})
        before, after = values[block.path, "input"], values[block.path, "output"]
        assert same(before + kept.scale * values[at(kept)].view_as(before), after)


@pytest.mark.parametrize("kind", ATTENTIVE)
def test_where_they_are(kind):
    for block, (path, named) in zip(probed(kind).blocks, find_anatomy(tiny(kind).module).inside.items(), strict=True):
        attn = Part(f"{path}.attn.attention", f"{path}.attn.attention") if kind == "gpt_neo" else named["attn"]
        assert (block.path, block.attn, block.mlp) == (path, attn, named["mlp"])
        elsewhere = ADDED_ELSEWHERE.get(kind, ())
        attended, fed = [f"{path}.{name}" for name in elsewhere] or [block.attn.path, block.mlp.path]
        scale = 0.22 if kind == "granite" else 1.0
        assert block.attn_out == Place(attended, "output", scale)
        assert block.mlp_out == Place(fed, "output", scale)


@pytest.mark.parametrize("kind", ATTENTIVE)
def test_attention_mixes_tokens_and_the_mlp_does_not(kind):
    def moved(entry, outlet):
        """Which tokens' outputs change with the third token's input."""
        fill = replaced(lambda given: given.index_fill(-2, torch.tensor([2]), 0.5))
        (_, clean), (_, other) = run(kind, [outlet]), run(kind, [outlet], {entry: fill})
        least = 1e-5 * float(clean[outlet].abs().max())  # experts sum in another order where tokens change places
        differ = (clean[outlet] - other[outlet]).abs().flatten(0, -2).amax(-1) > least
        return differ.nonzero().flatten().tolist()

    block = probed(kind).blocks[0]
    assert {2, 3} <= set(moved((block.path, "input"), (block.attn.path, "output"))) <= {2, 3, 4, 5, 6, 7}
    assert moved((block.mlp.entry, "input"), (block.mlp.path, "output")) == [2]


# --- the stream between them ---------------------------------------------------------------------------------


def test_which_blocks_have_a_stream_between_attention_and_mlp():
    without = {kind for kind in ATTENTIVE if not any(block.resid_mid for block in probed(kind).blocks)}
    assert without == PARALLEL
    assert all(block.resid_mid for kind in set(ATTENTIVE) - PARALLEL for block in probed(kind).blocks)


@pytest.mark.parametrize("kind", [kind for kind in ATTENTIVE if kind not in PARALLEL])
def test_it_is_the_stream_plus_what_attention_adds(kind):
    blocks = probed(kind).blocks
    places = [at(place) for block in blocks for place in (block.attn_out, block.resid_mid)]
    _, values = run(kind, [*places, *((block.path, "input") for block in blocks)])
    for block in blocks:
        before, middle = values[block.path, "input"], values[at(block.resid_mid)]
        assert same(before + block.attn_out.scale * values[at(block.attn_out)], middle)
        assert not same(before, middle)


# --- neurons -------------------------------------------------------------------------------------------------


def test_which_blocks_have_neurons():
    fused = {kind: {i for i, block in enumerate(probed(kind).blocks) if not block.neurons} for kind in ATTENTIVE}
    assert {kind: blocks for kind, blocks in fused.items() if blocks} == MIXTURES


@pytest.mark.parametrize("kind", ATTENTIVE)
def test_the_neurons_times_the_output_weights_are_what_the_mlp_gives(kind):
    blocks = [block for block in probed(kind).blocks if block.neurons]
    outlets = {
        block.path: block.mlp_out if kind in {"bloom", "mpt"} else Place(block.mlp.path, "output") for block in blocks
    }
    _, values = run(kind, [at(place) for block in blocks for place in (block.neurons, outlets[block.path])])
    for block in blocks:
        out = tiny(kind).module.get_submodule(block.neurons.path)
        weight = out.weight.T if isinstance(out, nn.Linear) else out.weight
        bias = 0 if out.bias is None else out.bias
        with torch.no_grad():
            assert same(values[at(block.neurons)] @ weight + bias, values[at(outlets[block.path])])


@pytest.mark.parametrize("kind", [kind for kind in ATTENTIVE if len(MIXTURES.get(kind, ())) < 3])
def test_switching_neurons_off_changes_the_logits_as_switching_off_the_mlp_does(kind):
    block = next(block for block in probed(kind).blocks if block.neurons)
    bias = getattr(tiny(kind).module.get_submodule(block.neurons.path), "bias", None)
    clean, _ = run(kind)
    off, _ = run(kind, (), {at(block.neurons): torch.zeros_like})
    assert (off - clean).abs().max() > 1e-3
    if kind not in {"gemma2", "gemma3_text", "olmo2", "glm4"}:  # whose MLP is normed before it is added
        without, _ = run(
            kind, (), {at(block.mlp_out): lambda fed: torch.zeros_like(fed) + (0 if bias is None else bias)}
        )
        assert same(off, without)


# --- the rest of the model -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_norm_and_heads(kind):
    probe = probed(kind)
    assert probe.norm == find_anatomy(tiny(kind).module).norm
    assert probe.query_heads == (None if kind == "mamba" else 4)
    assert probe.key_value_heads == KEY_VALUE_HEADS.get(kind, 2)


@pytest.mark.parametrize(
    "more", [{"attn_implementation": "eager"}, {"dtype": torch.bfloat16}], ids=["eager", "bfloat16"]
)
@pytest.mark.parametrize("kind", ALL_KINDS)
def test_the_same_is_found_with_other_attention_and_coarser_numbers(kind, more):
    assert probed(kind, **more) == probed(kind)


@pytest.mark.parametrize(
    ("kind", "more", "parallel"),
    [
        ("falcon", {"new_decoder_architecture": True, "num_kv_heads": 2}, True),
        ("falcon", {"parallel_attn": False, "alibi": True, "multi_query": False}, False),
        ("gpt_neox", {"use_parallel_residual": False}, False),
        ("stablelm", {"use_parallel_residual": True}, True),
    ],
)
def test_a_switch_in_the_config_changes_the_anatomy(kind, more, parallel):
    for block in probed(kind, **more).blocks:
        points = [(block.path, "input"), (block.path, "output"), at(block.attn_out), at(block.mlp_out)]
        _, values = run(kind, points, **more)
        before, after, attended, fed = (values[point] for point in points)
        assert same(before + attended + fed, after)
        assert bool(block.resid_mid) == (not parallel)


# --- what is absent says why ---------------------------------------------------------------------------------
WIDTH = 8


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.queries, self.keys, self.values = (nn.Linear(WIDTH, WIDTH) for _ in range(3))

    def forward(self, x):
        return attend(self.queries(x), self.keys(x), self.values(x))


def attend(queries, keys, values):
    later = torch.ones(queries.shape[-2], queries.shape[-2]).triu(1).bool()
    return (queries @ keys.mT)[:, None].masked_fill(later, -torch.inf).softmax(-1)[:, 0] @ values


def feed_forward():
    return nn.Sequential(nn.Linear(WIDTH, 16), nn.ReLU(), nn.Linear(16, WIDTH))


class Plain(nn.Module):
    """An ordinary block; the others are odd in one way each."""

    def __init__(self):
        super().__init__()
        self.attn, self.mlp, self.spare = Attention(), feed_forward(), feed_forward()

    def forward(self, x):
        middle = x + self.attn(x)
        return middle + self.mlp(middle)


class Scaled(Plain):
    def forward(self, x):
        return x + 0.37 * self.attn(x) + 1.9 * self.mlp(x)


class FeedsForwardFirst(Plain):
    def forward(self, x):
        fed = self.mlp(x)
        return x + fed + self.attn(x)


class Gained(Plain):
    def forward(self, x):
        return x + torch.arange(1, WIDTH + 1) * self.attn(x) + self.mlp(x)


class Twice(Plain):
    def forward(self, x):
        return x + self.attn(self.attn(x)) + self.mlp(x)


class SpeltOut(Plain):
    def forward(self, x):
        return x + attend(x, x, x) + self.mlp(x)


class Split(Plain):
    def forward(self, x):
        return x + self.attn(x) + self.mlp(x) + self.spare(x)


class AttendsOnly(Plain):
    def forward(self, x):
        return x + self.attn(x)


class Unused(Plain):
    def forward(self, x):
        return x + self.mlp(x + 0 * self.attn(x))


class Silent(Plain):
    """Attention adds zeros: whether the MLP comes after it or beside it cannot be seen."""

    def __init__(self):
        super().__init__()
        nn.init.zeros_(self.attn.values.weight)
        nn.init.zeros_(self.attn.values.bias)


class SharesNorm(Plain):
    """A path would not say which of the two calls of its norm is meant."""

    def __init__(self):
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)

    def forward(self, x):
        return x + self.norm(self.attn(x)) + self.norm(self.mlp(x))


class Cored(Plain):
    """The softmax is a module of its own, without weights."""

    def __init__(self):
        super().__init__()
        self.attn = CoredAttention()


class CoredAttention(Attention):
    def __init__(self):
        super().__init__()
        self.core = Core()

    def forward(self, x):
        return self.core(self.queries(x), self.keys(x), self.values(x))


class Core(nn.Module):
    def forward(self, queries, keys, values):
        return attend(queries, keys, values)


class Attentionless(Plain):
    def forward(self, x):
        middle = x + self.spare(x)
        return middle + self.mlp(middle)


class Toy(nn.Module):
    """A language model of two such blocks."""

    def __init__(self, kind, rounds=1):
        super().__init__()
        torch.manual_seed(0)
        self.config = type("Config", (), {"num_hidden_layers": 2})()
        self.embed, self.head = nn.Embedding(10, WIDTH), nn.Linear(WIDTH, 10)
        self.blocks, self.norm = nn.ModuleList([kind(), kind()]), nn.LayerNorm(WIDTH)
        self.rounds = rounds

    def get_input_embeddings(self):
        return self.embed

    def get_output_embeddings(self):
        return self.head

    def forward(self, input_ids, use_cache):
        x = self.embed(input_ids)
        for block in [*self.blocks] * self.rounds:
            x = block(x)
        return self.head(self.norm(x))


def toy_block(kind, **more):
    return probe_anatomy(Toy(kind, **more)).blocks[1]


def test_an_ordinary_block():
    assert toy_block(Plain) == Block(
        "blocks.1",
        attn=Part("blocks.1.attn", "blocks.1.attn"),
        mlp=Part("blocks.1.mlp", "blocks.1.mlp"),
        attn_out=Place("blocks.1.attn", "output"),
        mlp_out=Place("blocks.1.mlp", "output"),
        resid_mid=Place("blocks.1.mlp", "input"),
        neurons=Place("blocks.1.mlp.2", "input"),
    )


def test_a_softmax_in_a_module_of_its_own():
    assert toy_block(Cored) == toy_block(Plain)


def test_scales_that_the_config_does_not_tell():
    block = toy_block(Scaled)
    assert (block.attn_out.path, block.mlp_out.path) == ("blocks.1.attn", "blocks.1.mlp")
    assert (block.attn_out.scale, block.mlp_out.scale) == pytest.approx((0.37, 1.9), rel=1e-5)


def test_an_mlp_that_runs_before_attention():
    block = toy_block(FeedsForwardFirst)
    assert (block.attn_out, block.mlp_out) == (Place("blocks.1.attn", "output"), Place("blocks.1.mlp", "output"))


def test_an_mlp_after_something_that_is_no_attention():
    block = toy_block(Attentionless)
    assert block.attn == block.attn_out == block.resid_mid
    assert "nor scaled_dot_product_attention runs in it" in block.attn.reason
    assert block.mlp_out == Place("blocks.1.mlp", "output")
    assert block.neurons == Place("blocks.1.mlp.2", "input")


@pytest.mark.parametrize(
    ("kind", "name", "reason"),
    [
        (Gained, "attn_out", "what the block adds to the stream is no sum of outputs of attention and MLP"),
        (Gained, "mlp_out", "what the block adds to the stream is no sum of outputs of attention and MLP"),
        (Gained, "resid_mid", "what attention adds to the stream is not known"),
        (Scaled, "resid_mid", "no module is given the stream after attention"),
        (Twice, "attn_out", r"attention runs more than once in it: blocks\.1\.attn, blocks\.1\.attn"),
        (SpeltOut, "attn_out", "attention runs in the block itself"),
        (Split, "mlp_out", r"several parts may be it: blocks\.1\.mlp, blocks\.1\.spare"),
        (Split, "neurons", "several parts may be it"),
        (AttendsOnly, "mlp_out", "nothing in the block has weights apart from what mixes its tokens, and norms"),
        (Unused, "attn_out", "what the block adds to the stream is no sum of outputs of attention and MLP"),
        (SharesNorm, "attn_out", "what the block adds to the stream is no sum of outputs of attention and MLP"),
        (Silent, "resid_mid", "no module is given the stream after attention"),
    ],
)
def test_what_cannot_be_verified_is_absent_and_says_why(kind, name, reason):
    with pytest.raises(ModelError, match=rf"^blocks\.1 has no `{name}`: {reason}"):
        toy_block(kind).place(name)


def test_blocks_that_are_not_called_once():
    assert toy_block(Plain, rounds=2).attn == Absent("the block is called 2 times in one forward")
    assert toy_block(Plain, rounds=0).neurons == Absent("the block is called 0 times in one forward")


def test_no_final_norm():
    class Normless(Toy):
        def forward(self, input_ids, use_cache):
            return self.head(self.norm(self.embed(input_ids)) + self.blocks[1](self.blocks[0](self.embed(input_ids))))

    assert probe_anatomy(Normless(Plain)).norm == Absent(
        "no module between the last block and the unembedding is given the last block's output"
    )


@pytest.mark.parametrize(
    ("kind", "name", "reason"),
    [
        ("mamba", "attn_out", "neither a softmax over earlier tokens nor scaled_dot_product_attention runs in it"),
        ("mamba", "mlp_out", "nothing in the block has weights apart from what mixes its tokens, and norms"),
        ("mamba", "resid_mid", "neither a softmax"),
        ("mamba", "neurons", "nothing in the block has weights"),
        ("gpt_neox", "resid_mid", "no module is given the stream after attention, as where .* are parallel"),
        ("gpt_oss", "neurons", "the weights of its experts are fused"),
    ],
)
def test_reasons_on_real_architectures(kind, name, reason):
    block = probed(kind).blocks[2]
    assert not getattr(block, name)
    with pytest.raises(ModelError, match=rf"\.2 has no `{name}`: {reason}"):
        block.place(name)


def test_a_residual_stream_that_is_normed_on_its_way_is_not_guessed_at():
    block = probed("bloom", apply_residual_connection_post_layernorm=True).blocks[0]
    assert block.attn
    assert block.mlp
    assert not parts_of(block)
    assert re.match(r"the output of its MLP's last linear layer, .*dense_4h_to_h, is not", block.neurons.reason)


def test_weights_that_are_not_loaded():
    from transformers import AutoModelForCausalLM

    with torch.device("meta"):
        module = AutoModelForCausalLM.from_config(tiny("llama").module.config)
    with pytest.raises(ModelError, match=r"weights of LlamaForCausalLM are on the meta device.* load them first"):
        probe_anatomy(module)


def test_weights_that_are_fetched_when_needed():
    from accelerate import cpu_offload

    module = type(tiny("gpt2").module)(tiny("gpt2").module.config).eval()
    found = repr(probe_anatomy(module))
    cpu_offload(module, execution_device="cpu")
    assert module.lm_head.weight.is_meta
    assert repr(probe_anatomy(module)) == found


# --- how it looks, and what it leaves ------------------------------------------------------------------------


def test_repr():
    assert (
        repr(probed("granite"))
        == """\
norm: model.norm; query heads: 4, key/value heads: 2
model.layers.0 … model.layers.2
    attn      self_attn
    mlp       mlp
    attn_out  self_attn.output × 0.22
    mlp_out   mlp.output × 0.22
    resid_mid post_attention_layernorm.input
    neurons   mlp.down_proj.input"""
    )
    assert repr(probed("opt").blocks[1]).splitlines()[:3] == [
        "model.decoder.layers.1", "    attn      self_attn", "    mlp       fc1 … fc2",
    ]  # fmt: skip
    assert [line for line in repr(probed("deepseek_v3")).splitlines() if line.startswith("model")] == [
        "model.layers.0", "model.layers.1 … model.layers.2",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["gpt2", "falcon", "gpt_oss", "mamba"])
def test_the_model_is_left_as_found(kind):
    module = type(tiny(kind).module)(tiny(kind).module.config)
    part = module.get_submodule(find_anatomy(module).norm)
    part.eval()
    seen = []
    mine = part.register_forward_hook(lambda *_: seen.append(1))
    training = {name: part.training for name, part in module.named_modules()}
    weights = {name: value.clone() for name, value in module.state_dict().items()}
    random = torch.get_rng_state()
    probe_anatomy(module)
    assert seen == [1]
    mine.remove()
    assert hooks_on(module) == []
    assert {name: part.training for name, part in module.named_modules()} == training
    assert all(value.equal(weights[name]) for name, value in module.state_dict().items())
    assert torch.is_grad_enabled()
    assert torch.get_rng_state().equal(random)


def test_a_forward_that_fails_leaves_nothing_behind():
    class Broken(Plain):
        def forward(self, x):
            raise RuntimeError("broken")

    toy = Toy(Broken)
    with pytest.raises(RuntimeError, match="broken"):
        probe_anatomy(toy)
    assert hooks_on(toy) == []
    assert toy.training
    assert toy.blocks[0].attn.training
