"""``FrozenNorm``: a norm as the linear map that it is while its scale is held; ``transposed``: a linear map backwards.

Nothing here knows an architecture: what a module does is read off its own outputs, and checked on the run's values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from ..errors import AnalysisError

__all__ = ["FrozenNorm", "NormForm", "check_linear", "exact", "pulled", "tolerance", "transposed"]

_LARGE = 64.0  # next to which a norm's epsilon is nothing, and whose square float16 holds


@dataclass(frozen=True)
class NormForm:
    """What a norm does apart from its scale: ``(x - mean(x)) * gain + bias``; an RMS norm does not take off the mean.

    Attributes:
        gain, bias: float64 [width]; a gain that is stored less one (Gemma) is here as it works.
        centred: whether the mean is taken off.
    """

    gain: Tensor
    bias: Tensor
    centred: bool

    @classmethod
    def of(cls, norm: nn.Module, like: Tensor) -> NormForm:
        """The form of a module, from what it makes of four vectors; ``like`` says width, dtype and device.

        Of a module that does not normalise (``Identity``) it is what that does, its scale then being 1.
        """
        with torch.no_grad():
            return cls.read(norm(cls.probes(like)))

    @staticmethod
    def probes(like: Tensor) -> Tensor:
        """The four vectors, [4, 1, width]."""
        flat = torch.full((1, 1, like.shape[-1]), _LARGE, dtype=like.dtype, device=like.device)
        wave = flat.clone()
        wave[..., 1::2] *= -1
        return torch.cat([flat * 0, flat, wave, wave * 2])

    @classmethod
    def read(cls, made: Tensor) -> NormForm:
        """The form of what makes ``made`` of the four vectors."""
        bias, level, swing, double = exact(made).flatten(1)
        wave = torch.full_like(bias, _LARGE)
        wave[1::2] *= -1
        centred = bool((level - bias).norm() < 1e-3 * (swing - bias).norm())
        unit = wave - wave.mean() if centred else wave
        grows = bool((double - bias).norm() > 1.5 * (swing - bias).norm())
        scale = 1.0 if grows else unit.pow(2).mean().sqrt()
        return cls((swing - bias) / unit * scale, bias, centred)

    def centre(self, vectors: Tensor) -> Tensor:
        """Vectors [..., width] less their mean, where the norm takes it off."""
        return vectors - vectors.mean(-1, keepdim=True) if self.centred else vectors

    def linear(self, vectors: Tensor) -> Tensor:
        """The norm without its scale and its bias, of any vectors [..., width]."""
        return self.centre(vectors) * self.gain


@dataclass(frozen=True)
class FrozenNorm:
    """A norm with the scale that it had in a run: ``scale * form.linear(x) + form.bias``, linear in x but for the bias.

    Attributes:
        form: what it does apart from the scale.
        scale: float64 [rows, 1], one for each vector of the run.
    """

    form: NormForm
    scale: Tensor

    @classmethod
    def of(
        cls, norm: nn.Module, given: Tensor, made: Tensor, what: str = "the norm", form: NormForm | None = None
    ) -> FrozenNorm:
        """The norm around vectors [rows, width] that a run gave it, and made of them; its form, if it is known.

        Raises:
            AnalysisError: it is no scaled linear map of them, with or without their mean.
        """
        form = form or NormForm.of(norm, given)
        linear, target = form.linear(exact(given)), exact(made) - form.bias
        scale = (linear * target).sum(-1, keepdim=True) / linear.pow(2).sum(-1, keepdim=True)
        error = (scale * linear - target).abs().amax()
        if not error <= tolerance(made) * (1 + float(exact(made).abs().amax())):
            raise AnalysisError(
                f"{what}, a {type(norm).__name__}, is not (x − mean) · scale · gain + bias, nor that without the mean: "
                f"so written it is {float(error):.2g} off, and what a part of its input does to its output is not known"
            )
        return cls(form, scale)

    def pull(self, direction: Tensor) -> Tensor:
        """What to multiply an input with, to have what it adds to the output along directions [rows, width]."""
        return self.form.centre(direction * self.form.gain) * self.scale


def transposed(
    module: nn.Module, given: Tensor, made: Tensor, direction: Tensor, what: str = "the module"
) -> tuple[Tensor, Tensor]:
    """A linear module backwards: what to multiply its input with to have its output along directions.

    Args:
        module: any linear map, with or without a bias, however it stores its weights.
        given: [rows, in], what the run gave it.
        made: [rows, out], what it made of that in the run.
        direction: float64 [rows, out].
        what: its name, for an error.

    Returns:
        float64 [rows, in], and what the bias adds along each direction, float64 [rows].

    Raises:
        AnalysisError: it is not linear, or made something else in the run.
    """
    found = pulled(module, given, direction)
    check_linear(module, found, given, made, direction, what)
    return found


def pulled(module: nn.Module, given: Tensor, direction: Tensor) -> tuple[Tensor, Tensor]:
    """The slope of a module's output along directions at its input, and what it makes of nothing along them."""
    with torch.enable_grad():
        leaf = given.detach().clone().requires_grad_()
        again = module(leaf)
        (slope,) = torch.autograd.grad(again, leaf, direction.to(again))
    with torch.no_grad():
        bias = (exact(module(torch.zeros_like(given))) * direction).sum(-1)
    return exact(slope), bias


def check_linear(
    module: nn.Module, found: tuple[Tensor, Tensor], given: Tensor, made: Tensor, direction: Tensor, what: str
) -> None:
    """See that slope and bias make the output of the run.

    Raises:
        AnalysisError: they do not.
    """
    slope, bias = found
    terms, along = exact(given) * slope, exact(made) * direction
    allowed = 10 * tolerance(made) * (1 + along.abs().sum(-1) + terms.abs().sum(-1))
    if not ((terms.sum(-1) + bias - along.sum(-1)).abs() <= allowed).all():
        raise AnalysisError(f"{what}, a {type(module).__name__}, is no linear map of what the run gave it")


def exact(value: Any) -> Tensor:
    """A tensor as plain float64 on the CPU."""
    return torch.as_tensor(value).detach().double().cpu()


def tolerance(value: Tensor) -> float:
    """How far a number of this dtype may be off, relative to its size."""
    return max(1e-5, 8 * torch.finfo(value.dtype).eps)
