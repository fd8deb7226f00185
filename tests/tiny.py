"""Tiny models with random weights, of every architecture whose anatomy is promised."""

from __future__ import annotations

from functools import cache

import torch

import nnexplore

KINDS = ["gpt2", "llama", "qwen2", "qwen3", "mistral", "gemma2", "gemma3_text", "gpt_neox", "opt", "phi"]

_SIZES = {
    "vocab_size": 2048, "hidden_size": 32, "num_hidden_layers": 3, "num_attention_heads": 4, "num_key_value_heads": 2,
    "head_dim": 8, "intermediate_size": 48, "ffn_dim": 48, "word_embed_proj_dim": 32, "n_embd": 32, "n_layer": 3,
    "n_head": 4, "max_position_embeddings": 64, "n_positions": 64, "initializer_range": 0.3, "init_std": 0.3,
    "bos_token_id": 0, "eos_token_id": 0, "pad_token_id": 0, "query_pre_attn_scalar": 8,
}  # fmt: skip


@cache
def tiny(kind: str, **more: object) -> nnexplore.LanguageModel:
    """A tiny random model of a kind, with the demo model's tokenizer."""
    from transformers import AutoConfig, AutoModelForCausalLM

    known = AutoConfig.for_model(kind).to_dict()
    sizes = {key: value for key, value in _SIZES.items() if key in known}
    if kind == "phi":
        sizes["num_key_value_heads"] = 4
    torch.manual_seed(0)
    module = AutoModelForCausalLM.from_config(AutoConfig.for_model(kind, **{**sizes, **more})).eval()
    for name, parameter in module.named_parameters():
        if "norm" in name or "bias" in name or "ln_" in name:  # as trained ones, neither one nor zero
            torch.nn.init.normal_(parameter, mean=float("weight" in name and "gemma" not in kind), std=0.2)
    return nnexplore.LanguageModel(module, tokenizer=nnexplore.load("demo").tokenizer)
