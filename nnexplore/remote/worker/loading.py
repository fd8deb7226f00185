"""``load_model``: a server's model, really loaded: safetensors only, and no code of strangers."""

from __future__ import annotations

import sys
from typing import Any

import torch

from ...errors import ModelError, NnexploreError
from ...models import LanguageModel
from ...models.demo import load
from ..refusal import Refusal
from .reasons import clean
from .spec import ModelSpec

__all__ = ["load_model"]


def load_model(spec: ModelSpec) -> LanguageModel:
    """The model of a spec, in evaluation mode, its weights in memory.

    Where it is split over several processes it is this one's part, and each of them loads its own; see ``ranks``.

    >>> load_model(ModelSpec("demo"))

    Raises:
        Refusal: "unavailable", with the reason.
    """
    try:
        model = _demo(spec) if spec.source == "demo" else _from_pretrained(spec)
        missing = [name for name, one in model.module.named_parameters() if one.is_meta]
        if missing and not hasattr(model.module, "_hf_hook"):
            raise ModelError(f"{len(missing)} parameters have no numbers, {missing[0]} for one")
    except (NnexploreError, OSError, ValueError, TypeError, RuntimeError, ImportError) as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        sys.stderr.write(f"the model {spec.name!r} does not load: {reason}\n")  # with its folder, for the log alone
        text = f"the model {spec.name!r} does not load: {clean(reason):.300}"
        raise Refusal("unavailable", text) from error
    model.module.eval()
    return model


def _demo(spec: ModelSpec) -> LanguageModel:
    if spec.tensor_parallel > 1:
        raise ModelError("the demo model is not split; it takes no tensor_parallel")
    if spec.options or spec.revision:
        raise ModelError("the demo model ships with nnexplore; it takes no revision and no options")
    model = load("demo")
    if spec.dtype not in ("", "auto"):
        model.module.to(getattr(torch, spec.dtype))
    if isinstance(spec.device_map, str) and spec.device_map not in ("", "auto"):
        model.module.to(torch.device(spec.device_map))
    return model


def _from_pretrained(spec: ModelSpec) -> LanguageModel:
    options: dict[str, Any] = {**spec.options, "use_safetensors": True}
    for name in ("revision", "dtype", "device_map"):
        if value := getattr(spec, name):
            options[name] = value
    if spec.tensor_parallel > 1:
        from .parallel import load_split

        return load_split(spec.source, spec.tensor_parallel, options)
    return LanguageModel(spec.source, **options).load()
