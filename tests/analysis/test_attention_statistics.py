"""What heads look at, against plain PyTorch on the patterns that transformers gives out."""

from __future__ import annotations

import copy

import pytest
import torch
from transformers import AutoModelForCausalLM

from nnexplore.analysis import attention_statistics, repeated_tokens
from nnexplore.errors import AnalysisError, ModelError
from tests.tiny import tiny

KINDS = ["gpt2", "llama", "qwen3", "gemma2", "gpt_neox", "opt", "gptj"]
PROMPTS = [[5, 9, 42, 5, 9, 9, 7, 5, 42], [3, 8, 3, 1, 8, 6], [11, 12]]


def patterns_of(model, prompts):
    """Every prompt alone, by an eager copy: for each a list of [heads, tokens, tokens], one per layer."""
    config = copy.deepcopy(model.module.config)  # from_config writes into it
    eager = AutoModelForCausalLM.from_config(config, attn_implementation="eager").eval()
    eager.load_state_dict(model.module.state_dict())
    with torch.no_grad():
        return [
            [layer[0].double() for layer in eager(torch.tensor([ids]), output_attentions=True).attentions]
            for ids in prompts
        ]


def by_hand(pattern, ids):
    """Each statistic of one head as a list with a number for each token that counts; one loop, nothing clever."""
    found = {"entropy": [], "previous": [], "first": [], "duplicate": [], "induction": []}
    for token in range(1, len(ids)):
        row = pattern[token].tolist()
        found["entropy"].append(-sum(p * torch.log(torch.tensor(p)).item() for p in row if p > 0))
        found["previous"].append(row[token - 1])
        found["first"].append(row[0])
        earlier = [at for at in range(token) if ids[at] == ids[token]]
        if earlier:
            found["duplicate"].append(sum(row[at] for at in earlier))
        if followers := [at + 1 for at in earlier if at + 1 < token]:
            found["induction"].append(sum(row[at] for at in followers))
    return found


def expected(model, prompts, name):
    layers = []
    whole = patterns_of(model, prompts)
    for layer in range(len(whole[0])):
        heads = []
        for head in range(whole[0][0].shape[0]):
            numbers = [n for at, ids in enumerate(prompts) for n in by_hand(whole[at][layer][head], ids)[name]]
            heads.append(sum(numbers) / len(numbers))
        layers.append(heads)
    return torch.tensor(layers)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["entropy", "previous", "first", "duplicate", "induction"])
def test_statistics_are_those_of_transformers_patterns(kind, name):
    """Prompts of three lengths, padded in one batch here, each alone there."""
    model = tiny(kind)
    mine = getattr(attention_statistics(model, PROMPTS), name)
    assert [axis.name for axis in mine.axes] == ["layer", "head"]
    assert (mine.values - expected(model, PROMPTS, name)).abs().max() < 1e-5


@pytest.mark.parametrize("kind", ["gpt2", "llama"])
def test_on_random_tokens_the_scores_are_stripes(kind):
    """As the head detector of TransformerLens has it: diagonals of the pattern at 1, n and n - 1 before."""
    model = tiny(kind)
    mine = attention_statistics(model, length=6, count=2, seed=3)
    prompts = repeated_tokens(model, length=6, count=2, seed=3)
    assert mine.tokens == prompts
    whole = patterns_of(model, prompts)
    for name, back in (("duplicate", 6), ("induction", 5)):
        stripes = [[layer[:, torch.arange(7, 13), torch.arange(7, 13) - back] for layer in one] for one in whole]
        want = torch.stack([torch.stack(one) for one in stripes]).mean((0, -1))
        assert (getattr(mine, name).values - want).abs().max() < 1e-5


def test_random_tokens_come_twice_and_are_the_seeds(demo):
    one, again, other = (repeated_tokens(demo, 10, 3, seed) for seed in (0, 0, 1))
    assert one == again != other
    for first, *rest in one:
        assert first == demo.tokenizer.bos_token_id
        assert rest[:10] == rest[10:]
        assert len(set(rest)) == 10
        assert first not in rest


def test_without_a_repeated_token_there_is_no_number():
    found = attention_statistics(tiny("gpt2"), [[1, 2, 3]])
    assert found.induction.values.isnan().all()
    assert found.duplicate.values.isnan().all()
    assert not found.previous.values.isnan().any()
    assert "no number" in repr(found)


def test_errors():
    with pytest.raises(ModelError, match="no layer of this model has attention: absent: neither a softmax"):
        attention_statistics(tiny("mamba"))
    with pytest.raises(AnalysisError, match="a prompt of one token says nothing"):
        attention_statistics(tiny("gpt2"), [[1, 2], [3]])
    with pytest.raises(AnalysisError, match="length is 1 to that, count at least 1; got 0, 1"):
        repeated_tokens(tiny("gpt2"), 0, 1)


# -- what is known of the demo model ------------------------------------------------------------------------------


def test_the_demo_model_has_induction_heads(demo):
    found = attention_statistics(demo)
    best = found.induction.top(3)
    assert {(cell.where["layer"], cell.where["head"]) for cell in best} == {(1, 0), (1, 1), (1, 3)}
    assert best[-1].value > 0.5
    assert found.induction.top(5)[-1].value < 0.3
    previous = found.previous.top(1)[0]  # it needs a head that looks one back, in the layer before
    assert previous.where == {"layer": 0, "head": 2}
    assert previous.value > 0.4


def test_without_its_induction_heads_the_demo_model_does_not_repeat(demo):
    """On random tokens only induction can say what comes; zeroing as many other heads leaves the prediction."""
    prompts = repeated_tokens(demo, seed=7)
    ids = torch.tensor(prompts)

    def right(*heads):
        with torch.no_grad(), demo.trace(prompts):
            for layer, head in sorted(heads):
                demo.layers[layer].attn.heads[:, head] = 0
            logits = demo.output.logits
        chances = logits[:, 25:-1].softmax(-1).gather(-1, ids[:, 26:, None])  # the second half, but its first token
        return float(chances.mean())

    intact = right()
    inductive, others = right((1, 0), (1, 1), (1, 3)), right((2, 0), (2, 1), (2, 2))
    assert intact > 0.2
    assert inductive < 0.1 * intact
    assert others > 0.9 * intact
    assert right((1, 0)) < 0.7 * intact  # the best of the three alone
    assert right((0, 2)) < 0.1 * intact  # the previous-token head, which tells them what came before
    assert right((1, 2)) > 0.9 * intact  # the one beside them that is no induction head
