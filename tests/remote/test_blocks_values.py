"""After a block on a real server, and in it: values with the manners of a local run's, and tensors of one's own."""

from __future__ import annotations

import pytest
import torch

from nnexplore.errors import RemoteError
from nnexplore.graph import Builder, Graph, Inputs, Site

PROMPT = "The Eiffel Tower is in the city of"
BLOCK = "transformer.h.1"
pytestmark = pytest.mark.usefixtures("no_grad")


@pytest.mark.parametrize("saved", [True, False])
def test_a_value_has_the_manners_of_one_of_a_local_run(demo, server, plain, saved):
    with demo.trace(PROMPT, remote=server):
        hidden = demo.transformer.h[1].output
        other = demo.transformer.h[1].output
        if saved:
            hidden.save()
    expected = plain((BLOCK, "output"))[1][BLOCK, "output"]
    torch.testing.assert_close(hidden, expected)
    torch.testing.assert_close(hidden.value, expected)
    torch.testing.assert_close(expected, other.value)
    assert hidden.device == expected.device
    hidden[:, 0] = 0
    assert hidden.value[:, 0].eq(0).all()
    assert hidden.save() is hidden


def test_two_values_that_differ_are_not_close(demo, server):
    with demo.trace(PROMPT, remote=server):
        one, other = demo.transformer.h[1].output, demo.transformer.h[2].output
    with pytest.raises(AssertionError, match="not close"):
        torch.testing.assert_close(one, other)


def test_a_tensor_of_ones_own_takes_values_in_place(demo, server, plain):
    total = torch.zeros(1, 8, 128)
    row = total[0, 1]
    with demo.trace(PROMPT, remote=server) as run:
        for layer in range(4):
            total += demo.transformer.h[layer].mlp.output
        total[:, 0] = demo.transformer.h[3].mlp.output[:, -1]
        part = total[:, 2]
        part *= 2
        norm = total.norm().item()
        noise = torch.randn_like(total)
        demo.transformer.ln_f.output = demo.transformer.ln_f.output + total + noise
        logits = demo.output.logits.save("logits")
    _, values = plain(*[(f"transformer.h.{layer}.mlp", "output") for layer in range(4)])
    wanted = sum(values.values())
    wanted[:, 0] = values["transformer.h.3.mlp", "output"][:, -1]
    wanted[:, 2] *= 2
    torch.testing.assert_close(total, wanted)
    torch.testing.assert_close(row, wanted[0, 1])
    assert norm == pytest.approx(wanted.norm().item(), rel=1e-5)
    drawn = noise.value
    expected, _ = plain(edits={("transformer.ln_f", "output"): lambda value: value + wanted + drawn})
    torch.testing.assert_close(logits, expected.logits, rtol=1e-4, atol=1e-4)
    torch.testing.assert_close(run.graph.run(demo)["logits"], expected.logits, rtol=1e-4, atol=1e-4)


def test_gradients_flow_through_a_tensor_of_ones_own(demo, server):
    flowed = []
    for where in ({"remote": server}, {}):
        mine = torch.zeros(1, 8, 128)
        with torch.enable_grad(), demo.trace(PROMPT, **where):
            hidden = demo.transformer.h[1].output
            mine += hidden
            (demo.output.logits[0, -1].max() + (mine**2).sum()).backward()
            flowed.append(hidden.grad.save())
    demo.module.zero_grad()
    torch.testing.assert_close(flowed[0].value, flowed[1].value)


def test_what_there_was_before_a_failure_is_not_lost(demo, server, plain):
    with (
        pytest.raises(RemoteError, match=r"line \d+: `hidden\[:, places\].*out of bounds"),
        demo.trace(PROMPT, remote=server),
    ):
        hidden = demo.transformer.h[1].output.save()
        places = torch.tensor([999])
        hidden[:, places].save()
    torch.testing.assert_close(hidden, plain((BLOCK, "output"))[1][BLOCK, "output"])


def test_errors_have_the_numbers_of_the_graphs_that_were_given(demo, server):
    def summed(places, op="Tensor.__getitem__"):
        build = Builder()
        build.save("x", build.call(op, build.read(Site(BLOCK)), (slice(None), build.constant(torch.tensor(places)))))
        return build.graph(Inputs((PROMPT,)))

    nothing, venue = Graph((), (Inputs((PROMPT,)),)), demo.on(server).venue
    found = venue.run(demo, [nothing, summed([0]), nothing, summed([999])])
    assert [type(one) for one in found] == [dict, dict, dict, RemoteError]
    assert found[3].detail["graph"] == 3
    with pytest.raises(RemoteError) as refused:
        venue.run(demo, [nothing, summed([0]), summed([0], "Tensor.as_strided")])
    assert (refused.value.code, refused.value.detail["graph"]) == ("forbidden_operation", 2)


def test_a_trace_to_its_end_and_a_call_of_the_model(demo, server, plain):
    wanted = plain()[0].logits
    with demo.trace(PROMPT, remote=server) as run:
        logits = run.finish().logits
    torch.testing.assert_close(logits, wanted)
    torch.testing.assert_close(demo.on(server)(PROMPT).logits, wanted)
