"""Models that the tests share."""

from __future__ import annotations

import gc
import os

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import pytest
import torch

import nnexplore
from tests.reference import hooks_on
from tests.tiny import SHARED

torch.set_num_threads(1)
gc.disable()  # until all tests are collected


def pytest_collection_finish():
    """What is there by now stays: nobody has to look through it again, a hundred thousand times."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def demo():
    """The model that ships with nnexplore."""
    return nnexplore.load("demo")


@pytest.fixture(scope="session")
def gpt2(demo):
    """A tiny GPT-2 with random weights, large enough to tell its layers apart."""
    from transformers import GPT2Config, GPT2LMHeadModel

    torch.manual_seed(0)
    config = GPT2Config(
        vocab_size=len(demo.tokenizer), n_positions=64, n_embd=32, n_layer=3, n_head=4, initializer_range=0.3
    )
    return nnexplore.LanguageModel(GPT2LMHeadModel(config).eval(), tokenizer=demo.tokenizer)


_parameters = []


@pytest.fixture(autouse=True)
def _shared_models_as_found():
    """What one test leaves on a model that others share would be theirs to find."""
    yield
    _parameters.extend((model, list(model.module.parameters())) for model in SHARED[len(_parameters) :])
    left = [model for model, mine in _parameters if any(parameter.grad is not None for parameter in mine)]
    for model in left:
        model.module.zero_grad()
    assert not left, "the test leaves gradients on a model that others share"


@pytest.fixture
def prompt():
    return "The Eiffel Tower is in the city of"


@pytest.fixture
def ids(gpt2, prompt):
    """What the plain module is called with for ``prompt``."""
    return dict(gpt2.tokenizer(prompt, return_tensors="pt"))


@pytest.fixture
def opened():
    """Opens modules, and sees at the end that nothing is left on them or on PyTorch."""
    known = []

    def forwards(module):
        return [path for path, part in module.named_modules() if "forward" in vars(part)]

    def open_module(module):
        known.append((module, forwards(module)))
        return nnexplore.Model(module)

    yield open_module
    for module, before in known:
        assert hooks_on(module) == []
        assert forwards(module) == before
    assert not torch.nn.modules.module._has_any_global_hook()
    assert torch.is_grad_enabled()
    assert torch._C._is_fwd_grad_enabled()
