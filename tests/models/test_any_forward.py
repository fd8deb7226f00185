"""Forwards of every signature, values of every form, modules in containers, caches that the user passes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import pytest
import torch
import transformers
from torch import Tensor, nn

import nnexplore
from nnexplore.errors import NotReachedError, ValueMismatchError
from nnexplore.graph import Graph
from tests.reference import hooked

X = torch.linspace(-1, 1, 8).reshape(2, 4)


def handle(model: Any, path: str) -> Any:
    for name in path.split(".") if path else []:
        model = model[name]
    return model


# --- what a forward is given ---------------------------------------------------------------------------------


def test_a_forward_with_keyword_arguments_only(opened):
    class Scaled(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.linear = nn.Linear(4, 4)

        def forward(self, *, x: Tensor, scale: float = 2.0) -> Tensor:
            return self.linear(input=x) * scale

    model = opened(Scaled())
    with model.trace(x=X, scale=3.0) as run:
        args, kwargs = model.inputs
        assert args == ()
        assert kwargs["x"] is model.input
        assert kwargs["scale"] == 3.0
        model.linear.input = model.linear.input * 2
        out = model.output.save("out")
    assert out.equal(model.module(x=X * 2, scale=3.0))
    assert run.graph.run(model)["out"].equal(out)
    with model.trace(x=X, scale=3.0):
        model.inputs = ((), {"x": X + 1, "scale": 1.0})
        out = model.output
    assert out.equal(model.module(x=X + 1, scale=1.0))


def test_a_forward_without_arguments(opened):
    class Alone(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.start, self.linear = nn.Parameter(X.clone()), nn.Linear(4, 4)

        def forward(self) -> Tensor:
            return self.linear(self.start)

    model = opened(Alone())
    with model.trace() as run:
        model.linear.output[:, 0] = 0
        out = model.output.save("out")
    assert out[:, 1:].equal(model.module()[:, 1:])
    assert not out[:, 0].any()
    assert run.graph.run(model)["out"].equal(out)
    outer = opened(nn.ModuleList([Alone()])[0])
    with (
        outer.trace(),
        pytest.raises(NotReachedError, match=r"the model was called without arguments, so it has no \.input"),
    ):
        outer.input.sum()


class Pair(NamedTuple):
    left: Tensor
    right: dict[str, Any]


@dataclass
class Batch:
    x: Tensor
    count: int


def test_structures_of_every_kind_in_and_out(opened):
    class Inner(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.linear = nn.Linear(4, 4)

        def forward(self, batch: Batch, *, extra: Any = None) -> Pair:
            return Pair(self.linear(batch.x) * batch.count, {"parts": [batch.x, extra]})

    class Outer(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.inner = Inner()

        def forward(self, batch: Batch) -> dict[str, Any]:
            pair = self.inner(batch, extra="a")
            return {"sum": pair.left + pair.right["parts"][0], "pair": pair}

    model, batch = opened(Outer()), Batch(X.clone(), 2)
    with model.trace(batch) as run:
        given, (args, kwargs) = model.inner.input, model.inner.inputs
        pair = model.inner.output
        pair.right["parts"][0][:] = 0
        result = model.output
        total = result["sum"].save("total")
    assert type(given) is Batch
    assert args == (given,)
    assert kwargs == {"extra": "a"}
    assert type(pair) is Pair
    assert type(result["pair"]) is Pair
    assert batch.x.equal(X)
    assert total.equal(model.module.inner.linear(X) * 2)
    assert run.graph.run(model)["total"].equal(total)


def test_a_function_as_an_argument(opened):
    class Applies(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.linear = nn.Linear(4, 4)

        def forward(self, x: Tensor, function: Callable[[Tensor], Tensor]) -> Tensor:
            return function(self.linear(x))

    model = opened(Applies())
    with model.trace(X, torch.relu) as run:
        model.linear.output *= 2
        out = model.output.save("out")
    assert out.equal(torch.relu(model.module.linear(X) * 2))
    assert run.graph.run(model)["out"].equal(out)


# --- what a module returns -----------------------------------------------------------------------------------


class Gives(nn.Module):
    """A module whose output is whatever is wanted."""

    def __init__(self, make: Callable[[Tensor], Any]) -> None:
        super().__init__()
        self.make = make

    def forward(self, x: Tensor) -> Any:
        return self.make(x)


class Takes(nn.Module):
    def __init__(self, make: Callable[[Tensor], Any], use: Callable[[Tensor, Any], Any]) -> None:
        super().__init__()
        self.part, self.use, self.last = Gives(make), use, nn.Identity()

    def forward(self, x: Tensor) -> Any:
        return self.last(self.use(x, self.part(x)))


def test_a_module_that_returns_none(opened):
    model = opened(Takes(lambda x: None, lambda x, part: x if part is None else part))
    with model.trace(X) as run:
        assert model.part.output is None
        out = model.output.save("out")
    assert out.equal(X)
    assert run.graph.run(model)["out"].equal(X)
    with (
        model.trace(X),
        pytest.raises(ValueMismatchError, match=r"is None, but 2 was assigned to it: it holds no tensor"),
    ):
        model.part.output = 2


@pytest.mark.filterwarnings("error")
def test_a_module_that_returns_a_number(opened):
    model = opened(Takes(lambda x: 2.5, lambda x, part: x * part))
    with model.trace(X) as run:
        assert model.part.output == 2.5
        model.part.output = 4
        out = model.output.save("out")
    assert out.equal(X * 4)
    assert [receipt.changed for receipt in run.receipts] == [True]
    assert run.graph.run(model)["out"].equal(out)


def test_a_number_within_a_structure_is_changed_with_the_whole(opened):
    model = opened(Takes(lambda x: (x, 0.5), lambda x, part: part[0] * part[1]))
    with model.trace(X) as run:
        model.part.output = (model.part.output[0], 3.0)
        out = model.output.save("out")
    assert out.equal(X * 3)
    assert run.graph.run(model)["out"].equal(out)


def test_complex_and_integer_and_boolean_outputs(opened):
    model = opened(Takes(torch.fft.fft, lambda x, part: part.abs()))
    with model.trace(X) as run:
        spectrum = model.part.output
        spectrum[:, 0] = 7j
        out = model.output.save("out")
    expected = torch.fft.fft(X)
    expected[:, 0] = 7j
    assert spectrum.equal(expected)
    assert out.equal(expected.abs())
    assert Graph.from_json(run.graph.to_json()).run(model)["out"].equal(out)
    model = opened(Takes(lambda x: x.argmax(-1), lambda x, part: x[0, part]))
    with model.trace(X):
        model.part.output = 1
        out = model.output
        assert out.equal(X[0, [1, 1]])
    with model.trace(X), pytest.raises(ValueMismatchError, match=r"int64\[2\], but 2\.5 was assigned .*whole number"):
        model.part.output = 2.5
    model = opened(Takes(lambda x: x > 0, lambda x, part: torch.where(part, x, 0)))
    with model.trace(X):
        model.part.output = ~model.part.output
        out = model.output
    assert out.equal(X.clamp(max=0))


# --- containers ----------------------------------------------------------------------------------------------


class Held(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.named = nn.ModuleDict({"a": nn.Linear(4, 4), "output": nn.Linear(4, 4)})
        self.nested = nn.ModuleList([nn.ModuleList([nn.Linear(4, 4)])])
        self.scales = nn.ParameterList([nn.Parameter(torch.randn(4)) for _ in range(2)])
        self.shifts = nn.ParameterDict({"w": nn.Parameter(torch.randn(4))})

    def forward(self, x: Tensor) -> Tensor:
        for part in self.named.values():
            x = part(x)
        return self.nested[0][0](x) * self.scales[0] * self.scales[1] + self.shifts["w"]


def test_modules_in_containers(opened):
    torch.manual_seed(0)
    model = opened(Held())
    _, values = hooked(model.module, (X,), [("named.output", "output"), ("nested.0.0", "output")])
    with model.trace(X):
        named = model.named["output"].output
        nested = model.nested[0][0].output
        with pytest.raises(
            NotReachedError, match=r"a ModuleDict is never called itself; .*for example model\.named\.a"
        ):
            model.named.output.sum()
    assert named.equal(values["named.output", "output"])
    assert nested.equal(values["nested.0.0", "output"])


def test_parameters_in_containers(opened):
    torch.manual_seed(0)
    model = opened(Held())
    assert model.scales[0] is model.module.scales[0]
    assert model.scales[-1] is model.module.scales[1]
    assert model.shifts["w"] is model.shifts.w is model.module.shifts["w"]
    assert len(model.scales) == len(list(model.scales)) == len(model.scales[:]) == 2
    with pytest.raises(IndexError, match=r"scales\[5\]: it has 2 parameters, 0 to 1"):
        _ = model.scales[5]
    with model.trace(X) as run:
        model.scales[-1] = torch.zeros(4)
        model.shifts["w"] = torch.ones(4)
        out = (model.output * model.scales[0]).save("out")
    assert out.equal(model.module.scales[0].expand(2, 4))
    assert Graph.from_json(run.graph.to_json()).run(model)["out"].equal(out)
    with model.weights({"scales.0": torch.zeros(4)}), model.trace(X):
        out = model.output
    assert out.equal(model.module.shifts["w"].expand(2, 4))


def test_children_named_like_what_a_handle_has(opened):
    class Names(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.trace, self.module, self.next, self.output = (nn.Linear(4, 4) for _ in range(4))

        def forward(self, x: Tensor) -> Tensor:
            return self.output(self.next(self.module(self.trace(x))))

    model = opened(Names())
    _, values = hooked(model.module, (X,), [(name, "output") for name in ("trace", "module", "next", "output")])
    with model.trace(X):
        read = {name: model[name].output for name in ("trace", "module", "next", "output")}
    assert all(value.equal(values[name, "output"]) for name, value in read.items())


# --- caches that the user passes -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["DynamicCache", "StaticCache"])
@pytest.mark.parametrize("grad", [False, True])
def test_a_users_own_cache_is_neither_changed_nor_seen_twice(opened, gpt2, kind, grad):
    module, tokens, more = gpt2.module, torch.tensor([[5, 6, 7]]), torch.tensor([[8, 9]])

    def filled() -> Any:
        length = {"max_cache_len": 16} if kind == "StaticCache" else {}
        cache = getattr(transformers, kind)(config=module.config, **length)
        module(tokens, past_key_values=cache)
        return cache

    with torch.set_grad_enabled(grad):
        expected, values = hooked(
            module, {"input_ids": more, "past_key_values": filled()}, [("transformer.h.1", "output")]
        )
        mine = filled()
        before = [layer.keys.clone() for layer in mine.layers]
        for model in (opened(module), nnexplore.LanguageModel(module)):
            with model.trace(input_ids=more, past_key_values=mine) as run:
                logits = model.output.logits.save("logits")
                early = model.transformer.h[1].output.clone()
                model.transformer.h[0].mlp.output.sum()
            assert logits.equal(expected.logits)
            assert early.equal(values["transformer.h.1", "output"])
            assert mine.get_seq_length() == 3
            assert all(layer.keys.equal(keys) for layer, keys in zip(mine.layers, before, strict=True))
            assert run.graph.run(model)["logits"].equal(logits)
        assert module(more, past_key_values=mine).logits.equal(expected.logits)


def test_a_cache_that_a_generation_goes_on_from_is_not_changed(gpt2):
    tokens = torch.tensor([[5, 6, 7, 8]])
    options = {"max_new_tokens": 3, "do_sample": False}
    cache = transformers.DynamicCache(config=gpt2.module.config)
    with torch.no_grad():
        gpt2.module(tokens[:, :3], past_key_values=cache)
    expected = gpt2.module.generate(tokens, **options)
    with gpt2.generate(tokens, past_key_values=cache, **options) as run:
        hidden = [gpt2.transformer.h[1].output for _ in run.steps()]
        early = gpt2.transformer.h[0].at(step=0).output
        out = gpt2.generator.output
    assert out.equal(expected)
    assert early.shape == hidden[0].shape == (1, 1, 32)
    assert cache.get_seq_length() == 3


# --- errors of the model's own -------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [ValueError, AttributeError])
def test_an_error_of_the_model_keeps_its_type_and_text(opened, error):
    class Raises(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            raise error("as it was")

    model = opened(nn.Sequential(nn.Linear(4, 4), Raises()))
    for _ in range(2):
        with pytest.raises(error, match=r"^as it was$"), model.trace(X):
            hidden = model[0].output
            model.output.sum()
    assert hidden.equal(model.module[0](X))
