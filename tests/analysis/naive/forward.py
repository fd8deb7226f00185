"""One forward of a model with some components changed, and the values of its components."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import Any

import torch
from torch import nn

from tests.analysis.naive.attention import watched_attention
from tests.analysis.naive.places import blocks_of, head_count, places_of

Key = tuple[str, int]
"""A component and a layer."""

Edit = Callable[[torch.Tensor], torch.Tensor]
"""Given a component's value, in the shape that ``places`` promises, a new one."""

INSIDE = ("head_q", "head_k", "head_v", "head_pattern")


@torch.no_grad()
def forward(
    module: nn.Module, ids: torch.Tensor, edits: dict[Key, Edit] | None = None, reads: Iterable[Key] = ()
) -> tuple[torch.Tensor, dict[Key, torch.Tensor]]:
    """The logits, and a copy of each value that was asked for, after the edit if there is one."""
    edits, values = edits or {}, {}
    wanted = {*edits, *reads}

    def see(key: Key, value: torch.Tensor) -> torch.Tensor:
        if key in edits:
            value = edits[key](value)
        if key in wanted:
            values[key] = value.clone()
        return value

    with ExitStack() as stack:
        if any(name in INSIDE for name, _ in wanted):
            _watch_inside(stack, module, see)
        for name, layer in wanted:
            if name not in INSIDE:
                for hook in _hooks(module, (name, layer), see, len(ids)):
                    stack.callback(hook.remove)
        logits = module(input_ids=ids, use_cache=False).logits
    assert set(values) == wanted, "some component was never computed"
    return logits, values


def values_of(module: nn.Module, ids: torch.Tensor, component: str) -> list[torch.Tensor]:
    """A component's value in each layer."""
    keys = [(component, layer) for layer in range(len(blocks_of(module)))]
    _, values = forward(module, ids, reads=keys)
    return [values[key] for key in keys]


def _watch_inside(stack: ExitStack, module: nn.Module, see: Any) -> None:
    attentions = [block.get_submodule(places_of(module).attn) for block in blocks_of(module)]
    layer_of = {id(attention): layer for layer, attention in enumerate(attentions)}
    shown = lambda attention, name, value: see((name, layer_of[id(attention)]), value)  # noqa: E731
    stack.enter_context(watched_attention(module, attentions[0], shown))


def _hooks(module: nn.Module, key: Key, see: Any, batch: int) -> list[Any]:
    """The hooks for one component that is the input or the output of some module."""
    component, layer = key
    block, places = blocks_of(module)[layer], places_of(module)
    if component == "resid_mid":
        return _mid_hooks(block, block.get_submodule(places.attn_out), lambda value: see(key, value))
    heads = head_count(module, component)

    def unfolded(value: torch.Tensor) -> torch.Tensor:
        """See the value with batch and positions apart, and heads apart, and give it back as it was."""
        shaped = value.reshape(batch, -1, value.shape[-1])
        if component == "head_out":
            shaped = shaped.unflatten(-1, (heads, -1))
        return see(key, shaped).reshape(value.shape)

    path, port = {
        "resid_pre": ("", "input"),
        "resid_post": ("", "output"),
        "attn_out": (places.attn_out, "output"),
        "mlp_out": (places.mlp_out, "output"),
        "mlp_in": (places.mlp_in, "input"),
        "neurons": (places.last_linear, "input"),
        "head_out": (places.out_proj, "input"),
    }[component]
    part = block.get_submodule(path)
    return [on_input(part, unfolded) if port == "input" else on_output(part, unfolded)]


def _mid_hooks(block: nn.Module, attention: nn.Module, edit: Edit) -> list[Any]:
    """The stream after attention, for the MLP and for the skip past it alike.

    The stream there is ``resid_pre + attn_out``, and what the block adds up is not the output of any module; so to
    set it to ``mid`` is to set attention's contribution to ``mid - resid_pre``.
    """
    stream: list[torch.Tensor] = []

    def remember(pre: torch.Tensor) -> torch.Tensor:
        stream[:] = [pre]
        return pre

    return [on_input(block, remember), on_output(attention, lambda out: edit(stream[0] + out) - stream[0])]


def on_input(part: nn.Module, edit: Edit) -> Any:
    """A hook that changes a module's first input."""

    def hook(_: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if args:
            return (edit(args[0]), *args[1:]), kwargs
        return args, {**kwargs, "hidden_states": edit(kwargs["hidden_states"])}

    return part.register_forward_pre_hook(hook, with_kwargs=True)


def on_output(part: nn.Module, edit: Edit) -> Any:
    """A hook that changes a module's output, or the first of several."""

    def hook(_: nn.Module, _args: Any, out: Any) -> Any:
        return (edit(out[0]), *out[1:]) if isinstance(out, tuple) else edit(out)

    return part.register_forward_hook(hook)
