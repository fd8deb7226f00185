"""Every step of a forward pass, written out from the weights with plain torch: one function for each architecture.

Only the stream in front of a block and behind the last one are read, with a bare hook. Uses nothing of nnexplore.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from tests.reference import hooked

BLOCKS = {
    "gpt2": "transformer.h",
    "llama": "model.layers",
    "gemma2": "model.layers",
    "gpt_neox": "gpt_neox.layers",
}


@torch.no_grad()
def steps(module: nn.Module, ids: list[int], layer: int) -> dict[str, Tensor]:
    """The steps of a block by name, without the batch."""
    kind = module.config.model_type
    blocks = BLOCKS[kind]
    last = f"{blocks}.{module.config.num_hidden_layers - 1}"
    points = [(f"{blocks}.{layer}", "input"), (f"{blocks}.{layer}", "output"), (last, "output")]
    output, values = hooked(module, {"input_ids": torch.tensor([ids])}, points)
    before, after, end = (values[point][0] for point in points)
    embedded = EMBEDDED[kind](module, torch.tensor(ids))
    block = OF_BLOCK[kind](module, module.get_submodule(f"{blocks}.{layer}"), before, layer)
    found = {**embedded, "resid_pre": before, **block, "resid_final": end, **TAIL[kind](module, end)}
    found = {name: value.detach() for name, value in found.items()}
    assert_close(block["resid_post"], after)  # what is written out here is what the model does
    assert_close(found["logits"], output.logits[0])
    return found


def assert_close(one: Tensor, other: Tensor) -> None:
    """Equal up to the noise of float32."""
    one, other = one.detach(), other.detach()
    largest = float(other[other.isfinite()].abs().max())
    torch.testing.assert_close(one, other, rtol=2e-5, atol=2e-5 * (1 + largest))


# -- parts -----------------------------------------------------------------------------------------


def layer_norm(norm: nn.Module, x: Tensor) -> Tensor:
    spread = (x.var(-1, unbiased=False, keepdim=True) + norm.eps).sqrt()
    return (x - x.mean(-1, keepdim=True)) / spread * norm.weight + norm.bias


def rms_norm(x: Tensor, gain: Tensor, eps: float) -> Tensor:
    return x / (x.pow(2).mean(-1, keepdim=True) + eps).sqrt() * gain


def linear(module: nn.Module, x: Tensor) -> Tensor:
    return x @ module.weight.T + (0 if module.bias is None else module.bias)


def split(x: Tensor, heads: int) -> Tensor:
    return x.view(len(x), heads, -1).transpose(0, 1)


def side_by_side(x: Tensor) -> Tensor:
    return x.transpose(0, 1).reshape(x.shape[1], -1)


def rotate(x: Tensor, size: int, theta: float) -> Tensor:
    """The first ``size`` dimensions turned, each with the one that is half of them further on."""
    half = size // 2
    frequency = theta ** (-torch.arange(half, dtype=torch.float64) * 2 / size)
    angle = torch.arange(x.shape[1], dtype=torch.float64)[:, None] * frequency
    cos, sin = angle.cos().float(), angle.sin().float()
    one, two, rest = x[..., :half], x[..., half:size], x[..., size:]
    return torch.cat([one * cos - two * sin, two * cos + one * sin, rest], -1)


def attend(q: Tensor, k: Tensor, v: Tensor, scale: float, cap: float = 0, window: int = 10**6) -> dict[str, Tensor]:
    k, v = (one.repeat_interleave(len(q) // len(one), 0) for one in (k, v))
    found = {"dot_products": torch.einsum("hqd,hkd->hqk", q, k)}
    found["scaled"] = scores = found["dot_products"] * scale
    if cap:
        found["capped"] = scores = cap * torch.tanh(scores / cap)
    at = torch.arange(q.shape[1])
    seen = (at[None] <= at[:, None]) & (at[None] > at[:, None] - window)
    found["masked"] = torch.where(seen, scores, torch.tensor(-math.inf))
    powers = found["masked"].exp()
    found["pattern"] = powers / powers.sum(-1, keepdim=True)
    found["heads"] = torch.einsum("hqk,hkd->hqd", found["pattern"], v)
    return found


def gelu_tanh(x: Tensor) -> Tensor:
    return 0.5 * x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


def silu(x: Tensor) -> Tensor:
    return x / (1 + (-x).exp())


def gelu(x: Tensor) -> Tensor:
    return 0.5 * x * (1 + torch.erf(x / math.sqrt(2)))


# -- architectures ---------------------------------------------------------------------------------


def of_gpt2(module: nn.Module, block: nn.Module, x: Tensor, _layer: int) -> dict[str, Tensor]:
    found = {"norm_1": layer_norm(block.ln_1, x)}
    fused = found["norm_1"] @ block.attn.c_attn.weight + block.attn.c_attn.bias
    q, k, v = (split(one, module.config.n_head) for one in fused.chunk(3, -1))
    found |= {"query": q, "key": k, "value": v, **attend(q, k, v, q.shape[-1] ** -0.5)}
    found["attn_out"] = side_by_side(found["heads"]) @ block.attn.c_proj.weight + block.attn.c_proj.bias
    found["resid_mid"] = x + found["attn_out"]
    found["norm_2"] = layer_norm(block.ln_2, found["resid_mid"])
    found["expansion"] = found["norm_2"] @ block.mlp.c_fc.weight + block.mlp.c_fc.bias
    found["activation"] = gelu_tanh(found["expansion"])
    found["mlp_out"] = found["activation"] @ block.mlp.c_proj.weight + block.mlp.c_proj.bias
    return {**found, "resid_post": found["resid_mid"] + found["mlp_out"]}


def gated(mlp: nn.Module, x: Tensor, function) -> dict[str, Tensor]:
    found = {"gate": linear(mlp.gate_proj, x), "expansion": linear(mlp.up_proj, x)}
    found["activation"] = function(found["gate"])
    found["neurons"] = found["activation"] * found["expansion"]
    return found


def grouped(module: nn.Module, attention: nn.Module, x: Tensor) -> dict[str, Tensor]:
    """Query, key and value with fewer heads of the latter two, the first two rotated as well."""
    config = module.config
    sizes = {"q": config.num_attention_heads, "k": config.num_key_value_heads, "v": config.num_key_value_heads}
    q, k, v = (split(linear(getattr(attention, f"{one}_proj"), x), heads) for one, heads in sizes.items())
    theta = config.rope_parameters["rope_theta"]
    turned = {"query_rotated": rotate(q, q.shape[-1], theta), "key_rotated": rotate(k, k.shape[-1], theta)}
    return {"query": q, "key": k, "value": v, **turned}


def of_llama(module: nn.Module, block: nn.Module, x: Tensor, _layer: int) -> dict[str, Tensor]:
    eps, attention = module.config.rms_norm_eps, block.self_attn
    found = {"norm_1": rms_norm(x, block.input_layernorm.weight, eps)}
    found |= grouped(module, attention, found["norm_1"])
    found |= attend(found["query_rotated"], found["key_rotated"], found["value"], attention.head_dim**-0.5)
    found["attn_out"] = linear(attention.o_proj, side_by_side(found["heads"]))
    found["resid_mid"] = x + found["attn_out"]
    found["norm_2"] = rms_norm(found["resid_mid"], block.post_attention_layernorm.weight, eps)
    found |= gated(block.mlp, found["norm_2"], silu)
    found["mlp_out"] = linear(block.mlp.down_proj, found["neurons"])
    return {**found, "resid_post": found["resid_mid"] + found["mlp_out"]}


def of_gemma2(module: nn.Module, block: nn.Module, x: Tensor, layer: int) -> dict[str, Tensor]:
    config, attention = module.config, block.self_attn

    def norm(one: nn.Module, y: Tensor) -> Tensor:
        return rms_norm(y, 1 + one.weight, config.rms_norm_eps)

    found = {"norm_1": norm(block.input_layernorm, x)}
    found |= grouped(module, attention, found["norm_1"])
    window = config.sliding_window if config.layer_types[layer] == "sliding_attention" else 10**6
    scale, cap = config.query_pre_attn_scalar**-0.5, config.attn_logit_softcapping
    found |= attend(found["query_rotated"], found["key_rotated"], found["value"], scale, cap, window)
    found["projection"] = linear(attention.o_proj, side_by_side(found["heads"]))
    found["attn_out"] = norm(block.post_attention_layernorm, found["projection"])
    found["resid_mid"] = x + found["attn_out"]
    found["norm_2"] = norm(block.pre_feedforward_layernorm, found["resid_mid"])
    found |= gated(block.mlp, found["norm_2"], gelu_tanh)
    found["contraction"] = linear(block.mlp.down_proj, found["neurons"])
    found["mlp_out"] = norm(block.post_feedforward_layernorm, found["contraction"])
    return {**found, "resid_post": found["resid_mid"] + found["mlp_out"]}


def of_gpt_neox(module: nn.Module, block: nn.Module, x: Tensor, _layer: int) -> dict[str, Tensor]:
    config, attention = module.config, block.attention
    found = {"norm_1": layer_norm(block.input_layernorm, x)}
    heads = config.num_attention_heads
    fused = linear(attention.query_key_value, found["norm_1"]).view(len(x), heads, 3, -1)
    q, k, v = (fused[:, :, part].transpose(0, 1) for part in range(3))
    rotary = config.rope_parameters
    size = int(q.shape[-1] * rotary["partial_rotary_factor"])
    turned = [rotate(one, size, rotary["rope_theta"]) for one in (q, k)]
    found |= {"query": q, "key": k, "value": v, "query_rotated": turned[0], "key_rotated": turned[1]}
    found |= attend(*turned, v, q.shape[-1] ** -0.5)
    found["attn_out"] = linear(attention.dense, side_by_side(found["heads"]))
    found["norm_2"] = layer_norm(block.post_attention_layernorm, x)
    found["expansion"] = linear(block.mlp.dense_h_to_4h, found["norm_2"])
    found["activation"] = gelu(found["expansion"])
    found["mlp_out"] = linear(block.mlp.dense_4h_to_h, found["activation"])
    return {**found, "resid_post": x + found["attn_out"] + found["mlp_out"]}


def embedded_gpt2(module: nn.Module, ids: Tensor) -> dict[str, Tensor]:
    token, position = module.transformer.wte.weight[ids], module.transformer.wpe.weight[: len(ids)]
    return {"token_embedding": token, "position_embedding": position, "embedding": token + position}


def embedded_once(table: str, root: bool = False):
    def embedded(module: nn.Module, ids: Tensor) -> dict[str, Tensor]:
        rows = module.get_parameter(table)[ids]
        rows = rows * math.sqrt(module.config.hidden_size) if root else rows
        return {"token_embedding": rows, "embedding": rows}

    return embedded


def tail_gpt2(module: nn.Module, x: Tensor) -> dict[str, Tensor]:
    normed = layer_norm(module.transformer.ln_f, x)
    return {"final_norm": normed, "logits": normed @ module.lm_head.weight.T}


def tail_llama(module: nn.Module, x: Tensor) -> dict[str, Tensor]:
    normed = rms_norm(x, module.model.norm.weight, module.config.rms_norm_eps)
    return {"final_norm": normed, "logits": normed @ module.lm_head.weight.T}


def tail_gemma2(module: nn.Module, x: Tensor) -> dict[str, Tensor]:
    normed, cap = rms_norm(x, 1 + module.model.norm.weight, module.config.rms_norm_eps), 30.0
    raw = normed @ module.lm_head.weight.T
    return {"final_norm": normed, "unembedded": raw, "logits": cap * torch.tanh(raw / cap)}


def tail_gpt_neox(module: nn.Module, x: Tensor) -> dict[str, Tensor]:
    normed = layer_norm(module.gpt_neox.final_layer_norm, x)
    return {"final_norm": normed, "logits": F.linear(normed, module.get_output_embeddings().weight)}


OF_BLOCK = {"gpt2": of_gpt2, "llama": of_llama, "gemma2": of_gemma2, "gpt_neox": of_gpt_neox}
EMBEDDED = {
    "gpt2": embedded_gpt2,
    "llama": embedded_once("model.embed_tokens.weight"),
    "gemma2": embedded_once("model.embed_tokens.weight", root=True),
    "gpt_neox": embedded_once("gpt_neox.embed_in.weight"),
}
TAIL = {"gpt2": tail_gpt2, "llama": tail_llama, "gemma2": tail_gemma2, "gpt_neox": tail_gpt_neox}
