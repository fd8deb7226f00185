"""``best_way``: how the rows of a model's batch may share a forward, found out by trying it on four tokens."""

from __future__ import annotations

import logging
import weakref
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

from ..engine import Job, replay
from ..graph import Call, Constant, Graph, Inputs, Read, Ref, Save, Site
from .blocks import Blocks
from .cell import Cell
from .fly import fly
from .layout import Layout, learn
from .logits import Logits
from .mixed import mix
from .script import Script

__all__ = ["WAYS", "Mixing", "best_way", "mixes", "picks_tokens"]

WAYS = ("reuse", "grow", "resume", "batch", "alone")
"""The ways in which graphs share forwards, the best first."""

log = logging.getLogger("nnexplore")
_picks: weakref.WeakKeyDictionary[Any, bool] = weakref.WeakKeyDictionary()
_known: weakref.WeakKeyDictionary[Any, dict[str, str]] = weakref.WeakKeyDictionary()
"""By the implementation of attention, which may be changed."""
_mixes: weakref.WeakKeyDictionary[Any, dict[str, Mixing | None]] = weakref.WeakKeyDictionary()


@dataclass(frozen=True)
class Mixing:
    """How different prompts may be rows of one batch.

    Attributes:
        layout: where rows and tokens stand in the values of the model.
        any_length: whether shorter ones may be padded on the right.
    """

    layout: Layout
    any_length: bool


def best_way(model: Any, blocks: Blocks) -> str:
    """How graphs may share forwards of this model: one of ``WAYS``.

    - "reuse": positions before the first change need not be computed again;
    - "grow": rows may join the batch between blocks;
    - "resume": a whole batch may begin there;
    - "batch": rows of a batch give what runs of their own give;
    - "alone": not even that.
    """
    module = model.module
    known, attention = _known.setdefault(module, {}), getattr(module.config, "_attn_implementation", "")
    if attention not in known:
        known[attention] = next((way for way in WAYS[:-1] if _works(model, blocks, way)), "alone")
        log.debug("sweeps of %s go by way of %r", type(module).__name__, known[attention])
    return known[attention]


def mixes(model: Any, blocks: Blocks) -> Mixing | None:
    """How different prompts may go through a model together; ``None`` where that was seen to change their numbers."""
    module = model.module
    known, attention = _mixes.setdefault(module, {}), getattr(module.config, "_attn_implementation", "")
    if attention not in known:
        lengths = [4] if _counts_tokens(module.config) else [3, 4]
        known[attention] = next((way for tokens in lengths if (way := _mixes_with(model, blocks, tokens))), None)
        log.debug("different prompts in one batch of %s: %s", type(module).__name__, known[attention])
    return known[attention]


def _mixes_with(model: Any, blocks: Blocks, tokens: int) -> Mixing | None:
    """Graphs on a prompt of four tokens and on one of so many, together and alone."""
    jobs = [model._job(Inputs((ids,))) for ids in ([3, 1, 2, 0], [0, 2, 3, 1][:tokens])]
    graphs = [*_graphs(model, blocks, tokens), Graph(_LOOK)]
    mine = [jobs[at % 2] for at in range(len(graphs))]
    scripts = [Script.of(graph) for graph in graphs]
    keep = [script.logits(0, blocks.logits) for script in scripts]
    with torch.no_grad():
        try:
            layout = learn(model, 3 if tokens < 4 else 5)
            found = mix(scripts, mine, keep, blocks, layout)
        except Exception as error:  # noqa: BLE001  whatever an architecture does not allow
            log.debug("prompts of 4 and %d tokens do not go together: %s", tokens, error)
            return None
        alone = [_alone(graph, job) for graph, job in zip(graphs, mine, strict=True)]
    same = (one and _close(one["logits"], other["logits"]) for one, other in zip(found, alone, strict=True))
    return Mixing(layout, tokens < 4) if all(same) else None


def _alone(graph: Graph, job: Job) -> dict[str, Any]:
    return replay(graph, job.module, lambda _: job)


def _counts_tokens(config: Any) -> bool:
    """Whether positions are turned by angles that depend on how long the longest prompt is."""
    given = config if isinstance(config, dict) else config.to_dict() if hasattr(config, "to_dict") else {}
    return any(
        _counts_tokens(value) if isinstance(value, dict) else key in ("rope_type", "type") and value in _BY_LENGTH
        for key, value in given.items()
    )


_BY_LENGTH = ("dynamic", "longrope")


def picks_tokens(model: Any, blocks: Blocks, tokens: Iterable[int]) -> bool:
    """Whether the logits of some tokens can be computed without those of the others."""
    module, unembed = model.module, model.module.get_submodule(blocks.unembed)
    if type(unembed) is not nn.Linear or unembed._forward_hooks or unembed._forward_pre_hooks:
        return False
    if not all(-unembed.out_features <= token < unembed.out_features for token in tokens):
        return False
    if module not in _picks:
        keep = Logits(frozenset({-1}), frozenset({1, 3}))
        _picks[module] = _gives(model, blocks, [Graph(_PICK)], keep, "batch")
    return _picks[module]


def _gives(model: Any, blocks: Blocks, graphs: Sequence[Graph], keep: Logits, way: str) -> bool:
    """Whether graphs carried out together give what each gives alone."""
    job = model._job(Inputs(([3, 1, 2, 0],)))
    with torch.no_grad():
        try:
            cells = [Cell(at, Script.of(graph), model.module, lambda _: job.tokens) for at, graph in enumerate(graphs)]
            for cell in cells:
                cell.script.logits(0, blocks.logits)
            fly(cells, blocks, [job], [keep], way, overhead=0.0)
        except Exception as error:  # noqa: BLE001  whatever an architecture does not allow
            log.debug("%s does not work on %s: %s", way, type(model.module).__name__, error)
            return False
        alone = [replay(graph, model.module, lambda _: job) for graph in graphs]
    return all(_close(cell.results.get("logits"), other["logits"]) for cell, other in zip(cells, alone, strict=True))


def _works(model: Any, blocks: Blocks, way: str) -> bool:
    keep = Logits(frozenset({-1}), None)
    return _gives(model, blocks, _graphs(model, blocks), keep, way)


def _close(mine: Any, other: torch.Tensor) -> bool:
    if not isinstance(mine, torch.Tensor) or mine.shape != other.shape:
        return False
    tolerance = 1e-3 if other.dtype in (torch.float32, torch.float64) else 5e-2
    return bool((mine - other).abs().max() <= tolerance * (1 + other.abs().max()))


def _graphs(model: Any, blocks: Blocks, tokens: int = 4) -> Sequence[Graph]:
    """One token's stream made smaller before some blocks, and after the last; and one graph that only looks."""
    last = len(blocks) - 1
    paths = [
        blocks.paths[0],
        blocks.paths[last],
        blocks.paths[last // 2],
        *([tail] if (tail := model.probe.tail) else []),
    ]
    return [*(_graph(path, at % tokens) for at, path in enumerate(paths)), Graph(_LOOK)]


def _graph(path: str, token: int) -> Graph:
    stream = Read(0, Site(path, "input"))
    part = Call(1, "Tensor.__getitem__", (Ref(0), (slice(None), token)))
    return Graph((stream, part, Call(2, "Tensor.mul_", (Ref(1), 0.5)), *_LOOK))


_LAST = (
    Read(10, Site("", "output")),
    Call(11, "getitem", (Ref(10), "logits")),
    Call(12, "Tensor.__getitem__", (Ref(11), (slice(None), -1))),
)
_LOOK = (*_LAST, Save(13, "logits", Ref(12)))
_PICK = (
    *_LAST,
    Constant(13, torch.tensor([[3, 1]])),
    Call(14, "Tensor.gather", (Ref(12), -1, Ref(13))),
    Save(15, "logits", Ref(14)),
)
