"""Reading and changing q, k, v and the pattern inside a block's attention.

How: under ``attn_implementation="eager"`` every attention module calls ``eager_attention_forward``, a function of its
own source file, with queries, keys (both rotated, where the model rotates) and values, before the keys and values are
repeated for grouped queries. For the length of one forward that name in that file is bound to a wrapper, which hands
q, k and v over, calls the original, and hands its softmax over. Where the pattern is changed, the weighted sum of the
values is formed anew.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch
from torch import nn

See = Callable[[nn.Module, str, torch.Tensor], torch.Tensor]
"""Given an attention module, "head_q" and so on, and a value in the table's shape: the value to go on with."""


@contextmanager
def watched_attention(model: nn.Module, attention: nn.Module, see: See) -> Iterator[None]:
    """Within, ``see`` is given what every attention module of the model's file computes."""
    file = sys.modules[type(attention).__module__]
    original, before = file.eager_attention_forward, model.config._attn_implementation

    def wrapper(module, query, key, value, mask, *args, **kwargs):
        query = _by_position(module, "head_q", query, see)
        key = _by_position(module, "head_k", key, see)
        value = _by_position(module, "head_v", value, see)
        out, pattern = original(module, query, key, value, mask, *args, **kwargs)
        changed = see(module, "head_pattern", pattern)
        if changed is not pattern:
            repeated = value.repeat_interleave(pattern.shape[1] // value.shape[1], dim=1)
            out = (changed @ repeated).transpose(1, 2).contiguous()
        return out, changed

    model.set_attn_implementation("eager")
    file.eager_attention_forward = wrapper
    try:
        yield
    finally:
        file.eager_attention_forward = original
        model.set_attn_implementation(before)


def _by_position(module: nn.Module, name: str, value: torch.Tensor, see: See) -> torch.Tensor:
    """[batch, head, position, width] is shown as [batch, position, head, width]."""
    return see(module, name, value.transpose(1, 2)).transpose(1, 2)
