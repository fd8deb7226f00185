"""``load_split``: a model whose weights lie in several processes, a part in each, and whose values are whole in all.

Of each linear layer every process holds some rows, computes these outputs, and gets the others' at once. So every
value between two modules, and every head, is whole in every process, and a graph that reads or changes one means what
it means on a model that is not split. The parts are loaded by transformers' tensor parallelism. Its own plans gather
less, and leave values in parts: between ``q_proj`` and ``o_proj``, or ``up_proj`` and ``down_proj``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.nn import functional as F
from torch.overrides import handle_torch_function, has_torch_function_unary

from ...errors import ModelError
from ...models import LanguageModel

__all__ = ["check_split", "load_split"]

_LEAST = 0.5
"""Of a model's weights so many have to be in layers that can be split; else it gains too little."""


def load_split(source: str, size: int, options: dict[str, Any]) -> LanguageModel:
    """This process's part of a model; every process of the group calls it.

    Args:
        source: a folder, or a name on the hub.
        size: how many processes there are.
        options: of ``from_pretrained``.

    Raises:
        ModelError: it cannot be split.
    """
    from transformers.distributed.configuration_utils import DistributedConfig

    plan = check_split(LanguageModel(source, **options).module, size)
    model = LanguageModel(source, **options, distributed_config=DistributedConfig(tp_size=size, tp_plan=plan)).load()
    for module in model.module.modules():
        if (computed := _computed(module)) is not None:
            _compute(module, *computed)
    return model


def check_split(module: nn.Module, size: int) -> dict[str, str]:
    """How transformers shall split a model: a style for each module's path, with ``*`` for the number of a layer.

    Args:
        module: the model; the meta device will do.
        size: into how many parts.

    Raises:
        ModelError: too few of its weights are in layers that can be split.
    """
    layers = {path: style for path, layer in module.named_modules() if (style := _style(module, layer))}
    total = sum(one.numel() for one in module.parameters())
    split = {id(one): one.numel() for path in layers for one in module.get_submodule(path).parameters(recurse=False)}
    share = sum(split.values()) / max(1, total)
    if share < _LEAST:
        raise ModelError(
            f"tensor_parallel is {size}, but of the weights of {type(module).__name__} only {share:.0%} are in linear "
            f"layers, which alone are split; the others are in {_others(module, layers)}. Use device_map instead"
        )
    own = dict.fromkeys(getattr(module, "tp_plan", None) or {}, "replicate")
    return own | {re.sub(r"\.\d+(?=\.|$)", ".*", path): style for path, style in layers.items()}


def _style(root: nn.Module, layer: nn.Module) -> str:
    """A layer's style of transformers; none where it stays whole."""
    if type(layer) is nn.Linear:
        return "colwise_gather_output"
    embedding = getattr(root, "get_input_embeddings", lambda: None)()
    return "embedding_rowwise" if layer is embedding and isinstance(layer, nn.Embedding) else ""


def _others(module: nn.Module, layers: dict[str, str]) -> str:
    """The classes of the layers with most weights that stay whole."""
    sizes: dict[str, int] = {}
    for path, layer in module.named_modules():
        if path not in layers and (own := sum(one.numel() for one in layer.parameters(recurse=False))):
            sizes[type(layer).__name__] = sizes.get(type(layer).__name__, 0) + own
    return ", ".join(sorted(sizes, key=lambda name: -sizes[name])[:2])


# -- computing -----------------------------------------------------------------------------------------------------


def _computed(module: nn.Module) -> tuple[str, Callable[[Tensor], Tensor]] | None:
    """How a split layer computes, and the name of PyTorch's operation for it; ``None`` for any other."""
    if not hasattr(module._parameters.get("weight"), "full_tensor"):
        return None
    if isinstance(module, nn.Linear):
        return "linear", partial(_linear, module)
    return "embedding", partial(_embedding, module, module.forward)


def _compute(module: nn.Module, name: str, function: Callable[[Tensor], Tensor]) -> None:
    """Have the layer compute so. To what watches the operations of the model it is one, as where it is not split."""

    def operation(input: Tensor) -> Tensor:
        if has_torch_function_unary(input):
            found: Tensor = handle_torch_function(operation, (input,), input)
            return found
        with torch._C.DisableTorchFunction():
            return function(input)

    operation.__name__ = name
    module.forward = operation


def _linear(module: Any, given: Tensor) -> Tensor:
    weight, bias = module.weight, module.bias
    parts = [one for one in (weight, bias) if one is not None]
    if not all(hasattr(one, "full_tensor") for one in parts):  # a run has others in their place, which are whole
        return F.linear(given, *map(_whole, parts))
    mine = F.linear(_Shared.apply(given), *(one.to_local() for one in parts))  # type: ignore[no-untyped-call]
    return _Joined.apply(mine, module.out_features)  # type: ignore[no-untyped-call,no-any-return]


def _embedding(module: nn.Module, split: Callable[[Tensor], Tensor], given: Tensor) -> Tensor:
    """The rows are in parts: transformers looks up those that are here, and adds up."""
    if hasattr(module.weight, "full_tensor"):
        return split(given)
    return type(module).forward(module, given)  # type: ignore[no-any-return]


def _whole(tensor: Any) -> Tensor:
    return tensor.full_tensor() if hasattr(tensor, "full_tensor") else tensor  # type: ignore[no-any-return]


# -- between processes ---------------------------------------------------------------------------------------------
# What is whole is the same in all of them, and so is its gradient. Each function's gradient is another one of them.


class _Joined(torch.autograd.Function):
    """The parts of the last dimension, one after the other; ``size`` in all."""

    @staticmethod
    def forward(_: Any, mine: Tensor, size: int) -> Tensor:
        widths = list(_widths(size))
        padded = F.pad(mine, (0, widths[0] - mine.shape[-1])).contiguous()
        parts = [torch.empty_like(padded) for _ in widths]
        dist.all_gather(parts, padded)
        return torch.cat([part[..., :width] for part, width in zip(parts, widths, strict=True)], -1)

    @staticmethod
    def backward(_: Any, gradient: Tensor) -> Any:
        return _Part.apply(gradient), None  # type: ignore[no-untyped-call]


class _Part(torch.autograd.Function):
    """This process's part of the last dimension."""

    @staticmethod
    def forward(context: Any, whole: Tensor) -> Tensor:
        context.size = whole.shape[-1]
        widths, rank = list(_widths(context.size)), dist.get_rank()
        start = sum(widths[:rank])
        return whole[..., start : start + widths[rank]].contiguous()

    @staticmethod
    def backward(context: Any, gradient: Tensor) -> Any:
        return _Joined.apply(gradient, context.size)  # type: ignore[no-untyped-call]


class _Shared(torch.autograd.Function):
    """What all processes have, and each uses for its part: the parts' gradients are added up."""

    @staticmethod
    def forward(_: Any, whole: Tensor) -> Tensor:
        return whole.view_as(whole)

    @staticmethod
    def backward(_: Any, gradient: Tensor) -> Any:
        return _Added.apply(gradient)  # type: ignore[no-untyped-call]


class _Added(torch.autograd.Function):
    """The sum over the processes."""

    @staticmethod
    def forward(_: Any, part: Tensor) -> Tensor:
        total = part.contiguous().clone()
        dist.all_reduce(total)
        return total

    @staticmethod
    def backward(_: Any, gradient: Tensor) -> Any:
        return _Shared.apply(gradient)  # type: ignore[no-untyped-call]


def _widths(size: int) -> Iterator[int]:
    """How much of a dimension each process has: as ``torch.chunk`` cuts it, the last ones may have less, or nothing."""
    count = dist.get_world_size()
    most = -(-size // count)
    return (max(0, min(most, size - rank * most)) for rank in range(count))
