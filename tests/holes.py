"""Ways to use holes in a block, and the check that filling them later gives what the block gives with plain numbers."""

from __future__ import annotations

import torch

from nnexplore.graph import Graph

PROMPT = "The Eiffel Tower is in the city of"
TOKENS = 8


def like(model, *shape):
    """Numbers of ours, the same at every call."""
    return torch.randn(*shape, generator=torch.Generator().manual_seed(3))


def results(model, block, **values):
    """What the block gives with plain numbers."""
    with model.trace(PROMPT):
        block(model, **values)
        return model.output.logits.value


def recorded(model, block, **values) -> Graph:
    with model.trace(PROMPT) as run:
        block(model, **{name: run.hole(name, numbers) for name, numbers in values.items()})
        model.output.logits.save("logits")
    return run.graph


def agrees(model, block, fillings, **values) -> Graph:
    """A graph with holes gives what the block gives, for all of these."""
    graph = recorded(model, block, **values)
    assert list(graph.holes) == list(values)
    stored = Graph.from_json(graph.to_json())
    first = {name: next(iter(numbers)) for name, numbers in values.items()}
    assert graph.run(model)["logits"].equal(results(model, block, **first))
    for filling in fillings:
        want = results(model, block, **filling)
        assert graph.fill(**filling).run(model)["logits"].equal(want), filling
        assert stored.fill(**filling).run(model)["logits"].equal(want), filling
    return graph


def width(model):
    return model.layers[0].output.shape[-1]


def at_a_position(model, position):
    model.layers[1].output[:, position] = 0


def at_a_position_by_reading(model, position):
    model.layers[1].output[0, position] += 1


def through_a_view(model, position):
    view = model.layers[1].output[:, position]
    view *= 2
    view[:, 3] = 1


def through_a_view_of_a_row(model, position):
    model.layers[1].output.squeeze(0)[position].mul_(3)


def from_a_position_on(model, position):
    model.layers[1].output[:, position:] *= 2


def up_to_a_position(model, position):
    model.layers[1].output[:, : position + 1] *= 2


def between(model, position):
    model.layers[1].output[:, position : position + 2, 1:] = 3


def in_steps(model, position):
    model.layers[1].output[:, :: position + 1] = 3


def negative(model, position):
    model.layers[1].output[:, -1 - position] = 0


def of_two_names(model, position):
    model.layers[1].attn.heads[:, position % 4, position] = 0


def narrowed(model, position):
    model.layers[1].output.narrow(1, position, 1).zero_()


def selected(model, position):
    model.layers[1].output.select(1, position).zero_()


def rolled(model, position):
    h = model.layers[1].output
    model.layers[1].output = torch.roll(h, position, 1) + h.roll(position, dims=1)


def where(model, position):
    h = model.layers[1].output
    model.layers[1].output = torch.where((torch.arange(h.shape[1]) > position)[None, :, None], h, 0 * h)


def compared(model, position):
    h = model.layers[1].output
    h *= (torch.arange(h.shape[1]) == position).float()[None, :, None] + 1


def from_a_table(model, position):
    table = torch.tensor([2, 5, 1, 0, 3, 4, 7, 6])
    model.layers[1].output[:, table[position]] = 0


def moved(model, position):
    h = model.layers[1].output
    h[:, position] = h[:, (position + 3) % h.shape[1]]


def counted(model, position):
    h = model.layers[1].output
    h *= position / 3 + 2**position + (3 - position) * 0.5


def of_a_constant(model, position):
    clean = like(model, 1, TOKENS, width(model))
    model.layers[1].output[:, position] = clean[:, position]


def of_a_constant_by_narrow(model, position):
    clean = like(model, 1, TOKENS, width(model))
    model.layers[1].output[:, :1] = clean.narrow(1, position, 1)


def in_a_constant(model, position):
    mask = torch.zeros(TOKENS)
    mask[position] = 1.0
    model.layers[1].output *= 1 - mask[None, :, None]


def with_others(model, position):
    h = model.layers[1].output
    h[:, position, [0, 2]] = h[:, position, 3:5] * 2


def top(model, position):
    h = model.layers[1].output
    h[:, :, :1] = h.topk(position + 1, dim=-1).values[..., -1:]


POSITIONS = [
    at_a_position, at_a_position_by_reading, through_a_view, through_a_view_of_a_row, from_a_position_on,
    up_to_a_position, between, in_steps, negative, of_two_names, narrowed, selected, rolled, where, compared,
    from_a_table, moved, counted, of_a_constant, of_a_constant_by_narrow, in_a_constant, with_others, top,
]  # fmt: skip


def scaled(model, scale):
    model.layers[1].mlp.output *= scale


def scaled_anew(model, scale):
    model.layers[1].mlp.output = scale * model.layers[1].mlp.output + scale / 2 - (1 - scale)


def raised(model, scale):
    h = model.layers[1].output
    model.layers[1].output = h + h.abs() ** (3 + abs(scale))


def clamped(model, scale):
    model.layers[1].output = torch.clamp(model.layers[1].output, max=scale)


def filled(model, scale):
    model.layers[1].output[:, 0] = scale


def added(model, scale):
    h = model.layers[1].output
    model.layers[1].output = torch.add(h, torch.ones_like(h), alpha=scale) + torch.full_like(h, scale)


def assigned(model, scale):
    model.layers[1].mlp.output = scale
    model.layers[2].attn_out = scale


def assigned_into_a_tuple(model, scale):
    model.layers[1].attn.input = scale


def patched(model, layer, position):
    h = model.layers[layer].output
    h[:, position] = like(model, 3, 1, TOKENS, width_of(model))[layer, :, position]


def width_of(model):
    return model.unembed.module.in_features


def ablated(model, layer):
    model.layers[layer].attn.output[0][:] = 0


def ablated_parts(model, layer):
    model.layers[layer].attn_out = 0
    model.layers[layer].mlp_out = model.layers[layer].mlp_out * 2


def shifted_mlp(model, layer):
    model.layers[layer].mlp.input = model.layers[layer].mlp.input * 2
    model.layers[layer].mlp.output = model.layers[layer].mlp.output + 1


def fewer_neurons(model, layer):
    model.layers[layer].neurons[..., :5] = 0


def the_stream_between(model, layer):
    model.layers[layer].resid_mid = model.layers[layer].resid_mid * 1.5


def a_head(model, layer, head):
    model.layers[layer].attn.heads[:, head] = 0


def a_pattern(model, layer, head):
    pattern = model.layers[layer].attn.pattern
    pattern[:, head] = torch.eye(pattern.shape[-1])


def left_out(model, layer):
    model.layers[layer].skip(model.layers[layer].input)


def applied(model, layer):
    h = model.layers[0].output
    model.layers[2].output = model.layers[layer].mlp(h) if model.layers[0].mlp._entry == model.layers[0].mlp.path else h


LAYERS = [patched, ablated, ablated_parts, shifted_mlp, fewer_neurons, the_stream_between, a_head, a_pattern]
HEADED = {a_head, a_pattern}


def an_operation(model, layer):
    model.transformer.h[layer].mlp.ops["addmm"].output *= 2


def another_weight(model, layer):
    projection = model.transformer.h[layer].mlp.c_proj
    projection.weight = projection.weight * 0.5


def a_weight(model, layer):
    model.transformer.h[1].output += model.transformer.h[layer].mlp.c_proj.bias
