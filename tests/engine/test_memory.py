"""What a trace keeps: what its user holds, and no more. Nothing waits for the collector, and nothing grows."""

import copy
import gc
import weakref
from pathlib import Path

import pytest
import torch
from transformers import GPT2Config, GPT2LMHeadModel

import nnexplore
from nnexplore.graph import Graph
from tests.reference import hooks_on
from tests.ways import GENERATION, WAYS

TEXT = "The Eiffel Tower is in the city of"
TRACES = 200


def starting_without_closing(model, text):
    run = model.start(text)
    return [model.transformer.h[1].output, model.transformer.h[1].attn.pattern, run.until(model.transformer.h[2])]


def closing(model, text):
    run = model.start(text)
    values = [model.transformer.h[1].output]
    run.close()
    return values


def editing_the_model(model, text):
    with model.edit() as edited:
        edited.transformer.h[1].mlp.output *= 2
    with edited.trace(text):
        return [edited.transformer.h[2].attn.pattern, edited.output.logits]


def generating_with_an_edited_model(model, text):
    with model.edit() as edited:
        edited.transformer.h[1].mlp.output *= 2
    with edited.generate(text, **GENERATION):
        return [edited.generator.output]


def leaving_a_generation(model, text):
    with model.generate(text, **GENERATION) as run:
        for _ in run.steps():
            values = [model.transformer.h[1].attn.pattern]
            break
    return values


def listening_to_tokens(model, text):
    heard = []
    with model.generate(text, do_sample=True, on_token=heard.append, **GENERATION) as run:
        ids = model.generator.output
    assert len(heard) == 3
    assert run.text
    return [ids]


def taking_gradients(model, text):
    with model.trace(text):
        value = model.transformer.h[1].output
        waiting = value.grad.save()
        value.register_hook(lambda gradient: gradient * 2)
        model.output.logits.sum().backward()
        there = value.grad.save()
    model.module.zero_grad()
    return [value, waiting, there]


def asking_for_a_gradient_that_never_comes(model, text):
    with model.trace(text):
        value = model.transformer.h[1].output
        return [value.grad.save()]


def replacing_gradients(model, text):
    with model.trace(text):
        value = model.transformer.h[1].output
        value.grad = torch.zeros(value.shape)
        model.transformer.h[2].mlp.output = value * 2
        loss = model.output.logits.sum()
    loss.backward()
    model.module.zero_grad()
    return [value, loss]


def going_back(model, text):
    with torch.no_grad(), model.trace(text):
        late = model.transformer.h[2].output
        early = model.transformer.h[0].output
        early *= 2
        return [late, early, model.output.logits]


def nesting(model, text):
    with model.trace(text):
        outer = model.transformer.h[0].output
        with model.trace(text):
            model.transformer.h[1].output = outer
            inner = model.output.logits
        return [outer, inner, model.output.logits]


def replaying(model, text):
    with torch.no_grad(), model.trace(text) as run:
        model.transformer.h[1].attn.pattern = 0.1
        model.output.logits.save("logits")
    return [*Graph.from_json(run.graph.to_json()).run(model).values()]


def saving_structures(model, text):
    with model.trace(text):
        return [model.transformer.h[1].attn.output.save()[0], model.output.save().logits]


def naming_parts(model, text):
    with model.trace(text):
        block = model.layers[1]
        return [block.attn_out, block.mlp_out, block.resid_mid, block.neurons]


def caching_everything(model, text):
    with model.trace(text) as run:
        cache = run.cache(detach=False)
        run.finish()
    return [cache["lm_head"]]


def batching(model, text):
    with torch.no_grad(), model.trace([text, "The Colosseum"]) as run:
        value = model.transformer.h[1].output
        value[run.at(-1)] = 0
        return [value, model.output.logits]


def changing_weights(model, text):
    with model.weights({"lm_head.weight": torch.zeros(1534, 32)}), model.trace(text):
        return [model.output.logits]


def failing(model, text):
    found = []
    with pytest.raises(ZeroDivisionError), model.trace(text):
        found.append(model.transformer.h[1].attn.pattern)
        1 / 0  # noqa: B018
    return found


def being_refused(model, text):
    found = []
    with pytest.raises(ValueError, match="was assigned"), model.trace(text):
        found.append(model.transformer.h[1].attn.value)
        model.transformer.h[1].mlp.output = torch.zeros(1)
    return found


MORE = {
    function.__name__: function
    for function in (
        starting_without_closing, closing, editing_the_model, generating_with_an_edited_model, leaving_a_generation,
        listening_to_tokens, taking_gradients, asking_for_a_gradient_that_never_comes, replacing_gradients,
        going_back, nesting,
        replaying, saving_structures, naming_parts, caching_everything, batching, changing_weights, failing,
        being_refused,
    )
}  # fmt: skip
ALL = {name: way for name, (way, _) in WAYS.items()} | MORE


def is_tensor(thing):
    return issubclass(type(thing), torch.Tensor)


@pytest.fixture(scope="module", autouse=True)
def little_to_look_at():
    """The collector has nothing to do with what was there before this file's tests."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def no_collector():
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def tensors():
    """How many there are in Python, but for those that were frozen."""
    return sum(map(is_tensor, gc.get_objects()))


# --- nothing is left ------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("no_collector")
@pytest.mark.parametrize("way", ALL)
def test_nothing_waits_for_the_collector(gpt2, way):
    ALL[way](gpt2, TEXT)
    gc.collect()
    ALL[way](gpt2, TEXT)
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        gc.collect()
        left = [thing for thing in gc.garbage if is_tensor(thing) or type(thing).__module__.startswith("nnexplore")]
        assert sorted({type(thing).__name__ for thing in left}) == []
    finally:
        gc.set_debug(0)
        gc.garbage.clear()


@pytest.mark.usefixtures("no_collector")
@pytest.mark.parametrize("way", ALL)
def test_no_value_outlives_its_user(gpt2, way):
    ALL[way](gpt2, TEXT)
    gc.collect()
    before = tensors()
    values = ALL[way](gpt2, TEXT)
    assert values
    refs = list(map(weakref.ref, values))
    del values
    assert [ref() for ref in refs] == [None] * len(refs)
    assert tensors() == before


@pytest.mark.usefixtures("no_collector")
@pytest.mark.parametrize("way", ALL)
def test_no_tensor_of_the_model_outlives_the_values(gpt2, way):
    seen = []
    module = copy.deepcopy(gpt2.module)
    model = nnexplore.LanguageModel(module, tokenizer=gpt2.tokenizer)
    ALL[way](model, TEXT)

    def look(_module, _args, output):
        if is_tensor(output):
            seen.append(weakref.ref(output))

    handles = [part.register_forward_hook(look) for part in module.modules()]
    values = ALL[way](model, TEXT)
    for handle in handles:
        handle.remove()
    del values
    assert len(seen) > 5
    assert [ref() for ref in seen if ref() is not None] == []
    assert hooks_on(module) == []


@pytest.mark.usefixtures("no_collector")
def test_the_run_its_recorder_and_its_walk_go_with_the_last_user(gpt2):
    with gpt2.trace(TEXT) as run:
        gpt2.transformer.h[1].attn.pattern.sum()
        gpt2.output.logits.sum().backward()
        inner = [run._recorder, run._walk, run._walk._forward, run._recorder.tie.recorder]
    gpt2.module.zero_grad()
    refs = [weakref.ref(thing) for thing in (*inner, run)]
    graph = run.graph
    del inner, run
    assert [ref() for ref in refs] == [None] * 5
    assert len(graph) > 3


@pytest.mark.usefixtures("no_collector")
def test_the_run_of_a_generation_goes_with_its_last_user(gpt2):
    with gpt2.generate(TEXT, **GENERATION) as run:
        gpt2.generator.output.sum()
    ref = weakref.ref(run)
    del run
    assert ref() is None


@pytest.mark.usefixtures("no_collector")
def test_a_kept_graph_keeps_no_value(gpt2):
    with torch.no_grad(), gpt2.trace(TEXT) as run:
        value = gpt2.transformer.h[1].output
        refs = [weakref.ref(value), weakref.ref(value * 2), weakref.ref(gpt2.output.logits)]
    graph = run.graph
    del run, value
    assert [ref() for ref in refs] == [None] * 3
    assert len(graph) == 3


@pytest.mark.usefixtures("no_collector")
def test_a_kept_value_keeps_no_model(gpt2):
    module = copy.deepcopy(gpt2.module)
    model = nnexplore.LanguageModel(module, tokenizer=gpt2.tokenizer)
    with torch.no_grad(), model.trace(TEXT) as run:
        value, pattern, output = model.layers[1].output, model.layers[1].attn.pattern, model.output.save()
    refs = [weakref.ref(thing) for thing in (model, module, module.lm_head.weight)]
    del model, module, run
    assert [ref() for ref in refs] == [None] * 3
    assert value.shape[:2] == output.logits.shape[:2]
    assert pattern.shape == (1, 4, 8, 8)


@pytest.mark.usefixtures("no_collector")
def test_a_dropped_model_gives_its_weights_back_at_once(gpt2):
    module = copy.deepcopy(gpt2.module)
    model = nnexplore.LanguageModel(module, tokenizer=gpt2.tokenizer)
    with model.edit() as edited:
        edited.transformer.h[1].mlp.output = 0
    with edited.generate(TEXT, **GENERATION):
        edited.layers[1].attn.pattern.sum()
    model.layers[1].mlp.ops.names  # noqa: B018
    refs = [weakref.ref(thing) for thing in (model, edited, module, module.lm_head.weight)]
    del model, edited, module
    assert [ref() for ref in refs] == [None] * 4


# --- nothing grows --------------------------------------------------------------------------------------------


def resident():
    """Bytes of this process that are in memory."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        pytest.skip("this system does not say how much memory the process takes")
    return int(statm.read_text().split()[1]) * 4096


NAMES = sorted(ALL)
GROUPS = [NAMES[start::4] for start in range(4)]


@pytest.mark.parametrize("group", GROUPS, ids=range(4))
def test_two_hundred_traces_do_not_grow_the_process(gpt2, group):
    for way in group * 3:
        ALL[way](gpt2, TEXT)
    gc.collect()
    gc.freeze()
    before = resident()
    for at in range(TRACES):
        ALL[group[at % len(group)]](gpt2, TEXT)
    grown = resident() - before
    gc.collect()
    left = tensors(), len(gc.get_objects())
    assert left[0] == 0
    assert left[1] <= TRACES // 5
    assert grown < 5 * 2**20  # the logits kept by every trace would make ten


# --- while the block is open ----------------------------------------------------------------------------------

LAYERS, WIDTH = 12, 64


@pytest.fixture(scope="module")
def deep(demo):
    torch.manual_seed(0)
    config = GPT2Config(
        vocab_size=len(demo.tokenizer), n_positions=64, n_embd=WIDTH, n_layer=LAYERS, n_head=4,
        bos_token_id=0, eos_token_id=0,
    )  # fmt: skip
    return nnexplore.LanguageModel(GPT2LMHeadModel(config).eval(), tokenizer=demo.tokenizer)


@pytest.fixture
def outputs(deep):
    """Weak references to the output of every module, by path, as the model computes them."""
    seen = {}

    def look(path):
        return lambda _module, _args, output: seen.__setitem__(path, weakref.ref(output)) if is_tensor(output) else None

    handles = [part.register_forward_hook(look(path)) for path, part in deep.module.named_modules() if path]
    yield seen
    for handle in handles:
        handle.remove()


def storages(tensors):
    """Where the memory of some tensors is, and how many bytes it takes."""
    return {tensor.untyped_storage().data_ptr(): tensor.untyped_storage().nbytes() for tensor in tensors}


def alive(outputs):
    return storages(ref() for ref in outputs.values() if ref() is not None)


@pytest.mark.usefixtures("no_collector")
def test_twelve_layers_read_are_twelve_tensors(deep, outputs):
    with torch.no_grad(), deep.trace(TEXT):
        values = [block.output for block in deep.transformer.h]
        within = alive(outputs)
        embeddings = storages(outputs[f"transformer.{name}"]() for name in ("wte", "wpe"))
    assert len(storages(values)) == LAYERS
    assert within == storages(values) | embeddings  # which GPT-2's own forward holds as long as it runs
    assert alive(outputs) == storages(values)
    assert sum(alive(outputs).values()) == LAYERS * 8 * WIDTH * 4
    assert [(value.grad_fn, value.requires_grad) for value in values] == [(None, False)] * LAYERS
    del values
    assert alive(outputs) == {}


@pytest.mark.usefixtures("no_collector")
def test_values_that_are_not_held_are_gone_at_the_next_stop(deep):
    refs = []
    with torch.no_grad(), deep.trace(TEXT):
        for block in deep.transformer.h:
            refs.append(weakref.ref(block.output))
            alive = [at for at, ref in enumerate(refs) if ref() is not None]
            assert alive == [len(refs) - 1]
    assert refs[-1]() is None


@pytest.mark.usefixtures("no_collector")
def test_the_same_in_one_step_after_another_of_a_generation(deep):
    refs = []
    with deep.generate(TEXT, **GENERATION) as run:
        for _ in run.steps():
            for block in (deep.transformer.h[2], deep.transformer.h[7]):
                refs.append(weakref.ref(block.mlp.output))
                assert [at for at, ref in enumerate(refs) if ref() is not None] == [len(refs) - 1]
    assert len(refs) == 6


@pytest.mark.usefixtures("no_collector")
def test_with_gradients_values_hold_the_way_to_them_and_no_longer_than_they_live(deep, outputs):
    with deep.trace(TEXT):
        values = [block.output for block in deep.transformer.h]
    assert all(value.grad_fn is not None and value.requires_grad and value.retains_grad for value in values)
    assert alive(outputs).keys() > storages(values).keys()
    assert all(value.detach().grad_fn is None for value in values)
    values[-1].sum().backward()
    assert all(value.grad is not None for value in values)
    deep.module.zero_grad()
    del values
    assert alive(outputs) == {}


@pytest.mark.usefixtures("no_collector")
def test_detached_values_hold_no_way(deep, outputs):
    with deep.trace(TEXT):
        values = [block.output.detach() for block in deep.transformer.h]
    assert [value.grad_fn for value in values] == [None] * LAYERS
    assert alive(outputs).keys() <= storages(values).keys()
    assert sum(storages(values).values()) == LAYERS * 8 * WIDTH * 4


@pytest.mark.usefixtures("no_collector")
def test_a_cache_holds_what_was_asked_for(deep, outputs):
    with torch.no_grad(), deep.trace(TEXT) as run:
        cache = run.cache("*.mlp", dtype=torch.float16)
        run.finish()
    assert len(storages(cache.values())) == LAYERS
    assert cache.nbytes == LAYERS * 8 * WIDTH * 2
    assert alive(outputs) == {}
    refs = list(map(weakref.ref, cache.values()))
    del cache
    assert [ref() for ref in refs] == [None] * LAYERS


def tensors_at_the_tenth_block(deep, *between):
    with torch.no_grad(), deep.trace(TEXT):
        deep.transformer.h[8].output.sum()
        for at in between:
            deep.transformer.h[at].output.sum()
        deep.transformer.h[9].output.sum()
        return tensors()


@pytest.mark.usefixtures("no_collector")
def test_a_second_pass_holds_nothing_once_the_run_goes_on(deep):
    tensors_at_the_tenth_block(deep, 0)
    assert tensors_at_the_tenth_block(deep, *range(8), *range(8)) == tensors_at_the_tenth_block(deep)


@pytest.mark.usefixtures("no_collector")
def test_a_run_that_nobody_holds_lets_the_model_go(deep, outputs):
    with torch.no_grad():
        run = deep.start(TEXT)
        value = run.until(deep.transformer.h[5])
    assert len(alive(outputs)) > 1
    del run
    assert alive(outputs) == storages([value])
    assert type(value + 1) is torch.Tensor
    assert hooks_on(deep.module) == [
        f"{path}._forward_hooks" for path, _ in deep.module.named_modules() if path
    ]  # this test's own
