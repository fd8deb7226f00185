"""``Plan``: how many graphs are carried out together, worked out before anything runs."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch

from ..engine import Job
from ..errors import GraphError
from ..graph import Graph, Inputs
from .blocks import START, Blocks, Door
from .cost import Cost, bytes_of, spell_bytes, spell_flops
from .logits import Logits, together
from .paths import Paths, flops_of, forwards_of
from .script import Script
from .trial import WAYS, best_way, picks_tokens

__all__ = ["Group", "Options", "Plan", "make_plan"]

MOST = 512
"""Graphs in one forward at most: more gain nothing, and the progress bar would stand still."""


@dataclass(frozen=True)
class Options:
    """What a plan may do; with all of them off, every graph has runs of its own.

    Attributes:
        share: put graphs on the same prompt into one batch.
        grow: let rows join the batch at the block where they begin to differ.
        reuse: in causal models, compute no position before the first change again.
        resume: where it cannot grow, begin at the block where a group of graphs begins to differ.
        narrow: compute only the logits that are read.
        memory: bytes that a batch may take, or a text such as "2GiB"; by default a quarter of what is free.
    """

    share: bool = True
    grow: bool = True
    reuse: bool = True
    resume: bool = True
    narrow: bool = True
    memory: int | str | None = None


@dataclass(frozen=True)
class Group:
    """Graphs on the same prompts.

    Attributes:
        members: their numbers.
        jobs: what their runs execute.
        way: "reuse", "grow", "resume", "batch" or "alone".
        why: why they are not together, where they are not.
        keep: for each run the logits that are read; ``None`` for all.
        size: how many go together at most.
        flops: operations, estimated; not a number where that cannot be told.
        plain_flops: the same for one run after the other.
        least_flops: the least possible: of each graph only the blocks and positions that can differ.
        bytes: memory of one batch, estimated.
        doors: at which blocks how many of them begin to differ.
        planned: how many forwards they take.
    """

    members: tuple[int, ...]
    jobs: tuple[Job, ...]
    way: str
    why: str = ""
    keep: tuple[Logits | None, ...] = ()
    size: int = 1
    flops: float = float("nan")
    plain_flops: float = float("nan")
    least_flops: float = float("nan")
    bytes: float = float("nan")
    doors: tuple[tuple[Door, int], ...] = ()
    planned: int = 0


class Plan:
    """How graphs are carried out; ``print`` it to see what it saves, ``run_many`` executes it.

    >>> print(nnexplore.plan_many(model, graphs))
    """

    def __init__(self, model: Any, scripts: Sequence[Script], groups: Sequence[Group], blocks: Blocks | None) -> None:
        self.model, self.scripts, self.groups, self.blocks = model, scripts, groups, blocks

    def __len__(self) -> int:
        return len(self.scripts)

    @property
    def forwards(self) -> int:
        """How many forwards of the model it stands for: one for each run of each graph."""
        return sum(len(group.members) * len(group.jobs) for group in self.groups)

    @property
    def planned(self) -> int:
        """How many it runs."""
        return sum(group.planned for group in self.groups)

    @property
    def flops(self) -> float:
        """Operations that it takes, estimated from the sizes of the weights."""
        return sum(group.flops for group in self.groups)

    @property
    def plain_flops(self) -> float:
        """The same for one run after the other."""
        return sum(group.plain_flops for group in self.groups)

    @property
    def least_flops(self) -> float:
        """The least possible: of each graph only the blocks and positions that can differ."""
        return sum(group.least_flops for group in self.groups)

    def __repr__(self) -> str:
        lines = [f"{len(self)} graphs: {self.forwards} forwards, carried out in {self.planned}"]
        if self.flops == self.flops:
            lines[0] += f"; {spell_flops(self.flops)} in place of {spell_flops(self.plain_flops)}"
            lines[0] += f" ({self.flops / self.least_flops:.2f} of the least possible)"
        for group in self.groups[:_SHOWN]:
            lines += [f"  {line}" for line in _describe(group)]
        if len(self.groups) > _SHOWN:
            lines.append(f"  … and {len(self.groups) - _SHOWN} groups more")
        return "\n".join(lines)


_SHOWN = 8


def _describe(group: Group) -> Iterator[str]:
    count = len(group.members)
    if group.way == "alone":
        yield f"{count} one by one: {group.why}"
        return
    how = {
        "reuse": "in batches that grow, from the first position that differs",
        "grow": "in a batch that grows",
        "resume": "from the block where they differ",
        "batch": "in a batch",
    }
    together = f", {group.size} at a time" if group.size < count else ""
    yield f"{count} {how[group.way]}{together}: {spell_flops(group.flops)}, about {spell_bytes(group.bytes)} at once"
    if group.doors and group.way != "batch":
        begin = ", ".join(f"{_door(door)}: {number}" for door, number in group.doors[:24])
        yield f"  they begin at {begin}" + (", …" if len(group.doors) > 24 else "")
    kept = group.keep[-1] if group.keep else None
    if kept:
        tokens = "" if kept.tokens is None else f"{_count(len(kept.tokens), 'token')} at "
        yield f"  logits of {tokens}{_count(len(kept.positions), 'position')} alone"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _door(door: Door) -> str:
    if door == START:
        return "the start"
    return f"{'after ' if door[1] else ''}block {door[0]}"


# -- making one ----------------------------------------------------------------------------------------------------


def make_plan(model: Any, graphs: Sequence[Graph], prompts: Any, options: Options) -> Plan:
    """Sort the graphs into groups that can share forwards."""
    scripts: list[Script] = []
    for graph in graphs:
        scripts.append(Script(graph, scripts[-1] if scripts else None))
    fed = _fed(graphs, scripts, prompts)
    jobs: dict[Any, Job] = {}
    keys: dict[int, Any] = {}

    def key_of(inputs: Inputs) -> Any:
        if id(inputs) not in keys:
            keys[id(inputs)] = _key(inputs)
        return keys[id(inputs)]

    def job(inputs: Inputs) -> Job:
        key = key_of(inputs)
        if key not in jobs:
            jobs[key] = model._job(inputs)
        return jobs[key]

    blocks = _blocks(model)
    why_all = _why_all(model, blocks, options)
    groups: dict[Any, list[int]] = {}
    for number, (script, inputs) in enumerate(zip(scripts, fed, strict=True)):
        why = why_all or script.outline.alone or _why(script, inputs)
        groups.setdefault((why, tuple(map(key_of, inputs))), []).append(number)
    made = [
        _group(model, tuple(members), tuple(map(job, fed[members[0]])), key[0], scripts, blocks, options)
        for key, members in groups.items()
    ]
    return Plan(model, scripts, made, blocks)


def _why_all(model: Any, blocks: Blocks | None, options: Options) -> str:
    """Why no graph of this model can share a forward."""
    if not options.share:
        return "share=False"
    if blocks is None:
        return "only of a language model's batch it is known that rows do not see each other"
    if model.edits:
        return "the model has edits of its own"
    if model._order.shares:
        return "the model has modules that go by several names"
    if model.module.training:
        return "the model is in training mode"
    return ""


def _why(script: Script, inputs: Sequence[Inputs]) -> str:
    if len(inputs) < script.outline.runs:
        return "it has runs without a prompt"
    if any(one.method != "trace" for one in inputs):
        return "it is about a generation"
    if any(set(one.kwargs) - {"use_cache", "attention_mask"} for one in inputs):
        return "its prompts have options of their own"
    return ""


def _blocks(model: Any) -> Blocks | None:
    from ..models import LanguageModel

    if not isinstance(model, LanguageModel):
        return None
    return Blocks(model.load())


def _group(
    model: Any,
    members: tuple[int, ...],
    jobs: tuple[Job, ...],
    why: str,
    scripts: Sequence[Script],
    blocks: Blocks | None,
    options: Options,
) -> Group:
    if why or blocks is None:
        return _alone(members, jobs, why)
    way = _way(best_way(model, blocks), options)
    if way == "alone":
        return _alone(members, jobs, "rows of a batch were seen to differ from runs of their own")
    members = _sorted(members, scripts, jobs, blocks)
    mine = [scripts[number] for number in members]
    keep = tuple(_keep(mine, run, job, model, blocks, options) for run, job in enumerate(jobs))
    jobs = tuple(job if kept is None else _without_cache(job) for job, kept in zip(jobs, keep, strict=True))
    cost = Cost.of(model)
    each = max(_bytes(cost, job, kept) for job, kept in zip(jobs, keep, strict=True))
    shared = max(rows * cost.shared(tokens) for rows, tokens in map(_shape, jobs))
    bound = bytes_of(options.memory, model.module.device)
    size = int(max(1, min(MOST, len(members), (bound - shared) // each)))
    if way != "reuse":  # else the batch is split by positions anyway
        most = cost.most_tokens(model.module.device)
        size = max(1, min([size, *(most // (rows * tokens) for rows, tokens in map(_shape, jobs))]))
    paths = [_paths(mine, run, blocks, job, kept) for run, (job, kept) in enumerate(zip(jobs, keep, strict=True))]
    flops = sum(flops_of(cost, path, way, size) for path in paths)
    plain = sum(path.plain(cost) * len(members) for path in paths)
    least = sum(path.least(cost) for path in paths)
    seen = Counter(door for path in paths for door in path.doors if door is not None)
    begins = tuple(sorted(seen.items()))
    planned = sum(forwards_of(path, way, size) for path in paths)
    return Group(members, jobs, way, "", keep, size, flops, plain, least, shared + each * size, begins, planned)


def _alone(members: tuple[int, ...], jobs: tuple[Job, ...], why: str) -> Group:
    return Group(members, jobs, "alone", why, planned=len(members) * len(jobs))


def _sorted(
    members: tuple[int, ...], scripts: Sequence[Script], jobs: Sequence[Job], blocks: Blocks
) -> tuple[int, ...]:
    """Graphs that differ from the same position on stand together, so that they can go together."""

    def key(number: int) -> Any:
        script = scripts[number]
        return [(script.first(run, _shape(job)[1]), script.door(run, blocks) or START) for run, job in enumerate(jobs)]

    return tuple(sorted(members, key=key))


def _way(best: str, options: Options) -> str:
    """The best way that is allowed."""
    ways = [way for way in WAYS if way in ("batch", "alone") or getattr(options, way)]
    return next((way for way in ways if WAYS.index(way) >= WAYS.index(best)), "alone")


def _bytes(cost: Cost, job: Job, keep: Logits | None) -> float:
    """What one graph's rows take."""
    rows, tokens = _shape(job)
    return rows * cost.memory(tokens, cost.logits(keep, tokens))


def _keep(scripts: Sequence[Script], run: int, job: Job, model: Any, blocks: Blocks, options: Options) -> Logits | None:
    """The logits that any of the graphs reads; ``None`` for all."""
    keep = together(script.logits(run, blocks.logits) for script in scripts) if options.narrow else None
    tokens = _shape(job)[1]
    if keep is None or not all(-tokens <= at < tokens for at in keep.positions):
        return None
    return keep if keep.tokens is None or picks_tokens(model, blocks, keep.tokens) else replace(keep, tokens=None)


def _paths(scripts: Sequence[Script], run: int, blocks: Blocks, job: Job, keep: Logits | None) -> Paths:
    """Where each graph begins to differ in a run."""
    rows, tokens = _shape(job)
    doors = [script.door(run, blocks) for script in scripts]
    return Paths(doors, [script.first(run, tokens) for script in scripts], rows, tokens, keep)


def _shape(job: Job) -> tuple[int, int]:
    """Rows and tokens of a prompt."""
    ids = job.inputs.kwargs.get("input_ids")
    return (int(ids.shape[0]), int(ids.shape[-1])) if isinstance(ids, torch.Tensor) else (1, 1)


def _without_cache(job: Job) -> Job:
    inputs = job.inputs
    if "use_cache" not in inspect.signature(job.module.forward).parameters:
        return job
    return replace(job, inputs=Inputs(inputs.args, {**inputs.kwargs, "use_cache": False}, inputs.method))


# -- prompts -------------------------------------------------------------------------------------------------------


def _fed(graphs: Sequence[Graph], scripts: Sequence[Script], prompts: Any) -> list[tuple[Inputs, ...]]:
    """For each graph what its runs are fed.

    Raises:
        GraphError: another number of prompts than of graphs or runs.
    """
    if prompts is None:
        for number, graph in enumerate(graphs):
            if len(graph.inputs) < scripts[number].outline.runs:
                raise GraphError(
                    f"graph {number} has {scripts[number].outline.runs} runs and no prompts for them; pass some"
                )
        return [tuple(graph.inputs) for graph in graphs]
    each = prompts if isinstance(prompts, list) else [prompts] * len(graphs)
    if len(each) != len(graphs):
        raise GraphError(
            f"{len(each)} prompts for {len(graphs)} graphs. Pass one for all, or a list with one for each; where the "
            "graphs have several runs, a tuple with a prompt per run"
        )
    return [_one(number, graph, prompt) for number, (graph, prompt) in enumerate(zip(graphs, each, strict=True))]


def _one(number: int, graph: Graph, prompt: Any) -> tuple[Inputs, ...]:
    given = prompt if isinstance(prompt, tuple) else (prompt,)
    if len(given) != graph.runs:
        raise GraphError(
            f"graph {number} has {graph.runs} runs; got {len(given)} prompt{'s' * (len(given) > 1)} for them. Pass a "
            "tuple with one for each run"
        )
    return tuple(Inputs((one,)) for one in given)


def _key(value: Any) -> Any:
    """What tells whether two prompts are the same."""
    if isinstance(value, Inputs):
        return value.method, _key(value.args), _key(value.kwargs)
    if isinstance(value, torch.Tensor):
        plain = value.detach().cpu().contiguous()
        return tuple(plain.shape), str(plain.dtype), plain.view(torch.uint8).numpy().tobytes() if plain.numel() else b""
    if isinstance(value, Mapping):
        return tuple((key, _key(item)) for key, item in value.items())
    if isinstance(value, tuple | list):
        return tuple(map(_key, value))
    return value if isinstance(value, str | int | float | bool | None) else id(value)
