"""Graphs on different prompts that go through the model as rows of one batch: which, and how many at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import torch

from ..engine import Job
from ..engine.point import AFTER
from ..graph import ATTENTION, RESULT, Call, Weight, find
from .blocks import Blocks
from .cost import Cost, bytes_of
from .fed import shape_of
from .group import MOST, Group, Options
from .logits import Logits
from .reuse import OVERHEAD
from .script import Script
from .trial import mixes

__all__ = ["FEW", "mixed_groups"]

FEW = 3
"""Graphs on one prompt that gain more by going with those on others; more have much in common, and go by themselves."""

WASTE = 0.25
"""Padding in a row at most, of its tokens; or what a forward of its own would cost, where that is more."""

_PORTS = frozenset({"input", "output", RESULT, *ATTENTION})
_READ = ("getitem", "getattr")


def mixed_groups(
    model: Any,
    blocks: Blocks,
    scripts: Sequence[Script],
    prompts: Mapping[tuple[int, ...], tuple[Job, ...]],
    options: Options,
) -> list[Group]:
    """The graphs that go with those on other prompts; none where that would change their numbers.

    Args:
        model: the model.
        blocks: its blocks.
        scripts: what each graph asks of a forward.
        prompts: the numbers of the graphs on each prompt, with what their runs execute.
        options: what the plan may do.
    """
    few = [(numbers, jobs[0]) for numbers, jobs in prompts.items() if len(numbers) <= FEW and _is_plain(jobs)]
    mine = [(number, job) for numbers, job in few for number in numbers if _can_share(scripts[number], job, blocks)]
    if len({id(job) for _, job in mine}) < 2 or (way := mixes(model, blocks)) is None:
        return []
    mine.sort(key=lambda one: -shape_of(one[1])[1])
    keep = {number: scripts[number].logits(0, blocks.logits) if options.narrow else None for number, _ in mine}
    cost, bound = Cost.of(model), bytes_of(options.memory, model.module.device)
    return [
        _group(some, keep, cost, bound, model.module.device)
        for some in _alike(mine, any_length=way.any_length)
        if len({id(job) for _, job in some}) > 1
    ]


def _alike(graphs: Sequence[tuple[int, Job]], *, any_length: bool) -> Iterator[list[tuple[int, Job]]]:
    """Those whose prompts are about as long, the longest first."""
    some: list[tuple[int, Job]] = []
    width = 0
    for graph in graphs:
        tokens = shape_of(graph[1])[1]
        spare = max(OVERHEAD, WASTE * tokens) if any_length else 0
        if some and width - tokens > spare:
            yield some
            some = []
        width = width if some else tokens
        some.append(graph)
    yield some


def _group(
    graphs: Sequence[tuple[int, Job]], keep: Mapping[int, Logits | None], cost: Cost, bound: int, device: torch.device
) -> Group:
    members, jobs = tuple(number for number, _ in graphs), tuple(job for _, job in graphs)
    kept = tuple(keep[number] for number in members)
    positions = [replace(one, tokens=None) if one is not None else None for one in kept]  # of each all tokens' logits
    shapes = [shape_of(job) for job in jobs]
    width = shapes[0][1]
    logits = max(cost.logits(one, width) for one in positions)  # a batch computes as many for each row
    most_rows = max(rows for rows, _ in shapes)
    each, shared = most_rows * cost.memory(width, logits), cost.shared(width)
    size = int(max(1, min(MOST, len(members), (bound - shared) // each)))
    size = max(1, min(size, cost.most_tokens(device) // (most_rows * width)))
    depth = len(cost.blocks)
    flops = sum(cost.forward([rows] * depth, width, width, rows * logits) for rows, _ in shapes)
    plain = sum(cost.forward([rows] * depth, tokens, tokens, rows * tokens) for rows, tokens in shapes)
    least = sum(
        cost.forward([rows] * depth, tokens, tokens, rows * cost.logits(one, tokens))
        for (rows, tokens), one in zip(shapes, kept, strict=True)
    )
    planned = -(-len(members) // size)
    return Group(members, jobs, "mix", "", kept, size, flops, plain, least, shared + each * size, (), planned)


def _is_plain(jobs: tuple[Job, ...]) -> bool:
    """Whether graphs have one run, on a prompt without padding or options of its own."""
    given = jobs[0].inputs.kwargs
    ids, mask = given.get("input_ids"), given.get("attention_mask")
    if len(jobs) > 1 or jobs[0].inputs.args or given.keys() - {"input_ids", "attention_mask", "use_cache"}:
        return False
    if not isinstance(ids, torch.Tensor) or ids.dim() != 2 or not ids.numel():
        return False
    return mask is None or (isinstance(mask, torch.Tensor) and mask.shape == ids.shape and bool(mask.all()))


def _can_share(script: Script, job: Job, blocks: Blocks) -> bool:
    """Whether a graph looks only at what can be told apart row by row, and changes nothing that all have in common."""
    sites = [(node, script.point(node).spot) for node in script.visits(0)]
    if any(node.site.port not in _PORTS for node, _ in sites):
        return False
    outputs = {node.id for node, spot in sites if spot == ("", AFTER)}
    calls = [node for node in script.nodes if isinstance(node, Call)]
    taken = [node for node in script.nodes if any(ref.id in outputs for ref in script.outline.refs[node.id])]
    if not all(isinstance(node, Call) and _takes_logits(node) for node in taken):
        return False
    if any(isinstance(node, Weight) for node in script.nodes) and any(find(node.op).inplace for node in calls):
        return False
    logits, tokens = script.logits(0, blocks.logits), shape_of(job)[1]
    return logits is None or all(-tokens <= at < tokens for at in logits.positions)


def _takes_logits(node: Call) -> bool:
    return node.op in _READ and len(node.args) == 2 and isinstance(node.args[1], str) and node.args[1] == "logits"
