"""What the runs of a request may be fed: prompts, the inputs of a forward, the options of a generation."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch

from ...graph import Inputs
from ..limits import Limits
from ..refusal import Refusal
from .arguments import values_in
from .published import Published

__all__ = ["check_feed"]

_WHOLE = (torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8)
_MOST_TOKENS = 1 << 12
"""Numbers in a list of tokens that an option names."""


def check_feed(inputs: Inputs, published: Published, limits: Limits, run: int) -> None:
    """Refuse inputs of a run that are not prompts or typed options.

    Args:
        inputs: of the run.
        published: what the model takes.
        limits: rows, tokens, new tokens.
        run: its number, for the message.

    Raises:
        Refusal: "bad_argument", "forbidden_operation" or "too_costly".
    """
    where = f"run {run}" if run else "the run"
    if len(inputs.args) > 1 and published.language:
        raise Refusal("bad_argument", f"{where} has {len(inputs.args)} inputs; a prompt is one, or a list of several")
    if not published.language:
        _check_tensors(inputs, published, where)
        return
    if inputs.args:
        _check_prompt(inputs.args[0], published, limits, where)
    elif not {"input_ids", "inputs_embeds"} & inputs.kwargs.keys():
        raise Refusal("bad_argument", f"{where} has no prompt: send a text, a list of texts, or token ids")
    if inputs.method == "generate":
        _check_generation(inputs.kwargs, published, limits, where)
    else:
        _check_forward(inputs.kwargs, published, where)


def _check_tensors(inputs: Inputs, published: Published, where: str) -> None:
    if inputs.method != "trace":
        raise Refusal("bad_argument", f"{where} is a generation; this model has none")
    if unknown := inputs.kwargs.keys() - set(published.arguments):
        raise Refusal("bad_argument", f"{where} has the input {min(unknown)!r:.60}, which the forward does not take")
    for item in values_in((*inputs.args, *inputs.kwargs.values())):
        if not isinstance(item, torch.Tensor | bool | int | float | tuple | list | dict | None):
            raise Refusal("bad_argument", f"{where} is given {item!r:.60}; expected tensors and numbers")


# -- prompts -------------------------------------------------------------------------------------


def _check_prompt(prompt: Any, published: Published, limits: Limits, where: str) -> None:
    """Kinds and counts; how many tokens a text has is known to the tokenizer alone."""
    if isinstance(prompt, dict):
        for name, value in prompt.items():
            if name not in ("input_ids", "attention_mask", "token_type_ids") or not _is_tensor(value):
                raise Refusal(
                    "bad_argument", f"{where} has a prompt with {name!r:.40}; expected ids and mask, as tensors"
                )
        prompt = prompt.get("input_ids")
    if isinstance(prompt, torch.Tensor):
        _check_ids(prompt, published, limits, where)
    elif isinstance(prompt, list | tuple):
        if _is_row(prompt):
            _check_row(prompt, published, limits, where)
        else:
            _bound("rows", limits.rows, len(prompt), where)
            for one in prompt:
                _check_row(one, published, limits, where)
    elif type(prompt) is not str:
        raise Refusal("bad_argument", f"{where} has a {type(prompt).__name__} for a prompt; expected text or token ids")


def _check_row(one: Any, published: Published, limits: Limits, where: str) -> None:
    if isinstance(one, list | tuple) and _is_row(one):
        _bound("tokens", limits.tokens, len(one), where)
        _check_range(min(one), max(one), published, where)
    elif isinstance(one, torch.Tensor):
        _check_ids(one, published, limits, where)
    elif type(one) is not str:
        raise Refusal("bad_argument", f"{where} has a {type(one).__name__} among its prompts; expected texts or ids")


def _check_ids(ids: torch.Tensor, published: Published, limits: Limits, where: str) -> None:
    if ids.dtype not in _WHOLE or ids.dim() not in (1, 2):
        raise Refusal("bad_argument", f"{where} has ids {_short(ids)}; expected integers [batch, tokens]")
    _bound("tokens", limits.tokens, ids.shape[-1], where)
    if ids.dim() == 2:
        _bound("rows", limits.rows, ids.shape[0], where)
    if ids.numel():
        _check_range(int(ids.min()), int(ids.max()), published, where)


def _check_range(least: int, most: int, published: Published, where: str) -> None:
    """On a GPU an id that is none ends the worker, not the request."""
    vocabulary = published.vocabulary
    if vocabulary and not 0 <= least <= most < vocabulary:
        bad = least if least < 0 else most
        raise Refusal(
            "bad_argument",
            f"{where} has the token id {bad}; this model has {vocabulary:,} tokens, 0 to {vocabulary - 1}",
        )


def _is_row(value: Any) -> bool:
    return bool(value) and all(type(item) is int for item in value)


def _is_tensor(value: Any) -> bool:
    return isinstance(value, torch.Tensor)


def _bound(name: str, limit: int, given: int, where: str) -> None:
    if given > limit:
        raise Refusal(
            "too_costly",
            f"{where} has {given:,} {name}; this server allows {limit:,}",
            name=name,
            limit=limit,
            given=given,
        )


# -- inputs of a forward -------------------------------------------------------------------------


def _is_flag(value: Any) -> bool:
    return type(value) is bool or value is None


def _ids(value: Any) -> bool:
    return isinstance(value, torch.Tensor) and value.dtype in _WHOLE and value.dim() in (1, 2)


def _mask(value: Any) -> bool:
    return isinstance(value, torch.Tensor) and not value.is_complex() and value.dim() <= 4


def _embeddings(value: Any) -> bool:
    return isinstance(value, torch.Tensor) and value.is_floating_point() and value.dim() == 3


def _kept(value: Any) -> bool:
    return (type(value) is int and value >= 0) or (isinstance(value, torch.Tensor) and _ids(value))


_FORWARD: dict[str, tuple[Callable[[Any], bool], str]] = {
    "input_ids": (_ids, "integers [batch, tokens]"),
    "attention_mask": (_mask, "a tensor [batch, tokens]"),
    "position_ids": (_ids, "integers [batch, tokens]"),
    "token_type_ids": (_ids, "integers [batch, tokens]"),
    "decoder_input_ids": (_ids, "integers [batch, tokens]"),
    "decoder_attention_mask": (_mask, "a tensor [batch, tokens]"),
    "inputs_embeds": (_embeddings, "floating-point numbers [batch, tokens, width]"),
    "labels": (_ids, "integers [batch, tokens]"),
    "logits_to_keep": (_kept, "a number, or positions"),
    **dict.fromkeys(
        ("use_cache", "return_dict", "output_hidden_states", "output_attentions", "output_router_logits"),
        (_is_flag, "true or false"),
    ),
}
_ALWAYS = frozenset(("use_cache", "return_dict", "output_hidden_states", "output_attentions", "output_router_logits"))


def _check_forward(kwargs: dict[str, Any], published: Published, where: str) -> None:
    for name, value in kwargs.items():
        known = _FORWARD.get(name) if name in published.arguments or name in _ALWAYS else None
        if known is None:
            raise Refusal("bad_argument", f"{where} has the input {name!r:.60}, which is not taken from a request")
        if value is not None and not known[0](value):
            raise Refusal("bad_argument", f"{where} has {name}={_short(value)}; expected {known[1]}")
        _check_named(name, value, published, where)


def _check_named(name: str, value: Any, published: Published, where: str) -> None:
    if name in ("input_ids", "decoder_input_ids") and isinstance(value, torch.Tensor) and value.numel():
        _check_range(int(value.min()), int(value.max()), published, where)


def _short(value: Any) -> str:
    if isinstance(value, torch.Tensor):
        return f"{str(value.dtype).removeprefix('torch.')}{list(value.shape)}"
    return f"{value!r:.40}"


# -- options of a generation ---------------------------------------------------------------------

Check = Callable[[Any, Limits], bool]


def _integer(least: int, most: int) -> Check:
    return lambda value, _: type(value) is int and least <= value <= most


def _real(least: float, most: float, *, open_at: float | None = None) -> Check:
    return lambda value, _: (
        type(value) in (int, float) and math.isfinite(value) and least <= value <= most and value != open_at
    )


def _flag(value: Any, _: Limits) -> bool:
    return type(value) is bool


def _up_to_rows(value: Any, limits: Limits) -> bool:
    return type(value) is int and 1 <= value <= limits.rows


def _up_to_new(value: Any, limits: Limits) -> bool:
    return type(value) is int and 0 <= value <= limits.new_tokens


def _tokens(value: Any, _: Limits) -> bool:
    one = [value] if type(value) is int else value
    return isinstance(one, list | tuple) and len(one) <= _MOST_TOKENS and all(type(token) is int for token in one)


def _words(value: Any, limits: Limits) -> bool:
    if not isinstance(value, list | tuple) or len(value) > 256:
        return False
    return all(isinstance(one, list | tuple) and len(one) <= 64 and _tokens(one, limits) for one in value)


_OPTIONS: dict[str, tuple[Check, str]] = {
    **dict.fromkeys(
        (
            "do_sample", "use_cache", "output_attentions", "output_hidden_states", "output_logits", "output_scores",
            "return_dict_in_generate", "renormalize_logits", "remove_invalid_values",
        ),
        (_flag, "true or false"),
    ),
    "disable_compile": (lambda value, _: value is True, "true"),
    "early_stopping": (lambda value, _: type(value) is bool or value == "never", 'true, false or "never"'),
    "min_new_tokens": (_up_to_new, "a number within the server's new_tokens"),
    "num_beams": (_up_to_rows, "a number within the server's rows"),
    "num_return_sequences": (_up_to_rows, "a number within the server's rows"),
    "seed": (_integer(0, (1 << 63) - 1), "a number of 63 bits"),
    "top_k": (_integer(0, 1 << 24), "a number of tokens"),
    "no_repeat_ngram_size": (_integer(0, 64), "0 to 64"),
    "encoder_no_repeat_ngram_size": (_integer(0, 64), "0 to 64"),
    **dict.fromkeys(
        ("temperature", "repetition_penalty", "encoder_repetition_penalty"), (_real(0, 1e6, open_at=0), "above 0")
    ),
    **dict.fromkeys(("top_p", "min_p", "typical_p", "epsilon_cutoff", "eta_cutoff", "top_h"), (_real(0, 1), "0 to 1")),
    "length_penalty": (_real(-100, 100), "-100 to 100"),
    **dict.fromkeys(
        ("pad_token_id", "bos_token_id", "forced_bos_token_id", "decoder_start_token_id"),
        (_integer(0, 1 << 31), "a token id"),
    ),
    **dict.fromkeys(
        ("eos_token_id", "forced_eos_token_id", "suppress_tokens", "begin_suppress_tokens"),
        (_tokens, "token ids"),
    ),
    "bad_words_ids": (_words, "at most 256 lists of token ids"),
}  # fmt: skip
"""The options of ``generate`` that are data and nothing else. Left out, among others: ``custom_generate``,
``penalty_alpha``, ``dola_layers``, ``constraints``, ``num_beam_groups`` (transformers 5 fetches code for them),
``assistant_model``, ``streamer`` and processors (objects), ``cache_implementation``, ``prompt_lookup_num_tokens``
(another way of stepping), ``max_time`` (a result that depends on the hour), ``stop_strings``."""

_CODE_NAMES = """
custom_generate trust_remote_code assistant_model assistant_tokenizer penalty_alpha dola_layers constraints
force_words_ids num_beam_groups generation_config logits_processor stopping_criteria prefix_allowed_tokens_fn streamer
"""
_CODE = frozenset(_CODE_NAMES.split())
"""What would run code of the request's choice, or fetch it."""


def _check_generation(kwargs: dict[str, Any], published: Published, limits: Limits, where: str) -> None:
    if not published.generates:
        raise Refusal("bad_argument", f"{where} is a generation; this model has none")
    _check_new_tokens(kwargs.get("max_new_tokens"), limits, where)
    options = {name: value for name, value in kwargs.items() if value is not None and name != "max_new_tokens"}
    for name, value in options.items():
        if name in _CODE:
            raise Refusal("forbidden_operation", f"{where} has {name!r}, which runs code that a request cannot bring")
        if name in _OPTIONS:
            check, words = _OPTIONS[name]
            fits = check(value, limits)
        elif name in ("input_ids", "attention_mask", "inputs_embeds") and name in published.arguments:
            of_forward, words = _FORWARD[name]
            fits = of_forward(value)
        else:
            raise Refusal("bad_argument", f"{where} has the option {name!r:.60}, which is not taken from a request")
        if not fits:
            raise Refusal("bad_argument", f"{where} has {name}={_short(value)}; expected {words}")
        _check_named(name, value, published, where)
    if options.get("do_sample") and "seed" not in options:
        raise Refusal("bad_argument", f"{where} samples without a seed, so it could not be repeated; pass seed=…")


def _check_new_tokens(given: Any, limits: Limits, where: str) -> None:
    if type(given) is not int or given < 1:
        raise Refusal(
            "bad_argument", f"{where} is a generation with max_new_tokens={given!r:.40}; expected a number from 1"
        )
    _bound("new_tokens", limits.new_tokens, given, where)
