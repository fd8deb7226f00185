"""What the edits of a request cost: in each step of each forward, by sums done by hand."""

from __future__ import annotations

import pytest
import torch

import nnexplore
from nnexplore.graph import Builder, Graph, Inputs, Read, Ref, Save, Site
from nnexplore.remote import Limits, Refusal, Request
from nnexplore.remote.gate.dry import dry_run
from nnexplore.remote.gate.gate import Gate

PROMPT = "The Eiffel Tower is in the city of"  # 8 tokens
BLOCK = "transformer.h.1"
PRODUCT = 2 * 128 * 128
"""Of one token with a matrix [128, 128]."""


def times(products: int, path: str = BLOCK, width: int = 128) -> Graph:
    """An edit of so many matrix products."""
    build = Builder()
    hidden, matrix = build.read(Site(path)), build.constant(torch.eye(width))
    for _ in range(products):
        hidden = build.call("Tensor.matmul", hidden, matrix)
    build.write(Site(path), hidden)
    return build.graph()


def tracing(path: str = "lm_head") -> Graph:
    return Graph((Read(0, Site(path)), Save(1, "x", Ref(0))), (Inputs((PROMPT,)),))


def generating(steps: int) -> Graph:
    asked = Inputs((PROMPT,), {"max_new_tokens": steps, "do_sample": False}, "generate")
    return Graph((Read(0, Site("", "result")), Save(1, "ids", Ref(0))), (asked,))


def flops(model, *graphs: Graph, edits: tuple[Graph, ...] = ()) -> float:
    return dry_run(Request("", graphs, edits=edits), model, Limits()).flops


@pytest.mark.parametrize(
    ("graphs", "tokens"),
    [
        ([tracing()], 8),
        ([tracing(), tracing()], 16),
        ([generating(5)], 8 + 4),
        ([tracing("transformer.h.0")], 0),  # it stops before the edit
    ],
)
def test_an_edit_counts_in_each_step_of_each_forward(demo, graphs, tokens):
    two, twelve = (flops(demo, *graphs, edits=(times(count),)) for count in (2, 12))
    assert twelve - two == 10 * tokens * PRODUCT
    plain, edited = flops(demo, *graphs), flops(demo, *graphs, edits=(times(2), times(10)))
    assert 12 * tokens * PRODUCT <= edited - plain <= 12.6 * tokens * PRODUCT


def test_its_values_count_while_they_live(demo):
    build = Builder()
    wide = build.call("Tensor.repeat", build.read(Site(BLOCK)), 1, 1, 1000)
    build.write(Site(BLOCK), build.call("Tensor.__getitem__", wide, (..., slice(0, 128))))
    plain = dry_run(Request("", (tracing(),)), demo, Limits()).live_bytes
    edited = dry_run(Request("", (tracing(),), edits=(build.graph(),)), demo, Limits()).live_bytes
    made = 8 * 128 * 1000 * 4
    assert made <= edited - plain + 8 * 1534 * 4 <= 1.1 * made
    with pytest.raises(Refusal, match="alive at one time") as caught:
        dry_run(Request("", (tracing(),), edits=(times(1), build.graph())), demo, Limits(live_bytes=made // 2))
    assert (caught.value.code, caught.value.detail["edit"]) == ("too_costly", 1)


def test_an_edits_nodes_are_nodes(demo):
    assert dry_run(Request("", (tracing(),), edits=(times(3),)), demo, Limits()).nodes == 2 + len(times(3))


def test_a_price_with_an_edit_is_not_the_price_without(demo):
    gate = Gate(demo, Limits())
    plain, edited = Request("", (tracing(),)), Request("", (tracing(),), edits=(times(7),))
    costs = [gate.admit(request).flops for request in (plain, edited, plain, edited)]
    assert costs[0] == costs[2] < costs[1] == costs[3]
    assert (gate.hits, gate.misses) == (2, 2)


class Deciding(torch.nn.Module):
    """Its forward looks at numbers, so that it cannot be run without."""

    def __init__(self):
        super().__init__()
        self.first, self.second = torch.nn.Linear(16, 16), torch.nn.Linear(16, 16)

    def forward(self, input_ids):
        hidden = self.first(torch.nn.functional.one_hot(input_ids, 16).float())
        return self.second(hidden) if hidden.sum().item() > 0 else hidden


def test_where_the_model_cannot_be_run_without_numbers_an_edit_counts_as_well():
    model = nnexplore.Model(Deciding())
    graph = Graph(
        (Read(0, Site("second")), Save(1, "x", Ref(0))), (Inputs((), {"input_ids": torch.ones(1, 8).long()}),)
    )
    two, twelve = (dry_run(Request("", (graph,), edits=(times(n, "first", 16),)), model, Limits()) for n in (2, 12))
    assert two.assumed
    assert twelve.flops - two.flops == 10 * 8 * 2 * 16 * 16
    wide = times(1, "first", 16)
    with pytest.raises(Refusal) as caught:
        dry_run(Request("", (graph,), edits=(wide,)), model, Limits(flops=9_000))
    assert (caught.value.code, caught.value.detail["edit"]) == ("too_costly", 0)
