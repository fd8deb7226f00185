"""``changes_of``: what a part of a model adds to the residual stream in one run, less what it adds in another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from ..models import LanguageModel
from ..sweeps import run_many
from .component import component_named
from .edges import Sender
from .pair import Pair
from .taken import drawn, taken

__all__ = ["changes_of"]

_ORDER = ("resid_pre", "attn_out", "mlp_out")
_STREAM = {"embed": "resid_pre", "head_out": "attn_out"}
"""Where it is read what the embedding, and the heads of a layer together, add."""


def changes_of(
    model: LanguageModel, pair: Pair, senders: Sequence[Sender], memory: int | str | None = None, progress: bool = True
) -> Tensor:
    """What each adds to the stream in the source run less what it adds in the target run.

    Of a head: what attention adds in the target run with this head as in the source run, less what it adds without; so
    a norm behind attention is counted in. Where the prompts differ in length, positions of the target that the source
    does not have are 0.

    Returns:
        ``[sender, batch, tokens, width]``, in the precision of the stream.

    >>> changes_of(model, Pair.of(model, france, italy), [Sender("head_out", 0, 2)])

    Raises:
        ModelError: the architecture has no such component; the message says why.
    """
    names = dict.fromkeys(_STREAM.get(one.name, one.name) for one in senders)
    source, target = _values(model, pair, list(names))
    heads = [one for one in senders if one.name == "head_out"]
    found = dict(zip(heads, _of_heads(model, pair, heads, target.get("attn_out", []), memory, progress), strict=True))
    for one in (one for one in senders if one not in found):
        name, layer = _STREAM.get(one.name, one.name), max(one.layer, 0)
        found[one] = _difference(pair, source[name][layer], target[name][layer])
    return torch.stack([found[one] for one in senders])


def _difference(pair: Pair, source: Tensor, target: Tensor) -> Tensor:
    before, after = (component_named("resid_pre").index(at) for at in pair.aligned({}))
    change = torch.zeros_like(target)
    change[after] = source[before] - target[after]
    return change


def _of_heads(
    model: LanguageModel,
    pair: Pair,
    heads: Sequence[Sender],
    target: Sequence[Tensor],
    memory: int | str | None,
    progress: bool,
) -> list[Tensor]:
    """The change of each head: a run from its block's attention to the end of it."""
    graphs = {layer: _head_graph(model, pair, layer, heads) for layer in dict.fromkeys(one.layer for one in heads)}
    filled = [graphs[one.layer].fill(head=one.head) for one in heads]
    runs = run_many(model, filled, None, memory=memory, progress=progress) if filled else []
    return [run["added"].to(target[one.layer]) - target[one.layer] for one, run in zip(heads, runs, strict=True)]


def _head_graph(model: LanguageModel, pair: Pair, layer: int, heads: Sequence[Sender]) -> Any:
    """What attention adds with one head as in the source run: "added"; it has a hole "head"."""
    part, numbers = component_named("head_out"), [one.head for one in heads if one.layer == layer]
    model = drawn(model)
    with torch.no_grad(), model.trace() as block:
        with block.invoke(pair.source) as run:
            head: Any = run.hole("head", numbers)
            before, after = pair.aligned({"head": head})
            value = part.read(model.layers[layer], pair.rows)[part.index(before)].clone()
        with block.invoke(pair.target):
            part.write(model.layers[layer], part.index(after), value, pair.rows)
            added: Any = component_named("attn_out").read(model.layers[layer], pair.rows).clone()
            added.save("added")
    return block.graph


def _values(model: LanguageModel, pair: Pair, names: Sequence[str]) -> tuple[dict[str, list[Tensor]], ...]:
    """Components' values in each layer of the source run, and of the target run."""
    found: list[dict[str, list[Tensor]]] = []
    with torch.no_grad(), model.trace() as both:
        for prompt in (pair.source, pair.target):
            with both.invoke(prompt):
                found.append({name: [] for name in names})
                for block in model.layers:
                    for name in sorted(names, key=_ORDER.index):
                        found[-1][name].append(taken(component_named(name).read(block, pair.rows)))
    return tuple(found)
