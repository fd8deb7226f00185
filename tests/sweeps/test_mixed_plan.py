"""Which graphs on different prompts go together, and which models allow it."""

from __future__ import annotations

import torch

import nnexplore
from nnexplore.sweeps.blocks import Blocks
from nnexplore.sweeps.mixing import FEW
from nnexplore.sweeps.trial import mixes
from tests.sweeps.mixed import agree, alone, check, copied, last, prompts, ways


def test_the_plan_says_so(demo):
    graphs = [last(demo, ids) for ids in prompts(5)]
    text = str(nnexplore.plan_many(demo, graphs))
    assert "5 graphs: 5 forwards, carried out in 1" in text
    assert "5 on 5 prompts in a batch" in text
    assert [group.way for group in nnexplore.plan_many(demo, graphs, mix=False).groups] == ["reuse"] * 5


def test_many_graphs_on_one_prompt_share_what_they_have_in_common(demo):
    one, two, three = prompts(3)
    graphs = [last(demo, one, layer=at % 4) for at in range(FEW + 1)] + [last(demo, two), last(demo, three)]
    results = check(demo, graphs)
    assert sorted((group.way, len(group.members)) for group in results.plan.groups) == [("mix", 2), ("reuse", FEW + 1)]


def test_a_long_prompt_does_not_go_with_short_ones(demo):
    given = [[5, 6, 7], [8, 9, 10, 11], [7] * 100, [8] * 90]
    results = check(demo, [last(demo, ids) for ids in given])
    assert sorted(sorted(group.members) for group in results.plan.groups) == [[0, 1], [2, 3]]


def test_small_memory_makes_small_batches(demo):
    graphs = [last(demo, ids) for ids in prompts(9)]
    results = check(demo, graphs, memory="100KB")
    assert results.plan.planned > 1


def test_what_cannot_be_told_apart_has_a_run_of_its_own(demo):
    given = prompts(7, lengths=[5, 6])
    graphs = [last(demo, ids) for ids in given]
    with demo.trace(given[0]) as run:
        demo.output.logits[0, -1, 3].backward()
        demo.output.logits.sum().save("sum")
    graphs[0] = run.graph
    demo.module.zero_grad()  # of the run itself
    with torch.no_grad():
        with demo.trace(given[1]) as run:
            demo.output.loss  # noqa: B018
            demo.output.save("all")
        graphs[1] = run.graph
        with demo.trace(given[2]) as run:
            demo.layers[1].inputs[0][0].save("input")
        graphs[2] = run.graph
        with demo.trace(given[3]) as run:
            demo.layers[1].mlp.c_fc.weight = demo.layers[1].mlp.c_fc.weight * 2
            demo.output.logits.save("logits")
        graphs[3] = run.graph
    results = nnexplore.run_many(demo, graphs, progress=False)
    mixed = [number for group in results.plan.groups if group.way == "mix" for number in group.members]
    assert not {0, 1, 2, 3} & set(mixed)
    assert {4, 5, 6} <= set(mixed)
    agree(results[1]["all"].logits, alone(demo, graphs[1])["all"].logits)
    agree(results[2]["input"], alone(demo, graphs[2])["input"])
    agree(results[3]["logits"], alone(demo, graphs[3])["logits"])


def test_memory_that_goes_by_several_names(demo):
    """A block's output is the very tensor that is the next one's input: a change to either is one to both."""
    with torch.no_grad():
        with demo.trace([5, 6, 7, 8]) as run:
            demo.layers[0].output[:, 1:].save("seen")
            demo.layers[1].input[:, 2] *= 3
            demo.layers[2].output.save("end")
        first = run.graph
        with demo.trace([9, 6, 7]) as run:
            one = demo.layers[0].output
            other = demo.layers[1].input
            one[:, 2] *= 3
            other.sum().save("seen")
            demo.layers[2].output.save("end")
        second = run.graph
    results = check(demo, [first, second, last(demo, [5, 6, 7])])
    assert ways(results) == ["mix"]


def test_what_all_rows_have_in_common_is_not_changed_for_others(demo):
    """The position embeddings are one for the whole batch."""
    given = prompts(4)
    graphs = [last(demo, ids) for ids in given]
    with torch.no_grad(), demo.trace(given[2]) as run:
        demo.transformer.wpe.output[:, 1] = 0
        demo.output.logits[:, -1].save("last")
    graphs[2] = run.graph
    results = check(demo, graphs)
    assert ways(results) == ["mix"]


def test_each_computes_the_logits_that_it_reads(demo):
    given, seen = prompts(4), []

    def some(ids):
        with torch.no_grad(), demo.trace(ids) as run:
            demo.layers[0].input[:, 1] = 0
            demo.output.logits[:, [0, -1, 1], 5:7].save("some")
        return run.graph

    graphs = [some(ids) if at else last(demo, ids) for at, ids in enumerate(given)]
    nnexplore.plan_many(demo, graphs)
    handle = demo.module.lm_head.register_forward_hook(lambda *passed: seen.append(tuple(passed[-1].shape[:2])))
    try:
        found = nnexplore.run_many(demo, graphs, progress=False)
        nnexplore.run_many(demo, graphs, progress=False, narrow=False)
    finally:
        handle.remove()
    agree(found[1]["some"], alone(demo, graphs[1])["some"])
    assert seen == [(4, 3), (4, max(map(len, given)))]


def test_the_forward_ends_where_nobody_needs_more(demo):
    seen = []

    def graph(ids):
        with torch.no_grad(), demo.trace(ids) as run:
            demo.layers[1].output.save("hidden")
        return run.graph

    graphs = [graph(ids) for ids in prompts(3)]
    nnexplore.plan_many(demo, graphs)
    handle = demo.layers[2].module.register_forward_hook(lambda *_: seen.append(1))
    try:
        assert ways(check(demo, graphs)) == ["mix"]
    finally:
        handle.remove()
    assert not seen


# -- models of other kinds ---


def test_a_model_whose_rows_see_each_other():
    model = copied("gpt2")
    model.module.transformer.h[0].register_forward_hook(lambda _, __, out: out - 0.3 * out.mean(0, keepdim=True))
    assert mixes(model, Blocks(model)) is None
    results = check(model, [last(model, ids, layer=2) for ids in prompts(3)])
    assert "mix" not in ways(results)


def test_a_model_whose_tokens_see_what_comes_after_them():
    """Padding would be seen: only prompts of the same length go together."""
    model = copied("gpt2")
    model.module.transformer.h[0].register_forward_hook(lambda _, __, out: out - 0.3 * out.mean(1, keepdim=True))
    way = mixes(model, Blocks(model))
    assert way is not None
    assert not way.any_length
    given = [*prompts(3, lengths=[5]), [5, 6, 7]]
    results = check(model, [last(model, ids, layer=2) for ids in given])
    assert [sorted(group.members) for group in results.plan.groups if group.way == "mix"] == [[0, 1, 2]]


def test_positions_that_depend_on_the_longest_prompt():
    """Dynamic scaling turns all positions otherwise, once one row is longer than the model was trained for."""
    from transformers import LlamaConfig, LlamaForCausalLM

    dynamic = {"rope_type": "dynamic", "factor": 2.0, "rope_theta": 10000.0}
    config = LlamaConfig(
        vocab_size=1534,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=48,
        rope_parameters=dynamic,
    )
    model = nnexplore.LanguageModel(LlamaForCausalLM(config).eval())
    way = mixes(model, Blocks(model))
    assert way is not None
    assert not way.any_length
