"""Traces of one model in several threads, and within traces: each sees its own run, and nothing is left behind."""

import asyncio
import copy
import sys
import threading

import pytest
import torch

import nnexplore
from tests.reference import hooks_on
from tests.ways import GENERATION, H0, H1, H2, WAYS, attending, reading, reweighting

TEXTS = ["The Eiffel Tower is in the city of", "The Colosseum is in"]
TRACES = 100


@pytest.fixture
def fresh(gpt2):
    """A model of which nothing is known yet: neither the order of its modules nor how it spells attention."""
    return nnexplore.LanguageModel(copy.deepcopy(gpt2.module), tokenizer=gpt2.tokenizer)


@pytest.fixture
def hasty():
    """Threads take turns as often as they can."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(interval)


@pytest.fixture
def untouched(fresh):
    """After the test no module has a hook, a forward of its own, or another parameter."""
    before = {name: dict(vars(module)) for name, module in fresh.module.named_modules()}
    yield
    assert hooks_on(fresh.module) == []
    assert [name for name, module in fresh.module.named_modules() if "forward" in vars(module)] == []
    for name, module in fresh.module.named_modules():
        assert vars(module).keys() == before[name].keys(), name
    assert not torch.nn.modules.module._global_forward_pre_hooks
    assert torch._C._len_torch_function_stack() == 0
    assert torch.is_grad_enabled()


def in_threads(*works):
    """All at once, each in a thread; the errors of all."""
    failures, start = [], threading.Barrier(len(works))

    def run(work):
        try:
            start.wait()
            work()
        except BaseException as error:  # noqa: BLE001  reported by the main thread
            failures.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def check(mine, theirs, what):
    assert len(mine) == len(theirs), what
    for one, other in zip(mine, theirs, strict=True):
        assert torch.equal(one, other) or torch.allclose(one.float(), other.float(), atol=1e-4), what


@pytest.fixture(scope="module")
def expected(gpt2):
    """What plain PyTorch gives, by kind and text."""
    inputs = [dict(gpt2.tokenizer(text, return_tensors="pt")) for text in TEXTS]
    return {
        (kind, text): plain(gpt2.module, given)
        for kind, (_, plain) in WAYS.items()
        for text, given in zip(TEXTS, inputs, strict=True)
    }


@pytest.mark.parametrize("kind", WAYS)
def test_one_thread_first(fresh, expected, untouched, kind):
    for text in TEXTS:
        check(WAYS[kind][0](fresh, text), expected[kind, text], (kind, text))


@pytest.mark.usefixtures("hasty", "untouched")
def test_two_threads_trace_one_model_in_every_way(fresh, expected):
    names = list(WAYS)

    def work(at):
        for count in range(TRACES):
            kind, text = names[(count + 4 * at) % len(names)], TEXTS[(count // 3 + at) % 2]
            check(WAYS[kind][0](fresh, text), expected[kind, text], (at, count, kind))

    assert in_threads(lambda: work(0), lambda: work(1)) == []


@pytest.mark.usefixtures("hasty", "untouched")
@pytest.mark.parametrize("kind", WAYS)
def test_the_very_first_traces_of_a_model_in_four_threads(gpt2, fresh, expected, kind):
    for _ in range(3):
        model = nnexplore.LanguageModel(fresh.module, tokenizer=gpt2.tokenizer)

        def work(text, model=model):
            for _ in range(2):
                check(WAYS[kind][0](model, text), expected[kind, text], kind)

        assert in_threads(*(lambda text=text: work(text) for text in TEXTS * 2)) == []


@pytest.mark.usefixtures("hasty", "untouched")
def test_a_plain_call_in_another_thread_is_not_disturbed(fresh, expected):
    inputs = dict(fresh.tokenizer(TEXTS[0], return_tensors="pt"))
    plain = fresh.module(**inputs).logits
    names = [name for name in WAYS if name not in ("generating", "reweighting", "sampling")]

    def trace():
        for count in range(TRACES):
            kind = names[count % len(names)]
            check(WAYS[kind][0](fresh, TEXTS[1]), expected[kind, TEXTS[1]], kind)

    def call():
        for _ in range(TRACES):
            assert fresh.module(**inputs).logits.equal(plain)

    assert in_threads(trace, call) == []


@pytest.mark.usefixtures("hasty", "untouched")
def test_each_run_has_its_own_parameters_and_its_own_random_numbers(fresh, expected):
    weight, before = fresh.module.lm_head.weight, fresh.module.lm_head.weight.clone()

    def work(*names):
        for count in range(TRACES):
            kind, text = names[count % len(names)], TEXTS[count // 2 % 2]
            check(WAYS[kind][0](fresh, text), expected[kind, text], (kind, count))

    works = [("reweighting", "sampling"), ("reading", "reweighting"), ("sampling", "editing"), ("attending",)]
    assert in_threads(*(lambda names=names: work(*names) for names in works)) == []
    assert fresh.module.lm_head.weight is weight
    assert weight.equal(before)


@pytest.mark.usefixtures("untouched")
def test_a_thread_that_fails_while_it_computes_alone_lets_the_others_go_on(fresh, expected):
    def interrupt(*_):
        if threading.current_thread().name == "failing":
            raise ZeroDivisionError

    def failing():
        threading.current_thread().name = "failing"
        for _ in range(20):
            with pytest.raises(ZeroDivisionError):
                reweighting(fresh, TEXTS[0])

    def working():
        for _ in range(20):
            check(reweighting(fresh, TEXTS[1]), expected["reweighting", TEXTS[1]], "reweighting")

    handle = fresh.module.transformer.h[1].register_forward_hook(interrupt)
    try:
        assert in_threads(failing, working) == []
    finally:
        handle.remove()


@pytest.mark.usefixtures("hasty", "untouched")
def test_an_edited_model_and_the_plain_one_in_two_threads(fresh, expected):
    with torch.no_grad(), fresh.edit() as edited:
        edited.transformer.h[0].mlp.output *= 2
        edited.transformer.h[1].output[:, -1] = 0
        edited.transformer.h[2].mlp.output = 1

    def plainly():
        for _ in range(TRACES // 2):
            check(reading(fresh, TEXTS[0]), expected["reading", TEXTS[0]], "plain")

    def with_edits():
        for _ in range(TRACES // 2):
            with torch.no_grad(), edited.trace(TEXTS[1]):
                logits = edited.output.logits
            check([logits], expected["editing", TEXTS[1]], "edited")

    assert in_threads(plainly, with_edits) == []


@pytest.mark.usefixtures("hasty", "untouched")
def test_errors_in_one_thread_do_not_disturb_another(fresh, expected):
    def failing():
        for _ in range(TRACES // 2):
            with pytest.raises(nnexplore.errors.ValueMismatchError), fresh.trace(TEXTS[1]):
                fresh.transformer.h[0].attn.pattern.sum()
                fresh.transformer.h[1].output = torch.zeros(1)

    def working():
        for _ in range(TRACES // 2):
            check(attending(fresh, TEXTS[0]), expected["attending", TEXTS[0]], "attending")

    assert in_threads(failing, working) == []


@pytest.mark.usefixtures("untouched")
def test_two_models_in_two_threads(gpt2, fresh, expected):
    def work(model, text):
        for kind in [*WAYS] * 4:
            check(WAYS[kind][0](model, text), expected[kind, text], kind)

    assert in_threads(lambda: work(fresh, TEXTS[0]), lambda: work(gpt2, TEXTS[1])) == []


# --- traces within traces -------------------------------------------------------------------------------------


@pytest.mark.usefixtures("untouched")
def test_a_trace_in_a_trace_in_a_generation(fresh, expected):
    inner, innermost, kept = [], [], []
    with fresh.generate(TEXTS[0], **GENERATION) as run:
        for step in run.steps():
            if step:
                fresh.transformer.h[1].mlp.output *= -3
            with fresh.trace(TEXTS[1]):
                first = fresh.transformer.h[1].mlp.input
                with torch.no_grad(), fresh.trace(TEXTS[0]):
                    fresh.transformer.h[0].mlp.output *= 2
                    fresh.transformer.h[1].output[:, -1] = 0
                    fresh.transformer.h[2].mlp.output = 1
                    innermost.append(fresh.output.logits)
                inner.append([first, fresh.transformer.h[2].output, fresh.transformer.h[0].output])
            kept.append(fresh.transformer.h[2].output)
        ids = fresh.generator.output
    check([ids, *kept], expected["generating", TEXTS[0]], "generation")
    assert len(inner) == len(innermost) == 3
    for one, two in zip(inner, innermost, strict=True):
        check(one, expected["reading", TEXTS[1]], "inner")
        check([two], expected["editing", TEXTS[0]], "innermost")


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("outer", ["attending", "operating", "skipping"])
@pytest.mark.parametrize("inner", WAYS)
def test_any_trace_while_the_model_waits_inside_a_module(fresh, expected, outer, inner):
    text = TEXTS[0]
    with torch.no_grad(), fresh.trace(text):
        if outer == "attending":
            value = fresh.transformer.h[1].attn.value
            within = WAYS[inner][0](fresh, TEXTS[1]) if inner != "descending" else None
            pattern = fresh.transformer.h[1].attn.pattern
            pattern[:] = torch.eye(pattern.shape[-1])
            mine = [value.transpose(1, 2).flatten(2)]
        elif outer == "operating":
            mine = [fresh.transformer.h[1].mlp.ops["addmm"].output]
            within = WAYS[inner][0](fresh, TEXTS[1]) if inner != "descending" else None
            fresh.transformer.h[2].mlp.ops["addmm[1]"].output = 0
        else:
            given = fresh.transformer.h[1].input
            within = WAYS[inner][0](fresh, TEXTS[1]) if inner != "descending" else None
            fresh.transformer.h[1].skip(given * 2)
            mine = []
        mine.append(fresh.output.logits)
    check(mine, expected[outer, text], outer)
    if within is not None:
        check(within, expected[inner, TEXTS[1]], inner)


@pytest.mark.usefixtures("untouched")
def test_a_hundred_traces_within_one(fresh, expected):
    with fresh.trace(TEXTS[0]):
        first = fresh.transformer.h[1].mlp.input
        for count in range(100):
            kind = [*WAYS][count % len(WAYS)]
            check(WAYS[kind][0](fresh, TEXTS[1]), expected[kind, TEXTS[1]], kind)
        mine = [first, fresh.transformer.h[2].output, fresh.transformer.h[0].output]
    check(mine, expected["reading", TEXTS[0]], "outer")


@pytest.mark.usefixtures("untouched")
def test_a_trace_opened_by_a_hook_of_the_model(fresh, expected):
    found = []

    def look(*_):
        if not found:
            found.append(None)
            found.append(reading(fresh, TEXTS[1]))

    handle = fresh.module.transformer.h[1].register_forward_hook(look)
    try:
        mine = reading(fresh, TEXTS[0])
    finally:
        handle.remove()
    check(mine, expected["reading", TEXTS[0]], "outer")
    check(found[1], expected["reading", TEXTS[1]], "inner")


@pytest.mark.usefixtures("untouched")
def test_runs_without_a_block_stand_side_by_side(fresh, expected):
    runs = [fresh.start(text) for text in TEXTS * 2]
    values = [[] for _ in runs]
    for path, port in ((f"{H1}.mlp", "input"), (H2, "output"), (H0, "output")):
        for run, kept in zip(runs, values, strict=True):
            kept.append(run.read(run.site(path, port)))
    for run, kept, text in zip(runs, values, TEXTS * 2, strict=True):
        run.close()
        check(kept, expected["reading", text], text)


@pytest.mark.usefixtures("untouched")
def test_tasks_of_an_event_loop_take_turns_in_the_middle_of_their_blocks(fresh, expected):
    async def work(text):
        values = []
        with fresh.trace(text):
            values.append(fresh.transformer.h[1].mlp.input)
            await asyncio.sleep(0)
            values.append(fresh.transformer.h[2].output)
            await asyncio.sleep(0)
            values.append(fresh.transformer.h[0].output)
        check(values, expected["reading", text], text)

    async def together():
        await asyncio.gather(*map(work, TEXTS * 5))

    asyncio.run(together())


@pytest.mark.usefixtures("untouched")
def test_generators_that_take_turns_are_told_to_name_their_run(fresh, expected):
    def unnamed(text):
        with fresh.trace(text):
            for block in fresh.transformer.h:
                yield block.output

    def named(text):
        with fresh.trace(text) as run:
            for block in fresh.transformer.h:
                yield run.until(block)

    with pytest.warns(UserWarning, match=r"another of the same model.*is still open.*`run\.until\(model"):
        list(zip(unnamed(TEXTS[0]), unnamed(TEXTS[1]), strict=True))
    pairs = list(zip(named(TEXTS[0]), named(TEXTS[1]), strict=True))
    for at, text in enumerate(TEXTS):
        assert pairs[2][at].equal(expected["reading", text][1])
        assert pairs[0][at].equal(expected["reading", text][2])
