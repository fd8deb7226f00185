"""Prompts as model inputs: text, lists of texts, or token ids, padded on the left."""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from ..errors import PromptError
from ..graph import Inputs

__all__ = ["check_rows", "encode", "real_places", "token_ids"]


def token_ids(prompt: Any, tokenizer: Any) -> list[list[int]]:
    """The token ids of each row, unpadded.

    Raises:
        PromptError: no prompt, an empty one, or one of the wrong kind.
    """
    if isinstance(prompt, str):
        return [_of_text(prompt, tokenizer)]
    if hasattr(prompt, "__array__"):
        return _of_tensor(torch.as_tensor(prompt))
    if not isinstance(prompt, Sequence) or isinstance(prompt, bytes):
        raise PromptError(
            f"a prompt is text, a list of texts, or token ids; got {type(prompt).__name__} {prompt!r:.60}"
        )
    if not prompt:
        raise PromptError("the list of prompts is empty; pass at least one text")
    if all(isinstance(item, int) for item in prompt):
        return [list(prompt)]
    return [row for item in prompt for row in token_ids(item, tokenizer)]


def _of_text(text: str, tokenizer: Any) -> list[int]:
    if tokenizer is None:
        raise PromptError(
            "this model has no tokenizer to read text with; pass token ids, or LanguageModel(…, tokenizer=…)"
        )
    ids = list(tokenizer(text)["input_ids"])
    if not ids:
        raise PromptError(f"the prompt {text!r} is empty: it has no tokens; pass at least one word")
    return ids


def _of_tensor(ids: Tensor) -> list[list[int]]:
    if ids.dtype.is_floating_point or ids.dtype is torch.bool:
        raise PromptError(
            f"token ids are integers; got a tensor of {ids.dtype}. To run on embeddings pass inputs_embeds=…"
        )
    if ids.dim() not in (1, 2):
        raise PromptError(f"token ids have shape [tokens] or [batch, tokens]; got {list(ids.shape)}")
    if not ids.numel():
        raise PromptError(f"token ids have at least one token; got a tensor of shape {list(ids.shape)}")
    rows: list[list[int]] = ids.reshape(-1, ids.shape[-1]).tolist()
    return rows


def encode(inputs: Inputs, tokenizer: Any, module: nn.Module) -> Inputs:
    """Forward arguments for ``trace(prompt, **kwargs)``: ids [batch, tokens], mask, and positions if padded."""
    if len(inputs.args) > 1:
        raise PromptError(f"a trace takes one prompt, or a list of prompts; got {len(inputs.args)} arguments")
    if inputs.kwargs:
        _check_options(inputs.kwargs, module)
    if not inputs.args:
        if not inputs.kwargs:
            raise PromptError('nothing to run on: pass a prompt, model.trace("The Eiffel Tower is in")')
        return inputs
    prompt = inputs.args[0]
    if isinstance(prompt, dict) or hasattr(prompt, "input_ids"):
        return Inputs((), {**dict(prompt), **inputs.kwargs})
    rows = token_ids(prompt, tokenizer)
    check_rows(rows, module)
    return Inputs((), {**_batch(rows, tokenizer, module), **inputs.kwargs})


def _check_options(options: dict[str, Any], module: nn.Module) -> None:
    """Refuse what the forwards of transformers swallow without effect: misspelt options, those of a generation."""
    takes = inspect.signature(module.forward).parameters
    if all(kind.kind is not inspect.Parameter.VAR_KEYWORD for kind in takes.values()):
        return  # it refuses by itself what it does not take
    known = {*takes, *_SWITCHES}
    generation = getattr(module, "generation_config", None)
    for name in options.keys() - known:
        if generation is not None and name in generation.to_dict():
            raise PromptError(
                f"{name} is about a generation, and a trace is one forward: model.generate(prompt, {name}=…)"
            )
        if close := difflib.get_close_matches(name, known, n=1, cutoff=0.8):
            raise PromptError(f"the forward takes no {name!r} and would ignore it. Did you mean {close[0]!r}?")


_SWITCHES = ("output_hidden_states", "output_attentions", "output_router_logits", "return_dict", "use_cache")
"""What the forwards of transformers take beside their own parameters."""


def check_rows(rows: list[list[int]], module: nn.Module) -> None:
    """See that prompts can be run, by the model's configuration alone.

    Raises:
        PromptError: one has no tokens, more than the context, or an id that the vocabulary does not have.
    """
    config = getattr(module, "config", None)
    limit = getattr(config, "max_position_embeddings", None)
    vocab = getattr(config, "vocab_size", None)
    for at, row in enumerate(rows):
        which = f"prompt {at}" if len(rows) > 1 else "the prompt"
        if not row:
            raise PromptError(f"{which} is empty: it has no tokens; pass at least one")
        if isinstance(limit, int) and len(row) > limit:
            raise PromptError(
                f"{which} has {len(row)} tokens; this model's context is {limit}. Shorten it by {len(row) - limit}."
            )
        if isinstance(vocab, int) and not 0 <= min(row) <= max(row) < vocab:
            bad = next(token for token in row if not 0 <= token < vocab)
            raise PromptError(f"{which} holds the token id {bad}; this model has {vocab} tokens, 0 to {vocab - 1}")


def _batch(rows: list[list[int]], tokenizer: Any, module: nn.Module) -> dict[str, Tensor]:
    """Left-padded ids and their mask; positions count real tokens, so that padding changes no row's values."""
    width = max(map(len, rows))
    pad = _pad_id(tokenizer, module)
    device = _device(module)
    ids = torch.tensor([[pad] * (width - len(row)) + row for row in rows], device=device)
    mask = torch.tensor([[0] * (width - len(row)) + [1] * len(row) for row in rows], device=device)
    batch = {"input_ids": ids, "attention_mask": mask}
    if any(len(row) < width for row in rows) and "position_ids" in inspect.signature(module.forward).parameters:
        batch["position_ids"] = (mask.cumsum(-1) - 1).clamp(min=0)
    return batch


def _pad_id(tokenizer: Any, module: nn.Module) -> int:
    config = getattr(module, "config", None)
    for owner, name in (
        (tokenizer, "pad_token_id"),
        (tokenizer, "eos_token_id"),
        (config, "pad_token_id"),
        (config, "eos_token_id"),
    ):
        found = getattr(owner, name, None)
        if isinstance(found, int):
            return found
    return 0


def _device(module: nn.Module) -> torch.device:
    """Where the model expects its token ids."""
    getter: Any = getattr(module, "get_input_embeddings", None)
    first: nn.Module = getter() if getter else module
    parameter = next(first.parameters(), None)
    return torch.device("cpu") if parameter is None or parameter.device.type == "meta" else parameter.device


def real_places(ids: Tensor, mask: Any) -> tuple[tuple[int, ...], ...]:
    """The positions of each row's tokens in a batch that is padded on either side; without a mask all are real."""
    if not isinstance(mask, Tensor) or mask.shape != ids.shape:
        return (tuple(range(ids.shape[-1])),) * ids.shape[0]
    return tuple(tuple(at for at, real in enumerate(row) if real) for row in mask.tolist())
