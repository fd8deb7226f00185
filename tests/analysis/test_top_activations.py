"""Top activating tokens, streamed, are those of all texts sorted at once."""

from __future__ import annotations

import pytest
import torch

from nnexplore.analysis import top_activations
from nnexplore.errors import AnalysisError, ModelError
from tests.tiny import tiny

TEXTS = [[5, 9, 42, 7], [3, 8], [11, 12, 13, 14, 15, 16], [1, 2, 3], [99, 98, 97, 96, 95]]
LAST = {
    "gpt2": "transformer.h.1.mlp.c_proj",
    "llama": "model.layers.1.mlp.down_proj",
    "opt": "model.decoder.layers.1.fc2",
}


@pytest.mark.parametrize("kind", LAST)
@pytest.mark.parametrize("batch", [1, 2, 8])
def test_they_are_those_of_bare_hooks(kind, batch):
    model, seen = tiny(kind), []
    module = model.module.get_submodule(LAST[kind])
    hook = module.register_forward_pre_hook(lambda _, args: seen.append(args[0].reshape(-1, args[0].shape[-1])))
    with torch.no_grad():
        for ids in TEXTS:
            model.module(torch.tensor([ids]))
    hook.remove()
    found = top_activations(model, iter(TEXTS), -2, [3, 17], k=4, batch=batch)
    assert list(found) == [3, 17]
    for neuron in (3, 17):
        whole = [(float(rows[at, neuron]), text, at) for text, rows in enumerate(seen) for at in range(len(rows))]
        whole.sort(reverse=True)
        assert [(one.text, one.position) for one in found[neuron]] == [where[1:] for where in whole[:4]]
        assert [one.value for one in found[neuron]] == pytest.approx([where[0] for where in whole[:4]], abs=1e-5)


def test_the_context_is_that_of_the_text(demo):
    text = "The Eiffel Tower is in the city of Paris."
    found = top_activations(demo, ["The capital", text], 3, [188], k=3, context=2)[188]
    tokens = demo.tokens(text)
    for one in found:
        if one.text == 1:
            assert one.token == tokens[one.position]
            assert one.before == "".join(tokens[max(one.position - 2, 0) : one.position])
            assert one.after == "".join(tokens[one.position + 1 : one.position + 3])
    assert str(found[0]) == "4.62   the city[ of] Paris."


def test_texts_are_taken_a_batch_at_a_time(gpt2):
    taken, most = [], []

    def texts():
        for number in range(7):
            taken.append(number)
            yield [number + 1, number + 2]

    hook = gpt2.module.register_forward_pre_hook(lambda *_: most.append(len(taken)))
    top_activations(gpt2, texts(), 0, [0], k=2, batch=3)
    hook.remove()
    assert most[-3:] == [3, 6, 7]


def test_errors(gpt2):
    with pytest.raises(AnalysisError, match="texts are several: pass a list"):
        top_activations(gpt2, "one text", 0, [0])
    with pytest.raises(AnalysisError, match="there are no texts"):
        top_activations(gpt2, [], 0, [0])
    with pytest.raises(AnalysisError, match="there is no layer 3: they are 0 to 2"):
        top_activations(gpt2, TEXTS, 3, [0])
    with pytest.raises(AnalysisError, match="there is no neuron 128 in layer 0: they are 0 to 127"):
        top_activations(gpt2, TEXTS, 0, [128])
    with pytest.raises(AnalysisError, match="are 1 at least; got 0, 8 and 1"):
        top_activations(gpt2, TEXTS, 0, [0], k=0)
    with pytest.raises(ModelError, match="has no `neurons`"):
        top_activations(tiny("mixtral"), TEXTS, 0, [0])
