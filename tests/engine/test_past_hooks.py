"""Where a forward goes past its modules' hooks: called directly, checkpointed, compiled."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import pytest
import torch
import transformers
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint

import nnexplore
from nnexplore.errors import GradientError, ModelError, NotReachedError
from tests.reference import hooked

X = torch.linspace(-1, 1, 8).reshape(2, 4)


def handle(model: Any, path: str) -> Any:
    for name in path.split(".") if path else []:
        model = model[name]
    return model


# --- ways past the hooks -------------------------------------------------------------------------------------


def test_a_forward_that_is_called_directly_is_never_seen(opened):
    class Direct(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.a, self.b = nn.Linear(4, 4), nn.Linear(4, 4)

        def forward(self, x: Tensor) -> Tensor:
            return self.b(self.a.forward(x))

    model = opened(Direct())
    for ask in (lambda: model.a.output, lambda: model.a.input, lambda: model.a.ops["linear"].output):
        with (
            model.trace(X),
            pytest.raises(NotReachedError, match=r"never calls a,.*`m\.forward\(x\)` in place of `m\(x\)`"),
        ):
            ask()
    with model.trace(X), pytest.raises(NotReachedError, match=r"never calls a"):
        model.a.output = 0
    with model.trace(X):
        inside = model.ops["linear"].output
    assert inside.equal(model.module.a(X))


class Checkpointed(nn.Module):
    def __init__(self, reentrant: bool) -> None:
        super().__init__()
        self.a, self.head = nn.Linear(4, 4), nn.Linear(4, 1)
        self.b = nn.Sequential(nn.Linear(4, 4), nn.Tanh(), nn.Linear(4, 4))
        self.reentrant = reentrant

    def forward(self, x: Tensor) -> Tensor:
        return self.head(checkpoint(self.b, self.a(x), use_reentrant=self.reentrant))


@pytest.fixture(params=[False, True], ids=["not-reentrant", "reentrant"])
def checkpointed(request, opened):
    torch.manual_seed(0)
    return opened(Checkpointed(request.param))


def test_a_checkpointed_part_is_read(checkpointed):
    model, module = checkpointed, checkpointed.module
    _, values = hooked(module, (X,), [("a", "output"), ("b.0", "output"), ("b", "output")])
    module(X).sum().backward()
    expected = [parameter.grad.clone() for parameter in module.parameters()]
    for _ in range(2):
        module.zero_grad()
        with model.trace(X):
            read = {path: handle(model, path).output.clone() for path in ("a", "b.0", "b")}
            model.output.sum().backward()
        assert all(value.equal(values[path, "output"]) for path, value in read.items())
        assert all(mine.grad.allclose(theirs) for mine, theirs in zip(module.parameters(), expected, strict=True))


def test_a_loss_within_a_checkpointed_part():
    torch.manual_seed(0)
    module = Checkpointed(reentrant=False)
    hidden = module.b[0](module.a(X))
    (hidden * hidden.sigmoid()).sum().backward()
    expected = module.a.weight.grad.clone()
    module.zero_grad()
    model = nnexplore.Model(module)
    with model.trace(X):
        hidden = model.b[0].output
        loss = (hidden * hidden.sigmoid()).sum()
        (loss + 0 * model.output.sum()).backward()
    assert module.a.weight.grad.allclose(expected)


def test_a_change_in_a_checkpointed_part_is_refused_where_a_gradient_is_wanted(checkpointed):
    model = checkpointed

    def assign() -> None:
        model.b[0].output = 0

    def skip() -> None:
        model.b[1].skip(model.b[1].input)

    for change in (assign, skip, lambda: model.b[2].output.mul_(2)):
        with (
            model.trace(X),
            pytest.raises(GradientError, match=r"b\.\d.* is in a part of .* computed once more for the"),
        ):
            change()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # reentrant checkpoints warn where there is no gradient
        with torch.no_grad():
            expected, _ = hooked(model.module, (X,), (), {("b.0", "output"): torch.zeros_like})
            with model.trace(X):
                model.b[0].output = 0
                out = model.output
            with model.edit(X) as edited:
                edited.b[0].output = 0
    assert out.equal(expected)
    with (
        edited.trace(X),
        pytest.raises(GradientError, match=r"^b\.0 is in a part of the model that is computed once more"),
    ):
        edited.output.sum()
    with model.trace(X):
        model.a.output *= 2
        model.head.input *= 2
        model.output.sum().backward()


def test_what_the_user_has_autograd_keep_stays_the_users(opened):
    model = opened(nn.Sequential(nn.Linear(4, 4), nn.Tanh()))
    packed: list[Tensor] = []

    def pack(tensor: Tensor) -> Tensor:
        packed.append(tensor)
        return tensor

    with model.trace(X):
        hidden = model[0].output
        with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
            mine = hidden * hidden.sigmoid()
            count = len(packed)
            model.output.sum()
        mine.sum().backward()
    assert count == len(packed) > 0
    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor), model.trace(X):
        model[0].output *= 2
        model.output.sum().backward()
    assert len(packed) > count


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
@pytest.mark.parametrize("way", ["script", "trace"])
def test_a_module_compiled_by_jit_has_no_inside(opened, way):
    inner = nn.Sequential(nn.Linear(4, 4), nn.Tanh())
    compiled = torch.jit.script(inner) if way == "script" else torch.jit.trace(inner, X)
    with pytest.raises(
        ModelError, match=r"is compiled by torch\.jit, so no value inside it can be had; wrap the module"
    ):
        nnexplore.Model(compiled)
    model = opened(nn.Sequential(nn.Linear(4, 4), compiled, nn.Linear(4, 1)))
    with model.trace(X):
        given, made = model[1].input, model[1].output
        with pytest.raises(
            ModelError, match=r"^1 is compiled by torch\.jit: its \.input and \.output .* not its module '0'"
        ):
            _ = model[1][0]
    assert given.equal(model.module[0](X))
    assert made.equal(inner(given))
    with model.trace(X):
        model[1].output = 0
        out = model.output
    assert out.equal(model.module[2](torch.zeros(2, 4)))
    with model.trace(X):
        model[1].skip(model[1].input)
        out = model.output
    assert out.equal(model.module[2](model.module[0](X)))


@pytest.mark.parametrize("way", ["a part", "a part in place", "the whole", "the whole in place"])
def test_what_torch_compiled_runs_uncompiled_while_it_is_traced(opened, way):
    torch.manual_seed(0)
    part = nn.Sequential(nn.Linear(4, 4), nn.Tanh())
    module: Any = nn.Sequential(nn.Linear(4, 4), part, nn.Linear(4, 1))
    with torch.no_grad():
        expected, values = hooked(module, (X,), [("1.0", "output"), ("1", "output")])
        edited, _ = hooked(module, (X,), (), {("1.0", "output"): torch.zeros_like})
        plain = module
        if way == "a part":
            module[1] = torch.compile(part, backend="eager")
        elif way == "a part in place":
            part.compile(backend="eager")
        elif way == "the whole in place":
            module.compile(backend="eager")
        else:
            module = torch.compile(module, backend="eager")
        assert module(X).equal(expected)
        opened(plain)
        model = nnexplore.Model(module)
        for _ in range(2):
            with model.trace(X):
                inside, outside = model[1][0].output.clone(), model[1].output.clone()
                out = model.output
            assert inside.equal(values["1.0", "output"])
            assert outside.equal(values["1", "output"])
            assert out.equal(expected)
            with model.trace(X) as run:
                model[1][0].output = 0
                out = model.output.save("out")
            assert out.equal(edited)
            assert run.graph.run(model)["out"].equal(edited)
        assert module(X).equal(expected)
        assert torch._dynamo.eval_frame._stance.stance == "default"


# --- other ways of PyTorch -----------------------------------------------------------------------------------


class Within(nn.Module):
    """A linear layer, called in some way."""

    def __init__(self, way: Callable[[nn.Module, Tensor], Tensor]) -> None:
        super().__init__()
        self.linear, self.last, self.way = nn.Linear(4, 4), nn.Linear(4, 4), way

    def forward(self, x: Tensor) -> Tensor:
        return self.last(self.way(self.linear, x))


def no_gradients(linear: nn.Module, x: Tensor) -> Tensor:
    with torch.no_grad():
        return linear(x)


def inference(linear: nn.Module, x: Tensor) -> Tensor:
    with torch.inference_mode():
        hidden = linear(x)
    return hidden.clone()


def autocast(linear: nn.Module, x: Tensor) -> Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        return linear(x).float()


def functional(linear: nn.Module, x: Tensor) -> Tensor:
    return torch.func.functional_call(linear, {"weight": torch.ones(4, 4)}, (x,))


@pytest.mark.parametrize("way", [no_gradients, inference, autocast, functional], ids=lambda way: way.__name__)
def test_a_part_under_other_modes_is_read_and_changed(opened, way):
    torch.manual_seed(0)
    model = opened(Within(way))
    _, values = hooked(model.module, (X,), [("linear", "output")])
    changed, _ = hooked(model.module, (X,), (), {("linear", "output"): torch.zeros_like})
    with model.trace(X):
        hidden = model.linear.output.clone()
        assert torch.is_grad_enabled()
        assert not torch.is_autocast_enabled("cpu")
        out = model.output
    assert hidden.equal(values["linear", "output"])
    assert out.equal(model.module(X))
    with model.trace(X) as run:
        model.linear.output = 0
        out = model.output.save("out")
    assert out.equal(changed)
    assert run.graph.run(model)["out"].equal(changed)


def test_within_torch_func_no_value_can_be_had(opened):
    model = opened(Within(lambda linear, x: torch.func.vmap(linear)(x)))
    with model.trace(X), pytest.raises(ModelError, match=r"^linear is computed within torch\.func \(vmap, grad, …\)"):
        model.linear.output.sum()
    with model.trace(X):
        model.last.input *= 2
        out = model.output
    assert torch.allclose(out, model.module.last(model.module.linear(X) * 2))


def test_a_sparse_value_says_that_it_cannot_be_had(opened):
    class Sparse(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            return x.to_sparse()

    model = opened(nn.Sequential(nn.Linear(4, 4), Sparse(), Within(lambda linear, x: linear(x.to_dense()))))
    with model.trace(X), pytest.raises(ModelError, match=r"layout torch\.sparse_coo, which cannot share memory"):
        model[1].output.sum()
    with model.trace(X):
        hidden = model[2].linear.output
    assert hidden.equal(model.module[2].linear(model.module[0](X)))


@pytest.mark.filterwarnings("ignore:Lazy modules")
def test_a_lazy_module_comes_into_being_in_the_trace(opened):
    model = opened(nn.Sequential(nn.LazyLinear(3), nn.ReLU(), nn.LazyLinear(2)))
    with model.trace(X):
        model[0].output = 0
        out = model.output
    assert out.equal(model.module[2](torch.zeros(2, 3)))
    with model.trace(X):
        assert model[0].output.equal(model.module[0](X))


def test_a_parametrized_module(opened):
    model = opened(nn.Sequential(nn.utils.parametrizations.weight_norm(nn.Linear(4, 4)), nn.Tanh()))
    with model.trace(X):
        weight, hidden = model[0].weight, model[0].output
    assert hidden.equal(nn.functional.linear(X, weight, model.module[0].bias))


# --- compiled language models --------------------------------------------------------------------------------


def tiny_gpt2() -> Any:
    torch.manual_seed(0)
    sizes = {"n_layer": 2, "n_embd": 8, "n_head": 2, "vocab_size": 20, "n_positions": 32}
    config = transformers.GPT2Config(**sizes, bos_token_id=0, eos_token_id=0, initializer_range=0.3)
    return transformers.GPT2LMHeadModel(config).eval()


IDS = torch.arange(1, 5)[None]


def everything(model: Any) -> list[Tensor]:
    with torch.no_grad(), model.trace(IDS):
        pattern = model.layers[0].attn.pattern.clone()
        added = model.layers[1].mlp_out.clone()
        power = model.layers[1].mlp.ops["pow"].output.clone()
        model.layers[1].mlp.output = 0
        logits = model.output.logits
    with model.generate(IDS, max_new_tokens=3, min_new_tokens=3) as run:
        hidden = [model.layers[1].output for _ in run.steps()]
    return [pattern, added, power, logits, *hidden]


@pytest.mark.parametrize("way", ["the blocks", "the whole", "around it"])
def test_a_compiled_language_model(opened, way):
    module = tiny_gpt2()
    expected = everything(nnexplore.LanguageModel(tiny_gpt2()))
    opened(module)
    if way == "the blocks":
        for block in module.transformer.h:
            block.compile(backend="eager")
    elif way == "the whole":
        module.compile(backend="eager")
    else:
        module = torch.compile(module, backend="eager")
    model = nnexplore.LanguageModel(module)
    assert all(mine.equal(theirs) for mine, theirs in zip(everything(model), expected, strict=True))
    assert model.layers[0].mlp.ops.names == nnexplore.LanguageModel(tiny_gpt2()).layers[0].mlp.ops.names


def test_a_generation_does_not_compile_the_forward_by_itself(opened):
    """As transformers does with a static cache on a GPU; this option has it do so everywhere."""
    module = tiny_gpt2()
    opened(module)
    model = nnexplore.LanguageModel(module)
    options = {"max_new_tokens": 3, "min_new_tokens": 3, "do_sample": False}
    expected = module.generate(IDS, **options)
    everywhere = transformers.CompileConfig(backend="eager", mode=None)
    everywhere._compile_all_devices = True
    with model.generate(IDS, cache_implementation="static", compile_config=everywhere, **options) as run:
        hidden = [model.layers[1].output for _ in run.steps()]
        out = model.generator.output
    assert out.equal(expected)
    assert len(hidden) == 3
