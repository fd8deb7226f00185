"""Parameters that are not in memory: loaded for a look."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from ..errors import ModelError

__all__ = ["loaded"]


def loaded(module: nn.Module, name: str, parameter: Any) -> Any:
    """A parameter; a copy of it where ``device_map`` has left it on disk.

    Raises:
        ModelError: it is not in memory, and nobody knows where it is.
    """
    if not isinstance(parameter, torch.Tensor) or not parameter.is_meta:
        return parameter
    hook: Any = getattr(module, "_hf_hook", None)
    for candidate in (hook, *getattr(hook, "hooks", ())):
        weights = getattr(candidate, "weights_map", None)
        if weights is not None and name in weights:
            return weights[name]
    raise ModelError(
        f"{name} of this {type(module).__name__} is not in memory (it is on the meta device). "
        "Load the model with a device_map that keeps it, or with model.load()"
    )
