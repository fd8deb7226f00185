"""Models without a norm after the last block: OPT-350m, where each block ends with one, and GPT-1."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from nnexplore.analysis import logit_lens
from nnexplore.errors import ModelError
from nnexplore.models.anatomy import Absent, find_anatomy
from tests.reference import hooked
from tests.tiny import tiny

PROMPT = "The Eiffel Tower is in the city of"
OPT = "model.decoder"
CASES = {
    "opt, norms after each part": ("opt", {"do_layer_norm_before": False}, "lm_head"),
    "opt, projected": ("opt", {"do_layer_norm_before": False, "word_embed_proj_dim": 16}, f"{OPT}.project_out"),
    "opt, the norm taken away": ("opt", {"_remove_final_layer_norm": True}, "lm_head"),
    "gpt-1": ("openai-gpt", {}, "lm_head"),
}


@pytest.fixture(params=CASES)
def case(request):
    kind, more, tail = CASES[request.param]
    return tiny(kind, **more), tail


def first(value: Tensor | tuple[Tensor, ...] | list[Tensor]) -> Tensor:
    return value if isinstance(value, Tensor) else value[0]


def test_only_the_norm_is_missing(case):
    model, tail = case
    anatomy = model.anatomy
    assert isinstance(anatomy.norm, Absent)
    assert anatomy == find_anatomy(model.module)
    assert hash(anatomy) == hash(find_anatomy(model.module))
    assert anatomy.names("") == ("embed", "layers", "unembed")
    assert (model.embed.path, model.layers.path, model.unembed.path) == (
        anatomy.embed, anatomy.layers, "lm_head",
    )  # fmt: skip
    assert "layers" in dir(model)
    assert "norm" not in dir(model)
    assert len(model.layers) == len(anatomy.blocks) == 3
    name = type(model.module).__name__
    with pytest.raises(
        ModelError, match=rf"{name} has no `norm`: there is no norm beside {anatomy.layers}; .*`model\.unembed\.input`"
    ):
        _ = model.norm
    assert model.probe.tail == tail
    assert not model.probe.norm


def test_blocks_are_read_and_changed(case):
    model, _ = case
    ids = dict(model.tokenizer(PROMPT, return_tensors="pt"))
    blocks = model.anatomy.blocks
    edits = {(f"{blocks[1]}.{'mlp' if 'transformer' in blocks[1] else 'fc2'}", "output"): torch.zeros_like}
    with torch.no_grad():
        _, values = hooked(model.module, ids, [(path, "output") for path in blocks])
        expected, _ = hooked(model.module, ids, (), edits)
        with model.trace(PROMPT):
            outputs = [first(block.output) for block in model.layers]
            pattern = model.layers[0].attn.pattern
        with model.trace(PROMPT):
            model.layers[1].mlp.output = 0
            logits = model.output.logits
    assert all(mine.equal(first(values[path, "output"])) for mine, path in zip(outputs, blocks, strict=True))
    assert pattern.shape[-2:] == (8, 8)
    assert logits.equal(expected.logits)


def test_the_lens_enters_behind_the_last_block(case):
    model, tail = case
    ids = dict(model.tokenizer(PROMPT, return_tensors="pt"))
    lens = logit_lens(model, PROMPT)
    with torch.no_grad():
        output, values = hooked(model.module, ids, [(path, "output") for path in model.anatomy.blocks])
        for at, path in enumerate(model.anatomy.blocks, 1):
            stream = first(values[path, "output"])
            if tail != "lm_head":
                stream = model.module.get_submodule(tail)(stream)
            expected = model.module.lm_head(stream)[0].softmax(-1)
            assert torch.allclose(lens.probabilities[at], expected, atol=1e-5)
    assert torch.allclose(lens.probabilities[-1], output.logits[0].softmax(-1), atol=1e-5)


def test_a_model_with_a_norm_has_it_as_its_tail():
    model = tiny("gpt2")
    assert model.probe.tail == model.probe.norm == model.anatomy.norm == "transformer.ln_f"
