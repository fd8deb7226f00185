"""Reads in any order, late writes, and what a second pass may and may not do."""

import logging
import random

import pytest
import torch
from torch import nn

import nnexplore
from nnexplore.errors import OrderError
from nnexplore.graph import Site
from tests.reference import hooked

PATHS = [
    "transformer.wte",
    *[f"transformer.h.{at}{part}" for at in range(3) for part in (".ln_1", ".attn.c_proj", ".mlp", "")],
    "transformer.ln_f",
    "lm_head",
]


@pytest.mark.parametrize("seed", range(6))
def test_reads_in_any_order_equal_plain_hooks(gpt2, prompt, ids, seed):
    order = random.Random(seed).choices(PATHS, k=12)
    _, values = hooked(gpt2.module, ids, [(path, "output") for path in PATHS])
    with gpt2.trace(prompt) as run:
        kept = seed % 2
        live = []
        for path in order:
            value = run.read(Site(path))
            live.append(value if kept else value.clone().value)
    for path, value in zip(order, live, strict=True):
        assert value.equal(values[path, "output"]), path


def test_a_late_read_has_the_edits_in_it(gpt2, prompt, ids):
    edits = {("transformer.h.0.mlp", "output"): lambda value: value * 3}
    output, values = hooked(gpt2.module, ids, [("transformer.h.1", "output")], edits)
    with gpt2.trace(prompt):
        gpt2.transformer.h[0].mlp.output *= 3
        logits = gpt2.output.logits
        late = gpt2.transformer.h[1].output
    assert late.equal(values["transformer.h.1", "output"])
    assert logits.equal(output.logits)


def test_a_late_read_runs_the_model_no_further_than_the_site(gpt2, prompt):
    called = []
    with gpt2.trace(prompt):
        gpt2.transformer.h[1].output.sum()
        handle = gpt2.module.transformer.h[0].register_forward_hook(lambda *_: called.append(0))
        other = gpt2.module.transformer.h[1].register_forward_hook(lambda *_: called.append(1))
        gpt2.transformer.h[0].output.sum()
        handle.remove()
        other.remove()
    assert called == [0]


def test_a_second_pass_is_logged(gpt2, prompt, caplog):
    with caplog.at_level(logging.DEBUG, logger="nnexplore"), gpt2.trace(prompt):
        gpt2.transformer.h[1].output.sum()
        assert caplog.records == []
        gpt2.transformer.h[0].output.sum()
    assert "second pass" in caplog.text


def test_a_held_value_is_read_again_without_a_second_pass(gpt2, prompt, caplog):
    with caplog.at_level(logging.DEBUG, logger="nnexplore"), gpt2.trace(prompt):
        early = gpt2.transformer.h[0].output
        gpt2.transformer.h[1].output.sum()
        assert gpt2.transformer.h[0].output.equal(early)
    assert caplog.records == []


def test_a_site_is_written_right_after_reading_it_again(gpt2, prompt, ids):
    edits = {("transformer.h.0", "output"): lambda value: value * 2}
    with gpt2.trace(prompt):
        before = gpt2.lm_head.output
        hidden = gpt2.transformer.h[0].output
        gpt2.transformer.h[0].output = hidden * 2
        after = gpt2.lm_head.output
    assert before.equal(gpt2.module(**ids).logits)
    assert after.equal(hooked(gpt2.module, ids, (), edits)[0].logits)


def test_such_a_late_write_replays(gpt2, prompt):
    with torch.no_grad(), gpt2.trace(prompt) as run:
        gpt2.lm_head.output.save("before")
        gpt2.transformer.h[0].output[:, 0] = 1
        gpt2.lm_head.output.save("after")
    results = run.graph.run(gpt2)
    assert not results["before"].equal(results["after"])
    plain = dict(gpt2.tokenizer(prompt, return_tensors="pt"))
    assert results["before"].equal(gpt2.module(**plain).logits)


def test_a_late_write_is_refused(gpt2, prompt):
    with gpt2.trace(prompt):
        gpt2.transformer.h[2].output.sum()
        with pytest.raises(
            OrderError,
            match=r"assign to transformer\.h\.0\.mlp\.output.*passed.*waits at transformer\.h\.2\.output"
            r" \(reached at line \d+: `gpt2\.transformer\.h\[2\]\.output\.sum\(\)`\).*Move this line above",
        ):
            gpt2.transformer.h[0].mlp.output = 0


def test_after_a_refused_write_the_run_goes_on(gpt2, prompt, ids):
    with gpt2.trace(prompt):
        gpt2.transformer.h[1].output.sum()
        with pytest.raises(OrderError):
            gpt2.transformer.h[0].mlp.output = 0
        logits = gpt2.output.logits
    assert logits.equal(gpt2.module(**ids).logits)


def test_a_late_edit_in_place_is_refused(gpt2, prompt):
    with gpt2.trace(prompt):
        early = gpt2.transformer.h[0].mlp.output
        gpt2.transformer.h[2].output.sum()
        before = early.clone()
        with pytest.raises(
            OrderError, match=r"change transformer\.h\.0\.mlp\.output in place.*waits at transformer\.h\.2.*\.clone\(\)"
        ):
            early[:, -1] = 0
        assert early.equal(before)


def test_a_late_edit_of_a_view_is_refused(gpt2, prompt):
    with gpt2.trace(prompt):
        row = gpt2.transformer.h[0].mlp.output[0, 3]
        gpt2.transformer.h[2].output.sum()
        with pytest.raises(OrderError, match=r"transformer\.h\.0\.mlp\.output in place"):
            row += 1


def test_a_copy_may_be_changed_at_any_time(gpt2, prompt):
    with gpt2.trace(prompt):
        copied = gpt2.transformer.h[0].mlp.output.clone()
        gpt2.transformer.h[2].output.sum()
        copied.zero_()
    assert not copied.any()


def test_going_back_before_a_later_change_is_refused(gpt2, prompt):
    with gpt2.trace(prompt):
        gpt2.transformer.h[1].mlp.output = 0
        with pytest.raises(OrderError, match=r"transformer\.h\.1\.mlp\.output, which comes after it, was changed"):
            gpt2.transformer.h[0].output *= 2


def test_modules_that_run_in_another_order_than_registered():
    class Backwards(nn.Module):
        def __init__(self):
            super().__init__()
            self.second, self.first = nn.Linear(3, 3), nn.Linear(3, 3)

        def forward(self, x):
            return self.second(self.first(x).relu())

    net = nnexplore.Model(Backwards())
    x = torch.randn(2, 3)
    _, values = hooked(net.module, (x,), [("first", "output"), ("second", "output")])
    for _ in range(3):
        with net.trace(x):
            first = net.first.output
            second = net.second.output
        assert first.equal(values["first", "output"])
        assert second.equal(values["second", "output"])
    with net.trace(x):
        net.first.output = 1
        out = net.output
    assert out.equal(net.module.second(torch.ones(2, 3)))


def test_a_module_called_only_sometimes_is_found_when_it_is():
    class Gate(nn.Module):
        def __init__(self):
            super().__init__()
            self.a, self.b = nn.Linear(3, 3), nn.Linear(3, 3)

        def forward(self, x):
            return self.b(self.a(x)) if x.sum() > 0 else self.a(self.b(x))

    net = nnexplore.Model(Gate())
    for x in (torch.ones(2, 3), -torch.ones(2, 3), torch.ones(2, 3)):
        _, values = hooked(net.module, (x,), [("a", "output"), ("b", "output")])
        with net.trace(x):
            b = net.b.output
            a = net.a.output
        assert a.equal(values["a", "output"])
        assert b.equal(values["b", "output"])


def test_a_second_pass_in_training_mode_warns():
    net = nnexplore.Model(nn.Sequential(nn.Linear(3, 3), nn.Dropout(0.5), nn.Linear(3, 3)))
    with net.trace(torch.ones(1, 3)):
        net[2].output.sum()
        with pytest.warns(UserWarning, match=r"training mode, where dropout draws anew\. Call model\.module\.eval"):
            net[1].output.sum()


def test_dropout_that_does_nothing_is_an_operation_like_any_other(gpt2, prompt):
    with gpt2.trace(prompt) as run:
        torch.nn.functional.dropout(gpt2.transformer.h[0].output, training=False).save("kept")
    with gpt2.trace("The Louvre"):
        expected = gpt2.transformer.h[0].output
    assert run.graph.run(gpt2, "The Louvre")["kept"].equal(expected)
