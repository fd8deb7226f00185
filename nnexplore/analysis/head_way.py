"""``HeadWay``: the way from the heads of a block to the residual stream, as nodes of a graph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch

from ..errors import ModelError
from ..graph import Builder, Ref
from ..models import LanguageModel
from ..models.anatomy import Absent, Block, text_config
from ..models.borrowed import calls_of
from ..models.module_calls import ModuleCall

__all__ = ["HeadWay", "heads_of", "is_linear", "projection"]


@dataclass(frozen=True)
class HeadWay:
    """The linear layer that a block's heads go through side by side, and the factor with which the stream takes it up.

    >>> HeadWay.of(model, 2).path
    'transformer.h.2.attn.c_proj'
    """

    path: str
    scale: float

    @classmethod
    def of(cls, model: LanguageModel, layer: int) -> HeadWay:
        """That of a layer.

        Raises:
            ModelError: it has no heads, or what they give is changed on the way to the stream, as by a norm.
        """
        block = model.load().probe.blocks[layer]
        path = projection(block, calls_of(model))
        place = block.place("attn_out")
        if isinstance(block.attn, Absent) or place.path not in (path, block.attn.path):
            raise ModelError(
                f"between the heads of {block.path} and the residual stream there is more than {path}: what one head "
                "adds to the stream is no value of its own. direct_logit_attribution holds what is in between"
            )
        return cls(path, place.scale)

    def one(self, build: Builder, heads: Ref, head: int, count: int, run: int) -> Ref:
        """What one of ``heads`` [1, heads, tokens, width] adds to the stream, without the layer's bias."""
        only = torch.zeros(1, count, 1, 1)
        only[0, head] = 1
        alone = build.call("Tensor.mul", heads, build.call("Tensor.to", build.constant(only), heads))
        beside = build.call("Tensor.flatten", build.call("Tensor.transpose", alone, 1, 2), 2)
        made = build.apply(self.path, beside, run=run)
        bias = build.apply(self.path, build.call("torch.zeros_like", beside), run=run)
        return build.call("Tensor.mul", build.call("Tensor.sub", made, bias), self.scale)


def heads_of(model: LanguageModel) -> int:
    """How many heads a layer has; 0 where the configuration knows of none.

    >>> heads_of(nnexplore.load("demo"))
    4
    """
    return int(getattr(text_config(model.module), "num_attention_heads", 0) or 0)


def projection(block: Block, calls: Sequence[ModuleCall]) -> str:
    """The linear layer of an attention module that runs last.

    Raises:
        ModelError: there is no attention, or no such layer in it.
    """
    if isinstance(block.attn, Absent):
        raise ModelError(f"{block.path} has no heads: {block.attn.reason}")
    found = [call for call in calls if call.path.startswith(f"{block.attn.path}.") and is_linear(call)]
    if not found:
        raise ModelError(f"{block.attn.path} has no linear layer that its heads could go through")
    return max(found, key=lambda call: call.end).path


def is_linear(call: ModuleCall) -> bool:
    """Whether it is of a module without modules of its own, and with a matrix."""
    module = call.module
    return not module._modules and any(tensor.ndim == 2 for tensor in (*module.parameters(), *module.buffers()))
