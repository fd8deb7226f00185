"""Where each component sits in each kind of model: a table that a reader can check against transformers' sources."""

from __future__ import annotations

from dataclasses import dataclass, replace

from torch import nn

STREAMS = ("resid_pre", "resid_mid", "mlp_in", "resid_post", "attn_out", "mlp_out", "neurons")
"""One vector per position: [batch, position, width]."""

HEADS = ("head_out", "head_q", "head_k", "head_v")
"""One vector per position and head: [batch, position, head, width]."""

COMPONENTS = (*STREAMS, *HEADS, "head_pattern")
"""``head_pattern`` is [batch, head, query, key]."""


@dataclass(frozen=True)
class Places:
    """Module paths: ``blocks`` and ``norm`` from the model on, the others from the block on."""

    blocks: str
    norm: str
    attn: str
    out_proj: str  # its input is every head's z
    attn_out: str  # its output is added to the residual stream
    mlp_out: str  # its output is added to the residual stream
    last_linear: str  # its input is the neurons
    mlp_in: str | None  # its input is the stream after attention; None where attention and MLP read the same stream
    plus_one: bool = False  # RMS norms whose weight is stored less one


LLAMA = Places(
    blocks="model.layers",
    norm="model.norm",
    attn="self_attn",
    out_proj="self_attn.o_proj",
    attn_out="self_attn",
    mlp_out="mlp",
    last_linear="mlp.down_proj",
    mlp_in="post_attention_layernorm",
)
GEMMA2 = replace(
    LLAMA,
    attn_out="post_attention_layernorm",
    mlp_out="post_feedforward_layernorm",
    mlp_in="pre_feedforward_layernorm",
    plus_one=True,
)
KINDS = {
    "gpt2": Places(
        blocks="transformer.h",
        norm="transformer.ln_f",
        attn="attn",
        out_proj="attn.c_proj",
        attn_out="attn",
        mlp_out="mlp",
        last_linear="mlp.c_proj",
        mlp_in="ln_2",
    ),
    "llama": LLAMA,
    "qwen2": LLAMA,
    "qwen3": LLAMA,
    "mistral": LLAMA,
    "phi3": LLAMA,
    "smollm3": LLAMA,
    "gemma": replace(LLAMA, plus_one=True),
    "starcoder2": replace(LLAMA, last_linear="mlp.c_proj"),
    "gemma2": GEMMA2,
    "gemma3_text": GEMMA2,
    "olmo2": replace(LLAMA, attn_out="post_attention_layernorm", mlp_out="post_feedforward_layernorm", mlp_in="mlp"),
    "gpt_neox": Places(  # with use_parallel_residual, its default
        blocks="gpt_neox.layers",
        norm="gpt_neox.final_layer_norm",
        attn="attention",
        out_proj="attention.dense",
        attn_out="attention",
        mlp_out="mlp",
        last_linear="mlp.dense_4h_to_h",
        mlp_in=None,
    ),
    "opt": Places(  # with do_layer_norm_before, its default; the MLP has batch and positions in one dimension
        blocks="model.decoder.layers",
        norm="model.decoder.final_layer_norm",
        attn="self_attn",
        out_proj="self_attn.out_proj",
        attn_out="self_attn",
        mlp_out="fc2",
        last_linear="fc2",
        mlp_in="final_layer_norm",
    ),
    "phi": Places(
        blocks="model.layers",
        norm="model.final_layernorm",
        attn="self_attn",
        out_proj="self_attn.dense",
        attn_out="self_attn",
        mlp_out="mlp",
        last_linear="mlp.fc2",
        mlp_in=None,
    ),
}


def places_of(module: nn.Module) -> Places:
    """The row of a model."""
    return KINDS[module.config.model_type]


def blocks_of(module: nn.Module) -> list[nn.Module]:
    """The decoder blocks."""
    return list(module.get_submodule(places_of(module).blocks))


def has(kind: str, component: str) -> bool:
    """Whether a kind of model has a component."""
    return component not in ("resid_mid", "mlp_in") or KINDS[kind].mlp_in is not None


def head_count(module: nn.Module, component: str) -> int:
    """How many heads a component has: keys and values may be shared between query heads."""
    config = module.config
    if component in ("head_k", "head_v"):
        return getattr(config, "num_key_value_heads", None) or config.num_attention_heads
    return config.num_attention_heads
