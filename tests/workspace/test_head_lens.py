"""The lens of one head: what it adds to the stream, through the model's own norm and unembedding."""

import pytest
import torch

from nnexplore import Workspace
from nnexplore.errors import EditError, ModelError
from tests.tiny import tiny

EIFFEL, GATE = "The Eiffel Tower is in the city of", "The Brandenburg Gate is in the city of"
IDS = [5, 9, 42, 7, 300]
WAYS = {
    "gpt2": ("transformer.h.{}.attn.c_proj", "transformer.ln_f", False),
    "llama": ("model.layers.{}.self_attn.o_proj", "model.norm", True),
    "gpt_neox": ("gpt_neox.layers.{}.attention.dense", "gpt_neox.final_layer_norm", True),
    "opt": ("model.decoder.layers.{}.self_attn.out_proj", "model.decoder.final_layer_norm", True),
}
"""The last layer of attention, the final norm, and whether the layer's weight is [out, in]."""


def by_hooks(model, ids, way, head):
    """What a head of each layer writes, as probabilities [layer, position, vocab]: weights and norm alone."""
    path, norm, out_first = way
    module, caught = model.module, {}
    layers = [module.get_submodule(path.format(number)) for number in range(len(model.anatomy.blocks))]
    hooks = [
        layer.register_forward_pre_hook(lambda _, given, number=number: caught.__setitem__(number, given[0].clone()))
        for number, layer in enumerate(layers)
    ]
    with torch.no_grad():
        module(torch.tensor([ids]))
    for hook in hooks:
        hook.remove()
    heads = module.config.num_attention_heads
    found = []
    for number, layer in enumerate(layers):
        weight = layer.weight.T if out_first else layer.weight
        width = weight.shape[0] // heads
        part = slice(head * width, (head + 1) * width)
        given = caught[number].reshape(1, len(ids), -1)
        with torch.no_grad():
            stream = module.get_submodule(norm)(given[..., part] @ weight[part])
            found.append(module.get_output_embeddings()(stream)[0].softmax(-1))
    return torch.stack(found)


@pytest.mark.parametrize("kind", WAYS)
@pytest.mark.parametrize("head", [0, 3])
def test_it_is_what_the_weights_say(kind, head):
    model = tiny(kind)
    lens = Workspace(model, IDS).lens("clean", "head_out", head=head)
    assert lens.layers == ["0", "1", "2"]
    expected = by_hooks(model, IDS, WAYS[kind], head)
    torch.testing.assert_close(lens.probabilities, expected, rtol=1e-4, atol=1e-6)
    with torch.no_grad():
        torch.testing.assert_close(lens.answer, model.module(torch.tensor([IDS])).logits[0].softmax(-1))


def test_changes_are_in_force(demo):
    workspace = Workspace(demo, EIFFEL, GATE)
    workspace.zero("head_out", 1, head=2)
    lens = workspace.lens("edited", "head_out", head=2)
    nothing = demo.module.lm_head(demo.module.transformer.ln_f(torch.zeros(128))).softmax(-1)
    torch.testing.assert_close(lens.probabilities[1], nothing.expand(8, -1), rtol=1e-5, atol=1e-7)
    clean = workspace.lens("clean", "head_out", head=2)
    assert torch.equal(lens.probabilities[0], clean.probabilities[0])
    assert not torch.equal(lens.probabilities[2], clean.probabilities[2])
    ids = demo.tokenizer(GATE)["input_ids"]
    other = workspace.lens("other", "head_out", head=1)
    expected = by_hooks(demo, ids, WAYS["gpt2"], 1)
    torch.testing.assert_close(other.probabilities, expected, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("head", [None, 4, -1])
def test_a_head_that_there_is_not(demo, head):
    with pytest.raises(EditError, match="a lens of heads is of one of them, 0 to 3; got head="):
        Workspace(demo, EIFFEL).lens("clean", "head_out", head=head)


def test_a_norm_between_head_and_stream_is_said():
    with pytest.raises(ModelError, match=r"there is more than model\.layers\.0\.self_attn\.o_proj"):
        Workspace(tiny("gemma2"), IDS).lens("clean", "head_out", head=0)
