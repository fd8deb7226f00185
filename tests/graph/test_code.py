"""The code of a graph, run in a fresh namespace, makes the same values."""

import pytest
import torch
import torch.nn.functional as F

import nnexplore
from nnexplore.errors import GraphError
from nnexplore.graph import Builder, Call, Graph, Inputs, Opaque, Site

PROMPT = "The Eiffel Tower is in the city of"


def executed(graph, model=None):
    """What the code of a graph leaves behind; ``model`` stands in for the expression that loads it."""
    names = {"given": model}
    code = graph.code("given" if model is not None else None)
    exec(compile(code, "<generated>", "exec"), names)
    return names


def check(run, model, **live):
    names = executed(run.graph, model)
    for name, value in live.items():
        assert torch.equal(names[name], value), name
        assert names[name].dtype == value.dtype
    assert run.graph.code() == Graph.from_json(run.graph.to_json()).code()


def test_the_code_of_the_demo_model_stands_alone(demo):
    with demo.trace(PROMPT) as run:
        logits = demo.lm_head.output.save("logits")
    assert executed(run.graph)["logits"].equal(logits)
    assert run.graph.code().startswith('import torch\n\nimport nnexplore\n\nmodel = nnexplore.load("demo")\n')


def test_the_code_reads_like_what_was_written(gpt2):
    with gpt2.trace(PROMPT) as run:
        hidden = gpt2.transformer.h[1].output
        hidden[:, -1] *= 2
        gpt2.transformer.h[2].mlp.output = -hidden + 1.5
        gpt2.lm_head(gpt2.transformer.ln_f(hidden)).save("early")
    assert run.graph.code("load()").splitlines()[4:] == [
        "model = load()",
        f"with model.trace({PROMPT!r}):",
        "    v0 = model.transformer.h[1].output",
        "    v1 = v0[:, -1]",
        "    v1 *= 2",
        "    v0[:, -1] = v1",
        "    v4 = v0.neg()",
        "    v5 = v4 + 1.5",
        "    model.transformer.h[2].mlp.output = v5",
        "    v7 = model.transformer.ln_f(v0)",
        "    early = model.lm_head(v7)",
        "    early.save('early')",
    ]


def test_an_edit_with_constants(gpt2):
    vector = torch.randn(32)
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].output += vector
        gpt2.transformer.h[1].output[0, 2] = torch.tensor([0.1, float("nan"), float("inf"), -0.0] * 8).nan_to_num()
        gpt2.transformer.h[2].mlp.output = gpt2.transformer.h[2].mlp.output * torch.tensor(0.3, dtype=torch.float32)
        logits = gpt2.lm_head.output.save("logits")
    check(run, gpt2, logits=logits)


@pytest.mark.parametrize(
    "dtype", [torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.bool]
)
@pytest.mark.parametrize("shape", [(), (3,), (0,), (2, 0), (1, 1, 2), (5, 7)], ids=str)
def test_constants_of_every_kind(gpt2, dtype, shape):
    mine = (torch.randn(shape) * 5).to(dtype)
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        value = (mine * gpt2.transformer.h[0].output[0, 0, 0] + mine).save("value")
    check(run, gpt2, value=value.nan_to_num())


def test_special_numbers(gpt2):
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        hidden = gpt2.transformer.h[0].output
        low = hidden.masked_fill(hidden > 0, float("-inf")).save("low")
        scaled = (hidden * torch.tensor([float("inf"), -0.0])[1]).save("scaled")
    check(run, gpt2, low=low, scaled=scaled)


INDICES = {
    "number": -1,
    "slice": slice(None, -1),
    "step": (0, slice(1, None, 2)),
    "ellipsis": (Ellipsis, 0),
    "none": (None, 0),
    "list": [0],
    "lists": (slice(None), [0, 2, 2]),
    "tuple inside": (0, (1, 2)),
    "tuples inside": ((0, 0), (1, 2)),
    "empty": (),
    "one": (0,),
    "true": True,
    "open": (slice(None), slice(3), slice(2, 9)),
}


@pytest.mark.filterwarnings("ignore::nnexplore.errors.UnchangedWarning")  # an empty slice changes nothing
@pytest.mark.parametrize("index", INDICES.values(), ids=INDICES)
def test_every_form_of_index(gpt2, index):
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        part = gpt2.transformer.h[0].output[index].save("part")
        gpt2.transformer.h[1].output[index] = 2.5
        logits = gpt2.lm_head.output.save("logits")
    check(run, gpt2, part=part, logits=logits)


def test_indices_by_traced_values(gpt2):
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        hidden = gpt2.transformer.h[0].output
        best = hidden.norm(dim=-1).argmax(-1)
        row = hidden[0, best].save("row")
        gpt2.transformer.h[1].output[gpt2.transformer.h[1].output > 1] = 0
        logits = gpt2.lm_head.output.save("logits")
    check(run, gpt2, row=row, logits=logits)


OPERATIONS = [
    lambda h: (-3) ** h.round().abs(),
    lambda h: 1 - (h - -1),
    lambda h: 2**h,
    lambda h: h**-2,
    lambda h: 7 // h + 7 % h,
    lambda h: (h > 0) & ~(h < 1) | (h == 2),
    lambda h: h.T @ h,
    lambda h: torch.cat([h, h], dim=1),
    lambda h: torch.einsum("ab,cb->ac", h, h),
    lambda h: F.softmax(h, dim=-1).to(torch.float64),
    lambda h: F.layer_norm(h, (8,), eps=1e-3),
    lambda h: torch.linalg.norm(h, dim=(0, 1)),
    lambda h: torch.special.expit(h).clamp(min=0.25),
    lambda h: torch.fft.fft(h).real,
    lambda h: h.topk(2, dim=-1).values + h.max(-1)[0][:, None],
    lambda h: h.view(torch.int32),
    lambda h: h.add(h, alpha=2).div(3, rounding_mode="floor"),
    lambda h: torch.where(h > 0, h, torch.tensor(0.5)),
    lambda h: h.new_full((2,), float("inf")),
    lambda h: h.std(dim=0, correction=0),
    lambda h: h.expand(2, *h.shape),
    lambda h: torch.nn.functional.relu(h.clone(), inplace=True),
    lambda h: h.clone().fill_(3).add_(1).sub_(h),
    lambda h: torch.split(h, [3, 5], dim=-1)[1],
]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_operations(gpt2, operation):
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        value = operation(gpt2.transformer.h[0].output[0, :8, :8].contiguous()).save("value")
    check(run, gpt2, value=value)


def test_augmented_assignments(gpt2):
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        hidden = gpt2.transformer.h[1].output
        hidden += 1
        hidden -= 0.5
        hidden *= 2
        hidden /= 3
        hidden **= 2
        hidden //= 0.1
        hidden %= 7
        logits = gpt2.lm_head.output.save("logits")
    assert "v0 **= 2" in run.graph.code()
    check(run, gpt2, logits=logits)


def test_structures(gpt2):
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        attended = gpt2.transformer.h[0].attn.output.save("attended")
        gpt2.transformer.h[1].attn.output = (attended[0] * 2, None)
        gpt2.transformer.h[2].mlp.inputs = ((gpt2.transformer.h[2].mlp.input * 2,), {})
        output = gpt2.output.save("output")
    names = executed(run.graph, gpt2)
    assert names["attended"][0].equal(attended[0])
    assert names["output"].logits.equal(output.logits)


def test_a_part_of_the_output_by_name(gpt2):
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        logits = gpt2.output.logits.softmax(-1).save("probabilities")
    check(run, gpt2, probabilities=logits)


def test_a_write_of_a_number(gpt2):
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].mlp.output = 0
        logits = gpt2.lm_head.output.save("logits")
    check(run, gpt2, logits=logits)


def test_a_growing_write(gpt2):
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        stacked = torch.cat([layer.output for layer in gpt2.transformer.h])
        gpt2.transformer.ln_f.grow(stacked, "input")
        logits = gpt2.output.logits.save("logits")
    assert logits.shape[0] == 3
    check(run, gpt2, logits=logits)


@pytest.mark.parametrize(
    "inputs",
    [
        {"args": (["one two", "three"],)},
        {"args": (torch.tensor([[5, 6, 7]]),)},
        {"args": ([5, 6, 7],)},
        {"kwargs": {"input_ids": torch.arange(40).reshape(2, 20)}},
        {"args": ("text",), "kwargs": {"use_cache": False}},
    ],
)
def test_inputs_of_every_kind(gpt2, inputs):
    with torch.no_grad(), gpt2.trace(*inputs.get("args", ()), **inputs.get("kwargs", {})) as run:
        logits = gpt2.lm_head.output.save("logits")
    check(run, gpt2, logits=logits)


def test_two_runs_one_after_the_other(gpt2):
    build = Builder()
    copied = build.call("Tensor.__getitem__", build.read(Site("transformer.h.1")), (slice(None), -1))
    build.call("Tensor.__setitem__", build.read(Site("transformer.h.1"), run=1), (slice(None), -1), copied)
    build.save("logits", build.read(Site("lm_head"), run=1))
    graph = build.graph(Inputs(("The Colosseum is in",)), Inputs(("The Eiffel Tower is",)))
    assert executed(graph, gpt2)["logits"].equal(graph.run(gpt2)["logits"])


def test_a_constant_that_was_built_is_code_and_is_not_to_be_changed(gpt2):
    build, direction = Builder(), torch.arange(5.0)
    five = build.call("Tensor.__getitem__", build.read(Site("lm_head")), (slice(None), -1, slice(5)))
    build.save("sum", build.call("Tensor.add", five, build.constant(direction)))
    graph = build.graph(Inputs(("The Eiffel Tower is",)))
    assert executed(graph, gpt2)["sum"].equal(graph.run(gpt2)["sum"])
    direction.mul_(2)
    with pytest.raises(GraphError, match="was changed after its use"):
        graph.run(gpt2)


def test_interleaved_runs_are_refused():
    build = Builder()
    for run in (0, 1, 0):
        build.read(Site("lm_head"), run=run)
    with pytest.raises(GraphError, match="interleaved"):
        build.graph().code()


@pytest.mark.parametrize(
    ("saved", "variable"),
    [("logits", "logits"), ("two words", "two_words"), ("class", "_class"), ("3d", "_3d"), ("model", "_model"),
     ("torch", "_torch"), ("a.b", "a_b"), ("print", "print"), ("float", "_float"), ("v0", "_v0")],
)  # fmt: skip
def test_results_are_variables(gpt2, saved, variable):
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        first = gpt2.transformer.h[0].output
        second = (first * 2).save(saved)
        (first + second).save("sum")
    assert executed(run.graph, gpt2)[variable].equal(second)
    check(run, gpt2, sum=first + second)


def test_results_whose_names_clash(gpt2):
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        first = gpt2.transformer.h[0].output.save("a.b")
        second = gpt2.transformer.h[1].output.save("a_b")
    check(run, gpt2, a_b=first, a_b_2=second)


def test_children_with_awkward_names():
    class Net(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.output = torch.nn.Linear(2, 2)
            self.add_module("class", torch.nn.Linear(2, 2))
            self.parts = torch.nn.ModuleDict({"two words": torch.nn.Linear(2, 2), "path": torch.nn.Linear(2, 2)})

        def forward(self, x):
            x = self.get_submodule("class")(self.output(x))
            return self.parts["path"](self.parts["two words"](x))

    net = nnexplore.Model(Net())
    with torch.no_grad(), net.trace(torch.randn(1, 2)) as run:
        a = net["output"].output.save("a")
        b = net["class"].output.save("b")
        c = net.parts["two words"].output.save("c")
        d = net.parts["path"].output.save("d")
    check(run, net, a=a, b=b, c=c, d=d)


def test_a_plain_model_has_no_expression():
    net = nnexplore.Model(torch.nn.Linear(2, 2))
    with net.trace(torch.ones(1, 2)) as run:
        net.output.save("y")
    assert "model = ...  # your model, wrapped by nnexplore" in run.graph.code()


def test_what_is_no_data_is_refused():
    graph = Graph((Call(0, "torch.abs", (Opaque("function f"),)),))
    with pytest.raises(GraphError, match="function f is no plain data, so the graph cannot be written as code"):
        graph.code()


def test_an_operation_of_torch_outside_the_table(gpt2):
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        value = torch.fft.fftn(gpt2.transformer.h[0].output).save("value")
    assert executed(run.graph, gpt2)["value"].equal(value)
