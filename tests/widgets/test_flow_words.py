"""What a vector says in tokens, against plain torch."""

import pytest
import torch

from nnexplore import widgets
from nnexplore.analysis import forward_pass
from nnexplore.widgets._flow_words import COUNT, words
from tests.tiny import tiny

PROMPT = "The Eiffel Tower is in the city of"
IDS = [5, 70, 300, 1200, 33, 90, 500, 41, 8]


def test_the_stream_is_read_as_if_the_model_ended_there(demo):
    found = forward_pass(demo, PROMPT, layer=2)
    (said,) = words(demo, found, {"step": "resid_post", "position": 7, "dimension": 0})
    stream = demo.module.transformer(**demo.tokenizer(PROMPT, return_tensors="pt"), output_hidden_states=True)
    logits = demo.module.lm_head(demo.module.transformer.ln_f(stream.hidden_states[3][0, 7])).detach()
    best = logits.topk(COUNT)
    assert said["tokens"] == demo.token_strings(best.indices.tolist())
    assert said["scores"] == pytest.approx(best.values.tolist(), rel=1e-4)


@pytest.mark.parametrize("kind", ["llama", "gemma2", "gpt_neox"])
def test_the_last_stream_says_what_comes_next(kind):
    model = tiny(kind)
    found = forward_pass(model, IDS, layer=2)
    (said,) = words(model, found, {"step": "resid_post", "position": 4, "dimension": 0})
    best = found["logits"].value[4].topk(COUNT).indices.tolist()
    assert said["tokens"] == model.token_strings(best)


def test_a_neuron_speaks_for_what_its_weights_raise(demo):
    found = forward_pass(demo, PROMPT, layer=1)
    raised, lowered = words(demo, found, {"step": "activation", "position": 0, "dimension": 428})
    row = demo.module.transformer.h[1].mlp.c_proj.weight[428].detach()
    logits = demo.module.lm_head.weight.detach() @ (demo.module.transformer.ln_f.weight.detach() * (row - row.mean()))
    assert raised["tokens"] == demo.token_strings(logits.topk(COUNT).indices.tolist())
    assert lowered["tokens"] == demo.token_strings((-logits).topk(COUNT).indices.tolist())
    assert raised["scores"] == pytest.approx(logits.topk(COUNT).values.tolist(), rel=1e-3, abs=1e-5)


def test_an_embedding_has_neighbours(demo):
    found = forward_pass(demo, PROMPT, layer=0)
    (said,) = words(demo, found, {"step": "token_embedding", "position": 6, "dimension": 0})
    table = demo.module.transformer.wte.weight.detach()
    token = demo.tokenizer(PROMPT)["input_ids"][6]
    best = torch.cosine_similarity(table, table[token][None], dim=-1).topk(COUNT + 1).indices.tolist()
    assert best[0] == token
    assert said["tokens"] == demo.token_strings(best[1:])


def test_nothing_is_said_of_other_steps(demo):
    found = forward_pass(demo, PROMPT, layer=0)
    assert words(demo, found, {"step": "query", "position": 0, "dimension": 0}) == []


def test_it_comes_with_the_number(demo):
    view = widgets.FlowView(demo, PROMPT)
    view.explain("resid_post", -1, 3)
    assert view._number["words"][0]["tokens"]
    view.close()
