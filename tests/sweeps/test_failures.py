"""A graph that fails has its own error, and the others their results."""

from __future__ import annotations

import pytest
import torch

import nnexplore
from nnexplore.errors import GraphError, NnexploreError, PromptError
from tests.reference import hooks_on
from tests.sweeps.mixed import agree, alone, last, prompts


def _bad(model, ids):
    """Fails on prompts with less than 20 tokens."""
    with torch.no_grad(), model.trace(list(range(4, 26))) as run:
        model.layers[1].input[:, 20] = 0
        model.output.logits[:, -1].save("last")
    return run.graph


def test_an_error_is_that_of_its_graph_alone(demo):
    given = prompts(4)
    graphs = [last(demo, ids) for ids in given]
    graphs[1] = _bad(demo, given[1])
    results = nnexplore.run_many(demo, graphs, given, progress=False, errors="return")
    assert results.complete
    assert list(results.errors) == [1]
    assert isinstance(results[1], GraphError)
    assert "out of bounds" in str(results[1])
    assert "input[:, 20] = 0" in str(results[1])
    assert "1 failed, see .errors" in repr(results)
    for at in (0, 2, 3):
        agree(results[at]["last"], alone(demo, graphs[at])["last"])
    with pytest.raises(GraphError, match="out of bounds"):
        nnexplore.run_many(demo, graphs, given, progress=False)


@pytest.mark.parametrize("options", [{}, {"mix": False}, {"share": False}])
def test_errors_in_every_way_of_carrying_them_out(demo, options):
    given = [prompts(1)[0]] * 5
    graphs = [last(demo, ids, layer=at % 4) for at, ids in enumerate(given)]
    graphs[3] = _bad(demo, given[3])
    told = {}
    results = nnexplore.run_many(
        demo,
        graphs,
        given,
        progress=False,
        errors="return",
        each=lambda numbers, found: told.update(zip(numbers, found, strict=True)),
        **options,
    )
    assert list(results.errors) == [3]
    assert all(told[at] is results[at] for at in range(5))
    for at in (0, 1, 2, 4):
        agree(results[at]["last"], alone(demo, graphs[at])["last"])


def test_a_prompt_or_graph_that_cannot_be_planned(demo):
    given = [*prompts(2), [5] * 500, "", (prompts(1)[0], [5]), prompts(1)[0]]
    graphs = [last(demo, [5, 6, 7])] * len(given)
    results = nnexplore.run_many(demo, graphs, given, progress=False, errors="return")
    assert {at: type(error) for at, error in results.errors.items()} == {2: PromptError, 3: PromptError, 4: GraphError}
    assert "context is 128" in str(results[2])
    assert "1 runs; got 2 prompts" in str(results[4])
    for at in (0, 1, 5):
        agree(results[at]["last"], alone(demo, graphs[at], given[at])["last"])
    with pytest.raises(PromptError, match="context is 128"):
        nnexplore.run_many(demo, graphs, given, progress=False)


def test_what_makes_the_model_fail_hurts_no_other(demo):
    """Token ids that the vocabulary does not have end the forward of the whole batch."""
    with torch.no_grad(), demo.trace([5, 6, 7]) as run:
        ids = demo.embed.input
        demo.embed.input = ids + 5
        demo.output.logits[:, -1].save("last")
    given = [*prompts(3), [1530, 1531]]
    graphs = [last(demo, ids) for ids in given[:3]] + [run.graph]
    results = nnexplore.run_many(demo, graphs, given, progress=False, errors="return")
    assert list(results.errors) == [3]
    for at in range(3):
        agree(results[at]["last"], alone(demo, graphs[at])["last"])
    assert hooks_on(demo.module) == []


def test_errors_hold_no_values(demo):
    given = prompts(2)
    results = nnexplore.run_many(demo, [_bad(demo, ids) for ids in given], given, progress=False, errors="return")
    for error in results:
        frames, at = [], error
        while at is not None:
            trace = at.__traceback__
            while trace is not None:
                frames.append(trace.tb_frame)
                trace = trace.tb_next
            at = at.__cause__
        assert frames
        held = [value for frame in frames for value in frame.f_locals.values() if isinstance(value, torch.Tensor)]
        assert not held


def test_a_sweep_with_a_cell_that_fails(demo):
    with demo.trace([5, 6, 7, 8]) as run:
        position = run.hole("position", [0, 3, 9])
        demo.layers[1].input[:, position] = 0
        demo.output.logits[:, -1, 7].save("logit")
    grid = nnexplore.sweep(demo, run.graph, errors="return", progress=False)
    assert grid["logit"].isnan().flatten().tolist() == [False, False, True]
    assert not grid.complete
    assert "2 of 3 cells finished" in repr(grid)


def test_bad_options(demo):
    with pytest.raises(NnexploreError, match='errors is "raise" or "return"; got \'ignore\''):
        nnexplore.run_many(demo, [last(demo, [5, 6])], errors="ignore")
