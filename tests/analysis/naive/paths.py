"""Path patching and edges with bare hooks and PyTorch's own autograd."""

from __future__ import annotations

from contextlib import ExitStack

import torch
from torch import nn

from tests.analysis.naive.forward import forward, on_input, on_output, values_of
from tests.analysis.naive.places import blocks_of, places_of

FIRST_OF_MLP = {"opt": "fc1"}
"""The module that an MLP begins with, where that is not called ``mlp``."""


# -- paths -----------------------------------------------------------------------------------------


def path(module, source, target, sender, layer, place, receivers, through_mlps):
    """The logits of one cell: every later head and MLP held, what reaches the receivers put into the target run."""
    count = len(blocks_of(module))
    own = {name: values_of(module, target, name) for name in ("head_out", "mlp_out")}
    other = values_of(module, source, sender)[layer]

    def patched(value):
        value = value.clone()
        value[place] = other[place]
        return value

    edits = {("head_out", at): (lambda _, at=at: own["head_out"][at]) for at in range(layer + 1, count)}
    first = layer + (sender not in ("head_out", "attn_out"))
    if not through_mlps:
        edits |= {("mlp_out", at): (lambda _, at=at: own["mlp_out"][at]) for at in range(first, count)}
    edits[sender, layer] = patched
    receivers = dict(receivers or {})
    mlps = receivers.pop("mlp_in", [])
    wanted = [(name, at) for name, places in receivers.items() for at, _ in places]
    given = {}
    with _mlp_inputs(module, {at: (lambda value, at=at: given.setdefault(at, value.clone())) for at in mlps}):
        logits, seen = forward(module, target, edits, wanted)
    if not wanted and not mlps:
        return logits
    put = {}
    for name, at in wanted:
        which = [head for where, head in receivers[name] if where == at]

        def receive(value, key=(name, at), which=which):
            value = value.clone()
            value[:, :, which] = seen[key][:, :, which]
            return value

        put[name, at] = receive
    with _mlp_inputs(module, {at: (lambda _, at=at: given[at]) for at in mlps}):
        return forward(module, target, put)[0]


def _mlp_inputs(module, edits):
    """Hooks on what the module of an MLP is given."""
    stack, name = ExitStack(), FIRST_OF_MLP.get(module.config.model_type, "mlp")
    for at, edit in edits.items():
        stack.callback(on_input(blocks_of(module)[at].get_submodule(name), edit).remove)
    return stack


# -- edges -----------------------------------------------------------------------------------------


READERS = {
    "gpt2": ("ln_1", {"q": "attn.c_attn", "k": "attn.c_attn", "v": "attn.c_attn"}, "ln_2"),
    "llama": ("input_layernorm", {at: f"self_attn.{at}_proj" for at in "qkv"}, "post_attention_layernorm"),
    "gemma2": ("input_layernorm", {at: f"self_attn.{at}_proj" for at in "qkv"}, "pre_feedforward_layernorm"),
    "gpt_neox": (
        "input_layernorm",
        dict.fromkeys("qkv", "attention.query_key_value"),
        "post_attention_layernorm",
    ),
}
"""For each kind of model the norm before attention, the projections to q, k and v, and the norm before the MLP."""


def columns(module, name, head):
    """Which outputs of the projection are the query, key or value of a head."""
    config, kind = module.config, module.config.model_type
    width = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
    letter = "qkv".index(name[-1])
    start = {
        "gpt2": letter * config.hidden_size + head * width,
        "gpt_neox": (3 * head + letter) * width,  # the three of a head side by side
    }.get(kind, head * width)
    return slice(start, start + width)


def changes(module, source, target, sender):
    """What a sender adds to the stream in the source run, less in the target run: [batch, tokens, width]."""
    name, layer, head = sender
    if name == "embed":
        return values_of(module, source, "resid_pre")[0] - values_of(module, target, "resid_pre")[0]
    if name == "mlp_out":
        return values_of(module, source, "mlp_out")[layer] - values_of(module, target, "mlp_out")[layer]
    other = values_of(module, source, "head_out")[layer]

    def patched(value):
        value = value.clone()
        which = slice(None) if head is None else head
        value[:, :, which] = other[:, :, which]
        return value

    _, seen = forward(module, target, {("head_out", layer): patched}, [("attn_out", layer)])
    return seen["attn_out", layer] - values_of(module, target, "attn_out")[layer]


def logits_with(module, ids, shifts):
    """The logits, where each receiver, ("head_q", 2, 1) and so on, reads the stream with something of its own added.

    A query is what the model's own norm and projection make of the stream with the shift, put into the columns of its
    head; an MLP's norm and the final norm are given the shift. Everything else goes on with the stream as it is.
    """
    norm, projections, before_mlp = READERS[module.config.model_type]
    with ExitStack() as stack:
        for receiver, shift in shifts.items():
            name, layer, head = receiver
            if name == "logits":
                final = module.get_submodule(places_of(module).norm)
                stack.callback(on_input(final, lambda value, shift=shift: value + shift).remove)
            elif name == "mlp_in":
                part = blocks_of(module)[layer].get_submodule(before_mlp)
                stack.callback(on_input(part, lambda value, shift=shift: value + shift).remove)
            else:
                block = blocks_of(module)[layer]
                for one in ("head_q", "head_k", "head_v") if name == "attn_in" else (name,):
                    project = block.get_submodule(projections[one[-1]])
                    for hook in _reading(module, block.get_submodule(norm), project, one, head, shift):
                        stack.callback(hook.remove)
        return module(input_ids=ids, use_cache=False).logits


def _reading(module, norm: nn.Module, project: nn.Module, name, head, shift):
    """Hooks that let one head's query, key or value read the stream with the shift; all heads' where it is None."""
    stream = []
    config = module.config
    count = config.num_attention_heads if name == "head_q" else getattr(config, "num_key_value_heads", None)

    def remember(value):
        stream[:] = [value]
        return value

    def replace(out):
        new, out = project.forward(norm.forward(stream[0] + shift)), out.clone()
        for one in range(count or config.num_attention_heads) if head is None else (head,):
            at = columns(module, name, one)
            out[..., at] = new[..., at]
        return out

    return [on_input(norm, remember), on_output(project, replace)]


def slope(module, ids, receiver, metric, embedding=0.0):
    """The gradient of the metric at a receiver's own reading of the stream; ``embedding`` is added before block 0."""
    shift = torch.zeros(*ids.shape, module.config.hidden_size, requires_grad=True)
    hook = on_input(blocks_of(module)[0], lambda value: value + embedding)
    score = metric(logits_with(module, ids, {receiver: shift}))
    hook.remove()
    return torch.autograd.grad(score, shift)[0]


def logits_with_head(module, ids, layer, head, shift):
    """The logits, where all that one query head takes in is made of the stream with a shift, in two forwards.

    In the first all heads of the layer read it, and this head's result is kept; in the second it is put in.
    """
    part = blocks_of(module)[layer].get_submodule(places_of(module).out_proj)
    width = module.config.hidden_size // module.config.num_attention_heads
    kept = []

    def keep(value):
        kept.append(value.unflatten(-1, (-1, width))[:, :, head])
        return value

    def put(value):
        value = value.unflatten(-1, (-1, width)).clone()
        value[:, :, head] = kept[0]
        return value.flatten(-2)

    hook = on_input(part, keep)
    logits_with(module, ids, {("attn_in", layer, None): shift})
    hook.remove()
    hook = on_input(part, put)
    logits = module(input_ids=ids, use_cache=False).logits
    hook.remove()
    return logits
