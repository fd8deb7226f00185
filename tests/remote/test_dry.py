"""What a request costs: against PyTorch's own counter on the real model, real results, and sums done by hand."""

from __future__ import annotations

import copy
import itertools
import random
import warnings
from dataclasses import replace

import pytest
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

import nnexplore
from nnexplore.engine import Job
from nnexplore.errors import UnchangedWarning
from nnexplore.graph import Graph, Inputs
from nnexplore.graph.node import Place
from nnexplore.remote import Limits, Refusal, Request
from nnexplore.remote.gate.bounds import check_outputs
from nnexplore.remote.gate.cost import Cost
from nnexplore.remote.gate.dry import dry_run
from nnexplore.remote.gate.fused import Fused
from nnexplore.remote.gate.gate import Gate
from nnexplore.remote.gate.meter import Meter
from tests.engine.programs.check import Bench
from tests.engine.programs.live import Live
from tests.engine.programs.statements import ALIASED, ATTENTION, OPERATIONS
from tests.engine.programs.statements import tiny as tiny_module
from tests.engine.programs.writer import USUAL, Writer
from tests.reference import hooks_on
from tests.tiny import tiny

PROMPT = "The Eiffel Tower is in the city of"
WIDE = Limits(flops=1e15)


def priced(model, graph: Graph, gradients: bool = False, **limits) -> Cost:
    return dry_run(Request("", (graph,), gradients=gradients), model, Limits(**limits) if limits else WIDE)


def size_of(results) -> int:
    """Elements × element size of all tensors in some results."""
    if isinstance(results, torch.Tensor):
        return results.numel() * results.element_size()
    if isinstance(results, dict):
        return sum(size_of(item) for item in results.values())
    return sum(size_of(item) for item in results) if isinstance(results, tuple | list) else 0


def counted(call) -> int:
    """Matrix products, convolutions and attention, by PyTorch's own counter on real tensors."""
    with FlopCounterMode(display=False) as counter:
        call()
    return counter.get_total_flops()


# -- floating-point operations -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind", ["llama", "gemma2", "gpt_neox", "falcon", "mixtral", "gpt_oss", "deepseek_v3", "mamba"]
)
def test_a_forward_costs_what_the_real_one_costs(kind):
    """A little more than the products alone: 1 for each element of the other operations, which in models this thin
    is much; of a sort the logarithm as well."""
    model = tiny(kind)
    with torch.no_grad(), model.trace([PROMPT, "Paris"]) as run:
        model.output.logits.save("logits")
    with torch.no_grad():
        products = counted(lambda: run.graph.run(model))
    cost = priced(model, run.graph)
    assert products <= cost.flops <= 1.6 * products
    assert not cost.assumed


def test_a_product_by_hand():
    with Meter(Limits()) as meter:
        a, b = torch.ones(3, 5, device="meta"), torch.ones(5, 7, device="meta")
        before = meter.flops
        a @ b
    assert (before, meter.flops - before) == (3 * 5 + 5 * 7, 2 * 3 * 5 * 7)


def test_what_stops_early_costs_less(demo):
    costs = []
    for layer in range(4):
        with torch.no_grad(), demo.trace(PROMPT) as run:
            demo.layers[layer].output.save("x")
        costs.append(priced(demo, run.graph).flops)
    steps = [after - before for before, after in itertools.pairwise(costs)]
    assert max(steps) - min(steps) < 0.01 * min(steps)
    assert costs[0] < 1.1 * steps[0]


def test_a_generation_costs_its_steps(demo):
    with torch.no_grad(), demo.generate(PROMPT, max_new_tokens=5, min_new_tokens=5) as run:
        for _ in run.steps():
            hidden = demo.lm_head.output
        hidden.save("last")
    with torch.no_grad():
        products = counted(lambda: run.graph.run(demo))
    cost = priced(demo, run.graph)
    assert products <= cost.flops <= 1.35 * products
    assert (cost.new_tokens, cost.tokens, cost.saved_bytes) == (5, 8, 1534 * 4)


def test_a_backward_pass_counts(demo):
    def block():
        with demo.trace(PROMPT) as run:
            hidden = demo.layers[0].output
            demo.lm_head.output[0, -1].logsumexp(-1).backward()
            hidden.grad.save("gradient")
        return run.graph

    graph = block()
    demo.module.zero_grad()
    products = counted(lambda: graph.run(demo))
    with torch.no_grad():
        forward = counted(lambda: demo.module(**demo.tokenizer(PROMPT, return_tensors="pt")))
    cost = priced(demo, graph, gradients=True)
    assert products > 1.5 * forward
    assert products <= cost.flops <= 1.35 * products
    assert cost.saved_bytes == size_of(graph.run(demo))


def test_several_graphs_and_runs_add_up(demo):
    with torch.no_grad(), demo.trace(PROMPT) as run:
        demo.layers[3].output.save("x")
    one = priced(demo, run.graph)
    two = dry_run(Request("", (run.graph, run.graph)), demo, WIDE)
    assert (two.flops, two.saved_bytes, two.nodes) == (2 * one.flops, 2 * one.saved_bytes, 2 * one.nodes)
    with torch.no_grad(), demo.trace() as block:
        for prompt in (PROMPT, PROMPT):
            with block.invoke(prompt):
                demo.layers[3].output.save()
    assert priced(demo, block.graph).flops == two.flops


# -- bytes -------------------------------------------------------------------------------------------


def test_bytes_alive_by_hand():
    """[2, 10] → [2, 1000] → [2, 1]: the widest moment holds the wide value and what it is made from or into."""
    net = nnexplore.Model(nn.Sequential(nn.Linear(10, 1000), nn.ReLU(), nn.Linear(1000, 1)))
    with torch.no_grad(), net.trace(torch.ones(2, 10)) as run:
        net.output.save("x")
    given, wide, narrow = 2 * 10 * 4, 2 * 1000 * 4, 2 * 1 * 4
    live = priced(net, run.graph).live_bytes
    assert 2 * wide <= live <= 2 * wide + 2 * given + narrow


def test_attention_is_not_taken_apart(demo):
    """By hand: of 128 tokens the patterns of 4 heads take as much as four values of the residual stream."""
    tokens = [list(range(1, 129))] * 8
    with torch.no_grad(), demo.trace(tokens) as run:
        demo.layers[0].attn.output[0].save("x")
    one = 8 * 128 * 128 * 4  # a value of the residual stream
    pattern = 8 * 4 * 128 * 128 * 4
    cost = priced(demo, run.graph)
    assert cost.live_bytes < 11 * one
    assert pattern == 4 * one
    with torch.no_grad(), demo.trace(tokens) as run:
        demo.layers[0].attn.pattern.save("x")
    assert priced(demo, run.graph).live_bytes > cost.live_bytes + pattern // 2
    query, key, value = (torch.empty(2, 6, n, d, device="meta") for n, d in ((5, 8), (7, 8), (7, 3)))
    meter = Meter(Limits())
    with torch.no_grad(), Fused(meter), meter:
        made = nn.functional.scaled_dot_product_attention(query, key, value)
    assert made.shape == (2, 6, 5, 3)
    assert meter.flops == 2 * 2 * 6 * 5 * 7 * (8 + 3) + 2 * 6 * 5 * 3


def test_values_that_are_kept_stay_alive():
    net = nnexplore.Model(nn.Sequential(*[nn.Linear(10, 10) for _ in range(20)]))
    costs = []
    for kept in (1, 20):
        with torch.no_grad(), net.trace(torch.ones(100, 10)) as run:
            for at in range(20 - kept, 20):
                net[at].output.save()
        costs.append(priced(net, run.graph).live_bytes)
    assert costs[1] - costs[0] >= 18 * 100 * 10 * 4


def test_an_expanded_result_counts_in_full(demo):
    with torch.no_grad(), demo.trace(PROMPT) as run:
        demo.layers[0].output[0, 0].expand(1000, 128).save("x")
    cost = priced(demo, run.graph)
    assert cost.saved_bytes == 1000 * 128 * 4
    assert cost.live_bytes < cost.saved_bytes
    half = dry_run(Request("", (run.graph,), dtype="float16"), demo, WIDE)
    assert half.saved_bytes == 1000 * 128 * 2


@pytest.mark.parametrize("kind", ["gpt2", "llama", "gemma2", "gpt_neox", "mixtral", "xglm"])
def test_results_have_the_size_that_was_foretold(kind):
    model = tiny(kind)
    with torch.no_grad(), model.trace([PROMPT, "Paris is"]) as run:
        attention = model.layers[1].attn.pattern.save("pattern")
        model.layers[1].output[:, -1] = 0
        model.layers[2].mlp.output.save("mlp")
        model.output.save("output")
        (attention.amax(-1) > 0.5).save("mask")
    assert priced(model, run.graph).saved_bytes == size_of(run.graph.run(model))


SEEDS = {"aliased": ALIASED, "attention": ATTENTION, "operations": OPERATIONS}


@pytest.mark.parametrize("kind", SEEDS)
def test_random_programs_are_let_in_and_cost_what_was_foretold(kind):
    """Whatever the engine carries out, a server is not to refuse; and its results are as large as was said."""
    bench, seen = Bench(tiny_module()), 0
    for seed in range(12):
        rng = random.Random(seed)
        program = Writer(rng, SEEDS[kind], USUAL, grad=False).program([rng.randrange(3, 14)], True)
        with warnings.catch_warnings(), torch.no_grad():
            warnings.simplefilter("ignore", UnchangedWarning)
            graph = Live(bench.model, program).go()
            results = Graph.from_json(graph.to_json()).run(bench.model)
        if not results:
            continue
        seen += 1
        assert Gate(bench.model, WIDE).admit(Request("", (graph,))).saved_bytes == size_of(results), graph
    assert seen > 5


# -- sizes that depend on numbers --------------------------------------------------------------------

DATA = {
    "nonzero": lambda h: torch.nonzero(h > 0),
    "argwhere": lambda h: torch.argwhere(h > 0),
    "nonzero, apart": lambda h: h.nonzero(as_tuple=True)[0],
    "masked_select": lambda h: h.masked_select(h > 0),
    "a mask": lambda h: h[h > 0],
    "a mask of two dimensions": lambda h: h[h[..., 0] > 0],
    "unique": lambda h: h.round().unique(),
    "unique with counts": lambda h: h.round().unique(return_counts=True)[1],
    "unique_consecutive": lambda h: h.round().unique_consecutive(),
    "unique of a dimension": lambda h: torch.unique(h.round(), dim=1),
    "combinations": lambda h: torch.combinations(h[0, 0, :9], 3),
}


@pytest.mark.parametrize("name", DATA)
def test_a_size_that_depends_on_numbers_is_bounded(demo, name):
    with torch.no_grad(), demo.trace(PROMPT) as run:
        DATA[name](demo.layers[1].output).save("x")
    real = size_of(run.graph.run(demo))
    assert 0 < real <= priced(demo, run.graph).saved_bytes <= 3 * 8 * 8 * 128 * 9


def test_a_mask_that_came_along_is_known(demo):
    mask = torch.arange(128) % 5 == 0
    with torch.no_grad(), demo.trace(PROMPT) as run:
        chosen = demo.layers[1].output[:, :, mask]
        (chosen * torch.ones(26)).save("x")
        demo.layers[1].output[:, :, mask] = 0
        demo.layers[2].output[demo.layers[2].output > 0] = 0
        demo.lm_head.output.save("y")
    assert priced(demo, run.graph).saved_bytes == size_of(run.graph.run(demo)) == 8 * (26 + 1534) * 4


@pytest.mark.parametrize("name", ["cov", "corrcoef"])
def test_what_asks_inside_whether_two_are_equal(demo, name):
    with torch.no_grad(), demo.trace(PROMPT) as run:
        getattr(demo.layers[1].output.squeeze(0), name)().save("x")
    assert priced(demo, run.graph).saved_bytes == 8 * 8 * 4 == size_of(run.graph.run(demo))


# -- what cannot be run without numbers --------------------------------------------------------------


class Looking(nn.Module):
    """Decides by numbers."""

    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, hidden):
        return self.inner(hidden) if hidden.sum().item() < 1e9 else hidden


def looking() -> nnexplore.LanguageModel:
    """A language model that cannot be run without numbers."""
    known = tiny("llama")
    module = copy.deepcopy(known.module)
    module.model.layers[0].mlp = Looking(module.model.layers[0].mlp)
    return nnexplore.LanguageModel(module, tokenizer=known.tokenizer)


def test_a_model_that_needs_numbers_is_assumed_and_says_so():
    model = looking()
    with torch.no_grad(), model.trace(PROMPT) as run:
        hidden = model.layers[1].output
        (hidden * 2).softmax(-1).save("x")
        model.output.logits.save("logits")
    cost = priced(model, run.graph)
    assert cost.saved_bytes == size_of(run.graph.run(model))
    assert "cannot be run without numbers" in cost.assumed[0]
    with torch.no_grad():
        products = counted(lambda: run.graph.run(model))
    assert products <= cost.flops <= 2 * products
    with torch.no_grad(), model.trace(PROMPT) as bomb:
        wide = model.layers[1].output
        wide.repeat(1, 1, 1).save("x")
    node = next(node for node in bomb.graph if getattr(node, "op", "") == "Tensor.repeat")
    object.__setattr__(node, "args", (node.args[0], 10**6, 10**3, 1))
    with pytest.raises(Refusal, match="bytes of values alive") as caught:
        priced(model, bomb.graph, live_bytes=2**31)
    assert caught.value.code == "too_costly"


def test_weights_cannot_be_had_where_nothing_is_seen():
    model = looking()
    with torch.no_grad(), model.trace(PROMPT) as run:
        model.layers[1].ops["linear"].inputs[0][1].save("x")
    with pytest.raises(Refusal, match="weights may be among it"):
        priced(model, run.graph)


# -- the rest ----------------------------------------------------------------------------------------


def test_nothing_is_loaded_and_nothing_is_left(demo, tmp_path):
    demo.module.save_pretrained(tmp_path)
    demo.tokenizer.save_pretrained(tmp_path)
    with torch.no_grad(), demo.generate(PROMPT, max_new_tokens=2) as run:
        run.next()
        demo.layers[1].output.save("x")
    model = nnexplore.LanguageModel(tmp_path)
    state = torch.get_rng_state()
    cost = priced(model, run.graph)
    assert cost.saved_bytes == 128 * 4
    assert not model.loaded
    assert torch.get_rng_state().equal(state)
    assert hooks_on(demo.module) == []


def test_it_stops_when_its_time_is_over(demo):
    with torch.no_grad(), demo.trace(PROMPT) as run:
        demo.lm_head.output.save("x")
    with pytest.raises(Refusal, match="seconds") as caught:
        priced(demo, run.graph, seconds=0.0)
    assert (caught.value.code, caught.value.detail["name"]) == ("too_costly", "seconds")


@pytest.mark.parametrize(
    ("name", "args", "kwargs", "given"),
    [
        ("Tensor.unbind", (1,), {}, 9000),
        ("torch.unbind", (), {"dim": -1}, 9000),
        ("Tensor.split", (2, 1), {}, 4500),
        ("Tensor.split", ([1] * 9000, 1), {}, 9000),
        ("torch.chunk", (), {"chunks": 10**9, "dim": 1}, 9000),
        ("torch.tensor_split", (5000,), {}, 5000),
        ("Tensor.hsplit", (5000,), {}, 5000),
    ],
)
def test_how_many_tensors_there_would_be(name, args, kwargs, given):
    tensor = torch.empty(2, 9000, device="meta")
    with pytest.raises(Refusal) as caught:
        check_outputs(name, (tensor, *args), kwargs, Limits())
    assert caught.value.detail["given"] == given
    check_outputs(name, (tensor[:, :40], *[min(arg, 40) if isinstance(arg, int) else 1 for arg in args]), {}, Limits())


def test_a_price_is_known_again(demo):
    gate = Gate(demo, WIDE)

    def graph(prompt: str, scale: float = 1.0, mask: int = 5) -> Request:
        with torch.no_grad(), demo.trace(prompt) as run:
            hidden = demo.layers[1].output * torch.full((128,), scale)
            hidden[..., torch.arange(128) < mask].save("x")
        return Request("demo", (run.graph,))

    first = gate.admit(graph(PROMPT))
    assert gate.admit(graph("The Space Needle is in the city of", 3.0)) is first
    assert (gate.hits, gate.misses) == (1, 1)
    assert gate.admit(graph(PROMPT, mask=6)).saved_bytes == first.saved_bytes * 6 // 5
    assert gate.admit(graph(f"{PROMPT} the")).saved_bytes == first.saved_bytes * 9 // 8
    assert gate.admit(Request("demo", graph(PROMPT).graphs, dtype="float16")).saved_bytes == first.saved_bytes // 2
    assert (gate.hits, gate.misses) == (1, 4)


def test_a_refusal_is_known_again(demo):
    gate, said = Gate(demo, Limits(saved_bytes=1000)), []
    for line in (7, 7, 8):
        with torch.no_grad(), demo.trace(PROMPT) as run:
            (demo.layers[1].output * 2).save("x")
        nodes = tuple(replace(node, place=Place("cell", line)) for node in run.graph.nodes)
        with pytest.raises(Refusal) as caught:
            gate.admit(Request("demo", (Graph(nodes, run.graph.inputs),)))
        said.append(caught.value.body())
    assert (gate.hits, gate.misses) == (1, 2)
    assert said[0] == said[1]
    assert [one["error"]["code"] for one in said] == ["too_costly"] * 3
    assert [one["error"]["line"] for one in said] == [7, 7, 8]


def test_a_known_price_lets_nothing_in_that_is_wrong(demo):
    gate = Gate(demo, WIDE)
    with torch.no_grad(), demo.trace([1, 2, 3]) as run:
        demo.layers[1].output.save("x")
    gate.admit(Request("demo", (run.graph,)))
    for bad in (10**6, -1, 1534):
        row = [1, 2, bad]
        ids = torch.tensor([row])
        feeds = [Inputs((one,)) for one in (row, [[1, 2, 3], row], ids, ids[0], {"input_ids": ids})]
        for inputs in (*feeds, Inputs((), {"input_ids": ids})):
            with pytest.raises(Refusal, match=f"token id {bad}; this model has 1,534 tokens, 0 to 1533") as caught:
                gate.admit(Request("demo", (Graph(run.graph.nodes, (inputs,)),)))
            assert caught.value.code == "bad_argument"


def test_a_cost_goes_through_json():
    cost = Cost(1e9, 10, 20, 3, 4, 1, 0, ("something",))
    assert Cost.from_json(cost.to_json()) == cost
    with pytest.raises(TypeError, match="numbers"):
        Cost.from_json({"flops": "many"})


def test_the_formal_job_is_the_engines_own(demo):
    """What the dry run relies on: a job without numbers, of traces and of generations."""
    assert callable(Job.without_numbers)
    module, order = demo._without_numbers()
    job = demo._job(Inputs((PROMPT,), {"max_new_tokens": 2}, "generate"), defer=True).without_numbers(module, order)
    assert all(one.is_meta for one in job.module.parameters())
    assert not job.numbers
