"""The ports inside attention, on every architecture, fused and spelled out.

What the reference is: the model itself without a tap, its own ``output_attentions`` under eager attention, what a plain
hook sees at the output projection, and the definition (softmax of the scores, pattern times value).
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from nnexplore.engine.attention import ATTENTION_PORTS, AttentionTap, Plan, find_plan
from nnexplore.errors import ModelError
from tests.reference import hooks_on
from tests.tiny import ALL_KINDS, WINDOW, tiny

KINDS = [kind for kind in ALL_KINDS if kind != "mamba"]
WAYS = ["default", "eager"]
LAYER = 1
IDS = torch.arange(3, 12)[None]
BENT = (
    "bloom",
    "mpt",
    "gemma2",
    "gpt_oss",
)  # scores with a bias, a cap or a shift: not proportional to query times key

everywhere = pytest.mark.parametrize(("kind", "way"), [(kind, way) for kind in KINDS for way in WAYS])
somewhere = pytest.mark.parametrize(
    ("kind", "way"), [(kind, way) for kind in ("gpt2", "llama") for way in WAYS] + [("bloom", "eager")]
)

Change = Callable[[Tensor], Tensor]
CHANGES: dict[str, Callable[[Tensor], None]] = {
    "query": lambda value: value[:, 0].mul_(0.5),
    "key": lambda value: value[:, 0].mul_(0.5),
    "value": lambda value: value[:, 0].mul_(0.5),
    "scores": lambda value: value[:, 1].mul_(0.5),
    "pattern": lambda value: value[:, 1].zero_(),
    "heads": lambda value: value[:, 0].mul_(2),
}


def put(change: Callable[[Tensor], None]) -> Change:
    """The change made on a copy, which is then written."""

    def changed(value: Tensor) -> Tensor:
        new = value.clone()
        change(new)
        return new

    return changed


def again(value: Tensor) -> Tensor:
    """Changed, to the numbers that it has."""
    return value.mul_(1)


def in_place(change: Callable[[Tensor], None]) -> Change:
    """The change made on the offered tensor itself."""

    def changed(value: Tensor) -> Tensor:
        change(value)
        return value

    return changed


class Ask:
    """Wants some ports, changes some, and keeps copies of what the model went on with."""

    def __init__(self, ports: Iterable[str] = ATTENTION_PORTS, **changes: Change) -> None:
        self.ports, self.changes = {*ports, *changes}, changes
        self.order: list[str] = []
        self.offered: dict[str, Tensor] = {}
        self.runs: list[dict[str, Tensor]] = []

    def wants(self, port: str) -> bool:
        return port in self.ports

    def offer(self, port: str, value: Tensor) -> Tensor:
        new = self.changes[port](value) if port in self.changes else value
        if not self.runs or port in self.runs[-1]:
            self.runs.append({})
        self.order.append(port)
        self.offered[port] = new
        self.runs[-1][port] = new.detach().clone()
        return new


def model_of(kind: str, way: str = "default") -> nn.Module:
    return (tiny(kind, attn_implementation="eager") if way == "eager" else tiny(kind)).module


def attention_of(model: nn.Module, at: int = LAYER) -> nn.Module:
    lists = [part for part in model.modules() if isinstance(part, nn.ModuleList) and len(part)]
    layer = max(lists, key=lambda part: sum(1 for _ in part.modules()))[at]
    return next(part for name, part in layer.named_children() if "att" in name and any(map(is_matrix, part.modules())))


def is_matrix(part: nn.Module) -> bool:
    return getattr(part, "weight", torch.empty(0)).dim() == 2


@contextmanager
def tapped(attention: nn.Module, plan: Plan, ask: Ask) -> Iterator[list[AttentionTap]]:
    """A tap around each execution of the module's forward."""
    taps: list[AttentionTap] = []
    forward = attention.forward

    def with_tap(*args, **kwargs):
        taps.append(AttentionTap(plan, ask))
        with taps[-1]:
            return forward(*args, **kwargs)

    attention.forward = with_tap
    try:
        yield taps
    finally:
        del attention.forward


def logits(model: nn.Module, attention: nn.Module | None = None, plan: Plan | None = None, ask: Ask | None = None):
    if attention is None:
        return model(IDS, use_cache=False).logits
    with tapped(attention, plan, ask):
        return model(IDS, use_cache=False).logits


def set_up(kind: str, way: str = "default") -> tuple[nn.Module, nn.Module, Plan]:
    model = model_of(kind, way)
    attention = attention_of(model)
    with torch.no_grad():
        return model, attention, find_plan(attention, lambda: logits(model))


def mixed_values(attention: nn.Module, run: Callable[[], object], heads: int) -> Tensor:
    """What enters the output projection, the last module in the attention that has a matrix, by head."""
    inputs: list[Tensor] = []
    handles = [
        part.register_forward_pre_hook(lambda _, args: inputs.append(args[0].detach().clone()))
        for part in filter(is_matrix, attention.modules())
    ]
    try:
        run()
    finally:
        for handle in handles:
            handle.remove()
    flat = inputs[-1].reshape(IDS.shape[0], IDS.shape[1], heads, -1)
    return flat.transpose(1, 2)


def grouped(rows: Tensor, plan: Plan) -> Tensor:
    return rows.repeat_interleave(plan.heads // plan.kv_heads, 1)


def check_whole(plan: Plan, got: dict[str, Tensor], mixed: Tensor, proportional: bool) -> None:
    """What one port says follows from what the others say."""
    query, key, value = got["query"], grouped(got["key"], plan), grouped(got["value"], plan)
    scores, pattern, keys = got["scores"], got["pattern"], key.shape[2]
    torch.testing.assert_close(pattern, scores.softmax(-1))
    torch.testing.assert_close(got["heads"], pattern[..., :keys] @ value, atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(mixed, got["heads"], atol=0, rtol=0)
    if proportional:
        seen, plain = scores > -1e9, query @ key.mT
        scale = (scores[seen] * plain[seen]).sum() / (plain[seen] ** 2).sum()
        torch.testing.assert_close(scores[seen], plain[seen] * scale, atol=1e-4, rtol=1e-4)


# -- every architecture, both ways --------------------------------------------------------------


@everywhere
def test_what_is_not_wanted_or_only_read_changes_no_bit(kind, way):
    model, attention, plan = set_up(kind, way)
    for grad in (False, True):
        with torch.set_grad_enabled(grad):
            plain, nothing, everything = logits(model), Ask([]), Ask()
            assert torch.equal(logits(model, attention, plan, nothing), plain)
            assert nothing.order == []
            assert torch.equal(logits(model, attention, plan, everything), plain)
            assert everything.order == list(ATTENTION_PORTS)


@everywhere
def test_the_ports_have_one_form_and_are_what_the_model_computes(kind, way):
    model, attention, plan = set_up(kind, way)
    ask, n, config = Ask(), IDS.shape[1], model.config
    with torch.no_grad():
        mixed = mixed_values(attention, lambda: logits(model, attention, plan, ask), plan.heads)
        attentions = model_of(kind, "eager")(IDS, use_cache=False, output_attentions=True).attentions
    got = ask.runs[0]
    rows = 1 if kind == "falcon" else getattr(config, "num_key_value_heads", 4)
    assert (plan.heads, plan.kv_heads) == (4, rows)
    assert {port: got[port].shape[:3] for port in ATTENTION_PORTS} == {
        "query": (1, 4, n), "key": (1, rows, n), "value": (1, rows, n),
        "scores": (1, 4, n), "pattern": (1, 4, n), "heads": (1, 4, n),
    }  # fmt: skip
    columns = n + (kind == "gpt_oss")
    assert got["scores"].shape[3] == got["pattern"].shape[3] == columns
    assert (got["pattern"][..., :n].triu(1) == 0).all()
    torch.testing.assert_close(got["pattern"].sum(-1), torch.ones(1, 4, n))
    torch.testing.assert_close(got["pattern"][..., :n], attentions[LAYER], atol=1e-5, rtol=1e-5)
    check_whole(plan, got, mixed, kind not in BENT)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", ["mistral", "starcoder2", "gemma2", "gpt_neo", "gpt_oss"])
def test_a_sliding_window_is_seen(kind, way):
    more = {"attn_implementation": "eager"} if way == "eager" else {}
    more |= {} if kind == "gpt_neo" else {"sliding_window": WINDOW}
    model = tiny(kind, **more).module
    windows = 0
    for layer in range(3):
        attention, ask = attention_of(model, layer), Ask(["pattern"])
        with torch.no_grad():
            logits(model, attention, find_plan(attention, lambda: logits(model)), ask)
        weights = ask.runs[0]["pattern"][0, :, :, : IDS.shape[1]]
        inside = torch.ones(weights.shape[1:], dtype=torch.bool).tril().triu(1 - WINDOW)
        assert (weights[:, inside] > 0).all()
        windows += bool((weights[:, ~inside] == 0).all())
    assert windows in (1, 2) if kind in ("gemma2", "gpt_neo", "gpt_oss") else windows == 3


@everywhere
def test_a_write_reaches_the_model(kind, way):
    model, attention, plan = set_up(kind, way)
    with torch.no_grad():
        plain = logits(model)
        size = plain.abs().max()
        for port, change in CHANGES.items():
            same = logits(model, attention, plan, Ask([port], **{port: again}))
            torch.testing.assert_close(same, plain, atol=1e-5 * float(size), rtol=1e-5)
            alone = logits(model, attention, plan, Ask([], **{port: put(change)}))
            assert (alone - plain).abs().max() > 1e-3 * size, f"{port}: nothing changed"
            ask, results = Ask(**{port: in_place(change)}), []
            run = lambda ask=ask, results=results: results.append(logits(model, attention, plan, ask))  # noqa: E731
            mixed = mixed_values(attention, run, plan.heads)
            torch.testing.assert_close(results[0], alone, atol=1e-5 * float(size), rtol=1e-4)
            if port not in ("pattern", "heads"):
                check_whole(plan, ask.runs[0], mixed, kind not in BENT and port != "scores")
                continue
            keys, value = ask.runs[0]["key"].shape[2], grouped(ask.runs[0]["value"], plan)
            expected = ask.runs[0]["pattern"][..., :keys] @ value
            if port == "heads":
                expected[:, 0] *= 2
            torch.testing.assert_close(mixed, expected, atol=1e-5, rtol=1e-5)


def kept(value: Tensor) -> Tensor:
    value.retain_grad()
    return value


@everywhere
def test_gradients_flow_through_every_port(kind, way):
    model, attention, plan = set_up(kind, way)
    eager = model_of(kind, "eager")
    ask = Ask(**dict.fromkeys(ATTENTION_PORTS, kept))
    with torch.enable_grad():
        out = eager(IDS, use_cache=False, output_attentions=True)
        out.attentions[LAYER].retain_grad()
        out.logits[0, -1].square().sum().backward()
        wanted = {
            name: parameter.grad.clone() for name, parameter in eager.named_parameters() if parameter.grad is not None
        }
        model.zero_grad()
        eager.zero_grad()
        logits(model, attention, plan, ask)[0, -1].square().sum().backward()
    expected = out.attentions[LAYER].grad
    size = float(expected.abs().max())
    torch.testing.assert_close(ask.offered["pattern"].grad[..., : IDS.shape[1]], expected, atol=1e-4 * size, rtol=1e-4)
    for port, value in ask.offered.items():
        assert value.grad is not None, port
        assert value.grad.abs().max() > 0, port
    largest = max(float(grad.abs().max()) for grad in wanted.values())
    for name, parameter in model.named_parameters():
        if name in wanted:
            torch.testing.assert_close(parameter.grad, wanted[name], atol=1e-4 * largest, rtol=1e-3, msg=name)
    model.zero_grad()


@everywhere
def test_generation_with_a_cache_and_padding(kind, way):
    """Each row of a left-padded batch shows what its prompt shows alone, at every step."""
    model, attention, plan = set_up(kind, way)
    prompts = [IDS[0], IDS[0, 4:]]
    batch = torch.stack([prompts[0], torch.cat([torch.zeros(4, dtype=torch.long), prompts[1]])])
    mask = torch.ones_like(batch)
    mask[1, :4] = 0

    def generate(ids: Tensor, mask: Tensor) -> tuple[Tensor, list[dict[str, Tensor]]]:
        ask = Ask()
        settings = {"attention_mask": mask, "max_new_tokens": 4, "min_new_tokens": 4, "do_sample": False}
        settings |= {"use_cache": True, "pad_token_id": 0}
        plain = model.generate(ids, **settings)
        with tapped(attention, plan, ask):
            assert torch.equal(model.generate(ids, **settings), plain)
        return plain, ask.runs

    together, runs = generate(batch, mask)
    assert [run["query"].shape[2] for run in runs] == [9, 1, 1, 1]
    for row, prompt in enumerate(prompts):
        alone, single = generate(prompt[None], torch.ones_like(prompt[None]))
        assert torch.equal(alone[0, len(prompt) :], together[row, 9:])
        for one, run in zip(single, runs, strict=True):
            (tokens, keys), pattern = one["pattern"].shape[2:], run["pattern"][row, :, -one["pattern"].shape[2] :]
            torch.testing.assert_close(pattern.sum(-1), torch.ones(pattern.shape[:2]))
            torch.testing.assert_close(pattern[..., -keys:], one["pattern"][0], atol=1e-4, rtol=1e-3)
            assert (pattern[..., :-keys] == 0).all()
            torch.testing.assert_close(run["heads"][row, :, -tokens:], one["heads"][0], atol=1e-3, rtol=1e-3)


# -- some of them -------------------------------------------------------------------------------


@pytest.mark.parametrize("port", ATTENTION_PORTS)
@pytest.mark.parametrize("kind", ["gpt2", "llama", "gemma3_text", "falcon", "gpt_bigcode"])
def test_changes_while_generating_are_the_same_both_ways(kind, port):
    """In a padded batch with a cache, at every step; transformers then folds the groups of a single token's query."""
    batch = torch.stack([IDS[0], IDS[0].flip(0)])
    mask = torch.ones_like(batch)
    mask[1, :4] = batch[1, :4] = 0
    results = []
    for way in WAYS:
        model, attention, plan = set_up(kind, way)
        for change in (put, in_place):
            ask = Ask([], **{port: change(CHANGES[port])})
            with tapped(attention, plan, ask), torch.no_grad():
                cache = model(batch, attention_mask=mask, use_cache=True).past_key_values
                longer = torch.cat([mask, torch.ones(2, 1, dtype=torch.long)], 1)
                out = model(batch[:, -1:], attention_mask=longer, past_key_values=cache, use_cache=True).logits
            assert [run[port].shape[2] for run in ask.runs] == ([9, 10] if port in ("key", "value") else [9, 1])
            results.append(out)
        assert not torch.allclose(
            results[-1], model(batch[:, -1:], attention_mask=longer, past_key_values=cache).logits
        )
    for other in results[1:]:
        torch.testing.assert_close(other, results[0], atol=1e-4 * float(other.abs().max()), rtol=1e-4)


@everywhere
def test_padding_comes_out_as_without_a_tap(kind, way):
    model, attention, plan = set_up(kind, way)
    mask = torch.ones_like(IDS)
    mask[:, :4] = 0
    with torch.no_grad():
        plain = model(IDS, attention_mask=mask, use_cache=False).logits
        for ports in (["scores"], ["pattern"], ATTENTION_PORTS):
            ask = Ask(**dict.fromkeys(ports, again))
            with tapped(attention, plan, ask):
                out = model(IDS, attention_mask=mask, use_cache=False).logits
            torch.testing.assert_close(out, plain, atol=1e-5 * float(plain.abs().max()), rtol=1e-5)
        assert (ask.runs[0]["pattern"][:, :, 4:, :4] == 0).all()


@somewhere
def test_a_change_does_not_reach_the_cache(kind, way):
    model, attention, plan = set_up(kind, way)
    with torch.no_grad():
        plain = model(IDS, use_cache=True).past_key_values.layers[LAYER]
        for port in ("key", "value"):
            with tapped(attention, plan, Ask([], **{port: in_place(lambda value: value.zero_())})):
                layer = model(IDS, use_cache=True).past_key_values.layers[LAYER]
            assert torch.equal(layer.keys, plain.keys)
            assert torch.equal(layer.values, plain.values)


@somewhere
def test_autocast(kind, way):
    model, attention, plan = set_up(kind, way)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        plain = logits(model)
        assert torch.equal(logits(model, attention, plan, Ask()), plain)
        for port, change in CHANGES.items():
            same = logits(model, attention, plan, Ask([port], **{port: again}))
            torch.testing.assert_close(same, plain, atol=3e-2 * float(plain.abs().max()), rtol=0)
            assert not torch.equal(logits(model, attention, plan, Ask([port], **{port: in_place(change)})), plain)


class Replacing(TorchFunctionMode):
    """Somebody else who replaces the pattern."""

    def __init__(self, new: Tensor) -> None:
        super().__init__()
        self.new = new

    def __torch_function__(self, func, types, args=(), kwargs=None):
        out = func(*args, **(kwargs or {}))
        return self.new if getattr(func, "__name__", "") == "softmax" else out


def test_another_mode_may_replace_the_pattern():
    model, attention, plan = set_up("gpt2", "eager")
    ask, other = Ask(), torch.rand(1, 4, 9, 9)
    with torch.no_grad():
        with Replacing(other):
            assert torch.equal(logits(model, attention, plan, ask), logits(model))
        assert torch.equal(ask.runs[0]["pattern"], other)
        tap = AttentionTap(plan, Ask(scores=again))
        with pytest.raises(ModelError, match="Enter the tap after that mode"), tap, Replacing(other):
            attention(torch.ones(1, 9, 32))
    assert torch._C._len_torch_function_stack() == 0


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16, torch.float64])
@somewhere
def test_other_precisions(kind, way, dtype):
    model = copy.deepcopy(model_of(kind, way)).to(dtype)
    attention = attention_of(model)
    exact = {torch.float64: 1e-6}.get(dtype, 3e-2)
    with torch.no_grad():
        plan, plain, ask = find_plan(attention, lambda: logits(model)), logits(model), Ask()
        assert torch.equal(logits(model, attention, plan, ask), plain)
        assert {value.dtype for value in ask.runs[0].values()} == {dtype}
        torch.testing.assert_close(ask.runs[0]["pattern"].sum(-1), torch.ones(1, 4, 9, dtype=dtype), atol=exact, rtol=0)
        for port, change in CHANGES.items():
            same = logits(model, attention, plan, Ask([port], **{port: again}))
            torch.testing.assert_close(same, plain, atol=exact * float(plain.abs().max()), rtol=0)
            assert not torch.equal(logits(model, attention, plan, Ask([port], **{port: in_place(change)})), plain)


@somewhere
def test_inference_mode_notices_changes_in_place(kind, way):
    model, attention, plan = set_up(kind, way)
    with torch.no_grad():
        wanted = {port: logits(model, attention, plan, Ask([], **{port: put(CHANGES[port])})) for port in CHANGES}
    with torch.inference_mode():
        assert torch.equal(logits(model, attention, plan, Ask()), logits(model))
        for port, change in CHANGES.items():
            torch.testing.assert_close(
                logits(model, attention, plan, Ask([], **{port: in_place(change)})), wanted[port]
            )


@pytest.mark.parametrize("way", WAYS)
def test_dropout_in_training(way):
    model, attention, plan = set_up("gpt2", way)
    model.train()
    try:
        for grad in (False, True):
            with torch.set_grad_enabled(grad):
                results = []
                for ask in (Ask([]), Ask(), Ask(pattern=again), Ask(pattern=in_place(CHANGES["pattern"]))):
                    torch.manual_seed(0)
                    results.append(logits(model, attention, plan, ask))
                    torch.testing.assert_close(
                        ask.runs[0]["pattern"][:, 0].sum(-1), torch.ones(1, 9)
                    ) if ask.runs else 0
                if not grad:
                    assert torch.equal(results[0], results[1])
                assert not torch.equal(results[0], results[3])
        results[3].sum().backward()
    finally:
        model.eval()
        model.zero_grad()


@somewhere
def test_an_edited_pattern_has_a_gradient(kind, way):
    model, attention, plan = set_up(kind, way)
    grads = []
    for change in (put, in_place):
        ask = Ask(pattern=change(CHANGES["pattern"]), scores=change(CHANGES["scores"]))
        held: list[Tensor] = []
        ask.changes["heads"] = lambda value, held=held, ask=ask: held.append(ask.offered["pattern"]) or value
        with torch.enable_grad():
            with tapped(attention, plan, ask):
                out = model(IDS, use_cache=False).logits
            (grad,) = torch.autograd.grad(out[0, -1].square().sum(), held[0])
        grads.append(grad)
    assert grads[0].abs().max() > 0
    torch.testing.assert_close(grads[0], grads[1], atol=1e-4 * float(grads[0].abs().max()), rtol=1e-4)


class Listed(TorchFunctionMode):
    """Somebody else who watches."""

    def __init__(self) -> None:
        super().__init__()
        self.names: Counter[str] = Counter()

    def __torch_function__(self, func, types, args=(), kwargs=None):
        self.names[getattr(func, "__name__", "")] += 1
        return func(*args, **(kwargs or {}))


class Quiet(Ask):
    """Wants and changes, and calls no function of PyTorch by itself."""

    def offer(self, port: str, value: Tensor) -> Tensor:
        return self.changes[port](value) if port in self.changes else value


@everywhere
def test_others_who_watch_do_not_see_the_tap(kind, way):
    model, attention, plan = set_up(kind, way)
    lists = []
    for ask in (Quiet([]), Quiet()):
        with torch.no_grad(), Listed() as listed:
            logits(model, attention, plan, ask)
        lists.append(listed.names)
    assert lists[0] == lists[1]


def test_falcon_repeats_its_keys_undeclared():
    model = tiny("falcon", new_decoder_architecture=True, num_kv_heads=2, attn_implementation="eager").module
    attention = attention_of(model)
    with torch.no_grad():
        plan, ask = find_plan(attention, lambda: logits(model)), Ask()
        assert torch.equal(logits(model, attention, plan, ask), logits(model))
    assert (plan.heads, plan.kv_heads) == (4, 2)
    assert ask.runs[0]["key"].shape[1] == ask.runs[0]["value"].shape[1] == 2


class Following(Ask):
    """Wants the next port when it is offered one."""

    def offer(self, port: str, value: Tensor) -> Tensor:
        self.ports = {port, *ATTENTION_PORTS[ATTENTION_PORTS.index(port) + 1 :][:1]}
        return super().offer(port, value)


@somewhere
def test_one_port_can_make_another_wanted(kind, way):
    model, attention, plan = set_up(kind, way)
    ask = Following(["query"])
    logits(model, attention, plan, ask)
    assert ask.order == list(ATTENTION_PORTS)


# -- the plan -----------------------------------------------------------------------------------


class OtherOrders(nn.Module):
    """Attention in einsum, with the dimensions and the operands in another order."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = nn.Linear(12, 36)

    def forward(self, states: Tensor) -> Tensor:
        query, key, value = self.inner(states).unflatten(-1, (3, 3, 4)).unbind(2)
        weights = torch.einsum("b s h d, b t h d -> b h t s", key, query).softmax(-1)
        return torch.einsum("bhts,bshd->bthd", weights, value).flatten(2)


def test_einsum_in_any_order():
    torch.manual_seed(0)
    module, states = OtherOrders(), torch.randn(2, 5, 12)
    with torch.no_grad():
        plan, ask, plain = find_plan(module, lambda: module(states)), Ask(), module(states)
        with tapped(module, plan, ask):
            assert torch.equal(module(states), plain)
        got = ask.runs[0]
        assert (plan.heads, plan.kv_heads) == (3, 3)
        assert {port: tuple(value.shape) for port, value in got.items()} == {
            "query": (2, 3, 5, 4), "key": (2, 3, 5, 4), "value": (2, 3, 5, 4),
            "scores": (2, 3, 5, 5), "pattern": (2, 3, 5, 5), "heads": (2, 3, 5, 4),
        }  # fmt: skip
        torch.testing.assert_close(got["scores"], got["query"] @ got["key"].mT)
        torch.testing.assert_close(got["heads"].transpose(1, 2).flatten(2), plain)
        for port, change in CHANGES.items():
            ask = Ask(**{port: put(change)})
            with tapped(module, plan, ask):
                out = module(states)
            got = ask.runs[0]
            assert not torch.allclose(out, plain), port
            torch.testing.assert_close(out, got["heads"].transpose(1, 2).flatten(2))


def test_other_einsums_are_passed_over():
    module, states = OtherOrders(), torch.randn(2, 5, 12)

    def run() -> Tensor:
        torch.einsum("...ij,...kj->...ik", states, states)
        torch.einsum("bij->bji", states), torch.einsum("bij,bij->b", states, states)
        return module(states)

    outer = nn.Module()
    outer.forward = lambda states: run()
    with torch.no_grad():
        assert find_plan(outer, lambda: outer(states)) == find_plan(module, run)


def test_a_module_without_attention_is_refused():
    model = model_of("gpt2")
    run = lambda: logits(model)  # noqa: E731
    with pytest.raises(ModelError, match=r"nor a softmax between two matrix products.*It calls: .*addmm"):
        find_plan(model.transformer.h[0].mlp, run)
    with pytest.raises(ModelError, match="computes 3 attentions in one forward"):
        find_plan(model, run)
    with pytest.raises(ModelError, match="does not call this GPT2Attention"):
        find_plan(attention_of(model), lambda: None)
    mamba = model_of("mamba")
    with pytest.raises(ModelError, match="MambaMixer calls neither"):
        find_plan(mamba.backbone.layers[0].mixer, lambda: logits(mamba))


class OtherKernel(nn.Module):
    """Stands for an attention that PyTorch's functions do not show."""

    config = SimpleNamespace(_attn_implementation="flex_attention")

    def forward(self, states: Tensor) -> Tensor:
        return states.relu()


def test_another_kernel_is_named():
    module = OtherKernel()
    with pytest.raises(ModelError, match=r"'flex_attention'.*It calls: relu\..*set_attn_implementation\(\"sdpa\"\)"):
        find_plan(module, lambda: module(torch.ones(1, 2, 3)))


def test_a_plan_is_for_one_implementation():
    model, attention, plan = set_up("gpt2")
    ask = Ask()
    assert plan.fits(attention)
    model.set_attn_implementation("eager")
    try:
        assert not plan.fits(attention)
        with torch.no_grad(), tapped(attention, plan, ask) as taps:
            logits(model)
    finally:
        model.set_attn_implementation("sdpa")
    assert not taps[0].met
    assert ask.order == []


# -- leaving it as found ------------------------------------------------------------------------


class Stop(BaseException):
    """As a greenlet's exit, no ``Exception``."""


@somewhere
def test_an_exception_leaves_modes_and_hooks_as_found(kind, way):
    model, attention, plan = set_up(kind, way)
    plain, before = logits(model), hooks_on(model)

    def stop(value: Tensor) -> Tensor:
        raise Stop

    for port in ATTENTION_PORTS:
        with pytest.raises(Stop):
            logits(model, attention, plan, Ask([], **{port: stop}))
        assert torch._C._len_torch_function_stack() == 0
    handle = attention.register_forward_pre_hook(lambda *_: stop(plain))
    with pytest.raises(Stop):
        find_plan(attention, lambda: logits(model))
    handle.remove()
    assert torch._C._len_torch_function_stack() == 0
    assert hooks_on(model) == before
    assert torch.equal(logits(model), plain)
