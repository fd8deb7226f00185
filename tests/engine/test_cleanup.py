"""However a block ends, the model is as it was found, and no value outlives its last user."""

import gc
import weakref

import pytest
import torch
from torch import nn

import nnexplore
from tests.reference import hooks_on


class BrokenError(Exception):
    pass


@pytest.fixture
def as_before(gpt2, prompt, ids):
    """After the test: the same hooks, the same output, the same grad mode, and the next trace works."""
    hooks, grad = hooks_on(gpt2.module), torch.is_grad_enabled()
    logits = gpt2.module(**ids).logits
    yield
    assert hooks_on(gpt2.module) == hooks
    assert torch.is_grad_enabled() == grad
    assert torch._C._len_torch_function_stack() == 0
    assert gpt2.module(**ids).logits.equal(logits)
    with gpt2.trace(prompt):
        mine = gpt2.output.logits
    assert mine.equal(logits)


@pytest.mark.usefixtures("as_before")
@pytest.mark.parametrize("error", [BrokenError, KeyboardInterrupt, SystemExit, GeneratorExit])
@pytest.mark.parametrize("reads", [0, 1, 2])
def test_an_exception_in_the_block(gpt2, prompt, error, reads):
    with pytest.raises(error), gpt2.trace(prompt):
        for at in range(reads):
            gpt2.transformer.h[at].mlp.output *= 2
        raise error


@pytest.mark.usefixtures("as_before")
@pytest.mark.parametrize("error", [BrokenError, KeyboardInterrupt])
@pytest.mark.parametrize("where", ["transformer.h.1.mlp", "transformer.h.2"])
def test_an_exception_in_the_model(gpt2, prompt, error, where):
    def interrupt(*_):
        raise error

    handle = gpt2.module.get_submodule(where).register_forward_pre_hook(interrupt)
    try:
        with pytest.raises(error), gpt2.trace(prompt):
            gpt2.transformer.h[0].mlp.output = 0
            gpt2.transformer.h[1].attn.output[0].sum()
            gpt2.output.logits.sum()
    finally:
        handle.remove()


@pytest.mark.usefixtures("as_before")
def test_an_exception_of_the_model_caught_in_the_block(gpt2, prompt, ids):
    def interrupt(*_):
        raise BrokenError

    with gpt2.trace(prompt):
        hidden = gpt2.transformer.h[0].output
        handle = gpt2.module.transformer.h[1].register_forward_hook(interrupt)
        with pytest.raises(BrokenError):
            gpt2.output.logits.sum()
        handle.remove()
        logits = gpt2.output.logits
    assert logits.equal(gpt2.module(**ids).logits)
    assert hidden.shape == (1, 8, 32)


@pytest.mark.usefixtures("as_before")
def test_an_exception_in_a_no_grad_block(gpt2, prompt):
    with pytest.raises(BrokenError), torch.no_grad(), gpt2.trace(prompt):
        gpt2.transformer.h[1].output.sum()
        raise BrokenError


@pytest.mark.usefixtures("as_before")
def test_a_wrong_edit_that_only_the_model_can_find(gpt2, prompt):
    def another(_module, args):
        return (args[0][..., :5],)

    handle = gpt2.module.lm_head.register_forward_pre_hook(another)
    try:
        with pytest.raises(RuntimeError, match="shapes"), gpt2.trace(prompt):
            gpt2.transformer.h[0].output.sum()
            gpt2.output.logits.sum()
    finally:
        handle.remove()


@pytest.mark.usefixtures("as_before")
def test_an_exception_in_an_inner_trace_leaves_the_outer_one_working(gpt2, prompt, ids):
    with gpt2.trace(prompt):
        gpt2.transformer.h[0].output.sum()
        with pytest.raises(BrokenError), gpt2.trace(prompt):
            gpt2.transformer.h[1].output.sum()
            raise BrokenError
        logits = gpt2.output.logits
    assert logits.equal(gpt2.module(**ids).logits)


@pytest.mark.usefixtures("as_before")
def test_an_exception_in_a_replay(gpt2, prompt):
    with gpt2.trace(prompt) as run:
        gpt2.transformer.h[0].output.sum()
        gpt2.lm_head.output.save("logits")

    def interrupt(*_):
        raise KeyboardInterrupt

    handle = gpt2.module.transformer.h[1].register_forward_hook(interrupt)
    with pytest.raises(KeyboardInterrupt):
        run.graph.run(gpt2)
    handle.remove()


def test_leaving_early_runs_the_models_own_cleanup():
    log = []

    class Tidy(nn.Module):
        def __init__(self):
            super().__init__()
            self.inner, self.last = nn.Identity(), nn.Identity()

        def forward(self, x):
            try:
                return self.last(self.inner(x))
            except Exception:
                log.append("except")
                raise
            finally:
                log.append("finally")

    net = nnexplore.Model(Tidy())
    with net.trace(torch.ones(1)):
        net.inner.output.sum()
        assert log == []
    assert log == ["finally"]
    assert hooks_on(net.module) == []


def test_hooks_are_only_there_on_the_way(gpt2, prompt):
    before = hooks_on(gpt2.module)
    with gpt2.trace(prompt):
        gpt2.transformer.h[1].output.sum()
        assert hooks_on(gpt2.module) == before


def test_a_run_that_is_dropped_unfinished_is_closed(gpt2, prompt):
    before = hooks_on(gpt2.module)

    def values():
        with gpt2.trace(prompt):
            yield gpt2.transformer.h[0].output
            yield gpt2.transformer.h[1].output

    generator = values()
    next(generator)
    generator.close()
    assert hooks_on(gpt2.module) == before


@pytest.fixture
def no_collector():
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collector")
def test_nothing_keeps_a_value_after_its_last_use(gpt2, prompt):
    refs = []
    with torch.no_grad(), gpt2.trace(prompt) as run:
        hidden = gpt2.transformer.h[0].output
        refs.append(weakref.ref(hidden))
        refs.append(weakref.ref(hidden * 2))
        output = gpt2.output
        refs.append(weakref.ref(output.logits))
        attended = gpt2.transformer.h[1].attn.output
        refs.append(weakref.ref(attended[0]))
        gpt2.transformer.h[0].mlp.output  # noqa: B018  a second pass
        del hidden, output, attended
    refs.append(weakref.ref(run))
    assert [ref() is None for ref in refs] == [True] * 4 + [False]
    del run
    assert refs[-1]() is None


@pytest.mark.usefixtures("no_collector")
def test_the_models_own_tensor_goes_as_soon_as_the_model_is_done_with_it(gpt2, prompt):
    seen = []
    handle = gpt2.module.transformer.h[0].register_forward_hook(lambda _m, _a, out: seen.append(weakref.ref(out)))
    with torch.no_grad(), gpt2.trace(prompt):
        gpt2.transformer.h[0].output.sum()
        gpt2.transformer.h[2].output.sum()
        assert seen[0]() is None
    handle.remove()


@pytest.mark.usefixtures("no_collector")
def test_a_replay_keeps_nothing(gpt2, prompt):
    with torch.no_grad(), gpt2.trace(prompt) as run:
        gpt2.transformer.h[0].output *= 2
        gpt2.lm_head.output.save("logits")
    seen = []
    handle = gpt2.module.transformer.h[0].register_forward_hook(lambda _m, _a, out: seen.append(weakref.ref(out)))
    with torch.no_grad():
        result = run.graph.run(gpt2)
    handle.remove()
    assert seen[0]() is None
    assert list(result) == ["logits"]


def live_tensors():
    gc.collect()
    return sum(issubclass(type(thing), torch.Tensor) for thing in gc.get_objects())


def test_a_hundred_traces_leave_no_tensors_behind(gpt2, prompt):
    def once():
        with gpt2.trace(prompt):
            hidden = gpt2.transformer.h[0].output
            gpt2.transformer.h[1].mlp.output = hidden * 0.5
            gpt2.output.logits[0, -1, 0].backward()

    once()
    before = live_tensors()
    for _ in range(100):
        once()
    assert live_tensors() <= before
    gpt2.module.zero_grad()


def test_a_kept_value_keeps_no_other(gpt2, prompt):
    with torch.no_grad(), gpt2.trace(prompt):
        kept = gpt2.transformer.h[0].output
        other = gpt2.transformer.h[1].output
        ref = weakref.ref(other)
        kept.sum()
    del other
    gc.collect()
    assert ref() is None
    assert kept.shape == (1, 8, 32)


def test_a_kept_error_keeps_no_value(gpt2, prompt):
    refs = []

    def fails():
        with torch.no_grad(), gpt2.trace(prompt):
            hidden = gpt2.transformer.h[0].output
            refs.append(weakref.ref(hidden))
            raise BrokenError

    try:
        fails()
    except BrokenError as error:
        kept = error.with_traceback(None)
    gc.collect()
    assert refs[0]() is None
    assert isinstance(kept, BrokenError)
