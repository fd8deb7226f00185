"""Tensors and prompts as source for an nnsight block: plain torch, with no need of nnexplore where it runs."""

from __future__ import annotations

import base64
from typing import Any

import torch

from ..errors import GraphError
from . import expression
from .graph import Inputs

__all__ = ["INLINE", "prompt", "source"]

INLINE = 16
"""Tensors of more elements are written as bytes, or handed over beside the source."""


def source(data: Any) -> str:
    """Plain data with tensors in it, as an expression that makes it again, bit for bit."""
    match data:
        case torch.Tensor():
            return _tensor(data.detach())
        case dict():
            return "{" + ", ".join(f"{source(key)}: {source(item)}" for key, item in data.items()) + "}"
        case list():
            return f"[{', '.join(map(source, data))}]"
        case tuple():
            return "(" + "".join(f"{source(item)}, " for item in data).rstrip() + ")"
    return expression.literal(data, repr)


def _tensor(data: torch.Tensor) -> str:
    data = data.cpu()
    if data.numel() <= INLINE and not data.is_complex() and (data.numel() or data.dim() == 1):
        return f"torch.tensor({expression.literal(data.tolist(), repr)}, dtype={data.dtype})"
    if not data.numel():
        return f"torch.zeros({tuple(data.shape)}, dtype={data.dtype})"
    raw = data.contiguous().flatten().view(torch.uint8).numpy().tobytes()
    text = base64.b64encode(raw).decode()
    return f"torch.frombuffer(bytearray(base64.b64decode({text!r})), dtype={data.dtype}).reshape({tuple(data.shape)})"


def prompt(inputs: Inputs, model: Any = None) -> str:
    """The arguments of ``trace`` or ``generate``; what nnsight would pad in its own way is given as token ids.

    Raises:
        GraphError: only the model can tell the ids, and there is none.
    """
    options = {key: value for key, value in inputs.kwargs.items() if key != "seed"}
    generating = inputs.method == "generate"
    plain = len(inputs.args) == 1 and isinstance(inputs.args[0], str)
    if plain and (generating or not options):
        return ", ".join([repr(inputs.args[0]), *(f"{key}={source(value)}" for key, value in options.items())])
    if model is None:
        raise GraphError(
            f"a run on {_describe(inputs)} needs the model to be written for nnsight, for its token ids, mask and "
            "positions: graph.to_nnsight(model)"
        )
    encoded = model._encoded(inputs)
    if encoded.args:
        raise GraphError(f"nnsight is given a prompt; the run of this graph was given {_describe(inputs)}")
    if not generating:
        return source(dict(encoded.kwargs))
    ids = {key: encoded.kwargs[key] for key in _PROMPT if key in encoded.kwargs}
    options = {key: value for key, value in encoded.kwargs.items() if key in options or key == "pad_token_id"}
    options = {key: value for key, value in options.items() if key not in _PROMPT}
    return ", ".join([source(ids), *(f"{key}={source(value)}" for key, value in options.items())])


_PROMPT = ("input_ids", "attention_mask", "inputs_embeds")


def _describe(inputs: Inputs) -> str:
    """What a run was given, in a few words."""
    given = [type(arg).__name__ for arg in inputs.args] + [f"{key}=…" for key in inputs.kwargs]
    return ", ".join(given) or "nothing"
