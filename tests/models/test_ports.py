"""The names of the anatomy as values, on every architecture, through the public handles: attention ports and parts."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import Tensor, nn

from nnexplore.errors import ModelError, NnexploreError, ValueMismatchError
from nnexplore.graph import ATTENTION, Graph
from tests.reference import hooks_on
from tests.tiny import ALL_KINDS, tiny

PROMPT = "The Eiffel Tower is in the city"
WITH_ATTENTION = [kind for kind in ALL_KINDS if kind != "mamba"]
PARALLEL = {"gpt_neox", "phi", "gptj", "falcon", "cohere2", "codegen"}
FUSED_EXPERTS = {"mixtral", "gpt_oss", "deepseek_v3"}


@pytest.fixture(autouse=True)
def no_grad():
    with torch.no_grad():
        yield


def plain_logits(model: Any) -> Tensor:
    return model.module(**model.trace(PROMPT).inputs.kwargs).logits


def stream(block_output: Any) -> Tensor:
    """The residual stream: some architectures' blocks return a tuple."""
    return block_output[0] if isinstance(block_output, tuple) else block_output


def changed(port: str, value: Tensor) -> None:
    """Take the first head away."""
    value[:, 0] = -1e4 if port == "scores" else 0


@pytest.mark.parametrize("port", ATTENTION)
@pytest.mark.parametrize("kind", WITH_ATTENTION)
def test_a_change_of_an_attention_port_reaches_the_logits_and_the_graph(kind, port):
    model = tiny(kind)
    before = plain_logits(model)
    with model.trace(PROMPT) as run:
        untouched = stream(model.layers[0].output)
        changed(port, getattr(model.layers[1].attn, port))
        logits = model.output.logits.save("logits")
    with model.trace(PROMPT):
        assert untouched.equal(stream(model.layers[0].output))
    assert (logits - before).abs().max() > 1e-3
    assert Graph.from_json(run.graph.to_json()).run(model)["logits"].equal(logits)
    assert hooks_on(model.module) == []
    assert plain_logits(model).equal(before)


@pytest.mark.filterwarnings("ignore::nnexplore.errors.UnchangedWarning")
@pytest.mark.parametrize("kind", WITH_ATTENTION)
def test_attention_ports_written_back_change_nothing_and_rows_sum_to_one(kind):
    model = tiny(kind)
    before = plain_logits(model)
    with model.trace(PROMPT):
        attention = model.layers[1].attn
        for port in ATTENTION:
            value = getattr(attention, port)
            setattr(attention, port, value.clone())
            if port == "pattern":
                assert torch.allclose(value.sum(-1), torch.ones(()), atol=1e-5)
        logits = model.output.logits
    assert torch.allclose(logits, before, atol=1e-4 * before.abs().max())


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_the_contributions_sum_to_the_difference_of_the_residual_stream(kind):
    model = tiny(kind)
    for layer in model.layers:
        with model.trace(PROMPT):
            if kind == "mamba":
                with pytest.raises(ModelError, match="has no `attn_out`: "):
                    layer.attn_out.sum()
                return
            before = layer.input.clone()
            attention = layer.attn_out.clone()
            feed_forward = layer.mlp_out.clone()
            after = stream(layer.output)
        assert torch.allclose(before + attention + feed_forward, after, atol=1e-4 * after.abs().max())


@pytest.mark.parametrize("name", ["attn_out", "mlp_out"])
@pytest.mark.parametrize("kind", WITH_ATTENTION)
def test_without_its_contribution_a_part_leaves_the_stream_alone(kind, name):
    model = tiny(kind)
    other = "mlp_out" if name == "attn_out" else "attn_out"
    with model.trace(PROMPT) as run:
        layer = model.layers[1]
        before = layer.input.clone()
        setattr(layer, name, 0)
        rest = getattr(layer, other).clone()
        after = stream(layer.output).save("after")
    assert torch.allclose(before + rest, after, atol=1e-4 * after.abs().max())
    assert run.graph.run(model)["after"].equal(after)


@pytest.mark.parametrize("kind", WITH_ATTENTION)
def test_the_stream_between_attention_and_mlp_is_replaced_for_both_ways(kind):
    model = tiny(kind)
    with model.trace(PROMPT):
        layer = model.layers[1]
        if kind in PARALLEL:
            with pytest.raises(ModelError, match="has no `resid_mid`: "):
                layer.resid_mid.sum()
            return
        middle = layer.resid_mid
        torch.manual_seed(1)
        new = torch.randn(middle.shape)
        layer.resid_mid = new
        feed_forward = layer.mlp_out.clone()
        after = stream(layer.output)
    assert torch.allclose(new + feed_forward, after, atol=1e-4 * after.abs().max())


@pytest.mark.parametrize("kind", WITH_ATTENTION)
def test_neurons_are_what_the_last_linear_of_the_mlp_is_given(kind):
    model = tiny(kind)
    if kind in FUSED_EXPERTS:
        with model.trace(PROMPT), pytest.raises(ModelError, match="has no `neurons`: "):
            model.layers[1].neurons.sum()
        return
    place = model.probe.blocks[1].neurons
    seen: list[Tensor] = []
    hook = model.module.get_submodule(place.path).register_forward_pre_hook(
        lambda _m, args: seen.append(args[0].clone())
    )
    plain_logits(model)
    hook.remove()
    with model.trace(PROMPT):
        neurons = model.layers[1].neurons
        assert neurons.equal(seen[0])
        neurons[..., 0] += 5
        logits = model.output.logits
    assert (logits - plain_logits(model)).abs().max() > 1e-4


def output_projection(attention: nn.Module, run: Any) -> tuple[nn.Module, Tensor, Tensor]:
    """The last linear module called inside, with what it is given and gives."""
    seen: list[tuple[nn.Module, Tensor, Tensor]] = []
    hooks = [
        module.register_forward_hook(lambda m, args, out: seen.append((m, args[0].clone(), out.clone())))
        for module in attention.modules()
        if type(module).__name__ in ("Linear", "Conv1D", "NonDynamicallyQuantizableLinear", "FalconLinear")
    ]
    run()
    for hook in hooks:
        hook.remove()
    return seen[-1]


@pytest.mark.parametrize("kind", WITH_ATTENTION)
def test_the_heads_sum_to_the_attention_output(kind):
    model = tiny(kind)
    projection, _, output = output_projection(model.layers[1].attn.module, lambda: plain_logits(model))
    with model.trace(PROMPT):
        heads = model.layers[1].attn.heads.value
    batch, count, tokens, width = heads.shape
    shares = []
    for head in range(count):
        alone = torch.zeros(batch, tokens, count, width)
        alone[:, :, head] = heads[:, head]
        shares.append(projection(alone.flatten(2)) - projection(torch.zeros(1, 1, count * width)))
    total = sum(shares) + projection(torch.zeros(1, 1, count * width))
    assert torch.allclose(total.reshape(output.shape), output, atol=1e-4 * output.abs().max())


def test_what_the_model_multiplies_cannot_be_changed_in_place():
    model = tiny("granite")
    with model.trace(PROMPT), pytest.raises(ValueMismatchError, match=r"multiplies .* assign the whole value"):
        model.layers[1].attn_out[:, -1] = 0


@pytest.mark.parametrize(("value", "message"), [(torch.zeros(2, 2), r"\[2, 2\]"), ("a", "'a' was assigned")])
def test_a_part_of_another_shape_is_refused(value, message):
    model = tiny("gpt2")
    with model.trace(PROMPT), pytest.raises(ValueMismatchError, match=message):
        model.layers[1].mlp_out = value


def test_parts_belong_to_blocks():
    model = tiny("gpt2")
    with model.trace(PROMPT), pytest.raises(NnexploreError, match="has no module or port 'neurons'"):
        model.transformer.neurons.sum()
    assert {"attn_out", "mlp_out", "resid_mid", "neurons"} <= set(dir(model.layers[0]))
    assert "neurons" not in dir(model.transformer)
    assert "pattern" in dir(model.layers[0].attn)
