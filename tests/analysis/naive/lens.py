"""The logit lens with bare hooks, a forward for each row; and the tails of some models written out by hand.

``SPOTS`` is a table that a reader can check against transformers' sources.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import torch
from torch import nn
from torch.nn import functional

from tests.analysis.naive.forward import on_input, on_output


@dataclass(frozen=True)
class Spots:
    """Module paths: ``blocks`` and ``norm`` from the model on, the others from the block on.

    The outputs of ``attn`` and ``mlp``, times ``scale``, are added to the residual stream: one after the other, or
    side by side.
    """

    blocks: str = "model.layers"
    norm: str = "model.norm"
    attn: str = "self_attn"
    mlp: str = "mlp"
    scale: float = 1.0
    parallel: bool = False


LLAMA = Spots()
GPT2 = Spots("transformer.h", "transformer.ln_f", "attn")
NORMED = replace(LLAMA, attn="post_attention_layernorm", mlp="post_feedforward_layernorm")
OPT = Spots("model.decoder.layers", "model.decoder.final_layer_norm", mlp="fc2")
SPOTS = {
    **dict.fromkeys(
        ["llama", "qwen2", "qwen3", "mistral", "gemma", "mixtral", "phi3", "stablelm", "gpt_oss", "qwen3_moe"], LLAMA
    ),
    **dict.fromkeys(["deepseek_v3", "starcoder2", "smollm3"], LLAMA),
    **dict.fromkeys(["gpt2", "gpt_bigcode"], GPT2),
    **dict.fromkeys(["gemma2", "gemma3_text", "olmo2"], NORMED),
    **dict.fromkeys(["gptj", "codegen"], replace(GPT2, parallel=True)),
    "gpt_neo": replace(GPT2, attn="attn.attention"),
    "gpt_neox": Spots("gpt_neox.layers", "gpt_neox.final_layer_norm", "attention", parallel=True),
    "opt": OPT,
    "xglm": replace(OPT, blocks="model.layers", norm="model.layer_norm"),
    "biogpt": replace(OPT, blocks="biogpt.layers", norm="biogpt.layer_norm"),
    "phi": replace(LLAMA, norm="model.final_layernorm", parallel=True),
    "cohere2": replace(LLAMA, parallel=True),
    "bloom": replace(GPT2, attn="self_attention.dense", mlp="mlp.dense_4h_to_h"),
    "falcon": replace(GPT2, attn="self_attention", parallel=True),
    "mpt": Spots("transformer.blocks", "transformer.norm_f", "attn", "ffn.down_proj"),
    "granite": replace(LLAMA, scale=0.22),
    "glm4": replace(LLAMA, attn="post_self_attn_layernorm", mlp="post_mlp_layernorm"),
    "mamba": Spots("backbone.layers", "backbone.norm_f", "", ""),
}


def has(kind: str, component: str) -> bool:
    """Whether a kind of model has what a lens can be of."""
    spots = SPOTS[kind]
    return component == "resid_post" or (bool(spots.attn) and not (component == "resid_mid" and spots.parallel))


@torch.no_grad()
def naive_lens(
    module: nn.Module,
    ids: torch.Tensor,
    component: str = "resid_post",
    change: Callable[[int, torch.Tensor], torch.Tensor] = lambda _, stream: stream,
) -> torch.Tensor:
    """[row, position, vocab]: what the model says of each row, put in at the final norm, changed before if need be."""
    rows = [change(row, stream) for row, stream in enumerate(streams(module, ids, component))]
    return torch.cat([_said(module, ids, new) for new in rows])


@torch.no_grad()
def streams(module: nn.Module, ids: torch.Tensor, component: str = "resid_post") -> list[torch.Tensor]:
    """[1, tokens, width] for each row of a lens."""
    spots, seen = SPOTS[module.config.model_type], {}

    def keep(*key: str) -> Callable[[torch.Tensor], torch.Tensor]:
        def see(value: torch.Tensor) -> torch.Tensor:
            seen.setdefault(key, []).append(value.clone().reshape(*ids.shape, -1))
            return value

        return see

    hooks = []
    for block in module.get_submodule(spots.blocks):
        hooks += [on_input(block, keep("input")), on_output(block, keep("output"))]
        if spots.attn:
            hooks += [on_output(block.get_submodule(getattr(spots, part)), keep(part)) for part in ("attn", "mlp")]
    module(input_ids=ids, use_cache=False)
    for hook in hooks:
        hook.remove()
    if component == "resid_post":
        return [seen["input",][0], *seen["output",]]
    if component == "resid_mid":
        return [pre + spots.scale * out for pre, out in zip(seen["input",], seen["attn",], strict=True)]
    return [spots.scale * out for out in seen[component.removesuffix("_out"),]]


def _said(module: nn.Module, ids: torch.Tensor, new: torch.Tensor) -> torch.Tensor:
    """The probabilities with something else put in at the final norm."""
    hook = on_input(module.get_submodule(SPOTS[module.config.model_type].norm), lambda _: new)
    try:
        return module(input_ids=ids, use_cache=False).logits.float().softmax(-1)
    finally:
        hook.remove()


# -- by hand --------------------------------------------------------------------------------------------------------


def tail(module: nn.Module, stream: torch.Tensor) -> torch.Tensor:
    """Final norm and unembedding of a GPT-2, a Llama or a Gemma 2, written out."""
    kind, eps = module.config.model_type, 1e-5 if module.config.model_type == "gpt2" else module.config.rms_norm_eps
    if kind == "gpt2":
        norm = module.transformer.ln_f
        centred = stream - stream.mean(-1, keepdim=True)
        normed = centred / (centred.pow(2).mean(-1, keepdim=True) + eps).sqrt() * norm.weight + norm.bias
        return normed @ module.transformer.wte.weight.T
    normed = stream / (stream.pow(2).mean(-1, keepdim=True) + eps).sqrt()
    if kind == "llama":
        return normed * module.model.norm.weight @ module.lm_head.weight.T
    cap = module.config.final_logit_softcapping
    logits = normed * (1 + module.model.norm.weight) @ module.lm_head.weight.T
    return torch.tanh(logits / cap) * cap


def lens_loss(
    module: nn.Module, rows: list[list[int]], weight: torch.Tensor, bias: torch.Tensor
) -> tuple[list[torch.Tensor], int]:
    """KL(answer || translated layer) for each layer but the last, summed over all tokens of some rows; and how many."""
    losses = [torch.zeros(()) for _ in weight]
    for row in rows:
        with torch.no_grad():
            output = module(input_ids=torch.tensor([row]), output_hidden_states=True, use_cache=False)
            answer = functional.log_softmax(output.logits, -1)
        for at, hidden in enumerate(output.hidden_states[: len(weight)]):
            said = functional.log_softmax(tail(module, hidden + hidden @ weight[at].T + bias[at]), -1)
            losses[at] = losses[at] + (answer.exp() * (answer - said)).sum()
    return losses, sum(map(len, rows))
