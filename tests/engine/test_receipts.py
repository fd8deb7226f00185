"""Receipts: what became of each write. One that changed nothing is warned of, once, on the user's line."""

import re
import warnings

import pytest
import torch

from nnexplore.errors import NotReachedError, UnchangedWarning, ValueMismatchError

PROMPT = "The Eiffel Tower is in the city of"


def warned(run_block):
    """The warnings of a block, as texts."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        run_block()
    assert all(warning.category is UnchangedWarning for warning in caught)
    assert all(warning.filename == __file__ for warning in caught)
    return [str(warning.message) for warning in caught]


def states(run):
    return [(str(receipt.site), receipt.changed) for receipt in run.receipts]


def test_an_assignment_that_changes(gpt2):
    with gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].mlp.output = 0
        (receipt,) = run.receipts
        assert receipt.changed is True
        gpt2.lm_head.output.sum()
    assert states(run) == [("transformer.h.1.mlp.output", True)]
    assert receipt.reached
    assert not receipt.skipped
    assert re.fullmatch(
        r"<transformer\.h\.1\.mlp\.output: changed, line \d+: `gpt2\.transformer\.h\[1\]\.mlp\.output = 0`>",
        repr(receipt),
    )


def test_a_change_in_place_is_in_progress_while_the_model_waits(gpt2):
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        hidden = gpt2.transformer.h[1].output
        hidden[:, -1] = 0
        (receipt,) = run.receipts
        assert receipt.changed is None
        assert "in progress" in repr(receipt)
        gpt2.lm_head.output.sum()
        assert receipt.changed is True
    assert states(run) == [("transformer.h.1.output", True)]


def test_a_change_in_place_that_is_the_last_thing_in_the_block(gpt2):
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].output[:, -1] = 0
    assert states(run) == [("transformer.h.1.output", True)]


@pytest.mark.parametrize(
    "change",
    [
        lambda port: setattr(port, "output", port.output),
        lambda port: setattr(port, "output", port.output.clone()),
        lambda port: setattr(port, "output", port.output * 1),
        lambda port: port.output.mul_(1),
        lambda port: port.output.__setitem__((slice(None), 0), port.output[:, 0]),
        lambda port: port.output[:, 99:].zero_(),
    ],
    ids=["itself", "copy", "times one", "mul_", "part", "empty part"],
)
def test_a_write_that_changes_nothing_is_warned_of_once(gpt2, change):
    def block():
        with torch.no_grad(), gpt2.trace(PROMPT) as run:
            change(gpt2.transformer.h[1].mlp)
            gpt2.lm_head.output.sum()
        assert states(run) == [("transformer.h.1.mlp.output", False)]
        assert "unchanged" in repr(run.receipts[0])

    (text,) = warned(block)
    assert re.search(r"the write to transformer\.h\.1\.mlp\.output \(line \d+.*changed nothing", text)


def test_augmented_assignment_is_one_write(gpt2):
    def block():
        with torch.no_grad(), gpt2.trace(PROMPT) as run:
            gpt2.transformer.h[1].mlp.output *= 1
            gpt2.transformer.h[2].mlp.output *= 2
            gpt2.lm_head.output.sum()
        assert states(run) == [("transformer.h.1.mlp.output", False), ("transformer.h.2.mlp.output", True)]

    assert len(warned(block)) == 1


def test_several_changes_in_place_are_one_write(gpt2):
    def block():
        with torch.no_grad(), gpt2.trace(PROMPT) as run:
            hidden = gpt2.transformer.h[1].output
            hidden += 1
            hidden *= 2
            hidden[:, 0] = 0
            gpt2.lm_head.output.sum()
        assert states(run) == [("transformer.h.1.output", True)]

    assert warned(block) == []


def test_a_change_that_is_taken_back_changes_nothing(gpt2):
    def block():
        with torch.no_grad(), gpt2.trace(PROMPT) as run:
            hidden = gpt2.transformer.h[1].output
            before = hidden.clone()
            hidden[:] = 0
            hidden[:] = before
            gpt2.lm_head.output.sum()
        assert states(run) == [("transformer.h.1.output", False)]

    assert len(warned(block)) == 1


def test_each_write_has_its_own_receipt_in_order(gpt2):
    def block():
        with torch.no_grad(), gpt2.trace(PROMPT) as run:
            gpt2.transformer.h[0].mlp.output = 0
            gpt2.transformer.h[0].output[:, -1] = 0
            gpt2.transformer.h[1].skip(gpt2.transformer.h[1].input)
            gpt2.transformer.h[2].mlp.output = gpt2.transformer.h[2].mlp.output
            gpt2.lm_head.output[:] = 1
        assert states(run) == [
            ("transformer.h.0.mlp.output", True),
            ("transformer.h.0.output", True),
            ("transformer.h.1.output", True),
            ("transformer.h.2.mlp.output", False),
            ("lm_head.output", True),
        ]
        assert [receipt.skipped for receipt in run.receipts] == [False, False, True, False, False]

    assert len(warned(block)) == 1


def test_two_assignments_to_one_site_are_two_writes(gpt2):
    def block():
        with gpt2.trace(PROMPT) as run:
            gpt2.transformer.h[1].mlp.output = 0
            gpt2.transformer.h[1].mlp.output = 0.0
            gpt2.lm_head.output.sum()
        assert states(run) == [("transformer.h.1.mlp.output", True), ("transformer.h.1.mlp.output", False)]

    assert len(warned(block)) == 1


def test_each_step_of_a_generation_has_its_own(gpt2):
    def block():
        with gpt2.generate(PROMPT, max_new_tokens=3) as run:
            for step in run.steps():
                gpt2.transformer.h[1].mlp.output *= step + 1
        assert states(run) == [
            ("transformer.h.1.mlp.output", False),
            ("transformer.h.1.mlp.output@1", True),
            ("transformer.h.1.mlp.output@2", True),
        ]

    (text,) = warned(block)
    assert "transformer.h.1.mlp.output (line" in text


def test_parts_of_a_structure(gpt2):
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        attended, weights = gpt2.transformer.h[1].attn.output
        gpt2.transformer.h[1].attn.output = (attended * 2, weights)
        gpt2.transformer.h[2].attn.output[0][:, 0] = 0
        gpt2.lm_head.output.sum()
    assert states(run) == [("transformer.h.1.attn.output", True), ("transformer.h.2.attn.output", True)]


def test_not_a_number_counts_as_itself(gpt2):
    """Something that is NaN before and after has not changed, or it would seem to for ever."""

    def block():
        with torch.no_grad(), gpt2.trace(PROMPT) as run:
            gpt2.transformer.h[1].mlp.output = float("nan")
            gpt2.transformer.h[1].mlp.output = float("nan")
            gpt2.lm_head.output.sum()
        assert states(run) == [("transformer.h.1.mlp.output", True), ("transformer.h.1.mlp.output", False)]

    assert len(warned(block)) == 1


def test_attention_ports_and_operations(gpt2):
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        gpt2.transformer.h[1].attn.pattern[:, 0] = 0
        gpt2.transformer.h[1].mlp.ops["tanh"].output = 0
        gpt2.lm_head.output.sum()
    assert states(run) == [
        ("transformer.h.1.attn.pattern", True),
        ("transformer.h.1.mlp.ops.tanh[0].output", True),
    ]


def test_a_write_in_a_second_pass(gpt2):
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        gpt2.lm_head.output.sum()
        gpt2.transformer.h[1].output[:, -1] = 0
        gpt2.lm_head.output.sum()
    assert states(run) == [("transformer.h.1.output", True)]


def test_nothing_is_warned_of_after_an_exception(gpt2):
    def block():
        with pytest.raises(KeyError), gpt2.trace(PROMPT):
            gpt2.transformer.h[1].mlp.output = gpt2.transformer.h[1].mlp.output
            raise KeyError

    assert warned(block) == []


def test_a_write_that_is_refused_has_no_receipt(gpt2):
    with gpt2.trace(PROMPT) as run:
        with pytest.raises(ValueMismatchError):
            gpt2.transformer.h[1].mlp.output = torch.zeros(3)
        with pytest.raises(NotReachedError):
            gpt2.transformer.h[1].mlp.at(call=3).output = 0
        gpt2.lm_head.output.sum()
    assert run.receipts == ()


def test_a_change_in_place_that_pytorch_refuses_is_not_warned_of_if_nothing_else_is_done(gpt2):
    with torch.no_grad(), gpt2.trace(PROMPT) as run:
        hidden = gpt2.transformer.h[1].output
        with pytest.raises(RuntimeError):
            hidden[:, :3] = torch.zeros(7)
        hidden[:, 0] = 0
        gpt2.lm_head.output.sum()
    assert states(run) == [("transformer.h.1.output", True)]


def test_reading_makes_no_receipt(gpt2):
    with gpt2.trace(PROMPT) as run:
        hidden = gpt2.transformer.h[1].output * 2
        hidden += 1
        hidden.clone().zero_()
        gpt2.lm_head.output.sum()
    assert run.receipts == ()


def test_a_started_run_warns_when_it_is_closed(gpt2):
    def block():
        run = gpt2.start(PROMPT)
        hidden = run.until(gpt2.transformer.h[1])
        gpt2.transformer.h[1].output = hidden
        run.finish()
        run.close()

    assert len(warned(block)) == 1
