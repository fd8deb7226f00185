"""Norms and linear layers read off their own outputs, against PyTorch's formulas and autograd."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from nnexplore.analysis.frozen import FrozenNorm, NormForm, transposed
from nnexplore.errors import AnalysisError


class PlusOne(nn.Module):
    """As Gemma's: an RMS norm whose weight is stored less one."""

    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(width))

    def forward(self, x):
        return x * (x.pow(2).mean(-1, keepdim=True) + 1e-6).rsqrt() * (1 + self.weight)


def norms():
    torch.manual_seed(0)
    layer, rms = nn.LayerNorm(33, eps=1e-5), nn.RMSNorm(33, eps=1e-6)
    for parameter in (*layer.parameters(), *rms.parameters()):
        nn.init.normal_(parameter, mean=0.5)
    return [layer, rms, PlusOne(33), nn.LayerNorm(33, elementwise_affine=False), nn.LayerNorm(33, bias=False)]


@pytest.mark.parametrize("norm", norms(), ids=lambda norm: type(norm).__name__)
@pytest.mark.parametrize("size", [0.01, 1.0, 300.0])
def test_a_frozen_norm_is_the_norm_on_what_it_was_frozen_at(norm, size):
    x = torch.randn(4, 33) * size + size
    frozen = FrozenNorm.of(norm, x, norm(x))
    again = frozen.scale * frozen.form.linear(x.double()) + frozen.form.bias
    assert (again - norm(x)).abs().max() < 1e-5
    assert frozen.form.centred == isinstance(norm, nn.LayerNorm)


def test_the_scale_and_gain_are_those_of_the_formula():
    norm, x = norms()[0], torch.randn(4, 33)
    frozen = FrozenNorm.of(norm, x, norm(x))
    expected = (x.double().var(-1, unbiased=False, keepdim=True) + norm.eps).rsqrt()
    assert torch.allclose(frozen.scale, expected, rtol=1e-5)
    assert torch.allclose(frozen.form.gain, norm.weight.double(), rtol=1e-5)
    assert torch.allclose(frozen.form.bias, norm.bias.double())


@pytest.mark.parametrize("norm", norms(), ids=lambda norm: type(norm).__name__)
def test_what_it_pulls_back_is_the_adjoint(norm):
    x, direction = torch.randn(4, 33), torch.randn(4, 33).double()
    part = torch.randn(4, 33).double()
    frozen = FrozenNorm.of(norm, x, norm(x))
    forward = (frozen.scale * frozen.form.linear(part) * direction).sum(-1)
    assert torch.allclose((part * frozen.pull(direction)).sum(-1), forward)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_low_precision(dtype):
    norm = nn.LayerNorm(32).to(dtype)
    x = torch.randn(3, 32).to(dtype)
    frozen = FrozenNorm.of(norm, x, norm(x))
    assert torch.allclose(frozen.form.gain, torch.ones(32).double(), atol=0.01)


def test_what_does_not_normalise_is_itself():
    x = torch.randn(3, 32)
    frozen = FrozenNorm.of(nn.Identity(), x, x)
    assert torch.equal(frozen.form.gain, torch.ones(32).double())
    assert torch.allclose(frozen.scale, torch.ones(3, 1).double())


class Tanh(nn.Module):
    def forward(self, x):
        return torch.tanh(x)


def test_another_form_is_refused():
    x = torch.randn(3, 32)
    with pytest.raises(AnalysisError, match=r"norm, a Tanh, is not \(x − mean\) · scale · gain \+ bias"):
        FrozenNorm.of(Tanh(), x, torch.tanh(x), "norm")
    norm = nn.LayerNorm(32)
    with pytest.raises(AnalysisError, match="off"):  # an output that was changed after it
        FrozenNorm.of(norm, x, norm(x) + torch.randn(3, 32))
    assert NormForm.of(norm, x).centred


@pytest.mark.parametrize("bias", [True, False])
def test_a_linear_layer_backwards(bias):
    torch.manual_seed(0)
    layer, x = nn.Linear(8, 5, bias=bias), torch.randn(3, 8)
    direction = torch.randn(3, 5).double()
    pulled, offset = transposed(layer, x, layer(x), direction)
    assert torch.allclose(pulled, direction @ layer.weight.double(), atol=1e-6)
    expected = direction @ layer.bias.double() if bias else torch.zeros(3).double()
    assert torch.allclose(offset, expected, atol=1e-6)
    assert layer.weight.grad is None


def test_what_is_not_linear_is_refused():
    x = torch.randn(3, 8)
    with pytest.raises(AnalysisError, match="here, a Tanh, is no linear map of what the run gave it"):
        transposed(Tanh(), x, torch.tanh(x), torch.ones(3, 8).double(), "here")
    layer = nn.Linear(8, 8)
    with pytest.raises(AnalysisError, match="no linear map"):
        transposed(layer, x, layer(x) + 1, torch.ones(3, 8).double())
