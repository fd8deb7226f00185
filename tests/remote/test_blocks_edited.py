"""Blocks of a model with edits on a real server, over a socket."""

from __future__ import annotations

import pytest
import torch

import nnexplore
from nnexplore.errors import RemoteError

PROMPT = "The Eiffel Tower is in the city of"
BLOCK = "transformer.h.1"
pytestmark = pytest.mark.usefixtures("no_grad")


def test_edits_travel_with_every_block(demo, server, plain):
    with demo.edit() as edited:
        edited.transformer.h[1].output[:, -1] = 0
    output, _ = plain(edits={(BLOCK, "output"): lambda value: value.__setitem__((slice(None), -1), 0)})
    with edited.trace(PROMPT, remote=server):
        asked = edited.transformer.h[1].output[0, -1].norm().item()
        logits = edited.output.logits
    assert asked == 0.0
    torch.testing.assert_close(logits, output.logits)
    torch.testing.assert_close(edited.on(server)(PROMPT).logits, output.logits)
    with demo.trace(PROMPT, remote=server):
        logits = demo.output.logits
    torch.testing.assert_close(logits, plain()[0].logits)


def test_a_generation_and_a_session_of_an_edited_model(demo, server):
    with demo.edit() as edited:
        edited.transformer.h[1].mlp.output *= 0

    def block(**where):
        with edited.session(**where), edited.generate(PROMPT, max_new_tokens=4, min_new_tokens=4) as run:
            kept = [edited.transformer.h[2].output.save() for _ in run.steps()]
        return run.text, kept

    there, here = block(remote=server), block()
    assert there[0] == here[0]
    for one, other in zip(there[1], here[1], strict=True):
        torch.testing.assert_close(one, other)


def test_gradients_go_through_an_edit(demo, server):
    with demo.edit() as edited:
        edited.transformer.h[1].output[:, -1] *= 3
    flowed = []
    for where in ({"remote": server}, {}):
        with torch.enable_grad(), edited.trace(PROMPT, **where):
            hidden = edited.transformer.h[0].output
            edited.output.logits[0, -1].max().backward()
            flowed.append(hidden.grad.save())
    demo.module.zero_grad()
    torch.testing.assert_close(flowed[0], flowed[1].value)


def test_an_edit_is_made_and_tried_there(server, demo):
    far = nnexplore.remote.open(server)
    with far.edit() as edited:
        edited.transformer.h[1].output[:, -1] = 0
    with edited.trace(PROMPT):
        logits = edited.output.logits
    with demo.edit() as here:
        here.transformer.h[1].output[:, -1] = 0
    torch.testing.assert_close(logits, here(PROMPT).logits)
    with pytest.raises(RemoteError, match="in the order of the model"), far.edit() as edited:
        after = edited.transformer.h[2].output
        edited.transformer.h[3].output = after - edited.transformer.h[1].output


def test_what_is_asked_for_later_is_of_the_model_as_it_was(demo, server, plain):
    with demo.edit() as edited:
        edited.transformer.h[1].output[:, -1] = 0
    with edited.trace(PROMPT, remote=server):
        logits = edited.output.logits
    edited.edits.clear()
    output, _ = plain(edits={(BLOCK, "output"): lambda value: value.__setitem__((slice(None), -1), 0)})
    torch.testing.assert_close(logits, output.logits)
