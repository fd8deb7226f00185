"""Caches: the values at many sites, kept as the model comes by; each as a plain hook sees it."""

import gc
import weakref

import pytest
import torch
from torch import nn

import nnexplore
from nnexplore.errors import ModelError, NotTracingError, OrderError
from tests.again import check_again, executed, results
from tests.reference import generated, hooked, hooks_on

PROMPT = "The Eiffel Tower is in the city of"
H = [f"transformer.h.{at}" for at in range(3)]
MLPS = [f"{path}.mlp" for path in H]


@pytest.fixture
def ids(gpt2):
    return dict(gpt2.tokenizer(PROMPT, return_tensors="pt"))


def plain_values(gpt2, ids, paths, edits=None):
    _, values = hooked(gpt2.module, ids, [(path, "output") for path in paths], edits)
    return {f"{path}.output": values[path, "output"] for path in paths}


def equal(mine, theirs):
    if isinstance(theirs, torch.Tensor):
        return isinstance(mine, torch.Tensor) and mine.equal(theirs)
    if isinstance(theirs, tuple | list):
        return len(mine) == len(theirs) and all(map(equal, mine, theirs))
    return theirs is None or not isinstance(theirs, dict) or all(equal(mine[key], theirs[key]) for key in theirs)


# --- what is kept --------------------------------------------------------------------------------------------


def test_a_list_of_handles(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        cache = run.cache(gpt2.transformer.h)
        run.finish()
    plain = plain_values(gpt2, ids, H)
    assert list(cache) == list(plain)
    assert all(cache[name].equal(value) for name, value in plain.items())
    assert all(type(value) is torch.Tensor and not value.requires_grad for value in cache.values())
    replayed = results(run, gpt2)
    assert all(replayed[name].equal(value) for name, value in plain.items())


@pytest.mark.parametrize(
    ("what", "paths"),
    [
        (lambda m: (m.transformer.h[1],), H[1:2]),
        (lambda m: (m.transformer.h[1:],), H[1:]),
        (lambda m: (m.layers,), H),
        (lambda m: (m.layers[0].mlp, m.layers[2].mlp), [MLPS[0], MLPS[2]]),
        (lambda m: ("*.mlp",), MLPS),
        (lambda m: ("transformer.h.1",), H[1:2]),
        (lambda m: ("transformer.h.?",), H),
        (lambda m: ([m.transformer.h[0], "*.h.2"],), [H[0], H[2]]),
        (lambda m: (m.transformer.h[0], m.transformer.h[0], "transformer.h.0"), H[:1]),
        (lambda m: ({m.transformer.h[0]},), H[:1]),
        (lambda m: ((layer.mlp for layer in m.transformer.h),), MLPS),
        (lambda m: (m.embed, m.norm), ["transformer.wte", "transformer.ln_f"]),
    ],
)
def test_what_can_be_asked_for(gpt2, ids, what, paths):
    with gpt2.trace(PROMPT) as run:
        cache = run.cache(*what(gpt2))
        run.finish()
    plain = plain_values(gpt2, ids, paths)
    assert set(cache) == set(plain)
    assert all(cache[name].equal(value) for name, value in plain.items())


def test_every_module(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        cache = run.cache()
        run.finish()
    paths = [path for path, part in gpt2.module.named_modules() if path and not isinstance(part, nn.ModuleList)]
    plain, values = hooked(gpt2.module, ids, [(path, "output") for path in paths])
    assert set(cache) == {f"{path}.output" for path, _ in values} | {"output"}
    assert all(equal(cache[f"{path}.output"], value) for (path, _), value in values.items())
    assert cache["output"].logits.equal(plain.logits)
    assert cache["transformer.h.1.attn"][0].equal(values["transformer.h.1.attn", "output"][0])


def test_the_order_is_the_models(gpt2):
    with gpt2.trace(PROMPT) as run:
        cache = run.cache("*.h.1*")
        run.finish()
    names = list(cache)
    assert names.index("transformer.h.1.attn.output") < names.index("transformer.h.1.mlp.output")
    assert names[-1] == "transformer.h.1.output"


def test_it_holds_what_the_model_has_come_by(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        cache = run.cache(gpt2.transformer.h)
        assert len(cache) == 0
        gpt2.transformer.h[1].output.sum()
        assert list(cache) == ["transformer.h.0.output"]  # the model waits at the next
        gpt2.transformer.h[2].input.sum()
        assert list(cache) == ["transformer.h.0.output", "transformer.h.1.output"]
    assert list(cache) == ["transformer.h.0.output", "transformer.h.1.output"]
    assert cache[H[1]].equal(plain_values(gpt2, ids, H)["transformer.h.1.output"])


def test_an_empty_block_caches_nothing(gpt2):
    with gpt2.trace(PROMPT) as run:
        cache = run.cache()
    assert len(cache) == 0
    assert repr(cache) == "<Cache: 0 values, 0 bytes>"


def test_two_caches(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        first = run.cache(gpt2.transformer.h)
        second = run.cache("*.h.1", "*.mlp")
        run.finish()
    plain = plain_values(gpt2, ids, [*H, *MLPS])
    assert all(first[f"{path}.output"].equal(plain[f"{path}.output"]) for path in H)
    assert set(second) == {"transformer.h.1.output", *(f"{path}.output" for path in MLPS)}
    assert all(second[name].equal(plain[name]) for name in second)
    assert len(run.graph.saves) == len(set(run.graph.saves)) == 7


def test_a_module_that_is_called_twice():
    class Twice(nn.Module):
        def __init__(self):
            super().__init__()
            self.first = nn.Linear(3, 3)
            self.act = nn.Tanh()

        def forward(self, x):
            return self.act(self.first(self.act(x)))

    net = nnexplore.Model(Twice())
    x = torch.randn(2, 3)
    for _ in range(2):  # what is known of the calls is learnt in the first run
        with net.trace(x) as run:
            cache = run.cache("act", "first")
            run.finish()
        assert list(cache) == ["act.output", "first.output", "act.output#1"]
        assert cache["act.output"].equal(torch.tanh(x))
        assert cache["act.output#1"].equal(net.module(x))
        replayed = results(run, net)
        assert all(replayed[name].equal(cache[name]) for name in cache)


# --- changes -------------------------------------------------------------------------------------------------


def last_zero(value):
    value[:, -1] = 0


def test_changes_are_in_it(gpt2, ids):
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        cache = run.cache(gpt2.transformer.h, "*.mlp")
        gpt2.transformer.h[0].mlp.output = 0
        gpt2.transformer.h[1].output[:, -1] = 0
        logits = gpt2.lm_head.output.save("logits")
    edits = {(MLPS[0], "output"): torch.zeros_like, (H[1], "output"): last_zero}
    with torch.no_grad():
        plain = plain_values(gpt2, ids, [*H, *MLPS], edits)
        assert set(cache) == set(plain)
        assert all(cache[name].equal(value) for name, value in plain.items())
        replayed = results(run, gpt2)
        assert all(replayed[name].equal(value) for name, value in plain.items())
        check_again(run, gpt2, logits=logits)


def test_a_change_of_a_block_s_input_leaves_what_went_before_it(gpt2, ids):
    """The input of a block is the output of the one before, in the same memory."""
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        cache = run.cache(gpt2.transformer.h)
        gpt2.transformer.h[1].input[:, -1] = 0
        run.finish()
    with torch.no_grad():
        plain = plain_values(gpt2, ids, H, {(H[1], "input"): last_zero})
    clean = plain_values(gpt2, ids, H[:1])
    assert cache[H[0]].equal(clean["transformer.h.0.output"])
    assert cache[H[1]].equal(plain["transformer.h.1.output"])
    assert cache[H[2]].equal(plain["transformer.h.2.output"])


def test_values_that_are_changed_later_stay(gpt2, ids):
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        cache = run.cache(gpt2.transformer.h)
        gpt2.transformer.h[2].output[:] = 3
        run.finish()
        before = {name: value.clone() for name, value in cache.items()}
        cache[H[0]].zero_()
    plain = plain_values(gpt2, ids, H[:2])
    assert before["transformer.h.1.output"].equal(plain["transformer.h.1.output"])
    assert (before["transformer.h.2.output"] == 3).all()
    assert not cache[H[0]].any()


def test_going_back_to_read_leaves_the_values(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        cache = run.cache(gpt2.transformer.h)
        gpt2.lm_head.output.sum()
        early = gpt2.transformer.h[0].mlp.output
        run.finish()
    plain = plain_values(gpt2, ids, [*H, MLPS[0]])
    assert early.equal(plain[f"{MLPS[0]}.output"])
    assert set(cache) == {f"{path}.output" for path in H}
    assert all(cache[name].equal(plain[name]) for name in cache)
    assert run.graph.saves == tuple(cache)


def test_going_back_to_change_renews_the_values_after_it(gpt2, ids):
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        cache = run.cache(gpt2.transformer.h, "*.mlp")
        gpt2.lm_head.output.sum()
        early = gpt2.transformer.h[1].output
        early[:, -1] = 0
        run.finish()
    with torch.no_grad():
        plain = plain_values(gpt2, ids, [*H, *MLPS], {(H[1], "output"): last_zero})
        assert set(cache) == set(plain)
        assert [name for name in plain if not cache[name].equal(plain[name])] == []
        assert sorted(run.graph.saves) == sorted(plain)
        replayed = results(run, gpt2)
        assert [name for name in plain if not replayed[name].equal(plain[name])] == []


def test_going_back_to_skip_takes_out_what_is_not_computed(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        cache = run.cache(gpt2.transformer.h, "*.mlp")
        gpt2.lm_head.output.sum()
        assert f"{MLPS[1]}.output" in cache
        layer = gpt2.transformer.h[1]
        layer.skip(layer.input)
        run.finish()
    plain = plain_values(gpt2, ids, [H[0], MLPS[0]])
    assert list(cache) == [f"{path}.output" for path in (MLPS[0], H[0], H[1], MLPS[2], H[2])]
    assert cache[H[0]].equal(plain["transformer.h.0.output"])
    assert cache[H[1]].equal(cache[H[0]])
    replayed = results(run, gpt2)
    assert all(replayed[name].equal(cache[name]) for name in cache)


def test_a_skipped_module_is_in_it_and_what_is_inside_it_is_not(gpt2):
    with gpt2.trace(PROMPT) as run:
        cache = run.cache("*.h.1", "*.h.1.mlp", "*.h.2")
        gpt2.transformer.h[1].skip(torch.ones(1, 8, 32))
        run.finish()
    assert list(cache) == ["transformer.h.1.output", "transformer.h.2.output"]
    assert cache[H[1]].equal(torch.ones(1, 8, 32))


def test_an_edited_models_values(gpt2, ids):
    with gpt2.edit() as edited:
        edited.transformer.h[1].mlp.output = 0
    with edited.trace(PROMPT) as run:
        cache = run.cache("*.mlp", "*.h.?")
        run.finish()
    plain = plain_values(gpt2, ids, [*H, *MLPS], {(MLPS[1], "output"): torch.zeros_like})
    assert [name for name in plain if not cache[name].equal(plain[name])] == []


# --- generation ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("loop", [True, False])
def test_one_value_for_each_step_of_a_generation(gpt2, ids, loop):
    with gpt2.generate(PROMPT, max_new_tokens=3) as run:
        cache = run.cache(gpt2.transformer.h[1], "lm_head")
        if loop:
            for step in run.steps():
                if step == 1:
                    gpt2.transformer.h[1].mlp.output = 0
        run.finish()
    edits = {(MLPS[1], "output", 1): torch.zeros_like} if loop else {}
    points = [(H[1], "output"), ("lm_head", "output")]
    _, values = generated(gpt2.module, ids, points, edits, max_new_tokens=3, pad_token_id=0)
    names = {f"{path}.output" + (f"@{step}" if step else ""): (path, step) for path, _, step in values}
    assert set(names) >= set(cache)
    assert len(cache) == 6
    assert all(cache[name].equal(values[path, "output", step]) for name, (path, step) in names.items() if name in cache)
    assert cache["lm_head.output@2"].shape == (1, 1, cache["lm_head"].shape[-1])
    replayed = results(run, gpt2)
    assert all(replayed[name].equal(cache[name]) for name in cache)


# --- form ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float64])
def test_another_dtype(gpt2, ids, dtype):
    with gpt2.trace(PROMPT) as run:
        cache = run.cache(gpt2.transformer.h, dtype=dtype)
        run.finish()
    plain = plain_values(gpt2, ids, H)
    assert all(cache[name].equal(value.to(dtype)) for name, value in plain.items())
    assert run.graph.run(gpt2)["transformer.h.1.output"].dtype is torch.float32


def test_another_dtype_is_for_numbers_with_a_fraction():
    class Route(nn.Module):
        def forward(self, x):
            return x.topk(2).indices, x

    net = nnexplore.Model(nn.Sequential(Route()))
    with net.trace(torch.randn(2, 3)) as run:
        cache = run.cache("0", dtype=torch.float16)
        run.finish()
    indices, value = cache["0"]
    assert indices.dtype is torch.int64
    assert value.dtype is torch.float16


def test_another_device(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        cache = run.cache(gpt2.transformer.h, device="meta")
        other = run.cache(gpt2.transformer.h, device="cpu")
        run.finish()
    assert all(value.is_meta for value in cache.values())
    plain = plain_values(gpt2, ids, H)
    assert all(other[name].equal(value) for name, value in plain.items())


def test_with_gradients(gpt2, ids):
    with gpt2.trace(PROMPT) as run:
        cache = run.cache(gpt2.transformer.h, detach=False)
        loss = gpt2.lm_head.output[0, -1, 5]
    (mine,) = torch.autograd.grad(loss, cache[H[1]])
    held = []
    handle = gpt2.module.transformer.h[1].register_forward_hook(lambda _m, _a, output: held.append(output))
    plain = gpt2.module(**ids).logits[0, -1, 5]
    handle.remove()
    assert mine.equal(torch.autograd.grad(plain, held[0])[0])


def test_without_gradients_no_graph_is_kept_alive(gpt2):
    with gpt2.trace(PROMPT) as run:
        cache = run.cache(gpt2.transformer.h)
        hidden = weakref.ref(gpt2.transformer.h[1].output)
        gpt2.lm_head.output.sum()
    del run
    gc.collect()
    assert hidden() is None
    assert len(cache) == 3
    assert all(value.grad_fn is None for value in cache.values())


def test_the_repr_tells_the_memory(gpt2):
    with gpt2.trace(PROMPT) as run:
        cache = run.cache(gpt2.transformer.h)
        half = run.cache(gpt2.transformer.h, dtype=torch.float16)
        run.finish()
    assert cache.nbytes == 3 * 8 * 32 * 4
    assert repr(cache) == "<Cache: 3 values, 3.0 KiB>"
    assert half.nbytes == cache.nbytes // 2
    assert repr(half) == "<Cache: 3 values, 1.5 KiB>"


def test_it_is_a_mapping(gpt2):
    with gpt2.trace(PROMPT) as run:
        cache = run.cache(gpt2.transformer.h, "*.mlp")
        run.finish()
    assert len(cache) == len(list(cache)) == len(dict(cache)) == 6
    assert "transformer.h.1.output" in cache
    assert cache["transformer.h.1"] is cache["transformer.h.1.output"]
    assert "transformer.h.9" not in cache
    assert list(cache.matching("*.mlp.output")) == [f"{path}.output" for path in MLPS]
    assert cache.matching("nothing") == {}
    with pytest.raises(KeyError, match=r"holds no 'transformer\.h\.9'; it holds transformer\.h\.0"):
        cache["transformer.h.9"]
    with pytest.raises(KeyError, match=r"holds no 'transformer\.h\.1\.m'; it holds transformer\.h\.1\.mlp\.output"):
        cache["transformer.h.1.m"]


# --- the graph -----------------------------------------------------------------------------------------------


def test_the_graph_keeps_the_same_values_on_another_prompt(gpt2):
    other = "The Colosseum is in the city of"
    with gpt2.trace(PROMPT) as run:
        cache = run.cache(gpt2.transformer.h)
        run.finish()
    assert run.graph.saves == tuple(cache)
    plain = plain_values(gpt2, dict(gpt2.tokenizer(other, return_tensors="pt")), H)
    replayed = results(run, gpt2, other)
    assert all(replayed[name].equal(value) for name, value in plain.items())


def test_the_code_reads_them_one_by_one(gpt2):
    with gpt2.trace(PROMPT) as run:
        cache = run.cache(gpt2.transformer.h)
        run.finish()
    names = executed(run.graph, gpt2)
    assert all(names[name.replace(".", "_")].equal(value) for name, value in cache.items())


def test_in_several_runs(gpt2, ids):
    with gpt2.trace() as run:
        caches = []
        for text in (PROMPT, "Paris"):
            with run.invoke(text) as one:
                caches.append(one.cache(gpt2.transformer.h))
                one.finish()
    plain = plain_values(gpt2, ids, H)
    assert all(caches[0][name].equal(value) for name, value in plain.items())
    assert caches[1][H[1]].shape[1] == len(gpt2.tokenizer("Paris")["input_ids"])
    assert len(run.graph.saves) == len(set(run.graph.saves)) == 6


# --- what is refused -----------------------------------------------------------------------------------------


def test_too_late(gpt2):
    with gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].output.sum()
        with pytest.raises(OrderError, match=r"too late for a cache.*waits at transformer\.h\.1\.output.*first"):
            run.cache(gpt2.transformer.h)
        assert run.graph.saves == ()


def test_a_pattern_that_matches_nothing(gpt2):
    with gpt2.trace(PROMPT) as run, pytest.raises(ModelError, match=r"no module's path matches '\*\.mpl'"):
        run.cache("*.mpl")


@pytest.mark.parametrize("what", [3, None, object()])
def test_what_is_neither_a_handle_nor_a_pattern(gpt2, what):
    with gpt2.trace(PROMPT) as run, pytest.raises(ModelError, match=r"a cache takes handles, lists of handles"):
        run.cache(what)


def test_an_option_that_does_not_exist(gpt2):
    with gpt2.trace(PROMPT) as run, pytest.raises(TypeError, match="devise"):
        run.cache(gpt2.transformer.h, devise="cpu")


def test_outside_the_block(gpt2):
    run = gpt2.trace(PROMPT)
    with pytest.raises(NotTracingError, match="has not begun"):
        run.cache()
    with run:
        run.finish()
    with pytest.raises(NotTracingError, match="closed"):
        run.cache()


def test_no_hook_is_left(gpt2):
    before = hooks_on(gpt2.module)
    with pytest.raises(KeyError, match="mine"), gpt2.trace(PROMPT) as run:
        run.cache()
        gpt2.transformer.h[1].output.sum()
        assert hooks_on(gpt2.module) == before
        raise KeyError("mine")
    assert hooks_on(gpt2.module) == before
