"""``Overrides``: parameters that are others while one run's model computes, and only then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import torch
from torch import nn

from ..errors import ModelError
from .turns import TURNS

__all__ = ["Overrides", "check_kept", "weighed", "whole"]


def whole(tensor: torch.Tensor) -> torch.Tensor:
    """A parameter or its gradient, all of it, where each of several processes has a part; each of them has to ask."""
    found: torch.Tensor = tensor.full_tensor() if hasattr(tensor, "full_tensor") else tensor
    return found


def check_kept(root: nn.Module, path: str) -> None:
    """Refuse a parameter that ``device_map`` loads anew for each call, and with it overwrites what was put there.

    Raises:
        ModelError: it is not kept in memory.
    """
    owner, _, name = path.rpartition(".")
    module = root.get_submodule(owner)
    parameter = module._parameters.get(name)
    if parameter is not None and parameter.is_meta and hasattr(module, "_hf_hook"):
        raise ModelError(
            f"{path} is offloaded (device_map) and loaded anew for each call, so no other tensor can take its place. "
            "Keep this module in memory by another device_map, or change what it returns"
        )


class Overrides:
    """Tensors in the place of parameters. ``enter`` and ``leave`` are called whenever the model goes on and stops."""

    def __init__(self, module: nn.Module) -> None:
        self._module = module
        self._new: dict[str, torch.Tensor] = {}
        self._old: list[list[tuple[dict[str, torch.Tensor | None], str, torch.Tensor | None]]] = []

    def __bool__(self) -> bool:
        return bool(self._new)

    def __iter__(self) -> Iterator[str]:
        return iter(self._new)

    def __contains__(self, path: str) -> bool:
        return path in self._new

    def __getitem__(self, path: str) -> torch.Tensor:
        return self._new[path]

    def __setitem__(self, path: str, tensor: torch.Tensor) -> None:
        check_kept(self._module, path)
        self._new[path] = tensor

    def enter(self) -> None:
        """Put the tensors in place; until ``leave``, no other thread's model computes."""
        TURNS.enter(alone=True)
        self._old.append([])
        for path, tensor in self._new.items():
            owner, _, name = path.rpartition(".")
            among: dict[str, torch.Tensor | None] = self._module.get_submodule(owner)._parameters  # type: ignore[assignment]
            self._old[-1].append((among, name, among[name]))
            among[name] = tensor

    def leave(self) -> None:
        """Put the model's own parameters back."""
        for among, name, tensor in reversed(self._old.pop()):
            among[name] = tensor
        TURNS.leave()


@contextmanager
def weighed(*overrides: Overrides | None) -> Iterator[None]:
    """With these parameters, the later ones first, while a module is applied ad hoc; or, without any, the model's own.

    >>> with weighed(overrides):
    ...     logits = module.lm_head(hidden)
    """
    with ExitStack() as inside:
        if not any(overrides):
            inside.enter_context(TURNS.beside())
        for given in filter(None, overrides):
            given.enter()
            inside.callback(given.leave)
        yield
