"""``Weights``: the parameters of one run: the model's own, and others in their place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import nn

from ..errors import ValueMismatchError
from ..graph import Weight, expression
from .deferred import without_numbers
from .fit import check_fit
from .override import Overrides, check_kept
from .recorder import Recorder
from .traced import plain
from .turns import TURNS

__all__ = ["Weights", "weights_of"]


class Weights:
    """What a run sees of its model's parameters.

    Args:
        module: the model.
        numbers: whether the run computes; otherwise its values are forms, wherever the parameters are.

    Attributes:
        overrides: those in whose place it has others.
    """

    def __init__(self, module: nn.Module, numbers: bool) -> None:
        self.overrides = Overrides(module)
        self._module, self._numbers = module, numbers
        self._put: dict[str, torch.Tensor] = {}

    def get(self, path: str) -> Any:
        """A parameter as the run's model sees it; ``None`` where the module was made without."""
        owner, _, name = path.rpartition(".")
        if path in self.overrides:
            return self.overrides[path]
        with TURNS.beside():
            return self._module.get_submodule(owner)._parameters[name]

    def fitted(self, path: str, tensor: Any) -> Any:
        """A tensor for the place of a parameter; a number fills it.

        Raises:
            ValueMismatchError: another shape, dtype or device.
            ModelError: the model's own is not kept in memory.
        """
        old = self.get(path)
        if old is None:
            raise ValueMismatchError(f"{path} is None: this module was made without it, so there is nothing to replace")
        check_kept(self._module, path)
        if isinstance(tensor, bool | int | float):
            device = "cpu" if old.is_meta else old.device
            tensor = torch.full(old.shape, tensor, dtype=old.dtype, device=device)
        if self._numbers:
            check_fit(path, tensor, old)
        else:
            check_fit(path, without_numbers(tensor), without_numbers(old))
        return tensor

    def put(self, path: str, tensor: torch.Tensor) -> None:
        """From here on it is another."""
        self.overrides[path], self._put[path] = plain(tensor), tensor

    def shown(self, recorder: Recorder, path: str, tensor: Any) -> Any:
        """A parameter for use in the block: traced, so that the graph knows it, and not to be changed in place.

        What the block has put in its place is what it is.
        """
        if not isinstance(tensor, nn.Parameter) or path in self.overrides:
            return self._put.get(path, tensor)
        traced = recorder.wrap(tensor, recorder.add(Weight, path).id)
        traced._source = tensor
        traced._fixed = (
            f"{path} is the model's own, and would stay changed after the run. Assign another tensor for this run, "
            f"`{expression.handle(path)} = tensor`, or change the plain module, model.module"
        )
        return traced


def weights_of(module: nn.Module) -> Callable[[torch.Tensor], str | None]:
    """The name of a tensor among the model's parameters; looked up when the first one is used in a block."""
    names: dict[int, str] = {}

    def name(tensor: torch.Tensor) -> str | None:
        if not names:
            names.update({id(parameter): path for path, parameter in module.named_parameters()})
        return names.get(id(tensor))

    return name
