"""A generation without numbers: the forwards that ``generate`` would make, for shapes alone.

What the tokens are has no influence on shapes; how many there are has. So as many steps are made as were allowed,
and where the real generation ends earlier, it says so.
"""

from __future__ import annotations

import inspect
from typing import Any

import torch
from torch import nn

from ..errors import DeferredError
from ..graph import Inputs

__all__ = ["formal_generation"]

_CACHES = ("past_key_values", "cache_params")
_DEFAULT = 20  # what generate of transformers takes where nothing says how many


def formal_generation(module: nn.Module, inputs: Inputs) -> torch.Tensor:
    """The forwards of a generation on the meta device; what it would return: ids [rows, prompt + new tokens].

    Raises:
        DeferredError: a prompt of embeddings.
    """
    given = dict(inputs.kwargs)
    ids = given.get("input_ids")
    if not isinstance(ids, torch.Tensor):
        raise DeferredError(
            f"a generation of {type(module).__name__} from this prompt cannot be deferred: that is made for prompts of "
            "text or token ids; leave out defer=True"
        )
    rows, known = _rows(module, given), inspect.signature(module.forward).parameters
    keeps = "use_cache" in known and bool(_option(module, given, "use_cache", True))
    options: dict[str, Any] = {"use_cache": keeps} if "use_cache" in known else {}
    narrow = {"logits_to_keep": 1} if "logits_to_keep" in known else {}
    name = "input_ids"
    if getattr(getattr(module, "config", None), "is_encoder_decoder", False):
        options["encoder_outputs"], name = _encoded(module, ids, rows), "decoder_input_ids"
        ids = given.get(name, ids[:, :1])  # the decoder starts from one token
    new = ids = ids.repeat_interleave(rows, 0)
    for step in range(_steps(module, given, ids.shape[1])):
        made: Any = module(**{name: new}, **options, **(narrow if step == 0 or not keeps else {}))
        one = torch.empty((ids.shape[0], 1), dtype=ids.dtype, device=ids.device)
        ids = torch.cat([ids, one], 1)
        held = {name: made[name] for name in _CACHES if keeps and made.get(name) is not None}
        options, new = options | held, one if held else ids
    return ids


def _encoded(module: Any, ids: torch.Tensor, rows: int) -> Any:
    """What the encoder gives, once for all steps, with so many rows for each prompt."""
    made = module.get_encoder()(input_ids=ids, return_dict=True)
    return type(made)({key: one.repeat_interleave(rows, 0) for key, one in made.items() if torch.is_tensor(one)})


def _option(module: Any, given: dict[str, Any], name: str, otherwise: Any) -> Any:
    """An option of a generation: what was passed, or the model's own for generations, or for everything."""
    configs = (given.get("generation_config"), getattr(module, "generation_config", None))
    found = [given.get(name), *(getattr(one, name, None) for one in configs if one is not None)]
    if name == "use_cache":
        found.append(getattr(getattr(module, "config", None), name, None))
    return next((one for one in found if one is not None), otherwise)


def _rows(module: nn.Module, given: dict[str, Any]) -> int:
    """How many rows stand for each prompt."""
    return max(int(_option(module, given, "num_beams", 1)), int(_option(module, given, "num_return_sequences", 1)))


def _steps(module: nn.Module, given: dict[str, Any], prompt: int) -> int:
    new = _option(module, given, "max_new_tokens", None)
    if new is None:
        longest = _option(module, given, "max_length", None)
        new = _DEFAULT if longest is None else int(longest) - prompt
    return max(int(new), 1)
