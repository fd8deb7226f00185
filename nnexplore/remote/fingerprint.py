"""The fingerprint of a module tree: whether two machines talk about the same model."""

from __future__ import annotations

import hashlib

from torch import nn

__all__ = ["fingerprint"]


def fingerprint(module: nn.Module) -> str:
    """A short text that is the same for two models with the same names, classes and shapes; weights may differ.

    >>> fingerprint(nnexplore.load("demo").module)
    """
    lines = [f"{path}:{type(part).__name__}" for path, part in module.named_modules(remove_duplicate=False)]
    lines += [f"{name}:{list(one.shape)}" for name, one in module.named_parameters(remove_duplicate=False)]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:16]
