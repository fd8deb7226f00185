"""Direct logit attribution: the difference of two logits as a sum over what wrote to the residual stream.

The last residual is the sum of the embedding and of every block's attention and MLP. The final norm divides it by a
number; with that number taken from the actual run the norm is linear, and so is the unembedding.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn

from tests.analysis.naive.forward import on_input, on_output, values_of
from tests.analysis.naive.places import blocks_of, head_count, places_of


@dataclass(frozen=True)
class Attribution:
    """``total`` is what the unembedding said, before a soft cap; ``bias`` is what the norm and unembedding add.

    ``head_out`` [layer, head] and ``attn_bias`` [layer] sum to ``attn_out`` [layer].
    """

    total: float
    embed: torch.Tensor
    attn_out: torch.Tensor
    mlp_out: torch.Tensor
    head_out: torch.Tensor
    attn_bias: torch.Tensor
    bias: torch.Tensor


@torch.no_grad()
def naive_attribution(module: nn.Module, ids: torch.Tensor, answer: int, other: int, position: int = -1) -> Attribution:
    """The logit of ``answer`` less that of ``other`` at one position of one prompt, in its parts."""
    norm, unembed = module.get_submodule(places_of(module).norm), module.get_output_embeddings()
    residual = _seen(module, ids, norm, on_input)[0, position]
    total = _seen(module, ids, unembed, on_output)[0, position].double()
    direction = (unembed.weight[answer] - unembed.weight[other]).double()
    project = lambda part: _frozen(norm, part, residual, module) @ direction  # noqa: E731

    streams = {name: values_of(module, ids, name) for name in ("resid_pre", "attn_out", "mlp_out")}
    at = {name: torch.stack([value[0, position] for value in values]) for name, values in streams.items()}
    heads = head_contributions(module, ids)[:, 0, position]
    head_out, attn_out = project(heads), project(at["attn_out"])
    bias = direction.new_zeros(())
    if getattr(norm, "bias", None) is not None:
        bias = bias + norm.bias.double() @ direction
    if unembed.bias is not None:
        bias = bias + unembed.bias[answer].double() - unembed.bias[other].double()
    return Attribution(
        total=float(total[answer] - total[other]),
        embed=project(at["resid_pre"][0]),
        attn_out=attn_out,
        mlp_out=project(at["mlp_out"]),
        head_out=head_out,
        attn_bias=project(attention_biases(module)),
        bias=bias,
    )


@torch.no_grad()
def head_contributions(module: nn.Module, ids: torch.Tensor) -> torch.Tensor:
    """[layer, batch, position, head, width]: what each head adds to the stream; the projection's bias is no head's.

    A head's part of the output projection is its own slice of the weight. Where a norm follows (Gemma 2), it is
    frozen at the scale of the actual run.
    """
    places, rows = places_of(module), []
    for layer, z in enumerate(values_of(module, ids, "head_out")):
        block = module.get_submodule(f"{places.blocks}.{layer}")
        projection = block.get_submodule(places.out_proj)
        weight = projection.weight if type(projection).__name__ == "Conv1D" else projection.weight.T  # [in, out]
        weight = weight.unflatten(0, (head_count(module, "head_out"), -1)).double()
        parts = torch.einsum("bphd,hdw->bphw", z.double(), weight)
        if places.attn_out != places.attn:
            norm = block.get_submodule(places.attn_out)
            parts = _frozen(norm, parts, _seen(module, ids, norm, on_input)[:, :, None], module)
        rows.append(parts)
    return torch.stack(rows)


def attention_biases(module: nn.Module) -> torch.Tensor:
    """[layer, width]: the bias of each output projection; none of the kinds that put a norm after it has one."""
    places, rows = places_of(module), []
    for block in blocks_of(module):
        projection = block.get_submodule(places.out_proj)
        bias = (
            projection.bias if projection.bias is not None else projection.weight.new_zeros(module.config.hidden_size)
        )
        assert places.attn_out == places.attn or projection.bias is None
        rows.append(bias)
    return torch.stack(rows)


def _frozen(norm: nn.Module, part: torch.Tensor, whole: torch.Tensor, module: nn.Module) -> torch.Tensor:
    """What a norm without its bias makes of a part of its input, with the scale that it has for the whole."""
    part, whole = part.double(), whole.double()
    if isinstance(norm, nn.LayerNorm):
        scale = (whole.var(-1, unbiased=False, keepdim=True) + norm.eps).sqrt()
        return (part - part.mean(-1, keepdim=True)) / scale * norm.weight.double()
    eps = getattr(norm, "variance_epsilon", None) or norm.eps
    scale = (whole.pow(2).mean(-1, keepdim=True) + eps).sqrt()
    return part / scale * (norm.weight.double() + places_of(module).plus_one)


@torch.no_grad()
def _seen(module: nn.Module, ids: torch.Tensor, part: nn.Module, on) -> torch.Tensor:
    """The input or the output of one module."""
    seen: list[torch.Tensor] = []

    def see(value: torch.Tensor) -> torch.Tensor:
        seen.append(value.clone())
        return value

    hook = on(part, see)
    try:
        module(input_ids=ids, use_cache=False)
    finally:
        hook.remove()
    return seen[0]
