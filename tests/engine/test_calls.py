"""Modules that are called several times, by one name or by several, always or as the input says."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from nnexplore.errors import NotReachedError
from tests.reference import called

X = torch.linspace(-1, 1, 8).reshape(2, 4)


def handle(model: Any, path: str) -> Any:
    for name in path.split(".") if path else []:
        model = model[name]
    return model


# --- called more than once -----------------------------------------------------------------------------------


class Loop(nn.Module):
    """A block with shared weights, called three times unless told otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self.embed, self.block = nn.Linear(4, 4), nn.Sequential(nn.Linear(4, 4), nn.Tanh())
        self.head = nn.Linear(4, 2)

    def forward(self, x: Tensor, times: int = 3) -> Tensor:
        x = self.embed(x)
        for _ in range(times):
            x = self.block(x)
        return self.head(x)


RUNS = ["the first run", "a later run", "after a run that stopped early"]


def loop(opened: Any, when: str) -> Any:
    torch.manual_seed(0)
    model = opened(Loop())
    if when != "the first run":
        with model.trace(X):
            (model.output if when == "a later run" else model.block.at(call=1).output).sum()
    return model


@pytest.mark.parametrize("when", RUNS)
@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
def test_calls_are_read_in_any_order(opened, when, order):
    for path, port in itertools.product(["block", "block.0", "block.1"], ["input", "output"]):
        model = loop(opened, when)
        values = called(model.module, X)
        with model.trace(X):
            read = {call: getattr(handle(model, path).at(call=call), port).clone() for call in order}
            out = model.output
        assert out.equal(values["", "output", 0])
        assert all(value.equal(values[path, port, call]) for call, value in read.items())


@pytest.mark.parametrize("when", RUNS)
@pytest.mark.parametrize("call", range(3))
def test_one_call_is_changed(opened, when, call):
    for path, port in itertools.product(["block", "block.0", "block.1"], ["input", "output"]):
        model = loop(opened, when)
        values = called(model.module, X, edits={(path, port, call): torch.zeros_like})
        for in_place in (False, True):
            with model.trace(X) as run:
                here = handle(model, path).at(call=call)
                if in_place:
                    getattr(here, port)[:] = 0
                else:
                    setattr(here, port, 0)
                out = model.output.save("out")
            assert out.equal(values["", "output", 0])
            assert run.graph.run(model)["out"].equal(out)


def test_next_goes_through_the_calls(opened):
    model = loop(opened, "the first run")
    values = called(model.module, X)
    with model.trace(X):
        read = [model.block.output, model.block.next().output, model.block.next().output]
        with pytest.raises(NotReachedError, match="block is called 3 times in a step, so there is no call 3"):
            model.block.next().output.sum()
    assert all(value.equal(values["block", "output", call]) for call, value in enumerate(read))


def test_operations_attention_and_skips_are_of_one_call(opened):
    model = loop(opened, "the first run")
    values = called(model.module, X)
    with model.trace(X):
        inside = {call: model.block.at(call=call).ops["tanh"].output.clone() for call in (2, 0, 1)}
    assert all(value.equal(values["block.1", "output", call]) for call, value in inside.items())
    for call in range(3):
        with model.trace(X):
            model.block.at(call=call).skip(model.block.at(call=call).input)
            out = model.output
        assert out.equal(model.module(X, 2))


def test_a_cache_holds_every_call(opened):
    model = loop(opened, "a later run")
    values = called(model.module, X)
    with model.trace(X) as run:
        cache = run.cache(model.block)
        run.finish()
    names = ["block.output", "block.output#1", "block.output#2"]
    assert list(cache) == names
    assert all(cache[name].equal(values["block", "output", call]) for call, name in enumerate(names))


def test_a_module_that_calls_itself(opened):
    class Tree(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.linear = nn.Linear(4, 4)

        def forward(self, x: Tensor, depth: int) -> Tensor:
            return self.linear(x) if not depth else self(self.linear(x), depth - 1) + 1

    class Forest(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.tree = Tree()

        def forward(self, x: Tensor) -> Tensor:
            return self.tree(x, 2)

    inputs: list[Tensor] = []
    outputs: dict[int, Tensor] = {}
    model = opened(Forest())
    running: list[int] = []

    def before(_: nn.Module, args: Any) -> None:
        running.append(len(inputs))
        inputs.append(args[0])

    def after(_: nn.Module, _args: Any, output: Tensor) -> None:
        outputs[running.pop()] = output

    hooks = [model.module.tree.register_forward_pre_hook(before), model.module.tree.register_forward_hook(after)]
    model.module(X)
    for hook in hooks:
        hook.remove()
    for _ in range(2):
        with model.trace(X):
            read = [model.tree.at(call=call).output.clone() for call in (1, 2, 0)]
            given = [model.tree.at(call=call).input for call in range(3)]
            model.output.sum()
        assert all(mine.equal(outputs[call]) for mine, call in zip(read, (1, 2, 0), strict=True))
        assert all(mine.equal(theirs) for mine, theirs in zip(given, inputs, strict=True))


class Uneven(nn.Module):
    """Parts registered in another order than called, some shared, and as often as the input says."""

    def __init__(self) -> None:
        super().__init__()
        self.head, self.mid, self.embed = nn.Linear(4, 4), nn.Tanh(), nn.Linear(4, 4)
        self.block = nn.Sequential(nn.Linear(4, 4), nn.ReLU(), nn.Linear(4, 4))

    def forward(self, x: Tensor, times: int) -> Tensor:
        x = self.embed(x)
        for at in range(times):
            x = x + self.block(x)
            if at % 2 == 0:
                x = self.mid(x)
        for _ in range(times - 1):
            x = self.block(x)
        return self.head(x)


@pytest.mark.filterwarnings("ignore::nnexplore.errors.UnchangedWarning")
@pytest.mark.parametrize("seed", range(40))
def test_as_often_as_the_input_says_in_any_order(opened, seed):
    chance = random.Random(seed)
    torch.manual_seed(seed)
    model = opened(Uneven())
    for _ in range(4):
        times = chance.choice([1, 2, 3])
        moments = list(called(model.module, X, times))
        written = sorted(chance.sample(range(len(moments) - 1), chance.choice([0, 0, 1, 2])))
        edits = {moments[at]: lambda value: torch.full_like(value, 1.5) for at in written if moments[at][0]}
        expected = called(model.module, X, times, edits=edits)
        reads = chance.sample(moments, chance.choice([1, 3, 6]))
        with model.trace(X, times) as run:
            for path, port, call in edits:
                setattr(handle(model, path).at(call=call), port, 1.5)
            for at, (path, port, call) in enumerate(reads):
                getattr(handle(model, path).at(call=call), port).clone().save(str(at))
        replayed = run.graph.run(model)
        assert all(replayed[str(at)].equal(expected[moment]) for at, moment in enumerate(reads))


def test_a_later_run_that_calls_a_module_more_often_has_every_call(opened):
    torch.manual_seed(0)
    model = opened(Uneven())
    with model.trace(X, 1):
        model.output.sum()
    values = called(model.module, X, 3)
    with model.trace(X, 3):
        mid = model.mid.output.clone()
        block = model.block.output.clone()
        third = model.block.at(call=2).output.clone()
        again = model.mid.at(call=1).output.clone()
    assert mid.equal(values["mid", "output", 0])
    assert block.equal(values["block", "output", 0])
    assert third.equal(values["block", "output", 2])
    assert again.equal(values["mid", "output", 1])
    with model.trace(X, 3) as run:
        cache = run.cache(model.block)
        run.finish()
    assert len(cache) == 5


def test_a_later_run_that_calls_a_module_less_often_says_how_often(opened):
    model = loop(opened, "a later run")
    with (
        model.trace(X, 1),
        pytest.raises(NotReachedError, match="block is called 1 time in a step, so there is no call 2"),
    ):
        model.block.at(call=2).output.sum()


def test_batch_norm_in_training_is_not_computed_twice_without_a_word(opened):
    model = opened(nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4), nn.ReLU()))
    with model.trace(X):
        model[2].output.sum()
        with pytest.warns(UserWarning, match=r"in training mode, where BatchNorm1d counts the batch twice\. Call"):
            model[1].output.sum()


# --- several names -------------------------------------------------------------------------------------------


def twice() -> tuple[nn.Sequential, list[Tensor]]:
    torch.manual_seed(0)
    linear, act = nn.Linear(4, 4), nn.Tanh()
    values = [linear(X)]
    values.append(act(values[0]))
    values.append(linear(values[1]))
    values.append(act(values[2]))
    return nn.Sequential(linear, act, linear, act), values


@pytest.mark.parametrize("known", [False, True])
def test_each_name_of_a_shared_module_is_a_call_of_its_own(opened, known):
    module, values = twice()
    for order in itertools.permutations(range(4)):
        model = opened(module)
        if known:
            with model.trace(X):
                model.output.sum()
        with model.trace(X):
            read = {at: model[at].output.clone() for at in order}
        assert all(value.equal(values[at]) for at, value in read.items())


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("at", range(4))
def test_each_name_of_a_shared_module_is_changed_skipped_and_edited_on_its_own(opened, known, at):
    module, _ = twice()
    model = opened(module)
    if known:
        with model.trace(X):
            model.output.sum()
    changed, skipped = torch.zeros_like(X), X
    for index, layer in enumerate(module):
        changed = layer(changed) if index > at else changed
        skipped = layer(skipped) if index != at else skipped
    with model.trace(X) as run:
        model[at].output = 0
        out = model.output.save("out")
    assert out.equal(changed)
    assert run.graph.run(model)["out"].equal(changed)
    with model.trace(X) as run:
        model[at].skip(model[at].input)
        out = model.output.save("out")
    assert out.equal(skipped)
    assert run.graph.run(model)["out"].equal(skipped)
    with model.edit(X) as edited:
        edited[at].output = 0
    with edited.trace(X):
        out = edited.output
    assert out.equal(changed)


@pytest.mark.parametrize("known", [False, True])
def test_a_cache_has_each_name_of_a_shared_module(opened, known):
    module, values = twice()
    model = opened(module)
    if known:
        with model.trace(X):
            model.output.sum()
    with model.trace(X) as run:
        cache = run.cache("?")
        run.finish()
    assert list(cache) == [f"{at}.output" for at in range(4)]
    assert all(cache[str(at)].equal(value) for at, value in enumerate(values))
    assert all(run.graph.run(model)[f"{at}.output"].equal(value) for at, value in enumerate(values))


def test_a_call_that_another_name_stands_for_is_not_there(opened):
    model = opened(twice()[0])
    with model.trace(X), pytest.raises(NotReachedError, match="0 is called 1 time in a step, so there is no call 1"):
        model[0].at(call=1).output.sum()


def test_two_names_of_a_module_that_is_called_once_are_the_same_place(opened):
    class Alias(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.inner = nn.Linear(4, 4)
            self.alias = self.inner
            self.last = nn.Linear(4, 4)

        def forward(self, x: Tensor) -> Tensor:
            return self.last(self.alias(x))

    model = opened(Alias())
    for name in ("inner", "alias"):
        with model.trace(X):
            one, two = model.inner.output.clone(), model.alias.output.clone()
        assert one.equal(two)
        with model.trace(X):
            handle(model, name).output = 0
            out = model.output
        assert out.equal(model.module.last(torch.zeros_like(X)))


def test_a_started_run_goes_until_one_call(opened):
    model = loop(opened, "the first run")
    values = called(model.module, X)
    run = model.start(X)
    assert run.until(model.block.at(call=1)).equal(values["block", "output", 1])
    assert run.until(model.block.at(call=2)).equal(values["block", "output", 2])
    run.close()


def test_gradients_come_to_each_call(opened):
    model = loop(opened, "the first run")
    plain: list[Tensor] = []

    def keep(_module: nn.Module, _args: Any, output: Tensor) -> None:
        output.retain_grad()
        plain.append(output)

    hook = model.module.block.register_forward_hook(keep)
    model.module(X).sum().backward()
    hook.remove()
    for _ in range(2):
        with model.trace(X):
            hidden = [model.block.at(call=call).output for call in range(3)]
            model.output.sum().backward()
        assert all(mine.grad.allclose(theirs.grad) for mine, theirs in zip(hidden, plain, strict=True))


@pytest.mark.parametrize("times", [1, 3])
def test_runs_within_runs_count_for_themselves(opened, times):
    model = loop(opened, "the first run")
    values = called(model.module, X)
    for _ in range(2):
        with model.trace(X):
            early = model.block.output.clone()
            with model.trace(X, times):
                inner = model.block.at(call=times - 1).output.clone()
                model.output.sum()
            later = [model.block.at(call=call).output.clone() for call in (1, 2)]
        assert early.equal(values["block", "output", 0])
        assert inner.equal(values["block", "output", times - 1])
        assert all(mine.equal(values["block", "output", at]) for at, mine in enumerate(later, 1))
