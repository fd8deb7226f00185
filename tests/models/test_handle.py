"""Handles mirror the module tree."""

import numpy as np
import pytest
import torch
from torch import nn

import nnexplore
from nnexplore.graph import Site, expression
from nnexplore.models import Handle


def test_a_handle_knows_its_path_and_module(gpt2):
    handle = gpt2.transformer.h[1].mlp
    assert handle.path == "transformer.h.1.mlp"
    assert handle.module is gpt2.module.transformer.h[1].mlp
    assert gpt2.path == ""
    assert gpt2.module.lm_head is gpt2.lm_head.module


def test_every_module_has_its_handle(gpt2):
    for path, module in gpt2.module.named_modules():
        handle = gpt2
        for part in filter(None, path.split(".")):
            handle = handle[part]
        assert handle.path == path
        assert handle.module is module


def test_negative_numbers(gpt2):
    assert gpt2.transformer.h[-1].path == "transformer.h.2"
    assert gpt2.transformer.h[np.int64(-1)].path == "transformer.h.2"


def test_slices_and_loops(gpt2):
    blocks = gpt2.transformer.h
    assert [handle.path for handle in blocks[1:]] == ["transformer.h.1", "transformer.h.2"]
    assert [handle.path for handle in blocks] == [f"transformer.h.{at}" for at in range(3)]
    assert [handle.path for handle in reversed(blocks)] == [f"transformer.h.{at}" for at in (2, 1, 0)]
    assert len(blocks) == 3
    assert blocks[0] in blocks


def test_numbers_of_a_sequential_with_names():
    net = nnexplore.Model(nn.Sequential())
    net.module.add_module("first", nn.Linear(1, 1))
    net.module.add_module("second", nn.ReLU())
    assert net[1].path == net.second.path == "second"


def test_a_handle_is_true_even_without_parts(gpt2):
    assert gpt2.lm_head
    assert len(gpt2.lm_head) == 0


def test_handles_are_equal_by_place(gpt2, demo):
    assert gpt2.transformer.h[0] == gpt2.transformer.h[-3]
    assert gpt2.transformer.h[0] == gpt2.layers[0]
    assert len({gpt2.transformer.h[0], gpt2.transformer.h[-3], gpt2.layers[0]}) == 1
    assert gpt2.transformer.h[0] != gpt2.transformer.h[1]
    assert gpt2.transformer.h[0] != demo.transformer.h[0]
    assert gpt2.transformer.h[0] != "transformer.h.0"


def test_print_folds_repeated_blocks(gpt2):
    assert "(0-2): 3 x GPT2Block" in repr(gpt2)
    assert repr(gpt2).startswith("GPT2LMHeadModel(")
    assert repr(gpt2.lm_head) == repr(gpt2.module.lm_head)


def test_plain_attributes_come_from_the_module(gpt2):
    assert gpt2.lm_head.weight is gpt2.module.lm_head.weight
    assert gpt2.config is gpt2.module.config
    assert gpt2.transformer.ln_f.eps == 1e-5


class Named(nn.Module):
    """A module whose parts are called like ports."""

    def __init__(self):
        super().__init__()
        self.input, self.output, self.path = nn.Linear(2, 2), nn.Linear(2, 2), nn.Linear(2, 2)

    def forward(self, x):
        return self.path(self.output(self.input(x)))


def test_parts_named_like_ports_are_had_by_key():
    net = nnexplore.Model(Named())
    x = torch.randn(1, 2)
    with net.trace(x):
        first = net["input"].output
        second = net["output"].output
        out = net.output
        given = net.input
    assert net.path == ""
    assert net["path"].path == "path"
    assert first.equal(net.module.input(x))
    assert second.equal(net.module.output(first))
    assert out.equal(net.module(x))
    assert given.equal(x)


def test_the_names_that_hide_parts_are_those_that_generated_code_writes_as_keys(gpt2):
    public = {name for name in {*dir(Handle), *dir(nnexplore.LanguageModel)} if not name.startswith("_")}
    assert public == expression.TAKEN


def test_the_expression_of_a_site_leads_to_it(gpt2):
    for path in ("", "lm_head", "transformer.h.2.attn.c_proj"):
        for port in ("input", "inputs", "output"):
            with gpt2.trace("The"):
                eval(expression.site(Site(path, port)), {"model": gpt2})
    net = nnexplore.Model(Named())
    assert eval(expression.handle("output"), {"model": net}).path == "output"


def test_dir_lists_parts_and_model_independent_names(gpt2):
    assert {"transformer", "lm_head", "layers", "embed", "norm", "unembed", "output", "trace"} <= set(dir(gpt2))
    assert {"ln_1", "attn", "mlp", "output", "input", "inputs", "path"} <= set(dir(gpt2.transformer.h[0]))
    assert "layers" not in dir(gpt2.transformer)
    assert not any(name.isdigit() for name in dir(gpt2.transformer.h))


def completions(text, names):
    from IPython.core.completer import IPCompleter, provisionalcompleter

    completer = IPCompleter(shell=None, namespace=names, global_namespace={})
    with provisionalcompleter():
        return {completion.text.lstrip(".") for completion in completer.completions(text, len(text))}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("model.", {"transformer", "lm_head", "layers", "trace"}),
        ("model.transformer.", {"h", "wte", "ln_f"}),
        ("block.", {"attn", "mlp", "output"}),
    ],
)
def test_tab_completion(gpt2, text, expected):
    assert expected <= completions(text, {"model": gpt2, "block": gpt2.transformer.h[0]})


def test_looking_at_a_handle_outside_a_trace_touches_nothing(gpt2):
    """What notebooks and debuggers do with any object."""
    handle = gpt2.transformer.h[0]
    assert not hasattr(handle, "_repr_html_")
    assert not hasattr(handle, "_ipython_display_")
    assert not hasattr(handle, "__wrapped__")
    assert str(handle) == repr(handle)
