"""``Custody``: a model that strangers' graphs run on, and that is afterwards what it was."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import nn

from ...engine.fixed import Fixed
from .accord import agreed

__all__ = ["Custody", "Spoiled"]


class Spoiled(Exception):  # noqa: N818  it is no mistake of the caller
    """Weights were changed in place, or their GPU is lost, so that nothing more can be had of this model: load it anew.

    Attributes:
        numbers: of the requests that ran.
    """

    def __init__(self, numbers: tuple[int, ...]) -> None:
        super().__init__("the model's weights were changed in place, or its GPU is lost; it has to be loaded anew")
        self.numbers = numbers


class Custody:
    """Puts back what can be put back, and sees what cannot.

    Attributes:
        fixed: the memory of parameters and buffers, which no operation may change.
    """

    def __init__(self, module: nn.Module) -> None:
        self._parameters = list(module.parameters())
        self._buffers = list(module.buffers())
        self._wanted = [parameter.requires_grad for parameter in self._parameters]
        self.fixed = Fixed([*self._parameters, *self._buffers])
        self._versions = self._version()

    @property
    def whole(self) -> bool:
        """Whether no weight was changed in place, which PyTorch counts, and the model's device still computes."""
        return self._version() == self._versions and _computes()

    @contextmanager
    def keep(self) -> Iterator[None]:
        """Put back, afterwards, the random numbers, gradients, and the parameters' flags and hooks."""
        random, devices = torch.get_rng_state(), _device_states()
        grad, dtype = torch.is_grad_enabled(), torch.get_default_dtype()
        seed = agreed(secrets.randbits(62))  # nobody goes on with the numbers of another
        torch.default_generator.manual_seed(seed)
        if devices:
            torch.cuda.manual_seed_all(seed)
        try:
            yield
        finally:
            torch.set_grad_enabled(grad)
            torch.set_default_dtype(dtype)
            torch.set_rng_state(random)
            if devices:
                torch.cuda.set_rng_state_all(devices)
            self._put_back()

    def _put_back(self) -> None:
        for parameter, wanted in zip(self._parameters, self._wanted, strict=True):
            if parameter.grad is not None:
                parameter.grad = None
            if parameter.requires_grad is not wanted:
                parameter.requires_grad_(wanted)
            if parameter._backward_hooks:
                parameter._backward_hooks.clear()

    def _version(self) -> int:
        return sum(tensor._version for tensor in self._parameters) + sum(tensor._version for tensor in self._buffers)


def _computes() -> bool:
    """A GPU on which an operation has failed, as by an index beyond all rows, does nothing more for this process."""
    if not (torch.cuda.is_available() and torch.cuda.is_initialized()):
        return True
    try:
        torch.cuda.synchronize()
    except RuntimeError:
        return False
    return True


def _device_states() -> list[torch.Tensor]:
    return torch.cuda.get_rng_state_all() if torch.cuda.is_available() and torch.cuda.is_initialized() else []
