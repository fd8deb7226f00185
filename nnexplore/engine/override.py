"""``Overrides``: parameters that are others while one run's model computes, and only then."""

from __future__ import annotations

import torch
from torch import nn

__all__ = ["Overrides"]


class Overrides:
    """Tensors in the place of parameters. ``enter`` and ``leave`` are called whenever the model goes on and stops."""

    def __init__(self, module: nn.Module) -> None:
        self._module = module
        self._new: dict[str, torch.Tensor] = {}
        self._old: list[tuple[dict[str, torch.Tensor | None], str, torch.Tensor | None]] = []

    def __bool__(self) -> bool:
        return bool(self._new)

    def __contains__(self, path: str) -> bool:
        return path in self._new

    def __getitem__(self, path: str) -> torch.Tensor:
        return self._new[path]

    def __setitem__(self, path: str, tensor: torch.Tensor) -> None:
        self._new[path] = tensor

    def enter(self) -> None:
        """Put the tensors in place."""
        for path, tensor in self._new.items():
            owner, _, name = path.rpartition(".")
            among: dict[str, torch.Tensor | None] = self._module.get_submodule(owner)._parameters  # type: ignore[assignment]
            self._old.append((among, name, among[name]))
            among[name] = tensor

    def leave(self) -> None:
        """Put the model's own parameters back."""
        for among, name, tensor in reversed(self._old):
            among[name] = tensor
        self._old.clear()
