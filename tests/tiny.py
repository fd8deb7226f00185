"""Tiny models with random weights, of every architecture whose anatomy is promised."""

from __future__ import annotations

from functools import cache

import torch

import nnexplore

KINDS = ["gpt2", "llama", "qwen2", "qwen3", "mistral", "gemma2", "gemma3_text", "gpt_neox", "opt", "phi"]
"""A few that differ much, for what every architecture goes through alike."""

ALL_KINDS = [
    *KINDS, "gemma", "mixtral", "phi3", "gptj", "gpt_neo", "bloom", "falcon", "mpt", "stablelm", "olmo2", "cohere2",
    "gpt_bigcode", "gpt_oss", "qwen3_moe", "deepseek_v3", "granite", "starcoder2", "smollm3", "codegen", "mamba",
    "xglm", "glm4", "biogpt",
]  # fmt: skip
"""Every architecture whose anatomy is promised."""

SHARED: list[nnexplore.LanguageModel] = []
"""The models made so far: every test that asks for one of them gets the same."""

WINDOW = 4
"""Tokens that a sliding window sees, where there is one: fewer than the tests' prompts have."""

_SIZES = {
    "vocab_size": 2048, "hidden_size": 32, "num_hidden_layers": 3, "num_attention_heads": 4, "num_key_value_heads": 2,
    "head_dim": 8, "intermediate_size": 48, "ffn_dim": 48, "word_embed_proj_dim": 32, "n_embd": 32, "n_layer": 3,
    "n_head": 4, "max_position_embeddings": 64, "n_positions": 64, "initializer_range": 0.3, "init_std": 0.3,
    "bos_token_id": 0, "eos_token_id": 0, "pad_token_id": 0, "query_pre_attn_scalar": 8, "sliding_window": WINDOW,
    "use_sliding_window": True, "max_window_layers": 1, "no_rope_layer_interval": 2,
    # the same under other names
    "d_model": 32, "num_layers": 3, "n_layers": 3, "num_heads": 4, "n_heads": 4, "attention_heads": 4,
    "max_seq_len": 64, "n_ctx": 64, "rotary_dim": 4, "window_size": WINDOW, "num_kv_heads": None,
    # experts
    "num_local_experts": 4, "n_routed_experts": 4, "num_experts_per_tok": 2, "moe_intermediate_size": 16,
    # mamba
    "state_size": 4, "time_step_rank": 2,
}  # fmt: skip

_PECULIAR: dict[str, dict[str, object]] = {
    "mistral": {"sliding_window": 4096},  # wider than any prompt, as released
    "phi": {"num_key_value_heads": 4},
    "gpt_bigcode": {"num_key_value_heads": 1},
    "gpt_neo": {"attention_types": [[["global", "local"], 1], [["global"], 1]]},
    "gemma3_text": {"sliding_window_pattern": 2},
    "cohere2": {"sliding_window_pattern": 2},
    "qwen3_moe": {"mlp_only_layers": [1]},
    "deepseek_v3": {
        "num_key_value_heads": 4, "first_k_dense_replace": 1, "q_lora_rank": 16, "kv_lora_rank": 16,
        "qk_rope_head_dim": 4, "qk_nope_head_dim": 8, "v_head_dim": 8, "head_dim": 4, "n_group": 2, "topk_group": 1,
    },
    "granite": {
        "residual_multiplier": 0.22, "logits_scaling": 8.0, "attention_multiplier": 0.25, "embedding_multiplier": 12.0,
    },
}  # fmt: skip


@cache
def tiny(kind: str, **more: object) -> nnexplore.LanguageModel:
    """A tiny random model of a kind, with the demo model's tokenizer."""
    from transformers import AutoConfig, AutoModelForCausalLM

    known = AutoConfig.for_model(kind).to_dict()
    sizes = {key: value for key, value in _SIZES.items() if key in known} | _PECULIAR.get(kind, {})
    torch.manual_seed(0)
    module = AutoModelForCausalLM.from_config(AutoConfig.for_model(kind, **{**sizes, **more})).eval()
    for name, parameter in module.named_parameters():
        if "norm" in name or "bias" in name or "ln_" in name:  # as trained ones, neither one nor zero
            torch.nn.init.normal_(parameter, mean=float("weight" in name and "gemma" not in kind), std=0.2)
    SHARED.append(nnexplore.LanguageModel(module, tokenizer=nnexplore.load("demo").tokenizer))
    return SHARED[-1]
